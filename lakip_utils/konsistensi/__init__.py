"""Uji konsistensi: the report checks itself.

A published report makes claims; facts allow each to be recomputed. :data:`DAFTAR` is the registry of
rules, :func:`periksa` runs them over one year of a package, and the result is a frame of *catatan*,
the gravest first.
"""

from __future__ import annotations

from decimal import localcontext
from importlib import import_module
from typing import Any, get_args

import pandas as pd

from lakip_utils.data import Paket
from lakip_utils.data.instansi import DINAS
from lakip_utils.keparahan import KEPARAHAN, Keparahan
from lakip_utils.konsistensi.bacaan import Bacaan
from lakip_utils.konsistensi.catatan import Catatan, cacah, mencapai, satukan
from lakip_utils.konsistensi.daftar import Keluarga, Uji
from lakip_utils.konsistensi.lembar_reviu import Dasar, Jawaban, jawab_reviu
from lakip_utils.konsistensi.sengketa import sebab_sengketa, sengketa
from lakip_utils.konsistensi.tanggapan import TanggapanLepas, tanggapan, tanggapan_lepas, tidak_diperbaiki

__all__ = [
    "DAFTAR",
    "KEPARAHAN",
    "Dasar",
    "Jawaban",
    "Keparahan",
    "TanggapanLepas",
    "Uji",
    "cacah",
    "jawab_reviu",
    "mencapai",
    "periksa",
    "sebab_sengketa",
    "sengketa",
    "tanggapan_lepas",
    "tidak_diperbaiki",
]

_MODUL = (
    "persentase",
    "kembar",
    "jumlah",
    "ikm",
    "mutu",
    "unsur",
    "antar_tahun",
    "rencana",
    "cacah",
    "nama",
    "bentuk",
    "kelengkapan",
    "kewajaran",
    "klaim",
)


def _daftar() -> tuple[Uji, ...]:
    """Return every rule of the modules of :mod:`lakip_utils.konsistensi.uji`, by family."""
    modul = [import_module(f"{__name__}.uji.{nama}") for nama in _MODUL]
    semua = [isi for satu in modul for isi in vars(satu).values() if isinstance(isi, Uji)]
    return tuple(sorted(semua, key=lambda u: get_args(Keluarga).index(u.keluarga)))


DAFTAR: tuple[Uji, ...] = _daftar()
"""Every rule, family by family."""

_ANGKA = 60
"""Digits of the arithmetic of the check."""

_KOLOM = (
    "id",
    "keparahan",
    "keluarga",
    "uji",
    "nama",
    "tabel",
    "kunci",
    "kolom",
    "sebutan",
    "tercetak",
    "dihitung",
    "selisih",
    "satuan",
    "rumus",
    "tempat",
    "alasan",
    "keterangan",
    "pembanding",
    "bidang",
    "asal",
    "status",
    "tanggapan",
    "oleh",
    "tanggal",
)


def periksa(paket: Paket, tahun: int, *, bidang: str | None = None) -> pd.DataFrame:
    """Run every rule over one year of a package.

    Parameters
    ----------
    paket
        The package.
    tahun
        The year.
    bidang
        Code of a bidang: only what concerns it; ``None`` or ``dinas`` for everything, what concerns the
        whole agency among it.

    Returns
    -------
    DataFrame
        One row a finding, the gravest first, within a severity results and money first, then in the
        order of :data:`DAFTAR`: ``id``
        (by which ``tanggapan.csv`` answers it), ``keparahan``, ``keluarga``, ``uji`` (id of the rule),
        ``nama`` and ``alasan`` (of the rule), ``tabel``, ``kunci``, ``kolom``, ``sebutan`` (what it is
        about), ``tercetak`` and ``dihitung`` (Decimal, text or ``None``), ``selisih`` (Decimal or
        ``None``), ``satuan``, ``rumus``, ``tempat`` (tuple of places), ``keterangan``, ``pembanding``
        (pairs of name and value), ``bidang`` (tuple of codes), ``asal`` (:class:`Asal`), and the answer:
        ``status``, ``tanggapan``, ``oleh``, ``tanggal`` (empty where nobody answered).

    Raises
    ------
    UnknownSelection
        If the package has no data of the year.
    """
    semua = paket.sekali(("periksa", tahun), lambda: _semua(paket, tahun))
    baris = [satu for satu in semua if bidang in (None, DINAS) or bidang in satu["bidang"]]
    return pd.DataFrame(baris, columns=list(_KOLOM), dtype="object")


def _semua(paket: Paket, tahun: int) -> tuple[dict[str, Any], ...]:
    """Return the rows of :func:`periksa` for the whole agency."""
    bacaan = Bacaan(paket, tahun)
    jawaban = tanggapan(paket, tahun)
    # The ratio of a very large figure to a very small one has more digits than the default context.
    with localcontext(prec=_ANGKA):
        baris = [
            _baris(uji, satu, jawaban.get(satu.id, {})) for uji in DAFTAR for satu in satukan(uji(bacaan))
        ]
    return tuple(
        sorted(baris, key=lambda isi: (KEPARAHAN.index(isi["keparahan"]), _PENTING.get(isi["tabel"], 1)))
    )


_PENTING = {
    **dict.fromkeys(("indikator", "tolok_ukur", "ikm_unsur", "ikm_survei", "unsur", "anggaran"), 0),
    **dict.fromkeys(("sdm", "aset", "organisasi", "narasi"), 2),
}
"""What a table is about: results and money before plans, people and property last."""


def _baris(uji: Uji, catatan: Catatan, jawaban: dict[str, str]) -> dict[str, Any]:
    return {
        "id": catatan.id,
        "keparahan": uji.keparahan,
        "keluarga": uji.keluarga,
        "nama": uji.nama,
        "alasan": uji.alasan,
        "selisih": catatan.selisih,
        **{nama: getattr(catatan, nama) for nama in _KOLOM if nama in Catatan.__dataclass_fields__},
        "status": jawaban.get("status", ""),
        "tanggapan": jawaban.get("teks", ""),
        "oleh": jawaban.get("oleh", ""),
        "tanggal": jawaban.get("tanggal", ""),
    }
