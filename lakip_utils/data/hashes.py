"""Hashes of files and folders; light to import."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def sementara(nama: str) -> bool:
    """Return whether a file of this name is what an editor or spreadsheet keeps beside the one that is open.

    >>> [sementara(nama) for nama in ("~$anggaran.xlsx", ".~lock.sdm.csv#", ".#sdm.csv", "sdm.csv~", "sdm.csv")]
    [True, True, True, True, False]
    """
    return nama.startswith((".", "~", "#")) or nama.endswith(("~", "#", ".swp", ".tmp"))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of everything in a folder by its path there; empty for a folder.

    Files that no table reads count, too: they might be an error to be told.
    """
    hashes: dict[str, str] = {}
    seen: set[Path] = set()
    for base, folders, files in os.walk(folder, followlinks=True):  # the reader follows links, too
        here = Path(base)
        if here.resolve() in seen:  # a link that leads back
            folders.clear()
            continue
        seen.add(here.resolve())
        for name in (*folders, *files):
            path = here / name
            hashes[path.relative_to(folder).as_posix()] = sha256(path) if path.is_file() else ""
    return dict(sorted(hashes.items()))
