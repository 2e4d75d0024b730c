"""Where citations lead, worked out when they are read: a document that arrives later is found without any rewrite."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from registry.document import Citation
from registry.models import DocumentRow
from registry.records import ResolvedCitation
from registry.store.keys import number_key


def resolve(session: Session, document: DocumentRow, citations: Sequence[Citation]) -> tuple[ResolvedCitation, ...]:
    """Return the citations of a document with their targets."""
    keys = {number_key(citation.number) for citation in citations if citation.number}
    rows = session.execute(
        select(col(DocumentRow.number_key), col(DocumentRow.id), col(DocumentRow.slug)).where(
            col(DocumentRow.number_key).in_(keys)
        )
    ).all()
    known = {key: (target, slug) for key, target, slug in rows}
    return tuple(_resolved(citation, known) for citation in citations)


def _resolved(citation: Citation, known: dict[str, tuple[int, str]]) -> ResolvedCitation:
    target = known.get(number_key(citation.number))
    if target is None:
        return ResolvedCitation(citation, "unknown")
    return ResolvedCitation(citation, "linked", *target)
