"""Killed while it is updated or built anew, the index goes on answering, and running again completes it."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer import sync
from indexer.service import SearchService
from indexer.values import SearchRequest
from registry.settings import Settings, load
from registry.store import Registry
from tests.indexer.library import fill

PROGRAM = """
import sys
from indexer import sync
from registry.settings import load
from registry.store import Registry
from tests.indexer.test_sync import put
settings = load(home=sys.argv[1], engine=sys.argv[2], workers=1)
with Registry.open(settings) as registry:
    for turn in range(500):
        put(registry, f"{9910 + turn % 7}/QĐ-UBND", f" Đây là câu lạ thứ {turn}.")
        print(turn, flush=True)  # the first line says that the next run begins
        sync.sync(registry, settings) if sys.argv[3] == "update" else sync.rebuild(registry, settings)
"""
QUERIES = ("hộ nghèo", "nha o", '"câu lạ"', "9912", "cau la thu 1", "nông thôn OR chợ", "")


def start(settings: Settings, kind: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(settings.home), settings.engine, kind],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def answers(registry: Registry, settings: Settings) -> list[object]:
    """Return what a fresh service finds: documents in order, and what is shown of each."""
    service = SearchService(registry, settings)
    pages = [service.search(SearchRequest(query)) for query in QUERIES]
    shown = [
        [(hit.number, hit.score, [(p.id, p.snippet) for p in hit.provisions]) for hit in page.hits] for page in pages
    ]
    return [(page.total, page.facets, hits) for page, hits in zip(pages, shown, strict=True)]


@pytest.mark.parametrize(("engine", "kind"), [("whoosh", "update"), ("whoosh", "rebuild"), ("tantivy", "update")])
def test_killed_at_any_moment_while_others_search(engine: str, kind: str, tmp_path: Path) -> None:
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    settings, chance = load(home=tmp_path / "index", engine=engine, workers=1), random.Random(f"{engine}{kind}")
    with Registry.open(settings) as registry:
        fill(registry)
        sync.sync(registry, settings)
        service, process = SearchService(registry, settings), start(settings, kind)
        assert process.stdout is not None
        process.stdout.readline()
        until = time.monotonic() + chance.uniform(0.05, 1.0)
        while time.monotonic() < until:
            for query in QUERIES:
                assert service.search(SearchRequest(query)).total >= 0
        process.kill()
        process.communicate()
        assert all(service.search(SearchRequest(query)).total for query in QUERIES[:2])
        sync.sync(registry, settings)
        assert sync.behind(registry, settings) == 0
        found = answers(registry, settings)
        sync.rebuild(registry, settings)
        assert answers(registry, settings) == found
