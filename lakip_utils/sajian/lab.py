"""A block as a notebook output: the data, and views of it for JupyterLab and a plain terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from lakip_utils.sajian.blok import (
    JAWABAN_REVIU,
    MIME,
    Blok,
    Bukti,
    Daftar,
    Gambar,
    Judul,
    KartuKunci,
    Kop,
    Kotak,
    LembarReviu,
    Mentah,
    Paragraf,
    Rangkaian,
    Ringkasan,
    Tabel,
    TandaTangan,
    teks,
)
from lakip_utils.sajian.html import render
from lakip_utils.sajian.tanda_tangan import perlu_nip, ruang_tanggal
from lakip_utils.sajian.warna import token

_TITIK = "." * 24
_TAMPIL: list[str] = []
"""Fingerprints of the blocks that this kernel showed, in their order."""


def tampilkan(blok: Blok) -> dict[str, object]:
    """Return the output of a cell that ends in `blok`, and remember it.

    The key figures, which a report puts out last, carry what was shown before them: a build can see that
    nothing was lost on the way from the kernel to the notebook.
    """
    if isinstance(blok, Ringkasan):
        return mimebundle(blok.model_copy(update={"tampil": tuple(_TAMPIL)}))
    bundel = mimebundle(blok)
    _TAMPIL.append(sidik(bundel))
    return bundel


def sidik(bundel: Mapping[str, Any]) -> str:
    """Return what an output is, and a fingerprint of what it says and draws.

    >>> from lakip_utils.sajian.blok import Judul
    >>> sidik(mimebundle(Judul(tingkat=1, teks="Ringkasan")))
    'judul 228de22d'
    """
    blok = bundel[MIME]
    isi = sha256(json.dumps(blok, sort_keys=True).encode())
    isi.update(str(bundel.get("image/svg+xml", "")).encode())
    nama = f"{blok['jenis']} {blok.get('kunci', '')}".rstrip()
    return f"{nama} {isi.hexdigest()[:8]}"


def mimebundle(blok: Blok) -> dict[str, object]:
    """Return the output of a cell that ends in `blok`.

    Returns
    -------
    dict
        The block itself under :data:`~lakip_utils.sajian.blok.MIME`, a view under ``text/html`` that
        is readable in Lab's light and dark theme, ``text/plain``, and for a single figure its drawing
        under ``image/svg+xml``. The same block gives the same bundle.
    """
    if isinstance(blok, Ringkasan):
        return {MIME: blok.model_dump(mode="json"), "text/plain": polos(blok)}
    tanpa = {"svg"} if isinstance(blok, Gambar) else None
    bundel: dict[str, object] = {
        MIME: blok.model_dump(mode="json", exclude=tanpa),
        "text/html": f'<style>{_gaya()}</style>\n<div class="lakip-blok">\n{render(blok)}</div>',
        "text/plain": polos(blok),
    }
    if isinstance(blok, Gambar):
        bundel["image/svg+xml"] = blok.svg
    return bundel


@cache
def _gaya() -> str:
    lingkungan = Environment(
        loader=PackageLoader("lakip_utils.sajian"), autoescape=True, undefined=StrictUndefined
    )
    return lingkungan.get_template("lab.css").render(token=token)


def polos(blok: Blok) -> str:
    """Return a block as plain text; tables are set in aligned columns."""
    return "\n".join(_baris(blok))


def _baris(blok: Blok) -> Iterator[str]:
    match blok:
        case Kop():
            yield from (blok.judul, f"{blok.pemerintah} · {blok.instansi}", f"Status: {blok.status}")
            yield from (f"{label}: {nilai}" for label, nilai in blok.fakta)
        case Judul():
            yield f"{'#' * blok.tingkat} {blok.teks}"
        case Paragraf():
            yield teks(blok.isi)
        case Daftar():
            if blok.judul:
                yield blok.judul
            for nomor, butir in enumerate(blok.butir, 1):
                yield f"{f'{nomor}.' if blok.bernomor else '-'} {teks(butir)}"
        case KartuKunci():
            for kartu in blok.kartu:
                banding = f" ({kartu.pembanding})" if kartu.pembanding else ""
                yield f"{kartu.nama}: {kartu.nilai.teks} {kartu.satuan}".rstrip() + banding
        case Tabel():
            yield from _tabel(blok)
        case Gambar():
            yield from (f"[Gambar] {blok.judul}", blok.alt)
            if blok.data is not None:
                yield from _tabel(blok.data)
        case Kotak():
            yield f"[{blok.judul}]"
            for isi in blok.isi:
                yield from _baris(isi)
        case TandaTangan():
            yield from _tanda_tangan(blok)
        case LembarReviu():
            yield from _lembar_reviu(blok)
        case Mentah():
            yield blok.teks
        case Ringkasan():
            for angka in blok.angka:
                nilai = angka.alasan if angka.nilai is None else f"{angka.nilai} {angka.satuan}".rstrip()
                yield f"{angka.nama}: {nilai}"
        case Bukti():
            yield from (butir.dokumen for butir in blok.butir)
        case Rangkaian():
            for anggota in blok.isi:
                yield from _baris(anggota)


def _tanda_tangan(blok: TandaTangan) -> Iterator[str]:
    ruang = ruang_tanggal(blok.tempat_tanggal)
    yield " ".join(filter(None, (ruang[0], _TITIK, ruang[1]))) if ruang else blok.tempat_tanggal
    yield from blok.jabatan
    yield from ("", blok.nama or _TITIK)
    if blok.pangkat:
        yield blok.pangkat
    if perlu_nip(blok.nama, blok.pangkat, blok.nip):
        yield f"NIP {blok.nip or _TITIK}"


def _lembar_reviu(blok: LembarReviu) -> Iterator[str]:
    yield f"Lembar reviu menurut {blok.sumber}"
    for bagian in blok.bagian:
        yield f"{bagian.nomor}. {bagian.nama}"
        for butir in bagian.butir:
            kata = ". ".join(filter(None, (JAWABAN_REVIU[butir.jawaban], teks(butir.dasar))))
            yield f"  {butir.nomor}. {butir.pernyataan} [ ] ya [ ] tidak" + (f" ({kata})" if kata else "")


def _tabel(tabel: Tabel) -> Iterator[str]:
    kepala = [kolom.kepala for kolom in tabel.kolom]
    isi = [[" " * (2 * baris.inden) + teks(baris.sel[0]), *map(teks, baris.sel[1:])] for baris in tabel.baris]
    lebar = [max(map(len, kolom)) for kolom in zip(kepala, *isi, strict=True)]

    def satu(sel: list[str]) -> str:
        rata = (
            nilai.rjust(n) if kolom.angka else nilai.ljust(n)
            for nilai, n, kolom in zip(sel, lebar, tabel.kolom, strict=True)
        )
        return "  ".join(rata).rstrip()

    yield tabel.judul
    yield satu(kepala)
    yield "  ".join("-" * n for n in lebar)
    yield from map(satu, isi)
    yield from (f"Catatan: {catatan}" for catatan in tabel.catatan)
    if tabel.sumber:
        yield f"Sumber: {tabel.sumber}"
