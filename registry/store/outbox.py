"""The outbox: which documents changed, for the index to follow."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlmodel import Session, col

from registry import models


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One change: ``action`` is ``put`` or ``drop``."""

    seq: int
    document_id: int
    action: str


def after(session: Session, seq: int, limit: int) -> list[OutboxRow]:
    """Return changes after a sequence number, oldest first."""
    row = models.OutboxRow
    found = select(col(row.seq), col(row.document_id), col(row.action)).where(col(row.seq) > seq)
    return [OutboxRow(*values) for values in session.execute(found.order_by(col(row.seq)).limit(limit)).all()]


def post(session: Session, document_id: int, action: str) -> None:
    """Record a change; it takes the place of an earlier one of the same document."""
    session.execute(delete(models.OutboxRow).where(col(models.OutboxRow.document_id) == document_id))
    session.execute(insert(models.OutboxRow).values(document_id=document_id, action=action))
