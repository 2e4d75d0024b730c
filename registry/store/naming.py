"""What another vocabulary makes of the documents that are there: shown before it is kept, and then brought about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from registry.document import Header, ProgrammeTag
from registry.models import ClaimRow, DocumentRow, ReadingRow, TextRow
from registry.programmes import tag
from registry.reading.prepared import decode
from registry.store import claims, intake, links
from registry.store.grouping import described
from registry.store.plan import Touched
from registry.store.statement import Statement, from_json


@dataclass(frozen=True, slots=True)
class Reread:
    """One thing that would be read differently in a document.

    Args:
        document_id: The document.
        field: ``issuer``, ``programmes`` or ``relation`` (which document one of its relations means).
        before: As it is; codes are joined by commas; empty for a relation that leads nowhere.
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
    issuers = [pair for group in _groups(session) for pair in _issuers(session, group)]
    found = [each for each, _ in issuers]
    found += _relinked(session, {each.document_id: code for each, code in issuers})
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
    return intake.settle(session, groups | set(session.scalars(rows)), everything=True)


def _groups(session: Session) -> list[str]:
    held = select(col(ClaimRow.number_key)).where(col(ClaimRow.retired).is_(None)).distinct()
    return sorted(session.scalars(held))


def _issuers(session: Session, group: str) -> Iterator[tuple[Reread, str | None]]:
    """Yield the documents of another issuer, each with the code of that body."""
    for row, description in described(session, group):
        assert row.id is not None
        before, after = (row.issuer, row.issuer_code), (description.issuer, description.issuer_code)
        if before != after:
            yield Reread(row.id, "issuer", _named(*before), _named(*after)), description.issuer_code


def _relinked(session: Session, codes: Mapping[int, str | None]) -> list[Reread]:
    """Return the relations that would mean another document, because whose act it is, or who speaks, is read anew."""
    rows = session.scalars(_with_ids(codes)).all()
    keys = {key for row in rows for key in (row.number_key, row.name_key) if key}
    found = links.with_issuers(session, Touched(documents=set(codes), keys=keys), codes)
    ends = {end for edge, target in found for end in (edge.target_id, target) if end is not None}
    named = {row.id: f"{row.number} ({row.issuer})" for row in session.scalars(_with_ids(ends))}
    return [
        Reread(edge.document_id, "relation", *(named.get(end, "") for end in (edge.target_id, target)))
        for edge, target in found
    ]


def _with_ids(ids: Iterable[int]) -> SelectOfScalar[DocumentRow]:
    return select(DocumentRow).where(col(DocumentRow.id).in_(sorted(ids)))


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
