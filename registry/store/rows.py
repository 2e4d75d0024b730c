"""The derived rows of one document: written from its description, rewritten only where something differs."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import delete, insert, or_, select
from sqlmodel import Session, SQLModel, col

from registry.document import Issue, Relation
from registry.issues import issue
from registry.models import (
    CitedRow,
    ClaimRow,
    DocumentRow,
    IssueRow,
    OldSlugRow,
    OverlapRow,
    ReadingRow,
    RelationRow,
    TextRow,
)
from registry.reading import codec
from registry.reading.keys import name_key
from registry.reading.prepared import target_key
from registry.review import marks
from registry.store.claims import now
from registry.store.divergence import Divergence, divergence
from registry.store.plan import Plan, Touched
from registry.store.statement import Statement, from_json, to_json

_EVIDENCE = 400  # characters of a machine-read edge kept beside it
_REMEMBERED: Final = 4_096
_COMPARED: Final[dict[tuple[str, str], Divergence]] = {}
"""What was found of the last pairs of texts, by their hashes: true for ever, so that nothing has to be renewed."""


def write(session: Session, home: DocumentRow | None, plan: Plan, touched: Touched) -> int:
    """Write one document as planned, into its former row when it has one; return its id.

    A row that was written from the same plan is left alone: others with its number come and go.
    """
    reading = _reading_id(plan)
    values = _values(plan, reading)
    values["plan"] = _mark(plan, values)
    if home is not None and home.id is not None and home.plan == values["plan"] and not touched.everything:
        return home.id
    row = home or DocumentRow(events={}, updated=now(), **values)
    touched.keys |= {row.name_key, plan.group, values["name_key"]} - {""}
    if home is not None and _text(session, home.reading_id) != _text(session, reading):
        forget_overlaps(session, home)
    for name, value in values.items():
        setattr(row, name, value)
    row.updated = now()
    session.add(row)
    session.flush()
    assert row.id is not None
    touched.written.add(row.id)
    touched.documents |= {row.id, *neighbours(session, row.id)}
    _write_edges(session, row, reading, plan.claims)
    _write_issues(session, row.id, reading, [*plan.description.issues, *_divergence(session, plan)])
    return row.id


def remember(session: Session, row: DocumentRow) -> None:
    """Keep the present address of a document as a former one."""
    assert row.id is not None
    if not row.slug.startswith("~"):
        redirect(session, row.slug, row.id)


def forget_overlaps(session: Session, row: DocumentRow) -> None:
    """Remove the pairs found in the text of a document: their marks are offsets into a text that is shown no more."""
    session.execute(
        delete(OverlapRow).where(or_(col(OverlapRow.left_id) == row.id, col(OverlapRow.right_id) == row.id))
    )


def _text(session: Session, reading: int | None) -> str | None:
    return session.get_one(ReadingRow, reading).text_sha256 if reading is not None else None


def redirect(session: Session, slug: str, document_id: int) -> None:
    """Let a former address lead to a document."""
    session.merge(OldSlugRow(slug=slug, document_id=document_id))
    session.flush()


def neighbours(session: Session, document_id: int) -> set[int]:
    """Return the documents at the other ends of a document's edges."""
    mine = or_(col(RelationRow.document_id) == document_id, col(RelationRow.target_id) == document_id)
    ends = session.execute(select(col(RelationRow.document_id), col(RelationRow.target_id)).where(mine))
    return {end for pair in ends for end in pair if end is not None} - {document_id}


def _reading_id(plan: Plan) -> int | None:
    primary = plan.description.primary
    if primary is None:
        return None
    return next(claim.reading_id for claim in plan.claims if claim.source_key == primary.source_key)


def _values(plan: Plan, reading: int | None) -> dict[str, Any]:
    told = plan.description
    plain = to_json(Statement("", "", "", programmes=told.programmes, signers=told.signers))
    same = ("number", "type", "title", "issuer", "issuer_code", "level", "issued", "effective", "expired", "status")
    return {name: getattr(told, name) for name in same} | {
        "key": plan.key,
        "number_key": plan.group,
        "name_key": name_key(told.type, told.title),
        "slug": plan.slug,
        "programmes": plain["programmes"]["rows"],
        "signers": plain["signers"]["rows"],
        "sources": list(told.sources),
        "reading_id": reading,
        "original": told.primary.original if told.primary else None,
        "verified": told.verified,
    }


def _mark(plan: Plan, values: dict[str, Any]) -> str:
    """Return the hash of everything that the rows of a document are made from."""
    claims = [(each.origin, each.source_key, each.source, each.reading_id, each.content) for each in plan.claims]
    doubts = [(each.code, each.message) for each in plan.description.issues]
    return hashlib.sha256(orjson.dumps((values, claims, doubts), option=orjson.OPT_SORT_KEYS)).hexdigest()


def _write_edges(session: Session, row: DocumentRow, reading: int | None, claims: Sequence[ClaimRow]) -> None:
    session.execute(delete(RelationRow).where(col(RelationRow.document_id) == row.id))
    session.execute(delete(CitedRow).where(col(CitedRow.document_id) == row.id))
    edges = [_edge(row, *each) for each in _listed(claims)]
    if reading is not None:
        read = session.get_one(ReadingRow, reading)
        edges += [_edge(row, *each) for each in _stated(session, read)]
        cited = [{"document_id": row.id, "target_key": key, "times": times} for key, times in read.cited.items()]
        _insert(session, CitedRow, cited)
    _insert(session, RelationRow, edges)


def _listed(claims: Sequence[ClaimRow]) -> Iterable[tuple[Relation, str, str]]:
    for claim in claims:
        for relation in from_json(claim.content).relations:
            yield relation, claim.origin, claim.source


def _stated(session: Session, reading: ReadingRow) -> Iterable[tuple[Relation, str, str]]:
    relations = codec.unpack(Relation, codec.loads(reading.relations))
    text = session.get_one(TextRow, reading.text_sha256).content if relations else ""
    for relation in relations:
        yield relation, "machine", text[relation.start : min(relation.end, relation.start + _EVIDENCE)]


def _edge(row: DocumentRow, relation: Relation, origin: str, evidence: str) -> dict[str, Any]:
    machine = origin == "machine"
    return {
        "document_id": row.id,
        "target_id": None,
        "target_key": target_key(relation.number, relation.name),
        "verb": relation.verb,
        "number": relation.number,
        "name": relation.name,
        "kind": relation.kind,
        "issuer": relation.issuer,
        "issued": relation.issued,
        "provision": relation.provision,
        "source_provision": relation.source_provision,
        "partial": relation.partial,
        "span_start": relation.start if machine else None,
        "span_end": relation.end if machine else None,
        "evidence": evidence,
        "origin": origin,
    }


def _write_issues(session: Session, document_id: int, reading: int | None, merging: Iterable[Issue]) -> None:
    session.execute(delete(IssueRow).where(col(IssueRow.document_id) == document_id))
    read = [Issue(*each) for each in session.get_one(ReadingRow, reading).issues] if reading is not None else []
    doubts = [(each, "reading") for each in read] + [(each, "merging") for each in merging]
    text = _text_of(session, reading) if any(each.start is not None for each, _ in doubts) else ""
    known = marks([each for each, _ in doubts], text)
    rows = [_issue(document_id, each, stage, mark) for (each, stage), mark in zip(doubts, known, strict=True)]
    _insert(session, IssueRow, rows)


def _text_of(session: Session, reading: int | None) -> str:
    sha256 = _text(session, reading)
    return session.get_one(TextRow, sha256).content if sha256 is not None else ""


def _issue(document_id: int, doubt: Issue, stage: str, mark: str) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "code": doubt.code,
        "message": doubt.message,
        "span_start": doubt.start,
        "span_end": doubt.end,
        "stage": stage,
        "mark": mark,
    }


def _divergence(session: Session, plan: Plan) -> Iterable[Issue]:
    """Doubts about other readings of the document whose words differ from the text that is shown."""
    primary = plan.description.primary
    for other in (from_json(claim.content) for claim in plan.claims if claim.reading_id is not None):
        if primary is not None and other.words_sha256 != primary.words_sha256:
            apart = _apart(session, str(primary.text_sha256), str(other.text_sha256))
            if apart.count == 0:  # the same words in another order: a note set elsewhere on the page
                continue
            yield issue(
                "source-divergence",
                count=apart.count,
                examples=", ".join(apart.examples),
                first=primary.source,
                second=other.source,
            )


def _apart(session: Session, left: str, right: str) -> Divergence:
    """Return how far two texts are apart; every further copy of a document asks for the pairs before it again."""
    found = _COMPARED.get((left, right))
    if found is None:
        found = divergence(*(session.get_one(TextRow, sha256).content for sha256 in (left, right)))
        if len(_COMPARED) >= _REMEMBERED:
            _COMPARED.clear()
        _COMPARED[left, right] = found
    return found


def _insert(session: Session, table: type[SQLModel], values: list[dict[str, Any]]) -> None:
    if values:
        session.execute(insert(table), values)
