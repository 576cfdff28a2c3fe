"""Isi indeks: what the front page says of every report on record, read from the reports on disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lakip_utils.data.instansi import DINAS, Instansi
from lakip_utils.data.params import Format
from lakip_utils.sajian import format as f
from lakip_utils.terbitan import index
from lakip_utils.terbitan.manifest import Catatan, Manifest
from lakip_utils.terbitan.plan import EDISI
from lakip_utils.terbitan.run import GAGAL, NOTEBOOK, RINGKASAN

KUNCI_INDEKS = (("capaian_sasaran", "Capaian sasaran"), ("serapan", "Serapan"), ("ikm", "IKM instansi"))
MILIK_INSTANSI = ("IKM instansi",)
"""Key figures of the index that every report of a year tells alike."""


def render_index(out: Path, semua: Sequence[Instansi], record: Manifest) -> bytes:
    """Return the front page over all reports on record; `semua` are the agencies of the build."""
    instansi = semua[0]
    nama = instansi.nama if len(semua) == 1 else f.daftar([satu.nama for satu in semua])
    urut = {DINAS: -1} | {b.kode: i for satu in semua for i, b in enumerate(satu.bidang)}
    laporan = sorted(
        record.laporan.items(), key=lambda isi: (isi[1].tahun, urut.get(isi[1].bidang, len(urut)), isi[0])
    )
    angkatan = index.Angkatan(
        pemerintah=instansi.pemerintah,
        instansi=nama,
        judul="Laporan evaluasi kinerja",
        laporan=tuple(_entri(kunci, catatan, out) for kunci, catatan in laporan),
        milik_instansi=MILIK_INSTANSI,
    )
    return index.render(angkatan).encode()


def _entri(kunci: str, catatan: Catatan, out: Path) -> index.EntriIndeks:
    folder = out / kunci
    ringkasan = baca_ringkasan(folder, catatan)
    angka = {a["nama"]: a for a in ringkasan.get("angka", ())}
    kurang = [p["nama"] for p in ringkasan.get("perbandingan", ()) if not p["lengkap"]]
    ada = bool(catatan.keluaran)
    terbuka = int(ringkasan.get("terbuka", 0))
    keadaan: index.Status = "draf" if terbuka else "siap"
    keterangan = ""
    if catatan.gagal:
        keadaan, keterangan = ("usang" if ada else "gagal"), catatan.gagal.splitlines()[0]
    elif lain := _bukan_yang_dibuat(folder, catatan, ringkasan):
        keadaan, keterangan = "berubah", f"hilang atau diubah setelah dibuat: {f.daftar(lain)}"
    elif (
        angka.get("capaian_sasaran", {}).get("nilai") is None or angka.get("serapan", {}).get("nilai") is None
    ):
        keadaan, keterangan = (
            "sebagian",
            f"{len(kurang)} dari {len(ringkasan['perbandingan'])} perbandingan belum lengkap",
        )
    elif kurang:
        keterangan = f"belum lengkap: {f.daftar([f.awal_kecil(nama) for nama in kurang])}"
    return index.EntriIndeks(
        tahun=catatan.tahun,
        kode_bidang=catatan.bidang,
        nama_bidang=catatan.nama_bidang,
        status=keadaan,
        kunci=tuple(
            (judul, _teks(angka[nama]))
            for nama, judul in KUNCI_INDEKS
            if angka.get(nama, {}).get("nilai") is not None
        ),
        berkas=_tautan(kunci, catatan, out),
        nilai={
            judul: float(angka[nama]["nilai"])
            for nama, judul in KUNCI_INDEKS
            if angka.get(nama, {}).get("nilai") is not None
        },
        catatan={nama: n for nama, n in ringkasan.get("cacah_catatan", {}).items() if n},
        keterangan=keterangan,
        terbuka=terbuka,
    )


def baca_ringkasan(folder: Path, catatan: Catatan | None) -> dict[str, Any]:
    """Return the key figures of a report as they are on record; nothing where the file is not that one."""
    path = folder / RINGKASAN
    try:
        isi = path.read_bytes()
    except OSError:
        return {}
    if catatan is None or catatan.keluaran.get(RINGKASAN) != hashlib.sha256(isi).hexdigest():
        return {}
    ringkasan: dict[str, Any] = json.loads(isi)
    return ringkasan


def _bukan_yang_dibuat(folder: Path, catatan: Catatan, ringkasan: Mapping[str, Any]) -> list[str]:
    """Return the files of a report that are gone, and its key figures where they are others than on record.

    The rest is left to ``lakip verify``: the index is made at each build, over all reports there are.
    """
    hilang = [nama for nama in catatan.keluaran if not (folder / nama).is_file()]
    return hilang or ([] if ringkasan else [RINGKASAN])


def _teks(angka: dict[str, Any]) -> str:
    return f.persen(angka["nilai"]) if angka["satuan"] == "persen" else f.angka(angka["nilai"])


_LABEL: dict[Format, str] = {"html": "HTML", "pdf": "PDF"}


def _tautan(kunci: str, catatan: Catatan, out: Path) -> dict[str, str]:
    """Return the files of a report; a format is named with the edition on record."""
    tautan = {}
    for nama, label in _LABEL.items():
        if (berkas := f"laporan.{nama}") in catatan.keluaran:
            edisi = catatan.parameter.get(EDISI + nama)
            tautan[f"{label} (edisi {edisi})" if edisi else label] = f"{kunci}/{berkas}"
    if NOTEBOOK in catatan.keluaran:
        tautan["Notebook"] = f"{kunci}/{NOTEBOOK}"
    if catatan.gagal and (out / kunci / GAGAL).is_file():  # a full disk may have refused it
        tautan["Pesan kegagalan"] = f"{kunci}/{GAGAL}"
    return tautan
