"""Read and validate a data package: tables, agency, parameters."""

from lakip_utils.data.paket import Irisan, Paket, load

__all__ = ["Irisan", "Paket", "load"]
