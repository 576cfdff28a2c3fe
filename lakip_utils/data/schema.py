"""The contract of the data package: every table, column, type and key, said once.

The validator (:mod:`lakip_utils.data.load`), the package descriptor
(:mod:`lakip_utils.data.describe`) and the data dictionary in docs are all made from
:data:`TABLES`. Descriptions are Indonesian because analysts read them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Type = Literal["teks", "kode", "bulat", "angka", "rupiah", "tahun", "ya_tidak", "tanggal", "daftar_kode"]
Scope = Literal["akar", "tahun"]

LEVEL_INDIKATOR = ("tujuan", "sasaran", "program")
LEVEL_ANGGARAN = ("total", "kelompok", "rekening", "program", "kegiatan", "subkegiatan")
ARAH = ("naik", "turun", "rentang")
JENIS_TOLOK_UKUR = ("input", "output", "outcome")
JENIS_MASALAH = ("permasalahan", "solusi", "penyebab")
NARASI_INSTANSI = ("dasar_hukum", "gambaran_umum", "kata_pengantar", "penutup")
"""Texts that only the report of the whole agency shows."""
BASIS_KLAIM = (
    "target_realisasi_tercetak",
    "target_renstra",
    "nrr_tercetak",
    "nrr_tertimbang_tercetak",
    "ikm_tercetak",
    "nilai_tercetak",
)
JENIS_KLAIM = (
    "target",
    "realisasi",
    "capaian",
    "pagu",
    "serapan",
    "sisa",
    "sisa_persen",
    "jumlah",
    "selisih",
    "perubahan_persen",
    "arah_perubahan",
    "rasio",
    "bobot",
    "nrr",
    "nrr_tertimbang",
    "ikm",
    "mutu",
    "kinerja",
    "pita",
    "unsur_tertinggi",
    "unsur_terendah",
    "cacah",
    "nama",
    "nilai_cacat",
    "terbilang",
    "rujukan",
    "peraturan",
    "tahun_ke",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name, description
        Header in the file; what it means, Indonesian.
    type
        ``teks``, ``kode`` (short, no spaces), ``bulat`` (integer), ``angka`` (decimal point),
        ``rupiah`` (whole, ≥ 0), ``tahun``, ``ya_tidak`` (``ya`` or ``tidak``), ``tanggal``
        (``2020-12-31``) or ``daftar_kode`` (codes separated by ``;``).
    filled
        Whether an empty cell is an error. Missing means empty, never 0.
    present
        Whether the header must be there at all.
    choices
        Allowed values of a closed list.
    minimum, maximum
        Bounds of a number, inclusive.
    refers_to
        ``table.column`` that must hold this code (in the same year, where that table is yearly).
    """

    name: str
    description: str
    type: Type = "teks"
    filled: bool = False
    present: bool = True
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    refers_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One CSV table of the package.

    Parameters
    ----------
    name
        File name without ``.csv``.
    scope
        ``akar`` (at the root of the package) or ``tahun`` (in each year's folder).
    columns
        All columns; ``sumber`` and ``catatan`` may follow in any table.
    key
        Columns that together identify a row.
    required
        Whether a package without this table is invalid.
    owner
        Who can supply the table when it is missing; shown in the report.
    agency
        Whether only the report of the whole agency shows the table.
    personal
        Whether each row is about one person: messages and views tell its place, never what stands in it.
    """

    name: str
    scope: Scope
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False
    owner: str = "unit perencanaan, evaluasi, dan pelaporan"
    open_columns: bool = False
    agency: bool = False
    personal: bool = False

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns of the table followed by the two that every table may carry."""
        return self.columns + ANYWHERE


def _teks(name: str, description: str, **options: object) -> Column:
    return replace(Column(name=name, description=description), **options)  # type: ignore[arg-type]


def _kode(
    name: str, description: str, *, filled: bool = True, refers_to: str = "", present: bool = True
) -> Column:
    return Column(
        name=name, description=description, type="kode", filled=filled, refers_to=refers_to, present=present
    )


def _angka(
    name: str,
    description: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    present: bool = True,
) -> Column:
    return Column(
        name=name, description=description, type="angka", minimum=minimum, maximum=maximum, present=present
    )


def _rupiah(name: str, description: str) -> Column:
    return Column(name=name, description=description, type="rupiah", minimum=0)


def _bulat(name: str, description: str, *, filled: bool = False) -> Column:
    return Column(name=name, description=description, type="bulat", filled=filled, minimum=0)


def _pilihan(
    name: str, description: str, choices: tuple[str, ...], *, filled: bool = True, present: bool = True
) -> Column:
    return Column(name=name, description=description, choices=choices, filled=filled, present=present)


def _tahun(name: str, description: str, *, filled: bool = True) -> Column:
    return Column(name=name, description=description, type="tahun", filled=filled, minimum=1945, maximum=2100)


ANYWHERE: tuple[Column, ...] = (
    _teks("sumber", "Tempat angka ini di dokumen asal, dengan nomor baris teksnya", present=False),
    _teks("catatan", "Keterangan pembaca data: bacaan, keraguan, penyesuaian", present=False),
)
BERLAKU: tuple[Column, ...] = (
    _tahun("dari", "Tahun pertama baris ini berlaku", filled=False),
    _tahun("sampai", "Tahun terakhir baris ini berlaku", filled=False),
)

_TABLES = (
    Table(
        name="organisasi",
        scope="akar",
        title="Susunan organisasi",
        key=("kode", "dari"),
        owner="unit umum dan kepegawaian",
        columns=(
            _kode("kode", "Kode unit, tetap sepanjang tahun"),
            _teks("unit", "Nama unit", filled=True),
            _kode(
                "kode_atasan",
                "Kode unit atasan; kosong untuk pucuk",
                filled=False,
                refers_to="organisasi.kode",
            ),
            _teks("jabatan", "Nama jabatan yang memimpin unit"),
            _teks("jenis_jabatan", "Pimpinan Tinggi, Administrator, Pengawas"),
            _kode("bidang", "Kode bidang di instansi.yaml", filled=False),
            *BERLAKU,
        ),
    ),
    Table(
        name="tugas",
        scope="akar",
        title="Uraian tugas jabatan",
        key=("kode", "jenis", "urutan", "dari"),
        owner="unit umum dan kepegawaian",
        columns=(
            _kode("kode", "Kode unit di organisasi.csv", refers_to="organisasi.kode"),
            _pilihan("jenis", "Tugas pokok atau rinciannya", ("tugas_pokok", "rincian")),
            _bulat("urutan", "Nomor urut dalam jenisnya", filled=True),
            _teks("uraian", "Tugas dalam satu kalimat pendek", filled=True),
            *BERLAKU,
        ),
    ),
    Table(
        name="fungsi",
        scope="akar",
        title="Fungsi dan kewenangan instansi",
        key=("urutan", "dari"),
        owner="unit umum dan kepegawaian",
        columns=(
            _bulat("urutan", "Nomor urut", filled=True),
            _teks("uraian", "Fungsi dalam satu kalimat pendek", filled=True),
            *BERLAKU,
        ),
    ),
    Table(
        name="strategi",
        scope="akar",
        title="Strategi dan arah kebijakan Renstra",
        key=("kode_arah", "dari"),
        columns=(
            _kode("kode_tujuan", "Kode tujuan di renstra.csv"),
            _kode("kode_sasaran", "Kode sasaran di renstra.csv"),
            _kode("kode_strategi", "Kode strategi"),
            _teks("strategi", "Strategi", filled=True),
            _kode("kode_arah", "Kode arah kebijakan"),
            _teks("arah_kebijakan", "Arah kebijakan", filled=True),
            *BERLAKU,
        ),
    ),
    Table(
        name="program",
        scope="akar",
        title="Program per tahun dengan bidang dan sasarannya",
        key=("tahun", "kode_program", "kode_sasaran"),
        required=True,
        columns=(
            _tahun("tahun", "Tahun anggaran"),
            _kode("kode_program", "Kode program"),
            _teks("nama", "Nama program", filled=True),
            _kode("bidang", "Kode bidang pelaksana di instansi.yaml"),
            _kode("kode_sasaran", "Kode sasaran yang didukung, di renstra.csv"),
        ),
    ),
    Table(
        name="renstra",
        scope="akar",
        title="Target Renstra",
        key=("periode", "versi", "kode_indikator", "tahun"),
        required=True,
        columns=(
            _teks("periode", "Periode Renstra, misalnya 2017-2022", filled=True),
            _kode("versi", "Versi dokumen: awal, perubahan-1, …"),
            _kode("kode_indikator", "Kode indikator"),
            _pilihan("level", "Tingkat indikator", LEVEL_INDIKATOR),
            _kode("kode_tujuan", "Kode tujuan"),
            _teks("tujuan", "Tujuan", filled=True),
            _kode("kode_sasaran", "Kode sasaran; kosong untuk indikator tujuan", filled=False),
            _teks("sasaran", "Sasaran; kosong untuk indikator tujuan"),
            _teks("indikator", "Nama indikator", filled=True),
            _teks("satuan", "Satuan", filled=True),
            _pilihan("arah", "Arah perbaikan indikator", ARAH),
            _tahun("tahun", "Tahun target"),
            _angka("target", "Target tahun itu"),
            _angka("target_bawah", "Batas bawah, untuk arah rentang"),
            _angka("target_atas", "Batas atas, untuk arah rentang"),
        ),
    ),
    Table(
        name="indikator",
        scope="tahun",
        title="Indikator kinerja: target dan realisasi",
        key=("kode_indikator",),
        columns=(
            _kode("kode_indikator", "Kode indikator, tetap sepanjang tahun"),
            _pilihan("level", "Tingkat indikator", LEVEL_INDIKATOR),
            _kode("kode_induk", "Kode tujuan, sasaran atau program yang diukur"),
            _teks("nama", "Nama indikator", filled=True),
            Column(
                name="iku", description="Apakah termasuk IKU: ya atau tidak", type="ya_tidak", filled=True
            ),
            _teks("satuan", "Satuan", filled=True),
            _pilihan("arah", "Arah perbaikan indikator", ARAH),
            _angka("target_awal", "Target perjanjian kinerja awal tahun"),
            _angka(
                "target_perubahan", "Target setelah perubahan; kosong bila tidak berubah atau tidak dicatat"
            ),
            _teks("dasar_perubahan", "Dokumen yang mengubah target"),
            _angka("target_bawah", "Batas bawah, untuk arah rentang"),
            _angka("target_atas", "Batas atas, untuk arah rentang"),
            _angka("realisasi", "Realisasi"),
            _angka("pembilang", "Pembilang realisasi"),
            _angka("penyebut", "Penyebut realisasi"),
            _teks("rumus", "Cara menghitung realisasi"),
            _teks("sumber_data", "Dokumen atau unit asal data realisasi"),
            _teks("penanggung_jawab", "Penanggung jawab data"),
            _angka("standar_nasional", "Nilai pembanding nasional"),
        ),
    ),
    Table(
        name="kegiatan",
        scope="tahun",
        title="Kegiatan dan subkegiatan",
        key=("kode_kegiatan", "kode_subkegiatan"),
        columns=(
            _kode("kode_program", "Kode program"),
            _kode("kode_kegiatan", "Kode kegiatan"),
            _kode(
                "kode_subkegiatan",
                "Kode subkegiatan; kosong untuk baris kegiatan",
                filled=False,
                present=False,
            ),
            _teks("nama", "Nama", filled=True),
        ),
    ),
    Table(
        name="tolok_ukur",
        scope="tahun",
        title="Tolok ukur kegiatan: target dan realisasi",
        key=("kode_tolok_ukur",),
        columns=(
            _kode("kode_kegiatan", "Kode kegiatan", refers_to="kegiatan.kode_kegiatan"),
            _kode("kode_tolok_ukur", "Kode tolok ukur"),
            _teks("nama", "Nama tolok ukur", filled=True),
            _pilihan("jenis", "Jenis tolok ukur", JENIS_TOLOK_UKUR),
            _teks("satuan", "Satuan", filled=True),
            _angka("target_awal", "Target awal tahun", minimum=0),
            _angka(
                "target_perubahan",
                "Target setelah perubahan; kosong bila tidak berubah atau tidak dicatat",
                minimum=0,
            ),
            _teks("dasar_perubahan", "Dokumen yang mengubah target"),
            _angka("realisasi", "Realisasi", minimum=0),
        ),
    ),
    Table(
        name="anggaran",
        scope="tahun",
        title="Pagu dan realisasi anggaran",
        key=("level", "kelompok", "kode_rekening", "kode_program", "kode_kegiatan", "kode_subkegiatan"),
        columns=(
            _pilihan("level", "Tingkat baris", LEVEL_ANGGARAN),
            _kode("kelompok", "Kode kelompok belanja menurut struktur tahun itu", filled=False),
            _kode("kode_rekening", "Kode rekening, untuk level rekening", filled=False),
            _kode("kode_program", "Kode program", filled=False),
            _kode("kode_kegiatan", "Kode kegiatan", filled=False, refers_to="kegiatan.kode_kegiatan"),
            _kode(
                "kode_subkegiatan",
                "Kode subkegiatan",
                filled=False,
                refers_to="kegiatan.kode_subkegiatan",
                present=False,
            ),
            _teks("uraian", "Uraian", filled=True),
            _rupiah("pagu_murni", "Pagu APBD murni, rupiah"),
            _rupiah("pagu_perubahan", "Pagu setelah P-APBD, rupiah"),
            _rupiah("realisasi", "Realisasi, rupiah"),
        ),
    ),
    Table(
        name="perjanjian_kinerja",
        scope="tahun",
        title="Perjanjian kinerja: target per indikator dan anggaran per program",
        key=("kode_indikator", "kode_program"),
        columns=(
            _kode("kode_indikator", "Kode indikator; kosong pada baris anggaran", filled=False),
            _angka("target", "Target yang diperjanjikan; kosong untuk rentang"),
            _angka("target_bawah", "Batas bawah yang diperjanjikan, untuk rentang", present=False),
            _angka("target_atas", "Batas atas yang diperjanjikan, untuk rentang", present=False),
            _kode("kode_program", "Kode program; kosong pada baris indikator", filled=False),
            _rupiah("anggaran", "Anggaran yang diperjanjikan, rupiah"),
        ),
    ),
    Table(
        name="unsur",
        scope="tahun",
        title="Unsur pelayanan SKM",
        key=("kode",),
        owner="penyelenggara survei kepuasan masyarakat",
        columns=(
            _kode("kode", "Kode unsur; kunci data SKM, bukan nomornya"),
            _teks("nama", "Nama unsur", filled=True),
            _angka("bobot", "Bobot; kosong berarti sama rata 1/n", minimum=0, maximum=1),
        ),
    ),
    Table(
        name="ikm_survei",
        scope="tahun",
        title="Keterangan survei kepuasan masyarakat",
        key=("periode",),
        owner="penyelenggara survei kepuasan masyarakat",
        columns=(
            _bulat("populasi", "Jumlah penerima layanan"),
            _teks("periode", "Masa survei", filled=True),
            _teks("metode", "Cara survei"),
        ),
    ),
    Table(
        name="ikm_unsur",
        scope="tahun",
        title="Total nilai jawaban per unsur",
        key=("unsur",),
        owner="penyelenggara survei kepuasan masyarakat",
        columns=(
            _kode("unsur", "Kode unsur", refers_to="unsur.kode"),
            _bulat("total_nilai", "Jumlah nilai semua jawaban"),
            _bulat("jumlah_kuesioner", "Jumlah kuesioner yang menjawab unsur ini"),
        ),
    ),
    Table(
        name="ikm_responden",
        scope="tahun",
        title="Jawaban SKM per responden",
        key=("responden",),
        owner="penyelenggara survei kepuasan masyarakat",
        open_columns=True,
        personal=True,
        columns=(_kode("responden", "Nomor responden, tanpa nama orang"),),
    ),
    Table(
        name="sdm",
        scope="tahun",
        agency=True,
        title="Pegawai per unit",
        key=("unit", "dimensi", "kategori", "subkategori"),
        owner="unit umum dan kepegawaian",
        columns=(
            _kode("unit", "Kode unit di organisasi.csv", refers_to="organisasi.kode"),
            _pilihan("dimensi", "Pengelompokan", ("jenis_kelamin", "golongan", "pendidikan")),
            _teks("kategori", "Kategori dalam dimensi", filled=True),
            _teks("subkategori", "Rincian kategori: L, P, PNS, non-PNS", filled=True),
            _bulat("jumlah", "Jumlah orang", filled=True),
        ),
    ),
    Table(
        name="aset",
        scope="tahun",
        agency=True,
        title="Aset tanah dan bangunan",
        key=("jenis", "urutan"),
        owner="unit umum dan kepegawaian",
        columns=(
            _pilihan("jenis", "Jenis aset", ("tanah", "bangunan")),
            _bulat("urutan", "Nomor urut dalam jenisnya", filled=True),
            _teks("nama", "Nama barang", filled=True),
            _angka("luas", "Luas, meter persegi", minimum=0),
            _teks("alamat", "Letak"),
            _rupiah("nilai", "Perkiraan harga, rupiah"),
            _teks("asal_usul", "Hibah, pembelian, …"),
        ),
    ),
    Table(
        name="permasalahan_solusi",
        scope="tahun",
        title="Permasalahan dan solusi",
        key=("bidang", "jenis", "urutan"),
        columns=(
            Column(
                name="bidang",
                description="Kode bidang, beberapa dipisah titik koma",
                type="daftar_kode",
                filled=True,
            ),
            _pilihan("jenis", "Jenis", JENIS_MASALAH),
            _bulat("urutan", "Nomor urut dalam jenisnya", filled=True),
            _teks("uraian", "Uraian", filled=True),
            _kode("pasangan", "Kode bersama yang memasangkan masalah dan solusi", filled=False),
        ),
    ),
    Table(
        name="narasi",
        scope="tahun",
        title="Teks yang ditulis orang",
        key=("bagian", "urutan"),
        columns=(
            _kode("bagian", "Tempat teks: penyebab, program/3, kegiatan/3.1, indikator/S2-KOP, ikm, …"),
            _bulat("urutan", "Nomor urut dalam bagian", filled=True),
            _teks("teks", "Teks", filled=True),
        ),
    ),
    Table(
        name="rencana_tindak_lanjut",
        scope="tahun",
        title="Rencana tindak lanjut SKM",
        key=("unsur", "urutan"),
        owner="penyelenggara survei kepuasan masyarakat",
        columns=(
            _kode("unsur", "Kode unsur", refers_to="unsur.kode"),
            _bulat("urutan", "Prioritas", filled=True),
            _teks("program", "Yang akan dilakukan", filled=True),
            _teks("waktu", "Kapan"),
            _teks("penanggung_jawab", "Siapa"),
        ),
    ),
    Table(
        name="bukti",
        scope="tahun",
        title="Dokumen bukti",
        key=("kode_indikator", "dokumen"),
        columns=(
            _kode("kode_indikator", "Kode indikator", refers_to="indikator.kode_indikator"),
            _teks("dokumen", "Nama dokumen", filled=True),
            _teks("nomor", "Nomor dokumen"),
            Column(name="tanggal", description="Tanggal dokumen", type="tanggal"),
            _teks("berkas", "Nama berkas"),
            _teks("sha256", "Kode hash SHA-256 berkas"),
        ),
    ),
    Table(
        name="tanggapan",
        scope="tahun",
        title="Tanggapan atas catatan uji konsistensi",
        key=("id",),
        columns=(
            _kode("id", "Kode catatan"),
            _pilihan("status", "Status", ("diterima", "dijelaskan", "diperbaiki")),
            _teks("teks", "Tanggapan", filled=True),
            _teks("oleh", "Siapa", filled=True),
            Column(name="tanggal", description="Kapan", type="tanggal", filled=True),
        ),
    ),
    Table(
        name="catatan_reviu",
        scope="tahun",
        title="Catatan hasil reviu dan tindak lanjutnya",
        key=("bidang", "tempat", "uraian", "rekomendasi", "pereviu", "jawaban"),
        owner="pereviu",
        columns=(
            _kode("bidang", "Kode bidang yang laporannya direviu; dinas untuk seluruh instansi"),
            _teks("tempat", "Bagian, catatan uji, atau butir lembar reviu", filled=True),
            _teks("uraian", "Isi catatan"),
            _teks("rekomendasi", "Saran pereviu"),
            _teks("tanggapan", "Jawaban penyusun"),
            _teks("tindak_lanjut", "Yang dilakukan; kosong selama catatan masih terbuka"),
            _teks("pereviu", "Nama pereviu", filled=True),
            Column(name="tanggal", description="Tanggal reviu", type="tanggal", present=False),
            _teks("versi", "Kode versi laporan yang dibaca pereviu (di kaki halaman)", present=False),
            _pilihan(
                "jawaban",
                "Jawaban pereviu atas butir lembar reviu; catatan pada jawaban ya adalah keterangan dan tidak perlu ditindaklanjuti",
                ("ya", "tidak"),
                filled=False,
                present=False,
            ),
        ),
    ),
    Table(
        name="klaim",
        scope="tahun",
        title="Yang tercetak di laporan terbit",
        key=("id",),
        owner="penyusun data",
        columns=(
            _kode("id", "Kode klaim, tetap"),
            _pilihan("jenis", "Jenis klaim", JENIS_KLAIM),
            _tahun("tahun", "Tahun yang dibicarakan klaim"),
            _kode("tabel", "Tabel kontrak yang memuat faktanya"),
            _kode(
                "kunci_entitas", "Kode baris di tabel itu; bagian kunci dipisah garis miring", filled=False
            ),
            _kode("kolom", "Kolom atau hasil yang diklaim", filled=False),
            _pilihan("basis", "Angka dasar klaim bila bukan faktanya", BASIS_KLAIM, filled=False),
            _teks("nilai_tercetak", "Persis seperti tercetak", filled=True),
            _teks("satuan", "Satuan"),
            _teks("kutipan", "Kata sesedikit mungkin untuk menemukannya"),
            _teks("lokasi", "Tempat di dokumen dengan nomor baris teks", filled=True),
        ),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
"""Every table of the contract by name."""
