"""Klaim yang tidak teruji: what no rule could compare, told instead of passed over.

A claim with a slip in its key, or about something that the data lack, would look as if it were right.
"""

from __future__ import annotations

from collections.abc import Iterator

from lakip_utils.konsistensi import hitung_ulang
from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan, Klaim
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.uji.bantu import dari_klaim

_KELUARGA = "Klaim yang tidak teruji"
_TANPA_PEMBANDING = frozenset({"nama", "peraturan", "rujukan", "nilai_cacat"})
"""Kinds that are right when nothing contradicts them."""
_KATA = frozenset({"mutu", "kinerja", "pita", "terbilang", "tahun_ke", "arah_perubahan", "rasio"})
"""Kinds that are words or formulas."""


@uji(
    nama="Klaim tidak dapat diuji",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=("klaim",),
    alasan="Pernyataan ini tidak dibandingkan dengan apa pun: perbaiki barisnya di klaim.csv, atau lengkapi tabel yang dibicarakannya.",
    rumus="tidak ada aturan yang menemukan pembandingnya",
)
def klaim_tidak_diuji(b: Bacaan) -> Iterator[Catatan]:
    """Find claims that none of the rules before compared; it is the last one of the registry."""
    for k in b.klaim:
        if k.jenis not in _TANPA_PEMBANDING and k.id not in b.dibandingkan:
            yield dari_klaim(b, k, tercetak=k.teks, satuan="", rumus=_sebab(b, k))
    for k in b.klaim_tahun_lain:
        sebab = f"klaim tentang tahun lain; yang diuji hanya tahun {b.tahun}"
        yield dari_klaim(b, k, tercetak=k.teks, satuan="", rumus=sebab)


def _sebab(b: Bacaan, k: Klaim) -> str:
    """Say why a claim could not be compared."""
    kata = k.jenis in _KATA or (k.jenis.startswith("unsur_") and k.kolom == "unsur")
    if k.nilai is None and not kata:
        return "angkanya tidak terbaca; tulis angkanya saja, kata-katanya di kutipan"
    if not _dikenal(b, k):
        return f"tidak ada {k.kunci or '(kunci kosong)'} di tabel {k.tabel}"
    return f"data tidak memuat pembanding untuk {k.jenis}, tabel {k.tabel}, kolom {k.kolom or '(kosong)'}"


def _dikenal(b: Bacaan, k: Klaim) -> bool:
    """Whether the table that a claim names has the row that it names."""
    depan, _, kode = k.kunci.partition("/")
    match k.tabel:
        case "indikator" | "tolok_ukur" | "kegiatan" | "program" | "unsur" | "organisasi":
            dari_program = depan == "program" and kode in b.program
            return k.kunci == SEMUA or dari_program or b.baris_berkode(k.tabel, k.kunci) is not None
        case "anggaran":
            return k.kunci in b.anggaran
        case "aset":
            return k.kunci in b.aset or k.kunci in {SEMUA, *(str(a["jenis"]) for a in b.aset.values())}
        case "sdm":
            return hitung_ulang.jumlah_sdm(b, k) is not None
        case "ikm_unsur":
            return depan in {SEMUA, "pita", *b.unsur}
    return True
