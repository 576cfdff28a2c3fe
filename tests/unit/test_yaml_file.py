"""YAML into a strict model: nothing runs, nothing is lost, every message has its place."""

from pathlib import Path

import pytest

from lakip_utils.data import params
from lakip_utils.data.instansi import Instansi
from lakip_utils.data.yaml_file import read
from lakip_utils.errors import InvalidInput, Violation


def salah(tmp_path: Path, isi: str | bytes, model: type = params.Batch) -> tuple[Violation, ...]:
    path = tmp_path / "berkas.yaml"
    path.write_bytes(isi if isinstance(isi, bytes) else isi.encode())
    with pytest.raises(InvalidInput) as error:
        read(path, model)
    for satu in error.value.violations:
        assert satu.file == str(path)
        assert satu.found
        assert satu.expected
        assert satu.action
    return error.value.violations


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system ['true']", "!!python/name:os.system", "!rahasia x"]
)
def test_a_tag_is_refused_with_its_line(tmp_path: Path, tag: str) -> None:
    (satu,) = salah(tmp_path, f"out: x\ndata: {tag}\n")
    assert satu.row == 2
    assert "tag" in satu.found


def test_a_key_written_twice_is_refused_not_overwritten(tmp_path: Path) -> None:
    (satu,) = salah(tmp_path, "out: a\njobs: 1\nout: b\n")
    assert (satu.row, satu.found) == (3, "kunci 'out' tertulis dua kali")
    (satu,) = salah(tmp_path, "pengaturan:\n  predikat: a\n  predikat: b\n")
    assert satu.row == 3


@pytest.mark.parametrize(
    ("isi", "kolom", "saran"),
    [
        ("tahn: semua\n", "tahn", "'tahun'"),
        ("pengaturan: {bobot_imk: tepat}\n", "pengaturan.bobot_imk", "'bobot_ikm'"),
    ],
)
def test_an_unknown_key_gets_a_suggestion(tmp_path: Path, isi: str, kolom: str, saran: str) -> None:
    (satu,) = salah(tmp_path, isi)
    assert satu.column == kolom
    assert "kunci tak dikenal" in satu.found
    assert saran in satu.action


def test_missing_keys_are_all_named(tmp_path: Path) -> None:
    kolom = {satu.column for satu in salah(tmp_path, "kode: x\n", Instansi)}
    assert kolom == {"nama", "nama_singkat", "pemerintah", "provinsi", "kota", "bidang"}


def test_all_errors_are_reported_at_once(tmp_path: Path) -> None:
    kolom = {satu.column for satu in salah(tmp_path, "jobs: 0\nedisi: lain\nasing: 1\ndata: []\n")}
    assert kolom == {"jobs", "edisi", "asing", "data"}


def test_one_mistake_is_one_message(tmp_path: Path) -> None:
    assert [satu.column for satu in salah(tmp_path, "format: [docx]\n")] == ["format ke-1"]
    assert [satu.column for satu in salah(tmp_path, "tahun: [dua]\n")] == ["tahun ke-1"]


@pytest.mark.parametrize(
    ("isi", "tahun", "bidang"),
    [("tahun: [2020]\n", (2020,), None), ("bidang: [kelembagaan, koperasi]\n", None, ("kelembagaan", "koperasi")), ("tahun: semua\n", None, None)],
)  # fmt: skip
def test_lists_are_read_as_the_comment_in_batch_yaml_says(
    tmp_path: Path, isi: str, tahun: object, bidang: object
) -> None:
    path = tmp_path / "batch.yaml"
    path.write_text(isi)
    assert (params.load(path).tahun, params.load(path).bidang) == (tahun, bidang)


@pytest.mark.parametrize(
    "isi", ["jobs: dua\n", "jobs: 0\n", "jobs: 1.5\n", "tahun: [dua ribu]\n", "format: [docx]\n", "format: []\n", "edisi: lain\n", "fail_fast: 'ya'\n", "data: data\n", "- a\n", "teks\n", ""],
)  # fmt: skip
def test_a_wrong_value_is_explained_in_indonesian(tmp_path: Path, isi: str) -> None:
    for satu in salah(tmp_path, isi):
        for inggris in ("should", "Input", "valid ", "must", "least", "than"):
            assert inggris not in f"{satu.found} {satu.expected} {satu.action}"


def test_a_string_is_not_taken_for_a_number(tmp_path: Path) -> None:
    (satu,) = salah(tmp_path, "jobs: '2'\n")
    assert satu.column == "jobs"


@pytest.mark.parametrize(
    ("isi", "tempat", "sebab"),
    [
        ("out: x\ndata: [1\n", (2, 7), "kurung yang tidak ditutup dengan ]"),
        ("out: x\ndata: {a: 1\n", (2, 7), "kurung yang tidak ditutup dengan }"),
        ("out: x\ndata: b: c\n", (2, 8), "titik dua"),
        ("out: x\n\ta: 1\n", (2, 1), "tab"),
        ("out: 'x\njobs: 1\n", (1, 6), "tanda kutip yang tidak ditutup"),
        ("out: x\n jobs: 1\n", (2, 6), "titik dua"),
        ("data:\n  - a\n - b\n", (3, 2), "lekukan"),
        ("out: x\njobs\n", (3, 1), "kunci tanpa titik dua"),
        ("out: @x\n", (1, 6), "diawali @"),
        ('out: "C:\\data"\n', (1, 10), "tanda kutip tunggal"),
        ("out: *x\n", (1, 6), "jangkar"),
        ("out: x\n---\nout: y\n", (2, 1), "dokumen"),
    ],
)
def test_broken_yaml_has_its_place_and_cause_in_indonesian(
    tmp_path: Path, isi: str, tempat: tuple[int, int], sebab: str
) -> None:
    (satu,) = salah(tmp_path, isi)
    assert satu.row == tempat[0]
    assert f"susunan YAML rusak di dekat baris {tempat[0]} kolom {tempat[1]}: " in satu.found
    assert sebab in satu.found


def test_a_hidden_character_in_yaml_has_its_place(tmp_path: Path) -> None:
    (satu,) = salah(tmp_path, "out: x\ndata: \x00\n")
    assert (satu.row, satu.found) == (2, "karakter tersembunyi U+0000 di baris 2 kolom 7")


@pytest.mark.parametrize(
    "isi",
    ["? [a, b]\n: 1\n", "? {a: 1}\n: 1\n", "data: &a [*a]\n", "a: *tidakada\n", "out: \x00\n", "a: 0x\n", "tahun: [!!int x]\n", "2020: 1\n", "tahun: [2020-13-45]\n", "data: [.nan]\n"],
    ids=["daftar sebagai kunci", "peta sebagai kunci", "lingkaran", "jangkar hilang", "NUL", "heksa", "tag int", "kunci angka", "tanggal salah", "NaN"],
)  # fmt: skip
def test_strange_yaml_is_a_message_never_a_traceback(tmp_path: Path, isi: str) -> None:
    for satu in salah(tmp_path, isi):
        for inggris in ("not ", "found ", "expected ", "invalid", "must", "special", "Circular"):
            assert inggris not in satu.found


def test_missing_file_and_wrong_encoding_are_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as error:
        read(tmp_path / "tidak-ada.yaml", params.Batch)
    assert error.value.violations[0].found == "berkas tidak ada"
    (satu,) = salah(tmp_path, "out: é\n".encode("latin-1"))
    assert "UTF-8" in satu.found


def test_a_folder_instead_of_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        read(tmp_path, params.Batch)


def test_bom_and_crlf_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(b"\xef\xbb\xbfout: x\r\njobs: 2\r\ndata: [a]\r\n")
    batch = read(path, params.Batch)
    assert (batch.out, batch.jobs, batch.data) == ("x", 2, ("a",))


@pytest.mark.parametrize(
    ("kunci", "nilai"), [("predikat", "tidak-ada"), ("aturan_ikm", "permenpan-99"), ("bobot_ikm", "'0,11'")]
)
def test_unknown_rule_codes_are_found_when_the_parameters_are_read(
    tmp_path: Path, kunci: str, nilai: str
) -> None:
    path = tmp_path / "batch.yaml"
    path.write_text(f"pengaturan: {{{kunci}: {nilai}}}\n")
    with pytest.raises(InvalidInput) as error:
        params.load(path)
    (satu,) = error.value.violations
    assert satu.column == f"pengaturan.{kunci}"


def test_editions_by_format() -> None:
    assert [params.Batch().edisi_untuk(f) for f in ("html", "pdf")] == ["reviu", "resmi"]
    assert [params.Batch(edisi="resmi").edisi_untuk(f) for f in ("html", "pdf")] == ["resmi", "resmi"]


def test_a_unit_code_is_safe_as_a_folder_name(tmp_path: Path) -> None:
    for kode in ("../x", "A", "a/b", "", ".", "a b", "-x"):
        isi = f"kode: d\nnama: n\nnama_singkat: n\npemerintah: p\nprovinsi: p\nkota: k\nbidang: [{{kode: '{kode}', nama: n, nama_singkat: n}}]\n"
        assert "bidang ke-1.kode" in [s.column for s in salah(tmp_path, isi, Instansi)]


@pytest.mark.parametrize("sandi", ["\\x1b", "\\0", "\\u202E", "\\a"])
def test_an_escape_in_quotes_brings_no_hidden_character_in(tmp_path: Path, sandi: str) -> None:
    (satu,) = salah(tmp_path, f'jobs: 1\nout: "a{sandi}b"\n')
    assert satu.row == 2
    assert satu.found.startswith("karakter tersembunyi U+")
    (satu,) = salah(tmp_path, f'jobs: 1\n"o{sandi}ut": a\n')
    assert satu.row == 2
