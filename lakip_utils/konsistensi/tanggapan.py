"""Tanggapan: what people answered to findings (``tanggapan.csv``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lakip_utils.asal import Sel
from lakip_utils.data import Paket
from lakip_utils.data.rows import BARIS, BERKAS

DIPERBAIKI = "diperbaiki"
"""Status of an answer: the data were corrected, so the finding should be gone."""


@dataclass(frozen=True, slots=True)
class TanggapanLepas:
    """An answer to be looked at again: its finding is gone, or it was said to be repaired and is not.

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
    return tuple(satu for satu in _semua(paket, tahun) if satu.id not in ada)


def tidak_diperbaiki(paket: Paket, tahun: int, ada: Collection[str]) -> tuple[TanggapanLepas, ...]:
    """Return the answers that say their finding is repaired, though it is still found.

    Parameters
    ----------
    ada
        Ids of all findings of the year, of the whole agency.
    """
    return tuple(satu for satu in _semua(paket, tahun) if satu.status == DIPERBAIKI and satu.id in ada)


def _semua(paket: Paket, tahun: int) -> Iterator[TanggapanLepas]:
    for baris in paket.tabel("tanggapan", tahun).to_dict("records"):
        yield TanggapanLepas(
            str(baris["id"]),
            str(baris["status"]),
            str(baris["teks"]),
            Sel(str(baris[BERKAS]), int(baris[BARIS]), "id"),
        )
