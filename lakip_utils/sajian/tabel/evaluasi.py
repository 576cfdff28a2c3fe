"""Tables of the evaluation per program: input (dana) and output of each kegiatan; the trend."""

from __future__ import annotations

import pandas as pd

from lakip_utils.analisis.evaluasi import Evaluasi
from lakip_utils.analisis.jejak import asal
from lakip_utils.analisis.klaim import tercetak
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Tabel
from lakip_utils.sajian.kalimat import BENTUK, bentuk_seri, polos, sel
from lakip_utils.sajian.tabel.kolom import (
    SUMBER,
    catatan_ditangguhkan,
    kolom_angka,
    kolom_teks,
    nama_kegiatan,
    redup,
    sel_capaian,
    sel_tercetak,
)


def kegiatan(hasil: Evaluasi, kode_program: str) -> Tabel | None:
    """Return each kegiatan of a program with its dana (input) and tolok ukur (output).

    Parameters
    ----------
    hasil
        Evaluation of the program.
    kode_program
        Its code.
    """
    utama = hasil.unit.kegiatan
    if utama.empty:
        return None
    baris: list[Baris] = []
    for _, row in utama.iterrows():
        kode = row["kode_kegiatan"]
        kepala = nama_kegiatan(kode, row["nama"], hasil.kegiatan, tebal=True)
        baris.append(Baris(gaya="grup", sel=(kepala, *[()] * 5)))
        baris.append(_dana(hasil, kode))
        baris += _tolok(hasil, kode)
    return Tabel(
        kunci=f"evaluasi-program-{kode_program}",
        judul=f"Input dan output kegiatan Program {hasil.unit.nama_program[kode_program]}",
        kolom=(
            kolom_teks("Kegiatan", 3.4),
            kolom_teks("Satuan", 0.9),
            kolom_angka("Target atau pagu", lebar=1.3),
            kolom_angka("Realisasi", lebar=1.3),
            kolom_angka("Capaian", "%"),
            kolom_angka("Tercetak", "%", edisi="reviu", lebar=1.1),
        ),
        baris=tuple(baris),
        catatan=(
            "Input: dana; capaiannya adalah serapan. Output: tolok ukur kegiatan.",
            *catatan_ditangguhkan(hasil.kegiatan),
        ),
        sumber=f"{SUMBER}, tabel tolok ukur dan anggaran",
    )


def _dana(hasil: Evaluasi, kode: str) -> Baris:
    uang = hasil.belanja[(hasil.belanja["level"] == "kegiatan") & (hasil.belanja["kode_kegiatan"] == kode)]
    if uang.empty:
        return Baris(inden=1, sel=(polos("Input: dana"), polos("Rp"), *[redup("belum dirinci")] * 3, ()))
    row = uang.iloc[0]
    cetak = tercetak(hasil.unit.klaim, tabel="anggaran", kunci=f"kegiatan/{kode}", kolom="serapan")
    return Baris(
        inden=1,
        sel=(
            polos("Input: dana"),
            polos("Rp"),
            sel(row["pagu"], "rupiah_tabel", row["pagu_asal"]),
            sel(row["realisasi"], "rupiah_tabel", row["realisasi_asal"]),
            sel(row["serapan"], "nilai", row["serapan_asal"], kosong=row["keterangan"].split(":")[0]),
            sel_tercetak(cetak, row["serapan"]),
        ),
    )


def _tolok(hasil: Evaluasi, kode: str) -> list[Baris]:
    baris = []
    for _, row in hasil.tolok_ukur[hasil.tolok_ukur["kode_kegiatan"] == kode].iterrows():
        kunci = row["kode_tolok_ukur"]
        kolom = f"target_{row['tahap_target'] or 'awal'}"
        cetak = tercetak(hasil.unit.klaim, tabel="tolok_ukur", kunci=kunci, kolom="capaian")
        baris.append(
            Baris(
                inden=1,
                sel=(
                    polos(f"{f.awal_besar(row['jenis'])}: {row['nama']}"),
                    polos(row["satuan"]),
                    sel(row["target"], "bilangan", asal(row, [kolom], kunci=kunci)),
                    sel(row["realisasi"], "bilangan", asal(row, ["realisasi"], kunci=kunci)),
                    sel_capaian(row),
                    sel_tercetak(cetak, row["capaian"]),
                ),
            )
        )
    return baris


def tren(data: pd.DataFrame, kunci: str, judul: str) -> Tabel | None:
    """Return a trend as a table: one row a series, one column a year; gaps are told.

    Parameters
    ----------
    data
        Result of a function of :mod:`analisis.tren`.
    kunci, judul
        Name and caption of the table.
    """
    ada = data.dropna(subset=["nilai"])
    if ada["tahun"].nunique() < 2:
        return None
    tahun = sorted({int(t) for t in data["tahun"]})
    baris = []
    for _, isi in data.groupby("seri", sort=False):
        row = isi.iloc[0]
        bentuk = bentuk_seri(row["satuan"], "rupiah_tabel")
        per = {int(r["tahun"]): r for _, r in isi.iterrows()}
        sel_tahun = [
            sel(per[t]["nilai"], bentuk, per[t]["asal"]) if t in per else redup(BENTUK[bentuk](None))
            for t in tahun
        ]
        baris.append(
            Baris(
                sel=(
                    polos(row["judul"]),
                    polos("Rp" if row["satuan"] == "rupiah" else row["satuan"]),
                    *sel_tahun,
                )
            )
        )
    return Tabel(
        kunci=kunci,
        judul=judul,
        kolom=(
            kolom_teks("Ukuran", 3),
            kolom_teks("Satuan", 0.8),
            *(kolom_angka(str(t), lebar=1.3) for t in tahun),
        ),
        baris=tuple(baris),
        sumber=f"{SUMBER}, semua tahun yang memiliki data",
    )
