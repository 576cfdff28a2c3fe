"""The recipes of docs/cara-menambah.md do what they say: their data, settings, rules and code are tried."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from textwrap import indent
from typing import Any

import nbformat
import pytest
import test_konsistensi_mutasi as mutasi
import yaml
from bantu import AKAR, NOTEBOOK, tulis_paket
from test_dokumentasi import blok, jangkar, simpul, urai

from lakip_utils import aturan, data, konsistensi
from lakip_utils.analisis import evaluasi
from lakip_utils.konsistensi.bacaan import Bacaan
from lakip_utils.sajian import grafik, narasi
from lakip_utils.sajian.blok import Gambar
from lakip_utils.sajian.blok import baca as baca_blok
from lakip_utils.terbitan import janji

MENAMBAH = AKAR / "docs" / "cara-menambah.md"


def resep() -> dict[str, str]:
    """Return the recipes of docs/cara-menambah.md by heading."""
    bagian = re.split(r"^## ", MENAMBAH.read_text("utf-8"), flags=re.M)[1:]
    return {satu.partition("\n")[0]: satu.partition("\n")[2] for satu in bagian}


def bertanda(judul: str, tanda: str) -> str:
    """Return the one code block of a recipe that belongs into another file, by its mark."""
    (isi,) = [isi for lain, isi in blok(resep()[judul], "python") if lain == tanda]
    return isi


@pytest.fixture
def ikuti(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], dict[str, Any]]]:
    """Follow a recipe in an empty folder: write its data, settings and rules, run its code; return its names."""
    paket = tulis_paket(tmp_path / "data")
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)

    def jalan(judul: str) -> dict[str, Any]:
        teks = resep()[judul]
        for berkas, isi in blok(teks, "csv"):
            kepala, _, baris = isi.partition("\n")
            lama = (paket / berkas).read_text("utf-8")
            assert lama.partition("\n")[0] == kepala
            (paket / berkas).write_text(lama + baris, "utf-8")
        for berkas, isi in blok(teks, "yaml"):
            if berkas.startswith("params/"):
                Path(berkas).write_text(isi, "utf-8")
            else:
                lama = (AKAR / berkas).read_text("utf-8")
                monkeypatch.setattr(aturan, "_isi", lambda nama, semua=lama + isi: yaml.safe_load(semua))
                aturan.predikat_capaian.cache_clear()
        nama: dict[str, Any] = {}
        for lain, isi in blok(teks, "python"):
            if not lain:
                exec(compile(isi, f"{MENAMBAH.name}: {judul}", "exec"), nama)
        return nama

    yield jalan
    monkeypatch.undo()
    aturan.predikat_capaian.cache_clear()


Ikuti = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize("judul", resep())
def test_the_code_of_a_recipe_does_what_it_says(ikuti: Ikuti, judul: str) -> None:
    assert "assert " in "".join(isi for _, isi in blok(resep()[judul], "python"))
    ikuti(judul)


def test_the_table_of_recipes_is_complete() -> None:
    awal = MENAMBAH.read_text("utf-8").partition("\n## ")[0]
    assert {satu["attrs"]["url"] for satu in simpul(urai(awal), "link")} >= {
        f"#{jangkar(j)}" for j in resep()
    }


@pytest.mark.parametrize(
    ("judul", "modul"), [("A section", narasi.kinerja), ("A chart", grafik)], ids=["section", "chart"]
)
def test_the_cell_of_a_recipe_runs_in_the_notebook(
    ikuti: Ikuti, judul: str, modul: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sel = bertanda(judul, "notebook")
    assert nama_di(ast.parse(sel), ast.Load) <= nama_notebook()
    fungsi = re.search(r"(\w+)\(", sel)[1]
    monkeypatch.setattr(modul, fungsi, ikuti(judul)[fungsi], raising=False)
    unit = data.load("data").irisan(2020, "satu")
    hasil = evaluasi.susun(unit, aturan.dipakai(2020, predikat="permendagri-86-2017"), "awal")
    blok_ = eval(sel, {"narasi": narasi, "grafik": grafik, "unit": unit, "hasil": hasil, "tahun": 2020})
    assert baca_blok(blok_.model_dump(mode="json")) == blok_


def nama_di(pohon: ast.AST, konteks: type[ast.expr_context]) -> set[str]:
    return {
        satu.id for satu in ast.walk(pohon) if isinstance(satu, ast.Name) and isinstance(satu.ctx, konteks)
    }


def nama_notebook() -> set[str]:
    """Return the names that the cells of the report notebook define."""
    sel = nbformat.read(NOTEBOOK, as_version=4).cells
    pohon = ast.parse("\n".join(satu.source for satu in sel if satu.cell_type == "code"))
    impor = {
        alias.name for satu in ast.walk(pohon) if isinstance(satu, ast.ImportFrom) for alias in satu.names
    }
    return nama_di(pohon, ast.Store) | impor


def test_the_chart_of_the_recipe_has_a_drawing_an_alternative_and_a_headline(ikuti: Ikuti) -> None:
    gambar = ikuti("A chart")["gambar"]
    assert isinstance(gambar, Gambar)
    assert gambar.svg.rstrip().endswith("</svg>")
    assert "Program satu" in gambar.svg
    assert gambar.alt
    assert gambar.judul
    assert gambar.sumber


def test_the_rule_of_the_recipe_leaves_the_registry_alone(ikuti: Ikuti) -> None:
    lama = konsistensi.DAFTAR
    baru = ikuti("A rule of the consistency check")["pembilang_melebihi_penyebut"]
    assert isinstance(baru, konsistensi.Uji)
    assert lama is konsistensi.DAFTAR
    assert baru.id not in {satu.id for satu in konsistensi.DAFTAR}


def test_the_mutation_of_the_recipe_is_found_by_its_rule(ikuti: Ikuti) -> None:
    judul = "A rule of the consistency check"
    aturan_baru = ikuti(judul)["pembilang_melebihi_penyebut"]
    ruang = {**vars(mutasi), "mutasi": lambda fungsi: fungsi}
    exec(compile(bertanda(judul, "mutasi"), MENAMBAH.name, "exec"), ruang)
    ditemukan = 0
    for seed in range(4):
        d = mutasi.dasar(seed)
        assert list(aturan_baru(Bacaan(d.paket, d.tahun))) == []
        if (ubahan := ruang["pembilang_melebihi_penyebut"](d, Random(seed))) is None:
            continue
        (catatan,) = aturan_baru(Bacaan(mutasi.terapkan(d, ubahan), d.tahun))
        ditemukan += mutasi.menunjuk(d, ubahan, catatan)
    assert ditemukan


def test_the_declaration_of_a_new_section_names_its_cell() -> None:
    (isi,) = [isi for tanda, isi in blok(resep()["A section"], "text") if tanda == "wajib"]
    raw = nbformat.v4.new_raw_cell(f"bagian:\n{indent(isi, '  ')}", metadata={"tags": ["wajib"]})
    (bagian,) = janji.baca(nbformat.v4.new_notebook(cells=[raw]), "n.ipynb").bagian
    assert bagian.judul == ("Penanggung jawab",)
    assert [satu.nama for satu in bagian.isi] == [bertanda("A section", "notebook").partition("(")[0]]
