"""The project that trials disturb, whose states before and after are known byte for byte, and the judge."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from bantu import AKAR, PAKET_KECIL, tulis_paket
from keandalan.proses import Perintah, salinan

LAPORAN = tuple(f"dinas-uji/2020/{nama}" for nama in ("dinas", "dua", "satu"))
CATATAN_MESIN = ("log.jsonl", ".lakip.lock", ".lakip.segar.json", ".lakip.pemilik.json")
"""What outputs hold beside the results: it may differ from build to build."""
LEWAT_BATAS = "MENGGANTUNG"
FORMAT = {"html": "html", "pdf": "html,pdf"}

Isi = dict[str, bytes]


def dengan(berkas: str, *ganti: tuple[str, str], isi: Mapping[str, str] = PAKET_KECIL) -> dict[str, str]:
    """Return the files of a package in which one has other figures."""
    teks = isi[berkas]
    for lama, baru in ganti:
        assert teks.count(lama) == 1, lama
        teks = teks.replace(lama, baru)
    return {**isi, berkas: teks}


INDIKATOR = "2020/indikator.csv"
LAMA = dict(PAKET_KECIL)
BARU = dengan(INDIKATOR, ("naik,6,,,,,1,5,500", "naik,6,,,,,2,10,500"), ("naik,7,,,,,7,", "naik,7,,,,,5,"))
LAIN = dengan(INDIKATOR, (",2,10,500", ",4,20,500"), ("naik,7,,,,,5,", "naik,7,,,,,3,"), isi=BARU)
DATA_KEADAAN = {"lama": LAMA, "baru": BARU, "lain": LAIN}
"""Three states of the data; every report differs in each."""
IMPOR = dengan(
    "2020/anggaran.csv",
    ("Belanja Daerah,,2000,1500", "Belanja Daerah,,2000,1550"),
    ("Program satu,,1200,900", "Program satu,,1200,950"),
    isi=LAIN,
)
"""What an import brings: two tables change."""
_PEREVIU = {
    "format": "lakip-reviu",
    "versi": 1,
    "laporan": "dinas-uji/2020/satu",
    "sidik": "0123456789abcdef",
    "judul": "Evaluasi Bidang Satu 2020",
    "tanggal": "2021-02-01",
    "butir": {"I.1": {"jawaban": "ya", "catatan": ""}},
}
_CATATAN = {"jangkar": "ringkasan", "tempat": "1 Ringkasan", "rekomendasi": "", "pereviu": ""}
CATATAN_PEREVIU = {
    f"{nama.lower()}.json": json.dumps(
        {**_PEREVIU, "pereviu": nama, "catatan": [{**_CATATAN, "uraian": uraian}]}
    )
    for nama, uraian in (("Ani", "Angka serapan keliru"), ("Budi", "Sebutkan sumbernya"))
}
"""Notes of two reviewers, by file."""


def isi(folder: Path) -> Isi:
    """Return what lies below a folder, byte for byte."""
    if not folder.is_dir():
        return {}
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def hasil(folder: Path) -> Isi:
    """Return the results among outputs."""
    return {nama: satu for nama, satu in isi(folder).items() if nama not in CATATAN_MESIN}


class Induk:
    """The project, built undisturbed from each state of its data when that is first asked for."""

    def __init__(self, akar: Path, formats: Sequence[str] = tuple(FORMAT)) -> None:
        self.akar = akar
        self._keluaran: dict[tuple[str, str], Isi] = {}
        self.detik = 5.0
        for format_ in formats:
            self._bangun(akar / format_, format_, "lama")

    def keluaran(self, format_: str, keadaan: str) -> Isi:
        """Return the outputs of a state of the data."""
        if (format_, keadaan) not in self._keluaran:
            self._bangun(self.akar / f"{format_}-{keadaan}", format_, keadaan)
        return self._keluaran[format_, keadaan]

    @cached_property
    def impor(self) -> tuple[bytes, Isi]:
        """The workbook of an import, and what it makes of the data undisturbed."""
        lain = self.akar / "impor"
        tulis_paket(lain / "asal", dict(IMPOR))
        tulis_paket(lain / "data", dict(BARU))
        shutil.copytree(AKAR / "params", lain / "params")
        for args in (
            ["data", "export", "impor.xlsx", "--data", "asal"],
            ["data", "import", "impor.xlsx", "--yes"],
        ):
            kode, teks = salinan(args, lain, {})
            assert kode == 0, teks
        sesudah = isi(lain / "data")
        assert sum(sesudah[nama] != BARU[nama].encode() for nama in BARU) == 2
        return (lain / "impor.xlsx").read_bytes(), sesudah

    def _bangun(self, proyek: Path, format_: str, keadaan: str) -> None:
        tulis_paket(proyek / "data", dict(DATA_KEADAAN[keadaan]))
        for nama in ("params", "notebooks"):
            shutil.copytree(AKAR / nama, proyek / nama)
        mulai = time.monotonic()
        kode, teks = salinan(["build", "--format", FORMAT[format_]], proyek, {"JUPYTER_PREFER_ENV_PATH": "1"})
        assert kode == 0, teks
        self.detik = 2.5 + time.monotonic() - mulai  # what a process of its own takes for its imports
        self._keluaran[format_, keadaan] = hasil(proyek / "outputs")


@dataclass
class Kerja:
    """A copy of the project for one trial: outputs of the old data, data that are newer.

    Parameters
    ----------
    tutup
        What has to be undone at the end, whatever happens, such as a mount.
    """

    induk: Induk
    akar: Path
    format: str
    tanda: str
    env: dict[str, str] = field(default_factory=dict)
    tutup: list[Callable[[], object]] = field(default_factory=list)

    @property
    def proyek(self) -> Path:
        return self.akar / "proyek"

    @property
    def out(self) -> Path:
        return self.proyek / "outputs"

    @property
    def data(self) -> Path:
        return self.proyek / "data"

    @property
    def temp(self) -> Path:
        return self.akar / "temp"

    def keadaan(self, nama: str) -> Isi:
        return self.induk.keluaran(self.format, nama)

    @property
    def perintah_build(self) -> list[str]:
        return ["build", "--format", FORMAT[self.format]]

    def jalankan(self, *args: str, **lain: Any) -> Perintah:
        """Start a command, disturbed or not."""
        env = {"TMPDIR": str(self.temp), **self.env, **lain.pop("env", {})}
        return Perintah(args or self.perintah_build, self.proyek, env, self.tanda, **lain)

    def tenang(self, *args: str) -> tuple[int, str]:
        """Run a command undisturbed to its end."""
        return salinan(args, self.proyek, {"TMPDIR": str(self.temp), "JUPYTER_PREFER_ENV_PATH": "1"})

    def tulis_data(self, data: Mapping[str, str], *nama: str) -> None:
        """Write files of the data whole, as an editor does."""
        for satu in nama or data:
            sementara = self.data / f"{satu}~"
            sementara.write_text(data[satu], "utf-8")
            sementara.replace(self.data / satu)


@contextmanager
def kerja(induk: Induk, format_: str, tanda: str) -> Iterator[Kerja]:
    """Give a copy of the project, and clean up."""
    akar = Path(tempfile.mkdtemp(prefix="gangguan-", dir=induk.akar))
    satu = Kerja(induk, akar, format_, tanda)
    try:
        shutil.copytree(induk.akar / format_, satu.proyek, symlinks=True)
        satu.temp.mkdir()
        satu.tulis_data(BARU)
        yield satu
    finally:
        for tutup in reversed(satu.tutup):
            with suppress(OSError, subprocess.CalledProcessError):
                tutup()
        shutil.rmtree(akar, ignore_errors=True)


@dataclass
class Akibat:
    """What a fault did, and what it may have done.

    Parameters
    ----------
    perintah
        The disturbed command, ended.
    kode
        Its exit code.
    dibunuh
        Whether the command itself was killed: then its exit code says nothing.
    boleh_hilang
        Whether the fault itself took reports away.
    boleh_beda
        Whether manifest and index may not yet agree with the reports: they could not be written.
    boleh_sisa
        Whether a process that was killed may have left its temporary folder to the next build.
    keadaan
        States of the data from which a report may be.
    akhir
        The state from which all are after the next build.
    pulih
        Takes the fault away before the next build.
    uraian
        When and where, for people.
    temuan
        What is wrong already.
    penilai
        Judges instead of :func:`nilai` where it is no build.
    """

    perintah: Perintah
    kode: int
    uraian: str = ""
    dibunuh: bool = False
    boleh_hilang: bool = False
    boleh_beda: bool = False
    boleh_sisa: bool = False
    keadaan: tuple[str, ...] = ("lama", "baru")
    akhir: str = "baru"
    pulih: Callable[[], object] = lambda: None
    temuan: list[Temuan] = field(default_factory=list)
    penilai: Callable[[Kerja, Akibat], list[Temuan]] | None = None


@dataclass(frozen=True)
class Temuan:
    """Something that must not be: ``hilang``, ``palsu``, ``galat``, ``sisa`` or ``tak pulih``."""

    kelas: str
    kata: str


KELAS = ("hilang", "palsu", "galat", "sisa", "tak pulih")


class _Tautan(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ada: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ada += [v for n, v in attrs if n == "href" and v and not re.match(r"#|[a-z]+:", v)]


def nilai(k: Kerja, akibat: Akibat) -> list[Temuan]:
    """Judge a build after its fault, then let the next one mend it and judge that."""
    temuan = [*akibat.temuan, *akhir_perintah(akibat), *_proses(k, akibat)]
    temuan += _laporan(k, akibat)
    temuan += _bersama(k, akibat)
    akibat.pulih()
    temuan += _pulih(k, akibat)
    return temuan


def akhir_perintah(akibat: Akibat) -> Iterator[Temuan]:
    """Yield what is wrong with how the disturbed command ended and what it said."""
    teks = akibat.perintah.teks()
    if LEWAT_BATAS in teks:
        yield Temuan("galat", "perintah tidak berakhir")
    if "Traceback" in teks or "Error:" in teks or "Exception" in teks:
        yield Temuan("galat", f"pesan teknis: {teks[-1500:]}")
    if not akibat.dibunuh and akibat.kode not in (0, 1, 2, 130):
        yield Temuan("galat", f"kode akhir {akibat.kode}: {teks[-500:]}")


def _proses(k: Kerja, akibat: Akibat) -> Iterator[Temuan]:
    if sisa := akibat.perintah.sisa():
        kata = ", ".join(Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")[:80] for pid in sisa)
        yield Temuan("sisa", f"{len(sisa)} proses: {kata}")
    if not akibat.boleh_sisa and (ada := sementara(k)):
        yield Temuan("sisa", f"folder sementara: {', '.join(ada)}")


def sementara(k: Kerja) -> list[str]:
    return [p.name for p in k.temp.iterdir() if "lakip-" in p.name]


def milik(semua: Isi, kunci: str) -> Isi:
    """Return the files of a report by name, without the page of a failure and what is hidden."""
    di_sana = {n.removeprefix(f"{kunci}/"): satu for n, satu in semua.items() if n.startswith(f"{kunci}/")}
    return {n: satu for n, satu in di_sana.items() if n != "gagal.html" and not n.startswith(".")}


def _laporan(k: Kerja, akibat: Akibat) -> Iterator[Temuan]:
    """Every report is one whole state; when all was said to be done, the state of the data."""
    kini = hasil(k.out)
    sah = [k.keadaan(nama) for nama in akibat.keadaan]
    for kunci in LAPORAN:
        ada = milik(kini, kunci)
        sah_laporan = [milik(satu, kunci) for satu in sah]
        if not ada:
            if not akibat.boleh_hilang:
                yield Temuan("hilang", kunci)
        elif ada not in sah_laporan and not (akibat.boleh_hilang and _bagian_dari(ada, sah_laporan)):
            yield Temuan("palsu", f"{kunci}: {_beda(ada, sah_laporan[0])}")
        if akibat.kode == 0 and not akibat.boleh_hilang and ada == milik(k.keadaan("lama"), kunci):
            yield Temuan("palsu", f"kode akhir 0, padahal {kunci} bukan yang baru")


def _bagian_dari(ada: Isi, semua: Sequence[Isi]) -> bool:
    """Whether some files of one whole state are there: the fault took the others."""
    return any(ada.items() <= satu.items() for satu in semua)


def _beda(ada: Isi, sah: Isi) -> str:
    return ", ".join(sorted(n for n in ada.keys() | sah.keys() if ada.get(n) != sah.get(n)))


def _bersama(k: Kerja, akibat: Akibat) -> Iterator[Temuan]:
    """Manifest and index are whole, and show nothing that is not there."""
    manifest, indeks = k.out / "manifest.json", k.out / "index.html"
    for path in (manifest, indeks):
        if not path.is_file():
            if not akibat.boleh_hilang:
                yield Temuan("hilang", path.name)
            return
    try:
        catatan = json.loads(manifest.read_text("utf-8"))["laporan"]
    except (ValueError, KeyError) as error:
        yield Temuan("palsu", f"manifest.json tidak utuh: {error}")
        return
    halaman = indeks.read_text("utf-8")
    if not halaman.rstrip().endswith("</html>"):
        yield Temuan("palsu", "index.html tidak utuh")
    tautan = _Tautan()
    tautan.feed(halaman)
    for satu in tautan.ada:
        if satu.rpartition("/")[0] not in LAPORAN:
            yield Temuan("palsu", f"index.html menunjuk {satu}")
        elif not (k.out / satu).is_file() and not akibat.boleh_hilang:
            yield Temuan("hilang", f"index.html menunjuk {satu}, yang tidak ada")
    if not (akibat.dibunuh or akibat.boleh_beda or akibat.boleh_hilang):
        yield from _tercatat(k, catatan)


def _tercatat(k: Kerja, catatan: Mapping[str, Any]) -> Iterator[Temuan]:
    from hashlib import sha256

    for kunci in LAPORAN:
        tercatat = catatan.get(kunci, {}).get("keluaran", {})
        ada = {n: sha256(satu).hexdigest() for n, satu in milik(hasil(k.out), kunci).items()}
        # One that is marked as failed is made again, whatever became of it.
        if tercatat != ada and not catatan.get(kunci, {}).get("gagal"):
            yield Temuan("palsu", f"manifest.json tidak cocok dengan {kunci}")


def _pulih(k: Kerja, akibat: Akibat) -> Iterator[Temuan]:
    """The next build, undisturbed, ends with exactly the reports of the data, and nothing else."""
    kode, teks = k.tenang(*k.perintah_build)
    if kode:
        yield Temuan("tak pulih", f"build berikutnya berakhir dengan {kode}: {teks[-1500:]}")
        return
    kini, harus = hasil(k.out), k.keadaan(akibat.akhir)
    if kini != harus:
        yield Temuan("tak pulih", f"keluaran berikutnya lain: {_beda(kini, harus)}")
    kosong = [p for p in k.out.rglob("*") if p.is_dir() and not any(p.iterdir())]
    if kosong:
        yield Temuan("sisa", f"folder kosong: {', '.join(map(str, kosong))}")
    if not teks.startswith("0 laporan dibuat") and (ada := sementara(k)):
        yield Temuan("sisa", f"folder sementara sesudah build berikutnya: {', '.join(ada)}")
    kode, teks = k.tenang("verify")
    if kode or "Sesuai manifest" not in teks:
        yield Temuan("tak pulih", f"verify berakhir dengan {kode}: {teks[-1000:]}")
    kode, teks = k.tenang(*k.perintah_build)
    if kode or not teks.startswith("0 laporan dibuat"):
        yield Temuan("tak pulih", f"build kedua berakhir dengan {kode}: {teks[-1000:]}")
