"""What people do to a workbook before they send it back, each with what must come of it.

A mess-up is a function that changes a :class:`BukuKacau` the way a person would and writes down its oracle:
the rows that the tables must have (``harap``), the cells that must be listed as read otherwise (``bacaan``)
or the places that must be refused (``tolak``). Cells are kept as objects, so that a place stays the same
place when rows, columns or sheets move afterwards. Nothing of the code under test is used but the contract.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bantu import csv_teks
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from paket_konsisten import huruf, tulis

from lakip_utils.data.schema import TABLES

PAKET: dict[str, str | bytes | None] = {
    "organisasi.csv": csv_teks(
        ["kode", "unit", "kode_atasan", "jabatan", "jenis_jabatan", "bidang", "dari", "sampai", "catatan"],
        ["dinas", "Dinas Uji", "", "Kepala Dinas", "", "", "", "", "pucuk"],
        ["b1", "Bidang Satu", "dinas", "Kepala Bidang", "", "satu", 2017, "", ""],
        ["b2", "Bidang Dua", "dinas", "Kepala Bidang", "", "dua", 2017, "", ""],
    ),
    "2020/indikator.csv": csv_teks(
        [c.name for c in TABLES["indikator"].all_columns],
        ["S1-A", "sasaran", "S1", "A", "ya", "%", "naik", 6, "", "", "", "", "27.50", 55, 200, "a/b", "Dinas", "", "", "T 1", ""],
        ["S2-B", "sasaran", "S2", "B", "tidak", "%", "naik", 7, "7.25", "DPPA", "", "", 7, "", "", "", "", "", "66.1", "T 2", "dua baris\nteks"],
        ["P1-C", "program", "1", "C", "ya", "dokumen", "turun", 12, "", "", "", "", 11, "", "", "", "", "", "", "", ""],
        ["P2-D", "program", "2", "D", "ya", "Nilai", "rentang", "", "", "", "2.5", "3.75", "3.125000", "", "", "", "", "", "", "", "catatan D"],
    ),
    "2020/kegiatan.csv": csv_teks(
        ["kode_program", "kode_kegiatan", "nama", "catatan"],
        ["1", "1.1", "Kegiatan satu", ""],
        ["1", "1.10", "Kegiatan sepuluh", "kodenya berakhir nol"],
        ["2", "2.1", "Kegiatan dua", ""],
    ),
    "2020/tolok_ukur.csv": csv_teks(
        ["kode_kegiatan", "kode_tolok_ukur", "nama", "jenis", "satuan", "target_awal", "target_perubahan", "dasar_perubahan", "realisasi", "sumber", "catatan"],
        ["1.1", "1.1.1", "Tolok ukur satu", "output", "kegiatan", 18, 10, "DPPA", 5, "b. 12", ""],
        ["1.10", "1.10.1", "Tolok ukur sepuluh", "outcome", "orang", 250, "", "", 199, "b. 13", "x"],
        ["2.1", "2.1.1", "Tolok ukur dua", "output", "dokumen", 17, "", "", 4, "", ""],
        ["2.1", "2.1.2", "Tolok ukur tiga", "input", "bulan", 12, "", "", 12, "", ""],
    ),
    "2020/anggaran.csv": csv_teks(
        ["level", "kelompok", "kode_rekening", "kode_program", "kode_kegiatan", "uraian", "pagu_murni", "pagu_perubahan", "realisasi", "sumber", "catatan"],
        ["total", "", "", "", "", "Jumlah belanja", 20000000000, 18193665000, 15463771313, "3.3", ""],
        ["program", "BL", "", "1", "", "Program satu", 6000000000, 5562627000, 5363569872, "3.3", ""],
        ["program", "BL", "", "2", "", "Program dua", "", 1318304000, 471124000, "3.3", "b. 2798"],
        ["kegiatan", "BL", "", "1", "1.1", "Kegiatan satu", "", 202744000, 138884000, "", ""],
        ["kegiatan", "BL", "", "1", "1.10", "Kegiatan sepuluh", "", 6635000, 1250, "", ""],
        ["kegiatan", "BL", "", "2", "2.1", "Kegiatan dua", "", 92608000, 0, "", ""],
    ),
    "2020/perjanjian_kinerja.csv": csv_teks(
        ["kode_indikator", "target", "kode_program", "anggaran", "catatan"],
        ["S1-A", 6, "", "", ""],
        ["S2-B", "7.25", "", "", "c"],
        ["", "", "1", 5562627000, ""],
        ["", "", "2", 1318304000, ""],
    ),
    "2020/bukti.csv": csv_teks(
        ["kode_indikator", "dokumen", "nomor", "tanggal", "berkas", "sha256", "catatan"],
        ["S1-A", "Berita acara", "01/BA/2020", "2020-12-31", "", "", ""],
        ["S2-B", "Laporan", "007", "2021-01-05", "", "", "asli"],
        ["P1-C", "Surat", "", "2020-02-29", "", "", ""],
    ),
    "2020/sdm.csv": csv_teks(
        ["unit", "dimensi", "kategori", "subkategori", "jumlah", "catatan"],
        ["dinas", "jenis_kelamin", "struktural", "L", 1, ""],
        ["b1", "jenis_kelamin", "staf", "L", 9, "tafsiran"],
        ["b1", "jenis_kelamin", "staf", "P", 11, ""],
        ["b2", "golongan", "Gol III", "P", 4, ""],
    ),
    "2020/aset.csv": csv_teks(
        ["jenis", "urutan", "nama", "luas", "alamat", "nilai", "asal_usul", "catatan"],
        ["tanah", 1, "Tanah gedung", "200.5", "Jln. A", 20650000, "Hibah", ""],
        ["tanah", 2, "Tanah kosong", 2000, "Jln. B", 250750000, "Pembelian", "luas"],
        ["bangunan", 1, "Gedung", "365", "Jln. A", 57100000, "Hibah", ""],
    ),
    "2020/narasi.csv": csv_teks(
        ["bagian", "urutan", "teks", "catatan"],
        ["umum", 1, "Untuk semua bidang.", ""],
        ["umum", 2, "Baris satu.\nBaris dua; “kutip”, koma.", "dua baris"],
        ["program/1", 1, "=Hanya program satu.", ""],
        ["program/2", 1, "Hanya program dua.", ""],
    ),
    "2020/unsur.csv": csv_teks(
        ["kode", "nama", "bobot", "catatan"],
        ["waktu", "Waktu", "0.6", ""],
        ["biaya", "Biaya", "0.4", ""],
    ),
}  # fmt: skip
"""A small valid package with every type of column, beside what ``bantu.tulis_paket`` writes anyway."""

Tempat = tuple[str, int, str]
"""Table, index of the row, column."""


@dataclass
class BukuKacau:
    """A workbook and what must come of reading it.

    Parameters
    ----------
    wb
        The workbook; changed in place.
    ws, judul, sel
        By table: its sheet, the cells of its header by column, and of each row by column.
    harap
        By table: the rows that it must have.
    tolak
        Sheet, cell or ``None``, and column or empty: what must be refused.
    sebab_lain
        Sheets on which other violations may follow from a refused one.
    bacaan
        Cells that must be listed as read otherwise than they show.
    """

    wb: Any
    harap: dict[str, list[dict[str, str]]]
    ws: dict[str, Any] = field(default_factory=dict)
    judul: dict[str, dict[str, Any]] = field(default_factory=dict)
    sel: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tolak: list[tuple[Any, Any, str]] = field(default_factory=list)
    sebab_lain: list[Any] = field(default_factory=list)
    bacaan: list[Any] = field(default_factory=list)
    terpakai: set[str] = field(default_factory=set)
    cerita: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.harap = {nama: [dict(satu) for satu in baris] for nama, baris in self.harap.items()}
        for nama, baris in self.harap.items():
            ws = self.ws[nama] = self.wb[nama]
            self.judul[nama] = {sel.value: sel for sel in ws[5] if sel.value}
            self.sel[nama] = [
                {k: ws.cell(nomor, sel.column) for k, sel in self.judul[nama].items()}
                for nomor in range(6, 6 + len(baris))
            ]

    def tabel(
        self, acak: Random, *, boleh: Callable[[str], bool] = lambda _: True, bagi: bool = False
    ) -> str:
        """Return a table: one that nothing was done to, or with `bagi` rather one that something was."""
        ada = [nama for nama in self.sel if boleh(nama)]
        bebas = [nama for nama in ada if nama not in self.terpakai]
        if bagi:
            bebas = [nama for nama in ada if nama in self.terpakai] or bebas
        nama = acak.choice(bebas)
        self.terpakai.add(nama)
        return nama

    def tempat(
        self, acak: Random, *type_: str, cocok: Callable[[str, str, Any], bool] | None = None
    ) -> Tempat:
        """Return a cell of some types of column that holds what is asked for (by default something)."""
        semua = [
            (nama, i, kolom)
            for nama, baris in self.sel.items()
            if nama not in self.terpakai
            for i, satu in enumerate(baris)
            for kolom in satu
            if self.type_of(nama, kolom) in type_
            and (cocok(nama, kolom, satu[kolom].value) if cocok else satu[kolom].value is not None)
        ]
        hasil = acak.choice(semua)
        self.terpakai.add(hasil[0])
        return hasil

    def type_of(self, nama: str, kolom: str) -> str:
        """Return the type of a column; a closed list of text is ``pilihan``, a code of the key ``kunci``."""
        column = next((c for c in TABLES[nama].all_columns if c.name == kolom), None)
        if column is None:  # of a survey: who answered, and what
            return "teks" if kolom.startswith("ciri_") else "bulat"
        if column.choices:
            return "pilihan"
        if column.type == "teks" and kolom in TABLES[nama].key:
            return "teks_kunci"
        return column.type

    def satuan(self, t: Tempat) -> str:
        """Return the unit in the row of a place."""
        return self.harap[t[0]][t[1]].get("satuan", "")

    def di(self, t: Tempat) -> Any:
        """Return the cell at a place."""
        return self.sel[t[0]][t[1]][t[2]]

    def isi(self, t: Tempat, nilai: object, format: str = "", *, teks: bool = False) -> Any:
        """Put a value in a cell."""
        sel = self.di(t)
        sel.value = nilai
        if teks:
            sel.data_type = "s"
        if format:
            sel.number_format = format
        return sel

    def jadi(self, t: Tempat, hasil: str) -> None:
        """Say what a cell must become."""
        self.harap[t[0]][t[1]][t[2]] = hasil

    def ditolak(self, t: Tempat) -> None:
        """Say that a cell must be refused."""
        self.tolak.append((self.ws[t[0]], self.di(t), t[2]))

    def bersih(self) -> dict[str, list[dict[str, str]]]:
        """Return the rows that the tables must have, without empty cells."""
        return {
            nama: [{k: v for k, v in satu.items() if v} for satu in baris]
            for nama, baris in self.harap.items()
        }


Kacau = Callable[[BukuKacau, Random], None]
KACAU: dict[str, tuple[int, Kacau]] = {}
"""Every mess-up by name, with its turn: cells before rows before columns before sheets."""


def giliran(n: int) -> Callable[[Kacau], Kacau]:
    """Keep a mess-up under its name."""

    def simpan(f: Kacau) -> Kacau:
        KACAU[f.__name__] = (n, f)
        return f

    return simpan


def lakukan(b: BukuKacau, nama: list[str], acak: Random) -> None:
    """Do some mess-ups to a workbook, each in its turn."""
    for satu in sorted(nama, key=lambda n: KACAU[n][0]):
        KACAU[satu][1](b, acak)
        b.cerita.append(satu)


# Cells that are read as what they show ------------------------------------------------------------------


def _rupiah(n: int, acak: Random) -> str:
    titik, koma = tulis(n), f"{n:,}"
    return acak.choice(
        [f"Rp. {titik},-", f"Rp. {titik} ,-", f"Rp {titik},00", f"Rp{titik}", f"{titik},00", f"{koma}.00", f"{koma},00", f"\u00a0Rp.\u00a0{titik}\u00a0"]
        + [titik, koma, f"{titik.replace('.', '. ', 1)}"] * (n >= 10**6)
    )  # fmt: skip


@giliran(1)
def rupiah_seperti_tercetak(b: BukuKacau, acak: Random) -> None:
    """The same amount, typed as documents print it."""
    t = b.tempat(acak, "rupiah", cocok=lambda _n, _k, v: isinstance(v, int) and v >= 1000)
    b.bacaan.append(b.isi(t, _rupiah(b.di(t).value, acak), "@"))


@giliran(1)
def rupiah_baru_seperti_tercetak(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "rupiah")
    n = acak.randint(10**3, 10**10)
    b.bacaan.append(b.isi(t, _rupiah(n, acak)))
    b.jadi(t, str(n))


@giliran(1)
def angka_sebagai_teks(b: BukuKacau, acak: Random) -> None:
    """As behind an apostrophe: nothing changes, nothing is to be told."""
    t = b.tempat(acak, "rupiah", "bulat", "tahun")
    b.isi(t, str(b.di(t).value), "@")


@giliran(1)
def pecahan_berkoma(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "angka")
    n = acak.randint(1, 99999)
    b.bacaan.append(b.isi(t, f"{n // 100},{n % 100:02d}"))
    b.jadi(t, f"{n // 100}.{n % 100:02d}".rstrip("0").rstrip("."))
    if t[2] == "bobot":  # 0 to 1
        b.isi(t, "0,6" if b.harap[t[0]][t[1]]["kode"] == "waktu" else "0,4")
        b.jadi(t, "0.6" if b.harap[t[0]][t[1]]["kode"] == "waktu" else "0.4")


@giliran(1)
def sel_persen(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "angka", cocok=lambda n, k, v: n == "indikator" and v is not None)
    i = acak.choice([0, 1])  # the rows whose unit is %
    t = (t[0], i, acak.choice(["target_awal", "realisasi"]))
    n = acak.randint(1, 9999)
    b.bacaan.append(b.isi(t, n / 10000, "0.00%"))
    b.jadi(t, f"{n / 100:.2f}".rstrip("0").rstrip("."))


@giliran(1)
def bilangan_dengan_satuan(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "angka", cocok=lambda n, k, v: n == "tolok_ukur" and v is not None)
    n, satuan = acak.randint(0, 999), b.satuan(t)
    b.bacaan.append(b.isi(t, acak.choice([f"{n}{satuan}", f"{n} {satuan}", f"{n}  {satuan.upper()} "])))
    b.jadi(t, str(n))


@giliran(1)
def bilangan_dieja(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "bulat", cocok=lambda n, k, v: k == "jumlah")
    n = acak.randint(0, 300)
    b.bacaan.append(b.isi(t, f"{n} ({huruf(n)})"))
    b.jadi(t, str(n))


@giliran(1)
def derau_pecahan_biner(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "angka", cocok=lambda n, k, v: v is not None and k != "bobot")
    b.isi(t, 1.1 + 2.2)
    b.jadi(t, "3.3")


@giliran(1)
def angka_dikosongkan(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(
        acak, "angka", "rupiah", cocok=lambda n, k, v: v is not None and k in ("realisasi", "nilai", "luas")
    )
    b.isi(t, acak.choice([None, "", "  ", "\u00a0", "\n"]))
    b.jadi(t, "")


@giliran(1)
def angka_baru(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "rupiah", cocok=lambda n, k, v: True)
    n = acak.choice([0, 7, 1250, 999_999_999_999])
    b.isi(t, acak.choice([n, float(n)]), acak.choice(["", "#,##0", '"Rp"#,##0', "General"]))
    b.jadi(t, str(n))


@giliran(1)
def spasi_di_sekitar_teks(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "teks", "kode", "teks_kunci")
    sel = b.di(t)
    b.bacaan += [
        b.isi(t, acak.choice([f"{sel.value}  ", f"\u00a0{sel.value}", f"{sel.value}\n"]), teks=True)
    ][:0]


@giliran(1)
def ganti_baris_windows(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "teks", cocok=lambda n, k, v: "\n" in str(v))
    b.isi(t, b.di(t).value.replace("\n", acak.choice(["\r\n", "_x000D_\n"])), teks=True)


@giliran(1)
def teks_baru_berbaris(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "teks", cocok=lambda n, k, v: k not in ("satuan", "sasaran", "tujuan"))
    b.isi(t, 'Satu\ndua; "tiga", 1.10 =x')
    b.jadi(t, 'Satu\ndua; "tiga", 1.10 =x')


@giliran(1)
def pilihan_berhuruf_besar(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "pilihan")
    b.isi(t, acak.choice([str.upper, str.title, "{} ".format])(b.di(t).value))


@giliran(1)
def level_total_berhuruf_besar(b: BukuKacau, acak: Random) -> None:
    """The row of the budget as a whole is one of data, however it is written."""
    b.terpakai.add("anggaran")
    b.bacaan.append(b.isi(("anggaran", 0, "level"), acak.choice(["Total", "TOTAL"])))


@giliran(1)
def ya_atau_true(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "ya_tidak")
    ya = b.di(t).value == "ya"
    b.bacaan.append(b.isi(t, acak.choice([ya, "YA" if ya else "TIDAK", "Ya" if ya else "Tidak"])))


@giliran(1)
def sel_tanggal(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "tanggal")
    b.isi(t, dt.datetime.fromisoformat(b.di(t).value), acak.choice(["dd/mm/yyyy", "d mmmm yyyy", "mm-dd-yy"]))


@giliran(1)
def tanggal_dengan_nama_bulan(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "tanggal")
    b.bacaan.append(b.isi(t, "17 Agustus 2020"))
    b.jadi(t, "2020-08-17")


@giliran(1)
def hiasan(b: BukuKacau, acak: Random) -> None:
    for sel in (s for satu in b.sel[b.tabel(acak)] for s in satu.values()):
        sel.fill = PatternFill("solid", fgColor="FFFF00")
        sel.font = Font(bold=True, color="FF0000", strike=True)
        sel.comment = Comment("Mohon dicek: 999.999.999", "Pemeriksa")


# Cells that must be refused -----------------------------------------------------------------------------


def _tolak(nama: str, type_: tuple[str, ...], *isi: object, format: str = "", teks: bool = False) -> None:
    """Keep a mess-up that puts one of some values in a cell, which must be refused."""

    def kacaukan(b: BukuKacau, acak: Random) -> None:
        t = b.tempat(acak, *type_)
        b.isi(t, acak.choice(isi), format, teks=teks)
        b.ditolak(t)

    kacaukan.__name__ = nama
    giliran(1)(kacaukan)


_BILANGAN = ("rupiah", "bulat", "angka")
_tolak("bermakna_dua", ("rupiah", "angka"), "1.250", "12,345", "Rp 1,250", "999.999", "-1.250", "(1.250)")
_tolak(
    "pemisah_kacau",
    ("rupiah", "angka"),
    "301.982.00",
    "6002.032.000",
    "1.25.000",
    "1,2,3",
    "1..5",
    "5,",
    ",5",
    "0.250.000",
)
_tolak(
    "dengan_kata",
    ("rupiah",),
    "Rp 1,3 miliar",
    "5 juta",
    "500rb",
    "kira-kira 5",
    "nihil",
    "n/a",
    "-",
    "?",
    "TAD",
    "lima",
)
_tolak("kurung_atau_minus_kacau", _BILANGAN, "(5", "5)", "5-", "5.000.000-", "-(5)", "+5", "((5))")
_tolak(
    "dua_bilangan", _BILANGAN, "1. 5", "5/6", "1,00 - 1,75", "5 dan 6", "2017-2022", "5\n6", "27,5²", "5 (2)"
)
_tolak("ejaan_lain", _BILANGAN, "4 (lima)", "5 (empat)", "12 (dua)")
_tolak("persen_di_rupiah", ("rupiah", "bulat"), "25%", "25 persen")
_tolak("sel_persen_di_rupiah", ("rupiah", "bulat"), 0.25, 1, format="0.00%")
_tolak("pecahan_di_kolom_bulat", ("rupiah", "bulat", "tahun"), 27.5, "27,50", 1318304000.5)
_tolak("format_berkata_juta", ("rupiah", "angka"), 5, 1.3, format='0.0" juta"')
_tolak(
    "tanggal_di_kolom_angka",
    _BILANGAN,
    dt.datetime(2020, 5, 27),
    dt.datetime(1903, 1, 10),
    format="dd/mm/yyyy",
)
_tolak("jam_di_kolom_angka", _BILANGAN, dt.time(1, 30), format="h:mm")
_tolak("benar_salah_di_kolom_lain", (*_BILANGAN, "teks", "kode", "tanggal"), True, False)
_tolak(
    "galat_rumus", (*_BILANGAN, "teks", "kode", "pilihan"), "#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!"
)
_tolak("rumus_tanpa_hasil", (*_BILANGAN, "teks", "kode"), "=A1+1", "=SUM(A1:A9)", '="x"')
_tolak(
    "terlalu_panjang",
    ("rupiah", "angka"),
    12345678901234567,
    10**15,
    "1.234.567.890.123.456",
    "1234567890123456",
)
_tolak("rupiah_negatif", ("rupiah",), "(5. 922.951.000)", "(163.351.901)", -5, "-Rp 5.000.000")
_tolak("satuan_lain", ("angka",), "12 lusin", "8 Dokumennya", "5 km2")
_tolak("tanggal_di_kolom_kode", ("kode",), dt.datetime(2020, 1, 10), format="d-mmm")
_tolak("kode_berspasi", ("kode",), "S1 A", "satu, dua", "1.1;1.2")
_tolak("pilihan_lain", ("pilihan",), "lainnya", "1", "nai k", "-")
_tolak("ya_lain", ("ya_tidak",), "mungkin", "y", 1, "✓")
_tolak(
    "tanggal_lain",
    ("tanggal",),
    "12/31/2020",
    44196,
    "31 Februari 2020",
    "Desember 2020",
    dt.datetime(2020, 5, 1, 13, 0),
)
_tolak("tiga_desimal", ("angka",), 12.345, 1.25e2 + 0.125)  # 12.345 may be 12345 of another Excel


@giliran(1)
def persen_di_satuan_lain(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "angka", cocok=lambda n, k, v: n == "tolok_ukur" and v is not None)
    nilai, format = acak.choice([("80%", "@"), (0.8, "0%"), ("Rp 5.000.000", "@")])
    b.isi(t, nilai, format)
    b.ditolak(t)


@giliran(1)
def kode_kehilangan_nol(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(acak, "kode", cocok=lambda n, k, v: v == "1.10")
    b.isi(t, 1.1, "General")
    b.ditolak(t)


@giliran(1)
def kunci_dikosongkan(b: BukuKacau, acak: Random) -> None:
    wajib = {"indikator": "kode_indikator", "kegiatan": "kode_kegiatan", "tolok_ukur": "kode_tolok_ukur", "bukti": "kode_indikator", "sdm": "unit", "unsur": "kode", "narasi": "bagian", "program": "tahun", "aset": "urutan"}  # fmt: skip
    nama = b.tabel(acak, boleh=wajib.__contains__)
    t = (nama, acak.randrange(len(b.sel[nama])), wajib[nama])
    b.isi(t, acak.choice([None, " "]))
    b.ditolak(t)
    b.sebab_lain += b.ws.values()  # what refers to the code


@giliran(1)
def kode_tak_dikenal(b: BukuKacau, acak: Random) -> None:
    t = b.tempat(
        acak,
        "kode",
        cocok=lambda n, k, v: (
            (n, k) in {("tolok_ukur", "kode_kegiatan"), ("ikm_unsur", "unsur"), ("sdm", "unit")}
        ),
    )
    b.isi(t, "9.9")
    b.ditolak(t)


# Rows ---------------------------------------------------------------------------------------------------

_LEPAS = ("narasi", "aset", "sdm", "bukti", "perjanjian_kinerja")
"""Tables that no other one refers to."""


def _akhir(b: BukuKacau, nama: str) -> int:
    """Return the first row below a table."""
    return max(sel.row for satu in b.sel[nama] for sel in satu.values()) + 1


def _tulis_baris(b: BukuKacau, nama: str, nomor: int, isi: Mapping[str, object]) -> dict[str, Any]:
    ws, judul = b.ws[nama], b.judul[nama]
    for kolom, nilai in isi.items():
        ws.cell(nomor, judul[kolom].column).value = nilai
    return {kolom: ws.cell(nomor, sel.column) for kolom, sel in judul.items()}


@giliran(2)
def baris_dihapus(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, boleh=_LEPAS.__contains__)
    i = acak.randrange(len(b.sel[nama]))
    b.ws[nama].delete_rows(next(iter(b.sel[nama][i].values())).row)
    del b.sel[nama][i], b.harap[nama][i]


@giliran(2)
def baris_dikosongkan(b: BukuKacau, acak: Random) -> None:
    """Delete what stands in a row, not the row."""
    nama = b.tabel(acak, boleh=_LEPAS.__contains__)
    i = acak.randrange(len(b.sel[nama]))
    for sel in b.sel[nama][i].values():
        sel.value = None
    del b.sel[nama][i], b.harap[nama][i]


@giliran(2)
def baris_diurutkan(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, boleh=lambda n: len(b.sel[n]) > 2)
    i, j = sorted(acak.sample(range(len(b.sel[nama])), 2))
    for kolom in b.judul[nama]:
        satu, lain = b.sel[nama][i][kolom], b.sel[nama][j][kolom]
        simpan = (lain.value, lain.data_type)
        lain.value, lain.data_type = satu.value, satu.data_type
        satu.value, satu.data_type = simpan
    b.harap[nama][i], b.harap[nama][j] = b.harap[nama][j], b.harap[nama][i]


@giliran(2)
def baris_ganda(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak)
    asal = acak.choice(b.sel[nama])
    baru = _tulis_baris(b, nama, _akhir(b, nama), {k: sel.value for k, sel in asal.items()})
    b.tolak.append((b.ws[nama], next(iter(baru.values())), ""))
    b.sebab_lain.append(b.ws[nama])


@giliran(2)
def baris_baru(b: BukuKacau, acak: Random) -> None:
    b.terpakai.add("sdm")
    isi = {"unit": "b2", "dimensi": "pendidikan", "kategori": "S1", "subkategori": "PNS", "jumlah": 12}
    b.sel["sdm"].append(_tulis_baris(b, "sdm", _akhir(b, "sdm") + acak.randint(0, 3), isi))
    b.harap["sdm"].append({k: str(v) for k, v in isi.items()})


@giliran(2)
def baris_kosong_di_antara(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    b.ws[nama].insert_rows(next(iter(acak.choice(b.sel[nama]).values())).row, acak.randint(1, 3))


@giliran(2)
def jumlah_di_bawah(b: BukuKacau, acak: Random) -> None:
    """Totals whose label stands in the key, in a text or in any other column."""
    nama = b.tabel(acak, boleh=lambda n: n not in ("program", "renstra", "narasi"), bagi=True)
    teks = [k for k in b.judul[nama] if b.type_of(nama, k) in ("teks", "teks_kunci", "kode")]
    isi: dict[str, object] = {
        k: 12345 for k in b.judul[nama] if b.type_of(nama, k) in _BILANGAN and k not in TABLES[nama].key
    }
    isi[acak.choice(teks)] = acak.choice(
        ["Jumlah", "TOTAL", "Jumlah :", "Grand Total", "Sub Total", "Total Keseluruhan", "jumlah total"]
    )
    _tulis_baris(b, nama, _akhir(b, nama) + acak.randint(0, 2), isi)


@giliran(2)
def jumlah_di_tengah(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, boleh=lambda n: n in ("anggaran", "aset", "sdm", "tolok_ukur"), bagi=True)
    nomor = next(iter(acak.choice(b.sel[nama][1:] or b.sel[nama]).values())).row
    b.ws[nama].insert_rows(nomor)
    kolom = {"anggaran": "uraian", "aset": "nama", "sdm": "kategori", "tolok_ukur": "nama"}[nama]
    angka = {"anggaran": "realisasi", "aset": "nilai", "sdm": "jumlah", "tolok_ukur": "realisasi"}[nama]
    _tulis_baris(b, nama, nomor, {kolom: acak.choice(["Sub Total", "Jumlah", "Subjumlah"]), angka: 777})


@giliran(2)
def judul_diulang_di_tengah(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    nomor = next(iter(acak.choice(b.sel[nama]).values())).row
    b.ws[nama].insert_rows(nomor)
    _tulis_baris(b, nama, nomor, {k: acak.choice([k, k.upper()]) for k in b.judul[nama]})


@giliran(2)
def baris_tersembunyi(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    for satu in b.sel[nama][:2]:
        b.ws[nama].row_dimensions[next(iter(satu.values())).row].hidden = True


@giliran(2)
def disaring(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    b.ws[nama].auto_filter.ref = f"A5:{next(reversed(b.judul[nama].values())).column_letter}{_akhir(b, nama)}"
    b.ws[nama].auto_filter.add_filter_column(0, ["x"])
    for satu in b.sel[nama]:
        b.ws[nama].row_dimensions[next(iter(satu.values())).row].hidden = True


@giliran(2)
def catatan_di_bawah(b: BukuKacau, acak: Random) -> None:
    """A note that says that it is one is passed over; what else stands below may be a row that went wrong."""
    nama = b.tabel(acak, boleh=lambda n: n not in ("program", "renstra"))
    nomor = _akhir(b, nama) + acak.randint(0, 2)
    kolom = next(iter(b.judul[nama]))
    teks = acak.choice(["Catatan: angka sementara", "Mengetahui, Kepala Dinas", "*) belum diaudit"])
    baru = _tulis_baris(b, nama, nomor, {kolom: teks})
    if teks.startswith("Mengetahui") or sum(column.filled for column in TABLES[nama].columns) < 2:
        b.tolak.append((b.ws[nama], baru[kolom], ""))


@giliran(2)
def nomor_kolom_di_bawah_judul(b: BukuKacau, acak: Random) -> None:
    """The line (1) (2) (3) … that tables of the government have below their header."""
    nama = b.tabel(acak, bagi=True)
    nomor = next(iter(b.judul[nama].values())).row + 1
    b.ws[nama].insert_rows(nomor)
    bentuk = acak.choice([int, str, "({})".format])
    _tulis_baris(b, nama, nomor, {k: bentuk(i) for i, k in enumerate(b.judul[nama], 1)})


# Columns ------------------------------------------------------------------------------------------------


@giliran(3)
def kolom_ditukar(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    satu, lain = acak.sample(list(b.judul[nama]), 2)
    ws, x, y = b.ws[nama], b.judul[nama][satu].column, b.judul[nama][lain].column
    atas = b.judul[nama][satu].row
    for nomor in range(atas, ws.max_row + 1):
        kiri, kanan = ws.cell(nomor, x), ws.cell(nomor, y)
        for apa in ("value", "data_type", "number_format"):
            a, c = getattr(kiri, apa), getattr(kanan, apa)
            _pasang(kiri, apa, c)
            _pasang(kanan, apa, a)
    for peta in (b.judul[nama], *b.sel[nama]):
        peta[satu], peta[lain] = peta[lain], peta[satu]
    tukar = {
        id(p): q for baris in b.sel[nama] for p, q in ((baris[satu], baris[lain]), (baris[lain], baris[satu]))
    }
    b.bacaan = [tukar.get(id(sel), sel) for sel in b.bacaan]
    b.tolak = [(w, tukar.get(id(sel), sel), kolom) for w, sel, kolom in b.tolak]


def _pasang(sel: Any, apa: str, nilai: Any) -> None:
    if apa == "value":
        sel._value = nilai  # as it is: setting the value would guess its type anew
    else:
        setattr(sel, apa, nilai)


@giliran(3)
def kolom_nomor(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    judul = next(iter(b.judul[nama].values())).row
    b.ws[nama].insert_cols(1)
    b.ws[nama].cell(judul, 1).value = acak.choice(["No.", "NO", "No", "Nomor", "No. Urut"])
    for n, satu in enumerate(b.sel[nama], 1):
        b.ws[nama].cell(next(iter(satu.values())).row, 1).value = acak.choice([n, f"{n}."])


@giliran(3)
def jumlah_di_kolom_nomor(b: BukuKacau, acak: Random) -> None:
    """The label of the totals stands where nothing of the table does; the amounts are in its columns."""
    b.terpakai.add("perjanjian_kinerja")
    nama = "perjanjian_kinerja"
    ws, baris = b.ws[nama], _akhir(b, nama)
    ws.insert_cols(1)
    ws.cell(next(iter(b.judul[nama].values())).row, 1).value = "No."
    ws.cell(baris, 1).value = acak.choice(["Jumlah", "TOTAL"])
    _tulis_baris(b, nama, baris, {"anggaran": 6880931000})


@giliran(3)
def kolom_kosong_di_kiri(b: BukuKacau, acak: Random) -> None:
    b.ws[b.tabel(acak, bagi=True)].insert_cols(1, acak.randint(1, 3))


@giliran(3)
def kolom_kosong_di_tengah(b: BukuKacau, acak: Random) -> None:
    b.ws[b.tabel(acak, bagi=True)].insert_cols(3)


@giliran(3)
def kolom_catatan_dihapus(b: BukuKacau, acak: Random) -> None:
    """An optional column that is not in the sheet stays as it is in the file."""
    nama = b.tabel(acak, boleh=lambda n: n != "sdm" and "catatan" in b.judul[n])
    b.ws[nama].delete_cols(b.judul[nama].pop("catatan").column)
    for satu in b.sel[nama]:
        satu.pop("catatan")


@giliran(3)
def kolom_wajib_dihapus(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak)
    kolom = acak.choice([c.name for c in TABLES[nama].columns if c.present])
    judul = b.judul[nama].pop(kolom)
    b.ws[nama].delete_cols(judul.column)
    b.tolak.append((b.ws[nama], next(iter(b.judul[nama].values())), kolom))
    b.sebab_lain.append(b.ws[nama])


@giliran(3)
def kolom_tambahan_sendiri(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak)
    judul = next(reversed(b.judul[nama].values()))
    teks = acak.choice(["Dicek", "Keterangan tambahan", "Selisih (%)"])
    baru = b.ws[nama].cell(judul.row, judul.column + 1)
    baru.value = teks
    b.tolak.append((b.ws[nama], baru, ""))


@giliran(3)
def isi_di_luar_tabel(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak)
    sel = b.ws[nama].cell(_akhir(b, nama) - 1, next(reversed(b.judul[nama].values())).column + 2)
    sel.value = acak.choice([12345, "cek lagi"])
    b.tolak.append((b.ws[nama], sel, ""))


@giliran(3)
def judul_ditulis_lain(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    gaya = acak.choice(
        [
            str.upper,
            lambda s: s.replace("_", " ").title(),
            lambda s: f" {s.replace('_', ' ')} (Rp) ",
            lambda s: s.replace("_", "\n"),
            lambda s: s.replace("_", "-"),
            lambda s: f"{s.replace('_', chr(160))}",
        ]
    )
    for sel in b.judul[nama].values():
        sel.value = gaya(sel.value)


@giliran(3)
def judul_salah_ketik(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak)
    kolom = acak.choice([c.name for c in TABLES[nama].columns if c.present and len(c.name) > 4])
    sel = b.judul[nama][kolom]
    sel.value = f"{kolom[:-2]}{kolom[-1]}{kolom[-2]}x"
    b.tolak.append((b.ws[nama], sel, ""))
    b.sebab_lain.append(b.ws[nama])


@giliran(3)
def judul_dua_baris(b: BukuKacau, acak: Random) -> None:
    """A line of groups above the header."""
    nama = b.tabel(acak, bagi=True)
    judul = next(iter(b.judul[nama].values()))
    b.ws[nama].insert_rows(judul.row)
    b.ws[nama].cell(judul.row - 1, 2).value = acak.choice(["Target", "ANGGARAN", "Realisasi"])
    b.ws[nama].merge_cells(start_row=judul.row - 1, end_row=judul.row - 1, start_column=2, end_column=3)


# Sheets -------------------------------------------------------------------------------------------------


@giliran(4)
def judul_gabungan_di_atas(b: BukuKacau, acak: Random) -> None:
    ws = b.ws[b.tabel(acak, bagi=True)]
    n = acak.randint(1, 8)
    ws.insert_rows(1, n)
    ws["A1"] = "REKAPITULASI REALISASI TAHUN ANGGARAN 2020"
    if not any(r.min_row <= n for r in ws.merged_cells.ranges):
        ws.merge_cells(f"A1:F{n}")


@giliran(4)
def keterangan_dihapus(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    atas = next(iter(b.judul[nama].values())).row
    if not b.ws[nama].merged_cells.ranges:
        b.ws[nama].delete_rows(1, atas - 1)


@giliran(4)
def sel_gabungan_di_data(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, boleh=lambda n: n in ("tolok_ukur", "aset", "sdm", "narasi"))
    i = acak.randrange(len(b.sel[nama]) - 1)
    kolom = acak.choice([k for k in b.judul[nama] if k not in ("catatan", "sumber")])
    satu, lain = b.sel[nama][i][kolom], b.sel[nama][i + 1][kolom]
    b.ws[nama].merge_cells(
        start_row=satu.row, end_row=lain.row, start_column=satu.column, end_column=satu.column
    )
    b.tolak.append((b.ws[nama], satu, ""))
    b.sebab_lain.append(b.ws[nama])


@giliran(5)
def lembar_dinamai_lain(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak, bagi=True)
    b.ws[nama].title = acak.choice(
        ["Sheet1", f"{nama.upper()} 2020", TABLES[nama].title[:31], f"{nama} ", f"1. {nama}", "data"]
    )


@giliran(5)
def lembar_diurutkan_lain(b: BukuKacau, acak: Random) -> None:
    acak.shuffle(b.wb._sheets)


@giliran(5)
def lembar_dihapus(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak)
    del b.wb[b.ws[nama].title]
    del b.sel[nama], b.judul[nama]


@giliran(5)
def lembar_dikosongkan(b: BukuKacau, acak: Random) -> None:
    """Rows are taken away, or all there is: the table stays as it is."""
    nama = b.tabel(acak)
    b.ws[nama].delete_rows(acak.choice([6, 1]), b.ws[nama].max_row)
    del b.sel[nama], b.judul[nama]


@giliran(5)
def lembar_digandakan(b: BukuKacau, acak: Random) -> None:
    nama = b.tabel(acak)
    salinan = b.wb.copy_worksheet(b.ws[nama])
    salinan.title = acak.choice([f"{nama} (2)", f"{nama}_2", f"Salinan {nama}"])
    b.tolak.append((salinan, None, ""))
    b.sebab_lain += [salinan, b.ws[nama]]


@giliran(5)
def lembar_lain_milik_orang(b: BukuKacau, acak: Random) -> None:
    ws = b.wb.create_sheet(acak.choice(["Rekap", "Hitungan saya", "Sheet99"]), 0)
    ws.append(["Rekap realisasi", None, 12345])
    ws.append(["Program", "Pagu", "Realisasi"])
    ws.append([1, 2, 3])


@giliran(5)
def lembar_tersembunyi(b: BukuKacau, acak: Random) -> None:
    b.ws[b.tabel(acak, bagi=True)].sheet_state = acak.choice(["hidden", "veryHidden"])


@giliran(5)
def lembar_grafik(b: BukuKacau, acak: Random) -> None:
    b.wb.create_chartsheet("Grafik").add_chart(BarChart())


def salin(wb: Workbook) -> Any:
    """Return a copy of a workbook."""
    return copy.deepcopy(wb)
