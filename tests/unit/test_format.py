"""Indonesian form (domain 7): 1.234.567,89; Rp without space; half up; terbilang."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakip_utils.asal import bulat
from lakip_utils.sajian import format as f


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (1234567.89, "1.234.567,89"), (0, "0,00"), (16.666666666666668, "16,67"), (27.775, "27,78"),
        (2.675, "2,68"), (-0.125, "−0,13"), (-35.468849, "−35,47"), (1000, "1.000,00"), (999.999, "1.000,00"),
    ],
)  # fmt: skip
def test_number_has_dots_for_thousands_and_is_rounded_half_up(nilai: float, teks: str) -> None:
    assert f.angka(nilai) == teks


@pytest.mark.parametrize(
    ("nilai", "teks"), [(18, "18"), (18.0, "18"), (3.2, "3,20"), (1250, "1.250"), (0, "0")]
)
def test_quantity_has_decimals_only_where_it_needs_them(nilai: float, teks: str) -> None:
    assert f.bilangan(nilai) == teks


def test_percent_sign_in_tables_and_word_in_prose() -> None:
    assert (f.persen(16.666666), f.persen_kata(16.666666)) == ("16,67%", "16,67 persen")
    assert (f.persen(-35.468849), f.poin(-83.333)) == ("−35,47%", "83,33 poin persen")


def test_money_of_the_source() -> None:
    assert f.rupiah(18193665000) == "Rp18.193.665.000"
    assert f.rupiah(-163351901) == "−Rp163.351.901"
    assert f.rupiah_tabel(9049665000) == "9.049.665.000"
    assert f.rupiah_tabel(-5922951000) == "(5.922.951.000)"


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (18193665000, "Rp18,19 miliar"), (675854000, "Rp675,85 juta"), (-9999951000, "−Rp10,00 miliar"),
        (999999, "Rp999.999"), (10**6, "Rp1,00 juta"), (0, "Rp0"), (2 * 10**12, "Rp2,00 triliun"),
    ],
)  # fmt: skip
def test_money_in_short_words(nilai: int, teks: str) -> None:
    assert f.rupiah_ringkas(nilai) == teks


def test_short_words_step_up_when_rounding_reaches_the_next_unit() -> None:
    assert f.rupiah_ringkas(999_999_999) == "Rp1,00 miliar"


@pytest.mark.parametrize(
    "bentuk",
    [f.angka, f.bilangan, f.persen, f.persen_kata, f.poin, f.rupiah, f.rupiah_tabel, f.rupiah_ringkas],
    ids=lambda b: b.__name__,
)
def test_missing_is_words_never_zero(bentuk: object) -> None:
    assert bentuk(None) == bentuk(float("nan")) == "belum ada data"


@pytest.mark.parametrize(
    ("nilai", "kata"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (21, "dua puluh satu"), (100, "seratus"),
        (1000, "seribu"), (1001, "seribu satu"), (2001, "dua ribu satu"), (101000, "seratus satu ribu"),
        (1001000, "satu juta seribu"), (1001000000, "satu miliar satu juta"), (1000001000, "satu miliar seribu"),
        (10**12 + 1000, "satu triliun seribu"), (1021000, "satu juta dua puluh satu ribu"),
        (1101000, "satu juta seratus satu ribu"),
    ],
)  # fmt: skip
def test_terbilang(nilai: int, kata: str) -> None:
    assert f.terbilang(nilai) == kata


def test_small_counts_are_words_others_digits() -> None:
    assert [f.cacah(n) for n in (0, 1, 10, 11, 1250)] == ["nol", "satu", "sepuluh", "11", "1.250"]


def test_date_and_lists() -> None:
    assert f.tanggal(dt.date(2020, 12, 31)) == "31 Desember 2020"
    assert [f.daftar(list(x)) for x in ("", "a", "ab", "abc")] == ["", "a", "a dan b", "a, b, dan c"]


def test_first_letter_changes_except_in_abbreviations() -> None:
    assert (f.awal_besar("program x"), f.awal_kecil("Program X")) == ("Program x", "program X")
    assert (f.awal_kecil("IKM dinas"), f.awal_besar("")) == ("IKM dinas", "")


@given(st.decimals(-(10**12), 10**12, places=4).map(float))
def test_law_digits_are_those_of_the_value_rounded_half_up(nilai: float) -> None:
    teks = f.angka(nilai)
    assert teks.replace(".", "").replace(",", ".").replace("−", "-") in {
        str(bulat(nilai)),
        str(-bulat(nilai)),
    }
    assert not teks.startswith("−0,00")
    assert all(len(gugus) == 3 for gugus in teks.split(",")[0].split(".")[1:])


@pytest.mark.parametrize(
    "teks", ["=1+1", "+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "-1+1", "- butir", "＝1+1", "＋1", "－1", "＠A"]
)
def test_a_cell_for_people_never_begins_like_a_formula(teks: str) -> None:
    assert f.sel_lembar(teks) == f"'{teks}"


@pytest.mark.parametrize("teks", ["-5", "-5,30%", "-1.250.000", "1+1", " =1", "'=1", "a=b", ""])
def test_figures_and_words_stay_as_they_are(teks: str) -> None:
    assert f.sel_lembar(teks) == teks
