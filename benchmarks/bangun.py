"""How fast a build is against the loop of papermill and nbconvert that it replaces; written to docs.

    python benchmarks/bangun.py                          # all but the growth: about 50 minutes on two cores
    python benchmarks/bangun.py --pasangan 1             # a quick look
    python benchmarks/bangun.py --hanya profil           # where the time goes
    python benchmarks/bangun.py --hanya tumbuh --sampai 200

Every ratio is of two runs one after the other on the same machine, the median of the pairs; absolute
times mean nothing elsewhere. Nothing else should run meanwhile. After each pair the result goes to
``docs/kecepatan.md`` below the working directory, which must be the project's; parts that were not
measured again stay as they are.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

BIN = Path(sys.executable).parent
TUJUAN = Path("docs/kecepatan.md")
TAHUN = (2019, 2020)
BIDANG = ("sekretariat", "usaha_kecil", "kelembagaan", "koperasi", "dinas")
LINGKUNGAN = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", "OPENBLAS_NUM_THREADS": "1"}
HTML = ("--format", "html")
INTI = os.cpu_count() or 1


@dataclass(frozen=True)
class Laporan:
    """One report to make."""

    paket: Path
    tahun: int
    bidang: str

    @property
    def notebook(self) -> str:
        return f"notebooks/laporan_{'dinas' if self.bidang == 'dinas' else 'bidang'}.ipynb"

    @property
    def nama(self) -> str:
        return f"{self.paket.name}-{self.tahun}-{self.bidang}.ipynb"

    @property
    def parameter(self) -> dict[str, object]:
        return {"tahun": self.tahun, "bidang": self.bidang, "sumber_data": str(self.paket)}


@dataclass
class Banding:
    """What two ways of one thing took, pair by pair, in seconds."""

    nama: str
    lama: str
    baru: str
    pasangan: list[tuple[float, float]] = field(default_factory=list)

    def baris(self) -> str:
        nisbah = sorted(lama / baru for lama, baru in self.pasangan)
        lama, baru = (statistics.median(isi) for isi in zip(*self.pasangan, strict=True))
        return (
            f"| {self.nama} | {self.lama}: {lama:.1f} s | {self.baru}: {baru:.2f} s "
            f"| **{statistics.median(nisbah):.2f}×** ({nisbah[0]:.2f}–{nisbah[-1]:.2f}, n = {len(nisbah)}) |"
        )


def waktu(kerja: Callable[..., object], *isi: object) -> float:
    """Return the seconds that a piece of work takes."""
    mulai = time.perf_counter()
    kerja(*isi)
    return time.perf_counter() - mulai


def jalan(*perintah: object, env: dict[str, str] | None = None) -> str:
    """Run a command of the environment to its good end; return what it prints."""
    argumen = [str(satu) for satu in perintah]
    hasil = subprocess.run(
        [str(BIN / argumen[0]), *argumen[1:]],
        env=env or LINGKUNGAN,
        capture_output=True,
        text=True,
        check=False,
    )
    if hasil.returncode:
        sys.exit(f"{' '.join(argumen)[:500]}\n{hasil.stderr[-2000:]}")
    return hasil.stdout


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


# -- the old ways ----------------------------------------------------------------------------------


def putaran(semua: Sequence[Laporan], out: Path) -> None:
    """Make reports the way it was done by hand: papermill, then nbconvert, one after the other."""
    for satu in semua:
        ipynb = out / satu.nama
        parameter = [x for nama, nilai in satu.parameter.items() for x in ("-p", nama, nilai)]
        jalan("papermill", satu.notebook, ipynb, *parameter, "--no-progress-bar")
        jalan("jupyter", "nbconvert", "--to", "lakip-html", ipynb)


def sejajar(semua: Sequence[Laporan], out: Path) -> None:
    """Do the same by two loops at once."""
    with ThreadPoolExecutor(2) as kumpulan:
        list(kumpulan.map(putaran, (semua[::2], semua[1::2]), (out, out)))


def webpdf(semua: Sequence[Laporan], out: Path, env: dict[str, str]) -> None:
    """Print the executed notebooks by nbconvert's webpdf."""
    for satu in semua:
        opsi = ("--no-input", "--WebPDFExporter.disable_sandbox=True")
        jalan("jupyter", "nbconvert", "--to", "webpdf", *opsi, out / satu.nama, env=env)


SATU_PROSES = """
import json, sys, papermill
from nbconvert.exporters import get_exporter
ekspor = get_exporter("lakip-html")()
for notebook, ipynb, parameter in json.load(sys.stdin):
    hasil = papermill.execute_notebook(notebook, ipynb, parameters=parameter, progress_bar=False)
    isi, _ = ekspor.from_notebook_node(hasil)
    open(ipynb + ".html", "w", encoding="utf-8").write(isi)
"""


def satu_proses(semua: Sequence[Laporan], out: Path) -> None:
    """Make reports by the programming interfaces of papermill and nbconvert, in one process."""
    kerja = json.dumps([(satu.notebook, str(out / satu.nama), satu.parameter) for satu in semua])
    proses = [sys.executable, "-c", SATU_PROSES]
    subprocess.run(proses, input=kerja, text=True, env=LINGKUNGAN, capture_output=True, check=True)


# -- ours ------------------------------------------------------------------------------------------


def bangun(semua: Sequence[Path], out: Path, *opsi: object) -> None:
    jalan("lakip", "build", *(x for p in semua for x in ("--data", p)), "--out", out, *opsi)


HANGAT = """
import json, sys, time
from pathlib import Path
from lakip_utils.data.params import Batch
from lakip_utils.terbitan import kernel
from lakip_utils.terbitan.plan import plan
from lakip_utils.terbitan.run import run, siapkan
data, out = sys.argv[1:]
(job,), _ = plan(Batch(data=(data,), tahun=(2020,), bidang=("koperasi",), format=("html",), out=out))
assert kernel.warm([job.notebook])
siapkan([job])
kernel.fork_here()
detik = []
for _ in range(4):
    mulai = time.perf_counter()
    hasil = run(job, Path(out))
    detik.append(time.perf_counter() - mulai)
    assert not (hasil.gagal or hasil.kabar), hasil
print(json.dumps(detik[1:]))
"""

BATAS = """
import contextlib, io, json, resource, sys, time
import matplotlib
matplotlib.use("agg")
import nbformat
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.display_pub.publish = lambda *a, **k: None
def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime
def jalankan(notebook, parameter):
    awal = cpu()
    for sel in nbformat.read(notebook, 4).cells:
        if sel.cell_type == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                shell.run_cell(sel.source).raise_error()
            if "parameters" in sel.metadata.get("tags", []):
                shell.user_ns.update(parameter)
    return cpu() - awal
hasil = []
for notebook, ipynb, parameter in json.load(sys.stdin):
    jalankan(notebook, parameter)
    hasil.append(jalankan(notebook, parameter))
from lakip_utils.terbitan.html import LakipHTMLExporter
ekspor = LakipHTMLExporter()
cetak = []
for notebook, ipynb, parameter in json.loads(sys.argv[1]):
    isi = nbformat.read(ipynb, 4)
    ekspor.terbitkan(isi)
    awal = cpu()
    ekspor.terbitkan(isi)
    cetak.append(cpu() - awal)
print(json.dumps([sum(hasil) / len(hasil), sum(cetak) / len(cetak)]))
"""

KOSONG = """
import json, sys, tempfile, time
from dataclasses import dataclass
from pathlib import Path
import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from lakip_utils.terbitan import kernel, run
@dataclass
class Job:
    notebook: str
    parameters: dict
assert kernel.warm(["notebooks/laporan_bidang.ipynb"])
kernel.fork_here()
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "kosong.ipynb"
    buku = new_notebook(cells=[new_code_cell("x = 1", metadata={"tags": ["parameters"]})])
    buku.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(buku, path)
    detik = []
    for _ in range(6):
        mulai = time.perf_counter()
        run._papermill(Job(str(path), {}), kernel.NAME)
        detik.append(time.perf_counter() - mulai)
print(json.dumps(sorted(detik)[len(detik) // 2]))
"""


PROFIL = """
import time
awal = time.perf_counter()
import json, os, sys
from pathlib import Path
from lakip_utils.terbitan.build import plan
from lakip_utils.data.params import Batch
from lakip_utils.terbitan import kernel
from lakip_utils.terbitan.run import run, siapkan
detik = [time.perf_counter() - awal]
def lalu():
    detik.append(time.perf_counter() - awal - sum(detik))
*data, out = sys.argv[1:]
jobs, _ = plan(Batch(data=tuple(data), format=("html",), out=out))
lalu()
assert kernel.warm(dict.fromkeys(job.notebook for job in jobs))
siapkan(jobs)
lalu()
kernel.fork_here()
sel = []
berhenti = kernel.ForkProvisioner.shutdown_requested
async def catat(self, restart=False):
    isi = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
    sel.append((int(isi[11]) + int(isi[12])) / os.sysconf("SC_CLK_TCK"))
    await berhenti(self, restart)
kernel.ForkProvisioner.shutdown_requested = catat
milik = time.process_time()
mulai = time.perf_counter()
for job in jobs[:10]:
    hasil = run(job, Path(out))
    assert not (hasil.gagal or hasil.kabar), hasil
semua = time.perf_counter() - mulai
print(json.dumps([*detik, semua / 10, sum(sel) / 10, (time.process_time() - milik) / 10]))
"""


def skrip(isi: str, *argumen: object, masukan: str = "") -> str:
    """Run a script in a process of its own; return the last line that it prints."""
    hasil = subprocess.run(
        [sys.executable, "-c", isi, *map(str, argumen)],
        input=masukan,
        env=LINGKUNGAN,
        capture_output=True,
        text=True,
        check=False,
    )
    if hasil.returncode:
        sys.exit(hasil.stderr[-2000:])
    return hasil.stdout.splitlines()[-1]


def bagian_batas(sepuluh: Sequence[Laporan], out: Path) -> tuple[float, float, float]:
    """Return the least that a report could take on this machine, in seconds of one core.

    The CPU time of its cells in a warm process, one export, an empty notebook on a forked kernel; the mean
    of the ten reports of a package.
    """
    kerja = [(satu.notebook, str(out / satu.nama), satu.parameter) for satu in sepuluh]
    sel, cetak = json.loads(skrip(BATAS, json.dumps(kerja), masukan=json.dumps(kerja)))
    return float(sel), float(cetak), float(json.loads(skrip(KOSONG)))


def profil(akar: Path) -> list[str]:
    """Measure where the time of a build goes: its beginning, and a report by one worker."""
    dua, out = paket(akar, 2), kosong(akar, "profil")
    impor, rencana, siap, satu, cpu_kernel, cpu_pekerja = json.loads(skrip(PROFIL, *dua, out))
    lama = kosong(akar, "lama")
    for isi in laporan(dua[:1]):
        shutil.copy(out / f"contoh-0/{isi.tahun}/{isi.bidang}/laporan.ipynb", lama / isi.nama)
    sel, cetak, hampa = bagian_batas(laporan(dua[:1]), lama)
    baris = {
        "Memulai: mengimpor program dan pustakanya": impor,
        "Memulai: membaca dan memeriksa data, merencanakan 20 laporan": rencana,
        "Memulai: mengimpor pustaka notebook, menyusun templat": siap,
        "Satu laporan oleh satu pekerja, dari awal sampai selesai (rata-rata sepuluh)": satu,
        "· CPU kernel, dari fork sampai berhenti": cpu_kernel,
        "· CPU pekerja: pesan kernel, ekspor, menulis": cpu_pekerja,
        "Batas bawah: CPU sel-selnya dalam satu proses yang hangat": sel,
        "Batas bawah: satu ekspor": cetak,
        "Batas bawah: notebook kosong pada kernel hasil fork": hampa,
    }
    return [f"| {nama} | {detik:.2f} s |" for nama, detik in baris.items()]


# -- what is measured ------------------------------------------------------------------------------


def kosong(akar: Path, nama: str) -> Path:
    """Return a new, empty folder."""
    folder = akar / nama
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def ubah_keterangan(paket_: Path, kali: int) -> None:
    """Change a remark that the report of one bidang shows, and that of the agency."""
    ubah = paket_ / "2020" / "tolok_ukur.csv"
    baris = ubah.read_text("utf-8").splitlines(keepends=True)
    baris[-1] = re.sub(r"( \(\d+\))?$", f" ({kali})", baris[-1].rstrip("\n")) + "\n"
    ubah.write_text("".join(baris), "utf-8")


def peramban(akar: Path) -> dict[str, str] | None:
    """Return an environment in which playwright finds Debian's Chromium; ``None`` where there is none."""
    ada = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if ada is None:
        return None
    env = LINGKUNGAN | {"PLAYWRIGHT_BROWSERS_PATH": str(akar / "peramban")}
    coba = "from playwright.sync_api import sync_playwright as s\nwith s() as p: p.chromium.launch()"
    pesan = subprocess.run([sys.executable, "-c", coba], env=env, capture_output=True, text=True, check=False)
    if cari := re.search(r"Executable doesn't exist at (\S+)", pesan.stderr):
        Path(cari[1]).parent.mkdir(parents=True)
        Path(cari[1]).symlink_to(ada)
    return env


@contextmanager
def gugus(pekerja: int) -> Iterator[str]:
    """Run a dask scheduler and workers as processes of their own on loopback; yield the address."""
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port = soket.getsockname()[1]
    alamat = f"tcp://127.0.0.1:{port}"
    diam = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": LINGKUNGAN}
    penjadwal = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    buruh = ["worker", alamat, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
    semua = [
        subprocess.Popen([str(BIN / "dask"), *argumen], **diam)  # type: ignore[call-overload]
        for argumen in (penjadwal, *[buruh] * pekerja)
    ]
    try:
        time.sleep(8)
        yield alamat
    finally:
        for proses in semua:
            proses.terminate()
        for proses in semua:
            proses.wait()


def utama(akar: Path, pasangan: int) -> Iterator[list[Banding]]:
    """Measure all but the growth; yield what is known after each pair."""
    dua = paket(akar, 2)
    semua, satu = laporan(dua), [Laporan(dua[0], 2020, "koperasi")]
    pilih = (*HTML, "--tahun", 2020, "--bidang", "koperasi", "--force")
    chromium = peramban(akar)
    biasa = "papermill + nbconvert"
    a1 = Banding("a. 20 laporan, HTML", f"{biasa}, satu per satu", "`lakip build`")
    a2 = Banding("a. 20 laporan, HTML", f"{biasa}, dua putaran sekaligus", "`lakip build`")
    a3 = Banding("a. 20 laporan, HTML dan PDF", f"{biasa} dan webpdf", "`lakip build`")
    b = Banding("b. 20 laporan, HTML", "papermill dan nbconvert dalam satu proses", "`lakip build`")
    c1 = Banding("c. satu laporan, HTML, dingin", biasa, "`lakip build`")
    c2 = Banding("c. satu laporan, HTML, hangat", biasa, "dalam proses yang sudah siap")
    d1 = Banding("d. 20 laporan, tak ada yang berubah", "dibangun semua", "`lakip build`")
    d2 = Banding("d. 20 laporan, satu keterangan berubah", "dibangun semua", "`lakip build`")
    f = Banding("f. 20 laporan, HTML: berapa kali batas bawahnya", "`lakip build`", "batas bawah")
    g = Banding("g. 20 laporan, HTML", "dua pekerja dask", "`lakip build`")
    k = Banding("kernel. 20 laporan, HTML", "`--kernel biasa`", "`--kernel cepat`")
    hasil = [a1, a2, a3, b, c1, c2, d1, d2, f, g, k]
    for kali in range(pasangan):
        lama, baru = kosong(akar, "lama"), kosong(akar, "baru")
        detik = waktu(putaran, semua, lama)
        kini = waktu(bangun, dua, baru, *HTML)
        a1.pasangan.append((detik, kini))
        f.pasangan.append((kini, sum(bagian_batas(semua[:10], lama)) * len(semua) / INTI))
        d1.pasangan.append((kini, waktu(bangun, dua, baru, *HTML)))
        ubah_keterangan(dua[0], kali)
        d2.pasangan.append((kini, waktu(bangun, dua, baru, *HTML)))
        if chromium:
            cetak = waktu(webpdf, semua, lama, chromium)
            a3.pasangan.append((detik + cetak, waktu(bangun, dua, kosong(akar, "baru"))))
        detik = waktu(sejajar, semua, kosong(akar, "lama"))
        a2.pasangan.append((detik, waktu(bangun, dua, kosong(akar, "baru"), *HTML)))
        detik = waktu(satu_proses, semua, kosong(akar, "lama"))
        b.pasangan.append((detik, waktu(bangun, dua, kosong(akar, "baru"), *HTML)))
        detik = waktu(bangun, dua, kosong(akar, "biasa"), *HTML, "--kernel", "biasa")
        kini = waktu(bangun, dua, kosong(akar, "baru"), *HTML)
        k.pasangan.append((detik, kini))
        with gugus(INTI) as alamat:
            detik = waktu(bangun, dua, kosong(akar, "dask"), *HTML, "--scheduler", alamat)
        g.pasangan.append((detik, kini))
        for _ in range(3):
            detik = waktu(putaran, satu, kosong(akar, "lama"))
            c1.pasangan.append((detik, waktu(bangun, dua[:1], baru, *pilih)))
            hangat: list[float] = json.loads(skrip(HANGAT, dua[0], kosong(akar, "hangat")))
            c2.pasangan.append((detik, statistics.median(hangat)))
        yield [satu_ for satu_ in hasil if satu_.pasangan]


def tumbuh(akar: Path, sampai: int) -> Iterator[list[str]]:
    """Measure e: time a report and the memory of the parent, from 20 reports on tenfold; yield the rows."""
    baris: list[str] = []
    banyak = 20
    while banyak <= sampai:
        folder = kosong(akar, "tumbuh")
        milik = paket(kosong(akar, "sumber"), banyak // 10)
        perintah = [str(BIN / "lakip"), "build", *HTML, "--out", str(folder)]
        perintah += [x for p in milik for x in ("--data", str(p))]
        mulai = time.perf_counter()
        proses = subprocess.Popen(perintah, env=LINGKUNGAN, stderr=subprocess.DEVNULL)
        _, status, pakai = os.wait4(proses.pid, 0)
        if status:
            sys.exit("lakip build gagal")
        detik = time.perf_counter() - mulai
        baris.append(f"| {banyak} | {detik / banyak:.2f} s | {pakai.ru_maxrss / 1024:.0f} MB |")
        yield baris
        banyak *= 10


# -- the page --------------------------------------------------------------------------------------

BAGIAN = {
    "responden": "## Jawaban responden\n\n| Jawaban | Responden | Waktu `lakip build`, satu laporan | Proses terbesar | Semua proses |\n| ---: | ---: | ---: | ---: | ---: |\n",
    "banding": "## Nisbah\n\n| Yang diukur | Cara lama | Cara baru | Nisbah waktu |\n| --- | --- | --- | --- |\n",
    "profil": "## Ke mana waktunya\n\n| Bagian | Waktu |\n| --- | ---: |\n",
    "tahun_baru": "## Tahun baru dalam sepuluh menit\n\nTahun 2021 dibuat dari templat: `benchmarks/tahun_baru.py` mengisi buku kerjanya seperti orang (angka bertulisan seperti di dokumen, judul tambahan, baris jumlah, lembar coretan), lalu menjalankan perintah ini. Waktu orang mengetik tidak termasuk.\n\n| Perintah | Waktu |\n| --- | ---: |\n",
    "tumbuh": "## Pertumbuhan\n\n| Laporan | Waktu per laporan | Memori proses induk |\n| ---: | ---: | ---: |\n",
}
AWAL, AKHIR = "<!-- {}: awal -->\n", "<!-- {}: akhir -->\n"


def tulis(nama: str, baris: Sequence[str]) -> None:
    """Put the rows of a table in its place on the page; what stands around it stays."""
    teks = TUJUAN.read_text("utf-8") if TUJUAN.is_file() else ""
    desimal = re.compile(r"(?<=\d)\.(\d{1,2})(?!\d)")  # 8.53, not the thousands of 10.000
    isi = BAGIAN[nama] + "".join(desimal.sub(r",\1", satu) + "\n" for satu in baris)
    awal, akhir = AWAL.format(nama), AKHIR.format(nama)
    if awal in teks:
        depan, _, sisa = teks.partition(awal)
        teks = depan + awal + isi + akhir + sisa.partition(akhir)[2]
    else:
        teks += f"{awal}{isi}{akhir}"
    TUJUAN.write_text(teks, "utf-8")


def main() -> None:
    pilihan = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    pilihan.add_argument("--pasangan", type=int, default=3, help="pairs of runs")
    pilihan.add_argument(
        "--hanya", choices=["banding", "profil", "tumbuh"], default="banding", help="what to measure"
    )
    pilihan.add_argument("--sampai", type=int, default=200, help="reports up to which the growth is measured")
    diberi = pilihan.parse_args()
    with TemporaryDirectory(prefix="lakip-ukur-") as folder:
        akar = Path(folder)
        if diberi.hanya == "profil":
            tulis("profil", profil(akar))
        elif diberi.hanya == "tumbuh":
            for baris in tumbuh(akar, diberi.sampai):
                tulis("tumbuh", baris)
        else:
            for hasil in utama(akar, diberi.pasangan):
                tulis("banding", [satu.baris() for satu in hasil])
    print(TUJUAN.read_text("utf-8"))


if __name__ == "__main__":
    main()
