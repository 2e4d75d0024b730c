"""The audit trail as rows."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true, update
from sqlmodel import Session, col

from registry.changes import Change, ChangeFilter, ChangeRecord, Subject
from registry.errors import NotKnown
from registry.models import ChangeRow
from registry.store.claims import now

COMMAND_LINE = "dòng lệnh"


def put(session: Session, change: Change) -> ChangeRecord:
    """Write a change down."""
    row = ChangeRow(
        at=now(),
        person_id=change.person.id if change.person else None,
        who=change.person.name if change.person else change.who or COMMAND_LINE,
        action=change.action,
        kind=change.subject.kind,
        subject_key=change.subject.key,
        before=None if change.before is None else dict(change.before),
        after=None if change.after is None else dict(change.after),
        undoes=change.undoes,
    )
    session.add(row)
    session.flush()
    if change.undoes is not None:
        undone = update(ChangeRow).where(col(ChangeRow.id) == change.undoes)
        session.execute(undone.values(undone_by=row.id))
    return record(row)


def one(session: Session, change_id: int) -> ChangeRecord:
    """Return one change.

    Raises:
        NotKnown: There is none with this id.
    """
    row = session.get(ChangeRow, change_id)
    if row is None:
        raise NotKnown("change-not-known", "Không có dòng nhật ký này.", hint="Mở lại trang nhật ký.")
    session.refresh(row)
    return record(row)


def page(session: Session, wanted: ChangeFilter, offset: int, limit: int | None) -> tuple[int, list[ChangeRecord]]:
    """Return how many changes there are and one page of them (all when there is no limit), newest first."""
    rows = select(ChangeRow).where(_where(wanted)).order_by(col(ChangeRow.id).desc()).offset(offset).limit(limit)
    total = session.scalar(select(func.count()).select_from(ChangeRow).where(_where(wanted))) or 0
    return total, [record(row) for row in session.scalars(rows)]


def later(session: Session, change: ChangeRecord) -> ChangeRecord | None:
    """Return the first change of the same subject after this one that still stands, or None.

    What was undone and its undoing cancel each other out.
    """
    same = and_(col(ChangeRow.kind) == change.subject.kind, col(ChangeRow.subject_key) == change.subject.key)
    stands = and_(col(ChangeRow.undone_by).is_(None), col(ChangeRow.undoes).is_(None))
    rows = select(ChangeRow).where(same, stands, col(ChangeRow.id) > change.id).order_by(col(ChangeRow.id)).limit(1)
    row = session.scalars(rows).first()
    return record(row) if row else None


def record(row: ChangeRow) -> ChangeRecord:
    """Return the record of a row."""
    assert row.id is not None
    return ChangeRecord(
        row.id,
        row.at,
        row.person_id,
        row.who,
        row.action,
        Subject(row.kind, row.subject_key),
        row.before,
        row.after,
        row.undoes,
        row.undone_by,
    )


def _where(wanted: ChangeFilter) -> ColumnElement[bool]:
    equal: dict[Any, object] = {
        ChangeRow.person_id: wanted.person_id,
        ChangeRow.action: wanted.action,
        ChangeRow.kind: wanted.kind,
        ChangeRow.subject_key: wanted.key,
    }
    asked = [col(column) == value for column, value in equal.items() if value is not None]
    if wanted.since is not None:
        asked.append(col(ChangeRow.at) >= wanted.since)
    if wanted.until is not None:
        asked.append(col(ChangeRow.at) < wanted.until)
    return and_(true(), *asked)
