"""Where a row of a frame comes from."""

from __future__ import annotations

import pandas as pd

from lakip_utils.errors import Violation

BERKAS, BARIS = "asal_berkas", "asal_baris"
"""Columns that every frame carries: the file of a row and its spreadsheet row number."""


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
