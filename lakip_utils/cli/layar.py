"""Where messages for people go: stderr, in plain words."""

from __future__ import annotations

from rich.console import Console

LEBAR = 160
"""Columns of what is written elsewhere than to a terminal."""

kesalahan = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
