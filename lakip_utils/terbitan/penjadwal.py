"""Penjadwal: where the jobs of a build run, on the cores of this machine or on a dask cluster.

Both make the same bytes: a job carries all that it needs, and its report goes whole into the outputs,
which all workers of a cluster share with this machine.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import chdir, contextmanager
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from threading import Thread, Timer, current_thread, main_thread
from typing import Any

from lakip_utils.data.instansi import DINAS
from lakip_utils.data.paket import TERINGAT
from lakip_utils.data.params import Batch, Kernel
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.terbitan import kernel
from lakip_utils.terbitan.plan import Job
from lakip_utils.terbitan.run import BERHENTI, Hasil, gagal, run, siapkan
from lakip_utils.terbitan.sidik import kode_program, sidik_json, versi

ULANGAN = 2
"""How often a job is tried again on another worker when it breaks there; one that a worker takes along
when it dies is given to another in any case."""
PEKERJA_MATI = (
    "proses yang membuatnya berhenti mendadak, juga ketika dicoba sekali lagi. Penyebab yang lazim: memori "
    "komputer habis, atau pembuatannya macet melewati batas waktu (--timeout). Tutup program lain atau kurangi "
    "laporan yang dibuat bersamaan (--jobs 1), lalu buat lagi laporan ini."
)
SAMBUNG = "10s"
"""How long a scheduler may take to answer."""


def jalankan(jobs: Sequence[Job], out: Path, batch: Batch) -> Iterator[Hasil]:
    """Run jobs, and yield what came of each as it is ready.

    Parameters
    ----------
    jobs
        What to make.
    out
        Folder of the outputs.
    batch
        Says where (``scheduler``), how many at once (``jobs``, on this machine), by which kernel, and
        whether the first failure ends it (``fail_fast``).

    Raises
    ------
    InvalidInput
        If the cluster cannot be reached, or its workers are not fit to make the same reports.
    """
    if not jobs:
        return
    if batch.scheduler:
        yield from _dask(jobs, out, batch, batch.scheduler)
        return
    for milik in _sekelompok(jobs):
        for hasil in _pekerja(milik, out, batch):
            yield hasil
            if batch.fail_fast and hasil.gagal:
                return


def _sekelompok(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """Split jobs by their data packages, as many packages at a time as are kept in memory."""
    paket = list(dict.fromkeys(_paket(job) for job in jobs))
    for awal in range(0, len(paket), TERINGAT):
        bersama = paket[awal : awal + TERINGAT]
        yield [job for job in jobs if _paket(job) in bersama]


def _paket(job: Job) -> str:
    return str(job.parameters["sumber_data"])


def _pekerja(jobs: Sequence[Job], out: Path, batch: Batch) -> Iterator[Hasil]:
    """Run jobs by worker processes.

    A worker that dies takes along what all of them still had to do. Each such job is tried once more by
    itself: the one that kills its worker again has failed.
    """
    terputus: list[Job] = []
    for job, hasil in _kumpulan(jobs, out, batch):
        if hasil is None:
            terputus.append(job)
        else:
            yield hasil
    for job in terputus:
        for _, hasil in _kumpulan([job], out, batch):
            yield hasil or gagal(job, out, PEKERJA_MATI)


def _kumpulan(jobs: Sequence[Job], out: Path, batch: Batch) -> Iterator[tuple[Job, Hasil | None]]:
    """Run jobs by copies of this process, with all that they need read, or by new ones where that is not safe.

    What came of a job is ``None`` where a worker died first.
    """
    workers = min(batch.jobs or os.cpu_count() or 1, len(jobs))
    salin = kernel.warm(dict.fromkeys(job.notebook for job in jobs))
    if salin:
        siapkan(jobs)
    context = get_context("fork" if salin else "spawn")
    henti = context.RawValue("b", 0)
    with ProcessPoolExecutor(
        workers,
        mp_context=context,
        initializer=_mulai,
        initargs=(salin and batch.kernel == "cepat", henti),
    ) as pool:
        futures = {
            pool.submit(_berbatas, job, out, batch.kernel, batch.timeout): job
            for job in sorted(jobs, key=_singkat)
        }
        with _sela(futures, henti) as sela:
            try:
                for future in as_completed(futures):
                    if not future.cancelled() and not isinstance(future.exception(), TakDimulai):
                        yield futures[future], _hasil(future)
            finally:
                if sela.kali > 1:
                    _bunuh_pekerja()
                try:
                    pool.shutdown(cancel_futures=True)
                except KeyboardInterrupt:
                    _bunuh_pekerja()
                    raise
            if sela.kali:
                raise KeyboardInterrupt


def _hasil(future: Future[Hasil]) -> Hasil | None:
    """Return what came of a job, ``None`` where a worker died first."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _bunuh_pekerja() -> None:
    """End the workers at once: the reports under way are not waited for."""
    for pekerja in active_children():
        pekerja.kill()


class TakDimulai(Exception):
    """A report that was given to a worker and not begun: the build had been stopped by then."""


class Sela:
    """Ctrl-C while workers run: once, no report is begun any more, and what is under way is told; twice, it ends."""

    def __init__(self, futures: Iterable[Future[Hasil]], henti: Any) -> None:
        self.futures, self.henti, self.kali = tuple(futures), henti, 0

    def __call__(self, *_: object) -> None:
        """Handle the signal; wherever it arrives, nothing that is ready is thrown away."""
        self.kali += 1
        if self.kali > 1:
            raise KeyboardInterrupt
        self.henti.value = 1  # one job more than there are workers is with them already
        for future in self.futures:
            future.cancel()


@contextmanager
def _sela(futures: Iterable[Future[Hasil]], henti: Any) -> Iterator[Sela]:
    """Let Ctrl-C wait for the reports under way, where this process is one that it would stop."""
    sela = Sela(futures, henti)
    biasa = signal.default_int_handler
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGINT) is not biasa:
        yield sela
        return
    signal.signal(signal.SIGINT, sela)
    try:
        yield sela
    finally:
        signal.signal(signal.SIGINT, biasa)


def _berbatas(job: Job, out: Path, kernel_: Kernel, timeout: int) -> Hasil:
    """Make a report in a worker, which ends itself where even the time-out does not end the report.

    A cell that takes too long is the notebook client's to end; this is for all that it does not watch: the
    start and the end of a kernel, the typesetter.

    Raises
    ------
    TakDimulai
        If the build has been stopped.
    """
    if _henti.value:
        raise TakDimulai
    akhir = Timer(timeout + BERHENTI, os._exit, (1,))
    akhir.daemon = True
    akhir.start()
    try:
        return run(job, out, kernel_, timeout)
    finally:
        akhir.cancel()


def _singkat(job: Job) -> bool:
    """Put the longest first, so that none is left for one worker at the end: the reports of whole agencies."""
    return job.bidang != DINAS


_henti: Any
"""In a worker: not 0 when the build has been stopped. Without a lock, which a worker that dies might hold."""


def _mulai(peladen: bool, henti: Any) -> None:
    """Begin a worker: with its own server of kernels, and to end as soon as the build has been killed.

    Ctrl-C reaches all processes of a terminal; here it waits for the report under way. A handler that does
    nothing, unlike a signal that is ignored, is not passed on to kernels.
    """
    global _henti
    _henti = henti
    signal.signal(signal.SIGINT, lambda *_: None)
    if peladen:
        kernel.fork_here()  # before this process has a thread
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _dask(jobs: Sequence[Job], out: Path, batch: Batch, address: str) -> Iterator[Hasil]:
    import distributed  # heavy, and needed here only

    try:
        client = distributed.Client(address, timeout=SAMBUNG, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise InvalidInput([_tak_terhubung(address, str(error))]) from None
    with client:
        _periksa_pekerja(client, address)
        tempat = (Path.cwd().as_posix(), out.as_posix(), batch.kernel, batch.timeout)
        futures = client.map(_di_pekerja, jobs, [tempat] * len(jobs), retries=ULANGAN, pure=False)
        for future in distributed.as_completed(futures, loop=client.loop):
            hasil = future.result()
            yield hasil
            if batch.fail_fast and hasil.gagal:
                client.cancel(futures)
                return


def _di_pekerja(job: Job, tempat: tuple[str, str, Kernel, int]) -> Hasil:
    """Make a report on a worker, in the folder from which the build was started."""
    cwd, out, jenis, timeout = tempat
    with chdir(cwd):
        return run(job, Path(out), jenis, timeout)


def _sidik_pekerja(cwd: str) -> dict[str, object]:
    """Say what a worker would make reports with, and whether it sees the folder of the build."""
    return {"sidik": sidik_json({"kode": kode_program(), **versi()}), "folder": Path(cwd).is_dir()}


def _periksa_pekerja(client: Any, address: str) -> None:
    """Check that there are workers, one thread each, with the code and the folder of this machine.

    Raises
    ------
    InvalidInput
        With every worker that is not fit.
    """
    pekerja: Mapping[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
    if not pekerja:
        raise InvalidInput(
            [
                Violation(
                    file=address,
                    found="penjadwal tanpa pekerja",
                    expected="sekurangnya satu pekerja",
                    action="Jalankan `dask worker ALAMAT --nthreads 1` di folder proyek, lalu ulangi.",
                )
            ]
        )
    cwd = Path.cwd().as_posix()
    sini = _sidik_pekerja(cwd)
    salah: list[Violation] = []
    for nama, milik in client.run(_sidik_pekerja, cwd).items():
        syarat = {
            f"{pekerja[nama]['nthreads']} utas": (pekerja[nama]["nthreads"] == 1, "satu utas (--nthreads 1)"),
            "kode atau versi pustaka yang lain": (
                milik["sidik"] == sini["sidik"],
                "kode dan versi yang sama dengan komputer ini",
            ),
            f"folder {cwd} tidak ada": (milik["folder"], "folder proyek yang sama, pada jalur yang sama"),
        }
        salah += [
            Violation(
                file=address,
                column=nama,
                found=temuan,
                expected=seharusnya,
                action="Perbaiki pekerja itu, atau hentikan, lalu ulangi.",
            )
            for temuan, (benar, seharusnya) in syarat.items()
            if not benar
        ]
    if salah:
        raise InvalidInput(salah)


def _tak_terhubung(address: str, error: str) -> Violation:
    return Violation(
        file=address,
        found=f"penjadwal tidak menjawab ({error.splitlines()[0][:80] if error else 'tanpa keterangan'})",
        expected="alamat penjadwal dask, misalnya tcp://10.0.0.5:8786",
        action="Periksa alamatnya dan apakah penjadwal berjalan, atau hilangkan --scheduler.",
    )
