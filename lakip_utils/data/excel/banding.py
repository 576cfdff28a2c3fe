"""Hold the rows of a workbook against a table: what would change, and the table that comes of it.

Rows belong together by the key of their table. A cell that says the same keeps the text of the file
(``27.50`` stays, where the workbook has 27.5), so that what was not changed does not change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from lakip_utils.data.excel.sel import ANGKA
from lakip_utils.data.excel.susunan import Baris, Isi
from lakip_utils.data.header import OWN
from lakip_utils.data.schema import Column, Table

Kunci = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ubah:
    """A cell that would change."""

    kunci: str
    kolom: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class Tambah:
    """A row that would come: its key as words, and its figures by column."""

    kunci: str
    angka: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Beda:
    """What would change in one table.

    Parameters
    ----------
    berkas
        Its file, relative to the package.
    tambah
        The rows that come.
    hapus
        Keys of the rows that go, as words.
    ubah
        The cells that change in rows that stay.
    urutan
        Whether rows that stay change their order.
    baru
        Whether the file is not there yet.
    """

    berkas: str
    tambah: tuple[Tambah, ...] = ()
    hapus: tuple[str, ...] = ()
    ubah: tuple[Ubah, ...] = ()
    urutan: bool = False
    baru: bool = False

    def __bool__(self) -> bool:
        return bool(self.tambah or self.hapus or self.ubah or self.urutan)


def kolom_kontrak(table: Table, nama: str) -> Column:
    """Return the contract of a column; those that a package adds are text, answers of respondents numbers."""
    for column in table.all_columns:
        if column.name == nama:
            return column
    return Column(name=nama, description="", type="teks" if nama.startswith(OWN) else "bulat")


def gabung(lama: Isi, baris: Sequence[Baris], kolom: Collection[str]) -> Isi:
    """Return a table with the rows of a workbook, in their order.

    Parameters
    ----------
    lama
        The table as its file holds it.
    baris
        The rows of the workbook.
    kolom
        The columns that the workbook has; a cell of another column stays as it is.
    """
    ada = {kunci(lama.table, satu): satu for satu in lama.per_kolom()}
    hasil = []
    for satu in baris:
        dulu = ada.get(kunci(lama.table, satu), {})
        tetap = {nama: isi for nama, isi in dulu.items() if nama not in kolom}
        hasil.append(
            tetap | {nama: _pilih(lama.table, nama, dulu.get(nama, ""), satu.get(nama, "")) for nama in kolom}
        )
    if lama.table.open_columns:  # an unsur that nobody answered keeps its column
        lama = replace(lama, kolom=tuple(dict.fromkeys((*lama.kolom, *kolom))), baris=())
    return lama.dengan(hasil)


def sisipkan(
    lama: Isi, baris: Sequence[Baris], kolom: Collection[str], hanya_baru: Collection[str] = ()
) -> Isi:
    """Return a table in which the rows of a workbook take the place of theirs; those that it lacks stay.

    New rows follow the others.

    Parameters
    ----------
    lama, baris, kolom
        As :func:`gabung`.
    hanya_baru
        Columns that only new rows take from the workbook.
    """
    ada = {kunci(lama.table, satu): satu for satu in lama.per_kolom()}
    masuk = [
        {**satu, **{nama: ada[k].get(nama, "") for nama in hanya_baru}}
        if (k := kunci(lama.table, satu)) in ada
        else satu
        for satu in baris
    ]
    baru = {kunci(lama.table, satu): satu for satu in gabung(lama, masuk, kolom).per_kolom()}
    return lama.dengan([*(baru.pop(k, satu) for k, satu in ada.items()), *baru.values()])


def _pilih(table: Table, nama: str, lama: str, baru: str) -> str:
    return lama if sama(kolom_kontrak(table, nama), lama, baru) else baru


def beda(berkas: str, lama: Isi, baru: Isi, *, ada: bool) -> Beda:
    """Say what differs between a table and what would take its place.

    Parameters
    ----------
    berkas
        Its file, relative to the package.
    ada
        Whether the file is there.
    """
    table = lama.table
    dulu = {kunci(table, satu): satu for satu in lama.per_kolom()}
    kini = {kunci(table, satu): satu for satu in baru.per_kolom()}
    tetap = [k for k in kini if k in dulu]
    return Beda(
        berkas=berkas,
        tambah=tuple(_tambah(table, kini[k]) for k in kini if k not in dulu),
        hapus=tuple(_sebut(table, dulu[k]) for k in dulu if k not in kini),
        ubah=tuple(satu for k in tetap for satu in _ubah(table, dulu[k], kini[k])),
        urutan=tetap != [k for k in dulu if k in kini],
        baru=not ada,
    )


def _ubah(table: Table, lama: Baris, baru: Baris) -> Iterator[Ubah]:
    for nama in dict.fromkeys([*lama, *baru]):
        dulu, kini = lama.get(nama, ""), baru.get(nama, "")
        if not sama(kolom_kontrak(table, nama), dulu, kini):
            yield Ubah(_sebut(table, baru), nama, dulu, kini)


def _tambah(table: Table, baris: Baris) -> Tambah:
    angka = (
        (nama, isi)
        for nama, isi in baris.items()
        if isi and nama not in table.key and kolom_kontrak(table, nama).type in ANGKA
    )
    return Tambah(_sebut(table, baris), tuple(angka))


def _sebut(table: Table, baris: Baris) -> str:
    """Return the key of a row as words: what is filled of it."""
    return " / ".join(isi for nama in table.key if (isi := baris.get(nama, "").strip())) or "(tanpa kunci)"


def kunci(table: Table, baris: Baris) -> Kunci:
    """Return what a row is known by."""
    return tuple(_rata(kolom_kontrak(table, nama), baris.get(nama, "")) for nama in table.key)


def sama(column: Column, satu: str, lain: str) -> bool:
    """Whether two texts of a cell say the same: numbers by value, text but for white space around it.

    >>> sama(Column(name="target", description="", type="angka"), "27.50", "27.5")
    True
    """
    return satu == lain or _rata(column, satu) == _rata(column, lain)


def _rata(column: Column, isi: str) -> str:
    teks = isi.strip(" \t\r\n\u00a0").replace("\r\n", "\n").replace("\r", "\n")
    if column.type not in ANGKA or not teks:
        return teks
    try:
        return str(Decimal(teks).normalize() + 0)
    except InvalidOperation:
        return teks
