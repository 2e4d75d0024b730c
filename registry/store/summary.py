"""Counts for the start page and the console."""

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from registry.models import DocumentRow, IssueRow, QuarantineRow, RelationRow


def counts(session: Session) -> dict[str, int]:
    """Return how many documents, texts, relations, resolved relations, issues and refused inputs there are."""
    return {
        "documents": _count(session, DocumentRow),
        "texts": session.scalar(select(func.count(col(DocumentRow.reading_id)))) or 0,
        "relations": _count(session, RelationRow),
        "relations_linked": session.scalar(select(func.count(col(RelationRow.target_id)))) or 0,
        "issues": _count(session, IssueRow),
        "quarantine": _count(session, QuarantineRow),
    }


def _count(session: Session, table: type[SQLModel]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0
