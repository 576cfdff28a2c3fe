"""Numbers, money, percentages, dates and words the way Indonesian official texts write them.

Values are rounded half up once, here, at the end (Babel itself rounds half to even).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from lakip_utils.asal import bulat
from lakip_utils.data.numbers import terbilang as terbilang

LOCALE = Locale.parse("id_ID")
MINUS = "−"
KOSONG = "belum ada data"


_RUMUS = re.compile(r"[=+@\t\r\n＝＋－＠]|-(?![\d.,]+%?$)")
"""How a cell begins that a spreadsheet would compute, full-width too; a negative number is none."""


def sel_lembar(teks: str) -> str:
    """Return text for a cell of a spreadsheet, which never takes it for a formula.

    >>> sel_lembar("=1+1"), sel_lembar("-5,30%"), sel_lembar("- butir"), sel_lembar("Kredit")
    ("'=1+1", '-5,30%', "'- butir", 'Kredit')
    """
    return f"'{teks}" if _RUMUS.match(teks) else teks


def _kosong(nilai: object) -> bool:
    return nilai is None or bool(pd.isna(nilai))  # type: ignore[call-overload]


def angka(nilai: float | None, desimal: int = 2) -> str:
    """Format a number with a fixed count of decimals.

    >>> angka(1234567.891), angka(-0.125), angka(None)
    ('1.234.567,89', '−0,13', 'belum ada data')
    """
    if nilai is None or _kosong(nilai):
        return KOSONG
    return str(format_decimal(bulat(nilai, desimal) + 0, _pola(desimal), locale=LOCALE)).replace("-", MINUS)


@cache
def _pola(desimal: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * desimal if desimal else ""))


def bilangan(nilai: float | None) -> str:
    """Format a quantity: whole numbers without decimals, others with two.

    >>> bilangan(18), bilangan(3.2)
    ('18', '3,20')
    """
    if nilai is None or _kosong(nilai):
        return KOSONG
    return angka(nilai, 0 if float(nilai).is_integer() else 2)


def utuh(nilai: float) -> str:
    """Format a number with all the decimals that it has, as it stands in the data.

    >>> utuh(9049665000), utuh(0.1111), utuh(1e-7)
    ('9.049.665.000', '0,1111', '0,0000001')
    """
    pangkat = Decimal(repr(float(nilai))).normalize().as_tuple().exponent
    return angka(nilai, max(0, -pangkat) if isinstance(pangkat, int) else 0)


def baca(teks: str) -> Decimal | None:
    """Read a number back that one of these functions wrote; ``None`` where the text is none.

    >>> baca("27,78%"), baca("(5.922.951.000)"), baca("−Rp1.318"), baca(KOSONG)
    (Decimal('27.78'), Decimal('-5922951000'), Decimal('-1318'), None)
    """
    cocok = _TERTULIS.fullmatch(teks)
    if not cocok:
        return None
    nilai = Decimal(cocok["isi"].replace(".", "").replace(",", "."))
    return -nilai if cocok["minus"] else nilai


_TERTULIS = re.compile(rf"(?P<minus>[{MINUS}(])?(Rp)?(?P<isi>\d{{1,3}}(\.\d{{3}})*(,\d+)?)[)%]?")


def persen(nilai: float | None) -> str:
    """Format a percentage for tables and charts.

    >>> persen(16.666666)
    '16,67%'
    """
    return KOSONG if _kosong(nilai) else f"{angka(nilai)}%"


def persen_kata(nilai: float | None) -> str:
    """Format a percentage for prose.

    >>> persen_kata(16.666666)
    '16,67 persen'
    """
    return KOSONG if _kosong(nilai) else f"{angka(nilai)} persen"


def poin(nilai: float | None) -> str:
    """Format a difference of percentages, without its sign: prose says naik or turun.

    >>> poin(-83.3333)
    '83,33 poin persen'
    """
    return KOSONG if nilai is None or _kosong(nilai) else f"{angka(abs(nilai))} poin persen"


def rupiah(nilai: float | None) -> str:
    """Format whole rupiah for prose.

    >>> rupiah(18193665000), rupiah(-163351901)
    ('Rp18.193.665.000', '−Rp163.351.901')
    """
    if nilai is None or _kosong(nilai):
        return KOSONG
    tanda = MINUS if nilai < 0 else ""
    return f"{tanda}Rp{angka(abs(nilai), 0)}"


def rupiah_tabel(nilai: float | None) -> str:
    """Format whole rupiah for a budget table: no Rp, negative in parentheses.

    >>> rupiah_tabel(-5922951000)
    '(5.922.951.000)'
    """
    if nilai is None or _kosong(nilai):
        return KOSONG
    return f"({angka(abs(nilai), 0)})" if nilai < 0 else angka(nilai, 0)


_SATUAN_BESAR = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))


def rupiah_ringkas(nilai: float | None) -> str:
    """Format rupiah in short words, for headlines and key figures.

    >>> rupiah_ringkas(675854000), rupiah_ringkas(18193665000), rupiah_ringkas(950)
    ('Rp675,85 juta', 'Rp18,19 miliar', 'Rp950')
    """
    if nilai is None or _kosong(nilai):
        return KOSONG
    if abs(nilai) < _SATUAN_BESAR[-1][0]:
        return rupiah(nilai)
    tanda = MINUS if nilai < 0 else ""
    for ukuran, nama in _SATUAN_BESAR:
        besar = bulat(Decimal(repr(float(abs(nilai)))) / ukuran)
        # Rounded first, so that 999.999.999 is Rp1,00 miliar and not Rp1.000,00 juta.
        if besar >= 1:
            return f"{tanda}Rp{angka(float(besar))} {nama}"
    return rupiah(nilai)


def cacah(nilai: int) -> str:
    """Write a small count as a word, others in digits.

    >>> cacah(3), cacah(0), cacah(17)
    ('tiga', 'nol', '17')
    """
    return terbilang(nilai) if 0 <= nilai <= 10 else angka(nilai, 0)


def paling(kata: str, banyak: int) -> str:
    """Return the degree of a word: superlative among three or more, comparative between two.

    >>> paling("banyak", 2), paling("tinggi", 3), paling("rendah", 3)
    ('lebih banyak', 'tertinggi', 'terendah')
    """
    if banyak <= 2:
        return f"lebih {kata}"
    return f"te{kata}" if kata.startswith("r") else f"ter{kata}"


def dari(bagian: int, semua: int) -> str:
    """Write a part of a whole; in digits where one of the two needs them.

    >>> dari(2, 5), dari(10, 20), dari(0, 7)
    ('dua dari lima', '10 dari 20', 'tidak satu pun dari tujuh')
    """
    if bagian == 0:
        return f"tidak satu pun dari {cacah(semua)}"
    if max(bagian, semua) > 10:
        return f"{angka(bagian, 0)} dari {angka(semua, 0)}"
    return f"{cacah(bagian)} dari {cacah(semua)}"


def tanggal(nilai: dt.date) -> str:
    """Write a date out.

    >>> tanggal(dt.date(2020, 12, 31))
    '31 Desember 2020'
    """
    return str(format_date(nilai, "d MMMM y", locale=LOCALE))


def daftar(butir: list[str]) -> str:
    """Join words the Indonesian way.

    >>> daftar(["a"]), daftar(["a", "b"]), daftar(["a", "b", "c"])
    ('a', 'a dan b', 'a, b, dan c')
    """
    if len(butir) < 3:
        return " dan ".join(butir)
    return ", ".join(butir[:-1]) + f", dan {butir[-1]}"


def awal_besar(teks: str) -> str:
    """Begin a sentence: a capital first letter; a small number in front is spelled out.

    >>> awal_besar("dua dari lima"), awal_besar("10 dari 20 kegiatan"), awal_besar("2.1 Bina Usaha")
    ('Dua dari lima', 'Sepuluh dari 20 kegiatan', '2.1 Bina Usaha')
    """
    if bilangan_ := re.match(r"\d{1,2}(?= )", teks):
        teks = terbilang(int(bilangan_[0])) + teks[bilangan_.end() :]
    return teks[:1].upper() + teks[1:]


def awal_kecil(teks: str) -> str:
    """Lower the first letter, unless the word is an abbreviation (SAKIP, IKM)."""
    return teks if teks[:2].isupper() else teks[:1].lower() + teks[1:]
