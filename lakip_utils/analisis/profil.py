"""Profil: the agency's people and property in totals, each with the rows that it adds up."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import pandas as pd

from lakip_utils import aturan
from lakip_utils.analisis.jejak import sel
from lakip_utils.asal import Angka, Asal
from lakip_utils.data.rows import Row, records
from lakip_utils.data.table import berlaku

SEMUA = "semua"
"""Row and column of totals."""


def _jumlah(baris: Iterable[Row], kolom: str, satuan: str) -> Angka:
    """Return the sum of a column over some rows, with their cells; missing where there are none."""
    ada = [row for row in baris if pd.notna(row[kolom])]
    asal = Asal(tuple(sel(row, kolom) for row in ada), "jumlah" if len(ada) > 1 else "")
    jumlah = math.fsum(row[kolom] for row in ada)
    utuh = int(jumlah) if jumlah.is_integer() else jumlah
    return Angka(utuh if len(ada) else None, satuan, asal)


def pegawai(sdm: pd.DataFrame, dimensi: str, unit: Sequence[str]) -> pd.DataFrame:
    """Return the number of people of one dimension per unit, with all totals.

    Parameters
    ----------
    sdm
        Table ``sdm``.
    dimensi
        ``jenis_kelamin``, ``golongan`` or ``pendidikan``.
    unit
        Codes of the units in their order; those without people of the dimension are left out.

    Returns
    -------
    DataFrame
        Index unit, then ``semua``; columns (kategori, subkategori) in the order of
        ``aturan/urutan_sdm.yaml``, then (``semua``, ``semua``); cells are :class:`Angka` in ``orang``. A cell that the source
        leaves empty has no value: nobody, or not told.
    """
    isi = sdm[sdm["dimensi"] == dimensi]
    letak = _letak(dimensi)
    kategori = sorted(set(isi["kategori"]), key=lambda k: (letak(k), k))
    sub = list(dict.fromkeys(sorted(isi["subkategori"])))
    ada = set(zip(isi["kategori"], isi["subkategori"], strict=True))
    kolom = [(k, s) for k in kategori for s in sub if (k, s) in ada]
    baris = [kode for kode in unit if kode in set(isi["unit"])]
    orang = records(isi)
    milik = {kode: [satu for satu in orang if kode in (SEMUA, satu["unit"])] for kode in (*baris, SEMUA)}
    hasil = {
        kode: {
            **{
                k: _jumlah([s for s in semua if (s["kategori"], s["subkategori"]) == k], "jumlah", "orang")
                for k in kolom
            },
            (SEMUA, SEMUA): _jumlah(semua, "jumlah", "orang"),
        }
        for kode, semua in milik.items()
    }
    return pd.DataFrame.from_dict(
        hasil, orient="index", columns=pd.MultiIndex.from_tuples([*kolom, (SEMUA, SEMUA)])
    )


def menurut(sdm: pd.DataFrame, dimensi: str) -> dict[str, Angka]:
    """Return the number of people of a dimension in all units: by sex, golongan or education."""
    isi = sdm[sdm["dimensi"] == dimensi]
    kolom = "subkategori" if dimensi == "jenis_kelamin" else "kategori"
    letak = _letak(dimensi)
    grup = {
        str(nama): _jumlah(records(baris), "jumlah", "orang")
        for nama, baris in isi.groupby(kolom, sort=False)
    }
    return dict(sorted(grup.items(), key=lambda satu: letak(satu[0])))


def _letak(dimensi: str) -> Callable[[str], int]:
    """Return the place of a category in its dimension; unknown ones stand last."""
    dikenal = aturan.urutan_sdm().get(dimensi, [])
    return lambda nama: dikenal.index(nama) if nama in dikenal else len(dikenal)


def rincian_pegawai(sdm: pd.DataFrame) -> dict[str, dict[str, Angka]]:
    """Return :func:`menurut` of every dimension: by sex for jenis_kelamin, else by category."""
    return {str(dimensi): menurut(sdm, str(dimensi)) for dimensi in dict.fromkeys(sdm["dimensi"])}


def menurut_kelompok(sdm: pd.DataFrame, dimensi: str) -> dict[str, Angka]:
    """Return the number of people of a dimension by its categories, those of one word together.

    Words that stand for several categories, such as PNS, are those of ``aturan/kelompok_sdm.yaml``.
    Nothing is returned where this says no more than :func:`menurut` or where all are of one group.
    """
    kata = {k: nama for nama, isi in aturan.kelompok_sdm().get(dimensi, {}).items() for k in isi}
    isi = sdm[sdm["dimensi"] == dimensi]
    letak = _letak(dimensi)
    urut = isi.assign(_letak=isi["kategori"].map(letak)).sort_values("_letak", kind="stable")
    grup = {
        str(nama): _jumlah(records(baris), "jumlah", "orang")
        for nama, baris in urut.groupby(urut["kategori"].map(lambda k: kata.get(k, k)), sort=False)
    }
    return {} if len(grup) == 1 or set(grup) == set(menurut(sdm, dimensi)) else grup


def kelompok_pegawai(sdm: pd.DataFrame) -> dict[str, dict[str, Angka]]:
    """Return :func:`menurut_kelompok` of every dimension that has one."""
    semua = {str(dimensi): menurut_kelompok(sdm, str(dimensi)) for dimensi in dict.fromkeys(sdm["dimensi"])}
    return {dimensi: grup for dimensi, grup in semua.items() if grup}


def jumlah_pegawai(sdm: pd.DataFrame) -> dict[str, Angka]:
    """Return the number of people that each dimension adds up to; they need not agree."""
    return {
        str(nama): _jumlah(records(grup), "jumlah", "orang")
        for nama, grup in sdm.groupby("dimensi", sort=False)
    }


def nilai_aset(aset: pd.DataFrame, jenis: str) -> dict[str, Angka]:
    """Return count, area and value of one kind of property.

    Returns
    -------
    dict
        ``unit`` (rows), ``luas`` (m²) and ``nilai`` (rupiah) of the rows that have one, and how many
        those are: ``ada_luas``, ``ada_nilai``.
    """
    isi = aset[aset["jenis"] == jenis]
    return {
        "unit": _cacah(isi, "nama"),
        "ada_luas": _cacah(isi.dropna(subset=["luas"]), "luas"),
        "ada_nilai": _cacah(isi.dropna(subset=["nilai"]), "nilai"),
        "luas": _jumlah(records(isi), "luas", "m²"),
        "nilai": _jumlah(records(isi), "nilai", "rupiah"),
    }


def _cacah(baris: pd.DataFrame, kolom: str) -> Angka:
    asal = Asal(tuple(sel(row, kolom) for _, row in baris.iterrows()), "cacah baris")
    return Angka(len(baris), "unit", asal)


def bawahan(organisasi: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return the units of a year in the order of the tree, each with its depth.

    Returns
    -------
    DataFrame
        The rows of ``organisasi`` in force, each followed by its own units, with ``kedalaman`` (0 at
        the top).
    """
    unit = berlaku(organisasi, tahun)
    anak: dict[str, list[pd.Series[Any]]] = {}
    for _, row in unit.iterrows():
        anak.setdefault(row["kode_atasan"], []).append(row)
    urut: list[Hashable] = []
    kedalaman: list[int] = []

    def turun(atasan: str, dalam: int) -> None:
        for row in anak.pop(atasan, []):
            urut.append(row.name)
            kedalaman.append(dalam)
            turun(row["kode"], dalam + 1)

    turun("", 0)
    return unit.loc[urut].assign(kedalaman=kedalaman)
