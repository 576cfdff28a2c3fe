"""Lembar reviu: what data and the consistency check can answer of the reviewer's form.

The 23 lines are those of PermenPANRB 53/2014 (:func:`lakip_utils.aturan.lembar_reviu`). A line that
calls for a person's judgement stays blank, with what the data say about it; no line is answered
without a count or a finding behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from lakip_utils import aturan
from lakip_utils.analisis.evaluasi import Evaluasi
from lakip_utils.analisis.jejak import sel
from lakip_utils.asal import Asal
from lakip_utils.konsistensi.catatan import mencapai
from lakip_utils.konsistensi.tanggapan import DIPERBAIKI

Nilai = Literal["", "terpenuhi", "belum", "tidak_berlaku"]
"""Answer of a line; empty where the reviewer answers."""

SASARAN = ("target-bukan-perjanjian", "indikator-pk-hilang")
RENSTRA = ("target-bukan-renstra", "indikator-renstra-hilang")
INDIKATOR = ("nama-berlainan-isi",)
UKURAN = ("bagian-disebut-peningkatan", "satu-hitungan", "realisasi-bukan-rasionya")
SOLUSI = ("permasalahan-tanpa-solusi",)
"""Rules of the consistency check that speak of a line."""
_HASIL = ("target", "target_awal", "target_perubahan", "realisasi", "capaian")


@dataclass(frozen=True, slots=True)
class Dasar:
    """One piece of evidence: how many of how many, or findings.

    Parameters
    ----------
    ada
        How many there are.
    kata
        Of what, Indonesian, e.g. ``indikator sasaran bertarget``.
    semua
        Of how many; ``None`` for a plain count.
    asal
        The cells that were counted.
    catatan
        Ids of the findings that were counted.
    """

    ada: int
    kata: str
    semua: int | None = None
    asal: Asal = field(default_factory=Asal)
    catatan: tuple[str, ...] = ()

    @property
    def lengkap(self) -> bool:
        """Whether nothing is missing; never of nothing."""
        return bool(self.semua) and self.ada == self.semua


@dataclass(frozen=True, slots=True)
class Jawaban:
    """A line of the form: its code, its answer and the evidence."""

    kode: str
    nilai: Nilai = ""
    dasar: tuple[Dasar, ...] = ()


Isi = tuple[Nilai, tuple[Dasar, ...]]


def jawab_reviu(hasil: Evaluasi, catatan: pd.DataFrame) -> tuple[Jawaban, ...]:
    """Answer the lines of the form that data can answer.

    Parameters
    ----------
    hasil
        The evaluation of the slice.
    catatan
        Result of :func:`lakip_utils.konsistensi.periksa` for the same slice.

    Returns
    -------
    tuple of Jawaban
        One a line, in the order of the form.
    """
    bahan = _Bahan(hasil, catatan)
    kosong: Isi = ("", ())
    return tuple(
        Jawaban(kode, *(_BUTIR[kode](bahan) if kode in _BUTIR else kosong))
        for kode in aturan.lembar_reviu().pernyataan
    )


@dataclass(frozen=True)
class _Bahan:
    """What the lines are answered from."""

    hasil: Evaluasi
    catatan: pd.DataFrame

    @cached_property
    def indikator(self) -> pd.DataFrame:
        return self.hasil.indikator

    @cached_property
    def sasaran(self) -> pd.DataFrame:
        """The indicators of sasaran."""
        return self.indikator[self.indikator["level"] == "sasaran"]

    def dari(self, uji: Collection[str]) -> pd.DataFrame:
        """Return the findings of some rules."""
        return self.catatan[self.catatan["uji"].isin(uji)]

    def terbuka(self, tabel: Collection[str], kolom: Collection[str] = ()) -> pd.DataFrame:
        """Return the grave findings on some tables that nobody answered."""
        semua = mencapai(self.catatan, "tinggi", tanpa_tanggapan=True)
        semua = semua[semua["tabel"].isin(tabel)]
        return semua[semua["kolom"].isin(kolom)] if kolom else semua


def _hitung(
    isi: pd.DataFrame, ada: pd.Series[Any], kolom: str, kata: str, kunci: str = "kode_indikator"
) -> Dasar:
    """Count the rows of `isi` for which `ada` is true; `kolom` is what was looked at."""
    asal = tuple(sel(baris, kolom, str(baris[kunci])) for _, baris in isi.iterrows())
    return Dasar(int(ada.sum()), kata, len(isi), Asal(asal, f"banyaknya {kata}"))


def _terisi(isi: pd.DataFrame, kolom: str) -> pd.Series[Any]:
    return isi[kolom].notna() & (isi[kolom].astype("object") != "")


def _uji(catatan: pd.DataFrame, kata: str) -> tuple[Dasar, ...]:
    """Return findings as evidence; none is no evidence."""
    return (Dasar(len(catatan), kata, catatan=tuple(catatan["id"])),) if len(catatan) else ()


def _penuh(*dasar: Dasar) -> Nilai:
    """Say whether all counts are complete; blank where one has nothing to count."""
    if not all(satu.semua for satu in dasar):
        return ""
    return "terpenuhi" if all(satu.lengkap for satu in dasar) else "belum"


def _data_penting(b: _Bahan) -> Isi:
    unit = b.hasil.unit
    banyak = (
        (len(unit.daftar_program), "program"),
        (len(unit.kegiatan), "kegiatan"),
        (len(b.indikator), "indikator"),
    )
    return "", tuple(Dasar(n, kata) for n, kata in banyak if n)


def _target(b: _Bahan) -> Isi:
    kata = "indikator sasaran bertarget"
    bertarget = b.sasaran[["target", "target_bawah", "target_atas"]].notna().any(axis=1)
    asal = tuple(
        sel(baris, f"target_{baris['tahap_target'] or 'awal'}", str(baris["kode_indikator"]))
        for _, baris in b.sasaran.iterrows()
    )
    ada = Dasar(int(bertarget.sum()), kata, len(b.sasaran), Asal(asal, f"banyaknya {kata}"))
    return _penuh(ada), _jika(ada)


def _capaian(b: _Bahan) -> Isi:
    ada = _hitung(b.sasaran, b.sasaran["capaian"].notna(), "realisasi", "indikator sasaran bercapaian")
    ragu = _uji(b.terbuka(("indikator", "tolok_ukur"), _HASIL), "catatan tinggi belum ditanggapi")
    nilai = _penuh(ada)
    # Contradictory figures neither fulfil the line nor fail it: that is for the reviewer to say.
    return ("" if ragu and nilai == "terpenuhi" else nilai), (*_jika(ada), *ragu)


def _lampiran(b: _Bahan) -> Isi:
    bukti = set(b.hasil.unit.bukti["kode_indikator"])
    ada = b.indikator["kode_indikator"].isin(bukti)
    return "", _jika(_hitung(b.indikator, ada, "kode_indikator", "indikator berdokumen bukti"))


def _perbaikan(b: _Bahan) -> Isi:
    masalah = b.hasil.unit.permasalahan_solusi
    banyak = {jenis: _baris(masalah, jenis) for jenis in ("permasalahan", "solusi")}
    rencana = len(b.hasil.unit.tabel("rencana_tindak_lanjut"))
    if not (banyak["permasalahan"].ada or banyak["solusi"].ada or rencana):
        return "", ()
    kurang = _uji(_belum_dijelaskan(b.dari(SOLUSI)), "catatan uji belum ditanggapi")
    dasar = [banyak["solusi"], banyak["permasalahan"]]
    if rencana:
        dasar.append(Dasar(rencana, "rencana tindak lanjut survei"))
    nilai: Nilai = "belum" if not (banyak["solusi"].ada or rencana) else "" if kurang else "terpenuhi"
    return nilai, (*dasar, *kurang)


def _baris(masalah: pd.DataFrame, jenis: str) -> Dasar:
    milik = masalah[masalah["jenis"] == jenis]
    asal = tuple(sel(baris, "uraian", jenis) for _, baris in milik.iterrows())
    return Dasar(len(milik), jenis, asal=Asal(asal, f"banyaknya {jenis}"))


def _keuangan(b: _Bahan) -> Isi:
    belanja = b.hasil.belanja
    milik = belanja[
        (belanja["level"] == "program") & belanja["kode_program"].isin(b.hasil.unit.daftar_program)
    ]
    lengkap = milik["pagu"].notna() & milik["realisasi"].notna()
    ada = _hitung(milik, lengkap, "realisasi", "program berpagu dan berealisasi", "kode_program")
    kurang = len(set(b.hasil.unit.daftar_program) - set(milik["kode_program"]))
    if milik.empty:
        return "", ()
    ada = Dasar(ada.ada, ada.kata, len(milik) + kurang, ada.asal)
    ragu = _uji(b.terbuka(("anggaran",)), "catatan tinggi belum ditanggapi")
    nilai = _penuh(ada)
    return ("" if ragu and nilai == "terpenuhi" else nilai), (ada, *ragu)


def _didukung(b: _Bahan) -> Isi:
    ada = _hitung(b.indikator, _terisi(b.indikator, "sumber_data"), "sumber_data", "indikator bersumber data")
    return _penuh(ada), _jika(ada)


def _penanggung_jawab(b: _Bahan) -> Isi:
    terisi = _terisi(b.indikator, "penanggung_jawab")
    ada = _hitung(b.indikator, terisi, "penanggung_jawab", "indikator dengan penanggung jawab data")
    return _penuh(ada), _jika(ada)


def _andal(b: _Bahan) -> Isi:
    """Look for grave findings: one speaks against reliability, none does not prove it."""
    dasar = _uji(mencapai(b.catatan, "tinggi", tanpa_tanggapan=True), "catatan tinggi belum ditanggapi")
    return ("belum" if dasar else ""), dasar


def _perjanjian(b: _Bahan) -> Isi:
    janji = b.hasil.unit.perjanjian_kinerja
    janji = janji[janji["kode_indikator"] != ""]
    if janji.empty:
        return "", ()
    dalam = b.sasaran["kode_indikator"].isin(janji["kode_indikator"])
    ada = _hitung(b.sasaran, dalam, "kode_indikator", "indikator sasaran ada di perjanjian kinerja")
    beda = _uji(_indikator_saja(b.dari(SASARAN)), "catatan uji")
    return ("belum" if beda else _penuh(ada)), (*_jika(ada), *beda)


def _renstra(b: _Bahan) -> Isi:
    rencana = b.hasil.unit.renstra
    if rencana.empty:
        return "", ()
    dalam = b.sasaran["kode_indikator"].isin(rencana["kode_indikator"])
    ada = _hitung(b.sasaran, dalam, "kode_indikator", "indikator sasaran ada di Renstra")
    beda = _uji(_indikator_saja(b.dari(RENSTRA)), "catatan uji")
    return ("belum" if beda else _penuh(ada)), (*_jika(ada), *beda)


def _bersasaran(b: _Bahan, kata: str, *, iku: bool) -> Dasar:
    """Count the sasaran of the Renstra that have an indicator, or an IKU."""
    milik = b.sasaran[b.sasaran["iku"].astype("object").isin(("ya", True))] if iku else b.sasaran
    ada = [kode for kode in b.hasil.unit.sasaran if kode in set(milik["kode_induk"])]
    asal = tuple(
        sel(baris, "iku" if iku else "kode_induk", str(baris["kode_indikator"]))
        for _, baris in milik.iterrows()
    )
    return Dasar(len(ada), kata, len(b.hasil.unit.sasaran), Asal(asal, f"banyaknya {kata}"))


def _indikator(b: _Bahan) -> Isi:
    ada = _bersasaran(b, "sasaran berindikator", iku=False)
    beda = _uji(_indikator_saja(b.dari(INDIKATOR)), "catatan uji")
    return ("belum" if beda else _penuh(ada)), (*_jika(ada), *beda)


def _iku(b: _Bahan) -> Isi:
    ada = _bersasaran(b, "sasaran ber-IKU", iku=True)
    return _penuh(ada), _jika(ada)


def _pembanding(b: _Bahan) -> Isi:
    lalu, kode = b.hasil.lalu, b.sasaran["kode_indikator"]
    punya = set(lalu.loc[lalu["capaian_lalu"].notna(), "kode_indikator"]) if len(lalu) else set()
    dasar = (
        _hitung(b.sasaran, kode.isin(punya), "kode_indikator", "indikator sasaran berpembanding tahun lalu"),
        _hitung(
            b.sasaran,
            b.sasaran["standar_nasional"].notna(),
            "standar_nasional",
            "indikator sasaran berstandar nasional",
        ),
    )
    return _penuh(*dasar), tuple(satu for isi in dasar for satu in _jika(isi))


def _cukup(b: _Bahan) -> Isi:
    """Look for measures that measure something else; none found does not prove that they suffice."""
    beda = _uji(_indikator_saja(b.dari(UKURAN)), "catatan uji atas cara mengukur")
    return ("belum" if beda else ""), beda


def _smart(b: _Bahan) -> Isi:
    kata = (("rumus", "indikator berumus"), ("satuan", "indikator bersatuan"))
    ada = (_hitung(b.indikator, _terisi(b.indikator, kolom), kolom, nama) for kolom, nama in kata)
    return "", tuple(satu for isi in ada for satu in _jika(isi))


def _penjelasan(*kode: str, uji: Collection[str]) -> Callable[[_Bahan], Isi]:
    """Return the answer to "if not, is it explained": only where one of the lines `kode` is not met.

    A finding is explained by its answer in ``tanggapan.csv``, or by what changed the target.
    """

    def isi(b: _Bahan) -> Isi:
        nilai = [_BUTIR[satu](b)[0] for satu in kode]
        if "belum" not in nilai:
            return ("tidak_berlaku" if all(satu == "terpenuhi" for satu in nilai) else ""), ()
        beda = _indikator_saja(b.dari(uji))
        if beda.empty:
            return "", ()
        dasar_ubah = b.indikator[_terisi(b.indikator, "dasar_perubahan")]
        belum = _belum_dijelaskan(beda)
        belum = belum[~belum["kunci"].isin(dasar_ubah["kode_indikator"])]
        ada = Dasar(
            len(beda) - len(belum),
            "perbedaan dijelaskan",
            len(beda),
            Asal(
                tuple(
                    sel(baris, "dasar_perubahan", baris["kode_indikator"])
                    for _, baris in dasar_ubah.iterrows()
                )
            ),
            tuple(belum["id"]),
        )
        return _penuh(ada), (ada,)

    return isi


def _belum_dijelaskan(catatan: pd.DataFrame) -> pd.DataFrame:
    """Return findings without an explanation; "repaired" of one that is still there is none."""
    return catatan[catatan["status"].isin(("", DIPERBAIKI))]


def _indikator_saja(catatan: pd.DataFrame) -> pd.DataFrame:
    return catatan[catatan["tabel"].isin(("indikator", "renstra", "perjanjian_kinerja"))]


def _jika(dasar: Dasar) -> tuple[Dasar, ...]:
    """Return a count as evidence; of nothing there is none."""
    return (dasar,) if dasar.semua else ()


_BUTIR: dict[str, Callable[[_Bahan], Isi]] = {
    "I.1": _data_penting,
    "I.2": _target,
    "I.3": _capaian,
    "I.4": _lampiran,
    "I.5": _perbaikan,
    "I.6": _keuangan,
    "II.2": _didukung,
    "II.4": _penanggung_jawab,
    "II.5": _andal,
    "III.1": _perjanjian,
    "III.2": _renstra,
    "III.3": _penjelasan("III.1", "III.2", uji=(*SASARAN, *RENSTRA)),
    "III.4": _indikator,
    "III.5": _iku,
    "III.6": _penjelasan("III.4", "III.5", uji=INDIKATOR),
    "III.7": _pembanding,
    "III.8": _cukup,
    "III.9": _penjelasan("III.8", uji=UKURAN),
    "III.10": _smart,
}
"""The lines that data say something about; of the others nothing is known."""
