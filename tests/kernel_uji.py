"""Kernels under test: start one, run cells, see which processes are alive."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lakip_utils.terbitan import kernel, run


class Sel:
    """A running kernel with a client."""

    def __init__(self, manajer: kernel.LakipKernelManager, klien: Any) -> None:
        self.manajer, self.klien = manajer, klien

    async def isi(self, kode: str, detik: float = 60) -> list[dict[str, Any]]:
        """Run a cell; return the contents of the messages that it sends."""
        isi: list[dict[str, Any]] = []
        await self.klien.execute_interactive(
            kode, timeout=detik, allow_stdin=False, output_hook=lambda pesan: isi.append(pesan["content"])
        )
        return isi

    async def cetak(self, kode: str) -> str:
        """Run a cell; return what it prints."""
        isi = await self.isi(kode)
        assert not any("traceback" in satu for satu in isi), isi
        return "".join(satu.get("text", "") for satu in isi).strip()

    @property
    def pid(self) -> int:
        return self.manajer.provisioner.pid


@asynccontextmanager
async def kernel_baru(
    folder: Path, imports: Any = (), *, nama: str = kernel.NAME, **opsi: Any
) -> AsyncIterator[Sel]:
    folder.mkdir(exist_ok=True)
    config = run._kernel_config(folder)
    config.ForkProvisioner.imports = list(imports)
    config.ForkProvisioner.folder = str(folder)
    manajer = kernel.LakipKernelManager(kernel_name=nama, config=config)
    await manajer.start_kernel(extra_arguments=config.NotebookClient.extra_arguments, **opsi)
    klien = manajer.client()
    klien.start_channels()
    try:
        await klien.wait_for_ready(timeout=60)
        yield Sel(manajer, klien)
    finally:
        klien.stop_channels()
        if await manajer.is_alive():
            await manajer.shutdown_kernel()
        await manajer.cleanup_resources()


def hidup(tanda: str) -> list[int]:
    """Return the processes whose environment has the mark, zombies left out."""
    hasil = []
    for proses in Path("/proc").glob("[0-9]*"):
        try:
            if tanda.encode() in (proses / "environ").read_bytes():
                hasil.append(int(proses.name))
        except OSError:
            continue
    return [pid for pid in hasil if ada(pid)]


def ada(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def tunggu(syarat: Callable[[], Any], detik: float = 30) -> Any:
    """Wait until a condition holds; return what it gives."""
    akhir = time.monotonic() + detik
    while not (nilai := syarat()):
        assert time.monotonic() < akhir, "waktu habis"
        time.sleep(0.05)
    return nilai
