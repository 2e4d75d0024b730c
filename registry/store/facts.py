"""Who said what."""

from sqlalchemy import select, true
from sqlmodel import Session, col

from registry.models import ClaimRow, FactRow
from registry.records import Fact


def of(session: Session, document_id: int, *, replaced: bool = False) -> list[Fact]:
    """Return every current statement about a document (and the replaced ones when asked), by field."""
    query = (
        select(FactRow)
        .join(ClaimRow, col(ClaimRow.id) == col(FactRow.claim_id))
        .where(col(ClaimRow.document_id) == document_id, col(FactRow.replaced).is_(None) if not replaced else true())
        .order_by(col(FactRow.field), col(FactRow.id))
    )
    return [record(row) for row in session.scalars(query)]


def record(row: FactRow) -> Fact:
    """Return the record of a row."""
    return Fact(row.field, row.value, row.source, row.recorded, row.origin, row.verified)
