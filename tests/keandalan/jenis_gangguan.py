"""The kinds of faults: each disturbs a build at a moment drawn from its seed and says what it may have done."""

from __future__ import annotations

import errno
import functools
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from keandalan.bengkel import (
    BARU,
    CATATAN_PEREVIU,
    INDIKATOR,
    LAIN,
    LAPORAN,
    Akibat,
    Isi,
    Kerja,
    Temuan,
    akhir_perintah,
    isi,
    sementara,
)
from keandalan.proses import PELUNCUR, Perintah, bunuh

Jenis = Callable[[Kerja, random.Random], Akibat]
JENIS: dict[str, Jenis] = {}
JAM = Path(__file__).with_name("jam.c")
PERAN = ("pekerja", "peladen", "kernel")


class TidakBisa(Exception):
    """The fault cannot be had here, and why (Indonesian)."""


def jenis(nama: str) -> Callable[[Jenis], Jenis]:
    """Enter a kind under its name."""

    def daftar(fungsi: Jenis) -> Jenis:
        JENIS[nama] = fungsi
        return fungsi

    return daftar


def saat(k: Kerja, perintah: Perintah, acak: random.Random, *, mulai: bool = True) -> str:
    """Wait until a moment drawn at random, counted from a stage of the build; return it in words."""
    tahap: dict[str, Callable[[], object]] = {
        "pekerja": lambda: perintah.peran("pekerja"),
        "kernel": lambda: perintah.peran("kernel"),
        "folder baru": lambda: list(k.out.glob("*/*/.baru-*")),
        "laporan pertama": lambda: _sudah_baru(k),
    }
    if mulai:
        tahap["awal"] = lambda: True
    nama = acak.choice(sorted(tahap))
    detik = acak.uniform(0, k.induk.detik * 0.6 if nama == "awal" else 0.9)
    perintah.sampai(tahap[nama])
    perintah.tidur(detik)
    return f"{detik:.3f} detik sesudah {nama}"


def _sudah_baru(k: Kerja) -> bool:
    lama = k.keadaan("lama")
    for kunci in LAPORAN:
        nama = f"{kunci}/ringkasan.json"
        path = k.out / nama
        if path.is_file() and path.read_bytes() != lama[nama]:
            return True
    return False


def _bunuh_peran(nama: str, k: Kerja, acak: random.Random) -> Akibat:
    perintah = k.jalankan()
    perintah.sampai(lambda: perintah.peran(nama))
    perintah.tidur(acak.uniform(0, 1.8))
    perintah.sampai(lambda: perintah.peran(nama), 1.0)
    if calon := perintah.peran(nama):
        bunuh(acak.choice(calon), signal.SIGKILL)
    return Akibat(perintah, perintah.tunggu(), f"{nama} dari {len(calon)}", boleh_sisa=nama == "pekerja")


for _nama in PERAN:
    jenis(f"bunuh-{_nama}")(functools.partial(_bunuh_peran, _nama))


@jenis("bunuh-induk")
def bunuh_induk(k: Kerja, acak: random.Random) -> Akibat:
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    bunuh(perintah.proses.pid, signal.SIGKILL)
    return Akibat(perintah, perintah.tunggu(), kapan, dibunuh=True, boleh_sisa=True)


@jenis("sigterm-induk")
def sigterm_induk(k: Kerja, acak: random.Random) -> Akibat:
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    bunuh(perintah.proses.pid, signal.SIGTERM)
    return Akibat(perintah, perintah.tunggu(), kapan, dibunuh=True, boleh_sisa=True)


@jenis("bunuh-semua")
def bunuh_semua(k: Kerja, acak: random.Random) -> Akibat:
    """As when the machine loses its power, but for what the system had not yet written."""
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    for peran in ("induk", *PERAN):
        for pid in perintah.peran(peran) or ():
            bunuh(pid, signal.SIGSTOP)
    for pid in [satu for peran in (*PERAN[::-1], "induk") for satu in perintah.peran(peran)]:
        bunuh(pid, signal.SIGKILL)
    return Akibat(perintah, perintah.tunggu(), kapan, dibunuh=True, boleh_sisa=True)


@jenis("ctrl-c")
def ctrl_c(k: Kerja, acak: random.Random) -> Akibat:
    """Once: what is under way is finished, and what is ready is on record."""
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak, mulai=False)
    hidup = perintah.hidup
    os.killpg(perintah.proses.pid, signal.SIGINT) if hidup else None
    kode = perintah.tunggu()
    akibat = Akibat(perintah, kode, kapan)
    if hidup and kode == 130 and "tercatat" not in perintah.teks():
        akibat.temuan.append(Temuan("galat", f"Ctrl-C tanpa kabar: {perintah.teks()[-300:]}"))
    return akibat


@jenis("ctrl-c-dini")
def ctrl_c_dini(k: Kerja, acak: random.Random) -> Akibat:
    """Once, while the command still reads and plans."""
    perintah = k.jalankan()
    kapan = acak.uniform(0.05, k.induk.detik * 0.6)
    perintah.tidur(kapan)
    if perintah.hidup:
        os.killpg(perintah.proses.pid, signal.SIGINT)
    # Before Python has set its handler the system ends the process itself.
    return Akibat(perintah, perintah.tunggu(), f"{kapan:.3f} detik", dibunuh=True)


@jenis("ctrl-c-dua-kali")
def ctrl_c_dua_kali(k: Kerja, acak: random.Random) -> Akibat:
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak, mulai=False)
    for jeda in (acak.uniform(0, 0.5), 0.0):
        if perintah.hidup:
            os.killpg(perintah.proses.pid, signal.SIGINT)
            perintah.tidur(jeda)
    return Akibat(perintah, perintah.tunggu(), kapan)


def _titik(k: Kerja, acak: random.Random, aksi: str | int, peran: str, langkah: int) -> tuple[Perintah, str]:
    aturan = {
        "peran": peran,
        "nomor": acak.randrange(langkah),
        "tempat": str(k.out),
        "aksi": aksi,
        "terus": acak.random() < 0.5,
    }
    uraian = ", ".join(f"{nama} {isi}" for nama, isi in aturan.items() if nama != "tempat")
    return k.jalankan(program=PELUNCUR, env={"LAKIP_TITIK": json.dumps(aturan)}), uraian


@jenis("bunuh-pada-langkah")
def bunuh_pada_langkah(k: Kerja, acak: random.Random) -> Akibat:
    """Kill at an exact step of writing, which no clock would hit."""
    peran, langkah = acak.choice([("induk", 24), ("pekerja", 30), ("pekerja", 30)])
    aksi = acak.choice(["bunuh", "bunuh-induk"])
    perintah, uraian = _titik(k, acak, aksi, peran, langkah)
    mati = "induk" in (peran, aksi.rpartition("-")[2])
    return Akibat(perintah, perintah.tunggu(), uraian, dibunuh=mati, boleh_sisa=True)


@jenis("tulis-ditolak")
def tulis_ditolak(k: Kerja, acak: random.Random) -> Akibat:
    """The system refuses to write, at an exact step, once or from there on."""
    peran, langkah = acak.choice([("induk", 24), ("pekerja", 30), ("pekerja", 30)])
    nomor = acak.choice([errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES, errno.EDQUOT])
    perintah, uraian = _titik(k, acak, nomor, peran, langkah)
    return Akibat(perintah, perintah.tunggu(), f"{uraian} ({errno.errorcode[nomor]})", boleh_beda=True)


@jenis("ukuran-berkas")
def ukuran_berkas(k: Kerja, acak: random.Random) -> Akibat:
    """No file may be larger than so many bytes."""
    paling = int(10 ** acak.uniform(2.0, 5.8))
    perintah = k.jalankan(
        sebelum=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (paling, resource.RLIM_INFINITY))
    )
    return Akibat(perintah, perintah.tunggu(), f"{paling} bita", boleh_beda=True)


def pasang(k: Kerja, tempat: Path, opsi: str) -> None:
    """Lay a file system in memory over a folder, with what lies there."""
    if os.geteuid():
        raise TidakBisa("perlu root untuk memasang tmpfs")
    ada = tempat.with_name(f"{tempat.name}-isi")
    if tempat.exists():
        tempat.rename(ada)
    tempat.mkdir()
    _mount("-t", "tmpfs", "-o", opsi, "tmpfs", str(tempat))
    k.tutup.append(lambda: subprocess.run(["umount", "-l", str(tempat)], check=True, capture_output=True))
    if ada.exists():
        shutil.copytree(ada, tempat, dirs_exist_ok=True)
        shutil.rmtree(ada)


def _mount(*args: str) -> None:
    selesai = subprocess.run(["mount", *args], capture_output=True, text=True, check=False)
    if selesai.returncode:
        raise TidakBisa(f"mount ditolak: {selesai.stderr.strip()}")


@jenis("disk-penuh")
def disk_penuh(k: Kerja, acak: random.Random) -> Akibat:
    """The outputs lie on a disk with room for only a part of the new ones."""
    lama = sum(-(-len(satu) // 4096) * 4 for satu in k.keadaan("lama").values()) + 64
    pasang(k, k.out, f"size={int(lama * acak.uniform(1.0, 1.9))}k")
    perintah = k.jalankan()

    def lapang() -> None:
        _mount("-o", "remount,size=64m", str(k.out))

    uraian = f"sisa {shutil.disk_usage(k.out).free // 1024} KiB"
    return Akibat(perintah, perintah.tunggu(), uraian, boleh_beda=True, pulih=lapang)


@jenis("hanya-baca")
def hanya_baca(k: Kerja, acak: random.Random) -> Akibat:
    """The outputs can only be read from some moment on."""
    if os.geteuid():
        raise TidakBisa("perlu root untuk memasang folder hanya-baca")
    dini = acak.random() < 0.3
    if dini:
        _kunci(k)
    perintah = k.jalankan()
    kapan = "sebelum mulai" if dini else saat(k, perintah, acak)
    if not dini:
        _kunci(k)
    kode = perintah.tunggu()
    return Akibat(perintah, kode, kapan, boleh_beda=True, pulih=lambda: _lepas(k.out))


def _kunci(k: Kerja) -> None:
    """Lay a read-only view of the outputs over them: whoever opens a path from now on meets it."""
    pandangan = k.akar / "pandangan"
    pandangan.mkdir()
    _mount("--bind", str(k.out), str(pandangan))
    k.tutup.append(lambda: _lepas(pandangan))
    _mount("-o", "remount,bind,ro", str(pandangan))
    _mount("--bind", str(pandangan), str(k.out))
    k.tutup.append(lambda: _lepas(k.out))


def _lepas(tempat: Path) -> None:
    subprocess.run(["umount", "-l", str(tempat)], check=True, capture_output=True)


def _hapus(path: Path) -> None:
    for _ in range(20):  # others write there meanwhile
        shutil.rmtree(path, ignore_errors=True)
        if not path.exists():
            return
        time.sleep(0.002)


@jenis("folder-laporan-dihapus")
def folder_laporan_dihapus(k: Kerja, acak: random.Random) -> Akibat:
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    _hapus(k.out / acak.choice(LAPORAN))
    return Akibat(perintah, perintah.tunggu(), kapan, boleh_hilang=True, boleh_beda=True)


@jenis("folder-laporan-jadi-berkas")
def folder_laporan_jadi_berkas(k: Kerja, acak: random.Random) -> Akibat:
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    return _jadi_berkas(k, perintah, k.out / acak.choice(LAPORAN), kapan)


@jenis("keluaran-dihapus")
def keluaran_dihapus(k: Kerja, acak: random.Random) -> Akibat:
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    _hapus(k.out)
    return Akibat(perintah, perintah.tunggu(), kapan, boleh_hilang=True, boleh_beda=True)


@jenis("keluaran-jadi-berkas")
def keluaran_jadi_berkas(k: Kerja, acak: random.Random) -> Akibat:
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    return _jadi_berkas(k, perintah, k.out, kapan)


def _jadi_berkas(k: Kerja, perintah: Perintah, tempat: Path, kapan: str) -> Akibat:
    """Put a file where a folder was, and take it away before the next build."""
    sementara = k.akar / "berkas"
    sementara.write_text("bukan folder")
    for _ in range(50):
        _hapus(tempat)
        try:
            sementara.rename(tempat)
            break
        except OSError:  # the build has made the folder again
            continue

    def pulih() -> None:
        if tempat.is_file():
            tempat.unlink()

    return Akibat(perintah, perintah.tunggu(), kapan, boleh_hilang=True, boleh_beda=True, pulih=pulih)


@jenis("temp-penuh")
def temp_penuh(k: Kerja, acak: random.Random) -> Akibat:
    """The temporary folder fills up."""
    pasang(k, k.temp, f"size={acak.choice([16, 64, 1024])}k,nr_inodes={acak.choice([8, 20, 200])}")
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    penuh = k.temp / "penuh"
    try:
        with penuh.open("wb") as berkas:
            while True:
                berkas.write(b"x" * 4096)
                berkas.flush()
    except OSError:
        pass
    return Akibat(
        perintah, perintah.tunggu(), kapan, boleh_beda=True, pulih=lambda: penuh.unlink(missing_ok=True)
    )


@jenis("data-berubah")
def data_berubah(k: Kerja, acak: random.Random) -> Akibat:
    """A table is saved with other figures while the build runs."""
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    k.tulis_data(LAIN, INDIKATOR)
    return Akibat(perintah, perintah.tunggu(), kapan, keadaan=("lama", "baru", "lain"), akhir="lain")


@jenis("data-berubah-kembali")
def data_berubah_kembali(k: Kerja, acak: random.Random) -> Akibat:
    """A table is saved with other figures for a while, and then as it was: nobody may go by what lay between."""
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    k.tulis_data(LAIN, INDIKATOR)
    perintah.tidur(acak.uniform(0.05, 1.5))
    k.tulis_data(BARU, INDIKATOR)
    return Akibat(perintah, perintah.tunggu(), kapan, keadaan=("lama", "baru", "lain"))


@jenis("data-dihapus")
def data_dihapus(k: Kerja, acak: random.Random) -> Akibat:
    """A table is taken away for a while."""
    perintah = k.jalankan()
    kapan = saat(k, perintah, acak)
    nama = acak.choice([INDIKATOR, "2020/anggaran.csv", "program.csv", "instansi.yaml"])
    (k.data / nama).unlink()
    kode = perintah.tunggu()
    return Akibat(perintah, kode, f"{nama}, {kapan}", pulih=lambda: k.tulis_data(BARU, nama))


@jenis("dua-build")
def dua_build(k: Kerja, acak: random.Random) -> Akibat:
    """A second build at once is refused in words, or finds all done; the first goes on as if alone."""
    satu = k.jalankan()
    kapan = acak.uniform(0, k.induk.detik)
    satu.tidur(kapan)
    dua = k.jalankan()
    kode_dua, kode = dua.tunggu(), satu.tunggu()
    # Whoever comes first; close together either may.
    utama, kedua = (satu, dua) if kode == 0 else (dua, satu)
    akibat = Akibat(utama, min(kode, kode_dua), f"{kapan:.3f} detik, kode {kode} dan {kode_dua}")
    for perintah, nomor in ((kedua, max(kode, kode_dua)),):
        akibat.temuan += akhir_perintah(Akibat(perintah, nomor))
        if nomor and "sedang berjalan" not in perintah.teks():
            akibat.temuan.append(Temuan("galat", f"ditolak tanpa sebab: {perintah.teks()[-500:]}"))
    return akibat


@jenis("build-sesudah-dibunuh")
def build_sesudah_dibunuh(k: Kerja, acak: random.Random) -> Akibat:
    """A build right after one that was killed is not refused for the sake of its dying children."""
    mati = k.jalankan()
    kapan = saat(k, mati, acak, mulai=False)
    perintah = k.jalankan(env={"LAKIP_TITIK": "{}"})  # begins at once, and asks for the lock later
    perintah.tidur(acak.uniform(0, 0.4))
    bunuh(mati.proses.pid, signal.SIGKILL)
    mati.tunggu()
    kode = perintah.tunggu()
    akibat = Akibat(perintah, kode, kapan)
    if kode:
        akibat.temuan.append(Temuan("tak pulih", f"build sesudahnya ditolak: {perintah.teks()[-500:]}"))
    return akibat


@jenis("jam-melompat")
def jam_melompat(k: Kerja, acak: random.Random) -> Akibat:
    """The clock of the machine is wrong, or jumps while the build runs."""
    geser = {tahun: (tahun - 2026) * 365 * 86400 for tahun in (1970, 1999, 2038, 2100)}
    awal, lompat = acak.sample(sorted(geser), 2)
    jam = k.akar / "jam"
    jam.write_text(str(geser[awal]))
    perintah = k.jalankan(env={"LD_PRELOAD": str(_jam_palsu(k.akar)), "LAKIP_JAM": str(jam)})
    kapan = saat(k, perintah, acak)
    jam.write_text(str(geser[lompat]))
    return Akibat(perintah, perintah.tunggu(), f"sekitar {awal} → {lompat}, {kapan}")


def _jam_palsu(folder: Path) -> Path:
    """Return the library that falsifies the clock, made by the C compiler of the machine."""
    if (cc := shutil.which("cc")) is None:
        raise TidakBisa("tidak ada kompilator C (cc)")
    hasil = folder / "jam.so"
    subprocess.run([cc, "-shared", "-fPIC", "-O1", "-o", hasil, JAM], check=True)
    return hasil


@jenis("waktu-berkas")
def waktu_berkas(k: Kerja, acak: random.Random) -> Akibat:
    """Files are dated 1970, 2100 or at random, and the time zone is another one."""
    for path in sorted(k.proyek.rglob("*")):
        kapan = acak.choice([0, 1, 4102444800, acak.randrange(4102444800)])
        os.utime(path, (kapan, kapan))
    zona = acak.choice(["Asia/Jayapura", "Pacific/Kiritimati", "America/Los_Angeles", "UTC-14"])
    perintah = k.jalankan(env={"TZ": zona})
    return Akibat(perintah, perintah.tunggu(), zona)


@jenis("henti-kernel")
def henti_kernel(k: Kerja, acak: random.Random) -> Akibat:
    """A kernel hangs: its report has failed after the time-out, the others are built."""
    if "--timeout" not in k.tenang("build", "--help")[1]:
        raise TidakBisa("lakip build belum mengenal --timeout")
    perintah = k.jalankan(*k.perintah_build, "--timeout", "4")
    perintah.sampai(lambda: perintah.peran("kernel"))
    perintah.tidur(acak.uniform(0, 1.2))
    perintah.sampai(lambda: perintah.peran("kernel"), 1.0)
    if calon := perintah.peran("kernel"):
        bunuh(acak.choice(calon), signal.SIGSTOP)
    return Akibat(perintah, perintah.tunggu(), f"kernel dari {len(calon)}")


def _titik_atau_saat(k: Kerja, acak: random.Random, args: list[str], tempat: Path, langkah: int) -> Akibat:
    """Kill a command that is one process, or refuse it to write, at an exact step; or kill it at some moment."""
    aksi = acak.choice(["bunuh", "bunuh", "bunuh", errno.ENOSPC, errno.EIO, "jam"])
    if aksi == "jam":
        perintah = k.jalankan(*args)
        detik = acak.uniform(0, k.induk.detik)
        perintah.tidur(detik)
        bunuh(perintah.proses.pid, signal.SIGKILL)
        return Akibat(perintah, perintah.tunggu(), f"{detik:.3f} detik", dibunuh=True)
    nomor, terus = acak.randrange(langkah), acak.random() < 0.5
    aturan = {"peran": "induk", "nomor": nomor, "tempat": str(tempat), "aksi": aksi, "terus": terus}
    perintah = k.jalankan(*args, program=PELUNCUR, env={"LAKIP_TITIK": json.dumps(aturan)})
    uraian = f"langkah {nomor}, {aksi}{' terus' if terus else ''}"
    return Akibat(perintah, perintah.tunggu(), uraian, dibunuh=aksi == "bunuh")


@jenis("impor-terputus")
def impor_terputus(k: Kerja, acak: random.Random) -> Akibat:
    """An import is all or nothing, and can be finished."""
    args = ["data", "import", "../impor.xlsx", "--yes"]
    (k.akar / "impor.xlsx").write_bytes(k.induk.impor[0])
    akibat = _titik_atau_saat(k, acak, args, k.data, 60)
    akibat.penilai = functools.partial(nilai_impor, args=args, lama=_tabel(k.data))
    return akibat


def _tabel(folder: Path) -> Isi:
    """Return what a package says: its files without what is hidden."""
    return {nama: satu for nama, satu in isi(folder).items() if "/." not in f"/{nama}"}


def nilai_impor(k: Kerja, akibat: Akibat, *, args: list[str], lama: Isi) -> list[Temuan]:
    temuan = [*akibat.temuan, *akhir_perintah(akibat)]
    baru = k.induk.impor[1]
    if not (k.data / ".lakip-impor").is_dir() and _tabel(k.data) not in (lama, baru):
        temuan.append(Temuan("palsu", "tabel setengah lama, setengah baru, tanpa tanda"))
    if (k.data / ".lakip-impor").is_dir():
        kode, teks = k.tenang("data", "validate")
        if kode != 2 or "--lanjut" not in teks:
            temuan.append(Temuan("palsu", f"paket setengah jadi dibaca: {kode}, {teks[-300:]}"))
    if akibat.kode == 0 and _tabel(k.data) != baru:
        temuan.append(Temuan("palsu", "kode akhir 0, padahal impornya tidak selesai"))
    for perintah in (["data", "import", "--lanjut"], args):
        kode, teks = k.tenang(*perintah)
        if kode or "Traceback" in teks:
            temuan.append(Temuan("tak pulih", f"{' '.join(perintah)} berakhir dengan {kode}: {teks[-800:]}"))
        if _tabel(k.data) not in (lama, baru):
            temuan.append(Temuan("hilang", f"tabel sesudah {' '.join(perintah)}"))
    if isi(k.data) != baru:
        temuan.append(Temuan("tak pulih", f"data akhir lain: {sorted(isi(k.data).keys() ^ baru.keys())}"))
    if ada := sementara(k):
        temuan.append(Temuan("sisa", f"folder sementara: {', '.join(ada)}"))
    return temuan


@jenis("reviu-terputus")
def reviu_terputus(k: Kerja, acak: random.Random) -> Akibat:
    """A merge of reviewers' notes that is stopped costs no note, and can be repeated."""
    for nama, teks in CATATAN_PEREVIU.items():
        (k.proyek / nama).write_text(teks, "utf-8")
    if acak.random() < 0.5:
        k.tenang("review", "merge", "ani.json", "--data", "data")
    lama = _hasil_reviu(k)
    args = ["review", "merge", *CATATAN_PEREVIU, "--data", "data"]
    akibat = _titik_atau_saat(k, acak, args, k.proyek, 16)
    akibat.penilai = functools.partial(nilai_reviu, args=args, lama=lama)
    return akibat


BERKAS_REVIU = ("data/2020/catatan_reviu.csv", "catatan.html", "catatan.xlsx")


def _hasil_reviu(k: Kerja) -> dict[str, object]:
    """Return what a merge wrote, a workbook by its cells: it holds the time at which it was saved."""
    ada = [nama for nama in BERKAS_REVIU if (k.proyek / nama).is_file()]
    return {
        nama: _isi_buku(k.proyek / nama) if nama.endswith(".xlsx") else (k.proyek / nama).read_bytes()
        for nama in ada
    }


def _isi_buku(path: Path) -> object:
    try:
        buku = openpyxl.load_workbook(path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        return f"tidak utuh: {error}"
    return {satu.title: list(satu.values) for satu in buku}


def nilai_reviu(k: Kerja, akibat: Akibat, *, args: list[str], lama: dict[str, object]) -> list[Temuan]:
    temuan = [*akibat.temuan, *akhir_perintah(akibat)]
    tengah = _hasil_reviu(k)
    kode, teks = k.tenang(*args)
    akhir = _hasil_reviu(k)
    if kode or "Traceback" in teks:
        temuan.append(Temuan("tak pulih", f"penggabungan ulang berakhir dengan {kode}: {teks[-800:]}"))
    temuan += [
        Temuan("palsu", f"{nama} bukan yang lama dan bukan yang baru")
        for nama in BERKAS_REVIU
        if tengah.get(nama) not in (lama.get(nama), akhir.get(nama))
    ]
    catatan = (k.proyek / BERKAS_REVIU[0]).read_text("utf-8")
    for uraian, kali in (("Angka serapan keliru", 1), ("Sebutkan sumbernya", 1)):
        if catatan.count(uraian) != kali:
            temuan.append(Temuan("hilang", f"catatan {uraian!r} tercatat {catatan.count(uraian)} kali"))
    kode, teks = k.tenang(*args)
    if kode or _hasil_reviu(k) != akhir:
        temuan.append(Temuan("tak pulih", "penggabungan ketiga memberi hasil lain"))
    if sisa := [nama for nama in isi(k.proyek) if "/.tulis-" in f"/{nama}"]:
        temuan.append(Temuan("sisa", ", ".join(sisa)))
    return temuan
