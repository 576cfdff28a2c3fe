"""Where a row of a frame comes from."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from lakip_utils.errors import Violation

BERKAS, BARIS = "asal_berkas", "asal_baris"
"""Columns that every frame carries: the file of a row and its spreadsheet row number."""

Row = dict[str, Any]
"""One row, by column."""


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame one by one; a mapping is read much faster than a series."""
    rows: list[Row] = frame.to_dict("records")  # type: ignore[assignment]
    return rows


_SHORT_NUMBER = re.compile(r"-?\d{1,3}([.,]\d{1,2})?")


def quoted(cell: str, *, personal: bool = False) -> str:
    """Return what stands in a cell as a message shows it; of a person's row a short number at most.

    >>> quoted("Sri"), quoted("5", personal=True), quoted("Sri", personal=True)
    ('“Sri”', '“5”', 'isian 3 huruf (data responden, tidak dikutip)')
    """
    if personal and not _SHORT_NUMBER.fullmatch(cell.strip()):
        return f"isian {len(cell)} huruf (data responden, tidak dikutip)"
    return f"“{cell}”"


def at(row: pd.Series, column: str, found: str, expected: str, action: str) -> Violation:
    """Return a violation at a column of a row; its file is relative to the package."""
    return Violation(
        file=str(row[BERKAS]),
        row=int(row[BARIS]),
        column=column,
        found=found,
        expected=expected,
        action=action,
    )
