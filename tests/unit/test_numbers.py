"""Numbers as Indonesian documents print them: every form found in the 2020 source, none guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakip_utils.data.numbers import decimals, parse
from lakip_utils.sajian import format as f

# The families of the source with the line of their first hit
TERBACA = [
    # Rp + titik ribuan + ",-" (b. 2794)
    ("Rp. 5.562.627.000,-", "5562627000"),
    ("Rp. 5.363.569.872,-", "5363569872"),
    ("Rp. 471.124.000,-", "471124000"),
    ("Rp. 675.854.000,-", "675854000"),
    # the same with a space before the comma (b. 2798)
    ("Rp. 1.318.304.000 ,-", "1318304000"),
    # Rp + titik ribuan + ",00" (b. 2774)
    ("Rp. 18.193.665.000,00", "18193665000"),
    ("Rp. 15.463.771.313,00", "15463771313"),
    # Rp + titik ribuan (b. 940)
    ("Rp 673.400.000", "673400000"),
    ("Rp. 9.049.665.000", "9049665000"),
    # titik ribuan, tanpa Rp (b. 891)
    ("20.650.000", "20650000"),
    ("250.750.000", "250750000"),
    # titik ribuan + ",00" (b. 2506)
    ("92.608.000,00", "92608000"),
    ("107.824.000,00", "107824000"),
    # koma ribuan (b. 2400)
    ("121,822,000", "121822000"),
    ("166,836,038", "166836038"),
    ("9,049,655,000", "9049655000"),
    # koma ribuan + ".00" (b. 2386), + ".0" cut by the line (b. 2384), + ",00" (b. 2518)
    ("138,884,000.00", "138884000"),
    ("202,744,000.0", "202744000"),
    ("6,635,000,00", "6635000"),
    # dalam kurung (b. 2819, 2812, 2821)
    ("(163.351.901)", "-163351901"),
    ("(3.913.646.613)", "-3913646613"),
    ("(9.999.951.000 )", "-9999951000"),
    ("(4.077.000.000 )", "-4077000000"),
    ("(5. 922.951.000)", "-5922951000"),
    # desimal koma (b. 1068, 1920), desimal titik (b. 1313)
    ("3,20", "3.20"),
    ("100,00", "100"),
    ("2,8", "2.8"),
    ("3,0", "3"),
    ("16.67", "16.67"),
    ("1.00", "1"),
    # persen (b. 1232, 1238, 2068, 2366)
    ("1,00%", "1"),
    ("16,67%", "16.67"),
    ("6,00 %", "6"),
    ("96,49 %", "96.49"),
    ("100%", "100"),
    ("0%", "0"),
    ("25%", "25"),
    ("1 %", "1"),
    # bulat tanpa pemisah (b. 902)
    ("2000", "2000"),
    ("1970", "1970"),
    ("1000", "1000"),
]


@pytest.mark.parametrize(("teks", "nilai"), TERBACA)
def test_every_form_of_the_source_is_read(teks: str, nilai: str) -> None:
    assert parse(teks) == Decimal(nilai)


DITOLAK = [
    "301.982.00",  # b. 970: last group of two
    "6002.032.000",  # b. 977: first group of four
    ",00 %",  # b. 2600: a digit is lost
    "Menurun 35,47%",  # b. 2812
    "0kegiatan", "10kegiatan", "21 kegiatan", "8 Dokumen",  # b. 1470, 1272
    "4 (lima)", "1 (satu)",  # b. 71
    "1.00–1,75", "25–43,75", "1,00 - 1,75", "2,51 - 3,25",  # b. 2122, 2156
    "2017-2022", "2017 – 2022",  # b. 1002
    "PER/09/M.PAN/5/2007", "914-Bapp/2020",  # b. 1189
    "-",  # b. 2733
    "", " ", "belum ada", "1e5", "nan", "inf", "0x10", "1_000", "1..000", "1,000,00,00", "12.34.567", "Rp",
]  # fmt: skip


@pytest.mark.parametrize("teks", DITOLAK)
def test_what_is_no_single_number_is_refused(teks: str) -> None:
    with pytest.raises(ValueError, match="bukan angka"):
        parse(teks)


@pytest.mark.parametrize("teks", ["1.000", "1,000", "12.345", "999,999", "(1.000)", "1.000%"])
def test_one_separator_before_three_digits_reads_two_ways_and_is_refused(teks: str) -> None:
    with pytest.raises(ValueError, match="ribuan atau pecahan"):
        parse(teks)


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("Rp1.000", 1000),
        ("Rp. 950.000,-", 950000),
        ("1.000,-", 1000),
        ("1.000,00", 1000),
        ("1,000.00", 1000),
        ("1.0000", 1),
    ],
)
def test_what_can_only_mean_one_number_is_read(teks: str, nilai: int) -> None:
    assert parse(teks) == nilai


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [("27,77", 2), ("16.67", 2), ("16,66%", 2), ("2,8", 1), ("100", 0), ("100%", 0), ("Rp. 5.562.627.000,-", 0), ("92.608.000,00", 2)],
)  # fmt: skip
def test_decimals_as_printed(teks: str, hasil: int) -> None:
    assert decimals(teks) == hasil


uang = st.integers(10**6, 10**14)


@given(uang, st.sampled_from(["", "Rp", "Rp. ", "Rp ", "rp."]), st.sampled_from(["", ",-", ",00", " ,-"]))
def test_law_rupiah_written_with_dots_come_back(nilai: int, awal: str, akhir: str) -> None:
    assert parse(f"{awal}{nilai:,}".replace(",", ".") + akhir) == nilai


@given(uang, st.sampled_from([("(", ")"), ("(", " )"), ("( ", ")"), ("-", ""), ("−", "")]))
def test_law_negative_amounts_come_back(nilai: int, tanda: tuple[str, str]) -> None:
    assert parse(tanda[0] + f"{nilai:,}".replace(",", ".") + tanda[1]) == -nilai


@given(uang, st.sampled_from(["", ".00", ",00"]))
def test_law_amounts_written_with_commas_come_back(nilai: int, akhir: str) -> None:
    assert parse(f"{nilai:,}{akhir}") == nilai


@given(st.integers(0, 10**6), st.sampled_from([".", ","]), st.sampled_from(["", "%", " %", " persen"]))
def test_law_two_decimals_come_back(seratus: int, pemisah: str, akhir: str) -> None:
    teks = f"{seratus // 100}{pemisah}{seratus % 100:02d}{akhir}"
    assert parse(teks) == Decimal(seratus).scaleb(-2)
    assert decimals(teks) == 2


@given(st.integers(-(10**14), 10**14))
def test_law_what_we_print_we_can_read(nilai: int) -> None:
    assert parse(f.rupiah(nilai)) == nilai
    assert parse(f.angka(nilai)) == nilai
    if abs(nilai) >= 10**6:
        assert parse(f.rupiah_tabel(nilai)) == nilai
    assert parse(f.persen(nilai)) == nilai


@given(st.text(max_size=12))
def test_law_any_text_is_a_number_or_a_value_error(teks: str) -> None:
    try:
        nilai = parse(teks)
    except ValueError:
        return
    assert any(c.isdecimal() for c in teks)
    assert nilai.is_finite()
