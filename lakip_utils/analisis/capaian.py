"""Capaian: how much of a target was reached.

Formulas (PermenPANRB 53/2014 practice; PermenPAN 09/2007 for indicators):

- naik: realisasi / target × 100
- turun: (2 × target − realisasi) / target × 100, below 0 when realisasi exceeds twice the target
- rentang: inside 100; above, the upper bound is the target and lower is better; below, the lower
  bound is the target and higher is better

A target of 0 or none gives no percentage, never 0 or 100.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from lakip_utils.analisis.jejak import Baris, asal, sel
from lakip_utils.asal import Angka, Asal, persen
from lakip_utils.aturan import PredikatCapaian
from lakip_utils.data.rows import Row, records

Tahap = Literal["awal", "perubahan"]

TARGET_NOL = "tidak dapat dihitung: target 0"
TARGET_KOSONG = "tidak dapat dihitung: target belum ada"
TARGET_BARU_KOSONG = "tidak dapat dihitung: target setelah perubahan tidak dicatat"
BELUM_ADA = "belum ada data realisasi"

RUMUS = {
    "naik": "realisasi / target × 100",
    "turun": "(2 × target − realisasi) / target × 100",
    "rentang": "realisasi terhadap rentang target",
}
"""Formula in words by direction."""
PERSEN = ("%", "Persen", "persen")
"""Units that are percentages."""
KOLOM_TARGET = ("target_awal", "target_perubahan", "target_bawah", "target_atas")
BATAS_RATA_RATA = 100.0
"""Default cap of each member of a mean, and only there, in percent."""


def satu(
    target: float | None,
    realisasi: float | None,
    *,
    arah: str = "naik",
    bawah: float | None = None,
    atas: float | None = None,
) -> tuple[float | None, str]:
    """Return the capaian of one indicator in percent, or ``None`` and the reason.

    Parameters
    ----------
    target, realisasi
        In the indicator's own unit; ``None`` or NaN where missing.
    arah
        ``naik``, ``turun`` or ``rentang``.
    bawah, atas
        Bounds of a range.

    >>> satu(18, 5)[0]
    27.77777777777778
    >>> satu(4, 5, arah="turun")
    (75.0, '')
    >>> satu(0, 3)
    (None, 'tidak dapat dihitung: target 0')
    """
    if _kosong(realisasi):
        return None, BELUM_ADA
    nilai = float(realisasi)  # type: ignore[arg-type]
    if arah == "rentang":
        if _kosong(bawah) or _kosong(atas):
            return None, TARGET_KOSONG
        if float(bawah) <= nilai <= float(atas):  # type: ignore[arg-type]
            return 100.0, ""
        target, arah = (atas, "turun") if nilai > float(atas) else (bawah, "naik")  # type: ignore[arg-type]
    if _kosong(target):
        return None, TARGET_KOSONG
    sasaran = float(target)  # type: ignore[arg-type]
    if sasaran == 0:
        return None, TARGET_NOL
    return persen(2 * sasaran - nilai if arah == "turun" else nilai, sasaran), ""


def _kosong(nilai: float | None) -> bool:
    return nilai is None or bool(pd.isna(nilai))


def hitung(
    tabel: pd.DataFrame,
    *,
    tahap: Tahap = "awal",
    predikat: PredikatCapaian | None = None,
    sengketa: Collection[str] = (),
) -> pd.DataFrame:
    """Return `tabel` with its capaian, row by row.

    Parameters
    ----------
    tabel
        ``indikator`` or ``tolok_ukur`` (columns target_awal, target_perubahan, dasar_perubahan,
        realisasi; arah, target_bawah, target_atas where it has them).
    tahap
        Which target counts. ``awal``: target_awal, or target_perubahan where that is all there is.
        ``perubahan``: target_perubahan; where it is empty and no document changed the target, the
        first one still holds; where a document did, the new target is unknown.
    predikat
        Scale for the column ``predikat``.
    sengketa
        Codes of the rows whose target or realisasi is disputed: they have a capaian, but no verdict.

    Returns
    -------
    DataFrame
        The input with ``target`` (used), ``tahap_target``, ``capaian`` (percent, raw, NaN where it
        cannot be had), ``keterangan`` (why not), ``predikat`` (empty where disputed), ``capaian_asal``
        (:class:`Asal`), ``sengketa`` (bool).
    """
    hasil = tabel.copy()
    baris = [_baris(row, tahap, predikat) for row in records(tabel)]
    kolom = ("target", "tahap_target", "capaian", "keterangan", "predikat", "capaian_asal")
    for urutan, nama in enumerate(kolom):
        isi = [satu_baris[urutan] for satu_baris in baris]
        jenis = "float64" if nama in ("target", "capaian") else "object"
        hasil[nama] = pd.Series(isi, index=tabel.index, dtype=jenis)
    hasil["sengketa"] = tabel[_kolom_kunci(tabel)].isin(sengketa)
    hasil["predikat"] = hasil["predikat"].mask(hasil["sengketa"], "")
    return hasil


def _baris(
    row: Row, tahap: Tahap, predikat: PredikatCapaian | None
) -> tuple[float | None, str, float | None, str, str, Asal]:
    kolom_target = _kolom_target(row, tahap)
    target = row[kolom_target] if kolom_target else None
    arah = row.get("arah", "naik")
    nilai, keterangan = satu(
        target, row["realisasi"], arah=arah, bawah=row.get("target_bawah"), atas=row.get("target_atas")
    )
    if nilai is None and not kolom_target and keterangan == TARGET_KOSONG and row["dasar_perubahan"]:
        keterangan = TARGET_BARU_KOSONG
    dipakai = ["target_bawah", "target_atas"] if arah == "rentang" else [kolom_target or "target_awal"]
    rumus = RUMUS[arah]
    asal_ = asal(
        row,
        ["realisasi", *dipakai],
        rumus,
        kunci=_kunci(row),
        pembilang=None if _kosong(row["realisasi"]) else float(row["realisasi"]),
        penyebut=None if _kosong(target) else float(target),  # type: ignore[arg-type]
    )
    golongan = predikat.golongkan(nilai).predikat if predikat and nilai is not None else ""
    return (
        None if _kosong(target) else float(target),  # type: ignore[arg-type]
        kolom_target.removeprefix("target_"),
        nilai,
        keterangan,
        golongan,
        asal_,
    )


def _kolom_target(row: Row, tahap: Tahap) -> str:
    awal, perubahan = not _kosong(row["target_awal"]), not _kosong(row["target_perubahan"])
    if tahap == "awal":
        return "target_awal" if awal else "target_perubahan" if perubahan else ""
    if perubahan:
        return "target_perubahan"
    return "target_awal" if awal and not row["dasar_perubahan"] else ""


def _kunci(row: Baris) -> str:
    return str(row[_kolom_kunci(row)])


def _kolom_kunci(isi: Baris | pd.DataFrame) -> str:
    return "kode_indikator" if "kode_indikator" in isi else "kode_tolok_ukur"


def rata_rata(
    hasil: pd.DataFrame,
    kunci: str,
    *,
    batas: float | None = BATAS_RATA_RATA,
    sengketa: Collection[str] = (),
) -> pd.DataFrame:
    """Return the mean capaian of each group, each member capped for the mean only.

    Parameters
    ----------
    hasil
        Result of :func:`hitung`.
    kunci
        Column to group by, e.g. ``kode_kegiatan`` or ``kode_induk``.
    batas
        Cap of each member, percent; ``None`` for no cap.
    sengketa
        Codes of the groups of which a figure is disputed.

    Returns
    -------
    DataFrame
        Index `kunci`; ``jumlah`` (rows), ``terhitung`` (rows with a capaian), ``capaian`` (percent,
        NaN where none), ``keterangan``, ``capaian_asal``, ``sengketa`` (bool). A group with a member that
        cannot be computed has no mean: leaving it out would flatter.
    """
    grup: list[dict[str, object]] = []
    for kode, isi in hasil.groupby(kunci, sort=False):
        ada = isi["capaian"].dropna()
        lengkap = len(ada) == len(isi)
        alasan = next((k for k in isi["keterangan"] if k), "")
        satu_saja = len(isi) == 1
        rumus = (
            "rata-rata capaian"
            if batas is None
            else f"rata-rata capaian, masing-masing paling tinggi {batas:g}"
        )
        asal_rata = Asal.gabung(isi["capaian_asal"], rumus)
        baris = {
            kunci: str(kode),
            "jumlah": len(isi),
            "terhitung": len(ada),
            "capaian": ada.iloc[0] if satu_saja and lengkap else ada.clip(upper=batas).mean(),
            "keterangan": "" if lengkap else alasan,
            "capaian_asal": isi["capaian_asal"].iloc[0] if satu_saja else asal_rata,
            "sengketa": str(kode) in sengketa,
        }
        if not lengkap:
            baris["capaian"] = float("nan")
        grup.append(baris)
    kolom = {
        kunci: "str",
        "jumlah": "int64",
        "terhitung": "int64",
        "capaian": "float64",
        "keterangan": "str",
        "capaian_asal": "object",
        "sengketa": "bool",
    }
    return pd.DataFrame(grup, columns=list(kolom)).astype(kolom).set_index(kunci)


@dataclass(frozen=True, slots=True)
class Cacah:
    """How many of some indicators or kegiatan reached their target; each is counted once.

    Parameters
    ----------
    tercapai, belum
        Those judged: capaian of at least 100 percent, or less.
    tanpa_hasil
        Those without a capaian.
    sengketa
        Those with a capaian that nobody may judge, because a figure of theirs is disputed.
    """

    tercapai: int
    belum: int
    tanpa_hasil: int = 0
    sengketa: int = 0

    @property
    def semua(self) -> int:
        """How many there are."""
        return self.dinilai + self.tanpa_hasil + self.sengketa

    @property
    def dinilai(self) -> int:
        """How many were judged."""
        return self.tercapai + self.belum


def target_sama(satu: pd.Series[Any], lain: pd.Series[Any]) -> bool | None:
    """Compare the targets of two rows, e.g. of the agreement and the Renstra; a range by both bounds.

    Parameters
    ----------
    satu, lain
        Rows with ``target``, ``target_bawah``, ``target_atas``.

    Returns
    -------
    bool or None
        ``None`` where one of the two has no target.
    """
    kiri, kanan = _isi_target(satu), _isi_target(lain)
    return None if not kiri or not kanan else kiri == kanan


def _isi_target(row: pd.Series[Any]) -> tuple[float, ...]:
    batas = (row["target_bawah"], row["target_atas"])
    if not any(map(_kosong, batas)):
        return batas
    return () if _kosong(row["target"]) else (row["target"],)


def ditangguhkan(hasil: pd.DataFrame) -> pd.DataFrame:
    """Return those with a capaian that nobody may judge, of a result of :func:`hitung` or :func:`rata_rata`."""
    return hasil[hasil["sengketa"].astype(bool) & hasil["capaian"].notna()]


def cacah(hasil: pd.DataFrame) -> Cacah:
    """Count those that reached their target, from a result of :func:`hitung` or :func:`rata_rata`."""
    capaian = hasil["capaian"]
    dinilai = capaian[~hasil["sengketa"].astype(bool)]
    return Cacah(
        tercapai=int((dinilai >= 100).sum()),
        belum=int((dinilai < 100).sum()),
        tanpa_hasil=int(capaian.isna().sum()),
        sengketa=len(ditangguhkan(hasil)),
    )


def asal_realisasi(row: pd.Series[Any]) -> Asal:
    """Return the origin of a realisasi that is shown as it stands, with its ratio where it has one."""
    if _kosong(row.get("pembilang")):
        return Asal((sel(row, "realisasi", _kunci(row)),))
    return asal(
        row,
        ["realisasi", "pembilang", "penyebut"],
        "pembilang / penyebut × 100" if row["satuan"] in PERSEN else "pembilang / penyebut",
        kunci=_kunci(row),
        pembilang=float(row["pembilang"]),
        penyebut=float(row["penyebut"]),
    )


def capaian_sasaran(hasil: pd.DataFrame, *, batas: float | None = BATAS_RATA_RATA) -> Angka:
    """Return the capaian of the unit's sasaran: of its indicator, or the capped mean of several."""
    sasaran = hasil[hasil["level"] == "sasaran"]
    if sasaran.empty:
        return Angka(None, "persen", alasan="belum ada indikator sasaran")
    satu = rata_rata(sasaran, "level", batas=batas).iloc[0]
    nilai = None if pd.isna(satu["capaian"]) else float(satu["capaian"])
    return Angka(nilai, "persen", satu["capaian_asal"], satu["keterangan"])


def rasio(row: pd.Series[Any]) -> Angka | None:
    """Return pembilang / penyebut × 100 of an indicator in percent, ``None`` where data give no ratio.

    An indicator of another unit, e.g. a rate per 100.000, has no such percentage.
    """
    if _kosong(row["pembilang"]) or not row["penyebut"] or row["satuan"] not in PERSEN:
        return None
    return Angka(persen(row["pembilang"], row["penyebut"]), "persen", asal_realisasi(row))
