"""A year made from the template, filled in as people type, is reported with the figures that were typed."""

from __future__ import annotations

import json
import re
import shutil
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from bangun import lakip, teks_halaman
from bantu import AKAR, INSTANSI


def pengisi() -> ModuleType:
    """The script that fills a template in; the measurement of a new year uses it, too."""
    pemuat = SourceFileLoader("tahun_baru", str(AKAR / "benchmarks/tahun_baru.py"))
    modul = ModuleType(pemuat.name)
    pemuat.exec_module(modul)
    return modul


@pytest.fixture(scope="module")
def tahun_baru(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which 2021 was made so, imported, validated and built."""
    folder = tmp_path_factory.mktemp("tahun-baru")
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(AKAR / nama, folder / nama)
    assert lakip("data", "template", "data-2021.xlsx", cwd=folder).returncode == 0
    pengisi().isi(folder / "data-2021.xlsx")
    for perintah in (
        ("data", "import", "data-2021.xlsx", "--yes"),
        ("data", "validate"),
        ("build", "--tahun", "2021", "--bidang", "dinas", "--bidang", "koperasi", "--format", "html"),
    ):
        hasil = lakip(*perintah, cwd=folder)
        assert hasil.returncode == 0, hasil.stderr
    return folder


def angka(folder: Path, bidang: str) -> dict[str, Any]:
    isi = json.loads((folder / "outputs" / INSTANSI / "2021" / bidang / "ringkasan.json").read_text())
    return {satu["nama"]: satu["nilai"] for satu in isi["angka"]}


def test_the_figures_are_those_that_were_typed(tahun_baru: Path) -> None:
    hasil = angka(tahun_baru, "dinas")
    # Rp. 9.000.000.000 ,- of Rp 10.000.000.000
    assert hasil["serapan"] == 90
    # 79,2 of 88; 3,00 % of 6 %; 1 of 1: mean of 90, 50 and 100
    assert hasil["capaian_sasaran"] == 80
    # eight unsur of 640 and one of 600 from 200 (dua ratus): 5720 / 200 / 9 × 25
    assert hasil["ikm"] == pytest.approx(79.44, abs=0.005)


def test_a_bidang_has_its_program(tahun_baru: Path) -> None:
    # 1.290.000.000,00 of 1,600,000,000.00
    assert angka(tahun_baru, "koperasi")["serapan"] == pytest.approx(80.625, abs=0.005)


def test_what_was_not_filled_in_is_said_to_be_missing_and_no_place_of_the_old_source_is_named(
    tahun_baru: Path,
) -> None:
    halaman = teks_halaman(tahun_baru / "outputs" / INSTANSI / "2021" / "dinas" / "laporan.html")
    assert "belum tersedia" in halaman
    indikator = (tahun_baru / "data/2021/indikator.csv").read_text()
    assert not re.search(r"\(b\. \d", indikator)


def test_the_years_before_are_untouched(tahun_baru: Path) -> None:
    for path in (AKAR / "data").rglob("*.csv"):
        relatif = path.relative_to(AKAR / "data")
        if relatif.name != "program.csv":
            assert (tahun_baru / "data" / relatif).read_bytes() == path.read_bytes()
    lama, baru = ((d / "program.csv").read_bytes() for d in (AKAR / "data", tahun_baru / "data"))
    assert baru.startswith(lama)
