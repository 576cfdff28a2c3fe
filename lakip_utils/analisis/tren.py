"""Tren: the key figures over all years that have data; a year without data is a gap."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lakip_utils.analisis import anggaran as modul_anggaran
from lakip_utils.analisis.capaian import asal_realisasi
from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.asal import Asal

KOLOM = ("seri", "judul", "satuan", "tahun", "nilai", "asal")


def indikator(tabel: Mapping[int, pd.DataFrame], tahun: int) -> pd.DataFrame:
    """Return the realisasi of each IKU over the years.

    Parameters
    ----------
    tabel
        Table ``indikator`` by year.
    tahun
        The last year shown.

    Returns
    -------
    DataFrame
        ``seri`` (kode_indikator), ``judul``, ``satuan``, ``tahun``, ``nilai`` (NaN where a year
        between the first and the last has none), ``asal``.
    """
    semua = pd.concat(
        [isi.assign(tahun=t) for t, isi in sorted(tabel.items()) if t <= tahun], ignore_index=True
    )
    baris = []
    for kode, isi in semua[semua["iku"] == "ya"].groupby("kode_indikator", sort=False):
        akhir = isi.iloc[-1]
        ada = {int(row["tahun"]): row for _, row in isi.dropna(subset=["realisasi"]).iterrows()}
        for t in _rentang(ada, tahun):
            row = ada.get(t)
            baris.append(
                {
                    "seri": kode,
                    "judul": akhir["nama"],
                    "satuan": akhir["satuan"],
                    "tahun": t,
                    "nilai": float("nan") if row is None else float(row["realisasi"]),
                    "asal": Asal() if row is None else asal_realisasi(row),
                }
            )
    return pd.DataFrame(baris, columns=list(KOLOM))


def ikm(hasil: Mapping[int, HasilIKM | None], tahun: int) -> pd.DataFrame:
    """Return the IKM over the years, columns as in :func:`indikator`; each year by its own rule set."""
    ada = {t: h for t, h in hasil.items() if h is not None and t <= tahun}
    baris = []
    for t in _rentang(ada, tahun):
        h = ada.get(t)
        nilai = float("nan") if h is None or h.ikm.nilai is None else h.ikm.nilai
        baris.append(
            {
                "seri": "ikm",
                "judul": "Nilai IKM",
                "satuan": "nilai",
                "tahun": t,
                "nilai": nilai,
                "asal": h.ikm.asal if h else Asal(),
            }
        )
    return pd.DataFrame(baris, columns=list(KOLOM))


def anggaran(hasil: Mapping[int, pd.DataFrame], tahun: int) -> pd.DataFrame:
    """Return pagu and realisasi of the whole agency over the years, columns as in :func:`indikator`.

    Parameters
    ----------
    hasil
        Budget by :func:`analisis.anggaran.hitung` of each year.
    tahun
        The last year shown.
    """
    total = {t: modul_anggaran.baris(isi, "total") for t, isi in hasil.items() if t <= tahun}
    baris = []
    for nama, judul in (("pagu", "Pagu"), ("realisasi", "Realisasi")):
        ada = {t: row for t, row in total.items() if row is not None and pd.notna(row[nama])}
        for t in _rentang(ada, tahun):
            row = ada.get(t)
            baris.append(
                {
                    "seri": nama,
                    "judul": judul,
                    "satuan": "rupiah",
                    "tahun": t,
                    "nilai": float("nan") if row is None else float(row[nama]),
                    "asal": Asal() if row is None else row[f"{nama}_asal"],
                }
            )
    return pd.DataFrame(baris, columns=list(KOLOM))


def _rentang(ada: Mapping[int, object], tahun: int) -> range:
    """Return the years from the first with data to the reporting year: those without are gaps."""
    return range(min(ada, default=tahun + 1), tahun + 1)
