"""The rough score that puts candidates in order before the ranker does: BM25 over terms, titles counted apart."""

from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

K1: Final = 0.9
B: Final = 0.75
TITLE: Final = 1.0
"""How many times its weight a term earns by standing among the title terms of the document."""


def rarity(frequency: int, size: int) -> float:
    """Return the inverse document frequency of a term, always positive."""
    return log(1 + (size - frequency + 0.5) / (frequency + 0.5)) if size >= frequency else log(1.5)


def saturation(count: float, length: float, average: float) -> float:
    """Return what ``count`` occurrences in a passage of ``length`` syllables earn: 0 to K1 + 1."""
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length / average))


def saturations(counts: NDArray[np.float64], lengths: NDArray[np.float64], average: float) -> NDArray[np.float64]:
    """Do the same for many passages."""
    return counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths / average))
