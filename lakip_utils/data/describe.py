"""Describe a data package: ``datapackage.json`` for machines, the data dictionary for people.

Both are made from :data:`lakip_utils.data.schema.TABLES`. ``python -m lakip_utils.data.describe``
writes ``data/datapackage.json`` and ``docs/kamus-data.md`` below the working directory.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lakip_utils.data.instansi import Instansi
from lakip_utils.data.paket import INSTANSI
from lakip_utils.data.schema import ANYWHERE, TABLES, Column, Table
from lakip_utils.data.yaml_file import read

DATA = Path("data")
DATAPACKAGE = "datapackage.json"
KAMUS = Path("docs/kamus-data.md")

_POLA_KODE = r"[^\s;,]+"
_FIELDS: dict[str, dict[str, Any]] = {
    "teks": {"type": "string"},
    "kode": {"type": "string", "constraints": {"pattern": _POLA_KODE}},
    "bulat": {"type": "integer"},
    "angka": {"type": "number"},
    "rupiah": {"type": "integer"},
    "tahun": {"type": "year"},
    "ya_tidak": {"type": "boolean", "trueValues": ["ya"], "falseValues": ["tidak"]},
    "tanggal": {"type": "date"},
    "daftar_kode": {"type": "string", "constraints": {"pattern": f"{_POLA_KODE}(;{_POLA_KODE})*"}},
}
_SEBUTAN = {
    "teks": "teks",
    "kode": "kode",
    "bulat": "bilangan bulat",
    "angka": "bilangan",
    "rupiah": "rupiah bulat",
    "tahun": "tahun",
    "ya_tidak": "ya/tidak",
    "tanggal": "tanggal",
    "daftar_kode": "daftar kode",
}
_CIRI = Column(name="ciri_", description="Ciri responden, misalnya ciri_pendidikan")


class _Berkas(NamedTuple):
    """One CSV file of a package: its table, its path relative to the package, its year if it has one."""

    table: Table
    path: str
    tahun: int | None

    @property
    def nama(self) -> str:
        """The name of the resource: the table's, with its year where it has one."""
        return _resource(self.table, self.tahun)


def descriptor(folder: Path, tables: Mapping[str, Table] = TABLES) -> dict[str, Any]:
    """Return the Data Package descriptor of the files that exist in a package.

    Parameters
    ----------
    folder
        A package; it must be valid (:func:`lakip_utils.data.load`).
    tables
        The contract, by table name.

    Returns
    -------
    dict
        One resource a file: a key holds within a year, so the files of a yearly table are not parts
        of one resource. Fields stand in the order of the file; foreign keys of a yearly table lead
        to the same year where the other table is yearly, too.

    Raises
    ------
    InvalidInput
        If ``instansi.yaml`` is missing or invalid.
    """
    instansi = read(folder / INSTANSI, Instansi)
    berkas = list(_files(folder, tables.values()))
    ada = {satu.nama for satu in berkas}
    return {
        "profile": "tabular-data-package",
        "name": instansi.kode,
        "title": f"Data kinerja {instansi.nama}, {instansi.pemerintah}",
        "sources": [{"title": judul} for judul in _sources(instansi)],
        "resources": [_resource_of(folder, satu, tables, ada) for satu in berkas],
    }


def dictionary(tables: Mapping[str, Table] = TABLES) -> str:
    """Return the data dictionary in Markdown: every table with its columns, Indonesian."""
    bagian = [
        _PEMBUKA,
        _tabel_md(
            ("Tabel", "Isi", "Letak", "Wajib"),
            [
                (f"[`{t.name}`](#{t.name})", t.title, f"`{_letak(t)}`", "ya" if t.required else "tidak")
                for t in tables.values()
            ],
        ),
        *(_bab(table) for table in tables.values()),
    ]
    return "\n\n".join(bagian) + "\n"


def main() -> None:
    """Write both descriptions below the working directory."""
    isi = json.dumps(descriptor(DATA), ensure_ascii=False, indent=1) + "\n"
    (DATA / DATAPACKAGE).write_text(isi, "utf-8")
    KAMUS.write_text(dictionary(), "utf-8")


def _files(folder: Path, tables: Iterable[Table]) -> Iterator[_Berkas]:
    tahun = sorted(int(d.name) for d in folder.iterdir() if d.is_dir() and d.name.isdecimal())
    for table in tables:
        if table.scope == "akar":
            semua = [_Berkas(table, f"{table.name}.csv", None)]
        else:
            semua = [_Berkas(table, f"{t}/{table.name}.csv", t) for t in tahun]
        yield from (satu for satu in semua if (folder / satu.path).is_file())


def _resource(table: Table, tahun: int | None) -> str:
    return table.name if tahun is None else f"{table.name}-{tahun}"


def _sources(instansi: Instansi) -> list[str]:
    return list(dict.fromkeys(satu.sumber_terbit for satu in instansi.laporan if satu.sumber_terbit))


def _resource_of(folder: Path, berkas: _Berkas, tables: Mapping[str, Table], ada: set[str]) -> dict[str, Any]:
    table = berkas.table
    with (folder / berkas.path).open(encoding="utf-8-sig", newline="") as file:
        header = [nama.strip() for nama in next(csv.reader(file))]
    schema: dict[str, Any] = {
        "fields": [_field(_column(nama, table)) for nama in header],
        "missingValues": [""],
        "primaryKey": [nama for nama in table.key if nama in header],
    }
    rujukan = [_foreign_key(c, berkas, tables) for c in table.columns if c.refers_to and c.name in header]
    if rujukan := [r for r in rujukan if r["reference"]["resource"] in {"", *ada}]:
        schema["foreignKeys"] = rujukan
    return {
        "profile": "tabular-data-resource",
        "name": berkas.nama,
        "title": table.title if berkas.tahun is None else f"{table.title}, {berkas.tahun}",
        "path": berkas.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _column(nama: str, table: Table) -> Column:
    """Return the contract of a header; ``ciri_*`` and the unsur of the respondents have none of their own."""
    for column in table.all_columns:
        if column.name == nama:
            return column
    if nama.startswith(_CIRI.name):
        return Column(name=nama, description=_CIRI.description)
    return Column(
        name=nama, description="Jawaban atas unsur berkode ini, 1–4", type="bulat", minimum=1, maximum=4
    )


def _field(column: Column) -> dict[str, Any]:
    bentuk = _FIELDS[column.type]
    batas = {
        **({"required": True} if column.filled else {}),
        **({"enum": list(column.choices)} if column.choices else {}),
        **({"minimum": _number(column.minimum)} if column.minimum is not None else {}),
        **({"maximum": _number(column.maximum)} if column.maximum is not None else {}),
        **bentuk.get("constraints", {}),
    }
    isi = {"name": column.name, **bentuk, "description": column.description}
    isi.pop("constraints", None)
    return isi | ({"constraints": batas} if batas else {})


def _number(nilai: float) -> int | float:
    return int(nilai) if nilai == int(nilai) else nilai


def _foreign_key(column: Column, berkas: _Berkas, tables: Mapping[str, Table]) -> dict[str, Any]:
    nama, tujuan = column.refers_to.split(".")
    lain = tables[nama]
    resource = _resource(lain, berkas.tahun if lain.scope == "tahun" else None)
    return {
        "fields": [column.name],
        "reference": {"resource": "" if lain is berkas.table else resource, "fields": [tujuan]},
    }


_PEMBUKA = """\
# Kamus data

Berkas ini dibuat dari `lakip_utils/data/schema.py` oleh `make docs`; jangan disunting langsung.

Sebuah paket data adalah satu folder: `instansi.yaml`, tabel akar, dan satu folder untuk setiap tahun. Cara
mengisinya langkah demi langkah ada di [panduan analis](panduan-analis.md).

Berlaku untuk semua tabel:

- Berkas CSV bersandi UTF-8, kolom dipisah koma, baris pertama judul kolom. Teks yang memuat koma diapit tanda
  kutip ganda.
- Yang belum diketahui dikosongkan: bukan 0, bukan strip, bukan kata.
- Bilangan ditulis tanpa pemisah ribuan dan dengan titik desimal: `27.5`. Rupiah bulat tanpa `Rp`: `1318304000`.
- Persentase 0–100. Tahun empat angka. Tanggal `2020-12-31`. Kode tanpa spasi, koma, atau titik koma, dan tetap
  dari tahun ke tahun; tabel digabung lewat kode, tidak pernah lewat nama.
- Kolom di luar kamus ini ditolak, kecuali `ciri_…`. Kolom bertanda *boleh tiada* boleh tidak ditulis judulnya;
  kolom lain harus ada judulnya, walaupun selnya kosong.
- Setiap tabel boleh memuat `sumber` dan `catatan`.
- Tabel wajib harus ada. Tabel lain boleh belum ada: bagian laporannya akan menyebut datanya belum tersedia dan
  siapa pemiliknya."""


def _letak(table: Table) -> str:
    return f"{table.name}.csv" if table.scope == "akar" else f"<tahun>/{table.name}.csv"


def _bab(table: Table) -> str:
    baris = [_baris(column) for column in table.columns]
    if table.open_columns:
        baris.append(
            ("*kode unsur*", "bilangan bulat", "tidak", "1 sampai 4", "Jawaban; satu kolom setiap unsur")
        )
        baris.append(("`ciri_…`", "teks", "tidak", "", _CIRI.description))
    baris += [_baris(column) for column in ANYWHERE]
    return "\n\n".join(
        [
            f"## {table.name}",
            f"{table.title}. Letak: `{_letak(table)}`. Pemilik data: {table.owner}.",
            f"Kunci baris, bersama-sama tidak berulang: {', '.join(f'`{k}`' for k in table.key)}.",
            _tabel_md(("Kolom", "Jenis", "Harus terisi", "Isi yang sah", "Arti"), baris),
        ]
    )


def _baris(column: Column) -> tuple[str, ...]:
    nama = f"`{column.name}`" + ("" if column.present else " (boleh tiada)")
    isi = ", ".join(f"`{pilihan}`" for pilihan in column.choices) or _batas(column)
    if column.refers_to:
        isi = f"ada di `{column.refers_to}`"
    return nama, _SEBUTAN[column.type], "ya" if column.filled else "tidak", isi, column.description


def _batas(column: Column) -> str:
    match column.minimum, column.maximum:
        case None, None:
            return ""
        case bawah, None:
            return f"paling kecil {bawah:g}"
        case None, atas:
            return f"paling besar {atas:g}"
        case bawah, atas:
            return f"{bawah:g} sampai {atas:g}"


def _tabel_md(judul: Iterable[str], baris: Iterable[Iterable[str]]) -> str:
    judul = tuple(judul)
    semua = (judul, ("---",) * len(judul), *(tuple(b) for b in baris))
    return "\n".join("| " + " | ".join(sel.replace("|", "\\|") for sel in b) + " |" for b in semua)


if __name__ == "__main__":
    main()
