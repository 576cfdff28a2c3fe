"""Claims: what a published report printed, looked up beside the facts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from lakip_utils.analisis.jejak import asal
from lakip_utils.asal import Asal, bulat
from lakip_utils.data.numbers import decimals, parse
from lakip_utils.data.rows import BARIS, BERKAS, Row

KOSONG = "(kosong)"
"""Text of a claim that a figure is owed and nothing is printed."""
_DIBACA = ("id", "tabel", "kolom", "nilai_tercetak", "lokasi", BERKAS, BARIS)


@dataclass(frozen=True, slots=True)
class Tercetak:
    """One printed value: as text, as number where it is one, and where it stands."""

    teks: str
    nilai: Decimal | None
    lokasi: str
    asal: Asal

    def cocok(self, hasil: float | None) -> bool:
        """Whether `hasil`, rounded half up to the decimals printed, is what was printed."""
        if self.nilai is None or hasil is None or pd.isna(hasil):
            return False
        return bulat(hasil, decimals(self.teks)) == self.nilai


def tercetak(klaim: pd.DataFrame, *, tabel: str, kunci: str, kolom: str) -> tuple[Tercetak, ...]:
    """Return what was printed for one figure, each place once, in the order of the document.

    Parameters
    ----------
    klaim
        Table ``klaim`` of a year.
    tabel, kunci, kolom
        Which figure: contract table, ``kunci_entitas``, column or result.
    """
    hasil = []
    for nomor in np.flatnonzero(klaim["kunci_entitas"] == kunci).tolist():
        row: Row = {nama: klaim[nama].iat[nomor] for nama in _DIBACA}
        if row["tabel"] != tabel or row["kolom"] != kolom or row["nilai_tercetak"] == KOSONG:
            continue
        try:
            nilai = parse(row["nilai_tercetak"])
        except ValueError:
            nilai = None
        hasil.append(
            Tercetak(
                row["nilai_tercetak"], nilai, row["lokasi"], asal(row, ["nilai_tercetak"], kunci=row["id"])
            )
        )
    return tuple(hasil)
