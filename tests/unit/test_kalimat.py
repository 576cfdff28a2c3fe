"""Sentences: each figure keeps its asal, each text stays text."""

import pytest

from lakip_utils.asal import Angka, Asal, Sel
from lakip_utils.sajian import kalimat as k
from lakip_utils.sajian.blok import teks

ASAL = Asal((Sel("2020/anggaran.csv", 8, "realisasi", "program 3"),), "realisasi / pagu × 100")
SERAPAN = Angka(39.36930135, "persen", ASAL)


def test_figure_is_formatted_and_keeps_its_asal() -> None:
    isi = k.kalimat("Serapan {x:persen} di {y}.", x=SERAPAN, y="bidang ini")
    assert teks(isi) == "Serapan 39,37 persen di bidang ini."
    (angka,) = [span for span in isi if span.asal]
    assert angka.teks == "39,37 persen"
    assert angka.asal.rumus == "realisasi / pagu × 100"
    assert list(map(str, angka.asal.sel)) == ["2020/anggaran.csv baris 8 (program 3), kolom realisasi"]


def test_missing_figure_gives_its_reason_and_no_asal() -> None:
    isi = k.kalimat("Capaian {x:persen}.", x=Angka(None, "persen", ASAL, "tidak dapat dihitung: target 0"))
    assert teks(isi) == "Capaian tidak dapat dihitung: target 0."
    assert not any(span.asal for span in isi)


@pytest.mark.parametrize(
    ("bentuk", "hasil"),
    [("persen", "1.250,00 persen"), ("persen_tabel", "1.250,00%"), ("poin", "1.250,00 poin persen"), ("rupiah", "Rp1.250"), ("rupiah_tabel", "1.250"), ("rupiah_ringkas", "Rp1.250"), ("bilangan", "1.250"), ("nilai", "1.250,00"), ("cacah", "1.250")],
)  # fmt: skip
def test_every_form_keeps_the_asal(bentuk: str, hasil: str) -> None:
    span = k.span(Angka(1250, "x", ASAL), bentuk)
    assert span.teks == hasil
    assert span.asal is not None


def test_missing_count_is_not_zero() -> None:
    assert "nol" not in k.span(Angka(None, "kegiatan"), "cacah").teks


def test_text_is_never_read_as_a_pattern() -> None:
    assert teks(k.kalimat("{a} {b:tebal}", a="{x} <b> %s", b="{0}")) == "{x} <b> %s {0}"


def test_unknown_field_is_an_error() -> None:
    with pytest.raises(KeyError):
        k.kalimat("{lain}", x=1)


def test_sentences_are_joined_with_one_space() -> None:
    satu = k.kalimat("A.")
    assert teks(k.gabung(satu, (), satu)) == "A. A."


def test_empty_cell_says_so_in_muted_words() -> None:
    (span,) = k.sel(float("nan"), "persen_tabel", ASAL, kosong="tidak tercetak")
    assert (span.teks, span.tanda, span.asal) == ("tidak tercetak", "redup", None)
