"""LAKIP: parameterised performance reports of an Indonesian public agency."""
