"""A comparison as it is shown and printed: ready words, no addresses to work out, no rules left to apply."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.compare.aligning import Alignment, Row
from registry.compare.marking import marks

AROUND: Final = 30  # words of an unchanged stretch that are kept on each side of a change
LONGEST_EQUAL: Final = 90  # words of an unchanged stretch that are shown whole
LONGEST_ALONE: Final = 500  # words of a stretch that stands on one side only


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of both wordings.

    Args:
        kind: ``equal``, ``removed``, ``added``, ``replaced``, or ``gap`` for words that are left out of a long
            stretch.
        left: Words on the left; an ellipsis where a ``gap`` leaves words out.
        right: Words on the right.
        words: How many words are left out, for ``gap``.
    """

    kind: str
    left: str = ""
    right: str = ""
    words: int = 0


def runs(row: Row) -> tuple[Run, ...]:
    """Return the marked words of a row; of long stretches that are alike, or stand alone, the middle is left out."""
    one, other = row.left.text if row.left else "", row.right.text if row.right else ""
    if not one or not other:
        made = [Run("removed" if one else "added", one, other)]
    else:
        pieces = marks(one, other)
        made = [Run(each.kind, one[slice(*each.left)], other[slice(*each.right)]) for each in pieces]
    return tuple(_shortened(made))


@dataclass(frozen=True, slots=True)
class Marked:
    """A row with its marked words; none when it is shown elsewhere."""

    row: Row
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts beside each other with every mark made; ``counts`` as in :class:`Alignment`."""

    rows: tuple[Marked, ...]
    counts: Mapping[str, int]


def compared(found: Alignment) -> Compared:
    """Mark the words of every row."""
    rows = (Marked(row, () if row.state == "away" else runs(row)) for row in found.rows)
    return Compared(tuple(rows), found.counts)


def _shortened(made: Sequence[Run]) -> Iterator[Run]:
    alone = len(made) == 1
    for at, run in enumerate(made):
        if run.kind == "equal" and not alone:
            yield from _cut(run, AROUND if at else 0, AROUND if at < len(made) - 1 else 0, LONGEST_EQUAL)
        else:
            yield from _cut(run, LONGEST_ALONE, 0, LONGEST_ALONE)


def _cut(run: Run, first: int, last: int, most: int) -> Iterator[Run]:
    """Leave out the middle of a stretch of more than so many words; both sides keep as many."""
    count = max(len(run.left.split()), len(run.right.split()))
    if count <= most:
        yield run
        return
    if first:
        yield Run(run.kind, _head(run.left, first), _head(run.right, first))
    yield Run("gap", "…" if run.left else "", "…" if run.right else "", count - first - last)
    if last:
        yield Run(run.kind, _tail(run.left, last), _tail(run.right, last))


def _head(text: str, words: int) -> str:
    kept = text.split(maxsplit=words)
    return text if len(kept) <= words else text[: text.rindex(kept[-1])]


def _tail(text: str, words: int) -> str:
    kept = text.rsplit(maxsplit=words)
    return text if len(kept) <= words else text[len(kept[0]) + text.index(kept[0]) :]


@dataclass(frozen=True, slots=True)
class Head:
    """What is told of one side.

    Args:
        number: Số ký hiệu.
        type: Vietnamese name of the type.
        title: Trích yếu.
        place: The provision compared, or empty for the whole document.
        day: Which text it is: as issued, or of which day.
        status: Effect in words.
        source: Where it is read.
    """

    number: str
    type: str
    title: str
    place: str
    day: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is printed.

    Args:
        heading: What it is about: ``khoản 2 Điều 5``, both names when they differ; for a fold what is the same.
        word: What happened to it; empty for a fold.
        runs: Marked words; none for a fold and for what is shown elsewhere.
    """

    heading: str
    word: str = ""
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a printed comparison adds to those of the documents.

    Args:
        left: Name of the left column.
        right: Name of the right column.
        gap: How left-out words are told; ``{n}`` stands for their number.
        legend: How marks are read.
        removed: Name of what is only on the left, in the legend.
        added: Name of what is only on the right.
        note: About accuracy.
        nothing: Told when nothing differs.
        printed: When and from what it was printed.
        page: Name of a page.
    """

    left: str
    right: str
    gap: str
    legend: str
    removed: str
    added: str
    note: str
    nothing: str
    printed: str
    page: str


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison ready for printing."""

    title: str
    language: str
    left: Head
    right: Head
    summary: tuple[str, ...]
    lines: tuple[Line, ...]
    words: Words


def side_runs(found: Sequence[Run], side: str, gap: str) -> Iterator[tuple[str, str]]:
    """Yield what one column shows as (kind, words): ``equal``, ``removed``, ``added`` or ``gap``.

    Args:
        found: Marked words of a row.
        side: ``left`` or ``right``.
        gap: How left-out words are told.
    """
    marked = "removed" if side == "left" else "added"
    for run in found:
        words = run.left if side == "left" else run.right
        if words and run.kind == "gap":
            yield "gap", gap.format(n=run.words)
        elif words and run.kind == "equal":
            yield "equal", words
        elif words:
            yield marked, words.rstrip()
            if words[len(words.rstrip()) :]:
                yield "equal", words[len(words.rstrip()) :]
