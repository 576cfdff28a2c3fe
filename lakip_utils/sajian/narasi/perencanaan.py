"""Bab II: vision, missions, goals, strategies and the performance agreement in sentences."""

from __future__ import annotations

import pandas as pd

from lakip_utils.analisis.capaian import target_sama
from lakip_utils.data.instansi import Instansi
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Rangkaian, rangkai
from lakip_utils.sajian.kalimat import kalimat, paragraf, polos
from lakip_utils.sajian.narasi.umum import belum, daftar


def visi_misi(instansi: Instansi) -> Rangkaian:
    """State vision and missions, and which missions the agency supports."""
    if not instansi.visi:
        return rangkai(
            belum(
                "Visi dan misi belum tersedia",
                "instansi.yaml belum memuatnya",
                perlu="visi dan misi pada instansi.yaml",
            )
        )
    dukung = [
        kalimat(
            "{misi:tebal} Tujuannya: {tujuan}. Sasarannya: {sasaran}.",
            misi=f"Misi {m.nomor}: {m.misi}.",
            tujuan=f.awal_kecil(m.tujuan),
            sasaran=f.awal_kecil(m.sasaran),
        )
        for m in instansi.misi_terkait
    ]
    return rangkai(
        paragraf(
            kalimat("Visi {pemerintah}: “{visi}”.", pemerintah=instansi.pemerintah, visi=instansi.visi),
            utama=True,
        ),
        daftar("Misi", [polos(m) for m in instansi.misi], bernomor=True),
        daftar("Misi yang didukung instansi", dukung),
    )


def tujuan_sasaran(renstra: pd.DataFrame) -> Rangkaian:
    """State how many goals, targets and indicators the Renstra holds, and name the goals."""
    if renstra.empty:
        return rangkai(belum("Renstra belum tersedia", "tabel Renstra kosong", "renstra"))
    tujuan = dict(zip(renstra["kode_tujuan"], renstra["tujuan"], strict=True))
    sasaran = {k: s for k, s in zip(renstra["kode_sasaran"], renstra["sasaran"], strict=True) if k}
    indikator = renstra["kode_indikator"].nunique()
    pembuka = kalimat(
        "Renstra {periode} memuat {tujuan} tujuan, {sasaran} sasaran, dan {indikator} indikator.",
        periode=renstra["periode"].iloc[0].replace("-", "–"),
        tujuan=f.cacah(len(tujuan)),
        sasaran=f.cacah(len(sasaran)),
        indikator=f.cacah(indikator),
    )
    return rangkai(
        paragraf(pembuka),
        daftar("Tujuan", [polos(t) for t in tujuan.values()], bernomor=True),
        daftar("Sasaran", [polos(s) for s in sasaran.values()], bernomor=True),
    )


def perjanjian_kinerja(pk: pd.DataFrame, renstra: pd.DataFrame, tahun: int) -> Rangkaian:
    """Say what was agreed for the year and where it departs from the Renstra."""
    target = pk[pk["kode_indikator"] != ""]
    if target.empty:
        return rangkai(
            belum(
                f"Perjanjian kinerja tahun {tahun} belum tersedia",
                "tabel perjanjian kinerja kosong",
                "perjanjian_kinerja",
            )
        )
    saat_ini = {row["kode_indikator"]: row for _, row in renstra[renstra["tahun"] == tahun].iterrows()}
    pasangan = [
        (saat_ini[row["kode_indikator"]], target_sama(row, saat_ini[row["kode_indikator"]]))
        for _, row in target.iterrows()
        if row["kode_indikator"] in saat_ini
    ]
    beda = [rencana for rencana, sama in pasangan if sama is False]
    dibandingkan = sum(sama is not None for _, sama in pasangan)
    isi = kalimat(
        "Perjanjian kinerja tahun {tahun} memuat {indikator} indikator dan anggaran {program} program.",
        tahun=str(tahun),
        indikator=f.cacah(len(target)),
        program=f.cacah(int((pk["kode_program"] != "").sum())),
    )
    if not dibandingkan:
        return rangkai(paragraf(isi, polos("Targetnya tidak ada yang dapat dibandingkan dengan Renstra.")))
    if not beda:
        kata = "Semua targetnya" if dibandingkan == len(target) else "Semua target yang dapat dibandingkan"
        return rangkai(paragraf(isi, polos(f"{kata} sama dengan target Renstra tahun itu.")))
    nama = f.daftar([rencana["indikator"] for rencana in beda])
    return rangkai(paragraf(isi, kalimat("Target {nama} berbeda dari target Renstra tahun itu.", nama=nama)))
