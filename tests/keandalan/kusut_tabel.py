"""Bad CSV tables. The harness splits and reads the text itself, by simple rules, and compares."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
from bantu import tulis_paket
from kusut_csv import BERKAS, PAKET, baca_sendiri, cocokkan, melanggar, sebagai_csv, tabel_asal
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
from lakip_utils.data.schema import TABLES, Column
from lakip_utils.errors import InvalidInput

_TEPI = " \t\r\n\u00a0"


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
