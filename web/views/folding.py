"""Near-identical results, such as a document and its consolidated text, folded under the first of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from registry.text import fold

if TYPE_CHECKING:
    from web.views.search import HitView, ProvisionView

ALIKE = 0.8
"""Share of common word triples from which two snippets say the same."""
_WORDS = 12

Shape = frozenset[tuple[str, ...]]


def folded(hits: Iterable["HitView"]) -> tuple["HitView", ...]:
    """Return the hits with each that repeats an earlier one moved under it.

    One hit repeats another when its best provision says the same as one of the other's, and so do at least two thirds
    of the provisions shown.
    """
    kept: list[tuple[HitView, tuple[Shape, ...], list[HitView]]] = []
    for hit in hits:
        shapes = tuple(_shape(each) for each in hit.provisions)
        first = next((inner for _, others, inner in kept if _repeats(shapes, others)), None)
        if first is None:
            kept.append((hit, shapes, []))
        else:
            first.append(hit)
    return tuple(replace(hit, similar=tuple(inner)) if inner else hit for hit, _, inner in kept)


def _shape(provision: "ProvisionView") -> Shape:
    said = fold("".join(run.text for run in provision.snippet)).split()
    return frozenset(zip(said, said[1:], said[2:], strict=False)) if len(said) >= _WORDS else frozenset()


def _repeats(shapes: Sequence[Shape], others: Sequence[Shape]) -> bool:
    twins = [any(_alike(shape, other) for other in others) for shape in shapes]
    return bool(twins) and twins[0] and 3 * sum(twins) >= 2 * len(twins)


def _alike(one: Shape, other: Shape) -> bool:
    return bool(one and other) and len(one & other) >= ALIKE * len(one | other)
