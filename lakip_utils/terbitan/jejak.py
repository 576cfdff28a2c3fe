"""Jejak angka: the annex of edisi reviu that lists where the figures of a report come from.

The origins travel with the figures (:class:`lakip_utils.sajian.blok.Sumber`); here they are only
put in order: by place in the report, one row for the figures of one column or one formula.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from pydantic import BaseModel

from lakip_utils.asal import Rentang, satukan_rentang, tulis_baris
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import (
    Baris,
    Blok,
    Bukti,
    Gambar,
    Judul,
    Kolom,
    Paragraf,
    Span,
    Sumber,
    Tabel,
)
from lakip_utils.terbitan.nomor import Susunan, nomori

JUDUL = "Jejak angka"
ANGKA_TERBANYAK = 4
"""How many figures of a text name a row of the list; more are counted."""
TEKS_TERPANJANG = 60
"""Length at which a text that a person wrote is cut in the list."""

Dokumen = Mapping[tuple[str, str], Mapping[int, Sequence[str]]]
"""Names of documents by file and column of the cells that they prove, then by row."""


def petakan(nilai: Any, ubah: Callable[[Span], Span]) -> Any:
    """Return a block, or a part of one, with every run of text changed by `ubah`; itself where none is."""
    if isinstance(nilai, tuple):
        isi = tuple(petakan(satu, ubah) for satu in nilai)
        return nilai if all(map(operator.is_, isi, nilai)) else isi
    if isinstance(nilai, Span):
        return ubah(nilai)
    if isinstance(nilai, BaseModel):
        baru = {nama: hasil for nama, lama in nilai if (hasil := petakan(lama, ubah)) is not lama}
        return nilai.model_copy(update=baru) if baru else nilai
    return nilai


def dokumen_bukti(bukti: Iterable[Bukti]) -> Dokumen:
    """Return the documents by the cells that they prove."""
    hasil: dict[tuple[str, str], dict[int, list[str]]] = {}
    for butir in (butir for satu in bukti for butir in satu.butir):
        for sel in butir.sel:
            kolom = hasil.setdefault((sel.berkas, sel.kolom), {})
            for awal, akhir in sel.baris:
                for baris in range(awal, akhir + 1):
                    kolom.setdefault(baris, []).append(butir.dokumen)
    return {sel: dict(sorted(baris.items())) for sel, baris in hasil.items()}


def dengan_jejak(isi: Sequence[Blok], susunan: Susunan, dokumen: Dokumen) -> list[Blok]:
    """Return the blocks of a report with its list of origins as the last annex.

    Parameters
    ----------
    isi
        The blocks of edisi reviu.
    susunan
        How sections are numbered: the list names the places as the report does.
    dokumen
        Documents by cell, see :func:`dokumen_bukti`.

    Returns
    -------
    list of Blok
        Each figure knows its row of the list and its documents. Without figures, `isi` as it is.
        Tables of findings stay out: they name their places themselves.
    """
    daftar = _Daftar(dokumen)
    hasil: list[Blok] = []
    for satu in nomori(isi, susunan):
        blok = satu.blok
        match blok:
            case Judul():
                daftar.tempat = " ".join(bagian for bagian in (satu.nomor, blok.teks) if bagian)
            case Tabel() if not any(baris.golongan for baris in blok.baris):
                blok = daftar.tabel(blok, f"{satu.nomor}. {blok.judul}")
            case Gambar(data=Tabel() as data):
                tabel = daftar.tabel(data, f"{satu.nomor}. {blok.judul}")
                blok = blok.model_copy(update={"data": tabel})
            case Tabel():
                pass
            case _:
                blok = petakan(blok, daftar.teks)
        hasil.append(blok)
    return [*hasil, *daftar.lampiran()] if daftar.isi else list(isi)


@dataclass(slots=True)
class _Isi:
    """One row of the list: figures of one place made in one way from the same columns."""

    jangkar: str
    nama: str
    rumus: str
    kolom: dict[str, tuple[set[str], set[Rentang]]] = field(default_factory=dict)
    angka: dict[str, None] = field(default_factory=dict)
    dokumen: dict[str, None] = field(default_factory=dict)

    def tambah(self, teks: str, sumber: Sumber) -> None:
        self.angka[teks] = None
        self.dokumen |= dict.fromkeys(sumber.dokumen)
        for sel in sumber.sel:
            kolom, baris = self.kolom.setdefault(sel.berkas, (set(), set()))
            kolom.add(sel.kolom)
            baris.update(sel.baris)

    def baris(self) -> Baris:
        asal = [
            f"{berkas}, kolom {f.daftar(sorted(kolom))}, baris {tulis_baris(satukan_rentang(baris))}"
            for berkas, (kolom, baris) in self.kolom.items()
        ]
        asal += [f"dokumen: {satu}" for satu in self.dokumen]
        sel = (self._sebutan(), self.rumus or "seperti di data", "; ".join(asal))
        return Baris(jangkar=self.jangkar, sel=tuple((Span(teks=teks),) for teks in sel))

    def _sebutan(self) -> str:
        """Name the figures: by their column, else as they are printed."""
        if self.nama:
            return self.nama
        angka = [shorten(teks, TEKS_TERPANJANG, placeholder="…") for teks in self.angka]
        lain = len(angka) - ANGKA_TERBANYAK
        return "; ".join(angka[:ANGKA_TERBANYAK]) + (f"; dan {lain} lainnya" if lain > 0 else "")


@dataclass(slots=True)
class _Daftar:
    """The list while it is made: places in the order of the report, each with its rows."""

    dokumen: Dokumen
    tempat: str = "Bagian awal"
    isi: dict[str, dict[tuple[object, ...], _Isi]] = field(default_factory=dict)
    banyak: int = 0

    def teks(self, span: Span) -> Span:
        """Record the figure of a run of text."""
        return self._catat(span, self.tempat, "")

    def tabel(self, tabel: Tabel, tempat: str) -> Tabel:
        """Record the figures of a table by its columns."""
        nama = [k.kepala for k in tabel.kolom]

        def sel(isi: tuple[Span, ...], kolom: str) -> tuple[Span, ...]:
            return tuple(self._catat(span, tempat, kolom) for span in isi)

        baris = tuple(
            satu.model_copy(update={"sel": tuple(map(sel, satu.sel, nama))}) for satu in tabel.baris
        )
        return tabel.model_copy(update={"baris": baris})

    def _catat(self, span: Span, tempat: str, nama: str) -> Span:
        if span.asal is None or not span.asal.sel:
            return span
        sumber = span.asal
        bukti = dict.fromkeys(
            satu
            for sel in sumber.sel
            for baris, dokumen in self.dokumen.get((sel.berkas, sel.kolom), {}).items()
            if sel.memuat(baris)
            for satu in dokumen
        )
        sumber = sumber.model_copy(update={"dokumen": tuple(bukti)})
        kunci = (nama, sumber.rumus, tuple((sel.berkas, sel.kolom) for sel in sumber.sel))
        milik = self.isi.setdefault(tempat, {})
        if kunci not in milik:
            self.banyak += 1
            # Two hyphens: no anchor of a heading has them.
            milik[kunci] = _Isi(f"jejak--{self.banyak}", nama, sumber.rumus)
        milik[kunci].tambah(span.teks, sumber)
        return span.model_copy(update={"asal": sumber.model_copy(update={"jangkar": milik[kunci].jangkar})})

    def lampiran(self) -> list[Blok]:
        """Return the annex."""
        baris: list[Baris] = []
        for tempat, milik in self.isi.items():
            baris.append(Baris(gaya="grup", sel=((Span(teks=tempat),), (), ())))
            baris += [satu.baris() for satu in milik.values()]
        return [
            Judul(tingkat=1, teks=JUDUL, bagian="lampiran"),
            Paragraf(
                isi=(
                    Span(
                        teks="Daftar ini menyebut asal angka laporan menurut tempatnya: rumus yang dipakai, lalu berkas, "
                        "kolom, dan baris data yang dibaca. Baris dihitung seperti di lembar kerja; judul kolom adalah baris 1."
                    ),
                )
            ),
            Tabel(
                kunci="jejak-angka",
                judul="Asal angka menurut tempatnya di laporan",
                kolom=(
                    Kolom(judul="Angka", lebar=1.5),
                    Kolom(judul="Rumus", lebar=1.5),
                    Kolom(judul="Asal", lebar=3),
                ),
                baris=tuple(baris),
            ),
        ]
