"""The relation map of a document: itself in the middle, what it acts upon at the left, what acts on it at the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from web.views.documents import DocumentRow
from web.views.relations import RelationGroup, RelationItem

BOX_WIDTH: Final = 290
MOST: Final = 6
"""Documents drawn of one group; the table has them all."""
_BOX, _GAP, _TITLE, _AFTER = 34, 6, 26, 20
_LONGEST: Final = 30
_CENTRE_WIDTH, _CENTRE_HEIGHT, _GUTTER = 260, 76, 60


@dataclass(frozen=True, slots=True)
class Box:
    """A document on the map; ``document`` is None when the registry does not hold it."""

    y: int
    label: str
    document: DocumentRow | None


@dataclass(frozen=True, slots=True)
class Branch:
    """Documents in one relation: the title, the boxes, how many are left out, the line to or from the middle."""

    label: str
    inbound: bool
    x: int
    y: int
    boxes: tuple[Box, ...]
    more: int
    more_y: int
    line: str


@dataclass(frozen=True, slots=True)
class RelationMap:
    """The drawing, in its own units; ``centre_x`` and ``centre_y`` are the corner of the box in the middle."""

    width: int
    height: int
    centre_x: int
    centre_y: int
    centre_width: int
    centre_height: int
    branches: tuple[Branch, ...]


def relation_map(groups: Iterable[RelationGroup]) -> RelationMap:
    """Draw the relations of a document; a side without any takes no room.

    Args:
        groups: Its relations by verb and direction.
    """
    found = tuple(groups)
    left, right = [each for each in found if not each.inbound], [each for each in found if each.inbound]
    height = max(_CENTRE_HEIGHT, *(sum(map(_height, side)) - _AFTER for side in (left, right)))
    corner = BOX_WIDTH + _GUTTER if left else 0
    edge = corner + _CENTRE_WIDTH
    branches = (*_side(left, 0, height, corner), *_side(right, edge + _GUTTER, height, edge))
    width = edge + (_GUTTER + BOX_WIDTH if right else 0)
    return RelationMap(
        width, height, corner, (height - _CENTRE_HEIGHT) // 2, _CENTRE_WIDTH, _CENTRE_HEIGHT, tuple(branches)
    )


def _side(groups: Sequence[RelationGroup], x: int, height: int, edge: int) -> Iterable[Branch]:
    y = (height - sum(map(_height, groups)) + _AFTER) // 2
    for group in groups:
        yield _branch(group, x, y, (edge, height // 2))
        y += _height(group)


def _branch(group: RelationGroup, x: int, y: int, centre: tuple[int, int]) -> Branch:
    first = y + _TITLE
    boxes = tuple(_box(item, first + number * (_BOX + _GAP)) for number, item in enumerate(group.items[:MOST]))
    end = first + len(boxes) * (_BOX + _GAP)
    more = max(0, len(group.items) - MOST)
    line = _line(group.inbound, x, (first + end - _GAP) // 2, centre)
    return Branch(group.label, group.inbound, x, y, boxes, more, end, line)


def _box(item: RelationItem, y: int) -> Box:
    label = item.number if len(item.number) <= _LONGEST else f"{item.number[: _LONGEST - 1].rstrip()}…"
    return Box(y, label, item.document)


def _line(inbound: bool, x: int, y: int, centre: tuple[int, int]) -> str:
    """Lines run the way the relation acts: from the middle to the left side, from the right side into the middle."""
    inner, middle = centre
    outer = x - 4 if inbound else x + BOX_WIDTH + 4
    between = (outer + inner) // 2
    begin, end = ((outer, y), (inner + 4, middle)) if inbound else ((inner, middle), (outer, y))
    return f"M{begin[0]} {begin[1]}C{between} {begin[1]} {between} {end[1]} {end[0]} {end[1]}"


def _height(group: RelationGroup) -> int:
    drawn = min(len(group.items), MOST)
    left_out = _TITLE if len(group.items) > MOST else 0
    return _TITLE + drawn * (_BOX + _GAP) + left_out + _AFTER
