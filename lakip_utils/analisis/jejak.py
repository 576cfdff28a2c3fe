"""Make the asal of a figure from the row that it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lakip_utils.asal import Asal, Sel
from lakip_utils.data.table import BARIS, BERKAS


def sel(baris: pd.Series[Any], kolom: str, kunci: str = "") -> Sel:
    """Return the cell `kolom` of a row of a loaded table."""
    return Sel(str(baris[BERKAS]), int(baris[BARIS]), kolom, kunci)


def asal(
    baris: pd.Series[Any],
    kolom: Sequence[str],
    rumus: str = "",
    *,
    kunci: str = "",
    pembilang: float | None = None,
    penyebut: float | None = None,
) -> Asal:
    """Return the origin of a figure made from some columns of one row."""
    return Asal(tuple(sel(baris, nama, kunci) for nama in kolom), rumus, pembilang, penyebut)
