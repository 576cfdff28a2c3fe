"""``lakip lab --tahun --bidang``: the analyst's own copy of the exploration notebook."""

from pathlib import Path
from shutil import copytree

import nbformat
import pytest
from bantu import AKAR, tulis_paket

from lakip_utils.errors import InvalidInput, UnknownSelection
from lakip_utils.terbitan.lab import salinan_kerja


@pytest.fixture
def proyek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with its notebooks and the small package."""
    copytree(AKAR / "notebooks", tmp_path / "notebooks", ignore=lambda _, nama: {n for n in nama if "-" in n})
    tulis_paket(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diberi(path: Path) -> dict[str, object]:
    """Return what the injected cell of a copy sets."""
    (sel,) = (
        satu
        for satu in nbformat.read(path, as_version=4).cells
        if "injected-parameters" in satu.metadata.get("tags", [])
    )
    nama: dict[str, object] = {}
    exec(sel.source, nama)
    return {satu: nama[satu] for satu in ("tahun", "bidang", "sumber_data") if satu in nama}


def test_it_shows_the_year_and_the_unit_that_were_asked_for(proyek: Path) -> None:
    salinan = salinan_kerja("data", 2020, "satu")
    assert salinan == Path("notebooks/eksplorasi-2020-satu.ipynb")
    assert diberi(salinan) == {"tahun": 2020, "bidang": "satu", "sumber_data": "data"}
    assert not any(satu.get("outputs") for satu in nbformat.read(salinan, as_version=4).cells)


def test_the_notebook_of_the_project_stays_and_so_does_a_copy_that_was_worked_on(proyek: Path) -> None:
    asli = (proyek / "notebooks/eksplorasi.ipynb").read_bytes()
    salinan = salinan_kerja("data", 2020, None)
    salinan.write_text("punya analis")
    assert salinan_kerja("data", 2020, None) == salinan
    assert salinan.read_text() == "punya analis"
    assert (proyek / "notebooks/eksplorasi.ipynb").read_bytes() == asli


@pytest.mark.parametrize(("tahun", "bidang"), [(2019, "satu"), (2020, "satoe")])
def test_a_year_or_a_unit_that_is_not_there_is_refused(proyek: Path, tahun: int, bidang: str) -> None:
    with pytest.raises(UnknownSelection):
        salinan_kerja("data", tahun, bidang)
    assert not list((proyek / "notebooks").glob("eksplorasi-*"))


def test_elsewhere_than_in_a_project_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidInput):
        salinan_kerja(AKAR / "data", 2020, "dinas")
