"""Hold the header of a table against its contract; one message for one mistake."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lakip_utils.data.rows import BARIS, BERKAS
from lakip_utils.data.schema import Column, Table
from lakip_utils.errors import Violation

OWN = "ciri_"
"""How a column begins that a package adds for itself."""


@dataclass(slots=True)
class Header:
    """The columns of a file.

    Parameters
    ----------
    names
        Name of each column in the file, by the contract where it only is written otherwise
        (``URAIAN``, ``Pagu Perubahan``).
    missing
        Columns of the contract that cannot be read: not there, or there more than once.
    violations
        What is wrong with it.
    """

    names: list[str]
    missing: frozenset[str]
    violations: list[Violation]


def check(cells: list[str], table: Table, shown: str) -> Header:
    """Check the header of a file, which is `shown` in messages."""
    written = [cell.strip() for cell in cells]
    known = {column.name: column for column in table.all_columns}
    names = [_same(name, known, written) for name in written]
    if not known.keys() & set(names):
        return Header(names, frozenset(known), [_none(table, shown)])
    lost = {c.name: c for c in table.columns if c.present and c.name not in names}
    twice = {name: names.count(name) for name in names if name and names.count(name) > 1}
    missing = frozenset(lost) | (twice.keys() & known.keys())
    found = [
        *(
            _rename(shown, old, known[new], f"judul kolom {old!r}")
            for old, new in zip(written, names, strict=True)
            if old != new
        ),
        *(
            _violation(
                shown,
                name,
                f"kolom {name!r} tertulis {times} kali",
                "setiap kolom satu kali",
                "Gabungkan atau hapus kolom yang berulang.",
            )
            for name, times in twice.items()
        ),
        *_untitled(names, shown),
        *_strangers(names, table, known, lost, shown),
        *(
            _violation(
                shown,
                column.name,
                "kolom tidak ada",
                f"kolom {column.name!r}: {column.description}",
                "Tambahkan kolom ini; selnya boleh kosong bila datanya belum ada.",
            )
            for column in lost.values()
        ),
    ]
    return Header(names, missing, found)


def _none(table: Table, shown: str) -> Violation:
    return Violation(
        file=shown,
        row=1,
        found="baris pertama yang tidak memuat satu pun kolom tabel ini",
        expected=f"judul kolom, mulai dengan {table.columns[0].name!r}, seperti dalam kamus data (docs/kamus-data.md)",
        action="Tulis judul kolomnya pada baris pertama.",
    )


def _untitled(names: list[str], shown: str) -> Iterator[Violation]:
    if "" in names:
        yield Violation(
            file=shown,
            row=1,
            found=f"judul kosong pada kolom ke-{', '.join(str(i) for i, name in enumerate(names, 1) if not name)}",
            expected="setiap kolom berjudul",
            action="Hapus kolom itu, atau tulis judulnya.",
        )


def _strangers(
    names: list[str], table: Table, known: Mapping[str, Column], lost: dict[str, Column], shown: str
) -> Iterator[Violation]:
    """Yield columns that no table has; what one is taken for is no longer among the `lost`."""
    for name in dict.fromkeys(names):
        if name in (BERKAS, BARIS):
            yield _violation(
                shown,
                name,
                f"kolom {name!r}, nama yang dipakai program untuk tempat asal baris",
                "nama kolom yang lain",
                "Ganti nama kolomnya.",
            )
            continue
        if not name or name in known or name.startswith(OWN) or table.open_columns:
            continue
        near = difflib.get_close_matches(name.casefold(), known.keys() - set(names), n=1)
        meant = lost.pop(near[0], None) if near else None
        if meant is not None:
            yield _rename(
                shown, name, meant, f"kolom tak dikenal {name!r}, sedangkan kolom {meant.name!r} tidak ada"
            )
            continue
        yield _violation(
            shown,
            name,
            f"kolom tak dikenal {name!r}",
            "hanya kolom dalam kamus data (docs/kamus-data.md)",
            f"Mungkin maksudnya {near[0]!r}: ganti namanya, atau hapus kolom ini."
            if near
            else "Hapus kolom ini, atau perbaiki namanya.",
        )


def _rename(shown: str, name: str, meant: Column, found: str) -> Violation:
    return _violation(
        shown,
        name,
        found,
        f"kolom {meant.name!r}: {meant.description}",
        f"Ganti namanya menjadi {meant.name!r}.",
    )


def _same(name: str, known: Collection[str], written: list[str]) -> str:
    """Return the name of the contract that only case, spaces or hyphens tell from a header."""
    plain = re.sub(r"[\W_]+", "_", name.casefold()).strip("_")
    return plain if name not in known and plain in known and plain not in written else name


def _violation(shown: str, column: str, found: str, expected: str, action: str) -> Violation:
    return Violation(file=shown, row=1, column=column, found=found, expected=expected, action=action)
