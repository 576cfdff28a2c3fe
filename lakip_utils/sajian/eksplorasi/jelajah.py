"""The state of an exploration: which year and unit is looked at, and the views that follow it."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any

import traitlets
from ipywidgets import HTML, Dropdown, HBox, VBox

from lakip_utils.data import Paket
from lakip_utils.data.instansi import DINAS
from lakip_utils.data.params import Pengaturan
from lakip_utils.konsistensi.keadaan import Keadaan, susun
from lakip_utils.sajian.blok import Blok, Paragraf, Tabel, rangkai
from lakip_utils.sajian.eksplorasi import lembar
from lakip_utils.sajian.eksplorasi.andai import Andai
from lakip_utils.sajian.eksplorasi.giliran import bergiliran
from lakip_utils.sajian.eksplorasi.tampilan import GAYA, html
from lakip_utils.sajian.eksplorasi.telusur import Telusur
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel.kolom import redup

Buat = Callable[[Keadaan], Blok | None]
BuatTabel = Callable[[Keadaan], Tabel | None]


class Jelajah(traitlets.HasTraits):  # type: ignore[misc]
    """What is looked at; every view is made anew when it changes.

    Parameters
    ----------
    paket
        The data package.
    tahun, bidang
        What is shown first; ``dinas`` for the whole agency.
    pengaturan
        The settings of the report.

    Attributes
    ----------
    keadaan
        All results of the chosen year and unit.
    pilihan
        The choosers of year and unit.

    Raises
    ------
    UnknownSelection
        If the year or the unit does not exist.
    """

    keadaan: Keadaan = traitlets.Instance(Keadaan)

    def __init__(self, paket: Paket, tahun: int, bidang: str, pengaturan: Pengaturan) -> None:
        super().__init__(keadaan=susun(paket, tahun, bidang, pengaturan))
        self.kunci = RLock()
        self._paket, self._pengaturan = paket, pengaturan
        self._tahun = Dropdown(options=paket.tahun, value=tahun, description="Tahun", style=GAYA)
        self._bidang = Dropdown(
            options=self._daftar_bidang(tahun), value=bidang, description="Bidang", style=GAYA
        )
        self._tahun.layout.width = self._bidang.layout.width = "max-content"
        self._tahun.observe(self._ganti_tahun, "value")
        self._bidang.observe(self._ganti, "value")
        self.pilihan = HBox([self._tahun, self._bidang])

    def _daftar_bidang(self, tahun: int) -> list[tuple[str, str]]:
        instansi = self._paket.instansi
        return [(b.nama, b.kode) for b in instansi.bidang_tahun(tahun)] + [("Seluruh instansi", DINAS)]

    @bergiliran
    def _ganti_tahun(self, _: object) -> None:
        bidang = self._bidang.value
        pilihan = self._daftar_bidang(self._tahun.value)
        # New options alone would choose the first unit, and every view would be made twice.
        self._bidang.unobserve(self._ganti, "value")
        self._bidang.options = pilihan
        self._bidang.value = bidang if bidang in dict(pilihan).values() else DINAS
        self._bidang.observe(self._ganti, "value")
        self._ganti(None)

    @bergiliran
    def _ganti(self, _: object) -> None:
        self.keadaan = susun(self._paket, self._tahun.value, self._bidang.value, self._pengaturan)

    def ikuti(self, fungsi: Callable[[Keadaan], None]) -> None:
        """Call `fungsi` with what is looked at, now and whenever it changes."""
        fungsi(self.keadaan)
        self.observe(lambda perubahan: fungsi(perubahan["new"]), "keadaan")

    def tampil(self, buat: Buat) -> HTML:
        """Return a view of the block that `buat` makes: text, cards or a chart."""
        wadah = HTML()

        def isi(keadaan: Keadaan) -> None:
            wadah.value = html(buat(keadaan))

        self.ikuti(isi)
        return wadah

    def tabel(self, buat: BuatTabel, *, grup: str = "Kelompok") -> VBox:
        """Return a view of the table that `buat` makes, which can be sorted and searched.

        Parameters
        ----------
        buat
            A function of :mod:`lakip_utils.sajian.tabel`, given what is looked at.
        grup
            Head of the column that takes what headed several rows.
        """
        kepala, kaki, isi = HTML(), HTML(), lembar.itable(lembar.kosong())

        def tulis(keadaan: Keadaan) -> None:
            tabel = buat(keadaan)
            isi.layout.display = "none" if tabel is None else None
            kepala.value = html(_kepala(tabel) if tabel else None)
            kaki.value = html(_kaki(tabel)) if tabel else ""
            if tabel is not None:
                lembar.perbarui(isi, lembar.lembar(tabel, grup))

        self.ikuti(tulis)
        return VBox([kepala, isi, kaki])

    def catatan(self) -> VBox:
        """Return the findings of the consistency check, each of which leads to its rows."""
        return Telusur(self).wadah

    def pengandaian(self) -> VBox:
        """Return the form of an assumption, and what follows from it."""
        return Andai(self).wadah


def _kepala(tabel: Tabel) -> Any:
    return rangkai(
        Paragraf(isi=polos(tabel.judul), gaya="kepala"),
        Paragraf(isi=redup(tabel.keterangan)) if tabel.keterangan else None,
    )


def _kaki(tabel: Tabel) -> Any:
    sumber = (f"Sumber: {tabel.sumber}",) if tabel.sumber else ()
    return rangkai([Paragraf(isi=redup(satu)) for satu in (*tabel.catatan, *sumber)])
