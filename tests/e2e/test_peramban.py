"""The pages in a real browser: Debian's Chromium, by playwright."""

import io
import itertools
import json
import re
from pathlib import Path

import pytest
from bangun import Bangunan
from bantu import BIDANG, INSTANSI
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from lakip_utils.data.reviu import BerkasReviu, baca_reviu
from lakip_utils.terbitan.perubahan import bandingkan
from lakip_utils.terbitan.perubahan.tampil import perubahan_html
from lakip_utils.terbitan.reviu import gabung

pytestmark = pytest.mark.browser

HALAMAN = [
    "index.html",
    *(f"{INSTANSI}/2020/{b}/laporan.html" for b in (*BIDANG, "dinas")),
    f"{INSTANSI}/2019/sekretariat/laporan.html",
]
LAPORAN = f"{INSTANSI}/2020/kelembagaan/laporan.html"
DINAS = HALAMAN[-2]
CONTOH = [HALAMAN[0], LAPORAN, HALAMAN[-2], HALAMAN[-1]]
"""One page of each kind: index, bidang, dinas, a year with few data."""


TIBA = """kode => {
  const atas = document.getElementById(kode).getBoundingClientRect().top;
  const bawah = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  return atas >= -2 && atas <= (bawah ? innerHeight : 200);
}"""
"""Whether a heading stands at the top of the window, or the page cannot scroll further."""


def tiba(page: Page, jangkar: str) -> None:
    """Wait until a heading has been reached; not by polling in the page, whose policy forbids eval."""
    for _ in range(60):
        if page.evaluate(TIBA, jangkar):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"#{jangkar} tidak tercapai")


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


FOKUS = """() => {
  const e = document.activeElement, gaya = getComputedStyle(e), kotak = e.getBoundingClientRect();
  const jenis = [['isi', 'nav a'], ['data', '.data summary'], ['saringan', '.saringan input'], ['tabel', '.gulir'],
    ['lompat', '.lompat'], ['laporan', 'td a'], ['catatan', '.kotak a']];
  const rgb = gaya.outlineColor.match(/[\\d.]+/g).map(Number);
  const latar = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
  const lum = c => { const f = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
    return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]) };
  const [a, b] = [lum(rgb), lum(latar)].sort();
  return {
    nomor: [...document.querySelectorAll('*')].indexOf(e),
    unsur: e.outerHTML.slice(0, 90), di: e === document.body ? '' : (jenis.find(([, pola]) => e.matches(pola)) || ['lain'])[0],
    garis: gaya.outlineStyle !== 'none' && parseFloat(gaya.outlineWidth) >= 2 && (b + 0.05) / (a + 0.05) >= 3,
    tampak: kotak.bottom > 0 && kotak.top < innerHeight && kotak.right > 0 && kotak.left < innerWidth && kotak.height > 0,
  };
}"""
"""Where the keyboard is: whether a line that stands out (3:1, WCAG 2.2) surrounds it, and whether it is in view."""


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
        tiba(page, tautan.nth(i).get_attribute("href")[1:])


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


def test_reports_can_be_filtered_without_scripts(buka) -> None:
    page = buka("index.html", java_script_enabled=False).page
    baris = page.locator(".berdaftar tbody tr")
    semua = baris.count()
    page.select_option("#saring-tahun", "2020")
    dari_tahun = baris.filter(visible=True).count()
    assert 0 < dari_tahun < semua
    page.select_option("#saring-bidang", label="Sekretariat")
    assert [t.split()[0] for t in baris.filter(visible=True).all_inner_texts()] == ["Sekretariat"]
    page.emulate_media(media="print")
    assert baris.filter(visible=True).count() == semua


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


def test_a_figure_shows_where_it_comes_from(buka) -> None:
    page = buka(LAPORAN, java_script_enabled=True).page
    kotak = page.locator("#_jejak")
    angka = page.locator("table a.angka", has_text="16,67").first
    angka.click()
    assert "realisasi / target × 100 (1 / 6)" in kotak.inner_text()
    assert "2020/indikator.csv baris" in kotak.inner_text()
    page.keyboard.press("Escape")
    assert not kotak.is_visible()
    # By keyboard: one stop for a table, arrows go on; what has the focus is told.
    angka.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('table a.angka')")
    assert kotak.is_visible()
    berhenti = "new Set([...document.querySelectorAll('table a.angka[tabindex=\"0\"]')].map(e => e.closest('table'))).size"
    assert page.evaluate(berhenti) == page.locator("table a.angka[tabindex='0']").count()
    page.keyboard.press("Escape")
    angka.click()
    kotak.get_by_role("link").click()
    expect(page).to_have_url(re.compile("#jejak--"))
    assert "realisasi / target × 100" in page.locator(":target").inner_text()


def test_the_box_of_a_figure_shows_its_cells_and_is_reached_by_keyboard(buka) -> None:
    page = buka(LAPORAN, java_script_enabled=True).page
    kotak = page.locator("#_jejak")
    angka = page.locator("#tabel-indikator a.angka", has_text="16,67").first
    angka.focus()
    assert re.search(r"kolom realisasi: 1\b", kotak.inner_text())
    assert re.search(r"kolom target_awal: 6\b", kotak.inner_text())
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#_jejak') !== null")
    page.keyboard.press("Escape")
    assert not kotak.is_visible()
    assert angka.evaluate("satu => document.activeElement === satu")
    # Down leads to the next figure of the same column.
    kolom = "document.activeElement.closest('td, th').cellIndex"
    semula = page.evaluate(kolom)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(kolom) == semula
    assert angka.evaluate("satu => document.activeElement !== satu")


def test_a_section_leads_to_its_findings_and_back(buka) -> None:
    page = buka(LAPORAN).page
    lipat = page.locator("#target-dan-realisasi ~ details.kaitan").first
    assert "tinggi" in lipat.locator("summary").inner_text()
    lipat.locator("summary").click()
    lipat.get_by_role("link").first.click()
    catatan = page.locator("tr:target")
    assert catatan.get_attribute("data-golongan") == "tinggi"
    catatan.get_by_role("link", name="3.1", exact=True).click()
    expect(page).to_have_url(re.compile("#target-dan-realisasi$"))


def test_a_note_on_a_single_figure_names_it_and_stands_at_its_table(buka) -> None:
    halaman = buka(LEMBAR, java_script_enabled=True)
    page = halaman.page
    angka = page.locator("#tabel-indikator a.angka", has_text="16,67").first
    angka.click()
    page.locator("#_jejak").get_by_role("button", name="Catat angka ini").click()
    page.keyboard.type("Mengapa turun?")
    catatan = page.locator("#tabel-indikator .catatan-pereviu")
    assert catatan.count() == 1
    assert "Angka 16,67 (" in catatan.inner_text()
    assert "Capaian (%)" in catatan.inner_text()
    # A figure of a sentence belongs to its section.
    page.locator("main p a.angka").first.click()
    page.locator("#_jejak").get_by_role("button", name="Catat angka ini").click()
    page.keyboard.type("Dari mana?")
    page.reload()
    simpanan = "JSON.parse(localStorage.getItem(Object.keys(localStorage)[0])).catatan"
    tempat = [satu["tempat"] for satu in page.evaluate(simpanan)]
    assert tempat[0].startswith("Angka 16,67 (")
    assert "Tabel 2" in tempat[0]
    assert re.match(r"Angka .+, \d", tempat[1])
    assert page.locator(".catatan-pereviu").count() == 2
    assert halaman.keluhan == []


def test_a_long_table_can_be_searched_and_sorted(buka) -> None:
    page = buka(DINAS, java_script_enabled=True).page
    tampak = "t => [...document.querySelectorAll(`${t} tbody tr:not(.grup)`)].filter(e => e.checkVisibility()).length"
    semua = page.evaluate(tampak, "#tabel-jejak-angka")
    cari = page.locator("#tabel-jejak-angka .cari input")
    cari.fill("ikm_unsur.csv total")
    sisa = page.evaluate(tampak, "#tabel-jejak-angka")
    assert 0 < sisa < semua
    assert page.locator("#tabel-jejak-angka .cari output").inner_text().strip() == f"{sisa} baris"
    cari.fill("")
    assert page.evaluate(tampak, "#tabel-jejak-angka") == semua
    # What is one plain list is sorted by a column, and back.
    isi = "() => [...document.querySelectorAll('#tabel-sumber-data tbody tr')].map(r => Number(r.cells[1].textContent))"
    asli = page.evaluate(isi)
    tombol = page.locator("#tabel-sumber-data th:nth-child(2) .urut")
    tombol.click()
    assert page.evaluate(isi) == sorted(asli)
    tombol.click()
    assert page.evaluate(isi) == sorted(asli, reverse=True)
    tombol.click()
    assert page.evaluate(isi) == asli


def test_without_scripts_a_figure_leads_to_its_row(buka) -> None:
    page = buka(LAPORAN, java_script_enabled=False).page
    angka = page.locator("table a.angka", has_text="16,67").first
    assert "realisasi / target × 100 (1 / 6)" in angka.get_attribute("title")
    angka.click()
    assert "realisasi / target × 100" in page.locator(":target").inner_text()


def test_what_is_to_be_decided_first_leads_to_its_findings(buka) -> None:
    page = buka(LAPORAN).page
    tautan = page.locator(".kotak.catatan .daftar a[href^='#']")
    assert tautan.count() == 2  # S2-KOP, and the number of kegiatan of program 3
    for alamat in [tautan.nth(i).get_attribute("href") for i in range(tautan.count())]:
        assert page.locator(f"[id='{alamat[1:]}']").count() == 1


@pytest.mark.parametrize(
    ("berkas", "harus"),
    [
        ("index.html", {"lompat", "tabel", "laporan"}),
        (LAPORAN, {"lompat", "isi", "data", "saringan", "tabel", "catatan"}),
    ],
)
@pytest.mark.parametrize("tema", ["light", "dark"])
def test_the_keyboard_reaches_all_that_can_be_used_and_is_seen(
    buka, berkas: str, harus: set[str], tema: str
) -> None:
    page = buka(berkas, viewport={"width": 1280, "height": 800}, color_scheme=tema).page
    henti = []
    for _ in range(400):
        page.keyboard.press("Tab")
        satu = page.evaluate(FOKUS)
        if not satu["di"]:
            break
        # A date has a stop for its day, its month and its year.
        if not henti or henti[-1]["nomor"] != satu["nomor"]:
            henti.append(satu)
    assert {satu["di"] for satu in henti} >= harus
    assert [satu["unsur"] for satu in henti if not (satu["garis"] and satu["tampak"])] == []
    bisa = "a[href]:not([tabindex='-1']), summary, input, select, textarea, button, [tabindex='0']"
    tampak = "p => [...document.querySelectorAll(p)].filter(e => e.checkVisibility()).length"
    assert len(henti) == page.evaluate(tampak, bisa)


def test_findings_can_be_filtered_by_keyboard(buka) -> None:
    page = buka(LAPORAN).page
    tampak = (
        "[...document.querySelectorAll('tr[data-golongan=sedang]')].filter(e => e.checkVisibility()).length"
    )
    semua = page.evaluate(tampak)
    page.locator(".saring-sedang").focus()
    page.keyboard.press("Space")
    assert page.evaluate(tampak) == 0
    page.keyboard.press("Space")
    assert page.evaluate(tampak) == semua > 0


def test_a_click_shows_the_data_of_each_figure(buka) -> None:
    page = buka(LAPORAN).page
    data = page.locator("figure details.data")
    assert data.count() >= 2
    for i in range(data.count()):
        data.nth(i).locator("summary").click()
        assert data.nth(i).locator("tbody tr").first.is_visible()
        assert "Lihat data gambar" in data.nth(i).locator("summary").inner_text()


LEMBAR = f"{INSTANSI}/2020/koperasi/laporan.html"


def _isi_reviu(page: Page) -> None:
    """Fill in what a reviewer does: name, date, two ticks, three notes."""
    page.fill("[data-isian=pereviu]", "Ani Contoh")
    page.fill("[data-isian=tanggal]", "2021-02-01")
    page.check("#butir--i-1 [data-isian=tidak]")
    page.check("#butir--i-1 [data-isian=ya]")
    page.check("#butir--iii-2 [data-isian=tidak]")
    page.fill("#butir--iii-2 textarea", "Target <b>lain</b>")
    page.get_by_role("button", name="Tambah catatan: 1 Ringkasan").click()
    page.keyboard.type("Dasar hukum belum disebut.")
    page.locator("tr[data-golongan]:not(.grup) .tambah").first.click()
    page.keyboard.type("<img src=x onerror=alert(1)>")
    page.locator("tr .catatan-pereviu textarea").nth(1).fill("Betulkan angkanya")
    page.locator("figure .tambah").first.click()
    page.keyboard.type("Sumbu tidak jelas")


def _reviu(page: Page) -> tuple[object, ...]:
    """Read what the form and the notes say."""
    return (
        page.input_value("[data-isian=pereviu]"),
        page.input_value("[data-isian=tanggal]"),
        page.locator(".lembar [type=checkbox]:checked").evaluate_all("s => s.map(e => e.ariaLabel)"),
        page.input_value("#butir--iii-2 textarea"),
        page.locator(".catatan-pereviu textarea").evaluate_all("s => s.map(e => e.value)"),
    )


REVIU = (
    "Ani Contoh",
    "2021-02-01",
    ["I.1 ya", "III.2 tidak"],
    "Target <b>lain</b>",
    [
        "Dasar hukum belum disebut.",
        "",
        "Sumbu tidak jelas",
        "",
        "<img src=x onerror=alert(1)>",
        "Betulkan angkanya",
    ],
)


def test_review_is_kept_exported_and_imported(buka, tmp_path) -> None:
    halaman = buka(LEMBAR)
    page = halaman.page
    _isi_reviu(page)
    assert _reviu(page) == REVIU
    page.reload()
    assert _reviu(page) == REVIU
    assert "2 dari 23 butir dijawab; 3 catatan lain." in page.inner_text(".alat-reviu")
    with page.expect_download() as unduh:
        page.get_by_role("button", name="Ekspor catatan").click()
    assert unduh.value.suggested_filename == f"reviu-{INSTANSI}-2020-koperasi-ani-contoh.json"
    berkas = tmp_path / "ani.json"
    unduh.value.save_as(berkas)
    asal = baca_reviu(berkas)
    assert asal.laporan == f"{INSTANSI}/2020/koperasi"
    assert asal.butir["I.1"].jawaban == "ya"
    assert {satu.tempat for satu in asal.catatan} >= {"1 Ringkasan"}
    assert halaman.keluhan == []

    baru = buka(LEMBAR)
    assert _reviu(baru.page)[2] == []
    # Whose the form is must be said first: a file alone does not make it that reviewer's.
    baru.page.set_input_files("[type=file]", berkas)
    expect(baru.page.locator("[role=status]")).to_contain_text("isi nama Anda sebagai pereviu dahulu")
    baru.page.fill("[data-isian=pereviu]", "ani  contoh")
    baru.page.set_input_files("[type=file]", berkas)
    expect(baru.page.locator("[role=status]")).to_contain_text("2 butir diisi, 3 catatan ditambahkan.")
    assert _reviu(baru.page)[1:] == REVIU[1:]
    assert baru.keluhan == []


def _ekspor_lain(tmp_path: Path, **lain: object) -> Path:
    """Write the export of Ani on the report of LEMBAR."""
    isi = {
        "format": "lakip-reviu", "versi": 1, "laporan": f"{INSTANSI}/2020/koperasi", "sidik": "0" * 16, "judul": "",
        "pereviu": "Ani", "tanggal": "", "butir": {"I.1": {"jawaban": "ya", "catatan": "Catatan Ani"}},
        "catatan": [{"jangkar": "tidak-ada", "tempat": "9 Bagian lama", "uraian": "Hilang?", "rekomendasi": "", "pereviu": ""}],
    }  # fmt: skip
    berkas = tmp_path / "ani.json"
    berkas.write_text(json.dumps({**isi, **lain}))
    return berkas


def _ekspor(page: Page, berkas: Path) -> BerkasReviu:
    """Export what the form holds, and read it as the command does."""
    with page.expect_download() as unduh:
        page.get_by_role("button", name="Ekspor catatan").click()
    unduh.value.save_as(berkas)
    return baca_reviu(berkas)


def test_answers_of_another_reviewer_stay_under_that_name(buka, tmp_path) -> None:
    halaman = buka(LEMBAR)
    page = halaman.page
    page.fill("[data-isian=pereviu]", "Budi")
    page.fill("[data-isian=tanggal]", "2021-02-03")
    page.check("#butir--i-2 [data-isian=tidak]")
    page.fill("#butir--i-3 textarea", "Punya Budi")
    jawaban = {
        "I.1": {"jawaban": "ya", "catatan": "Sesuai PK"},
        "I.2": {"jawaban": "tidak", "catatan": ""},
        "I.3": {"jawaban": "ya", "catatan": ""},
        "I.4": {"jawaban": "", "catatan": ""},
    }
    page.set_input_files("[type=file]", _ekspor_lain(tmp_path, butir=jawaban, tanggal="2021-01-01"))
    expect(page.locator("[role=status]")).to_contain_text("4 catatan ditambahkan, atas nama Ani.")
    assert not page.locator(
        "#butir--i-1 [type=checkbox]:checked, #butir--i-3 [type=checkbox]:checked"
    ).count()
    assert page.input_value("#butir--i-1 [data-isian=catatan]") == ""
    kotak = page.locator("#butir--i-1 .catatan-pereviu")
    assert "Pereviu: Ani, jawaban: ya" in kotak.inner_text()
    assert not kotak.locator("textarea").is_editable()
    page.reload()
    asal = _ekspor(page, tmp_path / "budi.json")
    assert asal.tanggal == "2021-02-03"
    milik = {kode: (satu.jawaban, satu.catatan) for kode, satu in asal.butir.items()}
    assert {kode: isi for kode, isi in milik.items() if any(isi)} == {
        "I.2": ("tidak", ""),
        "I.3": ("", "Punya Budi"),
    }
    assert {satu.pereviu for satu in asal.catatan} == {"Ani"}
    assert [(s.tempat, s.jawaban, s.uraian) for s in asal.catatan[:3]] == [
        ("Lembar reviu I.1", "ya", "Sesuai PK"),
        ("Lembar reviu I.2", "tidak", ""),
        ("Lembar reviu I.3", "ya", ""),
    ]
    # In the merge they are the answers of Ani.
    hasil = gabung([("budi.json", asal)])
    assert [(s.pereviu, s.uraian, s.info) for s in hasil.catatan] == [
        ("Ani", "Sesuai PK", True),
        ("Budi", "Dijawab tidak.", False),
        ("Ani", "Dijawab tidak.", False),
        ("Budi", "Punya Budi", False),
        ("Ani", "Hilang?", False),
    ]
    assert halaman.keluhan == []


def test_a_file_of_the_same_reviewer_fills_empty_lines_and_never_mixes_two_answers(buka, tmp_path) -> None:
    page = buka(LEMBAR).page
    page.fill("[data-isian=pereviu]", "Ani")
    page.check("#butir--i-1 [data-isian=tidak]")
    page.check("#butir--i-2 [data-isian=ya]")
    jawaban = {
        "I.1": {"jawaban": "ya", "catatan": "Sesuai"},
        "I.2": {"jawaban": "ya", "catatan": "Lengkap"},
        "I.3": {"jawaban": "tidak", "catatan": "Belum"},
    }
    page.set_input_files(
        "[type=file]", _ekspor_lain(tmp_path, butir=jawaban, pereviu=" ANI ", tanggal="2021-01-01")
    )
    expect(page.locator("[role=status]")).to_contain_text("2 butir diisi, 2 catatan ditambahkan.")
    asal = _ekspor(page, tmp_path / "hasil.json")
    assert {kode: (s.jawaban, s.catatan) for kode, s in asal.butir.items()} == {
        "I.1": ("tidak", ""),
        "I.2": ("ya", "Lengkap"),
        "I.3": ("tidak", "Belum"),
    }
    assert asal.tanggal == "2021-01-01"
    assert {s.pereviu for s in asal.catatan} == {""}
    assert "Jawaban lain: ya" in page.inner_text("#butir--i-1 .catatan-pereviu")


def test_import_keeps_what_differs_and_is_the_same_twice(buka, tmp_path) -> None:
    page = buka(LEMBAR).page
    page.fill("[data-isian=pereviu]", "Budi")
    page.check("#butir--i-1 [data-isian=tidak]")
    page.fill("#butir--i-1 textarea", "Catatan Budi")
    berkas = _ekspor_lain(tmp_path)
    for kabar in ("2 catatan ditambahkan", "0 catatan ditambahkan"):
        page.set_input_files("[type=file]", berkas)
        expect(page.locator("[role=status]")).to_contain_text(kabar)
    assert "versi lain" in page.inner_text("[role=status]")
    assert page.is_checked("#butir--i-1 [data-isian=tidak]")
    assert page.input_value("#butir--i-1 [data-isian=catatan]") == "Catatan Budi"
    kotak = page.locator("#butir--i-1 .catatan-pereviu")
    assert "Pereviu: Ani" in kotak.inner_text()
    assert kotak.locator("textarea").first.input_value() == "Catatan Ani"
    assert "9 Bagian lama" in page.inner_text(".lembar")


@pytest.mark.parametrize(
    "isi",
    ["{", "[]", "null", '{"format": "lakip-reviu", "versi": 1, "laporan": "lain/2020/x"}', " " * 2_000_001],
)
def test_a_file_that_is_none_changes_nothing(buka, tmp_path, isi: str) -> None:
    halaman = buka(LEMBAR)
    page = halaman.page
    page.fill("[data-isian=pereviu]", "Budi")
    (tmp_path / "x.json").write_text(isi)
    page.set_input_files("[type=file]", tmp_path / "x.json")
    expect(page.locator("[role=status]")).to_contain_text("tidak diimpor")
    assert page.input_value("[data-isian=pereviu]") == "Budi"
    assert page.locator(".catatan-pereviu").count() == 0
    assert halaman.keluhan == []


def test_form_is_there_without_scripts_and_prints_on_one_page(buka, tmp_path) -> None:
    page = buka(LEMBAR, java_script_enabled=False).page
    assert page.locator("tr[data-butir]").count() == 23
    assert page.locator(".lembar [type=checkbox]").count() == 46
    assert page.locator(".tambah").count() == 0
    assert not page.locator(".alat-reviu").is_visible()
    halaman = [
        satu.extract_text() for satu in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    ]
    lembar = [teks for teks in halaman if "Menurut data" in teks]
    assert len(lembar) == 1
    for kata in ("Nama pereviu", "I. Format", "III. Substansi", "SMART", "Nama, NIP, tanggal"):
        assert kata in lembar[0]


def test_script_is_allowed_by_its_hash_alone_and_the_signed_edition_has_none(
    buka, bangunan: Bangunan
) -> None:
    halaman = buka(LEMBAR)
    halaman.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.asing = 1'}))"
    )
    assert halaman.page.evaluate("window.asing") is None
    assert any("Content Security Policy" in satu for satu in halaman.keluhan)
    assert halaman.page.locator("script").count() == 2
