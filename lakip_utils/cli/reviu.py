"""The commands of the reviewers' notes: ``lakip review``."""

from __future__ import annotations

from pathlib import Path

import click

from lakip_utils.cli.bantuan import kelompok, opsi
from lakip_utils.cli.layar import kesalahan


def _buku_kerja(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    """Refuse a name that says another format than is written."""
    if value.suffix.lower() != ".xlsx":
        pesan = f"{value.name!r} bukan nama buku kerja Excel; akhiri dengan .xlsx, misalnya {value.stem or 'catatan'}.xlsx"
        raise click.BadParameter(pesan, ctx=ctx, param=param)
    return value


@kelompok(
    "review",
    contoh=[("lakip review merge ani.json budi.json --data data", "Menggabungkan catatan dua pereviu.")],
)
def review_app() -> None:
    """Mengolah catatan pereviu."""


@review_app.command(
    "merge",
    contoh=[
        ("lakip review merge ani.json budi.json", "Menulis catatan.xlsx dan catatan.html."),
        (
            "lakip review merge ani.json budi.json --out hasil/catatan.xlsx --data data",
            "Menulis ke tempat lain, dan menambahkan catatannya ke catatan_reviu.csv.",
        ),
    ],
)
@click.argument("berkas", nargs=-1, required=True, type=click.Path(path_type=Path))
@opsi(
    "--out",
    metavar="BERKAS",
    default="catatan.xlsx",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_buku_kerja,
    help="Buku kerja hasilnya (.xlsx); halaman HTML ditulis di sampingnya.",
)
@opsi(
    "--data",
    metavar="FOLDER",
    help="Folder paket data; catatannya ditambahkan ke catatan_reviu.csv tahun itu.",
)
def merge_command(berkas: tuple[Path, ...], out: Path, data: str | None) -> None:
    """Menggabungkan berkas catatan beberapa pereviu atas satu laporan."""
    from lakip_utils.terbitan import reviu

    hasil = reviu.gabung(reviu.baca_semua(berkas))
    lama = reviu.baca_lama(out, hasil.laporan)
    for kabar in hasil.kabar:
        kesalahan.print(kabar)
    if data:
        hasil, banyak = reviu.tambah_ke_data(hasil, data)
        kesalahan.print(f"{banyak} catatan ditambahkan ke {hasil.tahun}/catatan_reviu.csv.")
    ringkas = hasil.ringkas
    hasil, banyak = reviu.bawa(hasil, lama)
    if banyak:
        kesalahan.print(
            f"{banyak} baris isian dari {out} dibawa serta. Yang dibaca laporan hanya {hasil.tahun}/catatan_reviu.csv; salin isiannya ke sana."
        )
    halaman = reviu.tulis(hasil, out)
    kesalahan.print(f"{hasil.laporan}: {ringkas}. Hasil: {out} dan {halaman}")
