"""The start page: the programmes, what was issued, changed and will lapse, what still lacks its text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from indexer.holdings import NO
from indexer.values import SearchPage, SearchRequest
from registry.records import DocumentRecord
from registry.vocabulary import vocabulary
from web import addresses
from web.addresses import SearchState
from web.overviews import Overview
from web.views import words
from web.views.documents import DocumentRow, row


@dataclass(frozen=True, slots=True)
class Tile:
    """A programme with the number of its documents and the documents that found it."""

    code: str
    name: str
    short: str
    period: str
    count: int
    url: str
    founding: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A document that was changed: how, by which document, from which day."""

    document: DocumentRow
    verb: str
    act: DocumentRow
    on: date | None


@dataclass(frozen=True, slots=True)
class LapsingRow:
    """A document that will no longer be in force from a day on."""

    document: DocumentRow
    on: date


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A document whose text is not held, and how many documents rest on it."""

    document: DocumentRow
    resting: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the start page shows."""

    total: int
    with_text: int
    tiles: tuple[Tile, ...]
    recent: tuple[DocumentRow, ...]
    missing: tuple[MissingRow, ...]
    missing_count: int
    missing_url: str
    recent_url: str
    changed: tuple[ChangedRow, ...]
    lapsing: tuple[LapsingRow, ...]


SHOWN = 5
SOON = 365
"""Days ahead in which a document lapses soon."""
NEWEST = SearchRequest(sort="newest", size=5)
MISSING = SearchRequest(filters={"has_text": (NO,)}, sort="newest", size=1)


def founding_numbers() -> tuple[str, ...]:
    """Return the numbers of the documents that set up the programmes."""
    return tuple(a.number for programme in vocabulary().programmes for a in programme.anchors if a.founding)


def view(newest: SearchPage, missing: SearchPage, held: Overview, founding: Iterable[DocumentRecord]) -> HomeView:
    """Put together the start page.

    Args:
        newest: Results of :data:`NEWEST`.
        missing: Results of :data:`MISSING`.
        held: All documents.
        founding: The documents of :func:`founding_numbers` that the registry holds.
    """
    known = {
        hit.document_id: row(held.records[hit.document_id]) for hit in newest.hits if hit.document_id in held.records
    }
    return HomeView(
        total=newest.total,
        with_text=newest.total - missing.total,
        tiles=tuple(_tiles(newest, [row(record) for record in founding])),
        recent=tuple(known[hit.document_id] for hit in newest.hits if hit.document_id in known),
        missing=missed(held),
        missing_count=missing.total,
        missing_url=SearchState(MISSING).address(),
        recent_url=SearchState(NEWEST).address(),
        changed=tuple(ChangedRow(row(c.document), c.verb, row(c.act), c.on) for c in held.changed[:SHOWN]),
        lapsing=lapsing(held.records.values(), held.today),
    )


def missed(held: Overview) -> tuple[MissingRow, ...]:
    """Return the documents without text that most others rest on; of equal ones the newest."""
    resting = Counter(basis for bases in held.bases.values() for basis in bases)
    lacking = [each for each in held.records.values() if not each.has_text]
    order = sorted(lacking, key=lambda each: (-resting[each.id], -(each.issued or date.min).toordinal(), each.number))
    return tuple(MissingRow(row(each), resting[each.id]) for each in order[:SHOWN])


def lapsing(records: Iterable[DocumentRecord], today: date) -> tuple[LapsingRow, ...]:
    """Return the documents whose last day is known and near, the nearest first.

    Args:
        records: All documents.
        today: The day from which :data:`SOON` counts.
    """
    until = today + timedelta(SOON)
    near = [LapsingRow(row(each), each.expired) for each in records if each.expired and today < each.expired <= until]
    return tuple(sorted(near, key=lambda each: (each.on, each.document.number))[:SHOWN])


def _tiles(newest: SearchPage, founding: list[DocumentRow]) -> Iterable[Tile]:
    counts = {value.value: value.count for value in newest.facets.get("programme", ())}
    for programme in vocabulary().programmes:
        numbers = [anchor.number for anchor in programme.anchors if anchor.founding]
        keys = sorted((r for r in founding if r.number in numbers), key=lambda r: numbers.index(r.number))
        period = f"{programme.first_year}–{programme.last_year}"
        short = words.programme_short(programme.code)
        yield Tile(
            programme.code,
            programme.name,
            short,
            period,
            counts.get(programme.code, 0),
            addresses.programme(programme.code),
            tuple(keys[:3]),
        )
