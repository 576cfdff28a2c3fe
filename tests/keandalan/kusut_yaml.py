"""Bad YAML: the agency, the batch, the mappings. What a scalar says is read from its text, not from its type."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from bantu import AKAR, DATA
from kusut_dasar import (
    DITOLAK,
    SAMA,
    TERBACA,
    Arena,
    Palsu,
    Tertolak,
    disandikan,
    jenis,
    periksa_pesan,
    rusak_byte,
    semua_sama,
)
from pydantic import BaseModel

from lakip_utils.data import params, yaml_file
from lakip_utils.data.excel.peta import Peta
from lakip_utils.data.instansi import Instansi
from lakip_utils.errors import InvalidInput

MODEL: dict[str, tuple[Path, type[BaseModel]]] = {
    "instansi.yaml": (DATA / "instansi.yaml", Instansi),
    "batch.yaml": (AKAR / "params" / "batch.yaml", params.Batch),
    "peta_lra.yaml": (AKAR / "params" / "peta_lra.yaml", Peta),
    "peta_skm.yaml": (AKAR / "params" / "peta_skm.yaml", Peta),
}
"""Every YAML file that people write, and what it is read as."""
_KECIL = {
    "instansi.yaml": """\
kode: dinas-uji
nama: Dinas Uji
nama_singkat: Dinas
pemerintah: Pemerintah Uji
provinsi: Uji
kota: Serang
bidang:
  - {kode: satu, nama: Bidang Satu, nama_singkat: Satu, dari: 2017}
visi: "Maju: mandiri"
misi: [Satu, Dua]
misi_terkait:
  - {nomor: 1, misi: Misi, tujuan: Tujuan, sasaran: Sasaran}
pejabat:
  - {jabatan: Kepala Dinas, nama: Dr. A, nip: '19700101', status: Plt., dari: 2021-01-01, catatan: panjang}
laporan:
  - {tahun: 2020, status: final, judul: Laporan, nomor: "1/LKj", tanggal: 2021-02-01, reviu: {oleh: Ani, jabatan: Auditor, tanggal: 2021-01-31}}
""",
}
"""Small files where those of the project are long: cases are many."""


@cache
def asal(nama: str) -> bytes:
    """Return a valid file."""
    return _KECIL[nama].encode() if nama in _KECIL else MODEL[nama][0].read_bytes()


@cache
def isi_asal(nama: str) -> BaseModel:
    """Return what a valid file says."""
    import tempfile

    with tempfile.TemporaryDirectory() as sementara:
        path = Path(sementara) / nama
        path.write_bytes(asal(nama))
        return yaml_file.read(path, MODEL[nama][1])


def cocok(nilai: Any, teks: Any, tempat: str) -> None:
    """Check a value against the text that it was read from.

    Raises
    ------
    Palsu
        If the text says another value, or has something that was not taken.
    """
    if isinstance(nilai, BaseModel):
        nilai = {nama: getattr(nilai, nama) for nama in type(nilai).model_fields}
    if isinstance(nilai, Mapping):
        if not isinstance(teks, dict):
            raise Palsu(f"{tempat}: {teks!r} menjadi {nilai!r}")
        for kunci, satu in teks.items():
            if kunci == "<<":
                continue
            if kunci not in nilai:
                raise Palsu(f"{tempat}.{kunci} hilang")
            cocok(nilai[kunci], satu, f"{tempat}.{kunci}")
        return
    if isinstance(nilai, tuple | list):
        if not isinstance(teks, list) or len(teks) != len(nilai):
            raise Palsu(f"{tempat}: {teks!r} menjadi {nilai!r}")
        for n, (satu, lain) in enumerate(zip(nilai, teks, strict=True)):
            cocok(satu, lain, f"{tempat}[{n}]")
        return
    if not isinstance(teks, str) or not _setara(nilai, teks):
        raise Palsu(f"{tempat}: {teks!r} menjadi {nilai!r}")


def _setara(nilai: Any, teks: str) -> bool:
    """Whether a value is what plain text says."""
    if nilai is None:
        return teks in ("", "~", "null", "Null", "NULL", "semua")
    if isinstance(nilai, bool):
        return teks.casefold() in (("true", "yes", "on") if nilai else ("false", "no", "off"))
    if isinstance(nilai, int):
        return teks.removeprefix("-").removeprefix("+").isdecimal() and teks.isascii() and int(teks) == nilai
    if isinstance(nilai, float):
        try:
            return (
                teks.isascii()
                and "_" not in teks
                and Decimal(teks).is_finite()
                and float(Decimal(teks)) == nilai
            )
        except InvalidOperation:
            return False
    if isinstance(nilai, dt.date):
        return nilai.isoformat() == teks
    return str(nilai) == teks


def baca_dan_cocokkan(arena: Arena, nama: str, isi: bytes) -> str:
    """Read a changed file, check it against its text, and return the outcome."""
    path = arena.tulis(nama, isi)
    try:
        hasil = params.load(path) if nama == "batch.yaml" else yaml_file.read(path, MODEL[nama][1])
    except InvalidInput as error:
        periksa_pesan(error, path)
        semua_sama([(nama, isi)], arena.folder)
        return DITOLAK
    semua_sama([(nama, isi)], arena.folder)
    try:
        pohon = yaml.load(isi.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Palsu(f"yang tidak dapat dibaca diterima: {error}") from None
    cocok(hasil, pohon, nama)
    return SAMA if hasil == isi_asal(nama) else TERBACA


def _pilih(arena: Arena) -> str:
    nama: str = arena.acak.choice(sorted(MODEL))
    arena.cerita.append(nama)
    return nama


@jenis("yaml-byte", 16000)
def byte(arena: Arena) -> str:
    """Damaged bytes."""
    nama = _pilih(arena)
    return baca_dan_cocokkan(arena, nama, rusak_byte(arena, asal(nama)))


SKALAR = (
    "no", "No", "off", "yes", "on", "y", "true", "null", "~", "", "''", '""', "0100", "0o17", "0x7e4", "0b11", "1_000",
    "2_020", "20:20", "33:40", "2020.0", "2020.5", "1e3", "1.0e3", "1.5e+3", ".inf", "-.inf", ".nan", ".NaN", "1e400", "1.0e+400", "-0",
    "-0.0", "1" + "0" * 30, "1" + "0" * 5000, "9" * 400, "2020-12-31", "2020-1-1", "2020-13-45", "2020-12-31 10:00:00", "2020-12-31T23:59:59-05:00",
    "2020-12-31T10:00:00Z", "'2020-12-31'", "20201231", "'20201231'", "'1609372800'", "1609372800", "'2020-12-31T00:00:00'", "0000-00-00", "99999-01-01",
    "0", "-1", "99999", "0001", "'0001'", "+5", "1,5", "'1,5'", "1.234", "1.234,5", "50%", "2020", "'2020'", '"2020"', "'2'", "2",
    "!!python/object/apply:os.system ['true']", "!!python/name:os.system", "!!str 2020", "!!int '2020'", "!!float 1", "!!binary aGFsbw==",
    "!!set {a}", "!!omap [a: 1]", "!!timestamp 2020-12-31", "!!bool yes", "!!null x", "!x y", "&a 1", "*a", "*tidakada", "[1, 2]", "{a: 1}", "[]", "{}", "[[[]]]",
    "'\\0'", '"\\0"', '"\\x1b[2J"', '"\\uD800"', '"a\\nb"', '"\\u202e"', '"\\U0001F600"', "'a''b'", "|\n    a\n    b", ">\n    a\n    b", "a: b", "a #b", "- a", "@a", "`a`", "%a", "a\tb",
    "٢٠٢٠", "２０２０", "é", "\u00a0", "../../x", "/etc/passwd", "{{ 7*7 }}", "<b>", "=1+1", "'" + "x" * 20000 + "'", "tepat", "berlaku", "semua", "dinas", "'{kode}'", "'{x}'", "'{0}'",
    "'{kode.__class__}'", "'{kode!r:>9}'", "'{'", "'(a+)+$'", "'('", "'[0-9]{1,99999}'", "=", "<<", "2020\u00a0", "2020 ",
)  # fmt: skip
"""What may stand behind a key."""


@jenis("yaml-nilai", 18000)
def nilai(arena: Arena) -> str:
    """Another scalar, list or tag in one place."""
    nama, acak = _pilih(arena), arena.acak
    teks = asal(nama).decode()
    tempat = [
        (t.start_mark.index, t.end_mark.index)
        for t in yaml.scan(teks, Loader=yaml.BaseLoader)
        if isinstance(t, yaml.ScalarToken)
    ]
    awal, akhir = acak.choice(tempat)
    ganti = acak.choice(SKALAR)
    arena.cerita.append(f"{teks[awal:akhir][:30]!r} menjadi {ganti[:40]!r}")
    return baca_dan_cocokkan(
        arena, nama, (teks[:awal] + ganti + teks[akhir:]).encode("utf-8", "surrogatepass")
    )


@jenis("yaml-susunan", 9000)
def susunan(arena: Arena) -> str:
    """Lines, keys, indents, documents and encodings that are not as they should be."""
    nama, acak = _pilih(arena), arena.acak
    teks = asal(nama).decode()
    baris = teks.splitlines(keepends=True)
    b = acak.randrange(len(baris))
    apa = acak.choice(
        [
            "ganda",
            "hapus",
            "geser",
            "tab",
            "tukar",
            "kunci lain",
            "kunci asing",
            "dokumen",
            "bom",
            "crlf",
            "cr",
            "sandi",
            "komentar",
            "gabung",
            "kosong",
            "angka kunci",
            "potong",
            "akhir",
        ]
    )
    arena.cerita.append(f"{apa}: baris {b + 1}")
    setara = False
    match apa:
        case "ganda":
            baris.insert(b, baris[b])
        case "hapus":
            del baris[b]
        case "geser":
            baris[b] = acak.choice([" ", "  ", "\u00a0", "   "]) + baris[b]
        case "tab":
            baris[b] = "\t" + baris[b]
        case "tukar":
            c = acak.randrange(len(baris))
            baris[b], baris[c] = baris[c], baris[b]
        case "kunci lain":
            baris[b] = baris[b].replace(":", acak.choice(["x:", " :", "::", "："]), 1)
        case "kunci asing":
            baris.append(
                acak.choice(
                    [
                        "asing: 1\n",
                        "kode: lain\n",
                        "? [a]\n: b\n",
                        "1: a\n",
                        "true: a\n",
                        "null: a\n",
                        "2020-01-01: a\n",
                    ]
                )
            )
        case "angka kunci":
            baris.append(
                acak.choice(
                    [
                        '1: a\n"1": b\n',
                        'true: a\n"true": b\n',
                        "~: a\nnull: b\n",
                        "1.0: a\n1: b\n",
                        "jawaban: {1: [a], '1': [b]}\n",
                    ]
                )
            )
        case "dokumen":
            baris.insert(b, acak.choice(["---\n", "...\n", "%YAML 1.1\n---\n", "%TAG ! x:\n---\n"]))
        case "bom":
            baris[0], setara = "\ufeff" + baris[0], True
        case "crlf":
            baris, setara = [satu.replace("\n", "\r\n") for satu in baris], True
        case "cr":
            baris, setara = [satu.replace("\n", "\r") for satu in baris], True
        case "sandi":
            isi = disandikan(arena, teks)
            return baca_dan_cocokkan(arena, nama, isi)
        case "komentar":
            baris, setara = ["# catatan\n", *baris, "\n\n# akhir"], True
        case "gabung":
            baris.append(
                acak.choice(
                    ["<<: {kode: lain}\n", "<<: [a]\n", "<<: 1\n", "x: &x {a: 1}\n<<: *x\n", "<<: *x\n"]
                )
            )
        case "kosong":
            baris = [acak.choice(["", "\n", "~", "[]", "{}", "a", "# saja\n", "---\n", "- a\n", "\ufeff"])]
        case "potong":
            baris = [teks[: acak.randrange(len(teks))]]
        case "akhir":
            baris, setara = [teks.rstrip("\n")], True
    isi = "".join(baris).encode()
    hasil = baca_dan_cocokkan(arena, nama, isi)
    if setara and hasil != SAMA:
        raise Tertolak(f"{apa}: {hasil}")
    return hasil


@jenis("yaml-bom", 300, detik=15)
def ledakan(arena: Arena) -> str:
    """Files made to take all memory or time: refused at once."""
    nama, acak = _pilih(arena), arena.acak
    n = acak.choice([9, 30, 1000])
    bom = {
        "alias": "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, min(n, 40))),
        "gabung": "a0: &a0 {k0: 1, l0: 2}\n" + "".join(f"a{i}: &a{i}\n  <<: [{', '.join([f'*a{i - 1}'] * 9)}]\n  k{i}: 1\n" for i in range(1, min(n, 40))),
        "dalam": "a: " + "[" * n * 50 + "]" * n * 50,
        "dalam peta": "a: " + "{a: " * n * 20 + "1" + "}" * n * 20,
        "lekukan": "".join(" " * i + "a:\n" for i in range(n)),
        "diri": "a: &a [*a]\n",
        "diri peta": "a: &a {b: *a}\n",
        "panjang": "visi: " + "x" * n * 3000,
        "banyak": "".join(f"k{i}: {i}\n" for i in range(n * 20)),
        "angka": "visi: " + "9" * n * 1000,
        "jangkar": "".join(f"k{i}: &j{i} {i}\n" for i in range(n * 5)),
        "kutip": 'visi: "' + "\\n" * n * 100,
        "kurung": "[" * n * 100,
    }  # fmt: skip
    apa = acak.choice(sorted(bom))
    arena.cerita.append(f"{apa} ({n})")
    return baca_dan_cocokkan(arena, nama, asal(nama) + b"\n" + bom[apa].encode())


def salin_params(tujuan: Path) -> None:
    """Copy the parameter files to a folder."""
    shutil.copytree(AKAR / "params", tujuan)
