"""The built reports: how tests run the command and read what it made."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from bantu import INSTANSI

LINGKUNGAN = {"PYTHONWARNINGS": "default", "TZ": "Asia/Jakarta", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
"""Every warning of a cell is shown; place, language and hash seed are ones that another test changes."""


def lakip(
    *args: str, cwd: Path, env: dict[str, str] | None = None, peringatan: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does; a cell that warns fails the test, unless `peringatan` expects it."""
    lingkungan = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", **(env or {})}
    perintah = [str(Path(sys.executable).with_name("lakip")), *args]
    hasil = subprocess.run(
        perintah, cwd=cwd, env=lingkungan, capture_output=True, text=True, timeout=300, check=False
    )
    assert peringatan or "Peringatan dari sel notebook" not in hasil.stderr, hasil.stderr
    return hasil


@dataclass(frozen=True)
class Bangunan:
    """The outputs of `lakip build` without a selection."""

    out: Path
    hasil: subprocess.CompletedProcess[str]

    def laporan(self, tahun: int, bidang: str, berkas: str = "laporan.html") -> Path:
        return self.out / INSTANSI / str(tahun) / bidang / berkas

    @property
    def folder(self) -> list[Path]:
        return sorted(p.parent for p in self.out.glob("*/*/*/ringkasan.json"))


class _Teks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.bagian: list[str] = []
        self.diam = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.diam += tag in ("style", "script", "title")

    def handle_endtag(self, tag: str) -> None:
        self.diam -= tag in ("style", "script", "title")
        self.bagian.append(" " if tag not in ("span", "strong", "b", "a") else "")

    def handle_data(self, data: str) -> None:
        if not self.diam:
            self.bagian.append(data)


def rata(teks: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(teks.split())


def teks_halaman(path: Path) -> str:
    """Return what a page says, without its markup."""
    pengurai = _Teks()
    pengurai.feed(path.read_text("utf-8"))
    return rata("".join(pengurai.bagian))
