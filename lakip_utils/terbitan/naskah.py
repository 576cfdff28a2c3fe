"""Naskah: the data that the typesetter gets: cleaned text, drawings made fit, blocks grouped in pages."""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Any

from lakip_utils.data.hidden import HIDDEN
from lakip_utils.errors import PublicationError
from lakip_utils.sajian.svg import svg_cetak
from lakip_utils.sajian.tanda_tangan import perlu_nip, ruang_tanggal
from lakip_utils.sajian.warna import HALAMAN, PALET

FONT_GRAFIK = "Source Sans Pro"
BARIS_UTUH = 15
"""Tables of up to so many rows are kept on one page."""

_LEBAR_TEGAK = {"bagian": 467.7, "bab": 439.4}
"""Width of the text area of a portrait page, in points (165 and 155 mm), as the template sets it."""
_GAMBAR_BESAR = 700.0
"""Drawings higher than this (units of the viewBox) may take a page of their own."""
_DAPAT_PUTUS = re.compile(r"\s+|\u200b|(?<=[/–-])(?=[^\W\d])")
_TEMPAT = ("tempat", "tempat dan tahun", "tempat, tahun")
"""Labels of the fact that the cover of a LAKIP has at its foot."""
_KOTAK_SVG = re.compile(r'viewBox="[^"]*?([\d.]+)"')
_KATA_RAKSASA = re.compile(r"[^\s/–-]{30,}")
_TAK_DISUSUN = {"svg", "png", "html", "alt", "kunci", "jangkar", "tautan", "nomor"}
"""What is drawn, told or pointed to, but not set in lines."""

Json = dict[str, Any]


def bersihkan(teks: str) -> str:
    r"""Return `teks` without what no PDF may hold.

    Private-use characters (bullets of Wingdings) become ``•``; line separators become ``\n``, tabs four
    spaces; what no text of the data may hold (:mod:`lakip_utils.data.hidden`), byte-order marks and
    noncharacters go.

    >>> bersihkan("\uf0d8 Target\x07 naik\r\n")
    '• Target naik\n'
    """
    teks = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", teks).replace("\t", "    ")
    return "".join(
        "•" if unicodedata.category(aksara) == "Co" else aksara
        for aksara in unicodedata.normalize("NFC", teks)
        if aksara == "\n"
        or not (HIDDEN.match(aksara) or unicodedata.category(aksara) == "Cn" or aksara in "\ufeff\ufffc")
    )


def siapkan(dokumen: Json) -> Json:
    """Turn a document into the data of the template: cleaned, grouped in pages, drawings made fit.

    Returns
    -------
    dict
        ``kop``, ``edisi``, ``judul``, ``kepala`` (parts of the running head), ``penyusun``,
        ``kata-kunci``, ``warna`` (name → hex) and ``halaman``: runs of blocks, each portrait or
        landscape (``melintang``) or a form of its own
        (``lembar``), and in one ``ruang``: ``pengantar`` and ``depan`` before and after the
        lists of contents, or ``batang``, the body. ``kop`` gets ``tempat``, the foot of the cover.
    """
    bersih = _bersihkan_semua(dokumen)
    kop = _kop_siap(bersih["kop"])
    judul = " ".join(kop["judul"].split()) or "Laporan"
    instansi = " ".join(kop["instansi"].split())
    bagian = ("" if instansi in judul else instansi, textwrap.shorten(judul, 88, placeholder=" …"))
    return {
        "kop": kop,
        "edisi": bersih["edisi"],
        "judul": judul,
        "kepala": [satu for satu in bagian if satu],
        "penyusun": [satu for satu in (kop["instansi"], kop["pemerintah"]) if satu],
        "kata-kunci": [satu for satu in ("LAKIP", kop["nama_bidang"], str(kop["tahun"] or "")) if satu],
        "warna": {nama: terang for nama, (terang, _) in (PALET | HALAMAN).items()},
        "halaman": [
            halaman
            for ruang, isi in _ruang(bersih["isi"], kop["susunan"]).items()
            for halaman in _halaman(map(_blok_siap, filter(_berisi, isi)), ruang, kop["susunan"])
        ],
    }


def _kop_siap(kop: Json) -> Json:
    """Add what the cover of a LAKIP needs: the lines of the title, and the place of publication.

    Neither the place nor the year, which the title has, is then a fact of its own.
    """
    kop = kop | {"baris_judul": _baris_judul(kop), "tempat": ""}
    if kop["susunan"] != "bab":
        return kop
    fakta = [satu for satu in kop["fakta"] if satu[1].strip() not in ("", str(kop["tahun"]))]
    tempat = [nilai for label, nilai in fakta if label.strip().casefold() in _TEMPAT]
    sisa = [satu for satu in fakta if satu[1] not in tempat[:1]]
    return kop | {"tempat": next(iter(tempat), ""), "fakta": sisa}


def _baris_judul(kop: Json) -> list[str]:
    """Break the title before the name of the agency and before the year.

    The name is left out where the head of the cover says the same.
    """
    judul, instansi, tahun = (
        " ".join(kop["judul"].split()),
        " ".join(kop["instansi"].split()),
        f"Tahun {kop['tahun']}",
    )
    badan = judul.removesuffix(tahun).strip()
    awal, nama, akhir = badan.partition(instansi or badan)
    if not awal.strip():
        baris = [badan or "Laporan"]
    else:
        sama = akhir.strip().casefold() in kop["pemerintah"].casefold()
        baris = [awal.strip(), "" if sama else nama + akhir]
    if kop["tahun"] and str(kop["tahun"]) not in badan:
        baris.append(tahun)
    return [satu for satu in baris if satu]


def _ruang(isi: Iterable[Json], susunan: str) -> dict[str, list[Json]]:
    """Sort the blocks into what stands before the lists of contents, after them, and the body.

    Only a LAKIP (`susunan` ``bab``) has front matter: all before its first chapter. Its kata pengantar
    precedes the lists.
    """
    hasil: dict[str, list[Json]] = {"pengantar": [], "depan": [], "batang": []}
    ruang = "pengantar" if susunan == "bab" else "batang"
    for blok in isi:
        if blok["jenis"] == "judul" and blok["tingkat"] == 1 and ruang != "batang":
            if blok["bagian"] != "depan":
                ruang = "batang"
            elif not blok["teks"].strip().casefold().startswith("kata pengantar"):
                ruang = "depan"
        hasil[ruang].append(blok)
    return hasil


def _bersihkan_semua(isi: Any, *, sela: bool = True) -> Any:
    """Clean all strings; numbers that JSON does not know become ``None``.

    With `sela` very long words may break, too; output that is no block keeps its columns.
    """
    match isi:
        case str():
            return _beri_sela(bersihkan(isi)) if sela else bersihkan(isi)
        case float():
            return isi if math.isfinite(isi) else None
        case dict():
            sela = sela and isi.get("jenis") != "mentah"
            return {
                kunci: _bersihkan_semua(nilai, sela=sela and kunci not in _TAK_DISUSUN)
                for kunci, nilai in isi.items()
                if kunci != "asal"
            }
        case list() | tuple():
            return [_bersihkan_semua(satu, sela=sela) for satu in isi]
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
        case "tanda_tangan":
            ruang = ruang_tanggal(blok["tempat_tanggal"])
            nip = perlu_nip(blok["nama"], blok["pangkat"], blok["nip"])
            jabatan = [baris for baris in blok["jabatan"] if baris.strip()]
            return blok | {"ruang_tanggal": ruang, "perlu_nip": nip, "jabatan": jabatan}
        case "lembar_reviu":
            return blok | {"bagian": [_bagian_reviu(satu) for satu in blok["bagian"]]}
        case "kotak":
            return blok | {"isi": [satu for satu in blok["isi"] if _berisi(satu)]}
        case "mentah":
            svg = svg_cetak(blok["svg"], FONT_GRAFIK) if blok["svg"] else _svg_dari_png(blok["png"])
            teks = blok["teks"].strip("\n")
            return blok | {"svg": svg, "png": "", "html": "", "teks": teks, "alt": teks or "Keluaran sel"}
        case _:
            return blok


def _bagian_reviu(bagian: Json) -> Json:
    butir = [satu | {"nomor": satu["kode"].partition(".")[2]} for satu in bagian["butir"]]
    return bagian | {"butir": butir}


def _porsi(nilai: float | None) -> float | None:
    return None if nilai is None else min(max(nilai, 0.0), 1.0)


def _gambar_siap(blok: Json) -> Json:
    try:
        svg = svg_cetak(blok["svg"], FONT_GRAFIK) if blok["svg"] else ""
    except PublicationError as galat:
        raise PublicationError(f"{blok['nomor']} ({blok['judul']}): {galat}") from galat
    return blok | {
        "svg": svg,
        "besar": _tinggi_svg(svg) > _GAMBAR_BESAR,
        "alt": blok["alt"].strip() or blok["judul"],
        "data": None,  # every point is written in the drawing; the table of them is for the screen
    }


def _tinggi_svg(svg: str) -> float:
    """Return the height of a drawing in units of its viewBox; 0 for none."""
    cocok = _KOTAK_SVG.search(svg)
    return float(cocok[1]) if cocok else 0.0


def _tabel_siap(blok: Json) -> Json:
    """Add what the layout needs to know.

    ``utuh``: the table stays on one page; ``kata``: the longest words of each column; ``panjang`` of a
    row: it may break between pages.
    """
    kolom = [satu | {"lebar": max(satu["lebar"] or 1.0, 0.05)} for satu in blok["kolom"]]
    baris = [
        satu | {"panjang": max((len(teks_sel(sel)) for sel in satu["sel"]), default=0) > 1500}
        for satu in blok["baris"]
    ]
    kata = []
    for i, satu in enumerate(kolom):
        isi = [satu["judul"], satu["satuan"], *(teks_sel(b["sel"][i]) for b in baris if b["gaya"] != "grup")]
        potong = {potongan for teks in isi for potongan in _DAPAT_PUTUS.split(teks) if potongan}
        kata.append(sorted(potong, key=lambda k: (-len(k), k))[:4])
    return blok | {"kolom": kolom, "baris": baris, "kata": kata, "utuh": len(baris) <= BARIS_UTUH}


def _beri_sela(teks: str) -> str:
    """Let very long words, such as hashes and addresses, break: they must not leave their line or cell."""
    return _KATA_RAKSASA.sub(lambda kata: "\u200b".join(textwrap.wrap(kata[0], 16)), teks)


def _melintang(tabel: Json, susunan: str) -> bool:
    """Say whether a table needs a landscape page: it asks for it, or its words do not fit upright at 8 pt."""
    perlu = sum(max((len(kata) for kata in kolom), default=0) * 3.9 + 7 for kolom in tabel["kata"])
    return bool(tabel["lebar"]) or perlu > _LEBAR_TEGAK[susunan]


def teks_sel(isi: Iterable[Json]) -> str:
    """Return the plain text of a cell."""
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


def _halaman(isi: Iterable[Json], ruang: str, susunan: str) -> list[Json]:
    """Group blocks into runs of pages: portrait, landscape (wide tables), forms of a page of their own.

    Headings right before a wide table or a form go with it.
    """
    halaman: list[Json] = []
    for blok in isi:
        lembar = blok["jenis"] == "lembar_reviu"
        melintang = blok["jenis"] == "tabel" and _melintang(blok, susunan)
        bentuk = {"melintang": melintang, "lembar": lembar}
        if halaman and not lembar and _bentuk(halaman[-1]) == bentuk:
            halaman[-1]["blok"].append(blok)
            continue
        ikut: list[Json] = []
        if (melintang or lembar) and halaman:
            lama = halaman[-1]["blok"]
            while lama and lama[-1]["jenis"] == "judul":
                ikut.insert(0, lama.pop())
            if not lama:
                halaman.pop()
        if ikut and melintang:  # with its headings it need not fit on the page
            blok = blok | {"utuh": False}
        if ikut and not lembar and halaman and _bentuk(halaman[-1]) == bentuk:
            halaman[-1]["blok"] += [*ikut, blok]
        else:
            halaman.append({"ruang": ruang, **bentuk, "blok": [*ikut, blok]})
    return halaman


def _bentuk(halaman: Json) -> Json:
    return {nama: halaman[nama] for nama in ("melintang", "lembar")}
