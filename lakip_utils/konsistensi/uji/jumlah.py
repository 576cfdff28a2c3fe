"""Jumlah dan rincian: totals against their parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from lakip_utils.konsistensi import hitung_ulang
from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan, Baris, kode_sdm
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.uji.bantu import dari_baris, salah_hitung

_KELUARGA = "Jumlah dan rincian"
_UANG = ("pagu_murni", "pagu_perubahan", "realisasi")


@uji(
    nama="Jumlah tidak sama dengan rinciannya",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("klaim", "sdm", "aset", "anggaran"),
    alasan="Jumlah yang tercetak bukan jumlah sel yang dijumlahkannya.",
    rumus="jumlah tercetak ≠ Σ sel; sisa tercetak ≠ pagu − realisasi",
)
def jumlah_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find printed totals of people, property and money left over that their parts do not give."""
    hitung = {"jumlah": hitung_ulang.jumlah, "sisa": hitung_ulang.sisa}
    yield from salah_hitung(b, b.jenis(*hitung), hitung, "keliru", "salah_bulat", "terpotong")


@uji(
    nama="Rincian anggaran tidak sama dengan jumlahnya",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("anggaran",),
    alasan="Rincian anggaran yang lengkap tidak berjumlah sama dengan induknya, atau rinciannya melebihi induknya.",
    rumus="Σ kelompok ≠ total; Σ program ≠ kelompok; Σ kegiatan > program; Σ rekening > kelompok",
)
def anggaran_tidak_menutup(b: Bacaan) -> Iterator[Catatan]:
    """Find parts of the budget that do not add up to the whole, or exceed it.

    Parts that are not all listed and leave something over are no error: see
    :func:`anggaran_belum_dirinci`.
    """
    for kunci, induk, anak, lengkap in _keluarga_anggaran(b):
        for kolom in _UANG:
            ada = [baris for baris in anak if baris[kolom] is not None]
            if induk[kolom] is None or not ada:
                continue
            jumlah, harus = sum(int(baris[kolom]) for baris in ada), int(induk[kolom])
            menutup = lengkap and len(ada) == len(anak)
            if jumlah > harus or (menutup and jumlah != harus):
                yield dari_baris(
                    b,
                    "anggaran",
                    kunci,
                    kolom,
                    [(induk, kolom), *((baris, kolom) for baris in ada)],
                    tercetak=Decimal(harus),
                    dihitung=Decimal(jumlah),
                    satuan="rupiah",
                    rumus=f"jumlah {len(ada)} {ada[0]['level']}",
                )


@uji(
    nama="Anggaran belum dirinci seluruhnya",
    keluarga=_KELUARGA,
    keparahan="info",
    perlu=("anggaran", "kegiatan"),
    alasan="Sebagian rincian tidak dimuat, sehingga sisanya tidak dapat ditelusuri sampai ke kegiatan.",
    rumus="program − Σ kegiatan yang dimuat",
)
def anggaran_belum_dirinci(b: Bacaan) -> Iterator[Catatan]:
    """Tell what the listed parts of a program leave over where not all are listed."""
    rinci = any(baris["level"] == "kegiatan" for baris in b.anggaran.values())
    for kunci, induk, anak, lengkap in _keluarga_anggaran(b):
        tanpa = not anak and not (rinci and kunci.startswith("program/"))
        if lengkap or tanpa or not kunci.startswith(("program/", "kegiatan/")):
            continue
        for kolom in _UANG[1:]:
            if induk[kolom] is None or any(baris[kolom] is None for baris in anak):
                continue
            jumlah = sum(int(baris[kolom]) for baris in anak)
            if jumlah < int(induk[kolom]):
                yield dari_baris(
                    b,
                    "anggaran",
                    kunci,
                    kolom,
                    [(induk, kolom), *((baris, kolom) for baris in anak)],
                    tercetak=Decimal(int(induk[kolom])),
                    dihitung=Decimal(jumlah),
                    satuan="rupiah",
                    rumus=f"jumlah {len(anak)} {anak[0]['level']} yang dirinci"
                    if anak
                    else "tidak ada yang dirinci",
                    pembanding=(
                        ("belum dirinci", f"Rp{hitung_ulang.angka(Decimal(int(induk[kolom]) - jumlah))}"),
                    ),
                )


def _keluarga_anggaran(b: Bacaan) -> Iterator[tuple[str, Baris, list[Baris], bool]]:
    """Yield every parent of the budget: its key, its row, its children, and whether all are listed."""
    per_level: dict[str, list[Baris]] = defaultdict(list)
    for baris in b.baris("anggaran"):
        per_level[str(baris["level"])].append(baris)
    if induk := b.anggaran.get("total"):
        ada = {str(baris["kelompok"]) for baris in per_level["kelompok"]}
        yield "total", induk, per_level["kelompok"], ada == _kelompok_wajib(b, ada)
    berprogram = b.struktur.kelompok_program or tuple(k.kode for k in b.struktur.kelompok)
    semua_program = {str(baris["kode_program"]) for baris in per_level["program"]} == set(b.program)
    rekening, program = (_menurut(per_level[level], "kelompok") for level in ("rekening", "program"))
    for kelompok in per_level["kelompok"]:
        kode = str(kelompok["kelompok"])
        yield kode, kelompok, rekening.get(kode, []), False
        if kode in berprogram:
            # Programs without a kelompok of their own may belong to several; only one of one must close.
            yield kode, kelompok, program.get(kode, []), semua_program and len(berprogram) == 1
    if len(berprogram) > 1 and induk:
        # Where every kelompok is spent by programs, as from 2021 on, all programs are the whole.
        menutup = semua_program and set(berprogram) >= {k.kode for k in b.struktur.kelompok}
        yield "total", induk, per_level["program"], menutup
    harus = {kode: {str(k["kode_kegiatan"]) for k in isi} for kode, isi in b.kegiatan_program.items()}
    yield from _rincian(per_level, "program", "kegiatan", harus)
    yield from _rincian(per_level, "kegiatan", "subkegiatan", b.subkegiatan)


def _rincian(
    per_level: Mapping[str, list[Baris]], level: str, level_anak: str, harus: Mapping[str, set[str]]
) -> Iterator[tuple[str, Baris, list[Baris], bool]]:
    """Yield the parents of one level with their children; one divided by kelompok has those of its own."""
    kolom, kolom_anak = f"kode_{level}", f"kode_{level_anak}"
    anak, induk = _menurut(per_level[level_anak], kolom), _menurut(per_level[level], kolom)
    for kode, semua in induk.items():
        for baris in semua:
            milik = anak.get(kode, [])
            if len(semua) > 1:
                milik = [satu for satu in milik if satu["kelompok"] == baris["kelompok"]]
            lengkap = len(semua) == 1 and harus.get(kode) == {str(satu[kolom_anak]) for satu in milik}
            yield f"{level}/{kode}", baris, milik, lengkap


def _menurut(baris: list[Baris], kolom: str) -> dict[str, list[Baris]]:
    hasil: dict[str, list[Baris]] = defaultdict(list)
    for satu in baris:
        hasil[str(satu[kolom])].append(satu)
    return hasil


def _kelompok_wajib(b: Bacaan, ada: set[str]) -> set[str]:
    """Return the kelompok that must be there for the total to close.

    Before 2021 the two of the structure; from then on an agency has those that it spends on, so the
    listed ones are all.
    """
    semua = {k.kode for k in b.struktur.kelompok}
    return semua if b.struktur.kelompok_program else semua & ada


@uji(
    nama="Pengelompokan pegawai tidak berjumlah sama",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("sdm",),
    alasan="Pegawai yang sama dihitung menurut beberapa pengelompokan; jumlahnya seharusnya sama.",
    rumus="Σ menurut satu pengelompokan ≠ Σ menurut pengelompokan lain",
)
def pengelompokan_pegawai_berbeda(b: Bacaan) -> Iterator[Catatan]:
    """Find units whose people number differently by sex, golongan and education."""
    per_unit: dict[str, dict[str, list[Baris]]] = defaultdict(lambda: defaultdict(list))
    for baris in b.baris("sdm"):
        per_unit[str(baris["unit"])][str(baris["dimensi"])].append(baris)
        per_unit[SEMUA][str(baris["dimensi"])].append(baris)
    semua = per_unit.pop(SEMUA, {})
    jumlah = {dimensi: _orang(isi) for dimensi, isi in semua.items()}
    if len(jumlah) < 2:
        return
    # What most groupings come to is held to be right, else the largest; never what comes first in the rows.
    sama = Counter(jumlah.values())
    utama = max(sorted(jumlah), key=lambda d: (sama[jumlah[d]], jumlah[d]))
    per_unit[SEMUA] = semua
    for dimensi, n in jumlah.items():
        kata, banding = utama, {unit: isi[utama] for unit, isi in per_unit.items()}
        if n < jumlah[utama] * _LINGKUP_SAMA:
            kata, banding = _kelompok_selingkup(b, n, utama, per_unit)
        if not banding:
            yield _beda_orang(b, SEMUA, dimensi, utama, semua[dimensi], semua[utama])
            continue
        for unit, isi in per_unit.items():
            ada = unit != SEMUA and isi[dimensi] and banding[unit]
            if ada and _orang(isi[dimensi]) != _orang(banding[unit]):
                yield _beda_orang(b, unit, dimensi, kata, isi[dimensi], banding[unit])


def _kelompok_selingkup(
    b: Bacaan, n: int, utama: str, per_unit: Mapping[str, Mapping[str, list[Baris]]]
) -> tuple[str, dict[str, list[Baris]]]:
    """Return a group of the agency's people, e.g. PNS, about as many as `n`, unit by unit.

    A grouping that tells of some people only is held against those; empty where no group fits.
    """
    for dimensi, kelompok in b.kelompok_sdm.items():
        for kata, anggota in kelompok.items():
            milik = {
                unit: [s for s in isi.get(dimensi, ()) if kode_sdm(str(s["kategori"])) in anggota]
                for unit, isi in per_unit.items()
            }
            banyak = _orang(milik[SEMUA])
            if min(n, banyak) >= max(n, banyak) * _LINGKUP_SAMA:
                return f"{dimensi}, {kata} saja", milik
    return utama, {}


_LINGKUP_SAMA = 0.8
"""A grouping of fewer people than this share tells of some of them only, e.g. of PNS."""


def _orang(isi: list[Baris]) -> int:
    return sum(int(baris["jumlah"]) for baris in isi)


def _beda_orang(
    b: Bacaan, unit: str, dimensi: str, kata: str, isi: list[Baris], banding: list[Baris]
) -> Catatan:
    """Return the finding that a unit has other numbers by two groupings."""
    return dari_baris(
        b,
        "sdm",
        f"{unit}/{dimensi}",
        "jumlah",
        [(baris, "jumlah") for baris in (*isi, *banding)],
        tercetak=Decimal(_orang(isi)),
        dihitung=Decimal(_orang(banding)),
        satuan="orang",
        rumus=f"jumlah menurut {kata.replace('_', ' ')}",
        keterangan="Bila pengelompokan ini hanya memuat sebagian pegawai, lingkupnya perlu dinyatakan."
        if unit == SEMUA
        else "",
    )
