"""PDF of an executed notebook, typeset by Typst: tagged (PDF/UA-1), archivable (PDF/A-2a), reproducible.

The document goes to the template as data, never as markup, so no text of a report can become a
command of the typesetter. Fonts come from wheels; those of the machine are ignored.
"""

from __future__ import annotations

import functools
import json
import os
import tempfile
import unicodedata
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
from lakip_utils.terbitan.dokumen import dari_notebook
from lakip_utils.terbitan.letak import letak
from lakip_utils.terbitan.naskah import Json, siapkan

STANDAR: tuple[Literal["ua-1", "a-2a"], ...] = ("ua-1", "a-2a")
_TEMPLAT = Path(__file__).parent / "templates" / "typst"
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
    tempat = [(di, teks) for di, teks in letak(naskah) if not teks.isascii()]
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
