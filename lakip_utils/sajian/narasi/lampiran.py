"""Annexes: how the figures were computed, by which rules; the form of the reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakip_utils import aturan as modul_aturan
from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.aturan import Dipakai
from lakip_utils.data import Irisan
from lakip_utils.data.instansi import DINAS
from lakip_utils.data.params import bagian_ditiadakan
from lakip_utils.konsistensi import Dasar, Jawaban
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import (
    BagianReviu,
    ButirReviu,
    Isi,
    LembarReviu,
    Rangkaian,
    Span,
    rangkai,
    sumber_ada,
)
from lakip_utils.sajian.kalimat import kalimat
from lakip_utils.sajian.narasi.umum import daftar, kata_batas
from lakip_utils.sajian.tabel.konsistensi import JANGKAR_TABEL


def cara_hitung(tahap: str, dipakai: Dipakai, ikm: HasilIKM | None, tanpa_bagian: str = "") -> Rangkaian:
    """Return every method, rule and setting that was used, each with its source."""
    predikat, mutu = dipakai.predikat, dipakai.mutu
    pita = "; ".join(f"{p.predikat.lower()} {p.cetak}" for p in reversed(predikat.pita))
    butir: list[Isi] = [
        kalimat(
            "{k:tebal} Realisasi / target × 100; untuk indikator yang makin rendah makin baik (2 × target − realisasi) / target "
            "× 100. Target yang dipakai: target {tahap}. Target 0 atau kosong tidak menghasilkan persentase.",
            k="Capaian.",
            tahap="awal tahun" if tahap == "awal" else "setelah perubahan",
        ),
        kalimat(
            "{k:tebal} Rata-rata capaian tolok ukurnya{batas}; capaian setiap tolok ukur tetap ditampilkan "
            "apa adanya.",
            k="Capaian kegiatan.",
            batas=kata_batas(dipakai.batas),
        ),
        kalimat(
            "{k:tebal} {nama}: {pita} (persen); nilai digolongkan menurut batas bawah tertinggi yang dicapai.",
            k="Predikat.",
            nama=predikat.nama,
            pita=pita,
        ),
        kalimat(
            "{k:tebal} Σ (NRR × bobot) × {pengali}; {bobot}; mutu menurut {nama} ({sumber}){pilihan}.",
            k="IKM.",
            pengali=f"{mutu.pengali:g}",
            bobot=ikm.bobot if ikm else "bobot sama rata",
            nama=mutu.nama,
            sumber=mutu.sumber,
            pilihan=""
            if mutu == dipakai.mutu_berlaku
            else f", yang dipilih dalam pengaturan; yang berlaku pada tahun laporan adalah {dipakai.mutu_berlaku.nama}",
        ),
        kalimat("{k:tebal} {cara}", k="Data responden.", cara=_data_responden(dipakai.sel_terkecil)),
        kalimat(
            "{k:tebal} Realisasi / pagu × 100, dihitung dari jumlah rupiah, bukan rata-rata persentase; sisa = pagu − realisasi, "
            "dalam persen sisa / pagu × 100. Kelompok belanja menurut {nama}.",
            k="Serapan.",
            nama=dipakai.struktur.nama,
        ),
        kalimat(
            "{k:tebal} Capaian / serapan; efisien bila capaian tidak lebih rendah daripada serapan. Target dan pagu diambil dari tahap yang "
            "sama; target tanpa catatan perubahan dianggap tetap. Indeks yang tinggi pada serapan rendah belum membuktikan penghematan.",
            k="Indeks efisiensi.",
        ),
        kalimat(
            "{k:tebal} Menurut {sumber}.", k="Tujuh perbandingan.", sumber=modul_aturan.perbandingan().sumber
        ),
        kalimat("{k:tebal} Dua desimal, setengah ke atas, sekali pada akhir perhitungan.", k="Pembulatan."),
    ]
    if nama := bagian_ditiadakan(tanpa_bagian):
        butir.append(
            kalimat(
                "{k:tebal} Menurut pengaturan: {nama}.",
                k="Bagian yang tidak dimuat.",
                nama=f.daftar(list(nama)),
            )
        )
    return rangkai(daftar("", butir))


def _data_responden(terkecil: int) -> str:
    if terkecil <= 1:
        return "Menurut pengaturan, jumlah responden menurut cirinya ditampilkan seluruhnya, juga yang kecil."
    return (
        f"Jumlah responden menurut cirinya yang kurang dari {terkecil} tidak ditampilkan, begitu pula jumlah lain yang "
        f"darinya jumlah itu dapat dihitung; nilai per unsur tidak ditampilkan bila ada unsur yang dijawab oleh kurang "
        f"dari {terkecil} responden."
    )


_RUJUKAN = {
    "I.1": ("iku", "indikator"),
    "I.2": ("iku", "indikator"),
    "I.3": ("iku", "indikator"),
    "I.4": ("dokumen-bukti", "sumber-data"),
    "I.6": ("anggaran-kegiatan", "anggaran-dinas"),
    "II.2": ("sumber-data",),
    "II.5": ("catatan-uji",),
    "III.1": ("perjanjian-kinerja", "lampiran-pk"),
    "III.2": ("renstra",),
    "III.7": ("tahun-lalu", "kelengkapan"),
    "III.8": ("catatan-uji",),
}
"""Tables that show what a line rests on, by their key; a report has some of them."""


def lembar_reviu(jawaban: Iterable[Jawaban], unit: Irisan) -> LembarReviu:
    """Return the form of the reviewer, with what data answer and the evidence.

    Parameters
    ----------
    jawaban
        Result of :func:`lakip_utils.konsistensi.jawab_reviu`.
    unit
        The slice that is reported.
    """
    lembar = modul_aturan.lembar_reviu()
    milik = {satu.kode: satu for satu in jawaban}
    return LembarReviu(
        edisi="reviu",
        sumber=lembar.sumber,
        bagian=tuple(
            BagianReviu(
                nomor=bagian.nomor,
                nama=bagian.nama,
                butir=tuple(
                    ButirReviu(
                        kode=kode,
                        pernyataan=teks,
                        jawaban=milik[kode].nilai,
                        dasar=tuple(_dasar(milik[kode].dasar)),
                        rujukan=_RUJUKAN.get(kode, ()) if milik[kode].dasar else (),
                    )
                    for kode, teks in zip(bagian.kode, bagian.butir, strict=True)
                ),
            )
            for bagian in lembar.bagian
        ),
        pihak=("Pereviu (APIP/Inspektorat)", _kepala(unit)),
    )


def _dasar(dasar: Iterable[Dasar]) -> Iterator[Span]:
    for nomor, satu in enumerate(dasar):
        if nomor:
            yield Span(teks="; ")
        banyak = str(satu.ada) if satu.semua is None else f"{satu.ada} dari {satu.semua}"
        asal = sumber_ada(satu.asal)
        if satu.catatan and not asal:
            # One finding has a place of its own; several name the line that counts them in the table.
            tuju = satu.catatan[0] if len(satu.catatan) == 1 else JANGKAR_TABEL
            yield Span(teks=f"{banyak} {satu.kata}", tautan=tuju)
        else:
            yield Span(teks=banyak, asal=asal)
            yield Span(teks=f" {satu.kata}")


def _kepala(unit: Irisan) -> str:
    """Return the office that answers for the report."""
    pejabat = unit.paket.instansi.pejabat
    if unit.bidang.kode == DINAS and pejabat:
        return pejabat[0].jabatan
    return unit.bidang.kepala or f"Kepala {unit.bidang.nama}"
