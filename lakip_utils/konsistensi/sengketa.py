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


def sebab_sengketa(catatan: pd.DataFrame, unit: Irisan) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the findings of severity tinggi that nobody answered, by what may not be judged because of them.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    unit
        The slice that is reported, which knows the kegiatan of each tolok ukur.

    Returns
    -------
    dict
        Level (``indikator``, ``program``, ``kegiatan``) and code → rows of `catatan`.
    """
    terbuka = mencapai(catatan, "tinggi", tanpa_tanggapan=True)
    terbuka = terbuka[terbuka["tabel"].isin(_ANGKA) & terbuka["kolom"].isin(_KOLOM)]
    tolok_ukur, indikator = unit.tolok_ukur, unit.indikator
    kegiatan = dict(zip(tolok_ukur["kode_tolok_ukur"], tolok_ukur["kode_kegiatan"], strict=True))
    program = indikator[indikator["level"] == "program"]
    induk = dict(zip(program["kode_indikator"], program["kode_induk"], strict=True))
    hasil: dict[tuple[str, str], list[int]] = {}
    for nomor, (tabel, kunci, kolom) in enumerate(
        zip(terbuka["tabel"], terbuka["kunci"], terbuka["kolom"], strict=True)
    ):
        milik: list[tuple[str, str]] = []
        if tabel == "indikator" and kolom in _FAKTA:
            milik.append(("indikator", kunci))
        level, _, kode = kunci.partition("/")
        if tabel == "tolok_ukur" and kunci in kegiatan:
            milik.append(("kegiatan", kegiatan[kunci]))
        elif tabel == "indikator" and kunci in induk:
            milik.append(("program", induk[kunci]))
        elif tabel == "anggaran" and level in ("program", "kegiatan"):
            milik.append((level, kode))
        for satu in milik:
            hasil.setdefault(satu, []).append(nomor)
    return {satu: terbuka.iloc[nomor] for satu, nomor in hasil.items()}


def sengketa(catatan: pd.DataFrame, unit: Irisan) -> frozenset[tuple[str, str]]:
    """Return level and code of those in :func:`sebab_sengketa`.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    unit
        The slice that is reported.
    """
    return frozenset(sebab_sengketa(catatan, unit))
