"""Survei kepuasan masyarakat: bands, quality and classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lakip_utils import aturan
from lakip_utils.analisis.ikm import rentang
from lakip_utils.asal import Asal, bulat
from lakip_utils.aturan import PitaMutu
from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan, Klaim
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import angka
from lakip_utils.konsistensi.sebutan import sebutan
from lakip_utils.konsistensi.skm import PERLU, golongkan, nrr_tercetak
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_klaim

_KELUARGA = "Survei kepuasan masyarakat"
_TANPA_NOL = re.compile(r",00(?!\d)")


@uji(
    nama="Aturan mutu bukan yang berlaku",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=PERLU,
    alasan="Mutu digolongkan menurut interval aturan yang tidak lagi berlaku pada tahun laporan.",
    rumus="interval tercetak ∉ interval aturan tahun itu",
)
def aturan_mutu_lain(b: Bacaan) -> Iterator[Catatan]:
    """Find bands of quality that are not those of the year."""
    pita = [k for k in b.jenis("pita") if k.kolom == "pita"]
    sah = {rentang(p.cetak_ni) for p in b.mutu_ikm.pita}
    bandingkan(b, *(k.asal for k in pita))
    lain = [k for k in pita if rentang(k.teks) not in sah]
    if not lain:
        return
    berubah = [
        kode
        for kode in b.unsur
        if (cetak := nrr_tercetak(b, kode, ""))
        and cetak.nilai is not None
        and golongkan(b.mutu_tercetak, cetak.nilai).mutu != golongkan(b.mutu_ikm, cetak.nilai).mutu
    ]
    ikut = [
        k for k in b.jenis("mutu", "kinerja") if k.kunci in (SEMUA, *berubah) and k.basis == "nrr_tercetak"
    ]
    tabel_pita = [k for k in lain if k.kunci.startswith("pita/") and k.seksi == lain[0].seksi]
    kalimat = []
    if b.mutu_tercetak != b.mutu_ikm:
        sama = [a.nama for a in aturan.mutu_ikm() if a.pita == b.mutu_tercetak.pita]
        kalimat.append(f"Interval tercetak sama dengan interval {' dan '.join(sama)}.")
    if berubah:
        kalimat.append(f"Menurut aturan yang berlaku, mutu {len(berubah)} dari {len(b.unsur)} unsur berubah.")
    yield dari_klaim(
        b,
        lain[0],
        b.mutu_ikm.nama,
        kunci=SEMUA,
        sebutan=sebutan(b, "ikm_unsur", SEMUA),
        tercetak="; ".join(dict.fromkeys(k.teks for k in tabel_pita or lain[:1])),
        tempat=tuple(k.lokasi for k in (*lain, *ikut)),
        asal=Asal.gabung((k.asal for k in (*lain, *ikut)), ""),
        rumus=f"aturan yang berlaku pada tahun {b.tahun}",
        keterangan=" ".join(kalimat),
    )


@uji(
    nama="Mutu pelayanan keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=PERLU,
    alasan="Mutu atau kinerja pelayanan yang tercetak bukan mutu dari hasil survei menurut aturan yang berlaku.",
    rumus="mutu tercetak ≠ golongan nilai IKM dari jawaban",
)
def mutu_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find the quality of the whole service where the answers give another one."""
    if b.survei is None:
        return
    harus = {"mutu": b.survei.pita.mutu, "kinerja": b.survei.pita.kinerja}
    # Mutu and kinerja are two words for one band: the second is told only where the first does not say it.
    mutu = {_sebutan_pita(k) for k in b.jenis("mutu") if k.kunci == SEMUA and k.basis != "nrr_tercetak"}
    kata = {p.kinerja.casefold() for p in b.mutu_ikm.pita if p.mutu.casefold() in mutu}
    for k in b.jenis("mutu", "kinerja"):
        if k.kunci != SEMUA or k.basis == "nrr_tercetak":
            continue
        bandingkan(b, k.asal)
        sudah = k.jenis == "kinerja" and k.teks.casefold() in kata
        if not sudah and _sebutan_pita(k) != harus[k.jenis].casefold():
            ikut = _sebutan_lain(b, k)
            yield dari_klaim(
                b,
                k,
                harus[k.jenis],
                tercetak=k.teks.capitalize(),
                asal_fakta=Asal.gabung((*(s.asal for s in ikut), b.asal_ikm), ""),
                tempat=(k.lokasi, *(s.lokasi for s in ikut)),
                rumus=f"nilai IKM {angka(bulat(b.survei.ikm.nilai or 0))} menurut {b.mutu_ikm.nama}",
            )


def _sebutan_lain(b: Bacaan, k: Klaim) -> list[Klaim]:
    """Return the claims that say the band of a printed letter in words, of the whole service."""
    kata = {p.kinerja.casefold() for p in b.mutu_ikm.pita if p.mutu.casefold() == _sebutan_pita(k)}
    return [
        s
        for s in b.jenis("kinerja")
        if k.jenis == "mutu" and s.kunci == SEMUA and s.teks.casefold() in kata and s.basis != "nrr_tercetak"
    ]


@uji(
    nama="Kelas nilai keliru",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=PERLU,
    alasan="Nilai unsur atau nilai keseluruhan digolongkan ke kelas yang bukan kelasnya menurut interval yang dipakai dokumen itu sendiri.",
    rumus="kelas, mutu, atau interval tercetak ≠ golongan nilai tercetak",
)
def kelas_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find classes that do not fit the printed value, by the document's own bands."""
    for k in b.jenis("pita", "mutu", "kinerja"):
        if k.kunci.startswith("pita/"):
            yield from _tabel_pita(b, k)
        if k.basis != "nrr_tercetak" or k.kolom not in _SEBUT:
            continue
        nilai = _nilai_tercetak(b, k)
        if not nilai:
            continue
        bandingkan(b, k.asal, *(n.asal for n in nilai))
        pita = {golongkan(b.mutu_tercetak, n.nilai) for n in nilai if n.nilai is not None}
        harus = {_sebut(p, k) for p in pita}
        if _bentuk(k.teks) in {_bentuk(h) for h in harus} and len(harus) == 1:
            continue
        # What is said of every unsur holds if each has it; else of the mean.
        if k.kunci == SEMUA and _bentuk(k.teks) in {_bentuk(h) for h in harus} and len(nilai) == 1:
            continue
        yield dari_klaim(
            b,
            k,
            " dan ".join(sorted(harus)),
            tercetak=k.teks.capitalize() if k.jenis == "kinerja" else k.teks,
            asal_fakta=Asal.gabung((n.asal for n in nilai), ""),
            rumus=f"golongan nilai {nilai[0].teks}" if len(nilai) == 1 else "golongan nilai setiap unsur",
        )


def _tabel_pita(b: Bacaan, k: Klaim) -> Iterator[Catatan]:
    """Compare a row of the printed table of bands with the rule set that the table is of."""
    for pita in b.mutu_tercetak.pita:
        if k.kunci != f"pita/{pita.persepsi}" or k.kolom not in (*_SEBUT, "pita_konversi"):
            continue
        bandingkan(b, k.asal)
        harus = pita.cetak_nik if k.kolom == "pita_konversi" else _sebut(pita, k)
        # Bounds may be written with or without decimals: 81,26–100 is 81,26–100,00.
        if _TANPA_NOL.sub("", _bentuk(k.teks)) != _TANPA_NOL.sub("", _bentuk(harus)):
            yield dari_klaim(
                b,
                k,
                harus,
                sebutan=f"Kelas mutu {pita.persepsi}",
                tercetak=k.teks,
                rumus=b.mutu_tercetak.nama,
            )


def _nilai_tercetak(b: Bacaan, k: Klaim) -> list[Klaim]:
    """Return the printed values that a class speaks of."""
    if k.kunci != SEMUA:
        cetak = nrr_tercetak(b, k.kunci, k.seksi)
        return [cetak] if cetak else []
    if k.kolom == "nilai_persepsi":
        return [s for s in b.tentang("ikm_unsur", SEMUA, "nrr_tertimbang") if s.nilai is not None][:1]
    return [cetak for kode in b.unsur if (cetak := nrr_tercetak(b, kode, k.seksi))]


_SEBUT = {"nilai_persepsi": "persepsi", "pita": "cetak_ni", "mutu": "mutu", "kinerja": "kinerja"}
"""Field of a band that the column of a claim prints."""


def _sebut(pita: PitaMutu, k: Klaim) -> str:
    return str(getattr(pita, _SEBUT[k.kolom]))


def _sebutan_pita(k: Klaim) -> str:
    """Return the name of a band as it counts: ``B (Baik)`` is B."""
    return re.sub(r"\s*\(.*\)$", "", k.teks.strip()).casefold()


def _bentuk(teks: str) -> str:
    return rentang(teks).casefold()
