"""The words that differ between two units, in bounded time however long they are."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from registry.redline import Piece, redline

AT_ONCE: Final = 40_000
"""Words on the left times words on the right that are compared as they stand; longer ones line by line first."""
LINES: Final = 4_000_000  # lines times lines; beyond that neighbours are taken by position


def marks(left: str, right: str) -> tuple[Piece, ...]:
    """Return the pieces, in order, that together cover both wordings (see :func:`registry.redline.redline`).

    Args:
        left: Wording on the left.
        right: Wording on the right.
    """
    if left == right or len(left.split()) * len(right.split()) <= AT_ONCE:
        return redline(left, right)
    return tuple(_joined(_by_lines(left, right)))


def _by_lines(left: str, right: str) -> Iterator[Piece]:
    ours, theirs = left.splitlines(keepends=True), right.splitlines(keepends=True)
    starts = _starts(ours), _starts(theirs)
    for tag, a, b, c, d in _operations(ours, theirs):
        here = (starts[0][a], starts[0][b]), (starts[1][c], starts[1][d])
        if tag == "equal":
            yield Piece("equal", *here)
        elif tag == "replace":
            yield from _replaced(ours[a:b], theirs[c:d], here[0][0], here[1][0])
        else:
            yield Piece("removed" if tag == "delete" else "added", *here)


def _operations(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(ours) * len(theirs) > LINES:
        return [("replace", 0, len(ours), 0, len(theirs))]
    keys = [[" ".join(line.split()) for line in side] for side in (ours, theirs)]
    return SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes()


def _replaced(ours: Sequence[str], theirs: Sequence[str], left: int, right: int) -> Iterator[Piece]:
    """Compare stretches of differing lines: whole when they are short enough, else line beside line."""
    words = [sum(len(line.split()) for line in side) for side in (ours, theirs)]
    if words[0] * words[1] <= AT_ONCE:
        yield from _shifted(redline("".join(ours), "".join(theirs)), left, right)
        return
    for one, other in zip(_padded(ours, len(theirs)), _padded(theirs, len(ours)), strict=True):
        yield from _shifted(redline(one, other), left, right)
        left, right = left + len(one), right + len(other)


def _padded(lines: Sequence[str], length: int) -> list[str]:
    return [*lines, *[""] * (length - len(lines))]


def _shifted(pieces: Sequence[Piece], left: int, right: int) -> Iterator[Piece]:
    for piece in pieces:
        yield Piece(
            piece.kind,
            (piece.left[0] + left, piece.left[1] + left),
            (piece.right[0] + right, piece.right[1] + right),
        )


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.kind == piece.kind:
            held = Piece(held.kind, (held.left[0], piece.left[1]), (held.right[0], piece.right[1]))
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _starts(lines: Sequence[str]) -> list[int]:
    made = [0]
    for line in lines:
        made.append(made[-1] + len(line))
    return made
