"""Tables of the rows behind a finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from lakip_utils.analisis.telusur import BarisAsal
from lakip_utils.asal import satukan_rentang, tulis_baris
from lakip_utils.data.rows import BARIS, BERKAS
from lakip_utils.data.schema import TABLES
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Daftar, Isi, Kolom, Paragraf, Rangkaian, Span, Tabel, rangkai
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel.kolom import kolom_teks
from lakip_utils.sajian.tabel.konsistensi import nilai, tempat, tentang

TANDA_SEL = "◀"
"""Stands in a cell in question, which is bold, too: it is not told by its colour."""


def catatan(satu: pd.Series[Any], baris: Iterable[BarisAsal]) -> Rangkaian:
    """Return one finding with the rows that it rests on.

    Parameters
    ----------
    satu
        A row of :func:`lakip_utils.konsistensi.periksa`.
    baris
        Result of :func:`lakip_utils.analisis.telusur.baris_asal` for its ``asal``.
    """
    pembanding = nilai(satu["dihitung"], satu["satuan"])
    rumus = f" ({satu['rumus']})" if satu["rumus"] and pembanding else satu["rumus"]
    isi = {
        "Tercetak atau tercatat": nilai(satu["tercetak"], satu["satuan"]) or "kosong",
        "Pembanding": f"{pembanding}{rumus}" or "belum ada; perlu diputuskan",
        "Tempat": tempat(satu),
        "Keterangan": satu["keterangan"],
    }
    return rangkai(
        Paragraf(isi=polos(tentang(satu)), gaya="kepala"),
        Paragraf(
            isi=(
                Span(teks=f"Keparahan {satu['keparahan']}. ", tebal=True),
                Span(teks=f"{satu['nama']}: {f.awal_kecil(satu['alasan'])} "),
                Span(teks=satu["id"], tanda="kode"),
            )
        ),
        Daftar(butir=tuple(polos(f"{nama}: {teks}") for nama, teks in isi.items() if teks)),
        [baris_data(satu_berkas) for satu_berkas in baris],
    )


def baris_data(asal: BarisAsal) -> Tabel:
    """Return rows of a data file as they stand there; the cells in question are marked and named.

    Columns that are empty in all of these rows are left out, unless one of their cells is in question.
    """
    disebut = {kolom for _, kolom in asal.sel}
    nama_tabel = asal.berkas.removesuffix(".csv").rpartition("/")[2]
    tahun = {kolom.name for kolom in TABLES[nama_tabel].columns if kolom.type == "tahun"}
    kolom = [
        nama
        for nama in asal.baris.columns
        if nama not in (BERKAS, BARIS) and (nama in disebut or _berisi(asal.baris[nama]))
    ]
    return Tabel(
        kunci=f"telusur-{asal.berkas.removesuffix('.csv').replace('/', '-').replace('_', '-')}",
        judul=asal.berkas,
        keterangan=f"Sel yang dimaksud, bertanda {TANDA_SEL}: {_sebut(asal)}.",
        kolom=(Kolom(judul="Baris", angka=True, lebar=0.6), *(kolom_teks(nama) for nama in kolom)),
        baris=tuple(
            Baris(
                sel=(
                    polos(str(row[BARIS])),
                    *(
                        _sel(row[nama], tahun=nama in tahun, ditunjuk=(int(row[BARIS]), nama) in asal.sel)
                        for nama in kolom
                    ),
                )
            )
            for _, row in asal.baris.iterrows()
        ),
        catatan=(
            "Nomor baris seperti di lembar sebar; baris 1 adalah judul kolom. Kolom kosong tidak dimuat.",
        ),
    )


def _berisi(kolom: pd.Series) -> bool:
    return bool((kolom.notna() & (kolom.astype("str") != "")).any())


def _sebut(asal: BarisAsal) -> str:
    per_kolom: dict[str, list[tuple[int, int]]] = {}
    for baris, kolom in sorted(asal.sel):
        per_kolom.setdefault(kolom, []).append((baris, baris))
    return "; ".join(
        f"kolom {kolom} baris {tulis_baris(satukan_rentang(baris))}" for kolom, baris in per_kolom.items()
    )


def _sel(isi: Any, *, tahun: bool, ditunjuk: bool) -> Isi:
    if pd.isna(isi) or isi == "":
        teks = "kosong" if ditunjuk else ""
    else:
        teks = str(isi) if tahun or isinstance(isi, str) else f.utuh(isi)
    if not ditunjuk:
        return polos(teks)
    return (Span(teks=f"{teks} {TANDA_SEL}", tebal=True, tanda="jingga"),)
