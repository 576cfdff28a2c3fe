"""What is published is what was checked: cells, outputs and parts of the page are taken away, one at a time.

    python tests/keandalan/janji.py                    # from executed notebooks, pages and documents
    python tests/keandalan/janji.py --jalankan         # each code cell from the notebook itself, run anew
    python tests/keandalan/janji.py --tanpa-tabel      # packages without one of their tables: no false alarm

A loss must be refused, or change nothing of what is published. Everything is tried, nothing drawn at random.
"""

from __future__ import annotations

import argparse
import copy
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from lakip_utils.data.params import Batch
from lakip_utils.errors import LakipError
from lakip_utils.sajian.blok import MIME
from lakip_utils.sajian.html import render
from lakip_utils.terbitan import run, utuh, wajib
from lakip_utils.terbitan.dokumen import Dokumen, dari_notebook, ringkasan
from lakip_utils.terbitan.html import LakipHTMLExporter
from lakip_utils.terbitan.plan import Job, plan

AKAR = Path(__file__).parents[2]
PAKET = {"data": AKAR / "data", "instansi-kedua": AKAR / "tests/fixtures/instansi-kedua"}
EDISI = ("reviu", "resmi")
DITOLAK, SAMA, LOLOS = "ditolak", "halaman sama", "LOLOS"


def isi(notebook: NotebookNode) -> list[Any]:
    """Return all that is published of a notebook, as data."""
    angka = ringkasan(notebook)
    kunci = angka and angka.model_dump(mode="json", exclude={"tampil"})
    return [kunci, *(dari_notebook(notebook, edisi).as_json() for edisi in EDISI)]


def periksa(notebook: NotebookNode) -> None:
    """Check a notebook and its documents as a build does."""
    angka = wajib.periksa(notebook, "n.ipynb")
    for edisi in EDISI:
        dokumen = dari_notebook(notebook, edisi)
        utuh.dokumen(notebook, dokumen)
        utuh.angka(angka.angka, dokumen)


def nasib(kurang: NotebookNode, asli: list[Any]) -> str:
    """Say what becomes of a notebook that lost something: refused, the same page, or published without it."""
    try:
        periksa(kurang)
    except LakipError:
        return DITOLAK
    return SAMA if isi(kurang) == asli else LOLOS


def tanpa_sel(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """Yield the notebook without each of its cells."""
    for nomor, sel in enumerate(notebook.cells):
        yield f"tanpa sel {sel.id}", _dengan(notebook, nomor, None)


def tanpa_keluaran(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """Yield the notebook without each of its outputs, and without each block of an output of several."""
    for nomor, sel in enumerate(notebook.cells):
        for ke, keluaran in enumerate(sel.get("outputs", ())):
            yield f"tanpa keluaran {ke} sel {sel.id}", _keluaran(notebook, nomor, ke, None)
            blok = keluaran.get("data", {}).get(MIME, {})
            for urutan in range(len(blok["isi"]) if blok.get("jenis") == "rangkaian" else 0):
                baru = copy.deepcopy(keluaran)
                del baru.data[MIME]["isi"][urutan]
                yield f"tanpa blok {urutan} sel {sel.id}", _keluaran(notebook, nomor, ke, baru)


def _keluaran(notebook: NotebookNode, nomor: int, ke: int, baru: NotebookNode | None) -> NotebookNode:
    sel = copy.copy(notebook.cells[nomor])
    sel.outputs = [*sel.outputs[:ke], *([baru] if baru else []), *sel.outputs[ke + 1 :]]
    return _dengan(notebook, nomor, sel)


def _dengan(notebook: NotebookNode, nomor: int, sel: NotebookNode | None) -> NotebookNode:
    hasil = copy.copy(notebook)
    hasil.cells = [*notebook.cells[:nomor], *([sel] if sel else []), *notebook.cells[nomor + 1 :]]
    return hasil


def tanpa_blok(dokumen: Dokumen) -> Iterator[tuple[str, str]]:
    """Yield the page of a document without each of its blocks: what an exporter would make that drops it."""
    halaman = LakipHTMLExporter(edisi=dokumen.edisi).susun(dokumen)
    for nomor, satu in enumerate(dokumen.isi):
        potong = render(satu.blok, satu.nomor, satu.jangkar)
        if not potong.strip():
            continue
        tempat = halaman.find(potong)
        assert tempat >= 0, (nomor, satu.blok.jenis)
        akhir = tempat + len(potong)
        yield f"halaman {dokumen.edisi} tanpa {satu.blok.jenis} {nomor}", halaman[:tempat] + halaman[akhir:]


def coba(notebook: NotebookNode) -> Iterator[tuple[str, str, str]]:
    """Take everything away from an executed notebook and its pages; yield kind, what, and what became of it."""
    asli = isi(notebook)
    for jenis, cara in (("sel", tanpa_sel), ("keluaran", tanpa_keluaran)):
        for nama, kurang in cara(notebook):
            yield jenis, nama, nasib(kurang, asli)
    for edisi in EDISI:
        dokumen = dari_notebook(notebook, edisi)
        for nama, halaman in tanpa_blok(dokumen):
            try:
                utuh.halaman(dokumen, halaman)
            except LakipError:
                yield "blok halaman", nama, DITOLAK
            else:
                yield "blok halaman", nama, LOLOS


def pekerjaan(folder: Path) -> list[Job]:
    """Return the reports of a package, as HTML for reviewers."""
    batch = Batch(
        data=[str(folder)],
        format=["html"],
        notebook=str(AKAR / "notebooks/laporan_bidang.ipynb"),
        notebook_dinas=str(AKAR / "notebooks/laporan_dinas.ipynb"),
    )
    return list(plan(batch)[0])


def dari_sumber(job: Job, sementara: Path) -> Iterator[tuple[str, str, str]]:
    """Take each code cell out of the notebook of a report, run what is left, and build."""
    asli = nbformat.read(job.notebook, 4)
    satu = run.run(job, sementara)
    assert not satu.gagal, satu.gagal
    utuh_ = (sementara / job.kunci / "laporan.html").read_bytes()
    for nomor, sel in enumerate(asli.cells):
        if sel.cell_type != "code":
            continue
        path = sementara / Path(job.notebook).name
        nbformat.write(_dengan(asli, nomor, None), path)
        hasil = run.run(replace(job, notebook=str(path)), sementara)
        sama = (sementara / job.kunci / "laporan.html").read_bytes() == utuh_
        # A refused report leaves the old one as it was.
        apa = LOLOS if not sama else DITOLAK if hasil.gagal else SAMA
        yield "sel dijalankan", f"{job.kunci} tanpa sel {sel.id}", apa


def tanpa_tabel(nama: str, sementara: Path) -> Iterator[tuple[str, str, str]]:
    """Build the last year of a package without each of its tables; refused only where the data are invalid."""
    for path in sorted(PAKET[nama].rglob("*.csv")):
        relatif = path.relative_to(PAKET[nama])
        folder = sementara / nama
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(PAKET[nama], folder)
        (folder / relatif).unlink()
        try:
            semua = pekerjaan(folder)
        except LakipError:
            yield "tabel", f"{nama} tanpa {relatif}", "data ditolak"
            continue
        tahun = int(relatif.parts[0]) if len(relatif.parts) > 1 else max(job.tahun for job in semua)
        for job in semua:
            if job.tahun == tahun:
                hasil = run.run(job, sementara / "outputs")
                apa = f"LOLOS: {hasil.gagal}" if hasil.gagal else "dibuat"
                yield "tabel", f"{job.kunci} tanpa {relatif}", apa


def main() -> int:
    """Try it, print the counts and every loss that passed; return the exit code."""
    urai = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    urai.add_argument("--jalankan", action="store_true", help="jalankan ulang notebook tanpa setiap selnya")
    urai.add_argument("--tanpa-tabel", action="store_true", help="bangun paket tanpa setiap tabelnya")
    pilih = urai.parse_args()
    cacah: Counter[tuple[str, str]] = Counter()
    lolos = []
    with tempfile.TemporaryDirectory(prefix="lakip-janji-") as folder:
        for jenis, nama, apa in _semua(pilih, Path(folder)):
            cacah[jenis, apa.partition(":")[0]] += 1
            if apa.startswith(LOLOS):
                lolos.append(f"{nama}: {apa}")
    for (jenis, apa), banyak in sorted(cacah.items()):
        print(f"{jenis}: {banyak} {apa}")
    print(*lolos, sep="\n")
    return 1 if lolos else 0


def _semua(pilih: argparse.Namespace, sementara: Path) -> Iterator[tuple[str, str, str]]:
    if pilih.tanpa_tabel:
        for nama in PAKET:
            yield from tanpa_tabel(nama, sementara)
        return
    for nama, folder in PAKET.items():
        for job in pekerjaan(folder):
            if pilih.jalankan:
                if nama == "data" and job.tahun == 2020 and job.bidang in ("kelembagaan", "dinas"):
                    yield from dari_sumber(job, sementara)
                continue
            notebook = run.execute(job, sementara / "laporan.ipynb")
            for jenis, satu, apa in coba(notebook):
                yield jenis, f"{job.kunci} {satu}", apa


if __name__ == "__main__":
    sys.exit(main())
