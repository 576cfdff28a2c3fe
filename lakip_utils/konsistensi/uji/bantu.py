"""What the rules share: findings made from claims and from rows of the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from lakip_utils.asal import Asal, bulat
from lakip_utils.konsistensi.bacaan import Bacaan, Baris, Klaim, asal
from lakip_utils.konsistensi.catatan import Catatan, Nilai
from lakip_utils.konsistensi.hitung_ulang import Banding, Harapan, banding
from lakip_utils.konsistensi.sebutan import bidang, sebutan

HitungUlang = Callable[[Bacaan, Klaim], Harapan | None]
_SATUAN = {"Rp": "rupiah", "%": "persen"}


def dari_klaim(
    b: Bacaan, k: Klaim, dihitung: Nilai = None, *, asal_fakta: Asal | None = None, **lain: Any
) -> Catatan:
    """Return the finding that a claim is not what it should be.

    Parameters
    ----------
    dihitung
        What it should be.
    asal_fakta
        The cells that this was had from.
    lain
        Further fields of :class:`Catatan`. `tercetak` is the claim's number where it has one, so that
        1,00 and 1 % are one finding, else its text.
    """
    tempat = lain.pop("tempat", (k.lokasi,))
    b.dibandingkan.add(k.id)
    return Catatan(
        **{
            "tabel": k.tabel,
            "kunci": k.kunci,
            "kolom": k.kolom,
            "sebutan": sebutan(b, k.tabel, k.kunci),
            "tercetak": k.teks if k.nilai is None else k.nilai,
            "dihitung": dihitung,
            "satuan": _SATUAN.get(k.satuan, k.satuan),
            "tempat": tuple(dict.fromkeys(tempat)),
            "asal": k.asal + (asal_fakta or Asal()),
            "bidang": bidang(b, k.tabel, k.kunci),
            **lain,
            "keterangan": " ".join(t for t in (str(lain.get("keterangan", "")), kalimat(k.catatan)) if t),
        }
    )


def kalimat(teks: str) -> str:
    """Return a note as a sentence; a note of several parts as several sentences.

    >>> kalimat("dugaan: 10 kegiatan; lihat b. 2390")
    'Dugaan: 10 kegiatan. Lihat b. 2390.'
    """
    bagian = (satu.strip().rstrip(".") for satu in teks.split("; "))
    return " ".join(f"{satu[:1].upper()}{satu[1:]}." for satu in bagian if satu)


def dari_baris(
    b: Bacaan,
    tabel: str,
    kunci: str,
    kolom: str,
    sel: Iterable[tuple[Baris, str]],
    *,
    tercetak: Nilai,
    dihitung: Nilai = None,
    **lain: Any,
) -> Catatan:
    """Return a finding on rows of the data; its places are those that the rows name as their source.

    Parameters
    ----------
    sel
        The cells behind it, each as row and column.
    lain
        Further fields of :class:`Catatan`.
    """
    pasangan = list(sel)
    tempat = dict.fromkeys(str(baris["sumber"]) for baris, _ in pasangan if baris["sumber"])
    return Catatan(
        **{
            "tabel": tabel,
            "kunci": kunci,
            "kolom": kolom,
            "sebutan": sebutan(b, tabel, kunci),
            "tercetak": tercetak,
            "dihitung": dihitung,
            "tempat": tuple(tempat),
            "asal": asal(*pasangan),
            "bidang": bidang(b, tabel, kunci),
            **lain,
        }
    )


def salah_hitung(
    b: Bacaan, klaim: Iterable[Klaim], hitung: Mapping[str, HitungUlang], *cari: Banding
) -> Iterator[Catatan]:
    """Recompute claims and yield those that relate to their result in one of the ways `cari`.

    Parameters
    ----------
    hitung
        How to recompute a claim, by its kind; kinds that are not named are left out.
    """
    for k in klaim:
        fungsi = hitung.get(k.jenis)
        if fungsi is None or k.nilai is None:
            continue
        if (salah := _harapan(b, k, fungsi)) and salah[0] in cari:
            _, h = salah
            yield dari_klaim(b, k, rapi(h.nilai, k.desimal), asal_fakta=h.asal, rumus=h.rumus)


def bandingkan(b: Bacaan, *asal_: Asal) -> None:
    """Remember that a rule has compared the claims among some cells."""
    for satu in asal_:
        b.dibandingkan.update(s.kunci for s in satu.sel if s.kolom == "nilai_tercetak")


def _harapan(b: Bacaan, k: Klaim, fungsi: HitungUlang) -> tuple[Banding, Harapan] | None:
    """Return how a claim relates to what it should be, and that; ``None`` where it is right or nothing is known.

    Rules that look for different errors of one kind compute it once.
    """
    ingat: dict[str, tuple[Banding, Harapan] | None] = b.harapan[fungsi]
    if k.id not in ingat:
        h = fungsi(b, k)
        ingat[k.id] = None
        if h is not None and k.nilai is not None:
            bandingkan(b, k.asal, h.asal)
            if (hubungan := banding(k.nilai, k.desimal, h)) != "cocok":
                ingat[k.id] = (hubungan, h)
    return ingat[k.id]


def rapi(nilai: Decimal, desimal: int) -> Decimal:
    """Return a result with the decimals that show how it differs: two, or as many as are printed.

    >>> rapi(Decimal("16.6666"), 0), rapi(Decimal(75), 2)
    (Decimal('16.67'), Decimal('75'))
    """
    dibulatkan = bulat(nilai, max(desimal, 2))
    return bulat(nilai, 0) if dibulatkan == bulat(nilai, 0) else dibulatkan


def pendek(tempat: str) -> str:
    """Return a place by its number and lines, without the title of the table.

    >>> pendek("3.1 Tabel Realisasi Capaian (b. 1759–1770)"), pendek("Tabel 2.1 (b. 1065)")
    ('3.1 (b. 1759–1770)', 'Tabel 2.1 (b. 1065)')
    """
    return re.sub(r"^(\d[\d.]*) .*(\(b\. [^)]*\))$", r"\1 \2", tempat)
