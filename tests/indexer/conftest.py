"""An indexed registry for the whole session of searching tests; tests that write make their own."""

from collections.abc import Iterator

import pytest

from indexer.service import SearchService
from indexer.sync import sync
from registry.settings import load
from registry.store import Registry
from tests.indexer.library import fill


@pytest.fixture(scope="package")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    """A service over the fictional registry, on the default engine."""
    settings = load(home=tmp_path_factory.mktemp("library"), workers=1)
    with Registry.open(settings) as registry:
        fill(registry)
        sync(registry, settings)
        yield SearchService(registry, settings)
