"""Citations as links: to a provision of the document itself, or to another work."""

from dataclasses import dataclass

from registry.document import Citation
from registry.interchange.addresses import element_id, work_iri
from registry.records import DocumentRecord, DocumentText, ResolvedCitation


@dataclass(frozen=True, slots=True)
class Reference:
    """A span of the text that leads somewhere."""

    start: int
    end: int
    href: str


def references(record: DocumentRecord, held: DocumentText) -> tuple[Reference, ...]:
    """Return the citations that lead somewhere, in order, without overlaps.

    Args:
        record: The citing document.
        held: Its text with resolved citations.
    """
    known = {provision.id for provision in held.provisions}
    found: list[Reference] = []
    position = 0
    for item in sorted(held.citations, key=lambda one: (one.citation.start, -one.citation.end)):
        citation = item.citation
        href = _href(record, item, known)
        if href and citation.start >= position and citation.end > citation.start:
            found.append(Reference(citation.start, citation.end, href))
            position = citation.end
    return tuple(found)


def _href(record: DocumentRecord, item: ResolvedCitation, known: set[str]) -> str:
    citation = item.citation
    address = item.target_provision or ("" if citation.amended else _address(citation))
    if citation.self and not citation.amended:
        return f"#{element_id(address)}" if address in known else work_iri(record.type, record.issued, record.number)
    if citation.number is None:
        return ""
    work = work_iri(citation.kind or "", citation.issued, citation.number)
    return f"{work}/!main~{element_id(address)}" if address else work


def _address(citation: Citation) -> str:
    """Return the address that a citation spells out, from the article inwards; empty when it names none."""
    if citation.article is None:
        return ""
    steps = [f"d{citation.article}"]
    if citation.clause:
        steps.append(f"k{citation.clause}")
    if citation.point:
        steps.append(citation.point.replace("đ", "da"))
    return ".".join(steps)
