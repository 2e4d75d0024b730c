"""Finding a text one already knows, by its number or by words of its title, typed the ways people type them.

``python -m tests.bench.known_items [ENGINE]``, over the registry of :mod:`tests.bench.topics`. Every document is asked
for in every way; a way that leaves several answers open ("27/2022") accepts each of them.
"""

import re
import sys
from collections.abc import Callable, Sequence

from indexer.service import SearchService
from indexer.values import SearchRequest
from registry.records import DocumentRecord
from registry.text import fold
from tests.bench.topics import opened

WORDS = slice(2, 8)
Way = Callable[[DocumentRecord], str]
Accepts = Callable[[DocumentRecord, DocumentRecord], bool]


def half(number: str) -> str:
    """Return a number without what follows its year, or its serial when it has none: "27/2022", "1719"."""
    found = re.match(r"[\d.]+(?:/\d{4})?", number)
    return found.group() if found else number


def same(wanted: DocumentRecord, found: DocumentRecord) -> bool:
    return wanted.number == found.number


def same_half(wanted: DocumentRecord, found: DocumentRecord) -> bool:
    return found.number.startswith(f"{half(wanted.number)}/")


def same_half_and_type(wanted: DocumentRecord, found: DocumentRecord) -> bool:
    return same_half(wanted, found) and wanted.type == found.type


def short_type(record: DocumentRecord) -> str:
    """Return the initials of a type, as people type it: "tt", "qđ"; a type of one word is itself."""
    words = record.type.lower().split()
    return "".join(word[0] for word in words) if len(words) > 1 else words[0]


NUMBERS: dict[str, tuple[Way, Accepts]] = {
    "full number": (lambda d: d.number, same),
    "type, full number": (lambda d: f"{d.type.lower()} {d.number}", same),
    "type, số, full number": (lambda d: f"{d.type.lower()} số {d.number}", same),
    "half number": (lambda d: half(d.number), same_half),
    "type, half number": (lambda d: f"{d.type.lower()} {half(d.number)}", same_half_and_type),
    "the same unmarked": (lambda d: fold(f"{d.type.lower()} {half(d.number)}"), same_half_and_type),
    "short type, half number": (lambda d: f"{short_type(d)} {half(d.number)}", same_half_and_type),
}


def title_words(record: DocumentRecord) -> list[str]:
    """Return six words of a title, unmarked."""
    return fold(record.title.replace(",", "").lower()).split()[WORDS]


def same_words(wanted: DocumentRecord, found: DocumentRecord) -> bool:
    return " ".join(title_words(wanted)) in fold(found.title.replace(",", "").lower())


def cut(words: Sequence[str], keep: Callable[[str], int]) -> str:
    """Join words with the last one unfinished."""
    return " ".join([*words[:-1], words[-1][: keep(words[-1])]])


TITLES: dict[str, tuple[Way, Accepts]] = {
    "six words of a title": (lambda d: " ".join(title_words(d)), same_words),
    "last word less a letter": (lambda d: cut(title_words(d), lambda word: len(word) - 1), same_words),
    "half of the last word": (lambda d: cut(title_words(d), lambda word: (len(word) + 1) // 2), same_words),
}


def measure(search: SearchService, known: Sequence[DocumentRecord], way: Way, accepts: Accepts) -> tuple[float, float]:
    """Return how often an accepted document is first, and among the first ten."""
    by_id = {record.id: record for record in known}
    first = ten = 0
    for wanted in known:
        hits = search.search(SearchRequest(way(wanted), size=10)).hits
        right = [accepts(wanted, by_id[hit.document_id]) for hit in hits if hit.document_id in by_id]
        first += right[:1] == [True]
        ten += any(right)
    return first / len(known), ten / len(known)


def table(search: SearchService, known: Sequence[DocumentRecord], ways: dict[str, tuple[Way, Accepts]]) -> None:
    """Print how often each way finds its document."""
    for name, (way, accepts) in ways.items():
        first, ten = measure(search, known, way, accepts)
        print(f"  {name:26} {len(known):4} documents  first {first:.3f}  in the first ten {ten:.3f}")


def main() -> None:
    """Measure and print."""
    with opened(sys.argv[1] if sys.argv[1:] else "whoosh") as (registry, search):
        known = registry.documents()
        table(search, known, NUMBERS)
        table(search, [d for d in known if len(title_words(d)) == 6 and len(title_words(d)[-1]) > 2], TITLES)


if __name__ == "__main__":
    main()
