"""Columns and cells that the tables share."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lakip_utils.analisis.capaian import ditangguhkan
from lakip_utils.analisis.jejak import asal
from lakip_utils.analisis.klaim import Tercetak
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Isi, Kolom, Span, sumber
from lakip_utils.sajian.kalimat import DUA_ANGKA, sel, sel_rentang

BELUM_DINILAI = "belum dinilai"
SUMBER = "Diolah dari data kinerja dan anggaran instansi"


def kolom_angka(judul: str, satuan: str = "", **lain: Any) -> Kolom:
    """Return a column of numbers; `lain` are further fields of :class:`Kolom`."""
    return Kolom(judul=judul, satuan=satuan, angka=True, **lain)


def kolom_teks(judul: str, lebar: float = 2.0, **lain: Any) -> Kolom:
    """Return a column of text; `lain` are further fields of :class:`Kolom`."""
    return Kolom(judul=judul, lebar=lebar, **lain)


def sel_tercetak(cetak: tuple[Tercetak, ...], hasil: float | None) -> Isi:
    """Return what was printed for a figure; prints that differ from `hasil` are marked."""
    if not cetak:
        return (Span(teks="tidak tercetak", tanda="redup"),)
    isi: list[Span] = []
    tanpa_hasil = hasil is None or bool(pd.isna(hasil))
    for satu in {c.nilai if c.nilai is not None else c.teks: c for c in reversed(cetak)}.values():
        cocok = tanpa_hasil or satu.cocok(hasil)
        pisah = (Span(teks="; "),) if isi else ()
        cetakan = Span(
            teks=satu.teks if cocok else f"≠\u00a0{satu.teks}",
            tanda="" if cocok else "jingga",
            asal=sumber(satu.asal),
        )
        isi = [cetakan, *pisah, *isi]
    return tuple(isi)


def sel_capaian(row: pd.Series[Any]) -> Isi:
    """Return the capaian of a computed row, or the reason why there is none."""
    return sel(row["capaian"], "nilai", row["capaian_asal"], kosong=row["keterangan"].split(":")[0])


def nama_kegiatan(kode: str, nama: str, rata: pd.DataFrame, *, tebal: bool = False) -> Isi:
    """Return the name of a kegiatan; one that nobody may judge yet is marked.

    Parameters
    ----------
    kode, nama
        Of the kegiatan.
    rata
        Mean per kegiatan by :func:`analisis.capaian.rata_rata`.
    tebal
        Whether the name is bold.
    """
    isi = Span(teks=f"{kode} {nama}".strip(), tebal=tebal)
    if kode not in ditangguhkan(rata).index:
        return (isi,)
    return (isi, Span(teks=f" ({BELUM_DINILAI})", tanda="redup"))


def catatan_ditangguhkan(rata: pd.DataFrame) -> tuple[str, ...]:
    """Return the note of a table that says which kegiatan nobody may judge yet, and why."""
    kode = [str(satu) for satu in ditangguhkan(rata).index]
    if not kode:
        return ()
    return (
        f"Kegiatan {f.daftar(kode)} {BELUM_DINILAI} karena {DUA_ANGKA}; capaiannya di sini hanya menurut data laporan ini.",
    )


def redup(teks: str) -> Isi:
    """Return muted words for a cell without a figure."""
    return (Span(teks=teks, tanda="redup"),)


def sel_target(row: pd.Series[Any], kunci: str, bentuk: str = "bilangan") -> Isi:
    """Return the target of a row as its table has it, a range by its bounds.

    Parameters
    ----------
    row
        Row with ``target``, ``target_bawah``, ``target_atas``.
    kunci
        What the row is about, for the origin.
    bentuk
        Form of a single target.
    """
    if pd.notna(row["target_bawah"]) and pd.notna(row["target_atas"]):
        batas = asal(row, ["target_bawah", "target_atas"], kunci=kunci)
        return sel_rentang(row["target_bawah"], row["target_atas"], batas)
    return sel(row["target"], bentuk, asal(row, ["target"], kunci=kunci))


def sel_renstra(row: pd.Series[Any], kapan: str) -> Isi:
    """Return the target of a row of :func:`analisis.perbandingan.renstra`, a range by its bounds.

    Parameters
    ----------
    row
        The comparison of one indicator.
    kapan
        ``tahun`` or ``akhir``: the target of the year or of the period's end.
    """
    asal = row[f"target_{kapan}_asal"]
    if row["arah"] == "rentang" and pd.notna(row[f"bawah_{kapan}"]):
        return sel_rentang(row[f"bawah_{kapan}"], row[f"atas_{kapan}"], asal)
    return sel(row[f"target_{kapan}"], "bilangan", asal)
