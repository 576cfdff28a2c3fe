"""From a figure or a finding back to the rows that it was read from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lakip_utils.asal import Asal, Sel
from lakip_utils.data import Paket
from lakip_utils.data.rows import BARIS
from lakip_utils.data.schema import TABLES


@dataclass(frozen=True, slots=True)
class BarisAsal:
    """The rows of one file behind a figure.

    Parameters
    ----------
    berkas
        The file, relative to the package.
    baris
        Its rows, with all columns of the table; ``asal_baris`` has their numbers.
    sel
        The cells in question: row number and column.
    """

    berkas: str
    baris: pd.DataFrame
    sel: frozenset[tuple[int, str]]


def baris_asal(paket: Paket, asal: Asal) -> tuple[BarisAsal, ...]:
    """Return the rows of an origin, file by file in the order in which it names them.

    A cell of a file that is no table of the package, or of a row that the table does not have, is left out,
    and so are the rows of single persons: what a respondent answered is shown to nobody.
    """
    per_berkas: dict[str, list[Sel]] = {}
    for sel in asal.sel:
        per_berkas.setdefault(sel.berkas, []).append(sel)
    hasil = []
    for berkas, semua in per_berkas.items():
        tahun, _, nama = berkas.removesuffix(".csv").rpartition("/")
        if nama not in TABLES or TABLES[nama].personal or (tahun and not tahun.isdecimal()):
            continue
        tabel = paket.tabel(nama, int(tahun) if tahun else None)
        nomor = {n for sel in semua for n in range(sel.rentang[0], sel.rentang[1] + 1)}
        isi = tabel[tabel[BARIS].isin(nomor)]
        ada = set(isi[BARIS])
        if len(isi):
            disebut = frozenset(
                (n, sel.kolom)
                for sel in semua
                for n in range(sel.rentang[0], sel.rentang[1] + 1)
                if n in ada and sel.kolom in tabel.columns
            )
            hasil.append(BarisAsal(berkas, isi, disebut))
    return tuple(hasil)
