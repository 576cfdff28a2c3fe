"""Log: what builds did is added line by line, survives being cut off, and is read from its end."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakip_utils import cli
from lakip_utils.errors import InvalidInput
from lakip_utils.terbitan.kunci import PEMILIK, Pemilik
from lakip_utils.terbitan.log import LOG, Laporan, Mulai, Pencatat, baca

MULAI = {"kode": "k", "versi": {}, "batch": {}, "data": {"dinas": {"2020/narasi.csv": "0" * 64}}}


def jalan(out: Path, *nasib: str, pid: int = 1, akhir: bool = True) -> str:
    """Log a run with what came of its reports; return its name."""
    log = Pencatat(out)
    log.tulis(Mulai, pid=pid, **MULAI)
    for nomor, hasil in enumerate(nasib):
        log.tulis(Laporan, laporan=f"dinas/2020/{nomor}", hasil=hasil, sebab="karena", detik=1.5)
    if akhir:
        log.selesai("selesai", **{n: nasib.count(n) for n in ("dibuat", "mutakhir", "gagal")})
    return log.run


def test_the_newest_run_comes_first_with_its_reports_in_their_order(tmp_path: Path) -> None:
    lama, baru = jalan(tmp_path, "dibuat"), jalan(tmp_path, "dibuat", "mutakhir", "gagal")
    semua = baca(tmp_path)
    assert [satu.run for satu in semua] == [baru, lama]
    assert [satu.hasil for satu in semua[0].laporan] == ["dibuat", "mutakhir", "gagal"]
    assert semua[0].mulai
    assert semua[0].mulai.data == MULAI["data"]
    assert semua[0].keadaan(None) == "selesai, 1 laporan gagal"
    assert [satu.run for satu in baca(tmp_path, 1)] == [baru]


def test_a_run_without_its_last_line_was_cut_off_and_counts_what_it_had_made(tmp_path: Path) -> None:
    jalan(tmp_path, "dibuat", "dibuat", akhir=False)
    (satu,) = baca(tmp_path)
    assert satu.keadaan(None) == "terputus sebelum selesai"
    assert satu.cacah() == {"dibuat": 2, "mutakhir": 0, "gagal": 0}


def test_a_run_whose_process_holds_the_outputs_is_still_going_on(tmp_path: Path) -> None:
    saya = Pemilik.ini()
    jalan(tmp_path, pid=saya.pid, akhir=False)
    (satu,) = baca(tmp_path)
    assert satu.keadaan(saya) == "berjalan"
    assert satu.keadaan(saya.model_copy(update={"lahir": 0.0})) == "terputus sebelum selesai"


@given(st.integers(min_value=0))
def test_wherever_a_kill_cuts_the_log_the_next_run_is_whole(
    tmp_path_factory: pytest.TempPathFactory, potong: int
) -> None:
    out = tmp_path_factory.mktemp("out")
    pertama, _ = jalan(out, "dibuat"), jalan(out, "dibuat")
    path = out / LOG
    isi = path.read_bytes()
    path.write_bytes(isi[: potong % (len(isi) + 1)])
    ketiga = jalan(out, "gagal")
    semua = baca(out)
    assert semua[0].run == ketiga
    assert semua[0].selesai
    assert semua[0].cacah()["gagal"] == 1
    if potong % (len(isi) + 1) > len(isi) // 2:
        assert semua[-1].run == pertama


def test_a_log_longer_than_what_is_read_at_once_is_read_whole(tmp_path: Path) -> None:
    nama = [jalan(tmp_path, *["dibuat"] * 40) for _ in range(30)]
    assert (tmp_path / LOG).stat().st_size > 2 << 16
    assert [satu.run for satu in baca(tmp_path)] == nama[::-1]
    assert all(len(satu.laporan) == 40 for satu in baca(tmp_path))


@given(st.text())
def test_any_message_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, teks: str) -> None:
    out = tmp_path_factory.mktemp("out")
    Pencatat(out).tulis(Laporan, laporan="a", hasil="gagal", sebab=teks.encode("utf-8", "replace").decode())
    assert baca(out)[0].laporan[0].sebab == teks.encode("utf-8", "replace").decode()


def test_every_line_is_json_with_the_time_of_the_machine_and_its_zone(tmp_path: Path) -> None:
    jalan(tmp_path, "dibuat")
    for baris in (tmp_path / LOG).read_text("utf-8").splitlines():
        isi = json.loads(baris)
        assert isi["jenis"] in ("mulai", "laporan", "selesai")
        assert abs((datetime.fromisoformat(isi["waktu"]) - datetime.now(UTC)).total_seconds()) < 60


def test_a_log_that_cannot_be_written_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / LOG).mkdir()
    log = Pencatat(tmp_path)
    log.tulis(Mulai, pid=1, **MULAI)
    assert "yang ada di sana adalah folder" in log.gagal
    with pytest.raises(InvalidInput, match="tidak dapat dibaca"):
        baca(tmp_path)


def test_a_link_in_place_of_the_log_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "milik_orang").write_text("isi")
    (tmp_path / LOG).symlink_to(tmp_path / "milik_orang")
    log = Pencatat(tmp_path)
    log.selesai("selesai")
    assert log.gagal
    assert (tmp_path / "milik_orang").read_text() == "isi"


class TestPerintah:
    """``lakip log``."""

    def panggil(self, capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as akhir:
            cli.main(["log", *map(str, args)])
        keluar = capsys.readouterr()
        return int(akhir.value.code or 0), keluar.out + keluar.err

    def test_lists_the_last_runs(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        nama = [jalan(tmp_path, "dibuat") for _ in range(3)]
        _, teks = self.panggil(capsys, "--out", tmp_path, "--banyak", 2)
        assert [satu for satu in nama if satu in teks] == nama[1:]

    def test_tells_one_run_report_by_report(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        nama = jalan(tmp_path, "dibuat", "gagal")
        for pilih in (nama, nama[:-1], "terakhir"):
            _, teks = self.panggil(capsys, pilih, "--out", tmp_path)
            assert "dinas/2020/0" in teks
            assert "1,5" in teks
            assert "selesai, 1 laporan gagal" in teks

    def test_without_a_log_says_what_writes_it(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        kode, teks = self.panggil(capsys, "--out", tmp_path)
        assert (kode, "lakip build menulisnya" in teks) == (0, True)

    def test_a_run_that_is_not_there_is_refused(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        jalan(tmp_path)
        kode, teks = self.panggil(capsys, "1999", "--out", tmp_path)
        assert kode == 2
        assert "pembuatan '1999'" in teks

    def test_steers_no_terminal(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        Pencatat(tmp_path).tulis(Laporan, laporan="\x1b[2Ja", hasil="gagal", sebab="\x1b]52;c;eA==\x07")
        (tmp_path / PEMILIK).write_text("\x1b[31m")
        for pilih in ((), ("terakhir",)):
            _, teks = self.panggil(capsys, *pilih, "--out", tmp_path)
            assert "\x1b" not in teks
