"""The fast kernel: what a notebook sees is what an ordinary kernel shows, and nothing outlives its owner."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bangun import lakip
from bantu import AKAR, tulis_paket
from kernel_uji import ada, hidup, kernel_baru, tunggu

from lakip_utils.data import params
from lakip_utils.terbitan import kernel, run
from lakip_utils.terbitan.plan import Job, plan

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="kernel cepat dan /proc hanya ada di Linux; di tempat lain kernel biasa"
)


@pytest.fixture
def pemilik(monkeypatch: pytest.MonkeyPatch) -> Iterator[kernel._Owner]:
    """A process that has not asked for a kernel yet; its server ends with the test."""
    baru = kernel._Owner()
    monkeypatch.setattr(kernel, "_owner", baru)
    yield baru
    baru.close()


@pytest.fixture(scope="module")
def pemilik_bersama() -> Iterator[kernel._Owner]:
    baru = kernel._Owner()
    yield baru
    baru.close()


@pytest.fixture
def hangat(pemilik_bersama: kernel._Owner, monkeypatch: pytest.MonkeyPatch) -> kernel._Owner:
    """A server that several tests share, as the reports of a worker do."""
    monkeypatch.setattr(kernel, "_owner", pemilik_bersama)
    return pemilik_bersama


SVG = "%config InlineBackend.figure_formats = ['svg']\n"
GAMBAR = "import seaborn\nseaborn.lineplot(x=[1, 2], y=[3, 4]);"


@pytest.mark.parametrize(
    "imports",
    [[], [("seaborn", [])], [("seaborn", []), ("matplotlib_inline.backend_inline", [])]],
    ids=["nothing", "seaborn", "backend"],
)
def test_a_cell_draws_its_figure_whatever_was_imported_before_the_fork(
    pemilik: kernel._Owner, tmp_path: Path, imports: list[Any]
) -> None:
    async def coba() -> None:
        async with kernel_baru(tmp_path / "k", imports) as sel:
            await sel.isi(SVG)
            isi = await sel.isi(GAMBAR)
            assert ["image/svg+xml" in satu["data"] for satu in isi if "data" in satu] == [True]

    asyncio.run(coba())
    assert not kernel.fallback_reason()


def test_one_kernel_knows_nothing_of_another(hangat: kernel._Owner, tmp_path: Path) -> None:
    kode = "import os, numpy, lakip_utils; print('x' in globals(), hasattr(lakip_utils, 'bocor'), 'BOCOR' in os.environ, numpy.get_printoptions()['precision'])"
    ubah = "x = 1; lakip_utils.bocor = 1; os.environ['BOCOR'] = '1'; numpy.set_printoptions(precision=3)"

    async def coba() -> None:
        async with kernel_baru(tmp_path / "a", [("lakip_utils", [])]) as satu:
            awal = await satu.cetak(kode)
            await satu.cetak(ubah)
            assert await satu.cetak(kode) == "True True True 3"
            async with kernel_baru(tmp_path / "b") as dua:
                assert await dua.cetak(kode) == awal == "False False False 8"
        async with kernel_baru(tmp_path / "c") as tiga:
            assert await tiga.cetak(kode) == awal

    asyncio.run(coba())
    assert not kernel.fallback_reason()


def test_random_numbers_differ_from_kernel_to_kernel(hangat: kernel._Owner, tmp_path: Path) -> None:
    kode = "import random, uuid, numpy as np; print(random.random(), np.random.rand(), np.random.default_rng().random(), uuid.uuid4())"

    async def satu(nama: str) -> list[str]:
        async with kernel_baru(tmp_path / nama, [("numpy.random", [])]) as sel:
            return (await sel.cetak(kode)).split()

    async def coba() -> None:
        pertama, kedua = await satu("a"), await satu("b")
        assert all(a != b for a, b in zip(pertama, kedua, strict=True))

    asyncio.run(coba())
    assert not kernel.fallback_reason()


def test_environment_and_working_folder_are_those_asked_for(hangat: kernel._Owner, tmp_path: Path) -> None:
    (tmp_path / "kerja").mkdir()
    (tmp_path / "kerja" / "tetangga.py").write_text("nilai = 7\n")
    tanpa = ("HOME", "PYTEST_CURRENT_TEST")  # with the second, ipykernel does not show what a child prints
    env = {nama: nilai for nama, nilai in os.environ.items() if nama not in tanpa}
    env |= {"WARNA": "mérah", "TZ": "Asia/Jayapura", "PATH": "/bin"}
    kode = "import os, time, tetangga; print(os.getcwd(), os.environ['WARNA'], 'HOME' in os.environ, time.tzname[0], os.environ['PATH'], tetangga.nilai)"

    async def coba() -> None:
        async with kernel_baru(tmp_path / "lain"):
            pass  # the server has another environment
        async with kernel_baru(tmp_path / "k", cwd=str(tmp_path / "kerja"), env=env) as sel:
            assert await sel.cetak(kode) == f"{tmp_path}/kerja mérah False WIT /bin 7"
            assert (
                await sel.cetak("os.system('echo dari anak; pwd'); time.sleep(0.5)")
                == f"dari anak\n{tmp_path}/kerja"
            )

    asyncio.run(coba())
    assert not kernel.fallback_reason()


def test_a_variable_that_acts_only_at_the_start_of_python_gets_a_kernel_of_its_own(
    pemilik: kernel._Owner, tmp_path: Path
) -> None:
    async def coba() -> None:
        async with kernel_baru(tmp_path / "a") as sel:
            assert await sel.cetak("import sys; print(sys.flags.optimize)") == "0"
        async with kernel_baru(tmp_path / "b", env={**os.environ, "PYTHONOPTIMIZE": "1"}) as sel:
            assert await sel.cetak("import sys; print(sys.flags.optimize)") == "1"

    asyncio.run(coba())
    assert "PYTHONOPTIMIZE" in kernel.fallback_reason()


def test_an_interrupt_stops_the_cell_and_not_the_kernel(hangat: kernel._Owner, tmp_path: Path) -> None:
    async def coba() -> None:
        async with kernel_baru(tmp_path / "k") as sel:
            jalan = asyncio.create_task(sel.isi("print('mulai', flush=True)\nimport time\ntime.sleep(60)"))
            await asyncio.sleep(0.7)
            await sel.manajer.interrupt_kernel()
            isi = await asyncio.wait_for(jalan, 10)
            assert [satu["ename"] for satu in isi if "ename" in satu] == ["KeyboardInterrupt"]
            assert await sel.cetak("print(1 + 1)") == "2"

    asyncio.run(coba())
    assert not kernel.fallback_reason()


def test_a_kernel_can_be_restarted_and_killed(hangat: kernel._Owner, tmp_path: Path) -> None:
    async def coba() -> None:
        async with kernel_baru(tmp_path / "k") as sel:
            lama = sel.pid
            await sel.cetak("x = 1")
            await sel.manajer.restart_kernel()
            await sel.klien.wait_for_ready(timeout=60)
            assert sel.pid != lama
            assert not ada(lama)
            assert await sel.cetak("print('x' in globals())") == "False"
            assert await sel.manajer.is_alive()
            await sel.manajer.shutdown_kernel(now=True)
            assert not await sel.manajer.is_alive()
            assert not ada(sel.pid)

    asyncio.run(coba())
    assert not kernel.fallback_reason()


def test_a_kernel_that_dies_is_seen_to_be_dead(hangat: kernel._Owner, tmp_path: Path) -> None:
    async def coba() -> None:
        async with kernel_baru(tmp_path / "k") as sel:
            sel.klien.execute("import os; os._exit(7)")
            while await sel.manajer.is_alive():
                await asyncio.sleep(0.02)
            assert await sel.manajer.provisioner.poll() == 7

    asyncio.run(asyncio.wait_for(coba(), 20))


def test_what_a_notebook_leaves_open_is_closed_at_the_end(hangat: kernel._Owner, tmp_path: Path) -> None:
    async def coba() -> None:
        async with kernel_baru(tmp_path / "k") as sel:
            await sel.cetak(f"import atexit; f = open({str(tmp_path / 'f')!r}, 'w'); f.write('isi')")
            await sel.cetak(f"atexit.register(open, {str(tmp_path / 'g')!r}, 'w')")

    asyncio.run(coba())
    assert (tmp_path / "f").read_text() == "isi"
    assert (tmp_path / "g").exists()


def test_forty_kernels_four_at_a_time_all_start_and_leave_nothing(
    pemilik: kernel._Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tanda = f"LAKIP_UJI={tmp_path}"
    monkeypatch.setenv(*tanda.split("=", 1))

    async def coba() -> list[tuple[str, int | None]]:
        batas = asyncio.Semaphore(4)

        async def satu(i: int) -> tuple[str, int | None]:
            async with batas:
                async with kernel_baru(tmp_path / f"k{i}", [("seaborn", [])]) as sel:
                    proses = sel.manajer.provisioner.process
                    hasil = await sel.cetak(f"import seaborn; print({i} * {i})")
                return hasil, proses.returncode

        return await asyncio.gather(*map(satu, range(40)))

    # each ends by itself: one that does not is told to after some seconds, by a signal
    assert asyncio.run(coba()) == [(str(i * i), 0) for i in range(40)]
    assert not kernel.fallback_reason()
    assert hidup(tanda) == [pemilik.server.process.pid]
    assert [path.name for path in tmp_path.glob("k*/*")] == []
    pemilik.close()
    assert hidup(tanda) == []


PEMILIK = """
import asyncio, os, sys
from pathlib import Path
sys.path[:0] = {jalur!r}
from kernel_uji import kernel, kernel_baru
async def coba():
    async with kernel_baru(Path(sys.argv[1])) as sel:
        anak = await sel.cetak("import subprocess; print(subprocess.Popen(['sleep', '1000']).pid)")
        print(kernel._owner.server.process.pid, sel.pid, anak, flush=True)
        await sel.isi("import time; time.sleep(1000)", 1000)
{awal}
"""


@pytest.mark.parametrize("awal", ["asyncio.run(coba())", "import threading; threading.Thread(target=lambda: asyncio.run(coba())).start()"], ids=["main", "thread"])  # fmt: skip
def test_nothing_outlives_an_owner_that_is_killed(tmp_path: Path, awal: str) -> None:
    tanda = f"LAKIP_UJI={tmp_path}"
    skrip = PEMILIK.format(jalur=[str(AKAR / "tests")], awal=awal)
    pribadi = tmp_path / "k"
    proses = subprocess.Popen(
        [sys.executable, "-c", skrip, str(pribadi)],
        env={**os.environ, "LAKIP_UJI": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with proses:
        pids = [int(pid) for pid in proses.stdout.readline().split()]
        assert len(pids) == 3
        assert all(map(ada, pids))
        assert list(pribadi.iterdir())
        proses.send_signal(signal.SIGKILL)
    # A process that is dying has no environment any more, by which hidup finds it, a moment before it is gone
    tunggu(lambda: not hidup(tanda) and not any(map(ada, pids)))
    assert not pribadi.exists()


MATI_DINI = """
import os, signal
async def mati(proses):
    os.kill(os.getpid(), signal.SIGKILL)
kernel.ForkedProcess.wait_ready = mati
asyncio.run(coba())
"""


def test_nothing_is_left_of_an_owner_that_is_killed_before_the_server_has_heard_it(tmp_path: Path) -> None:
    tanda = f"LAKIP_UJI={tmp_path}"
    skrip = PEMILIK.format(jalur=[str(AKAR / "tests")], awal=MATI_DINI)
    pribadi = tmp_path / "k"
    hasil = subprocess.run(
        [sys.executable, "-c", skrip, str(pribadi)],
        env={**os.environ, "LAKIP_UJI": str(tmp_path)},
        check=False,
    )
    assert hasil.returncode == -signal.SIGKILL
    tunggu(lambda: not hidup(tanda))
    assert not pribadi.exists()


def test_a_kernel_whose_server_is_killed_dies_with_it_and_the_next_is_ordinary(
    pemilik: kernel._Owner, tmp_path: Path
) -> None:
    async def coba() -> None:
        async with kernel_baru(tmp_path / "a") as sel:
            pid = sel.pid
            tanya = "import ctypes; n = ctypes.c_int(); ctypes.CDLL(None).prctl(2, ctypes.byref(n)); print(n.value)"
            assert await sel.cetak(tanya) == str(int(signal.SIGKILL))  # PR_GET_PDEATHSIG
            pemilik.server.process.kill()
            while await sel.manajer.is_alive():
                await asyncio.sleep(0.02)
            tunggu(lambda: not ada(pid), 5)
        async with kernel_baru(tmp_path / "b") as sel:
            assert await sel.cetak("print(6 * 7)") == "42"

    asyncio.run(asyncio.wait_for(coba(), 60))
    assert kernel.fallback_reason() == "peladen kernel berhenti"


@pytest.mark.parametrize(
    ("pengganti", "sebab"),
    [
        ({"_LAUNCH": "raise SystemExit(3)"}, "peladen kernel berhenti"),
        (
            {"_LAUNCH": "import time; time.sleep(60)", "READY_SECONDS": 0.5, "EXIT_SECONDS": 0.1},
            "peladen kernel tidak menjawab",
        ),
        ({"_LAUNCH": "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n" + kernel._LAUNCH}, "thread"),
        ({"_LAUNCH": "import sys; sys.modules['ipykernel.ipkernel'] = None\n" + kernel._LAUNCH}, "ModuleNotFoundError|ImportError"),
    ],
    ids=["dead", "hanging", "threads", "no-kernel"],
)  # fmt: skip
def test_any_failure_gives_an_ordinary_kernel_and_is_told_once(
    pemilik: kernel._Owner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    pengganti: dict[str, Any],
    sebab: str,
) -> None:
    for nama, nilai in pengganti.items():
        monkeypatch.setattr(kernel, nama, nilai)

    async def coba() -> None:
        for nama in ("a", "b"):
            async with kernel_baru(tmp_path / nama) as sel:
                assert await sel.cetak("print(6 * 7)") == "42"

    with caplog.at_level(logging.WARNING, logger=kernel.logger.name):
        asyncio.run(coba())
    (satu,) = [r.message for r in caplog.records if r.name == kernel.logger.name]
    assert satu == kernel.notice(kernel.fallback_reason())
    assert any(kata in satu for kata in sebab.split("|"))


@pytest.fixture(scope="module")
def pekerjaan() -> dict[str, Job]:
    """The report of a bidang and that of the agency."""
    batch = params.Batch(
        data=(str(AKAR / "data"),),
        notebook=str(AKAR / "notebooks/laporan_bidang.ipynb"),
        notebook_dinas=str(AKAR / "notebooks/laporan_dinas.ipynb"),
        tahun=(2020,),
        bidang=("kelembagaan", "dinas"),
    )
    return {job.bidang: job for job in plan(batch)[0]}


class TestReports:
    @pytest.mark.parametrize("bidang", ["kelembagaan", "dinas"])
    def test_are_the_same_bytes_from_both_kernels(
        self, hangat: kernel._Owner, pekerjaan: dict[str, Job], tmp_path: Path, bidang: str
    ) -> None:
        for jenis in ("cepat", "biasa"):
            run.execute(pekerjaan[bidang], tmp_path / f"{jenis}.ipynb", jenis)
        assert not kernel.fallback_reason()
        assert hangat.server is not None
        cepat = (tmp_path / "cepat.ipynb").read_bytes()
        assert cepat == (tmp_path / "biasa.ipynb").read_bytes()
        assert b'"name": "python3"' in cepat

    def test_are_made_by_an_ordinary_kernel_when_the_server_dies_meanwhile(
        self,
        pemilik: kernel._Owner,
        pekerjaan: dict[str, Job],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        asli = kernel.ForkProvisioner.post_launch

        async def mati(self: kernel.ForkProvisioner, **kwargs: Any) -> None:
            await asli(self, **kwargs)
            if pemilik.server.process.poll() is None:
                pemilik.server.process.kill()
                pemilik.server.process.wait()

        monkeypatch.setattr(kernel.ForkProvisioner, "post_launch", mati)
        notebook = run.execute(pekerjaan["kelembagaan"], tmp_path / "n.ipynb")
        assert any(sel.get("outputs") for sel in notebook.cells)
        assert kernel.fallback_reason() == "peladen kernel berhenti"


class TestCommand:
    @pytest.fixture
    def proyek_kecil(self, tmp_path: Path) -> Path:
        tulis_paket(tmp_path / "data")
        for nama in ("params", "notebooks"):
            (tmp_path / nama).symlink_to(AKAR / nama)
        (tmp_path / "sementara").mkdir()
        return tmp_path

    def test_says_once_that_kernels_cannot_be_forked(self, proyek_kecil: Path) -> None:
        (proyek_kecil / "awal").mkdir()
        (proyek_kecil / "awal" / "sitecustomize.py").write_text("import os\ndel os.fork\n")
        env = {"PYTHONPATH": os.pathsep.join([str(proyek_kecil / "awal"), os.environ.get("PYTHONPATH", "")])}
        hasil = lakip("build", "--format", "html", "--jobs", "2", cwd=proyek_kecil, env=env)
        assert hasil.returncode == 0, hasil.stderr
        assert hasil.stderr.count("Kernel cepat tidak dipakai (sistem ini tidak mendukungnya)") == 1

    @pytest.mark.parametrize("jenis", ["cepat", "biasa"])
    def test_nothing_outlives_a_build_that_is_killed(self, proyek_kecil: Path, jenis: str) -> None:
        tanda = f"LAKIP_UJI={proyek_kecil}"
        proses = subprocess.Popen(
            [Path(sys.executable).with_name("lakip"), "build", "--format", "html", "--kernel", jenis],
            cwd=proyek_kecil,
            env={
                **os.environ,
                "LAKIP_UJI": str(proyek_kecil),
                "TMPDIR": str(proyek_kecil / "sementara"),
                "JUPYTER_PREFER_ENV_PATH": "1",
            },
            stderr=subprocess.DEVNULL,
        )
        with proses:
            tunggu(lambda: list(proyek_kecil.glob("sementara/lakip-*/k-*")))
            assert len(hidup(tanda)) > 3
            proses.send_signal(signal.SIGKILL)
        tunggu(lambda: not hidup(tanda))
        if jenis == "cepat":
            assert list(proyek_kecil.glob("sementara/lakip-*")) == []
        assert list(proyek_kecil.glob("outputs/*/*/*/laporan.*")) == []

    def test_stopped_by_the_user_it_finishes_what_is_under_way_and_records_it(
        self, proyek_kecil: Path
    ) -> None:
        """Workers printed English tracebacks, what was ready was made again, and what became ready was not recorded."""
        tanda = f"LAKIP_UJI={proyek_kecil}"
        with subprocess.Popen(
            [Path(sys.executable).with_name("lakip"), "build", "--format", "html", "--jobs", "1"],
            cwd=proyek_kecil,
            env={**os.environ, "LAKIP_UJI": str(proyek_kecil), "JUPYTER_PREFER_ENV_PATH": "1"},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as proses:
            pertama = proses.stderr.readline()
            os.killpg(proses.pid, signal.SIGINT)  # as a terminal does
            sisa = proses.stderr.read()
        assert "selesai" in pertama
        assert (proses.returncode, "Dihentikan." in sisa) == (130, True)
        assert "Traceback" not in sisa
        tunggu(lambda: not hidup(tanda))
        hasil = lakip("status", "--format", "html", cwd=proyek_kecil)
        ada = len(list(proyek_kecil.glob("outputs/*/*/*/ringkasan.json")))
        assert ada >= 2, "what was under way was not finished"
        assert (hasil.stdout.count("mutakhir"), hasil.stdout.count("belum ada")) == (ada, 3 - ada)
