"""Sengketa: indicators, programs and kegiatan whose figures nobody may draw a verdict from yet."""

from __future__ import annotations

import pandas as pd

from lakip_utils.data import Irisan
from lakip_utils.konsistensi.catatan import mencapai

_ANGKA = ("indikator", "tolok_ukur", "anggaran")
_FAKTA = ("target", "target_awal", "target_perubahan", "target_bawah", "target_atas", "realisasi")
"""Figures that the verdict on an indicator rests on. A misprinted percentage is recomputed from them."""
_KOLOM = (*_FAKTA, "capaian", "pagu_murni", "pagu_perubahan", "serapan")
"""Figures that an index of efisiensi rests on, which divides two percentages."""


def sengketa(catatan: pd.DataFrame, unit: Irisan) -> frozenset[tuple[str, str]]:
    """Return the indicators, programs and kegiatan with a finding of severity tinggi that nobody answered.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    unit
        The slice that is reported, which knows the kegiatan of each tolok ukur.

    Returns
    -------
    frozenset
        Pairs of level (``indikator``, ``program``, ``kegiatan``) and code.
    """
    terbuka = mencapai(catatan, "tinggi", tanpa_tanggapan=True)
    terbuka = terbuka[terbuka["tabel"].isin(_ANGKA) & terbuka["kolom"].isin(_KOLOM)]
    tolok_ukur, indikator = unit.tolok_ukur, unit.indikator
    kegiatan = dict(zip(tolok_ukur["kode_tolok_ukur"], tolok_ukur["kode_kegiatan"], strict=True))
    program = indikator[indikator["level"] == "program"]
    induk = dict(zip(program["kode_indikator"], program["kode_induk"], strict=True))
    hasil: set[tuple[str, str]] = set()
    for tabel, kunci, kolom in zip(terbuka["tabel"], terbuka["kunci"], terbuka["kolom"], strict=True):
        if tabel == "indikator" and kolom in _FAKTA:
            hasil.add(("indikator", kunci))
        level, _, kode = kunci.partition("/")
        if tabel == "tolok_ukur" and kunci in kegiatan:
            hasil.add(("kegiatan", kegiatan[kunci]))
        elif tabel == "indikator" and kunci in induk:
            hasil.add(("program", induk[kunci]))
        elif tabel == "anggaran" and level in ("program", "kegiatan"):
            hasil.add((level, kode))
    return frozenset(hasil)
