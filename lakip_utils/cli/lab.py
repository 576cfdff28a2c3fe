"""The command that opens JupyterLab: ``lakip lab``."""

from __future__ import annotations

import click

from lakip_utils.cli.bantuan import opsi, perintah
from lakip_utils.cli.layar import kesalahan
from lakip_utils.cli.opsi import pilih_params, pilih_satu, satu_paket


@perintah(
    "lab",
    contoh=[
        ("lakip lab", "Membuka JupyterLab di peramban."),
        (
            "lakip lab --tahun 2020 --bidang kelembagaan",
            "Membuka salinan notebook eksplorasi untuk tahun dan bidang itu.",
        ),
        ("lakip lab --no-browser -- --ServerApp.token=rahasia", "Opsi sesudah -- diteruskan ke JupyterLab."),
    ],
)
@opsi("--tahun", metavar="TAHUN", type=int, help="Tahun yang pertama ditampilkan notebook eksplorasi.")
@opsi("--bidang", metavar="KODE", help="Bidang yang pertama ditampilkan; dinas untuk seluruh instansi.")
@opsi(
    "--port",
    metavar="NOMOR",
    type=click.IntRange(0, 65535),
    help="Port; tanpa ini yang bebas mulai dari 8888.",
)
@opsi("--browser/--no-browser", default=True, show_default=True, help="Membuka peramban.")
@pilih_satu
@pilih_params
@click.argument("opsi_jupyter", nargs=-1)
def lab_command(
    tahun: int | None,
    bidang: str | None,
    port: int | None,
    browser: bool,
    data: str | None,
    params: str,
    opsi_jupyter: tuple[str, ...],
) -> None:
    """Membuka JupyterLab di folder proyek, hanya untuk komputer ini.

    Dengan --tahun atau --bidang yang terbuka adalah salinan kerja notebook eksplorasi; salinan yang sudah ada
    tidak diubah.
    """
    from lakip_utils.terbitan.lab import buka, salinan_kerja

    notebook = None
    if tahun is not None or bidang is not None:
        notebook = salinan_kerja(satu_paket(data, params), tahun, bidang)
        kesalahan.print(f"Notebook: {notebook}")
    buka(port=port, peramban=browser, lain=opsi_jupyter, notebook=notebook)
