"""Typed edges, seen from one of their ends."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from registry.models import RelationRow
from registry.records import DocumentRecord, RelationRecord
from registry.store import documents


def of(session: Session, document_id: int, today: date) -> list[RelationRecord]:
    """Return the edges of a document in both directions."""
    row = RelationRow
    mine = or_(col(row.document_id) == document_id, col(row.target_id) == document_id)
    edges = session.scalars(select(row).where(mine).order_by(col(row.id))).all()
    ends = {edge.document_id for edge in edges} | {edge.target_id for edge in edges if edge.target_id}
    others = {found.id: found for found in documents.some(session, ends, today)}
    return [_seen(edge, document_id, others) for edge in _once(edges)]


def _once(edges: Sequence[RelationRow]) -> list[RelationRow]:
    """Leave out what a catalogue tells when the text itself or a person says the same."""
    told = {(edge.document_id, edge.target_key, edge.verb) for edge in edges if edge.origin != "catalogue"}
    seen: set[tuple[object, ...]] = set()
    kept = []
    for edge in edges:
        key = (edge.document_id, edge.target_key, edge.verb, edge.provision, edge.source_provision)
        repeated = edge.origin == "catalogue" and key[:3] in told
        if not repeated and (edge.origin, *key) not in seen:
            seen.add((edge.origin, *key))
            kept.append(edge)
    return kept


def _seen(edge: RelationRow, here: int, others: dict[int, DocumentRecord]) -> RelationRecord:
    inbound = edge.document_id != here
    other = others.get(edge.document_id if inbound else edge.target_id or 0)
    number = other.number if other else edge.number or edge.name or ""
    return RelationRecord(
        edge.verb, inbound, number, other, edge.provision, edge.source_provision, edge.evidence, edge.origin
    )
