"""Say on a terminal what an import read and what it would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from lakip_utils.data.excel.banding import Beda, Ubah
from lakip_utils.data.excel.impor import Rencana
from lakip_utils.data.excel.lembar import Bacaan
from lakip_utils.data.excel.susunan import letak
from lakip_utils.data.schema import TABLES
from lakip_utils.terbitan.terminal import aman

SEMUA_BARU, BARIS_BARU = 100, 5
"""Up to how many new rows of a table all are named, and how many of more; what changes or goes is always named."""
BACAAN = 200
"""Readings that are named one by one."""
SEL = 6
"""Cells of one reading that are named."""


def isi_buku(rencana: Rencana) -> Iterator[str]:
    """Yield what was read, what was passed over, and what was read as something else than it shows."""
    buku = rencana.buku
    yield f"{aman(buku.berkas)}, tahun {rencana.tahun}"
    for baris in buku.pemetaan:
        yield f"  {aman(baris)}"
    for lembar in buku.lembar:
        asal = f"lembar “{aman(lembar.nama)}”, judul di baris {lembar.judul}"
        yield f"  {lembar.table.name}: {len(lembar.baris)} baris ({asal})"
        for satu in lembar.dilewati:
            yield f"    dilewati: {aman(satu)}" if "tersembunyi" not in satu else f"    {satu}"
    for satu in buku.dilewati:
        yield f"  {aman(satu)}"
    if buku.tahun is not None and (tiada := _tanpa_lembar(rencana)):
        yield f"  tidak ada lembarnya, tabelnya dibiarkan: {', '.join(tiada)}"
    if buku.kosong:
        yield f"  belum diisi, tabelnya dibiarkan: {', '.join(map(aman, buku.kosong))}"
    bacaan = [satu for lembar in buku.lembar for satu in lembar.bacaan]
    if bacaan:
        yield "Dibaca sebagai:"
        yield from _bacaan(bacaan)


def _bacaan(bacaan: Sequence[Bacaan]) -> Iterator[str]:
    """Yield each reading once, with the cells that were read so."""
    sel: dict[tuple[str, str, str], list[str]] = {}
    for satu in bacaan:
        sel.setdefault((satu.lembar, satu.tampak, satu.dibaca), []).append(satu.sel)
    for (lembar, tampak, dibaca), di in list(sel.items())[:BACAAN]:
        lain = f" dan {len(di) - SEL} sel lain" if len(di) > SEL else ""
        tempat = f"{', '.join(di[:SEL])}{lain}" if di[0] else f"{len(di)} sel"
        yield f"  {aman(lembar)} {tempat}: “{_ringkas(tampak)}” → {_ringkas(dibaca) or '(kosong)'}"
    if len(sel) > BACAAN:
        yield f"  … dan {len(sel) - BACAAN} bacaan lain"


def _tanpa_lembar(rencana: Rencana) -> list[str]:
    """Return the tables of the package that the workbook has no sheet for."""
    ada = {lembar.table.name for lembar in rencana.buku.lembar} | set(rencana.buku.kosong)
    return [
        nama
        for nama, table in TABLES.items()
        if nama not in ada and (rencana.root / letak(table, rencana.tahun)).is_file()
    ]


def perubahan(rencana: Rencana) -> Iterator[str]:
    """Yield what would change: each cell, each row that goes, the first of those that come."""
    if not rencana.beda:
        yield "Tidak ada yang berubah."
        return
    yield "Perubahan:"
    for beda in rencana.beda:
        akar = "" if "/" in beda.berkas else " (berlaku untuk semua tahun)"
        yield f"  {beda.berkas}{akar}{' (berkas baru)' if beda.baru else ''}: {_cacah(beda)}"
        if TABLES[PurePosixPath(beda.berkas).stem].personal:
            yield from _perorangan(beda)
            continue
        for kunci in beda.hapus:
            yield f"    - {_ringkas(kunci)}"
        for kunci, ubah in _per_baris(beda.ubah):
            yield f"    ~ {_ringkas(kunci)}"
            for satu in ubah:
                yield f"        {satu.kolom}: {_ringkas(satu.lama) or '(kosong)'} → {_ringkas(satu.baru) or '(kosong)'}"
        disebut = beda.tambah if len(beda.tambah) <= SEMUA_BARU else beda.tambah[:BARIS_BARU]
        for baru in disebut:
            angka = ", ".join(f"{nama} {isi}" for nama, isi in baru.angka)
            yield f"    + {_ringkas(baru.kunci)}{': ' if angka else ''}{angka}"
        if len(beda.tambah) > len(disebut):
            yield f"    + … dan {len(beda.tambah) - len(disebut)} baris baru lain"


def _perorangan(beda: Beda) -> Iterator[str]:
    """Yield how many cells of each column change; what single persons answered is not told."""
    kolom = Counter(satu.kolom for satu in beda.ubah)
    if kolom:
        yield f"    sel yang berubah: {', '.join(f'{aman(nama)} {n}' for nama, n in kolom.items())}"
    yield "    isi baris tidak ditampilkan: jawaban perorangan"


def _cacah(beda: Beda) -> str:
    baris = len({satu.kunci for satu in beda.ubah})
    bagian = (
        (len(beda.tambah), "baris baru"),
        (baris, "baris berubah"),
        (len(beda.hapus), "baris dihapus"),
    )
    kata = [f"{n} {nama}" for n, nama in bagian if n]
    return ", ".join([*kata, *(["urutan baris berubah"] if beda.urutan else [])])


def _per_baris(ubah: Sequence[Ubah]) -> Iterator[tuple[str, list[Ubah]]]:
    hasil: dict[str, list[Ubah]] = {}
    for satu in ubah:
        hasil.setdefault(satu.kunci, []).append(satu)
    yield from hasil.items()


def _ringkas(teks: str) -> str:
    """Return text in one line, what is long of it cut, without what would steer the terminal."""
    rapi = " ".join(aman(teks).split())
    return rapi if len(rapi) <= 90 else f"{rapi[:89]}…"
