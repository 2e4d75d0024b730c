"""Where citations lead, given a way to choose the document that each one means."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from registry.citations.addresses import locate
from registry.citations.lexicon import law_key
from registry.citations.places import Places
from registry.document import Citation, Provision
from registry.records import ResolvedCitation


@dataclass(frozen=True, slots=True)
class Known:
    """A document that a citation may lead to.

    Args:
        id: Row id.
        slug: Readable address.
        addresses: Addresses of its provisions; empty while it has no text.
    """

    id: int
    slug: str
    addresses: Collection[str] = ()


Choose = Callable[[Citation], tuple[str, Known | None]]


def resolve(
    citations: Sequence[Citation], choose: Choose, own: Known | None = None, provisions: Sequence[Provision] = ()
) -> tuple[ResolvedCitation, ...]:
    """Resolve the citations of one document.

    Args:
        citations: As found.
        choose: Returns ``linked`` with a document, or ``unknown`` or ``ambiguous`` without one, from number, name,
            type, issuer, date and year.
        own: The citing document, for citations that point into it.
        provisions: Its provision tree.
    """
    places = Places(provisions)
    numbers = numbered_names(citations)
    return tuple(_resolved(citation, choose, own, places, numbers) for citation in citations)


def numbered_names(citations: Sequence[Citation]) -> dict[str, Citation]:
    """Return the laws that a document cites both by name and by number, by the key of their name.

    A name that stands beside two numbers ("Luật Đất đai" of 2013 and of 2024) says nothing and is left out.
    """
    told: dict[str, dict[str, Citation]] = {}
    for citation in citations:
        if citation.name and citation.number and not citation.amended:
            told.setdefault(law_key(citation.name), {})[citation.number] = citation
    return {name: next(iter(acts.values())) for name, acts in told.items() if len(acts) == 1}


def _resolved(
    citation: Citation, choose: Choose, own: Known | None, places: Places, numbers: dict[str, Citation]
) -> ResolvedCitation:
    if citation.self and citation.amended:
        return ResolvedCitation(citation, "unknown")
    if citation.self and own is not None:
        around = places.at(citation.start)
        inside = locate(citation, places.ids(), around.id if around else None)
        return ResolvedCitation(citation, "linked", own.id, own.slug, inside)
    state, target = choose(_with_number(citation, numbers))
    if target is None:
        return ResolvedCitation(citation, state)
    return ResolvedCitation(citation, state, target.id, target.slug, locate(citation, target.addresses))


def _with_number(citation: Citation, numbers: dict[str, Citation]) -> Citation:
    """Give "Luật Đầu tư công" the number that the same document writes beside that name elsewhere."""
    told = numbers.get(law_key(citation.name)) if citation.name and not citation.number else None
    if told is None or (citation.issued and told.issued and citation.issued != told.issued):
        return citation
    if citation.year and told.number and f"/{citation.year}/" not in told.number:
        return citation
    return replace(citation, number=told.number, issued=citation.issued or told.issued)
