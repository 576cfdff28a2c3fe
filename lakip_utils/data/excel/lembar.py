"""Read one sheet as a table, in spite of what people do to it.

Titles above a table, empty rows and columns, a column of running numbers, totals below: they are passed
over, and told. Whatever may hold a figure and cannot be read is an error with its cell.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from openpyxl.utils import get_column_letter

from lakip_utils.data import header
from lakip_utils.data.check import SKALA_SKM
from lakip_utils.data.excel.banding import kolom_kontrak
from lakip_utils.data.excel.kertas import Kertas
from lakip_utils.data.excel.sel import KODE, Nilai, Ragu, baca, dalam_ribuan
from lakip_utils.data.excel.susunan import Baris
from lakip_utils.data.rows import quoted
from lakip_utils.data.schema import TABLES, Table
from lakip_utils.errors import Violation

TERDALAM = 40
"""Rows in which the header of a table is looked for."""

JUMLAH = re.compile(
    r"((sub|grand)[ -]?)?(total|jumlah)"
    r"( (total|keseluruhan|seluruhnya|semua|umum|akhir|belanja|anggaran|pagu|realisasi|responden))*\s*[:.]?",
    re.IGNORECASE,
)
"""What a row of totals says; "Jumlah peserta" is the name of something."""
BERSATUAN = frozenset(
    {
        "target",
        "target_awal",
        "target_perubahan",
        "target_bawah",
        "target_atas",
        "realisasi",
        "standar_nasional",
    }
)
"""Columns whose numbers are in the unit of their row; a numerator or denominator is in one of its own."""
_CATATAN = re.compile(r"\*|(catatan|keterangan|ket|sumber|note)\s*[.:]", re.IGNORECASE)
"""How a note below a table begins."""
_NOMOR = {"no", "nomor", "no_urut", "nomor_urut"}
_SALINAN = re.compile(r"\s*\(\d+\)$")


_JAWABAN = frozenset(str(n) for n in range(SKALA_SKM[0], SKALA_SKM[1] + 1))


@dataclass(frozen=True, slots=True)
class Bacaan:
    """A cell that was read as something else than it shows; the cell of an answer of one person is not told."""

    lembar: str
    sel: str
    tampak: str
    dibaca: str


@dataclass(frozen=True, slots=True)
class Lembar:
    """A table in a workbook.

    Parameters
    ----------
    nama
        The sheet.
    table
        Which table it holds.
    judul
        Number of the row with the header.
    kolom
        The letter of each column, by its name in the contract.
    baris
        The rows by column, as the table writes them; beside each its number in the sheet.
    bacaan
        Cells that were read as something else than they show.
    dilewati
        What was passed over, in words.
    sebagian
        Whether it holds only some rows of the table: the others stay.
    hanya_baru
        Columns that only rows take from it which the table does not have yet.
    """

    nama: str
    table: Table
    judul: int
    kolom: Mapping[str, str]
    baris: tuple[tuple[int, Baris], ...]
    bacaan: tuple[Bacaan, ...] = ()
    dilewati: tuple[str, ...] = ()
    sebagian: bool = False
    hanya_baru: tuple[str, ...] = ()


@dataclass(slots=True)
class PembacaKertas:
    """What every reader of a sheet does, whatever it takes the sheet for.

    Parameters
    ----------
    berkas
        The workbook as the user knows it.
    kertas
        The sheet.
    """

    berkas: str
    kertas: Kertas

    def _sel(
        self,
        nama: str,
        nomor: int,
        tempat: int,
        dibaca: Callable[[], str],
        salah: list[Violation],
        bacaan: list[Bacaan],
        *,
        personal: bool,
    ) -> str:
        """Return what a cell is read as, and tell it where it shows something else or cannot be read.

        Of a person's row it tells where the cell is, or which words were read as which answer, never both.

        Parameters
        ----------
        nama
            Its column in the table.
        nomor, tempat
            Its row, from one on, and its place there, from zero on.
        dibaca
            Reads it.
        personal
            Whether the row is about one person.
        """
        sel = self.kertas.sel[nomor - 1][tempat]
        alamat = f"{get_column_letter(tempat + 1)}{nomor}"
        try:
            hasil = dibaca()
        except Ragu as ragu:
            kolom = f"{nama} (sel {alamat})"
            salah.append(
                self._salah(quoted(str(sel), personal=personal), ragu.seharusnya, ragu.tindakan, nomor, kolom)
            )
            return str(sel)  # so that nothing is said of it but this
        if perlu_disebut(sel, hasil) and personal:
            if hasil in _JAWABAN:
                bacaan.append(Bacaan(self.kertas.nama, "", "rumus" if sel.rumus else str(sel), hasil))
        elif perlu_disebut(sel, hasil):
            bacaan.append(Bacaan(self.kertas.nama, alamat, sel.rumus or str(sel), hasil))
        return hasil

    def _ribuan(self, judul: int, tindakan: str) -> Iterator[Violation]:
        """Yield headings that say that the numbers below are thousands: read as they are they would be wrong."""
        for nomor, baris in enumerate(self.kertas.sel[:judul], 1):
            for tempat, sel in enumerate(baris, 1):
                if isinstance(sel.isi, str) and dalam_ribuan(sel.isi):
                    yield self._salah(
                        f"“{ringkas(sel.isi)}”",
                        "angka selengkapnya, dalam rupiah penuh",
                        tindakan,
                        nomor,
                        f"sel {get_column_letter(tempat)}{nomor}",
                    )

    def _salah(
        self, found: str, expected: str, action: str, baris: int | None = None, kolom: str = ""
    ) -> Violation:
        return Violation(
            file=self.berkas,
            sheet=self.kertas.nama,
            row=baris,
            column=kolom,
            found=found,
            expected=expected,
            action=action,
        )


@dataclass(slots=True)
class Pembaca(PembacaKertas):
    """Reads one sheet as a table of the contract."""

    kode: Callable[[Table, str], Collection[str]]

    @property
    def terisi(self) -> bool:
        """Whether anything stands in it."""
        return any(not sel.kosong for satu in self.kertas.sel for sel in satu)

    def kumpulkan_kode(self, table: Table, judul: int, milik: dict[str, set[str]]) -> None:
        """Add the codes that stand in the sheet as text to those of their columns."""
        for nama, tempat in self._kolom(table, judul)[0].items():
            if kolom_kontrak(table, nama).type in KODE:
                teks = {
                    str(s[tempat].isi).strip()
                    for s in self.kertas.sel[judul:]
                    if isinstance(s[tempat].isi, str)
                }
                milik.setdefault(nama, set()).update(teks)
                milik.setdefault(f"{table.name}.{nama}", set()).update(teks)

    def sebab_dilewati(self) -> str:
        """Return why the sheet holds no table that we know."""
        mirip = [table.name for _, table, _ in self._calon()]
        if len(mirip) > 1:
            return f"judul kolomnya cocok dengan lebih dari satu tabel ({', '.join(mirip)}); namai lembarnya menurut tabelnya"
        return "tidak memuat judul kolom tabel mana pun"

    def table(self) -> tuple[Table | None, int | None]:
        """Return which table the sheet holds, by its name or else by its header, and the header's row."""
        nama = rata(_SALINAN.sub("", self.kertas.nama))
        sebutan = {rata(t.title): t.name for t in TABLES.values()} | {n: n for n in TABLES}
        dekat = difflib.get_close_matches(nama, sebutan, n=1, cutoff=0.8)
        if dekat:
            table = TABLES[sebutan[dekat[0]]]
            return table, self._judul(table)
        cocok = self._calon()
        if not cocok or (len(cocok) > 1 and cocok[0][0] == cocok[1][0]):
            return None, None
        return cocok[0][1:]

    def _calon(self) -> list[tuple[float, Table, int]]:
        """Return the tables that the header explains, the best first: share, table and row."""
        cocok = [
            (self._cocok(table, judul), table, judul)
            for table in TABLES.values()
            if (judul := self._judul(table))
        ]
        return sorted((satu for satu in cocok if satu[0]), key=lambda satu: satu[0], reverse=True)

    def _judul(self, table: Table) -> int | None:
        """Return the row that names the most columns of a table; at least two, or all that it has."""
        known = {column.name for column in table.all_columns}
        cacah = [len(known & set(map(self._nama, satu))) for satu in self.kertas.sel[:TERDALAM]]
        if not cacah or max(cacah) < min(2, len(table.columns)):
            return None
        return cacah.index(max(cacah)) + 1

    def _cocok(self, table: Table, judul: int) -> float:
        """Return which share of a header a table explains; 0 where its key or most of its columns are missing."""
        nama = {satu for sel in self.kertas.sel[judul - 1] if (satu := self._nama(sel))}
        wajib = {column.name for column in table.columns if column.present}
        lengkap = set(table.key) & wajib <= nama and len(wajib & nama) * 2 > len(wajib)
        return len(nama & {column.name for column in table.all_columns}) / len(nama) if lengkap else 0.0

    def _nama(self, sel: Nilai) -> str:
        return rata(str(sel.isi)) if isinstance(sel.isi, str) else ""

    def tanpa_judul(self, table: Table) -> Violation:
        """Return what there is to say of a sheet that is called like a table and has no header of it."""
        return self._salah(
            "lembar tanpa judul kolom tabel ini",
            f"satu baris judul, mulai dengan {table.columns[0].name!r}",
            "Tulis judul kolomnya seperti pada templat, atau ganti nama lembarnya.",
        )

    def baca(self, table: Table, judul: int) -> tuple[Lembar, list[Violation]]:
        """Return the rows below a header, and every cell that cannot be read."""
        kolom, salah = self._kolom(table, judul)
        if any(column.type in ("rupiah", "angka") for column in table.columns):
            salah += self._ribuan(judul, "Tulis angkanya selengkapnya, lalu hapus keterangan itu.")
        bacaan: list[Bacaan] = []
        dilewati: list[str] = []
        baris: list[tuple[int, Baris]] = []
        awal = True
        for nomor, sel in enumerate(self.kertas.sel[judul:], judul + 1):
            isi = {nama: sel[tempat] for nama, tempat in kolom.items()}
            if all(satu.kosong for satu in isi.values()):
                continue
            if awal and not table.open_columns and bernomor_kolom(sel):
                dilewati.append(f"baris {nomor} (nomor kolom)")
                continue
            awal = False
            if sebutan := self._bukan_data(table, isi, sel):
                dilewati.append(f"baris {nomor} (“{sebutan}”)")
                continue
            satu, keliru, dibaca = self._baris(table, nomor, isi, kolom)
            baris.append((nomor, satu))
            salah += keliru
            bacaan += dibaca
        salah += self._gabungan(judul, kolom, [nomor for nomor, _ in baris])
        if sembunyi := [nomor for nomor, _ in baris if nomor in self.kertas.tersembunyi]:
            dilewati.append(f"{len(sembunyi)} baris tersembunyi tetap dibaca")
        if self.kertas.rahasia:
            dilewati.append("lembar tersembunyi tetap dibaca")
        huruf = {nama: get_column_letter(tempat + 1) for nama, tempat in kolom.items()}
        hasil = Lembar(self.kertas.nama, table, judul, huruf, tuple(baris), tuple(bacaan), tuple(dilewati))
        return hasil, salah

    def _kolom(self, table: Table, judul: int) -> tuple[dict[str, int], list[Violation]]:
        """Return the place of each column, and what is wrong with the header."""
        tulisan: list[str] = []
        tempat: list[int] = []
        salah: list[Violation] = []
        bawah = self.kertas.sel[judul:]
        known = {column.name for column in table.all_columns}
        for nomor, sel in enumerate(self.kertas.sel[judul - 1]):
            terisi = next((n for n, satu in enumerate(bawah, judul + 1) if not satu[nomor].kosong), None)
            nama = self._nama(sel)
            if nama in _NOMOR - known or (sel.kosong and terisi is None):
                continue
            if sel.kosong:
                salah.append(
                    self._salah(
                        "kolom berisi tanpa judul",
                        "setiap kolom berjudul",
                        "Hapus kolom itu, atau tulis judulnya.",
                        baris=terisi,
                        kolom=get_column_letter(nomor + 1),
                    )
                )
                continue
            tulisan.append(self._sebut(nama, str(sel.isi).strip(), table, known))
            tempat.append(nomor)
        kepala = header.check(tulisan, table, self.berkas)
        salah += [replace(satu, sheet=self.kertas.nama, row=judul) for satu in kepala.violations]
        milik = {nama: t for nama, t in zip(kepala.names, tempat, strict=True) if nama not in kepala.missing}
        if not table.open_columns:  # of a column that no table has, its cells are not read
            milik = {nama: t for nama, t in milik.items() if nama in known or nama.startswith(header.OWN)}
        return milik, salah

    def _sebut(self, nama: str, asli: str, table: Table, known: Collection[str]) -> str:
        """Return a header as the contract writes it where it means the same, else as it stands there."""
        if nama in known:
            return nama
        sendiri = {rata(satu): satu for satu in self.kode(table, "")} if table.open_columns else {}
        return sendiri.get(nama, nama if nama.startswith(header.OWN) else asli)

    def _bukan_data(self, table: Table, isi: Mapping[str, Nilai], baris: Sequence[Nilai]) -> str:
        """Return what a row says that is a total or the header again; empty for a row of data.

        The word may stand in a column that is not read, such as the one of running numbers.
        """
        teks = {nama: str(sel.isi).strip() for nama, sel in isi.items() if not sel.kosong}
        if len(teks) > 1 and all(rata(satu) == nama for nama, satu in teks.items()):
            return "judul kolom"
        kunci = [column for column in table.columns if column.name in table.key and column.name in teks]
        wajib = [column for column in kunci if column.filled] or kunci
        perlu = sum(column.filled for column in table.columns)
        if len(teks) == 1 and perlu > 1 and _CATATAN.match(satu := next(iter(teks.values()))):
            return ringkas(satu)
        if any(teks[c.name].casefold() in c.choices or not JUMLAH.fullmatch(teks[c.name]) for c in wajib):
            return ""
        semua = (str(sel.isi).strip() for sel in baris if not sel.kosong)
        return next((satu for satu in semua if JUMLAH.fullmatch(satu)), "")

    def _baris(
        self, table: Table, nomor: int, isi: Mapping[str, Nilai], kolom: Mapping[str, int]
    ) -> tuple[Baris, list[Violation], list[Bacaan]]:
        hasil: Baris = {}
        salah: list[Violation] = []
        bacaan: list[Bacaan] = []
        milik = str(isi["satuan"].isi or "") if "satuan" in isi else ""
        for nama, sel in isi.items():
            column = kolom_kontrak(table, nama)
            satuan = milik if nama in BERSATUAN else ""
            kode = self.kode(table, nama) if isinstance(sel.isi, int | float) else ()
            dibaca = partial(baca, sel, column, satuan=satuan, kode=kode)
            hasil[nama] = self._sel(nama, nomor, kolom[nama], dibaca, salah, bacaan, personal=table.personal)
        return hasil, salah, bacaan

    def _gabungan(self, judul: int, kolom: Mapping[str, int], data: Collection[int]) -> Iterator[Violation]:
        """Yield merged cells among the rows of data: what stands in one is not said of the others."""
        for atas, bawah, kiri, kanan in self.kertas.gabung:
            kena = [nama for nama, tempat in kolom.items() if kiri <= tempat + 1 <= kanan]
            if kena and any(atas <= nomor <= bawah for nomor in data) and bawah > judul:
                yield self._salah(
                    f"sel gabungan {get_column_letter(kiri)}{atas}:{get_column_letter(kanan)}{bawah}",
                    "satu sel untuk satu isi",
                    "Batalkan penggabungan selnya (Unmerge Cells), lalu isi setiap sel.",
                    baris=atas,
                    kolom=kena[0],
                )


def bernomor_kolom(baris: Sequence[Nilai]) -> bool:
    """Whether a row numbers the columns from one on, as 1 or (1)."""
    teks = [str(sel.isi).strip(" ().") for sel in baris if not sel.kosong]
    return len(teks) > 2 and teks == [str(n) for n in range(1, len(teks) + 1)]


def perlu_disebut(sel: Nilai, dibaca: str) -> bool:
    """Whether a cell was read as something that it does not show."""
    if sel.rumus:
        return True
    if isinstance(sel.isi, int | float) and not isinstance(sel.isi, bool):
        return sel.persen or sel.ribuan > 0 or str(sel) != dibaca
    return not sel.kosong and str(sel).strip() != dibaca


def ringkas(teks: str) -> str:
    """Return the beginning of a long text, in one line."""
    rapi = " ".join(teks.split())
    return rapi if len(rapi) <= 70 else f"{rapi[:69]}…"


def rata(nama: str) -> str:
    """Return a name as the contract would write it: without units in brackets, words by underscores.

    >>> rata("Pagu  Perubahan (Rp)")
    'pagu_perubahan'
    """
    return re.sub(r"[\W_]+", "_", re.sub(r"\([^)]*\)", " ", nama).casefold()).strip("_")
