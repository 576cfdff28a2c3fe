"""Front matter and Bab I: foreword, the agency, its duties, people and property."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from lakip_utils.asal import Angka
from lakip_utils.data.instansi import Instansi, Laporan, Pejabat
from lakip_utils.data.table import berlaku
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Blok, Isi, Judul, Rangkaian, TandaTangan, rangkai
from lakip_utils.sajian.kalimat import kalimat, paragraf, polos, rincian
from lakip_utils.sajian.narasi.umum import belum, daftar, tulisan
from lakip_utils.sajian.tabel.profil import DIMENSI, KELAMIN


def kata_pengantar(narasi: pd.DataFrame, instansi: Instansi, laporan: Laporan) -> Rangkaian:
    """Return the foreword as people wrote it, with the place to sign.

    The one who signs held the top office on the report's date, or at the start of the year after.
    """
    teks = tulisan(narasi, "kata_pengantar")
    return rangkai(
        teks or [belum("Kata pengantar belum ditulis", "belum ada yang menuliskannya", "narasi")],
        tanda_tangan(instansi, laporan),
    )


def tanda_tangan(instansi: Instansi, laporan: Laporan) -> TandaTangan:
    """Return the block in which the head of the agency signs; unknown parts stay blank."""
    hari = laporan.tanggal or dt.date(laporan.tahun + 1, 1, 31)
    pejabat = _pejabat(instansi, hari)
    tempat = laporan.tempat or instansi.kota
    tanggal = f.tanggal(laporan.tanggal) if laporan.tanggal else f"…………… {laporan.tahun + 1}"
    if pejabat is None:
        return TandaTangan(tempat_tanggal=f"{tempat}, {tanggal}", jabatan=(f"Kepala {instansi.nama}",))
    daerah = instansi.pemerintah.removeprefix("Pemerintah ")
    awalan = "" if pejabat.status == "definitif" else f"{pejabat.status} "
    return TandaTangan(
        tempat_tanggal=f"{tempat}, {tanggal}",
        jabatan=(
            f"{awalan}{pejabat.jabatan}",
            _sambung(pejabat.jabatan, instansi.nama),
            *([] if daerah in instansi.nama else [daerah]),
        ),
        nama=pejabat.nama,
        pangkat=pejabat.pangkat,
        nip=pejabat.nip,
    )


def _sambung(jabatan: str, instansi: str) -> str:
    """Return what follows an office in a signature: "Kepala Dinas" goes on with the rest of the name.

    >>> _sambung("Kepala Dinas", "Dinas Koperasi"), _sambung("Kepala Badan", "Inspektorat")
    ('Koperasi', 'Inspektorat')
    """
    pertama, _, sisa = instansi.partition(" ")
    return sisa if sisa and jabatan.split()[-1:] == [pertama] else instansi


def _pejabat(instansi: Instansi, hari: dt.date) -> Pejabat | None:
    """Return who held the first office of the list on a day."""
    ada = [p for p in instansi.pejabat if p.dari <= hari <= (p.sampai or hari)]
    return ada[0] if ada else None


def umum(narasi: pd.DataFrame, bagian: str, judul: str) -> Rangkaian:
    """Return a part that only people can write, or the box that it is missing."""
    return rangkai(
        tulisan(narasi, bagian) or [belum(f"{judul} belum ditulis", "belum ada yang menuliskannya", "narasi")]
    )


def fungsi(tabel: pd.DataFrame, tugas: pd.DataFrame, tahun: int) -> Rangkaian:
    """List the agency's main duty and its functions in force."""
    pokok = berlaku(tugas[tugas["jenis"] == "tugas_pokok"], tahun)
    isi = berlaku(tabel, tahun).sort_values("urutan")
    if isi.empty:
        return rangkai(belum("Fungsi instansi belum tersedia", "tabel fungsi kosong", "fungsi"))
    utama = paragraf(kalimat("Tugas pokok pimpinan instansi: {uraian}", uraian=f.awal_kecil(pokok["uraian"].iloc[0]))) if len(pokok) else None  # fmt: skip
    return rangkai(utama, daftar("Fungsi dan kewenangan", [polos(t) for t in isi["uraian"]], bernomor=True))


def uraian_tugas(tugas: pd.DataFrame, unit: pd.DataFrame, tahun: int) -> Rangkaian:
    """List the main duty and the duties of every post, in the order of the tree.

    Parameters
    ----------
    tugas
        Table ``tugas``.
    unit
        Result of :func:`analisis.profil.bawahan`.
    tahun
        Reporting year.
    """
    isi = berlaku(tugas, tahun)
    if isi.empty:
        return rangkai(belum("Uraian tugas belum tersedia", "tabel tugas kosong", "tugas"))
    blok: list[Blok] = []
    for _, row in unit.iterrows():
        milik = isi[isi["kode"] == row["kode"]].sort_values("urutan", kind="stable")
        if milik.empty:
            continue
        blok.append(Judul(tingkat=3, teks=row["jabatan"] or row["unit"]))
        blok += [paragraf(kalimat("{k:tebal} {teks}", k="Tugas pokok:", teks=t)) for t in milik.loc[milik["jenis"] == "tugas_pokok", "uraian"]]  # fmt: skip
        rincian = daftar(
            "", [polos(t) for t in milik.loc[milik["jenis"] == "rincian", "uraian"]], bernomor=True
        )
        blok += [rincian] if rincian else []
    return rangkai(blok)


def pegawai(
    jumlah: dict[str, Angka],
    menurut: dict[str, dict[str, Angka]],
    kelompok: dict[str, dict[str, Angka]],
    tahun: int,
) -> Rangkaian:
    """State how many people work in the agency by each dimension; say when the counts disagree.

    Parameters
    ----------
    jumlah
        Result of :func:`analisis.profil.jumlah_pegawai`.
    menurut
        Dimension → people by category or subcategory (:func:`analisis.profil.rincian_pegawai`).
    kelompok
        Dimension → people by group (:func:`analisis.profil.kelompok_pegawai`).
    tahun
        Reporting year.
    """
    if not jumlah:
        return rangkai(belum(f"Data pegawai tahun {tahun} belum tersedia", "tabel sdm kosong", "sdm"))
    isi = []
    for dimensi, angka in jumlah.items():
        rinci, grup = _rinci(menurut.get(dimensi, {})), _rinci(kelompok.get(dimensi, {}))
        isi.append(
            kalimat(
                "Menurut {dimensi} tercatat {jumlah:bilangan} orang{rinci}{grup}.",
                dimensi=DIMENSI.get(dimensi, dimensi),
                jumlah=angka,
                rinci=kalimat(" ({rinci})", rinci=rinci) if rinci else "",
                grup=kalimat(", terdiri atas {grup}", grup=grup) if grup else "",
            )
        )
    beda = len({a.nilai for a in jumlah.values()}) > 1
    catatan = (
        polos("Pengelompokan itu tidak berjumlah sama; sebabnya belum dijelaskan dalam data.") if beda else ()
    )
    return rangkai(paragraf(*isi, catatan))


def _rinci(bagian: dict[str, Angka]) -> Isi:
    """List how many people each group has; empty ones are left out."""
    return rincian(
        [
            kalimat("{n:bilangan} {golongan}", n=a, golongan=KELAMIN.get(k, k))
            for k, a in bagian.items()
            if a.nilai
        ]
    )


def aset(jumlah: dict[str, dict[str, Angka]], tahun: int) -> Rangkaian:
    """State count and value of each kind of property, the value in words too.

    Parameters
    ----------
    jumlah
        Kind → result of :func:`analisis.profil.nilai_aset`.
    tahun
        Reporting year.
    """
    ada = {jenis: a for jenis, a in jumlah.items() if a["unit"].nilai}
    if not ada:
        return rangkai(belum(f"Data aset tahun {tahun} belum tersedia", "tabel aset kosong", "aset"))
    isi = []
    for jenis, a in ada.items():
        nilai = a["nilai"].nilai
        if nilai is None:
            isi.append(
                kalimat(
                    "Aset {jenis} tercatat {unit:bilangan} unit; nilainya belum ada.",
                    jenis=jenis,
                    unit=a["unit"],
                )
            )
            continue
        isi.append(
            kalimat(
                "Aset {jenis} tercatat {unit:bilangan} unit{bagian} dengan perkiraan harga {nilai:rupiah} ({kata} rupiah).",
                jenis=jenis,
                unit=a["unit"],
                bagian=""
                if a["ada_nilai"].nilai == a["unit"].nilai
                else kalimat("; nilai {banyak:cacah} di antaranya tercatat,", banyak=a["ada_nilai"]),
                nilai=a["nilai"],
                kata=f.terbilang(int(nilai)),
            )
        )
    return rangkai(paragraf(*isi))
