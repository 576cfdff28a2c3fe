"""Evaluasi: all results that a report shows of one slice, computed once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, get_args

import pandas as pd

from lakip_utils import aturan
from lakip_utils.analisis import anggaran, capaian, efisiensi, ikm, perbandingan
from lakip_utils.analisis.capaian import Tahap
from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.analisis.perbandingan import Kelengkapan
from lakip_utils.asal import Angka
from lakip_utils.aturan import Dipakai
from lakip_utils.data import Irisan
from lakip_utils.errors import UnknownSelection

Sengketa = Collection[tuple[str, str]]
"""Level (indikator, program, kegiatan) and code of those whose figures are disputed."""


@dataclass(frozen=True, eq=False)
class Evaluasi:
    """The results of a slice (an agency, a unit, a sasaran or a program) in one year.

    Each result is computed when it is first asked for: a section on one program shows only some.

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

    unit: Irisan
    dipakai: Dipakai
    tahap: Tahap
    sengketa: Sengketa = ()

    @cached_property
    def indikator(self) -> pd.DataFrame:
        """Indicators by :func:`capaian.hitung`."""
        return capaian.hitung(
            self.unit.indikator,
            tahap=self.tahap,
            predikat=self.dipakai.predikat,
            sengketa=_kode(self.sengketa, "indikator"),
        )

    @cached_property
    def tolok_ukur(self) -> pd.DataFrame:
        """Tolok ukur by :func:`capaian.hitung`."""
        return capaian.hitung(self.unit.tolok_ukur, tahap=self.tahap)

    @cached_property
    def kegiatan(self) -> pd.DataFrame:
        """Mean capaian of each kegiatan by :func:`capaian.rata_rata`."""
        return capaian.rata_rata(
            self.tolok_ukur,
            "kode_kegiatan",
            batas=self.dipakai.batas,
            sengketa=_kode(self.sengketa, "kegiatan"),
        )

    @cached_property
    def lalu(self) -> pd.DataFrame:
        """Indicators against the year before by :func:`perbandingan.tahun_lalu`."""
        return perbandingan.tahun_lalu(self.indikator, self.unit.lalu.indikator, self.unit.lalu.klaim)

    @cached_property
    def renstra(self) -> pd.DataFrame:
        """Indicators against the Renstra by :func:`perbandingan.renstra`."""
        return perbandingan.renstra(self.indikator, self.unit.renstra, self.unit.tahun)

    @cached_property
    def belanja(self) -> pd.DataFrame:
        """Budget by :func:`anggaran.hitung`."""
        return anggaran.hitung(self.unit.anggaran)

    @cached_property
    def milik(self) -> Mapping[str, Angka]:
        """The programs' budget together by :func:`anggaran.gabungan`."""
        return anggaran.gabungan(self.belanja, self.unit.daftar_program)

    @cached_property
    def total(self) -> Mapping[str, Angka]:
        """The agency's budget by :func:`anggaran.total`."""
        return anggaran.total(self.belanja)

    @cached_property
    def sisa(self) -> Mapping[str, pd.Series[Any]]:
        """What of the programs is not broken down by :func:`anggaran.sisa_rincian`."""
        return anggaran.sisa_rincian(self.belanja, self.unit.daftar_program)

    @cached_property
    def hemat(self) -> pd.DataFrame:
        """Efficiency of programs and kegiatan by :func:`efisiensi.hitung`."""
        belanja = self.belanja
        return efisiensi.hitung(
            self.unit.indikator,
            self.unit.tolok_ukur,
            belanja[belanja["kode_program"].isin(self.unit.daftar_program)],
            self.unit.kegiatan,
            tahap=self.tahap,
            batas=self.dipakai.batas,
            sengketa=self.sengketa,
        )

    @cached_property
    def tujuh(self) -> tuple[Kelengkapan, ...]:
        """Completeness of the seven comparisons."""
        return perbandingan.kelengkapan(
            self.indikator,
            self.lalu,
            self.renstra,
            self.hemat,
            self.unit.permasalahan_solusi,
            self.unit.kegiatan,
        )


def susun(unit: Irisan, dipakai: Dipakai, tahap: Tahap, sengketa: Sengketa = ()) -> Evaluasi:
    """Evaluate a slice; see :class:`Evaluasi`.

    Raises
    ------
    UnknownSelection
        If `tahap` is no stage of the targets: it comes from a cell that people edit.
    """
    if tahap not in get_args(Tahap):
        raise UnknownSelection(f"tahap target {tahap!r}", " atau ".join(get_args(Tahap)))
    return Evaluasi(unit, dipakai, tahap, sengketa)


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
        satu = ikm.dari_data(
            unit.paket.tabel("ikm_unsur", tahun),
            unit.paket.tabel("ikm_responden", tahun),
            unit.paket.tabel("unsur", tahun),
            mutu,
            desimal_bobot=dipakai.desimal_bobot,
        )
        hasil[tahun] = satu and replace(satu, sel_terkecil=dipakai.sel_terkecil)
    return hasil


def anggaran_tahunan(unit: Irisan) -> dict[int, pd.DataFrame]:
    """Return the computed budget of every year up to the slice's."""
    return {t: anggaran.hitung(unit.paket.tabel("anggaran", t)) for t in unit.paket.tahun if t <= unit.tahun}
