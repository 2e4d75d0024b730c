"""Cutting a long text into pages for reading.

The rule: a text of at most :data:`LIMIT` characters is one page. A longer one is cut where the document itself is
cut: before its annexes first, then between its outermost provisions, then between the provisions inside one that is
still too long, and only as a last resort between two lines. Neighbours are packed together while they fit, but the
main body and the annexes never share a page. The first page has no key; every other one is named after the first
provision on it (``d36``), with ``~2``, ``~3`` added where one provision runs over several pages.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.document import Provision, ProvisionKind

LIMIT = 60_000


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the canonical text that is read on one page.

    Args:
        key: Empty for the first one, else the value of ``phan`` in its address.
        first: Label of its first provision, or an empty string.
        last: Label of its last outermost provision.
        start: First character.
        end: One past the last character.
    """

    key: str
    first: str
    last: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    key: str
    label: str
    start: int
    end: int
    breaks: bool


def parts(text: str, provisions: Sequence[Provision], limit: int = LIMIT) -> tuple[Part, ...]:
    """Cut a text into the pages it is read on; together they are exactly the text.

    Args:
        text: Canonical text.
        provisions: Its tree, in document order.
        limit: Characters that fit on one page.
    """
    if len(text) <= limit:
        return (Part("", "", "", 0, len(text)),)
    packed = _pack(list(_pieces(text, provisions, limit)), limit)
    return tuple(
        Part(group[0].key if number else "", group[0].label, group[-1].label, group[0].start, group[-1].end)
        for number, group in enumerate(packed)
    )


def part_at(cut: Sequence[Part], offset: int) -> Part:
    """Return the page on which a character of the text stands."""
    return cut[max(0, bisect_right([part.start for part in cut], offset) - 1)]


def _pieces(text: str, provisions: Sequence[Provision], limit: int) -> Iterator[_Piece]:
    children: dict[str | None, list[Provision]] = defaultdict(list)
    for provision in provisions:
        children[provision.parent].append(provision)
    first_annex = next((each.id for each in children[None] if each.kind is ProvisionKind.ANNEX), None)
    for piece in _split(_Piece("", "", 0, len(text), breaks=False), None, text, children, limit):
        yield _Piece(piece.key, piece.label, piece.start, piece.end, piece.key == first_annex and piece.key != "")


def _split(
    whole: _Piece, owner: str | None, text: str, children: dict[str | None, list[Provision]], limit: int
) -> Iterator[_Piece]:
    """Cut one stretch at its children, or between lines when it has none; stretches that fit stay whole."""
    inside = [
        each for each in children[owner] if whole.start <= each.start < whole.end and _starts_line(text, each.start)
    ]
    if owner is not None and whole.end - whole.start <= limit:
        yield whole
        return
    if not inside:
        yield from _lines(whole, text, limit)
        return
    ends = [each.start for each in inside[1:]] + [whole.end]
    yield from _lines(_Piece(whole.key, whole.label, whole.start, inside[0].start, breaks=False), text, limit)
    for child, end in zip(inside, ends, strict=True):
        piece = _Piece(child.id, f"{child.label} {whole.label}".strip(), child.start, end, breaks=False)
        yield from _split(piece, child.id, text, children, limit)


def _starts_line(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _lines(whole: _Piece, text: str, limit: int) -> Iterator[_Piece]:
    """Cut a stretch after the last line end (or, without one, the last character) that fits."""
    start, number = whole.start, 1
    while start < whole.end:
        end = whole.end
        if end - start > limit:
            end = text.rfind("\n", start, start + limit) + 1 or start + limit
        key = whole.key if number == 1 else f"{whole.key or 'dau'}~{number}"
        yield _Piece(key, whole.label, start, end, breaks=False)
        start, number = end, number + 1


def _pack(pieces: list[_Piece], limit: int) -> list[list[_Piece]]:
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and not piece.breaks and piece.end - groups[-1][0].start <= limit:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups
