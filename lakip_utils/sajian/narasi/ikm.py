"""Sentences on the survey of public satisfaction."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lakip_utils.analisis.ikm import HasilIKM, TercetakIKM, ukuran_sampel
from lakip_utils.analisis.jejak import asal
from lakip_utils.asal import Angka, Asal
from lakip_utils.aturan import MutuIKM
from lakip_utils.konsistensi.sebutan import di_tercetak
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Daftar, Isi, Rangkaian, rangkai
from lakip_utils.sajian.kalimat import gabung, kalimat, paragraf, polos
from lakip_utils.sajian.narasi import umum
from lakip_utils.sajian.narasi.umum import belum, daftar, tulisan


def hasil_survei(hasil: HasilIKM | None, survei: pd.DataFrame, narasi: pd.DataFrame, tahun: int) -> Rangkaian:
    """State the index, its quality, the highest and lowest unsur, and how the survey was done.

    Parameters
    ----------
    hasil
        Result of :func:`analisis.ikm.dari_data`, ``None`` where there is none.
    survei, narasi
        Tables ``ikm_survei`` and ``narasi``.
    tahun
        Reporting year.
    """
    if hasil is None:
        return rangkai(
            belum(
                f"Hasil survei kepuasan masyarakat tahun {tahun} belum tersedia",
                "data survei tahun ini tidak ada atau tidak lengkap",
                "ikm_unsur",
                "unsur",
            ),
            tulisan(narasi, "ikm"),
        )
    utama = kalimat(
        "Nilai IKM instansi tahun {tahun} adalah {ikm:nilai}, bermutu {mutu} ({kinerja}) menurut {aturan}.",
        tahun=str(tahun),
        ikm=hasil.ikm,
        mutu=hasil.pita.mutu,
        kinerja=f.awal_kecil(hasil.pita.kinerja),
        aturan=hasil.aturan.nama,
    )
    dasar = kalimat(
        "Nilai itu dihitung dari jawaban {responden} atas {unsur} unsur pelayanan, dengan {bobot}.",
        responden=_responden(hasil),
        unsur=f.cacah(len(hasil.unsur)),
        bobot=hasil.bobot,
    )
    ekstrem = _sedikit(hasil) or gabung(
        _ekstrem(f.paling("tinggi", len(hasil.unsur)), hasil.tertinggi),
        _ekstrem(f.paling("rendah", len(hasil.unsur)), hasil.terendah),
        _perlu_naik(hasil),
    )
    return rangkai(
        paragraf(utama, utama=True),
        paragraf(dasar, _kosong(hasil), ekstrem),
        *[paragraf(kalimat("Cara survei: {metode}.", metode=m.rstrip("."))) for m in survei["metode"] if m],
        tulisan(narasi, "ikm"),
        paragraf(_sampel(hasil, survei)),
    )


def _sedikit(hasil: HasilIKM) -> Isi:
    """Say why a survey of very few is not shown by unsur; its index is an official figure and stays."""
    if hasil.dirinci:
        return ()
    return polos(
        f"Nilai per unsur tidak ditampilkan karena ada unsur yang dijawab oleh kurang dari {hasil.sel_terkecil} "
        "responden: rata-ratanya hampir sama dengan jawaban seseorang. Nilai IKM tetap dimuat sebagai angka resmi "
        "instansi, tetapi responden sesedikit itu belum mewakili penerima layanan."
    )


def _kosong(hasil: HasilIKM) -> Isi:
    if not hasil.kosong:
        return ()
    return polos(f"Sebanyak {f.angka(hasil.kosong, 0)} jawaban dibiarkan kosong dan tidak ikut dihitung.")


def _responden(hasil: HasilIKM) -> str:
    sedikit, banyak = hasil.responden
    jumlah = f.angka(banyak, 0) if sedikit == banyak else f"{f.angka(sedikit, 0)} sampai {f.angka(banyak, 0)}"
    return f"{jumlah} kuesioner"


def _ekstrem(kata: str, unsur: pd.DataFrame) -> Isi:
    nama = f.daftar(list(unsur["nama"]))
    row = unsur.iloc[0]
    return kalimat(
        "Unsur dengan nilai {kata} adalah {nama} (NRR {nrr:nilai}, mutu {mutu}).",
        kata=kata,
        nama=nama,
        nrr=Angka(row["nrr"], "nilai", Asal.gabung(unsur["nrr_asal"], row["nrr_asal"].rumus)),
        mutu=row["mutu"],
    )


def _perlu_naik(hasil: HasilIKM) -> Isi:
    baik = {pita.mutu for pita in hasil.aturan.pita[2:]}
    kurang = hasil.unsur[~hasil.unsur["mutu"].isin(baik)]
    if kurang.empty:
        return polos("Tidak ada unsur yang bermutu di bawah B.")
    if len(kurang) == len(hasil.unsur):
        return polos("Semua unsur bermutu di bawah B.")
    return polos(f"{f.awal_besar(f.dari(len(kurang), len(hasil.unsur)))} unsur bermutu di bawah B.")


def _sampel(hasil: HasilIKM, survei: pd.DataFrame) -> Isi:
    populasi = survei["populasi"].dropna()
    if populasi.empty:
        return polos(
            "Jumlah penerima layanan tidak dicatat, sehingga kecukupan jumlah responden tidak dapat dinilai."
        )
    row = survei.loc[populasi.index[0]]
    perlu = ukuran_sampel(int(row["populasi"]))
    return kalimat(
        "Dari {populasi:bilangan} penerima layanan diperlukan {perlu:bilangan} responden (Krejcie & Morgan); jumlahnya {kata}.",
        populasi=Angka(int(row["populasi"]), "orang", asal(row, ["populasi"])),
        perlu=Angka(perlu, "orang", asal(row, ["populasi"], "rumus Krejcie & Morgan")),
        kata="cukup" if hasil.peserta >= perlu else "kurang",
    )


def tindak_lanjut(rencana: pd.DataFrame, unsur: pd.DataFrame) -> Rangkaian:
    """List the follow-up plan by priority; the box for missing data where there is none."""
    if rencana.empty:
        return rangkai(
            belum(
                "Rencana tindak lanjut SKM belum tersedia",
                "rencana itu belum dicatat dalam data",
                "rencana_tindak_lanjut",
            )
        )
    nama = unsur.set_index("kode")["nama"]
    butir = [
        kalimat("{unsur:tebal}: {program}.", unsur=nama[kode], program=program)
        for kode, program in umum.rencana(rencana)
    ]
    return rangkai(daftar("Rencana tindak lanjut", butir, bernomor=True))


def tercetak(hasil: HasilIKM | None, cetak: TercetakIKM, berlaku: MutuIKM, tahun: int) -> Daftar | None:
    """Set, for reviewers, what a report printed beside the index from the facts.

    Parameters
    ----------
    hasil
        The index from the facts.
    cetak
        Result of :func:`analisis.ikm.tercetak_ikm`.
    berlaku
        The bands in force in the year.
    tahun
        Reporting year.
    """
    butir: list[Isi] = []
    if hasil is not None:
        butir.append(
            kalimat(
                "Dari total nilai jawaban: {ikm:nilai}, mutu {mutu} menurut {aturan}{berlaku}.",
                ikm=hasil.ikm,
                mutu=hasil.pita.mutu,
                aturan=hasil.aturan.nama,
                berlaku=f", aturan yang berlaku pada {tahun}"
                if hasil.aturan == berlaku
                else f", yang dipilih dalam pengaturan; yang berlaku pada {tahun} adalah {berlaku.nama}",
            )
        )
    if cetak.dari_nrr is not None:
        butir.append(
            kalimat(
                "Dari NRR yang tercetak: {ikm:nilai}, mutu {mutu} menurut aturan yang sama.",
                ikm=cetak.dari_nrr.ikm,
                mutu=cetak.dari_nrr.pita.mutu,
            )
        )
        butir += _beda_ekstrem(hasil, cetak.dari_nrr)
    butir += [
        kalimat(
            "Tercetak sebagai nilai SKM: {teks} ({lokasi}).",
            teks=umum.cetakan(c),
            lokasi=di_tercetak(c.lokasi),
        )
        for c in cetak.ikm[:1]
    ]
    if cetak.ikm and cetak.target is not None:
        row = cetak.target
        butir.append(
            kalimat(
                "Angka {teks} sama dengan {target:bilangan} × {pengali}, yaitu target Renstra {nama} tahun {tahun}; bahwa "
                "target itu yang tercetak sebagai hasil adalah dugaan.",
                teks=umum.cetakan(cetak.ikm[0]),
                target=Angka(
                    row["target"],
                    row["satuan"],
                    asal(row, ["target"], kunci=f"{row['kode_indikator']}, {tahun}"),
                ),
                pengali=f.bilangan(cetak.pengali),
                nama=row["indikator"],
                tahun=str(tahun),
            )
        )
    butir += _mutu(cetak)
    return daftar("Hasil hitung ulang dan angka tercetak", butir, edisi="reviu")


def _beda_ekstrem(hasil: HasilIKM | None, lain: HasilIKM) -> Iterable[Isi]:
    if hasil is None:
        return
    for kata, ini, itu in (
        ("tertinggi", hasil.tertinggi, lain.tertinggi),
        ("terendah", hasil.terendah, lain.terendah),
    ):
        if list(ini["kode"]) != list(itu["kode"]):
            yield polos(
                f"Unsur {kata} berbeda menurut dasarnya: {f.daftar(list(ini['nama']))} menurut total nilai, "
                f"{f.daftar(list(itu['nama']))} menurut NRR yang tercetak."
            )


def _mutu(cetak: TercetakIKM) -> Iterable[Isi]:
    if not cetak.mutu:
        return
    satu = cetak.mutu[0]
    yield kalimat(
        "Mutu tercetak: {teks} ({lokasi}).", teks=umum.cetakan(satu), lokasi=di_tercetak(satu.lokasi)
    )
    if cetak.aturan and cetak.berlaku.kode not in {a.kode for a in cetak.aturan}:
        yield polos(
            f"Pita nilai yang tercetak adalah pita {f.daftar([a.nama for a in cetak.aturan])}, bukan {cetak.berlaku.nama} "
            f"yang berlaku; mutu {satu.teks} yang tercetak mengikuti pita lama itu."
        )
