"""How much time and memory the answers of very many respondents take; written to docs.

    python benchmarks/responden.py [--jawaban 10000 100000 1000000]

Each time the survey of 2020 gets that many answers, and the report of one bidang is built from nothing.
Memory is looked at twenty times a second: the resident set of the largest process, and the proportional
set of all processes of the build, in which shared pages count once. To be run in the project folder.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bangun import BIN, HTML, LINGKUNGAN, tulis

TANDA = "LAKIP_UKUR"


def paket(folder: Path, jawaban: int) -> int:
    """Copy the data package and give its survey so many answers; return the respondents."""
    shutil.copytree("data", folder)
    with (folder / "2020" / "unsur.csv").open(encoding="utf-8", newline="") as berkas:
        unsur = [baris["kode"] for baris in csv.DictReader(berkas)]
    acak = random.Random(14)
    banyak = -(-jawaban // len(unsur))
    with (folder / "2020" / "ikm_responden.csv").open("w", encoding="utf-8", newline="") as berkas:
        lembar = csv.writer(berkas)
        lembar.writerow(["responden", *unsur, "ciri_usia"])
        for nomor in range(1, banyak + 1):
            lembar.writerow([nomor, *acak.choices("1234", (1, 2, 5, 4), k=len(unsur)), acak.choice("ABC")])
    return banyak


def memori(tanda: str) -> tuple[int, int]:
    """Return the largest resident set and all proportional sets of the processes with a mark, in kB."""
    rss, pss = 0, 0
    for proses in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, StopIteration):
            if tanda.encode() in (proses / "environ").read_bytes():
                isi = dict(
                    baris.split(":") for baris in (proses / "smaps_rollup").read_text().splitlines()[1:]
                )
                rss = max(rss, int(isi["Rss"].split()[0]))
                pss += int(isi["Pss"].split()[0])
    return rss, pss


def ukur(akar: Path, jawaban: int) -> str:
    """Build a report and return the row of the table."""
    data, out = akar / f"data-{jawaban}", akar / f"out-{jawaban}"
    banyak = paket(data, jawaban)
    perintah = [str(BIN / "lakip"), "build", *HTML, "--tahun", "2020", "--bidang", "koperasi"]
    mulai, terbesar, semua = time.perf_counter(), 0, 0
    proses = subprocess.Popen(
        [*perintah, "--data", str(data), "--out", str(out)],
        env=LINGKUNGAN | {TANDA: str(out)},
        stderr=subprocess.DEVNULL,
    )
    while proses.poll() is None:
        rss, pss = memori(f"{TANDA}={out}")
        terbesar, semua = max(terbesar, rss), max(semua, pss)
        time.sleep(0.05)
    detik = time.perf_counter() - mulai
    if proses.returncode:
        raise SystemExit("lakip build gagal")
    angka = f"{jawaban:,}".replace(",", "."), f"{banyak:,}".replace(",", ".")
    return f"| {angka[0]} | {angka[1]} | {detik:.1f} s | {terbesar / 1024:.0f} MB | {semua / 1024:.0f} MB |"


def main() -> None:
    pilihan = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    pilihan.add_argument("--jawaban", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    diberi = pilihan.parse_args()
    with TemporaryDirectory(prefix="lakip-ukur-") as folder:
        baris = [ukur(Path(folder), banyak) for banyak in diberi.jawaban]
    tulis("responden", baris)
    print("\n".join(baris))


if __name__ == "__main__":
    main()
