"""How much the consistency check finds, and how long it takes; written to docs.

    python benchmarks/konsistensi.py

puts errors into consistent packages (``tests/unit/paket_konsisten.py``), one at a time, counts by family
how many are found and lead to the changed cell, and measures packages of growing size. The result goes to
``docs/uji-konsistensi-terukur.md`` below the working directory.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import get_args

import pandas as pd

AKAR = Path(__file__).parents[1]
sys.path[:0] = [str(AKAR / "tests"), str(AKAR / "tests" / "unit")]

from paket_konsisten import buat, tulis  # noqa: E402
from test_konsistensi_mutasi import (  # noqa: E402
    MUTASI,
    Dasar,
    Ubahan,
    catatan_baru,
    dasar,
    digit_salah,
    menunjuk,
)

from lakip_utils import data, konsistensi  # noqa: E402
from lakip_utils.data.schema import TABLES  # noqa: E402
from lakip_utils.konsistensi import DAFTAR  # noqa: E402
from lakip_utils.konsistensi.daftar import Keluarga  # noqa: E402

TUJUAN = Path("docs/uji-konsistensi-terukur.md")
TAHUN = range(2017, 2027)
UNSUR = 14
BENIH = 60
"""Packages that errors are put into."""


@dataclass
class Hitungan:
    """Errors put in, found, found by their own rule, and findings above info that lead elsewhere."""

    disisipkan: int = 0
    ditemukan: int = 0
    oleh_aturannya: int = 0
    tersesat: int = 0
    luput: Counter[str] = field(default_factory=Counter)
    hapus: set[str] = field(default_factory=set)

    @property
    def persen(self) -> float:
        return 100 * self.ditemukan / max(1, self.disisipkan)


def sisipkan(nama: str, banyak: int) -> Hitungan:
    """Make errors of the rules of a family in turn, each at a random place of another package."""
    aturan = [uji for uji in DAFTAR if uji.keluarga == nama and uji.id in MUTASI]
    hasil, gilir, mandek = Hitungan(), cycle(aturan), 0
    for urutan in count():
        if hasil.disisipkan == banyak or mandek > 50 * len(aturan):
            return hasil
        uji = next(gilir)
        d, acak = dasar(urutan // len(aturan) % BENIH), Random(f"{uji.id} {urutan}")
        if (u := MUTASI[uji.id](d, acak)) is None:
            mandek += 1
            continue
        mandek = 0
        baru = catatan_baru(d, u)
        ada = bool((baru["keluarga"] == nama).any())
        hasil.disisipkan += 1
        hasil.ditemukan += ada
        hasil.oleh_aturannya += uji.id in set(baru["uji"])
        hasil.luput[uji.id] += not ada
        hasil.hapus |= {uji.id} if u.hapus else set()
        berat = baru[baru["keparahan"] != "info"]
        hasil.tersesat += sum(not menunjuk(d, u, satu) for satu in berat.itertuples())
    return hasil


def _sel_angka(d: Dasar) -> Iterator[tuple[str, object, str]]:
    """Yield every cell that holds a number: of the facts of the year, and printed."""
    for nama, kontrak in TABLES.items():
        if kontrak.scope != "tahun" or nama in ("klaim", "narasi"):
            continue
        for kolom in kontrak.columns:
            if kolom.type in ("angka", "bulat", "rupiah") and kolom.name != "urutan":
                yield from ((nama, label, kolom.name) for label in d[nama].index[d[nama][kolom.name].notna()])
    ada = d["klaim"]["nilai_tercetak"].str.contains(r"\d", regex=True)
    yield from (("klaim", label, "nilai_tercetak") for label in d["klaim"].index[ada])


def salah_sembarang(banyak: int) -> dict[str, Hitungan]:
    """Type one digit wrong in any cell with a number, as often as each table has such cells."""
    hasil = {"fakta": Hitungan(), "klaim": Hitungan()}
    for urutan in range(banyak):
        d, acak = dasar(urutan % BENIH), Random(urutan)
        sel = list(_sel_angka(d))
        jenis = ("fakta", "klaim")[urutan % 2]
        tabel, label, kolom = acak.choice([s for s in sel if (s[0] == "klaim") == (jenis == "klaim")])
        lama = d[tabel].loc[label, kolom]
        if tabel == "klaim":
            baru = digit_salah(lama, acak, 1)
        else:
            desimal = 0 if float(lama).is_integer() else len(repr(float(lama)).partition(".")[2])
            teks = digit_salah(f"{lama:.{desimal}f}".replace(".", ","), acak, 1)
            baru = None if teks is None else float(teks.replace(",", "."))
            baru = int(baru) if baru is not None and str(d[tabel][kolom].dtype) == "Int64" else baru
        if baru is None:
            continue
        u = Ubahan(tabel, label, kolom, baru)
        catatan = catatan_baru(d, u)
        berat = catatan[catatan["keparahan"] != "info"]
        satu = hasil[jenis]
        satu.disisipkan += 1
        satu.ditemukan += any(menunjuk(d, u, c) for c in berat.itertuples())
        satu.luput[f"{tabel}.{kolom}"] += berat.empty
        satu.tersesat += sum(not menunjuk(d, u, c) for c in berat.itertuples())
    return hasil


@dataclass(frozen=True)
class Waktu:
    """Rows of a package, and CPU seconds to read it and to check all its years."""

    program: int
    baris: int
    baca: float
    periksa: float
    catatan: int


def ukur(program: int) -> Waktu:
    """Measure a package of ten years."""
    with TemporaryDirectory() as folder:
        tempat = buat(Path(folder) / "paket", 1, tahun=TAHUN, program=program, unsur=UNSUR)
        mulai = time.process_time()
        paket = data.load(tempat)
        baca = time.process_time() - mulai
    frame = [*paket.akar.values(), *(isi for tabel in paket.tahunan.values() for isi in tabel.values())]
    mulai = time.process_time()
    catatan = pd.concat([konsistensi.periksa(paket, tahun) for tahun in paket.tahun])
    lama = time.process_time() - mulai
    berat = int((catatan["keparahan"] != "info").sum())
    return Waktu(program, sum(map(len, frame)), baca, lama, berat)


def tabel(kepala: tuple[str, ...], baris: list[tuple[str, ...]]) -> str:
    """Write a table in Markdown; all columns but the first to the right."""
    garis = ("---", *("---:",) * (len(kepala) - 1))
    return "\n".join(f"| {' | '.join(satu)} |" for satu in (kepala, garis, *baris))


def naskah(
    keluarga: dict[str, Hitungan], sembarang: dict[str, Hitungan], waktu: list[Waktu], perintah: str
) -> str:
    """Write the result, Indonesian."""
    isi = [
        (nama, str(h.disisipkan), str(h.ditemukan), f"{tulis_angka(h.persen)}%", str(h.oleh_aturannya))
        for nama, h in keluarga.items()
    ]
    luput = [f"`{uji}` ({n})" for h in keluarga.values() for uji, n in sorted(h.luput.items()) if n]
    sesat = sum(h.tersesat for h in keluarga.values())
    hapus = sorted(uji for h in keluarga.values() for uji in h.hapus)
    buta = [
        (
            nama,
            str(h.disisipkan),
            str(h.ditemukan),
            f"{tulis_angka(h.persen)}%",
            ", ".join(f"`{k}` ({n})" for k, n in h.luput.most_common(6) if n) or "–",
        )
        for nama, h in (("sel fakta", sembarang["fakta"]), ("angka tercetak (klaim)", sembarang["klaim"]))
    ]
    ukuran = [
        (
            tulis(w.program),
            tulis(w.baris),
            tulis_angka(w.baca),
            tulis_angka(w.periksa),
            tulis_angka(w.periksa / w.baca, 2),
            tulis_angka(1000 * w.periksa / w.baris * 1000, 0),
        )
        for w in waktu
    ]
    bagian = [
        "# Uji konsistensi: terukur",
        f"Berkas ini ditulis oleh `{perintah}`; jangan disunting. Paket data yang diuji dibuat oleh `tests/unit/paket_konsisten.py`: "
        "bentuknya acak, isinya lengkap, dan tidak ada yang bertentangan. Sebelum disisipi kesalahan, tidak satu pun punya catatan di atas info.",
        "## Yang ditemukan",
        f"Satu kesalahan disisipkan setiap kali ke satu paket, di tempat yang acak, bergiliran untuk setiap aturan dalam keluarganya ({len(MUTASI)} jenis kesalahan). "
        f"Satu sel diubah; hanya pada {', '.join(f'`{uji}`' for uji in hapus)} baris dihapus (pada `di-luar-rencana` bila daftarnya menyebut kode). "
        "*Ditemukan* berarti ada catatan baru dari keluarga itu; *oleh aturannya* berarti dari aturan yang kesalahannya disisipkan.",
        tabel(("Keluarga", "Disisipkan", "Ditemukan", "Persen", "Oleh aturannya"), isi),
        (f"Yang luput, menurut aturan: {', '.join(luput)}. " if luput else "Tidak ada yang luput. ")
        + f"Catatan baru di atas info yang tidak menunjuk sel (atau baris) yang diubah: {sesat}.",
        "## Salah ketik di sembarang sel",
        "Satu angka (digit) diganti di sel angka mana pun, tanpa memilih sel yang ada aturannya. Ditemukan berarti ada catatan di atas info yang menunjuk sel itu. "
        "Sel fakta yang tidak tercetak di laporan dan tidak dijumlahkan dengan yang lain memang tidak dapat dibandingkan dengan apa pun.",
        tabel(("Tempat", "Disisipkan", "Ditemukan", "Persen", "Paling sering luput"), buta),
    ]
    if waktu:
        bagian += [
            "## Waktu",
            f"Paket sepuluh tahun dengan {UNSUR} unsur. Waktu adalah detik CPU; pemeriksaan meliputi semua tahun. "
            "Kolom terakhir menunjukkan bahwa waktunya tumbuh seiring banyak baris, bukan kuadratnya.",
            tabel(
                (
                    "Program",
                    "Baris",
                    "Membaca (detik)",
                    "Memeriksa (detik)",
                    "Memeriksa / membaca",
                    "Mikrodetik per baris",
                ),
                ukuran,
            ),
        ]
    return "\n\n".join(bagian) + "\n"


def tulis_angka(nilai: float, desimal: int = 1) -> str:
    """Write a measured number the Indonesian way."""
    return f"{nilai:.{desimal}f}".replace(".", ",")


def main() -> None:
    """Run everything and write the document."""
    baca = argparse.ArgumentParser(description=__doc__)
    baca.add_argument("--banyak", type=int, default=200, help="kesalahan per keluarga")
    baca.add_argument("--program", type=int, nargs="*", default=[50, 100, 200, 500], help="ukuran paket")
    pilihan = baca.parse_args()
    keluarga: dict[str, Hitungan] = {}
    for nama in get_args(Keluarga):
        keluarga[nama] = sisipkan(nama, pilihan.banyak)
        print(nama, keluarga[nama], flush=True)
    sembarang = salah_sembarang(2 * pilihan.banyak)
    print(sembarang, flush=True)
    # Each in a process of its own: what was made before would be in the way of the collection of garbage.
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pekerja:
        waktu = pekerja.map(ukur, pilihan.program, chunksize=1)
    print(*waktu, sep="\n", flush=True)
    TUJUAN.write_text(naskah(keluarga, sembarang, waktu, "python benchmarks/konsistensi.py"), "utf-8")


if __name__ == "__main__":
    main()
