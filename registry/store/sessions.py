"""Browsers that are signed in, kept by the digest of a random id."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from registry.models import LoginSessionRow, PersonRow
from registry.people import SignedIn
from registry.store import people
from registry.store.claims import now


def begin(session: Session, person_id: int, token_hash: str, agent: str, address: str, via: str) -> None:
    """Sign a browser in."""
    at = now()
    session.add(
        LoginSessionRow(
            person_id=person_id, token_hash=token_hash, created=at, seen=at, agent=agent, address=address, via=via
        )
    )


def find(session: Session, token_hash: str, idle: timedelta, longest: timedelta) -> SignedIn | None:
    """Return the session with this digest, when it still holds and its person is active."""
    at = now()
    holds = (
        (col(LoginSessionRow.token_hash) == token_hash)
        & (col(LoginSessionRow.seen) > at - idle)
        & (col(LoginSessionRow.created) > at - longest)
        & col(PersonRow.active).is_(True)
    )
    query = select(LoginSessionRow, PersonRow).join(PersonRow, col(PersonRow.id) == col(LoginSessionRow.person_id))
    found = session.execute(query.where(holds)).first()
    return _record(found[0], found[1]) if found else None


def of(session: Session, person_id: int, idle: timedelta, longest: timedelta) -> list[SignedIn]:
    """Return the sessions of a person that still hold, the last used first."""
    at = now()
    holds = (
        (col(LoginSessionRow.person_id) == person_id)
        & (col(LoginSessionRow.seen) > at - idle)
        & (col(LoginSessionRow.created) > at - longest)
    )
    rows = session.scalars(select(LoginSessionRow).where(holds).order_by(col(LoginSessionRow.seen).desc()))
    person = people.one(session, person_id)
    return [_record(row, person) for row in rows]


def touch(session: Session, session_id: int, at: datetime) -> None:
    """Note that a session was used."""
    session.execute(update(LoginSessionRow).where(col(LoginSessionRow.id) == session_id).values(seen=at))


def end(session: Session, token_hash: str) -> None:
    """Sign a browser out."""
    session.execute(delete(LoginSessionRow).where(col(LoginSessionRow.token_hash) == token_hash))


def end_one(session: Session, person_id: int, session_id: int) -> None:
    """Sign one browser of a person out."""
    mine = (col(LoginSessionRow.person_id) == person_id) & (col(LoginSessionRow.id) == session_id)
    session.execute(delete(LoginSessionRow).where(mine))


def end_all(session: Session, person_id: int) -> None:
    """Sign a person out everywhere."""
    session.execute(delete(LoginSessionRow).where(col(LoginSessionRow.person_id) == person_id))


def sweep(session: Session, longest: timedelta) -> None:
    """Forget sessions that are past their longest life."""
    session.execute(delete(LoginSessionRow).where(col(LoginSessionRow.created) <= now() - longest))


def _record(row: LoginSessionRow, person: PersonRow) -> SignedIn:
    assert row.id is not None
    return SignedIn(row.id, people.record(person), row.created, row.seen, row.agent, row.address, row.via)
