"""Refused input."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlmodel import Session, col

from registry.errors import InputRefused, NotKnown
from registry.models import OriginalRow, QuarantineRow
from registry.records import QuarantineRecord
from registry.store.claims import now
from registry.store.intake import Origin


def listed(session: Session) -> list[QuarantineRecord]:
    """Return refused input, newest first."""
    return [record(row) for row in session.scalars(select(QuarantineRow).order_by(col(QuarantineRow.id).desc()))]


def record(row: QuarantineRow) -> QuarantineRecord:
    """Return the record of a row."""
    assert row.id is not None
    return QuarantineRecord(
        row.id, row.name, row.sha256, row.size, row.code, row.reason, row.hint, row.recorded, source=row.source
    )


def put(session: Session, origin: Origin, reason: InputRefused, reader: str) -> None:
    """Record a refusal; it takes the place of an earlier one of the same file."""
    lift(session, origin.source)
    session.add(
        QuarantineRow(
            source=origin.source,
            name=origin.name,
            sha256=origin.sha256 or None,
            size=origin.size,
            reader=reader,
            code=reason.code,
            reason=reason.message,
            hint=reason.hint,
            recorded=now(),
        )
    )
    session.flush()


def reason(session: Session, source: str, sha256: str, reader: str) -> InputRefused | None:
    """Return why a file with these bytes was refused by the same reader, when it was."""
    row = session.scalars(select(QuarantineRow).where(col(QuarantineRow.source) == source)).one_or_none()
    if row is None or row.sha256 != sha256 or row.reader != reader:
        return None
    return InputRefused(row.code, row.reason, hint=row.hint)


def lift_all(session: Session, ids: Iterable[int]) -> list[QuarantineRecord]:
    """Forget these refusals (all when none is named); return them.

    Raises:
        NotKnown: There is none with such an id.
    """
    chosen = [record(one(session, row_id)) for row_id in ids] or listed(session)
    for each in chosen:
        lift(session, each.source)
    return chosen


def lift(session: Session, source: str) -> None:
    """Forget the refusal of a file."""
    session.execute(delete(QuarantineRow).where(col(QuarantineRow.source) == source))


def needed(session: Session, hashes: set[str]) -> set[str]:
    """Return those hashes that a document or another refusal still speaks of."""
    kept = select(col(OriginalRow.sha256)).where(col(OriginalRow.sha256).in_(hashes))
    refused = select(col(QuarantineRow.sha256)).where(col(QuarantineRow.sha256).in_(hashes))
    return {found for found in (*session.scalars(kept), *session.scalars(refused)) if found}


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
