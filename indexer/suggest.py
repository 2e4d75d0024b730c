"""Completions while typing: one sorted list of folded text, its own structure, no engine.

Each entry (a number, a title, a phrase) is listed once for every word it could be continued from; what was typed is
a range of the list, and the heaviest entries of the range are shown.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from indexer.analysis import folded, has_marks, syllables
from indexer.values import Suggestion
from registry.records import DocumentRecord

_STARTS: Final = 12
_WORDS: Final = 10
_END: Final = "\U0010ffff"
_MOST: Final = 20_000
_POOL: Final = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    shown: Suggestion
    marked: str
    weight: float


class Suggester:
    """Built once from the documents and the phrases of the index, then only read."""

    def __init__(self, records: Sequence[DocumentRecord], phrases: Counter[str]) -> None:
        self._entries = [*_documents(records), *_phrases(phrases)]
        keyed = sorted(
            (key, number) for number, entry in enumerate(self._entries) for key in _keys(entry.marked, entry.shown.kind)
        )
        self._keys = [key for key, _ in keyed]
        self._numbers = np.array([number for _, number in keyed], np.int64)
        self._weights = np.array([entry.weight for entry in self._entries], np.float64)[self._numbers]

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what was typed so far.

        Args:
            text: As typed; its last word may be unfinished.
            limit: Most suggestions.
        """
        marked = syllables(text)
        typed = " ".join(folded(marked))
        if not typed:
            return ()
        first = bisect_left(self._keys, typed)
        last = bisect_left(self._keys, typed + _END)
        best = self._best(first, last)
        exact = " ".join(marked) if any(map(has_marks, marked)) else ""
        order = sorted(
            best, key=lambda number: (exact not in self._entries[number].marked, -self._entries[number].weight)
        )
        return tuple(self._entries[number].shown for number in order[:limit])

    def _best(self, first: int, last: int) -> list[int]:
        weights = self._weights[first:last]
        if len(weights) > _POOL:
            top = np.argpartition(-weights, _POOL)[:_POOL]
            found = self._numbers[first:last][top]
        else:
            found = self._numbers[first:last]
        return list(dict.fromkeys(found.tolist()))


def _keys(marked: str, kind: str) -> Iterator[str]:
    words = folded(marked.split(" "))
    starts = 1 if kind == "number" else min(len(words), _STARTS)
    for at in range(starts):
        yield " ".join(words[at : at + _WORDS])


def _documents(records: Iterable[DocumentRecord]) -> Iterator[_Entry]:
    for record in records:
        recent = (record.issued.year - 1990) / 100 if record.issued else 0.0
        if record.number:
            shown = Suggestion(record.number, "number", record.slug, record.title)
            yield _Entry(shown, " ".join(syllables(record.number)), 30 + recent)
        if record.title:
            detail = f"{record.type} {record.number}".strip()
            yield _Entry(
                Suggestion(record.title, "title", record.slug, detail), " ".join(syllables(record.title)), 10 + recent
            )


def _phrases(phrases: Counter[str]) -> Iterator[_Entry]:
    for phrase, count in phrases.most_common(_MOST):
        words = syllables(phrase)
        if count > 1 and len(words) > 1:
            yield _Entry(Suggestion(phrase, "phrase"), " ".join(words), float(np.log1p(count) * len(words) ** 0.5))
