"""The manifest: what a build made, from what, by file and SHA-256; and what is stale by it.

No clock time stands in it: the same inputs give the same bytes.

It is written at the end of a build. Until then each report that is ready is a line of a journal beside it,
so that a build that is killed loses no more than what was under way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from lakip_utils.data import mentah
from lakip_utils.data.hashes import sha256
from lakip_utils.data.params import Format
from lakip_utils.data.yaml_file import validate
from lakip_utils.errors import InvalidInput, Violation, tak_terbaca
from lakip_utils.files import append_line, write_whole
from lakip_utils.terbitan.plan import EDISI, PARAMETER, Job
from lakip_utils.terbitan.segar import MANIFEST
from lakip_utils.terbitan.sidik import versi

JURNAL = ".lakip.jurnal.jsonl"
"""What has been made since the manifest was written; there only while a build runs, or after one was killed."""

Keadaan = Literal["mutakhir", "kedaluwarsa", "belum ada", "gagal"]


def _di_dalam(jalur: str) -> str:
    """Return a path that stays inside the folder it is relative to, on every system."""
    bagian = jalur.split("/")
    if not jalur.isprintable() or {"\\", ":"} & set(jalur) or {"", ".", ".."} & set(bagian):
        raise PydanticCustomError("jalur", "jalur yang tetap berada di dalam foldernya")
    return jalur


Jalur = Annotated[str, AfterValidator(_di_dalam)]
Sidik = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


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
    keluaran: dict[Jalur, Sidik] = Field(default_factory=dict)
    ditahan: tuple[Format, ...] = ()


class Siap(BaseModel):
    """A line of the journal: a report, and what is recorded of it now."""

    model_config = ConfigDict(extra="forbid")

    kunci: Jalur
    catatan: Catatan


class Manifest(BaseModel):
    """Everything recorded of an output folder.

    Parameters
    ----------
    versi
        Versions of Python and the libraries.
    data
        Data package → input file → SHA-256.
    laporan
        Report key, which is its folder, too → record.
    keluaran
        File of the whole build, e.g. the index → SHA-256.
    """

    model_config = ConfigDict(extra="forbid")

    bentuk: Literal[1] = 1
    versi: dict[str, str] = Field(default_factory=dict)
    data: dict[str, dict[Jalur, Sidik]] = Field(default_factory=dict)
    laporan: dict[Jalur, Catatan] = Field(default_factory=dict)
    keluaran: dict[Jalur, Sidik] = Field(default_factory=dict)


def read(out: Path) -> Manifest:
    """Read the manifest of an output folder, with what a killed build made since; an empty one where there is none.

    Raises
    ------
    InvalidInput
        With every violation, if the file is there and is not a manifest: what it guards must not be
        overwritten blindly. A path that leads out of the folder is one.
    """
    manifest = _read(out / MANIFEST)
    manifest.laporan.update(_jurnal(out))
    return manifest


def _read(path: Path) -> Manifest:
    if not path.exists() and not path.is_symlink():
        return Manifest()
    tindakan = "Pindahkan berkas ini, lalu jalankan lakip build --force."
    try:
        isi = mentah.baca(path, mentah.JSON_TERBESAR).decode()
    except OSError as error:
        raise InvalidInput([tak_terbaca(str(path), error, f"{MANIFEST} yang dapat dibaca")]) from None
    except UnicodeDecodeError as error:
        found = f"byte 0x{error.object[error.start]:02x} yang bukan UTF-8"
        salah = Violation(file=str(path), found=found, expected=f"{MANIFEST} yang utuh", action=tindakan)
        raise InvalidInput([salah]) from None
    try:
        return validate(isi, Manifest, str(path))
    except InvalidInput as error:
        raise InvalidInput(replace(satu, action=tindakan) for satu in error.violations) from None


def _jurnal(out: Path) -> Iterator[tuple[str, Catatan]]:
    """Yield what the journal holds; a line that was cut off, or is none, only means to make a report again."""
    try:
        baris = (out / JURNAL).read_bytes().splitlines()
    except OSError:
        return
    for satu in baris:
        with suppress(ValidationError):
            siap = Siap.model_validate_json(satu)
            yield siap.kunci, siap.catatan


def tambah(out: Path, kunci: str, catatan: Catatan) -> None:
    """Note in the journal what is recorded of a report now; where that cannot be written, the end of the build tells."""
    with suppress(OSError):
        append_line(out / JURNAL, Siap(kunci=kunci, catatan=catatan).model_dump_json())


def write(out: Path, manifest: Manifest) -> None:
    """Write the manifest whole, keys sorted, in place of the journal."""
    manifest.versi = versi()
    isi = json.dumps(manifest.model_dump(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_whole(out / MANIFEST, isi.encode())
    (out / JURNAL).unlink(missing_ok=True)


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
    ubah = beda(catatan.masukan, job.masukan)
    if ubah:
        return "kedaluwarsa", _sebab(ubah, catatan, job)
    rusak = [nama for nama, kode in catatan.keluaran.items() if sha256(folder / nama) != kode]
    if rusak:
        return "kedaluwarsa", f"isinya bukan yang dibuat: {', '.join(rusak)}"
    return "mutakhir", ""


def _sebab(ubah: list[str], catatan: Catatan, job: Job) -> str:
    """Say what changed; of settings, which, and of the edition that another one was asked for then."""
    lama, baru = catatan.parameter, job.pengaturan
    lain = [nama for nama in baru if nama in lama and lama[nama] != baru[nama]]
    if PARAMETER not in ubah or not lain:
        return f"berubah: {', '.join(ubah)}"
    edisi = [
        f"{nama.removeprefix(EDISI).upper()} {lama[nama]}; kini diminta {baru[nama]}"
        for nama in lain
        if nama.startswith(EDISI)
    ]
    hal = [nama for nama in ubah if nama != PARAMETER]
    hal += [f"{nama} ({lama[nama]} → {baru[nama]})" for nama in lain if not nama.startswith(EDISI)]
    kata = [f"dibuat dengan edisi lain ({', '.join(edisi)})"] if edisi else []
    kata += [f"berubah: {', '.join(hal)}"] if hal else []
    return "; ".join(kata)


def beda(lama: Mapping[str, str], baru: Mapping[str, str]) -> list[str]:
    """Return the names whose fingerprints differ, or that only one of the two has."""
    return sorted(nama for nama in lama.keys() | baru.keys() if lama.get(nama) != baru.get(nama))


def keluaran(folder: Path, nama: Iterable[str]) -> dict[str, str]:
    """Return the hashes of some files of a report."""
    return {satu: sha256(folder / satu) for satu in sorted(nama)}
