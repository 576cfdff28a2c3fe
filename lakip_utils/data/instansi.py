"""The agency: ``instansi.yaml``."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from lakip_utils.data.yaml_file import Strict


def _nama_folder(kode: str) -> str:
    if _PERANTI.fullmatch(kode):
        raise PydanticCustomError("nama_peranti", "kode yang bukan nama peranti Windows (con, nul, com1, …)")
    return kode


_PERANTI = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
Kode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,40}$"), AfterValidator(_nama_folder)]
"""A code that is also a folder name on every system: lower-case letters, digits, ``_`` and ``-``."""


def _tertulis(nilai: object) -> object:
    """Return what is written as a date as one; of ``'0'`` pydantic would make the first of January 1970."""
    if not isinstance(nilai, str):
        return nilai
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", nilai):
            return dt.date.fromisoformat(nilai)
    except ValueError:
        pass
    raise PydanticCustomError("date_type", "tanggal")


Tanggal = Annotated[dt.date, BeforeValidator(_tertulis)]
"""A date, written with year, month and day."""

DINAS = "dinas"
"""The code under which the report of the whole agency is built."""


class Bidang(Strict):
    """An organisational unit that reports for itself; `dari`/`sampai` are years."""

    kode: Kode
    nama: str
    nama_singkat: str
    kepala: str = ""
    dari: int | None = None
    sampai: int | None = None


class Pejabat(Strict):
    """Who held an office, and how: definitif or Plt."""

    jabatan: str
    nama: str
    pangkat: str = ""
    nip: str = ""
    status: Literal["definitif", "Plt.", "Plh.", "Pj."]
    dari: Tanggal
    sampai: Tanggal | None = None
    catatan: str = ""


class MisiTerkait(Strict):
    """A mission of the RPJMD that the agency supports."""

    nomor: int
    misi: str
    tujuan: str
    sasaran: str


class Reviu(Strict):
    """The review of a report: who stated it, when, and what came of it."""

    oleh: str
    jabatan: str
    tempat: str = ""
    tanggal: Tanggal
    nip: str = ""
    simpulan: str = ""


class Laporan(Strict):
    """The formal state of one year's report; DRAF until status, number and date are there."""

    tahun: int
    status: Literal["draf", "final"] = "draf"
    judul: str
    nomor: str | None = None
    tanggal: Tanggal | None = None
    tempat: str = ""
    sumber_terbit: str = ""
    reviu: Reviu | None = None
    catatan: str = ""

    @property
    def draf(self) -> bool:
        """Whether DRAF stands on the pages."""
        return not (self.status == "final" and self.nomor and self.tanggal)


class Instansi(Strict):
    """One agency."""

    kode: Kode
    nama: str
    nama_singkat: str
    pemerintah: str
    provinsi: str
    kota: str
    bidang: Annotated[tuple[Bidang, ...], Field(min_length=1)]
    visi: str = ""
    misi: tuple[str, ...] = ()
    misi_terkait: tuple[MisiTerkait, ...] = ()
    pejabat: tuple[Pejabat, ...] = ()
    laporan: tuple[Laporan, ...] = ()

    def bidang_tahun(self, tahun: int) -> tuple[Bidang, ...]:
        """Return the units that existed in a year, in their order."""
        return tuple(b for b in self.bidang if (b.dari or tahun) <= tahun <= (b.sampai or tahun))

    def laporan_tahun(self, tahun: int) -> Laporan:
        """Return the formal state of a year's report; a draft where nothing is recorded."""
        for laporan in self.laporan:
            if laporan.tahun == tahun:
                return laporan
        return Laporan(tahun=tahun, judul=f"Laporan Kinerja {self.nama} Tahun {tahun}")
