"""A build holds a report to what its notebook declares (:mod:`lakip_utils.terbitan.janji`).

A cell shows what its last statement returns; a call that is assigned to a name, or ended by a semicolon,
shows nothing, so it does not count.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from nbformat import NotebookNode

from lakip_utils.errors import PublicationError
from lakip_utils.sajian.blok import MIME, Ringkasan
from lakip_utils.sajian.lab import sidik
from lakip_utils.terbitan.dokumen import ringkasan
from lakip_utils.terbitan.janji import TAG, Bagian, baca, pilah, tags

_JUDUL = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_ISI = {
    "tabel": "baris",
    "daftar": "butir",
    "kartu_kunci": "kartu",
    "lembar_reviu": "bagian",
    "gambar": "svg",
    "mentah": "isi",
    "ringkasan": "angka",
    "bukti": "butir",
}
"""What a block of a kind is empty without."""


@dataclass(slots=True)
class _Seksi:
    """A section as it stands in an executed notebook."""

    tanda: frozenset[str]
    sel: list[NotebookNode] = field(default_factory=list)


def periksa(notebook: NotebookNode, nama: str) -> Ringkasan:
    """Hold an executed notebook to what it declares, and return its key figures.

    Parameters
    ----------
    nama
        The notebook, as errors name it.

    Raises
    ------
    PublicationError
        If it declares nothing, or with every section, table, chart, text and key figure that is missing
        or empty.
    InvalidInput
        If the declaration cannot be understood.
    """
    janji = baca(notebook, nama)
    angka = ringkasan(notebook)
    salah = [*_kop(notebook), *_sampai(notebook), *(_angka(angka, janji.angka) if angka else ())]
    seksi = _seksi(notebook)
    for bagian in janji.bagian:
        ada = seksi.get(bagian.judul)
        if ada is None:
            salah.append(f"Bagian “{bagian.nama}”: judulnya tidak ada.")
            continue
        if ada.tanda != bagian.tanda:
            salah.append(f"Bagian “{bagian.nama}”: {_beda_tanda('judulnya', ada.tanda, bagian.tanda)}")
        salah += (f"Bagian “{bagian.nama}”: {satu}" for satu in _isi(bagian, ada.sel))
    if angka is None:
        salah.append("Ringkasan angka kunci: tidak ada; sel terakhir notebook menampilkan `ringkasan.susun`.")
    if salah or angka is None:
        daftar = "\n".join(f"{nomor}. {satu}" for nomor, satu in enumerate(salah, 1))
        raise PublicationError(
            f"Laporan tidak diterbitkan karena tidak memuat semua yang wajib dimuatnya.\n{daftar}\n"
            f"Kembalikan yang hilang ke {nama}. Bila memang tidak dimuat lagi, ubah juga sel bertanda `{TAG}` di "
            "akhir notebook itu."
        )
    return angka


def _kop(notebook: NotebookNode) -> Iterator[str]:
    keluaran = (k for sel in notebook.cells for k in sel.get("outputs", ()))
    if not any(k.get("data", {}).get(MIME, {}).get("jenis") == "kop" for k in keluaran):
        yield "Kop laporan: tidak ada; salah satu sel pertama notebook menampilkan `narasi.pembuka.kop`."


def _seksi(notebook: NotebookNode) -> dict[tuple[str, ...], _Seksi]:
    """Return the sections of a notebook with their code cells; cells without a call stand in them, too."""
    seksi: dict[tuple[str, ...], _Seksi] = {}
    letak: tuple[str, ...] = ()
    for sel in notebook.cells:
        if sel.cell_type == "markdown":
            for pagar, judul in _JUDUL.findall(sel.source):
                letak = (*letak[: len(pagar) - 1], judul)
                seksi.setdefault(letak, _Seksi(frozenset(filter(pilah, tags(sel)))))
        elif sel.cell_type == "code" and letak:
            seksi[letak].sel.append(sel)
    return seksi


def _isi(bagian: Bagian, sel: Iterable[NotebookNode]) -> Iterator[str]:
    """Yield what is missing or empty in a section."""
    sisa, kosong = list(sel), True
    for isi in bagian.isi:
        satu = next((satu for satu in sisa if isi.kata <= _tampak(satu.source)), None)
        if satu is None:
            yield f"`{isi.nama}` tidak ada, atau bukan hasil akhir selnya."
            continue
        sisa.remove(satu)
        tanda = frozenset(filter(pilah, tags(satu)))
        if tanda != isi.tanda:
            yield _beda_tanda(f"sel `{isi.nama}`", tanda, isi.tanda)
        keluaran = [satu for satu in satu.outputs if "data" in satu]
        berisi = any(map(_berisi, keluaran))
        if any(map(_hampa, keluaran)) or (isi.selalu and not berisi):
            yield f"`{isi.nama}` kosong."
        kosong = kosong and not berisi
    if bagian.isi and kosong and not any(isi.selalu for isi in bagian.isi):
        yield "tidak ada isinya sama sekali."


def _beda_tanda(apa: str, ada: Collection[str], perlu: Collection[str]) -> str:
    def sebut(tanda: Collection[str]) -> str:
        return ", ".join(f"`{satu}`" for satu in sorted(tanda)) or "tanpa tanda"

    return f"{apa} bertanda {sebut(ada)}, seharusnya {sebut(perlu)}.".replace("bertanda tanpa", "tanpa")


@lru_cache(maxsize=512)
def _tampak(kode: str) -> frozenset[str]:
    """Return the calls, names and texts of the statement whose value a cell shows; nothing where it shows none."""
    try:
        pohon = ast.parse(kode).body
    except SyntaxError:
        return frozenset()
    if not pohon or not isinstance(pohon[-1], ast.Expr) or _bungkam(kode):
        return frozenset()
    kata: set[str] = set()
    for simpul in ast.walk(pohon[-1]):
        if isinstance(simpul, ast.Call):
            kata.add(ast.unparse(simpul.func))
        elif isinstance(simpul, ast.Name):
            kata.add(simpul.id)
        elif isinstance(simpul, ast.Constant) and isinstance(simpul.value, str):
            kata.add(simpul.value)
    return frozenset(kata)


def _bungkam(kode: str) -> bool:
    """Whether IPython keeps the value of a cell to itself, because it ends in a semicolon."""
    if ";" not in kode:
        return False
    lewat = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER)
    token = [t for t in tokenize.generate_tokens(io.StringIO(kode).readline) if t.type not in lewat]
    return token[-1].string == ";"


def _berisi(keluaran: NotebookNode) -> bool:
    """Whether an output shows anything."""
    return any(map(_blok_berisi, _blok(keluaran)))


def _hampa(keluaran: NotebookNode) -> bool:
    """Whether an output has a table without rows or a chart without a drawing."""
    return any(blok["jenis"] in ("tabel", "gambar") and not _blok_berisi(blok) for blok in _blok(keluaran))


def _blok(keluaran: NotebookNode) -> Iterator[Mapping[str, Any]]:
    """Yield the blocks of an output as data, with their drawings; of plain output one that says so much."""
    data = keluaran.data
    if MIME not in data:
        yield {"jenis": "mentah", "isi": "".join(map(str, data.values())).strip()}
    elif data[MIME]["jenis"] == "gambar":
        yield {**data[MIME], "svg": data.get("image/svg+xml", "")}
    else:
        yield from _anggota(data[MIME])


def _anggota(blok: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if blok["jenis"] != "rangkaian":
        yield blok
        return
    for satu in blok["isi"]:
        yield from _anggota(satu)


def _blok_berisi(blok: Mapping[str, Any]) -> bool:
    jenis = blok["jenis"]
    if jenis == "paragraf":
        return any(span["teks"].strip() for span in blok["isi"])
    return bool(blok[_ISI[jenis]]) if jenis in _ISI else True


def _sampai(notebook: NotebookNode) -> Iterator[str]:
    """Yield what the kernel showed and the notebook does not hold, or holds otherwise.

    The kernel keeps a list of the blocks that it showed and puts it out with the key figures.
    """
    ada: list[str] = []
    for keluaran in (
        k for sel in notebook.cells for k in sel.get("outputs", ()) if MIME in k.get("data", ())
    ):
        if keluaran.data[MIME]["jenis"] == "ringkasan":
            tampil = list(keluaran.data[MIME].get("tampil", ()))
            break
        ada.append(sidik(keluaran.data))
    else:
        return
    for satu in tampil:
        if satu in ada:
            ada.remove(satu)
        else:
            yield (
                f"{satu.rpartition(' ')[0]}: ditampilkan notebook, tetapi tidak sampai ke berkasnya. Buat lagi laporan "
                "ini; bila terulang, kurangi laporan yang dibuat bersamaan (--jobs 1)."
            )
    for satu in ada:
        yield f"{satu.rpartition(' ')[0]}: ada di berkas, tetapi tidak ditampilkan notebook ketika dijalankan."


def _angka(isi: Ringkasan, perlu: Mapping[str, bool]) -> Iterator[str]:
    """Yield the key figures that are missing: no such name, or no value and no reason."""
    for pola, selalu in perlu.items():
        ada = [satu for satu in isi.angka if fnmatchcase(satu.nama, pola)]
        if selalu and not ada:
            yield f"Angka kunci `{pola}`: tidak ada di ringkasan."
        for satu in ada:
            if satu.nilai is None and not satu.alasan:
                yield f"Angka kunci `{satu.nama}`: tidak bernilai dan tanpa alasan."
