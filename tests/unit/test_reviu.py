"""Reviewers' files: a stranger's JSON is data; merging loses nothing and computes nothing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu import csv_teks, tulis_paket

from lakip_utils import data
from lakip_utils.data.reviu import TERBESAR, baca_reviu
from lakip_utils.errors import InvalidInput, UnknownSelection
from lakip_utils.sajian import tabel
from lakip_utils.terbitan import reviu

SIDIK = "0123456789abcdef"
JAHAT = "<script>alert(1)</script>"


def catatan(uraian: str = "Angka salah", **lain: str) -> dict[str, str]:
    satu = {"jangkar": "ringkasan", "tempat": "1 Ringkasan", "rekomendasi": "", "pereviu": ""}
    return {**satu, "uraian": uraian, **lain}


def berkas(**lain: Any) -> dict[str, Any]:
    return {
        "format": "lakip-reviu",
        "versi": 1,
        "laporan": "dinas-uji/2020/satu",
        "sidik": SIDIK,
        "judul": "Evaluasi Bidang Satu 2020",
        "pereviu": "Ani",
        "tanggal": "2021-02-01",
        "butir": {"I.1": {"jawaban": "ya", "catatan": ""}},
        "catatan": [catatan()],
        **lain,
    }


def tulis(folder: Path, nama: str, isi: object) -> Path:
    path = folder / nama
    path.write_text(isi if isinstance(isi, str) else json.dumps(isi), "utf-8")
    return path


def gabung(folder: Path, *isi: dict[str, Any]) -> reviu.Gabungan:
    return reviu.gabung(reviu.baca_semua(tulis(folder, f"{n}.json", satu) for n, satu in enumerate(isi)))


class TestBerkas:
    def test_is_read(self, tmp_path: Path) -> None:
        hasil = baca_reviu(tulis(tmp_path, "a.json", berkas()))
        assert (hasil.pereviu, hasil.butir["I.1"].jawaban) == ("Ani", "ya")

    @pytest.mark.parametrize(
        ("isi", "kata"),
        [
            ("", "JSON"),
            ("[" * 100_000, "JSON"),
            ("[]", "kunci dan isinya"),
            ('{"format": "lakip-reviu"', "JSON"),
            (berkas(format="lain"), "lakip-reviu"),
            (berkas(versi=2), "1"),
            (berkas(lain=1), "kunci tak dikenal"),
            (berkas(__proto__={}), "kunci tak dikenal"),
            (berkas(pereviu=""), "tidak kosong"),
            (berkas(pereviu="  \n"), "tidak kosong"),
            (berkas(pereviu=["Ani"]), "teks"),
            (berkas(tanggal="kemarin"), "tanggal"),
            (berkas(sidik="../../x"), "sidik"),
            (berkas(laporan="../../etc/passwd"), "laporan"),
            (berkas(laporan="dinas-uji/2020/.."), "laporan"),
            (berkas(laporan="dinas-uji/2020/satu\n"), "laporan"),
            (berkas(butir={"I.1": {"jawaban": "mungkin", "catatan": ""}}), "ya"),
            (berkas(butir={"I.1": {"jawaban": "ya"}}), "catatan"),
            (berkas(catatan=[catatan("x" * 5001)]), "5000"),
            (berkas(catatan=[catatan()] * 2001), "2000"),
            (berkas(catatan=[{**catatan(), "html": JAHAT}]), "kunci tak dikenal"),
        ],
        ids=str,
    )
    def test_what_is_not_one_is_refused(self, tmp_path: Path, isi: object, kata: str) -> None:
        path = tulis(tmp_path, "a.json", isi)
        with pytest.raises(InvalidInput, match=kata) as galat:
            baca_reviu(path)
        assert str(path) in str(galat.value)

    def test_size_is_limited_and_absence_told(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput, match="terlalu besar"):
            baca_reviu(tulis(tmp_path, "a.json", " " * (TERBESAR + 1)))
        with pytest.raises(InvalidInput, match="tidak dapat dibaca"):
            baca_reviu(tmp_path / "tidak-ada.json")
        (tmp_path / "b.json").write_bytes(b"\xff\xfe")
        with pytest.raises(InvalidInput, match="UTF-8"):
            baca_reviu(tmp_path / "b.json")

    def test_all_that_is_wrong_is_told_at_once(self, tmp_path: Path) -> None:
        rusak = [
            berkas(versi=2),
            berkas(butir={"IV.9": {"jawaban": "", "catatan": ""}}),
            berkas(laporan="lain/2020/satu"),
        ]
        baik = tulis(tmp_path, "baik.json", berkas())
        with pytest.raises(InvalidInput) as galat:
            reviu.baca_semua([baik, *(tulis(tmp_path, f"{n}.json", isi) for n, isi in enumerate(rusak))])
        assert [Path(v.file).name for v in galat.value.violations] == ["0.json", "1.json", "2.json"]
        assert "butir tak dikenal" in str(galat.value)
        assert "Gabungkan catatan setiap laporan tersendiri" in str(galat.value)


class TestGabungan:
    def test_every_note_and_every_no_is_a_row(self, tmp_path: Path) -> None:
        a = berkas(
            butir={
                "I.1": {"jawaban": "ya", "catatan": ""},
                "III.2": {"jawaban": "tidak", "catatan": "Dua target berbeda"},
                "II.5": {"jawaban": "tidak", "catatan": ""},
            },
            catatan=[catatan(), catatan("", rekomendasi="Tambah bagan"), catatan("")],
        )
        hasil = gabung(tmp_path, a, berkas(pereviu="Budi"))
        assert [(s.tempat.split(".")[0], s.uraian, s.rekomendasi, s.pereviu) for s in hasil.catatan] == [
            ("Lembar reviu II", "Dijawab tidak.", "", "Ani"),
            ("Lembar reviu III", "Dua target berbeda", "", "Ani"),
            ("1 Ringkasan", "Angka salah", "", "Ani"),
            ("1 Ringkasan", "", "Tambah bagan", "Ani"),
            ("1 Ringkasan", "Angka salah", "", "Budi"),
        ]

    def test_disagreement_is_marked_and_silence_is_none(self, tmp_path: Path) -> None:
        def jawab(nama: str, **butir: str) -> dict[str, Any]:
            isi = {k.replace("_", "."): {"jawaban": v, "catatan": ""} for k, v in butir.items()}
            return berkas(pereviu=nama, butir=isi)

        hasil = gabung(
            tmp_path, jawab("Ani", I_1="ya", I_2="ya"), jawab("Budi", I_1="tidak", I_2="ya"), jawab("Cici")
        )
        assert [s.kode for s in hasil.lembar if s.beda] == ["I.1"]
        assert hasil.lembar[0].isi == ("Ya", "Tidak", "")
        assert len(hasil.lembar) == 23

    def test_other_version_and_same_file_are_told(self, tmp_path: Path) -> None:
        hasil = gabung(tmp_path, berkas(), berkas(), berkas(pereviu="Budi", sidik="f" * 16))
        assert hasil.pereviu == ("Ani", "Budi")
        assert len(hasil.kabar) == 2
        assert "sama dengan" in hasil.kabar[0]
        assert "f" * 16 in hasil.kabar[1]
        assert len(hasil.catatan) == 2

    def test_two_files_of_one_reviewer_are_one_reviewer(self, tmp_path: Path) -> None:
        hasil = gabung(tmp_path, berkas(), berkas(butir={"I.1": {"jawaban": "tidak", "catatan": ""}}))
        assert hasil.pereviu == ("Ani",)
        assert hasil.lembar[0].isi == ("Tidak",)
        assert not hasil.lembar[0].beda
        assert any("“Tidak” (1.json) menggantikan “Ya” (0.json)" in satu for satu in hasil.kabar)


class TestBukuKerja:
    def buka(self, hasil: reviu.Gabungan) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(reviu.xlsx(hasil)))

    def test_has_the_columns_and_the_lines(self, tmp_path: Path) -> None:
        buku = self.buka(
            gabung(
                tmp_path, berkas(), berkas(pereviu="Budi", butir={"I.1": {"jawaban": "tidak", "catatan": ""}})
            )
        )
        hasil, lembar = buku["Catatan Hasil Reviu"], buku["Lembar Reviu"]
        assert tuple(s.value for s in hasil[3]) == reviu.JUDUL_KOLOM
        assert [s.value for s in lembar[3]] == ["No.", "Pernyataan", "Ani", "Budi", "Perbedaan"]
        assert [lembar.cell(4, k).value for k in (1, 3, 4, 5)] == ["I.1", "Ya", "Tidak", "Berbeda"]
        assert lembar.max_row == 3 + 23

    @pytest.mark.parametrize(
        "rumus", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", ' =HYPERLINK("http://x")']
    )
    def test_no_cell_is_a_formula(self, tmp_path: Path, rumus: str) -> None:
        jahat = berkas(pereviu=rumus, judul=rumus, catatan=[catatan(rumus, tempat=rumus, rekomendasi=rumus)])
        for kertas in self.buka(gabung(tmp_path, jahat)):
            for sel in (sel for baris in kertas.iter_rows() for sel in baris if sel.value is not None):
                assert sel.data_type == "s", sel.coordinate
                assert sel.number_format == "@", sel.coordinate
        assert any(sel.value == rumus.strip() for sel in self.buka(gabung(tmp_path, jahat)).worksheets[0][4])

    def test_characters_that_no_workbook_holds_are_left_out(self, tmp_path: Path) -> None:
        hasil = gabung(tmp_path, berkas(catatan=[catatan("a\x00b\x08\uffffc\r\nd")]))
        assert self.buka(hasil)["Catatan Hasil Reviu"].cell(4, 3).value == "abc\nd"


def test_page_is_inert(tmp_path: Path) -> None:
    jahat = berkas(pereviu=JAHAT, judul=JAHAT, catatan=[catatan(JAHAT, tempat=JAHAT, rekomendasi=JAHAT)])
    halaman = reviu.html(gabung(tmp_path, jahat))
    assert "<script" not in halaman
    assert halaman.count("&lt;script&gt;") >= 5
    assert "script-src" not in halaman  # default-src 'none' holds


class TestData:
    def rows(self, folder: Path) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO((folder / "2020/catatan_reviu.csv").read_text("utf-8-sig"))))

    def test_notes_are_added_once_and_answers_stay(self, tmp_path: Path) -> None:
        folder = tulis_paket(tmp_path / "paket")
        _, banyak = reviu.tambah_ke_data(gabung(tmp_path, berkas()), folder)
        assert (banyak, len(self.rows(folder))) == (1, 1)
        path = folder / "2020/catatan_reviu.csv"
        dijawab = path.read_text("utf-8").replace(
            "Angka salah,,,,Ani", "Angka salah,,Dibetulkan,Tabel 1 diganti,Ani"
        )
        assert dijawab != path.read_text("utf-8")
        path.write_text(dijawab, "utf-8")
        lengkap, banyak = reviu.tambah_ke_data(gabung(tmp_path, berkas(), berkas(pereviu="Budi")), folder)
        assert banyak == 1
        assert path.read_text("utf-8").startswith(dijawab)
        assert [(s.pereviu, s.tindak_lanjut) for s in lengkap.catatan] == [
            ("Ani", "Tabel 1 diganti"),
            ("Budi", ""),
        ]
        paket = data.load(folder)
        assert reviu.terbuka(paket, 2020, ["satu"]) == reviu.terbuka(paket, 2020, ["dinas"]) == 1
        assert reviu.terbuka(paket, 2020, ["dua"]) == 0

    def test_other_order_of_columns_line_ends_and_a_missing_last_line_end(self, tmp_path: Path) -> None:
        kepala = [
            "pereviu",
            "bidang",
            "tempat",
            "uraian",
            "rekomendasi",
            "tanggapan",
            "tindak_lanjut",
            "catatan",
            "versi",
            "tanggal",
        ]
        lama = (
            csv_teks(kepala, ["Dedi", "dua", "2 Cakupan", "lama", "", "", "", "x", "", ""])
            .replace("\n", "\r\n")
            .rstrip()
        )
        folder = tulis_paket(tmp_path / "paket", {"2020/catatan_reviu.csv": ("\ufeff" + lama).encode()})
        reviu.tambah_ke_data(gabung(tmp_path, berkas()), folder)
        isi = (folder / "2020/catatan_reviu.csv").read_bytes()
        assert isi.startswith(("\ufeff" + lama).encode() + b"\r\n")
        assert [(b["pereviu"], b["bidang"], b["uraian"]) for b in self.rows(folder)] == [
            ("Dedi", "dua", "lama"),
            ("Ani", "satu", "Angka salah"),
        ]
        data.load(folder)

    def test_a_formula_stays_text_and_is_not_added_twice(self, tmp_path: Path) -> None:
        folder = tulis_paket(tmp_path / "paket")
        jahat = berkas(catatan=[catatan('=HYPERLINK("http://x","y")')])
        assert [reviu.tambah_ke_data(gabung(tmp_path, jahat), folder)[1] for _ in range(2)] == [1, 0]
        assert self.rows(folder)[0]["uraian"].startswith(" =")

    def test_other_agency_year_or_unit_is_refused_and_nothing_written(self, tmp_path: Path) -> None:
        folder = tulis_paket(tmp_path / "paket")
        for laporan, galat in (
            ("lain/2020/satu", InvalidInput),
            ("dinas-uji/2031/satu", UnknownSelection),
            ("dinas-uji/2020/tiga", UnknownSelection),
        ):
            with pytest.raises(galat):
                reviu.tambah_ke_data(gabung(tmp_path, berkas(laporan=laporan)), folder)
        assert not (folder / "2020/catatan_reviu.csv").exists()

    def test_unknown_unit_in_the_table_is_told(self, tmp_path: Path) -> None:
        kepala = ["bidang", "tempat", "uraian", "rekomendasi", "tanggapan", "tindak_lanjut", "pereviu"]
        teks = csv_teks(kepala, ["tiga", "x", "y", "", "", "", "Ani"])
        with pytest.raises(InvalidInput, match="catatan_reviu"):
            data.load(tulis_paket(tmp_path / "paket", {"2020/catatan_reviu.csv": teks}))

    def test_report_shows_the_notes_of_its_unit_the_open_ones_first(self, tmp_path: Path) -> None:
        kepala = ["bidang", "tempat", "uraian", "rekomendasi", "tanggapan", "tindak_lanjut", "pereviu"]
        baris = [
            ["satu", "a", "selesai", "", "", "sudah", "Ani"],
            ["satu", "b", "belum", "", "", "", "Ani"],
            ["dua", "c", "lain", "", "", "", "Ani"],
        ]
        paket = data.load(
            tulis_paket(tmp_path / "paket", {"2020/catatan_reviu.csv": csv_teks(kepala, *baris)})
        )
        satu = tabel.catatan_reviu(paket.irisan(2020, "satu").catatan_reviu)
        assert satu is not None
        assert satu.edisi == "reviu"
        assert [b.sel[1][0].teks for b in satu.baris] == ["belum", "selesai"]
        assert "1 dari 2" in satu.keterangan
        dinas = paket.irisan(2020, "dinas")
        assert len(dinas.catatan_reviu) == 3
        semua = tabel.catatan_reviu(dinas.catatan_reviu, dinas.paket.instansi.bidang)
        assert semua is not None
        assert semua.kolom[0].judul == "Bidang"
        assert [b.sel[0][0].teks for b in semua.baris] == ["Satu", "Dua", "Satu"]
        assert tabel.catatan_reviu(paket.irisan(2020, "dua").catatan_reviu[:0]) is None

    def test_report_tells_information_apart_and_dates_and_notes_on_the_whole_agency(
        self, tmp_path: Path
    ) -> None:
        kepala = [
            "bidang",
            "tempat",
            "uraian",
            "rekomendasi",
            "tanggapan",
            "tindak_lanjut",
            "pereviu",
            "tanggal",
            "jawaban",
        ]
        baris = [
            ["satu", "a", "Sesuai PK", "", "", "", "Ani", "2021-02-01", "ya"],
            ["dinas", "b", "satu\ndua", "", "", "", "Ani", "", "tidak"],
        ]  # fmt: skip
        isi = {"2020/catatan_reviu.csv": csv_teks(kepala, *baris)}
        dinas = data.load(tulis_paket(tmp_path / "paket", isi)).irisan(2020, "dinas")
        semua = tabel.catatan_reviu(dinas.catatan_reviu, dinas.paket.instansi.bidang)
        assert semua is not None
        assert semua.keterangan.startswith("1 dari 1 catatan belum ditindaklanjuti. 1 lainnya keterangan")
        assert [[sel[0].teks for sel in b.sel] for b in semua.baris] == [
            ["Seluruh dinas", "b", "satu\ndua", "", "", "terbuka", "Ani"],
            ["Satu", "a", "Sesuai PK", "", "", "keterangan", "Ani, 1 Februari 2021"],
        ]
