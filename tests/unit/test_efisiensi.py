"""Efisiensi (domain 4): capaian against serapan, target and pagu of the same stage."""

import pandas as pd
import pytest
from bantu import rangka

from lakip_utils.analisis import anggaran, efisiensi
from lakip_utils.asal import bulat


def program(
    target: float | None,
    realisasi: float | None,
    pagu: int,
    belanja: int | None,
    *,
    murni: bool = False,
    **target_lain: object,
) -> pd.Series:
    indikator = rangka(
        "indikator",
        {"kode_indikator": "P3", "level": "program", "kode_induk": "3", "arah": "naik", "target_awal": target, "realisasi": realisasi, **target_lain},
    )  # fmt: skip
    kolom = "pagu_murni" if murni else "pagu_perubahan"
    uang = rangka(
        "anggaran",
        {"level": "program", "kode_program": "3", "uraian": "Program 3", kolom: pagu, "realisasi": belanja},
    )
    hasil = efisiensi.hitung(indikator, rangka("tolok_ukur"), anggaran.hitung(uang), rangka("kegiatan"))
    assert len(hasil) == 1
    return hasil.iloc[0]


def test_program_3_of_2020_is_kurang_efisien() -> None:
    # capaian 1 of 6 (b. 1684), serapan 266.079.038 of 675.854.000 (b. 2801): 16,67 / 39,37 = 0,42
    hasil = program(6, 1, 675854000, 266079038)
    assert (str(bulat(hasil["capaian"])), str(bulat(hasil["serapan"]))) == ("16.67", "39.37")
    assert (str(bulat(hasil["ie"])), str(bulat(hasil["te"]))) == ("0.42", "-0.58")
    assert hasil["simpulan"] == "kurang efisien"
    assert {s.berkas for s in hasil["ie_asal"].sel} == {"2020/indikator.csv", "2020/anggaran.csv"}


@pytest.mark.parametrize(
    ("realisasi", "belanja", "ie", "simpulan"),
    [
        (3, 50, 1, "efisien"),
        (3, 51, 50 / 51, "kurang efisien"),
        (6, 50, 2, "efisien"),
        (0, 50, 0, "kurang efisien"),
    ],
)
def test_capaian_that_equals_serapan_is_efisien(
    realisasi: float, belanja: int, ie: float, simpulan: str
) -> None:
    hasil = program(6, realisasi, 100, belanja)
    assert hasil["ie"] == pytest.approx(ie)
    assert hasil["te"] == pytest.approx(ie - 1)
    assert hasil["simpulan"] == simpulan


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"target": 6, "realisasi": 6, "pagu": 100, "belanja": 0}, "serapan 0"),
        ({"target": 6, "realisasi": 6, "pagu": 0, "belanja": 0}, "pagu 0"),
        ({"target": 6, "realisasi": 6, "pagu": 100, "belanja": None}, "belum ada data realisasi"),
        ({"target": 0, "realisasi": 6, "pagu": 100, "belanja": 50}, "target 0"),
        ({"target": 6, "realisasi": None, "pagu": 100, "belanja": 50}, "belum ada data realisasi"),
    ],
)
def test_what_cannot_be_computed_says_why(isi: dict[str, int], kata: str) -> None:
    hasil = program(**isi)
    assert hasil["simpulan"] == "tidak dihitung"
    assert kata in hasil["keterangan"]
    assert hasil[["ie", "te"]].isna().all()


def test_target_and_pagu_are_taken_of_the_same_stage() -> None:
    ubah = {"target_perubahan": 3, "dasar_perubahan": "SE"}
    assert program(11, 3, 100, 50, **ubah)["capaian"] == 100
    assert program(11, 3, 100, 50, **ubah)["tahap"] == "perubahan"
    assert str(bulat(program(11, 3, 100, 50, murni=True, **ubah)["capaian"])) == "27.27"
    assert program(11, 3, 100, 50, murni=True, **ubah)["tahap"] == "awal"


def test_cut_target_that_is_not_recorded_is_not_held_against_the_cut_pagu() -> None:
    # 3.2.3 (1) (b. 2500–2503): target 18 was adjusted, the new one is not printed
    hasil = program(18, 5, 194546000, 166836038, dasar_perubahan="SE")
    assert hasil["simpulan"] == "tidak dihitung"
    assert "tidak dicatat" in hasil["keterangan"]


def test_kegiatan_takes_the_mean_of_its_tolok_ukur() -> None:
    tolok = rangka(
        "tolok_ukur",
        *(
            {"kode_kegiatan": "1.1", "kode_tolok_ukur": f"1.1.{i}", "target_awal": 2, "realisasi": i}
            for i in (1, 2)
        ),
    )
    uang = rangka("anggaran", {"level": "kegiatan", "kode_program": "1", "kode_kegiatan": "1.1", "uraian": "uraian", "pagu_perubahan": 100, "realisasi": 60}, {"level": "kegiatan", "kode_program": "1", "kode_kegiatan": "1.2", "uraian": "tanpa tolok ukur", "pagu_perubahan": 100, "realisasi": 60})  # fmt: skip
    kegiatan = rangka("kegiatan", {"kode_program": "1", "kode_kegiatan": "1.1", "nama": "Nama kegiatan"})
    hasil = efisiensi.hitung(rangka("indikator"), tolok, anggaran.hitung(uang), kegiatan)
    assert hasil.loc[0, ["level", "kode", "nama", "capaian", "simpulan"]].tolist() == [
        "kegiatan", "1.1", "Nama kegiatan", 75, "efisien"
    ]  # fmt: skip


def test_what_cannot_be_computed_is_listed_with_its_reason() -> None:
    # 3.1 prints 20 kegiatan, of which ten have a pagu: the other ten must not fall out of the count
    tolok = rangka("tolok_ukur", *({"kode_kegiatan": k, "kode_tolok_ukur": k, "target_awal": 2, "realisasi": 2} for k in ("1.1", "1.3")))  # fmt: skip
    uang = rangka("anggaran", *({"level": "kegiatan", "kode_program": "1", "kode_kegiatan": k, "uraian": k, "pagu_perubahan": 100, "realisasi": 60} for k in ("1.2", "1.3")))  # fmt: skip
    kegiatan = rangka("kegiatan", *({"kode_program": "1", "kode_kegiatan": f"1.{n}", "nama": f"K{n}"} for n in (1, 2, 3)))  # fmt: skip
    hasil = efisiensi.hitung(rangka("indikator"), tolok, anggaran.hitung(uang), kegiatan)
    assert hasil[["kode", "simpulan", "keterangan"]].values.tolist() == [
        ["1.1", "tidak dihitung", efisiensi.TANPA_PAGU],
        ["1.2", "tidak dihitung", efisiensi.TANPA_KINERJA],
        ["1.3", "efisien", ""],
    ]
    assert hasil["capaian"][0] == 100  # without a pagu there is no index, but there is a capaian
