"""Registries that crawl at once and without waiting."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.settings import load
from registry.store import Registry


@pytest.fixture
def registry(own_home: Path) -> Iterator[Registry]:
    """An empty registry whose crawls do not pause."""
    with Registry.open(load(home=own_home, workers=1, crawl_seconds=0, crawl_timeout=5)) as opened:
        yield opened
