"""Blocks: what a report cell shows, as data.

A cell of a report notebook ends in a block. The notebook stores it under the MIME type
:data:`MIME`, beside an HTML view for JupyterLab, and both exporters (HTML and PDF) render the
same data. Text is plain text everywhere: a block never holds markup, so nothing that stands in the
data can become HTML, Typst or Markdown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from lakip_utils.asal import Asal, Rentang, Sel, satukan_rentang, tulis_baris
from lakip_utils.keparahan import KEPARAHAN, Keparahan
from lakip_utils.sajian import format as f

MIME = "application/vnd.lakip.blok+json"

Edisi = Literal["semua", "reviu", "resmi"]
Warna = Literal["biru", "jingga", "abu"]
Jangkar = Annotated[str, Field(pattern=r"^[a-z0-9-]*$")]
"""An anchor of the document, or empty."""

_NISBAH = re.compile(r"[\w ]+ / [\w ]+( × 100)?(, .*)?")
"""A formula that is one plain division."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SelAsal(_Model):
    """Cells of one column of a data file, their rows as ranges.

    `kunci` names the row where it is one; `isi` is what stands in the cells, in the order of the rows,
    empty where they are too many or not to be shown.
    """

    berkas: str
    kolom: str
    baris: tuple[Rentang, ...]
    kunci: str = ""
    isi: tuple[str, ...] = ()

    def memuat(self, baris: int) -> bool:
        """Whether a row is one of them."""
        return any(awal <= baris <= akhir for awal, akhir in self.baris)

    def __str__(self) -> str:
        kunci = f" ({self.kunci})" if self.kunci else ""
        isi = f": {'; '.join(self.isi)}" if self.isi else ""
        return f"{self.berkas} baris {tulis_baris(self.baris)}{kunci}, kolom {self.kolom}{isi}"


class Sumber(_Model):
    """Origin of one figure as the reader sees it.

    Parameters
    ----------
    rumus
        How it was computed, in words; empty for a figure that is shown as it stands in the data.
    hitungan
        The two numbers of a plain ratio, e.g. ``844 / 300``.
    sel
        The cells read.
    dokumen
        The documents that prove what the cells say.
    jangkar
        Its row in the list of origins, given by the exporter.
    """

    rumus: str = ""
    hitungan: str = ""
    sel: tuple[SelAsal, ...] = ()
    dokumen: tuple[str, ...] = ()
    jangkar: Jangkar = ""

    @property
    def butir(self) -> tuple[str, ...]:
        """The origin in lines: formula with its numbers, each cell, each document."""
        rumus = f"{self.rumus} ({self.hitungan})" if self.hitungan else self.rumus
        dokumen = (f"Dokumen: {satu}" for satu in self.dokumen)
        return tuple(satu for satu in (rumus, *map(str, self.sel), *dokumen) if satu)


class Span(_Model):
    """A run of text; with `asal` it is a figure that can be traced.

    `tanda` colours the run and is always accompanied by words or a sign; a severity makes it a badge.
    `tautan` leads to an anchor of the same document, e.g. of a row (:attr:`Baris.jangkar`); `rujukan`
    is the heading of a section of the document, whose number an exporter puts in the place of the text.
    """

    teks: str
    tebal: bool = False
    asal: Sumber | None = None
    tanda: Literal["", "biru", "jingga", "redup", "tinggi", "sedang", "rendah", "info", "kode"] = ""
    tautan: Jangkar = ""
    rujukan: str = ""


Isi = tuple[Span, ...]


class _Blok(_Model):
    edisi: Edisi = "semua"

    def blok(self) -> Iterator[Blok]:
        """Yield the block itself; a sequence yields its members."""
        yield self  # type: ignore[misc]

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        from lakip_utils.sajian.lab import tampilkan

        return tampilkan(self)  # type: ignore[arg-type]


class Kop(_Blok):
    """Masthead: what the document is, of whom and in which state.

    Parameters
    ----------
    status
        Words such as ``Draf``; `draf` says whether DRAF is printed on the pages.
    fakta
        Pairs of label and value below the title.
    susunan
        ``bab`` numbers the sections BAB I, 1.1, 1.1.1 as a LAKIP does; ``bagian`` 1, 1.1, 1.1.1.
    tanpa_bagian
        Names of switchable parts (cell tags ``bagian-<nama>``) that are left out.
    """

    jenis: Literal["kop"] = "kop"
    pemerintah: str
    instansi: str
    judul: str
    subjudul: str = ""
    tahun: int
    kode_instansi: str
    kode_bidang: str
    nama_bidang: str
    status: str
    draf: bool
    fakta: tuple[tuple[str, str], ...] = ()
    susunan: Literal["bagian", "bab"] = "bagian"
    tanpa_bagian: tuple[str, ...] = ()


class Judul(_Blok):
    """A heading of level 1 (section) to 3; numbers are given by the exporter.

    `bagian` is ``depan`` for what stands before the first chapter (no number) and ``lampiran`` for
    the annexes.
    """

    jenis: Literal["judul"] = "judul"
    tingkat: Annotated[int, Field(ge=1, le=3)]
    teks: str
    bagian: Literal["", "depan", "lampiran"] = ""


class Paragraf(_Blok):
    """A paragraph.

    ``utama`` sets the lead paragraph of a section in larger type; ``kepala`` is a line that heads
    what follows and stays with it.
    """

    jenis: Literal["paragraf"] = "paragraf"
    isi: Isi
    gaya: Literal["biasa", "utama", "kepala"] = "biasa"


class Daftar(_Blok):
    """A list of short items; `lipat` folds it below its title, and in print leaves the title alone."""

    jenis: Literal["daftar"] = "daftar"
    butir: tuple[Isi, ...]
    bernomor: bool = False
    lipat: bool = False
    judul: str = ""


class Kartu(_Model):
    """One key figure: name, value, what it is compared with, one plain sentence.

    `porsi` (0–1) draws a small bar, `patokan` (0–1) a mark on it; both are optional.
    """

    nama: str
    nilai: Span
    satuan: str = ""
    pembanding: str = ""
    kalimat: Isi = ()
    porsi: float | None = None
    patokan: float | None = None
    warna: Warna = "biru"


class KartuKunci(_Blok):
    """The row of key figures at the top of a report."""

    jenis: Literal["kartu_kunci"] = "kartu_kunci"
    kartu: tuple[Kartu, ...]


class Kolom(_Model):
    """A column of a table; `satuan` stands in its head, numbers are set right."""

    judul: str
    satuan: str = ""
    angka: bool = False
    edisi: Edisi = "semua"
    lebar: float = 1.0

    @property
    def kepala(self) -> str:
        """The head on one line, its unit in brackets."""
        return f"{self.judul} ({self.satuan})" if self.satuan else self.judul


class Baris(_Model):
    """A row of a table: one cell a column; the first cell is the row's heading.

    `golongan` is what the reader can filter by, `jangkar` the place that links lead to.
    """

    sel: tuple[Isi, ...]
    gaya: Literal["biasa", "grup", "jumlah"] = "biasa"
    inden: int = 0
    golongan: Keparahan | Literal[""] = ""
    jangkar: Jangkar = ""


class Tabel(_Blok):
    """A table with caption, note and source.

    `lebar` asks for a landscape page in print, `kunci` names the table for links and tests.
    """

    jenis: Literal["tabel"] = "tabel"
    kunci: str
    judul: str
    keterangan: str = ""
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    catatan: tuple[str, ...] = ()
    sumber: str = ""
    lebar: bool = False

    @property
    def saringan(self) -> dict[Keparahan, int]:
        """How many rows each severity has, the gravest first; empty where there is nothing to choose."""
        milik = [baris.golongan for baris in self.baris if baris.gaya == "biasa"]
        cacah = {golongan: milik.count(golongan) for golongan in KEPARAHAN}
        ada = {golongan: n for golongan, n in cacah.items() if n}
        return ada if len(ada) > 1 else {}

    @model_validator(mode="after")
    def _sel_sebanyak_kolom(self) -> Self:
        for nomor, satu in enumerate(self.baris, 1):
            if len(satu.sel) != len(self.kolom):
                raise ValueError(
                    f"tabel {self.kunci}: baris {nomor} memuat {len(satu.sel)} sel, kolomnya {len(self.kolom)}"
                )
        return self


class Gambar(_Blok):
    """A chart: headline, what is measured, drawing, text alternative, source and its points.

    The drawing is kept out of the JSON and travels as ``image/svg+xml`` beside it; an exporter puts
    it back into `svg`. `data` is the table of the points; ``None`` where that table stands beside
    the chart anyway.
    """

    jenis: Literal["gambar"] = "gambar"
    kunci: str
    judul: str
    subjudul: str = ""
    alt: str
    sumber: str = ""
    catatan: tuple[str, ...] = ()
    data: Tabel | None = None
    svg: str = ""


class Kotak(_Blok):
    """A box: ``belum`` says that data are missing, why, what is needed and who has it."""

    jenis: Literal["kotak"] = "kotak"
    gaya: Literal["belum", "catatan"] = "catatan"
    judul: str
    isi: tuple[Paragraf | Daftar, ...] = ()


class TandaTangan(_Blok):
    """The place where a document is signed; what data do not give is left blank to be filled in.

    Parameters
    ----------
    tempat_tanggal
        Place and date, or as much of them as is known.
    jabatan
        Lines of the office, e.g. ``Plt. Kepala Dinas``.
    nama, pangkat, nip
        Of the person who signs.
    """

    jenis: Literal["tanda_tangan"] = "tanda_tangan"
    tempat_tanggal: str
    jabatan: tuple[str, ...]
    nama: str = ""
    pangkat: str = ""
    nip: str = ""


class ButirReviu(_Model):
    """A line of the review form.

    Parameters
    ----------
    kode
        Its code, e.g. ``III.2``, by which ticks and notes name it.
    jawaban
        What data say; empty where only a reviewer can tell.
    dasar
        The evidence.
    rujukan
        Keys of the tables that show it; an exporter turns those that the document has into links.
    """

    kode: Annotated[str, Field(pattern=r"^[IVX]+\.[0-9]+$")]
    pernyataan: str
    jawaban: Literal["", "terpenuhi", "belum", "tidak_berlaku"] = ""
    dasar: Isi = ()
    rujukan: tuple[str, ...] = ()

    @property
    def nomor(self) -> str:
        """Its number within its part."""
        return self.kode.partition(".")[2]

    @property
    def jangkar(self) -> str:
        """Its anchor; two hyphens, which no anchor of a heading has."""
        return f"butir--{self.kode.lower().replace('.', '-')}"


class BagianReviu(_Model):
    """A part of the review form."""

    nomor: str
    nama: str
    butir: tuple[ButirReviu, ...]


class LembarReviu(_Blok):
    """The form of a reviewer: lines with boxes to tick and room for a note; a page of its own in print.

    Parameters
    ----------
    sumber
        The regulation that prescribes the lines.
    pihak
        Who signs: the reviewer, and the head of the unit.
    """

    jenis: Literal["lembar_reviu"] = "lembar_reviu"
    sumber: str
    bagian: tuple[BagianReviu, ...]
    pihak: tuple[str, ...] = ()


JAWABAN_REVIU = {"terpenuhi": "Terpenuhi", "belum": "Belum", "tidak_berlaku": "Tidak berlaku", "": ""}
"""What the answer of a line is called."""


class Mentah(_Blok):
    """Output of a cell that is not a block, e.g. a bare data frame of an analyst's own cell.

    At most one of `html` (already sanitised), `svg` and `png` (base64) is set; `teks` always stands
    for it where it cannot be shown.
    """

    jenis: Literal["mentah"] = "mentah"
    teks: str
    html: str = ""
    svg: str = ""
    png: str = ""


class AngkaKunci(_Model):
    """One key figure for programs to read: name, value, unit, origin, or why it is missing."""

    nama: str
    judul: str
    nilai: int | float | str | None
    satuan: str
    alasan: str = ""
    asal: Sumber | None = None


class Perbandingan(_Model):
    """State of one of the seven comparisons."""

    kode: str
    nama: str
    lengkap: bool
    keterangan: str = ""


class CatatanUji(_Model):
    """One finding of the consistency check, for programs to read; figures as machine numbers."""

    id: str
    keparahan: Keparahan
    uji: str
    sebutan: str
    kolom: str
    tercetak: str
    dihitung: str
    satuan: str = ""
    tempat: tuple[str, ...] = ()
    status: str = ""


class Ringkasan(_Blok):
    """The key figures of a report as data; not shown, written to ``ringkasan.json``.

    `cacah_catatan` counts the findings by severity; `terbuka` those of severity tinggi that nobody
    answered. `tampil` has the fingerprints of what the notebook showed before.
    """

    jenis: Literal["ringkasan"] = "ringkasan"
    angka: tuple[AngkaKunci, ...]
    perbandingan: tuple[Perbandingan, ...] = ()
    cacah_catatan: dict[Keparahan, int] = Field(default_factory=dict)
    terbuka: int = 0
    catatan: tuple[CatatanUji, ...] = ()
    tampil: tuple[str, ...] = ()


class ButirBukti(_Model):
    """A document and the cells that it proves."""

    sel: tuple[SelAsal, ...]
    dokumen: str


class Bukti(_Blok):
    """The documents behind the data; not shown itself, exporters add them to the origins of figures."""

    jenis: Literal["bukti"] = "bukti"
    butir: tuple[ButirBukti, ...]


class Rangkaian(_Blok):
    """Several blocks shown one after the other by one cell."""

    jenis: Literal["rangkaian"] = "rangkaian"
    isi: tuple[Blok, ...]

    def blok(self) -> Iterator[Blok]:
        """Yield the members, each with the edition of the whole where that is narrower."""
        for anggota in self.isi:
            for blok in anggota.blok():
                yield blok if self.edisi == "semua" else blok.model_copy(update={"edisi": self.edisi})


Blok = Annotated[
    Kop
    | Judul
    | Paragraf
    | Daftar
    | KartuKunci
    | Tabel
    | Gambar
    | Kotak
    | TandaTangan
    | LembarReviu
    | Mentah
    | Ringkasan
    | Bukti
    | Rangkaian,
    Field(discriminator="jenis"),
]
Rangkaian.model_rebuild()
_ADAPTER: TypeAdapter[Any] = TypeAdapter(Blok)


def baca(isi: object) -> Blok:
    """Read a block back from the JSON of a notebook output.

    Raises
    ------
    pydantic.ValidationError
        If it is not a block: notebooks from strangers are data, too.
    """
    # JSON mode, so that a list may be a tuple while 0 stays no false
    return _ADAPTER.validate_json(json.dumps(isi), strict=True)  # type: ignore[no-any-return]


def rangkai(*bagian: Blok | Iterable[Blok] | None, edisi: Edisi = "semua") -> Rangkaian:
    """Join blocks, lists of blocks and ``None`` (nothing to say) into one sequence."""
    isi: list[Any] = []
    for satu in bagian:
        if satu is None:
            continue
        isi.extend([satu] if isinstance(satu, _Blok) else satu)
    return Rangkaian(isi=tuple(isi), edisi=edisi)


def sumber(asal: Asal) -> Sumber:
    """Turn the origin of a figure into what the reader sees: cells of one column together.

    >>> from lakip_utils.asal import Sel
    >>> sel = [Sel("2020/ikm_responden.csv", n, "waktu") for n in (4, 2, 3, 9)]
    >>> sumber(Asal((*sel, Sel("2020/unsur.csv", 2, "bobot", "waktu")), "NRR × bobot")).butir
    ('NRR × bobot', '2020/ikm_responden.csv baris 2–4, 9, kolom waktu', '2020/unsur.csv baris 2 (waktu), kolom bobot')
    """
    kolom: dict[tuple[str, str], list[Sel]] = {}
    for sel in asal.sel:
        kolom.setdefault((sel.berkas, sel.kolom), []).append(sel)
    hitungan = ""
    if _NISBAH.fullmatch(asal.rumus) and asal.pembilang is not None and asal.penyebut is not None:
        hitungan = f"{f.bilangan(asal.pembilang)} / {f.bilangan(asal.penyebut)}"
    return Sumber(
        rumus=asal.rumus,
        hitungan=hitungan,
        sel=tuple(
            SelAsal(
                berkas=berkas,
                kolom=nama,
                baris=satukan_rentang(satu.rentang for satu in isi),
                kunci=isi[0].kunci if len({satu.rentang for satu in isi}) == 1 else "",
                isi=_isi_sel(isi),
            )
            for (berkas, nama), isi in kolom.items()
        ),
    )


ISI_TERBANYAK = 12
"""How many cells of one column are shown with what stands in them."""
ISI_TERPANJANG = 40
"""Length of a text that is shown as the content of a cell."""


def _isi_sel(sel: Iterable[Sel]) -> tuple[str, ...]:
    """Return what stands in cells of one column, by row; nothing where one is not to be shown."""
    per_baris = {satu.baris: satu.nilai for satu in sel}
    if len(per_baris) > ISI_TERBANYAK:
        return ()
    isi: list[str] = []
    for baris in sorted(per_baris):
        nilai = per_baris[baris]
        if nilai is None or (isinstance(nilai, str) and len(nilai) > ISI_TERPANJANG):
            return ()
        isi.append(nilai if isinstance(nilai, str) else f.utuh(nilai))
    return tuple(isi)


def sumber_ada(asal: Asal | None) -> Sumber | None:
    """Return the origin of a figure as the reader sees it; ``None`` where no cell is known."""
    return sumber(asal) if asal and asal.sel else None


def teks(isi: Isi) -> str:
    """Return the plain text of spans."""
    return "".join(span.teks for span in isi)
