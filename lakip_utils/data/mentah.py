"""Read the bytes of an input: of an ordinary file that is not absurdly large, and of nothing else.

A pipe would keep the program waiting for ever, and a file that is far larger than any of its kind would take
the memory of the machine; both are refused before a byte is read.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from lakip_utils.errors import TerlaluBesar

MB = 1_000_000
CSV_TERBESAR = 200 * MB
"""A table: some million rows; the answers of a hundred thousand respondents are 5 MB."""
YAML_TERBESAR = MB
"""What people write by hand: a hundred times the longest that we know. Its parser takes seconds for a MB."""
JSON_TERBESAR = 100 * MB
"""What a build leaves: the manifest of a thousand reports is 5 MB."""
BUKU_TERBESAR = 100 * MB
"""A workbook as it lies on the disk, packed; see :mod:`lakip_utils.data.excel.kemasan` for what is in it."""


def baca(path: Path, terbesar: int) -> bytes:
    """Return the bytes of an ordinary file.

    Parameters
    ----------
    terbesar
        How many bytes it may have.

    Raises
    ------
    OSError
        If it cannot be read, is a folder, a pipe or a device (``ENXIO``), or is larger (:class:`TerlaluBesar`).
    """
    periksa(path, terbesar)
    with path.open("rb") as file:
        isi = file.read(terbesar + 1)  # it may have grown meanwhile
    if len(isi) > terbesar:
        raise TerlaluBesar(terbesar, path)
    return isi


def periksa(path: Path, terbesar: int) -> None:
    """Check that :func:`baca` may read a file, without reading it.

    Raises
    ------
    OSError
        As :func:`baca`.
    """
    try:
        keadaan = path.stat()
    except ValueError:  # a NUL in its name
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path)) from None
    if stat.S_ISDIR(keadaan.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(keadaan.st_mode):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
    if keadaan.st_size > terbesar:
        raise TerlaluBesar(terbesar, path)
