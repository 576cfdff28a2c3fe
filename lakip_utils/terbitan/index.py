"""The front page of a build: bidang by year, and every report with its files.

Also the page that stands beside an older report when a new one could not be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal
from urllib.parse import quote, urlsplit

from jinja2 import Environment

from lakip_utils.sajian import format as f
from lakip_utils.terbitan.html import lingkungan

Status = Literal["siap", "draf", "sebagian", "gagal", "usang", "berubah"]


@dataclass(frozen=True, slots=True)
class Tanda:
    """How a status is shown: badge, words, and the sentence of the legend."""

    lencana: str
    teks: str
    arti: str


STATUS: dict[Status, Tanda] = {
    "siap": Tanda("info", "Siap", "angka kunci tersedia, tanpa catatan tinggi yang belum dijawab"),
    "draf": Tanda("draf", "Draf", "angka kunci tersedia, tetapi ada catatan tinggi yang belum dijawab"),
    "sebagian": Tanda("sedang", "Data sebagian", "angka kunci belum lengkap"),
    "usang": Tanda("tinggi", "Usang", "pembuatan terakhir gagal; yang ditampilkan laporan sebelumnya"),
    "berubah": Tanda("tinggi", "Berubah", "berkasnya bukan lagi yang dibuat; buat ulang sebelum dipakai"),
    "gagal": Tanda("tinggi", "Gagal dibuat", "laporan belum pernah berhasil dibuat"),
}


@dataclass(frozen=True, slots=True)
class EntriIndeks:
    """One report in the index.

    Parameters
    ----------
    status
        ``siap``, ``draf`` (a grave finding has no answer), ``sebagian`` (some data are missing),
        ``gagal`` (no report), ``usang`` (the last run failed and an older report stands) or ``berubah``
        (what is on disk is not what was made).
    kunci
        Key figures as pairs of name and formatted value, the most important one first: it leads in
        the matrix. A figure that is not available is left out.
    berkas
        Label → address relative to the index, e.g. ``{"HTML (edisi reviu)": "…/laporan.html"}``; the
        first is what the matrix links to. For ``gagal`` and ``usang`` the page of the failure belongs here, too.
    keterangan
        One sentence for the list, e.g. what is missing.
    catatan
        Findings of the consistency check by severity, the gravest first; those that are 0 left out.
    nilai
        The values of the key figures by name, for the trends.
    terbuka
        Findings of severity tinggi that nobody answered.

    Raises
    ------
    ValueError
        If an address of `berkas` leads out of the folder of the index.
    """

    tahun: int
    kode_bidang: str
    nama_bidang: str
    status: Status
    kunci: tuple[tuple[str, str], ...] = ()
    berkas: Mapping[str, str] = field(default_factory=dict)
    keterangan: str = ""
    catatan: Mapping[str, int] = field(default_factory=dict)
    nilai: Mapping[str, float] = field(default_factory=dict)
    terbuka: int = 0

    def __post_init__(self) -> None:
        for alamat in self.berkas.values():
            bagian = urlsplit(alamat)
            if bagian.scheme or bagian.netloc or alamat.startswith(("/", "\\")):
                raise ValueError(f"alamat berkas harus relatif: {alamat!r}")

    @property
    def sebutan_terbuka(self) -> str:
        """How many grave findings have no answer, in words; empty for none."""
        return f"{f.bilangan(self.terbuka)} catatan tinggi belum dijawab" if self.terbuka else ""


LEBAR_TREN, TINGGI_TREN = 120.0, 30.0
"""Size of the drawing of a trend, in its own units."""


@dataclass(frozen=True, slots=True)
class Tren:
    """One key figure of one bidang over the years.

    Parameters
    ----------
    titik
        Year, printed value and place in the drawing of each year that has one.
    garis
        Points of the lines for an SVG; a year without a value breaks the line.
    """

    titik: tuple[tuple[int, str, float, float], ...]
    garis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Angkatan:
    """All reports of one agency from one build, in the order in which they are listed.

    Parameters
    ----------
    milik_instansi
        Names of the key figures that are those of the whole agency, whatever report tells them.
    """

    pemerintah: str
    instansi: str
    judul: str
    laporan: tuple[EntriIndeks, ...]
    milik_instansi: tuple[str, ...] = ()

    @property
    def tahun(self) -> tuple[int, ...]:
        """The years, oldest first."""
        return tuple(sorted({entri.tahun for entri in self.laporan}))

    @property
    def bidang(self) -> dict[str, str]:
        """Code → name of each bidang; the name is that of the latest year."""
        urut = dict.fromkeys((entri.kode_bidang for entri in self.laporan), "")
        return urut | {e.kode_bidang: e.nama_bidang for e in sorted(self.laporan, key=lambda e: e.tahun)}

    @property
    def nama_kunci(self) -> tuple[str, ...]:
        """The names of the key figures of reports, in the order of the report that has most of them."""
        terlengkap = sorted(self.laporan, key=lambda entri: -len(entri.kunci))
        semua = dict.fromkeys(nama for entri in terlengkap for nama, _ in entri.kunci)
        return tuple(nama for nama in semua if nama not in self.kunci_instansi)

    @property
    def kunci_instansi(self) -> dict[str, dict[int, str]]:
        """The key figures of the agency that all its reports agree on: name → year → printed value."""
        return {
            nama: {tahun: cetak for tahun, (cetak,) in per_tahun.items()}
            for nama in self.milik_instansi
            if (per_tahun := self._cetak(nama)) and all(len(satu) == 1 for satu in per_tahun.values())
        }

    def _cetak(self, nama: str) -> dict[int, set[str]]:
        hasil: dict[int, set[str]] = {}
        for entri in self.laporan:
            if nama in dict(entri.kunci):
                hasil.setdefault(entri.tahun, set()).add(dict(entri.kunci)[nama])
        return hasil

    @property
    def daftar(self) -> tuple[EntriIndeks, ...]:
        """The reports, newest year first; within a year in their given order."""
        return tuple(sorted(self.laporan, key=lambda entri: -entri.tahun))

    @property
    def tautan_utama(self) -> str:
        """What the matrix links to, e.g. ``HTML (edisi reviu)``; empty where that differs by report."""
        label = {next(iter(e.berkas)) for e in self.laporan if e.berkas and e.status != "gagal"}
        return label.pop() if len(label) == 1 else ""

    def nomor(self, entri: EntriIndeks) -> int:
        """Return the number by which the bidang of a report is chosen."""
        return list(self.bidang).index(entri.kode_bidang) + 1

    def entri(self, kode_bidang: str, tahun: int) -> EntriIndeks | None:
        """Return the report of a bidang and year, or ``None`` where there is none."""
        return next((e for e in self.laporan if (e.kode_bidang, e.tahun) == (kode_bidang, tahun)), None)

    @property
    def nama_tren(self) -> tuple[str, ...]:
        """The key figures of which some bidang has two years or more: what a trend can be drawn of."""
        return tuple(
            nama for nama in self.nama_kunci if any(len(self._nilai(kode, nama)) > 1 for kode in self.bidang)
        )

    def tren(self, kode_bidang: str, nama: str) -> Tren:
        """Return how a key figure of a bidang went; one scale from 0 for all bidang."""
        milik = (e for e in self.laporan if e.kode_bidang == kode_bidang)
        return self._tren(milik, nama)

    @property
    def tren_instansi(self) -> dict[str, Tren]:
        """How the key figures of the agency went that have two years or more, by name."""
        semua = {nama: self._tren(self.laporan, nama) for nama in self.kunci_instansi}
        return {nama: tren for nama, tren in semua.items() if len(tren.titik) > 1}

    def _tren(self, milik: Iterable[EntriIndeks], nama: str) -> Tren:
        bernilai = [e for e in milik if nama in e.nilai]
        nilai = {e.tahun: e.nilai[nama] for e in bernilai}
        atas = max((e.nilai[nama] for e in self.laporan if nama in e.nilai), default=0) or 1
        langkah = LEBAR_TREN / max(len(self.tahun) - 1, 1)
        letak = {
            tahun: (i * langkah, TINGGI_TREN * (1 - max(nilai[tahun], 0) / atas))
            for i, tahun in enumerate(self.tahun)
            if tahun in nilai
        }
        garis: list[list[str]] = [[]]
        for tahun in self.tahun:
            if tahun in letak:
                garis[-1].append("{:.1f},{:.1f}".format(*letak[tahun]))
            elif garis[-1]:
                garis.append([])
        cetak = {e.tahun: dict(e.kunci)[nama] for e in bernilai}
        return Tren(
            tuple((tahun, cetak[tahun], *xy) for tahun, xy in letak.items()),
            tuple(" ".join(satu) for satu in garis if len(satu) > 1),
        )

    def _nilai(self, kode_bidang: str, nama: str) -> dict[int, float]:
        milik = sorted((e for e in self.laporan if e.kode_bidang == kode_bidang), key=lambda e: e.tahun)
        return {e.tahun: e.nilai[nama] for e in milik if nama in e.nilai}

    def cacah(self) -> dict[Status, int]:
        """Count the reports by status."""
        return {status: sum(entri.status == status for entri in self.laporan) for status in STATUS}


def render(angkatan: Angkatan) -> str:
    """Render the index of a build as one offline HTML page."""
    return _lingkungan().get_template("indeks/indeks.html.j2").render(angkatan=angkatan, tanda=STATUS)


def render_gagal(judul: str, pesan: str, rincian: str) -> str:
    """Render the page ``gagal.html``.

    Parameters
    ----------
    judul
        Title of the report that could not be made.
    pesan
        What went wrong and what to do, for the analyst.
    rincian
        Technical details, shown as they are; may be empty.
    """
    return (
        _lingkungan().get_template("indeks/gagal.html.j2").render(judul=judul, pesan=pesan, rincian=rincian)
    )


@cache
def _lingkungan() -> Environment:
    return lingkungan(awal_kecil=f.awal_kecil, alamat=lambda alamat: quote(alamat, safe="/#"))
