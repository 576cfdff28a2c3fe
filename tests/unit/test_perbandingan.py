"""Comparisons with last year and the Renstra: 3.2 of the published report (b. 1982–2044)."""

import pandas as pd
from bantu import rangka

from lakip_utils.analisis import capaian, efisiensi, perbandingan
from lakip_utils.asal import bulat


def indikator(**isi: object) -> pd.DataFrame:
    return rangka("indikator", {"kode_indikator": "S2-KOP", "level": "sasaran", "kode_induk": "S2", "nama": "Kualitas", "satuan": "%", "arah": "naik", **isi}, berkas=str(isi.pop("berkas", "")))  # fmt: skip


INI = capaian.hitung(indikator(target_awal=6, realisasi=1))
LALU = indikator(realisasi=6)
KLAIM_LALU = rangka(
    "klaim",
    {
        "id": "K1",
        "tabel": "indikator",
        "kunci_entitas": "S2-KOP",
        "kolom": "capaian",
        "nilai_tercetak": "100,00",
    },
    berkas="2019/klaim.csv",
)
# Tabel 2.1 and 3.2: Renstra of koperasi is 6 in each year
RENSTRA = rangka(
    "renstra",
    *({"kode_indikator": "S2-KOP", "arah": "naik", "tahun": t, "target": target} for t, target in [(2022, 8), (2019, 6), (2020, 6)]),
)  # fmt: skip


def test_printed_capaian_of_2019_stands_in_and_is_marked() -> None:
    satu = perbandingan.tahun_lalu(INI, LALU, KLAIM_LALU).iloc[0]
    assert (satu["realisasi_lalu"], satu["realisasi"], satu["selisih"]) == (6, 1, -5)
    assert (satu["capaian_lalu"], satu["basis_lalu"]) == (100, "tercetak")
    assert str(bulat(satu["selisih_capaian"])) == "-83.33"
    assert [(s.berkas, s.kolom) for s in satu["capaian_lalu_asal"].sel] == [
        ("2019/klaim.csv", "nilai_tercetak")
    ]


def test_last_year_with_a_target_is_computed_and_wins_over_print() -> None:
    satu = perbandingan.tahun_lalu(INI, indikator(target_awal=12, realisasi=6), KLAIM_LALU).iloc[0]
    assert (satu["capaian_lalu"], satu["basis_lalu"]) == (50, "dihitung")


def test_last_year_without_target_or_print_stays_empty() -> None:
    satu = perbandingan.tahun_lalu(INI, LALU, rangka("klaim")).iloc[0]
    assert pd.isna(satu["capaian_lalu"])
    assert (satu["basis_lalu"], satu["selisih"]) == ("", -5)


def test_indicator_that_last_year_lacks_is_not_compared() -> None:
    assert perbandingan.tahun_lalu(INI, rangka("indikator"), rangka("klaim")).empty


def test_renstra_target_of_the_year_and_of_the_last_year() -> None:
    satu = perbandingan.renstra(INI, RENSTRA, 2020).iloc[0]
    assert (satu["target_tahun"], satu["tahun_akhir"], satu["target_akhir"], satu["target_pk"]) == (
        6,
        2022,
        8,
        6,
    )
    assert (str(bulat(satu["capaian_tahun"])), satu["capaian_akhir"]) == ("16.67", 12.5)
    assert [s.berkas for s in satu["capaian_tahun_asal"].sel] == ["2020/indikator.csv", "2020/renstra.csv"]


def test_renstra_without_a_target_of_the_year_leaves_it_open() -> None:
    satu = perbandingan.renstra(INI, RENSTRA, 2021).iloc[0]
    assert pd.isna(satu["target_tahun"])
    assert pd.isna(satu["capaian_tahun"])
    assert satu["capaian_akhir"] == 12.5


def test_renstra_takes_the_direction_of_the_indicator() -> None:
    turun = RENSTRA.assign(arah="turun")
    assert perbandingan.renstra(INI, turun, 2020).iloc[0]["capaian_akhir"] == 187.5


def test_realisasi_of_all_years_in_order_without_gaps_filled() -> None:
    hasil = perbandingan.realisasi_antar_tahun(
        {2020: indikator(realisasi=1), 2018: indikator(), 2019: indikator(realisasi=6)}
    )
    assert hasil.values.tolist() == [["S2-KOP", 2019, 6], ["S2-KOP", 2020, 1]]


KEGIATAN = rangka("kegiatan", {"kode_program": "3", "kode_kegiatan": "3.1", "nama": "K"})
MASALAH = rangka(
    "permasalahan_solusi",
    *({"bidang": "a", "jenis": jenis, "urutan": 1, "uraian": "u"} for jenis in ("permasalahan", "solusi")),
)
EFISIENSI = pd.DataFrame({"ie": [0.4]})


def tujuh(**ganti: pd.DataFrame) -> dict[str, bool]:
    isi = {
        "hasil": capaian.hitung(indikator(target_awal=6, realisasi=1, standar_nasional=5)),
        "lalu": perbandingan.tahun_lalu(INI, LALU, KLAIM_LALU),
        "jangka_menengah": perbandingan.renstra(INI, RENSTRA, 2020),
        "efisiensi": EFISIENSI, "masalah": MASALAH, "kegiatan": KEGIATAN, **ganti,
    }  # fmt: skip
    hasil = perbandingan.kelengkapan(**isi)
    assert all(satu.lengkap != bool(satu.keterangan) for satu in hasil)
    return {satu.kode: satu.lengkap for satu in hasil}


KODE = ["target", "tahun_lalu", "renstra", "standar_nasional", "penyebab", "efisiensi", "penunjang"]


def test_seven_comparisons_are_complete_when_each_has_its_data() -> None:
    assert tujuh() == dict.fromkeys(KODE, True)


def test_each_comparison_is_incomplete_for_its_own_reason() -> None:
    kosong = rangka("permasalahan_solusi"), rangka("kegiatan")
    semua = dict.fromkeys(KODE, True)
    assert tujuh(hasil=INI) == semua | {"standar_nasional": False}
    assert tujuh(lalu=pd.DataFrame()) == semua | {"tahun_lalu": False}
    assert tujuh(jangka_menengah=pd.DataFrame()) == semua | {"renstra": False}
    assert tujuh(masalah=kosong[0]) == semua | {"penyebab": False}
    assert tujuh(masalah=MASALAH[MASALAH["jenis"] == "permasalahan"]) == semua | {"penyebab": False}
    assert tujuh(kegiatan=kosong[1]) == semua | {"penunjang": False}
    assert tujuh(efisiensi=pd.DataFrame({"ie": [0.4, float("nan")]})) == semua | {"efisiensi": False}
    tanpa = efisiensi.hitung(
        rangka("indikator"), rangka("tolok_ukur"), rangka("anggaran"), rangka("kegiatan")
    )
    assert tujuh(efisiensi=tanpa) == semua | {"efisiensi": False}
