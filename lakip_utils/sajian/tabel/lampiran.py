"""Tables of the annexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from lakip_utils.analisis import reviu
from lakip_utils.analisis.jejak import asal
from lakip_utils.asal import Asal
from lakip_utils.data.instansi import Bidang
from lakip_utils.data.schema import TABLES
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Bukti, ButirBukti, Paragraf, Rangkaian, Tabel, rangkai, sumber
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel.kolom import kolom_angka, kolom_teks

HANYA_REVIU = ("klaim", "tanggapan", "catatan_reviu")
"""Tables that serve the review alone: what a report printed, and what was said about it."""


def sumber_data(berkas: pd.DataFrame) -> Rangkaian:
    """Return what the report reads: for reviewers each file with its places of origin, else the tables.

    Parameters
    ----------
    berkas
        ``berkas``, ``jumlah``, ``tempat`` as in :attr:`lakip_utils.data.Irisan.berkas`.
    """
    reviu = Tabel(
        kunci="sumber-data",
        judul="Berkas data yang dibaca laporan ini",
        kolom=(
            kolom_teks("Berkas", 1.6),
            kolom_angka("Baris dibaca", lebar=0.8),
            kolom_teks("Tempat di sumbernya", 4),
        ),
        baris=tuple(
            Baris(
                sel=(
                    polos(row["berkas"]),
                    polos(str(row["jumlah"])),
                    polos(row["tempat"] or _tanpa_tempat(row["berkas"])),
                )
            )
            for _, row in berkas.iterrows()
        ),
        sumber="Paket data instansi",
        edisi="reviu",
    )
    resmi = Tabel(
        kunci="sumber-data",
        judul="Data yang dibaca laporan ini",
        kolom=(kolom_teks("Data", 4), kolom_teks("Tahun", 0.8), kolom_angka("Baris dibaca", lebar=0.8)),
        baris=tuple(
            Baris(sel=(polos(TABLES[nama].title), polos(tahun or "semua"), polos(str(jumlah))))
            for nama, tahun, jumlah in map(_tabel, berkas["berkas"], berkas["jumlah"])
            if nama not in HANYA_REVIU
        ),
        sumber="Paket data instansi",
        edisi="resmi",
    )
    return rangkai(reviu, resmi)


def _tanpa_tempat(berkas: str) -> str:
    return "data perorangan, tidak dirinci" if TABLES[_tabel(berkas, 0)[0]].personal else "tidak dicatat"


def _tabel(berkas: str, jumlah: int) -> tuple[str, str, int]:
    """Return the table of a file, its year (empty for a table of all years) and its rows.

    >>> _tabel("2020/sdm.csv", 67), _tabel("renstra.csv", 30)
    (('sdm', '2020', 67), ('renstra', '', 30))
    """
    folder, _, nama = berkas.rpartition("/")
    return nama.removesuffix(".csv"), folder, jumlah


def dokumen_bukti(bukti: pd.DataFrame, indikator: pd.DataFrame) -> Rangkaian:
    """Return the documents that prove the realisasi of indicators, and which cells each proves.

    Parameters
    ----------
    bukti, indikator
        Tables ``bukti`` and ``indikator`` of the unit.
    """
    if bukti.empty:
        belum = "Dokumen bukti realisasi belum dicatat (bukti.csv)."
        return rangkai(Paragraf(isi=polos(belum), edisi="reviu"))
    baris, butir = [], []
    nama = dict(zip(indikator["kode_indikator"], indikator["nama"], strict=True))
    for _, row in bukti.iterrows():
        nomor = f"nomor {row['nomor']}" if row["nomor"] else ""
        tanggal = _tanggal(row["tanggal"])
        sel_ = (row["dokumen"], nomor or "tidak dicatat", tanggal or "tidak dicatat", row["berkas"])
        baris.append(Baris(sel=(polos(nama[row["kode_indikator"]]), *map(polos, sel_))))
        milik = indikator[indikator["kode_indikator"] == row["kode_indikator"]]
        asal_ = Asal.gabung(
            (asal(ini, ["realisasi", "pembilang", "penyebut"]) for _, ini in milik.iterrows()), ""
        )
        dokumen = ", ".join(satu for satu in (row["dokumen"], nomor, tanggal, row["berkas"]) if satu)
        butir.append(ButirBukti(sel=sumber(asal_).sel, dokumen=dokumen))
    return rangkai(
        Tabel(
            kunci="dokumen-bukti",
            judul="Dokumen bukti realisasi indikator",
            kolom=(
                kolom_teks("Indikator", 2.4),
                kolom_teks("Dokumen", 2),
                kolom_teks("Nomor", 1.2),
                kolom_teks("Tanggal", 1.2),
                kolom_teks("Berkas", 1.2),
            ),
            baris=tuple(baris),
            sumber="Paket data instansi",
        ),
        Bukti(butir=tuple(butir)),
    )


def catatan_reviu(catatan: pd.DataFrame, bidang: Sequence[Bidang] = ()) -> Tabel | None:
    """Return the reviewers' notes with their answers, the open ones first; ``None`` where there is none.

    Parameters
    ----------
    catatan
        Table ``catatan_reviu`` as in :attr:`lakip_utils.data.Irisan.catatan_reviu`.
    bidang
        The units, where the notes are of several: each then says on whose report it is.
    """
    if catatan.empty:
        return None
    terbuka, info = reviu.terbuka(catatan), reviu.keterangan(catatan)
    urut = pd.concat([catatan[terbuka], catatan[~terbuka & ~info], catatan[info]])
    keterangan = f"{int(terbuka.sum())} dari {int((~info).sum())} catatan belum ditindaklanjuti."
    if info.any():
        keterangan += f" {int(info.sum())} lainnya keterangan pada butir yang dijawab ya."
    nama = {satu.kode: satu.nama_singkat for satu in bidang}
    milik = (kolom_teks("Bidang", 1.4),) if nama else ()
    return Tabel(
        kunci="catatan-reviu",
        judul="Catatan hasil reviu",
        keterangan=keterangan,
        edisi="reviu",
        kolom=(
            *milik,
            kolom_teks("Tempat", 1.8),
            kolom_teks("Uraian", 2.4),
            kolom_teks("Rekomendasi", 2),
            kolom_teks("Tanggapan", 1.6),
            kolom_teks("Tindak lanjut", 1.6),
            kolom_teks("Pereviu", 1.2),
        ),
        baris=tuple(
            Baris(
                sel=(
                    *(polos(nama.get(row["bidang"], "Seluruh dinas")) for _ in milik),
                    polos(row["tempat"]),
                    polos(row["uraian"]),
                    polos(row["rekomendasi"]),
                    polos(row["tanggapan"]),
                    polos(row["tindak_lanjut"] or ("keterangan" if row["jawaban"] == "ya" else "terbuka")),
                    polos(", ".join(filter(None, (row["pereviu"], _tanggal(row["tanggal"]))))),
                )
            )
            for _, row in urut.iterrows()
        ),
        sumber="catatan_reviu.csv",
    )


def _tanggal(teks: str) -> str:
    return f.tanggal(dt.date.fromisoformat(teks)) if teks else ""
