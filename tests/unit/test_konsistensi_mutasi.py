"""Property tests: a consistent package has no findings, and one error put into it is found where it is.

:data:`MUTASI` has, for every rule, a function that picks at random a place where its error can be made
and makes it. ``benchmarks/konsistensi.py`` counts with the same functions how many are found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from cProfile import Profile
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pandas as pd
import pytest
from bantu import AKAR, rangka
from hypothesis import given
from hypothesis import strategies as st
from paket_konsisten import PERATURAN, PITA, TAHUN_KE, UNSUR_WAJIB, buat, bulat, tulis

from lakip_utils import data, konsistensi
from lakip_utils.data import Paket, table
from lakip_utils.data.schema import JENIS_KLAIM, TABLES
from lakip_utils.konsistensi import DAFTAR
from lakip_utils.konsistensi.bacaan import Bacaan
from lakip_utils.konsistensi.catatan import satukan
from lakip_utils.konsistensi.daftar import Keluarga

# -- making one change -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ubahan:
    """One change of a package.

    Parameters
    ----------
    tabel, baris, kolom, nilai
        The cell, its row by index label, and what it becomes.
    hapus
        Labels of rows that are deleted instead.
    tentang
        Codes of what was deleted: each new finding has to speak of one of them.
    """

    tabel: str
    baris: Any = None
    kolom: str = ""
    nilai: Any = None
    hapus: tuple[Any, ...] = ()
    tentang: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dasar:
    """A consistent package, the year that is checked, and the ids of what is found in it (info only)."""

    paket: Paket
    tahun: int
    catatan: frozenset[str]

    def __getitem__(self, tabel: str) -> pd.DataFrame:
        return self.paket.tabel(tabel, None if tabel in self.paket.akar else self.tahun)

    def klaim(self, *jenis: str, **isi: str | Iterable[str]) -> pd.DataFrame:
        """Return the claims of some kinds whose columns hold one of some values."""
        klaim = self["klaim"]
        pilih = klaim["jenis"].isin(jenis)
        for kolom, nilai in isi.items():
            pilih &= klaim[kolom].isin([nilai] if isinstance(nilai, str) else list(nilai))
        return klaim[pilih]


@cache
def dasar(seed: int) -> Dasar:
    """Return the consistent package of a seed, small: of two or three programs and any number of unsur."""
    with TemporaryDirectory() as folder:
        bentuk = {"program": 2 + seed % 2, "unsur": 9 + seed % 6, "terbagi": seed % 5 == 0}
        paket = data.load(buat(Path(folder) / "paket", seed, **bentuk))
    tahun = paket.tahun[-1]
    return Dasar(paket, tahun, frozenset(konsistensi.periksa(paket, tahun)["id"]))


def terapkan(d: Dasar, u: Ubahan) -> Paket:
    """Return the package with a change made in memory; the types of the columns stay."""
    lama = d[u.tabel]
    baru = lama.drop(index=list(u.hapus)) if u.hapus else lama.copy()
    if not u.hapus:
        baru.loc[u.baris, u.kolom] = u.nilai
    assert list(baru.dtypes) == list(lama.dtypes)
    assert u.hapus or not baru.loc[[u.baris], [u.kolom]].equals(lama.loc[[u.baris], [u.kolom]])
    if u.tabel in d.paket.akar:
        return replace(d.paket, akar={**d.paket.akar, u.tabel: baru})
    tahunan = {**d.paket.tahunan, d.tahun: {**d.paket.tahunan[d.tahun], u.tabel: baru}}
    return replace(d.paket, tahunan=tahunan)


def catatan_baru(d: Dasar, u: Ubahan) -> pd.DataFrame:
    """Return what is found after a change and was not before."""
    catatan = konsistensi.periksa(terapkan(d, u), d.tahun)
    return catatan[~catatan["id"].isin(d.catatan)]


def menunjuk(d: Dasar, u: Ubahan, catatan: Any) -> bool:
    """Whether a finding leads to a change: to its row, or to what was deleted.

    That a claim can no longer be tested is told of the claim; it has to speak of the row that changed.
    """
    kunci = {*re.split(r"[/+]", catatan.kunci)}
    if u.hapus:
        return bool(kunci & set(u.tentang))
    berubah = d[u.tabel].loc[u.baris]
    berkas, nomor = berubah["asal_berkas"], berubah["asal_baris"]
    if any(s.berkas == berkas and s.rentang[0] <= nomor <= s.rentang[1] for s in catatan.asal.sel):
        return True
    kolom = {*TABLES[u.tabel].key, *(k.name for k in TABLES[u.tabel].columns if k.type == "kode")}
    kode = {str(berubah[nama]) for nama in kolom} - {""}
    return catatan.uji == "klaim-tidak-diuji" and bool(kunci & kode)


# -- errors that people make -------------------------------------------------------------------------

_ANGKA = re.compile(r"\d[\d.]*(,\d+)?")
_KATA_ANGKA = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def nilai(teks: str) -> Fraction:
    """Read the first number of an Indonesian text."""
    return Fraction(_ANGKA.search(teks)[0].replace(".", "").replace(",", "."))


def desimal(teks: str) -> int:
    """Return the decimals of the first number of a text."""
    return len(_ANGKA.search(teks)[0].partition(",")[2])


def digit_salah(teks: str, acak: Random, paling_kecil: int = 2) -> str | None:
    """Return a text with one wrong digit, off by at least some units of the last decimal."""
    awal, akhir = _ANGKA.search(teks).span()
    satuan = Fraction(1, 10 ** desimal(teks))
    pilihan = [
        f"{teks[:i]}{angka}{teks[i + 1 :]}"
        for i in range(awal, akhir)
        if teks[i].isdigit()
        for angka in "0123456789"
        if angka != teks[i] and not (angka == "0" and i == awal and teks[i + 1 : i + 2] not in ("", ","))
    ]
    jauh = [satu for satu in pilihan if abs(nilai(satu) - nilai(teks)) >= paling_kecil * satuan]
    return acak.choice(jauh) if jauh else None


def satu(acak: Random, baris: pd.DataFrame) -> pd.Series | None:
    """Pick a row."""
    return None if baris.empty else baris.loc[acak.choice(list(baris.index))]


def cetak(acak: Random, klaim: pd.DataFrame, ubah: Callable[[pd.Series], str | None]) -> Ubahan | None:
    """Change what one of some claims prints."""
    for label in acak.sample(list(klaim.index), len(klaim)):
        if (teks := ubah(klaim.loc[label])) is not None and teks != klaim.loc[label, "nilai_tercetak"]:
            return Ubahan("klaim", label, "nilai_tercetak", teks)
    return None


def salah_cetak(acak: Random, klaim: pd.DataFrame, paling_kecil: int = 2) -> Ubahan | None:
    """Print a wrong digit in one of some claims."""
    return cetak(acak, klaim, lambda k: digit_salah(k["nilai_tercetak"], acak, paling_kecil))


def ganti(acak: Random, klaim: pd.DataFrame, pilihan: Iterable[str]) -> Ubahan | None:
    """Print another one of some words."""
    semua = sorted(set(pilihan))

    def lain(k: pd.Series) -> str:
        kini = k["nilai_tercetak"].casefold().replace(" - ", "–")
        return acak.choice([p for p in semua if p.casefold() != kini])

    return cetak(acak, klaim, lain)


def salah_bulat(
    acak: Random, klaim: pd.DataFrame, tepat: Callable[[pd.Series], Fraction | None], *, potong: bool
) -> Ubahan | None:
    """Print a result cut off where it rounds up, or rounded up where it rounds down."""

    def ubah(k: pd.Series) -> str | None:
        hasil, places = tepat(k), desimal(k["nilai_tercetak"])
        if hasil is None or hasil <= 0:
            return None
        satuan = Fraction(1, 10**places)
        bawah = hasil // satuan * satuan
        naik = bulat(hasil, places) != bulat(bawah, places)
        if hasil == bawah or naik != potong:
            return None
        return tulis(bawah if potong else bawah + satuan, places)

    return cetak(acak, klaim, ubah)


# -- one error for every rule ------------------------------------------------------------------------

UANG = ("pagu_murni", "pagu_perubahan", "realisasi")
Mutasi = Callable[[Dasar, Random], Ubahan | None]
MUTASI: dict[str, Mutasi] = {}
"""By the id of a rule: make its error at a place picked at random; ``None`` where the package has none."""


def mutasi(fungsi: Mutasi) -> Mutasi:
    """Register the error of the rule that a function is named after."""
    MUTASI[fungsi.__name__.replace("_", "-")] = fungsi
    return fungsi


@mutasi
def angka_berbeda(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_cetak(
        acak, d.klaim("target", "realisasi", "pagu", tabel=("indikator", "tolok_ukur", "anggaran", "aset"))
    )


@mutasi
def angka_gabungan(d: Dasar, acak: Random) -> Ubahan | None:
    ukuran = d["tolok_ukur"].assign(target=d["tolok_ukur"]["target_awal"]).set_index("kode_tolok_ukur")

    def ubah(k: pd.Series) -> str | None:
        milik = ukuran[ukuran["kode_kegiatan"] == ukuran.loc[k["kunci_entitas"], "kode_kegiatan"]]
        return tulis(int(milik[k["kolom"]].sum())) if len(milik) > 1 else None

    return cetak(acak, d.klaim("target", "realisasi", tabel="tolok_ukur"), ubah)


@mutasi
def klaim_bertentangan(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_cetak(acak, d.klaim("cacah", tabel="tolok_ukur"))


@mutasi
def realisasi_melebihi_pagu(d: Dasar, acak: Random) -> Ubahan | None:
    baris = satu(acak, d["anggaran"])
    return Ubahan("anggaran", baris.name, "realisasi", baris["pagu_perubahan"] + acak.randint(1, 10**6))


@mutasi
def total_skm_bukan_jawaban(d: Dasar, acak: Random) -> Ubahan | None:
    if d["ikm_responden"].empty or d["ikm_unsur"].empty:
        return None
    if acak.random() < 0.5:
        baris, kolom = satu(acak, d["ikm_unsur"]), acak.choice(("total_nilai", "jumlah_kuesioner"))
        return Ubahan("ikm_unsur", baris.name, kolom, baris[kolom] + acak.choice((-1, 1)))
    baris, kolom = satu(acak, d["ikm_responden"]), acak.choice(list(d["unsur"]["kode"]))
    return Ubahan("ikm_responden", baris.name, kolom, acak.choice([n for n in "1234" if n != baris[kolom]]))


@mutasi
def persentase_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_cetak(acak, d.klaim("capaian", "serapan", "sisa_persen", "perubahan_persen"))


def _pos(d: Dasar, kunci: str) -> pd.DataFrame:
    """Return the rows of the budget that a key of claims names."""
    level, _, kode = kunci.partition("/")
    anggaran = d["anggaran"]
    if not kode:
        return anggaran[
            (anggaran["level"] == level)
            | ((anggaran["level"] == "kelompok") & (anggaran["kelompok"] == level))
        ]
    return anggaran[(anggaran["level"] == level) & (anggaran[f"kode_{level}"] == kode)]


def _persen_uang(d: Dasar) -> Callable[[pd.Series], Fraction]:
    def tepat(k: pd.Series) -> Fraction:
        pos = _pos(d, k["kunci_entitas"])
        pagu, habis = int(pos["pagu_perubahan"].sum()), int(pos["realisasi"].sum())
        return Fraction(100 * (habis if k["jenis"] == "serapan" else pagu - habis), pagu)

    return tepat


@mutasi
def persentase_dipotong(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_bulat(acak, d.klaim("serapan", "sisa_persen"), _persen_uang(d), potong=True)


@mutasi
def persentase_salah_bulat(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_bulat(acak, d.klaim("serapan", "sisa_persen"), _persen_uang(d), potong=False)


@mutasi
def hitungan_tercetak_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    def ubah(k: pd.Series) -> str:
        kiri, _, hasil = k["nilai_tercetak"].partition("=")
        return f"{kiri}={digit_salah(hasil, acak)}"

    return cetak(acak, d.klaim("rasio", kolom="realisasi"), ubah)


@mutasi
def realisasi_bukan_rasionya(d: Dasar, acak: Random) -> Ubahan | None:
    baris = satu(acak, d["indikator"].dropna(subset=["penyebut"]))
    if baris is None:
        return None
    kolom, beda = acak.choice((("realisasi", 0.25), ("pembilang", 1)))
    return Ubahan("indikator", baris.name, kolom, baris[kolom] + beda)


@mutasi
def bagian_disebut_peningkatan(d: Dasar, acak: Random) -> Ubahan | None:
    indikator = d["indikator"]
    baris = satu(acak, indikator[indikator["pembilang"] <= indikator["penyebut"]])
    return (
        baris is not None
        and Ubahan("indikator", baris.name, "nama", f"Persentase Peningkatan {baris['nama']}")
    ) or None


@mutasi
def satu_hitungan(d: Dasar, acak: Random) -> Ubahan | None:
    rasio = d.klaim("rasio", kolom="realisasi")
    return ganti(acak, rasio, rasio["nilai_tercetak"]) if rasio["nilai_tercetak"].nunique() > 1 else None


@mutasi
def target_bukan_renstra(d: Dasar, acak: Random) -> Ubahan | None:
    renstra, pk = d["renstra"], d["perjanjian_kinerja"].dropna(subset=["target"])
    kini = renstra[(renstra["tahun"] == d.tahun) & (renstra["versi"] == renstra["versi"].iloc[-1])].dropna(
        subset=["target"]
    )
    if acak.random() < 0.3:
        return salah_cetak(acak, d.klaim("target", tabel="renstra"))
    tabel, isi = acak.choice((("renstra", kini), ("perjanjian_kinerja", pk)))
    baris = satu(acak, isi)
    return Ubahan(tabel, baris.name, "target", baris["target"] + 0.75) if baris is not None else None


@mutasi
def target_bukan_perjanjian(d: Dasar, acak: Random) -> Ubahan | None:
    baris = satu(acak, d["perjanjian_kinerja"].dropna(subset=["target"]))
    return (
        Ubahan("perjanjian_kinerja", baris.name, "target", baris["target"] + 3.17)
        if baris is not None
        else None
    )


@mutasi
def anggaran_bukan_perjanjian(d: Dasar, acak: Random) -> Ubahan | None:
    baris = satu(acak, d["perjanjian_kinerja"].dropna(subset=["anggaran"]))
    return Ubahan("perjanjian_kinerja", baris.name, "anggaran", baris["anggaran"] + acak.randint(1, 10**6))


def _ukuran(d: Dasar, acak: Random) -> tuple[str, pd.DataFrame]:
    tabel = acak.choice(("indikator", "tolok_ukur"))
    return tabel, d[tabel]


@mutasi
def target_baru_tidak_dicatat(d: Dasar, acak: Random) -> Ubahan | None:
    tabel, isi = _ukuran(d, acak)
    baris = satu(acak, isi[isi["target_awal"].notna() & isi["target_perubahan"].isna()])
    return Ubahan(tabel, baris.name, "dasar_perubahan", "Pergub 5/2020") if baris is not None else None


@mutasi
def capaian_target_lama(d: Dasar, acak: Random) -> Ubahan | None:
    tabel = {
        nama: d[nama].set_index(d[nama].columns[1 if nama == "tolok_ukur" else 0])
        for nama in ("indikator", "tolok_ukur")
    }

    def ubah(k: pd.Series) -> str | None:
        u = tabel[k["tabel"]].loc[k["kunci_entitas"]]
        if pd.isna(u["target_perubahan"]):
            return None
        awal, baru, hasil = (Fraction(str(u[n])) for n in ("target_awal", "target_perubahan", "realisasi"))
        turun = u.get("arah") == "turun"
        lama, kini = ((2 * t - hasil if turun else hasil) / t * 100 for t in (awal, baru))
        return tulis(lama, 2) if lama > 0 and abs(lama - kini) > 1 else None

    return cetak(acak, d.klaim("capaian", basis=""), ubah)


@mutasi
def nrr_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_cetak(acak, d.klaim("nrr", "nrr_tertimbang"))


def _nrr(d: Dasar) -> Callable[[pd.Series], Fraction]:
    def tepat(k: pd.Series) -> Fraction:
        kode, total = k["kunci_entitas"], d["ikm_unsur"].set_index("unsur")
        if d["ikm_responden"].empty:
            return Fraction(int(total.loc[kode, "total_nilai"]), int(total.loc[kode, "jumlah_kuesioner"]))
        jawaban = [int(n) for n in d["ikm_responden"][kode] if n]
        return Fraction(sum(jawaban), len(jawaban))

    return tepat


@mutasi
def nrr_salah_bulat(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_bulat(acak, d.klaim("nrr"), _nrr(d), potong=acak.random() < 0.5)


@mutasi
def ikm_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_cetak(acak, d.klaim("ikm"), 1)


@mutasi
def pengali_lain(d: Dasar, acak: Random) -> Ubahan | None:
    return cetak(
        acak, d.klaim("rasio", kolom="pengali"), lambda _: f"Nilai SKM x {acak.choice((20, 24, 100))}"
    )


@mutasi
def bobot_dibulatkan(d: Dasar, acak: Random) -> Ubahan | None:
    return cetak(acak, d.klaim("bobot", kunci_entitas="semua"), lambda _: acak.choice(("0,11", "0,09")))


def _survei(d: Dasar, acak: Random, populasi: Any) -> Ubahan:
    return Ubahan("ikm_survei", satu(acak, d["ikm_survei"]).name, "populasi", populasi)


@mutasi
def sampel_kurang(d: Dasar, acak: Random) -> Ubahan | None:
    return _survei(d, acak, acak.randint(10**5, 10**6))


@mutasi
def populasi_kosong(d: Dasar, acak: Random) -> Ubahan | None:
    return _survei(d, acak, pd.NA)


@mutasi
def aturan_mutu_lain(d: Dasar, acak: Random) -> Ubahan | None:
    return ganti(acak, d.klaim("pita", kolom="pita"), ("1,00–1,75", "1,76–2,50", "2,51–3,25", "3,26–4,00"))


@mutasi
def mutu_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    if acak.random() < 0.5:
        return ganti(acak, d.klaim("mutu", kunci_entitas="semua", basis=""), [p[4] for p in PITA])
    return ganti(acak, d.klaim("kinerja", kunci_entitas="semua", basis=""), [p[5] for p in PITA])


@mutasi
def kelas_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    jenis, kolom, letak = acak.choice(
        (
            ("mutu", "mutu", 4),
            ("kinerja", "kinerja", 5),
            ("pita", "nilai_persepsi", 1),
            ("pita", "pita_konversi", 3),
        )
    )
    klaim = d.klaim(jenis, kolom=kolom)
    return ganti(
        acak,
        klaim[(klaim["kunci_entitas"] != "semua") | (klaim["basis"] != "")],
        [str(p[letak]) for p in PITA],
    )


@mutasi
def nama_unsur_ekstrem(d: Dasar, acak: Random) -> Ubahan | None:
    klaim = satu(acak, d.klaim("unsur_tertinggi", "unsur_terendah", kolom="unsur"))
    nrr = {kode: bulat(_nrr(d)({"kunci_entitas": kode})) for kode in d["unsur"]["kode"]}
    lain = [kode for kode, n in nrr.items() if n != nrr[klaim["kunci_entitas"]]]
    return Ubahan("klaim", klaim.name, "kunci_entitas", acak.choice(lain)) if lain else None


@mutasi
def nilai_unsur_ekstrem(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_cetak(acak, d.klaim("unsur_tertinggi", "unsur_terendah", kolom="nrr"), 1)


@mutasi
def unsur_wajib_tidak_ada(d: Dasar, acak: Random) -> Ubahan | None:
    unsur = d["unsur"]
    return Ubahan(
        "unsur", satu(acak, unsur[unsur["kode"].isin(UNSUR_WAJIB)]).name, "nama", "Maklumat dan Janji"
    )


@mutasi
def jumlah_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_cetak(acak, d.klaim("jumlah", "sisa", tabel=("sdm", "aset", "anggaran")), 1)


@mutasi
def anggaran_tidak_menutup(d: Dasar, acak: Random) -> Ubahan | None:
    baris = satu(acak, d["anggaran"])
    kolom = acak.choice([k for k in UANG if not pd.isna(baris[k])])
    return Ubahan("anggaran", baris.name, kolom, baris[kolom] + acak.randint(1, 10**8))


@mutasi
def anggaran_belum_dirinci(d: Dasar, acak: Random) -> Ubahan | None:
    anggaran = d["anggaran"]
    kegiatan = anggaran[anggaran["level"] == "kegiatan"]
    banyak = kegiatan.groupby("kode_program")["kode_kegiatan"].transform("nunique")
    baris = satu(acak, kegiatan[(banyak > 1) & ~kegiatan.duplicated("kode_kegiatan", keep=False)])
    if baris is None:
        return None
    return Ubahan("anggaran", hapus=(baris.name,), tentang=(baris["kode_program"], baris["kode_kegiatan"]))


@mutasi
def pengelompokan_pegawai_berbeda(d: Dasar, acak: Random) -> Ubahan | None:
    baris = satu(acak, d["sdm"])
    return Ubahan("sdm", baris.name, "jumlah", baris["jumlah"] + 1)


@mutasi
def selisih_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    return salah_cetak(acak, d.klaim("selisih"), 1)


@mutasi
def arah_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    naik, turun = ("naik", "meningkat", "bertambah"), ("turun", "menurun", "berkurang")
    return cetak(
        acak,
        d.klaim("arah_perubahan"),
        lambda k: acak.choice(turun if k["nilai_tercetak"].lower() in naik else naik),
    )


def _nama(d: Dasar) -> pd.DataFrame:
    return d.klaim("nama", kolom=("nama", "unit", "tujuan", "sasaran"))


@mutasi
def nama_berlainan_isi(d: Dasar, acak: Random) -> Ubahan | None:
    return ganti(acak, _nama(d), ("Pengadaan Kendaraan Bermotor", "Rehabilitasi Gedung Kantor Lantai Dua"))


@mutasi
def nama_berbeda(d: Dasar, acak: Random) -> Ubahan | None:
    return cetak(
        acak, _nama(d), lambda k: f"{k['nilai_tercetak']} {acak.choice(('Terpadu', 'Daerah', 'Lanjutan'))}"
    )


@mutasi
def salah_ketik(d: Dasar, acak: Random) -> Ubahan | None:
    def ubah(k: pd.Series) -> str:
        teks = k["nilai_tercetak"]
        letak = acak.choice([i for i, huruf in enumerate(teks) if huruf.isalpha()])
        return teks[:letak] + acak.choice(("", teks[letak] * 2, "q")) + teks[letak + 1 :]

    return cetak(acak, _nama(d), ubah)


@mutasi
def kegiatan_menjadi_tolok_ukur(d: Dasar, acak: Random) -> Ubahan | None:
    rencana = d.klaim("nama", kolom="rencana")
    rencana = rencana[rencana["kunci_entitas"].str.startswith("program/")]

    def ubah(k: pd.Series) -> str:
        milik = d["tolok_ukur"]["kode_kegiatan"].str.startswith(
            k["kunci_entitas"].removeprefix("program/") + "."
        )
        return acak.choice(list(d["tolok_ukur"].loc[milik, "nama"]))

    return cetak(acak, rencana, ubah)


@mutasi
def hanya_di_satu_tempat(d: Dasar, acak: Random) -> Ubahan | None:
    klaim = d.klaim(
        "nama", tabel=("program", "indikator", "kegiatan", "renstra"), kolom=("nama", "tujuan", "sasaran")
    )
    return Ubahan("klaim", satu(acak, klaim).name, "kunci_entitas", "X9")


@mutasi
def di_luar_rencana(d: Dasar, acak: Random) -> Ubahan | None:
    rencana = d.klaim("nama", kolom="rencana")
    kegiatan = d["kegiatan"].set_index("kode_kegiatan")["kode_program"]
    program = rencana["kunci_entitas"].map(
        lambda k: k.removeprefix("program/") if "/" in k else kegiatan[kegiatan.index == k].iloc[0]
    )
    banyak = program.groupby(program).transform("size")
    baris = satu(acak, rencana[banyak > 1])
    if baris is None:
        return None
    if "/" in baris["kunci_entitas"]:
        return Ubahan("klaim", baris.name, "nilai_tercetak", "Pengadaan Kendaraan Bermotor")
    return Ubahan("klaim", hapus=(baris.name,), tentang=(baris["kunci_entitas"],))


@mutasi
def di_dua_program(d: Dasar, acak: Random) -> Ubahan | None:
    program = d["program"]
    nama = (
        program[program["tahun"] == d.tahun].drop_duplicates("kode_program").set_index("kode_program")["nama"]
    )
    milik = d["kegiatan"].drop_duplicates("kode_kegiatan").set_index("kode_kegiatan")["kode_program"]
    return cetak(
        acak,
        d.klaim("nama", kolom="kode_program"),
        lambda k: acak.choice([n for kode, n in nama.items() if kode != milik[k["kunci_entitas"]]]),
    )


@mutasi
def cacah_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    klaim = d.klaim("cacah")
    klaim = klaim[(klaim["tabel"] != "tolok_ukur") & (klaim["kolom"] != "jumlah_kuesioner")]

    def ubah(k: pd.Series) -> str | None:
        teks = k["nilai_tercetak"]
        if k["kolom"] == "lama":
            return acak.choice(("enam", "7", "sepuluh"))
        return (
            digit_salah(teks, acak, 1)
            if teks[0].isdigit()
            else acak.choice([n for n in _KATA_ANGKA if n != teks])
        )

    return cetak(acak, klaim, ubah)


@mutasi
def angka_dan_huruf_berbeda(d: Dasar, acak: Random) -> Ubahan | None:
    def ubah(k: pd.Series) -> str | None:
        teks = k["nilai_tercetak"]
        ada = [cocok.span() for cocok in re.finditer(rf"\b({'|'.join(_KATA_ANGKA)})\b", teks)]
        if not ada:
            return None
        awal, akhir = acak.choice(ada)
        return teks[:awal] + acak.choice([n for n in _KATA_ANGKA if n != teks[awal:akhir]]) + teks[akhir:]

    return cetak(acak, d.klaim("terbilang"), ubah)


@mutasi
def angka_cacat(d: Dasar, acak: Random) -> Ubahan | None:
    return Ubahan(
        "klaim",
        satu(acak, d.klaim("pagu", "realisasi", "serapan", "jumlah", "capaian")).name,
        "jenis",
        "nilai_cacat",
    )


@mutasi
def klaim_tidak_diuji(d: Dasar, acak: Random) -> Ubahan | None:
    klaim = d.klaim("serapan", "sisa", "pagu", "nrr", "jumlah")
    return Ubahan("klaim", satu(acak, klaim).name, "kunci_entitas", acak.choice(("program/99", "X9", "9.9")))


@mutasi
def angka_tidak_baku(d: Dasar, acak: Random) -> Ubahan | None:
    def inggris(k: pd.Series) -> str | None:
        teks = k["nilai_tercetak"]
        angka = _ANGKA.search(teks)[0]
        if "." not in angka and desimal(teks) != 2:
            return None
        return teks.replace(angka, angka.translate(str.maketrans(",.", ".,")))

    return cetak(acak, d.klaim("pagu", "realisasi", "serapan", "capaian", "sisa"), inggris)


def _nomor_lain(k: pd.Series, acak: Random) -> str:
    """Return a reference whose last number is another one."""
    depan, nomor = re.fullmatch(r"(.*?)(\d+)\D*", k["nilai_tercetak"]).groups()
    return f"{depan}{int(nomor) + acak.randint(1, 5)}"


@mutasi
def rujukan_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    rujukan = d.klaim("rujukan")
    lain = rujukan[(rujukan["tabel"] != "indikator") | (rujukan["kolom"] != "nomor")]
    return cetak(acak, lain, lambda k: _nomor_lain(k, acak))


@mutasi
def nomor_indikator_lain(d: Dasar, acak: Random) -> Ubahan | None:
    return cetak(acak, d.klaim("rujukan", tabel="indikator", kolom="nomor"), lambda k: _nomor_lain(k, acak))


def _peraturan(d: Dasar, acak: Random, dikenal: Sequence[str]) -> Ubahan | None:
    judul = tuple(teks.partition(" tentang ")[2] for teks in dikenal)
    klaim = d.klaim("peraturan")
    klaim = klaim[klaim["nilai_tercetak"].map(lambda teks: teks.partition(" tentang ")[2] in judul)]
    return salah_cetak(acak, klaim, 1)


@mutasi
def peraturan_berbeda(d: Dasar, acak: Random) -> Ubahan | None:
    return _peraturan(d, acak, PERATURAN)


@mutasi
def nomor_peraturan_diragukan(d: Dasar, acak: Random) -> Ubahan | None:
    return _peraturan(d, acak, PERATURAN[:3])


@mutasi
def tahun_ke_keliru(d: Dasar, acak: Random) -> Ubahan | None:
    def lain(k: pd.Series) -> str:
        teks = k["nilai_tercetak"]
        ada = next((i for i, kata in enumerate(TAHUN_KE, 1) if kata in teks), None) or int(nilai(teks))
        n = acak.choice([i for i in range(1, 7) if i != ada])
        return acak.choice((f"tahun {TAHUN_KE[n - 1]}", f"Tahun ke-{n}"))

    return cetak(acak, d.klaim("tahun_ke"), lain)


@mutasi
def realisasi_kosong(d: Dasar, acak: Random) -> Ubahan | None:
    tabel, isi = _ukuran(d, acak)
    return Ubahan(tabel, satu(acak, isi).name, "realisasi", float("nan"))


@mutasi
def target_kosong(d: Dasar, acak: Random) -> Ubahan | None:
    tabel, isi = _ukuran(d, acak)
    baris = satu(acak, isi[isi["target_awal"].notna() & isi["target_perubahan"].isna()])
    return Ubahan(tabel, baris.name, "target_awal", float("nan")) if baris is not None else None


@mutasi
def indikator_renstra_hilang(d: Dasar, acak: Random) -> Ubahan | None:
    renstra = d["renstra"]
    if renstra["versi"].nunique() > 1:
        return None
    return Ubahan(
        "renstra", satu(acak, renstra[renstra["tahun"] == d.tahun]).name, "kode_indikator", "S9-BARU"
    )


@mutasi
def indikator_pk_hilang(d: Dasar, acak: Random) -> Ubahan | None:
    baris = satu(acak, d["perjanjian_kinerja"].dropna(subset=["target"]))
    return (
        Ubahan("perjanjian_kinerja", baris.name, "kode_indikator", "S9-BARU") if baris is not None else None
    )


@mutasi
def program_tanpa_anggaran(d: Dasar, acak: Random) -> Ubahan | None:
    anggaran = d["anggaran"]
    program = anggaran[anggaran["level"] == "program"]
    kode = satu(acak, program)["kode_program"]
    hapus = program[program["kode_program"] == kode].index
    return Ubahan("anggaran", hapus=tuple(hapus), tentang=(kode,))


@mutasi
def program_tanpa_indikator(d: Dasar, acak: Random) -> Ubahan | None:
    indikator = d["indikator"]
    program = indikator[indikator["level"] == "program"]
    baris = satu(acak, program[~program.duplicated("kode_induk", keep=False)])
    if baris is None or program["kode_induk"].nunique() < 2:
        return None
    return Ubahan("indikator", hapus=(baris.name,), tentang=(baris["kode_induk"], baris["kode_indikator"]))


@mutasi
def kegiatan_tanpa_tolok_ukur(d: Dasar, acak: Random) -> Ubahan | None:
    ukuran = d["tolok_ukur"]
    baris = satu(acak, ukuran[~ukuran.duplicated("kode_kegiatan", keep=False)])
    if baris is None or len(ukuran) < 2:
        return None
    return Ubahan(
        "tolok_ukur", hapus=(baris.name,), tentang=(baris["kode_kegiatan"], baris["kode_tolok_ukur"])
    )


@mutasi
def aset_tidak_lengkap(d: Dasar, acak: Random) -> Ubahan | None:
    kolom, kosong = acak.choice((("nilai", pd.NA), ("luas", float("nan"))))
    return Ubahan("aset", satu(acak, d["aset"]).name, kolom, kosong)


@mutasi
def permasalahan_tanpa_solusi(d: Dasar, acak: Random) -> Ubahan | None:
    isi = d["permasalahan_solusi"]
    return Ubahan(
        "permasalahan_solusi", satu(acak, isi[isi["jenis"] == "solusi"]).name, "jenis", "permasalahan"
    )


@mutasi
def realisasi_jauh_di_atas_target(d: Dasar, acak: Random) -> Ubahan | None:
    tabel, isi = _ukuran(d, acak)
    naik = isi["target_awal"].notna() & (isi.get("arah", "naik") == "naik")
    baris = satu(acak, isi[naik])
    return (
        Ubahan(tabel, baris.name, "realisasi", baris["target_awal"] * acak.randint(2, 20))
        if baris is not None
        else None
    )


@mutasi
def dana_habis_keluaran_sedikit(d: Dasar, acak: Random) -> Ubahan | None:
    ukuran = d["tolok_ukur"]

    def habis(kode: str) -> bool:
        pos = _pos(d, f"kegiatan/{kode}")
        return len(pos) > 0 and pos["realisasi"].sum() >= 0.95 * pos["pagu_perubahan"].sum()

    sendiri = ukuran[~ukuran.duplicated("kode_kegiatan", keep=False)]
    baris = satu(acak, sendiri[sendiri["kode_kegiatan"].map(habis).astype(bool)])
    return (
        Ubahan("tolok_ukur", baris.name, "realisasi", float(int(baris["target_awal"] * 4 / 10)))
        if baris is not None
        else None
    )


@mutasi
def keluaran_tanpa_dana(d: Dasar, acak: Random) -> Ubahan | None:
    anggaran = d["anggaran"]
    program = anggaran[
        (anggaran["level"] == "program") & ~anggaran.duplicated(["level", "kode_program"], keep=False)
    ]
    kegiatan = anggaran[anggaran["level"] == "kegiatan"].groupby("kode_program")["realisasi"].sum()
    terinci = program["kode_program"].map(kegiatan)
    baris = satu(acak, program[terinci.notna() & (terinci < program["realisasi"])])
    return (
        Ubahan("anggaran", baris.name, "realisasi", int(kegiatan[baris["kode_program"]]))
        if baris is not None
        else None
    )


# -- the tests ---------------------------------------------------------------------------------------

BENIH = 8
"""Packages that the tests draw from; the benchmark takes many more."""
RINGAN = ("info",)


def gagal_dicari(nama: str, benih: Iterable[int], banyak: int) -> list[str]:
    """Make one error in some packages; return what was not found, or found elsewhere than it is."""
    galat, dicoba = [], 0
    for seed in benih:
        if dicoba == banyak:
            break
        d, acak = dasar(seed), Random(f"{nama} {seed}")
        if (u := MUTASI[nama](d, acak)) is None:
            continue
        dicoba += 1
        baru = catatan_baru(d, u)
        berat = baru[~baru["keparahan"].isin(RINGAN) | (baru["uji"] == nama)]
        if nama not in set(baru["uji"]):
            galat.append(f"{seed}: {u} tidak ditemukan")
        galat += [f"{seed}: {u} ditemukan di {c.id}" for c in berat.itertuples() if not menunjuk(d, u, c)]
    assert dicoba, "tidak ada tempat untuk kesalahan ini"
    return galat


@pytest.mark.parametrize("seed", range(BENIH))
def test_a_consistent_package_has_no_finding_above_info(seed: int) -> None:
    d = dasar(seed)
    for tahun in d.paket.tahun:
        catatan = konsistensi.periksa(d.paket, tahun)
        assert list(catatan.loc[catatan["keparahan"] != "info", "id"]) == []


def test_every_rule_has_an_error_that_can_be_made() -> None:
    assert set(MUTASI) == {uji.id for uji in DAFTAR}


@pytest.mark.parametrize("nama", sorted(MUTASI))
def test_an_error_is_found_by_its_rule_and_traced_to_its_cell(nama: str) -> None:
    # Some errors need a shape that few packages have.
    assert gagal_dicari(nama, range(5 * BENIH), 2) == []


@pytest.mark.parametrize("keluarga", get_args(Keluarga))
def test_of_every_family_at_least_95_percent_were_found_when_it_was_measured(keluarga: str) -> None:
    terukur = (AKAR / "docs" / "uji-konsistensi-terukur.md").read_text("utf-8")
    (persen,) = re.findall(rf"^\| {re.escape(keluarga)} \|.* ([\d,]+)% \|", terukur, re.M)
    assert float(persen.replace(",", ".")) >= 95


def test_work_grows_with_the_rows_not_with_their_square(tmp_path: Path) -> None:
    # Calls, not seconds: the same on any machine. The seconds are in docs/uji-konsistensi-terukur.md.
    def kerja(program: int) -> int:
        paket = data.load(buat(tmp_path / str(program), 1, program=program, tahun=(2022,), unsur=14))
        with Profile() as catat:
            konsistensi.periksa(paket, 2022)
        return sum(satu.callcount for satu in catat.getstats())

    # Eight times the programs; what grows with the square would take 64 times as much.
    assert kerja(80) < 10 * kerja(10)


# -- nothing that people may write makes the check fall over -----------------------------------------

_TEKS = st.text(max_size=20)
_ANEH = (
    "",
    "0",
    "0,00",
    "-5",
    "(1.000)",
    "1.000",
    "٣",
    "²",
    "²-³",
    "9" * 40,
    "0," + "0" * 40 + "1",
    "nan",
    "inf",
)
_ANEH += (
    "5/0 x 100 = 1",
    "5/0,0 x 100 = 1,00 %",
    "1 (dua)",
    "satu",
    f"{'9' * 30} (satu)",
    "Tabel 1",
    "lampiran II",
)
_ANEH += (
    "U1",
    "tahun ke-²",
    "Peraturan Nomor 1",
    "UU No. 1 Tahun 2014 tentang",
    "1,00–1,75",
    "Rp. 1,-",
    "1/2/3/4",
)
_KUNCI = (
    "semua",
    "total",
    "BL",
    "program/1",
    "kegiatan/1.1",
    "1.1",
    "1",
    "P1-1",
    "S1-1",
    "pita/1",
    "pita/9",
    "waktu",
    "T1",
)
_KUNCI += (
    "semua/golongan",
    "semua/golongan/PNS/L/X",
    "dinas/pendidikan",
    "tanah",
    "tanah/1",
    "2017-2021",
    "P1-1/2022",
)
_KOLOM = tuple(
    {c.name for t in TABLES.values() for c in t.columns}
    | {"capaian", "nrr", "pita", "lama", "nomor", "rencana"}
)
_BASIS = ("", "nrr_tercetak", "target_realisasi_tercetak", "target_renstra", "nrr_tertimbang_tercetak")


def _atau(*pilihan: str) -> st.SearchStrategy[str]:
    return st.sampled_from(pilihan) | _TEKS


BAGIAN = {
    "jenis": st.sampled_from(JENIS_KLAIM),
    "tabel": st.sampled_from(tuple(TABLES)),
    "kunci_entitas": _atau(*_KUNCI),
    "kolom": _atau(*_KOLOM),
    "basis": _atau(*_BASIS),
    "nilai_tercetak": _atau(*_ANEH) | st.from_regex(r"[0-9]{1,25}([.,][0-9]{1,25})?( ?%)?", fullmatch=True),
    "satuan": _atau("%", "Rp", ""),
    "lokasi": _atau("3.1 (b. 1)", "3.1 (b. 2)", "Lampiran 1"),
}
KLAIM = st.tuples(st.integers(0, 10**4), st.fixed_dictionaries({}, optional=BAGIAN))
"""A claim of a consistent package, and what of it is written anew."""


@given(st.integers(0, 2), st.lists(KLAIM, max_size=40))
def test_no_claim_makes_the_check_fall_over(seed: int, klaim: list[tuple[int, dict[str, str]]]) -> None:
    d = dasar(seed)
    asli = d["klaim"].to_dict("records")
    isi = [{**asli[n % len(asli)], **baru, "id": f"X{i}"} for i, (n, baru) in enumerate(klaim)]
    konsistensi.periksa(_dengan(d, klaim=rangka("klaim", *isi)), d.tahun)


def _dengan(d: Dasar, **tabel: pd.DataFrame) -> Paket:
    """Return the package with some tables in the place of its own."""
    akar = {nama: tabel.get(nama, isi) for nama, isi in d.paket.akar.items()}
    kini = {nama: tabel.get(nama, isi) for nama, isi in d.paket.tahunan[d.tahun].items()}
    return replace(d.paket, akar=akar, tahunan={**d.paket.tahunan, d.tahun: kini})


def _kosongkan(nama: str, isi: pd.DataFrame, acak: Random, bagian: float) -> pd.DataFrame:
    """Empty cells that the contract lets be empty; a pembilang goes with its penyebut."""
    hasil = isi.copy()
    for kolom in TABLES[nama].all_columns:
        if kolom.filled or kolom.type == "kode" or kolom.name in ("penyebut", "bobot"):
            continue
        pilih = [acak.random() < bagian for _ in range(len(isi))]
        kosong = table.empty(TABLES[nama])[kolom.name].reindex([0]).iloc[0] if kolom.type != "teks" else ""
        hasil.loc[pilih, kolom.name] = kosong
        if kolom.name == "pembilang":
            hasil.loc[pilih, "penyebut"] = kosong
    return hasil


@pytest.mark.parametrize("bagian", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_no_missing_value_makes_the_check_fall_over(seed: int, bagian: float) -> None:
    d, acak = dasar(seed), Random(seed)
    tabel = {nama: _kosongkan(nama, d[nama], acak, bagian) for nama in TABLES if nama != "klaim"}
    konsistensi.periksa(_dengan(d, **tabel), d.tahun)


@pytest.mark.parametrize("nama", [t.name for t in TABLES.values() if not t.required])
def test_no_missing_table_makes_the_check_fall_over(nama: str) -> None:
    d = dasar(0)
    konsistensi.periksa(_dengan(d, **{nama: table.empty(TABLES[nama])}), d.tahun)


# -- findings stay what they are ---------------------------------------------------------------------

BERURUTAN = {"unsur", "renstra"}
"""Tables whose order means something: an unsur's number is its place, and the last version of a plan counts."""


def _ids(paket: Paket, tahun: int) -> list[str]:
    return sorted(konsistensi.periksa(paket, tahun)["id"])


def _sebagai_dasar(paket: Paket) -> Dasar:
    return Dasar(paket, 2020, frozenset())


@pytest.fixture(scope="module")
def ids_2020(paket: Paket) -> list[str]:
    return _ids(paket, 2020)


@pytest.mark.parametrize("nama", [nama for nama in TABLES if nama not in BERURUTAN])
def test_no_finding_hangs_on_the_order_of_rows(nama: str, paket: Paket, ids_2020: list[str]) -> None:
    d = _sebagai_dasar(paket)
    assert _ids(_dengan(d, **{nama: d[nama].sample(frac=1, random_state=1)}), 2020) == ids_2020


def test_no_finding_hangs_on_row_numbers(paket: Paket, ids_2020: list[str]) -> None:
    d = _sebagai_dasar(paket)
    geser = {nama: d[nama].assign(asal_baris=d[nama]["asal_baris"] + 100) for nama in TABLES}
    assert _ids(_dengan(d, **geser), 2020) == ids_2020


@pytest.mark.parametrize("seed", range(4))
def test_no_finding_in_a_spoilt_package_hangs_on_the_order_of_rows(seed: int) -> None:
    d, acak = dasar(seed), Random(seed)
    for nama in acak.sample(sorted(MUTASI), 12):
        if (u := MUTASI[nama](d, acak)) is not None and not u.hapus:
            d = replace(d, paket=terapkan(d, u))
    lain = {nama: d[nama].sample(frac=1, random_state=seed) for nama in TABLES if nama not in BERURUTAN}
    assert _ids(_dengan(d, **lain), d.tahun) == _ids(d.paket, d.tahun) != []


def test_joining_findings_twice_changes_nothing(paket: Paket) -> None:
    for uji in DAFTAR:
        sekali = satukan(uji(Bacaan(paket, 2020)))
        assert satukan(sekali) == sekali
        assert [c.id for c in satukan(sekali * 2)] == [c.id for c in sekali]
