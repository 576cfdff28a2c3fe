"""The command ``lakip``: a thin shell over :mod:`lakip_utils.terbitan` and :mod:`lakip_utils.data`.

Exit codes: 0 done; 1 a report failed at run time, an edition was withheld (the rest is built), a
check reached its severity or a verification found a deviation; 2 wrong use or invalid input (nothing
was run). Messages for people are Indonesian and go to stderr.

What a command needs is imported by the command: help, errors and a build that has nothing to do answer
at once, without pandas and the tools of a build. A module a family of commands; this one joins them.
"""

from __future__ import annotations

import os
import sys

import click

from lakip_utils.cli import excel as excel  # its commands join those of data
from lakip_utils.cli.bantuan import kelompok
from lakip_utils.cli.data import data_app
from lakip_utils.cli.lab import lab_command
from lakip_utils.cli.laporan import build_command, status_command
from lakip_utils.cli.layar import kesalahan
from lakip_utils.cli.periksa import check_command, diff_command, verify_command
from lakip_utils.cli.pesan import dalam_bahasa_indonesia
from lakip_utils.cli.reviu import review_app
from lakip_utils.errors import LakipError


@kelompok(
    contoh=[
        ("lakip build", "Membuat laporan yang belum ada atau kedaluwarsa."),
        ("lakip build --help", "Menampilkan opsi dan contoh sebuah perintah."),
    ]
)
def app() -> None:
    """Membangun laporan evaluasi kinerja dari paket data."""


for _perintah in (
    build_command,
    status_command,
    check_command,
    verify_command,
    diff_command,
    lab_command,
    data_app,
    review_app,
):
    app.add_command(_perintah)


def main(args: list[str] | None = None) -> None:
    """Run the command line; turn every expected error into an Indonesian message and an exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads are no use here, and forbid a fork
    try:
        diberi = sys.argv[1:] if args is None else args
        code = app.main(diberi or ["--help"], prog_name="lakip", standalone_mode=False)
    except LakipError as error:
        kesalahan.print(str(error))
        code = 2
    except click.UsageError as error:
        kesalahan.print(f"Perintah keliru: {dalam_bahasa_indonesia(error)}")
        kesalahan.print(f"Bantuan: {error.ctx.command_path if error.ctx else 'lakip'} --help")
        code = 2
    except (click.Abort, KeyboardInterrupt):
        kesalahan.print("Dihentikan.")
        code = 130
    raise SystemExit(code or 0)
