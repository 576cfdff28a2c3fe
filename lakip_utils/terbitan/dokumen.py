"""From an executed notebook to a document: blocks in order, numbered, for one edition.

Both exporters start here, so HTML and PDF agree on what is shown, in which order and under which
number. Code cells contribute their outputs only; Markdown cells become headings, paragraphs and
lists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any, Literal, cast

import mistune
import nh3
from nbformat import NotebookNode

from lakip_utils.sajian.blok import (
    MIME,
    Blok,
    Bukti,
    ButirReviu,
    Daftar,
    Gambar,
    Judul,
    Kop,
    Kotak,
    LembarReviu,
    Mentah,
    Paragraf,
    Ringkasan,
    Span,
    Tabel,
    baca,
)
from lakip_utils.terbitan.jejak import dengan_jejak, dokumen_bukti, petakan
from lakip_utils.terbitan.kaitan import dengan_kaitan
from lakip_utils.terbitan.nomor import Bernomor, Susunan, nomori, sebutan

EdisiDokumen = Literal["reviu", "resmi"]
TAG_REVIU = "edisi-reviu"
"""Cell tag: the cell and its output belong to the edition for reviewers only."""

TAG_BAGIAN = "bagian-"
"""Prefix of the cell tag that names a part which the settings can leave out."""
LETAK = ("depan", "lampiran")
"""Cell tags of headings before the first chapter and of annexes."""

_MARKDOWN = mistune.create_markdown(renderer="ast", plugins=["strikethrough"])
_TABEL_HTML = {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "p",
    "ul",
    "ol",
    "li",
    "b",
    "i",
    "strong",
    "em",
    "br",
}
_ATRIBUT_HTML = {"th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}


@dataclass(frozen=True, slots=True)
class Dokumen:
    """A report ready to be rendered."""

    kop: Kop
    edisi: EdisiDokumen
    isi: tuple[Bernomor, ...]

    @property
    def judul(self) -> Iterator[Bernomor]:
        """The headings, for a table of contents."""
        return (satu for satu in self.isi if isinstance(satu.blok, Judul))

    @property
    def laporan(self) -> str:
        """Which report this is: agency, year, unit."""
        return f"{self.kop.kode_instansi}/{self.kop.tahun}/{self.kop.kode_bidang}"

    @property
    def sidik(self) -> str:
        """Fingerprint of what the reader sees: a report that says something else has another."""
        isi = json.dumps(self.as_json(), sort_keys=True)
        return hashlib.sha256(isi.encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Return the document as plain JSON data, e.g. for a typesetter."""
        return {
            "kop": self.kop.model_dump(mode="json"),
            "edisi": self.edisi,
            "isi": [
                {**satu.blok.model_dump(mode="json"), "nomor": satu.nomor, "jangkar": satu.jangkar}
                for satu in self.isi
            ],
        }


def dari_notebook(notebook: NotebookNode, edisi: EdisiDokumen) -> Dokumen:
    """Build the document of one edition from an executed notebook."""
    kop = next((blok for blok in _blok(notebook) if isinstance(blok, Kop)), None) or _kop_kosong(notebook)
    semua = list(_blok(notebook, tanpa_bagian=kop.tanpa_bagian))
    isi = [
        _untuk_edisi(blok, edisi)
        for blok in semua
        if not isinstance(blok, Kop | Ringkasan | Bukti)
        and blok.edisi in ("semua", edisi)
        and not _judul_kosong(blok)
    ]
    if edisi == "reviu":
        bukti = dokumen_bukti(blok for blok in semua if isinstance(blok, Bukti))
        isi = dengan_jejak(dengan_kaitan(isi, kop.susunan), kop.susunan, bukti)
    return Dokumen(kop, edisi, _dengan_rujukan(tuple(nomori(isi, kop.susunan)), kop.susunan))


def _dengan_rujukan(isi: Sequence[Bernomor], susunan: Susunan) -> tuple[Bernomor, ...]:
    """Name sections that a text refers to, and tables that a line of the review form rests on, by number."""
    judul = {satu.blok.teks: satu for satu in reversed(isi) if isinstance(satu.blok, Judul)}

    def bagian(span: Span) -> Span:
        if not span.rujukan:
            return span
        ada = judul.get(span.rujukan)
        if ada is None or not ada.nomor:
            return span.model_copy(update={"rujukan": ""})
        return span.model_copy(
            update={"teks": sebutan(ada.nomor, susunan), "tautan": ada.jangkar, "rujukan": ""}
        )

    isi = [replace(satu, blok=petakan(satu.blok, bagian)) for satu in isi]
    tabel = {satu.blok.kunci: satu for satu in isi if isinstance(satu.blok, Tabel)}

    def butir(satu: ButirReviu) -> ButirReviu:
        ada = next((tabel[kunci] for kunci in satu.rujukan if kunci in tabel), None)
        if ada is None:
            return satu.model_copy(update={"rujukan": ()})
        tautan = Span(teks=ada.nomor.replace(" ", "\u00a0"), tautan=ada.jangkar)
        return satu.model_copy(
            update={"rujukan": (), "dasar": (*satu.dasar, Span(teks=" ("), tautan, Span(teks=")"))}
        )

    def lembar(blok: LembarReviu) -> LembarReviu:
        bagian = tuple(
            satu.model_copy(update={"butir": tuple(map(butir, satu.butir))}) for satu in blok.bagian
        )
        return blok.model_copy(update={"bagian": bagian})

    return tuple(
        replace(satu, blok=lembar(satu.blok)) if isinstance(satu.blok, LembarReviu) else satu for satu in isi
    )


def ringkasan(notebook: NotebookNode) -> Ringkasan | None:
    """Return the key figures that a report notebook put out as data, if it did."""
    keluaran = (k.get("data", {}).get(MIME) for sel in notebook.cells for k in sel.get("outputs", ()))
    isi = next((satu for satu in keluaran if satu and satu["jenis"] == "ringkasan"), None)
    return cast(Ringkasan, baca(isi)) if isi else None


def _judul_kosong(blok: Blok) -> bool:
    return isinstance(blok, Judul) and not blok.teks.strip()


def _kop_kosong(notebook: NotebookNode) -> Kop:
    judul = str(notebook.metadata.get("title", "Notebook"))
    return Kop(
        pemerintah="",
        instansi="",
        judul=judul,
        tahun=0,
        kode_instansi="",
        kode_bidang="",
        nama_bidang="",
        status="Draf",
        draf=True,
    )


def _blok(notebook: NotebookNode, *, tanpa_bagian: Collection[str] = ()) -> Iterator[Blok]:
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", []))
        if tags & {f"{TAG_BAGIAN}{nama}" for nama in tanpa_bagian}:
            continue
        ubah: dict[str, Any] = {"edisi": "reviu"} if TAG_REVIU in tags else {}
        isi = _markdown(cell.source) if cell.cell_type == "markdown" else _keluaran(cell.get("outputs", []))
        for blok in isi:
            letak = [nama for nama in LETAK if nama in tags] if isinstance(blok, Judul) else []
            yield blok.model_copy(update={**ubah, **({"bagian": letak[0]} if letak else {})})


def _keluaran(outputs: Iterable[NotebookNode]) -> Iterator[Blok]:
    for output in outputs:
        if output.output_type == "stream" and output.name == "stdout":
            yield Mentah(teks=_text(output.text))
        elif output.output_type in ("display_data", "execute_result"):
            yield from _data(output.data)


def _data(data: dict[str, Any]) -> Iterator[Blok]:
    if MIME in data:
        for blok in baca(data[MIME]).blok():
            # The drawing of a single figure stands beside its block, those of a sequence inside.
            if isinstance(blok, Gambar) and not blok.svg:
                yield blok.model_copy(update={"svg": _text(data.get("image/svg+xml", ""))})
            elif isinstance(blok, Mentah):  # whoever wrote the notebook may have written the block
                yield blok.model_copy(update={"html": _sanitise(blok.html)})
            else:
                yield blok
        return
    teks = _text(data.get("text/plain", ""))
    if "image/svg+xml" in data:
        yield Mentah(teks=teks, svg=_text(data["image/svg+xml"]))
    elif "image/png" in data:
        yield Mentah(teks=teks, png=_text(data["image/png"]).strip())
    elif "text/html" in data:
        yield Mentah(teks=teks, html=_sanitise(_text(data["text/html"])))
    elif teks:
        yield Mentah(teks=teks)


def _sanitise(html: str) -> str:
    return nh3.clean(html, tags=_TABEL_HTML, attributes=_ATRIBUT_HTML)


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def _markdown(source: str) -> Iterator[Blok]:
    for node in _MARKDOWN(source):
        match node["type"]:
            case "heading":
                yield Judul(tingkat=min(node["attrs"]["level"], 3), teks=_polos(node))
            case "paragraph":
                yield Paragraf(isi=tuple(_span(node["children"])))
            case "list":
                butir = tuple(tuple(_span(item["children"])) for item in node["children"])
                yield Daftar(butir=butir, bernomor=bool(node["attrs"]["ordered"]))
            case "blank_line":
                pass
            case _:
                if polos := _polos(node).strip():
                    yield Paragraf(isi=(Span(teks=polos),))


def _span(nodes: Iterable[dict[str, Any]], *, tebal: bool = False) -> Iterator[Span]:
    for node in nodes:
        if node["type"] in ("softbreak", "linebreak"):
            yield Span(teks=" ", tebal=tebal)
        elif "children" in node:
            yield from _span(node["children"], tebal=tebal or node["type"] == "strong")
        else:
            raw = str(node.get("raw", ""))
            yield Span(teks=unescape(raw) if node["type"] == "text" else raw, tebal=tebal)


def _polos(node: dict[str, Any]) -> str:
    return "".join(span.teks for span in _span([node]))


def _untuk_edisi(blok: Blok, edisi: EdisiDokumen) -> Blok:
    """Drop what belongs to the other edition: columns, parts of a box, in resmi the traces of figures."""
    if isinstance(blok, Gambar) and blok.data is not None:
        data = blok.data if blok.data.edisi in ("semua", edisi) else None
        blok = blok.model_copy(update={"data": data and _kolom_edisi(data, edisi)})
    elif isinstance(blok, Tabel):
        blok = _kolom_edisi(blok, edisi)
    elif isinstance(blok, Kotak):
        isi = tuple(satu for satu in blok.isi if satu.edisi in ("semua", edisi))
        blok = blok.model_copy(update={"isi": isi})
    return petakan(blok, _tanpa_asal) if edisi == "resmi" else blok


def _kolom_edisi(tabel: Tabel, edisi: EdisiDokumen) -> Tabel:
    ambil = [i for i, kolom in enumerate(tabel.kolom) if kolom.edisi in ("semua", edisi)]
    if len(ambil) == len(tabel.kolom):
        return tabel
    baris = tuple(satu.model_copy(update={"sel": tuple(satu.sel[i] for i in ambil)}) for satu in tabel.baris)
    return tabel.model_copy(update={"kolom": tuple(tabel.kolom[i] for i in ambil), "baris": baris})


def _tanpa_asal(span: Span) -> Span:
    return span.model_copy(update={"asal": None}) if span.asal else span
