"""Back test: the published 2020 report against the package and the analysis.

Figures are copied from the text of the report, with its line numbers (b.). Nothing was corrected on
the way into the package; what was printed as a result stands in klaim.csv, apart from the facts.
"""

import re
from decimal import Decimal

import pandas as pd
import pytest
from bantu import BELANJA_TERBIT, BIDANG

from lakip_utils import aturan, konsistensi
from lakip_utils.analisis import anggaran, capaian, efisiensi, ikm, perbandingan, profil
from lakip_utils.analisis.klaim import tercetak
from lakip_utils.asal import bulat
from lakip_utils.data import Paket
from lakip_utils.data.numbers import parse
from lakip_utils.sajian import grafik, narasi, tabel
from lakip_utils.sajian.blok import teks

# 3.1 Tabel Realisasi Capaian Indikator Kinerja Kegiatan: kode, satuan, target, realisasi, printed capaian, baris
TOLOK_UKUR = [
    ("1.1.1", "dokumen", 8, 8, "100", 1400),
    ("1.1.2", "dokumen", 3, 3, "100", 1405),
    ("1.1.3", "dokumen", 2, 2, "100", 1416),
    ("1.2.1", "dokumen", 3, 3, "100", 1426),
    ("1.2.2", "dokumen", 9, 9, "100", 1433),
    ("1.2.3", "dokumen", 4, 4, "100", 1451),
    ("1.2.4", "dokumen", 6, 6, "", 1456),
    ("1.3.1", "kegiatan", 1, 0, "0", 1470),
    ("1.3.2", "kegiatan", 2, 2, "100", 1476),
    ("1.3.3", "kegiatan", 7, 7, "100", 1481),
    ("1.3.4", "kegiatan", 2, 0, "0", 1486),
    ("1.3.5", "kegiatan", 2, 2, "100", 1492),
    ("1.4.1", "dokumen", 15, 15, "100", 1501),
    ("1.4.2", "dokumen", 3, 3, "100", 1506),
    ("1.5.1", "bulan", 12, 12, "100", 1518),
    ("2.1.1", "kegiatan", 10, 3, "30", 1573),
    ("2.1.2", "dokumen", 1, 0, "0", 1579),
    ("2.2.1", "kegiatan", 4, 4, "0", 1594),
    ("2.3.1", "kegiatan", 17, 4, "23,52", 1608),
    ("2.4.1", "kegiatan", 4, 0, "0", 1627),
    ("2.5.1", "kegiatan", 2, 2, "100", 1649),
    ("2.5.2", "kegiatan", 1, 1, "100", 1655),
    ("3.1.1", "kegiatan", 18, 5, "27,77", 1694),
    ("3.2.1", "kegiatan", 7, 2, "28,57", 1705),
    ("3.3.1", "kegiatan", 9, 2, "22,22", 1717),
    ("3.4.1", "kegiatan", 2, 0, "0", 1742),
    ("3.5.1", "kegiatan", 2, 2, "100", 1758),
    ("4.1.1", "kegiatan", 6, 3, "50", 1778),
    ("4.2.1", "kegiatan", 4, 1, "25", 1797),
    ("4.3.1", "kegiatan", 7, 7, "100", 1810),
    ("4.3.2", "kegiatan", 1, 1, "100", 1816),
    ("4.4.1", "kegiatan", 11, 11, "100", 1843),
    ("4.5.1", "kegiatan", 5, 5, "100", 1858),
]
# 3.1: sasaran and program: kode, target, realisasi, capaian, baris
INDIKATOR = [
    ("S1-SAKIP", 80, 80, "100.00", 1382),
    ("P1-IKM", 3, 3, "100.00", 1389),
    ("S3-UK", 1, 0, "0.00", 1532),
    ("P2-MITRA", 1, 0, "0.00", 1563),
    ("S2-KOP", 6, 1, "16.67", 1672),
    ("P3-AKTIF", 6, 1, "16.67", 1684),
    ("P4-BANKABLE", 6, 6, "100.00", 1770),
]
KEGIATAN = ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "3.5", "4.1", "4.2", "4.3", "4.4", "4.5"]  # fmt: skip
# 3.2.2–3.2.5: dana of kegiatan: pagu, realisasi, printed percent, baris
DANA = {
    "2.1": (202744000, 138884000, "68,50", 2386),
    "2.5": (121822000, 121822000, "100", 2400),
    "2.3": (210418000, 210418000, "100", 2410),
    "3.1": (194546000, 166836038, "85,76", 2494),
    "3.2": (92608000, 92608000, "100", 2506),
    "3.3": (10000000, 6635000, "66,35", 2518),
    "4.4": (107824000, 54092000, "50,17", 2605),
    "4.2": (42584000, 42584000, "100", 2616),
    "4.1": (162670000, 113038500, "69,49", 2629),
    "4.3": (41822000, 41822000, "100", 2729),
}
# 3.3 (b. 2812–2821): pagu after P-APBD 2019; percent rounded half up (printed 30,83, 4,89 and 39,59 are cut off)
PAGU_2019 = {
    "Belanja Daerah": (28193616000, -9999951000, "-35.47"),
    "Belanja Tidak Langsung": (13221000000, -4077000000, "-30.84"),
    "Gaji dan Tunjangan Pegawai": (3336859624, -163351901, "-4.90"),
    "Tambahan Penghasilan": (9884140376, -3913646613, "-39.60"),
    "Belanja Langsung": (14972616000, -5922951000, "-39.56"),
}
# 3.2.1 (b. 2210–2237): unsur, total of 300 questionnaires, printed NRR
UNSUR = [
    ("Persyaratan Pelayanan", 890, "2,97"),
    ("Prosedur Pelayanan", 944, "3,15"),
    ("Waktu Pelayanan", 844, "2,95"),
    ("Biaya Pelayanan", 882, "2,94"),
    ("Produk Spesifikasi Hasil Pelayanan", 868, "2,89"),
    ("Kompetensi Pelaksana/Petugas", 929, "3,10"),
    ("Perilaku Pelaksana/Petugas", 894, "2,98"),
    ("Maklumat Pelayanan", 884, "2,95"),
    ("Penanganan Pengaduan", 932, "3,11"),
]
# Tabel 2.1 (b. 1061–1124): Renstra targets 2018–2022 of the tujuan
RENSTRA_IKM = {2018: 2.8, 2019: 3.0, 2020: 3.2, 2021: 3.4, 2022: 3.6}


@pytest.fixture(scope="module")
def tolok_ukur(paket: Paket) -> pd.DataFrame:
    return capaian.hitung(paket.tabel("tolok_ukur", 2020)).set_index("kode_tolok_ukur")


@pytest.fixture(scope="module")
def belanja(paket: Paket) -> pd.DataFrame:
    return anggaran.hitung(paket.tabel("anggaran", 2020))


@pytest.fixture(scope="module")
def survei(paket: Paket) -> ikm.HasilIKM:
    mutu = aturan.berlaku(aturan.mutu_ikm(), 2020)
    hasil = ikm.dari_data(*(paket.tabel(n, 2020) for n in ("ikm_unsur", "ikm_responden", "unsur")), mutu)
    assert hasil is not None
    return hasil


def baris_sumber(sumber: str) -> list[int]:
    """Return the line numbers that a place names, e.g. ``(b. 1688–1694)``."""
    teks = sumber.split("(b. ", 1)[1].split(")", 1)[0]
    return [int(n) for n in teks.replace("–", ",").replace(" ", "").split(",")]


class TestKinerja:
    def test_all_20_kegiatan_and_33_tolok_ukur_are_there_and_no_other(
        self, paket: Paket, tolok_ukur: pd.DataFrame
    ) -> None:
        assert list(paket.tabel("kegiatan", 2020)["kode_kegiatan"]) == KEGIATAN
        assert len(TOLOK_UKUR) == 33
        assert list(tolok_ukur.index) == [kode for kode, *_ in TOLOK_UKUR]

    @pytest.mark.parametrize(("kode", "satuan", "target", "realisasi", "cetak", "b"), TOLOK_UKUR)
    def test_tolok_ukur_as_printed(
        self,
        tolok_ukur: pd.DataFrame,
        kode: str,
        satuan: str,
        target: int,
        realisasi: int,
        cetak: str,
        b: int,
    ) -> None:
        satu = tolok_ukur.loc[kode]
        assert (satu["satuan"], satu["target_awal"], satu["realisasi"]) == (satuan, target, realisasi)
        assert b in baris_sumber(satu["sumber"])
        assert bulat(satu["capaian"]) == bulat(Decimal(realisasi) * 100 / target)

    @pytest.mark.parametrize(("kode", "cetak"), [(k, c) for k, _, _, _, c, _ in TOLOK_UKUR])
    def test_printed_capaian_is_a_claim_apart(self, paket: Paket, kode: str, cetak: str) -> None:
        klaim = tercetak(paket.tabel("klaim", 2020), tabel="tolok_ukur", kunci=kode, kolom="capaian")
        assert [c.teks for c in klaim if c.lokasi.startswith("3.1 ")] == ([cetak] if cetak else [])

    @pytest.mark.parametrize(("kode", "hasil"), [("3.1.1", "27.78"), ("2.3.1", "23.53"), ("2.1.2", "0.00")])
    def test_5_of_18_4_of_17_0_of_1(self, tolok_ukur: pd.DataFrame, kode: str, hasil: str) -> None:
        assert str(bulat(tolok_ukur.loc[kode, "capaian"])) == hasil

    @pytest.mark.parametrize(("kode", "target", "realisasi", "hasil", "b"), INDIKATOR)
    def test_indicator_as_printed(
        self, paket: Paket, kode: str, target: float, realisasi: float, hasil: str, b: int
    ) -> None:
        satu = capaian.hitung(paket.tabel("indikator", 2020)).set_index("kode_indikator").loc[kode]
        assert (satu["target_awal"], satu["realisasi"], str(bulat(satu["capaian"]))) == (
            target,
            realisasi,
            hasil,
        )
        awal, akhir = baris_sumber(satu["sumber"])[:2]
        assert awal <= b <= akhir

    @pytest.mark.parametrize(
        ("tabel", "kunci"),
        [("tolok_ukur", "3.1.1"), ("tolok_ukur", "2.3.1"), ("tolok_ukur", "2.2.1"), ("indikator", "S2-KOP"), ("indikator", "P3-AKTIF")],
    )  # fmt: skip
    def test_print_of_3_1_that_does_not_agree_is_found(
        self, paket: Paket, tolok_ukur: pd.DataFrame, tabel: str, kunci: str
    ) -> None:
        kolom = {"tolok_ukur": "kode_tolok_ukur", "indikator": "kode_indikator"}[tabel]
        hasil = capaian.hitung(paket.tabel(tabel, 2020)).set_index(kolom).loc[kunci, "capaian"]
        cetak = tercetak(paket.tabel("klaim", 2020), tabel=tabel, kunci=kunci, kolom="capaian")
        assert [c.cocok(hasil) for c in cetak if c.lokasi.startswith("3.1 ")] == [False]

    def test_target_11_became_3_by_a_letter_and_is_recorded(self, paket: Paket) -> None:
        # 3.2.2 (1) (b. 2394–2397)
        satu = paket.tabel("tolok_ukur", 2020).set_index("kode_tolok_ukur").loc["2.1.1"]
        assert (satu["target_awal"], satu["target_perubahan"]) == (10, 3)
        assert "914-Bapp/2020" in satu["dasar_perubahan"]
        klaim = tercetak(paket.tabel("klaim", 2020), tabel="tolok_ukur", kunci="2.1.1", kolom="target_awal")
        assert "11" in {c.teks for c in klaim}

    def test_three_iku_of_2020(self, paket: Paket) -> None:
        # 3.2 (b. 1893–1895)
        tabel = paket.tabel("indikator", 2020)
        assert set(tabel.loc[tabel["iku"] == "ya", "kode_indikator"]) == {"S1-SAKIP", "S2-KOP", "S3-UK"}

    def test_formula_5_of_500_is_1_percent(self, paket: Paket) -> None:
        # 3.2 (b. 1971–1972), 3.2.3 (b. 2470–2471)
        tabel = paket.tabel("indikator", 2020).set_index("kode_indikator", drop=False)
        for kode in ("S2-KOP", "P3-AKTIF"):
            angka = capaian.rasio(tabel.loc[kode])
            assert angka is not None
            assert angka.nilai == tabel.loc[kode, "realisasi"] == 1

    @pytest.mark.parametrize(
        ("kode", "realisasi", "cetak"), [("S1-SAKIP", 75, "100,00"), ("S2-KOP", 6, "100,00")]
    )
    def test_2019_has_realisasi_and_printed_capaian_but_no_target(
        self, paket: Paket, kode: str, realisasi: float, cetak: str
    ) -> None:
        # 3.2 Tabel Perbandingan (b. 2006, 2019–2028)
        satu = paket.tabel("indikator", 2019).set_index("kode_indikator").loc[kode]
        assert satu["realisasi"] == realisasi
        assert pd.isna(satu["target_awal"])
        assert [
            c.teks
            for c in tercetak(paket.tabel("klaim", 2019), tabel="indikator", kunci=kode, kolom="capaian")
        ] == [cetak]
        hasil = capaian.hitung(paket.tabel("indikator", 2020))
        lalu = perbandingan.tahun_lalu(
            hasil, paket.tabel("indikator", 2019), paket.tabel("klaim", 2019)
        ).set_index("kode_indikator")
        assert (lalu.loc[kode, "capaian_lalu"], lalu.loc[kode, "basis_lalu"]) == (100, "tercetak")

    def test_renstra_targets_of_the_ikm(self, paket: Paket) -> None:
        renstra = paket.tabel("renstra")
        punya = renstra[renstra["kode_indikator"] == "T1-IKM"]
        assert dict(zip(punya["tahun"], punya["target"], strict=True)) == RENSTRA_IKM

    @pytest.mark.parametrize(("kode", "target"), [("S1-SAKIP", 80), ("S3-UK", 1), ("S2-KOP", 6)])
    def test_agreed_targets(self, paket: Paket, kode: str, target: float) -> None:
        # Tabel 2.4 (b. 1293–1313)
        pk = paket.tabel("perjanjian_kinerja", 2020).set_index("kode_indikator")
        assert pk.loc[kode, "target"] == target

    @pytest.mark.parametrize(
        ("program", "bidang"),
        [("1", "sekretariat"), ("2", "usaha_kecil"), ("3", "kelembagaan"), ("4", "koperasi")],
    )
    def test_each_bidang_has_its_program(self, paket: Paket, program: str, bidang: str) -> None:
        assert list(paket.irisan(2020, bidang).program["kode_program"]) == [program]


class TestAnggaran:
    @pytest.mark.parametrize(
        ("kunci", "angka"), BELANJA_TERBIT.items(), ids=[f"{a} {b}" for a, b in BELANJA_TERBIT]
    )
    def test_pagu_realisasi_and_serapan(
        self, belanja: pd.DataFrame, kunci: tuple[str, str], angka: tuple[int, int, str]
    ) -> None:
        satu = anggaran.baris(belanja, *kunci)
        assert satu is not None
        assert (satu["pagu"], satu["realisasi"], str(bulat(satu["serapan"]))) == angka

    def test_sums_of_the_source_close(self, belanja: pd.DataFrame) -> None:
        for kolom in ("pagu", "realisasi"):
            jumlah = belanja.groupby("level")[kolom].sum()
            total = anggaran.baris(belanja, "total")
            langsung = anggaran.baris(belanja, "kelompok", "BL")
            assert total is not None
            assert langsung is not None
            assert jumlah["kelompok"] == total[kolom]
            assert jumlah["program"] == langsung[kolom]

    def test_account_rows_miss_the_group_by_what_the_source_leaves_out(self, belanja: pd.DataFrame) -> None:
        # b. 2813, 2818, 2820: 3.173.507.723 + 5.970.493.763 = 9.144.001.486 beside the printed 9.144.000.000
        rekening = belanja[belanja["level"] == "rekening"]["pagu"].sum()
        assert rekening - 9144000000 == 1486

    @pytest.mark.parametrize(("kode", "isi"), DANA.items())
    def test_dana_of_kegiatan(
        self, paket: Paket, belanja: pd.DataFrame, kode: str, isi: tuple[int, int, str, int]
    ) -> None:
        pagu, realisasi, cetak, b = isi
        satu = anggaran.baris(belanja, "kegiatan", kode)
        assert satu is not None
        assert (satu["pagu"], satu["realisasi"]) == (pagu, realisasi)
        klaim = tercetak(
            paket.tabel("klaim", 2020), tabel="anggaran", kunci=f"kegiatan/{kode}", kolom="serapan"
        )
        assert [c.teks for c in klaim if str(b) in c.lokasi] == [cetak]

    def test_no_other_kegiatan_has_dana(self, belanja: pd.DataFrame) -> None:
        assert set(belanja.loc[belanja["level"] == "kegiatan", "kode_kegiatan"]) == set(DANA)

    @pytest.mark.parametrize(
        ("program", "pagu", "realisasi"),
        [("2", 783320000, 0), ("3", 378700000, 0), ("4", 1137980000, 288162000)],
    )
    def test_rest_that_is_not_detailed(
        self, belanja: pd.DataFrame, program: str, pagu: int, realisasi: int
    ) -> None:
        sisa = anggaran.belum_dirinci(belanja, program)
        assert sisa is not None
        assert (sisa["pagu"], sisa["realisasi"]) == (pagu, realisasi)

    @pytest.mark.parametrize(("uraian", "isi"), PAGU_2019.items())
    def test_change_from_2019(
        self, paket: Paket, belanja: pd.DataFrame, uraian: str, isi: tuple[int, int, str]
    ) -> None:
        struktur = aturan.berlaku(aturan.struktur_anggaran(), 2020)
        lalu = anggaran.hitung(paket.tabel("anggaran", 2019))
        satu = anggaran.antar_tahun(belanja, lalu, struktur, struktur).set_index("uraian").loc[uraian]
        assert (satu["pagu_lalu"], satu["selisih"], str(bulat(satu["perubahan"]))) == isi

    @pytest.mark.parametrize(
        ("program", "ie", "simpulan"),
        [
            ("1", "1.04", "efisien"),
            ("2", "0.00", "kurang efisien"),
            ("3", "0.42", "kurang efisien"),
            ("4", "2.77", "efisien"),
        ],
    )
    def test_efficiency_of_the_programs(
        self, paket: Paket, belanja: pd.DataFrame, program: str, ie: str, simpulan: str
    ) -> None:
        # 100/96,42; 0/35,74; 16,67/39,37; 100/36,15
        hasil = efisiensi.hitung(
            paket.tabel("indikator", 2020),
            paket.tabel("tolok_ukur", 2020),
            belanja,
            paket.tabel("kegiatan", 2020),
        )
        satu = hasil[(hasil["level"] == "program") & (hasil["kode"] == program)].iloc[0]
        assert (str(bulat(satu["ie"])), satu["simpulan"]) == (ie, simpulan)

    @pytest.mark.parametrize(
        ("program", "dana"), [("1", 5562627000), ("2", 1318304000), ("3", 675854000), ("4", 1492880000)]
    )
    def test_agreed_budgets(self, paket: Paket, program: str, dana: int) -> None:
        # Tabel 2.3 (b. 1274–1289)
        assert (
            paket.tabel("perjanjian_kinerja", 2020).set_index("kode_program").loc[program, "anggaran"] == dana
        )

    def test_the_table_of_the_agency_shows_the_sisa_in_percent_that_was_printed(self, paket: Paket) -> None:
        # 3.3 (b. 2777, 2782, 2787)
        hasil = anggaran.hitung(paket.tabel("anggaran", 2020))
        isi = tabel.anggaran(hasil, [], paket.tabel("klaim", 2020))
        assert isi is not None
        letak = [(kolom.judul, kolom.satuan) for kolom in isi.kolom].index(("Sisa", "%"))
        sisa = {teks(b.sel[0]): teks(b.sel[letak]) for b in isi.baris}
        assert sisa["Belanja Daerah"] == "15,00"
        assert sisa["Belanja Tidak Langsung"] == "3,51"
        assert sisa["Belanja Langsung"] == "26,62"


class TestPegawai:
    def test_people_are_told_by_the_groups_that_1_4_counts(self, paket: Paket) -> None:
        # 1.4 (b. 815–819) prints 19 and 29, 72 and 48; the cells of Tabel 1 and 2 add up to these
        sdm = paket.tabel("sdm", 2020)
        kelompok = profil.kelompok_pegawai(sdm)
        assert {d: {k: a.nilai for k, a in isi.items()} for d, isi in kelompok.items()} == {
            "jenis_kelamin": {"struktural": 16, "fungsional": 1, "staf": 28},
            "golongan": {"TKK/TKS": 70, "PNS": 44},
        }
        pns = kelompok["golongan"]["PNS"].asal
        assert pns.rumus == "jumlah"
        assert len(pns.sel) == len(sdm[sdm["kategori"].str.startswith("Gol ")])
        isi = narasi.profil.pegawai(
            profil.jumlah_pegawai(sdm), profil.rincian_pegawai(sdm), kelompok, 2020
        ).isi[0]
        kata = teks(isi.isi)
        assert (
            "45 orang (25 laki-laki dan 20 perempuan), terdiri atas 16 struktural, 1 fungsional, dan 28 staf."
            in kata
        )
        assert "13 Gol IV), terdiri atas 70 TKK/TKS dan 44 PNS." in kata
        assert "17 S2, dan 1 S3)." in kata  # no group told twice
        assert [s.asal is not None for s in isi.isi if s.teks in ("16", "28", "70", "44")] == [True] * 5


class TestIKM:
    def test_totals_as_printed_844_stays_844(self, survei: ikm.HasilIKM) -> None:
        assert list(zip(survei.unsur["nama"], survei.unsur["total_nilai"], strict=True)) == [
            (nama, total) for nama, total, _ in UNSUR
        ]
        assert survei.responden == (300, 300)

    def test_74_69_c_by_the_rule_in_force(self, survei: ikm.HasilIKM) -> None:
        assert (str(bulat(survei.ikm.nilai)), survei.pita.mutu, survei.aturan.kode) == (
            "74.69",
            "C",
            "permenpanrb-14-2017",
        )

    def test_75_11_from_the_printed_nrr_and_80_00_b_as_printed(self, paket: Paket) -> None:
        mutu = aturan.berlaku(aturan.mutu_ikm(), 2020)
        cetak = ikm.tercetak_ikm(
            paket.tabel("klaim", 2020),
            paket.tabel("unsur", 2020),
            paket.tabel("renstra"),
            2020,
            mutu,
            aturan.mutu_ikm(),
        )
        assert cetak.dari_nrr is not None
        assert (str(bulat(cetak.dari_nrr.ikm.nilai)), cetak.dari_nrr.pita.mutu) == ("75.11", "C")
        assert {c.teks for c in cetak.ikm} == {"80,00"}
        assert {c.teks for c in cetak.mutu} == {"B"}
        assert "permenpanrb-14-2017" not in {a.kode for a in cetak.aturan}
        assert "kepmenpan-25-2004" in {a.kode for a in cetak.aturan}
        assert cetak.target is not None
        assert (cetak.target["kode_indikator"], cetak.target["target"]) == ("T1-IKM", 3.2)

    def test_printed_nrr_of_every_unsur_is_a_claim(self, paket: Paket) -> None:
        unsur = paket.tabel("unsur", 2020)
        kode = dict(zip(unsur["nama"], unsur["kode"], strict=True))
        for nama, _, nrr in UNSUR:
            klaim = tercetak(paket.tabel("klaim", 2020), tabel="ikm_unsur", kunci=kode[nama], kolom="nrr")
            assert {c.teks for c in klaim} == {nrr}
            assert len(klaim) == 5

    def test_the_printed_mean_of_all_unsur_is_marked_beside_ours(
        self, paket: Paket, survei: ikm.HasilIKM
    ) -> None:
        # Rata-rata tertimbang 3,00 (b. 2188, 2283); the totals give 2,99
        isi = tabel.ikm_unsur(survei, paket.tabel("klaim", 2020))
        assert isi is not None
        semua = isi.baris[-1]
        assert teks(semua.sel[4]) == "2,99"
        assert teks(semua.sel[-1]) == "≠\u00a03,00"
        assert semua.sel[-1][0].tanda == "jingga"

    def test_printed_nrr_agrees_except_for_waktu(self, paket: Paket, survei: ikm.HasilIKM) -> None:
        beda = [
            row["kode"]
            for _, row in survei.unsur.iterrows()
            if not tercetak(paket.tabel("klaim", 2020), tabel="ikm_unsur", kunci=row["kode"], kolom="nrr")[
                0
            ].cocok(row["nrr"])
        ]
        assert beda == ["waktu"]


class TestFaktaDanKlaim:
    @pytest.mark.parametrize(("urutan", "cetak", "b"), [(3, "301.982.00", 970), (4, "6002.032.000", 977)])
    def test_malformed_value_is_an_empty_fact_and_a_claim(
        self, paket: Paket, urutan: int, cetak: str, b: int
    ) -> None:
        aset = paket.tabel("aset", 2020)
        satu = aset[(aset["jenis"] == "bangunan") & (aset["urutan"] == urutan)].iloc[0]
        assert pd.isna(satu["nilai"])
        (klaim,) = tercetak(
            paket.tabel("klaim", 2020), tabel="aset", kunci=f"bangunan/{urutan}", kolom="nilai"
        )
        assert (klaim.teks, klaim.nilai) == (cetak, None)
        assert str(b) in klaim.lokasi

    @pytest.mark.parametrize(
        ("jenis", "urutan", "nilai"),
        [
            ("tanah", 1, 20650000),
            ("tanah", 2, 250750000),
            ("bangunan", 1, 4971068500),
            ("bangunan", 2, 317822000),
        ],
    )
    def test_readable_value_is_a_fact(self, paket: Paket, jenis: str, urutan: int, nilai: int) -> None:
        aset = paket.tabel("aset", 2020)
        assert aset[(aset["jenis"] == jenis) & (aset["urutan"] == urutan)].iloc[0]["nilai"] == nilai

    def test_staff_of_2020_as_printed(self, paket: Paket) -> None:
        # Tabel 1 (b. 824–826): Kepala Dinas 1 + 1 column, Sekretariat struktural L 3, staf L 9, P 6
        sdm = paket.tabel("sdm", 2020).set_index(["unit", "dimensi", "kategori", "subkategori"])["jumlah"]
        assert sdm["sekretariat", "jenis_kelamin", "struktural", "L"] == 3
        assert sdm["sekretariat", "jenis_kelamin", "staf", "L"] == 9
        assert sdm["sekretariat", "jenis_kelamin", "staf", "P"] == 6

    def test_every_fact_and_claim_names_its_place(self, paket: Paket) -> None:
        for tahun in (2019, 2020):
            for nama, isi in paket.tahunan[tahun].items():
                if nama != "klaim":
                    assert isi["sumber"].str.contains(r"\(b\. \d").all(), nama
            assert paket.tabel("klaim", tahun)["lokasi"].str.contains(r"\(b\. \d").all()

    def test_claims_that_should_be_figures_are_readable_except_the_malformed(self, paket: Paket) -> None:
        angka = {
            "target",
            "realisasi",
            "capaian",
            "pagu",
            "serapan",
            "sisa",
            "sisa_persen",
            "selisih",
            "perubahan_persen",
            "nrr",
            "nrr_tertimbang",
            "ikm",
            "bobot",
        }
        klaim = paket.tabel("klaim", 2020)
        for _, row in klaim[klaim["jenis"].isin(angka)].iterrows():
            try:
                parse(row["nilai_tercetak"])
            except ValueError:
                assert row["nilai_tercetak"][0].isdigit(), row["id"]

    @pytest.mark.parametrize("bidang", BIDANG)
    def test_every_bidang_has_problems_causes_and_solutions(self, paket: Paket, bidang: str) -> None:
        # 3.4 (b. 2824–2859)
        isi = paket.irisan(2020, bidang).permasalahan_solusi
        assert "penyebab" in set(isi["jenis"])

    def test_problems_and_solutions_of_3_4_are_all_there(self, paket: Paket) -> None:
        # 3.4: small enterprises 5 and 5, cooperatives 5 and 4
        isi = paket.tabel("permasalahan_solusi", 2020)
        hitung = {
            (b, j): len(t) for (b, j), t in isi[isi["jenis"] != "penyebab"].groupby(["bidang", "jenis"])
        }
        assert hitung["usaha_kecil", "permasalahan"] == 5
        assert hitung["usaha_kecil", "solusi"] == 5
        koperasi = {j: n for (b, j), n in hitung.items() if "koperasi" in b}
        assert koperasi == {"permasalahan": 5, "solusi": 4}


def test_names_of_the_agreement_that_are_not_the_renstras_are_told_to_reviewers(paket: Paket) -> None:
    # Tabel 2.4 (b. 1297–1313): three indicators and three sasaran, whose names are not those of the Renstra
    catatan = konsistensi.periksa(paket, 2020)
    di_pk = [c["tercetak"] for c in catatan.to_dict("records") if any("Tabel 2.4" in t for t in c["tempat"])]
    for nama in (
        "Capaian SAKIP OPD",
        "Persentase Peningkatan Omset Usaha Kecil",
        "Persentase Peningkatan Kualitas Koperasi",
        "Meningkatnya Kapasitas Ekonomi Kreatif",
        "Meningkatnya Kemitraan Strategis antara Usaha Besar dengan Koperasi dan Usaha Kecil",
    ):
        assert nama in di_pk


def test_a_rule_set_that_was_chosen_is_not_told_as_the_one_in_force(
    paket: Paket, survei: ikm.HasilIKM
) -> None:
    def isi(kode: str) -> str:
        dipakai = aturan.dipakai(2020, predikat="permendagri-86-2017", ikm=kode)
        return str(narasi.lampiran.cara_hitung("awal", dipakai, survei))

    assert "yang berlaku pada tahun laporan adalah PermenPANRB 14/2017" in isi("kepmenpan-25-2004")
    assert "dipilih dalam pengaturan" not in isi("berlaku")


def test_parts_left_out_are_named(survei: ikm.HasilIKM) -> None:
    dipakai = aturan.dipakai(2020, predikat="permendagri-86-2017")
    assert "tren dan aset" in str(narasi.lampiran.cara_hitung("awal", dipakai, survei, "tren, aset"))
    assert "tidak dimuat" not in str(narasi.lampiran.cara_hitung("awal", dipakai, survei))


def test_the_line_of_the_index_that_the_caption_names_is_drawn(survei: ikm.HasilIKM) -> None:
    bagan = grafik.unsur(survei, 2020)
    assert bagan is not None
    assert "Garis tegak: nilai IKM" in bagan.subjudul
    (garis,) = re.findall(r'<g id="LineCollection_1">(.*?)</g>', bagan.svg, re.S)
    # One piece beside each unsur, all at the index: the names stand between the pieces.
    letak = re.findall(r'd="M ([\d.]+) [\d.]+ \nL ([\d.]+)', garis)
    assert len(letak) == len(survei.unsur)
    assert len({x for pasang in letak for x in pasang}) == 1


def test_rekening_stand_under_their_kelompok_and_what_exceeds_it_is_told(
    paket: Paket, belanja: pd.DataFrame
) -> None:
    # Tabel Perbandingan Anggaran (b. 2806–2821): gaji and tambahan penghasilan are Belanja Tidak Langsung;
    # 3.173.507.723 + 5.970.493.763 = 9.144.001.486, printed parent 9.144.000.000
    struktur = aturan.berlaku(aturan.struktur_anggaran(), 2020)
    lalu = anggaran.hitung(paket.tabel("anggaran", 2019))
    hasil = anggaran.antar_tahun(belanja, lalu, struktur, struktur)
    assert list(hasil["kelompok"]) == ["", "BTL", "BTL", "BTL", "BL"]
    assert list(hasil["level"]) == ["total", "kelompok", "rekening", "rekening", "kelompok"]
    assert anggaran.rekening_berlebih(hasil) == {"Belanja Tidak Langsung": 1486}
    assert anggaran.rekening_berlebih(lalu) == {}
