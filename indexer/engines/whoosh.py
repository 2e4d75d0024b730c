"""The default engine: Whoosh keeps the postings, arrays do the counting.

Whoosh's own matchers cost 30-100 times what tantivy needs, nearly all of it in Python calls per posting. So a term's
postings are read once through Whoosh's public matcher, kept as arrays while the index stands, and combined there.
Only what Whoosh 2.7.4 and Whoosh-Reloaded 2.7.5 share is used: no ``procs``, no RamStorage. An index may consist of
several Whoosh folders (shards) built by several processes; passages carry their own numbers, so shards just add up.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh import columns, index, versionstring
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence

from indexer.engines.base import Branch, Capabilities, Clause, Engine, Entry, Found, Group, Ids, Plan, Standing
from indexer.engines.scoring import TITLE, rarity, saturations
from indexer.engines.whoosh_writing import Codec, Pool

_SHARD: Final = "shard"
_CACHED: Final = 4_000_000
"""Postings kept as arrays (12 bytes each)."""

Rows = NDArray[np.int64]
Counts = NDArray[np.float64]


class Bag(FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field given as counted terms. The count is the posting's weight: no positions, nothing else stored."""

    def __init__(self) -> None:
        self.format = Existence()
        self.indexed = True
        self.scorable = self.stored = self.unique = self.spelling = False
        self.analyzer = self.vector = self.column_type = None

    def index(self, value: dict[str, int], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, count, weight, value) as Whoosh's writer takes them."""
        for term, count in value.items():
            yield term.encode(), count, float(count), b""

    def to_bytes(self, value: str | bytes) -> bytes:
        """Return a term as Whoosh stores it."""
        return value.encode() if isinstance(value, str) else value

    def from_bytes(self, value: bytes) -> str:
        """Return a stored term as text."""
        return value.decode()


def capabilities() -> Capabilities:
    """Describe the engine."""
    return Capabilities("whoosh", f"whoosh {versionstring(build=False)}", shards=True)


def _schema() -> Schema:
    return Schema(body=Bag(), title=Bag(), key=Bag(), document=_Column("q"), length=_Column("i"), pid=_Column("q"))


class _Column(FieldType):  # type: ignore[misc]
    """A number kept per passage and never searched."""

    def __init__(self, code: str) -> None:
        self.indexed = self.stored = self.scorable = self.unique = self.spelling = False
        self.analyzer = self.vector = self.format = None
        self.column_type = columns.NumericColumn(code, default=0)

    def to_column_value(self, value: int) -> int:
        """Return the number itself."""
        return value

    def from_column_value(self, value: int) -> int:
        """Return the number itself."""
        return value


class WhooshEngine:
    """An open index of one or more Whoosh shards."""

    def __init__(self, folder: Path) -> None:
        self.capabilities = capabilities()
        self._reading = Lock()  # Whoosh's readers share the position in their file
        self._shards = [index.open_dir(str(path)) for path in shard_folders(folder)]
        self._load()

    def _load(self) -> None:
        self._readers = [reader for shard in self._shards for reader, _ in shard.reader().leaf_readers()]
        sizes = [reader.doc_count_all() for reader in self._readers]
        self._offsets = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)
        self._pids = self._column("pid")
        self._documents = self._column("document")
        self._lengths = self._column("length").astype(np.float64)
        self._alive = np.ones(len(self._pids), np.bool_)
        for reader, offset in zip(self._readers, self._offsets, strict=False):
            if reader.has_deletions():
                gone = [number for number in range(reader.doc_count_all()) if reader.is_deleted(number)]
                self._alive[np.array(gone, np.int64) + offset] = False
        self._size = int(self._alive.sum())
        self._average = max(float(self._lengths[self._alive].mean()), 1.0) if self._size else 1.0
        self._by_document = np.argsort(self._documents, kind="stable")
        self._sorted_documents = self._documents[self._by_document]
        self._cache: OrderedDict[tuple[str, str], tuple[Rows, Counts]] = OrderedDict()
        self._held = 0
        self._last: tuple[Ids, tuple[Branch, ...], Rows, Ids] | None = None

    def _column(self, name: str) -> NDArray[np.int64]:
        parts = [
            np.fromiter(reader.column_reader(name), np.int64, reader.doc_count_all())
            if reader.has_column(name)
            else np.zeros(reader.doc_count_all(), np.int64)
            for reader in self._readers
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def _postings(self, field: str, term: str) -> tuple[Rows, Counts]:
        """Return rows (ascending) and counts of a term."""
        key = field, term
        with self._reading:
            kept = self._cache.get(key)
            if kept is None:
                rows, counts = self._read(field, term)
                alive = self._alive[rows]
                kept = rows[alive], counts[alive]
                self._keep(key, kept)
            self._cache.move_to_end(key)
            return kept

    def _keep(self, key: tuple[str, str], found: tuple[Rows, Counts]) -> None:
        self._cache[key] = found
        self._held += len(found[0])
        while self._held > _CACHED and len(self._cache) > 1:
            _, (oldest, _) = self._cache.popitem(last=False)
            self._held -= len(oldest)

    def _read(self, field: str, term: str) -> tuple[Rows, Counts]:
        rows: list[int] = []
        counts: list[float] = []
        for reader, offset in zip(self._readers, self._offsets.tolist(), strict=False):
            if (field, term.encode()) not in reader:
                continue
            matcher = reader.postings(field, term.encode())
            while matcher.is_active():
                rows.append(matcher.id() + offset)
                counts.append(matcher.weight())
                matcher.next()
        return np.array(rows, np.int64), np.array(counts, np.float64)

    def match(self, plan: Plan, limit: int, allowed: Ids | None = None) -> Found:
        """Find passages; see :class:`indexer.engines.base.Engine`."""
        rows, documents = self._matched(plan)
        total = len(rows)
        if limit < 1:
            return Found(documents, rows[:0], np.zeros(0), total)
        if allowed is not None:
            rows = rows[np.isin(self._documents[rows], allowed)]
        scores = self._scores(plan)[rows]
        best = _best(self._pids[rows], scores, limit)
        return Found(documents, self._pids[rows][best], scores[best], total)

    def _matched(self, plan: Plan) -> tuple[Rows, Ids]:
        """Return the matching rows and documents; a search asks twice, so the last answer is kept."""
        held = self._last
        if held is None or held[0] is not self._pids or held[1] != plan.branches:
            matched = np.zeros(len(self._pids), np.bool_)
            for branch in plan.branches:
                matched |= self._branch(branch)
            rows = np.flatnonzero(matched)
            held = self._last = self._pids, plan.branches, rows, np.unique(self._documents[rows])
        return held[2], held[3]

    def _branch(self, branch: Branch) -> NDArray[np.bool_]:
        hits = np.zeros(len(self._pids), np.int32)
        for group in branch.groups:
            hits += self._group(group)
        matched: NDArray[np.bool_] = hits >= max(branch.need, 1)
        return matched

    def _group(self, group: Group) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._pids), np.bool_)
        for clause in group.alternatives:
            mask |= self._clause(clause)
        return mask

    def _clause(self, clause: Clause) -> NDArray[np.bool_]:
        mask = np.ones(len(self._pids), np.bool_)
        for term in clause.terms:
            mask &= self._having(term, clause.title_only)
        return mask

    def _having(self, term: str, title_only: bool) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._pids), np.bool_)
        mask[self._titled(term)] = True
        if not title_only:
            mask[self._postings("body", term)[0]] = True
        return mask

    def _titled(self, term: str) -> Rows:
        """Return the rows of every passage whose document has the term among its title terms."""
        heads = self._postings("title", term)[0]
        if not len(heads):
            return heads
        documents = np.unique(self._documents[heads])
        first = np.searchsorted(self._sorted_documents, documents, "left")
        last = np.searchsorted(self._sorted_documents, documents, "right")
        rows = np.concatenate([self._by_document[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)])
        alive: Rows = rows[self._alive[rows]]
        return alive

    def _scores(self, plan: Plan) -> Counts:
        scores = np.zeros(len(self._pids), np.float64)
        for term, weight in plan.scoring:
            rows, counts = self._postings("body", term)
            rare = weight * rarity(len(rows), self._size)
            scores[rows] += rare * saturations(counts, self._lengths[rows], self._average)
            scores[self._titled(term)] += TITLE * rare
        return scores

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each term stands, from the term index alone."""
        with self._reading:
            return [self._frequency(term) for term in terms]

    def _frequency(self, term: str) -> int:
        return sum(int(reader.doc_frequency("body", term.encode())) for reader in self._readers)

    def size(self) -> int:
        """Return the number of passages."""
        return self._size

    def update(self, removed: Iterable[int], entries: Iterable[Entry]) -> None:
        """Replace documents; new passages go to the first shard."""
        gone = sorted(set(removed) & set(self._documents[self._alive].tolist()))
        for shard in self._shards[1:]:
            if gone:
                writer = _writer(shard)
                _delete(writer, gone)
                writer.commit()
        writer = _writer(self._shards[0])
        _delete(writer, gone)
        for entry in entries:
            add(writer, entry)
        writer.commit()
        self.refresh()

    def refresh(self) -> None:
        """Open the readers again when another process has committed."""
        self._load()

    def health(self) -> Standing:
        """It is open: all is there."""
        return Standing("green")

    def close(self) -> None:
        """Close the shards."""
        for shard in self._shards:
            shard.close()


def _best(pids: Ids, scores: Counts, limit: int) -> Rows:
    """Return positions of the best scores, best first, ties by pid."""
    if 0 < limit < len(scores):
        edge = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        near = np.flatnonzero(scores >= edge)
        return near[np.lexsort((pids[near], -scores[near]))][:limit]
    return np.lexsort((pids, -scores))[:limit]


def _writer(shard: Any) -> Any:
    writer = shard.writer(codec=Codec())
    writer.pool = Pool()
    return writer


def _delete(writer: Any, documents: Sequence[int]) -> None:
    for document in documents:
        writer.delete_by_term("key", str(document))


def add(writer: Any, entry: Entry) -> None:
    """Write one passage."""
    number = writer.docnum
    writer.add_document(pid=entry.pid, document=entry.document, length=entry.length, key={str(entry.document): 1})
    writer.pool.add_terms("body", number, entry.body)
    if entry.title:
        writer.pool.add_terms("title", number, entry.title)


def shard_folders(folder: Path) -> list[Path]:
    """Return the Whoosh folders of an index, in order."""
    return sorted(path for path in folder.iterdir() if path.name.startswith(_SHARD))


def build_shard(folder: Path, number: int, entries: Iterable[Entry]) -> None:
    """Write one shard from nothing; may run in a process of its own.

    Args:
        folder: Folder of the index.
        number: Number of the shard, from 0.
        entries: Its passages.
    """
    path = folder / f"{_SHARD}{number}"
    path.mkdir(parents=True)
    writer = _writer(index.create_in(str(path), _schema()))
    for entry in entries:
        add(writer, entry)
    writer.commit()


def create(folder: Path) -> Engine:
    """Make an empty index of one shard."""
    build_shard(folder, 0, ())
    return open_index(folder)


def open_index(folder: Path) -> Engine:
    """Open the index in a folder."""
    return WhooshEngine(folder)


def publish(folder: Path) -> None:
    """Nothing lives outside of the folder."""


def drop(folder: Path) -> None:
    """Nothing lives outside of the folder."""
