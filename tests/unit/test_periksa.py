"""``lakip check`` at a terminal: what it shows whole, what it warns of, what it refuses."""

import io
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from bantu import AKAR, csv_teks, tulis_paket
from test_cli import jalankan

from lakip_utils import data, konsistensi
from lakip_utils.data.schema import TABLES
from lakip_utils.sajian.tabel.konsistensi import tempat
from lakip_utils.terbitan.periksa import HasilPeriksa, catatan_terminal, periksa_semua, tabel_kosong

ANGGARAN_LEBIH = csv_teks(
    ["level", "kelompok", "kode_rekening", "kode_program", "kode_kegiatan", "uraian", "pagu_murni", "pagu_perubahan", "realisasi", "catatan"],
    ["total", "", "", "", "", "Belanja Daerah", "", 2000, 1500, ""],
    ["program", "BL", "", "1", "", "Program satu", "", 1200, 900, ""],
    ["program", "BL", "", "2", "", "Program dua", "", 800, 600, ""],
    ["kegiatan", "BL", "", "1", "1.1", "Kegiatan satu", "", 700, 750, ""],
    ["kegiatan", "BL", "", "2", "2.1", "Kegiatan dua", "", 500, 501, ""],
)  # fmt: skip
"""Two kegiatan spend more than their pagu: 750 of 700 (row 5), 501 of 500 (row 6)."""

TANGGAPAN = "id,status,teks,oleh,tanggal\n"
RULE = "realisasi-melebihi-pagu"


@pytest.fixture
def lebih(tmp_path: Path) -> Path:
    return tulis_paket(tmp_path / "data", {"2020/anggaran.csv": ANGGARAN_LEBIH})


def temuan(folder: Path) -> pd.DataFrame:
    """Return the two findings on spending more than there is."""
    catatan = konsistensi.periksa(data.load(folder), 2020)
    return catatan[catatan["uji"] == RULE]


def jawab(folder: Path, *baris: str) -> None:
    (folder / "2020/tanggapan.csv").write_text(TANGGAPAN + "".join(f"{b}\n" for b in baris), "utf-8")


# ---------------------------------------------------------------------- what is shown


def test_no_name_becomes_a_formula_in_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    klaim = csv_teks(
        [
            "id",
            "jenis",
            "tahun",
            "tabel",
            "kunci_entitas",
            "kolom",
            "basis",
            "nilai_tercetak",
            "satuan",
            "kutipan",
            "lokasi",
            "catatan",
        ],
        ["K1", "nama", 2020, "program", "1", "nama", "", "=HYPERLINK(0)", "", "", "Bab II", ""],
    )
    folder = tulis_paket(tmp_path / "data", {"2020/klaim.csv": klaim})
    jalankan("check", "--data", str(folder), "--format", "csv", "--min-severity", "info")
    tabel = pd.read_csv(io.StringIO(capsys.readouterr().out), dtype=str, keep_default_na=False)
    assert "'=HYPERLINK(0)" in set(tabel["tercetak"])


@pytest.mark.parametrize("lebar", ["40", "80", "160"])
def test_ids_and_places_are_never_cut(
    paket: data.Paket, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lebar: str
) -> None:
    monkeypatch.setenv("COLUMNS", lebar)
    jalankan("check", "--data", str(paket.folder), "--tahun", "2020", "--min-severity", "info")
    teks = capsys.readouterr().out
    catatan = konsistensi.periksa(paket, 2020)
    assert set(catatan["id"]) <= set(teks.split())
    rata = " ".join(teks.split())
    assert [di for _, satu in catatan.iterrows() if (di := tempat(satu)) not in rata] == []


def test_a_line_is_as_long_as_the_terminal_at_most(paket: data.Paket) -> None:
    (hasil,) = periksa_semua([paket.folder], [2020])
    baris = catatan_terminal(hasil, 80).splitlines()
    assert max(map(len, baris)) <= 80
    assert max(map(len, catatan_terminal(hasil, 160).splitlines())) > 80


def test_what_stands_in_no_document_is_placed_by_its_cells(
    lebih: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jalankan("check", "--data", str(lebih))
    teks = " ".join(capsys.readouterr().out.split())
    assert (
        "Tempat 2020/anggaran.csv baris 5, kolom realisasi; 2020/anggaran.csv baris 5, kolom pagu_perubahan"
        in teks
    )
    assert "di data Tercetak" not in teks


# ---------------------------------------------------------------------- what is told besides


def test_a_repair_that_repaired_nothing_is_told(lebih: Path, capsys: pytest.CaptureFixture[str]) -> None:
    satu, lain = temuan(lebih)["id"]
    jawab(lebih, f"{satu},diperbaiki,Sudah.,Budi,2021-03-01", f"{lain},diterima,Ya.,Budi,2021-03-01")
    jalankan("check", "--data", str(lebih))
    pesan = capsys.readouterr().err
    assert f"{satu} dinyatakan diperbaiki, tetapi masih ditemukan." in pesan
    assert f"{lain} dinyatakan" not in pesan
    assert "2 sudah ditanggapi" in pesan


def test_an_answer_to_nothing_names_the_open_findings_of_its_rule(
    lebih: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    satu, lain = temuan(lebih)["id"]
    jawab(
        lebih,
        f"{satu},diterima,Ya.,Budi,2021-03-01",
        f"{RULE}-000000,diterima,Ya.,Budi,2021-03-01",
        "angka-berbeda-000000,diterima,Ya.,Budi,2021-03-01",
    )
    jalankan("check", "--data", str(lebih))
    pesan = capsys.readouterr().err
    assert f"{RULE}-000000 tidak menjawab catatan mana pun (mungkin kini {lain})." in pesan
    assert "angka-berbeda-000000 tidak menjawab catatan mana pun." in pesan


def test_at_most_three_findings_are_named_for_an_answer_to_nothing(paket: data.Paket) -> None:
    (hasil,) = periksa_semua([paket.folder], [2020])
    lepas = konsistensi.TanggapanLepas("angka-berbeda-000000", "diterima", "", None)  # type: ignore[arg-type]
    semua = list(hasil.catatan.loc[hasil.catatan["uji"] == "angka-berbeda", "id"])
    assert len(semua) > 4
    (pesan, *_) = HasilPeriksa("x", "X", 2020, hasil.catatan, (lepas,)).peringatan()
    assert f"(mungkin kini {semua[0]} atau {semua[1]} atau {semua[2]} atau {len(semua) - 3} lainnya)" in pesan


def test_tables_without_a_row_are_named_and_the_exit_code_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tulis_paket(tmp_path / "data")
    (folder / "2021").mkdir()
    (folder / "2021/narasi.csv").write_text("bagian,urutan,teks,catatan\n", "utf-8")
    assert jalankan("check", "--data", str(folder), "--tahun", "2021") == 0
    pesan = capsys.readouterr().err
    # program.csv and renstra.csv are filled, but not for 2021
    assert (
        "Dinas Uji 2021: belum ada isi: organisasi, strategi, program, renstra, indikator, kegiatan," in pesan
    )
    assert "yang memerlukan tabel itu tidak diuji" in pesan


def test_the_totals_or_the_answers_of_a_survey_are_enough(paket_kecil: Path) -> None:
    # The small package has ikm_unsur.csv and no ikm_responden.csv
    kosong = tabel_kosong(data.load(paket_kecil), 2020)
    assert {"ikm_unsur", "ikm_responden", "anggaran", "program"}.isdisjoint(kosong)
    assert {"klaim", "sdm"} <= set(kosong)


# ---------------------------------------------------------------------- what is refused


def test_two_packages_of_one_agency_are_refused(lebih: Path, capsys: pytest.CaptureFixture[str]) -> None:
    salinan = shutil.copytree(lebih, lebih.with_name("salinan"))
    assert jalankan("check", "--data", str(lebih), "--data", str(salinan)) == 2
    keluar = capsys.readouterr()
    assert "kode instansi 'dinas-uji' juga dipakai" in keluar.err
    assert keluar.out == ""


def test_a_year_that_is_named_twice_is_checked_once(lebih: Path) -> None:
    assert [satu.tahun for satu in periksa_semua([lebih], [2020, 2020])] == [2020]


# ---------------------------------------------------------------------- the guide


@pytest.mark.parametrize("nama", ["klaim", "tanggapan"])
def test_the_rows_of_the_guide_are_accepted(tmp_path: Path, nama: str) -> None:
    panduan = (AKAR / "docs/panduan-analis.md").read_text("utf-8")
    contoh = {isi.split("\n", 1)[0]: isi for isi in re.findall(r"```csv\n(.*?)```", panduan, re.DOTALL)}
    kepala = ",".join(kolom.name for kolom in TABLES[nama].columns if kolom.filled or kolom.present)
    (isi,) = (teks for awal, teks in contoh.items() if awal.startswith(kepala))
    paket = data.load(tulis_paket(tmp_path, {f"2020/{nama}.csv": isi}))
    assert len(paket.tabel(nama, 2020)) == 1
