"""Correcting the facts of a document: the form as it is shown, and what a person changed in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from registry.document import ProgrammeTag
from registry.errors import BadRequest
from registry.people import Person
from registry.records import DocumentRecord, Fact
from registry.store.describe import NO_NUMBER, NO_PROGRAMME
from registry.text import short_day, squeeze
from registry.vocabulary import vocabulary
from web.views import desk

LONGEST: Final = 2000
PROGRAMMES: Final = "programmes"
EMPTIED: Final = frozenset({"title", "issued", "effective", "expired"})
"""Facts whose correction is taken back by leaving the field empty."""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact: as it is shown now, and what each source says."""

    name: str
    label: str
    value: str
    kind: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A programme or component that the document may belong to."""

    code: str
    label: str
    chosen: bool
    component: bool


def fields(record: DocumentRecord, facts: list[Fact]) -> tuple[Field, ...]:
    """Return the facts that may be corrected, in the order of the form."""
    kinds = {"type": "choice", "title": "long", "issued": "date", "effective": "date", "expired": "date"}
    shown = shown_values(record)
    return tuple(
        Field(name, label, shown[name], kinds.get(name, "text"), _said(name, facts)) for name, label in labels().items()
    )


def labels() -> dict[str, str]:
    """Return the names of the facts that may be corrected."""
    return desk.labels() | {"expired": _("Ngày hết hiệu lực")}


def shown_values(record: DocumentRecord) -> dict[str, str]:
    """Return the facts of a document as the form writes them."""
    days = {"issued": record.issued, "effective": record.effective, "expired": record.expired}
    return {
        "number": "" if record.number == NO_NUMBER else record.number,
        "type": record.type,
        "title": record.title,
        "issuers": record.issuer,
    } | {name: day.isoformat() if day else "" for name, day in days.items()}


def choices(record: DocumentRecord) -> tuple[Choice, ...]:
    """Return all programmes and their components, those of the document chosen."""
    held = {tag.code for tag in record.programmes}
    found: list[Choice] = []
    for programme in vocabulary().programmes:
        found.append(Choice(programme.code, programme.short, programme.code in held, False))
        components = (each for each in vocabulary().components if each.programme == programme.code)
        found += [Choice(each.code, each.name, each.code in held, True) for each in components]
    return tuple(found)


def changes(form: MultiDict[str, str], record: DocumentRecord, person: Person) -> dict[str, Any]:
    """Read what a person changed; an emptied field takes an earlier correction back.

    Args:
        form: The form.
        record: The document as the form showed it.
        person: Who fills it in.

    Raises:
        BadRequest: A value makes no sense, or nothing was changed.
    """
    values: dict[str, Any] = {}
    for name, shown in shown_values(record).items():
        told = squeeze(form.get(name, shown))[:LONGEST]
        if told != squeeze(shown):
            values[name] = None if not told and name in EMPTIED else _READERS[name](told)
    chosen = tuple(dict.fromkeys(form.getlist(PROGRAMMES)))
    if PROGRAMMES + "-co" in form and set(chosen) != {tag.code for tag in record.programmes}:
        values[PROGRAMMES] = _tags(chosen, person)
    if not values:
        raise BadRequest("nothing-changed", _("Chưa có ô nào được sửa."), hint=_("Sửa ít nhất một ô rồi gửi lại."))
    return values


def _tags(codes: tuple[str, ...], person: Person) -> tuple[ProgrammeTag, ...]:
    known = {each.code for each in vocabulary().programmes} | {each.code for each in vocabulary().components}
    if not known.issuperset(codes):
        raise BadRequest("bad-programme", _("Không có chương trình này."), hint=_("Tải lại trang."), field=PROGRAMMES)
    reason = _("%(name)s xác định bằng tay.", name=person.name)
    return tuple(ProgrammeTag(code, reason) for code in codes or (NO_PROGRAMME,))


def _said(name: str, facts: list[Fact]) -> tuple[tuple[str, str], ...]:
    field = {"issuers": "issuer"}.get(name, name)
    said: dict[str, str] = {}
    for each in facts:
        if each.field == field:
            said.setdefault(_told(each.value), each.source)
    return tuple(said.items())


def _told(value: str) -> str:
    """Return a stated value as people write it."""
    try:
        return short_day(date.fromisoformat(value))
    except ValueError:
        return value


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {**desk.READERS, "expired": desk.day_reader("expired")}
