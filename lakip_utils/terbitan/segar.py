"""Segar: say within a moment that nothing has changed since the last build.

A build leaves a stamp in the outputs: the fingerprint of everything it could read, byte by byte. Where
that is still the same and every file made is still as the manifest says, there is nothing to plan, and
pandas, papermill and nbconvert need not even be imported. In any doubt the answer is ``None``: the build
then looks itself. The stamp tells what the last command was, so it is no part of the manifest, which
equal reports make equal; without it a build only takes longer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lakip_utils.data import mentah
from lakip_utils.data.hashes import folder_hashes, sha256
from lakip_utils.data.params import INSTANSI, Batch
from lakip_utils.data.yaml_file import Strict, validate
from lakip_utils.errors import InvalidInput
from lakip_utils.files import write_whole
from lakip_utils.terbitan.sidik import kode_program, sidik_json, versi

INDEKS, MANIFEST, CAP = "index.html", "manifest.json", ".lakip.segar.json"
SETELAN_LAJU = {"jobs", "timeout", "fail_fast", "scheduler", "kernel", "out"}
"""Settings that change how and where a build runs, not what it makes."""


@dataclass(frozen=True, slots=True)
class Segar:
    """What a build would say that has nothing to do.

    Parameters
    ----------
    laporan
        Keys of the reports that are fresh.
    terbuka, reviu
        Agency and year → open findings of severity tinggi, open notes of reviewers; see ``Ringkas``.
    kosong
        Which tables have no row, in words.
    sidik
        Fingerprint of all that was read; empty before it is known.
    """

    laporan: tuple[str, ...]
    terbuka: Mapping[tuple[str, int], int]
    reviu: Mapping[tuple[str, int], int]
    kosong: tuple[str, ...] = ()
    sidik: str = ""


_Cacah = tuple[tuple[str, int, int], ...]
"""Agency, year and count, as the stamp holds them."""


class _Cap(Strict):
    """The stamp; see :func:`cap`."""

    sidik: str
    laporan: tuple[str, ...]
    terbuka: _Cacah
    reviu: _Cacah
    kosong: tuple[str, ...]


def sidik_batch(batch: Batch) -> str | None:
    """Return the fingerprint of all that a batch reads; ``None`` where its packages lie elsewhere.

    Every file of a package counts, also one that no table reads: it might be an error to be told.
    """
    isi = {
        "batch": batch.model_dump(mode="json", exclude=SETELAN_LAJU),
        "kode": kode_program(),
        "versi": versi(),
    }
    try:
        isi["notebook"] = {nama: sha256(Path(nama)) for nama in (batch.notebook, batch.notebook_dinas)}
        for folder in map(Path, batch.data):
            if not (folder / INSTANSI).is_file():
                return None
            isi[folder.as_posix()] = folder_hashes(folder)
    except OSError:
        return None
    return sidik_json(isi)


def cap(batch: Batch, sidik: str, isi: Segar) -> None:
    """Stamp the outputs of a batch after a build that left nothing to do.

    Parameters
    ----------
    batch
        What was built.
    sidik
        Its :func:`sidik_batch` from before anything was read.
    isi
        What the build said.
    """
    teks = json.dumps(
        {
            "sidik": sidik,
            "laporan": isi.laporan,
            "terbuka": [(*kunci, n) for kunci, n in isi.terbuka.items()],
            "reviu": [(*kunci, n) for kunci, n in isi.reviu.items()],
            "kosong": isi.kosong,
        },
        ensure_ascii=False,
    )
    write_whole(Path(batch.out) / CAP, teks.encode())


def buang_cap(batch: Batch) -> None:
    """Take the stamp away, so that nothing but the next whole build can say that all is fresh."""
    (Path(batch.out) / CAP).unlink(missing_ok=True)


def segar(batch: Batch) -> Segar | None:
    """Return what the last build said where this one has nothing to do, else ``None``."""
    out = Path(batch.out)
    try:
        terakhir = validate(_teks(out / CAP), _Cap, CAP)
        if terakhir.sidik != sidik_batch(batch):
            return None
        catatan: dict[str, Any] = json.loads(_teks(out / MANIFEST))
        laporan = {kunci: catatan["laporan"][kunci] for kunci in terakhir.laporan}
        if any(satu["gagal"] for satu in laporan.values()):
            return None
        keluaran = {out / nama: sidik for nama, sidik in catatan["keluaran"].items()}
        for kunci, satu in laporan.items():
            keluaran |= {out / kunci / nama: sidik for nama, sidik in satu["keluaran"].items()}
        if any(sha256(path) != sidik for path, sidik in keluaran.items()):
            return None
        return Segar(
            tuple(laporan),
            _cacah(terakhir.terbuka),
            _cacah(terakhir.reviu),
            terakhir.kosong,
            terakhir.sidik,
        )
    except (OSError, InvalidInput, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _teks(path: Path) -> str:
    return mentah.baca(path, mentah.JSON_TERBESAR).decode()


def _cacah(isi: _Cacah) -> dict[tuple[str, int], int]:
    return {(instansi, tahun): banyak for instansi, tahun, banyak in isi}
