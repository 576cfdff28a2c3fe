"""Read built reports back: their key figures, findings and texts. What is read is data, from anyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from pydantic import ConfigDict

from lakip_utils.data import json_teks, mentah
from lakip_utils.data.yaml_file import validate
from lakip_utils.errors import InvalidInput, Violation, sebab
from lakip_utils.sajian.blok import Ringkasan
from lakip_utils.terbitan.dokumen import Dokumen, dari_notebook, ringkasan
from lakip_utils.terbitan.plan import unreadable
from lakip_utils.terbitan.run import NOTEBOOK, RINGKASAN


class _Berkas(Ringkasan):
    """``ringkasan.json``: the key figures and whose they are; what later versions add is passed over."""

    model_config = ConfigDict(extra="ignore")


@dataclass(frozen=True, slots=True)
class LaporanJadi:
    """A built report.

    Parameters
    ----------
    kunci
        ``<kode_instansi>/<tahun>/<bidang>``.
    nama
        Name of the bidang and the year, for people.
    angka_dan_catatan
        Key figures and findings.
    dokumen
        What the edition reviu shows.
    """

    kunci: str
    nama: str
    angka_dan_catatan: Ringkasan
    dokumen: Dokumen


@dataclass(frozen=True, slots=True)
class Terbitan:
    """What was found at a path: one report by itself (`tunggal`) or all of an output folder, by key."""

    laporan: dict[str, LaporanJadi]
    tunggal: bool


def baca(path: str | Path) -> Terbitan:
    """Read an output folder, the folder of one report, or its executed notebook.

    Raises
    ------
    InvalidInput
        With every report that cannot be read; also if there is none.
    """
    akar = Path(path)
    tunggal = akar.is_file() or any((akar / nama).is_file() for nama in (NOTEBOOK, RINGKASAN))
    tempat = [akar] if tunggal else sorted(_folder(akar))
    violations: list[Violation] = []
    laporan: dict[str, LaporanJadi] = {}
    for satu in tempat:
        try:
            jadi = _baca_satu(satu)
        except InvalidInput as error:
            violations += error.violations
        else:
            laporan[jadi.kunci if tunggal else satu.relative_to(akar).as_posix()] = jadi
    if not tempat:
        violations.append(
            Violation(
                file=str(path),
                found="tidak ada laporan" if akar.is_dir() else "folder atau berkas tidak ada",
                expected="folder keluaran lakip build, folder satu laporan, atau laporan.ipynb",
                action="Periksa jalurnya.",
            )
        )
    if violations:
        raise InvalidInput(violations)
    return Terbitan(laporan, tunggal)


def _folder(akar: Path) -> Iterator[Path]:
    """Yield the folders of reports; what a killed build left (hidden) and failures without one are none."""
    for folder in akar.glob("*/*/*"):
        if not folder.name.startswith(".") and any((folder / n).is_file() for n in (NOTEBOOK, RINGKASAN)):
            yield folder


def _baca_satu(path: Path) -> LaporanJadi:
    berkas = path if path.is_file() else path / NOTEBOOK
    if masalah := unreadable(str(berkas)):
        raise _salah(berkas, masalah)
    teks = _teks(berkas)
    if masalah := json_teks.masalah(teks):
        raise _salah(berkas, masalah)
    notebook = nbformat.reads(teks, as_version=4)
    try:
        dokumen = dari_notebook(notebook, "reviu")
        isi = ringkasan(notebook)
    except Exception as error:  # of a notebook from anyone, whatever its parts are come upon
        raise _salah(berkas, f"isi yang bukan keluaran laporan ({type(error).__name__})") from None
    if path.is_dir() and (path / RINGKASAN).is_file():
        isi = validate(_teks(path / RINGKASAN), _Berkas, str(path / RINGKASAN))
    if isi is None:
        raise _salah(berkas, "tidak ada ringkasan angka kunci")
    kop = dokumen.kop
    return LaporanJadi(
        kunci=f"{kop.kode_instansi}/{kop.tahun}/{kop.kode_bidang}",
        nama=f"{kop.nama_bidang}, tahun {kop.tahun}",
        angka_dan_catatan=isi,
        dokumen=dokumen,
    )


def _teks(berkas: Path) -> str:
    try:
        return mentah.baca(berkas, mentah.JSON_TERBESAR).decode()
    except OSError as error:
        raise _salah(berkas, f"tidak dapat dibaca ({sebab(error)})") from None
    except UnicodeDecodeError:
        raise _salah(berkas, "sandi bukan UTF-8") from None


def _salah(berkas: Path, found: str) -> InvalidInput:
    return InvalidInput(
        [
            Violation(
                file=str(berkas),
                found=found,
                expected="notebook laporan yang dijalankan oleh lakip build",
                action="Buat ulang laporannya dengan lakip build.",
            )
        ]
    )
