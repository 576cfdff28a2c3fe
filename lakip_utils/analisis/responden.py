"""Responden: people of a survey counted by their characteristics, so that none of them can be recognised."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

import pandas as pd

from lakip_utils import aturan
from lakip_utils.data.header import OWN

LAIN = "jawaban lain"
"""Name of the groups of a characteristic whose own names are not shown."""
TIDAK_DIRINCI = ""
"""Stands for the groups of a characteristic that is not broken down at all."""
_KOSONG = "tidak dijawab"


def ciri(responden: pd.DataFrame, terkecil: int) -> pd.DataFrame:
    """Count respondents by each characteristic (columns ``ciri_*``); small groups are withheld.

    Of each characteristic the counts are withheld that :func:`ditahan` names. A withheld group is named
    only where its name is one of the common groups of ``aturan/ciri_responden.yaml``: what else
    people wrote may be about one of them. A characteristic is not broken down where that does not
    suffice, and where its groups lie within those of another one, from which they could be computed.

    A group without respondents has no row: the data hold the answers that were given, not those that
    could have been.

    Parameters
    ----------
    responden
        Table ``ikm_responden``.
    terkecil
        The smallest count that is shown; 0 or 1 shows all.

    Returns
    -------
    DataFrame
        ``ciri``, ``nilai`` (the group; :data:`LAIN`, :data:`TIDAK_DIRINCI`), ``jumlah`` (Int64, missing
        where it is withheld).
    """
    kelompok = {
        str(kolom): responden[kolom].replace("", _KOSONG)
        for kolom in responden.columns
        if str(kolom).startswith(OWN)
    }
    cacah = {
        kolom: {str(nilai): int(n) for nilai, n in isi.value_counts(sort=False).sort_index().items()}
        for kolom, isi in kelompok.items()
    }
    baris: list[tuple[str, str, int | None]] = []
    for kolom, jumlah in cacah.items():
        nama = kolom.removeprefix(OWN).replace("_", " ")
        tahan = ditahan(jumlah, terkecil)
        lain = [satu for satu in kelompok if satu != kolom and len(cacah[satu]) > 1]
        if tahan is None or (tahan and any(_di_dalam(kelompok[kolom], kelompok[satu]) for satu in lain)):
            baris.append((nama, TIDAK_DIRINCI, None))
            continue
        tampil = {nilai: None if nilai in tahan else n for nilai, n in jumlah.items()}
        bernama = {nilai: n for nilai, n in tampil.items() if n is not None or lazim(nilai)}
        baris += [(nama, nilai, n) for nilai, n in bernama.items()]
        if len(bernama) < len(tampil):
            baris.append((nama, LAIN, None))
    return pd.DataFrame(baris, columns=["ciri", "nilai", "jumlah"]).astype({"jumlah": "Int64"})


def ditahan(jumlah: Mapping[str, int], terkecil: int) -> Collection[str] | None:
    """Return the groups whose count is withheld so that no withheld count can be computed.

    Those below `terkecil` are, and after them the next larger ones, equal counts together, until

    - the withheld respondents together, which is what the total leaves of the shown counts, are no
      fewer than `terkecil`, and
    - two of the withheld counts differ.

    What is shown is then the same for each exchange of the withheld counts among their groups. So
    nobody can tell the count of one of them, not even who knows this rule and the total.

    Parameters
    ----------
    jumlah
        Respondents by group, 1 or more each.
    terkecil
        The smallest count that is shown; 0 or 1 shows all.

    Returns
    -------
    Collection or None
        The groups, none where all may be shown; ``None`` where even withholding all does not suffice.

    >>> sorted(ditahan({"SD": 3, "SMP": 40, "SMA": 120, "S1": 137}, 5))
    ['SD', 'SMP']
    >>> ditahan({"SD": 1, "SMP": 1}, 5) is None
    True
    """
    tahan = {n for n in jumlah.values() if n < terkecil}
    if not tahan:
        return frozenset()
    for berikut in [*sorted(set(jumlah.values()) - tahan), None]:
        kelompok = frozenset(nama for nama, n in jumlah.items() if n in tahan)
        if len(tahan) > 1 and sum(jumlah[nama] for nama in kelompok) >= terkecil:
            return kelompok
        if berikut is not None:
            tahan.add(berikut)
    return None


def _di_dalam(halus: pd.Series, kasar: pd.Series) -> bool:
    """Whether each group of one characteristic lies in one group of another, which has fewer."""
    pasangan = pd.DataFrame({"halus": halus, "kasar": kasar}).drop_duplicates()
    return len(pasangan) == halus.nunique() > kasar.nunique()


_PITA = re.compile(
    r"(usia |umur )?"
    r"(([<>≤≥]|(di )?(bawah|atas)|kurang dari|lebih dari) ?\d{1,3}( tahun| th)?"
    r"|\d{1,3} ?(-|–|sampai|s\.d\.|s/d) ?\d{1,3}( tahun| th)?"
    r"|\d{1,3}( tahun| th)? ke (atas|bawah))"
)
"""A group of ages; a bare number is the age of somebody."""
_SAMBUNG = re.compile(r"\s*(?:[/,&()]|\b(?:dan|atau|ke atas|ke bawah)\b)\s*")


def lazim(nilai: str) -> bool:
    """Whether a group is one of common questionnaires, so that its name tells nothing of a person.

    >>> [lazim(nilai) for nilai in ("Laki-laki", "SMA/SMK sederajat", "> 60 tahun", "67", "Lurah Sukasari")]
    [True, True, True, False, False]
    """
    rata = " ".join(nilai.casefold().split())
    if _PITA.fullmatch(rata):
        return True
    bagian = [satu for satu in _SAMBUNG.split(rata) if satu]
    return bool(bagian) and all(
        satu in _kategori() or satu.removesuffix(" sederajat") in _kategori() for satu in bagian
    )


@cache
def _kategori() -> frozenset[str]:
    return frozenset(satu.casefold() for semua in aturan.ciri_responden().kategori for satu in semua)
