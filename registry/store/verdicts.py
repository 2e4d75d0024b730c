"""Verdicts of reviewers on pairs of provisions; they stay when the pairs are found anew."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlmodel import Session, col

from registry.models import OverlapRow, VerdictRow
from registry.review import OUTCOMES, End, Verdict, pair_key

OPEN = "open"


def put(session: Session, verdict: Verdict) -> Verdict | None:
    """Keep a verdict in the place of an earlier one on the same pair; return that one."""
    row = _row(session, pair_key(verdict.ends))
    before = _verdict(row) if row is not None else None
    values = {name: getattr(verdict, name) for name in ("outcome", "note", "person", "decided", "words")}
    one, other = sorted(verdict.ends)
    row = row or VerdictRow(
        pair=pair_key(verdict.ends),
        left_id=one.document_id,
        left_provision=one.provision,
        right_id=other.document_id,
        right_provision=other.provision,
        **values,
    )
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return before


def drop(session: Session, ends: tuple[End, End]) -> Verdict | None:
    """Let go of the verdict on a pair; return it."""
    row = _row(session, pair_key(ends))
    if row is None:
        return None
    session.delete(row)
    return _verdict(row)


def of(session: Session, pairs: Iterable[tuple[End, End]]) -> dict[str, Verdict]:
    """Return the verdicts on these pairs, by :func:`registry.review.pair_key`."""
    keys = [pair_key(each) for each in pairs]
    found: dict[str, Verdict] = {}
    for at in range(0, len(keys), 500):
        query = select(VerdictRow).where(col(VerdictRow.pair).in_(keys[at : at + 500]))
        found |= {row.pair: _verdict(row) for row in session.scalars(query)}
    return found


def all_verdicts(session: Session) -> list[Verdict]:
    """Return every verdict, newest first, those included whose pair is found no more."""
    query = select(VerdictRow).order_by(col(VerdictRow.decided).desc(), col(VerdictRow.id).desc())
    return [_verdict(row) for row in session.scalars(query)]


def condition(outcome: str) -> ColumnElement[bool]:
    """Return the condition on overlap rows that have this outcome; ``open`` for none yet, empty for all."""
    if not outcome:
        return true()
    if outcome == OPEN:
        return ~exists().where(_same())
    if outcome not in OUTCOMES:
        return false()
    return exists().where(_same(), col(VerdictRow.outcome) == outcome)


def counts(session: Session, mine: ColumnElement[bool]) -> dict[str, int]:
    """Return how many of the present pairs have each outcome, and how many have none."""
    query = select(col(VerdictRow.outcome), func.count()).select_from(OverlapRow).join(VerdictRow, _same())
    grouped = session.execute(query.where(mine).group_by(col(VerdictRow.outcome)))
    found = dict(grouped.all())
    total = session.scalar(select(func.count()).select_from(OverlapRow).where(mine)) or 0
    return {OPEN: total - sum(found.values())} | {outcome: found.get(outcome, 0) for outcome in OUTCOMES}


def _same() -> ColumnElement[bool]:
    """An overlap row and a verdict speak of the same pair; a run may name either end first."""
    row, said = OverlapRow, VerdictRow
    left, right = (col(row.left_id), col(row.left_provision)), (col(row.right_id), col(row.right_provision))
    return or_(_ends(said, left, right), _ends(said, right, left))


def _ends(said: type[VerdictRow], one: Sequence[Any], other: Sequence[Any]) -> ColumnElement[bool]:
    return and_(
        col(said.left_id) == one[0],
        col(said.left_provision) == one[1],
        col(said.right_id) == other[0],
        col(said.right_provision) == other[1],
    )


def _row(session: Session, key: str) -> VerdictRow | None:
    return session.scalars(select(VerdictRow).where(col(VerdictRow.pair) == key)).one_or_none()


def _verdict(row: VerdictRow) -> Verdict:
    ends = (End(row.left_id, row.left_provision), End(row.right_id, row.right_provision))
    return Verdict(ends, row.outcome, row.note, row.person, row.decided, row.words)
