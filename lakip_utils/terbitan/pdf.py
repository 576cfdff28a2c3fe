"""PDF of an executed notebook, typeset by Typst: tagged (PDF/UA-1), archivable (PDF/A-2a), reproducible.

The document goes to the template as data, never as markup, so no text of a report can become a
command of the typesetter. Fonts come from wheels; those of the machine are ignored.
"""

from __future__ import annotations

import base64
import binascii
import functools
import json
import math
import os
import re
import struct
import tempfile
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

import font_source_sans_pro
import font_source_serif_pro
import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import TraitError, Unicode, default, validate

from lakip_utils.errors import PublicationError
from lakip_utils.sajian.svg import svg_cetak
from lakip_utils.sajian.warna import HALAMAN, PALET
from lakip_utils.terbitan.dokumen import dari_notebook

FONT_GRAFIK = "Source Sans Pro"
STANDAR: tuple[Literal["ua-1", "a-2a"], ...] = ("ua-1", "a-2a")
BARIS_UTUH = 15
"""Tables of up to so many rows are kept on one page."""

_TEMPLAT = Path(__file__).parent / "templates" / "typst"
_CORAK_FONT = ("Regular", "It", "Semibold", "Bold", "BoldIt")
_LEBAR_TEGAK = 467.7
"""Width of the text area of a portrait page, in points (165 mm)."""
_DAPAT_PUTUS = re.compile(r"\s+|\u200b|(?<=[/–-])(?=[^\W\d])")
_KATA_RAKSASA = re.compile(r"[^\s/–-]{30,}")
_BUKAN_TEKS = {"jenis", "edisi", "gaya", "tanda", "warna", "svg", "nomor", "jangkar", "kunci", "kata"}
_SEBUTAN = {
    "judul": "Judul", "paragraf": "Paragraf", "daftar": "Daftar", "kartu_kunci": "Kartu angka kunci",
    "kotak": "Kotak", "mentah": "Keluaran sel notebook",
}  # fmt: skip

Json = dict[str, Any]


class LakipPDFExporter(Exporter):  # type: ignore[misc]
    """Export an executed report notebook as PDF: ``jupyter nbconvert --to lakip-pdf x.ipynb``.

    `edisi` chooses the edition: ``resmi`` (the document that is signed) or ``reviu``.
    """

    export_from_notebook = "Laporan LAKIP (PDF)"
    output_mimetype = "application/pdf"

    edisi = Unicode("resmi", help="Edition of the report: 'resmi' or 'reviu'").tag(config=True)

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return ".pdf"

    @validate("edisi")  # type: ignore[untyped-decorator]
    def _edisi_sah(self, usul: Json) -> str:
        if usul["value"] not in ("resmi", "reviu"):
            raise TraitError(f"edisi {usul['value']!r}; yang dikenal: 'resmi', 'reviu'")
        return str(usul["value"])

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF of `nb` and the resources of nbconvert.

        Raises
        ------
        PublicationError
            If Typst refuses the document, e.g. for a character that no font has.
        """
        salinan, sumber_daya = super().from_notebook_node(nb, resources, **kw)
        dokumen = dari_notebook(salinan, self.edisi)
        return susun(dokumen.as_json()), sumber_daya


def susun(dokumen: Json) -> bytes:
    """Typeset a document and return the PDF.

    Parameters
    ----------
    dokumen
        What :meth:`lakip_utils.terbitan.dokumen.Dokumen.as_json` returns.

    Raises
    ------
    PublicationError
        If a drawing is no SVG, or a character stands in no font; the message says where.
    """
    naskah = siapkan(dokumen)
    try:
        return _pdf(
            (_TEMPLAT / "laporan.typ").read_bytes(), _waktu(naskah["kop"]["tahun"]), json.dumps(naskah)
        )
    except typst.TypstError as galat:
        raise _penolakan(galat, naskah) from galat


def bersihkan(teks: str) -> str:
    r"""Return `teks` without what no PDF may hold.

    Private-use characters (bullets of Wingdings) become ``•``; line separators become ``\n``, tabs four
    spaces; control characters, surrogates, byte-order marks and noncharacters go.

    >>> bersihkan("\uf0d8 Target\x07 naik\r\n")
    '• Target naik\n'
    """
    teks = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", teks).replace("\t", "    ")
    return "".join(
        "•" if unicodedata.category(aksara) == "Co" else aksara
        for aksara in unicodedata.normalize("NFC", teks)
        if aksara == "\n"
        or (unicodedata.category(aksara) not in ("Cc", "Cs", "Cn") and aksara not in "\ufeff\ufffc")
    )


def siapkan(dokumen: Json) -> Json:
    """Turn a document into the data of the template: cleaned, grouped in pages, drawings made fit.

    Returns
    -------
    dict
        ``kop``, ``edisi``, ``judul``, ``kepala`` (parts of the running head), ``penyusun``,
        ``kata-kunci``, ``warna`` (name → hex) and ``halaman``: runs of blocks, each portrait or
        landscape (``melintang``).
    """
    bersih = _bersihkan_semua(dokumen)
    kop = bersih["kop"]
    judul = " ".join(kop["judul"].split()) or "Laporan"
    bagian = (kop["instansi"], textwrap.shorten(judul, 88, placeholder=" …"))
    return {
        "kop": kop,
        "edisi": bersih["edisi"],
        "judul": judul,
        "kepala": [" ".join(satu.split()) for satu in bagian if satu.strip()],
        "penyusun": [satu for satu in (kop["instansi"], kop["pemerintah"]) if satu],
        "kata-kunci": [satu for satu in ("LAKIP", kop["nama_bidang"], str(kop["tahun"] or "")) if satu],
        "warna": {nama: terang for nama, (terang, _) in (PALET | HALAMAN).items()},
        "halaman": _halaman(_blok_siap(blok) for blok in bersih["isi"] if _berisi(blok)),
    }


def _bersihkan_semua(isi: Any) -> Any:
    """Clean all strings; numbers that JSON does not know become ``None``."""
    match isi:
        case str():
            return bersihkan(isi)
        case float():
            return isi if math.isfinite(isi) else None
        case dict():
            return {kunci: _bersihkan_semua(nilai) for kunci, nilai in isi.items() if kunci != "asal"}
        case list() | tuple():
            return [_bersihkan_semua(satu) for satu in isi]
        case _:
            return isi


def _berisi(blok: Json) -> bool:
    """Say whether a block shows anything: an empty list breaks the structure of a tagged PDF."""
    match blok["jenis"]:
        case "mentah":
            return bool(blok["teks"].strip() or blok["svg"] or blok["png"])
        case "paragraf":
            return any(span["teks"].strip() for span in blok["isi"])
        case "daftar":
            return bool(blok["butir"])
        case "kartu_kunci":
            return bool(blok["kartu"])
        case "tabel":
            return bool(blok["kolom"])
        case _:
            return True


def _blok_siap(blok: Json) -> Json:
    match blok["jenis"]:
        case "judul":
            return blok | {"teks": " ".join(blok["teks"].split()) or "(tanpa judul)"}
        case "tabel":
            return _tabel_siap(blok)
        case "gambar":
            return _gambar_siap(blok)
        case "kartu_kunci":
            porsi = ("porsi", "patokan")
            kartu = [satu | {nama: _porsi(satu[nama]) for nama in porsi} for satu in blok["kartu"]]
            return blok | {"kartu": kartu}
        case "kotak":
            return blok | {"isi": [satu for satu in blok["isi"] if _berisi(satu)]}
        case "mentah":
            svg = svg_cetak(blok["svg"], FONT_GRAFIK) if blok["svg"] else _svg_dari_png(blok["png"])
            teks = blok["teks"].strip("\n")
            return blok | {"svg": svg, "png": "", "html": "", "teks": teks, "alt": teks or "Keluaran sel"}
        case _:
            return blok


def _porsi(nilai: float | None) -> float | None:
    return None if nilai is None else min(max(nilai, 0.0), 1.0)


def _gambar_siap(blok: Json) -> Json:
    try:
        svg = svg_cetak(blok["svg"], FONT_GRAFIK) if blok["svg"] else ""
    except PublicationError as galat:
        raise PublicationError(f"{blok['nomor']} ({blok['judul']}): {galat}") from galat
    data = blok["data"] if blok["data"] and blok["data"]["kolom"] else None
    nomor = f"Data {blok['nomor'][:1].lower()}{blok['nomor'][1:]}"
    return blok | {
        "svg": svg,
        "alt": blok["alt"].strip() or blok["judul"],
        "data": _tabel_siap(data | {"nomor": nomor}) if data else None,
    }


def _tabel_siap(blok: Json) -> Json:
    """Add what the layout needs to know.

    ``utuh``: the table stays on one page; ``kata``: the longest words of each column; ``panjang`` of a
    row: it may break between pages.
    """
    kolom = [satu | {"lebar": max(satu["lebar"] or 1.0, 0.05)} for satu in blok["kolom"]]
    baris = [
        satu
        | {
            "sel": [[span | {"teks": _beri_sela(span["teks"])} for span in sel] for sel in satu["sel"]],
            "panjang": max((len(_teks_sel(sel)) for sel in satu["sel"]), default=0) > 1500,
        }
        for satu in blok["baris"]
    ]
    kata = []
    for i, satu in enumerate(kolom):
        isi = [satu["judul"], satu["satuan"], *(_teks_sel(b["sel"][i]) for b in baris if b["gaya"] != "grup")]
        potong = {potongan for teks in isi for potongan in _DAPAT_PUTUS.split(teks) if potongan}
        kata.append(sorted(potong, key=lambda k: (-len(k), k))[:4])
    return blok | {"kolom": kolom, "baris": baris, "kata": kata, "utuh": len(baris) <= BARIS_UTUH}


def _beri_sela(teks: str) -> str:
    """Let very long words, such as hashes and addresses, break inside a cell."""
    return _KATA_RAKSASA.sub(lambda kata: "\u200b".join(textwrap.wrap(kata[0], 16)), teks)


def _melintang(tabel: Json) -> bool:
    """Say whether a table needs a landscape page: it asks for it, or its words do not fit upright at 8 pt."""
    perlu = sum(max((len(kata) for kata in kolom), default=0) * 3.9 + 7 for kolom in tabel["kata"])
    return bool(tabel["lebar"]) or perlu > _LEBAR_TEGAK


def _teks_sel(isi: Iterable[Json]) -> str:
    return "".join(span["teks"] for span in isi)


def _svg_dari_png(png: str) -> str:
    """Wrap a PNG (base64) into SVG, the one kind of drawing that the template takes; empty if it is none."""
    try:
        isi = base64.b64decode("".join(png.split()), validate=True)
        if not isi.startswith(b"\x89PNG\r\n\x1a\n"):
            return ""
        lebar, tinggi = struct.unpack(">II", isi[16:24])
    except (binascii.Error, struct.error, ValueError):
        return ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {lebar} {tinggi}">'
        f'<image width="{lebar}" height="{tinggi}" '
        f'href="data:image/png;base64,{base64.b64encode(isi).decode()}"/></svg>'
    )


def _halaman(isi: Iterable[Json]) -> list[Json]:
    """Group blocks into portrait and landscape runs; headings right before a wide table go with it."""
    halaman: list[Json] = []
    for blok in isi:
        melintang = blok["jenis"] == "tabel" and _melintang(blok)
        if halaman and halaman[-1]["melintang"] == melintang:
            halaman[-1]["blok"].append(blok)
            continue
        ikut: list[Json] = []
        if melintang and halaman:
            lama = halaman[-1]["blok"]
            while lama and lama[-1]["jenis"] == "judul":
                ikut.insert(0, lama.pop())
            if not lama:
                halaman.pop()
        if ikut:  # with its headings it need not fit on the page
            blok = blok | {"utuh": False}
        if ikut and halaman and halaman[-1]["melintang"]:
            halaman[-1]["blok"] += [*ikut, blok]
        else:
            halaman.append({"melintang": melintang, "blok": [*ikut, blok]})
    return halaman


def _waktu(tahun: int) -> datetime:
    """Return the date that the PDF carries: SOURCE_DATE_EPOCH, else 31 December of the report year."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime(min(max(tahun, 1970), 9999), 12, 31, tzinfo=UTC)


@functools.cache
def _fonts() -> typst.Fonts:
    """Load the chosen fonts once a process.

    Typst takes folders, not files, and the wheels hold every weight twice: hence the links. Each font
    has a folder of its own, so that their order never depends on the file system. Setting one
    letter in each loads them all; the folder is not needed after that.
    """
    semua = [*font_source_sans_pro.font_files_ttf.values(), *font_source_serif_pro.font_files_ttf.values()]
    berkas = sorted(satu for satu in map(Path, semua) if satu.stem.rpartition("-")[2] in _CORAK_FONT)
    with tempfile.TemporaryDirectory(prefix="lakip-font-") as sementara:
        folder = [Path(sementara) / f"{i:02}" for i in range(len(berkas))]
        for tujuan, satu in zip(folder, berkas, strict=True):
            tujuan.mkdir()
            _tautkan(satu, tujuan / satu.name)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(f) for f in folder]
        )
        contoh = "".join(
            f'#text(font: "{f.family}", weight: {f.weight}, style: "{f.style}")[a]'
            for f in fonts.fonts()
            if f.path
        )
        typst.compile(contoh.encode(), font_paths=fonts, ignore_system_fonts=True, format="pdf")
    return fonts


def _tautkan(asal: Path, tujuan: Path) -> None:
    try:
        tujuan.symlink_to(asal)
    except OSError:  # Windows without the right to make links
        tujuan.write_bytes(asal.read_bytes())


def _pdf(masukan: bytes, waktu: datetime, dokumen: str = "") -> bytes:
    penyusun = typst.Compiler(
        masukan,
        root=_TEMPLAT,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"doc": dokumen},
    )
    return cast(bytes, penyusun.compile(format="pdf", pdf_standards=[*STANDAR], timestamp=waktu))


def _penolakan(galat: typst.TypstError, naskah: Json) -> PublicationError:
    """Say which characters Typst refused and where they stand, or what else it said."""
    tempat = [(di, teks) for di, teks in _letak(naskah) if not teks.isascii()]
    salah = [
        a for a in sorted({a for _, teks in tempat for a in teks if not a.isascii()}) if not _tercetak(a)
    ]
    butir = [f"- {_nama_aksara(a)}: {di}" for a in salah for di, teks in tempat if a in teks]
    if not butir:
        return PublicationError(f"PDF tidak dapat disusun. Pesan Typst: {galat.message}")
    lebih = [f"- dan {len(butir) - 20} tempat lain"] if len(butir) > 20 else []
    return PublicationError(
        "\n".join(
            [
                "PDF tidak dapat disusun: ada aksara yang tidak dimiliki huruf dokumen.",
                *butir[:20],
                *lebih,
                "Ganti atau hapus aksara itu di data sumber, lalu bangun ulang.",
            ]
        )
    )


def _nama_aksara(aksara: str) -> str:
    nama = unicodedata.name(aksara, "tanpa nama")
    return f"“{aksara}” (U+{ord(aksara):04X}, {nama})"


@functools.lru_cache(maxsize=4096)
def _tercetak(aksara: str) -> bool:
    """Say whether the fonts of the document have a character: set it and see."""
    uji = (
        '#set document(title: "uji")\n'
        '#set text(lang: "id", font: ("Source Serif Pro", "Source Sans Pro", "DejaVu Sans Mono"), '
        f"fallback: false)\n#{json.dumps('a' + aksara, ensure_ascii=False)}"
    )
    try:
        _pdf(uji.encode(), _waktu(1970))
    except typst.TypstError:
        return False
    return True


def _letak(naskah: Json) -> Iterator[tuple[str, str]]:
    """Yield all texts of a document, each with its place as a reader finds it."""
    for kunci, nilai in naskah["kop"].items():
        for teks in _semua_teks(nilai):
            yield f"sampul, {kunci}", teks
    bagian = ""
    for halaman in naskah["halaman"]:
        for blok in halaman["blok"]:
            if blok["jenis"] == "judul":
                bagian = f" di bagian {blok['nomor']} {textwrap.shorten(blok['teks'], 60, placeholder=' …')}"
                yield f"judul {blok['nomor']}", blok["teks"]
            elif blok["jenis"] == "tabel":
                yield from _letak_tabel(blok)
            elif blok["jenis"] == "gambar":
                data = blok["data"]
                yield f"{blok['nomor']}, gambar", " ".join(re.findall(r">([^<]+)<", blok["svg"]))
                for kunci in ("judul", "subjudul", "alt", "catatan", "sumber"):
                    for teks in _semua_teks(blok[kunci]):
                        yield f"{blok['nomor']}, {kunci}", teks
                if data:
                    yield from _letak_tabel(data)
            else:
                for teks in _semua_teks(blok):
                    kutipan = textwrap.shorten(teks, 50, placeholder=" …")
                    yield f"{_SEBUTAN[blok['jenis']]}{bagian} (“{kutipan}”)", teks


def _letak_tabel(blok: Json) -> Iterator[tuple[str, str]]:
    for kunci in ("judul", "keterangan", "catatan", "sumber"):
        for teks in _semua_teks(blok[kunci]):
            yield f"{blok['nomor']}, {kunci}", teks
    for kolom in blok["kolom"]:
        yield f"{blok['nomor']}, kepala kolom {kolom['judul']}", f"{kolom['judul']} {kolom['satuan']}"
    for nomor, baris in enumerate(blok["baris"], 1):
        for kolom, sel in zip(blok["kolom"], baris["sel"], strict=True):
            yield f"{blok['nomor']}, baris {nomor}, kolom {kolom['judul']}", _teks_sel(sel)


def _semua_teks(isi: Any) -> Iterator[str]:
    match isi:
        case str():
            yield isi
        case dict():
            for kunci, nilai in isi.items():
                if kunci not in _BUKAN_TEKS:
                    yield from _semua_teks(nilai)
        case list():
            for satu in isi:
                yield from _semua_teks(satu)
