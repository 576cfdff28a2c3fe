"""An import writes all of its files or none, whenever it is stopped; nothing that stood there is lost."""

import os
from pathlib import Path
from typing import Any

import pytest
from bantu import tulis_paket

from lakip_utils import data
from lakip_utils.data.excel import simpan
from lakip_utils.data.hashes import folder_hashes, sha256
from lakip_utils.data.paket import TERTUNDA
from lakip_utils.errors import InvalidInput

BERKAS = ("program.csv", "2020/anggaran.csv", "2021/unsur.csv")


class Mati(BaseException):
    """The process is gone."""


def isi_baru(folder: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return new content of three files, one of a year that is not there yet, and the hashes of the old."""
    baru = {nama: f"baru {nama}\n".encode() for nama in BERKAS}
    return baru, {nama: sha256(folder / nama) for nama in BERKAS if (folder / nama).is_file()}


def langkah(folder: Path, monkeypatch: pytest.MonkeyPatch, berhenti: int) -> int:
    """Write, but die before the step of this number; return how many steps there were."""
    n = 0

    def hitung(asli):  # type: ignore[no-untyped-def]
        def ganti(*args, **kwargs):  # type: ignore[no-untyped-def]
            nonlocal n
            if n == berhenti:
                raise Mati
            n += 1
            return asli(*args, **kwargs)

        return ganti

    with monkeypatch.context() as patch:
        patch.setattr(simpan, "write_whole", hitung(simpan.write_whole))
        patch.setattr(simpan.shutil, "rmtree", hitung(simpan.shutil.rmtree))
        patch.setattr(Path, "rename", hitung(Path.rename))
        baru, lama = isi_baru(folder)
        simpan.simpan(folder, baru, lama=lama)
    return n


def test_whenever_it_is_stopped_the_files_are_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    semua = langkah(tulis_paket(tmp_path / "utuh"), monkeypatch, -1)
    assert semua >= 2 * len(BERKAS)
    hasil = set()
    for berhenti in range(semua):
        folder = tulis_paket(tmp_path / f"{berhenti}")
        lama = folder_hashes(folder)
        baru, _ = isi_baru(folder)
        with pytest.raises(Mati):
            langkah(folder, monkeypatch, berhenti)
        simpan.lanjutkan(folder)
        kini = {nama: (folder / nama).read_bytes() for nama in baru if (folder / nama).is_file()}
        if kini == baru:
            hasil.add("baru")
            continue
        hasil.add("lama")
        sisa = {nama: sidik for nama, sidik in folder_hashes(folder).items() if TERTUNDA not in nama}
        assert sisa == lama
    assert hasil == {"lama", "baru"}


def test_stopped_while_it_tidies_up_the_import_is_done(
    paket_kecil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its list, what was left could be neither finished nor passed over: no build, no import any more."""
    baru, lama = isi_baru(paket_kecil)
    hapus = os.unlink

    def satu_saja(path: str, **lain: Any) -> None:
        hapus(path, **lain)
        if path != "daftar.json":
            raise Mati

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", satu_saja)
        with pytest.raises(Mati):
            simpan.simpan(paket_kecil, baru, lama=lama)
    assert {nama: (paket_kecil / nama).read_bytes() for nama in baru} == baru
    assert not (paket_kecil / TERTUNDA).exists()
    assert simpan.lanjutkan(paket_kecil) == ()
    assert not [nama for nama in folder_hashes(paket_kecil) if TERTUNDA in nama]


def test_a_package_half_written_is_not_read(paket_kecil: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    semua = langkah(tulis_paket(paket_kecil.parent / "lain"), monkeypatch, -1)
    with pytest.raises(Mati):
        langkah(paket_kecil, monkeypatch, semua - 2)  # before the folder of what is to be written goes
    with pytest.raises(InvalidInput, match="--lanjut"):
        data.load(paket_kecil)
    assert set(simpan.lanjutkan(paket_kecil)) == set(BERKAS)
    assert not (paket_kecil / TERTUNDA).exists()
    assert simpan.lanjutkan(paket_kecil) == ()


def test_what_a_stopped_import_left_aside_is_in_nobodys_way(
    paket_kecil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Mati):
        langkah(paket_kecil, monkeypatch, 2)
    data.load(paket_kecil)
    baru, lama = isi_baru(paket_kecil)
    simpan.simpan(paket_kecil, baru, lama=lama)
    assert {nama: (paket_kecil / nama).read_bytes() for nama in baru} == baru


def test_a_file_changed_since_it_was_read_is_not_overwritten(paket_kecil: Path) -> None:
    baru, lama = isi_baru(paket_kecil)
    (paket_kecil / "2020/anggaran.csv").write_text("disunting orang lain\n")
    sebelum = folder_hashes(paket_kecil)
    with pytest.raises(InvalidInput) as gagal:
        simpan.simpan(paket_kecil, baru, lama=lama)
    assert [Path(satu.file).name for satu in gagal.value.violations] == ["anggaran.csv"]
    assert folder_hashes(paket_kecil) == sebelum


def test_a_file_that_came_since_is_not_overwritten(paket_kecil: Path) -> None:
    baru, lama = isi_baru(paket_kecil)
    (paket_kecil / "2021").mkdir()
    (paket_kecil / "2021/unsur.csv").write_text("kode,nama,bobot\n")
    with pytest.raises(InvalidInput):
        simpan.simpan(paket_kecil, baru, lama=lama)
