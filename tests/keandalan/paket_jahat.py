"""Hostile data packages: poison every text of a package, then look at all that is made of it."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from bantu import AKAR, DATA
from keandalan.muatan import LAYAR, TERCETAK, TERLARANG, Muatan, Pabrik

from lakip_utils.data.schema import TABLES

FIXTURE = AKAR / "tests/fixtures/instansi-kedua"
PILIHAN: tuple[tuple[Path, int, tuple[str, ...]], ...] = (
    (FIXTURE, 2021, ("dinas", "sdk")),
    (FIXTURE, 2022, ("dinas", "kesmas")),
    (DATA, 2020, ("kelembagaan",)),
)
"""Packages that are poisoned: folder, the year that is built, its units."""
_BERARTI = {
    ("renstra", "periode"),
    ("klaim", "nilai_tercetak"),
    ("bukti", "sha256"),
    ("catatan_reviu", "versi"),
}
"""Texts with a form of their own: what is no year or figure is refused."""
_KODE = ("kode_indikator", "kode_induk", "kode_program", "kode_kegiatan", "kode_subkegiatan", "kode_tolok_ukur", "kode_sasaran", "kode_tujuan")  # fmt: skip
TAMBAHAN: dict[str, dict[str, str]] = {
    "tanggapan": {"id": "U-1", "status": "diperbaiki", "teks": "x", "oleh": "x", "tanggal": "2021-01-01"},
    "catatan_reviu": {"bidang": "dinas", "tempat": "x", "uraian": "x", "rekomendasi": "x", "pereviu": "x"},
}
"""Tables that the packages lack."""


def racuni(
    asal: Path, folder: Path, acak: random.Random, kanari: Path, *, cetak: bool, kode: bool
) -> list[Muatan]:
    """Copy a package with hostile texts in every text column of every table and in ``instansi.yaml``.

    Parameters
    ----------
    cetak
        Only texts that the fonts of the PDF can print.
    kode
        Codes of programs, indicators and so on are hostile, too, the same wherever they stand.
    """
    shutil.copytree(asal, folder)
    pabrik = Pabrik(acak, kanari)
    golongan = (TERCETAK,) if cetak else (TERCETAK, LAYAR)
    nama_program: dict[str, str] = {}
    kode_baru: dict[str, str] = {}
    for tahun in {path.parent for path in folder.glob("20*/*.csv")}:
        for nama, isi_baris in TAMBAHAN.items():
            kepala = [kolom.name for kolom in TABLES[nama].columns]
            with (tahun / f"{nama}.csv").open("w", encoding="utf-8", newline="") as berkas:
                csv.writer(berkas).writerows([kepala, [isi_baris.get(satu, "") for satu in kepala]])
    for path in sorted(folder.rglob("*.csv")):
        table = TABLES[path.stem]
        jenis = {c.name: c for c in table.all_columns}
        with path.open(encoding="utf-8", newline="") as berkas:
            baris = list(csv.DictReader(berkas))
        if not baris:
            continue
        for satu in baris:
            for nama, isi in satu.items():
                kolom = jenis.get(nama)
                if kolom is None or not isi:
                    continue
                if kode and nama in _KODE:
                    if isi not in kode_baru:
                        kode_baru[isi] = isi + pabrik.kode().teks if acak.random() < 0.5 else isi
                    satu[nama] = kode_baru[isi]
                elif kolom.type == "teks" and not kolom.choices and (path.stem, nama) not in _BERARTI:
                    teks = pabrik.satu(*golongan).teks
                    satu[nama] = teks
                    if (path.stem, nama) == ("program", "nama"):
                        # A program that serves two sasaran stands on two rows, under one name
                        satu[nama] = nama_program.setdefault(satu["tahun"] + satu["kode_program"], teks)
            if kode and path.stem == "narasi" and (cocok := re.fullmatch(r"(\w+)/(.+)", satu["bagian"])):
                satu["bagian"] = f"{cocok[1]}/{kode_baru.get(cocok[2], cocok[2])}"
        wadah = io.StringIO(newline="")
        penulis = csv.DictWriter(wadah, list(baris[0]), lineterminator="\n")
        penulis.writeheader()
        penulis.writerows(baris)
        path.write_text(wadah.getvalue(), "utf-8", newline="")
    _instansi(folder / "instansi.yaml", lambda: pabrik.satu(*golongan).teks, acak)
    return pabrik.dibuat


def _instansi(path: Path, teks: Callable[[], str], acak: random.Random) -> None:
    def ganti(isi: Any, kunci: str = "") -> Any:
        if isinstance(isi, dict):
            return {k: ganti(v, k) for k, v in isi.items()}
        if isinstance(isi, list):
            return [ganti(satu, kunci) for satu in isi]
        tetap = kunci in ("kode", "status", "tanggal", "dari", "sampai", "tahun", "nip")
        return isi if tetap or not isinstance(isi, str) or acak.random() < 0.2 else teks()

    path.write_text(
        yaml.safe_dump(ganti(yaml.safe_load(path.read_text("utf-8"))), allow_unicode=True), "utf-8"
    )


def larangan(acak: random.Random, kanari: Path, folder: Path) -> tuple[Path, str]:
    """Copy a package with one forbidden text somewhere; return the file and what stands there now."""
    shutil.copytree(FIXTURE, folder)
    teks = Pabrik(acak, kanari).satu(TERLARANG).teks
    if acak.random() < 0.3:
        path = folder / "instansi.yaml"
        isi = yaml.safe_load(path.read_text("utf-8"))
        acak.choice([isi, isi["bidang"][0], isi["pejabat"][0], isi["laporan"][0]])[
            "nama" if acak.random() < 0 else "catatan"
        ] = teks
        isi["nama"] = teks
        path.write_text(yaml.safe_dump(isi), "utf-8")
        return path, teks
    path = acak.choice(sorted(folder.glob("2021/*.csv")))
    with path.open(encoding="utf-8", newline="") as berkas:
        baris = list(csv.reader(berkas))
    acak.choice(baris[1:])[acak.randrange(len(baris[0]))] = teks
    with path.open("w", encoding="utf-8", newline="") as berkas:
        csv.writer(berkas).writerows(baris)
    return path, teks
