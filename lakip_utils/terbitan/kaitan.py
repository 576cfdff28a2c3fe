"""Kaitan: the sections of a report and the findings that concern them, linked both ways.

A finding knows the cells that it speaks of, and so does each figure: where they share a cell, the
finding concerns the section. Nothing is linked by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeGuard

from pydantic import BaseModel

from lakip_utils.asal import Rentang
from lakip_utils.keparahan import KEPARAHAN, Keparahan
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Blok, Daftar, Judul, LembarReviu, Span, Tabel
from lakip_utils.terbitan.nomor import Bernomor, Susunan, nomori

Kolom = tuple[str, str]
"""File and column of cells."""


class _Catatan(NamedTuple):
    """A finding as its table shows it."""

    jangkar: str
    golongan: Keparahan
    nama: str
    sel: tuple[tuple[Kolom, Rentang], ...]


def dengan_kaitan(isi: Sequence[Blok], susunan: Susunan) -> list[Blok]:
    """Return the blocks with links from each section to its findings, and back.

    Parameters
    ----------
    isi
        The blocks of edisi reviu.
    susunan
        How sections are numbered: the findings name them as the report does.

    Returns
    -------
    list of Blok
        Below the heading of a section, a folded list of its findings; in the table of findings, the numbers
        of the sections. Without findings, `isi` as it is.
    """
    bernomor = list(nomori(isi, susunan))
    catatan = [satu for blok in isi if _berisi_catatan(blok) for satu in _baca(blok)]
    if not catatan:
        return list(isi)
    letak: dict[Kolom, list[tuple[Rentang, int]]] = {}
    for nomor, satu in enumerate(catatan):
        for kolom, rentang in satu.sel:
            letak.setdefault(kolom, []).append((rentang, nomor))
    bagian: dict[int, list[_Catatan]] = {}
    kembali: dict[str, list[Bernomor]] = {}
    for nomor, milik in _bagian(bernomor):
        sel = {satu for blok in milik for satu in _sel(blok)}
        bertemu = {
            n
            for kolom, (awal, akhir) in sel
            for (awal_catatan, akhir_catatan), n in letak.get(kolom, ())
            if awal <= akhir_catatan and awal_catatan <= akhir
        }
        kena = [catatan[n] for n in sorted(bertemu)]
        bagian[nomor] = kena
        for satu in kena:
            kembali.setdefault(satu.jangkar, []).append(bernomor[nomor])
    hasil: list[Blok] = []
    for nomor, blok in enumerate(isi):
        hasil.append(_dengan_tempat(blok, kembali) if _berisi_catatan(blok) else blok)
        if bagian.get(nomor):
            hasil.append(_baris_kaitan(bagian[nomor]))
    return hasil


def _berisi_catatan(blok: Blok) -> TypeGuard[Tabel]:
    return isinstance(blok, Tabel) and any(baris.golongan for baris in blok.baris)


def _baca(tabel: Tabel) -> Iterator[_Catatan]:
    for baris in tabel.baris:
        if baris.golongan and baris.gaya == "biasa":
            sel = tuple(_sel(baris))
            yield _Catatan(baris.jangkar, baris.golongan, baris.sel[0][0].teks, sel)


def _sel(nilai: Any) -> Iterator[tuple[Kolom, Rentang]]:
    """Yield the cells behind the figures of a block, or of a part of one, as ranges of rows."""
    if isinstance(nilai, Span):
        for sel in nilai.asal.sel if nilai.asal else ():
            yield from (((sel.berkas, sel.kolom), rentang) for rentang in sel.baris)
    elif isinstance(nilai, tuple):
        for satu in nilai:
            yield from _sel(satu)
    elif isinstance(nilai, BaseModel):
        for _, satu in nilai:
            yield from _sel(satu)


def _bagian(isi: Sequence[Bernomor]) -> Iterator[tuple[int, list[Blok]]]:
    """Yield the place of each heading and what stands below it up to the next one."""
    awal, milik = -1, list[Blok]()
    for nomor, satu in enumerate(isi):
        if isinstance(satu.blok, Judul):
            yield awal, milik
            awal, milik = nomor, []
        elif not _berisi_catatan(satu.blok) and not isinstance(satu.blok, LembarReviu):
            milik.append(satu.blok)
    yield awal, milik


def _baris_kaitan(catatan: Iterable[_Catatan]) -> Daftar:
    """Return the folded list below a heading: how many of each severity, then each, the gravest first."""
    urut = sorted(catatan, key=lambda satu: KEPARAHAN.index(satu.golongan))
    cacah = Counter(satu.golongan for satu in urut)
    return Daftar(
        judul=f"Catatan uji bagian ini: {f.daftar([f'{n} {golongan}' for golongan, n in cacah.items()])}",
        butir=tuple(
            (
                Span(teks=satu.golongan.capitalize(), tanda=satu.golongan),
                Span(teks=" "),
                Span(teks=satu.nama, tautan=satu.jangkar),
            )
            for satu in urut
        ),
        lipat=True,
        edisi="reviu",
    )


def _dengan_tempat(tabel: Tabel, kembali: dict[str, list[Bernomor]]) -> Tabel:
    """Return the table of findings with the sections that each one concerns."""

    def baris(satu: Baris) -> Baris:
        bagian = kembali.get(satu.jangkar, [])
        if not bagian or not satu.golongan or satu.gaya != "biasa":
            return satu
        isi = [Span(teks=" Dalam laporan ini: ")]
        for tempat in bagian:
            teks = tempat.nomor or (tempat.blok.teks if isinstance(tempat.blok, Judul) else "bagian awal")
            isi += [Span(teks=teks, tautan=tempat.jangkar), Span(teks=", ")]
        isi[-1] = Span(teks=".")
        return satu.model_copy(update={"sel": ((*satu.sel[0], *isi), *satu.sel[1:])})

    return tabel.model_copy(update={"baris": tuple(map(baris, tabel.baris))})
