"""The versions build exactly the tables of the models."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import registry.models  # noqa: F401  (fills the metadata)
from registry import migrations
from registry.settings import load
from registry.store import Registry


def test_head_is_the_newest_version() -> None:
    assert ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head() == migrations.HEAD


def test_versions_build_the_models(own_home: Path) -> None:
    with Registry.open(load(home=own_home)) as opened:
        engine = create_engine(opened.settings.database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    engine.dispose()
