"""Edges find their targets here, when they are written and again whenever a document appears under their key."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import or_, select
from sqlmodel import Session, col

from registry.models import DocumentRow, RelationRow
from registry.store import targets
from registry.store.plan import Touched


def link(session: Session, touched: Touched) -> None:
    """Resolve every edge of the touched documents, and every edge that waits for one of the touched keys."""
    edges = _edges(session, touched)
    candidates = targets.find(session, {edge.target_key for edge in edges})
    speakers = _speakers(session, {edge.document_id for edge in edges})
    for edge in edges:
        found = _target(edge, candidates.get(edge.target_key, ()), speakers[edge.document_id])
        if found != edge.target_id:
            touched.documents |= {end for end in (edge.document_id, edge.target_id, found) if end is not None}
            edge.target_id = found
    session.flush()


def with_issuers(
    session: Session, touched: Touched, codes: Mapping[int, str | None]
) -> list[tuple[RelationRow, int | None]]:
    """Return the edges that would lead elsewhere if documents were of other issuers, with where; nothing is written.

    Args:
        session: Open.
        touched: Those documents and the keys under which they are known.
        codes: The issuer that each would have.
    """
    edges = _edges(session, touched)
    speakers = _speakers(session, {edge.document_id for edge in edges})
    speakers = {key: replace(each, issuer_code=codes.get(key, each.issuer_code)) for key, each in speakers.items()}
    candidates = {
        key: [replace(each, issuer_code=codes.get(each.id, each.issuer_code)) for each in some]
        for key, some in targets.find(session, {edge.target_key for edge in edges}).items()
    }
    chosen = [(edge, _target(edge, candidates.get(edge.target_key, ()), speakers[edge.document_id])) for edge in edges]
    return [(edge, found) for edge, found in chosen if found != edge.target_id]


def _edges(session: Session, touched: Touched) -> list[RelationRow]:
    mine = or_(
        col(RelationRow.document_id).in_(sorted(touched.documents)),
        col(RelationRow.target_key).in_(sorted(touched.keys)),
    )
    return list(session.scalars(select(RelationRow).where(mine).order_by(col(RelationRow.id))))


def _speakers(session: Session, ids: Iterable[int]) -> dict[int, targets.Speaker]:
    query = select(col(DocumentRow.id), col(DocumentRow.issued), col(DocumentRow.issuer_code))
    rows = session.execute(query.where(col(DocumentRow.id).in_(sorted(ids))))
    return {key: targets.Speaker(issued, code) for key, issued, code in rows}


def _target(edge: RelationRow, candidates: Iterable[targets.Candidate], speaker: targets.Speaker) -> int | None:
    """A document has no edge to itself: its own number in its text is its letterhead."""
    others = [each for each in candidates if each.id != edge.document_id]
    mention = targets.Mention(edge.number, edge.kind, edge.issuer, edge.issued)
    _, found = targets.choose(others, mention, speaker)
    return found.id if found else None
