"""Pantau: build again whenever something is saved that a batch is made from.

The operating system only wakes this process; what has changed is seen by comparing the files before and
after, so that no change is missed that comes while a build runs, and a temporary file that is gone again
is no change. Which reports a change touches is for the build to find out.

Each build runs in a process of its own, which reads the settings anew and uses the code as it is saved.
The next one waits with its libraries imported (:class:`Siaga`): that takes longer than a report.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from watchfiles import watch

from lakip_utils.data.hashes import sementara
from lakip_utils.data.params import INSTANSI, Batch
from lakip_utils.errors import LakipError
from lakip_utils.terbitan.sidik import berkas_program

Potret = Mapping[Path, tuple[int, int]]
"""File → when it was changed (ns), and its size."""

PROGRAM = Path(__file__).parents[1]
TENANG = 0.2
"""Seconds without a change after which what was saved together is taken for saved."""
PALING_LAMA = 5.0
"""Seconds after which nobody waits for that any longer."""
SELANG_MS = 2000
"""How often the files are looked at without being told: a folder may be new, a network may tell nothing."""
TIDAK_SAH = 2
"""Exit code of a build that was refused."""
DISEBUT = 5
"""How many changed files are named."""


@dataclass(frozen=True, slots=True)
class Wilayah:
    """What is watched: data packages, single files (notebooks, settings) and this program.

    Parameters
    ----------
    data
        Folders of data packages.
    berkas
        Notebooks and the parameter file.
    program
        Folder of this package.
    """

    data: tuple[Path, ...]
    berkas: tuple[Path, ...]
    program: Path = PROGRAM

    @classmethod
    def dari(cls, batch: Batch, params: str | Path) -> Wilayah:
        """Return what the reports of a batch are made from."""
        berkas = (params, batch.notebook, batch.notebook_dinas)
        return cls(tuple(map(Path, batch.data)), tuple(dict.fromkeys(map(Path, berkas))))

    def folder(self) -> list[Path]:
        """Return the folders whose entries are watched; what lies deeper in one of them is not.

        Of a single file it is its folder: editors put a new file in the place of the old one.
        """
        semua = [*self._folder_data(), *(satu.parent for satu in self.berkas), *self._folder_program()]
        return [satu for satu in dict.fromkeys(semua) if satu.is_dir()]

    def potret(self) -> dict[Path, tuple[int, int]]:
        """Return how the files that count look now."""
        hasil = {}
        for path in self._semua():
            with suppress(OSError):  # gone this very moment
                keadaan = path.stat()
                hasil[path] = keadaan.st_mtime_ns, keadaan.st_size
        return hasil

    def potret_program(self) -> dict[Path, tuple[int, int]]:
        """Return how the files of this program look now."""
        return Wilayah((), (), self.program).potret()

    def _semua(self) -> Iterator[Path]:
        for folder in self._folder_data():
            for path in _isi(folder):
                if (path.suffix.lower() == ".csv" or path.name == INSTANSI) and not sementara(path.name):
                    yield path
        yield from self.berkas
        yield from berkas_program(self.program)

    def _folder_data(self) -> Iterator[Path]:
        for akar in self.data:
            yield akar
            yield from (path for path in _isi(akar) if path.name.isdecimal() and path.is_dir())

    def _folder_program(self) -> Iterator[Path]:
        yield self.program
        yield from (path.parent for path in berkas_program(self.program))


def _isi(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def berubah(lama: Potret, baru: Potret) -> list[Path]:
    """Return the files that are new, gone or changed."""
    return sorted(path for path in lama.keys() | baru.keys() if lama.get(path) != baru.get(path))


def tunggu(wilayah: Wilayah, lama: Potret) -> tuple[list[Path], Potret]:
    """Wait until files have changed and nothing is being saved any longer.

    Returns
    -------
    tuple
        What has changed, and how the files look now.
    """
    while True:
        folder = wilayah.folder()
        baru = _tenang(wilayah, lama)  # at once: something may have been saved while a build ran
        if beda := berubah(lama, baru):
            return beda, baru
        with suppress(FileNotFoundError):  # a folder that was there a moment ago
            for _ in watch(
                *folder,
                watch_filter=None,
                recursive=False,
                rust_timeout=SELANG_MS,
                yield_on_timeout=True,
            ):
                baru = _tenang(wilayah, lama)
                if beda := berubah(lama, baru):
                    return beda, baru
                if wilayah.folder() != folder:
                    break


def _tenang(wilayah: Wilayah, lama: Potret) -> Potret:
    """Return how the files look when they have stopped to change."""
    sampai = time.monotonic() + PALING_LAMA
    foto = wilayah.potret()
    while foto != lama and time.monotonic() < sampai:
        time.sleep(TENANG)
        sebelum, foto = foto, wilayah.potret()
        if foto == sebelum:
            break
    return foto


@contextmanager
def _sela_ditahan() -> Iterator[None]:
    """Hold Ctrl-C back; a process that is started meanwhile holds it back until it wants to hear it."""
    if os.name != "posix":
        yield
        return
    lama = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, lama)


class Siaga:
    """A process that has imported what a build needs, and waits to be told to build.

    The end of its pipe tells it when this process is gone. It is in a process group of its own, so that
    Ctrl-C at a terminal reaches it by :meth:`bangun` alone, and it hears it when it has begun to build.

    Parameters
    ----------
    perintah
        Its command line.
    program
        How the files of this program looked before it started.
    """

    def __init__(self, perintah: Sequence[str], program: Potret) -> None:
        self.program = program
        with _sela_ditahan():
            self._proses = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                perintah, stdin=subprocess.PIPE, process_group=0 if os.name == "posix" else None
            )
        self._masukan = cast("IO[bytes]", self._proses.stdin)

    def bangun(self, *, pertama: bool) -> int:
        """Let it build, and return its exit code.

        Raises
        ------
        KeyboardInterrupt
            When the user stops it; the build has ended then, in the way that it ends by Ctrl-C.
        """
        with suppress(OSError):  # it may have died of code that cannot be imported; it has said so
            self._masukan.write(json.dumps({"pertama": pertama}).encode() + b"\n")
            self._masukan.flush()
        tersela = False
        while True:
            try:
                kode = self._proses.wait()
                break
            except KeyboardInterrupt:
                tersela = True
                if os.name == "posix":  # elsewhere it has heard the keys itself
                    self._proses.send_signal(signal.SIGINT)
        if tersela:
            raise KeyboardInterrupt
        return kode

    def tutup(self) -> None:
        """End it where it still waits."""
        self._proses.terminate()
        self._proses.wait()
        with suppress(OSError):
            self._masukan.close()


def pantau(
    params: str | Path, baca: Callable[[], Batch], perintah: Sequence[str], kabar: Callable[[str], None]
) -> None:
    """Build, and build again after every change, until the user stops it by Ctrl-C.

    Parameters
    ----------
    params
        The parameter file.
    baca
        Reads the settings; they may name other folders after a change.
    perintah
        Command line of a :class:`Siaga`, which says itself what comes of a build.
    kabar
        Tells the user something.

    Raises
    ------
    InvalidInput
        If the settings cannot be read at the beginning: then nobody knows what to watch.
    """
    wilayah = Wilayah.dari(baca(), params)
    foto: Potret = wilayah.potret()
    siaga = Siaga(perintah, wilayah.potret_program())
    pertama = True
    try:
        while True:
            if akhir := _akhir(siaga.bangun(pertama=pertama)):
                kabar(akhir)
            pertama = False
            siaga.tutup()
            siaga = Siaga(perintah, wilayah.potret_program())
            kabar("Menunggu perubahan; Ctrl-C mengakhiri.")
            beda, foto = tunggu(wilayah, foto)
            kabar(f"Berubah: {_sebut(beda)}.")
            with suppress(LakipError):  # the build says what is wrong with them
                lama, wilayah = wilayah, Wilayah.dari(baca(), params)
                if wilayah != lama:
                    foto = wilayah.potret()
            if siaga.program != (program := wilayah.potret_program()):  # it has imported the old code
                siaga.tutup()
                siaga = Siaga(perintah, program)
    except KeyboardInterrupt:
        kabar("Pemantauan diakhiri.")
    finally:
        siaga.tutup()


def _akhir(kode: int) -> str:
    """Say what an exit code means where the build has not said it itself."""
    if kode == TIDAK_SAH:
        return "Belum dibuat; keluaran yang lama tidak berubah. Setelah diperbaiki dan disimpan, pembuatan diulang sendiri."
    return "" if kode in (0, 1) else f"Pembuatan berhenti mendadak (kode {kode})."


def _sebut(beda: Sequence[Path]) -> str:
    """Name changed files, not all where there are many.

    >>> _sebut([Path("a.csv")]), _sebut([Path(f"{n}.csv") for n in range(7)])
    ('a.csv', '0.csv, 1.csv, 2.csv, 3.csv, 4.csv, dan 2 berkas lain')
    """
    sini = Path.cwd()
    nama = [(p.relative_to(sini) if p.is_relative_to(sini) else p).as_posix() for p in beda[:DISEBUT]]
    lain = len(beda) - DISEBUT
    return ", ".join([*nama, *([f"dan {lain} berkas lain"] if lain > 0 else [])])
