"""What changed between two reports: figures by name, findings by id, texts by section."""

import json

import pytest
from test_dokumen import dokumen

from lakip_utils.sajian import blok as b
from lakip_utils.terbitan.perubahan.banding import (
    Perubahan,
    PerubahanAngka,
    PerubahanLaporan,
    angka_berubah,
    catatan_berubah,
)
from lakip_utils.terbitan.perubahan.pasang import kemiripan_teks, pasangkan
from lakip_utils.terbitan.perubahan.tampil import perubahan_html, perubahan_json, perubahan_terminal
from lakip_utils.terbitan.perubahan.teks import PerubahanTeks, teks_berubah

JAHAT = "<script>alert(1)</script> {{ 7*7 }} </style>\"' \x1b[2J"


def angka(nama: str, nilai: float | str | None, satuan: str = "persen", alasan: str = "") -> b.AngkaKunci:
    return b.AngkaKunci(nama=nama, judul=nama.title(), nilai=nilai, satuan=satuan, alasan=alasan)


def catatan(id_: str, **ubah: str) -> b.CatatanUji:
    isi = {"keparahan": "tinggi", "uji": id_.rpartition("-")[0], "sebutan": "Program 1", "kolom": "pagu", "tercetak": "1", "dihitung": "2", "satuan": "rupiah"}  # fmt: skip
    return b.CatatanUji(id=id_, **(isi | ubah))


def tabel(*baris: tuple[str, ...], kolom: tuple[str, ...] = ("Program", "Pagu"), kunci: str = "t") -> b.Tabel:
    return b.Tabel(
        kunci=kunci,
        judul="Anggaran",
        kolom=tuple(b.Kolom(judul=satu) for satu in kolom),
        baris=tuple(b.Baris(sel=tuple((b.Span(teks=sel),) for sel in satu)) for satu in baris),
    )


def beda(lama: tuple[b.Blok | str, ...], baru: tuple[b.Blok | str, ...]) -> list[tuple[object, ...]]:
    hasil = teks_berubah(dokumen(*lama), dokumen(*baru))
    return [(" › ".join(s.bagian), s.tempat, s.lama, s.baru) for s in hasil]


def perubahan(**isi: object) -> Perubahan:
    return Perubahan((PerubahanLaporan("d/2020/a", "Bidang A", **isi),), (), {}, {})  # type: ignore[arg-type]


class TestAngka:
    def test_equal_figures_are_no_change(self) -> None:
        semua = (angka("a", 1.5), angka("b", None, alasan="x"), angka("c", "B", ""))
        assert angka_berubah(semua, reversed(semua)) == ()

    def test_value_unit_and_reason_count_and_what_came_or_went_is_told(self) -> None:
        lama = (angka("nilai", 1), angka("satuan", 1), angka("alasan", None, alasan="x"), angka("pergi", 1))
        baru = (angka("nilai", 2), angka("satuan", 1, "rupiah"), angka("alasan", None, alasan="y"), angka("datang", 1))  # fmt: skip
        hasil = angka_berubah(lama, baru)
        assert [satu.ada.nama for satu in hasil] == ["nilai", "satuan", "alasan", "datang", "pergi"]
        assert [(s.lama is None, s.baru is None) for s in hasil[3:]] == [(True, False), (False, True)]

    def test_zero_is_not_missing(self) -> None:
        teks = perubahan_terminal(perubahan(angka=angka_berubah((angka("a", 0.0),), (angka("a", None),))), 80)
        assert "Sebelumnya  0,00%" in teks
        assert "Sekarang    belum tersedia" in teks

    @pytest.mark.parametrize(
        "nilai", [float("inf"), float("nan"), 10**400, 1e300], ids=["inf", "nan", "int", "float"]
    )
    def test_a_figure_that_is_none_is_shown_as_it_stands(self, nilai: float) -> None:
        hasil = perubahan(angka=angka_berubah((angka("a", 1),), (angka("a", nilai),)))
        assert str(nilai)[:3] in perubahan_terminal(hasil, 80)


class TestCatatan:
    def test_severity_and_status_of_one_id(self) -> None:
        lama = (catatan("u-1"), catatan("u-2"), catatan("u-3"))
        baru = (catatan("u-1", keparahan="rendah"), catatan("u-2", status="diterima"), catatan("u-3"))
        hasil = catatan_berubah(lama, baru)
        assert [(s.lama.keparahan, s.baru.keparahan, s.baru.status) for s in hasil if s.lama and s.baru] == [
            ("tinggi", "rendah", ""),
            ("tinggi", "tinggi", "diterima"),
        ]

    def test_a_new_id_of_one_rule_on_one_thing_is_the_finding_with_other_values(self) -> None:
        (satu,) = catatan_berubah((catatan("u-1"),), (catatan("u-9", dihitung="3"),))
        assert satu.lama
        assert satu.baru
        assert (satu.lama.dihitung, satu.baru.dihitung) == ("2", "3")

    def test_of_several_the_one_that_is_printed_alike_is_taken(self) -> None:
        lama = (catatan("u-1", tercetak="7"), catatan("u-2", tercetak="8"))
        baru = (catatan("u-3", tercetak="8", dihitung="3"), catatan("u-4", tercetak="9"))
        hasil = {(s.lama and s.lama.id, s.baru and s.baru.id) for s in catatan_berubah(lama, baru)}
        assert hasil == {("u-2", "u-3"), ("u-1", "u-4")}

    def test_what_came_and_went_on_different_things(self) -> None:
        hasil = catatan_berubah((catatan("u-1"),), (catatan("u-2", sebutan="Program 2"),))
        assert [(s.lama and s.lama.id, s.baru and s.baru.id) for s in hasil] == [(None, "u-2"), ("u-1", None)]


class TestTeks:
    def test_equal_documents_have_no_change(self) -> None:
        isi = ("# A\n\nSatu. Dua.\n\n- tiga", tabel(("P1", "5")))
        assert beda(isi, isi) == []

    def test_one_changed_sentence_is_shown_under_its_heading_alone(self) -> None:
        lama = ("# A\n\n## B\n\nPagu naik. Serapan turun 5 persen. Sisanya tetap.",)
        baru = ("# A\n\n## B\n\nPagu naik. Serapan turun 6 persen. Sisanya tetap.",)
        assert beda(lama, baru) == [("A › B", (), "Serapan turun 5 persen.", "Serapan turun 6 persen.")]

    def test_sentences_and_items_that_came_or_went(self) -> None:
        lama = ("# A\n\nKalimat yang tetap. Kalimat lama hilang.\n\n- butir",)
        baru = ("# A\n\nKalimat yang tetap.\n\n- butir\n- tambahan",)
        assert beda(lama, baru) == [("A", (), "Kalimat lama hilang.", None), ("A", (), None, "tambahan")]

    def test_a_changed_cell_is_named_by_table_row_and_column(self) -> None:
        assert beda((tabel(("P1", "5"), ("P2", "6")),), (tabel(("P1", "5"), ("P2", "7")),)) == [
            ("Kepala laporan", ("Anggaran", "P2", "Pagu"), "6", "7")
        ]

    def test_a_row_that_comes_between_is_the_only_change(self) -> None:
        lama = (tabel(("P1", "5"), ("P2", "6")),)
        baru = (tabel(("P1", "5"), ("P9", "6"), ("P2", "6")),)
        assert beda(lama, baru) == [("Kepala laporan", ("Anggaran", "baris"), None, "P9 | 6")]

    def test_columns_that_came_or_got_another_head(self) -> None:
        lama = (tabel(("P1", "5"), kolom=("Program", "Pagu murni")),)
        baru = (tabel(("P1", "6", "x"), kolom=("Program", "Pagu perubahan", "Catatan")),)
        assert beda(lama, baru) == [
            ("Kepala laporan", ("Anggaran", "kepala kolom"), "Pagu murni", "Pagu perubahan"),
            ("Kepala laporan", ("Anggaran", "kolom"), None, "Catatan | x"),
            ("Kepala laporan", ("Anggaran", "P1", "Pagu perubahan"), "5", "6"),
        ]

    def test_tables_that_came_or_went_are_told_row_by_row(self) -> None:
        assert [s[1:] for s in beda((tabel(("P1", "5")),), ("# A",))] == [
            ((), "Anggaran", None),
            (("Anggaran", "baris"), "P1 | 5", None),
        ]

    def test_a_new_heading_over_the_same_text_is_one_change(self) -> None:
        assert beda(("# A\n\nIsi yang sama.",), ("# B\n\nIsi yang sama.",)) == [("B", ("judul",), "A", "B")]

    def test_a_section_that_moved_is_no_change(self) -> None:
        assert beda(("# A\n\nSatu.\n\n# B\n\nDua.",), ("# B\n\nDua.\n\n# A\n\nSatu.",)) == []

    def test_equal_headings_are_told_apart(self) -> None:
        assert beda(("# A\n\nSatu.\n\n# A\n\nDua.",), ("# A\n\nSatu.\n\n# A\n\nTiga.",)) == [
            ("A (2)", (), "Dua.", None),
            ("A (2)", (), None, "Tiga."),
        ]

    def test_a_section_that_is_gone_comes_last_with_its_texts(self) -> None:
        assert beda(("# A\n\nSatu.\n\n# B\n\nDua.",), ("# B\n\nDua. Tiga.",)) == [
            ("B", (), None, "Tiga."),
            ("A", (), "Satu.", None),
        ]

    def test_text_before_the_first_heading_status_and_boxes_count(self) -> None:
        kotak = b.Kotak(judul="Data belum tersedia", isi=(b.Paragraf(isi=(b.Span(teks="Pemilik: A."),)),))
        lain = kotak.model_copy(update={"judul": "Data tersedia"})
        assert [s[2:] for s in beda((kotak,), (lain,))] == [("Data belum tersedia", "Data tersedia")]

    def test_findings_are_not_told_a_second_time_as_a_table(self) -> None:
        lama, baru = (tabel(("P1", n), kunci="catatan-uji") for n in "56")
        assert beda((lama,), (baru,)) == []


def test_the_most_alike_are_paired() -> None:
    lama = ["a b c d", "e f g h"]
    assert list(pasangkan(lama, ["e f g x", "a b c y", "z"], kemiripan_teks)) == [
        ("a b c d", "a b c y"),
        ("e f g h", "e f g x"),
        (None, "z"),
    ]


def test_a_long_stretch_that_changed_is_told_without_pairs() -> None:
    lama, baru = ([f"{sisi} kalimat {n}" for n in range(200)] for sisi in "ab")
    assert len(list(pasangkan(lama, baru, kemiripan_teks))) == 400


def semua_jahat() -> Perubahan:
    return Perubahan(
        (
            PerubahanLaporan(
                JAHAT,
                JAHAT,
                angka_berubah((angka(JAHAT, JAHAT),), (angka(JAHAT, JAHAT + "x"),)),
                catatan_berubah((), (catatan("u-1", sebutan=JAHAT, tercetak=JAHAT, status=JAHAT),)),
                (PerubahanTeks((JAHAT,), (JAHAT,), JAHAT + " lama", JAHAT + " baru"),),
            ),
        ),
        (),
        {JAHAT: JAHAT},
        {JAHAT: JAHAT},
    )


def test_hostile_text_stays_text_on_the_page() -> None:
    html = perubahan_html(semua_jahat())
    assert "<script" not in html
    assert html.count("</style>") == 1
    assert "{{ 7*7 }}" in html
    assert "&lt;script&gt;" in html


def test_hostile_text_does_not_steer_the_terminal_and_stays_whole_in_json() -> None:
    assert "\x1b" not in perubahan_terminal(semua_jahat(), 80)
    assert json.loads(perubahan_json(semua_jahat()))["berubah"][0]["teks"][0]["lama"] == f"{JAHAT} lama"


def test_page_without_changes_says_so() -> None:
    assert "Tidak ada perubahan pada 1 laporan." in perubahan_html(Perubahan((), ("d/2020/a",), {}, {}))


def test_the_list_of_origins_is_not_compared() -> None:
    def laporan(nilai: str) -> tuple[b.Blok, ...]:
        asal = b.Sumber(
            rumus="pagu", sel=(b.SelAsal(berkas="2020/anggaran.csv", kolom="pagu", baris=((2, 2),)),)
        )
        return (
            b.Judul(tingkat=1, teks="Hasil"),
            b.Paragraf(
                isi=(
                    b.Span(teks="Pagu program satu "),
                    b.Span(teks=nilai, asal=asal),
                )
            ),
        )

    jejak = [s.blok for s in dokumen(*laporan("5")).isi if isinstance(s.blok, b.Judul)]
    assert jejak[-1].teks == "Jejak angka"
    assert beda(laporan("5"), laporan("6")) == [("Hasil", (), "Pagu program satu 5", "Pagu program satu 6")]


def test_what_was_compared_stands_at_the_head() -> None:
    satu = PerubahanLaporan("d/2020/a", "Bidang A", versi=("00aa", "00bb"), angka=(PerubahanAngka(angka("x", 1), angka("x", 2)),))  # fmt: skip
    hasil = Perubahan((satu,), (), {}, {}, sisi=("serah/lama", "outputs"))
    kepala = perubahan_html(hasil).partition("<main")[0].partition("</head>")[2]
    assert "serah/lama" in kepala
    assert "outputs" in kepala
    assert '00aa</span> → <span class="kode">00bb' in perubahan_html(hasil)
    assert "Versi laporan: 00aa → 00bb" in perubahan_terminal(hasil, 80)
    isi = json.loads(perubahan_json(hasil))
    assert (isi["lama"], isi["baru"]) == ("serah/lama", "outputs")
    assert isi["berubah"][0]["versi"] == {"lama": "00aa", "baru": "00bb"}


def test_words_that_changed_are_marked_on_both_sides() -> None:
    hasil = perubahan(teks=(PerubahanTeks(("A",), (), "naik 5 persen", "naik 6 persen"),))
    html = perubahan_html(hasil)
    assert "naik <del>5</del> persen" in html
    assert "naik <ins>6</ins> persen" in html
