"""The start page: the programmes with their counts, what was issued last, what still lacks its text."""

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.holdings import NO
from indexer.values import SearchPage, SearchRequest
from registry.records import DocumentRecord
from registry.vocabulary import vocabulary
from web.addresses import SearchState
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
class HomeView:
    """What the start page shows."""

    total: int
    with_text: int
    tiles: tuple[Tile, ...]
    recent: tuple[DocumentRow, ...]
    missing: tuple[DocumentRow, ...]
    missing_count: int
    missing_url: str
    recent_url: str


NEWEST = SearchRequest(sort="newest", size=6)
MISSING = SearchRequest(filters={"has_text": (NO,)}, sort="newest", size=6)


def founding_numbers() -> tuple[str, ...]:
    """Return the numbers of the documents that set up the programmes."""
    return tuple(a.number for programme in vocabulary().programmes for a in programme.anchors if a.founding)


def view(
    newest: SearchPage, missing: SearchPage, records: Iterable[DocumentRecord], founding: Iterable[DocumentRecord]
) -> HomeView:
    """Put together the start page.

    Args:
        newest: Results of :data:`NEWEST`.
        missing: Results of :data:`MISSING`.
        records: The documents of both.
        founding: The documents of :func:`founding_numbers` that the registry holds.
    """
    known = {record.id: row(record) for record in records}
    return HomeView(
        total=newest.total,
        with_text=newest.total - missing.total,
        tiles=tuple(_tiles(newest, [row(record) for record in founding])),
        recent=tuple(known[hit.document_id] for hit in newest.hits if hit.document_id in known),
        missing=tuple(known[hit.document_id] for hit in missing.hits if hit.document_id in known),
        missing_count=missing.total,
        missing_url=SearchState(MISSING).address(),
        recent_url=SearchState(NEWEST).address(),
    )


def _tiles(newest: SearchPage, founding: list[DocumentRow]) -> Iterable[Tile]:
    counts = {value.value: value.count for value in newest.facets.get("programme", ())}
    for programme in vocabulary().programmes:
        numbers = [anchor.number for anchor in programme.anchors if anchor.founding]
        keys = sorted((r for r in founding if r.number in numbers), key=lambda r: numbers.index(r.number))
        state = SearchState(SearchRequest(filters={"programme": (programme.code,)}))
        period = f"{programme.first_year}–{programme.last_year}"
        short = words.programme_short(programme.code)
        yield Tile(
            programme.code,
            programme.name,
            short,
            period,
            counts.get(programme.code, 0),
            state.address(),
            tuple(keys[:3]),
        )
