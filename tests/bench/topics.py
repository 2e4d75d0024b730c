"""Quality of search on the judged questions of officials (tests/golden/topics.jsonl), in three forms of each.

``python -m tests.bench.topics [ENGINE]``: loads the shipped catalogue and the folders ``core`` and ``gazette`` of the
corpus into a registry of its own, gone afterwards; into VANBAN_HOME when that is set, where it is found again by the
next run. Prints, for documents and for provisions (in the order a person reads the first page, three of a document),
nDCG@10 and R@10 over both grades, MRR@10 and success@1 of the best grade, beside plain BM25 over titles and articles in
the same run, then the questions that are answered worst.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from indexer.analysis import syllables
from indexer.evaluate import FORMS, Finder, Law, in_form
from indexer.service import SearchService
from indexer.sync import sync
from indexer.values import SearchPage, SearchRequest
from registry.catalogue import entries
from registry.document import ProvisionKind
from registry.ingest import run
from registry.settings import load
from registry.store import Registry
from tests.bench._corpus import corpus_folder
from tests.bench._judged import DEPTH, Measures, Place, Topic, mean, measure, read_topics, unit
from tests.bench.retrieval import interval, plain, unmarked

FOLDERS = ("core", "gazette")
WORST = 10
_UNITS = frozenset((ProvisionKind.ARTICLE, ProvisionKind.ANNEX))


@contextmanager
def opened(engine: str) -> Iterator[tuple[Registry, SearchService]]:
    """Open a registry that holds the catalogue and the corpus, filling it when it is empty, and its search."""
    corpus = corpus_folder()
    with TemporaryDirectory(prefix="vanban-topics-") as own:
        settings = load(home=Path(os.environ.get("VANBAN_HOME") or own), engine=engine)
        with Registry.open(settings) as registry:
            if not registry.documents():
                registry.put_catalogue(entries())
                run(registry, [corpus / name for name in FOLDERS])
            sync(registry, settings)
            yield registry, SearchService(registry, settings)


def bare(registry: Registry) -> dict[str, Finder]:
    """Return plain BM25 over titles and over the texts of articles and annexes, for each form."""
    laws = []
    for record in registry.documents():
        text = registry.text_of(record.id)
        units = [p for p in text.provisions if p.kind in _UNITS] if text else []
        articles = [(p.id, f"{record.title}\n{text.text[p.start : p.end]}") for p in units] if text else []
        laws.append(Law(record.number, (("", f"{record.number} {record.title}"), *articles)))
    return {form: plain(laws, unmarked if form == "folded" else syllables) for form in FORMS}


def found_bare(find: Finder, text: str) -> list[Place]:
    """Return the documents that plain BM25 finds, by their best unit; filters are words to it."""
    words = re.sub(r"\w+:", " ", text)
    return list(dict.fromkeys((number, None) for number, _ in find(words)))


def documents(page: SearchPage) -> list[Place]:
    """Return the documents of a page."""
    return [(hit.number, None) for hit in page.hits]


def provisions(page: SearchPage) -> list[Place]:
    """Return the articles and forms of a page in reading order, each once."""
    found: list[Place] = [(hit.number, unit(each.id)) for hit in page.hits for each in hit.provisions]
    return list(dict.fromkeys(found))


def asked(search: SearchService, topics: Sequence[Topic], form: str) -> dict[str, SearchPage]:
    """Ask every question in one form; return the first page of each."""
    return {topic.id: search.search(SearchRequest(in_form(topic.text, form), size=DEPTH)) for topic in topics}


def table(name: str, rows: dict[str, list[Measures]]) -> None:
    """Print the means of some groups, with the 95 % bootstrap interval of nDCG."""
    print(f"\n{name:22}    n  nDCG@10 {'':17} MRR@10   R@10  success@1")
    for label, measured in rows.items():
        m = mean(measured)
        gain = interval(np.array([each.ndcg for each in measured]))
        print(f"  {label:20} {len(measured):4}  {gain}  {m.mrr:.4f} {m.recall:.4f}     {m.success:.4f}")


def worst(topics: Sequence[Topic], pages: dict[str, SearchPage], measured: dict[str, Measures]) -> None:
    """Print the questions with the lowest nDCG, what came first and what should have."""
    print(f"\nThe {WORST} documents answered worst, as typed")
    for topic in sorted(topics, key=lambda each: measured[each.id].ndcg)[:WORST]:
        page = pages[topic.id]
        best = [number for (number, _), grade in topic.documents.items() if grade == 2]
        print(f"  {topic.id} nDCG {measured[topic.id].ndcg:.2f}  {topic.text}")
        print(f"      first:  {', '.join(hit.number for hit in page.hits[:5]) or '(nothing)'}")
        print(f"      judged: {', '.join(best)}  {' '.join(page.notes)}")


def main() -> None:
    """Measure and print."""
    topics = read_topics()
    below = [topic for topic in topics if topic.provisions]
    with opened(sys.argv[1] if sys.argv[1:] else "whoosh") as (registry, search):
        pages = {form: asked(search, topics, form) for form in FORMS}
        simple = bare(registry)
    found = {
        form: {topic.id: measure(documents(pages[form][topic.id]), topic.documents) for topic in topics}
        for form in FORMS
    }
    table("documents", {form: list(found[form].values()) for form in FORMS})
    table(
        "documents, plain BM25",
        {
            form: [measure(found_bare(simple[form], in_form(t.text, form)), t.documents) for t in topics]
            for form in FORMS
        },
    )
    table(
        "provisions",
        {form: [measure(provisions(pages[form][t.id]), t.provisions) for t in below] for form in FORMS},
    )
    kinds = dict.fromkeys(topic.form for topic in topics)
    table(
        "documents, as typed",
        {kind: [found["typed"][topic.id] for topic in topics if topic.form == kind] for kind in kinds},
    )
    worst(topics, pages["typed"], found["typed"])


if __name__ == "__main__":
    main()
