"""What another vocabulary makes of the documents that are there: shown before it is kept, and then brought about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlmodel import Session, col

from registry.document import Header, ProgrammeTag
from registry.models import ClaimRow, DocumentRow, ReadingRow, TextRow
from registry.programmes import tag
from registry.reading.prepared import decode
from registry.store import claims, intake
from registry.store.grouping import described
from registry.store.statement import Statement, from_json


@dataclass(frozen=True, slots=True)
class Reread:
    """One thing that would be read differently in a document.

    Args:
        document_id: The document.
        field: ``issuer`` or ``programmes``.
        before: As it is; codes are joined by commas.
        after: As it would be.
    """

    document_id: int
    field: str
    before: str
    after: str


def differences(session: Session, *, tags: bool) -> list[Reread]:
    """Return what the vocabulary that holds here and now makes different from what is stored.

    Args:
        session: Open.
        tags: Whether to look at programmes as well, for which every text has to be opened.
    """
    found = [each for group in _groups(session) for each in _issuers(session, group)]
    if tags:
        for row, statement, fresh in _retagged(session):
            before, after = (", ".join(sorted({each.code for each in some})) for some in (statement.programmes, fresh))
            if before != after and row.document_id is not None:
                found.append(Reread(row.document_id, "programmes", before, after))
    return found


def follow(session: Session, *, tags: bool) -> set[int]:
    """Write the documents that the vocabulary reads differently; return them."""
    groups: set[str] = set()
    for row, statement, fresh in list(_retagged(session)) if tags else ():
        groups |= claims.put(session, replace(statement, programmes=fresh), row.reading_id)
    changed = {each.document_id for each in differences(session, tags=False)}
    rows = select(col(DocumentRow.number_key)).where(col(DocumentRow.id).in_(sorted(changed)))
    return intake.settle(session, groups | set(session.scalars(rows)))


def _groups(session: Session) -> list[str]:
    held = select(col(ClaimRow.number_key)).where(col(ClaimRow.retired).is_(None)).distinct()
    return sorted(session.scalars(held))


def _issuers(session: Session, group: str) -> Iterator[Reread]:
    for row, description in described(session, group):
        assert row.id is not None
        before, after = (row.issuer, row.issuer_code), (description.issuer, description.issuer_code)
        if before != after:
            yield Reread(row.id, "issuer", _named(*before), _named(*after))


def _named(name: str, code: str | None) -> str:
    return f"{name} ({code})" if code else name


def _retagged(session: Session) -> Iterator[tuple[ClaimRow, Statement, tuple[ProgrammeTag, ...]]]:
    """Yield the claims of texts whose programmes would be read differently, with what would be read."""
    query = select(ClaimRow).where(
        col(ClaimRow.origin) == "machine", col(ClaimRow.reading_id).is_not(None), col(ClaimRow.retired).is_(None)
    )
    for row in session.scalars(query.order_by(col(ClaimRow.id))).all():
        reading = session.get_one(ReadingRow, row.reading_id)
        text = session.get_one(TextRow, reading.text_sha256).content
        statement = from_json(row.content)
        header = Header(
            number=statement.number,
            type=statement.type,
            title=statement.title,
            issuers=statement.issuers,
            issued=statement.issued,
        )
        fresh = tag(text, header, decode(reading.spans, text)[1])
        if fresh != statement.programmes:
            yield row, statement, fresh
        session.expunge(reading)
