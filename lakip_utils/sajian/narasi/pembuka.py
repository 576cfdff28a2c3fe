"""Masthead and scope of a report."""

from __future__ import annotations

from lakip_utils.data.paket import Irisan
from lakip_utils.data.params import bagian_ditiadakan
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Kop, Kotak, Rangkaian, rangkai
from lakip_utils.sajian.kalimat import kalimat, paragraf, polos
from lakip_utils.sajian.narasi.umum import daftar

STATUS = {True: "Draf", False: "Final"}


def kop(irisan: Irisan, tanpa_bagian: str = "") -> Kop:
    """Return the masthead of the report of one unit and year.

    Parameters
    ----------
    irisan
        The slice that is reported.
    tanpa_bagian
        Switchable parts that are left out, separated by commas.
    """
    laporan, instansi = irisan.laporan, irisan.paket.instansi
    fakta = [("Tahun anggaran", str(irisan.tahun))]
    if len(irisan.program):
        fakta.append(("Program", f.daftar(list(dict.fromkeys(irisan.program["nama"])))))
    if laporan.sumber_terbit:
        fakta.append(("Sumber data", laporan.sumber_terbit))
    if laporan.nomor:
        fakta.append(("Nomor", laporan.nomor))
    if laporan.tanggal:
        fakta.append(("Tanggal", f.tanggal(laporan.tanggal)))
    return Kop(
        pemerintah=instansi.pemerintah,
        instansi=instansi.nama,
        judul=f"Evaluasi Kinerja {irisan.bidang.nama} Tahun {irisan.tahun}",
        subjudul="Capaian kinerja, kepuasan masyarakat, dan realisasi anggaran",
        tahun=irisan.tahun,
        kode_instansi=instansi.kode,
        kode_bidang=irisan.bidang.kode,
        nama_bidang=irisan.bidang.nama,
        status=STATUS[laporan.draf],
        draf=laporan.draf,
        fakta=tuple(fakta),
        tanpa_bagian=bagian_ditiadakan(tanpa_bagian),
    )


def kop_dinas(irisan: Irisan, tanpa_bagian: str = "") -> Kop:
    """Return the cover of the whole agency's report.

    Parameters
    ----------
    irisan
        The slice of the whole agency.
    tanpa_bagian
        Switchable parts that are left out, separated by commas.
    """
    dasar = kop(irisan, tanpa_bagian)
    laporan = irisan.laporan
    tahun_terbit = laporan.tanggal.year if laporan.tanggal else irisan.tahun + 1
    tempat = ("Tempat", f"{laporan.tempat or irisan.paket.instansi.kota}, {tahun_terbit}")
    fakta = (*(satu for satu in dasar.fakta if satu[0] in ("Tahun anggaran", "Nomor", "Tanggal")), tempat)
    return dasar.model_copy(
        update={
            "judul": irisan.laporan.judul
            or f"Laporan Kinerja {irisan.paket.instansi.nama} Tahun {irisan.tahun}",
            "subjudul": "",
            "fakta": fakta,
            "susunan": "bab",
        }
    )


def cakupan(irisan: Irisan) -> Rangkaian:
    """Say what the report covers and what its reader must know of its limits."""
    kegiatan = irisan.kegiatan
    nama = f.daftar([f"Program {satu}" for satu in irisan.nama_program.values()])
    isi = kalimat(
        "Laporan ini mengevaluasi kinerja {bidang} pada tahun {tahun} melalui {program}{kegiatan}.",
        bidang=irisan.bidang.nama,
        tahun=str(irisan.tahun),
        program=nama or "program yang belum tercatat",
        kegiatan=f" dengan {f.cacah(len(kegiatan))} kegiatan" if len(kegiatan) else "",
    )
    sasaran = irisan.sasaran
    dukung = kalimat(
        "Program itu mendukung sasaran strategis {sasaran}.",
        sasaran=f.daftar([f"“{nama}”" for nama in sasaran.values()]),
    )
    batas = [
        "Nilai IKM dan belanja di luar program hanya tersedia untuk instansi secara keseluruhan.",
        *_bersama(irisan),
    ]
    kotak = Kotak(
        judul="Batasan yang perlu diketahui pembaca",
        isi=tuple(
            satu
            for satu in (
                daftar("", [polos(teks) for teks in batas]),
                daftar("", [polos(teks) for teks in _tafsiran(irisan)], edisi="reviu"),
            )
            if satu
        ),
    )
    return rangkai(paragraf(isi, dukung if sasaran else ()), kotak)


def _bersama(irisan: Irisan) -> list[str]:
    """Name the other units that share a sasaran with this one."""
    semua, milik = irisan.semua_program, set(irisan.program["kode_sasaran"])
    lain = semua[semua["kode_sasaran"].isin(milik) & (semua["bidang"] != irisan.bidang.kode)]
    if lain.empty:
        return []
    nama = {b.kode: b.nama for b in irisan.paket.instansi.bidang_tahun(irisan.tahun)}
    bidang = f.daftar([nama[kode] for kode in dict.fromkeys(lain["bidang"])])
    return [f"Sasaran strategis dan capaiannya dipikul bersama {bidang}."]


def _tafsiran(irisan: Irisan) -> list[str]:
    """Say that the tie between program and unit is an interpretation, where the data note it."""
    ada = irisan.program["catatan"].str.contains("tafsir", case=False).any()
    return (
        ["Pembagian program ke bidang adalah tafsiran penyusun data karena sumbernya tidak menyebutkannya."]
        if ada
        else []
    )
