"""Find rows of one table that have one key, and codes that only capital letters tell apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pandas as pd

from lakip_utils.data.rows import BARIS, records
from lakip_utils.data.schema import Table
from lakip_utils.errors import Violation


@dataclass(frozen=True, slots=True)
class Double:
    """A row whose key another row has, and its cells that may be another's."""

    violation: Violation
    doubtful: frozenset[tuple[int, str]]


def doubles(
    frame: pd.DataFrame, table: Table, shown: str, doubtful: Collection[tuple[int, str]]
) -> Iterator[Double]:
    """Yield every row that repeats the key of a row above it, exactly or but for capital letters.

    Parameters
    ----------
    frame
        The rows, typed.
    table
        Their contract.
    shown
        The file as messages show it.
    doubtful
        Cells that could not be read; a key with one of them is compared with none.
    """
    codes = {column.name for column in table.columns if column.type == "kode"}
    years = {column.name for column in table.columns if column.type == "tahun"}
    seen: dict[tuple[str, ...], int] = {}
    spelled: dict[tuple[str, str], tuple[str, int]] = {}
    for place, row in enumerate(records(frame[[*table.key, BARIS]])):
        number = int(row[BARIS])
        odd = False
        for column in (name for name in table.key if name in codes and (number, name) not in doubtful):
            first, above = spelled.setdefault((column, row[column].casefold()), (row[column], number))
            if first != row[column]:
                odd = True
                code = "" if table.personal else row[column]
                yield Double(_case(shown, number, column, code, first, above), frozenset())
        if odd or any((number, column) in doubtful for column in table.key):
            continue
        key = tuple(str(row[column]) for column in table.key)
        original = seen.setdefault(key, place)
        if original == place:
            continue
        whole, first_row = frame.iloc[place], frame.iloc[original]
        copy = _text(whole) == _text(first_row)
        # Of a copy nothing was meant otherwise but, perhaps, the year
        lost = frozenset((number, column) for column in table.key if not copy or column in years)
        yield Double(_double(shown, number, table, whole, int(first_row[BARIS]), copy=copy), lost)


def _text(row: pd.Series) -> list[str]:
    return [str(value) for name, value in row.items() if name != BARIS]


def _double(shown: str, number: int, table: Table, row: pd.Series, first: int, *, copy: bool) -> Violation:
    named = ", ".join(f"{k}={row[k]}" for k in table.key if str(row[k]) not in ("", "<NA>"))
    alike = "seluruh isinya sama" if copy else "isi lainnya berbeda"
    told = "" if table.personal else f": {named}"
    return Violation(
        file=shown,
        row=number,
        column=", ".join(table.key),
        found=f"baris ganda dari baris {first} ({alike}){told}",
        expected="kunci baris yang tidak berulang",
        action="Hapus baris ganda, atau perbaiki kodenya.",
    )


def _case(shown: str, number: int, column: str, code: str, first: str, place: int) -> Violation:
    if not code:  # of a person
        found, action = f"kode yang hanya berbeda huruf besar-kecilnya dari baris {place}", "Samakan kodenya"
    else:
        found, action = f"kode {code!r}, padahal baris {place} menulis {first!r}", f"Tulis {first!r} di sini"
    return Violation(
        file=shown,
        row=number,
        column=column,
        found=found,
        expected="satu kode ditulis dengan satu cara; kode yang berbeda tidak hanya berbeda huruf besar-kecilnya",
        action=f"{action}, atau pakai kode lain.",
    )
