"""Rounding half up and exact percentages; the trace of a figure."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakip_utils.asal import Asal, Sel, bulat, persen


@pytest.mark.parametrize(
    ("nilai", "desimal", "hasil"),
    [
        (27.775, 2, "27.78"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (0.125, 2, "0.13"),
        (-0.125, 2, "-0.13"),
        (76.605, 2, "76.61"),
        (76.604, 2, "76.60"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (16.666666666666668, 2, "16.67"),
        (100, 2, "100.00"),
    ],
)
def test_ties_go_away_from_zero_as_they_print(nilai: float, desimal: int, hasil: str) -> None:
    assert str(bulat(nilai, desimal)) == hasil


def setengah_ke_atas(nilai: Fraction, desimal: int) -> Fraction:
    skala = 10**desimal
    besar = Fraction(floor(abs(nilai) * skala + Fraction(1, 2)), skala)
    return besar if nilai >= 0 else -besar


@given(st.integers(-(10**15), 10**15), st.integers(0, 6), st.integers(0, 4))
def test_rounding_agrees_with_fractions(pembilang: int, skala: int, desimal: int) -> None:
    nilai = Decimal(pembilang).scaleb(-skala)
    assert Fraction(bulat(nilai, desimal)) == setengah_ke_atas(Fraction(nilai), desimal)


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_a_float_is_rounded_as_it_prints(nilai: float, desimal: int) -> None:
    assert Fraction(bulat(nilai, desimal)) == setengah_ke_atas(Fraction(repr(nilai)), desimal)


@given(st.integers(-(10**14), 10**14), st.integers(1, 10**14))
def test_percentage_is_the_float_nearest_to_the_fraction(pembilang: int, penyebut: int) -> None:
    assert persen(pembilang, penyebut) == float(Fraction(pembilang, penyebut) * 100)


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "hasil"), [(0.3, 0.1, 300), (1.1, 1.1, 100), (0.07, 0.1, 70)]
)
def test_decimals_divide_without_binary_noise(pembilang: float, penyebut: float, hasil: float) -> None:
    assert persen(pembilang, penyebut) == hasil


def test_nothing_is_a_percentage_of_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        persen(0, 0)


A = Sel("2020/anggaran.csv", 8, "pagu_perubahan", "program 3")
B = Sel("2020/anggaran.csv", 8, "realisasi")


def test_a_cell_reads_as_a_place() -> None:
    assert str(A) == "2020/anggaran.csv baris 8 (program 3), kolom pagu_perubahan"
    assert str(B) == "2020/anggaran.csv baris 8, kolom realisasi"


def test_joined_origins_name_each_cell_once_in_order() -> None:
    assert (Asal((A, B), "x") + Asal((B, A), "y")) == Asal((A, B), "x")
    assert Asal.gabung((Asal((B,), "x"), Asal((A, B))), "z") == Asal((B, A), "z")
