"""Causes, problems and solutions: told in full in one section, referred to from the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Blok, Isi, Kotak, Paragraf, Rangkaian, rangkai
from lakip_utils.sajian.kalimat import kalimat, paragraf, polos, rincian, rujuk
from lakip_utils.sajian.narasi import umum
from lakip_utils.sajian.narasi.umum import belum, daftar, tulisan

BAGIAN = "Permasalahan dan solusi"
"""Heading of the section of the agency's report that tells all of them."""
SASARAN = "Evaluasi per sasaran"
"""Heading of the section that tells the causes of each sasaran."""


def penyebab(masalah: pd.DataFrame, narasi: pd.DataFrame, tahun: int) -> Rangkaian:
    """List causes, problems and solutions of one unit as people wrote them; pairs where the data pair them.

    Parameters
    ----------
    masalah, narasi
        Tables ``permasalahan_solusi`` and ``narasi`` of the unit.
    tahun
        Reporting year.
    """
    if masalah.empty:
        return rangkai(_kosong(tahun))
    return rangkai(
        tulisan(narasi, "penyebab"),
        daftar("Penyebab", _butir(masalah, "penyebab")),
        _daftar(masalah),
        _tanpa_pasangan(masalah),
        None if (masalah["jenis"] == "solusi").any() else _tanpa_solusi(),
    )


def per_sasaran(masalah: pd.DataFrame, tahun: int, bidang: Mapping[str, str]) -> Rangkaian:
    """Tell the causes of one sasaran alone, and where the others, the problems and the solutions stand.

    Parameters
    ----------
    masalah
        Table ``permasalahan_solusi`` of the units that serve the sasaran.
    tahun
        Reporting year.
    bidang
        Unit code → name, of all units.
    """
    if masalah.empty:
        return rangkai(_kosong(tahun))
    sebab = masalah["jenis"] == "penyebab"
    umum_ = _umum(masalah, bidang)
    lain = masalah[~sebab]
    hal = ["penyebab yang berlaku bagi semua bidang"] if (sebab & umum_).any() else []
    hal += [
        f"{f.daftar(_jenis(milik))} {umum.nama_grup(str(kode), bidang)}"
        for kode, milik in lain.groupby("bidang", sort=False)
    ]
    return rangkai(
        daftar("Penyebab", _butir(masalah[~umum_], "penyebab")),
        paragraf(
            kalimat(
                "{hal} diuraikan pada {bagian}.",
                hal=f.awal_besar(", serta ".join(hal) + ("," if len(hal) > 1 else "")),
                bagian=rujuk(BAGIAN),
            )
        )
        if hal
        else None,
        None if (lain["jenis"] == "solusi").any() else _tanpa_solusi(),
    )


def lengkap(
    masalah: pd.DataFrame,
    narasi: pd.DataFrame,
    tahun: int,
    bidang: Mapping[str, str],
    *,
    dibahas: Collection[str] = (),
) -> Rangkaian:
    """List all problems and solutions by unit, and the causes that are not told by sasaran.

    Parameters
    ----------
    masalah, narasi
        Tables ``permasalahan_solusi`` and ``narasi`` of the agency.
    tahun
        Reporting year.
    bidang
        Unit code → name, of all units.
    dibahas
        Codes of the units whose own causes :func:`per_sasaran` tells.
    """
    if masalah.empty:
        return rangkai(_kosong(tahun))
    milik_ = [not set(str(kode).split(";")).isdisjoint(dibahas) for kode in masalah["bidang"]]
    sudah = (masalah["jenis"] == "penyebab") & ~_umum(masalah, bidang)
    sudah &= pd.Series(milik_, index=masalah.index, dtype=bool)
    lain = masalah[masalah["jenis"] != "penyebab"]
    isi: list[Blok | None] = []
    for kode, milik in lain.groupby("bidang", sort=False):
        isi += [
            Paragraf(isi=polos(umum.nama_grup(str(kode), bidang), tebal=True), gaya="kepala"),
            *_daftar(milik),
        ]
    return rangkai(
        tulisan(narasi, "penyebab"),
        daftar("Penyebab", _butir(masalah[~sudah], "penyebab")),
        paragraf(kalimat("Penyebab yang khusus bagi suatu sasaran ada pada {bagian}.", bagian=rujuk(SASARAN)))
        if sudah.any()
        else None,
        [satu for satu in isi if satu],
        _tanpa_pasangan(masalah),
        None if (lain["jenis"] == "solusi").any() else _tanpa_solusi(),
    )


def isu_strategis(masalah: pd.DataFrame, bidang: Mapping[str, str]) -> Rangkaian:
    """Say how many problems each unit faces, and where they are told."""
    isi = masalah[masalah["jenis"] == "permasalahan"]
    if isi.empty:
        return rangkai(
            belum(
                "Isu strategis belum tersedia", "belum ada permasalahan yang ditulis", "permasalahan_solusi"
            )
        )
    hal = [
        polos(f"{f.cacah(len(milik))} permasalahan {umum.nama_grup(str(kode), bidang)}")
        for kode, milik in isi.groupby("bidang", sort=False)
    ]
    return rangkai(
        paragraf(
            kalimat(
                "Isu strategis instansi adalah {hal}. Uraiannya, beserta solusinya, ada pada {bagian}.",
                hal=rincian(hal),
                bagian=rujuk(BAGIAN),
            )
        )
    )


def langkah_perbaikan(masalah: pd.DataFrame, rencana: pd.DataFrame, bidang: Mapping[str, str]) -> Rangkaian:
    """Say in one sentence a unit what will be done, and where the problems stand; list the survey's plan."""
    solusi = masalah[masalah["jenis"] == "solusi"]
    if solusi.empty and rencana.empty:
        return rangkai(
            belum(
                "Langkah perbaikan belum tersedia",
                "belum ada solusi atau rencana tindak lanjut yang ditulis",
                "permasalahan_solusi",
            )
        )
    butir: list[Isi] = []
    for kode, milik in solusi.groupby("bidang", sort=False):
        langkah = [f.awal_kecil(teks.rstrip(". ")) for teks in milik["uraian"]]
        butir.append(
            kalimat(
                "{nama:tebal}: {langkah}.", nama=umum.nama_grup(str(kode), bidang), langkah="; ".join(langkah)
            )
        )
    ada = (masalah["jenis"] == "permasalahan").any()
    dasar = kalimat("Permasalahan yang mendasarinya diuraikan pada {bagian}.", bagian=rujuk(BAGIAN))
    tindak_lanjut = [polos(program) for _, program in umum.rencana(rencana)]
    return rangkai(
        daftar("", butir),
        paragraf(dasar) if butir and ada else None,
        daftar("Tindak lanjut survei kepuasan masyarakat", tindak_lanjut, bernomor=True),
    )


def _umum(masalah: pd.DataFrame, bidang: Collection[str]) -> pd.Series:
    """Return which rows hold for all of several units."""
    isi = [len(bidang) > 1 and set(str(kode).split(";")) >= set(bidang) for kode in masalah["bidang"]]
    return pd.Series(isi, index=masalah.index, dtype=bool)


def _jenis(milik: pd.DataFrame) -> list[str]:
    return [jenis for jenis in ("permasalahan", "solusi") if (milik["jenis"] == jenis).any()]


def _butir(masalah: pd.DataFrame, jenis: str) -> list[Isi]:
    return [polos(teks) for teks in masalah.loc[masalah["jenis"] == jenis, "uraian"]]


def _daftar(masalah: pd.DataFrame) -> list[Blok]:
    """List pairs of problem and solution, then the problems and solutions without one."""
    dua = {
        kode
        for kode, milik in masalah[masalah["pasangan"] != ""].groupby("pasangan")
        if {"permasalahan", "solusi"} <= set(milik["jenis"])
    }
    lain = masalah[~masalah["pasangan"].isin(dua)]
    semua = (
        daftar(BAGIAN, list(_pasangan(masalah[masalah["pasangan"].isin(dua)])), bernomor=True),
        daftar("Permasalahan", _butir(lain, "permasalahan"), bernomor=True),
        daftar("Solusi", _butir(lain, "solusi"), bernomor=True),
    )
    return [satu for satu in semua if satu]


def _pasangan(masalah: pd.DataFrame) -> Iterator[Isi]:
    for _, milik in masalah.groupby("pasangan", sort=False):
        yield kalimat(
            "{masalah} {kata:tebal} {solusi}",
            masalah=" ".join(milik.loc[milik["jenis"] == "permasalahan", "uraian"]),
            kata="Solusi:",
            solusi=" ".join(milik.loc[milik["jenis"] == "solusi", "uraian"]),
        )


def _tanpa_pasangan(masalah: pd.DataFrame) -> Paragraf | None:
    if (masalah["pasangan"] != "").any() or not (masalah["jenis"] == "solusi").any():
        return None
    return Paragraf(isi=polos("Solusi belum dipasangkan dengan permasalahan satu per satu."), edisi="reviu")


def _kosong(tahun: int) -> Kotak:
    return belum(
        f"Penyebab dan solusi tahun {tahun} belum tersedia",
        "belum ada yang menuliskannya",
        "permasalahan_solusi",
    )


def _tanpa_solusi() -> Kotak:
    return belum(
        "Permasalahan dan solusi bidang ini belum tersedia",
        "permasalahan dan solusi bidang ini belum ditulis",
        "permasalahan_solusi",
    )
