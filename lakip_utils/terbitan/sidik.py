"""Sidik: fingerprints of what a report is made from; light to import."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from lakip_utils.data.hashes import sementara, sha256

PAKET_VERSI = (
    "lakip-utils",
    "ipykernel",
    "matplotlib",
    "nbconvert",
    "pandas",
    "papermill",
    "seaborn",
    "typst",
)


def sidik_json(isi: Mapping[str, Any]) -> str:
    """Return a fingerprint of plain data, independent of the order of its keys."""
    return hashlib.sha256(json.dumps(isi, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def kode_program() -> str:
    """Return a fingerprint of this package's own code, rules and templates."""
    akar = Path(__file__).parents[1]
    return sidik_json({p.relative_to(akar).as_posix(): sha256(p) for p in berkas_program(akar)})


def berkas_program(akar: Path) -> list[Path]:
    """Return every file of this package that a report can depend on: neither compiled ones nor an editor's."""
    return [
        p for p in akar.rglob("*") if "__pycache__" not in p.parts and not sementara(p.name) and p.is_file()
    ]


@cache
def versi() -> dict[str, str]:
    """Return the versions of Python and of the libraries that shape a report."""
    return {"python": python_version(), **{nama: version(nama) for nama in PAKET_VERSI}}
