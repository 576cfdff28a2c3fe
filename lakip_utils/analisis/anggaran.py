"""Anggaran: pagu, realisasi, serapan and sisa, by the structure of the year.

serapan = realisasi / pagu × 100 (weighted: of sums, never a mean of percentages);
sisa = pagu − realisasi, in percent sisa / pagu × 100. A sum that does not close is shown as it is, never smoothed.
"""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from lakip_utils.analisis.jejak import asal
from lakip_utils.asal import Angka, Asal, persen
from lakip_utils.aturan import StrukturAnggaran

Tahap = Literal["murni", "perubahan"]

PAGU_NOL = "tidak dapat dihitung: pagu 0"
PAGU_KOSONG = "tidak dapat dihitung: pagu belum ada"
PAGU_LEBIH = "tidak dapat dihitung: pagu kegiatan melebihi pagu program"
BELUM_ADA = "belum ada data realisasi"
BELUM_DIRINCI = ", keduanya yang belum dirinci per kegiatan"
RUMUS_SERAPAN = "realisasi / pagu × 100"
RUMUS_SISA = "pagu − realisasi"
RUMUS_SISA_PERSEN = "sisa / pagu × 100"
RUMUS_PERUBAHAN = "pagu perubahan − pagu murni"
NAN = float("nan")

KUNCI = ("level", "kelompok", "kode_rekening", "kode_program", "kode_kegiatan", "kode_subkegiatan")
TERBAGI = ("program", "kegiatan", "subkegiatan")
"""Levels of which one entry may stand on several rows, one for each kelompok belanja."""


def hitung(anggaran: pd.DataFrame, *, tahap: Tahap = "perubahan") -> pd.DataFrame:
    """Return the budget with serapan and sisa, row by row.

    A program, kegiatan or subkegiatan that stands on several rows, one for each kelompok belanja,
    becomes one row without a kelompok: its figures are sums, missing where a part is missing.

    Parameters
    ----------
    anggaran
        Table ``anggaran``.
    tahap
        Which pagu counts; the other one where this is empty.

    Returns
    -------
    DataFrame
        The input with ``pagu`` (rupiah, Int64), ``tahap_pagu``, ``sisa`` (rupiah, Int64),
        ``serapan`` and ``sisa_persen`` (percent), ``keterangan`` (why no serapan) and the origins
        ``pagu_asal``, ``realisasi_asal``, ``serapan_asal``, ``sisa_asal``, ``sisa_persen_asal``,
        ``perubahan_asal`` (of the two stages). Where a sum has parts of both stages, ``tahap_pagu`` is `tahap`.
    """
    utama, cadangan = ("perubahan", "murni") if tahap == "perubahan" else ("murni", "perubahan")
    hasil = anggaran.copy()
    hasil["pagu"] = anggaran[f"pagu_{utama}"].fillna(anggaran[f"pagu_{cadangan}"])
    hasil["tahap_pagu"] = [
        utama if pd.notna(a) else cadangan if pd.notna(b) else ""
        for a, b in zip(anggaran[f"pagu_{utama}"], anggaran[f"pagu_{cadangan}"], strict=True)
    ]
    hasil["sisa"] = hasil["pagu"] - hasil["realisasi"]
    rinci = [_baris(row) for _, row in hasil.iterrows()]
    kolom = (
        "serapan",
        "sisa_persen",
        "keterangan",
        "pagu_asal",
        "realisasi_asal",
        "serapan_asal",
        "sisa_asal",
        "sisa_persen_asal",
        "perubahan_asal",
    )
    for urutan, nama in enumerate(kolom):
        jenis = "float64" if nama in ("serapan", "sisa_persen") else "object"
        hasil[nama] = pd.Series([satu[urutan] for satu in rinci], index=hasil.index, dtype=jenis)
    return _satukan(hasil, utama)


def _satukan(hasil: pd.DataFrame, utama: str) -> pd.DataFrame:
    """Make one row, the first, of those of a program (kegiatan, subkegiatan) divided by kelompok belanja."""
    kunci = ["level", "kode_program", "kode_kegiatan", "kode_subkegiatan"]
    terbagi = hasil["level"].isin(TERBAGI) & hasil.duplicated(kunci, keep=False)
    for _, milik in hasil[terbagi].groupby(kunci, sort=False):
        satu = milik.index[0]
        for nama in ("pagu_murni", "pagu_perubahan"):
            hasil.loc[satu, nama] = milik[nama].sum() if milik[nama].notna().all() else pd.NA
        for nama, angka in _bersama(milik, len(milik), "kelompok belanja").items():
            hasil.loc[satu, nama] = NAN if angka.nilai is None else angka.nilai
            hasil.loc[[satu], f"{nama}_asal"] = pd.Series([angka.asal], index=[satu], dtype="object")
        asal_ = Asal.gabung(milik["perubahan_asal"], RUMUS_PERUBAHAN)
        hasil.loc[[satu], "perubahan_asal"] = pd.Series([asal_], index=[satu], dtype="object")
        hasil.loc[satu, "keterangan"] = _tanpa_serapan(hasil.loc[satu, "pagu"], hasil.loc[satu, "realisasi"])
        hasil.loc[satu, "kelompok"] = ""
        hasil.loc[satu, "tahap_pagu"] = (
            utama if utama in set(milik["tahap_pagu"]) else milik["tahap_pagu"].max()
        )
    return hasil[~(terbagi & hasil.duplicated(kunci))]


def _baris(row: pd.Series[Any]) -> tuple[float, float, str, Asal, Asal, Asal, Asal, Asal, Asal]:
    kolom_pagu = f"pagu_{row['tahap_pagu'] or 'perubahan'}"
    kunci = str(row["uraian"])
    pagu, realisasi = row["pagu"], row["realisasi"]
    ada = pd.notna(pagu) and pd.notna(realisasi)
    serapan = persen(int(realisasi), int(pagu)) if ada and pagu else NAN
    sisa = persen(int(pagu) - int(realisasi), int(pagu)) if ada and pagu else NAN
    asal_serapan = asal(
        row,
        ["realisasi", kolom_pagu],
        RUMUS_SERAPAN,
        kunci=kunci,
        pembilang=float(realisasi) if ada else None,
        penyebut=float(pagu) if ada else None,
    )
    return (
        serapan,
        sisa,
        _tanpa_serapan(pagu, realisasi),
        asal(row, [kolom_pagu], kunci=kunci),
        asal(row, ["realisasi"], kunci=kunci),
        asal_serapan,
        asal(row, [kolom_pagu, "realisasi"], RUMUS_SISA, kunci=kunci),
        asal(
            row,
            [kolom_pagu, "realisasi"],
            RUMUS_SISA_PERSEN,
            kunci=kunci,
            pembilang=float(pagu - realisasi) if ada else None,
            penyebut=float(pagu) if ada else None,
        ),
        asal(row, ["pagu_perubahan", "pagu_murni"], RUMUS_PERUBAHAN, kunci=kunci),
    )


def _tanpa_serapan(pagu: Any, realisasi: Any) -> str:
    """Return why no serapan can be given; empty where it can."""
    if pd.isna(pagu):
        return PAGU_KOSONG
    if pd.isna(realisasi):
        return BELUM_ADA
    return "" if pagu else PAGU_NOL


def perubahan_pagu(hasil: pd.DataFrame) -> pd.DataFrame:
    """Return what the change of the budget (P-APBD) did to each row that has both stages.

    Returns
    -------
    DataFrame
        ``level``, ``uraian``, ``pagu_murni``, ``pagu_perubahan``, ``selisih`` (rupiah, Int64),
        ``persen`` (of pagu_murni; NaN where that is 0), ``asal``.
    """
    ada = hasil.dropna(subset=["pagu_murni", "pagu_perubahan"])
    selisih = ada["pagu_perubahan"] - ada["pagu_murni"]
    return ada[["level", "uraian", "pagu_murni", "pagu_perubahan"]].assign(
        selisih=selisih,
        persen=[
            persen(int(s), int(m)) if m else NAN for s, m in zip(selisih, ada["pagu_murni"], strict=True)
        ],
        asal=ada["perubahan_asal"],
    )


def baris(hasil: pd.DataFrame, level: str, kode: str = "") -> pd.Series[Any] | None:
    """Return one row of a computed budget: the total, a kelompok or a program; ``None`` if absent."""
    kolom = {"kelompok": "kelompok", "program": "kode_program", "kegiatan": "kode_kegiatan"}.get(level)
    cocok = hasil[hasil["level"] == level]
    if kolom:
        cocok = cocok[cocok[kolom] == kode]
    return None if cocok.empty else cocok.iloc[0]


def gabungan(hasil: pd.DataFrame, kode_program: list[str]) -> dict[str, Angka]:
    """Return pagu, realisasi, sisa (rupiah), serapan and sisa_persen (percent) of several programs together.

    Percentages are of the sums. A program without a figure leaves that figure missing.
    """
    punya = hasil[(hasil["level"] == "program") & hasil["kode_program"].isin(kode_program)]
    return _bersama(punya, len(kode_program), "program")


def _bersama(punya: pd.DataFrame, harus: int, apa: str) -> dict[str, Angka]:
    """Add rows up; a figure is missing where one of the `harus` rows lacks it."""
    angka: dict[str, Angka] = {}
    for nama in ("pagu", "realisasi", "sisa"):
        lengkap = len(punya) == harus > 0 and bool(punya[nama].notna().all())
        asal_ = Asal.gabung(punya[f"{nama}_asal"], f"jumlah {nama} {apa}" if len(punya) > 1 else "")
        if len(punya) == 1:
            asal_ = punya[f"{nama}_asal"].iloc[0]
        angka[nama] = Angka(
            int(punya[nama].sum()) if lengkap else None, "rupiah", asal_, "" if lengkap else BELUM_ADA
        )
    pagu, realisasi = angka["pagu"].nilai, angka["realisasi"].nilai
    bisa = pagu is not None and realisasi is not None and pagu > 0
    for nama, bagian, rumus in (
        ("serapan", "realisasi", RUMUS_SERAPAN),
        ("sisa_persen", "sisa", RUMUS_SISA_PERSEN),
    ):
        nilai = angka[bagian].nilai
        angka[nama] = Angka(
            persen(nilai, pagu) if bisa and pagu is not None and nilai is not None else None,
            "persen",
            Asal.gabung((angka[bagian].asal, angka["pagu"].asal), rumus),
            "" if bisa else BELUM_ADA,
        )
    return angka


def total(hasil: pd.DataFrame) -> dict[str, Angka]:
    """Return pagu, realisasi, sisa (rupiah), serapan and sisa_persen (percent) of the whole agency.

    The row of level total where there is one, else the sum of the kelompok.
    """
    ada = hasil[hasil["level"] == "total"]
    punya = ada if len(ada) else hasil[hasil["level"] == "kelompok"]
    return _bersama(punya, len(punya), "kelompok belanja")


def belum_dirinci(hasil: pd.DataFrame, kode_program: str) -> pd.Series[Any] | None:
    """Return what a program's listed kegiatan leave over, each figure with its origin.

    Returns
    -------
    Series or None
        ``pagu``, ``realisasi``, ``sisa`` (rupiah; negative where the kegiatan exceed the program,
        which is an error of the source to be shown), ``serapan`` (percent; NaN where no pagu is left),
        ``keterangan`` (why no serapan) and the origins ``pagu_asal``, ``realisasi_asal``,
        ``sisa_asal``, ``serapan_asal``; ``None`` where the program has no row, no kegiatan is listed,
        or nothing is left over.
    """
    program = baris(hasil, "program", kode_program)
    anak = hasil[(hasil["level"] == "kegiatan") & (hasil["kode_program"] == kode_program)]
    if program is None or anak.empty:
        return None
    lebih = {nama: program[nama] - anak[nama].sum() for nama in ("pagu", "realisasi")}
    if all(pd.isna(nilai) or nilai == 0 for nilai in lebih.values()):
        return None
    pagu, realisasi = lebih["pagu"], lebih["realisasi"]
    asal_ = {
        f"{nama}_asal": Asal.gabung(
            [program[f"{nama}_asal"], *anak[f"{nama}_asal"]],
            f"{nama} program − jumlah {nama} kegiatan yang dirinci",
        )
        for nama in lebih
    }
    ada = pd.notna(pagu) and pd.notna(realisasi) and pagu > 0
    dua = asal_["pagu_asal"] + asal_["realisasi_asal"]
    serapan = asal_["realisasi_asal"] + asal_["pagu_asal"]
    return pd.Series(
        {
            **lebih,
            "sisa": pagu - realisasi,
            "serapan": persen(int(realisasi), int(pagu)) if ada else NAN,
            "keterangan": _tanpa_serapan(pagu, realisasi) or (PAGU_LEBIH if pagu < 0 else ""),
            **asal_,
            "sisa_asal": Asal(dua.sel, RUMUS_SISA + BELUM_DIRINCI),
            "serapan_asal": Asal(
                serapan.sel,
                RUMUS_SERAPAN + BELUM_DIRINCI,
                float(realisasi) if ada else None,
                float(pagu) if ada else None,
            ),
        }
    )


def sisa_rincian(hasil: pd.DataFrame, kode_program: list[str]) -> dict[str, pd.Series[Any]]:
    """Return :func:`belum_dirinci` of several programs, those that leave something over."""
    semua = {kode: belum_dirinci(hasil, kode) for kode in kode_program}
    return {kode: sisa for kode, sisa in semua.items() if sisa is not None}


def _menurut_kelompok(hasil: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with those of a kelompok right after it; rows without one keep their place at the end."""
    urutan = {kode: nomor for nomor, kode in enumerate(hasil.loc[hasil["level"] == "kelompok", "kelompok"])}
    letak = hasil["kelompok"].map(urutan).fillna(len(urutan)).where(hasil["level"] != "total", -1)
    anak = ~hasil["level"].isin(["total", "kelompok"])
    return hasil.assign(_letak=letak, _anak=anak).sort_values(["_letak", "_anak"], kind="stable")


def rekening_berlebih(hasil: pd.DataFrame) -> dict[str, int]:
    """Return, by name of the kelompok, by how many rupiah its rekening exceed its pagu.

    Rekening that add up to less are not all recorded; more than the whole contradicts it.

    Parameters
    ----------
    hasil
        Budget by :func:`hitung`.
    """
    jumlah = hasil[hasil["level"] == "rekening"].groupby("kelompok")["pagu"].sum()
    kelompok = hasil[hasil["level"] == "kelompok"].dropna(subset=["pagu"])
    lebih = {
        str(row["uraian"]): int(jumlah.get(row["kelompok"], 0)) - int(row["pagu"])
        for _, row in kelompok.iterrows()
    }
    return {nama: selisih for nama, selisih in lebih.items() if selisih > 0}


def antar_tahun(
    ini: pd.DataFrame, lalu: pd.DataFrame, struktur: StrukturAnggaran, struktur_lalu: StrukturAnggaran
) -> pd.DataFrame:
    """Compare this year's pagu with last year's.

    Parameters
    ----------
    ini, lalu
        Budgets by :func:`hitung`.
    struktur, struktur_lalu
        Budget structures of the two years; where they differ only totals are compared.

    Returns
    -------
    DataFrame
        Rows present in both years, total first, each kelompok followed by its own rows: level, uraian, ``pagu_lalu``, ``pagu``,
        ``selisih`` (rupiah), ``perubahan`` (percent of last year), ``arah`` (naik, turun, tetap), stages
        ``tahap_lalu`` and ``tahap`` of the two pagu, and the origins ``pagu_lalu_asal``, ``pagu_asal``, ``selisih_asal``, ``perubahan_asal``.
    """
    level = ["total", "kelompok", "rekening", "program"] if struktur.kode == struktur_lalu.kode else ["total"]
    dulu = {tuple(row[list(KUNCI)]): row for _, row in lalu.iterrows()}
    hasil = []
    for _, row in _menurut_kelompok(ini[ini["level"].isin(level)]).iterrows():
        lama = dulu.get(tuple(row[list(KUNCI)]))
        if lama is None or pd.isna(lama["pagu"]) or pd.isna(row["pagu"]):
            continue
        selisih = int(row["pagu"]) - int(lama["pagu"])
        asal_ = Asal.gabung((row["pagu_asal"], lama["pagu_asal"]), "pagu − pagu tahun lalu")
        hasil.append(
            {
                "level": row["level"],
                "kelompok": row["kelompok"],
                "kode_rekening": row["kode_rekening"],
                "uraian": row["uraian"],
                "pagu_lalu": int(lama["pagu"]),
                "pagu": int(row["pagu"]),
                "selisih": selisih,
                "perubahan": persen(selisih, int(lama["pagu"])) if lama["pagu"] else NAN,
                "tahap_lalu": lama["tahap_pagu"],
                "tahap": row["tahap_pagu"],
                "arah": "naik" if selisih > 0 else "turun" if selisih < 0 else "tetap",
                "pagu_lalu_asal": lama["pagu_asal"],
                "pagu_asal": row["pagu_asal"],
                "selisih_asal": asal_,
                "perubahan_asal": Asal(asal_.sel, "(pagu − pagu tahun lalu) / pagu tahun lalu × 100"),
            }
        )
    return pd.DataFrame(hasil)
