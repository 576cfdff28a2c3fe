"""Cacah dan terbilang: counts that sentences name, and numbers written twice, in digits and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lakip_utils.data.numbers import terbilang
from lakip_utils.konsistensi import hitung_ulang
from lakip_utils.konsistensi.bacaan import Bacaan, angka_tercetak
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_klaim, salah_hitung

_KELUARGA = "Cacah dan terbilang"
_ANGKA_KATA = re.compile(r"(?P<angka>[\d.,]+)\s*\((?P<kata>[^)]*)\)")
_RUPIAH = re.compile(r"\s*rupiah\s*$")


@uji(
    nama="Jumlah yang disebut tidak sama dengan isinya",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("klaim", "program", "kegiatan", "sdm", "aset", "unsur", "organisasi", "indikator"),
    alasan="Kalimat menyebut jumlah yang bukan jumlah baris atau orang di tabelnya.",
    rumus="jumlah yang disebut ≠ cacah baris, atau ≠ target persen × penyebut",
)
def cacah_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find counts of kegiatan, programs, posts, staff, property and units that the rows do not give."""
    hitung = {"cacah": hitung_ulang.cacah}
    yield from salah_hitung(b, b.jenis(*hitung), hitung, "keliru", "salah_bulat", "terpotong")


@uji(
    nama="Angka dan hurufnya berbeda",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim",),
    alasan="Satu bilangan ditulis dua kali, dengan angka dan dengan huruf, dan keduanya tidak sama.",
    rumus="terbilang(angka) ≠ kata yang tercetak",
)
def angka_dan_huruf_berbeda(b: Bacaan) -> Iterator[Catatan]:
    """Find numbers whose words say another number."""
    for k in b.jenis("terbilang"):
        angka, kata, teks = None, k.teks, None
        if bagian := _ANGKA_KATA.fullmatch(k.teks.strip()):
            angka, kata = angka_tercetak(bagian["angka"]), bagian["kata"]
        else:
            # The number in digits is the claim of the same thing, printed in the same section.
            for lain in b.tentang(k.tabel, k.kunci, k.kolom, k.seksi):
                if lain.jenis != "terbilang" and lain.nilai is not None:
                    angka, teks = lain.nilai, lain
                    break
        if angka is None or angka != int(angka):
            continue
        bandingkan(b, k.asal)
        harus = terbilang(int(angka))
        if _rapat(kata) != _rapat(harus):
            yield dari_klaim(
                b,
                k,
                harus,
                tercetak=k.teks,
                satuan="",
                asal_fakta=teks.asal if teks else None,
                rumus=f"huruf dari {hitung_ulang.angka(angka)}",
            )


def _rapat(kata: str) -> str:
    """Return words as they count: lower case, without spaces (``dua puluh  satu``) and without rupiah."""
    return "".join(_RUPIAH.sub("", kata.casefold()).split())
