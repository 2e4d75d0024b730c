"""The lapse cascade: who leans on a basis that is no longer in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lapse:
    """A document that rests on a lapsed basis, directly or through others.

    Args:
        document: Key of the document that leans.
        path: The bases from the one it names to the lapsed one; one entry when it rests on that directly.
    """

    document: int
    path: tuple[int, ...]

    @property
    def lapsed(self) -> int:
        """Key of the lapsed document."""
        return self.path[-1]


def lapse_cascade(bases: Iterable[tuple[int, int]], states: Mapping[int, str]) -> tuple[Lapse, ...]:
    """Return who leans on each lapsed basis, nearest first; each pair of document and lapsed basis once.

    Only documents that have not lapsed themselves are told, and only through such: a lapsed document ends the chain,
    it is a lapse of its own. Cycles are walked once.

    Args:
        bases: Edges (document, its basis).
        states: State code of each document (``expired`` ones have lapsed).
    """
    leaning: dict[int, list[int]] = {}
    for document, basis in bases:
        leaning.setdefault(basis, []).append(document)
    lapsed = sorted(key for key, state in states.items() if state == "expired")
    return tuple(lapse for root in lapsed for lapse in _below(root, leaning, states))


def _below(root: int, leaning: Mapping[int, list[int]], states: Mapping[int, str]) -> list[Lapse]:
    found: list[Lapse] = []
    seen = {root}
    level: list[tuple[int, tuple[int, ...]]] = [(root, (root,))]
    while level:
        following: list[tuple[int, tuple[int, ...]]] = []
        for basis, path in level:
            for document in sorted(set(leaning.get(basis, ())) - seen):
                seen.add(document)
                if states.get(document) != "expired":
                    found.append(Lapse(document, path))
                    following.append((document, (document, *path)))
        level = following
    return found
