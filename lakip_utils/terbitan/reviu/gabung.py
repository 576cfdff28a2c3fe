"""Merge the files of several reviewers of one report: one reviewer is one, a note is there once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lakip_utils import aturan
from lakip_utils.data.reviu import BerkasReviu, CatatanPereviu, Centang, baca_reviu
from lakip_utils.errors import InvalidInput, Violation
from lakip_utils.sajian.format import daftar, sel_lembar
from lakip_utils.terbitan.naskah import bersihkan

INFO = "Dijawab ya; tidak perlu ditindaklanjuti."
JAWABAN = {"ya": "Ya", "tidak": "Tidak", "": ""}
_BUTIR = re.compile(r"Lembar reviu ([IVX]+\.\d+)(?=\W|$)")
"""How the place of a note on a line of the form begins."""

Berkas = tuple[str, BerkasReviu]
"""Name and content of a file."""


@dataclass(frozen=True, slots=True)
class Hasil:
    """One row of Catatan Hasil Reviu.

    Parameters
    ----------
    tempat, uraian, rekomendasi, pereviu
        Which note, and whose.
    tanggapan, tindak_lanjut
        What was answered.
    tanggal, versi
        When it was written, and the fingerprint of the version that was read; empty where unknown.
    jawaban
        What was ticked on the line of the form: a remark with ``ya`` is information.
    ket
        What else is to be said of the row.
    """

    tempat: str
    uraian: str
    rekomendasi: str
    pereviu: str
    tanggapan: str = ""
    tindak_lanjut: str = ""
    tanggal: str = ""
    versi: str = ""
    jawaban: str = ""
    ket: str = ""

    @property
    def keterangan(self) -> str:
        """What the row needs said about it."""
        return " ".join(filter(None, (INFO if self.info else "", self.ket)))

    @property
    def info(self) -> bool:
        """Whether it is information, which nobody must follow up."""
        return self.jawaban == "ya"

    @property
    def kunci(self) -> tuple[str, ...]:
        """What makes it the same note: place, text and reviewer, not spaces, and not what was answered."""
        butir = _BUTIR.match(self.tempat)
        tempat = butir[0] if butir else self.tempat
        return (*map(lipat, (tempat, self.uraian, self.rekomendasi)), lipat(self.pereviu).casefold())


@dataclass(frozen=True, slots=True)
class BarisLembar:
    """A line of the form with what each reviewer ticked (`jawaban`) and noted, in one text."""

    kode: str
    pernyataan: str
    jawaban: tuple[str, ...]
    isi: tuple[str, ...]

    @property
    def beda(self) -> bool:
        """Whether reviewers ticked differently."""
        return len({satu for satu in self.jawaban if satu}) > 1


@dataclass(frozen=True, slots=True)
class Gabungan:
    """The files of several reviewers as one.

    Parameters
    ----------
    laporan, judul
        Which report.
    pereviu
        Name of each reviewer, each different.
    catatan
        The notes: those on lines of the form first.
    lembar
        The lines of the form.
    kabar
        What a person should know, Indonesian: other versions, a file given twice, answers that differ.
    """

    laporan: str
    judul: str
    pereviu: tuple[str, ...]
    catatan: tuple[Hasil, ...]
    lembar: tuple[BarisLembar, ...]
    kabar: tuple[str, ...] = ()

    @property
    def instansi(self) -> str:
        """Code of the agency."""
        return self.laporan.split("/")[0]

    @property
    def tahun(self) -> int:
        """Year of the report."""
        return int(self.laporan.split("/")[1])

    @property
    def bidang(self) -> str:
        """Code of the unit."""
        return self.laporan.split("/")[2]

    @property
    def beda(self) -> int:
        """On how many lines the reviewers differ."""
        return sum(satu.beda for satu in self.lembar)

    @property
    def ringkas(self) -> str:
        """Say how much it is."""
        info = sum(satu.info for satu in self.catatan)
        catatan = f"{len(self.catatan)} catatan{f' ({info} keterangan)' if info else ''}"
        return f"{len(self.pereviu)} pereviu, {catatan}, {self.beda} butir dijawab berbeda"


def baca_semua(paths: Iterable[Path]) -> list[Berkas]:
    """Read reviewers' files; all violations of all of them at once.

    Raises
    ------
    InvalidInput
        If one is not valid, names a line that the form lacks, or is of another report than the first.
    """
    salah: list[Violation] = []
    semua: list[Berkas] = []
    for path in paths:
        try:
            semua.append((str(path), baca_reviu(path)))
        except InvalidInput as error:
            salah += error.violations
    butir = aturan.lembar_reviu().pernyataan
    for nama, berkas in semua:
        salah += [
            Violation(
                file=nama,
                column=f"butir.{kode}"[:60],
                found="butir tak dikenal",
                expected=f"salah satu dari {len(butir)} butir, misalnya I.1",
                action="Minta berkas yang diekspor dari laporan.",
            )
            for kode in berkas.butir
            if kode not in butir
        ]
        if berkas.laporan != semua[0][1].laporan:
            salah.append(
                Violation(
                    file=nama,
                    column="laporan",
                    found=berkas.laporan,
                    expected=f"{semua[0][1].laporan}, seperti {semua[0][0]}",
                    action="Gabungkan catatan setiap laporan tersendiri.",
                )
            )
    if salah:
        raise InvalidInput(salah)
    return semua


class _Pereviu:
    """One reviewer with all files of theirs, the one that holds last."""

    def __init__(self, berkas: Sequence[Berkas]) -> None:
        bertanggal = all(isi.tanggal for _, isi in berkas)
        self.berkas = sorted(berkas, key=lambda satu: satu[1].tanggal) if bertanggal else list(berkas)
        self.urutan = "menurut tanggalnya" if bertanggal else "menurut urutan perintah"
        self.nama = rapi(self.berkas[-1][1].pereviu)

    def butir(self, kode: str) -> list[tuple[str, Centang, BerkasReviu]]:
        """Return what the files say of a line of the form, each whole; silence is no answer."""
        semua = ((nama, isi.butir.get(kode), isi) for nama, isi in self.berkas)
        return [
            (nama, satu, isi) for nama, satu, isi in semua if satu and (satu.jawaban or rapi(satu.catatan))
        ]

    def jawaban(self, kode: str) -> Centang:
        """Return the answer that holds: that of the last file that has one."""
        ada = self.butir(kode)
        return ada[-1][1] if ada else Centang(jawaban="", catatan="")

    @cached_property
    def catatan(self) -> list[Hasil]:
        """The reviewer's own notes, on lines of the form first, those of the last file before older ones."""
        hasil: list[Hasil] = []
        for kode in aturan.lembar_reviu().pernyataan:
            if ada := self.butir(kode):
                _, centang, isi = ada[-1]
                hasil += _dari_butir(kode, centang, self.nama, isi.tanggal, isi.sidik)
        for _, isi in reversed(self.berkas):
            hasil += [
                _catatan(satu, self.nama, isi.tanggal, isi.sidik)
                for satu in isi.catatan
                if not _milik_lain(satu, self.nama)
            ]
        return hasil

    def kabar(self) -> Iterator[str]:
        """Say where the files differ, what holds then, and what only an older one has."""
        if len(self.berkas) == 1:
            return
        terakhir, isi_terakhir = _nama(self.berkas[-1][0]), self.berkas[-1][1]
        yield (
            f"{self.nama} memberi {len(self.berkas)} berkas; bila berbeda, yang terakhir berlaku "
            f"{self.urutan}: {daftar([_nama(nama) for nama, _ in self.berkas])}."
        )
        for kode in aturan.lembar_reviu().pernyataan:
            *lama, baru = [(rapi(_isi(centang)), _nama(nama)) for nama, centang, _ in self.butir(kode)] or [
                ("", "")
            ]
            if lain := [f"“{teks}” ({nama})" for teks, nama in lama if teks != baru[0]]:
                yield f"{self.nama}, butir {kode}: “{baru[0]}” ({baru[1]}) menggantikan {daftar(lain)}."
        tahu = {_catatan(satu, self.nama).kunci for satu in isi_terakhir.catatan}
        for nama, isi in self.berkas[:-1]:
            butir = [kode for kode in isi.butir if (ada := self.butir(kode)) and ada[-1][0] == nama]
            catatan = {_catatan(satu, self.nama).kunci for satu in isi.catatan if _berisi(satu)} - tahu
            sebut = [f"{len(butir)} butir ({', '.join(butir)})"] if butir else []
            sebut += [f"{len(catatan)} catatan"] if catatan else []
            if sebut:
                yield f"{self.nama}: {daftar(sebut)} hanya ada di {_nama(nama)}, tidak di {terakhir}; tetap digabungkan."


def gabung(semua: Sequence[Berkas]) -> Gabungan:
    """Merge the files of one report.

    Files with the same name of reviewer, but for spaces and capitals, are one reviewer's: of a line of
    the form the answer of the last file that has one holds, and all notes are kept, each once. What a
    reviewer carries of another who gave a file too is not taken for an answer of that one.

    Parameters
    ----------
    semua
        Name and content of each file, of one report; see :func:`baca_semua`.
    """
    unik: list[Berkas] = []
    kabar: list[str] = []
    for nama, berkas in semua:
        if kembar := next((lain for lain, isi in unik if isi == berkas), None):
            kabar.append(f"{_nama(nama)}: isinya sama dengan {_nama(kembar)}; dihitung sekali.")
        else:
            unik.append((nama, berkas))
    sidik = unik[0][1].sidik
    kabar += [
        f"{_nama(nama)}: versi laporan {berkas.sidik}, sedangkan {_nama(unik[0][0])} memakai versi {sidik}; catatannya tetap digabungkan, periksa apakah masih berlaku."
        for nama, berkas in unik
        if berkas.sidik != sidik
    ]
    orang: dict[str, list[Berkas]] = {}
    for nama, berkas in unik:
        orang.setdefault(_sama(berkas.pereviu), []).append((nama, berkas))
    pereviu = [_Pereviu(milik) for milik in orang.values()]
    lembar = []
    for kode, teks in aturan.lembar_reviu().pernyataan.items():
        milik = [satu.jawaban(kode) for satu in pereviu]
        lembar.append(
            BarisLembar(kode, teks, tuple(JAWABAN[m.jawaban] for m in milik), tuple(map(_isi, milik)))
        )
    catatan = [satu for milik in pereviu for satu in milik.catatan]
    catatan += [
        _catatan(satu, rapi(satu.pereviu))
        for milik in pereviu
        for _, isi in reversed(milik.berkas)
        for satu in isi.catatan
        if _milik_lain(satu, milik.nama) and not (_sama(satu.pereviu) in orang and _kode(rapi(satu.tempat)))
    ]
    tunggal: dict[tuple[object, ...], Hasil] = {}
    for satu in sorted(catatan, key=_urutan):
        if satu.uraian or satu.rekomendasi:
            tunggal.setdefault((satu.kunci, satu.info), satu)
    return Gabungan(
        unik[0][1].laporan,
        rapi(unik[0][1].judul),
        tuple(satu.nama for satu in pereviu),
        tuple(tunggal.values()),
        tuple(lembar),
        (*kabar, *(satu for milik in pereviu for satu in milik.kabar())),
    )


def _catatan(satu: CatatanPereviu, pereviu: str, tanggal: str = "", versi: str = "") -> Hasil:
    """Return a note; one that is an answer on a line of the form as the row of that answer."""
    tempat = rapi(satu.tempat)
    kode = _kode(tempat)
    if kode and satu.jawaban and not rapi(satu.rekomendasi):
        centang = Centang(jawaban=satu.jawaban, catatan=satu.uraian)
        return next(_dari_butir(kode, centang, pereviu, tanggal, versi), Hasil(tempat, "", "", pereviu))
    return Hasil(
        _tempat(kode) if kode else tempat,
        alinea(satu.uraian),
        alinea(satu.rekomendasi),
        pereviu,
        tanggal=tanggal,
        versi=versi,
        jawaban=satu.jawaban,
    )


def _dari_butir(kode: str, centang: Centang, pereviu: str, tanggal: str, versi: str) -> Iterator[Hasil]:
    """Yield the note of a line of the form: what was remarked, or that it was answered with no."""
    teks = alinea(centang.catatan) or ("Dijawab tidak." if centang.jawaban == "tidak" else "")
    if teks:
        yield Hasil(_tempat(kode), teks, "", pereviu, "", "", tanggal, versi, centang.jawaban)


def _kode(tempat: str) -> str:
    """Return the line of the form that a place is; empty where it is none."""
    butir = _BUTIR.match(tempat)
    return butir[1] if butir and butir[1] in aturan.lembar_reviu().pernyataan else ""


def _tempat(kode: str) -> str:
    return f"Lembar reviu {kode}. {aturan.lembar_reviu().pernyataan[kode]}"


def _urutan(satu: Hasil) -> int:
    """Lines of the form in their order, then other notes as they come."""
    semua = list(aturan.lembar_reviu().pernyataan)
    kode = _kode(satu.tempat)
    return semua.index(kode) if kode else len(semua)


def _berisi(satu: CatatanPereviu) -> bool:
    return bool(rapi(satu.uraian) or rapi(satu.rekomendasi))


def _milik_lain(satu: CatatanPereviu, nama: str) -> bool:
    return bool(rapi(satu.pereviu)) and _sama(satu.pereviu) != _sama(nama)


def _sama(nama: str) -> str:
    """Return a name so that its spellings are alike: spaces and capitals make no other reviewer."""
    return rapi(nama).casefold()


def _nama(path: str) -> str:
    return Path(path).name


def _isi(centang: Centang) -> str:
    """Return an answer and its remark as one text."""
    return ". ".join(filter(None, (JAWABAN[centang.jawaban], alinea(centang.catatan))))


def rapi(teks: str) -> str:
    """Return a reviewer's text on one line, without what no document may hold."""
    return " ".join(bersihkan(teks).split())


def alinea(teks: str) -> str:
    r"""Return a reviewer's text with its lines, without needless spaces and what no document may hold.

    >>> alinea(" satu  dua \r\n\r\n\r\n- tiga\n")
    'satu dua\n\n- tiga'
    """
    baris = (" ".join(satu.split()) for satu in bersihkan(teks).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(baris)).strip()


def lipat(teks: str) -> str:
    """Return text as it is compared: on one line, without the apostrophe of a defused cell."""
    satu = rapi(teks)
    return satu[1:] if satu[:1] == "'" and sel_lembar(satu[1:]) == satu else satu
