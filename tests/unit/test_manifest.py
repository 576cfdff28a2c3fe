"""The manifest says what is fresh, stale, missing or failed, and why."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from bantu import NOTEBOOK, NOTEBOOK_DINAS

from lakip_utils.data.hashes import sha256
from lakip_utils.data.params import Batch
from lakip_utils.errors import InvalidInput
from lakip_utils.terbitan import manifest
from lakip_utils.terbitan.manifest import Catatan, Manifest, keadaan
from lakip_utils.terbitan.plan import Job, plan


@pytest.fixture
def job(paket_kecil: Path) -> Job:
    return plan(
        Batch(
            data=(str(paket_kecil),),
            notebook=str(NOTEBOOK),
            notebook_dinas=str(NOTEBOOK_DINAS),
            bidang=("satu",),
        )
    )[0][0]


@pytest.fixture
def out(tmp_path: Path, job: Job) -> Path:
    folder = tmp_path / "out" / job.kunci
    folder.mkdir(parents=True)
    (folder / "laporan.html").write_text("isi")
    return tmp_path / "out"


def catat(job: Job, out: Path, **ubah: object) -> Manifest:
    isi = {"tahun": 2020, "bidang": "satu", "nama_bidang": "Satu", "masukan": dict(job.masukan), "keluaran": {"laporan.html": sha256(out / job.kunci / "laporan.html")}}  # fmt: skip
    return Manifest(laporan={job.kunci: Catatan(**{**isi, **ubah})})


def test_report_that_was_never_made_is_missing(job: Job, tmp_path: Path) -> None:
    assert keadaan(job, Manifest(), tmp_path)[0] == "belum ada"


def test_report_of_the_same_inputs_is_fresh(job: Job, out: Path) -> None:
    assert keadaan(job, catat(job, out), out) == ("mutakhir", "")


def test_changed_removed_or_new_input_makes_stale_and_is_named(job: Job, out: Path) -> None:
    lama = dict(job.masukan)
    assert keadaan(job, catat(job, out, masukan=lama | {"notebook": "x"}), out) == (
        "kedaluwarsa",
        "berubah: notebook",
    )
    tanpa = {k: v for k, v in lama.items() if k != "data/2020/narasi.csv"}
    assert keadaan(job, catat(job, out, masukan=tanpa), out) == (
        "kedaluwarsa",
        "berubah: data/2020/narasi.csv",
    )
    assert keadaan(job, catat(job, out, masukan=lama | {"data/2020/sdm.csv": "x"}), out)[0] == "kedaluwarsa"


def test_settings_that_changed_are_named_and_another_edition_is_not_called_a_change(
    job: Job, out: Path
) -> None:
    dulu = job.dengan_keluaran({"html": "reviu", "pdf": "reviu"})
    record = catat(dulu, out, parameter=dulu.pengaturan)
    assert keadaan(job, record, out) == (
        "kedaluwarsa",
        "dibuat dengan edisi lain (PDF reviu; kini diminta resmi)",
    )
    assert keadaan(dulu, record, out) == ("mutakhir", "")
    lain = replace(job, parameters={**job.parameters, "bobot_ikm": "2"}).dengan_keluaran(job.keluaran)
    record = catat(lain, out, parameter=lain.pengaturan, masukan=dict(lain.masukan) | {"kode": "x"})
    assert keadaan(job, record, out) == ("kedaluwarsa", "berubah: kode, bobot_ikm (2 → tepat)")


def test_edited_or_deleted_output_is_noticed(job: Job, out: Path) -> None:
    record = catat(job, out)
    (out / job.kunci / "laporan.html").write_text("diubah")
    assert keadaan(job, record, out) == ("kedaluwarsa", "isinya bukan yang dibuat: laporan.html")
    (out / job.kunci / "laporan.html").unlink()
    assert keadaan(job, record, out) == ("belum ada", "berkas hilang: laporan.html")


def test_failed_report_says_the_first_line_of_its_failure(job: Job, out: Path) -> None:
    assert keadaan(job, catat(job, out, gagal="ValueError: x\nbaris 2"), out) == ("gagal", "ValueError: x")


def test_what_is_written_comes_back_and_has_no_clock_time(job: Job, out: Path) -> None:
    record = catat(job, out)
    manifest.write(out, record)
    pertama = (out / "manifest.json").read_bytes()
    manifest.write(out, manifest.read(out))
    assert (out / "manifest.json").read_bytes() == pertama
    assert manifest.read(out).laporan == record.laporan
    kunci = json.loads(pertama)
    assert list(kunci) == sorted(kunci)
    assert set(kunci) == {"bentuk", "data", "keluaran", "laporan", "versi"}


def test_a_setting_with_a_fraction_is_recorded_as_it_is(job: Job, out: Path) -> None:
    manifest.write(out, catat(job, out, parameter={"batas_capaian": 87.5, "tahun": 2020}))
    assert manifest.read(out).laporan[job.kunci].parameter == {"batas_capaian": 87.5, "tahun": 2020}


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert manifest.read(tmp_path) == Manifest()


@pytest.mark.parametrize(
    "isi",
    [
        b"",
        b"{",
        b"[]",
        b'{"bentuk": 2}',
        b'{"asing": 1}',
        b"\xff",
        b'{"laporan": {"a": {"keluaran": {"x": "bukan hash"}}}}',
    ],
)
def test_what_is_no_manifest_is_not_overwritten_blindly(tmp_path: Path, isi: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(isi)
    with pytest.raises(InvalidInput, match=r"manifest\.json"):
        manifest.read(tmp_path)


SIDIK = "0" * 64


@pytest.mark.parametrize(
    "jalur",
    [
        "../lain",
        "a/../../b",
        "/etc/passwd",
        "C:/Windows",
        "..\\lain",
        "",
        ".",
        "a//b",
        "a/",
        "a\x1b[2J",
        "a\0b",
    ],
)
@pytest.mark.parametrize("tempat", ["laporan", "keluaran laporan", "keluaran", "data"])
def test_an_entry_that_leads_out_of_its_folder_is_refused_and_named(
    tmp_path: Path, tempat: str, jalur: str
) -> None:
    satu = {"tahun": 2020, "bidang": "a", "nama_bidang": "A"}
    isi = {
        "laporan": {"laporan": {jalur: satu}},
        "keluaran laporan": {"laporan": {"d/2020/a": {**satu, "keluaran": {jalur: SIDIK}}}},
        "keluaran": {"keluaran": {jalur: SIDIK}},
        "data": {"data": {"d": {jalur: SIDIK}}},
    }[tempat]
    (tmp_path / "manifest.json").write_text(json.dumps(isi), "utf-8")
    with pytest.raises(InvalidInput, match="tetap berada di dalam foldernya") as salah:
        manifest.read(tmp_path)
    assert [satu.found for satu in salah.value.violations] == [repr(jalur)]


class TestJurnal:
    """What is ready is on record before the manifest is written."""

    def test_a_report_in_the_journal_counts_as_made(self, job: Job, out: Path) -> None:
        manifest.tambah(out, job.kunci, catat(job, out).laporan[job.kunci])
        assert keadaan(job, manifest.read(out), out) == ("mutakhir", "")

    def test_the_last_line_of_a_report_counts(self, job: Job, out: Path) -> None:
        lama = catat(job, out).laporan[job.kunci]
        for gagal in ("mati", ""):
            manifest.tambah(out, job.kunci, lama.model_copy(update={"gagal": gagal}))
        assert manifest.read(out).laporan[job.kunci].gagal == ""

    def test_the_manifest_takes_its_place(self, job: Job, out: Path) -> None:
        manifest.tambah(out, job.kunci, catat(job, out).laporan[job.kunci])
        manifest.write(out, manifest.read(out))
        assert not (out / manifest.JURNAL).exists()
        assert keadaan(job, manifest.read(out), out) == ("mutakhir", "")

    def test_a_line_that_was_cut_off_only_means_to_make_a_report_again(self, job: Job, out: Path) -> None:
        manifest.tambah(out, "dinas-uji/2020/dua", catat(job, out).laporan[job.kunci])
        utuh = (out / manifest.JURNAL).read_bytes()
        manifest.tambah(out, job.kunci, catat(job, out).laporan[job.kunci])
        semua = (out / manifest.JURNAL).read_bytes()
        for sampai in range(len(utuh), len(semua) - 1):
            (out / manifest.JURNAL).write_bytes(semua[:sampai])
            assert set(manifest.read(out).laporan) == {"dinas-uji/2020/dua"}

    def test_a_path_that_leads_out_of_the_folder_is_passed_over(self, out: Path) -> None:
        baris = {"kunci": "../../luar", "catatan": {"tahun": 2020, "bidang": "a", "nama_bidang": "A"}}
        (out / manifest.JURNAL).write_text(json.dumps(baris))
        assert manifest.read(out) == Manifest()
