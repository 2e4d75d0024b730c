"""The engine: SQLite by default (write-ahead log, foreign keys, patient writers), PostgreSQL by address."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, OperationalError, ProgrammingError

from registry import migrations
from registry.errors import MissingTool, StateConflict
from registry.settings import Settings

_WRITER: Final = 0x76616E62616E  # "vanban": the lock that whoever writes to PostgreSQL holds


def engine(settings: Settings) -> Engine:
    """Open the database of the settings; the folder is made when missing.

    Raises:
        StateConflict: The file is not a database, is damaged, or its folder cannot be written; the server is not there.
        MissingTool: The driver of PostgreSQL is not installed.
    """
    if not settings.database_url:
        _make(settings.home)
    try:
        made = create_engine(
            settings.database,
            connect_args=_arguments(settings),
            execution_options={"patience": settings.busy_timeout},
        )
    except ModuleNotFoundError as error:
        raise MissingTool(
            "no-postgresql-driver",
            "Chưa cài trình nối PostgreSQL (psycopg).",
            hint="Cài bằng: pip install 'vanban[postgresql]'.",
        ) from error
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare)
        event.listen(made, "begin", _begin)
    else:
        event.listen(made, "begin", _take_turn)
    _probe(made)
    return made


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateConflict(
            "home-not-writable",
            f"Không tạo được thư mục dữ liệu {home}: {error.strerror or error}.",
            hint="Kiểm tra quyền ghi, hoặc đặt VANBAN_HOME tới thư mục khác.",
        ) from error


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


def _take_turn(connection: Any) -> None:
    """Let PostgreSQL have one writer at a time as SQLite has: what is read before it is written stays true."""
    options = connection.get_execution_options()
    if options.get("writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(options['patience'] * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")


def _probe(made: Engine) -> None:
    try:
        with made.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DatabaseError as error:
        made.dispose()
        if made.dialect.name == "sqlite":
            raise explained(error) from error
        raise StateConflict(
            "database-not-there",
            f"Không nối được cơ sở dữ liệu {made.url.host or ''}: {str(error.orig).splitlines()[0]}.",
            hint="Kiểm tra VANBAN_DATABASE_URL và máy chủ cơ sở dữ liệu.",
        ) from error


def migrate(made: Engine) -> None:
    """Bring the tables up to date; costs one small query when they are.

    Raises:
        StateConflict: The database was made by a newer program, or by something else.
    """
    if _version(made) == migrations.HEAD:
        return
    try:
        with made.execution_options(writes=True).begin() as connection:
            migrations.upgrade(connection)
    except OperationalError as error:
        raise (_strange(error) if "already exists" in str(error.orig) else explained(error)) from error
    except (LookupError, DatabaseError) as error:
        raise _strange(error) from error


def _strange(error: Exception) -> StateConflict:
    return StateConflict(
        "database-version",
        f"Cơ sở dữ liệu không khớp với phiên bản phần mềm này ({error}).",
        hint="Dùng phiên bản Vanban mới hơn, hoặc chọn VANBAN_HOME khác.",
    )


class Pulse:
    """Tells states of a database apart: as long as it says the same, nothing was committed, by whichever process.

    SQLite counts for one connection how often others committed (``PRAGMA data_version``); in PostgreSQL two equal
    snapshots see the same rows.

    Args:
        made: The engine of the database.
    """

    def __init__(self, made: Engine) -> None:
        self._engine = made
        self._own: sqlite3.Connection | None = None
        self._lock = Lock()

    def beat(self) -> str:
        """Return what stands for the present state; compare it to what the same object said before, nothing else.

        Raises:
            DatabaseError: The database cannot be read.
        """
        if self._engine.dialect.name != "sqlite":
            with self._engine.connect() as connection:
                return str(connection.exec_driver_sql("SELECT pg_current_snapshot()").scalar())
        with self._lock:
            try:
                self._own = self._own or sqlite3.connect(str(self._engine.url.database), check_same_thread=False)
                return str(self._own.execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error as error:
                raise DatabaseError("PRAGMA data_version", None, error) from error

    def close(self) -> None:
        """Let go of the database."""
        with self._lock, suppress(sqlite3.Error):
            if self._own is not None:
                self._own.close()
                self._own = None


def _version(made: Engine) -> str | None:
    with made.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return version


def explained(error: DatabaseError) -> Exception:
    """Return the error of the product for a failure of the database; a fault of ours stays what it is."""
    reason = str(error.orig)
    if not isinstance(error, OperationalError):
        return error if isinstance(error, (IntegrityError, ProgrammingError, DataError)) else damaged(error)
    if "locked" in reason or "lock timeout" in reason:
        return StateConflict("database-busy", "Cơ sở dữ liệu đang bận.", hint="Chờ lượt ghi khác xong rồi thử lại.")
    return StateConflict(
        "database-not-writable",
        f"Cơ sở dữ liệu không làm được việc này: {reason}.",
        hint="Kiểm tra dung lượng đĩa và quyền ghi của VANBAN_HOME; thay đổi dở dang đã được hủy.",
    )


def damaged(error: DatabaseError) -> StateConflict:
    """Return the error that explains an unreadable database."""
    return StateConflict(
        "database-damaged",
        f"Không mở được cơ sở dữ liệu: {error.orig}.",
        hint="Khôi phục từ bản sao lưu bằng “vanban restore TỆP”, hoặc kiểm tra thiết lập VANBAN_HOME.",
    )
