"""The rules of law as dated data files, and their reader.

A rule (bands, predicates, budget structure) is data with its source and its years, never an
``if``. To correct one, edit the YAML file beside this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from lakip_utils.asal import bulat
from lakip_utils.errors import UnknownSelection


class _Aturan(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PitaMutu(_Aturan):
    """One band of service quality.

    `persepsi` is its value 1–4; `nik` and `ni` are lower bounds, `cetak_*` as the rule prints them.
    """

    mutu: str
    persepsi: int
    kinerja: str
    nik: float
    ni: float
    cetak_nik: str
    cetak_ni: str


class MutuIKM(_Aturan):
    """A dated set of bands for the IKM."""

    kode: str
    nama: str
    sumber: str
    dari: int
    sampai: int | None
    pengali: float
    jumlah_unsur: int
    unsur: tuple[str, ...] = ()
    pita: tuple[PitaMutu, ...]

    def golongkan(self, nik: float) -> PitaMutu:
        """Return the band of a NIK (25–100): rounded half up to two decimals, then classified.

        >>> berlaku(mutu_ikm(), 2020).golongkan(76.604).mutu
        'C'
        >>> berlaku(mutu_ikm(), 2020).golongkan(76.605).mutu
        'B'
        """
        nilai = bulat(nik)
        return max((p for p in self.pita if bulat(p.nik) <= nilai), key=lambda p: p.nik, default=self.pita[0])


class PitaPredikat(_Aturan):
    """One step of a predicate scale; `mulai` is its lower bound in percent."""

    predikat: str
    mulai: float
    cetak: str


class PredikatCapaian(_Aturan):
    """A scale of predicates for achievement."""

    kode: str
    nama: str
    sumber: str
    pita: Annotated[tuple[PitaPredikat, ...], Field(min_length=1)]

    def golongkan(self, capaian: float) -> PitaPredikat:
        """Return the step of a percentage, rounded half up to two decimals first.

        >>> predikat_capaian()[0].golongkan(90.5).predikat
        'Tinggi'
        """
        nilai = bulat(capaian)
        return max((p for p in self.pita if p.mulai <= nilai), key=lambda p: p.mulai, default=self.pita[0])


class Kelompok(_Aturan):
    """A group of spending."""

    kode: str
    nama: str


class StrukturAnggaran(_Aturan):
    """Which groups and levels a budget has in some years."""

    kode: str
    nama: str
    sumber: str
    dari: int
    sampai: int | None
    kelompok: tuple[Kelompok, ...]
    tingkat: tuple[str, ...]
    kelompok_program: tuple[str, ...]

    def nama_kelompok(self, kode: str) -> str:
        """Return the name of a group."""
        return next(k.nama for k in self.kelompok if k.kode == kode)


class Butir(_Aturan):
    """One line of a list that a report owes."""

    kode: str
    nama: str


class Perbandingan(_Aturan):
    """The comparisons that a report owes for each sasaran."""

    sumber: str
    butir: tuple[Butir, ...]


class BagianReviu(_Aturan):
    """A part of the review form: its number (Roman), name and lines, which are numbered from 1."""

    nomor: str
    nama: str
    butir: Annotated[tuple[str, ...], Field(min_length=1)]

    @property
    def kode(self) -> tuple[str, ...]:
        """The codes of its lines, e.g. ``I.1``."""
        return tuple(f"{self.nomor}.{urutan}" for urutan in range(1, len(self.butir) + 1))


class LembarReviu(_Aturan):
    """The form by which a performance report is reviewed."""

    sumber: str
    bagian: tuple[BagianReviu, ...]

    @property
    def pernyataan(self) -> dict[str, str]:
        """The statement of every line by its code, in the order of the form."""
        return {kode: teks for satu in self.bagian for kode, teks in zip(satu.kode, satu.butir, strict=True)}


class Peraturan(_Aturan):
    """A regulation that reports cite: kind (short name), number, year, title."""

    jenis: str
    nomor: str
    tahun: int
    tentang: str


class _DaftarPeraturan(_Aturan):
    jenis: dict[str, str]
    peraturan: tuple[Peraturan, ...]


Berlaku = TypeVar("Berlaku", MutuIKM, StrukturAnggaran)
Berkode = TypeVar("Berkode", MutuIKM, PredikatCapaian, StrukturAnggaran)


def _isi(nama: str) -> object:
    return yaml.safe_load(files(__package__).joinpath(nama).read_text("utf-8"))


@cache
def mutu_ikm() -> tuple[MutuIKM, ...]:
    """Return all band sets for the IKM."""
    return TypeAdapter(tuple[MutuIKM, ...]).validate_python(_isi("mutu_ikm.yaml"))


@cache
def predikat_capaian() -> tuple[PredikatCapaian, ...]:
    """Return all predicate scales."""
    return TypeAdapter(tuple[PredikatCapaian, ...]).validate_python(_isi("predikat_capaian.yaml"))


@cache
def struktur_anggaran() -> tuple[StrukturAnggaran, ...]:
    """Return the budget structures of all years."""
    return TypeAdapter(tuple[StrukturAnggaran, ...]).validate_python(_isi("struktur_anggaran.yaml"))


@cache
def perbandingan() -> Perbandingan:
    """Return the seven comparisons of PermenPANRB 53/2014."""
    return Perbandingan.model_validate(_isi("perbandingan.yaml"))


@cache
def lembar_reviu() -> LembarReviu:
    """Return the 23 lines of the review form of PermenPANRB 53/2014.

    >>> [(satu.nomor, len(satu.butir)) for satu in lembar_reviu().bagian]
    [('I', 6), ('II', 7), ('III', 10)]
    """
    return LembarReviu.model_validate(_isi("lembar_reviu.yaml"))


@cache
def urutan_sdm() -> dict[str, list[str]]:
    """Return the order of the categories of each dimension of personnel."""
    return TypeAdapter(dict[str, list[str]]).validate_python(_isi("urutan_sdm.yaml"))


@cache
def kelompok_sdm() -> dict[str, dict[str, list[str]]]:
    """Return the categories of personnel that one word stands for, e.g. PNS, by dimension."""
    return TypeAdapter(dict[str, dict[str, list[str]]]).validate_python(_isi("kelompok_sdm.yaml"))


class CiriResponden(_Aturan):
    """What is known of the characteristics of respondents.

    Parameters
    ----------
    kategori
        Groups of common questionnaires, by characteristic.
    pengenal
        Words in the name of a column that point to one person.
    """

    kategori: tuple[tuple[str, ...], ...]
    pengenal: tuple[str, ...]


@cache
def ciri_responden() -> CiriResponden:
    """Return the common groups of respondents, and the words of columns that identify a person."""
    return CiriResponden.model_validate(_isi("ciri_responden.yaml"))


@cache
def _daftar_peraturan() -> _DaftarPeraturan:
    return _DaftarPeraturan.model_validate(_isi("peraturan.yaml"))


def peraturan() -> tuple[Peraturan, ...]:
    """Return the regulations whose title and number are known."""
    return _daftar_peraturan().peraturan


def jenis_peraturan() -> dict[str, str]:
    """Return the short name of each kind of regulation by how its long name begins (lower case)."""
    return _daftar_peraturan().jenis


def berlaku(aturan: tuple[Berlaku, ...], tahun: int) -> Berlaku:
    """Return the rule in force in a year.

    Raises
    ------
    UnknownSelection
        If no rule covers the year.
    """
    for satu in aturan:
        if satu.dari <= tahun <= (satu.sampai or tahun):
            return satu
    masa = ", ".join(f"{satu.nama} ({satu.dari}–{satu.sampai or 'sekarang'})" for satu in aturan)
    raise UnknownSelection(f"aturan yang berlaku pada tahun {tahun}", masa)


def pilih(aturan: tuple[Berkode, ...], kode: str) -> Berkode:
    """Return the rule named by its code.

    Raises
    ------
    UnknownSelection
        If there is none; the message lists the codes.
    """
    for satu in aturan:
        if satu.kode == kode:
            return satu
    ada = ", ".join(satu.kode for satu in aturan)
    raise UnknownSelection(f"aturan {kode!r}", ada)


BERLAKU = "berlaku"
"""Setting that asks for the rule in force in the reporting year."""
TEPAT = "tepat"
"""Setting of the weight 1/n: not rounded."""
SEL_TERKECIL = 5
"""The smallest number of respondents of one characteristic that is shown, unless the settings say otherwise."""


@dataclass(frozen=True, slots=True)
class Dipakai:
    """The rules that one report uses.

    Parameters
    ----------
    predikat, mutu
        Scale of predicates and bands of the IKM.
    mutu_berlaku
        The bands in force in the year; another than ``mutu`` only where the settings choose one.
    desimal_bobot
        Decimals to which the weight 1/n is rounded; ``None`` keeps it exact.
    batas
        Cap of each member in a mean of capaian, percent; ``None`` for no cap.
    struktur, struktur_lalu
        Budget structure of the year and of the year before.
    sel_terkecil
        The smallest number of respondents of one characteristic that is shown; 0 or 1 shows all.
    """

    predikat: PredikatCapaian
    mutu: MutuIKM
    mutu_berlaku: MutuIKM
    desimal_bobot: int | None
    batas: float | None
    struktur: StrukturAnggaran
    struktur_lalu: StrukturAnggaran
    sel_terkecil: int


def dipakai(
    tahun: int,
    *,
    predikat: str,
    ikm: str = BERLAKU,
    bobot: str | int = TEPAT,
    batas: float = 100,
    sel_terkecil: int = SEL_TERKECIL,
) -> Dipakai:
    """Return the rules that a report of `tahun` uses under some settings.

    Parameters
    ----------
    tahun
        Reporting year.
    predikat, ikm
        Code of the scale and of the bands; ``berlaku`` takes the bands in force.
    bobot
        ``tepat`` or the number of decimals of the weight 1/n.
    batas
        Cap of each member in a mean of capaian, percent; 0 for no cap.
    sel_terkecil
        The smallest number of respondents of one characteristic that is shown; 0 or 1 shows all.

    Raises
    ------
    UnknownSelection
        If a code is unknown, the cap is no percentage, the smallest count no whole number, or no rule
        covers the year.
    """
    if isinstance(batas, bool) or not isinstance(batas, int | float) or not 0 <= batas < float("inf"):
        raise UnknownSelection(f"batas capaian {batas!r}", "persen, misalnya 100; 0 berarti tanpa batas")
    if isinstance(sel_terkecil, bool) or not isinstance(sel_terkecil, int) or sel_terkecil < 0:
        raise UnknownSelection(
            f"sel terkecil {sel_terkecil!r}", "bilangan bulat, misalnya 5; 0 atau 1 berarti tanpa batas"
        )
    sah = berlaku(mutu_ikm(), tahun)
    return Dipakai(
        pilih(predikat_capaian(), predikat),
        sah if ikm == BERLAKU else pilih(mutu_ikm(), ikm),
        sah,
        desimal_bobot(bobot),
        batas or None,
        berlaku(struktur_anggaran(), tahun),
        berlaku(struktur_anggaran(), tahun - 1),
        sel_terkecil,
    )


def desimal_bobot(bobot: str | int) -> int | None:
    """Return the decimals that the setting of the weight asks for, ``None`` for exact.

    They may be a number: papermill reads ``-p bobot_ikm 2`` as one.

    Raises
    ------
    UnknownSelection
        If the setting is neither ``tepat`` nor one digit.
    """
    if bobot == TEPAT:
        return None
    if not re.fullmatch("[0-9]", str(bobot)):
        raise UnknownSelection(f"bobot IKM {bobot!r}", f"{TEPAT!r}, atau jumlah desimalnya, misalnya '2'")
    return int(bobot)
