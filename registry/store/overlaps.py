"""Pairs of provisions that say nearly the same."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, true
from sqlmodel import Session, col

from registry.models import DocumentRow, OverlapRow
from registry.records import OverlapPair
from registry.store import verdicts


def replace(session: Session, run: str, pairs: Iterable[OverlapPair]) -> int:
    """Replace all stored pairs by those of a run; return how many.

    Pairs of a document that went away while the run was under way are left out.
    """
    session.execute(delete(OverlapRow))
    there = set(session.scalars(select(col(DocumentRow.id))))
    rows = [_values(run, pair) for pair in pairs if {pair.left_id, pair.right_id} <= there]
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


def page(
    session: Session, offset: int, limit: int, document_id: int | None, outcome: str = ""
) -> tuple[int, list[OverlapPair]]:
    """Return the number of pairs and one page of them, most alike first.

    Args:
        session: Open.
        offset: Pairs to skip.
        limit: Pairs on the page.
        document_id: Of one document, or None for all.
        outcome: With this verdict (``open`` for none yet), or an empty string for all.
    """
    row = OverlapRow
    wanted = and_(_mine(document_id), verdicts.condition(outcome))
    total = session.scalar(select(func.count()).select_from(row).where(wanted)) or 0
    query = select(row).where(wanted).order_by(col(row.similarity).desc(), col(row.id)).offset(offset).limit(limit)
    return total, [_pair(found) for found in session.scalars(query)]


def outcomes(session: Session, document_id: int | None) -> dict[str, int]:
    """Return how many pairs have each verdict, and none yet under ``open``."""
    return verdicts.counts(session, _mine(document_id))


def _mine(document_id: int | None) -> ColumnElement[bool]:
    row = OverlapRow
    return or_(col(row.left_id) == document_id, col(row.right_id) == document_id) if document_id is not None else true()


def run(session: Session) -> str:
    """Return the name of the run that made the stored pairs; empty when there are none."""
    return session.scalar(select(col(OverlapRow.run)).limit(1)) or ""


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
