"""Rules of law are dated data: the one in force in the year, no overlap, no gap."""

import itertools

import pytest

from lakip_utils import aturan
from lakip_utils.errors import UnknownSelection


@pytest.mark.parametrize(
    ("tahun", "kode"),
    [
        (2004, "kepmenpan-25-2004"), (2013, "kepmenpan-25-2004"), (2014, "permenpanrb-16-2014"),
        (2016, "permenpanrb-16-2014"), (2017, "permenpanrb-14-2017"), (2020, "permenpanrb-14-2017"),
        (2035, "permenpanrb-14-2017"),
    ],
)  # fmt: skip
def test_ikm_rule_in_force(tahun: int, kode: str) -> None:
    assert aturan.berlaku(aturan.mutu_ikm(), tahun).kode == kode


@pytest.mark.parametrize(
    ("tahun", "kelompok"),
    [(2019, ["BTL", "BL"]), (2020, ["BTL", "BL"]), (2021, ["operasi", "modal", "tidak_terduga", "transfer"])],
)
def test_budget_structure_changes_in_2021(tahun: int, kelompok: list[str]) -> None:
    assert [k.kode for k in aturan.berlaku(aturan.struktur_anggaran(), tahun).kelompok] == kelompok


@pytest.mark.parametrize("semua", [aturan.mutu_ikm(), aturan.struktur_anggaran()], ids=["ikm", "anggaran"])
def test_dated_rules_neither_overlap_nor_leave_a_gap(semua: tuple[aturan.MutuIKM, ...]) -> None:
    for lama, baru in itertools.pairwise(semua):
        assert lama.sampai == baru.dari - 1
    assert semua[-1].sampai is None


def test_year_before_every_rule_is_an_error() -> None:
    with pytest.raises(UnknownSelection, match="1999"):
        aturan.berlaku(aturan.mutu_ikm(), 1999)


def test_unknown_code_names_the_known_ones() -> None:
    with pytest.raises(UnknownSelection, match=r"'x'.*permendagri-86-2017"):
        aturan.pilih(aturan.predikat_capaian(), "x")


@pytest.mark.parametrize("bobot", ["", "x", "12", "-1", "2.0", "²"])
def test_weight_setting_is_tepat_or_one_digit(bobot: str) -> None:
    with pytest.raises(UnknownSelection, match="tepat"):
        aturan.desimal_bobot(bobot)


def test_rules_of_a_report() -> None:
    dipakai = aturan.dipakai(2020, predikat="permendagri-86-2017")
    assert (dipakai.mutu.kode, dipakai.desimal_bobot, dipakai.struktur.kode) == (
        "permenpanrb-14-2017",
        None,
        dipakai.struktur_lalu.kode,
    )
    lain = aturan.dipakai(2021, predikat="permendagri-86-2017", ikm="kepmenpan-25-2004", bobot="2")
    assert (lain.mutu.kode, lain.desimal_bobot) == ("kepmenpan-25-2004", 2)
    assert lain.struktur.kode != lain.struktur_lalu.kode


def test_seven_comparisons_of_permenpanrb_53_2014() -> None:
    assert len(aturan.perbandingan().butir) == 7
    assert "53 Tahun 2014" in aturan.perbandingan().sumber


def test_every_rule_names_its_source() -> None:
    for satu in (*aturan.mutu_ikm(), *aturan.predikat_capaian(), *aturan.struktur_anggaran()):
        assert "Nomor" in satu.sumber
