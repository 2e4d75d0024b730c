"""What every test may use: the real corpus, when it is there, and one calm Hypothesis profile."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, inspect

from registry import db
from registry.settings import settings as read_settings

CHECKOUT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "vanban", deadline=None, max_examples=100, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "vanban"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test an id of its own: processes that share a run know tests by their ids, and drop the second of two.

    Schemathesis makes one test for each operation of the API, all with the id of the function.
    """
    seen: set[str] = set()
    for item in items:
        if item.nodeid in seen:
            item._id = type(item.id).parse(f"{item.nodeid}{item.name[item.name.find('[') :]}")
        if item.nodeid in seen:
            raise pytest.UsageError(f"two tests are called {item.nodeid}")
        seen.add(item.nodeid)


def corpus_folder() -> Path:
    """Return where the real corpus should be: VANBAN_CORPUS, or ``shared/corpus`` beside the checkout."""
    return Path(os.environ.get("VANBAN_CORPUS") or CHECKOUT.parent / "shared" / "corpus")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; tests that need it are skipped, with the reason, where it is absent."""
    folder = corpus_folder()
    if not (folder / "catalogue" / "catalogue.jsonl").is_file():
        pytest.skip(f"real corpus not found at {folder} (set VANBAN_CORPUS)")
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test its own VANBAN_HOME, so that none touches the state of the checkout or what another test read."""
    home = tmp_path / "vanban-home"
    monkeypatch.setenv("VANBAN_HOME", str(home))
    read_settings.cache_clear()
    return home


@pytest.fixture(scope="session", autouse=True)
def tables_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run the migrations once for each process: further empty databases begin as copies of what they made.

    A database that holds anything, of whatever version, is migrated for real.
    """
    made, migrate = tmp_path_factory.mktemp("tables") / "empty.sqlite", db.migrate
    engine = create_engine(f"sqlite:///{made}")
    migrate(engine)
    engine.dispose()

    def copied(new: Engine) -> None:
        if new.dialect.name == "sqlite" and not inspect(new).get_table_names():
            with closing(sqlite3.connect(made)) as one, closing(sqlite3.connect(str(new.url.database))) as other:
                one.backup(other)
        migrate(new)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(db, "migrate", copied)
        yield
