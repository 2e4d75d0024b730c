"""JSON schemas of frozen dataclasses: what is sent and what is described are one and the same."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Schema = dict[str, Any]

_SIMPLE: Final[dict[object, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    object: {},
    type(None): {"type": "null"},
}
RULES: Final = "schema"
"""Key under which the metadata of a field keeps further rules of its schema."""


class Schemas:
    """The schemas of the dataclasses met so far; two classes of one name are told apart by their module."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}
        self._names: dict[object, str] = {}

    def of(self, kind: Any) -> Schema:
        """Return the schema of a type as annotated; dataclasses are put under ``made`` and referred to.

        Raises:
            TypeError: JSON has nothing like it.
        """
        if kind in _SIMPLE:
            return _SIMPLE[kind]
        if is_dataclass(get_origin(kind) or kind):
            return self._reference(kind)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return {"type": "string", "enum": [member.value for member in kind]}
        return self._generic(kind)

    def _generic(self, kind: Any) -> Schema:
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"type": "string", "enum": list(inner)}
        if origin in {Union, types.UnionType}:
            return {"anyOf": [self.of(each) for each in inner]}
        if origin in {dict, Mapping}:
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if origin is tuple and inner[1:] != (Ellipsis,):
            items = [self.of(each) for each in inner]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        if origin in {tuple, list}:
            return {"type": "array", "items": self.of(inner[0])}
        raise TypeError(f"no JSON schema for {kind!r}")

    def _reference(self, kind: Any) -> Schema:
        name = self._names.get(kind)
        if name is None:
            name = self._names[kind] = self._free(_name(kind), kind)
            self.made[name] = {}
            self.made[name] = self._object(kind)
        return {"$ref": f"#/components/schemas/{name}"}

    def _free(self, name: str, kind: Any) -> str:
        """Return the name, or the first one longer by its module that no other class has."""
        module = (get_origin(kind) or kind).__module__.rpartition(".")[2].title().replace("_", "")
        while name in self.made:
            name = f"{module}{name}"
        return name

    def _object(self, kind: Any) -> Schema:
        origin = get_origin(kind) or kind
        hints = get_type_hints(origin)
        filled = dict(zip(getattr(origin, "__parameters__", ()), get_args(kind), strict=False))
        described = (origin.__doc__ or "").strip().split("\n")[0]
        properties = {
            each.name: self.of(_filled(hints[each.name], filled)) | each.metadata.get(RULES, {})
            for each in fields(origin)
        }
        return {"type": "object", "description": described, "properties": properties, "required": list(properties)}


def body(kind: type) -> Schema:
    """Return the schema of what is sent to us: fields with a default may be left out, unknown ones may not be there."""
    schemas = Schemas()
    schemas.of(kind)
    (made,) = schemas.made.values()
    needed = [each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]
    return made | {"required": needed, "additionalProperties": False}


def _name(kind: Any) -> str:
    origin = get_origin(kind)
    return f"{origin.__name__}Of{get_args(kind)[0].__name__}" if origin else str(kind.__name__)


def _filled(hint: Any, values: Mapping[object, Any]) -> Any:
    """Put the arguments of a generic dataclass in the place of its type variables."""
    if isinstance(hint, TypeVar):
        return values[hint]
    if get_origin(hint) is tuple:
        return tuple[tuple(_filled(each, values) for each in get_args(hint))]  # type: ignore[misc]
    return hint
