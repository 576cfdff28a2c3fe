"""Write files and folders whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lakip_utils.errors import PublicationError, saran, sebab
from lakip_utils.sementara import hold, sweep

BARU, LAMA, TULIS = ".baru-", ".lama-", ".tulis-"
"""Beginnings of names: a folder half made, one that stands aside, a file half written."""
AT_FDCWD, RENAME_EXCHANGE = -100, 2
NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV)
"""How a system or a file system says that it cannot let two folders change places."""


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step; after a crash it is the old one or the new one.

    Raises
    ------
    PublicationError
        If the operating system refuses it, for instance because another program holds the file.
    """
    with _tersampaikan(path, "Periksa tempat itu, lalu ulangi."):
        _write_whole(path, content)


def write_chosen(path: Path, content: bytes) -> None:
    """Write a file whole to the place that a person chose.

    Raises
    ------
    PublicationError
        If it cannot be written there.
    """
    with _tersampaikan(path, "Berkas lain dapat disebut dengan --out.", tambah=True):
        _write_whole(path, content)


@contextmanager
def _tersampaikan(path: Path, lain: str, *, tambah: bool = False) -> Iterator[None]:
    """Say which file could not be written, why, and what to do.

    `lain` is what helps where no other program holds the file, or, with `tambah`, in any case.
    """
    try:
        yield
    except OSError as error:
        tindakan = dict.fromkeys((saran(error, lain), lain) if tambah else (saran(error, lain),))
        raise PublicationError(f"{path} tidak dapat ditulis: {sebab(error)}. {' '.join(tindakan)}") from error


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent, f"{TULIS}{glob.escape(path.name)}-*")
    handle, name = tempfile.mkstemp(prefix=f"{TULIS}{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            hold(file.fileno())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(0o666))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def append_line(path: Path, line: str) -> None:
    """Add a line to a file in one step; what was cut off before it keeps a line of its own.

    A link in its place is not followed: it might lead out of the folder.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o644), "r+b", buffering=0) as file:
        content = line.encode() + b"\n"
        if end := file.seek(0, os.SEEK_END):
            file.seek(end - 1)
            content = content if file.read(1) == b"\n" else b"\n" + content
        if file.write(content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


@contextmanager
def folder_whole(path: Path) -> Iterator[Path]:
    """Give a new folder to fill, which takes the place of `path` when the block ends well.

    The two change places in one step. Where the system cannot do that, the old folder is moved aside first,
    and :func:`recover` puts back what a crash left aside. The old one is removed last, so that at every
    moment one of the two is whole on disk.

    Raises
    ------
    PublicationError
        If the operating system refuses it, or a file has the name of the folder.
    """
    with _tersampaikan(path, "Periksa tempat itu, lalu ulangi."):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f"{BARU}{path.name}-", dir=path.parent))
    try:
        yield new
        with _tersampaikan(path, "Periksa tempat itu, lalu ulangi."):
            new.chmod(_mode(0o777))
            if path.exists() and not path.is_dir():
                raise NotADirectoryError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        if not path.exists():
            _replace(new, path, path)
        elif not _exchange(new, path):
            _one_after_the_other(new, path)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _one_after_the_other(new: Path, path: Path) -> None:
    """Move the old folder aside, and the new one in its place."""
    old = path.with_name(f"{LAMA}{path.name}")
    shutil.rmtree(old, ignore_errors=True)
    _replace(path, old, path)
    try:
        _replace(new, path, path)
    except PublicationError:
        _replace(old, path, path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(new: Path, path: Path) -> bool:
    """Let two folders change places in one step; false where the system cannot do that.

    Raises
    ------
    PublicationError
        If it can and refuses it.
    """
    if (
        sys.platform != "linux"
        or (function := getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)) is None
    ):
        return False
    if not function(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(path), RENAME_EXCHANGE):
        return True
    number = ctypes.get_errno()
    if number in NO_EXCHANGE:
        return False
    raise _not_replaced(OSError(number, os.strerror(number)), path)


def _mode(full: int) -> int:
    """Return the permissions that the user's umask leaves: temporary files are private, finished ones are not."""
    mask = os.umask(0o077)  # there is no other way to read it
    os.umask(mask)
    return full & ~mask


def recover(out: Path) -> None:
    """Put back report folders that a killed build left aside, and remove its half-made ones."""
    for old in sorted(out.glob(f"*/*/{LAMA}*")):
        path = old.with_name(old.name.removeprefix(LAMA))
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            _replace(old, path, path)
    for new in sorted(out.glob(f"*/*/{BARU}*")):
        shutil.rmtree(new, ignore_errors=True)


def _replace(source: Path, target: Path, folder: Path) -> None:
    """Move a folder; `folder` is the name under which people know it."""
    try:
        source.replace(target)
    except OSError as error:
        raise _not_replaced(error, folder) from error


def _not_replaced(error: OSError, folder: Path) -> PublicationError:
    tutup = f"Tutup semua berkas di folder itu yang sedang dibuka, lalu ulangi. {saran(error, '')}"
    return PublicationError(f"{folder} tidak dapat diganti: {sebab(error)}. {tutup}".strip())
