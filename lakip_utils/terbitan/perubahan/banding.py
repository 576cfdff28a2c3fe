"""Compare two builds, report by report: key figures, findings, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.sajian.blok import AngkaKunci, CatatanUji
from lakip_utils.terbitan.perubahan.baca import LaporanJadi, baca
from lakip_utils.terbitan.perubahan.teks import PerubahanTeks, teks_berubah

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Berubah(Generic[T]):
    lama: T | None
    baru: T | None

    @property
    def ada(self) -> T:
        """The new one, or the old one where it went."""
        satu = self.lama if self.baru is None else self.baru
        assert satu is not None, "perubahan tanpa isi"  # noqa: S101 - made with one of them
        return satu


class PerubahanAngka(_Berubah[AngkaKunci]):
    """A key figure that changed, came (`lama` is ``None``) or went (`baru` is ``None``)."""


class PerubahanCatatan(_Berubah[CatatanUji]):
    """A finding that changed, came or went.

    The id of a finding is made of its figures. Where a finding went and one of the same rule on the
    same thing came, they are one that changed.
    """


@dataclass(frozen=True, slots=True)
class PerubahanLaporan:
    """What changed in one report, figures first; all empty where nothing did.

    `versi` are the version codes of the old and the new one, as their edition reviu prints them.
    """

    kunci: str
    nama: str
    angka: tuple[PerubahanAngka, ...] = ()
    catatan: tuple[PerubahanCatatan, ...] = ()
    teks: tuple[PerubahanTeks, ...] = ()
    versi: tuple[str, str] = ("", "")

    def __bool__(self) -> bool:
        return bool(self.angka or self.catatan or self.teks)


@dataclass(frozen=True, slots=True)
class Perubahan:
    """What changed between two builds.

    Parameters
    ----------
    berubah
        Reports of both that differ.
    sama
        Keys of the reports that do not.
    ditambah, dihapus
        Reports, key → name, that only the new or only the old build has.
    sisi
        What was compared, the old one first.
    """

    berubah: tuple[PerubahanLaporan, ...]
    sama: tuple[str, ...]
    ditambah: Mapping[str, str]
    dihapus: Mapping[str, str]
    sisi: tuple[str, str] = ("", "")

    def __bool__(self) -> bool:
        return bool(self.berubah or self.ditambah or self.dihapus)

    def __str__(self) -> str:
        if not self:
            return f"Tidak ada perubahan pada {len(self.sama)} laporan."
        return (
            f"{len(self.berubah)} laporan berubah, {len(self.sama)} sama, "
            f"{len(self.ditambah)} ditambah, {len(self.dihapus)} dihapus."
        )


def bandingkan(lama: str | Path, baru: str | Path) -> Perubahan:
    """Compare two output folders, or two reports.

    Two single reports are compared whatever they are about, e.g. one bidang in two years.

    Raises
    ------
    InvalidInput
        With everything that cannot be read in either; or if one is a report and the other a folder of
        reports.
    """
    violations: list[Violation] = []
    terbitan = []
    for path in (lama, baru):
        try:
            terbitan.append(baca(path))
        except InvalidInput as error:
            violations += error.violations
    if violations:
        raise InvalidInput(violations)
    dulu, kini = terbitan
    if dulu.tunggal != kini.tunggal:
        satu, semua = (lama, baru) if dulu.tunggal else (baru, lama)
        raise InvalidInput(
            [
                Violation(
                    file=str(satu),
                    found=f"satu laporan, sedangkan {semua} folder keluaran",
                    expected="dua folder keluaran, atau dua laporan",
                    action="Sebut folder laporan yang sama di keduanya.",
                )
            ]
        )
    sisi = (_sebutan(lama, tunggal=dulu.tunggal), _sebutan(baru, tunggal=kini.tunggal))
    if dulu.tunggal:
        (a,), (b,) = dulu.laporan.values(), kini.laporan.values()
        return _susun([_laporan(a, b)], {}, {}, sisi)
    bersama = [kunci for kunci in kini.laporan if kunci in dulu.laporan]
    return _susun(
        [_laporan(dulu.laporan[kunci], kini.laporan[kunci]) for kunci in bersama],
        {kunci: satu.nama for kunci, satu in kini.laporan.items() if kunci not in dulu.laporan},
        {kunci: satu.nama for kunci, satu in dulu.laporan.items() if kunci not in kini.laporan},
        sisi,
    )


_BAGIAN_LAPORAN = 4
"""Parts of the path of a report that name it: output folder, agency, year, unit."""


def _sebutan(path: str | Path, *, tunggal: bool) -> str:
    """Return how a page names what was compared; of an absolute path only the end, which tells it apart."""
    jalur = Path(path)
    if not jalur.is_absolute():
        return jalur.as_posix()
    folder = jalur.parent if jalur.is_file() else jalur
    return "/".join(folder.parts[1:][-_BAGIAN_LAPORAN if tunggal else -1 :])


def _susun(
    laporan: Iterable[PerubahanLaporan],
    ditambah: Mapping[str, str],
    dihapus: Mapping[str, str],
    sisi: tuple[str, str],
) -> Perubahan:
    semua = list(laporan)
    return Perubahan(
        berubah=tuple(satu for satu in semua if satu),
        sama=tuple(satu.kunci for satu in semua if not satu),
        ditambah=ditambah,
        dihapus=dihapus,
        sisi=sisi,
    )


def _laporan(lama: LaporanJadi, baru: LaporanJadi) -> PerubahanLaporan:
    """Compare two reports."""
    return PerubahanLaporan(
        kunci=baru.kunci if lama.kunci == baru.kunci else f"{lama.kunci} → {baru.kunci}",
        nama=baru.nama if lama.nama == baru.nama else f"{lama.nama} → {baru.nama}",
        versi=(lama.dokumen.sidik, baru.dokumen.sidik),
        angka=angka_berubah(lama.angka_dan_catatan.angka, baru.angka_dan_catatan.angka),
        catatan=catatan_berubah(lama.angka_dan_catatan.catatan, baru.angka_dan_catatan.catatan),
        teks=teks_berubah(lama.dokumen, baru.dokumen),
    )


def angka_berubah(lama: Iterable[AngkaKunci], baru: Iterable[AngkaKunci]) -> tuple[PerubahanAngka, ...]:
    """Compare key figures by their name: value, unit, and why a value is missing."""
    dulu, kini = ({satu.nama: satu for satu in semua} for semua in (lama, baru))

    def isi(satu: AngkaKunci) -> tuple[object, ...]:
        return satu.nilai, satu.satuan, satu.alasan if satu.nilai is None else ""

    return tuple(
        PerubahanAngka(dulu.get(nama), kini.get(nama))
        for nama in dict.fromkeys((*kini, *dulu))
        if nama not in dulu or nama not in kini or isi(dulu[nama]) != isi(kini[nama])
    )


def catatan_berubah(lama: Iterable[CatatanUji], baru: Iterable[CatatanUji]) -> tuple[PerubahanCatatan, ...]:
    """Compare findings by their id: severity, status and values; the gravest first, as they come."""
    dulu, kini = ({satu.id: satu for satu in semua} for semua in (lama, baru))
    asal: dict[str, CatatanUji] = {}
    for hal in (_hal_tercetak, _hal):
        terpakai = {satu.id for satu in asal.values()}
        hilang = _menurut(hal, (c for c in dulu.values() if c.id not in kini and c.id not in terpakai))
        muncul = _menurut(hal, (c for c in kini.values() if c.id not in dulu and c.id not in asal))
        for kunci, milik in muncul.items():
            sebelum = hilang.get(kunci, ())
            if len(milik) == len(sebelum) == 1:
                asal[milik[0].id] = sebelum[0]
    terpakai = {satu.id for satu in asal.values()}

    def semua() -> Iterator[PerubahanCatatan]:
        for kode, satu in kini.items():
            sebelum = dulu.get(kode) or asal.get(kode)
            if sebelum is None or _isi(sebelum) != _isi(satu):
                yield PerubahanCatatan(sebelum, satu)
        for kode, satu in dulu.items():
            if kode not in kini and kode not in terpakai:
                yield PerubahanCatatan(satu, None)

    return tuple(semua())


def _isi(satu: CatatanUji) -> tuple[str, ...]:
    return satu.id, satu.keparahan, satu.status, satu.tercetak, satu.dihitung, satu.satuan


def _hal(satu: CatatanUji) -> tuple[str, ...]:
    return satu.uji, satu.sebutan, satu.kolom


def _hal_tercetak(satu: CatatanUji) -> tuple[str, ...]:
    return (*_hal(satu), satu.tercetak)


def _menurut(
    hal: Callable[[CatatanUji], tuple[str, ...]], catatan: Iterable[CatatanUji]
) -> dict[tuple[str, ...], list[CatatanUji]]:
    hasil: dict[tuple[str, ...], list[CatatanUji]] = {}
    for satu in catatan:
        hasil.setdefault(hal(satu), []).append(satu)
    return hasil
