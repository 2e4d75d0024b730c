"""A real PostgreSQL for tests, where its programs are installed: set up in a folder of its own, started, stopped.

VANBAN_POSTGRESQL may name a running server instead (``postgresql://user@host/postgres``, one that may make databases).
"""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from registry.settings import load
from registry.store import Registry

_NUMBERS = count(1)
_TEMPLATE = "vanban_empty"


class NotHereError(Exception):
    """Why there is no server."""


def programs() -> Path:
    """Return the folder of the server's programs.

    Raises:
        NotHereError: They are not installed.
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = [Path(path) for path in [shutil.which("initdb")] if path and Path(path).resolve().name == "initdb"]
    if not debian + found:
        raise NotHereError("PostgreSQL is not installed (Debian: apt install postgresql)")
    return (found or debian)[-1].parent


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a server that may make databases: the one of VANBAN_POSTGRESQL, else one started here.

    Raises:
        NotHereError: Its programs or the driver are not installed, or it does not start.
    """
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise NotHereError("psycopg is not installed (pip install 'vanban[postgresql]')") from error
    if known := os.environ.get("VANBAN_POSTGRESQL"):
        yield known
        return
    with TemporaryDirectory(prefix="vanban-pg-") as folder:
        yield from _started(programs(), Path(folder))


def _started(bin_folder: Path, folder: Path) -> Iterator[str]:
    user = "postgres" if os.geteuid() == 0 and _exists("postgres") else "nobody" if os.geteuid() == 0 else None
    if user:  # the server refuses to run as root
        shutil.chown(folder, user)
    port, data = _free_port(), str(folder / "data")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"

    def run(program: str, *words: str) -> None:
        command = [str(bin_folder / program), "-D", data, *words]
        done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotHereError(f"{program}: {(done.stderr or done.stdout)[-500:]}")

    run("initdb", "-A", "trust", "-U", "vanban", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    run("pg_ctl", "start", "-w", "-o", options, "-l", str(folder / "log"))
    try:
        yield f"postgresql://vanban@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "stop", "-m", "immediate")


def _exists(user: str) -> bool:
    try:
        return bool(pwd.getpwnam(user))
    except KeyError:
        return False


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def databases(address: str, home: Path) -> Iterator[Callable[[], str]]:
    """Give what makes the address of a new empty database each time; all are dropped at the end.

    Args:
        address: Of a server.
        home: A folder for the registry that is opened once, to have the tables made.
    """
    made: list[str] = []
    admin = create_engine(make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")

    def named(name: str) -> str:
        return make_url(address).set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def do(statement: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(statement))

    def new() -> str:
        name = f"vanban_{os.getpid()}_{next(_NUMBERS)}"
        do(f"CREATE DATABASE {name} TEMPLATE {template}")
        made.append(name)
        return named(name)

    template = f"{_TEMPLATE}_{os.getpid()}"
    do(f"CREATE DATABASE {template}")
    made.append(template)
    try:
        Registry.open(load(home=home, database_url=named(template))).close()
        yield new
    finally:
        for name in made:
            do(f"DROP DATABASE {name} WITH (FORCE)")
        admin.dispose()
