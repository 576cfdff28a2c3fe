"""Nothing gets lost between notebook, document and page, and key figures are shown as they are recorded."""

from dataclasses import replace

import pytest
from test_dokumen import BERASAL, dokumen, notebook, tabel

from lakip_utils.errors import PublicationError
from lakip_utils.sajian import blok as b
from lakip_utils.terbitan import naskah, utuh
from lakip_utils.terbitan.html import LakipHTMLExporter

ISI = ("# Satu", b.Paragraf(isi=(b.Span(teks="Kata <b> & lain"),)), tabel("a"), "## Dua", tabel("b", BERASAL))


def angka(nilai: float | str | None, satuan: str) -> b.AngkaKunci:
    return b.AngkaKunci(nama="x", judul="X", nilai=nilai, satuan=satuan, alasan="" if nilai else "belum ada")


@pytest.mark.parametrize("edisi", ["reviu", "resmi"])
def test_a_document_and_its_page_hold_all_that_the_notebook_shows(edisi: str) -> None:
    hasil = dokumen(*ISI, edisi=edisi)
    utuh.dokumen(notebook(*ISI), hasil)
    utuh.halaman(hasil, LakipHTMLExporter(edisi=edisi).susun(hasil))


@pytest.mark.parametrize("nomor", [1, 2, 4])
def test_a_block_that_does_not_reach_the_document_is_named(nomor: int) -> None:
    hasil = dokumen(*ISI, edisi="resmi")
    jenis = hasil.isi[nomor].blok.jenis
    kurang = replace(hasil, isi=hasil.isi[:nomor] + hasil.isi[nomor + 1 :])
    with pytest.raises(
        PublicationError, match=f"{jenis.capitalize()}.* ada di notebook, tetapi tidak di edisi resmi"
    ):
        utuh.dokumen(notebook(*ISI), kurang)


def test_blocks_in_another_order_are_noticed() -> None:
    hasil = dokumen(tabel("a"), tabel("b"), edisi="resmi")
    with pytest.raises(PublicationError, match="Tabel b"):
        utuh.dokumen(notebook(tabel("a"), tabel("b")), replace(hasil, isi=hasil.isi[::-1]))


def test_a_text_that_the_page_lost_is_named_with_its_section() -> None:
    hasil = dokumen(*ISI)
    halaman = LakipHTMLExporter(edisi="reviu").susun(hasil)
    with pytest.raises(PublicationError, match="Bagian “Satu”, Paragraf: “Kata &lt;b&gt; &amp; lain”"):
        utuh.halaman(hasil, halaman.replace("Kata &lt;b&gt;", ""))


def test_the_typesetter_gets_every_block() -> None:
    """Blocks are grouped in pages; none may fall between them."""
    isi = dokumen(*ISI, tabel("c", lebar=True), "# Tiga", tabel("d", lebar=True)).as_json()
    siap = naskah.siapkan(isi)
    assert sum(len(halaman["blok"]) for halaman in siap["halaman"]) == len(isi["isi"])


@pytest.mark.parametrize(
    ("nilai", "satuan", "tampak", "tersembunyi"),
    [
        (85.0, "persen", "Terserap 85,00%.", "Terserap 185,00% atau 85,001."),
        (-1200, "rupiah", "Sisa −Rp1.200.", "Sisa 11.200 dan 1.200.000."),
        (7, "kegiatan", "7 dari 20", "17 dari 70"),
        ("C", "", "Mutu C", "Mutu B"),
    ],
)
def test_a_key_figure_stands_in_the_report_as_it_is_recorded(
    nilai: float | str, satuan: str, tampak: str, tersembunyi: str
) -> None:
    utuh.angka([angka(nilai, satuan)], dokumen(b.Paragraf(isi=(b.Span(teks=tampak),))))
    with pytest.raises(PublicationError, match=r"Angka kunci di ringkasan.json tidak tampak di edisi reviu"):
        utuh.angka([angka(nilai, satuan)], dokumen(b.Paragraf(isi=(b.Span(teks=tersembunyi),))))


def test_a_key_figure_without_a_value_need_not_be_shown() -> None:
    utuh.angka([angka(None, "persen")], dokumen("# A"))
