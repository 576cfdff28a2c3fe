"""A workbook as its sheets and cells, before anything is said of what they mean."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from lakip_utils.data.excel.sel import Nilai
from lakip_utils.errors import InvalidInput, Violation, sebab, terkunci

_KOSONG = Nilai(None)


@dataclass(slots=True)
class Kertas:
    """A sheet as its cells.

    Parameters
    ----------
    sel
        What stands in them, row by row from the first on.
    gabung
        Merged cells: first and last row, first and last column.
    tersembunyi
        Numbers of the rows that are hidden.
    rahasia
        Whether the sheet itself is hidden.
    """

    nama: str
    sel: list[list[Nilai]]
    gabung: list[tuple[int, int, int, int]] = field(default_factory=list)
    tersembunyi: set[int] = field(default_factory=set)
    rahasia: bool = False


def buka(path: Path) -> list[Kertas]:
    """Return the sheets of a workbook.

    Raises
    ------
    InvalidInput
        If it is not there, locked, or no workbook.
    """
    try:
        with warnings.catch_warnings():  # of what openpyxl does not keep when it saves; we only read
            warnings.simplefilter("ignore")
            rumus = load_workbook(path)
            hasil = load_workbook(path, data_only=True) if _berumus(rumus) else rumus
    except Exception as error:  # of a damaged file its parsers raise whatever they come upon
        if isinstance(error, OSError) and error.errno is not None:
            tindakan = (
                "Tutup berkas itu di Excel, lalu ulangi." if terkunci(error) else "Periksa nama dan letaknya."
            )
            raise InvalidInput([_utuh(path, f"tidak dapat dibaca ({sebab(error)})", tindakan)]) from None
        tindakan = "Simpan sebagai “Buku Kerja Excel (.xlsx)”, tanpa kata sandi, lalu ulangi."
        raise InvalidInput([_utuh(path, "bukan buku kerja yang dapat dibaca", tindakan)]) from None
    return [_kertas(satu, hasil[satu.title]) for satu in rumus.worksheets]


def _berumus(buku: Any) -> bool:
    """Whether a workbook has a formula: its result is read by opening the file a second time."""
    return any(sel.data_type == "f" for kertas in buku.worksheets for sel in kertas._cells.values())


def _utuh(path: Path, found: str, action: str) -> Violation:
    return Violation(file=str(path), found=found, expected="buku kerja Excel (.xlsx)", action=action)


def _kertas(rumus: Any, hasil: Any) -> Kertas:
    # Only cells that hold something: one that is coloured at the very bottom would make a million rows
    terisi = {tempat: asli for tempat, asli in rumus._cells.items() if asli.value is not None}
    lebar = max((kolom for _, kolom in terisi), default=0)
    sel = [[_KOSONG] * lebar for _ in range(max((baris for baris, _ in terisi), default=0))]
    for (baris, kolom), asli in terisi.items():
        nilai = hasil.cell(baris, kolom)
        teks = getattr(asli.value, "text", asli.value)  # of an array formula
        sel[baris - 1][kolom - 1] = Nilai(
            nilai.value, nilai.number_format, str(teks) if asli.data_type == "f" else ""
        )
    gabung = [(r.min_row, r.max_row, r.min_col, r.max_col) for r in rumus.merged_cells.ranges]
    tersembunyi = {nomor for nomor, dimensi in rumus.row_dimensions.items() if dimensi.hidden}
    return Kertas(rumus.title, sel, gabung, tersembunyi, rumus.sheet_state != "visible")
