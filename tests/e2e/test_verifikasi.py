"""`lakip verify`: every byte, file, row and setting that is not as the manifest records it is told."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bantu import PAKET_KECIL

Jalankan = Callable[..., tuple[int, str, str]]
SATU = "outputs/dinas-uji/2020/satu"


def penyimpangan(pesan: str) -> dict[str, str]:
    """Place → everything told about it."""
    satu = re.split(r"^\d+\. ", pesan, flags=re.MULTILINE)[1:]
    return {teks.splitlines()[0]: teks for teks in satu}


def test_what_was_just_built_is_right(proyek: Path, jalankan: Jalankan) -> None:
    kode, keluar, pesan = jalankan("verify")
    assert (kode, keluar) == (0, "")
    assert "10 berkas keluaran (3 laporan) tidak berubah, 10 berkas data" in pesan
    assert penyimpangan(pesan) == {}


@pytest.mark.parametrize(
    "nama", ["index.html", *(f"dinas-uji/2020/satu/{n}" for n in ("laporan.html", "laporan.ipynb", "ringkasan.json"))]
)  # fmt: skip
def test_one_changed_byte_of_any_output_is_noticed(proyek: Path, jalankan: Jalankan, nama: str) -> None:
    path = proyek / "outputs" / nama
    isi = bytearray(path.read_bytes())
    isi[len(isi) // 2] ^= 1
    path.write_bytes(isi)
    kode, _, pesan = jalankan("verify")
    assert kode == 1
    (tempat, teks), *lain = penyimpangan(pesan).items()
    assert (tempat, lain) == (f"outputs/{nama}", [])
    assert teks.count("SHA-256") == 2
    assert "lakip build" in teks


def test_everything_is_told_at_once(proyek: Path, jalankan: Jalankan) -> None:
    (proyek / SATU / "laporan.html").unlink()
    (proyek / SATU / "catatan rapat.txt").write_text("x")
    (proyek / "data/2020/anggaran.csv").write_text(
        PAKET_KECIL["2020/anggaran.csv"].replace("1500", "1501"), "utf-8"
    )
    (proyek / "data/2020/narasi.csv").unlink()
    (proyek / "data/2020/sdm.csv").write_text("unit,dimensi,kategori,subkategori,jumlah\n", "utf-8")
    with (proyek / "notebooks/laporan_dinas.ipynb").open("a") as berkas:
        berkas.write("\n")
    params = proyek / "params/batch.yaml"
    params.write_text(params.read_text("utf-8").replace("batas_capaian: 100", "batas_capaian: 87.5"), "utf-8")
    kode, _, pesan = jalankan("verify")
    assert kode == 1
    ada = penyimpangan(pesan)
    assert set(ada) == {
        f"{SATU}/laporan.html",
        f"{SATU}/catatan rapat.txt",
        "data/2020/anggaran.csv",
        "data/2020/narasi.csv",
        "data/2020/sdm.csv",
        "params/batch.yaml, kolom pengaturan.batas_capaian",
        "notebooks/laporan_dinas.ipynb",
    }
    assert f"{len(ada)} penyimpangan" in pesan
    assert "berkas tidak ada" in ada[f"{SATU}/laporan.html"]
    assert "tidak tercatat" in ada[f"{SATU}/catatan rapat.txt"]
    assert "isi lain" in ada["data/2020/anggaran.csv"]
    assert "berkas tidak ada" in ada["data/2020/narasi.csv"]
    assert "belum ada ketika laporan dibuat" in ada["data/2020/sdm.csv"]
    assert "ditemukan : 87.5" in ada["params/batch.yaml, kolom pengaturan.batas_capaian"]
    assert (
        "100.0, seperti ketika 3 laporan dibuat" in ada["params/batch.yaml, kolom pengaturan.batas_capaian"]
    )
    assert "1 laporan" in ada["notebooks/laporan_dinas.ipynb"]
    assert all("tindakan" in teks for teks in ada.values())


def test_a_report_from_older_rows_is_told_though_the_last_build_read_the_new_file(
    proyek: Path, jalankan: Jalankan
) -> None:
    narasi = proyek / "data/2020/narasi.csv"
    narasi.write_text(narasi.read_text("utf-8").replace("Untuk semua", "Bagi semua"), "utf-8")
    assert jalankan("build", "--bidang", "satu")[0] == 0
    kode, _, pesan = jalankan("verify")
    assert kode == 1
    assert re.findall(r"baris yang berbeda dari yang dibaca laporan (\S+)", pesan) == [
        "dinas-uji/2020/dinas",
        "dinas-uji/2020/dua",
    ]
    assert jalankan("build")[0] == 0
    assert jalankan("verify")[0] == 0


def test_data_that_cannot_be_read_any_more_are_a_deviation(proyek: Path, jalankan: Jalankan) -> None:
    (proyek / "data/instansi.yaml").write_text("kode: [", "utf-8")
    kode, _, pesan = jalankan("verify")
    assert kode == 1
    assert set(penyimpangan(pesan)) == {"data/instansi.yaml", "data"}
    assert "lakip data validate" in pesan


def test_missing_data_settings_and_notebooks_are_told_with_their_remedy(
    proyek: Path, jalankan: Jalankan
) -> None:
    for nama in ("data", "params", "notebooks"):
        shutil.move(proyek / nama, proyek / f"{nama}-lain")
    kode, _, pesan = jalankan("verify")
    assert kode == 1
    assert set(penyimpangan(pesan)) == {
        "data",
        "params/batch.yaml",
        "notebooks/laporan_bidang.ipynb",
        "notebooks/laporan_dinas.ipynb",
    }
    assert "--data" in penyimpangan(pesan)["data"]
    shutil.move(proyek / "notebooks-lain", proyek / "notebooks")
    pindah = ("--data", "data-lain", "--params", "params-lain/batch.yaml")
    assert jalankan("verify", "outputs", *pindah)[0] == 0


def test_leftovers_and_links_in_the_outputs_are_told(
    proyek: Path, tmp_path: Path, jalankan: Jalankan
) -> None:
    luar = tmp_path / "luar"
    shutil.copytree(proyek / SATU, luar)
    (proyek / "outputs/tautan").symlink_to(luar)
    (proyek / SATU / "laporan.html").unlink()
    (proyek / SATU / "laporan.html").symlink_to(luar / "laporan.html")
    (proyek / "outputs/dinas-uji/2020/.baru-satu").mkdir()
    (proyek / "outputs/dinas-uji/2020/.baru-satu/laporan.ipynb").write_text("{}")
    _, _, pesan = jalankan("verify")
    ada = penyimpangan(pesan)
    assert set(ada) == {
        "outputs/tautan",
        f"{SATU}/laporan.html",
        "outputs/dinas-uji/2020/.baru-satu/laporan.ipynb",
    }
    assert "tautan ke luar folder" in ada[f"{SATU}/laporan.html"]


def test_parameters_edited_in_the_manifest_are_noticed(proyek: Path, jalankan: Jalankan) -> None:
    path = proyek / "outputs/manifest.json"
    isi = json.loads(path.read_text("utf-8"))
    isi["laporan"]["dinas-uji/2020/dua"]["parameter"]["edisi_html"] = "resmi"
    path.write_text(json.dumps(isi), "utf-8")
    kode, _, pesan = jalankan("verify")
    assert kode == 1
    assert list(penyimpangan(pesan)) == ["outputs/manifest.json, kolom laporan.dinas-uji/2020/dua.parameter"]


def test_a_failed_report_and_another_program_are_told_and_are_no_deviation(
    proyek: Path, jalankan: Jalankan
) -> None:
    path = proyek / "outputs/manifest.json"
    isi = json.loads(path.read_text("utf-8"))
    isi["versi"]["pandas"] = "0.1\x1b[2J"
    satu = isi["laporan"]["dinas-uji/2020/satu"]
    satu["gagal"] = "ValueError"
    satu["masukan"]["kode"] = "lain"
    path.write_text(json.dumps(isi), "utf-8")
    (proyek / SATU / "gagal.html").write_text("x")
    kode, _, pesan = jalankan("verify")
    assert kode == 0
    assert "dinas-uji/2020/satu: pembuatan terakhir gagal; yang ada laporan sebelumnya." in pesan
    assert "1 laporan dibuat oleh kode program yang lain" in pesan
    assert "pandas: 0.1�[2J ketika dibuat" in pesan


@pytest.mark.parametrize("isi", [None, "{", '{"keluaran": {"../rahasia": "' + "0" * 64 + '"}}'])
def test_no_manifest_or_one_that_leads_outside_is_wrong_use(
    proyek: Path, jalankan: Jalankan, isi: str | None
) -> None:
    path = proyek / "outputs/manifest.json"
    path.unlink()
    if isi is not None:
        path.write_text(isi, "utf-8")
    kode, keluar, pesan = jalankan("verify")
    assert (kode, keluar) == (2, "")
    assert "outputs/manifest.json" in pesan
    assert "Traceback" not in pesan


def test_nothing_is_written(proyek: Path, jalankan: Jalankan) -> None:
    dulu = {p: p.stat().st_mtime_ns for p in proyek.rglob("*")}
    jalankan("verify")
    assert {p: p.stat().st_mtime_ns for p in proyek.rglob("*")} == dulu
