"""An assumption is another package: the same functions give other figures, and nothing else changes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from bantu import rangka
from pandas.testing import assert_frame_equal

from lakip_utils.analisis.pengandaian import Ubahan, andaikan, bobot_unsur
from lakip_utils.analisis.telusur import baris_asal
from lakip_utils.asal import Asal, Sel
from lakip_utils.data import Paket
from lakip_utils.data.params import Pengaturan, pengaturan
from lakip_utils.errors import InvalidInput
from lakip_utils.konsistensi import periksa
from lakip_utils.konsistensi.keadaan import Keadaan, catatan_berubah, susun
from lakip_utils.sajian.blok import Tabel, teks
from lakip_utils.sajian.tabel import pengandaian as tabel
from lakip_utils.sajian.tabel import telusur


def baris(paket: Paket, nama: str, **cocok: str) -> int:
    """The row number of a row of 2020."""
    isi = paket.tabel(nama, 2020)
    for kolom, nilai in cocok.items():
        isi = isi[isi[kolom] == nilai]
    (nomor,) = isi["asal_baris"]
    return int(nomor)


def keadaan(paket: Paket, bidang: str = "kelembagaan", **lain: object) -> Keadaan:
    return susun(paket, 2020, bidang, pengaturan("uji", **lain))


def sel(blok: Tabel) -> dict[str, list[str]]:
    return {teks(satu.sel[0]): [teks(isi) for isi in satu.sel[1:]] for satu in blok.baris}


@pytest.fixture
def sasaran(paket: Paket) -> Ubahan:
    """The indicator of the sasaran of Kelembagaan: 1 of the target of 6 (3.1, b. 1656–1672); 3 is assumed."""
    return Ubahan("indikator", baris(paket, "indikator", kode_indikator="S2-KOP"), "realisasi", 3)


class TestAndaikan:
    def test_changes_one_cell_of_another_package_and_the_report_stays(
        self, paket: Paket, sasaran: Ubahan
    ) -> None:
        sebelum = {nama: isi.copy() for nama, isi in paket.tahunan[2020].items()}
        andai = andaikan(paket, 2020, [sasaran])
        isi = andai.tabel("indikator", 2020)
        beda = isi.compare(paket.tabel("indikator", 2020))
        assert beda.shape == (1, 2)
        assert beda.iloc[0].to_dict() == {("realisasi", "self"): 3.0, ("realisasi", "other"): 1.0}
        assert isi.dtypes.equals(paket.tabel("indikator", 2020).dtypes)
        for nama, lama in sebelum.items():
            assert_frame_equal(paket.tabel(nama, 2020), lama)
        assert "2020/indikator.csv" in paket.sha256
        assert andai.sha256.keys() == paket.sha256.keys() - {"2020/indikator.csv"}

    def test_what_was_computed_of_the_report_is_not_that_of_the_assumption(
        self, paket: Paket, sasaran: Ubahan
    ) -> None:
        sebelum = periksa(paket, 2020)
        assert not periksa(andaikan(paket, 2020, [sasaran]), 2020).equals(sebelum)
        assert periksa(paket, 2020).equals(sebelum)

    def test_a_cell_can_be_emptied(self, paket: Paket) -> None:
        nomor = baris(paket, "anggaran", level="program", kode_program="3")
        andai = andaikan(paket, 2020, [Ubahan("anggaran", nomor, "realisasi", None)])
        isi = andai.tabel("anggaran", 2020)
        assert isi.loc[isi["asal_baris"] == nomor, "realisasi"].isna().all()
        assert keadaan(andai).uang["serapan"].nilai is None

    def test_all_numbers_that_a_column_cannot_hold_are_told_at_once(self, paket: Paket) -> None:
        nomor = baris(paket, "anggaran", level="program", kode_program="3")
        with pytest.raises(InvalidInput) as salah:
            andaikan(
                paket,
                2020,
                [
                    Ubahan("anggaran", nomor, "realisasi", 1.5),
                    Ubahan("anggaran", nomor, "realisasi", -1),
                    Ubahan("anggaran", 999, "realisasi", 1),
                    Ubahan("anggaran", nomor, "uraian", 1),
                    Ubahan("indikator", 2, "realisasi", float("inf")),
                ],
            )
        assert [(v.row, v.expected) for v in salah.value.violations] == [
            (nomor, "bilangan bulat"),
            (nomor, "paling kecil 0"),
            (999, "baris dan kolom yang ada di tabel ini"),
            (nomor, "kolom angka"),
            (2, "bilangan"),
        ]
        assert all("(pengandaian)" in v.file for v in salah.value.violations)


class TestBobot:
    def test_of_one_unsur_leaves_the_others_in_proportion(self) -> None:
        unsur = rangka(
            "unsur",
            {"kode": "a", "nama": "A", "bobot": 0.5},
            {"kode": "b", "nama": "B", "bobot": 0.3},
            {"kode": "c", "nama": "C", "bobot": 0.2},
        )
        assert [u.nilai for u in bobot_unsur(unsur, "a", 0)] == [0, 0.6, 0.4]
        assert [u.nilai for u in bobot_unsur(unsur, "a", 1)] == [1, 0, 0]

    @pytest.mark.parametrize("kode_bobot", [("a", -0.1), ("a", 1.1), ("x", 0.5)])
    def test_that_is_none_is_refused(self, kode_bobot: tuple[str, float]) -> None:
        unsur = rangka("unsur", {"kode": "a", "nama": "A"}, {"kode": "b", "nama": "B"})
        with pytest.raises(InvalidInput, match="dari 0 sampai 1"):
            bobot_unsur(unsur, *kode_bobot)

    def test_of_an_only_unsur_can_only_be_one(self) -> None:
        unsur = rangka("unsur", {"kode": "a", "nama": "A"})
        assert [u.nilai for u in bobot_unsur(unsur, "a", 1)] == [1]
        with pytest.raises(InvalidInput):
            bobot_unsur(unsur, "a", 0.5)

    def test_the_index_with_all_weight_on_one_unsur_is_the_one_of_that_unsur(self, paket: Paket) -> None:
        """Waktu has 844 of 300 answers: 844 / 300 × 25."""
        andai = andaikan(paket, 2020, bobot_unsur(paket.tabel("unsur", 2020), "waktu", 1))
        survei = keadaan(andai).survei
        assert survei is not None
        assert survei.ikm.nilai == pytest.approx(844 / 300 * 25)
        assert survei.bobot == "bobot dari unsur.csv"


class TestBanding:
    def test_nothing_changes_without_an_assumption(self, paket: Paket) -> None:
        isi = sel(tabel.banding(keadaan(paket), keadaan(paket)))
        assert {satu[2] for satu in isi.values()} == {"tetap"}

    def test_a_corrected_realisasi_changes_capaian_predikat_and_findings(
        self, paket: Paket, sasaran: Ubahan
    ) -> None:
        sebelum, sesudah = keadaan(paket), keadaan(andaikan(paket, 2020, [sasaran]))
        isi = sel(tabel.banding(sebelum, sesudah))
        assert isi["Capaian sasaran"] == ["16,67%", "50,00%", "naik 33,33 poin"]
        assert isi["Nilai IKM instansi"] == ["74,69", "74,69", "tetap"]
        berubah = catatan_berubah(sebelum.catatan, sesudah.catatan)
        # 5 of 500 is 1 %, which the assumed 3 % no longer is
        assert ("realisasi-bukan-rasionya", "baru") in set(
            zip(berubah["uji"], berubah["perubahan"], strict=True)
        )
        # What 3.2.4 prints (100 %) is wrong before and after, against another figure
        keliru = berubah[(berubah["uji"] == "persentase-keliru") & (berubah["tercetak"] == Decimal(100))]
        assert list(keliru["perubahan"]) == ["berubah"]
        assert list(keliru["dihitung"]) == [Decimal(50)]
        assert len(sel_catatan := tabel.catatan_berubah(berubah).baris) == len(berubah)
        assert teks(sel_catatan[0].sel[0]) in ("Hilang", "Baru", "Berubah")

    def test_a_budget_row_changes_serapan_and_sisa(self, paket: Paket) -> None:
        """Pagu 675.854.000, realisasi 266.079.038, 39,37 % (3.3, b. 2801)."""
        nomor = baris(paket, "anggaran", level="program", kode_program="3")
        andai = andaikan(paket, 2020, [Ubahan("anggaran", nomor, "realisasi", 675854000)])
        isi = sel(tabel.banding(keadaan(paket), keadaan(andai)))
        assert isi["Serapan anggaran program"][:2] == ["39,37%", "100,00%"]
        assert isi["Sisa anggaran program"][1:] == ["Rp0", "turun Rp409.774.962"]

    def test_another_rule_grades_the_same_index(self, paket: Paket) -> None:
        isi = sel(tabel.banding(keadaan(paket), keadaan(paket, aturan_ikm="kepmenpan-25-2004")))
        assert isi["Mutu pelayanan"] == [
            "C menurut PermenPANRB 14/2017",
            "B menurut KepmenPAN 25/2004",
            "berubah",
        ]
        assert isi["Nilai IKM instansi"][2] == "tetap"

    def test_what_changes_comes_first(self, paket: Paket) -> None:
        isi = sel(tabel.banding(keadaan(paket), keadaan(paket, aturan_ikm="kepmenpan-25-2004")))
        assert next(iter(isi)) == "Mutu pelayanan"

    def test_is_marked_as_an_assumption(self, paket: Paket) -> None:
        blok = tabel.banding(keadaan(paket), keadaan(paket))
        assert "Pengandaian" in blok.judul
        assert "pengandaian" in blok.kolom[2].judul

    def test_a_year_without_a_survey_has_no_quality(self, paket: Paket) -> None:
        satu = susun(paket, 2019, "dinas", Pengaturan())
        isi = sel(tabel.banding(satu, satu))
        assert isi["Nilai IKM instansi"] == ["belum ada hasil survei"] * 2 + ["tetap"]
        assert "Mutu pelayanan" not in isi


class TestKeadaan:
    def test_is_that_of_the_report_of_a_bidang(self, paket: Paket) -> None:
        satu = keadaan(paket)
        assert satu.uang["serapan"].nilai == pytest.approx(39.3693, abs=1e-3)
        assert set(satu.catatan["id"]) == set(periksa(paket, 2020, bidang="kelembagaan")["id"])

    def test_of_the_agency_has_its_whole_budget(self, paket: Paket) -> None:
        satu = keadaan(paket, "dinas")
        assert satu.uang["pagu"].nilai == 18193665000
        assert len(satu.catatan) == len(periksa(paket, 2020))


class TestTelusur:
    def test_shows_the_rows_with_the_cells_in_question_named(self, paket: Paket) -> None:
        nomor = baris(paket, "indikator", kode_indikator="S2-KOP")
        (asal,) = baris_asal(paket, Asal((Sel("2020/indikator.csv", nomor, "realisasi"),)))
        blok = telusur.baris_data(asal)
        (isi,) = ([teks(satu) for satu in row.sel] for row in blok.baris)
        kepala = [kolom.judul for kolom in blok.kolom]
        assert isi[0] == str(nomor)
        assert isi[kepala.index("realisasi")] == "1 ◀"
        assert isi[kepala.index("target_awal")] == "6"
        assert "target_perubahan" not in kepala
        assert f"kolom realisasi baris {nomor}" in blok.keterangan

    def test_shows_an_empty_cell_in_question_and_years_as_years(self, paket: Paket) -> None:
        sel_ = Sel("renstra.csv", 2, "versi"), Sel("renstra.csv", 2, "catatan")
        (asal,) = baris_asal(paket, Asal(sel_))
        blok = telusur.baris_data(asal)
        isi = dict(zip((k.judul for k in blok.kolom), map(teks, blok.baris[0].sel), strict=True))
        assert isi["tahun"] == str(paket.tabel("renstra")["tahun"].iloc[0])
        assert isi["versi"].endswith("◀")

    def test_takes_runs_of_rows_and_leaves_out_what_is_not_there(self, paket: Paket) -> None:
        asal = Asal(
            (
                Sel("2020/anggaran.csv", 7, "realisasi", sampai=9),
                Sel("2020/anggaran.csv", 999, "realisasi"),
                Sel("instansi.yaml", 1, "kode"),
            )
        )
        (satu,) = baris_asal(paket, asal)
        assert list(satu.baris["asal_baris"]) == [7, 8, 9]
        assert satu.sel == {(7, "realisasi"), (8, "realisasi"), (9, "realisasi")}

    def test_every_finding_of_the_source_leads_to_rows(self, paket: Paket) -> None:
        for _, satu in periksa(paket, 2020).iterrows():
            rangkaian = telusur.catatan(satu, baris_asal(paket, satu["asal"]))
            tabel_ = [blok for blok in rangkaian.isi if isinstance(blok, Tabel)]
            assert tabel_, satu["id"]
            assert all("◀" in "".join(teks(s) for b in t.baris for s in b.sel) for t in tabel_), satu["id"]


def test_settings_of_a_cell_are_told_all_at_once() -> None:
    with pytest.raises(InvalidInput) as salah:
        pengaturan("sel parameter", predikat="x", aturan_ikm="y", bobot_ikm=2)
    assert [v.column for v in salah.value.violations] == ["pengaturan.predikat", "pengaturan.aturan_ikm"]
    with pytest.raises(InvalidInput, match="tahap_target"):
        pengaturan("sel parameter", tahap_target="awl")


def test_no_finding_comes_or_goes_between_equal_frames(paket: Paket) -> None:
    catatan = periksa(paket, 2020)
    assert catatan_berubah(catatan, catatan).empty
    assert tabel.catatan_berubah(catatan_berubah(catatan, catatan)) is None
    semua = catatan_berubah(catatan.iloc[:0], catatan)
    assert set(semua["perubahan"]) == {"baru"}
    assert set(catatan_berubah(catatan, catatan.iloc[:0])["perubahan"]) == {"hilang"}
