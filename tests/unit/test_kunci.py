"""Kunci: one build a folder; the one who is refused learns who holds it, and nobody waits for the dead."""

import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from lakip_utils.errors import InvalidInput, PublicationError
from lakip_utils.terbitan import kunci
from lakip_utils.terbitan.kunci import KUNCI, PEMILIK, Pemilik, pemilik, sendirian


def tulis(out: Path, **ubah: object) -> Pemilik:
    """Leave word that somebody took the lock."""
    siapa = Pemilik.ini().model_copy(update=ubah)
    (out / PEMILIK).write_text(siapa.model_dump_json())
    return siapa


def test_the_second_build_is_refused_with_process_machine_and_time_of_the_first(tmp_path: Path) -> None:
    with sendirian(tmp_path):
        saya = Pemilik.ini()
        with pytest.raises(InvalidInput) as ditolak, sendirian(tmp_path):
            pass
    assert f"proses {saya.pid} di komputer {saya.komputer}, sejak {saya.sejak:%Y-%m-%d}" in str(ditolak.value)
    with sendirian(tmp_path):  # and is free afterwards
        assert not pemilik(tmp_path).mati  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("ubah", "mati"),
    [
        ({}, False),
        ({"lahir": 0.0}, True),  # the number is somebody else's now
        ({"pid": 2**22 + 1}, True),
        ({"pid": 2**22 + 1, "komputer": "komputer-lain"}, False),  # cannot be looked for
    ],
)
def test_only_a_process_of_this_machine_that_is_gone_is_dead(
    tmp_path: Path, ubah: dict[str, object], mati: bool
) -> None:
    assert tulis(tmp_path, **ubah).mati is mati
    assert pemilik(tmp_path).mati is mati  # type: ignore[union-attr]


def test_workers_of_a_dead_owner_are_waited_for(tmp_path: Path) -> None:
    tulis(tmp_path, lahir=0.0)
    pekerja = FileLock(tmp_path / KUNCI, thread_local=False)
    pekerja.acquire()
    threading.Timer(0.3, pekerja.release).start()
    awal = time.monotonic()
    with sendirian(tmp_path):
        assert time.monotonic() - awal > 0.2


def test_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kunci, "TUNGGU", 0.1)
    tulis(tmp_path, lahir=0.0)
    with (
        FileLock(tmp_path / KUNCI),
        pytest.raises(InvalidInput, match="sedang berjalan"),
        sendirian(tmp_path),
    ):
        pass


@pytest.mark.parametrize("isi", ["", "{}", "[1]", '{"pid": "x"}', "\x00"])
def test_an_owner_that_cannot_be_read_is_not_named(tmp_path: Path, isi: str) -> None:
    (tmp_path / PEMILIK).write_text(isi)
    with FileLock(tmp_path / KUNCI), pytest.raises(InvalidInput) as ditolak, sendirian(tmp_path):
        pass
    assert "proses" not in str(ditolak.value)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(PublicationError, match="tidak dapat dibuka"), sendirian(tmp_path / "berkas" / "out"):
        pass
