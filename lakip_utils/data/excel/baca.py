"""Find the tables in a workbook, whatever its sheets are called and in whichever order they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lakip_utils.data.excel.banding import kolom_kontrak
from lakip_utils.data.excel.kertas import Kertas, buka
from lakip_utils.data.excel.lembar import Lembar, Pembaca
from lakip_utils.data.excel.sel import KODE
from lakip_utils.data.schema import Table
from lakip_utils.errors import Violation

PETUNJUK, DAFTAR = "Petunjuk", "Daftar"
"""Sheets of our own that hold no table."""
TAHUN = "Tahun laporan"
"""What stands before the year in the sheet of instructions."""


@dataclass(frozen=True, slots=True)
class Buku:
    """What a workbook holds.

    Parameters
    ----------
    berkas
        Its path as the user knows it.
    tahun
        The year that it says it is for.
    lembar
        Its tables.
    kosong
        Sheets of tables in which nothing is filled in.
    dilewati
        Sheets that hold no table, in words.
    salah
        Everything that could not be read.
    pemetaan
        Which column of it was taken for which, in words, where a mapping said so.
    """

    berkas: str
    tahun: int | None
    lembar: tuple[Lembar, ...]
    kosong: tuple[str, ...]
    dilewati: tuple[str, ...]
    salah: tuple[Violation, ...]
    pemetaan: tuple[str, ...] = ()


def baca_buku(path: Path, kode: Callable[[Table, str], Collection[str]]) -> Buku:
    """Return the tables of a workbook, and everything in it that cannot be read.

    Parameters
    ----------
    path
        The workbook.
    kode
        Gives the codes that the package knows for a column of a table.

    Raises
    ------
    InvalidInput
        If the file cannot be opened.
    """
    semua = buka(path)
    lembar: list[Lembar] = []
    kosong: list[str] = []
    dilewati: list[str] = []
    salah: list[Violation] = []
    milik: dict[str, set[str]] = {}
    pembaca = [
        Pembaca(str(path), satu, _juga(kode, milik)) for satu in semua if satu.nama not in (PETUNJUK, DAFTAR)
    ]
    tabel = [(satu, *satu.table()) for satu in pembaca if satu.terisi]
    for satu, table, judul in tabel:
        if table is not None and judul is not None:
            satu.kumpulkan_kode(table, judul, milik)
    for satu, table, judul in tabel:
        if table is None:
            dilewati.append(f"lembar “{satu.kertas.nama}” tidak dibaca: {satu.sebab_dilewati()}")
            continue
        if judul is None:
            salah.append(satu.tanpa_judul(table))
            continue
        hasil, keliru = satu.baca(table, judul)
        salah += keliru
        if hasil.baris:
            lembar.append(hasil)
        elif not keliru:
            kosong.append(satu.kertas.nama)
    salah += _kembar(str(path), lembar)
    return Buku(str(path), _tahun(semua), tuple(lembar), tuple(kosong), tuple(dilewati), tuple(salah))


def _juga(
    kode: Callable[[Table, str], Collection[str]], milik: Mapping[str, set[str]]
) -> Callable[[Table, str], Collection[str]]:
    """Return what tells the codes for a column that the package has, and those that the workbook has as text."""

    def semua(table: Table, nama: str) -> Collection[str]:
        column = kolom_kontrak(table, nama)
        buku = milik.get(nama, set()) | milik.get(column.refers_to, set()) if column.type in KODE else set()
        return {*kode(table, nama), *buku}

    return semua


def _kembar(berkas: str, lembar: Sequence[Lembar]) -> Iterator[Violation]:
    pertama: dict[str, str] = {}
    for satu in lembar:
        lain = pertama.setdefault(satu.table.name, satu.nama)
        if lain != satu.nama:
            yield Violation(
                file=berkas,
                sheet=satu.nama,
                found=f"tabel {satu.table.name!r}, yang juga ada di lembar {lain!r}",
                expected="satu lembar untuk satu tabel",
                action="Hapus atau pindahkan salah satunya.",
            )


def _tahun(semua: Sequence[Kertas]) -> int | None:
    """Return the year that the sheet of instructions names."""
    for kertas in semua:
        if kertas.nama != PETUNJUK:
            continue
        for satu in kertas.sel:
            isi = [sel.isi for sel in satu if not sel.kosong]
            if len(isi) > 1 and isi[0] == TAHUN and re.fullmatch(r"[0-9]{4}", str(isi[1])):
                return int(str(isi[1]))
    return None
