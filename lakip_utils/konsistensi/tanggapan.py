"""Tanggapan: what people answered to findings (``tanggapan.csv``)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lakip_utils.asal import Sel
from lakip_utils.data import Paket
from lakip_utils.data.table import BARIS, BERKAS


@dataclass(frozen=True, slots=True)
class TanggapanLepas:
    """An answer that answers nothing: its finding is gone, or it was said to be repaired and is not.

    Parameters
    ----------
    id, status, teks
        The answer.
    sel
        Where it stands.
    """

    id: str
    status: str
    teks: str
    sel: Sel


def tanggapan(paket: Paket, tahun: int) -> dict[str, dict[str, str]]:
    """Return the answers of a year by the id of their finding: status, teks, oleh, tanggal."""
    kolom = ["status", "teks", "oleh", "tanggal"]
    isi = paket.tabel("tanggapan", tahun)
    return {str(baris["id"]): {nama: str(baris[nama]) for nama in kolom} for baris in isi.to_dict("records")}


def tanggapan_lepas(paket: Paket, tahun: int, ada: Collection[str]) -> tuple[TanggapanLepas, ...]:
    """Return the answers whose finding does not exist.

    Parameters
    ----------
    ada
        Ids of all findings of the year, of the whole agency.
    """
    return tuple(
        TanggapanLepas(
            str(baris["id"]),
            str(baris["status"]),
            str(baris["teks"]),
            Sel(str(baris[BERKAS]), int(baris[BARIS]), "id"),
        )
        for baris in paket.tabel("tanggapan", tahun).to_dict("records")
        if str(baris["id"]) not in ada
    )
