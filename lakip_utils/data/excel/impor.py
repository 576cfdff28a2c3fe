"""Take a filled-in workbook into a package: read it, check the package that would come of it, say what changes.

Nothing is written by :func:`rencanakan`; :func:`tulis` writes what was planned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from lakip_utils.data import paket
from lakip_utils.data.excel.baca import Buku, baca_buku
from lakip_utils.data.excel.banding import Beda, beda, gabung, kolom_kontrak, kunci, sisipkan
from lakip_utils.data.excel.lembar import Lembar
from lakip_utils.data.excel.peta import baca_berpeta
from lakip_utils.data.excel.salinan import keterangan, salinan
from lakip_utils.data.excel.sel import KODE
from lakip_utils.data.excel.simpan import sidik, simpan
from lakip_utils.data.excel.susunan import Isi, baca_tahun, letak
from lakip_utils.data.schema import TABLES, Table
from lakip_utils.errors import InvalidInput, Violation


@dataclass(frozen=True, slots=True)
class Rencana:
    """What an import would do.

    Parameters
    ----------
    root
        The package.
    buku
        What was read of the workbook.
    beda
        What would change, table by table; empty where nothing would.
    isi
        The files that would be written, by path relative to `root`.
    lama
        SHA-256 of those files as they are; see :func:`lakip_utils.data.excel.simpan.sidik`.
    """

    root: Path
    tahun: int
    buku: Buku
    beda: tuple[Beda, ...]
    isi: Mapping[str, bytes]
    lama: Mapping[str, str]


def rencanakan(
    berkas: str | Path, folder: str | Path, tahun: int | None = None, peta: str | Path | None = None
) -> Rencana:
    """Plan an import.

    Parameters
    ----------
    berkas
        The workbook.
    folder
        The package.
    tahun
        The year that the workbook is for; by default the one that it names.
    peta
        The mapping for the workbook of another system; see :mod:`lakip_utils.data.excel.peta`.

    Raises
    ------
    InvalidInput
        With every cell that cannot be read, and everything that would be wrong with the package.
    """
    root = paket.find(Path(folder))
    if peta is None:
        buku = baca_buku(Path(berkas), _kode(root))
    else:
        unsur = baca_tahun(root, tahun)["unsur"].per_kolom() if tahun else []
        buku = baca_berpeta(Path(berkas), Path(peta), [satu["kode"] for satu in unsur])
    dipakai = _tahun(buku, tahun)
    lama = baca_tahun(root, dipakai)
    baru = {}
    for satu in buku.lembar:
        dulu, masuk = lama[satu.table.name], [isi for _, isi in satu.baris]
        baru[satu.table.name] = (
            sisipkan(dulu, masuk, satu.kolom, satu.hanya_baru)
            if satu.sebagian
            else gabung(dulu, masuk, satu.kolom)
        )
    lembar = {letak(satu.table, dipakai): satu for satu in buku.lembar}
    tabel = {letak(TABLES[nama], dipakai): isi for nama, isi in baru.items()}
    bernomor = {path: _bernomor(isi, _nomor(isi, lembar[path])) for path, isi in tabel.items()}
    with salinan(root, bernomor) as calon:
        salah = [*buku.salah, *_tanpa_kunci(buku, lama), *_periksa(root, calon, buku, lembar)]
        if salah:
            raise InvalidInput(salah)
        semua = (
            beda(path, lama[satu.table.name], satu, ada=(root / path).is_file())
            for path, satu in tabel.items()
        )
        perubahan = tuple(filter(None, semua))
        isi = {satu.berkas: tabel[satu.berkas].csv() for satu in perubahan if tabel[satu.berkas].baris}
        if isi:
            isi |= keterangan(root, calon)
    return Rencana(root, dipakai, buku, perubahan, isi, sidik(root, isi))


def tulis(rencana: Rencana) -> None:
    """Write what was planned.

    Raises
    ------
    InvalidInput
        If a file has changed since.
    """
    simpan(rencana.root, rencana.isi, lama=rencana.lama)


def _tahun(buku: Buku, tahun: int | None) -> int:
    if tahun is not None and buku.tahun is not None and tahun != buku.tahun:
        raise InvalidInput(
            [
                Violation(
                    file=buku.berkas,
                    found=f"buku kerja tahun {buku.tahun}, sedangkan --tahun {tahun}",
                    expected="tahun yang sama",
                    action="Hapus --tahun, atau pakai templat tahun itu.",
                )
            ]
        )
    hasil = tahun or buku.tahun
    if hasil is None:
        raise InvalidInput(
            [
                Violation(
                    file=buku.berkas,
                    found="buku kerja yang tidak menyebut tahunnya",
                    expected="lembar Petunjuk dari templat, atau opsi --tahun",
                    action="Ulangi dengan --tahun, misalnya --tahun 2021.",
                )
            ]
        )
    return hasil


def _kode(root: Path) -> Callable[[Table, str], Collection[str]]:
    """Return what tells the codes that a package has for a column of a table, of any year.

    Without a column: the codes of the unsur, which head the columns of the respondents.
    """

    @cache
    def semua() -> Mapping[str, frozenset[str]]:
        hasil: dict[str, set[str]] = {}
        for tahun in paket.tahun_ada(root) or (0,):
            for isi in baca_tahun(root, tahun).values():
                for satu in isi.per_kolom():
                    for nama, teks in satu.items():
                        if teks:
                            hasil.setdefault(nama, set()).add(teks.strip())
                            hasil.setdefault(f"{isi.table.name}.{nama}", set()).add(teks.strip())
        return {nama: frozenset(isi) for nama, isi in hasil.items()}

    def kode(table: Table, nama: str) -> Collection[str]:
        if not nama:
            return semua().get("unsur.kode", frozenset())
        column = kolom_kontrak(table, nama)
        if column.type not in KODE:
            return frozenset()
        return semua().get(column.refers_to or nama, frozenset()) | semua().get(nama, frozenset())

    return kode


def _periksa(root: Path, calon: Path, buku: Buku, lembar: Mapping[str, Lembar]) -> Iterator[Violation]:
    """Yield what would be wrong with the package, at the cells of the workbook.

    In the copy that is checked each row of an imported table has the number that it has in its sheet, so
    that messages name the places that people see.
    """
    try:
        paket.load(calon)
    except InvalidInput as error:
        disebut = {(satu.sheet, satu.row, satu.column.split(" ", 1)[0]) for satu in buku.salah}
        judul_salah = {
            satu.nama for satu in lembar.values() if (satu.nama, satu.judul) in {d[:2] for d in disebut}
        }
        for satu in error.violations:
            path = Path(satu.file).relative_to(calon).as_posix()
            if path not in lembar:
                yield replace(satu, file=str(root / path))
                continue
            milik = lembar[path]
            if (milik.nama, satu.row, satu.column) in disebut:
                continue
            if milik.nama in judul_salah and (satu.row == 1 or not milik.kolom.keys() & set(_bagian(satu))):
                continue  # the head of its column is what is wrong
            if milik.sebagian and satu.row and satu.row not in {nomor for nomor, _ in milik.baris}:
                yield replace(satu, file=str(root / path), row=None)
                continue
            yield _di_buku(satu, buku.berkas, milik)


def _tanpa_kunci(buku: Buku, lama: Mapping[str, Isi]) -> Iterator[Violation]:
    """Yield optional columns that a sheet lacks and that tell rows of its table apart."""
    for satu in buku.lembar:
        for nama in satu.table.key:
            column = kolom_kontrak(satu.table, nama)
            terisi = any(baris.get(nama) for baris in lama[satu.table.name].per_kolom())
            if terisi and not satu.sebagian and not column.present and nama not in satu.kolom:
                yield Violation(
                    file=buku.berkas,
                    sheet=satu.nama,
                    row=satu.judul,
                    column=nama,
                    found="kolom tidak ada, padahal membedakan baris tabel ini",
                    expected=f"kolom {nama!r}: {column.description}",
                    action="Kembalikan kolom itu dari hasil lakip data export.",
                )


def _bagian(salah: Violation) -> list[str]:
    """Return the columns that a violation is about."""
    return salah.column.split(", ")


def _di_buku(salah: Violation, berkas: str, lembar: Lembar) -> Violation:
    """Return what is wrong with a row of a table as what is wrong with a row of a sheet."""
    huruf = lembar.kolom.get(salah.column, "")
    baris = lembar.judul if salah.row == 1 else salah.row
    kolom = f"{salah.column} (sel {huruf}{baris})" if huruf and baris else salah.column
    harap, tindakan = salah.expected, salah.action
    if tindakan.startswith("Dapat berarti"):  # a number of Excel ends in no zero
        harap = "bilangan yang hanya punya satu arti"
        tulis_bulat = tindakan.split(", atau ")[0]
        tindakan = f"{tulis_bulat}; bila memang pecahan, atur format selnya menjadi empat desimal (0,0000)."
    return replace(
        salah, file=berkas, sheet=lembar.nama, row=baris, column=kolom, expected=harap, action=tindakan
    )


def _nomor(isi: Isi, lembar: Lembar) -> list[int]:
    """Return the number that each row of a table has in its sheet; those that it lacks have larger ones."""
    milik = {kunci(isi.table, baris): nomor for nomor, baris in lembar.baris}
    if not lembar.sebagian:
        return [nomor for nomor, _ in lembar.baris]
    akhir = max(milik.values(), default=1)
    return [milik.get(kunci(isi.table, satu), akhir + 1 + n) for n, satu in enumerate(isi.per_kolom())]


def _bernomor(isi: Isi, nomor: Iterable[int]) -> bytes:
    """Return a table whose rows have these numbers, with empty lines between them."""
    bagian = [replace(isi, baris=(), bom=False, akhir="\n").csv()]
    kini = 1
    for tempat, satu in sorted(zip(nomor, isi.baris, strict=True), key=lambda pasang: pasang[0]):
        bagian.append(b"\n" * (tempat - kini - 1))
        bagian.append(replace(isi, kolom=satu, baris=(), bom=False, akhir="\n").csv())
        kini = tempat
    return b"".join(bagian)
