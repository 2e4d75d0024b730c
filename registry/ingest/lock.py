"""One writing run at a time."""

from contextlib import AbstractContextManager
from pathlib import Path

from registry.errors import StateConflict
from registry.locks import hold


def alone(home: Path) -> AbstractContextManager[None]:
    """Hold the lock of a home.

    Raises:
        StateConflict: Another process holds it.
    """
    busy = StateConflict("ingest-running", "Một lượt nạp khác đang chạy.", hint="Chờ lượt đó xong rồi chạy lại.")
    return hold(home / "ingest.lock", busy)
