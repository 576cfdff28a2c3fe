"""The descriptor and the dictionary say what the contract and the files say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bantu import AKAR, DATA, csv_teks, tulis_paket
from frictionless import Package

from lakip_utils.data.describe import DATAPACKAGE, KAMUS, descriptor, dictionary
from lakip_utils.data.schema import TABLES


def test_datapackage_json_is_the_descriptor_of_the_data() -> None:
    """Otherwise: make docs."""
    assert json.loads((DATA / DATAPACKAGE).read_text("utf-8")) == descriptor(DATA)


def test_kamus_data_is_the_dictionary_of_the_contract() -> None:
    """Otherwise: make docs."""
    assert (AKAR / KAMUS).read_text("utf-8") == dictionary()


@pytest.mark.filterwarnings("default")
def test_an_independent_reader_finds_the_package_valid() -> None:
    report = Package(DATA / DATAPACKAGE).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("lama", "baru", "jenis"),
    [
        ("Bidang Satu,1000", "Bidang Satu,-1000", "constraint-error"),
        ("1.1,1.1.1,", "9.9,1.1.1,", "foreign-key"),
        ("2.1,2.1.1,", "2.1,1.1.1,", "primary-key"),
        (",output,", ",hasil,", "constraint-error"),
        (",18,", ",delapan belas,", "type-error"),
    ],
)
def test_an_independent_reader_finds_what_breaks_the_contract(
    tmp_path: Path, lama: str, baru: str, jenis: str
) -> None:
    paket = tulis_paket(tmp_path / "paket")
    anggaran, tolok_ukur = paket / "2020/anggaran.csv", paket / "2020/tolok_ukur.csv"
    anggaran.write_text(anggaran.read_text().replace("Kegiatan satu,,700", "Bidang Satu,1000,700"))
    (paket / DATAPACKAGE).write_text(json.dumps(descriptor(paket)))
    assert Package(paket / DATAPACKAGE).validate().valid
    berkas = anggaran if lama in anggaran.read_text() else tolok_ukur
    assert lama in berkas.read_text()
    berkas.write_text(berkas.read_text().replace(lama, baru, 1))
    report = Package(paket / DATAPACKAGE).validate()
    assert [jenis] == [satu for (satu,) in report.flatten(["type"])]


def test_fields_follow_the_header_of_the_file(tmp_path: Path) -> None:
    responden = csv_teks(["responden", "biaya", "ciri_umur"], ["r1", 4, "30–39"])
    paket = tulis_paket(tmp_path / "paket", {"2020/ikm_responden.csv": responden})
    resource = next(r for r in descriptor(paket)["resources"] if r["name"] == "ikm_responden-2020")
    assert [(f["name"], f["type"]) for f in resource["schema"]["fields"]] == [
        ("responden", "string"),
        ("biaya", "integer"),
        ("ciri_umur", "string"),
    ]
    assert resource["schema"]["fields"][1]["constraints"] == {"minimum": 1, "maximum": 4}


def test_foreign_keys_lead_to_the_same_year_and_only_to_files_that_exist(tmp_path: Path) -> None:
    paket = tulis_paket(tmp_path / "paket", {"2021/ikm_unsur.csv": "unsur,total_nilai,jumlah_kuesioner\n"})
    schemas = {r["name"]: r["schema"] for r in descriptor(paket)["resources"]}
    assert schemas["ikm_unsur-2020"]["foreignKeys"] == [
        {"fields": ["unsur"], "reference": {"resource": "unsur-2020", "fields": ["kode"]}}
    ]
    assert "foreignKeys" not in schemas["ikm_unsur-2021"]


def test_every_table_and_column_of_the_contract_is_in_the_dictionary() -> None:
    bab = dictionary().split("\n## ")[1:]
    assert [isi.split("\n", 1)[0] for isi in bab] == list(TABLES)
    for isi, table in zip(bab, TABLES.values(), strict=True):
        assert all(f"| `{column.name}`" in isi for column in table.all_columns)
