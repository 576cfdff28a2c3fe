"""Show what changed: on a terminal, as JSON, as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment

from lakip_utils.asal import bulat
from lakip_utils.files import write_chosen
from lakip_utils.sajian.blok import AngkaKunci, CatatanUji
from lakip_utils.sajian.tabel.konsistensi import STATUS, angka_tentang, nilai
from lakip_utils.terbitan.html import lingkungan
from lakip_utils.terbitan.perubahan.banding import Perubahan, PerubahanLaporan
from lakip_utils.terbitan.perubahan.teks import PerubahanTeks
from lakip_utils.terbitan.terminal import aman, baris, json_aman

TIDAK_ADA = "tidak ada"
_BILANGAN = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_TERBESAR = 1e15
"""Figures beyond this are shown as they stand: no real one is, and a float would not hold it."""


@dataclass(frozen=True, slots=True)
class Beda:
    """One change as it is shown: what it is about, what stood there, what does; empty where nothing."""

    hal: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Changes under one heading, e.g. the texts of a section."""

    judul: str
    isi: tuple[Beda, ...]


def kelompok(laporan: PerubahanLaporan) -> tuple[tuple[str, tuple[Kelompok, ...]], ...]:
    """Return the changes of a report as they are shown: key figures, findings, texts by section."""
    angka = tuple(Beda(satu.ada.judul, _angka(satu.lama), _angka(satu.baru)) for satu in laporan.angka)
    catatan = tuple(
        Beda(_hal(satu.ada), _catatan(satu.lama), _catatan(satu.baru)) for satu in laporan.catatan
    )
    teks = tuple(
        Kelompok(" › ".join(bagian), tuple(map(_teks, milik)))
        for bagian, milik in groupby(laporan.teks, key=lambda satu: satu.bagian)
    )
    semua = (
        ("Angka kunci", (Kelompok("", angka),) if angka else ()),
        ("Catatan uji konsistensi", (Kelompok("", catatan),) if catatan else ()),
        ("Teks dan tabel", teks),
    )
    return tuple((judul, isi) for judul, isi in semua if isi)


def _teks(satu: PerubahanTeks) -> Beda:
    return Beda(" › ".join(satu.tempat), satu.lama or "", satu.baru or "")


def _angka(satu: AngkaKunci | None) -> str:
    if satu is None:
        return ""
    if satu.nilai is None:
        return f"belum tersedia ({satu.alasan})" if satu.alasan else "belum tersedia"
    if isinstance(satu.nilai, str) or not abs(satu.nilai) <= _TERBESAR:
        return str(satu.nilai)
    isi = bulat(satu.nilai) if isinstance(satu.nilai, float) else Decimal(satu.nilai)
    return nilai(isi, satu.satuan)


def _hal(satu: CatatanUji) -> str:
    kolom = angka_tentang({"kolom": satu.kolom})
    return f"{satu.sebutan}, {kolom}" if kolom else satu.sebutan


def _catatan(satu: CatatanUji | None) -> str:
    if satu is None:
        return ""
    bagian = (
        satu.keparahan,
        f"tercetak {_nilai(satu.tercetak, satu.satuan) or 'kosong'}",
        f"pembanding {_nilai(satu.dihitung, satu.satuan)}" if satu.dihitung else "",
        STATUS.get(satu.status, satu.status).lower() if satu.status else "belum ditanggapi",
        satu.id,
    )
    return "; ".join(filter(None, bagian))


def _nilai(isi: str, satuan: str) -> str:
    return nilai(Decimal(isi), satuan) if satuan and _BILANGAN.fullmatch(isi) else isi


def perubahan_terminal(hasil: Perubahan, lebar: int) -> str:
    """Return the changes for a terminal, wrapped between words.

    Parameters
    ----------
    lebar
        Columns of the terminal.
    """
    return aman("\n".join(_baris_terminal(hasil, lebar)))


def _baris_terminal(hasil: Perubahan, lebar: int) -> Iterator[str]:
    for laporan in hasil.berubah:
        yield f"{laporan.kunci}  {laporan.nama}"
        if any(laporan.versi):
            yield f"Versi laporan: {' → '.join(laporan.versi)}"
        for judul, semua in kelompok(laporan):
            yield f"{judul}:"
            for satu in semua:
                if satu.judul:
                    yield f"  {satu.judul}"
                for beda in satu.isi:
                    if beda.hal:
                        yield baris("Tentang", beda.hal, lebar)
                    yield baris("Sebelumnya", beda.lama or TIDAK_ADA, lebar)
                    yield baris("Sekarang", beda.baru or TIDAK_ADA, lebar)
        yield ""
    for kata, semua_kunci in (("Ditambah", hasil.ditambah), ("Dihapus", hasil.dihapus)):
        for kunci, nama in semua_kunci.items():
            yield f"{kata}: {kunci}  {nama}"


def perubahan_json(hasil: Perubahan) -> str:
    """Return the changes as JSON; figures as machine numbers, ``null`` for what is on one side only."""
    isi = {
        "lama": hasil.sisi[0],
        "baru": hasil.sisi[1],
        "berubah": [_rekaman(laporan) for laporan in hasil.berubah],
        "sama": list(hasil.sama),
        "ditambah": dict(hasil.ditambah),
        "dihapus": dict(hasil.dihapus),
    }
    return json_aman(isi) + "\n"


def _rekaman(laporan: PerubahanLaporan) -> dict[str, object]:
    def angka(satu: AngkaKunci | None) -> dict[str, object] | None:
        return None if satu is None else satu.model_dump(mode="json", include={"nilai", "satuan", "alasan"})

    return {
        "laporan": laporan.kunci,
        "nama": laporan.nama,
        "versi": dict(zip(("lama", "baru"), laporan.versi, strict=True)),
        "angka": [
            {
                "nama": satu.ada.nama,
                "judul": satu.ada.judul,
                "lama": angka(satu.lama),
                "baru": angka(satu.baru),
            }
            for satu in laporan.angka
        ],
        "catatan": [
            {
                sisi: isi and isi.model_dump(mode="json")
                for sisi, isi in (("lama", satu.lama), ("baru", satu.baru))
            }
            for satu in laporan.catatan
        ],
        "teks": [asdict(satu) for satu in laporan.teks],
    }


def perubahan_html(hasil: Perubahan) -> str:
    """Return the changes as one offline page."""
    return _lingkungan().get_template("perubahan/perubahan.html.j2").render(hasil=hasil, tidak_ada=TIDAK_ADA)


def tulis_halaman(hasil: Perubahan, path: str | Path) -> None:
    """Write the page of the changes.

    Raises
    ------
    PublicationError
        If it cannot be written there.
    """
    write_chosen(Path(path), perubahan_html(hasil).encode())


def tandai(lama: str, baru: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Divide two texts into runs of words, each with whether the other text lacks it.

    >>> tandai("naik 5 persen", "naik 6 persen")
    ([('naik ', False), ('5', True), (' persen', False)], [('naik ', False), ('6', True), (' persen', False)])
    """
    kata_lama, kata_baru = (re.split(r"(\s+)", teks) for teks in (lama, baru))
    sisi: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for jenis, a1, a2, b1, b2 in SequenceMatcher(None, kata_lama, kata_baru, autojunk=False).get_opcodes():
        for tujuan, potong in zip(sisi, (kata_lama[a1:a2], kata_baru[b1:b2]), strict=True):
            if teks := "".join(potong):
                tujuan.append((teks, jenis != "equal"))
    return sisi


@cache
def _lingkungan() -> Environment:
    return lingkungan(tandai=_tandai, kelompok=kelompok)


def _tandai(beda: Beda) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Mark the words that changed; what is on one side only needs no mark."""
    if beda.lama and beda.baru:
        return tandai(beda.lama, beda.baru)
    return [(beda.lama, False)], [(beda.baru, False)]
