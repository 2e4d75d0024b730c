"""What changed between two wordings, word by word. Pure; moves are not invented: what left and what came are shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
MAX_CELLS = 4_000_000
"""Words on the left times words on the right that are compared at once; a larger stretch is shown as replaced whole."""
_SHORT = 2  # words: a shorter stretch left alone between two changes only makes them harder to read


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both wordings.

    Args:
        kind: ``equal``, ``removed``, ``added`` or ``replaced``.
        left: (start, end) in the old wording; empty for ``added``.
        right: (start, end) in the new wording; empty for ``removed``.
    """

    kind: str
    left: tuple[int, int]
    right: tuple[int, int]


_Op = tuple[str, int, int, int, int]


def redline(left: str, right: str) -> tuple[Piece, ...]:
    """Return the pieces, in order, that together cover both wordings.

    White space alone is no change: an equal piece may be spaced differently on its two sides.

    Args:
        left: Old wording.
        right: New wording.
    """
    if left and left == right:
        return (Piece("equal", (0, len(left)), (0, len(right))),)
    ours, theirs = _tokens(left), _tokens(right)
    operations = _readable(list(_operations(ours.words, theirs.words)))
    pieces = (
        Piece(_KINDS[tag], (ours.starts[a], ours.starts[b]), (theirs.starts[c], theirs.starts[d]))
        for tag, a, b, c, d in operations
    )
    return tuple(piece for piece in pieces if piece.left[0] < piece.left[1] or piece.right[0] < piece.right[1])


_KINDS = {"equal": "equal", "delete": "removed", "insert": "added", "replace": "replaced"}


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Words as compared, and where each begins; one more start marks the end."""

    words: list[str]
    starts: list[int]


def _tokens(text: str) -> _Tokens:
    found = list(_TOKEN.finditer(text))
    return _Tokens([match[0].strip() for match in found], [*(match.start() for match in found), len(text)])


def _operations(left: Sequence[str], right: Sequence[str]) -> Iterator[_Op]:
    head = _common(left, right)
    tail = _common(left[head:][::-1], right[head:][::-1])
    ends = len(left) - tail, len(right) - tail
    yield "equal", 0, head, 0, head
    yield from _middle(left[head : ends[0]], right[head : ends[1]], head)
    yield "equal", ends[0], len(left), ends[1], len(right)


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    for index, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return index
    return min(len(left), len(right))


def _middle(left: Sequence[str], right: Sequence[str], offset: int) -> Iterator[_Op]:
    if len(left) * len(right) > MAX_CELLS:
        yield "replace", offset, offset + len(left), offset, offset + len(right)
        return
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield tag, offset + a, offset + b, offset + c, offset + d


def _readable(operations: list[_Op]) -> list[_Op]:
    """Join changes that only a word or a comma keeps apart, and neighbours of one kind."""
    merged: list[_Op] = []
    for index, (tag, a, b, c, d) in enumerate(operations):
        island = tag == "equal" and 0 < index < len(operations) - 1 and b - a < _SHORT
        apart = island and operations[index - 1][0] != "equal" and operations[index + 1][0] != "equal"
        kind = "replace" if apart else tag
        if merged and kind != "equal" and merged[-1][0] != "equal":
            _, a, _, c, _ = merged.pop()
            kind = _kind(a, b, c, d)
        merged.append((kind, a, b, c, d))
    assert all(one[2] == two[1] and one[4] == two[3] for one, two in pairwise(merged))
    return merged


def _kind(a: int, b: int, c: int, d: int) -> str:
    if a == b:
        return "insert"
    return "delete" if c == d else "replace"
