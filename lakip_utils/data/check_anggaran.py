"""Check the rows of the budget, and of kegiatan, against their level and the kegiatan above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pandas as pd

from lakip_utils.aturan import StrukturAnggaran
from lakip_utils.data.codes import Known
from lakip_utils.data.rows import BARIS, BERKAS, at
from lakip_utils.data.table import Read
from lakip_utils.errors import Violation

_PROGRAM = ("kode_program", "kode_kegiatan", "kode_subkegiatan")
_HOLDS: dict[str, tuple[str, ...]] = {
    "total": (),
    "kelompok": ("kelompok",),
    "rekening": ("kelompok", "kode_rekening", *_PROGRAM),
    "program": ("kelompok", "kode_program"),
    "kegiatan": ("kelompok", "kode_program", "kode_kegiatan"),
    "subkegiatan": ("kelompok", *_PROGRAM),
}
"""The codes that a row of a level can have."""
_NEEDS: dict[str, tuple[str, ...]] = {
    "kelompok": ("kelompok",),
    "rekening": ("kode_rekening",),
    "program": ("kode_program",),
    "kegiatan": ("kode_program", "kode_kegiatan"),
    "subkegiatan": _PROGRAM,
}
"""The codes that it must have."""
_PROGRAM_LEVELS = ("program", "kegiatan", "subkegiatan")
_CODES = ("kelompok", "kode_rekening", *_PROGRAM)


def levels(anggaran: Read, struktur: StrukturAnggaran) -> Iterator[Violation]:
    """Yield rows of a level that the year does not have, codes that a level lacks or cannot have."""
    for _, row in anggaran.sure("level").iterrows():
        level = row["level"]
        if level in _PROGRAM_LEVELS and level not in struktur.tingkat:
            yield at(
                row,
                "level",
                f"level {level}",
                f"{', '.join(struktur.tingkat)} di bawah kelompok belanja (tingkat menurut {struktur.nama})",
                "Betulkan levelnya, atau pindahkan barisnya ke tahun yang mengenal tingkat itu.",
            )
            continue
        yield from _level(anggaran, row, struktur)


def _level(anggaran: Read, row: pd.Series, struktur: StrukturAnggaran) -> Iterator[Violation]:
    level = row["level"]
    for column in _CODES:
        if not anggaran.knows(int(row[BARIS]), column):
            continue
        if row[column] == "" and column in _NEEDS.get(level, ()):
            yield at(row, column, "sel kosong", f"terisi pada baris level {level}", "Isi kodenya.")
        elif row[column] != "" and column not in _HOLDS[level]:
            yield at(
                row,
                column,
                f"kode {row[column]!r} pada baris level {level}",
                f"sel kosong: baris level {level} {_listed(_HOLDS[level])}",
                "Kosongkan sel ini, atau betulkan levelnya.",
            )
    divided = struktur.kelompok_program
    known = {kelompok.kode for kelompok in struktur.kelompok}
    sure = anggaran.knows(int(row[BARIS]), "kelompok")
    programmed = any(row[column] != "" for column in _PROGRAM if column in _HOLDS[level])
    if sure and programmed and divided and row["kelompok"] in known - set(divided):
        yield at(
            row,
            "kelompok",
            f"kelompok {row['kelompok']!r} pada baris program {row['kode_program']!r}",
            f"{' atau '.join(divided)}: hanya kelompok itu yang terbagi dalam program menurut {struktur.nama}",
            "Betulkan kelompoknya, atau kosongkan kode program ke bawah.",
        )


def _listed(columns: tuple[str, ...]) -> str:
    return f"hanya memuat {', '.join(columns)}" if columns else "tidak memuat kode"


def above(kegiatan: Read, table: Read, programs: Known) -> Iterator[Violation]:
    """Yield rows whose kegiatan belongs to another program, or subkegiatan to another kegiatan.

    Parameters
    ----------
    kegiatan
        ``kegiatan.csv`` of the year.
    table
        The table that names both, ``kegiatan.csv`` itself included.
    programs
        The programs of the year; a kegiatan of another one is wrong itself, and judges nothing.
    """
    for upper, lower in pairwise(_PROGRAM):
        if {upper, lower} & (kegiatan.missing | table.missing):
            continue
        rows = kegiatan.sure(upper, lower)
        if upper == "kode_program":
            rows = rows[(rows["kode_subkegiatan"] == "") & rows[upper].isin(programs.codes)]
        owner = _owner(rows, upper, lower)
        for _, row in table.sure(upper, lower).iterrows():
            stands = owner.get(row[lower])
            if row[upper] == "" or stands is None or row[upper] in stands:
                continue
            code, place = next(iter(stands.items()))
            yield at(
                row,
                upper,
                f"{_noun(upper)} {row[upper]!r} untuk {_noun(lower)} {row[lower]!r}",
                f"{_noun(upper)} {code!r}, seperti pada {place}",
                f"Betulkan {upper} di sini atau di kegiatan.csv, atau betulkan {lower}.",
            )


def _owner(rows: pd.DataFrame, upper: str, lower: str) -> Mapping[str, Mapping[str, str]]:
    """Return, by a code, the codes above it with the places that say so."""
    owner: dict[str, dict[str, str]] = {}
    for _, row in rows[(rows[lower] != "") & (rows[upper] != "")].iterrows():
        owner.setdefault(row[lower], {}).setdefault(row[upper], f"{row[BERKAS]} baris {row[BARIS]}")
    return owner


def _noun(column: str) -> str:
    return column.removeprefix("kode_")
