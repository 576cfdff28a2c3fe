"""Table of the findings of the consistency check, and how their values are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from lakip_utils.asal import tulis_sel
from lakip_utils.konsistensi import KEPARAHAN, Jawaban
from lakip_utils.konsistensi.catatan import Nilai
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Isi, Span, Tabel, sumber_ada
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel.kolom import kolom_teks

STATUS = {
    "diterima": "Diterima",
    "dijelaskan": "Dijelaskan",
    "diperbaiki": "Dinyatakan diperbaiki, tetapi masih ditemukan",
}
_TANPA_SATUAN = ("", "Nilai", "nilai")
_TEMPAT_TERBANYAK = 4
KUNCI_TABEL = "catatan-uji"
JANGKAR_TABEL = f"tabel-{KUNCI_TABEL}"
"""The anchor of the table of findings, where links to several of them lead."""
ARTI_BARIS = "b. = nomor baris pada teks laporan tercetak"


def nilai(isi: Nilai, satuan: str = "") -> str:
    """Write a value of a finding: figures the Indonesian way with their unit, text as it is printed.

    >>> nilai(Decimal("27.77"), "persen"), nilai(Decimal("9049655000"), "rupiah"), nilai("4 (lima)")
    ('27,77%', 'Rp9.049.655.000', '4 (lima)')
    >>> nilai(Decimal("7"), "orang"), nilai(Decimal("3.00"), "Nilai"), nilai(None)
    ('7 orang', '3,00', '')
    """
    if not isinstance(isi, Decimal):
        return isi or ""
    if satuan == "rupiah":
        return f.rupiah(float(isi))
    pangkat = isi.as_tuple().exponent
    teks = f.angka(float(isi), max(0, -pangkat) if isinstance(pangkat, int) else 0)
    return f"{teks}%" if satuan == "persen" else teks if satuan in _TANPA_SATUAN else f"{teks} {satuan}"


def tempat(catatan: pd.Series[Any]) -> str:
    """Write where a finding is printed: the lines of one section together; the first sections.

    What no document prints stands in the cells of the data.
    """
    per_bagian: dict[str, list[str]] = {}
    for satu in catatan["tempat"]:
        bagian, _, baris = satu.rpartition(" (b. ")
        per_bagian.setdefault(bagian or satu, []).extend([baris.rstrip(")")] if bagian else [])
    semua = [f"{nama} (b. {_rentang(baris)})" if baris else nama for nama, baris in per_bagian.items()]
    if not semua:
        return tulis_sel(catatan["asal"].sel) or "di data"
    lain = len(semua) - _TEMPAT_TERBANYAK
    tulis = semua if lain <= 1 else semua[:_TEMPAT_TERBANYAK]
    return "; ".join(tulis) + (f"; dan {lain} bagian lain" if lain > 1 else "")


def ada_baris(catatan: pd.DataFrame) -> bool:
    """Whether a place of some finding is told by its lines, which calls for :data:`ARTI_BARIS`."""
    return any("(b. " in satu for semua in catatan["tempat"] for satu in semua)


def _rentang(baris: list[str]) -> str:
    """Write lines in their order, runs of them as one.

    >>> _rentang(["2125", "2122", "2123–2124", "2130"])
    '2122–2125, 2130'
    """
    nomor: set[int] = set()
    for satu in (bagian for teks in baris for bagian in teks.split(", ")):
        awal, _, akhir = satu.partition("–")
        if not awal.isdecimal() or not (akhir or awal).isdecimal():
            return ", ".join(baris)
        nomor |= set(range(int(awal), int(akhir or awal) + 1))
    deret: list[list[int]] = []
    for satu_nomor in sorted(nomor):
        if deret and satu_nomor == deret[-1][1] + 1:
            deret[-1][1] = satu_nomor
        else:
            deret.append([satu_nomor, satu_nomor])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in deret)


def catatan_uji(catatan: pd.DataFrame, jawaban: Iterable[Jawaban] = ()) -> Tabel | None:
    """Return the findings as a table, the gravest first, those of one rule under its name.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    jawaban
        Result of :func:`lakip_utils.konsistensi.jawab_reviu`: a finding names the lines that count it.
    """
    if catatan.empty:
        return None
    butir: dict[str, list[str]] = defaultdict(list)
    for jawab in jawaban:
        for kode in dict.fromkeys(kode for dasar in jawab.dasar for kode in dasar.catatan):
            butir[kode].append(jawab.kode)
    contoh = next(iter(butir.values()), [""])[0]
    dijawab = bool((catatan["status"] != "").any())
    baris: list[Baris] = []
    for keparahan in KEPARAHAN:
        for _, milik in catatan[catatan["keparahan"] == keparahan].groupby("uji", sort=False):
            baris.append(_kepala(milik, dijawab=dijawab))
            baris += [
                _baris(satu, butir.get(satu["id"], []), dijawab=dijawab) for _, satu in milik.iterrows()
            ]
    return Tabel(
        kunci=KUNCI_TABEL,
        judul="Catatan uji konsistensi",
        keterangan="Yang paling berat lebih dahulu; catatan dari satu aturan berada di bawah namanya."
        + (
            f" Yang dihitung lembar reviu menyebut butirnya, misalnya ({contoh}): carilah tanda itu di tabel ini."
            if contoh
            else ""
        ),
        kolom=(
            kolom_teks("Tentang", 3.4),
            kolom_teks("Tercetak atau tercatat", 1.7),
            kolom_teks("Pembanding atau hasil hitung ulang", 2.2),
            kolom_teks("Tempat di laporan tercetak atau data", 2.2),
            *((kolom_teks("Tanggapan", 1.8),) if dijawab else ()),
        ),
        baris=tuple(baris),
        catatan=(
            "Pembanding adalah nilai yang seharusnya menurut data atau tempat lain, beserta rumusnya.",
            "Penyusun menanggapi sebuah catatan di tanggapan.csv dengan menyebut kodenya.",
        ),
        sumber="Data instansi dan laporan yang terbit, dibandingkan oleh uji konsistensi",
    )


def daftar_catatan(catatan: pd.DataFrame) -> Tabel:
    """Return the findings as a plain table, one row each, for sorting and searching.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    """
    return Tabel(
        kunci="daftar-catatan",
        judul=f"Catatan uji konsistensi ({len(catatan)})",
        kolom=(
            kolom_teks("Keparahan", 0.8),
            kolom_teks("Aturan", 1.6),
            kolom_teks("Tentang", 3),
            kolom_teks("Tercetak atau tercatat", 1.5),
            kolom_teks("Pembanding", 1.5),
            kolom_teks("Tempat", 1.6),
            kolom_teks("Kode", 1.2),
        ),
        baris=tuple(
            Baris(
                sel=(
                    polos(satu["keparahan"]),
                    polos(satu["nama"]),
                    polos(tentang(satu)),
                    polos(nilai(satu["tercetak"], satu["satuan"]) or "kosong"),
                    polos(nilai(satu["dihitung"], satu["satuan"]) or str(satu["rumus"])),
                    polos(tempat(satu)),
                    polos(satu["id"]),
                )
            )
            for _, satu in catatan.iterrows()
        ),
    )


def jangkar_uji(uji: str, keparahan: str) -> str:
    """Return the anchor of the findings of one rule."""
    return f"uji-{keparahan}-{uji}"


def _kepala(milik: pd.DataFrame, *, dijawab: bool) -> Baris:
    satu = milik.iloc[0]
    kosong: tuple[Isi, ...] = ((),) * (4 if dijawab else 3)
    return Baris(
        gaya="grup",
        golongan=satu["keparahan"],
        jangkar=jangkar_uji(satu["uji"], satu["keparahan"]),
        sel=(
            (
                Span(teks=str(satu["keparahan"]).capitalize(), tanda=satu["keparahan"]),
                Span(teks=" "),
                Span(teks=f"{satu['nama']} ({len(milik)}). ", tebal=True),
                Span(teks=satu["alasan"]),
            ),
            *kosong,
        ),
    )


def _baris(satu: pd.Series[Any], butir: Sequence[str], *, dijawab: bool) -> Baris:
    asal = sumber_ada(satu["asal"])
    tercetak = nilai(satu["tercetak"], satu["satuan"])
    sel: list[Isi] = [
        (*_tentang(satu), *_butir(butir)),
        (Span(teks=tercetak or "kosong", tanda="" if tercetak else "redup", asal=asal),),
        _dihitung(satu),
        polos(tempat(satu)),
    ]
    if dijawab:
        sel.append(_tanggapan(satu))
    return Baris(sel=tuple(sel), golongan=satu["keparahan"], jangkar=satu["id"])


def angka_tentang(satu: pd.Series[Any] | Mapping[str, Any]) -> str:
    """Say which figure of a thing a finding is about; empty where it is the thing itself."""
    return _KOLOM.get(satu["kolom"], "")


def tentang(satu: pd.Series[Any]) -> str:
    """Say what a finding is about: the thing, and which of its figures."""
    kolom = angka_tentang(satu)
    return f"{satu['sebutan']}, {kolom}" if kolom else str(satu["sebutan"])


def _tentang(satu: pd.Series[Any]) -> Isi:
    isi = [Span(teks=tentang(satu))]
    if satu["keterangan"]:
        isi.append(Span(teks=f". {satu['keterangan']}".replace("..", ".")))
    isi += [Span(teks=" "), Span(teks=satu["id"], tanda="kode")]
    return tuple(isi)


def _butir(kode: Sequence[str]) -> Isi:
    """Name the lines of the review form that count a finding, each in brackets: so it can be searched for."""
    if not kode:
        return ()
    return (Span(teks=f" Lembar reviu {' '.join(f'({satu})' for satu in kode)}", tanda="redup"),)


_KOLOM = {
    "target": "target",
    "target_awal": "target awal",
    "target_perubahan": "target setelah perubahan",
    "realisasi": "realisasi",
    "capaian": "capaian",
    "pagu_perubahan": "pagu setelah perubahan",
    "pagu_murni": "pagu murni",
    "serapan": "serapan",
    "sisa": "sisa",
    "sisa_persen": "sisa dalam persen",
    "perubahan_persen": "perubahan dari tahun lalu",
    "selisih": "selisih dari tahun lalu",
    "nrr": "nilai rata-rata",
    "nrr_tertimbang": "nilai rata-rata tertimbang",
    "ikm": "nilai IKM",
    "mutu": "mutu pelayanan",
    "kinerja": "kinerja pelayanan",
    "pita": "interval",
    "nilai_persepsi": "nilai persepsi",
    "nilai": "nilai",
    "luas": "luas",
    "satuan": "satuan",
    "jenis": "jenis tolok ukur",
    "pembilang": "pembilang",
    "penyebut": "penyebut",
    "target_jumlah": "jumlah yang setara dengan targetnya",
    "cacah": "jumlah",
    "rujukan": "rujukan",
    "nomor": "nomor",
    "anggaran": "anggaran",
    "populasi": "populasi",
    "responden": "jumlah responden",
    "jumlah_kuesioner": "jumlah kuesioner",
}
"""What a column is called after the thing it belongs to; others need no word."""


def _dihitung(satu: pd.Series[Any]) -> Isi:
    hasil, rumus = nilai(satu["dihitung"], satu["satuan"]), str(satu["rumus"])
    isi: list[Span] = []
    if hasil:
        isi.append(Span(teks=hasil, tebal=True))
    if rumus:
        isi.append(Span(teks=f" ({rumus})" if hasil else f.awal_besar(rumus), tanda="redup"))
    for nama, lain in satu["pembanding"]:
        isi.append(
            Span(teks=f"; {nama}: {nilai(lain, 'persen' if 'capaian' in nama else '')}", tanda="redup")
        )
    kata = "perlu dilengkapi" if not satu["tercetak"] else "perlu diputuskan"
    return tuple(isi) or (Span(teks=kata, tanda="redup"),)


def _tanggapan(satu: pd.Series[Any]) -> Isi:
    if not satu["status"]:
        return (Span(teks="belum ditanggapi", tanda="redup"),)
    return (
        Span(teks=f"{STATUS[satu['status']]}. ", tebal=True),
        Span(teks=f"{satu['tanggapan']} "),
        Span(teks=f"({satu['oleh']}, {satu['tanggal']})", tanda="redup"),
    )
