"""Words that recognition was not sure of, followed from the pages into the canonical text."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from registry.document import Issue
from registry.issues import issue
from registry.parsing.characters import clean
from registry.parsing.raw import Doubt

_WORD: Final = re.compile(r"\S+")
_AHEAD: Final = 80  # words of page furniture that may have gone between two
_NEIGHBOURS: Final = 1  # characters between two words that are marked as one
_MOST: Final = 300  # places; a text with more of them is to be read against its pages as a whole


def doubts_in(text: str, raw: str, doubts: Sequence[Doubt]) -> tuple[Issue, ...]:
    """Return an issue for each run of doubtful words, with its place in the canonical text.

    Args:
        text: The canonical text.
        raw: The text of the pages.
        doubts: The doubtful words, in order.
    """
    runs = list(_runs(list(_followed(text, raw, doubts))))[:_MOST]
    return tuple(
        issue("doubtful-words", start, end, words=text[start:end], confidence=f"{confidence:.0f}")
        for start, end, confidence in runs
    )


def _followed(text: str, raw: str, doubts: Sequence[Doubt]) -> Iterator[tuple[int, int, float]]:
    """Yield where doubtful words stand in the canonical text; a word that went with its page's furniture does not."""
    words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]
    confidence = {doubt.start: doubt.confidence for doubt in doubts}
    at = 0
    for found in _WORD.finditer(raw):
        word = clean(found[0])
        here = next((n for n in range(at, min(at + _AHEAD, len(words))) if words[n][0] == word), None)
        if here is None:
            continue
        at = here + 1
        if found.start() in confidence:
            yield words[here][1], words[here][2], confidence[found.start()]


def _runs(places: Sequence[tuple[int, int, float]]) -> Iterator[tuple[int, int, float]]:
    """Yield neighbouring words as one place, with the least of their confidences."""
    open_start, open_end, least = -1, -1, 100.0
    for start, end, confidence in places:
        if open_start >= 0 and start - open_end <= _NEIGHBOURS:
            open_end, least = end, min(least, confidence)
            continue
        if open_start >= 0:
            yield open_start, open_end, least
        open_start, open_end, least = start, end, confidence
    if open_start >= 0:
        yield open_start, open_end, least
