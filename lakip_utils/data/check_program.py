"""Check that the programs which a year refers to are those of that year in ``program.csv``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from lakip_utils.data.codes import Known, unknown, unknown_at, unknown_rows
from lakip_utils.data.rows import BARIS, BERKAS, at
from lakip_utils.data.table import Read
from lakip_utils.errors import Violation

_REFERENCES = (
    ("kegiatan", "kode_program", ""),
    ("anggaran", "kode_program", ""),
    ("perjanjian_kinerja", "kode_program", ""),
    ("indikator", "kode_induk", "program"),
)
"""Table, column and level of what refers to a program."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """A cell that refers to a program which its year does not have."""

    row: pd.Series
    column: str


def known_programs(program: Read, year: int) -> Known:
    """Return the programs of a year; a row whose year is in doubt counts for every year."""
    rows = program.frame
    doubtful = rows[BARIS].isin([row for row, column in program.doubtful if column == "tahun"])
    return Known(
        codes=frozenset(rows.loc[(rows["tahun"] == year).fillna(False) | doubtful, "kode_program"]) - {""},
        expected=f"kode_program tahun {year} di program.csv",
        complete=program.whole and program.complete("kode_program") and "tahun" not in program.missing,
        file="program.csv",
    )


def programs(program: Read, yearly: Mapping[int, Mapping[str, Read]]) -> Iterator[Violation]:
    """Yield what refers to a program that its year does not have.

    A row of ``program.csv`` with a wrong year leaves all that refers to its program without one. Where a
    row of the same program stands in a year that has no use for it, that row is named, once.
    """
    used = {year: _used(tables) for year, tables in yearly.items()}
    for year, tables in yearly.items():
        there = known_programs(program, year)
        missed: dict[str, list[_Reference]] = {}
        for name, column, level in _REFERENCES:
            for row in unknown_rows(tables[name], column, there, level):
                missed.setdefault(row[column], []).append(_Reference(row, column))
        named = set()
        for code, references in missed.items():
            astray = _astray(program, code, used)
            if astray is not None:
                named.add(code)
                yield _wrong_year(astray, year, references)
        if not there.codes and not named:
            for name, column, level in _REFERENCES:
                yield from unknown(tables[name], column, there, level)
            continue
        for code, references in missed.items():
            if code not in named:
                yield from (_lacking(program, one, there) for one in references)


def _used(tables: Mapping[str, Read]) -> set[str]:
    """Return the programs that the tables of a year refer to."""
    used: set[str] = set()
    for name, column, level in _REFERENCES:
        rows = tables[name].frame
        used |= set(rows.loc[rows["level"] == level, column] if level else rows[column])
    return used - {""}


def _astray(program: Read, code: str, used: Mapping[int, set[str]]) -> pd.Series | None:
    """Return the row of a program whose year has no data, or uses other programs but not this one."""
    rows = program.sure("tahun", "kode_program")
    for _, row in rows[rows["kode_program"] == code].iterrows():
        year = int(row["tahun"])
        if year not in used or (used[year] and code not in used[year]):
            return row
    return None


def _wrong_year(row: pd.Series, year: int, references: list[_Reference]) -> Violation:
    first = references[0]
    place = f"{first.row[BERKAS]} baris {first.row[BARIS]}"
    others = f" dan {len(references) - 1} tempat lain" if len(references) > 1 else ""
    return at(
        row,
        "tahun",
        f"program {row['kode_program']!r} pada tahun {row['tahun']}; data tahun {year} merujuknya ({place}{others})",
        f"baris tahun {year} untuk program {row['kode_program']!r}",
        f"Betulkan tahunnya menjadi {year}, atau tambahkan baris tahun {year}; bila rujukannya yang keliru, betulkan kodenya di sana.",
    )


def _lacking(program: Read, reference: _Reference, there: Known) -> Violation:
    """Return what there is to say of one reference; of a program of other years, where it stands."""
    violation = unknown_at(reference.row, reference.column, there)
    rows = program.frame[program.frame["kode_program"] == reference.row[reference.column]]
    if rows.empty:
        return violation
    places = ", ".join(f"{row['tahun']} (baris {row[BARIS]})" for _, row in rows.iterrows())
    expected = f"{there.expected}; kode itu hanya ada untuk tahun {places}"
    return at(reference.row, reference.column, violation.found, expected, violation.action)
