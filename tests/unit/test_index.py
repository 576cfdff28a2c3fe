import json
import re
from pathlib import Path

import pytest

from lakip_utils import data
from lakip_utils.data.hashes import sha256
from lakip_utils.terbitan.index import Angkatan, EntriIndeks, render, render_gagal
from lakip_utils.terbitan.isi_indeks import render_index
from lakip_utils.terbitan.manifest import Catatan, Manifest

JAHAT = "<script>alert(1)</script> {{ 7*7 }} </style>\"'"
KUNCI = (("Capaian sasaran", "16,67%"), ("Serapan anggaran", "39,37%"))


def entri(tahun: int = 2020, kode: str = "k", **ganti: object) -> EntriIndeks:
    isi: dict[str, object] = {
        "nama_bidang": f"Bidang {kode}",
        "status": "siap",
        "kunci": KUNCI,
        "berkas": {"HTML": f"d/{tahun}/{kode}/laporan.html"},
    }
    return EntriIndeks(tahun, kode, **(isi | ganti))  # type: ignore[arg-type]


def indeks(*laporan: EntriIndeks, teks: str = "Dinas") -> str:
    return render(Angkatan(teks, teks, f"Indeks {teks}", laporan))


def matriks(html: str) -> list[str]:
    tabel = re.search(r'<table class="matriks".*?</table>', html, re.S)
    assert tabel
    return re.findall(r"<td.*?</td>", tabel.group(), re.S)


def test_bidang_without_a_report_says_that_data_are_missing() -> None:
    sel = matriks(indeks(entri(2019, "a"), entri(2020, "b")))
    assert len(sel) == 4
    assert [i for i, satu in enumerate(sel) if "data belum tersedia" in satu] == [0, 3]  # newest first


@pytest.mark.parametrize(
    ("status", "kata"),
    [("siap", "Siap"), ("sebagian", "Data sebagian"), ("gagal", "Gagal dibuat"), ("usang", "Usang")],
)
def test_status_is_always_in_words(status: str, kata: str) -> None:
    assert f">{kata}</span>" in matriks(indeks(entri(status=status)))[0]


def test_report_with_open_findings_is_a_draft_and_says_how_many() -> None:
    html = indeks(*(entri(2015 + i, status="draf" if i else "siap", terbuka=3 * i) for i in range(6)))
    sel = matriks(html)
    assert "Draf: 15 catatan tinggi belum dijawab</span>" in sel[0]
    assert ">Siap</span>" in sel[-1]
    assert '<option value="draf">Draf</option>' in html


def test_open_findings_of_a_report_with_few_data_are_told_too() -> None:
    sel = matriks(indeks(entri(status="sebagian", terbuka=2)))
    assert "Data sebagian" in sel[0]
    assert "2 catatan tinggi belum dijawab" in sel[0]


def test_key_figure_of_the_agency_stands_once_a_year() -> None:
    laporan = [
        entri(tahun, kode, kunci=(*KUNCI, ("IKM", ikm)), nilai={"IKM": nilai})
        for tahun, ikm, nilai in ((2019, "70,00", 70.0), (2020, "74,69", 74.69))
        for kode in "ab"
    ]
    html = render(Angkatan("P", "I", "J", tuple(laporan), milik_instansi=("IKM",)))
    kepala, _, isi = html.partition("<tbody>")
    assert re.findall(r"IKM \d+,\d+", kepala) == ["IKM 74,69", "IKM 70,00"]
    assert "IKM" not in isi.partition("Tren angka kunci")[0]
    assert html.count('aria-label="IKM: 2019 70,00; 2020 74,69"') == 1


def test_key_figure_that_reports_do_not_agree_on_stays_with_each() -> None:
    laporan = tuple(entri(kode=k, kunci=(("IKM", ikm),)) for k, ikm in (("a", "70,00"), ("b", "74,69")))
    html = render(Angkatan("P", "I", "J", laporan, milik_instansi=("IKM",)))
    assert [re.search(r"\d+,\d+", sel)[0] for sel in matriks(html)] == ["70,00", "74,69"]  # type: ignore[index]


def test_stale_report_links_to_the_failure_beside_it() -> None:
    html = indeks(entri(status="usang", berkas={"HTML": "a/laporan.html", "Pesan kegagalan": "a/gagal.html"}))
    assert 'href="a/laporan.html"' in html
    assert 'href="a/gagal.html"' in html


def test_leading_figure_is_the_same_in_every_cell() -> None:
    sel = matriks(indeks(entri(2021, kunci=KUNCI[1:]), entri(2020)))
    assert "Capaian sasaran belum tersedia" in sel[0]
    assert "serapan anggaran 39,37%" in sel[0]


@pytest.mark.parametrize("alamat", ["javascript:alert(1)", "https://x/a", "//x/a", "/etc/passwd"])
def test_links_stay_in_the_folder_of_the_index(alamat: str) -> None:
    with pytest.raises(ValueError, match="relatif"):
        entri(berkas={"HTML": alamat})


@pytest.mark.parametrize(
    "html",
    [
        indeks(entri(nama_bidang=JAHAT, keterangan=JAHAT, kunci=((JAHAT, JAHAT),)), teks=JAHAT),
        indeks(teks=JAHAT),
        render_gagal(JAHAT, JAHAT, JAHAT),
    ],
    ids=["indeks", "kosong", "gagal"],
)
def test_text_is_never_markup_and_nothing_is_loaded(html: str) -> None:
    assert "<script" not in html
    assert html.count("</style>") == 1
    assert "{{ 7*7 }}" in html
    assert not re.search(r"https?://|@import", html)
    assert "default-src 'none'" in html


def test_same_build_gives_the_same_bytes() -> None:
    assert indeks(entri(2019), entri(2020)) == indeks(entri(2019), entri(2020))


def bernilai(tahun: int, nilai: float | None, kode: str = "a") -> EntriIndeks:
    ada = {} if nilai is None else {"Serapan": nilai}
    return entri(tahun, kode, nilai=ada, kunci=tuple((nama, f"{n:.0f}%") for nama, n in ada.items()))


def test_trend_has_a_point_for_each_year_and_a_gap_where_one_is_missing() -> None:
    laporan = (bernilai(2018, 50), bernilai(2019, 100), bernilai(2020, None), bernilai(2021, 25), bernilai(2018, 100, "b"))  # fmt: skip
    angkatan = Angkatan("P", "I", "J", laporan)
    tren = angkatan.tren("a", "Serapan")
    assert [titik[:2] for titik in tren.titik] == [(2018, "50%"), (2019, "100%"), (2021, "25%")]
    assert [round(titik[3], 1) for titik in tren.titik] == [15.0, 0.0, 22.5]  # one scale, from 0
    assert tren.garis == ("0.0,15.0 40.0,0.0",)
    html = render(angkatan)
    assert 'aria-label="Serapan Bidang a: 2018 50%; 2019 100%; 2021 25%"' in html


def test_no_trend_from_one_year() -> None:
    html = render(Angkatan("P", "I", "J", (bernilai(2020, 50), bernilai(2020, 70, "b"))))
    assert "Tren angka kunci" not in html


def dari_catatan(paket: Path, parameter: dict[str, str], terbuka: int, serapan: float | None = 85.0) -> str:
    """Return the index over one report on record, whose key figures are those of ``ringkasan.json``."""
    kunci = "dinas-uji/2020/satu"
    angka = [
        {"nama": n, "nilai": v, "satuan": "persen"}
        for n, v in (("capaian_sasaran", 50.0), ("serapan", serapan))
    ]
    (paket / kunci).mkdir(parents=True)
    (paket / kunci / "ringkasan.json").write_text(
        json.dumps({"angka": angka, "perbandingan": [], "cacah_catatan": {"tinggi": 3}, "terbuka": terbuka})
    )
    for nama in ("laporan.html", "laporan.pdf", "laporan.ipynb"):
        (paket / kunci / nama).touch()
    berkas = {path.name: sha256(path) for path in sorted((paket / kunci).iterdir())}
    catatan = Catatan(tahun=2020, bidang="satu", nama_bidang="Satu", parameter=parameter, keluaran=berkas)
    return render_index(paket, [data.load(paket).instansi], Manifest(laporan={kunci: catatan})).decode()


def test_a_report_that_is_not_what_was_made_says_so_instead_of_its_figures(paket_kecil: Path) -> None:
    dari_catatan(paket_kecil, {}, 0)
    kunci = "dinas-uji/2020/satu"
    catatan = Catatan(tahun=2020, bidang="satu", nama_bidang="Satu", keluaran={"ringkasan.json": "0" * 64})

    def sel(catatan: Catatan) -> str:
        semua = [data.load(paket_kecil).instansi]
        return matriks(render_index(paket_kecil, semua, Manifest(laporan={kunci: catatan})).decode())[0]

    assert ">Berubah</span>" in sel(catatan)
    assert "85" not in sel(catatan)
    hilang = catatan.model_copy(update={"keluaran": {"laporan.html": "0" * 64}})
    (paket_kecil / kunci / "laporan.html").unlink()
    assert ">Berubah</span>" in sel(hilang)


@pytest.mark.parametrize(
    ("edisi", "label"),
    [
        (
            {"edisi_html": "reviu", "edisi_pdf": "resmi"},
            ["HTML (edisi reviu)", "PDF (edisi resmi)", "Notebook"],
        ),
        (
            {"edisi_html": "resmi", "edisi_pdf": "reviu"},
            ["HTML (edisi resmi)", "PDF (edisi reviu)", "Notebook"],
        ),
        ({}, ["HTML", "PDF", "Notebook"]),
    ],
)
def test_each_link_names_the_edition_on_record(
    paket_kecil: Path, edisi: dict[str, str], label: list[str]
) -> None:
    html = dari_catatan(paket_kecil, edisi, 0)
    assert re.findall(r'<a href="[^#][^>]*>([^<]+)</a>', html) == label
    assert f"untuk membuka laporan: {label[0]}." in html


@pytest.mark.parametrize(
    ("terbuka", "serapan", "status"),
    [
        (0, 85.0, "Siap"),
        (3, 85.0, "Draf: 3 catatan tinggi belum dijawab"),
        (3, None, "Data sebagian"),
    ],
)
def test_report_is_ready_only_when_no_grave_finding_is_open(
    paket_kecil: Path, terbuka: int, serapan: float | None, status: str
) -> None:
    html = dari_catatan(paket_kecil, {}, terbuka, serapan)
    assert f">{status}</span>" in matriks(html)[0]
