"""Bacaan: one year of a data package the way the rules read it.

Rules look rows up by key and claims by what they speak of, so each table is turned into plain records
once and indexed; a check then takes time in proportion to the rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from lakip_utils import aturan
from lakip_utils.analisis.ikm import HasilIKM, dari_data, rentang
from lakip_utils.analisis.jejak import deret, sel
from lakip_utils.asal import Asal, Sel
from lakip_utils.data import Irisan, Paket
from lakip_utils.data.instansi import DINAS
from lakip_utils.data.numbers import parse, terbilang
from lakip_utils.data.rows import BARIS, BERKAS

Baris = Mapping[str, Any]
"""One row of a table; a missing cell is ``None``, missing text is empty."""

SEMUA = "semua"
_RIBUAN = re.compile(r"(?P<tanda>[-−(]?)\s*(?P<angka>\d{1,3}\.\d{3})\)?")
_TIGA_DESIMAL = re.compile(
    r"(?P<tanda>[-−(]?)\s*(?P<utuh>\d{1,3})(?P<koma>[.,])(?P<pecahan>\d{3})\)?\s*(?:%|persen)?"
)
_NILAI_SURVEI = ("nrr", "nrr_tertimbang", "ikm", "bobot")
_BERPECAHAN = (*_NILAI_SURVEI, "capaian", "serapan", "sisa_persen", "perubahan_persen")
"""Kinds of claims whose figures have a fraction: one comma before three digits is no thousands there."""
_BARIS_TEKS = re.compile(r"\s*\(b\.[^)]*\)$")
_KATA = {terbilang(n): Decimal(n) for n in range(101)}
_KODE_SDM = re.compile(r"[\s/]+")
_ANGKA_BULAT, _DESIMAL = 18, 6
"""Most digits before and after the decimal comma of a number that a report prints."""
_DIGIT = re.compile(r"\d")
_LETAK = re.compile(r"\(b\.\s*(\d{1,9})")
BAGIAN = "_bagian"
"""Cell of a budget row that is several: the rows of a program, one for each kelompok belanja."""


@dataclass(frozen=True, slots=True)
class Klaim:
    """One printed statement of a published report (table ``klaim``).

    Parameters
    ----------
    nilai
        `teks` as a number, ``None`` where it is none. One point before three digits is read as
        thousands: the documents are Indonesian.
    seksi
        `lokasi` without the line: what stands in one section was printed together.
    berkas, nomor
        File and row of the claim.
    catatan
        What the reader of the document noted about it.
    """

    id: str
    jenis: str
    tabel: str
    kunci: str
    kolom: str
    basis: str
    teks: str
    satuan: str
    kutipan: str
    lokasi: str
    seksi: str
    nilai: Decimal | None
    berkas: str
    nomor: int
    catatan: str = ""

    @property
    def asal(self) -> Asal:
        """The cell that says what is printed."""
        return Asal((Sel(self.berkas, self.nomor, "nilai_tercetak", self.id, self.teks),))

    @property
    def desimal(self) -> int:
        """How many decimals are printed."""
        pangkat = self.nilai.as_tuple().exponent if self.nilai is not None else 0
        return -pangkat if isinstance(pangkat, int) and pangkat < 0 else 0


@lru_cache(maxsize=10_000)
def angka_tercetak(teks: str) -> Decimal | None:
    """Return the number that a document prints, ``None`` where it is none or too long to be one.

    >>> angka_tercetak("16,67%"), angka_tercetak("(1.000)"), angka_tercetak("Baik"), angka_tercetak("9" * 30)
    (Decimal('16.67'), Decimal('-1000'), None, None)
    """
    if not _DIGIT.search(teks):
        return None
    if ribuan := _RIBUAN.fullmatch(teks.strip()):
        return _bertanda(ribuan["tanda"], ribuan["angka"].replace(".", ""))
    try:
        nilai = parse(teks)
    except ValueError:
        return None
    pangkat = nilai.as_tuple().exponent
    wajar = isinstance(pangkat, int) and pangkat >= -_DESIMAL and nilai.adjusted() < _ANGKA_BULAT
    return nilai if wajar else None


def _bertanda(tanda: str, angka: str) -> Decimal:
    return -Decimal(angka) if tanda else Decimal(angka)


def _bilangan(jenis: str, teks: str) -> Decimal | None:
    """Return the number of a claim, read as its kind is written.

    A count may be a word. A percentage and a figure of the survey have no thousands.

    >>> _bilangan("cacah", "lima"), _bilangan("serapan", "85,123%"), _bilangan("nrr", "3.600")
    (Decimal('5'), Decimal('85.123'), Decimal('3.600'))
    """
    if jenis == "cacah" and teks.casefold() in _KATA:
        return _KATA[teks.casefold()]
    tiga = _TIGA_DESIMAL.fullmatch(teks.strip()) if jenis in _BERPECAHAN else None
    if tiga and (tiga["koma"] == "," or jenis in _NILAI_SURVEI):
        return _bertanda(tiga["tanda"], f"{tiga['utuh']}.{tiga['pecahan']}")
    return angka_tercetak(teks)


def kode_sdm(kategori: str) -> str:
    """Return a category of personnel as the keys of claims write it.

    >>> kode_sdm("TKK/TKS"), kode_sdm("Gol IV")
    ('TKK_TKS', 'Gol_IV')
    """
    return _KODE_SDM.sub("_", kategori)


def desimal(nilai: float | int) -> Decimal:
    """Return a number of the data as the shortest decimal that it prints as.

    >>> desimal(3.0), desimal(9049665000)
    (Decimal('3'), Decimal('9049665000'))
    """
    return Decimal(nilai) if isinstance(nilai, int) else Decimal(repr(float(nilai))).normalize() + 0


def asal(*pasangan: tuple[Baris, str], rumus: str = "") -> Asal:
    """Return the origin of a figure made of some cells, each given as row and column."""
    return Asal(
        tuple([sel(satu, kolom) for baris, kolom in pasangan for satu in baris.get(BAGIAN, (baris,))]), rumus
    )


class Bacaan:
    """One year of a package, indexed.

    Parameters
    ----------
    paket
        The package.
    tahun
        The year; rules on change read the year before, too.
    """

    def __init__(self, paket: Paket, tahun: int) -> None:
        self.paket = paket
        self.tahun = tahun
        self.unit: Irisan = paket.irisan(tahun, DINAS)
        self._baris: dict[str, list[Baris]] = {}
        self.harapan: dict[Hashable, dict[str, Any]] = defaultdict(dict)
        """By function and claim what the claim should be and how it relates to that; ``None`` where it is right."""
        self.dibandingkan: set[str] = set()
        """Ids of the claims that some rule has compared with something; the last rule tells of the others."""

    def baris(self, tabel: str) -> list[Baris]:
        """Return the rows of a table: of the year, or of its programs and Renstra targets."""
        if tabel not in self._baris:
            khusus = {"program": "semua_program", "renstra": "renstra_lengkap"}
            self._baris[tabel] = _rekam(
                getattr(self.unit, khusus[tabel]) if tabel in khusus else self.tabel(tabel)
            )
        return self._baris[tabel]

    def tabel(self, nama: str) -> pd.DataFrame:
        """Return a table whole, as one of very many rows is read."""
        return self.paket.tabel(nama, None if nama in self.paket.akar else self.tahun)

    @cached_property
    def lalu(self) -> Bacaan | None:
        """The year before; ``None`` where the package has no data of it."""
        return Bacaan(self.paket, self.tahun - 1) if self.tahun - 1 in self.paket.tahunan else None

    # -- claims ------------------------------------------------------------------------------

    @cached_property
    def klaim(self) -> tuple[Klaim, ...]:
        """All claims on the year, in the order of the document: what is first does not hang on the file."""
        return self._klaim_urut(tahun_ini=True)

    @cached_property
    def klaim_tahun_lain(self) -> tuple[Klaim, ...]:
        """Claims of the year's document on another year: its facts do not say whether they hold."""
        return self._klaim_urut(tahun_ini=False)

    def _klaim_urut(self, *, tahun_ini: bool) -> tuple[Klaim, ...]:
        baris = [s for s in self.baris("klaim") if (s["tahun"] == self.tahun) == tahun_ini]
        return tuple(sorted(map(_klaim, baris), key=lambda k: (_letak(k.lokasi), k.id)))

    @cached_property
    def _klaim_per_jenis(self) -> Mapping[str, list[Klaim]]:
        hasil: dict[str, list[Klaim]] = defaultdict(list)
        for satu in self.klaim:
            hasil[satu.jenis].append(satu)
        return hasil

    def jenis(self, *jenis: str) -> Iterable[Klaim]:
        """Return the claims of some kinds."""
        for satu in jenis:
            yield from self._klaim_per_jenis.get(satu, ())

    @cached_property
    def _klaim_tentang(self) -> Mapping[tuple[str, str, str], list[Klaim]]:
        hasil: dict[tuple[str, str, str], list[Klaim]] = defaultdict(list)
        for satu in self.klaim:
            hasil[satu.tabel, satu.kunci, satu.kolom].append(satu)
        return hasil

    def tentang(self, tabel: str, kunci: str, kolom: str, seksi: str | None = None) -> list[Klaim]:
        """Return the claims about one figure, of one section where that is given."""
        semua = self._klaim_tentang.get((tabel, kunci, kolom), [])
        return [satu for satu in semua if seksi is None or satu.seksi == seksi]

    # -- rows by key -------------------------------------------------------------------------

    def _indeks(self, tabel: str, kolom: str) -> dict[str, Baris]:
        return {str(baris[kolom]): baris for baris in self.baris(tabel)}

    @cached_property
    def indikator(self) -> dict[str, Baris]:
        """Indicators by code."""
        return self._indeks("indikator", "kode_indikator")

    @cached_property
    def tolok_ukur(self) -> dict[str, Baris]:
        """Tolok ukur by code."""
        return self._indeks("tolok_ukur", "kode_tolok_ukur")

    @cached_property
    def kegiatan(self) -> dict[str, Baris]:
        """Kegiatan by code, without subkegiatan."""
        return {str(b["kode_kegiatan"]): b for b in self.baris("kegiatan") if not b["kode_subkegiatan"]}

    @cached_property
    def kegiatan_program(self) -> dict[str, list[Baris]]:
        """Kegiatan of each program."""
        return _kelompokkan(self.kegiatan.values(), "kode_program")

    @cached_property
    def subkegiatan(self) -> dict[str, set[str]]:
        """Codes of the subkegiatan of each kegiatan."""
        hasil: dict[str, set[str]] = defaultdict(set)
        for baris in self.baris("kegiatan"):
            if baris["kode_subkegiatan"]:
                hasil[str(baris["kode_kegiatan"])].add(str(baris["kode_subkegiatan"]))
        return hasil

    @cached_property
    def tolok_ukur_kegiatan(self) -> dict[str, list[Baris]]:
        """Tolok ukur of each kegiatan."""
        return _kelompokkan(self.baris("tolok_ukur"), "kode_kegiatan")

    @cached_property
    def program(self) -> dict[str, Baris]:
        """Programs of the year by code; the first row of one that serves several sasaran."""
        hasil: dict[str, Baris] = {}
        for baris in self.baris("program"):
            hasil.setdefault(str(baris["kode_program"]), baris)
        return hasil

    @cached_property
    def unsur(self) -> dict[str, Baris]:
        """Unsur of the survey by code, in their order."""
        return self._indeks("unsur", "kode")

    @cached_property
    def anggaran(self) -> dict[str, Baris]:
        """Budget rows by the keys of claims: ``total``, ``BL``, ``program/1``, ``kegiatan/1.1`` and so on.

        A program (kegiatan, subkegiatan) that is divided by kelompok is one row with the sums of its parts.
        """
        hasil: dict[str, list[Baris]] = defaultdict(list)
        for baris in self.baris("anggaran"):
            hasil[_kunci_anggaran(baris)].append(baris)
        return {
            kunci: isi[0] if isi[0]["level"] == "rekening" else _gabung_anggaran(isi)
            for kunci, isi in hasil.items()
        }

    @cached_property
    def renstra(self) -> dict[str, Baris]:
        """Renstra rows of the year by indicator."""
        return {
            str(baris["kode_indikator"]): baris
            for baris in self.baris("renstra")
            if baris["tahun"] == self.tahun
        }

    @cached_property
    def renstra_bernama(self) -> dict[tuple[str, str], Baris]:
        """First Renstra row of each tujuan, sasaran and indikator, by that word and the code."""
        hasil: dict[tuple[str, str], Baris] = {}
        for baris in self.baris("renstra"):
            for kolom in ("tujuan", "sasaran", "indikator"):
                hasil.setdefault((kolom, str(baris[f"kode_{kolom}"])), baris)
        return hasil

    def baris_berkode(self, tabel: str, kode: str) -> Baris | None:
        """Return the row of a table that a code names; ``None`` where there is none."""
        indeks = {
            "indikator": lambda: self.indikator,
            "tolok_ukur": lambda: self.tolok_ukur,
            "kegiatan": lambda: self.kegiatan,
            "program": lambda: self.program,
            "unsur": lambda: self.unsur,
            "organisasi": lambda: self.unit_organisasi,
        }.get(tabel)
        return indeks().get(kode) if indeks else None

    @cached_property
    def bidang_sasaran(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the bidang that serve each sasaran."""
        hasil: dict[str, list[str]] = defaultdict(list)
        for baris in self.baris("program"):
            hasil[str(baris["kode_sasaran"])].append(str(baris["bidang"]))
        return {kode: tuple(dict.fromkeys(bidang)) for kode, bidang in hasil.items()}

    @cached_property
    def struktur(self) -> aturan.StrukturAnggaran:
        """Budget structure of the year."""
        return aturan.berlaku(aturan.struktur_anggaran(), self.tahun)

    @cached_property
    def organisasi(self) -> list[Baris]:
        """Units in force in the year."""
        return [
            baris
            for baris in self.baris("organisasi")
            if (baris["dari"] or self.tahun) <= self.tahun <= (baris["sampai"] or self.tahun)
        ]

    @cached_property
    def unit_organisasi(self) -> dict[str, Baris]:
        """Units in force by code."""
        return {str(baris["kode"]): baris for baris in self.organisasi}

    @cached_property
    def sdm_dimensi(self) -> dict[str, list[Baris]]:
        """Rows of personnel of each dimension."""
        return _kelompokkan(self.baris("sdm"), "dimensi")

    @cached_property
    def sdm_unit(self) -> dict[tuple[str, str], list[Baris]]:
        """Rows of personnel of each dimension and unit."""
        hasil: dict[tuple[str, str], list[Baris]] = defaultdict(list)
        for baris in self.baris("sdm"):
            hasil[str(baris["dimensi"]), str(baris["unit"])].append(baris)
        return dict(hasil)

    @cached_property
    def aset(self) -> dict[str, Baris]:
        """Property by the keys of claims: ``tanah/1``."""
        return {f"{baris['jenis']}/{baris['urutan']}": baris for baris in self.baris("aset")}

    @cached_property
    def strategi_sasaran(self) -> dict[str, list[Baris]]:
        """Strategies of each sasaran."""
        return _kelompokkan(self.baris("strategi"), "kode_sasaran")

    @cached_property
    def kelompok_sdm(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Categories that one word stands for, by dimension and word, as claims write them."""
        return {
            dimensi: {kata: tuple(map(kode_sdm, isi)) for kata, isi in kelompok.items()}
            for dimensi, kelompok in aturan.kelompok_sdm().items()
        }

    # -- the survey --------------------------------------------------------------------------

    @cached_property
    def mutu_ikm(self) -> aturan.MutuIKM:
        """The bands of quality in force in the year."""
        return aturan.berlaku(aturan.mutu_ikm(), self.tahun)

    @cached_property
    def mutu_tercetak(self) -> aturan.MutuIKM:
        """The bands that most of the printed ones belong to; those in force where none is printed."""
        pita = {
            rentang(satu.teks)
            for satu in self.jenis("pita")
            if satu.kolom == "pita" and satu.tabel == "ikm_unsur"
        }

        def cocok(satu: aturan.MutuIKM) -> tuple[int, bool]:
            return len(pita & {rentang(p.cetak_ni) for p in satu.pita}), satu == self.mutu_ikm

        return max(aturan.mutu_ikm(), key=cocok) if pita else self.mutu_ikm

    @cached_property
    def survei(self) -> HasilIKM | None:
        """The survey's result from the facts, by the bands in force; ``None`` where it is incomplete."""
        unsur = self.tabel("unsur")
        if unsur.empty:
            return None
        return dari_data(self.tabel("ikm_unsur"), self.tabel("ikm_responden"), unsur, self.mutu_ikm)

    @cached_property
    def nrr(self) -> dict[str, tuple[Fraction, Asal]]:
        """NRR of each unsur from the facts, with every cell behind it: its total, or all its answers."""
        if self.survei is None:
            return {}
        return {
            str(satu["kode"]): (
                Fraction(int(satu["total_nilai"]), int(satu["jumlah_kuesioner"])),
                satu["nrr_asal"],
            )
            for satu in self.survei.unsur.to_dict("records")
        }

    @property
    def unsur_dirinci(self) -> bool:
        """Whether enough people answered each unsur for a finding to say what their answers give."""
        return self.survei is None or self.survei.responden[0] >= aturan.SEL_TERKECIL

    @cached_property
    def asal_ikm(self) -> Asal:
        """Origin of the index from the facts: the totals, or one cell for the answers of each respondent."""
        if self.survei is None:
            return Asal()
        asal_ = self.survei.ikm.asal
        orang = deret(self.tabel("ikm_responden"), "responden")
        return Asal(orang, asal_.rumus) + self.asal_bobot(self.unsur) if orang else asal_

    def asal_bobot(self, kode: Iterable[str]) -> Asal:
        """Return the origin of the weights of some unsur; nothing where they are 1/n."""
        punya = (self.unsur[satu] for satu in kode)
        return asal(*((baris, "bobot") for baris in punya if baris["bobot"] is not None))

    @cached_property
    def total_unsur(self) -> dict[str, Baris]:
        """Totals of each unsur as recorded."""
        return self._indeks("ikm_unsur", "unsur")


def _rekam(frame: pd.DataFrame) -> list[Baris]:
    """Return the rows of a frame as plain records; a missing cell is ``None``."""
    nama, kolom = list(frame.columns), []
    for satu in nama:
        isi, kosong = frame[satu].to_numpy(dtype=object), frame[satu].isna().to_numpy()
        if kosong.any():
            isi = isi.copy()
            isi[kosong] = None
        kolom.append(isi.tolist())
    return [dict(zip(nama, isi, strict=True)) for isi in zip(*kolom, strict=True)]


def _kelompokkan(baris: Iterable[Baris], kolom: str) -> dict[str, list[Baris]]:
    hasil: dict[str, list[Baris]] = defaultdict(list)
    for satu in baris:
        hasil[str(satu[kolom])].append(satu)
    return dict(hasil)


def _kunci_anggaran(baris: Baris) -> str:
    level = str(baris["level"])
    if level in ("total", "kelompok"):
        return "total" if level == "total" else str(baris["kelompok"])
    return f"{level}/{baris[f'kode_{level}']}"


def _gabung_anggaran(isi: list[Baris]) -> Baris:
    """Return one row for several; a sum of which a part is missing is missing."""
    if len(isi) == 1:
        return isi[0]
    jumlah = {
        kolom: None if any(satu[kolom] is None for satu in isi) else sum(int(satu[kolom]) for satu in isi)
        for kolom in ("pagu_murni", "pagu_perubahan", "realisasi")
    }
    return {**isi[0], **jumlah, BAGIAN: tuple(isi)}


def _letak(lokasi: str) -> float:
    """Return the first line that a place names; places without one come last.

    >>> _letak("Tabel 2.1 (b. 1065–1068)"), _letak("Lampiran")
    (1065.0, inf)
    """
    return float(cocok[1]) if (cocok := _LETAK.search(lokasi)) else float("inf")


def _klaim(baris: Baris) -> Klaim:
    teks = str(baris["nilai_tercetak"])
    return Klaim(
        id=str(baris["id"]),
        jenis=str(baris["jenis"]),
        tabel=str(baris["tabel"]),
        kunci=str(baris["kunci_entitas"]),
        kolom=str(baris["kolom"]),
        basis=str(baris["basis"]),
        teks=teks,
        satuan=str(baris["satuan"]),
        kutipan=str(baris["kutipan"]),
        lokasi=str(baris["lokasi"]),
        seksi=_BARIS_TEKS.sub("", str(baris["lokasi"])),
        nilai=_bilangan(str(baris["jenis"]), teks),
        berkas=str(baris[BERKAS]),
        nomor=int(baris[BARIS]),
        catatan=str(baris["catatan"] or ""),
    )
