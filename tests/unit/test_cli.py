"""The command: exit codes, Indonesian messages on stderr, outputs untouched when nothing was run."""

import contextlib
import io
import json
import re
import shlex
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from bantu import AKAR, NOTEBOOK, NOTEBOOK_DINAS, PAKET_KECIL, tulis_paket
from rich.console import Console
from rich.table import Table
from test_reviu import berkas
from test_table import ganti

from lakip_utils import cli
from lakip_utils.cli import laporan
from lakip_utils.cli.layar import Layar
from lakip_utils.cli.opsi import batch_dari
from lakip_utils.data.params import Batch

INGGRIS = re.compile(
    r"\b(is not|invalid|valid|no such|usage|error|expected|should|must|unexpected|required|missing|found|got|requires|argument|did you mean|try)\b",
    re.IGNORECASE,
)


@pytest.fixture
def kerja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one small package, with outputs of before."""
    tulis_paket(tmp_path / "data")
    (tmp_path / "params").mkdir()
    (tmp_path / "params/batch.yaml").write_text(
        f"data: [data]\nnotebook: {NOTEBOOK}\nnotebook_dinas: {NOTEBOOK_DINAS}\n"
    )
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs/index.html").write_text("DULU")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def jalankan(*args: str) -> int:
    with pytest.raises(SystemExit) as akhir:
        cli.main(list(args))
    return int(akhir.value.code or 0)


def isi(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(folder.rglob("*")) if p.is_file()}


KELIRU = [
    (("build", "--tahun", "2021"), "2021"),
    (("build", "--tahun", "dua ribu"), "--tahun"),
    (("build", "--bidang", "kelembagan"), "kelembagan"),
    (("build", "--format", "docx"), "docx"),
    (("build", "--format", ""), "--format"),
    (("build", "--edisi", "rahasia"), "reviu, resmi"),
    (("build", "--jobs", "0"), "--jobs"),
    (("build", "--jobs", "1000"), "jobs"),
    (("build", "--data", "tidak-ada"), "tidak-ada"),
    (("build", "--data", ""), "data"),
    (("build", "--params", "tidak-ada.yaml"), "tidak-ada.yaml"),
    (("build", "--out", "params/batch.yaml"), "params/batch.yaml"),
    (("build", "--tahn", "2020"), "--tahun"),
    (("check", "--out", "catatan.csv"), "--format csv"),
    (("build", "2020"), "2020"),
    (("build", "--tahun"), "--tahun"),
    (("bulid",), "bulid"),
    (("status", "--bidang", "x"), "x"),
    (("data", "validate", "--data", "tidak-ada"), "tidak-ada"),
    (("data", "periksa"), "periksa"),
]


@pytest.mark.parametrize(("args", "kata"), KELIRU, ids=[" ".join(a) for a, _ in KELIRU])
def test_wrong_use_is_exit_2_with_one_indonesian_message(
    kerja: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], kata: str
) -> None:
    dulu = isi(kerja)
    assert jalankan(*args) == 2
    keluar = capsys.readouterr()
    assert keluar.out == ""
    assert kata in keluar.err
    assert not INGGRIS.search(keluar.err)
    assert isi(kerja) == dulu


CACAT: dict[str, tuple[str, str | bytes | None, str]] = {
    "kolom hilang": ("2020/anggaran.csv", PAKET_KECIL["2020/anggaran.csv"].replace("realisasi", "catatan2", 1), "kolom realisasi"),
    "kolom asing": ("2020/narasi.csv", PAKET_KECIL["2020/narasi.csv"].replace("catatan", "catatn"), "'catatan'"),
    "teks pada angka": ("2020/anggaran.csv", ganti(3, "realisasi", "lima", PAKET_KECIL["2020/anggaran.csv"]), "baris 3, kolom realisasi"),
    "pagu negatif": ("2020/anggaran.csv", ganti(3, "pagu_perubahan", "-1", PAKET_KECIL["2020/anggaran.csv"]), "baris 3, kolom pagu_perubahan"),
    "kunci ganda": ("2020/narasi.csv", PAKET_KECIL["2020/narasi.csv"] + "umum,1,Lagi.,\n", "baris 5"),
    "berkas kosong": ("2020/unsur.csv", b"", "berkas kosong"),
    "sandi salah": ("2020/narasi.csv", PAKET_KECIL["2020/narasi.csv"].encode("utf-16"), "UTF-8"),
    "berkas wajib hilang": ("program.csv", None, "program.csv"),
    "yaml bertag": ("instansi.yaml", "kode: !!python/object/apply:os.system [x]\n", "tag"),
    "yaml kunci asing": ("instansi.yaml", PAKET_KECIL["instansi.yaml"] + "alamatt: x\n", "'alamatt'"),
}  # fmt: skip


@pytest.mark.parametrize("cacat", CACAT)
def test_bad_input_names_the_file_exits_2_and_leaves_outputs(
    kerja: Path, capsys: pytest.CaptureFixture[str], cacat: str
) -> None:
    berkas, teks, kata = CACAT[cacat]
    (kerja / "data" / berkas).unlink()
    if teks is not None:
        (kerja / "data" / berkas).write_bytes(teks if isinstance(teks, bytes) else teks.encode())
    dulu = isi(kerja)
    assert jalankan("build") == 2
    pesan = capsys.readouterr().err
    assert str(Path("data") / berkas) in pesan
    assert kata in pesan
    assert "Traceback" not in pesan
    assert isi(kerja) == dulu
    assert jalankan("data", "validate") == 2


@pytest.mark.parametrize(
    ("teks", "kata"),
    [("tahn: [2020]\n", "'tahun'"), ("pengaturan: {predikatt: x}\n", "'predikat'"), ("pengaturan: {predikat: x}\n", "permendagri-86-2017"), ("out: a\nout: b\n", "dua kali"), ("data: !!python/name:os.system\n", "tag")],
)  # fmt: skip
def test_misspelt_parameter_is_exit_2(
    kerja: Path, capsys: pytest.CaptureFixture[str], teks: str, kata: str
) -> None:
    (kerja / "params/batch.yaml").write_text(teks)
    dulu = isi(kerja)
    assert jalankan("build") == 2
    pesan = capsys.readouterr().err
    assert "batch.yaml" in pesan
    assert kata in pesan
    assert isi(kerja) == dulu


def test_valid_package_is_exit_0(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan("data", "validate") == 0
    keluar = capsys.readouterr()
    assert "sah" in keluar.err
    assert "Dinas Uji" in keluar.err
    assert keluar.out == ""


def test_tables_without_rows_are_told_of_a_valid_package(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for nama in ("anggaran", "narasi"):
        path = kerja / f"data/2020/{nama}.csv"
        path.write_text(path.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")
    assert jalankan("data", "validate") == 0
    (baris,) = (b for b in capsys.readouterr().err.splitlines() if "belum ada isi" in b)
    assert baris.startswith("Dinas Uji 2020: belum ada isi: ")
    assert {"anggaran", "narasi", "sdm"} <= set(re.split(r"[ ,.]+", baris))
    assert "indikator" not in baris


def test_findings_go_to_a_file_that_a_spreadsheet_opens(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jalankan("check", "--format", "csv")
    keluar = capsys.readouterr().out
    assert not keluar.startswith("\ufeff")
    jalankan("check", "--format", "csv", "--out", "catatan.csv")
    assert capsys.readouterr().out == ""
    assert (kerja / "catatan.csv").read_bytes() == b"\xef\xbb\xbf" + keluar.encode()
    (kerja / "folder").mkdir()
    assert jalankan("check", "--format", "csv", "--out", "folder") == 2
    assert "folder tidak dapat ditulis" in capsys.readouterr().err


def test_status_of_what_was_never_built_is_on_stdout(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dulu = isi(kerja)
    assert jalankan("status") == 0
    keluar = capsys.readouterr().out
    assert keluar.count("belum ada") == 3
    assert isi(kerja) == dulu


@pytest.mark.parametrize(
    ("args", "saran"),
    [
        (("biuld",), "Mungkin maksudnya build?"),
        (("--hepl",), "Mungkin maksudnya --help?"),
        (("data",), "validate."),
        (("data", "validte"), "Mungkin maksudnya validate?"),
        (("data", "xyz"), "validate."),
        (("build", "--bidnag", "satu"), "Mungkin maksudnya --bidang?"),
        (("build", "-tahun", "2020"), "-tahun tidak dikenal. Mungkin maksudnya --tahun?"),
        (("build", "--xyz"), "Yang ada: --tahun, --bidang"),
        (("build", "--force=ya"), "--force tidak memerlukan nilai"),
        (("build", "--tahun", "2020", "2021"), "--tahun 2020 --tahun 2021"),
        (("build", "--bidang", "satuu"), "satu, dua, dinas (mungkin maksudnya 'satu')"),
        (("build", "--bidang", "Dinas"), "(mungkin maksudnya 'dinas')"),
        (("build", "--tahun", "2031"), "2020"),
        (("diff", "outputs"), "BARU harus diisi"),
    ],
    ids=lambda isi: " ".join(isi) if isinstance(isi, tuple) else "",
)
def test_wrong_use_is_told_with_the_right_one(
    kerja: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], saran: str
) -> None:
    assert jalankan(*args) == 2
    keluar = capsys.readouterr()
    assert saran in keluar.err
    assert not INGGRIS.search(keluar.err)
    assert keluar.out == ""


def test_a_pattern_that_the_shell_took_apart_is_told_to_be_quoted(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for nama in "abc":
        tulis_paket(kerja / "dinas daerah" / nama)
    urai = sorted(str(path) for path in Path("dinas daerah").glob("*"))
    assert jalankan("build", "--data", *urai) == 2
    pesan = capsys.readouterr().err
    assert "kata berlebih: 'dinas daerah/b', 'dinas daerah/c'" in pesan
    assert "--data 'dinas daerah/*'" in pesan
    assert "--data 'dinas daerah/a' --data 'dinas daerah/b'" in pesan


@pytest.mark.parametrize("kedua", ["data", "./data", "tautan", "dat*"])
def test_a_folder_that_is_named_twice_is_refused(
    kerja: Path, capsys: pytest.CaptureFixture[str], kedua: str
) -> None:
    (kerja / "tautan").symlink_to("data")
    assert jalankan("data", "validate", "--data", "data", "--data", kedua) == 2
    assert "folder yang disebut dua kali" in capsys.readouterr().err


def semua_perintah(
    perintah: click.Command, nama: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield nama, perintah
    for anak, milik in getattr(perintah, "commands", {}).items():
        yield from semua_perintah(milik, (*nama, anak))


SEMUA = dict(semua_perintah(cli.app))
INGGRIS_CLICK = re.compile(
    r"\b(usage|options?|commands?|args|arguments?|show|message|exit|default|required|text|integer|range|path|file(name)?|directory|boolean|float|x[<>]=)\b"
)


@pytest.mark.parametrize("nama", SEMUA, ids=" ".join)
def test_every_help_is_indonesian_and_has_examples_that_the_command_takes(
    capsys: pytest.CaptureFixture[str], nama: tuple[str, ...]
) -> None:
    assert jalankan(*nama, "--help") == 0
    bantuan = capsys.readouterr().out
    assert bantuan.startswith(f"Pemakaian: {' '.join(('lakip', *nama))} [OPSI]")
    tanpa_nama = re.sub(r"--[a-z-]+|\S+\.\S+", "", bantuan)
    assert not INGGRIS_CLICK.search(tanpa_nama.lower()), bantuan
    contoh = SEMUA[nama].contoh
    assert contoh
    for baris, guna in contoh:
        assert baris.startswith(" ".join(("lakip", *nama)))
        assert f"  {baris}\n" in bantuan
        assert guna.endswith(".")
        uraikan(baris)


def uraikan(baris: str) -> None:
    """Read a command line as its command does; the command is not run."""
    nama, *sisa = shlex.split(baris)
    perintah: click.Command = cli.app
    while isinstance(perintah, click.Group) and not sisa[0].startswith("-"):
        nama = sisa.pop(0)
        perintah = perintah.commands[nama]
    with contextlib.suppress(click.exceptions.Exit):  # --help
        perintah.make_context(nama, sisa)


def test_an_example_that_the_command_would_refuse_is_found() -> None:
    with pytest.raises(click.UsageError):
        uraikan("lakip build --tahn 2020")
    with pytest.raises(KeyError):
        uraikan("lakip data periksa")


@pytest.mark.parametrize(
    "args", [(), ("--help",), ("build", "--help"), ("data", "--help"), ("status", "--help")]
)
def test_help_is_exit_0(capsys: pytest.CaptureFixture[str], args: tuple[str, ...]) -> None:
    assert jalankan(*args) == 0
    assert "lakip" in capsys.readouterr().out


def test_options_are_the_fields_of_the_batch() -> None:
    perintah = cli.app.commands["build"]
    opsi = {
        p.opts[-1].removeprefix("--").replace("-", "_")
        for p in perintah.params
        if isinstance(p, click.Option)
    }
    hanya_perintah = {"params", "force", "watch"}
    hanya_berkas = {"notebook", "notebook_dinas", "pengaturan"}
    assert opsi - hanya_perintah == set(Batch.model_fields) - hanya_berkas


def test_batch_yaml_of_the_repository_names_every_option() -> None:
    teks = (AKAR / "params/batch.yaml").read_text("utf-8")
    tertulis = {nama for nama in Batch.model_fields if re.search(rf"^{nama}:", teks, re.MULTILINE)}
    assert tertulis == set(Batch.model_fields)


def test_options_win_over_the_file(kerja: Path) -> None:
    (kerja / "params/batch.yaml").write_text("jobs: 1\nout: dari-berkas\nedisi: reviu\n")
    batch = batch_dari(
        "params/batch.yaml", tahun=(2020,), out="dari-opsi", jobs=None, fail_fast=False, bidang=(), edisi=None
    )
    assert (batch.tahun, batch.out, batch.jobs, batch.edisi) == ((2020,), "dari-opsi", 1, "reviu")


def test_a_pattern_names_the_packages_of_several_agencies(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kode in ("b", "a"):
        instansi = PAKET_KECIL["instansi.yaml"].replace("dinas-uji", f"contoh-{kode}", 1)
        tulis_paket(kerja / "dinas" / kode, {"instansi.yaml": instansi})
    (kerja / "dinas" / "bukan-paket").mkdir()
    batch = batch_dari("params/batch.yaml", data=("dinas/*",))
    assert [Path(satu).as_posix() for satu in batch.data] == ["dinas/a", "dinas/b"]
    assert jalankan("data", "validate", "--data", "dinas/*") == 0
    assert jalankan("status", "--data", str(kerja / "dinas" / "*")) == 0
    assert capsys.readouterr().out.count("belum ada") == 2 * 3


def test_a_pattern_that_names_no_package_is_refused(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan("build", "--data", "kota/*", "--data", "desa/*") == 2
    galat = capsys.readouterr().err
    assert "kota/*" in galat
    assert "desa/*" in galat


def test_a_pattern_passes_over_no_package_whose_instansi_is_misspelt(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tulis_paket(kerja / "dinas" / "a")
    (tulis_paket(kerja / "dinas" / "b") / "instansi.yaml").rename(kerja / "dinas" / "b" / "instansi.yml")
    assert jalankan("status", "--data", "dinas/*") == 2
    assert "dinas/b/instansi.yaml" in capsys.readouterr().err


def test_the_bar_of_a_terminal_takes_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its thread the build could not be forked, and took the slow way wherever somebody looked on."""
    layar = io.StringIO()
    monkeypatch.setattr(laporan, "kesalahan", Console(file=layar, force_terminal=True, width=80))
    with laporan._progress() as laju:
        assert threading.active_count() == 1
        hasil = SimpleNamespace(job=SimpleNamespace(kunci="a/2020/satu"), gagal="", detik=1.0)
        laju(SimpleNamespace(selesai=1, semua=2, hasil=hasil))
        assert "1/2" in layar.getvalue()


def test_review_merge_writes_a_workbook_and_a_page_and_adds_to_the_data(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (kerja / "a.json").write_text(json.dumps(berkas()))
    (kerja / "b.json").write_text(json.dumps(berkas(pereviu="Budi")))
    assert (
        jalankan("review", "merge", "a.json", "b.json", "--out", "hasil/catatan.xlsx", "--data", "data") == 0
    )
    assert (kerja / "hasil/catatan.xlsx").read_bytes().startswith(b"PK")
    assert "Angka salah" in (kerja / "hasil/catatan.html").read_text("utf-8")
    keluar = capsys.readouterr()
    assert keluar.out == ""
    assert "2 catatan ditambahkan ke 2020/catatan_reviu.csv" in keluar.err
    assert "2 pereviu, 2 catatan, 0 butir dijawab berbeda" in keluar.err


def test_review_merge_of_wrong_files_writes_nothing(kerja: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kerja / "a.json").write_text(json.dumps(berkas()))
    (kerja / "b.json").write_text(json.dumps(berkas(laporan="dinas-uji/2020/dua", versi=1)))
    (kerja / "c.json").write_text("{")
    dulu = isi(kerja)
    assert jalankan("review", "merge", "a.json", "b.json", "c.json", "--data", "data") == 2
    assert isi(kerja) == dulu
    pesan = capsys.readouterr().err
    assert "2 hal perlu diperbaiki" in pesan
    assert "dinas-uji/2020/dua" in pesan
    assert jalankan("review", "merge") == 2
    assert not INGGRIS.search(capsys.readouterr().err.splitlines()[0])


@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_said_shows_text_as_it_is_and_steers_no_terminal(terminal: bool) -> None:
    layar = Layar(file=io.StringIO(), force_terminal=terminal, width=200, soft_wrap=True)
    layar.print("10:100:5 [red]x[/red] :boom: \x1b]52;c;QQ==\x07 \x9b31m \u202eab\r", "baris\nlain")
    tabel = Table("Sebab", box=None)
    tabel.add_row("[b]a[/b] :boom: \x1b[2J")
    layar.print(tabel)
    tercetak = re.sub(r"\x1b\[[0-9;]*m", "", layar.file.getvalue())  # bold head of the table, by rich itself
    assert "10:100:5 [red]x[/red] :boom: �]52;c;QQ==� �31m �ab� baris\nlain" in tercetak
    assert "[b]a[/b] :boom: �[2J" in tercetak
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", tercetak)


def test_an_unknown_key_of_a_stranger_does_not_steer_the_terminal(
    kerja: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jahat = {**berkas(), "\x1b]52;c;QQ==\x07\u202e": 1}
    (kerja / "a.json").write_text(json.dumps(jahat), "utf-8")
    assert jalankan("review", "merge", "a.json") == 2
    pesan = capsys.readouterr().err
    assert "]52;c;QQ==" in pesan
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", pesan)
