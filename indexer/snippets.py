"""The piece of a passage to show: around its best stretch, cut between syllables, with what matched marked.

What matched is found on the arrays of the shelf; the text itself is cut into syllables only to know where they stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import spans
from indexer.ask import Ask
from indexer.features import Lookup, lookup
from indexer.shelf import Card, Shelf
from indexer.stops import STOPS
from indexer.values import ProvisionHit, Snippet

WIDTH: Final = 260
"""Characters of a snippet, about."""
_LEAD: Final = 60
_BLOCK: Final = 20
"""Syllables; the best stretch is the best two neighbouring blocks."""
_BLANK: Final = re.compile(r"\s+")
_RUNS: Final = re.compile(r"\s{2,}")

Mask = NDArray[np.bool_]
Span = tuple[int, int]
Places = NDArray[np.int64]
"""One (start, end) a row."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What to mark.

    Args:
        query: The query as tables over the shelf's words.
        spelled: Words of the shelf that count: all spellings of what was typed without marks, else just those typed.
        telling: Which names of the query are not stops.
        whole: How rare the names are together.
    """

    query: Lookup
    spelled: Mask
    telling: Mask
    whole: float

    def marks(self, text: NDArray[np.uint32]) -> Mask:
        """Tell for each syllable whether it is marked: beside what it stands beside in the query, or else alone.

        What stands beside its neighbour somewhere is marked just there ("su" of "von su nghiep", not in "sử dụng");
        a stop is never marked alone.
        """
        names = self.query.name_of[text].astype(np.int64)
        hit = (names >= 0) & self.spelled[text]
        if not hit.any():
            hit = names >= 0  # the marks typed are not in the text: show what matched without them
            if not hit.any():
                return hit
        near = np.zeros(len(text), np.bool_)
        if len(text) > 1 and self.query.runs[0].table.size:
            beside = hit[:-1] & hit[1:] & (self.query.runs[0].table[names[:-1], names[1:]] >= 0)
            near[:-1] |= beside
            near[1:] |= beside
        alone = self.telling.copy()
        alone[names[near]] = False
        marked: Mask = hit & (near | alone[names])
        return marked

    def share(self, text: NDArray[np.uint32], marks: Mask) -> float:
        """Return how much of the query is marked, 0-1."""
        named = np.zeros(len(self.query.names), np.bool_)
        named[self.query.name_of[text[marks]]] = True
        return float(self.query.rarity @ named) / max(self.whole, 1e-9)

    def best(self, text: NDArray[np.uint32], marks: Mask) -> int:
        """Return the first marked syllable of the stretch that holds the most query weight."""
        at = np.flatnonzero(marks)
        if not len(at):
            return 0
        if at[-1] // _BLOCK - at[0] // _BLOCK <= 1:
            return int(at[0])  # two neighbouring blocks hold all
        present = np.zeros((len(text) // _BLOCK + 2, len(self.query.names)), np.bool_)
        present[at // _BLOCK, self.query.name_of[text[at]]] = True
        present[:-1] |= present[1:]
        block = int(np.argmax(present @ (self.query.rarity + 0.1)))
        return int(at[np.searchsorted(at, block * _BLOCK)])


def markers(asked: Ask, shelf: Shelf) -> tuple[Marker, ...]:
    """Prepare the marking of a query and of what may be said in its place."""
    return tuple(_marker(each, shelf) for each in (asked, *asked.others))


def _marker(asked: Ask, shelf: Shelf) -> Marker:
    query = lookup(asked, shelf)
    spelled = query.name_of >= 0
    bare = {name for name, marked in zip(asked.sequence, asked.marked, strict=True) if not marked}
    for number, name in enumerate(query.names):
        if name not in bare:
            spelled[query.name_of == number] = False
    spelled |= query.exact
    return Marker(
        query, spelled, np.array([name not in STOPS for name in query.names] or [False]), float(query.rarity.sum())
    )


def hit(row: int, shelf: Shelf, ways: Sequence[Marker], inner: str = "") -> ProvisionHit:
    """Return a passage as a result: the innermost provision of its best stretch, with a snippet.

    Args:
        row: Row of the shelf.
        shelf: Where the passage is.
        ways: What to mark; the way that finds most of itself in the passage is taken.
        inner: Address of a provision in the passage to show instead of its best stretch; may be empty.
    """
    card, text = shelf.card(row), shelf.syllables(row)
    how, marks = _told_most(text, ways)
    places = spans(card.text)
    at = int(places[how.best(text, marks), 0]) if len(places) else 0
    at = next((start - card.start for address, _, start in card.inner if address == inner), at)
    address, label, begin = _innermost(card, at)
    return ProvisionHit(address, label, card.heading, _cut(card.text, places, places[marks], at, begin))


def title_marks(document: int, title: str, shelf: Shelf, ways: Sequence[Marker]) -> tuple[Span, ...]:
    """Return what of a document's title matched; nothing when the index holds another title.

    Args:
        document: Registry row id.
        title: The title as it is shown.
        shelf: Where the names of documents are.
        ways: What to mark; the way that finds most of itself in the title is taken.
    """
    row = shelf.title_rows.get(document)
    if row is None:
        return ()
    text = shelf.syllables(row)[: int(shelf.heads[row])]
    _, marks = _told_most(text, ways)
    if not marks.any():
        return ()
    places = spans(title)
    if len(places) != len(text):
        return ()
    return _joined([(first, last) for first, last in places[marks].tolist()], title)


def _told_most(text: NDArray[np.uint32], ways: Sequence[Marker]) -> tuple[Marker, Mask]:
    """Return the way that finds most of itself in a text, and what it marks there."""
    found = [(how, how.marks(text)) for how in ways]
    return max(found, key=lambda each: each[0].share(text, each[1])) if len(found) > 1 else found[0]


def _innermost(card: Card, at: int) -> tuple[str, str, int]:
    """Return address, label and begin (within the passage) of the provision that holds a place of its text."""
    address, label, begin = card.id, card.label, 0
    for inner, inner_label, start in card.inner:
        if start - card.start > at:
            break
        address, label, begin = inner, inner_label, start - card.start
    return address, label, begin


def _cut(text: str, places: Places, marked: Places, at: int, begin: int) -> Snippet:
    if not len(places):
        return Snippet("")
    starts = places[:, 0]
    start = begin if at - begin <= 2 * _LEAD else int(starts[np.searchsorted(starts, at - _LEAD)])
    end = len(text) if start + WIDTH >= len(text) else _end(places, start + WIDTH)
    head, tail = "… " if start > 0 and start != begin else "", " …" if end < len(text) else ""
    shown, moved = _flat(text[start:end], marked[(marked[:, 0] >= start) & (marked[:, 1] <= end)] - start)
    kept = [(first + len(head), last + len(head)) for first, last in moved.tolist()]
    return Snippet(f"{head}{shown}{tail}", _joined(kept, f"{head}{shown}"))


def _end(places: Places, limit: int) -> int:
    """Return the end of the last syllable that ends before a limit."""
    number = int(np.searchsorted(places[:, 0], limit)) - 1
    return int(places[number, 1] if places[number, 1] <= limit or not number else places[number - 1, 1])


def _flat(piece: str, marked: Places) -> tuple[str, Places]:
    """Return the text on one line, and where the marks went: a run of blanks becomes one."""
    if _RUNS.search(piece) is None:
        return _BLANK.sub(" ", piece), marked
    runs = np.array([found.span() for found in _RUNS.finditer(piece)], np.int64).reshape(-1, 2)
    lost = np.concatenate([[0], np.cumsum(runs[:, 1] - runs[:, 0] - 1)])
    moved = marked - lost[np.searchsorted(runs[:, 0], marked)]
    return _BLANK.sub(" ", piece), moved


def _joined(marked: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Join marks with nothing but a blank between them."""
    made: list[Span] = []
    for start, end in marked:
        if made and text[made[-1][1] : start].isspace():
            made[-1] = made[-1][0], end
        else:
            made.append((start, end))
    return tuple(made)
