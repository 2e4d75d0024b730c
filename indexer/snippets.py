"""The piece of a passage to show: around its best stretch, cut between syllables, with what matched marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.analysis import Token, tokens
from indexer.ask import Ask
from indexer.shelf import Card
from indexer.stops import STOPS
from indexer.values import ProvisionHit, Snippet

WIDTH: Final = 260
"""Characters of a snippet, about."""
_LEAD: Final = 60
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Marker:
    """What to mark: folded syllables, and for those typed with marks the spellings that count."""

    wanted: frozenset[str]
    marked: dict[str, frozenset[str]]
    pairs: frozenset[str]

    def marks(self, found: Sequence[Token]) -> list[bool]:
        """Tell for each syllable whether it is marked; a stop only beside what it stands beside in the query."""
        hit = [self._is(token) for token in found]
        beside = [
            left and right and f"{one.folded} {two.folded}" in self.pairs
            for one, two, left, right in zip(found, found[1:], hit, hit[1:], strict=False)
        ]
        joined = [a or b for a, b in zip([False, *beside], [*beside, False], strict=True)]
        return [
            here and (near or token.folded not in STOPS) for here, near, token in zip(hit, joined, found, strict=True)
        ]

    def _is(self, token: Token) -> bool:
        spellings = self.marked.get(token.folded)
        return token.folded in self.wanted and (not spellings or token.marked in spellings)


def marker(asked: Ask, others: Sequence[str] = ()) -> Marker:
    """Prepare the marking of a query.

    Args:
        asked: The query.
        others: Further folded syllables to mark (synonyms).
    """
    spellings: dict[str, set[str]] = {}
    bare = {name for name, marked in zip(asked.sequence, asked.marked, strict=True) if not marked}
    for name, marked in zip(asked.sequence, asked.marked, strict=True):
        if marked and name not in bare:
            spellings.setdefault(name, set()).add(marked)
    return Marker(
        frozenset((*asked.sequence, *others)),
        {name: frozenset(found) for name, found in spellings.items()},
        frozenset(asked.pairs),
    )


def hit(card: Card, asked: Ask, how: Marker) -> ProvisionHit:
    """Return a passage as a result: the innermost provision of its best stretch, with a snippet."""
    found = tokens(card.text)
    marks = how.marks(found)
    if not any(marks):
        how = Marker(how.wanted, {}, how.pairs)  # the marks typed are not in the text: show what matched without them
        marks = how.marks(found)
    at = _best(found, marks, asked)
    address, label, begin = _innermost(card, found[at].start if found else 0)
    snippet = _cut(card.text, found, marks, at, begin)
    return ProvisionHit(address, label, card.heading, snippet)


def _best(found: Sequence[Token], marks: Sequence[bool], asked: Ask) -> int:
    """Return the first syllable of the stretch of WIDTH characters that holds the most query weight."""
    places = [number for number, marked in enumerate(marks) if marked]
    best, best_weight = 0, -1.0
    for number, place in enumerate(places):
        seen: dict[str, None] = {}
        for other in places[number : number + 40]:
            if found[other].end - found[place].start > WIDTH - _LEAD:
                break
            seen[found[other].folded] = None
        weight = sum(asked.rarity.get(name, 0.5) for name in seen)
        if weight > best_weight + 1e-9:
            best, best_weight = place, weight
    return best


def _innermost(card: Card, at: int) -> tuple[str, str, int]:
    """Return address, label and begin (within the passage) of the provision that holds a place of its text."""
    address, label, begin = card.id, card.label, 0
    for inner, inner_label, start in card.inner:
        if start - card.start > at:
            break
        address, label, begin = inner, inner_label, start - card.start
    return address, label, begin


def _cut(text: str, found: Sequence[Token], marks: Sequence[bool], at: int, begin: int) -> Snippet:
    if not found:
        return Snippet("")
    place = found[at].start
    start = begin if place - begin <= 2 * _LEAD else _after(found, place - _LEAD)
    end = _before(found, start + WIDTH, len(text))
    piece = text[start:end]
    head, tail = "… " if start > 0 and start != begin else "", " …" if end < len(text) else ""
    shown, moved = _flat(piece)
    spans = [
        (moved[token.start - start] + len(head), moved[token.end - start] + len(head))
        for token, marked in zip(found, marks, strict=True)
        if marked and token.start >= start and token.end <= end
    ]
    return Snippet(f"{head}{shown}{tail}", _joined(spans, f"{head}{shown}"))


def _after(found: Sequence[Token], place: int) -> int:
    return next((token.start for token in found if token.start >= place), found[0].start)


def _before(found: Sequence[Token], place: int, length: int) -> int:
    if place >= length:
        return length
    return max((token.end for token in found if token.end <= place), default=length)


def _flat(piece: str) -> tuple[str, list[int]]:
    """Return the text on one line, and where each of its characters went."""
    shown: list[str] = []
    moved: list[int] = []
    size = 0
    for part in re.findall(r"\s+|\S+", piece):
        if part.isspace():
            moved += [size] * len(part)
            shown.append(" ")
            size += 1
        else:
            moved += range(size, size + len(part))
            shown.append(part)
            size += len(part)
    return "".join(shown), [*moved, size]


def _joined(spans: Sequence[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Join marks with nothing but a blank between them."""
    made: list[tuple[int, int]] = []
    for start, end in spans:
        if made and _SPACE.fullmatch(text[made[-1][1] : start]):
            made[-1] = made[-1][0], end
        else:
            made.append((start, end))
    return tuple(made)
