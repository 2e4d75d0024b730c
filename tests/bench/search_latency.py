"""CPU time of searching, per kind of query, beside bare Whoosh and bare tantivy on the same passages in the same run.

``python -m tests.bench.search_latency [PASSAGES ...]``: 8000 when nothing is given; 62000 takes some minutes to build.
Ours is the whole of a search (query, matching, seven facets, ranking, snippets of twenty documents); ``engine`` is the
matching alone. Bare engines do matching and their own ranking only; tantivy is also asked for just what our engine is
asked for (the same query, every match counted, the same candidates).
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from indexer import home
from indexer.analysis import folded, syllables
from indexer.build import build
from indexer.engines.base import Entry, Plan
from indexer.evaluate import read_questions
from indexer.home import Manifest
from indexer.library import Library
from indexer.plan import plan
from indexer.query import parse
from indexer.service import SearchService
from indexer.shelf import Work, draft
from indexer.values import SearchRequest
from registry.records import DocumentRecord
from registry.settings import load
from registry.store import Registry
from registry.text import fold
from tests.bench._bare import BareTantivy, BareWhoosh, SameTantivy, texts
from tests.bench._corpus import corpus_folder
from tests.bench._generated import records, sentences, works
from tests.bench._queries import PREFIXES, QUERIES

ROUNDS = 60
BARE_QUESTIONS = 8
"""Bare Whoosh needs seconds for a question: the first few of them, of all lengths, are enough for its median."""
FACETED = "all words + facets"
BARE_WHOOSH_UP_TO = 10_000


class Shelved:
    """Stands in for a registry: only what searching asks of it."""

    def __init__(self, known: list[DocumentRecord]) -> None:
        self._known = known

    def documents(self) -> list[DocumentRecord]:
        """Return every document."""
        return self._known

    def by_number(self, text: str) -> list[DocumentRecord]:
        """Return the documents of a number."""
        return [record for record in self._known if record.number.startswith(text)][:20]


@contextmanager
def service(folder: Path, engine: str, made: list[Work], known: list[DocumentRecord]) -> Iterator[SearchService]:
    """Build an index and open a service on it."""
    settings = load(home=folder / engine, engine=engine)
    place = home.fresh(settings, engine)
    started = time.perf_counter()
    opened, segments, next_pid = build(place, engine, made, settings.worker_count)
    home.save(place, Manifest(home.stamp(engine), engine, segments, next_pid, 0))
    home.publish(settings, place)
    print(f"  {engine}: {opened.size():,} passages built in {time.perf_counter() - started:.1f} s")
    opened.close()
    yield SearchService(cast(Registry, Shelved(known)), settings)


@dataclass(frozen=True)
class Times:
    """CPU milliseconds: the median of a first round (terms not read yet), p50 and p95 of a second one."""

    first: float
    p50: float
    p95: float

    def __str__(self) -> str:
        return f"first {self.first:7.2f}  p50 {self.p50:7.2f}  p95 {self.p95:7.2f} ms"


def cpu(items: Sequence[Any], run: Callable[[Any], object]) -> Times:
    """Measure two rounds."""
    first, second = (sorted(_spent(item, run) for item in items) for _ in range(2))
    return Times(first[len(first) // 2], second[len(second) // 2], second[int(len(second) * 0.95)])


def _spent(item: Any, run: Callable[[Any], object]) -> float:
    started = time.process_time_ns()
    run(item)
    return (time.process_time_ns() - started) / 1e6


def kinds() -> dict[str, list[str]]:
    """Return the queries of each kind."""
    words = [query for query in QUERIES if not any(character.isdigit() for character in query)]
    questions = read_questions(corpus_folder() / "retrieval" / "alqac2025_questions.json")
    return {
        "1-3 words": [query for query in words if len(query.split()) <= 3][:ROUNDS],
        "all words": words[:ROUNDS],
        "no marks": [fold(query) for query in words][:ROUNDS],
        "phrase": [f'"{query}"' for query in words][:ROUNDS],
        "half typed": [query[:-2] for query in words if len(query.split()[-1]) > 3][:ROUNDS],
        "mistyped": [_mistyped(fold(query)) for query in words][:ROUNDS],
        "question": [question.text for question in questions[:ROUNDS]],
    }


def _mistyped(query: str) -> str:
    """Double the last letter of the longest word, as a key that was held too long."""
    longest = max(query.split(), key=len)
    return query.replace(longest, f"{longest}{longest[-1]}", 1)


def same(opened: SearchService, folder: Path, entries: list[Entry]) -> None:
    """Print our tantivy engine beside tantivy asked for the same, turn by turn, three rounds after one to warm up."""
    library = opened._state().search.library
    other = SameTantivy(folder, entries)
    for kind, queries in kinds().items():
        plans = [made for query in queries if (made := _plan(library, query)).branches]
        spent: list[tuple[float, float]] = []
        for made in plans:  # the files of both are in memory from here on
            library.engine.match(made, 200)
            other.match(made)
        for made in [*plans, *plans, *plans]:
            spent.append((_spent(made, lambda p: library.engine.match(p, 200)), _spent(made, other.match)))
        own, bare = (sorted(each) for each in zip(*spent, strict=True))
        middle, high = len(own) // 2, int(len(own) * 0.95)
        print(
            f"  tantivy    {kind:10} engine p50 {own[middle]:6.2f}  p95 {own[high]:6.2f}   bare, asked the same "
            f"p50 {bare[middle]:6.2f}  p95 {bare[high]:6.2f}   ratio {own[middle] / bare[middle]:.2f} / "
            f"{own[high] / bare[high]:.2f}"
        )


def _plan(library: Library, text: str) -> Plan:
    query = parse(text)
    return plan(query, library.ask(query), library.known, library.engine.frequencies)


def ours(opened: SearchService, name: str) -> dict[str, Times]:
    """Print the figures of one of our engines; return those of whole searches."""
    library = opened._state().search.library
    found: dict[str, Times] = {}
    for kind, queries in kinds().items():
        found[kind] = cpu(queries, lambda q: opened.search(SearchRequest(q)))
        matching = cpu(queries, lambda q: library.engine.match(_plan(library, q), 200))
        print(f"  {name:10} {kind:10} search {found[kind]}   engine {matching}", flush=True)
    print(f"  {name:10} suggest    {cpu(PREFIXES * 20, opened.suggest)}")
    return found


def bare(opened: Any, name: str) -> dict[str, Times]:
    """Print the figures of a bare engine; return them by kind."""
    found: dict[str, Times] = {}
    for kind, queries in kinds().items():
        terms = [words for query in queries if len(words := folded(syllables(query))) > (kind == "phrase")]
        terms = terms[:BARE_QUESTIONS] if kind == "question" and hasattr(opened, "words_with_facets") else terms
        run = opened.question if kind == "question" else opened.phrase if kind == "phrase" else opened.words
        found[kind] = cpu(terms, run)
        print(f"  {name:10} {kind:10} search {found[kind]}", flush=True)
        if kind == "all words" and hasattr(opened, "words_with_facets"):
            found[FACETED] = cpu(terms, opened.words_with_facets)
            print(f"  {name:10} {FACETED}    {found[FACETED]}")
    if hasattr(opened, "prefix"):
        print(f"  {name:10} prefix     {cpu([fold(prefix)[:2] for prefix in PREFIXES], opened.prefix)}")
    return found


def ratios(own: dict[str, Times], other: dict[str, Times]) -> None:
    """Print our whole searches as shares of what bare Whoosh needs in the same run, with the limits set for us."""
    for kind, against, limit in (("all words", FACETED, 0.6), ("question", "question", 0.12)):
        mine, theirs = own[kind].p50, other[against].p50
        print(
            f"  p50, {against}: whoosh {mine:.1f} / bare Whoosh {theirs:.1f} ms = {mine / theirs:.3f} (at most {limit})"
        )


def main() -> None:
    """Measure every size that was asked for."""
    pool = sentences(corpus_folder())
    for size in [int(argument) for argument in sys.argv[1:]] or [8000]:
        print(f"{size:,} passages")
        made = list(works(pool, size))
        with TemporaryDirectory(prefix="vanban-bench-") as place:
            folder = Path(place)
            found: dict[str, dict[str, Times]] = {}
            for engine in ("whoosh", "tantivy"):
                with service(folder, engine, made, records(made)) as opened:
                    found[engine] = ours(opened, engine)
                    if engine == "tantivy":
                        same(opened, folder / "same-tantivy", draft(made, 0, with_phrases=False)[1])
            rows = texts(made)
            bare(BareTantivy(folder / "bare-tantivy", rows), "bare tan.")
            if size <= BARE_WHOOSH_UP_TO:
                ratios(found["whoosh"], bare(BareWhoosh(folder / "bare-whoosh", rows), "bare who."))


if __name__ == "__main__":
    main()
