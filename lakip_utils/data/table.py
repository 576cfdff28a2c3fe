"""Read one CSV table against its contract; report every cell that breaks it."""

from __future__ import annotations

import csv
import difflib
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from lakip_utils.data.schema import Column, Table
from lakip_utils.errors import Violation

BERKAS, BARIS = "asal_berkas", "asal_baris"
"""Columns that every frame carries: the file of a row and its spreadsheet row number."""

MAX_DIGITS = 15
_INTEGER = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
_SPACE = " \t\r\n\u00a0"
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f]")
"""Control characters: they hide in a cell, break PDF and terminals, and mean nothing here."""
_CODE = re.compile(r"[^\s;,]+")
_EXPECTED = {
    "bulat": "bilangan bulat tanpa pemisah ribuan, misalnya 1250",
    "rupiah": "rupiah bulat tanpa Rp dan tanpa pemisah, misalnya 1318304000",
    "angka": "bilangan dengan titik desimal, misalnya 27.5",
    "tahun": "tahun empat angka, misalnya 2020",
    "ya_tidak": "ya atau tidak",
    "tanggal": "tanggal berbentuk 2020-12-31",
    "kode": "kode tanpa spasi, koma, atau titik koma",
    "daftar_kode": "kode dipisah titik koma, tanpa spasi",
    "teks": "teks",
}
_DTYPES = {"bulat": "Int64", "rupiah": "Int64", "tahun": "Int64", "angka": "float64"}


@dataclass(slots=True)
class Read:
    """What came of reading a table: the typed frame and all violations."""

    frame: pd.DataFrame
    violations: list[Violation]


def berlaku(tabel: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return the rows in force in a year; an empty ``dari`` or ``sampai`` sets no bound."""
    return tabel[(tabel["dari"].fillna(tahun) <= tahun) & (tabel["sampai"].fillna(tahun) >= tahun)]


def empty(table: Table) -> pd.DataFrame:
    """Return a frame of the table's columns and types without rows."""
    frame = pd.DataFrame({c.name: pd.Series(dtype=_dtype(c)) for c in table.all_columns})
    return frame.assign(**{BERKAS: pd.Series(dtype="str"), BARIS: pd.Series(dtype="int64")})


def read(path: Path, table: Table, *, shown: str, relative: str) -> Read:
    """Read `path` as `table`.

    Parameters
    ----------
    path
        The CSV file.
    table
        Its contract.
    shown
        The path as messages show it.
    relative
        The path relative to the package, kept in :data:`BERKAS` as the origin of each row.

    Returns
    -------
    Read
        The frame has the table's columns (missing optional ones added, empty), ``Int64`` for whole
        numbers, ``float64`` for decimals, text otherwise (missing is an empty string), and the two
        origin columns. With violations the frame must not be used for figures.
    """
    records, violations = _records(path, shown)
    if not records:
        return Read(empty(table), violations)
    header = [name.strip() for name in records[0]]
    violations += _check_header(header, table, shown)
    rows = [(number, record) for number, record in enumerate(records[1:], 2) if any(map(str.strip, record))]
    violations += [
        Violation(
            file=shown,
            row=number,
            found=f"{len(record)} sel",
            expected=f"{len(header)} sel seperti pada baris judul",
            action="Periksa koma di dalam teks: teks yang memuat koma harus diapit tanda kutip ganda.",
        )
        for number, record in rows
        if len(record) != len(header)
    ]
    if violations:
        return Read(empty(table), violations)
    frame = pd.DataFrame(
        [[cell.strip(_SPACE) for cell in record] for _, record in rows], columns=header, dtype="str"
    )
    frame[BARIS] = pd.Series([number for number, _ in rows], dtype="int64")
    frame[BERKAS] = pd.Series([relative] * len(rows), dtype="str")
    return _typed(frame, table, shown)


def _records(path: Path, shown: str) -> tuple[list[list[str]], list[Violation]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return [], [
            Violation(
                file=shown,
                row=line,
                found=f"byte 0x{raw[error.start]:02x} yang bukan UTF-8",
                expected="berkas CSV bersandi UTF-8",
                action="Simpan ulang sebagai “CSV UTF-8 (dipisah koma)”.",
            )
        ]
    if not text.strip():
        return [], [
            Violation(
                file=shown,
                found="berkas kosong",
                expected="baris judul kolom, lalu satu baris untuk setiap data",
                action="Isi berkas ini, atau hapus bila tabelnya memang belum ada.",
            )
        ]
    first = text.split("\n", 1)[0]
    if ";" in first and "," not in first:
        return [], [
            Violation(
                file=shown,
                row=1,
                found="kolom dipisah titik koma",
                expected="kolom dipisah koma",
                action="Simpan ulang sebagai CSV dengan pemisah koma dan titik desimal.",
            )
        ]
    try:
        return list(csv.reader(io.StringIO(text), strict=True)), []
    except csv.Error as error:
        return [], [
            Violation(
                file=shown,
                found=f"susunan CSV rusak ({error})",
                expected="CSV dengan pemisah koma dan tanda kutip ganda berpasangan",
                action="Buka di penyunting teks dan perbaiki tanda kutip atau karakter tersembunyi.",
            )
        ]


def _check_header(header: list[str], table: Table, shown: str) -> list[Violation]:
    known = {column.name for column in table.all_columns}
    found: list[Violation] = []
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            found.append(
                _header_error(
                    shown,
                    name,
                    f"kolom {name!r} tertulis {header.count(name)} kali",
                    "setiap kolom satu kali",
                    "Gabungkan atau hapus kolom yang berulang.",
                )
            )
        if name in known or name.startswith("ciri_") or table.open_columns:
            continue
        near = difflib.get_close_matches(name, known - set(header), n=1)
        hint = (
            f"Mungkin maksudnya {near[0]!r}; ganti namanya"
            if near
            else "Hapus kolom ini, atau perbaiki namanya"
        )
        found.append(
            _header_error(
                shown,
                name,
                f"kolom tak dikenal {name!r}",
                "hanya kolom dalam kamus data (docs/kamus-data.md)",
                f"{hint}.",
            )
        )
    found += [
        _header_error(
            shown,
            column.name,
            "kolom tidak ada",
            f"kolom {column.name!r}: {column.description}",
            "Tambahkan kolom ini; selnya boleh kosong bila datanya belum ada.",
        )
        for column in table.columns
        if column.present and column.name not in header
    ]
    return found


def _header_error(shown: str, column: str, found: str, expected: str, action: str) -> Violation:
    return Violation(file=shown, row=1, column=column, found=found, expected=expected, action=action)


def _typed(frame: pd.DataFrame, table: Table, shown: str) -> Read:
    violations: list[Violation] = []
    bad: set[tuple[int, str]] = set()
    for column in table.all_columns:
        if column.name not in frame:
            frame[column.name] = ""
        values: list[Any] = []
        for row, cell in zip(frame[BARIS], frame[column.name], strict=True):
            value, problem = _parse(cell, column)
            if problem:
                bad.add((int(row), column.name))
                violations.append(
                    Violation(
                        file=shown,
                        row=int(row),
                        column=column.name,
                        found=_quote(cell),
                        expected=_EXPECTED[column.type],
                        action=problem,
                    )
                )
            values.append(value)
        frame[column.name] = pd.Series(values, index=frame.index, dtype=_dtype(column))
    violations += [v for v in _check(frame, table, shown) if (v.row, v.column) not in bad]
    violations.sort(key=lambda v: v.row or 0)
    return Read(frame, violations)


def _dtype(column: Column) -> str:
    return _DTYPES.get(column.type, "str")


def _parse(cell: str, column: Column) -> tuple[Any, str]:
    """Return the value of a cell and, where it has none, what to do about it."""
    if hidden := _HIDDEN.search(cell):
        return _missing(column), f"Hapus karakter tersembunyi U+{ord(hidden[0]):04X} dari sel ini."
    if column.type not in ("teks", "kode", "daftar_kode", "ya_tidak", "tanggal"):
        if cell == "":
            return _missing(column), ""
        return _parse_number(cell, column)
    if cell == "":
        return "", ""
    match column.type:
        case "kode" if not _CODE.fullmatch(cell):
            return "", "Tulis kodenya saja, seperti pada tabel yang dirujuk."
        case "daftar_kode" if not all(_CODE.fullmatch(part) for part in cell.split(";")):
            return "", "Pisahkan kode dengan titik koma tanpa spasi."
        case "ya_tidak" if cell not in ("ya", "tidak"):
            return "", "Tulis ya atau tidak dengan huruf kecil."
        case "tanggal":
            try:
                date.fromisoformat(cell)
            except ValueError:
                return "", "Tulis tahun-bulan-tanggal dengan angka."
    return cell, ""


def _missing(column: Column) -> Any:
    return float("nan") if column.type == "angka" else pd.NA if column.type in _DTYPES else ""


def _parse_number(cell: str, column: Column) -> tuple[Any, str]:
    missing = _missing(column)
    pattern = _DECIMAL if column.type == "angka" else _INTEGER
    if not pattern.fullmatch(cell):
        return missing, "Tulis angkanya saja; kosongkan bila belum ada, jangan isi strip atau kata."
    if column.type == "angka" and _AMBIGUOUS.fullmatch(cell):
        whole = cell.replace(".", "")
        return (
            missing,
            f"Dapat berarti {whole} atau {cell.replace('.', ',', 1)}: tulis {whole}, atau {cell}0 bila pecahan.",
        )
    if sum(map(str.isdigit, cell)) > MAX_DIGITS:
        return missing, f"Lebih dari {MAX_DIGITS} angka; periksa angkanya."
    return (float(cell) if column.type == "angka" else int(cell)), ""


def _check(frame: pd.DataFrame, table: Table, shown: str) -> Iterator[Violation]:
    try:
        pandera_schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for case in errors.failure_cases.itertuples():
            if case.index is None or pd.isna(case.index):
                raise
            row = int(frame.loc[case.index, BARIS])
            if case.schema_context == "Column":
                expected, action = str(case.check).split("|", 1)
                column, found = str(case.column), _quote(frame.loc[case.index, case.column])
            else:
                if case.column != table.key[0]:
                    continue
                expected, action = (
                    "kunci baris yang tidak berulang",
                    "Hapus baris ganda, atau perbaiki kodenya.",
                )
                column = ", ".join(table.key)
                found = "baris ganda: " + ", ".join(f"{k}={frame.loc[case.index, k]}" for k in table.key)
            yield Violation(file=shown, row=row, column=column, found=found, expected=expected, action=action)


def _quote(value: object) -> str:
    missing = value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    text = "" if missing else str(value)
    if not text:
        return "sel kosong"
    clean = "".join(char if char.isprintable() else "�" for char in text)
    return f"“{clean[:60]}{'…' if len(clean) > 60 else ''}”"


def pandera_schema(table: Table) -> pa.DataFrameSchema:
    """Return the pandera schema of a table: closed lists, bounds, filled cells, unique keys.

    The text of a check is ``expected|action``, so that a failure reads as an Indonesian message.
    """
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(checks=_checks(column), nullable=True, required=True)
            for column in table.all_columns
        },
        unique=list(table.key),
        report_duplicates="exclude_first",
    )


def _checks(column: Column) -> list[pa.Check]:
    checks: list[pa.Check] = []
    if column.filled:
        checks.append(
            pa.Check(
                lambda s: s.notna() & (s.astype("str") != ""),
                error=f"terisi: {column.description}|Isi sel ini; bila belum ada datanya, hapus barisnya.",
                ignore_na=False,
            )
        )
    if column.choices:
        allowed = [*column.choices, ""]
        checks.append(
            pa.Check(
                lambda s: s.isin(allowed),
                error=f"salah satu dari: {', '.join(column.choices)}|Pilih dari daftar itu.",
            )
        )
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error=f"paling kecil {column.minimum:g}|Periksa angkanya."))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, error=f"paling besar {column.maximum:g}|Periksa angkanya."))
    return checks
