"""Aligns two passages word by word: seeds of four equal words, grown as far as they go, longest first."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.overlap.values import Shared
from indexer.overlap.words import Hashes, Words, grams

SEED: Final = 4
MOST_MATCHES: Final = 200_000
_OFTEN: Final = 8

Run = tuple[int, int, int]
Flags = NDArray[np.bool_]


def align(left: Words, right: Words) -> Shared:
    """Find the stretches that two passages share.

    Args:
        left: Words of the left passage.
        right: Words of the right passage.

    Returns:
        Shared stretches of at least four words, none overlapping another, and the shares of common 5-grams.
    """
    runs = sorted(tile(left.exact, right.exact))
    one, two = np.unique(grams(left.exact)), np.unique(grams(right.exact))
    shared = len(np.intersect1d(one, two, assume_unique=True))
    same = bool(np.array_equal(left.exact, right.exact)) and len(left.exact) > 0
    return Shared(
        similarity=float(same) if not len(one) + len(two) else shared / (len(one) + len(two) - shared),
        left_share=shared / max(1, len(one)),
        right_share=shared / max(1, len(two)),
        same=same,
        left_spans=tuple((int(left.starts[a]), int(left.ends[a + n - 1])) for a, _, n in runs),
        right_spans=tuple((int(right.starts[b]), int(right.ends[b + n - 1])) for _, b, n in runs),
    )


def tile(left: Hashes, right: Hashes) -> list[Run]:
    """Cover two word sequences with equal stretches, longest first, each word used once.

    Args:
        left: One hash per word.
        right: One hash per word.

    Returns:
        (place in left, place in right, number of words), longest first.
    """
    used_left, used_right = np.zeros(len(left), np.bool_), np.zeros(len(right), np.bool_)
    tiles: list[Run] = []
    for run in sorted(_runs(left, right), key=lambda run: (-run[2], run[0], run[1])):
        for a, b, n in _free(run, used_left, used_right):
            used_left[a : a + n] = True
            used_right[b : b + n] = True
            tiles.append((a, b, n))
    return tiles


def _runs(left: Hashes, right: Hashes) -> list[Run]:
    """Grow matching seeds along their diagonal into runs of equal words."""
    a, b = _matches(grams(left, SEED), grams(right, SEED))
    if not len(a):
        return []
    order = np.lexsort((a, a - b))
    a, b = a[order], b[order]
    breaks = np.flatnonzero((np.diff(a) != 1) | (np.diff(a - b) != 0)) + 1
    starts, ends = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(a)]))
    return [(int(a[s]), int(b[s]), int(e - s) + SEED - 1) for s, e in zip(starts, ends, strict=True)]


def _matches(left: Hashes, right: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair the places of equal seeds; seeds repeated too often in the right text are left to their neighbours."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    low, high = np.searchsorted(ordered, left, "left"), np.searchsorted(ordered, left, "right")
    counts = np.where(high - low > _OFTEN, 0, high - low)
    counts[np.cumsum(counts) > MOST_MATCHES] = 0
    a = np.repeat(np.arange(len(left)), counts)
    within = np.arange(len(a)) - np.repeat(np.cumsum(counts) - counts, counts)
    return a, order[np.repeat(low, counts) + within]


def _free(run: Run, used_left: Flags, used_right: Flags) -> list[Run]:
    """Return the stretches of a run, of a seed's length or more, whose words are not used yet."""
    a, b, length = run
    taken = used_left[a : a + length] | used_right[b : b + length]
    edges = np.flatnonzero(np.diff(np.concatenate(([True], taken, [True])).astype(np.int8)))
    stretches = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(a + s, b + s, e - s) for s, e in stretches if e - s >= SEED]
