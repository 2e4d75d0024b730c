"""A plain row (JSON values) <-> a catalogue entry, checked against data/schema/catalogue-entry.json."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from data import folder
from registry.catalogue.values import CatalogueEntry, CatalogueRelation, SourceStatement
from registry.vocabulary import vocabulary

Row = dict[str, Any]

_DATES: Final = ("issued", "effective", "expired", "recorded")
# The same facts are known under these names in lists made elsewhere.
_OTHER_NAMES: Final = {"programs": "programmes", "note": "notes"}
_REASONS: Final = {
    "required": "thiếu trường bắt buộc: {detail}",
    "additionalProperties": "có trường không nằm trong danh mục: {detail}",
    "type": "trường “{field}” sai kiểu dữ liệu",
    "enum": "trường “{field}” có giá trị ngoài danh mục: {value}",
    "pattern": "trường “{field}” sai dạng: {value}",
    "anyOf": "thiếu cả số ký hiệu (number) lẫn trích yếu (title)",
    "minItems": "trường “{field}” không được để trống",
    "minLength": "trường “{field}” không được để trống",
}


@cache
def validator() -> Draft202012Validator:
    """Return the validator of one row."""
    text = (folder("schema") / "catalogue-entry.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def plain(row: Row) -> Row:
    """Return a row under the product's field names, dates as ISO text, empty values left out.

    Args:
        row: As a file gives it: other field names, dates read by YAML, nulls.
    """
    renamed = {_OTHER_NAMES.get(name, name): _iso(value) for name, value in row.items()}
    filled = {name: value for name, value in renamed.items() if value not in (None, "", [])}
    for name, change in (("relations", _plain_relation), ("statements", plain)):
        if isinstance(filled.get(name), list):
            filled[name] = [change(item) if isinstance(item, dict) else item for item in filled[name]]
    return filled


def _plain_relation(row: Row) -> Row:
    named = {"verb" if name == "type" else name: value for name, value in row.items()}
    return {name: value for name, value in named.items() if value not in (None, "")}


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def problem(row: Row) -> str | None:
    """Say in Vietnamese why a plain row cannot be taken in, or return None.

    Args:
        row: As :func:`plain` gives it.
    """
    errors = sorted(validator().iter_errors(row), key=lambda error: [str(part) for part in error.absolute_path])
    return "; ".join(dict.fromkeys(map(_reason, errors))) if errors else _impossible_day(row) or _strange_code(row)


def _reason(error: ValidationError) -> str:
    form = _REASONS.get(str(error.validator), "trường “{field}” không hợp lệ")
    field = ".".join(str(part) for part in error.absolute_path) or "dòng"
    detail = error.message.split("'")[1] if "'" in error.message else error.message
    return form.format(field=field, detail=detail, value=str(error.instance)[:60])


def _impossible_day(row: Row) -> str | None:
    for part in (row, *row.get("statements", ())):
        for name in _DATES:
            if name in part and not _is_day(part[name]):
                return f"trường “{name}” không phải một ngày có thật: {part[name]}"
    return None


def _strange_code(row: Row) -> str | None:
    for at, code in enumerate(row.get("programmes", ())):
        if vocabulary().programme(code) is None:
            return _REASONS["enum"].format(field=f"programmes.{at}", value=code)
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def entry(row: Row, recorded: date) -> CatalogueEntry:
    """Make an entry of a plain row that has no :func:`problem`.

    Args:
        row: Plain row.
        recorded: Day for rows that do not carry one.
    """
    known = {**row, **_days(row, recorded), "relations": _relations(row)}
    known |= {"sources": tuple(row["sources"]), "programmes": tuple(row.get("programmes", ()))}
    known["statements"] = tuple(_statement(item, known["recorded"]) for item in row.get("statements", ()))
    return CatalogueEntry(**known)


def _statement(row: Row, recorded: date) -> SourceStatement:
    return SourceStatement(**{**row, **_days(row, recorded), "relations": _relations(row)})


def _days(row: Row, recorded: date) -> dict[str, date]:
    days = {"recorded": recorded}
    days.update((name, date.fromisoformat(row[name])) for name in _DATES if name in row)
    return days


def _relations(row: Row) -> tuple[CatalogueRelation, ...]:
    return tuple(CatalogueRelation(**item) for item in row.get("relations", ()))


_ORDER: Final = (
    "number", "type", "issuer", "level", "title", "issued", "effective", "expired", "status", "signer", "programmes",
    "relations", "verified", "notes", "sources", "recorded", "statements",
)  # fmt: skip


def row(value: CatalogueEntry) -> Row:
    """Return the plain row of an entry; empty fields and ``verified: true`` are left out.

    Args:
        value: Any entry.
    """
    full = _lean(asdict(value))
    full["relations"] = [_lean(item) for item in full.get("relations", ())]
    full["statements"] = [_lean_statement(item, full["recorded"]) for item in full.get("statements", ())]
    return {name: full[name] for name in _ORDER if full.get(name) not in (None, [])}


def _lean_statement(values: Row, recorded: str) -> Row:
    lean = _lean(values)
    if lean["recorded"] == recorded:
        del lean["recorded"]
    return lean | {"relations": [_lean(item) for item in lean["relations"]]} if "relations" in lean else lean


def _lean(values: Row) -> Row:
    kept = {name: value for name, value in values.items() if value not in (None, "", ())}
    if kept.get("verified") is True:
        del kept["verified"]
    return {name: list(value) if isinstance(value, tuple) else _iso(value) for name, value in kept.items()}


def duplicates(entries: Iterable[CatalogueEntry]) -> tuple[str, ...]:
    """Return the numbers that stand twice with one issuer, type and date.

    Args:
        entries: Any entries.
    """
    seen: set[tuple[object, ...]] = set()
    twice: list[str] = []
    for value in entries:
        identity = (value.type, value.number, value.issuer, value.issued)
        if identity in seen:
            twice.append(value.number)
        seen.add(identity)
    return tuple(twice)
