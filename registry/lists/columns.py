"""Which fact a column or a label of a page stands for, by the names of data/vocabulary/columns.yaml."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import yaml

from data import folder
from registry.vocabulary import key

FIELDS: Final = (
    "number", "type", "title", "issuer", "issued", "effective", "expired", "status", "signer", "programmes", "sources",
    "files", "notes",
)  # fmt: skip


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
    return _by_key().get(key(header))


def label_of(field: str) -> str:
    """Return the name under which we write a fact.

    Args:
        field: Key of the fact.
    """
    return next((each.label for each in columns() if each.field == field), field)
