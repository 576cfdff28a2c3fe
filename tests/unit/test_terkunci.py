"""A file that another program holds, as Excel does on Windows: which one, why, and what to do about it."""

from __future__ import annotations

import builtins
import errno
import io
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bantu import NOTEBOOK
from test_cli import INGGRIS, isi, jalankan
from test_cli import kerja as kerja
from test_reviu import berkas

from lakip_utils import files
from lakip_utils.data import load
from lakip_utils.errors import InvalidInput, PublicationError, sebab, terkunci
from lakip_utils.files import folder_whole, write_chosen, write_whole
from lakip_utils.terbitan import manifest

Kunci = Callable[..., None]


def tolak(path: object, winerror: int | None = None) -> PermissionError:
    error = PermissionError(13, "Permission denied", str(path))
    if winerror:
        error.winerror = winerror
    return error


@pytest.fixture(params=[None, 32], ids=["izin", "berbagi"])
def kunci_baca(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Kunci:
    """Let files of these names refuse to be opened."""
    buka = builtins.open

    def kunci(*nama: str) -> None:
        def coba(path: Any, *args: Any, **kwargs: Any) -> Any:
            if isinstance(path, (str, os.PathLike)) and Path(path).name in nama:
                raise tolak(path, request.param)
            return buka(path, *args, **kwargs)

        for modul in (builtins, io):
            monkeypatch.setattr(modul, "open", coba)

    return kunci


@pytest.fixture
def kunci_tulis(monkeypatch: pytest.MonkeyPatch) -> Kunci:
    """Let files and folders of these names refuse to be replaced."""
    asli = Path.replace

    def kunci(*nama: str) -> None:
        def coba(self: Path, target: Path) -> Path:
            if Path(target).name in nama or self.name in nama:
                raise tolak(target)
            return asli(self, target)

        monkeypatch.setattr(Path, "replace", coba)

    return kunci


def periksa_pesan(pesan: str, *nama: str) -> None:
    for satu in nama:
        assert satu in pesan
    assert "sedang dibuka program lain, misalnya Excel" in pesan
    assert "Tutup berkas itu di program lain, lalu ulangi" in pesan
    assert "Traceback" not in pesan
    assert not INGGRIS.search(pesan)


@pytest.mark.parametrize(
    "nama", ["data/2020/anggaran.csv", "data/instansi.yaml", "params/batch.yaml", "data/program.csv"]
)
@pytest.mark.parametrize("perintah", [("build",), ("data", "validate"), ("check",)], ids=" ".join)
def test_a_locked_input_is_named_and_nothing_is_written(
    kerja: Path,
    capsys: pytest.CaptureFixture[str],
    kunci_baca: Kunci,
    perintah: tuple[str, ...],
    nama: str,
) -> None:
    dulu = isi(kerja)
    kunci_baca(Path(nama).name)
    assert jalankan(*perintah) == 2
    periksa_pesan(capsys.readouterr().err, nama)
    kunci_baca()
    assert isi(kerja) == dulu


def test_all_locked_tables_are_told_at_once(kerja: Path, kunci_baca: Kunci) -> None:
    kunci_baca("anggaran.csv", "narasi.csv", "instansi.yaml")
    with pytest.raises(InvalidInput) as galat:
        load(kerja / "data")
    assert [Path(satu.file).name for satu in galat.value.violations] == [
        "instansi.yaml",
        "anggaran.csv",
        "narasi.csv",
    ]


def test_a_locked_notebook_is_named(
    kerja: Path, capsys: pytest.CaptureFixture[str], kunci_baca: Kunci
) -> None:
    kunci_baca(NOTEBOOK.name)
    assert jalankan("build") == 2
    assert str(NOTEBOOK) in (pesan := capsys.readouterr().err)
    assert "sedang dibuka program lain" in pesan


def test_a_lock_file_or_workbook_that_no_table_is_stops_nothing(
    kerja: Path, capsys: pytest.CaptureFixture[str], kunci_baca: Kunci
) -> None:
    """Excel holds its own lock file, and may hold a workbook that lies among the tables."""
    for nama in ("~$isian.xlsx", "isian.xlsx"):
        (kerja / "data" / nama).write_bytes(b"x")
    kunci_baca("~$isian.xlsx", "isian.xlsx")
    assert jalankan("data", "validate") == 0
    assert jalankan("status") == 0


def test_a_locked_manifest_is_named(tmp_path: Path, kunci_baca: Kunci) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    kunci_baca("manifest.json")
    with pytest.raises(InvalidInput) as galat:
        manifest.read(tmp_path)
    periksa_pesan(str(galat.value), str(tmp_path / "manifest.json"))


def test_a_locked_file_of_a_reviewer_or_workbook_is_named(
    kerja: Path, capsys: pytest.CaptureFixture[str], kunci_baca: Kunci
) -> None:
    (kerja / "a.json").write_text(json.dumps(berkas()))
    assert jalankan("review", "merge", "a.json") == 0
    for nama in ("a.json", "catatan.xlsx", "catatan.html"):
        capsys.readouterr()
        kunci_baca(nama)
        assert jalankan("review", "merge", "a.json") == 2
        periksa_pesan(capsys.readouterr().err, nama)


def test_a_locked_output_of_a_command_is_named_and_left(
    kerja: Path, capsys: pytest.CaptureFixture[str], kunci_tulis: Kunci
) -> None:
    (kerja / "a.json").write_text(json.dumps(berkas()))
    (kerja / "catatan.csv").write_text("DULU")
    kunci_tulis("catatan.csv", "catatan.xlsx", "catatan_reviu.csv")
    for perintah, nama in (
        (("check", "--format", "csv", "--out", "catatan.csv"), "catatan.csv"),
        (("review", "merge", "a.json"), "catatan.xlsx"),
        (("review", "merge", "a.json", "--data", "data"), "data/2020/catatan_reviu.csv"),
    ):
        capsys.readouterr()
        assert jalankan(*perintah) == 2
        pesan = capsys.readouterr().err
        periksa_pesan(pesan, f"{nama} tidak dapat ditulis")
        assert ("disebut dengan --out" in pesan) == ("--data" not in perintah)
    assert (kerja / "catatan.csv").read_text() == "DULU"
    assert not (kerja / "catatan.xlsx").exists()
    assert sorted(p.name for p in kerja.iterdir()) == ["a.json", "catatan.csv", "data", "outputs", "params"]


@pytest.mark.parametrize("tulis", [write_whole, write_chosen])
def test_a_folder_that_takes_no_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tulis: Callable[[Path, bytes], None]
) -> None:
    def tanpa_izin(**kwargs: object) -> None:
        raise tolak(kwargs["dir"])

    monkeypatch.setattr(tempfile, "mkstemp", tanpa_izin)
    with pytest.raises(PublicationError) as galat:
        tulis(tmp_path / "manifest.json", b"{}")
    periksa_pesan(str(galat.value), f"{tmp_path / 'manifest.json'} tidak dapat ditulis")


@pytest.mark.parametrize("langkah", ["satu", ".baru-"])
def test_a_folder_with_an_open_file_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, langkah: str
) -> None:
    """The old one was left aside when the new one could not take its place, and then taken for litter."""
    path = tmp_path / "satu"
    with folder_whole(path) as folder:
        (folder / "a.txt").write_text("lama")
    asli = Path.replace

    def coba(self: Path, target: Path) -> Path:
        if self.name.startswith(langkah):
            raise tolak(target)
        return asli(self, target)

    monkeypatch.setattr(Path, "replace", coba)
    monkeypatch.setattr(files, "_exchange", lambda new, path: False)  # as on Windows
    with pytest.raises(PublicationError) as galat, folder_whole(path) as folder:
        (folder / "a.txt").write_text("baru")
    periksa_pesan(str(galat.value), f"{path} tidak dapat diganti", "Tutup semua berkas di folder itu")
    assert [p.relative_to(tmp_path).as_posix() for p in sorted(tmp_path.rglob("*"))] == ["satu", "satu/a.txt"]
    assert (path / "a.txt").read_text() == "lama"


def test_what_windows_says_of_a_shared_file_is_understood() -> None:
    for nomor in (32, 33):
        assert sebab(tolak("a", nomor)) == "sedang dibuka program lain, misalnya Excel"
    bukan = FileNotFoundError(2, "No such file or directory", "a")
    assert not terkunci(bukan)
    assert terkunci(tolak("a"))


def test_a_lock_at_a_place_that_nobody_expected_is_told_too(
    kerja: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def buat(self: Path, *args: object, **kwargs: object) -> None:
        raise tolak(self)

    monkeypatch.setattr(Path, "iterdir", buat)
    assert jalankan("data", "validate") == 2
    periksa_pesan(capsys.readouterr().err, "data tidak dapat dibuka")


@pytest.mark.parametrize("nomor", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EFBIG])
def test_a_refusal_that_is_no_lock_ends_in_words_too(
    kerja: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, nomor: int
) -> None:
    """It ended in a traceback."""

    def buat(self: Path, *args: object, **kwargs: object) -> None:
        raise OSError(nomor, os.strerror(nomor), str(self))

    monkeypatch.setattr(Path, "iterdir", buat)
    assert jalankan("data", "validate") == 2
    pesan = capsys.readouterr().err
    assert "data tidak dapat dibuka: " in pesan
    assert "Traceback" not in pesan
    assert "galat sistem" not in pesan
    assert not INGGRIS.search(pesan)
