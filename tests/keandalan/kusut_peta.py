"""Bad workbooks of others: mappings, surveys, reviewers, and what people do to sheets."""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import kacau
import yaml
from bantu import AKAR, tulis_paket
from kusut_buku import angka_di, bersama, dekat, kemas, kolom_baris, sel_xml
from kusut_csv import PAKET, baca_sendiri, sebagai_csv
from kusut_dasar import (
    ANEH,
    DITOLAK,
    SAMA,
    TERBACA,
    Arena,
    Hilang,
    Palsu,
    Tertolak,
    jenis,
    periksa_pesan,
    rusak_byte,
    semua_sama,
)
from kusut_keluaran import REVIU
from kusut_kemas import isi_bom
from kusut_yaml import SKALAR
from openpyxl import Workbook, load_workbook

from lakip_utils import data
from lakip_utils.data.excel import impor
from lakip_utils.data.excel.peta import baca_berpeta
from lakip_utils.data.excel.tahun import ekspor
from lakip_utils.data.reviu import BerkasReviu
from lakip_utils.errors import InvalidInput
from lakip_utils.terbitan import reviu

_LRA = (
    ("5", "Belanja", 9000000, 8000000),
    ("5.1", "Belanja operasi", 7000000, 6500000),
    ("5.1.02", "Belanja barang", 3000000, 2500000),
    ("2.17.01", "Program satu", 5000000, 4500000),
    ("2.17.01.2.01", "Kegiatan satu", 1234567, 1000001),
)


@cache
def _lra() -> dict[str, bytes]:
    wb = Workbook()
    wb.active.append(["Kode Rekening", "Uraian", "Anggaran", "Realisasi"])
    for satu in _LRA:
        wb.active.append(satu)
    with zipfile.ZipFile(io.BytesIO(bersama(wb))) as kemas_:
        return {nama: kemas_.read(nama) for nama in kemas_.namelist()}


@jenis("buku-peta", 1500)
def peta(arena: Arena) -> str:
    """A workbook of another system with a bad cell, or a bad mapping: its figures arrive as they are, or are refused."""
    acak = arena.acak
    peta_teks = (AKAR / "params" / "peta_lra.yaml").read_text("utf-8")
    bagian = dict(_lra())
    xml = bagian["xl/worksheets/sheet1.xml"].decode()
    ganti: tuple[int, int, Any] | None = None
    if acak.random() < 0.5:
        awal, akhir, alamat = acak.choice(angka_di(xml))
        isi, arti, kata = sel_xml(acak)
        arena.cerita.append(f"{alamat}: {kata}")
        kolom, baris = kolom_baris(xml, alamat)
        ganti = (baris, kolom, arti)
        bagian["xl/worksheets/sheet1.xml"] = f'{xml[:awal]}<c r="{alamat}" {isi}</c>{xml[akhir:]}'.encode()
    else:
        tempat = [
            (t.start_mark.index, t.end_mark.index)
            for t in yaml.scan(peta_teks, Loader=yaml.BaseLoader)
            if isinstance(t, yaml.ScalarToken)
        ]
        awal, akhir = acak.choice(tempat)
        nilai = acak.choice(
            [
                *SKALAR,
                "'{kode:>99999999}'",
                "'{kode.x}'",
                "'{kode[9]}'",
                "'{}'",
                "realisasi",
                "pagu_murni",
                "asing",
                "'.*'",
                "''",
                "uraian",
                "'[0-9.]+'",
                "level",
            ]
        )
        arena.cerita.append(f"peta: {peta_teks[awal:akhir]!r} menjadi {nilai[:40]!r}")
        peta_teks = peta_teks[:awal] + nilai + peta_teks[akhir:]
    path = arena.tulis("lra.xlsx", kemas(bagian))
    peta_path = arena.tulis("peta.yaml", peta_teks.encode("utf-8", "surrogatepass"))
    try:
        buku = baca_berpeta(path, peta_path, ["waktu"])
    except InvalidInput as error:
        periksa_pesan(error, path, peta_path)
        return DITOLAK
    if buku.salah:
        periksa_pesan(InvalidInput(buku.salah), path)
        return DITOLAK
    kontrak = {c.name for c in buku.lembar[0].table.all_columns}
    for nomor, satu in buku.lembar[0].baris:
        asli = _LRA[nomor - 2]
        if asing := satu.keys() - kontrak:
            raise Palsu(f"kolom {sorted(asing)} yang tidak ada di tabelnya")
        for nama in ("pagu_murni", "pagu_perubahan", "realisasi"):
            if not satu.get(nama):
                continue
            if satu[nama] in ("operasi", "modal") and f"{nama}: {satu[nama]}" in peta_teks:
                continue  # a word that the mapping itself puts there; the contract refuses it
            boleh = {Decimal(n) for n in asli[2:]}
            if ganti and ganti[0] == nomor - 2:
                boleh = {Decimal(n) for k, n in enumerate(asli) if k > 1 and k != ganti[1]} | (
                    {ganti[2]} - {None}
                )
            if not any(dekat(Decimal(satu[nama]), n) for n in boleh):
                raise Palsu(f"baris {nomor} {nama}: {satu[nama]!r}, padahal {asli}")
    return TERBACA


@cache
def _buku_reviu() -> bytes:
    berkas = BerkasReviu.model_validate_json(json.dumps(REVIU))
    return bersama(load_workbook(io.BytesIO(reviu.xlsx(reviu.gabung([("ani.json", berkas)])))))


@jenis("buku-reviu", 150, detik=30)
def buku_reviu(arena: Arena) -> str:
    """The reviewers' workbook, damaged: what people filled in is carried over as it stands, or the file is refused."""
    acak = arena.acak
    with zipfile.ZipFile(io.BytesIO(_buku_reviu())) as kemas_:
        bagian = {nama: kemas_.read(nama) for nama in kemas_.namelist()}
    harap = "Angka 85,00 salah\nlihat tabel"
    apa = acak.choice(["byte", "hilang", "isi", "isi", "bom", "bukan"])
    arena.cerita.append(apa)
    match apa:
        case "byte":
            isi = rusak_byte(arena, _buku_reviu())
        case "hilang":
            del bagian[acak.choice(sorted(bagian))]
            isi = kemas(bagian)
        case "isi":
            harap = acak.choice([s for s in ANEH if not re.search("[\x00-\x08\x0b-\x1f\r]", s) and s.strip()])
            aman = harap.replace("&", "&amp;").replace("<", "&lt;")
            bagian["xl/sharedStrings.xml"] = bagian["xl/sharedStrings.xml"].replace(
                b"Angka 85,00 salah\nlihat tabel", aman.encode()
            )
            isi = kemas(bagian)
        case "bom":
            isi = isi_bom(acak.choice(["gabungan", "sel berisi"]))
        case _:
            isi = acak.choice([b"", b"PK", b"a,b\n", b"\x00" * 999, b"\xd0\xcf\x11\xe0" * 99])
    path = arena.tulis("catatan.xlsx", isi)
    try:
        hasil = reviu.baca_lama(path, REVIU["laporan"])
    except InvalidInput as error:
        periksa_pesan(error, path)
        return DITOLAK
    finally:
        semua_sama([("catatan.xlsx", isi)], arena.folder)
    if not any(satu.uraian.strip() == harap.strip() for satu in hasil):
        raise Palsu(f"{harap!r} menjadi {[satu.uraian for satu in hasil]}")
    return SAMA if apa != "isi" else TERBACA


@cache
def _bersih() -> tuple[Path, bytes]:
    """Return the package that the mess-ups are made on, and its workbook."""
    folder = tulis_paket(Path(tempfile.mkdtemp(prefix="kusut-paket-")) / "paket", kacau.PAKET)
    wb = load_workbook(io.BytesIO(ekspor(folder, 2020)[1]))
    from test_excel_kacau import AWAL

    for nama in wb.sheetnames:
        if nama not in (*AWAL, "Petunjuk"):
            del wb[nama]
    wadah = io.BytesIO()
    wb.save(wadah)
    return folder, wadah.getvalue()


@jenis("buku-orang", 60, detik=30)
def orang(arena: Arena) -> str:
    """Two to four things that people do to a workbook at once; see ``tests/unit/kacau.py``."""
    from test_excel_kacau import AWAL, _ditolak_di_tempatnya, _terbaca

    folder, isi = _bersih()
    b = kacau.BukuKacau(load_workbook(io.BytesIO(isi)), AWAL)
    nama = arena.acak.sample(sorted(kacau.KACAU), arena.acak.choice([2, 3, 4]))
    arena.cerita += nama
    kacau.lakukan(b, nama, arena.acak)
    path = arena.folder / "isian.xlsx"
    b.wb.save(path)
    try:
        rencana = impor.rencanakan(path, folder)
    except InvalidInput as error:
        periksa_pesan(error, path)
        if not b.tolak:
            raise Tertolak(str(error)[:500]) from None
        _benar(_ditolak_di_tempatnya, b, error.violations)
        return DITOLAK
    if b.tolak:
        raise Palsu(f"yang harus ditolak diterima: {nama}")
    _benar(_terbaca, b, rencana)
    return TERBACA


def _benar(periksa: Callable[..., None], *apa: Any) -> None:
    try:
        periksa(*apa)
    except AssertionError as error:
        raise Palsu(str(error)[:500]) from None


def bersihkan() -> None:
    """Remove what the kinds of this module keep between cases."""
    if _bersih.cache_info().currsize:
        shutil.rmtree(_bersih()[0].parent, ignore_errors=True)
        _bersih.cache_clear()
    isi_bom.cache_clear()


_SKM = (
    "Timestamp",
    "Nama",
    "U1. Bagaimana waktu pelayanan?",
    "U2. Bagaimana biaya atau tarif?",
    "Jenis Kelamin",
)
_JAWABAN: tuple[tuple[str, str | None], ...] = (
    ("1", "1"), ("4", "4"), (" 3 ", "3"), ("5", None), ("0", None), ("2,5", None), ("1.5", None), ("-1", None), ("", ""),
    ("Cepat", "3"), ("cepat", "3"), ("Sangat cepat", "4"), ("Tidak cepat", "1"), ("Kurang cepat", "2"), ("d. Sangat cepat", "4"),
    ("4. Sangat cepat", "4"), ("4 - Sangat cepat", "4"), ("3. Sangat cepat", None), ("Cepat sekali", None), ("tidak tahu", None),
    ("Gratis", "4"), ("Murah", "3"), ("Sangat mahal", "1"), ("NaN", None), ("=1+1", None), ("٣", None), ("１", None), ("TRUE", None),
    ("3\u00a0", "3"), ("1 2", None), ("1,2", None), ("1;2", None), ("IV", None), ("-", None), ("3.0", None), ("1e0", None),
)  # fmt: skip
"""Answers as people give and export them, and what each means."""


@jenis("buku-skm", 500)
def skm(arena: Arena) -> str:
    """Answers of a survey in other words: each is read as what it means, or refused at its cell."""
    acak = arena.acak
    wb = Workbook()
    wb.active.append(_SKM)
    harap = []
    for nomor in range(3):
        jawaban = [acak.choice(_JAWABAN) if acak.random() < 0.3 else ("3", "3") for _ in range(2)]
        wb.active.append(["2021-01-05", f"Orang {nomor}", *(teks for teks, _ in jawaban), "L"])
        for sel in wb.active[nomor + 2]:
            sel.data_type = "s" if sel.value else sel.data_type
        harap.append([arti for _, arti in jawaban])
        arena.cerita.append(repr(jawaban))
    path = arena.folder / "skm.xlsx"
    wb.save(path)
    try:
        buku = baca_berpeta(path, AKAR / "params" / "peta_skm.yaml", ["waktu", "biaya"])
    except InvalidInput as error:
        periksa_pesan(error, path)
        return DITOLAK
    if buku.salah:
        periksa_pesan(InvalidInput(buku.salah), path)
        if all(arti is not None for satu in harap for arti in satu):
            raise Tertolak(str(buku.salah[0]))
        return DITOLAK
    dibaca = [[satu.get("waktu", ""), satu.get("biaya", "")] for _, satu in buku.lembar[0].baris]
    if dibaca != harap:
        raise Palsu(f"{dibaca}, padahal {harap}")
    if any("Orang" in str(satu) for satu in buku.lembar[0].baris):
        raise Palsu("nama orang terbaca")
    return TERBACA


@jenis("reviu-data", 60, detik=20)
def reviu_ke_data(arena: Arena) -> str:
    """Notes added to a table of any line ends, mark and quotes: what stood there stays, the new ones follow."""
    acak = arena.acak
    asli = baca_sendiri(PAKET["2020/catatan_reviu.csv"]) or []
    akhir, kutip = acak.choice(["\n", "\r\n", "\r"]), acak.random() < 0.5
    lama = sebagai_csv(asli[: acak.choice([1, 2, 3])], akhir=akhir, kutip=kutip).encode()
    lama = acak.choice([b"", b"\xef\xbb\xbf"]) + (lama if acak.random() < 0.5 else lama.rstrip())
    arena.cerita.append(f"akhir baris {akhir!r}, {len(lama)} byte")
    uraian = acak.choice([s for s in ANEH if s.isprintable() and s.strip() and "\u202e" not in s])
    catatan = {**REVIU["catatan"][0], "uraian": uraian}
    berkas = BerkasReviu.model_validate_json(json.dumps({**REVIU, "butir": {}, "catatan": [catatan]}))
    folder = tulis_paket(arena.folder / "paket", {**PAKET, "2020/catatan_reviu.csv": lama})
    _, banyak = reviu.tambah_ke_data(reviu.gabung([("ani.json", berkas)]), folder)
    kini = (folder / "2020" / "catatan_reviu.csv").read_bytes()
    dulu, sesudah = baca_sendiri(lama) or [], baca_sendiri(kini) or []
    if not kini.startswith(lama) or sesudah[: len(dulu)] != dulu or len(sesudah) != len(dulu) + banyak:
        raise Hilang(f"{dulu} menjadi {sesudah}")
    baru = dict(zip(sesudah[0], sesudah[-1], strict=True))
    if banyak != 1 or _rapi(baru["uraian"]) != _rapi(uraian):
        raise Palsu(f"{uraian!r} menjadi {baru}")
    data.load(folder)
    return TERBACA


def _rapi(teks: str) -> str:
    """Return a text as it reads: without what only its bytes tell apart."""
    return " ".join(unicodedata.normalize("NFC", teks).split())
