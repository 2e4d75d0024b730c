"""Refused input."""

from sqlalchemy import delete, select
from sqlmodel import Session, col

from registry.errors import NotKnown
from registry.models import QuarantineRow
from registry.records import QuarantineRecord


def listed(session: Session) -> list[QuarantineRecord]:
    """Return refused input, newest first."""
    return [record(row) for row in session.scalars(select(QuarantineRow).order_by(col(QuarantineRow.id).desc()))]


def record(row: QuarantineRow) -> QuarantineRecord:
    """Return the record of a row."""
    assert row.id is not None
    return QuarantineRecord(
        row.id, row.name, row.sha256, row.size, row.code, row.reason, row.hint, row.recorded, source=row.source
    )


def put(session: Session, row: QuarantineRow) -> None:
    """Record a refusal; it takes the place of an earlier one of the same file."""
    lift(session, row.source)
    session.add(row)
    session.flush()


def lift(session: Session, source: str) -> None:
    """Forget the refusal of a file."""
    session.execute(delete(QuarantineRow).where(col(QuarantineRow.source) == source))


def one(session: Session, row_id: int) -> QuarantineRow:
    """Return one refusal.

    Raises:
        NotKnown: There is none with this id.
    """
    row = session.get(QuarantineRow, row_id)
    if row is None:
        raise NotKnown(
            "quarantine-not-known", f"Không có mục cách ly số {row_id}.", hint="Xem “vanban quarantine list”."
        )
    return row
