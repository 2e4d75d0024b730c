"""What the container of a document says about it: compared with the text, used only where the text is silent."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from registry.document import Header, Issue
from registry.issues import issue
from registry.numbers import DocumentNumber, parse_number
from registry.parsing.header_opening import calendar_day
from registry.text import fold

_NUMBERS: Final = ("so_hieu", "số hiệu", "số ký hiệu", "number")
_DAYS: Final = ("ngay_ban_hanh", "ngày ban hành", "issued")
_SLUG: Final = re.compile(
    r"(?:.*/)?[a-z-]+-so-(?P<serial>\d+[a-z]?)(?:-(?P<year>(?:19"
    r"|20)\d\d))?-(?P<codes>[a-z][a-z0-9-]*?)(?:-\d{4,7})?(?:\.html?)?"
)


def number_in_meta(meta: Mapping[str, str]) -> DocumentNumber | None:
    """Return the number that the container states, as a number or as a slug ("nghi-dinh-so-27-2022-nd-cp-35913")."""
    for value in _values(meta, _NUMBERS):
        number = parse_number(value) or _number_of_slug(value)
        if number:
            return number
    return None


def _number_of_slug(slug: str) -> DocumentNumber | None:
    match = _SLUG.fullmatch(slug)
    if match is None:
        return None
    year = f"{match['year']}/" if match["year"] else ""
    return parse_number(f"{match['serial']}/{year}{match['codes']}")


def _values(meta: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    wanted = {fold(name).replace(" ", "_") for name in names}
    return [value for name, value in meta.items() if fold(name).strip(" :").replace(" ", "_") in wanted and value]


def day_in_meta(meta: Mapping[str, str]) -> date | None:
    """Return the issue date that the container states."""
    for value in _values(meta, _DAYS):
        local = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", value)
        iso = re.match(r"\s*(\d{4})-(\d{2})-(\d{2})", value)
        day = calendar_day(*local.groups()) if local else calendar_day(iso[3], iso[2], iso[1]) if iso else None
        if day:
            return day
    return None


def meta_issues(found: Header, meta: Mapping[str, str]) -> tuple[Issue, ...]:
    """Return an issue for each fact in which the container and the text disagree."""
    doubts = []
    number, told = parse_number(found.number or ""), number_in_meta(meta)
    if number and told and number.key.replace(".", "") != told.key.replace(".", ""):
        doubts.append(issue("meta-disagrees", field="số ký hiệu", text=number.canonical, meta=told.canonical))
    day = day_in_meta(meta)
    if day and found.issued and day != found.issued:
        doubts.append(issue("meta-disagrees", field="ngày ban hành", text=found.issued, meta=day))
    return tuple(doubts)
