"""A fictional province's documents, and registries to put them in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from registry.settings import load
from registry.store import Registry


@pytest.fixture
def registry(own_home: Path) -> Iterator[Registry]:
    """An empty registry."""
    with Registry.open(load(home=own_home)) as opened:
        yield opened


@pytest.fixture
def open_registry(tmp_path: Path) -> Iterator[Callable[[], Registry]]:
    """Makes as many empty registries as a test needs."""
    opened: list[Registry] = []

    def make() -> Registry:
        opened.append(Registry.open(load(home=tmp_path / f"home-{len(opened)}")))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
