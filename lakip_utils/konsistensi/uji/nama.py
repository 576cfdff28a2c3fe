"""Nama dan keberadaan: what is called otherwise, or stands in one place only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from lakip_utils.asal import Asal
from lakip_utils.konsistensi.bacaan import Bacaan, Baris, Klaim, asal
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.sebutan import di_tercetak
from lakip_utils.konsistensi.uji.bantu import dari_baris, dari_klaim, pendek

_KELUARGA = "Nama dan keberadaan"
_PERLU = ("klaim", "renstra", "program", "indikator", "kegiatan", "tolok_ukur")
_BUKAN_HURUF = re.compile(r"[^a-z0-9]+")
RENCANA = "rencana"
"""Column of a claim: an entry of the list of planned kegiatan."""


def _inti(teks: str) -> str:
    """Return what counts in a name: letters and digits, without the word program or kegiatan before it."""
    inti = _BUKAN_HURUF.sub("", teks.casefold())
    return re.sub(r"^(program|kegiatan)", "", inti)


def _nama_sama(kiri: str, kanan: str) -> bool:
    """Whether two names are the same but for case, punctuation and spacing.

    >>> _nama_sama("Program Tata Kelola", "Tata kelola"), _nama_sama("Tata Kelola", "Tata Kelola Daerah")
    (True, False)
    """
    return _inti(kiri) == _inti(kanan)


_KATA_TUGAS = frozenset(
    ["bagi", "dalam", "dan", "dari", "dengan", "di", "ke", "pada", "serta", "untuk", "yang"]
)
_MIRIP = 0.7
"""Share of common words from which on two names speak of one thing."""
_SALAH_KETIK = 3
"""Most letters that a slip of the pen adds, drops or swaps."""


def _kemiripan(kiri: str, kanan: str) -> float:
    """Return which share of the words of the shorter name the longer one has, too.

    >>> _kemiripan("Jumlah Wirausaha Baru", "Meningkatnya Jumlah Wirausaha Baru")
    1.0
    """
    a, b = (set(_BUKAN_HURUF.sub(" ", teks.casefold()).split()) - _KATA_TUGAS for teks in (kiri, kanan))
    return len(a & b) / max(1, min(len(a), len(b)))


def _salah_ketik(kiri: str, kanan: str) -> bool:
    """Whether two names differ by a few letters only.

    >>> _salah_ketik("Capian Laporan Kinerja", "Capaian Laporan Kinerja"), _salah_ketik("Bina Usaha", "Usaha")
    (True, False)
    """
    a, b = _inti(kiri), _inti(kanan)
    beda = sum(
        max(i2 - i1, j2 - j1)
        for jenis, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        if jenis != "equal"
    )
    return beda <= min(_SALAH_KETIK, len(b) // 5)


@lru_cache(maxsize=10_000)
def _hubungan(kiri: str, kanan: str) -> str:
    """Return how a printed name relates to the recorded one: ``sama``, ``ketik``, ``berbeda``, ``lain``."""
    if _nama_sama(kiri, kanan):
        return "sama"
    if _salah_ketik(kiri, kanan):
        return "ketik"
    return "berbeda" if _kemiripan(kiri, kanan) >= _MIRIP else "lain"


@uji(
    nama="Nama berlainan isi",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=_PERLU,
    alasan="Menurut letaknya ini hal yang sama, tetapi namanya menjanjikan hasil yang lain; tetapkan mana yang dimaksud.",
    rumus="kurang dari tujuh persepuluh kata kedua nama sama",
)
def nama_berlainan_isi(b: Bacaan) -> Iterator[Catatan]:
    """Find names that say another thing than the data have under the same code."""
    yield from _beda_nama(b, "lain")


@uji(
    nama="Nama berbeda antartabel",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=_PERLU,
    alasan="Hal yang sama (menurut kodenya) disebut dengan nama lain, sehingga pembaca dapat mengira dua hal.",
    rumus="nama tercetak ≠ nama di data untuk kode yang sama",
)
def nama_berbeda(b: Bacaan) -> Iterator[Catatan]:
    """Find names printed otherwise than the data have them, matched by code."""
    yield from _beda_nama(b, "berbeda")


@uji(
    nama="Nama salah ketik",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=_PERLU,
    alasan="Nama tercetak dengan beberapa huruf yang keliru.",
    rumus="paling banyak tiga huruf berbeda dari nama di data",
)
def salah_ketik(b: Bacaan) -> Iterator[Catatan]:
    """Find names that are printed with a slip of the pen."""
    yield from _beda_nama(b, "ketik")


def _beda_nama(b: Bacaan, hubungan: str) -> Iterator[Catatan]:
    for k in b.jenis("nama"):
        if k.kolom == "kode_program" or (fakta := _baris_bernama(b, k)) is None:
            continue
        baris, kolom = fakta
        nama = str(baris[kolom])
        if _hubungan(k.teks, nama) == hubungan:
            yield dari_klaim(
                b,
                k,
                nama,
                asal_fakta=asal((baris, kolom)),
                rumus=_sumber_nama(baris),
            )


def _baris_bernama(b: Bacaan, k: Klaim) -> tuple[Baris, str] | None:
    """Return the row that a name belongs to, and the column that holds it."""
    kolom = "nama" if k.kolom == RENCANA else k.kolom
    if k.tabel == "renstra":
        baris = b.renstra_bernama.get((kolom, k.kunci))
        return (baris, kolom) if baris is not None else None
    satu = b.baris_berkode(k.tabel, k.kunci)
    return (satu, kolom) if satu is not None and satu.get(kolom) else None


def _sumber_nama(baris: Baris) -> str:
    """Say where the report prints the name of a row."""
    return f"di {di_tercetak(pendek(str(baris['sumber'])))}" if baris["sumber"] else "nama di data"


@uji(
    nama="Disebut di satu tempat, tidak ada di tempat lain",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim", "program", "indikator", "kegiatan"),
    alasan="Dokumen menyebut program, indikator, atau kegiatan yang tidak ada di tabel kinerjanya.",
    rumus="kode atau nama tercetak ∉ tabel",
)
def hanya_di_satu_tempat(b: Bacaan) -> Iterator[Catatan]:
    """Find programs, indicators and planned kegiatan that only one part of the document has."""
    for k in b.jenis("nama"):
        if k.tabel == "kegiatan" and k.kunci.startswith("program/"):
            nama = [str(s["nama"]) for s in b.kegiatan_program.get(k.kunci.removeprefix("program/"), ())]
            if not any(_nama_sama(k.teks, satu) for satu in nama) and _tolok_ukur(b, k) is None:
                yield dari_klaim(b, k, rumus="tidak ada kegiatan bernama itu pada programnya")
        elif k.tabel in ("program", "indikator", "kegiatan") and k.kunci not in getattr(b, k.tabel):
            yield dari_klaim(b, k, rumus=f"tidak ada di tabel {k.tabel}")
        elif k.tabel == "renstra" and b.baris("renstra") and _baris_bernama(b, k) is None:
            yield dari_klaim(
                b,
                k,
                sebutan=f"{k.kolom.capitalize()} menurut {di_tercetak(k.seksi)}",
                rumus=f"tidak ada {k.kolom} itu di tabel Renstra",
            )
    for k in b.jenis("target"):
        asing = k.tabel == "indikator" and k.kunci not in b.indikator
        if asing and not b.tentang("indikator", k.kunci, "nama"):
            yield dari_klaim(b, k, tercetak=k.kunci, satuan="", rumus="tidak ada di tabel indikator")


@uji(
    nama="Kegiatan di rencana menjadi tolok ukur",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=("klaim", "kegiatan", "tolok_ukur"),
    alasan="Yang di daftar rencana disebut kegiatan menjadi tolok ukur dari kegiatan lain, sehingga cacahnya tidak sama.",
    rumus="nama di daftar rencana = nama tolok ukur pada program itu, bukan nama kegiatan",
)
def kegiatan_menjadi_tolok_ukur(b: Bacaan) -> Iterator[Catatan]:
    """Find entries of the printed plan that the tables have as tolok ukur of another kegiatan."""
    for k in b.jenis("nama"):
        baris = _tolok_ukur(b, k) if k.tabel == "kegiatan" and k.kunci.startswith("program/") else None
        if baris is not None:
            induk = f"tolok ukur {baris['kode_tolok_ukur']}: {baris['nama']}"
            yield dari_klaim(
                b,
                k,
                induk,
                asal_fakta=asal((baris, "nama")),
                rumus=_sumber_nama(baris),
            )


def _tolok_ukur(b: Bacaan, k: Klaim) -> Baris | None:
    """Return the tolok ukur of a program that an entry of the plan names; ``None`` where a kegiatan is named so."""
    semua = b.kegiatan_program.get(k.kunci.removeprefix("program/"), ())
    if any(_nama_sama(k.teks, str(kegiatan["nama"])) for kegiatan in semua):
        return None
    for kegiatan in semua:
        for baris in b.tolok_ukur_kegiatan.get(str(kegiatan["kode_kegiatan"]), ()):
            if _hubungan(k.teks, str(baris["nama"])) in ("sama", "ketik"):
                return baris
    return None


@uji(
    nama="Kegiatan di luar daftar rencana",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim", "kegiatan"),
    alasan="Kegiatan dilaporkan, tetapi daftar program dan kegiatan di bab perencanaan tidak memuatnya.",
    rumus="kegiatan ∉ daftar rencana yang tercetak",
)
def di_luar_rencana(b: Bacaan) -> Iterator[Catatan]:
    """Find reported kegiatan that the printed plan of their program does not list."""
    daftar: dict[str, list[Klaim]] = defaultdict(list)
    for k in b.jenis("nama"):
        if k.tabel == "kegiatan" and k.kolom == RENCANA:
            baris = b.kegiatan.get(k.kunci)
            program = str(baris["kode_program"]) if baris else k.kunci.removeprefix("program/")
            daftar[program].append(k)
    for program, klaim in daftar.items():
        kode = {k.kunci for k in klaim}
        nama = {_inti(k.teks) for k in klaim}
        for baris in b.kegiatan_program.get(program, ()):
            if str(baris["kode_kegiatan"]) in kode or _inti(str(baris["nama"])) in nama:
                continue
            yield dari_baris(
                b,
                "kegiatan",
                str(baris["kode_kegiatan"]),
                RENCANA,
                [(baris, "nama")],
                tercetak=str(baris["nama"]),
                asal=Asal.gabung((asal((baris, "nama")), *(k.asal for k in klaim)), ""),
                rumus=f"tidak ada di daftar rencana, {di_tercetak(klaim[0].seksi)}",
            )


@uji(
    nama="Kegiatan di bawah dua program",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim", "kegiatan", "program"),
    alasan="Kegiatan yang sama tercetak di bawah program lain; dana dan hasilnya dapat terhitung dua kali.",
    rumus="program yang tercetak ≠ program kegiatan itu di data",
)
def di_dua_program(b: Bacaan) -> Iterator[Catatan]:
    """Find kegiatan that are printed under a program that is not theirs."""
    for k in b.jenis("nama"):
        baris = b.kegiatan.get(k.kunci) if k.tabel == "kegiatan" and k.kolom == "kode_program" else None
        if baris is None:
            continue
        program = b.program.get(str(baris["kode_program"]))
        if program is not None and not _nama_sama(k.teks, str(program["nama"])):
            yield dari_klaim(
                b,
                k,
                str(program["nama"]),
                asal_fakta=asal((baris, "kode_program"), (program, "nama")),
                rumus="program kegiatan itu di data",
            )
