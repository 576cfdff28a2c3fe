"""Catatan: one finding of the consistency check.

"Temuan" is the word of formal audits; what this check finds are *catatan uji konsistensi*.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pandas as pd

from lakip_utils.asal import Asal
from lakip_utils.keparahan import KEPARAHAN, Keparahan

Nilai = Decimal | str | None
"""A figure, or a text such as a name or a band; ``None`` where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catatan:
    """One finding: what is printed or recorded, what it should be, and where.

    Parameters
    ----------
    tabel, kunci, kolom
        What it is about: contract table, key of the row as in ``klaim.csv``, column or result.
    sebutan
        The same for people, e.g. ``Kegiatan 2.1 Bina Usaha Kecil``.
    tercetak
        What is printed (as text, exactly) or recorded in the data (as a number).
    dihitung
        What follows from the facts; ``None`` where only a person can tell.
    satuan
        Unit of both: ``persen``, ``rupiah``, ``orang``, …; empty for text and bare numbers.
    rumus
        How `dihitung` was had, with its figures.
    tempat
        Places of the document that print it, in its order; empty for what only the data hold.
    asal
        The cells behind it: of the claim and of the facts.
    keterangan
        One sentence more where the rule's own reason is not enough, Indonesian.
    pembanding
        Further figures that help to decide, each with its name.
    bidang
        Codes of the bidang that it concerns; empty for the whole agency.
    uji
        Id of the rule that found it, set by :class:`~lakip_utils.konsistensi.daftar.Uji`.
    """

    tabel: str
    kunci: str
    kolom: str
    sebutan: str
    tercetak: Nilai
    dihitung: Nilai = None
    satuan: str = ""
    rumus: str = ""
    tempat: tuple[str, ...] = ()
    asal: Asal = field(default_factory=Asal)
    keterangan: str = ""
    pembanding: tuple[tuple[str, Nilai], ...] = ()
    bidang: tuple[str, ...] = ()
    uji: str = ""

    @property
    def id(self) -> str:
        """The name by which the finding is answered.

        Made of the rule, the thing and both values, never of row numbers: it stays when rows move, and
        an answer holds only for the figures that it answered.
        """
        isi = "|".join(
            (self.uji, self.tabel, self.kunci, self.kolom, _tetap(self.tercetak), _tetap(self.dihitung))
        )
        return f"{self.uji}-{hashlib.sha256(isi.encode()).hexdigest()[:6]}"

    @property
    def selisih(self) -> Decimal | None:
        """`tercetak` − `dihitung` where both are numbers."""
        return (
            self.tercetak - self.dihitung
            if isinstance(self.tercetak, Decimal) and isinstance(self.dihitung, Decimal)
            else None
        )


def _tetap(nilai: Nilai) -> str:
    """Return a value in one form: 1, 1.0 and 1.00 are the same, and so are names but for case and blanks."""
    if isinstance(nilai, Decimal):
        return format(nilai.normalize(), "f")
    return " ".join((nilai or "").casefold().split())


def satukan(catatan: Iterable[Catatan]) -> tuple[Catatan, ...]:
    """Join findings with one id: the same thing printed in several places is one finding."""
    hasil: dict[str, Catatan] = {}
    for satu in catatan:
        lama = hasil.get(satu.id)
        hasil[satu.id] = (
            satu
            if lama is None
            else replace(
                lama,
                tempat=tuple(dict.fromkeys(lama.tempat + satu.tempat)),
                asal=lama.asal + satu.asal,
                pembanding=tuple(dict.fromkeys(lama.pembanding + satu.pembanding)),
                keterangan=lama.keterangan
                if satu.keterangan in lama.keterangan
                else f"{lama.keterangan} {satu.keterangan}".strip(),
            )
        )
    return tuple(hasil.values())


def cacah(catatan: pd.DataFrame) -> dict[Keparahan, int]:
    """Count findings by severity, the gravest first."""
    return {keparahan: int((catatan["keparahan"] == keparahan).sum()) for keparahan in KEPARAHAN}


def mencapai(
    catatan: pd.DataFrame, paling_ringan: Keparahan, *, tanpa_tanggapan: bool = False
) -> pd.DataFrame:
    """Return the findings of a severity or graver, only those nobody answered where asked for."""
    berat = KEPARAHAN[: KEPARAHAN.index(paling_ringan) + 1]
    cocok = catatan["keparahan"].isin(berat)
    return catatan[cocok & (catatan["status"] == "")] if tanpa_tanggapan else catatan[cocok]
