"""Documents whose likeness is known and no finding: the amended and the amending, the consolidated and its base."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from registry.records import RelationRecord

_FAMILY_OF: Final[dict[str, str]] = {
    "consolidates": "consolidated",
    "amends": "amended",
    "supplements": "amended",
    "repeals_partly": "amended",
    "corrects": "corrected",
    "replaces": "replaced",
    "repeals": "replaced",
}

Edge = tuple[int, int, str]


class Families:
    """Answers whether two documents are kin, and how."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        """Take the edges (document, other document, key of ``FAMILIES``) in either direction."""
        self._near: dict[int, dict[int, str]] = defaultdict(dict)
        for one, other, family in edges:
            self._near[one].setdefault(other, family)
            self._near[other].setdefault(one, family)

    def between(self, one: int, other: int) -> str | None:
        """Return the family that joins two documents, or None.

        A consolidated text is also kin to whatever else changes, replaces or consolidates its base.
        """
        if family := self._near[one].get(other):
            return family
        steps = self._near[one].keys() & self._near[other].keys()
        joined = any("consolidated" in (self._near[one][step], self._near[other][step]) for step in steps)
        return "consolidated" if joined else None


def edges(document_id: int, relations: Iterable[RelationRecord]) -> list[Edge]:
    """Pick the relations of a document that make a family with another document of the registry."""
    return [
        (document_id, relation.other.id, _FAMILY_OF[relation.verb])
        for relation in relations
        if relation.other is not None and relation.verb in _FAMILY_OF
    ]
