"""Evaluasi: all results that a report shows of one slice, computed once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lakip_utils import aturan
from lakip_utils.analisis import anggaran, capaian, efisiensi, ikm, perbandingan
from lakip_utils.analisis.capaian import Tahap
from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.analisis.perbandingan import Kelengkapan
from lakip_utils.asal import Angka
from lakip_utils.aturan import Dipakai
from lakip_utils.data import Irisan


@dataclass(frozen=True, slots=True)
class Evaluasi:
    """The results of a slice (an agency, a unit, a sasaran or a program) in one year.

    Parameters
    ----------
    unit
        The slice that was evaluated.
    indikator, tolok_ukur
        By :func:`capaian.hitung`.
    kegiatan
        Mean capaian per kegiatan by :func:`capaian.rata_rata`.
    lalu, renstra
        By :mod:`perbandingan`.
    belanja, milik, total, sisa
        Budget by :func:`anggaran.hitung`, the programs together by :func:`anggaran.gabungan`, the whole
        agency by :func:`anggaran.total`, what is not broken down by :func:`anggaran.sisa_rincian`.
    hemat
        By :func:`efisiensi.hitung`.
    tujuh
        Completeness of the seven comparisons.
    """

    unit: Irisan
    indikator: pd.DataFrame
    tolok_ukur: pd.DataFrame
    kegiatan: pd.DataFrame
    lalu: pd.DataFrame
    renstra: pd.DataFrame
    belanja: pd.DataFrame
    milik: Mapping[str, Angka]
    total: Mapping[str, Angka]
    sisa: Mapping[str, pd.Series[Any]]
    hemat: pd.DataFrame
    tujuh: tuple[Kelengkapan, ...]


Sengketa = Collection[tuple[str, str]]
"""Level (indikator, program, kegiatan) and code of those whose figures are disputed."""


def susun(unit: Irisan, dipakai: Dipakai, tahap: Tahap, sengketa: Sengketa = ()) -> Evaluasi:
    """Evaluate a slice.

    Parameters
    ----------
    unit
        The slice.
    dipakai
        The rules of the year.
    tahap
        Which targets count for the capaian.
    sengketa
        Those of which no verdict is drawn: no predicate, no index of efisiensi, not counted as reached.
    """
    indikator = capaian.hitung(
        unit.indikator, tahap=tahap, predikat=dipakai.predikat, sengketa=_kode(sengketa, "indikator")
    )
    tolok_ukur = capaian.hitung(unit.tolok_ukur, tahap=tahap)
    belanja = anggaran.hitung(unit.anggaran)
    program = unit.daftar_program
    lalu = perbandingan.tahun_lalu(indikator, unit.lalu.indikator, unit.lalu.klaim)
    renstra = perbandingan.renstra(indikator, unit.renstra, unit.tahun)
    hemat = efisiensi.hitung(
        unit.indikator,
        unit.tolok_ukur,
        belanja[belanja["kode_program"].isin(program)],
        unit.kegiatan,
        tahap=tahap,
        batas=dipakai.batas,
        sengketa=sengketa,
    )
    kegiatan = capaian.rata_rata(
        tolok_ukur, "kode_kegiatan", batas=dipakai.batas, sengketa=_kode(sengketa, "kegiatan")
    )
    return Evaluasi(
        unit=unit,
        indikator=indikator,
        tolok_ukur=tolok_ukur,
        kegiatan=kegiatan,
        lalu=lalu,
        renstra=renstra,
        belanja=belanja,
        milik=anggaran.gabungan(belanja, program),
        total=anggaran.total(belanja),
        sisa=anggaran.sisa_rincian(belanja, program),
        hemat=hemat,
        tujuh=perbandingan.kelengkapan(
            indikator, lalu, renstra, hemat, unit.permasalahan_solusi, unit.kegiatan
        ),
    )


def _kode(sengketa: Sengketa, level: str) -> frozenset[str]:
    return frozenset(kode for satu, kode in sengketa if satu == level)


def per_sasaran(unit: Irisan, dipakai: Dipakai, tahap: Tahap, sengketa: Sengketa = ()) -> dict[str, Evaluasi]:
    """Evaluate each sasaran of a slice, by its code."""
    kode = [k for k in unit.sasaran if k in set(unit.program["kode_sasaran"])]
    return {satu: susun(unit.untuk(sasaran=satu), dipakai, tahap, sengketa) for satu in kode}


def per_program(unit: Irisan, dipakai: Dipakai, tahap: Tahap, sengketa: Sengketa = ()) -> dict[str, Evaluasi]:
    """Evaluate each program of a slice, by its code."""
    return {satu: susun(unit.untuk(program=satu), dipakai, tahap, sengketa) for satu in unit.daftar_program}


def survei(unit: Irisan, dipakai: Dipakai) -> dict[int, HasilIKM | None]:
    """Return the IKM of every year up to the slice's, each by the rule set of its own year.

    The slice's own year is graded by the rule set that the settings name; a year without a complete
    survey is ``None``.
    """
    hasil: dict[int, HasilIKM | None] = {}
    for tahun in (t for t in unit.paket.tahun if t <= unit.tahun):
        mutu = dipakai.mutu if tahun == unit.tahun else aturan.berlaku(aturan.mutu_ikm(), tahun)
        hasil[tahun] = ikm.dari_data(
            unit.paket.tabel("ikm_unsur", tahun),
            unit.paket.tabel("ikm_responden", tahun),
            unit.paket.tabel("unsur", tahun),
            mutu,
            desimal_bobot=dipakai.desimal_bobot,
        )
    return hasil


def anggaran_tahunan(unit: Irisan) -> dict[int, pd.DataFrame]:
    """Return the computed budget of every year up to the slice's."""
    return {t: anggaran.hitung(unit.paket.tabel("anggaran", t)) for t in unit.paket.tahun if t <= unit.tahun}
