"""Where in the provision tree a position lies."""

from bisect import bisect_right
from collections.abc import Sequence

from registry.document import Provision, ProvisionKind


class Places:
    """Answers which provision encloses a position."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        """Index the provisions of one document (document order, parents before children)."""
        self._provisions = provisions
        self._starts = [provision.start for provision in provisions]
        self._by_id = {provision.id: provision for provision in provisions}

    def at(self, position: int) -> Provision | None:
        """Return the innermost provision around a position."""
        index = bisect_right(self._starts, position) - 1
        provision = self._provisions[index] if index >= 0 else None
        while provision is not None and provision.end <= position:
            provision = self._by_id.get(provision.parent or "")
        return provision

    def starting_in(self, start: int, end: int) -> Provision | None:
        """Return the innermost provision that starts inside a stretch."""
        index = bisect_right(self._starts, end - 1) - 1
        if index < 0 or self._starts[index] < start:
            return None
        return self._provisions[index]

    def enclosing(self, position: int, kind: ProvisionKind) -> Provision | None:
        """Return the provision of one kind around a position."""
        provision = self.at(position)
        while provision is not None and provision.kind is not kind:
            provision = self._by_id.get(provision.parent or "")
        return provision

    def label(self, position: int, kind: ProvisionKind) -> str | None:
        """Return the bare label ("5", "đ") of the provision of one kind around a position."""
        provision = self.enclosing(position, kind)
        return provision.label.split()[-1].strip(".)") if provision and provision.label.split() else None

    def ids(self) -> frozenset[str]:
        """Return every address."""
        return frozenset(self._by_id)
