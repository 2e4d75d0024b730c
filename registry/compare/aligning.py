"""Two texts as rows: what answers what, what stands on one side only, what has moved."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.compare.matching import Words, matched
from registry.compare.units import Unit

STATES: Final = ("same", "changed", "left", "right", "away")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison.

    Args:
        state: ``same`` or ``changed`` (both sides), ``left`` or ``right`` (one side only), ``away``: on this line
            the left one stood, and it is shown on a later or earlier one, where the right one stands.
        left: Unit of the first text, or None.
        right: Unit of the second text, or None; for ``away`` the one that answers.
        moved: True when it stands in another order than what is around it.
        along: True when it only moved along with the provision around it.
    """

    state: str
    left: Unit | None
    right: Unit | None
    moved: bool = False
    along: bool = False

    @property
    def renamed(self) -> bool:
        """True when both sides call it by another name: ``khoản 2`` has become ``khoản 3``."""
        return self.left is not None and self.right is not None and self.left.label != self.right.label


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts beside each other; ``counts`` tells how many rows have each state, ``moved``, ``renamed``."""

    rows: tuple[Row, ...]
    counts: Mapping[str, int]


def align(left: Sequence[Unit], right: Sequence[Unit], *, same_document: bool = False) -> Alignment:
    """Lay two texts beside each other, in the order of the right one; what is left only stands where it stood.

    Args:
        left: Units of the first text.
        right: Units of the second text.
        same_document: True when both are one document, on two days: an address then names the same provision.
    """
    pairs = matched(left, right, same_document=same_document)
    moved = _moved(pairs)
    rows = tuple(_rows(left, right, pairs, moved))
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    counts["moved"] = sum(row.moved and not row.along and row.state != "away" for row in rows)
    counts["renamed"] = sum(row.state == "same" and row.renamed for row in rows)
    return Alignment(rows, counts)


def _moved(pairs: Mapping[int, int]) -> set[int]:
    """Return the positions on the left that break the order; as few as can be (longest increasing subsequence)."""
    order = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for one in order:
        place = bisect_left(tails, pairs[one])
        before[one] = ends[place - 1] if place else None
        tails[place : place + 1] = [pairs[one]]
        ends[place : place + 1] = [one]
    kept: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return set(order) - kept


def _rows(left: Sequence[Unit], right: Sequence[Unit], pairs: Mapping[int, int], moved: set[int]) -> Iterator[Row]:
    back = {other: one for one, other in pairs.items()}
    along = _along(left, right, pairs, moved)
    passed = 0
    for other, unit in enumerate(right):
        one = back.get(other)
        if one is not None and one not in moved:
            yield from _stood(left, right, pairs, along, range(passed, one))
            passed = one + 1
        if one is None:
            yield Row("right", None, unit)
        else:
            yield Row(_state(left[one], unit), left[one], unit, one in moved, one in along)
    yield from _stood(left, right, pairs, along, range(passed, len(left)))


def _stood(
    left: Sequence[Unit], right: Sequence[Unit], pairs: Mapping[int, int], along: set[int], places: range
) -> Iterator[Row]:
    """Yield what the left text has before the next common unit: gone, or shown elsewhere."""
    for one in places:
        if one not in pairs:
            yield Row("left", left[one], None)
        else:
            yield Row("away", left[one], right[pairs[one]], moved=True, along=one in along)


def _along(left: Sequence[Unit], right: Sequence[Unit], pairs: Mapping[int, int], moved: set[int]) -> set[int]:
    """Return which moved units only follow the provision around them."""
    places = {unit.id: at for at, unit in enumerate(left)}
    found: set[int] = set()
    for one in sorted(moved):
        above = places.get(left[one].parent or "")
        if above in moved and above is not None and right[pairs[above]].id == right[pairs[one]].parent:
            found.add(one)
    return found


def _state(one: Unit, other: Unit) -> str:
    return "same" if Words(one).key == Words(other).key else "changed"
