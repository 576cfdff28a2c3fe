"""Export is the inverse of import: a workbook that nobody changed changes no byte of the package."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import paket_konsisten
import pytest
from bantu import AKAR, DATA, csv_teks, tulis_paket
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lakip_utils.data import paket
from lakip_utils.data.excel import impor, tahun
from lakip_utils.errors import InvalidInput

KEDUA = AKAR / "tests/fixtures/instansi-kedua"
# What a valid table can hold: text without control characters, not too long for a cell
TEKS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n\t"), min_size=1, max_size=60
).filter(str.strip)
ANGKA = st.decimals(-(10**9), 10**9, places=4, allow_nan=False).map(lambda angka: f"{angka:f}")


def bolak_balik(folder: Path, satu: int) -> impor.Rencana:
    """Export a year, and plan the import of what came of it."""
    with TemporaryDirectory() as sementara:
        buku = Path(sementara) / "isi.xlsx"
        buku.write_bytes(tahun.ekspor(folder, satu)[1])
        return impor.rencanakan(buku, folder)


@pytest.mark.parametrize(
    ("folder", "satu"),
    [(DATA, 2019), (DATA, 2020), *((KEDUA, satu) for satu in (2018, 2019, 2020, 2021, 2022))],
)
def test_published_data_come_back_as_they_were(folder: Path, satu: int) -> None:
    rencana = bolak_balik(folder, satu)
    assert rencana.tahun == satu
    assert rencana.beda == ()
    assert rencana.isi == {}
    assert [bacaan for lembar in rencana.buku.lembar for bacaan in lembar.bacaan] == []


def test_every_table_with_rows_has_its_sheet() -> None:
    lembar = {satu.table.name: len(satu.baris) for satu in bolak_balik(DATA, 2020).buku.lembar}
    berkas = {p.stem: p for p in [*DATA.glob("*.csv"), *(DATA / "2020").glob("*.csv")]}
    teks = {nama: io.StringIO(path.read_text("utf-8"), newline="") for nama, path in berkas.items()}
    baris = {nama: len(list(csv.reader(isi))) - 1 for nama, isi in teks.items()}
    assert lembar == {nama: n for nama, n in baris.items() if n}


@given(st.integers(0, 10**6))
@settings(max_examples=6)
def test_generated_packages_come_back_as_they_were(seed: int) -> None:
    with TemporaryDirectory() as sementara:
        folder = paket_konsisten.buat(Path(sementara) / "paket", seed)
        for satu in paket.tahun_ada(folder):
            assert bolak_balik(folder, satu).isi == {}


@given(st.lists(st.tuples(TEKS, TEKS), min_size=1, max_size=8), ANGKA, ANGKA)
@settings(max_examples=25)
def test_whatever_text_and_number_a_table_holds_comes_back(
    teks: list[tuple[str, str]], target: str, realisasi: str
) -> None:
    narasi = csv_teks(
        ["bagian", "urutan", "teks", "catatan"],
        *(["umum", n, satu, catatan] for n, (satu, catatan) in enumerate(teks, 1)),
    )
    with TemporaryDirectory() as sementara:
        folder = tulis_paket(Path(sementara) / "paket", {"2020/narasi.csv": narasi})
        indikator = folder / "2020/indikator.csv"
        baris = list(csv.DictReader(io.StringIO(indikator.read_text())))
        baris[0]["target_awal"], baris[0]["realisasi"] = target, realisasi
        indikator.write_text(csv_teks(list(baris[0]), *(list(satu.values()) for satu in baris)))
        assert bolak_balik(folder, 2020).isi == {}


def test_a_changed_cell_changes_its_cell_only(paket_kecil: Path, tmp_path: Path) -> None:
    # The file writes 7 as 7.00 and the money of a row with spaces around: what stays, stays as it is written
    anggaran = paket_kecil / "2020/anggaran.csv"
    anggaran.write_bytes(
        anggaran.read_bytes()
        .replace(b"Program dua,,800,600", b"Program dua,, 800 ,600")
        .replace(b"\n", b"\r\n")
    )
    lama = anggaran.read_bytes()
    buku = tmp_path / "isi.xlsx"
    buku.write_bytes(tahun.ekspor(paket_kecil, 2020)[1])
    kerja = load_workbook(buku)
    (sel,) = (s for baris in kerja["anggaran"].iter_rows() for s in baris if s.value == 900)
    sel.value = 950
    kerja.save(buku)
    rencana = impor.rencanakan(buku, paket_kecil)
    assert [(b.berkas, [(u.kunci, u.kolom, u.lama, u.baru) for u in b.ubah]) for b in rencana.beda] == [
        ("2020/anggaran.csv", [("program / BL / 1", "realisasi", "900", "950")])
    ]
    impor.tulis(rencana)
    assert anggaran.read_bytes() == lama.replace(b",1200,900,", b",1200,950,")
    assert impor.rencanakan(buku, paket_kecil).isi == {}


def test_cells_of_a_column_that_the_sheet_lacks_stay(paket_kecil: Path, tmp_path: Path) -> None:
    berkas = paket_kecil / "2020/kegiatan.csv"
    berkas.write_text(berkas.read_text().replace("Kegiatan satu,", "Kegiatan satu,dari DPA"))
    buku = tmp_path / "isi.xlsx"
    buku.write_bytes(tahun.ekspor(paket_kecil, 2020)[1])
    kerja = load_workbook(buku)
    lembar = kerja["kegiatan"]
    (judul,) = (s for baris in lembar.iter_rows() for s in baris if s.value == "catatan")
    lembar.delete_cols(judul.column)
    kerja.save(buku)
    assert impor.rencanakan(buku, paket_kecil).isi == {}


def test_text_too_long_for_a_cell_is_refused_not_cut(paket_kecil: Path) -> None:
    berkas = paket_kecil / "2020/narasi.csv"
    berkas.write_text(berkas.read_text().replace("Hanya program dua.", "x" * 32768))
    with pytest.raises(InvalidInput) as gagal:
        tahun.ekspor(paket_kecil, 2020)
    (salah,) = gagal.value.violations
    assert (salah.file, salah.row, salah.column) == ("2020/narasi.csv", 4, "teks")
