"""Doubts across documents."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from registry.document import Issue
from registry.models import IssueRow


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """A doubt and the document it concerns; ``stage`` is ``reading`` or ``merging``."""

    document_id: int | None
    issue: Issue
    stage: str


def some(session: Session, document_id: int | None, code: str | None) -> list[IssueRecord]:
    """Return doubts, of one document or with one code when given."""
    query = select(IssueRow).order_by(col(IssueRow.document_id), col(IssueRow.span_start), col(IssueRow.id))
    if document_id is not None:
        query = query.where(col(IssueRow.document_id) == document_id)
    if code is not None:
        query = query.where(col(IssueRow.code) == code)
    return [record(row) for row in session.scalars(query)]


def record(row: IssueRow) -> IssueRecord:
    """Return the record of a row."""
    return IssueRecord(row.document_id, Issue(row.code, row.message, row.span_start, row.span_end), row.stage)
