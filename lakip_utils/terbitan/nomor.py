"""Numbers and anchors of a document: sections, tables, figures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lakip_utils.sajian.blok import Blok, Gambar, Judul, Tabel

Susunan = Literal["bagian", "bab"]


@dataclass(frozen=True, slots=True)
class Bernomor:
    """A block in its place: `nomor` as printed (``1.2``, ``Tabel 3``, empty) and a stable anchor."""

    blok: Blok
    nomor: str = ""
    jangkar: str = ""


def nomori(isi: Iterable[Blok], susunan: Susunan) -> Iterator[Bernomor]:
    """Give the headings, tables and figures of a document their numbers, in their order.

    Parameters
    ----------
    isi
        The blocks of one edition.
    susunan
        ``bab``: BAB I, 1.1, 1.1.1; ``bagian``: 1, 1.1, 1.1.1. Annexes are Lampiran 1, 2, … and what
        stands before the first chapter has no number; neither do their subheadings.
    """
    judul = _Judul(susunan)
    cacah: Counter[str] = Counter()
    jangkar: set[str] = set()
    for blok in isi:
        nomor = dasar = ""
        if isinstance(blok, Judul):
            blok, nomor = judul.nomori(blok)
            dasar = slug(blok.teks)
        elif isinstance(blok, Tabel | Gambar):
            cacah[blok.jenis] += 1
            nomor = f"{blok.jenis.capitalize()} {cacah[blok.jenis]}"
            dasar = f"{blok.jenis}-{slug(blok.kunci)}"
        if dasar:
            calon = (dasar, *(f"{dasar}-{n}" for n in range(2, len(jangkar) + 3)))
            dasar = next(satu for satu in calon if satu not in jangkar)
            jangkar.add(dasar)
        yield Bernomor(blok, nomor, dasar)


@dataclass(slots=True)
class _Judul:
    """Counts headings by level."""

    susunan: Susunan
    hitung: list[int] = field(default_factory=lambda: [0, 0, 0])
    lampiran: int = 0
    tingkat: int = 0
    bagian: Literal["", "depan", "lampiran"] = ""

    def nomori(self, judul: Judul) -> tuple[Judul, str]:
        """Return a heading with its level repaired, and its number.

        A level may not be skipped: readers' tools navigate by levels, and PDF/UA refuses it.
        """
        self.tingkat = min(judul.tingkat, self.tingkat + 1)
        if self.tingkat == 1:
            self.bagian = judul.bagian
        judul = judul.model_copy(update={"tingkat": self.tingkat, "bagian": self.bagian})
        if self.bagian:
            return judul, self._tanpa_bab()
        self.hitung[self.tingkat - 1] += 1
        self.hitung[self.tingkat :] = [0] * (3 - self.tingkat)
        angka = ".".join(map(str, self.hitung[: self.tingkat]))
        if self.susunan == "bab" and self.tingkat == 1:
            return judul, f"BAB {romawi(self.hitung[0])}"
        return judul, angka

    def _tanpa_bab(self) -> str:
        if self.bagian == "depan" or self.tingkat > 1:
            return ""
        self.lampiran += 1
        return f"Lampiran {self.lampiran}"


def sebutan(nomor: str, susunan: Susunan) -> str:
    r"""Say in a sentence which section it is.

    >>> [sebutan(n, "bab").replace("\u00a0", "~") for n in ("3.8", "BAB III", "Lampiran 2")]
    ['subbab~3.8', 'Bab~III', 'Lampiran~2']
    >>> sebutan("2.5", "bagian").replace("\u00a0", "~")
    'bagian~2.5'
    """
    if nomor.startswith("BAB "):
        teks = f"Bab {nomor.removeprefix('BAB ')}"
    elif nomor[:1].isdecimal():
        teks = f"{'subbab' if susunan == 'bab' else 'bagian'} {nomor}"
    else:
        teks = nomor
    return teks.replace(" ", "\u00a0")


_ROMAWI = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def romawi(angka: int) -> str:
    """Return a chapter number in Roman numerals.

    >>> romawi(4), romawi(9), romawi(14)
    ('IV', 'IX', 'XIV')
    """
    hasil = ""
    for nilai, huruf in _ROMAWI:
        hasil += huruf * (angka // nilai)
        angka %= nilai
    return hasil


def slug(teks: str) -> str:
    """Return `teks` as an anchor: ASCII letters, digits and hyphens.

    >>> slug("Capaian sasaran & program")
    'capaian-sasaran-program'
    """
    ascii_ = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-") or "bagian"
