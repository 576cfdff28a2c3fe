"""What we install: known licences, a bill of materials, and nothing but the files that the lock names."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import cyclonedx.schema
import pytest
from bantu import AKAR
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from test_repo import locked

from alat import kunci, lisensi, sbom

SEMUA = kunci.baca()
ATURAN = lisensi.ketentuan()
UV = Path(sys.executable).with_name("uv")


def satu(nama: str, *pemakai: str) -> kunci.Kunci:
    return kunci.Kunci(nama, "1.0", "", ("0" * 64,), pemakai)


class TestKunci:
    def test_every_version_is_read_with_its_hashes(self) -> None:
        terbaca = sorted((satu.nama, satu.versi, len(satu.hash)) for satu in SEMUA)
        perlu = sorted((n, v, banyak) for n, b in locked("requirements.lock").items() for v, _, banyak in b)
        assert terbaca == [(nama.replace(".", "-"), versi, banyak) for nama, versi, banyak in perlu]

    def test_what_tests_need_is_no_part_of_what_reports_need(self) -> None:
        jalan = kunci.untuk_jalan(SEMUA)
        assert {"pandas", "numpy", "typst", "papermill", "jupyterlab"} <= jalan
        assert not {"pytest", "mypy", "ruff", "playwright", "cyclonedx-python-lib"} & jalan

    def test_a_line_that_is_not_understood_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "x.lock").write_text("# lock\npandas>=2 \\\n", "utf-8")
        with pytest.raises(ValueError, match=r"x\.lock, baris 2: pandas>=2"):
            kunci.baca(tmp_path / "x.lock")


class TestLisensi:
    def test_every_licence_is_known_and_allowed(self) -> None:
        assert list(lisensi.periksa(SEMUA, ATURAN)) == []

    def test_the_page_is_that_of_the_lock(self) -> None:
        assert lisensi.DOKUMEN.read_text("utf-8") == lisensi.dokumen(SEMUA, ATURAN), "jalankan: make docs"

    def test_a_new_dependency_without_a_known_licence_is_refused(self) -> None:
        (pesan,) = lisensi.periksa([*SEMUA, satu("tidak-dikenal", kunci.PROYEK)], ATURAN)
        assert pesan.startswith("tidak-dikenal: lisensinya tidak dikenal")

    @pytest.mark.parametrize("milik", ["GPL-3.0-only", "MIT AND AGPL-3.0-or-later", "LicenseRef-rahasia"])
    def test_a_licence_that_is_not_allowed_is_refused(self, milik: str) -> None:
        ditetapkan = {**ATURAN.ditetapkan, "baru": {"lisensi": milik, "dasar": "uji"}}
        (pesan,) = lisensi.periksa([*SEMUA, satu("baru")], lisensi.Ketentuan(ATURAN.izin, ditetapkan))
        assert pesan.startswith(f"baru: {milik}" if "Ref" not in milik else "baru: ")

    def test_one_allowed_licence_of_a_choice_is_enough(self) -> None:
        assert not lisensi.boleh("GPL-2.0-or-later", ATURAN.izin)
        assert lisensi.boleh("Artistic-1.0-Perl OR GPL-2.0-or-later", ATURAN.izin)

    def test_what_is_no_longer_locked_or_used_is_told(self) -> None:
        lama = lisensi.Ketentuan(
            {**ATURAN.izin, "Unlicense": "uji"},
            {**ATURAN.ditetapkan, "pergi": {"lisensi": "MIT", "dasar": "uji"}},
        )
        pesan = list(lisensi.periksa(SEMUA, lama))
        assert pesan == ["pergi: tidak terkunci; hapus dari `ditetapkan`.", "Unlicense: tidak dipakai; hapus dari `izin`."]  # fmt: skip

    def test_a_licence_that_the_metadata_contradict_is_told(self) -> None:
        ditetapkan = {**ATURAN.ditetapkan, "pandas": {"lisensi": "MIT", "dasar": "uji"}}
        (pesan,) = lisensi.periksa(SEMUA, lisensi.Ketentuan(ATURAN.izin, ditetapkan))
        assert pesan == "pandas: metadatanya menyebut BSD-3-Clause, alat/lisensi.yaml MIT; samakan."


@pytest.fixture(scope="module")
def bom() -> dict[str, Any]:
    return json.loads(sbom.susun(SEMUA))


class TestSbom:
    def test_it_is_valid_by_the_schema_of_cyclonedx(self, bom: dict[str, Any]) -> None:
        folder = files(cyclonedx.schema) / "_res"
        alamat = "http://cyclonedx.org/schema/{}.SNAPSHOT.schema.json".format
        skema = {
            alamat(nama): json.loads((folder / f"{nama}.SNAPSHOT.schema.json").read_text("utf-8"))
            for nama in ("bom-1.6", "spdx", "jsf-0.82")
        }
        daftar = Registry().with_resources((nama, Resource.from_contents(isi)) for nama, isi in skema.items())
        pemeriksa = Draft7Validator(skema[alamat("bom-1.6")], registry=daftar)
        assert [galat.message for galat in pemeriksa.iter_errors(bom)] == []
        rusak = {**bom, "components": [{"name": "x"}]}
        assert list(pemeriksa.iter_errors(rusak))

    def test_it_holds_every_locked_version_that_a_report_needs_with_licence_and_hashes(
        self, bom: dict[str, Any]
    ) -> None:
        jalan = kunci.untuk_jalan(SEMUA)
        perlu = {satu.acuan: sorted(satu.hash) for satu in SEMUA if satu.nama in jalan}
        ada = {k["bom-ref"]: sorted(h["content"] for h in k["hashes"]) for k in bom["components"]}
        assert ada == perlu
        assert all(komponen["licenses"] for komponen in bom["components"])

    def test_everything_in_it_hangs_on_the_project(self, bom: dict[str, Any]) -> None:
        butuh = {satu["ref"]: satu.get("dependsOn", []) for satu in bom["dependencies"]}
        tercapai, antre = set(), [kunci.PROYEK]
        while antre:
            ref = antre.pop()
            if ref not in tercapai:
                tercapai.add(ref)
                antre += butuh[ref]
        assert tercapai == {kunci.PROYEK, *(k["bom-ref"] for k in bom["components"])}

    def test_same_lock_same_bytes_and_no_address_of_a_registry(self, tmp_path: Path) -> None:
        isi = []
        for benih in ("1", "2"):
            path = tmp_path / benih / "sbom.cdx.json"
            perintah = [sys.executable, "-W", "error", "-m", "alat.sbom", str(path)]
            subprocess.run(perintah, cwd=AKAR, env={**os.environ, "PYTHONHASHSEED": benih}, check=True)
            isi.append(path.read_text("utf-8"))
        assert isi[0] == isi[1]
        assert set(re.findall(r"https?://[^\"/]+", isi[0])) == {"http://cyclonedx.org"}
        assert "timestamp" not in isi[0]

    def test_another_lock_is_another_bill(self, bom: dict[str, Any]) -> None:
        lain = json.loads(sbom.susun([satu for satu in SEMUA if satu.nama != "pandas"]))
        assert lain["serialNumber"] != bom["serialNumber"]


class TestPemasangan:
    """The install takes only files whose hash the lock names."""

    @pytest.fixture
    def roda(self, tmp_path: Path) -> Path:
        """A wheel of our own, so that no network is needed."""
        path = tmp_path / "roda" / "contoh-1.0-py3-none-any.whl"
        path.parent.mkdir()
        info = "contoh-1.0.dist-info"
        with zipfile.ZipFile(path, "w") as arsip:
            arsip.writestr("contoh.py", "x = 1\n")
            arsip.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: contoh\nVersion: 1.0\n")
            arsip.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            arsip.writestr(
                f"{info}/RECORD", f"contoh.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n"
            )
        return path

    def pasang(self, alat: str, roda: Path, hash_: str) -> tuple[int, str, Path]:
        kunci_ = roda.parents[1] / "kecil.lock"
        kunci_.write_text(f"contoh==1.0{hash_ and ' --hash=sha256:' + hash_}\n", "utf-8")
        tujuan = roda.parents[1] / "pasang"
        perintah = [sys.executable, "-m", "pip"] if alat == "pip" else [str(UV), "pip"]
        opsi = ["--no-index", "--find-links", str(roda.parent), "--require-hashes", "--target", str(tujuan)]
        khusus = ["--disable-pip-version-check", "--isolated"] if alat == "pip" else ["--no-config", "--offline", "--no-cache"]  # fmt: skip
        hasil = subprocess.run(
            [*perintah, "install", *opsi, *khusus, "-r", str(kunci_)],
            capture_output=True,
            text=True,
            check=False,
        )
        return hasil.returncode, hasil.stderr, tujuan / "contoh.py"

    @pytest.mark.parametrize(
        "alat", ["pip", pytest.param("uv", marks=pytest.mark.skipif(not UV.exists(), reason="uv tidak ada"))]
    )
    def test_a_file_with_the_hash_of_the_lock_is_installed_and_no_other(self, alat: str, roda: Path) -> None:
        for hash_ in ("0" * 64, ""):
            kode, pesan, berkas = self.pasang(alat, roda, hash_)
            assert kode != 0
            assert re.search("hash", pesan, re.I)
            assert not berkas.exists()
        kode, pesan, berkas = self.pasang(alat, roda, hashlib.sha256(roda.read_bytes()).hexdigest())
        assert kode == 0, pesan
        assert berkas.exists()

    def test_every_install_of_the_makefile_demands_hashes_or_takes_nothing_from_outside(self) -> None:
        teks = (AKAR / "Makefile").read_text("utf-8").replace("\\\n", " ")
        perintah = re.findall(r"pip (?:install|sync) [^;|&\n]*", teks)
        assert len(perintah) == 4
        for satu_ in perintah:
            assert "--require-hashes" in satu_ or {"--no-index", "--no-deps"} <= set(satu_.split()), satu_
