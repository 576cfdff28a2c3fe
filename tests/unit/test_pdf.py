import io
import re
import subprocess
import sys
from datetime import UTC, datetime

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader
from traitlets import TraitError

from lakip_utils import aturan
from lakip_utils.errors import PublicationError
from lakip_utils.sajian.blok import (
    MIME,
    BagianReviu,
    Baris,
    ButirReviu,
    Daftar,
    Gambar,
    Judul,
    Kartu,
    KartuKunci,
    Kolom,
    Kop,
    Kotak,
    LembarReviu,
    Paragraf,
    Span,
    Tabel,
    TandaTangan,
)
from lakip_utils.terbitan.dokumen import dari_notebook
from lakip_utils.terbitan.letak import letak
from lakip_utils.terbitan.naskah import bersihkan, siapkan
from lakip_utils.terbitan.pdf import LakipPDFExporter

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><text x="5" y="20">27,78%</text></svg>'
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
JAHAT = r'// x <label> #set text(red) $a$ @b *c* _d_ \ \u{41} `e` [f] -- ... = h #import "x"'


def isi(teks, **k):
    return (Span(teks=teks, **k),)


def kop(**k):
    dasar = {
        "pemerintah": "Pemerintah Provinsi Banten", "instansi": "Dinas Koperasi", "judul": "Laporan kinerja",
        "tahun": 2020, "kode_instansi": "dk", "kode_bidang": "kel", "nama_bidang": "Kelembagaan",
        "status": "Draf, menunggu reviu", "draf": True, "fakta": (("Sumber", "LAKIP 2020"),),
    }  # fmt: skip
    return Kop(**(dasar | k))


def tabel(baris=(("Satu", "1,00"),), **k):
    dasar = {
        "kunci": "t",
        "judul": "Capaian",
        "kolom": (Kolom(judul="Uraian", lebar=3), Kolom(judul="Nilai", satuan="%", angka=True)),
        "baris": tuple(Baris(sel=tuple(isi(sel) for sel in satu)) for satu in baris),
    }
    return Tabel(**(dasar | k))


def sel_blok(blok, svg=None):
    data = {MIME: blok.model_dump(mode="json", exclude={"svg"})}
    if svg:
        data["image/svg+xml"] = svg
    return new_code_cell("", outputs=[new_output("display_data", data=data)])


def notebook(*isi):
    cells = [new_markdown_cell(satu) if isinstance(satu, str) else satu for satu in isi]
    cells = [satu if isinstance(satu, dict) else sel_blok(satu) for satu in cells]
    for nomor, cell in enumerate(cells):
        cell["id"] = f"sel-{nomor}"
    return new_notebook(cells=cells)


def pdf(*isi, **opsi):
    return LakipPDFExporter(**opsi).from_notebook_node(notebook(*isi))[0]


def baca(berkas):
    return PdfReader(io.BytesIO(berkas))


def teks(berkas):
    return "\n".join(halaman.extract_text() for halaman in baca(berkas).pages)


KARTU = Kartu(nama="Capaian", nilai=Span(teks="16,67"), satuan="%", porsi=0.2, patokan=1)
LENGKAP = (
    kop(),
    "# Ringkasan\n\nParagraf **tebal**.\n\n- butir",
    Paragraf(isi=isi("Pengantar"), gaya="utama"),
    KartuKunci(kartu=(KARTU,) * 5),
    tabel(),
    "## Rincian",
    tabel([(f"Baris {n}", str(n)) for n in range(60)], judul="Tabel panjang", sumber="LAKIP 2020"),
    tabel(judul="Tabel lebar", lebar=True),
    sel_blok(Gambar(kunci="g", judul="Pesan gambar", alt="Batang 27,78%", data=tabel()), SVG),
    Daftar(butir=(isi("satu"), isi("dua")), bernomor=True, judul="Langkah"),
    Kotak(gaya="belum", judul="Data belum tersedia", isi=(Paragraf(isi=isi("Pemilik: Sekretariat")),)),
    new_code_cell("", outputs=[new_output("stream", name="stdout", text="keluaran polos\n")]),
    new_code_cell("", outputs=[new_output("display_data", data={"image/png": PNG, "text/plain": "titik"})]),
)


@pytest.fixture(scope="module")
def lengkap():
    return pdf(*LENGKAP)


def test_every_kind_of_block_reaches_the_page_as_selectable_text(lengkap):
    isi_pdf = teks(lengkap)
    for potongan in (
        "Pemerintah Provinsi Banten", "Daftar Isi", "Daftar Tabel", "Daftar Gambar", "Pengantar", "16,67",
        "Tabel 1. Capaian", "Baris 59", "Gambar 1. Pesan gambar", "27,78%", "Langkah",
        "Data belum tersedia", "keluaran polos", "Sumber: LAKIP 2020",
    ):  # fmt: skip
        assert potongan in isi_pdf
    # The points of a chart are written in it; the table of them is for the screen.
    assert "Data gambar" not in isi_pdf


def test_the_pdf_is_tagged_titled_and_in_indonesian(lengkap):
    akar = baca(lengkap).trailer["/Root"]
    assert akar["/MarkInfo"]["/Marked"]
    assert akar["/Lang"] == "id-ID"
    assert baca(lengkap).metadata.title == "Laporan kinerja"
    assert b"<pdfuaid:part>1<" in lengkap
    assert b"<pdfaid:part>2<" in lengkap


def test_bookmarks_carry_the_numbers_of_the_document(lengkap):
    def judul(simpul):
        for satu in simpul:
            yield from judul(satu) if isinstance(satu, list) else [satu.title]

    assert list(judul(baca(lengkap).outline))[-2:] == ["1 Ringkasan", "1.1 Rincian"]


def test_front_matter_has_roman_page_numbers_and_the_body_starts_at_one(lengkap):
    assert baca(lengkap).page_labels[:3] == ["", "i", "1"]


def test_a_wide_table_stands_on_a_landscape_page_with_its_heading():
    berkas = pdf(kop(), "# Satu\n\nx\n\n# Dua", tabel(lebar=True), "sesudah")
    melintang = [h.extract_text() for h in baca(berkas).pages if h.mediabox.width > h.mediabox.height]
    assert len(melintang) == 1
    assert "Dua" in melintang[0]
    assert "sesudah" not in melintang[0]


def test_the_head_of_a_long_table_is_repeated(lengkap):
    with_rows = [h.extract_text() for h in baca(lengkap).pages if "Baris" in h.extract_text()]
    assert len(with_rows) > 1
    assert all("Uraian" in halaman for halaman in with_rows)


def test_all_fonts_are_embedded_and_come_from_the_wheels(lengkap):
    nama = set(re.findall(rb"/BaseFont /\w+\+([A-Za-z-]+)", lengkap)) | {
        font.get_object()["/BaseFont"].split("+")[1].encode()
        for halaman in baca(lengkap).pages
        for font in halaman["/Resources"].get("/Font", {}).values()
    }
    assert nama
    assert all(satu.startswith((b"SourceSansPro", b"SourceSerifPro", b"DejaVuSansMono")) for satu in nama)


def test_text_is_never_markup():
    isi_pdf = teks(pdf(kop(judul=JAHAT), Paragraf(isi=isi(JAHAT)), tabel([(JAHAT, "1")], judul=JAHAT)))
    assert " ".join(isi_pdf.split()).count(JAHAT) >= 4


def test_the_signed_edition_says_nothing_of_the_review():
    cells = (kop(), Paragraf(isi=isi("rahasia"), edisi="reviu"))
    assert "reviu" not in teks(pdf(*cells))
    assert "rahasia" not in teks(pdf(*cells))
    assert "menunggu reviu" in teks(pdf(*cells, edisi="reviu"))
    with pytest.raises(TraitError, match="resmi"):
        LakipPDFExporter(edisi="lain")


def test_draf_stands_on_every_page_until_the_report_is_final():
    assert all("DRAF" in halaman.extract_text() for halaman in baca(pdf(kop(), "# Satu")).pages)
    assert "DRAF" not in teks(pdf(kop(draf=False), "# Satu"))


def test_the_same_notebook_gives_the_same_bytes_in_another_process(lengkap, tmp_path):
    berkas = tmp_path / "x.ipynb"
    nbformat.write(notebook(*LENGKAP), berkas)
    kode = (
        "import sys; from lakip_utils.terbitan.pdf import LakipPDFExporter as E; "
        "sys.stdout.buffer.write(E().from_filename(sys.argv[1])[0])"
    )
    hasil = subprocess.run([sys.executable, "-c", kode, str(berkas)], capture_output=True, check=True)
    assert hasil.stdout == lengkap
    assert pdf(*LENGKAP) == lengkap


def test_the_date_is_that_of_the_report_unless_the_builder_sets_one(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert baca(pdf(kop())).metadata.creation_date == datetime(2020, 12, 31, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert baca(pdf(kop())).metadata.creation_date == datetime(1970, 1, 2, tzinfo=UTC)


def test_what_no_pdf_may_hold_is_replaced_or_removed():
    assert bersihkan("\uf0d8 a\x00\x07b\ufeff\ud800\r\nc\td") == "• ab\nc    d"
    assert "• Wingdings" in teks(pdf(kop(), Paragraf(isi=isi("\uf0d8 Wingdings\x07"))))


def test_a_refused_character_is_named_with_its_place():
    with pytest.raises(PublicationError) as galat:
        pdf(kop(), "# Satu 中", tabel([("a", "1"), ("b 😀", "2")]), "paragraf 😀")
    pesan = str(galat.value)
    assert "U+1F600" in pesan
    assert "Tabel 1, baris 2, kolom Uraian" in pesan
    assert "“中” (U+4E2D, CJK UNIFIED IDEOGRAPH-4E2D): judul 1" in pesan
    assert "Paragraf di bagian 1 Satu" in pesan


def test_a_character_missing_from_a_drawing_is_found_there():
    gambar = Gambar(kunci="g", judul="G", alt="a")
    with pytest.raises(PublicationError, match="Gambar 1, gambar"):
        pdf(kop(), sel_blok(gambar, SVG.replace("27", "中")))
    with pytest.raises(PublicationError, match="Gambar 1"):
        pdf(kop(), sel_blok(gambar, "<svg"))


def test_a_character_that_only_a_drawing_lacks_is_named_there_alone():
    # Text is set with U+0335 from another font, a drawing is not.
    gambar = sel_blok(Gambar(kunci="g", judul="Judul x\u0335", alt="a"), SVG.replace("27", "x\u0335"))
    with pytest.raises(PublicationError) as galat:
        pdf(kop(), "Paragraf x\u0335", gambar)
    baris = [satu for satu in str(galat.value).splitlines() if satu.startswith("- ")]
    assert baris == [
        "- “x\u0335” (U+0078 U+0335, LATIN SMALL LETTER X + COMBINING SHORT STROKE OVERLAY): Gambar 1, gambar"
    ]


def test_a_very_long_word_breaks_wherever_it_stands():
    panjang = "abcdefghij" * 100
    gambar = sel_blok(Gambar(kunci="g", judul=panjang, alt="a", catatan=(panjang,)), SVG)
    blok = (Judul(tingkat=1, teks=panjang), Paragraf(isi=isi(panjang)), Daftar(butir=(isi(panjang),)), gambar)
    naskah = siapkan(dari_notebook(notebook(kop(judul=panjang), *blok), "resmi").as_json())
    assert [di for di, teks in letak(naskah) if panjang in teks] == []


@pytest.mark.parametrize("sumber", ["### Tiga\n\n# Satu\n\n### Dua", "#\n\n##\n\n### Tiga", "", "\x07"])
def test_skipped_or_empty_headings_do_not_stop_the_build(sumber):
    assert pdf(sumber).startswith(b"%PDF")
    assert pdf(kop(), Judul(tingkat=3, teks="\x07"), sumber).startswith(b"%PDF")


def test_a_table_too_wide_for_its_page_is_turned():
    kolom = tuple(Kolom(judul="Realisasi", angka=True) for _ in range(9))
    sempit = tabel([("1,00",) * 9], kolom=kolom)
    lebar = tabel([("1.234.567.890,00",) * 9], kolom=kolom)
    for blok, harap in ((sempit, False), (lebar, True)):
        data = {**blok.model_dump(mode="json"), "nomor": "Tabel 1", "jangkar": "t"}
        naskah = siapkan({"kop": kop().model_dump(mode="json"), "edisi": "resmi", "isi": [data]})
        assert naskah["halaman"][0]["melintang"] is harap


def test_numbers_that_json_does_not_know_do_not_stop_the_build():
    kartu = Kartu(nama="n", nilai=Span(teks="1"), porsi=float("nan"), patokan=7.0)
    assert pdf(kop(tahun=0), KartuKunci(kartu=(kartu,))).startswith(b"%PDF")


def judul(teks, bagian="", tingkat=1):
    return Judul(tingkat=tingkat, teks=teks, bagian=bagian)


def lakip(**k):
    fakta = (("Periode Renstra", "2017–2022"), ("Tempat", "Serang, 2021"))
    return kop(susunan="bab", judul="Laporan Kinerja Dinas Koperasi Tahun 2020", fakta=fakta, **k)


TANDA_TANGAN = TandaTangan(
    tempat_tanggal="Serang, Januari 2021", jabatan=("Plt. Kepala Dinas",), nama="Tabrani"
)
TINGGI = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 1100"><text x="9" y="1090">TEPI</text></svg>'
)
BAB = (
    lakip(),
    judul("Kata Pengantar", "depan"),
    "Isi kata pengantar.",
    TANDA_TANGAN,
    judul("Ikhtisar Eksekutif", "depan"),
    "Isi ikhtisar.",
    judul("Pendahuluan"),
    judul("Latar", tingkat=2),
    "Isi latar belakang. " * 90,
    sel_blok(
        Gambar(kunci="g", judul="Susunan organisasi", subjudul="2020", alt="Bagan", sumber="Perda"), TINGGI
    ),
    judul("Perencanaan"),
    tabel(lebar=True),
    judul("Perjanjian Kinerja", "lampiran"),
    tabel(),
)


@pytest.fixture(scope="module")
def berbab():
    return [halaman.extract_text() for halaman in baca(pdf(*BAB)).pages], baca(pdf(*BAB))


def test_a_lakip_stands_in_the_order_of_an_official_document(berbab):
    halaman, berkas = berbab
    awal = ["LAPORAN KINERJA", "KATA PENGANTAR", "DAFTAR ISI", "DAFTAR TABEL", "DAFTAR GAMBAR", "IKHTISAR"]
    badan = ["BAB I", "Susunan organisasi", "BAB II", "LAMPIRAN 1"]
    assert len(halaman) == len(awal + badan)
    assert all(kata in isi for kata, isi in zip(awal + badan, halaman, strict=True))
    assert berkas.page_labels == ["", "i", "ii", "iii", "iv", "v", "1", "2", "3", "4"]


def test_the_contents_of_a_lakip_name_chapters_annexes_and_front_matter(berbab):
    isi = re.sub(r"[.\s]+", " ", berbab[0][2])
    for entri in ("Kata Pengantar i", "Daftar Tabel iii", "Ikhtisar Eksekutif v", "Latar 1", "Perencanaan 3"):
        assert entri in isi
    assert "BAB II" in isi
    assert "Lampiran 1" in isi


def test_the_cover_has_the_place_at_its_foot_and_says_nothing_twice(berbab):
    sampul = berbab[0][0]
    assert sampul.rstrip().endswith("SERANG, 2021")
    assert "Tempat" not in sampul
    assert sampul.count("DINAS KOPERASI") == sampul.count("2020") == 1


def test_a_tall_drawing_stands_whole_on_one_page_with_its_caption_and_source(berbab):
    halaman = berbab[0][7]
    assert all(kata in halaman for kata in ("Gambar 1", "TEPI", "Sumber: Perda"))


def test_what_follows_a_tall_drawing_fills_the_page_that_it_does_not_fit_on():
    bagan = sel_blok(Gambar(kunci="g", judul="Bagan", alt="Bagan", sumber="Perda"), TINGGI)
    isi = (
        lakip(),
        judul("Awal"),
        "Isi awal. " * 90,
        judul("Struktur", tingkat=2),
        bagan,
        "Isi sesudahnya. " * 60,
    )
    halaman = [satu.extract_text() for satu in baca(pdf(*isi)).pages]
    pertama = next(n for n, satu in enumerate(halaman) if "BAB I" in satu and "Isi awal" in satu)
    assert "Struktur" in halaman[pertama]
    assert "Isi sesudahnya" in halaman[pertama]
    assert all(kata in halaman[pertama + 1] for kata in ("Gambar 1", "TEPI", "Sumber: Perda"))


def test_a_chapter_that_begins_with_a_wide_table_opens_no_empty_page(berbab):
    halaman = berbab[1].pages[8]
    assert halaman.mediabox.width > halaman.mediabox.height
    assert "Tabel 1" in berbab[0][8]


@pytest.mark.parametrize(
    "isi",
    [
        (),
        ("Tanpa judul.",),
        (tabel(lebar=True), judul("Isi", "depan")),
        (judul("Lampiran saja", "lampiran"),),
    ],
    ids=["kosong", "tanpa judul", "hanya depan", "hanya lampiran"],
)
def test_an_unfinished_lakip_is_still_set(isi):
    assert pdf(lakip(), *isi).startswith(b"%PDF")


def test_a_signature_never_stands_alone_on_its_page():
    for banyak in range(8, 16):
        halaman = [
            satu.extract_text()
            for satu in baca(pdf(kop(), *["Kalimat penutup. " * 26] * banyak, TANDA_TANGAN)).pages
        ]
        (di,) = [isi for isi in halaman if "Tabrani" in isi]
        assert "Serang" in di
        assert "Kalimat penutup" in di


def test_a_refused_character_in_a_signature_or_an_unnumbered_section_is_named():
    with pytest.raises(PublicationError) as galat:
        pdf(lakip(), judul("Kata 中", "depan"), TANDA_TANGAN.model_copy(update={"nama": "Nama 😀"}))
    assert "judul “Kata 中”" in str(galat.value)
    assert "Tempat tanda tangan di bagian Kata 中 (“Nama 😀”)" in str(galat.value)


@pytest.mark.parametrize("banyak", [1, 2, 3])
def test_headings_before_a_tall_drawing_stand_on_its_page(banyak):
    gambar = sel_blok(
        Gambar(kunci="g", judul="Susunan", subjudul="2020", alt="Bagan", sumber="Perda"), TINGGI
    )
    tingkat = [judul(f"Tingkat {n}", tingkat=n) for n in range(1, banyak + 1)]
    for awal in (lakip(), kop()):
        halaman = [
            satu.extract_text()
            for satu in baca(pdf(awal, judul("Awal"), "Isi. " * 200, *tingkat, gambar)).pages
        ]
        (di,) = [isi for isi in halaman if "TEPI" in isi]
        kata = [f"Tingkat {n}" for n in range(1, banyak + 1)]
        assert all(satu.casefold() in di.casefold() for satu in [*kata, "Gambar 1. Susunan", "Sumber: Perda"])


def test_the_running_head_names_the_agency_once():
    def kepala(judul):
        data = {"kop": kop(judul=judul).model_dump(mode="json"), "edisi": "resmi", "isi": []}
        return siapkan(data)["kepala"]

    assert kepala("Laporan kinerja") == ["Dinas Koperasi", "Laporan kinerja"]
    assert kepala("Laporan Dinas Koperasi 2020") == ["Laporan Dinas Koperasi 2020"]


def test_form_of_the_reviewer_is_one_page_of_its_own():
    lembar = aturan.lembar_reviu()
    panjang = isi(
        "3 dari 3 indikator sasaran berpembanding tahun lalu; 12 catatan tinggi belum ditanggapi (Tabel 30)"
    )
    bagian = tuple(
        BagianReviu(
            nomor=satu.nomor,
            nama=satu.nama,
            butir=tuple(
                ButirReviu(kode=kode, pernyataan=teks, jawaban="belum", dasar=panjang)
                for kode, teks in zip(satu.kode, satu.butir, strict=True)
            ),
        )
        for satu in lembar.bagian
    )
    blok = LembarReviu(edisi="reviu", sumber=lembar.sumber, bagian=bagian, pihak=("Pereviu", "Kepala Dinas"))
    for susunan in ("bagian", "bab"):
        berkas = pdf(
            kop(susunan=susunan),
            Judul(tingkat=1, teks="Pendahuluan"),
            Paragraf(isi=isi("Sebelum")),
            Judul(tingkat=1, teks="Lembar reviu", bagian="lampiran"),
            blok,
            Judul(tingkat=1, teks="Sesudah", bagian="lampiran"),
            Paragraf(isi=isi("Isi sesudah")),
            edisi="reviu",
        )
        semua = [halaman.extract_text() for halaman in baca(berkas).pages]
        form = [teks for teks in semua if "Menurut data" in teks]
        assert len(form) == 1
        for kata in ("SMART", "Nama, NIP, tanggal", "Kepala Dinas", "Nama pereviu"):
            assert kata in form[0]
        assert "Sebelum" not in form[0]
        assert "Isi sesudah" not in form[0]
