"""From notebook to document: order, numbers, and what each edition holds."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pydantic import ValidationError

from lakip_utils.sajian import blok as b
from lakip_utils.sajian import kalimat as k
from lakip_utils.sajian.lab import mimebundle
from lakip_utils.terbitan.dokumen import Dokumen, dari_notebook, ringkasan

ISI = (b.Span(teks="Isi"),)
BERASAL = (b.Span(teks="7", asal=b.Sumber(rumus="r", sel=(b.SelAsal(berkas="s.csv", kolom="k", baris=((2, 2),)),))),)  # fmt: skip


def tabel(kunci: str = "t", isi: b.Isi = ISI, **opsi: object) -> b.Tabel:
    return b.Tabel(kunci=kunci, judul="T", kolom=(b.Kolom(judul="A"), b.Kolom(judul="B", edisi="reviu"), b.Kolom(judul="C", edisi="resmi")), baris=(b.Baris(sel=(isi, isi, isi)),), **opsi)  # fmt: skip


def notebook(*isi: b.Blok | str | NotebookNode) -> NotebookNode:
    def sel(satu: b.Blok | str | NotebookNode) -> NotebookNode:
        if isinstance(satu, NotebookNode):
            return satu
        if isinstance(satu, str):
            return new_markdown_cell(satu)
        return new_code_cell("KODE", outputs=[new_output("execute_result", mimebundle(satu))])

    return new_notebook(cells=[sel(satu) for satu in isi])


def dokumen(*isi: b.Blok | str | NotebookNode, edisi: str = "reviu") -> Dokumen:
    return dari_notebook(notebook(*isi), edisi)


def nomor(*isi: b.Blok | str) -> list[tuple[str, str]]:
    return [
        (s.nomor, s.blok.teks if isinstance(s.blok, b.Judul) else s.blok.kunci) for s in dokumen(*isi).isi
    ]


def test_headings_are_numbered_by_level() -> None:
    isi = "# A\n\n## B\n\n### C\n\n## D\n\n# E\n\n## F"
    assert nomor(isi) == [("1", "A"), ("1.1", "B"), ("1.1.1", "C"), ("1.2", "D"), ("2", "E"), ("2.1", "F")]


def test_a_level_is_never_skipped() -> None:
    assert [(s.nomor, s.blok.tingkat) for s in dokumen("### A\n\n# B\n\n### C\n\n###### D").isi] == [
        ("1", 1),
        ("2", 1),
        ("2.1", 2),
        ("2.1.1", 3),
    ]


def test_tables_and_figures_are_counted_apart() -> None:
    gambar = b.Gambar(kunci="g", judul="G", alt="x")
    assert nomor(tabel("a"), gambar, tabel("b"), gambar) == [
        ("Tabel 1", "a"),
        ("Gambar 1", "g"),
        ("Tabel 2", "b"),
        ("Gambar 2", "g"),
    ]


@pytest.mark.parametrize(
    ("susunan", "kata"), [("bab", "Lihat subbab\u00a01.2."), ("bagian", "Lihat bagian\u00a01.2.")]
)
def test_a_text_refers_to_a_section_by_its_number(susunan: str, kata: str) -> None:
    rujuk = b.Paragraf(isi=(b.Span(teks="Lihat "), *k.rujuk("Sasaran"), b.Span(teks=".")))
    kop = b.Kop(pemerintah="P", instansi="I", judul="J", tahun=2020, kode_instansi="i", kode_bidang="b", nama_bidang="B", status="Draf", draf=True, susunan=susunan)  # fmt: skip
    isi = dokumen(kop, "# Satu\n\n## Awal", rujuk, "## Sasaran").isi
    (paragraf,) = [s.blok for s in isi if isinstance(s.blok, b.Paragraf)]
    assert b.teks(paragraf.isi) == kata
    assert paragraf.isi[1].tautan == "sasaran"


def test_a_reference_to_a_section_that_is_left_out_keeps_its_name() -> None:
    (satu,) = dokumen(b.Paragraf(isi=k.rujuk("Tren"))).isi
    assert satu.blok.isi == (b.Span(teks="bagian “Tren”"),)


def test_anchors_are_unique_even_when_names_repeat() -> None:
    jangkar = [s.jangkar for s in dokumen("# A\n\n# A\n\n# A-2\n\n# A", tabel(), tabel(), "# 😀\n\n# é").isi]
    assert len(set(jangkar)) == len(jangkar) == 8
    assert all(j.isascii() and j for j in jangkar)


def test_a_block_of_one_edition_is_in_that_edition_only() -> None:
    isi = [b.Paragraf(isi=(b.Span(teks=e),), edisi=e) for e in ("semua", "reviu", "resmi")]
    for edisi in ("reviu", "resmi"):
        assert [b.teks(s.blok.isi) for s in dokumen(*isi, edisi=edisi).isi] == ["semua", edisi]


def test_numbers_have_no_hole_where_an_edition_leaves_a_table_out() -> None:
    isi = notebook(tabel("a", edisi="reviu"), tabel("b"))
    assert [(s.nomor, s.blok.kunci) for s in dari_notebook(isi, "resmi").isi] == [("Tabel 1", "b")]


@pytest.mark.parametrize(("edisi", "kolom"), [("reviu", ["A", "B"]), ("resmi", ["A", "C"])])
def test_a_column_of_the_other_edition_goes_with_its_cells(edisi: str, kolom: list[str]) -> None:
    gambar = b.Gambar(kunci="g", judul="G", alt="x", data=tabel())
    satu, dua = (s.blok for s in dokumen(tabel(), gambar, edisi=edisi).isi)
    for isi in (satu, dua.data):
        assert [k.judul for k in isi.kolom] == kolom
        assert {len(baris.sel) for baris in isi.baris} == {2}


def test_a_tagged_cell_belongs_to_the_reviewers() -> None:
    def tag(isi: NotebookNode) -> NotebookNode:
        isi.metadata["tags"] = ["edisi-reviu"]
        return isi

    kode = tag(new_code_cell("", outputs=[new_output("display_data", mimebundle(b.Paragraf(isi=ISI)))]))
    judul = tag(new_markdown_cell("# Catatan reviu"))
    assert len(dokumen(judul, kode, "# Isi").isi) == 3
    assert [s.blok.teks for s in dokumen(judul, kode, "# Isi", edisi="resmi").isi] == ["Isi"]


def test_official_edition_carries_no_trace_of_figures() -> None:
    isi = [b.Paragraf(isi=BERASAL), b.Daftar(butir=(BERASAL,)), tabel(isi=BERASAL), b.KartuKunci(kartu=(b.Kartu(nama="N", nilai=BERASAL[0], kalimat=BERASAL),)), b.Kotak(judul="K", isi=(b.Paragraf(isi=BERASAL),)), b.Gambar(kunci="g", judul="G", alt="x", data=tabel(isi=BERASAL))]  # fmt: skip
    assert '"rumus": "r"' in str(dokumen(*isi).as_json()).replace("'", '"')
    assert "'rumus': 'r'" not in str(dokumen(*isi, edisi="resmi").as_json())


def test_code_and_stderr_are_no_part_of_the_document() -> None:
    sel = new_code_cell(
        "KODE",
        outputs=[
            new_output("stream", name="stderr", text="PERINGATAN"),
            new_output("stream", name="stdout", text="KELUARAN"),
        ],
    )
    teks = str(dokumen(sel, b.Paragraf(isi=ISI)).as_json())
    assert "KELUARAN" in teks
    assert "KODE" not in teks
    assert "PERINGATAN" not in teks


def test_drawing_beside_a_single_figure_is_put_back() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    (satu,) = dokumen(b.Gambar(kunci="g", judul="G", alt="x", svg=svg)).isi
    assert satu.blok.svg == svg


def test_markdown_is_text_and_never_markup() -> None:
    (paragraf, daftar) = (
        s.blok for s in dokumen("Teks **tebal** <b>x</b> &amp; `kode`\n\n1. satu\n2. dua").isi
    )
    assert b.teks(paragraf.isi) == "Teks tebal <b>x</b> & kode"
    assert [s.teks for s in paragraf.isi if s.tebal] == ["tebal"]
    assert daftar.bernomor
    assert [b.teks(butir) for butir in daftar.butir] == ["satu", "dua"]


def test_foreign_html_keeps_its_table_and_loses_everything_else() -> None:
    html = (
        "<table onclick='x'><tr><td style='a'>1</td></tr></table><script>alert(1)</script><img src=http://x>"
    )
    sel = new_code_cell("", outputs=[new_output("execute_result", {"text/html": html, "text/plain": "df"})])
    (satu,) = dokumen(sel).isi
    assert satu.blok.html.startswith("<table><tbody><tr><td>1</td>")
    for kata in ("script", "onclick", "img", "style", "http"):
        assert kata not in satu.blok.html


def test_notebook_of_a_stranger_is_refused_where_it_holds_no_block() -> None:
    sel = new_code_cell("", outputs=[new_output("display_data", {b.MIME: {"jenis": "skrip"}})])
    with pytest.raises(ValidationError):
        dokumen(sel)


def test_notebook_without_masthead_is_still_a_draft_document() -> None:
    hasil = dokumen("# A")
    assert hasil.kop.draf
    assert len(list(hasil.judul)) == 1


def test_key_figures_are_data_and_not_shown() -> None:
    angka = b.Ringkasan(angka=(b.AngkaKunci(nama="n", judul="N", nilai=1.0, satuan="persen"),))
    assert ringkasan(notebook(angka)) == angka
    assert dokumen(angka).isi == ()
    assert ringkasan(notebook("# A")) is None


def lembar(*rujukan: str) -> b.LembarReviu:
    butir = b.ButirReviu(kode="I.2", pernyataan="Target", jawaban="belum", dasar=ISI, rujukan=rujukan)
    return b.LembarReviu(
        edisi="reviu", sumber="Aturan", bagian=(b.BagianReviu(nomor="I", nama="F", butir=(butir,)),)
    )


def test_form_names_the_first_of_its_tables_that_the_document_has() -> None:
    isi = dokumen(tabel("a"), tabel("b"), lembar("tidak-ada", "b", "a")).isi[-1].blok
    assert isinstance(isi, b.LembarReviu)
    butir = isi.bagian[0].butir[0]
    assert (b.teks(butir.dasar), butir.rujukan) == ("Isi (Tabel\u00a02)", ())
    assert butir.dasar[2].tautan == "tabel-b"
    tanpa = dokumen(lembar("tidak-ada")).isi[-1].blok
    assert isinstance(tanpa, b.LembarReviu)
    assert b.teks(tanpa.bagian[0].butir[0].dasar) == "Isi"


def test_form_is_no_part_of_the_official_edition() -> None:
    assert [s.blok.jenis for s in dokumen(tabel(), lembar(), edisi="resmi").isi] == ["tabel"]


def test_fingerprint_is_that_of_what_the_reader_sees() -> None:
    assert dokumen(tabel()).sidik == dokumen(tabel()).sidik
    assert dokumen(tabel()).sidik != dokumen(tabel(isi=(b.Span(teks="Lain"),))).sidik
    assert dokumen(tabel()).sidik != dokumen(tabel(), edisi="resmi").sidik


@pytest.mark.parametrize("kode", ["IV", "I.", "i.1", 'I.1" onclick="x'])
def test_code_of_a_line_has_one_form(kode: str) -> None:
    with pytest.raises(ValidationError):
        b.ButirReviu(kode=kode, pernyataan="x")


def test_html_of_a_block_that_a_stranger_wrote_is_sanitised_like_that_of_a_cell() -> None:
    jahat = "<table><tr><td onclick='x'>1</td></tr></table><meta http-equiv=refresh content='0;url=http://x'>"
    isi = {"jenis": "mentah", "teks": "", "html": jahat}
    keluaran = [
        new_output("execute_result", {b.MIME: isi}),
        new_output("execute_result", {b.MIME: {"jenis": "rangkaian", "isi": [isi]}}),
    ]
    semua = dari_notebook(new_notebook(cells=[new_code_cell("", outputs=keluaran)]), "resmi").isi
    assert [satu.blok.html for satu in semua] == [
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
    ]
