"""Back test: what a reader finds in the published 2020 report, the rules find, too.

``fixtures/catatan-2020.csv`` was made by reading the text of the report (not this project) and
recomputing it: 262 rows, each with the lines (``baris``) where the printed value stands and, where two
places contradict each other, those of the other one (``baris_lain``). ``uji`` is the rule that has to
find it; a row without one says in ``sebab`` why no rule can: ``ejaan`` (spelling and layout),
``susunan`` (a part of the report that is missing), ``arti`` (only a person can tell).
"""

import csv
import re
from collections import Counter

import pandas as pd
import pytest
from bantu import AKAR

from lakip_utils import konsistensi
from lakip_utils.data import Paket

BACAAN = AKAR / "tests" / "fixtures" / "catatan-2020.csv"
_TEMPAT = re.compile(r"\(b\. ([\d–, ]+)\)")


def dibaca() -> list[dict[str, str]]:
    with BACAAN.open(encoding="utf-8", newline="") as berkas:
        return list(csv.DictReader(berkas))


def baris_teks(tempat: tuple[str, ...]) -> set[int]:
    """Return the lines that places such as ``3.1 (b. 1457–1464)`` name."""
    hasil: set[int] = set()
    for satu in tempat:
        for bagian in (b for cocok in _TEMPAT.findall(satu) for b in cocok.split(",")):
            awal, _, akhir = bagian.strip().partition("–")
            hasil |= set(range(int(awal), int(akhir or awal) + 1))
    return hasil


@pytest.fixture(scope="module")
def catatan(paket: Paket) -> pd.DataFrame:
    return konsistensi.periksa(paket, 2020)


@pytest.fixture(scope="module")
def letak(catatan: pd.DataFrame) -> list[tuple[str, str, set[int]]]:
    return [(c["uji"], c["id"], baris_teks(c["tempat"])) for c in catatan.to_dict("records")]


def nomor(isi: str) -> set[int]:
    return {int(n) for n in isi.split(";") if n}


@pytest.mark.parametrize("satu", [s for s in dibaca() if s["uji"]], ids=lambda s: s["nomor"])
def test_what_a_reader_found_is_found(satu: dict[str, str], letak: list[tuple[str, str, set[int]]]) -> None:
    di = nomor(satu["baris"]) | nomor(satu["baris_lain"])
    assert any(uji == satu["uji"] and baris & di for uji, _, baris in letak), satu


def test_everything_grave_that_a_reader_found_has_a_rule() -> None:
    assert [s["nomor"] for s in dibaca() if s["keparahan"] == "tinggi" and not s["uji"]] == []
    assert all(bool(s["uji"]) != bool(s["sebab"]) for s in dibaca())


def test_at_least_eighty_distinct_findings_stand_behind_the_list(
    letak: list[tuple[str, str, set[int]]],
) -> None:
    berbeda = {
        id_
        for satu in dibaca()
        for uji, id_, baris in letak
        if uji == satu["uji"] and baris & (nomor(satu["baris"]) | nomor(satu["baris_lain"]))
    }
    assert len(berbeda) >= 80


# Recomputed by hand from the lines named: rule, thing, printed, recomputed.
TINGGI = {
    ("persentase-keliru", "2.2.1", "0", "100"),  # b. 1594: 4 dari 4
    ("persentase-keliru", "S2-KOP", "100", "16.67"),  # b. 2545, 2655: 1,00 dari 6,00
    ("persentase-keliru", "P4-BANKABLE", "100", "16.67"),  # b. 2556
    ("persentase-keliru", "3.2.5/koperasi", "100", "16.67"),  # b. 2666
    ("persentase-keliru", "S1-SAKIP", "100", "94.12"),  # b. 2006: 80 / 85, "terhadap target Renstra"
    ("capaian-target-lama", "2.1.1", "30", "100"),  # b. 1573: 3 of the adjusted 3, printed against 10
    ("angka-berbeda", "S1-SAKIP", "3", "80"),  # b. 2068, target and realisasi
    ("angka-berbeda", "P4-BANKABLE", "1", "6"),  # b. 2556, 2585–2590
    ("angka-berbeda", "4.4.1", "3", "11"),  # b. 2608
    ("angka-berbeda", "4.3.1", "2", "7"),  # b. 2732
    ("angka-berbeda", "BL", "9049655000", "9049665000"),  # b. 2747
    ("anggaran-tidak-menutup", "BTL", "9144000000", "9144001486"),  # b. 2813–2820
    ("jumlah-keliru", "usaha_kecil/jenis_kelamin", "7", "8"),  # b. 832: 3 1 1 3
    ("jumlah-keliru", "semua/jenis_kelamin", "44", "45"),  # b. 833
    ("jumlah-keliru", "sekretariat/golongan", "53", "52"),  # b. 844: 23 10 1 3 1 5 6 3
    ("jumlah-keliru", "koperasi/golongan", "17", "21"),  # b. 848: 7 5 1 2 2 3 1
    ("jumlah-keliru", "semua/golongan/Gol_IV/L", "9", "10"),  # b. 851
    ("jumlah-keliru", "semua/golongan", "115", "114"),  # b. 851
    ("jumlah-keliru", "semua", "673400000", "10243606090"),  # b. 940: Tabel 4 and the readable ones of 5
    ("nrr-keliru", "waktu", "2.95", "2.81"),  # b. 2218: 844 / 300
    ("nrr-keliru", "P1-IKM", "3", "2.99"),  # b. 1389: 74,69 / 25
    ("ikm-keliru", "semua", "80", "75"),  # b. 2283: 3,00 × 25
    (
        "aturan-mutu-lain",
        "semua",
        "1.00–1,75; 1,76–2,50; 2,51–3,25; 3,26–4,00",
        "PermenPANRB 14/2017",
    ),  # b. 2122
    ("mutu-keliru", "semua", "B", "C"),  # b. 2305
    ("nama-unsur-ekstrem", "semua", "Produk Spesifikasi Hasil Pelayanan", "Prosedur Pelayanan"),  # b. 2240
    ("nama-unsur-ekstrem", "semua", "Waktu Pelayanan", "Produk Spesifikasi Hasil Pelayanan"),  # b. 2247
    ("nama-unsur-ekstrem", "semua", "Persyaratan Pelayanan", "Produk Spesifikasi Hasil Pelayanan"),  # b. 2251
    ("nilai-unsur-ekstrem", "semua", "2.94", "2.89"),  # b. 2248
    ("cacah-keliru", "semua/jenis_kelamin", "48", "45"),  # b. 815
    ("cacah-keliru", "semua/jenis_kelamin/struktural", "19", "16"),
    ("cacah-keliru", "semua/jenis_kelamin/staf", "29", "28"),
    ("cacah-keliru", "semua/golongan", "120", "114"),  # b. 818
    ("cacah-keliru", "semua/golongan/TKK_TKS", "72", "70"),
    ("cacah-keliru", "semua/golongan/PNS", "48", "44"),
    ("cacah-keliru", "semua", "7", "15"),  # b. 939: aset
    ("cacah-keliru", "semua", "21", "20"),  # b. 1272, 2788: kegiatan
    ("cacah-keliru", "P2-MITRA", "100", "10"),  # b. 1232: 1% of 1000
    ("cacah-keliru", "program/2", "3", "5"),  # b. 2378
    ("cacah-keliru", "program/3", "3", "5"),  # b. 2491
    ("cacah-keliru", "program/4", "3", "5"),  # b. 2602
}


def test_the_grave_findings_are_exactly_those_of_the_source(catatan: pd.DataFrame) -> None:
    def angka(nilai: object) -> str:
        return format(nilai.normalize(), "f") if hasattr(nilai, "normalize") else str(nilai)

    tinggi = catatan[catatan["keparahan"] == "tinggi"]
    ada = {(c.uji, c.kunci, angka(c.tercetak), angka(c.dihitung)) for c in tinggi.itertuples()}
    assert ada == TINGGI


def test_a_figure_of_the_whole_kegiatan_is_told_as_such(catatan: pd.DataFrame) -> None:
    gabungan = catatan[catatan["uji"] == "angka-gabungan"]
    # b. 2394: 10 kegiatan and 1 dokumen; b. 2722: 2 and 1, target and realisasi
    assert [(c.kunci, str(c.tercetak)) for c in gabungan.itertuples()] == [
        ("2.1.1", "11"),
        ("2.5.1", "3"),
        ("2.5.1", "3"),
    ]


def test_what_no_rule_could_compare_is_told(catatan: pd.DataFrame) -> None:
    tidak = catatan[catatan["uji"] == "klaim-tidak-diuji"]
    # b. 2693, 2700 (500, 0, 1000) and 2715: of a program that no table of the document has
    assert sorted(tidak["tercetak"]) == ["0", "1000", "2", "500"]
    assert {b for t in tidak["tempat"] for b in baris_teks(t)} == {2692, 2693, 2699, 2700, 2715, 2716}


def test_truncated_and_wrong_are_told_apart(catatan: pd.DataFrame) -> None:
    dipotong = catatan[catatan["uji"] == "persentase-dipotong"]
    # b. 1608, 1672, 1684, 1694, 2813, 2819, 2820
    assert sorted(map(str, dipotong["tercetak"])) == [
        "16.66",
        "16.66",
        "23.52",
        "27.77",
        "30.83",
        "39.59",
        "4.89",
    ]
    assert not (catatan["uji"] == "persentase-salah-bulat").any()


def test_2019_lacks_its_targets_and_says_nothing_grave(paket: Paket) -> None:
    uji = Counter(konsistensi.periksa(paket, 2019)["uji"])
    assert uji == {"target-kosong": 3, "indikator-renstra-hilang": 3}
