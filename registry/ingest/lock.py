"""One writing run at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from registry.errors import StateConflict


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the lock of a home; the system lets go of it however the process ends.

    Raises:
        StateConflict: Another process holds it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / "ingest.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StateConflict(
                "ingest-running", "Một lượt nạp khác đang chạy.", hint="Chờ lượt đó xong rồi chạy lại."
            ) from error
        yield
