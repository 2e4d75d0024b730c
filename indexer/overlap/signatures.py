"""MinHash signatures with NumPy: 64 permutations, the same on every machine and in every run."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.overlap.words import GRAM, Grams, Hashes

PERMUTATIONS: Final = 64
_SEED: Final = 20210725
_NOTHING: Final = np.uint32(0xFFFFFFFF)

Signatures = NDArray[np.uint32]
Bounds = NDArray[np.int64]


def _permutations() -> tuple[Grams, Grams]:
    random = np.random.Generator(np.random.PCG64(_SEED))
    odd = random.integers(0, 2**31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return odd, random.integers(0, 2**32, PERMUTATIONS, dtype=np.uint32)


_MULTIPLIERS, _ADDENDS = _permutations()


def sign(grams: Hashes, first: Sequence[int], last: Sequence[int], common: Hashes) -> Signatures:
    """Sign stretches of one text.

    Args:
        grams: Hashes of the word 5-grams of the text.
        first: First word of each stretch.
        last: One past the last word of each stretch (at least five words further on).
        common: Sorted hashes that do not count.

    Returns:
        One row of :data:`PERMUTATIONS` minima per stretch.
    """
    signatures = np.empty((len(first), PERMUTATIONS), np.uint32)
    if not len(first):
        return signatures
    values = (grams >> np.uint64(32)).astype(np.uint32)
    ignored = np.isin(grams, common) if len(common) else np.zeros(len(grams), np.bool_)
    bounds = np.stack([np.asarray(first), np.asarray(last) - GRAM + 1], axis=1).ravel()
    padded = np.empty(len(values) + 1, np.uint32)
    for index in range(PERMUTATIONS):
        np.multiply(values, _MULTIPLIERS[index], out=padded[:-1])
        padded[:-1] += _ADDENDS[index]
        padded[:-1][ignored] = _NOTHING
        padded[-1] = _NOTHING
        signatures[:, index] = np.minimum.reduceat(padded, bounds)[::2]
    return signatures
