"""``lakip lab``: JupyterLab for this machine alone, with a kernel that has its libraries imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bangun import lakip
from bantu import AKAR
from jupyter_client import BlockingKernelClient
from kernel_uji import hidup, tunggu

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="melihat proses di /proc")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A running JupyterLab: what its own file tells of it, its folder, its process."""
    akar = tmp_path_factory.mktemp("lab")
    (akar / "rumah").mkdir()
    proses = subprocess.Popen(
        [Path(sys.executable).with_name("lakip"), "lab", "--no-browser", "--port", "0", "--", "--allow-root"],
        cwd=AKAR,
        env={
            **os.environ,
            "HOME": str(akar / "rumah"),
            "JUPYTER_RUNTIME_DIR": str(akar / "r"),
            "LAKIP_UJI": str(akar),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        (berkas,) = tunggu(lambda: list(akar.glob("r/jpserver-*.json")), 60)
        yield {"akar": akar, "proses": proses} | json.loads(berkas.read_text())
    finally:
        proses.terminate()
        proses.wait(30)


def tanya(lab: dict[str, Any], cara: str, jalur: str, isi: object = None) -> Any:
    permintaan = urllib.request.Request(
        lab["url"] + jalur,
        method=cara,
        data=json.dumps(isi).encode() if isi else None,
        headers={"Authorization": f"token {lab['token']}"},
    )
    with urllib.request.urlopen(permintaan, timeout=30) as jawaban:
        return json.load(jawaban)


@pytest.fixture(scope="module")
def sel(lab: dict[str, Any]) -> Iterator[BlockingKernelClient]:
    """A client of a kernel that was started as the Lab starts that of a report notebook."""
    kernel = tunggu(
        lambda: tanya(
            lab, "POST", "api/kernels", {"name": "python3", "path": "notebooks/laporan_bidang.ipynb"}
        )
    )
    klien = BlockingKernelClient()
    klien.load_connection_file(str(lab["akar"] / "r" / f"kernel-{kernel['id']}.json"))
    klien.start_channels()
    klien.wait_for_ready(timeout=60)
    yield klien
    klien.stop_channels()


def cetak(sel: BlockingKernelClient, kode: str) -> str:
    teks: list[str] = []
    sel.execute_interactive(
        kode, timeout=60, output_hook=lambda pesan: teks.append(pesan["content"].get("text", ""))
    )
    return "".join(teks).strip()


def test_nobody_gets_in_from_elsewhere_or_without_the_token(lab: dict[str, Any]) -> None:
    assert lab["hostname"] == "127.0.0.1"
    assert lab["token"]
    assert Path(lab["root_dir"]) == AKAR


def test_the_kernel_has_the_libraries_but_not_the_modules_that_an_analyst_may_edit(
    sel: BlockingKernelClient,
) -> None:
    kode = "import sys; print({n: n in sys.modules for n in ('seaborn', 'pandas', 'lakip_utils.data', 'lakip_utils.sajian')})"
    assert cetak(sel, kode) == str(
        {"seaborn": True, "pandas": True, "lakip_utils.data": False, "lakip_utils.sajian": False}
    )


def test_the_kernel_is_forked_and_talks_over_private_sockets(
    sel: BlockingKernelClient, lab: dict[str, Any]
) -> None:
    induk = int(cetak(sel, "import os; print(os.getppid())"))
    assert "fork_server" in Path(f"/proc/{induk}/cmdline").read_text()
    assert sel.transport == "ipc"
    assert Path(sel.ip).parent == lab["akar"] / "r"
    assert (lab["akar"] / "r").stat().st_mode & 0o077 == 0


def test_a_report_cell_runs_in_the_folder_of_the_notebook(sel: BlockingKernelClient) -> None:
    kode = "from lakip_utils import data; print(data.load('data').irisan(2020, 'koperasi').bidang.nama)"
    assert cetak(sel, kode) == "Bidang Pemberdayaan Koperasi"


def test_nothing_is_left_when_the_lab_is_stopped(lab: dict[str, Any], sel: BlockingKernelClient) -> None:
    assert cetak(sel, "print(6 * 7)") == "42"
    assert len(hidup(f"LAKIP_UJI={lab['akar']}")) >= 3
    lab["proses"].terminate()
    tunggu(lambda: not hidup(f"LAKIP_UJI={lab['akar']}"))


def test_elsewhere_than_in_a_project_is_refused(tmp_path: Path) -> None:
    hasil = lakip("lab", "--no-browser", cwd=tmp_path)
    assert hasil.returncode == 2
    assert "folder proyek" in hasil.stderr
