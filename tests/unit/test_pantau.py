"""What wakes `lakip build --watch`: what reports are made from, once it is saved, and nothing else."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest
from bantu import tulis_paket

from lakip_utils.data import load, params
from lakip_utils.data.params import Batch
from lakip_utils.errors import InvalidInput
from lakip_utils.terbitan import pantau
from lakip_utils.terbitan.pantau import Wilayah, berubah, tunggu

BATCH = "data: [data]\nnotebook: notebooks/bidang.ipynb\nnotebook_dinas: notebooks/dinas.ipynb\n"


@pytest.fixture
def proyek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of a small package, and a program beside it."""
    tulis_paket(tmp_path / "data")
    tulis(tmp_path / "params/batch.yaml", BATCH)
    for nama in ("bidang", "dinas"):
        tulis(tmp_path / f"notebooks/{nama}.ipynb")
    tulis(tmp_path / "program/modul.py")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pantau, "TENANG", 0.05)
    return tmp_path


@pytest.fixture
def wilayah(proyek: Path) -> Wilayah:
    batch = params.override(params.load("params/batch.yaml"))
    dari = Wilayah.dari(batch, "params/batch.yaml")
    return Wilayah(dari.data, dari.berkas, proyek / "program")


def tulis(path: Path, teks: str = "isi") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(teks)


@pytest.mark.parametrize(
    "nama",
    [
        "data/2020/narasi.csv",
        "data/2020/sdm.csv",
        "data/program.csv",
        "data/instansi.yaml",
        "data/2021/indikator.csv",
        "notebooks/bidang.ipynb",
        "notebooks/dinas.ipynb",
        "params/batch.yaml",
        "program/modul.py",
        "program/aturan/baru.yaml",
        "program/templates/halaman.html.j2",
    ],
)
def test_what_a_report_is_made_from_wakes_it(proyek: Path, wilayah: Wilayah, nama: str) -> None:
    lama = wilayah.potret()
    tulis(proyek / nama, "isi yang lain, dan lebih panjang")
    assert [p.resolve() for p in berubah(lama, wilayah.potret())] == [proyek / nama]
    assert (proyek / nama).parent in [p.resolve() for p in wilayah.folder()]
    tengah = wilayah.potret()
    (proyek / nama).unlink()
    assert [p.resolve() for p in berubah(tengah, wilayah.potret())] == [proyek / nama]


@pytest.mark.parametrize(
    "nama",
    [
        "data/2020/~$anggaran.csv",
        "data/2020/.~lock.anggaran.csv#",
        "data/2020/.#anggaran.csv",
        "data/2020/#anggaran.csv#",
        "data/2020/anggaran.csv~",
        "data/2020/.anggaran.csv.swp",
        "data/2020/anggaran.xlsx",
        "data/~$isian.xlsx",
        "data/bukti/daftar.csv",
        "data/.git/2020/anggaran.csv",
        "notebooks/lain.ipynb",
        "notebooks/.~bidang.ipynb",
        "notebooks/.ipynb_checkpoints/bidang-checkpoint.ipynb",
        "params/lain.yaml",
        "outputs/index.html",
        "outputs/dinas-uji/2020/satu/laporan.ipynb",
        "README.md",
        "program/.modul.py.swp",
        "program/__pycache__/modul.pyc",
    ],
)
def test_what_no_report_is_made_from_does_not(proyek: Path, wilayah: Wilayah, nama: str) -> None:
    lama = wilayah.potret()
    tulis(proyek / nama)
    assert berubah(lama, wilayah.potret()) == []


def test_outputs_and_the_rest_of_the_project_are_not_watched(proyek: Path, wilayah: Wilayah) -> None:
    for nama in ("outputs/dinas-uji", ".venv/lib", "program/__pycache__"):
        (proyek / nama).mkdir(parents=True)
    assert {p.resolve().relative_to(proyek).as_posix() for p in wilayah.folder()} == {
        "data",
        "data/2020",
        "notebooks",
        "params",
        "program",
    }


def test_outputs_inside_a_data_package_are_not_watched(proyek: Path, wilayah: Wilayah) -> None:
    lama = wilayah.potret()
    tulis(proyek / "data/outputs/dinas-uji/2020/anggaran.csv")
    assert berubah(lama, wilayah.potret()) == []
    assert proyek / "data/outputs" not in [p.resolve() for p in wilayah.folder()]


def sambil(*tindakan: tuple[float, Callable[[], object]]) -> None:
    """Do things while the test waits, each after some seconds."""
    for detik, satu in tindakan:
        Timer(detik, satu).start()


def test_several_saves_at_once_are_one_change(proyek: Path, wilayah: Wilayah) -> None:
    lama = wilayah.potret()
    nama = ("narasi", "anggaran", "indikator")
    sambil(*((0.3 + 0.02 * i, lambda n=n: tulis(proyek / f"data/2020/{n}.csv")) for i, n in enumerate(nama)))
    beda, baru = tunggu(wilayah, lama)
    assert [p.name for p in beda] == ["anggaran.csv", "indikator.csv", "narasi.csv"]
    assert berubah(baru, wilayah.potret()) == []


def test_a_file_that_an_editor_puts_in_the_place_of_the_old_one_is_a_change(
    proyek: Path, wilayah: Wilayah
) -> None:
    for nama in ("params/batch.yaml", "data/2020/narasi.csv"):
        lama = wilayah.potret()
        tulis(proyek / f"{nama}.tmp", "isi baru")
        sambil((0.2, lambda n=nama: (proyek / f"{n}.tmp").replace(proyek / n)))
        assert [p.as_posix() for p in tunggu(wilayah, lama)[0]] == [nama]


def test_what_was_saved_while_a_build_ran_is_seen_at_once(proyek: Path, wilayah: Wilayah) -> None:
    lama = wilayah.potret()
    tulis(proyek / "data/program.csv", "disimpan sebelum ada yang menunggu")
    mulai = time.monotonic()
    assert [p.name for p in tunggu(wilayah, lama)[0]] == ["program.csv"]
    assert time.monotonic() - mulai < pantau.SELANG_MS / 1000


def test_a_year_that_is_new_is_watched_from_then_on(proyek: Path, wilayah: Wilayah) -> None:
    lama = wilayah.potret()
    sambil(
        (0.2, (proyek / "data/2021").mkdir),
        (0.6, lambda: tulis(proyek / "data/2021/indikator.csv")),
    )
    assert [p.as_posix() for p in tunggu(wilayah, lama)[0]] == ["data/2021/indikator.csv"]


def test_temporary_files_wake_nobody(proyek: Path, wilayah: Wilayah) -> None:
    lama = wilayah.potret()
    sementara = proyek / "data/2020/sementara.csv"  # gone again before anything is built
    sambil(
        (0.1, lambda: tulis(proyek / "data/2020/~$anggaran.csv")),
        (0.2, lambda: tulis(sementara)),
        (0.22, sementara.unlink),
        (0.6, lambda: tulis(proyek / "data/2020/narasi.csv")),
    )
    assert [p.name for p in tunggu(wilayah, lama)[0]] == ["narasi.csv"]


def test_unreadable_settings_at_the_beginning_are_refused(proyek: Path) -> None:
    def baca() -> Batch:
        return params.load("params/batch.yaml")

    tulis(proyek / "params/batch.yaml", "tahn: [2020]\n")
    with pytest.raises(InvalidInput):
        pantau.pantau("params/batch.yaml", baca, ["tidak-dijalankan"], print)


def test_an_editor_that_has_a_table_open_does_not_stop_a_build(paket_kecil: Path) -> None:
    """Emacs marks unsaved work by a link `.#name`, which was taken for a misspelt table."""
    (paket_kecil / "2020/.#narasi.csv").symlink_to("ani@komputer.123")
    (paket_kecil / "2020/~$narasi.csv").write_bytes(b"\x03Ani")
    assert load(paket_kecil).tahun == (2020,)


def test_an_editor_that_has_a_module_open_makes_no_report_stale(tmp_path: Path) -> None:
    tulis(tmp_path / "modul.py")
    for nama in (".modul.py.swp", "modul.py~", "__pycache__/modul.pyc"):
        tulis(tmp_path / nama)
    assert [p.name for p in pantau.berkas_program(tmp_path)] == ["modul.py"]


@pytest.mark.skipif(os.name != "posix", reason="tautan simbolik")
def test_a_link_that_leads_nowhere_is_no_file(proyek: Path, wilayah: Wilayah) -> None:
    lama = wilayah.potret()
    (proyek / "data/2020/sdm.csv").symlink_to("tidak-ada")
    assert berubah(lama, wilayah.potret()) == []
