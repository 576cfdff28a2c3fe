"""A data package in memory, and the slice of it that one report reads."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pandas as pd

from lakip_utils.data import check, mentah, table
from lakip_utils.data.hashes import folder_hashes, sementara, sha256
from lakip_utils.data.instansi import DINAS, Bidang, Instansi, Laporan
from lakip_utils.data.params import INSTANSI as INSTANSI
from lakip_utils.data.rows import records
from lakip_utils.data.schema import NARASI_INSTANSI, TABLES, Table
from lakip_utils.data.yaml_file import read as read_yaml
from lakip_utils.errors import InvalidInput, UnknownSelection, Violation, tak_terbaca

T = TypeVar("T")

TERTUNDA = ".lakip-impor"
"""The folder of a package that holds what an import has decided to write and not yet written."""

_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True, eq=False)
class Paket:
    """One agency's data, validated. It does not change: what is wanted otherwise is another package.

    Parameters
    ----------
    folder
        Where it was read from.
    instansi
        The agency.
    akar
        Tables at the root, by name; a missing optional table is an empty frame.
    tahunan
        Tables of each year, by year and name.
    sha256
        Hash of every file read, by path relative to `folder`.
    """

    folder: Path
    instansi: Instansi
    akar: Mapping[str, pd.DataFrame]
    tahunan: Mapping[int, Mapping[str, pd.DataFrame]]
    sha256: Mapping[str, str]
    _ingatan: dict[object, Any] = field(init=False, repr=False, default_factory=dict)

    def sekali(self, kunci: object, hitung: Callable[[], T]) -> T:
        """Return what `hitung` makes of this package; `kunci` is what it is called, and it is made once."""
        if kunci not in self._ingatan:
            self._ingatan[kunci] = hitung()
        hasil: T = self._ingatan[kunci]
        return hasil

    @property
    def tahun(self) -> tuple[int, ...]:
        """The years that have data, ascending."""
        return tuple(sorted(self.tahunan))

    def tabel(self, nama: str, tahun: int | None = None) -> pd.DataFrame:
        """Return a table, of a year where it is yearly; empty where the package lacks it.

        Each call gives a frame of its own: what is written into it changes no package.
        """
        if tahun is None:
            return self.akar[nama].copy()
        if tahun not in self.tahunan:
            return table.empty(TABLES[nama])
        return self.tahunan[tahun][nama].copy()

    def sidik_baris(self, berkas: str, baris: pd.DataFrame) -> str:
        """Return the fingerprint of some rows of a file, in their order.

        Each row is hashed once, with the names of its columns and its number: a report names it.
        """
        tahun, _, nama = berkas.removesuffix(".csv").rpartition("/")
        per_baris = self.sekali(
            ("sidik", berkas), lambda: _sidik_per_baris(self.tabel(nama, int(tahun) if tahun else None))
        )
        return hashlib.sha256(b"".join(per_baris[nomor] for nomor in baris.index)).hexdigest()

    def bidang(self, tahun: int, kode: str) -> Bidang:
        """Return the unit `kode` of a year; ``dinas`` is the whole agency.

        Raises
        ------
        UnknownSelection
            If the year has no data or the unit does not exist in it.
        """
        if tahun not in self.tahunan:
            ada = ", ".join(map(str, self.tahun)) or "belum ada"
            raise UnknownSelection(f"tahun {tahun!r}", ada)
        if kode == DINAS:
            return Bidang(kode=DINAS, nama=self.instansi.nama, nama_singkat=self.instansi.nama_singkat)
        semua = self.instansi.bidang_tahun(tahun)
        for bidang in semua:
            if bidang.kode == kode:
                return bidang
        pilihan = [*(bidang.kode for bidang in semua), DINAS]
        dekat = difflib.get_close_matches(str(kode).lower(), pilihan, n=1)
        saran = f" (mungkin maksudnya {dekat[0]!r})" if dekat else ""
        raise UnknownSelection(f"bidang {kode!r} pada tahun {tahun}", ", ".join(pilihan) + saran)

    @property
    def sidik(self) -> str:
        """One hash of all files that were read."""
        return hashlib.sha256(json.dumps(sorted(self.sha256.items())).encode()).hexdigest()

    def irisan(self, tahun: int, kode: str) -> Irisan:
        """Return what a report of one year and unit reads."""
        return Irisan(self, tahun, self.bidang(tahun, kode))


@dataclass(frozen=True)
class Irisan:
    """The rows of a package that concern one unit in one year, and the same unit the year before.

    Every property is a frame with the columns of its table (:mod:`lakip_utils.data.schema`) and the
    two origin columns. Rows of the whole agency (budget totals, the survey) are part of every slice.
    """

    paket: Paket
    tahun: int
    bidang: Bidang
    kode_sasaran: str = ""
    kode_program: str = ""

    def untuk(self, *, sasaran: str = "", program: str = "") -> Irisan:
        """Return the part of the slice that concerns one sasaran, or one program."""
        return replace(
            self, kode_sasaran=sasaran or self.kode_sasaran, kode_program=program or self.kode_program
        )

    @property
    def laporan(self) -> Laporan:
        """The formal state of this report."""
        return self.paket.instansi.laporan_tahun(self.tahun)

    @cached_property
    def lalu(self) -> Irisan:
        """The same unit in the year before; all frames are empty where that year has no data."""
        return replace(self, tahun=self.tahun - 1)

    @cached_property
    def semua_program(self) -> pd.DataFrame:
        """All programs of the agency in the year."""
        program = self.paket.tabel("program")
        return program[program["tahun"] == self.tahun]

    @cached_property
    def program(self) -> pd.DataFrame:
        """The programs of the unit."""
        isi = self.semua_program
        if self.bidang.kode != DINAS:
            isi = isi[isi["bidang"] == self.bidang.kode]
        if self.kode_sasaran:
            isi = isi[isi["kode_sasaran"] == self.kode_sasaran]
        return isi[isi["kode_program"] == self.kode_program] if self.kode_program else isi

    @cached_property
    def indikator(self) -> pd.DataFrame:
        """Indicators of the unit's programs and of the sasaran that they serve, as in the table."""
        semua = self.paket.tabel("indikator", self.tahun)
        if self.bidang.kode == DINAS and not (self.kode_sasaran or self.kode_program):
            return semua
        sasaran = (semua["level"] == "sasaran") & semua["kode_induk"].isin(self.program["kode_sasaran"])
        program = (semua["level"] == "program") & semua["kode_induk"].isin(self.program["kode_program"])
        return semua[sasaran | program]

    @cached_property
    def indikator_semua_tahun(self) -> dict[int, pd.DataFrame]:
        """The slice's indicators of every year up to this one."""
        kode = self.indikator["kode_indikator"]
        semua = {t: self.paket.tabel("indikator", t) for t in self.paket.tahun if t <= self.tahun}
        return {t: isi[isi["kode_indikator"].isin(kode)] for t, isi in semua.items()}

    @cached_property
    def kegiatan(self) -> pd.DataFrame:
        """The kegiatan of the unit's programs, without subkegiatan."""
        semua = self.rincian_kegiatan
        return semua[semua["kode_subkegiatan"] == ""]

    @cached_property
    def rincian_kegiatan(self) -> pd.DataFrame:
        """The kegiatan and subkegiatan of the unit's programs."""
        semua = self.paket.tabel("kegiatan", self.tahun)
        return semua[semua["kode_program"].isin(self.program["kode_program"])]

    @cached_property
    def tolok_ukur(self) -> pd.DataFrame:
        """The tolok ukur of the unit's kegiatan."""
        semua = self.paket.tabel("tolok_ukur", self.tahun)
        return semua[semua["kode_kegiatan"].isin(self.kegiatan["kode_kegiatan"])]

    @cached_property
    def anggaran(self) -> pd.DataFrame:
        """The agency's budget down to programs, and the unit's kegiatan below them."""
        semua = self.paket.tabel("anggaran", self.tahun)
        atas = semua["level"].isin(["total", "kelompok", "rekening", "program"])
        return semua[atas | semua["kode_program"].isin(self.program["kode_program"])]

    @cached_property
    def renstra(self) -> pd.DataFrame:
        """Renstra targets of the slice's indicators, all years, of the version last in the table."""
        semua = self.renstra_lengkap
        return semua[semua["kode_indikator"].isin(self.indikator["kode_indikator"])]

    @cached_property
    def sasaran(self) -> dict[str, str]:
        """Names of the sasaran that the unit serves, by code, from the Renstra."""
        renstra = self.renstra_lengkap
        punya = renstra[renstra["kode_sasaran"].isin(self.program["kode_sasaran"])]
        return dict(zip(punya["kode_sasaran"], punya["sasaran"], strict=True))

    @property
    def bidang_sasaran(self) -> frozenset[str]:
        """Codes of the units whose programs serve a sasaran of the Renstra."""
        program = self.program
        return frozenset(program.loc[program["kode_sasaran"].isin(self.sasaran), "bidang"])

    @property
    def nama_bidang(self) -> dict[str, str]:
        """Names of all units of the year by code."""
        return {b.kode: b.nama for b in self.paket.instansi.bidang_tahun(self.tahun)}

    @property
    def nama_unit(self) -> dict[str, str]:
        """Names of all units of the organisation by code."""
        organisasi = self.paket.tabel("organisasi")
        return dict(zip(organisasi["kode"], organisasi["unit"], strict=True))

    @cached_property
    def renstra_lengkap(self) -> pd.DataFrame:
        """Renstra targets of all indicators, of the period that covers the year, the last version."""
        semua = self.paket.tabel("renstra")
        periode = [
            kode for kode, isi in semua.groupby("periode", sort=False) if self.tahun in set(isi["tahun"])
        ]
        ini = semua[semua["periode"].isin(periode[-1:])]
        return ini.drop_duplicates(["kode_indikator", "tahun"], keep="last")

    @property
    def daftar_program(self) -> list[str]:
        """Codes of the unit's programs, each once: a program may serve several sasaran."""
        return list(dict.fromkeys(self.program["kode_program"]))

    @cached_property
    def nama_program(self) -> dict[str, str]:
        """Names of the unit's programs by code."""
        return dict(zip(self.program["kode_program"], self.program["nama"], strict=True))

    @cached_property
    def dibaca(self) -> dict[str, pd.DataFrame]:
        """The rows that this report reads, by file: the slice, not the whole file.

        Two slices with equal content here give equal reports; a row that only another unit shows is
        in none of these frames.
        """
        dinas = self.bidang.kode == DINAS
        akar = [t.name for t in TABLES.values() if t.scope == "akar"] if dinas else ["program", "renstra"]
        isi = {f"{nama}.csv": self.paket.tabel(nama) for nama in akar}
        tahun = [t for t in self.paket.tahun if t <= self.tahun] if dinas else [self.tahun - 1, self.tahun]
        for satu in tahun:
            irisan = replace(self, tahun=satu)
            for contract in (t for t in TABLES.values() if t.scope == "tahun" and (dinas or not t.agency)):
                isi[f"{satu}/{contract.name}.csv"] = irisan._irisan_tabel(contract.name)
        isi |= {f"{satu}/indikator.csv": rows for satu, rows in self.indikator_semua_tahun.items()}
        return {nama: rows for nama, rows in isi.items() if len(rows)}

    def _irisan_tabel(self, nama: str) -> pd.DataFrame:
        """Return the slice of a yearly table: the property of its name, or the whole table."""
        if nama == "kegiatan":
            return self.rincian_kegiatan
        frame = getattr(self, nama, None)
        return frame if isinstance(frame, pd.DataFrame) else self.tabel(nama)

    @cached_property
    def sidik(self) -> dict[str, str]:
        """Fingerprint of :attr:`dibaca` and of instansi.yaml, by file."""
        return {INSTANSI: self.paket.sha256[INSTANSI]} | {
            nama: self.paket.sidik_baris(nama, rows) for nama, rows in self.dibaca.items()
        }

    @cached_property
    def berkas(self) -> pd.DataFrame:
        """What was read: ``berkas``, ``jumlah`` (rows), ``tempat`` (in the document of origin)."""
        return pd.DataFrame(
            [
                {
                    "berkas": nama,
                    "jumlah": len(rows),
                    # Of persons it is not told: a place of each row is a list of them
                    "tempat": ""
                    if TABLES[nama.removesuffix(".csv").rpartition("/")[2]].personal
                    else "; ".join(dict.fromkeys(_section(s) for s in rows["sumber"] if s)),
                }
                for nama, rows in self.dibaca.items()
            ]
        )

    @cached_property
    def nama_induk(self) -> dict[tuple[str, str], str]:
        """Names of what indicators measure, by level and code: tujuan, sasaran, program."""
        renstra = self.renstra_lengkap
        tujuan = dict(zip(renstra["kode_tujuan"], renstra["tujuan"], strict=True))
        sasaran = dict(zip(renstra["kode_sasaran"], renstra["sasaran"], strict=True))
        return {
            **{("tujuan", kode): nama for kode, nama in tujuan.items()},
            **{("sasaran", kode): nama for kode, nama in sasaran.items() if kode},
            **{("program", kode): nama for kode, nama in self.nama_program.items()},
        }

    @cached_property
    def perjanjian_kinerja(self) -> pd.DataFrame:
        """Agreed targets and budgets of the slice's indicators and programs."""
        semua = self.paket.tabel("perjanjian_kinerja", self.tahun)
        return semua[
            semua["kode_indikator"].isin(self.indikator["kode_indikator"])
            | semua["kode_program"].isin(self.program["kode_program"])
        ]

    @cached_property
    def bukti(self) -> pd.DataFrame:
        """Documents that prove what the slice's indicators realised."""
        semua = self.paket.tabel("bukti", self.tahun)
        return semua[semua["kode_indikator"].isin(self.indikator["kode_indikator"])]

    @cached_property
    def permasalahan_solusi(self) -> pd.DataFrame:
        """Problems, causes and solutions that name the unit."""
        semua = self.paket.tabel("permasalahan_solusi", self.tahun)
        if self.bidang.kode == DINAS and not (self.kode_sasaran or self.kode_program):
            return semua
        kode = {self.bidang.kode} if self.bidang.kode != DINAS else set(self.program["bidang"])
        milik = [not kode.isdisjoint(daftar.split(";")) for daftar in semua["bidang"]]
        return semua[pd.Series(milik, index=semua.index, dtype=bool)]

    @cached_property
    def catatan_reviu(self) -> pd.DataFrame:
        """Reviewers' notes on the unit's report; on every report for the whole agency."""
        semua = self.paket.tabel("catatan_reviu", self.tahun)
        return semua if self.bidang.kode == DINAS else semua[semua["bidang"] == self.bidang.kode]

    @cached_property
    def narasi(self) -> pd.DataFrame:
        """Texts written by people: general ones and those of the unit's programs and indicators."""
        semua = self.paket.tabel("narasi", self.tahun).sort_values(["bagian", "urutan"], kind="stable")
        milik = {
            *(f"program/{kode}" for kode in self.program["kode_program"]),
            *(f"kegiatan/{kode}" for kode in self.kegiatan["kode_kegiatan"]),
            *(f"indikator/{kode}" for kode in self.indikator["kode_indikator"]),
        }
        umum = ~semua["bagian"].str.contains("/", regex=False)
        if self.bidang.kode != DINAS:
            umum &= ~semua["bagian"].isin(NARASI_INSTANSI)
        return semua[umum | semua["bagian"].isin(milik)]

    @cached_property
    def klaim(self) -> pd.DataFrame:
        """What a published report printed about this year."""
        return self.paket.tabel("klaim", self.tahun)

    def tabel(self, nama: str) -> pd.DataFrame:
        """Return a table of the year that is not divided among units, e.g. ``unsur``."""
        return self.paket.tabel(nama, self.tahun)


def load(folder: str | Path) -> Paket:
    """Read and validate a data package.

    Parameters
    ----------
    folder
        The package; a relative path is looked for in the working directory and, so that notebooks
        run in their own folder too, in the directories above it.

    Raises
    ------
    InvalidInput
        With every violation of every file; in a kernel of a build also where the data are no longer those
        that the build goes by (:data:`JANJI`).
    """
    root = find(Path(folder))
    titipan = _TITIPAN.pop((root, root.resolve()), None)
    paket = titipan[1] if titipan and titipan[0] == _sidik_folder(root) else _load(root)
    harus = json.loads(os.environ.get(JANJI, "{}")).get(str(root.resolve()))
    if harus not in (None, paket.sidik):
        raise InvalidInput([_berubah(root)])
    return paket


JANJI = "LAKIP_SIDIK_DATA"
"""The variable by which a build tells its kernels which data it goes by: JSON of folder → :attr:`Paket.sidik`.

A report is recorded as made from these. What was saved meanwhile, even if it is soon as before again, must
not enter it."""


@contextmanager
def menjanjikan(folder: str, sidik: str) -> Iterator[None]:
    """Let kernels that are started refuse the data of a folder when they are others than these."""
    lama = os.environ.get(JANJI)
    os.environ[JANJI] = json.dumps({str(find(Path(folder)).resolve()): sidik})
    try:
        yield
    finally:
        os.environ.pop(JANJI)
        if lama is not None:
            os.environ[JANJI] = lama


def _berubah(root: Path) -> Violation:
    return Violation(
        file=str(root),
        found="data yang berubah sesudah lakip build mulai membacanya",
        expected="data yang tetap sama sampai laporannya selesai dibuat",
        action="Simpan dahulu semua perubahan, lalu jalankan lakip build sekali lagi.",
    )


_TITIPAN: dict[tuple[Path, Path], tuple[Mapping[str, str], Paket]] = {}
"""What was read for a later :func:`load`, from where: the files with their hashes, and the package."""
TERINGAT = 4
"""How many packages are kept so: of very many agencies some at a time."""


def _sidik_folder(root: Path) -> dict[str, str] | None:
    """Return the hashes of a folder; ``None`` where a file cannot be read, which need not be a table."""
    try:
        return folder_hashes(root)
    except OSError:
        return None


def titipkan(folder: str | Path) -> Paket:
    """Read a package, or find it read, and leave it for the next :func:`load`.

    A process that is then forked has it, too, and need not read it again while no byte of the folder has
    changed. Who loads it takes it away: no two callers share a package.

    Raises
    ------
    InvalidInput
        As :func:`load`.
    """
    root = find(Path(folder))
    tempat, sidik = (root, root.resolve()), _sidik_folder(root)
    lama = _TITIPAN.pop(tempat, None)
    paket = lama[1] if lama and lama[0] == sidik else _load(root)
    if sidik and paket.sha256.items() <= sidik.items():  # else a file changed while it was read
        _TITIPAN[tempat] = sidik, paket
    for tertua in list(_TITIPAN)[:-TERINGAT]:
        del _TITIPAN[tertua]
    return paket


def _load(root: Path) -> Paket:
    """Read and validate a data package."""
    if (root / TERTUNDA).is_dir():
        raise InvalidInput([_terputus(root)])
    violations: list[Violation] = []
    hashes: dict[str, str] = {}
    instansi: Instansi | None = None
    try:
        instansi = read_yaml(root / INSTANSI, Instansi)
        hashes[INSTANSI] = sha256(root / INSTANSI)
    except InvalidInput as error:
        violations += error.violations
    except OSError as error:
        violations.append(tak_terbaca(str(root / INSTANSI), error, "berkas YAML"))
    akar: dict[str, table.Read] = {}
    tahunan: dict[int, dict[str, table.Read]] = {}
    for scope, base, tujuan in _places(root, tahunan, akar):
        violations += _strangers(base, scope)
        for contract in (t for t in TABLES.values() if t.scope == scope):
            read = _read_table(root, base / f"{contract.name}.csv", contract, hashes)
            tujuan[contract.name] = read
            violations += read.violations
    if not tahunan:
        violations.append(
            Violation(
                file=str(root),
                found="tidak ada folder tahun",
                expected="sekurangnya satu folder bernama tahun, misalnya 2020",
                action="Buat folder tahun dan isi tabelnya.",
            )
        )
    violations += check.references(root, instansi, akar, tahunan)
    if violations or instansi is None:
        raise InvalidInput(sorted(violations, key=_place))
    return Paket(
        root,
        instansi,
        {nama: read.frame for nama, read in akar.items()},
        {tahun: {nama: read.frame for nama, read in isi.items()} for tahun, isi in tahunan.items()},
        dict(sorted(hashes.items())),
    )


def _terputus(root: Path) -> Violation:
    return Violation(
        file=str(root),
        found="impor yang terputus sebelum selesai menulis",
        expected="paket data yang ditulis utuh",
        action=f"Jalankan lakip data import --lanjut --data {root}, lalu ulangi.",
    )


class Bernama(Protocol):
    """A data package, or what is kept of it."""

    @property
    def folder(self) -> Path:
        """Where it lies."""

    @property
    def instansi(self) -> Instansi:
        """Whose it is."""


def doubles(packages: Iterable[Bernama]) -> Iterator[Violation]:
    """Find packages of one agency: their reports would share their names."""
    seen: dict[str, Path] = {}
    for package in packages:
        code = package.instansi.kode
        if code in seen:
            yield Violation(
                file=str(package.folder),
                found=f"kode instansi {code!r} juga dipakai {seen[code]}",
                expected="kode instansi yang berbeda untuk setiap paket data",
                action="Ganti kodenya di instansi.yaml.",
            )
        seen[code] = package.folder


def _place(violation: Violation) -> tuple[int, str, int]:
    """Order violations: what stands at the root of the package first, then by file and row."""
    return len(Path(violation.file).parts), violation.file, violation.row or 0


def sidik_berkas(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that :func:`load` would read, valid or not, by its path in `root`."""
    berkas = [root / INSTANSI]
    for scope, base, _ in _places(root, {}, {}):
        berkas += [base / f"{t.name}.csv" for t in TABLES.values() if t.scope == scope]
    return {p.relative_to(root).as_posix(): sha256(p) for p in sorted(berkas) if p.is_file()}


def find(folder: Path) -> Path:
    """Return where a package lies; a relative path is looked for in the directories above, too.

    Raises
    ------
    InvalidInput
        If there is none.
    """
    candidates = (
        [folder] if folder.is_absolute() else [base / folder for base in (Path(), *Path.cwd().parents)]
    )
    for candidate in candidates:
        if (candidate / INSTANSI).is_file():
            return candidate
    raise InvalidInput(
        [
            Violation(
                file=str(folder / INSTANSI),
                found="berkas tidak ada",
                expected="folder paket data yang memuat instansi.yaml",
                action="Periksa jalur pada --data, atau jalankan dari folder proyek.",
            )
        ]
    )


def tahun_ada(root: Path) -> tuple[int, ...]:
    """Return the years that a package has a folder for, ascending."""
    return tuple(
        sorted(int(child.name) for child in root.iterdir() if child.is_dir() and _YEAR.fullmatch(child.name))
    )


def _places(
    root: Path, tahunan: dict[int, dict[str, table.Read]], akar: dict[str, table.Read]
) -> Iterator[tuple[str, Path, dict[str, table.Read]]]:
    yield "akar", root, akar
    for tahun in tahun_ada(root):
        yield "tahun", root / f"{tahun:04}", tahunan.setdefault(tahun, {})


def _read_table(root: Path, path: Path, contract: Table, hashes: dict[str, str]) -> table.Read:
    if not path.exists() and not path.is_symlink():
        if not contract.required:
            return table.Read(frame=table.empty(contract))
        violation = Violation(
            file=str(path),
            found="berkas tidak ada",
            expected=f"tabel wajib: {contract.title}",
            action="Buat berkas ini; bentuknya ada di docs/kamus-data.md.",
        )
        return table.unread(contract, [violation])
    relative = path.relative_to(root).as_posix()
    try:
        mentah.periksa(path, mentah.CSV_TERBESAR)
        hashes[relative] = sha256(path)
    except OSError as error:
        return table.unread(contract, [tak_terbaca(str(path), error, "berkas CSV")])
    return table.read(path, contract, shown=str(path), relative=relative)


def _strangers(base: Path, scope: str) -> Iterable[Violation]:
    """Report CSV files that no table claims: a misspelt name would silently hide its data."""
    known = {f"{t.name}.csv" for t in TABLES.values() if t.scope == scope}
    for path in sorted(p for p in base.iterdir() if p.suffix.lower() == ".csv"):
        if path.name in known or sementara(path.name):
            continue
        near = difflib.get_close_matches(path.name, known, n=1)
        yield Violation(
            file=str(path),
            found="berkas tak dikenal",
            expected="nama tabel dalam kamus data (docs/kamus-data.md)",
            action=f"Mungkin maksudnya {near[0]}; ganti namanya."
            if near
            else "Pindahkan atau ganti namanya.",
        )
    if scope != "akar":
        return
    for child in sorted(base.iterdir()):
        if (
            child.is_dir()
            and not _YEAR.fullmatch(child.name)
            and any((child / f"{n}.csv").exists() for n in TABLES)
        ):
            yield Violation(
                file=str(child),
                found="folder berisi tabel tetapi bukan bernama tahun",
                expected="nama folder empat angka, misalnya 2020",
                action="Ganti nama foldernya, atau pindahkan keluar dari paket data.",
            )


def _section(place: str) -> str:
    """Return the section of a place in a source document, without line and item numbers.

    >>> _section("3.2.2 (1) (b. 2390)")
    '3.2.2'
    """
    return re.sub(r"(\s*\((b\.[^)]*|\d+)\))+$", "", place)


def _sidik_per_baris(tabel: pd.DataFrame) -> dict[int, bytes]:
    """Return the hash of each row by its place in the index."""
    return {
        int(tempat): hashlib.sha256(repr(baris).encode()).digest()
        for tempat, baris in zip(tabel.index, records(tabel), strict=True)
    }
