"""Everything is built once, by the command, into a folder of the test run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bangun import Bangunan, lakip, teks_halaman
from bantu import AKAR


@pytest.fixture(scope="session")
def bangunan(tmp_path_factory: pytest.TempPathFactory) -> Bangunan:
    """The repository's reports, built with every warning of a cell shown."""
    out = tmp_path_factory.mktemp("bangun") / "outputs"
    hasil = lakip("build", "--out", str(out), cwd=AKAR, env={"PYTHONWARNINGS": "default"})
    assert hasil.returncode == 0, hasil.stderr[-2000:]
    return Bangunan(out, hasil)


@pytest.fixture(scope="session")
def teks_html() -> Callable[[Path], str]:
    """Read what a page says, without its markup."""
    return teks_halaman
