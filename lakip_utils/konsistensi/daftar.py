"""The registry: what a rule is, and all of them.

A rule is one function in a module of :mod:`lakip_utils.konsistensi.uji`, marked with :func:`uji`; it
is found there by itself, and the list in ``docs/uji-konsistensi.md`` is made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from lakip_utils.keparahan import Keparahan
from lakip_utils.konsistensi.bacaan import Bacaan
from lakip_utils.konsistensi.catatan import Catatan

Keluarga = Literal[
    "Angka yang sama di beberapa tempat",
    "Persentase dan rasio",
    "Target dan rencana",
    "Survei kepuasan masyarakat",
    "Jumlah dan rincian",
    "Antar tahun",
    "Nama dan keberadaan",
    "Cacah dan terbilang",
    "Rujukan dan bentuk",
    "Kelengkapan",
    "Kewajaran",
    "Klaim yang tidak teruji",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uji:
    """One rule of the consistency check.

    Parameters
    ----------
    id
        The name of its function, with hyphens.
    nama
        What it finds, as a heading for people.
    keluarga
        The family it belongs to.
    keparahan
        How grave each of its findings is.
    perlu
        Tables that it reads; without one of them it finds nothing.
    alasan
        Why a reviewer should care, one sentence.
    rumus
        What is compared, one line.
    periksa
        The rule: pure, from one year of a package to findings.
    """

    id: str
    nama: str
    keluarga: Keluarga
    keparahan: Keparahan
    perlu: tuple[str, ...]
    alasan: str
    rumus: str
    periksa: Callable[[Bacaan], Iterator[Catatan]]

    def __call__(self, bacaan: Bacaan) -> Iterator[Catatan]:
        """Return what the rule finds, each finding under the rule's id."""
        return (replace(catatan, uji=self.id) for catatan in self.periksa(bacaan))


def uji(**tentang: Any) -> Callable[[Callable[[Bacaan], Iterator[Catatan]]], Uji]:
    """Make a function a rule; the arguments are the fields of :class:`Uji` but `id` and `periksa`."""

    def tandai(periksa: Callable[[Bacaan], Iterator[Catatan]]) -> Uji:
        return Uji(id=periksa.__name__.replace("_", "-"), periksa=periksa, **tentang)

    return tandai
