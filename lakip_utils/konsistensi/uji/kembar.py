"""Angka yang sama di beberapa tempat: one quantity, printed or recorded more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from lakip_utils.analisis.ikm import jumlahkan
from lakip_utils.asal import Asal
from lakip_utils.aturan import SEL_TERKECIL
from lakip_utils.data.rows import records
from lakip_utils.konsistensi.bacaan import BAGIAN, Bacaan, Baris, Klaim, angka_tercetak, asal, desimal
from lakip_utils.konsistensi.catatan import Catatan, Nilai
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import baris_kinerja, cacah, pagu, target
from lakip_utils.konsistensi.sebutan import di_tercetak
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_baris, dari_klaim, pendek

_KELUARGA = "Angka yang sama di beberapa tempat"
_JENIS = ("target", "realisasi", "pagu", "jumlah", "cacah", "rasio")
_TOTAL = ("total_nilai", "jumlah_kuesioner")


@uji(
    nama="Angka yang sama tercetak berbeda",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("klaim", "indikator", "tolok_ukur", "anggaran"),
    alasan="Satu besaran tercetak dengan dua nilai; laporan ini memakai nilai di data sampai ada keputusan.",
    rumus="target, realisasi, atau pagu tercetak ≠ nilai di data",
)
def angka_berbeda(b: Bacaan) -> Iterator[Catatan]:
    """Find targets, realisasi and money that are printed otherwise than the data record them."""
    for k, nilai, fakta in _menyimpang(b):
        if _jumlah_kegiatan(b, k) == nilai:
            continue
        baris, kolom = fakta[0]
        yield dari_klaim(
            b,
            k,
            desimal(baris[kolom]),
            tercetak=nilai,
            asal_fakta=asal(*fakta),
            rumus=f"nilai di data, dari {di_tercetak(pendek(str(baris['sumber'])))}"
            if baris["sumber"]
            else "nilai di data",
            pembanding=_pengikut(b, k),
            tempat=(k.lokasi, *(p.lokasi for p in _capaian_pengikut(b, k))),
        )


@uji(
    nama="Angka gabungan ditulis sebagai angka satu tolok ukur",
    keluarga=_KELUARGA,
    keparahan="info",
    perlu=("klaim", "tolok_ukur"),
    alasan="Angka yang tercetak adalah jumlah semua tolok ukur kegiatannya, yang satuannya dapat berbeda.",
    rumus="angka tercetak = Σ tolok ukur kegiatan itu ≠ angka tolok ukurnya sendiri",
)
def angka_gabungan(b: Bacaan) -> Iterator[Catatan]:
    """Tell of figures of a tolok ukur that are those of its whole kegiatan."""
    for k, nilai, fakta in _menyimpang(b):
        if _jumlah_kegiatan(b, k) != nilai:
            continue
        baris, kolom = fakta[0]
        semua = b.tolok_ukur_kegiatan[str(baris["kode_kegiatan"])]
        yield dari_klaim(
            b,
            k,
            desimal(baris[kolom]),
            tercetak=nilai,
            asal_fakta=asal(*((satu, kolom) for satu in semua)),
            rumus=f"jumlah {len(semua)} tolok ukur kegiatan {baris['kode_kegiatan']}",
        )


def _menyimpang(b: Bacaan) -> Iterator[tuple[Klaim, Decimal, list[tuple[Baris, str]]]]:
    """Yield the claims that are none of the values recorded of their thing, with both."""
    for k in b.jenis(*_JENIS):
        nilai, fakta = _hasil(k), _fakta(b, k)
        if nilai is None or not fakta:
            continue
        bandingkan(b, k.asal)
        if not any(_sama(nilai, desimal(baris[kolom])) for baris, kolom in fakta):
            yield k, nilai, fakta


def _jumlah_kegiatan(b: Bacaan, k: Klaim) -> Decimal | None:
    """Return the sum of a column over the tolok ukur of the kegiatan that a claim's one belongs to."""
    baris = b.tolok_ukur.get(k.kunci) if k.tabel == "tolok_ukur" else None
    semua = b.tolok_ukur_kegiatan.get(str(baris["kode_kegiatan"]), []) if baris is not None else []
    kolom = "target_awal" if k.kolom == "target" else k.kolom
    if len(semua) < 2 or any(not isinstance(satu.get(kolom), (int, float)) for satu in semua):
        return None
    return sum((desimal(satu[kolom]) for satu in semua), Decimal())


def _sama(tercetak: Decimal, fakta: Decimal) -> bool:
    """Whether a figure is printed as the data have it, or rounded to the decimals printed.

    Printed without decimals it has to be the same: a target of 3,20 is not one of 3.

    >>> _sama(Decimal("45.90"), Decimal("45.8955")), _sama(Decimal(3), Decimal("3.2"))
    (True, False)
    """
    places = -int(tercetak.as_tuple().exponent)
    return tercetak == fakta or (places > 0 and abs(tercetak - fakta) * 2 <= Decimal(1).scaleb(-places))


def _hasil(k: Klaim) -> Decimal | None:
    """Return the number that a claim states; of a printed calculation its result."""
    if k.jenis != "rasio":
        return k.nilai
    return angka_tercetak(k.teks.rpartition("=")[2].strip())


def _fakta(b: Bacaan, k: Klaim) -> list[tuple[Baris, str]]:
    """Return the cells that record what a claim states: several where either is right."""
    if k.tabel == "ikm_unsur" and k.kolom in _TOTAL and k.kunci in b.total_unsur:
        total = b.total_unsur[k.kunci]
        return [(total, k.kolom)] if total[k.kolom] is not None else []
    if k.jenis == "cacah":
        return []
    baris = baris_kinerja(b, k)
    kolom: tuple[str, ...] = (k.kolom,)
    if baris is not None and k.kolom == "target":
        kolom = target(baris)
    elif k.tabel == "anggaran":
        baris = b.anggaran.get(k.kunci)
    elif k.tabel == "aset" and k.jenis != "jumlah":
        baris = b.aset.get(k.kunci)
    return [
        (baris, satu) for satu in kolom if baris is not None and isinstance(baris.get(satu), (int, float))
    ]


def _capaian_pengikut(b: Bacaan, k: Klaim) -> list[Klaim]:
    """Return the printed capaian that were computed from a printed target or realisasi."""
    if k.kolom not in ("target", "realisasi"):
        return []
    return [c for c in b.tentang(k.tabel, k.kunci, "capaian", k.seksi) if c.basis]


def _pengikut(b: Bacaan, k: Klaim) -> tuple[tuple[str, Nilai], ...]:
    capaian = {c.nilai for c in _capaian_pengikut(b, k) if c.nilai is not None}
    return tuple(("capaian yang tercetak bersamanya", nilai) for nilai in sorted(capaian))


@uji(
    nama="Keterangan tercetak saling bertentangan",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim",),
    alasan="Dokumen menyebut hal yang sama dengan dua nilai, dan data tidak memuat mana yang benar.",
    rumus="dua klaim tentang hal yang sama, tanpa fakta di data, nilainya berbeda",
)
def klaim_bertentangan(b: Bacaan) -> Iterator[Catatan]:
    """Find printed figures without a fact that differ between places."""
    tentang: dict[tuple[str, str, str], list[Klaim]] = defaultdict(list)
    for k in b.jenis("target", "realisasi", "pagu", "cacah"):
        if k.nilai is not None and not _fakta(b, k) and (k.jenis != "cacah" or cacah(b, k) is None):
            tentang[k.tabel, k.kunci, k.kolom].append(k)
    for klaim in tentang.values():
        pertama = klaim[0]
        for k in klaim[1:]:
            bandingkan(b, pertama.asal, k.asal)
            if k.nilai != pertama.nilai:
                yield dari_klaim(
                    b, k, pertama.nilai, asal_fakta=pertama.asal, rumus=f"di {di_tercetak(pertama.lokasi)}"
                )


@uji(
    nama="Realisasi melebihi pagu",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("anggaran",),
    alasan="Belanja tidak boleh melampaui pagunya; salah satu angkanya perlu diperiksa.",
    rumus="realisasi > pagu setelah perubahan",
)
def realisasi_melebihi_pagu(b: Bacaan) -> Iterator[Catatan]:
    """Find budget rows that spent more than they had."""
    for kunci, baris in ((k, satu) for k, pos in b.anggaran.items() for satu in pos.get(BAGIAN, (pos,))):
        kolom = pagu(baris)
        if baris[kolom] is None or baris["realisasi"] is None or baris["realisasi"] <= baris[kolom]:
            continue
        yield dari_baris(
            b,
            "anggaran",
            kunci,
            "realisasi",
            [(baris, "realisasi"), (baris, kolom)],
            tercetak=Decimal(int(baris["realisasi"])),
            dihitung=Decimal(int(baris[kolom])),
            satuan="rupiah",
            rumus="pagu yang tersedia",
        )


@uji(
    nama="Total SKM bukan jumlah jawabannya",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("ikm_unsur", "ikm_responden"),
    alasan="Total nilai per unsur dan jawaban responden ada dua-duanya, tetapi tidak sama.",
    rumus="total_nilai ≠ Σ jawaban; jumlah_kuesioner ≠ cacah jawaban",
)
def total_skm_bukan_jawaban(b: Bacaan) -> Iterator[Catatan]:
    """Find totals of the survey that the answers do not add up to."""
    jawaban = b.tabel("ikm_responden")
    if jawaban.empty:
        return
    jumlah = {satu["unsur"]: satu for satu in records(jumlahkan(jawaban, b.tabel("unsur")))}
    for kode, total in b.total_unsur.items():
        for kolom in ("total_nilai", "jumlah_kuesioner"):
            harus = int(jumlah[kode][kolom])
            tampil = kolom != "total_nilai" or jumlah[kode]["jumlah_kuesioner"] >= SEL_TERKECIL
            if total[kolom] is not None and int(total[kolom]) != harus:
                yield dari_baris(
                    b,
                    "ikm_unsur",
                    kode,
                    kolom,
                    [(total, kolom)],
                    tercetak=Decimal(int(total[kolom])),
                    dihitung=Decimal(harus) if tampil else None,
                    rumus="dari ikm_responden.csv" if tampil else "",
                    keterangan=""
                    if tampil
                    else f"Pembandingnya tidak ditampilkan: respondennya kurang dari {SEL_TERKECIL}.",
                    asal=asal((total, kolom)) + Asal(jumlah[kode]["jawaban"]),
                )
