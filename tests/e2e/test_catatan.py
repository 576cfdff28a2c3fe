"""The list of findings in a browser: where links lead when a filter or a search hides the row."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import Page, expect

from lakip_utils import aturan, konsistensi
from lakip_utils.data import Paket
from lakip_utils.konsistensi import Dasar, Jawaban
from lakip_utils.sajian import blok as b
from lakip_utils.sajian import narasi, tabel
from lakip_utils.sajian.lab import mimebundle
from lakip_utils.terbitan.html import LakipHTMLExporter

pytestmark = pytest.mark.browser

TAMPAK = "[...document.querySelectorAll('#tabel-catatan-uji tbody tr:not(.grup)')].filter(e => e.checkVisibility()).map(e => e.id)"
"""The findings that are shown."""


@pytest.fixture(scope="module")
def jawaban(paket: Paket) -> tuple[Jawaban, ...]:
    """Two lines of the form: one that counts three grave findings, one that counts one."""
    semua = konsistensi.periksa(paket, 2020)
    tinggi = tuple(semua.loc[semua["keparahan"] == "tinggi", "id"])
    return (
        Jawaban("I.3", dasar=(Dasar(3, "catatan tinggi belum ditanggapi", catatan=tinggi[1:4]),)),
        Jawaban("I.6", dasar=(Dasar(1, "catatan tinggi belum ditanggapi", catatan=tinggi[5:6]),)),
    )


def lembar(jawaban: tuple[Jawaban, ...], paket: Paket) -> b.LembarReviu:
    milik = {satu.kode: satu for satu in jawaban}
    semua = (milik.get(kode, Jawaban(kode)) for kode in aturan.lembar_reviu().pernyataan)
    return narasi.lampiran.lembar_reviu(semua, paket.irisan(2020, "koperasi"))


@pytest.fixture
def laporan(
    buka_berkas: Callable[..., Any], paket: Paket, jawaban: tuple[Jawaban, ...], tmp_path: Path
) -> Callable[..., Page]:
    """Open a report of nothing but the box, the findings and the form."""
    catatan = konsistensi.periksa(paket, 2020)
    kop = b.Kop(
        pemerintah="P", instansi="I", judul="J", tahun=2020, kode_instansi="d", kode_bidang="k",
        nama_bidang="B", status="Draf", draf=True,
    )  # fmt: skip
    isi = [
        kop,
        narasi.konsistensi.ringkas(catatan),
        b.Judul(tingkat=1, teks="Catatan"),
        narasi.konsistensi.pembuka(catatan, paket.tabel("klaim", 2020)),
        tabel.catatan_uji(catatan, jawaban),
        b.Judul(tingkat=1, teks="Lembar"),
        lembar(jawaban, paket),
    ]
    sel = [new_code_cell("", outputs=[new_output("display_data", mimebundle(satu))]) for satu in isi if satu]
    halaman = LakipHTMLExporter(edisi="reviu").from_notebook_node(new_notebook(cells=sel))[0]
    (tmp_path / "laporan.html").write_text(str(halaman), "utf-8")
    return lambda **opsi: (
        buka_berkas(tmp_path / "laporan.html", viewport={"width": 1280, "height": 800}, **opsi).page
    )


@pytest.mark.parametrize("skrip", [True, False])
def test_link_to_a_finding_that_the_filter_hides_shows_it(laporan: Callable[..., Page], skrip: bool) -> None:
    page = laporan(java_script_enabled=skrip)
    page.uncheck(".saring-tinggi")
    tautan = page.locator(".kotak .daftar a[href^='#']").first
    kode = tautan.get_attribute("href")[1:]
    assert not page.locator(f"[id='{kode}']").is_visible()
    tautan.click()
    expect(page.locator(f"[id='{kode}']")).to_be_in_viewport()


@pytest.mark.parametrize("cara", ["klik", "alamat"])
def test_link_to_a_finding_that_the_search_hides_shows_it(laporan: Callable[..., Page], cara: str) -> None:
    page = laporan()
    page.fill("#tabel-catatan-uji .cari input", "tidak ada yang memuat ini")
    assert page.evaluate(TAMPAK) == []
    tautan = page.locator(".kotak .daftar a[href^='#']").first
    kode = tautan.get_attribute("href")[1:]
    if cara == "klik":
        tautan.click()
    else:
        page.evaluate("kode => { location.hash = kode }", kode)
    expect(page.locator(f"[id='{kode}']")).to_be_in_viewport()
    assert page.input_value("#tabel-catatan-uji .cari input") == ""


def test_line_of_the_form_leads_to_what_it_counts(
    laporan: Callable[..., Page], jawaban: tuple[Jawaban, ...]
) -> None:
    page = laporan()
    page.uncheck(".saring-tinggi")
    tautan = page.locator("[data-butir='I.3'] a[href^='#']").first
    assert tautan.inner_text() == "3 catatan tinggi belum ditanggapi"
    tautan.click()
    assert page.evaluate(TAMPAK) == list(jawaban[0].dasar[0].catatan)
    expect(page.locator("#tabel-catatan-uji")).to_be_in_viewport()
    page.locator("[data-butir='I.6'] a[href^='#']").first.click()
    expect(page.locator(f"[id='{jawaban[1].dasar[0].catatan[0]}']")).to_be_in_viewport()


def test_without_scripts_the_list_says_how_to_find_what_a_line_counts(
    laporan: Callable[..., Page], jawaban: tuple[Jawaban, ...]
) -> None:
    page = laporan(java_script_enabled=False)
    page.locator("[data-butir='I.3'] a[href^='#']").first.click()
    expect(page.locator("#tabel-catatan-uji caption")).to_be_in_viewport()
    assert "misalnya (I.3): carilah tanda itu" in page.inner_text("#tabel-catatan-uji caption")
    bertanda = [s.get_attribute("id") for s in page.locator("tr[id]", has_text="(I.3)").all()]
    assert bertanda == list(jawaban[0].dasar[0].catatan)


def test_the_form_says_where_its_entries_stay(laporan: Callable[..., Page]) -> None:
    for skrip in (True, False):
        page = laporan(java_script_enabled=skrip)
        dengan, tanpa = page.locator(".alat-reviu > p").first, page.locator(".lembar > noscript")
        assert dengan.is_visible() is skrip
        assert tanpa.is_visible() is not skrip
        isi = dengan.inner_text() if skrip else tanpa.inner_text()
        assert isi.strip() == (
            "Isian tersimpan di peramban ini saja; ekspor untuk mengirimkannya."
            if skrip
            else "Tanpa JavaScript isian tidak tersimpan: cetak setelah diisi."
        )
        page.emulate_media(media="print")
        assert not dengan.is_visible()
        assert not page.locator(".lembar > noscript p").is_visible()


def test_a_jump_is_not_animated(laporan: Callable[..., Page]) -> None:
    page = laporan()
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
