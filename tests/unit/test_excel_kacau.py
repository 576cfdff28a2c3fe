"""A workbook that people have messed up is read as what they meant, or refused at the cell in question."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random
from typing import Any

import kacau
import pytest
from bantu import PAKET_KECIL, tulis_paket
from kacau import KACAU, BukuKacau
from openpyxl import load_workbook

from lakip_utils.data.excel import impor
from lakip_utils.data.excel.tahun import ekspor
from lakip_utils.errors import InvalidInput, Violation

CAMPURAN = 90
"""How many workbooks have two or three mess-ups at once."""


def _baris(teks: str | bytes) -> list[dict[str, str]]:
    isi = teks.decode("utf-8-sig") if isinstance(teks, bytes) else teks
    return [{k: v for k, v in satu.items() if v} for satu in csv.DictReader(io.StringIO(isi, newline=""))]


BERKAS = {Path(nama).stem: nama for nama in (PAKET_KECIL | kacau.PAKET) if nama.endswith(".csv")}
AWAL = {Path(n).stem: _baris(isi) for n, isi in (PAKET_KECIL | kacau.PAKET).items() if n.endswith(".csv")}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tulis_paket(tmp_path_factory.mktemp("kacau") / "paket", kacau.PAKET)


@pytest.fixture(scope="module")
def bersih(folder: Path) -> bytes:
    """The export of the package, with the sheets that hold something."""
    wb = load_workbook(io.BytesIO(ekspor(folder, 2020)[1]))
    for nama in wb.sheetnames:
        if nama not in (*AWAL, "Petunjuk"):
            del wb[nama]
    return _simpan(wb)


def _simpan(wb: Any) -> bytes:
    wadah = io.BytesIO()
    wb.save(wadah)
    return wadah.getvalue()


def _buka(bersih: bytes) -> BukuKacau:
    return BukuKacau(load_workbook(io.BytesIO(bersih)), AWAL)


def _campuran() -> list[list[str]]:
    acak = Random(2020)
    hasil = []
    while len(hasil) < CAMPURAN:
        nama = acak.sample(sorted(KACAU), acak.choice([2, 3]))
        hasil.append(nama)
    return hasil


@pytest.mark.parametrize(
    ("nama", "seed"),
    [([nama], seed) for seed, nama in enumerate(KACAU)]
    + [(nama, seed) for seed, nama in enumerate(_campuran(), 1000)],
    ids=lambda apa: "+".join(apa) if isinstance(apa, list) else str(apa),
)
def test_setiap_angka_seperti_maksudnya_atau_ditolak_di_selnya(
    nama: list[str], seed: int, folder: Path, bersih: bytes, tmp_path: Path
) -> None:
    b = _buka(bersih)
    kacau.lakukan(b, nama, Random(seed))
    berkas = tmp_path / "kacau.xlsx"
    b.wb.save(berkas)
    if b.tolak:
        with pytest.raises(InvalidInput) as salah:
            impor.rencanakan(berkas, folder)
        _ditolak_di_tempatnya(b, salah.value.violations)
    else:
        _terbaca(b, impor.rencanakan(berkas, folder))


def _tempat(ws: Any, sel: Any) -> tuple[str, int | None]:
    return ws.title, sel.row if sel is not None else None


def _ditolak_di_tempatnya(b: BukuKacau, salah: tuple[Violation, ...]) -> None:
    for ws, sel, kolom in b.tolak:
        assert any(
            v.sheet == ws.title
            and (sel is None or v.row == sel.row)
            and (not kolom or kolom in v.column or kolom in v.expected)
            and (not kolom or f"(sel {sel.coordinate})" in v.column or "(sel" not in v.column)
            for v in salah
        ), (ws.title, sel, kolom, salah)
    boleh = {_tempat(ws, sel) for ws, sel, _ in b.tolak}
    lain = {ws.title for ws in b.sebab_lain}
    for v in salah:
        assert v.sheet in lain or (v.sheet, v.row) in boleh, v


def _terbaca(b: BukuKacau, rencana: impor.Rencana) -> None:
    harap = b.bersih()
    for nama, path in BERKAS.items():
        jadi = _baris(rencana.isi[path]) if path in rencana.isi else AWAL[nama]
        assert jadi == harap[nama], nama
    assert _dikatakan(rencana) == {n: apa for n in AWAL if (apa := _beda(AWAL[n], harap[n]))}
    disebut = {(satu.lembar, satu.sel) for lembar in rencana.buku.lembar for satu in lembar.bacaan}
    for sel in b.bacaan:
        assert (sel.parent.title, sel.coordinate) in disebut, (sel, disebut)


Beda = tuple[int, int, list[tuple[str, str, str]], bool]
"""How many rows come and go, which cells change, and whether the order does."""


def _beda(lama: list[dict[str, str]], baru: list[dict[str, str]]) -> Beda | None:
    """Return how two tables differ whose rows are told apart by most of their cells."""
    if lama == baru:
        return None
    if len(lama) != len(baru):
        kurang, lebih = [s for s in lama if s not in baru], [s for s in baru if s not in lama]
        return len(lebih), len(kurang), [], False
    if all(satu in baru for satu in lama):
        return 0, 0, [], True
    ubah = [
        (k, satu.get(k, ""), lain.get(k, ""))
        for satu, lain in zip(lama, baru, strict=True)
        for k in sorted(satu.keys() | lain.keys())
        if satu.get(k) != lain.get(k)
    ]
    return 0, 0, ubah, False


def _dikatakan(rencana: impor.Rencana) -> dict[str, Beda]:
    return {
        Path(satu.berkas).stem: (
            len(satu.tambah),
            len(satu.hapus),
            sorted((u.kolom, u.lama, u.baru) for u in satu.ubah),
            satu.urutan,
        )
        for satu in rencana.beda
    }


def test_jumlah_kekacauan_tidak_menyusut() -> None:
    assert len(KACAU) + sum(map(len, _campuran())) >= 250


def test_tanpa_kekacauan_tidak_ada_yang_berubah(folder: Path, bersih: bytes, tmp_path: Path) -> None:
    b = _buka(bersih)
    b.wb.save(tmp_path / "x.xlsx")
    rencana = impor.rencanakan(tmp_path / "x.xlsx", folder)
    assert not rencana.beda
    assert not rencana.isi
    _terbaca(b, rencana)
