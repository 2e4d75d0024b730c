"""A fictional province's documents, and registries to put them in.

With ``VANBAN_POSTGRESQL`` (a server that may make databases) the registries of all these tests are kept there.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from registry.settings import load
from registry.store import Registry
from tests.postgresql_here import NotHereError, databases, server

NewDatabase = Callable[[], str]


@pytest.fixture(scope="session")
def new_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewDatabase]:
    """Makes the address of a new database; tests that need one are skipped, with the reason, where no server can be."""
    try:
        with server() as address, databases(address, tmp_path_factory.mktemp("postgresql")) as new:
            yield new
    except NotHereError as reason:
        pytest.skip(str(reason))


@pytest.fixture
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Makes the address of a new database, or nothing, which stands for SQLite in the home."""
    if os.environ.get("VANBAN_POSTGRESQL"):
        chosen: NewDatabase = request.getfixturevalue("new_postgresql")
        return chosen
    return str


@pytest.fixture
def registry(own_home: Path, new_database: NewDatabase) -> Iterator[Registry]:
    """An empty registry."""
    with Registry.open(load(home=own_home, database_url=new_database())) as opened:
        yield opened


@pytest.fixture
def open_registry(tmp_path: Path, new_database: NewDatabase) -> Iterator[Callable[[], Registry]]:
    """Makes as many empty registries as a test needs."""
    opened: list[Registry] = []

    def make() -> Registry:
        opened.append(Registry.open(load(home=tmp_path / f"home-{len(opened)}", database_url=new_database())))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
