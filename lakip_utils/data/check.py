"""Checks across tables: codes that must exist, and rules that span columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from lakip_utils import aturan
from lakip_utils.data import check_anggaran, check_program
from lakip_utils.data.codes import Known, known, unknown
from lakip_utils.data.header import OWN
from lakip_utils.data.instansi import DINAS, Instansi
from lakip_utils.data.rows import BARIS, BERKAS, at, quoted
from lakip_utils.data.schema import TABLES
from lakip_utils.data.table import Read, berlaku
from lakip_utils.errors import UnknownSelection, Violation

Tables = Mapping[str, Read]
SKALA_SKM = (1, 4)


def references(
    root: Path, instansi: Instansi | None, akar: Tables, tahunan: Mapping[int, Tables]
) -> list[Violation]:
    """Return every violation that concerns more than one table or column, as far as tables could be read.

    A code that refers to a column of which a cell could not be read is not judged: the cell may hold it.

    Parameters
    ----------
    root
        The package.
    instansi
        The agency; ``None`` where instansi.yaml is wrong.
    akar, tahunan
        What came of reading each table.
    """
    found = list(_root(instansi, akar))
    for tahun, tabel in tahunan.items():
        found += _year(tahun, instansi, akar, tabel)
    said = {(one.file, one.row, one.column) for one in found}
    programs = check_program.programs(akar["program"], tahunan)
    found += (one for one in programs if (one.file, one.row, one.column) not in said)
    found += _spelling(akar, tahunan)
    return [replace(one, file=str(root / one.file)) for one in _once(found)]


def _once(violations: list[Violation]) -> list[Violation]:
    """Leave out what was found twice, and the unit of organisasi.csv that is wrong in several years."""
    once: dict[tuple[object, ...], Violation] = {}
    for one in violations:
        key = (one.file, one.row, one.column, "" if one.file == "organisasi.csv" else one.found)
        once.setdefault(key, one)
    return list(once.values())


def _root(instansi: Instansi | None, akar: Tables) -> Iterator[Violation]:
    yield from _declared(akar, akar)
    if instansi is not None:
        bidang = _listed({b.kode for b in instansi.bidang}, "bidang di instansi.yaml")
        yield from unknown(akar["program"], "bidang", bidang)
        yield from unknown(akar["organisasi"], "bidang", bidang)
    sasaran = known(akar["renstra"], "kode_sasaran", "renstra.csv")
    yield from unknown(akar["program"], "kode_sasaran", sasaran)
    yield from unknown(akar["strategi"], "kode_sasaran", sasaran)


def _listed(codes: set[str], expected: str) -> Known:
    return Known(codes=frozenset(codes), expected=expected)


def _year(tahun: int, instansi: Instansi | None, akar: Tables, tabel: Tables) -> Iterator[Violation]:
    yield from _declared(tabel, {**akar, **tabel})
    yield from _organisasi(akar["organisasi"], tahun)
    yield from _indikator(tabel["indikator"], akar["renstra"])
    yield from unknown(
        tabel["perjanjian_kinerja"], "kode_indikator", _indicators(tabel["indikator"], akar["renstra"])
    )
    yield from _anggaran(tahun, tabel, check_program.known_programs(akar["program"], tahun))
    if instansi is not None:
        yield from _bidang({b.kode for b in instansi.bidang_tahun(tahun)}, tabel)
    yield from _skm(tabel)
    yield from unknown(tabel["klaim"], "tabel", _listed(set(TABLES), "nama tabel dalam kamus data"))


def _declared(tabel: Tables, lookup: Tables) -> Iterator[Violation]:
    """Check the references that the schema itself declares."""
    for nama, read in tabel.items():
        for column in TABLES[nama].columns:
            if column.refers_to:
                other, key = column.refers_to.split(".")
                yield from unknown(read, column.name, known(lookup[other], key, f"{other}.csv"))


def _indicators(indikator: Read, renstra: Read) -> Known:
    here = known(indikator, "kode_indikator", "indikator.csv")
    there = known(renstra, "kode_indikator", "renstra.csv")
    return replace(here, codes=here.codes | there.codes, complete=here.complete and there.complete)


def _anggaran(tahun: int, tabel: Tables, program: Known) -> Iterator[Violation]:
    kegiatan, anggaran = tabel["kegiatan"], tabel["anggaran"]
    yield from check_anggaran.above(kegiatan, kegiatan, program)
    yield from check_anggaran.above(kegiatan, anggaran, program)
    try:
        struktur = aturan.berlaku(aturan.struktur_anggaran(), tahun)
    except UnknownSelection as error:
        yield error.violation(str(tahun))
        return
    kelompok = {k.kode for k in struktur.kelompok}
    pilihan = f"salah satu dari {', '.join(sorted(kelompok))} (kelompok belanja menurut {struktur.nama})"
    yield from unknown(anggaran, "kelompok", _listed(kelompok, pilihan))
    yield from check_anggaran.levels(anggaran, struktur)


def _bidang(bidang: set[str], tabel: Tables) -> Iterator[Violation]:
    for _, row in tabel["permasalahan_solusi"].sure("bidang").iterrows():
        for kode in row["bidang"].split(";"):
            if kode not in bidang:
                yield at(row, "bidang", f"bidang {kode!r}", "bidang di instansi.yaml", "Perbaiki kodenya.")
    semua = _listed(bidang | {DINAS}, f"bidang di instansi.yaml, atau {DINAS}")
    yield from unknown(tabel["catatan_reviu"], "bidang", semua)


def _spelling(akar: Tables, tahunan: Mapping[int, Tables]) -> Iterator[Violation]:
    """Find indicators whose code renstra.csv and the years write with other capitals."""
    first: dict[str, pd.Series] = {}
    for read in (akar["renstra"], *(tabel["indikator"] for _, tabel in sorted(tahunan.items()))):
        for _, row in read.sure("kode_indikator").iterrows():
            kode = row["kode_indikator"]
            lain = first.setdefault(kode.casefold(), row)
            if lain["kode_indikator"] != kode and lain[BERKAS] != row[BERKAS]:
                yield at(
                    row,
                    "kode_indikator",
                    f"kode {kode!r}, padahal {lain[BERKAS]} baris {lain[BARIS]} menulis {lain['kode_indikator']!r}",
                    "satu kode ditulis dengan satu cara di semua tabel dan tahun",
                    "Samakan huruf besar-kecilnya.",
                )


def _organisasi(read: Read, tahun: int) -> Iterator[Violation]:
    """Check that every unit of a year stands once in the tree, under a top unit."""
    if not read.complete("kode", "kode_atasan", "dari", "sampai"):
        return
    organisasi = read.frame
    unit = berlaku(organisasi, tahun)
    for _, row in unit[unit.duplicated("kode")].iterrows():
        yield at(
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
            yield at(
                row,
                "kode_atasan",
                f"atasan {row['kode_atasan']!r} tidak sampai ke pucuk pada tahun {tahun}",
                "rangkaian atasan yang berlaku pada tahun itu dan berujung pada unit tanpa atasan",
                "Betulkan atasannya, atau masa berlaku unit itu.",
            )


def _indikator(indikator: Read, renstra: Read) -> Iterator[Violation]:
    for level in ("tujuan", "sasaran"):
        yield from unknown(indikator, "kode_induk", known(renstra, f"kode_{level}", "renstra.csv"), level)
    batas = indikator.sure("arah", "target_bawah", "target_atas")
    for _, row in batas[batas["arah"] == "rentang"].iterrows():
        if (
            pd.isna(row["target_bawah"])
            or pd.isna(row["target_atas"])
            or row["target_bawah"] > row["target_atas"]
        ):
            yield at(
                row,
                "target_bawah",
                "batas rentang tidak lengkap atau terbalik",
                "target_bawah ≤ target_atas, keduanya terisi",
                "Isi kedua batas.",
            )
    bagi = indikator.sure("pembilang", "penyebut")
    for _, row in bagi[bagi["pembilang"].notna() != bagi["penyebut"].notna()].iterrows():
        yield at(
            row,
            "pembilang",
            "hanya satu dari pembilang dan penyebut",
            "keduanya terisi atau keduanya kosong",
            "Lengkapi atau kosongkan.",
        )


def _skm(tabel: Tables) -> Iterator[Violation]:
    unsur, total = tabel["unsur"], tabel["ikm_unsur"].sure("total_nilai", "jumlah_kuesioner")
    bobot = unsur.frame["bobot"]
    if (
        unsur.complete("bobot")
        and bobot.notna().any()
        and (bobot.isna().any() or abs(bobot.sum() - 1) > 1e-9)
    ):
        yield at(
            unsur.frame.iloc[0],
            "bobot",
            f"jumlah bobot {bobot.sum():g}",
            "semua bobot terisi dan berjumlah 1, atau semua kosong",
            "Perbaiki bobotnya.",
        )
    low, high = SKALA_SKM
    for _, row in total.dropna(subset=["total_nilai", "jumlah_kuesioner"]).iterrows():
        n, nilai = int(row["jumlah_kuesioner"]), int(row["total_nilai"])
        if not low * n <= nilai <= high * n:
            yield at(
                row,
                "total_nilai",
                f"total {nilai} dari {n} kuesioner",
                f"antara {low * n} dan {high * n} (skala {low}–{high})",
                "Periksa total atau jumlah kuesionernya.",
            )
    if unsur.complete("kode"):
        yield from _responden(tabel["ikm_responden"].frame, list(unsur.frame["kode"]))


def _responden(responden: pd.DataFrame, unsur: list[str]) -> Iterator[Violation]:
    if responden.empty:
        return
    allowed = {str(n) for n in range(SKALA_SKM[0], SKALA_SKM[1] + 1)} | {""}
    own = {column.name for column in TABLES["ikm_responden"].all_columns} | {BERKAS, BARIS}
    judul = responden.iloc[0].copy()
    judul[BARIS] = 1
    for column in responden.columns:
        if column.startswith(OWN) and (kata := _pengenal(column)):
            yield at(
                judul,
                column,
                f"kolom yang menunjuk kepada seseorang ({kata})",
                "ciri yang mengelompokkan orang, misalnya ciri_jenis_kelamin, ciri_pendidikan, ciri_usia",
                "Hapus kolomnya: nama, nomor, alamat, dan isian bebas responden tidak disimpan dalam paket data. "
                "Bila isinya bukan itu, ganti judulnya, misalnya ciri_nama_layanan menjadi ciri_layanan.",
            )
        if column in own or column.startswith(OWN):
            continue
        if column not in unsur:
            yield at(
                judul,
                column,
                f"kolom tak dikenal {column!r}",
                "kode unsur di unsur.csv, atau ciri_*",
                "Hapus kolomnya: data yang menunjuk kepada seseorang tidak disimpan dalam paket data."
                if _pengenal(column)
                else "Ganti judul kolom dengan kode unsurnya.",
            )
            continue
        for _, row in responden[~responden[column].isin(allowed)].iterrows():
            yield at(
                row,
                column,
                quoted(row[column], personal=True),
                "1, 2, 3, 4, atau kosong",
                "Periksa kuesionernya.",
            )
    for kode in unsur:
        if kode not in responden.columns:
            yield at(
                judul,
                kode,
                "kolom tidak ada",
                f"satu kolom untuk unsur {kode!r}",
                "Tambahkan kolomnya.",
            )


def _pengenal(column: str) -> str:
    """Return the word in the name of a column that points to one person, empty where there is none."""
    nama = column.removeprefix(OWN).casefold()
    dikenal = aturan.ciri_responden().pengenal
    return next((kata for kata in dikenal if re.search(rf"(?<![^\W_]){kata}(?![^\W_])", nama)), "")
