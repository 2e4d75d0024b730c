"""The work list: doubts across documents, each with what a person decided about it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlmodel import Session, col

from registry.document import Issue
from registry.models import DocumentRow, IssueRow, SettlementRow
from registry.review import SETTLED, Doubt, Settlement, Wanted, Work, WorkList
from registry.store import documents


def page(session: Session, wanted: Wanted, offset: int, limit: int, today: date) -> WorkList:
    """Return one page of the doubts that are wanted, with the counts beside it."""
    member = _members(session)
    conditions = {
        "state": _state(wanted.state),
        "code": col(IssueRow.code) == wanted.code if wanted.code else true(),
        "document": col(IssueRow.document_id) == wanted.document_id if wanted.document_id is not None else true(),
        "programme": _among(member, wanted.programme),
    }
    listed = _joined(select(IssueRow, SettlementRow)).where(*conditions.values()).order_by(*_order(wanted))
    rows = session.execute(listed.offset(offset).limit(limit)).all()
    total = session.scalar(_joined(select(func.count())).where(*conditions.values())) or 0
    records = {each.id: each for each in documents.some(session, {row.document_id for row, _ in rows}, today)}
    works = (_work(row, settled, records) for row, settled in rows if row.document_id in records)
    return WorkList(
        total, tuple(works), _codes(session, conditions), _states(session, conditions),
        _programmes(session, conditions, member),
    )  # fmt: skip


def settle(session: Session, doubts: Iterable[Doubt], settlement: Settlement | None) -> dict[Doubt, Settlement | None]:
    """Decide about doubts, or open them again; return what was decided about each before."""
    before: dict[Doubt, Settlement | None] = {}
    for doubt in doubts:
        row = session.scalars(select(SettlementRow).where(_is(doubt))).one_or_none()
        before[doubt] = _settlement(row)
        if settlement is None:
            if row is not None:
                session.delete(row)
            continue
        values = asdict(settlement)
        row = row or SettlementRow(**asdict(doubt), **values)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
    session.flush()
    return before


def settled(session: Session, doubts: Iterable[Doubt]) -> dict[Doubt, Settlement | None]:
    """Return what was decided about each of these doubts."""
    return {
        doubt: _settlement(session.scalars(select(SettlementRow).where(_is(doubt))).one_or_none()) for doubt in doubts
    }


def open_doubts(session: Session) -> int:
    """Return how many doubts nobody has decided about."""
    return session.scalar(_joined(select(func.count())).where(_state("open"))) or 0


def _joined(query: Any) -> Any:
    same = and_(
        col(SettlementRow.document_id) == col(IssueRow.document_id),
        col(SettlementRow.code) == col(IssueRow.code),
        col(SettlementRow.mark) == col(IssueRow.mark),
    )
    return (
        query.select_from(IssueRow)
        .join(SettlementRow, same, isouter=True)
        .where(col(IssueRow.document_id).is_not(None))
    )


def _state(state: str) -> ColumnElement[bool]:
    if not state:
        return true()
    return col(SettlementRow.id).is_(None) if state == "open" else col(SettlementRow.state) == state


def _order(wanted: Wanted) -> tuple[Any, ...]:
    place = (col(IssueRow.document_id), col(IssueRow.span_start), col(IssueRow.id))
    return (col(IssueRow.code), *place) if wanted.by_code else place


def _members(session: Session) -> dict[str, set[int]]:
    """Programmes and components with the documents that have doubts and belong to them."""
    doubtful = select(col(IssueRow.document_id)).where(col(IssueRow.document_id).is_not(None))
    query = select(col(DocumentRow.id), col(DocumentRow.programmes)).where(col(DocumentRow.id).in_(doubtful))
    found: dict[str, set[int]] = {}
    for document_id, tags in session.execute(query):
        for tag in tags:
            found.setdefault(tag[0], set()).add(document_id)
    return found


def _among(member: Mapping[str, set[int]], code: str) -> ColumnElement[bool]:
    return col(IssueRow.document_id).in_(sorted(member.get(code, ()))) if code else true()


def _but(conditions: Mapping[str, ColumnElement[bool]], name: str) -> list[ColumnElement[bool]]:
    return [each for key, each in conditions.items() if key != name]


def _codes(session: Session, conditions: Mapping[str, ColumnElement[bool]]) -> dict[str, int]:
    query = _joined(select(col(IssueRow.code), func.count())).where(*_but(conditions, "code"))
    found = dict(session.execute(query.group_by(col(IssueRow.code))).all())
    return {code: found[code] for code in sorted(found, key=lambda code: (-found[code], code))}


def _states(session: Session, conditions: Mapping[str, ColumnElement[bool]]) -> dict[str, int]:
    query = _joined(select(col(SettlementRow.state), func.count())).where(*_but(conditions, "state"))
    found = dict(session.execute(query.group_by(col(SettlementRow.state))).all())
    return {"open": found.get(None, 0)} | {state: found.get(state, 0) for state in SETTLED}


def _programmes(
    session: Session, conditions: Mapping[str, ColumnElement[bool]], member: Mapping[str, set[int]]
) -> dict[str, int]:
    query = _joined(select(col(IssueRow.document_id), func.count())).where(*_but(conditions, "programme"))
    each = Counter(dict(session.execute(query.group_by(col(IssueRow.document_id))).all()))
    summed = {code: sum(each[document] for document in ids) for code, ids in sorted(member.items())}
    return {code: number for code, number in summed.items() if number}


def _is(doubt: Doubt) -> ColumnElement[bool]:
    row = SettlementRow
    return and_(col(row.document_id) == doubt.document_id, col(row.code) == doubt.code, col(row.mark) == doubt.mark)


def _work(row: IssueRow, settled: SettlementRow | None, records: Mapping[Any, Any]) -> Work:
    assert row.document_id is not None
    issue = Issue(row.code, row.message, row.span_start, row.span_end)
    doubt = Doubt(row.document_id, row.code, row.mark)
    return Work(doubt, issue, row.stage, _settlement(settled), records[row.document_id])


def _settlement(row: SettlementRow | None) -> Settlement | None:
    return Settlement(row.state, row.note, row.person, row.decided) if row is not None else None
