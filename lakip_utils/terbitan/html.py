"""The report as one HTML page: an nbconvert exporter.

``jupyter nbconvert --to lakip-html laporan.ipynb`` writes it; `lakip build` reuses one exporter
object. The page is a single file that loads nothing; edisi resmi runs nothing either.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import Enum, default

from lakip_utils.sajian.blok import Judul
from lakip_utils.sajian.html import render
from lakip_utils.sajian.warna import token
from lakip_utils.terbitan import utuh
from lakip_utils.terbitan.dokumen import Dokumen, dari_notebook
from lakip_utils.terbitan.nomor import Bernomor

TEMPLATES = Path(__file__).parent / "templates"
SKRIP = ("jejak.js", "tabel.js", "reviu.js")
"""Scripts of edisi reviu: they make reading easier; without them nothing is missing."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """A section: its heading of level 1, or ``None`` before the first one, and what follows."""

    judul: Bernomor | None
    isi: tuple[Bernomor, ...]

    @property
    def subjudul(self) -> tuple[Bernomor, ...]:
        """The headings of level 2, for the contents."""
        return tuple(satu for satu in self.isi if isinstance(satu.blok, Judul) and satu.blok.tingkat == 2)


class LakipHTMLExporter(TemplateExporter):  # type: ignore[misc]
    """Export an executed report notebook as one offline HTML page.

    Parameters
    ----------
    edisi
        ``reviu`` with everything for reviewers, or ``resmi``, the document that is signed.
    """

    export_from_notebook = "Laporan LAKIP (HTML)"
    output_mimetype = "text/html"
    edisi = Enum(["reviu", "resmi"], default_value="reviu", help="Edisi laporan: reviu atau resmi.").tag(
        config=True
    )

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")  # type: ignore[untyped-decorator]
    def _template_name_default(self) -> str:
        return "lakip"

    @default("extra_template_basedirs")  # type: ignore[untyped-decorator]
    def _extra_template_basedirs_default(self) -> list[str]:
        # Not the working directory, as nbconvert has it: a folder `lakip` there is no template.
        return [str(TEMPLATES)]

    @default("extra_template_paths")  # type: ignore[untyped-decorator]
    def _extra_template_paths_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def _create_environment(self) -> Environment:
        lingkungan: Environment = super()._create_environment()
        siapkan(lingkungan)
        lingkungan.globals["render"] = _render
        return lingkungan

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources of an executed notebook."""
        notebook, resources = super(TemplateExporter, self).from_notebook_node(nb, resources, **kw)
        return self.terbitkan(notebook), resources

    def terbitkan(self, notebook: NotebookNode) -> str:
        """Return the page of a notebook as it is, without nbconvert's preprocessors and copies."""
        return self.susun(dari_notebook(notebook, self.edisi))

    def susun(self, dokumen: Dokumen) -> str:
        """Return the page of a document.

        Raises
        ------
        PublicationError
            If a part of the document is not in the page.
        """
        halaman: str = self.template.render(
            kop=dokumen.kop,
            edisi=dokumen.edisi,
            laporan=dokumen.laporan,
            sidik=dokumen.sidik,
            bagian=tuple(_bagian(dokumen.isi)),
            skrip=skrip() if dokumen.edisi == "reviu" else None,
        )
        utuh.halaman(dokumen, halaman)
        return halaman


def lingkungan(**saringan: Callable[..., object]) -> Environment:
    """Return an environment for pages of their own, with further filters."""
    hasil = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    siapkan(hasil)
    hasil.filters.update(saringan)
    return hasil


def siapkan(lingkungan: Environment) -> None:
    """Set an environment up for pages: escape everything, refuse unknown names, know the colours."""
    lingkungan.autoescape = True
    lingkungan.undefined = StrictUndefined
    lingkungan.trim_blocks = lingkungan.lstrip_blocks = True
    lingkungan.globals |= {"token": token, "kebijakan": kebijakan}
    lingkungan.filters["teks_css"] = teks_css


@cache
def skrip() -> Markup:
    """Return the script of edisi reviu: the files :data:`SKRIP`, one after the other."""
    isi = "\n".join((TEMPLATES / "lakip" / nama).read_text("utf-8") for nama in SKRIP)
    return Markup(isi)  # noqa: S704 - our own files


def kebijakan(gaya: str, skrip: str | None = None) -> str:
    """Return the Content-Security-Policy of a page: it loads nothing, sends nothing, runs our script or none.

    Style sheets and scripts are known by their hashes. Attributes ``style`` are free (widths of bars and
    columns), and so are style sheets to a browser older than CSP 3, which does not know ``style-src-elem``.

    >>> kebijakan("p{}")
    "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; \
style-src-elem 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='"
    """
    arahan = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "img-src data:"]
    arahan += ["style-src 'unsafe-inline'", f"style-src-elem {_sidik(gaya)}"]
    if skrip is not None:
        arahan.append(f"script-src {_sidik(skrip)}")
    return "; ".join(arahan)


def _sidik(isi: str) -> str:
    return f"'sha256-{b64encode(sha256(isi.encode()).digest()).decode()}'"


def teks_css(teks: str) -> Markup:
    r"""Return `teks` as a quoted CSS string that can leave neither the string nor the style element.

    >>> print(teks_css('Laporan "2020"</style>'))
    "Laporan \22 2020\22 \3c \2f style\3e "
    """
    aman = (huruf if huruf.isalnum() or huruf == " " else f"\\{ord(huruf):x} " for huruf in teks)
    return Markup('"{}"').format(Markup("".join(aman)))  # noqa: S704 - letters, digits and escapes only


def _render(satu: Bernomor) -> Markup:
    return Markup(render(satu.blok, satu.nomor, satu.jangkar))  # noqa: S704 - escaped by its template


def _bagian(isi: Iterable[Bernomor]) -> Iterable[Bagian]:
    judul: Bernomor | None = None
    anggota: list[Bernomor] = []
    for satu in isi:
        if isinstance(satu.blok, Judul) and satu.blok.tingkat == 1:
            if judul or anggota:
                yield Bagian(judul, tuple(anggota))
            judul, anggota = satu, []
        else:
            anggota.append(satu)
    if judul or anggota:
        yield Bagian(judul, tuple(anggota))
