"""Everything is built once, by the command, into a folder of the test run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bangun import Bangunan, lakip, teks_halaman
from bantu import AKAR, tulis_paket

from lakip_utils import cli


@pytest.fixture(scope="session")
def bangunan(tmp_path_factory: pytest.TempPathFactory) -> Bangunan:
    """The repository's reports, built with every warning of a cell shown."""
    out = tmp_path_factory.mktemp("bangun") / "outputs"
    hasil = lakip("build", "--out", str(out), cwd=AKAR, env={"PYTHONWARNINGS": "default"})
    assert hasil.returncode == 0, hasil.stderr[-2000:]
    return Bangunan(out, hasil)


@pytest.fixture(scope="session")
def teks_html() -> Callable[[Path], str]:
    """Read what a page says, without its markup."""
    return teks_halaman


@pytest.fixture(scope="session")
def proyek_jadi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the small package with its reports of two bidang and the dinas built; tests change copies."""
    akar = tmp_path_factory.mktemp("proyek")
    tulis_paket(akar / "data")
    for nama in ("params", "notebooks"):
        shutil.copytree(AKAR / nama, akar / nama)
    hasil = lakip("build", "--format", "html", cwd=akar)
    assert hasil.returncode == 0, hasil.stderr[-2000:]
    return akar


@pytest.fixture
def proyek(proyek_jadi: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built project, which is the working directory."""
    shutil.copytree(proyek_jadi, tmp_path / "proyek")
    monkeypatch.chdir(tmp_path / "proyek")
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    return tmp_path / "proyek"


@pytest.fixture
def jalankan(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command in this process: exit code, stdout, stderr."""

    def satu(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as akhir:
            cli.main(list(args))
        keluar = capsys.readouterr()
        return int(akhir.value.code or 0), keluar.out, keluar.err

    return satu
