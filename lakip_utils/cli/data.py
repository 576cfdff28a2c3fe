"""The commands of a package of data: ``lakip data``."""

from __future__ import annotations

from pathlib import Path

from lakip_utils.cli.bantuan import kelompok
from lakip_utils.cli.layar import kesalahan
from lakip_utils.cli.opsi import pilih_data, pilih_params
from lakip_utils.data import params as modul_params


@kelompok(
    "data",
    contoh=[
        ("lakip data validate", "Memeriksa paket data menurut params/batch.yaml."),
        ("lakip data template data-2021.xlsx", "Membuat buku kerja untuk diisi."),
        ("lakip data import data-2021.xlsx", "Membaca buku kerja yang sudah diisi."),
    ],
)
def data_app() -> None:
    """Memeriksa paket data, dan mengisinya lewat Excel."""


@data_app.command(
    "validate",
    contoh=[
        ("lakip data validate", "Memeriksa paket data menurut params/batch.yaml."),
        ("lakip data validate --data ../dinas-lain", "Memeriksa paket data di folder lain."),
    ],
)
@pilih_data
@pilih_params
def validate_command(data: tuple[str, ...], params: str) -> None:
    """Memeriksa paket data dan menyebut semua yang perlu diperbaiki."""
    from lakip_utils.data import load
    from lakip_utils.terbitan.periksa import kosong_menurut_tahun

    for folder in modul_params.folders(data or modul_params.load(params).data):
        paket = load(folder)
        tahun = ", ".join(map(str, paket.tahun))
        kesalahan.print(
            f"{Path(folder)}: sah. {paket.instansi.nama}; tahun {tahun}; {len(paket.sha256)} berkas."
        )
        for baris in kosong_menurut_tahun(paket, paket.tahun):
            kesalahan.print(baris)
