"""The command that opens JupyterLab: ``lakip lab``."""

from __future__ import annotations

import click


@click.command("lab")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; tanpa ini yang bebas mulai dari 8888.")
@click.option("--browser/--no-browser", default=True, show_default=True, help="Membuka peramban.")
@click.argument("opsi_jupyter", nargs=-1)
def lab_command(port: int | None, browser: bool, opsi_jupyter: tuple[str, ...]) -> None:
    """Membuka JupyterLab di folder proyek, hanya untuk komputer ini.

    Contoh: lakip lab --no-browser. OPSI_JUPYTER, sesudah --, diteruskan ke JupyterLab.
    """
    from lakip_utils.terbitan.lab import buka

    buka(port=port, peramban=browser, lain=opsi_jupyter)
