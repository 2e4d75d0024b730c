"""Where a person says that a citation leads; it holds for every later reading of the text.

A citation is known by the provision around it, its words and its turn among the same words there: positions move when
a better reader reads the text again, these do not.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from registry.citations.places import Places
from registry.document import Citation, Provision
from registry.errors import BadRequest, NotKnown
from registry.models import CitationFixRow, DocumentRow
from registry.records import ResolvedCitation
from registry.store import outbox

Mark = tuple[str, str, int]  # provision around it, its words, its turn among the same words there


@dataclass(frozen=True, slots=True)
class CitationFix:
    """What a person said about one citation.

    Args:
        document_id: The citing document.
        provision: Address of the provision around the citation; empty outside all provisions.
        words: The citation's words, spaced singly.
        turn: Its turn among the same words there, from 1.
        target_id: Where it leads.
        target_provision: Address in the target, or None for the whole document.
        person: Who says so.
        decided: When.
        note: Why; may be empty.
    """

    document_id: int
    provision: str
    words: str
    turn: int
    target_id: int
    target_provision: str | None
    person: str
    decided: datetime
    note: str = ""


def marks(citations: Sequence[Citation], provisions: Sequence[Provision]) -> list[Mark]:
    """Return what each citation of a document is known by."""
    places, seen, found = Places(provisions), Counter[tuple[str, str]](), []
    for citation in citations:
        around = places.at(citation.start)
        key = (around.id if around else "", " ".join(citation.text.split()))
        seen[key] += 1
        found.append((*key, seen[key]))
    return found


def applied(
    session: Session,
    document_id: int,
    resolved: Sequence[ResolvedCitation],
    provisions: Sequence[Provision],
) -> tuple[ResolvedCitation, ...]:
    """Return citations with those that a person fixed leading where the person says."""
    rows = _rows(session, document_id)
    if not rows:
        return tuple(resolved)
    slugs = _slugs(session, {row.target_id for row in rows.values()})
    found = []
    for one, mark in zip(resolved, marks([one.citation for one in resolved], provisions), strict=True):
        row = rows.get(mark)
        slug = slugs.get(row.target_id) if row else None
        found.append(_led(one, row, slug) if row and slug else one)
    return tuple(found)


def _led(one: ResolvedCitation, row: CitationFixRow, slug: str) -> ResolvedCitation:
    provision = row.target_provision or None
    return replace(one, state="hand", target_id=row.target_id, target_slug=slug, target_provision=provision)


def put(session: Session, fix: CitationFix, known: Sequence[Mark]) -> CitationFix | None:
    """Keep where a person says that a citation leads; return what was said before.

    Args:
        session: Open for writing.
        fix: What the person says.
        known: Marks of the document's citations.

    Raises:
        BadRequest: No citation of the document has this mark.
        NotKnown: The target is not in the registry.
    """
    mark = (fix.provision, fix.words, fix.turn)
    if mark not in known:
        raise BadRequest("citation-not-there", f"Văn bản không có dẫn chiếu “{fix.words}” ở chỗ đã nêu.")
    if session.get(DocumentRow, fix.target_id) is None:
        raise NotKnown("document-not-known", "Không có văn bản đích trong kho.")
    there = _rows(session, fix.document_id).get(mark)
    before = _fix(there) if there else None
    row = there or CitationFixRow(
        document_id=fix.document_id, provision=fix.provision, words=fix.words, turn=fix.turn,
        target_id=fix.target_id, target_provision="", person="", decided=datetime.now(UTC), note="",
    )  # fmt: skip
    row.target_id, row.target_provision = fix.target_id, fix.target_provision or ""
    row.person, row.decided, row.note = fix.person, fix.decided, fix.note
    session.add(row)
    _changed(session, fix.document_id)
    return before


def drop(session: Session, document_id: int, mark: Mark) -> CitationFix | None:
    """Let go of what a person said about a citation; return it."""
    row = _rows(session, document_id).get(mark)
    if row is None:
        return None
    found = _fix(row)
    session.delete(row)
    _changed(session, document_id)
    return found


def some(session: Session, document_id: int) -> list[CitationFix]:
    """Return everything that people said about the citations of a document."""
    return [_fix(row) for _, row in sorted(_rows(session, document_id).items())]


def citing(session: Session, document_id: int) -> list[int]:
    """Return the documents of which a person said that they cite this one."""
    query = select(col(CitationFixRow.document_id)).where(col(CitationFixRow.target_id) == document_id)
    return sorted(set(session.scalars(query)) - {document_id})


def _changed(session: Session, document_id: int) -> None:
    """Tell the pages and the index that a document reads otherwise now."""
    row = session.get(DocumentRow, document_id)
    if row is not None:
        row.updated = datetime.now(UTC)
        outbox.post(session, document_id, "put")


def _rows(session: Session, document_id: int) -> dict[Mark, CitationFixRow]:
    query = select(CitationFixRow).where(col(CitationFixRow.document_id) == document_id)
    return {(row.provision, row.words, row.turn): row for row in session.scalars(query)}


def _slugs(session: Session, ids: set[int]) -> dict[int, str]:
    query = select(col(DocumentRow.id), col(DocumentRow.slug)).where(col(DocumentRow.id).in_(sorted(ids)))
    return {key: slug for key, slug in session.execute(query) if key is not None}


def _fix(row: CitationFixRow) -> CitationFix:
    return CitationFix(
        row.document_id, row.provision, row.words, row.turn, row.target_id, row.target_provision or None, row.person,
        row.decided, row.note,
    )  # fmt: skip
