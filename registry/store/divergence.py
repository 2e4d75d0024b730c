"""How far two readings of one document are from each other."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from registry.reading.prepared import words

_EXAMPLES: Final = 5


@dataclass(frozen=True, slots=True)
class Divergence:
    """How far two texts are apart.

    Args:
        count: Words that one has and the other lacks, the larger of both ways; order does not count.
        examples: The first few of them, in order of the alphabet.
    """

    count: int
    examples: tuple[str, ...]


def divergence(left: str, right: str) -> Divergence:
    """Return how far two texts are apart in their words."""
    one, other = Counter(words(left)), Counter(words(right))
    ahead, behind = one - other, other - one
    return Divergence(max(ahead.total(), behind.total()), tuple(sorted(set(ahead) | set(behind))[:_EXAMPLES]))
