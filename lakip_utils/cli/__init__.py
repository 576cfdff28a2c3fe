"""The command ``lakip``: a thin shell over :mod:`lakip_utils.terbitan` and :mod:`lakip_utils.data`.

Exit codes: 0 done, or a watch ended by Ctrl-C; 1 a report failed at run time, an edition was withheld
(the rest is built), a check reached its severity or a verification found a deviation; 2 wrong use or
invalid input (nothing was run); 130 interrupted. Messages for people are Indonesian and go to stderr.

What a command needs is imported by the command: help, errors and a build that has nothing to do answer
at once, without pandas and the tools of a build. A module a family of commands; this one joins them.
"""

from __future__ import annotations

import os
import sys

from lakip_utils.cli import excel as excel  # its commands join those of data
from lakip_utils.cli.bantuan import kelompok
from lakip_utils.cli.data import data_app
from lakip_utils.cli.lab import lab_command
from lakip_utils.cli.laporan import build_command, status_command
from lakip_utils.cli.log import log_command
from lakip_utils.cli.periksa import check_command, diff_command, verify_command
from lakip_utils.cli.pesan import kode_akhir
from lakip_utils.cli.reviu import review_app


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
    log_command,
    lab_command,
    data_app,
    review_app,
):
    app.add_command(_perintah)


def main(args: list[str] | None = None) -> None:
    """Run the command line; turn every expected error into an Indonesian message and an exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads are no use here, and forbid a fork
    diberi = sys.argv[1:] if args is None else args
    raise SystemExit(
        kode_akhir(lambda: app.main(diberi or ["--help"], prog_name="lakip", standalone_mode=False))
    )
