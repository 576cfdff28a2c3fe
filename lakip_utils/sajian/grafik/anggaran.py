"""Charts of the budget: serapan of kegiatan, pagu of two years."""

from __future__ import annotations

import pandas as pd
import seaborn as sns

from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Gambar
from lakip_utils.sajian.grafik.kanvas import Baris, Kisi, gaya, svg, tanpa_sumbu, warna
from lakip_utils.sajian.kalimat import tahap_pagu
from lakip_utils.sajian.tabel import SUMBER


def serapan_kegiatan(hasil: pd.DataFrame, kegiatan: pd.DataFrame, tahun: int) -> Gambar | None:
    """Draw pagu and realisasi of the unit's kegiatan that have both.

    Parameters
    ----------
    hasil
        Budget by :func:`analisis.anggaran.hitung`.
    kegiatan
        Table ``kegiatan``.
    tahun
        Reporting year.
    """
    data = hasil[hasil["level"] == "kegiatan"].dropna(subset=["serapan"]).sort_values("kode_kegiatan")
    if data.empty:
        return None
    nama = kegiatan.set_index("kode_kegiatan")["nama"]
    baris = [
        Baris(
            f"{row['kode_kegiatan']} {nama.get(row['kode_kegiatan'], row['uraian'])}",
            f.persen(row["serapan"]),
            f.rupiah_ringkas(row["pagu"]),
        )
        for _, row in data.iterrows()
    ]
    return _serapan("kegiatan", "per kegiatan", _judul_serapan(data), data, baris, tahun)


def serapan_kelompok(hasil: pd.DataFrame, tahun: int) -> Gambar | None:
    """Draw pagu and realisasi of each kelompok belanja and each program.

    Parameters
    ----------
    hasil
        Budget by :func:`analisis.anggaran.hitung`.
    tahun
        Reporting year.
    """
    data = hasil[hasil["level"].isin(["kelompok", "program"])].dropna(subset=["serapan"])
    if data.empty:
        return None
    baris = [
        Baris(
            row["uraian"] if row["level"] == "kelompok" else f"Program {row['kode_program']} {row['uraian']}",
            f.persen(row["serapan"]),
            f.rupiah_ringkas(row["pagu"]),
        )
        for _, row in data.iterrows()
    ]
    return _serapan("kelompok", "per kelompok belanja dan program", _judul_ekstrem(data), data, baris, tahun)


def _judul_ekstrem(data: pd.DataFrame) -> str:
    """Say whose serapan is the highest and whose the lowest, in the degree that their number allows."""
    urut = data.sort_values("serapan", kind="stable")
    rendah, tinggi = urut.iloc[0], urut.iloc[-1]
    if len(data) == 1:
        return f"Serapan {f.persen_kata(tinggi['serapan'])} ({tinggi['uraian']})"
    return (
        f"Serapan {f.paling('tinggi', len(data))} {f.persen_kata(tinggi['serapan'])} ({tinggi['uraian']}), "
        f"{f.paling('rendah', len(data))} {f.persen_kata(rendah['serapan'])} ({rendah['uraian']})"
    )


def _serapan(
    kunci: str, lingkup: str, judul: str, data: pd.DataFrame, baris: list[Baris], tahun: int
) -> Gambar:
    isi = "; ".join(f"{b.label}: serapan {b.nilai} dari pagu {b.rinci}" for b in baris)
    return Gambar(
        kunci=f"serapan-{kunci}",
        judul=judul,
        subjudul=f"Realisasi (biru) terhadap pagu {tahap_pagu(data)} (abu-abu), tahun {tahun}; di kanan pagu dan serapan.",
        svg=_batang_serapan(data, baris),
        alt=f"Diagram batang serapan anggaran {lingkup}. {isi}.",
        sumber=f"{SUMBER}, tabel anggaran; serapan = realisasi / pagu × 100",
    )


def _batang_serapan(data: pd.DataFrame, baris: list[Baris]) -> str:
    kisi = Kisi(baris, kanan=130)
    with gaya():
        fig, ax = kisi.lembar()
        posisi = list(range(len(data)))
        for kolom, tinta in (("pagu", "abumuda"), ("realisasi", "biru")):
            sns.barplot(
                x=data[kolom].astype(float).to_list(),
                y=posisi,
                orient="h",
                color=warna(tinta),
                saturation=1,
                width=kisi.tebal,
                ax=ax,
            )
        ax.set_xlim(0, float(max(data["pagu"].max(), data["realisasi"].max())))
        kisi.atur(ax)
        kisi.tulis(ax, [warna("biru")] * len(baris))
        tanpa_sumbu(ax)
        return svg(fig)


def _judul_serapan(data: pd.DataFrame) -> str:
    penuh = int((data["serapan"] >= 100).sum())
    if penuh == len(data):
        return "Semua kegiatan yang dirinci menyerap seluruh pagunya"
    if penuh:
        return f"{f.awal_besar(f.dari(penuh, len(data)))} kegiatan yang dirinci menyerap seluruh pagunya"
    rendah, tinggi = data["serapan"].min(), data["serapan"].max()
    return f"Serapan kegiatan yang dirinci antara {f.persen_kata(rendah)} dan {f.persen_kata(tinggi)}"


def antar_tahun(banding: pd.DataFrame, tahun: int) -> Gambar | None:
    """Draw the pagu of two years: total and kelompok.

    Parameters
    ----------
    banding
        Result of :func:`analisis.anggaran.antar_tahun`.
    tahun
        Reporting year.
    """
    data = banding[banding["level"].isin(["total", "kelompok"])] if len(banding) else banding
    if data.empty:
        return None
    baris = [
        Baris(
            row["uraian"],
            "tidak dapat dihitung"
            if pd.isna(row["perubahan"])
            else f"{'+' if row['perubahan'] > 0 else ''}{f.persen(row['perubahan'])}",
            f"{f.rupiah_ringkas(row['pagu_lalu'])} → {f.rupiah_ringkas(row['pagu'])}",
        )
        for _, row in data.iterrows()
    ]
    kisi = Kisi(baris, kanan=200, batang=2)
    panjang = data.melt(
        id_vars=["uraian"], value_vars=["pagu_lalu", "pagu"], var_name="tahun", value_name="pagu_rp"
    )
    utama = data.iloc[0]
    with gaya():
        fig, ax = kisi.lembar()
        sns.barplot(
            data=panjang,
            x="pagu_rp",
            y="uraian",
            hue="tahun",
            orient="h",
            saturation=1,
            width=kisi.tebal,
            palette={"pagu_lalu": warna("abu"), "pagu": warna("biru")},
            legend=False,
            ax=ax,
        )
        ax.set_xlim(0, float(panjang["pagu_rp"].max()))
        kisi.atur(ax)
        kisi.tulis(ax, [warna("biru")] * len(baris))
        tanpa_sumbu(ax)
        gambar = svg(fig)
    return Gambar(
        kunci="antar-tahun",
        judul=f"Pagu {utama['uraian']} {_kata_arah(utama['arah'])} {f.persen_kata(abs(utama['perubahan']))} "
        f"menjadi {f.rupiah_ringkas(utama['pagu'])}",
        subjudul=f"Pagu {tahun - 1} (abu-abu) dan {tahun} (biru), dengan perubahannya.",
        svg=gambar,
        alt="Diagram batang pagu dua tahun. "
        + "; ".join(f"{b.label}: {b.rinci}, {b.nilai}" for b in baris)
        + ".",
        sumber=f"{SUMBER}, tabel anggaran dua tahun",
    )


def _kata_arah(arah: str) -> str:
    return {"naik": "naik", "turun": "turun", "tetap": "tetap, berubah"}[arah]
