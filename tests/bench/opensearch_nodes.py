"""Three OpenSearch nodes, one killed in the middle of bulk indexing, one in the middle of searching.

Nothing may be lost and no count may be wrong: afterwards every plan is compared with the memory engine, the readable
specification. Skips, with the reason, where the launcher of a test OpenSearch is absent.
"""

import os
import random
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from indexer.engines import memory, opensearch
from indexer.engines.base import Branch, Clause, Engine, Entry, Found, Group, Plan
from indexer.shelf import draft
from registry.settings import settings
from tests.bench._corpus import corpus_folder
from tests.bench._generated import sentences, works
from tests.opensearch_here import Cluster, NotHereError, cluster

PASSAGES = 2000
PLANS = 60
INTO = 1.0
"""Seconds after which a node is killed."""


def plans(entries: Sequence[Entry], count: int) -> list[Plan]:
    """Return plans of one to three terms that stand in the passages."""
    draw = random.Random(5)
    made = []
    for _ in range(count):
        terms = draw.sample(sorted(draw.choice([each for each in entries if each.body]).body), draw.randint(1, 3))
        groups = tuple(Group((Clause((term,)),)) for term in terms)
        made.append(Plan((Branch(groups, len(groups)),), tuple((term, 1.0) for term in terms)))
    return made


def same(expected: Found, found: Found) -> bool:
    """Tell whether documents, passages and counts are equal."""
    return (
        found.total == expected.total
        and found.documents.tolist() == expected.documents.tolist()
        and sorted(found.pids.tolist()) == sorted(expected.pids.tolist())
    )


def kill(pid: int) -> None:
    """End a node at once, as a broken machine would."""
    os.kill(pid, signal.SIGKILL)


def slowly(entries: Sequence[Entry], seen: list[float]) -> Iterator[Entry]:
    """Yield entries, noting when the last one was asked for."""
    for entry in entries:
        seen[:] = [time.perf_counter()]
        yield entry


def indexing(folder: Path, nodes: Cluster, entries: Sequence[Entry]) -> Engine:
    """Index while the node that is first asked dies."""
    opened = opensearch.create(folder)
    seen: list[float] = []
    death: list[float] = []

    def die() -> None:
        kill(nodes.pids[0])
        death.append(time.perf_counter())

    timer = Timer(INTO, die)
    started = time.perf_counter()
    timer.start()
    opened.update((), slowly(entries, seen))
    timer.join()
    ended = time.perf_counter()
    inside = death[0] < seen[0]
    print(f"  indexing: node 1 killed {death[0] - started:.1f} s after the start ({'inside' if inside else 'OUTSIDE'})")
    print(f"  {ended - started:.1f} s in all; passages {opened.size():,} of {len(entries):,}")
    return opened


def searching(opened: Engine, expected: Sequence[tuple[Plan, Found]], victim: int | None) -> None:
    """Compare every plan; a node dies after the first third."""
    wrong, slowest = 0, 0.0
    for number, (plan, right) in enumerate(expected):
        if victim is not None and number == len(expected) // 3:
            kill(victim)
        started = time.perf_counter()
        wrong += not same(right, opened.match(plan, 10 * PASSAGES))
        slowest = max(slowest, time.perf_counter() - started)
    died = f"node of pid {victim} killed after {len(expected) // 3}" if victim else "nothing killed"
    state = opened.health().state
    print(f"  searching: {len(expected)} plans, {wrong} wrong, slowest {slowest:.1f} s; {died}; {state}")


def green(opened: Engine, limit: float = 90) -> float:
    """Wait until every copy is back; return the seconds."""
    started = time.perf_counter()
    while opened.health().state != "green" and time.perf_counter() - started < limit:
        time.sleep(0.5)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    pool = sentences(corpus_folder())
    _, entries = draft(list(works(pool, PASSAGES)), 0, with_phrases=False)
    with TemporaryDirectory(prefix="vanban-bench-") as place:
        right = memory.create(Path(place))
        right.update((), entries)
        expected = [(plan, right.match(plan, 10 * PASSAGES)) for plan in plans(entries, PLANS)]
        try:
            for kill_while, measure in (("indexing", while_indexing), ("searching", while_searching)):
                with cluster(3) as nodes:
                    print(f"three nodes, one killed while {kill_while}")
                    measure(home(Path(place) / kill_while, nodes), nodes, entries, expected)
        except NotHereError as reason:
            print(f"Nothing was measured: {reason}")


def home(place: Path, nodes: Cluster) -> Path:
    """Return a folder for an index in these nodes."""
    os.environ["VANBAN_OPENSEARCH_URL"] = nodes.url
    settings.cache_clear()
    folder = place / "index" / "opensearch-000001"
    folder.mkdir(parents=True)
    return folder


def while_indexing(
    folder: Path, nodes: Cluster, entries: Sequence[Entry], expected: Sequence[tuple[Plan, Found]]
) -> None:
    """Lose the node that is asked first in the middle of bulk indexing, then compare every plan."""
    opened = indexing(folder, nodes, entries)
    print(f"  every copy back after {green(opened):.1f} s more")
    searching(opened, expected, None)
    opened.close()


def while_searching(
    folder: Path, nodes: Cluster, entries: Sequence[Entry], expected: Sequence[tuple[Plan, Found]]
) -> None:
    """Lose a node in the middle of the plans."""
    opened = opensearch.create(folder)
    opened.update((), entries)
    searching(opened, expected, nodes.pids[0])
    print(f"  every copy back after {green(opened):.1f} s more")
    opened.close()


if __name__ == "__main__":
    main()
