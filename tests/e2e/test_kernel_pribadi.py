"""Nobody else on the machine reaches a running kernel: its folder, sockets and connection file are private."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from lakip_utils.terbitan import kernel, run
from lakip_utils.terbitan.plan import Job

pytestmark = pytest.mark.skipif(os.name != "posix", reason="izin berkas dan soket hanya ada di POSIX")

LIHAT = """\
import json, os, pathlib
from ipykernel.connect import get_connection_file
berkas = pathlib.Path(get_connection_file())
sementara = pathlib.Path(os.environ["TMPDIR"])
izin = {p.relative_to(sementara).as_posix(): oct(p.lstat().st_mode & 0o777) for p in sementara.rglob("*")}
isi = json.loads(berkas.read_text())
print(json.dumps({"izin": izin, "berkas": berkas.relative_to(sementara).as_posix(), "transport": isi["transport"],
    "ip": isi["ip"], "kunci": len(isi["key"]),
    "soket": [p.relative_to(sementara).as_posix() for p in sementara.rglob("*") if p.is_socket()]}))
"""


@pytest.fixture
def umask_nol(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A shared folder for temporary files, where everything is open to everybody unless it is made private."""
    bersama = tmp_path / "t"
    bersama.mkdir()
    monkeypatch.setenv("TMPDIR", str(bersama))
    monkeypatch.setattr("tempfile.tempdir", None)
    baru = kernel._Owner()
    monkeypatch.setattr(kernel, "_owner", baru)
    lama = os.umask(0)
    bersama.chmod(0o1777)
    yield bersama
    os.umask(lama)
    baru.close()


def lihat(tmp_path: Path, nama: str) -> dict[str, Any]:
    path = tmp_path / "n.ipynb"
    isi = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(LIHAT)])
    isi.metadata["kernelspec"] = {"name": nama, "display_name": nama, "language": "python"}
    nbformat.write(isi, path)
    job = Job.__new__(Job)
    for kunci, nilai in {"notebook": str(path), "parameters": {}, "sidik_data": ""}.items():
        object.__setattr__(job, kunci, nilai)
    hasil = run._papermill(job, nama)
    (teks,) = (k.text for s in hasil.cells for k in s.outputs if k.output_type == "stream")
    dilihat: dict[str, Any] = json.loads(teks)
    return dilihat


@pytest.mark.parametrize(
    "nama",
    [
        pytest.param(kernel.NAME, marks=pytest.mark.skipif(sys.platform != "linux", reason="tanpa fork")),
        kernel.ORDINARY,
    ],
)
def test_everything_of_a_running_kernel_is_private_even_without_a_umask(
    umask_nol: Path, tmp_path: Path, nama: str
) -> None:
    dilihat = lihat(tmp_path, nama)
    pribadi = Path(dilihat["berkas"]).parent.as_posix()
    assert dilihat["izin"][pribadi] == "0o700"
    assert dilihat["izin"][dilihat["berkas"]] == "0o600"
    assert dilihat["transport"] == "ipc"
    assert dilihat["kunci"] >= 32
    # Every socket lies in the private folder, whose name nobody can foresee
    assert len(dilihat["soket"]) >= 4
    assert {Path(satu).parent.as_posix() for satu in dilihat["soket"]} == {pribadi}
    assert len(Path(pribadi).name.removeprefix("lakip-")) >= 8
    # Nothing else of it is open to others, and nothing stays
    terbuka = {p: i for p, i in dilihat["izin"].items() if "/" not in p and int(i, 8) & 0o077}
    assert terbuka == {}
    assert list(umask_nol.iterdir()) == []


def test_a_name_that_is_there_already_is_never_taken(
    umask_nol: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever shares the folder foresees a name and puts a link there: another name is taken."""
    umpan = tmp_path / "umpan"
    umpan.mkdir()
    (umask_nol / "lakip-k-tebakan0").symlink_to(umpan)
    nama = iter(["tebakan0", "tebakan1", *(f"lain{n:04}" for n in range(99))])
    monkeypatch.setattr("tempfile._get_candidate_names", lambda: nama)
    dilihat = lihat(tmp_path, kernel.ORDINARY)
    assert Path(dilihat["berkas"]).parent.as_posix() == "lakip-k-tebakan1"
    assert list(umpan.iterdir()) == []
