"""Known codes of a table, and the cells that refer to none of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from lakip_utils.data.rows import at
from lakip_utils.data.table import Read
from lakip_utils.errors import Violation

MANY = 2
"""References to an empty table from which on they are told together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The codes that cells may refer to.

    Parameters
    ----------
    codes
        The codes.
    expected
        Where they stand, as messages say it.
    complete
        Whether all are known; where some could not be read, a code that is not among them may still
        exist, and nothing is said of it.
    file
        The table that holds them, e.g. ``kegiatan.csv``; empty for a list that is never empty.
    """

    codes: frozenset[str]
    expected: str
    complete: bool = True
    file: str = ""


def known(read: Read, column: str, file: str) -> Known:
    """Return the codes of a column of a table."""
    return Known(
        codes=frozenset(read.frame[column]) - {""},
        expected=f"{column} di {file}",
        complete=read.complete(column),
        file=file,
    )


def unknown(read: Read, column: str, there: Known, level: str = "") -> Iterator[Violation]:
    """Yield the cells of a column whose code is not known; `level` chooses the rows of one level.

    Where the table that holds the codes is empty, one violation stands for the whole column.
    """
    rows = unknown_rows(read, column, there, level)
    if there.codes or not there.file or len(rows) < MANY:
        for row in rows:
            yield unknown_at(row, column, there)
        return
    yield at(
        rows[0],
        column,
        f"kode {rows[0][column]!r} dan {len(rows) - 1} rujukan di bawahnya, padahal {there.file} tidak berisi",
        there.expected,
        f"Isi {there.file}; bila memang belum ada, kosongkan kolom ini.",
    )


def unknown_rows(read: Read, column: str, there: Known, level: str = "") -> list[pd.Series]:
    """Return the rows whose code is not known."""
    if not there.complete:
        return []
    rows = read.sure(column, "level") if level else read.sure(column)
    if level:
        rows = rows[rows["level"] == level]
    return [row for _, row in rows[(rows[column] != "") & ~rows[column].isin(there.codes)].iterrows()]


def unknown_at(row: pd.Series, column: str, there: Known) -> Violation:
    """Return what there is to say of a cell whose code is not known."""
    code = str(row[column])
    alike = next((one for one in sorted(there.codes) if one.casefold() == code.casefold()), "")
    hint = f"Mungkin maksudnya {alike!r}. " if alike else ""
    action = f"{hint}Perbaiki kodenya, atau tambahkan barisnya di sana."
    return at(row, column, f"kode {code!r}", there.expected, action)
