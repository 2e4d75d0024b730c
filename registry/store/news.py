"""News, follows and messages as they are kept."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from registry.errors import NotKnown
from registry.models import (
    DocumentRow,
    FollowRow,
    NewsPlaceRow,
    NewsRow,
    NewsSeenRow,
    OutboxRow,
    OutgoingRow,
)
from registry.news import Draft, Follow, News, NewsKind, Often, Outgoing, Told
from registry.store.claims import now

_BATCH: Final = 400


def place(session: Session, today: date) -> NewsPlaceRow:
    """Return how far news have been worked out; at the very first time everything that is there counts as old."""
    row = session.scalars(select(NewsPlaceRow).where(col(NewsPlaceRow.id) == 1).with_for_update()).first()
    if row is None:
        newest = session.scalar(select(func.max(col(OutboxRow.seq)))) or 0
        row = NewsPlaceRow(id=1, seq=0, silent=newest, day=today)
        session.add(row)
        session.flush()
    return row


def newest_change(session: Session) -> int:
    """Return the place of the last change in the outbox."""
    return session.scalar(select(func.max(col(OutboxRow.seq)))) or 0


def read_place(session: Session) -> tuple[int, date] | None:
    """Return how far news have been worked out, without beginning to keep them; None when they are not kept yet."""
    row = session.get(NewsPlaceRow, 1)
    return (row.seq, row.day) if row else None


def dated(session: Session) -> list[DocumentRow]:
    """Return the documents that have events."""
    return list(session.scalars(select(DocumentRow).order_by(col(DocumentRow.id))))


def seen(session: Session, ids: Iterable[int]) -> dict[int, list[str]]:
    """Return what was true of these documents, of those that were looked at."""
    wanted, found = sorted(ids), dict[int, list[str]]()
    for at in range(0, len(wanted), _BATCH):
        query = select(NewsSeenRow).where(col(NewsSeenRow.document_id).in_(wanted[at : at + _BATCH]))
        found |= {row.document_id: row.keys for row in session.scalars(query)}
    return found


def see(session: Session, document_id: int, keys: Collection[str]) -> None:
    """Remember what is true of a document."""
    session.merge(NewsSeenRow(document_id=document_id, keys=sorted(keys)))


def put(session: Session, document_id: int, slug: str, drafts: Iterable[Draft]) -> int:
    """Keep news; return how many."""
    count = 0
    for each in drafts:
        at = now()
        known = hashlib.sha256(f"{slug}|{each.key}|{at.isoformat()}".encode()).hexdigest()[:32]
        told = {name: value for name, value in asdict(each.told).items() if value not in ("", None, False)}
        row = NewsRow(
            key=known, document_id=document_id, kind=each.kind.value, told=told, recorded=at, provision=each.provision
        )
        row.on = each.on
        session.add(row)
        count += 1
    return count


def after(session: Session, seq: int, limit: int) -> list[News]:
    """Return news after a place, oldest first."""
    query = select(NewsRow).where(col(NewsRow.seq) > seq).order_by(col(NewsRow.seq)).limit(limit)
    return [_news(row) for row in session.scalars(query)]


def latest(session: Session, limit: int, ids: Collection[int] | None) -> list[News]:
    """Return the newest news, newest first; of some documents when they are given."""
    query = select(NewsRow).order_by(col(NewsRow.seq).desc()).limit(limit)
    if ids is not None:
        query = query.where(col(NewsRow.document_id).in_(sorted(ids)))
    return [_news(row) for row in session.scalars(query)]


def head(session: Session) -> int:
    """Return the place of the newest news."""
    return session.scalar(select(func.max(col(NewsRow.seq)))) or 0


def _news(row: NewsRow) -> News:
    assert row.seq is not None
    draft = Draft(row.key, NewsKind(row.kind), row.provision, row.on, Told(**row.told))
    return News(row.seq, row.key, row.document_id, draft, row.recorded)


def follows(session: Session, person_id: int | None) -> list[Follow]:
    """Return what one person, or everybody, follows, in the order in which it was chosen."""
    query = select(FollowRow).order_by(col(FollowRow.id))
    if person_id is not None:
        query = query.where(col(FollowRow.person_id) == person_id)
    return [_follow(row) for row in session.scalars(query)]


def follow(session: Session, person_id: int, target: str, label: str, often: Often) -> Follow:
    """Begin to follow something, or change how often it is told."""
    row = _row(session, person_id, target)
    if row is None:
        at = now()
        row = FollowRow(
            person_id=person_id, target=target, label=label, often=often.value, created=at, seq=head(session), told=at
        )
    row.often = often.value
    session.add(row)
    session.flush()
    return _follow(row)


def unfollow(session: Session, person_id: int, target: str | None) -> int:
    """Stop following one thing, or everything when none is named; return how many there were."""
    rows = list(session.scalars(select(FollowRow).where(col(FollowRow.person_id) == person_id)))
    gone = [each for each in rows if target is None or each.target == target]
    for row in gone:
        session.delete(row)
    return len(gone)


def _row(session: Session, person_id: int, target: str) -> FollowRow | None:
    query = select(FollowRow).where(col(FollowRow.person_id) == person_id, col(FollowRow.target) == target)
    return session.scalars(query).first()


def _follow(row: FollowRow) -> Follow:
    assert row.id is not None
    return Follow(row.id, row.person_id, row.target, row.label, Often(row.often), row.created, row.seq, row.told)


def move(session: Session, ids: Sequence[int], seq: int, told: datetime) -> None:
    """Note that these follows have been told up to a place."""
    session.execute(update(FollowRow).where(col(FollowRow.id).in_(ids)).values(seq=seq, told=told))


def post(session: Session, message: Outgoing) -> None:
    """Keep a message to be sent."""
    values: dict[str, Any] = {name: value for name, value in asdict(message).items() if name != "id"}
    session.add(OutgoingRow(**values))


def waiting(session: Session, most: int) -> list[Outgoing]:
    """Return the messages that are not sent and were tried fewer times than that, oldest first."""
    query = select(OutgoingRow).where(col(OutgoingRow.sent).is_(None), col(OutgoingRow.tries) < most)
    return [_outgoing(row) for row in session.scalars(query.order_by(col(OutgoingRow.id)))]


def sent(session: Session, message_id: int, error: str) -> None:
    """Note that a message was sent, or why it was not.

    Raises:
        NotKnown: There is no such message.
    """
    row = session.get(OutgoingRow, message_id)
    if row is None:
        raise NotKnown("message-not-known", "Không có thư này.")
    row.error = error[:500]
    if error:
        row.tries += 1
    else:
        row.sent = now()
    session.add(row)


def _outgoing(row: OutgoingRow) -> Outgoing:
    assert row.id is not None
    return Outgoing(
        row.id, row.person_id, row.message_id, row.subject, row.text, row.html, row.unsubscribe, row.created, row.tries
    )
