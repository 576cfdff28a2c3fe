"""The widgets of the exploration: what they show follows what is chosen, and wrong input is told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from bantu import DATA

from lakip_utils.data import Paket
from lakip_utils.data.params import Pengaturan
from lakip_utils.sajian import blok as b
from lakip_utils.sajian import format as f
from lakip_utils.sajian import grafik, tabel
from lakip_utils.sajian.blok import Baris, Tabel
from lakip_utils.sajian.eksplorasi import Jelajah, kartu
from lakip_utils.sajian.eksplorasi import andai as modul_andai
from lakip_utils.sajian.eksplorasi.andai import Andai
from lakip_utils.sajian.eksplorasi.lembar import itable, lembar, perbarui
from lakip_utils.sajian.eksplorasi.telusur import Telusur
from lakip_utils.sajian.kalimat import polos
from lakip_utils.sajian.tabel.kolom import kolom_angka, kolom_teks


@pytest.fixture
def jelajah(paket: Paket) -> Jelajah:
    return Jelajah(paket, 2020, "kelembagaan", Pengaturan())


def kata(html: str) -> str:
    tanpa_gaya = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", tanpa_gaya)))


def tabel_uji(*isi: str) -> Tabel:
    return Tabel(
        kunci="uji",
        judul="Uji",
        kolom=(kolom_teks("Nama"), kolom_angka("Nilai")),
        baris=tuple(Baris(sel=(polos(satu), polos(satu))) for satu in isi),
    )


class TestLembar:
    def test_numbers_are_sorted_by_value_and_words_come_after_them(self) -> None:
        hasil = lembar(tabel_uji("1.318", f.KOSONG, "27,78", "(5)", "100,00%", "−2"))
        assert hasil.urutan == {1: 2}
        urut = hasil.isi.sort_values(hasil.isi.columns[2], kind="stable")["Nilai"]
        assert list(urut) == ["(5)", "−2", "27,78", "100,00%", "1.318", f.KOSONG]

    def test_what_is_written_alike_has_one_rank(self) -> None:
        assert list(lembar(tabel_uji("2", "1", "2")).isi.iloc[:, 2]) == [2, 1, 2]

    def test_a_row_that_heads_others_becomes_a_column(self) -> None:
        kepala = Baris(gaya="grup", sel=(polos("Sasaran A"), ()))
        isi = tabel_uji("1", "2").model_copy(update={"baris": (kepala, *tabel_uji("1", "2").baris)})
        hasil = lembar(isi, "Sasaran")
        assert list(hasil.isi["Sasaran"]) == ["Sasaran A"] * 2
        assert hasil.urutan == {2: 3}

    def test_ranks_are_hidden_and_not_searched(self) -> None:
        assert {"targets": [2], "visible": False, "searchable": False} in lembar(tabel_uji("1")).opsi


class TestJelajah:
    def test_a_table_and_a_chart_follow_the_choosers(self, jelajah: Jelajah) -> None:
        uang = jelajah.tabel(lambda k: tabel.anggaran(k.hasil.belanja, k.unit.daftar_program, k.unit.klaim))
        unsur = jelajah.tampil(lambda k: grafik.unsur(k.survei, k.tahun))
        kunci = jelajah.tampil(kartu)
        assert "74,69" in kata(unsur.value)
        assert "16,67" in kata(kunci.value)
        isi = uang.children[1]
        assert "675.854.000" in set(isi.df["Pagu (Rp)"])

        jelajah._bidang.value = "dinas"
        assert "85,00" in kata(kunci.value)
        jelajah._tahun.value = 2019
        assert "belum tersedia" in kata(unsur.value)
        assert jelajah.keadaan.tahun == 2019
        assert "675.854.000" not in set(isi.df["Pagu (Rp)"])

    def test_another_year_is_computed_once(self, jelajah: Jelajah) -> None:
        kali: list[int] = []
        jelajah.ikuti(lambda k: kali.append(k.tahun))
        jelajah._tahun.value = 2019
        assert kali == [2020, 2019]
        assert jelajah._bidang.value == "kelembagaan"

    def test_what_is_missing_is_said_and_its_table_is_hidden(self, jelajah: Jelajah) -> None:
        wadah = jelajah.tabel(lambda k: tabel.ikm_unsur(k.survei, k.unit.klaim))
        kepala, isi, kaki = wadah.children
        assert (isi.layout.display, "per unsur" in kata(kepala.value)) == (None, True)
        assert "NRR = total nilai" in kata(kaki.value)
        jelajah._tahun.value = 2019
        assert isi.layout.display == "none"
        assert "belum tersedia" in kata(kepala.value)
        assert kaki.value == ""

    def test_a_table_of_any_size_is_shown_whole(self, jelajah: Jelajah) -> None:
        """Of a large table the library would show a part, and say so in English."""
        jelajah._bidang.value = "dinas"
        isi = Telusur(jelajah)._tabel
        assert len(isi.df) == len(jelajah.keadaan.catatan) > 150
        assert "downsampling_warning" not in isi._dt_args


class TestTelusur:
    def test_a_row_of_the_table_and_the_list_choose_the_same_finding(self, jelajah: Jelajah) -> None:
        telusur = Telusur(jelajah)
        pertama, ketiga = (jelajah.keadaan.catatan["id"].iloc[n] for n in (0, 2))
        assert pertama in kata(telusur._rinci.value)
        telusur._tabel.selected_rows = [2]
        assert telusur._pilih.value == 2
        assert ketiga in kata(telusur._rinci.value)
        assert "◀" in telusur._rinci.value

    def test_a_unit_without_findings_says_so(self, jelajah: Jelajah) -> None:
        jelajah.keadaan = replace(jelajah.keadaan, catatan=jelajah.keadaan.catatan.iloc[:0])
        assert "Tidak ada catatan" in Telusur(jelajah)._rinci.value


class TestAndai:
    @pytest.fixture
    def andai(self, jelajah: Jelajah) -> Andai:
        return Andai(jelajah)

    def isi(self, andai: Andai, nama: str, label: str, teks: str) -> str:
        pilih = andai._pilih[nama]
        pilih.value = next(nilai for satu, nilai in pilih.options if label in satu)
        andai._nilai[nama].value = teks
        return kata(andai._hasil.value)

    def test_says_what_is_assumed_and_what_the_data_hold(self, andai: Andai) -> None:
        assert "Belum ada pengandaian" in andai._hasil.value
        hasil = self.isi(andai, "indikator", "Kualitas Kelembagaan", "3")
        assert "Pengandaian, bukan angka laporan" in hasil
        assert "Omset Koperasi (%): 3 (sekarang 1)" in hasil
        assert "naik 33,33 poin" in hasil
        (pasang,) = andai._gambar.children
        assert [kata(satu.value).strip().split(":")[0] for satu in pasang.children] == [
            "Sebelum",
            "Pengandaian",
        ]

    @pytest.mark.parametrize(
        ("nama", "label", "teks", "pesan"),
        [
            ("indikator", "Kualitas", "tiga", "'tiga' bukan angka yang dikenal bentuknya"),
            ("indikator", "Kualitas", "1.000", "'1.000' dapat berarti ribuan atau pecahan"),
            ("anggaran", "Program 3", "0,5", "bilangan bulat"),
            ("anggaran", "Program 3", "-1", "paling kecil 0"),
            ("unsur", "Waktu", "1,5", "bobot 1,5 untuk unsur 'waktu'; seharusnya bobot dari 0 sampai 1"),
        ],
    )
    def test_what_cannot_be_used_is_told_and_no_result_stands_beside_it(
        self, andai: Andai, nama: str, label: str, teks: str, pesan: str
    ) -> None:
        self.isi(andai, "unsur", "Biaya", "0,5")
        hasil = self.isi(andai, nama, label, teks)
        assert "Isian belum dapat dipakai" in hasil
        assert pesan in hasil
        assert "Sebelum" not in hasil
        assert andai._gambar.children == ()

    def test_a_cap_that_is_none_is_told(self, andai: Andai) -> None:
        andai._aturan["batas_capaian"].value = ""
        assert "isian kosong" in kata(andai._hasil.value)
        andai._aturan["batas_capaian"].value = "-5"
        assert "paling kecil 0" in kata(andai._hasil.value)

    def test_is_filled_in_again_for_another_unit_and_on_demand(self, andai: Andai, jelajah: Jelajah) -> None:
        self.isi(andai, "anggaran", "Program 3", "1000000")
        andai._aturan["tahap_target"].value = "perubahan"
        andai._kembali.click()
        assert "Belum ada pengandaian" in andai._hasil.value
        assert (andai._pilih["anggaran"].value, andai._aturan["tahap_target"].value) == ("", "awal")

        self.isi(andai, "anggaran", "Program 3", "1000000")
        jelajah._bidang.value = "koperasi"
        assert "Belum ada pengandaian" in andai._hasil.value
        assert not any("Program 3" in label for label, _ in andai._pilih["anggaran"].options)

    def test_settings_of_the_report_that_the_form_does_not_offer_stay(self, paket: Paket) -> None:
        jelajah = Jelajah(paket, 2020, "dinas", Pengaturan(bobot_ikm="7", batas_capaian=87.125))
        andai = Andai(jelajah)
        assert "Belum ada pengandaian" in andai._hasil.value
        assert andai._aturan["bobot_ikm"].value == "7"

    def test_a_slow_result_never_stands_over_a_later_change(
        self, andai: Andai, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # JupyterLab hands changes to threads: the second comes while the first is still computed
        mulai, asli = threading.Event(), modul_andai.susun

        def lambat(*args: Any) -> Any:
            mulai.set()
            time.sleep(0.3)
            return asli(*args)

        monkeypatch.setattr(modul_andai, "susun", lambat)
        aturan = andai._aturan["aturan_ikm"]
        pertama = threading.Thread(
            target=lambda: setattr(aturan, "value", dict(aturan.options)["KepmenPAN 25/2004"])
        )
        pertama.start()
        assert mulai.wait(10)
        andai._aturan["batas_capaian"].value = "seratus"
        pertama.join()
        assert "'seratus' bukan angka" in kata(andai._hasil.value)

    def test_writes_nothing(self, andai: Andai) -> None:
        sebelum = {p: p.read_bytes() for p in DATA.rglob("*") if p.is_file()}
        self.isi(andai, "anggaran", "Program 3", "1")
        assert {p: p.read_bytes() for p in DATA.rglob("*") if p.is_file()} == sebelum


def test_a_report_imports_no_tables_of_widgets() -> None:
    """Of ipywidgets this cannot be said: seaborn imports it where it is installed."""
    kode = (
        "import sys; from lakip_utils.sajian import grafik, narasi, ringkasan, tabel; import lakip_utils.terbitan.run;"
        "print([n for n in ('lakip_utils.sajian.eksplorasi', 'itables', 'anywidget') if n in sys.modules])"
    )
    hasil = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "[]"


def test_a_table_that_is_sorted_in_the_notebook_shows_hostile_text_as_text() -> None:
    """In JupyterLab a script that runs could run cells: the widget gets no markup of the data."""
    jahat = "<img src=x onerror=alert(1)>"
    isi = b.Tabel(
        kunci="t",
        judul=jahat,
        kolom=(b.Kolom(judul=jahat), b.Kolom(judul=jahat, angka=True)),
        baris=(b.Baris(sel=((b.Span(teks=jahat),), (b.Span(teks=f"1 {jahat}"),))),),
    )
    widget = itable(lembar(isi))
    for _ in range(2):
        dikirim = json.dumps(widget._dt_args)
        assert dikirim.count("&lt;img src=x onerror=alert(1)&gt;") == 4
        assert "<img" not in dikirim
        perbarui(widget, lembar(isi))
