"""Sentences whose figures keep their asal.

``kalimat("Serapan {serapan:persen}.", serapan=angka)`` gives spans: the text as it is, the figure
formatted for Indonesian prose and carrying where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import Formatter

import pandas as pd

from lakip_utils.analisis.capaian import Cacah
from lakip_utils.asal import Angka, Asal
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Isi, Paragraf, Span, sumber_ada

BENTUK: dict[str, Callable[[float | None], str]] = {
    "persen": f.persen_kata,
    "persen_tabel": f.persen,
    "poin": f.poin,
    "rupiah": f.rupiah,
    "rupiah_ringkas": f.rupiah_ringkas,
    "rupiah_tabel": f.rupiah_tabel,
    "bilangan": f.bilangan,
    "nilai": f.angka,
    "cacah": lambda nilai: f.KOSONG if nilai is None else f.cacah(int(nilai)),
}
"""How a figure is written; the name after the colon in a sentence."""


def bentuk_seri(satuan: str, rupiah: str = "rupiah_ringkas") -> str:
    """Return the name of the form in which a trend of some unit is written."""
    return {"rupiah": rupiah, "nilai": "nilai"}.get(satuan, "bilangan")


def gerak(awal: float, akhir: float, bentuk: Callable[[float | None], str]) -> str:
    """Say how a figure moved; what is printed alike did not.

    >>> gerak(2.991, 2.994, f.angka), gerak(75, 80, f.bilangan)
    ('tetap', 'naik')
    """
    if bentuk(awal) == bentuk(akhir):
        return "tetap"
    return "naik" if akhir > awal else "turun"


def kalimat(pola: str, **isi: Angka | Isi | str | int) -> Isi:
    """Build the spans of one or more sentences.

    Parameters
    ----------
    pola
        Text with fields: ``{nama:bentuk}`` for an :class:`Angka` (forms in :data:`BENTUK`),
        ``{nama}`` for text or for spans made elsewhere, ``{nama:tebal}`` for bold text.
    isi
        The values of the fields.

    >>> from lakip_utils.sajian.blok import teks
    >>> teks(kalimat("Serapan {x:persen} di {y}.", x=Angka(39.366, "persen"), y="bidang ini"))
    'Serapan 39,37 persen di bidang ini.'
    """
    hasil: list[Span] = []
    for teks, nama, bentuk, _ in Formatter().parse(pola):
        if teks:
            hasil.append(Span(teks=teks))
        if nama is None:
            continue
        nilai = isi[nama]
        if isinstance(nilai, Angka):
            hasil.append(span(nilai, bentuk or "bilangan"))
        elif isinstance(nilai, tuple):
            hasil.extend(nilai)
        elif nilai != "":
            hasil.append(Span(teks=str(nilai), tebal=bentuk == "tebal"))
    return tuple(hasil)


def span(nilai: Angka, bentuk: str, *, tebal: bool = False) -> Span:
    """Return a figure as a span; its reason where it is missing."""
    if nilai.nilai is None and nilai.alasan:
        return Span(teks=nilai.alasan)
    return Span(teks=BENTUK[bentuk](nilai.nilai), tebal=tebal, asal=sumber_ada(nilai.asal))


def sel(
    nilai: float | None, bentuk: str, asal: Asal | None = None, *, kosong: str = "", **gaya: object
) -> Isi:
    """Return a table cell: a figure with its asal, or `kosong` in muted words where it is missing."""
    teks = BENTUK[bentuk](nilai)
    if teks == f.KOSONG:
        return (Span(teks=kosong or f.KOSONG, tanda="redup"),)
    return (Span(teks=teks, asal=sumber_ada(asal), **gaya),)  # type: ignore[arg-type]


def sel_rentang(bawah: float, atas: float, asal: Asal) -> Isi:
    """Return a range target as its two bounds."""
    return (Span(teks=f"{f.bilangan(bawah)}–{f.bilangan(atas)}", asal=sumber_ada(asal)),)


def rincian(butir: Sequence[Isi]) -> Isi:
    """List pieces of a sentence the way :func:`format.daftar` lists words.

    >>> from lakip_utils.sajian.blok import teks
    >>> teks(rincian([polos("a"), polos("b"), polos("c")])), teks(rincian([polos("a"), polos("b")]))
    ('a, b, dan c', 'a dan b')
    """
    pola = f.daftar([f"{{b{nomor}}}" for nomor in range(len(butir))])
    return kalimat(pola, **{f"b{nomor}": satu for nomor, satu in enumerate(butir)})


def mencapai_target(jumlah: Cacah, apa: str) -> str:
    """Say how many of those judged reached their target, without the full stop.

    >>> mencapai_target(Cacah(2, 3), "kegiatan")
    'Dua dari lima kegiatan mencapai target'
    >>> mencapai_target(Cacah(2, 3, sengketa=1), "kegiatan")
    'Dua dari lima kegiatan yang dapat dinilai mencapai target'
    >>> mencapai_target(Cacah(0, 2), "kegiatan"), mencapai_target(Cacah(3, 0), "kegiatan")
    ('Tidak satu pun dari dua kegiatan mencapai target', 'Semua kegiatan mencapai target')
    >>> mencapai_target(Cacah(0, 0, 2, 1), "kegiatan"), mencapai_target(Cacah(1, 0), "indikator")
    ('Capaian tiga kegiatan belum dinilai', 'Indikator mencapai target')
    """
    if jumlah.tanpa_hasil == jumlah.semua:
        return f"Capaian {f.cacah(jumlah.semua)} {apa} tidak dapat dihitung"
    if not jumlah.dinilai:
        return f"Capaian {f.cacah(jumlah.semua)} {apa} belum dinilai"
    if jumlah.semua == 1:
        return f"{f.awal_besar(apa)} {'mencapai' if jumlah.tercapai else 'belum mencapai'} target"
    if jumlah.dinilai < jumlah.semua:
        apa = f"{apa} yang dapat dinilai"
    if jumlah.dinilai == 1:
        return f"Satu-satunya {apa} {'mencapai' if jumlah.tercapai else 'belum mencapai'} target"
    if jumlah.tercapai == jumlah.dinilai:
        return f"Semua {apa} mencapai target"
    return f"{f.awal_besar(f.dari(jumlah.tercapai, jumlah.dinilai))} {apa} mencapai target"


DUA_ANGKA = "masih memiliki dua angka yang berbeda"
"""What holds a verdict back."""


def belum_dinilai(jumlah: Cacah, nama: Sequence[str] = ()) -> str:
    """Say how many were not judged, and why, as the end of a sentence; empty where all were.

    Parameters
    ----------
    jumlah
        How many there are.
    nama
        Names of the disputed ones, where the sentence is to name them.

    >>> belum_dinilai(Cacah(2, 3, sengketa=2), ["2.1 A", "4.3 B"])
    '; dua belum dinilai karena masih memiliki dua angka yang berbeda, yaitu 2.1 A dan 4.3 B'
    >>> belum_dinilai(Cacah(2, 3, tanpa_hasil=1, sengketa=2))
    '; satu tidak dapat dihitung; dua belum dinilai karena masih memiliki dua angka yang berbeda'
    >>> belum_dinilai(Cacah(0, 0, sengketa=2)), belum_dinilai(Cacah(0, 0, 1, 2))
    (' karena masih memiliki dua angka yang berbeda', '; satu tidak dapat dihitung; dua masih memiliki dua angka yang berbeda')
    """
    dua = DUA_ANGKA
    if jumlah.tanpa_hasil == jumlah.semua:
        return ""
    if jumlah.sengketa == jumlah.semua:
        return f" karena {dua}"
    if nama:
        dua = f"{dua}, yaitu {f.daftar(list(nama))}"
    if jumlah.dinilai:
        dua = f"belum dinilai karena {dua}"
    tanpa = f"; {f.cacah(jumlah.tanpa_hasil)} tidak dapat dihitung" if jumlah.tanpa_hasil else ""
    return f"{tanpa}; {f.cacah(jumlah.sengketa)} {dua}" if jumlah.sengketa else tanpa


def polos(teks: str, *, tebal: bool = False) -> Isi:
    """Return plain text as spans."""
    return (Span(teks=teks, tebal=tebal),)


def rujuk(judul: str) -> Isi:
    """Refer to a section by its heading; an exporter puts its number in.

    >>> from lakip_utils.sajian.blok import teks
    >>> teks(rujuk("Permasalahan dan solusi"))
    'bagian “Permasalahan dan solusi”'
    """
    return (Span(teks=f"bagian “{judul}”", rujukan=judul),)


def gabung(*bagian: Isi) -> Isi:
    """Join sentences with a space between them."""
    hasil: list[Span] = []
    for isi in bagian:
        if not isi:
            continue
        if hasil:
            hasil.append(Span(teks=" "))
        hasil.extend(isi)
    return tuple(hasil)


def paragraf(*bagian: Isi, utama: bool = False) -> Paragraf:
    """Return sentences as one paragraph."""
    return Paragraf(isi=gabung(*bagian), gaya="utama" if utama else "biasa")


_TAHAP = {"perubahan": "setelah P-APBD", "murni": "APBD murni"}


def tahap_pagu(anggaran: pd.DataFrame) -> str:
    """Say in words of which stage the pagu of a computed budget is."""
    tahap = [_TAHAP[t] for t in dict.fromkeys(anggaran["tahap_pagu"]) if t]
    return f.daftar(tahap) or "yang belum ada pagunya"


def beda_tahap(banding: pd.DataFrame, tahun: int) -> list[str]:
    """Say that the pagu of two years are of different stages, where they are."""
    pasang = {
        (row["tahap_lalu"], row["tahap"])
        for _, row in banding.iterrows()
        if row["tahap_lalu"] != row["tahap"]
    }
    return [
        f"Pagu {tahun - 1} adalah pagu {_TAHAP[lalu]}, sedangkan pagu {tahun} adalah pagu {_TAHAP[kini]}; keduanya tidak setahap."
        for lalu, kini in sorted(pasang)
        if lalu and kini
    ]
