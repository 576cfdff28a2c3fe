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

from jupyterlab.labapp import LabApp

from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.terbitan import kernel

JUPYTER = Path(__file__).parent / "jupyter" / "lab"
"""A folder of Jupyter data and settings with the kernelspec, and without the question whether to fetch news;
it is seen by this JupyterLab alone."""


def buka(*, port: int | None, peramban: bool, lain: Sequence[str] = ()) -> None:
    """Run JupyterLab in the working directory until it is stopped: on loopback, with its token.

    Parameters
    ----------
    port
        Where it listens; by default the first free one from 8888 on.
    peramban
        Whether to open a browser.
    lain
        Further options of JupyterLab.

    Raises
    ------
    InvalidInput
        If this is no project folder.
    """
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
    for nama in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH"):
        os.environ[nama] = os.pathsep.join(filter(None, (str(JUPYTER), os.environ.get(nama, ""))))
    kernel.begin(_imports())
    opsi = [f"--{nama}={nilai}" for nama, nilai in _pengaturan(port, peramban).items()]
    LabApp.launch_instance([*opsi, *lain])


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
