"""How far two readings of one document are from each other."""

from collections import Counter

from registry.reading.prepared import words


def differing_words(left: str, right: str) -> int:
    """Return how many words one text has and the other lacks, the larger of both ways; order does not count."""
    one, other = Counter(words(left)), Counter(words(right))
    return max((one - other).total(), (other - one).total())
