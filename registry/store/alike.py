"""Documents under different numbers that say nearly the same, told by the pairs that the last overlap run found."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import Session, col

from registry.models import DocumentRow, OverlapRow, ReadingRow, RelationRow
from registry.records import AlikeDocuments

_ALIKE = 0.8  # share of common word 5-grams of two articles
_Articles = tuple[set[str], set[str]]


def alike(session: Session) -> Iterator[AlikeDocuments]:
    """Yield pairs of documents two thirds of whose articles are alike.

    A document and its consolidated text, and all others between which a relation is known, are none. Articles that
    only put an act into force were left out by the overlap run.
    """
    edges = session.execute(select(col(RelationRow.document_id), col(RelationRow.target_id)))
    related = {frozenset((source, target)) for source, target in edges}
    for (left, right), (ours, theirs) in sorted(_shared(session).items()):
        most = max(_articles(session, left), _articles(session, right))
        found = min(len(ours), len(theirs))
        if found and 3 * found >= 2 * most and frozenset((left, right)) not in related:
            yield AlikeDocuments(left, right, found, most)


def _shared(session: Session) -> dict[tuple[int, int], _Articles]:
    shared: dict[tuple[int, int], _Articles] = defaultdict(lambda: (set(), set()))
    columns = (OverlapRow.left_id, OverlapRow.left_provision, OverlapRow.right_id, OverlapRow.right_provision)
    query = select(*map(col, columns)).where(
        col(OverlapRow.kind).in_(("same", "near")), col(OverlapRow.similarity) >= _ALIKE
    )
    for left, left_provision, right, right_provision in session.execute(query):
        ends = sorted([(left, left_provision), (right, right_provision)])
        if all(_is_article(provision) for _, provision in ends):
            for side, (_, provision) in zip(shared[ends[0][0], ends[1][0]], ends, strict=True):
                side.add(provision)
    return shared


def _articles(session: Session, document_id: int) -> int:
    row = session.get(DocumentRow, document_id)
    reading = session.get(ReadingRow, row.reading_id) if row and row.reading_id is not None else None
    return sum(map(_is_article, reading.addresses.split("\n"))) if reading else 0


def _is_article(provision: str) -> bool:
    last = provision.rpartition(".")[2]
    return last[:1] == "d" and last[1:2].isdigit()
