"""`lakip review merge` as its user meets it: one reviewer is one, nothing that people wrote is lost."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu import tulis_paket
from test_cli import INGGRIS, isi
from test_reviu import SIDIK, berkas, catatan

from lakip_utils import cli, data
from lakip_utils.data.schema import TABLES
from lakip_utils.terbitan import reviu

LEMBAR = "Catatan Hasil Reviu"


class Proyek:
    """A folder with a small package; runs the command in it."""

    def __init__(self, akar: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.akar, self._capsys = akar, capsys

    def tulis(self, nama: str, **lain: Any) -> None:
        (self.akar / nama).write_text(json.dumps(berkas(**lain)), "utf-8")

    def gabung(self, *args: str) -> tuple[int, str]:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as akhir:
            cli.main(["review", "merge", *args])
        keluar = self._capsys.readouterr()
        assert keluar.out == ""
        return int(akhir.value.code or 0), keluar.err

    @property
    def csv(self) -> Path:
        return self.akar / "data/2020/catatan_reviu.csv"

    def baris(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.csv.read_bytes().decode("utf-8-sig"), newline="")))

    def lembar(self, nama: str = "catatan.xlsx") -> list[dict[str, str]]:
        kertas = openpyxl.load_workbook(self.akar / nama)[LEMBAR]
        kepala, *semua = [[str(s or "") for s in b] for b in kertas.iter_rows(min_row=3, values_only=True)]
        return [dict(zip(kepala, satu, strict=True)) for satu in semua]

    def ubah(self, kerja: Any, nama: str = "catatan.xlsx") -> None:
        buku = openpyxl.load_workbook(self.akar / nama)
        kerja(buku)
        buku.save(self.akar / nama)

    def terbuka(self) -> int:
        return reviu.terbuka(data.load(self.akar / "data"), 2020, ["satu"])


@pytest.fixture
def proyek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Proyek:
    tulis_paket(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return Proyek(tmp_path, capsys)


def butir(**jawaban: tuple[str, str]) -> dict[str, dict[str, str]]:
    """Return lines of the form: code with `_`, answer, remark."""
    return {k.replace("_", "."): {"jawaban": j, "catatan": c} for k, (j, c) in jawaban.items()}


class TestSatuPereviu:
    LAMA = butir(I_1=("tidak", "Belum ada bagan"), II_5=("tidak", ""))
    BARU = butir(I_1=("tidak", "Bagan tanpa sumber"), II_5=("tidak", ""))

    def test_two_exports_are_one_reviewer_and_the_later_answer_holds(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", butir=self.LAMA, tanggal="2021-02-01")
        proyek.tulis("ani-2.json", butir=self.BARU, tanggal="2021-02-08", pereviu=" ani ")
        for urutan in (("ani.json", "ani-2.json"), ("ani-2.json", "ani.json")):
            kode, kabar = proyek.gabung(*urutan, "--data", "data")
            assert kode == 0
            assert "1 pereviu, 3 catatan" in kabar
            assert "butir I.1" in kabar
            assert "Bagan tanpa sumber" in kabar
            assert "Belum ada bagan" in kabar
            assert "ani (ani" not in kabar
        assert [satu["uraian"] for satu in proyek.baris()] == [
            "Bagan tanpa sumber",
            "Dijawab tidak.",
            "Angka salah",
        ]
        assert {satu["pereviu"] for satu in proyek.baris()} == {"ani"}

    def test_without_dates_the_order_of_the_arguments_decides(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", butir=self.LAMA, tanggal="")
        proyek.tulis("ani-2.json", butir=self.BARU, tanggal="2021-01-08")
        assert "Bagan tanpa sumber” (ani-2.json)" in proyek.gabung("ani.json", "ani-2.json")[1]
        assert "Belum ada bagan” (ani.json)" in proyek.gabung("ani-2.json", "ani.json")[1]

    def test_a_closed_note_is_not_opened_again(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", butir=self.LAMA)
        proyek.gabung("ani.json", "--data", "data")
        semula = proyek.csv.read_text("utf-8")
        assert proyek.terbuka() == 3
        proyek.csv.write_text(semula.replace("Angka salah,,,,", "Angka salah,,Benar,Diperbaiki,"), "utf-8")
        assert proyek.terbuka() == 2
        ditutup = proyek.csv.read_bytes()
        # Other spaces and another spelling of the name are the same note of the same reviewer.
        proyek.tulis("ani-2.json", butir=self.LAMA, pereviu="ANI", catatan=[catatan(" Angka \n salah")])
        kode, kabar = proyek.gabung("ani.json", "ani-2.json", "--data", "data")
        assert kode == 0
        assert "0 catatan ditambahkan" in kabar
        assert proyek.csv.read_bytes() == ditutup

    def test_what_only_the_older_file_has_is_kept_and_told(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", butir=butir(II_5=("tidak", "")), catatan=[catatan("Lama"), catatan("Sama")])
        proyek.tulis(
            "ani-2.json", butir=butir(I_1=("ya", "")), catatan=[catatan("Sama")], tanggal="2021-03-01"
        )
        _, kabar = proyek.gabung("ani.json", "ani-2.json")
        assert "1 butir (II.5) dan 1 catatan hanya ada di ani.json" in kabar
        assert sorted(satu["Uraian"] for satu in proyek.lembar()) == ["Dijawab tidak.", "Lama", "Sama"]

    def test_an_answer_and_a_remark_of_two_files_are_never_combined(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", butir=butir(I_1=("tidak", "Belum ada")), catatan=[])
        proyek.tulis("ani-2.json", butir=butir(I_1=("ya", "")), catatan=[], tanggal="2021-03-01")
        proyek.gabung("ani.json", "ani-2.json")
        assert proyek.lembar() == []

    def test_what_another_imported_is_the_same_note_of_the_same_reviewer(self, proyek: Proyek) -> None:
        """Ani's file carries Budi's note and his answers, as the browser keeps them beside hers."""
        proyek.tulis(
            "budi.json",
            pereviu="Budi",
            butir=butir(I_1=("tidak", "Tidak ada")),
            catatan=[catatan("Dari Budi")],
        )
        sampingan = {"pereviu": "Budi", "tempat": "Lembar reviu I.1", "jangkar": "butir--i-1"}
        bawaan = [
            catatan("Dari Budi", pereviu="Budi"),
            {**catatan("Tidak ada", **sampingan), "jawaban": "tidak"},
        ]
        proyek.tulis("ani.json", butir={}, catatan=bawaan)
        _, kabar = proyek.gabung("ani.json", "budi.json", "--data", "data")
        assert "2 pereviu, 2 catatan" in kabar
        proyek.csv.unlink()
        _, kabar = proyek.gabung("ani.json", "--data", "data")
        assert "2 catatan ditambahkan" in kabar
        assert [(b["pereviu"], b["uraian"], b["jawaban"]) for b in proyek.baris()] == [
            ("Budi", "Tidak ada", "tidak"),
            ("Budi", "Dari Budi", ""),
        ]
        assert proyek.baris()[0]["tempat"].startswith("Lembar reviu I.1. ")
        assert "0 catatan ditambahkan" in proyek.gabung("budi.json", "--data", "data")[1]


class TestBukuKerjaLama:
    def test_what_people_filled_in_is_carried_over(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", catatan=[catatan("Satu"), catatan("Dua")])
        proyek.gabung("ani.json")

        def isian(buku: Any) -> None:
            kertas = buku[LEMBAR]
            for baris in kertas.iter_rows(min_row=4):
                kertas.cell(baris[0].row, 5, f"Tanggapan {baris[2].value}")
            kertas.cell(5, 6, "=1+1")

        proyek.ubah(isian)
        proyek.tulis("budi.json", pereviu="Budi", catatan=[catatan("Tiga")])
        proyek.tulis("ani.json", catatan=[catatan("Satu")])
        kode, kabar = proyek.gabung("ani.json", "budi.json", "--data", "data")
        assert kode == 0
        assert "2 baris isian dari catatan.xlsx dibawa serta" in kabar
        assert "catatan_reviu.csv" in kabar
        hasil = {satu["Uraian"]: satu for satu in proyek.lembar()}
        assert hasil["Satu"]["Tanggapan"] == "Tanggapan Satu"
        assert hasil["Tiga"]["Tanggapan"] == ""
        assert hasil["Dua"]["Tindak lanjut"] == "=1+1"
        assert hasil["Dua"]["Keterangan"].startswith("Tidak ada lagi di berkas reviu")
        # A third time nothing changes.
        dulu = proyek.lembar()
        proyek.gabung("ani.json", "budi.json", "--data", "data")
        assert proyek.lembar() == dulu

    def test_an_answer_that_differs_from_the_data_keeps_a_row(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json")
        proyek.gabung("ani.json", "--data", "data")
        proyek.ubah(lambda buku: buku[LEMBAR].cell(4, 5, "Jawaban di buku"))
        teks = proyek.csv.read_text("utf-8").replace("Angka salah,,,,", "Angka salah,,Jawaban di data,,")
        proyek.csv.write_text(teks, "utf-8")
        for _ in range(2):
            assert proyek.gabung("ani.json", "--data", "data")[0] == 0
            assert [satu["Tanggapan"] for satu in proyek.lembar()] == ["Jawaban di data", "Jawaban di buku"]
            assert "berbeda dari catatan_reviu.csv" in proyek.lembar()[1]["Keterangan"]

    def test_the_sheet_says_where_answers_belong(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json")
        proyek.gabung("ani.json")
        petunjuk = openpyxl.load_workbook(proyek.akar / "catatan.xlsx")[LEMBAR]["A2"].value
        assert "2020/catatan_reviu.csv" in petunjuk

    @pytest.mark.parametrize(
        ("kerja", "kata"),
        [
            (lambda buku: buku.create_sheet("Rapat").cell(1, 1, "penting"), "Rapat"),
            (lambda buku: buku[LEMBAR].cell(4, 15, "penting"), "kolom"),
            (lambda buku: buku[LEMBAR].cell(3, 2, "Letak"), "kolom"),
            (lambda buku: buku["Lembar Reviu"].cell(5, 9, "penting"), "kolom"),
            (lambda buku: buku[LEMBAR].cell(1, 1, "Laporan lain (dinas-uji/2020/dua)"), "dinas-uji/2020/dua"),
        ],
        ids=["sheet", "column", "head", "column of the form", "report"],
    )
    def test_what_cannot_be_carried_over_is_refused_before_anything_is_written(
        self, proyek: Proyek, kerja: Any, kata: str
    ) -> None:
        proyek.tulis("ani.json")
        proyek.gabung("ani.json")
        proyek.ubah(kerja)
        dulu = isi(proyek.akar)
        kode, kabar = proyek.gabung("ani.json", "--data", "data")
        assert kode == 2
        assert kata in kabar
        assert "--out" in kabar
        assert isi(proyek.akar) == dulu

    @pytest.mark.parametrize("nama", ["catatan.xlsx", "catatan.html"])
    def test_a_file_of_another_kind_is_not_overwritten(self, proyek: Proyek, nama: str) -> None:
        proyek.tulis("ani.json")
        (proyek.akar / nama).write_text("punya orang")
        dulu = isi(proyek.akar)
        kode, kabar = proyek.gabung("ani.json", "--data", "data")
        assert kode == 2
        assert nama in kabar
        assert isi(proyek.akar) == dulu

    @pytest.mark.parametrize("nama", ["hasil.csv", "hasil", "ani.json"])
    def test_only_a_workbook_is_written(self, proyek: Proyek, nama: str) -> None:
        proyek.tulis("ani.json")
        dulu = isi(proyek.akar)
        kode, kabar = proyek.gabung("ani.json", "--out", nama, "--data", "data")
        assert kode == 2
        assert ".xlsx" in kabar
        assert not INGGRIS.search(kabar)
        assert isi(proyek.akar) == dulu


class TestIsiCatatan:
    def test_date_version_and_line_breaks_come_through(self, proyek: Proyek) -> None:
        proyek.tulis(
            "ani.json", catatan=[catatan("Pertama  sekali\r\n\r\n\r\n- kedua\n", tempat="1\nRingkasan")]
        )
        proyek.gabung("ani.json", "--data", "data")
        (satu,) = proyek.baris()
        assert (satu["tanggal"], satu["versi"]) == ("2021-02-01", SIDIK)
        assert satu["uraian"] == "Pertama sekali\n\n- kedua"
        assert satu["tempat"] == "1 Ringkasan"
        (lembar,) = proyek.lembar()
        assert (lembar["Tanggal"], lembar["Versi laporan"]) == ("2021-02-01", SIDIK)
        assert lembar["Uraian"] == "Pertama sekali\n\n- kedua"
        halaman = (proyek.akar / "catatan.html").read_text("utf-8")
        assert "1 Februari 2021" in halaman
        assert SIDIK in halaman
        assert "white-space:pre-line" in halaman
        (dibaca,) = data.load("data").tabel("catatan_reviu", 2020).to_dict("records")
        assert (dibaca["uraian"], dibaca["versi"]) == (satu["uraian"], SIDIK)
        assert "0 catatan ditambahkan" in proyek.gabung("ani.json", "--data", "data")[1]

    def test_columns_that_an_older_table_lacks_are_added(self, proyek: Proyek) -> None:
        lama = (
            '\ufeffpereviu,bidang,tempat,uraian,rekomendasi,tanggapan,tindak_lanjut,sumber\r\n'
            'Dedi,dua,"2, Cakupan","baris ""satu""\nbaris dua",,,,x\r\n\r\n'
            'Dedi,dua,3 Lain,5" pipa,,,,y\r\n'
        )  # fmt: skip
        proyek.csv.write_bytes(lama.encode())
        proyek.tulis("ani.json", butir=butir(I_1=("ya", "Sesuai")))
        assert proyek.gabung("ani.json", "--data", "data")[0] == 0
        assert proyek.csv.read_bytes().startswith("\ufeffpereviu,bidang,".encode())
        dulu = list(csv.DictReader(io.StringIO(lama[1:], newline="")))
        semua = proyek.baris()
        assert [{k: b[k] for k in dulu[0]} for b in semua[:2]] == dulu
        assert [(b["versi"], b["jawaban"]) for b in semua] == [("", ""), ("", ""), (SIDIK, "ya"), (SIDIK, "")]
        data.load("data")

    @pytest.mark.parametrize("teks", ["- butir satu", "=1+1", "+62 811", "@penyusun", "-5 persen"])
    def test_text_is_data_as_it_was_written(self, proyek: Proyek, teks: str) -> None:
        proyek.tulis("ani.json", catatan=[catatan(teks)])
        proyek.gabung("ani.json", "--data", "data")
        (satu,) = data.load("data").tabel("catatan_reviu", 2020)["uraian"]
        assert satu == teks
        assert [b["Uraian"] for b in proyek.lembar()] == [teks]
        # A spreadsheet that opens the CSV itself takes no cell for a formula.
        assert [b["uraian"] for b in proyek.baris()] == [f" {teks}"]
        assert "0 catatan ditambahkan" in proyek.gabung("ani.json", "--data", "data")[1]

    def test_a_note_that_was_kept_with_an_apostrophe_is_recognised(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", catatan=[catatan("- butir")])
        proyek.gabung("ani.json", "--data", "data")
        proyek.csv.write_text(proyek.csv.read_text("utf-8").replace(" - butir", "'- butir"), "utf-8")
        assert "0 catatan ditambahkan" in proyek.gabung("ani.json", "--data", "data")[1]

    def test_a_remark_with_ya_is_information(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", butir=butir(I_1=("ya", "Sesuai PK"), I_2=("tidak", "Belum")), catatan=[])
        _, kabar = proyek.gabung("ani.json", "--data", "data")
        assert "2 catatan (1 keterangan)" in kabar
        assert [(b["uraian"], b["jawaban"]) for b in proyek.baris()] == [
            ("Sesuai PK", "ya"),
            ("Belum", "tidak"),
        ]
        assert proyek.terbuka() == 1
        assert "tidak perlu ditindaklanjuti" in proyek.lembar()[0]["Keterangan"]
        # The same words with "tidak" are another note: an objection.
        proyek.tulis("ani.json", butir=butir(I_1=("tidak", "Sesuai PK")), catatan=[])
        assert "1 catatan ditambahkan" in proyek.gabung("ani.json", "--data", "data")[1]
        assert proyek.terbuka() == 2

    def test_the_new_columns_may_be_missing(self) -> None:
        opsional = {kolom.name for kolom in TABLES["catatan_reviu"].columns if not kolom.present}
        assert opsional == {"tanggal", "versi", "jawaban"}


class TestBerkasRusak:
    @pytest.mark.parametrize(
        ("teks", "kata"),
        [("", "berkas kosong"), ('{"format": "lak', "JSON yang utuh"), ("[1, 2]", "daftar"), ("7", "bukan catatan")],
        ids=["empty", "truncated", "list", "number"],
    )  # fmt: skip
    def test_a_broken_export_is_asked_for_again(self, proyek: Proyek, teks: str, kata: str) -> None:
        (proyek.akar / "ani.json").write_text(teks)
        kode, kabar = proyek.gabung("ani.json")
        assert kode == 2
        assert kata in kabar
        assert "Minta pereviu mengekspor catatannya sekali lagi" in kabar
        assert "Perbaiki nilainya" not in kabar

    def test_notes_are_counted_from_one(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json", catatan=[*[catatan()] * 3, {**catatan(), "uraian": 5}])
        kode, kabar = proyek.gabung("ani.json")
        assert kode == 2
        assert "catatan ke-4.uraian" in kabar
        assert "Minta pereviu" in kabar

    def test_the_system_speaks_indonesian(self, proyek: Proyek) -> None:
        (proyek.akar / "folder.json").mkdir()
        kode, kabar = proyek.gabung("tidak-ada.json", "folder.json")
        assert kode == 2
        assert "No such file" not in kabar
        assert "Is a directory" not in kabar
        assert "tidak ada" in kabar
        assert "folder" in kabar

    def test_an_output_that_cannot_be_written_is_told(self, proyek: Proyek) -> None:
        proyek.tulis("ani.json")
        (proyek.akar / "berkas").write_text("x")
        kode, kabar = proyek.gabung("ani.json", "--out", "berkas/catatan.xlsx")
        assert kode == 2
        assert "tidak dapat ditulis" in kabar
        assert not INGGRIS.search(kabar)
