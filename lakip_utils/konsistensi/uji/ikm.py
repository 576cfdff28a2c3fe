"""Survei kepuasan masyarakat: NRR, index, weights and sample."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from lakip_utils.analisis.ikm import ukuran_sampel
from lakip_utils.asal import Asal, bulat
from lakip_utils.konsistensi import hitung_ulang
from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan, Klaim, asal, desimal
from lakip_utils.konsistensi.catatan import Catatan, Nilai
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import Harapan, angka, pecahan
from lakip_utils.konsistensi.skm import FAKTA, PERLU, nrr_tercetak, nrr_unsur
from lakip_utils.konsistensi.uji.bantu import dari_baris, dari_klaim, rapi, salah_hitung

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
    yield from salah_hitung(b, b.jenis(*_HITUNG), _HITUNG, "keliru")


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
    yield from salah_hitung(b, b.jenis(*_HITUNG), _HITUNG, "terpotong", "salah_bulat")


def _nrr(b: Bacaan, k: Klaim) -> Harapan | None:
    if (satu := nrr_unsur(b, k.kunci)) is None:
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
    for kode in b.unsur if k.kunci == SEMUA else [k.kunci]:
        if k.basis == "nrr_tercetak":
            cetak = nrr_tercetak(b, kode, k.seksi)
            satu = (Fraction(cetak.nilai), cetak.asal) if cetak and cetak.nilai is not None else None
        else:
            satu = nrr_unsur(b, kode)
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
    rumus = f"{'Σ ' if k.kunci == SEMUA else ''}({sumber} × bobot)"
    return Harapan(hasil[0], rumus, Asal.gabung((a for _, a in dasar.values()), rumus), tuple(hasil[1:]))


_HITUNG = {"nrr": _nrr, "nrr_tertimbang": _nrr_tertimbang}


@uji(
    nama="Nilai IKM keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=PERLU,
    alasan="Nilai IKM yang tercetak tidak mengikuti dari nilai rata-rata tertimbangnya sendiri.",
    rumus="IKM ≠ NRR tertimbang × 25",
)
def ikm_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find a printed index that its own weighted mean, or the facts, do not give."""
    for k in b.jenis("ikm"):
        if k.nilai is None:
            continue
        h = _ikm(b, k)
        if h is None or hitung_ulang.banding(k.nilai, k.desimal, h) == "cocok":
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
    return Harapan(desimal(b.survei.ikm.nilai), b.survei.ikm.asal.rumus, b.survei.ikm.asal)


def _dari_fakta(b: Bacaan) -> tuple[tuple[str, Nilai], ...]:
    if b.survei is None or b.survei.ikm.nilai is None:
        return ()
    return (("nilai IKM dari total jawaban", bulat(b.survei.ikm.nilai)),)


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
        if k.nilai is None or not n or k.nilai * n == 1:
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
                asal=asal((survei, "populasi")) + b.survei.ikm.asal,
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
