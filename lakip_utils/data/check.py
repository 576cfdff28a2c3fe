"""Checks across tables: codes that must exist, and rules that span columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from lakip_utils import aturan
from lakip_utils.data.instansi import DINAS, Instansi
from lakip_utils.data.schema import TABLES
from lakip_utils.data.table import BARIS, BERKAS, berlaku
from lakip_utils.errors import Violation

Tables = Mapping[str, pd.DataFrame]
SKALA_SKM = (1, 4)


def references(
    root: Path, instansi: Instansi, akar: Tables, tahunan: Mapping[int, Tables]
) -> list[Violation]:
    """Return every violation that concerns more than one table or column."""
    found = list(_root(instansi, akar))
    for tahun, tabel in tahunan.items():
        found += _year(tahun, instansi, akar, tabel)
    return [_with_root(root, violation) for violation in found]


def _with_root(root: Path, violation: Violation) -> Violation:
    return Violation(
        file=str(root / violation.file),
        row=violation.row,
        column=violation.column,
        found=violation.found,
        expected=violation.expected,
        action=violation.action,
    )


def _root(instansi: Instansi, akar: Tables) -> Iterator[Violation]:
    yield from _declared(akar, akar)
    bidang = {b.kode for b in instansi.bidang}
    yield from _unknown(akar["program"], "bidang", bidang, "bidang di instansi.yaml")
    yield from _unknown(akar["organisasi"], "bidang", bidang, "bidang di instansi.yaml")
    sasaran = set(akar["renstra"]["kode_sasaran"])
    yield from _unknown(akar["program"], "kode_sasaran", sasaran, "kode_sasaran di renstra.csv")
    yield from _unknown(akar["strategi"], "kode_sasaran", sasaran, "kode_sasaran di renstra.csv")


def _year(tahun: int, instansi: Instansi, akar: Tables, tabel: Tables) -> Iterator[Violation]:
    yield from _declared(tabel, {**akar, **tabel})
    yield from _organisasi(akar["organisasi"], tahun)
    program = akar["program"]
    kode_program = set(program.loc[program["tahun"] == tahun, "kode_program"])
    for nama in ("kegiatan", "anggaran", "perjanjian_kinerja"):
        yield from _unknown(
            tabel[nama], "kode_program", kode_program, f"kode_program tahun {tahun} di program.csv"
        )
    yield from _indikator(tabel["indikator"], akar["renstra"], kode_program, tahun)
    indikator = set(tabel["indikator"]["kode_indikator"]) | set(akar["renstra"]["kode_indikator"])
    yield from _unknown(
        tabel["perjanjian_kinerja"], "kode_indikator", indikator, "kode_indikator di indikator.csv"
    )
    struktur = aturan.berlaku(aturan.struktur_anggaran(), tahun)
    kelompok = {k.kode for k in struktur.kelompok}
    yield from _unknown(
        tabel["anggaran"],
        "kelompok",
        kelompok,
        f"salah satu dari {', '.join(sorted(kelompok))} (kelompok belanja menurut {struktur.nama})",
    )
    yield from _anggaran(tabel["anggaran"])
    bidang = {b.kode for b in instansi.bidang_tahun(tahun)}
    for _, baris in tabel["permasalahan_solusi"].iterrows():
        for kode in baris["bidang"].split(";"):
            if kode not in bidang:
                yield _at(baris, "bidang", f"bidang {kode!r}", "bidang di instansi.yaml", "Perbaiki kodenya.")
    yield from _unknown(
        tabel["catatan_reviu"], "bidang", bidang | {DINAS}, f"bidang di instansi.yaml, atau {DINAS}"
    )
    yield from _skm(tabel)
    known = set(TABLES)
    yield from _unknown(tabel["klaim"], "tabel", known, "nama tabel dalam kamus data")


def _declared(tabel: Tables, lookup: Tables) -> Iterator[Violation]:
    """Check the references that the schema itself declares."""
    for nama, frame in tabel.items():
        for column in TABLES[nama].columns:
            if column.refers_to:
                other, key = column.refers_to.split(".")
                yield from _unknown(frame, column.name, set(lookup[other][key]), f"{key} di {other}.csv")


def _unknown(frame: pd.DataFrame, column: str, known: Iterable[str], expected: str) -> Iterator[Violation]:
    known = set(known)
    for _, row in frame[(frame[column] != "") & ~frame[column].isin(known)].iterrows():
        yield _at(
            row,
            column,
            f"kode {row[column]!r}",
            expected,
            "Perbaiki kodenya, atau tambahkan barisnya di sana.",
        )


def _organisasi(organisasi: pd.DataFrame, tahun: int) -> Iterator[Violation]:
    """Check that every unit of a year stands once in the tree, under a top unit."""
    unit = berlaku(organisasi, tahun)
    for _, row in unit[unit.duplicated("kode")].iterrows():
        yield _at(
            row,
            "dari",
            f"unit {row['kode']!r} berlaku dua kali pada tahun {tahun}",
            "satu baris untuk satu unit dalam satu tahun",
            "Betulkan masa berlakunya.",
        )
    atasan = dict(zip(unit["kode"], unit["kode_atasan"], strict=True))
    dikenal = set(organisasi["kode"])
    for _, row in unit.iterrows():
        kode, lalu = row["kode"], set()
        while kode in atasan and kode not in lalu:
            lalu.add(kode)
            kode = atasan[kode]
        if kode in dikenal:
            yield _at(
                row,
                "kode_atasan",
                f"atasan {row['kode_atasan']!r} tidak sampai ke pucuk pada tahun {tahun}",
                "rangkaian atasan yang berlaku pada tahun itu dan berujung pada unit tanpa atasan",
                "Betulkan atasannya, atau masa berlaku unit itu.",
            )


def _indikator(
    indikator: pd.DataFrame, renstra: pd.DataFrame, kode_program: set[str], tahun: int
) -> Iterator[Violation]:
    induk = {
        "tujuan": (set(renstra["kode_tujuan"]), "kode_tujuan di renstra.csv"),
        "sasaran": (set(renstra["kode_sasaran"]) - {""}, "kode_sasaran di renstra.csv"),
        "program": (kode_program, f"kode_program tahun {tahun} di program.csv"),
    }
    for level, (known, expected) in induk.items():
        yield from _unknown(indikator[indikator["level"] == level], "kode_induk", known, expected)
    for _, row in indikator[indikator["arah"] == "rentang"].iterrows():
        if (
            pd.isna(row["target_bawah"])
            or pd.isna(row["target_atas"])
            or row["target_bawah"] > row["target_atas"]
        ):
            yield _at(
                row,
                "target_bawah",
                "batas rentang tidak lengkap atau terbalik",
                "target_bawah ≤ target_atas, keduanya terisi",
                "Isi kedua batas.",
            )
    for _, row in indikator[indikator["pembilang"].notna() != indikator["penyebut"].notna()].iterrows():
        yield _at(
            row,
            "pembilang",
            "hanya satu dari pembilang dan penyebut",
            "keduanya terisi atau keduanya kosong",
            "Lengkapi atau kosongkan.",
        )


def _anggaran(anggaran: pd.DataFrame) -> Iterator[Violation]:
    needs = {
        "kelompok": "kelompok",
        "rekening": "kode_rekening",
        "program": "kode_program",
        "kegiatan": "kode_kegiatan",
        "subkegiatan": "kode_subkegiatan",
    }
    for level, column in needs.items():
        for _, row in anggaran[(anggaran["level"] == level) & (anggaran[column] == "")].iterrows():
            yield _at(row, column, "sel kosong", f"terisi pada baris level {level}", "Isi kodenya.")


def _skm(tabel: Tables) -> Iterator[Violation]:
    unsur, total = tabel["unsur"], tabel["ikm_unsur"]
    bobot = unsur["bobot"]
    if bobot.notna().any() and (bobot.isna().any() or abs(bobot.sum() - 1) > 1e-9):
        yield _at(
            unsur.iloc[0],
            "bobot",
            f"jumlah bobot {bobot.sum():g}",
            "semua bobot terisi dan berjumlah 1, atau semua kosong",
            "Perbaiki bobotnya.",
        )
    low, high = SKALA_SKM
    for _, row in total.dropna(subset=["total_nilai", "jumlah_kuesioner"]).iterrows():
        n, nilai = int(row["jumlah_kuesioner"]), int(row["total_nilai"])
        if not low * n <= nilai <= high * n:
            yield _at(
                row,
                "total_nilai",
                f"total {nilai} dari {n} kuesioner",
                f"antara {low * n} dan {high * n} (skala {low}–{high})",
                "Periksa total atau jumlah kuesionernya.",
            )
    yield from _responden(tabel["ikm_responden"], list(unsur["kode"]))


def _responden(responden: pd.DataFrame, unsur: list[str]) -> Iterator[Violation]:
    if responden.empty:
        return
    allowed = {str(n) for n in range(SKALA_SKM[0], SKALA_SKM[1] + 1)} | {""}
    own = {column.name for column in TABLES["ikm_responden"].all_columns} | {BERKAS, BARIS}
    judul = responden.iloc[0].copy()
    judul[BARIS] = 1
    for column in responden.columns:
        if column in own or column.startswith("ciri_"):
            continue
        if column not in unsur:
            yield _at(
                judul,
                column,
                f"kolom tak dikenal {column!r}",
                "kode unsur di unsur.csv, atau ciri_*",
                "Ganti judul kolom dengan kode unsurnya.",
            )
            continue
        for _, row in responden[~responden[column].isin(allowed)].iterrows():
            yield _at(
                row, column, f"jawaban {row[column]!r}", "1, 2, 3, 4, atau kosong", "Periksa kuesionernya."
            )
    for kode in unsur:
        if kode not in responden.columns:
            yield _at(
                judul,
                kode,
                "kolom tidak ada",
                f"satu kolom untuk unsur {kode!r}",
                "Tambahkan kolomnya.",
            )


def _at(row: pd.Series, column: str, found: str, expected: str, action: str) -> Violation:
    return Violation(
        file=str(row[BERKAS]),
        row=int(row[BARIS]),
        column=column,
        found=found,
        expected=expected,
        action=action,
    )
