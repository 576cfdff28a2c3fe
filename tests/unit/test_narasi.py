"""What the sentences and tables of a report say, of the published data of 2020 and of small ones."""

from __future__ import annotations

from functools import cache

import pytest
from bantu import BIDANG, DATA, rangka

from lakip_utils import aturan, data, konsistensi
from lakip_utils.analisis import anggaran, evaluasi, profil
from lakip_utils.analisis.evaluasi import Evaluasi
from lakip_utils.asal import Angka
from lakip_utils.sajian import grafik, narasi, tabel
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


def semua_teks(isi: Rangkaian) -> str:
    """Return the text of paragraphs and lists."""
    hasil_ = []
    for satu in isi.blok():
        if isinstance(satu, Paragraf):
            hasil_.append(teks(satu.isi))
        elif isinstance(satu, Daftar):
            hasil_ += [satu.judul, *map(teks, satu.butir)]
    return " ".join(hasil_)


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


class TestDisputedKegiatan:
    """Those whose figures still contradict each other are named, and marked where they stand."""

    DUA = ("2.1 Bina Usaha Kecil", "2.2 Peningkatan Kapasitas Usaha dan Pemberdayaan SDM Usaha Kecil (DAK)")

    def test_conclusions_name_them(self) -> None:
        dinas = hasil("dinas")
        isi = butir(narasi.penutup.kesimpulan(dinas, None, dinas.unit.narasi, TAHUN))
        (kegiatan,) = [satu for satu in isi["Kesimpulan kinerja tahun 2020"] if "kegiatan" in satu]
        nama = dict(zip(dinas.unit.kegiatan["kode_kegiatan"], dinas.unit.kegiatan["nama"], strict=True))
        for kode in ("2.1", "2.2", "4.3", "4.4"):
            assert f"{kode} {nama[kode]}" in kegiatan
        (sasaran,) = [satu for satu in isi["Kesimpulan kinerja tahun 2020"] if "indikator sasaran" in satu]
        assert sasaran.endswith("yaitu Capaian Laporan Kinerja Pemerintah Provinsi Banten.")

    def test_page_one_of_a_bidang_names_them(self) -> None:
        uk = hasil("usaha_kecil")
        isi = butir(
            narasi.ringkasan.pokok(uk.indikator, uk.kegiatan, uk.unit.kegiatan, uk.milik, uk.lalu, TAHUN)
        )
        (kegiatan,) = [satu for satu in isi["Pokok hasil"] if "belum dinilai" in satu]
        assert all(nama in kegiatan for nama in self.DUA)

    def test_evaluation_of_a_program_names_them_with_the_figures(self) -> None:
        unit = hasil("dinas").unit
        catatan = konsistensi.periksa(unit.paket, TAHUN)
        sebab = konsistensi.sebab_sengketa(catatan, unit)
        dipakai = aturan.dipakai(
            TAHUN, predikat="permendagri-86-2017", ikm="berlaku", bobot="tepat", batas=100
        )
        program = evaluasi.per_program(unit, dipakai, "awal", frozenset(sebab))
        isi = narasi.sasaran.per_program({"2": program["2"]}, TAHUN, sebab)
        paragraf = [teks(satu.isi) for satu in isi.blok() if isinstance(satu, Paragraf)]
        (kalimat,) = [satu for satu in paragraf if "belum dinilai" in satu]
        assert all(nama in kalimat for nama in self.DUA)
        alasan = butir(isi)["Sebab belum dinilai"]
        assert [satu.partition(":")[0] for satu in alasan] == list(self.DUA)
        assert "capaian 30% atau 100%" in alasan[0]
        assert "capaian 0% atau 100%" in alasan[1]

    def test_tables_mark_them_and_say_why(self) -> None:
        uk = hasil("usaha_kecil")
        tolok = tabel.tolok_ukur(uk.tolok_ukur, uk.kegiatan, uk.unit.kegiatan, uk.unit.klaim)
        for isi in (
            tolok,
            tabel.evaluasi_kegiatan(uk, "2"),
            tabel.kegiatan(uk.unit.kegiatan, uk.kegiatan, uk.belanja),
        ):
            assert isi is not None
            nama = [teks(satu.sel[0]) for satu in isi.baris]
            assert [satu for satu in nama if "belum dinilai" in satu] == [
                f"{satu} (belum dinilai)" for satu in self.DUA
            ]
            assert isi.catatan[-1].startswith("Kegiatan 2.1 dan 2.2 belum dinilai karena")

    def test_where_nothing_is_disputed_nothing_is_marked(self) -> None:
        kelembagaan = hasil("kelembagaan")
        isi = tabel.evaluasi_kegiatan(kelembagaan, "3")
        assert isi is not None
        assert not any("belum dinilai" in satu for satu in isi.catatan)
        assert not any("belum dinilai" in teks(satu.sel[0]) for satu in isi.baris)


class TestProblemsAndSolutions:
    """Each is told once in the agency's report, and all of them in that of a bidang."""

    @staticmethod
    def bagian() -> dict[str, str]:
        """Return the text of each section of the agency's report that speaks of problems."""
        unit = hasil("dinas").unit
        masalah, rencana, nama = (
            unit.permasalahan_solusi,
            unit.tabel("rencana_tindak_lanjut"),
            unit.nama_bidang,
        )
        sasaran = {
            kode: narasi.masalah.per_sasaran(unit.untuk(sasaran=kode).permasalahan_solusi, TAHUN, nama)
            for kode in unit.sasaran
        }
        isi = {
            "1.8": narasi.masalah.isu_strategis(masalah, nama),
            **sasaran,
            "3.8": narasi.masalah.lengkap(masalah, unit.narasi, TAHUN, nama, dibahas=unit.bidang_sasaran),
            "4.2": narasi.masalah.langkah_perbaikan(masalah, rencana, nama),
        }
        return {kode: semua_teks(satu) for kode, satu in isi.items()}

    def test_every_text_stands_once(self) -> None:
        isi = " ".join(self.bagian().values())
        masalah = hasil("dinas").unit.permasalahan_solusi
        assert len(masalah) == 23
        assert {teks_: isi.count(teks_) for teks_ in masalah["uraian"]} == dict.fromkeys(masalah["uraian"], 1)

    def test_problems_and_solutions_stand_together_by_bidang(self) -> None:
        unit = hasil("dinas").unit
        blok = narasi.masalah.lengkap(
            unit.permasalahan_solusi, unit.narasi, TAHUN, unit.nama_bidang, dibahas=unit.bidang_sasaran
        )
        urut = [
            teks(satu.isi) if isinstance(satu, Paragraf) else f"{satu.judul} {len(satu.butir)}"
            for satu in blok.blok()
            if isinstance(satu, Daftar) or (isinstance(satu, Paragraf) and satu.gaya == "kepala")
        ]
        assert urut == [
            "Penyebab 2",
            "Bidang Pemberdayaan Usaha Kecil",
            "Permasalahan 5",
            "Solusi 5",
            "Bidang Kelembagaan dan Pengawasan serta Bidang Pemberdayaan Koperasi",
            "Permasalahan 5",
            "Solusi 4",
        ]

    def test_other_sections_refer_to_the_one_that_tells_all(self) -> None:
        isi = self.bagian()
        for kode in ("1.8", "S1", "S2", "S3", "4.2"):
            assert "bagian “Permasalahan dan solusi”" in isi[kode], kode
        assert (
            "Isu strategis instansi adalah lima permasalahan Bidang Pemberdayaan Usaha Kecil dan lima"
            in isi["1.8"]
        )
        assert "memutakhirkan data UKM secara terus-menerus; membekali usaha kecil" in isi["4.2"]
        assert "tidak ada usaha kecil yang menjadi wirausaha" in isi["S3"]

    def test_a_cause_that_no_sasaran_tells_is_not_lost(self) -> None:
        unit = hasil("dinas").unit
        blok = narasi.masalah.lengkap(unit.permasalahan_solusi, unit.narasi, TAHUN, unit.nama_bidang)
        isi = semua_teks(blok)
        assert all(teks_ in isi for teks_ in unit.permasalahan_solusi["uraian"])

    def test_the_report_of_a_bidang_tells_all_of_its_own(self) -> None:
        for bidang in BIDANG:
            unit = hasil(bidang).unit
            isi = semua_teks(narasi.masalah.penyebab(unit.permasalahan_solusi, unit.narasi, TAHUN))
            assert all(teks_ in isi for teks_ in unit.permasalahan_solusi["uraian"])

    def test_a_pair_is_one_item(self) -> None:
        isi = [
            ("permasalahan", "Lambat.", "M1"),
            ("solusi", "Percepat.", "M1"),
            ("permasalahan", "Lain.", "M2"),
        ]
        masalah = rangka(
            "permasalahan_solusi",
            *({"bidang": "a", "jenis": j, "urutan": 1, "uraian": t, "pasangan": p} for j, t, p in isi),
        )
        blok = narasi.masalah.lengkap(masalah, rangka("narasi"), TAHUN, {"a": "Bidang A", "b": "Bidang B"})
        assert butir(blok)["Permasalahan dan solusi"] == ["Lambat. Solusi: Percepat."]
        assert butir(blok)["Permasalahan"] == ["Lain."]


class TestSourcesOfData:
    """The annex on the data: files and places of a print are for reviewers."""

    def test_only_reviewers_see_files_and_places(self) -> None:
        berkas = hasil("dinas").unit.berkas
        isi = {satu.edisi: satu for satu in tabel.sumber_data(berkas).blok() if isinstance(satu, Tabel)}
        kata = {
            edisi: " ".join(teks(sel) for b in satu.baris for sel in b.sel) for edisi, satu in isi.items()
        }
        for satu in ("2020/klaim.csv", "(b. 1899–1902)", "3.3 Tabel Realisasi Anggaran"):
            assert satu in kata["reviu"]
            assert satu not in kata["resmi"]
        assert "Yang tercetak" not in kata["resmi"]
        assert "Pagu dan realisasi anggaran 2020 19" in kata["resmi"]
        assert "Target Renstra semua 30" in kata["resmi"]
        hanya = sum(
            nama.rpartition("/")[2] in ("klaim.csv", "tanggapan.csv", "catatan_reviu.csv")
            for nama in berkas["berkas"]
        )
        assert len(isi["resmi"].baris) == len(berkas) - hanya < len(berkas)


class TestWording:
    """Sentences that a reader can understand and that grammar allows."""

    @pytest.mark.parametrize(
        ("orang", "judul"),
        [
            ({"L": 30, "P": 15}, "Laki-laki lebih banyak: 30 dari 45 pegawai"),
            ({"L": 9, "P": 9}, "Laki-laki dan Perempuan sama banyak: masing-masing 9 dari 18 pegawai"),
            ({"S1": 5, "S2": 3, "SMA": 1}, "S1 terbanyak: 5 dari 9 pegawai"),
            ({"S1": 5, "S2": 5, "SMA": 1}, "S1 dan S2 terbanyak: 5 dari 11 pegawai"),
            ({"L": 4}, "Laki-laki: 4 dari 4 pegawai"),
        ],
    )
    def test_a_superlative_needs_three(self, orang: dict[str, int], judul: str) -> None:
        bagan = grafik.pegawai({k: Angka(n, "orang") for k, n in orang.items()}, "pendidikan", TAHUN)
        assert bagan is not None
        assert bagan.judul == judul

    @pytest.mark.parametrize(
        ("n", "judul"),
        [
            (1, "Serapan 10,00 persen (A)"),
            (2, "Serapan lebih tinggi 20,00 persen (B), lebih rendah 10,00 persen (A)"),
            (3, "Serapan tertinggi 30,00 persen (C), terendah 10,00 persen (A)"),
        ],
    )
    def test_the_same_holds_for_serapan(self, n: int, judul: str) -> None:
        baris = [
            {"level": "kelompok", "kelompok": k, "uraian": k, "pagu_murni": 100, "realisasi": r}
            for k, r in (("A", 10), ("B", 20), ("C", 30))
        ]
        bagan = grafik.serapan_kelompok(anggaran.hitung(rangka("anggaran", *baris[:n])), TAHUN)
        assert bagan is not None
        assert bagan.judul == judul

    def test_what_an_adjusted_target_means_is_said(self) -> None:
        uk = hasil("usaha_kecil").unit
        for tahap, kata in (
            ("awal", "bukan terhadap target yang disesuaikan"),
            ("perubahan", "setelah perubahan"),
        ):
            isi = semua_teks(narasi.kinerja.penyesuaian(uk.tolok_ukur, uk.narasi, tahap))
            assert kata in isi
            assert "diperhitungkan sebagai penyebab" not in isi

    @pytest.mark.parametrize("mulai", range(3))
    def test_a_target_that_holds_to_the_end_of_the_period_is_said_once(self, mulai: int) -> None:
        renstra = hasil("kelembagaan").renstra
        tetap = renstra[renstra["kode_indikator"] == "S2-KOP"]
        isi = semua_teks(narasi.perbandingan.renstra(tetap, TAHUN, mulai=mulai))
        assert isi.count("16,67 persen") == 1
        assert "2020" in isi
        assert "2022" in isi

    @pytest.mark.parametrize("mulai", range(3))
    def test_a_target_that_still_rises_is_said_for_both_years(self, mulai: int) -> None:
        renstra = hasil("sekretariat").renstra
        naik = renstra[renstra["kode_indikator"] == "S1-SAKIP"]
        isi = semua_teks(narasi.perbandingan.renstra(naik, TAHUN, mulai=mulai))
        for kata in ("85", "94,12 persen", "90", "88,89 persen", "2022"):
            assert isi.count(kata) == 1, kata

    def test_sections_do_not_begin_alike(self) -> None:
        unit = hasil("dinas").unit
        dipakai = aturan.dipakai(
            TAHUN, predikat="permendagri-86-2017", ikm="berlaku", bobot="tepat", batas=100
        )
        isi = narasi.sasaran.per_sasaran(evaluasi.per_sasaran(unit, dipakai, "awal"), TAHUN)
        kata = [teks(satu.isi) for satu in isi.blok() if isinstance(satu, Paragraf)]
        for awal in ("Renstra menargetkan", "Dalam Renstra", "Terhadap target Renstra"):
            assert sum(satu.startswith(awal) for satu in kata) == 1, awal
