"""The pages in a real browser: Debian's Chromium, by playwright."""

import itertools
import os
import shutil
from collections.abc import Iterator

import pytest
from bangun import Bangunan
from bantu import BIDANG, INSTANSI
from playwright.sync_api import Browser, Page, sync_playwright

from lakip_utils.terbitan.perubahan import bandingkan
from lakip_utils.terbitan.perubahan.tampil import perubahan_html

pytestmark = pytest.mark.browser

CHROMIUM = next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)
HALAMAN = [
    "index.html",
    *(f"{INSTANSI}/2020/{b}/laporan.html" for b in (*BIDANG, "dinas")),
    f"{INSTANSI}/2019/sekretariat/laporan.html",
]
LAPORAN = f"{INSTANSI}/2020/kelembagaan/laporan.html"
CONTOH = [HALAMAN[0], LAPORAN, HALAMAN[-2], HALAMAN[-1]]
"""One page of each kind: index, bidang, dinas, a year with few data."""


@pytest.fixture(scope="module")
def peramban() -> Iterator[Browser]:
    if CHROMIUM is None:
        pesan = "Chromium tidak ditemukan (chromium, chromium-browser, google-chrome)"
        (pytest.fail if os.environ.get("LAKIP_REQUIRE_BROWSER") == "1" else pytest.skip)(pesan)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Halaman:
    """A page with what it asked for and complained of."""

    def __init__(self, page: Page, alamat: str) -> None:
        self.page, self.alamat = page, alamat
        self.permintaan: list[str] = []
        self.keluhan: list[str] = []
        page.on("request", lambda r: self.permintaan.append(r.url))
        page.on("console", lambda m: self.keluhan.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.keluhan.append(str(e)))
        page.goto(alamat, wait_until="load")


@pytest.fixture
def buka(peramban: Browser, bangunan: Bangunan) -> Iterator[object]:
    konteks = []

    def buka_(berkas: str, **opsi: object) -> Halaman:
        konteks.append(peramban.new_context(offline=True, reduced_motion="reduce", **opsi))
        return Halaman(konteks[-1].new_page(), (bangunan.out / berkas).as_uri())

    yield buka_
    for satu in konteks:
        satu.close()


TIBA = """kode => {
  const atas = document.getElementById(kode).getBoundingClientRect().top;
  const bawah = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  return atas >= -2 && atas <= (bawah ? innerHeight : 200);
}"""
"""Whether a heading stands at the top of the window, or the page cannot scroll further."""

KONTRAS = """() => {
  const rgb = t => t.match(/[\\d.]+/g).map(Number);
  const lum = c => { const f = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
    return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]) };
  const latar = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c } return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255] };
  const jelek = [];
  for (const e of document.body.querySelectorAll('*')) {
    if (e.closest('svg') || !e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const s = getComputedStyle(e), a = lum(rgb(s.color)), b = lum(latar(e));
    const k = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (k < 4.5) jelek.push(`${e.tagName}.${e.className} ${k.toFixed(2)} ${e.textContent.trim().slice(0, 30)}`);
  }
  return jelek;
}"""


@pytest.mark.parametrize("berkas", HALAMAN)
def test_page_opens_offline_asks_for_nothing_and_does_not_complain(buka, berkas: str) -> None:
    halaman = buka(berkas)
    assert [p for p in halaman.permintaan if not p.startswith("data:")] == [halaman.alamat]
    assert halaman.keluhan == []
    assert len(halaman.page.inner_text("body")) > 500


@pytest.mark.parametrize("berkas", HALAMAN)
def test_page_never_scrolls_sideways(buka, berkas: str) -> None:
    page = buka(berkas, viewport={"width": 390, "height": 844}).page
    for lebar in (390, 768, 1280):
        page.set_viewport_size({"width": lebar, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= lebar


@pytest.mark.parametrize("berkas", CONTOH)
@pytest.mark.parametrize("tema", ["light", "dark"])
def test_text_has_contrast_in_both_themes(buka, berkas: str, tema: str) -> None:
    page = buka(berkas, color_scheme=tema).page
    assert page.evaluate(KONTRAS) == []


def test_dark_theme_is_dark(buka) -> None:
    latar = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    assert sum(buka(LAPORAN, color_scheme="dark").page.evaluate(latar)) < 150
    assert sum(buka(LAPORAN, color_scheme="light").page.evaluate(latar)) > 600


@pytest.mark.parametrize("berkas", CONTOH)
def test_ids_are_unique(buka, berkas: str) -> None:
    ids = buka(berkas).page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("berkas", CONTOH[1:])
def test_every_link_of_the_contents_leads_to_its_heading(buka, berkas: str) -> None:
    page = buka(berkas, viewport={"width": 1280, "height": 800}).page
    tautan = page.locator("nav a[href^='#']:visible")
    assert tautan.count() >= 8
    for i in range(tautan.count()):
        tautan.nth(i).click()
        page.wait_for_function(TIBA, arg=tautan.nth(i).get_attribute("href")[1:], timeout=3000)


def test_contents_open_on_a_phone(buka) -> None:
    page = buka(LAPORAN, viewport={"width": 390, "height": 844}).page
    ringkas = page.locator("details summary:visible").first
    ringkas.focus()
    page.keyboard.press("Enter")
    page.locator("details[open] nav a:visible").nth(2).click()
    assert page.evaluate("scrollY") > 0


def test_data_of_a_figure_opens_by_keyboard(buka) -> None:
    page = buka(LAPORAN).page
    data = page.locator("figure details").first
    assert not data.locator("table").is_visible()
    data.locator("summary").focus()
    page.keyboard.press("Enter")
    assert data.locator("table").is_visible()
    page.keyboard.press("Space")
    assert not data.locator("table").is_visible()


def test_skip_link_is_the_first_stop_of_the_keyboard(buka) -> None:
    page = buka(LAPORAN).page
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement.matches('a[href^=\"#\"]') && document.activeElement.getBoundingClientRect().top >= 0"
    )
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash.length") > 1


def test_headings_skip_no_level(buka) -> None:
    for berkas in CONTOH[:3]:
        tingkat = buka(berkas).page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
        )
        assert tingkat[0] == 1
        assert tingkat.count(1) == 1
        assert all(b <= a + 1 for a, b in itertools.pairwise(tingkat)), berkas


@pytest.mark.parametrize("tema", ["light", "dark"])
def test_page_of_changes_reads_in_both_themes_on_a_phone_and_in_print(
    buka, bangunan: Bangunan, tmp_path, tema: str
) -> None:
    folder = bangunan.out / INSTANSI / "2020"
    beda = bandingkan(folder / "koperasi", folder / "kelembagaan")
    (tmp_path / "beda.html").write_text(perubahan_html(beda), "utf-8")
    halaman = buka(tmp_path / "beda.html", color_scheme=tema, viewport={"width": 390, "height": 844})
    page = halaman.page
    assert halaman.keluhan == []
    assert [p for p in halaman.permintaan if not p.startswith("data:")] == [halaman.alamat]
    for lebar in (390, 768, 1280):
        page.set_viewport_size({"width": lebar, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= lebar
        assert page.evaluate(KONTRAS) == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert sorted(ids) == sorted(set(ids))
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_page_prints(buka) -> None:
    pdf = buka(LAPORAN).page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 50_000


def test_index_leads_to_every_report(buka, bangunan: Bangunan) -> None:
    page = buka("index.html").page
    tautan = page.evaluate("[...document.querySelectorAll('a[href$=\"laporan.html\"]')].map(a => a.href)")
    assert set(tautan) == {p.joinpath("laporan.html").as_uri() for p in bangunan.folder}
    page.locator("a[href$='2020/kelembagaan/laporan.html']:visible").first.click()
    assert "Kelembagaan dan Pengawasan" in page.title()


def test_findings_can_be_filtered_by_severity_without_scripts(buka) -> None:
    page = buka(LAPORAN, java_script_enabled=True).page
    tampak = "k => [...document.querySelectorAll(`tr[data-golongan=${k}]`)].filter(e => e.checkVisibility()).length"
    semua = {k: page.evaluate(tampak, k) for k in ("tinggi", "sedang", "rendah", "info")}
    assert all(semua.values())
    page.uncheck(".saring-rendah")
    page.uncheck(".saring-info")
    assert page.evaluate(tampak, "rendah") == page.evaluate(tampak, "info") == 0
    assert {k: page.evaluate(tampak, k) for k in ("tinggi", "sedang")} == {
        k: semua[k] for k in ("tinggi", "sedang")
    }
    page.emulate_media(media="print")
    assert page.evaluate(tampak, "rendah") == semua["rendah"]
    assert not page.locator(".saringan").is_visible()


def test_what_is_to_be_decided_first_leads_to_its_findings(buka) -> None:
    page = buka(LAPORAN).page
    tautan = page.locator(".kotak.catatan .daftar a[href^='#']")
    assert tautan.count() == 2  # S2-KOP, and the number of kegiatan of program 3
    for alamat in [tautan.nth(i).get_attribute("href") for i in range(tautan.count())]:
        assert page.locator(f"[id='{alamat[1:]}']").count() == 1
