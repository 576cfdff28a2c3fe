"""The index in a browser: its filter without scripts, what a phone shows first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lakip_utils.terbitan.index import Angkatan, EntriIndeks, render

pytestmark = pytest.mark.browser

KUNCI = (("Capaian sasaran", "16,67%"), ("IKM instansi", "74,69"))


@pytest.fixture
def indeks(buka_berkas: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Open an index of three bidang in two years: the older one has data in part only."""
    laporan = (
        EntriIndeks(
            tahun,
            kode,
            f"Bidang {kode}",
            "draf" if tahun == 2020 else "sebagian",
            kunci=KUNCI if tahun == 2020 else (),
            berkas={"HTML (edisi reviu)": f"{tahun}/{kode}.html"},
            terbuka=3 if tahun == 2020 else 0,
        )
        for tahun in (2019, 2020)
        for kode in "abc"
    )
    isi = Angkatan("P", "I", "J", tuple(laporan), milik_instansi=("IKM instansi",))
    (tmp_path / "index.html").write_text(render(isi), "utf-8")
    return lambda **opsi: buka_berkas(tmp_path / "index.html", java_script_enabled=False, **opsi).page


def _terdengar(page: Any) -> str:
    """Return what the accessibility tree says: a number that a style sheet counts stands there alone."""
    pohon = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return "".join(s["name"]["value"] for s in pohon if s["role"]["value"] == "StaticText")


def test_filter_that_nothing_matches_says_so(indeks: Callable[..., Any]) -> None:
    page = indeks()
    nihil = page.get_by_text("Tidak ada laporan yang cocok dengan saringan")
    assert not nihil.is_visible()
    assert "6 dari 6 laporan ditampilkan" in _terdengar(page)
    page.select_option("#saring-tahun", "2019")
    assert "3 dari 6 laporan ditampilkan" in _terdengar(page)
    page.select_option("#saring-bidang", label="Bidang b")
    assert not nihil.is_visible()
    page.select_option("#saring-status", "draf")
    assert nihil.is_visible()
    assert "0 dari 6 laporan ditampilkan" in _terdengar(page)
    page.select_option("#saring-tahun", "2020")
    assert not nihil.is_visible()


def test_phone_shows_the_newest_year_first(indeks: Callable[..., Any]) -> None:
    page = indeks(viewport={"width": 390, "height": 844})
    for isi in ("2020", "16,67%"):
        kotak = page.locator(".matriks").get_by_text(isi).first.bounding_box()
        assert kotak["x"] >= 0
        assert kotak["x"] + kotak["width"] <= 390, isi


def test_status_of_a_report_with_open_findings_has_its_own_colour_and_sign(
    indeks: Callable[..., Any],
) -> None:
    page = indeks()
    gaya = "e => [getComputedStyle(e).color, JSON.stringify(['clipPath', 'borderRadius', 'borderWidth', 'transform'].map(k => getComputedStyle(e, '::before')[k]))]"
    semua = [tuple(satu.evaluate(gaya)) for satu in page.locator(".cacah .lencana").all()[:4]]
    assert [satu.inner_text() for satu in page.locator(".cacah .lencana").all()[:4]] == [
        "Siap",
        "Draf",
        "Data sebagian",
        "Usang",
    ]
    assert len({warna for warna, _ in semua}) == len({tanda for _, tanda in semua}) == 4
