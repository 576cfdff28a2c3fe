"""Key figures of a report as data, for ``ringkasan.json`` and the index."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from lakip_utils.analisis.capaian import BATAS_RATA_RATA, cacah, capaian_sasaran
from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.analisis.perbandingan import Kelengkapan
from lakip_utils.asal import Angka, Asal, bulat
from lakip_utils.konsistensi import cacah as cacah_catatan
from lakip_utils.konsistensi import mencapai
from lakip_utils.konsistensi.catatan import Nilai
from lakip_utils.sajian.blok import AngkaKunci, CatatanUji, Perbandingan, Ringkasan, sumber_ada
from lakip_utils.sajian.narasi.umum import capaian_dari


def susun(
    hasil: pd.DataFrame,
    rata: pd.DataFrame,
    anggaran: Mapping[str, Angka],
    ikm: HasilIKM | None,
    tujuh: tuple[Kelengkapan, ...],
    catatan: pd.DataFrame,
    *,
    lingkup: str = "program",
    batas: float | None = BATAS_RATA_RATA,
) -> Ringkasan:
    """Collect the key figures of a report.

    Parameters
    ----------
    hasil, rata
        Indicators by :func:`analisis.capaian.hitung`, mean per kegiatan by ``rata_rata``.
    anggaran
        :func:`analisis.anggaran.gabungan`, or ``total`` of the whole agency.
    ikm
        The survey's result.
    tujuh
        :func:`analisis.perbandingan.kelengkapan`.
    catatan
        :func:`lakip_utils.konsistensi.periksa`.
    lingkup
        Whose pagu it is: ``program`` or ``instansi``.
    batas
        Cap of each indicator in the mean of several.
    """
    jumlah = cacah(rata)
    asal_kegiatan = Asal.gabung(rata["capaian_asal"], "jumlah kegiatan dengan capaian paling sedikit 100")
    kosong = Angka(None, "nilai", alasan="belum ada hasil survei")
    angka = [
        _kunci("capaian_sasaran", "Capaian sasaran", capaian_sasaran(hasil, batas=batas)),
        _kunci("kegiatan_tercapai", "Kegiatan mencapai target", _cacah(jumlah.tercapai, asal_kegiatan)),
        _kunci("kegiatan", "Kegiatan", _cacah(jumlah.semua, asal_kegiatan)),
        *(_kunci(nama, f"{judul} {lingkup}", anggaran[nama]) for nama, judul in _ANGGARAN.items()),
        _kunci("ikm", "Nilai IKM instansi", ikm.ikm if ikm else kosong),
        *(
            _kunci(f"capaian/{row['kode_indikator']}", capaian_dari(row["nama"]), _capaian(row))
            for _, row in hasil.iterrows()
        ),
    ]
    if ikm:
        angka.append(
            AngkaKunci(
                nama="mutu_ikm", judul=f"Mutu menurut {ikm.aturan.nama}", nilai=ikm.pita.mutu, satuan=""
            )
        )
    return Ringkasan(
        angka=tuple(angka),
        perbandingan=tuple(
            Perbandingan(kode=k.kode, nama=k.nama, lengkap=k.lengkap, keterangan=k.keterangan) for k in tujuh
        ),
        cacah_catatan=cacah_catatan(catatan),
        terbuka=len(mencapai(catatan, "tinggi", tanpa_tanggapan=True)),
        catatan=tuple(
            CatatanUji(
                **{
                    nama: satu[nama]
                    for nama in ("id", "keparahan", "uji", "sebutan", "kolom", "satuan", "status")
                },
                tercetak=_polos(satu["tercetak"]),
                dihitung=_polos(satu["dihitung"]),
                tempat=satu["tempat"],
            )
            for satu in catatan.to_dict("records")
        ),
    )


def _polos(nilai: Nilai) -> str:
    """Return a value as programs read it: numbers with a point."""
    return format(nilai, "f") if isinstance(nilai, Decimal) else nilai or ""


_ANGGARAN = {
    "serapan": "Serapan anggaran",
    "pagu": "Pagu",
    "realisasi": "Realisasi anggaran",
    "sisa": "Sisa anggaran",
}


def _cacah(nilai: int, asal: Asal) -> Angka:
    if not asal.sel:
        return Angka(None, "kegiatan", alasan="belum ada data tolok ukur kegiatan")
    return Angka(nilai, "kegiatan", asal)


def _capaian(row: pd.Series) -> Angka:
    nilai = None if pd.isna(row["capaian"]) else float(row["capaian"])
    return Angka(nilai, "persen", row["capaian_asal"], row["keterangan"])


def _kunci(nama: str, judul: str, angka: Angka) -> AngkaKunci:
    nilai = angka.nilai
    if nilai is not None and angka.satuan in ("persen", "nilai"):
        nilai = float(bulat(nilai))
    asal = sumber_ada(angka.asal)
    return AngkaKunci(
        nama=nama, judul=judul, nilai=nilai, satuan=angka.satuan, alasan=angka.alasan, asal=asal
    )
