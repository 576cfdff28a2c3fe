"""Which notes of reviewers are open."""

from __future__ import annotations

import pandas as pd


def keterangan(catatan: pd.DataFrame) -> pd.Series[bool]:
    """Return which notes are information: a remark on a line of the form that was answered with ya."""
    return catatan["jawaban"] == "ya"


def terbuka(catatan: pd.DataFrame) -> pd.Series[bool]:
    """Return which notes await what is to be done about them; information awaits nothing.

    Parameters
    ----------
    catatan
        Table ``catatan_reviu``.
    """
    return (catatan["tindak_lanjut"] == "") & ~keterangan(catatan)
