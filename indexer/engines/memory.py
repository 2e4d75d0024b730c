"""The readable specification: plain dictionaries and sets, kept whole in memory, saved as one file.

Every other engine must match the same passages and documents; contract tests compare them with this one.
"""

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from indexer.engines.base import Branch, Capabilities, Clause, Engine, Entry, Found, Group, Ids, Plan, Standing
from indexer.engines.scoring import TITLE, rarity, saturation

_FILE: Final = "memory.pickle"


def capabilities() -> Capabilities:
    """Describe the engine."""
    return Capabilities("memory", "1")


class MemoryEngine:
    """An index made of dictionaries."""

    def __init__(self, folder: Path) -> None:
        self.capabilities = capabilities()
        self._path = folder / _FILE
        self._entries: dict[int, Entry] = {}
        self.refresh()

    def match(self, plan: Plan, limit: int, allowed: Ids | None = None) -> Found:
        """Find passages; see :class:`indexer.engines.base.Engine`."""
        matched: set[int] = set()
        for branch in plan.branches:
            matched |= self._branch(branch)
        documents = sorted({self._entries[pid].document for pid in matched})
        wanted = None if allowed is None else set(allowed.tolist())
        open_to = [pid for pid in matched if wanted is None or self._entries[pid].document in wanted]
        scores = {pid: self._score(pid, plan) for pid in open_to}
        best = sorted(open_to, key=lambda pid: (-scores[pid], pid))[:limit]
        return Found(
            np.array(documents, np.int64),
            np.array(best, np.int64),
            np.array([scores[pid] for pid in best], np.float64),
            len(matched),
        )

    def _branch(self, branch: Branch) -> set[int]:
        hits: Counter[int] = Counter()
        for group in branch.groups:
            hits.update(self._group(group))
        return {pid for pid, count in hits.items() if count >= max(branch.need, 1)}

    def _group(self, group: Group) -> set[int]:
        return set[int]().union(*(self._clause(clause) for clause in group.alternatives))

    def _clause(self, clause: Clause) -> set[int]:
        return set.intersection(*(self._having(term, clause.title_only) for term in clause.terms))

    def _having(self, term: str, title_only: bool) -> set[int]:
        titled = {pid for document in self._titles.get(term, ()) for pid in self._passages[document]}
        return titled if title_only else titled | self._bodies.get(term, set())

    def _score(self, pid: int, plan: Plan) -> float:
        entry, total = self._entries[pid], 0.0
        for term, weight in plan.scoring:
            rare = weight * rarity(len(self._bodies.get(term, ())), len(self._entries))
            if term in entry.body:
                total += rare * saturation(entry.body[term], entry.length, self._average)
            if entry.document in self._titles.get(term, ()):
                total += TITLE * rare
        return total

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each term stands."""
        return [len(self._bodies.get(term, ())) for term in terms]

    def size(self) -> int:
        """Return the number of passages."""
        return len(self._entries)

    def update(self, removed: Iterable[int], entries: Iterable[Entry]) -> None:
        """Replace documents and save."""
        gone = set(removed)
        kept = {pid: entry for pid, entry in self._entries.items() if entry.document not in gone}
        kept.update((entry.pid, entry) for entry in entries)
        fresh = self._path.with_suffix(".new")
        fresh.write_bytes(pickle.dumps(kept, protocol=pickle.HIGHEST_PROTOCOL))
        fresh.replace(self._path)
        self.refresh()

    def refresh(self) -> None:
        """Read the saved passages and count their terms anew."""
        self._entries = pickle.loads(self._path.read_bytes()) if self._path.is_file() else {}  # noqa: S301 (own file)
        self._bodies: dict[str, set[int]] = defaultdict(set)
        self._titles: dict[str, set[int]] = defaultdict(set)
        self._passages: dict[int, list[int]] = defaultdict(list)
        for pid, entry in self._entries.items():
            self._passages[entry.document].append(pid)
            for term in entry.body:
                self._bodies[term].add(pid)
            for term in entry.title:
                self._titles[term].add(entry.document)
        lengths = [entry.length for entry in self._entries.values()]
        self._average = max(sum(lengths) / max(len(lengths), 1), 1.0)

    def health(self) -> Standing:
        """It is open: all is there."""
        return Standing("green")

    def close(self) -> None:
        """Nothing is held open."""


def create(folder: Path) -> Engine:
    """Make an empty index."""
    engine = MemoryEngine(folder)
    engine.update((), ())
    return engine


def open_index(folder: Path) -> Engine:
    """Open the index in a folder."""
    return MemoryEngine(folder)


def publish(folder: Path) -> None:
    """Nothing lives outside of the folder."""


def drop(folder: Path) -> None:
    """Nothing lives outside of the folder."""
