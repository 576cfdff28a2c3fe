"""What strangers send: reviewers' files, and output folders whose manifest, summary or notebook they wrote."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from keandalan import saksi
from keandalan.muatan import LAYAR, RAKSASA, TERCETAK, TERLARANG, Pabrik

from lakip_utils import aturan, data
from lakip_utils.errors import LakipError
from lakip_utils.terbitan import reviu

LAPORAN = "dinkes-contoh/2021/sdk"
SEMUA = (TERCETAK, LAYAR, TERLARANG)
_ANEH: tuple[Any, ...] = (
    None,
    True,
    10**30,
    -1,
    1e308,
    [],
    {},
    [[[]]],
    "",
    "\ud800",
    {"__proto__": {"x": 1}},
)


def berkas_reviu(acak: random.Random, pabrik: Pabrik, *, rusak: bool) -> str:
    """Return a reviewer's file full of hostile texts; with `rusak` one that is no export of ours, too."""

    def teks(panjang: int = 5000) -> str:
        return pabrik.satu(*SEMUA).teks[:panjang]

    butir = list(aturan.lembar_reviu().pernyataan)
    isi: dict[str, Any] = {
        "format": "lakip-reviu",
        "versi": 1,
        "laporan": LAPORAN,
        "sidik": f"{acak.getrandbits(64):016x}",
        "judul": teks(500),
        "pereviu": teks(200) or "x",
        "tanggal": acak.choice(["", "2021-03-01"]),
        "butir": {
            kode: {"jawaban": acak.choice(["", "ya", "tidak"]), "catatan": teks()}
            for kode in acak.sample(butir, 5)
        },
        "catatan": [
            {
                "jangkar": teks(200),
                "tempat": teks(300),
                "uraian": teks(),
                "rekomendasi": teks(),
                "pereviu": acak.choice(["", teks(200)]),
                "jawaban": acak.choice(["", "ya", "tidak"]),
            }
            for _ in range(acak.randint(1, 8))
        ],
    }
    if rusak:
        tujuan = acak.choice([isi, isi["catatan"][0], next(iter(isi["butir"].values())), isi["butir"]])
        match acak.randrange(4):
            case 0:
                tujuan[acak.choice(["__proto__", "constructor", "toString", teks()])] = acak.choice(_ANEH)
            case 1:
                tujuan[acak.choice(list(tujuan))] = acak.choice(_ANEH)
            case 2:
                isi["laporan"] = acak.choice(
                    ["../../x", "dinkes-contoh/2021/..", "/etc/passwd", LAPORAN + "\n", "A" * 300]
                )
            case 3:
                tujuan[acak.choice(list(tujuan))] = acak.choice(RAKSASA)
    mentah = json.dumps(isi, ensure_ascii=acak.random() < 0.5 or rusak)
    return mentah[: acak.randrange(len(mentah))] if rusak and acak.random() < 0.1 else mentah


def coba_reviu(acak: random.Random, folder: Path, paket: Path, kanari: Path) -> tuple[str, int, list[str]]:
    """Merge hostile files of reviewers; return what came of it, how many texts there were, what is wrong."""
    pabrik = Pabrik(acak, kanari)
    path = []
    for nomor in range(acak.randint(1, 3)):
        path.append(folder / f"{nomor}.json")
        isi = berkas_reviu(acak, pabrik, rusak=acak.random() < 0.35)
        path[-1].write_text(isi, "utf-8", errors="surrogatepass")
    shutil.copytree(paket, folder / "data")
    tanda = [satu.tanda for satu in pabrik.dibuat]
    try:
        hasil = reviu.gabung(reviu.baca_semua(path))
    except LakipError as galat:
        return "ditolak", len(tanda), saksi.ditolak(str(galat))
    return "diterima", len(tanda), list(_periksa_gabungan(hasil, folder, tanda))


def _periksa_gabungan(hasil: reviu.Gabungan, folder: Path, tanda: list[str]) -> Iterator[str]:
    out = folder / "catatan.xlsx"
    yield from saksi.halaman(reviu.html(hasil), tanda)
    lengkap, banyak = reviu.tambah_ke_data(hasil, folder / "data")
    csv_ = folder / "data/2021/catatan_reviu.csv"
    if csv_.exists():
        sekali = csv_.read_bytes()
        yield from saksi.lembar_csv(sekali.decode("utf-8-sig"))
        tabel = data.load(folder / "data").tabel("catatan_reviu", 2021)
        for satu in hasil.catatan:
            if not (tabel["uraian"] == satu.uraian).any():
                yield f"catatan tidak kembali seperti semula: {satu.uraian[:80]!r}"
        if reviu.tambah_ke_data(hasil, folder / "data")[1] or csv_.read_bytes() != sekali:
            yield "catatan bertambah ketika digabungkan kedua kali"
    elif banyak:
        yield "catatan hilang"
    reviu.tulis(lengkap, out)
    yield from saksi.buku(out.read_bytes())
    kedua, _ = reviu.bawa(lengkap, reviu.baca_lama(out, hasil.laporan))
    if len(kedua.catatan) != len(lengkap.catatan):
        yield f"buku kerja bertambah: {len(lengkap.catatan)} menjadi {len(kedua.catatan)} baris"
    for kabar in (*hasil.kabar, hasil.ringkas):
        if any(satu in kabar for satu in ("\x1b", "\x9b", "\u202e")):
            yield f"kabar {kabar[:60]!r}"


def racuni_keluaran(acak: random.Random, out: Path, kanari: Path) -> list[str]:
    """Write hostile texts into files of an output folder; return their marks."""
    pabrik = Pabrik(acak, kanari)
    berkas = [out / "manifest.json", *out.glob("*/*/*/ringkasan.json"), *out.glob("*/*/*/laporan.ipynb")]
    for path in acak.sample(berkas, acak.randint(1, len(berkas))):
        isi = json.loads(path.read_text("utf-8"))
        for _ in range(acak.choice([1, 2, 5, 30])):
            _racuni(acak, isi, pabrik, aneh=path.suffix == ".ipynb")
        path.write_text(json.dumps(isi, ensure_ascii=True), "utf-8")
    return [satu.tanda for satu in pabrik.dibuat]


def _racuni(acak: random.Random, isi: Any, pabrik: Pabrik, *, aneh: bool) -> None:
    """Change one text, add a key or put in a block that no notebook of ours makes."""
    while True:
        anak = [
            (kunci, satu)
            for kunci, satu in (isi.items() if isinstance(isi, dict) else enumerate(isi))
            if isinstance(satu, dict | list) and satu
        ]
        if not anak or acak.random() < 0.1:
            break
        isi = acak.choice(anak)[1]
    teks = pabrik.satu(*SEMUA).teks
    if isinstance(isi, list):
        ke = acak.randrange(len(isi))
        if isinstance(isi[ke], str) or acak.random() < 0.1:
            isi[ke] = teks if acak.random() < 0.9 else acak.choice(_ANEH)
    elif acak.random() < 0.05:
        isi[acak.choice([teks, "__class__", "html", "svg", "text/html"])] = teks
    elif kunci := [k for k, v in isi.items() if isinstance(v, str) and k != "jenis"]:
        isi[acak.choice(kunci)] = teks
    if aneh and isinstance(isi, dict) and "application/vnd.lakip.blok+json" in isi and acak.random() < 0.5:
        isi["application/vnd.lakip.blok+json"] = acak.choice(
            [
                {"jenis": "mentah", "teks": teks, "html": teks},
                {"jenis": "mentah", "teks": teks, "svg": teks},
                {"jenis": "mentah", "teks": teks, "png": teks},
                {"jenis": "judul", "tingkat": 1, "teks": teks},
                {"jenis": "paragraf", "isi": [{"teks": teks, "tautan": teks, "tanda": teks}]},
                {
                    "jenis": "paragraf",
                    "isi": [{"teks": teks, "asal": {"rumus": teks, "jangkar": teks, "sel": []}}],
                },
                {
                    "jenis": "gambar",
                    "kunci": teks,
                    "judul": teks,
                    "alt": teks,
                    "svg": f'<svg xmlns="http://www.w3.org/2000/svg">{teks}</svg>',
                },
            ]
        )
