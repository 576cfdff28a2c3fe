"""How findings are shown: the table, the box at the front, the command, and what they hold back."""

import json
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from bantu import DATA, NOTEBOOK, NOTEBOOK_DINAS
from test_cli import jalankan

from lakip_utils import data, konsistensi
from lakip_utils.analisis import anggaran, efisiensi, evaluasi
from lakip_utils.asal import Asal, Sel
from lakip_utils.data import Paket
from lakip_utils.data.params import Batch
from lakip_utils.konsistensi import Dasar, Jawaban
from lakip_utils.konsistensi.jelaskan import TUJUAN, daftar_aturan
from lakip_utils.konsistensi.sengketa import sengketa
from lakip_utils.sajian import narasi, tabel
from lakip_utils.sajian.blok import Tabel, teks
from lakip_utils.sajian.html import render
from lakip_utils.sajian.tabel.konsistensi import nilai, tempat
from lakip_utils.terbitan.plan import plan

TANGGAPAN = "id,status,teks,oleh,tanggal\n"
BANKABLE = "angka-berbeda-a35516"
"""Realisasi of P4-BANKABLE: 6 in 3.1 (b. 1770), 1,00 in 3.2.4 (b. 2556)."""


@pytest.fixture(scope="module")
def catatan(paket: Paket) -> pd.DataFrame:
    return konsistensi.periksa(paket, 2020)


@pytest.fixture
def salinan(tmp_path: Path) -> Path:
    """The package of the repository in a folder of its own, with a batch that builds it."""
    for path in DATA.rglob("*.*"):
        tujuan = tmp_path / "data" / path.relative_to(DATA)
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        tujuan.write_bytes(path.read_bytes())
    return tmp_path / "data"


def dengan_tanggapan(salinan: Path, *baris: str) -> Paket:
    (salinan / "2020" / "tanggapan.csv").write_text(TANGGAPAN + "".join(f"{b}\n" for b in baris), "utf-8")
    return data.load(salinan)


# ---------------------------------------------------------------------- table and box


def test_the_grave_ones_come_first_and_each_rule_heads_its_findings(catatan: pd.DataFrame) -> None:
    isi = tabel.catatan_uji(catatan)
    assert isi is not None
    golongan = [b.golongan for b in isi.baris]
    urutan = [konsistensi.KEPARAHAN.index(g) for g in golongan if g]
    assert urutan == sorted(urutan)
    kepala = [b for b in isi.baris if b.gaya == "grup"]
    assert len(isi.baris) - len(kepala) == len(catatan)
    assert teks(kepala[0].sel[0]).startswith("Tinggi Angka yang sama tercetak berbeda (6). Satu besaran")


def test_a_finding_is_understood_without_the_code(catatan: pd.DataFrame) -> None:
    isi = tabel.catatan_uji(catatan)
    assert isi is not None
    baris = next(b for b in isi.baris if b.jangkar == BANKABLE)
    tentang, tercetak, hasil, di = map(teks, baris.sel)
    assert tentang.startswith("Indikator Persentase Koperasi yang Bankable (P4-BANKABLE), realisasi")
    assert (tercetak, hasil.split(" (")[0]) == ("1,00%", "6%")
    assert "capaian yang tercetak bersamanya: 100%" in hasil
    assert di == "3.2.4 (b. 2556, 2590); 3.2.4 rumus program (b. 2585–2587)"


@pytest.mark.parametrize(
    ("isi", "satuan", "hasil"),
    [
        (Decimal("16.670"), "persen", "16,670%"),
        (Decimal("-4077000000"), "rupiah", "−Rp4.077.000.000"),
        (Decimal("1000"), "usaha kecil", "1.000 usaha kecil"),
        ("301.982.00", "rupiah", "301.982.00"),
        (None, "orang", ""),
    ],
)
def test_values_are_written_the_indonesian_way(isi: object, satuan: str, hasil: str) -> None:
    assert nilai(isi, satuan) == hasil  # type: ignore[arg-type]


def test_many_places_are_cut_and_counted() -> None:
    semua = pd.Series({"tempat": tuple(f"{n}.1 (b. {n})" for n in range(1, 8))})
    assert tempat(semua) == "1.1 (b. 1); 2.1 (b. 2); 3.1 (b. 3); 4.1 (b. 4); dan 3 bagian lain"
    assert tempat(pd.Series({"tempat": ("3.1 (b. 5)", "3.1 (b. 9)", "2.4")})) == "3.1 (b. 5, 9); 2.4"
    di = Asal(tuple(Sel("2021/anggaran.csv", n, "realisasi") for n in (8, 9)))
    assert tempat(pd.Series({"tempat": (), "asal": di})).startswith("2021/anggaran.csv baris 8")
    assert tempat(pd.Series({"tempat": (), "asal": Asal()})) == "di data"


def test_places_are_those_of_the_printed_report_and_say_so(catatan: pd.DataFrame, paket: Paket) -> None:
    isi = tabel.catatan_uji(catatan)
    assert isi is not None
    assert isi.kolom[3].judul == "Tempat di laporan tercetak atau data"
    halaman = render(narasi.konsistensi.pembuka(catatan, paket.tabel("klaim", 2020)))
    assert halaman.count("b. = nomor baris pada teks laporan tercetak") == 1
    assert "adalah nomor di laporan tercetak, bukan nomor di laporan ini" in halaman
    # In sentences, too: the section is never that of this report.
    hasil = teks(next(b for b in isi.baris if b.jangkar == BANKABLE).sel[2])
    assert "nilai di data, dari laporan tercetak, 3.1 (b. " in hasil
    rumus = [r for r in catatan["rumus"] if "(b. " in r]
    assert len(rumus) > 10
    assert [r for r in rumus if "laporan tercetak, " not in r] == []


def test_lines_are_explained_only_where_a_place_has_them(catatan: pd.DataFrame, paket: Paket) -> None:
    tanpa = catatan.assign(tempat=[("3.1",)] * len(catatan))
    halaman = render(narasi.konsistensi.pembuka(tanpa, paket.tabel("klaim", 2020)))
    assert "bukan nomor di laporan ini." in halaman
    assert "b. =" not in halaman


def test_the_box_leads_to_all_grave_findings_and_says_how_many_it_leaves_out(catatan: pd.DataFrame) -> None:
    kotak = narasi.konsistensi.ringkas(catatan)
    assert kotak is not None
    akhir = kotak.isi[1].butir[-1]  # type: ignore[union-attr]
    assert (akhir[0].teks, akhir[0].tautan) == ("Semua 41 catatan tinggi", "tabel-catatan-uji")
    assert "belum ditanggapi" in teks(akhir)
    assert "di antaranya tidak disebut di sini" in teks(akhir)


def test_a_finding_names_the_lines_of_the_form_that_count_it(catatan: pd.DataFrame) -> None:
    jawaban = (
        Jawaban("I.3", dasar=(Dasar(1, "catatan", catatan=(BANKABLE,)),)),
        Jawaban("II.5", dasar=(Dasar(1, "catatan", catatan=(BANKABLE,)),)),
    )
    isi = tabel.catatan_uji(catatan, jawaban)
    assert isi is not None
    bertanda = {b.jangkar for b in isi.baris if "Lembar reviu" in teks(b.sel[0])}
    assert bertanda == {BANKABLE}
    assert teks(next(b for b in isi.baris if b.jangkar == BANKABLE).sel[0]).endswith(
        "Lembar reviu (I.3) (II.5)"
    )
    assert "misalnya (I.3)" in isi.keterangan
    tanpa = tabel.catatan_uji(catatan)
    assert tanpa is not None
    assert "Lembar reviu" not in render(tanpa)


def test_the_box_counts_by_severity_and_leads_to_the_grave_ones(catatan: pd.DataFrame) -> None:
    kotak = narasi.konsistensi.ringkas(catatan)
    assert kotak is not None
    assert kotak.edisi == "reviu"
    halaman = render(kotak)
    cacah = konsistensi.cacah(catatan)
    assert f'<span class="lencana tinggi">{cacah["tinggi"]} tinggi</span>' in halaman
    # The thing, both figures, and the way to its first finding.
    koperasi = next(b for b in kotak.isi[1].butir if "BANKABLE" in teks(b))  # type: ignore[union-attr]
    assert "realisasi 1,00% atau 6%" in teks(koperasi)
    assert f'href="#{BANKABLE}"' in halaman
    isi = tabel.catatan_uji(catatan)
    assert isinstance(isi, Tabel)
    assert {"uji-tinggi-angka-berbeda", BANKABLE} <= {b.jangkar for b in isi.baris}


def test_the_box_of_a_bidang_names_its_own_matters_only(paket: Paket) -> None:
    kotak = narasi.konsistensi.ringkas(konsistensi.periksa(paket, 2020, bidang="koperasi"))
    assert kotak is not None
    butir = [teks(b) for b in kotak.isi[1].butir]  # type: ignore[union-attr]
    assert butir[0].startswith("Indikator Persentase Koperasi yang Bankable")
    assert all(
        "koperasi" in b.casefold() or "tolok ukur 4" in b.casefold() or "program 4" in b for b in butir
    )


def test_rows_can_be_filtered_where_there_is_a_choice(catatan: pd.DataFrame) -> None:
    isi = tabel.catatan_uji(catatan)
    assert isi is not None
    assert isi.saringan == {k: n for k, n in konsistensi.cacah(catatan).items() if n}
    satu = tabel.catatan_uji(catatan[catatan["keparahan"] == "info"])
    assert satu is not None
    assert satu.saringan == {}
    assert "<fieldset" not in render(satu)


def test_nothing_found_says_so(catatan: pd.DataFrame) -> None:
    kosong = catatan.iloc[:0]
    assert tabel.catatan_uji(kosong) is None
    assert narasi.konsistensi.ringkas(kosong) is None
    assert "Tidak ada catatan." in render(narasi.konsistensi.pembuka(kosong, kosong))


# ---------------------------------------------------------------------- answers


def test_an_answer_stands_beside_its_finding(salinan: Path) -> None:
    paket = dengan_tanggapan(salinan, f"{BANKABLE},dijelaskan,Angka 3.1 keliru.,Budi,2021-03-01")
    catatan = konsistensi.periksa(paket, 2020)
    satu = catatan.set_index("id").loc[BANKABLE]
    assert (satu["status"], satu["oleh"], satu["tanggal"]) == ("dijelaskan", "Budi", "2021-03-01")
    isi = tabel.catatan_uji(catatan)
    assert isi is not None
    assert isi.kolom[-1].judul == "Tanggapan"
    baris = next(b for b in isi.baris if b.jangkar == BANKABLE)
    assert teks(baris.sel[-1]) == "Dijelaskan. Angka 3.1 keliru. (Budi, 2021-03-01)"
    kepala = teks(narasi.konsistensi.ringkas(catatan).isi[0].isi)  # type: ignore[union-attr]
    assert kepala.endswith(f"Satu dari {len(catatan)} sudah ditanggapi.")


def test_an_answer_to_nothing_is_told(salinan: Path) -> None:
    paket = dengan_tanggapan(salinan, "angka-berbeda-000000,diperbaiki,Sudah.,Budi,2021-03-01")
    lepas = konsistensi.tanggapan_lepas(paket, 2020, set(konsistensi.periksa(paket, 2020)["id"]))
    assert [(x.id, str(x.sel)) for x in lepas] == [
        ("angka-berbeda-000000", "2020/tanggapan.csv baris 2, kolom id")
    ]
    klaim = paket.tabel("klaim", 2020)
    halaman = render(narasi.konsistensi.pembuka(konsistensi.periksa(paket, 2020), klaim, lepas))
    assert "membandingkan 648 pernyataan tercetak" in halaman
    assert "Empat di antaranya tidak punya pembanding" in halaman
    assert "angka-berbeda-000000" in halaman


# ---------------------------------------------------------------------- verdicts


def test_no_verdict_is_drawn_from_disputed_figures(paket: Paket) -> None:
    # 4.3: 7 (b. 1810) or 2 (b. 2732); 4.4: 11 (b. 1843) or 3 (b. 2608); bankable 6 (b. 1770) or 1 (b. 2556)
    unit = paket.irisan(2020, "koperasi")
    diragukan = sengketa(konsistensi.periksa(paket, 2020, bidang="koperasi"), unit)
    assert diragukan == {
        *(("kegiatan", "4.3"), ("kegiatan", "4.4"), ("program", "4")),
        ("indikator", "P4-BANKABLE"),  # not S2-KOP: a misprinted capaian (b. 2545) doubts no fact
    }
    hasil = efisiensi.hitung(
        unit.indikator, unit.tolok_ukur, anggaran.hitung(unit.anggaran), unit.kegiatan, sengketa=diragukan
    ).set_index("kode")
    assert set(hasil.index[hasil["keterangan"] == efisiensi.DITANGGUHKAN]) == {"4", "4.3", "4.4"}
    assert hasil.loc[["4.3", "4.4"], "ie"].isna().all()
    assert hasil.loc["4.3", "serapan"] == 100  # shown all the same
    assert hasil.loc["4.1", "simpulan"] == "kurang efisien"


def test_an_answered_dispute_no_longer_holds_the_verdict(salinan: Path) -> None:
    paket = dengan_tanggapan(salinan, f"{BANKABLE},diterima,Realisasi 1.,Budi,2021-03-01")
    catatan = konsistensi.periksa(paket, 2020, bidang="koperasi")
    # The printed capaian of 100% is disputed on its own (b. 2556), so the program still waits.
    lain = catatan[(catatan["kunci"] == "P4-BANKABLE") & (catatan["keparahan"] == "tinggi")]
    assert list(lain["status"]) == ["diterima", ""]


def test_a_bidang_is_judged_by_its_own_programs_only(paket: Paket) -> None:
    from lakip_utils import aturan

    dipakai = aturan.dipakai(2020, predikat="permendagri-86-2017")
    hemat = evaluasi.susun(paket.irisan(2020, "koperasi"), dipakai, "awal").hemat
    assert set(hemat.loc[hemat["level"] == "program", "kode"]) == {"4"}


# ---------------------------------------------------------------------- the command


def test_check_tells_and_ends_with_1_where_something_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan("check", "--data", str(DATA), "--tahun", "2020", "--min-severity", "tinggi") == 1
    keluar = capsys.readouterr()
    assert "angka-berbeda-a35516" in keluar.out
    assert "tinggi" in keluar.err
    assert "tidak ditampilkan" in keluar.err


def test_check_ends_with_0_where_nothing_reaches_the_severity(capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan("check", "--data", str(DATA), "--tahun", "2019", "--min-severity", "tinggi") == 0
    assert "6 sedang; 6 di bawah tinggi tidak ditampilkan." in capsys.readouterr().err


def test_check_as_json_is_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    jalankan("check", "--data", str(DATA), "--tahun", "2020", "--format", "json", "--min-severity", "info")
    isi = {c["id"]: c for c in json.loads(capsys.readouterr().out)}
    assert isi[BANKABLE]["tercetak"] == "1.00"
    assert isi[BANKABLE]["dihitung"] == "6"
    assert isi[BANKABLE]["selisih"] == "-5.00"
    assert "2020/indikator.csv baris 11, kolom realisasi" in isi[BANKABLE]["sel"]
    assert {c["keparahan"] for c in isi.values()} == set(konsistensi.KEPARAHAN)


def test_check_as_csv_has_a_row_a_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    jalankan("check", "--data", str(DATA), "--tahun", "2020", "--format", "csv", "--min-severity", "info")
    (tmp_path / "c.csv").write_text(capsys.readouterr().out, "utf-8")
    isi = pd.read_csv(tmp_path / "c.csv", dtype="str", keep_default_na=False)
    assert len(isi) == len(konsistensi.periksa(data.load(DATA), 2020))
    assert isi["id"].is_unique


def test_check_names_every_wrong_year_and_package(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert jalankan("check", "--data", str(DATA), "--data", str(tmp_path), "--tahun", "2031") == 2
    pesan = capsys.readouterr().err
    assert "tahun 2031" in pesan
    assert "instansi.yaml" in pesan


def test_check_answers_count_as_settled(salinan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catatan = konsistensi.periksa(data.load(salinan), 2020)
    tinggi = catatan.loc[catatan["keparahan"] == "tinggi", "id"]
    dengan_tanggapan(salinan, *(f"{id_},diterima,Ya.,Budi,2021-03-01" for id_ in tinggi))
    assert jalankan("check", "--data", str(salinan), "--tahun", "2020", "--min-severity", "tinggi") == 0
    assert f"{len(tinggi)} sudah ditanggapi" in capsys.readouterr().err


# ---------------------------------------------------------------------- strict


def batch(folder: Path, **lain: object) -> Batch:
    return Batch.model_validate(
        {
            "data": (str(folder),),
            "notebook": str(NOTEBOOK),
            "notebook_dinas": str(NOTEBOOK_DINAS),
            "tahun": (2020,),
            "bidang": ("koperasi",),
            "strict": True,
            **lain,
        }
    )


def test_strict_withholds_the_official_edition_while_a_grave_finding_is_open(salinan: Path) -> None:
    (job,), _ = plan(batch(salinan))
    assert job.ditahan == ("pdf",)
    assert dict(job.tanpa_yang_ditahan().keluaran) == {"html": "reviu"}
    (reviu,), _ = plan(batch(salinan, edisi="reviu"))
    assert reviu.ditahan == ()
    (longgar,), _ = plan(batch(salinan, strict=False))
    assert longgar.ditahan == ()


def test_strict_lets_the_official_edition_pass_when_all_are_answered(salinan: Path) -> None:
    catatan = konsistensi.periksa(data.load(salinan), 2020, bidang="koperasi")
    tinggi = catatan.loc[catatan["keparahan"] == "tinggi", "id"]
    dengan_tanggapan(salinan, *(f"{id_},diterima,Ya.,Budi,2021-03-01" for id_ in tinggi))
    (job,), _ = plan(batch(salinan))
    assert job.ditahan == ()


def test_strict_lets_a_year_without_grave_findings_pass() -> None:
    (job,), _ = plan(batch(DATA, tahun=(2019,)))
    assert job.ditahan == ()


# ---------------------------------------------------------------------- docs


def test_the_list_of_rules_is_up_to_date() -> None:
    assert TUJUAN.read_text("utf-8") == daftar_aturan()
    assert all(f"`{uji.id}`" in daftar_aturan() for uji in konsistensi.DAFTAR)
