"""Read the workbook of another system by a saved mapping: which of its columns is which of ours.

A mapping is a YAML file in ``params/``. It names the table; for each of its columns the heads that may stand
above it (``kolom``), or words that a head contains (``memuat``, for the questions of a survey, whose order
and numbers differ); and for rows that a code tells apart, which row of the table they are (``baris``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated

from openpyxl.utils import get_column_letter
from pydantic import AfterValidator, Field, model_validator

from lakip_utils.data.excel.baca import Buku
from lakip_utils.data.excel.banding import kolom_kontrak, kunci
from lakip_utils.data.excel.kertas import buka
from lakip_utils.data.excel.lembar import (
    TERDALAM,
    Bacaan,
    Lembar,
    PembacaKertas,
    bernomor_kolom,
    rata,
    ringkas,
)
from lakip_utils.data.excel.sel import ANGKA, Nilai, Ragu, baca
from lakip_utils.data.excel.susunan import Baris
from lakip_utils.data.header import OWN
from lakip_utils.data.schema import TABLES, Table
from lakip_utils.data.table import MAX_DIGITS
from lakip_utils.data.yaml_file import Strict, read
from lakip_utils.errors import InvalidInput, Violation


def _tabel(nama: str) -> str:
    if nama not in TABLES:
        raise ValueError(f"bukan nama tabel dalam kamus data: {nama!r}")
    return nama


def _pola(pola: str) -> str:
    try:
        re.compile(pola)
    except re.error:
        raise ValueError(f"bukan pola (regular expression): {pola!r}") from None
    return pola


class AturanBaris(Strict):
    """What a row is whose whole code matches a pattern.

    Parameters
    ----------
    pola
        A regular expression; its named groups, and ``kode`` for the whole, may stand in `isi`.
    isi
        Column → text.
    lewati
        Why such a row is passed over; empty where it is taken.
    """

    pola: Annotated[str, AfterValidator(_pola)]
    isi: dict[str, str] = Field(default={})
    lewati: str = ""

    @model_validator(mode="after")
    def _bernama(self) -> AturanBaris:
        """Check that what stands in braces is the code, or a group of the pattern, and nothing else."""
        grup = {"kode", *re.compile(self.pola).groupindex}
        for teks in self.isi.values():
            if sisa := re.search(r"[{}]", re.sub(rf"\{{({'|'.join(map(re.escape, grup))})\}}", "", teks)):
                raise ValueError(
                    f"{teks[:60]!r} dengan kurung {sisa[0]} hanya sebagai salah satu dari {', '.join(f'{{{n}}}' for n in sorted(grup))}"
                )
        return self


class Peta(Strict):
    """A mapping of a workbook to a table.

    Parameters
    ----------
    tabel
        The table.
    sebagian
        Whether rows of the table that the workbook lacks stay.
    kolom
        Column → heads that may stand above it; of several that are there the one named first.
    memuat
        Column → words, one of which its head contains.
    kode, baris
        The heads of the column with the code of a row, and what the row is by it; the first rule holds.
    hanya_baru
        Columns that only rows take from the workbook which the table does not have yet, e.g. names.
    nomor
        The column that gets a running number, e.g. of respondents.
    jawaban
        Value → the answers that mean it, for the columns of `memuat`.
    diabaikan
        Words in heads of columns that are not read, e.g. names of people.
    """

    tabel: Annotated[str, AfterValidator(_tabel)]
    sebagian: bool = False
    kolom: dict[str, tuple[str, ...]] = Field(default={})
    memuat: dict[str, tuple[str, ...]] = Field(default={})
    kode: tuple[str, ...] = ()
    baris: tuple[AturanBaris, ...] = ()
    hanya_baru: tuple[str, ...] = ()
    nomor: str = ""
    jawaban: dict[str, tuple[str, ...]] = Field(default={})
    diabaikan: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _kolom_tabel(self) -> Peta:
        """Check that every column that is filled is one of the table, or one that a package may add."""
        table = TABLES[self.tabel]
        ada = {column.name for column in table.all_columns}
        disebut = [*self.kolom, *self.hanya_baru, *(nama for satu in self.baris for nama in satu.isi)]
        disebut += [self.nomor] if self.nomor else []
        for nama in disebut:
            if nama not in ada and not nama.startswith(OWN):
                raise ValueError(f"kolom tabel {self.tabel}, bukan {nama[:60]!r}")
        for nama in (nama for satu in self.baris for nama in satu.isi):
            if nama in self.kolom:  # what the export says would be replaced without a word
                raise ValueError(f"{nama} diisi dari kolom atau dari pola, bukan dari keduanya")
        return self


def baca_berpeta(path: Path, peta_path: Path, unsur: Sequence[str]) -> Buku:
    """Return the table that a mapping finds in a workbook.

    Parameters
    ----------
    path, peta_path
        The workbook and the mapping.
    unsur
        Codes of the unsur of the year: each must have a column where the mapping is of a survey.

    Raises
    ------
    InvalidInput
        If a file cannot be read, or no sheet, or more than one, has the columns.
    """
    peta = read(peta_path, Peta)
    table = TABLES[peta.tabel]
    semua = [_Pemeta(str(path), satu, peta, table, tuple(unsur)) for satu in buka(path)]
    cocok = [satu for satu in semua if satu.judul is not None]
    if len(cocok) != 1:
        nama = ", ".join(satu.kertas.nama for satu in cocok or semua)
        raise InvalidInput(
            [
                Violation(
                    file=str(path),
                    found=f"{len(cocok)} lembar dengan kolom menurut {peta_path} (lembar: {nama})",
                    expected="tepat satu lembar dengan kolom itu",
                    action=f"Periksa judul kolomnya, sesuaikan {peta_path}, atau hapus lembar yang lain.",
                )
            ]
        )
    lembar, salah = cocok[0].baca()
    lain = [f"lembar “{satu.kertas.nama}” tidak dibaca" for satu in semua if satu is not cocok[0]]
    return Buku(str(path), None, (lembar,), (), tuple(lain), tuple(salah), tuple(cocok[0].pemetaan()))


@dataclass(slots=True)
class _Pemeta(PembacaKertas):
    """Reads one sheet by a mapping."""

    peta: Peta
    table: Table
    unsur: tuple[str, ...]
    judul: int | None = field(init=False)
    tempat: dict[str, list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        cacah = [len(self._tempat(satu)) for satu in self.kertas.sel[:TERDALAM]]
        perlu = len(self._wajib())
        self.judul = cacah.index(max(cacah)) + 1 if cacah and max(cacah) * 2 > perlu else None
        if self.judul is not None:
            self.tempat = self._tempat(self.kertas.sel[self.judul - 1])

    def _wajib(self) -> list[str]:
        """Return what must have a column: ``ciri_`` columns need not be there."""
        tetap = [nama for nama in self.peta.kolom if not nama.startswith("ciri_")]
        kode = [_KODE] if self.peta.kode else []
        return [*kode, *tetap, *(nama for nama in self.peta.memuat if nama in self.unsur)]

    def _tempat(self, judul: Sequence[Nilai]) -> dict[str, list[int]]:
        """Return the columns whose head says that they are ours; more than one is a doubt, told later."""
        hasil: dict[str, list[int]] = {}
        teks = {nomor: str(sel.isi) for nomor, sel in enumerate(judul) if not sel.kosong}
        rapi = {nomor: rata(satu) for nomor, satu in teks.items()}
        for nama, kepala in {_KODE: self.peta.kode, **self.peta.kolom}.items():
            pilihan = ([n for n, satu in rapi.items() if satu == rata(kata)] for kata in kepala)
            if ada := next(filter(None, pilihan), None):
                hasil[nama] = ada
        terpakai = {nomor for semua in hasil.values() for nomor in semua}
        for nomor, satu in teks.items():
            if nomor in terpakai or any(_memuat(satu, kata) for kata in self.peta.diabaikan):
                continue
            for nama, kata in self.peta.memuat.items():
                if nama in self.unsur and any(_memuat(satu, sebutan) for sebutan in kata):
                    hasil.setdefault(nama, []).append(nomor)
        return hasil

    def pemetaan(self) -> Iterator[str]:
        """Yield which column was taken for which, and which were not."""
        judul = self.kertas.sel[(self.judul or 1) - 1]
        dipakai = {nomor: nama for nama, semua in self.tempat.items() for nomor in semua}
        for nomor, sel in enumerate(judul):
            if sel.kosong:
                continue
            nama = dipakai.get(nomor, "")
            ke = "kode baris" if nama == _KODE else nama or "(tidak dibaca)"
            yield f"kolom {get_column_letter(nomor + 1)} “{ringkas(str(sel.isi))}” → {ke}"

    def baca(self) -> tuple[Lembar, list[Violation]]:
        """Return the rows, and everything that cannot be read."""
        judul = self.judul or 1
        salah = list(self._salah_judul(judul))
        tempat = {nama: semua[0] for nama, semua in self.tempat.items()}
        baris: list[tuple[int, Baris]] = []
        bacaan: list[Bacaan] = []
        dilewati: dict[str, list[int]] = {}
        if self.peta.kode:
            salah += self._ribuan(
                judul, "Ekspor kembali dalam rupiah penuh, atau tulis angkanya selengkapnya."
            )
        for nomor, sel in enumerate(self.kertas.sel[judul:], judul + 1):
            isi = {nama: sel[di] for nama, di in tempat.items()}
            if all(satu.kosong for satu in isi.values()):
                continue
            if self.peta.kode and bernomor_kolom(sel):
                tetap, alasan = None, "nomor kolom"
            else:
                tetap, alasan = self._menurut_kode(isi, nomor, salah)
            if tetap is None:
                dilewati.setdefault(alasan, []).append(nomor)
                continue
            satu, dibaca = self._baris(isi, tempat, nomor, salah)
            if self.peta.nomor:
                satu[self.peta.nomor] = str(len(baris) + 1)
            baris.append((nomor, {**satu, **tetap}))
            bacaan += dibaca
        if self.peta.sebagian:
            salah += self._kembar(baris)
        kolom = {nama: get_column_letter(di + 1) for nama, di in tempat.items() if nama != _KODE}
        for nama in {nama for _, satu in baris for nama in satu} - kolom.keys():
            kolom[nama] = kolom.get(nama) or self._huruf_kode(tempat)
        sebab = tuple(
            f"{len(nomor)} baris ({_daftar(nomor)}): {alasan}" for alasan, nomor in dilewati.items() if alasan
        )
        hasil = Lembar(
            self.kertas.nama,
            self.table,
            judul,
            kolom,
            tuple(baris),
            tuple(bacaan),
            sebab,
            self.peta.sebagian,
            self.peta.hanya_baru,
        )
        return hasil, salah

    def _kembar(self, baris: Sequence[tuple[int, Baris]]) -> Iterator[Violation]:
        """Yield rows that are the same row of the table as one above: only one of them could be taken."""
        pertama: dict[tuple[str, ...], int] = {}
        for nomor, satu in baris:
            lain = pertama.setdefault(kunci(self.table, satu), nomor)
            if lain != nomor:
                yield self._salah(
                    f"baris yang sama artinya dengan baris {lain}",
                    "satu baris untuk satu kode",
                    "Hapus salah satunya, atau jumlahkan keduanya.",
                    nomor,
                    "kode" if self.peta.kode else "",
                )

    def _huruf_kode(self, tempat: Mapping[str, int]) -> str:
        return get_column_letter(tempat[_KODE] + 1) if _KODE in tempat else ""

    def _salah_judul(self, judul: int) -> Iterator[Violation]:
        for nama in self._wajib():
            if nama not in self.tempat:
                kata = self.peta.kolom.get(nama) or self.peta.memuat.get(nama) or self.peta.kode
                yield self._salah(
                    "kolom tidak ada",
                    f"kolom untuk {'kode baris' if nama == _KODE else nama}: {', '.join(kata)}",
                    "Sesuaikan judul kolomnya, atau tambahkan judul itu pada petanya.",
                    judul,
                )
        milik: dict[int, list[str]] = {}
        for nama, semua in self.tempat.items():
            for di in semua:
                milik.setdefault(di, []).append(nama)
            if len(semua) > 1:
                huruf = ", ".join(get_column_letter(di + 1) for di in semua)
                yield self._salah(
                    f"kolom {huruf} semuanya dapat berarti {nama}",
                    f"satu kolom untuk {nama}",
                    "Hapus kolom yang berlebih, atau persempit petanya.",
                    judul,
                )
        for di, nama_nama in milik.items():
            if len(nama_nama) > 1:
                teks = str(self.kertas.sel[judul - 1][di].isi)
                yield self._salah(
                    f"judul “{ringkas(teks)}” dapat berarti {' atau '.join(nama_nama)}",
                    "judul yang hanya punya satu arti",
                    "Persempit kata pada petanya, atau ganti judul kolomnya.",
                    judul,
                    get_column_letter(di + 1),
                )

    def _menurut_kode(
        self, isi: Mapping[str, Nilai], nomor: int, salah: list[Violation]
    ) -> tuple[Baris | None, str]:
        """Return what a row is by its code; ``None`` and the reason where it is passed over."""
        if not self.peta.kode or _KODE not in isi:
            return {}, ""
        kode = re.sub(r"\s+", "", str(isi[_KODE])).rstrip(".")
        if not re.search(r"[0-9]", kode):
            return self._tanpa_kode(isi, nomor, salah)
        for aturan in self.peta.baris:
            if cocok := re.fullmatch(aturan.pola, kode):
                if aturan.lewati:
                    return None, aturan.lewati
                kata = {**cocok.groupdict(), "kode": kode}
                return {nama: teks.format(**kata) for nama, teks in aturan.isi.items()}, ""
        if not isinstance(isi[_KODE].isi, str):
            tindakan = "Atur format kolom kode menjadi Teks, lalu ekspor atau ketik ulang kodenya."
        else:
            tindakan = "Periksa kodenya, atau tambahkan polanya pada bagian baris di petanya."
        salah.append(self._salah(f"kode “{kode}”", "kode yang dikenal petanya", tindakan, nomor, "kode"))
        return None, ""

    def _tanpa_kode(self, isi: Mapping[str, Nilai], nomor: int, salah: list[Violation]) -> tuple[None, str]:
        """Pass a row over that has no code: a heading, a total; one with figures that is no total is told."""
        teks = [str(sel.isi).strip() for sel in isi.values() if not sel.kosong]
        if not self._berangka(isi) or any(map(_HASIL.match, teks)):
            return None, "tanpa kode (judul bagian, jumlah, atau tanda tangan)"
        salah.append(
            self._salah(
                f"baris tanpa kode: {', '.join(f'“{ringkas(satu)}”' for satu in teks)}",
                "kode pada setiap baris yang berangka",
                "Isi kodenya; bila ini jumlah, tulis “Jumlah” sebagai uraiannya.",
                nomor,
                "kode",
            )
        )
        return None, ""

    def _berangka(self, isi: Mapping[str, Nilai]) -> bool:
        """Whether a figure stands in a row; the place and date of a signature are none."""
        for nama, sel in isi.items():
            column = kolom_kontrak(self.table, nama)
            if nama == _KODE or column.type not in ANGKA or sel.kosong:
                continue
            try:
                nilai = baca(sel, column)
            except Ragu:
                continue
            if len(nilai.strip("-")) <= MAX_DIGITS:  # else it is the number of an official
                return True
        return False

    def _baris(
        self, isi: Mapping[str, Nilai], tempat: Mapping[str, int], nomor: int, salah: list[Violation]
    ) -> tuple[Baris, list[Bacaan]]:
        hasil: Baris = {}
        bacaan: list[Bacaan] = []
        for nama, sel in isi.items():
            if nama == _KODE:
                continue
            dibaca = (
                partial(self._jawaban, sel)
                if nama in self.peta.memuat
                else partial(baca, sel, kolom_kontrak(self.table, nama))
            )
            hasil[nama] = self._sel(
                nama, nomor, tempat[nama], dibaca, salah, bacaan, personal=self.table.personal
            )
        return hasil, bacaan

    def _jawaban(self, sel: Nilai) -> str:
        """Return the value of an answer: a number as it is, words by the mapping.

        Raises
        ------
        Ragu
            If the mapping does not know it.
        """
        if sel.kosong:
            return ""
        teks = str(sel).strip()
        if teks in self.peta.jawaban:
            return teks
        polos = rata(re.sub(r"^([a-dA-D]|[1-4])\s*[.)\-:]\s*", "", teks))
        cocok = {nilai for nilai, kata in self.peta.jawaban.items() if polos in map(rata, kata)}
        awal = re.match(r"([1-4])\s*[.)\-:]", teks)
        if len(cocok) != 1 or (awal and cocok != {awal[1]}):
            raise Ragu(
                f"{', '.join(self.peta.jawaban)}, atau jawaban yang dikenal petanya",
                "Periksa jawabannya, atau tambahkan katanya pada bagian jawaban di petanya.",
            )
        return cocok.pop()


_HASIL = re.compile(r"(sub[ -]?)?(jumlah|total|surplus|defisit)\b", re.IGNORECASE)
"""How a row of results begins that has no code."""
_KODE = "#kode"
"""How the column with the code of a row is called among the columns: no column of a table is called so."""


def _daftar(nomor: Sequence[int]) -> str:
    """Return numbers of rows as words, the first of many."""
    return ", ".join(map(str, nomor[:8])) + (", …" if len(nomor) > 8 else "")


def _memuat(judul: str, kata: str) -> bool:
    """Whether a head contains words, as whole words.

    >>> _memuat("U9. Bagaimana kualitas sarana dan prasarana?", "sarana"), _memuat("Prasarana", "sarana")
    (True, False)
    """
    return re.search(rf"\b{re.escape(kata.casefold())}\b", judul.casefold()) is not None
