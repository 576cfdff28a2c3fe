"""What a notebook says when it cannot go on, and what it says of its parameters."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import papermill
import pytest
from bantu import AKAR, EKSPLORASI, NOTEBOOK, NOTEBOOK_DINAS, PAKET_KECIL, tulis_paket
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from lakip_utils.terbitan import run
from lakip_utils.terbitan.plan import Job

SEL = [sel.source for sel in nbformat.read(NOTEBOOK, 4).cells if sel.cell_type == "code"]


@pytest.fixture(scope="module")
def sel() -> Iterator[BlockingKernelClient]:
    """A kernel in the project folder that has run the imports of a report."""
    with pytest.MonkeyPatch.context() as m:
        m.setenv("JUPYTER_PREFER_ENV_PATH", "1")
        manajer, klien = start_new_kernel(kernel_name="python3", cwd=str(AKAR))
    assert galat(klien, SEL[1]) == []
    yield klien
    klien.stop_channels()
    manajer.shutdown_kernel(now=True)


def galat(sel: BlockingKernelClient, *kode: str) -> list[str]:
    """Run cells until one fails; return the lines that are shown of it."""
    for satu in kode:
        isi: list[dict[str, object]] = []
        sel.execute_interactive(satu, timeout=60, output_hook=lambda pesan, isi=isi: isi.append(pesan))
        if gagal := [p["content"] for p in isi if p["msg_type"] == "error"]:
            return list(gagal[0]["traceback"])
    return []


def test_wrong_data_are_told_by_their_place_by_papermill_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    anggaran = PAKET_KECIL["2020/anggaran.csv"].replace(",700,", ",tujuh ratus,")
    data = tulis_paket(tmp_path / "data", {"2020/anggaran.csv": anggaran})
    with pytest.raises(PapermillExecutionError) as akhir:
        papermill.execute_notebook(
            NOTEBOOK,
            tmp_path / "n.ipynb",
            {"sumber_data": str(data), "bidang": "satu"},
            cwd=AKAR,
            progress_bar=False,
        )
    assert akhir.value.traceback == [
        "Masukan tidak sah: 1 hal perlu diperbaiki.",
        f"1. {data}/2020/anggaran.csv, baris 5, kolom pagu_perubahan",
        "    ditemukan : “tujuh ratus”",
        "    seharusnya: rupiah bulat tanpa Rp dan tanpa pemisah, misalnya 1318304000",
        "    tindakan  : Tulis angkanya saja; kosongkan bila belum ada, jangan isi strip atau kata.",
    ]
    assert "kolom pagu_perubahan\n    ditemukan" in str(akhir.value)
    assert "\x1b" not in str(akhir.value)
    (tersimpan,) = (
        keluaran
        for satu in nbformat.read(tmp_path / "n.ipynb", 4).cells
        for keluaran in satu.get("outputs", [])
        if keluaran.output_type == "error"
    )
    assert tersimpan.traceback == akhir.value.traceback


@pytest.mark.parametrize(
    ("parameter", "kata"),
    [
        ({"bidang": "kelembagan"}, "bidang 'kelembagan' pada tahun 2020. Yang ada: sekretariat, usaha_kecil, kelembagaan, koperasi, dinas (mungkin maksudnya 'kelembagaan')"),
        ({"bidang": 5}, "bidang 5 pada tahun 2020. Yang ada: sekretariat"),
        ({"tahun": 2030}, "tahun 2030. Yang ada: 2019, 2020."),
        ({"tahun": "2020"}, "tahun '2020'. Yang ada: 2019, 2020."),
        ({"tahap_target": "awl"}, "tahap target 'awl'. Yang ada: awal atau perubahan."),
        ({"predikat": "x"}, "aturan 'x'. Yang ada: permendagri-86-2017"),
        ({"bobot_ikm": 1.5}, "bobot IKM 1.5. Yang ada: 'tepat', atau jumlah desimalnya"),
        ({"batas_capaian": "seratus"}, "batas capaian 'seratus'. Yang ada: persen, misalnya 100"),
        ({"batas_capaian": -1}, "batas capaian -1. Yang ada: persen, misalnya 100"),
        ({"sel_terkecil": "lima"}, "sel terkecil 'lima'. Yang ada: bilangan bulat, misalnya 5"),
        ({"sel_terkecil": -1}, "sel terkecil -1. Yang ada: bilangan bulat, misalnya 5"),
    ],
    ids=lambda isi: "-".join(map(str, next(iter(isi.items())))) if isinstance(isi, dict) else "",
)  # fmt: skip
def test_a_wrong_parameter_is_told_with_what_there_is(
    sel: BlockingKernelClient, parameter: dict[str, object], kata: str
) -> None:
    pilihan = "\n".join(f"{nama} = {nilai!r}" for nama, nilai in parameter.items())
    baris = galat(sel, SEL[0], pilihan, *SEL[2:4])
    assert baris[0].startswith("Pilihan tidak ada: ")
    assert kata in baris[0]
    assert "sel parameter" in baris[1]
    assert len(baris) == 2


def test_the_decimals_of_a_weight_may_be_a_number_as_papermill_passes_it(sel: BlockingKernelClient) -> None:
    assert galat(sel, SEL[0], "bobot_ikm = 2", *SEL[2:4]) == []


def test_a_fault_of_the_program_keeps_its_traceback(sel: BlockingKernelClient) -> None:
    baris = "\n".join(galat(sel, "data.load(None)"))
    assert "Traceback" in baris
    assert "TypeError" in baris


@pytest.mark.parametrize("notebook", [NOTEBOOK, NOTEBOOK_DINAS, EKSPLORASI], ids=lambda p: p.stem)
def test_papermill_explains_every_parameter_with_its_type(notebook: Path) -> None:
    parameter = papermill.inspect_notebook(notebook)
    jenis = {nama: satu["inferred_type_name"] for nama, satu in parameter.items()}
    tanpa_bagian = {} if notebook == EKSPLORASI else {"tanpa_bagian": "str"}
    assert jenis == tanpa_bagian | {
        "tahun": "int",
        "bidang": "str",
        "sumber_data": "str",
        "tahap_target": "str",
        "predikat": "str",
        "aturan_ikm": "str",
        "bobot_ikm": "str",
        "batas_capaian": "float",
        "sel_terkecil": "int",
    }
    perintah = [Path(sys.executable).with_name("papermill"), "--help-notebook", notebook]
    teks = subprocess.run(perintah, capture_output=True, text=True, check=True).stdout
    assert "Unknown type" not in teks
    for nama, satu in parameter.items():
        assert len(satu["help"]) > 10, nama
        assert satu["help"] in teks


@pytest.mark.parametrize("notebook", [NOTEBOOK, NOTEBOOK_DINAS], ids=lambda p: p.stem)
def test_the_help_of_a_parameter_lists_the_parts_that_can_be_left_out(notebook: Path) -> None:
    tag = {t for satu in nbformat.read(notebook, 4).cells for t in satu.metadata.get("tags", [])}
    bagian = sorted(t.removeprefix("bagian-") for t in tag if t.startswith("bagian-"))
    assert papermill.inspect_notebook(notebook)["tanpa_bagian"]["help"].endswith(", ".join(bagian))


@pytest.fixture
def gagal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[str, str]]:
    """Make a report of one cell; return the message of its failure, and the page."""
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    monkeypatch.chdir(AKAR)

    def buat(kode: str) -> tuple[str, str]:
        path = tmp_path / "n.ipynb"
        kernelspec = json.loads(NOTEBOOK.read_text("utf-8"))["metadata"]["kernelspec"]
        nbformat.write(
            new_notebook(
                cells=[new_code_cell("", metadata={"tags": ["parameters"]}), new_code_cell(kode)],
                metadata={"kernelspec": kernelspec},
            ),
            path,
        )
        job = Job("uji/2020/satu", "uji", 2020, "satu", "Bidang Satu", str(path), {}, {}, {})
        hasil = run.run(job, tmp_path / "o", "biasa")
        return hasil.gagal, (tmp_path / "o/uji/2020/satu/gagal.html").read_text("utf-8")

    return buat


def test_the_page_of_a_failure_tells_our_own_errors_once(gagal: Callable[[str], tuple[str, str]]) -> None:
    kode = "from lakip_utils import aturan\naturan.pilih(aturan.predikat_capaian(), 'x')"
    pesan, halaman = gagal(kode)
    assert pesan.startswith("Pilihan tidak ada: aturan 'x'. Yang ada: permendagri-86-2017")
    assert halaman.count("Pilihan tidak ada") == 1
    assert "Rincian teknis" not in halaman


def test_the_page_of_another_failure_has_its_details(gagal: Callable[[str], tuple[str, str]]) -> None:
    pesan, halaman = gagal("1 / 0")
    assert pesan == "ZeroDivisionError: division by zero"
    assert "Rincian teknis" in halaman
    assert "Traceback" in halaman
    assert "\x1b" not in halaman


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_kernel_that_was_killed_is_told_with_what_to_do(gagal: Callable[[str], tuple[str, str]]) -> None:
    pesan, halaman = gagal("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert "berhenti sebelum laporan selesai" in pesan
    assert "--jobs 1" in pesan
    assert "Kernel died" not in pesan + halaman
    assert "berhenti sebelum laporan selesai" in halaman
