"""Bab III A: each sasaran with its seven comparisons, each program with its kegiatan."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lakip_utils import aturan
from lakip_utils.analisis.evaluasi import Evaluasi
from lakip_utils.sajian import format as f
from lakip_utils.sajian import tabel
from lakip_utils.sajian.blok import Blok, Judul, Paragraf, Rangkaian, rangkai
from lakip_utils.sajian.kalimat import kalimat, paragraf, polos, rujuk
from lakip_utils.sajian.narasi import kinerja, konsistensi, masalah, perbandingan
from lakip_utils.sajian.narasi.umum import belum, kegiatan_tercapai


def per_sasaran(hasil: Mapping[str, Evaluasi], tahun: int) -> Rangkaian:
    """Evaluate each sasaran: the seven comparisons in their order, and which of them are complete.

    Parameters
    ----------
    hasil
        Result of :func:`analisis.evaluasi.per_sasaran`.
    tahun
        Reporting year.
    """
    if not hasil:
        return rangkai(
            belum(
                f"Sasaran tahun {tahun} belum tersedia", "belum ada program yang mendukung sasaran", "program"
            )
        )
    return rangkai(
        *[_sasaran(kode, satu, tahun, urutan) for urutan, (kode, satu) in enumerate(hasil.items(), 1)]
    )


def _sasaran(kode: str, hasil: Evaluasi, tahun: int, urutan: int) -> Rangkaian:
    unit = hasil.unit
    butir = [b.nama for b in aturan.perbandingan().butir]
    isi: list[Rangkaian | Blok | None] = [Judul(tingkat=3, teks=unit.sasaran[kode])]
    bagian = (
        kinerja.target_realisasi(hasil.indikator, tahun, mulai=urutan),
        perbandingan.tahun_lalu(hasil.lalu, tahun, mulai=urutan),
        perbandingan.renstra(hasil.renstra, tahun, mulai=urutan),
        perbandingan.standar_nasional(hasil.indikator, ringkas=True),
        masalah.per_sasaran(unit.permasalahan_solusi, tahun, unit.nama_bidang),
        kinerja.efisiensi(hasil.hemat, tahun, mulai=urutan),
        _penunjang(hasil),
    )
    for nomor, (nama, satu) in enumerate(zip(butir, bagian, strict=True), 1):
        isi += [_kepala(nomor, nama), satu]
        if nomor == 1:
            isi += [
                tabel.indikator(
                    hasil.indikator,
                    unit.klaim,
                    unit.nama_induk,
                    kunci=f"indikator-{kode}",
                    judul=f"Target, realisasi, dan capaian sasaran {unit.sasaran[kode]}",
                ),
                kinerja.tercetak_lain(hasil.indikator, unit.klaim, "indikator", "kode_indikator"),
                kinerja.cara_ukur(unit.indikator, unit.narasi),
            ]
    isi.append(
        tabel.kelengkapan(
            hasil.tujuh,
            aturan.perbandingan().sumber,
            kunci=f"kelengkapan-{kode}",
            judul=f"Kelengkapan perbandingan sasaran {unit.sasaran[kode]}",
        )
    )
    return rangkai(*isi)


def _kepala(nomor: int, nama: str) -> Paragraf:
    return Paragraf(isi=polos(f"({nomor}) {nama}", tebal=True), gaya="kepala")


def _penunjang(hasil: Evaluasi) -> Paragraf | Blok:
    nama = [f"Program {n}" for n in hasil.unit.nama_program.values()]
    jumlah = len(hasil.unit.kegiatan)
    if not jumlah:
        return belum("Kegiatan penunjang belum tersedia", "tabel kegiatan tahun ini kosong", "kegiatan")
    return paragraf(
        kalimat(
            "Sasaran ini ditopang {program} dengan {kegiatan} kegiatan; evaluasinya ada pada {bagian}.",
            program=f.daftar(nama),
            kegiatan=f.cacah(jumlah),
            bagian=rujuk("Evaluasi per program dan kegiatan"),
        )
    )


def per_program(
    hasil: Mapping[str, Evaluasi], tahun: int, sebab: Mapping[tuple[str, str], pd.DataFrame]
) -> Rangkaian:
    """Evaluate each program: its focus, its money, and input and output of each kegiatan.

    Parameters
    ----------
    hasil
        Result of :func:`analisis.evaluasi.per_program`.
    tahun
        Reporting year.
    sebab
        Why some of it cannot be judged, by :func:`lakip_utils.konsistensi.sebab_sengketa`.
    """
    if not hasil:
        return rangkai(
            belum(f"Program tahun {tahun} belum tersedia", "tabel program tahun ini kosong", "program")
        )
    return rangkai(
        *[_program(kode, satu, tahun, sebab, urutan) for urutan, (kode, satu) in enumerate(hasil.items())]
    )


_POLA_DANA = (
    "Dari pagu {pagu:rupiah} terealisasi {realisasi:rupiah} atau {serapan:persen}; sisanya {sisa:rupiah}.",
    "Program ini menyerap {realisasi:rupiah} dari pagu {pagu:rupiah}, yaitu {serapan:persen}, dan menyisakan {sisa:rupiah}.",
    "Pagunya {pagu:rupiah} dan realisasinya {realisasi:rupiah}, sehingga serapannya {serapan:persen} dan sisanya {sisa:rupiah}.",
)


def _program(
    kode: str, hasil: Evaluasi, tahun: int, sebab: Mapping[tuple[str, str], pd.DataFrame], urutan: int
) -> Rangkaian:
    unit = hasil.unit
    dana = None
    if hasil.milik["serapan"].nilai is not None:
        dana = paragraf(
            kalimat(
                _POLA_DANA[urutan % len(_POLA_DANA)],
                **{nama: hasil.milik[nama] for nama in ("pagu", "realisasi", "serapan", "sisa")},
            )
        )
    return rangkai(
        Judul(tingkat=3, teks=f"Program {unit.nama_program[kode]}"),
        kinerja.penunjang(unit.kegiatan, unit.narasi, tahun),
        dana,
        paragraf(kegiatan_tercapai(hasil.kegiatan, unit.kegiatan)) if len(hasil.kegiatan) else None,
        konsistensi.belum_dinilai(sebab, unit.kegiatan),
        tabel.evaluasi_kegiatan(hasil, kode),
        kinerja.tercetak_lain(hasil.tolok_ukur, unit.klaim, "tolok_ukur", "kode_tolok_ukur"),
        kinerja.uraian_kegiatan(unit.kegiatan, unit.narasi),
    )
