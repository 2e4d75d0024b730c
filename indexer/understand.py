"""What a person meant: raw Telex or VNI keystrokes, and syllables mistyped by one letter, read as what exists."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase
from typing import Final

from indexer.analysis import Token, has_marks, tokens
from indexer.query import Part, Phrase, Query, Words
from indexer.shelf import Shelf
from indexer.stops import STOPS
from indexer.telex import decoded
from registry.text import fold, nfc

_SHORTEST: Final = 3
_LONGER: Final = 24
"""Syllables that are looked at as what an unfinished one may become, the commonest first."""
_ENDINGS: Final = 4
_SURE: Final = 4
"""A longer syllable this many times as common after the one before is taken to be meant."""
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
        known = self._ended(query) if query.text[-1:].isalpha() else query
        parts = tuple(replace(part, wanted=tuple(map(self._piece, part.wanted))) for part in known.parts)
        return Query(query.text, parts, (*query.notes, *self.notes))

    def _ended(self, query: Query) -> Query:
        """Return the query with its last word finished, when it ends in plain words and is typed without a blank."""
        *before, last = query.parts or (Part(),)
        if not last.wanted or not isinstance(last.wanted[-1], Words) or not _at_end(last.wanted[-1], query.text):
            return query
        ended = replace(last, wanted=(*last.wanted[:-1], self._finished(last.wanted[-1])))
        return replace(query, parts=(*before, ended))

    def _finished(self, words: Words) -> Words:
        """Read the last syllable as the beginning of what mostly follows the one before it."""
        token, left = words.tokens[-1], words.tokens[-2].folded if len(words.tokens) > 1 else ""
        if not self._may_be_unfinished(token):
            return words
        longer = self.shelf.beginning(token.folded, _LONGER)
        own, *counted = self.frequencies([f"{left} {end}".strip() for end in (token.folded, *longer)])
        found = sorted(zip(counted, longer, strict=True), key=lambda each: -each[0])
        whole = 1 if token.folded in self.shelf.known_folded else 0
        endings = tuple(end for count, end in found[:_ENDINGS] if count > own)
        if not endings or (not left and token.folded in self.shelf.known_folded):
            return words
        if found[0][0] <= _SURE * max(own, whole):
            return Words(words.tokens, endings)
        self.notes.append(f"Chữ cuối “{token.marked}” như chưa gõ hết: đã tìm cả “{endings[0]}”.")
        meant = Token(endings[0], endings[0], token.start, token.end)
        return Words((*words.tokens[:-1], meant), (token.folded, *endings[1:]))

    def _may_be_unfinished(self, token: Token) -> bool:
        """A syllable that carries its marks and is known as it stands is finished."""
        whole = has_marks(token.marked) and token.marked in self.shelf.numbers
        return token.folded.isalpha() and not whole and token.folded not in STOPS

    def _piece(self, piece: Words | Phrase) -> Words | Phrase:
        if isinstance(piece, Phrase):
            return Phrase(tuple(self._keystrokes(token) for token in piece.tokens))
        read = tuple(map(self._keystrokes, piece.tokens))
        return Words(tuple(self._mistyped(read, at) for at in range(len(read))), piece.endings)

    def spelled(self, text: str) -> str:
        """Return a text with raw keystrokes read, so that types and numbers in it can be recognised."""
        composed, at, pieces = nfc(text), 0, list[str]()
        for token in tokens(composed):
            read = self._keystrokes(token)
            pieces += [composed[at : token.start], composed[token.start : token.end] if read is token else read.marked]
            at = token.end
        return "".join([*pieces, composed[at:]])

    def _keystrokes(self, token: Token) -> Token:
        meant = None if token.folded in self.shelf.known_folded else decoded(token.marked, self.shelf.numbers)
        return self._read(token, meant) if meant else token

    def _mistyped(self, read: Sequence[Token], at: int) -> Token:
        """Read an unknown syllable as the known one a letter off that stands beside its neighbours most often."""
        token = read[at]
        if token.folded in self.shelf.known_folded or len(token.folded) < _SHORTEST or not token.folded.isalpha():
            return token
        known = sorted({near for near in _one_letter_off(token.folded) if near in self.shelf.known_folded})
        beside = self._beside(known, read, at)
        sure = beside if max(beside.values(), default=0) else None
        if sure is None and len(token.folded) <= _SHORTEST and len(read) > 1:
            return token
        counted = sure or dict(zip(known, self.frequencies(known), strict=True))
        best = max(known, key=lambda near: (counted[near], near), default=None)
        return self._read(token, best) if best and counted[best] else token

    def _beside(self, known: Sequence[str], read: Sequence[Token], at: int) -> dict[str, int]:
        """Return how often each stands beside what was typed before and after; a short one must beside both."""
        left = [f"{read[at - 1].folded} {near}" for near in known] if at else []
        right = [f"{near} {read[at + 1].folded}" for near in known] if at + 1 < len(read) else []
        sides = [self.frequencies(side) for side in (left, right) if side]
        together = min if len(read[at].folded) <= _SHORTEST else sum
        return {near: int(together(counts)) for near, *counts in zip(known, *sides, strict=True) if counts}

    def _read(self, token: Token, meant: str) -> Token:
        self.notes.append(f"Không có chữ “{token.marked}”: đã tìm “{meant}”.")
        return Token(meant, fold(meant), token.start, token.end, token.ends)


def _at_end(words: Words, text: str) -> bool:
    return fold(nfc(text)).endswith(words.tokens[-1].folded)


def _one_letter_off(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        yield from (f"{left}{letter}{right}" for letter in ascii_lowercase)
        if right:
            yield left + right[1:]
            yield from (f"{left}{letter}{right[1:]}" for letter in ascii_lowercase)
        if len(right) > 1:
            yield f"{left}{right[1]}{right[0]}{right[2:]}"
