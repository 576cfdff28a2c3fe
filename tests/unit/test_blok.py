"""Blocks are data: read back as they were, and refused when they are not blocks."""

import pytest
from pydantic import ValidationError

from lakip_utils.asal import Asal, Sel
from lakip_utils.sajian import blok as b
from lakip_utils.sajian.lab import mimebundle, polos
from lakip_utils.sajian.narasi.umum import belum

ISI = (
    b.Span(
        teks="Isi", asal=b.Sumber(rumus="r", sel=(b.SelAsal(berkas="s.csv", kolom="k", baris=((2, 2),)),))
    ),
)
TABEL = b.Tabel(
    kunci="t",
    judul="T",
    kolom=(b.Kolom(judul="A"), b.Kolom(judul="B", satuan="%", angka=True)),
    baris=(b.Baris(sel=(ISI, ISI)),),
)
SEMUA = [
    b.Judul(tingkat=2, teks="J"),
    b.Paragraf(isi=ISI),
    b.Daftar(butir=(ISI,)),
    b.KartuKunci(kartu=(b.Kartu(nama="N", nilai=ISI[0]),)),
    TABEL,
    b.Gambar(kunci="g", judul="G", alt="uraian", data=TABEL),
    b.Kotak(judul="K", isi=(b.Paragraf(isi=ISI),)),
    b.Mentah(teks="x"),
    b.Ringkasan(angka=(b.AngkaKunci(nama="n", judul="N", nilai=1.5, satuan="persen"),)),
    b.rangkai(b.Paragraf(isi=ISI), TABEL),
]


@pytest.mark.parametrize("blok", SEMUA, ids=lambda satu: satu.jenis)
def test_a_block_comes_back_from_its_json(blok: b.Blok) -> None:
    assert b.baca(mimebundle(blok)[b.MIME]) == blok


@pytest.mark.parametrize(
    "isi",
    [
        None, 1, "teks", [], {}, {"jenis": "skrip"}, {"jenis": "judul"},
        {"jenis": "judul", "tingkat": 0, "teks": "x"}, {"jenis": "judul", "tingkat": 4, "teks": "x"},
        {"jenis": "judul", "tingkat": 1, "teks": ["x"]}, {"jenis": "judul", "tingkat": 1, "teks": "x", "onclick": "y"},
        {"jenis": "paragraf", "isi": [{"teks": "x", "html": "<b>"}]}, {"jenis": "paragraf", "isi": "teks"},
        {"jenis": "paragraf", "isi": [], "edisi": "rahasia"},
        {"jenis": "paragraf", "isi": [{"teks": "x", "tanda": "red;background:url(//x)"}]},
        {"jenis": "rangkaian", "isi": [{"jenis": "skrip"}]},
        {"jenis": "gambar", "kunci": "g", "judul": "G"},
        {"jenis": "kotak", "judul": "K", "isi": [{"jenis": "mentah", "teks": "x", "html": "<script>"}]},
    ],
    ids=repr,
)  # fmt: skip
def test_hostile_json_is_refused(isi: object) -> None:
    with pytest.raises(ValidationError):
        b.baca(isi)


def test_json_that_is_nested_without_end_is_refused() -> None:
    isi: dict[str, object] = {"jenis": "paragraf", "isi": []}
    for _ in range(2000):
        isi = {"jenis": "rangkaian", "isi": [isi]}
    with pytest.raises((ValidationError, RecursionError)):
        b.baca(isi)


def test_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValidationError, match="baris 1 memuat 1 sel"):
        b.Tabel(kunci="t", judul="T", kolom=TABEL.kolom, baris=(b.Baris(sel=(ISI,)),))


def test_joining_leaves_nothing_out_and_narrows_the_edition() -> None:
    satu = b.Paragraf(isi=ISI)
    assert b.rangkai(satu, None, [satu, satu]).isi == (satu, satu, satu)
    dalam = b.rangkai(b.rangkai(satu), satu, edisi="reviu")
    assert [x.edisi for x in dalam.blok()] == ["reviu", "reviu"]
    assert [x.edisi for x in b.rangkai(b.Paragraf(isi=ISI, edisi="resmi")).blok()] == ["resmi"]


def test_source_of_a_figure_reads_as_formula_and_places() -> None:
    asal = Asal((Sel("2020/a.csv", 2, "pagu"), Sel("2020/a.csv", 3, "pagu", "program 1")), "Σ pagu")
    assert b.sumber(asal) == b.Sumber(
        rumus="Σ pagu", sel=(b.SelAsal(berkas="2020/a.csv", kolom="pagu", baris=((2, 3),)),)
    )


def test_same_block_gives_the_same_output() -> None:
    for blok in SEMUA:
        assert mimebundle(blok) == mimebundle(blok.model_copy(deep=True))


def test_plain_view_shows_every_text_and_aligns_the_table() -> None:
    assert polos(TABEL).splitlines() == ["T", "A    B (%)", "---  -----", "Isi    Isi"]
    assert "uraian" in polos(b.Gambar(kunci="g", judul="G", alt="uraian"))


def test_a_box_without_a_table_names_no_file() -> None:
    tanpa, dengan = (
        belum("Visi belum ada", "belum ditulis", perlu="visi"),
        belum("Aset belum ada", "kosong", "aset"),
    )
    assert "Tempat mengisinya" not in tanpa.model_dump_json()
    assert "Tempat mengisinya: aset.csv." in dengan.model_dump_json()
