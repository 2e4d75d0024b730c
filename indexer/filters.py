"""``name:value`` of a query to a set of documents; values are read the way people write them."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

import numpy as np

from indexer.holdings import Holdings, Mask
from indexer.query import Filter
from registry.numbers import parse_number
from registry.vocabulary import key, vocabulary

_RANGE: Final = re.compile(r"\s*(?:\.\.+|…)\s*")
_DAY: Final = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


def documents(holdings: Holdings, wanted: Filter) -> tuple[Mask, str]:
    """Return which documents pass a filter, and a note when its value means nothing.

    Args:
        holdings: The documents.
        wanted: A filter other than ``article``.
    """
    mask = _READERS[wanted.name](holdings, wanted.value)
    if mask is None:
        place = wanted.start + 1
        return np.ones(len(holdings), np.bool_), f"Không hiểu giá trị “{wanted.value}” (vị trí {place}): đã bỏ qua."
    return mask, ""


def _numbers(holdings: Holdings, value: str) -> Mask | None:
    parsed = [parse_number(record.number) for record in holdings.records]
    return np.array([bool(number and number.matches(value)) for number in parsed], np.bool_)


def _types(holdings: Holdings, value: str) -> Mask | None:
    known = vocabulary().type_by_name(value) or vocabulary().type_by_code(value)
    return _labelled(holdings, "type", value, [known.code] if known else [])


def _issuers(holdings: Holdings, value: str) -> Mask | None:
    body = vocabulary().issuer_of_name(value) or vocabulary().issuer_by_number(value)
    body = body or vocabulary().issuer_by_code(value)
    return _labelled(holdings, "issuer", value, vocabulary().issuer_group(body.code) if body else [])


def _programmes(holdings: Holdings, value: str) -> Mask | None:
    known = vocabulary()
    wanted = key(value)
    codes = [p.code for p in known.programmes if wanted in {key(n) for n in (p.code, p.name, p.short, *p.phrases)}]
    return _labelled(holdings, "programme", value, codes)


def _effects(holdings: Holdings, value: str) -> Mask | None:
    state = vocabulary().effect_of_label(value)
    return _labelled(holdings, "effect", value, [state.code] if state else [])


def _levels(holdings: Holdings, value: str) -> Mask | None:
    return _labelled(holdings, "level", value, [])


def _labelled(holdings: Holdings, facet: str, value: str, codes: Iterable[str]) -> Mask | None:
    """Return the documents with one of the codes, else those whose value or label holds what was typed."""
    column, wanted = holdings.columns[facet], key(value)
    chosen = [code for code in codes if code in column.numbers]
    if not chosen:
        chosen = [
            each.value for each in column.values if wanted == key(each.value) or f" {wanted} " in f" {key(each.label)} "
        ]
    if not chosen and not tuple(codes):
        return None
    return column.having(chosen)


def _years(holdings: Holdings, value: str) -> Mask | None:
    return _days(holdings, value)


def _days(holdings: Holdings, value: str) -> Mask | None:
    ends = _RANGE.split(value.strip())
    if len(ends) > 2:
        return None
    try:
        first = _first_day(ends[0]) if ends[0] else date.min
        last = _last_day(ends[-1]) if ends[-1] else date.max
    except ValueError:
        return None
    issued = holdings.issued
    return (issued >= first.toordinal()) & (issued <= last.toordinal()) & (issued > 0)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    iso = _ISO.fullmatch(text)
    if iso:
        return int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[3]), int(found[2]) if found[2] else None, int(found[1]) if found[1] else None


def _first_day(text: str) -> date:
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def _last_day(text: str) -> date:
    year, month, day = _parts(text)
    if day:
        return date(year, month or 1, day)
    following = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 12) + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


_READERS: Final[dict[str, Callable[[Holdings, str], Mask | None]]] = {
    "number": _numbers,
    "type": _types,
    "issuer": _issuers,
    "year": _years,
    "issued": _days,
    "programme": _programmes,
    "effect": _effects,
    "level": _levels,
}
