"""The fast kernel of a build: its server is a copy of a worker. The kernel shows nothing of that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bantu import AKAR
from kernel_uji import ada, hidup, tunggu

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="kernel cepat dan /proc hanya ada di Linux; di tempat lain kernel biasa"
)

AWAL = """
import asyncio, json, os, sys, tempfile
from pathlib import Path
from lakip_utils.terbitan import kernel, run
akar = Path(sys.argv.pop())
milik = tempfile.TemporaryDirectory(dir=akar)
assert kernel.warm([{notebook!r}])
kernel.fork_here()
from kernel_uji import kernel_baru
"""

TANYA = """
import gc, json, os, signal, sys, threading
import matplotlib
berubah = {"JPY_PARENT_PID", "JPY_SESSION_NAME", "OLDPWD"}
print(json.dumps({
    "argv": sys.argv[:1], "path": sys.path, "nama": __name__, "berkas": "__file__" in globals(),
    "sinyal": [str(signal.getsignal(n)) for n in (signal.SIGCHLD, signal.SIGTERM)],
    "keluaran": [type(sys.stdout).__name__, type(sys.stderr).__name__],
    "gc": [gc.isenabled(), gc.get_threshold()], "cwd": os.getcwd(),
    "backend": matplotlib.get_backend(), "utas": sorted(t.name.rstrip("0123456789") for t in threading.enumerate()),
    "lingkungan": {n: v for n, v in sorted(os.environ.items()) if n not in berubah},
    "pemimpin": os.getsid(0) == os.getpid(),
}))
"""

BANDINGKAN = """
async def coba():
    hasil = {{}}
    for nama in (kernel.NAME, kernel.ORDINARY):
        async with kernel_baru(akar / nama, nama=nama) as sel:
            hasil[nama] = json.loads(await sel.cetak({tanya!r}))
    hasil["salinan"] = isinstance(kernel._owner.server, kernel.ForkServerHere)
    print(json.dumps(hasil | {{"sebab": kernel.fallback_reason(), "milik": os.path.isdir(milik.name)}}))
asyncio.run(coba())
"""

MENUNGGU = """
async def coba():
    async with kernel_baru(akar / "k") as sel:
        print(kernel._owner.server.process.pid, sel.pid, flush=True)
        await sel.isi("import time; time.sleep(1000)", 1000)
asyncio.run(coba())
"""


def mulai(akar: Path, kode: str) -> subprocess.Popen[str]:
    awal = AWAL.format(notebook=str(AKAR / "notebooks" / "laporan_bidang.ipynb"))
    jalur = os.pathsep.join(filter(None, [str(AKAR / "tests"), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-c", awal + kode, str(akar)],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "LAKIP_UJI": str(akar), "PYTHONPATH": jalur},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=akar,
    )


@pytest.fixture(scope="module")
def keduanya(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with mulai(tmp_path_factory.mktemp("salinan"), BANDINGKAN.format(tanya=TANYA)) as proses:
        keluaran, galat = proses.communicate(timeout=120)
    assert (proses.returncode, galat) == (0, "")
    hasil: dict[str, Any] = json.loads(keluaran.splitlines()[-1])
    return hasil


def test_the_copy_is_used(keduanya: dict[str, Any]) -> None:
    assert keduanya["sebab"] == ""
    assert keduanya["salinan"]


def test_a_notebook_sees_what_an_ordinary_kernel_shows(keduanya: dict[str, Any]) -> None:
    assert keduanya["lakip"] == keduanya["python3"]


def test_a_kernel_that_ends_leaves_alone_what_its_owner_will_clean_up(keduanya: dict[str, Any]) -> None:
    assert keduanya["milik"]


def test_nothing_outlives_an_owner_that_is_killed(tmp_path: Path) -> None:
    with mulai(tmp_path, MENUNGGU) as proses:
        assert proses.stdout is not None
        pids = [int(pid) for pid in proses.stdout.readline().split()]
        assert len(pids) == 2
        assert all(map(ada, pids))
        proses.send_signal(signal.SIGKILL)
    tunggu(lambda: not hidup(f"LAKIP_UJI={tmp_path}"))
    assert not any(map(ada, pids))
    assert not (tmp_path / "k").exists()
