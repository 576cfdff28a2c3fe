"""Survei kepuasan masyarakat: NRR, index, weights and sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from lakip_utils.analisis.ikm import ukuran_sampel
from lakip_utils.asal import Asal, bulat
from lakip_utils.aturan import SEL_TERKECIL
from lakip_utils.konsistensi import hitung_ulang
from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan, Klaim, angka_tercetak, asal, desimal
from lakip_utils.konsistensi.catatan import Catatan, Nilai
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import Banding, Harapan, angka, pecahan
from lakip_utils.konsistensi.skm import FAKTA, PERLU, nrr_tercetak
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_baris, dari_klaim, rapi, salah_hitung

_KELUARGA = "Survei kepuasan masyarakat"


@uji(
    nama="Nilai rata-rata unsur keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=PERLU,
    alasan="Nilai rata-rata (NRR) yang tercetak bukan total nilai dibagi jumlah kuesionernya.",
    rumus="NRR ≠ total nilai / jumlah kuesioner; NRR tertimbang ≠ NRR × bobot",
)
def nrr_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find NRR and weighted NRR that are wrong."""
    for catatan in _salah(b, "keliru"):
        total = b.total_unsur.get(catatan.kunci) if catatan.kolom == "nrr" else None
        if total is None or not total["jumlah_kuesioner"] or not isinstance(catatan.tercetak, Decimal):
            yield catatan
            continue
        cocok = bulat(catatan.tercetak * int(total["jumlah_kuesioner"]), 0)
        yield replace(catatan, pembanding=(("total nilai yang sesuai dengan angka tercetak", cocok),))


@uji(
    nama="Nilai rata-rata unsur salah dibulatkan",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=PERLU,
    alasan="Nilai rata-rata dipotong atau dibulatkan ke arah yang salah pada desimal terakhirnya.",
    rumus="|NRR − dihitung| < satu satuan desimal terakhir, tetapi bukan hasil pembulatannya",
)
def nrr_salah_bulat(b: Bacaan) -> Iterator[Catatan]:
    """Find NRR that are cut off or rounded the wrong way."""
    yield from _salah(b, "terpotong", "salah_bulat")


def _salah(b: Bacaan, *macam: Banding) -> Iterator[Catatan]:
    """Find what is wrong; of an unsur that very few answered it is not said what their answers give."""
    for catatan in salah_hitung(b, b.jenis(*_HITUNG), _HITUNG, *macam):
        if b.unsur_dirinci or catatan.kunci not in b.unsur:
            yield catatan
            continue
        yield replace(
            catatan,
            dihitung=None,
            rumus="",
            asal=Asal(catatan.asal.sel),
            keterangan=f"{catatan.keterangan} Nilai pembandingnya tidak ditampilkan: respondennya kurang dari "
            f"{SEL_TERKECIL}.".lstrip(),
        )


def _nrr(b: Bacaan, k: Klaim) -> Harapan | None:
    if (satu := b.nrr.get(k.kunci)) is None:
        return None
    nilai, asal_ = satu
    return Harapan(pecahan(nilai), f"{angka(asal_.pembilang or 0)} / {angka(asal_.penyebut or 0)}", asal_)


def _bobot(b: Bacaan) -> dict[str, tuple[Fraction, ...]]:
    """Return the weights of each unsur that are in use: exact, and 1/n as the document rounds it."""
    n = len(b.unsur)
    tercetak = [Fraction(k.nilai) for k in b.jenis("bobot") if k.nilai]
    return {
        kode: (Fraction(1, n), *tercetak) if baris["bobot"] is None else (Fraction(str(baris["bobot"])),)
        for kode, baris in b.unsur.items()
    }


def _nrr_tertimbang(b: Bacaan, k: Klaim) -> Harapan | None:
    """NRR × bobot of one unsur, or the sum over all; the printed NRR or the facts, as the claim says."""
    dasar: dict[str, tuple[Fraction, Asal]] = {}
    # An indicator whose realisasi is the survey's mean is told of every unsur, too.
    semua = k.kunci == SEMUA or k.tabel == "indikator"
    for kode in b.unsur if semua else [k.kunci]:
        if k.basis == "nrr_tercetak":
            cetak = nrr_tercetak(b, kode, k.seksi)
            satu = (Fraction(cetak.nilai), cetak.asal) if cetak and cetak.nilai is not None else None
        else:
            satu = b.nrr.get(kode)
        if satu is None or kode not in b.unsur:
            return None
        dasar[kode] = satu
    bobot = _bobot(b)
    cara = max((len(bobot[kode]) for kode in dasar), default=0)
    hasil = [
        pecahan(
            sum(
                (nilai * bobot[kode][min(i, len(bobot[kode]) - 1)] for kode, (nilai, _) in dasar.items()),
                Fraction(),
            )
        )
        for i in range(cara)
    ]
    if not hasil:
        return None
    sumber = "NRR tercetak" if k.basis else "total nilai / jumlah kuesioner"
    rumus = f"{'Σ ' if semua else ''}({sumber} × bobot)"
    semua_asal = (*(a for _, a in dasar.values()), b.asal_bobot(dasar))
    return Harapan(hasil[0], rumus, Asal.gabung(semua_asal, rumus), tuple(hasil[1:]))


_HITUNG = {"nrr": _nrr, "nrr_tertimbang": _nrr_tertimbang}


@uji(
    nama="Nilai IKM keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=PERLU,
    alasan="Nilai IKM yang tercetak tidak sama dengan nilai rata-rata tertimbangnya sendiri dikali 25.",
    rumus="IKM ≠ NRR tertimbang × 25",
)
def ikm_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find a printed index that its own weighted mean, or the facts, do not give."""
    for k in b.jenis("ikm"):
        if k.nilai is None:
            continue
        if (h := _ikm(b, k)) is None:
            continue
        bandingkan(b, k.asal, h.asal)
        if hitung_ulang.banding(k.nilai, k.desimal, h) == "cocok":
            continue
        yield dari_klaim(
            b, k, rapi(h.nilai, k.desimal), asal_fakta=h.asal, rumus=h.rumus, pembanding=_dari_fakta(b)
        )


def _ikm(b: Bacaan, k: Klaim) -> Harapan | None:
    pengali = Decimal(str(b.mutu_ikm.pengali))
    if k.basis == "nrr_tertimbang_tercetak":
        semua = [s for s in b.tentang("ikm_unsur", SEMUA, "nrr_tertimbang") if s.nilai is not None]
        cetak = next((s for s in semua if s.seksi == k.seksi), semua[0] if semua else None)
        if cetak is None or cetak.nilai is None:
            return None
        return Harapan(cetak.nilai * pengali, f"{cetak.teks} × {angka(pengali)}", cetak.asal)
    if b.survei is None or b.survei.ikm.nilai is None:
        return None
    return Harapan(desimal(b.survei.ikm.nilai), b.asal_ikm.rumus, b.asal_ikm)


def _dari_fakta(b: Bacaan) -> tuple[tuple[str, Nilai], ...]:
    if b.survei is None or b.survei.ikm.nilai is None:
        return ()
    return (("nilai IKM dari total jawaban", bulat(b.survei.ikm.nilai)),)


@uji(
    nama="Pengali konversi bukan pengali aturannya",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("klaim", "unsur"),
    alasan="Nilai rata-rata dikonversi ke skala 100 dengan pengali yang bukan pengali aturan yang berlaku.",
    rumus="pengali tercetak ≠ pengali aturan mutu tahun itu",
)
def pengali_lain(b: Bacaan) -> Iterator[Catatan]:
    """Find a printed factor of conversion, such as ``IKM x 25``, that is not the rule set's."""
    for k in b.jenis("rasio"):
        tercetak = angka_tercetak(k.teks.split()[-1]) if k.kolom == "pengali" and k.teks.split() else None
        if tercetak is None or not b.unsur:
            continue
        bandingkan(b, k.asal)
        harus = Decimal(str(b.mutu_ikm.pengali))
        if tercetak != harus:
            yield dari_klaim(b, k, harus, tercetak=tercetak, rumus=b.mutu_ikm.nama)


@uji(
    nama="Bobot unsur dibulatkan",
    keluarga=_KELUARGA,
    keparahan="info",
    perlu=("klaim", "unsur"),
    alasan="Bobot yang dibulatkan tidak berjumlah satu, sehingga nilai IKM paling tinggi tidak lagi 100.",
    rumus="bobot tercetak × jumlah unsur ≠ 1",
)
def bobot_dibulatkan(b: Bacaan) -> Iterator[Catatan]:
    """Tell that the printed weights do not add up to one."""
    n = len(b.unsur)
    for k in b.jenis("bobot"):
        if k.nilai is None or not n:
            continue
        bandingkan(b, k.asal)
        # An unsur that has a weight of its own need not have 1/n.
        milik = b.unsur.get(k.kunci, {}).get("bobot")
        if k.nilai * n == 1 if milik is None else k.nilai == bulat(milik, k.desimal):
            continue
        if milik is not None:
            yield dari_klaim(
                b, k, desimal(milik), asal_fakta=asal((b.unsur[k.kunci], "bobot")), rumus="bobot di data"
            )
            continue
        yield dari_klaim(
            b,
            k,
            bulat(Decimal(1) / n, 4),
            asal_fakta=asal(*((u, "nama") for u in b.unsur.values())),
            rumus=f"1 / {n}",
            pembanding=(("nilai IKM tertinggi yang mungkin", k.nilai * n * 100),),
        )


@uji(
    nama="Responden kurang dari sampel yang disyaratkan",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("ikm_survei", *FAKTA),
    alasan="Jumlah responden lebih kecil daripada ukuran sampel untuk populasinya.",
    rumus="responden < ukuran sampel Krejcie & Morgan",
)
def sampel_kurang(b: Bacaan) -> Iterator[Catatan]:
    """Find surveys with fewer respondents than Krejcie & Morgan ask for."""
    for survei in b.baris("ikm_survei"):
        if not survei["populasi"] or b.survei is None:
            continue
        harus = ukuran_sampel(int(survei["populasi"]))
        if b.survei.peserta < harus:
            yield dari_baris(
                b,
                "ikm_survei",
                str(survei["periode"]).replace(" ", "_"),
                "responden",
                [(survei, "populasi")],
                tercetak=Decimal(b.survei.peserta),
                dihitung=Decimal(harus),
                satuan="responden",
                sebutan="Survei kepuasan masyarakat",
                rumus=f"untuk populasi {angka(int(survei['populasi']))}",
                asal=asal((survei, "populasi")) + b.asal_ikm,
            )


@uji(
    nama="Populasi survei belum dicatat",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=("ikm_survei",),
    alasan="Tanpa populasi, kecukupan jumlah responden tidak dapat dinilai.",
    rumus="ikm_survei.populasi kosong",
)
def populasi_kosong(b: Bacaan) -> Iterator[Catatan]:
    """Find surveys whose population is not recorded."""
    for survei in b.baris("ikm_survei"):
        if survei["populasi"] is None:
            yield dari_baris(
                b,
                "ikm_survei",
                str(survei["periode"]).replace(" ", "_"),
                "populasi",
                [(survei, "populasi")],
                tercetak=None,
                sebutan="Survei kepuasan masyarakat",
            )
