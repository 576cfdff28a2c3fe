"""The lock file as data: which distributions, in which versions, for what, wanted by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

AKAR = Path(__file__).parents[1]
PROYEK = "lakip-utils"
_ISI = re.compile(r"^(?P<nama>[a-z0-9-]+)==(?P<versi>\S+)(?: ; (?P<penanda>.*?))? \\$")
_HASH = re.compile(r"^    --hash=sha256:(?P<hash>[0-9a-f]{64})(?: \\)?$")
_PEMAKAI = re.compile(r"^    #(?: via| {2}) ?(?P<nama>[a-z0-9-]*)$")


@dataclass(frozen=True, slots=True)
class Kunci:
    """A locked version of a distribution.

    Parameters
    ----------
    penanda
        Where it is installed, as an environment marker; empty for everywhere.
    hash
        SHA-256 of each of its files that may be installed.
    pemakai
        The distributions that want it; those that only develop the project are wanted by none.
    """

    nama: str
    versi: str
    penanda: str
    hash: tuple[str, ...]
    pemakai: tuple[str, ...]

    @property
    def acuan(self) -> str:
        """How one version is named."""
        return f"{self.nama}=={self.versi}"


def baca(path: Path = AKAR / "requirements.lock") -> list[Kunci]:
    """Read the lock file that ``uv export`` writes.

    Raises
    ------
    ValueError
        At a line that is neither a version, a hash, nor a remark of who wants it.
    """
    hasil: list[Kunci] = []
    for nomor, baris in enumerate(path.read_text("utf-8").splitlines(), 1):
        if baris.startswith("#") or not baris:
            continue
        if isi := _ISI.match(baris):
            hasil.append(Kunci(isi["nama"], isi["versi"], isi["penanda"] or "", (), ()))
        elif hash_ := _HASH.match(baris):
            satu = hasil.pop()
            hasil.append(_dengan(satu, (*satu.hash, hash_["hash"]), satu.pemakai))
        elif pemakai := _PEMAKAI.match(baris):
            satu = hasil.pop()
            hasil.append(_dengan(satu, satu.hash, (*satu.pemakai, *filter(None, [pemakai["nama"]]))))
        else:
            raise ValueError(f"{path.name}, baris {nomor}: {baris}")
    return hasil


def _dengan(satu: Kunci, hash_: tuple[str, ...], pemakai: tuple[str, ...]) -> Kunci:
    return Kunci(satu.nama, satu.versi, satu.penanda, hash_, pemakai)


def untuk_jalan(semua: Iterable[Kunci]) -> frozenset[str]:
    """Return the names of what a report needs to be made, as opposed to what tests and develops the project."""
    semua = list(semua)
    perlu: set[str] = {PROYEK}
    while baru := {satu.nama for satu in semua if perlu.intersection(satu.pemakai)} - perlu:
        perlu |= baru
    return frozenset(perlu - {PROYEK})
