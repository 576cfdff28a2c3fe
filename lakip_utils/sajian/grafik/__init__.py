"""Charts: seaborn on a fixed canvas, headline and text alternative made from the figures.

One drawing serves screen, phone and print: 500 px wide, labels above their bars, text at body size.
Headline, subtitle, source and alternative stand outside the drawing.
"""

from lakip_utils.sajian.grafik.anggaran import antar_tahun, serapan_kegiatan, serapan_kelompok
from lakip_utils.sajian.grafik.ikm import unsur
from lakip_utils.sajian.grafik.kinerja import capaian, capaian_iku, efisiensi, renstra
from lakip_utils.sajian.grafik.profil import organisasi, pegawai
from lakip_utils.sajian.grafik.tren import tren

__all__ = [
    "antar_tahun",
    "capaian",
    "capaian_iku",
    "efisiensi",
    "organisasi",
    "pegawai",
    "renstra",
    "serapan_kegiatan",
    "serapan_kelompok",
    "tren",
    "unsur",
]
