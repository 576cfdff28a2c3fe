"""What the sentences and tables of a report say, of the published data of 2020 and of small ones."""

from __future__ import annotations

from functools import cache

from bantu import DATA, rangka

from lakip_utils import aturan, data, konsistensi
from lakip_utils.analisis import evaluasi, profil
from lakip_utils.analisis.evaluasi import Evaluasi
from lakip_utils.sajian import narasi, tabel
from lakip_utils.sajian.blok import Daftar, Paragraf, Rangkaian, Span, Tabel, teks

TAHUN = 2020


@cache
def hasil(bidang: str) -> Evaluasi:
    """Return the evaluation of one report of 2020 as its notebook makes it."""
    unit = data.load(DATA).irisan(TAHUN, bidang)
    dipakai = aturan.dipakai(TAHUN, predikat="permendagri-86-2017", ikm="berlaku", bobot="tepat", batas=100)
    catatan = konsistensi.periksa(unit.paket, TAHUN, bidang=None if bidang == "dinas" else bidang)
    return evaluasi.susun(unit, dipakai, "awal", konsistensi.sengketa(catatan, unit))


def rumus(satu: Span) -> str:
    """Return the formula that a reader sees at a figure."""
    assert satu.asal is not None, satu.teks
    return satu.asal.rumus


def butir(isi: Rangkaian) -> dict[str, list[str]]:
    """Return the items of each list by its title."""
    return {satu.judul: [teks(b) for b in satu.butir] for satu in isi.blok() if isinstance(satu, Daftar)}


class TestWhatIsNotBrokenDown:
    """Budget of a program that its kegiatan do not account for."""

    def test_each_cell_of_the_row_shows_its_own_formula(self) -> None:
        koperasi = hasil("koperasi")
        unit = koperasi.unit
        isi = tabel.anggaran_kegiatan(
            koperasi.belanja, unit.daftar_program, unit.kegiatan, koperasi.sisa, unit.klaim
        )
        assert isinstance(isi, Tabel)
        (baris,) = [satu for satu in isi.baris if teks(satu.sel[0]) == "Belum dirinci per kegiatan"]
        angka = [satu[0] for satu in baris.sel[1:5]]
        assert [satu.teks for satu in angka] == ["1.137.980.000", "288.162.000", "849.818.000", "25,32"]
        assert [rumus(satu).partition(",")[0] for satu in angka] == [
            "pagu program − jumlah pagu kegiatan yang dirinci",
            "realisasi program − jumlah realisasi kegiatan yang dirinci",
            "pagu − realisasi",
            "realisasi / pagu × 100",
        ]

    def test_the_sentence_traces_realisasi_to_realisasi(self) -> None:
        koperasi = hasil("koperasi")
        blok = narasi.anggaran.realisasi(
            koperasi.belanja, koperasi.milik, koperasi.sisa, koperasi.unit.narasi, TAHUN
        )
        (isi,) = [
            satu.isi
            for satu in blok.blok()
            if isinstance(satu, Paragraf) and "belum dirinci" in teks(satu.isi)
        ]
        angka = {satu.teks: rumus(satu) for satu in isi if satu.asal}
        assert angka["Rp288.162.000"].startswith("realisasi program")
        assert angka["Rp1.137.980.000"].startswith("pagu program")


class TestProperty:
    """Totals of the agency's property."""

    def test_a_total_that_lacks_things_says_so_of_area_and_of_price(self) -> None:
        aset = data.load(DATA).tabel("aset", TAHUN)
        isi = tabel.aset(aset, "bangunan", profil.nilai_aset(aset, "bangunan"))
        assert isi is not None
        assert isi.catatan == (
            "Jumlah luas mencakup 2 dari 8 barang; luas 6 barang tidak dicatat.",
            "Jumlah harga mencakup 6 dari 8 barang; harga 2 barang tidak tersedia.",
        )

    def test_a_total_of_everything_or_of_nothing_needs_no_warning(self) -> None:
        tanah = {"jenis": "tanah", "nama": "Tanah", "alamat": "", "asal_usul": ""}
        aset = rangka("aset", {**tanah, "urutan": 1, "luas": 10}, {**tanah, "urutan": 2, "luas": 20})
        isi = tabel.aset(aset, "tanah", profil.nilai_aset(aset, "tanah"))
        assert isi is not None
        assert isi.catatan == ()


class TestPageOne:
    """Causes and improvements that lead a report."""

    def test_they_are_taken_from_each_bidang_in_turn(self) -> None:
        isi = [("satu", "a1"), ("satu", "a2"), ("satu", "a3"), ("dua;tiga", "b1"), ("empat", "c1")]
        masalah = rangka(
            "permasalahan_solusi",
            *({"bidang": b, "jenis": "solusi", "urutan": 1, "uraian": t} for b, t in isi),
        )
        assert butir(narasi.ringkasan.penyebab_perbaikan(masalah)) == {"Perbaikan utama": ["a1", "b1", "c1"]}
        dua = masalah[masalah["bidang"] != "empat"]
        assert butir(narasi.ringkasan.penyebab_perbaikan(dua)) == {"Perbaikan utama": ["a1", "b1", "a2"]}

    def test_the_agency_of_2020_names_more_than_usaha_kecil(self) -> None:
        isi = butir(narasi.ringkasan.penyebab_perbaikan(hasil("dinas").unit.permasalahan_solusi))
        assert [satu.split()[0] for satu in isi["Perbaikan utama"]] == [
            "Memutakhirkan",  # usaha kecil
            "Merevitalisasi",  # koperasi
            "Membekali",  # usaha kecil
        ]
