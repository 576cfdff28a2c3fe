"""Kusut: read tens of thousands of broken files; each is refused in words, or read as its text says.

Run it as ``python tests/keandalan/kusut.py --kasus 50000 --benih 1``. A case depends on the seed, its kind
and its number only, so that the line of a failure says how to repeat it alone.
"""

from __future__ import annotations

import argparse
import gc
import resource
import shutil
import signal
import sys
import tempfile
import textwrap
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

AKAR = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(AKAR / "tests" / "keandalan"), str(AKAR / "tests" / "unit"), str(AKAR / "tests")]

import kusut_berkas  # noqa: E402
import kusut_buku  # noqa: E402
import kusut_json  # noqa: E402
import kusut_keluaran  # noqa: E402
import kusut_kemas  # noqa: E402
import kusut_peta  # noqa: E402
import kusut_tabel  # noqa: E402
import kusut_yaml  # noqa: E402
from kusut_dasar import DITOLAK, JENIS, SAMA, TERBACA, Arena, Gagal, ringkas  # noqa: E402

MODUL = (kusut_tabel, kusut_yaml, kusut_json, kusut_buku, kusut_kemas, kusut_peta, kusut_berkas)
"""Where the kinds are."""
MEMORI = 1500
"""Megabytes by which one case may raise the memory of the process."""
TERCETAK = 300
"""How many failures are told in full."""
BURUK = ("palsu", "hilang", "galat", "macet", "boros", "tertolak", "pesan")


class Macet(BaseException):
    """A case that takes too long; no ``except Exception`` on the way may swallow it."""


@dataclass
class Hasil:
    """The counts by kind, and what repeats each failure."""

    cacah: dict[str, Counter[str]] = field(default_factory=dict)
    gagal: list[str] = field(default_factory=list)
    terlama: dict[str, float] = field(default_factory=dict)
    memori: int = 0


@contextmanager
def batas_waktu(detik: float) -> Iterator[None]:
    """Raise :class:`Macet` in what takes longer."""

    def habis(nomor: int, bingkai: FrameType | None) -> None:
        raise Macet(f"lebih dari {detik:g} detik")

    lama = signal.signal(signal.SIGALRM, habis)
    signal.setitimer(signal.ITIMER_REAL, detik)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, lama)


def _puncak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def satu(nama: str, nomor: int, benih: int, folder: Path) -> tuple[str, str, Arena]:
    """Run one case; return its outcome, why it failed, and what was done."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    arena = Arena(Random(f"{benih}/{nama}/{nomor}"), folder)
    puncak = _puncak()
    try:
        with batas_waktu(JENIS[nama].detik):
            hasil, sebab = JENIS[nama].coba(arena), ""
    except Gagal as error:
        hasil, sebab = error.jenis, str(error)
    except Macet as error:
        hasil, sebab = "macet", str(error)
    except Exception:  # every exception that is none of ours is what is looked for here
        hasil, sebab = "galat", traceback.format_exc(limit=-6)
    if (naik := _puncak() - puncak) > MEMORI:
        hasil, sebab = "boros", f"memori naik {naik} MB"
    return hasil, sebab, arena


def jalankan(jumlah: dict[str, int], benih: int, simpan: Path | None, mulai: int = 0) -> Hasil:
    """Run some cases of each kind."""
    hasil = Hasil()
    with tempfile.TemporaryDirectory(prefix="kusut-") as sementara, warnings.catch_warnings():
        warnings.simplefilter("error")
        for nama, banyak in jumlah.items():
            cacah = hasil.cacah.setdefault(nama, Counter())
            for nomor in range(mulai, mulai + banyak):
                awal = time.perf_counter()
                nasib, sebab, arena = satu(nama, nomor, benih, Path(sementara) / "kasus")
                lama = time.perf_counter() - awal
                hasil.terlama[nama] = max(hasil.terlama.get(nama, 0), lama)
                cacah[nasib] += 1
                cacah["detik"] += lama  # type: ignore[assignment]
                if nasib in BURUK or nasib not in (DITOLAK, SAMA, TERBACA):
                    hasil.gagal.append(_laporkan(nama, nomor, benih, nasib, sebab, arena, simpan))
            gc.collect()
    for modul in (kusut_keluaran, kusut_peta):
        modul.bersihkan()
    hasil.memori = _puncak()
    return hasil


def _laporkan(
    nama: str, nomor: int, benih: int, nasib: str, sebab: str, arena: Arena, simpan: Path | None
) -> str:
    pesan = f"{nasib.upper()} {nama} nomor {nomor}: {ringkas(arena.cerita)!r}\n{textwrap.indent(sebab.strip(), '    ')}"
    pesan += f"\n    ulangi: python tests/keandalan/kusut.py --jenis {nama} --mulai {nomor} --kasus 1 --benih {benih}"
    if simpan is not None:
        tujuan = simpan / f"{nama}-{benih}-{nomor}"
        shutil.rmtree(tujuan, ignore_errors=True)
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        arena.folder.rename(
            tujuan
        ) if arena.folder.stat().st_dev == tujuan.parent.stat().st_dev else shutil.copytree(
            arena.folder, tujuan, symlinks=True, ignore=_bukan_biasa
        )
        pesan += f"\n    berkasnya: {tujuan}"
    return pesan


def _bukan_biasa(folder: str, nama: list[str]) -> list[str]:
    """Leave out what cannot be copied, such as a pipe."""
    return [satu for satu in nama if (p := Path(folder, satu)).exists() and not (p.is_file() or p.is_dir())]


def bagi(kasus: int, pilihan: list[str]) -> dict[str, int]:
    """Divide cases among kinds by their weight; each has at least one."""
    bobot = {
        nama: JENIS[nama].bobot for nama in JENIS if not pilihan or any(nama.startswith(p) for p in pilihan)
    }
    semua = sum(bobot.values())
    hasil = {nama: max(1, kasus * satu // semua) for nama, satu in bobot.items()}
    if hasil:
        terbesar = max(hasil, key=lambda nama: hasil[nama])
        hasil[terbesar] = max(1, hasil[terbesar] + kasus - sum(hasil.values()))
    return hasil


def main() -> int:
    """Run the cases that the command line asks for."""
    urai = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    urai.add_argument("--kasus", type=int, default=2000, help="banyak kasus seluruhnya")
    urai.add_argument(
        "--benih", type=int, default=1, help="angka awal acak; angka yang sama mengulangi kasus yang sama"
    )
    urai.add_argument(
        "--jenis", action="append", default=[], help="hanya jenis ini (awal namanya); boleh berulang"
    )
    urai.add_argument("--mulai", type=int, default=0, help="nomor kasus pertama setiap jenis")
    urai.add_argument(
        "--simpan",
        type=Path,
        default=Path(tempfile.gettempdir()) / "kusut-gagal",
        help="tempat berkas kasus yang gagal",
    )
    pilihan = urai.parse_args()
    jumlah = bagi(pilihan.kasus, pilihan.jenis)
    if not jumlah:
        urai.error(f"jenis tidak ada; yang ada: {', '.join(JENIS)}")
    awal = time.perf_counter()
    hasil = jalankan(jumlah, pilihan.benih, pilihan.simpan, pilihan.mulai)
    for pesan in hasil.gagal[:TERCETAK]:
        print(pesan)
    if len(hasil.gagal) > TERCETAK:
        print(f"… dan {len(hasil.gagal) - TERCETAK} lagi")
    print(
        f"{'jenis':16}{'kasus':>7}{DITOLAK:>9}{SAMA:>7}{'lain':>7}"
        + "".join(f"{satu:>9}" for satu in BURUK)
        + f"{'detik':>8}{'terlama':>9}"
    )
    semua: Counter[str] = Counter()
    for nama, cacah in hasil.cacah.items():
        semua += cacah
        print(_baris(nama, cacah, hasil.terlama[nama]))
    print(_baris("jumlah", semua, max(hasil.terlama.values())))
    print(
        f"{time.perf_counter() - awal:.0f} detik; memori paling tinggi {hasil.memori} MB; gagal: {len(hasil.gagal)}"
    )
    return 1 if hasil.gagal else 0


def _baris(nama: str, cacah: Counter[str], lama: float) -> str:
    banyak = sum(n for apa, n in cacah.items() if apa != "detik")
    tiga = "".join(f"{cacah[apa]:>{lebar}}" for apa, lebar in ((DITOLAK, 9), (SAMA, 7), (TERBACA, 7)))
    buruk = "".join(f"{cacah[apa]:>9}" for apa in BURUK)
    return f"{nama:16}{banyak:>7}{tiga}{buruk}{cacah['detik']:>8.1f}{lama:>9.2f}"


if __name__ == "__main__":
    sys.exit(main())
