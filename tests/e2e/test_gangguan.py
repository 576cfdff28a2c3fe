"""A seeded part of the fault trials: whatever is killed or refused, reports stay whole and the next build mends it.

All kinds: ``python tests/keandalan/gangguan.py --kali 200 --benih 1``.
"""

from __future__ import annotations

import sys

import pytest
from keandalan.bengkel import Induk
from keandalan.gangguan import coba

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")


@pytest.fixture(scope="module")
def induk(tmp_path_factory: pytest.TempPathFactory) -> Induk:
    return Induk(tmp_path_factory.mktemp("gangguan"), ("html",))


@pytest.mark.parametrize(("jenis", "benih"), [("bunuh-pada-langkah", 3), ("impor-terputus", 4)])
def test_after_a_fault_nothing_is_lost_or_false_and_the_next_build_ends_right(
    induk: Induk, jenis: str, benih: int
) -> None:
    satu = coba(induk, jenis, benih, format_="html")
    assert satu.temuan == (), satu.uraian
