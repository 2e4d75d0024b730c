"""What the ranker is asked: the syllables of a query, its pairs and longer runs, with their rarity."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.analysis import Token, has_marks
from indexer.engines.scoring import rarity
from indexer.stops import STOPS, telling, without_turns

Frequencies = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Ask:
    """A query for ranking.

    Args:
        sequence: Folded syllables in the order typed, turns of asking left out.
        marked: Marked form of each; None where it was typed without marks.
        singles: The telling syllables, each once.
        pairs: The telling pairs, each once.
        rarity: Inverse document frequency of every single and pair.
        others: The same with a word said otherwise (synonyms).
        worth: What its scores are multiplied by; 1 for what was typed.
    """

    sequence: tuple[str, ...]
    marked: tuple[str | None, ...]
    singles: tuple[str, ...]
    pairs: tuple[str, ...]
    rarity: dict[str, float]
    others: tuple["Ask", ...] = ()
    worth: float = 1.0

    @property
    def whole(self) -> float:
        """Return how rare all of it is together."""
        return sum(self.rarity.values())


def ask(tokens: Sequence[Token], frequencies: Frequencies, size: int) -> Ask:
    """Prepare a query for ranking.

    Args:
        tokens: Its wanted syllables.
        frequencies: Tells in how many passages terms stand.
        size: Number of passages.
    """
    kept = [tokens[at] for at in without_turns([token.folded for token in tokens])] or list(tokens)
    sequence = tuple(token.folded for token in kept)
    singles = tuple(telling(sequence))
    pairs = tuple(dict.fromkeys(_pairs(kept)))
    counted = frequencies([*singles, *pairs])
    rare = {term: rarity(count, size) for term, count in zip((*singles, *pairs), counted, strict=True)}
    marked = tuple(token.marked if has_marks(token.marked) else None for token in kept)
    return Ask(sequence, marked, singles, pairs, rare)


def _pairs(kept: Sequence[Token]) -> Iterator[str]:
    """Yield the pairs of neighbours that no comma parts and that are not made of stops alone."""
    for left, right in pairwise(kept):
        if not left.ends and not (left.folded in STOPS and right.folded in STOPS):
            yield f"{left.folded} {right.folded}"
