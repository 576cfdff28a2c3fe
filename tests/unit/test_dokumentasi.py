"""What the docs say is so: links, commands, paths, data, settings and code in README, CONTRIBUTING and docs.

Each check is a function from the text of a document to what is wrong with it; :data:`RUSAK` has, for each,
a document that it must refuse.
"""

from __future__ import annotations

import ast
import importlib
import re
import shlex
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import click
import mistune
import pytest
import yaml
from bantu import AKAR, INSTANSI_YAML
from pydantic import BaseModel, TypeAdapter, ValidationError
from test_cli import SEMUA, uraikan

from lakip_utils import aturan
from lakip_utils.data import table
from lakip_utils.data.excel.peta import Peta
from lakip_utils.data.instansi import Instansi
from lakip_utils.data.params import Batch
from lakip_utils.data.schema import TABLES, Table

DOKUMEN = [AKAR / "README.md", AKAR / "CONTRIBUTING.md", *sorted((AKAR / "docs").glob("*.md"))]
Simpul = dict[str, Any]


# -- reading Markdown --------------------------------------------------------------------------------


@cache
def urai(teks: str) -> list[Simpul]:
    """Return the tree of a document."""
    return mistune.create_markdown(renderer="ast", plugins=["table", "strikethrough"])(teks)  # type: ignore[return-value]


def simpul(anak: list[Simpul], *jenis: str) -> Iterator[Simpul]:
    """Yield the nodes of some types, in their order."""
    for satu in anak:
        if satu["type"] in jenis:
            yield satu
        yield from simpul(satu.get("children", []), *jenis)


def isi_teks(satu: Simpul) -> str:
    return satu.get("raw", "") + "".join(isi_teks(anak) for anak in satu.get("children", []))


def blok(teks: str, *bahasa: str) -> list[tuple[str, str]]:
    """Return the code blocks of some languages, each with what stands behind the language."""
    hasil = []
    for satu in simpul(urai(teks), "block_code"):
        nama, _, lain = satu.get("attrs", {}).get("info", "").partition(" ")
        if nama in bahasa:
            hasil.append((lain, satu["raw"]))
    return hasil


def kode(teks: str) -> list[str]:
    """Return what stands between backticks."""
    return [satu["raw"] for satu in simpul(urai(teks), "codespan")]


def belum_ada(teks: str) -> str:
    """Leave out the section on what is not there yet: its commands need not exist."""
    return re.sub(r"^## (Not there yet|\d+\. Yang belum ada)\n.*?(?=^## |\Z)", "", teks, flags=re.M | re.S)


def jangkar(judul: str) -> str:
    """Return the anchor that GitHub gives a heading.

    >>> jangkar("7. Lembar reviu dan catatan"), jangkar("What changed since?")
    ('7-lembar-reviu-dan-catatan', 'what-changed-since')
    """
    return re.sub(r"[^\w\- ]", "", judul.strip().lower()).replace(" ", "-")


@cache
def jangkar_berkas(path: Path) -> frozenset[str]:
    return frozenset(jangkar(isi_teks(satu)) for satu in simpul(urai(path.read_text("utf-8")), "heading"))


# -- the checks: from a text to what is wrong with it ------------------------------------------------


def tautan_putus(teks: str, folder: Path) -> Iterator[str]:
    """Find relative links that lead to no file, and anchors that are no heading."""
    for satu in simpul(urai(teks), "link", "image"):
        tuju = satu["attrs"]["url"]
        if re.match(r"[a-z]+:", tuju):
            continue
        berkas, _, tempat = tuju.partition("#")
        path = folder / berkas
        if not berkas:
            ada = {jangkar(isi_teks(judul)) for judul in simpul(urai(teks), "heading")}
        elif not path.exists():
            yield tuju
            continue
        else:
            ada = set(jangkar_berkas(path.resolve())) if path.suffix == ".md" else set()
        if tempat and tempat not in ada:
            yield tuju


def perintah_keliru(teks: str, folder: Path) -> Iterator[str]:
    """Find command lines that ``lakip`` would refuse.

    Outside of blocks a command alone is its name; in prose, arguments may be missing.
    """
    teks = belum_ada(teks)
    baris = [b.partition(" > ")[0] for _, isi in blok(teks, "sh", "") for b in isi.splitlines()]
    sel = {satu["raw"] for tabel in simpul(urai(teks), "table") for satu in simpul([tabel], "codespan")}
    for satu in (b.strip() for b in baris):
        if re.match(r"lakip\b(?!-)", satu) and (sebab := _ditolak(satu)):
            yield f"{satu}: {sebab}"
    for satu in kode(teks):
        if not satu.startswith("lakip ") or _kata(satu)[1:] in SEMUA:
            continue
        if (satu in sel or "|" not in satu) and (sebab := _ditolak(satu, prosa=satu not in sel)):
            yield f"{satu}: {sebab}"


def _kata(baris: str) -> tuple[str, ...]:
    """Return the words of a command line; what stands for any value gets one."""
    contoh = {"TAHUN": "2021"}
    return tuple(contoh.get(satu, satu) for satu in shlex.split(baris, comments=True) if satu != "…")


def _ditolak(baris: str, *, prosa: bool = False) -> str:
    """Return why a command line is refused; empty where it is not. ``[--tahun]`` may be given."""
    pilihan = set(re.findall(r" \[(--[a-z-]+)\]", baris))
    kata = _kata(re.sub(r" \[--[a-z-]+\]", "", baris))
    perintah = SEMUA[max((nama for nama in SEMUA if nama == kata[1 : 1 + len(nama)]), key=len)]
    if asing := pilihan - {opsi for param in perintah.params for opsi in param.opts}:
        return f"tidak ada opsi {', '.join(asing)}"
    try:
        uraikan(shlex.join(kata))
    except click.MissingParameter as galat:
        return "" if prosa else galat.format_message()
    except click.UsageError as galat:
        return galat.format_message()
    except (KeyError, IndexError):
        return "tidak ada perintah itu"
    return ""


AWAL = ("benchmarks", "data", "docs", "lakip_utils", "notebooks", "params", "tests", ".ci", "<tahun>")
"""Folders of the repository; a path that begins with another word is not one of it."""


def jalur_hilang(teks: str, folder: Path) -> Iterator[str]:
    """Find paths of the repository that neither exist nor are made by a block of the document."""
    dibuat = {berkas for berkas, _ in blok(teks, "yaml", "csv")}
    for satu in kode(teks):
        jalur = satu.partition("::")[0]
        if not re.fullmatch(r"[\w.<>*/-]+", jalur) or "/" not in jalur or jalur in dibuat:
            continue
        lapis = re.match(r"(analisis|aturan|konsistensi|sajian|terbitan)/", jalur)
        if (lapis or jalur.split("/")[0] in AWAL) and not _ada(f"lakip_utils/{jalur}" if lapis else jalur):
            yield satu


def _ada(jalur: str) -> bool:
    """Return whether a path exists; ``<tahun>`` and years to come stand for any year."""
    if tahunan := re.fullmatch(r"(?:data/)?(?:<tahun>|20[2-9]\d)/(?P<tabel>[\w*]+)\.csv", jalur):
        return any(t.scope == "tahun" and fnmatch(t.name, tahunan["tabel"]) for t in TABLES.values())
    return bool(re.fullmatch(r"data/20[2-9]\d/?", jalur)) or any(AKAR.glob(jalur.rstrip("/")))


def csv_keliru(teks: str, folder: Path) -> Iterator[str]:
    """Find CSV blocks that are no rows of the one table whose columns they name."""
    for berkas, isi in blok(teks, "csv"):
        if not isi.strip():
            continue
        cocok = [satu for satu in TABLES.values() if _kepala(isi, satu)]
        if berkas:
            cocok = [TABLES[Path(berkas).stem]]
        if len(cocok) != 1:
            yield f"{isi.splitlines()[0]}: {len(cocok)} tabel"
            continue
        path = folder / f"{cocok[0].name}.csv"
        path.write_text(isi, "utf-8")
        yield from map(str, table.read(path, cocok[0], shown=path.name, relative=path.name).violations)


def _kepala(isi: str, kontrak: Table) -> bool:
    judul = set(isi.splitlines()[0].split(","))
    wajib = {kolom.name for kolom in kontrak.columns if kolom.present}
    return wajib <= judul <= {kolom.name for kolom in kontrak.all_columns}


DAFTAR_ATURAN = {
    "predikat_capaian": aturan.PredikatCapaian,
    "mutu_ikm": aturan.MutuIKM,
    "struktur_anggaran": aturan.StrukturAnggaran,
}


def yaml_keliru(teks: str, folder: Path) -> Iterator[str]:
    """Find YAML blocks that their model refuses; a part of params or instansi stands for the whole."""
    for berkas, isi in blok(teks, "yaml"):
        nama, baca = Path(berkas).stem, yaml.safe_load(isi)
        try:
            if berkas.startswith("lakip_utils/aturan/"):
                TypeAdapter(tuple[DAFTAR_ATURAN[nama], ...]).validate_python(baca)  # type: ignore[misc]
            elif nama.startswith("peta_"):
                Peta.model_validate(baca)
            else:
                model, lengkap = _model(baca)
                model.model_validate(lengkap)
        except (ValidationError, KeyError) as galat:
            yield f"{berkas or isi.splitlines()[0]}: {galat}"


def _model(isi: dict[str, Any]) -> tuple[type[BaseModel], dict[str, Any]]:
    """Return whose part it is, and the whole: of a report, too, a guide shows the keys that it speaks of."""
    if set(isi) <= set(Batch.model_fields):
        return Batch, isi
    laporan = [{"judul": "Laporan", **satu} for satu in isi.get("laporan", [])]
    return Instansi, {**yaml.safe_load(INSTANSI_YAML), **isi, "laporan": laporan}


def uji_hilang(teks: str, folder: Path) -> Iterator[str]:
    """Find names of tests (``file::test`` or ``file::Class::test``) that do not exist."""
    for satu in kode(teks):
        berkas, ada, nama = satu.partition("::")
        if not ada or not berkas.endswith(".py"):
            continue
        if not (AKAR / berkas).is_file() or nama.split("::") not in _uji(AKAR / berkas):
            yield satu


@cache
def _uji(path: Path) -> list[list[str]]:
    hasil: list[list[str]] = []
    for satu in ast.parse(path.read_text("utf-8")).body:
        if isinstance(satu, ast.FunctionDef):
            hasil.append([satu.name])
        elif isinstance(satu, ast.ClassDef):
            hasil += [[satu.name, isi.name] for isi in satu.body if isinstance(isi, ast.FunctionDef)]
    return [nama for nama in hasil if nama[-1].startswith("test_")]


def tujuan_make_hilang(teks: str, folder: Path) -> Iterator[str]:
    """Find targets of make that the Makefile does not have."""
    ada = set(re.findall(r"^([a-z]+):", (AKAR / "Makefile").read_text("utf-8"), re.M))
    baris = [b for _, isi in blok(teks, "sh", "") for b in isi.splitlines()]
    for satu in (*baris, *kode(teks)):
        if (cocok := re.match(r"make ([a-z]+)\b", satu.strip())) and cocok[1] not in ada:
            yield satu


def nama_hilang(teks: str, folder: Path) -> Iterator[str]:
    """Find dotted names of our modules (``sajian.blok``, ``Irisan.sidik`` with its module) that do not exist."""
    for satu in kode(teks):
        nama = satu.removeprefix("lakip_utils.")
        if re.fullmatch(r"(analisis|asal|aturan|data|konsistensi|sajian|terbitan)(\.\w+)+", nama):
            yield from [satu] if not _dapat_dibaca(nama.split(".")) else []


def _dapat_dibaca(bagian: list[str]) -> bool:
    isi: Any = importlib.import_module("lakip_utils")
    for nomor, nama in enumerate(bagian):
        if not hasattr(isi, nama):
            try:
                importlib.import_module(".".join(["lakip_utils", *bagian[: nomor + 1]]))
            except ModuleNotFoundError:
                return False
        isi = getattr(isi, nama)
    return True


Periksa = Callable[[str, Path], Iterator[str]]
PERIKSA: tuple[Periksa, ...] = (
    tautan_putus,
    perintah_keliru,
    jalur_hilang,
    csv_keliru,
    yaml_keliru,
    uji_hilang,
    tujuan_make_hilang,
    nama_hilang,
)


@pytest.mark.parametrize("path", DOKUMEN, ids=lambda path: path.name)
@pytest.mark.parametrize("periksa", PERIKSA, ids=lambda periksa: periksa.__name__)
def test_what_a_document_names_exists(path: Path, periksa: Periksa, tmp_path: Path) -> None:
    folder = path.parent if periksa is tautan_putus else tmp_path
    assert list(periksa(path.read_text("utf-8"), folder)) == []


KLAIM = "id,jenis,tahun,tabel,kunci_entitas,kolom,basis,nilai_tercetak,satuan,kutipan,lokasi,sumber,catatan"
RUSAK: list[tuple[Periksa, str, str]] = [
    (tautan_putus, "[x](tidak-ada.md)", "tidak-ada.md"),
    (tautan_putus, "# Ada\n\n[x](#tidak-ada)", "#tidak-ada"),
    (tautan_putus, "![x](img/tidak-ada.png)", "img/tidak-ada.png"),
    (tautan_putus, "[x](kamus.md#tidak-ada)", "kamus.md#tidak-ada"),
    (perintah_keliru, "```sh\nlakip build --tahn 2020   # satu\n```", "--tahn"),
    (perintah_keliru, "```sh\nlakip\n```", "tidak ada perintah"),
    (perintah_keliru, "| a |\n| --- |\n| `lakip data periksa` |", "lakip data periksa"),
    (perintah_keliru, "| a |\n| --- |\n| `lakip diff lama` |", "lakip diff lama"),
    (perintah_keliru, "| a |\n| --- |\n| `lakip data export FILE.xlsx [--yes]` |", "--yes"),
    (perintah_keliru, "Ketik `lakip bulid`.", "lakip bulid"),
    (perintah_keliru, "Ketik `lakip check --keras`.", "--keras"),
    (jalur_hilang, "`lakip_utils/tidak_ada.py`", "tidak_ada"),
    (jalur_hilang, "`aturan/tidak_ada.yaml`", "tidak_ada"),
    (jalur_hilang, "`<tahun>/tidak_ada.csv`", "tidak_ada"),
    (jalur_hilang, "`data/2021/program.csv`", "program"),
    (csv_keliru, f"```csv\n{KLAIM}\nK1,entah,2020,x,,,,1,,,1,,\n```", "entah"),
    (csv_keliru, "```csv\nsatu,dua\n1,2\n```", "0 tabel"),
    (csv_keliru, "```csv 2020/unsur.csv\nkode\nx\n```", "kolom nama"),
    (yaml_keliru, "```yaml\npengaturan: {predikt: x}\n```", "predikt"),
    (yaml_keliru, "```yaml\nlaporan: [{tahun: 2021, status: selesai}]\n```", "status"),
    (yaml_keliru, "```yaml params/peta_x.yaml\ntabel: tidak_ada\n```", "tidak_ada"),
    (yaml_keliru, "```yaml lakip_utils/aturan/mutu_ikm.yaml\n- kode: x\n```", "mutu_ikm"),
    (uji_hilang, "`tests/unit/test_repo.py::test_tidak_ada`", "test_tidak_ada"),
    (uji_hilang, "`tests/unit/test_tidak_ada.py::test_x`", "test_tidak_ada"),
    (uji_hilang, "`tests/unit/test_repo.py::test_holds_no_outputs`", "test_holds_no_outputs"),
    (tujuan_make_hilang, "`make semua`", "semua"),
    (tujuan_make_hilang, "```sh\nmake semua PYTHON=python3\n```", "semua"),
    (nama_hilang, "`sajian.tidak_ada`", "tidak_ada"),
    (nama_hilang, "`data.paket.Paket.tidak_ada`", "tidak_ada"),
]  # fmt: skip


@pytest.mark.parametrize(("periksa", "teks", "kata"), RUSAK, ids=[f"{p.__name__}-{k}" for p, _, k in RUSAK])
def test_a_document_that_is_wrong_is_found(periksa: Periksa, teks: str, kata: str, tmp_path: Path) -> None:
    folder = AKAR / "docs" if periksa is tautan_putus else tmp_path
    salah = list(periksa(teks, folder))
    assert salah
    assert kata in " ".join(salah)


def test_every_check_has_a_document_that_it_refuses() -> None:
    assert {periksa for periksa, _, _ in RUSAK} == set(PERIKSA)
