"""Errors that a person reads: what, where, found, expected, what to do.

Messages are Indonesian, for an analyst. Every error of this package derives from
:class:`LakipError`, carries its parts as typed fields and survives pickling, because reports
run in worker processes.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that is wrong with the input, with its place.

    Parameters
    ----------
    file
        Path of the file as the user knows it, e.g. ``data/2020/indikator.csv``.
    found, expected, action
        Indonesian text: what stands there, what should, what to do about it.
    sheet
        Worksheet of a workbook, empty for other files.
    row
        Row number as a spreadsheet counts it (the header is row 1), or ``None`` for the whole file.
    column
        Column name or dotted key, empty where the violation concerns the whole row.
    """

    file: str
    found: str
    expected: str
    action: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.sheet:
            place.append(f"lembar {self.sheet}")
        if self.row is not None:
            place.append(f"baris {self.row}")
        if self.column:
            place.append(f"kolom {self.column}")
        return (
            f"{', '.join(place)}\n"
            f"    ditemukan : {self.found}\n"
            f"    seharusnya: {self.expected}\n"
            f"    tindakan  : {self.action}"
        )


def numbered(violations: Iterable[Violation]) -> str:
    """Return violations as a numbered list."""
    return "\n".join(f"{number}. {violation}" for number, violation in enumerate(violations, 1))


_SEBAB = {
    errno.ENOENT: "berkas atau folder tidak ada",
    errno.EISDIR: "yang ada di sana adalah folder",
    errno.ENOTDIR: "bagian jalurnya bukan folder",
    errno.EEXIST: "nama itu sudah dipakai",
    errno.EACCES: "tidak diizinkan",
    errno.EPERM: "tidak diizinkan",
    errno.EROFS: "tempatnya hanya dapat dibaca",
    errno.ENOSPC: "ruang simpan penuh",
    errno.EDQUOT: "jatah ruang simpan habis",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EINVAL: "nama atau isinya tidak diterima sistem",
    errno.ELOOP: "tautannya berputar",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.EIO: "media simpan rusak",
}


def sebab(error: OSError) -> str:
    """Return why the operating system refused, in Indonesian.

    >>> sebab(FileNotFoundError(errno.ENOENT, "No such file or directory")), sebab(OSError(9999, "?"))
    ('berkas atau folder tidak ada', 'galat sistem 9999')
    """
    return _SEBAB.get(error.errno or 0, f"galat sistem {error.errno or 'tanpa nomor'}")


class LakipError(Exception):
    """Base of all errors that this package raises on purpose."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows of the error: IPython asks for it instead of a traceback."""
        return self.message.splitlines()


class InvalidInput(LakipError):
    """Input that breaks its contract; holds every violation found, not only the first."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        count = len(self.violations)
        super().__init__(f"Masukan tidak sah: {count} hal perlu diperbaiki.\n{numbered(self.violations)}")

    def __reduce__(self) -> tuple[type[InvalidInput], tuple[tuple[Violation, ...]]]:
        return type(self), (self.violations,)


class UnknownSelection(LakipError):
    """A year, bidang or rule that does not exist.

    Parameters
    ----------
    found
        What was asked for, Indonesian, e.g. ``bidang 'kelembagan'``.
    expected
        What there is to choose from.
    """

    def __init__(self, found: str, expected: str) -> None:
        self.found = found
        self.expected = expected
        super().__init__(f"Pilihan tidak ada: {found}. Yang ada: {expected}.")

    def __reduce__(self) -> tuple[type[UnknownSelection], tuple[str, str]]:
        return type(self), (self.found, self.expected)

    def _render_traceback_(self) -> list[str]:
        return [
            *super()._render_traceback_(),
            "Perbaiki pilihannya (di notebook laporan: pada sel parameter), lalu jalankan kembali sel-selnya.",
        ]

    def violation(self, file: str, column: str = "") -> Violation:
        """Return the selection as a violation of the file that it was made for."""
        return Violation(
            file=file, column=column, found=self.found, expected=self.expected, action="Perbaiki pilihannya."
        )


class PublicationError(LakipError):
    """A document that could not be written, e.g. a character that no font of the PDF has."""


def is_told(name: str) -> bool:
    """Whether an exception of this name, as a kernel reports it, is one whose message says all.

    >>> is_told("InvalidInput"), is_told("KeyError")
    (True, False)
    """
    kinds: list[type[LakipError]] = [LakipError, *LakipError.__subclasses__()]
    return name in {kind.__name__ for kind in kinds}
