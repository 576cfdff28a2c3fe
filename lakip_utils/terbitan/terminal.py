"""How results are set on a terminal: labelled lines, and nothing that steers the terminal itself."""

from __future__ import annotations

import json
import textwrap
import unicodedata

_KENDALI = ("Cc", "Cf", "Cs", "Cn", "Co")
"""Unicode categories of characters that show nothing, or steer what is shown."""


def baris(nama: str, teks: str, lebar: int) -> str:
    """Return a labelled line, wrapped between words, continued below its text.

    Parameters
    ----------
    lebar
        Columns of the terminal.

    >>> print(baris("Aturan", "Angka yang sama tercetak berbeda", 34))
      Aturan      Angka yang sama
                  tercetak berbeda
    """
    awal = f"  {nama:<10}  "
    return textwrap.fill(
        teks,
        max(lebar, 2 * len(awal)),
        initial_indent=awal,
        subsequent_indent=" " * len(awal),
        break_long_words=False,
        break_on_hyphens=False,
    )


def aman(teks: str) -> str:
    r"""Return text from files for a terminal: control characters, which could steer it, are shown as ``�``.

    >>> aman("a\x1b[2Jb\nc")
    'a�[2Jb\nc'
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(huruf) in _KENDALI and huruf != "\n" else huruf
        for huruf in teks
    )


def json_aman(isi: object) -> str:
    r"""Return data as JSON that a terminal may show: control characters are escaped, letters stay.

    >>> print(json_aman({"nama": "Budi \x9b31m\u202e é"}))
    {
     "nama": "Budi \u009b31m\u202e é"
    }
    """
    teks = json.dumps(isi, ensure_ascii=False, indent=1)
    return "".join(
        json.dumps(huruf)[1:-1] if unicodedata.category(huruf) in _KENDALI and huruf != "\n" else huruf
        for huruf in teks
    )
