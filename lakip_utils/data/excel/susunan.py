"""The tables of one year as text, cell by cell as their files hold it; and those of a year that is to come.

A workbook holds one year: the tables of that year and those at the root of the package. What is laid out
for a new year is what stays from year to year (codes, names, units, unsur), the targets that the Renstra
has for it, and the levels of the budget that the regulation of that year knows. Figures of the year itself
are empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lakip_utils import aturan
from lakip_utils.aturan import StrukturAnggaran
from lakip_utils.data import csv_file
from lakip_utils.data.schema import TABLES, Table
from lakip_utils.errors import InvalidInput, Violation

Baris = dict[str, str]
"""One row by column; a column that is not named is empty."""

BOM = "\ufeff"
_TANPA_SUBKEGIATAN = "Subkegiatan belum ada; tambahkan barisnya pada lembar kegiatan dan anggaran."
DARI_RENSTRA = "target dari renstra.csv; cocokkan dengan perjanjian kinerja"


@dataclass(frozen=True, slots=True)
class Isi:
    """A table as text.

    Parameters
    ----------
    table
        Its contract.
    kolom
        The columns in the order of the file.
    baris
        The rows, each a cell for every column.
    akhir, bom
        How the file ends its lines, and whether it begins with a byte order mark.
    """

    table: Table
    kolom: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...] = ()
    akhir: str = "\n"
    bom: bool = False

    def per_kolom(self) -> list[Baris]:
        """Return the rows by column."""
        return [dict(zip(self.kolom, satu, strict=True)) for satu in self.baris]

    def dengan(self, baris: Iterable[Baris]) -> Isi:
        """Return the table with other rows; columns that only they have follow the others."""
        semua = list(baris)
        baru = (nama for satu in semua for nama, isi in satu.items() if isi)
        kolom = tuple(dict.fromkeys((*self.kolom, *baru)))
        return replace(
            self, kolom=kolom, baris=tuple(tuple(satu.get(n, "") for n in kolom) for satu in semua)
        )

    def csv(self) -> bytes:
        """Return the table as the bytes of its file."""
        wadah = io.StringIO(newline="")
        penulis = csv.writer(wadah, lineterminator=self.akhir)
        penulis.writerow(self.kolom)
        penulis.writerows(self.baris)
        return (BOM * self.bom + wadah.getvalue()).encode()


@dataclass(frozen=True, slots=True)
class TahunBuku:
    """The tables of one year and those at the root of the package, by name; those without a file are empty.

    Parameters
    ----------
    instansi
        Name of the agency.
    bidang
        Codes of its units in the year.
    lalu
        The year before it, which it was laid out from; ``None`` where it was not.
    """

    tahun: int
    instansi: str
    bidang: tuple[str, ...]
    tabel: Mapping[str, Isi]
    lalu: int | None = None

    @property
    def perhatian(self) -> tuple[str, ...]:
        """What is to be looked at in what was laid out, in sentences."""
        if self.lalu is None:
            return ()
        dulu, kini = (aturan.berlaku(aturan.struktur_anggaran(), satu) for satu in (self.lalu, self.tahun))
        hasil = (
            f"Kode, nama, dan satuan disalin dari tahun {self.lalu}; angkanya dikosongkan. Hapus baris yang tidak berlaku lagi.",
            f"Target {self.tahun} berasal dari renstra.csv, bila ada. Cocokkan dengan perjanjian kinerja, lalu hapus catatannya.",
        )
        if dulu.kode == kini.kode:
            return hasil
        kelompok = ", ".join(satu.nama for satu in kini.kelompok)
        return (
            *hasil,
            f"Susunan anggaran mengikuti {kini.nama}: {kelompok}, lalu {', '.join(kini.tingkat)}.",
            f"Nama dan kode program serta kegiatan masih yang tahun {self.lalu}; sesuaikan dengan penamaan {self.tahun} pada lembar program, kegiatan, dan anggaran.",
            *([_TANPA_SUBKEGIATAN] if "subkegiatan" in set(kini.tingkat) - set(dulu.tingkat) else []),
        )


def letak(table: Table, tahun: int) -> str:
    """Return the path of a table in its package.

    >>> letak(TABLES["anggaran"], 2021), letak(TABLES["program"], 2021)
    ('2021/anggaran.csv', 'program.csv')
    """
    return f"{tahun}/{table.name}.csv" if table.scope == "tahun" else f"{table.name}.csv"


def kosong(table: Table, kolom: Sequence[str] = ()) -> Isi:
    """Return a table without rows: with all its columns, and those of `kolom` that it may have besides."""
    tetap = [column.name for column in table.columns]
    bebas = () if table.open_columns else ("sumber", "catatan")
    return Isi(table, tuple(dict.fromkeys([*tetap, *kolom, *bebas])))


def baca_berkas(path: Path, table: Table, shown: str) -> Isi:
    """Return a table as its file holds it; an empty one where there is no file.

    Raises
    ------
    InvalidInput
        If the file is no CSV, or has rows that are longer or shorter than its header.
    """
    if not path.is_file():
        return kosong(table)
    isi = csv_file.split(path, shown)
    mentah = path.read_bytes()
    kepala, *baris = isi.rows or [[]]
    baris = [satu for satu in baris if any(map(str.strip, satu))]
    salah = list(isi.violations)
    if not salah and any(len(satu) != len(kepala) for satu in baris):
        salah.append(
            Violation(
                file=shown,
                found="baris yang jumlah selnya lain dari baris judul",
                expected="sel sebanyak judul kolom",
                action="Perbaiki dahulu; lakip data validate menyebut barisnya.",
            )
        )
    if salah:
        raise InvalidInput(salah)
    return Isi(
        table,
        tuple(nama.strip() for nama in kepala),
        tuple(map(tuple, baris)),
        "\r\n" if b"\r\n" in mentah else "\n",
        mentah.startswith(BOM.encode()),
    )


def baca_tahun(folder: Path, tahun: int) -> dict[str, Isi]:
    """Return the tables of a year and of the root as their files hold them, by name.

    Raises
    ------
    InvalidInput
        With every file that cannot be read.
    """
    hasil: dict[str, Isi] = {}
    salah: list[Violation] = []
    for nama, table in TABLES.items():
        path = folder / letak(table, tahun)
        try:
            hasil[nama] = baca_berkas(path, table, str(path))
        except InvalidInput as error:
            salah += error.violations
    if salah:
        raise InvalidInput(salah)
    return hasil


def tahun_baru(lama: Mapping[str, Isi], lalu: int, tahun: int) -> dict[str, Isi]:
    """Lay a new year out from the last one.

    Parameters
    ----------
    lama
        The tables of the last year and of the root, by name.
    lalu, tahun
        The last year, and the new one.

    Returns
    -------
    dict
        Every table by name: of the root as they were, ``program`` with the programs of the new year; of the
        year those that can be laid out, the others empty.

    Raises
    ------
    UnknownSelection
        If no budget structure is in force in one of the years.
    """
    hasil = {
        nama: isi if isi.table.scope == "akar" else kosong(isi.table, _kolom_sendiri(isi))
        for nama, isi in lama.items()
    }
    baris = {nama: isi.per_kolom() for nama, isi in lama.items()}
    hasil["program"] = lama["program"].dengan([*baris["program"], *_program(baris["program"], lalu, tahun)])
    for nama, susun in _SUSUN.items():
        hasil[nama] = hasil[nama].dengan(susun(_Dari(baris, lalu, tahun)))
    return hasil


@dataclass(frozen=True, slots=True)
class _Dari:
    """What a year is laid out from: the rows of the last year and of the root, by table."""

    baris: Mapping[str, list[Baris]]
    lalu: int
    tahun: int


def _kolom_sendiri(isi: Isi) -> list[str]:
    """Return the columns of a table that stay from year to year besides those of the contract: the unsur."""
    return [nama for nama in isi.kolom if isi.table.open_columns]


def _salin(baris: Iterable[Baris], *kolom: str) -> list[Baris]:
    return [{nama: satu.get(nama, "") for nama in kolom} for satu in baris]


def _program(program: list[Baris], lalu: int, tahun: int) -> list[Baris]:
    """Return the programs of the new year where the table has none: those of the last."""
    if any(satu["tahun"] == str(tahun) for satu in program):
        return []
    tetap = _salin(program, "kode_program", "nama", "bidang", "kode_sasaran", "tahun")
    return [{**satu, "tahun": str(tahun)} for satu in tetap if satu["tahun"] == str(lalu)]


def _indikator(dari: _Dari) -> list[Baris]:
    target = {
        satu["kode_indikator"]: satu for satu in dari.baris["renstra"] if satu["tahun"] == str(dari.tahun)
    }  # the version that stands last holds
    tetap = ("kode_indikator", "level", "kode_induk", "nama", "iku", "satuan", "arah", "rumus")
    hasil = _salin(dari.baris["indikator"], *tetap, "penanggung_jawab")
    for satu in hasil:
        renstra = target.get(satu["kode_indikator"], {})
        isi = {
            "target_awal": renstra.get("target", ""),
            "target_bawah": renstra.get("target_bawah", ""),
            "target_atas": renstra.get("target_atas", ""),
        }
        satu.update(isi)
        if any(isi.values()):
            satu["catatan"] = DARI_RENSTRA
    return hasil


def _anggaran(dari: _Dari) -> list[Baris]:
    """Return the rows of the budget: those of the last year, or those that the new structure knows."""
    dulu, kini = (aturan.berlaku(aturan.struktur_anggaran(), satu) for satu in (dari.lalu, dari.tahun))
    kode = ("level", "kelompok", "kode_rekening", "kode_program", "kode_kegiatan", "kode_subkegiatan")
    if dulu.kode == kini.kode:
        return _salin(dari.baris["anggaran"], *kode, "uraian")
    return _menurut(kini, dari)


def _menurut(struktur: StrukturAnggaran, dari: _Dari) -> list[Baris]:
    """Return a budget without figures by a structure: the total, its kelompok, programs and their kegiatan."""
    lama = dari.baris["anggaran"]
    if not lama:
        return []
    kelompok = struktur.kelompok_program[0] if len(struktur.kelompok_program) == 1 else ""
    total = next((satu["uraian"] for satu in lama if satu["level"] == "total"), "Jumlah belanja")
    hasil = [{"level": "total", "uraian": total}]
    hasil += [{"level": "kelompok", "kelompok": satu.kode, "uraian": satu.nama} for satu in struktur.kelompok]
    program = {
        satu["kode_program"]: satu["nama"]
        for satu in dari.baris["program"]
        if satu["tahun"] in (str(dari.lalu), str(dari.tahun))
    }
    for kode, nama in program.items():
        hasil.append({"level": "program", "kelompok": kelompok, "kode_program": kode, "uraian": nama})
        hasil += [
            {
                "level": "kegiatan",
                "kelompok": kelompok,
                "kode_program": kode,
                "kode_kegiatan": satu["kode_kegiatan"],
                "uraian": satu["nama"],
            }
            for satu in dari.baris["kegiatan"]
            if satu["kode_program"] == kode and not satu.get("kode_subkegiatan")
        ]
    return hasil


def _survei(dari: _Dari) -> list[Baris]:
    return [{"periode": str(dari.tahun)}] if dari.baris["ikm_survei"] else []


def _tetap(nama: str, *kolom: str) -> Callable[[_Dari], list[Baris]]:
    """Return what lays a table out by keeping some of its columns."""
    return lambda dari: _salin(dari.baris[nama], *kolom)


_SUSUN: dict[str, Callable[[_Dari], list[Baris]]] = {
    "indikator": _indikator,
    "kegiatan": _tetap("kegiatan", "kode_program", "kode_kegiatan", "kode_subkegiatan", "nama"),
    "tolok_ukur": _tetap("tolok_ukur", "kode_kegiatan", "kode_tolok_ukur", "nama", "jenis", "satuan"),
    "anggaran": _anggaran,
    "perjanjian_kinerja": _tetap("perjanjian_kinerja", "kode_indikator", "kode_program"),
    "unsur": _tetap("unsur", "kode", "nama", "bobot"),
    "ikm_survei": _survei,
    "ikm_unsur": _tetap("ikm_unsur", "unsur"),
}
"""What lays out which table of the year."""
