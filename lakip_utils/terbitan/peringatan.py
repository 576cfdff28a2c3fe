"""What the cells of an executed notebook wrote to stderr: warnings of libraries, above all.

A report does not show it, so nobody would see it; a build tells it and tests fail on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode

TERPANJANG = 300
"""Length at which a warning is cut."""
_PERINGATAN = re.compile(r"^\S.*?:\d+: (?P<jenis>\w+): (?P<pesan>.*)$")
"""How Python writes a warning: the file, its line, the category; the line of code stands indented below."""
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_BERUBAH = (
    (
        re.compile(r"(?:[A-Za-z]:)?(?:[\\/][^\s\\/:'\"]+)+[\\/]([^\s\\/:'\"]+)"),
        r"\1",
    ),  # a path: its last name
    (re.compile(r"\b0x[0-9a-fA-F]+\b"), "0x…"),
    (re.compile(r"\b([Ll]ine) \d+"), r"\1 …"),
)
"""What differs between machines and runs."""


def dari_notebook(notebook: NotebookNode) -> tuple[str, ...]:
    r"""Return what the cells of a notebook warned of, each once, in their order.

    Paths, addresses and numbers of lines are left out, so that the same warning is the same text
    everywhere.

    >>> from nbformat.v4 import new_code_cell, new_notebook, new_output
    >>> teks = "/tmp/ipykernel_7/12.py:3: UserWarning: Glyph 128 missing\n  plt.show()\n" * 2
    >>> sel = new_code_cell("", outputs=[new_output("stream", name="stderr", text=teks)])
    >>> dari_notebook(new_notebook(cells=[sel]))
    ('UserWarning: Glyph 128 missing',)
    """
    semua = (
        baris
        for sel in notebook.cells
        for keluaran in sel.get("outputs", ())
        if keluaran.output_type == "stream" and keluaran.name == "stderr"
        for baris in _baris("".join(keluaran.text))
    )
    return tuple(dict.fromkeys(semua))


def kalimat(semua: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Yield what to tell of the warnings of several reports: each warning once, with its reports.

    Parameters
    ----------
    semua
        Each report by its key, with its warnings.
    """
    laporan: dict[str, list[str]] = {}
    for kunci, peringatan in semua:
        for satu in peringatan:
            laporan.setdefault(satu, []).append(kunci)
    for satu, milik in laporan.items():
        yield (
            f"Peringatan dari sel notebook ({', '.join(milik)}): {satu}\n"
            "    Isi laporan itu mungkin tidak seperti yang dimaksud; periksa selnya di laporan.ipynb."
        )


def _baris(teks: str) -> Iterator[str]:
    kode = False  # the line of code below a warning is not told
    for satu in _ANSI.sub("", teks).splitlines():
        cocok = _PERINGATAN.match(satu)
        if not satu.strip() or (kode and satu[:1].isspace() and not cocok):
            kode = False
            continue
        kode = cocok is not None
        isi = f"{cocok['jenis']}: {cocok['pesan']}" if cocok else satu.strip()
        for pola, ganti in _BERUBAH:
            isi = pola.sub(ganti, isi)
        yield isi if len(isi) <= TERPANJANG else f"{isi[:TERPANJANG]}…"
