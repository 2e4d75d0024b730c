"""Versions of the tables, applied when a registry is opened.

A new version is a file in ``versions/`` and a new :data:`HEAD`; a test compares what the versions build with
:mod:`registry.models`.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

HEAD: Final = "0007"


def upgrade(connection: Connection) -> None:
    """Apply what is missing, inside the transaction of the connection.

    Raises:
        LookupError: The database has a version that this program does not know.
    """
    from alembic import command  # here, because Alembic takes longer to load than an up-to-date registry to open
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LookupError(str(error)) from error
