"""Build: plan a batch, run what is not fresh, record it and write the index."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from lakip_utils.data.params import Batch, Format
from lakip_utils.files import recover, write_whole
from lakip_utils.terbitan import manifest
from lakip_utils.terbitan.isi_indeks import baca_ringkasan, render_index
from lakip_utils.terbitan.kunci import sendirian
from lakip_utils.terbitan.log import Laporan, Mulai, Pencatat
from lakip_utils.terbitan.manifest import Catatan, Keadaan, Manifest
from lakip_utils.terbitan.penjadwal import jalankan
from lakip_utils.terbitan.plan import EDISI, Job, SumberData, plan
from lakip_utils.terbitan.run import Hasil
from lakip_utils.terbitan.segar import INDEKS, Segar, buang_cap, cap, sidik_batch
from lakip_utils.terbitan.sidik import kode_program, versi


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
    log
        Why the log could not be written; empty where it was.
    """

    dibuat: tuple[Hasil, ...]
    dilewati: tuple[Job, ...]
    indeks: Path
    ditahan: tuple[Job, ...] = ()
    dihapus: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terbuka: Mapping[tuple[str, int], int] = field(default_factory=dict)
    reviu: Mapping[tuple[str, int], int] = field(default_factory=dict)
    kosong: tuple[str, ...] = ()
    log: str = ""

    @property
    def gagal(self) -> tuple[Hasil, ...]:
        """The reports that failed."""
        return tuple(hasil for hasil in self.dibuat if hasil.gagal)

    @property
    def kabar(self) -> tuple[str, ...]:
        """What the user should know about how the reports were made, each once."""
        return tuple(
            dict.fromkeys(satu for satu in (*(hasil.kabar for hasil in self.dibuat), self.log) if satu)
        )


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
    with sendirian(out):
        log = Pencatat(out)
        try:
            return _build(batch, jobs, sumber, out, sidik=sidik, force=force, progress=progress, log=log)
        except Exception as error:
            log.selesai("galat", sebab=str(error) or type(error).__name__)
            raise


def _build(
    batch: Batch,
    jobs: list[Job],
    sumber: list[SumberData],
    out: Path,
    *,
    sidik: str | None,
    force: bool,
    progress: Callable[[Laju], None] | None,
    log: Pencatat,
) -> Ringkas:
    record = manifest.read(out)
    buang_cap(batch)
    recover(out)
    log.tulis(
        Mulai,
        pid=os.getpid(),
        kode=kode_program(),
        versi=versi(),
        batch=batch.model_dump(mode="json", exclude={"out"}),  # it lies there
        data={satu.instansi.kode: dict(satu.sha256) for satu in sumber},
    )
    semua = [_dengan_yang_ada(job, record) for job in jobs]
    ditahan = tuple(job for job in semua if job.ditahan)
    lama = {job.kunci: _berkas_ditahan(job, out) for job in ditahan}
    jobs = [job.tanpa_yang_ditahan() if job.ditahan else job for job in semua]
    sebab = {job.kunci: _sebab(job, record, out, force=force) for job in jobs}
    perlu = [job for job in jobs if sebab[job.kunci]]
    dilewati = tuple(job for job in jobs if not sebab[job.kunci])
    terbuka = _Terbuka()
    for job in dilewati:
        log.tulis(Laporan, laporan=job.kunci, hasil="mutakhir", **terbuka.baca(record, job, out))
    hasil: list[Hasil] = []
    tersela = False
    try:
        for satu in jalankan(perlu, out, batch):
            hasil.append(satu)
            _catat(record, satu, out)
            temuan = {} if satu.gagal else terbuka.baca(record, satu.job, out)
            _ke_log(log, record.laporan[satu.job.kunci], satu, sebab[satu.job.kunci], temuan)
            if progress:
                progress(Laju(len(hasil), len(perlu), satu))
    except KeyboardInterrupt:
        tersela = True  # what is ready goes on record first
    recover(out)  # a worker of a cluster may have died with its folder half made
    for satu_sumber in sumber:
        record.data[satu_sumber.instansi.kode] = dict(satu_sumber.sha256)
    jadi = {job.kunci for job in dilewati} | {satu.job.kunci for satu in hasil if not satu.gagal}
    for job in semua:
        if job.kunci in jadi:
            _catat_ditahan(record.laporan[job.kunci], job)
    halaman = render_index(out, [satu.instansi for satu in sumber], record)
    record.keluaran = {INDEKS: hashlib.sha256(halaman).hexdigest()}
    reviu = {(satu.instansi.kode, tahun): n for satu in sumber for tahun, n in satu.reviu.items()}
    kosong = tuple(baris for satu in sumber for baris in satu.kosong)
    manifest.write(out, record)
    write_whole(out / INDEKS, halaman)
    gagal = sum(bool(satu.gagal) for satu in hasil)
    log.selesai(
        "dihentikan" if tersela else "selesai",
        dibuat=len(hasil) - gagal,
        mutakhir=len(dilewati),
        gagal=gagal,
    )
    if tersela:
        raise KeyboardInterrupt
    if sidik and len(jadi) == len(jobs) and not ditahan:
        cap(batch, sidik, Segar(tuple(job.kunci for job in jobs), terbuka.cacah, reviu, kosong))
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
        terbuka.cacah,
        reviu=reviu,
        kosong=kosong,
        log=log.gagal,
    )


def _sebab(job: Job, record: Manifest, out: Path, *, force: bool) -> str:
    """Say why a report is to be made; nothing where it is fresh."""
    keadaan, sebab = manifest.keadaan(job, record, out)
    if keadaan == "mutakhir":
        return "diminta dengan --force" if force else ""
    return ": ".join(filter(None, (keadaan, sebab)))


def _ke_log(log: Pencatat, catatan: Catatan, satu: Hasil, sebab: str, temuan: Mapping[str, Any]) -> None:
    """Log what came of a report, and why it was made."""
    umum = {"laporan": satu.job.kunci, "detik": round(satu.detik, 3)}
    if satu.gagal:
        log.tulis(Laporan, **umum, hasil="gagal", sebab=satu.gagal)
        return
    log.tulis(
        Laporan,
        **umum,
        hasil="dibuat",
        sebab=sebab,
        masukan=catatan.masukan,
        keluaran=catatan.keluaran,
        peringatan=satu.peringatan,
        **temuan,
    )


@dataclass(slots=True)
class _Terbuka:
    """Findings of severity tinggi that nobody answered, as the reports on disk tell them: each once a year."""

    id: dict[tuple[str, int], set[str]] = field(default_factory=dict)

    def baca(self, record: Manifest, job: Job, out: Path) -> dict[str, Any]:
        """Read those of a report; return its findings as the log counts them."""
        isi = baca_ringkasan(out / job.kunci, record.laporan.get(job.kunci))
        for satu in isi.get("catatan", ()):
            if satu["keparahan"] == "tinggi" and not satu["status"]:
                self.id.setdefault((job.instansi, job.tahun), set()).add(satu["id"])
        return {"temuan": isi.get("cacah_catatan", {}), "belum_ditanggapi": isi.get("terbuka", 0)}

    @property
    def cacah(self) -> dict[tuple[str, int], int]:
        """Their number by agency and year."""
        return {kunci: len(semua) for kunci, semua in sorted(self.id.items())}


def _berkas_ditahan(job: Job, out: Path) -> tuple[str, ...]:
    """Return the files on disk of the formats that are withheld."""
    nama = (f"laporan.{satu}" for satu in job.ditahan)
    return tuple(satu for satu in nama if (out / job.kunci / satu).is_file())


def _catat_ditahan(catatan: Catatan, job: Job) -> None:
    """Record what was withheld; of a format that was not asked for, what was recorded before stays."""
    tetap = tuple(satu for satu in catatan.ditahan if satu not in job.keluaran)
    catatan.ditahan = (*tetap, *job.ditahan)


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
        jumlah = job.terbuka or baca_ringkasan(out / job.kunci, catatan).get("terbuka", 0)
        sebab = f"edisi resmi ({', '.join(ditahan)}) ditahan: {jumlah} catatan tinggi belum dijawab"
    return keadaan, sebab


def _dengan_yang_ada(job: Job, record: Manifest) -> Job:
    """Return the job with the formats, too, that its report already has."""
    catatan = record.laporan.get(job.kunci)
    lama = catatan.parameter if catatan else {}
    ada = {n.removeprefix(EDISI): str(v) for n, v in lama.items() if n.startswith(EDISI)}
    return job.dengan_keluaran(cast("dict[Format, str]", {**ada, **job.keluaran}))


def _catat(record: Manifest, hasil: Hasil, out: Path) -> None:
    job = hasil.job
    lama = record.laporan.get(job.kunci)
    if hasil.gagal:
        catatan = lama or Catatan(tahun=job.tahun, bidang=job.bidang, nama_bidang=job.nama_bidang)
        record.laporan[job.kunci] = catatan.model_copy(update={"gagal": hasil.gagal})
        manifest.tambah(out, job.kunci, record.laporan[job.kunci])
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
    manifest.tambah(out, job.kunci, record.laporan[job.kunci])
