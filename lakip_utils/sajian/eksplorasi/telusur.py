"""From a finding to the rows of the data that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, Dropdown, VBox

from lakip_utils.analisis.telusur import baris_asal
from lakip_utils.konsistensi.keadaan import Keadaan
from lakip_utils.sajian.eksplorasi import lembar
from lakip_utils.sajian.eksplorasi.giliran import bergiliran
from lakip_utils.sajian.eksplorasi.tampilan import GAYA, html
from lakip_utils.sajian.tabel import telusur
from lakip_utils.sajian.tabel.konsistensi import daftar_catatan, tentang

if TYPE_CHECKING:
    from lakip_utils.sajian.eksplorasi.jelajah import Jelajah


class Telusur:
    """The findings in a table; the one that is chosen, in it or in the list below, with its rows."""

    def __init__(self, jelajah: Jelajah) -> None:
        self._jelajah = jelajah
        self.kunci = jelajah.kunci
        self._tabel = lembar.itable(lembar.kosong(), select="single")
        self._pilih = Dropdown(description="Telusuri catatan", style=GAYA, layout={"width": "auto"})
        self._rinci = HTML()
        petunjuk = HTML("Pilih sebuah catatan di tabel atau di daftar ini untuk melihat baris data asalnya.")
        self.wadah = VBox([self._tabel, petunjuk, self._pilih, self._rinci])
        jelajah.ikuti(self._isi)
        self._tabel.observe(self._dari_tabel, "selected_rows")
        self._pilih.observe(self._tulis, "value")
        self._tulis(None)

    def _isi(self, keadaan: Keadaan) -> None:
        catatan = keadaan.catatan
        lembar.perbarui(self._tabel, lembar.lembar(daftar_catatan(catatan)))
        self._pilih.options = [
            (f"{satu['keparahan']} · {satu['nama']}: {tentang(satu)} ({satu['id']})", nomor)
            for nomor, (_, satu) in enumerate(catatan.iterrows())
        ]
        self._pilih.index = 0 if len(catatan) else None
        self._tulis(None)

    @bergiliran
    def _dari_tabel(self, perubahan: dict[str, Any]) -> None:
        if perubahan["new"]:
            self._pilih.value = perubahan["new"][0]

    @bergiliran
    def _tulis(self, _: object) -> None:
        nomor = self._pilih.value
        if nomor is None:
            self._rinci.value = "Tidak ada catatan pada tahun dan bidang yang dipilih."
            return
        keadaan = self._jelajah.keadaan
        satu = keadaan.catatan.iloc[nomor]
        self._rinci.value = html(telusur.catatan(satu, baris_asal(keadaan.unit.paket, satu["asal"])))
