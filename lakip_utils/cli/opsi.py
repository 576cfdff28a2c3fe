"""Options that several commands share, and the batch that they make."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any, ParamSpec, TypeVar

import click

from lakip_utils.cli.bantuan import opsi
from lakip_utils.data import params as modul_params

PARAMS = "params/batch.yaml"
FORMAT = ("html", "pdf")

P = ParamSpec("P")
R = TypeVar("R")


def _format(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Read formats separated by commas, e.g. ``html,pdf``."""
    if value is None:
        return None
    nama = tuple(dict.fromkeys(value.split(",")))
    if salah := [satu for satu in nama if satu not in FORMAT]:
        pesan = f"{', '.join(salah)!r} bukan format; pilih html, pdf, atau html,pdf"
        raise click.BadParameter(pesan, ctx=ctx, param=param)
    return nama


pilih_data = opsi(
    "--data",
    metavar="FOLDER",
    multiple=True,
    help="Folder paket data, atau pola seperti 'dinas/*'; boleh berulang.",
)
pilih_satu = opsi(
    "--data", metavar="FOLDER", help="Folder paket data; tanpa ini yang disebut berkas parameter."
)
pilih_params = opsi("--params", metavar="BERKAS", default=PARAMS, show_default=True, help="Berkas parameter.")
PILIHAN = (
    opsi("--tahun", metavar="TAHUN", type=int, multiple=True, help="Tahun laporan; boleh berulang."),
    opsi(
        "--bidang",
        metavar="KODE",
        multiple=True,
        help="Kode bidang, atau dinas untuk laporan seluruh instansi; boleh berulang.",
    ),
    opsi("--format", metavar="FORMAT", callback=_format, help="html, pdf, atau html,pdf."),
    opsi("--edisi", type=click.Choice(["reviu", "resmi"]), help="Edisi semua format."),
    pilih_data,
    opsi("--out", metavar="FOLDER", help="Folder keluaran."),
    pilih_params,
)
"""Options that choose reports, the same for every command that takes a batch."""


def pilihan(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that choose reports to a command."""
    return reduce(lambda hasil, tambah: tambah(hasil), reversed(PILIHAN), command)


def batch_dari(params: str, **diberi: Any) -> modul_params.Batch:
    """Return the batch of the parameter file with the options given on the command line over it."""
    batch = modul_params.load(params)
    diberi = {nama: nilai for nama, nilai in diberi.items() if nilai not in (None, (), False)}
    return modul_params.override(batch, **diberi)


def satu_paket(data: str | None, params: str) -> str:
    """Return the one data package that is meant: the one named, else that of the parameter file."""
    semua = modul_params.folders([data] if data else modul_params.load(params).data)
    if len(semua) > 1:
        raise click.UsageError(f"ada {len(semua)} paket data; sebut satu dengan --data: {', '.join(semua)}.")
    return semua[0]
