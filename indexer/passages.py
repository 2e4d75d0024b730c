"""A document as passages: an article, a stretch of a long article, an annex, or the text between provisions.

A passage is what the engine finds and what is ranked; results are grouped by document afterwards.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from registry.document import Provision, ProvisionKind

LIMIT: Final = 3000
"""Characters of a passage; a longer provision is split where its clauses begin."""

_HEADS: Final = frozenset((ProvisionKind.ARTICLE, ProvisionKind.ANNEX))
_BREAK: Final = re.compile(r"\n+|(?<=[.;])\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of canonical text.

    Args:
        provision: Address of the provision that holds it, or an empty string (preamble, metadata).
        label: Its label chain ("Điều 5", "Phụ lục I, Điều 2").
        heading: Its heading, or an empty string.
        start: First character in the canonical text.
        end: One past the last character.
        inner: (address, label, start) of the provisions inside it, in order.
        opens: True when it begins with the label and heading of its provision.
    """

    provision: str
    label: str
    heading: str
    start: int
    end: int
    inner: tuple[tuple[str, str, int], ...] = ()
    opens: bool = False


def passages(text: str, provisions: Sequence[Provision]) -> list[Passage]:
    """Cut a document into passages that cover its whole text, in order and without overlap."""
    by_id = {provision.id: provision for provision in provisions}
    heads = [provision for provision in provisions if provision.kind in _HEADS]
    made: list[Passage] = []
    owners = list(_stretches(heads, len(text)))
    for start, end, owner in owners:
        inside = _inside(provisions, start, end, owner)
        for left, right in _pieces(text, start, end, [p.start for p in inside]):
            made.append(_passage(left, right, owner, inside, by_id))
    return [passage for passage in made if text[passage.start : passage.end].strip()]


def _stretches(heads: Sequence[Provision], length: int) -> Iterator[tuple[int, int, Provision | None]]:
    """Cut the text where an article or annex begins or ends; each stretch belongs to the innermost one."""
    points = sorted({0, length, *(head.start for head in heads), *(head.end for head in heads)})
    waiting = sorted(heads, key=lambda head: (head.start, -head.end))
    stack: list[Provision] = []
    at = 0
    for start, end in pairwise(points):
        stack = [head for head in stack if head.end > start]
        while at < len(waiting) and waiting[at].start <= start:
            if waiting[at].end > start:
                stack.append(waiting[at])
            at += 1
        yield start, end, stack[-1] if stack else None


def _inside(provisions: Sequence[Provision], start: int, end: int, owner: Provision | None) -> list[Provision]:
    return [p for p in provisions if start <= p.start < end and p is not owner]


def _pieces(text: str, start: int, end: int, inner: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Split a stretch into pieces of at most LIMIT characters, on inner provisions, else on sentences."""
    if end - start <= LIMIT:
        yield start, end
        return
    cuts = sorted({at for at in inner if start < at < end})
    if not cuts or max(b - a for a, b in zip([start, *cuts], [*cuts, end], strict=True)) > LIMIT:
        cuts = sorted({*cuts, *(start + found.end() for found in _BREAK.finditer(text[start:end]))} - {start, end})
    yield from _packed(start, end, cuts)


def _packed(start: int, end: int, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    left = last = start
    for cut in (*cuts, end):
        while cut - left > LIMIT:
            right = last if last > left else left + LIMIT
            yield left, right
            left = last = right
        last = cut
    if left < end:
        yield left, end


def _passage(
    start: int, end: int, owner: Provision | None, inside: Sequence[Provision], by_id: dict[str, Provision]
) -> Passage:
    inner = tuple((p.id, label_chain(p, by_id), p.start) for p in inside if start <= p.start < end)
    if owner is None:
        return Passage("", "", "", start, end, inner)
    return Passage(owner.id, label_chain(owner, by_id), owner.heading, start, end, inner, start == owner.start)


_SHOWN: Final = frozenset(
    (ProvisionKind.ANNEX, ProvisionKind.ARTICLE, ProvisionKind.CLAUSE, ProvisionKind.POINT, ProvisionKind.SUBPOINT)
)


def label_chain(provision: Provision, by_id: dict[str, Provision]) -> str:
    """Return the labels from the outermost shown level down: ``Điều 5, khoản 2, điểm đ``."""
    labels: list[str] = []
    node: Provision | None = provision
    while node is not None:
        if node.kind in _SHOWN or node is provision:
            labels.append(node.label)
        node = by_id.get(node.parent) if node.parent else None
    return ", ".join(reversed(labels))
