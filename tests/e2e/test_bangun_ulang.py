"""Building again: same bytes elsewhere, only what changed, and a failure that harms nothing else."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from bangun import LINGKUNGAN, Bangunan, lakip
from bantu import AKAR, INSTANSI, PAKET_KECIL, tulis_paket
from nbformat.v4 import new_code_cell

from lakip_utils import cli
from lakip_utils.terbitan import log, manifest
from lakip_utils.terbitan.kunci import PEMILIK, pemilik, sendirian
from lakip_utils.terbitan.log import LOG
from lakip_utils.terbitan.manifest import JURNAL
from lakip_utils.terbitan.segar import CAP

Perintah = Callable[..., tuple[int, str, str]]
PILIH = ("--bidang", "satu", "--bidang", "dua", "--bidang", "tiga", "--format", "html")


BERWAKTU = {CAP, LOG, PEMILIK}
"""What tells of the last run; no part of what is published."""


def test_another_place_clock_and_language_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, bangunan: Bangunan
) -> None:
    """All the outputs, of which two reports are made anew: manifest and index, too, stay the same."""
    akar = tmp_path_factory.mktemp("proyek dengan spasi") / "salinan"
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(AKAR / nama, akar / nama)
    shutil.copytree(bangunan.out, akar / "outputs")
    lama = {b: (akar / "outputs" / INSTANSI / "2020" / b).stat().st_ino for b in ("kelembagaan", "dinas")}
    lain = {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONWARNINGS": "default"}
    assert all(LINGKUNGAN[nama] != lain[nama] for nama in ("TZ", "LC_ALL", "PYTHONHASHSEED"))
    pilih = ("--tahun", "2020", "--bidang", "kelembagaan", "--bidang", "dinas", "--force", "--jobs", "2")
    hasil = lakip("build", *pilih, cwd=akar, env=lain)
    assert hasil.returncode == 0, hasil.stderr
    assert "2 laporan dibuat, 0 masih mutakhir" in hasil.stderr
    assert all((akar / "outputs" / INSTANSI / "2020" / b).stat().st_ino != ino for b, ino in lama.items())
    for path in sorted(p for p in bangunan.out.rglob("*.*") if p.is_file() and p.name not in BERWAKTU):
        nama = path.relative_to(bangunan.out)
        assert (akar / "outputs" / nama).read_bytes() == path.read_bytes(), nama


BIDANG_TIGA = "  - {kode: tiga, nama: Bidang Tiga, nama_singkat: Tiga}\n"
RUSAK = """
if 'RUSAK' in unit.narasi['teks'].str.cat():
    raise ValueError('rusak <b>sengaja</b>')
if 'MATI' in unit.narasi['teks'].str.cat():
    import os, signal
    os.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGKILL)
if 'MACET' in unit.narasi['teks'].str.cat():
    import time
    time.sleep(3600)
"""


@pytest.fixture
def proyek(tmp_path: Path) -> Path:
    """A project of the small package, most of whose tables are missing; its notebook fails on a word of the data."""
    tambahan = {
        "instansi.yaml": PAKET_KECIL["instansi.yaml"] + BIDANG_TIGA,
        "program.csv": PAKET_KECIL["program.csv"] + "2020,3,Program tiga,tiga,S2\n",
    }
    tulis_paket(tmp_path / "data", tambahan)
    for nama in ("params", "notebooks"):
        shutil.copytree(AKAR / nama, tmp_path / nama)
    path = tmp_path / "notebooks/laporan_bidang.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells.append(new_code_cell(RUSAK, id="rusak"))
    nbformat.write(notebook, path)
    return tmp_path


def isi(proyek: Path, bidang: str) -> dict[str, bytes]:
    folder = proyek / "outputs/dinas-uji/2020" / bidang
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


@pytest.fixture
def perintah(proyek: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Perintah:
    """Run the command in this process, which saves a start of Python each time."""
    monkeypatch.chdir(proyek)
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")

    def jalankan(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as akhir:
            cli.main([*args, *PILIH])
        keluar = capsys.readouterr()
        return int(akhir.value.code or 0), keluar.out, keluar.err

    return jalankan


def gagal(proyek: Path, bidang: str) -> str:
    manifest = json.loads((proyek / "outputs/manifest.json").read_text("utf-8"))
    return manifest["laporan"][f"dinas-uji/2020/{bidang}"]["gagal"]


def test_the_life_of_a_build(proyek: Path, perintah: Perintah) -> None:
    """One story, in order, so that each build is paid for once."""
    # A package that holds little is built, too
    kode, _, pesan = perintah("build")
    assert kode == 0, pesan
    assert "Dinas Uji 2020: belum ada isi: " in pesan
    satu, dua, tiga = (isi(proyek, bidang) for bidang in ("satu", "dua", "tiga"))
    assert set(satu) == {"laporan.html", "laporan.ipynb", "ringkasan.json"}

    # A remark of one bidang changes, one of another makes its notebook fail: the third is left alone,
    # the first is made again, the second keeps its old files and says why; exit 1
    narasi = proyek / "data/2020/narasi.csv"
    asli = narasi.read_text("utf-8")
    ubah = asli.replace("Hanya program satu.", "Catatan yang diganti.")
    narasi.write_text(ubah.replace("Hanya program dua.", "RUSAK"), "utf-8")
    status = perintah("status")[1].splitlines()[1:]
    assert ["narasi.csv" in baris for baris in status] == [True, True, False]
    kode, _, pesan = perintah("build")
    assert kode == 1
    assert "1 laporan dibuat, 1 masih mutakhir, 1 gagal" in pesan
    assert "rusak" in pesan
    assert isi(proyek, "tiga") == tiga
    assert b"Catatan yang diganti." in isi(proyek, "satu")["laporan.html"]
    assert "gagal.html" not in isi(proyek, "satu")
    sesudah = isi(proyek, "dua")
    halaman = sesudah.pop("gagal.html").decode()
    assert sesudah == dua
    assert "rusak &lt;b&gt;sengaja" in halaman
    assert "<script" not in halaman
    assert "rusak" in gagal(proyek, "dua")
    indeks = (proyek / "outputs/index.html").read_text("utf-8")
    assert "Usang" in indeks
    assert 'href="dinas-uji/2020/dua/gagal.html"' in indeks

    # Mended: as if nothing had happened, and only what failed is made
    narasi.write_text(ubah, "utf-8")
    kode, _, pesan = perintah("build")
    assert kode == 0, pesan
    assert "1 laporan dibuat, 2 masih mutakhir, 0 gagal" in pesan
    assert isi(proyek, "dua") == dua
    assert gagal(proyek, "dua") == ""
    assert "gagal.html" not in (proyek / "outputs/index.html").read_text("utf-8")

    # A report kills the process that makes it, twice: the others are made, it has failed, nothing is left of it
    narasi.write_text(ubah.replace("Hanya program dua.", "MATI"), "utf-8")
    kode, _, pesan = perintah("build", "--force")
    assert kode == 1
    assert "2 laporan dibuat, 0 masih mutakhir, 1 gagal" in pesan
    assert "berhenti mendadak" in gagal(proyek, "dua")
    sesudah = isi(proyek, "dua")
    assert "berhenti mendadak" in sesudah.pop("gagal.html").decode()
    assert sesudah == dua
    assert not list((proyek / "outputs/dinas-uji/2020").glob(".*"))
    narasi.write_text(ubah, "utf-8")
    assert perintah("build")[0] == 0

    # A report never ends: it has failed after the time it may take, and the old one stands
    narasi.write_text(ubah.replace("Hanya program dua.", "MACET"), "utf-8")
    kode, _, pesan = perintah("build", "--timeout", "3")
    assert kode == 1
    assert "0 laporan dibuat, 2 masih mutakhir, 1 gagal" in pesan
    assert "belum selesai setelah 3 detik" in gagal(proyek, "dua")
    sesudah = isi(proyek, "dua")
    assert "belum selesai setelah 3 detik" in sesudah.pop("gagal.html").decode()
    assert sesudah == dua
    narasi.write_text(ubah, "utf-8")
    assert perintah("build")[0] == 0

    # The log tells all of that
    nasib = [satu.cacah() for satu in log.baca(proyek / "outputs")]
    assert [tuple(satu.values()) for satu in nasib] == [
        (1, 2, 0), (0, 2, 1), (1, 2, 0), (2, 0, 1), (1, 2, 0), (1, 1, 1), (3, 0, 0),
    ]  # fmt: skip

    # Invalid input afterwards: nothing is run, nothing is touched
    dulu = {p: p.read_bytes() for p in (proyek / "outputs").rglob("*") if p.is_file()}
    narasi.write_text(asli + "umum\n", "utf-8")
    kode, _, pesan = perintah("build")
    assert kode == 2
    assert "narasi.csv" in pesan
    assert {p: p.read_bytes() for p in (proyek / "outputs").rglob("*") if p.is_file()} == dulu


def test_a_format_that_was_not_asked_for_is_kept_and_made_from_the_same_data(
    proyek: Path, perintah: Perintah
) -> None:
    with pytest.raises(SystemExit) as akhir:
        cli.main(["build", "--bidang", "satu", "--format", "pdf", "--edisi", "reviu"])
    assert not akhir.value.code
    assert perintah("build")[0] == 0
    assert set(isi(proyek, "satu")) == {"laporan.html", "laporan.ipynb", "laporan.pdf", "ringkasan.json"}
    assert [b for b in perintah("status")[1].splitlines()[1:] if "mutakhir" not in b] == []


def test_what_was_ready_when_a_build_was_killed_is_not_made_again(proyek: Path, perintah: Perintah) -> None:
    out = proyek / "outputs"
    with subprocess.Popen(
        [Path(sys.executable).with_name("lakip"), "build", *PILIH, "--jobs", "1"],
        cwd=proyek,
        stderr=subprocess.DEVNULL,
    ) as proses:
        batas = time.monotonic() + 60
        while not (out / JURNAL).exists():
            assert time.monotonic() < batas
            time.sleep(0.02)
        proses.kill()
    siap = len(manifest.read(out).laporan)
    assert 1 <= siap < 3
    assert log.baca(out)[0].keadaan(pemilik(out)) == "terputus sebelum selesai"
    kode, _, pesan = perintah("build")  # at once: the workers of the dead one may still hold the lock
    assert kode == 0, pesan
    assert f"{3 - siap} laporan dibuat, {siap} masih mutakhir" in pesan


def test_two_builds_do_not_write_to_the_same_folder(proyek: Path, perintah: Perintah) -> None:
    out = proyek / "outputs"
    out.mkdir()
    with sendirian(out):
        kode, _, pesan = perintah("build")
    assert kode == 2
    assert f"pembuatan lain yang sedang berjalan di folder ini (proses {os.getpid()} di komputer" in pesan
    assert not (out / "index.html").exists()


def test_strict_withholds_the_official_edition_and_builds_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One story: published, withheld, still withheld, published again."""
    monkeypatch.chdir(AKAR)
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    folder = tmp_path / "o" / INSTANSI / "2020" / "koperasi"

    def jalankan(*args: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as akhir:
            cli.main([*args, "--tahun", "2020", "--bidang", "koperasi", "--out", str(tmp_path / "o")])
        keluar = capsys.readouterr()
        return int(akhir.value.code or 0), keluar.out + keluar.err

    # Without --strict all is built; the last line says how many grave findings are open
    kode, pesan = jalankan("build")
    terbuka = json.loads((folder / "ringkasan.json").read_text("utf-8"))["terbuka"]
    assert kode == 0, pesan
    assert pesan.endswith(f"{terbuka} catatan tinggi belum dijawab; lihat lakip check --tahun 2020\n")

    # With it the PDF of before goes, and that is told
    kode, pesan = jalankan("build", "--strict")
    assert kode == 1
    assert f"koperasi: edisi resmi (pdf) ditahan; {terbuka} catatan uji tinggi" in pesan
    assert "laporan.pdf yang lama dihapus" in pesan
    assert {p.name for p in folder.iterdir()} == {"laporan.html", "laporan.ipynb", "ringkasan.json"}

    # Nothing has changed since: the report is up to date but for what is withheld
    _, pesan = jalankan("status")
    assert "mutakhir" in pesan
    assert f"ditahan: {terbuka} catatan tinggi belum dijawab" in " ".join(pesan.split())

    # There is nothing left to take away
    kode, pesan = jalankan("build", "--strict")
    assert kode == 1
    assert "1 masih mutakhir" in pesan
    assert "dihapus" not in pesan

    # Without --strict it is published
    kode, pesan = jalankan("build")
    assert kode == 0, pesan
    assert (folder / "laporan.pdf").is_file()
    assert "ditahan" not in jalankan("status")[1]
