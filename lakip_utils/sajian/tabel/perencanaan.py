"""Tables of the plan: Renstra, strategies, programs, perjanjian kinerja."""

from __future__ import annotations

import pandas as pd

from lakip_utils.analisis.capaian import target_sama
from lakip_utils.analisis.jejak import asal
from lakip_utils.asal import Angka, Asal
from lakip_utils.data.table import berlaku
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Baris, Isi, Span, Tabel
from lakip_utils.sajian.kalimat import polos, sel, span
from lakip_utils.sajian.tabel.kolom import SUMBER, kolom_angka, kolom_teks, redup, sel_target


def renstra(tabel: pd.DataFrame) -> Tabel | None:
    """Return the targets of all years of the Renstra, by tujuan and sasaran.

    Parameters
    ----------
    tabel
        Table ``renstra`` (one version).
    """
    if tabel.empty:
        return None
    tahun = sorted({int(t) for t in tabel["tahun"]})
    baris: list[Baris] = []
    kepala = ("", "")
    for kode, isi in tabel.groupby("kode_indikator", sort=False):
        row = isi.iloc[0]
        ini = (row["kode_tujuan"], row["kode_sasaran"])
        if ini != kepala:
            judul = f"Sasaran: {row['sasaran']}" if row["kode_sasaran"] else f"Tujuan: {row['tujuan']}"
            baris.append(Baris(gaya="grup", sel=(polos(judul, tebal=True), *[()] * (len(tahun) + 1))))
            kepala = ini
        target = {int(r["tahun"]): r for _, r in isi.iterrows()}
        bentuk = "bilangan" if bool((isi["target"].dropna() % 1 == 0).all()) else "nilai"
        baris.append(
            Baris(
                inden=1,
                sel=(
                    polos(row["indikator"]),
                    polos(row["satuan"]),
                    *(_target(target.get(t), str(kode), bentuk) for t in tahun),
                ),
            )
        )
    return Tabel(
        kunci="renstra-lima-tahun",
        judul=f"Tujuan, sasaran, indikator, dan target Renstra {tabel['periode'].iloc[0].replace('-', '–')}",
        kolom=(
            kolom_teks("Indikator", 4),
            kolom_teks("Satuan", 0.9),
            *(kolom_angka(str(t), lebar=0.8) for t in tahun),
        ),
        baris=tuple(baris),
        sumber=f"{SUMBER}, tabel Renstra",
    )


def _target(row: pd.Series | None, kode: str, bentuk: str = "bilangan") -> Isi:
    return redup("tidak ada") if row is None else sel_target(row, f"{kode}, {row['tahun']}", bentuk)


def strategi(tabel: pd.DataFrame, sasaran: dict[str, str], tahun: int) -> Tabel | None:
    """Return strategies and policy directions in force, by sasaran."""
    isi = berlaku(tabel, tahun)
    if isi.empty:
        return None
    return Tabel(
        kunci="strategi",
        judul="Strategi dan arah kebijakan",
        kolom=(kolom_teks("Sasaran", 2.4), kolom_teks("Strategi", 2.6), kolom_teks("Arah kebijakan", 3.2)),
        baris=tuple(
            Baris(
                sel=(
                    polos(sasaran.get(row["kode_sasaran"], row["kode_sasaran"])),
                    polos(f"{row['kode_strategi']} {row['strategi']}"),
                    polos(f"{row['kode_arah']} {row['arah_kebijakan']}"),
                )
            )
            for _, row in isi.iterrows()
        ),
        sumber=f"{SUMBER}, tabel strategi",
    )


def program_kegiatan(program: pd.DataFrame, kegiatan: pd.DataFrame, bidang: dict[str, str]) -> Tabel | None:
    """Return programs with their unit and their kegiatan (and subkegiatan)."""
    if program.empty:
        return None
    baris: list[Baris] = []
    for kode, isi in program.groupby("kode_program", sort=False):
        row = isi.iloc[0]
        unit = bidang.get(row["bidang"], row["bidang"])
        baris.append(Baris(gaya="grup", sel=(polos(f"{kode} {row['nama']}", tebal=True), polos(unit))))
        for _, anak in kegiatan[kegiatan["kode_program"] == kode].iterrows():
            sub = bool(anak["kode_subkegiatan"])
            kode_anak = anak["kode_subkegiatan"] or anak["kode_kegiatan"]
            baris.append(Baris(inden=2 if sub else 1, sel=(polos(f"{kode_anak} {anak['nama']}"), ())))
    return Tabel(
        kunci="program-kegiatan",
        judul="Program dan kegiatan",
        kolom=(kolom_teks("Program dan kegiatan", 5), kolom_teks("Pelaksana", 2)),
        baris=tuple(baris),
        sumber=f"{SUMBER}, tabel program dan kegiatan",
    )


def indikator_program(
    indikator: pd.DataFrame, tolok_ukur: pd.DataFrame, kegiatan: pd.DataFrame, program: dict[str, str]
) -> Tabel | None:
    """Return outcome indicators per program and output indicators (tolok ukur) of its kegiatan.

    Parameters
    ----------
    indikator, tolok_ukur
        By :func:`analisis.capaian.hitung`.
    kegiatan
        Table ``kegiatan``: ties a tolok ukur to its program.
    program
        Code → name.
    """
    baris: list[Baris] = []
    for kode, nama in program.items():
        outcome = indikator[(indikator["level"] == "program") & (indikator["kode_induk"] == kode)]
        milik = kegiatan.loc[kegiatan["kode_program"] == kode, "kode_kegiatan"]
        output = tolok_ukur[tolok_ukur["kode_kegiatan"].isin(milik)]
        if outcome.empty and output.empty:
            continue
        baris.append(Baris(gaya="grup", sel=(polos(f"{kode} {nama}", tebal=True), (), (), ())))
        baris += [_indikator("Outcome", row, "kode_indikator") for _, row in outcome.iterrows()]
        baris += [
            _indikator(f.awal_besar(row["jenis"]), row, "kode_tolok_ukur") for _, row in output.iterrows()
        ]
    if not baris:
        return None
    return Tabel(
        kunci="indikator-program",
        judul="Indikator kinerja program (outcome) dan kegiatan (output)",
        kolom=(
            kolom_teks("Indikator", 5),
            kolom_teks("Jenis", 1),
            kolom_angka("Target"),
            kolom_teks("Satuan", 1),
        ),
        baris=tuple(baris),
        sumber=f"{SUMBER}, tabel indikator dan tolok ukur",
    )


def _indikator(jenis: str, row: pd.Series, kunci: str) -> Baris:
    kolom = f"target_{row['tahap_target'] or 'awal'}"
    target = sel(row["target"], "bilangan", asal(row, [kolom], kunci=row[kunci]))
    return Baris(inden=1, sel=(polos(row["nama"]), polos(jenis), target, polos(row["satuan"])))


def perjanjian_kinerja(
    pk: pd.DataFrame, renstra_: pd.DataFrame, tahun: int, *, kunci: str = "perjanjian-kinerja"
) -> Tabel | None:
    """Return the agreed target of each indicator beside the Renstra target of the year.

    Parameters
    ----------
    pk
        Table ``perjanjian_kinerja``.
    renstra_
        Table ``renstra``.
    tahun
        Reporting year.
    """
    isi = pk[pk["kode_indikator"] != ""]
    if isi.empty:
        return None
    saat_ini = renstra_[renstra_["tahun"] == tahun].set_index("kode_indikator", drop=False)
    baris = []
    for _, row in isi.iterrows():
        kode = row["kode_indikator"]
        r = saat_ini.loc[kode] if kode in saat_ini.index else None
        baris.append(
            Baris(
                sel=(
                    polos(r["sasaran"] if r is not None else kode),
                    polos(r["indikator"] if r is not None else kode),
                    polos(r["satuan"]) if r is not None else redup("tidak dicatat"),
                    sel_target(row, kode),
                    _target(r, kode),
                    () if r is None else _selaras(target_sama(row, r)),
                )
            )
        )
    return Tabel(
        kunci=kunci,
        judul=f"Perjanjian kinerja tahun {tahun}",
        kolom=(
            kolom_teks("Sasaran", 3),
            kolom_teks("Indikator", 3),
            kolom_teks("Satuan", 0.9),
            kolom_angka("Target PK"),
            kolom_angka("Target Renstra", lebar=1.1),
            kolom_teks("Keterangan", 1.4),
        ),
        baris=tuple(baris),
        sumber=f"{SUMBER}, tabel perjanjian kinerja dan Renstra",
    )


def _selaras(sama: bool | None) -> Isi:
    if sama is None:
        return ()
    return polos("target sama") if sama else (Span(teks="target berbeda", tanda="jingga", tebal=True),)


def perjanjian_anggaran(
    pk: pd.DataFrame, program: dict[str, str], tahun: int, *, kunci: str = "perjanjian-anggaran"
) -> Tabel | None:
    """Return the agreed budget of each program with its total."""
    isi = pk[pk["kode_program"] != ""]
    if isi.empty:
        return None
    baris = [
        Baris(
            sel=(
                polos(f"{row['kode_program']} {program.get(row['kode_program'], '')}"),
                sel(
                    row["anggaran"],
                    "rupiah_tabel",
                    asal(row, ["anggaran"], kunci=f"program {row['kode_program']}"),
                ),
            )
        )
        for _, row in isi.iterrows()
    ]
    total = Angka(
        int(isi["anggaran"].sum()),
        "rupiah",
        Asal.gabung(
            [asal(row, ["anggaran"], kunci=f"program {row['kode_program']}") for _, row in isi.iterrows()],
            "jumlah",
        ),
    )
    baris.append(Baris(gaya="jumlah", sel=(polos("Jumlah"), (span(total, "rupiah_tabel"),))))
    return Tabel(
        kunci=kunci,
        judul=f"Anggaran per program dalam perjanjian kinerja tahun {tahun}",
        kolom=(kolom_teks("Program", 5), kolom_angka("Anggaran", "Rp", lebar=2)),
        baris=tuple(baris),
        sumber=f"{SUMBER}, tabel perjanjian kinerja",
    )
