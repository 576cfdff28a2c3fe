"""Every table, figure and section of the published 2020 report has its place in ours."""

from __future__ import annotations

import csv
import re

import pytest
from bantu import AKAR

from lakip_utils import konsistensi

BARIS = [
    [sel.strip() for sel in baris.strip("|").split("|")]
    for baris in (AKAR / "docs" / "padanan-2020.md").read_text("utf-8").splitlines()
    if baris.startswith("| ") and not baris.startswith(("| Laporan", "|---"))
]
TERAKHIR = 2874
"""Last line of the text of the published report."""


def rentang(teks: str) -> list[tuple[int, int]]:
    """Return the lines that a text such as ``853–857, 870`` names, first and last of each."""
    return [(int(a), int(b or a)) for a, b in re.findall(r"(\d+)(?:–(\d+))?", teks)]


def nama(baris: list[str]) -> str:
    return baris[0][:40]


def test_no_row_is_empty():
    assert len(BARIS) >= 70
    assert all(len(baris) == 5 and all(baris) and "`" in baris[3] and rentang(baris[1]) for baris in BARIS)


@pytest.mark.parametrize("baris", BARIS, ids=nama)
def test_place_exists_in_the_report(baris, bangunan):
    html = bangunan.laporan(2020, "dinas").read_text("utf-8")
    for jangkar in re.findall(r"`([^`]+)`", baris[3]):
        assert f'id="{jangkar}"' in html, jangkar


def test_rows_cover_the_source_without_a_gap():
    """The lines of all rows, single ones too, joined: at most two stand between one range and the next."""
    isi = sorted(satu for baris in BARIS for satu in rentang(baris[1]))
    akhir = 0
    for a, b in isi:
        assert a <= b
        assert a - akhir <= 3, f"baris {akhir + 1}–{a - 1} tidak dipetakan"
        akhir = max(akhir, b)
    assert akhir == TERAKHIR


@pytest.mark.parametrize("baris", [b for b in BARIS if re.search(r"K\d{3}", b[4])], ids=nama)
def test_a_claim_stands_in_the_row_of_its_lines(baris):
    with (AKAR / "data" / "2020" / "klaim.csv").open(encoding="utf-8", newline="") as berkas:
        lokasi = {satu["id"]: satu["lokasi"] for satu in csv.DictReader(berkas)}
    for kode in re.findall(r"K\d{3}", baris[4]):
        for a, b in rentang(lokasi[kode].rpartition("(b. ")[2]):
            assert any(awal <= a and b <= akhir for awal, akhir in rentang(baris[1])), (kode, lokasi[kode])


def test_what_is_said_to_stand_in_lampiran_6_is_a_finding(paket):
    catatan = konsistensi.periksa(paket, 2020)
    dibaca = {sel.kunci for asal in catatan["asal"] for sel in asal.sel if sel.berkas == "2020/klaim.csv"}
    for baris in BARIS:
        if "Lampiran 6" in baris[2] or "Lampiran 6" in baris[4]:
            assert "`catatan-uji-konsistensi`" in baris[3], nama(baris)
        for isi in re.findall(r"Lampiran 6 \(([^)]*)\)", baris[4]):
            for kode in re.findall(r"K\d{3}", isi):
                assert kode in dibaca, (kode, nama(baris))
