"""Valid JSON of every kind that is read back, and what reads it."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from bantu import tulis_paket
from kusut_csv import PAKET
from kusut_dasar import (
    Palsu,
)

from lakip_utils.data.hashes import sha256
from lakip_utils.data.params import Batch
from lakip_utils.data.reviu import baca_reviu
from lakip_utils.sajian import blok as b
from lakip_utils.sajian.lab import mimebundle
from lakip_utils.terbitan import manifest, perubahan
from lakip_utils.terbitan.manifest import Catatan, Manifest
from lakip_utils.terbitan.perubahan.baca import baca as baca_terbitan
from lakip_utils.terbitan.perubahan.tampil import perubahan_html, perubahan_json, perubahan_terminal
from lakip_utils.terbitan.segar import CAP, Segar, cap, segar, sidik_batch
from lakip_utils.terbitan.verifikasi import verifikasi

REVIU: dict[str, Any] = {
    "format": "lakip-reviu",
    "versi": 1,
    "laporan": "dinas-uji/2020/satu",
    "sidik": "0123456789abcdef",
    "judul": "Evaluasi Bidang Satu 2020",
    "pereviu": "Ani",
    "tanggal": "2021-02-01",
    "butir": {"I.1": {"jawaban": "ya", "catatan": ""}, "III.2": {"jawaban": "tidak", "catatan": "Target 6, realisasi 7"}},
    "catatan": [
        {"jangkar": "ringkasan", "tempat": "1 Ringkasan", "uraian": "Angka 85,00 salah\nlihat tabel", "rekomendasi": "", "pereviu": ""}
    ],
}  # fmt: skip
RINGKASAN = b.Ringkasan(
    angka=(
        b.AngkaKunci(nama="pagu", judul="Pagu", nilai=18193665000, satuan="rupiah"),
        b.AngkaKunci(nama="capaian", judul="Capaian", nilai=85.25, satuan="persen"),
        b.AngkaKunci(nama="ikm", judul="IKM", nilai=None, satuan="", alasan="belum ada"),
    ),
    perbandingan=(b.Perbandingan(kode="a", nama="Target", lengkap=True),),
    cacah_catatan={"tinggi": 2},
    terbuka=1,
    catatan=(
        b.CatatanUji(id="u-1", keparahan="tinggi", uji="jumlah", sebutan="Pagu", kolom="pagu", tercetak="12", dihitung="13"),
    ),
)  # fmt: skip
KOP = b.Kop(
    pemerintah="Uji",
    instansi="Dinas Uji",
    judul="Evaluasi",
    tahun=2020,
    kode_instansi="dinas-uji",
    kode_bidang="satu",
    nama_bidang="Bidang Satu",
    status="Draf",
    draf=True,
)


@cache
def notebook_asal() -> bytes:
    """Return an executed report notebook, small but whole."""
    tabel = b.Tabel(
        kunci="t",
        judul="Pagu",
        kolom=(b.Kolom(judul="A"),),
        baris=(b.Baris(sel=((b.Span(teks="Rp 1.000"),),)),),
    )
    sel = [
        nbformat.v4.new_code_cell(
            "x",
            id=f"sel{n}",
            outputs=[nbformat.v4.new_output("execute_result", mimebundle(satu), execution_count=1)],
        )
        for n, satu in enumerate((KOP, tabel, RINGKASAN))
    ]
    isi = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# Bab\n\nPagu 1.000", id="teks"), *sel]
    )
    return nbformat.writes(isi).encode()  # fmt: skip


def sebagai_json(isi: object) -> bytes:
    return json.dumps(isi, ensure_ascii=False, indent=1).encode()


# What is read ---------------------------------------------------------------------------------------------


def _reviu(folder: Path, isi: bytes) -> Any:
    (folder / "ani.json").write_bytes(isi)
    return baca_reviu(folder / "ani.json")


@cache
def keluaran_asal() -> Path:
    """Return an output folder as a build leaves it, with its stamp, and the package that it was made from."""
    akar = Path(tempfile.mkdtemp(prefix="kusut-keluaran-"))
    tulis_paket(akar / "data", dict(PAKET))
    for nama in ("bidang", "dinas"):
        (akar / f"{nama}.ipynb").write_text("{}")
    laporan = akar / "out" / "dinas-uji" / "2020" / "satu"
    laporan.mkdir(parents=True)
    (akar / "out" / "index.html").write_text("isi")
    (laporan / "laporan.html").write_text("isi")
    (laporan / "laporan.ipynb").write_bytes(notebook_asal())
    (laporan / "ringkasan.json").write_bytes(sebagai_json(RINGKASAN.model_dump(mode="json")))
    (akar / "batch.yaml").write_text(
        "data: [data]\nout: out\nnotebook: bidang.ipynb\nnotebook_dinas: dinas.ipynb\n"
    )
    batch = batch_dari(akar)
    sidik = sidik_batch(batch) or ""
    catatan = Catatan(
        tahun=2020,
        bidang="satu",
        nama_bidang="Satu",
        parameter={"batas_capaian": 100.0, "tanpa_bagian": ""},
        masukan={"data/2020/anggaran.csv": "a" * 64},
        keluaran={satu.name: sha256(satu) for satu in sorted(laporan.iterdir())},
    )
    manifest.write(
        akar / "out",
        Manifest(
            laporan={"dinas-uji/2020/satu": catatan},
            keluaran={"index.html": sha256(akar / "out" / "index.html")},
            data={"dinas-uji": {"2020/anggaran.csv": "b" * 64}},
        ),
    )
    cap(
        batch,
        sidik,
        Segar(
            ("dinas-uji/2020/satu",), {("dinas-uji", 2020): 3}, {("dinas-uji", 2020): 1}, ("2020: kosong",)
        ),
    )
    return akar


def batch_dari(akar: Path) -> Batch:
    return Batch(
        data=((akar / "data").as_posix(),),
        out=(akar / "out").as_posix(),
        notebook=(akar / "bidang.ipynb").as_posix(),
        notebook_dinas=(akar / "dinas.ipynb").as_posix(),
    )


def bersihkan() -> None:
    """Remove what the kinds of this module keep between cases."""
    if keluaran_asal.cache_info().currsize:
        shutil.rmtree(keluaran_asal(), ignore_errors=True)
        keluaran_asal.cache_clear()


def _manifest(folder: Path, isi: bytes) -> Any:
    (folder / "manifest.json").write_bytes(isi)
    return manifest.read(folder)


def _verifikasi(folder: Path, isi: bytes) -> Any:
    """Verify outputs whose manifest is damaged: what it says of files is compared, and nothing else happens."""
    shutil.copytree(keluaran_asal() / "out", folder, dirs_exist_ok=True)
    (folder / "manifest.json").write_bytes(isi)
    hasil = verifikasi(folder, keluaran_asal() / "tidak-ada.yaml", [(keluaran_asal() / "data").as_posix()])
    str(hasil)
    return manifest.read(folder)


def _cap(folder: Path, isi: bytes) -> Any:
    """Read a damaged stamp: in any doubt it says nothing, and the build looks itself."""
    akar = keluaran_asal()
    path = akar / "out" / CAP
    asli = path.read_bytes()
    path.write_bytes(isi)
    try:
        hasil = segar(batch_dari(akar))
        if hasil is None:
            return None
        for (instansi, tahun), banyak in (*hasil.terbuka.items(), *hasil.reviu.items()):
            if type(instansi) is not str or type(tahun) is not int or type(banyak) is not int:
                raise Palsu(f"cap: {instansi!r} {tahun!r} {banyak!r}")
        if not all(type(satu) is str for satu in hasil.kosong):
            raise Palsu(f"cap: {hasil.kosong!r}")
        return {
            "laporan": hasil.laporan,
            "terbuka": [[*kunci, n] for kunci, n in hasil.terbuka.items()],
            "reviu": [[*kunci, n] for kunci, n in hasil.reviu.items()],
            "kosong": hasil.kosong,
            "sidik": json.loads(isi)["sidik"],
        }
    finally:
        path.write_bytes(asli)


def _ringkasan(folder: Path, isi: bytes) -> Any:
    (folder / "laporan.ipynb").write_bytes(notebook_asal())
    (folder / "ringkasan.json").write_bytes(isi)
    return _tampilkan(baca_terbitan(folder), folder)


def _tampilkan(hasil: Any, folder: Path) -> Any:
    """Hold what was read against the undamaged report, as ``lakip diff`` does, in every form."""
    beda = perubahan.bandingkan(folder, keluaran_asal() / "out" / "dinas-uji" / "2020" / "satu")
    json.loads(perubahan_json(beda))
    perubahan_terminal(beda, 80)
    perubahan_html(beda)
    return next(iter(hasil.laporan.values())).angka_dan_catatan


def _notebook(folder: Path, isi: bytes) -> Any:
    (folder / "laporan.ipynb").write_bytes(isi)
    return _tampilkan(baca_terbitan(folder), folder)


Pembaca = Callable[[Path, bytes], Any]
BERKAS: dict[str, tuple[Pembaca, Callable[[], bytes]]] = {
    "reviu": (_reviu, lambda: sebagai_json(REVIU)),
    "manifest": (_manifest, lambda: (keluaran_asal() / "out" / "manifest.json").read_bytes()),
    "verifikasi": (_verifikasi, lambda: (keluaran_asal() / "out" / "manifest.json").read_bytes()),
    "ringkasan": (_ringkasan, lambda: sebagai_json(RINGKASAN.model_dump(mode="json"))),
    "cap": (_cap, lambda: (keluaran_asal() / "out" / CAP).read_bytes()),
    "notebook": (_notebook, notebook_asal),
}
"""Every JSON file that is read back, what reads it, and a valid one."""
