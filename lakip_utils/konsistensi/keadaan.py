"""Keadaan: what a report of one unit and year says under some settings, and what changes under others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from lakip_utils import aturan
from lakip_utils.analisis import evaluasi
from lakip_utils.analisis.evaluasi import Evaluasi
from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.asal import Angka
from lakip_utils.aturan import Dipakai
from lakip_utils.data import Irisan, Paket
from lakip_utils.data.instansi import DINAS
from lakip_utils.data.params import Pengaturan
from lakip_utils.konsistensi import periksa, sengketa


@dataclass(frozen=True, eq=False)
class Keadaan:
    """All results of one unit and year, as its report has them.

    Parameters
    ----------
    unit
        The slice.
    pengaturan
        The settings.
    dipakai
        The rules that follow from them.
    catatan
        Result of :func:`~lakip_utils.konsistensi.periksa` for the unit.
    hasil
        Result of :func:`~lakip_utils.analisis.evaluasi.susun`.
    """

    unit: Irisan
    pengaturan: Pengaturan
    dipakai: Dipakai
    catatan: pd.DataFrame
    hasil: Evaluasi

    @property
    def tahun(self) -> int:
        """The year."""
        return self.unit.tahun

    @property
    def dinas(self) -> bool:
        """Whether it is the whole agency."""
        return self.unit.bidang.kode == DINAS

    @cached_property
    def survei(self) -> HasilIKM | None:
        """The survey of the year."""
        return evaluasi.survei(self.unit, self.dipakai)[self.tahun]

    @property
    def uang(self) -> Mapping[str, Angka]:
        """The budget of the unit's programs together, or of the whole agency."""
        return self.hasil.total if self.dinas else self.hasil.milik


def susun(paket: Paket, tahun: int, bidang: str, pengaturan: Pengaturan) -> Keadaan:
    """Evaluate one unit and year by the functions that its report uses.

    Raises
    ------
    UnknownSelection
        If the year, the unit or a rule does not exist.
    """
    unit = paket.irisan(tahun, bidang)
    dipakai = aturan.dipakai(
        tahun,
        predikat=pengaturan.predikat,
        ikm=pengaturan.aturan_ikm,
        bobot=pengaturan.bobot_ikm,
        batas=pengaturan.batas_capaian,
        sel_terkecil=pengaturan.sel_terkecil,
    )
    catatan = periksa(paket, tahun, bidang=bidang)
    hasil = evaluasi.susun(unit, dipakai, pengaturan.tahap_target, sengketa(catatan, unit))
    return Keadaan(unit, pengaturan, dipakai, catatan, hasil)


def catatan_berubah(sebelum: pd.DataFrame, sesudah: pd.DataFrame) -> pd.DataFrame:
    """Return the findings that come, go or have other figures.

    Parameters
    ----------
    sebelum, sesudah
        Results of :func:`~lakip_utils.konsistensi.periksa`.

    Returns
    -------
    DataFrame
        The columns of the findings, and ``perubahan``: ``hilang`` (found before only), ``baru`` (found
        after only), ``berubah`` (the same rule on the same thing with other figures; those of after).
    """
    hilang = sebelum[~sebelum["id"].isin(sesudah["id"])]
    baru = sesudah[~sesudah["id"].isin(sebelum["id"])]
    tetap = set(_perihal(hilang)) & set(_perihal(baru))
    return pd.concat(
        [
            hilang.assign(perubahan="hilang")[[satu not in tetap for satu in _perihal(hilang)]],
            baru.assign(perubahan=["berubah" if satu in tetap else "baru" for satu in _perihal(baru)]),
        ],
        ignore_index=True,
    )


def _perihal(catatan: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(catatan[["uji", "tabel", "kunci", "kolom"]].itertuples(index=False, name=None))
