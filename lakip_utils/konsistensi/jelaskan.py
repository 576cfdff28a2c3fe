"""The list of rules for people, made from the registry.

``python -m lakip_utils.konsistensi.jelaskan`` writes ``docs/uji-konsistensi.md`` below the working
directory.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from lakip_utils.konsistensi import DAFTAR, KEPARAHAN

TUJUAN = Path("docs/uji-konsistensi.md")

_PEMBUKA = """\
# Uji konsistensi: daftar aturan

Berkas ini dibuat dari daftar aturan di `lakip_utils/konsistensi/uji/` dengan `make docs`; jangan disunting.

Laporan yang terbit *menyatakan* sesuatu: capaian, jumlah, mutu, nama, rujukan. Yang dinyatakan dicatat di `klaim.csv`; \
faktanya ada di tabel lain. Uji konsistensi menghitung ulang setiap klaim dari fakta, dan membandingkan fakta satu sama lain. \
Hasilnya *catatan uji konsistensi*; "temuan" adalah kata untuk audit.

| Keparahan | Arti |
| --- | --- |
| tinggi | angka yang keliru atau bertentangan dan diandalkan pembaca |
| sedang | perlu keputusan |
| rendah | pembulatan atau bentuk |
| info | mungkin benar, tetapi patut dilihat |

`lakip check` menampilkan semua catatan; edisi reviu memuatnya di bagian Catatan uji konsistensi. Sebuah catatan dijawab di \
`tanggapan.csv` dengan kodenya. Kode dibentuk dari aturan, hal yang dibicarakan, dan kedua nilainya: tetap bila baris berpindah, \
dan berganti bila angkanya berubah, supaya jawaban lama tidak menutupi perbedaan baru. Selama sebuah program atau kegiatan punya \
catatan tinggi yang belum dijawab, indeks efisiensinya ditangguhkan.
"""


def daftar_aturan() -> str:
    """Return the rules in Markdown, family by family, Indonesian."""
    banyak = {k: sum(u.keparahan == k for u in DAFTAR) for k in KEPARAHAN}
    cacah = ", ".join(f"{n} {k}" for k, n in banyak.items())
    bagian = [_PEMBUKA, f"{len(DAFTAR)} aturan: {cacah}.\n"]
    for keluarga, milik in groupby(DAFTAR, key=lambda u: u.keluarga):
        bagian.append(f"## {keluarga}\n")
        for uji in milik:
            perlu = ", ".join(f"`{nama}`" for nama in uji.perlu)
            bagian.append(
                f"### {uji.nama}\n\n`{uji.id}`, {uji.keparahan}. {uji.alasan}\n\n"
                f"- Dibandingkan: {uji.rumus}\n- Membaca: {perlu}\n"
            )
    return "\n".join(bagian)


def main() -> None:
    """Write the list below the working directory."""
    TUJUAN.write_text(daftar_aturan(), "utf-8")


if __name__ == "__main__":
    main()
