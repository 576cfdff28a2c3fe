"""Changed texts of a report: sentences, list items and table cells, by section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lakip_utils.sajian.blok import (
    Blok,
    Daftar,
    Gambar,
    Judul,
    KartuKunci,
    Kotak,
    Paragraf,
    Tabel,
    teks,
)
from lakip_utils.sajian.lab import polos
from lakip_utils.terbitan.dokumen import Dokumen
from lakip_utils.terbitan.jejak import JUDUL as JEJAK
from lakip_utils.terbitan.perubahan.pasang import kemiripan, kemiripan_teks, pasangkan

_KALIMAT = re.compile(r"(?<=[\w)%”][.!?])\s+(?=[A-Z“(])")
"""Between sentences. An abbreviation (Plt. Kepala) divides one, too, which only shortens what is shown."""
_CATATAN_UJI = "catatan-uji"
"""Key of the table of findings, which are compared one by one by their ids."""
_KEPALA = ("Kepala laporan",)


@dataclass(frozen=True, slots=True)
class PerubahanTeks:
    """One text that changed.

    Parameters
    ----------
    bagian
        The headings above it, outermost first.
    tempat
        Within the section: table, row and column; empty for running text.
    lama, baru
        What stood there and what does; ``None`` where there was or is nothing.
    """

    bagian: tuple[str, ...]
    tempat: tuple[str, ...]
    lama: str | None
    baru: str | None


@dataclass(frozen=True, slots=True)
class _Tabel:
    """A table as text: the heads of its columns and its rows."""

    judul: str
    kolom: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]

    def ambil(self, kolom: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the rows with these columns only."""
        letak = [self.kolom.index(nama) for nama in kolom]
        return [tuple(baris[i] for i in letak) for baris in self.baris]

    def isi_kolom(self, nama: str | None) -> str | None:
        """Return a column on one line, its head first."""
        return None if nama is None else _gabung((nama, *(sel for (sel,) in self.ambil([nama]))))


@dataclass(slots=True)
class _Bagian:
    kalimat: list[str] = field(default_factory=list)
    tabel: dict[str, _Tabel] = field(default_factory=dict)


def teks_berubah(lama: Dokumen, baru: Dokumen) -> tuple[PerubahanTeks, ...]:
    """Compare the texts of two documents, in the order of the new one; sections that are gone come last.

    The annex Jejak angka is left out: it repeats the figures, their tables and formulas by place, and one
    changed figure rewrites its rows.
    """
    dulu, kini = _bagian(lama), _bagian(baru)
    asal = _berganti_judul(dulu, kini)
    hasil: list[PerubahanTeks] = []
    for judul, isi in kini.items():
        judul_lama = asal.get(judul, judul)
        if judul_lama != judul:
            hasil.append(PerubahanTeks(judul, ("judul",), judul_lama[-1], judul[-1]))
        hasil += _satu_bagian(judul, dulu.get(judul_lama, _Bagian()), isi)
    for judul, isi in dulu.items():
        if judul not in kini and judul not in asal.values():
            hasil += _satu_bagian(judul, isi, _Bagian())
    return tuple(hasil)


def _berganti_judul(
    dulu: dict[tuple[str, ...], _Bagian], kini: dict[tuple[str, ...], _Bagian]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Find sections that only their heading tells apart: new headings → old ones."""
    hilang = [judul for judul in dulu if judul not in kini]
    muncul = [judul for judul in kini if judul not in dulu]

    def mirip(a: tuple[str, ...], b: tuple[str, ...]) -> float:
        if dulu[a] == kini[b] and dulu[a] != _Bagian():
            return 1.0
        return kemiripan(dulu[a].kalimat, kini[b].kalimat) if dulu[a].kalimat else 0.0

    return {b: a for a, b in pasangkan(hilang, muncul, mirip) if a is not None and b is not None}


def _bagian(dokumen: Dokumen) -> dict[tuple[str, ...], _Bagian]:
    """Return the texts of each section by its headings; of equal headings the second is told apart."""
    hasil: dict[tuple[str, ...], _Bagian] = {_KEPALA: _Bagian(kalimat=polos(dokumen.kop).splitlines())}
    judul: tuple[str, ...] = _KEPALA
    cacah: Counter[tuple[str, ...]] = Counter()
    di_atas: tuple[str, ...] = ()
    for satu in dokumen.isi:
        blok = satu.blok
        if isinstance(blok, Judul) and blok.teks == JEJAK and blok.bagian == "lampiran":
            break  # the last annex
        if isinstance(blok, Judul):
            di_atas = (*di_atas[: blok.tingkat - 1], blok.teks)
            cacah[di_atas] += 1
            ke = cacah[di_atas]
            judul = di_atas if ke == 1 else (*di_atas[:-1], f"{blok.teks} ({ke})")
            hasil.setdefault(judul, _Bagian())
            continue
        isi = hasil[judul]
        isi.kalimat += _kalimat(blok)
        for tabel in _tabel(blok):
            kunci = tabel.kunci if tabel.kunci not in isi.tabel else f"{tabel.kunci}/{len(isi.tabel)}"
            isi.tabel[kunci] = _isi_tabel(tabel)
    return hasil


def _kalimat(blok: Blok) -> Iterator[str]:
    """Yield the running text of a block, a sentence at a time."""
    for satu in _teks(blok):
        yield from (kalimat for potong in _KALIMAT.split(satu) if (kalimat := " ".join(potong.split())))


def _teks(blok: Blok) -> Iterator[str]:
    match blok:
        case Paragraf():
            yield teks(blok.isi)
        case Daftar():
            yield from (blok.judul, *map(teks, blok.butir))
        case KartuKunci():
            for kartu in blok.kartu:
                yield " ".join(filter(None, (f"{kartu.nama}: {kartu.nilai.teks}", kartu.satuan)))
                yield from (kartu.pembanding, teks(kartu.kalimat))
        case Tabel():
            if blok.kunci != _CATATAN_UJI:
                yield from (blok.judul, blok.keterangan, *blok.catatan, blok.sumber)
        case Gambar():
            yield from (blok.judul, blok.subjudul, blok.alt, *blok.catatan, blok.sumber)
            if blok.data is not None:
                yield from _teks(blok.data)
        case Kotak():
            yield blok.judul
            for isi in blok.isi:
                yield from _teks(isi)
        case _:
            yield from polos(blok).splitlines()


def _tabel(blok: Blok) -> Iterator[Tabel]:
    if isinstance(blok, Tabel) and blok.kunci != _CATATAN_UJI:
        yield blok
    elif isinstance(blok, Gambar) and blok.data is not None:
        yield blok.data


def _isi_tabel(tabel: Tabel) -> _Tabel:
    kolom: list[str] = []
    for satu in tabel.kolom:
        kolom.append(satu.kepala if satu.kepala not in kolom else f"{satu.kepala} [{len(kolom) + 1}]")
    return _Tabel(tabel.judul, tuple(kolom), tuple(tuple(map(teks, satu.sel)) for satu in tabel.baris))


def _satu_bagian(judul: tuple[str, ...], lama: _Bagian, baru: _Bagian) -> Iterator[PerubahanTeks]:
    for dulu, kini in pasangkan(lama.kalimat, baru.kalimat, kemiripan_teks):
        yield PerubahanTeks(judul, (), dulu, kini)
    for kunci in dict.fromkeys((*baru.tabel, *lama.tabel)):
        for tempat, dulu, kini in _satu_tabel(lama.tabel.get(kunci), baru.tabel.get(kunci)):
            yield PerubahanTeks(judul, tempat, dulu, kini)


def _satu_tabel(
    lama: _Tabel | None, baru: _Tabel | None
) -> Iterator[tuple[tuple[str, ...], str | None, str | None]]:
    """Compare two tables by columns, then by rows, and changed rows cell by cell."""
    ada = baru or lama
    if ada is None:
        return
    dulu, kini = (satu or replace(ada, baris=()) for satu in (lama, baru))
    asal = {nama: nama for nama in kini.kolom if nama in dulu.kolom}
    for satu_lama, satu_baru in pasangkan(dulu.kolom, kini.kolom, kemiripan_teks):
        if satu_lama is not None and satu_baru is not None:
            asal[satu_baru] = satu_lama
            yield (ada.judul, "kepala kolom"), satu_lama, satu_baru
        elif satu_lama not in asal.values() and satu_baru not in asal:
            yield (ada.judul, "kolom"), dulu.isi_kolom(satu_lama), kini.isi_kolom(satu_baru)
    bersama = [nama for nama in kini.kolom if nama in asal]
    if not bersama:
        return
    baris_dulu = dulu.ambil([asal[nama] for nama in bersama])
    for a, b in pasangkan(baris_dulu, kini.ambil(bersama), _satu_baris):
        if a is None or b is None:
            yield (ada.judul, "baris"), _gabung(a), _gabung(b)
            continue
        for kolom, sel_lama, sel_baru in zip(bersama, a, b, strict=True):
            if sel_lama != sel_baru:
                yield (ada.judul, b[0], kolom), sel_lama, sel_baru


def _satu_baris(lama: tuple[str, ...], baru: tuple[str, ...]) -> float:
    """Return 1 for rows of one heading; rows without any are compared by the cells that they share."""
    return kemiripan(lama, baru) if lama[0] == baru[0] == "" else float(lama[0] == baru[0])


def _gabung(baris: tuple[str, ...] | None) -> str | None:
    return None if baris is None else " | ".join(baris)
