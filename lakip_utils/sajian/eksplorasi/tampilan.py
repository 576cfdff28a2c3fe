"""How widgets show blocks."""

from __future__ import annotations

from lakip_utils.konsistensi.keadaan import Keadaan
from lakip_utils.sajian.blok import Blok, KartuKunci, Paragraf
from lakip_utils.sajian.lab import mimebundle
from lakip_utils.sajian.narasi import ringkasan
from lakip_utils.sajian.tabel.kolom import redup

TAK_ADA = "Data untuk bagian ini belum tersedia pada tahun dan bidang yang dipilih."
GAYA = {"description_width": "initial"}
"""Labels of fields are never cut."""
_LEBAR = "<style>.widget-html .lakip-blok{max-width:none}.widget-html .kartu-kunci,.widget-html .lakip-blok>p{max-width:820px}</style>"
"""Rows of data have many columns: a view is as wide as the notebook."""


def html(blok: Blok | None) -> str:
    """Return a block as HTML for a widget; ``None`` says that there are no data."""
    isi = Paragraf(isi=redup(TAK_ADA)) if blok is None else blok
    return _LEBAR + str(mimebundle(isi)["text/html"])


def kartu(keadaan: Keadaan) -> KartuKunci:
    """Return the cards of page one of the report."""
    return ringkasan.kartu(
        keadaan.hasil.indikator,
        keadaan.hasil.kegiatan,
        keadaan.uang,
        keadaan.survei,
        keadaan.tahun,
        lingkup="instansi" if keadaan.dinas else "program",
        batas=keadaan.dipakai.batas,
    )
