"""Licences of all that is locked: found, held against the list of allowed ones, written to docs/lisensi.md.

    python -m alat.lisensi             # writes docs/lisensi.md
    python -m alat.lisensi --periksa   # only checks; exit code 1 for an unknown licence or one not allowed

A licence is read from the metadata of the installed distribution where they name it by SPDX; otherwise it
stands in ``alat/lisensi.yaml``, with what it was read from. No network is needed.
"""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from license_expression import ExpressionError, LicenseSymbol, get_spdx_licensing

from alat.kunci import AKAR, Kunci, baca, untuk_jalan

DOKUMEN = AKAR / "docs" / "lisensi.md"
_SPDX = get_spdx_licensing()
_PENGGOLONG = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
"""Classifiers that mean one licence; “BSD License” means several."""


@dataclass(frozen=True, slots=True)
class Ketentuan:
    """What ``alat/lisensi.yaml`` says: allowed licences with reasons, and licences found by hand."""

    izin: Mapping[str, str]
    ditetapkan: Mapping[str, Mapping[str, str]]


def ketentuan() -> Ketentuan:
    """Read ``alat/lisensi.yaml``."""
    isi = yaml.safe_load((AKAR / "alat" / "lisensi.yaml").read_text("utf-8"))
    return Ketentuan(isi["izin"], isi["ditetapkan"])


def dari_metadata(nama: str) -> str:
    """Return the licence that an installed distribution names by SPDX; empty where it does not."""
    try:
        metadata = importlib.metadata.metadata(nama)
    except importlib.metadata.PackageNotFoundError:
        return ""
    for kunci in ("License-Expression", "License"):
        tertulis = " ".join(map(str, metadata.get_all(kunci) or ())).strip()
        if tertulis and "\n" not in tertulis and sah(tertulis):
            return tertulis
    golongan = {
        satu.rpartition(" :: ")[2]
        for satu in metadata.get_all("Classifier") or ()
        if satu.startswith("License ::") and not satu.endswith(":: OSI Approved")
    }
    return _PENGGOLONG.get(golongan.pop(), "") if len(golongan) == 1 else ""


def sah(lisensi: str) -> bool:
    """Whether a text is an expression of SPDX licences.

    >>> sah("MIT AND (Apache-2.0 OR ISC)"), sah("BSD License")
    (True, False)
    """
    try:
        _SPDX.parse(lisensi, validate=True, strict=True)
    except (ExpressionError, AttributeError):  # it stumbles over some texts itself
        return False
    return True


def boleh(lisensi: str, izin: Iterable[str]) -> bool:
    """Whether allowed licences are enough: all that are joined by AND, one of those joined by OR.

    >>> boleh("MIT AND (GPL-3.0-only OR ISC)", ["MIT", "ISC"]), boleh("MIT AND GPL-3.0-only", ["MIT"])
    (True, False)
    """
    izin = set(izin)

    def cukup(simpul: Any) -> bool:
        if isinstance(simpul, LicenseSymbol):
            return simpul.key in izin
        return (all if simpul.operator.strip() == "AND" else any)(map(cukup, simpul.args))

    return cukup(_SPDX.parse(lisensi))


def lisensi(nama: str, aturan: Ketentuan) -> str:
    """Return the licence of a distribution; empty where nobody said."""
    return aturan.ditetapkan.get(nama, {}).get("lisensi", "") or dari_metadata(nama)


def periksa(semua: Iterable[Kunci], aturan: Ketentuan) -> Iterator[str]:
    """Yield what is wrong with the licences of all that is locked, and with the list itself."""
    nama = {satu.nama for satu in semua}
    dipakai: set[str] = set()
    for satu in sorted(nama):
        milik = lisensi(satu, aturan)
        if not milik:
            yield f"{satu}: lisensinya tidak dikenal; baca berkas LICENSE-nya, lalu isi `ditetapkan` di alat/lisensi.yaml."
        elif not sah(milik):
            yield f"{satu}: {milik!r} bukan pengenal SPDX; perbaiki di alat/lisensi.yaml."
        elif not boleh(milik, aturan.izin):
            yield f"{satu}: {milik} tidak ada di `izin` alat/lisensi.yaml; ganti paketnya, atau tambahkan dengan alasan."
        else:
            dipakai |= set(_SPDX.license_keys(milik))
        tertulis = dari_metadata(satu)
        if tertulis and tertulis != milik:
            yield f"{satu}: metadatanya menyebut {tertulis}, alat/lisensi.yaml {milik}; samakan."
    yield from (
        f"{satu}: tidak terkunci; hapus dari `ditetapkan`." for satu in sorted(set(aturan.ditetapkan) - nama)
    )
    yield from (f"{satu}: tidak dipakai; hapus dari `izin`." for satu in sorted(set(aturan.izin) - dipakai))


def dokumen(semua: Iterable[Kunci], aturan: Ketentuan) -> str:
    """Return docs/lisensi.md."""
    semua = list(semua)
    jalan = untuk_jalan(semua)
    versi: dict[str, list[str]] = {}
    for satu in semua:
        versi.setdefault(satu.nama, []).append(satu.versi)
    baris = [
        f"| {nama} | {', '.join(v)} | {lisensi(nama, aturan)} | {'laporan' if nama in jalan else 'pengembangan'} | "
        f"{aturan.ditetapkan.get(nama, {}).get('dasar', 'metadata paketnya')} |"
        for nama, v in sorted(versi.items())
    ]
    izin = [f"| {nama} | {alasan} |" for nama, alasan in sorted(aturan.izin.items())]
    return _TEMPLAT.format(banyak=len(versi), jalan=len(jalan), izin="\n".join(izin), baris="\n".join(baris))


_TEMPLAT = """\
# Lisensi

Dibuat oleh `make docs` dari `requirements.lock`, metadata paket, dan `alat/lisensi.yaml`; jangan disunting. `make lint` gagal bila ada dependensi yang lisensinya tidak dikenal atau tidak diizinkan.

## Yang kami sebarkan

Hanya kode kami sendiri, berlisensi MIT ([LICENSE](../LICENSE)). Repositori dan paket `lakip-utils` tidak memuat kode, huruf, atau skrip pihak lain; semuanya dipasang dari registri paket pada versi dan kode hash di `requirements.lock`.

- **HTML** memuat skrip dan gaya kami sendiri saja, tanpa huruf yang ditanam.
- **PDF** menanam bagian huruf yang dipakai: Source Serif dan Source Sans (OFL-1.1, dari paket font-source-serif-pro dan font-source-sans-pro), dan DejaVu Sans Mono yang dibawa mesin tata letak Typst. Lisensi huruf-huruf itu membolehkannya dan tidak menuntut apa pun atas dokumennya. Typst juga membawa Libertinus Serif (OFL-1.1) dan New Computer Modern (GUST Font License), yang tidak dipakai.
- **Uji** memakai axe-core (MPL-2.0), yang dibawa paket axe-playwright-python; tidak ikut ke laporan.
- **JupyterLab** (`lakip lab`) membawa skrip pihak lain menurut lisensinya masing-masing; tidak ikut ke laporan.

## Lisensi yang diizinkan

| SPDX | Alasan |
| --- | --- |
{izin}

## Dependensi

{banyak} paket; {jalan} diperlukan untuk membuat laporan, sisanya untuk mengembangkan dan menguji.

| Paket | Versi | Lisensi (SPDX) | Untuk | Dasar |
| --- | --- | --- | --- | --- |
{baris}
"""


def main() -> int:
    """Write the page, or only check; return the exit code."""
    semua, aturan = baca(), ketentuan()
    salah = list(periksa(semua, aturan))
    for satu in salah:
        print(satu, file=sys.stderr)
    if "--periksa" not in sys.argv[1:]:
        DOKUMEN.write_text(dokumen(semua, aturan), "utf-8")
    return 1 if salah else 0


if __name__ == "__main__":
    sys.exit(main())
