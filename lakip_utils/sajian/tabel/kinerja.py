"""Tables of performance: indicators, tolok ukur, comparisons, efisiensi."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lakip_utils.analisis.capaian import asal_realisasi
from lakip_utils.analisis.jejak import asal
from lakip_utils.analisis.klaim import tercetak
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Isi, Tabel
from lakip_utils.sajian.kalimat import polos, sel, sel_rentang
from lakip_utils.sajian.tabel.kolom import (
    BELUM_DINILAI,
    SUMBER,
    catatan_ditangguhkan,
    kolom_angka,
    kolom_teks,
    nama_kegiatan,
    redup,
    sel_capaian,
    sel_renstra,
    sel_target,
    sel_tercetak,
)


def iku(
    hasil: pd.DataFrame, renstra: pd.DataFrame, lalu: pd.DataFrame, pk: pd.DataFrame, tahun: int
) -> Tabel | None:
    """Return the table of page one: PK target, Renstra targets, realisasi, capaian, last year.

    Parameters
    ----------
    hasil
        Indicators by :func:`analisis.capaian.hitung`.
    renstra, lalu
        Results of :mod:`analisis.perbandingan` for the same indicators.
    pk
        Table ``perjanjian_kinerja``.
    tahun
        Reporting year.
    """
    if hasil.empty:
        return None
    utama = hasil[hasil["iku"] == "ya"]
    hasil = utama if len(utama) else hasil
    jangka = renstra.set_index("kode_indikator") if len(renstra) else pd.DataFrame()
    dulu = lalu.set_index("kode_indikator") if len(lalu) else pd.DataFrame()
    janji = {row["kode_indikator"]: row for _, row in pk.iterrows() if row["kode_indikator"]}
    akhir = int(renstra["tahun_akhir"].max()) if len(renstra) else tahun
    baris = []
    for _, row in hasil.iterrows():
        kode = row["kode_indikator"]
        target_pk = janji.get(kode)
        r = jangka.loc[kode] if kode in jangka.index else None
        d = dulu.loc[kode] if kode in dulu.index else None
        baris.append(
            Baris(
                sel=(
                    polos(f"{row['nama']} ({row['satuan']})"),
                    _pk(target_pk, kode, ada_pk=bool(janji)),
                    sel_renstra(r, "tahun") if r is not None else redup("belum ada data"),
                    sel_renstra(r, "akhir") if r is not None else redup("belum ada data"),
                    sel(row["realisasi"], "bilangan", asal_realisasi(row)),
                    sel_capaian(row),
                    sel(d["realisasi_lalu"], "bilangan", d["realisasi_lalu_asal"])
                    if d is not None
                    else redup("belum ada data"),
                )
            )
        )
    return Tabel(
        kunci="iku",
        judul="Indikator kinerja utama: target, realisasi, dan capaian",
        kolom=(
            kolom_teks("Indikator", 3),
            kolom_angka("Target PK", str(tahun)),
            kolom_angka("Target Renstra", str(tahun)),
            kolom_angka("Target Renstra", str(akhir)),
            kolom_angka("Realisasi", str(tahun)),
            kolom_angka("Capaian", "%"),
            kolom_angka("Realisasi", str(tahun - 1)),
        ),
        baris=tuple(baris),
        sumber=f"{SUMBER}; capaian = realisasi / target × 100",
    )


def _pk(row: pd.Series[Any] | None, kode: str, *, ada_pk: bool) -> Isi:
    if row is None:
        return redup("tidak ada di PK" if ada_pk else "PK belum ada")
    return sel_target(row, kode)


def indikator(
    hasil: pd.DataFrame,
    klaim: pd.DataFrame,
    nama_induk: Mapping[tuple[str, str], str],
    *,
    kunci: str = "indikator",
    judul: str = "Target, realisasi, dan capaian indikator",
) -> Tabel | None:
    """Return target, realisasi and capaian per indicator, grouped by what each measures."""
    if hasil.empty:
        return None
    baris = []
    for grup, isi in hasil.groupby(["level", "kode_induk"], sort=False):
        level, induk = map(str, grup)
        kepala = f"{f.awal_besar(level)}: {nama_induk.get((level, induk), induk)}"
        baris.append(Baris(sel=(polos(kepala, tebal=True), *[()] * 6), gaya="grup"))
        for _, row in isi.iterrows():
            cetak = tercetak(klaim, tabel="indikator", kunci=row["kode_indikator"], kolom="capaian")
            baris.append(
                Baris(
                    inden=1,
                    sel=(
                        polos(row["nama"]),
                        polos(row["satuan"]),
                        _sel_target(row),
                        sel(row["realisasi"], "bilangan", asal_realisasi(row)),
                        sel_capaian(row),
                        _predikat(row),
                        sel_tercetak(cetak, row["capaian"]),
                    ),
                )
            )
    return Tabel(
        kunci=kunci,
        judul=judul,
        kolom=(
            kolom_teks("Indikator", 3.4),
            kolom_teks("Satuan", 0.8),
            kolom_angka("Target"),
            kolom_angka("Realisasi"),
            kolom_angka("Capaian", "%"),
            kolom_teks("Predikat", 1.2),
            kolom_angka("Capaian tercetak", edisi="reviu", lebar=1.3),
        ),
        baris=tuple(baris),
        catatan=tuple(_perubahan(row) for _, row in hasil.iterrows() if row["dasar_perubahan"]),
        sumber=f"{SUMBER}, tabel indikator",
    )


def _predikat(row: pd.Series[Any]) -> Isi:
    if row["predikat"]:
        return polos(row["predikat"])
    return redup(BELUM_DINILAI) if row["sengketa"] and pd.notna(row["capaian"]) else ()


def _perubahan(row: pd.Series[Any]) -> str:
    baru = (
        "target baru tidak dicatat"
        if pd.isna(row["target_perubahan"])
        else f"menjadi {f.bilangan(row['target_perubahan'])}"
    )
    return f"Target {row['nama']} semula {f.bilangan(row['target_awal'])}, {baru} ({row['dasar_perubahan']})."


def _sel_target(row: pd.Series[Any]) -> Isi:
    kolom = f"target_{row['tahap_target']}" if row["tahap_target"] else "target_awal"
    kode = str(row.get("kode_indikator", row.get("kode_tolok_ukur", "")))
    if row.get("arah") == "rentang":
        batas = asal(row, ["target_bawah", "target_atas"], kunci=kode)
        return sel_rentang(row["target_bawah"], row["target_atas"], batas)
    return sel(row["target"], "bilangan", asal(row, [kolom], kunci=kode))


def tolok_ukur(
    hasil: pd.DataFrame, rata: pd.DataFrame, kegiatan: pd.DataFrame, klaim: pd.DataFrame
) -> Tabel | None:
    """Return target, realisasi and capaian per tolok ukur below its kegiatan.

    Parameters
    ----------
    hasil, rata
        Results of :func:`analisis.capaian.hitung` and :func:`analisis.capaian.rata_rata`.
    kegiatan, klaim
        Tables of the year.
    """
    if hasil.empty:
        return None
    nama = kegiatan.set_index("kode_kegiatan")["nama"]
    per_kegiatan = {str(kode): row for kode, row in rata.iterrows()}
    baris = []
    for kode, isi in hasil.groupby("kode_kegiatan", sort=False):
        kode = str(kode)
        ringkas = per_kegiatan[kode]
        kepala = nama_kegiatan(kode, nama.get(kode, ""), rata, tebal=True)
        capaian = sel(
            ringkas["capaian"], "nilai", ringkas["capaian_asal"], kosong=ringkas["keterangan"], tebal=True
        )
        baris.append(Baris(sel=(kepala, (), (), (), (), capaian, ()), gaya="grup"))
        for _, row in isi.iterrows():
            cetak = tercetak(klaim, tabel="tolok_ukur", kunci=row["kode_tolok_ukur"], kolom="capaian")
            baris.append(
                Baris(
                    inden=1,
                    sel=(
                        polos(row["nama"]),
                        polos(row["satuan"]),
                        sel(
                            row["target_awal"],
                            "bilangan",
                            asal(row, ["target_awal"], kunci=row["kode_tolok_ukur"]),
                        ),
                        _sel_target_perubahan(row),
                        sel(
                            row["realisasi"],
                            "bilangan",
                            asal(row, ["realisasi"], kunci=row["kode_tolok_ukur"]),
                        ),
                        sel_capaian(row),
                        sel_tercetak(cetak, row["capaian"]),
                    ),
                )
            )
    return Tabel(
        kunci="tolok-ukur",
        judul="Target, realisasi, dan capaian tolok ukur per kegiatan",
        kolom=(
            kolom_teks("Kegiatan dan tolok ukur", 3.6),
            kolom_teks("Satuan", 1),
            kolom_angka("Target awal"),
            kolom_angka("Target perubahan", lebar=1.1),
            kolom_angka("Realisasi"),
            kolom_angka("Capaian", "%"),
            kolom_angka("Capaian tercetak", edisi="reviu", lebar=1.1),
        ),
        baris=tuple(baris),
        catatan=(
            "Capaian kegiatan yang bertolok ukur lebih dari satu adalah rata-ratanya; cara menghitungnya ada pada lampiran.",
            *catatan_ditangguhkan(rata),
        ),
        sumber=f"{SUMBER}, tabel tolok ukur",
    )


def _sel_target_perubahan(row: pd.Series[Any]) -> Isi:
    kosong = "tidak dicatat" if row["dasar_perubahan"] else "tetap"
    return sel(
        row["target_perubahan"],
        "bilangan",
        asal(row, ["target_perubahan", "dasar_perubahan"], kunci=row["kode_tolok_ukur"]),
        kosong=kosong,
    )


def kegiatan(tabel: pd.DataFrame, rata: pd.DataFrame, anggaran_: pd.DataFrame) -> Tabel | None:
    """Return the supporting kegiatan with capaian and serapan side by side."""
    if tabel.empty:
        return None
    serap = anggaran_[anggaran_["level"] == "kegiatan"].set_index("kode_kegiatan")
    baris = []
    for _, row in tabel.iterrows():
        kode = row["kode_kegiatan"]
        uang = serap.loc[kode] if kode in serap.index else None
        hasil = rata.loc[kode] if kode in rata.index else None
        baris.append(
            Baris(
                sel=(
                    nama_kegiatan(kode, row["nama"], rata),
                    sel(hasil["jumlah"] if hasil is not None else None, "bilangan"),
                    sel(hasil["capaian"], "nilai", hasil["capaian_asal"], kosong=hasil["keterangan"])
                    if hasil is not None
                    else polos(f.KOSONG),
                    sel(uang["pagu"], "rupiah_tabel", uang["pagu_asal"])
                    if uang is not None
                    else redup("belum dirinci"),
                    sel(uang["serapan"], "nilai", uang["serapan_asal"])
                    if uang is not None
                    else redup("belum dirinci"),
                )
            )
        )
    return Tabel(
        kunci="kegiatan",
        judul="Kegiatan penunjang",
        kolom=(
            kolom_teks("Kegiatan", 3.6),
            kolom_angka("Tolok ukur"),
            kolom_angka("Capaian", "%"),
            kolom_angka("Pagu", "Rp", lebar=1.4),
            kolom_angka("Serapan", "%"),
        ),
        baris=tuple(baris),
        catatan=catatan_ditangguhkan(rata),
        sumber=f"{SUMBER}, tabel kegiatan, tolok ukur, dan anggaran",
    )
