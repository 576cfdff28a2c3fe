"""Reports of a second, invented agency are built by the command, without a special case in code.

Dinas 2019 (no budget), 2020 (no survey) and 2021 (final, new budget structure); a bidang that exists
from 2020 on, in 2020 and 2021. The figures themselves are tested in tests/unit.
"""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import pytest
from bangun import LINGKUNGAN, lakip
from bantu import AKAR
from pypdf import PdfReader

FIXTURE = AKAR / "tests/fixtures/instansi-kedua"
LAPORAN = [(2019, "dinas"), (2020, "dinas"), (2021, "dinas"), (2020, "sdk"), (2021, "sdk")]
BERKAS = {"laporan.html", "laporan.ipynb", "laporan.pdf", "ringkasan.json"}


@dataclass(frozen=True)
class Kedua:
    """What the command made."""

    out: Path
    hasil: subprocess.CompletedProcess[str]

    def berkas(self, tahun: int, bidang: str, nama: str) -> Path:
        return self.out / "dinkes-contoh" / str(tahun) / bidang / nama

    def pdf(self, tahun: int, bidang: str) -> list[str]:
        """The text of each page, without the blanks that lines break at."""
        return [padat(teks) for teks in halaman(self.berkas(tahun, bidang, "laporan.pdf"))]


@cache
def halaman(path: Path) -> list[str]:
    return [p.extract_text() for p in PdfReader(path).pages]


def padat(teks: str) -> str:
    """Return text without white space and hyphens of line ends, so that a broken line still matches."""
    return re.sub(r"[\s\u00ad\u2060]+", "", teks)


@pytest.fixture(scope="module")
def kedua(tmp_path_factory: pytest.TempPathFactory) -> Kedua:
    out = tmp_path_factory.mktemp("kedua") / "keluaran"
    tahun = [opsi for t in (2019, 2020, 2021) for opsi in ("--tahun", str(t))]
    bidang = ["--bidang", "dinas", "--bidang", "sdk"]
    return Kedua(
        out,
        lakip(
            "build",
            *tahun,
            *bidang,
            "--data",
            str(FIXTURE),
            "--out",
            str(out),
            "--jobs",
            "2",
            cwd=AKAR,
            env=LINGKUNGAN,
        ),
    )


@pytest.fixture(scope="module")
def html(kedua: Kedua, teks_html: Callable[[Path], str]) -> Callable[[int, str], str]:
    return lambda tahun, bidang: padat(teks_html(kedua.berkas(tahun, bidang, "laporan.html")))


def test_all_succeed_and_a_bidang_that_was_not_there_yet_is_left_out(kedua: Kedua) -> None:
    assert kedua.hasil.returncode == 0, kedua.hasil.stderr
    assert "5 laporan dibuat, 0 masih mutakhir, 0 gagal" in kedua.hasil.stderr
    ada = {(int(p.parts[-3]), p.parts[-2]) for p in kedua.out.glob("*/*/*/ringkasan.json")}
    assert ada == set(LAPORAN)
    for tahun, bidang in LAPORAN:
        assert {p.name for p in kedua.berkas(tahun, bidang, "x").parent.iterdir()} == BERKAS


@pytest.mark.parametrize(("tahun", "bidang"), LAPORAN)
class TestSemua:
    def test_no_cell_warns(self, kedua: Kedua, tahun: int, bidang: str) -> None:
        notebook = nbformat.read(kedua.berkas(tahun, bidang, "laporan.ipynb"), 4)
        assert [
            o for c in notebook.cells for o in c.get("outputs", []) if o.output_type in ("stream", "error")
        ] == []

    def test_draft_stands_only_where_it_belongs(
        self, kedua: Kedua, html: Callable[[int, str], str], tahun: int, bidang: str
    ) -> None:
        # 2020 is called final, but has neither number nor date
        lembar = kedua.pdf(tahun, bidang)
        berdraf = [nomor for nomor, teks in enumerate(lembar) if re.search("draf", teks, re.IGNORECASE)]
        if tahun == 2021:
            assert berdraf == []
            assert "DRAF" not in html(tahun, bidang)
        else:
            assert set(range(len(lembar))) - set(berdraf) <= {0}
            assert re.search("draf", html(tahun, bidang), re.IGNORECASE)

    def test_no_word_of_a_machine_stands_in_the_text(
        self, kedua: Kedua, teks_html: Callable[[Path], str], tahun: int, bidang: str
    ) -> None:
        for teks in (
            teks_html(kedua.berkas(tahun, bidang, "laporan.html")),
            " ".join(halaman(kedua.berkas(tahun, bidang, "laporan.pdf"))),
        ):
            assert (
                re.findall(
                    r".{0,30}(?:\b(?:nan|NaN|None|NaT|inf|dtype|Traceback|kode_kegiatan)\b|<NA>).{0,20}", teks
                )
                == []
            )

    def test_no_word_of_the_first_agency_stands_in_the_text(
        self, kedua: Kedua, html: Callable[[int, str], str], tahun: int, bidang: str
    ) -> None:
        asing = [
            "Koperasi",
            "Banten",
            "UsahaKecil",
            "Gubernur",
            "SubBagianProgram,Evaluasi,PelaporandanKeuangan",
            "dokumenasal",
        ]
        for teks in (html(tahun, bidang), "".join(kedua.pdf(tahun, bidang))):
            assert [kata for kata in asing if kata in teks] == []

    def test_every_figure_of_ringkasan_has_an_origin_or_a_reason(
        self, kedua: Kedua, tahun: int, bidang: str
    ) -> None:
        isi = json.loads(kedua.berkas(tahun, bidang, "ringkasan.json").read_text("utf-8"))
        assert isi["instansi"] == "dinkes-contoh"
        assert len(isi["perbandingan"]) == 7
        for angka in isi["angka"]:
            assert angka["alasan"] if angka["nilai"] is None else (angka["asal"] or not angka["satuan"]), (
                angka["nama"]
            )

    def test_page_runs_nothing(self, kedua: Kedua, tahun: int, bidang: str) -> None:
        isi = kedua.berkas(tahun, bidang, "laporan.html").read_text("utf-8")
        assert isi.lower().count("<script") == isi.count("script-src 'sha256-") == 1  # ours
        assert not re.search(r"<b>tebal</b>|<em>aktif|<strong>awal|<em>bukan miring", isi)
        ids = re.findall(r'\sid="([^"]*)"', isi)
        assert len(ids) == len(set(ids))


NAKAL = {
    (2020, "dinas"): [
        'Imunisasi “BIAS” & `rantai dingin` [vaksin](x) {{ 7*7 }} \\n <b>tebal</b>',
        "Gerakan #1000HPK *aktif* @Posyandu // biaya $0 dan $5 _per_ ibu",
        "Upaya Kesehatan Masyarakat <UKM> & Perorangan",
        "Promosi Kesehatan 'Germas' & Pemberdayaan",
        'drg. Siti "Nani" Nur\'aini',
    ],
    (2021, "dinas"): [
        "Pengadaan obat \"esensial\" <3 bulan> & BMHP #2 $stok$ *awal* @gudang",
        "Pemenuhan UKP & UKM <Perorangan/Masyarakat>",
        "Dr. Yohanes O'Brien, S.K.M.",
        "Ir. Budi D'Souza, CGCAE",
        "admin@contoh.go.id, tagar #sehat, biaya $10 atau $20, *bukan tebal*, _bukan miring_, // bukan komentar, `bukan kode`, "
        "{bukan} <script>alert(1)</script>, ~ dan \\ juga.",
        "Tanah Puskesmas 'Melati' & gudang",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("tahun", "bidang"), NAKAL)
def test_hostile_names_stand_literally(
    kedua: Kedua, html: Callable[[int, str], str], tahun: int, bidang: str
) -> None:
    for teks in (html(tahun, bidang), "".join(kedua.pdf(tahun, bidang))):
        assert [nama for nama in NAKAL[tahun, bidang] if padat(nama) not in teks] == []


@pytest.mark.parametrize(
    ("tahun", "bidang", "kotak"),
    [
        (2019, "dinas", ["Anggaran tahun 2019 belum tersedia", "Efisiensi tahun 2019 belum dapat dihitung", "Perjanjian kinerja tahun 2019 belum tersedia", "Data pegawai tahun 2019 belum tersedia", "Kata pengantar belum ditulis"]),
        (2020, "dinas", ["Hasil survei kepuasan masyarakat tahun 2020 belum tersedia", "Pagu tahun 2019 belum tersedia"]),
        (2020, "sdk", ["Hasil survei kepuasan masyarakat tahun 2020 belum tersedia"]),
    ],
)  # fmt: skip
def test_sections_without_data_say_so(
    kedua: Kedua, html: Callable[[int, str], str], tahun: int, bidang: str, kotak: list[str]
) -> None:
    for teks in (html(tahun, bidang), "".join(kedua.pdf(tahun, bidang))):
        assert [judul for judul in kotak if padat(judul) not in teks] == []


def test_the_final_report_is_signed_and_reviewed(kedua: Kedua) -> None:
    teks = "".join(kedua.pdf(2021, "dinas"))
    for satu in (
        "700/123-Dinkes/2022",
        "25 Februari 2022",
        "Inspektur Kabupaten Contoh",
        "14 Maret 2022",
        "NIP 196604041992031004",
    ):
        assert padat(satu) in teks
    assert padat("Plt. Kepala Dinas") in "".join(kedua.pdf(2020, "dinas"))
    assert "Plt." not in teks


def test_subkegiatan_are_shown_from_2021(kedua: Kedua, html: Callable[[int, str], str]) -> None:
    for teks in (html(2021, "dinas"), "".join(kedua.pdf(2021, "dinas"))):
        for satu in (
            "1.02.02.2.01.14 Pengadaan Alat Kesehatan",
            "2.400.000.000",
            "1.02.03.2.02.01 Pemenuhan Kebutuhan SDM Kesehatan",
        ):
            assert padat(satu) in teks
        # the budget of a subkegiatan: no other row has it
        assert "4.600.000.000" in teks
    assert "subkegiatan" not in html(2020, "dinas").lower()


def test_only_totals_are_compared_across_the_change_of_structure(kedua: Kedua) -> None:
    teks = "".join(kedua.pdf(2021, "dinas"))
    assert (
        padat(
            "Pagu Belanja Daerah naik 20,41 persen, dari Rp19.600.000.000 pada 2020 menjadi Rp23.600.000.000 pada 2021."
        )
        in teks
    )
    tabel = teks[teks.rindex(padat("Perbandingan pagu tahun 2020 dan 2021")) :][:400]
    assert "BelanjaOperasi" not in tabel
    assert "BelanjaLangsung" not in tabel


def test_the_trend_has_gaps(kedua: Kedua, html: Callable[[int, str], str]) -> None:
    for teks in (html(2021, "dinas"), "".join(kedua.pdf(2021, "dinas"))):
        tren = teks[teks.index("Trenbeberapatahun") :]
        assert "20.100.000.000belumadadata19.600.000.00023.600.000.000" in tren
        assert "75,5077,50belumadadata75,03" in tren
        assert "tanpadata" in tren


def test_figures_of_the_special_cases(kedua: Kedua) -> None:
    teks = "".join(kedua.pdf(2021, "dinas"))
    for satu in ("−25,26", "60–85", "90,00", "75,03", "95,66", "tidak ditampilkan", "tidak dapat dihitung"):
        assert padat(satu) in teks
    for jumlah in ("83", "140", "180"):
        assert jumlah in teks
