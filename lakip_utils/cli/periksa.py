"""The commands that compare: ``lakip check`` (data), ``lakip verify`` and ``lakip diff`` (outputs)."""

from __future__ import annotations

import shutil

import click

from lakip_utils.cli.bantuan import opsi, perintah
from lakip_utils.cli.layar import LEBAR, kesalahan
from lakip_utils.cli.opsi import pilih_data, pilih_params
from lakip_utils.data import params as modul_params
from lakip_utils.keparahan import KEPARAHAN, Keparahan

BENTUK = ("table", "json", "csv")


@perintah(
    "check",
    contoh=[
        ("lakip check --tahun 2020 --min-severity tinggi", "Menampilkan catatan yang paling berat."),
        ("lakip check --format csv --out catatan.csv", "Menyimpan semuanya untuk lembar kerja."),
    ],
)
@opsi("--tahun", metavar="TAHUN", type=int, multiple=True, help="Tahun yang diperiksa; boleh berulang.")
@pilih_data
@opsi(
    "--format",
    "bentuk",
    type=click.Choice(BENTUK),
    default="table",
    show_default=True,
    help="Bentuk keluaran.",
)
@opsi(
    "--min-severity",
    type=click.Choice(KEPARAHAN),
    default="rendah",
    show_default=True,
    help="Yang ditampilkan, dan yang membuat perintah ini berakhir dengan kode 1.",
)
@opsi("--out", metavar="BERKAS", help="Berkas untuk lembar kerja (CSV dengan BOM), untuk --format csv.")
@pilih_params
def check_command(
    tahun: tuple[int, ...],
    data: tuple[str, ...],
    bentuk: str,
    min_severity: Keparahan,
    out: str | None,
    params: str,
) -> None:
    """Menguji konsistensi data dan laporan yang terbit; kode akhir 1 bila ada catatan yang belum ditanggapi."""
    from lakip_utils.terbitan.periksa import (
        catatan_csv,
        catatan_json,
        catatan_terminal,
        periksa_semua,
        tulis_csv,
    )

    if out and bentuk != "csv":
        raise click.UsageError("--out BERKAS dipakai bersama --format csv.")
    hasil = periksa_semua(modul_params.folders(data or modul_params.load(params).data), tahun)
    tampil = [satu.paling_ringan(min_severity) for satu in hasil]
    if out:
        tulis_csv(tampil, out)
    elif bentuk == "table":
        lebar = shutil.get_terminal_size((LEBAR, 24)).columns
        for satu in tampil:
            if len(satu.catatan):
                click.echo(catatan_terminal(satu, lebar) + "\n")
    else:
        click.echo(catatan_json(tampil) if bentuk == "json" else catatan_csv(tampil), nl=False)
    for satu in hasil:
        for peringatan in satu.peringatan():
            kesalahan.print(peringatan)
        kesalahan.print(satu.simpulan(min_severity))
    if any(satu.terbuka for satu in tampil):
        raise click.exceptions.Exit(1)


@perintah(
    "verify",
    contoh=[
        ("lakip verify", "Mencocokkan folder outputs."),
        ("lakip verify /media/arsip/outputs", "Mencocokkan salinan di tempat lain."),
    ],
)
@click.argument("path", default="outputs", metavar="[FOLDER]")
@pilih_data
@pilih_params
def verify_command(path: str, data: tuple[str, ...], params: str) -> None:
    """Mencocokkan folder keluaran dan masukannya dengan manifest.json; kode akhir 1 bila ada yang menyimpang."""
    from lakip_utils.terbitan.verifikasi import verifikasi

    hasil = verifikasi(path, params, data)
    kesalahan.print(str(hasil))
    if hasil.penyimpangan:
        raise click.exceptions.Exit(1)


@perintah(
    "diff",
    contoh=[
        ("lakip diff lama outputs", "Menunjukkan yang berubah sejak salinan di folder lama."),
        ("lakip diff lama outputs --format html --out perubahan.html", "Menulisnya sebagai halaman."),
    ],
)
@click.argument("old", metavar="LAMA")
@click.argument("new", metavar="BARU")
@opsi(
    "--format",
    "bentuk",
    type=click.Choice(["table", "json", "html"]),
    default="table",
    show_default=True,
    help="Bentuk keluaran.",
)
@opsi("--out", metavar="BERKAS", help="Berkas halaman, untuk --format html.")
def diff_command(old: str, new: str, bentuk: str, out: str | None) -> None:
    """Menunjukkan yang berubah dari LAMA ke BARU: angka kunci, catatan uji, teks, dan laporan."""
    if (bentuk == "html") != bool(out):
        raise click.UsageError("--format html dan --out BERKAS dipakai bersama.")
    from lakip_utils.terbitan.perubahan import bandingkan
    from lakip_utils.terbitan.perubahan.tampil import perubahan_json, perubahan_terminal, tulis_halaman

    hasil = bandingkan(old, new)
    if out:
        tulis_halaman(hasil, out)
    elif bentuk == "json":
        click.echo(perubahan_json(hasil), nl=False)
    elif hasil:
        click.echo(perubahan_terminal(hasil, shutil.get_terminal_size((LEBAR, 24)).columns))
    kesalahan.print(str(hasil))
