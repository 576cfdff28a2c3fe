"""Bad workbooks: broken zips, bombs, hostile XML."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

from kusut_buku import baca, bagian_asal, buku_asal, dengan, isi_asal, kemas, sama
from kusut_dasar import (
    DITOLAK,
    SAMA,
    TERBACA,
    Arena,
    Palsu,
    Tertolak,
    jenis,
    rusak_byte,
)


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
def isi_bom(nama: str) -> bytes:
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
    isi = isi_bom(nama)
    arena.cerita.append(f"{nama}, {len(isi)} byte")
    hasil = baca(arena, isi)
    if hasil is not None and not sama(hasil, isi_asal()):
        raise Palsu("isi lain diterima")
    return DITOLAK if hasil is None else SAMA
