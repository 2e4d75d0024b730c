"""An extra engine: tantivy, a Rust library in this process, for large collections on one machine."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import tantivy
from numpy.typing import NDArray

from indexer.engines.base import Branch, Capabilities, Clause, Engine, Entry, Found, Group, Ids, Plan, Standing
from indexer.engines.titles import spelled, text_of, with_titles

_HEAP: Final = 256_000_000
_MOST: Final = 1_000_000
_MUST: Final = tantivy.Occur.Must
_SHOULD: Final = tantivy.Occur.Should


_FORM: Final = 2
"""Changes whenever the fields change."""
_LISTED: Final = 1_000
"""Up to this many passages the documents are read from the hits; beyond, counting them is quicker."""

Terms = dict[str, float]


def capabilities() -> Capabilities:
    """Describe the engine."""
    return Capabilities("tantivy", f"tantivy {version('tantivy')}, fields {_FORM}")


def _schema() -> Any:
    """``text`` holds a passage's terms and those of its document's names: one look-up a term, for matching and rank."""
    builder = tantivy.SchemaBuilder()
    for name, option in (("text", "freq"), ("body", "basic"), ("title", "basic")):
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option=option)
    for name in ("pid", "document"):
        builder.add_unsigned_field(name, stored=False, indexed=name == "document", fast=True)
    return builder.build()


@dataclass(frozen=True, slots=True)
class _Matched:
    """Which documents match, and through how many passages, for one searcher."""

    searcher: Any
    branches: tuple[Branch, ...]
    documents: Ids
    total: int


class TantivyEngine:
    """An open tantivy index."""

    def __init__(self, folder: Path) -> None:
        self.capabilities = capabilities()
        self._schema = _schema()
        self._held: _Matched | None = None
        self._index = tantivy.Index(self._schema, path=str(folder))
        self.refresh()

    def match(self, plan: Plan, limit: int, allowed: Ids | None = None) -> Found:
        """Find passages; see :class:`indexer.engines.base.Engine`.

        A search asks twice, first which documents match, then for the best passages: the first answer is kept.
        """
        matching, ranked = self._queries(plan)
        held = self._held
        if held is None or held.searcher is not self._searcher or held.branches != plan.branches:
            if allowed is None and 0 < limit <= _LISTED:
                return self._both(plan, matching, ranked, limit)
            held = self._counted(plan, matching)
        documents = held.documents
        open_to = documents if allowed is None else np.intersect1d(documents, allowed, assume_unique=True)
        if limit < 1 or not len(open_to):
            return Found(documents, open_to[:0], np.zeros(0), held.total)
        hits = self._searcher.search(
            self._within(ranked, documents, open_to), limit=min(limit, held.total), count=False
        )
        return Found(documents, *self._top(hits), held.total)

    def _both(self, plan: Plan, matching: Any, ranked: Any, limit: int) -> Found:
        """Find the best passages, and with few of them the documents from the same answer."""
        hits: Any = self._searcher.search(ranked, limit=limit, count=True)
        if hits.count > limit:
            held = self._counted(plan, matching)
        else:
            listed = self._searcher.fast_field_values("document", [address for _, address in hits.hits])
            held = self._keep(plan, np.unique(np.array(listed, np.int64)), int(hits.count))
        return Found(held.documents, *self._top(hits), held.total)

    def _counted(self, plan: Plan, matching: Any) -> _Matched:
        wanted = {"documents": {"terms": {"field": "document", "size": _MOST, "order": {"_key": "asc"}}}}
        buckets = self._searcher.aggregate(matching, wanted)["documents"]["buckets"]
        documents = np.sort(np.array([bucket["key"] for bucket in buckets], np.int64))
        return self._keep(plan, documents, int(sum(bucket["doc_count"] for bucket in buckets)))

    def _keep(self, plan: Plan, documents: Ids, total: int) -> _Matched:
        held = self._held = _Matched(self._searcher, plan.branches, documents, total)
        return held

    def _within(self, ranked: Any, documents: Ids, open_to: Ids) -> Any:
        """Leave out the passages of other documents, naming whichever are fewer: those to keep or those to drop."""
        if len(open_to) == len(documents):
            return ranked
        keep = 2 * len(open_to) <= len(documents)
        named = open_to if keep else np.setdiff1d(documents, open_to, assume_unique=True)
        chosen = tantivy.Query.const_score_query(
            tantivy.Query.term_set_query(self._schema, "document", named.tolist()), 0.0
        )
        return tantivy.Query.boolean_query([(_MUST, ranked), (_MUST if keep else tantivy.Occur.MustNot, chosen)])

    def _top(self, found: Any) -> tuple[Ids, NDArray[np.float64]]:
        pids = np.array(self._searcher.fast_field_values("pid", [address for _, address in found.hits]), np.int64)
        scores = np.array([score for score, _ in found.hits], np.float64)
        order = np.lexsort((pids, -scores))
        return pids[order], scores[order]

    def _queries(self, plan: Plan) -> tuple[Any, Any]:
        """Return what must match, and the same with the terms that only count for the order."""
        weights, named = dict(plan.scoring), _named(plan)
        matching = _any([self._branch(branch, weights) for branch in plan.branches])
        others = [(term, weight) for term, weight in weights.items() if term not in named]
        if not others:
            return matching, matching
        scoring = [(_SHOULD, self._term(term, weight)) for term, weight in others]
        return matching, tantivy.Query.boolean_query([(_MUST, matching), *scoring])

    def _branch(self, branch: Branch, weights: Terms) -> Any:
        groups = [self._group(group, weights) for group in branch.groups]
        if branch.need >= len(groups):
            return _all(groups)
        return tantivy.Query.boolean_query(
            [(_SHOULD, group) for group in groups], minimum_number_should_match=max(branch.need, 1)
        )

    def _group(self, group: Group, weights: Terms) -> Any:
        return _any([self._clause(clause, weights) for clause in group.alternatives])

    def _clause(self, clause: Clause, weights: Terms) -> Any:
        if clause.title_only:
            return _all([self._term(term, weights.get(term, 0.0), "title") for term in clause.terms])
        return _all([self._term(term, weights.get(term, 0.0)) for term in clause.terms])

    def _term(self, term: str, weight: float, field: str = "text") -> Any:
        query = tantivy.Query.term_query(self._schema, field, spelled(term))
        return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)

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
        self._held = None

    def health(self) -> Standing:
        """It is open: all is there."""
        return Standing("green")

    def close(self) -> None:
        """Nothing is held open between calls."""


def _document(entry: Entry, title: Counter[str]) -> Any:
    body, names = text_of(entry.body), text_of(title)
    made = tantivy.Document(text=f"{body} {names}", body=body, title=names)
    made.add_unsigned("pid", entry.pid)
    made.add_unsigned("document", entry.document)
    return made


def _named(plan: Plan) -> set[str]:
    """Return the terms that matching looks at anyway."""
    clauses = (clause for branch in plan.branches for group in branch.groups for clause in group.alternatives)
    return {term for clause in clauses if not clause.title_only for term in clause.terms}


def _any(queries: Sequence[Any]) -> Any:
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(_SHOULD, each) for each in queries])


def _all(queries: Sequence[Any]) -> Any:
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(_MUST, each) for each in queries])


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
