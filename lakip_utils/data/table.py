"""Read one CSV table against its contract; report every cell that breaks it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from lakip_utils.data import csv_file, header, keys
from lakip_utils.data.hidden import HIDDEN
from lakip_utils.data.rows import BARIS, BERKAS, quoted
from lakip_utils.data.schema import Column, Table
from lakip_utils.errors import Violation

MAX_DIGITS = 15
_INTEGER = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPACE = " \t\r\n\u00a0"
_CODE = re.compile(r"[^\s;,\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
"""No characters that nobody sees: a code with one refers to nothing, and looks as if it did."""
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


@dataclass(slots=True, kw_only=True)
class Read:
    """What came of reading a table.

    Parameters
    ----------
    frame
        The typed frame of what could be read; with violations it must not be used for figures.
    violations
        Everything that is wrong.
    doubtful
        Cells, by row number and column, whose value is missing or may be another than was meant.
    missing
        Columns that could not be read at all.
    whole
        Whether every row could be read.
    """

    frame: pd.DataFrame
    violations: list[Violation] = field(default_factory=list)
    doubtful: frozenset[tuple[int, str]] = frozenset()
    missing: frozenset[str] = frozenset()
    whole: bool = True

    def complete(self, *columns: str) -> bool:
        """Whether these columns are known for every row, so that what they lack does not exist."""
        return (
            self.whole
            and self.missing.isdisjoint(columns)
            and not any(column in columns for _, column in self.doubtful)
        )

    def knows(self, row: int, column: str) -> bool:
        """Whether a cell is known: what stands there is what was meant."""
        return column not in self.missing and (row, column) not in self.doubtful

    def sure(self, *columns: str) -> pd.DataFrame:
        """Return the rows in which the cells of these columns are known."""
        if not self.missing.isdisjoint(columns):
            return self.frame.iloc[:0]
        known = [all(self.knows(row, column) for column in columns) for row in self.frame[BARIS]]
        return self.frame[pd.Series(known, index=self.frame.index, dtype=bool)]


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
        The frame has the table's columns (missing ones added, empty), ``Int64`` for whole numbers,
        ``float64`` for decimals, text otherwise (missing is an empty string), and the two origin
        columns.
    """
    split = csv_file.split(path, shown)
    if not split.rows:
        return unread(table, split.violations)
    head = header.check(split.rows[0], table, shown)
    violations = [*split.violations, *head.violations]
    if head.missing.issuperset(c.name for c in table.columns):
        return unread(table, violations)
    rows = [
        (number, record) for number, record in enumerate(split.rows[1:], 2) if any(map(str.strip, record))
    ]
    ragged = [(number, record) for number, record in rows if len(record) != len(head.names)]
    violations += [
        Violation(
            file=shown,
            row=number,
            found=f"{len(record)} sel",
            expected=f"{len(head.names)} sel seperti pada baris judul",
            action="Periksa koma di dalam teks: teks yang memuat koma harus diapit tanda kutip ganda.",
        )
        for number, record in ragged
    ]
    good = [(number, record) for number, record in rows if len(record) == len(head.names)]
    cells = {
        name: [record[i].strip(_SPACE) for _, record in good]
        for i, name in enumerate(head.names)
        if name and name not in head.missing
    }
    frame = pd.DataFrame(cells, dtype="str", index=range(len(good)))
    frame[BARIS] = pd.Series([number for number, _ in good], dtype="int64")
    frame[BERKAS] = pd.Series([relative] * len(good), dtype="str")
    doubtful, wrong = _typed(frame, table, shown, head.missing)
    violations = sorted([*violations, *wrong], key=lambda v: v.row or 0)
    whole = not split.violations and not ragged
    return Read(frame=frame, violations=violations, doubtful=doubtful, missing=head.missing, whole=whole)


def unread(table: Table, violations: list[Violation]) -> Read:
    """Return a table of which nothing could be read."""
    missing = frozenset(column.name for column in table.all_columns)
    return Read(frame=empty(table), violations=violations, missing=missing, whole=False)


def _typed(
    frame: pd.DataFrame, table: Table, shown: str, missing: frozenset[str]
) -> tuple[frozenset[tuple[int, str]], list[Violation]]:
    """Give the columns of `frame` their types; return the doubtful cells and what is wrong with them."""
    violations: list[Violation] = []
    for column in table.all_columns:
        if column.name not in frame:
            frame[column.name] = ""
        values: list[Any] = []
        for row, cell in zip(frame[BARIS], frame[column.name], strict=True):
            value, problem = _parse(cell, column)
            if problem:
                violations.append(
                    Violation(
                        file=shown,
                        row=int(row),
                        column=column.name,
                        found=_quote(cell, table),
                        expected=_EXPECTED[column.type],
                        action=problem,
                    )
                )
            values.append(value)
        frame[column.name] = pd.Series(values, index=frame.index, dtype=_dtype(column))
    violations += _hidden_elsewhere(frame, table, shown)
    bad = {(v.row, v.column) for v in violations}
    violations += [
        v for v in _check(frame, table, shown) if (v.row, v.column) not in bad and v.column not in missing
    ]
    doubtful = {(v.row, v.column) for v in violations if v.row is not None}
    if missing.isdisjoint(table.key):
        for double in keys.doubles(frame, table, shown, doubtful):
            violations.append(double.violation)
            doubtful |= double.doubtful
    return frozenset(doubtful), violations


def _hidden_elsewhere(frame: pd.DataFrame, table: Table, shown: str) -> Iterator[Violation]:
    """Yield the hidden characters in columns that the contract does not name one by one (``ciri_*``)."""
    for name in frame.columns.difference([*(column.name for column in table.all_columns), BARIS, BERKAS]):
        for row, cell in zip(frame[BARIS], frame[name], strict=True):
            if hidden := HIDDEN.search(cell):
                yield Violation(
                    file=shown,
                    row=int(row),
                    column=str(name),
                    found=_quote(cell, table),
                    expected=_EXPECTED["teks"],
                    action=_unhide(hidden),
                )


def _unhide(hidden: re.Match[str]) -> str:
    return f"Hapus karakter tersembunyi U+{ord(hidden[0]):04X} dari sel ini."


def _dtype(column: Column) -> str:
    return _DTYPES.get(column.type, "str")


def _parse(cell: str, column: Column) -> tuple[Any, str]:
    """Return the value of a cell and, where it has none, what to do about it."""
    if hidden := HIDDEN.search(cell):
        return _missing(column), _unhide(hidden)
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
        case "tanggal" if not _is_date(cell):
            return "", "Tulis tahun-bulan-tanggal dengan angka."
    return cell, ""


def _missing(column: Column) -> Any:
    return float("nan") if column.type == "angka" else pd.NA if column.type in _DTYPES else ""


def _is_date(cell: str) -> bool:
    try:
        return bool(_DATE.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:
        return False


def _parse_number(cell: str, column: Column) -> tuple[Any, str]:
    missing = _missing(column)
    pattern = _DECIMAL if column.type == "angka" else _INTEGER
    if not pattern.fullmatch(cell):
        plain = unicodedata.normalize("NFKC", cell)
        if plain != cell and pattern.fullmatch(plain):
            return missing, f"Ketik ulang dengan angka biasa: {plain}."
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
            expected, action = str(case.check).split("|", 1)
            yield Violation(
                file=shown,
                row=int(frame.loc[case.index, BARIS]),
                column=str(case.column),
                found=_quote(frame.loc[case.index, case.column], table),
                expected=expected,
                action=action,
            )


def _quote(value: object, table: Table) -> str:
    missing = value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    text = "" if missing else str(value)
    if not text:
        return "sel kosong"
    clean = "".join(char if char.isprintable() else "�" for char in text)
    if table.personal:
        return quoted(clean, personal=True)
    return f"“{clean[:60]}{'…' if len(clean) > 60 else ''}”"


def pandera_schema(table: Table) -> pa.DataFrameSchema:
    """Return the pandera schema of a table: closed lists, bounds, filled cells.

    The text of a check is ``expected|action``, so that a failure reads as an Indonesian message.
    """
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(checks=_checks(column), nullable=True, required=True)
            for column in table.all_columns
        },
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
