"""Charts look as they did: pixels against reference pictures, with a tolerance for how edges are smoothed."""

from __future__ import annotations

import re

import gambar
import pytest

from lakip_utils.data import Paket
from lakip_utils.sajian.blok import Gambar

TOLERANSI = 0.001
"""Share of pixels: a bar that is 12 px longer is more."""


@pytest.fixture(scope="module")
def bagan(paket: Paket) -> dict[str, Gambar]:
    return gambar.bagan(paket)


@pytest.mark.parametrize("nama", gambar.NAMA)
def test_a_chart_looks_as_it_did(bagan: dict[str, Gambar], nama: str) -> None:
    acuan = (gambar.FOLDER / f"{nama}.png").read_bytes()
    beda = gambar.beda(gambar.png(bagan[nama].svg), acuan)
    assert beda <= TOLERANSI, f"{beda:.2%} berbeda; bila disengaja: python tests/gambar.py"


@pytest.mark.parametrize(
    ("pola", "ganti"),
    [
        ("fill: #0f62a8", "fill: #b3470a"),
        (r"<g id=\"text_1\">.*?</g>", ""),
        (r"(viewBox=\"0 0 \d+ )", r"\g<1>1"),
    ],
    ids=["warna", "label hilang", "tinggi"],
)
def test_a_change_that_a_reader_sees_is_noticed(bagan: dict[str, Gambar], pola: str, ganti: str) -> None:
    svg = bagan["capaian"].svg
    rusak = re.sub(pola, ganti, svg, count=1, flags=re.DOTALL)
    assert rusak != svg
    assert gambar.beda(gambar.png(rusak), gambar.png(svg)) > TOLERANSI
