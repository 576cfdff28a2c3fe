"""Bad JSON: reviewers' files, the manifest, key figures, the stamp of the last build, executed notebooks."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from kusut_dasar import (
    DITOLAK,
    SAMA,
    TERBACA,
    Arena,
    Palsu,
    disandikan,
    jenis,
    periksa_pesan,
    rusak_byte,
    semua_sama,
)
from kusut_keluaran import BERKAS, sebagai_json
from pydantic import BaseModel

from lakip_utils.errors import InvalidInput

# An independent reading -----------------------------------------------------------------------------------


class _Ganda(ValueError):
    pass


def _sekali(pasang: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({nama for nama, _ in pasang}) != len(pasang):
        raise _Ganda("kunci ganda")
    return dict(pasang)


def baca_sendiri(isi: bytes) -> Any:
    """Return what JSON says, numbers as their text; raises where it says nothing, or two things."""
    return json.loads(
        isi.decode("utf-8-sig"),
        object_pairs_hook=_sekali,
        parse_float=_Angka,
        parse_int=_Angka,
        parse_constant=_Angka,
    )


class _Angka(str):
    """A number as it is written."""


def cocok(nilai: Any, asli: Any, tempat: str, abaikan: frozenset[str] = frozenset()) -> None:
    """Check a value that was read against what the file says.

    Raises
    ------
    Palsu
        If it is another one, or something of the file was not taken.
    """
    if isinstance(nilai, BaseModel):
        nilai = {nama: getattr(nilai, nama) for nama in type(nilai).model_fields}
    if isinstance(nilai, Mapping):
        if not isinstance(asli, dict):
            raise Palsu(f"{tempat}: {asli!r} menjadi {nilai!r}")
        for kunci, satu in asli.items():
            if kunci in abaikan:
                continue
            if kunci not in nilai:
                raise Palsu(f"{tempat}.{kunci} hilang")
            cocok(nilai[kunci], satu, f"{tempat}.{kunci}")
    elif isinstance(nilai, tuple | list):
        if not isinstance(asli, list) or len(asli) != len(nilai):
            raise Palsu(f"{tempat}: {asli!r} menjadi {nilai!r}")
        for n, (satu, lain) in enumerate(zip(nilai, asli, strict=True)):
            cocok(satu, lain, f"{tempat}[{n}]")
    elif not _setara(nilai, asli):
        raise Palsu(f"{tempat}: {asli!r} menjadi {nilai!r}")


def _setara(nilai: Any, asli: Any) -> bool:
    if nilai is None or isinstance(nilai, bool):
        return nilai is asli
    if asli is True and nilai == 1:  # the only version there is
        return True
    if isinstance(nilai, int | float):
        try:
            return isinstance(asli, str) and asli.isascii() and type(nilai)(Decimal(asli)) == nilai
        except (InvalidOperation, OverflowError, ValueError):
            return False
    if isinstance(asli, _Angka):
        return False
    return str(nilai) == asli or (isinstance(asli, str) and " ".join(asli.split()) == str(nilai))


def _ringkasan_notebook(isi: Any) -> Any:
    """Return the key figures that a notebook holds, as they stand in it."""
    for sel in isi["cells"]:
        for keluaran in sel.get("outputs", []):
            for satu in keluaran.get("data", {}).values():
                if isinstance(satu, dict) and satu.get("jenis") == "ringkasan":
                    return satu
    raise Palsu("notebook tanpa ringkasan diterima")


Pembaca = Callable[[Path, bytes], Any]
_BOBOT = {"reviu": 6, "manifest": 5, "verifikasi": 1, "ringkasan": 2, "cap": 2, "notebook": 2}


@cache
def _hasil_asal(nama: str) -> Any:
    baca, asal = BERKAS[nama]
    with tempfile.TemporaryDirectory() as sementara:
        return baca(Path(sementara), asal())


def baca_dan_cocokkan(arena: Arena, nama: str, isi: bytes) -> str:
    """Read a changed file, check it against its text, and return the outcome."""
    try:
        hasil = BERKAS[nama][0](arena.folder, isi)
    except InvalidInput as error:
        periksa_pesan(error)
        return DITOLAK
    if hasil is None:
        return DITOLAK
    try:
        asli = baca_sendiri(isi)
    except ValueError as error:
        raise Palsu(f"yang tidak punya satu arti diterima: {error}") from None
    if nama == "notebook":
        asli = _ringkasan_notebook(asli)
    abaikan = (
        frozenset(asli) - set(type(hasil).model_fields)
        if nama == "ringkasan" and isinstance(asli, dict)
        else frozenset()
    )
    cocok(hasil, asli, nama, abaikan)
    berkas = {
        "reviu": "ani.json",
        "manifest": "manifest.json",
        "verifikasi": "manifest.json",
        "ringkasan": "ringkasan.json",
        "notebook": "laporan.ipynb",
    }
    if nama in berkas:
        semua_sama([(berkas[nama], isi)], arena.folder)
    return SAMA if hasil == _hasil_asal(nama) else TERBACA


def _pilih(arena: Arena) -> tuple[str, bytes]:
    nama = arena.acak.choices(list(_BOBOT), list(_BOBOT.values()))[0]
    arena.cerita.append(nama)
    return nama, BERKAS[nama][1]()


@jenis("json-byte", 20000)
def byte(arena: Arena) -> str:
    """Damaged bytes."""
    nama, isi = _pilih(arena)
    return baca_dan_cocokkan(arena, nama, rusak_byte(arena, isi))


NILAI: tuple[str, ...] = (
    "null", "true", "false", "0", "-0", "-1", "1", "1.0", "2020", "2020.5", "1e3", "1e400", "-1e400", "NaN", "Infinity", "-Infinity",
    "9" * 400, "9" * 5000, "0.1000000000000000055", "1e-400", "\"\"", "\" \"", "\"2020\"", "\"NaN\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u001b[2J\"",
    "\"\\u202e\"", "\"\\ud83d\\ude00\"", "\"../../x\"", "\"/etc/passwd\"", "\"C:\\\\x\"", "\"<script>\"", "\"{{ 7*7 }}\"", "\"=1+1\"", "\"2021-02-30\"", "\"20210201\"",
    "[]", "{}", "[[]]", "[null]", "{\"a\": 1}", "[1, \"a\"]", "\"ya\"", "\"tinggi\"", "\"" + "x" * 6000 + "\"", "[" * 60 + "]" * 60, "01", ".5", "+1", "'a'", "undefined", "1_000",
)  # fmt: skip


@jenis("json-nilai", 20000)
def nilai(arena: Arena) -> str:
    """Another value, or one of another type, in one place."""
    nama, isi = _pilih(arena)
    acak = arena.acak
    pohon = json.loads(isi)
    tempat = list(_tempat(pohon))
    jalur = acak.choice(tempat)
    ganti = acak.choice(NILAI)
    arena.cerita.append(f"{jalur} = {ganti[:40]}")
    return baca_dan_cocokkan(arena, nama, _ganti(pohon, jalur, ganti).encode("utf-8", "surrogatepass"))


def _tempat(isi: Any, awal: tuple[str | int, ...] = ()) -> Any:
    """Yield where a value stands."""
    if awal:
        yield awal
    pasang = isi.items() if isinstance(isi, dict) else enumerate(isi) if isinstance(isi, list) else ()
    for kunci, satu in pasang:
        yield from _tempat(satu, (*awal, kunci))


def _ganti(isi: Any, jalur: tuple[str | int, ...], ganti: str) -> str:
    """Return JSON with raw text in one place."""
    kini = isi
    for bagian in jalur[:-1]:
        kini = kini[bagian]
    kini[jalur[-1]] = "@@di-sini@@"
    return json.dumps(isi, ensure_ascii=False).replace('"@@di-sini@@"', ganti)


@jenis("json-susunan", 10000)
def susunan(arena: Arena) -> str:
    """Keys twice, gone, unknown; nesting, encodings, and files that are something else."""
    nama, isi = _pilih(arena)
    acak, pohon = arena.acak, json.loads(isi)
    teks = isi.decode()
    apa = acak.choice(
        [
            "ganda",
            "ganda dalam",
            "hapus",
            "asing",
            "dalam",
            "sandi",
            "kosong",
            "bom",
            "koma",
            "dua",
            "urutan",
            "daftar",
        ]
    )
    arena.cerita.append(apa)
    match apa:
        case "ganda":
            kunci = acak.choice(list(pohon))
            isi = (
                teks.rstrip()[:-1]
                + f", {json.dumps(kunci)}: {acak.choice(['1', 'null', json.dumps(pohon[kunci])])}}}"
            ).encode()
        case "ganda dalam":
            jalur = acak.choice([satu for satu in _tempat(pohon) if isinstance(satu[-1], str)])
            asli = pohon
            for bagian in jalur:
                asli = asli[bagian]
            kunci = json.dumps(jalur[-1])
            isi = _ganti(
                pohon, jalur, f"{json.dumps(asli)}, {kunci}: {acak.choice(['1', json.dumps(asli)])}"
            ).encode()
        case "hapus":
            jalur = acak.choice(list(_tempat(pohon)))
            kini = pohon
            for bagian in jalur[:-1]:
                kini = kini[bagian]
            del kini[jalur[-1]]
            isi = sebagai_json(pohon)
        case "asing":
            pohon[acak.choice(["asing", "", "__class__", "\u202e", "a" * 500, "\x1b[2J"])] = 1
            isi = sebagai_json(pohon)
        case "dalam":
            n = acak.choice([50, 500, 2000, 100_000])
            buka, tutup = acak.choice([("[", "]"), ('{"a":', "}")])
            isi = _ganti(pohon, acak.choice(list(_tempat(pohon))), buka * n + "1" + tutup * n).encode()
        case "sandi":
            isi = disandikan(arena, teks)
        case "kosong":
            isi = acak.choice(
                [
                    b"",
                    b" ",
                    b"null",
                    b"[]",
                    b"{}",
                    b"1",
                    b'"a"',
                    b"\x00",
                    b"\xff\xfe",
                    b"{",
                    b"[1,",
                    b"\xef\xbb\xbf{}",
                ]
            )
        case "bom":
            isi = b"\xef\xbb\xbf" + isi
        case "koma":
            isi = teks.replace("}", ",}", 1).encode()
        case "dua":
            isi = isi + isi
        case "urutan":
            isi = sebagai_json(_kocok(pohon, acak))
        case "daftar":
            isi = sebagai_json([pohon])
    return baca_dan_cocokkan(arena, nama, isi)


def _kocok(isi: Any, acak: Random) -> Any:
    """Return the same with its keys in another order."""
    if isinstance(isi, dict):
        return {k: _kocok(isi[k], acak) for k in acak.sample(list(isi), len(isi))}
    return [_kocok(satu, acak) for satu in isi] if isinstance(isi, list) else isi
