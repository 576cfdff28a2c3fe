"""Sentences on the comparisons: with last year, the Renstra and the national standard."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lakip_utils.analisis.capaian import asal_realisasi
from lakip_utils.analisis.jejak import asal
from lakip_utils.asal import Angka, Asal
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Isi, Rangkaian, rangkai
from lakip_utils.sajian.kalimat import gabung, kalimat, paragraf, polos
from lakip_utils.sajian.narasi.umum import alasan, belum, capaian_dari, satuan_kata
from lakip_utils.sajian.tabel.kolom import sel_renstra

_POLA_LALU = (
    "Realisasi {nama} {arah} {selisih:bilangan}{satuan}, dari {lama:bilangan}{kata} pada tahun {dulu} menjadi {baru:bilangan}{kata}.",
    "Dibanding tahun {dulu}, realisasi {nama} {arah} {selisih:bilangan}{satuan}: dari {lama:bilangan}{kata} menjadi {baru:bilangan}{kata}.",
    "Pada tahun {dulu}, realisasi {nama} adalah {lama:bilangan}{kata}; tahun ini {baru:bilangan}{kata}, atau {arah} {selisih:bilangan}{satuan}.",
)
_POLA_CAPAIAN_LALU = (
    "Capaiannya {arah} {poin:poin}, dari {lama:persen} menjadi {baru:persen}.",
    "Dengan demikian, capaiannya berubah dari {lama:persen} menjadi {baru:persen}, {arah} {poin:poin}.",
)


def tahun_lalu(banding: pd.DataFrame, tahun: int, *, mulai: int = 0) -> Rangkaian:
    """Say what changed since last year; the box for missing data where nothing can be compared.

    Parameters
    ----------
    banding
        Result of :func:`analisis.perbandingan.tahun_lalu`.
    tahun
        Reporting year.
    mulai
        With which way of saying it the sentences begin, so that sections differ.
    """
    if banding.empty:
        return rangkai(
            belum(
                f"Pembanding tahun {tahun - 1} belum tersedia",
                f"data kinerja tahun {tahun - 1} tidak ada dalam paket data",
                "indikator",
            )
        )
    return rangkai(
        paragraf(*[_perubahan(row, tahun, nomor) for nomor, (_, row) in enumerate(banding.iterrows(), mulai)])
    )


def _perubahan(row: pd.Series[Any], tahun: int, nomor: int) -> Isi:
    lama = Angka(row["realisasi_lalu"], row["satuan"], row["realisasi_lalu_asal"])
    if pd.isna(row["selisih"]):
        kosong = [
            str(t)
            for t, kolom in ((tahun - 1, "realisasi_lalu"), (tahun, "realisasi"))
            if pd.isna(row[kolom])
        ]
        return kalimat(
            "Realisasi {nama} tahun {kosong} belum ada, sehingga tidak dapat dibandingkan.",
            nama=row["nama"],
            kosong=f.daftar(kosong),
        )
    selisih = float(row["selisih"])
    if selisih == 0:
        pertama = kalimat(
            "Realisasi {nama} sama dengan tahun {dulu}, yaitu {lama:bilangan}.",
            nama=row["nama"],
            dulu=str(tahun - 1),
            lama=lama,
        )
    else:
        pertama = kalimat(
            _POLA_LALU[nomor % len(_POLA_LALU)],
            nama=row["nama"],
            kata=satuan_kata(row["satuan"]),
            arah="naik" if selisih > 0 else "turun",
            selisih=Angka(abs(selisih), row["satuan"], row["selisih_asal"]),
            satuan=" poin persen" if row["satuan"] in ("%", "Persen") else satuan_kata(row["satuan"]),
            lama=lama,
            dulu=str(tahun - 1),
            baru=Angka(row["realisasi"], row["satuan"], row["capaian_asal"].kolom("realisasi")),
        )
    if pd.isna(row["selisih_capaian"]) or row["selisih_capaian"] == 0:
        return pertama
    kedua = kalimat(
        _POLA_CAPAIAN_LALU[nomor % len(_POLA_CAPAIAN_LALU)],
        arah="naik" if row["selisih_capaian"] > 0 else "turun",
        poin=Angka(
            row["selisih_capaian"],
            "poin persen",
            Asal.gabung((row["capaian_asal"], row["capaian_lalu_asal"]), "capaian − capaian tahun lalu"),
        ),
        lama=Angka(row["capaian_lalu"], "persen", row["capaian_lalu_asal"]),
        baru=Angka(row["capaian"], "persen", row["capaian_asal"]),
    )
    return gabung(pertama, kedua)


_POLA_RENSTRA = (
    "Renstra menargetkan {nama} sebesar {target}{satuan} pada {tahun}; capaiannya {capaian:persen}.",
    "Dalam Renstra, target {nama} untuk {tahun} adalah {target}{satuan}, sehingga capaiannya {capaian:persen}.",
    "Terhadap target Renstra {tahun}, yaitu {target}{satuan}, {judul} adalah {capaian:persen}.",
)
_POLA_AKHIR = (
    "Terhadap target akhir periode ({target}{satuan} pada {tahun}), capaian tahun ini {capaian:persen}.",
    "Dibanding {target}{satuan} yang ditargetkan untuk {tahun}, akhir periode Renstra, capaian tahun ini {capaian:persen}.",
    "Untuk akhir periode, {tahun}, targetnya {target}{satuan}, dan capaian tahun ini terhadapnya {capaian:persen}.",
)
_POLA_SAMA = (
    "Renstra menargetkan {nama} sebesar {target}{satuan}, baik pada {tahun} maupun pada akhir periode ({akhir}); capaian terhadap "
    "keduanya {capaian:persen}.",
    "Dalam Renstra, target {nama} untuk {tahun} sama dengan target akhir periode ({akhir}), yaitu {target}{satuan}, sehingga "
    "capaiannya {capaian:persen}.",
    "Terhadap target Renstra {target}{satuan}, yang berlaku untuk {tahun} dan untuk akhir periode ({akhir}), {judul} adalah "
    "{capaian:persen}.",
)
"""Ways to say the same, taken in turn; the last where the target of the year is that of the period's end."""


def renstra(banding: pd.DataFrame, tahun: int, *, mulai: int = 0) -> Rangkaian:
    """Say where each indicator stands against the Renstra, this year and at the period's end.

    Parameters
    ----------
    banding
        Result of :func:`analisis.perbandingan.renstra`.
    tahun
        Reporting year.
    mulai
        With which way of saying it the sentences begin, so that sections differ.
    """
    if banding.empty:
        return rangkai(
            belum("Target Renstra belum tersedia", "tidak ada target Renstra untuk indikator ini", "renstra")
        )
    return rangkai(
        paragraf(*[_renstra(row, tahun, nomor) for nomor, (_, row) in enumerate(banding.iterrows(), mulai)])
    )


def _renstra(row: pd.Series[Any], tahun: int, nomor: int) -> Isi:
    if pd.isna(row["realisasi"]):
        return kalimat(
            "{nama} belum dapat dibandingkan dengan Renstra karena realisasinya belum ada.", nama=row["nama"]
        )
    lanjut = row["tahun_akhir"] != tahun and pd.notna(row["capaian_akhir"])
    sama = lanjut and _target_tetap(row)
    if pd.isna(row["capaian_tahun"]):
        isi = kalimat(
            "{nama} terhadap target Renstra {tahun} {alasan}.",
            nama=capaian_dari(row["nama"]),
            tahun=str(tahun),
            alasan=alasan(row["keterangan_tahun"]),
        )
    else:
        pola = _POLA_SAMA if sama else _POLA_RENSTRA
        asal_ = row["capaian_tahun_asal"]
        isi = kalimat(
            pola[nomor % len(pola)],
            nama=row["nama"],
            judul=f.awal_kecil(capaian_dari(row["nama"])),
            target=sel_renstra(row, "tahun"),
            satuan=satuan_kata(row["satuan"]),
            tahun=str(tahun),
            akhir=str(row["tahun_akhir"]),
            capaian=Angka(
                row["capaian_tahun"], "persen", asal_ + row["capaian_akhir_asal"] if sama else asal_
            ),
        )
    beda = kalimat("")
    if (
        pd.notna(row["target_pk"])
        and pd.notna(row["target_tahun"])
        and row["target_pk"] != row["target_tahun"]
    ):
        beda = kalimat(
            "Target tahun berjalan ({pk:bilangan}) berbeda dari target Renstra itu.",
            pk=Angka(row["target_pk"], row["satuan"], row["target_pk_asal"]),
        )
    if sama or not lanjut:
        return gabung(isi, beda)
    akhir = kalimat(
        _POLA_AKHIR[nomor % len(_POLA_AKHIR)],
        tahun=str(row["tahun_akhir"]),
        target=sel_renstra(row, "akhir"),
        satuan=satuan_kata(row["satuan"]),
        capaian=Angka(row["capaian_akhir"], "persen", row["capaian_akhir_asal"]),
    )
    return gabung(isi, beda, akhir)


def _target_tetap(row: pd.Series[Any]) -> bool:
    """Return whether the target of the year is that of the period's end, a range by both bounds."""
    nama = ("bawah", "atas") if row["arah"] == "rentang" else ("target",)
    return bool(pd.notna(row["capaian_tahun"]) and all(row[f"{n}_tahun"] == row[f"{n}_akhir"] for n in nama))


def standar_nasional(hasil: pd.DataFrame, *, ringkas: bool = False) -> Rangkaian:
    """Compare with the national standard where data give one; else say that it is missing.

    Parameters
    ----------
    hasil
        Indicators by :func:`analisis.capaian.hitung`.
    ringkas
        Say that it is missing in one sentence, where a report says it of several sasaran.
    """
    ada = hasil.dropna(subset=["standar_nasional", "realisasi"])
    if ada.empty and ringkas:
        return rangkai(paragraf(polos("Standar nasional untuk indikator sasaran ini belum tersedia.")))
    if ada.empty:
        return rangkai(
            belum(
                "Standar nasional belum tersedia",
                "standar nasional untuk indikator ini belum dicatat",
                "indikator",
                perlu="nilai pembanding nasional, bila ada standarnya",
            )
        )
    isi = [
        kalimat(
            "Realisasi {nama} {realisasi:bilangan}{satuan}, sedangkan standar nasional {standar:bilangan}{satuan}.",
            nama=row["nama"],
            realisasi=Angka(row["realisasi"], row["satuan"], asal_realisasi(row)),
            satuan=satuan_kata(row["satuan"]),
            standar=Angka(
                row["standar_nasional"],
                row["satuan"],
                asal(row, ["standar_nasional"], kunci=row["kode_indikator"]),
            ),
        )
        for _, row in ada.iterrows()
    ]
    return rangkai(paragraf(*isi))
