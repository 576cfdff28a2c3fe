"""``lakip lab``: JupyterLab in the project folder, where the first cell of a notebook answers at once.

Its kernel ``python3`` is that of ipykernel, forked from a process that has imported the libraries of a
report meanwhile. This package itself is not among them: who edits one of its modules and restarts the
kernel runs what she wrote. Where kernels cannot be forked, an ordinary one starts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import nbformat
from jupyterlab.labapp import LabApp

from lakip_utils import data
from lakip_utils.data.instansi import DINAS
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.files import write_whole
from lakip_utils.terbitan import kernel

EKSPLORASI = Path("notebooks/eksplorasi.ipynb")

JUPYTER = Path(__file__).parent / "jupyter" / "lab"
"""A folder of Jupyter data and settings with the kernelspec, and without the question whether to fetch news;
it is seen by this JupyterLab alone."""


def buka(*, port: int | None, peramban: bool, lain: Sequence[str] = (), notebook: Path | None = None) -> None:
    """Run JupyterLab in the working directory until it is stopped: on loopback, with its token.

    Parameters
    ----------
    port
        Where it listens; by default the first free one from 8888 on.
    peramban
        Whether to open a browser.
    lain
        Further options of JupyterLab.
    notebook
        What it opens first, relative to the working directory.

    Raises
    ------
    InvalidInput
        If this is no project folder.
    """
    _harus_proyek()
    for nama in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH"):
        os.environ[nama] = os.pathsep.join(filter(None, (str(JUPYTER), os.environ.get(nama, ""))))
    kernel.begin(_imports())
    pengaturan = _pengaturan(port, peramban)
    if notebook is not None:
        pengaturan["LabApp.default_url"] = f"/lab/tree/{notebook.as_posix()}"
    LabApp.launch_instance([*(f"--{nama}={nilai}" for nama, nilai in pengaturan.items()), *lain])


def salinan_kerja(folder: str | Path, tahun: int | None, bidang: str | None) -> Path:
    """Return a copy of the exploration notebook for a year and a unit; one that is there is left as it is.

    It is the analyst's own: git ignores it, and no report is made from it.

    Parameters
    ----------
    folder
        The data package that it explores.
    tahun, bidang
        What it shows first; ``None`` is what the notebook itself begins with.

    Raises
    ------
    InvalidInput
        If the package is not valid, or this is no project folder.
    UnknownSelection
        If the package lacks the year, or the year the unit.
    """
    from papermill.iorw import load_notebook_node  # only here: it takes a while
    from papermill.parameterize import parameterize_notebook

    _harus_proyek()
    paket = data.load(folder)
    paket.bidang(tahun or paket.tahun[-1], bidang or DINAS)
    pilihan = {
        "tahun": tahun or paket.tahun[-1],
        **({"bidang": bidang} if bidang else {}),
        "sumber_data": Path(folder).as_posix(),
    }
    salinan = EKSPLORASI.with_stem(
        "-".join(["eksplorasi", str(pilihan["tahun"]), *([bidang] if bidang else [])])
    )
    if not salinan.exists():
        notebook = parameterize_notebook(load_notebook_node(str(EKSPLORASI)), pilihan)
        for bagian in (notebook, *notebook.cells):
            bagian.metadata.pop("papermill", None)
        write_whole(salinan, nbformat.writes(notebook).encode())
    return salinan


def _harus_proyek() -> None:
    if not Path("notebooks").is_dir():
        raise InvalidInput(
            [
                Violation(
                    file=str(Path.cwd()),
                    found="folder tanpa notebooks/",
                    expected="folder proyek, dengan notebooks/, data/, dan params/",
                    action="Pindah ke folder proyek (cd), lalu ulangi.",
                )
            ]
        )


def _imports() -> list[tuple[str, list[str]]]:
    isi = json.loads((JUPYTER / "kernels" / kernel.ORDINARY / "kernel.json").read_text("utf-8"))
    imports: list[tuple[str, list[str]]] = isi["metadata"]["kernel_provisioner"]["config"]["imports"]
    return imports


def _pengaturan(port: int | None, peramban: bool) -> dict[str, object]:
    """Return the settings: nobody else on the machine or the network gets in, and nothing is asked of the net."""
    hasil: dict[str, object] = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.root_dir": Path.cwd(),
        "ServerApp.open_browser": peramban,
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
    }
    if os.name == "posix":
        hasil["KernelManager.transport"] = "ipc"
    return hasil | ({"ServerApp.port": port} if port is not None else {})
