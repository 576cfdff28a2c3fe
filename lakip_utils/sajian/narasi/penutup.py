"""Trend, and Bab IV: conclusions made from the figures, and the statement of review."""

from __future__ import annotations

import pandas as pd

from lakip_utils.analisis.capaian import cacah, ditangguhkan
from lakip_utils.analisis.evaluasi import Evaluasi
from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.asal import Angka
from lakip_utils.data.instansi import Instansi, Laporan
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Isi, Rangkaian, TandaTangan, rangkai
from lakip_utils.sajian.kalimat import (
    BENTUK,
    belum_dinilai,
    bentuk_seri,
    gerak,
    kalimat,
    mencapai_target,
    paragraf,
    polos,
    span,
)
from lakip_utils.sajian.narasi import umum
from lakip_utils.sajian.narasi.umum import belum, daftar, satuan_kata, tulisan


def tren(*seri: pd.DataFrame) -> Rangkaian:
    """Say of each series how it moved from the first to the last year that has data.

    Parameters
    ----------
    seri
        Results of :mod:`analisis.tren`.
    """
    isi = [_gerak(grup) for satu in seri for _, grup in satu.groupby("seri", sort=False)]
    ada = [i for i in isi if i]
    if not ada:
        return rangkai(
            belum(
                "Tren belum tersedia",
                "hanya satu tahun yang memiliki data",
                "indikator",
                "anggaran",
                perlu="data sekurangnya dua tahun",
            )
        )
    return rangkai(daftar("", ada))


def _gerak(grup: pd.DataFrame) -> Isi:
    ada = grup.dropna(subset=["nilai"])
    if len(ada) < 2:
        return ()
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    bentuk = bentuk_seri(awal["satuan"])
    kata = gerak(awal["nilai"], akhir["nilai"], BENTUK[bentuk])
    satuan = (
        ""
        if awal["satuan"] == "rupiah"
        else satuan_kata("Nilai" if awal["satuan"] == "nilai" else awal["satuan"])
    )
    antara = grup[(grup["tahun"] > awal["tahun"]) & (grup["tahun"] < akhir["tahun"])]
    bolong = int(antara["nilai"].isna().sum())
    pola = "{judul:tebal} {kata} dari {awal}{satuan} pada {dulu} menjadi {akhir}{satuan} pada {kini}{bolong}."
    if kata == "tetap":
        pola = "{judul:tebal} {kata} {akhir}{satuan} dari {dulu} sampai {kini}{bolong}."
    return kalimat(
        pola,
        judul=awal["judul"],
        kata=kata,
        awal=(span(Angka(float(awal["nilai"]), awal["satuan"], awal["asal"]), bentuk),),
        akhir=(span(Angka(float(akhir["nilai"]), akhir["satuan"], akhir["asal"]), bentuk),),
        satuan=satuan,
        dulu=str(awal["tahun"]),
        kini=str(akhir["tahun"]),
        bolong=f"; {f.cacah(bolong)} tahun di antaranya tanpa data" if bolong else "",
    )


def kesimpulan(hasil: Evaluasi, ikm: HasilIKM | None, narasi: pd.DataFrame, tahun: int) -> Rangkaian:
    """Conclude from the figures: indicators, kegiatan, money and satisfaction.

    Parameters
    ----------
    hasil
        Evaluation of the agency.
    ikm
        The survey's result.
    narasi
        Table ``narasi``.
    tahun
        Reporting year.
    """
    butir = [*_indikator(hasil), *_kegiatan(hasil), *_anggaran(hasil), *_ikm(ikm), *_lengkap(hasil)]
    return rangkai(tulisan(narasi, "penutup"), daftar(f"Kesimpulan kinerja tahun {tahun}", butir))


def _indikator(hasil: Evaluasi) -> list[Isi]:
    sasaran = hasil.indikator[hasil.indikator["level"] == "sasaran"]
    tidak = list(sasaran.loc[(sasaran["capaian"] < 100) & ~sasaran["sengketa"], "nama"])
    if sasaran.empty:
        return []
    jumlah = cacah(sasaran)
    kata = f"; yang belum: {f.daftar(tidak)}" if tidak else ""
    belum_ = belum_dinilai(jumlah, list(ditangguhkan(sasaran)["nama"]))
    return [polos(f"{mencapai_target(jumlah, 'indikator sasaran')}{kata}{belum_}.")]


def _kegiatan(hasil: Evaluasi) -> list[Isi]:
    isi = umum.kegiatan_tercapai(hasil.kegiatan, hasil.unit.kegiatan)
    return [isi] if isi else []


def _anggaran(hasil: Evaluasi) -> list[Isi]:
    total = hasil.belanja[hasil.belanja["level"] == "total"].dropna(subset=["serapan"])
    if total.empty:
        return []
    row = total.iloc[0]
    return [
        kalimat(
            "Anggaran instansi terserap {serapan:persen}, dengan sisa {sisa:rupiah}.",
            serapan=Angka(row["serapan"], "persen", row["serapan_asal"]),
            sisa=Angka(row["sisa"], "rupiah", row["sisa_asal"]),
        )
    ]


def _ikm(ikm: HasilIKM | None) -> list[Isi]:
    if ikm is None:
        return []
    return [
        kalimat(
            "Nilai IKM {ikm:nilai}, bermutu {mutu} ({kinerja}).",
            ikm=ikm.ikm,
            mutu=ikm.pita.mutu,
            kinerja=f.awal_kecil(ikm.pita.kinerja),
        )
    ]


def _lengkap(hasil: Evaluasi) -> list[Isi]:
    kurang = [f.awal_kecil(k.nama) for k in hasil.tujuh if not k.lengkap]
    return [polos(f"Perbandingan yang belum lengkap: {f.daftar(kurang)}.")] if kurang else []


def pernyataan_reviu(instansi: Instansi, laporan: Laporan) -> Rangkaian:
    """Return the statement that the report was reviewed; a blank form until its data are there."""
    reviu = laporan.reviu
    if reviu is None:
        return rangkai(
            paragraf(kalimat("Diisi oleh pereviu setelah reviu atas {judul} selesai.", judul=laporan.judul)),
            TandaTangan(
                tempat_tanggal=f"{laporan.tempat or instansi.kota}, …………… {laporan.tahun + 1}",
                jabatan=("Pereviu",),
            ),
        )
    isi = kalimat(
        "Kami telah mereviu {judul}. Reviu bertujuan memberi keyakinan terbatas bahwa laporan disusun dengan format, cara, dan "
        "substansi yang semestinya; isi laporan tetap menjadi tanggung jawab {instansi}.",
        judul=laporan.judul,
        instansi=instansi.nama,
    )
    return rangkai(
        paragraf(isi, polos(reviu.simpulan)),
        TandaTangan(
            tempat_tanggal=f"{reviu.tempat or instansi.kota}, {f.tanggal(reviu.tanggal)}",
            jabatan=(reviu.jabatan,),
            nama=reviu.oleh,
            nip=reviu.nip,
        ),
    )
