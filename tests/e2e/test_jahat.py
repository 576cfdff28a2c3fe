"""A seeded part of ``tests/keandalan/jahat.py``: what strangers send is refused in words, or inert."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keandalan import kiriman, paket_jahat, saksi
from keandalan.muatan import TERLARANG, Pabrik

from lakip_utils import data
from lakip_utils.errors import LakipError

BENIH = range(3)


@pytest.fixture
def kanari(tmp_path: Path) -> Path:
    """Where a text that is run leaves a file."""
    (tmp_path / "kanari").mkdir()
    return tmp_path / "kanari"


def test_a_witness_sees_what_it_is_there_for() -> None:
    baik = '<meta><meta><meta><meta><p class="a" style="width:3.00%" title="x">x</p><a href="#a">b</a>'
    assert saksi.halaman(baik, ("JHT1",)) == []
    for buruk in (
        "<script>x</script>", "<img src=x onerror=y>", "<p onclick=x>", '<a href="javascript:x">', "<a href=//x>",
        '<p style="background:url(//x)">', "<iframe>", "<base href=x>", "<form>", "<!-- x -->", "<style></style><style>",
        "<style>@import url(http://x)</style>", "<meta http-equiv=refresh>", '<p class="&lt;b&gt;">',
    ):  # fmt: skip
        assert saksi.halaman(baik + buruk, ("JHT1",)), buruk
    assert saksi.lembar_csv("a;=1+1", ";")
    assert saksi.layar("a\x1b[31m")
    assert saksi.layar("a\nb") == []


@pytest.mark.parametrize("benih", BENIH)
def test_files_of_reviewers_are_refused_in_words_or_merged_as_text(
    tmp_path: Path, kanari: Path, benih: int
) -> None:
    _, teks, salah = kiriman.coba_reviu(random.Random(benih), tmp_path, paket_jahat.FIXTURE, kanari)
    assert teks > 10
    assert salah == []
    assert list(kanari.iterdir()) == []


@pytest.mark.parametrize("benih", BENIH)
def test_a_text_that_hides_steers_or_turns_round_is_refused(tmp_path: Path, kanari: Path, benih: int) -> None:
    paket_jahat.larangan(random.Random(benih), kanari, tmp_path / "data")
    with pytest.raises(LakipError) as galat:
        data.load(tmp_path / "data")
    assert saksi.ditolak(str(galat.value)) == saksi.layar(str(galat.value)) == []


@pytest.mark.parametrize("benih", BENIH[:2])
def test_output_folders_of_strangers_are_read_as_data(
    proyek: Path, kanari: Path, jalankan: Callable[..., tuple[int, str, str]], benih: int, tmp_path: Path
) -> None:
    shutil.copytree(proyek / "outputs", proyek / "lama")
    tanda = kiriman.racuni_keluaran(random.Random(benih), proyek / "outputs", kanari)
    assert tanda
    for args in (
        ("verify",),
        ("status",),
        ("diff", "lama", "outputs"),
        ("diff", "lama", "outputs", "--format", "json"),
    ):
        kode, keluar, galat = jalankan(*args)
        assert saksi.layar(keluar + galat) == []
        assert kode != 2 or saksi.ditolak(galat) == []
    jalankan("diff", "lama", "outputs", "--format", "html", "--out", "beda.html")
    if Path("beda.html").exists():
        assert saksi.halaman(Path("beda.html").read_text("utf-8"), tanda) == []
    assert list(kanari.iterdir()) == []


@pytest.mark.browser
def test_files_of_reviewers_are_imported_as_text_in_the_browser(
    buka_berkas: Callable[..., Any], proyek: Path, kanari: Path, tmp_path: Path
) -> None:
    halaman = buka_berkas(proyek / "outputs/dinas-uji/2020/satu/laporan.html")
    acak = random.Random(1)
    pabrik = Pabrik(acak, kanari)
    berkas = []
    for nomor in range(12):
        isi = kiriman.berkas_reviu(acak, pabrik, rusak=nomor % 3 == 2)
        berkas.append(tmp_path / f"{nomor}.json")
        berkas[-1].write_text(
            isi.replace(kiriman.LAPORAN, "dinas-uji/2020/satu"), "utf-8", errors="surrogatepass"
        )
    assert (
        saksi.impor(halaman.page.context, proyek / "outputs/dinas-uji/2020/satu/laporan.html", berkas) == []
    )
    assert halaman.keluhan == []
    assert any(jenis in TERLARANG for jenis in (satu.jenis for satu in pabrik.dibuat))


@pytest.mark.browser
def test_a_note_that_names_a_place_inside_a_drawing_is_seen(
    buka_berkas: Callable[..., Any], proyek: Path, tmp_path: Path
) -> None:
    """Only places that can have notes get one; put anywhere else it would not show."""
    halaman = buka_berkas(proyek / "outputs/dinas-uji/2020/satu/laporan.html")
    dalam = halaman.page.evaluate("document.querySelector('figure svg [id]').id")
    isi = {
        "format": "lakip-reviu", "versi": 1, "laporan": "dinas-uji/2020/satu", "sidik": "0" * 16, "judul": "x",
        "pereviu": "Ani", "tanggal": "", "butir": {},
        "catatan": [
            {"jangkar": satu, "tempat": satu, "uraian": f"CATATAN {satu}", "rekomendasi": "", "pereviu": "", "jawaban": ""}
            for satu in (dalam, "_isi", "__proto__", "tidak-ada")
        ],
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(isi), "utf-8")
    halaman.page.fill("[data-isian=pereviu]", "Budi")
    halaman.page.set_input_files(".alat-reviu input[type=file]", str(tmp_path / "a.json"))
    halaman.page.wait_for_selector(".lembar .catatan-pereviu >> nth=3")
    assert halaman.page.locator(".lembar .catatan-pereviu:visible").count() == 4
    assert halaman.page.locator("svg .catatan-pereviu").count() == 0
    assert halaman.keluhan == []


@pytest.mark.browser
@pytest.mark.parametrize("berkas", ["index.html", "dinas-uji/2020/satu/laporan.html"])
def test_the_policy_holds_where_escaping_would_have_failed(
    buka_berkas: Callable[..., Any], proyek: Path, tmp_path: Path, berkas: str
) -> None:
    """The page is what it was, with what no template of ours lets through: it stays without effect."""
    jahat = (
        "<style>body{display:none}</style><script>window.KANARI=1</script><img src=x onerror='window.KANARI=2'>"
        "<base href='http://kanari.invalid/'><iframe srcdoc='<script>parent.KANARI=3</script>'></iframe>"
        "<form action='http://kanari.invalid/' id=f></form><link rel=stylesheet href='http://kanari.invalid/x.css'>"
    )
    isi = (proyek / "outputs" / berkas).read_text("utf-8")
    (tmp_path / "kosong.html").write_text("<!doctype html><title>x</title>", "utf-8")
    (tmp_path / "x.html").write_text(isi.replace("<main ", f"{jahat}<main ", 1), "utf-8")
    halaman = buka_berkas(tmp_path / "kosong.html")
    gagal: list[str] = []
    halaman.page.on("requestfailed", lambda r: gagal.append(f"{r.failure} {r.url}"))
    halaman.page.goto((tmp_path / "x.html").as_uri())
    halaman.page.evaluate("document.getElementById('f').submit()")
    halaman.page.wait_for_timeout(100)
    assert halaman.page.evaluate("window.KANARI ?? null") is None
    assert halaman.page.evaluate("getComputedStyle(document.body).display") == "block"
    assert halaman.page.evaluate("getComputedStyle(document.body).fontFamily") != ""
    assert halaman.page.evaluate("document.baseURI") == (tmp_path / "x.html").as_uri()
    # The policy refuses what the page asks for, not the missing network
    assert {satu.split()[0] for satu in gagal} <= {"csp"}, gagal
    assert sum("kanari" in satu for satu in halaman.permintaan) == sum("kanari" in satu for satu in gagal)
    assert len(halaman.keluhan) >= 6  # what the browser refused
