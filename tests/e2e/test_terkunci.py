"""A build into outputs of which a file is open in another program, as on Windows."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from bangun import lakip

LAPORAN = Path("outputs/dinas-uji/2020")


@pytest.fixture
def kunci(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let one file refuse to be replaced."""
    asli = Path.replace

    def satu(nama: str) -> None:
        def coba(self: Path, target: Path) -> Path:
            if nama in (self.name, Path(target).name):
                raise PermissionError(13, "Permission denied", str(target))
            return asli(self, target)

        monkeypatch.setattr(Path, "replace", coba)

    return satu


def isi(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


MENOLAK = """
from pathlib import Path

asli = Path.replace

def replace(self, target):
    if self.name == "dua":
        raise PermissionError(13, "Permission denied", str(target))
    return asli(self, target)

Path.replace = replace

from lakip_utils import files

files._exchange = lambda new, path: False
"""


def test_an_open_report_has_failed_and_the_others_are_built(proyek: Path) -> None:
    """Windows moves no folder of which a file is open; here every process of the build is told so."""
    dulu = isi(LAPORAN / "dua")
    (proyek / "awal").mkdir()
    (proyek / "awal/sitecustomize.py").write_text(MENOLAK)
    env = {"PYTHONPATH": os.pathsep.join([str(proyek / "awal"), os.environ.get("PYTHONPATH", "")])}
    hasil = lakip("build", "--format", "html", "--force", cwd=proyek, env=env)
    assert hasil.returncode == 1, hasil.stderr
    assert "2 laporan dibuat, 0 masih mutakhir, 1 gagal." in hasil.stderr
    assert f"{LAPORAN / 'dua'} tidak dapat diganti" in hasil.stderr
    assert "sedang dibuka program lain, misalnya Excel" in hasil.stderr
    assert "Tutup semua berkas di folder itu" in hasil.stderr
    sesudah = isi(LAPORAN / "dua")
    assert "tidak dapat diganti" in sesudah.pop("gagal.html").decode()
    assert sesudah == dulu
    assert lakip("build", "--format", "html", cwd=proyek).returncode == 0
    assert isi(LAPORAN / "dua") == dulu


@pytest.mark.parametrize("nama", ["manifest.json", "index.html"])
def test_an_open_manifest_or_index_is_named(
    proyek: Path,
    jalankan: Callable[..., tuple[int, str, str]],
    kunci: Callable[[str], None],
    nama: str,
) -> None:
    kunci(nama)
    kode, _, pesan = jalankan("build", "--format", "html", "--bidang", "dua", "--force")
    assert kode == 2
    assert f"outputs/{nama} tidak dapat ditulis" in pesan
    assert "Tutup berkas itu di program lain, lalu ulangi" in pesan
    kunci("")
    assert jalankan("build", "--format", "html")[0] == 0
    assert jalankan("verify")[0] == 0


def test_an_open_page_of_a_comparison_is_named(
    proyek: Path, jalankan: Callable[..., tuple[int, str, str]], kunci: Callable[[str], None]
) -> None:
    kunci("perubahan.html")
    kode, _, pesan = jalankan("diff", "outputs", "outputs", "--format", "html", "--out", "perubahan.html")
    assert kode == 2
    assert "perubahan.html tidak dapat ditulis" in pesan
    assert "Berkas lain dapat disebut dengan --out." in pesan
    assert not Path("perubahan.html").exists()
