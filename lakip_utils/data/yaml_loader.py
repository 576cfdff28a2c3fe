"""Load YAML as what its text says: nothing in it runs, and no scalar turns into another one silently.

PyYAML reads YAML 1.1, in which ``0100`` is 64, ``20:20`` is 1220 and a date is a date wherever it stands. Here
a number is written in plain digits or refused, a key is the text that stands there, and a date is text until a
model asks for one.
"""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from lakip_utils.data.hidden import HIDDEN

TERBANYAK = 100_000
"""Values that a file may hold, those of aliases counted wherever they stand: a thousand times the longest known.

Without it nine lines of aliases of aliases make a milliard values.
"""
ANGKA_TERBANYAK = 15
"""Digits of a number, as in the tables."""
_BULAT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_PECAHAN = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+][0-9]+)?")
_TAG = "tag:yaml.org,2002:"


class _Loader(yaml.SafeLoader):
    """Safe loader that knows no tags, keeps keys and dates as text, and refuses a key that stands twice."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        tag = getattr(event, "tag", None)
        if tag is not None and not self.check_event(yaml.AliasEvent):
            raise _salah(f"tag YAML {tag!r}", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _salah("daftar atau peta sebagai kunci", key.start_mark)
            if key.value in seen:
                raise _salah(f"kunci {key.value!r} tertulis dua kali", key.start_mark)
            seen.add(key.value)
            if key.tag != f"{_TAG}merge":
                key.tag = f"{_TAG}str"
        return super().construct_mapping(node, deep)

    def teks(self, node: yaml.ScalarNode) -> str:
        isi = str(node.value)
        if hidden := HIDDEN.search(
            isi
        ):  # an escape in quotes, "\\x1b", brings in what YAML refuses as a character
            raise _salah(f"karakter tersembunyi U+{ord(hidden[0]):04X}", node.start_mark)
        return isi

    def bulat(self, node: yaml.ScalarNode) -> int:
        if not _BULAT.fullmatch(node.value) or len(node.value) > ANGKA_TERBANYAK + 1:
            raise _bukan_biasa(node)
        return int(node.value)

    def pecahan(self, node: yaml.ScalarNode) -> float:
        if not _PECAHAN.fullmatch(node.value) or not math.isfinite(hasil := float(node.value)):
            raise _bukan_biasa(node)
        return hasil


_Loader.add_constructor(f"{_TAG}str", _Loader.teks)
_Loader.add_constructor(f"{_TAG}timestamp", _Loader.teks)
_Loader.add_constructor(f"{_TAG}value", _Loader.teks)
_Loader.add_constructor(f"{_TAG}int", _Loader.bulat)
_Loader.add_constructor(f"{_TAG}float", _Loader.pecahan)


def _salah(masalah: str, mark: yaml.Mark | None) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, masalah, mark)


def _bukan_biasa(node: yaml.ScalarNode) -> yaml.constructor.ConstructorError:
    return _salah(
        f"bilangan {node.value[:30]!r} yang tidak ditulis biasa; tulis angkanya saja tanpa nol di depan"
        f" (paling banyak {ANGKA_TERBANYAK} angka), atau apit dengan tanda kutip bila itu teks",
        node.start_mark,
    )


def load(text: str) -> Any:
    r"""Return the content of YAML text: mappings, lists, text, numbers, booleans and ``None``.

    Raises
    ------
    yaml.YAMLError
        If it is none, has a tag, a key twice, a number in another writing, or too many values.
    RecursionError
        If it holds itself, or is nested too deeply.

    >>> load("tanggal: 2020-12-31\n1: a")
    {'tanggal': '2020-12-31', '1': 'a'}
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _banyak(node, {}) > TERBANYAK:
            raise _salah(f"daftar isi yang lebih dari {TERBANYAK} nilai, setelah rujukan * dijabarkan", None)
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _banyak(node: yaml.Node, known: dict[int, int]) -> int:
    """Return how many values a node holds, with those of its aliases; each node is looked at once."""
    if id(node) not in known:
        known[id(node)] = TERBANYAK + 1 if isinstance(node, yaml.CollectionNode) else 1  # while it is open
        if isinstance(node, yaml.MappingNode):
            parts = [part for pair in node.value for part in pair]
        else:
            parts = node.value if isinstance(node, yaml.SequenceNode) else []
        known[id(node)] = 1 + sum(_banyak(part, known) for part in parts)
    return known[id(node)]
