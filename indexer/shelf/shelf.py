"""The row of segments, seen as one."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import folded
from indexer.engines.scoring import rarity
from indexer.shelf import segment as segments
from indexer.shelf.draft import Draft
from indexer.shelf.segment import Card, Segment
from indexer.stops import STOPS

_WORDS: Final = "words.txt"
_EMPTY: Final[NDArray[np.int64]] = np.zeros(0, np.int64)


class Shelf:
    """Open arrays. ``rows`` count through all segments; a passage number finds its row by binary search."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.folder = folder
        self.names = tuple(names)
        self._segments = [Segment(folder / name) for name in names]
        self.words = _read_words(folder)
        self.pids = _joined([s.pids for s in self._segments])
        self.documents = _joined([s.documents for s in self._segments])
        self.heads = _joined([s.heads.astype(np.int64) for s in self._segments])
        self.articles = _joined([s.articles.astype(np.int64) for s in self._segments])
        self.is_title = _joined([s.is_title.astype(np.int64) for s in self._segments]).astype(np.bool_)
        self.lengths = _joined([np.diff(s.first) for s in self._segments])
        self._starts = np.cumsum([0, *(len(s.pids) for s in self._segments)]).astype(np.int64)
        self._begins: list[int] = self._starts.tolist()
        self.alive = self._living()

    def _living(self) -> NDArray[np.bool_]:
        alive = np.ones(len(self.pids), np.bool_)
        gone: set[int] = set()
        for number in range(len(self._segments) - 1, -1, -1):
            here = slice(int(self._starts[number]), int(self._starts[number + 1]))
            if gone:
                alive[here] = ~np.isin(self.documents[here], np.array(sorted(gone), np.int64))
            gone |= self._segments[number].removed
        return alive

    def __len__(self) -> int:
        return int(self.alive.sum())

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each marked syllable."""
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def folded_words(self) -> list[str]:
        """Folded form of each numbered syllable."""
        return folded(self.words)

    @cached_property
    def _by_folded(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.folded_words):
            table[word].append(number)
        return table

    @property
    def known_folded(self) -> Container[str]:
        """The folded syllables of the index."""
        return self._by_folded

    def spellings(self, name: str) -> list[int]:
        """Return the numbers of every marked syllable that folds to ``name``."""
        return self._by_folded.get(name, [])

    @cached_property
    def rarity(self) -> NDArray[np.float64]:
        """Inverse document frequency of each numbered syllable without its marks; 0 for stops."""
        seen = np.zeros(len(self.words), np.int64)
        for each in self._segments:
            seen[each.seen_words] += each.seen_counts
        rare = np.zeros(len(self.words) + 1)
        for name, numbers in self._by_folded.items():
            if name not in STOPS:
                rare[numbers] = rarity(min(int(seen[numbers].sum()), len(self)), len(self))
        return rare

    @cached_property
    def _spelled(self) -> tuple[list[str], NDArray[np.float64]]:
        """Return the folded syllables made of letters in order, and how rare each is."""
        names = sorted(name for name in self._by_folded if name.isalpha())
        return names, np.array([self.rarity[self._by_folded[name][0]] for name in names])

    def beginning(self, start: str, most: int) -> list[str]:
        """Return the commonest folded syllables that begin with ``start`` and are longer, commonest first."""
        names, rare = self._spelled
        first, last = bisect_right(names, start), bisect_left(names, f"{start}{{")
        common = np.argsort(rare[first:last], kind="stable")[:most]
        return [names[first + at] for at in common.tolist()]

    @cached_property
    def average(self) -> float:
        """Mean number of syllables of a passage with text."""
        lengths = self.lengths[self.alive & ~self.is_title]
        return max(float(lengths.mean()), 1.0) if len(lengths) else 1.0

    @cached_property
    def _order(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        order = np.argsort(self.pids, kind="stable")
        return order, self.pids[order]

    @cached_property
    def title_rows(self) -> dict[int, int]:
        """Row of the names of each document."""
        rows = np.flatnonzero(self.is_title & self.alive)
        return dict(zip(self.documents[rows].tolist(), rows.tolist(), strict=True))

    @cached_property
    def beside(self) -> NDArray[np.int8]:
        """Tell where each passage stands in a document that has articles: -1 before the first, 1 after, 0 in one."""
        outside = (self.articles < 0) & ~self.is_title
        articles = np.flatnonzero(self.alive & (self.articles >= 0))
        owners, at = np.unique(self.documents[articles], return_index=True)
        found = np.zeros(len(self.pids), np.int8)
        if len(owners):
            place = np.minimum(np.searchsorted(owners, self.documents), len(owners) - 1)
            first = articles[at][place]
            side = np.where(np.arange(len(self.pids)) < first, -1, 1)
            found[:] = np.where(outside & (owners[place] == self.documents), side, 0)
        return found

    @cached_property
    def phrases(self) -> Counter[str]:
        """Words and short phrases of titles and headings."""
        total: Counter[str] = Counter()
        for each in self._segments:
            total.update(each.phrases)
        return total

    @cached_property
    def cited(self) -> dict[int, frozenset[str]]:
        """Numbers of the documents that each document cites."""
        found: dict[int, frozenset[str]] = {}
        for each in self._segments:
            found = {document: numbers for document, numbers in found.items() if document not in each.removed}
            found.update(each.cited)
        return found

    def rows_of(self, pids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the row of each passage number; unknown and void ones are left out."""
        order, ordered = self._order
        at = np.searchsorted(ordered, pids)
        known = at < len(ordered)
        known[known] = ordered[at[known]] == pids[known]
        rows = order[at[known]]
        return rows[self.alive[rows]]

    def rows_of_document(self, document: int) -> NDArray[np.int64]:
        """Return the rows of a document's passages, its names first."""
        return np.flatnonzero((self.documents == document) & self.alive)

    def syllables(self, row: int) -> NDArray[np.uint32]:
        """Return the numbers of a passage's marked syllables."""
        return self.texts((row,))[0]

    def texts(self, rows: Sequence[int]) -> list[NDArray[np.uint32]]:
        """Return the numbers of the marked syllables of many passages."""
        begins, segments = self._begins, self._segments
        found = []
        for row in rows:
            number = bisect_right(begins, row) - 1
            owner, inner = segments[number], row - begins[number]
            found.append(owner.syllables[owner.edges[inner] : owner.edges[inner + 1]])
        return found

    def card(self, row: int) -> Card:
        """Return what to show of a passage."""
        owner, inner = self._place(row)
        return owner.card(inner)

    def _place(self, row: int) -> tuple[Segment, int]:
        number = bisect_right(self._begins, row) - 1
        return self._segments[number], row - self._begins[number]


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(parts) if parts else _EMPTY


def _read_words(folder: Path) -> list[str]:
    path = folder / _WORDS
    return path.read_text("utf-8").split("\n")[:-1] if path.is_file() else []


def append(folder: Path, name: str, made: Draft, removed: Iterable[int]) -> None:
    """Add a segment to a shelf; the words that are new are added to its list first.

    Args:
        folder: Folder of the shelf.
        name: Name of the new segment.
        made: Its passages.
        removed: Documents whose earlier passages are void.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = {word: number for number, word in enumerate(_read_words(folder))}
    fresh = [word for word in made.words if word not in known]
    known.update({word: number for number, word in enumerate(fresh, len(known))})
    with (folder / _WORDS).open("a", encoding="utf-8") as file:
        file.writelines(f"{word}\n" for word in fresh)
    numbers = np.array([known[word] for word in made.words], np.uint32)
    segments.write(folder / name, made, numbers, sorted(removed))
