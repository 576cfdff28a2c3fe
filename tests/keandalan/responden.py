"""Whether anything that a respondent wrote or answered stands in what the commands write or say.

    python tests/keandalan/responden.py --kali 20 --benih 1

Each trial makes a data package whose survey has a mark of its own in every cell that people fill in, then
checks, builds, refuses or imports it, and searches all files and messages for the marks, for the answers
of a respondent in a row, and the table of characteristics for a count that should not be there.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from pypdf import PdfReader

AKAR = Path(__file__).parents[2]
TAHUN = 2020
TERKECIL = 5
TANDA = re.compile(r"zq\d+x", re.IGNORECASE)
BANYAK = (3, 12, 60, 500)
TANYA = {
    "persyaratan": "Kesesuaian persyaratan", "prosedur": "Kemudahan prosedur", "waktu": "Kecepatan waktu",
    "biaya": "Kewajaran biaya", "produk": "Kesesuaian produk", "kompetensi": "Kompetensi petugas",
    "perilaku": "Perilaku petugas", "maklumat": "Maklumat pelayanan", "pengaduan": "Penanganan pengaduan",
}  # fmt: skip
CIRI = {
    "ciri_jenis_kelamin": (["Laki-laki", "Perempuan"], [40, 1]),
    "ciri_pendidikan": (["SD", "SMP", "SMA", "S1", "S2", "S3"], [1, 4, 40, 30, 3, 1]),
    "ciri_usia": (["17–25", "26–40", "41–60", "> 60", "", "83"], [30, 40, 30, 1, 2, 1]),
    "ciri_pekerjaan": (["PNS", "Wiraswasta", "Pelajar", "{tanda}", "Juru kunci {tanda}"], [40, 30, 2, 4, 2]),
}
Jawaban = list[dict[str, str]]


class Bocor(AssertionError):
    """Something of a respondent stands where it should not."""


def tanda(nomor: int, tempat: str) -> str:
    """Return a mark: which respondent, and which cell."""
    return f"Zq{nomor}x{tempat}"


def jawaban(acak: random.Random, banyak: int) -> Jawaban:
    """Return respondents with a mark in each cell of free text."""
    hasil = []
    for nomor in range(1, banyak + 1):
        satu = {"responden": tanda(nomor, "kode")}
        satu |= {kode: acak.choice("1234") for kode in TANYA}
        for kolom, (nilai, bobot) in CIRI.items():
            satu[kolom] = acak.choices(nilai, bobot)[0].format(tanda=tanda(nomor, "ciri"))
        hasil.append(satu | {"sumber": tanda(nomor, "sumber"), "catatan": tanda(nomor, "catatan")})
    return hasil


def tulis(folder: Path, baris: Jawaban) -> None:
    """Copy the data package of 2020 with these answers in the place of its totals."""
    shutil.copytree(AKAR / "data", folder)
    (folder / f"{TAHUN}/ikm_unsur.csv").unlink()
    with (folder / f"{TAHUN}/ikm_responden.csv").open("w", encoding="utf-8", newline="") as berkas:
        lembar = csv.DictWriter(berkas, list(baris[0]))
        lembar.writeheader()
        lembar.writerows(baris)


def lakip(*args: object, kode: int, masukan: str = "") -> str:
    """Run the command; return all that it says. It must end with this code."""
    perintah = [str(Path(sys.executable).with_name("lakip")), *map(str, args)]
    hasil = subprocess.run(
        perintah, cwd=AKAR, input=masukan, capture_output=True, text=True, timeout=300, check=False
    )
    teks = hasil.stdout + hasil.stderr
    if hasil.returncode != kode:
        raise AssertionError(
            f"{' '.join(perintah[1:])}: kode akhir {hasil.returncode}, bukan {kode}: {teks[-800:]}"
        )
    return teks


def isi(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the text of every file below a folder, hidden ones too."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.suffix == ".pdf":
            yield path.name, "\n".join(halaman.extract_text() for halaman in PdfReader(path).pages)
        yield path.name, path.read_bytes().decode("utf-8", errors="replace")


def periksa(nama: str, teks: str, baris: Jawaban) -> None:
    """Find marks, and the answers of one respondent side by side.

    Raises
    ------
    Bocor
        With what was found.
    """
    if ada := TANDA.search(teks):
        raise Bocor(f"{nama}: {teks[max(0, ada.start() - 80) : ada.end() + 40]!r}")
    teks = re.sub(r"<[^<>]*>", " ", teks)
    deret = {
        re.sub("[^1-4]", "", satu) for satu in re.findall(r"(?<!\w)[1-4](?:\W{1,12}[1-4]){8,}(?!\w)", teks)
    }
    deret |= {
        re.sub("[^1-4]", "", re.sub(r"[a-z]+", "", satu))
        for satu in re.findall(r"(?:[a-z]+\W{1,4}[1-4]\W{1,4}){9}", teks)
    }
    for satu in baris:
        if any((nilai := "".join(satu[kode] for kode in TANYA)) in isi_ for isi_ in deret):
            raise Bocor(f"{nama}: jawaban satu responden berderet, {nilai}")


def periksa_ciri(laporan: Path, baris: Jawaban) -> int:
    """Hold the table of characteristics against the answers; return how many counts are withheld."""
    teks = laporan.read_text("utf-8")
    for sel in json.loads(teks)["cells"]:
        for keluaran in sel.get("outputs", ()):
            blok = keluaran.get("data", {}).get("application/vnd.lakip.blok+json", {})
            if blok.get("kunci") == "ciri-responden":
                return _tabel_ciri(blok, baris)
    raise AssertionError("tabel ciri responden tidak ada")


def _tabel_ciri(blok: dict[str, list[dict[str, list[list[dict[str, str]]]]]], baris: Jawaban) -> int:
    tahan, ciri, tampak = 0, "", dict[str, dict[str, str]]()
    for satu in blok["baris"]:
        nama, jumlah = ("".join(span["teks"] for span in sel) for sel in satu["sel"])
        if not jumlah:
            ciri = f"ciri_{nama.lower().replace(' ', '_')}"
        else:
            tampak.setdefault(ciri, {})[nama] = jumlah
    for kolom, rinci in tampak.items():
        benar = Counter(satu[kolom] or "tidak dijawab" for satu in baris)
        terbaca = {nama: int(n.replace(".", "")) for nama, n in rinci.items() if n[0].isdigit()}
        for nama, n in terbaca.items():
            if n < TERKECIL or n != benar[nama]:
                raise Bocor(f"{kolom} {nama}: tertulis {n}, dari {benar[nama]}")
        if len(terbaca) != len(rinci):
            tahan += len(rinci) - len(terbaca)
            sisa = {nama: n for nama, n in benar.items() if nama not in terbaca}
            utuh = "semua kelompok" in rinci
            if not utuh and (len(set(sisa.values())) < 2 or sum(sisa.values()) < TERKECIL):
                raise Bocor(f"{kolom}: {sisa} dapat dihitung dari jumlah yang lain")
    return tahan


def terbit(acak: random.Random, akar: Path, bidang: Sequence[str] = ("dinas", "koperasi")) -> str:
    """Build the reports of the agency and of bidang, with every document, and look at what is said."""
    baris = jawaban(acak, acak.choice(BANYAK))
    tulis(akar / "data", baris)
    pilih = ["--data", akar / "data", "--out", akar / "out", "--edisi", acak.choice(["reviu", "resmi"])]
    teks = lakip("build", *pilih, "--tahun", TAHUN, *(f"--bidang={satu}" for satu in bidang), kode=0)
    teks += lakip("check", "--data", akar / "data", "--format", acak.choice(["table", "json", "csv"]), kode=1)
    teks += lakip("verify", akar / "out", kode=1)  # its data are not those of params
    (laporan,) = (akar / "out").glob("*/*/dinas/laporan.ipynb")
    tahan = periksa_ciri(laporan, baris)
    for nama, satu in (("terminal", teks), *isi(akar / "out")):
        periksa(nama, satu, baris)
    return f"{len(baris)} responden, {tahan} jumlah ditahan"


def ditolak(acak: random.Random, akar: Path) -> str:
    """Put what a person wrote where it is refused: as an answer, as a code, twice, with a hidden character."""
    baris = jawaban(acak, 60)
    rusak: Sequence[Callable[[dict[str, str]], None]] = (
        lambda satu: satu.update(waktu=tanda(7, "jawaban")),
        lambda satu: satu.update(responden=f"Ibu {tanda(7, 'nama')}"),
        lambda satu: satu.update(responden=baris[1]["responden"]),
        lambda satu: satu.update(responden=baris[1]["responden"].upper()),
        lambda satu: satu.update(catatan=f"{tanda(7, 'catatan')}\u200b"),
        lambda satu: satu.update(responden=""),
    )
    for ubah in rusak:
        ubah(baris[acak.randrange(2, len(baris))])
    if acak.random() < 0.5:
        for nomor, satu in enumerate(baris):
            satu["ciri_no_hp"] = tanda(nomor, "hp")
    tulis(akar / "data", baris)
    teks = lakip("build", "--data", akar / "data", "--out", akar / "out", kode=2)
    periksa("terminal", teks, baris)
    return f"{teks.count('ditemukan')} hal ditolak"


def gagal(acak: random.Random, akar: Path) -> str:
    """Let a cell of the notebook fail that has just looked at the answers."""
    baris = jawaban(acak, 60)
    tulis(akar / "data", baris)
    buku = json.loads((AKAR / "notebooks/laporan_dinas.ipynb").read_text("utf-8"))
    sel = next(s for s in buku["cells"] if "tabel.ciri_responden" in "".join(s["source"]))
    sel["source"] = [
        acak.choice(['unit.tabel("ikm_responden")["tidakada"]', 'int(unit.tabel("ikm_responden")["waktu"])'])
    ]
    (akar / "gagal.ipynb").write_text(json.dumps(buku), "utf-8")
    (akar / "params.yaml").write_text(
        (AKAR / "params/batch.yaml")
        .read_text("utf-8")
        .replace("notebooks/laporan_dinas.ipynb", str(akar / "gagal.ipynb")),
        "utf-8",
    )
    pilih = ["--data", akar / "data", "--out", akar / "out", "--params", akar / "params.yaml"]
    teks = lakip("build", *pilih, "--tahun", TAHUN, "--bidang", "dinas", kode=1)
    berkas = list(isi(akar / "out"))
    if not any(nama == "gagal.html" for nama, _ in berkas):
        raise AssertionError("gagal.html tidak ada")
    for nama, satu in (("terminal", teks), *berkas):
        periksa(nama, satu, baris)
    return "laporan gagal"


def diimpor(acak: random.Random, akar: Path) -> str:
    """Import the answers of a form with names and free text, once with answers that cannot be read."""
    baris = jawaban(acak, acak.choice((60, 150)))
    tulis(akar / "data", baris[:2])
    (akar / "data" / f"{TAHUN}/ikm_responden.csv").unlink()
    kertas = Workbook()
    kertas.active.append(
        ["Timestamp", "Nama", "Email", *TANYA.values(), "Jenis Kelamin", "Pekerjaan", "Saran"]
    )
    for nomor, satu in enumerate(baris):
        kata = {"1": "Tidak baik", "2": "Kurang baik", "3": "Baik", "4": "Sangat baik"}
        isian = [kata[satu[k]] if acak.random() < 0.3 else satu[k] for k in TANYA]
        kertas.active.append(
            [tanda(nomor, "waktu"), tanda(nomor, "nama"), tanda(nomor, "email"), *isian,
             satu["ciri_jenis_kelamin"], f" {satu['ciri_pekerjaan']} ", tanda(nomor, "saran")]
        )  # fmt: skip
    buku = akar / "jawaban.xlsx"
    pilih = ["data", "import", buku, "--peta", AKAR / "params/peta_skm.yaml", "--tahun", TAHUN]
    pilih += ["--data", akar / "data"]
    kertas.save(buku)
    teks = lakip(*pilih, "--yes", kode=0)
    kertas.active.cell(9, 5).value = f"Jawab {tanda(9, 'jawaban')}"
    kertas.save(buku)
    teks += lakip(*pilih, "--yes", kode=2)
    kertas.active.cell(9, 5).value = 1 + int(baris[7]["prosedur"]) % 4
    kertas.active.cell(9, 14).value = f"Bupati {tanda(9, 'ciri')}"
    kertas.save(buku)
    teks += lakip(*pilih, kode=1, masukan="n\n")
    periksa("terminal", teks, baris)
    tersimpan = (akar / "data" / f"{TAHUN}/ikm_responden.csv").read_text("utf-8")
    if ada := re.search(r"zq\d+x(?!ciri)\w+", tersimpan, re.IGNORECASE):
        raise Bocor(f"ikm_responden.csv: {ada[0]}")
    return f"{len(baris)} responden diimpor"


RAGAM = (terbit, ditolak, gagal, diimpor)


def coba(ragam: Callable[[random.Random, Path], str], benih: int) -> str:
    """Run one trial in a folder of its own."""
    with tempfile.TemporaryDirectory() as akar:
        return ragam(random.Random(benih), Path(akar))


def main() -> int:
    """Run the trials, and print how many there were of each kind and every failure."""
    pilihan = argparse.ArgumentParser(description="Mencari data responden di semua keluaran dan pesan.")
    pilihan.add_argument("--kali", type=int, default=20, help="banyak percobaan")
    pilihan.add_argument("--benih", type=int, default=1, help="benih percobaan pertama")
    args = pilihan.parse_args()
    cacah: Counter[str] = Counter()
    bocor = 0
    for benih in range(args.benih, args.benih + args.kali):
        ragam = RAGAM[benih % len(RAGAM)]
        cacah[ragam.__name__] += 1
        try:
            coba(ragam, benih)
        except AssertionError as salah:
            bocor += 1
            print(f"benih {benih} ({ragam.__name__}): {salah}")
            print(f"  ulangi: python tests/keandalan/responden.py --kali 1 --benih {benih}")
    print(f"{args.kali} percobaan: {', '.join(f'{n} {nama}' for nama, n in cacah.items())}; {bocor} bocor")
    return 1 if bocor else 0


if __name__ == "__main__":
    sys.exit(main())
