"""A data package: all errors of all files at once, each with its place; slices read only their rows."""

import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from bantu import PAKET_KECIL, csv_teks, tulis_paket
from test_table import ganti

from lakip_utils import data
from lakip_utils.data import Paket
from lakip_utils.data.paket import TERINGAT, menjanjikan, titipkan
from lakip_utils.data.schema import TABLES
from lakip_utils.errors import InvalidInput, UnknownSelection, Violation


def salah(tmp_path: Path, isi: dict[str, str | bytes | None]) -> tuple[Violation, ...]:
    folder = tulis_paket(tmp_path / "p", isi)
    with pytest.raises(InvalidInput) as error:
        data.load(folder)
    return error.value.violations


def tempat(folder: Path, violations: tuple[Violation, ...]) -> set[tuple[str, int | None, str]]:
    return {(Path(v.file).relative_to(folder / "p").as_posix(), v.row, v.column) for v in violations}


def ubah(berkas: str, baris: int, kolom: str, nilai: str) -> dict[str, str]:
    return {berkas: ganti(baris, kolom, nilai, PAKET_KECIL[berkas])}


def test_small_package_is_valid(paket_kecil: Path) -> None:
    paket = data.load(paket_kecil)
    assert paket.tahun == (2020,)
    assert set(paket.sha256) == set(PAKET_KECIL)


@pytest.mark.parametrize(
    ("berkas", "baris", "kolom", "nilai"),
    [
        ("program.csv", 2, "bidang", "tiga"),
        ("program.csv", 3, "kode_sasaran", "S9"),
        ("2020/indikator.csv", 2, "kode_induk", "S9"),
        ("2020/kegiatan.csv", 3, "kode_program", "9"),
        ("2020/tolok_ukur.csv", 2, "kode_kegiatan", "9.9"),
        ("2020/anggaran.csv", 3, "kelompok", "operasi"),
        ("2020/anggaran.csv", 3, "kode_program", "9"),
        ("2020/anggaran.csv", 5, "kode_kegiatan", "9.9"),
        ("2020/anggaran.csv", 3, "kode_program", ""),
        ("2020/ikm_unsur.csv", 3, "unsur", "lain"),
        ("2020/ikm_unsur.csv", 2, "total_nilai", "1201"),
        ("2020/ikm_unsur.csv", 2, "total_nilai", "299"),
        ("2020/unsur.csv", 2, "bobot", "0.5"),
        ("2020/indikator.csv", 3, "pembilang", "5"),
    ],
)
def test_code_or_figure_that_does_not_fit_has_its_place(
    tmp_path: Path, berkas: str, baris: int, kolom: str, nilai: str
) -> None:
    assert (berkas, baris, kolom) in tempat(tmp_path, salah(tmp_path, ubah(berkas, baris, kolom, nilai)))


def test_range_needs_both_bounds_in_order(tmp_path: Path) -> None:
    for bawah, atas in (("4", ""), ("", "6"), ("6", "4")):
        isi = PAKET_KECIL["2020/indikator.csv"]
        for kolom, nilai in (("arah", "rentang"), ("target_bawah", bawah), ("target_atas", atas)):
            isi = ganti(2, kolom, nilai, isi)
        assert tempat(tmp_path, salah(tmp_path, {"2020/indikator.csv": isi})) == {
            ("2020/indikator.csv", 2, "target_bawah")
        }


def test_weights_that_do_not_sum_to_one_are_refused(tmp_path: Path) -> None:
    def bobot(*nilai: str) -> dict[str, str]:
        return {
            "2020/unsur.csv": csv_teks(
                ["kode", "nama", "bobot"],
                *([k, k, b] for k, b in zip(("waktu", "biaya"), nilai, strict=True)),
            )
        }

    assert "0.9" in salah(tmp_path, bobot("0.6", "0.3"))[0].found
    data.load(tulis_paket(tmp_path / "sah", bobot("0.7", "0.3")))


@pytest.mark.parametrize("kolom", ["ciri_nama", "ciri_No_HP", "ciri_tempat_lahir", "ciri_saran", "email"])
def test_a_column_that_points_to_a_respondent_is_refused(tmp_path: Path, kolom: str) -> None:
    isi = csv_teks(["responden", "waktu", "biaya", kolom], ["r1", 3, "", "Sri Rahayu"])
    (v,) = salah(tmp_path, {"2020/ikm_responden.csv": isi})
    assert tempat(tmp_path, (v,)) == {("2020/ikm_responden.csv", 1, kolom)}
    assert v.action.startswith("Hapus kolomnya")
    assert "Sri" not in str(v)


@pytest.mark.parametrize("jawaban", ["0", "5", "2.5", "ya", "-1"])
def test_answer_outside_1_to_4_names_row_and_column(tmp_path: Path, jawaban: str) -> None:
    isi = csv_teks(["responden", "waktu", "biaya", "ciri_usia"], ["r1", 3, "", "30"], ["r2", 4, jawaban, ""])
    (v,) = salah(tmp_path, {"2020/ikm_responden.csv": isi})
    assert tempat(tmp_path, (v,)) == {("2020/ikm_responden.csv", 3, "biaya")}
    assert v.found == ("isian 2 huruf (data responden, tidak dikutip)" if jawaban == "ya" else f"“{jawaban}”")


def test_answers_need_one_column_for_each_unsur_and_no_other(tmp_path: Path) -> None:
    isi = csv_teks(["responden", "waktu", "u9"], ["r1", 3, 3])
    assert tempat(tmp_path, salah(tmp_path, {"2020/ikm_responden.csv": isi})) == {
        ("2020/ikm_responden.csv", 1, "u9"),
        ("2020/ikm_responden.csv", 1, "biaya"),
    }


@pytest.mark.parametrize(
    ("berkas", "saran"),
    [("2020/angaran.csv", "anggaran.csv"), ("2020/Anggaran.csv", "anggaran.csv"), ("2020/anggaran.CSV", "anggaran.csv"), ("progam.csv", "program.csv"), ("anggaran.csv", ""), ("2020/program.csv", "")],
)  # fmt: skip
def test_file_that_no_table_claims_is_not_silently_left_out(tmp_path: Path, berkas: str, saran: str) -> None:
    violations = salah(tmp_path, {berkas: "a,b\n1,2\n"})
    assert tempat(tmp_path, violations) == {(berkas, None, "")}
    assert saran in violations[0].action


@pytest.mark.parametrize("nama", ["2020a", "tahun-2020", "20", "20200", "２０２０"])
def test_folder_of_tables_that_is_no_year_is_said(tmp_path: Path, nama: str) -> None:
    violations = salah(tmp_path, {f"{nama}/anggaran.csv": PAKET_KECIL["2020/anggaran.csv"]})
    assert (nama, None, "") in tempat(tmp_path, violations)


def test_package_without_a_year_is_said(tmp_path: Path) -> None:
    tanpa = dict.fromkeys(nama for nama in PAKET_KECIL if "/" in nama)
    assert [v.found for v in salah(tmp_path, tanpa)] == ["tidak ada folder tahun"]


@pytest.mark.parametrize("nama", ["instansi.yaml", "program.csv", "renstra.csv"])
def test_required_file_that_is_missing_is_named(tmp_path: Path, nama: str) -> None:
    (v,) = salah(tmp_path, {nama: None})
    assert Path(v.file).name == nama
    assert v.found == "berkas tidak ada"


def test_optional_table_may_be_missing(tmp_path: Path) -> None:
    paket = data.load(tulis_paket(tmp_path / "p", {"2020/anggaran.csv": None}))
    assert paket.tabel("anggaran", 2020).empty
    assert "realisasi" in paket.tabel("anggaran", 2020).columns


def test_all_errors_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    isi = {
        "instansi.yaml": PAKET_KECIL["instansi.yaml"].replace("kota: Uji", "kotta: Uji"),
        **ubah("program.csv", 2, "tahun", "dua"),
        **ubah("2020/anggaran.csv", 3, "realisasi", "-5"),
        **ubah("2020/tolok_ukur.csv", 3, "realisasi", "empat"),
        "2020/unsur.csv": "",
        "2020/narasi.csv": "bagian;urutan;teks\numum;1;x\n",
        "2020/kegiatan.csv": b"\xff\xfe",
        "2020/asset.csv": "x\n",
    }
    assert {(berkas, baris) for berkas, baris, _ in tempat(tmp_path, salah(tmp_path, isi))} >= {
        ("instansi.yaml", None), ("program.csv", 2), ("2020/anggaran.csv", 3), ("2020/tolok_ukur.csv", 3),
        ("2020/unsur.csv", None), ("2020/narasi.csv", 1), ("2020/kegiatan.csv", 1), ("2020/asset.csv", None),
    }  # fmt: skip


def test_message_names_place_found_expected_and_action(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as error:
        data.load(tulis_paket(tmp_path / "p", ubah("2020/anggaran.csv", 3, "realisasi", "lima")))
    teks = str(error.value)
    for kata in (
        "1 hal perlu diperbaiki",
        "anggaran.csv",
        "baris 3",
        "kolom realisasi",
        "“lima”",
        "seharusnya",
        "tindakan",
    ):
        assert kata in teks


def test_errors_survive_pickling_between_processes(tmp_path: Path) -> None:
    import pickle

    asli = InvalidInput(salah(tmp_path, ubah("2020/anggaran.csv", 3, "realisasi", "lima")))
    salinan = pickle.loads(pickle.dumps(asli))
    assert (salinan.violations, str(salinan)) == (asli.violations, str(asli))


def test_unknown_year_and_bidang_name_the_known_ones(paket_kecil: Path) -> None:
    paket = data.load(paket_kecil)
    with pytest.raises(UnknownSelection, match=r"2021.*2020"):
        paket.irisan(2021, "satu")
    with pytest.raises(UnknownSelection, match=r"'sattu'.*satu, dua.*'satu'"):
        paket.irisan(2020, "sattu")


def test_unit_exists_only_in_its_years(tmp_path: Path) -> None:
    isi = PAKET_KECIL["instansi.yaml"].replace("nama_singkat: Dua}", "nama_singkat: Dua, sampai: 2019}")
    paket = data.load(tulis_paket(tmp_path / "p", {"instansi.yaml": isi}))
    with pytest.raises(UnknownSelection):
        paket.irisan(2020, "dua")


def sidik(folder: Path) -> dict[str, dict[str, str]]:
    paket = data.load(folder)
    return {kode: paket.irisan(2020, kode).sidik for kode in ("satu", "dua")}


@pytest.mark.parametrize(
    ("berkas", "baris", "kolom", "nilai", "kena"),
    [
        ("2020/narasi.csv", 3, "teks", "Lain.", {"satu"}),
        ("2020/narasi.csv", 4, "teks", "Lain.", {"dua"}),
        ("2020/narasi.csv", 2, "teks", "Lain.", {"satu", "dua"}),
        ("2020/tolok_ukur.csv", 2, "realisasi", "6", {"satu"}),
        ("2020/indikator.csv", 3, "realisasi", "6", {"dua"}),
        ("2020/anggaran.csv", 5, "realisasi", "501", {"satu"}),
        ("2020/anggaran.csv", 2, "realisasi", "1501", {"satu", "dua"}),
        ("2020/ikm_unsur.csv", 2, "total_nilai", "845", {"satu", "dua"}),
    ],
)
def test_fingerprint_changes_only_where_the_row_is_read(
    tmp_path: Path, berkas: str, baris: int, kolom: str, nilai: str, kena: set[str]
) -> None:
    lama = sidik(tulis_paket(tmp_path / "a"))
    baru = sidik(tulis_paket(tmp_path / "b", ubah(berkas, baris, kolom, nilai)))
    assert {kode for kode in lama if lama[kode] != baru[kode]} == kena
    for kode in kena:
        assert {n for n in lama[kode] if lama[kode][n] != baru[kode][n]} == {berkas}


def test_slice_holds_its_own_rows_and_those_of_the_agency(paket: Paket) -> None:
    irisan = paket.irisan(2020, "kelembagaan")
    assert list(irisan.program["kode_program"]) == ["3"]
    assert list(irisan.kegiatan["kode_kegiatan"]) == ["3.1", "3.2", "3.3", "3.4", "3.5"]
    assert set(irisan.anggaran.loc[irisan.anggaran["level"] == "kegiatan", "kode_program"]) == {"3"}
    assert len(irisan.anggaran[irisan.anggaran["level"] == "program"]) == 4
    assert set(irisan.indikator["kode_indikator"]) == {"S2-KOP", "P3-AKTIF"}
    assert irisan.lalu.tahun == 2019
    assert irisan.lalu.lalu.indikator.empty


def test_package_is_found_from_a_folder_below(paket_kecil: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (paket_kecil.parent / "notebooks").mkdir()
    monkeypatch.chdir(paket_kecil.parent / "notebooks")
    assert data.load("paket").instansi.kode == "dinas-uji"


def test_file_where_a_folder_is_meant_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(InvalidInput):
        data.load(tmp_path / "data")


@pytest.mark.parametrize(
    ("isi", "baris"),
    [
        ("dinas,Dinas,,2017,\na,Bidang A,b,2017,\nb,Seksi B,a,2017,\n", {3, 4}),
        ("dinas,Dinas,,2017,\nlama,Bidang Lama,dinas,2017,2019\nc,Seksi C,lama,2017,\n", {4}),
        ("dinas,Dinas,,2017,\ndinas,Dinas Baru,,2020,\n", {3}),
    ],
    ids=["a circle", "a superior out of force", "a unit twice"],
)
def test_unit_that_would_fall_out_of_the_tree_is_refused(tmp_path: Path, isi: str, baris: set[int]) -> None:
    kepala = [c.name for c in TABLES["organisasi"].all_columns]
    unit = pd.read_csv(io.StringIO(isi), names=["kode", "unit", "kode_atasan", "dari", "sampai"], dtype=str)
    berkas = unit.reindex(columns=kepala).to_csv(index=False, lineterminator="\n")
    violations = salah(tmp_path, {"organisasi.csv": berkas})
    assert {(Path(v.file).name, v.row) for v in violations} == {("organisasi.csv", n) for n in baris}


class TestWhatWasReadBefore:
    def test_is_taken_by_the_next_who_loads_while_no_byte_has_changed(self, paket_kecil: Path) -> None:
        titipan = titipkan(paket_kecil)
        assert titipkan(paket_kecil) is titipan
        assert data.load(paket_kecil) is titipan
        assert data.load(paket_kecil) is not titipan

    def test_is_read_anew_when_a_file_has_changed_or_come(self, tmp_path: Path) -> None:
        folder = tulis_paket(tmp_path / "p")
        lama = titipkan(folder)
        narasi = folder / "2020" / "narasi.csv"
        narasi.write_text(ganti(3, "teks", "Lain.", narasi.read_text("utf-8")), "utf-8")
        assert data.load(folder) is not lama
        titipkan(folder)
        (folder / "asing.csv").write_text("x\n")
        with pytest.raises(InvalidInput, match=r"asing\.csv"):
            data.load(folder)

    def test_is_read_anew_when_a_file_behind_a_link_has_changed(self, tmp_path: Path) -> None:
        """A change below a linked year was not seen: the old figures stood in a new report."""
        folder = tulis_paket(tmp_path / "p")
        (folder / "2020").rename(tmp_path / "jauh")
        (folder / "2020").symlink_to(tmp_path / "jauh")
        (folder / "2020" / "kembali").symlink_to(folder)
        lama = titipkan(folder)
        narasi = tmp_path / "jauh" / "narasi.csv"
        narasi.write_text(ganti(3, "teks", "Lain.", narasi.read_text("utf-8")), "utf-8")
        assert data.load(folder) is not lama

    def test_is_not_changed_by_who_writes_into_a_table(self, paket_kecil: Path) -> None:
        """Also not past pandas: ``array`` and ``values`` of a column are no copies."""
        paket = data.load(paket_kecil)
        lama = {nama: paket.tabel(nama, 2020).copy() for nama in ("anggaran", "ikm_unsur", "indikator")}
        paket.tabel("anggaran", 2020)["realisasi"].array[0] = 1
        paket.tabel("ikm_unsur", 2020)["total_nilai"].values[0] = 1
        paket.irisan(2020, "dinas").indikator["realisasi"].array[0] = 1.0
        program = paket.tabel("program")
        program.loc[:, "nama"] = "Lain"
        for nama, isi in lama.items():
            pd.testing.assert_frame_equal(paket.tabel(nama, 2020), isi)
        assert "Lain" not in set(paket.tabel("program")["nama"])

    def test_something_is_computed_once_and_not_for_a_changed_package(self, paket_kecil: Path) -> None:
        paket = data.load(paket_kecil)
        assert [paket.sekali("x", lambda: 1), paket.sekali("x", lambda: 2)] == [1, 1]
        assert replace(paket, sha256={}).sekali("x", lambda: 3) == 3

    def test_is_kept_of_a_few_packages_only(self, tmp_path: Path) -> None:
        folder = [tulis_paket(tmp_path / str(n)) for n in range(TERINGAT + 1)]
        semua = [titipkan(satu) for satu in folder]
        assert data.load(folder[-1]) is semua[-1]
        assert data.load(folder[0]) is not semua[0]


def test_data_that_changed_since_the_build_read_them_are_refused(
    paket_kecil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that was gone for a moment made reports without it, on record as made with it."""
    sidik = data.load(paket_kecil).sidik
    tabel = paket_kecil / "2020/anggaran.csv"
    isi = tabel.read_bytes()
    with menjanjikan(str(paket_kecil), sidik):
        assert data.load(paket_kecil).sidik == sidik
        tabel.unlink()
        with pytest.raises(InvalidInput, match="berubah sesudah lakip build mulai membacanya"):
            data.load(paket_kecil)
        tabel.write_bytes(isi)
        assert data.load(paket_kecil).sidik == sidik
        assert data.load(tulis_paket(paket_kecil.parent / "lain", {"2020/anggaran.csv": None})).sidik != sidik
    tabel.unlink()
    assert data.load(paket_kecil).sidik != sidik


@pytest.mark.parametrize(
    "kode",
    [
        "../../x",
        "/etc",
        "..",
        ".",
        "''",
        "a/b",
        "'C:x'",
        "a.b",
        "Dinas",
        "a b",
        "con",
        "nul",
        "com1",
        "x" * 42,
        '"a\\n"',
    ],
)
def test_a_code_that_is_no_folder_name_everywhere_is_refused(tmp_path: Path, kode: str) -> None:
    for lama, baru in (("kode: dinas-uji", f"kode: {kode}"), ("{kode: satu,", f"{{kode: {kode},")):
        yaml = PAKET_KECIL["instansi.yaml"].replace(lama, baru)
        folder = tulis_paket(tmp_path / lama[-4:-1], {"instansi.yaml": yaml})
        with pytest.raises(InvalidInput) as galat:
            data.load(folder)
        assert any(satu.column.endswith("kode") for satu in galat.value.violations)
