"""IKM (domain 3, PermenPANRB 14/2017): figures of 3.2.1 of the published report, laws of the index."""

from fractions import Fraction

import pandas as pd
import pytest
from bantu import rangka
from hypothesis import given
from hypothesis import strategies as st

from lakip_utils.analisis import ikm
from lakip_utils.asal import bulat
from lakip_utils.aturan import MutuIKM, berlaku, mutu_ikm, pilih

# 3.2.1 Tabel Indeks per unsur pelayanan (b. 2210–2237): total, kuesioner 300, NRR as printed
UNSUR_2020 = {
    "persyaratan": (890, "2,97"),
    "prosedur": (944, "3,15"),
    "waktu": (844, "2,95"),
    "biaya": (882, "2,94"),
    "produk": (868, "2,89"),
    "kompetensi": (929, "3,10"),
    "perilaku": (894, "2,98"),
    "maklumat": (884, "2,95"),
    "pengaduan": (932, "3,11"),
}
BERLAKU = berlaku(mutu_ikm(), 2020)


def unsur(*kode: str, bobot: list[float] | None = None) -> pd.DataFrame:
    return rangka(
        "unsur", *({"kode": k, "nama": k, "bobot": bobot[i] if bobot else None} for i, k in enumerate(kode))
    )


def total(nilai: dict[str, int], n: int = 300) -> pd.DataFrame:
    return rangka(
        "ikm_unsur", *({"unsur": k, "total_nilai": v, "jumlah_kuesioner": n} for k, v in nilai.items())
    )


def hitung(
    nilai: dict[str, int], n: int = 300, *, bobot: list[float] | None = None, **opsi: object
) -> ikm.HasilIKM:
    hasil = ikm.hitung(total(nilai, n), unsur(*nilai, bobot=bobot), BERLAKU, **opsi)
    assert hasil is not None
    return hasil


TOTAL_2020 = {kode: nilai for kode, (nilai, _) in UNSUR_2020.items()}


def test_2020_from_the_totals_is_74_69_and_c() -> None:
    assert sum(TOTAL_2020.values()) == 8067
    hasil = hitung(TOTAL_2020)
    assert str(bulat(hasil.ikm.nilai)) == "74.69"
    assert (hasil.pita.mutu, hasil.pita.kinerja) == ("C", "Kurang baik")
    assert hasil.responden == (300, 300)


def test_2020_from_the_printed_nrr_is_75_11_and_c() -> None:
    klaim = rangka(
        "klaim",
        *({"tabel": "ikm_unsur", "kunci_entitas": k, "kolom": "nrr", "nilai_tercetak": nrr} for k, (_, nrr) in UNSUR_2020.items()),
    )  # fmt: skip
    hasil = ikm.dari_nrr_tercetak(klaim, unsur(*UNSUR_2020), BERLAKU)
    assert hasil is not None
    assert str(bulat(hasil.ikm.nilai)) == "75.11"
    assert hasil.pita.mutu == "C"
    assert {s.kolom for s in hasil.ikm.asal.sel} == {"nilai_tercetak"}
    assert ikm.dari_nrr_tercetak(klaim.iloc[1:], unsur(*UNSUR_2020), BERLAKU) is None


def test_2020_by_the_older_bands_is_b() -> None:
    for kode in ("kepmenpan-25-2004", "permenpanrb-16-2014"):
        assert pilih(mutu_ikm(), kode).golongkan(hitung(TOTAL_2020).ikm.nilai).mutu == "B"


def test_nrr_of_waktu_is_2_81_where_2_95_was_printed() -> None:
    tabel = hitung(TOTAL_2020).unsur.set_index("kode")
    assert str(bulat(tabel.loc["waktu", "nrr"])) == "2.81"
    assert str(bulat(tabel.loc["waktu", "indeks"])) == "70.33"
    assert (tabel.loc["waktu", "mutu"], tabel.loc["prosedur", "mutu"]) == ("C", "B")


def test_highest_and_lowest_unsur_of_2020_by_the_totals() -> None:
    hasil = hitung(TOTAL_2020)
    assert list(hasil.tertinggi["kode"]) == ["prosedur"]
    assert list(hasil.terendah["kode"]) == ["waktu"]


def test_ties_as_printed_are_all_named() -> None:
    # 2,9467 and 2,9500 differ; 883/300 = 2,9433 and 882/300 = 2,94 print alike
    hasil = hitung({"a": 884, "b": 885, "c": 882, "d": 883})
    assert list(hasil.tertinggi["kode"]) == ["a", "b"]
    assert list(hasil.terendah["kode"]) == ["c", "d"]


@pytest.mark.parametrize(("desimal", "hasil"), [(None, "100.00"), (2, "99.00"), (3, "99.90")])
def test_weight_0_11_makes_a_perfect_survey_99(desimal: int | None, hasil: str) -> None:
    assert str(bulat(hitung(dict.fromkeys(UNSUR_2020, 1200), desimal_bobot=desimal).ikm.nilai)) == hasil


def test_14_unsur_of_kepmenpan_25_2004_weigh_one_fourteenth_each() -> None:
    nilai = {f"u{i}": 600 + i for i in range(14)}
    harap = Fraction(sum(nilai.values()), 300 * 14) * 25
    assert hitung(nilai).ikm.nilai == pytest.approx(float(harap), rel=1e-12)
    assert set(hitung(nilai).unsur["bobot"]) == {1 / 14}


def test_unequal_weights_come_from_the_data_and_win_over_the_setting() -> None:
    for desimal in (None, 2):
        hasil = hitung({"a": 1200, "b": 300}, bobot=[0.75, 0.25], desimal_bobot=desimal)
        assert hasil.ikm.nilai == 81.25  # (4 × 0,75 + 1 × 0,25) × 25
        assert "unsur.csv" in hasil.bobot


@pytest.mark.parametrize(("setiap", "hasil"), [(300, 25), (1200, 100)])
def test_index_runs_from_25_to_100(setiap: int, hasil: float) -> None:
    assert hitung(dict.fromkeys(UNSUR_2020, setiap)).ikm.nilai == hasil


def test_a_part_of_an_index_is_no_index() -> None:
    u = unsur("a", "b")
    assert ikm.hitung(total({"a": 900}), u, BERLAKU) is None
    assert ikm.hitung(rangka("ikm_unsur"), u, BERLAKU) is None
    assert ikm.hitung(total({}), rangka("unsur"), BERLAKU) is None
    tanpa = pd.concat([total({"a": 900}), total({"b": 0}, 0)], ignore_index=True)
    assert ikm.hitung(tanpa, u, BERLAKU) is None


def test_asal_of_the_index_names_every_total() -> None:
    hasil_ = hitung({"a": 900, "b": 950})
    asal = hasil_.ikm.asal
    assert "× 25" in asal.rumus
    assert "×" in hasil_.nrr.asal.rumus
    assert "× 25" not in hasil_.nrr.asal.rumus
    assert hasil_.persepsi.asal.rumus.startswith("golongan nilai IKM")
    assert [(s.berkas, s.baris, s.kolom) for s in asal.sel] == [
        ("2020/ikm_unsur.csv", baris, kolom)
        for baris in (2, 3)
        for kolom in ("total_nilai", "jumlah_kuesioner")
    ]
    assert "× 25" in asal.rumus


PITA_14_2017 = [
    (25, "D"), (64.99, "D"), (64.994, "D"), (64.995, "C"), (65, "C"), (76.60, "C"), (76.604, "C"), (76.605, "B"),
    (76.61, "B"), (88.30, "B"), (88.304, "B"), (88.305, "A"), (88.31, "A"), (100, "A"),
]  # fmt: skip
PITA_25_2004 = [
    (25, "D"), (43.75, "D"), (43.76, "C"), (62.50, "C"), (62.51, "B"), (81.25, "B"), (81.26, "A"), (100, "A"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tahun", "nik", "mutu"),
    [(2020, *isi) for isi in PITA_14_2017] + [(t, *isi) for t in (2010, 2015) for isi in PITA_25_2004],
)
def test_bands_are_classified_after_rounding(tahun: int, nik: float, mutu: str) -> None:
    assert berlaku(mutu_ikm(), tahun).golongkan(nik).mutu == mutu


@pytest.mark.parametrize(
    ("mutu", "kinerja"), [("A", "Sangat baik"), ("B", "Baik"), ("C", "Kurang baik"), ("D", "Tidak baik")]
)
def test_quality_has_the_words_of_the_regulation(mutu: str, kinerja: str) -> None:
    assert {p.kinerja for aturan in mutu_ikm() for p in aturan.pita if p.mutu == mutu} == {kinerja}


@pytest.mark.parametrize("aturan", mutu_ikm(), ids=lambda a: a.kode)
def test_printed_bounds_are_the_ones_that_grade(aturan: MutuIKM) -> None:
    for pita in aturan.pita:
        assert bulat(pita.nik) == bulat(float(pita.cetak_nik.split("–")[0].replace(",", ".")))
        assert pita.ni == float(pita.cetak_ni.split("–")[0].replace(",", "."))


# Krejcie & Morgan (1970), table: N → s
@pytest.mark.parametrize(
    ("populasi", "sampel"),
    [(10, 10), (15, 14), (50, 44), (100, 80), (200, 132), (300, 169), (500, 217), (1000, 278), (3000, 341), (10000, 370), (75000, 382)],
)  # fmt: skip
def test_sample_size_of_krejcie_morgan(populasi: int, sampel: int) -> None:
    assert ikm.ukuran_sampel(populasi) == sampel


jawaban = st.lists(
    st.lists(st.sampled_from(["1", "2", "3", "4", ""]), min_size=3, max_size=3), min_size=1, max_size=25
)


def responden(baris: list[list[str]]) -> pd.DataFrame:
    isi = pd.DataFrame(baris, columns=["a", "b", "c"], dtype="str")
    return isi.assign(responden=[str(i) for i in range(len(baris))], asal_berkas="2020/ikm_responden.csv", asal_baris=range(2, len(baris) + 2))  # fmt: skip


def test_blanks_are_counted_and_left_out_of_the_mean() -> None:
    jumlah = ikm.jumlahkan(responden([["4", "", ""], ["2", "3", ""], ["", "1", ""]]), unsur("a", "b", "c"))
    kolom = ["unsur", "total_nilai", "jumlah_kuesioner", "kosong"]
    assert jumlah[kolom].values.tolist() == [["a", 6, 2, 1], ["b", 4, 2, 1], ["c", 0, 0, 3]]


@given(jawaban)
def test_law_answers_give_the_index_of_their_totals(baris: list[list[str]]) -> None:
    u = unsur("a", "b", "c")
    hasil = ikm.dari_data(rangka("ikm_unsur"), responden(baris), u, BERLAKU)
    kolom = [[int(x) for x in k if x] for k in zip(*baris, strict=True)]
    if not all(kolom):
        assert hasil is None
        return
    harap = sum((Fraction(sum(k), len(k)) for k in kolom), Fraction()) / 3 * 25
    assert hasil is not None
    assert hasil.ikm.nilai == pytest.approx(float(harap), rel=1e-12)
    assert 25 <= hasil.ikm.nilai <= 100
    dari_total = rangka("ikm_unsur", *({"unsur": n, "total_nilai": sum(k), "jumlah_kuesioner": len(k)} for n, k in zip("abc", kolom, strict=True)))  # fmt: skip
    assert ikm.dari_data(dari_total, rangka("ikm_responden"), u, BERLAKU).ikm.nilai == hasil.ikm.nilai


def test_answers_win_over_totals() -> None:
    hasil = ikm.dari_data(
        total({"a": 300, "b": 300, "c": 300}), responden([["4", "4", "4"]]), unsur("a", "b", "c"), BERLAKU
    )
    assert hasil is not None
    assert hasil.ikm.nilai == 100


def test_the_origin_of_an_index_does_not_grow_with_the_answers() -> None:
    """A million answers had an origin of a million cells: 650 MB and half a minute."""
    isi = responden([["4", "3", "4"]] * 1000)
    hasil = ikm.dari_data(rangka("ikm_unsur"), isi, unsur("a", "b"), BERLAKU)
    assert list(map(str, hasil.ikm.asal.sel)) == [
        "2020/ikm_responden.csv baris 2–1001, kolom a",
        "2020/ikm_responden.csv baris 2–1001, kolom b",
    ]
    berlubang = isi[isi["asal_baris"] != 500]
    hasil = ikm.dari_data(rangka("ikm_unsur"), berlubang, unsur("a", "b"), BERLAKU)
    assert [sel.rentang for sel in hasil.unsur["nrr_asal"].iloc[0].sel] == [(2, 499), (501, 1001)]


@given(st.permutations(list(UNSUR_2020)), st.permutations(list(UNSUR_2020)))
def test_law_unsur_are_keyed_by_name_never_by_position(urut_unsur: list[str], urut_total: list[str]) -> None:
    hasil = ikm.hitung(total({k: TOTAL_2020[k] for k in urut_total}), unsur(*urut_unsur), BERLAKU)
    assert hasil is not None
    assert hasil.ikm.nilai == hitung(TOTAL_2020).ikm.nilai
    tabel = hasil.unsur.set_index("kode")
    assert {k: int(tabel.loc[k, "total_nilai"]) for k in urut_unsur} == TOTAL_2020
    assert list(hasil.terendah["kode"]) == ["waktu"]


@given(st.lists(st.integers(300, 1200), min_size=1, max_size=14), st.integers(0, 13))
def test_law_a_better_answer_never_lowers_the_index(nilai: list[int], ke: int) -> None:
    asli = {f"u{i}": n for i, n in enumerate(nilai)}
    kode = f"u{ke % len(nilai)}"
    baik = asli | {kode: min(asli[kode] + 1, 1200)}
    assert hitung(baik).ikm.nilai >= hitung(asli).ikm.nilai
    assert min(nilai) / 300 * 25 - 1e-9 <= hitung(asli).ikm.nilai <= max(nilai) / 300 * 25 + 1e-9


def test_printed_index_and_what_explains_it() -> None:
    # SKM 80,00, mutu B (b. 2283, 2305–2308); bands 2,51–3,25 (b. 2124); Renstra 2020: 3,20 (b. 1068)
    def cetak(kunci: str, kolom: str, nilai: str) -> dict[str, str]:
        return {"tabel": "ikm_unsur", "kunci_entitas": kunci, "kolom": kolom, "nilai_tercetak": nilai}

    klaim = rangka(
        "klaim",
        cetak("semua", "ikm", "80,00"),
        cetak("semua", "mutu", "B"),
        *(cetak(k, "pita", "2,51 - 3,25") for k in UNSUR_2020),
    )
    renstra = rangka("renstra", {"kode_indikator": "T1-IKM", "tahun": 2020, "target": 3.20}, {"kode_indikator": "T2-LPE", "tahun": 2020, "target": 6.4})  # fmt: skip
    cetak_ikm = ikm.tercetak_ikm(klaim, unsur(*UNSUR_2020), renstra, 2020, BERLAKU, mutu_ikm())
    assert [c.teks for c in cetak_ikm.ikm] == ["80,00"]
    assert [c.teks for c in cetak_ikm.mutu] == ["B"]
    assert {a.kode for a in cetak_ikm.aturan} == {"kepmenpan-25-2004", "permenpanrb-16-2014"}
    assert cetak_ikm.berlaku.kode == "permenpanrb-14-2017"
    assert cetak_ikm.target["kode_indikator"] == "T1-IKM"
    assert cetak_ikm.dari_nrr is None
