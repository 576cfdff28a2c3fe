"""Bad workbooks: one cell that holds what no number is, or a number in other clothes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from kusut_csv import PAKET, baca_sendiri
from kusut_dasar import (
    ANEH,
    DITOLAK,
    SAMA,
    TERBACA,
    Arena,
    Palsu,
    jenis,
    periksa_pesan,
    semua_sama,
)
from openpyxl import Workbook

from lakip_utils.data.excel.baca import Buku, baca_buku
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import InvalidInput

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


def sel_xml(acak: Random) -> tuple[str, Callable[[str], Decimal | None] | Decimal | None, str]:
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


def angka_di(lembar: str) -> list[tuple[int, int, str]]:
    """Return where the cells with numbers are in the XML of a sheet, and their addresses."""
    return [
        (m.start(), m.end(), m[1])
        for m in re.finditer(r'<c r="([A-Z]+[0-9]+)"[^>]*t="n"[^>]*><v>[^<]*</v></c>', lembar)
    ]


def kolom_baris(lembar: str, alamat: str) -> tuple[int, int]:
    huruf, nomor = re.fullmatch(r"([A-Z]+)([0-9]+)", alamat).groups()  # type: ignore[union-attr]
    return sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(huruf))) - 1, int(nomor) - 2


@jenis("buku-sel", 2600)
def sel(arena: Arena) -> str:
    """One cell of a number holds something else: its meaning arrives, or the cell is refused."""
    acak = arena.acak
    nomor = acak.randrange(2)
    nama, bagian = LEMBAR[nomor], f"xl/worksheets/sheet{nomor + 1}.xml"
    xml = bagian_asal()[bagian].decode()
    awal, akhir, alamat = acak.choice(angka_di(xml))
    isi, arti, kata = sel_xml(acak)
    arena.cerita.append(f"{nama} {alamat}: {kata}")
    kolom, baris = kolom_baris(xml, alamat)
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
    if arti is None or not dekat(Decimal(teks), arti):  # type: ignore[arg-type]
        raise Palsu(f"{alamat}: {kata!r} menjadi {teks!r}")
    return SAMA if teks == lama else TERBACA


def dekat(satu: Decimal, lain: Decimal) -> bool:
    """Whether two numbers are the same in the fifteen digits that Excel keeps."""
    return satu == lain or abs(satu - lain) <= abs(lain) * Decimal("1e-14") + Decimal("1e-14")


def tabel_sel_acak(arena: Arena) -> dict[str, bytes]:
    """Return the workbook's parts with one cell of a number changed."""
    xml = bagian_asal()["xl/worksheets/sheet1.xml"].decode()
    awal, akhir, alamat = arena.acak.choice(angka_di(xml))
    isi, _, kata = sel_xml(arena.acak)
    arena.cerita.append(f"{alamat}: {kata}")
    return {
        **bagian_asal(),
        "xl/worksheets/sheet1.xml": f'{xml[:awal]}<c r="{alamat}" {isi}</c>{xml[akhir:]}'.encode(),
    }
