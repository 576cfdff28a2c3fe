"""Kunci: one build at a time for an output folder; who holds it is told, and a dead owner does not block.

The lock itself is the operating system's (filelock): it ends with the process that holds it, however
that ends. Beside it stands who took it, so that the one who is refused knows whom to ask.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psutil
from filelock import FileLock, Timeout
from pydantic import AwareDatetime, ValidationError

from lakip_utils.data.yaml_file import Strict
from lakip_utils.errors import InvalidInput, PublicationError, Violation, ditolak
from lakip_utils.files import write_whole
from lakip_utils.terbitan.terminal import aman

KUNCI, PEMILIK = ".lakip.lock", ".lakip.pemilik.json"
TUNGGU = 15.0
"""Seconds to wait for the workers of an owner that is dead: they share its lock, and end by themselves."""


class Pemilik(Strict):
    """Who took the lock.

    Parameters
    ----------
    pid, lahir
        The process and when it began, as the system counts it: the number alone may be somebody else's now.
    komputer
        Name of the machine; processes of another one cannot be looked for.
    sejak
        When it took the lock.
    """

    pid: int
    lahir: float
    komputer: str
    sejak: AwareDatetime

    @classmethod
    def ini(cls) -> Pemilik:
        """Return this process as an owner."""
        return cls(
            pid=os.getpid(),
            lahir=psutil.Process().create_time(),
            komputer=socket.gethostname(),
            sejak=datetime.now().astimezone(),
        )

    @property
    def mati(self) -> bool:
        """Whether the owner is certainly dead."""
        if self.komputer != socket.gethostname():
            return False
        try:
            return bool(abs(psutil.Process(self.pid).create_time() - self.lahir) > 1)
        except psutil.NoSuchProcess:
            return True
        except psutil.Error:
            return False

    def __str__(self) -> str:
        return f"proses {self.pid} di komputer {aman(self.komputer)}, sejak {self.sejak:%Y-%m-%d %H.%M}"


def pemilik(out: Path) -> Pemilik | None:
    """Return who took the lock of an output folder last; ``None`` where that is not known."""
    try:
        return Pemilik.model_validate_json((out / PEMILIK).read_bytes())
    except (OSError, ValidationError):
        return None


@contextmanager
def sendirian(out: Path) -> Iterator[None]:
    """Hold the outputs for one build: two would take each other's half-made folders for leftovers.

    Raises
    ------
    InvalidInput
        If another build holds it.
    PublicationError
        If nothing can be written there.
    """
    kunci = FileLock(out / KUNCI)
    try:
        out.mkdir(parents=True, exist_ok=True)
        _ambil(kunci, out)
    except Timeout:  # is an OSError, too
        raise InvalidInput([_dipegang(out)]) from None
    except OSError as error:
        raise PublicationError(ditolak(error)) from error
    try:
        write_whole(out / PEMILIK, Pemilik.ini().model_dump_json().encode())
        yield
    finally:
        kunci.release()


def _ambil(kunci: FileLock, out: Path) -> None:
    try:
        kunci.acquire(timeout=0)
    except Timeout:
        siapa = pemilik(out)
        if siapa is None or not siapa.mati:
            raise
        kunci.acquire(timeout=TUNGGU)


def _dipegang(out: Path) -> Violation:
    siapa = pemilik(out)
    return Violation(
        file=str(out),
        found=f"pembuatan lain yang sedang berjalan di folder ini{f' ({siapa})' if siapa else ''}",
        expected="satu pembuatan untuk satu folder keluaran",
        action="Tunggu sampai selesai, lalu ulangi; atau pilih folder lain dengan --out.",
    )
