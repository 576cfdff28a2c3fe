"""The exploration notebook runs as papermill and JupyterLab run it, and its widgets show the published figures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bantu import AKAR, EKSPLORASI
from nbformat import NotebookNode


@pytest.fixture(scope="module")
def jalan(tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    """The notebook as the plain papermill command leaves it."""
    path = tmp_path_factory.mktemp("eksplorasi") / "e.ipynb"
    perintah = [Path(sys.executable).with_name("papermill"), EKSPLORASI, path, "-p", "bidang", "koperasi"]
    lingkungan = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}
    subprocess.run([*perintah, "--cwd", AKAR], check=True, capture_output=True, env=lingkungan)
    return nbformat.read(path, 4)


def test_no_cell_fails_or_warns(jalan: NotebookNode) -> None:
    keluaran = [o for sel in jalan.cells for o in sel.get("outputs", [])]
    assert [o.output_type for o in keluaran if o.output_type in ("error", "stream")] == []


def test_every_cell_after_the_settings_shows_a_widget(jalan: NotebookNode) -> None:
    kode = [sel for sel in jalan.cells if sel.cell_type == "code"]
    awal = next(n for n, sel in enumerate(kode) if sel.source.startswith("jelajah.pilihan"))
    for sel in kode[awal:]:
        (keluaran,) = sel.outputs
        assert "application/vnd.jupyter.widget-view+json" in keluaran.data, sel.source


def test_its_widgets_are_stored_with_the_figures_of_the_source(jalan: NotebookNode) -> None:
    """Pagu, realisasi (3.3, b. 2773–2821) and capaian of Koperasi, and the survey of the agency."""
    isi = str(jalan.metadata.widgets)
    for angka in ("1.492.880.000", "539.698.500", "74,69", "50,00", "25,00"):
        assert angka in isi
    assert "675.854.000" in isi  # the budget of the agency names the other programs, too


def test_it_asks_for_nothing_from_the_network(jalan: NotebookNode) -> None:
    state = jalan.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    kode = {satu["model_module"] for satu in state.values()}
    assert kode == {"@jupyter-widgets/base", "@jupyter-widgets/controls", "anywidget"}
    tabel = [satu["state"] for satu in state.values() if satu["model_module"] == "anywidget"]
    assert tabel
    for satu in tabel:
        assert len(satu["_esm"]) > 100_000, "the code of the table travels with it"
