"""The table of the points of a chart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from lakip_utils.sajian.blok import Baris, Tabel
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel.kolom import kolom_angka, kolom_teks


class Titik(Protocol):
    """A point of a chart as text: its label, its value and a detail."""

    @property
    def label(self) -> str:
        """What the point is of."""

    @property
    def nilai(self) -> str:
        """Its value."""

    @property
    def rinci(self) -> str:
        """A detail; may be empty."""


def dari_baris(
    kunci: str, judul: str, label: str, nilai: str, baris: Iterable[Titik], *, rinci: str = "Rincian"
) -> Tabel:
    """Return the table of points; the arguments after `judul` head the columns."""
    return Tabel(
        kunci=f"data-{kunci}",
        judul=judul,
        kolom=(kolom_teks(label, 3), kolom_angka(nilai), kolom_angka(rinci, lebar=1.5)),
        baris=tuple(Baris(sel=(polos(b.label), polos(b.nilai), polos(b.rinci))) for b in baris),
    )
