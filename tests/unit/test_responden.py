"""Nobody is recognised by the counts of respondents: no withheld count can be computed from what is shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from bantu import csv_teks
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_utils import aturan, data
from lakip_utils.analisis.ikm import HasilIKM, hitung
from lakip_utils.analisis.responden import LAIN, TIDAK_DIRINCI, ciri, ditahan, lazim
from lakip_utils.analisis.telusur import baris_asal
from lakip_utils.asal import Asal, Sel
from lakip_utils.data.schema import TABLES
from lakip_utils.data.table import empty as kosong
from lakip_utils.sajian import grafik, narasi, tabel

JUMLAH = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 40), min_size=1)


def orang(**ciri_: dict[str, int] | list[str]) -> pd.DataFrame:
    """Return respondents with some characteristics: groups with their counts, or one value a respondent."""
    return pd.DataFrame(
        {
            f"ciri_{nama}": [nilai for nilai, n in isi.items() for _ in range(n)]
            if isinstance(isi, dict)
            else isi
            for nama, isi in ciri_.items()
        }
    )


def tampak(jumlah: dict[str, int], terkecil: int) -> tuple[int, tuple[tuple[str, int | None], ...]]:
    """Return all that a reader sees of one characteristic: the total, and the counts that are shown."""
    tahan = ditahan(jumlah, terkecil)
    if tahan is None:
        return sum(jumlah.values()), ()
    return sum(jumlah.values()), tuple((nama, None if nama in tahan else n) for nama, n in jumlah.items())


@pytest.mark.parametrize("terkecil", [2, 3, 4, 5])
@pytest.mark.parametrize("banyak", [1, 2, 3, 4])
def test_who_knows_the_rule_and_the_total_cannot_compute_a_withheld_count(terkecil: int, banyak: int) -> None:
    """All small tables, put together by what they show: a withheld count must have two values or more."""
    sekelompok = defaultdict(list)
    atas = 2 * terkecil + 2 if banyak < 4 else terkecil + 3
    for isi in product(range(1, atas + 1), repeat=banyak):
        jumlah = dict(zip("ABCD", isi, strict=False))
        sekelompok[tampak(jumlah, terkecil)].append(jumlah)
    ditahan_ = 0
    for (_, rinci), semua in sekelompok.items():
        for nama, n in rinci:
            if n is None:
                ditahan_ += 1
                assert len({satu[nama] for satu in semua}) > 1, (nama, semua)
            else:
                assert n >= terkecil
    assert ditahan_ or banyak == 1


@given(JUMLAH, st.integers(2, 9))
def test_the_withheld_together_are_no_small_group_either(jumlah: dict[str, int], terkecil: int) -> None:
    tahan = ditahan(jumlah, terkecil)
    if tahan is None:  # nothing is told of any group, so nothing is left to be subtracted
        return
    assert {nama for nama, n in jumlah.items() if n < terkecil} <= set(tahan)
    assert not tahan or sum(jumlah[nama] for nama in tahan) >= terkecil
    assert len(tahan) != 1


@given(JUMLAH, st.integers(0, 1))
def test_without_a_limit_nothing_is_withheld(jumlah: dict[str, int], terkecil: int) -> None:
    hasil = ciri(orang(usia=jumlah), terkecil)
    assert dict(zip(hasil["nilai"], hasil["jumlah"], strict=True)) == jumlah


@settings(max_examples=50)
@given(JUMLAH, st.integers(0, 9))
def test_the_order_of_the_respondents_changes_nothing_and_what_is_shown_is_counted_right(
    jumlah: dict[str, int], terkecil: int
) -> None:
    semua = orang(usia=jumlah)
    hasil = ciri(semua, terkecil)
    pd.testing.assert_frame_equal(hasil, ciri(semua.iloc[::-1], terkecil))
    for nilai, n in zip(hasil["nilai"], hasil["jumlah"], strict=True):
        assert pd.isna(n) or (n == jumlah[nilai] and n >= terkecil)


def test_one_small_group_takes_the_next_smallest_along() -> None:
    hasil = ciri(orang(pendidikan={"SD": 2, "SMP": 40, "SMA": 120, "S1": 138}), 5)
    assert list(hasil["nilai"]) == ["S1", "SD", "SMA", "SMP"]
    assert hasil["jumlah"].fillna(0).to_list() == [138, 0, 120, 0]


@pytest.mark.parametrize("jumlah", [(1, 1), (4, 4), (2, 2, 2), (3,), (1, 2)])
def test_what_would_still_be_known_is_not_broken_down(jumlah: tuple[int, ...]) -> None:
    """Two groups of together two people are one each; three people together are fewer than five."""
    hasil = ciri(orang(usia=dict(zip("ABC", jumlah, strict=False))), 5)
    assert list(hasil["nilai"]) == [TIDAK_DIRINCI]
    assert hasil["jumlah"].isna().all()


def test_equal_counts_are_withheld_together_so_that_their_order_tells_nothing() -> None:
    """With A 5, B 5, C 4 it could not be B that is withheld beside C: then everybody knew which is which."""
    assert ditahan({"A": 5, "B": 5, "C": 4, "D": 50}, 5) == {"A", "B", "C"}


def test_two_equal_small_counts_take_a_third_one_along() -> None:
    """Of A 4, B 4 and C 5 who knows the total 13 and C knew the others: with 3 and 5 C were withheld, too."""
    assert ditahan({"A": 4, "B": 4, "C": 5}, 5) == {"A", "B", "C"}


def test_a_withheld_group_is_named_only_where_its_name_is_a_common_one() -> None:
    hasil = ciri(
        orang(pekerjaan={"PNS": 100, "Pelajar": 2, "Kepala Desa Sukasari": 1, "Lurah Cibodas": 3}), 5
    )
    assert list(hasil["nilai"]) == ["PNS", "Pelajar", LAIN]
    assert hasil["jumlah"].notna().to_list() == [True, False, False]


def test_groups_within_those_of_another_characteristic_are_not_broken_down() -> None:
    """With 17–40 years 12 and 26–40 years 9, the 3 of 17–25 years would be known."""
    halus = ["17–25"] * 3 + ["26–40"] * 9 + ["41–60"] * 6 + ["> 60"] * 30
    kasar = ["17–40"] * 12 + ["41 ke atas"] * 36
    hasil = ciri(orang(usia=halus, golongan_usia=kasar), 5)
    per_ciri = {nama: list(isi["jumlah"].fillna(0)) for nama, isi in hasil.groupby("ciri")}
    assert per_ciri == {"usia": [0], "golongan usia": [12, 36]}


def test_an_unanswered_characteristic_is_a_group_like_any_other() -> None:
    hasil = ciri(orang(usia={"": 7, "25–40": 20}), 5)
    assert dict(zip(hasil["nilai"], hasil["jumlah"], strict=True)) == {"25–40": 20, "tidak dijawab": 7}


@pytest.mark.parametrize(
    "nilai",
    ["L", "Perempuan", "SMA/SMK/Sederajat", "PNS, TNI, Polri", "D3 & D4", "S1 ke atas", "17–25 tahun", "<20", "60 tahun ke atas", "Lainnya"],
)  # fmt: skip
def test_groups_of_common_questionnaires_are_known(nilai: str) -> None:
    assert lazim(nilai)


@pytest.mark.parametrize(
    "nilai", ["", "83", "Lainnya: notaris", "Budi Santoso", "SMA Negeri 3", "PNS Bappeda"]
)
def test_what_somebody_wrote_is_no_common_group(nilai: str) -> None:
    assert not lazim(nilai)


def test_the_table_says_why_something_is_not_shown() -> None:
    semua = orang(
        pekerjaan={"PNS": 100, "Pelajar": 2, "Notaris": 4}, usia={"17–25": 1, "26–40": 1, "41–60": 104}
    )
    isi = tabel.ciri_responden(ciri(semua, 5), 2021, 5)
    assert isi is not None
    catatan = " ".join(isi.catatan)
    assert "kurang dari 5 responden" in catatan
    assert "dari jumlahnya kelompok yang kecil itu dapat dihitung" in catatan
    assert "“Jawaban lain”" in catatan
    teks = isi.model_dump_json()
    assert "tidak ditampilkan" in teks
    assert "Notaris" not in teks


def test_a_table_that_shows_all_has_no_note() -> None:
    isi = tabel.ciri_responden(ciri(orang(usia={"17–25": 9, "26–40": 30}), 5), 2021, 5)
    assert isi is not None
    assert isi.catatan == ()


@pytest.fixture
def sedikit() -> HasilIKM:
    """A survey that four people answered, one of them not all of it, under the limit of 5."""
    unsur = pd.DataFrame({"kode": ["a", "b"], "nama": ["A", "B"], "bobot": [None, None]})
    total = pd.DataFrame({"unsur": ["a", "b"], "total_nilai": [13, 9], "jumlah_kuesioner": [4, 3]})
    unsur, total = (
        satu.assign(asal_berkas=f"2020/{nama}.csv", asal_baris=[2, 3])
        for nama, satu in (("unsur", unsur), ("ikm_unsur", total))
    )
    hasil = hitung(total, unsur, aturan.berlaku(aturan.mutu_ikm(), 2020))
    assert hasil is not None
    return replace(hasil, sel_terkecil=5)


def test_a_survey_of_very_few_keeps_its_index_and_is_not_shown_by_unsur(sedikit: HasilIKM) -> None:
    klaim = kosong(TABLES["klaim"])
    assert tabel.ikm_unsur(sedikit, klaim) is None
    assert grafik.unsur(sedikit, 2020) is None
    survei, isi = kosong(TABLES["ikm_survei"]), kosong(TABLES["narasi"])
    teks = str(narasi.ikm.hasil_survei(sedikit, survei, isi, 2020))
    assert "kurang dari 5 responden" in teks
    assert "angka resmi" in teks
    assert "Unsur dengan nilai" not in teks
    assert tabel.ikm_unsur(replace(sedikit, sel_terkecil=3), klaim) is not None


def test_the_rows_of_respondents_are_not_looked_up(paket_kecil: Path) -> None:
    baris = [["r1", 3, 4], ["r2", 2, 1]]
    (paket_kecil / "2020/ikm_responden.csv").write_text(
        csv_teks(["responden", "waktu", "biaya"], *baris), "utf-8"
    )
    paket = data.load(paket_kecil)
    sel = (Sel("2020/ikm_responden.csv", 2, "waktu", sampai=3), Sel("2020/unsur.csv", 2, "nama"))
    assert [satu.berkas for satu in baris_asal(paket, Asal(sel))] == ["2020/unsur.csv"]
