"""Write files and folders whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lakip_utils.errors import PublicationError, saran, sebab

BARU, LAMA = ".baru-", ".lama-"


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
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(0o666))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def folder_whole(path: Path) -> Iterator[Path]:
    """Give a new folder to fill, which takes the place of `path` when the block ends well.

    The old folder is moved aside first and removed last, so that at every moment one of the two is
    whole on disk; :func:`recover` puts back what a crash left aside.
    """
    with _tersampaikan(path, "Periksa tempat itu, lalu ulangi."):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f"{BARU}{path.name}-", dir=path.parent))
    try:
        yield new
        new.chmod(_mode(0o777))
        old = path.with_name(f"{LAMA}{path.name}")
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)
            _replace(path, old, path)
        try:
            _replace(new, path, path)
        except PublicationError:
            if old.exists():
                _replace(old, path, path)
            raise
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)


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
        tutup = f"Tutup semua berkas di folder itu yang sedang dibuka, lalu ulangi. {saran(error, '')}"
        raise PublicationError(f"{folder} tidak dapat diganti: {sebab(error)}. {tutup}".strip()) from error
