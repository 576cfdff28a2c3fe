"""Every table, figure and section of the published 2020 report has its place in ours."""

from __future__ import annotations

import re

import pytest
from bantu import AKAR

BARIS = [
    [sel.strip() for sel in baris.strip("|").split("|")]
    for baris in (AKAR / "docs" / "padanan-2020.md").read_text("utf-8").splitlines()
    if baris.startswith("| ") and not baris.startswith(("| Laporan", "|---"))
]


def test_no_row_is_empty():
    assert len(BARIS) >= 45
    assert all(all(sel for sel in baris) and "`" in baris[3] for baris in BARIS)


@pytest.mark.parametrize("baris", BARIS, ids=lambda baris: baris[0][:40])
def test_place_exists_in_the_report(baris, bangunan):
    html = bangunan.laporan(2020, "dinas").read_text("utf-8")
    for jangkar in re.findall(r"`([^`]+)`", baris[3]):
        assert f'id="{jangkar}"' in html, jangkar


def test_rows_cover_the_source_without_a_gap():
    """The line ranges, joined, leave out only page heads and the lines between two ranges."""
    rentang = sorted((int(a), int(b)) for baris in BARIS for a, b in re.findall(r"(\d+)–(\d+)", baris[1]))
    akhir = 0
    for a, b in rentang:
        assert a - akhir <= 40, f"baris {akhir + 1}–{a - 1} tidak dipetakan"
        akhir = max(akhir, b)
    assert akhir == 2874
