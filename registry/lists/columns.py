"""Which fact a column or a label of a page stands for, by the names of data/vocabulary/columns.yaml."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import yaml

from data import folder
from registry.vocabulary import key

FIELDS: Final = (
    "number", "type", "title", "issuer", "issued", "effective", "expired", "status", "signer", "programmes", "sources",
    "files", "notes", "serial",
)  # fmt: skip
# Words that a header may have behind the name of its fact without meaning another one.
_FILLING: Final = frozenset(
    [
        "van", "ban", "vb", "qppl", "cua", "quy", "pham", "phap", "luat", "di", "noi", "dung", "trich", "yeu", "va",
        "ngay", "thang", "nam", "hanh",
    ]
)  # fmt: skip
_SHORT: Final = {
    "cq": "co quan", "vb": "van ban", "bh": "ban hanh", "hl": "hieu luc", "kh": "ky hieu", "dv": "don vi",
    "nd": "noi dung", "tt": "tinh trang",
}  # fmt: skip
_PARTED: Final = re.compile(r"[/\n]|\bhoặc\b")


@dataclass(frozen=True, slots=True)
class Column:
    """One fact and the names it goes by.

    Args:
        field: Key of the fact.
        label: Its name when we write it.
        headers: Its names elsewhere.
    """

    field: str
    label: str
    headers: tuple[str, ...]


@cache
def columns() -> tuple[Column, ...]:
    """Return the names of all facts."""
    text = (folder("vocabulary") / "columns.yaml").read_text(encoding="utf-8")
    return tuple(Column(row["field"], row["label"], tuple(row["headers"])) for row in yaml.safe_load(text)["columns"])


@cache
def _by_key() -> dict[str, str]:
    return {key(name): each.field for each in columns() for name in (each.label, *each.headers)}


def field_of(header: str) -> str | None:
    """Return the fact that a header or label stands for, or None when it means nothing to us.

    Args:
        header: As printed: ``Số kí hiệu``, ``so_hieu``, ``NGÀY BAN HÀNH:``.
    """
    words = key(header)
    return _by_key().get(words) or (_by_key().get(_in_full(words)) if " " in words else None)


def _in_full(words: str) -> str:
    """Return the key of a header with its abbreviations written out: ``CQ BH`` is ``Cơ quan ban hành``."""
    return " ".join(_SHORT.get(word, word) for word in words.split())


def guessed(header: str) -> str | None:
    """Return the fact that a column of a spreadsheet stands for, also where its header says more than our names.

    ``Số, ký hiệu; ngày, tháng, năm ban hành văn bản`` begins with the name of the number and goes on with words that
    name no other thing; ``Cơ quan chủ trì soạn thảo`` does not.

    Args:
        header: As written.
    """
    plain = header.partition("(")[0]
    whole = field_of(header) or field_of(plain) or _longer(key(plain)) or _longer(_in_full(key(plain)))
    if whole is not None:
        return whole
    parts = [field_of(part) or _longer(_in_full(key(part))) for part in _PARTED.split(plain) if part.strip()]
    return parts[0] if len(parts) > 1 and all(parts) else None


def _longer(words: str) -> str | None:
    """Return the fact of the longest known name that these words begin with, when what follows only fills."""
    fitting = (name for name in _by_key() if words.startswith(f"{name} ") and " " in name)
    for name in sorted(fitting, key=len, reverse=True):
        if set(words[len(name) :].split()) <= _FILLING:
            return _by_key()[name]
    return None


def label_of(field: str) -> str:
    """Return the name under which we write a fact.

    Args:
        field: Key of the fact.
    """
    return next((each.label for each in columns() if each.field == field), field)
