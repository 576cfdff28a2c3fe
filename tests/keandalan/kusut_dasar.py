"""What all kinds of bad input share: outcomes, damage to bytes, odd values, and what a message must be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from lakip_utils.errors import InvalidInput, LakipError

DITOLAK, SAMA, TERBACA = "ditolak", "sama", "terbaca lain"
"""What may come of a case: refused, read as before, or read as the changed text says."""


class Gagal(AssertionError):
    """What must not come of a case; `jenis` is the column of the counts that it belongs to."""

    jenis = "rusak"


class Palsu(Gagal):
    """Something was taken silently as another value, or as nothing."""

    jenis = "palsu"


class Tertolak(Gagal):
    """A valid input was refused."""

    jenis = "tertolak"


class Hilang(Gagal):
    """A file that was only read is another one afterwards."""

    jenis = "hilang"


class PesanBuruk(Gagal):
    """A refusal that does not tell a person what is wrong and where."""

    jenis = "pesan"


@dataclass
class Arena:
    """Where one case happens.

    Parameters
    ----------
    acak
        Its own source of chance: the seed and the number of the case give the same case again.
    folder
        An empty folder.
    cerita
        What was done to the input, for a person.
    """

    acak: Random
    folder: Path
    cerita: list[str] = field(default_factory=list)

    def tulis(self, nama: str, isi: bytes) -> Path:
        """Write the changed input."""
        path = self.folder / nama
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(isi)
        return path


@dataclass(frozen=True)
class Jenis:
    """A kind of bad input.

    Parameters
    ----------
    coba
        Makes one case and judges it; returns the outcome or raises :class:`Gagal`.
    bobot
        How many of a hundred thousand cases are of this kind.
    detik
        How long one case may take before it counts as hanging.
    """

    coba: Callable[[Arena], str]
    bobot: int
    detik: float = 10


JENIS: dict[str, Jenis] = {}


def jenis(
    nama: str, bobot: int, detik: float = 10
) -> Callable[[Callable[[Arena], str]], Callable[[Arena], str]]:
    """Register a kind of bad input."""

    def daftar(coba: Callable[[Arena], str]) -> Callable[[Arena], str]:
        JENIS[nama] = Jenis(coba, bobot, detik)
        return coba

    return daftar


_ASING = re.compile(
    r"\b([Ii]nput should|should|must|valid|invalid|expected|[Ee]rror|[Vv]alue|unable|cannot|parsing|Traceback|NoneType)\b"
)
"""English that a library says: nobody translated its message."""


def periksa_pesan(error: LakipError, *berkas: Path | str) -> None:
    """Check that a refusal names the file, says everything in Indonesian, and hides no control character.

    Raises
    ------
    PesanBuruk
        If it does not.
    """
    teks = str(error)
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n" for c in teks):
        raise PesanBuruk(f"karakter kendali dalam pesan: {teks[:200]!r}")
    if len(teks) > 200_000:
        raise PesanBuruk(f"pesan sepanjang {len(teks)} huruf")
    if not isinstance(error, InvalidInput):
        return
    if not error.violations:
        raise PesanBuruk("penolakan tanpa sebab")
    for satu in error.violations:
        if not (satu.file and satu.found and satu.expected and satu.action):
            raise PesanBuruk(f"pesan tidak lengkap: {satu!r}")
        if asing := _ASING.search(f"{satu.expected} {satu.action}"):
            raise PesanBuruk(f"bukan bahasa Indonesia ({asing[0]}): {satu!r}")
    if berkas and not any(str(nama) in satu.file for satu in error.violations for nama in berkas):
        raise PesanBuruk(f"berkas tidak disebut: {teks[:300]}")


def pilih(acak: Random, *pilihan: Any) -> Any:
    """Return one of several things."""
    return pilihan[acak.randrange(len(pilihan))]


_SISIPAN = (
    b"\x00", b"\xff", b"\xc3(", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xc2\xa0",
    b"\xe2\x80\x8b", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xc2\x85", b"\x1b[2J", b"\x1a", b"\r", b"\n", b"\r\n",
    b"\t", b'"', b"'", b",", b";", b":", b"- ", b"{", b"}", b"[", b"]", b"&a ", b"*a", b"!!", b"#", b"\\", b"<", b"&",
    b"0", b"1", b"9", b"-", b".", b"e9", b"\xd9\xa1", b"\xef\xbc\x91", b"\xe2\x88\x92",
)  # fmt: skip


def rusak_byte(arena: Arena, isi: bytes) -> bytes:
    """Damage bytes as disks, networks, editors and hands do: once to three times."""
    acak, data = arena.acak, bytearray(isi)
    for _ in range(acak.choice([1, 1, 1, 2, 3])):
        letak = acak.randrange(len(data) + 1)
        apa = acak.choice(["balik", "acak", "hapus", "ganda", "sisip", "sisip", "potong", "pindah", "angka"])
        match apa:
            case "balik" if data:
                letak %= len(data)
                data[letak] ^= 1 << acak.randrange(8)
            case "acak" if data:
                data[letak % len(data)] = acak.randrange(256)
            case "hapus":
                del data[letak : letak + acak.choice([1, 1, 2, 5, 40])]
            case "ganda":
                data[letak:letak] = data[letak : letak + acak.choice([1, 2, 20, 200])]
            case "sisip":
                sisipan = acak.choice(_SISIPAN)
                data[letak:letak] = sisipan
                apa = f"sisip {sisipan!r}"
            case "potong":
                del data[letak:]
            case "pindah":
                bagian = data[letak : letak + 9]
                del data[letak : letak + 9]
                tuju = acak.randrange(len(data) + 1)
                data[tuju:tuju] = bagian
            case "angka":
                tempat = [i for i, satu in enumerate(data) if 48 <= satu <= 57]
                if tempat:
                    letak = acak.choice(tempat)
                    data[letak] = 48 + acak.randrange(10)
        arena.cerita.append(f"{apa} di byte {letak}")
    return bytes(data)


SANDI_LAIN = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp437", "utf-7")
"""Encodings that people save in, besides UTF-8."""


def disandikan(arena: Arena, teks: str) -> bytes:
    """Return text in an encoding that the contract does not have."""
    sandi = arena.acak.choice(SANDI_LAIN)
    arena.cerita.append(f"disimpan sebagai {sandi}")
    return teks.encode(sandi, "replace")


ANEH: tuple[str, ...] = (
    "NaN", "nan", "inf", "-inf", "Infinity", "-0", "-0.0", "+5", "1e30", "1E5", "1e-320", "1" + "0" * 30, "9" * 16,
    "0x1F", "0b11", "0o17", "1_000", "1 000", "1\u00a0000", "1\u202f000", "1'000", "1.234,5", "1,234.5", "1.234", "12,5",
    "27,50", "50%", "0.5%", "Rp 1.000", "Rp1.000,-", "(500)", "−5", "--5", "5-", ".5", "5.", "1..2", "٢٠٢٠", "२०२०",
    "２０２０", "¹²", "½", "Ⅷ", "2020-12-31", "31/12/2020", "01/02/2020", "2020-02-30", "12:30", "44196", "0", "00", "007",
    "0000", "99999", "-1", "TRUE", "FALSE", "true", "ya", "Ya", "tidak", "no", "null", "None", "NA", "<NA>", "#N/A",
    "#REF!", "#DIV/0!", "-", "—", "n/a", "", " ", "\u00a0", "\u200b", "=1+1", "=SUM(A1:A9)", "+1+1", "@SUM(1)", "-1+1",
    "5 orang", "lima", "5\n6", "5\t", " 5", "5 ", "\u00a05", "5\u200b", "\ufeff5", "5\x00", "5\x1b[31m", "5\x85", "\u202e5",
    "a,b", 'a"b', '"', "a;b", "a\nb", "a\r\nb", "a\rb", "<b>x</b>", "{{ 7*7 }}", "../../x", "e\u0301", "é", "😀", "x" * 5000,
    "0.1000000000000000055511151231257827", "123456789012345", "1234567890123456", "0.123456789012345", "999999999999999.9",
    "1.7976931348623157e308", "4.9e-324", "1.000", "1.0000", "0.000", "10.000.000", "10,000,000", "1.2.3", "2020.0",
)  # fmt: skip
"""Texts that stand where a value should."""


def nilai_aneh(arena: Arena) -> str:
    """Return a text to stand in a cell: an odd one, or a plain number."""
    acak = arena.acak
    match acak.randrange(8):
        case 0:
            return str(acak.randrange(10 ** acak.randint(1, 17)))
        case 1:
            return (
                f"{acak.choice(['', '-'])}{acak.randrange(10**6)}.{acak.randrange(10 ** acak.randint(1, 12))}"
            )
        case 2:
            return acak.choice(ANEH) + acak.choice(ANEH)
        case _:
            return acak.choice(ANEH)


def semua_sama(lama: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Check that files that were only read are the same.

    Raises
    ------
    Hilang
        If one is not.
    """
    for nama, isi in lama:
        path = folder / nama
        if not path.is_file() or path.read_bytes() != isi:
            raise Hilang(f"{nama} berubah, padahal hanya dibaca")


def ringkas(semua: Sequence[str]) -> str:
    """Return what was done in one line."""
    return "; ".join(semua)[:300]
