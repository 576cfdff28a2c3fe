"""The years of a package: which there are, one as a workbook, a new one."""

from __future__ import annotations

from pathlib import Path

from lakip_utils.data import paket
from lakip_utils.data.excel.salinan import keterangan, salinan
from lakip_utils.data.excel.simpan import sidik, simpan
from lakip_utils.data.excel.susunan import TahunBuku, baca_tahun, letak, tahun_baru
from lakip_utils.data.excel.tulis import buku_tahun
from lakip_utils.data.instansi import Instansi
from lakip_utils.data.schema import TABLES
from lakip_utils.data.yaml_file import read as read_yaml
from lakip_utils.errors import InvalidInput, UnknownSelection, Violation


def susun(folder: str | Path, tahun: int | None = None) -> TahunBuku:
    """Return the tables of a year: those that the package has, else those laid out from the year before it.

    Parameters
    ----------
    folder
        The package.
    tahun
        The year; by default the one after the last.

    Raises
    ------
    InvalidInput
        If a file cannot be read, or no year is given and there is none before it.
    """
    root = paket.find(Path(folder))
    instansi = read_yaml(root / paket.INSTANSI, Instansi)
    ada = paket.tahun_ada(root)
    if tahun is None and not ada:
        raise InvalidInput(
            [
                Violation(
                    file=str(root),
                    found="paket data yang belum memiliki tahun",
                    expected="opsi --tahun",
                    action="Ulangi dengan --tahun, misalnya --tahun 2021.",
                )
            ]
        )
    dipakai = tahun or ada[-1] + 1
    bidang = tuple(satu.kode for satu in instansi.bidang_tahun(dipakai))
    if dipakai in ada:
        return TahunBuku(dipakai, instansi.nama, bidang, baca_tahun(root, dipakai))
    lalu = max((satu for satu in ada if satu < dipakai), default=None)
    lama = baca_tahun(root, lalu or dipakai)
    tabel = tahun_baru(lama, lalu, dipakai) if lalu is not None else lama
    return TahunBuku(dipakai, instansi.nama, bidang, tabel, lalu=lalu)


def templat(folder: str | Path, tahun: int | None = None) -> tuple[int, bytes]:
    """Return a workbook to fill in, and the year that it is for; see :func:`susun`."""
    isi = susun(folder, tahun)
    return isi.tahun, buku_tahun(isi, contoh=True)


def ekspor(folder: str | Path, tahun: int | None = None) -> tuple[int, bytes]:
    """Return a year of a valid package as a workbook, by default the last one.

    Raises
    ------
    InvalidInput
        If the package is not valid.
    UnknownSelection
        If it lacks the year.
    """
    isi = paket.load(folder)
    dipakai = tahun or isi.tahun[-1]
    if dipakai not in isi.tahun:
        raise UnknownSelection(f"tahun {dipakai}", ", ".join(map(str, isi.tahun)))
    return dipakai, buku_tahun(susun(isi.folder, dipakai), contoh=False)


def buat_tahun(folder: str | Path, tahun: int) -> tuple[TahunBuku, tuple[str, ...]]:
    """Lay a new year out in a valid package; return it, and the files that were written.

    Raises
    ------
    InvalidInput
        If the package is not valid, has the year already, or lacks the one before it.
    """
    isi = paket.load(folder)
    root = isi.folder
    if tahun in isi.tahun or tahun - 1 not in isi.tahun:
        ada = ", ".join(map(str, isi.tahun))
        raise InvalidInput(
            [
                Violation(
                    file=str(root / str(tahun)),
                    found="tahun yang sudah ada"
                    if tahun in isi.tahun
                    else f"tahun {tahun}, sedangkan {tahun - 1} tidak ada",
                    expected=f"tahun sesudah salah satu tahun yang ada: {ada}",
                    action=f"Untuk mengisinya lewat Excel: lakip data template data-{tahun}.xlsx --tahun {tahun}",
                )
            ]
        )
    baru = susun(root, tahun)
    berkas = {
        letak(TABLES[nama], tahun): satu.csv()
        for nama, satu in baru.tabel.items()
        if satu.baris and (satu.table.scope == "tahun" or nama == "program")
    }
    berkas = {path: isi for path, isi in berkas.items() if not _sama(root / path, isi)}
    with salinan(root, berkas) as calon:
        paket.load(calon)  # it would be our own mistake, but nobody's data
        berkas |= keterangan(root, calon)
    simpan(root, berkas, lama=sidik(root, berkas))
    return baru, tuple(berkas)


def _sama(path: Path, isi: bytes) -> bool:
    return path.is_file() and path.read_bytes() == isi
