"""Rujukan dan bentuk: references, regulations, plan years, and numbers that cannot be read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lakip_utils import aturan
from lakip_utils.asal import Asal
from lakip_utils.konsistensi import hitung_ulang
from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan, Klaim, asal, desimal
from lakip_utils.konsistensi.catatan import Catatan
from lakip_utils.konsistensi.daftar import uji
from lakip_utils.konsistensi.hitung_ulang import Harapan
from lakip_utils.konsistensi.sebutan import di_tercetak
from lakip_utils.konsistensi.uji.bantu import bandingkan, dari_klaim, rapi

_KELUARGA = "Rujukan dan bentuk"
_NOMOR = re.compile(r"\b(?P<jenis>tabel|gambar|grafik|lampiran)\s+(?P<nomor>[\dIVX]+(?:\.\d+)*)", re.I)
_ASING = re.compile(
    r"(?:rp\.?\s*)?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,2})\s*(?:%|,-)?|.*(?:\d[.,]\s+\d|\d\s+\)).*",
    re.I,
)
_KE = {n: i for i, n in enumerate(("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam"), 1)}
_PERATURAN = re.compile(
    r"(?P<jenis>[A-Za-z/\s-]+?)\s*(?:Pasal\s+\d+\s+)?(?:No\.?|Nomor)\s*(?P<nomor>[\w./-]+?)"
    r"(?:\s+tahun\s+(?P<tahun>\d{4}))?(?:\s+(?:Pasal|tentang)\b.*)?",
    re.I | re.S,
)
_TENTANG = re.compile(r"\btentang\s+(?P<judul>.+)", re.I | re.S)


@uji(
    nama="Angka tidak dapat dibaca",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim",),
    alasan="Angkanya cacat atau kosong, sehingga nilainya harus dipastikan dari dokumen asal.",
    rumus="bentuk angka tidak sah, atau sel hasil kosong",
)
def angka_cacat(b: Bacaan) -> Iterator[Catatan]:
    """Find printed numbers that cannot be read, and results that are left blank."""
    for k in b.jenis("nilai_cacat"):
        h = _seharusnya(b, k)
        yield dari_klaim(
            b,
            k,
            rapi(h.nilai, 0) if h else None,
            tercetak=k.teks,
            asal_fakta=h.asal if h else None,
            rumus=h.rumus if h else "",
        )


def _seharusnya(b: Bacaan, k: Klaim) -> Harapan | None:
    """Return what the facts give where a result is blank or cannot be read."""
    if k.kolom == "capaian":
        return hitung_ulang.capaian(b, k)
    if k.tabel == "sdm":
        return hitung_ulang.jumlah_sdm(b, k)
    baris = b.anggaran.get(k.kunci) if k.tabel == "anggaran" else None
    if baris is None or not isinstance(baris.get(k.kolom), int):
        return None
    return Harapan(desimal(baris[k.kolom]), "dibaca sebagai angka ini", asal((baris, k.kolom)))


@uji(
    nama="Angka ditulis tidak baku",
    keluarga=_KELUARGA,
    keparahan="rendah",
    perlu=("klaim",),
    alasan="Titik dan koma menurut kebiasaan Inggris, atau spasi di dalam angka, dapat dibaca sebagai nilai lain.",
    rumus="pemisah ribuan koma, pemisah desimal titik, atau spasi di dalam angka",
)
def angka_tidak_baku(b: Bacaan) -> Iterator[Catatan]:
    """Find sections whose numbers are written the English way or with blanks: one finding a section."""
    per_seksi: dict[str, list[Klaim]] = defaultdict(list)
    for k in b.klaim:
        # Where a figure has a fraction, 85,123 is no 85 thousand: three decimals, the Indonesian way.
        tiga_desimal = k.desimal == 3 and k.teks.count(",") == 1
        teks = k.jenis in ("nilai_cacat", "nama", "peraturan", "rujukan")
        if not teks and not tiga_desimal and _ASING.fullmatch(k.teks.strip()):
            per_seksi[_bab(k.seksi)].append(k)
    for seksi, klaim in per_seksi.items():
        yield dari_klaim(
            b,
            klaim[0],
            kunci=f"format/{seksi}".replace(" ", "_"),
            kolom="format",
            sebutan=f"Angka di {di_tercetak(seksi)}",
            tercetak=klaim[0].teks,
            satuan="",
            tempat=tuple(k.lokasi for k in klaim),
            asal=Asal.gabung((k.asal for k in klaim), ""),
            keterangan=f"{len(klaim)} angka, misalnya {klaim[0].teks}.",
            bidang=(),
        )


def _bab(seksi: str) -> str:
    """Return the numbered section, without its items: ``3.2.2 (1)`` is ``3.2.2``."""
    return re.sub(r"(\s*\(\d+\))+$", "", seksi)


@uji(
    nama="Rujukan menunjuk nomor yang salah",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim",),
    alasan="Pembaca yang mengikuti rujukan ini menemukan tabel, gambar, atau unsur yang lain.",
    rumus="nomor yang dirujuk ≠ nomor tempat hal itu tercetak",
)
def rujukan_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find references to tables and figures, and numbers of unsur, that lead elsewhere."""
    nyata: dict[tuple[str, str], set[str]] = {}
    lampiran: set[str] | None = None
    for k in b.jenis("rujukan"):
        if k.tabel == "unsur" and k.kunci in b.unsur:
            nomor = f"U{list(b.unsur).index(k.kunci) + 1}"
            if k.teks.strip().upper() != nomor:
                yield dari_klaim(
                    b, k, nomor, asal_fakta=asal((b.unsur[k.kunci], "kode")), rumus="urutan unsur di tabelnya"
                )
            continue
        if k.kolom == "nomor":
            continue
        if (dirujuk := _NOMOR.search(k.teks)) is None:
            continue
        if dirujuk["jenis"].casefold() == "lampiran":
            if lampiran is None:
                lampiran = {_rapat(n[0]) for satu in _semua_tempat(b) for n in _NOMOR.finditer(satu)}
            if _rapat(dirujuk[0]) not in lampiran:
                yield dari_klaim(b, k, "tidak ada di dokumen", tercetak=dirujuk[0])
            continue
        tentang = (k.tabel, k.kunci if k.tabel in _BAGIAN_TABEL else "")
        if tentang not in nyata:
            nyata[tentang] = _tempat_nyata(b, *tentang)
        if not (tempat := nyata[tentang]):
            continue
        sebut = f"{dirujuk['jenis'].capitalize()} {dirujuk['nomor']}"
        if sebut not in tempat:
            yield dari_klaim(
                b, k, " dan ".join(sorted(tempat)), tercetak=sebut, rumus="tempat hal itu tercetak"
            )


def _rapat(rujukan: str) -> str:
    return " ".join(rujukan.casefold().split())


def _semua_tempat(b: Bacaan) -> Iterator[str]:
    """Yield every place of the document that the claims and facts of the year name."""
    yield from (k.lokasi for k in b.klaim)
    for tabel in b.paket.tahunan[b.tahun]:
        if tabel != "klaim":
            yield from map(str, b.tabel(tabel)["sumber"].unique())


_BAGIAN_TABEL = {"aset": "jenis", "sdm": "dimensi"}
"""Tables whose parts are printed in tables of their own, and the column that tells the parts apart."""


def _tempat_nyata(b: Bacaan, tabel: str, kunci: str) -> set[str]:
    """Return the numbered tables and figures in which the rows of a thing are printed."""
    kolom = _BAGIAN_TABEL.get(tabel)
    sumber = (
        [
            str(baris["sumber"])
            for baris in b.baris(tabel)
            if kolom is None or kunci == SEMUA or baris[kolom] == kunci
        ]
        if tabel not in ("narasi", "klaim")
        else []
    )
    nomor = {_NOMOR.match(satu) for satu in sumber}
    return {f"{n['jenis'].capitalize()} {n['nomor']}" for n in nomor if n}


@dataclass(frozen=True, slots=True)
class _Kutipan:
    """A cited regulation: its kind, number and year."""

    jenis: str
    nomor: str
    tahun: str

    @property
    def sebutan(self) -> str:
        return f"{self.jenis} {self.nomor}{f'/{self.tahun}' if self.tahun else ''}"


def _kutip(teks: str) -> _Kutipan | None:
    """Read a citation; the kind by its usual short name."""
    if (bagian := _PERATURAN.fullmatch(" ".join(teks.split()))) is None:
        return None
    return _Kutipan(_singkat(bagian["jenis"]), bagian["nomor"].lstrip("0"), bagian["tahun"] or "")


def _singkat(jenis: str) -> str:
    """Return the short name of a kind of regulation, e.g. ``Perda`` for Peraturan Daerah Provinsi Banten."""
    huruf = " ".join(jenis.casefold().split())
    for awal, singkat in aturan.jenis_peraturan().items():
        if huruf.startswith(awal):
            return singkat
    return huruf.title()


@uji(
    nama="Peraturan yang sama disebut dengan jenis atau nomor lain",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim",),
    alasan="Satu peraturan disebut dengan dua jenis, nomor, atau tahun, sehingga dasar hukumnya tidak pasti.",
    rumus="nomor dan tahun sama, jenis berbeda; atau judul sama, nomor berbeda",
)
def peraturan_berbeda(b: Bacaan) -> Iterator[Catatan]:
    """Find regulations cited under two kinds, or one title under two numbers."""
    pertama: dict[tuple[str, str], tuple[_Kutipan, Klaim]] = {}
    judul: dict[str, tuple[_Kutipan, Klaim]] = {}
    for k in b.jenis("peraturan"):
        if (kutipan := _kutip(k.teks)) is None:
            continue
        nama = _TENTANG.search(k.teks)
        kunci = re.sub(r"\W+", "", nama["judul"].casefold()) if nama else ""
        lain = pertama.get((kutipan.nomor, kutipan.tahun)) if kutipan.tahun else None
        if lain is None or lain[0].jenis == kutipan.jenis:
            lain = judul.get(kunci) if kunci else None
            if lain is not None and lain[0] == kutipan:
                lain = None
        if lain is not None and lain[0] != kutipan:
            yield dari_klaim(
                b,
                k,
                lain[0].sebutan,
                tercetak=kutipan.sebutan,
                asal_fakta=lain[1].asal,
                rumus=f"di {di_tercetak(lain[1].lokasi)}",
                tempat=(lain[1].lokasi, k.lokasi),
            )
        pertama.setdefault((kutipan.nomor, kutipan.tahun), (kutipan, k))
        if kunci:
            judul.setdefault(kunci, (kutipan, k))


@uji(
    nama="Nomor peraturan lain dari judulnya",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim",),
    alasan="Judul peraturan ini dikenal dengan nomor atau tahun lain; kutipannya perlu dicek.",
    rumus="judul dikenal di aturan/peraturan.yaml, nomor atau tahun berbeda",
)
def nomor_peraturan_diragukan(b: Bacaan) -> Iterator[Catatan]:
    """Find citations whose title is known under another number or year."""
    dikenal = {re.sub(r"\W+", "", p.tentang.casefold()): p for p in aturan.peraturan()}
    for k in b.jenis("peraturan"):
        kutipan, nama = _kutip(k.teks), _TENTANG.search(k.teks)
        if kutipan is None or nama is None:
            continue
        inti = re.sub(r"\W+", "", nama["judul"].casefold())
        for judul, satu in dikenal.items():
            if (
                inti == judul
                and satu.jenis == kutipan.jenis
                and (satu.nomor, str(satu.tahun)) != (kutipan.nomor, kutipan.tahun)
            ):
                yield dari_klaim(
                    b,
                    k,
                    f"{satu.jenis} {satu.nomor}/{satu.tahun}",
                    tercetak=kutipan.sebutan,
                    rumus=f"tentang {satu.tentang}",
                )


@uji(
    nama="Tahun pelaksanaan rencana keliru",
    keluarga=_KELUARGA,
    keparahan="sedang",
    perlu=("klaim", "renstra"),
    alasan="Tahun ke berapa dari rencana jangka menengah disebut lain daripada urutan tahun targetnya.",
    rumus="tahun ke-n yang disebut ≠ urutan tahun laporan di antara tahun target Renstra",
)
def tahun_ke_keliru(b: Bacaan) -> Iterator[Catatan]:
    """Find a named year of the plan that its years contradict."""
    tahun = sorted({int(baris["tahun"]) for baris in b.baris("renstra")})
    if b.tahun not in tahun:
        return
    harus = tahun.index(b.tahun) + 1
    for k in b.jenis("tahun_ke"):
        kata = k.teks.casefold().replace("tahun", "").strip()
        disebut = _KE.get(kata) or (int(angka[0]) if (angka := re.findall(r"\d+", kata)) else None)
        if disebut is None:
            continue
        bandingkan(b, k.asal)
        if disebut != harus:
            baris = next(s for s in b.baris("renstra") if s["tahun"] == b.tahun)
            yield dari_klaim(
                b,
                k,
                f"tahun {next((n for n, i in _KE.items() if i == harus), f'ke-{harus}')}",
                tercetak=k.teks.casefold(),
                asal_fakta=asal((baris, "tahun")),
                satuan="",
                rumus=f"tahun target {tahun[0]}–{tahun[-1]}",
            )


@uji(
    nama="Nomor indikator lain dari nomor strateginya",
    keluarga=_KELUARGA,
    keparahan="info",
    perlu=("klaim", "indikator", "strategi"),
    alasan="Nomor di depan indikator menyerupai nomor strategi, tetapi bukan nomor strategi sasarannya.",
    rumus="nomor yang tercetak ∉ kode strategi sasaran indikator itu",
)
def nomor_indikator_lain(b: Bacaan) -> Iterator[Catatan]:
    """Tell of numbers before indicators that are those of another sasaran's strategy."""
    for k in b.jenis("rujukan"):
        baris = b.indikator.get(k.kunci) if k.tabel == "indikator" and k.kolom == "nomor" else None
        strategi = b.strategi_sasaran.get(str(baris["kode_induk"]), []) if baris is not None else []
        nomor = sorted({str(s["kode_strategi"]) for s in strategi})
        if nomor and k.teks.strip(". ") not in nomor:
            yield dari_klaim(
                b,
                k,
                " dan ".join(nomor),
                tercetak=k.teks,
                asal_fakta=asal(*((s, "kode_strategi") for s in strategi)),
                rumus="nomor strategi sasarannya",
            )
