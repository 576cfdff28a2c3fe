"""Anggaran (domain 5): the published table of 3.3, sums, and year on year."""

from fractions import Fraction

import pandas as pd
import pytest
from bantu import BELANJA_TERBIT, rangka
from hypothesis import given
from hypothesis import strategies as st

from lakip_utils.analisis import anggaran
from lakip_utils.asal import bulat
from lakip_utils.aturan import berlaku, struktur_anggaran

SISA = {
    ("total", ""): (2729893687, "15.00"),
    ("kelompok", "BTL"): (320700097, "3.51"),
    ("kelompok", "BL"): (2409193590, "26.62"),
}
# 3.2.3 (b. 2494, 2506, 2518)
KEGIATAN_3 = {"3.1": (194546000, 166836038), "3.2": (92608000, 92608000), "3.3": (10000000, 6635000)}


def baris(
    level: str, kode: str = "", pagu: int | None = None, realisasi: int | None = None, **lain: object
) -> dict[str, object]:
    kolom = {
        "kelompok": "kelompok",
        "rekening": "kode_rekening",
        "program": "kode_program",
        "kegiatan": "kode_kegiatan",
    }
    isi = {"level": level, "uraian": f"{level} {kode}", "pagu_perubahan": pagu, "realisasi": realisasi}
    return {**isi, **({kolom[level]: kode} if kode else {}), **lain}


def terbit() -> pd.DataFrame:
    return anggaran.hitung(
        rangka(
            "anggaran",
            *(
                baris(level, kode, pagu, realisasi)
                for (level, kode), (pagu, realisasi, _) in BELANJA_TERBIT.items()
            ),
            *(baris("kegiatan", kode, *nilai, kode_program="3") for kode, nilai in KEGIATAN_3.items()),
        )
    )


def test_a_program_divided_by_kelompok_is_one_row_with_the_sums() -> None:
    def satu(level: str, kelompok: str, murni: int, pagu: int | None, realisasi: int) -> dict[str, object]:
        induk = {"kode_program": "1"} if level == "kegiatan" else {}
        kode = "1.1" if level == "kegiatan" else "1"
        return baris(level, kode, pagu, realisasi, kelompok=kelompok, pagu_murni=murni, **induk)

    hasil = anggaran.hitung(
        rangka(
            "anggaran",
            baris("kelompok", "OP", 900, 700),
            baris("kelompok", "MOD", 100, 100),
            satu("program", "OP", 800, 900, 700),
            satu("program", "MOD", 100, None, 100),
            satu("kegiatan", "OP", 700, 800, 700),
            satu("kegiatan", "MOD", 100, 100, 100),
        )
    )
    assert list(hasil["level"]) == ["kelompok", "kelompok", "program", "kegiatan"]
    program = hasil.iloc[2]
    assert (program["pagu"], program["realisasi"], program["sisa"]) == (1000, 800, 200)
    assert (program["serapan"], program["sisa_persen"], program["kelompok"]) == (80, 20, "")
    assert (program["pagu_murni"], program["tahap_pagu"]) == (900, "perubahan")
    assert pd.isna(program["pagu_perubahan"])
    assert [(s.baris, s.kolom) for s in program["pagu_asal"].sel] == [
        (4, "pagu_perubahan"),
        (5, "pagu_murni"),
    ]
    milik = anggaran.gabungan(hasil, ["1"])
    assert (milik["pagu"].nilai, milik["serapan"].nilai, milik["sisa_persen"].nilai) == (1000, 80, 20)
    assert program["sisa_persen_asal"].rumus == "sisa / pagu × 100"
    assert {s.baris for s in program["sisa_persen_asal"].sel} == {4, 5}
    sisa = anggaran.belum_dirinci(hasil, "1")
    assert sisa is not None
    assert (sisa["pagu"], sisa["realisasi"]) == (100, 0)
    (perubahan,) = anggaran.perubahan_pagu(hasil[hasil["level"] == "kegiatan"]).itertuples()
    assert (perubahan.selisih, [s.baris for s in perubahan.asal.sel]) == (100, [6, 6, 7, 7])


def test_a_divided_program_without_a_part_has_no_sum() -> None:
    bagian = [baris("program", "1", 900, realisasi, kelompok=k) for k, realisasi in (("A", 700), ("B", None))]
    (satu,) = anggaran.hitung(rangka("anggaran", *bagian)).to_dict("records")
    assert satu["pagu"] == 1800
    assert pd.isna(satu["realisasi"])
    assert pd.isna(satu["serapan"])
    assert satu["keterangan"] == anggaran.BELUM_ADA


@pytest.mark.parametrize(
    ("kunci", "angka"),
    BELANJA_TERBIT.items(),
    ids=lambda k: "".join(map(str, k)) if isinstance(k, tuple) else k,
)
def test_published_serapan_of_2020(kunci: tuple[str, str], angka: tuple[int, int, str]) -> None:
    satu = anggaran.baris(terbit(), *kunci)
    assert satu is not None
    assert (satu["pagu"], satu["realisasi"], str(bulat(satu["serapan"]))) == angka
    assert [s.kolom for s in satu["serapan_asal"].sel] == ["realisasi", "pagu_perubahan"]
    assert (satu["serapan_asal"].pembilang, satu["serapan_asal"].penyebut) == (angka[1], angka[0])


@pytest.mark.parametrize(("kunci", "sisa"), SISA.items(), ids=lambda k: "".join(map(str, k)))
def test_published_sisa_of_2020(kunci: tuple[str, str], sisa: tuple[int, str]) -> None:
    satu = anggaran.baris(terbit(), *kunci)
    assert satu is not None
    assert (satu["sisa"], str(bulat(satu["sisa_persen"]))) == sisa
    asal = satu["sisa_persen_asal"]
    assert asal.rumus == "sisa / pagu × 100"
    assert {s.kolom for s in asal.sel} == {"pagu_perubahan", "realisasi"}
    assert (asal.pembilang, asal.penyebut) == (satu["sisa"], satu["pagu"])


def test_row_that_is_not_there_is_none() -> None:
    assert anggaran.baris(terbit(), "program", "9") is None


def test_serapan_of_several_programs_is_of_the_sums_never_the_mean() -> None:
    # Σ program = belanja langsung (b. 2805): 73,38; the mean of the four percentages would be 51,92
    semua = anggaran.gabungan(terbit(), ["1", "2", "3", "4"])
    assert (semua["pagu"].nilai, semua["realisasi"].nilai, semua["sisa"].nilai) == (
        9049665000,
        6640471410,
        2409193590,
    )
    assert str(bulat(semua["serapan"].nilai)) == "73.38"
    assert {s.baris for s in semua["serapan"].asal.sel} == {5, 6, 7, 8}


@pytest.mark.parametrize("kode", [["3", "9"], [], ["9"]])
def test_sum_with_a_missing_program_is_missing(kode: list[str]) -> None:
    for angka in anggaran.gabungan(terbit(), kode).values():
        assert angka.nilai is None
        assert angka.alasan


def test_kegiatan_of_program_3_leave_378_700_000_undetailed_and_close_in_realisasi() -> None:
    sisa = anggaran.belum_dirinci(terbit(), "3")
    assert sisa is not None
    assert (sisa["pagu"], sisa["realisasi"]) == (378700000, 0)
    assert {s.baris for s in sisa["pagu_asal"].sel} == {7, 9, 10, 11}
    assert anggaran.belum_dirinci(terbit(), "4") is None
    assert list(anggaran.sisa_rincian(terbit(), ["3", "4"])) == ["3"]


def test_each_figure_that_is_not_broken_down_has_its_own_origin() -> None:
    tabel = rangka(
        "anggaran", baris("program", "1", 100, 50), baris("kegiatan", "1.1", 60, 30, kode_program="1")
    )
    sisa = anggaran.belum_dirinci(anggaran.hitung(tabel), "1")
    assert sisa is not None
    assert [sisa[k] for k in ("pagu", "realisasi", "sisa", "serapan")] == [40, 20, 20, 50]
    kolom = {
        "pagu": [("pagu_perubahan", 2), ("pagu_perubahan", 3)],
        "realisasi": [("realisasi", 2), ("realisasi", 3)],
    }
    for nama, isi in {
        **kolom,
        "sisa": kolom["pagu"] + kolom["realisasi"],
        "serapan": kolom["realisasi"] + kolom["pagu"],
    }.items():
        assert [(s.kolom, s.baris) for s in sisa[f"{nama}_asal"].sel] == isi
    assert sisa["pagu_asal"].rumus == "pagu program − jumlah pagu kegiatan yang dirinci"
    assert sisa["realisasi_asal"].rumus == "realisasi program − jumlah realisasi kegiatan yang dirinci"
    assert (sisa["serapan_asal"].pembilang, sisa["serapan_asal"].penyebut) == (20, 40)


def test_kegiatan_above_their_program_are_shown_negative() -> None:
    tabel = rangka(
        "anggaran", baris("program", "1", 100, 50), baris("kegiatan", "1.1", 120, 50, kode_program="1")
    )
    sisa = anggaran.belum_dirinci(anggaran.hitung(tabel), "1")
    assert sisa is not None
    assert (sisa["pagu"], sisa["realisasi"], sisa["sisa"]) == (-20, 0, -20)
    assert pd.isna(sisa["serapan"])
    assert sisa["keterangan"] == anggaran.PAGU_LEBIH


def test_pagu_0_has_no_serapan_and_missing_is_not_0() -> None:
    hasil = anggaran.hitung(
        rangka(
            "anggaran",
            baris("program", "1", 0, 0),
            baris("program", "2", 100, None),
            baris("program", "3", None, 5),
            baris("program", "4", 100, 0),
            baris("program", "5"),
        )
    )
    assert list(hasil["keterangan"]) == [
        "tidak dapat dihitung: pagu 0", "belum ada data realisasi", "tidak dapat dihitung: pagu belum ada",
        "", "tidak dapat dihitung: pagu belum ada",
    ]  # fmt: skip
    assert list(hasil["serapan"].isna()) == [True, True, True, False, True]
    assert list(hasil["sisa"].isna()) == [False, True, True, False, True]
    assert hasil["serapan"][3] == 0


def test_pagu_after_the_change_counts_and_the_first_one_where_there_is_no_other() -> None:
    tabel = rangka(
        "anggaran",
        baris("program", "1", 80, 40, pagu_murni=100),
        baris("program", "2", None, 40, pagu_murni=100),
    )
    hasil = anggaran.hitung(tabel)
    assert list(zip(hasil["pagu"], hasil["tahap_pagu"], hasil["serapan"], strict=True)) == [
        (80, "perubahan", 50),
        (100, "murni", 40),
    ]
    assert hasil["serapan_asal"][1].sel[1].kolom == "pagu_murni"
    assert list(anggaran.hitung(tabel, tahap="murni")["pagu"]) == [100, 100]


# 3.3 Tabel Perbandingan (b. 2812–2821): pagu 2019, 2020, selisih, percent. Printed 30,83 and 39,59 are
# 30,84 and 39,60 (−30,837…, −39,595…) when rounded half up.
ANTAR_TAHUN = {
    ("total", ""): (28193616000, 18193665000, -9999951000, "-35.47"),
    ("kelompok", "BTL"): (13221000000, 9144000000, -4077000000, "-30.84"),
    ("rekening", "gaji"): (3336859624, 3173507723, -163351901, "-4.90"),
    ("rekening", "tambahan"): (9884140376, 5970493763, -3913646613, "-39.60"),
    ("kelompok", "BL"): (14972616000, 9049665000, -5922951000, "-39.56"),
}
KE_2021 = {"operasi": 11000, "modal": 400}


def tahun(ke: int, **tambahan: int) -> pd.DataFrame:
    isi = [baris(level, kode, nilai[ke]) for (level, kode), nilai in ANTAR_TAHUN.items()]
    semua = [*isi, *(baris("kelompok", k, v) for k, v in tambahan.items())]
    return anggaran.hitung(rangka("anggaran", *semua, berkas=f"{2019 + ke}/anggaran.csv"))


def struktur(tahun: int):
    return berlaku(struktur_anggaran(), tahun)


@pytest.mark.parametrize(
    ("kunci", "angka"), ANTAR_TAHUN.items(), ids=lambda k: "".join(map(str, k)) if len(k) == 2 else ""
)
def test_published_change_from_2019_to_2020(kunci: tuple[str, str], angka: tuple[int, int, int, str]) -> None:
    hasil = anggaran.antar_tahun(tahun(1), tahun(0), struktur(2020), struktur(2019))
    level, kode = kunci
    satu = hasil[(hasil["level"] == level) & (hasil["kelompok"] + hasil["kode_rekening"] == kode)].iloc[0]
    assert (satu["pagu_lalu"], satu["pagu"], satu["selisih"]) == angka[:3]
    assert str(bulat(satu["perubahan"])) == angka[3]
    assert satu["arah"] == "turun"
    assert [s.berkas for s in satu["perubahan_asal"].sel] == ["2020/anggaran.csv", "2019/anggaran.csv"]


def test_year_on_year_says_naik_turun_tetap_and_leaves_out_what_one_year_lacks() -> None:
    def satu(*pagu: int | None) -> pd.DataFrame:
        return anggaran.hitung(rangka("anggaran", *(baris("program", str(i), p) for i, p in enumerate(pagu))))

    hasil = anggaran.antar_tahun(satu(2, 1, 5, 5, 7), satu(1, 2, 5, None, 0), struktur(2020), struktur(2019))
    assert list(hasil["arah"]) == ["naik", "turun", "tetap", "naik"]
    assert pd.isna(hasil["perubahan"].iloc[-1])
    assert list(hasil["perubahan"][:3]) == [100, -50, 0]


def test_change_of_structure_from_2020_to_2021_compares_totals_only() -> None:
    hasil = anggaran.antar_tahun(tahun(1, **KE_2021), tahun(0, **KE_2021), struktur(2021), struktur(2020))
    assert list(hasil["level"]) == ["total"]
    sama = anggaran.antar_tahun(tahun(1, **KE_2021), tahun(0, **KE_2021), struktur(2022), struktur(2021))
    assert set(sama["level"]) == {"total", "kelompok", "rekening"}


rupiah = st.integers(1, 10**13)
pasangan = st.lists(st.tuples(rupiah, st.integers(0, 10**13)), min_size=1, max_size=6)


@given(pasangan)
def test_law_sisa_and_realisasi_make_the_pagu(isi: list[tuple[int, int]]) -> None:
    hasil = anggaran.hitung(rangka("anggaran", *(baris("program", str(i), *p) for i, p in enumerate(isi))))
    assert list(hasil["sisa"] + hasil["realisasi"]) == [pagu for pagu, _ in isi]
    for (pagu, realisasi), serapan, sisa in zip(isi, hasil["serapan"], hasil["sisa_persen"], strict=True):
        assert serapan == float(Fraction(realisasi * 100, pagu))
        assert serapan + sisa == pytest.approx(100, abs=max(serapan, 1) * 1e-9)


@given(pasangan)
def test_law_serapan_of_sums_lies_between_its_parts(isi: list[tuple[int, int]]) -> None:
    hasil = anggaran.hitung(rangka("anggaran", *(baris("program", str(i), *p) for i, p in enumerate(isi))))
    serapan = anggaran.gabungan(hasil, [str(i) for i in range(len(isi))])["serapan"].nilai
    assert hasil["serapan"].min() - 1e-9 <= serapan <= hasil["serapan"].max() * (1 + 1e-12)


@given(pasangan)
def test_law_computing_leaves_the_input_alone(isi: list[tuple[int, int]]) -> None:
    tabel = rangka("anggaran", *(baris("program", str(i), *p) for i, p in enumerate(isi)))
    salinan = tabel.copy(deep=True)
    hasil = anggaran.hitung(tabel)
    pd.testing.assert_frame_equal(tabel, salinan)
    pd.testing.assert_frame_equal(anggaran.hitung(hasil), hasil)
