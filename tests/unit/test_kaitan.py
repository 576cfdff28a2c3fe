"""Kaitan: a section and a finding that speak of one cell lead to each other."""

from lakip_utils.asal import satukan_rentang
from lakip_utils.keparahan import Keparahan
from lakip_utils.sajian import blok as b
from lakip_utils.sajian.blok import teks
from lakip_utils.terbitan.kaitan import dengan_kaitan


def angka(isi: str, kolom: str, *baris: int) -> b.Span:
    sel = b.SelAsal(berkas="2020/indikator.csv", kolom=kolom, baris=satukan_rentang((n, n) for n in baris))
    return b.Span(teks=isi, asal=b.Sumber(sel=(sel,)))


def catatan(*isi: tuple[str, Keparahan, b.Span]) -> b.Tabel:
    return b.Tabel(
        kunci="catatan-uji",
        judul="Catatan uji",
        kolom=(b.Kolom(judul="Tentang"), b.Kolom(judul="Tercetak")),
        baris=(
            b.Baris(sel=((b.Span(teks="Angka berbeda"),), ()), gaya="grup", golongan="tinggi"),
            *(
                b.Baris(sel=((b.Span(teks=nama),), (span,)), golongan=golongan, jangkar=nama[-1].lower())
                for nama, golongan, span in isi
            ),
        ),
    )


ISI = [
    b.Judul(tingkat=1, teks="Evaluasi"),
    b.Judul(tingkat=2, teks="Target"),
    b.Paragraf(isi=(b.Span(teks="Realisasi "), angka("6", "realisasi", 5))),
    b.Judul(tingkat=2, teks="Anggaran"),
    b.Paragraf(isi=(angka("7", "realisasi", 9), angka("8", "target", 5))),
    b.Judul(tingkat=1, teks="Catatan"),
    catatan(
        ("Sedang A", "sedang", angka("3", "realisasi", 4, 5)),
        ("Tinggi B", "tinggi", angka("1", "realisasi", 5)),
        ("Lain", "tinggi", angka("1", "realisasi", 77)),
    ),
]


def test_a_section_lists_its_findings_the_gravest_first() -> None:
    hasil = dengan_kaitan(ISI, "bagian")
    daftar = [satu for satu in hasil if isinstance(satu, b.Daftar)]
    assert [satu.judul for satu in daftar] == ["Catatan uji bagian ini: 1 tinggi dan 1 sedang"]
    assert hasil.index(daftar[0]) == 2  # right below its heading
    assert [teks(butir) for butir in daftar[0].butir] == ["Tinggi Tinggi B", "Sedang Sedang A"]
    assert [butir[-1].tautan for butir in daftar[0].butir] == ["b", "a"]
    assert daftar[0].edisi == "reviu"


def test_a_finding_names_the_sections_that_it_concerns_by_their_numbers() -> None:
    tabel = dengan_kaitan(ISI, "bagian")[-1]
    assert isinstance(tabel, b.Tabel)
    sebutan = [teks(baris.sel[0]) for baris in tabel.baris]
    assert sebutan == [
        "Angka berbeda",
        "Sedang A Dalam laporan ini: 1.1.",
        "Tinggi B Dalam laporan ini: 1.1.",
        "Lain",
    ]
    assert tabel.baris[1].sel[0][-2].tautan == "target"


def test_a_report_without_findings_stays_as_it_is() -> None:
    assert dengan_kaitan(ISI[:-1], "bagian") == ISI[:-1]
