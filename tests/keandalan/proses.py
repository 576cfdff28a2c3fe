"""Processes of a trial: started as a user starts them, found again whoever their parent is by then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

TANDA = "LAKIP_GANGGUAN"
LAKIP = (str(Path(sys.executable).with_name("lakip")),)
PELUNCUR = (sys.executable, "-P", str(Path(__file__).with_name("peluncur.py")))
LAMA_SEKALI = 180.0
"""Seconds after which a command hangs."""


class Perintah:
    """A running command of `lakip` with all that it started."""

    def __init__(
        self,
        args: Sequence[str],
        cwd: Path,
        env: dict[str, str],
        tanda: str,
        *,
        program: Sequence[str] = LAKIP,
        sebelum: Callable[[], Any] | None = None,
    ) -> None:
        self.tanda, self.cwd = tanda, cwd
        self.keluar = cwd.parent / f"keluar-{time.monotonic_ns()}"
        with self.keluar.open("wb") as tampung:
            self.proses = subprocess.Popen(
                [*program, *args],
                cwd=cwd,
                env={**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", **env, TANDA: tanda},
                stdin=subprocess.DEVNULL,
                stdout=tampung,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=sebelum,
            )

    @property
    def hidup(self) -> bool:
        return self.proses.poll() is None

    def tunggu(self) -> int:
        """Return the exit code; a command that hangs is killed and says so."""
        try:
            return self.proses.wait(LAMA_SEKALI)
        except subprocess.TimeoutExpired:
            for pid in bertanda(self.tanda):
                bunuh(pid, signal.SIGKILL)
            self.proses.wait()
            with self.keluar.open("ab") as tampung:
                tampung.write(b"\nMENGGANTUNG\n")
            return self.proses.returncode

    def teks(self) -> str:
        return self.keluar.read_text("utf-8", errors="replace")

    def peran(self, nama: str) -> list[int]:
        """Return processes by what they do: ``induk``, ``pekerja``, ``peladen`` (of kernels), ``kernel``."""
        if nama == "induk":
            return [self.proses.pid] if self.hidup else []
        induk = {pid: ppid for pid in bertanda(self.tanda) if (ppid := _induk(pid))}
        tingkat = [self.proses.pid]
        for satu in ("pekerja", "peladen", "kernel"):
            tingkat = [pid for pid, ppid in induk.items() if ppid in tingkat]
            if satu == nama:
                return sorted(tingkat)
        raise ValueError(nama)

    def sampai(self, syarat: Callable[[], object], detik: float = 20.0) -> bool:
        """Wait until something holds; false when the command ended first."""
        batas = time.monotonic() + detik
        while self.hidup and time.monotonic() < batas:
            if syarat():
                return True
            time.sleep(0.004)
        return False

    def tidur(self, detik: float) -> None:
        """Wait, but not longer than the command runs."""
        batas = time.monotonic() + detik
        while self.hidup and time.monotonic() < batas:
            time.sleep(min(0.01, max(0.0, batas - time.monotonic())))

    def sisa(self, detik: float = 6.0) -> list[int]:
        """Return what still runs of the command after some seconds."""
        batas = time.monotonic() + detik
        while (ada := bertanda(self.tanda)) and time.monotonic() < batas:
            time.sleep(0.02)
        return ada


def bertanda(tanda: str) -> list[int]:
    """Return the living processes whose environment began with a mark."""
    cari = f"{TANDA}={tanda}\0".encode()
    hasil = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if cari in (path / "environ").read_bytes() + b"\0" and _keadaan(int(path.name)) not in ("Z", "X"):
                hasil.append(int(path.name))
    return hasil


def bunuh(pid: int, nomor: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, nomor)


def _stat(pid: int) -> list[str]:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def _keadaan(pid: int) -> str:
    return (_stat(pid) or ["X"])[0]


def _induk(pid: int) -> int:
    stat = _stat(pid)
    return int(stat[1]) if stat else 0


def salinan(args: Sequence[str], cwd: Path, env: dict[str, str]) -> tuple[int, str]:
    """Run a command in a copy of this process, which has its imports done; return exit code and output."""
    keluar = cwd.parent / f"keluar-{time.monotonic_ns()}"
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        kode = 99
        try:
            os.setsid()
            ke = os.open(keluar, os.O_WRONLY | os.O_CREAT, 0o600)
            for nomor in (1, 2):
                os.dup2(ke, nomor)
            sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
            os.environ.update(env)
            os.chdir(cwd)
            kode = _perintah(args)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(kode)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), keluar.read_text("utf-8", errors="replace")


def _perintah(args: Sequence[str]) -> int:
    import tempfile
    import traceback

    from lakip_utils import cli

    tempfile.tempdir = None
    try:
        cli.main(list(args))
    except SystemExit as akhir:
        return int(akhir.code or 0)
    except BaseException:
        traceback.print_exc()
        return 98
    return 97
