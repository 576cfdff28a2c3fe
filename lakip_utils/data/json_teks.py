"""Say why JSON text has no single meaning: a key twice, a number that is none, a nesting without end."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn


class _Masalah(ValueError):
    pass


def _kunci(pasang: list[tuple[str, Any]]) -> dict[str, Any]:
    hasil: dict[str, Any] = {}
    for nama, isi in pasang:
        if nama in hasil:  # readers take the first, or the last, and none says so
            raise _Masalah(f"kunci {nama[:60]!r} tertulis dua kali")
        hasil[nama] = isi
    return hasil


def _bukan_bilangan(teks: str) -> NoReturn:
    raise _Masalah(f"{teks}, yang bukan bilangan")


def _pecahan(teks: str) -> float:
    nilai = float(teks)
    if math.isinf(nilai):
        raise _Masalah(f"bilangan {teks[:30]}, yang terlalu besar")
    return nilai


def masalah(teks: str) -> str:
    """Return what is wrong with JSON text beyond its form; empty where nothing is, or its form is wrong.

    >>> masalah('{"a": 1, "a": 2}'), masalah('[NaN]'), masalah('[1e999]'), masalah('{"a": 1}'), masalah('{')
    ("kunci 'a' tertulis dua kali", 'NaN, yang bukan bilangan', 'bilangan 1e999, yang terlalu besar', '', '')
    """
    try:
        json.loads(teks, object_pairs_hook=_kunci, parse_constant=_bukan_bilangan, parse_float=_pecahan)
    except _Masalah as error:
        return str(error)
    except RecursionError:
        return "isi yang tersusun terlalu dalam"
    except ValueError:
        return ""
    return ""
