"""What fuzzing found (``tests/keandalan/kusut.py``), each as the rule that was broken."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bantu import PAKET_KECIL, csv_teks, tulis_paket
from openpyxl import Workbook
from pydantic import ValidationError
from test_dokumen import notebook

from lakip_utils import data
from lakip_utils.data import table, yaml_file
from lakip_utils.data.excel import kemasan, kertas, simpan
from lakip_utils.data.excel.peta import Peta
from lakip_utils.data.instansi import Reviu
from lakip_utils.data.paket import TERTUNDA
from lakip_utils.data.params import Batch
from lakip_utils.data.reviu import BerkasReviu, baca_reviu
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.sajian import blok
from lakip_utils.terbitan import manifest
from lakip_utils.terbitan.plan import unreadable
from lakip_utils.terbitan.reviu import baca_lama


def salah(apa: Any, *args: Any) -> tuple[Violation, ...]:
    with pytest.raises(InvalidInput) as galat:
        apa(*args)
    return galat.value.violations


def yaml_salah(tmp_path: Path, teks: str, model: type = Batch) -> Violation:
    (tmp_path / "x.yaml").write_text(teks, "utf-8")
    return salah(yaml_file.read, tmp_path / "x.yaml", model)[0]


# What is no ordinary file ---------------------------------------------------------------------------------


@pytest.mark.parametrize("apa", ["pipa", "tautan berputar", "tautan putus", "folder", "raksasa"])
def test_tabel_pilihan_yang_bukan_berkas_tidak_dianggap_belum_ada(tmp_path: Path, apa: str) -> None:
    folder = tulis_paket(tmp_path / "paket", {"2020/narasi.csv": None})
    path = folder / "2020" / "narasi.csv"
    match apa:
        case "pipa":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "raksasa":
            with path.open("wb") as berkas:
                berkas.truncate(5_000_000_000)
        case _:
            path.symlink_to(path.name if apa == "tautan berputar" else "tidak-ada.csv")
    (satu,) = salah(data.load, folder)
    assert satu.file == str(path)
    assert "tidak dapat dibaca" in satu.found


def test_pipa_tidak_ditunggu(tmp_path: Path) -> None:
    for nama in ("x.yaml", "ani.json", "manifest.json", "isian.xlsx", "catatan.xlsx", "laporan.ipynb"):
        os.mkfifo(tmp_path / nama)
    semua = [
        *salah(yaml_file.read, tmp_path / "x.yaml", Batch),
        *salah(baca_reviu, tmp_path / "ani.json"),
        *salah(manifest.read, tmp_path),
        *salah(kertas.buka, tmp_path / "isian.xlsx"),
        *salah(baca_lama, tmp_path / "catatan.xlsx", "a/2020/b"),
    ]
    assert len(semua) == 5
    assert all("pipa" in satu.found for satu in semua)
    assert unreadable(str(tmp_path / "laporan.ipynb"))


# YAML -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "teks", ["0100", "0x64", "0b11", "1_00", "1:40", ".inf", ".nan", "1.0e+400", "1e400", "9" * 20]
)
def test_bilangan_yaml_ditulis_biasa_atau_ditolak(tmp_path: Path, teks: str) -> None:
    """YAML 1.1 reads 0100 as 64 and 1:40 as 100."""
    yaml_salah(tmp_path, f"pengaturan: {{batas_capaian: {teks}}}\n")


def test_batas_capaian_yang_ditulis_biasa_tetap_terbaca(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("pengaturan: {batas_capaian: 120.5}\njobs: 4\n")
    hasil = yaml_file.read(tmp_path / "x.yaml", Batch)
    assert (hasil.pengaturan.batas_capaian, hasil.jobs) == (120.5, 4)


def test_tanggal_di_tempat_teks_tetap_seperti_tertulis(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("data: [2020-12-31T23:59:59-05:00]\nout: 2020-12-31\n")
    hasil = yaml_file.read(tmp_path / "x.yaml", Batch)
    assert (hasil.data, hasil.out) == (("2020-12-31T23:59:59-05:00",), "2020-12-31")


@pytest.mark.parametrize("tanggal", ["'0'", "'1609372800'", "'-86400'"])
def test_angka_dalam_kutip_bukan_tanggal(tanggal: str) -> None:
    """Pydantic takes it for seconds since 1970."""
    isi = f'{{"oleh": "A", "jabatan": "B", "tanggal": {json.dumps(tanggal.strip(chr(39)))}}}'
    (satu,) = salah(yaml_file.validate, isi, Reviu, "x")
    assert satu.expected == "tanggal berbentuk 2020-12-31"


def test_kunci_yaml_tetap_seperti_tertulis(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "tabel: ikm_responden\nnomor: responden\njawaban: {1: [Buruk], no: [Tidak]}\n"
    )
    assert set(yaml_file.read(tmp_path / "x.yaml", Peta).jawaban) == {"1", "no"}
    found = yaml_salah(tmp_path, "tabel: anggaran\njawaban: {1: [Buruk], '1': [Baik]}\n", Peta).found
    assert found == "kunci '1' tertulis dua kali"


@pytest.mark.parametrize("tag", ["!!binary aGFsbw==", "!!set {a}", "!!str 2020", "!!null x", "!!int '7'"])
def test_tag_yaml_ditolak_juga_yang_tidak_menjalankan_apa_apa(tmp_path: Path, tag: str) -> None:
    assert "tag YAML" in yaml_salah(tmp_path, f"scheduler: {tag}\n").found


@pytest.mark.parametrize(
    "isi", ["[{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}]", "{{<<: [{0}, {0}, {0}, {0}, {0}, {0}, {0}]}}"]
)
def test_rujukan_yaml_tidak_menjabarkan_diri_tanpa_batas(tmp_path: Path, isi: str) -> None:
    baris = ["a0: &a0 {x: 1}"] + [f"a{n}: &a{n} {isi.format(f'*a{n - 1}')}" for n in range(1, 12)]
    assert "lebih dari" in yaml_salah(tmp_path, "\n".join(baris)).found


def test_kurung_kurawal_dalam_pola_tidak_merusak_pesannya(tmp_path: Path) -> None:
    satu = yaml_salah(tmp_path, "tabel: anggaran\nbaris: [{pola: '\\d{2,0}'}]\n", Peta)
    assert satu.expected == r"bukan pola (regular expression): '\\d{2,0}'"


@pytest.mark.parametrize("isi", ["{x}", "{0}", "{}", "{kode.__class__}", "{kode:>99999999}", "{"])
def test_isi_peta_hanya_memuat_kode_dan_grup_polanya(tmp_path: Path, isi: str) -> None:
    satu = yaml_salah(
        tmp_path, f"tabel: anggaran\nbaris: [{{pola: '\\d', isi: {{kode_program: '{isi}'}}}}]\n", Peta
    )
    assert "{kode}" in satu.expected


def test_peta_hanya_menyebut_kolom_tabelnya(tmp_path: Path) -> None:
    """The figures of another column would be lost silently."""
    assert (
        "'realisai'"
        in yaml_salah(tmp_path, "tabel: anggaran\nkolom: {realisai: [Realisasi]}\n", Peta).expected
    )


# JSON -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ('{"bentuk": 1, "versi": {"a": "x", "a": "y"}}', "dua kali"),
        ('{"laporan": {"a": {"tahun": 2020, "bidang": "a", "nama_bidang": "A", "parameter": {"b": NaN}}}}', "bukan bilangan"),
        ('{"laporan": {"a": {"tahun": 2020, "bidang": "a", "nama_bidang": "A", "parameter": {"b": 1e999}}}}', "terlalu besar"),
        ("[" * 100_000, "terlalu dalam"),
        (b'{"versi": {"a": "\xff"}}', "bukan UTF-8"),
    ],
)  # fmt: skip
def test_json_yang_tidak_punya_satu_arti_ditolak(tmp_path: Path, isi: str | bytes, kata: str) -> None:
    (tmp_path / "manifest.json").write_bytes(isi.encode() if isinstance(isi, str) else isi)
    (satu,) = salah(manifest.read, tmp_path)
    assert kata in satu.found


@pytest.mark.parametrize("ubah", [{"nbformat_minor": []}, {"cells": [[]]}, {"cells": 1}, {"nbformat": "4"}])
def test_notebook_dengan_jenis_isi_yang_salah_disebut(tmp_path: Path, ubah: dict[str, object]) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({**json.loads(json.dumps(notebook("# A"))), **ubah}))
    assert unreadable(str(path)).startswith("bukan notebook")


# Workbooks ------------------------------------------------------------------------------------------------


def buku(
    tmp_path: Path, ubah: dict[str, tuple[str, str]] | None = None, *, hapus: str = "", **isi: object
) -> Path:
    """Save a workbook with a table of two sheets, with some text of its parts replaced, or one of them left out."""
    wb = Workbook()
    ws = wb.active
    ws.title = "kegiatan"
    for satu in (["kode_program", "kode_kegiatan", "nama"], ["1", "1.1", "Kegiatan"]):
        ws.append(satu)
    for alamat, nilai in isi.items():
        ws[alamat] = nilai
    wb.create_sheet("sdm").append(["unit", "dimensi"])
    wadah = io.BytesIO()
    wb.save(wadah)
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(wadah) as lama, zipfile.ZipFile(path, "w") as baru:
        for nama in lama.namelist():
            teks = lama.read(nama).decode()
            if nama != hapus:
                baru.writestr(nama, teks.replace(*ubah[nama]) if ubah and nama in ubah else teks)
    return path


LEMBAR = "xl/worksheets/sheet1.xml"


def test_sel_yang_sangat_jauh_disebut_dan_tidak_menghabiskan_memori(tmp_path: Path) -> None:
    (satu,) = salah(kertas.buka, buku(tmp_path, XFD1048576="x"))
    assert (satu.sheet, satu.row) == ("kegiatan", 1048576)
    assert "XFD1048576" in satu.action


@pytest.mark.parametrize(
    "sisipan",
    ['<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'],
)  # fmt: skip
def test_gabungan_dan_tautan_seluas_lembar_ditolak(tmp_path: Path, sisipan: str) -> None:
    path = buku(tmp_path, {LEMBAR: ("</sheetData>", f"</sheetData>{sisipan}")})
    (satu,) = salah(kertas.buka, path)
    assert "digabung atau bertautan" in satu.found


def test_buku_kerja_yang_terbuka_menjadi_sangat_besar_ditolak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = buku(tmp_path)
    for batas, kata in (
        ("TERBESAR", "MB"),
        ("SEL_TERBANYAK", "sel"),
        ("UNSUR_TERBANYAK", "gaya"),
        ("ISI_TERBANYAK", "teks"),
        ("BAGIAN_TERBANYAK", "bagian"),
    ):
        with monkeypatch.context() as m:
            m.setattr(kemasan, batas, 3)
            (satu,) = salah(kertas.buka, path)
        assert kata in satu.found
        assert "buku kerja baru" in satu.action
    assert [satu.nama for satu in kertas.buka(path)] == ["kegiatan", "sdm"]


@pytest.mark.parametrize(
    ("bagian", "akar"), [(LEMBAR, "<worksheet"), ("xl/styles.xml", "<styleSheet"), ("docProps/app.xml", "<Properties")]
)  # fmt: skip
def test_entitas_xml_ditolak_di_bagian_mana_pun(tmp_path: Path, bagian: str, akar: str) -> None:
    path = buku(tmp_path, {bagian: (akar, f'<!DOCTYPE x [<!ENTITY a "5">]>{akar}')})
    (satu,) = salah(kertas.buka, path)
    assert "entitas" in satu.found


def test_lembar_yang_hilang_dari_buku_kerja_disebut(tmp_path: Path) -> None:
    """openpyxl passes it over: its table would stay as it was, and nobody would know."""
    (satu,) = salah(kertas.buka, buku(tmp_path, hapus="xl/worksheets/sheet2.xml"))
    assert satu.found == "2 lembar, 1 di antaranya dapat dibuka"


def test_bagian_yang_ada_dua_kali_ditolak(tmp_path: Path) -> None:
    path = buku(tmp_path)
    with zipfile.ZipFile(path) as lama:
        isi = lama.read(LEMBAR)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as baru:
        baru.writestr(LEMBAR, isi)
    (satu,) = salah(kertas.buka, path)
    assert "dua kali" in satu.found


@pytest.mark.parametrize("rentang", ["B2", "B2:C2"])
def test_sel_kosong_yang_bertautan_tetap_kosong(tmp_path: Path, rentang: str) -> None:
    """openpyxl puts the address of a link into an empty cell; Excel shows nothing there."""
    tautan = f'</sheetData><hyperlinks><hyperlink ref="{rentang}" location="Kegiatan"/></hyperlinks>'
    semua = kertas.buka(buku(tmp_path, {LEMBAR: ("</sheetData>", tautan)}, B2=None))
    assert [sel.isi for sel in semua[0].sel[1]] == ["1", None, "Kegiatan"]


def test_baris_nol_ditolak(tmp_path: Path) -> None:
    path = buku(tmp_path, {LEMBAR: ('r="A2"', 'r="A0"')})
    assert salah(kertas.buka, path)


# Tables and messages --------------------------------------------------------------------------------------


def baca(tmp_path: Path, nama: str, isi: str) -> tuple[Violation, ...]:
    path = tmp_path / f"{nama}.csv"
    path.write_text(isi, "utf-8")
    return tuple(table.read(path, TABLES[nama], shown=str(path), relative=path.name).violations)


def test_kode_dengan_huruf_yang_tidak_terlihat_ditolak(tmp_path: Path) -> None:
    kegiatan = csv_teks(["kode_program", "kode_kegiatan", "nama"], ["1", "1.1\u200b", "Kegiatan"])
    (satu,) = baca(tmp_path, "kegiatan", kegiatan)
    assert satu.column == "kode_kegiatan"


def test_kolom_responden_tidak_boleh_bernama_seperti_milik_program(tmp_path: Path) -> None:
    """It would be overwritten silently."""
    (satu,) = baca(tmp_path, "ikm_responden", "responden,waktu,asal_baris\n1,4,2\n")
    assert satu.column == "asal_baris"


def test_judul_kolom_tidak_mengendalikan_terminal(tmp_path: Path) -> None:
    semua = baca(tmp_path, "kegiatan", "kode_program,kode_kegiatan,na\x1b[2Jma\n1,1.1,a\n")
    pesan = str(InvalidInput(semua))
    assert "na�[2Jma" in pesan
    assert "\x1b" not in pesan


def test_pesan_yang_sangat_banyak_dan_sangat_panjang_dipendekkan() -> None:
    semua = [Violation(file="a.csv", row=n, found="x" * 10**6, expected="a", action="b") for n in range(1000)]
    error = InvalidInput(semua)
    assert len(error.violations) == 1000
    assert "1000 hal perlu diperbaiki" in str(error)
    assert str(error).endswith("… dan 800 hal lain.")
    assert len(str(error)) < 200_000


# What an import left --------------------------------------------------------------------------------------


@pytest.mark.parametrize("daftar", ['["../lolos.csv"]', '["/tmp/lolos.csv"]', '["2020/../../lolos.csv"]', '["instansi.yaml"]', "{}", "[1]", "", "[", '["2020/sdm.csv", "2020/aset.csv"]'])  # fmt: skip
def test_titipan_impor_yang_rusak_atau_asing_tidak_ditulis(tmp_path: Path, daftar: str) -> None:
    folder = tulis_paket(tmp_path / "paket")
    (folder / TERTUNDA).mkdir()
    (folder / TERTUNDA / "daftar.json").write_text(daftar)
    (folder / TERTUNDA / "0").write_text("lolos")
    (satu,) = salah(simpan.lanjutkan, folder)
    assert TERTUNDA in satu.action
    assert not list(tmp_path.rglob("lolos.csv"))
    assert (folder / "instansi.yaml").read_text() == PAKET_KECIL["instansi.yaml"]
    assert not (folder / "2020" / "sdm.csv").exists()


def test_a_review_is_dated_as_it_stands_there() -> None:
    """``20210201`` was taken for the first of February and written in another way."""
    isi = {
        "format": "lakip-reviu", "versi": 1, "laporan": "dinas/2020/satu", "sidik": "0" * 16, "judul": "J", "pereviu": "Ani",
        "tanggal": "20210201", "butir": {}, "catatan": [],
    }  # fmt: skip
    with pytest.raises(ValidationError):
        BerkasReviu.model_validate_json(json.dumps(isi))
    assert (
        BerkasReviu.model_validate_json(json.dumps({**isi, "tanggal": "2021-02-01"})).tanggal == "2021-02-01"
    )


@pytest.mark.parametrize(("kunci", "nilai"), [("terbuka", False), ("terbuka", "0"), ("terbuka", 0.0)])
def test_a_block_of_a_notebook_holds_what_stands_there(kunci: str, nilai: object) -> None:
    """``false`` was taken for the number 0, and 0 for no."""
    isi = {
        "jenis": "ringkasan",
        "angka": [],
        "perbandingan": [],
        "cacah_catatan": {},
        "terbuka": 0,
        "catatan": [],
    }
    assert blok.baca(isi)
    with pytest.raises(ValidationError):
        blok.baca({**isi, kunci: nilai})
    lengkap = {"kode": "a", "nama": "A", "lengkap": 0, "keterangan": ""}
    with pytest.raises(ValidationError):
        blok.baca({**isi, "perbandingan": [lengkap]})
    assert blok.baca({**isi, "perbandingan": [{**lengkap, "lengkap": False}]})


def test_a_column_is_filled_from_the_export_or_from_a_pattern() -> None:
    """A pattern that also filled ``realisasi`` replaced the figure of the export."""
    isi = {"tabel": "anggaran", "kode": ["Kode"], "kolom": {"realisasi": ["Realisasi"]}}
    Peta.model_validate({**isi, "baris": [{"pola": "5", "isi": {"level": "total"}}]})
    with pytest.raises(ValidationError, match="bukan dari keduanya"):
        Peta.model_validate({**isi, "baris": [{"pola": "5", "isi": {"realisasi": "5"}}]})
