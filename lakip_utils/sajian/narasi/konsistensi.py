"""Sentences on the consistency check: how much was found, what to decide first, loose answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lakip_utils.konsistensi import DAFTAR, TanggapanLepas, cacah, mencapai
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Daftar, Isi, Kotak, Paragraf, Rangkaian, Span, rangkai
from lakip_utils.sajian.kalimat import paragraf, polos
from lakip_utils.sajian.narasi.umum import daftar
from lakip_utils.sajian.tabel.konsistensi import ARTI_BARIS, JANGKAR_TABEL, ada_baris, angka_tentang, nilai

_TERBANYAK = 8
"""How many things the box at the front names."""


def ringkas(catatan: pd.DataFrame) -> Kotak | None:
    """Return the box at the front: counts by severity, and what must be decided first, with its figures.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    """
    if catatan.empty:
        return None
    terbuka = mencapai(catatan, "tinggi", tanpa_tanggapan=True)
    isi: list[Paragraf | Daftar] = [Paragraf(isi=_cacah(catatan))]
    if len(terbuka):
        hal = [milik for _, milik in terbuka.groupby("sebutan", sort=False)]
        butir = [_butir(milik) for milik in hal[:_TERBANYAK]]
        if sisa := sum(map(len, hal[_TERBANYAK:])):
            butir.append(
                (
                    Span(teks=f"Semua {len(terbuka)} catatan tinggi", tautan=JANGKAR_TABEL),
                    Span(
                        teks=" yang belum ditanggapi ada di awal daftar lengkapnya; "
                        f"{f.cacah(sisa)} di antaranya tidak disebut di sini."
                    ),
                )
            )
        isi.append(Daftar(judul="Yang perlu diputuskan lebih dahulu:", butir=tuple(butir)))
    return Kotak(judul="Catatan uji konsistensi", isi=tuple(isi), edisi="reviu")


def _cacah(catatan: pd.DataFrame) -> Isi:
    isi: list[Span] = []
    for keparahan, banyak in cacah(catatan).items():
        if banyak:
            isi += [Span(teks=f"{banyak} {keparahan}", tanda=keparahan), Span(teks=" ")]
    dijawab = int((catatan["status"] != "").sum())
    kata = (
        "Belum ada yang ditanggapi."
        if not dijawab
        else f"{f.awal_besar(f.dari(dijawab, len(catatan)))} sudah ditanggapi."
    )
    return (*isi, Span(teks=kata))


def belum_dinilai(sebab: Mapping[tuple[str, str], pd.DataFrame], kegiatan: pd.DataFrame) -> Daftar | None:
    """List, for reviewers, the kegiatan that nobody may judge yet, each with the figures that contradict.

    Parameters
    ----------
    sebab
        Result of :func:`lakip_utils.konsistensi.sebab_sengketa`.
    kegiatan
        Table of what is evaluated.
    """
    butir: list[Isi] = []
    for _, row in kegiatan.iterrows():
        milik = sebab.get(("kegiatan", row["kode_kegiatan"]))
        if milik is None:
            continue
        isi = [Span(teks=f"{row['kode_kegiatan']} {row['nama']}: ")]
        for nomor, (_, satu) in enumerate(milik.iterrows()):
            isi += [Span(teks="; ")] if nomor else []
            rumus = f" ({satu['rumus']})" if satu["rumus"] else ""
            isi += [Span(teks=_pertentangan(satu), tautan=satu["id"]), Span(teks=rumus)]
        butir.append((*isi, Span(teks=".")))
    return daftar("Sebab belum dinilai", butir, edisi="reviu")


def _butir(milik: pd.DataFrame) -> Isi:
    """Return one thing with the figures that contradict each other; it leads to its first finding."""
    satu = milik.iloc[0]
    angka = f.daftar(list(dict.fromkeys(_pertentangan(row) for _, row in milik.iterrows())))
    return (Span(teks=str(satu["sebutan"]), tautan=satu["id"]), Span(teks=f": {angka}."))


def _pertentangan(satu: pd.Series[Any]) -> str:
    """Say in a few words what contradicts what."""
    tercetak = nilai(satu["tercetak"], satu["satuan"]) or "kosong"
    dihitung = nilai(satu["dihitung"], satu["satuan"])
    apa = angka_tentang(satu)
    depan = f"{apa} {tercetak}" if apa else tercetak
    return f"{depan} atau {dihitung}" if dihitung else f"{depan}, {f.awal_kecil(satu['nama'])}"


def pembuka(
    catatan: pd.DataFrame, klaim: pd.DataFrame, lepas: Sequence[TanggapanLepas] = (), *, bidang: str = ""
) -> Rangkaian:
    """Say how the check works, what it found, and which answers no longer answer anything.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    klaim
        Table ``klaim`` of the year.
    lepas
        Result of :func:`lakip_utils.konsistensi.tanggapan_lepas`, in the report of the whole agency.
    bidang
        Name of the bidang whose findings these are; empty for the whole agency.
    """
    dasar = f"{f.bilangan(len(klaim))} pernyataan tercetak yang dicatat" if len(klaim) else "isi tabel data"
    tidak = _tidak_diuji(catatan)
    tanpa = f"{f.awal_besar(f.cacah(tidak))} di antaranya tidak punya pembanding. " if tidak else ""
    cara = (
        f"Uji konsistensi membandingkan {dasar} dengan hasil hitung ulang dan tabel lain, menurut {len(DAFTAR)} aturan. "
        f"{tanpa}Angka yang tercetak tidak diubah; laporan ini memakai nilai di data sampai ada keputusan."
    )
    if bidang:
        cara += f" Yang dimuat di sini adalah catatan tentang {bidang}; catatan tentang seluruh instansi ada pada laporan dinas."
    if catatan.empty:
        return rangkai(paragraf(polos(cara)), paragraf(polos("Tidak ada catatan.")))
    return rangkai(
        paragraf(polos(cara)),
        paragraf(polos(_cara_menyebut(catatan))),
        Paragraf(isi=_cacah(catatan)),
        daftar(
            "Tanggapan yang tidak lagi menjawab catatan mana pun",
            [polos(f"{satu.id} ({satu.sel}): {satu.teks}") for satu in lepas],
        ),
    )


def _cara_menyebut(catatan: pd.DataFrame) -> str:
    """Say whose the numbers of the places are: the sections of the printed report have others."""
    arti = f"; {ARTI_BARIS}" if ada_baris(catatan) else ""
    return (
        "Nomor bagian dan tabel pada kolom tempat adalah nomor di laporan tercetak, bukan nomor di laporan "
        f"ini{arti}."
    )


def _tidak_diuji(catatan: pd.DataFrame) -> int:
    """Return how many claims nothing could be compared with."""
    milik = catatan[catatan["uji"] == "klaim-tidak-diuji"]
    return sum(len(asal.sel) for asal in milik["asal"])
