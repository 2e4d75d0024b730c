"""What does not fit a schema of data/schema, place by place, in Vietnamese: for files and forms that people write."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from data import folder

_TYPES: Final = {
    "string": "chữ", "integer": "số nguyên", "number": "số", "array": "danh sách", "object": "nhóm các mục",
    "boolean": "true hoặc false", "null": "để trống",
}  # fmt: skip
_SHOWN: Final = 60  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as the schema says.

    Args:
        place: Where, as ``shape.list.row`` or ``programmes.0.code``; empty for the whole.
        message: What is wrong, in Vietnamese, without a full stop.
    """

    place: str
    message: str


def problems(schema: str, value: Any) -> tuple[Problem, ...]:
    """Return everything in a value that its schema forbids, in the order of the value.

    Args:
        schema: Name of a file of data/schema, without its ending.
        value: Plain values, as YAML or JSON gives them.
    """
    found = sorted(_validator(schema).iter_errors(value), key=lambda error: [str(part) for part in error.absolute_path])
    return tuple(dict.fromkeys(problem for error in found for problem in _told(error)))


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((folder("schema") / f"{schema}.json").read_text(encoding="utf-8")))


def _told(error: ValidationError) -> Iterable[Problem]:
    place = ".".join(str(part) for part in error.absolute_path)
    wanted, value = cast(Any, error.validator_value), cast(Any, error.instance)
    if error.validator == "required":
        return [Problem(f"{place}.{name}".strip("."), "còn thiếu") for name in wanted if name not in value]
    if error.validator == "additionalProperties":
        allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        extra = [name for name in value if name not in allowed]
        return [Problem(f"{place}.{name}".strip("."), "không có mục nào tên như vậy") for name in extra]
    say = _WORDS.get(str(error.validator))
    return [Problem(place, say(value, wanted) if say else error.message[:200])]


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _kinds(_value: Any, wanted: Any) -> str:
    names: list[str] = wanted if isinstance(wanted, list) else [wanted]
    return f"phải là {' hoặc '.join(_TYPES.get(name, name) for name in names)}"


_WORDS: Final[dict[str, Callable[[Any, Any], str]]] = {
    "type": _kinds,
    "enum": lambda value, wanted: f"“{_shown(value)}” không được; chọn một trong: {', '.join(map(str, wanted))}",
    "const": lambda _, wanted: f"phải là “{_shown(wanted)}”",
    "pattern": lambda value, wanted: f"“{_shown(value)}” không đúng dạng {wanted}",
    "minLength": lambda *_: "không được để trống",
    "minItems": lambda _, wanted: f"cần ít nhất {wanted} mục",
    "uniqueItems": lambda *_: "có mục bị lặp",
    "minProperties": lambda *_: "không được để trống",
    "minimum": lambda _, wanted: f"phải từ {wanted} trở lên",
    "maximum": lambda _, wanted: f"không được quá {wanted}",
    "format": lambda value, wanted: f"“{_shown(value)}” không đúng dạng {wanted}",
    "not": lambda *_: "có mục không được dùng ở đây",
}
