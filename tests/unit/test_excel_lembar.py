"""What stands around the figures of a sheet, found by an analyst who filled one in for the first time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lakip_utils.data.excel import impor, tahun, tulis
from lakip_utils.errors import InvalidInput

Ubah = Callable[[Worksheet], None]


def rencana(folder: Path, lembar: str, ubah: Ubah) -> impor.Rencana:
    """Export the small package, change one sheet, and plan its import."""
    path = folder.parent / "isi.xlsx"
    path.write_bytes(tahun.ekspor(folder, 2020)[1])
    buku = load_workbook(path)
    ubah(buku[lembar])
    buku.save(path)
    return impor.rencanakan(path, folder)


def salah(folder: Path, lembar: str, ubah: Ubah) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InvalidInput) as gagal:
        rencana(folder, lembar, ubah)
    return [(satu.row, satu.column, satu.found) for satu in gagal.value.violations]


def kolom(kertas: Worksheet, nama: str) -> int:
    return next(int(sel.column) for sel in kertas[tulis.JUDUL] if sel.value == nama)


def isi(nama: str, nilai: object, baris: int = tulis.JUDUL + 1, format_: str = "General") -> Ubah:
    def ubah(kertas: Worksheet) -> None:
        sel = kertas.cell(baris, kolom(kertas, nama))
        sel.value, sel.number_format = nilai, format_

    return ubah


@pytest.mark.parametrize(
    "judul", ["ANGGARAN (dalam ribuan rupiah)", "Pagu dan realisasi (Rp juta)", "dalam jutaan", "(Rp'000)"]
)
def test_a_title_that_says_thousands_is_refused(paket_kecil: Path, judul: str) -> None:
    def ubah(kertas: Worksheet) -> None:
        kertas["A1"] = judul

    assert salah(paket_kecil, "anggaran", ubah) == [(1, "sel A1", f"“{judul}”")]


def test_of_a_column_that_no_table_has_only_the_head_is_told(paket_kecil: Path) -> None:
    def ubah(kertas: Worksheet) -> None:
        baru = kertas.max_column + 1
        kertas.cell(tulis.JUDUL, baru).value = "serapan (%)"
        for baris in range(tulis.JUDUL + 1, kertas.max_row + 1):
            kertas.cell(baris, baru).value = "=J6/I6"

    temuan = salah(paket_kecil, "anggaran", ubah)
    assert [(baris, ada) for baris, _, ada in temuan] == [(tulis.JUDUL, "kolom tak dikenal 'serapan (%)'")]


def test_a_renamed_head_is_one_mistake(paket_kecil: Path) -> None:
    def ubah(kertas: Worksheet) -> None:
        kertas.cell(tulis.JUDUL, kolom(kertas, "kode")).value = "kode unsur"

    assert {baris for baris, _, _ in salah(paket_kecil, "unsur", ubah)} == {tulis.JUDUL}


def test_a_note_below_the_table_is_passed_over_and_told(paket_kecil: Path) -> None:
    def ubah(kertas: Worksheet) -> None:
        kertas.cell(kertas.max_row + 2, 1).value = "*) angka realisasi masih sementara"

    hasil = rencana(paket_kecil, "anggaran", ubah)
    assert hasil.isi == {}
    (lembar,) = (satu for satu in hasil.buku.lembar if satu.nama == "anggaran")
    assert any("masih sementara" in satu for satu in lembar.dilewati)


@pytest.mark.parametrize(
    ("lembar", "nama", "nilai", "anjuran"),
    [
        ("indikator", "penyebut", "500 koperasi", "bilangan tanpa satuan"),
        ("ikm_unsur", "jumlah_kuesioner", "300 orang", "bilangan tanpa satuan"),
        ("tolok_ukur", "realisasi", "5 dokumen", "bilangan dengan satuan 'kegiatan'"),
        ("tolok_ukur", "realisasi", "100%", "bilangan dengan satuan 'kegiatan'"),
        ("tolok_ukur", "realisasi", "5 (lima) dokumen", "bilangan dengan satuan 'kegiatan'"),
    ],
)
def test_a_unit_that_does_not_belong_there_is_refused_with_what_does(
    paket_kecil: Path, lembar: str, nama: str, nilai: str, anjuran: str
) -> None:
    with pytest.raises(InvalidInput) as gagal:
        rencana(paket_kecil, lembar, isi(nama, nilai))
    assert [satu.expected for satu in gagal.value.violations] == [anjuran]


def test_a_number_with_its_words_and_its_unit_is_read(paket_kecil: Path) -> None:
    assert rencana(paket_kecil, "tolok_ukur", isi("realisasi", "5 (lima) kegiatan")).isi == {}


def test_fewer_than_none_of_a_tolok_ukur_is_refused(paket_kecil: Path) -> None:
    assert salah(paket_kecil, "tolok_ukur", isi("realisasi", -5)) == [
        (tulis.JUDUL + 1, "realisasi (sel I6)", "“-5.0”")
    ]


def test_a_format_that_hides_thousands_is_told_with_what_is_read(paket_kecil: Path) -> None:
    hasil = rencana(paket_kecil, "anggaran", isi("realisasi", 1_500_000, format_="#,##0,"))
    (bacaan,) = (satu for lembar in hasil.buku.lembar for satu in lembar.bacaan)
    assert (bacaan.tampak, bacaan.dibaca) == ("1500", "1500000")


def test_a_hidden_sheet_is_read_and_told(paket_kecil: Path) -> None:
    def ubah(kertas: Worksheet) -> None:
        kertas.sheet_state = "hidden"

    hasil = rencana(paket_kecil, "unsur", ubah)
    (lembar,) = (satu for satu in hasil.buku.lembar if satu.nama == "unsur")
    assert "lembar tersembunyi tetap dibaca" in lembar.dilewati


@pytest.mark.parametrize(
    ("tertulis", "anjuran"),
    [
        ("12/01/2021", "tanggal, misalnya 2021-12-31 atau 31 Desember 2021"),
        ("31 Februari 2021", "tanggal yang ada dalam kalender"),
        ("2021-02-30", "tanggal yang ada dalam kalender"),
    ],
)
def test_a_date_that_is_none_is_told_with_what_would_be(
    paket_kecil: Path, tertulis: str, anjuran: str
) -> None:
    def ubah(kertas: Worksheet) -> None:
        for nama, nilai in (("kode_indikator", "S1-A"), ("dokumen", "Rekap"), ("tanggal", tertulis)):
            kertas.cell(tulis.JUDUL + 1, kolom(kertas, nama)).value = nilai

    with pytest.raises(InvalidInput) as gagal:
        rencana(paket_kecil, "bukti", ubah)
    assert [satu.expected for satu in gagal.value.violations] == [anjuran]
