"""Files and folders are written whole or not at all, and a crash is repaired."""

import errno
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from lakip_utils import files
from lakip_utils.errors import PublicationError
from lakip_utils.files import append_line, folder_whole, recover, write_whole
from lakip_utils.sementara import hold


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The usual one, whatever that of the machine is."""
    lama = os.umask(0o022)
    yield
    os.umask(lama)


def isi(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    write_whole(path, b"lama")
    write_whole(path, b"baru")
    assert isi(tmp_path) == {"a/b.txt": "baru"}
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.txt"
    write_whole(path, b"lama")

    def penuh(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", penuh)
    with pytest.raises(PublicationError, match="tidak dapat ditulis: ruang simpan penuh"):
        write_whole(path, b"baru")
    assert isi(tmp_path) == {"b.txt": "lama"}


def test_a_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "2020" / "satu"
    for teks in ("lama", "baru"):
        with folder_whole(path) as folder:
            (folder / f"{teks}.txt").write_text(teks)
            assert not (path / f"{teks}.txt").exists()
    assert isi(tmp_path) == {"2020/satu/baru.txt": "baru"}
    assert path.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_fails_leaves_the_old_one_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "satu"
    with folder_whole(path) as folder:
        (folder / "a.txt").write_text("lama")

    def gagal_di_tengah() -> None:
        with folder_whole(path) as folder:
            (folder / "a.txt").write_text("setengah")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        gagal_di_tengah()
    assert isi(tmp_path) == {"satu/a.txt": "lama"}
    assert [p.name for p in tmp_path.iterdir()] == ["satu"]


def test_old_and_new_folder_change_places_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no moment at which nothing has the name, so none at which a kill leaves nothing there."""
    path = tmp_path / "satu"
    path.mkdir()
    (path / "a.txt").write_text("lama")
    monkeypatch.setattr(Path, "replace", lambda *_: pytest.fail("a step between"))
    with folder_whole(path) as folder:
        (folder / "a.txt").write_text("baru")
    assert isi(tmp_path) == {"satu/a.txt": "baru"}


def test_where_folders_cannot_change_places_the_old_one_steps_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_exchange", lambda new, path: False)
    test_a_folder_takes_the_place_of_the_old_one(tmp_path)
    assert not list(tmp_path.rglob(".*"))


def test_a_file_in_the_place_of_a_folder_is_not_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "satu").write_text("milik orang")
    with (
        pytest.raises(PublicationError, match="satu tidak dapat ditulis: nama itu sudah dipakai"),
        folder_whole(tmp_path / "satu") as folder,
    ):
        (folder / "a.txt").write_text("baru")
    assert isi(tmp_path) == {"satu": "milik orang"}


def test_what_a_killed_writer_left_goes_with_the_next_write(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    if not (pid := os.fork()):
        os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        write_whole(path, b"setengah")
    os.waitpid(pid, 0)
    (mati,) = tmp_path.iterdir()
    with (tmp_path / ".tulis-manifest.json-abcdefgh").open("wb") as hidup:
        assert hold(hidup.fileno())
        write_whole(path, b"utuh")
        assert not mati.exists()
        assert sorted(p.name for p in tmp_path.iterdir()) == [Path(hidup.name).name, path.name]


def test_a_kill_between_the_two_moves_is_repaired(tmp_path: Path) -> None:
    # the old folder stands aside, the new one is half made, nothing has the name
    tahun = tmp_path / "dinas" / "2020"
    for nama in (".lama-satu", ".baru-satu-xyz"):
        (tahun / nama).mkdir(parents=True)
        (tahun / nama / "a.txt").write_text(nama)
    recover(tmp_path)
    assert isi(tmp_path) == {"dinas/2020/satu/a.txt": ".lama-satu"}


def test_a_kill_after_both_moves_keeps_the_new_folder(tmp_path: Path) -> None:
    tahun = tmp_path / "dinas" / "2020"
    for nama in (".lama-satu", "satu"):
        (tahun / nama).mkdir(parents=True)
        (tahun / nama / "a.txt").write_text(nama)
    recover(tmp_path)
    assert isi(tmp_path) == {"dinas/2020/satu/a.txt": "satu"}


def test_nothing_to_repair_is_no_error(tmp_path: Path) -> None:
    recover(tmp_path / "tidak-ada")


def test_a_file_that_is_open_elsewhere_is_said_in_indonesian(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def terkunci(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", terkunci)
    with pytest.raises(PublicationError, match="Tutup berkas itu di program lain"):
        write_whole(tmp_path / "laporan.pdf", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_line_is_added_below_the_others_also_below_one_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    append_line(path, "satu")
    path.write_bytes(path.read_bytes() + b"terpo")
    append_line(path, "dua")
    append_line(path, "tiga")
    assert path.read_text().splitlines() == ["satu", "terpo", "dua", "tiga"]


def test_what_is_written_is_as_private_as_the_umask_says(tmp_path: Path) -> None:
    os.umask(0o077)
    with folder_whole(tmp_path / "x/laporan") as baru:
        (baru / "a").write_text("a")
    write_whole(tmp_path / "x/index.html", b"a")
    izin = {p.name: p.stat().st_mode & 0o777 for p in (tmp_path / "x").rglob("*")}
    assert izin == {"laporan": 0o700, "a": 0o600, "index.html": 0o600}
