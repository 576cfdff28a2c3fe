"""Build: plan a batch, run what is not fresh, record it and write the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from filelock import FileLock, Timeout

from lakip_utils.data.instansi import DINAS, Instansi
from lakip_utils.data.params import Batch, Format
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.files import recover, write_whole
from lakip_utils.sajian import format as f
from lakip_utils.terbitan import index, manifest
from lakip_utils.terbitan.manifest import Catatan, Keadaan, Manifest
from lakip_utils.terbitan.penjadwal import jalankan
from lakip_utils.terbitan.plan import EDISI, Job, SumberData, plan
from lakip_utils.terbitan.run import GAGAL, NOTEBOOK, RINGKASAN, Hasil
from lakip_utils.terbitan.segar import INDEKS, Segar, buang_cap, cap, sidik_batch

KUNCI_TULIS = ".lakip.lock"
KUNCI_INDEKS = (("capaian_sasaran", "Capaian sasaran"), ("serapan", "Serapan"), ("ikm", "IKM instansi"))
MILIK_INSTANSI = ("IKM instansi",)
"""Key figures of the index that every report of a year tells alike."""


@dataclass(frozen=True, slots=True)
class Laju:
    """Progress of a build: how many of how many, and the last result."""

    selesai: int
    semua: int
    hasil: Hasil


@dataclass(frozen=True, slots=True)
class Ringkas:
    """What a build did.

    Parameters
    ----------
    ditahan
        Reports whose edisi resmi was withheld.
    dihapus
        Key of a report → its older files that were taken away with the edition withheld.
    terbuka
        Agency and year → findings of severity tinggi in its reports of the batch that nobody answered,
        each counted once; those without any are left out.
    reviu
        The same of reviewers' notes without tindak lanjut.
    kosong
        Which tables of a year of the batch have no row, in words.
    """

    dibuat: tuple[Hasil, ...]
    dilewati: tuple[Job, ...]
    indeks: Path
    ditahan: tuple[Job, ...] = ()
    dihapus: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terbuka: Mapping[tuple[str, int], int] = field(default_factory=dict)
    reviu: Mapping[tuple[str, int], int] = field(default_factory=dict)
    kosong: tuple[str, ...] = ()

    @property
    def gagal(self) -> tuple[Hasil, ...]:
        """The reports that failed."""
        return tuple(hasil for hasil in self.dibuat if hasil.gagal)

    @property
    def kabar(self) -> tuple[str, ...]:
        """What the user should know about how the reports were made, each once."""
        return tuple(dict.fromkeys(hasil.kabar for hasil in self.dibuat if hasil.kabar))


def build(batch: Batch, *, force: bool = False, progress: Callable[[Laju], None] | None = None) -> Ringkas:
    """Make every report of a batch that is not fresh.

    A format that a report already has and the batch does not name is made again with it, so that the
    files of a folder always come from the same data and none gets lost.

    Parameters
    ----------
    batch
        What to build.
    force
        Whether to make fresh ones, too.
    progress
        Called after each report, in this process.

    Raises
    ------
    InvalidInput
        Before anything is run or written; also while another build writes to the same folder.
    KeyboardInterrupt
        When the user stops it; the reports that are ready are on record then, and need not be made again.
    """
    sidik = sidik_batch(batch)  # before anything is read: what changes meanwhile is seen next time
    jobs, sumber = plan(batch)
    out = Path(batch.out)
    with _sendirian(out):
        return _build(batch, jobs, sumber, out, sidik=sidik, force=force, progress=progress)


@contextmanager
def _sendirian(out: Path) -> Iterator[None]:
    """Hold the outputs for one build: two would take each other's half-made folders for leftovers."""
    out.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(out / KUNCI_TULIS, timeout=0):
            yield
    except Timeout:
        raise InvalidInput(
            [
                Violation(
                    file=str(out),
                    found="pembuatan lain yang sedang berjalan di folder ini",
                    expected="satu pembuatan untuk satu folder keluaran",
                    action="Tunggu sampai selesai, lalu ulangi; atau pilih folder lain dengan --out.",
                )
            ]
        ) from None


def _build(
    batch: Batch,
    jobs: list[Job],
    sumber: list[SumberData],
    out: Path,
    *,
    sidik: str | None,
    force: bool,
    progress: Callable[[Laju], None] | None,
) -> Ringkas:
    record = manifest.read(out)
    buang_cap(batch)
    recover(out)
    semua = [_dengan_yang_ada(job, record) for job in jobs]
    ditahan = tuple(job for job in semua if job.ditahan)
    lama = {job.kunci: _berkas_ditahan(job, out) for job in ditahan}
    jobs = [job.tanpa_yang_ditahan() if job.ditahan else job for job in semua]
    perlu = [job for job in jobs if force or _perlu(job, record, out)]
    hasil: list[Hasil] = []
    tersela = False
    try:
        for satu in jalankan(perlu, out, batch):
            hasil.append(satu)
            _catat(record, satu, out)
            if progress:
                progress(Laju(len(hasil), len(perlu), satu))
    except KeyboardInterrupt:
        tersela = True  # what is ready goes on record first
    recover(out)  # a worker of a cluster may have died with its folder half made
    for satu_sumber in sumber:
        record.data[satu_sumber.instansi.kode] = dict(satu_sumber.sha256)
    dilewati = tuple(job for job in jobs if job not in perlu)
    jadi = {job.kunci for job in dilewati} | {satu.job.kunci for satu in hasil if not satu.gagal}
    for job in semua:
        if job.kunci in jadi:
            _catat_ditahan(record.laporan[job.kunci], job)
    halaman = render_index(out, [satu.instansi for satu in sumber], record)
    record.keluaran = {INDEKS: hashlib.sha256(halaman).hexdigest()}
    terbuka = _terbuka((job for job in jobs if job.kunci in jadi), out)
    reviu = {(satu.instansi.kode, tahun): n for satu in sumber for tahun, n in satu.reviu.items()}
    kosong = tuple(baris for satu in sumber for baris in satu.kosong)
    manifest.write(out, record)
    write_whole(out / INDEKS, halaman)
    if tersela:
        raise KeyboardInterrupt
    if sidik and len(jadi) == len(jobs) and not ditahan:
        cap(batch, sidik, Segar(tuple(job.kunci for job in jobs), terbuka, reviu, kosong))
    dihapus = {
        job.kunci: hilang
        for job in ditahan
        if (hilang := tuple(n for n in lama[job.kunci] if n not in _berkas_ditahan(job, out)))
    }
    return Ringkas(
        tuple(hasil),
        dilewati,
        out / INDEKS,
        ditahan,
        dihapus,
        terbuka,
        reviu=reviu,
        kosong=kosong,
    )


def _berkas_ditahan(job: Job, out: Path) -> tuple[str, ...]:
    """Return the files on disk of the formats that are withheld."""
    nama = (f"laporan.{satu}" for satu in job.ditahan)
    return tuple(satu for satu in nama if (out / job.kunci / satu).is_file())


def _catat_ditahan(catatan: Catatan, job: Job) -> None:
    """Record what was withheld; of a format that was not asked for, what was recorded before stays."""
    tetap = tuple(satu for satu in catatan.ditahan if satu not in job.keluaran)
    catatan.ditahan = (*tetap, *job.ditahan)


def _terbuka(jobs: Iterable[Job], out: Path) -> dict[tuple[str, int], int]:
    """Count the findings of severity tinggi that nobody answered, as the reports on disk tell them."""
    hasil: dict[tuple[str, int], set[str]] = {}
    for job in jobs:
        for satu in _ringkasan(out / job.kunci).get("catatan", ()):
            if satu["keparahan"] == "tinggi" and not satu["status"]:
                hasil.setdefault((job.instansi, job.tahun), set()).add(satu["id"])
    return {kunci: len(semua) for kunci, semua in sorted(hasil.items())}


def status(batch: Batch) -> list[tuple[Job, Keadaan, str]]:
    """Return the state of every report of a batch, and why it is not fresh."""
    jobs, _ = plan(batch)
    out = Path(batch.out)
    record = manifest.read(out)
    jobs = [_dengan_yang_ada(job, record) for job in jobs]
    return [(job, *_keadaan(job, record, out, strict=batch.strict)) for job in jobs]


def _keadaan(job: Job, record: Manifest, out: Path, *, strict: bool) -> tuple[Keadaan, str]:
    """Say how a report is; an edition that is withheld is not missed."""
    catatan = record.laporan.get(job.kunci)
    tercatat = catatan.ditahan if catatan else ()
    resmi = tuple(nama for nama in tercatat if job.keluaran.get(nama) == "resmi")
    ditahan = job.ditahan if strict else resmi
    if not ditahan:
        return manifest.keadaan(job, record, out)
    keadaan, sebab = manifest.keadaan(job.tanpa(ditahan), record, out)
    if keadaan == "mutakhir":
        jumlah = job.terbuka or _ringkasan(out / job.kunci).get("terbuka", 0)
        sebab = f"edisi resmi ({', '.join(ditahan)}) ditahan: {jumlah} catatan tinggi belum dijawab"
    return keadaan, sebab


def _dengan_yang_ada(job: Job, record: Manifest) -> Job:
    """Return the job with the formats, too, that its report already has."""
    catatan = record.laporan.get(job.kunci)
    lama = catatan.parameter if catatan else {}
    ada = {n.removeprefix(EDISI): str(v) for n, v in lama.items() if n.startswith(EDISI)}
    return job.dengan_keluaran(cast("dict[Format, str]", {**ada, **job.keluaran}))


def _perlu(job: Job, record: Manifest, out: Path) -> bool:
    return manifest.keadaan(job, record, out)[0] != "mutakhir"


def _catat(record: Manifest, hasil: Hasil, out: Path) -> None:
    job = hasil.job
    lama = record.laporan.get(job.kunci)
    if hasil.gagal:
        catatan = lama or Catatan(tahun=job.tahun, bidang=job.bidang, nama_bidang=job.nama_bidang)
        record.laporan[job.kunci] = catatan.model_copy(update={"gagal": hasil.gagal})
        return
    record.laporan[job.kunci] = Catatan(
        tahun=job.tahun,
        bidang=job.bidang,
        nama_bidang=job.nama_bidang,
        parameter=job.pengaturan,
        masukan=dict(job.masukan),
        keluaran=manifest.keluaran(out / job.kunci, hasil.berkas),
        ditahan=lama.ditahan if lama else (),
    )


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
    ringkasan = _ringkasan(folder)
    angka = {a["nama"]: a for a in ringkasan.get("angka", ())}
    kurang = [p["nama"] for p in ringkasan.get("perbandingan", ()) if not p["lengkap"]]
    ada = bool(catatan.keluaran)
    terbuka = int(ringkasan.get("terbuka", 0))
    keadaan: index.Status = "draf" if terbuka else "siap"
    keterangan = ""
    if catatan.gagal:
        keadaan, keterangan = ("usang" if ada else "gagal"), catatan.gagal.splitlines()[0]
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
        berkas=_tautan(kunci, catatan),
        nilai={
            judul: float(angka[nama]["nilai"])
            for nama, judul in KUNCI_INDEKS
            if angka.get(nama, {}).get("nilai") is not None
        },
        catatan={nama: n for nama, n in ringkasan.get("cacah_catatan", {}).items() if n},
        keterangan=keterangan,
        terbuka=terbuka,
    )


def _ringkasan(folder: Path) -> dict[str, Any]:
    path = folder / RINGKASAN
    if not path.is_file():
        return {}
    isi: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return isi


def _teks(angka: dict[str, Any]) -> str:
    return f.persen(angka["nilai"]) if angka["satuan"] == "persen" else f.angka(angka["nilai"])


_LABEL: dict[Format, str] = {"html": "HTML", "pdf": "PDF"}


def _tautan(kunci: str, catatan: Catatan) -> dict[str, str]:
    """Return the files of a report; a format is named with the edition on record."""
    tautan = {}
    for nama, label in _LABEL.items():
        if (berkas := f"laporan.{nama}") in catatan.keluaran:
            edisi = catatan.parameter.get(EDISI + nama)
            tautan[f"{label} (edisi {edisi})" if edisi else label] = f"{kunci}/{berkas}"
    if NOTEBOOK in catatan.keluaran:
        tautan["Notebook"] = f"{kunci}/{NOTEBOOK}"
    if catatan.gagal:
        tautan["Pesan kegagalan"] = f"{kunci}/{GAGAL}"
    return tautan
