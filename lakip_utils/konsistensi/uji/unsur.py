"""Survei kepuasan masyarakat: highest, lowest and missing unsur."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from lakip_utils.asal import Asal, bulat
from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan, Klaim
from lakip_utils.konsistensi.catatan import Catatan, Nilai
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import angka, pecahan
from lakip_utils.konsistensi.skm import PERLU, nrr_tercetak
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_baris, dari_klaim

_KELUARGA = "Survei kepuasan masyarakat"


@uji(
    nama="Unsur tertinggi atau terendah tidak sesuai dengan nilai yang disertainya",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=PERLU,
    alasan="Menurut NRR pada dasar yang sama (yang tercetak, bila kalimatnya menyebut angka tercetak), unsur lain yang paling "
    "tinggi atau rendah. NRR tercetak dapat berbeda dari NRR hasil hitung ulang yang dipakai laporan ini.",
    rumus="unsur yang disebut ≠ argmax / argmin NRR pada dasar yang sama",
)
def nama_unsur_ekstrem(b: Bacaan) -> Iterator[Catatan]:
    """Find a named highest or lowest unsur that the printed values contradict."""
    for k in b.jenis("unsur_tertinggi", "unsur_terendah"):
        if k.kolom != "unsur" or not (cetak := _semua_nrr(b, k)):
            continue
        bandingkan(b, k.asal, *(a for _, a in cetak.values()))
        puncak = _puncak(k, [nilai for nilai, _ in cetak.values()])
        kode = [satu for satu, (nilai, _) in cetak.items() if nilai == puncak]
        if k.kunci in kode:
            continue
        yield dari_klaim(
            b,
            k,
            " dan ".join(sorted(str(b.unsur[satu]["nama"]) for satu in kode)),
            kunci=SEMUA,
            kolom=k.jenis,
            sebutan=f"Unsur {_kata(k)} menurut {_dasar(k)}",
            tercetak=str(b.unsur[k.kunci]["nama"]) if k.kunci in b.unsur else k.teks,
            asal_fakta=Asal.gabung((a for _, a in cetak.values()), ""),
            rumus=f"{_dasar(k)} {_kata(k)}, {angka(puncak)}",
            keterangan=_benar_menurut_fakta(b, k),
            pembanding=_ekstrem_fakta(b, k),
        )


@uji(
    nama="Nilai unsur tertinggi atau terendah keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=PERLU,
    alasan="Menurut NRR pada dasar yang sama (yang tercetak, bila kalimatnya menyebut angka tercetak), nilai lain yang paling "
    "tinggi atau rendah.",
    rumus="nilai yang disebut ≠ max / min NRR pada dasar yang sama",
)
def nilai_unsur_ekstrem(b: Bacaan) -> Iterator[Catatan]:
    """Find a stated highest or lowest value that the printed values contradict."""
    for k in b.jenis("unsur_tertinggi", "unsur_terendah"):
        if k.kolom != "nrr" or k.nilai is None or not (cetak := _semua_nrr(b, k)):
            continue
        bandingkan(b, k.asal, *(a for _, a in cetak.values()))
        puncak = _puncak(k, [nilai for nilai, _ in cetak.values()])
        if bulat(puncak, k.desimal) != k.nilai:
            yield dari_klaim(
                b,
                k,
                bulat(puncak),
                kolom=k.jenis,
                sebutan=f"Nilai unsur {_kata(k)} menurut {_dasar(k)}",
                asal_fakta=Asal.gabung((a for _, a in cetak.values()), ""),
                rumus=f"{_dasar(k)} {_kata(k)}",
                pembanding=_ekstrem_fakta(b, k),
            )


def _semua_nrr(b: Bacaan, k: Klaim) -> dict[str, tuple[Decimal, Asal]]:
    """Return the NRR of every unsur: printed, or from the facts where the claim speaks of those."""
    hasil: dict[str, tuple[Decimal, Asal]] = {}
    for kode in b.unsur:
        if k.basis == "nrr_tercetak":
            if (cetak := nrr_tercetak(b, kode, k.seksi)) and cetak.nilai is not None:
                hasil[kode] = (cetak.nilai, cetak.asal)
        elif (satu := b.nrr.get(kode)) is not None:
            hasil[kode] = (bulat(pecahan(satu[0])), satu[1])
    return hasil if len(hasil) == len(b.unsur) else {}


def _puncak(k: Klaim, nilai: list[Decimal]) -> Decimal:
    return max(nilai) if k.jenis == "unsur_tertinggi" else min(nilai)


def _kata(k: Klaim) -> str:
    return "tertinggi" if k.jenis == "unsur_tertinggi" else "terendah"


def _dasar(k: Klaim) -> str:
    return "NRR tercetak" if k.basis == "nrr_tercetak" else "NRR dari total nilai jawaban"


def _fakta(b: Bacaan, k: Klaim) -> pd.DataFrame | None:
    if b.survei is None:
        return None
    return b.survei.tertinggi if k.jenis == "unsur_tertinggi" else b.survei.terendah


def _benar_menurut_fakta(b: Bacaan, k: Klaim) -> str:
    """Say so where the answers bear a name out that the printed values contradict."""
    unsur = _fakta(b, k)
    if k.basis != "nrr_tercetak" or unsur is None or k.kunci not in set(unsur["kode"]):
        return ""
    return (
        f"Menurut total nilai jawaban, unsur ini memang yang {_kata(k)}, seperti dalam laporan ini; "
        "pertentangannya hanya dengan NRR yang tercetak."
    )


def _ekstrem_fakta(b: Bacaan, k: Klaim) -> tuple[tuple[str, Nilai], ...]:
    unsur = _fakta(b, k)
    if unsur is None:
        return ()
    return tuple(
        (f"menurut total nilai jawaban: {baris['nama']}", bulat(baris["nrr"]))
        for _, baris in unsur.iterrows()
    )


@uji(
    nama="Unsur survei bukan unsur aturannya",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("unsur",),
    alasan="Aturan yang berlaku mewajibkan unsur yang tidak ditanyakan dalam survei.",
    rumus="unsur wajib ∉ unsur.csv",
)
def unsur_wajib_tidak_ada(b: Bacaan) -> Iterator[Catatan]:
    """Find unsur of the rule set in force that the survey does not ask for."""
    nama = [str(baris["nama"]).casefold() for baris in b.unsur.values()]
    if not nama:
        return
    kurang = [wajib for wajib in b.mutu_ikm.unsur if not any(wajib in satu for satu in nama)]
    if kurang:
        yield dari_baris(
            b,
            "unsur",
            SEMUA,
            "nama",
            [(baris, "nama") for baris in b.unsur.values()],
            tercetak=None,
            dihitung=", ".join(kurang),
            sebutan="Survei kepuasan masyarakat",
            rumus=f"unsur wajib menurut {b.mutu_ikm.nama} yang tidak ada",
        )
