"""Make the workbook of a year: one sheet a table, explained, with lists to choose from.

Whatever Excel could take for something else is text in a cell formatted as text: codes keep their zeros,
and what begins like a formula is none.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from lakip_utils import aturan
from lakip_utils.data.excel.baca import DAFTAR, PETUNJUK, TAHUN
from lakip_utils.data.excel.banding import kolom_kontrak
from lakip_utils.data.excel.contoh import CONTOH
from lakip_utils.data.excel.sel import ANGKA
from lakip_utils.data.excel.susunan import Isi, TahunBuku, letak
from lakip_utils.data.schema import TABLES, Column, Table
from lakip_utils.errors import InvalidInput, Violation

JUDUL = 5
"""Row of the header; above it title, guidance, meaning and example of each column."""
TERPANJANG = 32_767
"""Letters that a cell of Excel holds."""
TERTINGGI = 6
"""Lines of text that a row shows."""
BARIS_DAFTAR = 2_000
"""Rows below a header that have a list to choose from."""

_FORMAT = {"rupiah": "#,##0", "bulat": "#,##0", "tahun": "0", "angka": "General", "tanggal": "yyyy-mm-dd"}
_LEBAR = {"rupiah": 18, "bulat": 13, "tahun": 9, "angka": 13, "tanggal": 13, "kode": 17, "ya_tidak": 12}
_LEBAR_TEKS = 34
_PENDEK = {"satuan": 14, "iku": 12, "jenis": 14, "level": 13, "arah": 12, "periode": 12, "status": 13}
_URUTAN = (
    "program",
    "indikator",
    "kegiatan",
    "tolok_ukur",
    "anggaran",
    "perjanjian_kinerja",
    "permasalahan_solusi",
    "narasi",
    "unsur",
    "ikm_survei",
    "ikm_unsur",
    "ikm_responden",
    "rencana_tindak_lanjut",
    "sdm",
    "aset",
    "bukti",
    "tanggapan",
    "catatan_reviu",
    "klaim",
)
"""The sheets in the order in which a year is filled in; the others follow."""
_SATUAN = ("%", "Nilai", "Indeks", "dokumen", "kegiatan", "orang", "unit", "laporan", "bulan", "paket")
"""Units that are proposed besides those that the tables have."""

_TUA, _GARIS = "1F3A4D", "C9D1D6"


def _huruf(**gaya: Any) -> Font:
    """Return a font of one family: without a name each style would get another one."""
    return Font(**{"name": "Calibri", "size": 11, **gaya})


_TEBAL, _MIRING = _huruf(bold=True, color="FFFFFF"), _huruf(italic=True, color="5B6770")
_BATAS = Border(bottom=Side("thin", color=_GARIS))
_ATAS = Alignment(wrap_text=True, vertical="top")


def buku_tahun(isi: TahunBuku, *, contoh: bool) -> bytes:
    """Return the workbook of a year.

    Parameters
    ----------
    isi
        What stands in it.
    contoh
        Whether an example stands above each header: for people who fill it in.

    Raises
    ------
    InvalidInput
        With every cell that is too long for a workbook.
    """
    if panjang := list(_terlalu_panjang(isi)):
        raise InvalidInput(panjang)
    buku = Workbook()
    petunjuk = buku.active
    petunjuk.title = PETUNJUK
    tabel = {nama: isi.tabel[nama] for nama in dict.fromkeys((*_URUTAN, *TABLES))}
    daftar = _Daftar(buku, isi)
    for nama, satu in tabel.items():
        _lembar(buku.create_sheet(nama), _siap(satu, isi), isi, daftar, contoh=contoh)
    daftar.tulis()
    _petunjuk(petunjuk, tabel, isi)
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def _siap(satu: Isi, isi: TahunBuku) -> Isi:
    """Return a table with a column for each unsur where respondents are to fill it in."""
    if not satu.table.open_columns or satu.baris:
        return satu
    unsur = [baris["kode"] for baris in isi.tabel["unsur"].per_kolom()]
    ciri = [nama for nama in satu.kolom if nama not in unsur]
    depan = [nama for nama in ciri if nama not in ("sumber", "catatan")]
    return Isi(satu.table, (*depan, *unsur, "sumber", "catatan"))


def _terlalu_panjang(isi: TahunBuku) -> Iterator[Violation]:
    for satu in isi.tabel.values():
        for nomor, baris in enumerate(satu.per_kolom(), 2):
            for nama, teks in baris.items():
                if len(teks) > TERPANJANG:
                    yield Violation(
                        file=letak(satu.table, isi.tahun),
                        row=nomor,
                        column=nama,
                        found=f"{len(teks)} huruf",
                        expected=f"paling banyak {TERPANJANG} huruf, yang muat di satu sel Excel",
                        action="Bagi teksnya menjadi beberapa baris.",
                    )


def _lembar(kertas: Any, satu: Isi, isi: TahunBuku, daftar: _Daftar, *, contoh: bool) -> None:
    table = satu.table
    kolom = [kolom_kontrak(table, nama) for nama in satu.kolom]
    tahun = f", {isi.tahun}" if table.scope == "tahun" else ""
    _tulis(kertas, 1, 1, f"{table.title}{tahun}", font=_huruf(bold=True, size=14))
    pengantar = f"Isi mulai baris {JUDUL + 1}, satu baris untuk satu data. Yang belum diketahui dikosongkan. Pemilik data: {table.owner}."
    _tulis(kertas, 2, 1, f"{pengantar} Baris 4 hanya contoh." if contoh else pengantar, font=_MIRING)
    for nomor, column in enumerate(kolom, 1):
        huruf = get_column_letter(nomor)
        kertas.column_dimensions[huruf].width = _lebar(column)
        kertas.column_dimensions[huruf].protection = Protection(locked=False)
        kertas.column_dimensions[huruf].number_format = _FORMAT.get(column.type, "@")
        _tulis(kertas, 3, nomor, _arti(column), font=_MIRING, alignment=_ATAS)
        if contoh:
            _tulis(kertas, 4, nomor, _contoh(column, table, isi.tahun), font=_MIRING, alignment=_ATAS)
        _tulis(
            kertas,
            JUDUL,
            nomor,
            column.name,
            font=_TEBAL,
            fill=PatternFill("solid", fgColor=_TUA),
            alignment=_ATAS,
        )
        daftar.pasang(kertas, table, column, huruf)
    for nomor, baris in enumerate(satu.baris, JUDUL + 1):
        for tempat, (column, teks) in enumerate(zip(kolom, baris, strict=True), 1):
            _isi(kertas.cell(nomor, tempat), column, teks)
        _tinggi(kertas, nomor, kolom, baris)
    _tinggi(kertas, 3, kolom, [_arti(column) for column in kolom])
    if contoh:
        _tinggi(kertas, 4, kolom, [_contoh(column, table, isi.tahun) for column in kolom])
    kertas.freeze_panes = f"A{JUDUL + 1}"
    kertas.sheet_properties.tabColor = _TUA if table.scope == "tahun" else "8FA3AE"
    _lindungi(kertas)
    kertas.print_title_rows = f"{JUDUL}:{JUDUL}"
    _halaman(kertas)


def _tinggi(kertas: Any, nomor: int, kolom: Sequence[Column], teks: Sequence[str]) -> None:
    """Give a row the height of its longest text: not every program does so by itself."""
    garis = max(
        sum(1 + len(bagian) // _lebar(column) for bagian in isi.split("\n"))
        for column, isi in zip(kolom, teks, strict=True)
    )
    kertas.row_dimensions[nomor].height = 15 * min(garis, TERTINGGI)


def _halaman(kertas: Any) -> None:
    kertas.page_setup.orientation = "landscape"
    kertas.page_setup.paperSize = kertas.PAPERSIZE_A4
    kertas.page_setup.fitToHeight = 0
    kertas.sheet_properties.pageSetUpPr.fitToPage = True


def _lindungi(kertas: Any) -> None:
    """Lock what explains and names the columns, without a password; all else can be done to the sheet."""
    lindung = kertas.protection
    lindung.sheet = True
    for nama in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(lindung, nama, False)  # in the file format, false means that it is not forbidden


def _tulis(kertas: Any, baris: int, kolom: int, teks: str, **gaya: Any) -> None:
    sel = kertas.cell(baris, kolom)
    sel.value = teks
    sel.data_type = "s"
    for nama, nilai in gaya.items():
        setattr(sel, nama, nilai)


def _isi(sel: Any, column: Column, teks: str) -> None:
    sel.protection = Protection(locked=False)
    sel.number_format = _FORMAT.get(column.type, "@")
    sel.alignment = _ATAS
    sel.border = _BATAS
    sel.font = _huruf()
    teks = teks.strip()
    if not teks:
        return
    if column.type in ANGKA:
        sel.value = float(teks) if column.type == "angka" else int(teks)
        return
    sel.value = teks.replace("\r\n", "\n").replace("\r", "\n")
    sel.data_type = "s"
    if column.type == "tanggal":
        sel.number_format = "@"


def _lebar(column: Column) -> int:
    lebar = _PENDEK.get(column.name) or _LEBAR.get(column.type, _LEBAR_TEKS)
    return max(lebar, len(column.name) + 2)


def _arti(column: Column) -> str:
    isi = column.description or "Jawaban 1 sampai 4; kosong bila tidak menjawab"
    pilihan = f" Pilihan: {', '.join(column.choices)}." if 0 < len(column.choices) <= 8 else ""
    return f"{isi}.{pilihan}{' HARUS TERISI.' if column.filled else ''}"


def _contoh(column: Column, table: Table, tahun: int) -> str:
    """Return the example of a column, as people type it; empty where the row has none."""
    teks = CONTOH[table.name].get(column.name, "").format(tahun=tahun)
    return teks.replace(".", ",") if column.type == "angka" else teks


class _Daftar:
    """The sheet that holds the lists to choose from, and where they are used."""

    def __init__(self, buku: Workbook, isi: TahunBuku) -> None:
        self.buku = buku
        self.isi = isi
        self.daftar: dict[str, tuple[str, ...]] = {}

    def pasang(self, kertas: Any, table: Table, column: Column, huruf: str) -> None:
        """Give a column its list, if it has one: of a closed list nothing else can be chosen."""
        nama, pilihan = self._pilihan(table, column)
        if not pilihan:
            return
        self.daftar[nama] = pilihan
        tempat = get_column_letter(list(self.daftar).index(nama) + 1)
        tertutup = bool(column.choices) or column.type == "ya_tidak"
        validasi = DataValidation(
            type="list",
            formula1=f"={DAFTAR}!${tempat}$2:${tempat}${len(pilihan) + 1}",
            allow_blank=True,
            errorStyle="stop" if tertutup else "warning",
            showErrorMessage=True,
            errorTitle="Tidak ada dalam daftar",
            error="Pilih dari daftar." if tertutup else "Isi ini belum ada dalam daftar. Pakai juga?",
        )
        validasi.add(f"{huruf}{JUDUL + 1}:{huruf}{JUDUL + BARIS_DAFTAR}")
        kertas.add_data_validation(validasi)

    def _pilihan(self, table: Table, column: Column) -> tuple[str, tuple[str, ...]]:
        """Return the name of a column's list and what is in it."""
        if column.choices:
            return f"{table.name}.{column.name}", column.choices
        if column.type == "ya_tidak":
            return "ya atau tidak", ("ya", "tidak")
        if column.name == "bidang" and column.type == "kode":
            return "bidang", self.isi.bidang
        if column.name == "satuan":
            return "satuan", self._satuan()
        if column.name == "kelompok":
            struktur = aturan.berlaku(aturan.struktur_anggaran(), self.isi.tahun)
            return "kelompok belanja", tuple(satu.kode for satu in struktur.kelompok)
        tujuan = column.refers_to or _RUJUKAN.get((table.name, column.name), "")
        if not tujuan or tujuan == f"{table.name}.{column.name}":
            return "", ()
        nama, kunci = tujuan.split(".")
        return tujuan, self._kode(nama, kunci)

    def _satuan(self) -> tuple[str, ...]:
        ada = [
            baris["satuan"]
            for nama in ("indikator", "tolok_ukur", "renstra")
            for baris in self.isi.tabel[nama].per_kolom()
        ]
        tanpa_besar = {satu.casefold(): satu for satu in (*_SATUAN, *filter(None, ada))}
        return tuple(sorted(tanpa_besar.values(), key=str.casefold))

    def _kode(self, nama: str, kunci: str) -> tuple[str, ...]:
        semua = self.isi.tabel[nama].per_kolom()
        if nama == "program":
            semua = [satu for satu in semua if satu["tahun"] == str(self.isi.tahun)]
        return tuple(dict.fromkeys(satu[kunci] for satu in semua if satu.get(kunci)))

    def tulis(self) -> None:
        """Write the sheet."""
        kertas = self.buku.create_sheet(DAFTAR)
        for nomor, (nama, pilihan) in enumerate(self.daftar.items(), 1):
            _tulis(kertas, 1, nomor, nama, font=_huruf(bold=True))
            kertas.column_dimensions[get_column_letter(nomor)].width = max(len(nama), *map(len, pilihan)) + 2
            for baris, satu in enumerate(pilihan, 2):
                _tulis(kertas, baris, nomor, satu, number_format="@")
        kertas.protection.sheet = True
        kertas.sheet_properties.tabColor = "8FA3AE"


_RUJUKAN = {
    ("indikator", "kode_indikator"): "renstra.kode_indikator",
    ("perjanjian_kinerja", "kode_indikator"): "indikator.kode_indikator",
    ("kegiatan", "kode_program"): "program.kode_program",
    ("anggaran", "kode_program"): "program.kode_program",
    ("perjanjian_kinerja", "kode_program"): "program.kode_program",
    ("program", "kode_sasaran"): "renstra.kode_sasaran",
    ("strategi", "kode_sasaran"): "renstra.kode_sasaran",
    ("strategi", "kode_tujuan"): "renstra.kode_tujuan",
}
"""Columns whose codes mostly stand in another one, though the contract does not demand it of all."""


def _petunjuk(kertas: Any, tabel: Mapping[str, Isi], isi: TahunBuku) -> None:
    _tulis(kertas, 1, 1, f"Data kinerja {isi.instansi}", font=_huruf(bold=True, size=16))
    _tulis(kertas, 2, 1, TAHUN, font=_huruf(bold=True))
    _tulis(kertas, 2, 2, str(isi.tahun), font=_huruf(bold=True))
    baris = 4
    for judul, butir in _kalimat(isi):
        _tulis(kertas, baris, 1, judul, font=_huruf(bold=True, size=12, color=_TUA))
        for nomor, teks in enumerate(butir, baris + 1):
            _tulis(kertas, nomor, 1, teks, alignment=_ATAS)
            kertas.merge_cells(start_row=nomor, end_row=nomor, start_column=1, end_column=5)
            kertas.row_dimensions[nomor].height = 15 * (1 + len(teks) // 115)
        baris += len(butir) + 2
    for tempat, kepala in enumerate(("Lembar", "Isi", "Baris", "Wajib", "Pemilik data"), 1):
        _tulis(kertas, baris, tempat, kepala, font=_TEBAL, fill=PatternFill("solid", fgColor=_TUA))
    for nomor, (nama, satu) in enumerate(tabel.items(), baris + 1):
        sel = (nama, satu.table.title, "", "ya" if satu.table.required else "tidak", satu.table.owner)
        for tempat, teks in enumerate(sel, 1):
            _tulis(kertas, nomor, tempat, teks, border=_BATAS)
        kertas.cell(nomor, 1).hyperlink = Hyperlink(ref=f"A{nomor}", location=f"'{nama}'!A{JUDUL + 1}")
        kertas.cell(nomor, 1).font = _huruf(underline="single", color=_TUA)
        kertas.cell(nomor, 3).value = len(satu.baris)
    for huruf, lebar in zip("ABCDE", (24, 58, 8, 8, 44), strict=True):
        kertas.column_dimensions[huruf].width = lebar
    kertas.sheet_view.showGridLines = False
    kertas.protection.sheet = True
    _halaman(kertas)


def _kalimat(isi: TahunBuku) -> Sequence[tuple[str, Sequence[str]]]:
    """Return the guidance: headings with their sentences."""
    cara = (
        "1. Isi lembar yang datanya ada; lembar lain dibiarkan. Lembar yang tidak berisi baris tidak mengubah tabelnya.",
        "2. Jangan mengubah judul kolom (baris berlatar gelap). Baris di atasnya menjelaskan isi setiap kolom.",
        "3. Simpan sebagai .xlsx, lalu jalankan: lakip data import NAMA-BERKAS.xlsx",
        "4. Perintah itu menunjukkan yang akan berubah dan baru menulis setelah disetujui. Sel yang keliru disebut alamatnya.",
    )
    angka = (
        "Kosong berarti belum diketahui; nol berarti benar-benar nol. Jangan isi strip, “n/a”, atau “nihil”.",
        "Bilangan cukup diketik sebagai bilangan: 1318304000 atau 27,5. Rupiah bulat, persentase 0–100.",
        "Bilangan bertulisan seperti “Rp. 1.318.304.000 ,-” tetap dibaca; yang dapat berarti dua, seperti “1.250”, ditolak.",
        "Kode diketik sama persis seperti pada tabel yang dirujuk. Kolom kode sudah berformat Teks supaya 1.10 tidak menjadi 1,1.",
        "Capaian, serapan, jumlah, dan nilai IKM tidak diisi; laporan menghitungnya.",
    )
    bagian = [("Cara mengisi", cara), ("Angka dan kode", angka)]
    if isi.perhatian:
        bagian.append(("Yang sudah terisi", isi.perhatian))
    return bagian
