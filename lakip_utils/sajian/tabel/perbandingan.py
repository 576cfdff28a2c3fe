"""Tables of comparisons: last year, Renstra, efisiensi, completeness."""

from __future__ import annotations

import pandas as pd

from lakip_utils.analisis.perbandingan import Kelengkapan
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Span, Tabel
from lakip_utils.sajian.kalimat import polos, sel
from lakip_utils.sajian.tabel.kolom import SUMBER, kolom_angka, kolom_teks, sel_renstra


def tahun_lalu(banding: pd.DataFrame, tahun: int) -> Tabel | None:
    """Return realisasi and capaian of two years."""
    if banding.empty:
        return None
    baris = [
        Baris(
            sel=(
                polos(f"{row['nama']} ({row['satuan']})"),
                sel(row["realisasi_lalu"], "bilangan", row["realisasi_lalu_asal"]),
                sel(row["realisasi"], "bilangan", row["capaian_asal"].kolom("realisasi")),
                sel(row["selisih"], "bilangan", row["selisih_asal"]),
                sel(row["capaian_lalu"], "nilai", row["capaian_lalu_asal"])
                + ((Span(teks=" *", tanda="redup"),) if row["basis_lalu"] == "tercetak" else ()),
                sel(row["capaian"], "nilai", row["capaian_asal"], kosong="tidak dapat dihitung"),
            )
        )
        for _, row in banding.iterrows()
    ]
    tanpa_target = (banding["basis_lalu"] == "tercetak").any()
    return Tabel(
        kunci="tahun-lalu",
        judul=f"Realisasi dan capaian tahun {tahun - 1} dan {tahun}",
        kolom=(
            kolom_teks("Indikator", 3),
            kolom_angka("Realisasi", str(tahun - 1)),
            kolom_angka("Realisasi", str(tahun)),
            kolom_angka("Selisih"),
            kolom_angka(f"Capaian {tahun - 1}", "%"),
            kolom_angka(f"Capaian {tahun}", "%"),
        ),
        baris=tuple(baris),
        catatan=(
            f"* Dikutip dari laporan yang terbit; target perjanjian kinerja tahun {tahun - 1} tidak tersedia.",
        )
        if tanpa_target
        else (),
        sumber=f"{SUMBER}, tabel indikator dua tahun",
    )


def renstra(banding: pd.DataFrame, tahun: int) -> Tabel | None:
    """Return realisasi against the Renstra targets of the year and of the period's end."""
    if banding.empty:
        return None
    akhir = int(banding["tahun_akhir"].max())
    baris = [
        Baris(
            sel=(
                polos(f"{row['nama']} ({row['satuan']})"),
                sel(row["realisasi"], "bilangan", row["capaian_akhir_asal"].kolom("realisasi")),
                sel_renstra(row, "tahun"),
                sel(row["capaian_tahun"], "nilai", row["capaian_tahun_asal"], kosong="tidak dapat dihitung"),
                sel_renstra(row, "akhir"),
                sel(row["capaian_akhir"], "nilai", row["capaian_akhir_asal"], kosong="tidak dapat dihitung"),
            )
        )
        for _, row in banding.iterrows()
    ]
    return Tabel(
        kunci="renstra",
        judul=f"Realisasi tahun {tahun} terhadap target Renstra",
        kolom=(
            kolom_teks("Indikator", 3),
            kolom_angka("Realisasi", str(tahun)),
            kolom_angka("Target Renstra", str(tahun)),
            kolom_angka("Capaian", f"% dari {tahun}"),
            kolom_angka("Target Renstra", str(akhir)),
            kolom_angka("Capaian", f"% dari {akhir}"),
        ),
        baris=tuple(baris),
        sumber=f"{SUMBER}, target dari Renstra",
    )


def efisiensi(hasil: pd.DataFrame) -> Tabel | None:
    """Return capaian against serapan per program and kegiatan."""
    if hasil.empty:
        return None
    baris = [
        Baris(
            gaya="jumlah" if row["level"] == "program" else "biasa",
            inden=0 if row["level"] == "program" else 1,
            sel=(
                polos(f"{row['kode']} {row['nama']}"),
                sel(row["capaian"], "nilai", row["capaian_asal"], kosong="tidak dihitung"),
                sel(row["serapan"], "nilai", row["serapan_asal"], kosong="tidak dihitung"),
                sel(row["ie"], "nilai", row["ie_asal"], kosong="tidak dihitung"),
                polos(
                    f.awal_besar(row["simpulan"])
                    + (f": {row['keterangan'].split(': ')[-1]}" if row["keterangan"] else "")
                ),
            ),
        )
        for _, row in hasil.iterrows()
    ]
    return Tabel(
        kunci="efisiensi",
        judul="Capaian kinerja dan serapan anggaran",
        kolom=(
            kolom_teks("Program dan kegiatan", 3.4),
            kolom_angka("Capaian", "%"),
            kolom_angka("Serapan", "%"),
            kolom_angka("Indeks efisiensi"),
            kolom_teks("Simpulan", 2.4),
        ),
        baris=tuple(baris),
        catatan=(
            "Indeks efisiensi = capaian / serapan; efisien bila capaian tidak lebih rendah daripada serapan.",
            "Target dan pagu diambil dari tahap yang sama. Target tanpa catatan perubahan dianggap tetap; bila berubah "
            "dan angka barunya tidak dicatat, indeks tidak dihitung.",
            *(
                f"Capaian {row['kode']} {row['nama']} di tabel ini diukur terhadap target setelah perubahan."
                for _, row in hasil[hasil["target_berubah"].astype(bool)].iterrows()
            ),
        ),
        sumber=f"{SUMBER}, tabel indikator, tolok ukur, dan anggaran",
    )


def kelengkapan(
    butir: tuple[Kelengkapan, ...],
    sumber_aturan: str,
    *,
    kunci: str = "kelengkapan",
    judul: str = "Kelengkapan tujuh perbandingan kinerja",
) -> Tabel:
    """Return the seven comparisons with complete or missing and why."""
    baris = tuple(
        Baris(
            sel=(
                polos(f"{nomor}. {satu.nama}"),
                (
                    Span(
                        teks="Lengkap" if satu.lengkap else "Belum lengkap",
                        tanda="biru" if satu.lengkap else "jingga",
                        tebal=True,
                    ),
                ),
                polos(satu.keterangan) if satu.keterangan else (),
            )
        )
        for nomor, satu in enumerate(butir, 1)
    )
    return Tabel(
        kunci=kunci,
        judul=judul,
        kolom=(kolom_teks("Perbandingan", 3), kolom_teks("Keadaan", 1.2), kolom_teks("Yang kurang", 3)),
        baris=baris,
        sumber=sumber_aturan,
    )
