"""What is published is what was checked: a report that lost a part is not built, a cell that warns is told."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from bangun import LINGKUNGAN, Bangunan, lakip
from keandalan.janji import DITOLAK, LOLOS, coba
from nbformat import NotebookNode

PILIH = ("build", "--bidang", "satu", "--format", "html")
LAPORAN = "dinas-uji/2020/satu"
MEMPERINGATKAN = """\
import warnings, numpy
warnings.warn_explicit("font tidak ada di /usr/share/fonts/x.ttf", UserWarning, "/opt/lib/grafik.py", 7)
warnings.warn_explicit("cara lama", DeprecationWarning, "/opt/lib/pandas.py", 9)
numpy.array([1.0]) / 0
"""


def ubah(proyek: Path, cara: Callable[[NotebookNode], None]) -> None:
    path = proyek / "notebooks/laporan_bidang.ipynb"
    notebook = nbformat.read(path, 4)
    cara(notebook)
    nbformat.write(notebook, path)


def isi(proyek: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (proyek / "outputs" / LAPORAN).iterdir()}


def test_a_report_that_lost_a_table_and_a_section_is_not_published(
    proyek: Path, jalankan: Callable[..., tuple[int, str, str]]
) -> None:
    lama = isi(proyek)

    def hilangkan(notebook: NotebookNode) -> None:
        hilang = ("tabel.indikator(", "# Kelengkapan perbandingan")
        notebook.cells = [satu for satu in notebook.cells if not satu.source.startswith(hilang)]

    ubah(proyek, hilangkan)
    kode, _, pesan = jalankan(*PILIH)
    assert (kode, "0 laporan dibuat, 0 masih mutakhir, 1 gagal" in pesan) == (1, True)
    assert "Bagian “Evaluasi kinerja > Target dan realisasi”: `tabel.indikator` tidak ada" in pesan
    baru = isi(proyek)
    halaman = baru.pop("gagal.html").decode()
    assert baru == lama
    assert "Bagian “Kelengkapan perbandingan”: judulnya tidak ada." in halaman
    assert "Kembalikan yang hilang ke notebooks/laporan_bidang.ipynb" in halaman


def test_a_cell_that_warns_is_told_once_and_fails_a_test(proyek: Path) -> None:
    def peringatkan(notebook: NotebookNode) -> None:
        for satu in notebook.cells:
            if satu.source.startswith(("narasi.ringkasan.kartu(", "tabel.iku(")):
                satu.source = MEMPERINGATKAN + satu.source

    ubah(proyek, peringatkan)
    hasil = lakip(*PILIH, cwd=proyek, env=LINGKUNGAN, peringatan=True)
    assert hasil.returncode == 0
    baris = [satu for satu in hasil.stderr.splitlines() if satu.startswith("Peringatan dari sel notebook")]
    assert baris == [
        f"Peringatan dari sel notebook ({LAPORAN}): UserWarning: font tidak ada di x.ttf",
        f"Peringatan dari sel notebook ({LAPORAN}): DeprecationWarning: cara lama",
        f"Peringatan dari sel notebook ({LAPORAN}): RuntimeWarning: divide by zero encountered in divide",
    ]
    with pytest.raises(AssertionError, match="Peringatan dari sel notebook"):
        lakip(*PILIH, "--force", "--kernel", "biasa", cwd=proyek, env=LINGKUNGAN)


@pytest.mark.parametrize(("tahun", "bidang"), [(2020, "kelembagaan"), (2019, "sekretariat")])
def test_whatever_a_report_loses_is_refused_or_was_not_shown(
    bangunan: Bangunan, tahun: int, bidang: str
) -> None:
    notebook = nbformat.read(bangunan.laporan(tahun, bidang, "laporan.ipynb"), 4)
    semua = list(coba(notebook))
    assert [nama for _, nama, apa in semua if apa == LOLOS] == []
    cacah = Counter(jenis for jenis, _, apa in semua if apa == DITOLAK)
    assert cacah["sel"] > 50
    assert cacah["keluaran"] > 50
    assert cacah["blok halaman"] > 80
