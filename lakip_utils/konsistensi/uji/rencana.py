"""Target dan rencana: the agreement, the Renstra and the report against each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lakip_utils.analisis import capaian as modul_capaian
from lakip_utils.asal import Asal
from lakip_utils.konsistensi.bacaan import Bacaan, Baris, asal, desimal
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import Harapan, angka, banding, baris_kinerja, target
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_baris, dari_klaim, rapi

_KELUARGA = "Target dan rencana"
_BATAS = ("target_bawah", "target_atas")


@uji(
    nama="Target perjanjian kinerja berbeda dari Renstra",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("indikator", "perjanjian_kinerja", "renstra", "klaim"),
    alasan="Target perjanjian kinerja diturunkan dari Renstra; bila berbeda, perubahannya perlu dasar yang tertulis.",
    rumus="target PK (atau target laporan) ≠ target Renstra tahun itu",
)
def target_bukan_renstra(b: Bacaan) -> Iterator[Catatan]:
    """Find indicators whose agreed, reported or printed target is not that of the Renstra."""
    pk = {str(baris["kode_indikator"]): baris for baris in b.baris("perjanjian_kinerja")}
    for kode, renstra in b.renstra.items():
        berbatas = (satu for satu in (pk.get(kode), b.indikator.get(kode)) if _berbatas(satu))
        yield from _batas_berbeda(b, kode, next(berbatas, None), renstra, f"target Renstra tahun {b.tahun}")
        if renstra["target"] is None:
            continue
        harus = desimal(renstra["target"])
        baris = b.indikator.get(kode)
        janji, kolom = pk.get(kode), "target"
        if janji is None and baris is not None and (milik := target(baris)):
            janji, kolom = baris, milik[0]
        if janji is not None and janji[kolom] is not None and desimal(janji[kolom]) != harus:
            yield dari_baris(
                b,
                "indikator" if kode in b.indikator else "perjanjian_kinerja",
                kode,
                "target",
                [(janji, kolom), (renstra, "target")],
                tercetak=desimal(janji[kolom]),
                dihitung=harus,
                rumus=f"target Renstra tahun {b.tahun}",
            )
        for k in b.tentang("renstra", f"{kode}/{b.tahun}", "target"):
            if k.nilai is None:
                continue
            bandingkan(b, k.asal)
            if k.nilai != harus:
                yield dari_klaim(
                    b,
                    k,
                    harus,
                    asal_fakta=asal((renstra, "target")),
                    rumus=f"target Renstra tahun {b.tahun}",
                )


def _berbatas(baris: Baris | None) -> bool:
    return baris is not None and all(baris[kolom] is not None for kolom in _BATAS)


def _batas_berbeda(b: Bacaan, kode: str, baris: Baris | None, acuan: Baris, rumus: str) -> Iterator[Catatan]:
    """Compare a range with the one that it should be, each bound by itself."""
    if baris is None or not (_berbatas(baris) and _berbatas(acuan)):
        return
    for kolom in _BATAS:
        ada, harus = desimal(baris[kolom]), desimal(acuan[kolom])
        if ada != harus:
            yield dari_baris(
                b,
                "indikator" if kode in b.indikator else "perjanjian_kinerja",
                kode,
                kolom,
                [(baris, kolom), (acuan, kolom)],
                tercetak=ada,
                dihitung=harus,
                rumus=rumus,
            )


@uji(
    nama="Target laporan berbeda dari perjanjian kinerja",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("indikator", "perjanjian_kinerja"),
    alasan="Capaian diukur terhadap target yang bukan target yang diperjanjikan.",
    rumus="perjanjian_kinerja.target ∉ {target_awal, target_perubahan}",
)
def target_bukan_perjanjian(b: Bacaan) -> Iterator[Catatan]:
    """Find indicators reported against another target than the agreed one."""
    for pk in b.baris("perjanjian_kinerja"):
        baris = b.indikator.get(str(pk["kode_indikator"]))
        if baris is not None:
            yield from _batas_berbeda(b, str(pk["kode_indikator"]), baris, pk, "target perjanjian kinerja")
        if baris is None or pk["target"] is None:
            continue
        kolom = target(baris)
        if not kolom or any(desimal(baris[satu]) == desimal(pk["target"]) for satu in kolom):
            continue
        kode = str(pk["kode_indikator"])
        yield dari_baris(
            b,
            "indikator",
            kode,
            kolom[0],
            [(baris, kolom[0]), (pk, "target")],
            tercetak=desimal(baris[kolom[0]]),
            dihitung=desimal(pk["target"]),
            rumus="target perjanjian kinerja",
        )


@uji(
    nama="Anggaran perjanjian kinerja berbeda dari pagu",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("perjanjian_kinerja", "anggaran"),
    alasan="Anggaran yang diperjanjikan per program seharusnya sama dengan pagunya.",
    rumus="perjanjian_kinerja.anggaran ∉ {pagu_murni, pagu_perubahan}",
)
def anggaran_bukan_perjanjian(b: Bacaan) -> Iterator[Catatan]:
    """Find programs whose agreed money is neither stage of their pagu."""
    for pk in b.baris("perjanjian_kinerja"):
        kode = str(pk["kode_program"])
        baris = b.anggaran.get(f"program/{kode}")
        if baris is None or pk["anggaran"] is None:
            continue
        kolom = [k for k in ("pagu_perubahan", "pagu_murni") if baris[k] is not None]
        if not kolom or any(baris[k] == pk["anggaran"] for k in kolom):
            continue
        yield dari_baris(
            b,
            "perjanjian_kinerja",
            kode,
            "anggaran",
            [(pk, "anggaran"), (baris, kolom[0])],
            tercetak=Decimal(int(pk["anggaran"])),
            dihitung=Decimal(int(baris[kolom[0]])),
            satuan="rupiah",
            rumus="pagu program",
        )


@uji(
    nama="Target disesuaikan, angka barunya tidak dicatat",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("indikator", "tolok_ukur"),
    alasan="Sebuah dokumen mengubah target, tetapi target barunya tidak ada; capaian masih diukur terhadap target lama.",
    rumus="dasar_perubahan terisi, target_perubahan kosong",
)
def target_baru_tidak_dicatat(b: Bacaan) -> Iterator[Catatan]:
    """Find targets that a document changed without telling to what."""
    for tabel, isi in (("indikator", b.indikator), ("tolok_ukur", b.tolok_ukur)):
        for kode, baris in isi.items():
            if not baris["dasar_perubahan"] or baris["target_perubahan"] is not None:
                continue
            yield dari_baris(
                b,
                tabel,
                kode,
                "target_perubahan",
                [(baris, "dasar_perubahan"), (baris, "target_awal"), (baris, "target_perubahan")],
                tercetak=desimal(baris["target_awal"]) if baris["target_awal"] is not None else None,
                keterangan=f"Dasar perubahan: {baris['dasar_perubahan']}.",
            )


@uji(
    nama="Capaian diukur terhadap target lama",
    keluarga=_KELUARGA,
    keparahan="tinggi",
    perlu=("klaim", "tolok_ukur", "indikator"),
    alasan="Target sudah disesuaikan dan angka barunya tercetak, tetapi capaiannya masih dihitung terhadap target lama.",
    rumus="capaian tercetak = realisasi / target_awal ≠ realisasi / target_perubahan",
)
def capaian_target_lama(b: Bacaan) -> Iterator[Catatan]:
    """Find printed capaian against the first target where the changed one is known."""
    for k in b.jenis("capaian"):
        baris = baris_kinerja(b, k)
        if (
            baris is None
            or k.basis
            or k.nilai is None
            or len(target(baris)) < 2
            or baris["realisasi"] is None
        ):
            continue
        awal, baru, hasil = (desimal(baris[s]) for s in ("target_awal", "target_perubahan", "realisasi"))
        arah = str(baris.get("arah", "naik"))
        lama, kini = (modul_capaian.satu(float(s), float(hasil), arah=arah)[0] for s in (awal, baru))
        if lama is None or kini is None:
            continue
        # Two targets may lie so close that the capaian of the changed one looks like that of the first.
        terhadap_awal, terhadap_baru = (
            banding(k.nilai, k.desimal, Harapan(desimal(nilai), "", Asal())) for nilai in (lama, kini)
        )
        if terhadap_awal == "keliru" or terhadap_baru != "keliru":
            continue
        yield dari_klaim(
            b,
            k,
            rapi(desimal(kini), 2),
            asal_fakta=asal(*((baris, satu) for satu in ("target_awal", "target_perubahan", "realisasi"))),
            rumus=f"{angka(hasil)} / {angka(baru)} × 100, terhadap target yang disesuaikan"
            if arah == "naik"
            else f"{modul_capaian.RUMUS[arah]}, terhadap target yang disesuaikan",
        )
