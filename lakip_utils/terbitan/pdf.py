"""PDF of an executed notebook, typeset by Typst: tagged (PDF/UA-1), archivable (PDF/A-2a), reproducible.

The document goes to the template as data, never as markup, so no text of a report can become a
command of the typesetter. Fonts come from wheels; those of the machine are ignored.
"""

from __future__ import annotations

import functools
import json
import os
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
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
from lakip_utils.sementara import temporary_folder
from lakip_utils.terbitan.dokumen import Dokumen, dari_notebook
from lakip_utils.terbitan.letak import LUKISAN, letak
from lakip_utils.terbitan.naskah import FONT_GRAFIK, Json, siapkan

STANDAR: tuple[Literal["ua-1", "a-2a"], ...] = ("ua-1", "a-2a")
_TEMPLAT = Path(__file__).parent / "templates" / "typst"
_HURUF = (
    ("Source Serif Pro", "Source Sans Pro", "DejaVu Sans Mono"),
    ("Source Sans Pro", "DejaVu Sans Mono"),
)
"""The fonts that the template sets text in, each row with those that stand in for the first one."""
_CORAK_FONT = ("Regular", "It", "Semibold", "Bold", "BoldIt")


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
        return self.terbitkan(salinan), sumber_daya

    def terbitkan(self, notebook: NotebookNode) -> bytes:
        """Return the PDF of a notebook as it is, without nbconvert's preprocessors and copies."""
        return self.susun(dari_notebook(notebook, self.edisi))

    def susun(self, dokumen: Dokumen) -> bytes:
        """Return the PDF of a document; raises what the function :func:`susun` does."""
        return susun(dokumen.as_json())


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
    with temporary_folder("lakip-huruf-") as sementara:
        folder = [sementara / f"{i:02}" for i in range(len(berkas))]
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
    semua = {
        (gugus, nomor, di)
        for nomor, (di, teks) in enumerate(letak(naskah))
        if not teks.isascii()
        for gugus in _gugus(teks)
        if not gugus.isascii()
    }
    butir = [
        f"- {_nama_aksara(gugus)}: {di}"
        for gugus, _, di in sorted(semua)
        if not _tercetak(gugus, gambar=di.endswith(LUKISAN))
    ]
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


def _gugus(teks: str) -> Iterator[str]:
    """Yield each character with the marks that stand on it: a font may have both, but not together."""
    gugus = ""
    for aksara in teks:
        if gugus and not unicodedata.category(aksara).startswith("M"):
            yield gugus
            gugus = ""
        gugus += aksara
    if gugus:
        yield gugus


def _nama_aksara(gugus: str) -> str:
    kode = " ".join(f"U+{ord(aksara):04X}" for aksara in gugus)
    nama = " + ".join(unicodedata.name(aksara, "tanpa nama") for aksara in gugus)
    return f"“{gugus}” ({kode}, {nama})"


@functools.lru_cache(maxsize=4096)
def _tercetak(gugus: str, *, gambar: bool) -> bool:
    """Say whether the fonts of text, or of a drawing, have a character: set it and see."""
    if gambar:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>a{escape(gugus)}</text></svg>'
        contoh = f'#image(bytes({_kutip(svg_cetak(svg, FONT_GRAFIK))}), format: "svg", alt: "uji")'
    else:
        contoh = "".join(
            f"#text(font: ({', '.join(map(_kutip, huruf))}))[#{_kutip('a' + gugus)}]" for huruf in _HURUF
        )
    uji = f'#set document(title: "uji")\n#set text(lang: "id", fallback: false)\n{contoh}'
    try:
        _pdf(uji.encode(), _waktu(1970))
    except typst.TypstError:
        return False
    return True


def _kutip(teks: str) -> str:
    return json.dumps(teks, ensure_ascii=False)
