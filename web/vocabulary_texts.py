"""Finds texts of the layers below that pages translate: vocabulary labels, fields of queries; see ``babel.cfg``."""

from collections.abc import Iterator
from typing import IO, Any, Final

import yaml

from indexer.query import FIELDS as QUERY_FIELDS

Found = tuple[int, str, str, list[str]]
FIELDS: Final = ("label", "reverse", "explanation")


def labels(fileobj: IO[bytes], *_given: object, **_named: object) -> Iterator[Found]:
    """Yield every label, reverse label and explanation of a vocabulary file, as Babel wants them.

    Args:
        fileobj: The YAML file.
        *_given: What else Babel gives.
        **_named: What else Babel gives.
    """
    for text in dict.fromkeys(_texts(yaml.safe_load(fileobj))):
        yield 1, "gettext", text, []


def field_help(*_given: object, **_named: object) -> Iterator[Found]:
    """Yield what the fields of the query language do, as Babel wants it."""
    for each in QUERY_FIELDS:
        yield 1, "gettext", each.help, []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if name in FIELDS and isinstance(each, str):
                yield each
            elif name != "source_labels":
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
