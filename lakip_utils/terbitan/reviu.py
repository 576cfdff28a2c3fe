"""Merge the files of several reviewers of one report; add their notes to the data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader

from lakip_utils import aturan
from lakip_utils.data import Paket, load
from lakip_utils.data.instansi import DINAS
from lakip_utils.data.reviu import BerkasReviu, Centang, baca_reviu
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.sajian.format import sel_lembar
from lakip_utils.terbitan.files import write_whole
from lakip_utils.terbitan.html import TEMPLATES, siapkan
from lakip_utils.terbitan.naskah import bersihkan
from lakip_utils.terbitan.reviu_xlsx import buku_kerja

KOLOM = ("tempat", "uraian", "rekomendasi", "tanggapan", "tindak_lanjut", "pereviu")
JUDUL_KOLOM = ("No.", "Tempat", "Uraian", "Rekomendasi", "Tanggapan", "Tindak lanjut", "Pereviu")
JAWABAN = {"ya": "Ya", "tidak": "Tidak", "": ""}
_KUNCI = ("tempat", "uraian", "rekomendasi", "pereviu")


@dataclass(frozen=True, slots=True)
class Hasil:
    """One row of Catatan Hasil Reviu."""

    tempat: str
    uraian: str
    rekomendasi: str
    pereviu: str
    tanggapan: str = ""
    tindak_lanjut: str = ""

    @property
    def kunci(self) -> tuple[str, ...]:
        """What makes it the same note: place, text and reviewer, not what was answered."""
        return tuple(sel_lembar(getattr(self, nama)) for nama in _KUNCI)


@dataclass(frozen=True, slots=True)
class BarisLembar:
    """A line of the form with what each reviewer ticked (`jawaban`) and noted, in one text."""

    kode: str
    pernyataan: str
    jawaban: tuple[str, ...]
    isi: tuple[str, ...]

    @property
    def beda(self) -> bool:
        """Whether reviewers ticked differently."""
        return len({satu for satu in self.jawaban if satu}) > 1


@dataclass(frozen=True, slots=True)
class Gabungan:
    """The files of several reviewers as one.

    Parameters
    ----------
    laporan, judul
        Which report.
    pereviu
        Name of each reviewer, each different.
    catatan
        The notes: those on lines of the form first.
    lembar
        The lines of the form.
    kabar
        What a person should know, Indonesian: other versions, a file given twice.
    """

    laporan: str
    judul: str
    pereviu: tuple[str, ...]
    catatan: tuple[Hasil, ...]
    lembar: tuple[BarisLembar, ...]
    kabar: tuple[str, ...] = ()

    @property
    def instansi(self) -> str:
        """Code of the agency."""
        return self.laporan.split("/")[0]

    @property
    def tahun(self) -> int:
        """Year of the report."""
        return int(self.laporan.split("/")[1])

    @property
    def bidang(self) -> str:
        """Code of the unit."""
        return self.laporan.split("/")[2]

    @property
    def beda(self) -> int:
        """On how many lines the reviewers differ."""
        return sum(satu.beda for satu in self.lembar)


def baca_semua(paths: Iterable[Path]) -> list[tuple[str, BerkasReviu]]:
    """Read reviewers' files; all violations of all of them at once.

    Raises
    ------
    InvalidInput
        If one is not valid, names a line that the form lacks, or is of another report than the first.
    """
    salah: list[Violation] = []
    semua: list[tuple[str, BerkasReviu]] = []
    for path in paths:
        try:
            semua.append((str(path), baca_reviu(path)))
        except InvalidInput as error:
            salah += error.violations
    butir = aturan.lembar_reviu().pernyataan
    for nama, berkas in semua:
        salah += [
            Violation(
                file=nama,
                column=f"butir.{kode}"[:60],
                found="butir tak dikenal",
                expected=f"salah satu dari {len(butir)} butir, misalnya I.1",
                action="Minta berkas yang diekspor dari laporan.",
            )
            for kode in berkas.butir
            if kode not in butir
        ]
        if berkas.laporan != semua[0][1].laporan:
            salah.append(
                Violation(
                    file=nama,
                    column="laporan",
                    found=berkas.laporan,
                    expected=f"{semua[0][1].laporan}, seperti {semua[0][0]}",
                    action="Gabungkan catatan setiap laporan tersendiri.",
                )
            )
    if salah:
        raise InvalidInput(salah)
    return semua


def gabung(semua: Sequence[tuple[str, BerkasReviu]]) -> Gabungan:
    """Merge the files of one report.

    Parameters
    ----------
    semua
        Name and content of each file, of one report; see :func:`baca_semua`.
    """
    unik: list[tuple[str, BerkasReviu]] = []
    kabar: list[str] = []
    for nama, berkas in semua:
        if kembar := next((lain for lain, isi in unik if isi == berkas), None):
            kabar.append(f"{Path(nama).name}: isinya sama dengan {Path(kembar).name}; dihitung sekali.")
        else:
            unik.append((nama, berkas))
    sidik = unik[0][1].sidik
    kabar += [
        f"{Path(nama).name}: versi laporan {berkas.sidik}, sedangkan {Path(unik[0][0]).name} memakai versi {sidik}; catatannya tetap digabungkan, periksa apakah masih berlaku."
        for nama, berkas in unik
        if berkas.sidik != sidik
    ]
    label = _label(unik)
    pernyataan = aturan.lembar_reviu().pernyataan
    lembar = []
    catatan: list[Hasil] = []
    for kode, teks in pernyataan.items():
        milik = [berkas.butir.get(kode, Centang(jawaban="", catatan="")) for _, berkas in unik]
        lembar.append(
            BarisLembar(
                kode, teks, tuple(JAWABAN[m.jawaban] for m in milik), tuple(_isi_butir(m) for m in milik)
            )
        )
        catatan += [
            Hasil(f"Lembar reviu {kode}. {teks}", _rapi(m.catatan) or "Dijawab tidak.", "", nama)
            for m, nama in zip(milik, label, strict=True)
            if _rapi(m.catatan) or m.jawaban == "tidak"
        ]
    for (_, berkas), nama in zip(unik, label, strict=True):
        catatan += [
            Hasil(
                _rapi(satu.tempat), _rapi(satu.uraian), _rapi(satu.rekomendasi), _rapi(satu.pereviu) or nama
            )
            for satu in berkas.catatan
            if _rapi(satu.uraian) or _rapi(satu.rekomendasi)
        ]
    tunggal = {satu.kunci: satu for satu in reversed(catatan)}
    return Gabungan(
        unik[0][1].laporan,
        _rapi(unik[0][1].judul),
        label,
        tuple(reversed(tunggal.values())),
        tuple(lembar),
        tuple(kabar),
    )


def _label(semua: Sequence[tuple[str, BerkasReviu]]) -> tuple[str, ...]:
    """Name each reviewer; one who gave several files by the file, too."""
    nama = [_rapi(berkas.pereviu) for _, berkas in semua]
    return tuple(
        f"{satu} ({Path(path).name})" if nama.count(satu) > 1 else satu
        for satu, (path, _) in zip(nama, semua, strict=True)
    )


def _isi_butir(centang: Centang) -> str:
    return ". ".join(filter(None, (JAWABAN[centang.jawaban], _rapi(centang.catatan))))


def _rapi(teks: str) -> str:
    """Return a reviewer's text on one line, without what no document may hold."""
    return " ".join(bersihkan(teks).split())


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
    tahu = {satu.kunci: satu for satu in ada}
    baru = tuple(satu for satu in gabungan.catatan if satu.kunci not in tahu)
    return replace(gabungan, catatan=(*ada, *baru))


def _milik(paket: Paket, gabungan: Gabungan) -> pd.DataFrame:
    semua = paket.tabel("catatan_reviu", gabungan.tahun)
    return semua[semua["bidang"] == gabungan.bidang]


def _dari_data(baris: pd.Series[Any]) -> Hasil:
    return Hasil(**{nama: str(baris[nama]) for nama in KOLOM})


def tambah_ke_data(gabungan: Gabungan, folder: str | Path) -> tuple[Gabungan, int]:
    """Add the notes to ``catatan_reviu.csv`` of the year; what stands there stays, byte by byte.

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
    teks = lama.decode("utf-8-sig")
    akhir = "\r\n" if "\r\n" in teks else "\n"
    wadah = io.StringIO()
    penulis = csv.writer(wadah, lineterminator=akhir)
    if teks.strip():
        kepala = [nama.strip() for nama in next(csv.reader(io.StringIO(teks)))]
    else:
        kepala = [kolom.name for kolom in TABLES["catatan_reviu"].columns]
        penulis.writerow(kepala)
    for satu in baru:
        isi = {nama: sel_lembar(getattr(satu, nama)) for nama in KOLOM} | {"bidang": bidang}
        penulis.writerow([isi.get(nama, "") for nama in kepala])
    sambung = akhir if teks.strip() and not teks.endswith("\n") else ""
    return lama + (sambung + wadah.getvalue()).encode()


def tulis(gabungan: Gabungan, out: Path) -> Path:
    """Write the workbook, and an HTML page beside it; return the page."""
    halaman = out.with_suffix(".html")
    write_whole(out, xlsx(gabungan))
    write_whole(halaman, html(gabungan).encode())
    return halaman


def xlsx(gabungan: Gabungan) -> bytes:
    """Return the merge as a workbook of two sheets, every cell text."""
    hasil = [(str(n), *(getattr(satu, nama) for nama in KOLOM)) for n, satu in enumerate(gabungan.catatan, 1)]
    lembar = [
        (satu.kode, satu.pernyataan, *satu.isi, "Berbeda" if satu.beda else "") for satu in gabungan.lembar
    ]
    return buku_kerja(
        f"{gabungan.judul} ({gabungan.laporan})",
        {
            "Catatan Hasil Reviu": (JUDUL_KOLOM, hasil),
            "Lembar Reviu": (("No.", "Pernyataan", *gabungan.pereviu, "Perbedaan"), lembar),
        },
    )


def html(gabungan: Gabungan) -> str:
    """Return the merge as an offline page."""
    return (
        _lingkungan()
        .get_template("indeks/catatan_reviu.html.j2")
        .render(gabungan=gabungan, kolom=JUDUL_KOLOM, nama=KOLOM)
    )


@cache
def _lingkungan() -> Environment:
    lingkungan = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    siapkan(lingkungan)
    return lingkungan


def terbuka(paket: Paket, tahun: int, bidang: Iterable[str]) -> int:
    """Return how many reviewers' notes of some units are without tindak lanjut; all of them for the agency."""
    semua = paket.tabel("catatan_reviu", tahun)
    semua = semua[semua["tindak_lanjut"] == ""]
    pilih = set(bidang)
    return len(semua) if DINAS in pilih else int(semua["bidang"].isin(pilih).sum())
