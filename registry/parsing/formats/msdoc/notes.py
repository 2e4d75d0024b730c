"""Where notes and text boxes stand and which stretch of the text each of them is ([MS-DOC] 2.3.2, 2.3.5, 2.3.6)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from registry.parsing.formats.msdoc.fib import Fib, Part, Story, part, plc

_NOTES: Final = (
    (Story.NOTES, Part.NOTE_MARKS, Part.NOTE_TEXTS),
    (Story.ENDNOTES, Part.ENDNOTE_MARKS, Part.ENDNOTE_TEXTS),
)
_FIELDS: Final = (
    (Story.MAIN, Part.FIELDS), (Story.NOTES, Part.NOTE_FIELDS), (Story.ENDNOTES, Part.ENDNOTE_FIELDS),
    (Story.BOXES, Part.BOX_FIELDS),
)  # fmt: skip
_BOX: Final = 22  # bytes of an FTXBXS
_ANCHOR: Final = 26  # bytes of a Spa

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote.

    Args:
        number: Printed, counted in the order of the marks of both kinds.
        anchor: Where its mark stands.
        start: First character of its text.
        end: One past its last.
    """

    number: int
    anchor: int
    start: int
    end: int


def notes(fib: Fib, table: bytes) -> list[Note]:
    """Return the notes in the order of their marks."""
    found: list[tuple[int, Stretch]] = []
    for story, marks, texts in _NOTES:
        anchors = plc(part(fib, table, marks), 2)[0][:-1]
        places = plc(part(fib, table, texts), 0)[0]
        found += zip(anchors, _stretches(fib, story, places), strict=False)
    return [Note(number, anchor, *stretch) for number, (anchor, stretch) in enumerate(sorted(found), 1)]


def boxes(fib: Fib, table: bytes) -> tuple[dict[int, list[Stretch]], list[Stretch]]:
    """Return the text boxes of the body: those whose place is known, by that place, and the others.

    A box inside a group of shapes has no place of its own.
    """
    places, shapes = plc(part(fib, table, Part.BOX_TEXTS), _BOX)
    anchors, anchored = plc(part(fib, table, Part.ANCHORS), _ANCHOR)
    at = {shape[:4]: place for place, shape in zip(anchors, anchored, strict=False)}
    known: dict[int, list[Stretch]] = defaultdict(list)
    loose: list[Stretch] = []
    for shape, stretch in zip(shapes[:-1], _stretches(fib, Story.BOXES, places), strict=False):
        if int.from_bytes(shape[8:10], "little"):  # fReusable: no box of the document
            continue
        place = at.get(shape[14:18])
        (loose if place is None or place >= fib.lengths[Story.MAIN] else known[place]).append(stretch)
    return dict(known), loose


def field_marks(fib: Fib, table: bytes) -> frozenset[int]:
    """Return the places of the marks of fields that the file lists."""
    return frozenset(
        fib.story(story)[0] + place for story, fields in _FIELDS for place in plc(part(fib, table, fields), 2)[0]
    )


def _stretches(fib: Fib, story: Story, places: Sequence[int]) -> list[Stretch]:
    """Return the stretches of the text between places in one story."""
    start, end = fib.story(story)
    return [(start + a, min(start + b, end)) for a, b in pairwise(places) if a < b]
