"""Jejak angka: the list of origins at the end of edisi reviu."""

from lakip_utils.asal import satukan_rentang
from lakip_utils.sajian import blok as b
from lakip_utils.sajian.blok import teks
from lakip_utils.terbitan.jejak import JUDUL, dengan_jejak, dokumen_bukti


def sel(kolom: str, *baris: int, berkas: str = "2020/indikator.csv") -> b.SelAsal:
    return b.SelAsal(berkas=berkas, kolom=kolom, baris=satukan_rentang((n, n) for n in baris))


def angka(isi: str, *asal: b.SelAsal, rumus: str = "") -> b.Isi:
    return (b.Span(teks=isi, asal=b.Sumber(rumus=rumus, sel=asal)),)


def tabel(*baris: tuple[b.Isi, ...], **lain: object) -> b.Tabel:
    kolom = (b.Kolom(judul="Nama"), b.Kolom(judul="Capaian", satuan="%", angka=True))
    return b.Tabel(
        kunci="t", judul="Capaian", kolom=kolom, baris=tuple(b.Baris(sel=s, **lain) for s in baris)
    )


def daftar(*isi: b.Blok, bukti: tuple[b.Bukti, ...] = ()) -> list[tuple[str, ...]]:
    *_, akhir = dengan_jejak(isi, "bagian", dokumen_bukti(bukti))
    assert isinstance(akhir, b.Tabel)
    return [tuple(map(teks, baris.sel)) for baris in akhir.baris]


A, B = (b.Span(teks="A"),), (b.Span(teks="B"),)
RASIO = "realisasi / target × 100"


def test_figures_of_one_column_are_one_row_with_all_their_cells() -> None:
    satu = tabel(
        (A, angka("50,00", sel("realisasi", 2), sel("target", 2), rumus=RASIO)),
        (B, angka("75,00", sel("realisasi", 3), sel("target", 3), rumus=RASIO)),
    )
    assert daftar(b.Judul(tingkat=1, teks="Kinerja"), satu) == [
        ("Tabel 1. Capaian", "", ""),
        ("Capaian (%)", RASIO, "2020/indikator.csv, kolom realisasi dan target, baris 2–3"),
    ]


def test_figures_of_a_text_are_named_as_they_are_printed_under_their_section() -> None:
    isi = (*angka("80", sel("realisasi", 2)), b.Span(teks=" dan "), *angka("6", sel("realisasi", 5)))
    assert daftar(b.Judul(tingkat=1, teks="Kinerja"), b.Paragraf(isi=isi)) == [
        ("1 Kinerja", "", ""),
        ("80; 6", "seperti di data", "2020/indikator.csv, kolom realisasi, baris 2, 5"),
    ]


def test_many_figures_and_long_texts_are_cut_in_their_name() -> None:
    panjang = "kata " * 30
    isi = [b.Paragraf(isi=angka(str(n), sel("realisasi", n))) for n in range(2, 9)]
    ((_, (nama, _, _)), (_, (uraian, _, _))) = daftar(*isi), daftar(b.Paragraf(isi=angka(panjang, sel("teks", 2))))  # fmt: skip
    assert nama == "2; 3; 4; 5; dan 3 lainnya"
    assert uraian == "kata " * 11 + "kata…"


def test_every_figure_leads_to_its_row() -> None:
    isi = [b.Paragraf(isi=angka("80", sel("realisasi", 2))), tabel((A, angka("1", sel("target", 4))))]
    paragraf, satu, judul, _, akhir = dengan_jejak(isi, "bagian", {})
    baris = [baris.jangkar for baris in akhir.baris if baris.jangkar]
    assert [paragraf.isi[0].asal.jangkar, satu.baris[0].sel[1][0].asal.jangkar] == baris
    assert (judul.teks, judul.bagian) == (JUDUL, "lampiran")


def test_documents_stand_with_the_figures_that_they_prove() -> None:
    bukti = b.Bukti(butir=(b.ButirBukti(sel=(sel("realisasi", 2),), dokumen="LKPJ, nomor 1"),))
    lain = angka("6", sel("realisasi", 5))
    isi = [b.Paragraf(isi=(*angka("80", sel("realisasi", 2)), *lain))]
    paragraf = dengan_jejak(isi, "bagian", dokumen_bukti([bukti]))[0]
    assert [span.asal.dokumen for span in paragraf.isi] == [("LKPJ, nomor 1",), ()]
    assert daftar(*isi, bukti=(bukti,))[1][2].endswith("baris 2, 5; dokumen: LKPJ, nomor 1")


def test_tables_of_findings_and_reports_without_figures_have_no_list() -> None:
    temuan = tabel((A, angka("3,00", sel("nilai_tercetak", 9))), golongan="tinggi")
    for isi in ([temuan], [b.Paragraf(isi=A)]):
        assert dengan_jejak(isi, "bagian", {}) == isi
