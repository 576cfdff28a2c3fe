"""Keparahan: how grave a finding of the consistency check is."""

from __future__ import annotations

from typing import Literal, get_args

Keparahan = Literal["tinggi", "sedang", "rendah", "info"]
"""The gravest first: a wrong figure that a reader relies on; something to be decided; rounding or form;
worth knowing."""
KEPARAHAN: tuple[Keparahan, ...] = get_args(Keparahan)
