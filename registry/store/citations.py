"""Where citations lead, worked out when they are read: a document that arrives later is found without any rewrite."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from registry.document import Citation
from registry.models import DocumentRow, ReadingRow
from registry.records import ResolvedCitation
from registry.store import targets
from registry.store.reading import target_key


def resolve(session: Session, document: DocumentRow, citations: Sequence[Citation]) -> tuple[ResolvedCitation, ...]:
    """Return the citations of a document with their targets."""
    candidates = targets.find(session, {target_key(each.number, each.name) for each in citations if not each.self})
    speaker = targets.Speaker(document.issued, document.issuer_code)
    chosen = [_choose(each, document, candidates, speaker) for each in citations]
    addresses = _addresses(session, {target.id for _, target in chosen if target is not None})
    return tuple(
        _resolved(each, state, target, addresses) for each, (state, target) in zip(citations, chosen, strict=True)
    )


def _choose(
    citation: Citation,
    document: DocumentRow,
    candidates: dict[str, list[targets.Candidate]],
    speaker: targets.Speaker,
) -> tuple[str, targets.Candidate | None]:
    if citation.self:
        return ("unknown", None) if citation.amended else ("linked", _itself(document))
    mention = targets.Mention(citation.number, citation.kind, citation.issuer, citation.issued, citation.year)
    return targets.choose(candidates.get(target_key(citation.number, citation.name), ()), mention, speaker)


def _itself(row: DocumentRow) -> targets.Candidate:
    assert row.id is not None
    return targets.Candidate(
        row.id, row.slug, row.number, row.number_key, row.name_key, row.type, row.issuer_code, row.issued
    )


def _addresses(session: Session, ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Provision addresses of the texts that are held; a link leads to a provision only when it is there."""
    held = (
        select(col(DocumentRow.id), col(ReadingRow.addresses))
        .join(ReadingRow, col(ReadingRow.id) == col(DocumentRow.reading_id))
        .where(col(DocumentRow.id).in_(sorted(ids)))
    )
    return {key: frozenset(addresses.split("\n")) for key, addresses in session.execute(held)}


def _resolved(
    citation: Citation, state: str, target: targets.Candidate | None, addresses: dict[int, frozenset[str]]
) -> ResolvedCitation:
    if target is None:
        return ResolvedCitation(citation, state)
    wanted = address(citation)
    held = wanted if wanted in addresses.get(target.id, ()) else None
    return ResolvedCitation(citation, state, target.id, target.slug, held)


def address(citation: Citation) -> str:
    """Return the address of the cited provision inside its document ("d5.k2.da"); empty for a whole document."""
    parts = []
    if citation.annex:
        parts.append("p" + _letters(citation.annex))
    if citation.article:
        parts.append("d" + _letters(citation.article))
    if citation.article and citation.clause:
        parts.append("k" + _letters(citation.clause))
    if citation.article and citation.point:
        parts.append(_letters(citation.point))
    return ".".join(parts)


def _letters(label: str) -> str:
    """Labels keep đ apart from d: a different point, so a different address."""
    return label.lower().replace("đ", "da")
