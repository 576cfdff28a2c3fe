"""What tests share: frames of the contract, a small data package, and places of the project."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd

from lakip_utils.data import table
from lakip_utils.data.schema import TABLES

AKAR = Path(__file__).parents[1]
DATA = AKAR / "data"
NOTEBOOK = AKAR / "notebooks" / "laporan_bidang.ipynb"
NOTEBOOK_DINAS = AKAR / "notebooks" / "laporan_dinas.ipynb"
EKSPLORASI = AKAR / "notebooks" / "eksplorasi.ipynb"
BIDANG = ("sekretariat", "usaha_kecil", "kelembagaan", "koperasi")
INSTANSI = "dinkopukm-banten"


def rangka(nama: str, *baris: dict[str, Any], berkas: str = "") -> pd.DataFrame:
    """Return a table of the contract as the reader gives it; cells that are not named are empty."""
    kosong = table.empty(TABLES[nama])
    isi = pd.DataFrame({kolom: [satu.get(kolom) for satu in baris] for kolom in kosong.columns})
    for kolom, jenis in kosong.dtypes.items():
        if kolom in ("asal_berkas", "asal_baris"):
            continue
        if str(jenis) in ("Int64", "float64"):
            isi[kolom] = pd.to_numeric(isi[kolom]).astype(jenis)
        else:
            isi[kolom] = isi[kolom].fillna("").astype(jenis)
    isi["asal_berkas"] = berkas or f"2020/{nama}.csv"
    isi["asal_baris"] = pd.Series(range(2, len(baris) + 2), dtype="int64")
    return isi


def csv_teks(kepala: list[str], *baris: list[object]) -> str:
    """Return rows as CSV with a header."""
    wadah = io.StringIO()
    penulis = csv.writer(wadah, lineterminator="\n")
    penulis.writerow(kepala)
    penulis.writerows(baris)
    return wadah.getvalue()


INSTANSI_YAML = """\
kode: dinas-uji
nama: Dinas Uji
nama_singkat: Dinas Uji
pemerintah: Pemerintah Provinsi Uji
provinsi: Uji
kota: Uji
bidang:
  - {kode: satu, nama: Bidang Satu, nama_singkat: Satu}
  - {kode: dua, nama: Bidang Dua, nama_singkat: Dua}
"""

PAKET_KECIL: dict[str, str] = {
    "instansi.yaml": INSTANSI_YAML,
    "program.csv": csv_teks(
        ["tahun", "kode_program", "nama", "bidang", "kode_sasaran"],
        [2020, "1", "Program satu", "satu", "S1"],
        [2020, "2", "Program dua", "dua", "S2"],
    ),
    "renstra.csv": csv_teks(
        ["periode", "versi", "kode_indikator", "level", "kode_tujuan", "tujuan", "kode_sasaran", "sasaran", "indikator", "satuan", "arah", "tahun", "target", "target_bawah", "target_atas", "catatan"],
        ["2017-2022", "awal", "S1-A", "sasaran", "T1", "Tujuan", "S1", "Sasaran satu", "A", "%", "naik", 2020, 6, "", "", ""],
        ["2017-2022", "awal", "S2-B", "sasaran", "T1", "Tujuan", "S2", "Sasaran dua", "B", "%", "naik", 2020, 7, "", "", ""],
    ),
    "2020/indikator.csv": csv_teks(
        ["kode_indikator", "level", "kode_induk", "nama", "iku", "satuan", "arah", "target_awal", "target_perubahan", "dasar_perubahan", "target_bawah", "target_atas", "realisasi", "pembilang", "penyebut", "rumus", "sumber_data", "penanggung_jawab", "standar_nasional", "catatan"],
        ["S1-A", "sasaran", "S1", "A", "ya", "%", "naik", 6, "", "", "", "", 1, 5, 500, "", "", "", "", ""],
        ["S2-B", "sasaran", "S2", "B", "ya", "%", "naik", 7, "", "", "", "", 7, "", "", "", "", "", "", ""],
    ),
    "2020/kegiatan.csv": csv_teks(
        ["kode_program", "kode_kegiatan", "nama", "catatan"],
        ["1", "1.1", "Kegiatan satu", ""],
        ["2", "2.1", "Kegiatan dua", ""],
    ),
    "2020/tolok_ukur.csv": csv_teks(
        ["kode_kegiatan", "kode_tolok_ukur", "nama", "jenis", "satuan", "target_awal", "target_perubahan", "dasar_perubahan", "realisasi", "catatan"],
        ["1.1", "1.1.1", "Tolok ukur satu", "output", "kegiatan", 18, "", "", 5, ""],
        ["2.1", "2.1.1", "Tolok ukur dua", "output", "kegiatan", 17, "", "", 4, ""],
    ),
    "2020/anggaran.csv": csv_teks(
        ["level", "kelompok", "kode_rekening", "kode_program", "kode_kegiatan", "uraian", "pagu_murni", "pagu_perubahan", "realisasi", "catatan"],
        ["total", "", "", "", "", "Belanja Daerah", "", 2000, 1500, ""],
        ["program", "BL", "", "1", "", "Program satu", "", 1200, 900, ""],
        ["program", "BL", "", "2", "", "Program dua", "", 800, 600, ""],
        ["kegiatan", "BL", "", "1", "1.1", "Kegiatan satu", "", 700, 500, ""],
    ),
    "2020/narasi.csv": csv_teks(
        ["bagian", "urutan", "teks", "catatan"],
        ["umum", 1, "Untuk semua bidang.", ""],
        ["program/1", 1, "Hanya program satu.", ""],
        ["program/2", 1, "Hanya program dua.", ""],
    ),
    "2020/unsur.csv": csv_teks(["kode", "nama", "bobot", "catatan"], ["waktu", "Waktu", "", ""], ["biaya", "Biaya", "", ""]),
    "2020/ikm_unsur.csv": csv_teks(
        ["unsur", "total_nilai", "jumlah_kuesioner", "catatan"], ["waktu", 844, 300, ""], ["biaya", 882, 300, ""]
    ),
}  # fmt: skip
"""A valid package of two bidang, one year, by file."""


def tulis_paket(folder: Path, isi: dict[str, str | bytes | None] | None = None) -> Path:
    """Write the small package to `folder`, with some files replaced, added or (``None``) left out."""
    for nama, teks in {**PAKET_KECIL, **(isi or {})}.items():
        if teks is None:
            continue
        path = folder / nama
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(teks if isinstance(teks, bytes) else teks.encode())
    return folder


# 3.3 (b. 2773–2805): pagu, realisasi, percent as printed, by level and code
BELANJA_TERBIT = {
    ("total", ""): (18193665000, 15463771313, "85.00"),
    ("kelompok", "BTL"): (9144000000, 8823299903, "96.49"),
    ("kelompok", "BL"): (9049665000, 6640471410, "73.38"),
    ("program", "1"): (5562627000, 5363569872, "96.42"),
    ("program", "2"): (1318304000, 471124000, "35.74"),
    ("program", "3"): (675854000, 266079038, "39.37"),
    ("program", "4"): (1492880000, 539698500, "36.15"),
}
