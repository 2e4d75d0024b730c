"""What every engine promises. The memory engine is the readable specification; the contract suite runs on all.

An engine finds passages: it knows folded terms, lengths and which document a passage belongs to, nothing else.
Facets, filters, final order, snippets and explanations are the same code for every engine, outside of it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as an engine takes it in.

    Args:
        pid: Its number, never used twice.
        document: Registry row id of its document.
        length: Syllables in its text.
        body: Terms of its text with their counts.
        title: Terms that count for every passage of the document (number, type, title, issuer); given on the first
            passage of the document only.
    """

    pid: int
    document: int
    length: int
    body: Counter[str]
    title: Counter[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms that must all stand in one passage (in its text or among its document's title terms)."""

    terms: tuple[str, ...]
    title_only: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One thing asked for; any of its alternatives will do."""

    alternatives: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """What a passage needs.

    Args:
        groups: Things asked for.
        need: How many of them a passage must have, at least one.
    """

    groups: tuple[Group, ...]
    need: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine is asked.

    Args:
        branches: A passage matches when it matches any of them.
        scoring: Terms that count for the first, rough order, each with its weight.
    """

    branches: tuple[Branch, ...]
    scoring: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What matched.

    Args:
        documents: Every matching document, ascending, whatever ``allowed`` says.
        pids: The best passages of the allowed documents, best first; equal scores by pid.
        scores: Their rough scores.
        total: How many passages match, whatever ``allowed`` and ``limit`` say.
    """

    documents: Ids
    pids: Ids
    scores: Scores
    total: int


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do beyond the contract.

    Args:
        name: As in the setting.
        version: Package and version that wrote the index; part of the stamp.
        remote: True when the index lives in another process.
        shards: True when an index may be built by several processes.
    """

    name: str
    version: str
    remote: bool = False
    shards: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How an index stands.

    Args:
        state: ``green`` (all is there), ``yellow`` (all is there, fewer copies than wanted) or ``red``.
        nodes: Machines that hold it; 0 when it is in this process.
    """

    state: str
    nodes: int = 0


class Engine(Protocol):
    """An open index. Opened once and kept; :meth:`refresh` sees what another process has written."""

    capabilities: Capabilities

    def match(self, plan: Plan, limit: int, allowed: Ids | None = None) -> Found:
        """Find passages.

        Args:
            plan: What to find.
            limit: Most passages to return.
            allowed: Document ids that may give passages, ascending; None for all.
        """
        ...

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages' text each term stands (replaced passages may still count)."""
        ...

    def size(self) -> int:
        """Return the number of passages."""
        ...

    def update(self, removed: Iterable[int], entries: Iterable[Entry]) -> None:
        """Drop the passages of some documents, then add new ones, in one commit.

        Args:
            removed: Document ids.
            entries: In ascending order of pid.
        """
        ...

    def refresh(self) -> None:
        """See what was committed since the index was opened."""
        ...

    def health(self) -> Standing:
        """Return how the index stands."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class EngineModule(Protocol):
    """How an engine is made and opened: the functions of its module."""

    def capabilities(self) -> Capabilities:
        """Say what it can do, without an index."""
        ...

    def create(self, folder: Path) -> Engine:
        """Make an empty index in an empty folder and open it."""
        ...

    def open_index(self, folder: Path) -> Engine:
        """Open the index in a folder."""
        ...

    def publish(self, folder: Path) -> None:
        """Tell whatever lies outside of the folder that this index is now the current one."""
        ...

    def drop(self, folder: Path) -> None:
        """Remove what an index keeps outside of its folder; the folder itself is removed by the caller."""
        ...
