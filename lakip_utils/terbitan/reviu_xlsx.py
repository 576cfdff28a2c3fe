"""A workbook of plain tables, every cell text: nothing that a reviewer wrote is ever computed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from lakip_utils.sajian.format import sel_lembar

LEBAR = {"No.": 7, "Tempat": 30, "Uraian": 45, "Rekomendasi": 35, "Pernyataan": 45, "Perbedaan": 12}
"""Width of columns by their head, in characters; others have 26."""

Lembar = tuple[Sequence[str], Sequence[Sequence[str]]]
"""Heads and rows of a sheet."""


def buku_kerja(judul: str, lembar: Mapping[str, Lembar]) -> bytes:
    """Return a workbook.

    Parameters
    ----------
    judul
        Stands above every table.
    lembar
        Name of each sheet with its heads and rows.
    """
    buku = Workbook()
    buku.remove(buku.active)
    for nama, (kepala, baris) in lembar.items():
        kertas = buku.create_sheet(nama)
        _sel(kertas, 1, 1, judul, tebal=True, bungkus=False)
        for kolom, teks in enumerate(kepala, 1):
            _sel(kertas, 3, kolom, teks, tebal=True)
            kertas.column_dimensions[get_column_letter(kolom)].width = LEBAR.get(teks, 26)
        for nomor, isi in enumerate(baris, 4):
            for kolom, teks in enumerate(isi, 1):
                _sel(kertas, nomor, kolom, teks)
        kertas.freeze_panes = "A4"
        kertas.print_title_rows = "3:3"
        kertas.page_setup.orientation = "landscape"
        kertas.page_setup.paperSize = kertas.PAPERSIZE_A4
        kertas.page_setup.fitToHeight = 0
        kertas.sheet_properties.pageSetUpPr.fitToPage = True
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def _sel(
    kertas: Any, baris: int, kolom: int, teks: str, *, tebal: bool = False, bungkus: bool = True
) -> None:
    sel = kertas.cell(baris, kolom)
    sel.value = sel_lembar(teks.strip())
    sel.data_type = "s"
    sel.number_format = "@"
    sel.font = Font(bold=tebal)
    sel.alignment = Alignment(wrap_text=bungkus, vertical="top")
    if bungkus:
        sel.border = Border(bottom=Side("thin", color="D8D4CB"))
