"""Claims and facts as rows: a new statement by the same source takes the older one's place, and the history stays."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from registry.models import ClaimRow, FactRow
from registry.store.identity import group_of
from registry.store.statement import Statement, facts, from_json, to_json


def now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def find(session: Session, origin: str, source_key: str) -> ClaimRow | None:
    """Return the claim of a source, if it has made one."""
    query = select(ClaimRow).where(col(ClaimRow.origin) == origin, col(ClaimRow.source_key) == source_key)
    return session.scalars(query).one_or_none()


def put(session: Session, statement: Statement, reading_id: int | None = None) -> set[str]:
    """Record a statement; return the keys of the groups whose documents may have changed (none when nothing did)."""
    row = find(session, statement.origin, statement.source_key)
    content, group = to_json(statement), group_of(statement)
    if row is not None and row.content == content and row.reading_id == reading_id and row.retired is None:
        return set()
    changed = {group} if row is None else {group, row.number_key}
    if row is None:
        row = ClaimRow(
            origin=statement.origin,
            source_key=statement.source_key,
            source="",
            number_key="",
            content={},
            recorded=now(),
        )
        session.add(row)
    row.retired = None
    row.source, row.verified = statement.source, statement.verified
    row.number_key, row.content, row.reading_id = group, content, reading_id
    session.flush()
    _put_facts(session, row, statement)
    return changed


def retire(session: Session, row: ClaimRow) -> set[str]:
    """Set a claim aside because its file was changed; return the key of its group."""
    row.retired = now()
    session.flush()
    gone = update(FactRow).where(col(FactRow.claim_id) == row.id, col(FactRow.replaced).is_(None))
    session.execute(gone.values(replaced=date.today()))
    return {row.number_key}


def revive(session: Session, row: ClaimRow) -> set[str]:
    """Count a claim again because its file is back; return the key of its group."""
    row.retired = None
    session.flush()
    _put_facts(session, row, from_json(row.content))
    return {row.number_key}


def active(session: Session, group: str) -> list[ClaimRow]:
    """Return the claims of a group that count, in an order that does not depend on their arrival."""
    query = select(ClaimRow).where(col(ClaimRow.number_key) == group, col(ClaimRow.retired).is_(None))
    return list(session.scalars(query.order_by(col(ClaimRow.origin), col(ClaimRow.source_key))))


def statements(rows: Sequence[ClaimRow]) -> list[Statement]:
    """Return what the claims say."""
    return [from_json(row.content) for row in rows]


def _put_facts(session: Session, row: ClaimRow, statement: Statement) -> None:
    current = session.scalars(
        select(FactRow).where(col(FactRow.claim_id) == row.id, col(FactRow.replaced).is_(None))
    ).all()
    wanted = set(facts(statement))
    kept = {(fact.field, fact.value) for fact in current if fact.verified == statement.verified} & wanted
    for fact in current:
        if (fact.field, fact.value) not in kept:
            fact.replaced = date.today()
    sayers = _said_before(session, row)
    fresh = [
        _values(row, statement, field, value) | sayers.get((field, value), {}) for field, value in sorted(wanted - kept)
    ]
    if fresh:
        session.execute(insert(FactRow), fresh)


def _said_before(session: Session, row: ClaimRow) -> dict[tuple[str, str], dict[str, object]]:
    """Return who said what, where people share a statement: a value that comes back is still that person's word."""
    if row.origin != "hand":
        return {}
    said = select(FactRow).where(col(FactRow.claim_id) == row.id).order_by(col(FactRow.id))
    return {(fact.field, fact.value): {"source": fact.source} for fact in session.scalars(said)}


def _values(row: ClaimRow, statement: Statement, field: str, value: str) -> dict[str, object]:
    return {
        "claim_id": row.id,
        "field": field,
        "value": value,
        "source": row.source,
        "origin": row.origin,
        "verified": row.verified,
        "recorded": statement.recorded or date.today(),
    }
