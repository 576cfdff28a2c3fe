"""Letak: where each text of a document stands, as a reader finds it; for messages about a character."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from lakip_utils.terbitan.naskah import Json, teks_sel

_BUKAN_TEKS = {
    "jenis",
    "edisi",
    "gaya",
    "tanda",
    "warna",
    "svg",
    "nomor",
    "jangkar",
    "kunci",
    "kata",
    "ruang_tanggal",
    "kode",
    "jawaban",
    "rujukan",
    "tautan",
}
LUKISAN = ", gambar"
"""How the place of a text inside a drawing ends."""
_SEBUTAN = {
    "judul": "Judul",
    "paragraf": "Paragraf",
    "daftar": "Daftar",
    "kartu_kunci": "Kartu angka kunci",
    "kotak": "Kotak",
    "lembar_reviu": "Lembar reviu",
    "tanda_tangan": "Tempat tanda tangan",
    "mentah": "Keluaran sel notebook",
}


def letak(naskah: Json) -> Iterator[tuple[str, str]]:
    """Yield all texts of a document, each with its place as a reader finds it."""
    for kunci, nilai in naskah["kop"].items():
        for teks in _semua_teks(nilai):
            yield f"sampul, {kunci}", teks
    bagian = ""
    for halaman in naskah["halaman"]:
        for blok in halaman["blok"]:
            if blok["jenis"] == "judul":
                kutipan = textwrap.shorten(blok["teks"], 60, placeholder=" …")
                bagian = f" di bagian {blok['nomor']} {kutipan}" if blok["nomor"] else f" di bagian {kutipan}"
                yield f"judul {blok['nomor'] or f'“{kutipan}”'}", blok["teks"]
            elif blok["jenis"] == "tabel":
                yield from _letak_tabel(blok)
            elif blok["jenis"] == "gambar":
                data = blok["data"]
                yield f"{blok['nomor']}{LUKISAN}", " ".join(re.findall(r">([^<]+)<", blok["svg"]))
                for kunci in ("judul", "subjudul", "alt", "catatan", "sumber"):
                    for teks in _semua_teks(blok[kunci]):
                        yield f"{blok['nomor']}, {kunci}", teks
                if data:
                    yield from _letak_tabel(data)
            else:
                for teks in _semua_teks(blok):
                    kutipan = textwrap.shorten(teks, 50, placeholder=" …")
                    yield f"{_SEBUTAN[blok['jenis']]}{bagian} (“{kutipan}”)", teks


def _letak_tabel(blok: Json) -> Iterator[tuple[str, str]]:
    for kunci in ("judul", "keterangan", "catatan", "sumber"):
        for teks in _semua_teks(blok[kunci]):
            yield f"{blok['nomor']}, {kunci}", teks
    for kolom in blok["kolom"]:
        yield f"{blok['nomor']}, kepala kolom {kolom['judul']}", f"{kolom['judul']} {kolom['satuan']}"
    for nomor, baris in enumerate(blok["baris"], 1):
        for kolom, sel in zip(blok["kolom"], baris["sel"], strict=True):
            yield f"{blok['nomor']}, baris {nomor}, kolom {kolom['judul']}", teks_sel(sel)


def _semua_teks(isi: Any) -> Iterator[str]:
    match isi:
        case str():
            yield isi
        case dict():
            for kunci, nilai in isi.items():
                if kunci not in _BUKAN_TEKS:
                    yield from _semua_teks(nilai)
        case list():
            for satu in isi:
                yield from _semua_teks(satu)
