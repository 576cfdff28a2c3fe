"""Workbooks of other systems, read by a saved mapping: realisasi by account code, answers of a survey."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from bantu import AKAR, csv_teks
from openpyxl import Workbook
from paket_konsisten import UNSUR_WAJIB

from lakip_utils import data
from lakip_utils.analisis import ikm
from lakip_utils.data.excel import impor
from lakip_utils.errors import InvalidInput
from lakip_utils.terbitan.impor import perubahan

KEDUA = AKAR / "tests/fixtures/instansi-kedua"
LRA, SKM = AKAR / "params/peta_lra.yaml", AKAR / "params/peta_skm.yaml"
UNSUR = tuple(UNSUR_WAJIB)
TANYA = {
    "persyaratan": "Bagaimana pendapat Saudara tentang kesesuaian persyaratan dengan jenis pelayanannya?",
    "prosedur": "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
    "waktu": "Bagaimana pendapat Saudara tentang kecepatan dalam memberikan pelayanan?",
    "biaya": "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif?",
    "produk": "Bagaimana kesesuaian produk pelayanan dengan yang tercantum dalam standar?",
    "kompetensi": "Bagaimana kompetensi/kemampuan petugas?",
    "perilaku": "Bagaimana kesopanan dan keramahan petugas?",
    "pengaduan": "Bagaimana penanganan pengaduan pengguna layanan?",
    "sarana": "Bagaimana kualitas sarana dan prasarana?",
}


def buku(path: Path, *baris: Sequence[object]) -> Path:
    kerja = Workbook()
    for satu in baris:
        kerja.active.append(list(satu))
    kerja.save(path)
    return path


def salah(*args: object) -> list[tuple[str, int | None, str, str]]:
    with pytest.raises(InvalidInput) as gagal:
        impor.rencanakan(*args)  # type: ignore[arg-type]
    return [(s.sheet, s.row, s.column, s.found) for s in gagal.value.violations]


@pytest.fixture
def berunsur(paket_kecil: Path) -> Path:
    """The small package with the nine unsur of PermenPANRB 14/2017, and no survey yet."""
    unsur = csv_teks(["kode", "nama", "bobot"], *([kode, kode.title(), ""] for kode in UNSUR))
    (paket_kecil / "2020/unsur.csv").write_text(unsur)
    (paket_kecil / "2020/ikm_unsur.csv").unlink()
    return paket_kecil


def kuesioner(urutan: Sequence[str]) -> list[str]:
    """Heads of an export in which the unsur stand in this order, numbered as they stand."""
    tanya = [f"U{n}. {TANYA[kode]}" for n, kode in enumerate(urutan, 1)]
    return ["Timestamp", "Nama", "Jenis Kelamin", *tanya, "Saran untuk perbaikan sarana"]


@pytest.mark.parametrize("tukar", [False, True], ids=["U8 sarana", "U9 sarana"])
def test_questions_are_known_by_their_words_whatever_their_number(
    berunsur: Path, tmp_path: Path, tukar: bool
) -> None:
    urutan = [*UNSUR[:7], *(UNSUR[:6:-1] if tukar else UNSUR[7:])]
    nilai = {kode: 1 + n % 4 for n, kode in enumerate(UNSUR)}
    baris = [["1/2/2020", "Budi", "L", *(nilai[kode] for kode in urutan), "-"] for _ in range(3)]
    rencana = impor.rencanakan(buku(tmp_path / "j.xlsx", kuesioner(urutan), *baris), berunsur, 2020, SKM)
    impor.tulis(rencana)
    hasil = data.load(berunsur).tabel("ikm_responden", 2020)
    assert {kode: set(hasil[kode]) for kode in UNSUR} == {k: {str(n)} for k, n in nilai.items()}
    assert list(hasil["responden"]) == ["1", "2", "3"]
    assert list(hasil["ciri_jenis_kelamin"]) == ["L"] * 3
    assert "Budi" not in (berunsur / "2020/ikm_responden.csv").read_text()
    letak = "DEFGHIJKL"[urutan.index("sarana")]
    assert any(s.startswith(f"kolom {letak} ") and s.endswith("→ sarana") for s in rencana.buku.pemetaan)
    assert any("“Nama” → (tidak dibaca)" in satu for satu in rencana.buku.pemetaan)


def test_answers_in_words_are_those_of_the_questionnaire(berunsur: Path, tmp_path: Path) -> None:
    # PermenPANRB 14/2017, the questionnaire: a dear service is the worst, a free one the best
    kata = {
        "persyaratan": ("Tidak sesuai", "Sangat sesuai"),
        "biaya": ("Sangat mahal", "d. Gratis"),
        "sarana": ("a. Buruk", "4. Sangat baik"),
        "pengaduan": ("Tidak ada", "Dikelola dengan baik"),
    }
    baris = [["", "", "P", *(kata.get(kode, (1, 4))[n] for kode in UNSUR), ""] for n in (0, 1)]
    rencana = impor.rencanakan(buku(tmp_path / "j.xlsx", kuesioner(UNSUR), *baris), berunsur, 2020, SKM)
    impor.tulis(rencana)
    hasil = data.load(berunsur).tabel("ikm_responden", 2020)
    assert {tuple(hasil[kode]) for kode in UNSUR} == {("1", "4")}


def test_every_answer_that_is_none_is_named_with_its_cell(berunsur: Path, tmp_path: Path) -> None:
    jawaban: list[object] = [1, 2, "entahlah", 3, 4, 5, "3 - Tidak sesuai", 2.5, ""]
    berkas = buku(tmp_path / "j.xlsx", kuesioner(UNSUR), ["", "", "L", *jawaban, ""])
    assert [(baris, kolom) for _, baris, kolom, _ in salah(berkas, berunsur, 2020, SKM)] == [
        (2, "waktu (sel F2)"),
        (2, "kompetensi (sel I2)"),
        (2, "perilaku (sel J2)"),
        (2, "pengaduan (sel K2)"),
    ]


def test_a_question_that_can_be_two_unsur_or_is_missing_is_refused(berunsur: Path, tmp_path: Path) -> None:
    judul = kuesioner(UNSUR)
    judul[-2] = "Bagaimana sarana pengaduan?"
    temuan = salah(buku(tmp_path / "j.xlsx", judul, ["", "", "L", *[3] * 9, ""]), berunsur, 2020, SKM)
    assert any("pengaduan atau sarana" in isi for *_, isi in temuan)
    judul[-2] = "Apakah Saudara puas?"
    temuan = salah(buku(tmp_path / "k.xlsx", judul, ["", "", "L", *[3] * 9, ""]), berunsur, 2020, SKM)
    assert [isi for *_, isi in temuan] == ["kolom tidak ada"]


def test_numbers_of_questions_alone_say_nothing(berunsur: Path, tmp_path: Path) -> None:
    berkas = buku(tmp_path / "j.xlsx", ["Timestamp", *(f"U{n}" for n in range(1, 10))], ["", *[3] * 9])
    assert "0 lembar" in salah(berkas, berunsur, 2020, SKM)[0][3]


def test_the_ikm_of_the_imported_answers_is_that_of_the_answers(berunsur: Path, tmp_path: Path) -> None:
    # Half of the respondents say 3, half 4: NRR 3,5 for every unsur, IKM 87,5 (PermenPANRB 14/2017)
    baris = [["", "", "L", *[3 + n % 2] * 9, ""] for n in range(10)]
    impor.tulis(impor.rencanakan(buku(tmp_path / "j.xlsx", kuesioner(UNSUR), *baris), berunsur, 2020, SKM))
    paket = data.load(berunsur)
    total = ikm.jumlahkan(paket.tabel("ikm_responden", 2020), paket.tabel("unsur", 2020))
    assert set(total["total_nilai"] / total["jumlah_kuesioner"]) == {3.5}


def lra(path: Path, *baris: Sequence[object]) -> Path:
    judul = ["Kode Rekening", "Uraian", "Anggaran", "Realisasi", "%", "Sisa"]
    return buku(path, ["PEMERINTAH KABUPATEN"], ["LAPORAN REALISASI ANGGARAN"], [], judul, *baris)


@pytest.fixture
def kedua(tmp_path: Path) -> Path:
    """A copy of the second agency, whose 2021 has the budget structure of Permendagri 77/2020."""
    import shutil

    return Path(shutil.copytree(KEDUA, tmp_path / "kedua"))


def test_realisasi_of_another_system_goes_to_its_rows_and_leaves_the_others(
    kedua: Path, tmp_path: Path
) -> None:
    berkas = lra(
        tmp_path / "lra.xlsx",
        ["5", "BELANJA DAERAH", "23.600.000.000,00", "22.600.000.000,00", "95,76", ""],
        ["5.1", "BELANJA OPERASI", "Rp. 20.500.000.000 ,-", 20100000000, "98,05", ""],
        ["5.1.02.01.01.0001", "Belanja alat tulis kantor", "1.000,00", "900,00", "", ""],
        ["1.02.01", "PROGRAM PENUNJANG", "14.000.000.000,00", "13.800.000.000,00", "", ""],
        ["", "JUMLAH", "23.600.000.000,00", "22.600.000.000,00", "", ""],
    )
    lama = data.load(kedua).tabel("anggaran", 2021)
    rencana = impor.rencanakan(berkas, kedua, 2021, LRA)
    ubah = {(u.kunci, u.kolom): u.baru for beda in rencana.beda for u in beda.ubah}
    assert ubah == {
        ("total", "realisasi"): "22600000000",
        ("kelompok / operasi", "realisasi"): "20100000000",
        ("program / 1.02.01", "realisasi"): "13800000000",
    }
    impor.tulis(rencana)
    baru = data.load(kedua).tabel("anggaran", 2021)
    assert list(baru["uraian"]) == list(lama["uraian"])
    assert (baru["realisasi"] != lama["realisasi"]).sum() == 3


def test_a_code_that_the_mapping_does_not_know_is_refused(kedua: Path, tmp_path: Path) -> None:
    berkas = lra(
        tmp_path / "lra.xlsx",
        ["5", "BELANJA", "1,00", "1,00", "", ""],
        ["9.Z", "LAIN-LAIN", "2,00", "2,00", "", ""],
        ["", "Belanja tanpa kode", "3,00", "3,00", "", ""],
        [5.1, "BELANJA OPERASI", "1.250", "1,00", "", ""],
    )
    assert [(baris, isi) for _, baris, _, isi in salah(berkas, kedua, 2021, LRA)][:3] == [
        (6, "kode “9.Z”"),
        (7, "baris tanpa kode: “Belanja tanpa kode”, “3,00”, “3,00”"),
        (8, "“1.250”"),
    ]


def test_a_program_that_the_year_does_not_have_is_refused_at_its_cell(kedua: Path, tmp_path: Path) -> None:
    berkas = lra(tmp_path / "lra.xlsx", ["9.99.99", "PROGRAM LAIN", "1,00", "1,00", "", ""])
    assert [(s, b, k) for s, b, k, _ in salah(berkas, kedua, 2021, LRA)] == [
        ("Sheet", 5, "kode_program (sel A5)")
    ]


def test_the_mapping_itself_is_checked(kedua: Path, tmp_path: Path) -> None:
    peta = tmp_path / "peta.yaml"
    peta.write_text("tabel: anggarn\nbaris:\n  - {pola: '5(', isi: {level: total}}\nkolm: {}\n")
    with pytest.raises(InvalidInput) as gagal:
        impor.rencanakan(lra(tmp_path / "lra.xlsx"), kedua, 2021, peta)
    assert {satu.column for satu in gagal.value.violations} >= {"tabel", "kolm"}


def test_a_mapping_needs_a_year(kedua: Path, tmp_path: Path) -> None:
    berkas = lra(tmp_path / "lra.xlsx", ["5", "BELANJA", "1,00", "1,00", "", ""])
    with pytest.raises(InvalidInput, match="--tahun"):
        impor.rencanakan(berkas, kedua, None, LRA)


def test_an_export_as_systems_print_it_is_read_and_what_is_no_data_is_told(
    kedua: Path, tmp_path: Path
) -> None:
    berkas = lra(
        tmp_path / "lra.xlsx",
        ["1", "2", "3", "4", "5", "6"],
        ["5", "BELANJA DAERAH", "23.600.000.000,00", "22.600.000.000,00", "", ""],
        ["5.1.1", "Belanja Pegawai", "9.000.000.000,00", "8.900.000.000,00", "", ""],
        ["JUMLAH BELANJA", "", "23.600.000.000,00", "22.600.000.000,00", "", ""],
        ["", "SURPLUS/(DEFISIT)", "(23.600.000.000,00)", "(22.600.000.000,00)", "", ""],
        ["", "", "Serang, 31 Desember 2021", "", "", ""],
        ["", "", "Kepala Dinas,", "", "", ""],
        ["", "", "196501011990031001", "", "", ""],
    )
    rencana = impor.rencanakan(berkas, kedua, 2021, LRA)
    assert [satu["level"] for _, satu in rencana.buku.lembar[0].baris] == ["total", "rekening"]
    assert rencana.buku.lembar[0].dilewati == (
        "1 baris (5): nomor kolom",
        "5 baris (8, 9, 10, 11, 12): tanpa kode (judul bagian, jumlah, atau tanda tangan)",
    )


def test_an_export_in_thousands_is_refused(kedua: Path, tmp_path: Path) -> None:
    berkas = buku(
        tmp_path / "lra.xlsx",
        ["LAPORAN REALISASI ANGGARAN"],
        ["(dalam ribuan rupiah)"],
        ["Kode Rekening", "Uraian", "Anggaran", "Realisasi"],
        ["5", "BELANJA DAERAH", 23600000, 22600000],
    )
    assert [(baris, kolom) for _, baris, kolom, _ in salah(berkas, kedua, 2021, LRA)] == [(2, "sel A2")]


def test_answers_in_words_are_listed_with_the_number_that_they_are_read_as(
    berunsur: Path, tmp_path: Path
) -> None:
    baris = ["", "", "L", "Sangat sesuai", *[3] * 8, ""]
    rencana = impor.rencanakan(buku(tmp_path / "j.xlsx", kuesioner(UNSUR), baris), berunsur, 2020, SKM)
    (bacaan,) = rencana.buku.lembar[0].bacaan
    # Which cell it is, would be what one respondent answered
    assert (bacaan.sel, bacaan.tampak, bacaan.dibaca) == ("", "Sangat sesuai", "4")


def test_what_would_change_of_respondents_is_told_as_counts(berunsur: Path, tmp_path: Path) -> None:
    satu = [["", "Budi", "L", *[n] * 9, "Jalan rusak"] for n in (1, 2, 3)]
    berkas = tmp_path / "j.xlsx"
    awal = impor.rencanakan(buku(berkas, kuesioner(UNSUR), *satu), berunsur, 2020, SKM)
    impor.tulis(awal)
    satu[1][3] = satu[2][3] = 4
    lain = impor.rencanakan(buku(berkas, kuesioner(UNSUR), *satu), berunsur, 2020, SKM)
    for rencana, kata in ((awal, "3 baris baru"), (lain, f"sel yang berubah: {UNSUR[0]} 2")):
        teks = "\n".join(perubahan(rencana))
        assert kata in teks
        assert "jawaban perorangan" in teks
        assert not any(isi in teks for isi in ("Budi", "Jalan rusak", f"{UNSUR[0]} 1", f"{UNSUR[0]}: "))
