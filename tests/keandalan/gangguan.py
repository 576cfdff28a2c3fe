"""Fault trials: disturb real builds at moments drawn from a seed, and judge what is left.

``python tests/keandalan/gangguan.py --kali 200 --benih 1`` goes through all kinds in turn; ``--jenis NAMA
--benih N --kali 1`` repeats one trial.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # before numpy: a copy of this process is made for each build

from keandalan.bengkel import KELAS, Induk, Temuan, kerja, nilai
from keandalan.jenis_gangguan import JENIS, TidakBisa


@dataclass(frozen=True)
class Percobaan:
    """One trial and what came of it."""

    jenis: str
    benih: int
    uraian: str
    temuan: tuple[Temuan, ...]
    detik: float


def coba(induk: Induk, jenis: str, benih: int, format_: str = "") -> Percobaan:
    """Run one trial.

    Raises
    ------
    TidakBisa
        If the fault cannot be had on this machine.
    """
    mulai = time.monotonic()
    acak = random.Random(f"{jenis} {benih}")
    diundi = "pdf" if acak.random() < 0.2 else "html"
    format_ = format_ or diundi
    with kerja(induk, format_, f"{os.getpid()}-{jenis}-{benih}") as k:
        akibat = JENIS[jenis](k, acak)
        temuan = tuple((akibat.penilai or nilai)(k, akibat))
    uraian = f"{format_}, kode {akibat.kode}, {akibat.uraian}"
    return Percobaan(jenis, benih, uraian, temuan, time.monotonic() - mulai)


def main() -> int:
    """Run the trials, print a line for each failure and the counts at the end."""
    pilih = argparse.ArgumentParser(
        description="Mengganggu lakip build pada saat acak dan menilai akibatnya."
    )
    pilih.add_argument("--kali", type=int, default=len(JENIS), help="banyaknya percobaan")
    pilih.add_argument("--benih", type=int, default=1, help="benih percobaan pertama; berikutnya naik satu")
    pilih.add_argument(
        "--jenis", action="append", choices=sorted(JENIS), help="hanya jenis ini; boleh berulang"
    )
    pilih.add_argument("--rinci", action="store_true", help="satu baris untuk setiap percobaan")
    args = pilih.parse_args()
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # one that is ignored would be by the builds, too
    daftar = args.jenis or list(JENIS)
    jumlah: Counter[str] = Counter()
    kali: Counter[str] = Counter()
    lewat: dict[str, str] = {}
    gagal = 0
    with tempfile.TemporaryDirectory(prefix="lakip-uji-gangguan-", ignore_cleanup_errors=True) as folder:
        induk = Induk(Path(folder))
        for benih in range(args.benih, args.benih + args.kali):
            jenis = daftar[benih % len(daftar)]
            try:
                satu = coba(induk, jenis, benih)
            except TidakBisa as sebab:
                lewat[jenis] = str(sebab)
                continue
            kali[jenis] += 1
            gagal += bool(satu.temuan)
            jumlah.update({temuan.kelas for temuan in satu.temuan})
            if satu.temuan or args.rinci:
                print(
                    f"{'GAGAL' if satu.temuan else 'baik'} {jenis} benih {benih} ({satu.detik:.1f} detik): {satu.uraian}"
                )
            for temuan in satu.temuan:
                print(f"    {temuan.kelas}: {temuan.kata}")
            if satu.temuan:
                print(
                    f"    ulangi: python tests/keandalan/gangguan.py --jenis {jenis} --benih {benih} --kali 1"
                )
            sys.stdout.flush()
    for jenis, sebab in lewat.items():
        print(f"tidak dicoba: {jenis} ({sebab})")
    print("per jenis: " + ", ".join(f"{jenis} {n}" for jenis, n in kali.items()))
    print(
        f"{kali.total()} percobaan, {gagal} gagal; "
        + ", ".join(f"{kelas} {jumlah[kelas]}" for kelas in KELAS)
    )
    return 1 if gagal else 0


if __name__ == "__main__":
    raise SystemExit(main())
