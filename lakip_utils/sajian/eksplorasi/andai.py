"""The form of an assumption (pengandaian): other rules, another weight, a corrected figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from ipywidgets import HTML, Button, Dropdown, HBox, Text, VBox

from lakip_utils import aturan
from lakip_utils.analisis.pengandaian import Ubahan, andaikan, bobot_unsur
from lakip_utils.data import numbers
from lakip_utils.data.instansi import DINAS
from lakip_utils.data.params import Pengaturan, pengaturan
from lakip_utils.data.rows import BARIS
from lakip_utils.errors import InvalidInput, LakipError, Violation
from lakip_utils.konsistensi.keadaan import Keadaan, catatan_berubah, susun
from lakip_utils.sajian import format as f
from lakip_utils.sajian import grafik
from lakip_utils.sajian.blok import Blok, Daftar, Gambar, Kotak, Paragraf, Span, rangkai
from lakip_utils.sajian.eksplorasi.giliran import bergiliran
from lakip_utils.sajian.eksplorasi.tampilan import html
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel import pengandaian as tabel

if TYPE_CHECKING:
    from lakip_utils.sajian.eksplorasi.jelajah import Jelajah

TEMPAT = "isian pengandaian"
TETAP, _TANPA = "tidak diubah", ""
_BARIS = {"width": "auto", "max_width": "860px"}
_BERDAMPINGAN = {"flex_flow": "row wrap", "grid_gap": "24px"}
_LABEL = {"description_width": "15em"}


class Andai:
    """The form, and what follows from it beside what the report says; nothing is written."""

    def __init__(self, jelajah: Jelajah) -> None:
        self._jelajah = jelajah
        self.kunci = jelajah.kunci
        self._aturan = {
            "tahap_target": _daftar("Target yang dipakai", [("awal", "awal"), ("perubahan", "perubahan")]),
            "predikat": _daftar("Skala predikat", [(a.nama, a.kode) for a in aturan.predikat_capaian()]),
            "aturan_ikm": _daftar(
                "Pita mutu IKM",
                [
                    ("yang berlaku pada tahun laporan", aturan.BERLAKU),
                    *((a.nama, a.kode) for a in aturan.mutu_ikm()),
                ],
            ),
            "bobot_ikm": _daftar(
                "Bobot 1/n",
                [
                    ("tepat, tanpa pembulatan", aturan.TEPAT),
                    *((f"dibulatkan {f.cacah(n)} desimal", str(n)) for n in (1, 2, 3, 4)),
                ],
            ),
            "batas_capaian": Text(
                description="Batas capaian, persen (0: tanpa)",
                style=_LABEL,
                layout=_BARIS,
                continuous_update=False,
            ),
        }
        self._pilih = {
            nama: Dropdown(description=label, style=_LABEL, layout={"width": "58%"})
            for nama, label in _YANG_DIUBAH.items()
        }
        self._nilai = {
            nama: Text(
                description=label,
                style={"description_width": "9em"},
                layout={"width": "42%"},
                continuous_update=False,
            )
            for nama, label in _MENJADI.items()
        }
        self._kembali = Button(
            description="Kembalikan semua isian", icon="undo", layout={"width": "max-content"}
        )
        self._kembali.on_click(lambda _: self._isi(jelajah.keadaan))
        self._hasil = HTML()
        self._gambar = VBox()
        self.wadah = VBox(
            [
                *self._aturan.values(),
                *(HBox([self._pilih[nama], self._nilai[nama]], layout=_BARIS) for nama in _YANG_DIUBAH),
                self._kembali,
                self._hasil,
                self._gambar,
            ]
        )
        for isian in (*self._aturan.values(), *self._pilih.values(), *self._nilai.values()):
            isian.observe(self._ubah, "value")
        jelajah.ikuti(self._isi)

    @bergiliran
    def _isi(self, keadaan: Keadaan) -> None:
        """Fill the form with what the report uses."""
        self._mengisi = True
        for nama, nilai in keadaan.pengaturan.model_dump(exclude={"tanpa_bagian", "sel_terkecil"}).items():
            isian = self._aturan[nama]
            if nama == "batas_capaian":
                isian.value = _tulis_batas(nilai)
                continue
            if nilai not in dict(isian.options).values():
                isian.options = [*isian.options, (nilai, nilai)]
            isian.value = nilai
        for nama, pilihan in _pilihan(keadaan).items():
            self._pilih[nama].options = [(TETAP, _TANPA), *pilihan]
            self._pilih[nama].value = _TANPA
            self._nilai[nama].value = ""
        self._mengisi = False
        self._ubah(None)

    def _petunjuk(self) -> None:
        for nama, pilih in self._pilih.items():
            with self._nilai[nama].hold_sync():  # a second message would undo what is typed after the first
                self._nilai[nama].disabled = pilih.value == _TANPA
                self._nilai[nama].placeholder = (
                    "" if pilih.value == _TANPA else _sekarang(self._jelajah.keadaan, nama, pilih.value)
                )

    @bergiliran
    def _ubah(self, _: object) -> None:
        if self._mengisi:  # what is filled in here is no assumption, and would be computed field by field
            return
        self._petunjuk()
        self._gambar.children = ()
        dasar = self._jelajah.keadaan
        try:
            lain = pengaturan(TEMPAT, **self._pengaturan())
            ubahan = self._ubahan(dasar)
            if not ubahan and lain == dasar.pengaturan.model_copy(update={"tanpa_bagian": ""}):
                self._hasil.value = html(_KOSONG)
                return
            paket = andaikan(dasar.unit.paket, dasar.tahun, ubahan)
            andai = susun(paket, dasar.tahun, dasar.unit.bidang.kode, lain)
        except LakipError as galat:
            self._hasil.value = html(_salah(galat))
            return
        self._hasil.value = html(_hasil(dasar, andai, self._sebut(dasar.pengaturan, lain)))
        self._gambar.children = [
            HBox([HTML(html(satu), layout={"width": "540px"}) for satu in pasang], layout=_BERDAMPINGAN)
            for pasang in _gambar(dasar, andai)
        ]

    def _pengaturan(self) -> dict[str, object]:
        isi: dict[str, object] = {nama: satu.value for nama, satu in self._aturan.items()}
        pakai = self._jelajah.keadaan.pengaturan
        batas, dasar = self._aturan["batas_capaian"], pakai.batas_capaian
        sama = batas.value == _tulis_batas(dasar)
        return isi | {
            "batas_capaian": dasar if sama else _angka(batas.description, batas.value),
            "sel_terkecil": pakai.sel_terkecil,
        }

    def _ubahan(self, dasar: Keadaan) -> list[Ubahan]:
        hasil: list[Ubahan] = []
        for nama, pilih in self._pilih.items():
            teks = self._nilai[nama].value.strip()
            if pilih.value == _TANPA or not teks:
                continue
            nilai = _angka(f"{_YANG_DIUBAH[nama]}, {_MENJADI[nama].lower()}", teks)
            if nama == "unsur":
                hasil += bobot_unsur(dasar.unit.tabel("unsur"), pilih.value, nilai)
            else:
                hasil.append(Ubahan(nama, pilih.value, "realisasi", nilai))
        return hasil

    def _sebut(self, dasar: Pengaturan, lain: Pengaturan) -> list[str]:
        """Say what is assumed."""
        butir = []
        for nama, isian in self._aturan.items():
            if getattr(dasar, nama) != getattr(lain, nama):
                label = isian.value if isinstance(isian, Text) else isian.label
                butir.append(f"{isian.description.partition(' (')[0]}: {label}")
        for nama, pilih in self._pilih.items():
            if pilih.value != _TANPA and self._nilai[nama].value.strip():
                lama = _sekarang(self._jelajah.keadaan, nama, pilih.value)
                butir.append(
                    f"{_YANG_DIUBAH[nama]} {pilih.label}: {self._nilai[nama].value.strip()} ({lama})"
                )
        return butir


_YANG_DIUBAH = {
    "unsur": "Bobot unsur",
    "indikator": "Realisasi indikator",
    "anggaran": "Realisasi anggaran",
}
_MENJADI = {
    "unsur": "Menjadi (0–1)",
    "indikator": "Menjadi",
    "anggaran": "Menjadi (rupiah)",
}


def _daftar(label: str, pilihan: list[tuple[str, Any]]) -> Dropdown:
    return Dropdown(description=label, options=pilihan, style=_LABEL, layout=_BARIS)


def _pilihan(keadaan: Keadaan) -> dict[str, list[tuple[str, Any]]]:
    """Return what can be changed, by name: label, and code of the unsur or row number."""
    unit = keadaan.unit
    uang = unit.anggaran.dropna(subset=["realisasi"])
    if unit.bidang.kode != DINAS:
        uang = uang[uang["kode_program"].isin(unit.daftar_program)]
    unsur = unit.tabel("unsur")
    return {
        "unsur": list(zip(unsur["nama"], unsur["kode"], strict=True)),
        "indikator": [
            (f"{row['nama']} ({row['satuan']})", int(row[BARIS])) for _, row in unit.indikator.iterrows()
        ],
        "anggaran": [(_nama_anggaran(row), int(row[BARIS])) for _, row in uang.iterrows()],
    }


def _nama_anggaran(row: pd.Series[Any]) -> str:
    kode = row["kode_subkegiatan"] or row["kode_kegiatan"] or row["kode_program"]
    return f"{f.awal_besar(row['level'])} {kode} {row['uraian']}".replace("  ", " ")


def _sekarang(keadaan: Keadaan, nama: str, kunci: Any) -> str:
    """Say what the data hold."""
    if nama == "unsur":
        unsur = keadaan.unit.tabel("unsur").set_index("kode")
        bobot = unsur.loc[kunci, "bobot"]
        return f"sekarang 1/{len(unsur)}" if pd.isna(bobot) else f"sekarang {f.utuh(float(bobot))}"
    tabel_ = keadaan.unit.tabel(nama)
    isi = tabel_.loc[tabel_[BARIS] == kunci, "realisasi"].iloc[0]
    kata = f.KOSONG if pd.isna(isi) else f.rupiah(isi) if nama == "anggaran" else f.utuh(isi)
    return f"sekarang {kata}"


def _tulis_batas(batas: float) -> str:
    return f"{batas:g}".replace(".", ",")


def _angka(tempat: str, teks: str) -> float:
    try:
        return float(numbers.parse(teks))
    except ValueError as galat:
        raise InvalidInput(
            [
                Violation(
                    file=TEMPAT,
                    column=tempat,
                    found=str(galat) if teks.strip() else "isian kosong",
                    expected="angka, misalnya 27,78 atau 1318304000",
                    action="Tulis angkanya saja.",
                )
            ]
        ) from None


_KOSONG = Paragraf(
    isi=polos("Belum ada pengandaian. Ubah salah satu isian di atas; hasilnya muncul di sini.")
)


def _salah(galat: LakipError) -> Blok:
    if not isinstance(galat, InvalidInput):
        return Kotak(judul="Isian belum dapat dipakai", isi=(Paragraf(isi=polos(str(galat))),))
    butir = tuple(
        (
            Span(teks=f"{satu.column or satu.file}: ", tebal=True),
            Span(teks=f"{satu.found}; seharusnya {satu.expected}. {satu.action}"),
        )
        for satu in galat.violations
    )
    return Kotak(judul="Isian belum dapat dipakai", isi=(Daftar(butir=butir),))


def _hasil(dasar: Keadaan, andai: Keadaan, sebut: list[str]) -> Blok:
    kotak = Kotak(
        gaya="belum",
        judul=f"{tabel.TANDA}, bukan angka laporan",
        isi=(Daftar(judul="Yang diandaikan:", butir=tuple(polos(satu) for satu in sebut)),),
    )
    return rangkai(
        kotak,
        tabel.banding(dasar, andai),
        tabel.catatan_berubah(catatan_berubah(dasar.catatan, andai.catatan))
        or Paragraf(isi=polos("Catatan uji konsistensi tidak berubah.")),
    )


def _gambar(dasar: Keadaan, andai: Keadaan) -> list[tuple[Gambar, Gambar]]:
    """Return the charts that an assumption changes, as they are and as they would be."""
    hasil: list[tuple[Gambar, Gambar]] = []
    for buat in (_ikm, _iku):
        lama, baru = buat(dasar), buat(andai)
        if lama is None or baru is None or lama.svg == baru.svg:
            continue
        hasil.append(
            (
                lama.model_copy(update={"kunci": f"{lama.kunci}-sebelum", "judul": f"Sebelum: {lama.judul}"}),
                baru.model_copy(
                    update={"kunci": f"{baru.kunci}-sesudah", "judul": f"{tabel.TANDA}: {baru.judul}"}
                ),
            )
        )
    return hasil


def _ikm(keadaan: Keadaan) -> Gambar | None:
    return grafik.unsur(keadaan.survei, keadaan.tahun)


def _iku(keadaan: Keadaan) -> Gambar | None:
    return grafik.capaian_iku(keadaan.hasil.indikator, keadaan.pengaturan.tahap_target, keadaan.tahun)
