"""An extra engine: tantivy, a Rust library in this process, for large collections on one machine."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import tantivy

from indexer.engines.base import Branch, Capabilities, Clause, Engine, Entry, Found, Group, Ids, Plan, Standing
from indexer.engines.scoring import TITLE
from indexer.engines.titles import spelled, text_of, with_titles

_HEAP: Final = 256_000_000
_MOST: Final = 1_000_000


def capabilities() -> Capabilities:
    """Describe the engine."""
    return Capabilities("tantivy", f"tantivy {version('tantivy')}")


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("body", "title"):
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    for name in ("pid", "document"):
        builder.add_unsigned_field(name, stored=False, indexed=name == "document", fast=True)
    return builder.build()


class TantivyEngine:
    """An open tantivy index."""

    def __init__(self, folder: Path) -> None:
        self.capabilities = capabilities()
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self.refresh()

    def match(self, plan: Plan, limit: int, allowed: Ids | None = None) -> Found:
        """Find passages; see :class:`indexer.engines.base.Engine`."""
        matching = _any([self._branch(branch) for branch in plan.branches])
        counted = self._searcher.aggregate(
            matching, {"documents": {"terms": {"field": "document", "size": _MOST, "order": {"_key": "asc"}}}}
        )
        buckets = counted["documents"]["buckets"]
        documents = np.array(sorted(int(bucket["key"]) for bucket in buckets), np.int64)
        total = sum(int(bucket["doc_count"]) for bucket in buckets)
        open_to = documents if allowed is None else np.intersect1d(documents, allowed)
        if limit < 1 or not len(open_to):
            return Found(documents, open_to[:0], np.zeros(0), total)
        wanted = [(tantivy.Occur.Must, tantivy.Query.const_score_query(matching, 0.0))]
        if len(open_to) < len(documents):
            chosen = tantivy.Query.term_set_query(self._schema, "document", open_to.tolist())
            wanted.append((tantivy.Occur.Must, tantivy.Query.const_score_query(chosen, 0.0)))
        scoring = [(tantivy.Occur.Should, query) for query in self._scoring(plan)]
        pids, scores = self._top(tantivy.Query.boolean_query([*wanted, *scoring]), min(limit, max(total, 1)))
        return Found(documents, pids, scores, total)

    def _top(self, query: Any, limit: int) -> tuple[Ids, Any]:
        hits = self._searcher.search(query, limit=limit, count=False).hits
        addresses = [address for _, address in hits]
        pids = np.array(self._searcher.fast_field_values("pid", addresses), np.int64)
        scores = np.array([score for score, _ in hits], np.float64)
        order = np.lexsort((pids, -scores))
        return pids[order], scores[order]

    def _branch(self, branch: Branch) -> Any:
        groups = [(tantivy.Occur.Should, self._group(group)) for group in branch.groups]
        return tantivy.Query.boolean_query(groups, minimum_number_should_match=max(branch.need, 1))

    def _group(self, group: Group) -> Any:
        return _any([self._clause(clause) for clause in group.alternatives])

    def _clause(self, clause: Clause) -> Any:
        wanted = [self._having(term, clause.title_only) for term in clause.terms]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in wanted])

    def _having(self, term: str, title_only: bool) -> Any:
        fields = ("title",) if title_only else ("body", "title")
        return _any([self._term(field, term) for field in fields])

    def _term(self, field: str, term: str) -> Any:
        return tantivy.Query.term_query(self._schema, field, spelled(term), "freq")

    def _scoring(self, plan: Plan) -> Iterator[Any]:
        for term, weight in plan.scoring:
            yield tantivy.Query.boost_query(self._term("body", term), weight)
            yield tantivy.Query.boost_query(self._term("title", term), weight * TITLE)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each term stands."""
        return [int(self._searcher.doc_freq("body", spelled(term))) for term in terms]

    def size(self) -> int:
        """Return the number of passages."""
        return int(self._searcher.num_docs)

    def update(self, removed: Iterable[int], entries: Iterable[Entry]) -> None:
        """Replace documents in one commit."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        gone = sorted(set(removed))
        if gone:
            writer.delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "document", gone))
        for entry, title in with_titles(entries):
            writer.add_document(_document(entry, title))
        writer.commit()
        writer.wait_merging_threads()
        self.refresh()

    def refresh(self) -> None:
        """See what was committed since."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def health(self) -> Standing:
        """It is open: all is there."""
        return Standing("green")

    def close(self) -> None:
        """Nothing is held open between calls."""


def _document(entry: Entry, title: Counter[str]) -> Any:
    made = tantivy.Document(body=text_of(entry.body), title=text_of(title))
    made.add_unsigned("pid", entry.pid)
    made.add_unsigned("document", entry.document)
    return made


def _any(queries: Sequence[Any]) -> Any:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def create(folder: Path) -> Engine:
    """Make an empty index."""
    return open_index(folder)


def open_index(folder: Path) -> Engine:
    """Open the index in a folder."""
    return TantivyEngine(folder)


def publish(folder: Path) -> None:
    """Nothing lives outside of the folder."""


def drop(folder: Path) -> None:
    """Nothing lives outside of the folder."""
