"""A programme or component: what the centre issued, what the province issued to carry it out, how long that took."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexer.values import SearchRequest
from registry.records import DocumentRecord
from registry.vocabulary import Component, Programme, vocabulary
from web import addresses
from web.addresses import SearchState
from web.views import axis, words
from web.views.documents import DocumentRow, row

CENTRAL: Final = "central"
LOCAL: Final = frozenset({"provincial", "district", "commune"})


@dataclass(frozen=True, slots=True)
class Carried:
    """A local document that rests on a central one, and how many days later it was issued."""

    document: DocumentRow
    days: int | None


@dataclass(frozen=True, slots=True)
class Guided:
    """A central document and the local ones that rest on it."""

    document: DocumentRow
    carried: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A component in figures.

    Args:
        name: With its kind and number.
        depth: 0 for a component of the programme itself, 1 for one inside it.
        url: Address of its own page.
        central: Documents of the centre.
        local: Documents of the province and below.
        central_url: Address of the search that lists the former.
        local_url: Address of the search that lists the latter.
        first_central: Day of the first central document.
        first_local: Day of the first local one.
        days: Days from the one to the other.
    """

    name: str
    depth: int
    url: str
    central: int
    local: int
    central_url: str
    local_url: str
    first_central: date | None
    first_local: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """What the page of a programme or component shows.

    Args:
        code: Its code.
        name: Full name.
        above: Name and address of what it is a part of; None for a programme.
        period: Years of the programme.
        lead: Body that leads the programme.
        founding: Documents that set the programme up.
        complete: False when the list of components is known to have gaps.
        lines: Its components.
        guided: Central documents that local ones rest on.
        waiting: Central documents that none rests on.
        loose: Local documents that rest on none of these.
        chart: The time axis; None when no document has a date.
        url: Search for all its documents.
        lacking: Components without any local document.
    """

    code: str
    name: str
    above: tuple[str, str] | None
    period: str
    lead: str
    founding: tuple[DocumentRow, ...]
    complete: bool
    lines: tuple[Line, ...]
    guided: tuple[Guided, ...]
    waiting: tuple[DocumentRow, ...]
    loose: tuple[DocumentRow, ...]
    chart: axis.Chart | None
    url: str
    lacking: int


def view(
    subject: Programme | Component, records: Iterable[DocumentRecord], bases: Mapping[int, Collection[int]], today: date
) -> ProgrammeView:
    """Put together the page of a programme or component.

    Args:
        subject: The programme or component.
        records: Every document.
        bases: Ids of what each document rests on.
        today: The day.
    """
    programme = subject if isinstance(subject, Programme) else _programme(subject.programme)
    known = list(records)
    own = tagged(known, codes_of(subject.code))
    central, local = [r for r in own if r.level == CENTRAL], [r for r in own if r.level in LOCAL]
    on = _resting([r for r in known if r.level in LOCAL], bases)
    guided = [(each, on.get(each.id, [])) for each in central]
    drawn = {r.id: r for r in (*local, *(follower for _, followers in guided for follower in followers))}
    resting = {each.id for _, followers in guided for each in followers}
    lines = tuple(_line(each, depth, known) for each, depth in _inside(subject.code, programme))
    lead = vocabulary().issuer_by_code(programme.lead)
    return ProgrammeView(
        code=subject.code,
        name=subject.name,
        above=_above(subject),
        period=f"{programme.first_year}–{programme.last_year}",
        lead=lead.name if lead else "",
        founding=tuple(row(each) for each in known if _founds(each, programme)) if subject is programme else (),
        complete=programme.complete,
        lines=lines,
        guided=tuple(_guided(each, followers) for each, followers in guided if followers),
        waiting=tuple(row(each) for each, followers in guided if not followers),
        loose=tuple(row(each) for each in local if each.id not in resting),
        chart=axis.chart(central, list(drawn.values()), guided, today),
        url=_search(subject.code),
        lacking=sum(not line.local for line in lines),
    )


def codes_of(code: str) -> frozenset[str]:
    """Return a code with those of everything inside it."""
    inside = {
        each.code for p in vocabulary().programmes for each in p.components if code in (each.parent, each.programme)
    }
    return frozenset({code}).union(*(codes_of(each) for each in inside))


def tagged(records: Iterable[DocumentRecord], codes: Collection[str]) -> list[DocumentRecord]:
    """Return the documents that belong to any of these codes, oldest first, those without a date last."""
    found = [record for record in records if any(tag.code in codes for tag in record.programmes)]
    return sorted(found, key=lambda record: (record.issued or date.max, record.number))


def _programme(code: str) -> Programme:
    return next(each for each in vocabulary().programmes if each.code == code)


def _above(subject: Programme | Component) -> tuple[str, str] | None:
    if isinstance(subject, Programme):
        return None
    code = subject.parent or subject.programme
    return words.programme_short(code), addresses.programme(code)


def _founds(record: DocumentRecord, programme: Programme) -> bool:
    return any(
        each.founding and each.number == record.number and each.issued in (None, record.issued)
        for each in programme.anchors
    )


def _inside(code: str, programme: Programme, depth: int = 0) -> Iterable[tuple[Component, int]]:
    for each in programme.components:
        if (each.parent or each.programme) == code:
            yield each, depth
            yield from _inside(each.code, programme, depth + 1)


def _line(component: Component, depth: int, records: Sequence[DocumentRecord]) -> Line:
    own = tagged(records, codes_of(component.code))
    central, local = [r for r in own if r.level == CENTRAL], [r for r in own if r.level in LOCAL]
    first_central, first_local = _first(central), _first(local)
    number = f"{component.kind} {component.number}" if component.number else component.kind
    return Line(
        name=f"{number[:1].upper()}{number[1:]}: {component.name}",
        depth=depth,
        url=addresses.programme(component.code),
        central=len(central),
        local=len(local),
        central_url=_search(component.code, CENTRAL),
        local_url=_search(component.code, *sorted(LOCAL)),
        first_central=first_central,
        first_local=first_local,
        days=(first_local - first_central).days if first_local and first_central else None,
    )


def _resting(local: Iterable[DocumentRecord], bases: Mapping[int, Collection[int]]) -> dict[int, list[DocumentRecord]]:
    """Return, by the document they rest on, the local documents in the order of time."""
    made: dict[int, list[DocumentRecord]] = {}
    for each in sorted(local, key=lambda record: (record.issued or date.max, record.number)):
        for basis in bases.get(each.id, ()):
            made.setdefault(basis, []).append(each)
    return made


def _first(records: Sequence[DocumentRecord]) -> date | None:
    return records[0].issued if records else None


def _search(code: str, *levels: str) -> str:
    filters = {"programme": (code,)} | ({"level": levels} if levels else {})
    return SearchState(SearchRequest(filters=filters)).address()


def _guided(central: DocumentRecord, followers: Sequence[DocumentRecord]) -> Guided:
    carried = (Carried(row(each), _days(central, each)) for each in followers)
    return Guided(row(central), tuple(carried))


def _days(central: DocumentRecord, local: DocumentRecord) -> int | None:
    return (local.issued - central.issued).days if central.issued and local.issued else None
