"""Annexes: how the figures were computed, by which rules."""

from __future__ import annotations

from lakip_utils import aturan as modul_aturan
from lakip_utils.analisis.ikm import HasilIKM
from lakip_utils.aturan import Dipakai
from lakip_utils.data.params import bagian_ditiadakan
from lakip_utils.sajian import format as f
from lakip_utils.sajian.blok import Isi, Rangkaian, rangkai
from lakip_utils.sajian.kalimat import kalimat
from lakip_utils.sajian.narasi.umum import daftar, kata_batas


def cara_hitung(tahap: str, dipakai: Dipakai, ikm: HasilIKM | None, tanpa_bagian: str = "") -> Rangkaian:
    """Return every method, rule and setting that was used, each with its source."""
    predikat, mutu = dipakai.predikat, dipakai.mutu
    pita = "; ".join(f"{p.predikat.lower()} {p.cetak}" for p in reversed(predikat.pita))
    butir: list[Isi] = [
        kalimat(
            "{k:tebal} Realisasi / target × 100; untuk indikator yang makin rendah makin baik (2 × target − realisasi) / target "
            "× 100. Target yang dipakai: target {tahap}. Target 0 atau kosong tidak menghasilkan persentase.",
            k="Capaian.",
            tahap="awal tahun" if tahap == "awal" else "setelah perubahan",
        ),
        kalimat(
            "{k:tebal} Rata-rata capaian tolok ukurnya{batas}; capaian setiap tolok ukur tetap ditampilkan "
            "apa adanya.",
            k="Capaian kegiatan.",
            batas=kata_batas(dipakai.batas),
        ),
        kalimat(
            "{k:tebal} {nama}: {pita} (persen); nilai digolongkan menurut batas bawah tertinggi yang dicapai.",
            k="Predikat.",
            nama=predikat.nama,
            pita=pita,
        ),
        kalimat(
            "{k:tebal} Σ (NRR × bobot) × {pengali}; {bobot}; mutu menurut {nama} ({sumber}){pilihan}.",
            k="IKM.",
            pengali=f"{mutu.pengali:g}",
            bobot=ikm.bobot if ikm else "bobot sama rata",
            nama=mutu.nama,
            sumber=mutu.sumber,
            pilihan=""
            if mutu == dipakai.mutu_berlaku
            else f", yang dipilih dalam pengaturan; yang berlaku pada tahun laporan adalah {dipakai.mutu_berlaku.nama}",
        ),
        kalimat(
            "{k:tebal} Realisasi / pagu × 100, dihitung dari jumlah rupiah, bukan rata-rata persentase; sisa = pagu − realisasi, "
            "dalam persen sisa / pagu × 100. Kelompok belanja menurut {nama}.",
            k="Serapan.",
            nama=dipakai.struktur.nama,
        ),
        kalimat(
            "{k:tebal} Capaian / serapan; efisien bila capaian tidak lebih rendah daripada serapan. Target dan pagu diambil dari tahap yang "
            "sama. Indeks yang tinggi pada serapan rendah belum membuktikan penghematan.",
            k="Indeks efisiensi.",
        ),
        kalimat(
            "{k:tebal} Menurut {sumber}.", k="Tujuh perbandingan.", sumber=modul_aturan.perbandingan().sumber
        ),
        kalimat("{k:tebal} Dua desimal, setengah ke atas, sekali pada akhir perhitungan.", k="Pembulatan."),
    ]
    if nama := bagian_ditiadakan(tanpa_bagian):
        butir.append(
            kalimat(
                "{k:tebal} Menurut pengaturan: {nama}.",
                k="Bagian yang tidak dimuat.",
                nama=f.daftar(list(nama)),
            )
        )
    return rangkai(daftar("", butir))
