"""Run: make one report, from notebook to HTML, PDF and key figures, in one process."""

from __future__ import annotations

import json
import logging
import os
import re
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from lakip_utils.data.paket import menjanjikan, titipkan
from lakip_utils.data.params import Format, Kernel
from lakip_utils.errors import LakipError, PublicationError, ditolak, is_told
from lakip_utils.files import folder_whole, write_whole
from lakip_utils.konsistensi import periksa
from lakip_utils.sajian.blok import Judul
from lakip_utils.sajian.lab import mimebundle
from lakip_utils.sementara import temporary_folder
from lakip_utils.terbitan import kernel as modul_kernel
from lakip_utils.terbitan import peringatan as modul_peringatan
from lakip_utils.terbitan import utuh, wajib
from lakip_utils.terbitan.dokumen import EdisiDokumen, dari_notebook
from lakip_utils.terbitan.html import LakipHTMLExporter
from lakip_utils.terbitan.index import render_gagal
from lakip_utils.terbitan.pdf import LakipPDFExporter
from lakip_utils.terbitan.plan import Job

NOTEBOOK, RINGKASAN, GAGAL = "laporan.ipynb", "ringkasan.json", "gagal.html"
EKSPORTIR: dict[Format, type[LakipHTMLExporter | LakipPDFExporter]] = {
    "html": LakipHTMLExporter,
    "pdf": LakipPDFExporter,
}
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_KERNEL_MATI = (
    "Proses yang menjalankan notebook (kernel) berhenti sebelum laporan selesai. Penyebab yang lazim: memori "
    "komputer habis, atau prosesnya dihentikan dari luar. Tutup program lain atau kurangi laporan yang dibuat "
    "bersamaan (--jobs 1), lalu buat lagi laporan ini. Bila terulang, jalankan notebooknya dengan lakip lab "
    "untuk melihat sel mana yang menghentikannya."
)
BERHENTI = 30
"""Seconds beyond the time-out of a report in which its worker must have ended it."""
_BERUBAH = ("papermill", "execution")
"""Metadata that hold clock times and paths; they would make equal reports differ."""


@dataclass(frozen=True, slots=True)
class Hasil:
    """What came of a job: the names of the files written, or the message of the failure.

    Parameters
    ----------
    kabar
        What the user should know about how the report was made; empty where nothing is special.
    peringatan
        What cells of the notebook warned of, each once; a report does not show it.
    """

    job: Job
    berkas: tuple[str, ...] = ()
    gagal: str = ""
    detik: float = 0.0
    kabar: str = ""
    peringatan: tuple[str, ...] = ()


def run(job: Job, out: Path, kernel: Kernel = "cepat", timeout: int | None = None) -> Hasil:
    """Make the report of `job` below `out`; a failure leaves the old files and a ``gagal.html``.

    Parameters
    ----------
    timeout
        Seconds after which a cell that still runs has failed; ``None``: it may take for ever.
    """
    mulai = time.monotonic()
    folder = out / job.kunci
    try:
        with folder_whole(folder) as baru:
            berkas, peringatan = _write(job, baru, kernel, timeout)
        return Hasil(job, berkas, detik=time.monotonic() - mulai, kabar=_kabar(), peringatan=peringatan)
    except PapermillExecutionError as error:
        pesan = str(error.evalue) if is_told(error.ename) else f"{error.ename}: {error.evalue}"
        rincian = "" if is_told(error.ename) else "\n".join(error.traceback)
    except CellTimeoutError as error:  # is an OSError, too
        pesan, rincian = terlalu_lama(timeout), str(error)
    except LakipError as error:
        pesan, rincian = str(error), ""
    except OSError as error:
        pesan, rincian = ditolak(error), ""
    except (DeadKernelError, modul_kernel.NotReadyError):
        pesan, rincian = _KERNEL_MATI, ""
    except Exception as error:  # a report that cannot be made must not stop the others
        pesan, rincian = f"{type(error).__name__}: {error}", ""
    return gagal(job, out, _ANSI.sub("", pesan), _ANSI.sub("", rincian), detik=time.monotonic() - mulai)


def gagal(job: Job, out: Path, pesan: str, rincian: str = "", *, detik: float = 0.0) -> Hasil:
    """Write the page of a failure beside the old files of a report; where that fails, too, the message tells both."""
    judul = f"{job.nama_bidang}, tahun {job.tahun}"
    try:
        write_whole(out / job.kunci / GAGAL, render_gagal(judul, pesan, rincian).encode())
    except PublicationError as error:
        pesan = "\n".join(dict.fromkeys((pesan, str(error))))
    return Hasil(job, gagal=pesan, detik=detik, kabar=_kabar())


def _kabar() -> str:
    sebab = modul_kernel.fallback_reason()
    return modul_kernel.notice(sebab) if sebab else ""


def terlalu_lama(timeout: int | None) -> str:
    """Say that a report took longer than it may."""
    return (
        f"Laporan belum selesai setelah {timeout} detik, batas waktu satu laporan, lalu pembuatannya dihentikan. "
        "Penyebab yang lazim: sel yang tidak pernah selesai, atau komputer yang terlalu sibuk. Jalankan notebooknya "
        "dengan lakip lab untuk melihat sel mana; bila laporan memang perlu waktu lebih lama, ulangi dengan "
        "--timeout yang lebih besar."
    )


def _write(
    job: Job, folder: Path, kernel: Kernel, timeout: int | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the files of a report; return their names and what the notebook warned of."""
    notebook = execute(job, folder / NOTEBOOK, kernel, timeout)
    angka = wajib.periksa(notebook, job.notebook)
    berkas = [NOTEBOOK]
    for nama, edisi in job.keluaran.items():
        dokumen = dari_notebook(notebook, cast(EdisiDokumen, edisi))
        utuh.dokumen(notebook, dokumen)
        utuh.angka(angka.angka, dokumen)
        isi = _eksportir(nama, edisi).susun(dokumen)
        (folder / f"laporan.{nama}").write_bytes(isi.encode() if isinstance(isi, str) else isi)
        berkas.append(f"laporan.{nama}")
    isi_ringkasan = {
        "instansi": job.instansi,
        "tahun": job.tahun,
        "bidang": job.bidang,
        "nama_bidang": job.nama_bidang,
        **angka.model_dump(mode="json", exclude={"jenis", "edisi", "tampil"}),
    }
    teks = json.dumps(isi_ringkasan, ensure_ascii=False, indent=1) + "\n"
    (folder / RINGKASAN).write_text(teks, "utf-8")
    return (*berkas, RINGKASAN), modul_peringatan.dari_notebook(notebook)


def execute(
    job: Job, path: Path, kernel: Kernel = "cepat", timeout: int | None = None
) -> nbformat.NotebookNode:
    """Run the notebook by papermill and write it to `path`, without clock times and paths in its metadata.

    It is written once, in one line: its outputs are for programs. Which kernel runs it leaves no trace in
    the notebook.
    """
    name = modul_kernel.choose(fast=kernel == "cepat")
    until = time.monotonic() + timeout if timeout else None
    try:
        notebook = _papermill(job, name, until)
    except RuntimeError:  # the kernel died
        if name == modul_kernel.ORDINARY or not modul_kernel.server_lost():
            raise
        notebook = _papermill(job, modul_kernel.ORDINARY, until)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "parameter"  # papermill gives it a random one
    for part in (notebook, *notebook.cells):
        for nama in _BERUBAH:
            part.metadata.pop(nama, None)
    path.write_text(json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return notebook


def _papermill(job: Job, kernel_name: str, until: float | None = None) -> nbformat.NotebookNode:
    with _quiet(), temporary_folder("lakip-k-") as private:
        config = _kernel_config(private)
        if until is not None:  # of the whole report: a cell may take what is left of it
            config.NotebookClient.timeout_func = lambda _: max(0.001, until - time.monotonic())
        if kernel_name == modul_kernel.NAME:
            config.ForkProvisioner.imports = modul_kernel.imports(job.notebook)
            config.ForkProvisioner.folder = str(private)
        janji = (
            menjanjikan(job.parameters["sumber_data"], job.sidik_data) if job.sidik_data else nullcontext()
        )
        with janji:
            return papermill.execute_notebook(
                job.notebook,
                None,
                parameters=dict(job.parameters),
                kernel_name=kernel_name,
                progress_bar=False,
                request_save_on_cell_execute=False,
                record_timing=False,
                config=config,
            )


def _kernel_config(private: Path) -> Config:
    """Let the kernel talk over sockets in a private folder, where the system has them.

    One address a kernel: jupyter_client's default ipc address is the same for every process in a
    working directory, and TCP ports can be taken between the choice and the use.
    """
    config = Config()
    config.NotebookClient.kernel_manager_class = modul_kernel.LakipKernelManager
    config.NotebookClient.extra_arguments = [
        "--IPKernelApp.log_level=50",
        "--HistoryManager.hist_file=:memory:",  # nbclient itself says so only to kernels that it knows
    ]
    if os.name == "posix":
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = str(private / "k")
        config.KernelManager.connection_file = str(private / "kernel.json")
    return config


def siapkan(jobs: Iterable[Job]) -> None:
    """Do here what copies of this process then need not: compile templates, read and check data packages."""
    for folder, tahun in dict.fromkeys((job.parameters["sumber_data"], job.tahun) for job in jobs):
        with suppress(LakipError, OSError):  # changed meanwhile: the report itself says so
            periksa(titipkan(folder), tahun)
    mimebundle(Judul(tingkat=1, teks=""))
    for edisi in {job.keluaran["html"] for job in jobs if "html" in job.keluaran}:
        _ = _eksportir("html", edisi).template


@cache
def _eksportir(nama: Format, edisi: str) -> LakipHTMLExporter | LakipPDFExporter:
    return EKSPORTIR[nama](edisi=edisi)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep papermill's log and the kernel's start-up notes off the terminal."""
    loggers = [logging.getLogger("papermill"), modul_kernel.logger]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
