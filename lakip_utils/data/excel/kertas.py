"""A workbook as its sheets and cells, before anything is said of what they mean."""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from lakip_utils.data.excel import kemasan
from lakip_utils.data.excel.sel import Nilai
from lakip_utils.errors import InvalidInput, Violation, sebab, terkunci

TERLUAS = 5_000_000
"""Cells of a sheet from the first to the last that is filled, the empty ones between them among them."""
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
            isi, banyak = kemasan.buka(path)
            rumus = load_workbook(isi, keep_links=False)
            hasil = load_workbook(isi, keep_links=False, data_only=True) if _berumus(rumus) else rumus
            hanya_tautan = {satu.title: _hanya_tautan(satu, isi) for satu in rumus.worksheets}
        if any(min(tempat) < 1 for satu in rumus.worksheets for tempat in satu._cells):
            raise kemasan.Berbahaya("sel yang nomor barisnya tidak ada", kemasan.RUSAK)
        if len(rumus.sheetnames) != banyak:  # one that is missing would be passed over
            found = f"{banyak} lembar, {len(rumus.sheetnames)} di antaranya dapat dibuka"
            raise kemasan.Berbahaya(found, kemasan.RUSAK)
    except kemasan.Berbahaya as error:
        raise InvalidInput([_utuh(path, error.found, error.tindakan)]) from None
    except Exception as error:  # of a damaged file its parsers raise whatever they come upon
        if isinstance(error, OSError) and error.errno is not None:
            tindakan = (
                "Tutup berkas itu di Excel, lalu ulangi." if terkunci(error) else "Periksa nama dan letaknya."
            )
            raise InvalidInput([_utuh(path, f"tidak dapat dibaca ({sebab(error)})", tindakan)]) from None
        tindakan = "Simpan sebagai “Buku Kerja Excel (.xlsx)”, tanpa kata sandi, lalu ulangi."
        raise InvalidInput([_utuh(path, "bukan buku kerja yang dapat dibaca", tindakan)]) from None
    if luas := [salah for satu in rumus.worksheets if (salah := _terlalu_luas(path, satu))]:
        raise InvalidInput(luas)
    return [_kertas(satu, hasil[satu.title], hanya_tautan[satu.title]) for satu in rumus.worksheets]


def _hanya_tautan(kertas: Any, isi: io.BytesIO) -> set[tuple[int, int]]:
    """Return the cells in which nothing stands but a link: openpyxl puts the address there, Excel shows nothing."""
    bertautan = {
        tempat
        for tempat, sel in kertas._cells.items()
        if sel.hyperlink is not None and sel.value in (sel.hyperlink.target, sel.hyperlink.location)
    }
    if not bertautan:
        return bertautan
    buku = load_workbook(isi, read_only=True, keep_links=False)
    polos = buku[kertas.title]
    polos.reset_dimensions()
    for baris in polos.iter_rows():
        bertautan -= {(sel.row, sel.column) for sel in baris if sel.value is not None}
    return bertautan


def _terlalu_luas(path: Path, kertas: Any) -> Violation | None:
    """Return that something stands so far from the rest that the cells between could not be held."""
    terisi = [tempat for tempat, asli in kertas._cells.items() if asli.value is not None]
    baris, kolom = max(terisi, default=(1, 1)), max(terisi, default=(1, 1), key=lambda satu: satu[1])
    if baris[0] * kolom[1] <= TERLUAS:
        return None
    jauh = baris if baris[0] > kolom[1] else kolom
    return Violation(
        file=str(path),
        sheet=kertas.title,
        row=jauh[0],
        column=f"sel {_alamat(jauh)}",
        found=f"isi sampai baris {baris[0]} dan kolom {_huruf(kolom[1])}",
        expected="tabel dengan baris dan kolom yang berdekatan",
        action=f"Hapus isi sel {_alamat(jauh)}, yang jauh dari tabelnya (Ctrl+End menunjukkan sel terakhir).",
    )


def _alamat(tempat: tuple[int, int]) -> str:
    return f"{_huruf(tempat[1])}{tempat[0]}"


def _huruf(kolom: int) -> str:
    return str(get_column_letter(kolom)) if kolom <= 18278 else f"ke-{kolom}"


def _berumus(buku: Any) -> bool:
    """Whether a workbook has a formula: its result is read by opening the file a second time."""
    return any(sel.data_type == "f" for kertas in buku.worksheets for sel in kertas._cells.values())


def _utuh(path: Path, found: str, action: str) -> Violation:
    return Violation(file=str(path), found=found, expected="buku kerja Excel (.xlsx)", action=action)


def _kertas(rumus: Any, hasil: Any, kosong: Collection[tuple[int, int]]) -> Kertas:
    # Only cells that hold something: one that is coloured at the very bottom would make a million rows
    terisi = {
        tempat: asli
        for tempat, asli in rumus._cells.items()
        if asli.value is not None and tempat not in kosong
    }
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
