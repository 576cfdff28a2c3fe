"""Sentences on performance: target and realisasi, adjusted targets, efisiensi, kegiatan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lakip_utils.analisis.capaian import KOLOM_TARGET, asal_realisasi, cacah, ditangguhkan, rasio
from lakip_utils.analisis.efisiensi import DITANGGUHKAN, EFISIEN, KURANG
from lakip_utils.analisis.jejak import asal
from lakip_utils.analisis.klaim import tercetak
from lakip_utils.asal import Angka
from lakip_utils.konsistensi.sebutan import di_tercetak
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Blok, Daftar, Isi, Rangkaian, rangkai
from lakip_utils.sajian.kalimat import (
    belum_dinilai,
    gabung,
    kalimat,
    mencapai_target,
    paragraf,
    polos,
    sel_rentang,
)
from lakip_utils.sajian.narasi.umum import alasan, belum, capaian_dari, cetakan, daftar, satuan_kata, tulisan


def target_realisasi(hasil: pd.DataFrame, tahun: int, *, mulai: int = 0) -> Rangkaian:
    """Say of each indicator what was promised, what was done and what that means.

    Parameters
    ----------
    hasil
        Indicators by :func:`analisis.capaian.hitung` with predicates.
    tahun
        Reporting year.
    mulai
        With which way of saying it the sentences begin, so that sections differ.
    """
    if hasil.empty:
        return rangkai(
            belum(
                f"Indikator kinerja tahun {tahun} belum tersedia",
                "tabel indikator tahun ini kosong",
                "indikator",
            )
        )
    ada = hasil.dropna(subset=["capaian"])
    if ada.empty:
        sebab = f.daftar(list(dict.fromkeys(k.split(": ")[-1] for k in hasil["keterangan"] if k)))
        return rangkai(
            belum(
                f"Capaian tahun {tahun} tidak dapat dihitung",
                sebab,
                "indikator",
                perlu="target dan realisasi setiap indikator",
            ),
            paragraf(*[_realisasi_saja(row) for _, row in hasil.iterrows() if pd.notna(row["realisasi"])]),
        )
    return rangkai(
        paragraf(_pembuka(hasil), utama=True),
        paragraf(*[_indikator(row, nomor) for nomor, (_, row) in enumerate(hasil.iterrows(), mulai)]),
    )


def _pembuka(hasil: pd.DataFrame) -> Isi:
    jumlah = cacah(hasil)
    belum_ = belum_dinilai(jumlah, list(ditangguhkan(hasil)["nama"]))
    return polos(f"{mencapai_target(jumlah, 'indikator')}{belum_}.")


def _realisasi_saja(row: pd.Series[Any]) -> Isi:
    return kalimat(
        "Realisasi {nama} adalah {realisasi:bilangan}{satuan}.",
        nama=row["nama"],
        realisasi=Angka(row["realisasi"], row["satuan"], asal_realisasi(row)),
        satuan=satuan_kata(row["satuan"]),
    )


_POLA = (
    "Target {nama} ditetapkan {target:bilangan}{satuan} dan terealisasi {realisasi:bilangan}{satuan}{dari}, sehingga capaiannya "
    "{capaian:persen}.",
    "Untuk {nama}, dari target {target:bilangan}{satuan} terealisasi {realisasi:bilangan}{satuan}{dari}, dengan capaian {capaian:persen}.",
    "{nama} ditargetkan {target:bilangan}{satuan}; realisasinya {realisasi:bilangan}{satuan}{dari} dan capaiannya {capaian:persen}.",
    "{judul} {capaian:persen}: terealisasi {realisasi:bilangan}{satuan}{dari} dari target {target:bilangan}{satuan}.",
)
"""Ways to say the same, taken in turn, so that a page does not repeat one sentence."""
_POLA_RENTANG = (
    "{nama} ditargetkan pada rentang {rentang}{satuan}; realisasinya {realisasi:bilangan}{satuan}{dari}, dengan capaian "
    "{capaian:persen}."
)


def _indikator(row: pd.Series[Any], nomor: int) -> Isi:
    if pd.isna(row["capaian"]):
        return kalimat("{nama} {alasan}.", nama=capaian_dari(row["nama"]), alasan=alasan(row["keterangan"]))
    dari = (
        _bagian(" ({pembilang:bilangan} dari {penyebut:bilangan})", row) if pd.notna(row["pembilang"]) else ""
    )
    target = row["capaian_asal"].kolom(*KOLOM_TARGET)
    return kalimat(
        _POLA_RENTANG if row["arah"] == "rentang" else _POLA[nomor % len(_POLA)],
        nama=row["nama"],
        judul=capaian_dari(row["nama"]),
        target=Angka(None if pd.isna(row["target"]) else row["target"], row["satuan"], target),
        rentang=sel_rentang(row["target_bawah"], row["target_atas"], target),
        satuan=satuan_kata(row["satuan"]),
        realisasi=Angka(row["realisasi"], row["satuan"], asal_realisasi(row)),
        dari=dari,
        capaian=Angka(row["capaian"], "persen", row["capaian_asal"]),
    )


def _bagian(pola: str, row: pd.Series[Any]) -> Isi:
    """Write the numerator and the denominator of an indicator."""
    return kalimat(
        pola,
        **{
            nama: Angka(row[nama], "", asal(row, [nama], kunci=row["kode_indikator"]))
            for nama in ("pembilang", "penyebut")
        },
    )


def tercetak_lain(hasil: pd.DataFrame, klaim: pd.DataFrame, tabel: str, kunci: str) -> Daftar | None:
    """List, for reviewers, prints of a target or realisasi that differ from the fact used here.

    Parameters
    ----------
    hasil
        Computed rows of `tabel` (``indikator`` or ``tolok_ukur``).
    klaim
        Table ``klaim``.
    tabel, kunci
        Contract table and its key column.
    """
    butir = [
        isi
        for _, row in hasil.iterrows()
        for kolom in ("target", "realisasi")
        for isi in _lain(row, kolom, klaim, tabel, kunci)
    ]
    return daftar("Angka tercetak di tempat lain yang berbeda", butir, edisi="reviu")


def _lain(row: pd.Series[Any], kolom: str, klaim: pd.DataFrame, tabel: str, kunci: str) -> Iterator[Isi]:
    cetak = tercetak(klaim, tabel=tabel, kunci=row[kunci], kolom=kolom)
    beda = [c for c in cetak if c.nilai is not None and not c.cocok(row[kolom])]
    kolom_fakta = "realisasi" if kolom == "realisasi" else f"target_{row['tahap_target'] or 'awal'}"
    for satu in {(c.teks, c.lokasi): c for c in reversed(beda)}.values():
        yield kalimat(
            "{nama}: {kolom} {fakta:bilangan} pada tabel kinerja, tetapi {teks} di {lokasi}.",
            nama=row["nama"],
            kolom=kolom,
            fakta=Angka(row[kolom], "", asal(row, [kolom_fakta], kunci=row[kunci])),
            teks=cetakan(satu),
            lokasi=di_tercetak(satu.lokasi),
        )


_TERHADAP = {
    "awal": "Capaian dalam laporan ini dihitung terhadap target awal, bukan terhadap target yang disesuaikan. Capaian kegiatan "
    "itu dapat terlihat rendah karena targetnya belum diganti dengan yang baru.",
    "perubahan": "Capaian dalam laporan ini dihitung terhadap target setelah perubahan. Bila angka target yang baru tidak dicatat, "
    "capaiannya tidak dapat dihitung.",
}
"""What an adjusted target means for the capaian, by the stage that the settings choose."""


def penyesuaian(tolok: pd.DataFrame, narasi: pd.DataFrame, tahap: str) -> Rangkaian:
    """Say which targets a document changed, and weave in what people wrote about it."""
    ubah = tolok[tolok["dasar_perubahan"] != ""] if len(tolok) else tolok
    if ubah.empty:
        return rangkai()
    butir = []
    for _, row in ubah.iterrows():
        baru = Angka(
            None if pd.isna(row["target_perubahan"]) else row["target_perubahan"],
            row["satuan"],
            asal(row, ["target_perubahan"], kunci=row["kode_tolok_ukur"]),
            "target baru yang tidak tercatat",
        )
        butir.append(
            kalimat(
                "{nama}: dari {lama:bilangan} menjadi {baru:bilangan} ({dasar}).",
                nama=row["nama"],
                lama=Angka(
                    row["target_awal"],
                    row["satuan"],
                    asal(row, ["target_awal"], kunci=row["kode_tolok_ukur"]),
                ),
                baru=baru,
                dasar=row["dasar_perubahan"],
            )
        )
    return rangkai(
        tulisan(narasi, "target_disesuaikan"),
        daftar("Target yang disesuaikan selama tahun berjalan", butir),
        paragraf(polos(_TERHADAP[tahap])),
    )


_POLA_EFISIENSI = (
    "Program {nama} mencapai {capaian:persen} kinerja dengan menyerap {serapan:persen} pagu; indeks efisiensinya "
    "{ie:nilai}, tergolong {simpulan}.",
    "Pagu Program {nama} terserap {serapan:persen}, sedangkan kinerjanya {capaian:persen}; dengan indeks efisiensi {ie:nilai}, "
    "program ini tergolong {simpulan}.",
)


def efisiensi(hasil: pd.DataFrame, tahun: int, *, mulai: int = 0) -> Rangkaian:
    """Say where the share of money spent exceeds the share of performance reached.

    Parameters
    ----------
    hasil
        Result of :func:`analisis.efisiensi.hitung`.
    tahun
        Reporting year.
    mulai
        With which way of saying it the sentences begin, so that sections differ.
    """
    if hasil.empty:
        return rangkai(
            belum(
                f"Efisiensi tahun {tahun} belum dapat dihitung",
                "anggaran per program dan kegiatan tahun ini belum ada",
                "anggaran",
            )
        )
    ada = hasil.dropna(subset=["ie"])
    tanpa = len(hasil) - len(ada)
    isi: list[Isi] = []
    program = ada[ada["level"] == "program"]
    for nomor, (_, row) in enumerate(program.iterrows(), mulai):
        isi.append(
            kalimat(
                _POLA_EFISIENSI[nomor % len(_POLA_EFISIENSI)],
                nama=row["nama"],
                capaian=Angka(row["capaian"], "persen", row["capaian_asal"]),
                serapan=Angka(row["serapan"], "persen", row["serapan_asal"]),
                ie=Angka(row["ie"], "", row["ie_asal"]),
                simpulan=row["simpulan"],
            )
        )
    kegiatan = ada[ada["level"] == "kegiatan"]
    if len(kegiatan):
        isi.append(_cacah_kegiatan(kegiatan))
    if tanpa:
        tunggu = int((hasil["keterangan"] == DITANGGUHKAN).sum())
        sebab = f", {f.cacah(tunggu)} di antaranya karena {DITANGGUHKAN}" if tunggu else ""
        awal = (
            f"Indeks efisiensi {f.cacah(tanpa)} program dan kegiatan tidak dihitung"
            if tanpa == len(hasil)
            else f"Dari {f.cacah(len(hasil))} program dan kegiatan, {f.cacah(tanpa)} tidak dihitung"
        )
        isi.append(polos(f"{awal}{sebab}; alasannya ada pada tabel efisiensi."))
    return rangkai(paragraf(*isi))


def _cacah_kegiatan(kegiatan: pd.DataFrame) -> Isi:
    kurang = int((kegiatan["simpulan"] == KURANG).sum())
    efisien = int((kegiatan["simpulan"] == EFISIEN).sum())
    if not kurang:
        return polos(
            f"Di tingkat kegiatan, semua yang dapat dihitung ({f.cacah(efisien)}) tergolong efisien."
        )
    if not efisien:
        return polos(
            f"Di tingkat kegiatan, semua yang dapat dihitung ({f.cacah(kurang)}) memiliki capaian di bawah serapan."
        )
    return polos(
        f"Di tingkat kegiatan, {f.dari(kurang, len(kegiatan))} yang dapat dihitung memiliki capaian di bawah serapan."
    )


def penunjang(kegiatan: pd.DataFrame, narasi: pd.DataFrame, tahun: int) -> Rangkaian:
    """Introduce the program's kegiatan with what people wrote about the program."""
    if kegiatan.empty:
        return rangkai(
            belum(
                f"Kegiatan tahun {tahun} belum tersedia",
                "tabel kegiatan tahun ini kosong",
                "kegiatan",
                "tolok_ukur",
            )
        )
    program = [f"program/{kode}" for kode in dict.fromkeys(kegiatan["kode_program"])]
    return rangkai(tulisan(narasi, *program))


def uraian_kegiatan(kegiatan: pd.DataFrame, narasi: pd.DataFrame) -> Rangkaian:
    """Weave in what people wrote about each kegiatan and indicator."""
    blok: list[Blok] = []
    for _, row in kegiatan.iterrows():
        teks = [isi.isi for isi in tulisan(narasi, f"kegiatan/{row['kode_kegiatan']}")]
        if teks:
            blok.append(
                paragraf(kalimat("{nama:tebal}.", nama=f"{row['kode_kegiatan']} {row['nama']}"), *teks)
            )
    return rangkai(blok)


def cara_ukur(indikator: pd.DataFrame, narasi: pd.DataFrame) -> Rangkaian:
    """Say how each indicator was measured: formula, numerator and denominator, and what people wrote."""
    butir = [
        gabung(
            kalimat(
                "{nama:tebal}: {rumus}{angka}.",
                nama=row["nama"],
                rumus=f.awal_kecil(row["rumus"].rstrip(".")) or "cara hitung tidak dicatat",
                angka=_rasio(row),
            ),
            *[p.isi for p in tulisan(narasi, f"indikator/{row['kode_indikator']}")],
        )
        for _, row in indikator.iterrows()
    ]
    return rangkai(daftar("Cara mengukur indikator", butir))


def _rasio(row: pd.Series[Any]) -> Isi:
    nilai = rasio(row)
    if nilai is None:
        return ()
    bagian = _bagian(" ({pembilang:bilangan} / {penyebut:bilangan} × 100 = ", row)
    return (*bagian, *kalimat("{hasil:persen_tabel})", hasil=nilai))
