"""Private temporary folders go with their process, also with one that is killed, and nobody else's go."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest

from lakip_utils.sementara import sweep, temporary_folder

JENIS = "lakip-uji-"


@pytest.fixture
def tempat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def terbunuh() -> None:
    """Let a process be killed that has such a folder."""
    if not (pid := os.fork()):
        with temporary_folder(JENIS) as folder:
            (folder / "rahasia").write_text("isi")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)


def test_a_folder_is_private_and_gone_afterwards(tempat: Path) -> None:
    with temporary_folder(JENIS) as folder:
        assert folder.parent == tempat
        assert folder.name.startswith(JENIS)
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "a").write_text("isi")
    assert list(tempat.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next(tempat: Path) -> None:
    terbunuh()
    (sisa,) = tempat.iterdir()
    sisa.chmod(0o1700)  # jupyter_client sets the sticky bit where its sockets lie
    with temporary_folder(JENIS) as folder:
        assert list(tempat.iterdir()) == [folder]


def test_folders_in_use_of_others_and_of_another_kind_stay(tempat: Path) -> None:
    terbunuh()
    (tempat / f"{JENIS}terbuka1").mkdir()
    (tempat / f"{JENIS}terbuka1").chmod(0o755)
    with temporary_folder(JENIS) as satu, temporary_folder("lakip-lain-") as dua:
        (dua / "a").write_text("isi")
        sweep(tempat, "lakip-*")
        assert sorted(tempat.iterdir()) == sorted([satu, dua, tempat / f"{JENIS}terbuka1"])
