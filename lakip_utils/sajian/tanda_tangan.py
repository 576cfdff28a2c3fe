"""What a signature block leaves open: the parts of date, name and NIP that are written in by hand."""

from __future__ import annotations

import re

_TITIK = re.compile(r"[._…]{3,}|…+")
_HARI = re.compile(r"\b\d{1,2}\b")


def ruang_tanggal(tempat_tanggal: str) -> tuple[str, str] | None:
    """Return what stands before and after the blank of a date; ``None`` if the date is complete.

    A row of dots counts as the blank that it stands for.

    >>> ruang_tanggal("Serang, 12 Januari 2021") is None
    True
    >>> ruang_tanggal("Serang, Januari 2021"), ruang_tanggal("Serang")
    (('Serang,', 'Januari 2021'), ('Serang,', ''))
    >>> ruang_tanggal("Serang, .......... 2021")
    ('Serang,', '2021')
    """
    teks = " ".join(_TITIK.sub(" ", tempat_tanggal).split())
    if _HARI.search(teks):
        return None
    tempat, koma, tanggal = teks.rpartition(",")
    if not koma and not re.search(r"\d", teks):
        tempat, tanggal = teks, ""
    return (f"{tempat.strip()}," if tempat.strip() else "", tanggal.strip())


def perlu_nip(nama: str, pangkat: str, nip: str) -> bool:
    """Say whether the line of the NIP is printed: not for one who has no rank, such as a governor.

    >>> perlu_nip("Nama", "", ""), perlu_nip("", "", ""), perlu_nip("Nama", "Pembina", "")
    (False, True, True)
    """
    return bool(nip or pangkat or not nama)
