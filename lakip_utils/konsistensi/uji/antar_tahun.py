"""Antar tahun: printed changes of the budget against the two years' figures."""

from __future__ import annotations

from collections.abc import Iterator

from lakip_utils.konsistensi import hitung_ulang
from lakip_utils.konsistensi.bacaan import Bacaan
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_klaim, salah_hitung

_KELUARGA = "Antar tahun"
_ARAH = {"naik": 1, "meningkat": 1, "bertambah": 1, "turun": -1, "menurun": -1, "berkurang": -1, "tetap": 0}


@uji(
    nama="Selisih antartahun keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("klaim", "anggaran"),
    alasan="Selisih yang tercetak bukan selisih kedua tahunnya, atau tandanya terbalik.",
    rumus="selisih tercetak ≠ pagu − pagu tahun lalu",
)
def selisih_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find printed differences between years that are wrong, their sign included."""
    hitung = {"selisih": hitung_ulang.selisih}
    yield from salah_hitung(b, b.jenis(*hitung), hitung, "keliru", "salah_bulat", "terpotong")


@uji(
    nama="Arah perubahan keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("klaim", "anggaran"),
    alasan="Kata naik atau turun tidak cocok dengan angkanya.",
    rumus="tanda(pagu − pagu tahun lalu) ≠ arah yang disebut",
)
def arah_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find words of direction that the figures contradict."""
    for k in b.jenis("arah_perubahan"):
        disebut, h = _ARAH.get(k.teks.strip().casefold()), hitung_ulang.selisih(b, k)
        if disebut is None or h is None:
            continue
        bandingkan(b, k.asal)
        nyata = (h.nilai > 0) - (h.nilai < 0)
        if nyata != disebut:
            kata = {1: "naik", -1: "turun", 0: "tetap"}[nyata]
            yield dari_klaim(b, k, kata, asal_fakta=h.asal, rumus=h.rumus)
