"""Tables of the agency's profile: units, people, property."""

from __future__ import annotations

import pandas as pd

from lakip_utils.analisis.jejak import asal
from lakip_utils.analisis.klaim import tercetak
from lakip_utils.analisis.profil import SEMUA
from lakip_utils.asal import Angka
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Isi, Tabel
from lakip_utils.sajian.kalimat import polos, sel, span
from lakip_utils.sajian.tabel.kolom import SUMBER, kolom_angka, kolom_teks, redup, sel_tercetak

DIMENSI = {"jenis_kelamin": "jenis kelamin", "golongan": "golongan", "pendidikan": "pendidikan"}
KELAMIN = {"L": "laki-laki", "P": "perempuan"}


def organisasi(unit: pd.DataFrame) -> Tabel | None:
    """Return the units in the order of the tree with the post that leads each.

    Parameters
    ----------
    unit
        Result of :func:`analisis.profil.bawahan`.
    """
    if unit.empty:
        return None
    return Tabel(
        kunci="organisasi",
        judul="Susunan organisasi",
        kolom=(kolom_teks("Unit", 3), kolom_teks("Jabatan pimpinan", 3), kolom_teks("Jenis jabatan", 1.4)),
        baris=tuple(
            Baris(
                inden=int(row["kedalaman"]),
                sel=tuple(
                    polos(row[k]) if row[k] else redup("tidak dicatat")
                    for k in ("unit", "jabatan", "jenis_jabatan")
                ),
            )
            for _, row in unit.iterrows()
        ),
        sumber=f"{SUMBER}, tabel organisasi",
    )


def pegawai(tabel: pd.DataFrame, dimensi: str, nama: dict[str, str], klaim: pd.DataFrame) -> Tabel | None:
    """Return the people of one dimension per unit, with totals.

    Parameters
    ----------
    tabel
        Result of :func:`analisis.profil.pegawai`.
    dimensi
        Its dimension.
    nama
        Unit code → name.
    klaim
        Table ``klaim``.
    """
    if tabel.empty or len(tabel) == 1:
        return None
    kolom: list[tuple[str, str]] = [(str(satu[0]), str(satu[1])) for satu in tabel.columns]
    baris = []
    for unit, isi in tabel.iterrows():
        kunci = f"{unit}/{dimensi}"
        cetak = tercetak(klaim, tabel="sdm", kunci=kunci, kolom="jumlah")
        jumlah: Angka = isi[(SEMUA, SEMUA)]
        baris.append(
            Baris(
                gaya="jumlah" if unit == SEMUA else "biasa",
                sel=(
                    polos("Jumlah" if unit == SEMUA else nama.get(str(unit), str(unit))),
                    *(_sel_orang(isi[k]) for k in kolom),
                    sel_tercetak(cetak, jumlah.nilai),
                ),
            )
        )
    return Tabel(
        kunci=f"sdm-{dimensi}",
        judul=f"Pegawai menurut {DIMENSI.get(dimensi, dimensi)}",
        kolom=(
            kolom_teks("Unit", 3),
            *(
                kolom_angka("Jumlah" if k == SEMUA else f.awal_besar(k), "" if s == SEMUA else s, lebar=0.9)
                for k, s in kolom
            ),
            kolom_angka("Jumlah tercetak", edisi="reviu", lebar=0.9),
        ),
        baris=tuple(baris),
        catatan=("Sel kosong: tidak ada pegawai, atau tidak tercatat.",),
        sumber=f"{SUMBER}, tabel sdm",
    )


def _sel_orang(angka: Angka) -> Isi:
    return (span(angka, "bilangan"),) if angka.nilai is not None else ()


def aset(tabel: pd.DataFrame, jenis: str, jumlah: dict[str, Angka]) -> Tabel | None:
    """Return the property of one kind with its total.

    Parameters
    ----------
    tabel
        Table ``aset``.
    jenis
        ``tanah`` or ``bangunan``.
    jumlah
        Result of :func:`analisis.profil.nilai_aset`.
    """
    isi = tabel[tabel["jenis"] == jenis]
    if isi.empty:
        return None
    baris = [
        Baris(
            sel=(
                polos(f"{row['urutan']}. {row['nama']}"),
                sel(row["luas"], "bilangan", asal(row, ["luas"]), kosong="tidak dicatat"),
                polos(row["alamat"]) if row["alamat"] else redup("tidak dicatat"),
                sel(row["nilai"], "rupiah_tabel", asal(row, ["nilai"]), kosong="tidak tersedia"),
                polos(row["asal_usul"]) if row["asal_usul"] else redup("tidak dicatat"),
            )
        )
        for _, row in isi.iterrows()
    ]
    baris.append(
        Baris(
            gaya="jumlah",
            sel=(
                polos("Jumlah"),
                (span(jumlah["luas"], "bilangan"),),
                (),
                (span(jumlah["nilai"], "rupiah_tabel"),),
                (),
            ),
        )
    )
    return Tabel(
        kunci=f"aset-{jenis}",
        judul=f"Aset {jenis}",
        kolom=(
            kolom_teks("Nama barang", 2.4),
            kolom_angka("Luas", "m²", lebar=0.7),
            kolom_teks("Letak", 3.4),
            kolom_angka("Perkiraan harga", "Rp", lebar=1.3),
            kolom_teks("Asal usul", 0.9),
        ),
        baris=tuple(baris),
        catatan=(
            *_cakupan("luas", jumlah["ada_luas"], jumlah["unit"], "tidak dicatat"),
            *_cakupan("harga", jumlah["ada_nilai"], jumlah["unit"], "tidak tersedia"),
        ),
        sumber=f"{SUMBER}, tabel aset",
    )


def _cakupan(apa: str, ada: Angka, semua: Angka, kosong: str) -> tuple[str, ...]:
    """Say of how many things a total is, where it is not of all."""
    n, banyak = int(ada.nilai or 0), int(semua.nilai or 0)
    if not 0 < n < banyak:
        return ()
    return (f"Jumlah {apa} mencakup {n} dari {banyak} barang; {apa} {banyak - n} barang {kosong}.",)
