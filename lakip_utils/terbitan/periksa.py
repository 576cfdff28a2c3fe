"""The consistency check for people at a terminal and for programs: ``lakip check``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from lakip_utils.data import Paket, load
from lakip_utils.data.instansi import DINAS
from lakip_utils.data.paket import doubles
from lakip_utils.data.schema import TABLES, Table
from lakip_utils.errors import InvalidInput, UnknownSelection, Violation
from lakip_utils.files import write_chosen
from lakip_utils.konsistensi import (
    DAFTAR,
    Keparahan,
    TanggapanLepas,
    cacah,
    mencapai,
    periksa,
    tanggapan_lepas,
    tidak_diperbaiki,
)
from lakip_utils.konsistensi.sebutan import di_tercetak
from lakip_utils.sajian.format import sel_lembar
from lakip_utils.sajian.tabel.konsistensi import ARTI_BARIS, STATUS, ada_baris, nilai, tempat, tentang
from lakip_utils.terbitan.terminal import baris, json_aman

_MUNGKIN_TERBANYAK = 3
_PENGGANTI = {"ikm_unsur": "ikm_responden", "ikm_responden": "ikm_unsur"}
"""Tables of which one is enough: the totals of a survey follow from its answers."""


@dataclass(frozen=True, slots=True)
class HasilPeriksa:
    """The findings of one year of one agency.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    lepas
        Answers whose finding does not exist.
    masih
        Answers that say their finding is repaired, though it is still found.
    kosong
        Tables that rules need and that have no row for the year.
    """

    instansi: str
    nama: str
    tahun: int
    catatan: pd.DataFrame
    lepas: tuple[TanggapanLepas, ...]
    masih: tuple[TanggapanLepas, ...] = ()
    kosong: tuple[str, ...] = ()

    def paling_ringan(self, keparahan: Keparahan) -> HasilPeriksa:
        """Return the findings of a severity or graver."""
        return replace(self, catatan=mencapai(self.catatan, keparahan))

    @property
    def _terbuka(self) -> pd.DataFrame:
        return mencapai(self.catatan, "info", tanpa_tanggapan=True)

    @property
    def terbuka(self) -> int:
        """How many nobody answered."""
        return len(self._terbuka)

    def peringatan(self) -> Iterator[str]:
        """Say what is to be looked at besides the findings: answers that no longer fit, empty tables."""
        for satu in self.lepas:
            yield f"{satu.sel}: tanggapan atas {satu.id} tidak menjawab catatan mana pun{self._mungkin(satu)}."
        for satu in self.masih:
            yield f"{satu.sel}: {satu.id} dinyatakan diperbaiki, tetapi masih ditemukan."
        if self.kosong:
            yield f"{_belum_berisi(self.nama, self.tahun, self.kosong)}; yang memerlukan tabel itu tidak diuji."

    def _mungkin(self, lepas: TanggapanLepas) -> str:
        """Name open findings of the rule of an answer: a changed figure changes the id."""
        terbuka = self._terbuka
        semua = list(terbuka.loc[terbuka["uji"] == lepas.id.rpartition("-")[0], "id"])
        if not semua:
            return ""
        lain = len(semua) - _MUNGKIN_TERBANYAK
        pilihan = semua[:_MUNGKIN_TERBANYAK] + ([f"{lain} lainnya"] if lain > 0 else [])
        return f" (mungkin kini {' atau '.join(pilihan)})"

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
        With every violation of every package, two packages of one agency, and every year that none of
        a package is.
    """
    violations: list[Violation] = []
    semua: list[Paket] = []
    for folder in data:
        try:
            semua.append(load(folder))
        except InvalidInput as error:
            violations += error.violations
    violations += doubles(semua)
    for paket in semua:
        for satu in tahun:
            try:
                paket.bidang(satu, DINAS)
            except UnknownSelection as error:
                violations.append(error.violation(str(paket.folder)))
    if violations:
        raise InvalidInput(violations)
    return [_periksa(paket, satu) for paket in semua for satu in dict.fromkeys(tahun or paket.tahun)]


def _periksa(paket: Paket, tahun: int) -> HasilPeriksa:
    catatan = periksa(paket, tahun)
    ada = set(catatan["id"])
    return HasilPeriksa(
        paket.instansi.kode,
        paket.instansi.nama,
        tahun,
        catatan,
        lepas=tanggapan_lepas(paket, tahun, ada),
        masih=tidak_diperbaiki(paket, tahun, ada),
        kosong=tabel_kosong(paket, tahun),
    )


def kosong_menurut_tahun(paket: Paket, tahun: Iterable[int]) -> Iterator[str]:
    """Say of each year which tables have no row; one that has lost them all is valid, and shows nothing."""
    for satu in tahun:
        if kosong := tabel_kosong(paket, satu):
            yield f"{_belum_berisi(paket.instansi.nama, satu, kosong)}."


def _belum_berisi(nama: str, tahun: int, kosong: Iterable[str]) -> str:
    return f"{nama} {tahun}: belum ada isi: {', '.join(kosong)}"


def tabel_kosong(paket: Paket, tahun: int) -> tuple[str, ...]:
    """Return the tables that have no row for a year, in the order of the contract.

    Those that rules need, and those of which there is a file.
    """
    perlu = {nama for uji in DAFTAR for nama in uji.perlu}
    perlu |= {nama for nama, satu in TABLES.items() if _ada_berkas(paket, satu, tahun)}
    kosong = {nama for nama in perlu if not _berisi(paket, nama, tahun)}
    return tuple(
        nama for nama in TABLES if nama in kosong and (nama not in _PENGGANTI or _PENGGANTI[nama] in kosong)
    )


def _ada_berkas(paket: Paket, contract: Table, tahun: int) -> bool:
    folder = f"{tahun}/" if contract.scope == "tahun" else ""
    return f"{folder}{contract.name}.csv" in paket.sha256


def _berisi(paket: Paket, nama: str, tahun: int) -> bool:
    if TABLES[nama].scope == "tahun":
        return len(paket.tabel(nama, tahun)) > 0
    isi = paket.tabel(nama)
    return bool((isi["tahun"] == tahun).any()) if "tahun" in isi else len(isi) > 0


def catatan_terminal(hasil: HasilPeriksa, lebar: int) -> str:
    """Return the findings of a year for a terminal, the gravest first, a block a finding.

    A table would have to cut the id, which is copied into ``tanggapan.csv``; here it stands whole on the
    first line of its block, and everything else is wrapped between words.

    Parameters
    ----------
    lebar
        Columns of the terminal.
    """
    blok = (_blok(satu, lebar) for _, satu in hasil.catatan.iterrows())
    kepala = f"{hasil.nama} {hasil.tahun}" + (f"\n{ARTI_BARIS}" if ada_baris(hasil.catatan) else "")
    return "\n\n".join((kepala, *blok))


def _blok(satu: pd.Series[Any], lebar: int) -> str:
    dijawab = f"  ({STATUS[satu['status']].lower()})" if satu["status"] else ""
    isi = {
        "Aturan": satu["nama"],
        "Tentang": tentang(satu),
        "Tempat": di_tercetak(tempat(satu)) if satu["tempat"] else tempat(satu),
        "Tercetak": nilai(satu["tercetak"], satu["satuan"]) or "kosong",
        "Pembanding": _pembanding(satu),
    }
    rincian = (baris(nama, teks, lebar) for nama, teks in isi.items() if teks)
    return "\n".join((f"{satu['keparahan']:<6}  {satu['id']}{dijawab}", *rincian))


def _pembanding(satu: pd.Series[Any]) -> str:
    hasil = nilai(satu["dihitung"], satu["satuan"])
    return f"{hasil} ({satu['rumus']})" if hasil and satu["rumus"] else hasil or satu["rumus"]


def catatan_json(hasil: Iterable[HasilPeriksa]) -> str:
    """Return the findings as JSON: one list, figures as text of machine numbers, places and cells as lists."""
    return json_aman(list(_rekaman(hasil, daftar=True))) + "\n"


def catatan_csv(hasil: Iterable[HasilPeriksa]) -> str:
    """Return the findings as CSV, one row a finding; several places or cells are joined by a semicolon."""
    isi = pd.DataFrame(list(_rekaman(hasil, daftar=False)), columns=list(_KOLOM))
    isi = isi.map(lambda sel: sel_lembar(sel) if isinstance(sel, str) else sel)
    return isi.to_csv(index=False, lineterminator="\n")


def tulis_csv(hasil: Iterable[HasilPeriksa], path: str | Path) -> None:
    """Write the findings as CSV for a spreadsheet: with the mark (BOM) by which it knows UTF-8.

    Raises
    ------
    PublicationError
        If it cannot be written there.
    """
    write_chosen(Path(path), catatan_csv(hasil).encode("utf-8-sig"))


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
