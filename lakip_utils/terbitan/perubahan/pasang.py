"""Pair what was with what is: the one way in which lists are compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
Pasangan = tuple[T | None, T | None]

MIRIP = 0.5
"""From which likeness (0–1) on two different members are the same one, changed."""
_TERBANYAK = 10_000
"""More comparisons than these are not made for one stretch: its members are then told as gone and new."""


def pasangkan(lama: Sequence[T], baru: Sequence[T], mirip: Callable[[T, T], float]) -> Iterator[Pasangan[T]]:
    """Yield what changed between two sequences: (old, new), with ``None`` for what is on one side only.

    Parameters
    ----------
    mirip
        How alike two members are, 0–1; within a stretch that changed the most alike is taken.
    """
    for jenis, a1, a2, b1, b2 in SequenceMatcher(None, lama, baru, autojunk=False).get_opcodes():
        if jenis != "equal":
            yield from _ruas(lama[a1:a2], baru[b1:b2], mirip)


def _ruas(lama: Sequence[T], baru: Sequence[T], mirip: Callable[[T, T], float]) -> Iterator[Pasangan[T]]:
    sisa = list(baru)
    banding = len(lama) * len(baru) <= _TERBANYAK
    for dulu in lama:
        nilai, letak = max(
            ((mirip(dulu, kini), -i) for i, kini in enumerate(sisa) if banding), default=(0.0, 0)
        )
        yield dulu, sisa.pop(-letak) if nilai >= MIRIP else None
    yield from ((None, kini) for kini in sisa)


def kemiripan(lama: Sequence[Hashable], baru: Sequence[Hashable]) -> float:
    """Return how alike two sequences are, 0–1."""
    banding = SequenceMatcher(None, lama, baru, autojunk=False)
    return banding.ratio() if banding.quick_ratio() >= MIRIP else 0.0


def kemiripan_teks(lama: str, baru: str) -> float:
    """Return how alike two texts are by their words, 0–1."""
    return kemiripan(lama.split(), baru.split())
