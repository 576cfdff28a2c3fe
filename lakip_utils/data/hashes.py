"""Hashes of files and folders; light to import."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of everything in a folder by its path there; empty for a folder.

    Files that no table reads count, too: they might be an error to be told.
    """
    return {
        path.relative_to(folder).as_posix(): sha256(path) if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }
