"""The files around the code agree with each other and hold nothing of one machine."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from bantu import AKAR
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

CONDA = {"pandera[pandas]": "pandera-pandas", "typst": "typst-py"}
"""Names of conda-forge that differ from those of PyPI."""
NOTEBOOKS = sorted((AKAR / "notebooks").glob("*.ipynb"))
BARIS_SEL = 6


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((AKAR / "pyproject.toml").read_text("utf-8"))


def requirements() -> list[Requirement]:
    isi = pyproject()
    return [
        Requirement(baris) for baris in (*isi["project"]["dependencies"], *isi["dependency-groups"]["dev"])
    ]


@cache
def locked(nama: str) -> dict[str, list[tuple[str, str, int]]]:
    """Name → (version, marker, number of hashes) of each line of a lock file."""
    teks = (AKAR / nama).read_text("utf-8").replace("\\\n", " ")
    hasil: dict[str, list[tuple[str, str, int]]] = {}
    for baris in (b.strip() for b in teks.splitlines()):
        if not baris or baris.startswith("#"):
            continue
        syarat, *hash_ = baris.split(" --hash=sha256:")
        assert all(re.fullmatch(r"[0-9a-f]{64}\s*", satu) for satu in hash_), baris
        syarat, _, marker = syarat.partition(" ; ")
        paket, _, versi = syarat.strip().partition("==")
        hasil.setdefault(canonicalize_name(paket), []).append((versi, marker.strip(), len(hash_)))
    return hasil


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the repository: tracked ones and new ones that are not ignored."""
    perintah = ["git", "-C", str(AKAR), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    hasil = subprocess.run(perintah, capture_output=True, check=False)
    if hasil.returncode:
        pytest.skip("not a git repository")
    semua = (AKAR / nama for nama in hasil.stdout.decode().split("\0") if nama)
    return tuple(path for path in semua if path.is_file())


def test_environment_yml_names_the_packages_of_pyproject_with_equal_specifiers() -> None:
    isi = yaml.safe_load((AKAR / "environment.yml").read_text("utf-8"))
    *conda, pip = isi["dependencies"]
    *dari_pip, terakhir = pip["pip"]
    assert terakhir == "-e ."
    assert isi["channels"] == ["conda-forge", "nodefaults"]

    ada = {}
    for baris in (*conda, *dari_pip):
        nama, specifier = re.fullmatch(r"([a-z0-9-]+)(.*)", baris).groups()
        assert nama not in ada
        ada[nama] = SpecifierSet(specifier)
    assert ada.pop("pip") == SpecifierSet()
    assert ada.pop("python") == SpecifierSet(pyproject()["project"]["requires-python"])

    perlu = {}
    for satu in requirements():
        pypi = satu.name + (f"[{','.join(satu.extras)}]" if satu.extras else "")
        perlu[CONDA.get(pypi, canonicalize_name(satu.name))] = satu.specifier
    assert ada == perlu


def test_every_requirement_is_locked_inside_its_range() -> None:
    for satu in requirements():
        versi = locked("requirements.lock")[canonicalize_name(satu.name)]
        assert all(satu.specifier.contains(v) for v, _, _ in versi), (satu, versi)


@pytest.mark.parametrize("nama", ["requirements.lock", "requirements-uv.lock"])
def test_every_locked_version_is_pinned_and_has_a_hash(nama: str) -> None:
    for paket, baris in locked(nama).items():
        assert all(versi and banyak for versi, _, banyak in baris), paket


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_the_lock_gives_one_version_of_a_requirement_on_every_python(python: str) -> None:
    for sistem, platform in (("Linux", "linux"), ("Darwin", "darwin"), ("Windows", "win32")):
        lingkungan = {
            "python_version": python,
            "python_full_version": f"{python}.1",
            "platform_system": sistem,
            "sys_platform": platform,
        }
        for satu in requirements():
            pilihan = [
                versi
                for versi, marker, _ in locked("requirements.lock")[canonicalize_name(satu.name)]
                if not marker or Marker(marker).evaluate(lingkungan)
            ]
            assert len(pilihan) == 1, (satu.name, lingkungan, pilihan)


def test_the_build_tools_of_an_editable_install_are_locked() -> None:
    perlu = [Requirement(baris) for baris in pyproject()["build-system"]["requires"]]
    assert {satu.name for satu in perlu} | {"editables"} <= locked("requirements.lock").keys()


def test_reading_a_notebook_compiles_no_grammar() -> None:
    """jsonschema does so where it finds this package, in every process, for a format that we never check."""
    assert "rfc3987-syntax" not in locked("requirements.lock")


def test_no_configuration_names_a_registry() -> None:
    pola = re.compile(
        r"(index-url|find-links|trusted-host|registry|pypi\.org|pythonhosted|anaconda\.org)", re.I
    )
    for path in tracked():
        if (
            path.suffix in {".toml", ".lock", ".yml", ".yaml", ".cfg", ".ini", ".txt"}
            or path.name == "Makefile"
        ):
            assert not pola.search(path.read_text("utf-8")), path


def test_no_file_names_a_folder_of_one_machine() -> None:
    # Put together here, so that this file does not name one itself.
    pola = re.compile(
        "|".join((r"/ho" r"me/\w", r"/ro" r"ot\b", r"/Us" r"ers/\w", r"[A-Z]:\\\w", r"(?<![\w.}])/wo" r"rk/"))
    )
    for path in tracked():
        try:
            teks = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        cocok = pola.search(teks)
        assert not cocok, f"{path}: {cocok}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
class TestNotebooks:
    """Notebooks tell the story and hold no logic."""

    def test_is_valid_and_asks_for_the_kernel_of_the_environment(self, path: Path) -> None:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec.name == "python3"

    def test_holds_no_outputs(self, path: Path) -> None:
        for sel in json.loads(path.read_text("utf-8"))["cells"]:
            if sel["cell_type"] == "code":
                assert sel["outputs"] == []
                assert sel["execution_count"] is None

    def test_cells_are_short(self, path: Path) -> None:
        for sel in nbformat.read(path, as_version=4).cells:
            if sel.cell_type == "code" and "parameters" not in sel.metadata.get("tags", []):
                assert len(sel.source.splitlines()) <= BARIS_SEL, sel.source
