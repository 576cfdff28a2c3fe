"""IKM: the index of public satisfaction (PermenPANRB 14/2017, lampiran).

NRR(unsur) = total nilai / respondents; NRR tertimbang = NRR × bobot; IKM = Σ NRR tertimbang × 25.
All arithmetic is exact (fractions) until the result; quality is graded after rounding, so what is
printed and how it is graded never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from lakip_utils.analisis.jejak import asal as asal_baris
from lakip_utils.analisis.jejak import deret
from lakip_utils.analisis.klaim import Tercetak, tercetak
from lakip_utils.asal import Angka, Asal, bulat
from lakip_utils.aturan import MutuIKM, PitaMutu
from lakip_utils.data.rows import BARIS, BERKAS

RUMUS_NRR = "total nilai / jumlah kuesioner"
SKALA = (25.0, 100.0)
"""Lowest and highest index that answers from 1 to 4 can give."""


@dataclass(frozen=True, slots=True)
class HasilIKM:
    """The index of one survey on one basis.

    Parameters
    ----------
    unsur
        Per unsur: kode, nama, total_nilai, jumlah_kuesioner, ``nrr``, ``bobot``,
        ``nrr_tertimbang``, ``indeks`` (NRR × 25), ``persepsi`` (1–4), ``mutu``, ``kinerja``,
        and the origins ``nrr_asal``, ``nrr_tertimbang_asal``, ``indeks_asal``, ``persepsi_asal``; where
        there are totals also ``total_nilai_asal`` and ``jumlah_kuesioner_asal``.
    nrr
        The weighted mean of all unsur, 1–4.
    ikm
        The index, 25–100.
    persepsi
        The value 1–4 of its band.
    pita
        Its band under `aturan`.
    bobot
        How the weights were had, in words, to be printed.
    responden
        Questionnaires per unsur: smallest and largest number.
    peserta
        How many people took part: the rows of the answers, else the largest number of questionnaires.
    kosong
        Answers left blank, where answers are known one by one.
    sel_terkecil
        The smallest number of respondents whose answers are shown by unsur.
    """

    unsur: pd.DataFrame
    nrr: Angka
    ikm: Angka
    persepsi: Angka
    pita: PitaMutu
    aturan: MutuIKM
    bobot: str
    responden: tuple[int, int]
    peserta: int
    kosong: int = 0
    sel_terkecil: int = 0

    @property
    def dirinci(self) -> bool:
        """Whether enough people answered every unsur for its mean to be shown; the index always is."""
        return self.responden[0] >= self.sel_terkecil

    @property
    def tertinggi(self) -> pd.DataFrame:
        """The unsur with the highest NRR; several where they tie as printed."""
        return _ekstrem(self.unsur, terbesar=True)

    @property
    def terendah(self) -> pd.DataFrame:
        """The unsur with the lowest NRR; several where they tie as printed."""
        return _ekstrem(self.unsur, terbesar=False)


def _ekstrem(unsur: pd.DataFrame, *, terbesar: bool) -> pd.DataFrame:
    nilai = [bulat(nrr) for nrr in unsur["nrr"]]
    puncak = max(nilai) if terbesar else min(nilai)
    return unsur.loc[[n == puncak for n in nilai]]


def hitung(
    total: pd.DataFrame, unsur: pd.DataFrame, aturan: MutuIKM, *, desimal_bobot: int | None = None
) -> HasilIKM | None:
    """Compute the IKM from totals per unsur.

    Parameters
    ----------
    total
        Table ``ikm_unsur``.
    unsur
        Table ``unsur``: names, and weights where they are not equal.
    aturan
        Bands to grade by.
    desimal_bobot
        Decimals to which an equal weight 1/n is rounded, as some reports do (0,11); ``None`` keeps
        it exact.

    Returns
    -------
    HasilIKM or None
        ``None`` where an unsur has no total or nobody answered it: a part of an index is no index.
    """
    isi = unsur.merge(total, left_on="kode", right_on="unsur", how="left", suffixes=("", "_total"))
    ada = isi["total_nilai"].notna() & isi["jumlah_kuesioner"].notna() & (isi["jumlah_kuesioner"] != 0)
    if isi.empty or not ada.all():
        return None
    nrr = {
        row["kode"]: Fraction(int(row["total_nilai"]), int(row["jumlah_kuesioner"]))
        for _, row in isi.iterrows()
    }
    bagian = {row["kode"]: _asal_total(row) for _, row in isi.iterrows()}
    asal = {
        row["kode"]: replace(
            Asal.gabung(bagian[row["kode"]], RUMUS_NRR),
            pembilang=float(row["total_nilai"]),
            penyebut=float(row["jumlah_kuesioner"]),
        )
        for _, row in isi.iterrows()
    }
    jumlah = isi["jumlah_kuesioner"]
    tabel = isi[["kode", "nama", "total_nilai", "jumlah_kuesioner"]].assign(
        total_nilai_asal=isi["kode"].map(lambda k: bagian[k][0]),
        jumlah_kuesioner_asal=isi["kode"].map(lambda k: bagian[k][1]),
    )
    return _dari_nrr(tabel, unsur, nrr, asal, aturan, desimal_bobot, (int(jumlah.min()), int(jumlah.max())))


def _asal_total(row: pd.Series[Any]) -> tuple[Asal, Asal]:
    """Return the origins of the total and of the number of answers of a merged row."""
    if isinstance(jawaban := row.get("jawaban"), tuple):
        return Asal(jawaban, "jumlah jawaban"), Asal(jawaban, "cacah jawaban")
    kolom = ("total_nilai", "jumlah_kuesioner")
    tempat = {BERKAS: row["asal_berkas_total"], BARIS: row["asal_baris_total"]}
    total = pd.Series({nama: row[nama] for nama in kolom} | tempat)
    nilai, banyak = (asal_baris(total, [nama], kunci=row["kode"]) for nama in kolom)
    return nilai, banyak


def dari_nrr_tercetak(
    klaim: pd.DataFrame, unsur: pd.DataFrame, aturan: MutuIKM, *, desimal_bobot: int | None = None
) -> HasilIKM | None:
    """Compute the IKM that follows from the NRR that a report printed.

    Parameters
    ----------
    klaim
        Table ``klaim``: claims of ``ikm_unsur`` with kolom ``nrr``; the first print of each counts.
    unsur, aturan, desimal_bobot
        As in :func:`hitung`.

    Returns
    -------
    HasilIKM or None
        ``None`` where not every unsur has a printed NRR.
    """
    nrr: dict[str, Fraction] = {}
    asal: dict[str, Asal] = {}
    for kode in unsur["kode"]:
        cetak = [
            c for c in tercetak(klaim, tabel="ikm_unsur", kunci=kode, kolom="nrr") if c.nilai is not None
        ]
        if not cetak:
            return None
        nrr[kode] = Fraction(cetak[0].nilai or 0)
        asal[kode] = cetak[0].asal
    tabel = unsur.reindex(columns=["kode", "nama", "total_nilai", "jumlah_kuesioner"])
    return _dari_nrr(tabel, unsur, nrr, asal, aturan, desimal_bobot, (0, 0)) if nrr else None


def _dari_nrr(
    tabel: pd.DataFrame,
    unsur: pd.DataFrame,
    nrr: Mapping[str, Fraction],
    asal: Mapping[str, Asal],
    aturan: MutuIKM,
    desimal_bobot: int | None,
    responden: tuple[int, int],
) -> HasilIKM:
    bobot, kata = _bobot(unsur, desimal_bobot)
    pengali = Fraction(str(aturan.pengali))
    tertimbang = {kode: nrr[kode] * bobot[kode] for kode in nrr}
    pita = {kode: aturan.golongkan(_desimal(nilai * pengali)) for kode, nilai in nrr.items()}
    kode = tabel["kode"]
    kali = f"× {aturan.pengali:g}"
    berbobot = {
        row["kode"]: asal[row["kode"]]
        + (Asal() if pd.isna(row["bobot"]) else asal_baris(row, ["bobot"], kunci=row["kode"]))
        for _, row in unsur.iterrows()
    }
    hasil = tabel.assign(
        nrr=kode.map(lambda k: float(nrr[k])),
        bobot=kode.map(lambda k: float(bobot[k])),
        nrr_tertimbang=kode.map(lambda k: float(tertimbang[k])),
        indeks=kode.map(lambda k: _desimal(nrr[k] * pengali)),
        persepsi=kode.map(lambda k: pita[k].persepsi),
        mutu=kode.map(lambda k: pita[k].mutu),
        kinerja=kode.map(lambda k: pita[k].kinerja),
        nrr_asal=kode.map(asal),
        nrr_tertimbang_asal=kode.map(lambda k: _turunan(berbobot[k], f"NRR × bobot, {kata}")),
        indeks_asal=kode.map(lambda k: _turunan(asal[k], f"NRR {kali}")),
        persepsi_asal=kode.map(lambda k: _turunan(asal[k], f"golongan NRR {kali} menurut {aturan.nama}")),
    )
    rata = sum(tertimbang.values(), Fraction())
    nilai = _desimal(rata * pengali)
    semua = Asal.gabung(berbobot.values(), f"Σ (NRR × bobot) {kali}, {kata}")
    return HasilIKM(
        unsur=hasil,
        nrr=Angka(_desimal(rata), "nilai", _turunan(semua, f"Σ (NRR × bobot), {kata}")),
        ikm=Angka(nilai, "nilai", semua),
        persepsi=Angka(
            aturan.golongkan(nilai).persepsi,
            "",
            _turunan(semua, f"golongan nilai IKM menurut {aturan.nama}"),
        ),
        pita=aturan.golongkan(nilai),
        aturan=aturan,
        bobot=kata,
        responden=responden,
        peserta=responden[1],
    )


def _turunan(nrr: Asal, rumus: str) -> Asal:
    """Return the origin of a figure made from an NRR."""
    return Asal(nrr.sel, rumus)


def _bobot(unsur: pd.DataFrame, desimal: int | None) -> tuple[dict[str, Fraction], str]:
    """Return the weight of each unsur, and in words how it was had."""
    if unsur["bobot"].notna().any():
        return dict(
            zip(unsur["kode"], unsur["bobot"].map(lambda b: Fraction(str(b))), strict=True)
        ), "bobot dari unsur.csv"
    n = len(unsur)
    if desimal is None:
        return dict.fromkeys(unsur["kode"], Fraction(1, n)), f"bobot sama rata 1/{n} tanpa pembulatan"
    satu = bulat(Decimal(1) / Decimal(n), desimal)
    return dict.fromkeys(unsur["kode"], Fraction(satu)), f"bobot 1/{n} dibulatkan menjadi {satu}".replace(
        ".", ","
    )


def _desimal(nilai: Fraction) -> float:
    return float(Decimal(nilai.numerator) / Decimal(nilai.denominator))


def jumlahkan(responden: pd.DataFrame, unsur: pd.DataFrame) -> pd.DataFrame:
    """Sum respondents' answers into totals per unsur.

    Parameters
    ----------
    responden
        Table ``ikm_responden``: one column an unsur code, answers 1–4 as text, empty is unanswered.
    unsur
        Table ``unsur``.

    Returns
    -------
    DataFrame
        The columns of ``ikm_unsur`` (unsur, total_nilai, jumlah_kuesioner over those who answered,
        origin of the first row), plus ``kosong`` (unanswered) and ``jawaban`` (cells of all answers).
    """
    baris = []
    for kode in unsur["kode"]:
        nilai = pd.to_numeric(responden[kode].replace("", pd.NA)).dropna()
        baris.append(
            {
                "unsur": kode,
                "total_nilai": int(nilai.sum()),
                "jumlah_kuesioner": len(nilai),
                "kosong": len(responden) - len(nilai),
                "asal_berkas": responden["asal_berkas"].iloc[0],
                "asal_baris": int(responden["asal_baris"].iloc[0]),
                "jawaban": deret(responden, kode),
            }
        )
    return pd.DataFrame(baris)


def dari_data(
    total: pd.DataFrame,
    responden: pd.DataFrame,
    unsur: pd.DataFrame,
    aturan: MutuIKM,
    *,
    desimal_bobot: int | None = None,
) -> HasilIKM | None:
    """Compute the IKM from the best facts there are: answers where given, else totals."""
    dasar = total if responden.empty else jumlahkan(responden, unsur)
    hasil = hitung(dasar, unsur, aturan, desimal_bobot=desimal_bobot)
    if hasil is None or responden.empty:
        return hasil
    return replace(hasil, peserta=len(responden), kosong=int(dasar["kosong"].sum()))


def ukuran_sampel(populasi: int) -> int:
    """Return the sample size of Krejcie & Morgan (1970) for a population.

    s = 3,841·N·0,25 / (0,0025·(N−1) + 3,841·0,25), rounded to nearest.

    >>> [ukuran_sampel(n) for n in (10, 100, 300, 1000, 10000)]
    [10, 80, 169, 278, 370]
    """
    n = Decimal(populasi)
    chi = Decimal("3.841") * Decimal("0.25")
    return int(bulat(chi * n / (Decimal("0.0025") * (n - 1) + chi), 0))


@dataclass(frozen=True, slots=True)
class TercetakIKM:
    """What a published report printed about the index, and what explains it.

    Parameters
    ----------
    dari_nrr
        The index that follows from the printed NRR.
    ikm, mutu
        The printed index and its printed quality.
    aturan
        Rule sets whose bands are those that the report prints; empty where it prints none.
    berlaku
        The rule set in force.
    target
        Renstra row of the year that, times `pengali`, is the printed index; a coincidence to be
        looked at, no more.
    pengali
        25.
    """

    dari_nrr: HasilIKM | None
    ikm: tuple[Tercetak, ...]
    mutu: tuple[Tercetak, ...]
    aturan: tuple[MutuIKM, ...]
    berlaku: MutuIKM
    target: pd.Series[Any] | None
    pengali: float


def tercetak_ikm(
    klaim: pd.DataFrame,
    unsur: pd.DataFrame,
    renstra: pd.DataFrame,
    tahun: int,
    aturan: MutuIKM,
    semua_aturan: tuple[MutuIKM, ...],
    *,
    desimal_bobot: int | None = None,
) -> TercetakIKM:
    """Collect what was printed about the index of a year.

    Parameters
    ----------
    klaim, unsur, renstra
        Tables of the year, and the Renstra of all indicators.
    tahun
        The year.
    aturan, semua_aturan
        The rule set in force, and all of them.
    desimal_bobot
        As in :func:`hitung`.
    """
    ikm = tercetak(klaim, tabel="ikm_unsur", kunci="semua", kolom="ikm")
    pita = {
        rentang(c.teks)
        for kode in unsur["kode"]
        for c in tercetak(klaim, tabel="ikm_unsur", kunci=kode, kolom="pita")
    }
    pemilik = tuple(a for a in semua_aturan if pita and pita <= {rentang(p.cetak_ni) for p in a.pita})
    angka = next((c.nilai for c in ikm if c.nilai is not None), None)
    saat_ini = renstra[renstra["tahun"] == tahun].dropna(subset=["target"])
    setara = [
        row
        for _, row in saat_ini.iterrows()
        if angka is not None and bulat(row["target"] * aturan.pengali) == bulat(angka)
    ]
    return TercetakIKM(
        dari_nrr_tercetak(klaim, unsur, aturan, desimal_bobot=desimal_bobot),
        ikm,
        tercetak(klaim, tabel="ikm_unsur", kunci="semua", kolom="mutu"),
        pemilik,
        aturan,
        setara[0] if setara else None,
        aturan.pengali,
    )


def rentang(teks: str) -> str:
    """Return a printed range in one form: ``2,51 - 3,25`` and ``2.51–3,25`` are the same."""
    return teks.replace(" ", "").replace("–", "-").replace(".", ",")
