"""A workbook that people have messed up is read as what they meant, or refused at the cell in question."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import kacau
import paket_konsisten
import pytest
from bantu import DATA, PAKET_KECIL, tulis_paket
from kacau import KACAU, BukuKacau
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.formula import ArrayFormula

from lakip_utils.data.excel import impor
from lakip_utils.data.excel.kertas import buka
from lakip_utils.data.excel.tahun import ekspor, templat
from lakip_utils.errors import InvalidInput, Violation

CAMPURAN = 60
"""How many workbooks have two or three mess-ups at once."""


def _baris(teks: str | bytes) -> list[dict[str, str]]:
    isi = teks.decode("utf-8-sig") if isinstance(teks, bytes) else teks
    return [{k: v for k, v in satu.items() if v} for satu in csv.DictReader(io.StringIO(isi, newline=""))]


BERKAS = {Path(nama).stem: nama for nama in (PAKET_KECIL | kacau.PAKET) if nama.endswith(".csv")}
AWAL = {Path(n).stem: _baris(isi) for n, isi in (PAKET_KECIL | kacau.PAKET).items() if n.endswith(".csv")}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tulis_paket(tmp_path_factory.mktemp("kacau") / "paket", kacau.PAKET)


@pytest.fixture(scope="module")
def bersih(folder: Path) -> bytes:
    """The export of the package, with the sheets that hold something."""
    wb = load_workbook(io.BytesIO(ekspor(folder, 2020)[1]))
    for nama in wb.sheetnames:
        if nama not in (*AWAL, "Petunjuk"):
            del wb[nama]
    return _simpan(wb)


def _simpan(wb: Any) -> bytes:
    wadah = io.BytesIO()
    wb.save(wadah)
    return wadah.getvalue()


def _buka(bersih: bytes) -> BukuKacau:
    return BukuKacau(load_workbook(io.BytesIO(bersih)), AWAL)


def _campuran() -> list[list[str]]:
    acak = Random(2020)
    hasil = []
    while len(hasil) < CAMPURAN:
        nama = acak.sample(sorted(KACAU), acak.choice([2, 3]))
        hasil.append(nama)
    return hasil


@pytest.mark.parametrize(
    ("nama", "seed"),
    [([nama], seed) for seed, nama in enumerate(KACAU)]
    + [(nama, seed) for seed, nama in enumerate(_campuran(), 1000)],
    ids=lambda apa: "+".join(apa) if isinstance(apa, list) else str(apa),
)
def test_setiap_angka_seperti_maksudnya_atau_ditolak_di_selnya(
    nama: list[str], seed: int, folder: Path, bersih: bytes, tmp_path: Path
) -> None:
    b = _buka(bersih)
    kacau.lakukan(b, nama, Random(seed))
    berkas = tmp_path / "kacau.xlsx"
    b.wb.save(berkas)
    if b.tolak:
        with pytest.raises(InvalidInput) as salah:
            impor.rencanakan(berkas, folder)
        _ditolak_di_tempatnya(b, salah.value.violations)
    else:
        _terbaca(b, impor.rencanakan(berkas, folder))


def _tempat(ws: Any, sel: Any) -> tuple[str, int | None]:
    return ws.title, sel.row if sel is not None else None


def _ditolak_di_tempatnya(b: BukuKacau, salah: tuple[Violation, ...]) -> None:
    for ws, sel, kolom in b.tolak:
        assert any(
            v.sheet == ws.title
            and (sel is None or v.row == sel.row)
            and (not kolom or kolom in v.column or kolom in v.expected)
            and (not kolom or f"(sel {sel.coordinate})" in v.column or "(sel" not in v.column)
            for v in salah
        ), (ws.title, sel, kolom, salah)
    boleh = {_tempat(ws, sel) for ws, sel, _ in b.tolak}
    lain = {ws.title for ws in b.sebab_lain}
    for v in salah:
        assert v.sheet in lain or (v.sheet, v.row) in boleh, v


def _terbaca(b: BukuKacau, rencana: impor.Rencana) -> None:
    harap = b.bersih()
    for nama, path in BERKAS.items():
        jadi = _baris(rencana.isi[path]) if path in rencana.isi else AWAL[nama]
        assert jadi == harap[nama], nama
    assert _dikatakan(rencana) == {n: apa for n in AWAL if (apa := _beda(AWAL[n], harap[n]))}
    disebut = {(satu.lembar, satu.sel) for lembar in rencana.buku.lembar for satu in lembar.bacaan}
    for sel in b.bacaan:
        assert (sel.parent.title, sel.coordinate) in disebut, (sel, disebut)


Beda = tuple[int, int, list[tuple[str, str, str]], bool]
"""How many rows come and go, which cells change, and whether the order does."""


def _beda(lama: list[dict[str, str]], baru: list[dict[str, str]]) -> Beda | None:
    """Return how two tables differ whose rows are told apart by most of their cells."""
    if lama == baru:
        return None
    if len(lama) != len(baru):
        kurang, lebih = [s for s in lama if s not in baru], [s for s in baru if s not in lama]
        return len(lebih), len(kurang), [], False
    if all(satu in baru for satu in lama):
        return 0, 0, [], True
    ubah = [
        (k, satu.get(k, ""), lain.get(k, ""))
        for satu, lain in zip(lama, baru, strict=True)
        for k in sorted(satu.keys() | lain.keys())
        if satu.get(k) != lain.get(k)
    ]
    return 0, 0, ubah, False


def _dikatakan(rencana: impor.Rencana) -> dict[str, Beda]:
    return {
        Path(satu.berkas).stem: (
            len(satu.tambah),
            len(satu.hapus),
            sorted((u.kolom, u.lama, u.baru) for u in satu.ubah),
            satu.urutan,
        )
        for satu in rencana.beda
    }


def test_jumlah_kekacauan_tidak_menyusut() -> None:
    assert len(KACAU) + sum(map(len, _campuran())) >= 210


def test_tanpa_kekacauan_tidak_ada_yang_berubah(folder: Path, bersih: bytes, tmp_path: Path) -> None:
    b = _buka(bersih)
    b.wb.save(tmp_path / "x.xlsx")
    rencana = impor.rencanakan(tmp_path / "x.xlsx", folder)
    assert not rencana.beda
    assert not rencana.isi
    _terbaca(b, rencana)


# Files that are no workbook, or not quite -----------------------------------------------------------------


def _salah(berkas: Path, folder: Path) -> tuple[Violation, ...]:
    with pytest.raises(InvalidInput) as salah:
        impor.rencanakan(berkas, folder)
    return salah.value.violations


def _zip(**isi: str) -> bytes:
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w") as z:
        for nama, teks in isi.items():
            z.writestr(nama, teks)
    return wadah.getvalue()


BUKAN_BUKU = {
    "csv": b"kode,nama\n1,satu\n",
    "berkata_sandi": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504),
    "kosong": b"",
    "html": b"<html><table><tr><td>1</td></tr></table></html>",
    "zip_lain": _zip(a="b"),
    "docx": _zip(**{"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'}),
    "xml_rusak": _zip(**{"[Content_Types].xml": "<Types"}),
}  # fmt: skip


@pytest.mark.parametrize("nama", BUKAN_BUKU)
def test_berkas_yang_bukan_buku_kerja_disebut(nama: str, folder: Path, tmp_path: Path) -> None:
    berkas = tmp_path / "x.xlsx"
    berkas.write_bytes(BUKAN_BUKU[nama])
    (salah,) = _salah(berkas, folder)
    assert (salah.file, salah.found) == (str(berkas), "bukan buku kerja yang dapat dibaca")
    assert "kata sandi" in salah.action


@pytest.mark.parametrize("nama", ["tidak-ada.xlsx", "folder.xlsx"])
def test_berkas_yang_tidak_dapat_dibuka_disebut_sebabnya(nama: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    (salah,) = _salah(tmp_path / nama, folder)
    assert salah.found.startswith("tidak dapat dibaca (")


@pytest.mark.parametrize("seed", range(12))
def test_buku_kerja_yang_rusak_disebut_atau_terbaca_utuh(
    seed: int, folder: Path, bersih: bytes, tmp_path: Path
) -> None:
    """Cut off, or with other bytes in it: said in Indonesian, never a traceback, never other figures."""
    acak = Random(seed)
    isi = bytearray(bersih)
    if seed % 3 == 0:
        del isi[acak.randrange(len(isi)) :]
    for _ in range(acak.choice([1, 4, 40])):
        isi[acak.randrange(max(1, len(isi)))] = acak.randrange(256)
    (tmp_path / "x.xlsx").write_bytes(isi)
    try:
        rencana = impor.rencanakan(tmp_path / "x.xlsx", folder)
    except InvalidInput as salah:
        assert "bukan buku kerja" in str(salah)  # noqa: PT017  either will do
    else:
        assert not rencana.beda


def test_buku_kerja_tanpa_isi_tidak_menyebut_tahunnya(folder: Path, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "x.xlsx")
    (salah,) = _salah(tmp_path / "x.xlsx", folder)
    assert "tahun" in salah.found
    assert not impor.rencanakan(tmp_path / "x.xlsx", folder, 2020).beda


def test_buku_kerja_bermakro_yang_berganti_nama_terbaca(folder: Path, bersih: bytes, tmp_path: Path) -> None:
    wadah = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bersih)) as asal, zipfile.ZipFile(wadah, "w") as z:
        for nama in asal.namelist():
            isi = asal.read(nama).replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
            z.writestr(nama, isi)
        z.writestr("xl/vbaProject.bin", b"x")
    (tmp_path / "x.xlsx").write_bytes(wadah.getvalue())
    assert not impor.rencanakan(tmp_path / "x.xlsx", folder).beda


# Formulas, codes, and what is far away --------------------------------------------------------------------


def _dengan_hasil(berkas: Path, lembar: str, sel: str, hasil: str) -> None:
    """Give the formula of a cell a result, as Excel stores one; openpyxl writes none."""
    with zipfile.ZipFile(berkas) as asal:
        isi = {nama: asal.read(nama) for nama in asal.namelist()}
    path = f"xl/worksheets/sheet{load_workbook(berkas).sheetnames.index(lembar) + 1}.xml"
    pola = rb'(<c r="%s"[^>]*>)(<f\b[^>]*>.*?</f>|<f[^>]*/>)(<v\s*/>|<v></v>)?' % sel.encode()
    isi[path], n = re.subn(pola, rb"\1\2<v>%s</v>" % hasil.encode(), isi[path])
    assert n == 1
    with zipfile.ZipFile(berkas, "w") as z:
        for nama, satu in isi.items():
            z.writestr(nama, satu)


@pytest.mark.parametrize("larik", [False, True])
def test_rumus_dibaca_dari_hasilnya_dan_disebut(
    larik: bool, folder: Path, bersih: bytes, tmp_path: Path
) -> None:
    b = _buka(bersih)
    sel = b.sel["anggaran"][0]["realisasi"]
    rumus = "=SUM(J7:J8)"
    b.ws["anggaran"][sel.coordinate] = ArrayFormula(sel.coordinate, rumus) if larik else rumus
    berkas = tmp_path / "x.xlsx"
    b.wb.save(berkas)
    _dengan_hasil(berkas, "anggaran", sel.coordinate, "15000000000.000002")
    rencana = impor.rencanakan(berkas, folder)
    (beda,) = rencana.beda
    assert [(u.kolom, u.lama, u.baru) for u in beda.ubah] == [("realisasi", "15463771313", "15000000000")]
    (bacaan,) = (satu for lembar in rencana.buku.lembar for satu in lembar.bacaan)
    assert (bacaan.tampak.removeprefix("="), bacaan.dibaca) == ("SUM(J7:J8)", "15000000000")


def test_sel_berwarna_di_baris_terbawah_tidak_menjadi_sejuta_baris(
    folder: Path, bersih: bytes, tmp_path: Path
) -> None:
    b = _buka(bersih)
    b.ws["sdm"].cell(1_048_576, 16_384).fill = PatternFill("solid", fgColor="FFFF00")
    b.wb.save(tmp_path / "x.xlsx")
    (kertas,) = (satu for satu in buka(tmp_path / "x.xlsx") if satu.nama == "sdm")
    assert len(kertas.sel) < 20
    assert not impor.rencanakan(tmp_path / "x.xlsx", folder).beda


def test_kode_baru_di_buku_yang_sama_membuat_bilangannya_bermakna_dua(
    folder: Path, bersih: bytes, tmp_path: Path
) -> None:
    """Only the workbook has 2.10 yet: a number 2.1 elsewhere in it may be that one."""
    b = _buka(bersih)
    baris = kacau._akhir(b, "kegiatan")
    kacau._tulis_baris(b, "kegiatan", baris, {"kode_program": "2", "kode_kegiatan": "2.10", "nama": "Baru"})
    b.sel["tolok_ukur"][2]["kode_kegiatan"].value = 2.1
    b.wb.save(tmp_path / "x.xlsx")
    (salah,) = _salah(tmp_path / "x.xlsx", folder)
    assert (salah.sheet, salah.row, salah.column) == ("tolok_ukur", 8, "kode_kegiatan (sel A8)")
    assert "2.1 atau 2.10" in salah.expected


def test_kolom_pilihan_yang_membedakan_baris_tidak_boleh_hilang(tmp_path: Path) -> None:
    """Without the subkegiatan a row would be taken for its kegiatan."""
    isi = "kode_program,kode_kegiatan,kode_subkegiatan,nama\n1,1.1,,Satu\n2,2.1,,Dua\n2,2.1,2.1.01,Sub\n"
    folder = tulis_paket(tmp_path / "paket", {"2020/kegiatan.csv": isi})
    wb = load_workbook(io.BytesIO(ekspor(folder, 2020)[1]))
    wb["kegiatan"].delete_cols(3)
    wb["kegiatan"].delete_rows(7)  # so that no two rows are alike
    wb.save(tmp_path / "x.xlsx")
    salah = _salah(tmp_path / "x.xlsx", folder)
    assert ("kegiatan", 5, "kode_subkegiatan") in {(v.sheet, v.row, v.column) for v in salah}


def test_tiga_desimal_dapat_dimasukkan_dengan_empat(folder: Path, bersih: bytes, tmp_path: Path) -> None:
    """The message says how, and it works."""
    b = _buka(bersih)
    sel = b.sel["indikator"][0]["realisasi"]
    sel.value = 12.345
    b.wb.save(tmp_path / "x.xlsx")
    (salah,) = _salah(tmp_path / "x.xlsx", folder)
    assert salah.expected == "bilangan yang hanya punya satu arti"
    assert salah.action == (
        "Dapat berarti 12345 atau 12,345: tulis 12345; "
        "bila memang pecahan, atur format selnya menjadi empat desimal (0,0000)."
    )
    for nilai, format in ((12.345, "0.0000"), ("12,3450", "@")):
        sel.value, sel.number_format = nilai, format
        b.wb.save(tmp_path / "x.xlsx")
        (beda,) = impor.rencanakan(tmp_path / "x.xlsx", folder).beda
        assert [(u.lama, u.baru) for u in beda.ubah] == [("27.50", "12.3450")]


def test_dua_baris_berkode_sama_di_ekspor_aplikasi_ditolak(tmp_path: Path) -> None:
    """Of two amounts for one row neither is taken silently."""
    folder = tulis_paket(tmp_path / "paket")
    peta = tmp_path / "peta.yaml"
    peta.write_text(
        "tabel: anggaran\nsebagian: true\nkode: [Kode]\nkolom: {uraian: [Uraian], realisasi: [Realisasi]}\n"
        "baris: [{pola: '\\d', isi: {level: program, kelompok: BL, kode_program: '{kode}'}}]\n"
    )
    wb = Workbook()
    for satu in (["Kode", "Uraian", "Realisasi"], ["1", "a", 10], ["2", "b", 20], ["1", "c", 30]):
        wb.active.append(satu)
    wb.save(tmp_path / "x.xlsx")
    with pytest.raises(InvalidInput) as salah:
        impor.rencanakan(tmp_path / "x.xlsx", folder, 2020, peta)
    (satu,) = salah.value.violations
    assert (satu.row, satu.found) == (4, "baris yang sama artinya dengan baris 2")


# Other packages, and the template -------------------------------------------------------------------------

_RINGAN = (
    "spasi_di_sekitar_teks",
    "baris_kosong_di_antara",
    "judul_diulang_di_tengah",
    "kolom_ditukar",
    "kolom_nomor",
    "kolom_kosong_di_tengah",
    "judul_ditulis_lain",
    "judul_gabungan_di_atas",
    "lembar_diurutkan_lain",
    "lembar_lain_milik_orang",
)
"""Mess-ups that change nothing, in any package."""


def _paket_lain(nama: str, tempat: Path) -> Path:
    if nama == "dinkopukm":
        return Path(shutil.copytree(DATA, tempat))
    return paket_konsisten.buat(tempat, int(nama), program=2, tahun=(2020,))


@pytest.mark.parametrize("nama", ["dinkopukm", "3", "4"])
def test_paket_lain_terbaca_sama_sesudah_dikacaukan(nama: str, tmp_path: Path) -> None:
    folder = _paket_lain(nama, tmp_path / "paket")
    wb = load_workbook(io.BytesIO(ekspor(folder, 2020)[1]))
    ada = {
        path.stem: _baris(path.read_bytes())
        for path in [*folder.glob("*.csv"), *folder.glob("2020/*.csv")]
        if path.stem not in ("narasi", "klaim")  # large, and like the others
    }
    for satu in wb.sheetnames:
        if satu not in (*ada, "Petunjuk"):
            del wb[satu]
    b = BukuKacau(wb, ada)
    acak = Random(nama)
    for satu in sorted(_RINGAN * 2, key=lambda n: KACAU[n][0]):
        KACAU[satu][1](b, acak)
        b.terpakai.clear()
    berkas = tmp_path / "x.xlsx"
    b.wb.save(berkas)
    rencana = impor.rencanakan(berkas, folder)
    assert rencana.beda == ()
    assert {lembar.table.name for lembar in rencana.buku.lembar} == {n for n, isi in ada.items() if isi}


def test_angka_di_templat_sampai_di_paket_seperti_diketik(folder: Path, tmp_path: Path) -> None:
    """A new year, its figures typed in many ways: each arrives, and nothing else does."""
    tahun, isi = templat(folder, 2021)
    wb = load_workbook(io.BytesIO(isi))
    indikator = wb["indikator"]
    batas = {sel.value: sel.column for sel in indikator[5]}
    indikator.cell(9, batas["target_bawah"]).value, indikator.cell(9, batas["target_atas"]).value = (
        "2,50",
        3.5,
    )
    ws = wb["tolok_ukur"]
    kolom = {sel.value: sel.column for sel in ws[5]}
    diketik = {6: "18kegiatan", 7: "250 (dua ratus lima puluh)", 8: 0.1 + 0.2, 9: "1.250,50"}
    for baris, nilai in diketik.items():
        ws.cell(baris, kolom["realisasi"]).value = nilai
    ws.cell(12, kolom["nama"]).value, ws.cell(12, kolom["realisasi"]).value = "Jumlah", "1.268,80"
    wb.save(tmp_path / "x.xlsx")
    rencana = impor.rencanakan(tmp_path / "x.xlsx", folder)
    assert (rencana.tahun, tahun) == (2021, 2021)
    jadi = _baris(rencana.isi["2021/tolok_ukur.csv"])
    assert [satu["realisasi"] for satu in jadi] == ["18", "250", "0.3", "1250.5"]
    lama = AWAL["tolok_ukur"]
    tetap = ("kode_kegiatan", "kode_tolok_ukur", "nama", "jenis", "satuan")
    assert [{k: satu[k] for k in tetap} for satu in jadi] == [{k: satu[k] for k in tetap} for satu in lama]
    assert all(satu.keys() <= {*tetap, "realisasi"} for satu in jadi)
