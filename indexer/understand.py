"""What a person meant: raw Telex or VNI keystrokes, and syllables mistyped by one letter, read as what exists."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase
from typing import Final

from indexer.analysis import Token
from indexer.query import Phrase, Query, Words
from indexer.shelf import Shelf
from indexer.telex import decoded
from registry.text import fold

_SHORTEST: Final = 3
Frequencies = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True)
class Understanding:
    """Reads a query in the light of what the index holds.

    Args:
        shelf: Knows the syllables of the index.
        frequencies: Tells in how many passages terms stand.
        notes: What was read differently from what was typed, in Vietnamese.
    """

    shelf: Shelf
    frequencies: Frequencies
    notes: list[str] = field(default_factory=list)

    def query(self, query: Query) -> Query:
        """Return the query with the syllables that the index does not know read as what was meant, and notes on it."""
        parts = tuple(replace(part, wanted=tuple(map(self._piece, part.wanted))) for part in query.parts)
        return Query(query.text, parts, (*query.notes, *self.notes))

    def _piece(self, piece: Words | Phrase) -> Words | Phrase:
        if isinstance(piece, Phrase):
            return Phrase(tuple(self._keystrokes(token) for token in piece.tokens))
        return Words(tuple(self._mistyped(self._keystrokes(token)) for token in piece.tokens))

    def _keystrokes(self, token: Token) -> Token:
        meant = None if token.folded in self.shelf.known_folded else decoded(token.marked, self.shelf.numbers)
        return self._read(token, meant) if meant else token

    def _mistyped(self, token: Token) -> Token:
        if token.folded in self.shelf.known_folded or len(token.folded) < _SHORTEST or not token.folded.isalpha():
            return token
        known = sorted({near for near in _one_letter_off(token.folded) if near in self.shelf.known_folded})
        counted = dict(zip(known, self.frequencies(known), strict=True))
        best = max(known, key=lambda near: (counted[near], near), default=None)
        return self._read(token, best) if best and counted[best] else token

    def _read(self, token: Token, meant: str) -> Token:
        self.notes.append(f"Không có chữ “{token.marked}”: đã tìm “{meant}”.")
        return Token(meant, fold(meant), token.start, token.end)


def _one_letter_off(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        yield from (f"{left}{letter}{right}" for letter in ascii_lowercase)
        if right:
            yield left + right[1:]
            yield from (f"{left}{letter}{right[1:]}" for letter in ascii_lowercase)
        if len(right) > 1:
            yield f"{left}{right[1]}{right[0]}{right[2:]}"
