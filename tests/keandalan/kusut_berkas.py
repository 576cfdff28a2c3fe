"""Things that are no ordinary file where one is read, and the commands as people run them."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bantu import AKAR, tulis_paket
from kusut_buku import buku_asal, kemas, tabel_sel_acak
from kusut_csv import BERKAS, PAKET
from kusut_dasar import (
    DITOLAK,
    SAMA,
    TERBACA,
    Arena,
    Palsu,
    PesanBuruk,
    disandikan,
    jenis,
    periksa_pesan,
    rusak_byte,
    semua_sama,
)
from kusut_keluaran import BERKAS as JSON
from kusut_keluaran import batch_dari, keluaran_asal, notebook_asal
from kusut_tabel import tabel_rusak
from kusut_yaml import MODEL, asal

from lakip_utils import cli, data
from lakip_utils.data import params, yaml_file
from lakip_utils.data.excel.baca import baca_buku
from lakip_utils.data.excel.peta import Peta
from lakip_utils.data.reviu import baca_reviu
from lakip_utils.errors import LakipError
from lakip_utils.terbitan import manifest, reviu
from lakip_utils.terbitan.perubahan.baca import baca as baca_terbitan
from lakip_utils.terbitan.plan import unreadable
from lakip_utils.terbitan.segar import CAP, segar

GANJIL = ("pipa", "folder", "tautan berputar", "tautan putus", "perangkat", "kosong", "raksasa")


def _pasang(path: Path, apa: str) -> None:
    """Put something that is no ordinary file where one is expected."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        path.unlink()
    match apa:
        case "pipa":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "tautan berputar":
            path.symlink_to(path.name)
        case "tautan putus":
            path.symlink_to("tidak-ada")
        case "perangkat":
            path.symlink_to("/dev/zero")
        case "kosong":
            path.write_bytes(b"")
        case "raksasa":
            with path.open("wb") as berkas:
                berkas.truncate(20_000_000_000)  # holes: it takes no room


def _tabel(folder: Path, apa: str) -> Any:
    nama = "2020/sdm.csv"
    tulis_paket(folder / "paket", {**PAKET, nama: None})
    _pasang(folder / "paket" / nama, apa)
    return data.load(folder / "paket")


def _instansi(folder: Path, apa: str) -> Any:
    tulis_paket(folder / "paket", {**PAKET, "instansi.yaml": None})
    _pasang(folder / "paket" / "instansi.yaml", apa)
    return data.load(folder / "paket")


def _lain(nama: str, baca: Callable[[Path], Any]) -> Callable[[Path, str], Any]:
    def coba(folder: Path, apa: str) -> Any:
        _pasang(folder / nama, apa)
        return baca(folder / nama)

    return coba


def _cap(folder: Path, apa: str) -> Any:
    """A stamp that is none says nothing: the build looks itself."""
    shutil.copytree(keluaran_asal(), folder / "x")
    _pasang(folder / "x" / "out" / CAP, apa)
    if segar(batch_dari(folder / "x")) is not None:
        raise Palsu("cap yang bukan berkas diterima")
    raise LakipError("tidak dipakai")


def _notebook(path: Path) -> Any:
    """A notebook that is none is told by the build, too."""
    if not unreadable(str(path)):
        raise Palsu("notebook yang bukan berkas diterima")
    return baca_terbitan(path)


PEMBACA: dict[str, Callable[[Path, str], Any]] = {
    "tabel": _tabel,
    "instansi.yaml": _instansi,
    "batch.yaml": _lain("batch.yaml", params.load),
    "peta.yaml": _lain("peta.yaml", lambda path: yaml_file.read(path, Peta)),
    "buku": _lain("isian.xlsx", lambda path: baca_buku(path, lambda _t, _k: frozenset())),
    "buku reviu": _lain("catatan.xlsx", lambda path: reviu.baca_lama(path, "d/2020/a") if path.exists() or path.is_symlink() else None),
    "reviu": _lain("ani.json", baca_reviu),
    "manifest": _lain("manifest.json", lambda path: manifest.read(path.parent)),
    "cap": _cap,
    "notebook": _lain("laporan.ipynb", _notebook),
}  # fmt: skip


@jenis("bukan-berkas", 400, detik=15)
def bukan_berkas(arena: Arena) -> str:
    """A pipe, a folder, a loop of links, a device, a file of twenty gigabytes: refused, and at once."""
    nama, apa = arena.acak.choice(sorted(PEMBACA)), arena.acak.choice(GANJIL)
    arena.cerita.append(f"{nama}: {apa}")
    try:
        PEMBACA[nama](arena.folder, apa)
    except LakipError as error:
        periksa_pesan(error)
        return DITOLAK
    raise Palsu("yang bukan berkas diterima")


# Commands ---------------------------------------------------------------------------------------------------


def jalankan(*args: str) -> tuple[int, str]:
    """Run a command in this process; return its exit code and what it said."""
    keluar = io.StringIO()
    try:
        with contextlib.redirect_stdout(keluar), contextlib.redirect_stderr(keluar):
            cli.main(list(args))
    except SystemExit as akhir:
        return int(akhir.code or 0), keluar.getvalue()
    raise AssertionError("perintah tidak berakhir dengan kode")


def _proses(*args: str) -> tuple[int, str]:
    """Run a command as people do."""
    hasil = subprocess.run(
        [str(Path(sys.executable).with_name("lakip")), *args],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=AKAR,
        check=False,
    )
    return hasil.returncode, hasil.stdout + hasil.stderr


def _validate(arena: Arena) -> tuple[list[str], dict[Path, bytes]]:
    nama, isi = tabel_rusak(arena)
    paket = tulis_paket(arena.folder / "paket", {**PAKET, BERKAS[nama]: isi})
    perintah = arena.acak.choice(
        [["data", "validate"], ["check", "--format", arena.acak.choice(["table", "json", "csv"])]]
    )
    return [*perintah, "--data", str(paket)], {paket / BERKAS[nama]: isi}


def _yaml(arena: Arena) -> tuple[list[str], dict[Path, bytes]]:
    nama = arena.acak.choice(["instansi.yaml", "batch.yaml"])
    isi = (
        rusak_byte(arena, asal(nama)) if arena.acak.random() < 0.8 else disandikan(arena, asal(nama).decode())
    )
    if nama == "batch.yaml":
        path = arena.tulis(nama, isi)
        return ["data", "validate", "--params", str(path)], {path: isi}
    paket = tulis_paket(arena.folder / "paket", {**PAKET, nama: isi})
    return ["data", "validate", "--data", str(paket)], {paket / nama: isi}


def _import(arena: Arena) -> tuple[list[str], dict[Path, bytes]]:
    acak = arena.acak
    paket = tulis_paket(arena.folder / "paket", dict(PAKET))
    isi = rusak_byte(arena, buku_asal()) if acak.random() < 0.3 else kemas(tabel_sel_acak(arena))
    path = arena.tulis("isian.xlsx", isi)
    return ["data", "import", str(path), "--tahun", "2020", "--data", str(paket)], {
        path: isi,
        paket / "2020/anggaran.csv": PAKET["2020/anggaran.csv"],
    }


def _reviu(arena: Arena) -> tuple[list[str], dict[Path, bytes]]:
    isi = rusak_byte(arena, JSON["reviu"][1]())
    path = arena.tulis("ani.json", isi)
    return ["review", "merge", str(path), "--out", str(arena.folder / "catatan.xlsx")], {path: isi}


def _verify(arena: Arena) -> tuple[list[str], dict[Path, bytes]]:
    shutil.copytree(keluaran_asal(), arena.folder / "x")
    path = arena.folder / "x" / "out" / "manifest.json"
    isi = rusak_byte(arena, path.read_bytes())
    path.write_bytes(isi)
    return [
        "verify",
        str(path.parent),
        "--data",
        str(arena.folder / "x" / "data"),
        "--params",
        str(MODEL["batch.yaml"][0]),
    ], {path: isi}


def _diff(arena: Arena) -> tuple[list[str], dict[Path, bytes]]:
    isi = rusak_byte(arena, notebook_asal())
    path = arena.tulis("laporan.ipynb", isi)
    lama = keluaran_asal() / "out" / "dinas-uji" / "2020" / "satu" / "laporan.ipynb"
    return ["diff", str(lama), str(path), "--format", arena.acak.choice(["table", "json"])], {path: isi}


PERINTAH = (_validate, _yaml, _import, _reviu, _verify, _diff)


def _nilai(arena: Arena, apa: Callable[..., tuple[int, str]]) -> str:
    args, berkas = arena.acak.choice(PERINTAH)(arena)
    arena.cerita.append(" ".join(args[:3]))
    kode, kata = apa(*args)
    if kode not in (0, 1, 2):
        raise Palsu(f"kode akhir {kode}: {kata[-500:]}")
    if "Traceback" in kata or "\x1b" in kata or "\x00" in kata:
        raise PesanBuruk(kata[-800:])
    if kode and not kata.strip():
        raise PesanBuruk(f"kode akhir {kode} tanpa kata")
    semua_sama([(str(path), isi) for path, isi in berkas.items()], Path("/"))
    return {0: SAMA, 1: TERBACA, 2: DITOLAK}[kode]


@jenis("perintah", 350, detik=30)
def perintah(arena: Arena) -> str:
    """Whole commands on a bad input: an exit code, words, no traceback, and nothing written."""
    return _nilai(arena, jalankan)


@jenis("proses", 12, detik=90)
def proses(arena: Arena) -> str:
    """The same as processes of their own."""
    return _nilai(arena, _proses)
