"""Databases as an earlier version of the program left them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, create_engine, insert, select

from registry import migrations
from registry.settings import Settings, load


def at_version(home: Path, version: str) -> Settings:
    """Make an empty database of a version; return the settings that open it."""
    home.mkdir(parents=True, exist_ok=True)
    settings = load(home=home)
    engine = create_engine(settings.database)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
    return settings


def older_database(home: Path, version: str, newer: Connection) -> Settings:
    """Make a database of a version and fill it with what it can hold of a newer one."""
    settings = at_version(home, version)
    engine = create_engine(settings.database)
    tables = MetaData()
    tables.reflect(engine)
    held = MetaData()
    held.reflect(newer)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name == "alembic_version":
                continue
            columns = [held.tables[table.name].c[column.name] for column in table.columns]
            rows = [dict(row._mapping) for row in newer.execute(select(*columns))]
            if rows:
                connection.execute(insert(table), rows)
    engine.dispose()
    return settings
