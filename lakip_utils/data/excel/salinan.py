"""A copy of a package with some of its files changed: to see what would come of it before anything is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lakip_utils.data import describe, paket
from lakip_utils.sementara import temporary_folder


@contextmanager
def salinan(root: Path, berkas: Mapping[str, bytes]) -> Iterator[Path]:
    """Give a folder with what a package is read from, in which `berkas` take the place of theirs."""
    with temporary_folder("lakip-salinan-") as tujuan:
        for path in paket.sidik_berkas(root):
            (tujuan / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / path, tujuan / path)
        for path, isi in berkas.items():
            (tujuan / path).parent.mkdir(parents=True, exist_ok=True)
            (tujuan / path).write_bytes(isi)
        yield tujuan


def keterangan(root: Path, salinan_: Path) -> dict[str, bytes]:
    """Return the descriptor that a copy of a package would have, where the package has one."""
    if not (root / describe.DATAPACKAGE).is_file():
        return {}
    isi = json.dumps(describe.descriptor(salinan_), ensure_ascii=False, indent=1) + "\n"
    return {describe.DATAPACKAGE: isi.encode()}
