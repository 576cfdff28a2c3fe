"""The rules of the consistency check, one by one: what each finds, and what it must leave alone.

Every test builds the few rows that its rule reads; expected figures are worked out by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bantu import rangka

from lakip_utils import konsistensi
from lakip_utils.data import Paket, table
from lakip_utils.data.instansi import Bidang, Instansi
from lakip_utils.data.schema import TABLES
from lakip_utils.konsistensi import DAFTAR, KEPARAHAN
from lakip_utils.konsistensi.bacaan import Bacaan
from lakip_utils.konsistensi.catatan import Catatan, satukan

Isi = dict[str, Any]
DIUJI: set[str] = set()
ATURAN = {uji.id: uji for uji in DAFTAR}
INSTANSI = Instansi(
    kode="uji",
    nama="Dinas Uji",
    nama_singkat="Dinas Uji",
    pemerintah="Uji",
    provinsi="Uji",
    kota="Uji",
    bidang=(
        Bidang(kode="satu", nama="Bidang Satu", nama_singkat="Satu"),
        Bidang(kode="dua", nama="Bidang Dua", nama_singkat="Dua"),
    ),
)
KOSONG = {nama: table.empty(kontrak) for nama, kontrak in TABLES.items()}
CETAK = "nrr_tercetak"


def menguji(*uji: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Say which rules a test is about."""
    DIUJI.update(uji)
    return lambda fungsi: fungsi


def paket(tahun: int = 2020, lalu: list[Isi] | None = None, **tabel: list[Isi]) -> Paket:
    """Return a package of some rows; `lalu` is the budget of the year before."""
    klaim = [
        {"id": f"K{n}", "tahun": tahun, "lokasi": f"3.1 (b. {n})", **satu}
        for n, satu in enumerate(tabel.pop("klaim", []), 1)
    ]
    isi = {
        nama: rangka(nama, *baris, berkas=f"{nama}.csv") for nama, baris in {**tabel, "klaim": klaim}.items()
    }
    akar = {n: isi.get(n, KOSONG[n]) for n, k in TABLES.items() if k.scope == "akar"}
    kini = {n: isi.get(n, KOSONG[n]) for n, k in TABLES.items() if k.scope == "tahun"}
    tahunan = {tahun: kini}
    if lalu is not None:
        tahunan[tahun - 1] = {
            **{n: KOSONG[n] for n in kini},
            "anggaran": rangka("anggaran", *lalu, berkas="lalu.csv"),
        }
    return Paket(Path(), INSTANSI, akar, tahunan, {})


def klaim(jenis: str, tabel: str, kunci: str, teks: str, *, kolom: str = "", **lain: str) -> Isi:
    """Return a claim, on the column of its kind where no other is named."""
    return {
        "jenis": jenis,
        "tabel": tabel,
        "kunci_entitas": kunci,
        "kolom": kolom or jenis,
        "nilai_tercetak": teks,
        **lain,
    }


def cari(uji: str, isi: Paket, tahun: int = 2020) -> tuple[Catatan, ...]:
    """Run one rule."""
    return satukan(ATURAN[uji](Bacaan(isi, tahun)))


def hasil(uji: str, isi: Paket, tahun: int = 2020) -> list[tuple[str, str, str]]:
    """Run one rule; return what each finding is about, what is printed and what it should be."""
    return [(c.kunci, _teks(c.tercetak), _teks(c.dihitung)) for c in cari(uji, isi, tahun)]


def _teks(nilai: object) -> str:
    return format(nilai.normalize(), "f") if isinstance(nilai, Decimal) else str(nilai or "")


# -- rows that many tests need -----------------------------------------------------------------------


def indikator(kode: str = "S1-A", **lain: Any) -> Isi:
    dasar = {"kode_indikator": kode, "level": "sasaran", "kode_induk": "S1", "nama": f"Nilai {kode}"}
    return {**dasar, "satuan": "%", "arah": "naik", "target_awal": 40, "realisasi": 30, **lain}


def tolok_ukur(kode: str = "1.1.1", **lain: Any) -> Isi:
    kegiatan = kode.rpartition(".")[0]
    dasar = {
        "kode_kegiatan": kegiatan,
        "kode_tolok_ukur": kode,
        "nama": f"Dokumen {kode}",
        "satuan": "dokumen",
    }
    return {**dasar, "target_awal": 18, "realisasi": 5, **lain}


def program(kode: str = "1", **lain: Any) -> Isi:
    nama = {"1": "Tata Kelola", "2": "Usaha Kecil"}[kode]
    bidang = {"1": "satu", "2": "dua"}[kode]
    return {
        "tahun": 2020,
        "kode_program": kode,
        "nama": nama,
        "bidang": bidang,
        "kode_sasaran": f"S{kode}",
        **lain,
    }


def kegiatan(kode: str = "1.1", nama: str = "Bina Usaha", **lain: Any) -> Isi:
    return {"kode_program": kode.partition(".")[0], "kode_kegiatan": kode, "nama": nama, **lain}


def uang(level: str, pagu: int | None, realisasi: int | None = None, **lain: Any) -> Isi:
    return {"level": level, "uraian": level, "pagu_perubahan": pagu, "realisasi": realisasi, **lain}


def renstra(kode: str = "S1-A", tahun: int = 2020, **lain: Any) -> Isi:
    dasar = {
        "periode": "2017-2022",
        "versi": "awal",
        "kode_indikator": kode,
        "level": "sasaran",
        "arah": "naik",
    }
    tempat = {"kode_tujuan": "T1", "tujuan": "Tujuan satu", "kode_sasaran": "S1", "sasaran": "Sasaran satu"}
    return {
        **dasar,
        **tempat,
        "indikator": f"Nilai {kode}",
        "satuan": "%",
        "tahun": tahun,
        "target": 40,
        **lain,
    }


SEMBILAN = (
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
)


def unsur(*kode: str, **lain: Any) -> list[Isi]:
    return [{"kode": satu, "nama": f"{satu.capitalize()} pelayanan", **lain} for satu in kode]


def survei(**total: tuple[int, int]) -> dict[str, list[Isi]]:
    """Return the tables of a survey: total and questionnaires of each unsur."""
    isi = [{"unsur": k, "total_nilai": n, "jumlah_kuesioner": m} for k, (n, m) in total.items()]
    return {"unsur": unsur(*total), "ikm_unsur": isi}


# -- Angka yang sama di beberapa tempat --------------------------------------------------------------


@menguji("angka-berbeda")
@pytest.mark.parametrize(
    ("teks", "ditemukan"),
    [
        ("45,9", []),
        ("45,90%", []),
        ("45,8955", []),
        ("45,89", [("S1-A", "45.89", "45.8955")]),
        ("46", [("S1-A", "46", "45.8955")]),
        ("tidak ada", []),
    ],
)
def test_a_figure_is_printed_as_recorded_or_rounded(teks: str, ditemukan: list[tuple[str, str, str]]) -> None:
    isi = paket(
        indikator=[indikator(realisasi=45.8955)], klaim=[klaim("realisasi", "indikator", "S1-A", teks)]
    )
    assert hasil("angka-berbeda", isi) == ditemukan


@menguji("angka-berbeda")
@pytest.mark.parametrize(("teks", "salah"), [("40", False), ("50,00", False), ("45", True)])
def test_either_stage_of_a_target_may_be_printed(teks: str, salah: bool) -> None:
    isi = paket(
        indikator=[indikator(target_awal=40, target_perubahan=50)],
        klaim=[
            klaim("target", "indikator", "S1-A", teks),
            klaim("capaian", "indikator", "S1-A", "75", basis=CETAK),
        ],
    )
    assert bool(cari("angka-berbeda", isi)) is salah


@menguji("angka-berbeda")
def test_a_program_divided_by_kelompok_has_the_sum_of_its_parts() -> None:
    bagian = [
        uang("program", n, n, kelompok=k, kode_program="1") for k, n in (("operasi", 700), ("modal", 300))
    ]
    cetak = [
        klaim("pagu", "anggaran", "program/1", teks, kolom="pagu_perubahan") for teks in ("1.000", "700")
    ]
    (satu,) = cari(
        "angka-berbeda", paket(2022, program=[program(tahun=2022)], anggaran=bagian, klaim=cetak), 2022
    )
    assert (satu.tercetak, satu.dihitung) == (700, 1000)
    assert [s.baris for s in satu.asal.sel if s.berkas == "anggaran.csv"] == [2, 3]


@menguji("angka-gabungan")
@pytest.mark.parametrize(("teks", "ditemukan"), [("11", [("1.1.1", "11", "5")]), ("12", []), ("5", [])])
def test_a_tolok_ukur_printed_with_the_sum_of_its_kegiatan(teks: str, ditemukan: list[Any]) -> None:
    ukuran = [tolok_ukur("1.1.1", realisasi=5), tolok_ukur("1.1.2", realisasi=6)]
    cetak = [klaim("realisasi", "tolok_ukur", "1.1.1", teks)]
    isi = paket(program=[program()], kegiatan=[kegiatan()], tolok_ukur=ukuran, klaim=cetak)
    assert hasil("angka-gabungan", isi) == ditemukan
    assert bool(cari("angka-berbeda", isi)) is (teks == "12")


@menguji("klaim-bertentangan")
@pytest.mark.parametrize(
    ("kedua", "ditemukan"), [("Rp 7.000.000", []), ("Rp 8.000.000", [("rekening/x", "8000000", "7000000")])]
)
def test_a_figure_that_the_data_lack_printed_with_two_values(kedua: str, ditemukan: list[Any]) -> None:
    cetak = [
        klaim("pagu", "anggaran", "rekening/x", teks, kolom="pagu_perubahan") for teks in ("7.000.000", kedua)
    ]
    assert hasil("klaim-bertentangan", paket(klaim=cetak)) == ditemukan


@menguji("klaim-bertentangan")
def test_the_first_place_of_the_document_is_the_first_whatever_the_order_of_rows() -> None:
    cetak = [
        klaim("cacah", "tolok_ukur", "semua", "9", lokasi="3.2 (b. 200)"),
        klaim("cacah", "tolok_ukur", "semua", "8", lokasi="2.1 (b. 10)"),
    ]
    assert hasil("klaim-bertentangan", paket(klaim=cetak)) == [("semua", "9", "8")]


@menguji("realisasi-melebihi-pagu")
def test_more_spent_than_there_was() -> None:
    baris = [
        uang("program", 900, 901, kode_program="1"),
        uang("program", 800, 800, kode_program="2"),
        uang("kegiatan", None, 300, kode_kegiatan="1.1", pagu_murni=200),
        uang("kegiatan", 400, 300, kode_kegiatan="2.1", pagu_murni=200),
    ]
    assert hasil("realisasi-melebihi-pagu", paket(anggaran=baris)) == [
        ("program/1", "901", "900"),
        ("kegiatan/1.1", "300", "200"),
    ]


@menguji("realisasi-melebihi-pagu")
def test_one_part_of_a_divided_program_overspent() -> None:
    bagian = [
        uang("program", n, r, kelompok=k, kode_program="1")
        for k, n, r in (("operasi", 700, 100), ("modal", 300, 301))
    ]
    assert hasil("realisasi-melebihi-pagu", paket(2022, anggaran=bagian), 2022) == [
        ("program/1", "301", "300")
    ]


def _jawaban(*nilai: str) -> dict[str, Any]:
    responden = rangka(
        "ikm_responden", *({"responden": f"R{n}"} for n in range(len(nilai))), berkas="jawaban.csv"
    )
    return {"ikm_responden": responden.assign(waktu=list(nilai))}


def _dengan(isi: Paket, tahun: int = 2020, **frame: pd.DataFrame) -> Paket:
    return Paket(
        isi.folder, isi.instansi, isi.akar, {**isi.tahunan, tahun: {**isi.tahunan[tahun], **frame}}, {}
    )


@menguji("total-skm-bukan-jawaban")
def test_totals_of_the_survey_against_its_answers() -> None:
    # 3 + 4 + 2 + 3 + 3 = 15 of five who answered; the sixth left it blank.
    jawaban = _jawaban("3", "4", "2", "3", "3", "")
    benar, salah = (_dengan(paket(**survei(waktu=total)), **jawaban) for total in ((15, 5), (16, 6)))
    assert hasil("total-skm-bukan-jawaban", benar) == []
    assert hasil("total-skm-bukan-jawaban", salah) == [("waktu", "16", "15"), ("waktu", "6", "5")]


@menguji("total-skm-bukan-jawaban", "nrr-keliru")
def test_what_fewer_than_five_answered_is_not_told_by_a_finding() -> None:
    # Of the answer of one person a finding would tell it: 9 of three who answered
    isi = _dengan(paket(**survei(waktu=(10, 4))), **_jawaban("3", "4", "2", ""))
    assert hasil("total-skm-bukan-jawaban", isi) == [("waktu", "10", ""), ("waktu", "4", "3")]
    (satu,) = cari("nrr-keliru", _dengan(paket(unsur=unsur("waktu"), klaim=[klaim("nrr", "ikm_unsur", "waktu", "2,00")]), **_jawaban("3", "4", "2", "")))  # fmt: skip
    assert (satu.dihitung, satu.rumus, satu.asal.pembilang) == (None, "", None)
    assert "kurang dari 5" in satu.keterangan


# -- Persentase dan rasio ----------------------------------------------------------------------------


@menguji("persentase-keliru", "persentase-dipotong", "persentase-salah-bulat")
@pytest.mark.parametrize(
    ("teks", "uji"),
    [
        ("27,78", ""),
        ("27,8%", ""),
        ("28 %", ""),
        ("27,77", "persentase-dipotong"),
        ("27", "persentase-dipotong"),
        ("27,7", "persentase-dipotong"),
        ("27,76", "persentase-keliru"),
        ("27,79", "persentase-keliru"),
        ("100", "persentase-keliru"),
    ],
)
def test_capaian_of_5_of_18(teks: str, uji: str) -> None:
    # 5 / 18 = 27,777… %
    isi = paket(tolok_ukur=[tolok_ukur()], klaim=[klaim("capaian", "tolok_ukur", "1.1.1", teks)])
    ada = [u for u in ("persentase-keliru", "persentase-dipotong", "persentase-salah-bulat") if cari(u, isi)]
    assert ada == ([uji] if uji else [])


@menguji("persentase-salah-bulat")
@pytest.mark.parametrize(("teks", "salah"), [("85,01", True), ("85,00", False), ("85", False), ("86", True)])
def test_serapan_rounded_the_wrong_way(teks: str, salah: bool) -> None:
    # 15.300.756 / 18.000.000 = 85,0042 %
    isi = paket(
        anggaran=[uang("total", 18_000_000, 15_300_756)], klaim=[klaim("serapan", "anggaran", "total", teks)]
    )
    assert bool(cari("persentase-salah-bulat", isi)) is salah


@menguji("persentase-keliru")
@pytest.mark.parametrize(
    ("jenis", "teks", "salah"),
    [
        ("sisa_persen", "25", False),
        ("sisa_persen", "75", True),
        ("perubahan_persen", "20", False),
        ("perubahan_persen", "-20", False),
        ("perubahan_persen", "25", True),
    ],
)
def test_what_is_left_and_what_changed(jenis: str, teks: str, salah: bool) -> None:
    # 600 of 800 spent; 1.000 the year before: −200 / 1.000
    isi = paket(
        anggaran=[uang("total", 800, 600)],
        lalu=[uang("total", 1000)],
        klaim=[klaim(jenis, "anggaran", "total", teks)],
    )
    assert bool(cari("persentase-keliru", isi)) is salah


@menguji("persentase-keliru")
@pytest.mark.parametrize(
    ("baris", "teks"),
    [
        ({"arah": "turun", "target_awal": 4, "realisasi": 5}, "75"),
        (
            {"arah": "rentang", "target_awal": None, "target_bawah": 2, "target_atas": 4, "realisasi": 3},
            "100",
        ),
        ({"arah": "rentang", "target_awal": None, "target_bawah": 2, "target_atas": 4, "realisasi": 5}, "75"),
        ({"arah": "rentang", "target_awal": None, "target_bawah": 2, "target_atas": 4, "realisasi": 1}, "50"),
    ],
)
def test_capaian_by_the_direction_of_the_indicator(baris: Isi, teks: str) -> None:
    benar, salah = (
        paket(indikator=[indikator(**baris)], klaim=[klaim("capaian", "indikator", "S1-A", t)])
        for t in (teks, "90")
    )
    assert hasil("persentase-keliru", benar) == []
    assert hasil("persentase-keliru", salah) == [("S1-A", "90", teks)]


@menguji("persentase-keliru")
def test_capaian_of_the_printed_pair_and_of_the_renstra() -> None:
    cetak = [
        klaim("target", "indikator", "S1-A", "80,00"),
        klaim("realisasi", "indikator", "S1-A", "60,00"),
        klaim("capaian", "indikator", "S1-A", "75", basis="target_realisasi_tercetak"),
        klaim("capaian", "indikator", "S1-A", "76", basis="target_realisasi_tercetak"),
        klaim("capaian", "indikator", "S1-A", "120", basis="target_renstra"),
        klaim("capaian", "indikator", "S1-A", "100", basis="target_renstra"),
    ]
    # 60 / 80 as printed; 30 / 25 against the Renstra
    isi = paket(indikator=[indikator(realisasi=30)], renstra=[renstra(target=25)], klaim=cetak)
    assert hasil("persentase-keliru", isi) == [("S1-A", "76", "75"), ("S1-A", "100", "120")]


@menguji("hitungan-tercetak-keliru")
@pytest.mark.parametrize(
    ("teks", "ditemukan"),
    [
        ("5/500 x 100 = 1,00 %", []),
        ("1/6 x 100 = 16,67%", []),
        ("5/50 x 100 = 1,00 %", [("S1-A", "1", "10")]),
        ("1.000/4.000 x 100 = 20", [("S1-A", "20", "25")]),
        ("5/0 x 100 = 1", []),
        ("lima dari seratus", []),
    ],
)
def test_a_printed_calculation_gives_its_result(teks: str, ditemukan: list[Any]) -> None:
    assert (
        hasil("hitungan-tercetak-keliru", paket(klaim=[klaim("rasio", "indikator", "S1-A", teks)]))
        == ditemukan
    )


@menguji("realisasi-bukan-rasionya")
@pytest.mark.parametrize(
    ("realisasi", "satuan", "ditemukan"),
    [
        (16.67, "%", []),
        (16.6667, "%", []),
        (17.0, "%", [("S1-A", "17", "16.67")]),
        (17.0, "per 1.000", []),
    ],
)
def test_a_realisasi_is_the_ratio_of_its_count(realisasi: float, satuan: str, ditemukan: list[Any]) -> None:
    baris = indikator(realisasi=realisasi, satuan=satuan, pembilang=1, penyebut=6)
    assert hasil("realisasi-bukan-rasionya", paket(indikator=[baris])) == ditemukan


@menguji("bagian-disebut-peningkatan")
@pytest.mark.parametrize(
    ("nama", "pembilang", "salah"),
    [
        ("Persentase Peningkatan Omset", 5, True),
        ("Persentase Koperasi Aktif", 5, False),
        ("Persentase Peningkatan Omset", 700, False),
        ("Peningkat Mutu", 5, False),
    ],
)
def test_a_share_that_is_called_a_growth(nama: str, pembilang: int, salah: bool) -> None:
    baris = indikator(nama=nama, pembilang=pembilang, penyebut=500)
    assert bool(cari("bagian-disebut-peningkatan", paket(indikator=[baris]))) is salah


@menguji("satu-hitungan")
def test_one_count_for_two_indicators() -> None:
    sama = [indikator("S1-B", pembilang=5, penyebut=500), indikator("S1-A", pembilang=5, penyebut=500)]
    (satu,) = cari("satu-hitungan", paket(indikator=sama))
    assert (satu.kunci, satu.tercetak, satu.dihitung) == (
        "S1-A",
        "5 / 500",
        "Nilai S1-A (S1-A); Nilai S1-B (S1-B)",
    )
    lain = [indikator("S1-A", pembilang=5, penyebut=500), indikator("S1-B", pembilang=5, penyebut=400)]
    nihil = [indikator(k, pembilang=0, penyebut=500) for k in ("S1-A", "S1-B")]
    assert not cari("satu-hitungan", paket(indikator=lain)) + cari("satu-hitungan", paket(indikator=nihil))


# -- Target dan rencana ------------------------------------------------------------------------------


@menguji("target-bukan-renstra")
def test_targets_agreed_reported_and_printed_against_the_renstra() -> None:
    isi = paket(
        indikator=[
            indikator("S1-A", target_awal=40),
            indikator("S1-B", target_awal=45),
            indikator("S1-C", target_awal=7),
        ],
        renstra=[renstra("S1-A"), renstra("S1-B"), renstra("S1-C"), renstra("S1-A", 2021, target=99)],
        perjanjian_kinerja=[{"kode_indikator": "S1-C", "target": 40}],
        klaim=[
            klaim("target", "renstra", "S1-A/2020", "40,00"),
            klaim("target", "renstra", "S1-A/2020", "41"),
            klaim("target", "renstra", "S1-A/2021", "41"),
        ],
    )
    assert hasil("target-bukan-renstra", isi) == [("S1-A/2020", "41", "40"), ("S1-B", "45", "40")]


@menguji("target-bukan-perjanjian")
@pytest.mark.parametrize(
    ("janji", "ditemukan"), [(40, []), (50, []), (45, [("S1-A", "40", "45")]), (None, [])]
)
def test_the_reported_target_is_the_agreed_one_or_its_change(janji: int | None, ditemukan: list[Any]) -> None:
    isi = paket(
        indikator=[indikator(target_awal=40, target_perubahan=50)],
        perjanjian_kinerja=[{"kode_indikator": "S1-A", "target": janji}],
    )
    assert hasil("target-bukan-perjanjian", isi) == ditemukan


@menguji("target-bukan-perjanjian", "target-bukan-renstra")
def test_a_range_is_compared_bound_by_bound() -> None:
    isi = {
        "indikator": [
            indikator("S1-A", arah="rentang", target_awal=None, target_bawah=60, target_atas=85, realisasi=70)
        ],
        "renstra": [renstra("S1-A", arah="rentang", target=None, target_bawah=60, target_atas=80)],
    }
    janji = [{"kode_indikator": "S1-A", "target_bawah": 65, "target_atas": 85}]
    berjanji = paket(**isi, perjanjian_kinerja=janji)
    assert hasil("target-bukan-perjanjian", berjanji) == [("S1-A", "60", "65")]
    assert hasil("target-bukan-renstra", berjanji) == [("S1-A", "65", "60"), ("S1-A", "85", "80")]
    # without an agreement, the report's own range is held against the Renstra
    assert hasil("target-bukan-renstra", paket(**isi)) == [("S1-A", "85", "80")]


@menguji("anggaran-bukan-perjanjian")
@pytest.mark.parametrize(("janji", "ditemukan"), [(900, []), (1000, []), (950, [("1", "950", "900")])])
def test_the_agreed_money_is_either_stage_of_the_pagu(janji: int, ditemukan: list[Any]) -> None:
    isi = paket(
        anggaran=[uang("program", 900, 1, kode_program="1", pagu_murni=1000)],
        perjanjian_kinerja=[{"kode_program": "1", "anggaran": janji}],
    )
    assert hasil("anggaran-bukan-perjanjian", isi) == ditemukan


@menguji("anggaran-bukan-perjanjian")
def test_the_agreed_money_of_a_divided_program_is_that_of_its_parts() -> None:
    bagian = [
        uang("program", n, 1, kelompok=k, kode_program="1") for k, n in (("operasi", 700), ("modal", 300))
    ]
    isi = paket(2022, anggaran=bagian, perjanjian_kinerja=[{"kode_program": "1", "anggaran": 1000}])
    assert not cari("anggaran-bukan-perjanjian", isi, 2022)


@menguji("target-baru-tidak-dicatat")
def test_a_changed_target_whose_figure_is_missing() -> None:
    isi = paket(
        indikator=[indikator("S1-A", dasar_perubahan="Refocusing")],
        tolok_ukur=[tolok_ukur("1.1.1", dasar_perubahan="P-APBD", target_perubahan=9), tolok_ukur("1.1.2")],
    )
    assert hasil("target-baru-tidak-dicatat", isi) == [("S1-A", "40", "")]


@menguji("capaian-target-lama")
@pytest.mark.parametrize(
    ("baru", "teks", "ditemukan"),
    [
        (3, "30", [("1.1.1", "30", "100")]),  # 3 / 10, but 3 / 3
        (3, "100", []),
        (3, "31", []),
        (10.1, "29,7", []),  # 3 / 10,1 = 29,703: within a point of 3 / 10
        (10.1, "30", []),  # right either way
        (10.1, "30,00", [("1.1.1", "30", "29.7")]),
    ],
)
def test_capaian_against_the_first_target(baru: float, teks: str, ditemukan: list[Any]) -> None:
    ukuran = tolok_ukur(target_awal=10, target_perubahan=baru, realisasi=3)
    isi = paket(tolok_ukur=[ukuran], klaim=[klaim("capaian", "tolok_ukur", "1.1.1", teks)])
    assert hasil("capaian-target-lama", isi) == ditemukan


@menguji("capaian-target-lama")
def test_capaian_against_the_first_target_of_an_indicator_that_should_fall() -> None:
    # (2 × 10 − 8) / 10 = 120 %; (2 × 8 − 8) / 8 = 100 %
    baris = indikator(arah="turun", target_awal=10, target_perubahan=8, realisasi=8)
    lama, baru = (
        paket(indikator=[baris], klaim=[klaim("capaian", "indikator", "S1-A", t)]) for t in ("120", "100")
    )
    assert hasil("capaian-target-lama", lama) == [("S1-A", "120", "100")]
    assert hasil("capaian-target-lama", baru) == []


# -- Survei kepuasan masyarakat ----------------------------------------------------------------------


@menguji("nrr-keliru", "nrr-salah-bulat")
@pytest.mark.parametrize(
    ("teks", "uji"),
    [
        ("2,81", ""),
        ("2,8133", ""),
        ("2,95", "nrr-keliru"),
        ("2,82", "nrr-salah-bulat"),
        ("2,8134", "nrr-salah-bulat"),
    ],
)
def test_nrr_of_844_from_300(teks: str, uji: str) -> None:
    # 844 / 300 = 2,81333…
    isi = paket(**survei(waktu=(844, 300)), klaim=[klaim("nrr", "ikm_unsur", "waktu", teks)])
    assert [u for u in ("nrr-keliru", "nrr-salah-bulat") if cari(u, isi)] == ([uji] if uji else [])


@menguji("nrr-keliru")
@pytest.mark.parametrize(
    ("teks", "basis", "harus"),
    [("1,41", "", ""), ("1,50", "", "1.41"), ("1,48", CETAK, ""), ("1,41", CETAK, "1.48")],
)
def test_weighted_nrr_by_the_facts_or_as_printed(teks: str, basis: str, harus: str) -> None:
    # Two unsur, weight 1/2: 844 / 300 / 2 = 1,41; printed 2,95 / 2 = 1,475
    cetak = klaim("nrr_tertimbang", "ikm_unsur", "waktu", teks, basis=basis)
    isi = paket(
        **survei(waktu=(844, 300), biaya=(900, 300)),
        klaim=[klaim("nrr", "ikm_unsur", "waktu", "2,95"), cetak],
    )
    tertimbang = [c for c in cari("nrr-keliru", isi) if c.kolom == "nrr_tertimbang"]
    assert [_teks(c.dihitung) for c in tertimbang] == ([harus] if harus else [])


@menguji("nrr-keliru")
def test_a_wrong_nrr_leads_to_every_answer() -> None:
    isi = _dengan(
        paket(unsur=unsur("waktu"), klaim=[klaim("nrr", "ikm_unsur", "waktu", "2,00")]),
        **_jawaban("3", "4", "2", ""),
    )
    (satu,) = cari("nrr-keliru", isi)
    assert [(s.berkas, s.rentang, s.kolom) for s in satu.asal.sel[1:]] == [("jawaban.csv", (2, 5), "waktu")]


@menguji("nrr-keliru", "ikm-keliru")
def test_a_wrong_weighted_mean_leads_to_the_weights_that_are_not_equal() -> None:
    # 2,8 × 0,7 + 3,2 × 0,3 = 2,92; × 25 = 73
    dua = survei(waktu=(280, 100), biaya=(320, 100)) | {
        "unsur": unsur("waktu", bobot=0.7) + unsur("biaya", bobot=0.3)
    }
    cetak = [
        klaim("nrr_tertimbang", "ikm_unsur", "semua", "3,00"),
        klaim("ikm", "ikm_unsur", "semua", "75,00"),
    ]
    for uji, harus in (("nrr-keliru", "2.92"), ("ikm-keliru", "73")):
        (satu,) = cari(uji, paket(**dua, klaim=cetak))
        assert _teks(satu.dihitung) == harus
        assert [s.baris for s in satu.asal.sel if (s.berkas, s.kolom) == ("unsur.csv", "bobot")] == [2, 3]


@menguji("ikm-keliru")
@pytest.mark.parametrize(
    ("teks", "basis", "ditemukan"),
    [
        ("75,00", "", []),
        ("80,00", "", [("semua", "80", "75")]),
        ("77,5", "nrr_tertimbang_tercetak", []),
        ("75,00", "nrr_tertimbang_tercetak", [("semua", "75", "77.5")]),
    ],
)
def test_the_index_is_its_mean_times_25(teks: str, basis: str, ditemukan: list[Any]) -> None:
    # (2,8 + 3,2) / 2 × 25 = 75; printed 3,10 × 25 = 77,5
    cetak = [
        klaim("nrr_tertimbang", "ikm_unsur", "semua", "3,10"),
        klaim("ikm", "ikm_unsur", "semua", teks, basis=basis),
    ]
    assert hasil("ikm-keliru", paket(**survei(waktu=(280, 100), biaya=(320, 100)), klaim=cetak)) == ditemukan


@menguji("pengali-lain")
@pytest.mark.parametrize(
    ("teks", "ditemukan"),
    [("SKM x 25", []), ("SKM x 20", [("semua", "20", "25")]), ("SKM dikali dua puluh", [])],
)
def test_a_mean_is_turned_into_an_index_by_25(teks: str, ditemukan: list[Any]) -> None:
    cetak = [klaim("rasio", "ikm_unsur", "semua", teks, kolom="pengali")]
    assert hasil("pengali-lain", paket(unsur=unsur("waktu"), klaim=cetak)) == ditemukan


@menguji("bobot-dibulatkan")
@pytest.mark.parametrize(
    ("banyak", "teks", "salah"),
    [(10, "0,1", False), (10, "0,10", False), (9, "0,11", True), (10, "0,11", True)],
)
def test_printed_weights_add_up_to_one(banyak: int, teks: str, salah: bool) -> None:
    isi = paket(
        unsur=unsur(*SEMBILAN, "maklumat")[:banyak], klaim=[klaim("bobot", "ikm_unsur", "semua", teks)]
    )
    assert bool(cari("bobot-dibulatkan", isi)) is salah


@menguji("bobot-dibulatkan")
@pytest.mark.parametrize(
    ("teks", "ditemukan"), [("0,70", []), ("0,7", []), ("0,60", [("waktu", "0.6", "0.7")])]
)
def test_an_unsur_with_a_weight_of_its_own_is_held_against_that(teks: str, ditemukan: list[Any]) -> None:
    cetak = [klaim("bobot", "ikm_unsur", "waktu", teks)]
    dua = unsur("waktu", bobot=0.7) + unsur("biaya", bobot=0.3)
    assert hasil("bobot-dibulatkan", paket(unsur=dua, klaim=cetak)) == ditemukan


@menguji("sampel-kurang")
@pytest.mark.parametrize(("populasi", "salah"), [(300, False), (320, True), (None, False)])
def test_169_people_are_enough_for_300(populasi: int | None, salah: bool) -> None:
    # Krejcie & Morgan (1970): 169 of 300, 175 of 320
    isi = paket(**survei(waktu=(500, 169)), ikm_survei=[{"periode": "2020", "populasi": populasi}])
    assert hasil("sampel-kurang", isi) == ([("2020", "169", "175")] if salah else [])


@menguji("populasi-kosong")
def test_a_survey_without_its_population() -> None:
    isi = paket(ikm_survei=[{"periode": "Semester 1"}, {"periode": "Semester 2", "populasi": 300}])
    assert [c.kunci for c in cari("populasi-kosong", isi)] == ["Semester_1"]


@menguji("aturan-mutu-lain")
@pytest.mark.parametrize(
    ("teks", "tahun", "salah"),
    [("1,00–2,5996", 2020, False), ("1,00 - 1,75", 2020, True), ("1,00 - 1,75", 2016, False)],
)
def test_bands_of_a_rule_that_no_longer_holds(teks: str, tahun: int, salah: bool) -> None:
    isi = paket(tahun, klaim=[klaim("pita", "ikm_unsur", "pita/1", teks)])
    assert [c.dihitung for c in cari("aturan-mutu-lain", isi, tahun)] == (
        ["PermenPANRB 14/2017"] if salah else []
    )


@menguji("mutu-keliru")
@pytest.mark.parametrize(
    ("mutu", "kinerja", "ditemukan"),
    [
        ("C", "Kurang Baik", []),
        ("B", "Kurang baik", [("semua", "B", "C")]),
        ("B", "Baik", [("semua", "B", "C")]),  # one band, told once
        ("C", "Baik", [("semua", "Baik", "Kurang baik")]),
    ],
)
def test_the_quality_of_an_index_of_75(mutu: str, kinerja: str, ditemukan: list[Any]) -> None:
    # 65,00–76,60 is C, Kurang baik
    cetak = [klaim("mutu", "ikm_unsur", "semua", mutu), klaim("kinerja", "ikm_unsur", "semua", kinerja)]
    isi = paket(**survei(waktu=(300, 100)), klaim=cetak)
    assert hasil("mutu-keliru", isi) == ditemukan


@menguji("kelas-keliru")
@pytest.mark.parametrize(
    ("jenis", "kolom", "teks", "harus"),
    [
        ("mutu", "mutu", "C", ""),
        ("mutu", "mutu", "B", "C"),
        ("kinerja", "kinerja", "KURANG BAIK", ""),
        ("kinerja", "kinerja", "Baik", "Kurang baik"),
        ("pita", "nilai_persepsi", "2", ""),
        ("pita", "nilai_persepsi", "3", "2"),
        ("pita", "pita", "2,60 - 3,064", ""),
        ("pita", "pita", "3,0644–3,532", "2,60–3,064"),
        ("pita", "urutan", "3", ""),
    ],
)
def test_the_class_of_a_printed_nrr_of_3_06(jenis: str, kolom: str, teks: str, harus: str) -> None:
    # 3,06 × 25 = 76,50: C
    cetak = [
        klaim("nrr", "ikm_unsur", "waktu", "3,06"),
        klaim(jenis, "ikm_unsur", "waktu", teks, kolom=kolom, basis=CETAK),
    ]
    isi = paket(unsur=unsur("waktu"), klaim=cetak)
    assert [c.dihitung for c in cari("kelas-keliru", isi)] == ([harus] if harus else [])


@menguji("kelas-keliru")
@pytest.mark.parametrize(
    ("kolom", "teks", "salah"),
    [("pita_konversi", "25–64,99", False), ("pita_konversi", "25,00–65,00", True), ("mutu", "C", True)],
)
def test_a_row_of_the_printed_table_of_bands(kolom: str, teks: str, salah: bool) -> None:
    isi = paket(
        klaim=[klaim("mutu" if kolom == "mutu" else "pita", "ikm_unsur", "pita/1", teks, kolom=kolom)]
    )
    assert bool(cari("kelas-keliru", isi)) is salah


DUA_NRR = [klaim("nrr", "ikm_unsur", "waktu", "2,95"), klaim("nrr", "ikm_unsur", "biaya", "3,10")]


@menguji("nama-unsur-ekstrem")
@pytest.mark.parametrize(
    ("jenis", "kunci", "ditemukan"),
    [
        ("unsur_tertinggi", "biaya", []),
        ("unsur_tertinggi", "waktu", [("semua", "Waktu pelayanan", "Biaya pelayanan")]),
        ("unsur_terendah", "waktu", []),
        ("unsur_terendah", "biaya", [("semua", "Biaya pelayanan", "Waktu pelayanan")]),
    ],
)
def test_the_named_highest_and_lowest_unsur(jenis: str, kunci: str, ditemukan: list[Any]) -> None:
    cetak = [*DUA_NRR, klaim(jenis, "ikm_unsur", kunci, kunci, kolom="unsur", basis=CETAK)]
    assert hasil("nama-unsur-ekstrem", paket(unsur=unsur("waktu", "biaya"), klaim=cetak)) == ditemukan


@menguji("nama-unsur-ekstrem")
def test_either_of_two_equal_unsur_may_be_named() -> None:
    cetak = [klaim("unsur_tertinggi", "ikm_unsur", k, k, kolom="unsur") for k in ("waktu", "biaya", "produk")]
    isi = paket(**survei(waktu=(300, 100), biaya=(300, 100), produk=(290, 100)), klaim=cetak)
    assert hasil("nama-unsur-ekstrem", isi) == [
        ("semua", "Produk pelayanan", "Biaya pelayanan dan Waktu pelayanan")
    ]


@menguji("nama-unsur-ekstrem")
@pytest.mark.parametrize(("waktu", "benar"), [(844, True), (944, False)])
def test_a_name_that_only_the_printed_values_contradict_is_said_to_be_right(waktu: int, benar: bool) -> None:
    cetak = [
        klaim("nrr", "ikm_unsur", "waktu", "2,95"),
        klaim("nrr", "ikm_unsur", "biaya", "2,89"),
        klaim("unsur_terendah", "ikm_unsur", "waktu", "waktu", kolom="unsur", basis=CETAK),
    ]
    isi = paket(**survei(waktu=(waktu, 300), biaya=(868, 300)), klaim=cetak)
    (satu,) = cari("nama-unsur-ekstrem", isi)
    assert satu.sebutan == "Unsur terendah menurut NRR tercetak"
    assert satu.rumus == "NRR tercetak terendah, 2,89"
    assert ("unsur ini memang yang terendah" in satu.keterangan) is benar


@menguji("nilai-unsur-ekstrem")
@pytest.mark.parametrize(
    ("jenis", "teks", "ditemukan"),
    [
        ("unsur_tertinggi", "3,10", []),
        ("unsur_tertinggi", "3,1", []),
        ("unsur_tertinggi", "3,15", [("semua", "3.15", "3.1")]),
        ("unsur_terendah", "2,94", [("semua", "2.94", "2.95")]),
    ],
)
def test_the_stated_highest_and_lowest_value(jenis: str, teks: str, ditemukan: list[Any]) -> None:
    cetak = [*DUA_NRR, klaim(jenis, "ikm_unsur", "semua", teks, kolom="nrr", basis=CETAK)]
    assert hasil("nilai-unsur-ekstrem", paket(unsur=unsur("waktu", "biaya"), klaim=cetak)) == ditemukan


@menguji("unsur-wajib-tidak-ada")
def test_an_obligatory_unsur_that_nobody_is_asked_about() -> None:
    assert not cari("unsur-wajib-tidak-ada", paket(unsur=unsur(*SEMBILAN)))
    (satu,) = cari("unsur-wajib-tidak-ada", paket(unsur=unsur(*SEMBILAN[:-1], "maklumat")))
    assert satu.dihitung == "sarana"
    assert not cari("unsur-wajib-tidak-ada", paket())


# -- Jumlah dan rincian ------------------------------------------------------------------------------


def orang(unit: str, dimensi: str, kategori: str, sub: str, n: int) -> Isi:
    return {"unit": unit, "dimensi": dimensi, "kategori": kategori, "subkategori": sub, "jumlah": n}


PEGAWAI = [
    orang("satu", "golongan", "Gol III", "L", 3),
    orang("satu", "golongan", "TKK/TKS", "P", 2),
    orang("dua", "golongan", "Gol IV", "P", 4),
]


@menguji("jumlah-keliru")
@pytest.mark.parametrize(
    ("kunci", "teks", "harus"),
    [
        ("satu/golongan", "5", ""),
        ("satu/golongan", "6", "5"),
        ("semua/golongan", "9", ""),
        ("semua/golongan/PNS", "7", ""),
        ("semua/golongan/PNS", "9", "7"),
        ("semua/golongan/Gol_III/L", "3", ""),
        ("semua/golongan/Gol_I/L", "0", ""),
        ("semua/golongan/Gol_I/L", "1", "0"),
        ("semua/pendidikan", "9", ""),
    ],
)
def test_printed_numbers_of_people(kunci: str, teks: str, harus: str) -> None:
    isi = paket(sdm=PEGAWAI, klaim=[klaim("jumlah", "sdm", kunci, teks)])
    assert [_teks(c.dihitung) for c in cari("jumlah-keliru", isi)] == ([harus] if harus else [])


@menguji("jumlah-keliru")
@pytest.mark.parametrize(
    ("jenis", "tabel", "kunci", "kolom", "teks", "harus"),
    [
        ("jumlah", "aset", "tanah", "nilai", "Rp 300", ""),
        ("jumlah", "aset", "tanah", "nilai", "Rp 301", "300"),
        ("jumlah", "aset", "semua", "nilai", "350", ""),  # one building has no value: at least 300
        ("jumlah", "aset", "semua", "nilai", "299", "300"),
        ("jumlah", "aset", "semua", "luas", "60,5", ""),
        ("jumlah", "aset", "tanah", "nama", "3", ""),
        ("sisa", "anggaran", "total", "sisa", "200", ""),
        ("sisa", "anggaran", "total", "sisa", "150", "200"),
    ],
)
def test_printed_sums_of_property_and_money(
    jenis: str, tabel: str, kunci: str, kolom: str, teks: str, harus: str
) -> None:
    aset = [
        {"jenis": "tanah", "urutan": 1, "nama": "A", "luas": 20.5, "nilai": 100},
        {"jenis": "tanah", "urutan": 2, "nama": "B", "luas": 30, "nilai": 200},
        {"jenis": "bangunan", "urutan": 1, "nama": "C", "luas": 10},
    ]
    isi = paket(
        aset=aset, anggaran=[uang("total", 800, 600)], klaim=[klaim(jenis, tabel, kunci, teks, kolom=kolom)]
    )
    assert [_teks(c.dihitung) for c in cari("jumlah-keliru", isi)] == ([harus] if harus else [])


def anggaran_2020(**ganti: int) -> list[Isi]:
    """Return a budget of two programs, one of them with its two kegiatan: 300 + 700 = 1.000."""
    n = {"total": 1000, "BTL": 300, "BL": 700, "p1": 500, "p2": 200, "k11": 350, "k12": 150, **ganti}
    return [
        uang("total", n["total"], 1),
        uang("kelompok", n["BTL"], 1, kelompok="BTL"),
        uang("kelompok", n["BL"], 1, kelompok="BL"),
        uang("program", n["p1"], 1, kelompok="BL", kode_program="1"),
        uang("program", n["p2"], 1, kelompok="BL", kode_program="2"),
        uang("kegiatan", n["k11"], 1, kelompok="BL", kode_program="1", kode_kegiatan="1.1"),
        uang("kegiatan", n["k12"], 1, kelompok="BL", kode_program="1", kode_kegiatan="1.2"),
    ]


def dinas_2020(anggaran: list[Isi], **lain: list[Isi]) -> Paket:
    """Return two programs with three kegiatan and a budget; what was spent is left out."""
    baris = [{**satu, "realisasi": None} for satu in anggaran]
    semua = [kegiatan("1.1"), kegiatan("1.2", "Lain"), kegiatan("2.1", "Ketiga")]
    return paket(program=[program("1"), program("2")], kegiatan=semua, anggaran=baris, **lain)


@menguji("anggaran-tidak-menutup")
@pytest.mark.parametrize(
    ("ganti", "ditemukan"),
    [
        ({}, []),
        ({"total": 1001}, [("total", "1001", "1000")]),
        ({"BTL": 299}, [("total", "1000", "999")]),
        ({"p2": 199}, [("BL", "700", "699")]),
        ({"p2": 201}, [("BL", "700", "701")]),
        ({"k12": 151}, [("program/1", "500", "501")]),
        ({"k12": 149}, [("program/1", "500", "499")]),
    ],
)
def test_the_parts_of_a_budget_close(ganti: dict[str, int], ditemukan: list[Any]) -> None:
    assert hasil("anggaran-tidak-menutup", dinas_2020(anggaran_2020(**ganti))) == ditemukan


@menguji("anggaran-tidak-menutup")
def test_parts_that_are_not_all_listed_need_not_close_but_must_not_exceed() -> None:
    sebagian = anggaran_2020()[:-1]
    assert not cari("anggaran-tidak-menutup", dinas_2020(sebagian))
    lebih = [*sebagian[:-1], {**sebagian[-1], "pagu_perubahan": 501}]
    assert hasil("anggaran-tidak-menutup", dinas_2020(lebih)) == [("program/1", "500", "501")]


@menguji("anggaran-belum-dirinci")
def test_what_the_listed_kegiatan_leave_over() -> None:
    # Of program 2 no kegiatan is listed at all.
    assert hasil("anggaran-belum-dirinci", dinas_2020(anggaran_2020())) == [("program/2", "200", "0")]
    assert hasil("anggaran-belum-dirinci", dinas_2020(anggaran_2020()[:-1])) == [
        ("program/1", "500", "350"),
        ("program/2", "200", "0"),
    ]


@menguji("pengelompokan-pegawai-berbeda")
def test_a_unit_that_numbers_differently_by_another_grouping() -> None:
    jenis_kelamin = [
        orang("satu", "jenis_kelamin", "staf", "L", 5),
        orang("dua", "jenis_kelamin", "staf", "P", 4),
    ]
    assert not cari("pengelompokan-pegawai-berbeda", paket(sdm=[*PEGAWAI, *jenis_kelamin]))
    jenis_kelamin[1]["jumlah"] = 3
    assert hasil("pengelompokan-pegawai-berbeda", paket(sdm=[*PEGAWAI, *jenis_kelamin])) == [
        ("dua/jenis_kelamin", "3", "4")
    ]


@menguji("pengelompokan-pegawai-berbeda")
@pytest.mark.parametrize("urutan", [1, -1])
def test_of_two_groupings_equally_large_the_first_by_name_is_held_to_be_right(urutan: int) -> None:
    silang = [orang("satu", "jenis_kelamin", "staf", "L", 4), orang("dua", "jenis_kelamin", "staf", "P", 5)]
    assert sorted(hasil("pengelompokan-pegawai-berbeda", paket(sdm=[*PEGAWAI, *silang][::urutan]))) == [
        ("dua/jenis_kelamin", "5", "4"),
        ("satu/jenis_kelamin", "4", "5"),
    ]


@menguji("pengelompokan-pegawai-berbeda")
def test_what_most_groupings_come_to_is_held_to_be_right() -> None:
    # 9 by rank and by sex, 19 by education: the last one is wrong, not the two.
    lain = [orang("satu", "jenis_kelamin", "staf", "L", 5), orang("dua", "jenis_kelamin", "staf", "P", 4)]
    salah = [orang("satu", "pendidikan", "S1", "PNS", 5), orang("dua", "pendidikan", "S1", "PNS", 14)]
    isi = paket(sdm=[*PEGAWAI, *lain, *salah])
    assert hasil("pengelompokan-pegawai-berbeda", isi) == [("dua/pendidikan", "14", "4")]


# -- Antar tahun -------------------------------------------------------------------------------------


@menguji("selisih-keliru")
@pytest.mark.parametrize(
    ("teks", "ditemukan"),
    [
        ("(200)", []),
        ("-200", []),
        ("Rp. (200)", []),
        ("200", [("total", "200", "-200")]),
        ("(201)", [("total", "-201", "-200")]),
    ],
)
def test_a_difference_between_years_with_its_sign(teks: str, ditemukan: list[Any]) -> None:
    cetak = [klaim("selisih", "anggaran", "total", teks)]
    isi = paket(anggaran=[uang("total", 800, 1)], lalu=[uang("total", 1000)], klaim=cetak)
    assert hasil("selisih-keliru", isi) == ditemukan


@menguji("arah-keliru")
@pytest.mark.parametrize(
    ("kini", "teks", "harus"),
    [
        (800, "Menurun", ""),
        (800, "naik", "turun"),
        (1200, "meningkat", ""),
        (1000, "naik", "tetap"),
        (1000, "tetap", ""),
        (800, "melonjak", ""),
    ],
)
def test_a_word_of_direction(kini: int, teks: str, harus: str) -> None:
    cetak = [klaim("arah_perubahan", "anggaran", "total", teks)]
    isi = paket(anggaran=[uang("total", kini, 1)], lalu=[uang("total", 1000)], klaim=cetak)
    assert [c.dihitung for c in cari("arah-keliru", isi)] == ([harus] if harus else [])


# -- Nama dan keberadaan -----------------------------------------------------------------------------

NAMA = ("nama-berbeda", "nama-berlainan-isi", "salah-ketik")


@menguji(*NAMA)
@pytest.mark.parametrize(
    ("teks", "uji"),
    [
        ("Kegiatan PEMBINAAN usaha  kecil.", ""),
        ("Pembinaan Usaha Kecil", ""),
        ("Pembinaan Usaha Kecl", "salah-ketik"),
        ("Pembinaan Usaha Kecil dan Menengah Daerah", "nama-berbeda"),
        ("Pengadaan Kendaraan Dinas", "nama-berlainan-isi"),
    ],
)
def test_a_name_is_printed_as_the_data_have_it(teks: str, uji: str) -> None:
    isi = paket(
        program=[program()],
        kegiatan=[kegiatan("1.1", "Pembinaan Usaha Kecil")],
        klaim=[klaim("nama", "kegiatan", "1.1", teks)],
    )
    assert [u for u in NAMA if cari(u, isi)] == ([uji] if uji else [])


@menguji("nama-berbeda")
def test_a_name_of_the_renstra() -> None:
    cetak = [
        klaim("nama", "renstra", "S1", teks, kolom="sasaran")
        for teks in ("Sasaran Satu", "Sasaran satu daerah")
    ]
    assert hasil("nama-berbeda", paket(renstra=[renstra()], klaim=cetak)) == [
        ("S1", "Sasaran satu daerah", "Sasaran satu")
    ]


@menguji("hanya-di-satu-tempat")
@pytest.mark.parametrize(
    ("tabel", "kunci", "kolom", "teks", "salah"),
    [
        ("program", "1", "nama", "Tata Kelola", False),
        ("program", "9", "nama", "Tata Kelola", True),
        ("indikator", "S1-A", "nama", "Nilai", False),
        ("indikator", "S9-X", "nama", "Nilai", True),
        ("kegiatan", "9.9", "nama", "Bina Usaha", True),
        ("kegiatan", "program/1", "rencana", "bina usaha", False),
        ("kegiatan", "program/1", "rencana", "Pengadaan Kantor", True),
        ("renstra", "T1", "tujuan", "Tujuan satu", False),
        ("renstra", "T9", "tujuan", "Tujuan lain", True),
        ("unsur", "x", "nama", "Unsur", False),
    ],
)
def test_what_only_one_part_of_the_document_has(
    tabel: str, kunci: str, kolom: str, teks: str, salah: bool
) -> None:
    isi = paket(
        program=[program()],
        kegiatan=[kegiatan()],
        indikator=[indikator()],
        renstra=[renstra()],
        klaim=[klaim("nama", tabel, kunci, teks, kolom=kolom)],
    )
    assert bool(cari("hanya-di-satu-tempat", isi)) is salah


@menguji("hanya-di-satu-tempat")
def test_a_target_of_an_indicator_that_is_nowhere_else() -> None:
    cetak = [klaim("target", "indikator", kode, "5") for kode in ("S1-A", "S9-X")]
    assert hasil("hanya-di-satu-tempat", paket(indikator=[indikator()], klaim=cetak)) == [
        ("S9-X", "S9-X", "")
    ]


@menguji("kegiatan-menjadi-tolok-ukur")
@pytest.mark.parametrize(
    ("teks", "salah"),
    [
        ("penyusunan neraca", True),
        ("Bina Usaha", False),
        ("Pameran Produk Daerah", False),
        ("Penyusunan Naraca", False),  # a kegiatan's own name, a letter away from a tolok ukur
    ],
)
def test_a_planned_kegiatan_that_is_a_tolok_ukur_of_another(teks: str, salah: bool) -> None:
    nama = {"1.1.1": "Penyusunan Neraca", "2.1.1": "Pameran Produk Daerah"}
    isi = paket(
        program=[program("1"), program("2")],
        kegiatan=[kegiatan("1.1"), kegiatan("1.2", "Penyusunan Naraca"), kegiatan("2.1", "Lain")],
        tolok_ukur=[tolok_ukur(kode, nama=satu) for kode, satu in nama.items()],
        klaim=[klaim("nama", "kegiatan", "program/1", teks, kolom="rencana")],
    )
    assert bool(cari("kegiatan-menjadi-tolok-ukur", isi)) is salah


@menguji("di-luar-rencana")
def test_a_kegiatan_that_the_printed_plan_of_its_program_lacks() -> None:
    semua = [
        kegiatan("1.1", "Bina Usaha"),
        kegiatan("1.2", "Pameran"),
        kegiatan("1.3", "Pelatihan"),
        kegiatan("2.1", "Lain"),
    ]
    cetak = [
        klaim("nama", "kegiatan", "program/1", "BINA USAHA", kolom="rencana"),
        klaim("nama", "kegiatan", "1.2", "Pameran Dagang", kolom="rencana"),
    ]
    isi = paket(program=[program("1"), program("2")], kegiatan=semua, klaim=cetak)
    assert hasil("di-luar-rencana", isi) == [("1.3", "Pelatihan", "")]
    (satu,) = cari("di-luar-rencana", isi)
    assert [(s.berkas, s.baris) for s in satu.asal.sel] == [
        ("kegiatan.csv", 4),
        ("klaim.csv", 2),
        ("klaim.csv", 3),
    ]


@menguji("di-dua-program")
@pytest.mark.parametrize(("teks", "salah"), [("Program Tata Kelola", False), ("Usaha Kecil", True)])
def test_a_kegiatan_printed_under_another_program(teks: str, salah: bool) -> None:
    isi = paket(
        program=[program("1"), program("2")],
        kegiatan=[kegiatan("1.1")],
        klaim=[klaim("nama", "kegiatan", "1.1", teks, kolom="kode_program")],
    )
    assert bool(cari("di-dua-program", isi)) is salah


# -- Cacah dan terbilang -----------------------------------------------------------------------------


@menguji("cacah-keliru")
@pytest.mark.parametrize(
    ("tabel", "kunci", "kolom", "benar", "salah", "harus"),
    [
        ("program", "semua", "cacah", "2", "3", "2"),
        ("kegiatan", "semua", "cacah", "dua", "tiga", "2"),
        ("kegiatan", "program/1", "cacah", "1", "2", "1"),
        ("unsur", "semua", "cacah", "9", "14", "9"),
        ("ikm_unsur", "semua", "pita", "4", "5", "4"),
        ("organisasi", "semua", "unit", "2", "3", "2"),
        ("organisasi", "semua", "jabatan", "satu", "2", "1"),
        ("aset", "tanah", "cacah", "1", "2", "1"),
        ("sdm", "semua/golongan/PNS", "jumlah", "7", "9", "7"),
        ("indikator", "S1-A", "pembilang", "5", "6", "5"),
        ("indikator", "S1-A", "penyebut", "500", "5.000", "500"),
        ("indikator", "S1-A", "target_jumlah", "200", "20", "200"),  # 40 % of 500
        ("renstra", "2017-2022", "lama", "6", "7", "6"),
        ("renstra", "2017-2022", "lama", "lima", "empat", "6"),
    ],
)
def test_counts_that_sentences_name(
    tabel: str, kunci: str, kolom: str, benar: str, salah: str, harus: str
) -> None:
    fakta = {
        "program": [program("1"), program("1", kode_sasaran="S2"), program("2")],
        "kegiatan": [kegiatan("1.1"), kegiatan("1.1", kode_subkegiatan="1.1.1"), kegiatan("2.1")],
        "unsur": unsur(*SEMBILAN),
        "organisasi": [
            {"kode": "a", "unit": "A", "jabatan": "Kepala"},
            {"kode": "b", "unit": "B"},
            {"kode": "c", "unit": "C", "sampai": 2019},
        ],
        "aset": [{"jenis": "tanah", "urutan": 1, "nama": "A"}],
        "sdm": PEGAWAI,
        "indikator": [indikator(pembilang=5, penyebut=500)],
        "renstra": [renstra(tahun=t) for t in range(2017, 2023)],
    }
    cetak = [klaim("cacah", tabel, kunci, teks, kolom=kolom) for teks in (benar, salah)]
    assert [_teks(c.dihitung) for c in cari("cacah-keliru", paket(**fakta, klaim=cetak))] == [harus]


@menguji("cacah-keliru")
def test_a_plan_named_with_signs_that_are_no_digits_counts_as_named() -> None:
    cetak = [klaim("cacah", "renstra", "²-³", "1", kolom="lama")]
    assert not cari("cacah-keliru", paket(renstra=[renstra()], klaim=cetak))


@menguji("angka-dan-huruf-berbeda")
@pytest.mark.parametrize(
    ("teks", "harus"),
    [
        ("4 (empat)", ""),
        ("4 ( Empat )", ""),
        ("115 (seratus limabelas)", ""),
        ("1.000 (seribu)", ""),
        ("4 (lima)", "empat"),
        ("2,5 (dua setengah)", ""),
    ],
)
def test_a_number_in_digits_and_in_words(teks: str, harus: str) -> None:
    isi = paket(klaim=[klaim("terbilang", "narasi", "umum", teks)])
    assert [c.dihitung for c in cari("angka-dan-huruf-berbeda", isi)] == ([harus] if harus else [])


@menguji("angka-dan-huruf-berbeda")
@pytest.mark.parametrize(
    ("kata", "seksi", "salah"),
    [
        ("enam ratus ribu rupiah", "1.5", False),
        ("enam juta rupiah", "1.5", True),
        ("enam juta rupiah", "1.6", False),
    ],
)
def test_an_amount_in_words_beside_its_digits(kata: str, seksi: str, salah: bool) -> None:
    cetak = [
        klaim("jumlah", "aset", "semua", "Rp 600.000", kolom="nilai", lokasi="1.5 (b. 1)"),
        klaim("terbilang", "aset", "semua", kata, kolom="nilai", lokasi=f"{seksi} (b. 2)"),
    ]
    assert bool(cari("angka-dan-huruf-berbeda", paket(klaim=cetak))) is salah


# -- Rujukan dan bentuk ------------------------------------------------------------------------------


@menguji("angka-cacat")
def test_a_number_that_cannot_be_read_or_is_left_blank() -> None:
    cetak = [
        klaim("nilai_cacat", "aset", "tanah/1", "301.982.00", kolom="nilai"),
        klaim("pagu", "aset", "tanah/2", "5", kolom="nilai"),
    ]
    assert hasil("angka-cacat", paket(klaim=cetak)) == [("tanah/1", "301.982.00", "")]


@menguji("angka-tidak-baku")
@pytest.mark.parametrize(
    ("teks", "salah"),
    [
        ("1.318.304.000", False),
        ("Rp 6.635.000,00", False),
        ("16,67 %", False),
        ("1.250", False),
        ("1,318,304,000", True),
        ("Rp. 202,744,000.00", True),
        ("Rp 1,318,304,-", True),
        ("16.67", True),
        ("16.67 %", True),
        ("5. 922.951.000", True),
    ],
)
def test_numbers_written_the_english_way_or_with_blanks(teks: str, salah: bool) -> None:
    isi = paket(klaim=[klaim("pagu", "anggaran", "total", teks, kolom="pagu_perubahan")])
    assert bool(cari("angka-tidak-baku", isi)) is salah


@menguji("angka-tidak-baku")
@pytest.mark.parametrize(
    ("jenis", "teks", "salah"),
    [("serapan", "85,123%", False), ("nrr", "2,813", False), ("nrr", "2.81", True), ("pagu", "85,123", True)],
)
def test_three_decimals_are_no_thousands_where_a_figure_has_a_fraction(
    jenis: str, teks: str, salah: bool
) -> None:
    isi = paket(klaim=[klaim(jenis, "anggaran", "total", teks)])
    assert bool(cari("angka-tidak-baku", isi)) is salah


@menguji("angka-tidak-baku")
def test_a_section_has_one_finding_on_its_numbers() -> None:
    cetak = [klaim("pagu", "anggaran", "x", "1,000,000", lokasi=f"3.2.2 ({n}) (b. {n})") for n in (1, 2)]
    (satu,) = cari("angka-tidak-baku", paket(klaim=cetak))
    assert (satu.kunci, satu.tempat) == ("format/3.2.2", ("3.2.2 (1) (b. 1)", "3.2.2 (2) (b. 2)"))


@menguji("rujukan-keliru")
@pytest.mark.parametrize(
    ("tabel", "kunci", "teks", "harus"),
    [
        ("aset", "tanah", "pada tabel 4", ""),
        ("aset", "tanah", "Tabel 5", "Tabel 4"),
        ("aset", "semua", "Tabel 5", ""),
        ("aset", "semua", "Tabel 6", "Tabel 4 dan Tabel 5"),
        ("unsur", "biaya", "u2", ""),
        ("unsur", "biaya", "U1", "U2"),
        ("narasi", "umum", "Pasal 89", ""),
        ("narasi", "umum", "Lampiran 1", ""),
        ("narasi", "umum", "Lampiran 2", "tidak ada di dokumen"),
        ("perjanjian_kinerja", "semua", "target Renstra", ""),
    ],
)
def test_a_reference_leads_where_the_thing_is(tabel: str, kunci: str, teks: str, harus: str) -> None:
    fakta = {
        "aset": [
            {"jenis": j, "urutan": 1, "nama": "A", "sumber": f"{t} (b. 9)"}
            for j, t in (("tanah", "Tabel 4"), ("bangunan", "Tabel 5"))
        ],
        "unsur": unsur("waktu", "biaya"),
        "bukti": [
            {"kode_indikator": "S1-A", "dokumen": "Surat", "sumber": "Lampiran 1 (b. 1)"},
            {"kode_indikator": "S1-A", "dokumen": "SK", "sumber": "Lampiran 20 (b. 2)"},
        ],
    }
    isi = paket(**fakta, klaim=[klaim("rujukan", tabel, kunci, teks)])
    assert [c.dihitung for c in cari("rujukan-keliru", isi)] == ([harus] if harus else [])


@menguji("nomor-indikator-lain")
@pytest.mark.parametrize(("teks", "harus"), [("1.1.", ""), ("1.2", "1.1")])
def test_the_number_before_an_indicator_is_that_of_its_strategy(teks: str, harus: str) -> None:
    strategi = [
        {"kode_sasaran": "S1", "kode_strategi": "1.1", "kode_arah": "1"},
        {"kode_sasaran": "S2", "kode_strategi": "1.2", "kode_arah": "2"},
    ]
    isi = paket(
        indikator=[indikator()],
        strategi=strategi,
        klaim=[klaim("rujukan", "indikator", "S1-A", teks, kolom="nomor")],
    )
    assert [c.dihitung for c in cari("nomor-indikator-lain", isi)] == ([harus] if harus else [])


def kutipan(*teks: str) -> Paket:
    return paket(klaim=[klaim("peraturan", "narasi", "dasar_hukum", satu) for satu in teks])


@menguji("peraturan-berbeda")
def test_a_regulation_cited_under_two_kinds_or_numbers() -> None:
    sama = (
        "Peraturan Daerah Nomor 83 Tahun 2016 tentang Organisasi",
        "Perda No. 083 Tahun 2016 tentang organisasi",
    )
    jenis = ("Peraturan Daerah Nomor 83 Tahun 2016", "Peraturan Gubernur Nomor 83 Tahun 2016")
    nomor = (
        "Peraturan Daerah Nomor 83 Tahun 2016 tentang Organisasi",
        "Peraturan Daerah Nomor 38 Tahun 2016 tentang Organisasi",
    )
    lain = (
        "Peraturan Daerah Nomor 83 Tahun 2016 tentang Organisasi",
        "Peraturan Daerah Nomor 84 Tahun 2016 tentang Retribusi",
    )
    assert not cari("peraturan-berbeda", kutipan(*sama)) + cari("peraturan-berbeda", kutipan(*lain))
    assert hasil("peraturan-berbeda", kutipan(*jenis)) == [("dasar_hukum", "Pergub 83/2016", "Perda 83/2016")]
    assert hasil("peraturan-berbeda", kutipan(*nomor)) == [("dasar_hukum", "Perda 38/2016", "Perda 83/2016")]


@menguji("nomor-peraturan-diragukan")
@pytest.mark.parametrize(
    ("teks", "harus"),
    [
        ("Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah", ""),
        ("Peraturan Pemerintah Nomor 18 Tahun 2018 tentang Perangkat Daerah", "PP 18/2016"),
        ("Peraturan Daerah Nomor 5 Tahun 2018 tentang Perangkat Daerah", ""),
        ("Peraturan Pemerintah tentang Perangkat Daerah", ""),
    ],
)
def test_a_title_known_under_another_number(teks: str, harus: str) -> None:
    assert [c.dihitung for c in cari("nomor-peraturan-diragukan", kutipan(teks))] == (
        [harus] if harus else []
    )


@menguji("tahun-ke-keliru")
@pytest.mark.parametrize(
    ("teks", "salah"),
    [
        ("Tahun Keempat", False),
        ("tahun ke-4", False),
        ("tahun kedua", True),
        ("tahun ke-3", True),
        ("tahun terakhir", False),
    ],
)
def test_2020_is_the_fourth_year_of_2017_to_2022(teks: str, salah: bool) -> None:
    isi = paket(
        renstra=[renstra(tahun=t) for t in range(2017, 2023)],
        klaim=[klaim("tahun_ke", "renstra", "2017-2022", teks)],
    )
    assert [c.dihitung for c in cari("tahun-ke-keliru", isi)] == (["tahun keempat"] if salah else [])


# -- Kelengkapan -------------------------------------------------------------------------------------


@menguji("realisasi-kosong")
def test_a_target_without_a_realisasi() -> None:
    isi = paket(
        indikator=[
            indikator("S1-A", realisasi=None),
            indikator("S1-B", target_awal=None, target_bawah=2, target_atas=3, realisasi=None),
            indikator("S1-C", target_awal=None, realisasi=None),
            indikator("S1-D", realisasi=0),
        ],
        tolok_ukur=[tolok_ukur("1.1.1", realisasi=None), tolok_ukur("1.1.2")],
    )
    assert [c.kunci for c in cari("realisasi-kosong", isi)] == ["S1-A", "S1-B", "1.1.1"]


@menguji("target-kosong")
def test_a_realisasi_without_a_target() -> None:
    isi = paket(
        indikator=[
            indikator("S1-A", target_awal=None),
            indikator("S1-B", target_awal=None, target_perubahan=5),
        ],
        tolok_ukur=[
            tolok_ukur("1.1.1", target_awal=None),
            tolok_ukur("1.1.2", target_awal=None, realisasi=None),
        ],
    )
    assert [c.kunci for c in cari("target-kosong", isi)] == ["S1-A", "1.1.1"]


@menguji("indikator-renstra-hilang")
def test_a_renstra_indicator_that_is_not_reported() -> None:
    rencana = [renstra("S1-A"), renstra("S1-B"), renstra("S1-C", target=None), renstra("S1-D", 2021)]
    assert [
        c.kunci for c in cari("indikator-renstra-hilang", paket(indikator=[indikator()], renstra=rencana))
    ] == ["S1-B/2020"]
    assert not cari("indikator-renstra-hilang", paket(renstra=rencana))


@menguji("indikator-pk-hilang")
def test_an_agreed_indicator_that_is_not_reported() -> None:
    janji = [
        {"kode_indikator": "S1-A", "target": 1},
        {"kode_indikator": "S9-X", "target": 1},
        {"kode_program": "1", "anggaran": 5},
    ]
    assert [
        c.kunci for c in cari("indikator-pk-hilang", paket(indikator=[indikator()], perjanjian_kinerja=janji))
    ] == ["S9-X"]


@menguji("program-tanpa-anggaran")
def test_a_program_without_money_where_others_have_some() -> None:
    semua = [program("1"), program("2")]
    assert [
        c.kunci
        for c in cari(
            "program-tanpa-anggaran", paket(program=semua, anggaran=[uang("program", 5, 1, kode_program="1")])
        )
    ] == ["2"]
    assert not cari("program-tanpa-anggaran", paket(program=semua, anggaran=[uang("total", 5, 1)]))


@menguji("program-tanpa-indikator")
def test_a_program_without_an_indicator_where_others_have_one() -> None:
    semua = [program("1"), program("2")]
    punya = [indikator("P1-A", level="program", kode_induk="1")]
    assert [c.kunci for c in cari("program-tanpa-indikator", paket(program=semua, indikator=punya))] == ["2"]
    assert not cari("program-tanpa-indikator", paket(program=semua, indikator=[indikator()]))


@menguji("kegiatan-tanpa-tolok-ukur")
def test_a_kegiatan_without_a_tolok_ukur_where_others_have_one() -> None:
    semua = [kegiatan("1.1"), kegiatan("1.1", kode_subkegiatan="1.1.1"), kegiatan("1.2")]
    assert [
        c.kunci for c in cari("kegiatan-tanpa-tolok-ukur", paket(kegiatan=semua, tolok_ukur=[tolok_ukur()]))
    ] == ["1.2"]
    assert not cari("kegiatan-tanpa-tolok-ukur", paket(kegiatan=semua))


@menguji("aset-tidak-lengkap")
def test_property_of_which_some_lack_a_value() -> None:
    aset = [
        {"jenis": "tanah", "urutan": n, "nama": "A", "nilai": nilai} for n, nilai in ((1, 100), (2, None))
    ]
    # No area at all is a table without that column, not a gap in it.
    assert [(c.kunci, c.kolom) for c in cari("aset-tidak-lengkap", paket(aset=aset))] == [("tanah", "nilai")]


@menguji("permasalahan-tanpa-solusi")
@pytest.mark.parametrize(
    ("masalah", "solusi", "kurang"),
    [
        ((("", 1), ("", 2)), (("", 1),), 1),
        ((("", 1),), (("", 1), ("", 2)), 0),
        ((("A", 1), ("B", 2)), (("B", 1), ("B", 2)), 1),
    ],
)
def test_problems_that_no_solution_answers(masalah: Any, solusi: Any, kurang: int) -> None:
    baris = [
        {"bidang": "satu;dua", "jenis": jenis, "urutan": n, "uraian": "x", "pasangan": pasangan}
        for jenis, isi in (("permasalahan", masalah), ("solusi", solusi))
        for pasangan, n in isi
    ]
    ada = cari("permasalahan-tanpa-solusi", paket(permasalahan_solusi=baris))
    assert [(c.kunci, c.tercetak - c.dihitung, c.bidang) for c in ada] == (
        [("satu+dua", kurang, ("satu", "dua"))] if kurang else []
    )


# -- Kewajaran ---------------------------------------------------------------------------------------


@menguji("realisasi-jauh-di-atas-target")
def test_a_result_far_above_its_target() -> None:
    isi = paket(
        indikator=[
            indikator("S1-A", target_awal=2, realisasi=3),
            indikator("S1-B", arah="turun", target_awal=2, realisasi=9),
        ],
        tolok_ukur=[tolok_ukur("1.1.1", target_awal=2, realisasi=3.1)],
    )
    # 3 / 2 is 150 % sharp
    assert hasil("realisasi-jauh-di-atas-target", isi) == [("1.1.1", "155", "")]


@menguji("dana-habis-keluaran-sedikit")
@pytest.mark.parametrize(("habis", "realisasi", "salah"), [(95, 4, True), (94, 4, False), (95, 5, False)])
def test_money_spent_for_less_than_half_of_the_output(habis: int, realisasi: int, salah: bool) -> None:
    dana = [uang("kegiatan", 100, habis, kode_program="1", kode_kegiatan="1.1")]
    isi = paket(
        program=[program()],
        kegiatan=[kegiatan()],
        tolok_ukur=[tolok_ukur(target_awal=10, realisasi=realisasi)],
        anggaran=dana,
    )
    assert [c.kunci for c in cari("dana-habis-keluaran-sedikit", isi)] == (["1.1"] if salah else [])


@menguji("keluaran-tanpa-dana")
@pytest.mark.parametrize(("habis", "realisasi", "salah"), [(100, 5, True), (99, 5, False), (100, 0, False)])
def test_output_of_a_kegiatan_that_no_money_is_left_for(habis: int, realisasi: int, salah: bool) -> None:
    dana = [
        uang("program", 200, 100, kode_program="1"),
        uang("kegiatan", 100, habis, kode_program="1", kode_kegiatan="1.1"),
    ]
    isi = paket(
        program=[program()],
        kegiatan=[kegiatan("1.1"), kegiatan("1.2")],
        tolok_ukur=[tolok_ukur("1.1.1"), tolok_ukur("1.2.1", realisasi=realisasi)],
        anggaran=dana,
    )
    assert [c.kunci for c in cari("keluaran-tanpa-dana", isi)] == (["1.2"] if salah else [])


# -- Klaim yang tidak teruji -------------------------------------------------------------------------


@menguji("klaim-tidak-diuji")
@pytest.mark.parametrize(
    ("jenis", "tabel", "kunci", "teks", "salah"),
    [
        ("serapan", "anggaran", "program/1", "50", False),
        ("serapan", "anggaran", "program/9", "50", True),
        ("capaian", "tolok_ukur", "1.1.1", "27,78", False),
        ("capaian", "tolok_ukur", "1.1.9", "27,78", True),
        ("capaian", "tolok_ukur", "1.1.1", "dua puluh tujuh", True),
        ("jumlah", "sdm", "semua/golongan/Gol_I", "0", False),
        ("nrr", "ikm_unsur", "waktu", "3,00", True),  # no survey
        ("nama", "tolok_ukur", "1.1.9", "Dokumen", False),
        ("peraturan", "narasi", "umum", "Perda Nomor 1 Tahun 2016", False),
    ],
)
def test_a_claim_that_no_rule_could_compare(
    jenis: str, tabel: str, kunci: str, teks: str, salah: bool
) -> None:
    isi = paket(
        program=[program()],
        tolok_ukur=[tolok_ukur()],
        anggaran=[uang("program", 500, 250, kode_program="1")],
        sdm=PEGAWAI,
        klaim=[klaim(jenis, tabel, kunci, teks)],
    )
    catatan = konsistensi.periksa(isi, 2020)
    assert list(catatan.loc[catatan["uji"] == "klaim-tidak-diuji", "kunci"]) == ([kunci] if salah else [])


# -- the whole check ---------------------------------------------------------------------------------


def test_every_rule_has_a_test() -> None:
    assert set(ATURAN) - DIUJI == set()
    assert DIUJI - set(ATURAN) == set()


def dua_salah(**lain: Any) -> Paket:
    """Return a package with a grave finding of bidang satu, one of bidang dua, and one of the survey."""
    return paket(
        program=[program("1"), program("2")],
        kegiatan=[kegiatan("1.1"), kegiatan("2.1", "Lain")],
        tolok_ukur=[tolok_ukur("1.1.1"), tolok_ukur("2.1.1", realisasi=None)],
        ikm_survei=[{"periode": "2020"}],
        klaim=[klaim("capaian", "tolok_ukur", "1.1.1", "100", **lain)],
    )


def test_findings_come_gravest_first() -> None:
    catatan = konsistensi.periksa(dua_salah(), 2020)
    assert list(zip(catatan["keparahan"], catatan["uji"], strict=True)) == [
        ("tinggi", "persentase-keliru"),
        ("sedang", "realisasi-kosong"),
        ("rendah", "populasi-kosong"),
    ]
    assert KEPARAHAN == ("tinggi", "sedang", "rendah", "info")


def test_the_severities_are_counted_and_chosen() -> None:
    catatan = konsistensi.periksa(dua_salah(), 2020)
    assert konsistensi.cacah(catatan) == {"tinggi": 1, "sedang": 1, "rendah": 1, "info": 0}
    assert list(konsistensi.cacah(catatan)) == list(KEPARAHAN)
    assert list(konsistensi.mencapai(catatan, "sedang")["uji"]) == ["persentase-keliru", "realisasi-kosong"]
    assert len(konsistensi.mencapai(catatan, "info")) == 3


@pytest.mark.parametrize(
    ("bidang", "uji"),
    [
        (None, {"persentase-keliru", "realisasi-kosong", "populasi-kosong"}),
        ("dinas", {"persentase-keliru", "realisasi-kosong", "populasi-kosong"}),
        ("satu", {"persentase-keliru"}),
        ("dua", {"realisasi-kosong"}),
    ],
)
def test_a_bidang_sees_what_concerns_it(bidang: str | None, uji: set[str]) -> None:
    catatan = konsistensi.periksa(dua_salah(), 2020, bidang=bidang)
    assert uji <= set(catatan["uji"]) <= uji | {"populasi-kosong"}


def test_a_finding_tells_what_it_found_and_where() -> None:
    satu = konsistensi.periksa(dua_salah(satuan="%"), 2020).iloc[0]
    assert satu["sebutan"] == "Tolok ukur 1.1.1 Dokumen 1.1.1"
    assert (satu["tercetak"], satu["dihitung"], satu["selisih"]) == (100, Decimal("27.78"), Decimal("72.22"))
    assert (satu["rumus"], satu["satuan"], satu["tempat"]) == ("5 / 18 × 100", "persen", ("3.1 (b. 1)",))
    assert [str(s) for s in satu["asal"].sel] == [
        "klaim.csv baris 2 (K1), kolom nilai_tercetak",
        "tolok_ukur.csv baris 2, kolom realisasi",
        "tolok_ukur.csv baris 2, kolom target_awal",
    ]


def test_the_same_figure_printed_twice_is_one_finding_in_two_places() -> None:
    cetak = [klaim("capaian", "tolok_ukur", "1.1.1", teks) for teks in ("100", "100,00 %")]
    (satu,) = cari("persentase-keliru", paket(tolok_ukur=[tolok_ukur()], klaim=cetak))
    assert satu.tempat == ("3.1 (b. 1)", "3.1 (b. 2)")
    assert [s.baris for s in satu.asal.sel if s.berkas == "klaim.csv"] == [2, 3]


def _id(isi: Paket) -> str:
    return konsistensi.periksa(isi, 2020).iloc[0]["id"]


def test_an_id_stays_when_rows_move_and_changes_when_figures_do() -> None:
    awal = dua_salah()
    geser = awal.tabel("klaim", 2020).assign(asal_baris=99, id="K9", lokasi="9.9 (b. 9)")
    assert _id(_dengan(awal, klaim=geser)) == _id(awal)
    lain = awal.tabel("klaim", 2020).assign(nilai_tercetak="99")
    assert _id(_dengan(awal, klaim=lain)) != _id(awal)
    fakta = awal.tabel("tolok_ukur", 2020).assign(realisasi=[6.0, float("nan")])
    assert _id(_dengan(awal, tolok_ukur=fakta)) != _id(awal)


def _dijawab(*id_: str) -> Paket:
    jawaban = [
        {
            "id": i,
            "status": "diterima",
            "teks": "Akan dibetulkan",
            "oleh": "Kasubbag",
            "tanggal": "2021-02-01",
        }
        for i in id_
    ]
    return _dengan(dua_salah(), tanggapan=rangka("tanggapan", *jawaban, berkas="tanggapan.csv"))


def test_an_answer_stands_beside_its_finding() -> None:
    catatan = konsistensi.periksa(_dijawab(_id(dua_salah())), 2020)
    kolom = ["status", "tanggapan", "oleh", "tanggal"]
    assert list(catatan.loc[0, kolom]) == ["diterima", "Akan dibetulkan", "Kasubbag", "2021-02-01"]
    assert list(catatan.loc[1, kolom]) == ["", "", "", ""]
    assert list(konsistensi.mencapai(catatan, "rendah", tanpa_tanggapan=True)["uji"]) == [
        "realisasi-kosong",
        "populasi-kosong",
    ]


def test_an_answer_whose_finding_is_gone_is_told() -> None:
    isi = _dijawab(_id(dua_salah()), "persentase-keliru-000000")
    (lepas,) = konsistensi.tanggapan_lepas(isi, 2020, list(konsistensi.periksa(isi, 2020)["id"]))
    assert (lepas.id, lepas.status, str(lepas.sel)) == (
        "persentase-keliru-000000",
        "diterima",
        "tanggapan.csv baris 3, kolom id",
    )
    assert konsistensi.tanggapan_lepas(dua_salah(), 2020, []) == ()


def test_a_rule_is_one_function_named_after_it_with_all_that_a_reader_is_told() -> None:
    assert len(ATURAN) == len(DAFTAR)
    for uji in DAFTAR:
        assert uji.id == uji.periksa.__name__.replace("_", "-")
        assert uji.nama
        assert uji.alasan.endswith(".")
        assert uji.rumus
        assert set(uji.perlu) <= set(TABLES)
        assert uji.keparahan in KEPARAHAN


def test_answers_without_any_unsur_make_no_survey() -> None:
    isi = _dengan(paket(klaim=[klaim("nrr", "ikm_unsur", "waktu", "3,00")]), **_jawaban("3"))
    assert list(konsistensi.periksa(isi, 2020)["uji"]) == ["klaim-tidak-diuji"]


@pytest.mark.parametrize("teks", ["9" * 40, "0," + "0" * 40 + "1", "1,1234567"])
def test_a_number_too_long_to_be_one_is_text(teks: str) -> None:
    isi = paket(tolok_ukur=[tolok_ukur()], klaim=[klaim("capaian", "tolok_ukur", "1.1.1", teks)])
    assert list(konsistensi.periksa(isi, 2020)["uji"]) == ["klaim-tidak-diuji"]


def test_figures_of_any_size_are_divided() -> None:
    basis = "target_realisasi_tercetak"
    cetak = [
        klaim("target", "indikator", "X", "0,000001"),
        klaim("realisasi", "indikator", "X", "999.999.999.999.999.999"),
        klaim("capaian", "indikator", "X", "1,123456", basis=basis),
    ]
    assert "persentase-keliru" in set(konsistensi.periksa(paket(klaim=cetak), 2020)["uji"])
