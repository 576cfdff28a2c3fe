"""Split a CSV file into its rows; say in Indonesian why that fails, and where."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from lakip_utils.data import mentah
from lakip_utils.errors import Violation, tak_terbaca

_SEPARATORS = {";": "titik koma", "\t": "tab", "|": "garis tegak"}
_QUOTE = (
    'tanda kutip ganda (") yang tidak berpasangan',
    'tanda kutip ganda hanya mengapit seluruh sel; kutip di dalam sel ditulis dua kali ("")',
    "Periksa tanda kutip ganda pada baris ini.",
)
_BROKEN = {
    "expected after": _QUOTE,
    "unexpected end of data": _QUOTE,
    "new-line character": (
        "pemisah baris CR di tengah baris",
        "baris dipisah LF atau CRLF",
        "Hapus karakter tersembunyi itu, atau simpan ulang sebagai “CSV UTF-8 (dipisah koma)”.",
    ),
    "field larger": (
        f"sel lebih dari {csv.field_size_limit()} huruf",
        "teks sel yang lebih pendek",
        "Periksa tanda kutip ganda pada baris ini, atau bagi teksnya.",
    ),
}
"""What is wrong, by a part of the message of :mod:`csv`: found, expected, action."""


@dataclass(slots=True)
class Rows:
    """The rows of a file, the header first.

    Parameters
    ----------
    rows
        The rows up to the first that could not be split.
    violations
        Why it could not, or why the file could not be read at all.
    """

    rows: list[list[str]]
    violations: list[Violation]


def split(path: Path, shown: str) -> Rows:
    """Split a file into rows; `shown` is its path as messages show it."""
    try:
        raw = mentah.baca(path, mentah.CSV_TERBESAR)
    except OSError as error:
        return Rows([], [tak_terbaca(shown, error, "berkas CSV")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unread(
            shown,
            f"byte 0x{raw[error.start]:02x} yang bukan UTF-8",
            "berkas CSV bersandi UTF-8",
            "Simpan ulang sebagai “CSV UTF-8 (dipisah koma)”.",
            row=raw.count(b"\n", 0, error.start) + 1,
        )
    if not text.strip():
        return _unread(
            shown,
            "berkas kosong",
            "baris judul kolom, lalu satu baris untuk setiap data",
            "Isi berkas ini, atau hapus bila tabelnya memang belum ada.",
        )
    if "\n" not in text:
        text = text.replace("\r", "\n")  # as old spreadsheets on Macintosh end their lines
    first = text.split("\n", 1)[0]
    for separator, name in _SEPARATORS.items():
        if separator in first and "," not in first:
            return _unread(
                shown,
                f"kolom dipisah {name}",
                "kolom dipisah koma",
                "Simpan ulang sebagai CSV dengan pemisah koma dan titik desimal.",
                row=1,
            )
    return _split(text, shown)


def _unread(shown: str, found: str, expected: str, action: str, *, row: int | None = None) -> Rows:
    return Rows([], [Violation(file=shown, row=row, found=found, expected=expected, action=action)])


def _split(text: str, shown: str) -> Rows:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            rows.append(row)  # noqa: PERF402  those before a broken one are kept
    except csv.Error as error:
        found, expected, action = next(
            (isi for part, isi in _BROKEN.items() if part in str(error)),
            ("susunan yang tidak dapat dibaca", _QUOTE[1], _QUOTE[2]),
        )
        violation = Violation(
            file=shown,
            row=len(rows) + 1,
            found=f"susunan CSV rusak: {found}",
            expected=expected,
            action=action,
        )
        return Rows(rows, [violation])
    return Rows(rows, [])
