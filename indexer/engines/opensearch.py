"""An extra engine: an OpenSearch cluster, for a whole country's documents. Reached through opensearch-py.

The folder of the index holds one small file that names the index in the cluster. The mapping is strict; terms arrive
ready-made, parted by blanks. Nothing is scripted, and requests are retried on other nodes when one is lost.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException
from opensearchpy.helpers import streaming_bulk

from indexer.engines.base import Branch, Capabilities, Clause, Engine, Entry, Found, Group, Ids, Plan
from indexer.engines.scoring import K1, TITLE, B
from indexer.engines.titles import spelled, text_of, with_titles
from registry.errors import MissingTool, StateConflict
from registry.settings import settings

_FILE: Final = "opensearch.json"
_PAGE: Final = 10_000
_BUCKETS: Final = 10_000
_TIMEOUT: Final = 30
_TERMS: Final = {
    "type": "text",
    "analyzer": "whitespace",
    "index_options": "freqs",
    "similarity": "vanban",
    "store": False,
}
_BODY: Final[dict[str, Any]] = {
    "settings": {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "similarity": {"vanban": {"type": "BM25", "k1": K1, "b": B}},
    },
    "mappings": {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "properties": {
            "pid": {"type": "long"},
            "document": {"type": "long"},
            "body": _TERMS,
            "title": _TERMS,
        },
    },
}


def capabilities() -> Capabilities:
    """Describe the engine."""
    return Capabilities("opensearch", f"opensearch-py {version('opensearch-py')}", remote=True)


def client() -> OpenSearch:
    """Return a client of the cluster of the settings; several addresses are parted by commas.

    Raises:
        MissingTool: No address is set.
    """
    hosts = [host.strip() for host in settings().opensearch_url.split(",") if host.strip()]
    if not hosts:
        raise MissingTool(
            "no-cluster",
            "Chưa khai báo địa chỉ cụm OpenSearch.",
            hint="Đặt VANBAN_OPENSEARCH_URL, ví dụ http://máy:9200.",
        )
    return OpenSearch(
        hosts, timeout=_TIMEOUT, max_retries=5, retry_on_timeout=True, retry_on_status=(429, 502, 503, 504)
    )


def _unreachable(error: OpenSearchException) -> MissingTool:
    return MissingTool(
        "no-cluster", f"Cụm OpenSearch không trả lời: {error}.", hint="Kiểm tra địa chỉ và tình trạng cụm máy."
    )


class OpenSearchEngine:
    """An open index in a cluster."""

    def __init__(self, folder: Path) -> None:
        self.capabilities = capabilities()
        self._name = str(orjson.loads((folder / _FILE).read_bytes())["index"])
        self._client = client()
        try:
            found = self._client.indices.exists(index=self._name)
        except OpenSearchException as error:
            raise _unreachable(error) from error
        if not found:
            raise StateConflict(
                "broken-index", f"Cụm OpenSearch không có chỉ mục “{self._name}”.", hint="Chạy “vanban index rebuild”."
            )

    def match(self, plan: Plan, limit: int, allowed: Ids | None = None) -> Found:
        """Find passages; see :class:`indexer.engines.base.Engine`."""
        matching = {"bool": {"should": [_branch(branch) for branch in plan.branches], "minimum_should_match": 1}}
        documents, total = self._documents(matching)
        open_to = documents if allowed is None else np.intersect1d(documents, allowed)
        if limit < 1 or not len(open_to):
            return Found(documents, open_to[:0], np.zeros(0), total)
        filters: list[dict[str, Any]] = [matching]
        if len(open_to) < len(documents):
            filters.append({"terms": {"document": open_to.tolist()}})
        if limit > _PAGE:
            pids = np.array(sorted(self._every({"bool": {"filter": filters}})), np.int64)
            return Found(documents, pids, np.zeros(len(pids)), total)
        query = {"bool": {"filter": filters, "should": list(_scoring(plan))}}
        pids, scores = self._top(query, limit)
        return Found(documents, pids, scores, total)

    def _documents(self, matching: dict[str, Any]) -> tuple[Ids, int]:
        """Return every matching document, page by page, and the number of matching passages."""
        documents: list[int] = []
        total, after = 0, None
        while True:
            source = {"size": _BUCKETS, "sources": [{"document": {"terms": {"field": "document"}}}]}
            pages = {"documents": {"composite": source | ({"after": after} if after else {})}}
            query = {"bool": {"filter": [matching]}}
            found = self._search({"size": 0, "query": query, "aggs": pages})["aggregations"]["documents"]
            documents += [int(bucket["key"]["document"]) for bucket in found["buckets"]]
            total += sum(int(bucket["doc_count"]) for bucket in found["buckets"])
            after = found.get("after_key")
            if after is None or len(found["buckets"]) < _BUCKETS:
                return np.array(sorted(documents), np.int64), total

    def _top(self, query: dict[str, Any], limit: int) -> tuple[Ids, Any]:
        hits = self._search({"size": limit, "query": query, "docvalue_fields": ["pid"]})["hits"]["hits"]
        pids = np.array([hit["fields"]["pid"][0] for hit in hits], np.int64)
        scores = np.array([hit["_score"] or 0.0 for hit in hits], np.float64)
        order = np.lexsort((pids, -scores))
        return pids[order], scores[order]

    def _every(self, query: dict[str, Any]) -> Iterator[int]:
        after: list[int] | None = None
        while True:
            body = {"size": _PAGE, "query": query, "sort": [{"pid": "asc"}]}
            hits = self._search(body | ({"search_after": after} if after else {}))["hits"]["hits"]
            yield from (int(hit["sort"][0]) for hit in hits)
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]

    def _search(self, body: dict[str, Any]) -> dict[str, Any]:
        whole = {"allow_partial_search_results": "false"}
        try:
            found: dict[str, Any] = self._client.search(
                index=self._name, body=body | {"track_total_hits": False}, params=whole
            )
        except OpenSearchException as error:
            raise _unreachable(error) from error
        return found

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each term stands."""
        if not terms:
            return []
        filters = [{"term": {"body": {"value": spelled(term)}}} for term in terms]
        body = {"size": 0, "aggs": {"terms": {"filters": {"filters": filters, "other_bucket": False}}}}
        return [int(bucket["doc_count"]) for bucket in self._search(body)["aggregations"]["terms"]["buckets"]]

    def size(self) -> int:
        """Return the number of passages."""
        return int(self._client.count(index=self._name)["count"])

    def update(self, removed: Iterable[int], entries: Iterable[Entry]) -> None:
        """Replace documents: the old passages go first, then the new ones arrive in bulk, with back-off."""
        gone = sorted(set(removed))
        if gone:
            self._client.indices.refresh(index=self._name)
            query = {"query": {"terms": {"document": gone}}}
            self._client.delete_by_query(
                index=self._name, body=query, params={"refresh": "true", "conflicts": "proceed"}
            )
        done = streaming_bulk(
            self._client, self._actions(entries), max_retries=8, initial_backoff=1, max_backoff=30, raise_on_error=True
        )
        for _ in done:
            pass
        self._client.indices.refresh(index=self._name)

    def _actions(self, entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
        for entry, title in with_titles(entries):
            source = {
                "pid": entry.pid,
                "document": entry.document,
                "body": text_of(entry.body),
                "title": text_of(title),
            }
            yield {"_op_type": "index", "_index": self._name, "_id": str(entry.pid), "_source": source}

    def refresh(self) -> None:
        """See what was committed since."""
        self._client.indices.refresh(index=self._name)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _branch(branch: Branch) -> dict[str, Any]:
    groups = [_group(group) for group in branch.groups]
    return {"bool": {"should": groups, "minimum_should_match": max(branch.need, 1)}}


def _group(group: Group) -> dict[str, Any]:
    return {"bool": {"should": [_clause(clause) for clause in group.alternatives], "minimum_should_match": 1}}


def _clause(clause: Clause) -> dict[str, Any]:
    return {"bool": {"filter": [_having(term, clause.title_only) for term in clause.terms]}}


def _having(term: str, title_only: bool) -> dict[str, Any]:
    fields = ("title",) if title_only else ("body", "title")
    named = [{"term": {field: {"value": spelled(term)}}} for field in fields]
    return {"bool": {"should": named, "minimum_should_match": 1}}


def _scoring(plan: Plan) -> Iterator[dict[str, Any]]:
    for term, weight in plan.scoring:
        yield {"term": {"body": {"value": spelled(term), "boost": weight}}}
        yield {"term": {"title": {"value": spelled(term), "boost": weight * TITLE}}}


def create(folder: Path) -> Engine:
    """Make an empty index in the cluster and remember its name."""
    name = f"vanban-{uuid.uuid4().hex[:12]}"
    client().indices.create(index=name, body=_BODY)
    (folder / _FILE).write_bytes(orjson.dumps({"index": name}))
    return open_index(folder)


def open_index(folder: Path) -> Engine:
    """Open the index that a folder names."""
    return OpenSearchEngine(folder)


def drop(folder: Path) -> None:
    """Delete the index that a folder names."""
    if (folder / _FILE).is_file():
        try:
            client().indices.delete(index=orjson.loads((folder / _FILE).read_bytes())["index"])
        except NotFoundError:
            return
