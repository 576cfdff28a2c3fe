"""One CSV table against its contract: every bad cell is named by row and column, none is read askew."""

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest
from bantu import PAKET_KECIL
from hypothesis import given
from hypothesis import strategies as st

from lakip_utils.data import table
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import Violation

ANGGARAN = PAKET_KECIL["2020/anggaran.csv"]
KEPALA = ANGGARAN.splitlines()[0].split(",")


def baca(tmp_path: Path, isi: str | bytes, nama: str = "anggaran") -> table.Read:
    path = tmp_path / f"{nama}.csv"
    path.write_bytes(isi if isinstance(isi, bytes) else isi.encode())
    return table.read(path, TABLES[nama], shown=f"data/2020/{nama}.csv", relative=f"2020/{nama}.csv")


def satu(tmp_path: Path, isi: str | bytes, nama: str = "anggaran") -> Violation:
    hasil = baca(tmp_path, isi, nama)
    assert len(hasil.violations) == 1, "\n".join(map(str, hasil.violations))
    assert hasil.violations[0].file == f"data/2020/{nama}.csv"
    return hasil.violations[0]


def ganti(baris: int, kolom: str, nilai: str, isi: str = ANGGARAN) -> str:
    """Return a CSV with one cell replaced; `baris` as a spreadsheet counts."""
    semua = list(csv.reader(io.StringIO(isi)))
    semua[baris - 1][semua[0].index(kolom)] = nilai
    wadah = io.StringIO()
    csv.writer(wadah, lineterminator="\n").writerows(semua)
    return wadah.getvalue()


def test_a_good_table_is_read_with_types_and_places(tmp_path: Path) -> None:
    hasil = baca(tmp_path, ANGGARAN)
    assert hasil.violations == []
    assert list(hasil.frame["pagu_perubahan"]) == [2000, 1200, 800, 700]
    assert str(hasil.frame["pagu_murni"].dtype) == "Int64"
    assert hasil.frame["pagu_murni"].isna().all()
    assert list(hasil.frame["asal_baris"]) == [2, 3, 4, 5]
    assert set(hasil.frame["asal_berkas"]) == {"2020/anggaran.csv"}
    assert list(hasil.frame["kode_subkegiatan"]) == ["", "", "", ""]


@pytest.mark.parametrize("kolom", ["realisasi", "level", "uraian"])
def test_missing_column_is_named(tmp_path: Path, kolom: str) -> None:
    tabel = pd.read_csv(io.StringIO(ANGGARAN), dtype=str, keep_default_na=False).drop(columns=kolom)
    v = satu(tmp_path, tabel.to_csv(index=False))
    assert (v.row, v.column, v.found) == (1, kolom, "kolom tidak ada")


def test_a_misspelt_column_is_one_violation_with_what_it_may_mean(tmp_path: Path) -> None:
    v = satu(tmp_path, ANGGARAN.replace("realisasi", "realisai", 1))
    assert (v.row, v.column) == (1, "realisai")
    assert "'realisasi' tidak ada" in v.found
    assert v.action == "Ganti namanya menjadi 'realisasi'."
    v = satu(tmp_path, ANGGARAN.replace("catatan", "zzz", 1))
    assert (v.column, v.found) == ("zzz", "kolom tak dikenal 'zzz'")


@pytest.mark.parametrize(
    ("kolom", "tertulis"),
    [("uraian", "URAIAN"), ("pagu_perubahan", "Pagu Perubahan"), ("kode_program", "Kode-Program")],
)
def test_a_header_that_only_is_written_otherwise_is_told_and_its_cells_are_read(
    tmp_path: Path, kolom: str, tertulis: str
) -> None:
    isi = ganti(3, "realisasi", "x", ganti(3, "pagu_perubahan", "y")).replace(kolom, tertulis, 1)
    v = baca(tmp_path, isi).violations
    assert [(x.row, x.column) for x in v] == [(1, tertulis), (3, "pagu_perubahan"), (3, "realisasi")]
    assert v[0].action == f"Ganti namanya menjadi {kolom!r}."


def test_a_column_without_a_title_is_one_violation(tmp_path: Path) -> None:
    isi = "\n".join(f"{baris},," for baris in ANGGARAN.splitlines()) + "\n"
    v = satu(tmp_path, isi)
    assert v.found == "judul kosong pada kolom ke-11, 12"


def test_rows_without_a_header_are_one_violation(tmp_path: Path) -> None:
    v = satu(tmp_path, ANGGARAN.partition("\n")[2])
    assert (v.row, "satu pun kolom" in v.found) == (1, True)


def test_cells_are_checked_though_the_header_or_a_row_is_wrong(tmp_path: Path) -> None:
    isi = ganti(3, "realisasi", "x").replace("uraian", "urayan", 1) + "program,BL,,3,,Tiga,,1\n"
    assert [(v.row, v.column) for v in baca(tmp_path, isi).violations] == [
        (1, "urayan"), (3, "realisasi"), (6, ""),
    ]  # fmt: skip


def test_own_columns_are_allowed_as_ciri(tmp_path: Path) -> None:
    assert baca(tmp_path, ANGGARAN.replace("catatan", "ciri_kota", 1)).violations == []


def test_column_written_twice_is_named(tmp_path: Path) -> None:
    v = baca(tmp_path, ANGGARAN.replace("catatan", "realisasi", 1)).violations
    assert [(x.row, x.column) for x in v] == [(1, "realisasi")]
    assert "2 kali" in v[0].found


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [
        ("realisasi", "lima"), ("realisasi", "Rp1500"), ("realisasi", "1.500"), ("realisasi", "1,500"),
        ("realisasi", "1500.00"), ("realisasi", "-"), ("realisasi", "n/a"), ("realisasi", "1e3"),
        ("realisasi", "1 500"), ("realisasi", "301.982.00"), ("realisasi", "=1+1"), ("realisasi", "+5"),
        ("realisasi", "１６６８３６０３８"), ("realisasi", "٣"), ("realisasi", "1_500"), ("realisasi", "nan"), ("realisasi", "inf"), ("realisasi", "9" * 16),
    ],
)  # fmt: skip
def test_text_in_a_number_is_quoted_with_its_place(tmp_path: Path, kolom: str, nilai: str) -> None:
    v = satu(tmp_path, ganti(3, kolom, nilai))
    assert (v.row, v.column) == (3, kolom)
    assert nilai in v.found
    assert "rupiah bulat" in v.expected


@pytest.mark.parametrize("kolom", ["pagu_murni", "pagu_perubahan", "realisasi"])
def test_negative_money_is_refused(tmp_path: Path, kolom: str) -> None:
    v = satu(tmp_path, ganti(4, kolom, "-1"))
    assert (v.row, v.column) == (4, kolom)
    assert "-1" in v.found
    assert "paling kecil 0" in v.expected


@pytest.mark.parametrize("nilai", ["1.000", "12.345", "999.999"])
def test_ambiguous_decimal_is_refused_and_both_readings_are_told(tmp_path: Path, nilai: str) -> None:
    v = satu(tmp_path, ganti(2, "target_awal", nilai, PAKET_KECIL["2020/indikator.csv"]), "indikator")
    assert (v.row, v.column) == (2, "target_awal")
    assert nilai.replace(".", "") in v.action
    assert nilai.replace(".", ",") in v.action


@pytest.mark.parametrize(
    ("nilai", "angka"), [("1000", 1000), ("1.0000", 1), ("0.125", 0.125), ("27.78", 27.78), ("-0.5", -0.5)]
)
def test_decimal_that_reads_one_way_is_read(tmp_path: Path, nilai: str, angka: float) -> None:
    hasil = baca(tmp_path, ganti(2, "target_awal", nilai, PAKET_KECIL["2020/indikator.csv"]), "indikator")
    assert hasil.violations == []
    assert hasil.frame["target_awal"][0] == angka


@pytest.mark.parametrize(
    ("nama", "kolom", "nilai", "kata"),
    [
        ("anggaran", "level", "programm", "salah satu dari"),
        ("anggaran", "level", "", "terisi"),
        ("anggaran", "uraian", "", "terisi"),
        ("anggaran", "kode_program", "1 2", "kode tanpa spasi"),
        ("indikator", "arah", "naik turun", "salah satu dari"),
        ("indikator", "iku", "Ya", "ya atau tidak"),
        ("narasi", "urutan", "1.5", "bilangan bulat"),
        ("narasi", "urutan", "", "terisi"),
    ],
)
def test_cell_outside_its_list_or_empty_is_named(
    tmp_path: Path, nama: str, kolom: str, nilai: str, kata: str
) -> None:
    v = satu(tmp_path, ganti(3, kolom, nilai, PAKET_KECIL[f"2020/{nama}.csv"]), nama)
    assert (v.row, v.column) == (3, kolom)
    assert kata in v.expected


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [("tahun", "20"), ("tahun", "1944"), ("tahun", "2101"), ("tahun", "2020.0"), ("tahun", "")],
)
def test_year_is_four_digits_within_reason(tmp_path: Path, kolom: str, nilai: str) -> None:
    v = satu(tmp_path, ganti(2, kolom, nilai, PAKET_KECIL["program.csv"]), "program")
    assert (v.row, v.column) == (2, kolom)


def test_date_is_iso(tmp_path: Path) -> None:
    kepala = "kode_indikator,dokumen,nomor,tanggal,berkas,sha256\n"
    for salah in ("31-12-2020", "20201231", "2020-W53-4", "2020-02-30"):
        v = satu(tmp_path, kepala + f"S1,d,,{salah},,\nS1,e,,2020-12-31,,\n", "bukti")
        assert (v.row, v.column) == (2, "tanggal")


def test_full_width_digits_are_named_with_the_plain_ones(tmp_path: Path) -> None:
    assert satu(tmp_path, ganti(3, "realisasi", "１６６")).action == "Ketik ulang dengan angka biasa: 166."


def test_weight_lies_between_0_and_1(tmp_path: Path) -> None:
    assert satu(tmp_path, ganti(2, "bobot", "1.1", PAKET_KECIL["2020/unsur.csv"]), "unsur").column == "bobot"


def test_duplicate_key_names_both_rows(tmp_path: Path) -> None:
    baris = ANGGARAN.splitlines()
    v = satu(tmp_path, "\n".join([*baris, baris[3]]) + "\n")
    assert v.row == 6
    assert v.found.startswith("baris ganda dari baris 4 (seluruh isinya sama)")
    assert "kode_program=2" in v.found
    v = satu(tmp_path, ganti(6, "realisasi", "7", "\n".join([*baris, baris[3]]) + "\n"))
    assert "isi lainnya berbeda" in v.found


@pytest.mark.parametrize("kode", ["s1-a", "S1-a"])
def test_codes_that_only_capitals_tell_apart_are_refused(tmp_path: Path, kode: str) -> None:
    v = satu(tmp_path, ganti(3, "kode_indikator", kode, PAKET_KECIL["2020/indikator.csv"]), "indikator")
    assert (v.row, v.column) == (3, "kode_indikator")
    assert "baris 2" in v.found
    assert "'S1-A'" in v.found


def test_three_equal_rows_are_two_violations(tmp_path: Path) -> None:
    baris = ANGGARAN.splitlines()
    assert [v.row for v in baca(tmp_path, "\n".join([*baris, baris[1], baris[1]])).violations] == [6, 7]


@pytest.mark.parametrize("isi", ["", "\n", "  \n\n", "\ufeff"])
def test_empty_file_is_said(tmp_path: Path, isi: str) -> None:
    assert satu(tmp_path, isi).found == "berkas kosong"


def test_wrong_encoding_names_the_line_and_byte(tmp_path: Path) -> None:
    v = satu(tmp_path, ANGGARAN.replace("Program dua", "Program dúa").encode("cp1252"))
    assert v.row == 4
    assert "0xfa" in v.found
    assert "UTF-8" in v.expected


@pytest.mark.parametrize("sandi", ["utf-16", "utf-16-le"])
def test_utf_16_is_refused_with_a_message(tmp_path: Path, sandi: str) -> None:
    assert baca(tmp_path, ANGGARAN.encode(sandi)).violations


@pytest.mark.parametrize("pemisah", [";", "\t", "|"])
def test_other_separators_are_recognised(tmp_path: Path, pemisah: str) -> None:
    nama = {";": "titik koma", "\t": "tab", "|": "garis tegak"}[pemisah]
    assert satu(tmp_path, ANGGARAN.replace(",", pemisah)).found == f"kolom dipisah {nama}"


def test_lines_that_end_with_cr_alone_are_read(tmp_path: Path) -> None:
    hasil = baca(tmp_path, ANGGARAN.replace("\n", "\r"))
    assert hasil.violations == []
    pd.testing.assert_frame_equal(hasil.frame, baca(tmp_path, ANGGARAN).frame)


@pytest.mark.parametrize(
    ("baris", "sel"), [("program,BL,,3,,Program tiga", 6), ("program,BL,,3,,Program tiga,,5,5,,,lagi", 12)]
)
def test_ragged_row_is_named_with_its_count(tmp_path: Path, baris: str, sel: int) -> None:
    v = satu(tmp_path, ANGGARAN + baris + "\n")
    assert (v.row, v.found) == (6, f"{sel} sel")
    assert f"{len(KEPALA)} sel" in v.expected


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    baris = ANGGARAN.splitlines()
    v = satu(
        tmp_path, "\n".join([*baris[:3], "", ",,,,,,,,,", *baris[3:], "program,BL,,3,,Tiga,,x,,"]) + "\n"
    )
    assert v.row == 8
    lama = satu(tmp_path, ganti(3, "uraian", "dua\nbaris") + "program,BL,,3,,Tiga,,x,,\n")
    assert lama.row == 6


@pytest.mark.parametrize(
    "baris",
    ['program,BL,,3,,"Program tiga,,5,5,', 'program,BL,,3,,"Program" tiga,,5,5,'],
    ids=["not closed", "closed too early"],
)
def test_an_unpaired_quote_has_its_row_and_is_said_in_indonesian(tmp_path: Path, baris: str) -> None:
    v = satu(tmp_path, ganti(3, "uraian", "dua\nbaris") + baris + '\nprogram,BL,,5,,"Lima",,1,1,\n')
    assert v.row == 6
    assert "tanda kutip ganda" in v.found
    assert "expected" not in str(v)
    assert "unexpected" not in str(v)


def test_rows_above_a_broken_one_are_checked(tmp_path: Path) -> None:
    v = baca(tmp_path, ganti(3, "realisasi", "x") + 'program,BL,,3,,"Tiga,,5,5,\n').violations
    assert [x.row for x in v] == [3, 6]


@pytest.mark.parametrize(
    "huruf", ["\x00", "\x07", "\x1b", "\x0b", "\x9b", "\u202e", "\u202a", "\u2067", "\U000e0041"]
)
def test_hidden_character_is_reported_with_its_place(tmp_path: Path, huruf: str) -> None:
    v = baca(tmp_path, ganti(3, "uraian", f"Program{huruf} satu")).violations
    assert [(x.row, x.column) for x in v] == [(3, "uraian")]


def test_a_right_to_left_name_with_its_marks_is_taken_as_it_is(tmp_path: Path) -> None:
    hasil = baca(tmp_path, ganti(3, "uraian", "\u200fمرحبا\u200e Program"))
    assert hasil.violations == []
    assert hasil.frame["uraian"][1] == "\u200fمرحبا\u200e Program"


def test_all_violations_of_a_table_come_at_once_in_order(tmp_path: Path) -> None:
    isi = ganti(
        2, "realisasi", "x", ganti(3, "level", "y", ganti(5, "pagu_perubahan", "-1", ganti(4, "uraian", "")))
    )
    assert [(v.row, v.column) for v in baca(tmp_path, isi).violations] == [
        (2, "realisasi"), (3, "level"), (4, "uraian"), (5, "pagu_perubahan"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "isi",
    [b"\xef\xbb\xbf" + ANGGARAN.encode(), ANGGARAN.replace("\n", "\r\n").encode(), ANGGARAN.rstrip("\n").encode(), ANGGARAN.replace("\n", "\r\n").encode("utf-8-sig")],
    ids=["BOM", "CRLF", "tanpa baris baru akhir", "BOM dan CRLF"],
)  # fmt: skip
def test_what_excel_writes_is_accepted(tmp_path: Path, isi: bytes) -> None:
    hasil = baca(tmp_path, isi)
    assert hasil.violations == []
    pd.testing.assert_frame_equal(hasil.frame, baca(tmp_path, ANGGARAN).frame)


def test_spaces_around_cells_do_not_count(tmp_path: Path) -> None:
    hasil = baca(tmp_path, ganti(3, "realisasi", " 900 ", ganti(3, "uraian", "  Program satu ")))
    assert hasil.violations == []
    assert (hasil.frame["realisasi"][1], hasil.frame["uraian"][1]) == (900, "Program satu")


JENIS = {c.name: c.type for c in TABLES["anggaran"].all_columns}
sel_acak = st.one_of(
    st.text(max_size=8),
    st.text("0123456789.,-+ eE_()Rp%", max_size=10),
    st.integers(-(10**18), 10**18).map(str),
    st.floats().map(str),
    st.sampled_from(["", "NA", "nan", "None", "1.000", "007", "-0", "٣", "²", "１２", "=1+1", '"', "'", "a;b", "\r", "\n", "\x00", "\ufeff"]),
)  # fmt: skip


def jatuh(kolom: str, sel: str) -> object:
    """What a cell means, said without the code under test: empty is missing, digits are the number."""
    teks = sel.strip()
    if JENIS[kolom] != "rupiah":
        return teks
    return None if teks == "" else int(teks) if re.fullmatch(r"-?[0-9]+", teks) else ValueError


@given(st.sampled_from(KEPALA), st.integers(2, 5), sel_acak)
def test_law_a_mutated_cell_is_reported_or_read_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, kolom: str, baris: int, sel: str
) -> None:
    hasil = baca(tmp_path_factory.mktemp("t"), ganti(baris, kolom, sel))
    if hasil.violations:
        assert all(v.row in (None, baris) or "baris ganda" in v.found for v in hasil.violations)
        assert all(v.found and v.expected and v.action for v in hasil.violations)
        return
    assert len(hasil.frame) == 4
    nilai = hasil.frame[kolom][baris - 2]
    assert (None if nilai is pd.NA else nilai) == jatuh(kolom, sel)


@given(st.binary(max_size=200))
def test_law_any_bytes_are_reported_or_an_empty_table(
    tmp_path_factory: pytest.TempPathFactory, isi: bytes
) -> None:
    hasil = baca(tmp_path_factory.mktemp("t"), isi)
    assert hasil.violations
    assert hasil.frame.empty


@pytest.mark.parametrize("huruf", ["\x00", "\x1b", "\u202e"])
def test_a_hidden_character_is_reported_in_columns_of_the_users_own(tmp_path: Path, huruf: str) -> None:
    path = tmp_path / "ikm_responden.csv"
    path.write_text(f"responden,waktu,ciri_usia,catatan\nR1,3,25,\nR2,4,3{huruf}0,\n", "utf-8")
    (v,) = table.read(path, TABLES["ikm_responden"], shown="x.csv", relative="x.csv").violations
    assert (v.row, v.column) == (3, "ciri_usia")
    assert f"U+{ord(huruf):04X}" in v.action
