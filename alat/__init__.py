"""Tools of the project that are no part of the package: licences and the bill of materials."""
