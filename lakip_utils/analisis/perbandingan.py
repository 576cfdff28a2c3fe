"""Comparisons with last year and with the Renstra, and which of the seven are complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lakip_utils import aturan
from lakip_utils.analisis import capaian as modul_capaian
from lakip_utils.analisis.jejak import asal, sel
from lakip_utils.analisis.klaim import tercetak
from lakip_utils.asal import Asal

NAN = float("nan")


def tahun_lalu(hasil: pd.DataFrame, lalu: pd.DataFrame, klaim_lalu: pd.DataFrame) -> pd.DataFrame:
    """Compare realisasi and capaian with the year before.

    Parameters
    ----------
    hasil
        This year's indicators by :func:`capaian.hitung`.
    lalu
        Last year's table ``indikator``.
    klaim_lalu
        Last year's table ``klaim``: where last year has no target, its printed capaian is shown.

    Returns
    -------
    DataFrame
        One row an indicator that has a realisasi in either year: kode_indikator, nama, satuan,
        ``realisasi_lalu``, ``realisasi``, ``selisih`` (in the unit of the indicator),
        ``capaian_lalu``, ``capaian`` (percent), ``selisih_capaian`` (poin persen),
        ``basis_lalu`` (``dihitung``, ``tercetak`` or empty), and the origins ``selisih_asal``,
        ``capaian_lalu_asal``, ``realisasi_lalu_asal``, ``capaian_asal``.
    """
    dulu = modul_capaian.hitung(lalu).set_index("kode_indikator", drop=False)
    baris = []
    for _, row in hasil.iterrows():
        kode = row["kode_indikator"]
        if kode not in dulu.index:
            continue
        lama = dulu.loc[kode]
        nilai, basis, asal_lalu = lama["capaian"], "dihitung", lama["capaian_asal"]
        if pd.isna(nilai):
            cetak = tercetak(klaim_lalu, tabel="indikator", kunci=kode, kolom="capaian")
            angka = next((c for c in cetak if c.nilai is not None), None)
            nilai, basis = (
                (float(angka.nilai), "tercetak") if angka and angka.nilai is not None else (NAN, "")
            )
            asal_lalu = angka.asal if angka else Asal()
        baris.append(
            {
                "kode_indikator": kode,
                "nama": row["nama"],
                "satuan": row["satuan"],
                "arah": row["arah"],
                "realisasi_lalu": lama["realisasi"],
                "realisasi": row["realisasi"],
                "selisih": row["realisasi"] - lama["realisasi"],
                "capaian_lalu": nilai,
                "capaian": row["capaian"],
                "selisih_capaian": row["capaian"] - nilai,
                "basis_lalu": basis,
                "realisasi_lalu_asal": Asal((sel(lama, "realisasi", kode),)),
                "selisih_asal": Asal(
                    (sel(row, "realisasi", kode), sel(lama, "realisasi", kode)),
                    "realisasi − realisasi tahun lalu",
                ),
                "capaian_lalu_asal": asal_lalu,
                "capaian_asal": row["capaian_asal"],
            }
        )
    return pd.DataFrame(baris)


def renstra(hasil: pd.DataFrame, target: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Compare this year's realisasi with the Renstra targets of the year and of the period's end.

    Parameters
    ----------
    hasil
        This year's indicators by :func:`capaian.hitung`.
    target
        Table ``renstra``.
    tahun
        The reporting year.

    Returns
    -------
    DataFrame
        One row an indicator with a Renstra target: kode_indikator, nama, satuan, ``realisasi``,
        ``target_tahun`` (``bawah_tahun``, ``atas_tahun`` for a range), ``capaian_tahun``,
        ``tahun_akhir``, ``target_akhir``, ``capaian_akhir`` (percent), why a capaian is missing in
        ``keterangan_tahun`` and ``keterangan_akhir``, ``target_pk`` (this year's own target), and the origins ``target_pk_asal``, ``capaian_tahun_asal``,
        ``capaian_akhir_asal``, ``target_tahun_asal``, ``target_akhir_asal``.
    """
    baris = []
    for _, row in hasil.iterrows():
        punya = target[target["kode_indikator"] == row["kode_indikator"]].sort_values("tahun")
        if punya.empty:
            continue
        akhir = punya.iloc[-1]
        saat_ini = punya[punya["tahun"] == tahun]
        ini = saat_ini.iloc[0] if len(saat_ini) else None
        baris.append(
            {
                "kode_indikator": row["kode_indikator"],
                "nama": row["nama"],
                "satuan": row["satuan"],
                "arah": row["arah"],
                "realisasi": row["realisasi"],
                "target_pk": row["target"],
                "target_pk_asal": row["capaian_asal"].kolom(*modul_capaian.KOLOM_TARGET),
                "tahun_akhir": int(akhir["tahun"]),
                **_terhadap(row, ini, "tahun"),
                **_terhadap(row, akhir, "akhir"),
            }
        )
    return pd.DataFrame(baris)


def realisasi_antar_tahun(tabel: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """Return the realisasi of all years in one frame.

    Parameters
    ----------
    tabel
        Table ``indikator`` by year.

    Returns
    -------
    DataFrame
        ``kode_indikator``, ``tahun``, ``realisasi``; rows with a realisasi only.
    """
    semua = [
        isi.assign(tahun=tahun)[["kode_indikator", "tahun", "realisasi"]]
        for tahun, isi in sorted(tabel.items())
    ]
    return pd.concat(semua, ignore_index=True).dropna(subset=["realisasi"])


def _terhadap(row: pd.Series[Any], target: pd.Series[Any] | None, nama: str) -> dict[str, object]:
    if target is None:
        return {
            **{f"{kolom}_{nama}": NAN for kolom in ("target", "capaian", "bawah", "atas")},
            f"keterangan_{nama}": modul_capaian.TARGET_KOSONG,
            f"target_{nama}_asal": Asal(),
            f"capaian_{nama}_asal": Asal(),
        }
    nilai, keterangan = modul_capaian.satu(
        target["target"],
        row["realisasi"],
        arah=target["arah"],
        bawah=target["target_bawah"],
        atas=target["target_atas"],
    )
    kunci = f"{row['kode_indikator']}, {target['tahun']}"
    kolom = ["target_bawah", "target_atas"] if target["arah"] == "rentang" else ["target"]
    return {
        f"target_{nama}": target["target"],
        f"bawah_{nama}": target["target_bawah"],
        f"atas_{nama}": target["target_atas"],
        f"target_{nama}_asal": asal(target, kolom, kunci=kunci),
        f"capaian_{nama}": NAN if nilai is None else nilai,
        f"keterangan_{nama}": keterangan,
        f"capaian_{nama}_asal": Asal(
            (sel(row, "realisasi", row["kode_indikator"]), *(sel(target, satu, kunci) for satu in kolom)),
            f"{modul_capaian.RUMUS[target['arah']]}, target dari Renstra",
        ),
    }


@dataclass(frozen=True, slots=True)
class Kelengkapan:
    """Whether one of the seven comparisons is there, and what is missing if not."""

    kode: str
    nama: str
    lengkap: bool
    keterangan: str = ""


def kelengkapan(
    hasil: pd.DataFrame,
    lalu: pd.DataFrame,
    jangka_menengah: pd.DataFrame,
    efisiensi: pd.DataFrame,
    masalah: pd.DataFrame,
    kegiatan: pd.DataFrame,
) -> tuple[Kelengkapan, ...]:
    """Say of each of the seven comparisons whether it is complete.

    Parameters
    ----------
    hasil, lalu, jangka_menengah, efisiensi
        Results of :func:`capaian.hitung`, :func:`tahun_lalu`, :func:`renstra`,
        :func:`efisiensi.hitung`.
    masalah, kegiatan
        Tables ``permasalahan_solusi`` and ``kegiatan`` of the unit.
    """
    sasaran = hasil[hasil["level"] == "sasaran"]
    kode_sasaran = set(sasaran["kode_indikator"])
    alasan = {
        "target": _kurang(sasaran, "capaian", "indikator sasaran tanpa capaian"),
        "tahun_lalu": _selisih(kode_sasaran, lalu, "capaian_lalu", "tanpa capaian tahun lalu"),
        "renstra": _selisih(
            kode_sasaran, jangka_menengah, "capaian_akhir", "tanpa target Renstra atau realisasi"
        ),
        "standar_nasional": _kurang(sasaran, "standar_nasional", "indikator sasaran tanpa standar nasional"),
        "penyebab": _tertulis(masalah),
        "efisiensi": _kurang(efisiensi, "ie", "program atau kegiatan tanpa indeks efisiensi"),
        "penunjang": "" if len(kegiatan) else "kegiatan belum ada",
    }
    return tuple(
        Kelengkapan(butir.kode, butir.nama, not alasan[butir.kode], alasan[butir.kode])
        for butir in aturan.perbandingan().butir
    )


def _tertulis(masalah: pd.DataFrame) -> str:
    ada = set(masalah["jenis"]) if len(masalah) else set()
    kurang = [kata for kata in ("permasalahan", "solusi") if kata not in ada]
    return f"{' dan '.join(kurang)} belum ditulis" if kurang else ""


def _kurang(tabel: pd.DataFrame, kolom: str, kata: str) -> str:
    if tabel.empty:
        return "datanya belum ada"
    return _cacah(int(tabel[kolom].isna().sum()), len(tabel), kata)


def _selisih(kode: set[str], tabel: pd.DataFrame, kolom: str, kata: str) -> str:
    if not kode:
        return "datanya belum ada"
    punya = set(tabel.loc[tabel[kolom].notna(), "kode_indikator"]) if len(tabel) else set()
    return _cacah(len(kode - punya), len(kode), f"indikator sasaran {kata}")


def _cacah(kosong: int, semua: int, kata: str) -> str:
    if not kosong:
        return ""
    return kata if kosong == semua else f"{kosong} dari {semua} {kata}"
