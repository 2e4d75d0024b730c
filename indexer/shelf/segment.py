"""One segment of the shelf: a folder of arrays written once and mapped into memory."""

import mmap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from indexer.shelf.draft import Draft

_ARRAYS: Final = ("pids", "documents", "first", "syllables", "heads", "articles", "is_title")


@dataclass(frozen=True, slots=True)
class Card:
    """What to show of a passage; ``start`` is -1 for the names of a document, which have no text."""

    id: str
    label: str
    heading: str
    text: str
    start: int
    inner: tuple[tuple[str, str, int], ...]


class Segment:
    """An open segment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pids: NDArray[np.int64] = np.load(folder / "pids.npy")
        self.documents: NDArray[np.int64] = np.load(folder / "documents.npy")
        self.first: NDArray[np.int64] = np.load(folder / "first.npy")
        self.heads: NDArray[np.int32] = np.load(folder / "heads.npy")
        self.articles: NDArray[np.int32] = np.load(folder / "articles.npy")
        self.is_title: NDArray[np.bool_] = np.load(folder / "is_title.npy")
        self.seen_words: NDArray[np.uint32] = np.load(folder / "seen_words.npy")
        self.seen_counts: NDArray[np.int64] = np.load(folder / "seen_counts.npy")
        facts = orjson.loads((folder / "segment.json").read_bytes())
        self.removed: frozenset[int] = frozenset(facts["removed"])
        self.cited: dict[int, frozenset[str]] = {int(key): frozenset(cited) for key, cited in facts["cited"].items()}

    @cached_property
    def syllables(self) -> NDArray[np.uint32]:
        """Numbers of the marked syllables, mapped."""
        path = self.folder / "syllables.npy"
        if not self.first[-1]:
            return np.zeros(0, np.uint32)
        mapped: NDArray[np.uint32] = np.load(path, mmap_mode="r")
        return mapped.view(np.ndarray)  # slices of the mapped subclass cost more than what is done with them

    @cached_property
    def edges(self) -> list[int]:
        """Where each passage's syllables begin, and the end of the last: quick to read one by one."""
        edges: list[int] = self.first.tolist()
        return edges

    @cached_property
    def _cards(self) -> tuple[NDArray[np.int64], Any]:
        offsets: NDArray[np.int64] = np.load(self.folder / "cards.npy")
        with (self.folder / "cards.jsonl").open("rb") as file:
            return offsets, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if offsets[-1] else b""

    @cached_property
    def phrases(self) -> Counter[str]:
        """Words and short phrases of titles and headings with their counts."""
        return Counter(orjson.loads((self.folder / "phrases.json").read_bytes()))

    def raw_card(self, row: int) -> bytes:
        """Return a card as stored."""
        offsets, blob = self._cards
        return bytes(blob[int(offsets[row]) : int(offsets[row + 1])])

    def card(self, row: int) -> Card:
        """Return what to show of the passage in a row."""
        loaded = orjson.loads(self.raw_card(row))
        loaded["inner"] = tuple((address, label, start) for address, label, start in loaded["inner"])
        return Card(**loaded)


def write(folder: Path, made: Draft, numbers: NDArray[np.uint32], removed: Sequence[int]) -> None:
    """Write a segment.

    Args:
        folder: A folder that does not exist yet.
        made: Its passages.
        numbers: Shelf-wide number of each of the draft's words.
        removed: Documents whose passages in earlier segments are void.
    """
    folder.mkdir(parents=True)
    for name in _ARRAYS:
        array = numbers[made.syllables] if name == "syllables" else getattr(made, name)
        np.save(folder / f"{name}.npy", array)
    np.save(folder / "seen_words.npy", numbers)
    np.save(folder / "seen_counts.npy", _seen(made))
    np.save(folder / "cards.npy", np.concatenate([[0], np.cumsum([len(card) for card in made.cards])]).astype(np.int64))
    (folder / "cards.jsonl").write_bytes(b"".join(made.cards))
    (folder / "phrases.json").write_bytes(orjson.dumps(dict(made.phrases)))
    facts = {"removed": sorted(removed), "cited": {str(document): cited for document, cited in made.cited.items()}}
    (folder / "segment.json").write_bytes(orjson.dumps(facts))


def _seen(made: Draft) -> NDArray[np.int64]:
    """Return in how many passages each of the draft's words stands."""
    owner = np.repeat(np.arange(len(made.pids), dtype=np.int64), np.diff(made.first))
    once = np.unique(owner * max(len(made.words), 1) + made.syllables)
    return np.bincount(once % max(len(made.words), 1), minlength=len(made.words)).astype(np.int64)
