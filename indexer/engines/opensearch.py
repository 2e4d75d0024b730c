"""An extra engine: an OpenSearch cluster, for a whole country's documents. Reached through opensearch-py.

The folder of the index holds one small file that names the index in the cluster. The mapping is strict; terms arrive
ready-made, parted by blanks. Nothing is scripted, and requests are retried on other nodes when one is lost. Each
passage is on two nodes when there are two; what is written counts as written when every copy has it.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from opensearchpy.exceptions import NotFoundError, OpenSearchException, TransportError

from indexer.engines.base import Branch, Capabilities, Clause, Engine, Entry, Found, Group, Ids, Plan, Standing
from indexer.engines.cluster import LATER, TIMEOUT, client, patiently, unreachable
from indexer.engines.scoring import K1, TITLE, B
from indexer.engines.titles import spelled, text_of, with_titles
from registry.errors import StateConflict

_FILE: Final = "opensearch.json"
_PAGE: Final = 10_000
_BUCKETS: Final = 10_000
_CHUNK: Final = 400
"""Passages sent together."""
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
        "unassigned": {"node_left": {"delayed_timeout": "5s"}},
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


class OpenSearchEngine:
    """An open index in a cluster."""

    def __init__(self, folder: Path) -> None:
        self.capabilities = capabilities()
        self._name = str(orjson.loads((folder / _FILE).read_bytes())["index"])
        self._client = client()
        try:
            found = self._client.indices.exists(index=self._name)
        except OpenSearchException as error:
            raise unreachable(error) from error
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
            raise unreachable(error) from error
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
        return int(
            self._search({"size": 0, "aggs": {"pids": {"value_count": {"field": "pid"}}}})["aggregations"]["pids"][
                "value"
            ]
        )

    def update(self, removed: Iterable[int], entries: Iterable[Entry]) -> None:
        """Replace documents: the new passages arrive unseen, the old ones go, then both are shown at once.

        Args:
            removed: Document ids.
            entries: In ascending order of pid.

        Raises:
            MissingTool: The cluster refused for longer than three minutes.
        """
        gone = sorted(set(removed))
        if gone:
            self.refresh()
        pids = self._add(entries)
        for start in range(0, len(gone), _PAGE):
            self._remove(gone[start : start + _PAGE], pids)
        self.refresh()

    def _add(self, entries: Iterable[Entry]) -> tuple[int, int]:
        """Send passages in chunks; return the first and the last number, (0, -1) for none."""
        first, last = 0, -1
        for chunk in _chunks(with_titles(entries)):
            first, last = chunk[0][0].pid if last < 0 else first, chunk[-1][0].pid
            waiting = {entry.pid: _source(entry, title) for entry, title in chunk}
            patiently(partial(self._send, waiting))
        return first, last

    def _send(self, waiting: dict[int, dict[str, Any]]) -> str:
        """Send what waits; what arrived on every copy waits no more. Return why some still wait, if any."""
        lines = [line for pid, source in waiting.items() for line in ({"index": {"_id": str(pid)}}, source)]
        whole = {"wait_for_active_shards": "all", "request_timeout": 3 * TIMEOUT}
        answers = [each["index"] for each in self._client.bulk(index=self._name, body=lines, params=whole)["items"]]
        for answer in answers:
            if answer["status"] < 300 and not answer["_shards"]["failed"]:
                del waiting[int(answer["_id"])]
            elif answer["status"] not in (*LATER, 200, 201):
                raise TransportError(answer["status"], "bulk", answer)
        return f"{len(waiting)} đoạn chưa ghi được" if waiting else ""

    def _remove(self, gone: Sequence[int], kept: tuple[int, int]) -> None:
        fresh = {"range": {"pid": {"gte": kept[0], "lte": kept[1]}}}
        query = {"query": {"bool": {"filter": [{"terms": {"document": list(gone)}}], "must_not": [fresh]}}}

        def remove() -> str:
            done = self._client.delete_by_query(index=self._name, body=query, params={"conflicts": "proceed"})
            if not (done["failures"] or done["version_conflicts"] or done["timed_out"]):
                return ""
            self.refresh()
            return "chưa xoá hết đoạn cũ"

        patiently(remove)

    def refresh(self) -> None:
        """See what was committed since."""

        def refresh() -> str:
            shards = self._client.indices.refresh(index=self._name)["_shards"]
            return "chưa làm mới được chỉ mục" if shards["failed"] or not shards["successful"] else ""

        patiently(refresh)

    def health(self) -> Standing:
        """Return how the copies stand: ``green`` all there, ``yellow`` some missing, ``red`` passages missing."""
        try:
            told = self._client.cluster.health(index=self._name)
            return Standing(str(told["status"]), int(told["number_of_nodes"]))
        except OpenSearchException as error:
            raise unreachable(error) from error

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _source(entry: Entry, title: Counter[str]) -> dict[str, Any]:
    return {"pid": entry.pid, "document": entry.document, "body": text_of(entry.body), "title": text_of(title)}


def _chunks(entries: Iterable[tuple[Entry, Counter[str]]]) -> Iterator[list[tuple[Entry, Counter[str]]]]:
    waiting = iter(entries)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


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


def fresh_name() -> str:
    """Return a name for a new index."""
    return f"vanban-{uuid.uuid4().hex[:12]}"


def create(folder: Path) -> Engine:
    """Make an empty index in the cluster, every copy of it started, and remember its name."""
    name = fresh_name()
    try:
        client().indices.create(index=name, body=_BODY, params={"wait_for_active_shards": "all"})
    except OpenSearchException as error:
        raise unreachable(error) from error
    (folder / _FILE).write_bytes(orjson.dumps({"index": name}))
    return open_index(folder)


def alias(folder: Path) -> str:
    """Return the name under which the cluster shows the current build of this home."""
    return f"vanban-current-{sha256(str(folder.parent.parent.resolve()).encode()).hexdigest()[:8]}"


def publish(folder: Path) -> None:
    """Point the alias at the index that a folder names, and at no other, in one step."""
    name, current = orjson.loads((folder / _FILE).read_bytes())["index"], alias(folder)
    cluster = client()
    try:
        held = cluster.indices.get_alias(name="vanban-current-*")
        before = [index for index, known in held.items() if current in known["aliases"] and index != name]
        actions = [{"remove": {"index": index, "alias": current}} for index in before]
        cluster.indices.update_aliases(body={"actions": [*actions, {"add": {"index": name, "alias": current}}]})
    except OpenSearchException as error:
        raise unreachable(error) from error


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
