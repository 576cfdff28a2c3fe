"""Hostile texts in every name and narrative: they stand as they are, run nothing and break nothing.

The package of the second agency, with the texts of 2021 replaced in turn. What the PDF cannot show is
named with its cell; that is the case of the small package, at the end.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bangun import lakip, teks_halaman
from bantu import AKAR, PAKET_KECIL, tulis_paket
from keandalan import saksi

FIXTURE = AKAR / "tests/fixtures/instansi-kedua"
PANJANG = "abcdefghij" * 500
NAKAL = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "#", "$x$", "@import",
    "{{7*7}}", "#let x = 1", "\u200fkanan\u200e kiri", "e\u0301a\u0308n\u0303o\u0323\u0302", PANJANG,
)  # fmt: skip
TANDA_GABUNG = "n\u0308 x\u0335"
"""No font has these as one character each; text is set from two, a drawing is not."""
TEMPAT = {
    "program.csv": "nama",
    "strategi.csv": "strategi",
    "organisasi.csv": "unit",
    "2021/kegiatan.csv": "nama",
    "2021/tolok_ukur.csv": "nama",
    "2021/indikator.csv": "nama",
    "2021/unsur.csv": "nama",
    "2021/aset.csv": "nama",
    "2021/permasalahan_solusi.csv": "uraian",
    "2021/rencana_tindak_lanjut.csv": "program",
    "2021/narasi.csv": "teks",
}
"""Tables and the column of them whose texts the report of 2021 shows, every one."""
INSTANSI = {
    "nama: Bidang Sumber Daya Kesehatan": "nama: '<img src=x onerror=alert(1)> SDK'",
    "judul: Laporan Kinerja Dinas Kesehatan Kabupaten Contoh Tahun 2021": "judul: 'Laporan </style><script>alert(1)</script> {{7*7}} #let $x$ 2021'",
    "Dr. Yohanes O'Brien, S.K.M.": "<script>alert(1)</script>, S.K.M.",
}


def nakalkan(folder: Path) -> list[str]:
    """Write the package with hostile texts; return those that its reports of 2021 must show."""
    shutil.copytree(FIXTURE, folder)
    yaml = (folder / "instansi.yaml").read_text("utf-8")
    for lama, baru in INSTANSI.items():
        assert lama in yaml
        yaml = yaml.replace(lama, baru)
    (folder / "instansi.yaml").write_text(yaml, "utf-8")
    tampil: list[str] = []
    for nama, kolom in TEMPAT.items():
        with (folder / nama).open(encoding="utf-8", newline="") as berkas:
            tabel = list(csv.DictReader(berkas))
        baru: dict[str, str] = {}
        for baris in (b for b in tabel if b.get("tahun", "2021") == "2021"):
            # A program that serves two sasaran stands on two rows, under one name
            kunci = baris.get("kode_program", "") if nama == "program.csv" else str(len(baru))
            baru.setdefault(
                kunci, f"{NAKAL[(len(tampil) + len(baru)) % len(NAKAL)]} no{len(tampil) + len(baru)}"
            )
            baris[kolom] = baru[kunci]
        if nama == "2021/narasi.csv":
            tabel[0][kolom] = baru["0"] = TANDA_GABUNG
        tampil += baru.values()
        with (folder / nama).open("w", encoding="utf-8", newline="") as berkas:
            penulis = csv.DictWriter(berkas, list(tabel[0]), lineterminator="\n")
            penulis.writeheader()
            penulis.writerows(tabel)
    return tampil


@dataclass(frozen=True)
class Nakal:
    """The built reports and what the one of the dinas must show."""

    out: Path
    tampil: list[str]

    def laporan(self, bidang: str, berkas: str) -> Path:
        return self.out / "dinkes-contoh/2021" / bidang / berkas


@pytest.fixture(scope="module")
def nakal(tmp_path_factory: pytest.TempPathFactory) -> Nakal:
    akar = tmp_path_factory.mktemp("nakal")
    tampil = nakalkan(akar / "data")
    pilih = ("--tahun", "2021", "--bidang", "dinas", "--bidang", "sdk", "--jobs", "2")
    hasil = lakip("build", *pilih, "--data", str(akar / "data"), "--out", str(akar / "o"), cwd=AKAR)
    assert hasil.returncode == 0, hasil.stderr
    return Nakal(akar / "o", tampil)


@cache
def poppler(path: Path, opsi: str) -> str:
    """Read a PDF by poppler, which keeps combining marks and knows where each word stands."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext tidak ditemukan")
    return subprocess.run(
        ["pdftotext", opsi, str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


def padat(teks: str) -> str:
    """Return text without white space, marks of direction and places to break a line."""
    return re.sub(r"[\s\u00ad\u2060\u200b\u200e\u200f]+", "", unicodedata.normalize("NFC", teks))


def test_every_text_stands_in_the_page_as_it_is(nakal: Nakal) -> None:
    assert {satu.rpartition(" ")[0] for satu in nakal.tampil} >= set(NAKAL)
    html = teks_halaman(nakal.laporan("dinas", "laporan.html"))
    assert [satu for satu in nakal.tampil if satu not in html] == []


def test_every_text_stands_in_the_pdf_as_it_is(nakal: Nakal) -> None:
    teks = padat(poppler(nakal.laporan("dinas", "laporan.pdf"), "-raw"))
    pendek = [satu for satu in nakal.tampil if PANJANG not in satu]
    assert [satu for satu in pendek if padat(satu) not in teks] == []
    assert PANJANG in teks


@pytest.mark.parametrize("bidang", ["dinas", "sdk"])
def test_no_word_leaves_its_page(nakal: Nakal, bidang: str) -> None:
    lebar, luar, kata = 0.0, [], 0
    for baris in poppler(nakal.laporan(bidang, "laporan.pdf"), "-bbox").splitlines():
        if cocok := re.search(r'<page width="([\d.]+)"', baris):
            lebar = float(cocok[1])
        elif cocok := re.search(r'xMin="([\d.-]+)".*xMax="([\d.]+)"', baris):
            kata += 1
            if float(cocok[1]) < 0 or float(cocok[2]) > lebar:
                luar.append(baris.strip()[:120])
    assert kata > 1000
    assert luar == []


HALAMAN = ("index.html", "dinkes-contoh/2021/dinas/laporan.html", "dinkes-contoh/2021/sdk/laporan.html")


@pytest.mark.browser
@pytest.mark.parametrize("berkas", HALAMAN)
def test_page_runs_nothing_asks_for_nothing_and_keeps_its_width(
    buka_berkas: Callable[..., Any], nakal: Nakal, berkas: str
) -> None:
    halaman = buka_berkas(nakal.out / berkas, viewport={"width": 390, "height": 844})
    assert (
        halaman.page.evaluate(
            "document.querySelectorAll('main script, head script, [onerror], main img, iframe').length"
        )
        == 0
    )
    assert "onerror=alert(1)" in halaman.page.inner_text("main")
    for lebar in (390, 1280):
        halaman.page.set_viewport_size({"width": lebar, "height": 844})
        assert halaman.page.evaluate("document.documentElement.scrollWidth") <= lebar
    halaman.page.emulate_media(media="print")
    assert halaman.keluhan == []
    assert [p for p in halaman.permintaan if not p.startswith("data:")] == [halaman.alamat]


def test_page_and_notebook_have_no_element_attribute_or_address_of_the_data(nakal: Nakal) -> None:
    halaman = sorted(nakal.out.rglob("*.html"))
    assert len(halaman) == 3
    for path in halaman:
        skrip = int(path.name == "laporan.html")
        assert saksi.halaman(path.read_text("utf-8"), (), skrip=skrip) == []
    for path in nakal.out.rglob("*.ipynb"):
        assert saksi.notebook(path.read_text("utf-8"), ()) == []
    assert [saksi.pdf(path) for path in nakal.out.rglob("*.pdf")] == [[], []]


@pytest.mark.browser
def test_a_character_without_a_glyph_stops_the_pdf_alone_and_is_named_with_its_cell(
    buka_berkas: Callable[..., Any], tmp_path: Path
) -> None:
    kegiatan = PAKET_KECIL["2020/kegiatan.csv"].replace(
        "Kegiatan satu", "Kegiatan <script>alert(1)</script> 😀"
    )
    data = tulis_paket(tmp_path / "data", {"2020/kegiatan.csv": kegiatan})
    pilih = ("--bidang", "satu", "--data", str(data), "--out", str(tmp_path / "o"), "--jobs", "1")
    folder = tmp_path / "o/dinas-uji/2020/satu"

    hasil = lakip("build", *pilih, cwd=AKAR, peringatan=True)  # the chart warns of it, too
    assert hasil.returncode == 1
    assert "“😀” (U+1F600, GRINNING FACE): " in hasil.stderr
    assert "Selengkapnya: dinas-uji/2020/satu/gagal.html" in hasil.stderr
    halaman = buka_berkas(folder / "gagal.html", viewport={"width": 390, "height": 844})
    assert re.search(r"U\+1F600.*: Tabel \d+, baris \d+, kolom Kegiatan", halaman.page.inner_text("main"))
    assert halaman.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert (halaman.keluhan, halaman.permintaan) == ([], [halaman.alamat])

    hasil = lakip("build", *pilih, "--format", "html", cwd=AKAR, peringatan=True)
    assert hasil.returncode == 0, hasil.stderr
    halaman = buka_berkas(folder / "laporan.html")
    assert "Kegiatan <script>alert(1)</script> 😀" in halaman.page.inner_text("main")
    assert halaman.keluhan == []
