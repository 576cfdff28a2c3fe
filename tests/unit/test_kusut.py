"""A short part of the fuzzing of everything that is read; the long one is ``tests/keandalan/kusut.py``."""

from __future__ import annotations

import sys

import pytest
from bantu import AKAR

sys.path.insert(0, str(AKAR / "tests" / "keandalan"))

import kusut

CACAH = {
    "tabel-nilai": 60,
    "tabel-byte": 40,
    "tabel-sandi": 20,
    "tabel-susunan": 30,
    "paket": 2,
    "yaml-byte": 40,
    "yaml-nilai": 60,
    "yaml-susunan": 40,
    "yaml-bom": 2,
    "json-byte": 50,
    "json-nilai": 60,
    "json-susunan": 40,
    "buku-sel": 25,
    "buku-zip": 12,
    "buku-xml": 12,
    "buku-peta": 15,
    "buku-reviu": 6,
    "buku-skm": 15,
    "reviu-data": 1,
    "bukan-berkas": 12,
    "perintah": 3,
}
"""How many cases of each kind a run of all tests tries; those that take seconds are left to the long run."""


@pytest.mark.parametrize("jenis", CACAH)
def test_tidak_ada_masukan_rusak_yang_merusak_atau_diterima_diam_diam(jenis: str) -> None:
    hasil = kusut.jalankan({jenis: CACAH[jenis]}, benih=2020, simpan=None)
    assert not hasil.gagal, "\n".join(hasil.gagal)


def test_setiap_jenis_dicoba_di_sini_atau_hanya_di_lari_panjang() -> None:
    assert set(kusut.JENIS) - set(CACAH) == {"tabel-besar", "buku-bom", "buku-orang", "proses"}


def test_kasus_yang_sama_terulang_dari_benih_dan_nomornya() -> None:
    satu, lain = (kusut.jalankan({"yaml-nilai": 15}, benih, None).cacah for benih in (7, 7))
    assert {k: v for k, v in satu["yaml-nilai"].items() if k != "detik"} == {
        k: v for k, v in lain["yaml-nilai"].items() if k != "detik"
    }
