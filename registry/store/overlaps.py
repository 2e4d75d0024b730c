"""Pairs of provisions that say nearly the same."""

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, or_, select, true
from sqlmodel import Session, col

from registry.models import OverlapRow
from registry.records import OverlapPair


def replace(session: Session, run: str, pairs: Iterable[OverlapPair]) -> int:
    """Replace all stored pairs by those of a run; return how many."""
    session.execute(delete(OverlapRow))
    rows = [_values(run, pair) for pair in pairs]
    if rows:
        session.execute(insert(OverlapRow), rows)
    return len(rows)


def _values(run: str, pair: OverlapPair) -> dict[str, object]:
    return {
        "run": run,
        "left_id": pair.left_id,
        "left_provision": pair.left_provision,
        "right_id": pair.right_id,
        "right_provision": pair.right_provision,
        "similarity": pair.similarity,
        "kind": pair.kind,
        "left_spans": pair.left_spans,
        "right_spans": pair.right_spans,
    }


def page(session: Session, offset: int, limit: int, document_id: int | None) -> tuple[int, list[OverlapPair]]:
    """Return the number of pairs (of one document when given) and one page of them, most alike first."""
    row = OverlapRow
    mine = or_(col(row.left_id) == document_id, col(row.right_id) == document_id) if document_id is not None else true()
    total = session.scalar(select(func.count()).select_from(row).where(mine)) or 0
    query = select(row).where(mine).order_by(col(row.similarity).desc(), col(row.id)).offset(offset).limit(limit)
    return total, [_pair(found) for found in session.scalars(query)]


def _pair(row: OverlapRow) -> OverlapPair:
    return OverlapPair(
        row.left_id,
        row.left_provision,
        row.right_id,
        row.right_provision,
        row.similarity,
        row.kind,
        tuple((start, end) for start, end in row.left_spans),
        tuple((start, end) for start, end in row.right_spans),
    )
