"""The command ``lakip``: a thin shell over :mod:`lakip_utils.terbitan` and :mod:`lakip_utils.data`.

Exit codes: 0 done; 1 a report failed at run time, an edition was withheld (the rest is built), a
check reached its severity or a verification found a deviation; 2 wrong use or invalid input (nothing
was run). Messages for people are Indonesian and go to stderr.

What a command needs is imported by the command: help, errors and a build that has nothing to do answer
at once, without pandas and the tools of a build.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, get_args

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from lakip_utils.data import params as modul_params
from lakip_utils.errors import LakipError
from lakip_utils.keparahan import KEPARAHAN, Keparahan
from lakip_utils.terbitan.segar import INDEKS, Segar, segar

if TYPE_CHECKING:
    from lakip_utils.terbitan.build import Laju, Ringkas

PARAMS = "params/batch.yaml"
FORMAT = ("html", "pdf")
BENTUK = ("table", "json", "csv")
LEBAR = 160
"""Columns of what is written elsewhere than to a terminal."""
BARIS_PESAN = 4
"""Lines of a failure's message on the terminal; its page has them all."""

kesalahan = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

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


PILIHAN = (
    click.option("--tahun", type=int, multiple=True, help="Tahun laporan; boleh berulang."),
    click.option("--bidang", multiple=True, help="Kode bidang; boleh berulang."),
    click.option("--format", callback=_format, help="html, pdf, atau html,pdf."),
    click.option("--edisi", type=click.Choice(["reviu", "resmi"]), help="Edisi semua format."),
    click.option(
        "--data", multiple=True, help="Folder paket data, atau pola seperti 'dinas/*'; boleh berulang."
    ),
    click.option("--out", help="Folder keluaran."),
    click.option("--params", default=PARAMS, show_default=True, help="Berkas parameter."),
)
"""Options that choose reports, the same for every command that takes a batch."""


def pilihan(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that choose reports to a command."""
    return reduce(lambda hasil, opsi: opsi(hasil), reversed(PILIHAN), command)


def _batch(params: str, **diberi: Any) -> modul_params.Batch:
    """Return the batch of the parameter file with the options given on the command line over it."""
    batch = modul_params.load(params)
    diberi = {nama: nilai for nama, nilai in diberi.items() if nilai not in (None, (), False)}
    return modul_params.override(batch, **diberi)


@click.group()
def app() -> None:
    """Membangun laporan evaluasi kinerja dari paket data."""


@app.command("build")
@pilihan
@click.option("--jobs", type=click.IntRange(min=1), help="Laporan yang dibuat bersamaan.")
@click.option("--scheduler", help="Alamat penjadwal dask yang pekerjanya membuat laporan.")
@click.option("--force", is_flag=True, help="Buat ulang meskipun masih mutakhir.")
@click.option("--fail-fast", is_flag=True, help="Berhenti pada kegagalan pertama.")
@click.option(
    "--strict", is_flag=True, help="Tahan edisi resmi selama ada catatan uji tinggi tanpa tanggapan."
)
@click.option(
    "--kernel",
    type=click.Choice(get_args(modul_params.Kernel)),
    help="Kernel notebook: cepat, atau biasa (dijalankan dari awal untuk setiap laporan); hasilnya sama.",
)
def build_command(params: str, force: bool, **diberi: Any) -> None:
    """Membuat laporan: notebook, HTML, PDF, dan indeksnya."""
    batch = _batch(params, **diberi)
    if not force and (tetap := segar(batch)):
        kesalahan.print(f"0 laporan dibuat, {len(tetap.laporan)} masih mutakhir, 0 gagal.")
        _penutup(Path(batch.out) / INDEKS, tetap, diberi["data"])
        return
    from lakip_utils.terbitan.build import build

    try:
        with _progress() as laju:
            hasil = build(batch, force=force, progress=laju)
    except KeyboardInterrupt:
        kesalahan.print("Laporan yang sudah selesai tercatat; sisanya dibuat oleh lakip build berikutnya.")
        raise
    jumlah = len(hasil.dibuat) - len(hasil.gagal)
    kesalahan.print(
        f"{jumlah} laporan dibuat, {len(hasil.dilewati)} masih mutakhir, {len(hasil.gagal)} gagal."
    )
    for kabar in hasil.kabar:
        kesalahan.print(kabar)
    for job in hasil.ditahan:
        lama = hasil.dihapus.get(job.kunci, ())
        dihapus = f" {' dan '.join(lama)} yang lama dihapus karena tidak berlaku lagi." if lama else ""
        kesalahan.print(
            f"{job.kunci}: edisi resmi ({', '.join(job.ditahan)}) ditahan; {job.terbuka} catatan uji tinggi belum ditanggapi.{dihapus}"
        )
    if hasil.ditahan:
        kesalahan.print("Lihat catatannya dengan `lakip check`, lalu jawab di tanggapan.csv.")
    _penutup(hasil.indeks, hasil, diberi["data"], ditahan=bool(hasil.ditahan))
    if hasil.gagal or hasil.ditahan:
        raise click.exceptions.Exit(1)


def _penutup(indeks: Path, hasil: Ringkas | Segar, data: tuple[str, ...], *, ditahan: bool = False) -> None:
    """Say where the index is, and what is still open; what was withheld has said its findings already."""
    kesalahan.print(f"Indeks: {indeks}")
    for baris in () if ditahan else _belum_dijawab(hasil, data):
        kesalahan.print(baris)
    for baris in hasil.kosong:
        kesalahan.print(baris)
    for (instansi, tahun), jumlah in hasil.reviu.items():
        kesalahan.print(
            f"{instansi} {tahun}: {jumlah} catatan reviu belum ditindaklanjuti; lihat {tahun}/catatan_reviu.csv"
        )


def _belum_dijawab(hasil: Ringkas | Segar, data: tuple[str, ...]) -> Iterator[str]:
    """Say of each agency and year how many grave findings nobody answered, and how to see them."""
    pilih = "".join(f" --data {shlex.quote(satu)}" for satu in data)
    beberapa = len({instansi for instansi, _ in hasil.terbuka}) > 1
    for (instansi, tahun), jumlah in hasil.terbuka.items():
        awal = f"{instansi}: " if beberapa else ""
        yield f"{awal}{jumlah} catatan tinggi belum dijawab; lihat lakip check{pilih} --tahun {tahun}"


@contextmanager
def _progress() -> Iterator[Callable[[Laju], None]]:
    """Show a bar on a terminal, plain lines elsewhere; a failure is always told in words."""
    from lakip_utils.terbitan.run import GAGAL

    def baris(laju: Laju) -> None:
        hasil = laju.hasil
        kata = "gagal dibuat" if hasil.gagal else f"selesai dalam {hasil.detik:.1f} detik".replace(".", ",")
        kesalahan.print(f"[{laju.selesai}/{laju.semua}] {hasil.job.kunci}: {kata}")
        if hasil.gagal:
            pesan = hasil.gagal.splitlines()
            for satu in pesan[:BARIS_PESAN]:
                kesalahan.print(f"    {satu}")
            if len(pesan) > BARIS_PESAN:
                kesalahan.print(f"    Selengkapnya: {hasil.job.kunci}/{GAGAL}")

    if not kesalahan.is_terminal:
        yield baris
        return
    bar = Progress(
        TextColumn("Membuat laporan"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=kesalahan,
        auto_refresh=False,  # it would take a thread, and a build that has one cannot be forked
    )
    with bar:
        task = bar.add_task("", total=None)
        bar.refresh()

        def maju(laju: Laju) -> None:
            bar.update(task, total=laju.semua, completed=laju.selesai, refresh=True)
            if laju.hasil.gagal:
                baris(laju)

        yield maju


@app.command("status")
@pilihan
def status_command(params: str, **diberi: Any) -> None:
    """Menunjukkan laporan mana yang mutakhir, kedaluwarsa, belum ada, atau gagal."""
    from lakip_utils.terbitan.build import status

    tabel = Table("Instansi", "Tahun", "Bidang", "Keadaan", "Sebab", box=None, pad_edge=False)
    for job, keadaan, sebab in status(_batch(params, **diberi)):
        tabel.add_row(job.instansi, str(job.tahun), job.bidang, keadaan, sebab)
    Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else LEBAR).print(tabel)


@app.command("check")
@click.option("--tahun", type=int, multiple=True, help="Tahun yang diperiksa; boleh berulang.")
@click.option("--data", multiple=True, help="Folder paket data, atau pola seperti 'dinas/*'; boleh berulang.")
@click.option(
    "--format",
    "bentuk",
    type=click.Choice(BENTUK),
    default="table",
    show_default=True,
    help="Bentuk keluaran.",
)
@click.option(
    "--min-severity",
    type=click.Choice(KEPARAHAN),
    default="rendah",
    show_default=True,
    help="Yang ditampilkan, dan yang membuat perintah ini berakhir dengan kode 1.",
)
@click.option("--out", help="Berkas untuk lembar kerja (CSV dengan BOM), untuk --format csv.")
@click.option("--params", default=PARAMS, show_default=True, help="Berkas parameter.")
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


@app.command("verify")
@click.argument("path", default="outputs")
@click.option("--data", multiple=True, help="Folder paket data, atau pola seperti 'dinas/*'; boleh berulang.")
@click.option("--params", default=PARAMS, show_default=True, help="Berkas parameter.")
def verify_command(path: str, data: tuple[str, ...], params: str) -> None:
    """Mencocokkan folder keluaran dan masukannya dengan manifest.json; kode akhir 1 bila ada yang menyimpang."""
    from lakip_utils.terbitan.verifikasi import verifikasi

    hasil = verifikasi(path, params, data)
    kesalahan.print(str(hasil))
    if hasil.penyimpangan:
        raise click.exceptions.Exit(1)


@app.command("diff")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "bentuk",
    type=click.Choice(["table", "json", "html"]),
    default="table",
    show_default=True,
    help="Bentuk keluaran.",
)
@click.option("--out", help="Berkas halaman, untuk --format html.")
def diff_command(old: str, new: str, bentuk: str, out: str | None) -> None:
    """Menunjukkan yang berubah dari OLD ke NEW: angka kunci, catatan uji, teks, dan laporan."""
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


@app.command("lab")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; tanpa ini yang bebas mulai dari 8888.")
@click.option("--browser/--no-browser", default=True, show_default=True, help="Membuka peramban.")
@click.argument("opsi_jupyter", nargs=-1)
def lab_command(port: int | None, browser: bool, opsi_jupyter: tuple[str, ...]) -> None:
    """Membuka JupyterLab di folder proyek, hanya untuk komputer ini.

    Contoh: lakip lab --no-browser. OPSI_JUPYTER, sesudah --, diteruskan ke JupyterLab.
    """
    from lakip_utils.terbitan.lab import buka

    buka(port=port, peramban=browser, lain=opsi_jupyter)


@app.group("data")
def data_app() -> None:
    """Memeriksa paket data."""


@data_app.command("validate")
@click.option("--data", multiple=True, help="Folder paket data, atau pola seperti 'dinas/*'; boleh berulang.")
@click.option("--params", default=PARAMS, show_default=True, help="Berkas parameter.")
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


def _buku_kerja(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    """Refuse a name that says another format than is written."""
    if value.suffix.lower() != ".xlsx":
        pesan = f"{value.name!r} bukan nama buku kerja Excel; akhiri dengan .xlsx, misalnya {value.stem or 'catatan'}.xlsx"
        raise click.BadParameter(pesan, ctx=ctx, param=param)
    return value


@app.group("review")
def review_app() -> None:
    """Mengolah catatan pereviu."""


@review_app.command("merge")
@click.argument("berkas", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="catatan.xlsx",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_buku_kerja,
    help="Buku kerja hasilnya (.xlsx); halaman HTML ditulis di sampingnya.",
)
@click.option("--data", help="Folder paket data; catatannya ditambahkan ke catatan_reviu.csv tahun itu.")
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
        kesalahan.print(f"Perintah keliru: {_indonesian(error)}")
        kesalahan.print(f"Bantuan: {error.ctx.command_path if error.ctx else 'lakip'} --help")
        code = 2
    except (click.Abort, KeyboardInterrupt):
        kesalahan.print("Dihentikan.")
        code = 130
    raise SystemExit(code or 0)


def _indonesian(error: click.UsageError) -> str:
    """Say in Indonesian what click found wrong."""
    match error:
        case click.NoSuchOption():
            saran = (
                f" Mungkin maksudnya {' atau '.join(sorted(error.possibilities))}?"
                if error.possibilities
                else ""
            )
            return f"opsi {error.option_name} tidak dikenal.{saran}"
        case click.MissingParameter():
            return f"{error.param.opts[0] if error.param else 'opsi'} harus diisi."
        case click.BadParameter():
            opsi = error.param.opts[0] if error.param else "opsi"
            return f"nilai untuk {opsi} tidak dapat dipakai: {_nilai(error.param, error.message)}"
        case click.BadOptionUsage():
            return f"opsi {error.option_name} memerlukan nilai."
        case _:
            return error.message.replace("No such command", "perintah tidak dikenal:").replace(
                "Got unexpected extra argument", "kata berlebih:"
            )


def _nilai(param: click.Parameter | None, message: str) -> str:
    match param.type if param else None:
        case click.Choice() as pilih:
            return f"pilih salah satu dari {', '.join(map(str, pilih.choices))}"
        case click.IntRange() as rentang:
            atas = f" dan paling besar {rentang.max}" if rentang.max is not None else ""
            return f"bilangan bulat paling kecil {rentang.min}{atas}"
        case jenis if jenis is click.INT:
            return "bilangan bulat, misalnya 2020"
        case _:
            return message
