"""Write files and folders whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lakip_utils.errors import PublicationError, sebab

BARU, LAMA = ".baru-", ".lama-"


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step; after a crash it is the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        _replace(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_chosen(path: Path, content: bytes) -> None:
    """Write a file whole to the place that a person chose.

    Raises
    ------
    PublicationError
        If it cannot be written there.
    """
    try:
        write_whole(path, content)
    except OSError as error:
        raise PublicationError(
            f"{path} tidak dapat ditulis: {sebab(error)}. Sebut berkas lain dengan --out."
        ) from error


@contextmanager
def folder_whole(path: Path) -> Iterator[Path]:
    """Give a new folder to fill, which takes the place of `path` when the block ends well.

    The old folder is moved aside first and removed last, so that at every moment one of the two is
    whole on disk; :func:`recover` puts back what a crash left aside.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f"{BARU}{path.name}-", dir=path.parent))
    try:
        yield new
        new.chmod(0o755)
        old = path.with_name(f"{LAMA}{path.name}")
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)
            _replace(path, old)
        _replace(new, path)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def recover(out: Path) -> None:
    """Put back report folders that a killed build left aside, and remove its half-made ones."""
    for old in sorted(out.glob(f"*/*/{LAMA}*")):
        path = old.with_name(old.name.removeprefix(LAMA))
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            _replace(old, path)
    for new in sorted(out.glob(f"*/*/{BARU}*")):
        shutil.rmtree(new, ignore_errors=True)


def _replace(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except PermissionError as error:
        raise PublicationError(
            f"{target} tidak dapat diganti: {sebab(error)}. Tutup program yang sedang membukanya, lalu ulangi."
        ) from error
