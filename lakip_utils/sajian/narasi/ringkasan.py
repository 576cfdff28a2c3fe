"""Page one: key figures, main results, causes and improvements."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lakip_utils.analisis.capaian import BATAS_RATA_RATA, Cacah, cacah, capaian_sasaran
from lakip_utils.analisis.ikm import SKALA, HasilIKM
from lakip_utils.asal import Angka, Asal
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Isi, Kartu, KartuKunci, Rangkaian, Span, rangkai
from lakip_utils.sajian.kalimat import DUA_ANGKA, belum_dinilai, kalimat, mencapai_target, polos, span
from lakip_utils.sajian.narasi.umum import (
    alasan,
    belum,
    capaian_dari,
    daftar,
    kata_batas,
    nama_ditangguhkan,
    satuan_kata,
)

PALING_BANYAK = 3
"""How many causes and improvements page one names."""


def kartu(
    hasil: pd.DataFrame,
    rata: pd.DataFrame,
    anggaran: Mapping[str, Angka],
    ikm: HasilIKM | None,
    tahun: int,
    *,
    lingkup: str = "program",
    batas: float | None = BATAS_RATA_RATA,
) -> KartuKunci:
    """Return the key figures: capaian of the sasaran, kegiatan on target, serapan, IKM.

    Parameters
    ----------
    hasil
        Indicators by :func:`analisis.capaian.hitung`.
    rata
        Mean per kegiatan by :func:`analisis.capaian.rata_rata`.
    anggaran
        Pagu, realisasi, sisa, serapan by :func:`analisis.anggaran.gabungan`.
    ikm
        The survey's result, ``None`` where there is none.
    tahun
        Reporting year.
    lingkup
        Whose pagu it is: ``program`` or ``instansi``.
    batas
        Cap of each indicator in the mean of several.
    """
    return KartuKunci(
        kartu=(_sasaran(hasil, batas), _kegiatan(rata), _serapan(anggaran, lingkup), _ikm(ikm, tahun))
    )


def _kosong(nama: str, kata: str) -> Kartu:
    return Kartu(nama=nama, nilai=Span(teks="–", tanda="redup"), kalimat=polos(kata), warna="abu")


def _sasaran(hasil: pd.DataFrame, batas: float | None) -> Kartu:
    angka = capaian_sasaran(hasil, batas=batas)
    if angka.nilai is None:
        return _kosong("Capaian sasaran", f.awal_besar(angka.alasan) + ".")
    sasaran = hasil[hasil["level"] == "sasaran"]
    n = cacah(sasaran).sengketa
    tunda = "" if not n else "; belum dinilai" if n == len(sasaran) else f"; {f.cacah(n)} belum dinilai"
    if len(sasaran) == 1:
        row = sasaran.iloc[0]
        satuan = satuan_kata(row["satuan"])
        kata = kalimat(
            f"Realisasi {{realisasi:bilangan}}{satuan}, target {{target:bilangan}}{satuan}{tunda}.",
            realisasi=Angka(row["realisasi"], row["satuan"]),
            target=Angka(row["target"], row["satuan"]),
        )
    else:
        kata = polos(f"Rata-rata {len(sasaran)} indikator sasaran{kata_batas(batas)}{tunda}.")
    return Kartu(
        nama="Capaian sasaran",
        nilai=Span(teks=f.angka(angka.nilai), asal=span(angka, "nilai").asal),
        satuan="%",
        pembanding="target 100%",
        kalimat=kata,
        porsi=_porsi(angka.nilai),
        patokan=1.0,
        warna="abu" if sasaran["sengketa"].any() else "biru" if angka.nilai >= 100 else "jingga",
    )


def _porsi(persen: float) -> float:
    return min(max(persen / 100, 0.0), 1.0)


def _kegiatan(rata: pd.DataFrame) -> Kartu:
    if rata.empty:
        return _kosong("Kegiatan mencapai target", "Data tolok ukur kegiatan belum tersedia.")
    jumlah = cacah(rata)
    asal = Asal.gabung(rata["capaian_asal"], "jumlah kegiatan dengan capaian paling sedikit 100")
    return Kartu(
        nama="Kegiatan mencapai target",
        nilai=span(Angka(jumlah.tercapai, "kegiatan", asal), "bilangan"),
        satuan=f" dari {jumlah.semua}",
        pembanding="menurut tolok ukurnya",
        kalimat=polos(f"{_kata_kegiatan(jumlah)}{belum_dinilai(jumlah)}."),
        porsi=jumlah.tercapai / jumlah.semua,
        warna="biru" if jumlah.tercapai == jumlah.semua else "jingga" if jumlah.belum else "abu",
    )


def _kata_kegiatan(jumlah: Cacah) -> str:
    if jumlah.belum == 0:
        return mencapai_target(jumlah, "kegiatan")
    return f"{f.awal_besar(f.cacah(jumlah.belum))} kegiatan belum mencapai target"


def _serapan(anggaran: Mapping[str, Angka], lingkup: str) -> Kartu:
    serapan, pagu, realisasi = (anggaran[nama] for nama in ("serapan", "pagu", "realisasi"))
    if serapan.nilai is None:
        return _kosong("Serapan anggaran", f"Pagu atau realisasi {lingkup} belum tersedia.")
    return Kartu(
        nama="Serapan anggaran",
        nilai=Span(teks=f.angka(serapan.nilai), asal=span(serapan, "nilai").asal),
        satuan="%",
        pembanding=f"dari pagu {lingkup}",
        kalimat=kalimat(
            "Terpakai {realisasi:rupiah_ringkas} dari {pagu:rupiah_ringkas}.", realisasi=realisasi, pagu=pagu
        ),
        porsi=_porsi(serapan.nilai),
    )


def _ikm(ikm: HasilIKM | None, tahun: int) -> Kartu:
    if ikm is None or ikm.ikm.nilai is None:
        return _kosong(
            "Nilai IKM instansi", f"Hasil survei kepuasan masyarakat tahun {tahun} belum tersedia."
        )
    return Kartu(
        nama="Nilai IKM instansi",
        nilai=Span(teks=f.angka(ikm.ikm.nilai), asal=span(ikm.ikm, "nilai").asal),
        pembanding="skala 25–100",
        kalimat=polos(f"Mutu {ikm.pita.mutu} ({f.awal_kecil(ikm.pita.kinerja)}) menurut {ikm.aturan.nama}."),
        porsi=_porsi((ikm.ikm.nilai - SKALA[0]) / (SKALA[1] - SKALA[0]) * 100),
    )


def pokok(
    hasil: pd.DataFrame,
    rata: pd.DataFrame,
    kegiatan: pd.DataFrame,
    anggaran: Mapping[str, Angka],
    lalu: pd.DataFrame,
    tahun: int,
) -> Rangkaian:
    """Return the main results, one sentence each, only those that the data give."""
    butir = [
        *_butir_sasaran(hasil),
        *_butir_kegiatan(rata, kegiatan),
        *_butir_anggaran(anggaran),
        *_butir_lalu(lalu, tahun),
    ]
    if not butir:
        return rangkai(
            belum(f"Data kinerja tahun {tahun} belum tersedia", "tabel kinerja tahun ini kosong", "indikator")
        )
    return rangkai(daftar("Pokok hasil", butir))


def _butir_sasaran(hasil: pd.DataFrame) -> list[Isi]:
    isi = []
    for _, row in hasil[hasil["level"] == "sasaran"].iterrows():
        if pd.isna(row["capaian"]):
            kata = kalimat(
                "{nama:tebal} {alasan}.", nama=capaian_dari(row["nama"]), alasan=alasan(row["keterangan"])
            )
        else:
            kata = kalimat(
                "{nama:tebal} {capaian:persen}{predikat}.",
                nama=capaian_dari(row["nama"]),
                capaian=Angka(row["capaian"], "persen", row["capaian_asal"]),
                predikat=f", berpredikat {f.awal_kecil(row['predikat'])}"
                if row["predikat"]
                else f", belum dinilai karena {DUA_ANGKA}"
                if row["sengketa"]
                else "",
            )
        isi.append(kata)
    return isi


def _butir_kegiatan(rata: pd.DataFrame, kegiatan: pd.DataFrame) -> list[Isi]:
    ada = rata[~rata["sengketa"]].dropna(subset=["capaian"])
    if ada.empty:
        return []
    nama = kegiatan.set_index("kode_kegiatan")["nama"]
    jumlah, tunda = cacah(rata), nama_ditangguhkan(rata, kegiatan)
    rendah = ada[ada["capaian"] == ada["capaian"].min()]
    kepala, lain = mencapai_target(jumlah, "kegiatan"), belum_dinilai(jumlah, tunda)
    if jumlah.belum == 0:
        return [kalimat("{kepala:tebal}{lain}.", kepala=kepala, lain=lain)]
    return [
        kalimat(
            "{kepala:tebal}; {apa} {capaian:persen}, yaitu {nama}{lain}.",
            kepala=kepala,
            apa="capaiannya" if len(ada) == 1 else f"capaian {f.paling('rendah', len(ada))}",
            lain=lain,
            capaian=Angka(rendah["capaian"].iloc[0], "persen", rendah["capaian_asal"].iloc[0]),
            nama=f.daftar([f"kegiatan {nama[kode]}" for kode in rendah.index]),
        )
    ]


def _butir_anggaran(anggaran: Mapping[str, Angka]) -> list[Isi]:
    if anggaran["serapan"].nilai is None:
        return []
    return [
        kalimat(
            "{kepala:tebal} {serapan:persen}: {realisasi:rupiah} dari pagu {pagu:rupiah}, sisa {sisa:rupiah}.",
            kepala="Anggaran program terserap",
            **{nama: anggaran[nama] for nama in ("serapan", "realisasi", "pagu", "sisa")},
        )
    ]


def _butir_lalu(lalu: pd.DataFrame, tahun: int) -> list[Isi]:
    isi = []
    for _, row in lalu.iterrows() if len(lalu) else ():
        if pd.isna(row["selisih"]):
            continue
        kata = "tetap" if row["selisih"] == 0 else "naik" if row["selisih"] > 0 else "turun"
        isi.append(
            kalimat(
                "{kepala:tebal} dari {lama:bilangan}{satuan} pada {dulu} menjadi {baru:bilangan}{satuan}."
                if row["selisih"]
                else "{kepala:tebal} pada {baru:bilangan}{satuan}, sama dengan tahun {dulu}.",
                kepala=f"Realisasi {row['nama']} {kata}",
                lama=Angka(row["realisasi_lalu"], row["satuan"], row["realisasi_lalu_asal"]),
                baru=Angka(row["realisasi"], row["satuan"], row["selisih_asal"]),
                dulu=str(tahun - 1),
                satuan=satuan_kata(row["satuan"]),
            )
        )
    return isi


def penyebab_perbaikan(masalah: pd.DataFrame) -> Rangkaian:
    """Return up to three causes and three improvements, as people wrote them, bidang by bidang in turn."""
    sebab, judul = masalah[masalah["jenis"] == "penyebab"], "Penyebab utama"
    if sebab.empty:
        sebab, judul = masalah[masalah["jenis"] == "permasalahan"], "Permasalahan utama"
    return rangkai(
        daftar(judul, _bergiliran(sebab), bernomor=True),
        daftar("Perbaikan utama", _bergiliran(masalah[masalah["jenis"] == "solusi"]), bernomor=True),
    )


def _bergiliran(isi: pd.DataFrame) -> list[Isi]:
    """Return the first text of each bidang, then the second ones, in the order of the data."""
    giliran = isi.groupby("bidang", sort=False).cumcount()
    urut = isi.loc[giliran.sort_values(kind="stable").index]
    return [polos(teks) for teks in urut["uraian"][:PALING_BANYAK]]
