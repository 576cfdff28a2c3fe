"""Everything is built once, by the command, into a folder of the test run; pages open in one browser a module."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bangun import LINGKUNGAN, Bangunan, lakip, teks_halaman
from bantu import AKAR, tulis_paket
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from lakip_utils import cli

CHROMIUM = next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)


@pytest.fixture(scope="session")
def bangunan(tmp_path_factory: pytest.TempPathFactory) -> Bangunan:
    """The repository's reports."""
    out = tmp_path_factory.mktemp("bangun") / "outputs"
    hasil = lakip("build", "--out", str(out), cwd=AKAR, env=LINGKUNGAN)
    assert hasil.returncode == 0, hasil.stderr[-2000:]
    return Bangunan(out, hasil)


@pytest.fixture(scope="session")
def teks_html() -> Callable[[Path], str]:
    """Read what a page says, without its markup."""
    return teks_halaman


class Halaman:
    """A page with what it asked for, complained of and popped up."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page, self.alamat = page, path.as_uri()
        self.permintaan: list[str] = []
        self.keluhan: list[str] = []
        page.on("request", lambda r: self.permintaan.append(r.url))
        page.on("console", lambda m: self.keluhan.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.keluhan.append(str(e)))
        page.on("dialog", self._tutup)
        page.goto(self.alamat, wait_until="load")

    def _tutup(self, dialog: Dialog) -> None:
        self.keluhan.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="module")
def peramban() -> Iterator[Browser]:
    # Closed at the end of a module: its event loop would stand in the way of tests that run notebooks.
    if CHROMIUM is None:
        pesan = "Chromium tidak ditemukan (chromium, chromium-browser, google-chrome)"
        (pytest.fail if os.environ.get("LAKIP_REQUIRE_BROWSER") == "1" else pytest.skip)(pesan)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def buka_berkas(peramban: Browser) -> Iterator[Callable[..., Halaman]]:
    """Open a file in a context of its own, without a network."""
    konteks: list[BrowserContext] = []

    def buka_(path: Path, **opsi: object) -> Halaman:
        konteks.append(peramban.new_context(offline=True, reduced_motion="reduce", **opsi))
        return Halaman(konteks[-1].new_page(), path)

    yield buka_
    for satu in konteks:
        satu.close()


@pytest.fixture
def buka(buka_berkas: Callable[..., Halaman], bangunan: Bangunan) -> Callable[..., Halaman]:
    """Open a page of the built reports by its address in the index."""
    return lambda berkas, **opsi: buka_berkas(bangunan.out / berkas, **opsi)


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
