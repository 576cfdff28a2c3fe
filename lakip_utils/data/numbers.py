"""Numbers as Indonesian documents print them: read them, never guessing, and spell them out."""

from __future__ import annotations

import re
from decimal import Decimal

from num2words import num2words

_FORMS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    # Indonesian: 9.049.665.000 or 9.049.665.000,00
    (re.compile(r"\d{1,3}(\.\d{3}){2,}(,\d+)?"), ".", ","),
    (re.compile(r"\d{1,3}\.\d{3},\d+"), ".", ","),
    # English: 202,744,000.00 or 121,822,000
    (re.compile(r"\d{1,3}(,\d{3}){2,}(\.\d+)?"), ",", "."),
    (re.compile(r"\d{1,3},\d{3}\.\d+"), ",", "."),
    # No thousands: 27,77 or 16.67 or 3
    (re.compile(r"\d+(,\d{1,2}|,\d{4,})?"), ".", ","),
    (re.compile(r"\d+\.(\d{1,2}|\d{4,})"), ",", "."),
)
_COMMA_CENTS = re.compile(r"(\d{1,3}(?:,\d{3})+),(\d{2})")
_RUPIAH = re.compile(r"^rp\.?\s*", re.IGNORECASE)
_TAIL = re.compile(r"\s*,\s*-\s*$|\s*(%|persen)\s*$", re.IGNORECASE)


def parse(text: str) -> Decimal:
    """Return the number that `text` prints.

    Reads ``Rp. 1.318.304.000 ,-``, ``(5. 922.951.000)`` (negative), ``202,744,000.00``,
    ``6,635,000,00``, ``27,77%``. One separator before exactly three digits (``1.000``) reads two
    ways, so it is refused; ``Rp1.000`` is not, because rupiah are printed whole.

    Raises
    ------
    ValueError
        If the text is no number or reads two ways; the message is Indonesian.

    >>> parse("Rp. 1.318.304.000 ,-"), parse("(5. 922.951.000)"), parse("16,66%")
    (Decimal('1318304000'), Decimal('-5922951000'), Decimal('16.66'))
    """
    body = text.strip()
    minus = body.startswith(("-", "−"))
    body = body.lstrip("-− ")
    rupiah = bool(_RUPIAH.match(body)) or body.endswith("-")
    body = _TAIL.sub("", _RUPIAH.sub("", body)).strip()
    negative = minus or body.startswith(("-", "−")) or (body.startswith("(") and body.endswith(")"))
    body = re.sub(r"(?<=[.,])\s+(?=\d)", "", body.strip("()-− "))
    if cents := _COMMA_CENTS.fullmatch(body):
        body = cents[1].replace(",", "") + "." + cents[2]
        return _signed(Decimal(body), negative)
    if rupiah and re.fullmatch(r"\d{1,3}\.\d{3}", body):
        body = body.replace(".", "")
    for form, thousands, decimal in _FORMS:
        if form.fullmatch(body):
            return _signed(Decimal(body.replace(thousands, "").replace(decimal, ".")), negative)
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", body):
        raise ValueError(f"{text!r} dapat berarti ribuan atau pecahan")
    raise ValueError(f"{text!r} bukan angka yang dikenal bentuknya")


def _signed(value: Decimal, negative: bool) -> Decimal:
    return -value if negative else value


def decimals(text: str) -> int:
    """Return how many decimals a printed number shows.

    >>> decimals("16,66%"), decimals("100"), decimals("Rp. 9.049.665.000,00")
    (2, 0, 2)
    """
    exponent = parse(text).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def terbilang(nilai: int) -> str:
    """Spell an integer out.

    >>> terbilang(1001000)
    'satu juta seribu'
    """
    kata = str(num2words(nilai, lang="id"))
    return re.sub(r"\b(juta|miliar|triliun|kuadriliun) satu ribu\b", r"\1 seribu", kata)
