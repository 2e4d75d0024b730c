"""Links through which a person chooses a password, once."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from registry.models import OneTimeLinkRow, PersonRow
from registry.store import people
from registry.store.claims import now


def add(session: Session, person_id: int, token_hash: str, expires: datetime) -> None:
    """Make a link; it takes the place of earlier ones of the person.

    Raises:
        NotKnown: There is no such person.
    """
    people.one(session, person_id)
    drop_all(session, person_id)
    session.add(OneTimeLinkRow(person_id=person_id, token_hash=token_hash, created=now(), expires=expires))


def find(session: Session, token_hash: str) -> PersonRow | None:
    """Return whose link this is, while it holds and the account is open."""
    holds = (col(OneTimeLinkRow.token_hash) == token_hash) & (col(OneTimeLinkRow.expires) > now())
    query = select(PersonRow).join(OneTimeLinkRow, col(OneTimeLinkRow.person_id) == col(PersonRow.id))
    return session.scalars(query.where(holds, col(PersonRow.active).is_(True))).one_or_none()


def drop_all(session: Session, person_id: int) -> None:
    """Spend the links of a person."""
    session.execute(delete(OneTimeLinkRow).where(col(OneTimeLinkRow.person_id) == person_id))
