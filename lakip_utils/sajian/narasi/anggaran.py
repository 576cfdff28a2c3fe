"""Sentences on the budget."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lakip_utils.analisis.anggaran import baris
from lakip_utils.asal import Angka
from lakip_utils.sajian.blok import Isi, Kotak, Rangkaian, rangkai
from lakip_utils.sajian.kalimat import kalimat, paragraf, tahap_pagu
from lakip_utils.sajian.narasi.umum import belum, tulisan


def realisasi(
    hasil: pd.DataFrame,
    milik: Mapping[str, Angka],
    sisa: Mapping[str, pd.Series[Any]],
    narasi: pd.DataFrame,
    tahun: int,
) -> Rangkaian:
    """State what the unit's programs could spend and did, then the agency as a whole.

    Parameters
    ----------
    hasil
        Budget by :func:`analisis.anggaran.hitung`.
    milik
        The unit's figures by :func:`analisis.anggaran.gabungan`.
    sisa
        :func:`analisis.anggaran.belum_dirinci` by program.
    narasi
        Table ``narasi``.
    tahun
        Reporting year.
    """
    if hasil.empty:
        return rangkai(_tanpa_anggaran(tahun))
    if milik["serapan"].nilai is None:
        return rangkai(
            belum(
                f"Realisasi anggaran program tahun {tahun} belum tersedia",
                "data tahun ini hanya memuat pagu instansi, tanpa pagu dan realisasi program",
                "anggaran",
                perlu="pagu dan realisasi setiap program dan kegiatan",
            ),
            paragraf(_pagu_instansi(hasil, tahun)),
        )
    return rangkai(
        paragraf(_program(milik), utama=True),
        paragraf(*[_belum_dirinci(nilai) for nilai in sisa.values()]) if sisa else None,
        paragraf(*_instansi(hasil)),
        tulisan(narasi, "anggaran"),
    )


def instansi(hasil: pd.DataFrame, narasi: pd.DataFrame, tahun: int) -> Rangkaian:
    """State what the whole agency could spend and did, by kelompok.

    Parameters
    ----------
    hasil
        Budget by :func:`analisis.anggaran.hitung`.
    narasi
        Table ``narasi``.
    tahun
        Reporting year.
    """
    if hasil.empty:
        return rangkai(_tanpa_anggaran(tahun))
    kalimat_ = _instansi(hasil)
    if not kalimat_:
        return rangkai(
            belum(
                f"Realisasi anggaran tahun {tahun} belum tersedia",
                "data tahun ini hanya memuat pagu",
                "anggaran",
                perlu="realisasi setiap kelompok belanja, program, dan kegiatan",
            ),
            paragraf(_pagu_instansi(hasil, tahun)),
        )
    return rangkai(paragraf(kalimat_[0], utama=True), paragraf(*kalimat_[1:]), tulisan(narasi, "anggaran"))


def _tanpa_anggaran(tahun: int) -> Kotak:
    return belum(f"Anggaran tahun {tahun} belum tersedia", "tabel anggaran tahun ini kosong", "anggaran")


def _program(milik: Mapping[str, Angka]) -> Isi:
    return kalimat(
        "Dari pagu program {pagu:rupiah}, terealisasi {realisasi:rupiah} atau {serapan:persen}; sisanya {sisa:rupiah}.",
        **{nama: milik[nama] for nama in ("pagu", "realisasi", "serapan", "sisa")},
    )


def _belum_dirinci(sisa: pd.Series[Any]) -> Isi:
    pagu = Angka(abs(int(sisa["pagu"])), "rupiah", sisa["pagu_asal"])
    if sisa["pagu"] < 0:
        return kalimat("Jumlah pagu kegiatan melebihi pagu program sebesar {pagu:rupiah}.", pagu=pagu)
    if not sisa["realisasi"]:
        return kalimat(
            "Pagu sebesar {pagu:rupiah} belum dirinci per kegiatan; seluruh realisasi program berasal dari kegiatan yang sudah dirinci, sehingga kegiatan lainnya tercatat tanpa realisasi anggaran.",
            pagu=pagu,
        )
    return kalimat(
        "Pagu sebesar {pagu:rupiah} dan realisasi sebesar {realisasi:rupiah} belum dirinci per kegiatan.",
        pagu=pagu,
        realisasi=Angka(int(sisa["realisasi"]), "rupiah", sisa["realisasi_asal"]),
    )


def _instansi(hasil: pd.DataFrame) -> list[Isi]:
    total = baris(hasil, "total")
    isi = []
    if total is not None and pd.notna(total["serapan"]):
        isi.append(
            kalimat(
                "Secara keseluruhan, instansi merealisasikan {realisasi:rupiah} dari pagu {pagu:rupiah} atau {serapan:persen}.",
                realisasi=Angka(total["realisasi"], "rupiah", total["realisasi_asal"]),
                pagu=Angka(total["pagu"], "rupiah", total["pagu_asal"]),
                serapan=Angka(total["serapan"], "persen", total["serapan_asal"]),
            )
        )
    kelompok = hasil[(hasil["level"] == "kelompok")].dropna(subset=["serapan"])
    if len(kelompok):
        bagian = [
            kalimat(
                "{nama} {serapan:persen}",
                nama=row["uraian"],
                serapan=Angka(row["serapan"], "persen", row["serapan_asal"]),
            )
            for _, row in kelompok.iterrows()
        ]
        isi.append(_rangkai_daftar("Serapan menurut kelompoknya: ", bagian))
    return isi


def _rangkai_daftar(pembuka: str, bagian: list[Isi]) -> Isi:
    """Join phrases into one sentence with commas and “dan”."""
    hasil = list(kalimat(pembuka))
    for nomor, isi in enumerate(bagian):
        if nomor:
            pisah = " dan " if len(bagian) == 2 else ", dan " if nomor == len(bagian) - 1 else ", "
            hasil += kalimat(pisah)
        hasil += isi
    return (*hasil, *kalimat("."))


def _pagu_instansi(hasil: pd.DataFrame, tahun: int) -> Isi:
    total = baris(hasil, "total")
    if total is None or pd.isna(total["pagu"]):
        return ()
    return kalimat(
        "Pagu instansi tahun {tahun} {tahap} adalah {pagu:rupiah}.",
        tahap=tahap_pagu(hasil),
        tahun=str(tahun),
        pagu=Angka(total["pagu"], "rupiah", total["pagu_asal"]),
    )


def antar_tahun(banding: pd.DataFrame, tahun: int) -> Rangkaian:
    """Say how the agency's pagu changed since last year."""
    if banding.empty:
        return rangkai(
            belum(
                f"Pagu tahun {tahun - 1} belum tersedia",
                f"paket data tidak memuat anggaran tahun {tahun - 1}",
                "anggaran",
            )
        )
    return rangkai(
        paragraf(
            *[
                _perubahan(row, tahun)
                for _, row in banding.iterrows()
                if row["level"] in ("total", "kelompok")
            ]
        )
    )


def _perubahan(row: pd.Series[Any], tahun: int) -> Isi:
    lama = Angka(row["pagu_lalu"], "rupiah", row["pagu_lalu_asal"])
    baru = Angka(row["pagu"], "rupiah", row["pagu_asal"])
    if pd.isna(row["perubahan"]):
        return kalimat(
            "Pagu {nama} menjadi {baru:rupiah}, dari {lama:rupiah}.", nama=row["uraian"], baru=baru, lama=lama
        )
    if row["arah"] == "tetap":
        return kalimat("Pagu {nama} tetap {baru:rupiah}.", nama=row["uraian"], baru=baru)
    if row["level"] == "total":
        return kalimat(
            "Pagu {nama} {arah} {perubahan:persen}, dari {lama:rupiah} pada {dulu} menjadi {baru:rupiah} pada {kini}.",
            nama=row["uraian"],
            arah=row["arah"],
            perubahan=Angka(abs(row["perubahan"]), "persen", row["perubahan_asal"]),
            lama=lama,
            dulu=str(tahun - 1),
            baru=baru,
            kini=str(tahun),
        )
    return kalimat(
        "{nama} {arah} {selisih:rupiah} ({perubahan:persen}).",
        nama=row["uraian"],
        arah=row["arah"],
        selisih=Angka(abs(row["selisih"]), "rupiah", row["selisih_asal"]),
        perubahan=Angka(abs(row["perubahan"]), "persen", row["perubahan_asal"]),
    )
