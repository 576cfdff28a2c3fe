"""What the fast kernel needs to know before it starts one; the processes themselves are in tests/e2e."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bantu import NOTEBOOK, NOTEBOOK_DINAS
from jupyter_client.kernelspec import KernelSpecManager

from lakip_utils.terbitan import fork_server, kernel


@pytest.fixture
def pemilik(monkeypatch: pytest.MonkeyPatch) -> kernel._Owner:
    """A process that has not asked for a kernel yet."""
    baru = kernel._Owner()
    monkeypatch.setattr(kernel, "_owner", baru)
    return baru


def notebook(path: Path, *sel: str) -> Path:
    isi = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(satu) for satu in sel])
    nbformat.write(isi, path)
    return path


class TestImports:
    def test_are_those_that_every_run_of_the_cells_does(self, tmp_path: Path) -> None:
        path = notebook(
            tmp_path / "n.ipynb",
            "import numpy as np, seaborn\nfrom lakip_utils.sajian import grafik, tabel as t",
            "if np.pi < 3:\n    import turtle",
            "%matplotlib inline\nimport antigravity",
            "from . import tetangga",
        )
        assert kernel.imports(path) == [
            ("numpy", []),
            ("seaborn", []),
            ("lakip_utils.sajian", ["grafik", "tabel"]),
        ]

    @pytest.mark.parametrize("path", [NOTEBOOK, NOTEBOOK_DINAS], ids=lambda path: path.stem)
    def test_of_the_reports_are_found(self, path: Path) -> None:
        assert {"lakip_utils", "lakip_utils.analisis", "lakip_utils.sajian"} <= {
            nama for nama, _ in kernel.imports(path)
        }


class TestKernelspec:
    def test_is_found_by_our_manager_and_names_the_provisioner(self) -> None:
        spec = kernel.LakipKernelManager(kernel_name=kernel.NAME).kernel_spec
        assert spec.metadata["kernel_provisioner"]["provisioner_name"] == kernel.PROVISIONER
        assert spec.argv == ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]

    def test_is_not_offered_in_jupyterlab(self) -> None:
        assert kernel.NAME not in KernelSpecManager().find_kernel_specs()


class TestChoice:
    def test_is_the_fast_kernel_where_its_provisioner_is_registered(self, pemilik: kernel._Owner) -> None:
        assert kernel.choose(fast=True) == "lakip"
        assert kernel.choose(fast=False) == "python3"
        assert not kernel.fallback_reason()

    def test_is_the_ordinary_one_in_an_environment_set_up_before_there_was_another(
        self, pemilik: kernel._Owner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kernel, "PROVISIONER", "belum-ada")
        assert kernel.choose(fast=True) == "python3"
        assert "make setup" in kernel.fallback_reason()

    def test_no_fork_on_macos_and_none_on_windows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "darwin")
        assert kernel._Owner().given_up
        monkeypatch.undo()
        monkeypatch.delattr(os, "fork", raising=False)
        assert kernel._Owner().given_up


def test_the_fallback_is_told_once(pemilik: kernel._Owner, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger=kernel.logger.name):
        for sebab in ("pertama", "kedua"):
            kernel.ForkProvisioner()._say(sebab)
    assert [satu.message for satu in caplog.records] == [kernel.notice("pertama")]
    assert kernel.fallback_reason() == "pertama"


def test_a_module_of_the_working_folder_is_told_from_the_imported_one(tmp_path: Path) -> None:
    milik_sendiri = Path(fork_server.__file__).parents[2]
    assert fork_server.shadowed(["lakip_utils", "json"], milik_sendiri) == ""
    (tmp_path / "json.py").touch()
    assert fork_server.shadowed(["lakip_utils", "json"], tmp_path) == "json"
    (tmp_path / "lakip_utils").mkdir()
    (tmp_path / "lakip_utils" / "__init__.py").touch()
    (tmp_path / "json.py").unlink()
    assert fork_server.shadowed(["lakip_utils", "json"], tmp_path) == "lakip_utils"


def test_a_message_is_one_line_whatever_it_holds() -> None:
    pesan = {"env": {"A": "baris\nkedua", "B": os.fsdecode(b"\xff")}}
    assert fork_server.line(pesan).count(b"\n") == 1
    assert json.loads(fork_server.line(pesan)) == pesan


@pytest.mark.skipif(not kernel.supported(), reason="tanpa fork")
def test_a_process_may_be_forked_again_after_its_pool_has_ended() -> None:
    """The thread of a pool is still counted by the system for a moment; then new copies would be spawned."""
    kode = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from threading import Event, Thread
from lakip_utils.terbitan.kernel import _single_threaded
for _ in range(20):
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        assert pool.submit(pow, 2, 3).result() == 8
    assert _single_threaded()
selesai = Event()
Thread(target=selesai.wait).start()
assert not _single_threaded()
selesai.set()
"""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run([sys.executable, "-c", kode], env=env, check=True)
