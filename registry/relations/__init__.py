"""Relations: the typed edges that a text itself states, each with the clause that says so."""

from collections.abc import Iterable, Iterator, Sequence

from registry.document import Citation, Header, Provision, Relation
from registry.relations.basis import bases
from registry.relations.changes import body_changes, title_changes
from registry.relations.page import Page, names_other
from registry.relations.sources import consolidated, delegated, guided, is_consolidated

__all__ = ["state"]


def state(
    text: str, header: Header, provisions: Sequence[Provision], citations: Sequence[Citation]
) -> tuple[Relation, ...]:
    """Return the relations that a document states, without repetitions, in the order of their evidence.

    The document read is always the one that acts: what it says that others do to it or to each other is left out, and
    what a consolidated text repeats of its base act's commands as well.

    Args:
        text: Canonical text.
        header: Its header facts.
        provisions: Its provision tree.
        citations: Its citations.
    """
    page = Page(text, header, provisions, citations)
    if is_consolidated(header):
        stated = [*consolidated(page), *bases(page)]
    else:
        stated = [*title_changes(page), *guided(page), *bases(page), *body_changes(page), *delegated(page)]
    kept = list(_once(relation for relation in stated if not _own(relation, header)))
    kept += _referred(page, kept)
    return tuple(sorted(kept, key=lambda relation: (relation.start, relation.end)))


def _own(relation: Relation, header: Header) -> bool:
    return relation.number is not None and relation.number == header.number and relation.issued in (None, header.issued)


def _once(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Yield each relation the first time that it is stated."""
    seen: set[tuple[object, ...]] = set()
    for one in relations:
        key: tuple[object, ...] = (one.verb, one.number, one.name, one.provision)
        if one.number is None:
            key = (*key, one.issued, one.issuer, one.source_provision if one.verb == "delegates" else None)
        if key not in seen:
            seen.add(key)
            yield one


def _referred(page: Page, stated: Sequence[Relation]) -> Iterator[Relation]:
    """Yield one ``refers`` for every other document that is cited and stands in no closer relation."""
    known = {(one.number, one.name) for one in stated} | {(one.number, None) for one in stated if one.number}
    for citation in page.citations:
        if not names_other(citation) or citation.amended:
            continue
        key = (citation.number, None if citation.number else citation.name)
        if key in known or (page.header.number and citation.number == page.header.number):
            continue
        known.add(key)
        yield page.relation("refers", citation, citation.start, citation.end, whole=True)
