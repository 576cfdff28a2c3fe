"""From "the figures came by mail" to finished reports: a year made from the template; written to docs.

    python benchmarks/tahun_baru.py

A copy of the project's data gets the year 2021 the way an analyst would do it: the template is made, filled
in (by :func:`isi`, which types as people do: figures as documents print them, a total below, a title above,
notes beside, sheets in another order), imported, validated, checked and built. The figures are made up and
stay in a temporary folder. What the commands take is measured; what people take to type is not. To be run
in the project folder.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

TAHUN = 2021
PAGU = {"1": 6_000_000_000, "2": 1_500_000_000, "3": 900_000_000, "4": 1_600_000_000}
REALISASI = {"1": 5_700_000_000, "2": 1_200_000_000, "3": 810_000_000, "4": 1_290_000_000}
"""Of each program, rupiah; 10 and 9 milliards together, so that the serapan is 90 percent."""
KELOMPOK = {"operasi": (9_200_000_000, 8_300_000_000), "modal": (800_000_000, 700_000_000)}
INDIKATOR = {
    "S1-SAKIP": ("88", "79,2"),
    "S2-KOP": ("6 %", "3,00 %"),
    "S3-UK": ("1", "1"),
    "P1-IKM": ("3,20", "3,18"),
    "P2-MITRA": ("20 %", "15%"),
    "P3-AKTIF": ("70", "63,00"),
    "P4-BANKABLE": ("6", "3"),
}
"""Target and realisasi of each indicator as typed: the capaian of the sasaran are 90, 50 and 100 percent."""
NILAI_UNSUR = {"pengaduan": 600}
NILAI_LAIN, KUESIONER = 640, 200
"""Totals of the survey: eight unsur of 640 and one of 600 from 200 answers, so that the IKM is 79.44."""
KEGIATAN = "12kegiatan", 9
"""Target and realisasi of every tolok ukur in kegiatan; of others 4 and 4."""


def kolom(kertas: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row of the header and the place of each column."""
    judul = next(
        baris
        for baris in kertas.iter_rows()
        if baris[0].value
        in ("kode_indikator", "level", "kode_kegiatan", "unsur", "bidang", "bagian", "periode")
    )
    return judul[0].row, {str(sel.value): sel.column for sel in judul}


def baris(kertas: Worksheet) -> Iterator[tuple[dict[str, str], dict[str, int]]]:
    """Yield what stands in each row, and where its cells are."""
    judul, tempat = kolom(kertas)
    for nomor in range(judul + 1, kertas.max_row + 1):
        yield (
            {nama: str(kertas.cell(nomor, k).value or "") for nama, k in tempat.items()},
            {"#": nomor, **tempat},
        )


def rupiah(nilai: int, cara: int) -> object:
    """Return an amount as one of the ways in which people type it."""
    titik = f"{nilai:,}".replace(",", ".")
    return (nilai, f"Rp. {titik} ,-", f"{titik},00", f"{nilai:,}.00", f"Rp {titik}")[cara % 5]


def isi(path: Path) -> None:
    """Fill a template in as people do."""
    buku = load_workbook(path)
    _indikator(buku["indikator"])
    _anggaran(buku["anggaran"])
    _tolok_ukur(buku["tolok_ukur"])
    _survei(buku["ikm_unsur"])
    perjanjian = buku["perjanjian_kinerja"]
    for satu, di in baris(perjanjian):
        if satu["kode_indikator"]:
            perjanjian.cell(di["#"], di["target"]).value = INDIKATOR[satu["kode_indikator"]][0]
        else:
            perjanjian.cell(di["#"], di["anggaran"]).value = rupiah(PAGU[satu["kode_program"]], di["#"])
    buku["permasalahan_solusi"].append(
        ["kelembagaan;koperasi", "Permasalahan", 1, "Pendataan koperasi belum seragam."]
    )
    buku["permasalahan_solusi"].append(
        ["kelembagaan;koperasi", "solusi", "1", "Menyusun satu format pendataan."]
    )
    buku["narasi"].append(["kata_pengantar", 1, "Laporan ini memuat pelaksanaan tugas dinas tahun 2021."])
    buku.move_sheet("anggaran", -3)
    buku.create_sheet("Coretan")["A1"] = "telepon bagian keuangan"
    buku.save(path)


def _indikator(kertas: Worksheet) -> None:
    for satu, di in baris(kertas):
        if satu["kode_indikator"] in INDIKATOR:
            target, realisasi = INDIKATOR[satu["kode_indikator"]]
            kertas.cell(di["#"], di["target_awal"]).value = target
            kertas.cell(di["#"], di["realisasi"]).value = realisasi
        kertas.cell(di["#"], di["catatan"]).value = None


def _anggaran(kertas: Worksheet) -> None:
    kegiatan = {
        kode: [
            satu["kode_kegiatan"]
            for satu, _ in baris(kertas)
            if satu["level"] == "kegiatan" and satu["kode_program"] == kode
        ]
        for kode in PAGU
    }
    for satu, di in baris(kertas):
        pagu, realisasi = 0, 0
        match satu["level"]:
            case "total":
                pagu, realisasi = sum(PAGU.values()), sum(REALISASI.values())
            case "kelompok":
                pagu, realisasi = KELOMPOK.get(satu["kelompok"], (0, 0))
            case "program":
                pagu, realisasi = PAGU[satu["kode_program"]], REALISASI[satu["kode_program"]]
            case "kegiatan":
                n = len(kegiatan[satu["kode_program"]])
                pagu, realisasi = PAGU[satu["kode_program"]] // n, REALISASI[satu["kode_program"]] // n
        for nama, nilai in (("pagu_murni", pagu), ("pagu_perubahan", pagu), ("realisasi", realisasi)):
            kertas.cell(di["#"], di[nama]).value = rupiah(nilai, di["#"] + di[nama])
    akhir = kertas.max_row + 2
    kertas.cell(akhir, 7).value = "Jumlah"
    kertas.cell(akhir, 9).value = rupiah(sum(PAGU.values()), 2)
    kertas.insert_rows(1)
    kertas.cell(1, 1).value = "DATA DARI BAGIAN KEUANGAN"
    kertas.cell(1, 1).font = Font(bold=True)
    kertas.merge_cells("A1:H1")


def _tolok_ukur(kertas: Worksheet) -> None:
    for satu, di in baris(kertas):
        target, realisasi = KEGIATAN if satu["satuan"] == "kegiatan" else ("4", 4)
        kertas.cell(di["#"], di["target_awal"]).value = target
        kertas.cell(di["#"], di["realisasi"]).value = realisasi


def _survei(kertas: Worksheet) -> None:
    for satu, di in baris(kertas):
        kertas.cell(di["#"], di["total_nilai"]).value = NILAI_UNSUR.get(satu["unsur"], NILAI_LAIN)
        kertas.cell(di["#"], di["jumlah_kuesioner"]).value = f"{KUESIONER} (dua ratus)"


def main() -> None:
    """Make the year in a copy of the project and write what it took."""
    from bangun import BIN, LINGKUNGAN, tulis

    with TemporaryDirectory(prefix="lakip-tahun-") as sementara:
        folder = Path(sementara)
        for nama in ("data", "params", "notebooks"):
            shutil.copytree(nama, folder / nama)
        waktu: list[tuple[str, float]] = []

        def lakip(*args: str, boleh: tuple[int, ...] = (0,)) -> None:
            mulai = time.monotonic()
            hasil = subprocess.run(
                [BIN / "lakip", *args],
                cwd=folder,
                env=LINGKUNGAN,
                capture_output=True,
                text=True,
                check=False,
            )
            waktu.append((f"`lakip {' '.join(args)}`", time.monotonic() - mulai))
            if hasil.returncode not in boleh:
                sys.exit(hasil.stderr)

        lakip("data", "template", "data-2021.xlsx")
        isi(folder / "data-2021.xlsx")
        lakip("data", "import", "data-2021.xlsx", boleh=(1,))
        lakip("data", "import", "data-2021.xlsx", "--yes")
        lakip("data", "validate")
        lakip("check", "--tahun", "2021", boleh=(0, 1))
        lakip("build", "--tahun", "2021")
    semua = sum(detik for _, detik in waktu)
    tulis("tahun_baru", [f"| {nama} | {detik:.1f} s |" for nama, detik in [*waktu, ("Seluruhnya", semua)]])


if __name__ == "__main__":
    main()
