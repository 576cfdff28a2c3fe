"""Nothing gets lost between an executed notebook and what is published of it.

The same things are looked for at each step, without the code that made it: the blocks of the notebook in
the document, its texts in the page, the key figures in what the reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import escape
from nbformat import NotebookNode

from lakip_utils.errors import PublicationError
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import (
    MIME,
    AngkaKunci,
    Blok,
    Daftar,
    Gambar,
    Isi,
    Judul,
    KartuKunci,
    Kotak,
    LembarReviu,
    Mentah,
    Paragraf,
    Tabel,
    TandaTangan,
)
from lakip_utils.terbitan.dokumen import TAG_BAGIAN, TAG_REVIU, Dokumen

_TAK_TAMPAK = ("kop", "ringkasan", "bukti")
_SAMBUNG_KIRI, _SAMBUNG_KANAN = re.compile(r"[\d.,]"), re.compile(r"\d|[.,]\d")
"""What makes digits before and after a figure a part of it."""
_ULANG = (
    "Ini kekeliruan program, bukan data: buat lagi laporan ini, dan bila terulang laporkan pesan ini "
    "kepada pengelola programnya."
)


def dokumen(notebook: NotebookNode, hasil: Dokumen) -> None:
    """See that a document has every block that the notebook shows in its edition, in their order.

    Raises
    ------
    PublicationError
        With the first block that it does not have.
    """
    ada = iter(_sebutan_blok(satu.blok) for satu in hasil.isi)
    for perlu in _tampak(notebook, hasil):
        if perlu not in ada:  # goes on where the last one was found
            raise PublicationError(f"{perlu} ada di notebook, tetapi tidak di edisi {hasil.edisi}. {_ULANG}")


def _sebutan_blok(blok: Blok) -> str:
    return _sebutan(blok.jenis, getattr(blok, "kunci", ""))


def _sebutan(jenis: str, kunci: str) -> str:
    return f"{jenis.capitalize()} {kunci}".rstrip()


def _tampak(notebook: NotebookNode, hasil: Dokumen) -> Iterator[str]:
    """Yield what each block of a notebook is that the edition shows."""
    lepas = {f"{TAG_BAGIAN}{nama}" for nama in hasil.kop.tanpa_bagian}
    for sel in notebook.cells:
        tags = set(sel.metadata.get("tags", ()))
        if tags & lepas or (TAG_REVIU in tags and hasil.edisi != "reviu"):
            continue
        for keluaran in sel.get("outputs", ()):
            if MIME in keluaran.get("data", {}):
                yield from _anggota(keluaran.data[MIME], hasil.edisi)


def _anggota(blok: Mapping[str, Any], edisi: str) -> Iterator[str]:
    if blok.get("edisi", "semua") not in ("semua", edisi) or blok["jenis"] in _TAK_TAMPAK:
        return
    if blok["jenis"] == "rangkaian":
        for satu in blok["isi"]:
            yield from _anggota(satu, edisi)
    elif blok["jenis"] != "judul" or blok["teks"].strip():
        yield _sebutan(blok["jenis"], blok.get("kunci", ""))


def halaman(hasil: Dokumen, teks: str) -> None:
    """See that a page has every text, table and drawing of a document, in their order.

    Raises
    ------
    PublicationError
        With the first text that it does not have, and where it should stand.
    """
    tempat, bagian = 0, ""
    for satu in hasil.isi:
        if isinstance(satu.blok, Judul):
            bagian = satu.blok.teks
        for kata in (*((f' id="{satu.jangkar}"',) if satu.jangkar else ()), *_potongan(satu.blok)):
            tempat = teks.find(kata, tempat)
            if tempat < 0:
                raise PublicationError(
                    f"Bagian “{bagian}”, {_sebutan_blok(satu.blok)}: “{kata[:80]}” tidak ada di halaman. {_ULANG}"
                )


def _potongan(blok: Blok) -> Iterator[str]:
    """Yield pieces of the page that a block makes, in their order."""
    if isinstance(blok, Gambar) and blok.svg:
        yield from (str(escape(blok.judul)), "<svg")
    elif isinstance(blok, Mentah) and blok.html:
        yield blok.html
    else:
        yield from (str(escape(satu)) for satu in _teks(blok) if satu.strip())


def _teks(blok: Blok) -> Iterator[str]:
    """Yield the texts of a block in the order in which they are read."""
    match blok:
        case Judul():
            yield blok.teks
        case Paragraf():
            yield from _isi([blok.isi])
        case Daftar():
            yield blok.judul
            yield from _isi(blok.butir)
        case KartuKunci():
            for kartu in blok.kartu:
                yield from (kartu.nama, kartu.nilai.teks, *_isi([kartu.kalimat]))
        case Tabel():
            yield blok.judul
            yield from (kolom.judul for kolom in blok.kolom)
            for baris in blok.baris:
                yield from _isi(baris.sel)
        case Gambar():
            yield from (blok.judul, blok.alt)
        case Kotak():
            yield blok.judul
            for satu in blok.isi:
                yield from _teks(satu)
        case TandaTangan():
            yield from (*blok.jabatan, blok.nama)
        case LembarReviu():
            yield from (butir.pernyataan for bagian in blok.bagian for butir in bagian.butir)
        case Mentah() if not (blok.html or blok.svg or blok.png):
            yield blok.teks
        case _:
            return


def _isi(isi: Iterable[Isi]) -> Iterator[str]:
    return (span.teks for satu in isi for span in satu)


def angka(kunci: Iterable[AngkaKunci], hasil: Dokumen) -> None:
    """See that every key figure stands in a document as ``ringkasan.json`` has it.

    Raises
    ------
    PublicationError
        With every figure that does not.
    """
    sisa = {satu.nama: satu for satu in kunci if tulis(satu)}
    for bernomor in hasil.isi:
        if not sisa:
            return
        teks = " ".join(_teks(bernomor.blok))
        sisa = {nama: satu for nama, satu in sisa.items() if not any(_sendiri(teks, tulis(satu)))}
    hilang = [f"{satu.judul} ({nama}): {tulis(satu)}" for nama, satu in sisa.items()]
    if hilang:
        daftar = "\n".join(f"{nomor}. {satu}" for nomor, satu in enumerate(hilang, 1))
        raise PublicationError(
            f"Angka kunci di ringkasan.json tidak tampak di edisi {hasil.edisi} laporan.\n{daftar}\n"
            "Tampilkan angka itu di notebook, misalnya dengan `narasi.ringkasan.kartu` dan `tabel.indikator`."
        )


def _sendiri(teks: str, angka: str) -> Iterator[bool]:
    """Yield for each place of a figure in a text whether it stands there by itself, not within a longer one."""
    tempat = teks.find(angka)
    while tempat >= 0:
        akhir = tempat + len(angka)
        yield not (_SAMBUNG_KIRI.match(teks, max(tempat - 1, 0), tempat) or _SAMBUNG_KANAN.match(teks, akhir))
        tempat = teks.find(angka, akhir)


def tulis(kunci: AngkaKunci) -> str:
    """Return how a report writes a key figure; empty where it has no value.

    >>> tulis(AngkaKunci(nama="pagu", judul="Pagu", nilai=675854000, satuan="rupiah"))
    '675.854.000'
    >>> tulis(AngkaKunci(nama="ikm", judul="IKM", nilai=74.69, satuan="nilai"))
    '74,69'
    """
    nilai = kunci.nilai
    if nilai is None:
        return ""
    if isinstance(nilai, str):
        return nilai
    if kunci.satuan == "rupiah":
        return f.rupiah_tabel(abs(nilai))
    return f.angka(nilai) if kunci.satuan in ("persen", "nilai") else f.bilangan(nilai)
