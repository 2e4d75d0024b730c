"""Which engines the contract suite runs on, and why one is left out.

OpenSearch comes twice: ``opensearch`` is a live server, ``recorded`` the answers that one gave before.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

from indexer.engines import NAMES, engine_module
from indexer.engines.base import Engine
from registry.settings import settings

PACKAGES = {"memory": "numpy", "whoosh": "whoosh", "tantivy": "tantivy", "opensearch": "opensearchpy"}
RECORDED = "recorded"
ALL = (*NAMES, RECORDED)
RECORDING = bool(os.environ.get("VANBAN_RECORD"))


def module_name(name: str) -> str:
    """Return the engine that a parameter stands for."""
    return "opensearch" if name == RECORDED else name


def made(name: str, folder: Path) -> Engine:
    """Make an empty index of an engine."""
    folder.mkdir(parents=True, exist_ok=True)
    return engine_module(module_name(name)).create(folder)


@contextmanager
def ready(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Prepare what an engine needs for one test; skip, with the reason, where it is absent."""
    if find_spec(PACKAGES[module_name(name)]) is None:
        pytest.skip(f"package {PACKAGES[module_name(name)]} is not installed")
    if name == "opensearch" or (name == RECORDED and RECORDING):
        monkeypatch.setenv("VANBAN_OPENSEARCH_URL", request.getfixturevalue("opensearch_url"))
    elif name == RECORDED:
        monkeypatch.setenv("VANBAN_OPENSEARCH_URL", "http://recorded:9200")
    settings.cache_clear()
    try:
        if name == RECORDED:
            with _taped(request.node.originalname, monkeypatch):
                yield
        else:
            yield
    finally:
        settings.cache_clear()


@contextmanager
def _taped(test: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from indexer.engines import cluster, opensearch
    from tests.contract.tape import Tape

    tape, numbers = Tape(test), count(1)
    monkeypatch.setattr(opensearch, "fresh_name", lambda: f"vanban-recorded-{next(numbers)}")
    monkeypatch.setattr(opensearch, "alias", lambda _: "vanban-current-recorded")
    monkeypatch.setattr(cluster, "CONNECTION", tape.recorder() if RECORDING else tape.player())
    yield
    if RECORDING:
        tape.save()
