"""Where messages for people go: stderr, in plain words."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lakip_utils.terbitan.terminal import aman

LEBAR = 160
"""Columns of what is written elsewhere than to a terminal."""


class Layar(Console):
    """A console that shows text as it is: no markup, no ``:emoji:``, nothing that steers the terminal."""

    def __init__(self, **opsi: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, **opsi)

    def render_str(self, text: str, **opsi: Any) -> Text:
        """Return text, of a message or a cell of a table, for this console."""
        return super().render_str(aman(text), **opsi)


kesalahan = Layar(stderr=True, soft_wrap=True)


def tampilkan(tabel: Table) -> None:
    """Write a table to stdout, as wide as the terminal; elsewhere :data:`LEBAR` columns."""
    Layar(width=None if sys.stdout.isatty() else LEBAR).print(tabel)


def detik(nilai: float) -> str:
    """Return seconds as they are written.

    >>> detik(1.25)
    '1,2'
    """
    return f"{nilai:.1f}".replace(".", ",")
