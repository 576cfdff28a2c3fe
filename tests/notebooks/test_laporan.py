"""The report notebook against its committed executed copies: text and data of the outputs, not pixels.

After a change that was meant: ``python tests/notebooks/perbarui.py``.
"""

import asyncio
from pathlib import Path

import nbformat
import pytest
from bantu import AKAR, NOTEBOOK, NOTEBOOK_DINAS
from nbclient import NotebookClient
from nbformat import NotebookNode
from perbarui import SALINAN, TANPA, asal, path
from pytest_notebook.nb_regression import NBRegressionFixture

DIABAIKAN = (
    "/metadata",
    "/cells/*/metadata",
    "/cells/*/execution_count",
    "/cells/*/outputs/*/execution_count",
    *(f"/cells/*/outputs/*/data/{mime}" for mime in TANPA),
)


@pytest.fixture(autouse=True)
def kernel_sendiri(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")


def stderr(notebook: NotebookNode) -> list[str]:
    return [
        o.text
        for c in notebook.cells
        for o in c.get("outputs", [])
        if o.output_type == "stream" and o.name == "stderr"
    ]


@pytest.mark.parametrize("nama", SALINAN)
def test_copy_holds_the_cells_of_the_notebook(nama: str) -> None:
    salinan = [
        (c.cell_type, c.source)
        for c in nbformat.read(path(nama), 4).cells
        if "injected-parameters" not in c.metadata.get("tags", [])
    ]
    asli = [(c.cell_type, c.source) for c in nbformat.read(asal(nama), 4).cells]
    assert salinan == asli, "jalankan: python tests/notebooks/perbarui.py"


@pytest.mark.parametrize("nama", SALINAN)
def test_outputs_are_those_of_the_copy(nama: str, nb_regression: NBRegressionFixture) -> None:
    nb_regression.exec_cwd = str(AKAR)
    nb_regression.diff_ignore = DIABAIKAN
    nb_regression.diff_use_color = False
    hasil = nb_regression.check(str(path(nama)))
    assert stderr(hasil.nb_final) == []


@pytest.mark.parametrize("path_", [NOTEBOOK, NOTEBOOK_DINAS], ids=lambda p: p.stem)
def test_notebook_runs_with_its_defaults_in_its_own_folder_as_jupyterlab_does(path_: Path) -> None:
    notebook = nbformat.read(path_, 4)
    klien = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path_.parent)}}
    )
    asyncio.run(klien.async_execute())
    assert stderr(notebook) == []
    assert sum(len(c.outputs) for c in notebook.cells if c.cell_type == "code") > 20
