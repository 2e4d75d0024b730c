"""The audit trail: written beside every change, read, never rewritten."""

from registry.changes import Change, ChangeFilter, ChangeRecord
from registry.store import changes
from registry.store.base import Base


class Audit(Base):
    """The part of the registry that knows who changed what."""

    def record(self, change: Change) -> ChangeRecord:
        """Write a change down; inside :meth:`together` it stands or falls with the change itself."""
        with self.writing() as session:
            return changes.put(session, change)

    def change(self, change_id: int) -> ChangeRecord:
        """Return one change.

        Raises:
            NotKnown: There is none with this id.
        """
        with self.reading() as session:
            return changes.one(session, change_id)

    def changes(
        self, wanted: ChangeFilter | None = None, offset: int = 0, limit: int | None = 50
    ) -> tuple[int, list[ChangeRecord]]:
        """Return how many changes there are and one page of them (all when ``limit`` is None), newest first."""
        with self.reading() as session:
            return changes.page(session, wanted or ChangeFilter(), offset, limit)

    def changed_since(self, change: ChangeRecord) -> ChangeRecord | None:
        """Return the first later change of the same subject that still stands, or None."""
        with self.reading() as session:
            return changes.later(session, change)
