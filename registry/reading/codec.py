"""Tables of flat frozen values as plain JSON, with their column names, so that a later version can add a field."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast, get_args, get_type_hints

import orjson

Value = TypeVar("Value")


def columns(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass, in order."""
    return _columns(cast(Hashable, kind))


@cache
def _columns(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast(type[Any], kind)))


def pack(kind: type[Value], values: Iterable[Value], *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return values of one dataclass as column names and rows."""
    names = [name for name in columns(kind) if name not in without]
    take = attrgetter(*names)
    return {"columns": names, "rows": [take(value) for value in values]}


def unpack(kind: type[Value], table: dict[str, Any], **computed: Callable[[dict[str, Any]], Any]) -> list[Value]:
    """Return the values of a packed table.

    Args:
        kind: The dataclass.
        table: What :func:`pack` returned, through JSON or not.
        **computed: For fields that were left out: how to find them from the others.
    """
    names = [name for name in table["columns"] if name in columns(kind)]
    take = [table["columns"].index(name) for name in names]
    readers = _readers(cast(Hashable, kind))
    special = [(name, readers[name]) for name in names if name in readers]
    return [
        _value(kind, dict(zip(names, (row[at] for at in take), strict=True)), special, computed)
        for row in table["rows"]
    ]


def _value(
    kind: type[Value],
    row: dict[str, Any],
    special: list[tuple[str, Callable[[Any], Any]]],
    computed: dict[str, Callable[[dict[str, Any]], Any]],
) -> Value:
    for name, read in special:
        if row[name] is not None:
            row[name] = read(row[name])
    for name, find in computed.items():
        row[name] = find(row)
    return kind(**row)


@cache
def _readers(kind: Hashable) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    found = {name: _reader(get_args(hint) or (hint,)) for name, hint in hints.items()}
    return {name: read for name, read in found.items() if read is not None}


def _reader(kinds: tuple[Any, ...]) -> Callable[[Any], Any] | None:
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, date):
            return lambda text: text if isinstance(text, date) else date.fromisoformat(text)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind
    return None


def dumps(kind: type[Value], values: Iterable[Value]) -> bytes:
    """Return packed values as JSON."""
    return orjson.dumps(pack(kind, values))


def loads(blob: bytes) -> dict[str, Any]:
    """Return the packed table of :func:`dumps`."""
    table: dict[str, Any] = orjson.loads(blob)
    return table
