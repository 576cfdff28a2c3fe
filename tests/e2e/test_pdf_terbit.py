"""The PDF that is signed, as programs read it: outline, tags, language, standards, page labels, table heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest
from bangun import Bangunan, rata
from pypdf import PdfReader

from lakip_utils.terbitan.html import LakipHTMLExporter

LAPORAN = [(2020, "kelembagaan"), (2020, "dinas"), (2019, "sekretariat")]
XMP = "{http://www.aiim.org/pdf%s/ns/id/}"


@cache
def pdf(path: Path) -> PdfReader:
    return PdfReader(path)


@pytest.fixture(params=LAPORAN, ids=lambda satu: "-".join(map(str, satu)))
def folder(request: pytest.FixtureRequest, bangunan: Bangunan) -> Path:
    return bangunan.laporan(*request.param).parent


class _Judul(HTMLParser):
    """Collects the headings of a page: level and text."""

    def __init__(self) -> None:
        super().__init__()
        self.judul: list[tuple[int, str]] = []
        self.tingkat = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kode = dict(attrs).get("id") or ""
        if re.fullmatch("h[2-4]", tag) and not kode.startswith("_"):
            self.tingkat = int(tag[1]) - 1
            self.judul.append((self.tingkat, ""))

    def handle_endtag(self, tag: str) -> None:
        self.tingkat = 0 if re.fullmatch("h[2-4]", tag) else self.tingkat

    def handle_data(self, data: str) -> None:
        if self.tingkat:
            self.judul[-1] = (self.tingkat, self.judul[-1][1] + data)


def judul_html(folder: Path) -> list[tuple[int, str]]:
    """Return the headings of the page of the official edition."""
    notebook = nbformat.read(folder / "laporan.ipynb", 4)
    pengurai = _Judul()
    pengurai.feed(LakipHTMLExporter(edisi="resmi").from_notebook_node(notebook)[0])
    return [(tingkat, rata(teks)) for tingkat, teks in pengurai.judul]


def garis_besar(simpul: list[Any], tingkat: int = 1) -> Iterator[tuple[int, str]]:
    for satu in simpul:
        if isinstance(satu, list):
            yield from garis_besar(satu, tingkat + 1)
        else:
            yield tingkat, rata(satu.title)


def test_the_outline_is_that_of_the_headings(folder: Path) -> None:
    garis = list(garis_besar(pdf(folder / "laporan.pdf").outline))
    daftar = {"Daftar Isi", "Daftar Tabel", "Daftar Gambar"}
    assert {judul for _, judul in garis} >= daftar - {"Daftar Gambar"}
    assert [satu for satu in garis if satu[1] not in daftar] == judul_html(folder)


def test_the_outline_leads_to_the_page_of_each_heading(folder: Path) -> None:
    baca = pdf(folder / "laporan.pdf")

    def tujuan(simpul: list[Any]) -> Iterator[tuple[str, int | None]]:
        for satu in simpul:
            if isinstance(satu, list):
                yield from tujuan(satu)
            else:
                yield rata(satu.title), baca.get_destination_page_number(satu)

    semua = list(tujuan(baca.outline))
    assert len(semua) > 5
    for judul, nomor in semua:
        isi = re.sub(r"[\s\u00ad]+", "", baca.pages[nomor].extract_text()).casefold()
        assert re.sub(r"\s+", "", judul).casefold() in isi, judul


def test_the_document_says_its_standards_language_and_title(folder: Path) -> None:
    baca = pdf(folder / "laporan.pdf")
    akar = baca.trailer["/Root"]
    assert akar["/Lang"] == "id-ID"
    assert akar["/ViewerPreferences"]["/DisplayDocTitle"]
    assert baca.metadata.title
    xmp = {unsur.tag: unsur.text for unsur in ElementTree.fromstring(akar["/Metadata"].get_data()).iter()}
    assert xmp[XMP % "ua" + "part"] == "1"
    assert (xmp[XMP % "a" + "part"], xmp[XMP % "a" + "conformance"]) == ("2", "A")


@cache
def unsur_bertanda(path: Path) -> dict[str, list[Any]]:
    """Collect the elements of the structure tree by kind."""
    hasil: dict[str, list[Any]] = {}
    antre = [pdf(path).trailer["/Root"]["/StructTreeRoot"]]
    while antre:
        satu = antre.pop().get_object()
        if not isinstance(satu, dict):
            continue
        hasil.setdefault(str(satu.get("/S", "")), []).append(satu)
        anak = satu.get("/K", [])
        antre += anak if isinstance(anak, list) else [anak]
    return hasil


def test_headings_tables_and_figures_are_tagged(folder: Path) -> None:
    tanda = unsur_bertanda(folder / "laporan.pdf")
    html = judul_html(folder)
    for tingkat in (1, 2):
        banyak = len(tanda.get(f"/H{tingkat}", []))
        # the lists of contents are headings of level 1, too
        assert banyak - sum(t == tingkat for t, _ in html) in ((2, 3) if tingkat == 1 else (0,))
    assert all(tanda[jenis] for jenis in ("/Table", "/TH", "/TD", "/P"))
    for kepala in tanda["/TH"]:
        atribut = kepala["/A"].get_object()
        satu = atribut if isinstance(atribut, dict) else {k: v for a in atribut for k, v in a.items()}
        assert satu["/Scope"] in ("/Column", "/Row", "/Both")
    assert all(str(gambar.get("/Alt", "")).strip() for gambar in tanda.get("/Figure", []))


def test_pages_before_the_body_have_roman_numbers_the_body_arabic_ones(folder: Path) -> None:
    label = pdf(folder / "laporan.pdf").page_labels
    awal = label.index("1")
    assert label[0] == ""
    assert label[1:awal] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][: awal - 1]
    assert awal >= 2
    assert label[awal:] == [str(n) for n in range(1, len(label) - awal + 1)]


def test_a_table_that_crosses_pages_repeats_its_head(bangunan: Bangunan) -> None:
    """Lampiran 2 of the LAKIP: all tolok ukur of all kegiatan."""
    halaman = [p.extract_text() for p in pdf(bangunan.laporan(2020, "dinas", "laporan.pdf")).pages]
    judul = re.compile(r"^Tabel (\d+)\. Target, realisasi, dan capaian tolok ukur per kegiatan", re.MULTILINE)
    (awal,) = [n for n, teks in enumerate(halaman) if judul.search(teks)]
    # its pages go on until the next annex
    akhir = next(n for n in range(awal + 1, len(halaman)) if "LAMPIRAN 3" in halaman[n])
    assert akhir - awal >= 3
    for teks in halaman[awal:akhir]:
        kepala = rata(teks)
        assert "Kegiatan dan tolok ukur" in kepala
        assert re.search(r"Target .*Realisasi .*Capaian", kepala)
