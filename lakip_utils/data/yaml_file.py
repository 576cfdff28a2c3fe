"""Read a YAML file into a strict model; nothing in it can run code or be lost silently."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core.core_schema import ErrorType

from lakip_utils.data import json_teks, mentah, yaml_error, yaml_loader
from lakip_utils.errors import TERCETAK, InvalidInput, Violation, tak_terbaca

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A model that forbids unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


_EXPECTED = {
    "int_type": "bilangan bulat",
    "int_parsing": "bilangan bulat",
    "float_type": "bilangan",
    "string_type": "teks",
    "bool_type": "true atau false",
    "tuple_type": "daftar, misalnya [a, b]",
    "dict_type": "kunci dan isinya",
    "model_type": "kunci dan isinya",
    "model_attributes_type": "kunci dan isinya",
    "literal_error": "salah satu dari {expected}",
    "greater_than_equal": "paling kecil {ge}",
    "less_than_equal": "paling besar {le}",
    "too_short": "sekurangnya {min_length} isi",
    "string_pattern_mismatch": "huruf kecil, angka, garis bawah, atau tanda hubung",
    "date_from_datetime_parsing": "tanggal berbentuk 2020-12-31",
    "date_parsing": "tanggal berbentuk 2020-12-31",
    "date_type": "tanggal berbentuk 2020-12-31",
    "string_too_long": "paling panjang {max_length} huruf",
    "string_too_short": "teks yang tidak kosong",
    "too_long": "paling banyak {max_length} isi",
    "missing": "kunci ini diisi",
    "extra_forbidden": "hanya kunci yang dikenal",
    "json_invalid": "JSON yang sah",
    "int_from_float": "bilangan bulat",
    "int_parsing_size": "bilangan bulat yang lebih pendek",
    "finite_number": "bilangan yang berhingga",
    "date_from_datetime_inexact": "tanggal berbentuk 2020-12-31",
    "greater_than": "lebih dari {gt}",
    "less_than": "kurang dari {lt}",
    "string_unicode": "teks Unicode yang sah",
}
"""What is expected, by the type of pydantic's error; the fields come from its context."""
_LAIN = "isi yang diterima kunci ini; bentuknya ada di panduan analis (docs/panduan-analis.md)"
"""What is expected where there is no word for it yet."""


def read(path: Path, model: type[Model]) -> Model:
    """Read `path` as `model`.

    Raises
    ------
    InvalidInput
        With every violation: not there, not UTF-8, not YAML, a tag, a key twice, an unknown key, a
        wrong value.
    """
    try:
        text = mentah.baca(path, mentah.YAML_TERBESAR).decode("utf-8-sig")
    except FileNotFoundError:
        raise InvalidInput(
            [_whole(path, "berkas tidak ada", "berkas YAML", "Buat berkas ini, atau periksa jalurnya.")]
        ) from None
    except UnicodeDecodeError:
        raise InvalidInput(
            [_whole(path, "sandi bukan UTF-8", "berkas bersandi UTF-8", "Simpan ulang sebagai UTF-8.")]
        ) from None
    except OSError as error:
        raise InvalidInput([tak_terbaca(str(path), error, "berkas YAML")]) from None
    return validate(_content(text, path), model, str(path))


def parse(text: str, file: str) -> str:
    """Return the content of YAML text, which stands in `file`, as JSON.

    Raises
    ------
    InvalidInput
        If it is no plain YAML.
    """
    return _content(text, Path(file))


def _content(text: str, path: Path) -> str:
    """Return the content of YAML text as JSON."""
    expected = "YAML biasa: kunci, daftar, teks, dan angka, tanpa tag"
    try:
        return json.dumps(yaml_loader.load(text))
    except yaml.YAMLError as error:
        row, found = yaml_error.explain(error, text)
        violation = Violation(
            file=str(path), row=row, found=found, expected=expected, action="Perbaiki baris ini."
        )
        raise InvalidInput([violation]) from None
    except RecursionError:
        found = "isi yang tersusun terlalu dalam, atau memuat dirinya sendiri"
        raise InvalidInput([_whole(path, found, expected, "Perbaiki isinya.")]) from None


def validate(content: str | Mapping[str, Any], model: type[Model], file: str) -> Model:
    """Return JSON text, or plain data, as a strict model.

    Raises
    ------
    InvalidInput
        With every violation, said to be in `file`.
    """
    text = content if isinstance(content, str) else json.dumps(content, default=str)
    if isinstance(content, str) and (cause := json_teks.masalah(text)):
        violation = Violation(
            file=file, found=cause, expected="JSON yang hanya punya satu arti", action="Perbaiki isinya."
        )
        raise InvalidInput([violation])
    try:
        # JSON mode, so that strict types still take a list for a tuple and text for a date.
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise InvalidInput(_violations(file, model, error)) from None


def _whole(path: Path, found: str, expected: str, action: str) -> Violation:
    return Violation(file=str(path), found=found, expected=expected, action=action)


def _violations(file: str, model: type[BaseModel], error: ValidationError) -> list[Violation]:
    violations: list[Violation] = []
    items = error.errors(include_url=False)
    for item in items:
        if item["type"] == "too_short" and any(
            other["loc"][: len(item["loc"])] == item["loc"] for other in items if other is not item
        ):
            continue  # what makes the list short is that its members are wrong, and that is said
        kind, name = item["type"], str(item["loc"][-1]) if item["loc"] else ""
        expected = _expected(kind, item["msg"], item.get("ctx", {}))
        found, action = f"{item['input']!r}"[:60], "Perbaiki nilainya."
        if kind == "missing":
            found, action = "tidak ada", "Tambahkan kunci ini."
        elif kind == "extra_forbidden":
            told = len(violations) < TERCETAK  # of the others nobody reads what may have been meant
            near = difflib.get_close_matches(name, _field_names(model), n=1) if told else []
            found = f"kunci tak dikenal {name!r}"
            action = f"Mungkin maksudnya {near[0]!r}." if near else "Hapus, atau perbaiki namanya."
        violations.append(
            Violation(file=file, column=_place(item["loc"]), found=found, expected=expected, action=action)
        )
    return violations


def _expected(kind: str, message: str, context: Mapping[str, Any]) -> str:
    """Return what an error of pydantic expects; what our own validators say is Indonesian already."""
    if kind == "value_error":
        return str(context["error"])
    if kind not in _EXPECTED and kind not in get_args(ErrorType):
        return message
    return _EXPECTED.get(kind, _LAIN).format(**context).replace(" or ", " atau ")


def _place(loc: Iterable[int | str]) -> str:
    """Return a dotted key; members of lists are counted from one, as people do.

    >>> _place(("bidang", 0, "kode"))
    'bidang ke-1.kode'
    """
    place = ""
    for part in loc:
        place += f" ke-{part + 1}" if isinstance(part, int) else f".{part}" if place else part
    return place


def _field_names(model: type[BaseModel]) -> set[str]:
    """Return the names of all fields of a model and of the models inside it."""
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                names |= _field_names(part)
    return names
