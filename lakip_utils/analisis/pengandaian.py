"""Pengandaian: the same package with some cells changed, to see what would follow.

Nothing is written. A package does not change, so an assumption is another package, and its figures come
from the functions that reports use.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from lakip_utils.data import Paket
from lakip_utils.data.rows import BARIS
from lakip_utils.data.schema import TABLES, Column
from lakip_utils.errors import InvalidInput, Violation

_BULAT = ("bulat", "rupiah")


@dataclass(frozen=True, slots=True)
class Ubahan:
    """A cell of a yearly table that is assumed to hold another number.

    Parameters
    ----------
    tabel
        Name of the table, e.g. ``indikator``.
    baris
        Row number as a spreadsheet counts it, as the column ``asal_baris`` has it.
    kolom
        Name of a column of numbers.
    nilai
        What it is assumed to hold, in the unit of the column; ``None`` for an empty cell.
    """

    tabel: str
    baris: int
    kolom: str
    nilai: float | None


def andaikan(paket: Paket, tahun: int, ubahan: Iterable[Ubahan]) -> Paket:
    """Return another package in which some cells of a year hold other numbers.

    Parameters
    ----------
    paket
        The package; it stays as it is.
    tahun
        The year of the tables.
    ubahan
        The cells.

    Returns
    -------
    Paket
        Everything else is the same. A table with a changed cell is no longer that of its file, so the
        file's hash is not among ``sha256``.

    Raises
    ------
    InvalidInput
        With every number that its column cannot hold, and every row or column that does not exist.
    """
    isi = dict(paket.tahunan.get(tahun, {}))
    sha256 = dict(paket.sha256)
    salah: list[Violation] = []
    for satu in ubahan:
        berkas = f"{tahun}/{satu.tabel}.csv"
        tabel = isi[satu.tabel].copy() if satu.tabel in isi else paket.tabel(satu.tabel, tahun)
        kolom = {c.name: c for c in TABLES[satu.tabel].columns}.get(satu.kolom)
        cocok = tabel[BARIS] == satu.baris
        if kolom is None or not cocok.any():
            ada = "baris dan kolom yang ada di tabel ini"
            salah.append(_salah(berkas, satu, "sel yang tidak ada", ada, "Pilih sel yang ada."))
            continue
        if seharusnya := _tak_muat(kolom, satu.nilai):
            salah.append(_salah(berkas, satu, f"{satu.nilai:g}", seharusnya, "Perbaiki angkanya."))
            continue
        tabel.loc[cocok, satu.kolom] = _sel(kolom, satu.nilai)
        isi[satu.tabel] = tabel
        sha256.pop(berkas, None)
    if salah:
        raise InvalidInput(salah)
    return replace(paket, tahunan={**paket.tahunan, tahun: isi}, sha256=sha256)


def _salah(berkas: str, satu: Ubahan, ditemukan: str, seharusnya: str, tindakan: str) -> Violation:
    return Violation(
        file=f"{berkas} (pengandaian)",
        row=satu.baris,
        column=satu.kolom,
        found=ditemukan,
        expected=seharusnya,
        action=tindakan,
    )


def _tak_muat(kolom: Column, nilai: float | None) -> str:
    """Return what a column would hold instead of a number; empty where it can hold it."""
    if kolom.type not in (*_BULAT, "angka"):
        return "kolom angka"
    if nilai is None:
        return ""
    if not math.isfinite(nilai):
        return "bilangan"
    if kolom.type in _BULAT and not float(nilai).is_integer():
        return "bilangan bulat"
    if kolom.minimum is not None and nilai < kolom.minimum:
        return f"paling kecil {kolom.minimum:g}"
    if kolom.maximum is not None and nilai > kolom.maximum:
        return f"paling besar {kolom.maximum:g}"
    return ""


def _sel(kolom: Column, nilai: float | None) -> float | None:
    return int(nilai) if kolom.type in _BULAT and nilai is not None else nilai


def bobot_unsur(unsur: pd.DataFrame, kode: str, bobot: float) -> list[Ubahan]:
    """Return the changes that give one unsur a weight; the others keep their proportions to each other.

    Parameters
    ----------
    unsur
        Table ``unsur``; where it has no weights they are equal.
    kode
        The unsur.
    bobot
        Its weight, from 0 to 1; that of all together stays 1.

    Raises
    ------
    InvalidInput
        If the unsur does not exist, the weight is none, or the others have none to share the rest.

    >>> tabel = pd.DataFrame({"kode": ["a", "b", "c"], "bobot": [None] * 3, "asal_baris": [2, 3, 4]})
    >>> [(u.baris, u.nilai) for u in bobot_unsur(tabel, "a", 0.5)]
    [(2, 0.5), (3, 0.25), (4, 0.25)]
    """
    lama = _bobot(unsur)
    lain = sum((nilai for satu, nilai in lama.items() if satu != kode), Fraction())
    baru = Fraction(str(bobot))
    if kode not in lama or not 0 <= baru <= 1 or (lain == 0 and baru != 1):
        raise InvalidInput(
            [
                Violation(
                    file="unsur.csv (pengandaian)",
                    column="bobot",
                    found=f"bobot {bobot:g} untuk unsur {kode!r}".replace(".", ","),
                    expected="bobot dari 0 sampai 1, untuk unsur yang ada",
                    action="Perbaiki bobotnya; bobot unsur lain menyesuaikan agar jumlahnya 1.",
                )
            ]
        )
    baris = dict(zip(unsur["kode"], unsur[BARIS], strict=True))
    isi = {satu: baru if satu == kode else nilai * (1 - baru) / (lain or 1) for satu, nilai in lama.items()}
    return [Ubahan("unsur", int(baris[satu]), "bobot", float(nilai)) for satu, nilai in isi.items()]


def _bobot(unsur: pd.DataFrame) -> Mapping[str, Fraction]:
    if unsur["bobot"].notna().all() and len(unsur):
        return {row["kode"]: Fraction(str(row["bobot"])) for _, row in unsur.iterrows()}
    return dict.fromkeys(unsur["kode"], Fraction(1, max(len(unsur), 1)))
