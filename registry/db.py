"""The engine: SQLite by default (write-ahead log, foreign keys, patient writers), PostgreSQL by address."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from registry.errors import StateConflict
from registry.settings import Settings


def engine(settings: Settings) -> Engine:
    """Open the database of the settings; the folder is made when missing.

    Raises:
        StateConflict: The file is not a database, or is damaged.
    """
    if not settings.database_url:
        settings.home.mkdir(parents=True, exist_ok=True)
    made = create_engine(settings.database, connect_args=_arguments(settings))
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare)
        event.listen(made, "begin", _begin)
    _probe(made)
    return made


def _arguments(settings: Settings) -> dict[str, Any]:
    return {"timeout": settings.busy_timeout} if settings.database.startswith("sqlite") else {}


def _prepare(connection: Any, _record: object) -> None:
    # The driver's own transactions start late and not before reads; SQLAlchemy's begin event starts them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    mode = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if mode else "BEGIN")


def _probe(made: Engine) -> None:
    try:
        with made.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DatabaseError as error:
        made.dispose()
        raise damaged(error) from error


def migrate(made: Engine) -> None:
    """Bring the tables up to date."""
    SQLModel.metadata.create_all(made)


def damaged(error: Exception) -> StateConflict:
    """Return the error that explains an unreadable database."""
    return StateConflict(
        "database-damaged",
        f"Không mở được cơ sở dữ liệu: {error.__cause__ or error}.",
        hint="Khôi phục từ bản sao lưu bằng “vanban restore TỆP”, hoặc kiểm tra thiết lập VANBAN_HOME.",
    )
