"""`lakip diff`: two builds of a real project, what changed between them and nothing else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bangun import Bangunan, lakip

Jalankan = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def dua(proyek_jadi: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two builds: `lama`, and `baru` after a figure and a text of one bidang changed."""
    akar = tmp_path_factory.mktemp("dua") / "proyek"
    shutil.copytree(proyek_jadi, akar)
    shutil.copytree(akar / "outputs", akar / "lama")
    for nama, dulu, kini in (
        ("indikator.csv", "S1-A,sasaran,S1,A,ya,%,naik,6,,,,,1,", "S1-A,sasaran,S1,A,ya,%,naik,6,,,,,3,"),
        ("narasi.csv", "Hanya program satu.", "Hanya <script>program</script> satu."),
    ):
        path = akar / "data/2020" / nama
        isi = path.read_text("utf-8")
        assert dulu in isi
        path.write_text(isi.replace(dulu, kini), "utf-8")
    hasil = lakip("build", cwd=akar, env={"JUPYTER_PREFER_ENV_PATH": "1"})
    assert hasil.returncode == 0, hasil.stderr[-2000:]
    (akar / "outputs").rename(akar / "baru")
    return akar


@pytest.fixture
def kerja(dua: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for nama in ("lama", "baru"):
        shutil.copytree(dua / nama, tmp_path / nama)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_build_against_itself_has_no_change(kerja: Path, jalankan: Jalankan) -> None:
    assert jalankan("diff", "lama", "lama") == (0, "", "Tidak ada perubahan pada 3 laporan.\n")
    assert json.loads(jalankan("diff", "lama", "lama", "--format", "json")[1])["berubah"] == []


def test_figure_finding_and_text_of_the_bidang_are_told_and_another_bidang_is_the_same(
    kerja: Path, jalankan: Jalankan
) -> None:
    kode, keluar, pesan = jalankan("diff", "lama", "baru", "--format", "json")
    assert kode == 0
    assert "2 laporan berubah, 1 sama, 0 ditambah, 0 dihapus" in pesan
    isi = json.loads(keluar)
    assert isi["sama"] == ["dinas-uji/2020/dua"]
    satu = next(s for s in isi["berubah"] if s["laporan"] == "dinas-uji/2020/satu")
    angka = {a["nama"]: (a["lama"]["nilai"], a["baru"]["nilai"]) for a in satu["angka"]}
    assert angka == {"capaian_sasaran": (16.67, 50.0), "capaian/S1-A": (16.67, 50.0)}
    teks = [(t["lama"], t["baru"]) for t in satu["teks"]]
    assert ("Hanya program satu.", "Hanya <script>program</script> satu.") in teks
    assert all(t["bagian"] for t in satu["teks"])


def test_table_on_a_terminal_has_old_and_new_below_their_heading(kerja: Path, jalankan: Jalankan) -> None:
    kode, keluar, _ = jalankan("diff", "lama", "baru")
    assert kode == 0
    assert "Sebelumnya  16,67%\n  Sekarang    50,00%" in keluar
    assert "Sebelumnya  Hanya program satu." in keluar


def test_reports_that_came_or_went(kerja: Path, jalankan: Jalankan) -> None:
    shutil.rmtree(kerja / "lama/dinas-uji/2020/dua")
    shutil.rmtree(kerja / "baru/dinas-uji/2020/dinas")
    isi = json.loads(jalankan("diff", "lama", "baru", "--format", "json")[1])
    assert (list(isi["ditambah"]), list(isi["dihapus"])) == (["dinas-uji/2020/dua"], ["dinas-uji/2020/dinas"])


@pytest.mark.parametrize("akhir", ["", "/laporan.ipynb"])
def test_one_report_by_itself(kerja: Path, jalankan: Jalankan, akhir: str) -> None:
    path = f"dinas-uji/2020/satu{akhir}"
    kode, keluar, _ = jalankan("diff", f"lama/{path}", f"baru/{path}")
    assert kode == 0
    assert "50,00%" in keluar


def test_page_is_one_offline_file_with_everything_escaped(kerja: Path, jalankan: Jalankan) -> None:
    assert jalankan("diff", "lama", "baru", "--format", "html", "--out", "beda.html")[:2] == (0, "")
    html = (kerja / "beda.html").read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "Content-Security-Policy" in html
    assert str(kerja) not in html


@pytest.mark.parametrize(
    ("args", "kata"),
    [
        (("lama", "tidak-ada"), "tidak-ada"),
        (("kosong", "baru"), "tidak ada laporan"),
        (("lama", "baru/dinas-uji/2020/satu"), "dua laporan"),
        (("lama", "rusak"), "rusak/d/2020/a/laporan.ipynb"),
        (("lama", "rusak-angka"), "ringkasan.json"),
        (("lama", "baru", "--format", "html"), "--out"),
        (("lama", "baru", "--out", "x.html"), "--format html"),
        (("lama", "baru", "--format", "html", "--out", "lama"), "lama"),
        (("lama",), "BARU harus diisi"),
    ],
)
def test_bad_input_is_exit_2_in_indonesian(
    kerja: Path, jalankan: Jalankan, args: tuple[str, ...], kata: str
) -> None:
    (kerja / "kosong").mkdir()
    (kerja / "rusak/d/2020/a").mkdir(parents=True)
    (kerja / "rusak/d/2020/a/laporan.ipynb").write_text("{}")
    shutil.copytree(kerja / "lama", kerja / "rusak-angka")
    (kerja / "rusak-angka/dinas-uji/2020/satu/ringkasan.json").write_text('{"angka": 5}')
    kode, keluar, pesan = jalankan("diff", *args)
    assert (kode, keluar) == (2, "")
    assert kata in pesan
    assert "Traceback" not in pesan


def test_the_reports_of_the_repository_against_themselves(bangunan: Bangunan, jalankan: Jalankan) -> None:
    assert jalankan("diff", str(bangunan.out), str(bangunan.out))[2].startswith("Tidak ada perubahan")
