"""Personal keys for programs."""

import hmac
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from registry.errors import NotKnown, StateConflict
from registry.models import ApiTokenRow, PersonRow
from registry.people import Token
from registry.store import people
from registry.store.claims import now

MOST: Final = 20
"""Keys of one person."""
_NOTED: Final = timedelta(minutes=1)


def add(session: Session, person_id: int, name: str, token_hash: str, scope: str, expires: datetime | None) -> Token:
    """Make a key.

    Raises:
        StateConflict: The person has as many as one may have.
    """
    if len(of(session, person_id)) >= MOST:
        raise StateConflict("many-tokens", f"Mỗi người có tối đa {MOST} khóa API.", hint="Thu hồi bớt khóa không dùng.")
    row = ApiTokenRow(
        person_id=person_id, name=name, token_hash=token_hash, scope=scope, created=now(), expires=expires
    )
    session.add(row)
    session.flush()
    return _record(row, people.one(session, person_id))


def find(session: Session, token_id: int, token_hash: str) -> Token | None:
    """Return the key with this id and digest, when it still holds and its person is active."""
    row = session.get(ApiTokenRow, token_id)
    if row is None or not hmac.compare_digest(row.token_hash, token_hash):
        return None
    person = people.one(session, row.person_id)
    holds = person.active and (row.expires is None or row.expires > now())
    return _record(row, person) if holds else None


def of(session: Session, person_id: int) -> list[Token]:
    """Return the keys of a person, newest first."""
    rows = select(ApiTokenRow).where(col(ApiTokenRow.person_id) == person_id).order_by(col(ApiTokenRow.id).desc())
    person = people.one(session, person_id)
    return [_record(row, person) for row in session.scalars(rows)]


def stale(token: Token) -> bool:
    """Tell whether the last use of a key has to be noted again."""
    return token.used is None or token.used < now() - _NOTED


def touch(session: Session, token_id: int) -> None:
    """Note that a key was used."""
    session.execute(update(ApiTokenRow).where(col(ApiTokenRow.id) == token_id).values(used=now()))


def drop(session: Session, person_id: int, token_id: int) -> Token:
    """Withdraw a key of a person.

    Raises:
        NotKnown: The person has no such key.
    """
    row = session.get(ApiTokenRow, token_id)
    if row is None or row.person_id != person_id:
        raise NotKnown("token-not-known", "Không có khóa API này.", hint="Tải lại trang tài khoản.")
    found = _record(row, people.one(session, person_id))
    session.execute(delete(ApiTokenRow).where(col(ApiTokenRow.id) == token_id))
    return found


def _record(row: ApiTokenRow, person: PersonRow) -> Token:
    assert row.id is not None
    return Token(row.id, people.record(person), row.name, row.scope, row.created, row.expires, row.used)
