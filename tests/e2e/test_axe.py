"""axe-core finds nothing to complain of: each kind of page, light on a desktop and dark on a phone.

axe comes from a wheel and is handed to the page by the browser's debugger, which the page's policy
(no scripts) does not concern: what is examined is the page as a reader gets it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from bantu import INSTANSI

from lakip_utils.terbitan.index import render_gagal

pytestmark = pytest.mark.browser

HALAMAN = {
    "indeks": "index.html",
    "bidang": f"{INSTANSI}/2020/kelembagaan/laporan.html",
    "dinas": f"{INSTANSI}/2020/dinas/laporan.html",
    "data sebagian": f"{INSTANSI}/2019/sekretariat/laporan.html",
}
TAMPILAN = {
    "terang": {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}},
    "gelap": {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
}
BUKA_SEMUA = "document.querySelectorAll('details.data').forEach(satu => { satu.open = true })"
TANPA_GRADASI = "* { background-image: none !important }"
"""axe cannot tell the contrast over a gradient (shadows of tables, hatching): the ground below decides."""

UNTUK_MANUSIA = {"color-contrast", "th-has-data-cells"}
"""What axe may leave undecided: text beside a column that stays in view, whose contrast test_peramban.py
measures, and a column all of whose cells are empty, as the data are.
"""

PERIKSA = """() => axe.run(document, { resultTypes: ['violations', 'incomplete'] }).then(hasil => {
  const isi = satu => satu.nodes.map(n => ({ aturan: satu.id, unsur: n.html, sebab: n.failureSummary }));
  return { salah: hasil.violations.flatMap(isi), ragu: hasil.incomplete.map(satu => satu.id), lolos: hasil.passes.length };
})"""


@cache
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


PASANG = "css => { const lembar = new CSSStyleSheet(); lembar.replaceSync(css); document.adoptedStyleSheets = [lembar]; }"
"""A style sheet of a script's own; one in the page is what its policy refuses."""


def periksa(page: Any) -> dict[str, Any]:
    page.evaluate(PASANG, TANPA_GRADASI)
    page.evaluate(BUKA_SEMUA)
    page.evaluate(axe())
    return page.evaluate(PERIKSA)


@pytest.mark.parametrize("tampilan", TAMPILAN)
@pytest.mark.parametrize("jenis", HALAMAN)
def test_axe_finds_no_violation(buka: Callable[..., Any], jenis: str, tampilan: str) -> None:
    hasil = periksa(buka(HALAMAN[jenis], **TAMPILAN[tampilan]).page)
    assert hasil["salah"] == []
    assert set(hasil["ragu"]) <= UNTUK_MANUSIA
    assert hasil["lolos"] > 20


@pytest.mark.parametrize("tampilan", TAMPILAN)
def test_axe_finds_no_violation_on_the_page_of_a_failure(
    buka_berkas: Callable[..., Any], tmp_path: Path, tampilan: str
) -> None:
    path = tmp_path / "gagal.html"
    path.write_text(
        render_gagal("Bidang Kelembagaan, tahun 2020", "Sebab.\nTindakan.", "Traceback\n" * 40), "utf-8"
    )
    hasil = periksa(buka_berkas(path, **TAMPILAN[tampilan]).page)
    assert hasil["salah"] == []
    assert set(hasil["ragu"]) <= UNTUK_MANUSIA


def test_axe_sees_what_is_wrong(buka_berkas: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "salah.html"
    path.write_text(
        render_gagal("J", "P", "").replace('<html lang="id">', "<html>").replace('id="isi"', ""), "utf-8"
    )
    assert {satu["aturan"] for satu in periksa(buka_berkas(path).page)["salah"]} >= {
        "html-has-lang",
        "skip-link",
    }
