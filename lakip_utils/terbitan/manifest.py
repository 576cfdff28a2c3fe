"""The manifest: what a build made, from what, by file and SHA-256; and what is stale by it.

No clock time stands in it: the same inputs give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lakip_utils.data.params import Format
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.terbitan.files import write_whole
from lakip_utils.terbitan.plan import Job, sha256, versi

NAMA = "manifest.json"

Keadaan = Literal["mutakhir", "kedaluwarsa", "belum ada", "gagal"]


class Catatan(BaseModel):
    """What is recorded of one report.

    Parameters
    ----------
    gagal
        Message of the last run where it failed; the older report, if any, stands.
    masukan
        Fingerprints of what the report on disk was made from.
    keluaran
        File → SHA-256.
    ditahan
        Formats whose edisi resmi the last build withheld.
    """

    model_config = ConfigDict(extra="forbid")

    tahun: int
    bidang: str
    nama_bidang: str
    gagal: str = ""
    parameter: dict[str, str | int | float] = Field(default_factory=dict)
    masukan: dict[str, str] = Field(default_factory=dict)
    keluaran: dict[str, Annotated[str, Field(pattern="^[0-9a-f]{64}$")]] = Field(default_factory=dict)
    ditahan: tuple[Format, ...] = ()


class Manifest(BaseModel):
    """Everything recorded of an output folder.

    Parameters
    ----------
    versi
        Versions of Python and the libraries.
    data
        Data package → input file → SHA-256.
    laporan
        Report key → record.
    """

    model_config = ConfigDict(extra="forbid")

    bentuk: Literal[1] = 1
    versi: dict[str, str] = Field(default_factory=dict)
    data: dict[str, dict[str, str]] = Field(default_factory=dict)
    laporan: dict[str, Catatan] = Field(default_factory=dict)


def read(out: Path) -> Manifest:
    """Read the manifest of an output folder; an empty one where there is none.

    Raises
    ------
    InvalidInput
        If the file is there and is not a manifest: what it guards must not be overwritten blindly.
    """
    path = out / NAMA
    if not path.exists():
        return Manifest()
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise InvalidInput(
            [
                Violation(
                    file=str(path),
                    found=f"isi yang tidak dikenal ({error.error_count()} kesalahan)",
                    expected="manifest yang ditulis lakip build",
                    action="Pindahkan berkas ini, lalu jalankan lakip build --force.",
                )
            ]
        ) from None


def write(out: Path, manifest: Manifest) -> None:
    """Write the manifest whole, keys sorted."""
    manifest.versi = versi()
    isi = json.dumps(manifest.model_dump(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_whole(out / NAMA, isi.encode())


def keadaan(job: Job, manifest: Manifest, out: Path) -> tuple[Keadaan, str]:
    """Say whether the report of a job is fresh, stale (and why), missing or failed.

    Returns
    -------
    tuple
        The state and an Indonesian reason, empty for a fresh report.
    """
    catatan = manifest.laporan.get(job.kunci)
    if catatan is not None and catatan.gagal:
        return "gagal", catatan.gagal.splitlines()[0]
    folder = out / job.kunci
    if catatan is None or not catatan.keluaran:
        return "belum ada", "belum pernah dibuat"
    hilang = [nama for nama in catatan.keluaran if not (folder / nama).is_file()]
    if hilang:
        return "belum ada", f"berkas hilang: {', '.join(hilang)}"
    ubah = _beda(catatan.masukan, job.masukan)
    if ubah:
        return "kedaluwarsa", f"berubah: {', '.join(ubah)}"
    rusak = [nama for nama, kode in catatan.keluaran.items() if sha256(folder / nama) != kode]
    if rusak:
        return "kedaluwarsa", f"isinya bukan yang dibuat: {', '.join(rusak)}"
    return "mutakhir", ""


def _beda(lama: Mapping[str, str], baru: Mapping[str, str]) -> list[str]:
    return sorted(nama for nama in lama.keys() | baru.keys() if lama.get(nama) != baru.get(nama))


def keluaran(folder: Path, nama: Iterable[str]) -> dict[str, str]:
    """Return the hashes of some files of a report."""
    return {satu: sha256(folder / satu) for satu in sorted(nama)}
