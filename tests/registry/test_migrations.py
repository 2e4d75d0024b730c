"""The versions build exactly the tables of the models."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import registry.models  # noqa: F401  (fills the metadata)
from registry import migrations
from registry.people import Role
from registry.settings import load
from registry.store import Registry
from tests.migrating import at_version


def test_head_is_the_newest_version() -> None:
    assert ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head() == migrations.HEAD


def test_versions_build_the_models(own_home: Path) -> None:
    with Registry.open(load(home=own_home)) as opened:
        engine = create_engine(opened.settings.database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    engine.dispose()


def test_a_filled_database_of_the_first_version_keeps_what_it_holds(own_home: Path) -> None:
    settings = at_version(own_home, "0001")
    engine = create_engine(settings.database)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO claim (origin, source_key, source, number_key, verified, content, recorded) "
            "VALUES ('hand', 'k', 'Cô Tưởng Tượng', 'n', 1, '{}', '2025-01-01 00:00:00')"
        )
    engine.dispose()
    with Registry.open(settings) as opened:
        person = opened.add_person("lan", "Lan", Role.admin)
        assert opened.people() == [person]
        with opened.reading() as session:
            assert session.connection().exec_driver_sql("SELECT source FROM claim").scalar() == "Cô Tưởng Tượng"
