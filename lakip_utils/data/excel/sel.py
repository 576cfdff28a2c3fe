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
KODE = ("kode", "daftar_kode")
"""Types of columns that hold codes."""
TERPANJANG = 10**15
"""Excel keeps fifteen digits of a number; from here on the last ones may be lost."""

_BENTUK = re.compile(
    r"(?P<minus>[-−]\s*)?(?P<rp>rp\.?\s*)?(?(minus)|(?P<kurung>\(\s*)?)(?(rp)|(?P<rp2>rp\.?\s*)?)"
    r"(?P<inti>[0-9][0-9.,]*(\. +[0-9][0-9.,]*)*)"
    r"(?(kurung)\s*\))(?P<sen>\s*,\s*-)?(?P<persen>\s*(%|persen))?",
    re.IGNORECASE,
)
"""A number with what documents print around it, and nothing else: a sign in front or brackets in pairs."""
_BERSPASI = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){2,}(,[0-9]+)?")
"""What a number must be without the spaces behind its dots: else "1. 5" may be item 1 of a list."""
_NOL_DI_DEPAN = re.compile(r"0+[.,][0-9]{3}[.,].*")
_BERMAKNA_DUA = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
"""What the tables refuse: thousands or a fraction."""
_SATUAN = re.compile(r"(?P<angka>[0-9][0-9.,]*)\s*(?P<satuan>[^\W\d_].*)")
_TERBILANG = re.compile(r"(?P<angka>[0-9]{1,15})\s*\(\s*(?P<kata>[^\W\d_][^()]*)\)\s*(?P<satuan>[^\W\d_].*)?")
_RIBUAN = re.compile(
    r"\b(dalam|x|×)\s*(satuan\s+)?(ribu|juta|mil[iy]ar|triliun)(an)?\b|\((ribu|juta|mil[iy]ar|triliun)(an)?(\s+rupiah)?\)"
    r"|\brp\.?\s*(ribu|juta|mil[iy]ar)(an)?\b|[('’]000\b",
    re.IGNORECASE,
)
"""What a heading says whose numbers are not the whole amount."""
_PENGALI = re.compile(r"(?i)\b(ribu|juta|miliar|milyar|triliun|rb|jt)\b")
"""Words that make a number a thousand times as large, or more."""
_TANGGAL = re.compile(r"([0-9]{1,2})\s+([^\W\d_]+)\s+([0-9]{4})")
_BULAN = {nama.casefold(): nomor for nomor, nama in get_month_names("wide", locale="id_ID").items()}
_SPASI = " \t\r\n\u00a0\u200b\ufeff"
"""What is not seen at the ends of a cell."""
_GALAT = {*ERROR_CODES, "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!"}
"""What Excel shows where a formula fails; the first are those that openpyxl knows."""


_HURUF_FORMAT = r'"[^"]*"|\\.'
"""Letters in a number format that only stand beside the number."""


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
        return "%" in re.sub(_HURUF_FORMAT, "", self.format)

    @property
    def pengali(self) -> str:
        """The word of its number format that makes it larger than it is (``0" juta"``); empty for none."""
        kata = _PENGALI.search(" ".join(re.findall(_HURUF_FORMAT, self.format)).replace('"', " "))
        return kata[0] if kata else ""

    @property
    def ribuan(self) -> int:
        """How many times its number format hides three digits (``#,##0,``)."""
        polos = re.sub(_HURUF_FORMAT, "", self.format).split(";")[0]
        cocok = re.search(r"[0#?](,+)(?![0#?,])", polos)
        return len(cocok[1]) if cocok else 0

    def __str__(self) -> str:
        """Return it as the sheet shows it, more or less: for messages."""
        if self.isi is None:
            return self.rumus
        if isinstance(self.isi, float | int) and not isinstance(self.isi, bool) and self.persen:
            return f"{_desimal(Decimal(repr(self.isi)) * 100)}%"
        if isinstance(self.isi, float | int) and not isinstance(self.isi, bool):
            return _desimal(Decimal(repr(self.isi)).scaleb(-3 * self.ribuan))
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
    if isinstance(isi, str) and isi in _GALAT:
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
        return _bulat_atau_desimal(_dari_sel(nilai, column, satuan), column)
    teks = str(isi).strip(_SPASI)
    if any(unicodedata.category(huruf) == "No" for huruf in teks):
        raise Ragu(
            "bilangan tanpa pangkat, pecahan, atau nomor catatan",
            "Tulis bilangannya saja dengan angka biasa.",
        )
    return _bulat_atau_desimal(_dari_teks(unicodedata.normalize("NFKC", teks), column, satuan), column)


def _lima_belas(isi: float) -> Decimal | None:
    """Return a number as Excel shows it, with fifteen digits; ``None`` for one that is longer.

    >>> _lima_belas(1.1 + 2.2), _lima_belas(10**15)
    (Decimal('3.3'), None)
    """
    angka = Decimal(isi) if isinstance(isi, int) else Decimal(f"{isi:.15g}")
    if not angka.is_finite() or abs(angka) >= TERPANJANG:
        return None
    return round(angka, 14) if abs(angka) < 1 else angka  # the zero in front is a digit of the tables, too


def _dari_sel(nilai: Nilai, column: Column, satuan: str) -> Decimal:
    """Return the number of a cell that holds one, as the sheet shows it: 0.2777 shown as 27,77% is 27.77."""
    angka = _lima_belas(nilai.isi)  # type: ignore[arg-type]
    if angka is None:
        raise Ragu("bilangan dengan paling banyak 15 angka", "Periksa bilangannya.")
    if nilai.pengali and nilai.pengali.casefold() not in satuan.casefold():
        raise Ragu(
            "bilangan selengkapnya",
            f"Format selnya menambahkan kata “{nilai.pengali}”; atur formatnya menjadi Angka, lalu tulis bilangannya selengkapnya.",
        )
    if nilai.persen:
        _cek_persen(column, satuan)
        angka *= 100
    if nilai.rumus or re.search(r"\.0{4}", nilai.format):
        return _empat_desimal(angka)
    return angka


def _empat_desimal(angka: Decimal) -> Decimal:
    """Return a number that is shown with four decimals so that nobody takes it for thousands."""
    return angka.quantize(Decimal("1.0000")) if angka == round(angka, 4) else angka


def _cek_persen(column: Column, satuan: str) -> None:
    """Raise :class:`Ragu` where a percentage contradicts the column or the unit of its row."""
    if column.type != "angka":
        raise Ragu(
            "bilangan bulat, bukan persentase", "Atur format selnya menjadi Angka, lalu tulis bilangannya."
        )
    if satuan.strip() and not re.search(r"(?i)%|persen", satuan):
        raise _lain_satuan(satuan)


def _lain_satuan(satuan: str) -> Ragu:
    if satuan.strip():
        return Ragu(
            f"bilangan dengan satuan {satuan.strip()!r}", "Tulis bilangannya saja; satuannya di kolom satuan."
        )
    return Ragu("bilangan tanpa satuan", "Tulis bilangannya saja.")


def _sama_satuan(satu: str, lain: str) -> bool:
    return satu.strip().casefold() == lain.strip().casefold()


def dalam_ribuan(teks: str) -> bool:
    """Whether a heading says that its numbers are thousands or millions.

    >>> dalam_ribuan("Anggaran (dalam ribuan rupiah)"), dalam_ribuan("Pagu (Rp juta)"), dalam_ribuan("Pagu (Rp)")
    (True, True, False)
    """
    return _RIBUAN.search(teks) is not None


def _dari_teks(teks: str, column: Column, satuan: str) -> Decimal:
    """Return the number that text prints.

    Raises
    ------
    Ragu
        If it is none, or reads two ways.
    """
    if ejaan := _TERBILANG.fullmatch(teks):
        tertulis = int(ejaan["angka"])
        if terbilang(tertulis) != " ".join(ejaan["kata"].casefold().split()):
            raise Ragu(
                f"angka dan ejaannya sama; {tertulis} dieja {terbilang(tertulis)!r}",
                "Tulis bilangannya saja.",
            )
        if ejaan["satuan"] and not _sama_satuan(ejaan["satuan"], satuan):
            raise _lain_satuan(satuan)
        return Decimal(tertulis)
    bentuk = _BENTUK.fullmatch(teks)
    if bentuk is None:
        return _bersatuan(teks, column, satuan)
    if bentuk["persen"]:
        _cek_persen(column, satuan)
    rupiah = bentuk["rp"] or bentuk["rp2"] or bentuk["sen"]
    if rupiah and satuan.strip(" .").casefold() not in (
        "",
        "rp",
        "rupiah",
    ):
        raise _lain_satuan(satuan)
    inti = bentuk["inti"].replace(" ", "")
    if _NOL_DI_DEPAN.fullmatch(inti) or (inti != bentuk["inti"] and not _BERSPASI.fullmatch(inti)):
        raise Ragu(*_dua_arti(teks, column))
    if re.fullmatch(r"0[.,][0-9]{3}", inti):  # no thousands begin with zero
        inti = f"{inti}0"
    try:
        angka = parse(f"Rp {inti}" if rupiah else inti)
    except ValueError:
        raise Ragu(*_dua_arti(teks, column)) from None
    return -angka if bentuk["minus"] or bentuk["kurung"] else angka


def _bersatuan(teks: str, column: Column, satuan: str) -> Decimal:
    """Return the number of text that ends in its unit (``10kegiatan``): in the one of its row."""
    bagian = _SATUAN.fullmatch(teks)
    if bagian is None or _PENGALI.match(bagian["satuan"]):
        raise Ragu(
            "bilangan, misalnya 1318304000, Rp 1.318.304.000, atau 27,5",
            "Tulis bilangannya saja; kosongkan bila belum ada, jangan isi strip atau kata.",
        )
    if not _sama_satuan(bagian["satuan"], satuan):
        raise _lain_satuan(satuan)
    return _dari_teks(bagian["angka"], column, "")


def _dua_arti(teks: str, column: Column) -> tuple[str, str]:
    """Say of a number that cannot be read what it might be."""
    digit = re.sub(r"[^0-9.,]", "", teks)
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", digit):
        minus = "-" if teks.startswith(("-", "−", "(")) else ""
        ribuan, pecahan = f"{minus}{re.sub(r'[.,]', '', digit)}", f"{minus}{digit.replace('.', ',')}"
        if column.type != "angka":
            return (
                "bilangan bulat yang hanya punya satu arti",
                f"Dapat berarti {ribuan} atau {pecahan}; kolom ini bulat: tulis {ribuan} bila itu maksudnya.",
            )
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
    teks, eksponen = _desimal(angka), angka.as_tuple().exponent
    tegas = isinstance(eksponen, int) and eksponen <= -4
    return f"{teks}0" if tegas and _BERMAKNA_DUA.fullmatch(teks) else teks


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
    angka = _lima_belas(nilai.isi)  # type: ignore[arg-type]
    if angka is None:
        raise Ragu(
            "teks", "Excel membulatkan angka yang panjang; atur format selnya menjadi Teks, lalu ketik ulang."
        )
    tulisan = _desimal(angka)
    if column.type not in KODE:
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
    teks = isi.replace("_x000D_", "\r")  # how Excel writes it
    teks = teks.replace("\r\n", "\n").replace("\r", "\n").strip(_SPASI)
    if column.type == "tanggal":
        return _tanggal_tertulis(teks)
    pilihan = ("ya", "tidak") if column.type == "ya_tidak" else column.choices
    return next((satu for satu in pilihan if satu.casefold() == teks.casefold()), teks)


def _tanggal_tertulis(teks: str) -> str:
    """Return a date that was typed as text: 2021-12-31 or 31 Desember 2021."""
    bagian = _TANGGAL.fullmatch(teks)
    bulan = _BULAN.get(bagian[2].casefold()) if bagian else None
    try:
        if bagian and bulan:
            return dt.date(int(bagian[3]), bulan, int(bagian[1])).isoformat()
        return dt.date.fromisoformat(teks).isoformat()
    except ValueError:
        pass
    ada = (bagian and bulan) or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", teks)
    raise Ragu(
        "tanggal yang ada dalam kalender" if ada else "tanggal, misalnya 2021-12-31 atau 31 Desember 2021",
        "Periksa harinya." if ada else "Ketik tanggalnya dengan salah satu bentuk itu.",
    )
