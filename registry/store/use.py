"""How often documents are viewed and downloaded: totals of a day, nothing about who."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from registry.models import UseRow
from registry.store.base import Base

VIEW, DOWNLOAD = "view", "download"

Uses = Mapping[tuple[int, date, str], int]
"""Times by document, day and what was done."""


class Use(Base):
    """The part of the registry that counts."""

    def add_uses(self, uses: Uses) -> None:
        """Add to the totals of their days, all in one transaction."""
        with self.writing() as session:
            for (document_id, day, kind), times in uses.items():
                _add(session, document_id, day, kind, times)

    def uses_of(self, document_id: int) -> dict[str, int]:
        """Return how often a document was viewed and downloaded, all days together."""
        row = UseRow
        query = select(col(row.kind), func.sum(col(row.times))).where(col(row.document_id) == document_id)
        with self.reading() as session:
            return {kind: int(times) for kind, times in session.execute(query.group_by(col(row.kind))).all()}

    def uses_since(self, document_id: int, day: date) -> dict[str, int]:
        """Return the same from a day on."""
        row = UseRow
        mine = (col(row.document_id) == document_id, col(row.day) >= day)
        query = select(col(row.kind), func.sum(col(row.times))).where(*mine).group_by(col(row.kind))
        with self.reading() as session:
            return {kind: int(times) for kind, times in session.execute(query).all()}


def _add(session: Session, document_id: int, day: date, kind: str, times: int) -> None:
    held = session.get(UseRow, (document_id, day, kind))
    if held is None:
        session.add(UseRow(document_id=document_id, day=day, kind=kind, times=times))
    else:
        held.times += times
        session.add(held)
