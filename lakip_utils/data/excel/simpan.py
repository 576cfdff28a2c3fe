"""Write several files of a package as one: after a crash the next import finishes what was begun.

What is to be written is first laid down whole in a folder of its own; from the moment that this folder has
its final name the write is decided, and :func:`lanjutkan` can finish it at any time. Before that moment
nothing has changed.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from lakip_utils.data import mentah
from lakip_utils.data.describe import DATAPACKAGE
from lakip_utils.data.hashes import sha256
from lakip_utils.data.paket import TERTUNDA
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.files import write_whole

_DAFTAR = "daftar.json"
_DISIAPKAN, _SELESAI = f"{TERTUNDA}-disiapkan", f"{TERTUNDA}-selesai"
"""Names of the folder before the write is decided, and when it has been done."""


def simpan(root: Path, isi: Mapping[str, bytes], *, lama: Mapping[str, str]) -> None:
    """Write files of a package, all of them or none.

    Parameters
    ----------
    root
        The package.
    isi
        Content by path relative to `root`.
    lama
        What :func:`sidik` told of them when the change was agreed to.

    Raises
    ------
    InvalidInput
        If one of them has changed since; nothing is written.
    PublicationError
        If another program holds a file; the next import finishes the write.
    """
    berubah = [path for path, kini in sidik(root, isi).items() if kini != lama.get(path, "")]
    if berubah:
        raise InvalidInput(
            Violation(
                file=str(root / path),
                found="isi yang berubah sesudah perubahannya diperiksa",
                expected="berkas yang tidak disunting selama impor",
                action="Ulangi impornya.",
            )
            for path in berubah
        )
    siap, sementara = root / TERTUNDA, root / _DISIAPKAN
    shutil.rmtree(sementara, ignore_errors=True)
    sementara.mkdir()
    for nomor, satu in enumerate(isi.values()):
        write_whole(sementara / f"{nomor}", satu)
    write_whole(sementara / _DAFTAR, json.dumps(list(isi)).encode())
    sementara.rename(siap)
    lanjutkan(root)


def lanjutkan(root: Path) -> tuple[str, ...]:
    """Finish a write that was decided and not ended; return the files that it wrote.

    Raises
    ------
    InvalidInput
        If what was laid down is damaged, or names a file that no import writes; nothing is written.
    """
    siap, selesai = root / TERTUNDA, root / _SELESAI
    for sisa in (selesai, root / _DISIAPKAN):
        shutil.rmtree(sisa, ignore_errors=True)
    if not siap.is_dir():
        return ()
    try:
        daftar = json.loads(mentah.baca(siap / _DAFTAR, mentah.JSON_TERBESAR))
        if not isinstance(daftar, list) or not all(
            isinstance(path, str) and _milik_impor(path) for path in daftar
        ):
            raise ValueError("daftar")
        isi = {path: mentah.baca(siap / f"{nomor}", mentah.CSV_TERBESAR) for nomor, path in enumerate(daftar)}
    except (OSError, ValueError, RecursionError):
        raise InvalidInput(
            [
                Violation(
                    file=str(siap),
                    found="impor yang terputus, dan titipannya rusak",
                    expected="titipan yang utuh dari lakip data import",
                    action=f"Periksa tabelnya, hapus folder {TERTUNDA}, lalu ulangi impornya.",
                )
            ]
        ) from None
    for path, satu in isi.items():
        write_whole(root / path, satu)
    siap.rename(selesai)  # in one step: half removed it could be neither finished nor passed over
    shutil.rmtree(selesai, ignore_errors=True)
    return tuple(isi)


def _milik_impor(path: str) -> bool:
    """Whether a path is of a file that an import writes: a table where it belongs, or the descriptor."""
    tahun, _, nama = path.rpartition("/")
    table = TABLES.get(nama.removesuffix(".csv")) if nama.endswith(".csv") else None
    if table is None:
        return path == DATAPACKAGE
    return bool(re.fullmatch("[0-9]{4}", tahun)) if table.scope == "tahun" else not tahun


def sidik(root: Path, berkas: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of files of a package by their path; empty for one that is not there."""
    return {path: sha256(root / path) if (root / path).is_file() else "" for path in berkas}
