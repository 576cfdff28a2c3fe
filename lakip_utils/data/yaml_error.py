"""Say in Indonesian what is wrong with YAML, and where."""

from __future__ import annotations

import re

import yaml

_CAUSES: tuple[tuple[str, str], ...] = (
    (
        r"mapping values are not allowed here",
        "titik dua di tempat yang tidak semestinya; teks yang memuat titik dua diapit tanda kutip",
    ),
    (r"found character '\\t'", "tab sebagai lekukan; pakai spasi"),
    (r"found character '(.)'", "teks yang diawali {0} harus diapit tanda kutip"),
    (r"found unexpected end of stream", "tanda kutip yang tidak ditutup"),
    (r"found unexpected document separator", "tanda kutip yang tidak ditutup"),
    (r"expected ',' or '(.)'", "kurung yang tidak ditutup dengan {0}, atau koma yang kurang"),
    (r"expected <block end>", "lekukan (spasi di awal baris) yang tidak sejajar dengan baris di atasnya"),
    (r"could not find expected ':'", "kunci tanpa titik dua"),
    (r"found undefined alias", "rujukan * ke jangkar yang tidak ada"),
    (r"found duplicate anchor", "jangkar & yang tertulis dua kali"),
    (r"found unknown escape character '(.)'", "\\{0} di dalam tanda kutip ganda; pakai tanda kutip tunggal"),
    (r"could not determine a constructor for the tag (.*)", "tag YAML {0}"),
    (r"found another document", "lebih dari satu dokumen (baris ---)"),
)
"""Causes by what PyYAML says of them."""
_OPENED = re.compile(r"end of stream|document separator|expected ',' or")
"""Causes that lie where something was opened, not where its end was missed."""
_OWN = re.compile(r"kunci|daftar|bilangan|karakter|tag YAML")
"""What our own loader says is said already."""


def explain(error: yaml.YAMLError, text: str) -> tuple[int | None, str]:
    """Return the row of an error and what is wrong there.

    >>> try:
    ...     yaml.safe_load("kota: Serang: Banten")
    ... except yaml.YAMLError as error:
    ...     explain(error, "")[1]
    'susunan YAML rusak di dekat baris 1 kolom 13: titik dua di tempat yang tidak semestinya; teks yang memuat titik dua diapit tanda kutip'
    """
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        column = len(before) - before.rfind("\n")
        row = before.count("\n") + 1
        return row, f"karakter tersembunyi U+{_code(error.character):04X} di baris {row} kolom {column}"
    problem = str(getattr(error, "problem", "") or "")
    opened = getattr(error, "context_mark", None) if _OPENED.search(problem) else None
    mark = opened or getattr(error, "problem_mark", None)
    if _OWN.match(problem):
        return (mark.line + 1 if mark else None), problem
    cause = next(
        (said.format(*found.groups()) for part, said in _CAUSES if (found := re.search(part, problem))), ""
    )
    if cause.startswith("tag "):
        return (mark.line + 1 if mark else None), cause
    near = f" di dekat baris {mark.line + 1} kolom {mark.column + 1}" if mark else ""
    return (mark.line + 1 if mark else None), f"susunan YAML rusak{near}{': ' if cause else ''}{cause}"


def _code(character: int | str | bytes) -> int:
    return character if isinstance(character, int) else ord(character)
