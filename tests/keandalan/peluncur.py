"""Run `lakip` with a fault at an exact step: before the n-th change of a file below a folder.

The variable ``LAKIP_TITIK`` says which: JSON of ``peran`` (``induk`` or ``pekerja``: the process that counts),
``nomor`` (from 0), ``tempat`` (the folder) and ``aksi``: ``bunuh`` (that process), ``bunuh-induk``, or the
number of an error that the system then answers, from there on (``terus``) or once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

MENULIS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
KEJADIAN = ("open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "ctypes.call_function")


class Titik:
    """An audit hook: Python tells it of every change before it asks the system for it."""

    def __init__(self, induk: int, aturan: dict[str, Any]) -> None:
        self.induk, self.aturan, self.n = induk, aturan, 0

    def __call__(self, nama: str, args: tuple[Any, ...]) -> None:
        if nama not in KEJADIAN or not self.terhitung(nama, args):
            return
        if (os.getpid() if self.aturan["peran"] == "induk" else os.getppid()) != self.induk:
            return
        self.n += 1
        lewat = self.n - 1 - self.aturan["nomor"]
        aksi = self.aturan["aksi"]
        if aksi == "bunuh" and lewat == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        elif aksi == "bunuh-induk" and lewat == 0:
            os.kill(self.induk, signal.SIGKILL)
        elif isinstance(aksi, int) and (lewat == 0 or (lewat > 0 and self.aturan["terus"])):
            raise OSError(aksi, os.strerror(aksi), str(args[0]))

    def terhitung(self, nama: str, args: tuple[Any, ...]) -> bool:
        """Whether something below the folder is about to change."""
        if nama == "open":
            return bool(isinstance(args[2], int) and args[2] & MENULIS) and self.di_sana(args[0], -1)
        if nama == "ctypes.call_function":  # two folders change places
            return any(isinstance(satu, bytes) and self.di_sana(satu, -1) for satu in args[1])
        letak = {"os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.mkdir": 2, "os.chmod": 2}[nama]
        return self.di_sana(args[0], args[letak])

    def di_sana(self, path: object, dir_fd: int) -> bool:
        if not isinstance(path, str | bytes):
            return False
        teks = os.fsdecode(path)
        if isinstance(dir_fd, int) and dir_fd >= 0 and not teks.startswith("/"):
            teks = os.path.join(os.readlink(f"/proc/self/fd/{dir_fd}"), teks)  # noqa: PTH115, PTH118
        penuh = os.path.abspath(teks)  # noqa: PTH100 - pathlib would be heard by the hook itself
        return f"{penuh}/".startswith(f"{self.aturan['tempat']}/")


if __name__ == "__main__":
    from lakip_utils.cli import main

    sys.argv[0] = "lakip"
    sys.addaudithook(Titik(os.getpid(), json.loads(os.environ["LAKIP_TITIK"])))
    main()
