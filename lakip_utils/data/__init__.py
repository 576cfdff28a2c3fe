"""Read and validate a data package: tables, agency, parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lakip_utils.data.paket import Irisan, Paket, load

__all__ = ["Irisan", "Paket", "load"]


def __getattr__(nama: str) -> object:
    """Import the reader, and pandas with it, when it is first asked for: settings do without."""
    if nama not in __all__:
        raise AttributeError(nama)
    from lakip_utils.data import paket

    return getattr(paket, nama)
