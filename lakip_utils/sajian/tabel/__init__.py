"""Tables of a report: results of the analysis set in columns, each figure with its asal."""

from lakip_utils.sajian.tabel.anggaran import anggaran, anggaran_kegiatan, antar_tahun
from lakip_utils.sajian.tabel.ikm import ikm_unsur
from lakip_utils.sajian.tabel.kinerja import iku, indikator, kegiatan, tolok_ukur
from lakip_utils.sajian.tabel.kolom import SUMBER
from lakip_utils.sajian.tabel.lampiran import sumber_data
from lakip_utils.sajian.tabel.perbandingan import efisiensi, kelengkapan, renstra, tahun_lalu

__all__ = [
    "SUMBER",
    "anggaran",
    "anggaran_kegiatan",
    "antar_tahun",
    "efisiensi",
    "ikm_unsur",
    "iku",
    "indikator",
    "kegiatan",
    "kelengkapan",
    "renstra",
    "sumber_data",
    "tahun_lalu",
    "tolok_ukur",
]
