"""The commands that make reports, and say which are made: ``lakip build`` and ``lakip status``."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from lakip_utils.cli.bantuan import opsi, perintah
from lakip_utils.cli.layar import detik, kesalahan, tampilkan
from lakip_utils.cli.opsi import batch_dari, pilihan
from lakip_utils.data import params as modul_params
from lakip_utils.terbitan.segar import INDEKS, Segar, segar

if TYPE_CHECKING:
    from lakip_utils.terbitan.build import Laju, Ringkas

BARIS_PESAN = 4
"""Lines of a failure's message on the terminal; its page has them all."""


@perintah(
    "build",
    contoh=[
        ("lakip build", "Membuat semua laporan menurut params/batch.yaml; yang masih mutakhir dilewati."),
        ("lakip build --tahun 2020 --bidang kelembagaan --bidang koperasi", "Membuat laporan dua bidang."),
        ("lakip build --format pdf --edisi reviu", "Membuat PDF dalam edisi untuk pereviu."),
        ("lakip build --data 'dinas/*'", "Membuat laporan semua paket data di folder dinas."),
        ("lakip build --bidang koperasi --watch", "Membuat ulang setiap kali datanya disimpan."),
    ],
)
@pilihan
@opsi("--jobs", metavar="JUMLAH", type=click.IntRange(min=1), help="Laporan yang dibuat bersamaan.")
@opsi(
    "--timeout",
    metavar="DETIK",
    type=click.IntRange(1, 86_400),
    help="Batas waktu satu laporan; yang melewatinya gagal, dan laporan berikutnya dibuat.",
)
@opsi("--scheduler", metavar="ALAMAT", help="Alamat penjadwal dask yang pekerjanya membuat laporan.")
@opsi("--force", is_flag=True, help="Buat ulang meskipun masih mutakhir.")
@opsi("--fail-fast", is_flag=True, help="Berhenti pada kegagalan pertama.")
@opsi("--strict", is_flag=True, help="Tahan edisi resmi selama ada catatan uji tinggi tanpa tanggapan.")
@opsi(
    "--kernel",
    type=click.Choice(get_args(modul_params.Kernel)),
    help="Kernel notebook: cepat, atau biasa (dijalankan dari awal untuk setiap laporan); hasilnya sama.",
)
@opsi(
    "--watch",
    is_flag=True,
    help="Setelah selesai, tunggu data, notebook, parameter, atau kode disimpan, lalu buat ulang; Ctrl-C mengakhiri.",
)
def build_command(params: str, force: bool, watch: bool, **diberi: Any) -> int:
    """Membuat laporan: notebook, HTML, PDF, dan indeksnya."""
    if not watch:
        return bangun(params, force=force, diberi=diberi)
    from lakip_utils.terbitan.pantau import pantau

    pilihan = json.dumps({"params": params, "force": force, "diberi": diberi})
    siaga = [sys.executable, "-P", "-m", "lakip_utils.cli.siaga", pilihan]
    pantau(params, lambda: batch_dari(params, **diberi), siaga, kesalahan.print)
    return 0


def bangun(params: str, *, force: bool, diberi: Mapping[str, Any], ulang: bool = False) -> int:
    """Build, say what came of it, and return the exit code.

    Parameters
    ----------
    params
        The parameter file.
    force
        Whether to make fresh reports, too.
    diberi
        Options of the command line.
    ulang
        Whether it is a build after another one, which has said what is still open.
    """
    batch = batch_dari(params, **diberi)
    if not force and (tetap := segar(batch)):
        kesalahan.print(f"0 laporan dibuat, {len(tetap.laporan)} masih mutakhir, 0 gagal.")
        if gagal := _log_tetap(Path(batch.out), tetap):
            kesalahan.print(gagal)
        if not ulang:
            _penutup(Path(batch.out) / INDEKS, tetap, diberi["data"])
        return 0
    from lakip_utils.terbitan import peringatan
    from lakip_utils.terbitan.build import build

    try:
        with _progress(sebut=ulang) as laju:
            hasil = build(batch, force=force, progress=laju)
    except KeyboardInterrupt:
        kesalahan.print("Laporan yang sudah selesai tercatat; sisanya dibuat oleh lakip build berikutnya.")
        raise
    jumlah = len(hasil.dibuat) - len(hasil.gagal)
    kesalahan.print(
        f"{jumlah} laporan dibuat, {len(hasil.dilewati)} masih mutakhir, {len(hasil.gagal)} gagal."
    )
    for kabar in hasil.kabar:
        kesalahan.print(kabar)
    for kalimat in peringatan.kalimat((satu.job.kunci, satu.peringatan) for satu in hasil.dibuat):
        kesalahan.print(kalimat)
    for job in hasil.ditahan:
        lama = hasil.dihapus.get(job.kunci, ())
        dihapus = f" {' dan '.join(lama)} yang lama dihapus karena tidak berlaku lagi." if lama else ""
        kesalahan.print(
            f"{job.kunci}: edisi resmi ({', '.join(job.ditahan)}) ditahan; {job.terbuka} catatan uji tinggi belum ditanggapi.{dihapus}"
        )
    if hasil.ditahan:
        kesalahan.print("Lihat catatannya dengan `lakip check`, lalu jawab di tanggapan.csv.")
    if not ulang:
        _penutup(hasil.indeks, hasil, diberi["data"], ditahan=bool(hasil.ditahan))
    elif jumlah:
        kesalahan.print("Muat ulang halamannya di peramban.")
    return 1 if hasil.gagal or hasil.ditahan else 0


def _log_tetap(out: Path, tetap: Segar) -> str:
    """Log that nothing has changed; return why that could not be written, or nothing."""
    from lakip_utils.terbitan.log import Pencatat

    log = Pencatat(out)
    log.selesai("tidak ada yang berubah", mutakhir=len(tetap.laporan), sidik=tetap.sidik)
    return log.gagal


def _penutup(indeks: Path, hasil: Ringkas | Segar, data: tuple[str, ...], *, ditahan: bool = False) -> None:
    """Say where the index is, and what is still open; what was withheld has said its findings already."""
    kesalahan.print(f"Indeks: {indeks}")
    for baris in () if ditahan else _belum_dijawab(hasil, data):
        kesalahan.print(baris)
    for baris in hasil.kosong:
        kesalahan.print(baris)
    for (instansi, tahun), jumlah in hasil.reviu.items():
        kesalahan.print(
            f"{instansi} {tahun}: {jumlah} catatan reviu belum ditindaklanjuti; lihat {tahun}/catatan_reviu.csv"
        )


def _belum_dijawab(hasil: Ringkas | Segar, data: tuple[str, ...]) -> Iterator[str]:
    """Say of each agency and year how many grave findings nobody answered, and how to see them."""
    pilih = "".join(f" --data {shlex.quote(satu)}" for satu in data)
    beberapa = len({instansi for instansi, _ in hasil.terbuka}) > 1
    for (instansi, tahun), jumlah in hasil.terbuka.items():
        awal = f"{instansi}: " if beberapa else ""
        yield f"{awal}{jumlah} catatan tinggi belum dijawab; lihat lakip check{pilih} --tahun {tahun}"


@contextmanager
def _progress(*, sebut: bool = False) -> Iterator[Callable[[Laju], None]]:
    """Show a bar on a terminal, plain lines elsewhere and where each is to be named; failures are always told."""
    from lakip_utils.terbitan.run import GAGAL

    def baris(laju: Laju) -> None:
        hasil = laju.hasil
        kata = "gagal dibuat" if hasil.gagal else f"selesai dalam {detik(hasil.detik)} detik"
        kesalahan.print(f"[{laju.selesai}/{laju.semua}] {hasil.job.kunci}: {kata}")
        if hasil.gagal:
            pesan = hasil.gagal.splitlines()
            for satu in pesan[:BARIS_PESAN]:
                kesalahan.print(f"    {satu}")
            if len(pesan) > BARIS_PESAN:
                kesalahan.print(f"    Selengkapnya: {hasil.job.kunci}/{GAGAL}")

    if sebut or not kesalahan.is_terminal:
        yield baris
        return
    bar = Progress(
        TextColumn("Membuat laporan"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=kesalahan,
        auto_refresh=False,  # it would take a thread, and a build that has one cannot be forked
    )
    with bar:
        task = bar.add_task("", total=None)
        bar.refresh()

        def maju(laju: Laju) -> None:
            bar.update(task, total=laju.semua, completed=laju.selesai, refresh=True)
            if laju.hasil.gagal:
                baris(laju)

        yield maju


@perintah(
    "status",
    contoh=[
        ("lakip status", "Menunjukkan keadaan semua laporan menurut params/batch.yaml."),
        ("lakip status --tahun 2020 --bidang dinas", "Menunjukkan keadaan satu laporan."),
    ],
)
@pilihan
def status_command(params: str, **diberi: Any) -> None:
    """Menunjukkan laporan mana yang mutakhir, kedaluwarsa, belum ada, atau gagal."""
    from lakip_utils.terbitan.build import status

    tabel = Table("Instansi", "Tahun", "Bidang", "Keadaan", "Sebab", box=None, pad_edge=False)
    for job, keadaan, sebab in status(batch_dari(params, **diberi)):
        tabel.add_row(job.instansi, str(job.tahun), job.bidang, keadaan, sebab)
    tampilkan(tabel)
