"""Errors that a person reads: what, where, found, expected, what to do.

Messages are Indonesian, for an analyst. Every error of this package derives from
:class:`LakipError`, carries its parts as typed fields and survives pickling, because reports
run in worker processes.
"""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


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
            f"{tampak(', '.join(place))}\n"
            f"    ditemukan : {tampak(self.found)}\n"
            f"    seharusnya: {tampak(self.expected)}\n"
            f"    tindakan  : {tampak(self.action)}"
        )


TERPANJANG = 500
"""Characters of a part of a message; of what somebody wrote, such as a heading, no more is needed to find it."""


def tampak(teks: str) -> str:
    r"""Return text as a message can show it: what steers a terminal or hides as ``�``, the end of long text left out.

    >>> tampak("kode\x1b[2J\n"), len(tampak("x" * 10**6))
    ('kode�[2J�', 501)
    """
    pendek = teks if len(teks) <= TERPANJANG else f"{teks[:TERPANJANG]}…"
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in _KENDALI else c for c in pendek)


_KENDALI = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode categories of characters that show nothing, or steer what is shown."""


def numbered(violations: Iterable[Violation]) -> str:
    """Return violations as a numbered list."""
    return "\n".join(f"{number}. {violation}" for number, violation in enumerate(violations, 1))


def tak_terbaca(file: str, error: OSError, expected: str, lain: str = "Periksa jalurnya.") -> Violation:
    """Return that a file could not be read; `lain` is what to do where nobody holds it and it is not too large."""
    if isinstance(error, TerlaluBesar):
        lain = "Pastikan ini berkas yang dimaksud; buang yang tidak perlu, atau bagi menjadi beberapa."
    return Violation(
        file=file,
        found=f"tidak dapat dibaca ({sebab(error)})",
        expected=expected,
        action=saran(error, lain),
    )


_SEBAB = {
    errno.ENOENT: "berkas atau folder tidak ada",
    errno.EISDIR: "yang ada di sana adalah folder",
    errno.ENOTDIR: "bagian jalurnya bukan folder",
    errno.EEXIST: "nama itu sudah dipakai",
    errno.EACCES: "tidak diizinkan, mungkin karena sedang dibuka program lain, misalnya Excel",
    errno.EPERM: "tidak diizinkan, mungkin karena sedang dibuka program lain, misalnya Excel",
    errno.EROFS: "tempatnya hanya dapat dibaca",
    errno.ENOSPC: "ruang simpan penuh",
    errno.EDQUOT: "jatah ruang simpan habis",
    errno.EFBIG: "berkasnya lebih besar daripada yang diizinkan",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EINVAL: "nama atau isinya tidak diterima sistem",
    errno.ELOOP: "tautannya berputar",
    errno.EBUSY: "sedang dibuka program lain, misalnya Excel",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.EIO: "media simpan rusak",
    errno.ENXIO: "yang ada di sana adalah pipa atau perangkat, bukan berkas",
}


class TerlaluBesar(OSError):
    """A file that is far larger than any of its kind.

    Parameters
    ----------
    batas
        How many bytes it may have.
    """

    def __init__(self, batas: int, path: Path) -> None:
        super().__init__(errno.EFBIG, "File too large", str(path))
        self.batas = batas


_BERBAGI = (32, 33)
"""How Windows says that another program holds a file, or a part of it."""
TUTUP = (
    "Tutup berkas itu di program lain, lalu ulangi; bila tetap ditolak, periksa izin berkas dan foldernya."
)


def terkunci(error: OSError) -> bool:
    """Return whether another program may hold the file.

    Windows often says no more than that it is not permitted; elsewhere that may also be the whole truth.
    """
    berbagi = getattr(error, "winerror", None) in _BERBAGI
    return berbagi or isinstance(error, PermissionError) or error.errno == errno.EBUSY


def saran(error: OSError, lain: str) -> str:
    """Return what to do about a refusal: close the other program, or `lain` where there can be none.

    >>> saran(PermissionError(errno.EACCES, "?"), "Periksa jalurnya.") == TUTUP
    True
    >>> saran(FileNotFoundError(errno.ENOENT, "?"), "Periksa jalurnya.")
    'Periksa jalurnya.'
    """
    return TUTUP if terkunci(error) else lain


def sebab(error: OSError) -> str:
    """Return why the operating system refused, in Indonesian.

    >>> sebab(FileNotFoundError(errno.ENOENT, "No such file or directory")), sebab(OSError(9999, "?"))
    ('berkas atau folder tidak ada', 'galat sistem 9999')
    """
    if getattr(error, "winerror", None) in _BERBAGI:
        return _SEBAB[errno.EBUSY]
    if isinstance(error, TerlaluBesar):
        return f"lebih besar dari {error.batas // 1_000_000} MB"
    return _SEBAB.get(error.errno or 0, f"galat sistem {error.errno or 'tanpa nomor'}")


def ditolak(error: OSError) -> str:
    """Return the whole message of a refusal that nobody expected at this place: which file, why, what to do.

    >>> print(ditolak(OSError(errno.ENOSPC, "?", "outputs/index.html")))
    outputs/index.html tidak dapat dibuka: ruang simpan penuh. Periksa tempat itu, lalu ulangi.
    """
    return f"{error.filename or 'Sebuah berkas'} tidak dapat dibuka: {sebab(error)}. {saran(error, 'Periksa tempat itu, lalu ulangi.')}"


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


TERCETAK = 200
"""Violations that a message tells in full: of a table that is wrong in every row nobody reads a hundred thousand."""


class InvalidInput(LakipError):
    """Input that breaks its contract; holds every violation found, not only the first."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        count = len(self.violations)
        rest = f"\n… dan {count - TERCETAK} hal lain." if count > TERCETAK else ""
        told = numbered(self.violations[:TERCETAK])
        super().__init__(f"Masukan tidak sah: {count} hal perlu diperbaiki.\n{told}{rest}")

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
