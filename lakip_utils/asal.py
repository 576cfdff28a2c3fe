"""Asal: where a figure comes from.

Each result of the analysis layer carries the cells that it was computed from and the formula,
so that a reviewer can follow a printed figure back to the row of a data file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

Rentang = tuple[int, int]
"""First and last of rows that follow each other."""


@dataclass(frozen=True, slots=True, order=True)
class Sel:
    """One cell of the data package, or the cells of a column in rows that follow each other.

    Parameters
    ----------
    berkas
        File relative to the package, e.g. ``2020/anggaran.csv``.
    baris
        Row number as a spreadsheet counts it; the header is row 1.
    kolom
        Column name.
    kunci
        Readable key of the row, e.g. ``program 3``.
    nilai
        What stands in it; ``None`` where it is empty or not shown (answers of single respondents).
    sampai
        The last row of several, 0 for one.
    """

    berkas: str
    baris: int
    kolom: str
    kunci: str = ""
    nilai: float | str | None = field(default=None, compare=False)
    sampai: int = 0

    @property
    def rentang(self) -> Rentang:
        """First and last row."""
        return self.baris, self.sampai or self.baris

    def __str__(self) -> str:
        key = f" ({self.kunci})" if self.kunci else ""
        return f"{self.berkas} baris {tulis_baris([self.rentang])}{key}, kolom {self.kolom}"


def satukan_rentang(rentang: Iterable[Rentang]) -> tuple[Rentang, ...]:
    """Return ranges of rows in order, those that meet as one.

    >>> satukan_rentang([(5, 5), (2, 2), (3, 4), (2, 2), (9, 9)])
    ((2, 5), (9, 9))
    """
    hasil: list[Rentang] = []
    for awal, akhir in sorted(rentang):
        if hasil and awal <= hasil[-1][1] + 1:
            hasil[-1] = (hasil[-1][0], max(akhir, hasil[-1][1]))
        else:
            hasil.append((awal, akhir))
    return tuple(hasil)


def tulis_baris(rentang: Iterable[Rentang]) -> str:
    """Write ranges of rows.

    >>> tulis_baris([(2, 4), (9, 9)])
    '2–4, 9'
    """
    return ", ".join(str(awal) if awal == akhir else f"{awal}–{akhir}" for awal, akhir in rentang)


SEL_TERBANYAK = 3
"""How many cells are named where they stand for the place of a finding."""


def tulis_sel(sel: Iterable[Sel], terbanyak: int = SEL_TERBANYAK) -> str:
    """Name the first cells in words, and how many more there are; empty where there is none.

    Parameters
    ----------
    sel
        Cells, in the order in which they are named; one that comes again is named once.
    terbanyak
        How many are named.

    >>> tulis_sel([Sel("2021/anggaran.csv", 8, "pagu_perubahan")])
    '2021/anggaran.csv baris 8, kolom pagu_perubahan'
    >>> tulis_sel([Sel("a.csv", n, "x") for n in (2, 3, 2, 4, 5)], terbanyak=2)
    'a.csv baris 2, kolom x; a.csv baris 3, kolom x; dan 2 lainnya'
    """
    semua = [str(satu) for satu in dict.fromkeys(sel)]
    lain = len(semua) - terbanyak
    return "; ".join(semua[:terbanyak] + ([f"dan {lain} lainnya"] if lain > 0 else []))


@dataclass(frozen=True, slots=True)
class Asal:
    """Cells and formula behind one figure.

    Parameters
    ----------
    sel
        The cells read, in the order in which the formula names them.
    rumus
        Formula in words, e.g. ``realisasi / target × 100``; empty for a figure that is shown as it
        stands in the data.
    pembilang, penyebut
        Values put into the formula where it is a ratio.
    """

    sel: tuple[Sel, ...] = ()
    rumus: str = ""
    pembilang: float | None = None
    penyebut: float | None = None

    def __add__(self, other: Asal) -> Asal:
        """Join the cells of two origins; the formula of the left one stays."""
        return Asal(tuple(dict.fromkeys(self.sel + other.sel)), self.rumus, self.pembilang, self.penyebut)

    def kolom(self, *nama: str) -> Asal:
        """Return the cells of some columns, for figures that are shown as they stand there."""
        return Asal(tuple(sel for sel in self.sel if sel.kolom in nama))

    @staticmethod
    def gabung(asal: Iterable[Asal], rumus: str) -> Asal:
        """Return the origin of a figure made from several others by `rumus`."""
        cells = dict.fromkeys(sel for part in asal for sel in part.sel)
        return Asal(tuple(cells), rumus)


@dataclass(frozen=True, slots=True)
class Angka:
    """A key figure: a value with its unit and origin.

    Parameters
    ----------
    nilai
        The value, or ``None`` where it cannot be given.
    satuan
        ``persen`` (0–100), ``rupiah`` (whole), ``poin persen``, ``nilai``, or the unit of the data.
    asal
        Where it comes from.
    alasan
        Indonesian reason why `nilai` is missing, e.g. ``tidak dapat dihitung: target 0``.
    """

    nilai: float | None
    satuan: str
    asal: Asal = field(default_factory=Asal)
    alasan: str = ""


def bulat(nilai: float | Decimal, desimal: int = 2) -> Decimal:
    """Round half up, the way Indonesian reports do, on the shortest decimal that `nilai` prints as.

    >>> bulat(27.775)
    Decimal('27.78')
    >>> bulat(-0.125)
    Decimal('-0.13')
    """
    exact = nilai if isinstance(nilai, Decimal) else Decimal(repr(float(nilai)))
    return exact.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)


def persen(pembilang: float, penyebut: float) -> float:
    """Return `pembilang` / `penyebut` × 100, divided once and exactly before the float is made.

    Raises
    ------
    ZeroDivisionError
        If `penyebut` is 0; callers decide what a missing ratio means.

    >>> persen(5, 18)
    27.77777777777778
    """
    if penyebut == 0:
        raise ZeroDivisionError("penyebut 0")
    return float(Decimal(repr(float(pembilang))) * 100 / Decimal(repr(float(penyebut))))
