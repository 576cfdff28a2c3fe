"""How fast a build is against the loop of papermill and nbconvert that it replaces; written to docs.

    python benchmarks/bangun.py                 # a, c, d; about 20 minutes on two cores
    python benchmarks/bangun.py --tumbuh        # and e: 20, 200 reports

Every ratio is of two runs one after the other on the same machine, the median of the pairs; absolute
times mean nothing elsewhere. Nothing else should run meanwhile. The result goes to
``docs/kecepatan.md`` below the working directory, which must be the project's.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

BIN = Path(sys.executable).parent
TUJUAN = Path("docs/kecepatan.md")
TAHUN = (2019, 2020)
BIDANG = ("sekretariat", "usaha_kecil", "kelembagaan", "koperasi", "dinas")
LINGKUNGAN = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}


@dataclass(frozen=True)
class Laporan:
    """One report to make."""

    paket: Path
    tahun: int
    bidang: str

    @property
    def notebook(self) -> str:
        return f"notebooks/laporan_{'dinas' if self.bidang == 'dinas' else 'bidang'}.ipynb"


@dataclass
class Banding:
    """What two ways of one thing took, pair by pair: seconds and CPU seconds."""

    nama: str
    lama: str
    baru: str
    pasangan: list[tuple[tuple[float, float], tuple[float, float]]] = field(default_factory=list)

    def baris(self) -> str:
        nisbah = sorted(a[0] / b[0] for a, b in self.pasangan)
        lama, baru = ([satu[n][0] for satu in self.pasangan] for n in (0, 1))
        cpu = [statistics.median(satu[n][1] for satu in self.pasangan) for n in (0, 1)]
        return (
            f"| {self.nama} | {self.lama}: {statistics.median(lama):.1f} s ({cpu[0]:.0f} CPU) "
            f"| {self.baru}: {statistics.median(baru):.2f} s ({cpu[1]:.1f} CPU) "
            f"| **{statistics.median(nisbah):.1f}×** ({nisbah[0]:.1f}–{nisbah[-1]:.1f}, n = {len(nisbah)}) |"
        )


def waktu(kerja: Callable[..., object], *isi: object) -> tuple[float, float]:
    """Return seconds and CPU seconds of the child processes of a piece of work."""
    awal, mulai = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    kerja(*isi)
    detik, akhir = time.perf_counter() - mulai, resource.getrusage(resource.RUSAGE_CHILDREN)
    return detik, akhir.ru_utime + akhir.ru_stime - awal.ru_utime - awal.ru_stime


def jalan(*perintah: object) -> None:
    """Run a command of the environment to its good end."""
    argumen = [str(satu) for satu in perintah]
    hasil = subprocess.run(
        [str(BIN / argumen[0]), *argumen[1:]], env=LINGKUNGAN, capture_output=True, text=True, check=False
    )
    if hasil.returncode:
        sys.exit(f"{' '.join(argumen)}\n{hasil.stderr[-2000:]}")


def paket(akar: Path, banyak: int) -> list[Path]:
    """Copy the data package under several agency codes: ten reports each."""
    hasil = []
    for nomor in range(banyak):
        tujuan = akar / f"paket-{nomor}"
        shutil.copytree("data", tujuan)
        instansi = tujuan / "instansi.yaml"
        teks = instansi.read_text("utf-8").replace("dinkopukm-banten", f"contoh-{nomor}", 1)
        instansi.write_text(teks, "utf-8")
        hasil.append(tujuan)
    return hasil


def laporan(paket_: Sequence[Path]) -> list[Laporan]:
    return [Laporan(p, t, b) for p in paket_ for t in TAHUN for b in BIDANG]


def putaran(semua: Sequence[Laporan], out: Path) -> None:
    """Make reports the way it was done by hand: papermill, then nbconvert, one after the other."""
    for satu in semua:
        ipynb = out / f"{satu.paket.name}-{satu.tahun}-{satu.bidang}.ipynb"
        parameter = ("-p", "tahun", satu.tahun, "-p", "bidang", satu.bidang, "-p", "sumber_data", satu.paket)
        jalan("papermill", satu.notebook, ipynb, *parameter, "--no-progress-bar")
        jalan("jupyter", "nbconvert", "--to", "lakip-html", ipynb)


def sejajar(semua: Sequence[Laporan], out: Path) -> None:
    """Do the same by two loops at once."""
    with ThreadPoolExecutor(2) as kumpulan:
        list(kumpulan.map(putaran, (semua[::2], semua[1::2]), (out, out)))


def bangun(semua: Sequence[Path], out: Path, *opsi: object) -> None:
    jalan("lakip", "build", *(x for p in semua for x in ("--data", p)), "--out", out, *opsi)


def kosong(akar: Path, nama: str) -> Path:
    """Return a new, empty folder."""
    folder = akar / nama
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def utama(akar: Path, pasangan: int) -> list[Banding]:
    """Measure a to d."""
    dua = paket(akar, 2)
    semua = laporan(dua)
    html = ("--format", "html")
    a1 = Banding("a. 20 laporan, HTML", "papermill + nbconvert, satu per satu", "lakip build")
    a2 = Banding("a. 20 laporan, HTML", "dua putaran sejajar", "lakip build")
    c1 = Banding("c. satu laporan, HTML (hangat)", "papermill + nbconvert", "lakip build")
    d1 = Banding("d. 20 laporan, tak ada yang berubah", "lakip build --force", "lakip build")
    d2 = Banding("d. 20 laporan, satu keterangan berubah", "lakip build --force", "lakip build")
    k = Banding("kernel", "lakip build --kernel biasa", "lakip build")

    for _ in range(pasangan):
        lama = kosong(akar, "lama")
        a = waktu(putaran, semua, lama)
        baru = kosong(akar, "baru")
        b = waktu(bangun, dua, baru, *html)
        a1.pasangan.append((a, b))
        lama = kosong(akar, "lama")
        a = waktu(sejajar, semua, lama)
        baru = kosong(akar, "baru")
        b = waktu(bangun, dua, baru, *html)
        a2.pasangan.append((a, b))
        d1.pasangan.append((b, waktu(bangun, dua, baru, *html)))
        ubah = dua[0] / "2020" / "tolok_ukur.csv"
        baris = ubah.read_text("utf-8").splitlines(keepends=True)
        baris[-1] = baris[-1].rstrip("\n") + " lagi\n"
        ubah.write_text("".join(baris), "utf-8")
        d2.pasangan.append((b, waktu(bangun, dua, baru, *html)))
        biasa = kosong(akar, "biasa")
        a = waktu(bangun, dua, biasa, *html, "--kernel", "biasa")
        k.pasangan.append((a, b))
        satu = [Laporan(dua[0], 2020, "koperasi")]
        lama = kosong(akar, "lama")
        a = waktu(putaran, satu, lama)
        pilih = ("--tahun", 2020, "--bidang", "koperasi", "--force")
        c1.pasangan.append((a, waktu(bangun, dua[:1], baru, *html, *pilih)))
    return [a1, a2, k, c1, d1, d2]


def tumbuh(akar: Path) -> list[str]:
    """Measure e: time a report and the memory of the parent from 20 to 200 reports."""
    baris = []
    for banyak in (2, 20):
        folder = kosong(akar, "tumbuh")
        milik = paket(kosong(akar, "sumber"), banyak)
        mulai = time.perf_counter()
        perintah = [str(BIN / "lakip"), "build", "--format", "html", "--out", str(folder)]
        perintah += [x for p in milik for x in ("--data", str(p))]
        proses = subprocess.Popen(perintah, env=LINGKUNGAN, stderr=subprocess.DEVNULL)
        _, status, pakai = os.wait4(proses.pid, 0)
        if status:
            sys.exit("lakip build gagal")
        detik = time.perf_counter() - mulai
        baris.append(f"| {banyak * 10} | {detik / banyak / 10:.2f} s | {pakai.ru_maxrss / 1024:.0f} MB |")
    return baris


def tulis(hasil: Sequence[Banding], pertumbuhan: Sequence[str]) -> str:
    """Return the page."""
    isi = [
        "# Kecepatan, terukur",
        "",
        f"Ditulis oleh `python benchmarks/bangun.py` pada {os.cpu_count()} inti. Yang berarti adalah nisbahnya: "
        "dua cara dijalankan bergantian pada mesin yang sama; tercetak median pasangannya, terkecil–terbesar, dan "
        "banyaknya. Waktunya sendiri hanya berlaku di mesin itu.",
        "",
        "| Yang diukur | Cara lama | Cara baru | Nisbah waktu |",
        "| --- | --- | --- | --- |",
        *(satu.baris() for satu in hasil),
    ]
    if pertumbuhan:
        isi += [
            "",
            "| Laporan | Waktu per laporan | Memori proses induk |",
            "| ---: | ---: | ---: |",
            *pertumbuhan,
        ]
    return "\n".join(isi) + "\n"


def main() -> None:
    pilihan = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    pilihan.add_argument("--pasangan", type=int, default=3, help="pairs of runs")
    pilihan.add_argument("--tumbuh", action="store_true", help="measure growth, too")
    diberi = pilihan.parse_args()
    with TemporaryDirectory(prefix="lakip-ukur-") as folder:
        akar = Path(folder)
        hasil = utama(akar, diberi.pasangan)
        pertumbuhan = tumbuh(akar) if diberi.tumbuh else []
    TUJUAN.write_text(tulis(hasil, pertumbuhan), "utf-8")
    print(TUJUAN.read_text("utf-8"))


if __name__ == "__main__":
    main()
