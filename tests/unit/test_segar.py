"""Segar: a build with nothing to do is known at once; whatever changed is never overlooked."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bantu import AKAR, tulis_paket

from lakip_utils.data.hashes import sha256
from lakip_utils.data.params import Batch
from lakip_utils.terbitan import manifest
from lakip_utils.terbitan.manifest import Catatan, Manifest
from lakip_utils.terbitan.segar import Segar, cap, segar, sidik_batch

KUNCI = "contoh/2020/satu"
SAMA = Segar((KUNCI,), {("contoh", 2020): 3}, {}, ("2020: belum ada isi: sdm",))


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """A batch whose one report has been made."""
    folder = tulis_paket(tmp_path / "data")
    for nama in ("bidang", "dinas"):
        (tmp_path / f"{nama}.ipynb").write_text("{}")
    hasil = Batch(
        data=(folder.as_posix(),),
        out=(tmp_path / "out").as_posix(),
        notebook=(tmp_path / "bidang.ipynb").as_posix(),
        notebook_dinas=(tmp_path / "dinas.ipynb").as_posix(),
    )
    catat(hasil)
    return hasil


def catat(batch: Batch, **lain: object) -> None:
    out = Path(batch.out)
    (out / KUNCI).mkdir(parents=True, exist_ok=True)
    for path in (out / "index.html", out / KUNCI / "laporan.html"):
        path.write_text("isi")
    sidik = sidik_batch(batch)
    assert sidik
    catatan = Catatan(
        tahun=2020,
        bidang="satu",
        nama_bidang="Satu",
        keluaran={"laporan.html": sha256(out / KUNCI / "laporan.html")},
        **lain,
    )
    indeks = {"index.html": sha256(out / "index.html")}
    manifest.write(out, Manifest(laporan={KUNCI: catatan}, keluaran=indeks))
    cap(batch, sidik, SAMA)


def test_nothing_changed_is_said_with_what_the_last_build_said(batch: Batch) -> None:
    sidik = sidik_batch(batch)
    assert sidik
    assert segar(batch) == replace(SAMA, sidik=sidik)
    assert segar(batch.model_copy(update={"jobs": 7})) is not None


@pytest.mark.parametrize(
    "ubah",
    [
        lambda a: (a / "data/2020/anggaran.csv").write_bytes(
            (a / "data/2020/anggaran.csv").read_bytes() + b"\n"
        ),
        lambda a: (a / "data/2020/asing.csv").write_text(""),
        lambda a: (a / "data/2021").mkdir(),
        lambda a: (a / "data/2020/anggaran.csv").unlink(),
        lambda a: (a / "data/instansi.yaml").unlink(),
        lambda a: (a / "bidang.ipynb").write_text("{ }"),
        lambda a: (a / "dinas.ipynb").unlink(),
        lambda a: (a / "out/index.html").write_text("lain"),
        lambda a: (a / "out" / KUNCI / "laporan.html").write_text("lain"),
        lambda a: (a / "out" / KUNCI / "laporan.html").unlink(),
        lambda a: (a / "out/manifest.json").unlink(),
        lambda a: (a / "out/manifest.json").write_text("[]"),
        lambda a: (a / "out/manifest.json").write_text("{"),
        lambda a: (a / "out/.lakip.segar.json").unlink(),
        lambda a: (a / "out/.lakip.segar.json").write_text("[1]"),
    ],
)
def test_any_change_is_left_to_the_build(
    batch: Batch, tmp_path: Path, ubah: Callable[[Path], object]
) -> None:
    ubah(tmp_path)
    assert segar(batch) is None


@pytest.mark.parametrize(
    "lain", [{"format": ("html",)}, {"tahun": (2020,)}, {"edisi": "reviu"}, {"strict": True}]
)
def test_another_batch_is_left_to_the_build(batch: Batch, lain: dict[str, object]) -> None:
    assert segar(batch.model_copy(update=lain)) is None


def test_a_failed_report_is_left_to_the_build(batch: Batch) -> None:
    catat(batch, gagal="Galat")
    assert segar(batch) is None


def test_changed_code_or_library_is_left_to_the_build(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lakip_utils.terbitan.segar.kode_program", lambda: "lain")
    assert segar(batch) is None


def test_it_does_not_need_pandas_or_the_tools_of_a_build() -> None:
    berat = ("pandas", "papermill", "nbconvert", "matplotlib", "typst")
    kode = f"import sys, lakip_utils.terbitan.segar; print([m for m in {berat!r} if m in sys.modules])"
    keluar = subprocess.run(
        [sys.executable, "-c", kode], cwd=AKAR, capture_output=True, text=True, check=True
    )
    assert keluar.stdout.strip() == "[]"


def test_a_change_behind_a_linked_year_is_seen(batch: Batch, tmp_path: Path) -> None:
    """The reader follows links; the fingerprint did not, and called old figures fresh."""
    tahun = Path(batch.data[0]) / "2020"
    tahun.rename(tmp_path / "jauh")
    tahun.symlink_to(tmp_path / "jauh")
    catat(batch)
    assert segar(batch) is not None
    narasi = tmp_path / "jauh" / "narasi.csv"
    narasi.write_text(narasi.read_text("utf-8") + "\n", "utf-8")
    assert segar(batch) is None
