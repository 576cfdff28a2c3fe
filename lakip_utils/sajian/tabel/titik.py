"""The table of the points of a chart."""

from __future__ import annotations

from collections.abc import Iterable

from lakip_utils.sajian.blok import Baris, Tabel
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel.kolom import kolom_angka, kolom_teks


def tabel_titik(kunci: str, judul: str, kolom: tuple[str, ...], baris: Iterable[tuple[str, ...]]) -> Tabel:
    """Return the table of points: `kolom` are the heads, the first of text, the others of numbers."""
    return Tabel(
        kunci=f"data-{kunci}",
        judul=judul,
        kolom=(kolom_teks(kolom[0], 3), *(kolom_angka(nama, lebar=1.2) for nama in kolom[1:])),
        baris=tuple(Baris(sel=tuple(polos(sel) for sel in satu)) for satu in baris),
    )
