"""What to build and how: ``params/batch.yaml``."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lakip_utils import aturan
from lakip_utils.data.yaml_file import Strict, read, validate
from lakip_utils.errors import InvalidInput, UnknownSelection, Violation

Format = Literal["html", "pdf"]
Edisi = Literal["reviu", "resmi"]
Kernel = Literal["cepat", "biasa"]


INSTANSI = "instansi.yaml"
"""The file that makes a folder a data package."""
SEMUA = "semua"
"""Every year that has data, or every unit of a year."""


def _semua(nilai: object) -> object:
    if nilai == SEMUA:
        return None
    return tuple(nilai) if isinstance(nilai, list) else nilai


def bagian_ditiadakan(tanpa_bagian: str) -> tuple[str, ...]:
    """Return the names of the setting ``tanpa_bagian``, which separates them by commas.

    >>> bagian_ditiadakan("tren, aset"), bagian_ditiadakan("")
    (('tren', 'aset'), ())
    """
    return tuple(nama for satu in tanpa_bagian.split(",") if (nama := satu.strip()))


class Pengaturan(Strict):
    """Settings that the report notebooks take as parameters, under the same names."""

    tahap_target: Literal["awal", "perubahan"] = "awal"
    predikat: str = "permendagri-86-2017"
    aturan_ikm: str = aturan.BERLAKU
    bobot_ikm: str = aturan.TEPAT
    batas_capaian: Annotated[float, Field(ge=0)] = 100
    tanpa_bagian: str = ""
    sel_terkecil: Annotated[int, Field(ge=0)] = aturan.SEL_TERKECIL


def pengaturan(file: str, **isi: object) -> Pengaturan:
    """Return the settings that someone filled in; `file` is where, as messages name it.

    Raises
    ------
    InvalidInput
        With every value that a setting cannot have, unknown rule codes among them.

    >>> pengaturan("sel parameter", bobot_ikm=2).bobot_ikm
    '2'
    """
    if isinstance(bobot := isi.get("bobot_ikm"), int):
        isi["bobot_ikm"] = str(bobot)  # papermill reads -p bobot_ikm 2 as a number
    hasil = validate(isi, Pengaturan, file)
    check_rules(hasil, file)
    return hasil


class Batch(Strict):
    """A batch of reports; every field is an option of ``lakip build`` of the same name.

    Parameters
    ----------
    data
        Data packages: folders, or patterns that name them.
    out
        Folder for the outputs.
    notebook, notebook_dinas
        The notebooks of a bidang's report and of the whole agency's.
    tahun, bidang
        ``semua`` (read as ``None``) or a list.
    format
        Which documents beside the notebook.
    edisi
        The edition of all formats; ``None`` is reviu for HTML and resmi for PDF.
    jobs
        Reports at once; ``None`` is one a core.
    timeout
        Seconds that one report may take; then it has failed, and the next one is made.
    strict
        Whether edisi resmi is withheld while a finding of severity tinggi is unanswered.
    scheduler
        Address of a dask scheduler whose workers make the reports; ``None`` for this machine.
    kernel
        What runs the notebooks: kernels forked from a warm process, or started anew. The reports are the
        same.
    pengaturan
        Settings of the analysis.
    """

    data: Annotated[tuple[str, ...], Field(min_length=1)] = ("data",)
    out: str = "outputs"
    notebook: str = "notebooks/laporan_bidang.ipynb"
    notebook_dinas: str = "notebooks/laporan_dinas.ipynb"
    tahun: Annotated[tuple[int, ...] | None, BeforeValidator(_semua)] = None
    bidang: Annotated[tuple[str, ...] | None, BeforeValidator(_semua)] = None
    format: Annotated[tuple[Format, ...], Field(min_length=1)] = ("html", "pdf")
    edisi: Edisi | None = None
    jobs: Annotated[int, Field(ge=1, le=256)] | None = None
    timeout: Annotated[int, Field(ge=1, le=86_400)] = 600
    fail_fast: bool = False
    strict: bool = False
    scheduler: str | None = None
    kernel: Kernel = "cepat"
    pengaturan: Pengaturan = Pengaturan()

    def edisi_untuk(self, format_: Format) -> Edisi:
        """Return the edition in which a format is written."""
        return self.edisi or ("reviu" if format_ == "html" else "resmi")


def load(path: str | Path) -> Batch:
    """Read the batch parameters.

    Raises
    ------
    InvalidInput
        With every violation, unknown rule codes among them.
    """
    batch = read(Path(path), Batch)
    check_rules(batch.pengaturan, str(path))
    return batch


def override(batch: Batch, **given: object) -> Batch:
    """Return the batch with options given on the command line over those of the file.

    Patterns of data packages are folders then.

    Raises
    ------
    InvalidInput
        If an option has a value that the batch does not allow, a pattern names no package, or a
        folder is named twice.
    """
    hasil = validate({**batch.model_dump(), **given}, Batch, "baris perintah")
    return hasil.model_copy(update={"data": folders(hasil.data)})


def folders(data: Iterable[str]) -> tuple[str, ...]:
    """Return the folders of data packages that are named, or that a pattern such as ``dinas/*`` names.

    Raises
    ------
    InvalidInput
        With every pattern that names no package, and every folder that is named twice.
    """
    hasil: list[str] = []
    salah: list[Violation] = []
    for satu in data:
        if not glob.has_magic(satu) or Path(satu).is_dir():
            hasil.append(satu)
            continue
        semua = sorted(glob.glob(satu))  # noqa: PTH207 - Path.glob takes no absolute pattern
        cocok = [path for path in semua if (Path(path) / INSTANSI).is_file()]
        hasil += cocok
        salah += [_tanpa_instansi(path) for path in semua if path not in cocok and _bertabel(Path(path))]
        if not cocok:
            salah.append(
                Violation(
                    file=satu,
                    found="pola yang tidak cocok dengan paket data mana pun",
                    expected=f"sekurangnya satu folder dengan {INSTANSI}",
                    action="Perbaiki polanya pada --data atau di berkas parameter.",
                )
            )
    salah += _ganda(hasil)
    if salah:
        raise InvalidInput(salah)
    return tuple(hasil)


def _ganda(folder: Iterable[str]) -> Iterator[Violation]:
    """Find folders that are named twice, also by another path or by a pattern."""
    sudah: dict[Path, str] = {}
    for satu in folder:
        tempat = Path(satu).resolve()
        if tempat not in sudah:
            sudah[tempat] = satu
            continue
        lain = "" if sudah[tempat] == satu else f", juga sebagai {sudah[tempat]}"
        yield Violation(
            file=satu,
            found=f"folder yang disebut dua kali{lain}",
            expected="setiap paket data disebut satu kali",
            action="Hapus salah satunya dari --data atau dari berkas parameter.",
        )


def _bertabel(folder: Path) -> bool:
    """Whether a folder looks like a data package: it must not be passed over for want of one file."""
    return any(folder.glob("*.csv")) or any(folder.glob("[0-9][0-9][0-9][0-9]/*.csv"))


def _tanpa_instansi(path: str) -> Violation:
    return Violation(
        file=str(Path(path) / INSTANSI),
        found="berkas tidak ada, padahal foldernya berisi tabel",
        expected=f"{INSTANSI} pada setiap paket data yang cocok dengan pola",
        action="Perbaiki nama berkasnya, atau persempit polanya.",
    )


def check_rules(pengaturan: Pengaturan, file: str) -> None:
    """Check that the rule sets named in the settings exist.

    Raises
    ------
    InvalidInput
        With every setting that names none.
    """
    violations = []
    for kunci, periksa in (
        ("predikat", lambda: aturan.pilih(aturan.predikat_capaian(), pengaturan.predikat)),
        (
            "aturan_ikm",
            lambda: (
                pengaturan.aturan_ikm == aturan.BERLAKU
                or aturan.pilih(aturan.mutu_ikm(), pengaturan.aturan_ikm)
            ),
        ),
        ("bobot_ikm", lambda: aturan.desimal_bobot(pengaturan.bobot_ikm)),
    ):
        try:
            periksa()
        except UnknownSelection as error:
            violations.append(error.violation(file, f"pengaturan.{kunci}"))
    if violations:
        raise InvalidInput(violations)
