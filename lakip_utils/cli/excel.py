"""The commands that move data between Excel and a package: ``lakip data template|import|export|new``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lakip_utils.cli.bantuan import opsi
from lakip_utils.cli.data import data_app
from lakip_utils.cli.layar import kesalahan
from lakip_utils.cli.opsi import pilih_params, pilih_satu, satu_paket
from lakip_utils.errors import InvalidInput, Violation


def _buku(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Refuse a name that is not one of a workbook."""
    if value is None:
        return None
    if value.name.startswith(KUNCI_EXCEL):
        asli = value.with_name(value.name.removeprefix(KUNCI_EXCEL))
        pesan = f"{value.name!r} berkas kunci Excel; tutup Excel, lalu sebut {asli}"
        raise click.BadParameter(pesan, ctx=ctx, param=param)
    if value.suffix.lower() != ".xlsx":
        pesan = f"{value.name!r} bukan buku kerja Excel (.xlsx)"
        if value.suffix.lower() in (".xls", ".ods", ".xlsb", ".csv"):
            pesan += "; simpan dahulu sebagai .xlsx"
        raise click.BadParameter(pesan, ctx=ctx, param=param)
    return value


KUNCI_EXCEL = "~$"
"""How the file begins that Excel keeps beside an open workbook."""
berkas_xlsx = click.argument("berkas", metavar="BERKAS.xlsx", type=click.Path(path_type=Path), callback=_buku)


def _tulis_baru(berkas: Path, isi: bytes) -> None:
    """Write a workbook where none is yet: one that somebody has filled in must not be lost.

    Raises
    ------
    InvalidInput
        If there is a file of that name.
    """
    from lakip_utils.files import write_chosen

    if berkas.exists():
        salah = Violation(
            file=str(berkas),
            found="berkas yang sudah ada",
            expected="nama yang belum dipakai, supaya isian orang tidak hilang",
            action="Sebut nama lain, atau pindahkan berkas itu.",
        )
        raise InvalidInput([salah])
    write_chosen(berkas, isi)


@data_app.command(
    "template",
    contoh=[
        ("lakip data template data-2021.xlsx", "Buku kerja kosong untuk tahun sesudah yang terakhir."),
        ("lakip data template data-2020.xlsx --tahun 2020", "Buku kerja tahun 2020 dengan isi yang ada."),
    ],
)
@berkas_xlsx
@opsi("--tahun", metavar="TAHUN", type=int, help="Tahun laporan; tanpa ini tahun sesudah yang terakhir.")
@pilih_satu
@pilih_params
def template_command(berkas: Path, tahun: int | None, data: str | None, params: str) -> None:
    """Membuat buku kerja Excel untuk diisi: satu lembar untuk satu tabel, dengan petunjuk dan pilihan."""
    from lakip_utils.data.excel.tahun import templat

    dipakai, isi = templat(satu_paket(data, params), tahun)
    _tulis_baru(berkas, isi)
    kesalahan.print(f"Templat tahun {dipakai}: {berkas}")
    kesalahan.print(f"Sesudah diisi: lakip data import {berkas}")


@data_app.command(
    "export",
    contoh=[("lakip data export data-2020.xlsx --tahun 2020", "Isi tahun 2020 sebagai buku kerja Excel.")],
)
@berkas_xlsx
@opsi("--tahun", metavar="TAHUN", type=int, help="Tahun laporan; tanpa ini tahun terakhir.")
@pilih_satu
@pilih_params
def export_command(berkas: Path, tahun: int | None, data: str | None, params: str) -> None:
    """Menulis isi satu tahun ke buku kerja Excel; import mengembalikannya tanpa perubahan."""
    from lakip_utils.data.excel.tahun import ekspor

    dipakai, isi = ekspor(satu_paket(data, params), tahun)
    _tulis_baru(berkas, isi)
    kesalahan.print(f"Isi tahun {dipakai}: {berkas}")


@data_app.command(
    "new",
    contoh=[("lakip data new 2021", "Menyiapkan data/2021 dari tahun sebelumnya.")],
)
@click.argument("tahun", metavar="TAHUN", type=click.IntRange(1945, 2100))
@pilih_satu
@pilih_params
def new_command(tahun: int, data: str | None, params: str) -> None:
    """Menyiapkan tahun baru dari tahun sebelumnya: kode, nama, dan target Renstra; angkanya dikosongkan."""
    from lakip_utils.data.excel.tahun import buat_tahun

    baru, berkas = buat_tahun(satu_paket(data, params), tahun)
    kesalahan.print(f"Tahun {tahun} disiapkan dari tahun {baru.lalu}:")
    for satu in berkas:
        kesalahan.print(f"  {satu}")
    for satu in baru.perhatian:
        kesalahan.print(satu)


@data_app.command(
    "import",
    contoh=[
        ("lakip data import data-2021.xlsx", "Menunjukkan yang akan berubah, lalu meminta persetujuan."),
        ("lakip data import data-2021.xlsx --yes", "Sama, tanpa bertanya."),
        (
            "lakip data import realisasi.xlsx --peta params/peta_lra.yaml --tahun 2021",
            "Realisasi dari aplikasi keuangan, menurut kode rekening.",
        ),
        (
            "lakip data import jawaban.xlsx --peta params/peta_skm.yaml --tahun 2021",
            "Jawaban survei, dikenali dari pertanyaannya.",
        ),
        ("lakip data import --lanjut", "Menyelesaikan impor yang terputus."),
    ],
)
@click.argument(
    "berkas",
    metavar="BERKAS.xlsx",
    required=False,
    type=click.Path(path_type=Path),
    callback=_buku,
)
@opsi("--tahun", metavar="TAHUN", type=int, help="Tahun laporan, bila buku kerjanya tidak menyebutnya.")
@opsi(
    "--peta",
    metavar="BERKAS",
    type=click.Path(path_type=Path),
    help="Peta kolom untuk berkas dari aplikasi lain.",
)
@opsi("--yes", is_flag=True, help="Menulis tanpa bertanya. Sel yang meragukan tetap ditolak.")
@opsi("--lanjut", is_flag=True, help="Menyelesaikan impor yang terputus.")
@pilih_satu
@pilih_params
def import_command(
    berkas: Path | None,
    tahun: int | None,
    peta: Path | None,
    yes: bool,
    lanjut: bool,
    data: str | None,
    params: str,
) -> None:
    """Membaca buku kerja Excel ke paket data.

    Yang akan berubah ditunjukkan lebih dahulu; tanpa persetujuan tidak ada yang ditulis (kode akhir 1). Sel
    yang keliru atau dapat berarti dua disebut semuanya, dan tidak ada yang ditulis (kode akhir 2).
    """
    from lakip_utils.data.excel import impor, simpan
    from lakip_utils.data.paket import find
    from lakip_utils.terbitan.impor import isi_buku, perubahan

    folder = satu_paket(data, params)
    if selesai := simpan.lanjutkan(find(Path(folder))):
        kesalahan.print(f"Impor yang terputus diselesaikan: {', '.join(selesai)}")
    if berkas is None:
        if lanjut:
            if not selesai:
                kesalahan.print("Tidak ada impor yang terputus.")
            return
        raise click.UsageError("BERKAS.xlsx harus disebut.")
    if berkas.with_name(KUNCI_EXCEL + berkas.name).exists():
        kesalahan.print(f"{berkas} sedang terbuka di Excel; yang dibaca adalah simpanan terakhirnya.")
    rencana = impor.rencanakan(berkas, folder, tahun, peta)
    for baris in (*isi_buku(rencana), *perubahan(rencana)):
        kesalahan.print(baris)
    if not rencana.beda:
        return
    if not yes and not _setuju():
        kesalahan.print("Tidak ada yang ditulis.")
        raise click.exceptions.Exit(1)
    impor.tulis(rencana)
    kesalahan.print(f"Ditulis: {', '.join(rencana.isi)}")
    kesalahan.print(f"Periksa: lakip data validate. Buat laporannya: lakip build --tahun {rencana.tahun}")


def _setuju() -> bool:
    """Ask whether to write; where nobody can answer, say how to agree."""
    if not sys.stdin.isatty():
        kesalahan.print("Untuk menulisnya, ulangi dengan --yes.")
        return False
    kesalahan.print("Tulis perubahan ini? [ya/Tidak] ", end="")
    return sys.stdin.readline().strip().casefold() in ("y", "ya")
