import csv
import io
import json
import re
from base64 import b64decode
from html.parser import HTMLParser

import pytest

from lakip_utils.sajian import blok as b
from lakip_utils.sajian.html import render
from lakip_utils.sajian.lab import mimebundle, polos

JAHAT = "<script>alert(1)</script> {{ 7*7 }} </style> \" onload='x"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="a" d="M0 0"/></svg>'


def isi(teks: str, **gaya: object) -> b.Isi:
    return (b.Span(teks=teks, **gaya),)


def tabel(teks: str = "x", **ganti: object) -> b.Tabel:
    baris = (b.Baris(sel=(isi(teks), isi("1,00"))), b.Baris(sel=(isi("Jumlah"), isi("1,00")), gaya="jumlah"))
    kolom = (b.Kolom(judul=teks), b.Kolom(judul="Pagu", satuan="Rp", angka=True))
    dasar = b.Tabel(kunci=teks, judul=teks, kolom=kolom, baris=baris, catatan=(teks,), sumber=teks)
    return dasar.model_copy(update=ganti)


def semua(teks: str) -> list[b.Blok]:
    sel = b.SelAsal(berkas=teks, kolom=teks, baris=((2, 2),), kunci=teks)
    asal = b.Sumber(rumus=teks, hitungan=teks, sel=(sel,), dokumen=(teks,))
    kop = b.Kop(
        pemerintah=teks, instansi=teks, judul=teks, subjudul=teks, tahun=2020, kode_instansi="i",
        kode_bidang="b", nama_bidang=teks, status=teks, draf=True, fakta=((teks, teks),),
    )  # fmt: skip
    kartu = b.Kartu(
        nama=teks, nilai=b.Span(teks=teks, asal=asal), satuan=teks, pembanding=teks, kalimat=isi(teks),
        porsi=0.5, patokan=2,
    )  # fmt: skip
    return [
        kop,
        b.Judul(tingkat=2, teks=teks),
        b.Paragraf(isi=isi(teks, tebal=True, tanda="biru", asal=asal), gaya="utama"),
        b.Daftar(butir=(isi(teks),), judul=teks),
        b.KartuKunci(kartu=(kartu,)),
        tabel(teks, keterangan=teks),
        b.Gambar(
            kunci=teks, judul=teks, subjudul=teks, alt=teks, sumber=teks, catatan=(teks, teks),
            data=tabel(teks), svg=SVG,
        ),
        b.Kotak(judul=teks, gaya="belum", isi=(b.Paragraf(isi=isi(teks)), b.Daftar(butir=(isi(teks),)))),
        b.TandaTangan(tempat_tanggal=teks, jabatan=(teks, teks), nama=teks, pangkat=teks, nip=teks),
        b.Mentah(teks=teks),
        b.Mentah(teks=teks, svg=SVG),
        b.Mentah(teks=teks, png=teks),
        b.rangkai(b.Paragraf(isi=isi(teks))),
    ]  # fmt: skip


class Unsur(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tag: list[str] = []
        self.atribut: list[str] = []
        self.buka: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag.append(tag)
        self.atribut += [nama for nama, _ in attrs]
        if tag not in ("img", "col", "br"):
            self.buka.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag.append(tag)
        self.atribut += [nama for nama, _ in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.buka.pop() == tag


@pytest.mark.parametrize("blok", semua(JAHAT), ids=lambda blok: blok.jenis)
def test_text_of_a_block_is_never_markup(blok: b.Blok) -> None:
    html = Unsur(render(blok, JAHAT, "jangkar"))
    assert not {"script", "style"} & set(html.tag)
    assert not [nama for nama in html.atribut if nama.startswith("on")]
    assert not html.buka
    assert "49" not in render(blok)


def test_figure_shows_where_it_comes_from() -> None:
    sel = b.SelAsal(berkas="indikator.csv", kolom="target", baris=((3, 4),))
    asal = b.Sumber(rumus="realisasi / target × 100", hitungan="1 / 6", sel=(sel,), dokumen=("LKPJ",))
    judul = (
        'title="realisasi / target × 100 (1 / 6)&#10;indikator.csv baris 3–4, kolom target&#10;Dokumen: LKPJ"'
    )
    html = render(b.Paragraf(isi=(b.Span(teks="16,67", asal=asal), b.Span(teks=" persen"))))
    assert html == f'<p><span class="angka" {judul}>16,67</span> persen</p>\n'
    dirujuk = asal.model_copy(update={"jangkar": "jejak--1"})
    html = render(b.Paragraf(isi=(b.Span(teks="16,67", asal=dirujuk),)))
    assert html == f'<p><a class="angka" href="#jejak--1" {judul}>16,67</a></p>\n'


def test_points_of_a_chart_can_be_had_as_a_spreadsheet() -> None:
    data = tabel("=1+1", baris=(b.Baris(sel=(isi("Belanja; lain"), isi("−1.234,50"))),))
    html = render(b.Gambar(kunci="g", judul="G", alt="x", data=data), "Gambar 1", "gambar-g")
    (berkas, kode) = re.findall(r'<a download="([^"]*)" href="data:text/csv;charset=utf-8;base64,([^"]*)"', html)[0]  # fmt: skip
    assert berkas == "gambar-g.csv"
    baris = list(csv.reader(io.StringIO(b64decode(kode).decode("utf-8-sig")), delimiter=";"))
    assert baris == [["'=1+1", "Pagu (Rp)"], ["Belanja; lain", "-1.234,50"]]


def test_table_has_caption_header_scopes_and_units() -> None:
    html = render(tabel("Uraian"), "Tabel 3", "tabel-x")
    assert '<caption id="tabel-x_judul"><span class="lekat"><strong>Tabel 3.</strong> Uraian</span>' in html
    assert 'role="region" tabindex="0" aria-labelledby="tabel-x_judul"' in html
    assert '<th scope="col" class="n">Pagu <span class="satuan">(Rp)</span></th>' in html
    assert '<th scope="row">Uraian</th>' in html
    assert '<tr class="jumlah">' in html
    assert "Sumber: Uraian" in html


def test_only_text_tables_stack_on_a_phone() -> None:
    teks = tabel(kolom=(b.Kolom(judul="Masalah"), b.Kolom(judul="Solusi")))
    assert 'class="teks"' in render(teks)
    assert '<td data-label="Solusi">' in render(teks)
    assert 'class="berangka"' in render(tabel())
    assert "data-label" not in render(tabel())


def test_group_row_without_figures_spans_the_table() -> None:
    grup = tabel(baris=(b.Baris(sel=(isi("Sasaran"), isi("")), gaya="grup"),))
    assert '<th scope="colgroup" colspan="2">Sasaran</th>' in render(grup)


def test_chart_has_text_alternative_and_its_data() -> None:
    gambar = b.Gambar(kunci="k", judul="Pesan", alt="Uraian gambar", svg=SVG, data=tabel("Isi"))
    html = render(gambar, "Gambar 2", "gambar-k")
    assert '<div class="bidang" role="img" aria-label="Uraian gambar"><svg' in html
    assert "<summary>Lihat data gambar 2</summary>" in html
    assert "<strong>Data gambar 2.</strong>" in html
    assert 'id="gambar-k_a"' in html


def test_bar_of_a_key_figure_stays_in_its_box() -> None:
    html = render(b.KartuKunci(kartu=(b.Kartu(nama="n", nilai=b.Span(teks="1"), porsi=7.0, patokan=-1.0),)))
    assert 'style="width:100.00%"' in html
    assert 'style="left:0.00%"' in html


@pytest.mark.parametrize("blok", semua(JAHAT), ids=lambda blok: blok.jenis)
def test_bundle_of_a_block_reads_back_and_is_always_the_same(blok: b.Blok) -> None:
    bundel = mimebundle(blok)
    data = json.loads(json.dumps(bundel[b.MIME]))
    kembali = b.baca(data)
    if isinstance(kembali, b.Gambar):
        kembali = kembali.model_copy(update={"svg": bundel["image/svg+xml"]})
    assert kembali == blok
    assert bundel == mimebundle(blok)
    assert "script" not in Unsur(str(bundel["text/html"])).tag


def test_drawing_stands_once_in_the_data_of_a_figure() -> None:
    bundel = mimebundle(b.Gambar(kunci="k", judul="j", alt="a", svg=SVG))
    assert "svg" not in bundel[b.MIME]
    assert bundel["image/svg+xml"] == SVG


def test_plain_text_of_a_table_is_aligned() -> None:
    assert polos(tabel("Uraian")).splitlines()[:5] == [
        "Uraian",
        "Uraian  Pagu (Rp)",
        "------  ---------",
        "Uraian       1,00",
        "Jumlah       1,00",
    ]


def test_number_of_a_chapter_or_annex_stands_above_its_title() -> None:
    judul = b.Judul(tingkat=1, teks="Pendahuluan")
    assert '<span class="nomor sebutan">BAB I</span> Pendahuluan' in render(judul, "BAB I", "a")
    assert '<span class="nomor">1.1</span>' in render(judul, "1.1", "a")
    assert "<span" not in render(judul, "", "a")


def test_signature_leaves_room_for_what_is_written_by_hand() -> None:
    lengkap = b.TandaTangan(
        tempat_tanggal="Serang, 1 Mei 2021", jabatan=("Kepala",), nama="A", pangkat="P", nip="1"
    )
    assert "isian" not in render(lengkap)
    kosong = b.TandaTangan(tempat_tanggal="Serang, Januari 2021", jabatan=("Inspektur",))
    assert render(kosong).count('class="isian') == 3
    assert "Januari 2021" in render(kosong)
    gubernur = b.TandaTangan(tempat_tanggal="Serang, 1 Mei 2021", jabatan=("Gubernur",), nama="A")
    assert "NIP" not in render(gubernur)


def test_plain_text_of_a_signature_shows_its_blanks() -> None:
    titik = "." * 24
    blok = b.TandaTangan(tempat_tanggal="Serang", jabatan=("Inspektur",), pangkat="Pembina")
    assert polos(blok).splitlines() == [f"Serang, {titik}", "Inspektur", "", titik, "Pembina", f"NIP {titik}"]
