"""Which part of a list a page shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    Args:
        number: From 1.
        total: Entries of the whole list.
        size: Entries on a page.
    """

    number: int
    total: int
    size: int

    @property
    def start(self) -> int:
        """Entries before the page."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """One past its last entry."""
        return self.start + self.size

    @property
    def last(self) -> int:
        """Number of the last page; an empty list has one."""
        return max(1, -(-self.total // self.size))
