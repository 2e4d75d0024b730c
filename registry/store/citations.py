"""Where citations lead, worked out when they are read: a document that arrives later is found without any rewrite."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from registry.citations import Known, numbered_names
from registry.citations import resolve as resolve_citations
from registry.document import Citation, Provision
from registry.models import DocumentRow, ReadingRow
from registry.reading.prepared import target_key
from registry.records import ResolvedCitation
from registry.store import targets


def resolve(
    session: Session, document: DocumentRow, citations: Sequence[Citation], provisions: Sequence[Provision]
) -> tuple[ResolvedCitation, ...]:
    """Return the citations of a document with their targets."""
    assert document.id is not None
    mentioned = [*citations, *numbered_names(citations).values()]
    candidates = targets.find(session, {target_key(each.number, each.name) for each in mentioned if not each.self})
    known = _known(session, {each.id: each.slug for found in candidates.values() for each in found})
    speaker = targets.Speaker(document.issued, document.issuer_code)

    def choose(citation: Citation) -> tuple[str, Known | None]:
        mention = targets.Mention(citation.number, citation.kind, citation.issuer, citation.issued, citation.year)
        found = candidates.get(target_key(citation.number, citation.name), ())
        state, target = targets.choose(found, mention, speaker)
        return state, known[target.id] if target else None

    return resolve_citations(citations, choose, Known(document.id, document.slug), provisions)


def _known(session: Session, slugs: dict[int, str]) -> dict[int, Known]:
    held = _addresses(session, slugs)
    return {key: Known(key, slug, held.get(key, frozenset())) for key, slug in slugs.items()}


def _addresses(session: Session, ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Provision addresses of the texts that are held; a link leads to a provision only when it is there."""
    query = (
        select(col(DocumentRow.id), col(ReadingRow.addresses))
        .join(ReadingRow, col(ReadingRow.id) == col(DocumentRow.reading_id))
        .where(col(DocumentRow.id).in_(sorted(ids)))
    )
    return {key: frozenset(held.split("\n")) for key, held in session.execute(query) if key is not None}
