"""References across the tables of a package: the cause is named, once, and nothing that follows from it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bantu import AKAR, DATA, PAKET_KECIL, csv_teks, tulis_paket
from hypothesis import given
from hypothesis import strategies as st
from test_table import ganti

from lakip_utils import data
from lakip_utils.errors import InvalidInput, Violation

KEDUA = AKAR / "tests/fixtures/instansi-kedua"
ANGGARAN = PAKET_KECIL["2020/anggaran.csv"]
KEPALA_2021 = ["level", "kelompok", "kode_rekening", "kode_program", "kode_kegiatan", "kode_subkegiatan", "uraian", "pagu_murni", "pagu_perubahan", "realisasi"]  # fmt: skip
SAH_2021: dict[str, str | bytes | None] = {
    "program.csv": csv_teks(
        ["tahun", "kode_program", "nama", "bidang", "kode_sasaran"],
        [2020, "1", "Program satu", "satu", "S1"], [2020, "2", "Program dua", "dua", "S2"],
        [2021, "1", "Program satu", "satu", "S1"], [2021, "2", "Program dua", "dua", "S2"],
    ),
    "2021/kegiatan.csv": csv_teks(
        ["kode_program", "kode_kegiatan", "kode_subkegiatan", "nama"],
        ["1", "1.1", "", "Kegiatan satu"], ["1", "1.1", "1.1.1", "Sub satu"],
        ["1", "1.2", "", "Kegiatan lain"], ["2", "2.1", "", "Kegiatan dua"],
    ),
    "2021/anggaran.csv": csv_teks(
        KEPALA_2021,
        ["total", "", "", "", "", "", "Belanja", "", 5, 5],
        ["kelompok", "operasi", "", "", "", "", "Belanja Operasi", "", 5, 5],
        ["program", "", "", "1", "", "", "Program satu", "", 5, 5],
        ["kegiatan", "", "", "1", "1.1", "", "Kegiatan satu", "", 5, 5],
        ["subkegiatan", "", "", "1", "1.1", "1.1.1", "Sub satu", "", 5, 5],
        ["rekening", "operasi", "5.1.02", "1", "1.1", "1.1.1", "Barang dan jasa", "", 5, 5],
    ),
}  # fmt: skip
"""A second year, under the structure that has subkegiatan."""


def salah(folder: Path) -> tuple[Violation, ...]:
    with pytest.raises(InvalidInput) as error:
        data.load(folder)
    semua = error.value.violations
    assert len(set(semua)) == len(semua)
    return semua


def tempat(folder: Path, violations: tuple[Violation, ...]) -> list[tuple[str, int | None, str]]:
    return [(Path(v.file).relative_to(folder).as_posix(), v.row, v.column) for v in violations]


def satu(folder: Path) -> tuple[tuple[str, int | None, str], Violation]:
    semua = salah(folder)
    assert len(semua) == 1, "\n".join(map(str, semua))
    return tempat(folder, semua)[0], semua[0]


def tukar(folder: Path, berkas: str, lama: str, baru: str) -> None:
    path = folder / berkas
    isi = path.read_text("utf-8")
    assert isi.count(lama) == 1, (berkas, lama, isi.count(lama))
    path.write_text(isi.replace(lama, baru), "utf-8")


@pytest.fixture
def terbit(tmp_path: Path) -> Path:
    """A copy of the package of the repository."""
    return shutil.copytree(DATA, tmp_path / "terbit")


# ------------------------------------------------------------------ the kegiatan of another program


def test_a_kegiatan_booked_under_another_program_is_a_violation(terbit: Path) -> None:
    tukar(terbit, "2020/anggaran.csv", "kegiatan,BL,,4,4.2,", "kegiatan,BL,,1,4.2,")
    tempatnya, v = satu(terbit)
    assert tempatnya == ("2020/anggaran.csv", 18, "kode_program")
    assert v.found == "program '1' untuk kegiatan '4.2'"
    assert v.expected.startswith("program '4', seperti pada 2020/kegiatan.csv baris ")
    assert "kode_program" in v.action


@pytest.mark.parametrize(
    ("berkas", "baris", "kolom", "nilai", "kata"),
    [
        ("2021/anggaran.csv", 5, "kode_program", "2", "program '1'"),
        ("2021/anggaran.csv", 6, "kode_program", "2", "program '1'"),
        ("2021/anggaran.csv", 6, "kode_kegiatan", "1.2", "kegiatan '1.1'"),
        ("2021/anggaran.csv", 7, "kode_program", "2", "program '1'"),
        ("2021/anggaran.csv", 7, "kode_kegiatan", "1.2", "kegiatan '1.1'"),
        ("2021/kegiatan.csv", 3, "kode_program", "2", "program '1'"),
    ],
)
def test_every_level_stands_under_the_one_above_it(
    tmp_path: Path, berkas: str, baris: int, kolom: str, nilai: str, kata: str
) -> None:
    isi = SAH_2021 | {berkas: ganti(baris, kolom, nilai, str(SAH_2021[berkas]))}
    folder = tulis_paket(tmp_path / "p", isi)
    tempatnya, v = satu(folder)
    assert tempatnya == (berkas, baris, kolom)
    assert kata in v.expected


def test_a_subkegiatan_must_exist(tmp_path: Path) -> None:
    isi = ganti(6, "kode_subkegiatan", "1.1.9", str(SAH_2021["2021/anggaran.csv"]))
    tempatnya, _ = satu(tulis_paket(tmp_path / "p", SAH_2021 | {"2021/anggaran.csv": isi}))
    assert tempatnya == ("2021/anggaran.csv", 6, "kode_subkegiatan")


@pytest.mark.parametrize(
    ("baris", "kolom", "nilai"),
    [
        (2, "kode_program", "2"), (2, "kelompok", "BL"), (3, "kode_rekening", "5.1"),
        (3, "kode_kegiatan", "1.1"), (4, "kode_kegiatan", "2.1"),
    ],
)  # fmt: skip
def test_a_code_on_a_level_that_cannot_have_it_is_a_violation(
    tmp_path: Path, baris: int, kolom: str, nilai: str
) -> None:
    folder = tulis_paket(tmp_path / "p", {"2020/anggaran.csv": ganti(baris, kolom, nilai, ANGGARAN)})
    tempatnya, v = satu(folder)
    assert tempatnya == ("2020/anggaran.csv", baris, kolom)
    assert f"kode {nilai!r} pada baris level" in v.found
    assert "sel kosong" in v.expected


def test_the_levels_and_groups_of_a_year_are_those_of_its_structure(tmp_path: Path) -> None:
    data.load(tulis_paket(tmp_path / "sah", SAH_2021))
    data.load(KEDUA)
    folder = tulis_paket(tmp_path / "a", {"2020/anggaran.csv": ganti(3, "kelompok", "BTL", ANGGARAN)})
    assert satu(folder)[0] == ("2020/anggaran.csv", 3, "kelompok")
    folder = tulis_paket(tmp_path / "b", {"2020/anggaran.csv": ganti(5, "level", "subkegiatan", ANGGARAN)})
    tempatnya, v = satu(folder)
    assert tempatnya == ("2020/anggaran.csv", 5, "level")
    assert "Permendagri 13/2006" in v.expected


def test_a_kegiatan_without_its_program_would_be_lost_from_every_slice(tmp_path: Path) -> None:
    folder = tulis_paket(tmp_path / "p", {"2020/anggaran.csv": ganti(5, "kode_program", "", ANGGARAN)})
    assert satu(folder)[0] == ("2020/anggaran.csv", 5, "kode_program")


# ------------------------------------------------------------------ all errors at once, no follow-up


def test_a_wrong_number_hides_no_unknown_code(terbit: Path) -> None:
    tukar(terbit, "2020/anggaran.csv", ",1318304000,471124000,", ",1.318.304.000,471124000,")
    tukar(terbit, "2020/anggaran.csv", "kegiatan,BL,,4,4.2,", "kegiatan,BL,,4,4.9,")
    tukar(terbit, "2019/anggaran.csv", "kelompok,BTL,", "kelompok,BXL,")
    assert tempat(terbit, salah(terbit)) == [
        ("2019/anggaran.csv", 3, "kelompok"),
        ("2020/anggaran.csv", 8, "pagu_perubahan"),
        ("2020/anggaran.csv", 18, "kode_kegiatan"),
    ]


KETIKAN: list[tuple[str, Callable[[str], str]]] = [
    ("2020/kegiatan.csv", lambda isi: ganti(2, "kode_kegiatan", "1 .1", isi)),
    ("2020/kegiatan.csv", lambda isi: ganti(2, "kode_kegiatan", "", isi)),
    ("2020/kegiatan.csv", lambda isi: isi.replace("kode_kegiatan", "kode_kgt", 1)),
    ("2020/kegiatan.csv", lambda isi: isi.replace("Kegiatan satu", 'Kegiatan "satu"', 1).replace("1.1,K", '1.1,"K')),
    ("2020/kegiatan.csv", lambda isi: isi.replace("Kegiatan satu", "Kegiatan, satu")),
    ("2020/unsur.csv", lambda isi: ganti(2, "kode", "wak tu", isi)),
    ("program.csv", lambda isi: ganti(2, "tahun", "dua", isi)),
    ("program.csv", lambda isi: ganti(2, "kode_program", "1 1", isi)),
    ("renstra.csv", lambda isi: ganti(2, "kode_sasaran", "S 1", isi)),
    ("2020/indikator.csv", lambda isi: ganti(2, "pembilang", "lima", isi)),
    ("2020/anggaran.csv", lambda isi: ganti(3, "kode_program", "1 1", isi)),
    ("2020/anggaran.csv", lambda isi: ganti(3, "level", "programm", isi)),
]  # fmt: skip


@pytest.mark.parametrize(("berkas", "rusak"), KETIKAN, ids=range(len(KETIKAN)))
def test_what_cannot_be_read_is_one_violation_without_follow_ups(
    tmp_path: Path, berkas: str, rusak: Callable[[str], str]
) -> None:
    folder = tulis_paket(tmp_path / "p", {berkas: rusak(PAKET_KECIL[berkas])})
    assert satu(folder)[0][0] == berkas


def test_other_references_are_checked_beside_an_unreadable_key(tmp_path: Path) -> None:
    isi: dict[str, str | bytes | None] = {
        "2020/kegiatan.csv": ganti(2, "kode_kegiatan", "1 .1", PAKET_KECIL["2020/kegiatan.csv"]),
        "2020/anggaran.csv": ganti(3, "kode_program", "9", ANGGARAN),
        "2020/ikm_unsur.csv": ganti(2, "unsur", "lain", PAKET_KECIL["2020/ikm_unsur.csv"]),
        "instansi.yaml": "kode: [\n",
    }
    folder = tulis_paket(tmp_path / "p", isi)
    assert {(b, n) for b, n, _ in tempat(folder, salah(folder))} == {
        ("instansi.yaml", 2), ("2020/anggaran.csv", 3), ("2020/ikm_unsur.csv", 2), ("2020/kegiatan.csv", 2),
    }  # fmt: skip


def test_an_empty_table_is_one_violation_for_each_column_that_refers_to_it(terbit: Path) -> None:
    (terbit / "2020/kegiatan.csv").unlink()
    semua = salah(terbit)
    assert {(b, k) for b, _, k in tempat(terbit, semua)} == {
        ("2020/anggaran.csv", "kode_kegiatan"),
        ("2020/tolok_ukur.csv", "kode_kegiatan"),
    }
    assert len(semua) == 2
    assert "kegiatan.csv tidak berisi" in semua[0].found


# ------------------------------------------------------------------ a program of another year


def test_a_wrong_year_of_a_program_names_its_row(terbit: Path) -> None:
    tukar(terbit, "program.csv", "\n2020,3,", "\n2021,3,")
    tempatnya, v = satu(terbit)
    assert tempatnya == ("program.csv", 8, "tahun")
    assert "program '3' pada tahun 2021; data tahun 2020 merujuknya" in v.found
    assert "10 tempat lain" in v.found  # 5 kegiatan, 4 rows of the budget, 1 agreed, 1 indicator
    assert "2020" in v.action


def test_a_wrong_year_that_makes_a_row_double_is_that_violation_alone(terbit: Path) -> None:
    tukar(terbit, "program.csv", "\n2020,3,", "\n2019,3,")
    tempatnya, v = satu(terbit)
    assert tempatnya[:2] == ("program.csv", 8)
    assert "baris ganda dari baris 4" in v.found


def test_a_year_with_data_that_has_no_use_for_the_program_is_doubted_too(tmp_path: Path) -> None:
    program = str(SAH_2021["program.csv"]).replace("2021,2,", "2021,3,").replace("2020,2,", "2021,2,")
    kegiatan = str(SAH_2021["2021/kegiatan.csv"]).replace("2,2.1,", "3,2.1,")
    folder = tulis_paket(tmp_path / "p", SAH_2021 | {"program.csv": program, "2021/kegiatan.csv": kegiatan})
    assert satu(folder)[0] == ("program.csv", 3, "tahun")


def test_one_reference_to_a_program_of_another_year_is_told_with_that_year(tmp_path: Path) -> None:
    program = str(SAH_2021["program.csv"]) + "2021,3,Program tiga,dua,S2\n"
    kegiatan = str(SAH_2021["2021/kegiatan.csv"]) + "3,3.1,,Kegiatan tiga\n"
    isi = SAH_2021 | {"program.csv": program, "2021/kegiatan.csv": kegiatan}
    folder = tulis_paket(tmp_path / "p", isi | {"2020/anggaran.csv": ganti(4, "kode_program", "3", ANGGARAN)})
    tempatnya, v = satu(folder)
    assert tempatnya == ("2020/anggaran.csv", 4, "kode_program")
    assert "hanya ada untuk tahun 2021 (baris 6)" in v.expected


# ------------------------------------------------------------------ spelling


def test_an_indicator_is_spelled_alike_in_every_table_and_year(tmp_path: Path) -> None:
    isi = PAKET_KECIL["2020/indikator.csv"].replace("S2-B", "s2-b")
    tempatnya, v = satu(tulis_paket(tmp_path / "p", {"2020/indikator.csv": isi}))
    assert tempatnya == ("2020/indikator.csv", 3, "kode_indikator")
    assert "renstra.csv baris 3 menulis 'S2-B'" in v.found


def test_a_code_with_other_capitals_gets_a_suggestion(tmp_path: Path) -> None:
    isi = ganti(3, "kode_sasaran", "s2", PAKET_KECIL["program.csv"])
    assert "'S2'" in satu(tulis_paket(tmp_path / "p", {"program.csv": isi}))[1].action


# ------------------------------------------------------------------ laws

RUSAK = st.one_of(
    st.sampled_from(["", "x", "1 1", "9", "s1", "2019", "-1", '"', ",", "\n", "１", "\x00", "rentang", "rekening"]),
    st.text(max_size=4),
)  # fmt: skip
BERKAS = sorted(nama for nama in PAKET_KECIL if nama.endswith(".csv"))


@given(st.lists(st.tuples(st.sampled_from(BERKAS), st.integers(0, 400), RUSAK), min_size=1, max_size=4))
def test_law_a_damaged_package_is_read_or_refused_with_places_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, rusak: list[tuple[str, int, str]]
) -> None:
    isi: dict[str, str] = {}
    for berkas, letak, teks in rusak:
        asli = isi.get(berkas, PAKET_KECIL[berkas])
        isi[berkas] = asli[: letak % len(asli)] + teks + asli[letak % len(asli) + len(teks) :]
    folder = tulis_paket(
        tmp_path_factory.mktemp("p"), {k: v.encode("utf-8", "replace") for k, v in isi.items()}
    )
    try:
        data.load(folder)
    except InvalidInput as error:
        semua = error.violations
        assert len(set(semua)) == len(semua)
        assert all(v.file and v.found and v.expected and v.action for v in semua)
