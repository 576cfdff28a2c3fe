"""Paket konsisten: complete data packages of random shape in which nothing contradicts anything.

:func:`buat` makes facts and the claims of the report that prints them. Every printed figure is computed
here with fractions, rounded half up and written the Indonesian way; nothing of the code under test is
used but the list of tables and columns, so that both have to agree on the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from bantu import csv_teks

from lakip_utils.data.schema import TABLES

UNSUR_WAJIB = {
    "persyaratan": "Persyaratan",
    "prosedur": "Sistem, Mekanisme, dan Prosedur",
    "waktu": "Waktu Penyelesaian",
    "biaya": "Biaya/Tarif",
    "produk": "Produk Spesifikasi Jenis Pelayanan",
    "kompetensi": "Kompetensi Pelaksana",
    "perilaku": "Perilaku Pelaksana",
    "pengaduan": "Penanganan Pengaduan, Saran, dan Masukan",
    "sarana": "Sarana dan Prasarana",
}
"""The nine unsur of PermenPANRB 14/2017."""
UNSUR_TAMBAHAN = {
    "maklumat": "Maklumat Pelayanan",
    "keamanan": "Keamanan Lingkungan",
    "kenyamanan": "Kenyamanan Ruang",
    "keadilan": "Keadilan Layanan",
    "kepastian": "Kepastian Jadwal",
}
PITA = (
    (Decimal("0"), 1, "1,00–2,5996", "25,00–64,99", "D", "Tidak baik"),
    (Decimal("65.00"), 2, "2,60–3,064", "65,00–76,60", "C", "Kurang baik"),
    (Decimal("76.61"), 3, "3,0644–3,532", "76,61–88,30", "B", "Baik"),
    (Decimal("88.31"), 4, "3,5324–4,00", "88,31–100,00", "A", "Sangat baik"),
)
"""PermenPANRB 14/2017: lower bound of the index, class, both intervals, mutu, kinerja."""
SAMPEL = ((10, 10), (15, 14), (20, 19), (30, 28), (50, 44), (100, 80), (200, 132), (300, 169), (500, 217))
"""Krejcie & Morgan (1970), table 1: population and sample."""
PERATURAN = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
    "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi Pemerintah",
    "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah",
    "Peraturan Gubernur Nomor 83 Tahun 2016 tentang Susunan Organisasi",
)
TAHUN_KE = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam")
SDM = {
    "jenis_kelamin": (("struktural", "fungsional", "staf"), ("L", "P")),
    "golongan": (("TKK/TKS", "Gol I", "Gol II", "Gol III", "Gol IV"), ("L", "P")),
    "pendidikan": (("SD", "SLTA", "D III", "S1", "S2"), ("PNS", "non-PNS")),
}
_KERJA = "Pembinaan Penataan Fasilitasi Pengawasan Penyusunan Pelatihan Promosi Pendataan Penilaian Kemitraan"
_BENDA = "Koperasi Wirausaha Produk Pasar Perizinan Kelembagaan Anggota Modal Kemasan Aset Arsip Sentra"
_TEMPAT = "Pesisir Pegunungan Perkotaan Perdesaan Kepulauan Perbatasan Hulu Hilir Selatan Utara Timur Barat"
_SATUAN_KATA = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")

Angka = Fraction | Decimal | int


def bulat(nilai: Angka, desimal: int = 2) -> Decimal:
    """Round half up, on the exact value.

    >>> bulat(Fraction(1, 6), 4), bulat(Fraction(-5, 1000), 2), bulat(Fraction(45, 10), 0)
    (Decimal('0.1667'), Decimal('-0.01'), Decimal('5'))
    """
    besar = abs(Fraction(nilai)) * 10**desimal
    satuan = int(besar + Fraction(1, 2))
    return Decimal(-satuan if nilai < 0 else satuan).scaleb(-desimal)


def tulis(nilai: Angka, desimal: int = 0) -> str:
    """Write a number the Indonesian way, rounded half up.

    >>> tulis(1318304000), tulis(Fraction(100, 6), 2), tulis(Decimal("1250.5"), 1)
    ('1.318.304.000', '16,67', '1.250,5')
    """
    return f"{bulat(nilai, desimal):,f}".translate(str.maketrans(",.", ".,"))


def huruf(n: int) -> str:
    """Spell a number out, Indonesian.

    >>> huruf(4), huruf(11), huruf(115), huruf(673400000)
    ('empat', 'sebelas', 'seratus lima belas', 'enam ratus tujuh puluh tiga juta empat ratus ribu')
    """
    if n == 0:
        return "nol"
    for besar, kata in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu")):
        if n >= besar:
            depan = "seribu" if n // besar == 1 and kata == "ribu" else f"{huruf(n // besar)} {kata}"
            return f"{depan} {huruf(n % besar)}" if n % besar else depan
    if n >= 100:
        depan = "seratus" if n < 200 else f"{_SATUAN_KATA[n // 100]} ratus"
        return f"{depan} {huruf(n % 100)}" if n % 100 else depan
    if n >= 20:
        return f"{_SATUAN_KATA[n // 10]} puluh {_SATUAN_KATA[n % 10]}".strip()
    return {10: "sepuluh", 11: "sebelas"}.get(n) or (
        _SATUAN_KATA[n] if n < 10 else f"{_SATUAN_KATA[n - 10]} belas"
    )


def golongan(nrr: Angka) -> tuple[Decimal, int, str, str, str, str]:
    """Return the band of a mean from 1 to 4: its index is rounded to two decimals, then graded.

    >>> golongan(Decimal("3.06"))[4], golongan(Decimal("3.07"))[4]
    ('C', 'B')
    """
    nilai = bulat(Fraction(nrr) * 25)
    return [pita for pita in PITA if pita[0] <= nilai][-1]


class Uang(NamedTuple):
    """Pagu before and after the change of the budget and what was spent, rupiah."""

    murni: int
    pagu: int
    realisasi: int

    def bagi(self, n: int) -> tuple[Uang, Uang]:
        """Return an n-th of each amount, and the rest."""
        satu = Uang(*(nilai // n for nilai in self))
        return satu, Uang(*(a - b for a, b in zip(self, satu, strict=True)))


def jumlah(uang: Iterable[Uang]) -> Uang:
    """Add money up, stage by stage."""
    isi = list(uang)
    return Uang(*(sum(satu[i] for satu in isi) for i in range(3)))


@dataclass
class Ukuran:
    """An indicator or tolok ukur of one year."""

    kode: str
    nama: str
    satuan: str
    arah: str = "naik"
    level: str = ""
    induk: str = ""
    target: Decimal | None = None
    baru: Decimal | None = None
    bawah: Decimal | None = None
    atas: Decimal | None = None
    realisasi: Decimal = Decimal()
    pembilang: int | None = None
    penyebut: int | None = None

    def capaian(self, target: Decimal | None) -> Fraction:
        """Return the capaian in percent, by the formula of the direction."""
        arah, dasar = self.arah, target
        if arah == "rentang":
            if self.bawah <= self.realisasi <= self.atas:
                return Fraction(100)
            arah, dasar = ("turun", self.atas) if self.realisasi > self.atas else ("naik", self.bawah)
        penuh, nilai = Fraction(dasar), Fraction(self.realisasi)
        return (2 * penuh - nilai if arah == "turun" else nilai) / penuh * 100


class Kegiatan(NamedTuple):
    """A kegiatan with code and name of its subkegiatan."""

    kode: str
    nama: str
    sub: tuple[tuple[str, str], ...]


class Program(NamedTuple):
    """A program, the same in every year."""

    kode: str
    nama: str
    bidang: str
    sasaran: list[str]
    kegiatan: list[Kegiatan]


def buat(
    folder: Path,
    seed: int,
    *,
    tahun: Sequence[int] = (),
    program: int | None = None,
    unsur: int | None = None,
    terbagi: bool | None = None,
) -> Path:
    """Write a consistent package of random shape.

    Parameters
    ----------
    folder
        Where to; it is made.
    seed
        What shape and figures are drawn from.
    tahun
        The years that are told in full; 2020 or 2022 by default. The year before them has a budget only.
    program, unsur
        How many there are; drawn by default. Everything but the survey grows with the programs.
    terbagi
        Whether programs from 2021 on have a row for each kelompok belanja; drawn by default.
    """
    acak = Random(seed)
    masa = tuple(sorted(tahun)) or (acak.choice((2020, 2022)),)
    paket = _Paket(acak, masa, program or acak.randint(2, 4), unsur or acak.randint(9, 14), terbagi)
    paket.susun()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "instansi.yaml").write_text(paket.instansi(), "utf-8")
    for nama, baris in paket.tabel.items():
        ada = (kolom for satu in baris for kolom in satu)
        kepala = list(dict.fromkeys([*(c.name for c in TABLES[Path(nama).name].all_columns), *ada]))
        path = folder / f"{nama}.csv"
        path.parent.mkdir(exist_ok=True)
        isi = [["" if satu.get(k) is None else satu[k] for k in kepala] for satu in baris]
        path.write_text(csv_teks(kepala, *isi), "utf-8")
    return folder


def _nama_berbeda(acak: Random) -> Iterator[str]:
    """Yield names, each once; those of a second round carry a word more."""
    kata = [" ".join(tiga) for tiga in product(_KERJA.split(), _BENDA.split(), _TEMPAT.split())]
    acak.shuffle(kata)
    yield from kata
    n = 2
    while True:
        yield from (f"{satu} {huruf(n).title()}" for satu in kata)
        n += 1


class _Paket:
    """What all years of a package have in common."""

    def __init__(
        self, acak: Random, masa: tuple[int, ...], program: int, unsur: int, terbagi: bool | None
    ) -> None:
        self.acak, self.masa = acak, masa
        self.tabel: dict[str, list[dict[str, Any]]] = {}
        self.uang: dict[int, dict[str, Uang]] = {}
        self.target_tahun: dict[tuple[str, int], Ukuran] = {}
        self.terbagi = acak.random() < 0.3 if terbagi is None else terbagi
        self.tanpa_murni = acak.random() < 0.3
        self.awal_renstra = masa[0] - acak.randint(0, 3)
        nama = _nama_berbeda(acak)
        self.nama: Callable[[], str] = lambda: next(nama)
        self.bidang = [
            f"bidang_{i + 1}" for i in range(max(2, min(acak.randint(2, 4), program), program // 10))
        ]
        self.nama_bidang = {kode: f"Bidang {self.nama()}" for kode in self.bidang}
        sasaran = acak.randint(1, 3) + program // 20
        self.sasaran = {f"S{i + 1}": f"Meningkatnya {self.nama()}" for i in range(sasaran)}
        self.tujuan = f"Terwujudnya {self.nama()}"
        self.program = [self._program(str(i + 1)) for i in range(program)]
        tambahan = acak.sample(list(UNSUR_TAMBAHAN), max(0, unsur - len(UNSUR_WAJIB)))
        kode = [*UNSUR_WAJIB, *tambahan]
        acak.shuffle(kode)
        self.unsur = {satu: (UNSUR_WAJIB | UNSUR_TAMBAHAN)[satu] for satu in kode}
        self.bobot = self._bobot() if acak.random() < 0.25 else None
        self.indikator = list(self._indikator())

    def _program(self, kode: str) -> Program:
        a, kegiatan = self.acak, []
        for i in range(1, a.randint(1, 3) + 1):
            sub = [(f"{kode}.{i}.{n:02d}", self.nama()) for n in range(1, a.randint(1, 2) + 1)]
            kegiatan.append(Kegiatan(f"{kode}.{i}", self.nama(), tuple(sub)))
        sasaran = a.sample(list(self.sasaran), 2 if len(self.sasaran) > 1 and a.random() < 0.2 else 1)
        return Program(kode, self.nama(), a.choice(self.bidang), sasaran, kegiatan)

    def _bobot(self) -> dict[str, Decimal]:
        """Return weights in hundredths that add up to one and are not all equal."""
        kode = list(self.unsur)
        isi = dict.fromkeys(kode, 100 // len(kode))
        for _ in range(100 - sum(isi.values())):
            isi[self.acak.choice(kode)] += 1
        return {satu: Decimal(n) / 100 for satu, n in isi.items()}

    def _indikator(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        """Yield code, level, induk, name, unit and direction of every indicator."""
        a = self.acak
        induk = [("tujuan", "T1", "T1")] if a.random() < 0.5 else []
        induk += [("sasaran", kode, kode) for kode in self.sasaran]
        induk += [("program", p.kode, f"P{p.kode}") for p in self.program]
        bentuk = (("%", "naik"), ("%", "naik"), ("Nilai", "naik"), ("koperasi", "naik"))
        bentuk += (("Indeks", "turun"), ("Poin", "rentang"))
        for level, kode, awalan in induk:
            for n in range(a.randint(1, 2)):
                yield f"{awalan}-{n + 1}", level, kode, self.nama(), *a.choice(bentuk)

    def instansi(self) -> str:
        """Return ``instansi.yaml``."""
        isi = [f"  - {{kode: {k}, nama: {n}, nama_singkat: {n}}}" for k, n in self.nama_bidang.items()]
        kepala = "kode: dinas-acak\nnama: Dinas Acak\nnama_singkat: Dinas Acak\n"
        return "\n".join(
            (f"{kepala}pemerintah: Pemerintah Acak\nprovinsi: Acak\nkota: Acak\nbidang:", *isi, "")
        )

    def baris(self, nama: str, sumber: str, kolom: str, *nilai: Any) -> None:
        """Add a row to a table; `kolom` names its filled columns."""
        isi = dict(zip(kolom.split(), nilai, strict=True))
        self.tabel.setdefault(nama, []).append({**isi, "sumber": sumber})

    def susun(self) -> None:
        """Fill every table of every year."""
        self._organisasi()
        sebelum = self.masa[0] - 1
        for tahun, p in product((sebelum, *self.masa), self.program):
            for sasaran in p.sasaran:
                isi = (tahun, p.kode, p.nama, p.bidang, sasaran)
                self.baris(
                    "program", "Tabel 2.3 (b. 90)", "tahun kode_program nama bidang kode_sasaran", *isi
                )
        _Tahun(self, sebelum).anggaran(lengkap=False)
        for tahun in self.masa:
            _Tahun(self, tahun).susun()
        self._renstra()

    def _organisasi(self) -> None:
        kolom = "kode unit kode_atasan jabatan bidang dari sampai"
        self.baris(
            "organisasi", "1.3 (b. 20)", kolom, "dinas", "Dinas Acak", "", "Kepala Dinas", "", 2010, None
        )
        for kode, nama in self.nama_bidang.items():
            self.baris(
                "organisasi", "1.3 (b. 21)", kolom, kode, nama, "dinas", f"Kepala {nama}", kode, None, None
            )
            for n in range(self.acak.randint(0, 2)):
                seksi = (
                    f"{kode}_{n}",
                    f"Seksi {self.nama()}",
                    kode,
                    "Kepala Seksi" if n else "",
                    kode,
                    None,
                    None,
                )
                self.baris("organisasi", "1.3 (b. 22)", kolom, *seksi)
        lama = ("lama", "Seksi yang Dihapus", "dinas", "Kepala Seksi", "", None, self.masa[0] - 1)
        self.baris("organisasi", "1.3 (b. 29)", kolom, *lama)
        kolom = "kode_tujuan kode_sasaran kode_strategi strategi kode_arah arah_kebijakan"
        for n, (kode, nama) in enumerate(self.sasaran.items(), 1):
            isi = ("T1", kode, f"1.{n}", f"Memperkuat {nama}", f"1.{n}.1", "Arah")
            self.baris("strategi", "Tabel 2.2 (b. 50)", kolom, *isi)

    def _renstra(self) -> None:
        """Write the targets of every year of the plans: those of a told year are that year's."""
        kolom = (
            "periode versi kode_indikator level kode_tujuan tujuan kode_sasaran sasaran indikator satuan arah"
        )
        # Of two versions the last one counts.
        versi = ("awal", "perubahan-1") if self.acak.random() < 0.3 else ("awal",)
        awal = self.awal_renstra
        sasaran_program = {p.kode: p.sasaran[0] for p in self.program}
        while awal <= self.masa[-1]:
            for (kode, level, induk, nama, satuan, arah), satu in product(self.indikator, versi):
                sasaran = {"tujuan": "", "sasaran": induk}.get(level, sasaran_program.get(induk))
                isi = (f"{awal}-{awal + 4}", satu, kode, level, "T1", self.tujuan, sasaran)
                isi += (self.sasaran.get(sasaran, ""), nama, satuan, arah)
                for tahun in range(awal, awal + 5):
                    u = self.target_tahun.get((kode, tahun)) or self.target(kode, nama, satuan, arah)
                    target = u.target if u.target is None or satu == versi[-1] else u.target + 1
                    batas = (tahun, target, u.bawah, u.atas)
                    sumber = "Tabel 2.1 (b. 40)"
                    self.baris(
                        "renstra", sumber, f"{kolom} tahun target target_bawah target_atas", *isi, *batas
                    )
            awal += 5

    def target(self, kode: str, nama: str, satuan: str, arah: str) -> Ukuran:
        """Return a measure with a target of its unit, and nothing reached yet."""
        a, u = self.acak, Ukuran(kode, nama, satuan, arah)
        if arah == "rentang":
            u.bawah = Decimal(a.randint(20, 40))
            u.atas = u.bawah + a.randint(1, 10)
        elif satuan in ("%", "Nilai", "Indeks"):
            u.target = a.choice((Decimal(a.randint(200, 9500)) / 100, Decimal(a.randint(2, 95))))
        else:
            u.target = Decimal(a.choice((a.randint(1, 30), a.randint(30, 3000))))
        return u


class _Tahun:
    """One year of a package: its facts and its claims."""

    def __init__(self, paket: _Paket, tahun: int) -> None:
        self.p, self.tahun, self.acak = paket, tahun, paket.acak
        self.teks, self.nomor = 100, 0
        self.ukuran: dict[str, Ukuran] = {}
        self.uang: dict[str, Uang] = {}
        self.tolok_ukur = 0

    def susun(self) -> None:
        """Fill every table of the year."""
        self.indikator()
        self.kegiatan()
        self.anggaran(lengkap=True)
        self.perjanjian()
        self.survei()
        self.sdm()
        self.aset()
        self.masalah()
        self.naskah()

    # -- writing -----------------------------------------------------------------------------

    def baris(self, nama: str, sumber: str, kolom: str, *nilai: Any) -> None:
        """Add a row of facts that is printed at a place."""
        self.teks += 1
        self.p.baris(f"{self.tahun}/{nama}", f"{sumber} (b. {self.teks})", kolom, *nilai)

    def klaim(
        self, jenis: str, tabel: str, kunci: str, teks: str, seksi: str, satuan: str = "", basis: str = ""
    ) -> None:
        """Add a claim on the column of its kind, or ``kind:column``; they stand in the order of the text."""
        self.teks += 1
        self.nomor += 1
        jenis, _, kolom = jenis.partition(":")
        kepala = "id jenis tahun tabel kunci_entitas kolom basis nilai_tercetak satuan lokasi"
        isi = (
            jenis,
            self.tahun,
            tabel,
            kunci,
            kolom or jenis,
            basis,
            teks,
            satuan,
            f"{seksi} (b. {self.teks})",
        )
        self.p.baris(f"{self.tahun}/klaim", "Laporan terbit", kepala, f"K{self.nomor:05d}", *isi)

    def sebut(self, nama: str, depan: str = "") -> str:
        """Return a name as careless people print it: other case, other blanks, the kind before it."""
        cara = (str, str.upper, str.title, str.lower, lambda t: t.replace(" ", "  "), lambda t: f"{t}.")
        return self.acak.choice(cara)(f"{depan}{nama}" if self.acak.random() < 0.5 else nama)

    def rupiah(self, n: int) -> str:
        """Write an amount in one of the forms of Indonesian documents."""
        bentuk = ("{}", "Rp. {}", "Rp {},00", "Rp{}", "{},-") if n >= 1000 else ("{}",)
        return self.acak.choice(bentuk).format(tulis(n))

    def cacah(self, n: int) -> str:
        """Write a count in digits, or a small one in words."""
        return self.acak.choice((tulis, huruf))(n) if n <= 100 else tulis(n)

    def persen(self, nilai: Angka) -> str:
        """Write a percentage with some decimals."""
        return tulis(nilai, self.acak.choice((0, 2, 2, 3, 4))) + self.acak.choice(("", "%", " %"))

    # -- kinerja -----------------------------------------------------------------------------

    def hasil(self, u: Ukuran) -> Ukuran:
        """Give a measure a realisasi between 0,2 and 1,4 of its target, and what it was counted from."""
        a = self.acak
        dasar = Fraction(u.target if u.target is not None else u.atas)
        tujuan = dasar * a.choice((a.randint(20, 140), a.randint(60, 105), 100)) / 100
        if u.satuan == "%" and a.random() < 0.7:
            u.penyebut = a.choice(sorted({*range(40, 2500)} - {v.penyebut for v in self.ukuran.values()}))
            u.pembilang = max(1, int(tujuan * u.penyebut / 100))
            u.realisasi = bulat(Fraction(100 * u.pembilang, u.penyebut), a.choice((2, 2, 4)))
        else:
            u.realisasi = bulat(tujuan, 2 if u.satuan in ("%", "Nilai", "Indeks", "Poin") else 0)
        if u.target is not None and a.random() < 0.2:
            u.baru = a.choice((u.target * 2, u.target + 1))
        return u

    def indikator(self) -> None:
        """Tell the indicators, and print each figure of theirs in several sections."""
        kolom = "kode_indikator level kode_induk nama iku satuan arah target_awal target_perubahan "
        kolom += "dasar_perubahan target_bawah target_atas realisasi pembilang penyebut"
        for kode, level, induk, nama, satuan, arah in self.p.indikator:
            u = self.hasil(self.p.target(kode, nama, satuan, arah))
            u.level, u.induk = level, induk
            self.ukuran[kode] = self.p.target_tahun[kode, self.tahun] = u
            isi = (kode, level, induk, nama, "ya" if level == "sasaran" else "tidak", satuan, arah, u.target)
            isi += (u.baru, "P-APBD" if u.baru else "", u.bawah, u.atas, u.realisasi, u.pembilang, u.penyebut)
            self.baris("indikator", "Tabel 3.1", kolom, *isi)
        self.klaim("rujukan", "indikator", "semua", "lihat Tabel 3.1", "3.1")
        for u in self.ukuran.values():
            self._cetak_indikator(u)

    def _cetak_indikator(self, u: Ukuran) -> None:
        tentang = ("indikator", u.kode)
        self._cetak_ukuran(*tentang, u, "3.1")
        self.klaim("nama", *tentang, self.sebut(u.nama), "Tabel 2.4")
        if u.arah == "naik":
            self._cetak_pasangan(*tentang, u, "3.2")
        if u.target is not None:
            self.klaim(
                "target", "renstra", f"{u.kode}/{self.tahun}", tulis(u.target, 2), "Tabel 2.1", u.satuan
            )
        terhadap_renstra = self.persen(u.capaian(u.target))
        self.klaim("capaian", *tentang, terhadap_renstra, "3.2 Renstra", "%", "target_renstra")
        if u.penyebut:
            hasil = tulis(Fraction(100 * u.pembilang, u.penyebut), 2)
            hitungan = f"{u.pembilang}/{tulis(u.penyebut)} x 100 = {hasil} %"
            self.klaim("rasio:realisasi", *tentang, hitungan, "3.2 rumus", "%")
            self.klaim("cacah:pembilang", *tentang, tulis(u.pembilang), "3.2 rumus")
            self.klaim("cacah:penyebut", *tentang, tulis(u.penyebut), "3.2 rumus")
            self.klaim("cacah:target_jumlah", *tentang, tulis(Fraction(u.target) * u.penyebut / 100), "2.1 b")
        if u.level == "sasaran":
            nomor = list(self.p.sasaran).index(u.induk) + 1
            self.klaim("rujukan:nomor", *tentang, f"1.{nomor}.", "Tabel 2.4")

    def _cetak_ukuran(self, tabel: str, kode: str, u: Ukuran, seksi: str) -> None:
        """Print target, realisasi and capaian; of two targets either, and the capaian against the second."""
        target = u.baru if u.baru and self.acak.random() < 0.5 else u.target
        if target is not None:
            self.klaim("target", tabel, kode, tulis(target, 2 if target % 1 else 0), seksi, u.satuan)
        hasil = tulis(u.realisasi, 2 if u.realisasi % 1 else self.acak.choice((0, 2)))
        self.klaim("realisasi", tabel, kode, hasil, seksi, u.satuan)
        self.klaim("capaian", tabel, kode, self.persen(u.capaian(u.baru or u.target)), seksi, "%")

    def _cetak_pasangan(self, tabel: str, kode: str, u: Ukuran, seksi: str) -> None:
        """Print target and realisasi with two decimals, and the capaian that those two give."""
        target, hasil = bulat(u.target), bulat(u.realisasi)
        self.klaim("target", tabel, kode, tulis(target, 2), seksi, u.satuan)
        self.klaim("realisasi", tabel, kode, tulis(hasil, 2), seksi, u.satuan)
        capaian = self.persen(Fraction(hasil) / Fraction(target) * 100)
        self.klaim("capaian", tabel, kode, capaian, seksi, "%", "target_realisasi_tercetak")

    def kegiatan(self) -> None:
        """Tell programs, kegiatan and tolok ukur, with their names in several places."""
        kolom = "kode_program kode_kegiatan kode_subkegiatan nama"
        for p in self.p.program:
            self.klaim("nama", "program", p.kode, self.sebut(p.nama, "Program "), "Tabel 2.3")
            dengan_kode = self.acak.random() < 0.5
            for k in p.kegiatan:
                for kode, nama in (("", k.nama), *(k.sub if self.tahun > 2020 else ())):
                    self.baris("kegiatan", "3.1 Tabel Kegiatan", kolom, p.kode, k.kode, kode, nama)
                kunci = k.kode if dengan_kode else f"program/{p.kode}"
                self.klaim("nama:rencana", "kegiatan", kunci, self.sebut(k.nama), "2.1 b")
                self.klaim("nama", "kegiatan", k.kode, self.sebut(k.nama, "Kegiatan "), "3.1")
                self.klaim("nama:kode_program", "kegiatan", k.kode, self.sebut(p.nama, "Program "), "3.2.2")
                for n in range(1, self.acak.randint(1, 2) + 1):
                    self._tolok_ukur(k.kode, f"{k.kode}.{n}")
            cacah = self.cacah(len(p.kegiatan))
            self.klaim("cacah", "kegiatan", f"program/{p.kode}", cacah, "3.2.2")
        self.klaim("cacah", "program", "semua", tulis(len(self.p.program)), "2.1 b")
        self.klaim("cacah", "kegiatan", "semua", tulis(sum(len(p.kegiatan) for p in self.p.program)), "2.1 b")

    def _tolok_ukur(self, kegiatan: str, kode: str) -> None:
        u = self.hasil(self.p.target(kode, self.p.nama(), "dokumen", "naik"))
        self.tolok_ukur += 1
        kolom = "kode_kegiatan kode_tolok_ukur nama jenis satuan target_awal target_perubahan dasar_perubahan"
        isi = (kegiatan, kode, u.nama, "output", u.satuan, u.target, u.baru, "P-APBD" if u.baru else "")
        self.baris("tolok_ukur", "Tabel 3.2", f"{kolom} realisasi", *isi, u.realisasi)
        self._cetak_ukuran("tolok_ukur", kode, u, "Tabel 3.2")
        self._cetak_pasangan("tolok_ukur", kode, u, f"3.2.2 ({kode})")
        self.klaim("nama", "tolok_ukur", kode, self.sebut(u.nama), "3.2.2")

    # -- anggaran ----------------------------------------------------------------------------

    def _daun(self) -> Uang:
        """Return money of which more than half, all or, rarely, nothing was spent."""
        a = self.acak
        pagu = a.randint(5_000, 900_000) * 1000
        seribu = a.choice((a.randint(550, 999), a.randint(900, 999), 1000, 0 if a.random() < 0.2 else 800))
        realisasi = pagu * seribu // 1000 - (a.randint(0, 999) if 0 < seribu < 1000 else 0)
        return Uang(pagu + a.randint(-2_000, 90_000) * 1000, pagu, realisasi)

    def anggaran(self, *, lengkap: bool) -> None:
        """Tell a budget that closes on every level, from its leaves up, and print its figures."""
        self.p.uang[self.tahun] = self.uang
        lama = self.tahun <= 2020
        kelompok = ("BL",) if lama else ("operasi", "modal") if self.p.terbagi else ("",)
        program = [self._program(p, kelompok, lengkap=lengkap, lama=lama) for p in self.p.program]
        atas = {k: jumlah(uang[k] for uang in program) for k in kelompok}
        if lama:
            atas["BTL"] = self._daun()
        elif not self.p.terbagi:
            atas["modal"], atas["operasi"] = atas.pop("").bagi(5)
        rinci = "BTL" if lama else "operasi"
        for kode, uang in zip(("gaji", "lain"), atas[rinci].bagi(3), strict=True):
            self._pos("rekening", f"rekening/{kode}", uang, "kelompok kode_rekening", rinci, kode)
        for kode, uang in atas.items():
            self._pos("kelompok", kode, uang, "kelompok", kode)
        self._pos("total", "total", jumlah(atas.values()), "")
        if lengkap:
            self._cetak_anggaran()

    def _program(
        self, p: Program, kelompok: tuple[str, ...], *, lengkap: bool, lama: bool
    ) -> dict[str, Uang]:
        """Write the rows of a program and of what is below it; return its money by kelompok."""
        hasil = {}
        for satu in kelompok:
            ekor = f"@{satu}" if len(kelompok) > 1 else ""
            # Now and then the last kegiatan is not listed: its money is only in its program.
            kurang = not ekor and len(p.kegiatan) > 1 and self.acak.random() < 0.25
            tampil = p.kegiatan[: len(p.kegiatan) - kurang] if lengkap else []
            isi = [Uang(2_000_000, 2_000_000, 1_500_000)] if kurang else []
            for k in tampil:
                daun = [(kode, self._daun()) for kode, _ in (k.sub if not lama else [("", "")])]
                di = (satu, p.kode, k.kode)
                isi.append(jumlah(uang for _, uang in daun))
                self._pos(
                    "kegiatan",
                    f"kegiatan/{k.kode}{ekor}",
                    isi[-1],
                    "kelompok kode_program kode_kegiatan",
                    *di,
                )
                for kode, uang in daun if not lama else ():
                    kolom = "kelompok kode_program kode_kegiatan kode_subkegiatan"
                    self._pos("subkegiatan", f"subkegiatan/{kode}{ekor}", uang, kolom, *di, kode)
            hasil[satu] = jumlah(isi) if lengkap else self._daun()
            self._pos(
                "program", f"program/{p.kode}{ekor}", hasil[satu], "kelompok kode_program", satu, p.kode
            )
        return hasil

    def _pos(self, level: str, kunci: str, uang: Uang, kolom: str, *kode: str) -> None:
        self.uang[kunci] = uang
        murni = None if self.p.tanpa_murni else uang.murni
        kepala = f"level uraian pagu_murni pagu_perubahan realisasi {kolom}"
        isi = (level, f"Uraian {kunci}", murni, uang.pagu, uang.realisasi)
        self.baris("anggaran", "Tabel 3.4", kepala, *isi, *kode)

    def _pos_utuh(self, tahun: int) -> dict[str, Uang]:
        """Return the money of a year; that of a program divided by kelompok put together."""
        hasil: dict[str, Uang] = {}
        for kunci, uang in self.p.uang.get(tahun, {}).items():
            utuh = kunci.partition("@")[0]
            hasil[utuh] = jumlah((hasil[utuh], uang)) if utuh in hasil else uang
        return hasil

    def _cetak_anggaran(self) -> None:
        dulu = self._pos_utuh(self.tahun - 1)
        self.klaim("rujukan", "anggaran", "semua", "Tabel 3.4", "3.3")
        for kunci, uang in self._pos_utuh(self.tahun).items():
            self._cetak_pos(kunci, uang)
            if kunci in dulu:
                self._cetak_perubahan(kunci, uang.pagu, dulu[kunci].pagu)

    def _cetak_pos(self, kunci: str, uang: Uang) -> None:
        _, pagu, realisasi = uang
        tentang = ("anggaran", kunci)
        self.klaim("pagu:pagu_perubahan", *tentang, self.rupiah(pagu), "3.3", "Rp")
        if not self.p.tanpa_murni and self.acak.random() < 0.3:
            self.klaim("pagu:pagu_murni", *tentang, self.rupiah(uang.murni), "3.3", "Rp")
        self.klaim("realisasi", *tentang, self.rupiah(realisasi), "3.3", "Rp")
        self.klaim("serapan", *tentang, self.persen(Fraction(100 * realisasi, pagu)), "3.3", "%")
        self.klaim("sisa", *tentang, self.rupiah(pagu - realisasi), "3.3", "Rp")
        self.klaim("sisa_persen", *tentang, self.persen(Fraction(100 * (pagu - realisasi), pagu)), "3.3", "%")

    def _cetak_perubahan(self, kunci: str, ini: int, dulu: int) -> None:
        beda, a, seksi = ini - dulu, self.acak, "3.3 Tabel Perbandingan"
        teks = a.choice(("({})", "-{}", "Rp. -{}")) if beda < 0 else "{}"
        self.klaim("selisih", "anggaran", kunci, teks.format(tulis(abs(beda))), seksi, "Rp")
        kata = {True: ("Menurun", "turun", "Berkurang"), False: ("Meningkat", "naik", "Bertambah")}
        self.klaim("arah_perubahan", "anggaran", kunci, a.choice(kata[beda < 0]) if beda else "Tetap", seksi)
        tanda = "-" if beda < 0 and a.random() < 0.3 else ""
        persen = f"{tanda}{tulis(Fraction(100 * abs(beda), dulu), 2)}"
        self.klaim("perubahan_persen", "anggaran", kunci, persen, seksi, "%")

    def perjanjian(self) -> None:
        """Tell the agreement: targets as in the Renstra, money as in the budget."""
        for kode, u in self.ukuran.items():
            if u.level == "sasaran" and u.target is not None:
                self.baris("perjanjian_kinerja", "Lampiran 1", "kode_indikator target", kode, u.target)
        utuh = self._pos_utuh(self.tahun)
        for p in self.p.program:
            uang = utuh[f"program/{p.kode}"].pagu
            self.baris("perjanjian_kinerja", "Lampiran 1", "kode_program anggaran", p.kode, uang)

    # -- survei ------------------------------------------------------------------------------

    def survei(self) -> None:
        """Tell a survey by its totals, its answers or both, and print everything that follows from them."""
        a, unsur = self.acak, self.p.unsur
        bentuk = a.choice(("total", "jawaban", "keduanya"))
        populasi, sampel = a.choice(SAMPEL if bentuk == "total" else SAMPEL[:4])
        self.baris("ikm_survei", "3.2.1", "populasi periode metode", populasi, str(self.tahun), "Kuesioner")
        condong = {kode: a.choice(((1, 2, 5, 3), (0, 1, 4, 6), (1, 1, 6, 1))) for kode in unsur}
        kosong = 0.02 if bentuk != "total" else 0
        jawaban = [dict.fromkeys(unsur, 3)] + [
            {k: a.choices((1, 2, 3, 4), condong[k])[0] if a.random() >= kosong else None for k in unsur}
            for _ in range(a.randint(sampel, populasi) - 1)
        ]
        total = {k: (sum(s[k] or 0 for s in jawaban), sum(s[k] is not None for s in jawaban)) for k in unsur}
        for kode, nama in unsur.items():
            bobot = self.p.bobot[kode] if self.p.bobot else None
            self.baris("unsur", "3.2.1 Tabel Unsur", "kode nama bobot", kode, nama, bobot)
            if bentuk != "jawaban":
                kolom = "unsur total_nilai jumlah_kuesioner"
                self.baris("ikm_unsur", "3.2.1 Tabel Unsur", kolom, kode, *total[kode])
        for nomor, satu in enumerate(jawaban if bentuk != "total" else [], 1):
            kolom = " ".join(("responden", *satu))
            self.p.baris(f"{self.tahun}/ikm_responden", "", kolom, f"R{nomor}", *satu.values())
        self._cetak_pita()
        self._cetak_survei(total, bentuk)

    def _skm(self, jenis: str, kunci: str, teks: str, seksi: str, basis: str = "") -> None:
        self.klaim(jenis, "ikm_unsur", kunci, teks, f"3.2.1 {seksi}", "", basis)

    def _cetak_pita(self) -> None:
        pilih = self.acak.choice
        for _, kelas, ni, nik, mutu, kinerja in PITA:
            for kolom, teks in (("pita", ni), ("pita_konversi", nik)):
                self._skm(
                    f"pita:{kolom}", f"pita/{kelas}", pilih((teks, teks.replace("–", " - "))), "Tabel Mutu"
                )
            self._skm("mutu", f"pita/{kelas}", mutu, "Tabel Mutu")
            self._skm("kinerja", f"pita/{kelas}", pilih((kinerja, kinerja.upper())), "Tabel Mutu")

    def _cetak_survei(self, total: dict[str, tuple[int, int]], bentuk: str) -> None:
        skm, pilih, unsur = self._skm, self.acak.choice, self.p.unsur
        bobot = {k: Fraction(self.p.bobot[k] if self.p.bobot else Fraction(1, len(unsur))) for k in unsur}
        nrr = {kode: Fraction(*total[kode]) for kode in unsur}
        cetak = {kode: bulat(nilai) for kode, nilai in nrr.items()}
        for nomor, kode in enumerate(unsur, 1):
            if bentuk != "jawaban":
                skm("jumlah:total_nilai", kode, tulis(total[kode][0]), "Tabel Indeks")
                skm("cacah:jumlah_kuesioner", kode, tulis(total[kode][1]), "Tabel Indeks")
            self._cetak_unsur(kode, nrr[kode], bobot[kode], cetak[kode])
            self.klaim("rujukan:nomor", "unsur", kode, f"U{nomor}", "3.2.1 (1)")
        if len(unsur) == 10 and not self.p.bobot:
            skm("bobot", "semua", pilih(("0,1", "0,10")), "Penilaian")
        tertimbang = bulat(sum((Fraction(cetak[k]) * bobot[k] for k in unsur), Fraction()))
        skm("nrr_tertimbang", "semua", tulis(tertimbang, 2), "Tabel Indeks", "nrr_tercetak")
        skm("ikm", "semua", tulis(Fraction(tertimbang) * 25, 2), "Tabel Indeks", "nrr_tertimbang_tercetak")
        skm("pita:nilai_persepsi", "semua", str(golongan(tertimbang)[1]), "Nilai Persepsi", "nrr_tercetak")
        if len(semua := {golongan(nilai)[4] for nilai in cetak.values()}) == 1:
            skm("mutu", "semua", semua.pop(), "(1)", "nrr_tercetak")
        tepat = sum((nrr[k] * bobot[k] for k in unsur), Fraction())
        skm("nrr_tertimbang", "semua", tulis(tepat, 2), "(2)")
        skm("ikm", "semua", tulis(tepat * 25, pilih((0, 2))), "(2)")
        skm("mutu", "semua", golongan(tepat)[4], "(2)")
        skm("kinerja", "semua", pilih((str, str.lower))(golongan(tepat)[5]), "(2)")
        for jenis, puncak in (
            ("unsur_tertinggi", max(cetak.values())),
            ("unsur_terendah", min(cetak.values())),
        ):
            kode = pilih([k for k in unsur if cetak[k] == puncak])
            for seksi, basis in (("(1)", "nrr_tercetak"), ("(3)", "")):
                skm(f"{jenis}:unsur", kode, unsur[kode].lower(), seksi, basis)
                skm(f"{jenis}:nrr", "semua", tulis(puncak, 2), seksi, basis)
        self.klaim("cacah", "unsur", "semua", tulis(len(unsur)), "3.2.1", "unsur")
        skm("cacah:pita", "semua", "4", "Nilai Persepsi")
        skm("rasio:pengali", "semua", "Nilai SKM x 25", "Penilaian")

    def _cetak_unsur(self, kode: str, nrr: Fraction, bobot: Fraction, cetak: Decimal) -> None:
        """Print the values of an unsur in two tables by its mean of two decimals, in a third exactly."""
        skm, pita = self._skm, golongan(cetak)
        skm("nrr", kode, tulis(cetak, 2), "Tabel Indeks")
        skm("nrr_tertimbang", kode, tulis(Fraction(cetak) * bobot, 2), "Tabel Indeks", "nrr_tercetak")
        skm("mutu", kode, pita[4], "Tabel Indeks", "nrr_tercetak")
        skm("kinerja", kode, pita[5], "Tabel Indeks", "nrr_tercetak")
        skm("nrr", kode, tulis(cetak, 2), "Tabel Interval")
        skm("pita", kode, pita[2], "Tabel Interval", "nrr_tercetak")
        skm("pita:nilai_persepsi", kode, str(pita[1]), "Tabel Interval", "nrr_tercetak")
        skm("nrr", kode, tulis(nrr, self.acak.choice((3, 4))), "Tabel Lengkap")
        skm("nrr_tertimbang", kode, tulis(nrr * bobot, 4), "Tabel Lengkap")
        if self.p.bobot:
            skm("bobot", kode, tulis(bobot, 2), "Tabel Indeks")
        self.klaim("nama", "unsur", kode, self.sebut(self.p.unsur[kode]), "3.2.1 Tabel Indeks")

    # -- sumber daya -------------------------------------------------------------------------

    def sdm(self) -> None:
        """Tell the people of each unit three times, by sex, rank and education."""
        a = self.acak
        banyak = {"dinas": 1, **{unit: a.randint(3, 25) for unit in self.p.bidang}}
        for nomor, (dimensi, (kategori, sub)) in enumerate(SDM.items(), 1):
            orang: dict[tuple[str, str, str], int] = {}
            for unit, n in banyak.items():
                for _ in range(n):
                    kunci = (unit, a.choice(kategori), a.choice(sub))
                    orang[kunci] = orang.get(kunci, 0) + 1
            for kunci, n in orang.items():
                self.baris(
                    "sdm", f"Tabel {nomor}", "dimensi unit kategori subkategori jumlah", dimensi, *kunci, n
                )
            self.klaim("rujukan", "sdm", dimensi, f"Berdasarkan tabel {nomor}", "1.4")
            self._cetak_sdm(dimensi, orang, f"Tabel {nomor}")

    def _cetak_sdm(self, dimensi: str, orang: dict[tuple[str, str, str], int], seksi: str) -> None:
        def cetak(jenis: str, kunci: str, milik: Callable[[str, str, str], bool]) -> None:
            n = sum(banyak for satu, banyak in orang.items() if milik(*satu))
            self.klaim(f"{jenis}:jumlah", "sdm", kunci, tulis(n), seksi, "orang")

        for unit in ("dinas", *self.p.bidang):
            cetak("jumlah", f"{unit}/{dimensi}", lambda u, *_, unit=unit: u == unit)
        cetak("jumlah", f"semua/{dimensi}", lambda *_: True)
        for kategori in SDM[dimensi][0]:
            kunci = f"semua/{dimensi}/{kategori.replace(' ', '_').replace('/', '_')}"
            cetak("cacah", kunci, lambda _, k, __, kategori=kategori: k == kategori)
            for sub in SDM[dimensi][1]:
                cetak("jumlah", f"{kunci}/{sub}", lambda _, *ks, satu=(kategori, sub): ks == satu)
        if dimensi == "golongan":
            cetak("cacah", "semua/golongan/PNS", lambda _, k, __: k.startswith("Gol"))

    def aset(self) -> None:
        """Tell land and buildings with value and area, and print what they come to."""
        a, isi = self.acak, []
        for jenis, tabel in (("tanah", "Tabel 4"), ("bangunan", "Tabel 5")):
            for n in range(1, a.randint(2, 4) + len(self.p.program) // 10 + 1):
                luas, nilai = (
                    Decimal(a.randint(100, 90_000)) / a.choice((1, 10)),
                    a.randint(1000, 900_000) * 1000,
                )
                isi.append((jenis, luas, nilai))
                self.baris("aset", tabel, "jenis urutan nama luas nilai", jenis, n, f"Aset {n}", luas, nilai)
                self.klaim("pagu:nilai", "aset", f"{jenis}/{n}", self.rupiah(nilai), tabel, "Rp")
            self.klaim("rujukan", "aset", jenis, f"pada {tabel}", "1.5")
        for jenis in ("tanah", "bangunan", "semua"):
            milik = [satu for satu in isi if jenis in ("semua", satu[0])]
            luas, nilai = sum(satu[1] for satu in milik), sum(satu[2] for satu in milik)
            self.klaim("cacah", "aset", jenis, self.cacah(len(milik)), "1.5", "unit")
            self.klaim("jumlah:nilai", "aset", jenis, self.rupiah(nilai), f"1.5 {jenis}", "Rp")
            kata = f"{huruf(nilai)} rupiah"
            self.klaim("terbilang:nilai", "aset", jenis, kata, f"1.5 {jenis}", "", "nilai_tercetak")
            self.klaim("jumlah:luas", "aset", jenis, tulis(luas, 2), "1.5", "m2")

    def masalah(self) -> None:
        """Tell as many solutions as problems, of one bidang or of several."""
        kolom = "bidang jenis urutan uraian pasangan"
        for bidang in (*self.p.bidang[:3], ";".join(self.p.bidang[:2])):
            pasangan = self.acak.choice(("M{}", ""))
            for n, jenis in product(range(1, self.acak.randint(1, 3) + 1), ("permasalahan", "solusi")):
                isi = (bidang, jenis, n, f"{jenis} {n}", pasangan.format(n))
                self.baris("permasalahan_solusi", "3.4", kolom, *isi)
            self.baris("permasalahan_solusi", "3.4", kolom, bidang, "penyebab", 1, "Sebab umum", "")

    # -- naskah ------------------------------------------------------------------------------

    def naskah(self) -> None:
        """Print names of the plan, counts, references, regulations and numbers in words."""
        a, p = self.acak, self.p
        self.klaim("nama:tujuan", "renstra", "T1", self.sebut(p.tujuan), "2.1.A")
        for kode, nama in p.sasaran.items():
            self.klaim("nama:sasaran", "renstra", kode, self.sebut(nama), "2.1.A")
        unit = [satu for satu in p.tabel["organisasi"] if not satu["sampai"]]
        self.klaim("cacah:unit", "organisasi", "semua", tulis(len(unit)), "1.3", "unit")
        jabatan = sum(bool(satu["jabatan"]) for satu in unit)
        self.klaim("cacah:jabatan", "organisasi", "semua", tulis(jabatan), "1.3", "jabatan")
        for satu in unit[:3]:
            self.klaim("nama:unit", "organisasi", satu["kode"], self.sebut(satu["unit"]), "1.3")
        awal = p.awal_renstra + (self.tahun - p.awal_renstra) // 5 * 5
        ke = self.tahun - awal
        tahun_ke = a.choice((f"tahun {TAHUN_KE[ke]}", f"Tahun ke-{ke + 1}"))
        self.klaim("tahun_ke", "renstra", f"{awal}-{awal + 4}", tahun_ke, "3.2")
        self.klaim("cacah:lama", "renstra", f"{awal}-{awal + 4}", a.choice(("lima", "5")), "2.1.A", "tahun")
        for seksi in ("2.1.A", "Bab IV"):
            n = a.randint(1, 1500)
            self.klaim("terbilang", "narasi", "umum", f"{tulis(n)} ({huruf(n)})", seksi, "", "nilai_tercetak")
            self.klaim("cacah", "tolok_ukur", "semua", tulis(self.tolok_ukur), seksi)
        self.klaim("rujukan", "perjanjian_kinerja", "semua", "Lampiran 1", "2.1 c")
        self.klaim("rujukan", "renstra", "semua", "Target Renstra (Tabel 2.1)", "3.2")
        for teks in PERATURAN * 2:
            dasar = a.choice((teks, teks.replace("Nomor", "No.")))
            self.klaim("peraturan", "narasi", "dasar_hukum", dasar, "1.1")
