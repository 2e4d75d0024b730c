"""What replacing one document costs, beside the same replacement in the bare engine, in the same run, turn by turn.

``python -m tests.bench.update_cost [PASSAGES]``: 8000 when nothing is given. CPU time for engines in this process, wall
time for OpenSearch (three requests each; skipped, with the reason, where there is none). ``engine`` is our engine alone
until the change can be searched; ``whole`` adds what surrounds it: reading the terms of the document, the arrays beside
the index, the manifest. The bare engine gets ready-made text of the same passages, and looks at the result too.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from indexer.build import build, extend
from indexer.engines import engine_module
from indexer.engines.base import Engine, Entry
from indexer.engines.opensearch import _BODY, _source
from indexer.engines.titles import with_titles
from indexer.shelf import Work, draft
from registry.settings import settings
from tests.bench._bare import BareWhoosh, SameTantivy, texts
from tests.bench._corpus import corpus_folder
from tests.bench._generated import sentences, works
from tests.opensearch_here import NotHereError, cluster

TURNS = 24

Clock = Callable[[], int]
Replace = Callable[[Work], object]


def measured(changes: Sequence[Work], ways: dict[str, Replace], clock: Clock) -> dict[str, float]:
    """Return the median milliseconds of each way of replacing a document; every document goes through every way."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for work in changes:
        for name, replace in ways.items():
            started = clock()
            replace(work)
            spent[name].append((clock() - started) / 1e6)
    return {name: sorted(each)[len(each) // 2] for name, each in spent.items()}


class Numbers:
    """Passage numbers that were never used before."""

    def __init__(self, first: int) -> None:
        self.next = first

    def entries(self, work: Work) -> list[Entry]:
        """Return the passages of a document with fresh numbers."""
        found = draft([work], self.next, with_phrases=False)[1]
        self.next += len(found)
        return found


def ours(name: str, folder: Path, made: Sequence[Work]) -> tuple[Engine, dict[str, Replace]]:
    """Build two indexes of one of our engines; return one of them open and the ways of replacing a document."""
    opened, _, next_pid = build(folder / "alone", name, made, 1)
    whole, _, whole_next = build(folder / "whole", name, made, 1)
    numbers = Numbers(next_pid)
    ready: dict[int, list[Entry]] = {}
    pids = [whole_next]

    def engine(work: Work) -> None:
        opened.update([work.document], ready[work.document])

    def all_of_it(work: Work) -> None:
        pids[0] = extend(folder / "whole", whole, f"u{pids[0]}", [work], [work.document], pids[0])

    def prepare(work: Work) -> None:
        ready[work.document] = numbers.entries(work)

    return opened, {"": prepare, "engine": engine, "whole": all_of_it}


def bare_whoosh(folder: Path, made: Sequence[Work]) -> Replace:
    """Build a bare Whoosh index and return how a document is replaced in it."""
    bare = BareWhoosh(folder / "bare-whoosh", texts(made))
    ready = {work.document: texts([work]) for work in made}
    return lambda work: bare.replace(work.document, ready[work.document])


def bare_tantivy(folder: Path, made: Sequence[Work]) -> Replace:
    """Build a bare tantivy index and return how a document is replaced in it."""
    bare = SameTantivy(folder / "bare-tantivy", draft(made, 0, with_phrases=False)[1])
    numbers = Numbers(1 << 30)
    ready = {work.document: numbers.entries(work) for work in made[: 2 * TURNS]}
    return lambda work: bare.replace([work.document], ready[work.document])


def bare_opensearch(_folder: Path, made: Sequence[Work]) -> Replace:
    """Fill a bare index of the cluster and return how a document is replaced in it."""
    from indexer.engines.cluster import client

    cluster_client, name, numbers = client(), "bare-update", Numbers(0)
    cluster_client.indices.create(index=name, body=_BODY, params={"wait_for_active_shards": "all"})

    def send(entries: Sequence[Entry]) -> None:
        pairs = list(with_titles(entries))
        for start in range(0, len(pairs), 400):
            part = pairs[start : start + 400]
            lines: list[Any] = [x for e, t in part for x in ({"index": {"_id": str(e.pid)}}, _source(e, t))]
            cluster_client.bulk(index=name, body=lines)

    for work in made:
        send(numbers.entries(work))
    cluster_client.indices.refresh(index=name)
    ready = {work.document: numbers.entries(work) for work in made[: 2 * TURNS]}

    def replace(work: Work) -> None:
        query = {"query": {"term": {"document": work.document}}}
        cluster_client.delete_by_query(index=name, body=query, params={"refresh": "true"})
        send(ready[work.document])
        cluster_client.indices.refresh(index=name)

    return replace


def compare(name: str, made: list[Work], bare: Callable[[Path, Sequence[Work]], Replace], clock: Clock) -> None:
    """Measure one engine and print the medians."""
    with TemporaryDirectory(prefix="vanban-update-") as place:
        folder = Path(place)
        opened, ways = ours(name, folder, made)
        chosen = random.Random(3).sample(made[: 2 * TURNS], TURNS)
        found = measured(chosen, {**ways, "bare": bare(folder, made)}, clock)
        opened.close()
        for part in ("alone", "whole"):
            engine_module(name).drop(folder / part / "engine")
    print(
        f"  {name:10} engine {found['engine']:8.1f}  whole {found['whole']:8.1f}  bare {found['bare']:8.1f} ms   "
        f"ratio {found['engine'] / found['bare']:.2f}, whole {found['whole'] / found['bare']:.2f}"
    )


@contextmanager
def _live() -> Iterator[None]:
    import os

    with cluster(1) as started:
        os.environ["VANBAN_OPENSEARCH_URL"] = started.url
        settings.cache_clear()
        yield


def main() -> None:
    """Measure every engine."""
    size = int(sys.argv[1]) if sys.argv[1:] else 8000
    print(f"{size:,} passages, {TURNS} documents of 20 passages replaced one by one, median")
    made = list(works(sentences(corpus_folder()), size))
    compare("whoosh", made, bare_whoosh, time.process_time_ns)
    compare("tantivy", made, bare_tantivy, time.process_time_ns)
    try:
        with _live():
            compare("opensearch", made, bare_opensearch, time.perf_counter_ns)
    except NotHereError as reason:
        print(f"  opensearch: {reason}")


if __name__ == "__main__":
    main()
