"""A new year is laid out from the last one, in the budget structure of that year, and as a workbook to fill in."""

from pathlib import Path
from shutil import copytree

import pytest
from bantu import AKAR, DATA, PAKET_KECIL, csv_teks, tulis_paket
from openpyxl import Workbook, load_workbook

from lakip_utils import data
from lakip_utils.data.excel import impor, susunan, tahun, tulis
from lakip_utils.data.excel.contoh import CONTOH
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import InvalidInput, UnknownSelection

KEDUA = AKAR / "tests/fixtures/instansi-kedua"


@pytest.fixture
def salin(tmp_path: Path) -> Path:
    """A copy of the package of the repository."""
    return Path(copytree(DATA, tmp_path / "data"))


def buka(isi: bytes, path: Path) -> Workbook:
    path.write_bytes(isi)
    return load_workbook(path)


def daftar(buku: Workbook, lembar: str, kolom: str) -> set[str]:
    """Return what can be chosen in a column of a sheet."""
    kertas = buku[lembar]
    (judul,) = (s for s in kertas[tulis.JUDUL] if s.value == kolom)
    (validasi,) = (
        satu
        for satu in kertas.data_validations.dataValidation
        if f"{judul.column_letter}{judul.row + 1}" in satu.sqref
    )
    nama, rentang = validasi.formula1.lstrip("=").split("!")
    return {str(baris[0].value) for baris in buku[nama][rentang.replace("$", "")]}


def test_2021_has_the_budget_structure_of_permendagri_77_2020(salin: Path) -> None:
    tahun.buat_tahun(salin, 2021)
    anggaran = data.load(salin).tabel("anggaran", 2021)
    assert list(anggaran.loc[anggaran["level"] == "kelompok", "kelompok"]) == [
        "operasi",
        "modal",
        "tidak_terduga",
        "transfer",
    ]
    assert set(anggaran.loc[anggaran["level"] == "program", "kode_program"]) == {"1", "2", "3", "4"}
    assert anggaran[["pagu_murni", "pagu_perubahan", "realisasi"]].isna().all(axis=None)


def test_a_year_of_the_same_structure_keeps_the_rows_of_its_budget(tmp_path: Path) -> None:
    kedua = Path(copytree(KEDUA, tmp_path / "kedua"))
    tahun.buat_tahun(kedua, 2023)
    paket = data.load(kedua)
    kode = ["level", "kelompok", "kode_program", "kode_kegiatan", "kode_subkegiatan"]
    lama, baru = (paket.tabel("anggaran", satu)[kode].to_numpy().tolist() for satu in (2022, 2023))
    assert baru == lama


def test_targets_of_the_renstra_are_known_and_realisasi_is_not(salin: Path) -> None:
    # Tabel 2.1 and 2.3 of the source: targets of 2021
    tahun.buat_tahun(salin, 2021)
    paket = data.load(salin)
    renstra = paket.tabel("renstra")
    target = renstra[renstra["tahun"] == 2021].set_index("kode_indikator")["target"].dropna()
    indikator = paket.tabel("indikator", 2021).set_index("kode_indikator")
    assert len(target) > 3
    assert indikator.loc[target.index, "target_awal"].equals(target.rename("target_awal"))
    assert indikator["realisasi"].isna().all()
    assert set(indikator.loc[target.index, "catatan"]) == {
        "target dari renstra.csv; cocokkan dengan perjanjian kinerja"
    }


def test_no_figure_of_the_last_year_goes_into_the_new_one(salin: Path) -> None:
    tahun.buat_tahun(salin, 2021)
    paket = data.load(salin)
    boleh = {"indikator": {"target_awal", "target_bawah", "target_atas"}, "unsur": {"bobot"}}
    for nama, table in TABLES.items():
        if table.scope == "akar":
            continue
        angka = [c.name for c in table.columns if c.type in ("angka", "rupiah", "bulat")]
        isi = paket.tabel(nama, 2021)[[k for k in angka if k not in boleh.get(nama, ())]]
        assert isi.isna().all(axis=None), nama
        assert set(paket.tabel(nama, 2021)["sumber"]) <= {""}, nama


def test_what_was_there_stays_and_the_descriptor_follows(salin: Path) -> None:
    lama = {p.relative_to(salin): p.read_bytes() for p in salin.rglob("*") if p.is_file()}
    program = (salin / "program.csv").read_bytes()
    _, berkas = tahun.buat_tahun(salin, 2021)
    assert (salin / "program.csv").read_bytes().startswith(program)
    berubah = {str(p) for p, isi in lama.items() if (salin / p).read_bytes() != isi}
    assert berubah == {"program.csv", "datapackage.json"}
    assert "2021/anggaran.csv" in (salin / "datapackage.json").read_text()
    assert set(berkas) == berubah | {f"2021/{p.name}" for p in (salin / "2021").iterdir()}


@pytest.mark.parametrize("satu", [2020, 2018])
def test_a_year_that_is_there_or_has_none_before_it_is_refused(salin: Path, satu: int) -> None:
    with pytest.raises(InvalidInput, match=f"--tahun {satu}"):
        tahun.buat_tahun(salin, satu)
    assert sorted(p.name for p in salin.iterdir() if p.is_dir()) == ["2019", "2020"]


def test_the_template_is_the_year_that_new_lays_out(salin: Path, tmp_path: Path) -> None:
    buku = tmp_path / "t.xlsx"
    buku.write_bytes(tahun.templat(salin)[1])
    impor.tulis(impor.rencanakan(buku, salin))
    lain = Path(copytree(DATA, tmp_path / "lain"))
    tahun.buat_tahun(lain, 2021)
    satu, dua = data.load(salin), data.load(lain)
    assert {p.name for p in (salin / "2021").iterdir()} == {p.name for p in (lain / "2021").iterdir()}
    for nama, table in TABLES.items():
        masa = 2021 if table.scope == "tahun" else None
        assert satu.tabel(nama, masa).equals(dua.tabel(nama, masa)), nama


def test_every_table_has_a_sheet_whose_columns_are_explained(tmp_path: Path) -> None:
    buku = buka(tahun.templat(DATA)[1], tmp_path / "t.xlsx")
    assert buku.sheetnames[0] == "Petunjuk"
    assert set(TABLES) == set(buku.sheetnames) - {"Petunjuk", "Daftar"}
    for nama, table in TABLES.items():
        kertas = buku[nama]
        for nomor, column in enumerate(table.columns, 1):
            assert kertas.cell(tulis.JUDUL, nomor).value == column.name
            arti = str(kertas.cell(3, nomor).value)
            assert arti.startswith(column.description)
            assert ("HARUS TERISI" in arti) == column.filled
            contoh = CONTOH[nama].get(column.name, "").format(tahun=2021)
            assert str(kertas.cell(4, nomor).value or "").replace(",", ".") == contoh.replace(",", ".")


def test_headers_are_locked_and_cells_to_fill_in_are_not(tmp_path: Path) -> None:
    buku = buka(tahun.templat(DATA)[1], tmp_path / "t.xlsx")
    for nama in TABLES:
        kertas = buku[nama]
        assert kertas.protection.sheet
        assert kertas.cell(tulis.JUDUL, 1).protection.locked
        assert not kertas.column_dimensions["A"].protection.locked
        assert not any(
            s.protection.locked
            for baris in kertas.iter_rows(tulis.JUDUL + 1)
            for s in baris
            if s.value is not None
        )


def test_lists_to_choose_from_are_those_of_the_contract_and_of_the_package(tmp_path: Path) -> None:
    buku = buka(tahun.templat(DATA)[1], tmp_path / "t.xlsx")
    assert daftar(buku, "program", "bidang") == {"sekretariat", "usaha_kecil", "kelembagaan", "koperasi"}
    assert daftar(buku, "indikator", "arah") == {"naik", "turun", "rentang"}
    assert daftar(buku, "indikator", "iku") == {"ya", "tidak"}
    assert {"%", "Nilai", "dokumen", "kegiatan"} <= daftar(buku, "tolok_ukur", "satuan")
    assert daftar(buku, "anggaran", "kelompok") == {"operasi", "modal", "tidak_terduga", "transfer"}
    assert daftar(buku, "anggaran", "kode_program") == {"1", "2", "3", "4"}
    assert daftar(buku, "ikm_unsur", "unsur") >= {"persyaratan", "maklumat"}


def test_codes_are_text_and_money_has_its_thousands(tmp_path: Path) -> None:
    buku = buka(tahun.ekspor(DATA, 2020)[1], tmp_path / "t.xlsx")
    kertas = buku["anggaran"]
    judul = {s.value: s.column for s in kertas[tulis.JUDUL]}
    kode, uang = (kertas.cell(tulis.JUDUL + 8, judul[nama]) for nama in ("kode_program", "realisasi"))
    assert kode.number_format == "@"
    assert uang.number_format == "#,##0"
    assert isinstance(uang.value, int)


def test_an_agency_without_a_year_gets_a_template_for_the_year_that_is_named(tmp_path: Path) -> None:
    folder = tulis_paket(tmp_path / "p")
    for path in [*folder.glob("2020/*"), *folder.glob("*.csv")]:
        path.unlink()
    (folder / "2020").rmdir()
    with pytest.raises(InvalidInput, match="--tahun"):
        tahun.templat(folder)
    dipakai, isi = tahun.templat(folder, 2021)
    assert dipakai == 2021
    assert buka(isi, tmp_path / "t.xlsx")["program"].max_row == tulis.JUDUL


def test_a_year_that_is_not_there_cannot_be_exported() -> None:
    with pytest.raises(UnknownSelection, match="2019, 2020"):
        tahun.ekspor(DATA, 2021)


def test_the_examples_are_one_package_that_keeps_the_contract(tmp_path: Path) -> None:
    folder = tulis_paket(tmp_path / "p", dict.fromkeys(PAKET_KECIL))
    (folder / "2021").mkdir(parents=True)
    instansi = PAKET_KECIL["instansi.yaml"].replace("kode: satu", "kode: bina-usaha")
    (folder / "instansi.yaml").write_text(instansi)
    assert set(CONTOH) == set(TABLES)
    for nama, isi in CONTOH.items():
        table = TABLES[nama]
        kolom = [c.name for c in table.columns] + [n for n in isi if n not in {c.name for c in table.columns}]
        baris = {**isi, "bidang": "bina-usaha"} if nama == "program" else isi
        teks = csv_teks(kolom, [baris.get(k, "").format(tahun=2021) for k in kolom])
        (folder / susunan.letak(table, 2021)).write_text(teks)
    assert data.load(folder).tahun == (2021,)


def test_a_year_without_the_one_before_it_is_taken_for_a_slip(salin: Path) -> None:
    lama = (salin / "program.csv").read_bytes()
    with pytest.raises(InvalidInput, match="2029 tidak ada"):
        tahun.buat_tahun(salin, 2030)
    assert (salin / "program.csv").read_bytes() == lama


def test_every_kegiatan_of_the_last_year_has_its_row_in_the_new_budget(salin: Path) -> None:
    tahun.buat_tahun(salin, 2021)
    paket = data.load(salin)
    anggaran = paket.tabel("anggaran", 2021)
    baris = anggaran.loc[anggaran["level"] == "kegiatan", "kode_kegiatan"]
    assert sorted(baris) == sorted(paket.tabel("kegiatan", 2020)["kode_kegiatan"])
