"""Entries as text for engines that read text: terms parted by blanks, title terms repeated on every passage."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from indexer.engines.base import Entry

_JOIN: Final = "_"


def with_titles(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Counter[str]]]:
    """Yield each passage with the title terms of its document, which only its first passage carries."""
    document, title = -1, Counter[str]()
    for entry in entries:
        if entry.document != document:
            document, title = entry.document, entry.title
        yield entry, title


def spelled(term: str) -> str:
    """Return a term as one word: a pair is joined by a character that no syllable has."""
    return term.replace(" ", _JOIN)


def text_of(terms: Counter[str]) -> str:
    """Return counted terms as text."""
    return " ".join(spelled(term) for term in terms.elements())
