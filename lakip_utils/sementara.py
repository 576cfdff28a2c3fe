"""Temporary files and folders that a killed process does not leave for ever.

Each is locked by the process that uses it, and the system ends a lock with its process, however that ends.
So what is there and not locked belongs to nobody, and the next process that makes one of the same kind
removes it. Where the system has no such lock, nothing is removed.
"""

from __future__ import annotations

import importlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_NEW = ".lakip-"
"""Beginning of a name that is not locked yet; nobody looks for it."""
_RANDOM = "?" * 8
"""What :mod:`tempfile` adds to a name."""

_ATTEMPTS = 20


def _fcntl() -> Any:
    with suppress(ImportError):
        return importlib.import_module("fcntl")
    return None


_lock = _fcntl()


def hold(descriptor: int) -> bool:
    """Lock an open file or folder for this process; false where another one holds it or there are no locks."""
    if _lock is None:
        return False
    try:
        _lock.flock(descriptor, _lock.LOCK_EX | _lock.LOCK_NB)
    except OSError:
        return False
    return True


def sweep(folder: Path, pattern: str) -> None:
    """Remove files and private folders of this user that match a pattern and that no process holds."""
    if _lock is None:
        return
    with suppress(OSError):
        for path in list(folder.glob(pattern)):
            with suppress(OSError):
                _remove_if_free(path)


def _remove_if_free(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        state = os.fstat(descriptor)
        private = stat.S_ISREG(state.st_mode) or not state.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        if state.st_uid == os.geteuid() and private and hold(descriptor):
            path.unlink() if stat.S_ISREG(state.st_mode) else shutil.rmtree(path)
    finally:
        os.close(descriptor)


@contextmanager
def temporary_folder(kind: str) -> Iterator[Path]:
    """Give a private folder that is gone afterwards; what dead processes left of the same kind goes, too.

    Parameters
    ----------
    kind
        Beginning of its name, e.g. ``lakip-huruf-``.
    """
    place = Path(tempfile.gettempdir())
    sweep(place, f"{kind}{_RANDOM}")
    path, descriptor = _locked(place, kind)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        if descriptor >= 0:
            os.close(descriptor)


def _locked(place: Path, kind: str) -> tuple[Path, int]:
    """Make a folder that has been locked from the moment it had the name that others look for.

    Whoever shares the place may have taken the name, by a link for instance: then another one is tried.
    """
    attempts = 0
    while True:
        attempts += 1
        new = Path(tempfile.mkdtemp(prefix=f"{_NEW}{kind}", dir=place))
        descriptor = os.open(new, os.O_RDONLY) if _lock else -1
        if descriptor >= 0:
            hold(descriptor)
        path = new.with_name(new.name.removeprefix(_NEW))
        try:
            new.rename(path)
        except OSError:
            shutil.rmtree(new, ignore_errors=True)
            if descriptor >= 0:
                os.close(descriptor)
            if attempts == _ATTEMPTS:
                raise
        else:
            return path, descriptor
