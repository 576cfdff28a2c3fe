"""The chart of the survey: NRR per unsur on the bands of quality."""

from __future__ import annotations

import seaborn as sns

from lakip_utils.analisis.ikm import SKALA, HasilIKM
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Gambar
from lakip_utils.sajian.grafik.kanvas import BATANG, KECIL, Baris, Kisi, gaya, svg, warna
from lakip_utils.sajian.tabel import SUMBER


def unsur(hasil: HasilIKM | None, tahun: int) -> Gambar | None:
    """Draw the index (NRR × 25) of each unsur, lowest first, over the bands of the rule set."""
    if hasil is None or not hasil.dirinci:
        return None
    data = hasil.unsur.sort_values("indeks", kind="stable")
    baris = [Baris(row["nama"], f.angka(row["indeks"]), f"mutu {row['mutu']}") for _, row in data.iterrows()]
    kisi = Kisi(baris, kanan=96)
    batas = sorted({max(pita.nik, SKALA[0]) for pita in hasil.aturan.pita})
    kiri = max([b for b in batas if b <= data["indeks"].min()], default=SKALA[0])
    mulai = max(SKALA[0], kiri - 5)
    with gaya():
        fig, ax = kisi.lembar(bawah=44)
        for pita, sampai in zip(hasil.aturan.pita, [*batas[1:], SKALA[1]], strict=True):
            latar = "pita3" if pita.mutu in "AC" else "pita1"
            ax.axvspan(max(pita.nik, mulai), max(sampai, mulai), color=warna(latar), linewidth=0, zorder=0)
            if sampai > mulai:
                tengah = (max(pita.nik, mulai) + sampai) / 2
                ax.annotate(
                    pita.mutu,
                    (tengah, 0),
                    xycoords=("data", "axes fraction"),
                    xytext=(0, -38),
                    textcoords="offset points",
                    ha="center",
                    color=warna("redup"),
                    weight="bold",
                )
        sns.scatterplot(
            x=data["indeks"].to_list(),
            y=list(range(len(data))),
            color=warna("biru"),
            s=BATANG**2,
            linewidth=0,
            ax=ax,
            zorder=3,
        )
        # Beside the points only: the names of the unsur stand between them.
        ax.vlines(
            [float(hasil.ikm.nilai or 0)] * len(data),
            [y - 0.26 for y in range(len(data))],
            [y + 0.26 for y in range(len(data))],
            color=warna("redup"),
            linewidth=2,
            zorder=2,
        )
        ax.set_xlim(mulai, SKALA[1])
        tanda = [b for b in batas if b >= mulai] + [SKALA[1]]
        ax.set_xticks(tanda, [f.angka(b) for b in tanda])
        if tanda[0] == mulai:
            ax.get_xticklabels()[0].set_horizontalalignment("left")  # centred, it would leave the drawing
        kisi.atur(ax)
        kisi.tulis(ax, [warna("biru")] * len(baris))
        ax.tick_params(bottom=False, labelsize=KECIL)
        gambar = svg(fig)
    terendah = f.daftar(list(hasil.terendah["nama"]))
    return Gambar(
        kunci="ikm-unsur",
        judul=f"Nilai IKM {f.angka(hasil.ikm.nilai)}, mutu {hasil.pita.mutu}; {f.paling('rendah', len(hasil.unsur))} {terendah}",
        subjudul=f"Indeks per unsur (NRR × 25), tahun {tahun}. Garis tegak: nilai IKM. Latar: pita mutu "
        f"{hasil.aturan.nama}; sumbu mulai dari {f.angka(mulai, 0)}.",
        svg=gambar,
        alt="Diagram titik indeks per unsur pelayanan, dari yang terendah. "
        + "; ".join(f"{b.label}: {b.nilai} ({b.rinci})" for b in baris)
        + f". Nilai IKM {f.angka(hasil.ikm.nilai)}.",
        sumber=f"{SUMBER}, hasil survei kepuasan masyarakat",
    )
