"""Capaian (domain 2): naik r/t, turun (2t − r)/t, ranges; no percentage without a target."""

import math

import pandas as pd
import pytest
from bantu import rangka
from hypothesis import assume, given
from hypothesis import strategies as st

from lakip_utils.analisis import capaian
from lakip_utils.asal import bulat
from lakip_utils.aturan import pilih, predikat_capaian

NAN = float("nan")
positif = st.integers(1, 10**6).map(lambda n: n / 100)
realisasi_ = st.integers(0, 10**7).map(lambda n: n / 100)


def baris(**isi: object) -> dict[str, object]:
    return {
        "kode_indikator": "S1", "level": "sasaran", "kode_induk": "S", "arah": "naik", "satuan": "%", **isi
    }  # fmt: skip


def satu(**isi: object) -> pd.Series:
    tahap = isi.pop("tahap", "awal")
    return capaian.hitung(rangka("indikator", baris(**isi)), tahap=tahap).iloc[0]


@pytest.mark.parametrize(
    ("target", "realisasi", "hasil"),
    [
        (18, 5, "27.78"),
        (17, 4, "23.53"),
        (6, 1, "16.67"),
        (1, 0, "0.00"),
        (80, 80, "100.00"),
        (4, 6, "150.00"),
    ],
)
def test_naik_is_realisasi_over_target(target: float, realisasi: float, hasil: str) -> None:
    nilai, alasan = capaian.satu(target, realisasi)
    assert (str(bulat(nilai)), alasan) == (hasil, "")


@pytest.mark.parametrize(
    ("target", "realisasi", "hasil"),
    [(4, 4, 100), (4, 5, 75), (4, 2, 150), (4, 8, 0), (4, 9, -25), (4, 0, 200)],
)
def test_turun_rewards_less_and_falls_below_zero_past_twice_the_target(
    target: float, realisasi: float, hasil: float
) -> None:
    assert capaian.satu(target, realisasi, arah="turun") == (hasil, "")


@pytest.mark.parametrize(
    ("realisasi", "hasil"), [(4, 100), (5, 100), (6, 100), (7.5, 75), (12, 0), (15, -50), (3, 75), (0, 0)]
)
def test_rentang_is_full_inside_and_measured_from_the_nearer_bound_outside(
    realisasi: float, hasil: float
) -> None:
    assert capaian.satu(None, realisasi, arah="rentang", bawah=4, atas=6) == (hasil, "")


@pytest.mark.parametrize("batas", [{"bawah": 4}, {"atas": 6}, {"bawah": NAN, "atas": 6}, {}])
def test_rentang_without_both_bounds_cannot_be_computed(batas: dict[str, float]) -> None:
    assert capaian.satu(5, 5, arah="rentang", **batas) == (None, "tidak dapat dihitung: target belum ada")


@pytest.mark.parametrize("arah", ["naik", "turun"])
@pytest.mark.parametrize("realisasi", [0, 3])
def test_target_zero_gives_neither_0_nor_100(arah: str, realisasi: float) -> None:
    assert capaian.satu(0, realisasi, arah=arah) == (None, "tidak dapat dihitung: target 0")


@pytest.mark.parametrize("kosong", [None, NAN, pd.NA])
def test_missing_is_said_and_never_zero(kosong: object) -> None:
    assert capaian.satu(kosong, 3) == (None, "tidak dapat dihitung: target belum ada")
    assert capaian.satu(3, kosong) == (None, "belum ada data realisasi")


def test_a_table_says_why_a_row_has_no_capaian() -> None:
    hasil = capaian.hitung(
        rangka(
            "indikator",
            baris(kode_indikator="a", target_awal=6, realisasi=1),
            baris(kode_indikator="b", target_awal=0, realisasi=1),
            baris(kode_indikator="c", realisasi=1),
            baris(kode_indikator="d", target_awal=6),
        )
    )
    assert list(hasil["capaian"].isna()) == [False, True, True, True]
    assert list(hasil["keterangan"]) == [
        "", "tidak dapat dihitung: target 0", "tidak dapat dihitung: target belum ada", "belum ada data realisasi",
    ]  # fmt: skip


UBAH = {"target_awal": 11, "target_perubahan": 3, "dasar_perubahan": "SE", "realisasi": 3}
TAK_DICATAT = {"target_awal": 18, "dasar_perubahan": "SE", "realisasi": 5}
TETAP = {"target_awal": 8, "realisasi": 4}


class TestTahap:
    """Which target counts: 11 kegiatan became 3 by SE Sekda 914-Bapp/2020."""

    def test_first_target_by_default(self) -> None:
        hasil = satu(**UBAH)
        assert (hasil["target"], hasil["tahap_target"]) == (11, "awal")
        assert str(bulat(hasil["capaian"])) == "27.27"

    def test_changed_target_on_request(self) -> None:
        hasil = satu(**UBAH, tahap="perubahan")
        assert (hasil["target"], hasil["tahap_target"], hasil["capaian"]) == (3, "perubahan", 100)

    def test_unchanged_target_holds_after_the_change(self) -> None:
        hasil = satu(**TETAP, tahap="perubahan")
        assert (hasil["target"], hasil["tahap_target"], hasil["capaian"]) == (8, "awal", 50)

    def test_changed_but_not_recorded_is_unknown(self) -> None:
        hasil = satu(**TAK_DICATAT, tahap="perubahan")
        assert pd.isna(hasil["capaian"])
        assert pd.isna(hasil["target"])
        assert hasil["keterangan"] == "tidak dapat dihitung: target setelah perubahan tidak dicatat"
        assert str(bulat(satu(**TAK_DICATAT)["capaian"])) == "27.78"

    def test_only_a_changed_target_counts_in_both_stages(self) -> None:
        for tahap in ("awal", "perubahan"):
            hasil = satu(target_perubahan=4, realisasi=1, tahap=tahap)
            assert (hasil["capaian"], hasil["tahap_target"]) == (25, "perubahan")


def test_capaian_is_kept_raw_above_100_and_below_0() -> None:
    assert satu(target_awal=1, realisasi=3)["capaian"] == 300
    assert satu(target_awal=1, realisasi=3, arah="turun")["capaian"] == -100


@pytest.mark.parametrize(
    ("arah", "kolom"),
    [
        ("naik", ["realisasi", "target_awal"]),
        ("turun", ["realisasi", "target_awal"]),
        ("rentang", ["realisasi", "target_bawah", "target_atas"]),
    ],
)
def test_asal_names_the_cells_of_the_formula(arah: str, kolom: list[str]) -> None:
    asal = satu(arah=arah, target_awal=6, target_bawah=4, target_atas=6, realisasi=1)["capaian_asal"]
    assert [sel.kolom for sel in asal.sel] == kolom
    assert {(sel.berkas, sel.baris) for sel in asal.sel} == {("2020/indikator.csv", 2)}
    assert asal.rumus


@pytest.mark.parametrize(
    ("nilai", "predikat"),
    [
        (120, "Sangat tinggi"), (91, "Sangat tinggi"), (90.99, "Tinggi"), (90.5, "Tinggi"), (76, "Tinggi"),
        (75.996, "Tinggi"), (75.99, "Sedang"), (66, "Sedang"), (65.5, "Rendah"), (51, "Rendah"),
        (50.5, "Sangat rendah"), (0, "Sangat rendah"), (-25, "Sangat rendah"),
    ],
)  # fmt: skip
def test_predikat_of_permendagri_86_2017_by_lower_bound(nilai: float, predikat: str) -> None:
    assert pilih(predikat_capaian(), "permendagri-86-2017").golongkan(nilai).predikat == predikat


def kegiatan(*nilai: tuple[float | None, float | None]) -> pd.Series:
    tabel = rangka(
        "tolok_ukur",
        *(
            {"kode_kegiatan": "1.3", "kode_tolok_ukur": f"1.3.{i}", "target_awal": t, "realisasi": r}
            for i, (t, r) in enumerate(nilai, 1)
        ),
    )
    return capaian.rata_rata(capaian.hitung(tabel), "kode_kegiatan").loc["1.3"]


def test_mean_of_a_kegiatan_as_published_for_1_3() -> None:
    # 3.1 (b. 1465–1492): 0 of 1, 2 of 2, 7 of 7, 0 of 2, 2 of 2 → three of five at 100
    assert kegiatan((1, 0), (2, 2), (7, 7), (2, 0), (2, 2))["capaian"] == 60


def test_mean_caps_each_member_at_100_and_only_there() -> None:
    assert kegiatan((1, 3), (2, 1))["capaian"] == 75
    assert kegiatan((1, 3))["capaian"] == 300


def test_a_member_without_capaian_leaves_the_mean_open() -> None:
    hasil = kegiatan((1, 1), (1, None))
    assert pd.isna(hasil["capaian"])
    assert (hasil["jumlah"], hasil["terhitung"], hasil["keterangan"]) == (2, 1, "belum ada data realisasi")


def test_mean_names_the_cells_of_all_members() -> None:
    assert {sel.baris for sel in kegiatan((1, 0), (2, 2))["capaian_asal"].sel} == {2, 3}


def test_count_of_reached_missed_and_unknown() -> None:
    tabel = rangka(
        "indikator",
        *(baris(kode_indikator=k, target_awal=t, realisasi=r) for k, t, r in [("a", 4, 4), ("b", 4, 5), ("c", 4, 3), ("d", 0, 1)]),
    )  # fmt: skip
    assert capaian.cacah(capaian.hitung(tabel)) == capaian.Cacah(tercapai=2, belum=1, tanpa_hasil=1)


def test_a_disputed_indicator_has_a_capaian_and_no_verdict() -> None:
    tabel = rangka(
        "indikator",
        *(baris(kode_indikator=k, target_awal=4, realisasi=r) for k, r in [("a", 4), ("b", 3), ("c", None)]),
    )
    hasil = capaian.hitung(
        tabel, predikat=pilih(predikat_capaian(), "permendagri-86-2017"), sengketa={"a", "c"}
    )
    assert list(hasil["capaian"])[:2] == [100, 75]
    assert hasil["predikat"].iloc[0] == ""
    assert hasil["predikat"].iloc[1] != ""
    assert capaian.cacah(hasil) == capaian.Cacah(tercapai=0, belum=1, tanpa_hasil=1, sengketa=1)


def test_a_disputed_kegiatan_is_not_counted_as_reached() -> None:
    tabel = rangka(
        "tolok_ukur", *(baris(kode_tolok_ukur=k, kode_kegiatan=k, target_awal=4, realisasi=4) for k in "ab")
    )
    rata = capaian.rata_rata(capaian.hitung(tabel), "kode_kegiatan", sengketa={"a"})
    jumlah = capaian.cacah(rata)
    assert (jumlah.tercapai, jumlah.sengketa, jumlah.semua) == (1, 1, 2)


@pytest.mark.parametrize(
    ("kiri", "kanan", "sama"),
    [
        ((4, None, None), (4, None, None), True),
        ((4, None, None), (5, None, None), False),
        ((None, 60, 85), (None, 60, 85), True),
        ((None, 60, 85), (None, 60, 80), False),
        ((None, None, None), (None, 60, 80), None),
    ],
)
def test_targets_are_compared_and_a_range_by_both_bounds(
    kiri: tuple[float | None, ...], kanan: tuple[float | None, ...], sama: bool | None
) -> None:
    kolom = ["target", "target_bawah", "target_atas"]
    assert capaian.target_sama(pd.Series(kiri, kolom), pd.Series(kanan, kolom)) is sama


def test_ratio_of_the_published_formula() -> None:
    # 3.2 butir 2 (b. 1971–1972): 5 / 500 × 100 = 1 %
    angka = capaian.rasio(rangka("indikator", baris(realisasi=1, pembilang=5, penyebut=500)).iloc[0])
    assert angka is not None
    assert (angka.nilai, [s.kolom for s in angka.asal.sel]) == (1, ["realisasi", "pembilang", "penyebut"])
    assert capaian.rasio(rangka("indikator", baris(realisasi=1)).iloc[0]) is None
    assert capaian.rasio(rangka("indikator", baris(realisasi=1, pembilang=5, penyebut=0)).iloc[0]) is None


def test_sasaran_of_a_unit_without_indicator_says_so() -> None:
    hasil = capaian.hitung(rangka("indikator", baris(level="program", target_awal=1, realisasi=1)))
    assert capaian.capaian_sasaran(hasil).nilai is None
    assert capaian.capaian_sasaran(hasil).alasan


@given(positif, realisasi_, st.integers(1, 1000), st.sampled_from(["naik", "turun"]))
def test_law_the_unit_of_measure_does_not_matter(t: float, r: float, k: int, arah: str) -> None:
    asli, lain = capaian.satu(t, r, arah=arah)[0], capaian.satu(t * k, r * k, arah=arah)[0]
    assert math.isclose(asli, lain, rel_tol=1e-9, abs_tol=1e-7)


@given(positif, realisasi_, realisasi_)
def test_law_more_is_better_for_naik_and_worse_for_turun(t: float, r: float, s: float) -> None:
    kecil, besar = sorted((r, s))
    assume(kecil < besar)
    assert capaian.satu(t, kecil)[0] < capaian.satu(t, besar)[0]
    assert capaian.satu(t, kecil, arah="turun")[0] > capaian.satu(t, besar, arah="turun")[0]


@given(positif, positif, realisasi_)
def test_law_no_range_gives_more_than_100(bawah: float, lebar: float, r: float) -> None:
    nilai = capaian.satu(None, r, arah="rentang", bawah=bawah, atas=bawah + lebar)[0]
    assert nilai <= 100
    assert (nilai == 100) == (bawah <= r <= bawah + lebar)


angka_sel = st.none() | st.integers(0, 50)
tabel_acak = st.lists(
    st.fixed_dictionaries(
        {
            "kode_indikator": st.text("abc", min_size=1, max_size=3),
            "arah": st.sampled_from(["naik", "turun", "rentang"]),
            "target_awal": angka_sel,
            "target_perubahan": angka_sel,
            "target_bawah": angka_sel,
            "target_atas": angka_sel,
            "realisasi": angka_sel,
            "dasar_perubahan": st.sampled_from(["", "SE"]),
            "level": st.just("sasaran"),
        }
    ),
    min_size=1,
    max_size=5,
)


@given(tabel_acak, st.sampled_from(["awal", "perubahan"]))
def test_law_computing_adds_columns_and_changes_nothing(isi: list[dict[str, object]], tahap: str) -> None:
    tabel = rangka("indikator", *isi)
    salinan = tabel.copy(deep=True)
    hasil = capaian.hitung(tabel, tahap=tahap)
    pd.testing.assert_frame_equal(tabel, salinan)
    pd.testing.assert_frame_equal(hasil[list(tabel.columns)], salinan)
    pd.testing.assert_frame_equal(capaian.hitung(hasil, tahap=tahap), hasil)
    assert list(hasil["capaian"].isna()) == [bool(k) for k in hasil["keterangan"]]
