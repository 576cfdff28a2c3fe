"""What must hold of everything that is made of hostile data; each function returns what does not."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pypdf import PdfReader

_HAMPA = {"br", "col", "img", "input", "link", "meta", "hr", "base", "embed", "source", "wbr"}
_ASING = {
    "iframe", "frame", "object", "embed", "base", "math", "applet", "audio", "video", "template", "portal",
    "foreignobject", "animate", "set", "image", "picture", "marquee",
}  # fmt: skip
_BERALAMAT = {"href", "src", "xlink:href", "action", "formaction", "data", "poster", "background", "ping"}
_ALAMAT = re.compile(
    r"#[\w.:%-]*|data:,|data:(text/csv;charset=utf-8|image/(png|svg\+xml));base64,[A-Za-z0-9+/=\s]*"
    r"|(?!//)[\w.%/-]+(#[\w.-]*)?"
)
_GAYA = re.compile(
    r"\s*(-?-?[a-z][a-z-]*\s*:\s*([\w#.,%() '+-]|var\(--g-\w+,#?\w+\)|url\(#[\w.:-]+\))*;?\s*)*"
)
_KODE = re.compile(r"[\w .:|-]*")
_RUMUS = re.compile(r"[=+@\t\r\n＝＋－＠]|-(?![\d.,]+%?$)")


class _Pengurai(HTMLParser):
    """Collects what a page has beside text, and its text by element."""

    def __init__(self, tanda: Iterable[str]) -> None:
        super().__init__()
        self.tanda = frozenset(tanda)
        self.salah: list[str] = []
        self.unsur: Counter[str] = Counter()
        self.csv: list[str] = []
        self.teks: list[str] = []
        self.gaya = ""
        self._dalam = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unsur[tag] += 1
        self._dalam = tag if tag in ("style", "script") else ""
        if tag in _ASING or not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9]*", tag):
            self.salah.append(f"unsur <{tag}>")
        for nama, isi in attrs:
            nilai = isi or ""
            self.salah += [f"<{tag}>: {kata}" for kata in self._atribut(nama, nilai)]
            if nilai.startswith("data:text/csv"):
                self.csv.append(nilai)

    def _atribut(self, nama: str, nilai: str) -> Iterator[str]:
        if (
            nama.startswith("on")
            or nama in ("srcdoc", "formaction", "ping")
            or not re.fullmatch(r"[a-zA-Z:-]+", nama)
        ):
            yield f"atribut {nama}"
        if nama in _BERALAMAT and not _ALAMAT.fullmatch(nilai):
            yield f"alamat {nama}={nilai[:80]!r}"
        if nama == "style" and not _GAYA.fullmatch(nilai):
            yield f"gaya {nilai[:80]!r}"
        if nama in ("class", "id") and not _KODE.fullmatch(nilai):
            yield f"{nama}={nilai[:80]!r}"
        if nama == "http-equiv" and nilai != "Content-Security-Policy":
            yield f"http-equiv={nilai!r}"

    def handle_endtag(self, tag: str) -> None:
        self._dalam = ""
        self.teks.append(" ")

    def handle_comment(self, data: str) -> None:
        self.salah.append(f"komentar {data[:60]!r}")

    def handle_data(self, data: str) -> None:
        if self._dalam == "style":
            self.gaya += data
        if self._dalam:
            if self._dalam == "script" and any(tanda in data for tanda in self.tanda):
                self.salah.append("teks data di dalam skrip")
        else:
            self.teks.append(data)


def halaman(isi: str, tanda: Iterable[str], *, skrip: int = 0, formulir: int = 0) -> list[str]:
    """Look at a page of ours: which elements, attributes and addresses it has that no page of ours has."""
    urai = _Pengurai(tanda)
    urai.feed(isi)
    urai.close()
    salah = urai.salah
    for unsur, batas in {
        "script": skrip,
        "style": 1,
        "form": formulir,
        "title": 1,
        "link": 1,
        "img": 0,
    }.items():
        if unsur == "title":  # drawings have titles, too
            continue
        if urai.unsur[unsur] > batas:
            salah.append(f"{urai.unsur[unsur]} unsur <{unsur}>, seharusnya {batas}")
    if urai.unsur["meta"] != 4:
        salah.append(f"{urai.unsur['meta']} unsur <meta>")
    if re.search(r"@import|url\((?!['\"]?(#|data:))", urai.gaya):
        salah.append("gaya yang memuat sesuatu")
    for alamat in urai.csv:
        salah += lembar_csv(base64.b64decode(alamat.partition(",")[2]).decode("utf-8-sig"), ";")
    return salah


def potongan(isi: str, tanda: Iterable[str]) -> list[str]:
    """Look at a piece of HTML, e.g. the view of a block in a notebook."""
    urai = _Pengurai(tanda)
    urai.feed(isi)
    urai.close()
    asing = {"script", "form", "link", "meta", "img", "title"} & urai.unsur.keys()
    return [*urai.salah, *(f"unsur <{satu}>" for satu in asing if satu != "title")]


def teks_halaman(isi: str) -> str:
    """Return the text of a page on one line."""
    urai = _Pengurai(())
    urai.feed(isi)
    return padat("".join(urai.teks))


def padat(teks: str) -> str:
    """Return text without white space and characters that show nothing, as pages and PDFs break lines."""
    return "".join(
        satu
        for satu in unicodedata.normalize("NFC", teks)
        if not satu.isspace() and unicodedata.category(satu) not in ("Cf", "Cn", "Co")
    )


def notebook(isi: str, tanda: Iterable[str]) -> list[str]:
    """Look at an executed notebook: no text of the data in code, no HTML of it in a view."""
    tanda = tuple(tanda)
    salah: list[str] = []
    for sel in json.loads(isi)["cells"]:
        sumber = "".join(sel["source"])
        if any(satu in sumber for satu in tanda):
            salah.append("teks data di dalam kode sel")
        for keluaran in sel.get("outputs", ()):
            data = keluaran.get("data", {})
            if lain := data.keys() & {"application/javascript", "text/markdown", "text/latex"}:
                salah.append(f"keluaran {', '.join(lain)}")
            for jenis in ("text/html", "image/svg+xml"):
                mentah = "".join(data.get(jenis, ""))
                if jenis == "image/svg+xml":
                    mentah = re.sub(
                        r"<metadata>.*?</metadata>|<!--.*?-->|<\?xml.*?>|<!DOCTYPE.*?>",
                        "",
                        mentah,
                        flags=re.S,
                    )
                salah += [f"{jenis}: {satu}" for satu in potongan(mentah, tanda)]
    return salah


def layar(teks: str) -> list[str]:
    """Look at what a command printed: nothing in it steers a terminal or turns figures round."""
    buruk = {
        satu
        for satu in teks
        if satu != "\n"
        and (
            unicodedata.category(satu) in ("Cc", "Cs")
            or satu in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        )
    }
    return [f"aksara U+{ord(satu):04X} pada layar" for satu in sorted(buruk)]


def ditolak(pesan: str) -> list[str]:
    """Look at a refusal: Indonesian, with something to do, and no traceback."""
    salah = ["traceback pada layar"] if "Traceback (most recent call last)" in pesan else []
    return (
        salah
        if "tindakan" in pesan or "ulangi" in pesan or "Pilihan tidak ada" in pesan
        else [*salah, f"pesan tanpa tindakan: {pesan[:200]!r}"]
    )


def lembar_csv(isi: str, pemisah: str = ",") -> list[str]:
    """Look at a CSV for people: no cell of it is a formula to a spreadsheet."""
    return [
        f"sel CSV {sel[:60]!r}"
        for baris in csv.reader(io.StringIO(isi, newline=""), delimiter=pemisah)
        for sel in baris
        if _RUMUS.match(sel)
    ]


def buku(isi: bytes) -> list[str]:
    """Look at a workbook: no formula, no link out of it, no macro, no connection."""
    salah: list[str] = []
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        for nama in arsip.namelist():
            teks = arsip.read(nama).decode("utf-8", "replace")
            if re.search(r"external|vba|connections|embeddings|activeX", nama, re.I):
                salah.append(f"bagian buku kerja {nama}")
            if nama.startswith("xl/worksheets/") and re.search(r"<(\w+:)?f[ />]", teks):
                salah.append(f"rumus di {nama}")
            if nama.endswith(".rels") and 'TargetMode="External"' in teks:
                salah.append(f"tautan ke luar di {nama}")
            salah += [
                f"daftar pilihan {pilihan[:60]!r}"
                for pilihan in re.findall(r"<formula1>(.*?)</formula1>", teks)
                if not re.fullmatch(r"=?Daftar!\$[A-Z]+\$2:\$[A-Z]+\$\d+", pilihan)
            ]
    return salah


def pdf(path: Path) -> list[str]:
    """Look at a PDF: no script, no attachment, and no link but to a place of its own."""
    baca = PdfReader(path)
    akar = baca.trailer["/Root"]
    salah = [f"{nama} di dalam PDF" for nama in ("/OpenAction", "/AA", "/AF", "/AcroForm") if nama in akar]
    nama = akar.get("/Names", {})
    salah += [f"{satu} di dalam PDF" for satu in ("/JavaScript", "/EmbeddedFiles") if satu in nama]
    for halaman_ in baca.pages:
        for anotasi in halaman_.get("/Annots", ()):
            isi = anotasi.get_object()
            if (
                isi.get("/Subtype") != "/Link"
                or "/AA" in isi
                or isi.get("/A", {}).get("/S", "/GoTo") != "/GoTo"
            ):
                salah.append(f"anotasi {dict(isi)!r}"[:200])
    return salah


PERAMBAN = """() => {
  const asing = [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(a =>
    a.name.startsWith('on') || (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(a.name) &&
      /^\\s*(javascript|vbscript|https?|file|ftp):|^\\/\\//i.test(a.value))).map(a => `${e.tagName} ${a.name}=${a.value.slice(0, 80)}`));
  const unsur = ['iframe', 'object', 'embed', 'base', 'math', 'img'].filter(n => document.querySelector(n));
  const dataSkrip = [...document.scripts].filter(s => s.parentElement !== document.body).length;
  return { asing, unsur, dataSkrip, kanari: window.KANARI ?? null, alamat: location.href };
}"""
"""What a page has become in a real browser."""


def peramban(konteks: Any, path: Path) -> list[str]:
    """Open a page in a real browser: nothing runs, asks, pops up or complains."""
    salah: list[str] = []
    page = konteks.new_page()
    page.on(
        "console",
        lambda m: salah.append(f"konsol: {m.text[:200]}") if m.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda e: salah.append(f"galat: {str(e)[:200]}"))
    page.on("dialog", lambda d: (salah.append(f"dialog: {d.message}"), d.dismiss()))
    page.on("popup", lambda _: salah.append("jendela baru"))
    page.on(
        "request",
        lambda r: (
            None
            if r.url == path.as_uri() or r.url.startswith("data:")
            else salah.append(f"permintaan {r.url[:100]}")
        ),
    )
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate(
        "() => { document.querySelectorAll('details').forEach(e => e.open = true);"
        "[...document.querySelectorAll('main a.angka')].slice(0, 20).forEach(e => e.click()); }"
    )
    hasil = page.evaluate(PERAMBAN)
    page.close()
    salah += [f"di peramban: {satu}" for satu in (*hasil["asing"], *hasil["unsur"])]
    if hasil["kanari"] is not None:
        salah.append(f"DIJALANKAN: {hasil['kanari']}")
    if hasil["dataSkrip"] or hasil["alamat"] != path.as_uri():
        salah.append(f"skrip atau alamat lain: {hasil}")
    return salah


def impor(konteks: Any, laporan: Path, berkas: list[Path]) -> list[str]:
    """Import reviewers' files into a report in the browser: notes are text, nothing else changes."""
    salah: list[str] = []
    page = konteks.new_page()
    page.on(
        "console",
        lambda m: salah.append(f"konsol: {m.text[:200]}") if m.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda e: salah.append(f"galat: {str(e)[:200]}"))
    page.on("dialog", lambda d: (salah.append(f"dialog: {d.message}"), d.dismiss()))
    page.goto(laporan.as_uri(), wait_until="load")
    page.evaluate("localStorage.clear()")
    page.reload()
    page.fill("[data-isian=pereviu]", "Pereviu")
    teks = "document.querySelector('main').cloneNode(true)"
    tanpa = f"(() => {{ const m = {teks}; m.querySelectorAll('.catatan-pereviu, .alat-reviu').forEach(e => e.remove()); return m.textContent }})()"
    dulu = page.evaluate(tanpa)
    page.set_input_files(".alat-reviu input[type=file]", [str(satu) for satu in berkas])
    page.wait_for_timeout(300)
    hasil = page.evaluate(PERAMBAN)
    if page.evaluate(tanpa) != dulu:
        salah.append("impor mengubah isi laporan")
    if page.evaluate("({}).x !== undefined || ({}).polluted !== undefined"):
        salah.append("purwarupa objek berubah")
    if page.evaluate(
        "[...document.querySelectorAll('.catatan-pereviu')].some(e => !e.checkVisibility() && !e.closest('details'))"
    ):
        salah.append("catatan yang tidak tampak")
    page.evaluate("localStorage.clear()")
    page.close()
    salah += [f"di peramban: {satu}" for satu in (*hasil["asing"], *hasil["unsur"])]
    return [*salah, *([f"DIJALANKAN: {hasil['kanari']}"] if hasil["kanari"] is not None else [])]
