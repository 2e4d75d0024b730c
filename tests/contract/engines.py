"""Which engines the contract suite runs on, and why one is left out."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from indexer.engines import engine_module
from indexer.engines.base import Engine
from registry.settings import settings

PACKAGES = {"memory": "numpy", "whoosh": "whoosh", "tantivy": "tantivy", "opensearch": "opensearchpy"}


def why_not(name: str) -> str | None:
    """Return why an engine cannot run here, or None."""
    if find_spec(PACKAGES[name]) is None:
        return f"package {PACKAGES[name]} is not installed"
    if name == "opensearch" and not os.environ.get("OPENSEARCH_URL"):
        return "OPENSEARCH_URL is not set: no live cluster to run on"
    return None


def made(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Make an empty index of an engine; skip, with the reason, where it cannot run."""
    reason = why_not(name)
    if reason:
        pytest.skip(reason)
    if name == "opensearch":
        monkeypatch.setenv("VANBAN_OPENSEARCH_URL", os.environ["OPENSEARCH_URL"])
        settings.cache_clear()
    folder.mkdir(parents=True, exist_ok=True)
    return engine_module(name).create(folder)
