"""No code is made of data: what the source may not use at all, and where it vouches for something by hand."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bantu import AKAR
from test_repo import NOTEBOOKS, pyproject

SUMBER = sorted((AKAR / "lakip_utils").rglob("*.py"))
TERLARANG = {
    "pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "joblib",
    "shelve",
    "marshal",
    "code",
    "codeop",
    "xmlrpc",
}
PANGGILAN = {
    "eval",
    "exec",
    "compile",
    "read_pickle",
    "to_pickle",
    "system",
    "popen",
    "unsafe_load",
    "full_load",
    "render_template_string",
}
DIJAMIN = Counter(
    {
        ("sajian/html.py", "S704"): 1,  # a drawing that went through an allow-list
        ("sajian/svg.py", "S314"): 1,  # no entities can be declared
        ("terbitan/html.py", "S704"): 3,  # our script, an escaped string, a rendered block
        ("terbitan/kernel.py", "S603"): 1,  # the interpreter that the kernelspec names
        ("terbitan/pantau.py", "S603"): 1,  # our own interpreter and module
        ("terbitan/perubahan/banding.py", "S101"): 1,
    }
)
"""Where a rule of flake8-bandit is set aside; each new place has to be thought about, and written here."""
TANPA_LOLOS = Counter(
    {
        ("sajian/templates/blok.html.j2", '"&#10;"|safe'): 1,
        ("sajian/templates/blok.html.j2", "blok.html|safe"): 1,  # sanitised when the notebook was read
        ("terbitan/templates/indeks/kerangka.html.j2", "kebijakan(gaya)|safe"): 1,  # hashes
        ("terbitan/templates/lakip/index.html.j2", "kebijakan(gaya, skrip)|safe"): 1,
    }
)
"""Where a template does not escape."""


def relatif(path: Path) -> str:
    return path.relative_to(AKAR / "lakip_utils").as_posix()


def pelanggaran(kode: str) -> Iterator[str]:
    for simpul in ast.walk(ast.parse(kode)):
        match simpul:
            case ast.Import(names=nama):
                yield from (satu.name for satu in nama if satu.name.partition(".")[0] in TERLARANG)
            case ast.ImportFrom(module=str(modul)) if modul.partition(".")[0] in TERLARANG:
                yield modul
            case ast.Call(func=ast.Name(id=nama)) if nama in PANGGILAN:
                yield nama
            case ast.Call(func=ast.Attribute(attr=nama, value=asal)) if nama in PANGGILAN:
                if (ast.unparse(asal), nama) not in (
                    ("re", "compile"),
                    ("typst", "compile"),
                    ("penyusun", "compile"),
                ):
                    yield nama
            case ast.keyword(arg="shell" | "allow_pickle", value=ast.Constant(value=True)):
                yield str(simpul.arg)
            case ast.keyword(arg="autoescape", value=ast.Constant(value=False)):
                yield "autoescape"


@pytest.mark.parametrize(
    "kode",
    [
        "import pickle", "from shelve import open", "eval(x)", "exec(x)", "builtins.compile(x, '', 'exec')",
        "pd.read_pickle(x)", "os.system(x)", "subprocess.run(x, shell=True)", "np.load(x, allow_pickle=True)",
        "yaml.unsafe_load(x)", "Environment(autoescape=False)",
    ],
)  # fmt: skip
def test_what_would_run_data_is_seen(kode: str) -> None:
    assert list(pelanggaran(kode))
    assert list(pelanggaran("re.compile(x); subprocess.run(x); Environment(autoescape=True)")) == []


def test_no_module_can_run_data() -> None:
    assert len(SUMBER) > 100
    assert [(relatif(p), s) for p in SUMBER for s in pelanggaran(p.read_text("utf-8"))] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_notebook_can_run_data(path: Path) -> None:
    sel = [s.source for s in nbformat.read(path, as_version=4).cells if s.cell_type == "code"]
    assert len(sel) > 5
    # A magic is no Python: what is left has to parse, and only that of matplotlib is known
    polos = [re.sub(r"(?m)^%(matplotlib|config) .*$", "", satu) for satu in sel]
    assert [s for satu in polos for s in pelanggaran(satu)] == []


def test_the_rules_of_security_hold_for_the_whole_package() -> None:
    ruff = pyproject()["tool"]["ruff"]["lint"]
    assert "S" in ruff["select"]
    assert not any(kode.startswith("S") and kode[1:].isdigit() for kode in ruff["ignore"])
    assert not any("lakip_utils" in pola or pola.startswith("*") for pola in ruff["per-file-ignores"])
    disisihkan = Counter(
        (relatif(path), kode)
        for path in SUMBER
        for kode in re.findall(r"noqa: .*?\b(S\d+)", path.read_text("utf-8"))
    )
    assert disisihkan == DIJAMIN


def test_templates_escape_everything_but_what_is_named_here() -> None:
    lolos = Counter(
        (relatif(path), satu)
        for path in (AKAR / "lakip_utils").rglob("*.j2")
        for satu in re.findall(
            r"""((?:"[^"]*"|[\w.]+(?:\([^)]*\))?)\s*\|\s*safe\b)""", path.read_text("utf-8")
        )
    )
    assert lolos == TANPA_LOLOS
    assert [
        p
        for p in (AKAR / "lakip_utils").rglob("*.j2")
        if re.search(r"autoescape\s+false", p.read_text("utf-8"))
    ] == []


def test_the_typesetter_gets_data_never_code() -> None:
    for path in (AKAR / "lakip_utils").rglob("*.typ"):
        kode = "\n".join(
            baris for baris in path.read_text("utf-8").splitlines() if not baris.strip().startswith("//")
        )
        assert not re.search(r"\b(eval|read|plugin|csv|yaml|toml|xml|cbor)\(", kode), path.name
        assert re.findall(r"json\((.*?)\)\)?", kode) in ([], ["bytes(sys.inputs.doc"])
