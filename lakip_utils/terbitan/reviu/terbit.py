"""Write a merge as a workbook and a page; what people filled in a workbook of before is carried over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment

from lakip_utils.errors import InvalidInput, Violation, tak_terbaca
from lakip_utils.files import write_chosen
from lakip_utils.sajian import format as f
from lakip_utils.terbitan.html import lingkungan
from lakip_utils.terbitan.reviu.buku_kerja import KEPALA, baca_buku, buku_kerja
from lakip_utils.terbitan.reviu.gabung import INFO as _INFO
from lakip_utils.terbitan.reviu.gabung import Gabungan, Hasil, lipat

_JUDUL = {
    "tempat": "Tempat",
    "uraian": "Uraian",
    "rekomendasi": "Rekomendasi",
    "tanggapan": "Tanggapan",
    "tindak_lanjut": "Tindak lanjut",
    "pereviu": "Pereviu",
    "tanggal": "Tanggal",
    "versi": "Versi laporan",
    "keterangan": "Keterangan",
}
JUDUL_KOLOM = ("No.", *_JUDUL.values())
CATATAN, LEMBAR = "Catatan Hasil Reviu", "Lembar Reviu"
_ISIAN = ("tanggapan", "tindak_lanjut", "ket")
"""What people fill in."""
_HILANG = "Tidak ada lagi di berkas reviu; baris buku kerja sebelumnya."
_BEDA = "Isian buku kerja sebelumnya, berbeda dari catatan_reviu.csv; hapus baris ini bila tidak diperlukan."
_BUKU_KAMI = "buku kerja catatan hasil reviu, supaya boleh diganti"
_LAIN = "Sebut nama lain dengan --out, atau pindahkan berkas itu."


def baca_lama(out: Path, laporan: str) -> tuple[Hasil, ...]:
    """Return the rows of the workbook that is to be replaced; none where there is no file yet.

    Raises
    ------
    InvalidInput
        If the workbook, or the page beside it, is not one of ours on this report, or holds what would not
        be carried over: another sheet, another column.
    """
    halaman = out.with_suffix(".html")
    if halaman.exists() and not _halaman_kami(halaman):
        raise _ditolak(halaman, "berkas lain", "halaman catatan hasil reviu")
    if not out.exists() and not out.is_symlink():
        return ()
    try:
        isi = baca_buku(out)
    except OSError as error:
        raise InvalidInput([tak_terbaca(str(out), error, _BUKU_KAMI, _LAIN)]) from None
    if isi is None or CATATAN not in isi:
        raise _ditolak(out, "berkas lain", "buku kerja hasil lakip review merge")
    if asing := [nama for nama in isi if nama not in (CATATAN, LEMBAR)]:
        raise _ditolak(out, f"lembar tambahan: {f.daftar(asing)}", f"hanya lembar {CATATAN} dan {LEMBAR}")
    judul = "".join(isi[CATATAN][0][:1]) if isi[CATATAN] else ""
    if not judul.endswith(f"({laporan})"):
        raise _ditolak(out, f"catatan atas laporan lain: {judul}", f"catatan atas {laporan}")
    kepala, semua = _tabel(isi[CATATAN])
    kepala_lembar, baris_lembar = _tabel(isi.get(LEMBAR, []))
    if (
        kepala != JUDUL_KOLOM
        or kepala_lembar[-1:] not in ((), ("Perbedaan",))
        or any(any(satu[len(kepala) :]) for satu in semua)
        or any(any(satu[len(kepala_lembar) :]) for satu in baris_lembar)
    ):
        raise _ditolak(out, "kolom yang diganti atau ditambahkan", f"kolom {', '.join(JUDUL_KOLOM)}")
    return tuple(_baris(dict(zip(_JUDUL, satu[1:], strict=False))) for satu in semua if any(satu[1:]))


def _tabel(semua: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], Sequence[Sequence[str]]]:
    """Return the heads of a sheet, up to the last one that is filled, and its rows."""
    if len(semua) < KEPALA:
        return (), ()
    kepala = list(semua[KEPALA - 1])
    while kepala and not kepala[-1]:
        kepala.pop()
    return tuple(kepala), semua[KEPALA:]


def _baris(isi: dict[str, str]) -> Hasil:
    ket = isi.pop("keterangan")
    info = "ya" if _INFO in ket else ""
    for satu in (_INFO, _HILANG, _BEDA):
        ket = ket.replace(satu, "")
    return Hasil(**isi, jawaban=info, ket=" ".join(ket.split()))


def _halaman_kami(path: Path) -> bool:
    try:
        return "<title>Catatan hasil reviu: " in path.read_text("utf-8", errors="replace")[:2000]
    except OSError as error:
        raise InvalidInput([tak_terbaca(str(path), error, "halaman catatan hasil reviu", _LAIN)]) from None


def _ditolak(path: Path, found: str, expected: str) -> InvalidInput:
    return InvalidInput(
        [Violation(file=str(path), found=found, expected=f"{expected}, supaya boleh diganti", action=_LAIN)]
    )


def bawa(gabungan: Gabungan, lama: Sequence[Hasil]) -> tuple[Gabungan, int]:
    """Carry over what people filled in the workbook of before.

    An answer goes to the same note; where that has another one, or the note is gone, its row stays at the end.

    Returns
    -------
    tuple
        The merge with what was filled in, and how many rows of the old workbook it holds that it lacked.
    """
    catatan = list(gabungan.catatan)
    letak: dict[tuple[str, ...], dict[bool, int]] = {}
    for nomor, satu in enumerate(catatan):
        letak.setdefault(satu.kunci, {}).setdefault(satu.info, nomor)
    sisa: list[Hasil] = []
    banyak = 0
    for satu in lama:
        if not (ada := letak.get(satu.kunci)):
            sisa.append(replace(satu, ket=" ".join(filter(None, (_HILANG, satu.ket)))))
            continue
        nomor = ada.get(satu.info, next(iter(ada.values())))
        isi = {nama: (getattr(catatan[nomor], nama), getattr(satu, nama)) for nama in _ISIAN}
        if any(ini and itu and lipat(ini) != lipat(itu) for ini, itu in isi.values()):
            sisa.append(replace(satu, ket=" ".join(filter(None, (_BEDA, satu.ket)))))
        elif kurang := {nama: itu for nama, (ini, itu) in isi.items() if itu and not ini}:
            catatan[nomor] = replace(catatan[nomor], **kurang)
            banyak += 1
    sisa = list(dict.fromkeys(sisa))
    return replace(gabungan, catatan=(*catatan, *sisa)), banyak + len(sisa)


def tulis(gabungan: Gabungan, out: Path) -> Path:
    """Write the workbook, and an HTML page beside it; return the page.

    Raises
    ------
    PublicationError
        If they cannot be written there.
    """
    halaman = out.with_suffix(".html")
    write_chosen(out, xlsx(gabungan))
    write_chosen(halaman, html(gabungan).encode())
    return halaman


def xlsx(gabungan: Gabungan) -> bytes:
    """Return the merge as a workbook of two sheets, every cell text."""
    hasil = [
        (str(n), *(getattr(satu, nama) for nama in _JUDUL)) for n, satu in enumerate(gabungan.catatan, 1)
    ]
    lembar = [
        (satu.kode, satu.pernyataan, *satu.isi, "Berbeda" if satu.beda else "") for satu in gabungan.lembar
    ]
    return buku_kerja(
        f"{gabungan.judul} ({gabungan.laporan})",
        f"Tanggapan dan tindak lanjut yang dibaca laporan ditulis di {gabungan.tahun}/catatan_reviu.csv pada paket data, "
        "kolom tanggapan dan tindak_lanjut; isian di buku kerja ini tidak dibaca laporan.",
        {
            CATATAN: (JUDUL_KOLOM, hasil),
            LEMBAR: (("No.", "Pernyataan", *gabungan.pereviu, "Perbedaan"), lembar),
        },
    )


def html(gabungan: Gabungan) -> str:
    """Return the merge as an offline page."""
    return (
        _lingkungan()
        .get_template("indeks/catatan_reviu.html.j2")
        .render(gabungan=gabungan, judul=JUDUL_KOLOM[:-3], kolom=tuple(_JUDUL)[:5], tanggal=_tanggal)
    )


def _tanggal(teks: str) -> str:
    """Return a date in words; what is none, as it stands."""
    try:
        return f.tanggal(dt.date.fromisoformat(teks))
    except ValueError:
        return teks


@cache
def _lingkungan() -> Environment:
    return lingkungan()
