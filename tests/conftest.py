"""Fixtures and settings of all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bantu import DATA, tulis_paket
from hypothesis import HealthCheck, settings

from lakip_utils import data
from lakip_utils.data import Paket

settings.register_profile(
    "tetap",
    derandomize=True,
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile("cari", parent=settings.get_profile("tetap"), derandomize=False, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tetap"))


@pytest.fixture(scope="session")
def paket() -> Paket:
    """The package of the repository."""
    return data.load(DATA)


@pytest.fixture
def paket_kecil(tmp_path: Path) -> Path:
    """A small valid package in a folder of its own."""
    return tulis_paket(tmp_path / "paket")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many browser tests did not run, so that a green run hides nothing."""
    lewat = [r for r in terminalreporter.getreports("skipped") if "browser" in r.keywords]
    terminalreporter.write_line(f"uji peramban tidak dijalankan: {len(lewat)}", yellow=bool(lewat))
