"""Charts of the agency's profile: organisation chart, people."""

from __future__ import annotations

import textwrap

import pandas as pd
import seaborn as sns
from matplotlib.patches import Rectangle

from lakip_utils.asal import Angka
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Gambar
from lakip_utils.sajian.grafik.kanvas import (
    LABEL,
    LEBAR,
    LEBAR_HURUF,
    Baris,
    Kisi,
    gaya,
    lembar,
    svg,
    tanpa_sumbu,
    warna,
)
from lakip_utils.sajian.tabel import SUMBER
from lakip_utils.sajian.tabel.profil import DIMENSI, KELAMIN
from lakip_utils.sajian.tabel.titik import tabel_titik

INDEN = 34
SELA = 9
TEPI = 7


def organisasi(unit: pd.DataFrame, instansi: str) -> Gambar | None:
    """Draw the units as an indented tree of boxes joined by lines.

    Parameters
    ----------
    unit
        Result of :func:`analisis.profil.bawahan`.
    instansi
        Name of the agency.
    """
    if unit.empty:
        return None
    kotak = []
    atas = 2.0
    for _, row in unit.iterrows():
        kiri = INDEN * int(row["kedalaman"])
        teks = textwrap.wrap(row["unit"], int((LEBAR - kiri - 2 * TEPI) / LEBAR_HURUF))
        tinggi = len(teks) * LABEL + 2 * TEPI
        kotak.append((row, kiri, atas, tinggi, "\n".join(teks)))
        atas += tinggi + SELA
    with gaya():
        fig, ax = lembar(atas)
        ax.set(xlim=(0, LEBAR), ylim=(atas, 0))
        ax.axis("off")
        letak = {row["kode"]: (kiri, y, tinggi) for row, kiri, y, tinggi, _ in kotak}
        for row, kiri, y, tinggi, label in kotak:
            pucuk = row["kedalaman"] == 0
            latar = warna("pita3" if row["kedalaman"] < 2 else "kertas")
            ax.add_patch(
                Rectangle(
                    (kiri + 1, y),
                    LEBAR - kiri - 3,
                    tinggi,
                    facecolor=latar,
                    edgecolor=warna("abu"),
                    linewidth=1,
                )
            )
            ax.text(
                kiri + TEPI + 1,
                y + tinggi / 2,
                label,
                va="center",
                linespacing=1.2,
                weight="bold" if pucuk else "normal",
            )
            if row["kode_atasan"] in letak:
                kiri_atas, y_atas, tinggi_atas = letak[row["kode_atasan"]]
                x = kiri_atas + INDEN / 2
                ax.plot(
                    [x, x, kiri + 1],
                    [y_atas + tinggi_atas, y + tinggi / 2, y + tinggi / 2],
                    color=warna("abu"),
                    linewidth=1.2,
                )
        gambar = svg(fig)
    langsung = int((unit["kedalaman"] == 1).sum())
    return Gambar(
        kunci="organisasi",
        judul=f"{instansi} membawahkan {f.cacah(langsung)} unit secara langsung",
        subjudul="Struktur organisasi; garis menghubungkan unit dengan atasannya.",
        svg=gambar,
        alt="Bagan struktur organisasi. "
        + "; ".join(_kalimat(row, unit) for _, row in unit.iterrows())
        + ".",
        sumber=f"{SUMBER}, tabel organisasi",
    )


def _kalimat(row: pd.Series, unit: pd.DataFrame) -> str:
    atasan = unit.loc[unit["kode"] == row["kode_atasan"], "unit"]
    return f"{row['unit']} di bawah {atasan.iloc[0]}" if len(atasan) else str(row["unit"])


def pegawai(menurut: dict[str, Angka], dimensi: str, tahun: int) -> Gambar | None:
    """Draw the number of people by category of one dimension.

    Parameters
    ----------
    menurut
        Category → people, by :func:`analisis.profil.menurut`.
    dimensi
        Its dimension.
    tahun
        Reporting year.
    """
    isi = {
        f.awal_besar(KELAMIN[nama]) if nama in KELAMIN else nama: int(a.nilai)
        for nama, a in menurut.items()
        if a.nilai is not None
    }
    if not isi:
        return None
    baris = [Baris(f.awal_besar(nama), f.bilangan(nilai)) for nama, nilai in isi.items()]
    kisi = Kisi(baris, kanan=70)
    with gaya():
        fig, ax = kisi.lembar()
        sns.barplot(
            x=list(isi.values()),
            y=list(range(len(isi))),
            orient="h",
            color=warna("biru"),
            saturation=1,
            width=kisi.tebal,
            ax=ax,
        )
        ax.set_xlim(0, max(isi.values()))
        kisi.atur(ax)
        kisi.tulis(ax, [warna("biru")] * len(baris))
        tanpa_sumbu(ax)
        gambar = svg(fig)
    kata = DIMENSI.get(dimensi, dimensi)
    return Gambar(
        kunci=f"sdm-{dimensi}",
        judul=_judul_pegawai(isi),
        subjudul=f"Jumlah pegawai menurut {kata}, orang, tahun {tahun}.",
        svg=gambar,
        alt=f"Diagram batang jumlah pegawai menurut {kata}. "
        + "; ".join(f"{b.label}: {b.nilai}" for b in baris)
        + ".",
        sumber=f"{SUMBER}, tabel sdm",
        data=tabel_titik(
            f"sdm-{dimensi}",
            f"Pegawai menurut {kata}",
            (f.awal_besar(kata), "Orang"),
            [(b.label, b.nilai) for b in baris],
        ),
    )


def _judul_pegawai(isi: dict[str, int]) -> str:
    """Say which category has the most people, in the degree that their number allows."""
    jumlah, puncak = sum(isi.values()), max(isi.values())
    nama = [satu for satu, n in isi.items() if n == puncak]
    angka = f"{f.bilangan(puncak)} dari {f.bilangan(jumlah)} pegawai"
    if len(isi) == 1:
        return f"{nama[0]}: {angka}"
    if len(nama) == len(isi):
        return f"{f.daftar(nama)} sama banyak: masing-masing {angka}"
    return f"{f.daftar(nama)} {f.paling('banyak', len(isi))}: {angka}"
