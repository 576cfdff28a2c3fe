"""Penjadwal: the same bytes from a dask cluster of separate processes, also when a worker is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bangun import LINGKUNGAN, Bangunan, lakip
from bantu import AKAR, INSTANSI
from distributed import Client

LAKIP = str(Path(sys.executable).with_name("lakip"))
PILIH = ("--tahun", "2019", "--format", "html")


@pytest.fixture(scope="module")
def alamat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler of its own on loopback."""
    berkas = tmp_path_factory.mktemp("dask") / "penjadwal.json"
    perintah = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with proses(*perintah, "--scheduler-file", str(berkas)):
        tunggu(berkas.is_file)
        with Client(scheduler_file=str(berkas), set_as_default=False) as client:
            alamat = str(client.scheduler.address)
        yield alamat


class proses:  # noqa: N801 - used like a function
    """A process of this environment that ends with the block."""

    def __init__(self, *perintah: str) -> None:
        self.perintah = perintah

    def __enter__(self) -> subprocess.Popen[bytes]:
        self.proses = subprocess.Popen(
            [sys.executable, "-m", *self.perintah],
            cwd=AKAR,
            env={**os.environ, **LINGKUNGAN},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self.proses

    def __exit__(self, *_: object) -> None:
        if self.proses.poll() is None:
            os.killpg(self.proses.pid, signal.SIGTERM)
        self.proses.wait(30)


def pekerja(alamat: str, nama: str, utas: int = 1) -> proses:
    return proses(
        "distributed.cli.dask_worker", alamat, "--nthreads", str(utas), "--no-nanny", "--no-dashboard", "--name", nama
    )  # fmt: skip


def tunggu(syarat: Callable[[], object], detik: float = 60) -> None:
    batas = time.monotonic() + detik
    while not syarat():
        assert time.monotonic() < batas, "terlalu lama"
        time.sleep(0.1)


def jumlah_pekerja(alamat: str) -> int:
    with Client(alamat, set_as_default=False) as client:
        return len(client.scheduler_info(n_workers=-1)["workers"])


def isi(out: Path) -> dict[str, bytes]:
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and "/2019/" in p.as_posix()
    }


def test_a_killed_worker_costs_no_report_and_no_byte(bangunan: Bangunan, alamat: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pekerja(alamat, "satu") as korban, pekerja(alamat, "dua"):
        tunggu(lambda: jumlah_pekerja(alamat) == 2)
        perintah = [LAKIP, "build", *PILIH, "--out", str(out), "--scheduler", alamat]
        with subprocess.Popen(
            perintah, cwd=AKAR, env={**os.environ, **LINGKUNGAN}, stderr=subprocess.PIPE, text=True
        ) as build:
            # in the middle: both have begun, none of the five is finished for certain
            tunggu(lambda: len(list(out.glob(f"{INSTANSI}/2019/.baru-*"))) == 2)
            os.kill(korban.pid, signal.SIGKILL)
            _, pesan = build.communicate(timeout=300)
        assert build.returncode == 0, pesan
        assert "5 laporan dibuat, 0 masih mutakhir, 0 gagal" in pesan
    ada = {nama: satu for nama, satu in isi(bangunan.out).items() if not nama.endswith(".pdf")}
    assert isi(out) == ada
    assert not list(out.glob("*/*/.baru-*"))


def test_workers_that_are_not_fit_are_refused_before_anything_is_made(alamat: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    hasil = lakip("build", *PILIH, "--out", str(out), "--scheduler", alamat, cwd=AKAR, env=LINGKUNGAN)
    assert hasil.returncode == 2
    assert "penjadwal tanpa pekerja" in hasil.stderr
    with pekerja(alamat, "banyak", utas=2):
        tunggu(lambda: jumlah_pekerja(alamat) == 1)
        hasil = lakip("build", *PILIH, "--out", str(out), "--scheduler", alamat, cwd=AKAR, env=LINGKUNGAN)
    assert hasil.returncode == 2
    assert "ditemukan : 2 utas" in hasil.stderr
    assert not list(out.glob("*/*/*"))


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    alamat = "tcp://127.0.0.1:1"
    hasil = lakip("build", *PILIH, "--out", str(tmp_path), "--scheduler", alamat, cwd=AKAR, env=LINGKUNGAN)
    assert hasil.returncode == 2
    assert "penjadwal tidak menjawab" in hasil.stderr
