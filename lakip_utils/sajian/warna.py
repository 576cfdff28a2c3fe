"""Colours: the one palette of charts, reports and index, for light and dark.

Blue and orange stay apart for readers who confuse red and green; every text colour has a contrast
of at least 4.5 : 1 on the grounds that it is used on.
"""

from __future__ import annotations

from typing import Literal

Tema = Literal["terang", "gelap"]

PALET: dict[str, tuple[str, str]] = {
    "tinta": ("#1b2430", "#e8eaed"),
    "redup": ("#56616e", "#aab3bd"),
    "garis": ("#d8d4cb", "#4a5561"),
    "biru": ("#0f62a8", "#62ace8"),
    "birumuda": ("#b9d3ea", "#2c5274"),
    "jingga": ("#b3470a", "#ff9454"),
    "jinggamuda": ("#f6d5bd", "#6b3a1c"),
    "abu": ("#838d99", "#7f8b98"),
    "abumuda": ("#dfe3e8", "#303a45"),
    "pita1": ("#eef4fa", "#17222e"),
    "pita2": ("#fdf1e7", "#261d17"),
    "pita3": ("#e3edf7", "#20374c"),
    "pita4": ("#fae3d3", "#452a1a"),
    "kertas": ("#ffffff", "#12171d"),
}
"""Colours of charts: name → (light, dark). Charts are drawn in the light ones."""

HALAMAN: dict[str, tuple[str, str]] = {
    "dasar": ("#ffffff", "#12171d"),
    "lapik": ("#f6f4ef", "#1a2129"),
    "lapik-kuat": ("#ece8df", "#242d37"),
    "tinta": ("#1b2430", "#e8eaed"),
    "redup": ("#56616e", "#aab3bd"),
    "garis": ("#d8d4cb", "#36404b"),
    "garis-kuat": ("#838990", "#7b8794"),
    "bayang": ("#1b243028", "#00000099"),
    "aksen": ("#0f3d5e", "#7fb8e6"),
    "tautan": ("#0b5394", "#8cc4f2"),
    "fokus": ("#0b5394", "#ffd166"),
    "tinggi": ("#9c1c10", "#ffb0a3"),
    "tinggi-dasar": ("#fbe6e2", "#45201b"),
    "sedang": ("#7a4300", "#ffcf8a"),
    "sedang-dasar": ("#fdeed6", "#3d2c10"),
    "draf": ("#6a2e86", "#dcb6f0"),
    "draf-dasar": ("#f4eaf9", "#35213f"),
    "rendah": ("#3a4d61", "#c3d0dd"),
    "rendah-dasar": ("#e6ebf1", "#28333f"),
    "info": ("#0b5394", "#9ccbf5"),
    "info-dasar": ("#e3eefa", "#17304a"),
}
"""Colours of pages: name → (light, dark)."""


def token(tema: Tema) -> str:
    """Return the palette as CSS custom properties: ``--nama`` of pages, ``--g-nama`` of charts.

    >>> token("terang").split(";")[0]
    '--dasar:#ffffff'
    """
    kolom = 0 if tema == "terang" else 1
    halaman = [f"--{nama}:{warna[kolom]}" for nama, warna in HALAMAN.items()]
    grafik = [f"--g-{nama}:{warna[kolom]}" for nama, warna in PALET.items()]
    return ";".join(halaman + grafik)
