"""A block table as a table that can be sorted and searched in JupyterLab, without a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from itables.widget import ITable

from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Tabel, teks

_BAHASA = {
    "emptyTable": "Tidak ada baris",
    "info": "Baris _START_–_END_ dari _TOTAL_",
    "infoEmpty": "Tidak ada baris",
    "infoFiltered": "(disaring dari _MAX_)",
    "lengthMenu": "_MENU_ baris per halaman",
    "search": "Cari:",
    "zeroRecords": "Tidak ada baris yang cocok",
}
_LETAK = {"topStart": "pageLength", "topEnd": "search", "bottomStart": "info", "bottomEnd": "paging"}
SATU_HALAMAN = 10
"""Rows of one page."""


@dataclass(frozen=True, slots=True)
class Lembar:
    """A table in rows and columns of text, and how it is sorted.

    Parameters
    ----------
    isi
        Text by column. For each column of numbers a hidden one follows at the end, with the rank of what
        is written: words such as ``belum ada data`` come after every number.
    urutan
        Column → the column with its rank, by position.
    angka
        Positions of the columns of numbers.
    """

    isi: pd.DataFrame
    urutan: dict[int, int]
    angka: tuple[int, ...]

    @property
    def opsi(self) -> list[dict[str, Any]]:
        """The columns as DataTables is told of them."""
        tersembunyi = sorted(self.urutan.values())
        return [
            *({"targets": kolom, "orderData": peringkat} for kolom, peringkat in self.urutan.items()),
            {"targets": list(self.angka), "className": "dt-right"},
            {"targets": tersembunyi, "visible": False, "searchable": False},
        ]


def lembar(tabel: Tabel, grup: str = "Kelompok") -> Lembar:
    """Return a block table for sorting: a row that heads others becomes a column `grup` of those rows.

    Parameters
    ----------
    tabel
        The table.
    grup
        Head of that column; the table has none where no row heads others.
    """
    kepala = [kolom.kepala for kolom in tabel.kolom]
    milik, baris, nama_grup = "", [], []
    for satu in tabel.baris:
        if satu.gaya == "grup":
            milik = teks(satu.sel[0])
            continue
        baris.append([teks(sel) for sel in satu.sel])
        nama_grup.append(milik)
    isi = pd.DataFrame(baris, columns=pd.Index(kepala, dtype="object"), dtype="object")
    angka = [nomor for nomor, kolom in enumerate(tabel.kolom) if kolom.angka]
    if any(nama_grup):
        isi.insert(0, grup, pd.Series(nama_grup, dtype="object"))
        angka = [nomor + 1 for nomor in angka]
    urutan = {}
    for nomor in angka:
        urutan[nomor] = isi.shape[1]
        isi.insert(isi.shape[1], f"urutan {nomor}", _peringkat(isi.iloc[:, nomor]))
    return Lembar(isi, urutan, tuple(angka))


def _peringkat(kolom: pd.Series[Any]) -> pd.Series[int]:
    nilai = [f.baca(isi) for isi in kolom]
    urut = {satu: nomor for nomor, satu in enumerate(sorted({n for n in nilai if n is not None}), 1)}
    return pd.Series(
        [len(urut) + 1 if n is None else urut[n] for n in nilai], index=kolom.index, dtype="int64"
    )


def kosong() -> Lembar:
    """Return a table without rows and with one column."""
    return Lembar(pd.DataFrame({"": pd.Series(dtype="object")}), {}, ())


def itable(isi: Lembar, **opsi: Any) -> ITable:
    """Return the widget of a table; `opsi` are further options of DataTables."""
    return ITable(isi.isi, **_opsi(isi), **opsi)


def perbarui(widget: ITable, isi: Lembar) -> None:
    """Put another table in the place of the one that a widget shows."""
    widget.update(isi.isi, **_opsi(isi), selected_rows=[])


def _opsi(isi: Lembar) -> dict[str, Any]:
    return {
        "columnDefs": isi.opsi,
        "classes": "display compact",
        "style": "width:100%;margin:0;table-layout:auto",
        "language": _BAHASA,
        "layout": _LETAK if len(isi.isi) > SATU_HALAMAN else dict.fromkeys(_LETAK),
        "pageLength": SATU_HALAMAN,
        "lengthMenu": [SATU_HALAMAN, 50, {"label": "semua", "value": -1}],
        "showIndex": False,
        "maxBytes": 0,
        "autoWidth": False,
        "text_in_header_can_be_selected": False,  # a click on it sorts
        "css": ".dt-container table.dataTable tbody td { vertical-align: top }",
    }
