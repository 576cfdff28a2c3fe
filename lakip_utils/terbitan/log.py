"""Log: what each build did, line by line, in ``log.jsonl`` of the outputs; people read it by ``lakip log``.

A line is a JSON object of one of the models below, told apart by ``jenis``; those of a build share ``run``.
Lines are only ever added, as things happen, so that a build that is killed has said what it did until then:
its last line is missing. Clock times stand here and nowhere else in the outputs, which is why the manifest
does not list the log. Durations come from a clock that nobody sets.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from lakip_utils.errors import InvalidInput, sebab, tak_terbaca
from lakip_utils.files import append_line

if TYPE_CHECKING:
    from lakip_utils.terbitan.kunci import Pemilik

LOG = "log.jsonl"

Nasib = Literal["dibuat", "gagal", "mutakhir"]
Akhir = Literal["selesai", "tidak ada yang berubah", "dihentikan", "galat"]


class _Baris(BaseModel):
    """What every line holds: which run, and when by the clock of the machine."""

    model_config = ConfigDict(extra="ignore", frozen=True)  # a newer version may say more

    run: str
    waktu: AwareDatetime


class Mulai(_Baris):
    """A build begins to make reports.

    Parameters
    ----------
    pid
        Its process.
    kode, versi
        Fingerprint of the program, versions of the libraries.
    batch
        What was asked for, as ``params/batch.yaml`` and the command line say it.
    data
        Agency → file of its data package → SHA-256.
    """

    jenis: Literal["mulai"] = "mulai"
    pid: int
    kode: str
    versi: dict[str, str]
    batch: dict[str, Any]
    data: dict[str, dict[str, str]]


class Laporan(_Baris):
    """What came of one report.

    Parameters
    ----------
    sebab
        Why it was made; of a failure, its message; empty where it was fresh.
    ditahan
        Formats whose edisi resmi was withheld.
    detik
        How long it took; ``None`` where it was not made.
    masukan, keluaran
        Fingerprint of each input, SHA-256 of each file, of a report that was made.
    temuan
        Severity → findings in the report.
    belum_ditanggapi
        Findings of severity tinggi that nobody answered.
    peringatan
        What libraries warned of while it was made.
    """

    jenis: Literal["laporan"] = "laporan"
    laporan: str
    hasil: Nasib
    sebab: str = ""
    ditahan: tuple[str, ...] = ()
    detik: float | None = None
    masukan: dict[str, str] = Field(default_factory=dict)
    keluaran: dict[str, str] = Field(default_factory=dict)
    temuan: dict[str, int] = Field(default_factory=dict)
    belum_ditanggapi: int = 0
    peringatan: tuple[str, ...] = ()


class Selesai(_Baris):
    """A build ends.

    Parameters
    ----------
    hasil
        ``tidak ada yang berubah``: everything was fresh, and nothing else was looked at; ``dihentikan``: by
        Ctrl-C; ``galat``: it could not go on.
    sidik
        Fingerprint of all that was read, where nothing had changed.
    sebab
        Why it could not go on.
    """

    jenis: Literal["selesai"] = "selesai"
    hasil: Akhir
    dibuat: int = 0
    mutakhir: int = 0
    gagal: int = 0
    detik: float = 0.0
    sidik: str = ""
    sebab: str = ""


_BARIS: TypeAdapter[Mulai | Laporan | Selesai] = TypeAdapter(
    Annotated[Mulai | Laporan | Selesai, Field(discriminator="jenis")]
)


class Pencatat:
    """Adds the lines of one run to the log of an output folder.

    Attributes
    ----------
    gagal
        Why the log cannot be written, or nothing: that is told, and stops no build.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / LOG
        self.gagal = ""
        self.mulai = time.monotonic()
        self.run = f"{datetime.now().astimezone():%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"

    @property
    def detik(self) -> float:
        """Seconds since the run began."""
        return round(time.monotonic() - self.mulai, 3)

    def tulis(self, baris: type[_Baris], **isi: Any) -> None:
        """Add a line."""
        waktu = datetime.now().astimezone().replace(microsecond=0)
        teks = baris(run=self.run, waktu=waktu, **isi).model_dump_json(exclude_defaults=True)
        jenis = baris.model_fields["jenis"].default
        try:
            append_line(self.path, f'{{"jenis":"{jenis}",{teks[1:]}')
        except OSError as error:
            self.gagal = self.gagal or f"{self.path} tidak dapat ditulis: {sebab(error)}"

    def selesai(self, hasil: Akhir, **isi: Any) -> None:
        """Add the last line."""
        self.tulis(Selesai, hasil=hasil, detik=self.detik, **isi)


class Jalan(BaseModel):
    """One run, as its lines tell it.

    Parameters
    ----------
    waktu
        When it began, or the first that is known of it.
    mulai, selesai
        Its first and last line; no last line: it runs still, or was cut off.
    laporan
        What came of each report, in the order in which they were ready.
    """

    run: str
    waktu: AwareDatetime
    mulai: Mulai | None = None
    laporan: list[Laporan] = Field(default_factory=list)
    selesai: Selesai | None = None

    def keadaan(self, pemilik: Pemilik | None) -> str:
        """Say how it ended, or whether it goes on.

        Parameters
        ----------
        pemilik
            Who took the lock of the outputs last.
        """
        if self.selesai:
            gagal = f", {self.selesai.gagal} laporan gagal" if self.selesai.gagal else ""
            return f"{self.selesai.hasil}{gagal}"
        milik = self.mulai and pemilik and self.mulai.pid == pemilik.pid and not pemilik.mati
        return "berjalan" if milik else "terputus sebelum selesai"

    def cacah(self) -> Mapping[Nasib, int]:
        """Count its reports by what came of them."""
        if self.selesai:
            return {n: getattr(self.selesai, n) for n in ("dibuat", "mutakhir", "gagal")}
        return {n: sum(satu.hasil == n for satu in self.laporan) for n in ("dibuat", "mutakhir", "gagal")}


def baca(out: Path, banyak: int | None = None) -> list[Jalan]:
    """Return the last runs of an output folder, the newest first.

    Parameters
    ----------
    out
        The output folder.
    banyak
        How many; all where it is ``None``.

    Raises
    ------
    InvalidInput
        If there is a log and it cannot be read. A line that is none, as a run that was killed may leave
        it, is passed over.
    """
    hasil: dict[str, Jalan] = {}
    try:
        for baris in _dari_akhir(out / LOG):
            jalan = hasil.setdefault(baris.run, Jalan(run=baris.run, waktu=baris.waktu))
            jalan.waktu = baris.waktu
            match baris:
                case Mulai():
                    jalan.mulai = baris
                case Selesai():
                    jalan.selesai = baris
                case Laporan():
                    jalan.laporan.insert(0, baris)
            if banyak is not None and len(hasil) > banyak:
                break
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InvalidInput([tak_terbaca(str(out / LOG), error, "log pembuatan")]) from None
    return list(islice(hasil.values(), banyak))


def _dari_akhir(path: Path, potong: int = 1 << 16) -> Iterator[Mulai | Laporan | Selesai]:
    """Yield the lines of a log, the last one first, without reading more of it than is asked for."""
    with path.open("rb") as file:
        letak = file.seek(0, os.SEEK_END)
        sisa = b""
        while letak:
            letak, sampai = max(0, letak - potong), letak
            file.seek(letak)
            awal, *baris = (file.read(sampai - letak) + sisa).split(b"\n")
            yield from _sah(reversed(baris))
            sisa = awal
        yield from _sah([sisa])


def _sah(semua: Iterator[bytes] | list[bytes]) -> Iterator[Mulai | Laporan | Selesai]:
    for satu in semua:
        try:
            yield _BARIS.validate_json(satu)
        except ValidationError:
            continue
