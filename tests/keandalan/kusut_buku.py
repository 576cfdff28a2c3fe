"""Bad workbooks: broken zips, bombs, hostile XML, cells of every kind, mappings, and what people do to sheets."""

from __future__ import annotations

import io
import json
import re
import shutil
import struct
import tempfile
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import kacau
import yaml
from bantu import AKAR, tulis_paket
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
from kusut_json import REVIU
from kusut_tabel import PAKET, baca_sendiri, sebagai_csv
from kusut_yaml import SKALAR
from openpyxl import Workbook, load_workbook

from lakip_utils import data
from lakip_utils.data.excel import impor
from lakip_utils.data.excel.baca import Buku, baca_buku
from lakip_utils.data.excel.peta import baca_berpeta
from lakip_utils.data.excel.tahun import ekspor
from lakip_utils.data.reviu import BerkasReviu
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import InvalidInput
from lakip_utils.terbitan import reviu

LEMBAR = ("anggaran", "tolok_ukur")
Isi = dict[str, list[dict[str, str]]]
"""Rows by column, by table."""


@cache
def buku_asal() -> bytes:
    """Return a small workbook with two tables, numbers as numbers."""
    wb = Workbook()
    wb.remove(wb.active)
    for nama in LEMBAR:
        ws = wb.create_sheet(nama)
        kepala, *baris = baca_sendiri(PAKET[f"2020/{nama}.csv"]) or [[]]
        ws.append(kepala)
        bilangan = {c.name for c in TABLES[nama].columns if c.type in ("angka", "rupiah", "bulat")}
        for satu in baris:
            ws.append(
                [_nilai(sel) if k in bilangan else sel or None for k, sel in zip(kepala, satu, strict=True)]
            )
    return bersama(wb)


def bersama(wb: Any) -> bytes:
    """Save a workbook with its texts in a part of their own, as Excel does."""
    wadah = io.BytesIO()
    wb.save(wadah)
    with zipfile.ZipFile(wadah) as lama:
        bagian = {nama: lama.read(nama) for nama in lama.namelist()}
    if "xl/sharedStrings.xml" in bagian:
        return wadah.getvalue()
    teks: list[bytes] = []

    def pindah(m: re.Match[bytes]) -> bytes:
        teks.append(m[1])
        return b't="s"><v>%d</v></c>' % (len(teks) - 1)

    for nama in bagian:
        if nama.startswith("xl/worksheets/sheet"):
            bagian[nama] = re.sub(rb't="inlineStr"><is>(.*?)</is></c>', pindah, bagian[nama], flags=re.S)
    utama = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    bagian["xl/sharedStrings.xml"] = (
        b"<sst " + utama + b">" + b"".join(b"<si>" + t + b"</si>" for t in teks) + b"</sst>"
    )
    jenis_ = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    bagian["[Content_Types].xml"] = bagian["[Content_Types].xml"].replace(b"</Types>", jenis_)
    return kemas(bagian)


def _nilai(teks: str) -> int | float | None:
    return None if not teks else float(teks) if "." in teks else int(teks)


@cache
def bagian_asal() -> dict[str, bytes]:
    """Return the parts of the workbook."""
    with zipfile.ZipFile(io.BytesIO(buku_asal())) as kemas:
        return {nama: kemas.read(nama) for nama in kemas.namelist()}


def kemas(bagian: Mapping[str, bytes], cara: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as a workbook."""
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", cara) as hasil:
        for nama, isi in bagian.items():
            hasil.writestr(nama, isi)
    return wadah.getvalue()


def dengan(**ganti: bytes) -> bytes:
    """Return the workbook with some of its parts replaced."""
    letak = {
        "lembar": "xl/worksheets/sheet1.xml",
        "teks": "xl/sharedStrings.xml",
        "gaya": "xl/styles.xml",
        "buku": "xl/workbook.xml",
    }
    return kemas({**bagian_asal(), **{letak[nama]: isi for nama, isi in ganti.items()}})


def isi_buku(buku: Buku) -> Isi:
    """Return the filled cells that were read."""
    return {
        satu.table.name: [{k: v for k, v in baris.items() if v} for _, baris in satu.baris]
        for satu in buku.lembar
    }


@cache
def isi_asal() -> Isi:
    """Return what the workbook says, by the tables that it was made from."""
    hasil: Isi = {}
    for nama in LEMBAR:
        kepala, *baris = baca_sendiri(PAKET[f"2020/{nama}.csv"]) or [[]]
        hasil[nama] = [{k: v for k, v in zip(kepala, satu, strict=True) if v} for satu in baris]
    return hasil


def baca(arena: Arena, isi: bytes, nama: str = "isian.xlsx") -> Isi | None:
    """Read a changed workbook; ``None`` where it is refused, in whole or at cells."""
    path = arena.tulis(nama, isi)
    try:
        buku = baca_buku(path, lambda _table, _kolom: frozenset())
    except InvalidInput as error:
        periksa_pesan(error, path)
        return None
    finally:
        semua_sama([(nama, isi)], arena.folder)
    if buku.salah:
        periksa_pesan(InvalidInput(buku.salah), path)
        return None
    return isi_buku(buku)


def sama(satu: Isi, lain: Isi) -> bool:
    """Whether two contents say the same, numbers by value."""
    return satu.keys() == lain.keys() and all(
        len(satu[n]) == len(lain[n])
        and all(
            a.keys() == c.keys() and all(_sama_sel(a[k], c[k]) for k in a)
            for a, c in zip(satu[n], lain[n], strict=True)
        )
        for n in satu
    )


def _sama_sel(satu: str, lain: str) -> bool:
    try:
        return Decimal(satu) == Decimal(lain)
    except ArithmeticError:
        return satu == lain


# A cell --------------------------------------------------------------------------------------------------


def tercetak(acak: Random) -> tuple[str, Decimal | None]:
    """Return a number as people print it, and what it means; ``None`` where it can mean two things."""
    besar = Decimal(acak.randrange(10 ** acak.randint(1, 12)))
    sen = Decimal(acak.randrange(1, 100)) / 100
    ribu_titik, ribu_koma = f"{besar:,}".replace(",", "."), f"{besar:,}"
    banyak = len(str(besar))
    ganda = banyak > 6
    semua: list[tuple[str, Decimal | None]] = [
        (str(besar), besar),
        (f"Rp {ribu_titik}", besar),
        (f"Rp. {ribu_titik},00", besar),
        (f"Rp{ribu_titik},-", besar),
        (f"({ribu_titik})", -besar if ganda or banyak <= 3 else None),
        (ribu_titik, besar if ganda or banyak <= 3 else None),
        (ribu_koma, besar if ganda or banyak <= 3 else None),
        (f"{ribu_titik},{sen * 100:02.0f}", besar + sen),
        (f"{ribu_koma}.{sen * 100:02.0f}", besar + sen),
        (f"-{besar}", -besar),
        (f"\u00a0{besar} ", besar),
        (f"{besar}\u200b", besar),
    ]
    return acak.choice(semua)


def _sel_xml(acak: Random) -> tuple[str, Callable[[str], Decimal | None] | Decimal | None, str]:
    """Return a cell as XML without its address, what it means (``None``: nothing that a number is), and in words."""
    match acak.randrange(9):
        case 0 | 1:
            teks, arti = tercetak(acak)
            return f't="inlineStr"><is><t xml:space="preserve">{teks}</t></is>', arti, teks
        case 2:
            teks = acak.choice([satu for satu in ANEH if not re.search("[\x00-\x08\x0b-\x1f]", satu)])
            aman = teks.replace("&", "&amp;").replace("<", "&lt;")
            return f't="inlineStr"><is><t xml:space="preserve">{aman}</t></is>', _polos(teks), teks[:40]
        case 3:
            nilai = acak.choice(
                [
                    "NaN",
                    "inf",
                    "-INF",
                    "1e30",
                    "1E+15",
                    "1e-320",
                    "-0",
                    "0",
                    "1e400",
                    "12345678901234567",
                    "0.1",
                    "27.500000000000004",
                    "2.5E3",
                    "",
                    " 7 ",
                    "abc",
                    "1,5",
                    "999999999999999",
                    "0.30000000000000004",
                    "1e14",
                ]
            )
            return f't="n"><v>{nilai}</v>', _xml(nilai), f"bilangan {nilai}"
        case 4:
            galat = acak.choice(["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#SPILL!"])
            return f't="e"><v>{galat}</v>', None, f"galat {galat}"
        case 5:
            return f't="b"><v>{acak.choice("01")}</v>', None, "benar/salah"
        case 6:
            return (
                f't="d"><v>{acak.choice(["2020-12-31", "2020-12-31T10:00:00", "0000-00-00", "x"])}</v>',
                None,
                "tanggal",
            )
        case 7:
            hasil = acak.choice(["", "<v>15</v>", "<v></v>", "<v>0.1</v>"])
            nilai = re.sub("<[^>]*>", "", hasil)
            return (
                f"><f>{acak.choice(['SUM(A1:A9)', '1+1', 'HYPERLINK(&quot;x&quot;)', 'cmd|calc', ''])}</f>{hasil}",
                Decimal(nilai) if nilai else None,
                f"rumus dengan hasil {nilai!r}",
            )
        case _:
            indeks = acak.choice(["99999", "-1", "-2", "x", "", "1.5", "1e1"])
            return f't="s"><v>{indeks}</v>', None, f"teks bersama nomor {indeks!r}"


def _polos(teks: str) -> Decimal | None:
    """Return the number of odd text, where a person reads one."""
    rapi = teks.strip(" \t\r\n\u00a0\u200b\ufeff")
    if re.fullmatch(r"-?[0-9]+(\.([0-9]{1,2}|[0-9]{4,}))?", rapi):
        return Decimal(rapi)
    arti = {
        "1.234,5": "1234.5",
        "1,234.5": "1234.5",
        "12,5": "12.5",
        "27,50": "27.5",
        "50%": "50",
        "0.5%": "0.5",
        "Rp 1.000": "1000",
        "Rp1.000,-": "1000",
        "(500)": "-500",
        "−5": "-5",
        "10.000.000": "10000000",
        "10,000,000": "10000000",
        "2020.0": "2020",
        "２０２０": "2020",
        "-0.0": "0",
        "1.0000": "1",
        "0.000": "0",
        "0.123456789012345": "0.123456789012345",
    }
    return Decimal(arti[rapi]) if rapi in arti else None


def _xml(teks: str) -> Decimal | None:
    try:
        angka = Decimal(teks.strip())
    except ArithmeticError:
        return None
    return angka if angka.is_finite() and abs(angka) < Decimal(10) ** 15 else None


def _angka_di(lembar: str) -> list[tuple[int, int, str]]:
    """Return where the cells with numbers are in the XML of a sheet, and their addresses."""
    return [
        (m.start(), m.end(), m[1])
        for m in re.finditer(r'<c r="([A-Z]+[0-9]+)"[^>]*t="n"[^>]*><v>[^<]*</v></c>', lembar)
    ]


def _kolom_baris(lembar: str, alamat: str) -> tuple[int, int]:
    huruf, nomor = re.fullmatch(r"([A-Z]+)([0-9]+)", alamat).groups()  # type: ignore[union-attr]
    return sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(huruf))) - 1, int(nomor) - 2


@jenis("buku-sel", 2600)
def sel(arena: Arena) -> str:
    """One cell of a number holds something else: its meaning arrives, or the cell is refused."""
    acak = arena.acak
    nomor = acak.randrange(2)
    nama, bagian = LEMBAR[nomor], f"xl/worksheets/sheet{nomor + 1}.xml"
    xml = bagian_asal()[bagian].decode()
    awal, akhir, alamat = acak.choice(_angka_di(xml))
    isi, arti, kata = _sel_xml(acak)
    arena.cerita.append(f"{nama} {alamat}: {kata}")
    kolom, baris = _kolom_baris(xml, alamat)
    kepala = (baca_sendiri(PAKET[f"2020/{nama}.csv"]) or [[]])[0]
    hasil = baca(
        arena,
        kemas({**bagian_asal(), bagian: f'{xml[:awal]}<c r="{alamat}" {isi}</c>{xml[akhir:]}'.encode()}),
    )
    if hasil is None:
        return DITOLAK
    harap = {n: [dict(satu) for satu in isi_asal()[n]] for n in LEMBAR}
    lama = harap[nama][baris].pop(kepala[kolom])
    teks = hasil[nama][baris].get(kepala[kolom], "")
    if teks:
        harap[nama][baris][kepala[kolom]] = teks
    if not sama(hasil, harap):
        raise Palsu(f"sel lain berubah: {hasil[nama][baris]}")
    kosong = not re.sub(r"<[^>]*>|[\s\u00a0\u200b\ufeff]", "", isi.partition(">")[2])
    if not teks:
        if not kosong:
            raise Palsu(f"{alamat}: {kata!r} hilang")
        return TERBACA
    if arti is None or not _dekat(Decimal(teks), arti):  # type: ignore[arg-type]
        raise Palsu(f"{alamat}: {kata!r} menjadi {teks!r}")
    return SAMA if teks == lama else TERBACA


def _dekat(satu: Decimal, lain: Decimal) -> bool:
    """Whether two numbers are the same in the fifteen digits that Excel keeps."""
    return satu == lain or abs(satu - lain) <= abs(lain) * Decimal("1e-14") + Decimal("1e-14")


# The package ---------------------------------------------------------------------------------------------


@jenis("buku-zip", 1500)
def zip_rusak(arena: Arena) -> str:
    """Damaged, cut, renamed and strange packages: the workbook as it was, or none."""
    acak = arena.acak
    bagian = dict(bagian_asal())
    apa = acak.choice(
        [
            "byte",
            "byte",
            "byte",
            "potong",
            "bukan",
            "hilang",
            "ganda",
            "banyak",
            "sandi",
            "cara",
            "jalur",
            "depan",
            "folder",
        ]
    )
    arena.cerita.append(apa)
    match apa:
        case "byte":
            isi = rusak_byte(arena, buku_asal())
        case "potong":
            isi = buku_asal()[: acak.randrange(len(buku_asal()))]
        case "bukan":
            isi = acak.choice(
                [
                    b"",
                    b"PK",
                    b"PK\x05\x06" + b"\0" * 18,
                    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
                    b"a,b\n1,2\n",
                    b"<html><table><tr><td>1</td></tr></table></html>",
                    b'<?xml version="1.0"?><Workbook/>',
                    b"%PDF-1.4",
                    b"\x00" * 5000,
                    kemas(
                        {
                            "content.xml": b"<office/>",
                            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                        }
                    ),
                    kemas(
                        {"word/document.xml": b"<w/>", "[Content_Types].xml": bagian["[Content_Types].xml"]}
                    ),
                ]
            )
        case "hilang":
            nama = acak.choice(sorted(bagian))
            arena.cerita.append(nama)
            del bagian[nama]
            isi = kemas(bagian)
        case "ganda":
            wadah = io.BytesIO(buku_asal())
            with warnings.catch_warnings(), zipfile.ZipFile(wadah, "a") as tambah:
                warnings.simplefilter("ignore")
                nama = acak.choice(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
                tambah.writestr(
                    nama,
                    bagian[nama]
                    .replace(b"Program satu", b"Program dua!")
                    .replace(b"<v>5363569872</v>", b"<v>1</v>"),
                )
            isi = wadah.getvalue()
        case "banyak":
            isi = kemas(
                {**bagian, **{f"xl/media/x{n}.bin": b"" for n in range(acak.choice([10, 3000, 20_000]))}}
            )
        case "sandi":
            data = bytearray(buku_asal())
            for letak in (m.start() for m in re.finditer(b"PK\x01\x02", bytes(data))):
                data[letak + 8] |= 1
            isi = bytes(data)
        case "cara":
            isi = kemas(bagian, acak.choice([zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
        case "jalur":
            isi = kemas(
                {
                    **bagian,
                    "../../../tmp/kusut-lolos": b"x",
                    "/etc/kusut-lolos": b"x",
                    "xl\\worksheets\\sheet1.xml": b"x",
                }
            )
        case "depan":
            isi = (
                acak.choice([b"\xef\xbb\xbf", b"#!/bin/sh\n", b"\n"])
                + buku_asal()
                + acak.choice([b"", b"\n", b"\0" * 100])
            )
        case "folder":
            isi = kemas({**bagian, "xl/": b"", "xl/worksheets/": b""})
    hasil = baca(arena, isi)
    if Path("/tmp/kusut-lolos").exists():
        raise Palsu("berkas ditulis di luar folder")
    if hasil is None:
        return DITOLAK
    if not sama(hasil, isi_asal()):
        raise Palsu("isi lain diterima")
    return SAMA


# XML -------------------------------------------------------------------------------------------------------


def _angka_xml(acak: Random) -> bytes:
    xml = bagian_asal()["xl/worksheets/sheet1.xml"]
    tempat = [m.span(1) for m in re.finditer(rb"<v>([0-9]+)</v>", xml)]
    awal, akhir = acak.choice(tempat)
    return xml[:awal] + b"&x;" + xml[akhir:]


@jenis("buku-xml", 1200, detik=30)
def xml_rusak(arena: Arena) -> str:
    """Hostile or broken XML: entities, external files, damaged tags, ranges and addresses that claim the world."""
    acak = arena.acak
    lembar, teks = bagian_asal()["xl/worksheets/sheet1.xml"], bagian_asal()["xl/sharedStrings.xml"]
    kepala = b"<?xml version='1.0'?>"
    dtd = acak.choice(
        [
            b'<!DOCTYPE x [<!ENTITY x "5">]>',
            b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p; <!ENTITY x "5">]>',
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((98 + i,) + (97 + i,) * 10) for i in range(12)) + b'<!ENTITY x "&m;">]>',
        ]
    )  # fmt: skip
    jauh = acak.choice(
        [
            "XFD1048576",
            "A1048576",
            "XFD1",
            "A99999999999",
            "ZZZ1",
            "AAAA1",
            "A0",
            "A-1",
            "1A",
            "",
            "A1:B2",
            "a1",
        ]
    )
    rentang = acak.choice(
        [
            "A1:XFD1048576",
            "A1:A1048576",
            "A1:XFD1",
            "A1:B2",
            "B2:A1",
            "A1:ZZZZ9",
            "",
            "A1",
            "A1:A99999999999",
            "A2:B3",
        ]
    )
    tambahan = {
        "gabungan": f'<mergeCells><mergeCell ref="{rentang}"/></mergeCells>',
        "tautan": f'<hyperlinks><hyperlink ref="{rentang}" location="x"/></hyperlinks>',
        "validasi": f'<dataValidations><dataValidation sqref="{rentang}" type="list"><formula1>1</formula1></dataValidation></dataValidations>',
        "format bersyarat": f'<conditionalFormatting sqref="{rentang}"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>',
        "filter": f'<autoFilter ref="{rentang}"/>',
    }
    apa = acak.choice(
        [
            "dtd lembar",
            "dtd teks",
            "dtd gaya",
            "dtd buku",
            "byte lembar",
            "byte teks",
            "byte gaya",
            "byte buku",
            "dimensi",
            "sel jauh",
            "sel jauh",
            "gaya sel",
            "baris jauh",
            "dalam",
            "sandi",
            *tambahan,
        ]
    )
    arena.cerita.append(apa)
    setara = False
    match apa:
        case "dtd lembar":
            isi = dengan(lembar=kepala + dtd + _angka_xml(acak))
        case "dtd teks":
            isi = dengan(teks=kepala + dtd + re.sub(rb"<t>Program satu</t>", b"<t>&x;</t>", teks))
        case "dtd gaya":
            isi = dengan(gaya=kepala + dtd + bagian_asal()["xl/styles.xml"])
        case "dtd buku":
            isi = dengan(buku=kepala + dtd + bagian_asal()["xl/workbook.xml"])
        case "byte lembar":
            isi = dengan(lembar=_rusak_tanda(arena, lembar))
        case "byte teks":
            isi = dengan(teks=_rusak_tanda(arena, teks))
        case "byte gaya":
            isi = dengan(gaya=rusak_byte(arena, bagian_asal()["xl/styles.xml"]))
        case "byte buku":
            isi = dengan(buku=_rusak_tanda(arena, bagian_asal()["xl/workbook.xml"]))
        case "dimensi":
            isi, setara = (
                dengan(lembar=re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', lembar)),
                True,
            )
        case "sel jauh" | "baris jauh":
            arena.cerita.append(jauh)
            sel_ = (
                f'<c r="{jauh}" t="inlineStr"><is><t>jauh</t></is></c>'
                if acak.random() < 0.7
                else f'<c r="{jauh}" s="0"/>'
            )
            nomor = (
                re.sub("[^0-9]", "", jauh)
                if apa == "sel jauh"
                else acak.choice(["99999999999", "0", "-5", "x"])
            )
            isi = dengan(
                lembar=lembar.replace(b"</sheetData>", f'<row r="{nomor}">{sel_}</row></sheetData>'.encode())
            )
        case "gaya sel":
            isi = dengan(
                lembar=lembar.replace(
                    b't="n"', f's="{acak.choice(["99", "-1", "x", "0"])}" t="n"'.encode(), 1
                )
            )
        case "dalam":
            n = acak.choice([50, 5000, 200_000])
            isi = dengan(lembar=lembar.replace(b"</sheetData>", b"</sheetData>" + b"<x>" * n + b"</x>" * n))
        case "sandi":
            sandi = acak.choice(["utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7"])
            badan = lembar.decode().replace("<?xml version='1.0' encoding='UTF-8'?>", "")
            nama = acak.choice([sandi, "UTF-8", "EBCDIC"])
            isi = dengan(lembar=f"<?xml version='1.0' encoding='{nama}'?>{badan}".encode(sandi))
        case _:
            arena.cerita.append(rentang)
            isi = dengan(lembar=lembar.replace(b"</sheetData>", b"</sheetData>" + tambahan[apa].encode()))
    hasil = baca(arena, isi)
    if hasil is None:
        if setara:
            raise Tertolak(apa)
        return DITOLAK
    if sama(hasil, isi_asal()):
        return SAMA
    if not apa.startswith("byte"):
        raise Palsu(f"isi lain diterima: {hasil}")
    return TERBACA


def _rusak_tanda(arena: Arena, xml: bytes) -> bytes:
    """Damage the tags of XML and leave the texts: what is read is as before, or refused."""
    acak = arena.acak
    tanda = [m.span() for m in re.finditer(rb"<[^>]*>", xml)]
    awal, akhir = acak.choice(tanda)
    baru = rusak_byte(arena, xml[awal:akhir])
    return xml[:awal] + baru + xml[akhir:]


def _ulang(sebelum: bytes, pola: bytes, kali: int, sesudah: bytes) -> bytes:
    """Return a package part that unpacks to far more than it is, as raw deflate: start, repeated middle, end."""
    alat = zlib.compressobj(9, zlib.DEFLATED, -15)
    potong = pola * max(1, 1_000_000 // len(pola))
    isi = [alat.compress(sebelum)]
    panjang, kode = len(sebelum), zlib.crc32(sebelum)
    for _ in range(kali * len(pola) // len(potong)):
        isi.append(alat.compress(potong))
        panjang += len(potong)
        kode = zlib.crc32(potong, kode)
    isi += [alat.compress(sesudah), alat.flush()]
    return b"".join(isi) + struct.pack("<LL", panjang + len(sesudah), zlib.crc32(sesudah, kode))


def _kemas_mentah(bagian: Mapping[str, bytes], nama_bom: str, bom: bytes) -> bytes:
    """Return a workbook one part of which is packed already."""
    badan, (panjang, kode) = bom[:-8], struct.unpack("<LL", bom[-8:])
    wadah = io.BytesIO(kemas({n: i for n, i in bagian.items() if n != nama_bom}))
    with zipfile.ZipFile(wadah, "a") as hasil:
        info = zipfile.ZipInfo(nama_bom)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.file_size, info.compress_size, info.CRC = panjang, len(badan), kode
        info.header_offset = hasil.start_dir
        hasil.fp.seek(hasil.start_dir)
        hasil.fp.write(info.FileHeader(zip64=False) + badan)
        hasil.start_dir = hasil.fp.tell()
        hasil.filelist.append(info)
        hasil.NameToInfo[nama_bom] = info
        hasil._didModify = True
    return wadah.getvalue()


@cache
def _bom(nama: str) -> bytes:
    lembar = bagian_asal()["xl/worksheets/sheet1.xml"]
    awal, akhir = lembar.split(b"</sheetData>")
    letak = "xl/worksheets/sheet1.xml"
    match nama:
        case "spasi 1 GB":
            isi = _ulang(awal, b" ", 10**9, b"</sheetData>" + akhir)
        case "sel kosong":
            isi = _ulang(awal + b'<row r="90">', b"<c/>", 10**8, b"</row></sheetData>" + akhir)
        case "baris kosong":
            isi = _ulang(awal, b"<row/>", 5 * 10**7, b"</sheetData>" + akhir)
        case "teks bersama":
            letak = "xl/sharedStrings.xml"
            teks = bagian_asal()[letak].replace(b"</sst>", b"")
            isi = _ulang(teks, b"<si><t>x</t></si>", 5 * 10**7, b"</sst>")
        case "satu teks":
            letak = "xl/sharedStrings.xml"
            teks = bagian_asal()[letak].replace(b"</sst>", b"<si><t>")
            isi = _ulang(teks, b"x", 6 * 10**8, b"</t></si></sst>")
        case "gaya":
            letak = "xl/styles.xml"
            kiri, kanan = bagian_asal()[letak].split(b"</cellXfs>")
            isi = _ulang(
                kiri,
                b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
                3 * 10**6,
                b"</cellXfs>" + kanan,
            )
        case "gabungan":
            isi = _ulang(
                awal + b"</sheetData><mergeCells>",
                b'<mergeCell ref="A9:C12"/>',
                3 * 10**6,
                b"</mergeCells>" + akhir,
            )
        case "sel berisi":
            isi = _ulang(awal + b'<row r="90">', b"<c><v>1</v></c>", 3 * 10**6, b"</row></sheetData>" + akhir)
        case _:
            letak = "docProps/app.xml"
            isi = _ulang(b"<Properties>", b"<a/>", 10**8, b"</Properties>")
    return _kemas_mentah(bagian_asal(), letak, isi)


BOM = (
    "spasi 1 GB",
    "sel kosong",
    "baris kosong",
    "teks bersama",
    "satu teks",
    "gaya",
    "gabungan",
    "sel berisi",
    "app",
)


@jenis("buku-bom", 20, detik=30)
def bom(arena: Arena) -> str:
    """Workbooks that unpack to far more than they are: refused before they take time or memory."""
    nama = arena.acak.choice(BOM)
    isi = _bom(nama)
    arena.cerita.append(f"{nama}, {len(isi)} byte")
    hasil = baca(arena, isi)
    if hasil is not None and not sama(hasil, isi_asal()):
        raise Palsu("isi lain diterima")
    return DITOLAK if hasil is None else SAMA


# Mappings, reviewers' workbooks, what people do -------------------------------------------------------------


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
        awal, akhir, alamat = acak.choice(_angka_di(xml))
        isi, arti, kata = _sel_xml(acak)
        arena.cerita.append(f"{alamat}: {kata}")
        kolom, baris = _kolom_baris(xml, alamat)
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
            boleh = {Decimal(n) for n in asli[2:]}
            if ganti and ganti[0] == nomor - 2:
                boleh = {Decimal(n) for k, n in enumerate(asli) if k > 1 and k != ganti[1]} | (
                    {ganti[2]} - {None}
                )
            if not any(_dekat(Decimal(satu[nama]), n) for n in boleh):
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
            isi = _bom(acak.choice(["gabungan", "sel berisi"]))
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
    _bom.cache_clear()


def tabel_sel_acak(arena: Arena) -> dict[str, bytes]:
    """Return the workbook's parts with one cell of a number changed."""
    xml = bagian_asal()["xl/worksheets/sheet1.xml"].decode()
    awal, akhir, alamat = arena.acak.choice(_angka_di(xml))
    isi, _, kata = _sel_xml(arena.acak)
    arena.cerita.append(f"{alamat}: {kata}")
    return {
        **bagian_asal(),
        "xl/worksheets/sheet1.xml": f'{xml[:awal]}<c r="{alamat}" {isi}</c>{xml[akhir:]}'.encode(),
    }


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
