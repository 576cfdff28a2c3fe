"""Kelengkapan: what a report needs and the data do not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from lakip_utils.konsistensi.bacaan import Bacaan, Baris, desimal
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import target
from lakip_utils.konsistensi.uji.bantu import dari_baris

_KELUARGA = "Kelengkapan"


@uji(
    nama="Realisasi belum dilaporkan",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("indikator", "tolok_ukur"),
    alasan="Targetnya ada, realisasinya tidak; capaiannya tidak dapat dihitung.",
    rumus="target (atau target Renstra) ada, realisasi kosong",
)
def realisasi_kosong(b: Bacaan) -> Iterator[Catatan]:
    """Find indicators and tolok ukur with a target and no realisasi."""
    for kode, baris in b.indikator.items():
        renstra = b.renstra.get(kode)
        berharga = (
            target(baris) or baris["target_bawah"] is not None or (renstra and renstra["target"] is not None)
        )
        if berharga and baris["realisasi"] is None:
            yield dari_baris(b, "indikator", kode, "realisasi", [(baris, "realisasi")], tercetak=None)
    for kode, baris in b.tolok_ukur.items():
        if target(baris) and baris["realisasi"] is None:
            yield dari_baris(b, "tolok_ukur", kode, "realisasi", [(baris, "realisasi")], tercetak=None)


@uji(
    nama="Target belum ada",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("indikator", "tolok_ukur"),
    alasan="Realisasinya ada, targetnya tidak; capaiannya tidak dapat dihitung.",
    rumus="realisasi ada, target kosong",
)
def target_kosong(b: Bacaan) -> Iterator[Catatan]:
    """Find indicators and tolok ukur with a realisasi and no target."""
    for kode, baris in b.indikator.items():
        if baris["realisasi"] is not None and not target(baris) and baris["target_bawah"] is None:
            renstra = b.renstra.get(kode)
            menurut = renstra["target"] if renstra else None
            yield dari_baris(
                b,
                "indikator",
                kode,
                "target",
                [(baris, "target_awal")],
                tercetak=None,
                pembanding=(("target Renstra", desimal(menurut)),) if menurut is not None else (),
            )
    for kode, baris in b.tolok_ukur.items():
        if baris["realisasi"] is not None and not target(baris):
            yield dari_baris(b, "tolok_ukur", kode, "target", [(baris, "target_awal")], tercetak=None)


@uji(
    nama="Indikator Renstra tidak dilaporkan",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("renstra", "indikator"),
    alasan="Renstra menetapkan target tahun ini untuk indikator yang tidak dimuat dalam laporan tahun ini.",
    rumus="renstra.kode_indikator ∉ indikator",
)
def indikator_renstra_hilang(b: Bacaan) -> Iterator[Catatan]:
    """Find Renstra indicators of the year that the report's table lacks."""
    if not b.indikator:
        return
    for kode, baris in b.renstra.items():
        if kode not in b.indikator and (baris["target"] is not None or baris["target_bawah"] is not None):
            yield dari_baris(
                b,
                "renstra",
                f"{kode}/{b.tahun}",
                "target",
                [(baris, "target")],
                tercetak=str(baris["indikator"]),
                sebutan=f"Indikator {baris['indikator']} ({kode})",
            )


@uji(
    nama="Indikator perjanjian kinerja tidak dilaporkan",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("perjanjian_kinerja", "indikator"),
    alasan="Indikator diperjanjikan, tetapi hasilnya tidak dilaporkan.",
    rumus="perjanjian_kinerja.kode_indikator ∉ indikator",
)
def indikator_pk_hilang(b: Bacaan) -> Iterator[Catatan]:
    """Find agreed indicators that the report's table lacks."""
    if not b.indikator:
        return
    for baris in b.baris("perjanjian_kinerja"):
        kode = str(baris["kode_indikator"])
        if kode and kode not in b.indikator:
            yield dari_baris(b, "perjanjian_kinerja", kode, "target", [(baris, "target")], tercetak=kode)


@uji(
    nama="Program tanpa anggaran",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("program", "anggaran"),
    alasan="Program tahun ini tidak punya baris anggaran, sehingga serapan dan efisiensinya tidak dapat dihitung.",
    rumus="program ∉ anggaran",
)
def program_tanpa_anggaran(b: Bacaan) -> Iterator[Catatan]:
    """Find programs without money where the budget lists programs."""
    if not any(kunci.startswith("program/") for kunci in b.anggaran):
        return
    for kode, baris in b.program.items():
        if f"program/{kode}" not in b.anggaran:
            yield dari_baris(b, "program", kode, "anggaran", [(baris, "nama")], tercetak=str(baris["nama"]))


@uji(
    nama="Program tanpa indikator",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("program", "indikator"),
    alasan="Tidak ada ukuran hasil untuk program ini.",
    rumus="program tanpa indikator level program",
)
def program_tanpa_indikator(b: Bacaan) -> Iterator[Catatan]:
    """Find programs without an indicator where others have one."""
    punya = {str(i["kode_induk"]) for i in b.indikator.values() if i["level"] == "program"}
    if not punya:
        return
    for kode, baris in b.program.items():
        if kode not in punya:
            yield dari_baris(b, "program", kode, "indikator", [(baris, "nama")], tercetak=str(baris["nama"]))


@uji(
    nama="Kegiatan tanpa tolok ukur",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("kegiatan", "tolok_ukur"),
    alasan="Tidak ada ukuran keluaran untuk kegiatan ini.",
    rumus="kegiatan ∉ tolok_ukur",
)
def kegiatan_tanpa_tolok_ukur(b: Bacaan) -> Iterator[Catatan]:
    """Find kegiatan without a tolok ukur where others have one."""
    if not b.tolok_ukur:
        return
    for kode, baris in b.kegiatan.items():
        if kode not in b.tolok_ukur_kegiatan:
            yield dari_baris(
                b, "kegiatan", kode, "tolok_ukur", [(baris, "nama")], tercetak=str(baris["nama"])
            )


@uji(
    nama="Aset tanpa nilai atau luas",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=("aset",),
    alasan="Jumlah nilai atau luas aset tidak lengkap selama sebagian barisnya kosong.",
    rumus="aset.nilai atau aset.luas kosong",
)
def aset_tidak_lengkap(b: Bacaan) -> Iterator[Catatan]:
    """Find kinds of property of which some rows lack a value or an area: one finding a kind and column."""
    for jenis in dict.fromkeys(str(baris["jenis"]) for baris in b.baris("aset")):
        milik = [baris for baris in b.baris("aset") if baris["jenis"] == jenis]
        for kolom in ("nilai", "luas"):
            kosong = [baris for baris in milik if baris[kolom] is None]
            if kosong and len(kosong) < len(milik):
                yield dari_baris(
                    b,
                    "aset",
                    jenis,
                    kolom,
                    [(baris, kolom) for baris in kosong],
                    tercetak=None,
                    keterangan=f"{len(kosong)} dari {len(milik)} aset {jenis} tanpa {kolom}.",
                )


@uji(
    nama="Permasalahan lebih banyak daripada solusi",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("permasalahan_solusi",),
    alasan="Ada permasalahan yang tidak dijawab dengan solusi.",
    rumus="cacah permasalahan > cacah solusi bidang yang sama",
)
def permasalahan_tanpa_solusi(b: Bacaan) -> Iterator[Catatan]:
    """Find bidang with fewer solutions than problems; paired ones are compared by their pair."""
    per_bidang: dict[str, dict[str, list[Baris]]] = defaultdict(lambda: defaultdict(list))
    for baris in b.baris("permasalahan_solusi"):
        per_bidang[str(baris["bidang"])][str(baris["jenis"])].append(baris)
    for bidang, isi in per_bidang.items():
        masalah, solusi = isi["permasalahan"], isi["solusi"]
        terjawab = {str(s["pasangan"]) for s in solusi if s["pasangan"]}
        kurang = (
            [m for m in masalah if str(m["pasangan"]) not in terjawab] if terjawab else masalah[len(solusi) :]
        )
        if not kurang:
            continue
        kode = tuple(bidang.split(";"))
        yield dari_baris(
            b,
            "permasalahan_solusi",
            bidang.replace(";", "+"),
            "solusi",
            [(baris, "uraian") for baris in (kurang if terjawab else masalah)],
            tercetak=Decimal(len(masalah)),
            dihitung=Decimal(len(masalah) - len(kurang)),
            sebutan=f"Permasalahan {' dan '.join(b.unit.nama_bidang.get(k, k) for k in kode)}",
            satuan="permasalahan",
            rumus="yang punya solusi",
            bidang=kode,
        )
