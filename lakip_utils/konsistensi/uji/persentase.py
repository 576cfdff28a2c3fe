"""Persentase dan rasio: printed percentages against what they are computed from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from lakip_utils.analisis.capaian import PERSEN
from lakip_utils.asal import Asal, bulat, persen
from lakip_utils.konsistensi import hitung_ulang
from lakip_utils.konsistensi.bacaan import Bacaan, angka_tercetak, asal, desimal
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import Harapan, angka, banding
from lakip_utils.konsistensi.sebutan import bidang, sebutan
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_baris, dari_klaim, salah_hitung

_HITUNG = {
    "capaian": hitung_ulang.capaian,
    "serapan": hitung_ulang.serapan,
    "sisa_persen": hitung_ulang.sisa_persen,
    "perubahan_persen": hitung_ulang.perubahan_persen,
}
_KELUARGA = "Persentase dan rasio"
_PERLU = ("klaim", "indikator", "tolok_ukur", "anggaran")
_PECAHAN = re.compile(
    r"(?P<atas>[\d.,]+)\s*/\s*(?P<bawah>[\d.,]+)\s*x\s*100\s*=\s*(?P<hasil>[\d.,]+)\s*%?", re.I
)
_TUMBUH = re.compile(r"\b(peningkatan|pertumbuhan|kenaikan|penurunan)\b", re.I)


@uji(
    nama="Persentase keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=_PERLU,
    alasan="Persentase yang tercetak bukan hasil pembagian angkanya sendiri.",
    rumus="|tercetak − dihitung| ≥ satu satuan desimal terakhir yang tercetak",
)
def persentase_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find capaian, serapan, sisa and changes that are not what their figures give."""
    yield from salah_hitung(b, b.jenis(*_HITUNG), _HITUNG, "keliru")


@uji(
    nama="Persentase dipotong, bukan dibulatkan",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=_PERLU,
    alasan="Desimal sesudah yang tercetak dibuang; pembulatan setengah ke atas memberi angka lain.",
    rumus="tercetak = dihitung yang dipotong ≠ dihitung yang dibulatkan",
)
def persentase_dipotong(b: Bacaan) -> Iterator[Catatan]:
    """Find percentages that were cut off."""
    yield from salah_hitung(b, b.jenis(*_HITUNG), _HITUNG, "terpotong")


@uji(
    nama="Persentase salah dibulatkan",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=_PERLU,
    alasan="Pembulatan setengah ke atas memberi angka lain pada desimal terakhir.",
    rumus="|tercetak − dihitung| < satu satuan desimal terakhir, tetapi bukan hasil pembulatannya",
)
def persentase_salah_bulat(b: Bacaan) -> Iterator[Catatan]:
    """Find percentages that were rounded the wrong way."""
    yield from salah_hitung(b, b.jenis(*_HITUNG), _HITUNG, "salah_bulat")


@uji(
    nama="Hitungan tercetak keliru",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("klaim",),
    alasan="Rumus yang tercetak tidak menghasilkan angka di sebelah kanan tanda sama dengannya.",
    rumus="pembilang / penyebut × 100 ≠ hasil yang tercetak",
)
def hitungan_tercetak_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find printed calculations such as ``5/500 x 100 = 1,00 %`` whose result is wrong."""
    for k in b.jenis("rasio"):
        if (bagian := _PECAHAN.fullmatch(k.teks.strip())) is None:
            continue
        atas, bawah, hasil = (angka_tercetak(bagian[nama]) for nama in ("atas", "bawah", "hasil"))
        if atas is None or not bawah or hasil is None:
            continue
        bandingkan(b, k.asal)
        nilai = desimal(persen(float(atas), float(bawah)))
        places = max(0, -int(hasil.as_tuple().exponent))
        if banding(hasil, places, Harapan(nilai, "", Asal())) != "cocok":
            yield dari_klaim(b, k, bulat(nilai), tercetak=hasil, rumus=k.teks.partition("=")[0].strip())


@uji(
    nama="Realisasi bukan hasil pembilang dan penyebutnya",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("indikator",),
    alasan="Realisasi indikator dan perhitungannya di data tidak memberi angka yang sama.",
    rumus="realisasi ≠ pembilang / penyebut × 100",
)
def realisasi_bukan_rasionya(b: Bacaan) -> Iterator[Catatan]:
    """Find indicators in percent whose realisasi is not pembilang / penyebut × 100."""
    for kode, baris in b.indikator.items():
        if baris["satuan"] not in PERSEN or baris["realisasi"] is None or not baris["penyebut"]:
            continue
        nilai, catat = desimal(persen(baris["pembilang"], baris["penyebut"])), desimal(baris["realisasi"])
        places = max(2, -int(catat.as_tuple().exponent))
        if bulat(nilai, places) == catat or bulat(nilai) == catat:
            continue
        yield dari_baris(
            b,
            "indikator",
            kode,
            "realisasi",
            [(baris, "realisasi"), (baris, "pembilang"), (baris, "penyebut")],
            tercetak=catat,
            dihitung=bulat(nilai),
            satuan="persen",
            rumus=f"{angka(baris['pembilang'])} / {angka(baris['penyebut'])} × 100",
        )


@uji(
    nama="Proporsi dinamai peningkatan",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("indikator",),
    alasan="Namanya menjanjikan perubahan antarwaktu, tetapi yang dihitung adalah bagian dari keseluruhan pada satu waktu.",
    rumus="nama memuat peningkatan/pertumbuhan, realisasi = pembilang / penyebut × 100 dengan pembilang ≤ penyebut",
)
def bagian_disebut_peningkatan(b: Bacaan) -> Iterator[Catatan]:
    """Find indicators named a growth that are computed as a share."""
    for kode, baris in b.indikator.items():
        if (
            baris["satuan"] not in PERSEN
            or not baris["penyebut"]
            or not _TUMBUH.search(str(baris["nama"]))
            or not 0 <= baris["pembilang"] <= baris["penyebut"]
        ):
            continue
        yield dari_baris(
            b,
            "indikator",
            kode,
            "rumus",
            [(baris, "nama"), (baris, "pembilang"), (baris, "penyebut")],
            tercetak=str(baris["nama"]),
            dihitung=str(baris["rumus"]) or "pembilang dibagi penyebut, dikali 100",
            rumus=f"{angka(baris['pembilang'])} / {angka(baris['penyebut'])} × 100",
        )


@uji(
    nama="Satu hitungan untuk beberapa indikator",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("indikator", "klaim"),
    alasan="Indikator yang berbeda memakai pembilang dan penyebut yang sama; satu cacah tidak dapat mengukur semuanya.",
    rumus="pembilang dan penyebut sama pada beberapa indikator, pembilang > 0",
)
def satu_hitungan(b: Bacaan) -> Iterator[Catatan]:
    """Find indicators that are computed from one and the same count."""
    per_hitungan: dict[tuple[Decimal, Decimal], dict[str, Asal]] = defaultdict(dict)
    tempat: dict[tuple[Decimal, Decimal], list[str]] = defaultdict(list)
    for kode, baris in b.indikator.items():
        if baris["pembilang"] and baris["penyebut"]:
            kunci = desimal(baris["pembilang"]), desimal(baris["penyebut"])
            per_hitungan[kunci][kode] = asal((baris, "pembilang"), (baris, "penyebut"))
            tempat[kunci].append(str(baris["sumber"]))
    for k in b.jenis("rasio"):
        bagian = _PECAHAN.fullmatch(k.teks.strip()) if k.tabel == "indikator" else None
        atas, bawah = (angka_tercetak(bagian[n]) if bagian else None for n in ("atas", "bawah"))
        if atas and bawah:
            per_hitungan[atas, bawah].setdefault(k.kunci, k.asal)
            tempat[atas, bawah].append(k.lokasi)
    for (atas, bawah), milik in per_hitungan.items():
        if len(milik) < 2:
            continue
        # In an order of their own, not of the rows: indicators of the data before those only printed.
        urut = sorted(milik, key=lambda kode: (kode not in b.indikator, kode))
        pertama = urut[0]
        yield Catatan(
            tabel="indikator",
            kunci=pertama,
            kolom="rumus",
            sebutan=sebutan(b, "indikator", pertama),
            tercetak=f"{angka(atas)} / {angka(bawah)}",
            dihitung="; ".join(sebutan(b, "indikator", kode).removeprefix("Indikator ") for kode in urut),
            rumus="semua memakai hitungan itu",
            tempat=tuple(dict.fromkeys(filter(None, tempat[atas, bawah]))),
            asal=Asal.gabung(milik.values(), ""),
            bidang=tuple(dict.fromkeys(x for kode in urut for x in bidang(b, "indikator", kode))),
        )
