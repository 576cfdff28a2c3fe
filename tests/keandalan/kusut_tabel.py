"""Bad CSV tables. The harness splits and reads the text itself, by simple rules, and compares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import kacau
import pandas as pd
from bantu import PAKET_KECIL, csv_teks, tulis_paket
from kusut_dasar import (
    DITOLAK,
    SAMA,
    TERBACA,
    Arena,
    Palsu,
    PesanBuruk,
    Tertolak,
    disandikan,
    jenis,
    nilai_aneh,
    periksa_pesan,
    rusak_byte,
    semua_sama,
)

from lakip_utils import data
from lakip_utils.data import table
from lakip_utils.data.rows import BARIS
from lakip_utils.data.schema import TABLES, Column, Table
from lakip_utils.errors import InvalidInput

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


def baca_dan_cocokkan(arena: Arena, nama: str, isi: bytes) -> table.Read:
    """Read a changed table, check it, and check that its file is the same afterwards."""
    path = arena.tulis(f"{nama}.csv", isi)
    read = table.read(path, TABLES[nama], shown=str(path), relative=f"{nama}.csv")
    if read.violations:
        periksa_pesan(InvalidInput(read.violations), path)
    cocokkan(read, isi, TABLES[nama])
    semua_sama([(path.name, isi)], arena.folder)
    return read


def nasib(read: table.Read, nama: str, isi: bytes) -> str:
    """Return the outcome of reading a changed table."""
    if read.violations:
        return DITOLAK
    return SAMA if baca_sendiri(isi) == baca_sendiri(PAKET[BERKAS[nama]]) else TERBACA


# Kinds of bad tables ------------------------------------------------------------------------------------


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


def _pilih_tabel(arena: Arena) -> str:
    nama: str = arena.acak.choice(sorted(TABLES))
    arena.cerita.append(nama)
    return nama


def ganti_sel(arena: Arena, nama: str) -> tuple[bytes, int, str, str]:
    """Put an odd value into a cell; return the file, the row, the column and the value."""
    isi = [list(satu) for satu in tabel_asal(nama)]
    baris = arena.acak.randrange(1, len(isi))
    tempat = arena.acak.randrange(len(isi[0]))
    nilai = nilai_aneh(arena)
    isi[baris][tempat] = nilai
    arena.cerita.append(f"baris {baris + 1} kolom {isi[0][tempat]} = {nilai[:60]!r}")
    return sebagai_csv(isi).encode("utf-8"), baris + 1, isi[0][tempat], nilai


@jenis("tabel-nilai", 16000)
def nilai(arena: Arena) -> str:
    """An odd value in one cell: refused there, or read as it stands."""
    nama = _pilih_tabel(arena)
    isi, baris, kolom, teks = ganti_sel(arena, nama)
    read = baca_dan_cocokkan(arena, nama, isi)
    column = next((c for c in TABLES[nama].all_columns if c.name == kolom), None)
    salah = [v for v in read.violations if v.row != baris]
    if any("ganda" not in v.found and "padahal baris" not in v.found for v in salah):
        raise PesanBuruk(f"baris lain disebut: {salah}")
    polos = teks.strip(_TEPI)
    if (
        column is not None
        and kolom not in TABLES[nama].key
        and read.violations
        and not melanggar(column, polos)
    ):
        hanya_ini = all(v.column == kolom for v in read.violations)
        tanggal_lain = column.type == "tanggal"
        if (
            hanya_ini
            and not tanggal_lain
            and not any(not c.isprintable() and c not in "\n\r\t\u00a0\u202f" for c in polos)
        ):
            raise Tertolak(f"{teks!r} di kolom {kolom}: {read.violations[0]}")
    return nasib(read, nama, isi)


@jenis("tabel-byte", 8000)
def byte(arena: Arena) -> str:
    """Damaged bytes."""
    nama = _pilih_tabel(arena)
    isi = rusak_byte(arena, PAKET[BERKAS[nama]])
    return nasib(baca_dan_cocokkan(arena, nama, isi), nama, isi)


@jenis("tabel-sandi", 3000)
def sandi(arena: Arena) -> str:
    """Other encodings, marks and line ends; those that mean the same must be read the same."""
    nama = _pilih_tabel(arena)
    asal = PAKET[BERKAS[nama]]
    teks = asal.decode()
    sel = tabel_asal(nama)
    apa = arena.acak.choice(
        ["bom", "crlf", "cr", "kutip", "bom+crlf", "tanpa akhir", "lain", "lain", "campur", "dua bom"]
    )
    arena.cerita.append(apa)
    setara = True
    match apa:
        case "bom":
            isi = b"\xef\xbb\xbf" + asal
        case "crlf":
            isi = sebagai_csv(sel, akhir="\r\n").encode()
        case "cr":
            isi = sebagai_csv(sel, akhir="\r").encode()
        case "kutip":
            isi = sebagai_csv(sel, kutip=True).encode()
        case "bom+crlf":
            isi = b"\xef\xbb\xbf" + sebagai_csv(sel, akhir="\r\n", kutip=True).encode()
        case "tanpa akhir":
            isi = asal.rstrip(b"\n")
        case "dua bom":
            isi, setara = b"\xef\xbb\xbf" * 2 + asal, False
        case "campur":
            akhir = [arena.acak.choice(["\n", "\r\n", "\r"]) for _ in sel]
            isi = "".join(sebagai_csv([satu], akhir=a) for satu, a in zip(sel, akhir, strict=True)).encode()
        case _:
            isi = disandikan(arena, teks)
            setara = isi == asal
    read = baca_dan_cocokkan(arena, nama, isi)
    if setara and read.violations:
        raise Tertolak(str(read.violations[0]))
    return nasib(read, nama, isi)


@jenis("tabel-susunan", 3000)
def susunan(arena: Arena) -> str:
    """Columns, rows, separators and quotes that are not where they should be."""
    acak, nama = arena.acak, _pilih_tabel(arena)
    sel = [list(satu) for satu in tabel_asal(nama)]
    kepala, k, b = sel[0], acak.randrange(len(sel[0])), acak.randrange(1, len(sel))
    setara = False
    apa = acak.choice(
        ["titik koma", "tab", "garis", "koma desimal", "kolom ganda", "kolom hilang", "kolom asing", "urutan", "judul kosong", "kolom kosong", "sel lebih", "sel kurang", "kutip", "kutip tengah", "kosong", "hanya judul", "tanpa judul", "judul gaya lain", "baris ganda", "baris kosong", "spasi", "judul dua kali", "huruf besar", "jumlah", "sep=", "sel panjang", "judul berspasi"]
    )  # fmt: skip
    arena.cerita.append(f"{apa}: baris {b + 1} kolom {kepala[k]}")
    teks = None
    match apa:
        case "titik koma" | "tab" | "garis":
            teks = sebagai_csv(sel, {"titik koma": ";", "tab": "\t", "garis": "|"}[apa])
        case "koma desimal":
            angka_ = [
                i for i, c in enumerate(kepala) if _column(nama, c).type in ("angka", "rupiah", "bulat")
            ]
            for satu in sel[1:]:
                for i in angka_:
                    satu[i] = satu[i].replace(".", ",") if "." in satu[i] else satu[i] and satu[i] + ",0"
            teks = sebagai_csv(sel, acak.choice([";", ","]))
        case "kolom ganda":
            isi = acak.choice(["sama", "lain"])
            sel = [[*satu, satu[k] if n == 0 or isi == "sama" else "9"] for n, satu in enumerate(sel)]
        case "kolom hilang":
            sel = [satu[:k] + satu[k + 1 :] for satu in sel]
        case "kolom asing":
            judul = acak.choice(
                [
                    "keterangan",
                    "ciri_x",
                    "ciri_",
                    "target_perubahn",
                    "asal_baris",
                    "asal_berkas",
                    "index",
                    "0",
                ]
            )
            sel = [[*satu, judul if n == 0 else acak.choice(["", "7"])] for n, satu in enumerate(sel)]
        case "urutan":
            urut = acak.sample(range(len(kepala)), len(kepala))
            sel, setara = [[satu[i] for i in urut] for satu in sel], True
        case "judul kosong":
            kepala[k] = acak.choice(["", " ", "\u00a0"])
        case "kolom kosong":
            sel = [[*satu, ""] for satu in sel]
        case "sel lebih":
            sel[b] = [*sel[b], acak.choice(["", "x", "9"])]
        case "sel kurang":
            sel[b] = sel[b][:-1] if acak.random() < 0.5 else sel[b][1:]
        case "kutip" | "kutip tengah":
            teks = sebagai_csv(sel)
            letak = acak.randrange(len(teks))
            teks = teks[:letak] + '"' + teks[letak:]
        case "kosong":
            teks = acak.choice(["", "\n", " ", "\ufeff", ",,,\n", "\n\n\n", "\u00a0\n"])
        case "hanya judul":
            sel = sel[:1]
            setara = True
        case "tanpa judul":
            sel = sel[1:]
        case "judul gaya lain":
            kepala[k] = acak.choice(
                [kepala[k].upper(), kepala[k].replace("_", " "), kepala[k].title(), kepala[k] + "\u200b"]
            )
        case "baris ganda":
            sel.insert(acak.randrange(1, len(sel) + 1), list(sel[b]))
        case "baris kosong":
            sel.insert(b, acak.choice([[""] * len(kepala), [" "] * len(kepala), []]))
            setara = True
        case "spasi":
            sel = [
                sel[0],
                *(
                    [acak.choice(["{}", " {}", "{} ", "\u00a0{}\t"]).format(s) for s in satu]
                    for satu in sel[1:]
                ),
            ]
            setara = True
        case "judul dua kali":
            sel.insert(b, list(kepala))
        case "huruf besar":
            sel[b] = [s.upper() for s in sel[b]]
        case "jumlah":
            sel.append(["Jumlah", *["9"] * (len(kepala) - 1)])
        case "sep=":
            teks = acak.choice(["sep=,\n", "sep=;\n"]) + sebagai_csv(sel)
        case "sel panjang":
            sel[b][k] = acak.choice(["x", "9", "é", '"', "\n"]) * acak.choice(
                [*[40_000] * 6, *[140_000] * 3, 1_000_000]
            )
        case "judul berspasi":
            kepala[k], setara = f" {kepala[k]} ", True
    isi = (sebagai_csv(sel) if teks is None else teks).encode()
    read = baca_dan_cocokkan(arena, nama, isi)
    if setara and read.violations:
        raise Tertolak(str(read.violations[0]))
    return nasib(read, nama, isi)


def _column(nama: str, kolom: str) -> Column:
    return next((c for c in TABLES[nama].all_columns if c.name == kolom), Column(name=kolom, description=""))


@jenis("tabel-besar", 8, detik=60)
def besar(arena: Arena) -> str:
    """A hundred thousand rows, one of which may be wrong: every row is read, or that one is told."""
    acak = arena.acak
    banyak = acak.choice([20_000, 100_000])
    salah = acak.randrange(banyak) if acak.random() < 0.5 else None
    arena.cerita.append(f"ikm_responden dengan {banyak} baris, salah di {salah}")
    baris = [["responden", "waktu", "biaya"], *([str(n), "4", "3"] for n in range(banyak))]
    if salah is not None:
        baris[salah + 1][0] = acak.choice(["", "a b", baris[(salah + 7) % banyak + 1][0]])
    isi = sebagai_csv(baris).encode()
    read = baca_dan_cocokkan(arena, "ikm_responden", isi)
    if (salah is None) == bool(read.violations):
        raise Palsu(f"{len(read.violations)} pelanggaran, padahal yang salah {salah}")
    return nasib(read, "ikm_responden", isi)


# The whole package --------------------------------------------------------------------------------------


@cache
def paket_asal() -> dict[tuple[str, int | None], pd.DataFrame]:
    """Return the tables of the valid package."""
    import tempfile

    with tempfile.TemporaryDirectory() as sementara:
        paket = data.load(tulis_paket(Path(sementara) / "paket", dict(PAKET)))
        return _semua(paket)


def _semua(paket: data.Paket) -> dict[tuple[str, int | None], pd.DataFrame]:
    hasil: dict[tuple[str, int | None], pd.DataFrame] = {
        (nama, None): isi for nama, isi in paket.akar.items()
    }
    for tahun, tabel in paket.tahunan.items():
        hasil |= {(nama, tahun): isi for nama, isi in tabel.items()}
    return hasil


def tabel_rusak(arena: Arena) -> tuple[str, bytes]:
    """Return a table and how it was changed."""
    nama = _pilih_tabel(arena)
    if arena.acak.random() < 0.6:
        return nama, ganti_sel(arena, nama)[0]
    return nama, rusak_byte(arena, PAKET[BERKAS[nama]])


@jenis("paket", 200)
def paket_utuh(arena: Arena) -> str:
    """A package with one bad table: all other tables stay as they were, and nothing is written."""
    nama, isi = tabel_rusak(arena)
    folder = tulis_paket(arena.folder / "paket", {**PAKET, BERKAS[nama]: isi})
    try:
        paket = data.load(folder)
    except InvalidInput as error:
        periksa_pesan(error, folder)
        hasil = DITOLAK
    else:
        for (lain, tahun), rangka in _semua(paket).items():
            if lain == nama:
                cocokkan(table.Read(frame=rangka), isi, TABLES[nama])
            elif not rangka.equals(paket_asal()[lain, tahun]):
                raise Palsu(f"tabel {lain} berubah bersama {nama}")
        hasil = SAMA if baca_sendiri(isi) == baca_sendiri(PAKET[BERKAS[nama]]) else TERBACA
    semua_sama({**PAKET, BERKAS[nama]: isi}.items(), folder)
    return hasil
