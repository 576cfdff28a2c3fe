"""Verification: whether outputs are still those that were built, and their inputs still the same.

Nothing is written, and of the manifest, which may come from elsewhere, no path is followed out of the
output folder: data and notebooks are read where the user's own settings say that they are.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lakip_utils.data import Paket, load
from lakip_utils.data import params as modul_params
from lakip_utils.data.hashes import sha256
from lakip_utils.data.instansi import DINAS, Instansi
from lakip_utils.data.paket import INSTANSI, sidik_berkas
from lakip_utils.data.params import Batch
from lakip_utils.data.yaml_file import read as read_yaml
from lakip_utils.errors import InvalidInput, UnknownSelection, Violation, numbered, sebab
from lakip_utils.terbitan import manifest
from lakip_utils.terbitan.kunci import KUNCI, PEMILIK
from lakip_utils.terbitan.log import LOG
from lakip_utils.terbitan.manifest import JURNAL, Catatan, Manifest, beda
from lakip_utils.terbitan.plan import EDISI, PARAMETER
from lakip_utils.terbitan.run import GAGAL
from lakip_utils.terbitan.segar import CAP, MANIFEST
from lakip_utils.terbitan.sidik import kode_program, sidik_json, versi
from lakip_utils.terbitan.terminal import aman

_DATA = "data/"
"""Prefix of the inputs of a report that are rows of its data package."""
_BANGUN = "Jalankan lakip build, atau kembalikan berkasnya dari salinan yang utuh."
_TIDAK_ADA = "berkas tidak ada"


@dataclass(frozen=True, slots=True)
class HasilVerifikasi:
    """What a verification found.

    Parameters
    ----------
    penyimpangan
        Everything that is not as recorded, outputs first.
    keterangan
        Sentences on what is worth knowing and no deviation: another version of the program, a report
        whose last run failed.
    laporan, keluaran, data
        How many reports, output files and data files are on record.
    """

    penyimpangan: tuple[Violation, ...]
    keterangan: tuple[str, ...]
    laporan: int
    keluaran: int
    data: int

    def __str__(self) -> str:
        if self.penyimpangan:
            kepala = f"Tidak sesuai manifest: {len(self.penyimpangan)} penyimpangan."
            badan = f"{kepala}\n{numbered(self.penyimpangan)}"
        else:
            badan = (
                f"Sesuai manifest: {self.keluaran} berkas keluaran ({self.laporan} laporan) tidak berubah, "
                f"{self.data} berkas data, notebook, dan pengaturan masih sama."
            )
        return aman("\n".join((badan, *self.keterangan)))


def verifikasi(out: str | Path, params: str | Path, data: Sequence[str] = ()) -> HasilVerifikasi:
    """Hold an output folder and its inputs against its manifest.

    Parameters
    ----------
    out
        The output folder.
    params
        The parameter file that says which settings, notebooks and data packages are in use.
    data
        Folders of data packages or patterns of them, where they are not those of `params`.

    Raises
    ------
    InvalidInput
        If there is no manifest, or what is there is none.
    """
    folder = Path(out)
    if not (folder / MANIFEST).is_file():
        raise InvalidInput(
            [
                Violation(
                    file=str(folder / MANIFEST),
                    found=_TIDAK_ADA,
                    expected="folder keluaran yang dibuat oleh lakip build",
                    action="Periksa jalurnya, atau jalankan lakip build.",
                )
            ]
        )
    record = manifest.read(folder)
    salah_params: tuple[Violation, ...] = ()
    try:
        batch = modul_params.load(params)
    except InvalidInput as error:
        batch, salah_params = Batch(), error.violations
    jadi = {kunci: catatan for kunci, catatan in record.laporan.items() if catatan.keluaran}
    return HasilVerifikasi(
        penyimpangan=(
            *_keluaran(folder, record),
            *_asing(folder, record),
            *_data(record, jadi, modul_params.folders(data or batch.data)),
            *salah_params,
            *(() if salah_params else _pengaturan(jadi, batch, str(params))),
            *_parameter(jadi, folder),
            *_notebook(jadi, batch),
        ),
        keterangan=tuple(_keterangan(record, jadi)),
        laporan=len(jadi),
        keluaran=len(record.keluaran) + sum(len(catatan.keluaran) for catatan in jadi.values()),
        data=sum(map(len, record.data.values())),
    )


def _tercatat(record: Manifest) -> dict[str, str]:
    """Return every output on record, by its path in the output folder, with its hash."""
    milik = {
        f"{kunci}/{nama}": sidik
        for kunci, catatan in record.laporan.items()
        for nama, sidik in catatan.keluaran.items()
    }
    return dict(sorted({**record.keluaran, **milik}.items()))


def _keluaran(folder: Path, record: Manifest) -> Iterator[Violation]:
    for nama, sidik in _tercatat(record).items():
        if ditemukan := _bukan(folder / nama, folder, sidik):
            yield Violation(
                file=str(folder / nama), found=ditemukan, expected=f"SHA-256 {sidik}", action=_BANGUN
            )


def _bukan(path: Path, akar: Path, sidik: str) -> str:
    """Say what stands where a file with a hash should; empty where it is that file."""
    if not path.is_file():
        return "bukan berkas" if path.exists() else _TIDAK_ADA
    if not path.resolve().is_relative_to(akar.resolve()):
        return "tautan ke luar folder keluaran"
    try:
        ada = sha256(path)
    except OSError as error:
        return f"tidak dapat dibaca ({sebab(error)})"
    return "" if ada == sidik else f"isi lain, SHA-256 {ada}"


def _asing(folder: Path, record: Manifest) -> Iterator[Violation]:
    """Find what lies in the output folder and is not on record."""
    gagal = {f"{kunci}/{GAGAL}" for kunci, catatan in record.laporan.items() if catatan.gagal}
    dikenal = {MANIFEST, JURNAL, CAP, KUNCI, PEMILIK, LOG, *gagal, *_tercatat(record)}
    for path in sorted(_isi(folder)):
        if path.relative_to(folder).as_posix() not in dikenal:
            yield Violation(
                file=str(path),
                found="berkas yang tidak tercatat",
                expected=f"hanya berkas yang tercatat di {MANIFEST}",
                action="Pindahkan ke luar folder keluaran; lakip build tidak membuatnya.",
            )


def _isi(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; a link to a folder counts as a file and is not followed."""
    for induk, anak, berkas in os.walk(folder):
        yield from (Path(induk, nama) for nama in berkas)
        yield from (path for nama in anak if (path := Path(induk, nama)).is_symlink())


def _data(record: Manifest, jadi: Mapping[str, Catatan], data: Iterable[str]) -> Iterator[Violation]:
    """Hold the data packages against what was read from them."""
    paket = _folder_paket(record, data)
    for kode, tercatat in sorted(record.data.items()):
        milik = {kunci: catatan for kunci, catatan in jadi.items() if kunci.startswith(f"{kode}/")}
        if kode in paket:
            yield from _satu_paket(paket[kode], tercatat, milik)
        else:
            yield Violation(
                file=", ".join(data),
                found=f"tidak ada paket data instansi {kode!r}",
                expected=f"paket data dengan {len(tercatat)} berkas yang tercatat di {MANIFEST}",
                action="Sebut foldernya dengan --data.",
            )


def _folder_paket(record: Manifest, data: Iterable[str]) -> dict[str, Path]:
    """Return the folder of each agency on record; a package whose instansi.yaml is spoilt is had by elimination."""
    dikenal: dict[str, Path] = {}
    tak_dikenal: list[Path] = []
    for folder in map(Path, data):
        try:
            dikenal[read_yaml(folder / INSTANSI, Instansi).kode] = folder
        except InvalidInput:
            if folder.is_dir():
                tak_dikenal.append(folder)
    sisa = [kode for kode in record.data if kode not in dikenal]
    return dikenal | (dict(zip(sisa, tak_dikenal, strict=True)) if len(sisa) == len(tak_dikenal) == 1 else {})


def _satu_paket(
    folder: Path, tercatat: Mapping[str, str], jadi: Mapping[str, Catatan]
) -> Iterator[Violation]:
    ada = sidik_berkas(folder)
    lain = beda(tercatat, ada)
    for nama in lain:
        if nama not in ada:
            found = _TIDAK_ADA
        elif nama not in tercatat:
            found = "berkas yang belum ada ketika laporan dibuat"
        else:
            found = f"isi lain, SHA-256 {ada[nama]}"
        yield Violation(
            file=str(folder / nama),
            found=found,
            expected=f"SHA-256 {tercatat[nama]}" if nama in tercatat else "tidak ada berkas ini",
            action="Kembalikan data semula, atau jalankan lakip build.",
        )
    try:
        paket = load(folder)
    except InvalidInput as error:
        yield Violation(
            file=str(folder),
            found=f"data tidak sah ({len(error.violations)} hal)",
            expected="paket data yang dapat dibaca",
            action=f"Lihat semuanya dengan lakip data validate --data {folder}.",
        )
        return
    for kunci, catatan in jadi.items():
        yield from _irisan(paket, kunci, catatan, lain)


def _irisan(paket: Paket, kunci: str, catatan: Catatan, sudah: Iterable[str]) -> Iterator[Violation]:
    """Find rows that a report was made from and that are others now, in files not told before.

    The manifest holds the package of the last build; a report that this build did not make may be from
    older rows.
    """
    tindakan = f"Jalankan lakip build --tahun {catatan.tahun} --bidang {catatan.bidang}."
    try:
        sidik = paket.irisan(catatan.tahun, catatan.bidang).sidik
    except UnknownSelection as error:
        yield Violation(
            file=str(paket.folder),
            found=f"tidak ada {error.found}",
            expected=f"data laporan {kunci}",
            action=tindakan,
        )
        return
    lama = {n.removeprefix(_DATA): s for n, s in catatan.masukan.items() if n.startswith(_DATA)}
    for nama in beda(lama, sidik):
        if nama not in sudah:
            yield Violation(
                file=str(paket.folder / nama),
                found=f"baris yang berbeda dari yang dibaca laporan {kunci}",
                expected="baris yang sama dengan ketika laporan itu dibuat",
                action=tindakan,
            )


def _pengaturan(jadi: Mapping[str, Catatan], batch: Batch, params: str) -> Iterator[Violation]:
    """Find settings of the parameter file that are others than those the reports were made with."""
    for nama, kini in batch.pengaturan.model_dump().items():
        cacah = Counter(catatan.parameter.get(nama) for catatan in jadi.values())
        for dulu, banyak in cacah.items():
            if dulu != kini:
                yield Violation(
                    file=params,
                    column=f"pengaturan.{nama}",
                    found=repr(kini),
                    expected=f"{dulu!r}, seperti ketika {banyak} laporan dibuat",
                    action="Kembalikan pengaturannya, atau jalankan lakip build.",
                )


def _parameter(jadi: Mapping[str, Catatan], folder: Path) -> Iterator[Violation]:
    """Find parameters on record that are not those of their fingerprint: the manifest itself was edited."""
    for kunci, catatan in jadi.items():
        keluaran = {n.removeprefix(EDISI): v for n, v in catatan.parameter.items() if n.startswith(EDISI)}
        parameters = {n: v for n, v in catatan.parameter.items() if not n.startswith(EDISI)}
        sidik = sidik_json({"parameters": parameters, "keluaran": keluaran})
        if sidik != catatan.masukan.get(PARAMETER):
            yield Violation(
                file=str(folder / MANIFEST),
                column=f"laporan.{kunci}.parameter",
                found=f"parameter dengan sidik {sidik}",
                expected=f"sidik {catatan.masukan.get(PARAMETER, 'yang tercatat')}",
                action=_BANGUN,
            )


def _notebook(jadi: Mapping[str, Catatan], batch: Batch) -> Iterator[Violation]:
    for nama, dinas in ((batch.notebook, False), (batch.notebook_dinas, True)):
        path = Path(nama)
        ada = sha256(path) if path.is_file() else ""
        cacah = Counter(c.masukan.get("notebook", "") for c in jadi.values() if (c.bidang == DINAS) == dinas)
        for dulu, banyak in cacah.items():
            if dulu != ada:
                yield Violation(
                    file=nama,
                    found=f"isi lain, SHA-256 {ada}" if ada else _TIDAK_ADA,
                    expected=f"SHA-256 {dulu}, yang membuat {banyak} laporan",
                    action="Kembalikan notebooknya, atau jalankan lakip build.",
                )


def _keterangan(record: Manifest, jadi: Mapping[str, Catatan]) -> Iterator[str]:
    lain = sum(catatan.masukan.get("kode") != kode_program() for catatan in jadi.values())
    if lain:
        yield f"{lain} laporan dibuat oleh kode program yang lain dari yang terpasang."
    kini = versi()
    for nama in beda(record.versi, kini):
        yield f"{nama}: {record.versi.get(nama, 'tidak ada')} ketika dibuat, {kini.get(nama, 'tidak ada')} terpasang."
    for kunci, catatan in record.laporan.items():
        if catatan.gagal:
            sisa = "yang ada laporan sebelumnya" if catatan.keluaran else "belum ada laporannya"
            yield f"{kunci}: pembuatan terakhir gagal; {sisa}."
