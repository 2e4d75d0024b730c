"""Documents related to one, each with its reason: a stated relation, the same citations, the same subject."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import log
from typing import Final

from indexer.engines.base import Branch, Clause, Group, Plan
from indexer.engines.scoring import rarity
from indexer.library import Library
from indexer.stops import STOPS
from indexer.values import Related
from registry.records import RelationRecord
from registry.vocabulary import vocabulary

RELATION: Final = 3.0
CITATIONS: Final = 2.0
TEXT: Final = 1.0
_TERMS: Final = 24
_CONSIDERED: Final = 120
_SHOWN: Final = 3


def by_relation(relations: Iterable[RelationRecord]) -> Iterator[Related]:
    """Yield the documents that the registry ties to one, each once, with the verb seen from this side."""
    verbs: dict[int, dict[str, None]] = defaultdict(dict)
    for edge in relations:
        if edge.other is not None:
            verb = vocabulary().verb(edge.verb)
            verbs[edge.other.id][verb.reverse if edge.inbound else verb.label] = None
    for other, labels in verbs.items():
        yield Related(other, RELATION + 0.1 * len(labels), "relation", "; ".join(labels))


def by_citations(document: int, cited: Mapping[int, frozenset[str]]) -> Iterator[Related]:
    """Yield the documents that cite the same ones; a document that everyone cites counts little."""
    own = cited.get(document, frozenset())
    known = Counter(number for numbers in cited.values() for number in numbers)
    weight = {number: log(1 + len(cited) / known[number]) for number in own}
    total = sum(weight.values())
    for other, numbers in cited.items():
        shared = sorted(own & numbers, key=lambda number: (-weight[number], number))
        if other != document and len(shared) > 1:
            share = sum(weight[number] for number in shared) / total
            named = ", ".join(shared[:_SHOWN])
            more = f" và {len(shared) - _SHOWN} văn bản khác" if len(shared) > _SHOWN else ""
            yield Related(other, CITATIONS * share, "citations", f"Cùng dẫn chiếu {named}{more}")


def by_text(document: int, library: Library, limit: int) -> Iterator[Related]:
    """Yield the documents that share the pairs of syllables which tell this one from others."""
    terms = key_terms(document, library)
    if len(terms) < 2:
        return
    groups = tuple(Group((Clause((term,)),)) for term in terms)
    need = max(2, len(terms) // 4)
    found = library.engine.match(Plan((Branch(groups, need),), tuple((term, 1.0) for term in terms)), 20 * limit)
    rows = library.shelf.rows_of(found.pids)
    best: dict[int, tuple[float, int]] = {}
    for row, score in zip(rows.tolist(), found.scores.tolist(), strict=False):
        other = int(library.shelf.documents[row])
        if other != document and other not in best:
            best[other] = score, row
    top = max((score for score, _ in best.values()), default=1.0) or 1.0
    for other, (score, row) in sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]:
        shared = _shared(row, terms, library)
        yield Related(
            other, TEXT * score / top, "text", f"Nội dung gần nhau: {', '.join(f'“{each}”' for each in shared)}"
        )


def key_terms(document: int, library: Library) -> dict[str, str]:
    """Return the words of two syllables that tell a document from others: folded term -> as written.

    Only pairs that pyvi saw as a word, or as words side by side, in some title or heading.
    """
    shelf = library.shelf
    written: Counter[tuple[int, int]] = Counter()
    for row in shelf.rows_of_document(document).tolist():
        text = shelf.syllables(row)
        times = 5 if shelf.is_title[row] else 1
        for pair in zip(text[:-1].tolist(), text[1:].tolist(), strict=True):
            written[pair] += times
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for (left, right), count in written.most_common(4 * _CONSIDERED):
        one, two = shelf.folded_words[left], shelf.folded_words[right]
        term, as_written = f"{one} {two}", f"{shelf.words[left]} {shelf.words[right]}"
        if _tells(one) and _tells(two) and as_written in shelf.phrases:
            counts[term] += count
            shown.setdefault(term, as_written)
    considered = [term for term, _ in counts.most_common(_CONSIDERED)]
    size = max(library.engine.size(), 1)
    weights = {
        term: log(1 + counts[term]) * rarity(seen, size)
        for term, seen in zip(considered, library.engine.frequencies(considered), strict=True)
        if seen > 1
    }
    return {term: shown[term] for term in sorted(weights, key=lambda term: (-weights[term], term))[:_TERMS]}


def _tells(syllable: str) -> bool:
    return len(syllable) > 1 and syllable.isalpha() and syllable not in STOPS


def _shared(row: int, terms: Mapping[str, str], library: Library) -> list[str]:
    text = [library.shelf.folded_words[number] for number in library.shelf.syllables(row).tolist()]
    present = {f"{left} {right}" for left, right in pairwise(text)}
    return [written for term, written in terms.items() if term in present][:_SHOWN]


def merged(found: Iterable[Related], limit: int) -> tuple[Related, ...]:
    """Return each document once, with all its reasons, best first."""
    by_document: dict[int, list[Related]] = defaultdict(list)
    for each in found:
        by_document[each.document_id].append(each)
    joined = [
        Related(document, sum(e.score for e in each), each[0].kind, ". ".join(e.reason for e in each))
        for document, each in by_document.items()
    ]
    return tuple(sorted(joined, key=lambda each: (-each.score, each.document_id)))[:limit]
