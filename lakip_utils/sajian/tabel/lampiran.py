"""Tables of the annexes."""

from __future__ import annotations

import pandas as pd

from lakip_utils.sajian.blok import Baris, Tabel
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel.kolom import kolom_angka, kolom_teks


def sumber_data(berkas: pd.DataFrame) -> Tabel:
    """Return the files that the report reads, how many rows of each, and where they were taken from.

    Parameters
    ----------
    berkas
        ``berkas``, ``jumlah``, ``tempat`` as in :attr:`lakip_utils.data.Irisan.berkas`.
    """
    return Tabel(
        kunci="sumber-data",
        judul="Berkas data yang dibaca laporan ini",
        kolom=(
            kolom_teks("Berkas", 1.6),
            kolom_angka("Baris dibaca", lebar=0.8),
            kolom_teks("Tempat di sumbernya", 4),
        ),
        baris=tuple(
            Baris(
                sel=(polos(row["berkas"]), polos(str(row["jumlah"])), polos(row["tempat"] or "tidak dicatat"))
            )
            for _, row in berkas.iterrows()
        ),
        sumber="Paket data instansi",
    )
