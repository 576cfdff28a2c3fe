"""Charts as pixels, and the command that makes their reference pictures anew after a change that was meant:

    python tests/gambar.py

Look at the pictures in tests/fixtures/gambar before you commit them.

A browser would draw with the fonts of its machine. Here the drawing goes the way of the PDF: through the
allow-list, then set by Typst, whose renderer and fonts come from wheels and are the same everywhere.
"""

from __future__ import annotations

import io
import json

import matplotlib.image
import numpy as np
import typst
from bantu import AKAR, DATA

from lakip_utils import aturan, data
from lakip_utils.analisis import evaluasi, ikm, perbandingan
from lakip_utils.data import Paket
from lakip_utils.sajian import grafik
from lakip_utils.sajian.blok import Gambar
from lakip_utils.sajian.svg import svg_cetak
from lakip_utils.terbitan import pdf
from lakip_utils.terbitan.naskah import FONT_GRAFIK

FOLDER = AKAR / "tests/fixtures/gambar"
NAMA = ("capaian", "renstra", "unsur")
"""Bars with a target, lines over years, points over bands."""
LEBAR = 500


def bagan(paket: Paket) -> dict[str, Gambar]:
    """Return the charts of bidang kelembagaan, 2020."""
    unit = paket.irisan(2020, "kelembagaan")
    hasil = evaluasi.susun(unit, aturan.dipakai(2020, predikat="permendagri-86-2017"), "awal")
    mutu = aturan.berlaku(aturan.mutu_ikm(), 2020)
    survei = ikm.dari_data(*(paket.tabel(n, 2020) for n in ("ikm_unsur", "ikm_responden", "unsur")), mutu)
    titik = perbandingan.realisasi_antar_tahun(unit.indikator_semua_tahun)
    return {
        "capaian": grafik.capaian(hasil.tolok_ukur, hasil.kegiatan, unit.kegiatan, "awal", 2020),
        "renstra": grafik.renstra(unit.renstra, titik, hasil.renstra, 2020).isi[0],
        "unsur": grafik.unsur(survei, 2020),
    }


def png(svg: str) -> bytes:
    """Draw an SVG as the PDF does, one pixel a unit, on white."""
    kutipan = json.dumps(svg_cetak(svg, FONT_GRAFIK), ensure_ascii=False)
    sumber = (
        f"#set page(width: {LEBAR}pt, height: auto, margin: 0pt, fill: white)\n"
        f'#image(bytes({kutipan}), format: "svg", width: {LEBAR}pt)'
    )
    return typst.compile(
        sumber.encode(), format="png", ppi=72, font_paths=pdf._fonts(), ignore_system_fonts=True
    )


def beda(satu: bytes, lain: bytes) -> float:
    """Return the share of pixels that plainly differ; 1 for pictures of unlike size.

    A step of 64 of 255 in a channel lets through how edges are smoothed, not a line that moved.
    """
    a, b = (matplotlib.image.imread(io.BytesIO(isi), format="png")[..., :3] for isi in (satu, lain))
    return float((np.abs(a - b).max(axis=2) > 64 / 255).mean()) if a.shape == b.shape else 1.0


def main() -> None:
    """Write the reference pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for nama, gambar in bagan(data.load(DATA)).items():
        (FOLDER / f"{nama}.png").write_bytes(png(gambar.svg))


if __name__ == "__main__":
    main()
