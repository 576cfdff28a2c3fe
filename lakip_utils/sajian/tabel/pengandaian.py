"""Tables of an assumption (pengandaian): key figures before and after, findings that come or go."""

from __future__ import annotations

import pandas as pd

from lakip_utils.asal import bulat
from lakip_utils.konsistensi.keadaan import Keadaan
from lakip_utils.sajian import format as f
from lakip_utils.sajian import ringkasan
from lakip_utils.sajian.blok import AngkaKunci, Baris, Isi, Span, Tabel
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.narasi.umum import capaian_dari
from lakip_utils.sajian.tabel.kolom import kolom_angka, kolom_teks, redup
from lakip_utils.sajian.tabel.konsistensi import nilai, tentang

TANDA = "Pengandaian"
"""How everything is marked that does not follow from the data."""
_BENTUK = {"persen": f.persen, "rupiah": f.rupiah, "nilai": f.angka}


def angka_kunci(keadaan: Keadaan) -> dict[str, AngkaKunci]:
    """Return the key figures that a report writes to ``ringkasan.json``, by name."""
    isi = ringkasan.susun(
        keadaan.hasil.indikator,
        keadaan.hasil.kegiatan,
        keadaan.uang,
        keadaan.survei,
        keadaan.hasil.tujuh,
        keadaan.catatan,
        lingkup="instansi" if keadaan.dinas else "program",
        batas=keadaan.dipakai.batas,
    )
    catatan = {
        f"catatan/{nama}": AngkaKunci(
            nama=f"catatan/{nama}", judul=f"Catatan uji konsistensi, {nama}", nilai=n, satuan="catatan"
        )
        for nama, n in isi.cacah_catatan.items()
    }
    predikat = {
        f"predikat/{row['kode_indikator']}": AngkaKunci(
            nama=f"predikat/{row['kode_indikator']}",
            judul=f"Predikat {f.awal_kecil(capaian_dari(row['nama']))}",
            nilai=row["predikat"] or None,
            satuan="",
            alasan="belum dinilai",
        )
        for _, row in keadaan.hasil.indikator.iterrows()
    }
    return {satu.nama: satu for satu in isi.angka} | _mutu(keadaan) | predikat | catatan


def _mutu(keadaan: Keadaan) -> dict[str, AngkaKunci]:
    """Return the quality with the rule that grades it: an assumption may choose another."""
    if keadaan.survei is None:
        return {}
    nilai = f"{keadaan.survei.pita.mutu} menurut {keadaan.survei.aturan.nama}"
    return {"mutu_ikm": AngkaKunci(nama="mutu_ikm", judul="Mutu pelayanan", nilai=nilai, satuan="")}


def banding(sebelum: Keadaan, sesudah: Keadaan) -> Tabel:
    """Return the key figures before and after an assumption; those that change come first, in bold."""
    lama, baru = angka_kunci(sebelum), angka_kunci(sesudah)
    berubah: list[Baris] = []
    tetap: list[Baris] = []
    for nama in dict.fromkeys((*lama, *baru)):
        kiri, kanan = lama.get(nama), baru.get(nama)
        judul = next(satu.judul for satu in (kanan, kiri) if satu)
        perubahan = _perubahan(kiri, kanan)
        tebal = bool(perubahan)
        (berubah if perubahan else tetap).append(
            Baris(
                sel=(
                    polos(judul, tebal=tebal),
                    polos(_tulis(kiri)),
                    polos(_tulis(kanan), tebal=tebal),
                    polos(perubahan, tebal=True) if perubahan else redup("tetap"),
                )
            )
        )
    return Tabel(
        kunci="pengandaian",
        judul=f"{TANDA}: angka kunci sebelum dan sesudah",
        keterangan="Kolom Sebelum adalah angka laporan; kolom Sesudah hanya pengandaian. Tidak ada yang ditulis ke data.",
        kolom=(
            kolom_teks("Angka", 3),
            kolom_angka("Sebelum"),
            kolom_angka(f"Sesudah ({TANDA.lower()})"),
            kolom_angka("Perubahan"),
        ),
        baris=(*berubah, *tetap),
    )


def _tulis(angka: AngkaKunci | None) -> str:
    if angka is None:
        return "tidak ada"
    if angka.nilai is None:
        return angka.alasan or f.KOSONG
    if isinstance(angka.nilai, str):
        return angka.nilai
    return _BENTUK.get(angka.satuan, f.bilangan)(angka.nilai)


def _perubahan(kiri: AngkaKunci | None, kanan: AngkaKunci | None) -> str:
    """Say how a figure changes as it is written; empty where it does not."""
    lama, baru = _tulis(kiri), _tulis(kanan)
    if lama == baru:
        return ""
    if kiri is None or kanan is None or isinstance(kiri.nilai, str) or isinstance(kanan.nilai, str):
        return "berubah"
    if kiri.nilai is None or kanan.nilai is None:
        return "berubah"
    beda = float(bulat(kanan.nilai)) - float(bulat(kiri.nilai))
    kata = _BENTUK.get(kanan.satuan, f.bilangan)(abs(beda))
    return f"{'naik' if beda > 0 else 'turun'} {kata.removesuffix('%')}" + (
        " poin" if kanan.satuan == "persen" else ""
    )


def catatan_berubah(berubah: pd.DataFrame) -> Tabel | None:
    """Return the findings that an assumption changes.

    Parameters
    ----------
    berubah
        Result of :func:`lakip_utils.konsistensi.keadaan.catatan_berubah`.
    """
    if berubah.empty:
        return None
    return Tabel(
        kunci="pengandaian-catatan",
        judul=f"{TANDA}: catatan uji konsistensi yang berubah",
        kolom=(
            kolom_teks("Perubahan", 1),
            kolom_teks("Keparahan", 1),
            kolom_teks("Tentang", 3),
            kolom_teks("Tercetak atau tercatat", 1.6),
            kolom_teks("Pembanding", 1.8),
        ),
        baris=tuple(
            Baris(
                sel=(
                    polos(f.awal_besar(satu["perubahan"]), tebal=True),
                    (Span(teks=str(satu["keparahan"]), tanda=satu["keparahan"]),),
                    (*polos(f"{satu['nama']}: {tentang(satu)} "), Span(teks=satu["id"], tanda="kode")),
                    _nilai(satu["tercetak"], satu["satuan"]),
                    _nilai(satu["dihitung"], satu["satuan"]),
                )
            )
            for _, satu in berubah.iterrows()
        ),
        catatan=(
            "Hilang: tidak ditemukan lagi. Baru: ditemukan karena pengandaian. Berubah: aturan dan hal yang sama, "
            "angkanya lain.",
        ),
    )


def _nilai(isi: object, satuan: str) -> Isi:
    teks = nilai(isi, satuan)  # type: ignore[arg-type]
    return polos(teks) if teks else redup("kosong")
