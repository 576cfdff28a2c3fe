"""Plan: all that is wrong with a batch is told before anything runs."""

import csv
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from bantu import DATA, NOTEBOOK, NOTEBOOK_DINAS, PAKET_KECIL, tulis_paket
from nbformat.v4 import new_code_cell, new_notebook
from test_table import ganti

from lakip_utils.data.params import Batch, Pengaturan
from lakip_utils.errors import InvalidInput
from lakip_utils.terbitan import sidik
from lakip_utils.terbitan.plan import CATATAN_UJI, plan


def batch(*data: Path, **opsi: object) -> Batch:
    return Batch(
        data=tuple(map(str, data)),
        **{"notebook": str(NOTEBOOK), "notebook_dinas": str(NOTEBOOK_DINAS), **opsi},
    )


def salah(*data: Path, **opsi: object) -> str:
    with pytest.raises(InvalidInput) as error:
        plan(batch(*data, **opsi))
    return str(error.value)


def test_without_options_every_year_every_bidang_and_the_dinas_are_planned() -> None:
    jobs, _ = plan(batch(DATA))
    assert [job.kunci for job in jobs] == [
        f"dinkopukm-banten/{tahun}/{bidang}"
        for tahun in (2019, 2020)
        for bidang in ("sekretariat", "usaha_kecil", "kelembagaan", "koperasi", "dinas")
    ]
    assert {job.bidang for job in jobs if job.notebook == str(NOTEBOOK_DINAS)} == {"dinas"}
    assert {tuple(job.keluaran.items()) for job in jobs} == {(("html", "reviu"), ("pdf", "resmi"))}


def test_selection_and_settings_reach_the_job() -> None:
    (job,), _ = plan(
        batch(
            DATA,
            tahun=(2020,),
            bidang=("koperasi",),
            format=("pdf",),
            edisi="reviu",
            pengaturan=Pengaturan(bobot_ikm="2"),
        )
    )
    assert (job.tahun, job.bidang, dict(job.keluaran)) == (2020, "koperasi", {"pdf": "reviu"})
    assert (job.parameters["tahun"], job.parameters["bidang"], job.parameters["bobot_ikm"]) == (
        2020,
        "koperasi",
        "2",
    )


@pytest.mark.parametrize(
    ("opsi", "kata"),
    [({"tahun": (2021,)}, "2021.*2020"), ({"bidang": ("sattu",)}, "'sattu'.*satu, dua.*'satu'")],
)
def test_selection_that_does_not_exist_names_what_there_is(
    paket_kecil: Path, opsi: dict[str, object], kata: str
) -> None:
    assert re.search(kata, salah(paket_kecil, **opsi), re.DOTALL)


def test_two_packages_of_one_code_are_refused(tmp_path: Path) -> None:
    pesan = salah(tulis_paket(tmp_path / "a"), tulis_paket(tmp_path / "b"))
    assert "'dinas-uji'" in pesan
    assert str(tmp_path / "a") in pesan
    assert str(tmp_path / "b") in pesan


def test_two_packages_of_different_codes_do_not_collide(tmp_path: Path) -> None:
    lain = {"instansi.yaml": PAKET_KECIL["instansi.yaml"].replace("dinas-uji", "dinas-lain")}
    jobs, packages = plan(batch(tulis_paket(tmp_path / "a"), tulis_paket(tmp_path / "b", lain)))
    assert len({job.kunci for job in jobs}) == 6
    assert len(packages) == 2


def parameter(*nama: str) -> str:
    return "\n".join(f"{n} = 0" for n in nama)


def tulis_notebook(path: Path, *nama: str, tag: str = "parameters") -> Path:
    nbformat.write(
        new_notebook(
            cells=[new_code_cell(parameter(*nama), metadata={"tags": [tag]})],
            metadata={"kernelspec": {"name": "python3", "display_name": "p", "language": "python"}},
        ),
        path,
    )
    return path


SEMUA = ("tahun", "bidang", "sumber_data", *Pengaturan.model_fields)


def test_notebook_must_take_every_parameter(tmp_path: Path, paket_kecil: Path) -> None:
    plan(batch(paket_kecil, notebook=str(tulis_notebook(tmp_path / "sah.ipynb", *SEMUA))))
    for mana in ("notebook", "notebook_dinas"):
        pesan = salah(paket_kecil, **{mana: str(tulis_notebook(tmp_path / "a.ipynb", *SEMUA[:-1]))})
        assert f"a.ipynb, kolom {SEMUA[-1]}" in pesan
        assert "1 hal" in pesan


def test_part_to_leave_out_must_be_one_of_the_notebooks(paket_kecil: Path) -> None:
    pesan = salah(paket_kecil, pengaturan=Pengaturan(tanpa_bagian="ikm, tidakada"))
    assert "'tidakada'" in pesan
    assert "1 hal" in pesan
    plan(batch(paket_kecil, pengaturan=Pengaturan(tanpa_bagian="ikm")))


def test_notebook_without_parameters_cell_names_all_of_them(tmp_path: Path, paket_kecil: Path) -> None:
    pesan = salah(paket_kecil, notebook=str(tulis_notebook(tmp_path / "a.ipynb", *SEMUA, tag="lain")))
    assert f"{len(SEMUA)} hal" in pesan


def test_notebook_that_is_missing_is_said(tmp_path: Path, paket_kecil: Path) -> None:
    for mana in ("notebook", "notebook_dinas"):
        assert "tidak-ada.ipynb" in salah(paket_kecil, **{mana: str(tmp_path / "tidak-ada.ipynb")})


def test_notebook_that_is_none_is_said(tmp_path: Path, paket_kecil: Path) -> None:
    (tmp_path / "rusak.ipynb").write_text("bukan json")
    assert "rusak.ipynb" in salah(paket_kecil, notebook=str(tmp_path / "rusak.ipynb"))


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    a = tulis_paket(
        tmp_path / "a", {"2020/anggaran.csv": ganti(3, "realisasi", "-1", PAKET_KECIL["2020/anggaran.csv"])}
    )
    b = tulis_paket(tmp_path / "b", {"2020/unsur.csv": ""})
    pesan = salah(a, b, notebook=str(tmp_path / "tidak-ada.ipynb"))
    for kata in ("anggaran.csv, baris 3", "unsur.csv", "tidak-ada.ipynb"):
        assert kata in pesan


def masukan(folder: Path, **opsi: object) -> dict[str, dict[str, str]]:
    return {job.bidang: dict(job.masukan) for job in plan(batch(folder, **opsi))[0]}


def test_changed_row_makes_only_its_bidang_stale(tmp_path: Path) -> None:
    lama = masukan(tulis_paket(tmp_path / "p"))
    baru = masukan(
        tulis_paket(
            tmp_path / "p", {"2020/narasi.csv": ganti(3, "teks", "Lain.", PAKET_KECIL["2020/narasi.csv"])}
        )
    )
    assert {k: {n for n in lama[k] if lama[k][n] != baru[k][n]} for k in lama} == {
        "satu": {"data/2020/narasi.csv"}, "dua": set(), "dinas": {"data/2020/narasi.csv"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("berkas", "lama", "baru"),
    [
        ("2020/narasi.csv", "penutup,1,Lama.\n", "penutup,1,Baru.\n"),
        ("2020/aset.csv", "tanah,1,Kantor,100,,,\n", "tanah,1,Kantor,120,,,\n"),
    ],
)
def test_what_only_the_report_of_the_agency_shows_makes_no_other_stale(
    tmp_path: Path, berkas: str, lama: str, baru: str
) -> None:
    kepala = {
        "2020/narasi.csv": "bagian,urutan,teks\n",
        "2020/aset.csv": "jenis,urutan,nama,luas,alamat,nilai,asal_usul\n",
    }[berkas]
    dulu = masukan(tulis_paket(tmp_path / "p", {berkas: kepala + lama}))
    kini = masukan(tulis_paket(tmp_path / "p", {berkas: kepala + baru}))
    assert {kode for kode in dulu if dulu[kode] != kini[kode]} == {"dinas"}


def test_changed_row_of_another_bidang_makes_stale_whom_a_finding_holds_it_against(tmp_path: Path) -> None:
    """Indicators of two bidang are printed with one fraction; the finding stands in the reports of both."""
    folder = tmp_path / "p"
    shutil.copytree(DATA, folder)
    lama = masukan(folder, tahun=(2020,))
    indikator = folder / "2020" / "indikator.csv"
    baris = indikator.read_text("utf-8").splitlines(keepends=True)
    tabel = csv.DictReader(baris)
    nomor = 10 - 2  # row 10 of the sheet
    isi = list(tabel)[nomor]
    assert isi["pembilang"]
    baru = baris[nomor + 1].replace(f",{isi['pembilang']},", f",{int(isi['pembilang']) + 1},")
    assert baru != baris[nomor + 1]
    baris[nomor + 1] = baru
    indikator.write_text("".join(baris), "utf-8")
    berubah = {
        k: {n for n in lama[k] if lama[k][n] != isi[n]} for k, isi in masukan(folder, tahun=(2020,)).items()
    }
    assert "data/2020/indikator.csv" not in berubah["koperasi"]
    assert berubah["koperasi"] == {CATATAN_UJI}
    assert not berubah["sekretariat"]


@pytest.mark.parametrize(
    "opsi", [{"pengaturan": Pengaturan(bobot_ikm="2")}, {"format": ("pdf",)}, {"edisi": "resmi"}]
)
def test_changed_setting_makes_every_report_stale(tmp_path: Path, opsi: dict[str, object]) -> None:
    folder = tulis_paket(tmp_path / "p")
    lama, baru = masukan(folder), masukan(folder, **opsi)
    for kode in lama:
        assert {n for n in lama[kode] if lama[kode][n] != baru[kode][n]} == {"parameter"}


def test_changed_notebook_makes_the_reports_of_every_bidang_stale(tmp_path: Path, paket_kecil: Path) -> None:
    lama = masukan(paket_kecil)
    baru = masukan(paket_kecil, notebook=str(tulis_notebook(tmp_path / "n.ipynb", *SEMUA)))
    assert {k for k in lama if lama[k]["notebook"] != baru[k]["notebook"]} == {"satu", "dua"}


def test_same_package_elsewhere_has_the_same_fingerprint(tmp_path: Path) -> None:
    a, b = masukan(tulis_paket(tmp_path / "a")), masukan(tulis_paket(tmp_path / "b"))
    beda = {n for k in a for n in a[k] if a[k][n] != b[k][n]}
    assert not {n for n in beda if n.startswith("data/")}


def test_every_file_of_the_program_makes_a_report_stale() -> None:
    # Scripts of edisi reviu were left out: a changed one left the old reports standing.
    akar = Path(sidik.__file__).parents[1]
    akhiran = {p.suffix for p in sidik.berkas_program(akar)}
    assert {".py", ".yaml", ".j2", ".css", ".js", ".typ"} <= akhiran
    assert ".pyc" not in akhiran
