"""``lakip data template|import|export|new``: what is shown, what is asked, what is written, how it ends."""

from pathlib import Path

import pytest
from bantu import tulis_paket
from openpyxl import load_workbook
from test_cli import isi, jalankan

from lakip_utils.cli import excel


@pytest.fixture
def kerja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one small package, and a workbook of it in which one figure was corrected."""
    tulis_paket(tmp_path / "data")
    (tmp_path / "params").mkdir()
    (tmp_path / "params/batch.yaml").write_text("data: [data]\n")
    monkeypatch.chdir(tmp_path)
    assert jalankan("data", "export", "isi.xlsx") == 0
    ubah(tmp_path / "isi.xlsx", 900, 950)
    return tmp_path


def ubah(path: Path, lama: object, baru: object) -> str:
    """Change the one cell with this value; return its address."""
    buku = load_workbook(path)
    (sel,) = (s for kertas in buku for baris in kertas.iter_rows() for s in baris if s.value == lama)
    sel.value = baru
    buku.save(path)
    return str(sel.coordinate)


def test_without_consent_the_change_is_shown_and_nothing_is_written(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lama = isi(kerja / "data")
    assert jalankan("data", "import", "isi.xlsx") == 1
    teks = capsys.readouterr().err
    assert "program / BL / 1\n        realisasi: 900 → 950\n" in teks
    assert "--yes" in teks
    assert isi(kerja / "data") == lama


@pytest.mark.parametrize(("jawab", "kode"), [("y\n", 0), ("ya\n", 0), ("\n", 1), ("t\n", 1), ("", 1)])
def test_on_a_terminal_it_asks_and_only_yes_writes(
    kerja: Path, monkeypatch: pytest.MonkeyPatch, jawab: str, kode: int
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return jawab

    monkeypatch.setattr(excel.sys, "stdin", Terminal())
    lama = isi(kerja / "data")
    assert jalankan("data", "import", "isi.xlsx") == kode
    assert (isi(kerja / "data") == lama) == (kode == 1)
    assert (b",950," in (kerja / "data/2020/anggaran.csv").read_bytes()) == (kode == 0)


def test_yes_writes_only_the_file_that_changes(kerja: Path) -> None:
    lama = isi(kerja / "data")
    assert jalankan("data", "import", "isi.xlsx", "--yes") == 0
    baru = isi(kerja / "data")
    assert [nama for nama in baru if baru[nama] != lama[nama]] == [str(kerja / "data/2020/anggaran.csv")]
    assert jalankan("data", "import", "isi.xlsx") == 0, "nothing is left to change"


def test_yes_does_not_settle_an_ambiguous_number(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alamat = ubah(kerja / "isi.xlsx", 950, "1.250")
    lama = isi(kerja / "data")
    assert jalankan("data", "import", "isi.xlsx", "--yes") == 2
    teks = capsys.readouterr().err
    assert f"lembar anggaran, baris 7, kolom realisasi (sel {alamat})" in teks
    assert "1250" in teks
    assert isi(kerja / "data") == lama


def test_all_errors_of_all_sheets_are_told_at_once(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sel = [
        ubah(kerja / "isi.xlsx", 950, "banyak"),
        ubah(kerja / "isi.xlsx", 18, "12,345"),
        ubah(kerja / "isi.xlsx", "Tolok ukur dua", ""),
        ubah(kerja / "isi.xlsx", "Kegiatan dua", "=1/0"),
    ]
    assert jalankan("data", "import", "isi.xlsx") == 2
    teks = capsys.readouterr().err
    assert all(f"(sel {satu})" in teks for satu in sel), teks


def test_a_workbook_that_is_there_is_never_overwritten(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lama = (kerja / "isi.xlsx").read_bytes()
    for perintah in ("template", "export"):
        assert jalankan("data", perintah, "isi.xlsx") == 2
        assert "sudah ada" in capsys.readouterr().err
    assert (kerja / "isi.xlsx").read_bytes() == lama


@pytest.mark.parametrize("nama", ["isi.csv", "isi.xls", "isi.ods", "isi"])
def test_another_kind_of_file_is_refused_with_what_to_do(
    kerja: Path, capsys: pytest.CaptureFixture[str], nama: str
) -> None:
    for perintah in ("template", "export", "import"):
        assert jalankan("data", perintah, nama) == 2
        assert ".xlsx" in capsys.readouterr().err


def test_a_file_locked_by_excel_says_so(
    kerja: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def terkunci(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("lakip_utils.data.excel.kertas.load_workbook", terkunci)
    assert jalankan("data", "import", "isi.xlsx") == 2
    assert "Tutup berkas itu di Excel" in capsys.readouterr().err


def test_new_makes_a_year_and_says_what_to_look_at(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan("data", "new", "2021") == 0
    teks = capsys.readouterr().err
    assert "Tahun 2021 disiapkan dari tahun 2020" in teks
    assert "Belanja Operasi, Belanja Modal, Belanja Tidak Terduga, Belanja Transfer" in teks
    assert jalankan("data", "validate") == 0
    assert jalankan("data", "new", "2021") == 2


def test_a_stopped_import_is_finished_by_the_next(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from lakip_utils.data.paket import TERTUNDA

    siap = kerja / "data" / TERTUNDA
    siap.mkdir()
    baru = (kerja / "data/2020/anggaran.csv").read_bytes().replace(b",900,", b",950,")
    (siap / "0").write_bytes(baru)
    (siap / "daftar.json").write_text('["2020/anggaran.csv"]')
    assert jalankan("data", "validate") == 2
    assert "--lanjut" in capsys.readouterr().err
    assert jalankan("data", "import", "--lanjut") == 0
    assert (kerja / "data/2020/anggaran.csv").read_bytes() == baru
    assert jalankan("data", "validate") == 0


def test_several_packages_need_one_to_be_named(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kerja / "params/batch.yaml").write_text("data: [data, lain]\n")
    assert jalankan("data", "import", "isi.xlsx") == 2
    assert "sebut satu dengan --data" in capsys.readouterr().err


def test_the_lock_file_of_excel_is_not_taken_for_the_workbook(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (kerja / "~$isi.xlsx").write_bytes(b"kunci")
    assert jalankan("data", "import", "~$isi.xlsx") == 2
    assert "sebut isi.xlsx" in capsys.readouterr().err
    assert jalankan("data", "import", "isi.xlsx") == 1
    assert "sedang terbuka di Excel" in capsys.readouterr().err


def test_rows_that_come_are_shown_with_their_figures_and_what_has_no_sheet_is_named(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    buku = load_workbook(kerja / "isi.xlsx")
    buku["tolok_ukur"].append(["2.1", "2.1.2", "Tolok ukur tiga", "output", "kegiatan", 4, None, None, 3])
    del buku["narasi"]
    buku.save(kerja / "isi.xlsx")
    assert jalankan("data", "import", "isi.xlsx") == 1
    teks = capsys.readouterr().err
    assert "+ 2.1.2: target_awal 4, realisasi 3\n" in teks
    assert "tidak ada lembarnya, tabelnya dibiarkan: narasi\n" in teks
