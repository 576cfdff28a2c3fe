"""One block as HTML, for the report page and for JupyterLab.

Everything that stands in a block is text and is escaped. Only two things become markup: drawings
that went through the allow-list of :mod:`lakip_utils.sajian.svg`, and HTML of an analyst's own cell
that was sanitised when the notebook was read.
"""

from __future__ import annotations

import csv
import io
import re
from base64 import b64encode
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lakip_utils.keparahan import KEPARAHAN
from lakip_utils.sajian.blok import JAWABAN_REVIU, Blok, Gambar, Rangkaian, Tabel, teks
from lakip_utils.sajian.format import MINUS, sel_lembar
from lakip_utils.sajian.svg import sisipkan_svg
from lakip_utils.sajian.tanda_tangan import perlu_nip, ruang_tanggal


def render(blok: Blok, nomor: str = "", jangkar: str = "") -> str:
    r"""Render a block as HTML.

    Parameters
    ----------
    blok
        The block; a sequence is rendered member by member.
    nomor
        Its number as printed, e.g. ``1.2`` or ``Tabel 3``; empty for none.
    jangkar
        Its anchor, unique in the page; by default tables and figures take their own key.

    >>> from lakip_utils.sajian.blok import Judul
    >>> render(Judul(tingkat=1, teks="Capaian & <b>"), "3", "capaian")
    '<h2 id="capaian"><span class="nomor">3</span> Capaian &amp; &lt;b&gt;</h2>\n'
    """
    if isinstance(blok, Rangkaian):
        return "".join(render(anggota) for anggota in blok.isi)
    if not jangkar and isinstance(blok, Tabel | Gambar):
        jangkar = f"{blok.jenis}-{re.sub(r'[^A-Za-z0-9-]+', '-', blok.kunci)}"
    return str(getattr(_makro(), blok.jenis)(blok, nomor, jangkar))


@cache
def _makro() -> Any:
    lingkungan = Environment(
        loader=PackageLoader("lakip_utils.sajian"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    lingkungan.filters |= {
        "teks": teks,
        "persen": _persen,
        "data_csv": _data_csv,
        "data_svg": _data_svg,
        "gambar_svg": _gambar_svg,
        "ruang_tanggal": ruang_tanggal,
    }
    lingkungan.globals |= {
        "perlu_nip": perlu_nip,
        "GOLONGAN": KEPARAHAN,
        "JAWABAN_REVIU": JAWABAN_REVIU,
    }
    return lingkungan.get_template("blok.html.j2").module


def _persen(porsi: float) -> str:
    return f"{min(max(porsi, 0.0), 1.0) * 100:.2f}%"


def _data_csv(tabel: Tabel) -> str:
    """Return a table as a CSV file that Excel opens with Indonesian settings: semicolons, decimal commas."""
    berkas = io.StringIO()
    tulis = csv.writer(berkas, delimiter=";", lineterminator="\r\n")
    tulis.writerow(sel_lembar(k.kepala) for k in tabel.kolom)
    for baris in tabel.baris:
        tulis.writerow(sel_lembar(teks(sel).replace(MINUS, "-")) for sel in baris.sel)
    return "data:text/csv;charset=utf-8;base64," + b64encode(berkas.getvalue().encode("utf-8-sig")).decode()


def _data_svg(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _gambar_svg(svg: str, jangkar: str) -> Markup:
    # An underscore never stands in an anchor: ids of drawings cannot meet those of the page.
    return Markup(sisipkan_svg(svg, f"{jangkar}_"))  # noqa: S704 - cleaned by an allow-list
