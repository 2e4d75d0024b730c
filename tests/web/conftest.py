"""A small library of obviously fictional documents, read and indexed by the real layers once for the whole session."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from registry.settings import load
from tests.web.fictional import library
from web.app import create_app
from web.services import Services


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VANBAN_HOME with the fictional library."""
    return library.filled(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def held(home: Path) -> Iterator[Services]:
    """Open services over the fictional library."""
    opened = Services.open(load(home=home))
    yield opened
    opened.registry.close()


@pytest.fixture
def client(held: Services) -> FlaskClient:
    """A client with its own cookies."""
    return create_app(held.settings, held).test_client()
