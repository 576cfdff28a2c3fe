"""Sebutan: what a row of the data is called in a sentence, and whose it is."""

from __future__ import annotations

from lakip_utils.konsistensi.bacaan import SEMUA, Bacaan


def di_tercetak(tempat: str) -> str:
    """Name a place of the printed report, whose numbers are not those of this one.

    >>> di_tercetak("3.2.1 (b. 2068)")
    'laporan tercetak, 3.2.1 (b. 2068)'
    """
    return f"laporan tercetak, {tempat}"


def bidang(b: Bacaan, tabel: str, kunci: str) -> tuple[str, ...]:
    """Return the bidang that a row concerns; empty where it is the whole agency's."""
    depan, _, kode = kunci.partition("/")
    if tabel == "indikator" and kunci in b.indikator:
        baris = b.indikator[kunci]
        induk = str(baris["kode_induk"])
        if baris["level"] == "program":
            return _bidang_program(b, induk)
        return b.bidang_sasaran.get(induk, ())
    if tabel == "tolok_ukur" and kunci in b.tolok_ukur:
        return _bidang_kegiatan(b, str(b.tolok_ukur[kunci]["kode_kegiatan"]))
    if tabel == "anggaran":
        baris_anggaran = b.anggaran.get(kunci)
        return _bidang_program(b, str(baris_anggaran["kode_program"])) if baris_anggaran else ()
    if tabel == "perjanjian_kinerja" and kunci in b.indikator:
        return bidang(b, "indikator", kunci)
    if depan == "program" or tabel in ("program", "perjanjian_kinerja"):
        return _bidang_program(b, kode or kunci)
    if tabel == "kegiatan":
        return _bidang_kegiatan(b, kode or kunci)
    if tabel == "renstra":
        return b.bidang_sasaran.get(kunci, ()) or bidang(b, "indikator", depan)
    return ()


def _bidang_program(b: Bacaan, kode: str) -> tuple[str, ...]:
    return (str(b.program[kode]["bidang"]),) if kode in b.program else ()


def _bidang_kegiatan(b: Bacaan, kode: str) -> tuple[str, ...]:
    return _bidang_program(b, str(b.kegiatan[kode]["kode_program"])) if kode in b.kegiatan else ()


def sebutan(b: Bacaan, tabel: str, kunci: str) -> str:
    """Return what a row is called in a sentence, e.g. ``Kegiatan 2.1 Bina Usaha Kecil``."""
    depan, _, kode = kunci.partition("/")
    match tabel:
        case "indikator":
            baris = b.indikator.get(kunci)
            if baris:
                return f"Indikator {baris['nama']} ({kunci})"
            if kunci in b.renstra:
                return f"Indikator {b.renstra[kunci]['indikator']} ({kunci})"
            nama = [k.teks for k in b.tentang("indikator", kunci, "nama")]
            return f"Indikator {nama[0] if nama else kunci}"
        case "tolok_ukur":
            baris = b.tolok_ukur.get(kunci)
            return f"Tolok ukur {kunci} {baris['nama']}" if baris else f"Tolok ukur {kunci}"
        case "program":
            if kunci == SEMUA:
                return "Program instansi"
            nama = [k.teks for k in b.tentang("program", kunci, "nama")]
            return nama[0] if nama and kunci not in b.program else _sebut_program(b, kunci)
        case "kegiatan":
            if kunci == SEMUA:
                return "Kegiatan instansi"
            if depan == "program":
                return f"Kegiatan pada {_awal_kecil(_sebut_program(b, kode))}"
            return _sebut_kegiatan(b, kunci)
        case "anggaran":
            return _sebut_anggaran(b, depan, kode, kunci)
        case "perjanjian_kinerja":
            if kunci in b.indikator or kunci in b.renstra:
                return sebutan(b, "indikator", kunci)
            return _sebut_program(b, kunci)
        case "renstra":
            return _sebut_renstra(b, kunci, depan)
        case "ikm_unsur" | "unsur":
            baris = b.unsur.get(kunci)
            return f"Unsur {baris['nama']}" if baris else "Survei kepuasan masyarakat"
        case "sdm":
            return _sebut_sdm(b, kunci)
        case "aset":
            return f"Aset {depan} nomor {kode}" if kode else _ASET.get(kunci, f"Aset {kunci}")
        case "organisasi":
            return "Susunan organisasi"
    return _LAIN.get(kunci, kunci.replace("_", " ").capitalize())


def _sebut_program(b: Bacaan, kode: str) -> str:
    return f"Program {kode} {b.program[kode]['nama']}" if kode in b.program else f"Program {kode}"


def _sebut_kegiatan(b: Bacaan, kode: str) -> str:
    return f"Kegiatan {kode} {b.kegiatan[kode]['nama']}" if kode in b.kegiatan else f"Kegiatan {kode}"


def _sebut_anggaran(b: Bacaan, depan: str, kode: str, kunci: str) -> str:
    if depan == "program":
        return f"Anggaran {_awal_kecil(_sebut_program(b, kode))}"
    if depan == "kegiatan":
        return f"Dana {_awal_kecil(_sebut_kegiatan(b, kode))}"
    baris = b.anggaran.get(kunci)
    return str(baris["uraian"]) if baris else f"Anggaran {kunci}"


def _sebut_renstra(b: Bacaan, kunci: str, depan: str) -> str:
    for kolom in ("tujuan", "sasaran"):
        if any(baris[f"kode_{kolom}"] == kunci for baris in b.baris("renstra")):
            return f"{kolom.capitalize()} {kunci}"
    return sebutan(b, "indikator", depan) if depan in b.indikator else f"Renstra {depan}"


def _sebut_sdm(b: Bacaan, kunci: str) -> str:
    unit, dimensi, *rinci = kunci.split("/") if "/" in kunci else (SEMUA, kunci)
    nama = b.unit.nama_unit.get(unit, "seluruh unit")
    kata = f"Pegawai menurut {dimensi.replace('_', ' ')}, {nama}"
    return f"{kata}, {' '.join(rinci).replace('_', ' ')}" if rinci else kata


_ASET = {"tanah": "Aset tanah", "bangunan": "Aset bangunan", SEMUA: "Aset tanah dan bangunan"}
_LAIN = {"dasar_hukum": "Dasar hukum", "umum": "Naskah laporan", "inventaris": "Daftar inventaris"}


def _awal_kecil(teks: str) -> str:
    return teks[:1].lower() + teks[1:]
