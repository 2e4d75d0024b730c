"""Locks that outlive no process: the system lets go of a file's lock however its holder ends."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from registry.errors import StateConflict

_BETWEEN: Final = 0.05  # seconds between two tries


@contextmanager
def hold(path: Path, busy: StateConflict, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock of a file, which is made with its folder where it is absent.

    Args:
        path: The file; its content does not matter.
        busy: What to tell when another process keeps the lock.
        wait: Seconds to wait for it.

    Raises:
        StateConflict: ``busy``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as handle:
        deadline = time.monotonic() + wait
        while not take(handle):
            if time.monotonic() >= deadline:
                raise busy
            time.sleep(_BETWEEN)
        yield


def is_held(path: Path) -> bool:
    """Tell whether a living process holds the lock of a file."""
    try:
        with path.open("r+b") as handle:
            return not take(handle)
    except FileNotFoundError:
        return False


def take(file: IO[bytes]) -> bool:
    """Take the lock of an open file for as long as it stays open; tell whether it was free."""
    try:
        import fcntl
    except ModuleNotFoundError:
        return _take_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _take_on_windows(file: IO[bytes]) -> bool:
    import msvcrt

    try:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    except OSError:
        return False
    return True
