"""Narrative: sentences made from the figures, woven with what people wrote.

A sentence states a level, what it is compared with, and the reason only where data give one. Missing
data are said to be missing, why, and who has them; a cause is never made up.
"""

from lakip_utils.sajian.narasi import (
    anggaran,
    ikm,
    kinerja,
    konsistensi,
    lampiran,
    masalah,
    pembuka,
    penutup,
    perbandingan,
    perencanaan,
    profil,
    ringkasan,
    sasaran,
    umum,
)

__all__ = [
    "anggaran",
    "ikm",
    "kinerja",
    "konsistensi",
    "lampiran",
    "masalah",
    "pembuka",
    "penutup",
    "perbandingan",
    "perencanaan",
    "profil",
    "ringkasan",
    "sasaran",
    "umum",
]
