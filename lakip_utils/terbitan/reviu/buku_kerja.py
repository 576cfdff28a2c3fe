"""A workbook of plain tables, every cell text: nothing that a reviewer wrote is ever computed.

A cell of a workbook has a type. Ours are strings in cells formatted as text, which a spreadsheet shows and
keeps as they are, also when they begin like a formula; so nothing is put before them.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from lakip_utils.data.excel import kemasan
from lakip_utils.data.excel.kertas import TERLUAS

LEBAR = {
    "No.": 7,
    "Tempat": 30,
    "Uraian": 45,
    "Rekomendasi": 35,
    "Pernyataan": 45,
    "Perbedaan": 12,
    "Tanggal": 12,
    "Versi laporan": 19,
}
"""Width of columns by their head, in characters; others have 26."""
KEPALA = 3
"""Row of the heads; above it the title and what is to be known."""

Lembar = tuple[Sequence[str], Sequence[Sequence[str]]]
"""Heads and rows of a sheet."""


def buku_kerja(judul: str, petunjuk: str, lembar: Mapping[str, Lembar]) -> bytes:
    """Return a workbook.

    Parameters
    ----------
    judul
        Stands above every table.
    petunjuk
        Stands below the title of the first one.
    lembar
        Name of each sheet with its heads and rows.
    """
    buku = Workbook()
    buku.remove(buku.active)
    for nama, (kepala, baris) in lembar.items():
        kertas = buku.create_sheet(nama)
        _sel(kertas, 1, 1, judul, tebal=True, bungkus=False)
        if len(buku.worksheets) == 1:
            _sel(kertas, 2, 1, petunjuk, bungkus=False)
        for kolom, teks in enumerate(kepala, 1):
            _sel(kertas, KEPALA, kolom, teks, tebal=True)
            kertas.column_dimensions[get_column_letter(kolom)].width = LEBAR.get(teks, 26)
        for nomor, isi in enumerate(baris, KEPALA + 1):
            for kolom, teks in enumerate(isi, 1):
                _sel(kertas, nomor, kolom, teks)
        kertas.freeze_panes = f"A{KEPALA + 1}"
        kertas.print_title_rows = f"{KEPALA}:{KEPALA}"
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
    sel.value = teks.strip()
    sel.data_type = "s"
    sel.number_format = "@"
    sel.font = Font(bold=tebal)
    sel.alignment = Alignment(wrap_text=bungkus, vertical="top")
    if bungkus:
        sel.border = Border(bottom=Side("thin", color="D8D4CB"))


def baca_buku(path: Path) -> dict[str, list[list[str]]] | None:
    """Return every row of every sheet of a workbook as text, comments of cells among them.

    ``None`` where the file is no workbook, or one that must not be opened.
    """
    try:
        isi, banyak = kemasan.buka(path)
        buku = load_workbook(isi, keep_links=False)
    except OSError as error:
        if error.errno is None:  # it could be read, and is none
            return None
        raise
    except Exception:  # whatever openpyxl meets in a file that is none
        return None
    if len(buku.sheetnames) != banyak or any(
        kertas.max_row * kertas.max_column > TERLUAS for kertas in buku.worksheets
    ):
        return None
    return {
        kertas.title: [[_teks(sel) for sel in baris] for baris in kertas.iter_rows()]
        for kertas in buku.worksheets
    }


def _teks(sel: Any) -> str:
    nilai = sel.value
    if isinstance(nilai, dt.datetime) and nilai.time() == dt.time():
        nilai = nilai.date()
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    isi = "" if nilai is None else str(nilai)
    komentar = f"[Komentar: {sel.comment.text}]" if sel.comment else ""
    return " ".join(filter(None, (isi, komentar)))
