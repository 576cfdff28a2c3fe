"""Hitung ulang: what a printed figure should be, from the facts.

Each function takes a claim and returns its :class:`Harapan`, or ``None`` where the facts do not give
one; rules compare the two by :func:`banding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Literal

from lakip_utils.analisis import anggaran as modul_anggaran
from lakip_utils.analisis import capaian as modul_capaian
from lakip_utils.asal import Asal, bulat, persen
from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan, Baris, Klaim, asal, desimal, kode_sdm
from lakip_utils.konsistensi.sebutan import di_tercetak

TERCETAK = "target_realisasi_tercetak"
"""Basis of a capaian that the document computes from the target and realisasi printed beside it."""

RENSTRA = "target_renstra"
"""Basis of a capaian that the document measures against the Renstra target of the year."""

Banding = Literal["cocok", "terpotong", "salah_bulat", "keliru"]
_INDONESIA = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Harapan:
    """What a figure should be.

    Parameters
    ----------
    nilai
        Exact, before rounding to the printed decimals.
    rumus
        The formula in words.
    asal
        The cells read.
    alternatif
        Values that are just as right, e.g. by the other stage of a target.
    pasti
        Whether it is the value, or only the least that it can be (parts are missing).
    """

    nilai: Decimal
    rumus: str
    asal: Asal
    alternatif: tuple[Decimal, ...] = ()
    pasti: bool = True


def banding(tercetak: Decimal, desimal_: int, harapan: Harapan) -> Banding:
    """Say how a printed figure relates to what it should be.

    Cut off and wrongly rounded are told apart from wrong: both are less than one unit of the last
    printed decimal away.

    >>> h = Harapan(Decimal("27.7777777"), "", Asal())
    >>> [banding(Decimal(x), 2, h) for x in ("27.78", "27.77", "27.79", "100")]
    ['cocok', 'terpotong', 'keliru', 'keliru']
    >>> banding(Decimal("85.01"), 2, Harapan(Decimal("85.0042"), "", Asal()))
    'salah_bulat'
    """
    if any(bulat(nilai, desimal_) == tercetak for nilai in (harapan.nilai, *harapan.alternatif)):
        return "cocok"
    if not harapan.pasti and tercetak >= harapan.nilai:
        return "cocok"
    satuan = Decimal(1).scaleb(-desimal_)
    if harapan.nilai.quantize(satuan, rounding=ROUND_DOWN) == tercetak:
        return "terpotong"
    return "salah_bulat" if abs(tercetak - harapan.nilai) < satuan else "keliru"


def angka(n: Decimal | float | int) -> str:
    """Write a number for a formula: whole numbers with thousands, others as they are.

    >>> angka(9049665000), angka(2.5)
    ('9.049.665.000', '2,5')
    """
    teks = f"{n if isinstance(n, Decimal) else desimal(n):,.6f}".rstrip("0").rstrip(".")
    return teks.translate(_INDONESIA)


def target(baris: Baris) -> tuple[str, ...]:
    """Return the columns of the targets that a row has, the first one first."""
    return tuple(k for k in ("target_awal", "target_perubahan") if baris[k] is not None)


def baris_kinerja(b: Bacaan, k: Klaim) -> Baris | None:
    """Return the indicator or tolok ukur that a claim speaks of."""
    return {"indikator": b.indikator, "tolok_ukur": b.tolok_ukur}.get(k.tabel, {}).get(k.kunci)


def capaian(b: Bacaan, k: Klaim) -> Harapan | None:
    """Capaian = realisasi / target × 100 (or the formula of its direction)."""
    if k.basis == TERCETAK:
        return _capaian_tercetak(b, k)
    baris = baris_kinerja(b, k)
    if baris is None:
        return None
    arah = str(baris.get("arah", "naik"))
    if k.basis == RENSTRA:
        return _capaian_renstra(b, k, baris)
    kolom = ("target_bawah", "target_atas") if arah == "rentang" else target(baris)
    nilai = []
    for satu in kolom or ("target_awal",):
        hasil, _ = modul_capaian.satu(
            None if arah == "rentang" else baris[satu],
            baris["realisasi"],
            arah=arah,
            bawah=baris.get("target_bawah"),
            atas=baris.get("target_atas"),
        )
        if hasil is not None:
            nilai.append(desimal(hasil))
    if not nilai:
        return None
    rumus = modul_capaian.RUMUS[arah]
    if arah == "naik":
        rumus = f"{angka(baris['realisasi'])} / {angka(baris[kolom[0]])} × 100"
    return Harapan(
        nilai[0], rumus, asal((baris, "realisasi"), *((baris, s) for s in kolom)), tuple(nilai[1:])
    )


def _capaian_renstra(b: Bacaan, k: Klaim, baris: Baris) -> Harapan | None:
    renstra = b.renstra.get(k.kunci)
    if renstra is None:
        return None
    hasil, _ = modul_capaian.satu(
        renstra["target"],
        baris["realisasi"],
        arah=str(renstra["arah"]),
        bawah=renstra["target_bawah"],
        atas=renstra["target_atas"],
    )
    if hasil is None:
        return None
    kolom = ("target_bawah", "target_atas") if renstra["arah"] == "rentang" else ("target",)
    rumus = f"{modul_capaian.RUMUS[str(renstra['arah'])]}, target Renstra {b.tahun}"
    if renstra["arah"] == "naik":
        rumus = f"{angka(baris['realisasi'])} / {angka(renstra['target'])} × 100, target Renstra {b.tahun}"
    return Harapan(desimal(hasil), rumus, asal((baris, "realisasi"), *((renstra, s) for s in kolom)))


def _capaian_tercetak(b: Bacaan, k: Klaim) -> Harapan | None:
    """Return realisasi / target × 100 of the pair that is printed in the same section."""
    pasangan = [b.tentang(k.tabel, k.kunci, kolom, k.seksi) for kolom in ("target", "realisasi")]
    if not all(pasangan):
        return None
    sasaran, hasil = (satu[0] for satu in pasangan)
    if not sasaran.nilai or hasil.nilai is None:
        return None
    return Harapan(
        desimal(persen(float(hasil.nilai), float(sasaran.nilai))),
        f"{hasil.teks} / {sasaran.teks} × 100, keduanya di {di_tercetak(k.seksi)}",
        hasil.asal + sasaran.asal,
    )


def pagu(baris: Baris) -> str:
    """Return the column of the pagu that counts: after the change, else the first."""
    return "pagu_perubahan" if baris["pagu_perubahan"] is not None else "pagu_murni"


def serapan(b: Bacaan, k: Klaim) -> Harapan | None:
    """Serapan = realisasi / pagu × 100."""
    return _bagian_pagu(b, k, sisa_=False)


def sisa_persen(b: Bacaan, k: Klaim) -> Harapan | None:
    """Sisa = (pagu − realisasi) / pagu × 100."""
    return _bagian_pagu(b, k, sisa_=True)


def _bagian_pagu(b: Bacaan, k: Klaim, *, sisa_: bool) -> Harapan | None:
    baris = b.anggaran.get(k.kunci)
    if baris is None or not baris[pagu(baris)] or baris["realisasi"] is None:
        return None
    kolom = pagu(baris)
    dana, habis = int(baris[kolom]), int(baris["realisasi"])
    atas = f"({angka(dana)} − {angka(habis)})" if sisa_ else angka(habis)
    return Harapan(
        desimal(persen(dana - habis if sisa_ else habis, dana)),
        f"{atas} / {angka(dana)} × 100",
        asal((baris, "realisasi"), (baris, kolom)),
    )


def sisa(b: Bacaan, k: Klaim) -> Harapan | None:
    """Sisa = pagu − realisasi, rupiah."""
    baris = b.anggaran.get(k.kunci)
    if baris is None or baris[pagu(baris)] is None or baris["realisasi"] is None:
        return None
    kolom = pagu(baris)
    return Harapan(
        Decimal(int(baris[kolom]) - int(baris["realisasi"])),
        modul_anggaran.RUMUS_SISA,
        asal((baris, kolom), (baris, "realisasi")),
    )


def selisih(b: Bacaan, k: Klaim) -> Harapan | None:
    """Selisih = pagu − pagu tahun lalu, rupiah."""
    if (pasangan := _dua_tahun(b, k)) is None:
        return None
    ini, dulu = pasangan
    return Harapan(
        Decimal(int(ini[pagu(ini)]) - int(dulu[pagu(dulu)])),
        f"{angka(int(ini[pagu(ini)]))} − {angka(int(dulu[pagu(dulu)]))}",
        asal((ini, pagu(ini)), (dulu, pagu(dulu))),
    )


def perubahan_persen(b: Bacaan, k: Klaim) -> Harapan | None:
    """Perubahan = (pagu − pagu tahun lalu) / pagu tahun lalu × 100; the direction stands beside it."""
    if (pasangan := _dua_tahun(b, k)) is None or not pasangan[1][pagu(pasangan[1])]:
        return None
    ini, dulu = pasangan
    awal, beda = int(dulu[pagu(dulu)]), int(ini[pagu(ini)]) - int(dulu[pagu(dulu)])
    nilai = desimal(persen(beda, awal))
    tanpa_tanda = k.nilai is not None and k.nilai >= 0
    return Harapan(
        abs(nilai) if tanpa_tanda else nilai,
        f"{angka(abs(beda) if tanpa_tanda else beda)} / {angka(awal)} × 100",
        asal((ini, pagu(ini)), (dulu, pagu(dulu))),
    )


def _dua_tahun(b: Bacaan, k: Klaim) -> tuple[Baris, Baris] | None:
    """Return the budget row of this year and of the year before, where both have a pagu."""
    ini, dulu = b.anggaran.get(k.kunci), b.lalu.anggaran.get(k.kunci) if b.lalu else None
    if ini is None or dulu is None or ini[pagu(ini)] is None or dulu[pagu(dulu)] is None:
        return None
    return ini, dulu


def jumlah_sdm(b: Bacaan, k: Klaim) -> Harapan | None:
    """Jumlah pegawai = the sum of the cells of a unit, a category, or both.

    The key is ``unit/dimensi[/kategori[/subkategori]]``; ``semua`` is every unit. A category may be a
    group of categories (``aturan/kelompok_sdm.yaml``), such as PNS.
    """
    bagian = k.kunci.split("/")
    if len(bagian) < 2:
        return None
    unit, dimensi, *rinci = bagian
    isi = [
        baris
        for baris in (
            b.sdm_dimensi.get(dimensi, ()) if unit == SEMUA else b.sdm_unit.get((dimensi, unit), ())
        )
        if _sekategori(b, dimensi, rinci, baris)
    ]
    if not isi:
        # A category that no row names has nobody, if the table tells the dimension at all.
        isi_dimensi = b.sdm_dimensi.get(dimensi)
        return Harapan(Decimal(0), "tidak ada baris", Asal()) if isi_dimensi and rinci else None
    return _jumlah(isi, "jumlah")


def _sekategori(b: Bacaan, dimensi: str, rinci: Sequence[str], baris: Baris) -> bool:
    if not rinci:
        return True
    anggota = b.kelompok_sdm.get(dimensi, {}).get(rinci[0], (rinci[0],))
    return kode_sdm(str(baris["kategori"])) in anggota and (
        len(rinci) == 1 or kode_sdm(str(baris["subkategori"])) == rinci[1]
    )


def jumlah_aset(b: Bacaan, k: Klaim) -> Harapan | None:
    """Nilai aset = the sum of the values of one kind, or of all; a lower bound where one is missing."""
    isi = [baris for baris in b.baris("aset") if k.kunci in (SEMUA, baris["jenis"])]
    ada = [baris for baris in isi if baris[k.kolom] is not None] if k.kolom in ("nilai", "luas") else []
    if not ada:
        return None
    hasil = _jumlah(ada, k.kolom)
    kurang = len(isi) - len(ada)
    if not kurang:
        return hasil
    return Harapan(
        hasil.nilai, f"{hasil.rumus}, paling sedikit: {kurang} belum ada nilainya", hasil.asal, pasti=False
    )


def _jumlah(isi: Sequence[Baris], kolom: str) -> Harapan:
    nilai = [desimal(baris[kolom]) for baris in isi]
    rumus = " + ".join(map(angka, nilai)) if len(nilai) <= 6 else f"jumlah {len(nilai)} baris"
    return Harapan(sum(nilai, Decimal()), rumus, asal(*((baris, kolom) for baris in isi)))


def jumlah(b: Bacaan, k: Klaim) -> Harapan | None:
    """Return the total that a table of people or property prints."""
    return {"sdm": jumlah_sdm, "aset": jumlah_aset}.get(k.tabel, _tidak_ada)(b, k)


def cacah(b: Bacaan, k: Klaim) -> Harapan | None:
    """Return the count that a sentence names, from the rows of its table."""
    return _CACAH.get(k.tabel, _tidak_ada)(b, k)


def _tidak_ada(_: Bacaan, __: Klaim) -> Harapan | None:
    return None


def _cacah_baris(isi: Iterable[Baris], kolom: str) -> Harapan | None:
    baris = list(isi)
    return Harapan(Decimal(len(baris)), "cacah baris", asal(*((s, kolom) for s in baris))) if baris else None


def _cacah_kegiatan(b: Bacaan, k: Klaim) -> Harapan | None:
    if k.kunci == SEMUA:
        return _cacah_baris(b.kegiatan.values(), "nama")
    return _cacah_baris(b.kegiatan_program.get(k.kunci.removeprefix("program/"), ()), "nama")


def _cacah_program(b: Bacaan, k: Klaim) -> Harapan | None:
    return _cacah_baris(b.program.values(), "nama") if k.kunci == SEMUA else None


def _cacah_unsur(b: Bacaan, k: Klaim) -> Harapan | None:
    return _cacah_baris(b.unsur.values(), "nama") if k.kunci == SEMUA else None


def _cacah_pita(b: Bacaan, k: Klaim) -> Harapan | None:
    """Return the number of quality bands, or of questionnaires."""
    if k.kolom == "pita" and b.unsur:
        return Harapan(Decimal(len(b.mutu_ikm.pita)), "jumlah kelas mutu", Asal())
    return None


def _cacah_organisasi(b: Bacaan, k: Klaim) -> Harapan | None:
    kolom = "jabatan" if k.kolom == "jabatan" else "unit"
    return _cacah_baris([u for u in b.organisasi if u[kolom]], kolom) if k.kunci == SEMUA else None


def _cacah_aset(b: Bacaan, k: Klaim) -> Harapan | None:
    return _cacah_baris([a for a in b.baris("aset") if k.kunci in (SEMUA, a["jenis"])], "nama")


def _cacah_indikator(b: Bacaan, k: Klaim) -> Harapan | None:
    """Return a figure of an indicator's ratio, or the number that its percentage target stands for."""
    baris = b.indikator.get(k.kunci)
    if baris is None:
        return None
    if k.kolom in ("pembilang", "penyebut"):
        if baris[k.kolom] is None:
            return None
        return Harapan(desimal(baris[k.kolom]), "", asal((baris, k.kolom)))
    if k.kolom != "target_jumlah" or not (kolom := target(baris)):
        return None
    dasar = _penyebut(b, k.kunci, baris)
    if dasar is None or baris["satuan"] not in modul_capaian.PERSEN:
        return None
    penyebut, asal_penyebut = dasar
    sasaran = desimal(baris[kolom[0]])
    return Harapan(
        sasaran * penyebut / 100,
        f"{angka(sasaran)}% × {angka(penyebut)}",
        asal((baris, kolom[0])) + asal_penyebut,
    )


def _penyebut(b: Bacaan, kode: str, baris: Baris) -> tuple[Decimal, Asal] | None:
    """Return the base of an indicator's percentage: from the data, else as printed."""
    if baris["penyebut"] is not None:
        return desimal(baris["penyebut"]), asal((baris, "penyebut"))
    for satu in b.tentang("indikator", kode, "penyebut"):
        if satu.nilai is not None:
            return satu.nilai, satu.asal
    return None


def _cacah_renstra(b: Bacaan, k: Klaim) -> Harapan | None:
    """Return how many years the Renstra has targets for."""
    if k.kolom != "lama":
        return None
    tahun = sorted({int(baris["tahun"]) for baris in b.baris("renstra")})
    if not tahun:
        return None
    lama = Decimal(len(tahun))
    # 2017-2022 is a plan of five years with six named: both ways of counting are in use.
    awal, _, akhir = k.kunci.partition("-")
    lain = (Decimal(int(akhir) - int(awal)),) if awal.isdecimal() and akhir.isdecimal() else ()
    return Harapan(lama, f"tahun target {tahun[0]}–{tahun[-1]}", Asal(), lain)


_CACAH: dict[str, Callable[[Bacaan, Klaim], Harapan | None]] = {
    "sdm": jumlah_sdm,
    "kegiatan": _cacah_kegiatan,
    "program": _cacah_program,
    "unsur": _cacah_unsur,
    "ikm_unsur": _cacah_pita,
    "organisasi": _cacah_organisasi,
    "aset": _cacah_aset,
    "indikator": _cacah_indikator,
    "renstra": _cacah_renstra,
}


def pecahan(nilai: Fraction) -> Decimal:
    """Return a fraction as a decimal of 28 digits."""
    return Decimal(nilai.numerator) / Decimal(nilai.denominator)
