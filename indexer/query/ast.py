"""A query, taken apart."""

from dataclasses import dataclass

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
