"""JupyterLab as an analyst has it: notebooks run in a browser, choosers and assumptions change what is seen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import pytest
from bantu import AKAR, DATA
from kernel_uji import tunggu
from playwright.sync_api import Browser, Locator, Page, expect

from lakip_utils.data.hashes import folder_hashes

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="proses dihentikan dengan sinyal"),
]
LAMBAT = 60_000
MENGANGGUR = """() => {
    const sesi = window.jupyterapp?.shell?.currentWidget?.context?.sessionContext
    return sesi?.isReady && sesi.session?.kernel?.status === "idle"
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A running JupyterLab of a user who never had one: what its own file tells of it."""
    akar = tmp_path_factory.mktemp("lab")
    perintah = [Path(sys.executable).with_name("lakip"), "lab", "--no-browser", "--port", "0", "--"]
    proses = subprocess.Popen(
        [*perintah, "--allow-root", "--LabApp.expose_app_in_browser=True"],
        cwd=AKAR,
        env={**os.environ, "HOME": str(akar), "JUPYTER_RUNTIME_DIR": str(akar / "r")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        (berkas,) = tunggu(lambda: list(akar.glob("r/jpserver-*.json")), 60)
        yield json.loads(tunggu(berkas.read_text))
    finally:
        proses.terminate()
        proses.wait(30)


class Meja:
    """JupyterLab in a browser: what it asked for and complained of."""

    def __init__(self, page: Page, lab: dict[str, Any]) -> None:
        self.page, self._lab = page, lab
        self.rumah: set[str] = set()
        self.galat: list[str] = []
        page.set_default_timeout(LAMBAT)
        page.on("request", lambda r: self._catat(urlsplit(r.url)))
        page.on("console", lambda m: self.galat.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.galat.append(str(e)))

    def _catat(self, alamat: SplitResult) -> None:
        if alamat.scheme not in ("blob", "data"):  # what the page made itself
            self.rumah.add(alamat.hostname or alamat.scheme)

    def buka(self, notebook: str) -> None:
        """Open a notebook and run all its cells."""
        alamat = f"{self._lab['url']}lab/tree/notebooks/{notebook}?reset&token={self._lab['token']}"
        self.page.goto(alamat)
        self.page.wait_for_function(MENGANGGUR)
        self.page.evaluate("window.jupyterapp.commands.execute('runmenu:run-all')")

    def bagian(self, kode: str) -> Locator:
        """What the cell with this code shows."""
        return self.page.locator(
            ".jp-CodeCell", has=self.page.locator(f".cm-content:has-text('{kode}')")
        ).locator(".jp-OutputArea-output")

    def isian(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)


@pytest.fixture
def meja(peramban: Browser, lab: dict[str, Any]) -> Iterator[Meja]:
    page = peramban.new_page(viewport={"width": 1400, "height": 1000})
    meja = Meja(page, lab)
    yield meja
    page.close()
    assert meja.galat == []
    assert meja.rumah == {"127.0.0.1"}, "no request to another host"


def test_a_report_runs_as_it_is_and_shows_the_published_figures(meja: Meja) -> None:
    meja.buka("laporan_bidang.ipynb")
    expect(meja.bagian("narasi.ringkasan.kartu")).to_contain_text("16,67", timeout=LAMBAT)
    expect(meja.bagian("narasi.ringkasan.kartu")).to_contain_text("74,69")
    expect(meja.bagian("tabel.anggaran(")).to_contain_text("675.854.000", timeout=LAMBAT)
    expect(
        meja.page.locator(".jp-RenderedText[data-mime-type*=error], [data-mime-type*=stderr]")
    ).to_have_count(0)


def test_the_exploration_follows_its_choosers_and_shows_assumptions_beside_the_report(meja: Meja) -> None:
    data = folder_hashes(DATA)
    meja.buka("eksplorasi.ipynb")
    page, kartu, anggaran = (
        meja.page,
        meja.bagian("eksplorasi.kartu"),
        meja.bagian("tabel.anggaran_kegiatan("),
    )
    expect(meja.isian("Telusuri catatan")).to_be_visible(timeout=LAMBAT)
    expect(kartu).to_contain_text("74,69")
    expect(anggaran).to_contain_text("266.079.038")
    expect(page.get_by_text("official Jupyter news")).to_have_count(0)

    # A table is sorted by what its numbers are: Waktu has the lowest total (844 of 300 answers)
    ikm = meja.bagian("tabel.ikm_unsur")
    expect(ikm.locator("tbody tr").first).to_contain_text("Persyaratan")
    ikm.get_by_text("NRR (1–4)", exact=True).click()
    expect(ikm.locator("tbody tr").first).to_contain_text("Waktu")
    expect(ikm.locator("tbody tr").nth(-2)).to_contain_text("Prosedur")
    expect(ikm.locator("tbody tr").last).to_contain_text("Indeks seluruh unsur")

    # Another rule grades the same index; with all its weight on Waktu it is 844 / 300 × 25
    andai = meja.bagian("jelajah.pengandaian")
    meja.isian("Pita mutu IKM").select_option(label="KepmenPAN 25/2004")
    expect(andai).to_contain_text("C menurut PermenPANRB 14/2017")
    expect(andai).to_contain_text("B menurut KepmenPAN 25/2004")
    page.get_by_role("button", name="Kembalikan semua isian").click()
    expect(andai).to_contain_text("Belum ada pengandaian")
    meja.isian("Bobot unsur").select_option(label="Waktu Pelayanan")
    ubah(meja.isian("Menjadi (0–1)"), "1")
    expect(baris(andai, "Nilai IKM instansi")).to_contain_text("70,33")
    expect(baris(andai, "Nilai IKM instansi")).to_contain_text("turun 4,36")
    expect(andai).to_contain_text("Pengandaian, bukan angka laporan")

    # A corrected realisasi: 3 of the target of 6; what is no number is told
    meja.isian("Realisasi indikator").select_option(index=1)
    ubah(meja.isian("Menjadi"), "tiga")
    expect(andai).to_contain_text("'tiga' bukan angka yang dikenal bentuknya")
    expect(andai).not_to_contain_text("70,33")
    ubah(meja.isian("Menjadi"), "3")
    expect(baris(andai, "Capaian sasaran")).to_contain_text("16,67%")
    expect(baris(andai, "Capaian sasaran")).to_contain_text("50,00%")
    expect(andai).to_contain_text("catatan uji konsistensi yang berubah")
    expect(kartu).to_contain_text("16,67")

    # Another bidang: tables, cards and the form are its own
    meja.isian("Bidang").select_option(label="Bidang Pemberdayaan Koperasi")
    expect(anggaran).to_contain_text("539.698.500")
    expect(anggaran).not_to_contain_text("266.079.038")
    expect(andai).to_contain_text("Belum ada pengandaian")

    # A finding leads to the rows that it rests on, from the table and from the list
    catatan = meja.bagian("jelajah.catatan")
    catatan.locator("table.dataTable tbody tr").nth(1).click()
    kode = catatan.locator("table.dataTable tbody tr").nth(1).locator("td").last.inner_text()
    expect(catatan.locator(".lakip-blok")).to_contain_text(kode)
    expect(catatan.locator(".lakip-blok td", has_text="◀").first).to_be_visible()

    # The year before has no survey
    meja.isian("Tahun").select_option(label="2019")
    expect(ikm).to_contain_text("belum tersedia")
    expect(page.locator("[data-mime-type*=error], [data-mime-type*=stderr]")).to_have_count(0)
    assert folder_hashes(DATA) == data


def ubah(isian: Locator, teks: str) -> None:
    expect(isian).to_have_attribute(
        "placeholder", re.compile(".")
    )  # what the kernel says of the choice is there
    isian.fill(teks)
    isian.press("Enter")


def baris(tempat: Locator, judul: str) -> Locator:
    return tempat.get_by_role("row").filter(has_text=judul).first
