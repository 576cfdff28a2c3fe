"""Claims: a printed value agrees when the result, rounded half up, is what stands there."""

import pytest
from bantu import rangka

from lakip_utils.analisis.klaim import Tercetak, tercetak


def satu(teks: str) -> Tercetak:
    klaim = rangka(
        "klaim",
        {
            "id": "K1",
            "tabel": "t",
            "kunci_entitas": "k",
            "kolom": "c",
            "nilai_tercetak": teks,
            "lokasi": "3.1 (b. 1694)",
        },
    )
    (hasil,) = tercetak(klaim, tabel="t", kunci="k", kolom="c")
    return hasil


@pytest.mark.parametrize(
    ("teks", "pembilang", "penyebut", "cocok"),
    [
        ("27,77", 5, 18, False),  # b. 1694: truncated
        ("27,78", 5, 18, True),
        ("23,52", 4, 17, False),  # b. 1608: truncated
        ("23,53", 4, 17, True),
        ("16,66", 1, 6, False),  # b. 1672: truncated
        ("16,67", 1, 6, True),
        ("16.67", 1, 6, True),  # b. 1313: decimal point
        ("16,67%", 1, 6, True),
        ("28,57", 2, 7, True),
        ("22,22", 2, 9, True),
        ("28", 5, 18, True),
        ("27", 5, 18, False),
        ("100", 4, 4, True),
        ("100,00%", 4, 4, True),
        ("0", 4, 4, False),  # b. 1594: 4 of 4 printed 0
    ],
)
def test_claim_agrees_only_when_rounded_half_up(
    teks: str, pembilang: int, penyebut: int, cocok: bool
) -> None:
    assert satu(teks).cocok(pembilang / penyebut * 100) is cocok


@pytest.mark.parametrize("teks", ["301.982.00", "6002.032.000", ",00 %", "Baik"])
def test_what_is_no_number_stays_text_and_agrees_with_nothing(teks: str) -> None:
    assert (satu(teks).teks, satu(teks).nilai) == (teks, None)
    assert not satu(teks).cocok(0)


def test_missing_result_agrees_with_nothing() -> None:
    assert not satu("0").cocok(None)
    assert not satu("0").cocok(float("nan"))


def test_a_claim_knows_its_place() -> None:
    assert satu("27,77").lokasi == "3.1 (b. 1694)"
    assert [(s.berkas, s.baris, s.kolom, s.kunci) for s in satu("27,77").asal.sel] == [
        ("2020/klaim.csv", 2, "nilai_tercetak", "K1")
    ]


def test_claims_of_one_figure_come_in_the_order_of_the_document() -> None:
    def k(nilai: str, kunci: str = "k") -> dict[str, str]:
        return {"tabel": "t", "kunci_entitas": kunci, "kolom": "c", "nilai_tercetak": nilai}

    klaim = rangka("klaim", k("16.67"), k("9", "lain"), k("16,66"))
    assert [c.teks for c in tercetak(klaim, tabel="t", kunci="k", kolom="c")] == ["16.67", "16,66"]
