import pytest

from lakip_utils.sajian.blok import Gambar, Judul, Kolom, Tabel
from lakip_utils.terbitan.nomor import nomori, romawi


def judul(tingkat, teks="Judul", bagian=""):
    return Judul(tingkat=tingkat, teks=teks, bagian=bagian)


def nomor(susunan, *isi):
    return [satu.nomor for satu in nomori(isi, susunan)]


LAKIP = (
    judul(1, bagian="depan"), judul(2), judul(1), judul(2), judul(3), judul(2), judul(1), judul(2),
    judul(1, bagian="lampiran"), judul(2), judul(1, bagian="lampiran"),
)  # fmt: skip


def test_chapters_are_roman_and_their_sections_arabic():
    harap = ["", "", "BAB I", "1.1", "1.1.1", "1.2", "BAB II", "2.1", "Lampiran 1", "", "Lampiran 2"]
    assert nomor("bab", *LAKIP) == harap


def test_a_brief_report_numbers_its_sections_and_annexes():
    harap = ["", "", "1", "1.1", "1.1.1", "1.2", "2", "2.1", "Lampiran 1", "", "Lampiran 2"]
    assert nomor("bagian", *LAKIP) == harap


def test_subheadings_belong_to_the_part_of_their_section():
    bagian = [satu.blok.bagian for satu in nomori(LAKIP, "bab")]
    assert bagian == ["depan"] * 2 + [""] * 6 + ["lampiran"] * 3


def test_no_level_is_skipped():
    isi = [judul(3), judul(3), judul(1), judul(3), judul(2)]
    assert [satu.blok.tingkat for satu in nomori(isi, "bab")] == [1, 2, 1, 2, 2]


def test_tables_and_figures_are_counted_apart_through_the_whole_document():
    tabel = Tabel(kunci="t", judul="T", kolom=(Kolom(judul="a"),), baris=())
    gambar = Gambar(kunci="g", judul="G", alt="a")
    assert nomor("bab", tabel, judul(1), gambar, tabel) == ["Tabel 1", "BAB I", "Gambar 1", "Tabel 2"]


def test_anchors_are_unique_even_where_a_title_looks_like_one_that_was_made_unique():
    isi = [judul(1, "Isi"), judul(1, "Isi 2"), judul(1, "Isi"), judul(1, "—")]
    assert [satu.jangkar for satu in nomori(isi, "bab")] == ["isi", "isi-2", "isi-3", "bagian"]


@pytest.mark.parametrize(("angka", "harap"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (28, "XXVIII")])
def test_roman_numerals(angka, harap):
    assert romawi(angka) == harap
