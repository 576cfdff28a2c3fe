"""A notebook declares what its report must hold, and a report that lost a part of it is refused."""

import copy
from pathlib import Path

import nbformat
import pytest
from bantu import AKAR
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from lakip_utils.errors import InvalidInput, PublicationError
from lakip_utils.sajian import blok as b
from lakip_utils.sajian.lab import mimebundle, sidik
from lakip_utils.terbitan import janji, wajib

NOTEBOOKS = sorted((AKAR / "notebooks").glob("laporan_*.ipynb"))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
KOP = b.Kop(
    pemerintah="P", instansi="I", judul="J", tahun=2020, kode_instansi="i", kode_bidang="b", nama_bidang="B",
    status="Draf", draf=True,
)  # fmt: skip
TABEL = b.Tabel(
    kunci="t", judul="T", kolom=(b.Kolom(judul="A"),), baris=(b.Baris(sel=((b.Span(teks="1"),),)),)
)
GAMBAR = b.Gambar(kunci="g", judul="G", alt="a", svg=SVG)
SERAPAN = b.AngkaKunci(nama="serapan", judul="Serapan", nilai=85.0, satuan="persen")
JANJI = """\
angka:
  serapan: selalu
  capaian/*: bila ada
bagian:
  Anggaran:
    narasi.isi: selalu
    tabel.isi: selalu
    Dibanding tahun lalu:
      grafik.isi satu: bila ada
      grafik.isi dua: bila ada
      tabel.lain: selalu, edisi-reviu
  Reviu:
    tanda: [edisi-reviu]
    tabel.isi: selalu
"""


def sel(kode: str, *isi: b.Blok, tags: tuple[str, ...] = ()) -> NotebookNode:
    keluaran = [new_output("execute_result", mimebundle(satu)) for satu in isi]
    return new_code_cell(kode, outputs=keluaran, metadata={"tags": list(tags)})


def paragraf(teks: str = "Isi") -> b.Paragraf:
    return b.Paragraf(isi=(b.Span(teks=teks),))


def laporan(janji_: str | None = JANJI, **ganti: NotebookNode | None) -> NotebookNode:
    """Return an executed report; a cell of `ganti` takes the place of its own, ``None`` takes it away."""
    semua = {
        "kop": sel("narasi.kop(unit)", KOP),
        "judul": new_markdown_cell("# Anggaran"),
        "narasi": sel("narasi.isi(unit)", paragraf()),
        "tabel": sel("tabel.isi(unit)", TABEL),
        "subjudul": new_markdown_cell("## Dibanding tahun lalu"),
        "satu": sel('grafik.isi("satu")', GAMBAR),
        "dua": sel('grafik.isi("dua")'),
        "lain": sel("tabel.lain(unit)", TABEL, tags=("edisi-reviu",)),
        "reviu": new_markdown_cell("# Reviu", metadata={"tags": ["lampiran", "edisi-reviu"]}),
        "tabel_reviu": sel("tabel.isi(unit)", TABEL, tags=("edisi-reviu",)),
    } | ganti
    ada = [satu for satu in semua.values() if satu]
    tampil = [sidik(k.data) for satu in ada for k in satu.get("outputs", ())]
    ringkasan = b.Ringkasan(angka=(SERAPAN,), tampil=tuple(tampil))
    akhir = [new_raw_cell(janji_, metadata={"tags": ["wajib"]})] if janji_ else []
    return new_notebook(cells=[*ada, sel("ringkasan.susun(hasil)", ringkasan), *akhir])


def salah(notebook: NotebookNode) -> str:
    with pytest.raises(PublicationError) as galat:
        wajib.periksa(notebook, "n.ipynb")
    return str(galat.value)


def test_a_whole_report_is_let_through_and_its_key_figures_come_back() -> None:
    assert wajib.periksa(laporan(), "n.ipynb").angka == (SERAPAN,)


@pytest.mark.parametrize(
    ("hilang", "pesan"),
    [
        ("kop", "Kop laporan: tidak ada"),
        ("judul", "Bagian “Anggaran”: judulnya tidak ada."),
        ("narasi", "Bagian “Anggaran”: `narasi.isi` tidak ada"),
        ("tabel", "Bagian “Anggaran”: `tabel.isi` tidak ada"),
        ("subjudul", "Bagian “Anggaran > Dibanding tahun lalu”: judulnya tidak ada."),
        ("satu", "Bagian “Anggaran > Dibanding tahun lalu”: `grafik.isi satu` tidak ada"),
        ("dua", "Bagian “Anggaran > Dibanding tahun lalu”: `grafik.isi dua` tidak ada"),
        ("tabel_reviu", "Bagian “Reviu”: `tabel.isi` tidak ada"),
    ],
)
def test_what_is_gone_is_named_with_its_section_its_notebook_and_what_to_do(hilang: str, pesan: str) -> None:
    teks = salah(laporan(**{hilang: None}))
    assert pesan in teks
    assert "Kembalikan yang hilang ke n.ipynb" in teks
    assert "sel bertanda `wajib`" in teks


def test_everything_that_is_missing_is_named_at_once() -> None:
    teks = salah(laporan(narasi=None, satu=None))
    assert "1. Bagian “Anggaran”: `narasi.isi`" in teks
    assert "2. Bagian “Anggaran > Dibanding tahun lalu”: `grafik.isi satu`" in teks


@pytest.mark.parametrize(
    "kode", ["isi = tabel.isi(unit)", "tabel.isi(unit);", "tabel.isi(unit)\nx = 1", "# tabel.isi(unit)"]
)
def test_a_call_that_shows_nothing_does_not_count(kode: str) -> None:
    assert "`tabel.isi` tidak ada, atau bukan hasil akhir selnya." in salah(laporan(tabel=sel(kode)))


def test_a_semicolon_in_a_text_or_a_comment_keeps_nothing_back() -> None:
    isi = laporan(satu=sel('grafik.isi("satu", pisah=";")  # satu; dua', GAMBAR))
    assert wajib.periksa(isi, "n.ipynb")


@pytest.mark.parametrize(
    "isi",
    [
        (),
        (paragraf("  "),),
        (b.rangkai(),),
        (TABEL.model_copy(update={"baris": ()}),),
        (b.rangkai(paragraf(), GAMBAR.model_copy(update={"svg": ""})),),
    ],
    ids=["no output", "blank text", "nothing to say", "table without rows", "chart without a drawing"],
)
def test_what_always_shows_something_may_not_be_empty(isi: tuple[b.Blok, ...]) -> None:
    assert "Bagian “Anggaran”: `narasi.isi` kosong." in salah(laporan(narasi=sel("narasi.isi(unit)", *isi)))


def test_what_depends_on_the_data_may_show_nothing_but_no_empty_table() -> None:
    assert wajib.periksa(laporan(satu=sel('grafik.isi("satu")', b.rangkai())), "n.ipynb")
    hampa = sel('grafik.isi("satu")', TABEL.model_copy(update={"baris": ()}))
    assert "`grafik.isi satu` kosong." in salah(laporan(satu=hampa))


def test_a_section_that_shows_nothing_at_all_is_a_defect() -> None:
    teks = JANJI.replace("      tabel.lain: selalu, edisi-reviu\n", "")
    isi = laporan(teks, satu=sel('grafik.isi("satu")'), lain=None)
    assert "Bagian “Anggaran > Dibanding tahun lalu”: tidak ada isinya sama sekali." in salah(isi)


def test_a_cell_that_changes_its_edition_is_refused() -> None:
    """A tag more takes a section out of the document that is signed; one less puts findings into it."""
    lebih = salah(laporan(tabel=sel("tabel.isi(unit)", TABEL, tags=("edisi-reviu",))))
    assert "sel `tabel.isi` bertanda `edisi-reviu`, seharusnya tanpa tanda." in lebih
    kurang = salah(laporan(reviu=new_markdown_cell("# Reviu")))
    assert "Bagian “Reviu”: judulnya tanpa tanda, seharusnya `edisi-reviu`." in kurang
    assert "bertanda `bagian-x`" in salah(laporan(judul=new_markdown_cell("# Anggaran", metadata={"tags": ["bagian-x"]})))  # fmt: skip


def test_an_output_that_got_lost_after_it_was_shown_is_noticed() -> None:
    """nbclient stops waiting for outputs on a slow machine and says so in a log only."""
    notebook = laporan()
    notebook.cells[5].outputs = []
    assert notebook.cells[5].source == 'grafik.isi("satu")'
    assert "gambar g: ditampilkan notebook, tetapi tidak sampai ke berkasnya." in salah(notebook)


def test_an_output_that_nobody_showed_is_noticed() -> None:
    notebook = laporan()
    notebook.cells[3].outputs[0].data = mimebundle(TABEL.model_copy(update={"judul": "Lain"}))
    teks = salah(notebook)
    assert "tabel t: ada di berkas, tetapi tidak ditampilkan" in teks
    assert "tabel t: ditampilkan notebook, tetapi tidak sampai" in teks


def test_key_figures_must_be_there_with_a_value_or_a_reason() -> None:
    notebook = laporan(JANJI.replace("serapan: selalu", "serapan: selalu\n  pagu: selalu"))
    assert "Angka kunci `pagu`: tidak ada di ringkasan." in salah(notebook)
    kosong = SERAPAN.model_copy(update={"nilai": None})
    notebook = laporan()
    notebook.cells[-2].outputs[0].data[b.MIME]["angka"] = [kosong.model_dump(mode="json")]
    assert "Angka kunci `serapan`: tidak bernilai dan tanpa alasan." in salah(notebook)
    notebook.cells.pop(-2)
    assert "Ringkasan angka kunci: tidak ada; sel terakhir notebook" in salah(notebook)


def test_a_notebook_that_declares_nothing_or_twice_is_not_published() -> None:
    teks = salah(laporan(None))
    assert "n.ipynb tidak menyatakan apa yang wajib dimuat laporannya" in teks
    assert "sel jenis Raw dengan tanda `wajib`" in teks
    dua = laporan()
    dua.cells.append(copy.deepcopy(dua.cells[-1]))
    assert "menyatakan lebih dari sekali" in salah(dua)


@pytest.mark.parametrize(
    ("teks", "pesan"),
    [
        ("bagian:\n  Anggaran:\n    tabel.isi: kadang\n", "`selalu` atau `bila ada`"),
        ("bagian:\n  Anggaran:\n    tabel.isi: selalu, lampiran\n", "dapat diikuti tanda sel"),
        ("bagian:\n  tabel.isi: selalu\n", "judul bagian dan isinya"),
        ("bagian:\n  Anggaran:\n    tanda: edisi-reviu\n", "daftar tanda, misalnya [edisi-reviu]"),
        ("bagian:\n  A: {t: selalu}\n  A: {u: selalu}\n", "tertulis dua kali"),
        ("bagian: {}\nlain: 1\n", "hanya kunci yang dikenal"),
        ("bagian: [\n", "YAML"),
    ],
)
def test_a_declaration_that_cannot_be_understood_is_told_with_its_place(teks: str, pesan: str) -> None:
    with pytest.raises(InvalidInput) as galat:
        janji.baca(laporan(teks), "n.ipynb")
    assert pesan in str(galat.value)
    assert "n.ipynb, sel bertanda `wajib`" in str(galat.value)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_report_notebook_declares_every_heading_and_every_cell_that_shows_something(path: Path) -> None:
    notebook = nbformat.read(path, 4)
    dinyatakan = janji.baca(notebook, path.name)
    seksi = wajib._seksi(notebook)
    assert {bagian.judul for bagian in dinyatakan.bagian} == set(seksi)
    for bagian in dinyatakan.bagian:
        tampak = [sel for sel in seksi[bagian.judul].sel if "ringkasan.susun" not in sel.source]
        assert len(bagian.isi) == len(tampak), bagian.nama
        keluhan = [
            satu for satu in wajib._isi(bagian, tampak) if "kosong" not in satu and "isinya" not in satu
        ]
        assert keluhan == [], bagian.nama


def test_what_the_kernel_shows_is_remembered_by_the_key_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lakip_utils.sajian.lab._TAMPIL", [])
    pertama = paragraf()._repr_mimebundle_()
    akhir = b.Ringkasan(angka=(SERAPAN,))._repr_mimebundle_()
    assert akhir[b.MIME]["tampil"] == [sidik(pertama)]
