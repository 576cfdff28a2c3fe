"""Sentences on the consistency check: how much was found, what to decide first, loose answers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lakip_utils.konsistensi import DAFTAR, TanggapanLepas, cacah, mencapai
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Daftar, Isi, Kotak, Paragraf, Rangkaian, Span, rangkai
from lakip_utils.sajian.kalimat import paragraf, polos
from lakip_utils.sajian.narasi.umum import daftar
from lakip_utils.sajian.tabel.konsistensi import jangkar_uji

_NAMA, _ATURAN = 3, 6
"""How many things of a rule, and how many rules, the box at the front names."""


def ringkas(catatan: pd.DataFrame) -> Kotak | None:
    """Return the box at the front: counts by severity, and what must be decided first.

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
        # What concerns the unit itself comes before what concerns the whole agency.
        urut = terbuka.assign(_umum=[not bidang for bidang in terbuka["bidang"]])
        grup = [milik for _, milik in urut.sort_values("_umum", kind="stable").groupby("uji", sort=False)]
        butir = [_butir(milik) for milik in grup[:_ATURAN]]
        if sisa := sum(map(len, grup[_ATURAN:])):
            butir.append(
                polos(f"{f.awal_besar(f.cacah(sisa))} catatan tinggi lainnya ada pada daftar lengkapnya.")
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


def _butir(milik: pd.DataFrame) -> Isi:
    """Return one rule with what it concerns; the rule leads to its findings."""
    satu = milik.iloc[0]
    nama = list(dict.fromkeys(milik["sebutan"]))
    lain = len(nama) - _NAMA
    sebut = f.daftar(nama) if lain <= 0 else f"{'; '.join(nama[:_NAMA])}; dan {f.cacah(lain)} lainnya"
    if any("," in satu_nama for satu_nama in nama):
        sebut = "; ".join(nama) if lain <= 0 else sebut
    return (
        Span(teks=f"{satu['nama']} ({len(milik)})", tautan=jangkar_uji(satu["uji"], satu["keparahan"])),
        Span(teks=f": {sebut}."),
    )


def pembuka(catatan: pd.DataFrame, lepas: Sequence[TanggapanLepas] = ()) -> Rangkaian:
    """Say how the check works, what it found, and which answers no longer answer anything.

    Parameters
    ----------
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa`.
    lepas
        Result of :func:`lakip_utils.konsistensi.tanggapan_lepas`, in the report of the whole agency.
    """
    cara = polos(
        f"Uji konsistensi membandingkan setiap angka dan pernyataan yang tercetak dengan hasil hitung ulang dari data, menurut {len(DAFTAR)} aturan. "
        "Angka yang tercetak tidak diubah; laporan ini memakai nilai di data sampai ada keputusan."
    )
    if catatan.empty:
        return rangkai(paragraf(cara), paragraf(polos("Tidak ada catatan.")))
    return rangkai(
        paragraf(cara),
        Paragraf(isi=_cacah(catatan)),
        daftar(
            "Tanggapan yang tidak lagi menjawab catatan mana pun",
            [polos(f"{satu.id} ({satu.sel}): {satu.teks}") for satu in lepas],
        ),
    )
