"""Read the file that a reviewer exports from edisi reviu; it comes from a stranger and is only data."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from lakip_utils.data import mentah
from lakip_utils.data.yaml_file import Strict, validate
from lakip_utils.errors import InvalidInput, TerlaluBesar, Violation, tak_terbaca

MINTA = "Minta pereviu mengekspor catatannya sekali lagi, lalu pakai berkas itu apa adanya."
_EKSPOR = "berkas JSON (kunci dan isinya) dari tombol Ekspor catatan"
TERBESAR = 2_000_000
"""Bytes of a file at most."""

_Teks = Annotated[str, Field(max_length=5000)]
_Nama = Annotated[str, Field(max_length=200)]


class Centang(Strict):
    """What a reviewer ticked for a line of the form, and the note on it."""

    jawaban: Literal["", "ya", "tidak"]
    catatan: _Teks


class CatatanPereviu(Strict):
    """A note on a place of the report: its anchor and name; `pereviu` only where it is another's.

    With `jawaban` it is what another reviewer, or another file of the same one, ticked on a line of the form.
    """

    jangkar: _Nama
    tempat: Annotated[str, Field(max_length=300)]
    uraian: _Teks
    rekomendasi: _Teks
    pereviu: _Nama
    jawaban: Literal["", "ya", "tidak"] = ""


class BerkasReviu(Strict):
    """One reviewer's file.

    Parameters
    ----------
    laporan, sidik
        Which report (agency, year, unit), and the fingerprint of the version that was read.
    judul
        Title of the report.
    pereviu, tanggal
        Who, and when (``2021-01-31`` or empty).
    butir
        Ticks by the code of the line, e.g. ``III.2``.
    catatan
        Notes on other places.
    """

    format: Literal["lakip-reviu"]
    versi: Literal[1]
    laporan: Annotated[
        str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*/[0-9]{1,4}/[a-z0-9][a-z0-9_-]*$", max_length=200)
    ]
    sidik: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    judul: Annotated[str, Field(max_length=500)]
    pereviu: Annotated[str, Field(min_length=1, max_length=200)]
    tanggal: str
    butir: Annotated[dict[str, Centang], Field(max_length=100)]
    catatan: Annotated[tuple[CatatanPereviu, ...], Field(max_length=2000)]

    @field_validator("tanggal")
    @classmethod
    def _tanggal(cls, nilai: str) -> str:
        try:
            sah = (
                not nilai or dt.date.fromisoformat(nilai).isoformat() == nilai
            )  # 20200131 is another writing
        except ValueError:
            sah = False
        if not sah:
            raise PydanticCustomError("date_type", "tanggal")
        return nilai

    @field_validator("pereviu")
    @classmethod
    def _bernama(cls, nilai: str) -> str:
        if not nilai.strip():
            raise PydanticCustomError("string_too_short", "nama")
        return " ".join(nilai.split())


def baca_reviu(path: Path) -> BerkasReviu:
    """Read a reviewer's file.

    Raises
    ------
    InvalidInput
        With every violation: not there, too large, not UTF-8, not JSON, an unknown key, a wrong value.
    """
    try:
        isi = mentah.baca(path, TERBESAR)
    except TerlaluBesar:
        batas = f"paling besar {TERBESAR // 1_000_000} MB"
        raise InvalidInput([_seluruh(path, "berkas terlalu besar", batas)]) from None
    except OSError as error:
        raise InvalidInput([tak_terbaca(str(path), error, "berkas JSON")]) from None
    try:
        teks = isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput([_seluruh(path, "sandi bukan UTF-8", "berkas bersandi UTF-8")]) from None
    if bukan := _bukan(teks):
        raise InvalidInput([_seluruh(path, bukan, _EKSPOR)])
    try:
        return validate(teks, BerkasReviu, str(path))
    except InvalidInput as error:
        # Nobody but the reviewer may change what stands there.
        raise InvalidInput(replace(satu, action=MINTA) for satu in error.violations) from None


def _bukan(teks: str) -> str:
    """Say why text is no export at all; empty where it may be one."""
    if not teks.strip():
        return "berkas kosong"
    try:
        isi = json.loads(teks)
    except (ValueError, RecursionError):
        return "isinya terpotong atau rusak, bukan JSON yang utuh"
    if isinstance(isi, dict):
        return ""
    return f"{'daftar' if isinstance(isi, list) else 'satu nilai'}, bukan catatan reviu"


def _seluruh(path: Path, found: str, expected: str, action: str = MINTA) -> Violation:
    return Violation(file=str(path), found=found, expected=expected, action=action)
