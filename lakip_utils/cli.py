"""The command ``lakip``: a thin shell over :mod:`lakip_utils.terbitan` and :mod:`lakip_utils.data`.

Exit codes: 0 done; 1 a report failed at run time (the rest is built); 2 wrong use or invalid input
(nothing was run). Messages for people are Indonesian and go to stderr.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import click
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from lakip_utils.data import load
from lakip_utils.data import params as modul_params
from lakip_utils.errors import LakipError
from lakip_utils.terbitan.build import Laju, build, status

PARAMS = Path("params/batch.yaml")

app = typer.Typer(
    name="lakip",
    help="Membangun laporan evaluasi kinerja dari paket data.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
data_app = typer.Typer(help="Memeriksa paket data.", no_args_is_help=True)
app.add_typer(data_app, name="data")

kesalahan = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


class Format(StrEnum):
    """Documents beside the notebook."""

    html = "html"
    pdf = "pdf"


class Edisi(StrEnum):
    """Editions."""

    reviu = "reviu"
    resmi = "resmi"


TahunOpsi = Annotated[list[int] | None, typer.Option("--tahun", help="Tahun laporan; boleh berulang.")]
BidangOpsi = Annotated[list[str] | None, typer.Option("--bidang", help="Kode bidang; boleh berulang.")]
FormatOpsi = Annotated[str | None, typer.Option("--format", help="html, pdf, atau html,pdf.")]
EdisiOpsi = Annotated[Edisi | None, typer.Option("--edisi", help="Edisi semua format: reviu atau resmi.")]
DataOpsi = Annotated[list[str] | None, typer.Option("--data", help="Folder paket data; boleh berulang.")]
OutOpsi = Annotated[str | None, typer.Option("--out", help="Folder keluaran.")]
ParamsOpsi = Annotated[Path, typer.Option("--params", help="Berkas parameter.")]


def _batch(params: Path, **pilihan: Any) -> modul_params.Batch:
    """Return the batch of the parameter file with the options given on the command line over it."""
    batch = modul_params.load(params)
    diberi = {nama: nilai for nama, nilai in pilihan.items() if nilai not in (None, [], False)}
    return modul_params.Batch.model_validate({**batch.model_dump(), **diberi})


def _format(teks: str | None) -> tuple[str, ...] | None:
    if teks is None:
        return None
    nama = tuple(dict.fromkeys(teks.split(",")))
    if salah := [n for n in nama if n not in list(Format)]:
        raise click.BadParameter(
            f"{', '.join(salah)!r} bukan format; pilih html, pdf, atau html,pdf", param_hint="--format"
        )
    return nama


@app.command("build")
def build_command(
    tahun: TahunOpsi = None,
    bidang: BidangOpsi = None,
    format_: FormatOpsi = None,
    edisi: EdisiOpsi = None,
    data: DataOpsi = None,
    out: OutOpsi = None,
    params: ParamsOpsi = PARAMS,
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="Laporan yang dibuat bersamaan.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Buat ulang meskipun masih mutakhir.")] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Berhenti pada kegagalan pertama.")] = False,
) -> None:
    """Membuat laporan: notebook, HTML, PDF, dan indeksnya."""
    batch = _batch(
        params,
        tahun=tahun,
        bidang=bidang,
        format=_format(format_),
        edisi=edisi,
        data=data,
        out=out,
        jobs=jobs,
        fail_fast=fail_fast,
    )
    with _progress() as report:
        hasil = build(batch, force=force, progress=report)
    jumlah = len(hasil.dibuat) - len(hasil.gagal)
    kesalahan.print(
        f"{jumlah} laporan dibuat, {len(hasil.dilewati)} masih mutakhir, {len(hasil.gagal)} gagal."
    )
    kesalahan.print(f"Indeks: {hasil.indeks}")
    if hasil.gagal:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[Laju], None]]:
    """Show a bar on a terminal, plain lines elsewhere; a failure is always told in words."""

    def baris(laju: Laju) -> None:
        hasil = laju.hasil
        kata = "gagal dibuat" if hasil.gagal else f"selesai dalam {hasil.detik:.1f} detik"
        kesalahan.print(f"[{laju.selesai}/{laju.semua}] {hasil.job.kunci}: {kata}")
        if hasil.gagal:
            kesalahan.print(f"    {hasil.gagal.splitlines()[0]}")

    if not kesalahan.is_terminal:
        yield baris
        return
    bar = Progress(
        TextColumn("Membuat laporan"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=kesalahan,
    )
    with bar:
        task = bar.add_task("", total=None)

        def maju(laju: Laju) -> None:
            bar.update(task, total=laju.semua, completed=laju.selesai)
            if laju.hasil.gagal:
                baris(laju)

        yield maju


@app.command("status")
def status_command(
    tahun: TahunOpsi = None,
    bidang: BidangOpsi = None,
    format_: FormatOpsi = None,
    edisi: EdisiOpsi = None,
    data: DataOpsi = None,
    out: OutOpsi = None,
    params: ParamsOpsi = PARAMS,
) -> None:
    """Menunjukkan laporan mana yang mutakhir, kedaluwarsa, belum ada, atau gagal."""
    batch = _batch(
        params, tahun=tahun, bidang=bidang, format=_format(format_), edisi=edisi, data=data, out=out
    )
    tabel = Table("Instansi", "Tahun", "Bidang", "Keadaan", "Sebab", box=None, pad_edge=False)
    for job, keadaan, sebab in status(batch):
        tabel.add_row(job.instansi, str(job.tahun), job.bidang, keadaan, sebab)
    Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 160).print(tabel)


@data_app.command("validate")
def validate_command(data: DataOpsi = None, params: ParamsOpsi = PARAMS) -> None:
    """Memeriksa paket data dan menyebut semua yang perlu diperbaiki."""
    for folder in data or modul_params.load(params).data:
        paket = load(folder)
        tahun = ", ".join(map(str, paket.tahun))
        kesalahan.print(f"{folder}: sah. {paket.instansi.nama}; tahun {tahun}; {len(paket.sha256)} berkas.")


def main(args: list[str] | None = None) -> None:
    """Run the command line; turn every expected error into an Indonesian message and an exit code."""
    try:
        code = app(args, standalone_mode=False)
    except LakipError as error:
        kesalahan.print(str(error))
        code = 2
    except click.UsageError as error:
        kesalahan.print(f"Perintah keliru: {_indonesian(error)}")
        kesalahan.print(f"Bantuan: {error.ctx.command_path if error.ctx else 'lakip'} --help")
        code = 2
    except (click.Abort, KeyboardInterrupt):
        kesalahan.print("Dihentikan.")
        code = 130
    raise SystemExit(code or 0)


def _indonesian(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            saran = (
                f" Mungkin maksudnya {' atau '.join(sorted(error.possibilities))}?"
                if error.possibilities
                else ""
            )
            return f"opsi {error.option_name} tidak dikenal.{saran}"
        case click.BadParameter():
            nama = error.param_hint or (error.param.opts[0] if error.param else "opsi")
            return f"nilai untuk {nama} tidak dapat dipakai: {error.message}"
        case _:
            return error.message
