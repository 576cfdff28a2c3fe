"""Reviewers' notes in ``catatan_reviu.csv``: what stands there stays, what is new is added.

The table is data that we read ourselves, so a note stands in it as it was written, with its lines. People
also open it in a spreadsheet, which would compute a cell that begins like a formula and, on saving, put
the result (or ``#NAME?``, for a list with hyphens) in place of the note. Such a cell begins with a space:
a spreadsheet takes it for text then, and our reader drops the space as it does around every cell
(:mod:`lakip_utils.data.table`). An apostrophe would not do: it is a sign of the note to every other reader.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from lakip_utils.analisis import reviu as analisis
from lakip_utils.data import Paket, load
from lakip_utils.data.instansi import DINAS
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.files import write_whole
from lakip_utils.sajian.format import sel_lembar
from lakip_utils.terbitan.reviu.gabung import Gabungan, Hasil

_KOLOM = tuple(kolom.name for kolom in TABLES["catatan_reviu"].columns)
_BOM = "\ufeff"


def terbuka(paket: Paket, tahun: int, bidang: Iterable[str]) -> int:
    """Return how many reviewers' notes of some units are open; all of them for the agency."""
    semua = paket.tabel("catatan_reviu", tahun)
    semua = semua[analisis.terbuka(semua)]
    pilih = set(bidang)
    return len(semua) if DINAS in pilih else int(semua["bidang"].isin(pilih).sum())


def dengan_data(gabungan: Gabungan, paket: Paket) -> Gabungan:
    """Return the merge with the answers that the data hold, and with the notes that only they hold.

    Raises
    ------
    InvalidInput
        If the package is of another agency.
    UnknownSelection
        If it lacks the year or the unit.
    """
    if paket.instansi.kode != gabungan.instansi:
        raise InvalidInput(
            [
                Violation(
                    file=str(paket.folder),
                    found=f"instansi {paket.instansi.kode}",
                    expected=f"instansi {gabungan.instansi}, yang laporannya direviu",
                    action="Pilih paket data instansi itu dengan --data.",
                )
            ]
        )
    paket.bidang(gabungan.tahun, gabungan.bidang)
    ada = [_dari_data(baris) for _, baris in _milik(paket, gabungan).iterrows()]
    tahu = {kunci for satu in ada for kunci in _kunci(satu)}
    baru = tuple(satu for satu in gabungan.catatan if (satu.kunci, satu.info) not in tahu)
    return replace(gabungan, catatan=(*ada, *baru))


def _kunci(satu: Hasil) -> Iterable[tuple[tuple[str, ...], bool]]:
    """Yield what a row of the data is known by; one that tells no answer is either kind of note."""
    return [(satu.kunci, info) for info in ([satu.info] if satu.jawaban else [True, False])]


def _milik(paket: Paket, gabungan: Gabungan) -> pd.DataFrame:
    semua = paket.tabel("catatan_reviu", gabungan.tahun)
    return semua[semua["bidang"] == gabungan.bidang]


def _dari_data(baris: pd.Series[Any]) -> Hasil:
    return Hasil(**{nama: str(baris[nama]) for nama in _KOLOM if nama != "bidang"})


def tambah_ke_data(gabungan: Gabungan, folder: str | Path) -> tuple[Gabungan, int]:
    """Add the notes to ``catatan_reviu.csv`` of the year; what stands there stays, byte by byte.

    Only a table that lacks optional columns which the notes fill is written anew, with the same cells.

    Returns
    -------
    tuple
        The merge with the answers in the data, and how many rows were added.

    Raises
    ------
    InvalidInput, UnknownSelection
        As :func:`lakip_utils.data.load` and :func:`dengan_data`; nothing is written then.
    """
    paket = load(folder)
    lengkap = dengan_data(gabungan, paket)
    baru = lengkap.catatan[len(_milik(paket, gabungan)) :]
    path = paket.folder / str(gabungan.tahun) / "catatan_reviu.csv"
    lama = path.read_bytes() if path.is_file() else b""
    if baru:
        write_whole(path, _ditambah(lama, gabungan.bidang, baru))
    return lengkap, len(baru)


def _ditambah(lama: bytes, bidang: str, baru: Iterable[Hasil]) -> bytes:
    tanda, teks = _BOM * lama.startswith(_BOM.encode()), lama.decode("utf-8-sig")
    akhir = "\r\n" if "\r\n" in teks else "\n"
    semua = [
        {nama: _sel(getattr(satu, nama)) for nama in _KOLOM if nama != "bidang"} | {"bidang": bidang}
        for satu in baru
    ]
    ada = list(csv.reader(io.StringIO(teks, newline="")))
    kepala = [nama.strip() for nama in ada[0]] if teks.strip() else list(_KOLOM)
    kurang = [nama for nama in _KOLOM if nama not in kepala and any(isi[nama] for isi in semua)]
    wadah = io.StringIO(newline="")
    penulis = csv.writer(wadah, lineterminator=akhir)
    if not teks.strip():
        penulis.writerow(kepala)
    elif kurang:
        penulis.writerow([*ada[0], *kurang])
        penulis.writerows([*satu, *("" for _ in kurang if any(map(str.strip, satu)))] for satu in ada[1:])
    else:
        wadah.write(teks + ("" if teks.endswith("\n") else akhir))
    penulis.writerows([isi.get(nama, "") for nama in (*kepala, *kurang)] for isi in semua)
    return (tanda + wadah.getvalue()).encode()


def _sel(teks: str) -> str:
    """Return text for a cell that no spreadsheet computes and our reader reads as it is."""
    return f" {teks}" if sel_lembar(teks) != teks else teks
