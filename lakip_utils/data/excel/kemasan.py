"""Look into a workbook before it is opened: what it would unpack to, and whether its XML is only data.

A workbook is a zip of XML. A hundred kilobytes can unpack to gigabytes, nine lines of entities to more, and one
address to a merged area of seventeen milliard cells, each of which openpyxl would make. The limits are far above
what any table of a package needs.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml import DefusedXmlException
from openpyxl.utils.cell import range_boundaries

from lakip_utils.data import mentah

BAGIAN_TERBANYAK = 5_000
"""Parts of the zip: a workbook of fifty sheets has some two hundred."""
TERBESAR = 300 * mentah.MB
"""Bytes of all parts, unpacked: a sheet of a million filled cells has 40 MB."""
SEL_TERBANYAK = 2_000_000
"""Cells and rows of all sheets: openpyxl takes half a kilobyte each."""
LUAS_TERBANYAK = 500_000
"""Cells of merged and linked areas: openpyxl makes each of them, also where the sheet has none."""
ISI_TERBANYAK = 3 * SEL_TERBANYAK
"""Values, formulas and texts, with the elements around them."""
UNSUR_TERBANYAK = 300_000
"""All other elements: styles, rules, columns. Excel allows 64,000 styles; openpyxl takes long for each."""
TERDALAM = 200
"""Elements inside one another; a workbook has about ten."""
_ISI = frozenset({"v", "f", "is", "si", "t", "r"})
RUSAK = "Buka di Excel, simpan sebagai “Buku Kerja Excel (.xlsx)” tanpa kata sandi, lalu ulangi."
_GUNDUL = "Salin isi tabelnya saja (nilai tanpa format) ke buku kerja baru, lalu ulangi."


class Berbahaya(Exception):
    """A workbook that is not opened; says what was found and what to do."""

    def __init__(self, found: str, tindakan: str = _GUNDUL) -> None:
        super().__init__(found)
        self.found = found
        self.tindakan = tindakan


def buka(path: Path) -> tuple[io.BytesIO, int]:
    """Return a workbook that is safe to open, and how many sheets it says it has.

    Raises
    ------
    OSError
        If it cannot be read, or is too large.
    Berbahaya
        If it would take more than a workbook may.
    Exception
        Of what is no workbook the parsers raise whatever they come upon.
    """
    isi = io.BytesIO(mentah.baca(path, mentah.BUKU_TERBESAR))
    with zipfile.ZipFile(isi) as kemas:
        bagian = kemas.infolist()
        if len(bagian) > BAGIAN_TERBANYAK:
            raise Berbahaya(f"{len(bagian)} bagian, lebih dari {BAGIAN_TERBANYAK}")
        if ganda := [nama for nama, kali in Counter(satu.filename for satu in bagian).items() if kali > 1]:
            raise Berbahaya(f"bagian {ganda[0]!r} yang ada dua kali")
        if sum(satu.file_size for satu in bagian) > TERBESAR:
            raise Berbahaya(f"isi yang lebih dari {TERBESAR // mentah.MB} MB setelah dibuka")
        hitung = _Hitung()
        for satu in bagian:  # whatever it is called: what a part is, another part says
            with kemas.open(satu) as sumber:
                _periksa(sumber, hitung, satu.filename)
    isi.seek(0)
    return isi, hitung.lembar


def _periksa(sumber: object, hitung: _Hitung, nama: str) -> None:
    hitung.mulai()
    try:
        defusedxml.sax.parse(sumber, hitung, forbid_dtd=True)
    except DefusedXmlException:
        raise Berbahaya(
            f"bagian {nama!r} yang memuat DTD atau entitas, yang tidak pernah ditulis Excel"
        ) from None
    except SAXException:
        if nama.endswith((".xml", ".rels")):  # else it is a picture
            raise


class _Hitung(ContentHandler):
    """Counts what opening would make."""

    def __init__(self) -> None:
        super().__init__()
        self.sel = self.luas = self.isi = self.unsur = self.lembar = 0

    def mulai(self) -> None:
        """Begin another part."""
        self.dalam = 0
        self.teks_bersama = self.nilai = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  the name of the interface
        self.dalam += 1
        if self.dalam > TERDALAM:
            raise Berbahaya(f"XML yang tersusun lebih dari {TERDALAM} tingkat")
        nama = name.rpartition(":")[2]
        if nama == "c":
            self.sel += 1
            self.teks_bersama = attrs.get("t") == "s"
        elif nama == "row":
            self.sel += 1
        elif nama in ("mergeCell", "hyperlink"):
            self.luas += _luas(attrs.get("ref", ""))
        else:
            self.nilai = nama == "v" and self.teks_bersama
            self.lembar += nama == "sheet"
            self.isi += nama in _ISI
            self.unsur += nama not in _ISI
        if self.sel > SEL_TERBANYAK:
            raise Berbahaya(f"lebih dari {SEL_TERBANYAK} sel, termasuk sel kosong yang berformat")
        if self.luas > LUAS_TERBANYAK:
            raise Berbahaya(f"lebih dari {LUAS_TERBANYAK} sel yang digabung atau bertautan")
        if self.unsur > UNSUR_TERBANYAK:
            raise Berbahaya(f"lebih dari {UNSUR_TERBANYAK} gaya dan aturan")
        if self.isi > ISI_TERBANYAK:
            raise Berbahaya(f"lebih dari {ISI_TERBANYAK} teks, nilai, dan rumus")

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802  the name of the interface
        self.dalam -= 1
        self.nilai = False

    def characters(self, content: str) -> None:
        if self.nilai and content.lstrip().startswith("-"):  # Python would count from the end
            raise Berbahaya("rujukan ke teks yang tidak ada")


def _luas(rentang: str) -> int:
    """Return how many cells an area has.

    >>> _luas("A1:C2"), _luas("B7"), _luas("A1:XFD1048576"), _luas("?")
    (6, 1, 17179869184, 1)
    """
    try:
        kiri, atas, kanan, bawah = range_boundaries(rentang)
    except (ValueError, TypeError):
        return 1
    if None in (kiri, atas, kanan, bawah):
        return LUAS_TERBANYAK + 1
    return max(1, int((kanan - kiri + 1) * (bawah - atas + 1)))
