"""A valid package of every table, and a reading of CSV of our own to hold the reader's against."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import kacau
import pandas as pd
from bantu import PAKET_KECIL, csv_teks
from kusut_dasar import (
    Palsu,
)

from lakip_utils.data import table
from lakip_utils.data.rows import BARIS
from lakip_utils.data.schema import TABLES, Column, Table

_LAIN: dict[str, str] = {
    "tugas.csv": csv_teks(
        ["kode", "jenis", "urutan", "uraian", "dari", "sampai"],
        ["dinas", "tugas_pokok", 1, "Memimpin, membina", "", ""],
        ["b1", "rincian", 1, "Menyusun “rencana”", 2017, 2022],
    ),
    "fungsi.csv": csv_teks(["urutan", "uraian", "dari", "sampai"], [1, "Perumusan", 2017, ""], [2, "Pelaksanaan", "", ""]),
    "strategi.csv": csv_teks(
        ["kode_tujuan", "kode_sasaran", "kode_strategi", "strategi", "kode_arah", "arah_kebijakan", "dari", "sampai"],
        ["T1", "S1", "ST1", "Strategi satu", "A1", "Arah satu", "", ""],
        ["T1", "S2", "ST2", "Strategi dua", "A2", "Arah dua", 2017, 2022],
    ),
    "2020/ikm_survei.csv": csv_teks(["populasi", "periode", "metode"], [1200, "2020", "Kuesioner"]),
    "2020/ikm_responden.csv": csv_teks(
        ["responden", "waktu", "biaya", "ciri_usia"], ["1", 4, 3, "20-30"], ["2", 3, "", "31-40"], ["3", 1, 2, ""]
    ),
    "2020/permasalahan_solusi.csv": csv_teks(
        ["bidang", "jenis", "urutan", "uraian", "pasangan"],
        ["satu;dua", "permasalahan", 1, "Kurang data", "p1"],
        ["satu", "solusi", 1, "Mendata", "p1"],
    ),
    "2020/rencana_tindak_lanjut.csv": csv_teks(
        ["unsur", "urutan", "program", "waktu", "penanggung_jawab"], ["waktu", 1, "Percepatan", "2021", "Bidang Satu"]
    ),
    "2020/tanggapan.csv": csv_teks(
        ["id", "status", "teks", "oleh", "tanggal"], ["bentuk-1", "dijelaskan", "Sudah dicek", "Perencana", "2021-02-01"]
    ),
    "2020/catatan_reviu.csv": csv_teks(
        ["bidang", "tempat", "uraian", "rekomendasi", "tanggapan", "tindak_lanjut", "pereviu", "tanggal", "versi", "jawaban"],
        ["satu", "3.1", "Angka beda", "Cek", "", "", "Ani", "2021-01-31", "", ""],
        ["dinas", "Lembar reviu I.1", "Baik", "", "", "", "Budi", "", "", "ya"],
    ),
    "2020/klaim.csv": csv_teks(
        ["id", "jenis", "tahun", "tabel", "kunci_entitas", "kolom", "basis", "nilai_tercetak", "satuan", "kutipan", "lokasi"],
        ["K1", "realisasi", 2020, "anggaran", "total", "realisasi", "", "15.463.771.313", "rupiah", "sebesar", "3.3"],
        ["K2", "capaian", 2020, "indikator", "S1-A", "capaian", "", "16,66%", "persen", "tercapai", "3.2"],
    ),
}  # fmt: skip
PAKET: dict[str, bytes] = {
    nama: isi if isinstance(isi, bytes) else isi.encode()
    for nama, isi in (PAKET_KECIL | kacau.PAKET | _LAIN).items()
    if isi is not None
}
"""A small valid package with every table of the contract."""
BERKAS = {Path(nama).stem: nama for nama in PAKET if nama.endswith(".csv")}
if BERKAS.keys() != TABLES.keys():
    raise AssertionError(f"tabel tanpa contoh: {TABLES.keys() ^ BERKAS.keys()}")

_TEPI = " \t\r\n\u00a0"


# An independent reading of CSV ---------------------------------------------------------------------------


def pecah(teks: str) -> list[list[str]] | None:
    """Split text at commas and line ends, with cells in double quotes; ``None`` where quotes do not pair.

    >>> pecah('a,"b,""c"\\r\\n\\n1,')
    [['a', 'b,"c'], [], ['1', '']]
    """
    baris: list[list[str]] = []
    sel: list[str] = []
    i, akhir = 0, len(teks)
    while i < akhir:
        if teks[i] == '"':
            isi = []
            i += 1
            while True:
                j = teks.find('"', i)
                if j < 0:
                    return None
                isi.append(teks[i:j])
                if teks[j + 1 : j + 2] != '"':
                    i = j + 1
                    break
                isi.append('"')
                i = j + 2
            sel.append("".join(isi))
            if i < akhir and teks[i] not in ",\r\n":
                return None
        else:
            j = i
            while j < akhir and teks[j] not in ",\r\n":
                j += 1
            sel.append(teks[i:j])
            i = j
        if i < akhir and teks[i] == ",":
            i += 1
            if i == akhir or teks[i] in "\r\n":
                sel.append("")
            else:
                continue
        if i < akhir and teks[i] == "\r":
            i += 1
        if i < akhir and teks[i] == "\n":
            i += 1
        baris.append(sel if sel != [""] else [])
        sel = []
    return baris


def baca_sendiri(isi: bytes) -> list[list[str]] | None:
    """Return the rows of a CSV file; ``None`` where it is none."""
    try:
        teks = isi.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return pecah(teks)


def angka(teks: str) -> Decimal | None:
    """Return the number that plain digits write; ``None`` for anything else."""
    badan = teks.removeprefix("-")
    bulat, titik, pecahan = badan.partition(".")
    if not bulat or any(c not in "0123456789" for c in bulat + pecahan) or (titik and not pecahan):
        return None
    return Decimal(teks)


def melanggar(column: Column, teks: str) -> str:
    """Say which rule of the contract a cell breaks by itself; empty where none."""
    if any((ord(c) < 32 and c not in "\t\n\r") or 127 <= ord(c) < 160 for c in teks):
        return "karakter kendali"
    if not teks:
        return "kosong" if column.filled else ""
    if column.type in ("bulat", "rupiah", "tahun", "angka"):
        nilai = angka(teks)
        if nilai is None:
            return "bukan bilangan"
        if column.type != "angka" and "." in teks:
            return "bukan bilangan bulat"
        if sum(c.isdigit() for c in teks) > 15:
            return "lebih dari 15 angka"
        bulat, _, pecahan = teks.removeprefix("-").partition(".")
        if column.type == "angka" and len(pecahan) == 3 and len(bulat) <= 3 and not bulat.startswith("0"):
            return "ribuan atau pecahan"
        if column.minimum is not None and nilai < Decimal(str(column.minimum)):
            return "terlalu kecil"
        if column.maximum is not None and nilai > Decimal(str(column.maximum)):
            return "terlalu besar"
    if column.type in ("kode", "daftar_kode") and any(c.isspace() or c in ",\u200b\ufeff" for c in teks):
        return "kode berspasi"
    if column.type == "kode" and ";" in teks:
        return "kode bertitik koma"
    if column.type == "ya_tidak" and teks not in ("ya", "tidak"):
        return "bukan ya atau tidak"
    if column.type == "tanggal" and not (len(teks) == 10 and teks[4] == teks[7] == "-" and teks.isascii()):
        return "bukan tanggal"
    if column.choices and teks not in column.choices:
        return "bukan pilihan"
    return ""


def _rata(teks: str) -> str:
    return teks.strip(_TEPI).replace("\r\n", "\n").replace("\r", "\n")


def sama_arti(nilai: Any, column: Column, teks: str) -> bool:
    """Whether a value of a frame is what the text of its cell says."""
    teks = _rata(teks)
    if column.type in ("bulat", "rupiah", "tahun", "angka"):
        if pd.isna(nilai):
            return teks == ""
        arti = angka(teks)
        return (
            arti is not None and Decimal(repr(float(nilai)) if column.type == "angka" else int(nilai)) == arti
        )
    return _rata(str(nilai)) == teks


def cocokkan(read: table.Read, isi: bytes, contract: Table) -> None:
    """Check what was read of a table against an independent reading.

    Raises
    ------
    Palsu
        If a cell that counts as known is not what the text says, or what breaks the contract was not told.
    """
    sendiri = baca_sendiri(isi)
    if sendiri is None or not sendiri or not any(any(map(str.strip, satu)) for satu in sendiri):
        if not read.violations:
            raise Palsu("berkas yang tidak dapat dibaca diterima")
        return
    kepala = [satu.strip() for satu in sendiri[0]]
    baris = [(n, satu) for n, satu in enumerate(sendiri[1:], 2) if any(map(str.strip, satu))]
    kontrak = {column.name: column for column in contract.all_columns}
    if not read.violations:
        if len(set(kepala)) != len(kepala) or "" in kepala:
            raise Palsu(f"judul kolom ganda atau kosong diterima: {kepala}")
        asing = [n for n in kepala if n not in kontrak and not n.startswith("ciri_")]
        if asing and not contract.open_columns:
            raise Palsu(f"kolom tak dikenal diterima: {asing}")
        kurang = [c.name for c in contract.columns if c.present and c.name not in kepala]
        if kurang:
            raise Palsu(f"kolom wajib tidak ada, diterima: {kurang}")
        if [int(n) for n in read.frame[BARIS]] != [n for n, _ in baris]:
            raise Palsu(f"baris {[n for n, _ in baris]} terbaca sebagai {list(read.frame[BARIS])}")
    menurut_nomor = dict(baris)
    for satu in read.frame.to_dict("records"):
        nomor = int(satu[BARIS])
        teks = menurut_nomor.get(nomor, [])
        if len(teks) != len(kepala):
            raise Palsu(f"baris {nomor} terbaca, padahal selnya {len(teks)} dari {len(kepala)}")
        for tempat, nama in enumerate(kepala):
            column = kontrak.get(nama)
            if column is None:
                if (
                    contract.open_columns
                    and not read.violations
                    and nama in satu
                    and _rata(str(satu[nama])) != _rata(teks[tempat])
                ):
                    raise Palsu(f"baris {nomor} kolom {nama}: {teks[tempat]!r} menjadi {satu[nama]!r}")
                continue
            if not read.knows(nomor, nama):
                continue
            if not sama_arti(satu[nama], column, teks[tempat]):
                raise Palsu(f"baris {nomor} kolom {nama}: {teks[tempat]!r} menjadi {satu[nama]!r}")
            if sebab := melanggar(column, teks[tempat].strip(_TEPI)):
                raise Palsu(f"baris {nomor} kolom {nama}: {teks[tempat]!r} diterima ({sebab})")
        for nama, column in kontrak.items():
            if nama not in kepala and not read.violations and not sama_arti(satu[nama], column, ""):
                raise Palsu(f"kolom {nama} yang tidak ada berisi {satu[nama]!r}")
    if not read.violations:
        kunci = [tuple(str(satu[k]) for k in contract.key) for satu in read.frame.to_dict("records")]
        if len(set(kunci)) != len(kunci):
            raise Palsu("kunci ganda diterima")


@cache
def tabel_asal(nama: str) -> tuple[tuple[str, ...], ...]:
    """Return a valid table as its cells."""
    return tuple(tuple(satu) for satu in baca_sendiri(PAKET[BERKAS[nama]]) or ())


def sebagai_csv(
    baris: Iterable[Iterable[str]], pisah: str = ",", akhir: str = "\n", kutip: bool = False
) -> str:
    """Write cells as CSV, by rules of our own."""
    return "".join(
        pisah.join(
            '"' + sel.replace('"', '""') + '"' if kutip or any(c in sel for c in '",\r\n' + pisah) else sel
            for sel in satu
        )
        + akhir
        for satu in baris
    )
