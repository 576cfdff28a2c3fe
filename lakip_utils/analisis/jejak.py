"""Make the asal of a figure from the row that it was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lakip_utils.asal import Asal, Sel, satukan_rentang
from lakip_utils.data.rows import BARIS, BERKAS

Baris = pd.Series | Mapping[str, Any]
"""A row of a loaded table, or of a frame made from one."""


def sel(baris: Baris, kolom: str, kunci: str = "") -> Sel:
    """Return the cell `kolom` of a row of a loaded table, with what stands in it."""
    return Sel(str(baris[BERKAS]), int(baris[BARIS]), kolom, kunci, isi_sel(baris.get(kolom)))


def isi_sel(nilai: object) -> float | str | None:
    """Return the content of a cell as an origin carries it: a number, a text, ``None`` where it is empty.

    >>> isi_sel(float("nan")), isi_sel(80), isi_sel("Nilai")
    (None, 80.0, 'Nilai')
    """
    if nilai is None or pd.isna(nilai):  # type: ignore[call-overload]
        return None
    return nilai if isinstance(nilai, str) else float(nilai)  # type: ignore[arg-type]


def asal(
    baris: Baris,
    kolom: Sequence[str],
    rumus: str = "",
    *,
    kunci: str = "",
    pembilang: float | None = None,
    penyebut: float | None = None,
) -> Asal:
    """Return the origin of a figure made from some columns of one row."""
    return Asal(tuple(sel(baris, nama, kunci) for nama in kolom), rumus, pembilang, penyebut)


def deret(tabel: pd.DataFrame, kolom: str) -> tuple[Sel, ...]:
    """Return the cells of a column in all rows of a loaded table, without what stands in them."""
    if tabel.empty:
        return ()
    rentang = satukan_rentang((nomor, nomor) for nomor in map(int, tabel[BARIS]))
    berkas = str(tabel[BERKAS].iloc[0])
    return tuple(Sel(berkas, awal, kolom, sampai=akhir if akhir > awal else 0) for awal, akhir in rentang)
