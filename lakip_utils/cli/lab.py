"""The command that opens JupyterLab: ``lakip lab``."""

from __future__ import annotations

import click

from lakip_utils.cli.bantuan import opsi, perintah


@perintah(
    "lab",
    contoh=[
        ("lakip lab", "Membuka JupyterLab di peramban."),
        ("lakip lab --no-browser -- --ServerApp.token=rahasia", "Opsi sesudah -- diteruskan ke JupyterLab."),
    ],
)
@opsi(
    "--port",
    metavar="NOMOR",
    type=click.IntRange(0, 65535),
    help="Port; tanpa ini yang bebas mulai dari 8888.",
)
@opsi("--browser/--no-browser", default=True, show_default=True, help="Membuka peramban.")
@click.argument("opsi_jupyter", nargs=-1)
def lab_command(port: int | None, browser: bool, opsi_jupyter: tuple[str, ...]) -> None:
    """Membuka JupyterLab di folder proyek, hanya untuk komputer ini."""
    from lakip_utils.terbitan.lab import buka

    buka(port=port, peramban=browser, lain=opsi_jupyter)
