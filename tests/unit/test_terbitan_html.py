import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lakip_utils.sajian import blok as b
from lakip_utils.sajian.lab import mimebundle
from lakip_utils.sajian.warna import HALAMAN, PALET
from lakip_utils.terbitan.html import LakipHTMLExporter

JAHAT = "<script>alert(1)</script> {{ 7*7 }} </style>\"'"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="a" d="M0 0"/></defs>'
    '<use href="#a"/></svg>'
)


def sel(data: object, *tags: str) -> NotebookNode:
    output = new_output("display_data", data)
    return new_code_cell("RAHASIA_KODE = 1", outputs=[output], metadata={"tags": list(tags)})


def notebook(teks: str = "Isi", *, draf: bool = True) -> NotebookNode:
    def isi(kata: str) -> b.Isi:
        return (b.Span(teks=kata, asal=b.Sumber(rumus="RUMUS-ASAL")),)

    kop = b.Kop(
        pemerintah="Provinsi", instansi="Dinas", judul=f"Evaluasi {teks}", tahun=2020, kode_instansi="d",
        kode_bidang="k", nama_bidang="Bidang", status="Status", draf=draf,
    )  # fmt: skip
    tabel = b.Tabel(
        kunci="t", judul="Capaian", kolom=(b.Kolom(judul="A"), b.Kolom(judul="HANYA-REVIU", edisi="reviu")),
        baris=(b.Baris(sel=(isi(teks), isi("SEL-REVIU"))),),
    )  # fmt: skip
    gambar = b.Gambar(kunci="g", judul="Pesan", alt="Uraian", svg=SVG, data=tabel)
    kotak = b.Kotak(judul="Kotak", isi=(b.Paragraf(isi=isi("KOTAK-REVIU"), edisi="reviu"),))
    blok = [kop, b.Judul(tingkat=1, teks=teks), b.rangkai(gambar, gambar), gambar, tabel, kotak]
    return new_notebook(
        cells=[
            *(sel(mimebundle(satu)) for satu in blok),
            new_markdown_cell(f"# {teks}\n\nParagraf {teks}\n\n## Isi"),
            sel(mimebundle(b.Paragraf(isi=isi("TAG-REVIU"))), "edisi-reviu"),
            sel({"text/html": f"<table><tr><td onclick='x'>1</td></tr></table>{teks}", "text/plain": ""}),
        ]
    )


def halaman(isi: NotebookNode, edisi: str = "reviu") -> str:
    return str(LakipHTMLExporter(edisi=edisi).from_notebook_node(isi)[0])


@pytest.mark.parametrize("edisi", ["reviu", "resmi"])
def test_page_runs_only_our_script_and_loads_nothing(edisi: str) -> None:
    html = halaman(notebook(JAHAT), edisi)
    skrip = re.findall(r"<script>(.*?)</script>", html, re.S)
    assert html.count("<script") == len(skrip) == (edisi == "reviu")
    izin = [f"script-src 'sha256-{b64encode(sha256(satu.encode()).digest()).decode()}'" for satu in skrip]
    assert re.findall(r"script-src '[^']*'", html) == izin
    html = re.sub(r"<script>.*?</script>", "", html, flags=re.S)
    tag = re.sub(r'"[^"]*"', '""', html)
    assert not re.search(r"<[^>]*\son\w+\s*=", tag)
    assert not re.search(r"https?://|@import|(?:src|href)=\"(?!#|data:)", html)
    (gaya,) = re.findall(r"<style>(.*?)</style>", html, re.S)
    (kebijakan,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert kebijakan.split("; ")[:6] == [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "img-src data:",
        "style-src 'unsafe-inline'",
        f"style-src-elem 'sha256-{b64encode(sha256(gaya.encode()).digest()).decode()}'",
    ]
    assert "{{ 7*7 }}" in html


def test_ids_are_unique_and_links_meet_one() -> None:
    html = halaman(notebook("Isi 2"))
    ids = Counter(re.findall(r'\sid="([^"]*)"', html))
    assert max(ids.values()) == 1
    tujuan = set(re.findall(r'href="#([^"]*)"', html))
    assert tujuan <= set(ids)
    assert sum(nama.endswith("_a") for nama in ids) == 3


def test_official_edition_holds_nothing_of_the_review() -> None:
    reviu, resmi = halaman(notebook()), halaman(notebook(), "resmi")
    for kata in ("HANYA-REVIU", "SEL-REVIU", "KOTAK-REVIU", "TAG-REVIU", "RUMUS-ASAL"):
        assert kata in reviu
        assert kata not in resmi
    assert "reviu" not in resmi.lower()


def test_draft_is_marked_until_the_data_say_otherwise() -> None:
    assert halaman(notebook()).count("DRAF") >= 3
    assert "DRAF" not in halaman(notebook(draf=False))


def test_same_notebook_gives_the_same_bytes_from_any_exporter() -> None:
    eksportir = LakipHTMLExporter()
    pertama = eksportir.from_notebook_node(notebook())[0]
    assert eksportir.from_notebook_node(notebook())[0] == pertama == halaman(notebook())


def test_contents_of_a_lakip_name_chapters_and_annexes() -> None:
    kop = b.Kop(
        pemerintah="P", instansi="I", judul="LAKIP", tahun=2020, kode_instansi="d", kode_bidang="dinas",
        nama_bidang="Dinas", status="Draf", draf=True, susunan="bab",
    )  # fmt: skip
    isi = [
        kop,
        b.Judul(tingkat=1, teks="Kata Pengantar", bagian="depan"),
        b.Judul(tingkat=1, teks="Pendahuluan"),
        b.Judul(tingkat=2, teks="Latar"),
        b.Judul(tingkat=1, teks="Perjanjian", bagian="lampiran"),
    ]
    html = halaman(new_notebook(cells=[sel(mimebundle(satu)) for satu in isi]))
    nav = html[html.index("<nav") : html.index("</nav>")]
    tautan = [re.sub(r"<[^>]+>", " ", satu).split() for satu in re.findall(r"<a .*?</a>", nav)]
    assert tautan == [
        ["Kata", "Pengantar"], ["BAB", "I", "Pendahuluan"], ["1.1", "Latar"], ["Lampiran", "1", "Perjanjian"],
    ]  # fmt: skip


def test_code_is_not_part_of_the_report() -> None:
    assert "RAHASIA_KODE" not in halaman(notebook())


def test_folder_in_the_working_directory_is_no_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lakip").mkdir()
    (tmp_path / "lakip" / "index.html.j2").write_text("PALSU")
    monkeypatch.chdir(tmp_path)
    assert "PALSU" not in halaman(notebook())


@pytest.mark.parametrize("tema", [0, 1], ids=["terang", "gelap"])
def test_text_has_contrast_on_its_grounds(tema: int) -> None:
    halaman_ = {nama: warna[tema] for nama, warna in HALAMAN.items()}
    grafik = {nama: warna[tema] for nama, warna in PALET.items()}
    pasangan = [
        (halaman_[teks], halaman_[latar])
        for teks in ("tinta", "redup", "tautan")
        for latar in ("dasar", "lapik")
    ]
    pasangan += [
        (grafik[teks], halaman_[latar]) for teks in ("biru", "jingga") for latar in ("dasar", "lapik")
    ]
    pasangan += [
        (halaman_[nama], halaman_[f"{nama}-dasar"]) for nama in ("tinggi", "sedang", "rendah", "info")
    ]
    pasangan += [(halaman_["tinggi"], grafik["pita2"]), (halaman_["info"], grafik["pita3"])]
    assert [satu for satu in pasangan if kontras(*satu) < 4.5] == []


def kontras(satu: str, lain: str) -> float:
    """WCAG 2.2, relative luminance."""

    def terang(hex_: str) -> float:
        kanal = [int(hex_[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, biru = (k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanal)
        return 0.2126 * r + 0.7152 * g + 0.0722 * biru

    a, z = sorted((terang(satu), terang(lain)))
    return (z + 0.05) / (a + 0.05)
