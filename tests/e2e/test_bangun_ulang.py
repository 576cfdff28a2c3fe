"""Building again: same bytes elsewhere, only what changed, and a failure that harms nothing else."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from bangun import Bangunan, lakip
from bantu import AKAR, INSTANSI
from nbformat.v4 import new_code_cell

PILIH = ("--tahun", "2020", "--bidang", "kelembagaan", "--bidang", "koperasi")


@pytest.fixture(scope="module")
def proyek(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's data, parameters and notebooks in another place."""
    akar = tmp_path_factory.mktemp("proyek dengan spasi") / "salinan"
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(AKAR / nama, akar / nama)
    return akar


def isi(proyek: Path, bidang: str) -> dict[str, bytes]:
    folder = proyek / "outputs" / INSTANSI / "2020" / bidang
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def manifest(proyek: Path) -> dict[str, dict]:
    return json.loads((proyek / "outputs/manifest.json").read_text("utf-8"))["laporan"]


def test_the_life_of_a_build(proyek: Path, bangunan: Bangunan) -> None:
    """One story, in order, so that each build is paid for once."""
    # Elsewhere, with another clock, language and number of workers: the same bytes
    lain = {"TZ": "Pacific/Auckland", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    hasil = lakip("build", *PILIH, "--jobs", "1", cwd=proyek, env=lain)
    assert hasil.returncode == 0, hasil.stderr
    for bidang in ("kelembagaan", "koperasi"):
        for nama, bytes_ in isi(proyek, bidang).items():
            assert bytes_ == bangunan.laporan(2020, bidang, nama).read_bytes(), f"{bidang}/{nama}"
    assert sorted(p.name for p in (proyek / "outputs" / INSTANSI).iterdir()) == ["2020"]

    # One remark of one bidang: only that bidang is made again
    koperasi = isi(proyek, "koperasi")
    narasi = proyek / "data/2020/narasi.csv"
    asli = narasi.read_text("utf-8")
    baris = next(b for b in asli.splitlines() if b.startswith("kegiatan/3."))
    depan, urutan, _ = baris.split(",", 2)
    narasi.write_text(asli.replace(baris, f"{depan},{urutan},Catatan uji yang diganti.,,"), "utf-8")
    status = lakip("status", *PILIH, cwd=proyek).stdout
    assert [("kedaluwarsa" in b, "narasi.csv" in b) for b in status.splitlines() if "2020" in b] == [
        (True, True),
        (False, False),
    ]
    hasil = lakip("build", *PILIH, cwd=proyek)
    assert "1 laporan dibuat, 1 masih mutakhir, 0 gagal" in hasil.stderr
    assert isi(proyek, "koperasi") == koperasi
    assert b"Catatan uji yang diganti." in isi(proyek, "kelembagaan")["laporan.html"]

    # A notebook that fails for one bidang: exit 1, the old files stay, the other one is built
    notebook = nbformat.read(proyek / "notebooks/laporan_bidang.ipynb", 4)
    utuh = (proyek / "notebooks/laporan_bidang.ipynb").read_bytes()
    notebook.cells.append(
        new_code_cell("if bidang == 'koperasi':\n    raise ValueError('rusak <b>sengaja</b>')", id="rusak")
    )
    nbformat.write(notebook, proyek / "notebooks/laporan_bidang.ipynb")
    hasil = lakip("build", *PILIH, cwd=proyek)
    assert hasil.returncode == 1
    assert "1 laporan dibuat, 0 masih mutakhir, 1 gagal" in hasil.stderr
    assert "rusak" in hasil.stderr
    sesudah = isi(proyek, "koperasi")
    gagal = sesudah.pop("gagal.html").decode()
    assert sesudah == koperasi
    assert "rusak &lt;b&gt;sengaja" in gagal
    assert "<script" not in gagal
    assert "gagal.html" not in isi(proyek, "kelembagaan")
    assert manifest(proyek)[f"{INSTANSI}/2020/koperasi"]["gagal"]
    indeks = (proyek / "outputs/index.html").read_text("utf-8")
    assert "Usang" in indeks
    assert f'href="{INSTANSI}/2020/koperasi/gagal.html"' in indeks
    assert "gagal" in next(
        b for b in lakip("status", *PILIH, cwd=proyek).stdout.splitlines() if "koperasi" in b.split()[2]
    )

    # Mended: all is as if nothing had happened
    (proyek / "notebooks/laporan_bidang.ipynb").write_bytes(utuh)
    hasil = lakip("build", *PILIH, cwd=proyek)
    assert hasil.returncode == 0, hasil.stderr
    assert isi(proyek, "koperasi") == koperasi
    assert not manifest(proyek)[f"{INSTANSI}/2020/koperasi"]["gagal"]
    assert "gagal.html" not in (proyek / "outputs/index.html").read_text("utf-8")

    # Invalid input afterwards: nothing is run, nothing is touched
    dulu = {p: p.read_bytes() for p in (proyek / "outputs").rglob("*") if p.is_file()}
    narasi.write_text(asli + "umum\n", "utf-8")
    hasil = lakip("build", *PILIH, cwd=proyek)
    assert hasil.returncode == 2
    assert "narasi.csv" in hasil.stderr
    assert {p: p.read_bytes() for p in (proyek / "outputs").rglob("*") if p.is_file()} == dulu
