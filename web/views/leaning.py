"""Everything that leans on a document: what rests on it, what guides it, what cites it and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.effect import Lapse
from registry.records import DocumentRecord, DocumentText
from web import addresses
from web.views.contents import label_chain
from web.views.documents import DocumentRow, row
from web.views.relations import Place, RelationGroup

LEANING = frozenset({"based_on", "guides", "delegates", "consolidates", "refers"})
"""Verbs by which another document leans on this one; those that change it stand in its history."""


@dataclass(frozen=True, slots=True)
class Leaner:
    """A document that rests on this one, now that it has lapsed.

    Args:
        document: Its row.
        through: The bases between, nearest to it first; empty when it rests on this one directly.
    """

    document: DocumentRow
    through: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where another document cites this one."""

    citing: Place | None
    cited: Place | None
    text: str


@dataclass(frozen=True, slots=True)
class Citer:
    """A document whose text cites this one, with every place."""

    document: DocumentRow
    mentions: tuple[Mention, ...]


def groups(made: Iterable[RelationGroup]) -> tuple[RelationGroup, ...]:
    """Return the groups of documents that lean on this one."""
    return tuple(group for group in made if group.inbound and group.verb in LEANING)


def reach(root: int, bases: Iterable[tuple[int, int]]) -> tuple[set[int], list[tuple[int, int]]]:
    """Return the documents that rest on one, directly or through others, and the edges between them.

    Args:
        root: The document.
        bases: Edges (document, its basis).
    """
    above: dict[int, list[int]] = {}
    for document, basis in bases:
        above.setdefault(basis, []).append(document)
    seen, waiting = {root}, [root]
    edges: list[tuple[int, int]] = []
    while waiting:
        basis = waiting.pop()
        for document in above.get(basis, ()):
            edges.append((document, basis))
            if document not in seen:
                seen.add(document)
                waiting.append(document)
    return seen, edges


def leaners(root: int, lapses: Iterable[Lapse], records: Mapping[int, DocumentRecord]) -> tuple[Leaner, ...]:
    """Return who rests on a lapsed document, those that rest on it directly first."""
    made = [
        Leaner(row(records[each.document]), tuple(row(records[key]) for key in each.path[:-1]))
        for each in lapses
        if each.lapsed == root
    ]
    return tuple(sorted(made, key=lambda each: (len(each.through), each.document.number)))


def citer(record: DocumentRecord, text: DocumentText, target: DocumentRecord, cited: DocumentText | None) -> Citer:
    """Return where a document cites another.

    Args:
        record: The document that cites.
        text: Its text.
        target: The document that is cited.
        cited: Its text, for the printed names of its provisions.
    """
    found = [each for each in text.citations if each.target_id == target.id]
    labels = _labels(cited, {each.target_provision for each in found if each.target_provision})
    mentions = dict.fromkeys(
        Mention(
            _citing(record, text, each.citation.start),
            Place(labels[each.target_provision], addresses.document(target.slug, each.target_provision))
            if each.target_provision in labels
            else None,
            each.citation.text,
        )
        for each in found
    )
    return Citer(row(record), tuple(mentions))


def _labels(text: DocumentText | None, wanted: set[str]) -> dict[str | None, str]:
    if text is None:
        return {}
    return {each.id: label_chain(text.provisions, each.id) for each in text.provisions if each.id in wanted}


def _citing(record: DocumentRecord, text: DocumentText, offset: int) -> Place | None:
    """Return the innermost provision that a character stands in, or None for the opening."""
    inside = [each for each in text.provisions if each.start <= offset < each.end]
    if not inside:
        return None
    own = max(inside, key=lambda each: each.start)
    return Place(label_chain(text.provisions, own.id), addresses.document(record.slug, own.id))
