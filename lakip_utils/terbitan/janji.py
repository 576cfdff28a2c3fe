"""What a report must hold, as its notebook declares it in a cell of its own.

The cell is a raw one with the tag ``wajib``, at the end of the notebook. It holds YAML: headings, nested as
they stand in the notebook, and below each the calls whose output the section shows.

.. code-block:: yaml

    angka:                                 # key figures, by their names in ringkasan.json
      serapan: selalu
      capaian/*: bila ada
    bagian:
      Realisasi anggaran:
        narasi.anggaran.realisasi: selalu  # it shows something in every report
        grafik.serapan_kegiatan: bila ada  # it shows nothing where the data give nothing to show
        Dibanding tahun lalu:
          grafik.antar_tahun: bila ada
      Lembar reviu:
        tanda: [edisi-reviu]               # tags that the cells of the section carry, and no others
        narasi.lampiran.lembar_reviu: selalu

Words behind the name of a call tell two of the same apart: they stand in the call, as a text or a name.
A notebook without a declaration is not published: nobody could say whether its report is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from nbformat import NotebookNode
from pydantic import Field

from lakip_utils.data.yaml_file import Strict, parse, validate
from lakip_utils.errors import InvalidInput, PublicationError, Violation
from lakip_utils.terbitan.dokumen import TAG_BAGIAN, TAG_REVIU

TAG = "wajib"
"""Cell tag of the declaration."""
SELALU, BILA_ADA = "selalu", "bila ada"
_TANDA = "tanda"
_CONTOH = (
    "Tambahkan di akhir notebook sel jenis Raw dengan tanda `wajib`, atau salin dari notebook asalnya; "
    "bentuknya dijelaskan di docs/cara-menambah.md, bagian A section."
)


@dataclass(frozen=True, slots=True)
class Isi:
    """A call that a section must show.

    Parameters
    ----------
    nama
        As declared, e.g. ``grafik.pegawai golongan``.
    selalu
        Whether it shows something in every report.
    tanda
        Tags of the cell that take it out of an edition, or of a report.
    """

    nama: str
    selalu: bool
    tanda: frozenset[str]

    @property
    def kata(self) -> frozenset[str]:
        """The call, and the words that must stand in it."""
        return frozenset(self.nama.split())


@dataclass(frozen=True, slots=True)
class Bagian:
    """A section: its headings from the outermost, its tags, what it shows."""

    judul: tuple[str, ...]
    tanda: frozenset[str]
    isi: tuple[Isi, ...]

    @property
    def nama(self) -> str:
        """Its headings in one line."""
        return " > ".join(self.judul)


@dataclass(frozen=True, slots=True)
class Janji:
    """All that a notebook declares: key figures (patterns of names, and whether they always are), and sections."""

    angka: Mapping[str, bool]
    bagian: tuple[Bagian, ...]


class _Berkas(Strict):
    angka: dict[str, Literal["selalu", "bila ada"]] = Field(default_factory=dict)
    bagian: dict[str, Any]


def baca(notebook: NotebookNode, nama: str) -> Janji:
    """Read what a notebook declares.

    Parameters
    ----------
    nama
        The notebook, as errors name it.

    Raises
    ------
    PublicationError
        If it declares nothing.
    InvalidInput
        If the declaration cannot be understood.
    """
    sel = [satu for satu in notebook.cells if satu.cell_type == "raw" and TAG in tags(satu)]
    if len(sel) != 1:
        jumlah = "tidak menyatakan" if not sel else "menyatakan lebih dari sekali"
        saran = _CONTOH if not sel else "Satukan menjadi satu sel bertanda `wajib`."
        raise PublicationError(
            f"{nama} {jumlah} apa yang wajib dimuat laporannya, sehingga tidak dapat dipastikan bahwa laporan itu "
            f"utuh. {saran}"
        )
    return _baca(sel[0].source, nama)


@lru_cache(maxsize=16)
def _baca(teks: str, nama: str) -> Janji:
    tempat = f"{nama}, sel bertanda `{TAG}`"
    berkas = validate(parse(teks, tempat), _Berkas, tempat)
    salah: list[Violation] = []
    bagian = tuple(_bagian(berkas.bagian, (), frozenset(), tempat, salah))
    if salah:
        raise InvalidInput(salah)
    return Janji({nama: kata == SELALU for nama, kata in berkas.angka.items()}, bagian)


def _bagian(
    isi: Mapping[str, Any], judul: tuple[str, ...], tanda: frozenset[str], tempat: str, salah: list[Violation]
) -> Iterator[Bagian]:
    """Yield the section of a heading and those below it; a wrong entry goes to `salah`."""
    milik = isi.get(_TANDA, [])
    if not isinstance(milik, list) or any(not pilah(str(satu)) for satu in milik):
        salah.append(_keliru(tempat, (*judul, _TANDA), milik, f"daftar tanda, misalnya [{TAG_REVIU}]"))
        milik = []
    tanda = tanda | {str(satu) for satu in milik}
    panggilan, bawah = [], []
    for nama, nilai in isi.items():
        if nama == _TANDA:
            continue
        if isinstance(nilai, Mapping):
            bawah.append((nama, nilai))
            continue
        kata, *lain = (satu.strip() for satu in str(nilai).split(","))
        if kata not in (SELALU, BILA_ADA) or not all(map(pilah, lain)) or not judul:
            bentuk = (
                f"`{SELALU}` atau `{BILA_ADA}`, dapat diikuti tanda sel, misalnya `{SELALU}, {TAG_REVIU}`"
            )
            salah.append(
                _keliru(tempat, (*judul, nama), nilai, bentuk if judul else "judul bagian dan isinya")
            )
        panggilan.append(Isi(str(nama), kata == SELALU, tanda | set(lain)))
    if judul:
        yield Bagian(judul, tanda, tuple(panggilan))
    for nama, nilai in bawah:
        yield from _bagian(nilai, (*judul, str(nama)), tanda, tempat, salah)


def _keliru(tempat: str, letak: tuple[str, ...], nilai: object, seharusnya: str) -> Violation:
    return Violation(
        file=tempat,
        column=" > ".join(letak),
        found=str(nilai),
        expected=seharusnya,
        action="Perbaiki baris itu.",
    )


def pilah(tag: str) -> bool:
    """Whether a cell tag takes a cell out of an edition or a report."""
    return tag == TAG_REVIU or tag.startswith(TAG_BAGIAN)


def tags(sel: NotebookNode) -> list[str]:
    """Return the tags of a cell."""
    return list(sel.metadata.get("tags", ()))
