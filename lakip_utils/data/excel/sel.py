"""Read one cell of a workbook as a cell of a table: rightly, or not at all.

People type figures as their documents print them, and Excel changes what they type. What can only mean one
thing is read, and told; what can mean two is refused (:class:`Ragu`), never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import get_month_names
from openpyxl.cell.cell import ERROR_CODES

from lakip_utils.data.numbers import parse, terbilang
from lakip_utils.data.schema import Column

ANGKA = ("bulat", "angka", "rupiah", "tahun")
"""Types of columns that hold numbers."""
TERPANJANG = 10**15
"""Excel keeps fifteen digits of a number; from here on the last ones may be lost."""

_BENTUK = re.compile(
    r"(?P<minus>[-−]\s*)?(rp\.?\s*)?(?P<kurung>\(\s*)?(rp\.?\s*)?[0-9][0-9.,]*([.,]\s+[0-9][0-9.,]*)*"
    r"(?(kurung)\s*\))(\s*,\s*-)?(\s*(%|persen))?",
    re.IGNORECASE,
)
"""A number with what documents print around it, and nothing else: brackets in pairs, a sign in front."""
_SATUAN = re.compile(r"(?P<angka>[0-9][0-9.,]*)\s*(?P<satuan>[^\W\d_].*)")
_TERBILANG = re.compile(r"(?P<angka>[0-9]+)\s*\((?P<kata>[^\W\d_][^()]*)\)")
_TANGGAL = re.compile(r"([0-9]{1,2})\s+([^\W\d_]+)\s+([0-9]{4})")
_BULAN = {nama.casefold(): nomor for nomor, nama in get_month_names("wide", locale="id_ID").items()}
_SPASI = " \t\r\n\u00a0"


class Ragu(ValueError):
    """A cell that cannot be read; says what was expected and what to do."""

    def __init__(self, seharusnya: str, tindakan: str) -> None:
        super().__init__(f"{seharusnya}: {tindakan}")
        self.seharusnya = seharusnya
        self.tindakan = tindakan


@dataclass(frozen=True, slots=True)
class Nilai:
    """What stands in a cell of a workbook.

    Parameters
    ----------
    isi
        The value as openpyxl gives it: of a formula its last result.
    format
        Its number format, which can show a hundred times the value (``0.00%``).
    rumus
        The formula, empty where there is none.
    """

    isi: object
    format: str = "General"
    rumus: str = ""

    @property
    def kosong(self) -> bool:
        """Whether nothing stands in it."""
        if isinstance(self.isi, str):
            return not self.isi.strip(_SPASI)
        return self.isi is None and not self.rumus

    @property
    def persen(self) -> bool:
        """Whether the sheet shows it as a percentage."""
        return "%" in re.sub(r'"[^"]*"|\\.', "", self.format)

    def __str__(self) -> str:
        """Return it as the sheet shows it, more or less: for messages."""
        if self.isi is None:
            return self.rumus
        if isinstance(self.isi, float | int) and not isinstance(self.isi, bool) and self.persen:
            return f"{_desimal(Decimal(repr(self.isi)) * 100)}%"
        if isinstance(self.isi, float):
            return _desimal(Decimal(repr(self.isi)))
        if isinstance(self.isi, dt.datetime) and self.isi.time() == dt.time():
            return self.isi.date().isoformat()
        return str(self.isi)


def baca(nilai: Nilai, column: Column, *, satuan: str = "", kode: Collection[str] = ()) -> str:
    """Return a cell as the table writes it; empty where nothing stands in it.

    Parameters
    ----------
    nilai
        The cell.
    column
        The column of the contract that it stands in.
    satuan
        The unit in the same row, which may stand behind the number, too (``10kegiatan``).
    kode
        The codes of this column that the package has: Excel drops zeros of a code that looks like a number.

    Raises
    ------
    Ragu
        If it is nothing that the column holds, or can mean two things.

    >>> rupiah = Column(name="realisasi", description="", type="rupiah")
    >>> baca(Nilai("Rp. 1.318.304.000 ,-"), rupiah), baca(Nilai("6,635,000,00"), rupiah)
    ('1318304000', '6635000')
    """
    if nilai.kosong:
        return ""
    if nilai.rumus and nilai.isi is None:
        raise Ragu("hasil rumus yang tersimpan", "Buka buku kerjanya di Excel, simpan, lalu ulangi.")
    isi = nilai.isi
    if isi in ERROR_CODES:
        raise Ragu("nilai, bukan galat rumus", "Betulkan rumusnya, atau ketik nilainya.")
    if column.type in ANGKA:
        return _angka(nilai, column, satuan)
    if isinstance(isi, dt.datetime | dt.date | dt.time | dt.timedelta):
        return _tanggal(nilai, column)
    if isinstance(isi, bool):
        return _benar_salah(isi, column)
    if isinstance(isi, int | float):
        return _bilangan_sebagai_teks(nilai, column, kode)
    return _teks(str(isi), column)


def _angka(nilai: Nilai, column: Column, satuan: str) -> str:
    isi = nilai.isi
    if isinstance(isi, bool | dt.datetime | dt.date | dt.time | dt.timedelta):
        raise Ragu(
            "bilangan",
            "Excel mengubah isinya; atur format selnya menjadi Angka, lalu ketik ulang bilangannya.",
        )
    if isinstance(isi, int | float):
        return _bulat_atau_desimal(_dari_sel(nilai, column), column)
    teks = unicodedata.normalize("NFKC", str(isi)).strip(_SPASI)
    return _bulat_atau_desimal(_dari_teks(teks, column, satuan), column)


def _dari_sel(nilai: Nilai, column: Column) -> Decimal:
    """Return the number of a cell that holds one, as the sheet shows it: 0.2777 shown as 27,77% is 27.77."""
    angka = Decimal(repr(nilai.isi))
    if not angka.is_finite() or abs(angka) >= TERPANJANG:
        raise Ragu("bilangan dengan paling banyak 15 angka", "Periksa bilangannya.")
    if not nilai.persen:
        return angka
    if column.type != "angka":
        raise Ragu(
            "bilangan bulat, bukan persentase", "Atur format selnya menjadi Angka, lalu periksa nilainya."
        )
    return angka * 100


def _dari_teks(teks: str, column: Column, satuan: str) -> Decimal:
    """Return the number that text prints.

    Raises
    ------
    Ragu
        If it is none, or reads two ways.
    """
    if ejaan := _TERBILANG.fullmatch(teks):
        angka = int(ejaan["angka"])
        if terbilang(angka) != " ".join(ejaan["kata"].casefold().split()):
            raise Ragu(
                f"angka dan ejaannya sama; {angka} dieja {terbilang(angka)!r}", "Tulis bilangannya saja."
            )
        return Decimal(angka)
    if not _BENTUK.fullmatch(teks):
        bagian = _SATUAN.fullmatch(teks)
        if bagian is None or re.match(r"(?i)(ribu|juta|miliar|milyar|triliun|rb|jt)\b", bagian["satuan"]):
            raise Ragu(
                "bilangan, misalnya 1318304000, Rp 1.318.304.000, atau 27,5",
                "Tulis bilangannya saja; kosongkan bila belum ada, jangan isi strip atau kata.",
            )
        if bagian["satuan"].strip().casefold() not in ("%", "persen", satuan.strip().casefold()):
            raise Ragu(
                f"bilangan{f' dengan satuan {satuan!r}' if satuan else ', tanpa kata'}",
                "Tulis bilangannya saja; satuannya di kolom satuan.",
            )
        teks = bagian["angka"]
    if column.type != "angka" and teks.casefold().endswith(("%", "persen")):
        raise Ragu("bilangan bulat, bukan persentase", "Tulis bilangannya saja.")
    try:
        return parse(teks)
    except ValueError:
        raise Ragu(*_dua_arti(teks)) from None


def _dua_arti(teks: str) -> tuple[str, str]:
    """Say of a number that cannot be read what it might be."""
    digit = re.sub(r"[^0-9.,]", "", teks)
    if re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", digit):
        ribuan, pecahan = re.sub(r"[.,]", "", digit), digit.replace(".", ",")
        return (
            "bilangan yang hanya punya satu arti",
            f"Dapat berarti {ribuan} atau {pecahan}: tulis {ribuan}, atau {pecahan}0 bila pecahan.",
        )
    return (
        "bilangan yang pemisahnya teratur, misalnya 1.318.304.000 atau 27,5",
        "Periksa titik dan komanya, lalu tulis bilangannya tanpa pemisah ribuan.",
    )


def _bulat_atau_desimal(angka: Decimal, column: Column) -> str:
    if column.type != "angka" and angka != angka.to_integral_value():
        raise Ragu(
            "rupiah bulat" if column.type == "rupiah" else "bilangan bulat",
            "Periksa bilangannya; hilangkan pecahannya bila memang bulat.",
        )
    return _desimal(angka)


def _desimal(angka: Decimal) -> str:
    """Return a number without exponent and without zeros that mean nothing.

    >>> _desimal(Decimal("27.50")), _desimal(Decimal("1.0E+3")), _desimal(Decimal("-0.0"))
    ('27.5', '1000', '0')
    """
    teks = format(angka, "f")
    teks = teks.rstrip("0").rstrip(".") if "." in teks else teks
    return "0" if teks == "-0" else teks


def _tanggal(nilai: Nilai, column: Column) -> str:
    isi = nilai.isi
    if column.type == "tanggal" and isinstance(isi, dt.datetime) and isi.time() == dt.time():
        return isi.date().isoformat()
    if column.type == "tanggal" and type(isi) is dt.date:
        return isi.isoformat()
    raise Ragu(
        "tanggal tanpa jam" if column.type == "tanggal" else "teks",
        "Excel mengubah isinya menjadi tanggal atau jam; atur format selnya menjadi Teks, lalu ketik ulang.",
    )


def _benar_salah(isi: bool, column: Column) -> str:
    if column.type == "ya_tidak":
        return "ya" if isi else "tidak"
    raise Ragu("teks", "Excel mengubah isinya; atur format selnya menjadi Teks, lalu ketik ulang.")


def _bilangan_sebagai_teks(nilai: Nilai, column: Column, kode: Collection[str]) -> str:
    if column.type == "tanggal":
        raise Ragu(
            "tanggal berbentuk 2020-12-31", "Atur format selnya menjadi Tanggal, atau ketik 2020-12-31."
        )
    if nilai.persen:
        raise Ragu("teks", "Atur format selnya menjadi Teks, lalu ketik ulang.")
    angka = Decimal(repr(nilai.isi))
    if not angka.is_finite() or abs(angka) >= TERPANJANG:
        raise Ragu(
            "teks", "Excel membulatkan angka yang panjang; atur format selnya menjadi Teks, lalu ketik ulang."
        )
    tulisan = _desimal(angka)
    if column.type not in ("kode", "daftar_kode"):
        return tulisan
    ada = sorted(satu for satu in kode if _senilai(satu, angka))
    if ada == [tulisan] or (not ada and angka == angka.to_integral_value()):
        return tulisan
    pilihan = " atau ".join(ada) if ada else f"{tulisan} atau {tulisan}0"
    raise Ragu(
        f"kode sebagai teks: {pilihan}",
        "Excel menghilangkan nol pada kode; atur format selnya menjadi Teks, lalu ketik ulang kodenya.",
    )


def _senilai(kode: str, angka: Decimal) -> bool:
    return bool(re.fullmatch(r"[0-9]+(\.[0-9]+)?", kode)) and Decimal(kode) == angka


def _teks(isi: str, column: Column) -> str:
    teks = isi.replace("\r\n", "\n").replace("\r", "\n").strip(_SPASI)
    if column.type == "tanggal" and (bagian := _TANGGAL.fullmatch(teks)):
        bulan = _BULAN.get(bagian[2].casefold())
        try:
            return dt.date(int(bagian[3]), bulan or 0, int(bagian[1])).isoformat()
        except ValueError:
            return teks
    pilihan = ("ya", "tidak") if column.type == "ya_tidak" else column.choices
    return next((satu for satu in pilihan if satu.casefold() == teks.casefold()), teks)
