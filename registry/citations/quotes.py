"""Quoted text of amendments, as stretches of the canonical text."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from registry.parsing.structure import layout


@lru_cache(maxsize=1)
def quoted_stretches(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of quoted text as (start, end) in order; lines of one quotation are joined.

    The last answer is kept: citations and relations of one document both ask.
    """
    shape = layout(text)
    stretches: list[tuple[int, int]] = []
    for start, line, inside in zip(shape.starts, shape.lines, shape.quoted, strict=True):
        if not inside:
            continue
        if stretches and stretches[-1][1] == start - 1 and not line.startswith("“"):
            stretches[-1] = (stretches[-1][0], start + len(line))
        else:
            stretches.append((start, start + len(line)))
    return tuple(stretches)


def within(stretches: Sequence[tuple[int, int]], position: int) -> bool:
    """Tell whether a position lies in one of the ordered stretches."""
    index = bisect_right(stretches, (position, 1 << 60)) - 1
    return index >= 0 and stretches[index][0] <= position < stretches[index][1]
