"""A query, taken apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.analysis import Token


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words.

    Args:
        tokens: Their syllables.
        endings: Folded syllables that will do as well as the last one, which may be unfinished.
    """

    tokens: tuple[Token, ...]
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side; syllables typed with marks must have the same marks."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """``name:value``; ``name`` is the key of a :class:`indexer.query.fields.Field`."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two ``OR``: everything in it is wanted together."""

    wanted: tuple[Words | Phrase, ...] = ()
    without: tuple[Words | Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()
    not_filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A query. ``notes`` say in Vietnamese, with the position, what was not understood."""

    text: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Every wanted syllable, in the order typed."""
        return tuple(token for part in self.parts for piece in part.wanted for token in piece.tokens)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Every wanted phrase."""
        return tuple(piece for part in self.parts for piece in part.wanted if isinstance(piece, Phrase))


def placed(query: Query, typed: Query) -> Query:
    """Return a query that was rewritten with its fields where they stand in what was typed.

    Args:
        query: The rewritten query; its fields are those of the other, in the same order.
        typed: The query as typed.
    """
    places = sorted((each for part in typed.parts for each in _fields(part)), key=lambda each: each.start)
    fields = sorted((each for part in query.parts for each in _fields(part)), key=lambda each: each.start)
    if len(fields) != len(places):
        return query
    where = {id(own): replace(own, start=at.start, end=at.end) for own, at in zip(fields, places, strict=True)}

    def moved(filters: Sequence[Filter]) -> tuple[Filter, ...]:
        return tuple(where[id(each)] for each in filters)

    parts = (replace(p, filters=moved(p.filters), not_filters=moved(p.not_filters)) for p in query.parts)
    return replace(query, parts=tuple(parts))


def _fields(part: Part) -> Iterator[Filter]:
    yield from part.filters
    yield from part.not_filters
