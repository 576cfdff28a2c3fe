"""Tables of the budget."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lakip_utils.analisis.anggaran import rekening_berlebih
from lakip_utils.analisis.klaim import Tercetak, tercetak
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Kolom, Tabel
from lakip_utils.sajian.kalimat import beda_tahap, polos, sel, tahap_pagu
from lakip_utils.sajian.tabel.kolom import SUMBER, kolom_angka, kolom_teks, sel_tercetak


def anggaran(hasil: pd.DataFrame, kode_program: list[str], klaim: pd.DataFrame) -> Tabel | None:
    """Return the agency's budget by total, kelompok and program; the unit's programs stand bold."""
    if hasil.empty:
        return None
    pilih = hasil[hasil["level"].isin(["total", "kelompok", "program"])]
    baris = []
    for _, row in pilih.iterrows():
        milik = row["level"] == "program" and row["kode_program"] in kode_program
        kunci = {"total": "total", "kelompok": row["kelompok"], "program": f"program/{row['kode_program']}"}[
            row["level"]
        ]
        cetak = tercetak(klaim, tabel="anggaran", kunci=kunci, kolom="serapan")
        baris.append(_baris_anggaran(row, row["uraian"], tebal=milik, cetak=cetak, sisa_persen=True))
    return Tabel(
        kunci="anggaran-dinas",
        judul="Pagu, realisasi, dan sisa anggaran instansi",
        keterangan="Program bidang ini dicetak tebal." if kode_program else "",
        kolom=_kolom_anggaran("Uraian", sisa_persen=True),
        baris=tuple(baris),
        sumber=f"{SUMBER}, tabel anggaran ({tahap_pagu(hasil)})",
    )


_INDEN = {"total": 0, "kelompok": 0, "rekening": 1, "program": 1, "kegiatan": 2, "subkegiatan": 3}


def _kolom_anggaran(judul: str, *, sisa_persen: bool = False) -> tuple[Kolom, ...]:
    return (
        kolom_teks(judul, 3),
        kolom_angka("Pagu", "Rp", lebar=1.4),
        kolom_angka("Realisasi", "Rp", lebar=1.4),
        kolom_angka("Sisa", "Rp", lebar=1.3),
        *([kolom_angka("Sisa", "%", lebar=0.7)] if sisa_persen else []),
        kolom_angka("Serapan", "%"),
        kolom_angka("Serapan tercetak", edisi="reviu"),
    )


def _baris_anggaran(
    row: pd.Series[Any],
    nama: str,
    *,
    tebal: bool = False,
    cetak: tuple[Tercetak, ...] = (),
    sisa_persen: bool = False,
) -> Baris:
    alasan = row["keterangan"] if pd.notna(row["sisa"]) else ""
    persen = sel(row["sisa_persen"], "nilai", row["sisa_persen_asal"], kosong=alasan)
    return Baris(
        gaya="jumlah" if row["level"] in ("total", "kelompok") else "biasa",
        inden=_INDEN[row["level"]],
        sel=(
            polos(nama, tebal=tebal),
            sel(row["pagu"], "rupiah_tabel", row["pagu_asal"]),
            sel(row["realisasi"], "rupiah_tabel", row["realisasi_asal"]),
            sel(row["sisa"], "rupiah_tabel", row["sisa_asal"]),
            *([persen] if sisa_persen else []),
            sel(row["serapan"], "nilai", row["serapan_asal"], kosong=row["keterangan"]),
            sel_tercetak(cetak, row["serapan"]),
        ),
    )


def anggaran_kegiatan(
    hasil: pd.DataFrame,
    kode_program: list[str],
    kegiatan: pd.DataFrame,
    sisa: dict[str, pd.Series[Any]],
    klaim: pd.DataFrame,
) -> Tabel | None:
    """Return the budget of each kegiatan below its program, and what is not broken down.

    Parameters
    ----------
    hasil
        Budget by :func:`analisis.anggaran.hitung`.
    kode_program
        Programs of the unit.
    kegiatan, klaim
        Tables of the year.
    sisa
        :func:`analisis.anggaran.belum_dirinci` by program.
    """
    milik = hasil[(hasil["level"] == "program") & hasil["kode_program"].isin(kode_program)]
    if milik.empty:
        return None
    nama = {row["kode_subkegiatan"] or row["kode_kegiatan"]: row["nama"] for _, row in kegiatan.iterrows()}
    baris = []
    for _, program in milik.iterrows():
        kode_ini = program["kode_program"]
        cetak = tercetak(klaim, tabel="anggaran", kunci=f"program/{kode_ini}", kolom="serapan")
        baris.append(_baris_anggaran(program, f"{kode_ini} {program['uraian']}", tebal=True, cetak=cetak))
        anak = hasil[hasil["level"].isin(["kegiatan", "subkegiatan"]) & (hasil["kode_program"] == kode_ini)]
        for _, row in anak.sort_values(["kode_kegiatan", "kode_subkegiatan"], kind="stable").iterrows():
            kode = row["kode_subkegiatan"] or row["kode_kegiatan"]
            cetak = tercetak(klaim, tabel="anggaran", kunci=f"{row['level']}/{kode}", kolom="serapan")
            baris.append(_baris_anggaran(row, f"{kode} {nama.get(kode, row['uraian'])}", cetak=cetak))
        lebih = sisa.get(program["kode_program"])
        if lebih is not None:
            baris.append(
                Baris(
                    inden=1,
                    sel=(
                        polos("Belum dirinci per kegiatan"),
                        *(
                            sel(lebih[k], "rupiah_tabel", lebih[f"{k}_asal"])
                            for k in ("pagu", "realisasi", "sisa")
                        ),
                        sel(lebih["serapan"], "nilai", lebih["serapan_asal"], kosong=lebih["keterangan"]),
                        (),
                    ),
                )
            )
    return Tabel(
        kunci="anggaran-kegiatan",
        judul="Pagu, realisasi, dan sisa anggaran per kegiatan",
        kolom=_kolom_anggaran("Program dan kegiatan"),
        baris=tuple(baris),
        sumber=f"{SUMBER}, tabel anggaran ({tahap_pagu(hasil)})",
    )


def antar_tahun(banding: pd.DataFrame, tahun: int, klaim: pd.DataFrame) -> Tabel | None:
    """Return the pagu of two years with difference and percentage."""
    if banding.empty:
        return None
    kunci = {
        _: f"rekening/{row['kode_rekening']}" if row["level"] == "rekening" else row["kelompok"] or "total"
        for _, row in banding.iterrows()
    }
    baris = [
        Baris(
            gaya="jumlah" if row["level"] in ("total", "kelompok") else "biasa",
            inden=_INDEN[row["level"]],
            sel=(
                polos(row["uraian"]),
                sel(row["pagu_lalu"], "rupiah_tabel", row["pagu_lalu_asal"]),
                sel(row["pagu"], "rupiah_tabel", row["pagu_asal"]),
                sel(row["selisih"], "rupiah_tabel", row["selisih_asal"]),
                sel(row["perubahan"], "nilai", row["perubahan_asal"], kosong="tidak dapat dihitung"),
                polos(f.awal_besar(row["arah"])),
                sel_tercetak(
                    tercetak(klaim, tabel="anggaran", kunci=kunci[indeks], kolom="perubahan_persen"),
                    abs(row["perubahan"]),
                ),
            ),
        )
        for indeks, row in banding.iterrows()
    ]
    return Tabel(
        kunci="antar-tahun",
        judul=f"Perbandingan pagu tahun {tahun - 1} dan {tahun}",
        kolom=(
            kolom_teks("Uraian", 2.4),
            kolom_angka(f"Pagu {tahun - 1}", "Rp", lebar=1.5),
            kolom_angka(f"Pagu {tahun}", "Rp", lebar=1.5),
            kolom_angka("Selisih", "Rp", lebar=1.5),
            kolom_angka("Perubahan", "%"),
            kolom_teks("Arah", 0.9),
            kolom_angka("Tercetak", "%", edisi="reviu"),
        ),
        baris=tuple(baris),
        catatan=(
            "Angka dalam kurung negatif.",
            *beda_tahap(banding, tahun),
            *[
                f"Jumlah rekening {nama} tahun {tahun} melebihi pagunya sebesar {f.rupiah(lebih)}."
                for nama, lebih in rekening_berlebih(banding).items()
            ],
        ),
        sumber=f"{SUMBER}, tabel anggaran dua tahun",
    )


def perubahan_pagu(perubahan: pd.DataFrame) -> Tabel | None:
    """Return pagu murni beside pagu perubahan, down to programs.

    Parameters
    ----------
    perubahan
        Result of :func:`analisis.anggaran.perubahan_pagu`.
    """
    isi = perubahan[perubahan["level"].isin(["total", "kelompok", "program"])]
    if isi.empty:
        return None
    return Tabel(
        kunci="perubahan-pagu",
        judul="Pagu APBD murni dan pagu setelah P-APBD",
        kolom=(
            kolom_teks("Uraian", 3),
            kolom_angka("Pagu murni", "Rp", lebar=1.5),
            kolom_angka("Pagu perubahan", "Rp", lebar=1.5),
            kolom_angka("Selisih", "Rp", lebar=1.4),
            kolom_angka("Perubahan", "%"),
        ),
        baris=tuple(
            Baris(
                gaya="jumlah" if row["level"] in ("total", "kelompok") else "biasa",
                inden=_INDEN[row["level"]],
                sel=(
                    polos(row["uraian"]),
                    sel(row["pagu_murni"], "rupiah_tabel", row["asal"].kolom("pagu_murni")),
                    sel(row["pagu_perubahan"], "rupiah_tabel", row["asal"].kolom("pagu_perubahan")),
                    sel(row["selisih"], "rupiah_tabel", row["asal"]),
                    sel(row["persen"], "nilai", row["asal"], kosong="tidak dapat dihitung"),
                ),
            )
            for _, row in isi.iterrows()
        ),
        catatan=("Angka dalam kurung negatif.",),
        sumber=f"{SUMBER}, tabel anggaran",
    )
