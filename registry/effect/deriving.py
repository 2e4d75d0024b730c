"""From what is known about a document, and what others do to it, to its events."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from registry.citations.dates import DATE, as_date
from registry.effect.events import Event, EventKind, in_order
from registry.vocabulary import vocabulary

_KINDS: Final = {
    "amends": EventKind.AMENDED, "supplements": EventKind.AMENDED, "corrects": EventKind.AMENDED,
    "replaces": EventKind.REPLACED, "repeals": EventKind.REPEALED, "repeals_partly": EventKind.PARTLY_REPEALED,
    "suspends": EventKind.SUSPENDED,
}  # fmt: skip
_FROM: Final = re.compile(
    r"(?:hết|ngưng|chấm dứt|bãi bỏ|đình chỉ)[^\n;]{0,60}?(?:kể\s+)?từ\s+(?=ngày\s+\d)", re.IGNORECASE
)
_UNTIL: Final = re.compile(r"đến\s+(?:hết\s+)?(?=ngày\s+\d)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a document itself.

    Args:
        number: Canonical number.
        type: Name of its type.
        issued: Issue date.
        effective: First day in force.
        expired: First day no longer in force, where its own text or a source gives the day.
        source: Who says so.
    """

    number: str
    type: str = ""
    issued: date | None = None
    effective: date | None = None
    expired: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Status of a document in a source's own words ("Còn hiệu lực") on the day on which it was recorded."""

    status: str
    recorded: date
    source: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What another document does to this one.

    Args:
        verb: Code of data/vocabulary/relations.yaml, of the acting document.
        number: Number of the acting document.
        issued: Its issue date.
        effective: First day on which it is in force.
        provision: Address of the provision that it touches, or None for the whole.
        partial: True when only a part is touched.
        evidence: Words that say so.
        verified: False when only a doubtful source tells of it.
    """

    verb: str
    number: str
    issued: date | None = None
    effective: date | None = None
    provision: str | None = None
    partial: bool = False
    evidence: str = ""
    verified: bool = True


def derive_events(facts: Facts, changes: Iterable[Change] = (), reports: Iterable[Report] = ()) -> tuple[Event, ...]:
    """Return the events of a document in order.

    Args:
        facts: What is known about it.
        changes: What other documents do to it; verbs that change nothing are passed over.
        reports: What sources say about its status.
    """
    own = _own(facts)
    changed = (event for change in changes for event in _changed(change))
    return in_order((*own, *changed, *_reported(reports)))


def _own(facts: Facts) -> Iterator[Event]:
    if facts.type == "Văn bản hợp nhất":
        return  # a consolidated text repeats acts in force; it has no force of its own
    if facts.issued:
        yield Event(EventKind.ENACTED, facts.issued, facts.source)
    if facts.effective:
        yield Event(EventKind.TAKES_EFFECT, facts.effective, facts.source)
    if facts.expired:
        yield Event(EventKind.EXPIRED, facts.expired, facts.source)


def _changed(change: Change) -> Iterator[Event]:
    kind = _kind(change)
    if kind is None:
        return
    day = _day(_FROM, change.evidence) or change.effective
    told = Event(kind, day, change.number, change.evidence, change.provision, verified=change.verified)
    yield told if day else replace(told, not_before=change.issued)
    until = _day(_UNTIL, change.evidence) if kind is EventKind.SUSPENDED and day else None
    if until is not None and day is not None and until >= day and until < date.max:
        yield replace(told, kind=EventKind.RESUMED, on=until + timedelta(days=1))


def _kind(change: Change) -> EventKind | None:
    """Return the kind of event; what touches a part only never ends the whole."""
    kind = _KINDS.get(change.verb)
    part = change.partial or change.provision is not None
    if kind is EventKind.REPEALED and part:
        return EventKind.PARTLY_REPEALED
    if kind is EventKind.REPLACED and part:
        return EventKind.AMENDED
    if change.verb == "supplements" and change.provision:
        return EventKind.ADDED
    return kind


def _day(lead: re.Pattern[str], evidence: str) -> date | None:
    """Return the day that the evidence itself gives ("hết hiệu lực kể từ ngày 01 tháng 7 năm 2026")."""
    found = lead.search(evidence)
    written = DATE.match(evidence, found.end()) if found else None
    return as_date(written) if written else None


def _reported(reports: Iterable[Report]) -> Iterator[Event]:
    for report in reports:
        effect = vocabulary().effect_of_label(report.status)
        if effect is not None and effect.code != "unknown":
            told = Event(EventKind.REPORTED, report.recorded, report.source, report.status, state=effect.code)
            yield replace(told, verified=report.verified)
