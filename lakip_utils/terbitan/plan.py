"""Plan: which reports a batch makes, from what, and whether they are still fresh."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
import papermill

from lakip_utils.data import Irisan, Paket, mentah
from lakip_utils.data.hashes import sha256
from lakip_utils.data.instansi import DINAS, Instansi
from lakip_utils.data.paket import doubles, titipkan
from lakip_utils.data.params import Batch, Format, bagian_ditiadakan
from lakip_utils.errors import InvalidInput, UnknownSelection, Violation, sebab
from lakip_utils.konsistensi import mencapai, periksa
from lakip_utils.terbitan.dokumen import TAG_BAGIAN
from lakip_utils.terbitan.periksa import kosong_menurut_tahun
from lakip_utils.terbitan.reviu import terbuka
from lakip_utils.terbitan.sidik import kode_program, sidik_json, versi

PARAMETER = "parameter"
"""The input of a report that its settings are."""
CATATAN_UJI = "catatan uji"
"""The input of a report that the findings on it are: they rest on rows of other units, too."""
EDISI = "edisi_"
"""How the edition of a format is named among the settings of a report."""


@dataclass(frozen=True, slots=True)
class Job:
    """One report to make.

    Parameters
    ----------
    kunci
        ``<kode_instansi>/<tahun>/<bidang>``: its name and its folder below the outputs.
    notebook
        The notebook that papermill runs.
    parameters
        What papermill passes to it.
    keluaran
        Format → edition.
    masukan
        Fingerprint of everything that the report is made from, by name: rows of the data package by
        file, notebook, code, versions. Equal fingerprints give equal reports.
    terbuka
        Findings of severity tinggi that nobody answered; counted only where edisi resmi waits for them.
    sidik_data
        :attr:`Paket.sidik` of the data that `masukan` was taken from; a kernel that finds others refuses them.
    """

    kunci: str
    instansi: str
    tahun: int
    bidang: str
    nama_bidang: str
    notebook: str
    parameters: Mapping[str, Any]
    keluaran: Mapping[Format, str]
    masukan: Mapping[str, str]
    terbuka: int = 0
    sidik_data: str = ""

    def dengan_keluaran(self, keluaran: Mapping[Format, str]) -> Job:
        """Return the same report in these formats and editions."""
        parameter = sidik_json({"parameters": self.parameters, "keluaran": keluaran})
        return replace(self, keluaran=keluaran, masukan={**self.masukan, PARAMETER: parameter})

    @property
    def pengaturan(self) -> dict[str, str | int | float]:
        """What the report is made with, as the manifest records it: parameters, and the edition by format."""
        return {**self.parameters, **{f"{EDISI}{nama}": edisi for nama, edisi in self.keluaran.items()}}

    @property
    def ditahan(self) -> tuple[Format, ...]:
        """The formats in edisi resmi that may not be published yet."""
        return tuple(f for f, edisi in self.keluaran.items() if edisi == "resmi") if self.terbuka else ()

    def tanpa_yang_ditahan(self) -> Job:
        """Return the report without the formats that are withheld."""
        return self.tanpa(self.ditahan)

    def tanpa(self, format_: Collection[Format]) -> Job:
        """Return the report without some formats."""
        return self.dengan_keluaran({f: e for f, e in self.keluaran.items() if f not in format_})


@dataclass(frozen=True, slots=True)
class SumberData:
    """What a build keeps of a data package: of many agencies, not all of their data.

    Parameters
    ----------
    folder, instansi, sha256
        As :class:`Paket` has them.
    kosong
        Which tables of the years of the batch have no row, in words.
    reviu
        Year → open notes of reviewers on the reports of the batch; years without any are left out.
    """

    folder: Path
    instansi: Instansi
    sha256: Mapping[str, str]
    kosong: tuple[str, ...]
    reviu: Mapping[int, int]


def plan(batch: Batch) -> tuple[list[Job], list[SumberData]]:
    """Return the jobs of a batch and the packages that they read.

    Raises
    ------
    InvalidInput
        With every violation of every selected package, of the selection and of the notebook's
        parameters. Nothing has been run then.
    """
    others = [*_check_notebooks(batch), *_check_out(batch)]
    violations: list[Violation] = []
    selection: list[Violation] = []
    jobs: list[Job] = []
    sources: list[SumberData] = []
    for folder in batch.data:
        try:
            package = titipkan(folder)
        except InvalidInput as error:
            violations += error.violations
            continue
        try:
            own = [] if violations or others else list(_jobs(batch, package))
        except UnknownSelection as error:
            selection.append(error.violation(str(package.folder)))
            own = []
        jobs += own
        sources.append(_sumber(package, own))
    violations += [*others, *doubles(sources), *selection]
    if violations:
        raise InvalidInput(violations)
    return jobs, sources


def _sumber(package: Paket, jobs: Iterable[Job]) -> SumberData:
    units: dict[int, set[str]] = {}
    for job in jobs:
        units.setdefault(job.tahun, set()).add(job.bidang)
    reviu = {year: terbuka(package, year, chosen) for year, chosen in sorted(units.items())}
    return SumberData(
        folder=package.folder,
        instansi=package.instansi,
        sha256=dict(package.sha256),
        kosong=tuple(kosong_menurut_tahun(package, (year for year in package.tahun if year in units))),
        reviu={year: count for year, count in reviu.items() if count},
    )


def _jobs(batch: Batch, package: Paket) -> Iterator[Job]:
    for year in batch.tahun or package.tahun:
        for unit in _units(batch, package, year):
            yield _job(batch, package.irisan(year, unit))


def _units(batch: Batch, package: Paket, year: int) -> list[str]:
    """Return the units to build in a year: those asked for that existed in it.

    A unit that was asked for by name and existed in none of the years is left in, to be refused.
    """
    there = [*(b.kode for b in package.instansi.bidang_tahun(year)), DINAS]
    if batch.bidang is None:
        return there
    ever = {DINAS, *(b.kode for y in batch.tahun or package.tahun for b in package.instansi.bidang_tahun(y))}
    return [unit for unit in batch.bidang if unit in there or unit not in ever]


def _job(batch: Batch, irisan: Irisan) -> Job:
    folder = irisan.paket.folder
    catatan = periksa(irisan.paket, irisan.tahun, bidang=irisan.bidang.kode)
    notebook = batch.notebook_dinas if irisan.bidang.kode == DINAS else batch.notebook
    parameters = {
        "tahun": irisan.tahun,
        "bidang": irisan.bidang.kode,
        "sumber_data": folder.as_posix(),
        **batch.pengaturan.model_dump(),
    }
    return Job(
        kunci=f"{irisan.paket.instansi.kode}/{irisan.tahun}/{irisan.bidang.kode}",
        instansi=irisan.paket.instansi.kode,
        tahun=irisan.tahun,
        bidang=irisan.bidang.kode,
        nama_bidang=irisan.bidang.nama,
        notebook=notebook,
        parameters=parameters,
        keluaran={},
        masukan={
            **{f"data/{nama}": sidik for nama, sidik in irisan.sidik.items()},
            CATATAN_UJI: sidik_json({"catatan": catatan.to_csv(index=False)}),
            "notebook": sha256(Path(notebook)),
            "kode": kode_program(),
            "versi": sidik_json(versi()),
        },
        terbuka=len(mencapai(catatan, "tinggi", tanpa_tanggapan=True)) if batch.strict else 0,
        sidik_data=irisan.paket.sidik,
    ).dengan_keluaran({nama: batch.edisi_untuk(nama) for nama in batch.format})


def _check_notebooks(batch: Batch) -> Iterator[Violation]:
    """Check that the notebooks exist and take the parameters: papermill would only warn."""
    passed = {"tahun", "bidang", "sumber_data", *batch.pengaturan.model_dump()}
    known_parts: set[str] = set()
    for notebook in dict.fromkeys((batch.notebook, batch.notebook_dinas)):
        if problem := unreadable(notebook):
            yield Violation(
                file=notebook,
                found=problem,
                expected="notebook laporan",
                action="Jalankan dari folder proyek, atau perbaiki jalurnya di berkas parameter.",
            )
            continue
        for nama in sorted(passed - set(papermill.inspect_notebook(notebook))):
            yield Violation(
                file=notebook,
                column=nama,
                found="parameter tidak dikenal oleh notebook",
                expected="sel berlabel parameters yang memuatnya",
                action="Tambahkan parameter itu pada sel parameters.",
            )
        known_parts |= bagian(notebook)
    for nama in bagian_ditiadakan(batch.pengaturan.tanpa_bagian):
        if nama not in known_parts:
            yield Violation(
                file="pengaturan",
                column="tanpa_bagian",
                found=f"bagian {nama!r}",
                expected=", ".join(sorted(known_parts)),
                action="Perbaiki nama bagiannya.",
            )


def _check_out(batch: Batch) -> Iterator[Violation]:
    """Check that the outputs can have their folder."""
    blocked = next(
        (p for p in (Path(batch.out), *Path(batch.out).parents) if p.exists() and not p.is_dir()), None
    )
    if blocked is not None:
        yield Violation(
            file=str(blocked),
            found="berkas, bukan folder",
            expected="folder keluaran",
            action="Pilih folder lain dengan --out.",
        )


def unreadable(notebook: str) -> str:
    """Return why a file is no notebook; empty where it is one."""
    if not Path(notebook).is_file():
        return "berkas tidak ada"
    try:
        isi = mentah.baca(Path(notebook), mentah.JSON_TERBESAR).decode()
        nbformat.validate(nbformat.reads(isi, as_version=4))
    except OSError as error:
        return f"tidak dapat dibaca ({sebab(error)})"
    except Exception as error:  # of what is none, nbformat raises whatever it comes upon
        baris = str(error).splitlines() or [type(error).__name__]
        return f"bukan notebook ({baris[0][:80]})"
    return ""


def bagian(notebook: str) -> set[str]:
    """Return the names of the parts of a notebook that the settings can leave out."""
    cells = nbformat.read(notebook, as_version=4).cells
    tags = {tag for cell in cells for tag in cell.metadata.get("tags", [])}
    return {tag.removeprefix(TAG_BAGIAN) for tag in tags if tag.startswith(TAG_BAGIAN)}
