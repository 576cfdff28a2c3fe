"""Charts of the trend: one line a series; a year without data is a gap in the line."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from lakip_utils.sajian.blok import Gambar, Rangkaian, rangkai
from lakip_utils.sajian.grafik.kanvas import KECIL, garis_berjeda, gaya, lembar, svg, warna
from lakip_utils.sajian.kalimat import BENTUK, bentuk_seri, gerak
from lakip_utils.sajian.tabel import SUMBER

TITIK_TERKECIL = 3
"""How many years a line needs."""


def tren(data: pd.DataFrame) -> Rangkaian:
    """Draw each series of a trend that has at least three years: two are told by a sentence.

    Parameters
    ----------
    data
        Result of a function of :mod:`analisis.tren`.
    """
    return rangkai(
        *[
            _garis(grup)
            for _, grup in data.groupby("seri", sort=False)
            if grup["nilai"].notna().sum() >= TITIK_TERKECIL
        ]
    )


def _garis(grup: pd.DataFrame) -> Gambar:
    ada = grup.dropna(subset=["nilai"])
    satuan, judul = grup["satuan"].iloc[0], grup["judul"].iloc[0]
    bentuk = BENTUK[bentuk_seri(satuan)]
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    kata = gerak(awal["nilai"], akhir["nilai"], bentuk)
    titik = [(str(row["tahun"]), bentuk(row["nilai"])) for _, row in grup.iterrows()]
    bolong = int(grup["nilai"].isna().sum())
    kata_satuan = {"%": "persen", "rupiah": "rupiah"}.get(satuan, satuan.lower())
    return Gambar(
        kunci=f"tren-{grup['seri'].iloc[0]}",
        judul=f"{judul} {kata}: {bentuk(awal['nilai'])} pada {awal['tahun']}, {bentuk(akhir['nilai'])} pada {akhir['tahun']}",
        subjudul=f"Dalam {kata_satuan}, {grup['tahun'].min()}–{grup['tahun'].max()}."
        + (" Garis terputus pada tahun tanpa data." if bolong else ""),
        svg=_gambar(grup, bentuk),
        alt=f"Diagram garis {judul}. " + "; ".join(f"{tahun}: {nilai}" for tahun, nilai in titik) + ".",
        sumber=f"{SUMBER}, semua tahun yang memiliki data",
    )


def _gambar(grup: pd.DataFrame, bentuk: Callable[[float | None], str]) -> str:
    tahun = [int(t) for t in grup["tahun"]]
    nilai = [float(n) for n in grup["nilai"]]
    puncak = float(np.nanmax(nilai)) or 1.0
    with gaya():
        fig, ax = lembar(190, kiri=46, kanan=46, atas=34, bawah=32)
        garis_berjeda(ax, tahun, nilai, ukuran=8)
        ax.set(
            ylim=(-0.06 * puncak, puncak * 1.2), xlim=(tahun[0] - 0.3, tahun[-1] + 0.3), xlabel="", ylabel=""
        )
        ax.set_xticks(tahun, [str(t) for t in tahun])
        ax.tick_params(left=False, labelleft=False, bottom=False)
        for t, n in zip(tahun, nilai, strict=True):
            kosong = np.isnan(n)
            ax.annotate(
                "tanpa data" if kosong else bentuk(n),
                (t, 0 if kosong else n),
                xytext=(0, 10),
                textcoords="offset points",
                ha="center",
                color=warna("redup" if kosong else "biru"),
                size=KECIL,
                weight="normal" if kosong else "bold",
            )
        return svg(fig)
