"""Pieces that all sections use: written texts, boxes for missing data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from lakip_utils.analisis.capaian import cacah, ditangguhkan
from lakip_utils.analisis.jejak import asal
from lakip_utils.analisis.klaim import Tercetak
from lakip_utils.data.schema import TABLES
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Daftar, Edisi, Isi, Kotak, Paragraf, Span, sumber
from lakip_utils.sajian.kalimat import belum_dinilai, mencapai_target, polos


def tulisan(narasi: pd.DataFrame, *bagian: str) -> list[Paragraf]:
    """Return the texts that people wrote for some parts, in their order, one paragraph each."""
    cocok = narasi[narasi["bagian"].isin(bagian)]
    return [Paragraf(isi=_dengan_asal(row)) for _, row in cocok.iterrows()]


def _dengan_asal(row: pd.Series) -> Isi:
    return (Span(teks=row["teks"], asal=sumber(asal(row, ["teks"], kunci=row["bagian"]))),)


def cetakan(satu: Tercetak) -> Isi:
    """Return what a report printed, in bold, with the claim that records it."""
    return (Span(teks=satu.teks, tebal=True, asal=sumber(satu.asal)),)


def capaian_dari(nama: str) -> str:
    """Name the capaian of an indicator, whose own name may begin with that word.

    >>> capaian_dari("Nilai IKM"), capaian_dari("Capaian Koperasi Aktif")
    ('Capaian Nilai IKM', 'Capaian Koperasi Aktif')
    """
    return nama if nama.casefold().startswith("capaian ") else f"Capaian {nama}"


def daftar(judul: str, butir: list[Isi], *, bernomor: bool = False, edisi: Edisi = "semua") -> Daftar | None:
    """Return a titled list, or ``None`` when there is nothing to list."""
    return Daftar(judul=judul, butir=tuple(butir), bernomor=bernomor, edisi=edisi) if butir else None


def rencana(tabel: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield unsur and plan of each row of ``rencana_tindak_lanjut``, by priority; the plan in one phrase."""
    for _, row in tabel.sort_values("urutan", kind="stable").iterrows():
        rinci = "".join(f", {row[k]}" for k in ("waktu", "penanggung_jawab") if row[k])
        yield row["unsur"], row["program"].rstrip(".") + rinci


def nama_grup(kode: str, bidang: Mapping[str, str]) -> str:
    """Name the units of a row of ``permasalahan_solusi``; names that hold "dan" are joined by "serta".

    >>> nama_grup("a;b", {"a": "Bidang Data dan Mutu", "b": "Bidang Pasar"})
    'Bidang Data dan Mutu serta Bidang Pasar'
    """
    nama = [bidang.get(satu, satu) for satu in kode.split(";")]
    return " serta ".join(nama) if len(nama) == 2 else f.daftar(nama)


def belum(judul: str, alasan: str, *tabel: str, perlu: str = "") -> Kotak:
    """Return the box that says what is missing, why, what is needed and who has it.

    Parameters
    ----------
    judul
        What is missing, e.g. ``Pembanding tahun 2018 belum tersedia``.
    alasan
        Why the section stands empty.
    tabel
        Names of the tables that would fill it; their titles and owners are named.
    perlu
        What is needed, where that is more than the tables.
    """
    kontrak = [TABLES[nama] for nama in tabel]
    perlu = perlu or "data " + " dan ".join(f.awal_kecil(t.title) for t in kontrak)
    pemilik = " dan ".join(dict.fromkeys(t.owner for t in kontrak))
    butir = [f"Alasan: {alasan}.", f"Diperlukan: {perlu}."]
    if pemilik:
        butir.append(f"Pemilik data: {pemilik}.")
    berkas = f.daftar([f"{t.name}.csv" for t in kontrak])
    tempat = [Paragraf(isi=polos(f"Tempat mengisinya: {berkas}."), edisi="reviu")] if kontrak else []
    return Kotak(gaya="belum", judul=judul, isi=(Daftar(butir=tuple(polos(b) for b in butir)), *tempat))


def belum_ada(tabel: str) -> Kotak:
    """Return the box that a table has no row, in the place of what would have been made of it."""
    judul = TABLES[tabel].title
    return belum(f"{judul} belum tersedia", f"tabel {f.awal_kecil(judul)} kosong", tabel)


def nama_ditangguhkan(rata: pd.DataFrame, kegiatan: pd.DataFrame) -> list[str]:
    """Name the kegiatan that nobody may judge yet, each with its code; as for :func:`kegiatan_tercapai`."""
    nama = dict(zip(kegiatan["kode_kegiatan"], kegiatan["nama"], strict=True))
    return [f"{kode} {nama.get(str(kode), '')}".strip() for kode in ditangguhkan(rata).index]


def kegiatan_tercapai(rata: pd.DataFrame, kegiatan: pd.DataFrame) -> Isi:
    """Say how many kegiatan reached their target; name those that nobody may judge yet.

    Parameters
    ----------
    rata
        Mean per kegiatan by :func:`analisis.capaian.rata_rata`.
    kegiatan
        Table of the year.
    """
    if rata.empty:
        return ()
    jumlah, tunda = cacah(rata), nama_ditangguhkan(rata, kegiatan)
    kata = " tolok ukurnya" if jumlah.dinilai else ""
    return polos(f"{mencapai_target(jumlah, 'kegiatan')}{kata}{belum_dinilai(jumlah, tunda)}.")


def alasan(keterangan: str) -> str:
    """Turn a reason of the analysis into the end of a sentence.

    >>> alasan("tidak dapat dihitung: target 0"), alasan("realisasi kosong")
    ('tidak dapat dihitung karena target 0', 'belum dapat dihitung karena realisasi kosong')
    """
    kepala, _, sebab = keterangan.partition(": ")
    return f"{kepala} karena {sebab}" if sebab else f"belum dapat dihitung karena {kepala}"


def satuan_kata(satuan: str) -> str:
    """Return a unit as it follows a number in prose.

    >>> satuan_kata("%"), satuan_kata("Nilai"), satuan_kata("dokumen")
    (' persen', '', ' dokumen')
    """
    return " persen" if satuan in ("%", "Persen") else "" if satuan == "Nilai" else f" {satuan}"


def kata_batas(batas: float | None) -> str:
    """Say how the members of a mean are capped.

    >>> kata_batas(100.0), kata_batas(None)
    (', masing-masing paling tinggi 100', ' tanpa batas atas')
    """
    return " tanpa batas atas" if batas is None else f", masing-masing paling tinggi {f.bilangan(batas)}"
