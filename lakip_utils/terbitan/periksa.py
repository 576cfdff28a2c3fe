"""The consistency check for people at a terminal and for programs: ``lakip check``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
from rich.table import Table

from lakip_utils.data import load
from lakip_utils.errors import InvalidInput, UnknownSelection, Violation
from lakip_utils.konsistensi import (
    Keparahan,
    TanggapanLepas,
    cacah,
    mencapai,
    periksa,
    tanggapan_lepas,
)
from lakip_utils.sajian.tabel.konsistensi import nilai, tempat, tentang


@dataclass(frozen=True, slots=True)
class HasilPeriksa:
    """The findings of one year of one agency.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    lepas
        Answers whose finding does not exist.
    """

    instansi: str
    nama: str
    tahun: int
    catatan: pd.DataFrame
    lepas: tuple[TanggapanLepas, ...]

    def paling_ringan(self, keparahan: Keparahan) -> HasilPeriksa:
        """Return the findings of a severity or graver."""
        return replace(self, catatan=mencapai(self.catatan, keparahan))

    @property
    def terbuka(self) -> int:
        """How many nobody answered."""
        return int((self.catatan["status"] == "").sum())

    def simpulan(self, keparahan: Keparahan) -> str:
        """Say in one line what was found, and how much of it is not shown."""
        jumlah = (
            ", ".join(f"{n} {nama}" for nama, n in cacah(self.catatan).items() if n) or "tidak ada catatan"
        )
        tersembunyi = len(self.catatan) - len(mencapai(self.catatan, keparahan))
        sisa = f"; {tersembunyi} di bawah {keparahan} tidak ditampilkan" if tersembunyi else ""
        dijawab = len(self.catatan) - self.terbuka
        jawab = f"; {dijawab} sudah ditanggapi" if dijawab else ""
        return f"{self.nama} {self.tahun}: {jumlah}{jawab}{sisa}."


def periksa_semua(data: Iterable[str | Path], tahun: Sequence[int] = ()) -> list[HasilPeriksa]:
    """Check some years of some packages.

    Parameters
    ----------
    data
        Folders of packages.
    tahun
        The years; empty for every year that has data.

    Raises
    ------
    InvalidInput
        With every violation of every package, and every year that none of a package is.
    """
    violations: list[Violation] = []
    hasil: list[HasilPeriksa] = []
    for folder in data:
        try:
            paket = load(folder)
        except InvalidInput as error:
            violations += error.violations
            continue
        for satu in tahun or paket.tahun:
            try:
                catatan = periksa(paket, satu)
            except UnknownSelection as error:
                violations.append(error.violation(str(folder)))
                continue
            lepas = tanggapan_lepas(paket, satu, set(catatan["id"]))
            hasil.append(HasilPeriksa(paket.instansi.kode, paket.instansi.nama, satu, catatan, lepas))
    if violations:
        raise InvalidInput(violations)
    return hasil


def catatan_terminal(hasil: HasilPeriksa) -> Table:
    """Return the findings of a year as a table for a terminal, the gravest first."""
    kolom = ("Keparahan", "Aturan", "Tentang", "Tercetak", "Hasil hitung ulang", "Tempat", "Kode")
    tabel = Table(*kolom, title=f"{hasil.nama} {hasil.tahun}", title_justify="left", box=None, pad_edge=False)
    for _, satu in hasil.catatan.iterrows():
        tabel.add_row(
            satu["keparahan"] + (" (dijawab)" if satu["status"] else ""),
            satu["nama"],
            tentang(satu),
            nilai(satu["tercetak"], satu["satuan"]) or "kosong",
            nilai(satu["dihitung"], satu["satuan"]) or satu["rumus"],
            tempat(satu),
            satu["id"],
        )
    return tabel


def catatan_json(hasil: Iterable[HasilPeriksa]) -> str:
    """Return the findings as JSON: one list, figures as text of machine numbers, places and cells as lists."""
    return json.dumps(list(_rekaman(hasil, daftar=True)), ensure_ascii=False, indent=1) + "\n"


def catatan_csv(hasil: Iterable[HasilPeriksa]) -> str:
    """Return the findings as CSV, one row a finding; several places or cells are joined by a semicolon."""
    kosong = pd.DataFrame(columns=list(_KOLOM))
    isi = pd.DataFrame(list(_rekaman(hasil, daftar=False)), columns=list(_KOLOM))
    return (isi if len(isi) else kosong).to_csv(index=False, lineterminator="\n")


_KOLOM = (
    "instansi",
    "tahun",
    "id",
    "keparahan",
    "keluarga",
    "uji",
    "nama",
    "sebutan",
    "tabel",
    "kunci",
    "kolom",
    "tercetak",
    "dihitung",
    "selisih",
    "satuan",
    "rumus",
    "tempat",
    "sel",
    "alasan",
    "keterangan",
    "bidang",
    "status",
    "tanggapan",
    "oleh",
    "tanggal",
)


def _rekaman(hasil: Iterable[HasilPeriksa], *, daftar: bool) -> Iterator[dict[str, Any]]:
    for satu in hasil:
        for catatan in satu.catatan.to_dict("records"):
            isi = {
                **catatan,
                "instansi": satu.instansi,
                "tahun": satu.tahun,
                "sel": tuple(map(str, catatan["asal"].sel)),
            }
            yield {nama: _mesin(isi[nama], daftar=daftar) for nama in _KOLOM}


def _mesin(isi: object, *, daftar: bool) -> object:
    """Return a value as programs read it."""
    if isinstance(isi, Decimal):
        return format(isi, "f")
    if isinstance(isi, tuple):
        return list(isi) if daftar else "; ".join(isi)
    return isi if daftar or isi is not None else ""
