"""Nothing that a respondent wrote or answered stands in a file or a message; see tests/keandalan/responden.py."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest
from keandalan.responden import Bocor, coba, ditolak, jawaban, periksa, terbit


@pytest.mark.parametrize(
    ("ragam", "benih"), [(partial(terbit, bidang=["dinas"]), 4), (ditolak, 1)], ids=["terbit", "ditolak"]
)
def test_no_mark_of_a_respondent_is_found(ragam: Callable[[Random, Path], str], benih: int) -> None:
    assert coba(ragam, benih)


@pytest.mark.parametrize("pisah", [",", '", "', "</td>\n  <td>", "\t"])
def test_the_search_finds_a_mark_and_the_answers_of_a_respondent(pisah: str) -> None:
    baris = jawaban(Random(1), 5)
    isi = list(baris[3].values())
    with pytest.raises(Bocor, match="berderet"):
        periksa("x", pisah.join(isi[1:10]), baris)
    with pytest.raises(Bocor, match="Zq4x"):
        periksa("x", pisah.join(isi[:1]), baris)
