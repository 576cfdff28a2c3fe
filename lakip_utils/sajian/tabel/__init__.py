"""Tables of a report: results of the analysis set in columns, each figure with its asal."""

from lakip_utils.sajian.tabel.anggaran import anggaran, anggaran_kegiatan, antar_tahun, perubahan_pagu
from lakip_utils.sajian.tabel.evaluasi import kegiatan as evaluasi_kegiatan
from lakip_utils.sajian.tabel.evaluasi import tren
from lakip_utils.sajian.tabel.ikm import ciri_responden, ikm_unsur, pita_mutu
from lakip_utils.sajian.tabel.kinerja import iku, indikator, kegiatan, tolok_ukur
from lakip_utils.sajian.tabel.kolom import SUMBER
from lakip_utils.sajian.tabel.konsistensi import catatan_uji
from lakip_utils.sajian.tabel.lampiran import catatan_reviu, dokumen_bukti, sumber_data
from lakip_utils.sajian.tabel.perbandingan import efisiensi, kelengkapan, renstra, tahun_lalu
from lakip_utils.sajian.tabel.perencanaan import (
    indikator_program,
    perjanjian_anggaran,
    perjanjian_kinerja,
    program_kegiatan,
    strategi,
)
from lakip_utils.sajian.tabel.perencanaan import renstra as renstra_lima_tahun
from lakip_utils.sajian.tabel.profil import aset, organisasi, pegawai

__all__ = [
    "SUMBER",
    "anggaran",
    "anggaran_kegiatan",
    "antar_tahun",
    "aset",
    "catatan_reviu",
    "catatan_uji",
    "ciri_responden",
    "dokumen_bukti",
    "efisiensi",
    "evaluasi_kegiatan",
    "ikm_unsur",
    "iku",
    "indikator",
    "indikator_program",
    "kegiatan",
    "kelengkapan",
    "organisasi",
    "pegawai",
    "perjanjian_anggaran",
    "perjanjian_kinerja",
    "perubahan_pagu",
    "pita_mutu",
    "program_kegiatan",
    "renstra",
    "renstra_lima_tahun",
    "strategi",
    "sumber_data",
    "tahun_lalu",
    "tolok_ukur",
    "tren",
]
