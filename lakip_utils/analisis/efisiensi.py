"""Efisiensi: capaian of a program or kegiatan against the share of its money that was spent.

IE = capaian / serapan; TE = IE − 1; efisien when capaian ≥ serapan (IE ≥ 1). Target and pagu must be
of the same stage (both first, or both after the change), else nothing is computed: a target that was
cut and a pagu that was not say nothing together.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from lakip_utils.analisis import capaian as modul_capaian
from lakip_utils.analisis.capaian import rata_rata
from lakip_utils.asal import Asal
from lakip_utils.data.rows import Row, records

EFISIEN, KURANG, TIDAK_DIHITUNG = "efisien", "kurang efisien", "tidak dihitung"
NAN = float("nan")
RUMUS = "capaian / serapan"
TANPA_KINERJA = "indikator atau tolok ukurnya belum ada"
DITANGGUHKAN = "ada dua angka yang berbeda"
TANPA_PAGU = "pagunya belum dirinci"


def hitung(
    indikator: pd.DataFrame,
    tolok_ukur: pd.DataFrame,
    anggaran: pd.DataFrame,
    kegiatan: pd.DataFrame,
    *,
    tahap: modul_capaian.Tahap = "awal",
    batas: float | None = modul_capaian.BATAS_RATA_RATA,
    sengketa: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Return the efficiency of each program and kegiatan; what cannot be computed stays, with the reason.

    Parameters
    ----------
    indikator, tolok_ukur, kegiatan
        Tables of the unit; the targets of the same stage as the pagu are taken here.
    anggaran
        Budget by :func:`anggaran.hitung`.
    tahap
        Stage of the targets where no pagu gives one: those kegiatan have a capaian and no index.
    batas
        Cap of each member of a mean, as in :func:`capaian.rata_rata`.
    sengketa
        Level and code of those whose figures are disputed: no index is drawn from them.

    Returns
    -------
    DataFrame
        ``level`` (program, kegiatan), ``kode``, ``nama``, ``tahap`` (of target and pagu),
        ``target_berubah`` (the capaian is against a changed target),
        ``capaian``, ``serapan`` (percent), ``ie``, ``te`` (ratio, NaN where not computed),
        ``simpulan`` (efisien, kurang efisien, tidak dihitung), ``keterangan``, and the origins
        ``capaian_asal``, ``serapan_asal``, ``ie_asal``.
    """
    baris: list[dict[str, Any]] = []
    sumber = {
        "program": _Sumber(indikator[indikator["level"] == "program"], "kode_induk", batas),
        "kegiatan": _Sumber(tolok_ukur, "kode_kegiatan", batas),
    }
    nama_kegiatan = dict(zip(kegiatan["kode_kegiatan"], kegiatan["nama"], strict=True))
    urutan = {str(kode): nomor for nomor, kode in enumerate(nama_kegiatan)}
    for row in records(anggaran[anggaran["level"].isin(["program", "kegiatan"])]):
        level = str(row["level"])
        kode = str(row["kode_program"] if level == "program" else row["kode_kegiatan"])
        setahap: modul_capaian.Tahap = "awal" if row["tahap_pagu"] == "murni" else "perubahan"
        ringkas = sumber[level].ringkas(kode, setahap)
        nama = row["uraian"]
        if level == "kegiatan":
            nama = nama_kegiatan.get(kode, nama)
        baris.append(
            {
                "level": level,
                "kode": kode,
                "nama": nama,
                "tahap": setahap,
                "target_berubah": setahap == "perubahan" and kode in sumber[level].berubah,
                **(
                    _tanpa(TANPA_KINERJA)
                    if ringkas is None
                    else _simpulan(ringkas, row, ditangguhkan=(level, kode) in sengketa)
                ),
            }
        )
    dirinci = {b["kode"] for b in baris if b["level"] == "kegiatan"}
    baris += [
        {
            "level": "kegiatan",
            "kode": kode,
            "nama": nama,
            "tahap": "",
            "target_berubah": False,
            **_tanpa(TANPA_PAGU),
            **_capaian(sumber["kegiatan"].ringkas(kode, tahap)),
        }
        for kode, nama in nama_kegiatan.items()
        if len(anggaran) and kode not in dirinci
    ]
    baris.sort(key=lambda b: (b["level"] != "program", urutan.get(str(b["kode"]), len(urutan))))
    kolom_hasil = [
        "level",
        "kode",
        "nama",
        "tahap",
        "target_berubah",
        "capaian",
        "serapan",
        "ie",
        "te",
        "simpulan",
        "keterangan",
        "capaian_asal",
        "serapan_asal",
        "ie_asal",
    ]
    return pd.DataFrame(baris, columns=kolom_hasil)


class _Sumber:
    """The capaian of programs by their indicators, or of kegiatan by their tolok ukur, at either stage."""

    def __init__(self, tabel: pd.DataFrame, kolom: str, batas: float | None) -> None:
        self.tabel, self.kolom, self.batas = tabel, kolom, batas
        self.berubah = set(tabel.loc[tabel["target_perubahan"].notna(), kolom])
        self.rata: dict[modul_capaian.Tahap, dict[str, Row]] = {}

    def ringkas(self, kode: str, tahap: modul_capaian.Tahap) -> Row | None:
        """Return the mean of one at a stage of the targets; ``None`` where nothing measures it."""
        if tahap not in self.rata:
            hasil = modul_capaian.hitung(self.tabel, tahap=tahap)
            rata = rata_rata(hasil, self.kolom, batas=self.batas)
            self.rata[tahap] = dict(zip(rata.index, records(rata), strict=True))
        return self.rata[tahap].get(kode)


def _capaian(satu: Row | None) -> dict[str, object]:
    """Return the capaian of a kegiatan without a pagu, against the targets that count elsewhere."""
    if satu is None:
        return {}
    return {"capaian": float(satu["capaian"]), "capaian_asal": satu["capaian_asal"]}


def _tanpa(alasan: str) -> dict[str, object]:
    """Return the figures of one that cannot be computed for want of data."""
    kosong = {"capaian": NAN, "serapan": NAN, "ie": NAN, "te": NAN}
    asal = dict.fromkeys(("capaian_asal", "serapan_asal", "ie_asal"), Asal())
    return {**kosong, "simpulan": TIDAK_DIHITUNG, "keterangan": alasan, **asal}


def _simpulan(capaian: Row, anggaran: Row, *, ditangguhkan: bool) -> dict[str, object]:
    nilai, serapan = float(capaian["capaian"]), float(anggaran["serapan"])
    alasan = str(capaian["keterangan"] or anggaran["keterangan"] or "")
    if not alasan and serapan == 0:
        alasan = "tidak dihitung: serapan 0"
    if not alasan and ditangguhkan:
        alasan = DITANGGUHKAN
    hasil: dict[str, object] = {
        "capaian": nilai,
        "serapan": serapan,
        "keterangan": alasan,
        "capaian_asal": capaian["capaian_asal"],
        "serapan_asal": anggaran["serapan_asal"],
        "ie_asal": Asal.gabung((capaian["capaian_asal"], anggaran["serapan_asal"]), RUMUS),
    }
    if alasan:
        return {**hasil, "ie": NAN, "te": NAN, "simpulan": TIDAK_DIHITUNG}
    ie = nilai / serapan
    return {**hasil, "ie": ie, "te": ie - 1, "simpulan": EFISIEN if nilai >= serapan else KURANG}
