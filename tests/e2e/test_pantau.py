"""`lakip build --watch` as a user runs it: what is saved is built again, and Ctrl-C leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bangun import lakip, teks_halaman
from bantu import AKAR
from kernel_uji import hidup, tunggu

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="proses dicari di /proc")

LAPORAN = "outputs/dinas-uji/2020"
MENUNGGU = "Menunggu perubahan; Ctrl-C mengakhiri."


class Pantauan:
    """A running watch, and what it has said."""

    def __init__(self, proyek: Path, *args: str, env: dict[str, str] | None = None) -> None:
        self.proyek, self.tanda = proyek, f"LAKIP_UJI={proyek}"
        self._catatan = proyek / "pesan.txt"
        self._dibaca = 0
        with self._catatan.open("w") as pesan:
            self.proses = subprocess.Popen(
                [sys.executable, "-P", "-c", "from lakip_utils.cli import main; main()", *args],
                cwd=proyek,
                env={
                    **os.environ,
                    "JUPYTER_PREFER_ENV_PATH": "1",
                    "LAKIP_UJI": str(proyek),
                    **(env or {}),
                },
                stdout=pesan,
                stderr=pesan,
                start_new_session=True,
            )

    @property
    def semua(self) -> str:
        return self._catatan.read_text("utf-8")

    def sampai(self, kata: str) -> str:
        """Wait until it has said something since the last time; return what it said until then."""

        def sudah() -> bool:
            assert self.proses.poll() is None or kata in self.semua[self._dibaca :], self.semua
            return kata in self.semua[self._dibaca :]

        tunggu(sudah, 120)
        awal, self._dibaca = self._dibaca, self.semua.index(kata, self._dibaca) + len(kata)
        return self.semua[awal : self._dibaca]

    def siap(self) -> None:
        """Wait until the process that is to build next has its imports done and sleeps."""

        def tidur() -> bool:
            semua = []
            for _ in range(5):
                semua += [_keadaan(pid) for pid in hidup(self.tanda) if pid != self.proses.pid]
                time.sleep(0.1)
            return len(semua) == 5 and len(set(semua)) == 1 and semua[0][0] == "S"

        tunggu(tidur, 60)

    def ctrl_c(self) -> None:
        """Press Ctrl-C as at a terminal: the foreground processes hear it."""
        os.killpg(self.proses.pid, signal.SIGINT)

    def akhir(self) -> int:
        return self.proses.wait(60)


def _keadaan(pid: int) -> tuple[str, ...]:
    """Return whether a process runs or sleeps, and the processor time that it has used."""
    isi = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return isi[0], isi[11], isi[12]


@pytest.fixture
def pantau(proyek: Path) -> Iterator[Callable[..., Pantauan]]:
    semua: list[Pantauan] = []

    def mulai(*args: str, env: dict[str, str] | None = None) -> Pantauan:
        semua.append(Pantauan(proyek, "build", "--format", "html", "--watch", *args, env=env))
        return semua[-1]

    yield mulai
    for satu in semua:
        satu.proses.kill()
        satu.proses.wait()
        tunggu(lambda tanda=satu.tanda: not hidup(tanda))


def isi(proyek: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted((proyek / "outputs").rglob("*")) if p.is_file()}


def test_what_is_saved_is_built_again_until_ctrl_c(proyek: Path, pantau: Callable[..., Pantauan]) -> None:
    """One story, so that the start is paid for once."""
    satu = pantau()
    assert "0 laporan dibuat, 3 masih mutakhir" in satu.sampai(MENUNGGU)
    narasi = proyek / "data/2020/narasi.csv"
    asli = narasi.read_text("utf-8")
    dulu = isi(proyek)

    # A remark of one bidang: its report and the agency's, not that of another; whatever editors keep beside it
    (proyek / "data/2020/~$narasi.csv").write_bytes(b"\x03")
    (proyek / "data/2020/.narasi.csv.swp").write_bytes(b"b0VIM")
    narasi.write_text(asli.replace("Hanya program dua.", "Kalimat yang baru."), "utf-8")
    pesan = satu.sampai(MENUNGGU)
    assert pesan.startswith("\nBerubah: data/2020/narasi.csv.\n[1/2] dinas-uji/2020/")
    assert "2 laporan dibuat, 1 masih mutakhir, 0 gagal.\nMuat ulang halamannya di peramban.\n" in pesan
    assert "Kalimat yang baru." in teks_halaman(proyek / LAPORAN / "dua/laporan.html")
    beda = {nama for nama, byte in isi(proyek).items() if dulu.get(nama) != byte}
    assert {str(Path(nama).parent.relative_to(proyek)) for nama in beda} == {
        "outputs",
        f"{LAPORAN}/dua",
        f"{LAPORAN}/dinas",
    }

    # Half saved: told, nothing written, and it goes on
    dulu = isi(proyek)
    narasi.write_text(asli[:-3] + '"', "utf-8")
    pesan = satu.sampai(MENUNGGU)
    assert "data/2020/narasi.csv, baris 4" in pesan
    assert "Belum dibuat; keluaran yang lama tidak berubah." in pesan
    assert isi(proyek) == dulu

    # Mended, and other tables with it
    anggaran = proyek / "data/2020/anggaran.csv"
    narasi.write_text(asli.replace("Hanya program dua.", "Kalimat kedua."), "utf-8")
    anggaran.write_text(anggaran.read_text("utf-8").replace("2000,1500", "2000,1600"), "utf-8")
    pesan = satu.sampai(MENUNGGU)
    assert "Berubah: data/2020/anggaran.csv, data/2020/narasi.csv.\n" in pesan
    assert "3 laporan dibuat, 0 masih mutakhir, 0 gagal." in pesan

    # Settings are read again: now another folder of data is watched, and one bidang is built
    shutil.copytree(proyek / "data", proyek / "lain")
    params = proyek / "params/batch.yaml"
    teks = params.read_text("utf-8").replace("data: [data]", "data: [lain]")
    params.write_text(teks.replace("bidang: semua", "bidang: [satu]"), "utf-8")
    assert "[1/1] dinas-uji/2020/satu: selesai" in satu.sampai(MENUNGGU)
    narasi.write_text(asli, "utf-8")
    lain = proyek / "lain/2020/narasi.csv"
    lain.write_text(asli.replace("Hanya program satu.", "Dari folder lain."), "utf-8")
    assert "Berubah: lain/2020/narasi.csv.\n" in satu.sampai(MENUNGGU)
    assert "Dari folder lain." in teks_halaman(proyek / LAPORAN / "satu/laporan.html")

    satu.ctrl_c()
    assert satu.akhir() == 0
    assert satu.semua.endswith("\nPemantauan diakhiri.\n")
    assert "Traceback" not in satu.semua
    tunggu(lambda: not hidup(satu.tanda))


def test_stopped_while_it_builds_it_finishes_what_is_under_way(
    proyek: Path, pantau: Callable[..., Pantauan]
) -> None:
    satu = pantau("--force", "--jobs", "1")
    satu.sampai("[1/3]")
    satu.ctrl_c()
    assert satu.akhir() == 0
    assert "Laporan yang sudah selesai tercatat" in satu.semua
    assert satu.semua.endswith("Pemantauan diakhiri.\n")
    assert "[3/3]" not in satu.semua
    assert "Traceback" not in satu.semua
    tunggu(lambda: not hidup(satu.tanda))
    status = lakip("status", "--format", "html", cwd=proyek)
    assert status.stdout.count("mutakhir") == 3


def test_nothing_outlives_a_watch_that_is_killed(proyek: Path, pantau: Callable[..., Pantauan]) -> None:
    satu = pantau()
    satu.sampai(MENUNGGU)
    tunggu(lambda: len(hidup(satu.tanda)) > 1)
    satu.proses.kill()
    tunggu(lambda: not hidup(satu.tanda))


def test_code_is_used_as_it_is_saved(proyek: Path, pantau: Callable[..., Pantauan]) -> None:
    """The next build waits with the code imported; when that is saved, another one takes its place."""
    shutil.copytree(
        AKAR / "lakip_utils", proyek / "kode/lakip_utils", ignore=shutil.ignore_patterns("__pycache__")
    )
    jalur = os.pathsep.join(filter(None, [str(proyek / "kode"), os.environ.get("PYTHONPATH", "")]))
    satu = pantau("--bidang", "satu", env={"PYTHONPATH": jalur})
    satu.sampai(MENUNGGU)
    satu.siap()
    modul = proyek / "kode/lakip_utils/terbitan/jejak.py"
    asli = modul.read_text("utf-8")
    modul.write_text(asli.replace('JUDUL = "Jejak angka"', 'JUDUL = "Telusur angka"'), "utf-8")
    pesan = satu.sampai(MENUNGGU)
    assert "Berubah: kode/lakip_utils/terbitan/jejak.py.\n[1/1] dinas-uji/2020/satu: selesai" in pesan
    assert "Telusur angka" in teks_halaman(proyek / LAPORAN / "satu/laporan.html")

    # Code that cannot be imported is told, and the watch goes on
    modul.write_text("JUDUL = (\n", "utf-8")
    pesan = satu.sampai(MENUNGGU)
    assert "SyntaxError" in pesan
    assert "laporan dibuat" not in pesan
    modul.write_text(asli, "utf-8")
    assert "1 laporan dibuat" in satu.sampai(MENUNGGU)
    assert "Telusur angka" not in teks_halaman(proyek / LAPORAN / "satu/laporan.html")

    # Stopped while the process that is to build only begins: no English traceback
    modul.write_text(f"{asli}\n", "utf-8")
    satu.sampai("Berubah: kode/lakip_utils/terbitan/jejak.py.")
    satu.ctrl_c()
    assert satu.akhir() == 0
    sisa = satu.sampai("Pemantauan diakhiri.")
    assert "Traceback" not in sisa
    assert "laporan dibuat" not in sisa


def test_settings_that_cannot_be_read_at_the_beginning_are_exit_2(
    proyek: Path, pantau: Callable[..., Pantauan]
) -> None:
    (proyek / "params/batch.yaml").write_text("tahn: [2020]\n")
    satu = pantau()
    assert satu.akhir() == 2
    assert "Mungkin maksudnya 'tahun'" in satu.semua
