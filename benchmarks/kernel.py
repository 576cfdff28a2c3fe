"""The fast kernel under load, and how much faster it makes a report.

    python benchmarks/kernel.py [--mulai 1000] [--sekaligus 4] [--pasangan 15]

starts forked kernels, several at a time, runs one cell in each, counts what failed and what is left over;
then makes the report of a bidang in pairs, ordinary kernel and fast one in turn, and tells the ratio of each
pair, because a busy machine slows both. To be run in the project folder.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from lakip_utils.data import params
from lakip_utils.terbitan import kernel, run
from lakip_utils.terbitan.plan import plan

SEL = "import seaborn; print(6 * 7)"


async def satu(imports: list[tuple[str, list[str]]], detik: list[float]) -> str:
    """Start a kernel, run a cell, end it; return what went wrong."""
    mulai = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="lakip-") as folder:
        config = run._kernel_config(Path(folder))
        config.ForkProvisioner.imports = imports
        manajer = kernel.LakipKernelManager(kernel_name=kernel.NAME, config=config)
        try:
            await manajer.start_kernel(extra_arguments=config.NotebookClient.extra_arguments)
            proses = manajer.provisioner.process
            klien = manajer.client()
            klien.start_channels()
            await klien.wait_for_ready(timeout=60)
            teks: list[str] = []
            await klien.execute_interactive(
                SEL, timeout=60, output_hook=lambda pesan: teks.append(pesan["content"].get("text", ""))
            )
            klien.stop_channels()
            await manajer.shutdown_kernel()
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        sisa = sorted(path.name for path in Path(folder).iterdir())
    detik.append(time.perf_counter() - mulai)
    if "".join(teks).strip() != "42":
        return f"keluaran {teks}"
    if not isinstance(proses, kernel.ForkedProcess):
        return f"kernel biasa: {kernel.fallback_reason()}"
    if proses.returncode != 0:
        return f"kode akhir {proses.returncode}"
    return f"sisa berkas {sisa}" if sisa else ""


async def beban(banyak: int, sekaligus: int) -> None:
    """Start many kernels and tell how that went."""
    batas, detik = asyncio.Semaphore(sekaligus), []
    imports = [("seaborn", []), *kernel.imports("notebooks/laporan_bidang.ipynb")]
    gagal: list[str] = []

    async def terbatas() -> None:
        async with batas:
            if salah := await satu(imports, detik):
                gagal.append(salah)

    mulai = time.perf_counter()
    await asyncio.gather(*(terbatas() for _ in range(banyak)))
    peladen = kernel._owner.server
    sisa = anak(peladen.process.pid) if peladen else []
    berkas = len(list(Path(f"/proc/{peladen.process.pid}/fd").iterdir())) if peladen else 0
    detik.sort()
    print(f"{banyak} mulai, {sekaligus} sekaligus, {time.perf_counter() - mulai:.0f} detik")
    print(f"gagal: {len(gagal)} {sorted(set(gagal))[:5]}")
    print(f"proses tersisa: {len(sisa)}; berkas yang dibuka peladen: {berkas}")
    print(f"satu kernel, detik: median {detik[len(detik) // 2]:.2f}, paling lama {detik[-1]:.2f}")


def anak(pid: int) -> list[int]:
    """Return the child processes of a process."""
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def pasangan(banyak: int) -> None:
    """Make a report by both kernels in turn and tell the ratios."""
    batch = params.override(params.load("params/batch.yaml"), tahun=(2020,), bidang=("kelembagaan",))
    (job,), _ = plan(batch)
    detik: dict[params.Kernel, list[float]] = {"biasa": [], "cepat": []}
    with tempfile.TemporaryDirectory() as folder:
        for jenis in ("biasa", "cepat"):
            run.execute(job, Path(folder) / f"{jenis}.ipynb", jenis)  # what is done once
        for i in range(banyak):
            for jenis in ("biasa", "cepat") if i % 2 else ("cepat", "biasa"):
                mulai = time.perf_counter()
                run.execute(job, Path(folder) / f"{jenis}.ipynb", jenis)
                detik[jenis].append(time.perf_counter() - mulai)
        biasa, cepat = (Path(folder) / f"{jenis}.ipynb" for jenis in ("biasa", "cepat"))
        sama = biasa.read_bytes() == cepat.read_bytes()
    rasio = sorted(b / c for b, c in zip(detik["biasa"], detik["cepat"], strict=True))
    print(f"{banyak} pasangan {job.kunci} (notebook saja): byte sama: {sama}")
    for jenis in ("biasa", "cepat"):
        print(f"  {jenis}: median {statistics.median(detik[jenis]):.2f} detik")
    print(
        f"  biasa/cepat: median {statistics.median(rasio):.2f}, kuartil {rasio[banyak // 4]:.2f}–{rasio[3 * banyak // 4]:.2f}"
    )


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mulai", type=int, default=1000)
    parser.add_argument("--sekaligus", type=int, default=4)
    parser.add_argument("--pasangan", type=int, default=15)
    opsi = parser.parse_args()
    print(f"{os.cpu_count()} inti, beban {os.getloadavg()[0]:.1f}")
    if opsi.mulai:
        asyncio.run(beban(opsi.mulai, opsi.sekaligus))
    if opsi.pasangan:
        pasangan(opsi.pasangan)
    print(f"beban {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
