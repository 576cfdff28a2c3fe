"""SVG of a chart, made safe and fit for the page that shows it.

A drawing comes from a notebook and is data like any other: only elements, attributes and style
properties of an allow-list survive, and nothing in it can run or load anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from lakip_utils.errors import PublicationError
from lakip_utils.sajian.warna import PALET

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")

_TEKS = {"text", "tspan", "title", "desc"}
_UNSUR = _TEKS | {
    "svg", "g", "defs", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "clipPath", "mask", "marker", "pattern", "linearGradient", "radialGradient", "stop",
}  # fmt: skip
_GAYA = {
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color",
    "stop-color", "stop-opacity", "clip-path", "clip-rule", "mask", "marker-start", "marker-mid",
    "marker-end", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline",
    "alignment-baseline", "baseline-shift", "letter-spacing", "visibility", "paint-order", "vector-effect",
}  # fmt: skip
_ATRIBUT = _GAYA | {
    "id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "fx", "fy",
    "width", "height", "points", "transform", "viewBox", "preserveAspectRatio", "offset", "pathLength",
    "gradientUnits", "gradientTransform", "spreadMethod", "patternUnits", "patternContentUnits",
    "patternTransform", "clipPathUnits", "maskUnits", "maskContentUnits", "markerWidth", "markerHeight",
    "markerUnits", "refX", "refY", "orient", "rotate", "textLength", "lengthAdjust",
}  # fmt: skip
_FUNGSI = {"rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewx", "skewy"}
_NAMA = {terang: nama for nama, (terang, _) in PALET.items()} | {"#000000": "tinta"}
_ID = re.compile(r"[\w.:-]+")
_RUJUKAN = re.compile(r"""url\(\s*["']?#([\w.:-]+)["']?\s*\)""")

Pewarna = Callable[[str], str]


def sisipkan_svg(svg: str, awalan: str) -> str:
    """Make a drawing ready to stand inside an HTML page.

    Parameters
    ----------
    svg
        The drawing as a chart library wrote it.
    awalan
        Prefix of all its ids; unique in the page, so that two drawings never share an id.

    Returns
    -------
    str
        An ``<svg>`` without size and font: it fills its box, takes the font of the page, and its
        colours follow the theme wherever they are of the palette.

    Raises
    ------
    PublicationError
        If `svg` is not SVG.

    >>> sisipkan_svg('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    ...              '<path id="a" d="M0 0" style="fill: #0f62a8"/></svg>', "g1_")
    ... # doctest: +ELLIPSIS
    '<svg viewBox="0 0 9 9" ...><path id="g1_a" d="M0 0" style="fill:var(--g-biru,#0f62a8)" /></svg>'
    """
    akar = _bersih(svg, awalan, _warna_halaman)
    akar.attrib |= {"aria-hidden": "true", "focusable": "false"}
    akar.set("style", _gabung("fill:var(--g-tinta,#000000)", akar.get("style", "")))
    return ET.tostring(akar, encoding="unicode")


def svg_cetak(svg: str, font: str) -> str:
    """Make a drawing ready for print: the same allow-list, plain colours, one font family.

    Raises
    ------
    PublicationError
        If `svg` is not SVG.
    """
    akar = _bersih(svg, "", lambda nilai: nilai)
    akar.attrib = {"xmlns": _SVG.strip("{}"), **akar.attrib, "font-family": font}
    return ET.tostring(akar, encoding="unicode")


def _bersih(svg: str, awalan: str, warnai: Pewarna) -> ET.Element:
    if "<!ENTITY" in svg:
        raise PublicationError("Gambar ditolak: SVG mendefinisikan entitas XML; buat ulang tanpa entitas.")
    try:
        sumber = ET.fromstring(svg)  # noqa: S314 - no entities can be declared, and expat loads nothing
    except ET.ParseError as galat:
        raise PublicationError(f"Gambar ditolak: bukan SVG yang sah ({galat}).") from galat
    if sumber.tag != f"{_SVG}svg":
        raise PublicationError(f"Gambar ditolak: unsur terluar {sumber.tag!r}, seharusnya svg.")
    akar = _unsur(sumber, awalan, warnai)
    lebar, tinggi = (akar.attrib.pop(sisi, "") for sisi in ("width", "height"))
    if "viewBox" not in akar.attrib:
        ukuran = [re.match(r"[\d.]+", sisi) for sisi in (lebar, tinggi)]
        akar.set("viewBox", " ".join(["0 0", *(cocok.group() if cocok else "100" for cocok in ukuran)]))
    # Matplotlib puts this into a style sheet, which is dropped.
    akar.attrib.setdefault("stroke-linejoin", "round")
    return akar


def _unsur(sumber: ET.Element, awalan: str, warnai: Pewarna) -> ET.Element:
    nama = sumber.tag.removeprefix(_SVG)
    hasil = ET.Element(nama, _atribut(sumber, awalan, warnai))
    hasil.text = sumber.text if nama in _TEKS else None
    for anak in sumber:
        if anak.tag in {_SVG + unsur for unsur in _UNSUR}:
            turunan = _unsur(anak, awalan, warnai)
            hasil.append(turunan)
            turunan.tail = anak.tail if nama in _TEKS else None
    return hasil


def _atribut(sumber: ET.Element, awalan: str, warnai: Pewarna) -> dict[str, str]:
    hasil: dict[str, str] = {}
    gaya = list(_deklarasi(sumber.get("style", ""), awalan, warnai))
    for nama, mentah in sumber.attrib.items():
        nilai = " ".join(mentah.split())
        if nama in _HREF:
            if nilai.startswith("#") and _ID.fullmatch(nilai[1:]):
                hasil["href"] = f"#{awalan}{nilai[1:]}"
        elif nama == "id":
            if _ID.fullmatch(nilai):
                hasil["id"] = awalan + nilai
        elif nama in _ATRIBUT and (aman := _nilai(nilai, awalan)) is not None:
            if (berwarna := warnai(aman)) == aman:
                hasil[nama] = aman
            else:  # a custom property is sure to work in a style only
                gaya.insert(0, f"{nama}:{berwarna}")
    if gaya:
        hasil["style"] = ";".join(gaya)
    return hasil


def _deklarasi(style: str, awalan: str, warnai: Pewarna) -> Iterator[str]:
    for deklarasi in style.split(";"):
        nama, _, mentah = deklarasi.partition(":")
        nilai = _nilai(" ".join(mentah.split()), awalan)
        if nama.strip() in _GAYA and nilai:
            yield f"{nama.strip()}:{warnai(nilai)}"


def _nilai(nilai: str, awalan: str) -> str | None:
    """Return a value with its references prefixed, or ``None`` if it could reach out of the drawing."""
    if cocok := _RUJUKAN.fullmatch(nilai):
        return f"url(#{awalan}{cocok[1]})"
    fungsi = {nama.lower() for nama in re.findall(r"([\w-]*)\s*\(", nilai)}
    return nilai if re.fullmatch(r"[\w#.,%()+\s-]*", nilai) and fungsi <= _FUNGSI else None


def _warna_halaman(nilai: str) -> str:
    nama = _NAMA.get(nilai.lower())
    return f"var(--g-{nama},{nilai.lower()})" if nama else nilai


def _gabung(*gaya: str) -> str:
    return ";".join(satu for satu in gaya if satu)
