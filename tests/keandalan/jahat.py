"""Hostile data: whoever writes a data package, a reviewer's file or an output folder runs nothing by it.

``python tests/keandalan/jahat.py --kali 20 --benih 1`` makes so many packages full of hostile texts and looks
at all that is made of each; for every package there are fifteen files of reviewers, five output folders and
ten packages with a text that must be refused. What is looked at: HTML (parsed, and in Chromium where it is
found), notebook, PDF, workbooks, CSV, what commands print, files and variables that a text tried to make.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from bangun import lakip
from bantu import AKAR
from keandalan import kiriman, paket_jahat, saksi
from keandalan.muatan import Muatan

from lakip_utils import cli, data
from lakip_utils.errors import LakipError

KALI = {"paket": 1, "reviu": 15, "keluaran": 5, "larangan": 10}
"""Trials of each kind for one package that is built."""


@dataclass
class Hitungan:
    """What came of trials of one kind."""

    kali: int = 0
    teks: int = 0
    hasil: Counter[str] = field(default_factory=Counter)
    salah: list[tuple[int, str]] = field(default_factory=list)


class Bengkel:
    """A place to try things: a project with built reports, a folder of canaries, a browser where there is one."""

    def __init__(self, akar: Path, konteks: Any = None) -> None:
        self.akar, self.konteks, self.kanari = akar, konteks, akar / "kanari"
        self.kanari.mkdir()
        self.proyek = akar / "proyek"
        shutil.copytree(paket_jahat.FIXTURE, self.proyek / "data")
        for nama in ("params", "notebooks"):
            shutil.copytree(AKAR / nama, self.proyek / nama)
        hasil = lakip("build", "--tahun", "2021", "--bidang", "sdk", "--format", "html", cwd=self.proyek)
        assert hasil.returncode == 0, hasil.stderr

    def ruang(self) -> Path:
        """Return a new folder for one trial."""
        return Path(tempfile.mkdtemp(prefix="coba-", dir=self.akar))

    def jalan(self) -> list[str]:
        """Return what was run: files that texts tried to make."""
        return [f"DIJALANKAN: {satu.name}" for satu in self.kanari.iterdir()]

    def lihat(self, *path: Path) -> list[str]:
        """Open pages in the browser, if there is one."""
        return (
            [] if self.konteks is None else [satu for p in path for satu in saksi.peramban(self.konteks, p)]
        )


def perintah(*args: str, cwd: Path) -> tuple[int, str, str]:
    """Run a command in this process: exit code, stdout, stderr."""
    keluar, galat = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(keluar), contextlib.redirect_stderr(galat):
        try:
            kode: Any = cli.main(list(args))
        except SystemExit as akhir:
            kode = akhir.code
    return int(kode or 0), keluar.getvalue(), galat.getvalue()


def paket(bengkel: Bengkel, acak: random.Random) -> tuple[str, int, list[str]]:
    """Build a package full of hostile texts and look at everything."""
    asal, tahun, bidang = acak.choice(paket_jahat.PILIHAN)
    cetak, kode = acak.random() < 0.6, acak.random() < 0.4
    ruang = bengkel.ruang()
    muatan = paket_jahat.racuni(asal, ruang / "data", acak, bengkel.kanari, cetak=cetak, kode=kode)
    for nama in ("sementara", "rumah", "kerja"):
        (ruang / nama).mkdir()
    tempat = {
        "TMPDIR": str(ruang / "sementara"),
        "HOME": str(ruang / "rumah"),
        "MPLCONFIGDIR": str(bengkel.akar),
    }
    pilih = ["--tahun", str(tahun), *(kata for satu in bidang for kata in ("--bidang", satu))]
    hasil = lakip(
        "build", *pilih, "--data", str(ruang / "data"), "--out", str(ruang / "o"), "--jobs", "2",
        "--params", str(bengkel.proyek / "params/batch.yaml"), cwd=AKAR, env=tempat,
    )  # fmt: skip
    salah = [*saksi.layar(hasil.stdout + hasil.stderr), *bengkel.jalan()]
    if hasil.returncode == 2:
        return (
            "ditolak",
            len(muatan),
            [*salah, *saksi.ditolak(hasil.stderr), f"tidak sah: {hasil.stderr[:300]}"],
        )
    if hasil.returncode == 1:
        salah += [] if "aksara yang tidak dimiliki huruf dokumen" in hasil.stderr else [hasil.stderr[-400:]]
    salah += _terbitan(ruang / "o", muatan, bengkel)
    salah += _perintah_lain(ruang, tahun, muatan, bengkel)
    lain = [p for n in ("sementara", "kerja") for p in (ruang / n).iterdir()]
    lain += [
        p
        for p in (ruang / "rumah").iterdir()
        if p.name not in (".ipython", ".local", ".cache", ".jupyter", ".config")
    ]
    salah += [f"berkas di luar folder keluaran: {p}" for p in lain]
    return (
        ("terbit" if hasil.returncode == 0 else "sebagian ditolak"),
        len(muatan),
        [*salah, *bengkel.jalan()],
    )


def _terbitan(out: Path, muatan: list[Muatan], bengkel: Bengkel) -> Iterator[str]:
    tanda = [satu.tanda for satu in muatan]
    halaman = sorted(out.rglob("*.html"))
    for path in halaman:
        isi = path.read_text("utf-8")
        yield from (
            f"{path.name}: {s}" for s in saksi.halaman(isi, tanda, skrip=int(path.name == "laporan.html"))
        )
        if path.name == "laporan.html":
            yield from (f"{path.name}: {s}" for s in _utuh(saksi.teks_halaman(isi), muatan))
    for path in out.rglob("*.ipynb"):
        yield from (f"{path.name}: {s}" for s in saksi.notebook(path.read_text("utf-8"), tanda))
    for path in out.rglob("*.pdf"):
        teks = subprocess.run(
            ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
        )
        isi = re.sub(r"-(?=\n)", "", teks.stdout)
        yield from (
            f"{path.name}: {s}" for s in _utuh(saksi.padat(isi).replace("\u00ad", ""), muatan, tipis=True)
        )
        yield from (f"{path.name}: {s}" for s in saksi.pdf(path))
    yield from bengkel.lihat(*halaman)


def _utuh(isi: str, muatan: list[Muatan], *, tipis: bool = False) -> Iterator[str]:
    """Say which texts stand there otherwise than in the data: computed, cut or changed."""
    for satu in muatan:
        if satu.tanda in isi:
            # A note becomes a sentence: it begins with a capital and without a stray semicolon
            cari, banding = saksi.padat(satu.teks).lstrip(";").casefold(), isi.casefold()
            if tipis:  # hyphens at the end of a line are the typesetter's or the text's
                cari, banding = cari.replace("-", ""), banding.replace("-", "")
            if cari not in banding:
                yield f"teks berubah ({satu.jenis}): {satu.teks[:120]!r}"


def _perintah_lain(ruang: Path, tahun: int, muatan: list[Muatan], bengkel: Bengkel) -> Iterator[str]:
    """Run what else reads a package: check, export and import, verify, diff."""
    paket_, out = str(ruang / "data"), str(ruang / "o")
    for bentuk in ("table", "json", "csv"):
        _, keluar, galat = perintah(
            "check",
            "--tahun",
            str(tahun),
            "--data",
            paket_,
            "--format",
            bentuk,
            "--min-severity",
            "info",
            cwd=AKAR,
        )
        yield from saksi.layar(keluar.replace("\r\n", "\n") + galat)
        if bentuk == "csv":
            yield from saksi.lembar_csv(keluar.lstrip("\ufeff"))
    buku = ruang / "isi.xlsx"
    kode, _, galat = perintah("data", "export", str(buku), "--tahun", str(tahun), "--data", paket_, cwd=AKAR)
    if kode:
        yield f"ekspor gagal: {galat[:300]}"
    else:
        yield from saksi.buku(buku.read_bytes())
        dulu = {p: p.read_bytes() for p in (ruang / "data").rglob("*.*") if p.suffix != ".json"}
        kode, _, galat = perintah("data", "import", str(buku), "--yes", "--data", paket_, cwd=AKAR)
        yield from saksi.layar(galat)
        ubah = [p.name for p, isi in dulu.items() if p.read_bytes() != isi]
        if kode or ubah:
            yield f"ekspor dan impor mengubah {ubah} (kode {kode}): {galat[:400]}"
    _, keluar, galat = perintah("verify", out, "--data", paket_, cwd=AKAR)
    yield from saksi.layar(keluar + galat)
    beda = ruang / "beda.html"
    lama = str(bengkel.proyek / "outputs")
    kode, _, galat = perintah("diff", lama, out, "--format", "html", "--out", str(beda), cwd=AKAR)
    if kode:  # e.g. no report was made, for a character that the PDF lacks
        yield from saksi.ditolak(galat)
        return
    yield from saksi.halaman(beda.read_text("utf-8"), [satu.tanda for satu in muatan])
    yield from bengkel.lihat(beda)


def reviu(bengkel: Bengkel, acak: random.Random) -> tuple[str, int, list[str]]:
    """Merge hostile files of reviewers, and import them in the browser."""
    ruang = bengkel.ruang()
    hasil, teks, salah = kiriman.coba_reviu(acak, ruang, paket_jahat.FIXTURE, bengkel.kanari)
    if bengkel.konteks is not None and acak.random() < 0.2:
        laporan = bengkel.proyek / "outputs" / kiriman.LAPORAN / "laporan.html"
        salah = [*salah, *saksi.impor(bengkel.konteks, laporan, sorted(ruang.glob("*.json")))]
    return hasil, teks, [*salah, *bengkel.jalan()]


def keluaran(bengkel: Bengkel, acak: random.Random) -> tuple[str, int, list[str]]:
    """Read an output folder that a stranger wrote: verify, status, diff, build."""
    ruang = bengkel.ruang()
    proyek = ruang / "p"
    shutil.copytree(bengkel.proyek, proyek)
    tanda = kiriman.racuni_keluaran(acak, proyek / "outputs", bengkel.kanari)
    salah: list[str] = []
    pilih = ("--tahun", "2021", "--bidang", "sdk")
    lama = str(bengkel.proyek / "outputs")
    akhir = []
    for args in (
        ("verify",),
        ("status", *pilih),
        ("diff", lama, "outputs"),
        ("diff", lama, "outputs", "--format", "json"),
    ):
        try:
            kode, keluar, galat = perintah(*args, cwd=proyek)
        except Exception as error:
            salah.append(f"lakip {args[0]}: {type(error).__name__}: {str(error)[:200]}")
            continue
        akhir.append(kode)
        salah += [f"lakip {args[0]}: {s}" for s in saksi.layar(keluar + galat)]
        salah += saksi.ditolak(galat) if kode == 2 else []
    perintah("diff", lama, "outputs", "--format", "html", "--out", str(ruang / "beda.html"), cwd=proyek)
    if acak.random() < 0.2:
        hasil = lakip("build", *pilih, "--format", "html", cwd=proyek)
        salah += [f"lakip build: {s}" for s in saksi.layar(hasil.stdout + hasil.stderr)]
        salah += ["traceback"] if "Traceback" in hasil.stderr else []
    halaman = [p for p in (ruang / "beda.html", *(proyek / "outputs").rglob("*.html")) if p.exists()]
    for path in halaman:
        salah += saksi.halaman(path.read_text("utf-8"), tanda, skrip=int(path.name == "laporan.html"))
    if acak.random() < 0.3:
        salah += bengkel.lihat(*halaman)
    luar = [p for p in ruang.iterdir() if p.name not in ("p", "beda.html")]
    return (
        ("ditolak" if 2 in akhir else "dibaca"),
        len(tanda),
        [*salah, *(f"berkas {p}" for p in luar), *bengkel.jalan()],
    )


def larangan(bengkel: Bengkel, acak: random.Random) -> tuple[str, int, list[str]]:
    """Read a package with one text that steers, hides or turns round: it is refused."""
    ruang = bengkel.ruang()
    path, teks = paket_jahat.larangan(acak, bengkel.kanari, ruang / "data")
    try:
        data.load(ruang / "data")
    except LakipError as galat:
        return "ditolak", 1, [*saksi.ditolak(str(galat)), *saksi.layar(str(galat)), *bengkel.jalan()]
    return "diterima", 1, [f"{path.name}: {teks!r} diterima"]


RANAH: dict[str, Callable[[Bengkel, random.Random], tuple[str, int, list[str]]]] = {
    "paket": paket, "reviu": reviu, "keluaran": keluaran, "larangan": larangan,
}  # fmt: skip


def jalankan(bengkel: Bengkel, ranah: str, kali: int, benih: int) -> Hitungan:
    """Run trials of one kind."""
    hitung = Hitungan()
    for ke in range(kali):
        hasil, teks, salah = RANAH[ranah](bengkel, random.Random(f"{ranah}/{benih + ke}"))
        hitung.kali += 1
        hitung.teks += teks
        hitung.hasil[hasil] += 1
        hitung.salah += [(benih + ke, satu) for satu in dict.fromkeys(salah)]
        for folder in bengkel.akar.glob("coba-*"):
            shutil.rmtree(folder, ignore_errors=True)
    return hitung


@contextlib.contextmanager
def konteks_peramban() -> Iterator[Any]:
    """Open a context of Chromium without a network; ``None`` where there is no Chromium."""
    nama = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    if nama is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=nama, args=["--no-sandbox"])
        yield peramban.new_context(offline=True, viewport={"width": 1280, "height": 800})
        peramban.close()


def main() -> int:
    """Run the trials that the command line asks for; 1 if anything was wrong."""
    urai = argparse.ArgumentParser(description="Uji data yang berniat jahat.")
    urai.add_argument("--kali", type=int, default=5, help="paket yang dibangun; ranah lain mengikuti")
    urai.add_argument("--benih", type=int, default=1, help="benih pertama")
    urai.add_argument("--ranah", choices=[*RANAH], action="append", help="hanya ranah ini, --kali kali")
    pilih = urai.parse_args()
    gagal = 0
    with tempfile.TemporaryDirectory(prefix="jahat-") as akar, konteks_peramban() as konteks:
        bengkel = Bengkel(Path(akar), konteks)
        for ranah in pilih.ranah or RANAH:
            mulai = time.monotonic()
            hitung = jalankan(bengkel, ranah, pilih.kali * (1 if pilih.ranah else KALI[ranah]), pilih.benih)
            hasil = ", ".join(f"{banyak} {nama}" for nama, banyak in sorted(hitung.hasil.items()))
            jalan = sum("DIJALANKAN" in satu for _, satu in hitung.salah)
            print(
                f"{ranah}: {hitung.kali} percobaan, {hitung.teks} teks jahat; {hasil}; {jalan} dijalankan, "
                f"{len(hitung.salah)} salah; {time.monotonic() - mulai:.0f} detik"
                + ("" if konteks else "; tanpa peramban")
            )
            for benih, satu in hitung.salah:
                print(
                    f"  benih {benih}: {satu}\n    python {Path(__file__).relative_to(AKAR)} --ranah {ranah} --kali 1 --benih {benih}"
                )
            gagal += len(hitung.salah)
    return 1 if gagal else 0


if __name__ == "__main__":
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    sys.exit(main())
