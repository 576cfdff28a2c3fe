"""Charts of performance: capaian, Renstra, efisiensi."""

from __future__ import annotations

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from lakip_utils.analisis.capaian import cacah
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Gambar, Rangkaian, rangkai
from lakip_utils.sajian.grafik.kanvas import (
    BATANG,
    KECIL,
    Baris,
    Kisi,
    garis_berjeda,
    gaya,
    lembar,
    svg,
    tanpa_sumbu,
    warna,
)
from lakip_utils.sajian.kalimat import mencapai_target
from lakip_utils.sajian.tabel import SUMBER
from lakip_utils.sajian.tabel.titik import tabel_titik

BATAS_GAMBAR = 100.0
"""Bars end at 100 percent; what exceeds it is written, not drawn."""


def capaian(
    hasil: pd.DataFrame, rata: pd.DataFrame, kegiatan: pd.DataFrame, tahap: str, tahun: int
) -> Gambar | None:
    """Draw the capaian of each kegiatan against its target.

    Parameters
    ----------
    hasil, rata
        Tolok ukur by :func:`analisis.capaian.hitung` and their mean per kegiatan.
    kegiatan
        Table ``kegiatan``.
    tahap
        Stage of the targets: ``awal`` or ``perubahan``.
    tahun
        Reporting year.

    Returns
    -------
    Gambar or None
        ``None`` where no kegiatan has a capaian.
    """
    data = kegiatan.merge(rata, left_on="kode_kegiatan", right_index=True).dropna(subset=["capaian"])
    if data.empty:
        return None
    data = data.assign(
        rinci=[_rinci(hasil[hasil["kode_kegiatan"] == kode]) for kode in data["kode_kegiatan"]],
    )
    baris = [
        Baris(f"{row['kode_kegiatan']} {row['nama']}", f.persen(row["capaian"]), row["rinci"])
        for _, row in data.iterrows()
    ]
    return Gambar(
        kunci="capaian-kegiatan",
        judul=mencapai_target(cacah(rata), "kegiatan"),
        subjudul=_subjudul(data, tahap, tahun),
        svg=_batang_target(data, baris),
        alt=_alt("Diagram batang capaian kegiatan terhadap target", baris),
        sumber=f"{SUMBER}, tabel tolok ukur; capaian = realisasi / target × 100",
        data=tabel_titik(
            "capaian-kegiatan",
            "Capaian per kegiatan",
            ("Kegiatan", "Capaian", "Realisasi dari target"),
            [(b.label, b.nilai, b.rinci) for b in baris],
        ),
    )


def capaian_iku(hasil: pd.DataFrame, tahap: str, tahun: int) -> Gambar | None:
    """Draw the capaian of each IKU against its target.

    Parameters
    ----------
    hasil
        Indicators by :func:`analisis.capaian.hitung`.
    tahap, tahun
        Stage of the targets and reporting year.
    """
    data = hasil[hasil["iku"] == "ya"].dropna(subset=["capaian"])
    if data.empty:
        return None
    baris = [
        Baris(
            row["nama"],
            f.persen(row["capaian"]),
            f"{f.bilangan(row['realisasi'])}{_terhadap(row)}",
        )
        for _, row in data.iterrows()
    ]
    return Gambar(
        kunci="capaian-iku",
        judul=mencapai_target(cacah(hasil[hasil["iku"] == "ya"]), "indikator kinerja utama"),
        subjudul=_subjudul(data, tahap, tahun),
        svg=_batang_target(data, baris),
        alt=_alt("Diagram batang capaian indikator kinerja utama", baris),
        sumber=f"{SUMBER}, tabel indikator; capaian = realisasi / target × 100",
    )


def _terhadap(row: pd.Series[Any]) -> str:
    if row["arah"] == "rentang":
        return f", rentang {f.bilangan(row['target_bawah'])}–{f.bilangan(row['target_atas'])}"
    return f" dari {f.bilangan(row['target'])}"


def _rinci(tolok: pd.DataFrame) -> str:
    if len(tolok) != 1:
        return f"rata-rata {len(tolok)} tolok ukur"
    satu = tolok.iloc[0]
    return f"{f.bilangan(satu['realisasi'])} dari {f.bilangan(satu['target'])} {satu['satuan']}"


def _subjudul(data: pd.DataFrame, tahap: str, tahun: int) -> str:
    tunda = " Batang abu-abu tua: belum dinilai, angkanya masih berbeda." if data["sengketa"].any() else ""
    return (
        f"Capaian terhadap target {tahap}, persen, tahun {tahun}. "
        f"Batang abu-abu muda penuh: target (100 persen).{tunda}"
    )


def _batang_target(data: pd.DataFrame, baris: list[Baris]) -> str:
    """Draw ``capaian`` of each row as a bar, up to the target."""
    tinta = [
        "abu" if tunda else "biru" if nilai >= 100 else "jingga"
        for nilai, tunda in zip(data["capaian"], data["sengketa"], strict=True)
    ]
    kisi = Kisi(baris, kanan=150)
    with gaya():
        fig, ax = kisi.lembar()
        posisi = list(range(len(data)))
        sns.barplot(
            x=[BATAS_GAMBAR] * len(data),
            y=posisi,
            orient="h",
            color=warna("abumuda"),
            saturation=1,
            width=kisi.tebal,
            ax=ax,
        )
        sns.barplot(
            x=data["capaian"].clip(0, BATAS_GAMBAR).to_list(),
            y=posisi,
            hue=tinta,
            palette={nama: warna(nama) for nama in dict.fromkeys(tinta)},
            orient="h",
            saturation=1,
            width=kisi.tebal,
            dodge=False,
            legend=False,
            ax=ax,
        )
        ax.set_xlim(0, BATAS_GAMBAR)
        kisi.atur(ax)
        kisi.tulis(ax, [warna(nama) for nama in tinta])
        tanpa_sumbu(ax)
        return svg(fig)


def _alt(pembuka: str, baris: list[Baris]) -> str:
    isi = "; ".join(f"{b.label}: {b.nilai}" + (f" ({b.rinci})" if b.rinci else "") for b in baris)
    return f"{pembuka}. {isi}."


def renstra(target: pd.DataFrame, realisasi: pd.DataFrame, banding: pd.DataFrame, tahun: int) -> Rangkaian:
    """Draw the Renstra targets and the realisasi of each indicator that has both this year.

    Parameters
    ----------
    target
        Table ``renstra``.
    realisasi
        Result of :func:`analisis.perbandingan.realisasi_antar_tahun`.
    banding
        Result of :func:`analisis.perbandingan.renstra`.
    tahun
        Reporting year.
    """
    return rangkai(
        *[
            _garis_renstra(
                target[target["kode_indikator"] == row["kode_indikator"]],
                realisasi[realisasi["kode_indikator"] == row["kode_indikator"]],
                row,
                tahun,
            )
            for _, row in banding.dropna(subset=["realisasi", "target_tahun"]).iterrows()
        ]
        if len(banding)
        else ()
    )


def _garis_renstra(
    target: pd.DataFrame, realisasi: pd.DataFrame, indikator: pd.Series[Any], tahun: int
) -> Gambar:
    """Draw one indicator: targets over the period, realisasi of the years that have one."""
    nama, satuan, kode = indikator["nama"], indikator["satuan"], indikator["kode_indikator"]
    garis = target.dropna(subset=["target"]).sort_values("tahun")
    nilai, patok = float(indikator["realisasi"]), float(indikator["target_tahun"])
    kata = "sama dengan" if nilai == patok else "di atas" if nilai > patok else "di bawah"
    baris = [
        (str(t), f.bilangan(_pada(garis, t, "target")), f.bilangan(_pada(realisasi, t, "realisasi")))
        for t in garis["tahun"]
    ]
    judul_data = f"Target Renstra dan realisasi {nama}"
    satuan_kata = "persen" if satuan == "%" else satuan.lower()
    return Gambar(
        kunci=f"renstra-{kode}",
        judul=f"{nama}: realisasi {f.bilangan(nilai)}, {kata} target Renstra {f.bilangan(patok)}",
        subjudul=f"Dalam {satuan_kata}; target {garis['tahun'].min()}–{garis['tahun'].max()}, realisasi sampai {tahun}. Garis putus-putus abu-abu: target Renstra; titik biru: realisasi.",
        svg=_gambar_renstra(garis, realisasi),
        alt=f"Diagram garis target Renstra dan realisasi {nama}. "
        + "; ".join(f"{t}: target {target}, realisasi {nilai}" for t, target, nilai in baris)
        + ".",
        sumber=f"{SUMBER}, tabel Renstra dan indikator",
        data=tabel_titik(f"renstra-{kode}", judul_data, ("Tahun", "Target Renstra", "Realisasi"), baris),
    )


JARAK_LABEL = 0.24
"""Share of the highest value below which the label above a point would meet the point over it."""


def _gambar_renstra(garis: pd.DataFrame, realisasi: pd.DataFrame) -> str:
    """Draw the years of the period; a year without a realisasi is a gap."""
    tahun = [int(t) for t in garis["tahun"]]
    titik = realisasi.set_index("tahun").reindex(tahun).rename_axis("tahun").reset_index()
    puncak = float(max(garis["target"].max(), titik["realisasi"].max())) or 1.0
    with gaya():
        fig, ax = lembar(230, kiri=14, kanan=14, atas=34, bawah=32)
        sns.lineplot(
            x=tahun,
            y=garis["target"].to_list(),
            color=warna("abu"),
            linestyle=(0, (4, 3)),
            marker="o",
            markersize=6,
            markeredgewidth=0,
            ax=ax,
        )
        garis_berjeda(ax, tahun, titik["realisasi"].to_list(), ukuran=9)
        ax.set(
            ylim=(-0.06 * puncak, puncak * 1.2),
            xlim=(tahun[0] - 0.4, tahun[-1] + 0.4),
            xlabel="",
            ylabel="",
        )
        ax.set_xticks(tahun, [str(t) for t in tahun])
        ax.tick_params(left=False, labelleft=False, bottom=False)
        for t, target in zip(tahun, garis["target"], strict=True):
            nyata = _pada(titik, t, "realisasi")
            atas, bawah = _letak(target, nyata, puncak)
            if atas is not None:
                _tulis_titik(ax, t, target, warna("redup"), atas=atas, size=KECIL)
            if pd.notna(nyata):
                _tulis_titik(ax, t, nyata, warna("biru"), atas=bawah, weight="bold")
        return svg(fig)


def _letak(target: float, realisasi: float, puncak: float) -> tuple[bool | None, bool]:
    """Say on which side of their points the values of a year stand: above (true) or below.

    Parameters
    ----------
    target, realisasi
        Values of the year; a missing realisasi is NaN.
    puncak
        The highest value of the drawing.

    Returns
    -------
    tuple
        Of the target, ``None`` where the realisasi says the same number already, and of the realisasi.

    >>> _letak(70, 70.1, 90), _letak(85, 68, 85), _letak(0, 0, 1), _letak(90, 20, 90)
    ((False, True), (True, False), (None, True), (True, True))
    """
    if pd.isna(realisasi) or abs(target - realisasi) >= JARAK_LABEL * puncak:
        return True, True
    if f.bilangan(target) == f.bilangan(realisasi):
        return None, True
    if min(target, realisasi) <= 0.2 * puncak:  # there is no room below, next to the axis
        return (True, True) if target <= realisasi else (True, False)
    return (False, True) if realisasi > target else (True, False)


def _tulis_titik(ax: Axes, x: int, y: float, tinta: str, *, atas: bool, **huruf: Any) -> None:
    """Write a value above its point, or below it where the one above is taken."""
    ax.annotate(
        f.bilangan(y),
        (x, y),
        xytext=(0, 10 if atas else -11),
        textcoords="offset points",
        ha="center",
        va="bottom" if atas else "top",
        color=tinta,
        **huruf,
    )


def _pada(tabel: pd.DataFrame, tahun: int, kolom: str) -> float:
    isi = tabel.loc[tabel["tahun"] == tahun, kolom]
    return float(isi.iloc[0]) if len(isi) else float("nan")


def efisiensi(hasil: pd.DataFrame, tahun: int) -> Gambar | None:
    """Draw capaian against serapan of programs and kegiatan where both can be had.

    Parameters
    ----------
    hasil
        Result of :func:`analisis.efisiensi.hitung`.
    tahun
        Reporting year.
    """
    data = hasil.dropna(subset=["ie"])
    if data.empty:
        return None
    kurang = int((data["capaian"] < data["serapan"]).sum())
    baris = [
        Baris(f"{row['kode']} {row['nama']}", f.persen(row["capaian"]), f"serapan {f.persen(row['serapan'])}")
        for _, row in data.iterrows()
    ]
    kisi = Kisi(baris, kanan=150)
    tinta = ["jingga" if row["capaian"] < row["serapan"] else "biru" for _, row in data.iterrows()]
    with gaya():
        fig, ax = kisi.lembar(bawah=26)
        posisi = list(range(len(data)))
        ujung = [min(nilai, BATAS_GAMBAR) for nilai in data["capaian"]]
        ax.hlines(
            posisi,
            [min(a, b) for a, b in zip(ujung, data["serapan"], strict=True)],
            [max(a, b) for a, b in zip(ujung, data["serapan"], strict=True)],
            color=warna("garis"),
            linewidth=4,
        )
        sns.scatterplot(
            x=data["serapan"].to_list(),
            y=posisi,
            color=warna("abu"),
            s=BATANG**2 * 0.7,
            marker="D",
            linewidth=0,
            ax=ax,
            zorder=3,
        )
        sns.scatterplot(
            x=ujung,
            y=posisi,
            hue=tinta,
            palette={nama: warna(nama) for nama in set(tinta)},
            s=BATANG**2,
            linewidth=0,
            legend=False,
            ax=ax,
            zorder=4,
        )
        ax.set_xlim(-3, BATAS_GAMBAR + 3)
        ax.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
        kisi.atur(ax)
        kisi.tulis(ax, [warna(nama) for nama in tinta])
        ax.tick_params(bottom=False, labelsize=KECIL)
        gambar = svg(fig)
    return Gambar(
        kunci="efisiensi",
        judul=_judul_efisiensi(kurang, len(data)),
        subjudul=f"Persen, tahun {tahun}. Lingkaran: capaian (jingga bila di bawah serapan); belah ketupat abu-abu: serapan.",
        svg=gambar,
        alt=_alt("Diagram titik capaian kinerja dan serapan anggaran", baris),
        sumber=f"{SUMBER}, tabel indikator, tolok ukur, dan anggaran",
    )


def _judul_efisiensi(kurang: int, semua: int) -> str:
    if kurang == 0:
        return "Capaian tidak lebih rendah daripada serapan pada semua yang dapat dihitung"
    if kurang == semua:
        return "Capaian lebih rendah daripada serapan pada semua yang dapat dihitung"
    return f"Capaian lebih rendah daripada serapan pada {f.dari(kurang, semua)} program dan kegiatan yang dapat dihitung"
