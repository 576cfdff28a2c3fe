"""A cell of a workbook is read as what it can only mean, or not at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from paket_konsisten import huruf, tulis

from lakip_utils.data.excel.sel import ANGKA, Nilai, Ragu, baca
from lakip_utils.data.schema import Column

RAGU = None
"""Expected of a cell that must not be read."""


def _kolom(type_: str, **isi: object) -> Column:
    return Column(name="k", description="", type=type_, **isi)  # type: ignore[arg-type]


def _baca(
    isi: object, type_: str = "angka", satuan: str = "", format: str = "General", **isi_: object
) -> str | None:
    """Return what is read; ``None`` where the cell is refused."""
    kode = isi_.pop("kode", ())
    try:
        return baca(
            Nilai(isi, format, str(isi_.pop("rumus", ""))), _kolom(type_, **isi_), satuan=satuan, kode=kode
        )  # type: ignore[arg-type]
    except Ragu:
        return RAGU


# Examples of each family of numbers in the published report, with their line in its text.
TERBIT = [
    # Rp + titik ribuan + ",-"
    (2794, "Rp. 5.562.627.000,-", "rupiah", "", "5562627000"),
    (2798, "Rp. 471.124.000,-", "rupiah", "", "471124000"),
    # … + spasi + ",-"
    (2798, "Rp. 1.318.304.000 ,-", "rupiah", "", "1318304000"),
    # Rp + titik ribuan + ",00"
    (2774, "Rp. 18.193.665.000,00", "rupiah", "", "18193665000"),
    (2785, "Rp. 9.049.665.000,00", "rupiah", "", "9049665000"),
    # Rp + titik ribuan
    (940, "Rp 673.400.000", "rupiah", "", "673400000"),
    (2719, "Rp 121.822.000", "rupiah", "", "121822000"),
    (2805, "Rp. 9.049.665.000", "rupiah", "", "9049665000"),
    # titik ribuan
    (891, "20.650.000", "rupiah", "", "20650000"),
    (898, "250.750.000", "rupiah", "", "250750000"),
    # titik ribuan + ",00"
    (2506, "92.608.000,00", "rupiah", "", "92608000"),
    (2518, "10.000.000,00", "angka", "", "10000000"),
    # koma ribuan
    (2400, "121,822,000", "rupiah", "", "121822000"),
    (2494, "166,836,038", "rupiah", "", "166836038"),
    # koma ribuan + ".00" atau ".0" (terpotong baris)
    (2386, "138,884,000.00", "rupiah", "", "138884000"),
    (2384, "202,744,000.0", "rupiah", "", "202744000"),
    (2384, "202,744,000.0\n0", "rupiah", "", RAGU),
    # koma ribuan + ",00"
    (2518, "6,635,000,00", "rupiah", "", "6635000"),
    # dalam kurung: rapat, spasi sebelum ")", spasi setelah gugus
    (2819, "(163.351.901)", "angka", "", "-163351901"),
    (2820, "(3.913.646.613)", "rupiah", "", "-3913646613"),
    (2812, "(9.999.951.000 )", "angka", "", "-9999951000"),
    (2813, "(4.077.000.000 )", "angka", "", "-4077000000"),
    (2821, "(5. 922.951.000)", "angka", "", "-5922951000"),
    # gugus akhir 2 digit, gugus awal 4 digit
    (970, "301.982.00", "rupiah", "", RAGU),
    (977, "6002.032.000", "rupiah", "", RAGU),
    # desimal koma, desimal titik
    (1068, "3,20", "angka", "Nilai", "3.2"),
    (1249, "3,00", "angka", "", "3"),
    (1249, "3,00", "bulat", "", "3"),
    (1920, "100,00", "angka", "%", "100"),
    (1068, "2,8", "angka", "", "2.8"),
    (1075, "6,4", "bulat", "", RAGU),
    (1313, "16.67", "angka", "%", "16.67"),
    (2354, "1.00", "angka", "", "1"),
    # persen
    (1232, "1,00%", "angka", "%", "1"),
    (1947, "16,67%", "angka", "Persen", "16.67"),
    (1939, "0,00%", "angka", "", "0"),
    (1238, "6,00 %", "angka", "%", "6"),
    (2781, "96,49 %", "angka", "%", "96.49"),
    (2068, "100%", "angka", "%", "100"),
    (2366, "1 %", "angka", "%", "1"),
    (2600, ",00 %", "angka", "%", RAGU),
    (2812, "Menurun 35,47%", "angka", "%", RAGU),
    (2624, "25%", "rupiah", "", RAGU),
    # bilangan + satuan
    (1470, "0kegiatan", "angka", "kegiatan", "0"),
    (1573, "10kegiatan", "angka", "kegiatan", "10"),
    (1694, "18kegiatan", "angka", "Kegiatan", "18"),
    (1272, "21 kegiatan", "angka", "kegiatan", "21"),
    (1400, "8 Dokumen", "angka", "dokumen", "8"),
    (1400, "8 Dokumen", "angka", "kegiatan", RAGU),
    (1400, "8 Dokumen", "angka", "", RAGU),
    # bilangan + (terbilang)
    (71, "1 (satu)", "bulat", "", "1"),
    (1226, "5 (lima)", "angka", "", "5"),
    (2788, "4 (lima)", "bulat", "", RAGU),
    # rentang
    (2122, "1.00–1,75", "angka", "", RAGU),
    (2123, "43,76–62,50", "angka", "", RAGU),
    (2156, "1,00 - 1,75", "angka", "", RAGU),
    (1002, "2017-2022", "tahun", "", RAGU),
    (1052, "2017 – 2022", "tahun", "", RAGU),
    # bulat tanpa pemisah
    (902, "2000", "angka", "", "2000"),
    (1231, "1000", "bulat", "", "1000"),
    # kode, nomor peraturan, setrip
    (43, "1.1", "rupiah", "", RAGU),
    (43, "1.1", "kode", "", "1.1"),
    (2396, "914-Bapp/2020", "bulat", "", RAGU),
    (1189, "PER/09/M.PAN/5/2007", "angka", "", RAGU),
    (2733, "-", "rupiah", "", RAGU),
]


@pytest.mark.parametrize(("baris", "tercetak", "type_", "satuan", "hasil"), TERBIT)
def test_angka_laporan_terbit_dibaca_sebagai_artinya(
    baris: int, tercetak: str, type_: str, satuan: str, hasil: str | None
) -> None:
    assert _baca(tercetak, type_, satuan) == hasil, f"baris {baris}"


RP, AN, BU, KO = "rupiah", "angka", "bulat", "kode"


@pytest.mark.parametrize(
    ("tercetak", "type_", "hasil"),
    [
        # One separator before three digits reads two ways; rupiah are printed whole
        ("1.250", RP, RAGU),
        ("1.250", AN, RAGU),
        ("12,345", AN, RAGU),
        ("12,345", RP, RAGU),
        ("(1.250)", AN, RAGU),
        ("Rp 1.250", RP, "1250"),
        ("1.250,-", RP, "1250"),
        ("Rp 1,250", RP, RAGU),
        ("1.250,00", RP, "1250"),
        ("1,250.00", RP, "1250"),
        # A zero heads no thousands
        ("0,125", AN, "0.125"),
        ("-0.125", AN, "-0.125"),
        # Four decimals say that three would have been a fraction
        ("12,3450", AN, "12.3450"),
        # Signs
        ("-5", AN, "-5"),
        ("- 5.000.000", AN, "-5000000"),
        ("−5", AN, "-5"),
        ("-(5)", AN, RAGU),
        ("5-", AN, RAGU),
        ("5.000.000-", RP, RAGU),
        ("--5", AN, RAGU),
        ("+5", AN, RAGU),
        ("(5", AN, RAGU),
        ("5)", AN, RAGU),
        ("((5))", AN, RAGU),
        ("(5", RP, RAGU),
        ("(Rp 5.000.000)", RP, "-5000000"),
        ("Rp (5.000.000,00)", RP, "-5000000"),
        ("-Rp5.000.000", RP, "-5000000"),
        ("Rp 0.125", RP, RAGU),
        ("0.250.000", RP, RAGU),
        # Words
        ("Rp 1,3 miliar", RP, RAGU),
        ("1,3 M", RP, RAGU),
        ("5 juta", AN, RAGU),
        ("500 ribu", RP, RAGU),
        ("lima", BU, RAGU),
        ("nihil", RP, RAGU),
        ("n/a", RP, RAGU),
        ("±5", AN, RAGU),
        ("≥ 5", AN, RAGU),
        ("5?", AN, RAGU),
        ("1e5", AN, RAGU),
        ("0x1F", BU, RAGU),
        ("1_000", BU, RAGU),
        ("1'000", BU, RAGU),
        ("1 000 000", RP, RAGU),
        # Two numbers, a number of a list, a note
        ("1. 5", AN, RAGU),
        ("1, 50", AN, RAGU),
        ("1, 250, 300", AN, RAGU),
        ("1. 250", RP, RAGU),
        ("5.\n5", AN, RAGU),
        ("27,5²", AN, RAGU),
        ("12①", BU, RAGU),
        ("½", AN, RAGU),
        ("5 (2)", BU, RAGU),
        ("20/30", AN, RAGU),
        ("20:30", AN, RAGU),
        # White space and wide digits are only looks
        ("\u00a0Rp\u00a01.318.304.000\u00a0", RP, "1318304000"),
        (" 27,5 \n", AN, "27.5"),
        ("\u200b27,5\ufeff", AN, "27.5"),
        ("２７，５", AN, "27.5"),
        ("٢٧", BU, RAGU),
        ("\u00a0", AN, ""),
        ("\u200b", AN, ""),
        # Apostrophe as a sign
        ("'5", BU, RAGU),
        # Spelled out
        ("4 (empat)", BU, "4"),
        ("4 (EMPAT)", BU, "4"),
        ("4 ( empat  )", BU, "4"),
        (f"{'9' * 80} (banyak)", BU, RAGU),
        # Words of a whole year
        ("2020", "tahun", "2020"),
        ("2.020", "tahun", RAGU),
    ],
)
def test_teks_di_kolom_angka(tercetak: str, type_: str, hasil: str | None) -> None:
    assert _baca(tercetak, type_) == hasil


@pytest.mark.parametrize(
    ("tercetak", "satuan", "hasil"),
    [
        ("80%", "%", "80"),
        ("80 persen", "Persen (%)", "80"),
        ("80%", "orang", RAGU),
        ("80 persen", "Nilai", RAGU),
        ("Rp 5.000.000", "rupiah", "5000000"),
        ("Rp 5.000.000", "Rp", "5000000"),
        ("Rp 5.000.000", "orang", RAGU),
        ("Rp 5.000.000", "juta rupiah", RAGU),
        ("5.000.000,-", "orang", RAGU),
        ("12 m2", "m2", "12"),
        ("12 orang", "Orang ", "12"),
        ("12 orang", "orang/bulan", RAGU),
        ("12 org", "orang", RAGU),
        ("1.250 orang", "orang", RAGU),
        ("3 ribu orang", "ribu orang", RAGU),
    ],
)
def test_satuan_di_belakang_angka_harus_sama_dengan_kolom_satuan(
    tercetak: str, satuan: str, hasil: str | None
) -> None:
    assert _baca(tercetak, AN, satuan) == hasil


@pytest.mark.parametrize(
    ("isi", "format", "type_", "satuan", "hasil"),
    [
        # The sheet shows a hundred times the value
        (0.2777, "0.00%", AN, "%", "27.77"),
        (0.2777, "0%", AN, "", "27.77"),
        (1, "0%", AN, "%", "100"),
        (0.07, "0.0%", AN, "", "7"),
        (0.2777, '0.00" %"', AN, "%", "0.2777"),
        (27.77, r"0.00\%", AN, "%", "27.77"),
        (0.5, "0%", BU, "", RAGU),
        (0.8, "0%", AN, "orang", RAGU),
        (0.5, "0%", "teks", "", RAGU),
        (0.5, "0%", KO, "", RAGU),
        # The sheet shows a word that multiplies
        (5, '0" juta"', RP, "", RAGU),
        (1.3, '"Rp" 0.0 "miliar"', AN, "", RAGU),
        (5, '0" kegiatan"', AN, "", "5"),
        (5000000, '"Rp"#,##0', RP, "", "5000000"),
        (-5, "#,##0;(#,##0)", AN, "", "-5"),
        # Noise of binary fractions, as Excel hides it
        (0.1 + 0.2, "General", AN, "", "0.3"),
        (673400000.0000001, "General", RP, "", "673400000"),
        (1318304000.0, "#,##0", RP, "", "1318304000"),
        (1 / 3, "General", AN, "", "0.33333333333333"),
        (5 / 3, "General", AN, "", "1.66666666666667"),
        (0.1 + 0.2, "General", "teks", "", "0.3"),
        (-0.0, "General", AN, "", "0"),
        (27.5, "General", BU, "", RAGU),
        (27.5, "0", RP, "", RAGU),
        # Excel keeps fifteen digits
        (999999999999999, "General", RP, "", "999999999999999"),
        (10**15, "General", RP, "", RAGU),
        (1234567890123456, "0", AN, "", RAGU),
        (1.2345678901234567e20, "General", AN, "", RAGU),
        (3273010101010001, "0", "teks", "", RAGU),
        (3273010101010001, "0", KO, "", RAGU),
        # Three decimals: with a format of four it was meant as a fraction
        (12.345, "0.0000", AN, "", "12.3450"),
        # What Excel made of something else
        (True, "General", AN, "", RAGU),
        (False, "General", RP, "", RAGU),
        (True, "General", KO, "", RAGU),
        (True, "General", "teks", "", RAGU),
        (True, "General", "ya_tidak", "", "ya"),
        (False, "General", "ya_tidak", "", "tidak"),
        (dt.datetime(2020, 5, 27), "dd/mm/yyyy", AN, "", RAGU),
        (dt.datetime(2020, 1, 10), "d-mmm", KO, "", RAGU),
        (dt.time(1, 10), "h:mm", KO, "", RAGU),
        (dt.timedelta(hours=30), "[h]:mm", BU, "", RAGU),
        (dt.datetime(2020, 1, 10), "mmm yy", "teks", "", RAGU),
        ("#REF!", "General", RP, "", RAGU),
        ("#N/A", "General", "teks", "", RAGU),
        ("#DIV/0!", "0%", AN, "", RAGU),
        ("#SPILL!", "General", "teks", "", RAGU),
    ],
)
def test_jebakan_excel(isi: object, format: str, type_: str, satuan: str, hasil: str | None) -> None:
    assert _baca(isi, type_, satuan, format) == hasil


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        (dt.datetime(2020, 12, 31), "2020-12-31"),
        (dt.date(2020, 12, 31), "2020-12-31"),
        (dt.datetime(2020, 12, 31, 7), RAGU),
        ("31 Desember 2020", "2020-12-31"),
        ("1  mei 2020", "2020-05-01"),
        ("2020-12-31", "2020-12-31"),
        (44196, RAGU),
    ],
)
def test_tanggal(isi: object, hasil: str | None) -> None:
    assert _baca(isi, "tanggal") == hasil


@pytest.mark.parametrize("isi", ["31 Februari 2020", "31 Foo 2020", "12/31/2020", "0 Mei 0000"])
def test_tanggal_yang_tidak_ada_ditolak(isi: str) -> None:
    assert _baca(isi, "tanggal") == RAGU


@pytest.mark.parametrize(
    ("isi", "kode", "hasil"),
    [
        (1.1, ("1.1",), "1.1"),
        (1.1, ("1.10",), RAGU),
        (1.1, ("1.1", "1.10"), RAGU),
        (1.1, (), RAGU),
        (1, ("1",), "1"),
        (1, ("01",), RAGU),
        (7, (), "7"),
        (1.0, ("1",), "1"),
        ("1.10", ("1.1", "1.10"), "1.10"),
        ("1.10\n", ("1.10",), "1.10"),
        (1.1 + 2.2, ("3.3",), "3.3"),
    ],
)
def test_kode_yang_kehilangan_nol_tidak_ditebak(
    isi: object, kode: tuple[str, ...], hasil: str | None
) -> None:
    assert _baca(isi, KO, kode=kode) == hasil


@pytest.mark.parametrize(
    ("isi", "rumus", "type_", "hasil"),
    [
        (27.5, "=A1/2", AN, "27.5"),
        (None, "=A1/2", AN, RAGU),
        (None, "=A1/2", "teks", RAGU),
        ("#DIV/0!", "=A1/0", AN, RAGU),
        ("1.10", "=TEXT(A1;0)", KO, "1.10"),
        ("", '=IF(A1="","",A1)', AN, ""),
        (12.345, "=A1/1000", AN, "12.3450"),
    ],
)
def test_rumus_dibaca_dari_hasilnya(isi: object, rumus: str, type_: str, hasil: str | None) -> None:
    assert _baca(isi, type_, rumus=rumus) == hasil


@pytest.mark.parametrize(
    ("isi", "kolom", "hasil"),
    [
        ("YA", _kolom("ya_tidak"), "ya"),
        ("Tidak ", _kolom("ya_tidak"), "tidak"),
        ("Naik", _kolom("teks", choices=("naik", "turun")), "naik"),
        ("Menaik", _kolom("teks", choices=("naik", "turun")), "Menaik"),
        ("satu\r\ndua", _kolom("teks"), "satu\ndua"),
        ("satu_x000D_\ndua", _kolom("teks"), "satu\ndua"),
        ("\u00a0teks\u00a0", _kolom("teks"), "teks"),
        ("=bukan rumus", _kolom("teks"), "=bukan rumus"),
        (2020, _kolom("teks"), "2020"),
        (27.5, _kolom("teks"), "27.5"),
    ],
)
def test_teks_dan_pilihan(isi: object, kolom: Column, hasil: str) -> None:
    assert baca(Nilai(isi), kolom) == hasil


@pytest.mark.parametrize("teks", ["-1.250", "(1.250)", "−1.250"])
def test_saran_untuk_bilangan_bermakna_dua_menjaga_tandanya(teks: str) -> None:
    with pytest.raises(Ragu) as salah:
        baca(Nilai(teks), _kolom("angka"))
    assert "-1250 atau -1,250" in salah.value.tindakan


def test_saran_untuk_kolom_bulat_tidak_menyebut_pecahan() -> None:
    with pytest.raises(Ragu) as salah:
        baca(Nilai("1.250"), _kolom("rupiah"))
    assert "tulis 1250" in salah.value.tindakan
    assert "pecahan" not in salah.value.tindakan


BULAT = st.integers(0, 10**15 - 1)
PECAHAN = st.decimals(0, 10**11, places=2, allow_nan=False, allow_infinity=False)
DEPAN = st.sampled_from(["", "Rp ", "Rp. ", "Rp", "rp. "])
BELAKANG = st.sampled_from(["", ",-", " ,-", ",00"])


@given(BULAT, DEPAN, BELAKANG, st.booleans())
@example(1250, "Rp ", "", False)
@example(5922951000, "", "", True)
def test_rupiah_dalam_bentuk_yang_tegas_terbaca_kembali(
    n: int, depan: str, belakang: str, minus: bool
) -> None:
    tegas = n < 1000 or n >= 10**6 or belakang or depan
    tercetak = f"{depan}{tulis(n)}{belakang}" if tegas else str(n)
    tercetak = f"({tercetak})" if minus and belakang != ",-" and belakang != " ,-" else tercetak
    assert _baca(tercetak, "rupiah") == str(-n if tercetak.startswith("(") and n else n)


@given(BULAT)
def test_bilangan_gaya_inggris_terbaca_kembali(n: int) -> None:
    for tercetak in (f"{n:,}.00", f"{n:,},00" if n >= 10**3 else f"{n}", f"{n:,}" if n >= 10**6 else f"{n}"):
        assert _baca(tercetak, "rupiah") == str(n), tercetak


@given(PECAHAN, st.sampled_from(["", "%", " %", " persen"]))
def test_pecahan_terbaca_kembali(n: Decimal, belakang: str) -> None:
    for tercetak in (tulis(n, 2), f"{n:.2f}", f"{n:.2f}".replace(".", ","), f"{n:,.2f}"):
        hasil = _baca(tercetak + belakang, "angka", "%")
        assert hasil is not RAGU, tercetak
        assert Decimal(hasil) == n


@given(st.integers(0, 10**9))
def test_ejaan_yang_benar_saja_diterima(n: int) -> None:
    assert _baca(f"{n} ({huruf(n)})", "bulat") == str(n)
    assert _baca(f"{n} ({huruf(n + 1)})", "bulat") is RAGU


@given(st.decimals(-(10**10), 10**10, places=4, allow_nan=False, allow_infinity=False))
def test_yang_dibaca_terbaca_kembali_dari_sel_angka(n: Decimal) -> None:
    """What a column of numbers takes, written by an export as a number, is the same figure again."""
    dibaca = _baca(float(n), "angka")
    assert dibaca is not RAGU
    assert float(dibaca) == float(n)
    assert _baca(float(dibaca), "angka") == dibaca


MIRIP = st.text(alphabet="0123456789.,()-−–% \u00a0Rprp²½١kegitanjuta'\n", max_size=14)
ISI = st.one_of(
    MIRIP,
    st.text(max_size=20),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["#N/A", "#REF!", "1 (satu)", f"{'9' * 5000} (satu)", "9" * 5000]),
)
TYPES = st.sampled_from([*ANGKA, "teks", "kode", "daftar_kode", "ya_tidak", "tanggal"])


@given(
    ISI,
    TYPES,
    st.sampled_from(["General", "0.00%", "@", '0" juta"', "yyyy-mm-dd", "#,##0,"]),
    st.sampled_from(["", "%", "kegiatan"]),
    st.sampled_from(["", "=A1"]),
    st.sampled_from([(), ("1.10", "1.1", "S1")]),
)
def test_sel_dibaca_atau_diragukan_tidak_pernah_gagal_lain(
    isi: object, type_: str, format: str, satuan: str, rumus: str, kode: tuple[str, ...]
) -> None:
    hasil = _baca(isi, type_, satuan, format, rumus=rumus, kode=kode)
    assert str(Nilai(isi, format, rumus)) is not None  # what stands there can be told, too
    if hasil and type_ in ANGKA:
        assert Decimal(hasil).is_finite()
        assert type_ == "angka" or Decimal(hasil) == Decimal(hasil).to_integral_value()


@given(MIRIP)
def test_angka_dari_teks_memakai_digit_yang_tertulis(teks: str) -> None:
    """No digit comes, goes or changes its place; zeros behind a decimal mark may go."""
    hasil = _baca(teks, "angka", "kegiatan")
    if hasil:
        tertulis = [c for c in teks if c in "0123456789"]
        dibaca = [c for c in hasil if c in "0123456789"]
        assert "".join(tertulis).strip("0") == "".join(dibaca).strip("0")
