"""Options that several commands share, and the batch that they make."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any, ParamSpec, TypeVar

import click

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


pilih_data = click.option(
    "--data", multiple=True, help="Folder paket data, atau pola seperti 'dinas/*'; boleh berulang."
)
pilih_params = click.option("--params", default=PARAMS, show_default=True, help="Berkas parameter.")
PILIHAN = (
    click.option("--tahun", type=int, multiple=True, help="Tahun laporan; boleh berulang."),
    click.option("--bidang", multiple=True, help="Kode bidang; boleh berulang."),
    click.option("--format", callback=_format, help="html, pdf, atau html,pdf."),
    click.option("--edisi", type=click.Choice(["reviu", "resmi"]), help="Edisi semua format."),
    pilih_data,
    click.option("--out", help="Folder keluaran."),
    pilih_params,
)
"""Options that choose reports, the same for every command that takes a batch."""


def pilihan(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that choose reports to a command."""
    return reduce(lambda hasil, opsi: opsi(hasil), reversed(PILIHAN), command)


def batch_dari(params: str, **diberi: Any) -> modul_params.Batch:
    """Return the batch of the parameter file with the options given on the command line over it."""
    batch = modul_params.load(params)
    diberi = {nama: nilai for nama, nilai in diberi.items() if nilai not in (None, (), False)}
    return modul_params.override(batch, **diberi)
