"""The review form: its 23 lines, and what data may answer of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from bantu import csv_teks, tulis_paket

from lakip_utils import aturan, data, konsistensi
from lakip_utils.analisis import evaluasi
from lakip_utils.data import Paket
from lakip_utils.konsistensi import Jawaban

KODE = tuple(aturan.lembar_reviu().pernyataan)
PERTIMBANGAN = ("I.1", "I.4", "II.1", "II.3", "II.6", "II.7", "III.10")
"""Lines that only a person can answer."""


def isi(paket: Paket, bidang: str, tahun: int = 2020) -> dict[str, Jawaban]:
    unit = paket.irisan(tahun, bidang)
    catatan = konsistensi.periksa(paket, tahun, bidang=bidang)
    dipakai = aturan.dipakai(tahun, predikat="permendagri-86-2017")
    hasil = evaluasi.susun(unit, dipakai, "awal", konsistensi.sengketa(catatan, unit))
    return {satu.kode: satu for satu in konsistensi.jawab_reviu(hasil, catatan)}


def ubah(folder: Path, **berkas: str | None) -> dict[str, Jawaban]:
    """Answer the form of bidang satu of the small package, with some files of 2020 replaced."""
    nama = {f"2020/{tabel}.csv": teks for tabel, teks in berkas.items()}
    return isi(data.load(tulis_paket(folder / "paket", nama)), "satu")


def cacah(satu: Jawaban) -> list[tuple[int, int | None]]:
    return [(d.ada, d.semua) for d in satu.dasar]


INDIKATOR = ["kode_indikator", "level", "kode_induk", "nama", "iku", "satuan", "arah", "target_awal", "target_perubahan", "dasar_perubahan", "target_bawah", "target_atas", "realisasi", "pembilang", "penyebut", "rumus", "sumber_data", "penanggung_jawab", "standar_nasional"]  # fmt: skip


def indikator(**lain: object) -> str:
    satu = {"kode_indikator": "S1-A", "level": "sasaran", "kode_induk": "S1", "nama": "A", "iku": "ya"}
    satu |= {"satuan": "%", "arah": "naik", "target_awal": 6, "realisasi": 3} | lain  # type: ignore[dict-item]
    return csv_teks(INDIKATOR, [satu.get(nama, "") for nama in INDIKATOR])


ANGGARAN = csv_teks(
    ["level", "kelompok", "kode_rekening", "kode_program", "kode_kegiatan", "uraian", "pagu_murni", "pagu_perubahan", "realisasi"],
    ["total", "", "", "", "", "Belanja Daerah", "", 2000, 1500],
    ["kelompok", "BL", "", "", "", "Belanja Langsung", "", 2000, 1500],
    ["program", "BL", "", "1", "", "Program satu", "", 1200, 900],
    ["program", "BL", "", "2", "", "Program dua", "", 800, 600],
    ["kegiatan", "BL", "", "1", "1.1", "Kegiatan satu", "", 1200, 900],
)  # fmt: skip
"""A budget whose sums close."""
PK = csv_teks(["kode_indikator", "target", "kode_program", "anggaran"], ["S1-A", 6, "", ""])
MASALAH = ["bidang", "jenis", "urutan", "uraian", "pasangan"]
TANGGAPAN = ["id", "status", "teks", "oleh", "tanggal"]


def test_form_has_the_lines_of_the_regulation() -> None:
    lembar = aturan.lembar_reviu()
    assert "53 Tahun 2014" in lembar.sumber
    assert [(b.nomor, len(b.butir)) for b in lembar.bagian] == [("I", 6), ("II", 7), ("III", 10)]
    assert len(KODE) == len(set(lembar.pernyataan.values())) == 23
    assert (KODE[0], KODE[6], KODE[-1]) == ("I.1", "II.1", "III.10")


@pytest.mark.parametrize("bidang", ["sekretariat", "usaha_kecil", "kelembagaan", "koperasi", "dinas"])
@pytest.mark.parametrize("tahun", [2019, 2020])
def test_no_answer_without_evidence(paket: Paket, bidang: str, tahun: int) -> None:
    semua = isi(paket, bidang, tahun)
    assert tuple(semua) == KODE
    for satu in semua.values():
        if satu.nilai in ("terpenuhi", "belum"):
            assert any(d.asal.sel or d.catatan for d in satu.dasar), satu.kode
        if satu.kode in PERTIMBANGAN:
            assert satu.nilai == "", satu.kode


def test_evidence_names_findings_of_the_same_report(paket: Paket) -> None:
    ada = set(konsistensi.periksa(paket, 2020, bidang="koperasi")["id"])
    disebut = {kode for satu in isi(paket, "koperasi").values() for d in satu.dasar for kode in d.catatan}
    assert disebut
    assert disebut <= ada


def test_answers_of_the_published_report_of_2020(paket: Paket) -> None:
    """Worked out by hand from LAKIP 2020: targets and PK agree, two targets differ from the Renstra,
    nobody answers for data, no national standard."""
    dinas = isi(paket, "dinas")
    nilai = {kode: satu.nilai for kode, satu in dinas.items()}
    assert {k: nilai[k] for k in ("I.2", "III.1", "III.2", "III.3", "III.5", "III.7", "II.4")} == {
        "I.2": "terpenuhi", "III.1": "terpenuhi", "III.2": "belum", "III.3": "belum",
        "III.5": "terpenuhi", "III.7": "belum", "II.4": "belum",
    }  # fmt: skip
    assert cacah(dinas["I.2"]) == [(3, 3)]
    assert cacah(dinas["III.7"]) == [(3, 3), (0, 3)]
    assert cacah(dinas["II.4"]) == [(0, 10)]
    assert len(dinas["III.2"].dasar[1].catatan) == 2


def test_no_answer_from_a_year_without_tables(paket: Paket) -> None:
    lalu = isi(paket, "sekretariat", 2019)
    assert {lalu[k].nilai for k in ("I.5", "I.6", "III.1", "III.3", "II.5", "III.8")} == {""}
    assert cacah(lalu["I.2"]) == [(0, 1)]


class TestTarget:
    def test_met_when_every_sasaran_has_one(self, tmp_path: Path) -> None:
        assert ubah(tmp_path)["I.2"].nilai == "terpenuhi"

    def test_not_met_without(self, tmp_path: Path) -> None:
        satu = ubah(tmp_path, indikator=indikator(target_awal=""))["I.2"]
        assert (satu.nilai, cacah(satu)) == ("belum", [(0, 1)])

    def test_a_range_is_a_target(self, tmp_path: Path) -> None:
        rentang = indikator(arah="rentang", target_awal="", target_bawah=2, target_atas=4)
        assert ubah(tmp_path, indikator=rentang)["I.2"].nilai == "terpenuhi"

    def test_blank_without_indicators(self, tmp_path: Path) -> None:
        assert ubah(tmp_path, indikator=None)["I.2"] == Jawaban("I.2")


class TestCapaian:
    def test_met(self, tmp_path: Path) -> None:
        assert ubah(tmp_path)["I.3"].nilai == "terpenuhi"

    def test_not_met_without_realisasi(self, tmp_path: Path) -> None:
        assert ubah(tmp_path, indikator=indikator(realisasi=""))["I.3"].nilai == "belum"

    def test_left_to_the_reviewer_while_figures_contradict(self, tmp_path: Path) -> None:
        beda = PK.replace("S1-A,6", "S1-A,9")
        satu = ubah(tmp_path, indikator=indikator(), perjanjian_kinerja=beda)["I.3"]
        assert satu.nilai == ""
        assert satu.dasar[-1].catatan


class TestPerbaikan:
    def solusi(self, tmp_path: Path, *baris: tuple[str, int]) -> Jawaban:
        teks = csv_teks(MASALAH, *(["satu", jenis, n, f"{jenis} {n}", ""] for jenis, n in baris))
        return ubah(tmp_path, permasalahan_solusi=teks)["I.5"]

    def test_met_with_a_solution(self, tmp_path: Path) -> None:
        satu = self.solusi(tmp_path, ("permasalahan", 1), ("solusi", 1))
        assert (satu.nilai, cacah(satu)) == ("terpenuhi", [(1, None), (1, None)])

    def test_not_met_with_problems_only(self, tmp_path: Path) -> None:
        assert self.solusi(tmp_path, ("permasalahan", 1)).nilai == "belum"

    def test_left_to_the_reviewer_when_a_problem_has_none(self, tmp_path: Path) -> None:
        satu = self.solusi(tmp_path, ("permasalahan", 1), ("permasalahan", 2), ("solusi", 1))
        assert satu.nilai == ""
        assert satu.dasar[-1].catatan

    def test_blank_when_nothing_is_written(self, tmp_path: Path) -> None:
        assert ubah(tmp_path)["I.5"] == Jawaban("I.5")


class TestKeuangan:
    def test_met_and_counted(self, tmp_path: Path) -> None:
        satu = ubah(tmp_path, anggaran=ANGGARAN)["I.6"]
        assert (satu.nilai, cacah(satu)) == ("terpenuhi", [(1, 1)])

    def test_left_to_the_reviewer_while_its_sums_do_not_close(self, tmp_path: Path) -> None:
        satu = ubah(tmp_path)["I.6"]
        assert satu.nilai == ""
        assert satu.dasar[-1].catatan

    def test_not_met_without_realisasi(self, tmp_path: Path) -> None:
        kosong = ANGGARAN.replace("Program satu,,1200,900", "Program satu,,1200,")
        assert ubah(tmp_path, anggaran=kosong)["I.6"].nilai == "belum"

    def test_blank_without_a_budget(self, tmp_path: Path) -> None:
        assert ubah(tmp_path, anggaran=None)["I.6"] == Jawaban("I.6")


@pytest.mark.parametrize(
    ("kode", "kolom"), [("II.2", "sumber_data"), ("II.4", "penanggung_jawab")], ids=["sumber", "orang"]
)
def test_data_and_their_keeper_are_counted(tmp_path: Path, kode: str, kolom: str) -> None:
    assert ubah(tmp_path, indikator=indikator())[kode].nilai == "belum"
    assert ubah(tmp_path / "b", indikator=indikator(**{kolom: "Seksi data"}))[kode].nilai == "terpenuhi"


def test_no_finding_does_not_prove_reliability(tmp_path: Path) -> None:
    assert ubah(tmp_path, indikator=indikator(), anggaran=ANGGARAN)["II.5"] == Jawaban("II.5")


class TestPerjanjianDanRenstra:
    def test_met_and_then_no_explanation_is_due(self, tmp_path: Path) -> None:
        semua = ubah(tmp_path, indikator=indikator(), perjanjian_kinerja=PK)
        assert [semua[k].nilai for k in ("III.1", "III.2", "III.3")] == [
            "terpenuhi",
            "terpenuhi",
            "tidak_berlaku",
        ]

    def test_blank_without_an_agreement_and_so_is_its_explanation(self, tmp_path: Path) -> None:
        semua = ubah(tmp_path, indikator=indikator())
        assert semua["III.1"] == Jawaban("III.1")
        assert semua["III.3"].nilai == ""

    def test_other_target_than_agreed(self, tmp_path: Path) -> None:
        semua = ubah(tmp_path, indikator=indikator(), perjanjian_kinerja=PK.replace("S1-A,6", "S1-A,9"))
        assert semua["III.1"].nilai == "belum"
        assert semua["III.1"].dasar[-1].catatan[0].startswith("target-bukan-perjanjian")
        assert (semua["III.3"].nilai, semua["III.3"].dasar[0].ada) == ("belum", 0)

    def test_an_answer_explains_and_a_changed_target_does(self, tmp_path: Path) -> None:
        beda = indikator(target_awal=9)
        catatan = ubah(tmp_path, indikator=beda)["III.2"].dasar[-1].catatan
        assert [kode[:20] for kode in catatan] == ["target-bukan-renstra"]

        def jawaban(nama: str, status: str) -> str:
            teks = csv_teks(TANGGAPAN, [catatan[0], status, "Renstra diubah", "Kasubag", "2021-01-05"])
            pk = PK.replace("S1-A,6", "S1-A,9")
            semua = ubah(tmp_path / nama, indikator=beda, perjanjian_kinerja=pk, tanggapan=teks)
            return semua["III.3"].nilai

        assert jawaban("a", "dijelaskan") == "terpenuhi"
        # What is said to be repaired and is still there explains nothing.
        assert jawaban("b", "diperbaiki") == "belum"
        berubah = indikator(target_awal=9, dasar_perubahan="SE 1/2020", target_perubahan=9)
        semua = ubah(tmp_path / "c", indikator=berubah, perjanjian_kinerja=PK.replace("S1-A,6", "S1-A,9"))
        assert semua["III.3"].nilai == "terpenuhi"


class TestIndikator:
    def test_every_sasaran_has_an_indicator_and_an_iku(self, tmp_path: Path) -> None:
        semua = ubah(tmp_path, indikator=indikator())
        assert [semua[k].nilai for k in ("III.4", "III.5", "III.6")] == [
            "terpenuhi",
            "terpenuhi",
            "tidak_berlaku",
        ]

    def test_an_indicator_that_is_no_iku_is_counted_as_none(self, tmp_path: Path) -> None:
        semua = ubah(tmp_path, indikator=indikator(iku="tidak"))
        assert (semua["III.5"].nilai, cacah(semua["III.5"])) == ("belum", [(0, 1)])
        assert semua["III.6"].nilai == ""  # no finding says what is to be explained

    def test_measure_that_measures_something_else(self, paket: Paket) -> None:
        semua = isi(paket, "koperasi")
        assert semua["III.8"].nilai == "belum"
        assert {kode.rsplit("-", 1)[0] for kode in semua["III.8"].dasar[0].catatan} == {
            "bagian-disebut-peningkatan",
            "satu-hitungan",
        }
        assert (semua["III.9"].nilai, cacah(semua["III.9"])) == ("belum", [(0, 2)])

    def test_comparisons_need_last_year_and_a_national_standard(self, tmp_path: Path) -> None:
        satu = ubah(tmp_path, indikator=indikator(standar_nasional=5))["III.7"]
        assert (satu.nilai, cacah(satu)) == ("belum", [(0, 1), (1, 1)])
