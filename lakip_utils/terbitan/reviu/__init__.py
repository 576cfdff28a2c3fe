"""Merge the files of several reviewers of one report; add their notes to the data; write them out."""

from lakip_utils.terbitan.reviu.catatan_csv import dengan_data, tambah_ke_data, terbuka
from lakip_utils.terbitan.reviu.gabung import BarisLembar, Gabungan, Hasil, baca_semua, gabung
from lakip_utils.terbitan.reviu.terbit import JUDUL_KOLOM, baca_lama, bawa, html, tulis, xlsx

__all__ = [
    "JUDUL_KOLOM",
    "BarisLembar",
    "Gabungan",
    "Hasil",
    "baca_lama",
    "baca_semua",
    "bawa",
    "dengan_data",
    "gabung",
    "html",
    "tambah_ke_data",
    "terbuka",
    "tulis",
    "xlsx",
]
