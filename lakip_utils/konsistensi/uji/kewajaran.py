"""Kewajaran: figures that may be right and still deserve a look."""

from __future__ import annotations

from collections.abc import Iterator

from lakip_utils.analisis import capaian as modul_capaian
from lakip_utils.asal import bulat, persen
from lakip_utils.konsistensi.bacaan import Bacaan, desimal
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import angka, pagu, target
from lakip_utils.konsistensi.uji.bantu import dari_baris

_KELUARGA = "Kewajaran"
CAPAIAN_TINGGI = 150.0
"""Above this capaian (percent) a target is worth a look."""
DANA_HABIS, OUTPUT_RENDAH = 95.0, 50.0
"""Serapan from which, and capaian below which, the two together are worth a look, in percent."""


@uji(
    nama="Realisasi jauh di atas target",
    keluarga=_KELUARGA,
    keparahan="info",
    perlu=("indikator", "tolok_ukur"),
    alasan="Targetnya mungkin terlalu rendah, atau satuan target dan realisasinya berbeda.",
    rumus=f"capaian > {CAPAIAN_TINGGI:g}%",
)
def realisasi_jauh_di_atas_target(b: Bacaan) -> Iterator[Catatan]:
    """Tell of capaian far above the target."""
    for tabel, isi in (("indikator", b.indikator), ("tolok_ukur", b.tolok_ukur)):
        for kode, baris in isi.items():
            kolom = target(baris)
            if baris.get("arah", "naik") != "naik" or not kolom or baris["realisasi"] is None:
                continue
            nilai, _ = modul_capaian.satu(baris[kolom[0]], baris["realisasi"])
            if nilai is not None and nilai > CAPAIAN_TINGGI:
                yield dari_baris(
                    b,
                    tabel,
                    kode,
                    "capaian",
                    [(baris, "realisasi"), (baris, kolom[0])],
                    tercetak=bulat(nilai),
                    satuan="persen",
                    rumus=f"{angka(baris['realisasi'])} / {angka(baris[kolom[0]])} × 100",
                )


@uji(
    nama="Dana terserap, keluaran rendah",
    keluarga=_KELUARGA,
    keparahan="info",
    perlu=("tolok_ukur", "anggaran"),
    alasan="Hampir seluruh dana terpakai, tetapi keluaran jauh di bawah target; pastikan target dan pagu berasal dari tahap yang sama.",
    rumus=f"serapan ≥ {DANA_HABIS:g}% dan capaian keluaran < {OUTPUT_RENDAH:g}%",
)
def dana_habis_keluaran_sedikit(b: Bacaan) -> Iterator[Catatan]:
    """Tell of kegiatan that spent their money for a part of their output."""
    for kode, ukuran in b.tolok_ukur_kegiatan.items():
        dana = b.anggaran.get(f"kegiatan/{kode}")
        if dana is None or not dana[pagu(dana)] or dana["realisasi"] is None:
            continue
        serapan = persen(int(dana["realisasi"]), int(dana[pagu(dana)]))
        hasil = [
            modul_capaian.satu(baris[kolom[0]], baris["realisasi"])[0]
            for baris in ukuran
            if (kolom := target(baris))
        ]
        ada = [nilai for nilai in hasil if nilai is not None]
        if not ada or len(ada) < len(ukuran) or serapan < DANA_HABIS:
            continue
        capaian = sum(min(nilai, modul_capaian.BATAS_RATA_RATA) for nilai in ada) / len(ada)
        if capaian < OUTPUT_RENDAH:
            yield dari_baris(
                b,
                "kegiatan",
                kode,
                "capaian",
                [(dana, "realisasi"), (dana, pagu(dana)), *((u, "realisasi") for u in ukuran)],
                tercetak=f"serapan dana {angka(bulat(serapan))}%",
                dihitung=f"capaian keluaran {angka(bulat(desimal(capaian)))}%",
            )


@uji(
    nama="Keluaran tanpa dana",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("kegiatan", "tolok_ukur", "anggaran"),
    alasan="Kegiatan melaporkan keluaran, tetapi seluruh realisasi programnya sudah terpakai kegiatan lain.",
    rumus="realisasi program − Σ realisasi kegiatan yang dirinci = 0, keluaran kegiatan lain > 0",
)
def keluaran_tanpa_dana(b: Bacaan) -> Iterator[Catatan]:
    """Find kegiatan with output for which their program has no money left."""
    for kode, kegiatan in b.kegiatan_program.items():
        program = b.anggaran.get(f"program/{kode}")
        dirinci = {
            str(k["kode_kegiatan"]): b.anggaran.get(f"kegiatan/{k['kode_kegiatan']}") for k in kegiatan
        }
        ada = [baris for baris in dirinci.values() if baris is not None]
        if program is None or program["realisasi"] is None or not ada:
            continue
        if any(baris["realisasi"] is None for baris in ada):
            continue
        if sum(int(baris["realisasi"]) for baris in ada) != int(program["realisasi"]):
            continue
        for satu, baris in dirinci.items():
            hasil = [u for u in b.tolok_ukur_kegiatan.get(satu, ()) if u["realisasi"]]
            if baris is None and hasil:
                yield dari_baris(
                    b,
                    "kegiatan",
                    satu,
                    "realisasi",
                    [
                        *((u, "realisasi") for u in hasil),
                        (program, "realisasi"),
                        *((a, "realisasi") for a in ada),
                    ],
                    tercetak=desimal(sum(float(u["realisasi"]) for u in hasil)),
                    satuan=str(hasil[0]["satuan"]),
                    rumus="dana yang tersisa pada programnya: Rp0",
                )
