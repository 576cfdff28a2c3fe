"""Tables of the survey of public satisfaction."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.analisis.klaim import tercetak
from lakip_utils.analisis.responden import LAIN, TIDAK_DIRINCI
from lakip_utils.aturan import MutuIKM
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Tabel
from lakip_utils.sajian.kalimat import polos, sel, span
from lakip_utils.sajian.tabel.kolom import SUMBER, kolom_angka, kolom_teks, sel_tercetak


def ikm_unsur(hasil: HasilIKM | None, klaim: pd.DataFrame) -> Tabel | None:
    """Return NRR, weight and quality per unsur, where enough people answered."""
    if hasil is None or not hasil.dirinci:
        return None
    baris = []
    for _, row in hasil.unsur.iterrows():
        cetak = tercetak(klaim, tabel="ikm_unsur", kunci=row["kode"], kolom="nrr")
        baris.append(
            Baris(
                sel=(
                    polos(row["nama"]),
                    sel(row["total_nilai"], "bilangan", row["total_nilai_asal"]),
                    sel(row["jumlah_kuesioner"], "bilangan", row["jumlah_kuesioner_asal"]),
                    sel(row["nrr"], "nilai", row["nrr_asal"]),
                    sel(row["nrr_tertimbang"], "nilai", row["nrr_tertimbang_asal"]),
                    sel(row["indeks"], "nilai", row["indeks_asal"]),
                    sel(row["persepsi"], "bilangan", row["persepsi_asal"]),
                    polos(f"{row['mutu']} ({f.awal_kecil(row['kinerja'])})"),
                    sel_tercetak(cetak, row["nrr"]),
                )
            )
        )
    cetak = tercetak(klaim, tabel="ikm_unsur", kunci="semua", kolom="nrr_tertimbang")
    total = ((hasil.nrr, "nilai"), (hasil.ikm, "nilai"), (hasil.persepsi, "bilangan"))
    baris.append(
        Baris(
            gaya="jumlah",
            sel=(
                polos("Indeks seluruh unsur"),
                (),
                (),
                (),
                *((span(satu, bentuk),) for satu, bentuk in total),
                polos(f"{hasil.pita.mutu} ({f.awal_kecil(hasil.pita.kinerja)})"),
                sel_tercetak(cetak, hasil.nrr.nilai),
            ),
        )
    )
    return Tabel(
        kunci="ikm-unsur",
        judul="Nilai rata-rata (NRR) dan mutu per unsur pelayanan",
        kolom=(
            kolom_teks("Unsur", 2.6),
            kolom_angka("Total nilai"),
            kolom_angka("Kuesioner"),
            kolom_angka("NRR", "1–4"),
            kolom_angka("NRR tertimbang"),
            kolom_angka("Indeks", "25–100"),
            kolom_angka("Nilai persepsi", "1–4"),
            kolom_teks("Mutu", 1.4),
            kolom_angka("NRR tercetak", edisi="reviu"),
        ),
        baris=tuple(baris),
        catatan=(
            f"NRR = total nilai / jumlah kuesioner; indeks = NRR × 25; {hasil.bobot}.",
            f"Mutu menurut {hasil.aturan.nama}; indeks dibulatkan dua desimal, lalu digolongkan menurut batas "
            "bawah tertinggi yang dicapai.",
        ),
        sumber=f"{SUMBER}, hasil survei kepuasan masyarakat",
    )


def pita_mutu(aturan: MutuIKM) -> Tabel:
    """Return the bands of a rule set, as it prints them."""
    return Tabel(
        kunci="pita-mutu",
        judul=f"Pita nilai dan mutu pelayanan menurut {aturan.nama}",
        kolom=(
            kolom_angka("Nilai persepsi", lebar=0.9),
            kolom_teks("Mutu", 0.8),
            kolom_teks("Kinerja unit pelayanan", 2),
            kolom_angka("Nilai interval", "1–4", lebar=1.4),
            kolom_angka("Nilai interval konversi", "25–100", lebar=1.6),
        ),
        baris=tuple(
            Baris(
                sel=(
                    polos(str(p.persepsi)),
                    polos(p.mutu),
                    polos(p.kinerja),
                    polos(p.cetak_ni),
                    polos(p.cetak_nik),
                )
            )
            for p in aturan.pita
        ),
        sumber=aturan.sumber,
    )


_DITAHAN = "tidak ditampilkan"
"""Stands for a count that is withheld: the same for a small one and for one that would give it away."""


def ciri_responden(ciri: pd.DataFrame, tahun: int, terkecil: int) -> Tabel | None:
    """Return respondents by characteristic.

    Parameters
    ----------
    ciri
        Result of :func:`analisis.responden.ciri`.
    tahun
        Reporting year.
    terkecil
        The smallest count that is shown.
    """
    if ciri.empty:
        return None
    baris: list[Baris] = []
    for nama, isi in ciri.groupby("ciri", sort=False):
        baris.append(Baris(gaya="grup", sel=(polos(f.awal_besar(str(nama)), tebal=True), ())))
        baris += [
            Baris(
                inden=1,
                sel=(
                    polos("semua kelompok" if row["nilai"] == TIDAK_DIRINCI else str(row["nilai"])),
                    sel(row["jumlah"], "bilangan", kosong=_DITAHAN),
                ),
            )
            for _, row in isi.iterrows()
        ]
    return Tabel(
        kunci="ciri-responden",
        judul=f"Responden survei tahun {tahun} menurut cirinya",
        kolom=(kolom_teks("Ciri", 3), kolom_angka("Responden")),
        baris=tuple(baris),
        catatan=tuple(_catatan_ciri(ciri, terkecil)),
        sumber=f"{SUMBER}, jawaban survei kepuasan masyarakat",
    )


def _catatan_ciri(ciri: pd.DataFrame, terkecil: int) -> Iterator[str]:
    """Yield why something of the table is not shown."""
    if ciri["jumlah"].notna().all():
        return
    yield (
        f"Kelompok yang berisi kurang dari {terkecil} responden tidak ditampilkan jumlahnya agar tidak seorang pun "
        "dapat dikenali. Sebagian kelompok yang lebih besar juga tidak ditampilkan, karena dari jumlahnya kelompok "
        "yang kecil itu dapat dihitung."
    )
    if (ciri["nilai"] == LAIN).any():
        yield f"“{f.awal_besar(LAIN)}” adalah jawaban yang juga tidak disebutkan isinya, dengan alasan yang sama."
    if (ciri["nilai"] == TIDAK_DIRINCI).any():
        yield (
            "“Semua kelompok” tertulis pada ciri yang tidak dapat dirinci: kelompoknya terlalu kecil, atau "
            "jumlahnya dapat dihitung dari ciri lain."
        )
