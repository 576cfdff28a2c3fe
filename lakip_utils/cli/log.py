"""The command that says what past builds did: ``lakip log``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from lakip_utils.cli.bantuan import opsi, perintah
from lakip_utils.cli.layar import detik, kesalahan, tampilkan
from lakip_utils.cli.opsi import pilih_params
from lakip_utils.data import params as modul_params
from lakip_utils.errors import UnknownSelection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lakip_utils.terbitan.log import Jalan

TERAKHIR = "terakhir"


@perintah(
    "log",
    contoh=[
        ("lakip log", "Menampilkan pembuatan yang terakhir, yang terbaru paling atas."),
        ("lakip log terakhir", "Merinci pembuatan yang paling akhir, laporan demi laporan."),
        ("lakip log 20260302T0915 --out arsip/outputs", "Merinci pembuatan itu dari folder keluaran lain."),
    ],
)
@click.argument("run", required=False, metavar="[PEMBUATAN]")
@opsi(
    "--banyak",
    metavar="JUMLAH",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Berapa pembuatan yang ditampilkan.",
)
@opsi("--out", metavar="FOLDER", help="Folder keluaran; tanpa ini yang disebut berkas parameter.")
@pilih_params
def log_command(run: str | None, banyak: int, out: str | None, params: str) -> None:
    """Menampilkan apa yang dikerjakan pembuatan yang lalu; PEMBUATAN, atau awalannya, merinci satu."""
    from lakip_utils.terbitan import log

    folder = Path(out or modul_params.load(params).out)
    semua = log.baca(folder, banyak if run is None else 1 if run == TERAKHIR else None)
    if not semua:
        kesalahan.print(f"Belum ada log di {folder / log.LOG}; lakip build menulisnya.")
    elif run is None:
        tampilkan(_daftar(semua, folder))
    else:
        satu = semua[0] if run == TERAKHIR else _pilih(semua, run)
        if satu.laporan:
            tampilkan(_rincian(satu))
        for baris in _di_luar_tabel(satu, folder):
            kesalahan.print(baris)


def _pilih(semua: Iterable[Jalan], awal: str) -> Jalan:
    """Return the newest run whose name begins like that."""
    ada = [satu for satu in semua if satu.run.startswith(awal)]
    if not ada:
        raise UnknownSelection(f"pembuatan {awal!r}", f"yang ditampilkan lakip log, atau {TERAKHIR}")
    return ada[0]


def _daftar(semua: Iterable[Jalan], folder: Path) -> Table:
    from lakip_utils.terbitan.kunci import pemilik

    siapa = pemilik(folder)
    tabel = Table("Pembuatan", "Mulai", "Keadaan", box=None, pad_edge=False)
    for judul in ("Dibuat", "Mutakhir", "Gagal", "Detik"):
        tabel.add_column(judul, justify="right")
    for satu in semua:
        lama = detik(satu.selesai.detik) if satu.selesai else "–"
        mulai = f"{satu.waktu.astimezone():%Y-%m-%d %H.%M.%S}"
        cacah = [str(n) for n in satu.cacah().values()]
        tabel.add_row(satu.run, mulai, satu.keadaan(siapa), *cacah, lama)
    return tabel


def _rincian(satu: Jalan) -> Table:
    tabel = Table("Laporan", "Hasil", box=None, pad_edge=False)
    tabel.add_column("Detik", justify="right")
    tabel.add_column("Belum dijawab", justify="right")
    tabel.add_column("Sebab")
    for laporan in satu.laporan:
        lama = "" if laporan.detik is None else detik(laporan.detik)
        hasil = f"{laporan.hasil}; {', '.join(laporan.ditahan)} ditahan" if laporan.ditahan else laporan.hasil
        terbuka = str(laporan.belum_ditanggapi or "")
        tabel.add_row(laporan.laporan, hasil, lama, terbuka, laporan.sebab)
    return tabel


def _di_luar_tabel(satu: Jalan, folder: Path) -> Iterable[str]:
    """Say of a run what is not about one report, and what was warned of."""
    from lakip_utils.terbitan.kunci import pemilik
    from lakip_utils.terbitan.log import LOG

    yield f"Pembuatan {satu.run}: {satu.keadaan(pemilik(folder))}."
    if satu.selesai and satu.selesai.sebab:
        yield satu.selesai.sebab
    for laporan in satu.laporan:
        for peringatan in laporan.peringatan:
            yield f"{laporan.laporan}: {peringatan}"
    yield f"Masukan dan keluarannya beserta SHA-256: baris dengan run itu di {folder / LOG}."
