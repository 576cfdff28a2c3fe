"""Penjadwal: which jobs run together, and in which order they are begun."""

from concurrent.futures import Future
from multiprocessing.sharedctypes import RawValue
from pathlib import Path

import pytest

from lakip_utils.data.paket import TERINGAT
from lakip_utils.terbitan.penjadwal import Sela, _sekelompok, _singkat
from lakip_utils.terbitan.plan import Job
from lakip_utils.terbitan.run import Hasil, gagal


def job(paket: str, bidang: str = "satu") -> Job:
    return Job(
        kunci=f"{paket}/2020/{bidang}",
        instansi=paket,
        tahun=2020,
        bidang=bidang,
        nama_bidang=bidang,
        notebook="n.ipynb",
        parameters={"sumber_data": paket},
        keluaran={},
        masukan={},
    )


def test_jobs_of_as_many_packages_run_together_as_are_kept_in_memory() -> None:
    semua = [job(f"p{n}", bidang) for n in range(2 * TERINGAT + 1) for bidang in ("satu", "dinas")]
    kelompok = list(_sekelompok(semua))
    assert [satu for milik in kelompok for satu in milik] == semua
    paket = [{satu.instansi for satu in milik} for milik in kelompok]
    assert [len(milik) for milik in paket] == [TERINGAT, TERINGAT, 1]
    assert set.intersection(*paket) == set()


def test_the_reports_of_agencies_are_begun_first_and_the_others_in_their_order() -> None:
    semua = [job("a", "satu"), job("a", "dinas"), job("b", "dua"), job("b", "dinas")]
    assert [satu.kunci for satu in sorted(semua, key=_singkat)] == [
        "a/2020/dinas",
        "b/2020/dinas",
        "a/2020/satu",
        "b/2020/dua",
    ]


def test_ctrl_c_once_cancels_what_has_not_begun_and_twice_ends() -> None:
    jalan: Future[Hasil] = Future()
    belum: Future[Hasil] = Future()
    jalan.set_running_or_notify_cancel()
    henti = RawValue("b", 0)
    sela = Sela([jalan, belum], henti)
    sela()
    assert henti.value
    assert (jalan.cancelled(), belum.cancelled()) == (False, True)
    with pytest.raises(KeyboardInterrupt):
        sela()


def test_a_failure_whose_page_cannot_be_written_is_that_of_its_report_alone(tmp_path: Path) -> None:
    """It ended the whole build, and what was ready was not recorded."""
    (tmp_path / "a/2020").mkdir(parents=True)
    (tmp_path / "a/2020/satu").write_text("berkas orang")
    pesan = gagal(job("a"), tmp_path, "sebabnya").gagal
    assert pesan.startswith("sebabnya\n")
    assert "gagal.html tidak dapat ditulis" in pesan
    assert (tmp_path / "a/2020/satu").read_text() == "berkas orang"
