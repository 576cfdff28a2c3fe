"""Make the executed copies of the report notebook anew, after a change that was meant.

    python tests/notebooks/perbarui.py

Look at the difference (git diff) before you commit it.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from pathlib import Path

import nbformat
import papermill

AKAR = Path(__file__).parents[2]
SALINAN = {
    "laporan_bidang_2020_kelembagaan": ("laporan_bidang", 2020, "kelembagaan"),
    "laporan_bidang_2019_sekretariat": ("laporan_bidang", 2019, "sekretariat"),
}
"""Copy → notebook, year, unit."""
TANPA = ("text/html", "image/svg+xml")
"""Views of the same data, which would only make the copies large."""


def path(nama: str) -> Path:
    """Return the place of a copy."""
    return Path(__file__).with_name(f"{nama}.ipynb")


def asal(nama: str) -> Path:
    """Return the notebook of a copy."""
    return AKAR / "notebooks" / f"{SALINAN[nama][0]}.ipynb"


def eksekusi(nama: str) -> nbformat.NotebookNode:
    """Run a report notebook and keep the text and data of its outputs only."""
    _, tahun, bidang = SALINAN[nama]
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notebook = papermill.execute_notebook(
            str(asal(nama)),
            str(Path(folder) / "n.ipynb"),
            parameters={"tahun": tahun, "bidang": bidang},
            cwd=str(AKAR),
            kernel_name="python3",
            progress_bar=False,
        )
    for nomor, cell in enumerate(notebook.cells):
        cell.id = f"sel-{nomor}"
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(TANPA[0], None)
            output.get("data", {}).pop(TANPA[1], None)
    for bagian in ("papermill", "language_info"):
        notebook.metadata.pop(bagian, None)
    return notebook


if __name__ == "__main__":
    for nama in SALINAN:
        nbformat.write(eksekusi(nama), path(nama))
        print(path(nama).relative_to(AKAR))
