"""Where the index lives: one folder per build, a file that names the current one, and a lock for whoever writes.

::

    index/CURRENT            name of the current build
    index/whoosh-000003/     manifest.json  engine/  shelf/

A build becomes current by replacing CURRENT in one step; readers keep the old one until they look again.
"""

import os
import shutil
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import orjson

from indexer import analysis
from indexer.build import ENGINE
from indexer.engines import engine_module
from registry.errors import StateConflict, VanbanError
from registry.locks import hold
from registry.settings import Settings

FORM: Final = 1
"""Changes whenever the folder's layout changes."""
_CURRENT: Final = "CURRENT"
MANIFEST: Final = "manifest.json"
_REBUILD: Final = "Chạy “vanban index rebuild” để lập lại chỉ mục."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build is made of.

    Args:
        stamp: What wrote it; an index with another stamp is refused.
        engine: Name of the engine.
        segments: Segments of the shelf, oldest first.
        next_pid: Next free passage number.
        outbox: Last change of the registry that it holds.
    """

    stamp: str
    engine: str
    segments: tuple[str, ...]
    next_pid: int
    outbox: int

    def followed_by(self, segment: str, next_pid: int, outbox: int) -> "Manifest":
        """Return the manifest after one more segment."""
        return replace(self, segments=(*self.segments, segment), next_pid=next_pid, outbox=outbox)


def stamp(engine: str) -> str:
    """Return what identifies the form of an index made here and now."""
    return f"form {FORM}, analysis {analysis.VERSION}, {engine_module(engine).capabilities().version}"


def current(settings: Settings) -> Path | None:
    """Return the folder of the current build, or None when there is none."""
    try:
        name = (settings.index / _CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    return settings.index / name


def token(settings: Settings) -> tuple[int, int]:
    """Return a value that changes with every build and update; costs two calls to the system."""
    folder = current(settings)
    if folder is None:
        return 0, 0
    try:
        return hash(folder.name), (folder / MANIFEST).stat().st_mtime_ns
    except FileNotFoundError:
        return 0, 0


def load(folder: Path) -> Manifest:
    """Read the manifest of a build.

    Raises:
        StateConflict: It was written by another version, or it is damaged.
    """
    try:
        facts = orjson.loads((folder / MANIFEST).read_bytes())
        found = Manifest(**{**facts, "segments": tuple(facts["segments"])})
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise StateConflict("broken-index", "Chỉ mục tìm kiếm bị hỏng hoặc dở dang.", hint=_REBUILD) from error
    if found.stamp != stamp(found.engine):
        raise StateConflict(
            "stale-index",
            f"Chỉ mục tìm kiếm do phiên bản khác lập ({found.stamp}; bản này cần {stamp(found.engine)}).",
            hint=_REBUILD,
        )
    return found


def save(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a build in one step."""
    _write(folder / MANIFEST, orjson.dumps(asdict(manifest)))


def fresh(settings: Settings, engine: str) -> Path:
    """Return a folder for a new build."""
    settings.index.mkdir(parents=True, exist_ok=True)
    numbers = [int(path.name[-6:]) for path in settings.index.iterdir() if path.name[-6:].isdigit()]
    return settings.index / f"{engine}-{max(numbers, default=0) + 1:06d}"


def publish(settings: Settings, folder: Path) -> None:
    """Make a build the current one, then remove the others but the one before (a reader may still hold it)."""
    before = current(settings)
    engine_module(folder.name[:-7]).publish(folder / ENGINE)
    _write(settings.index / _CURRENT, folder.name.encode())
    for path in settings.index.iterdir():
        if path.is_dir() and path not in (folder, before):
            remove(path)


def remove(build: Path) -> None:
    """Remove a build, and what its engine keeps elsewhere when that can still be reached."""
    with suppress(VanbanError):
        engine_module(build.name[:-7]).drop(build / ENGINE)
    shutil.rmtree(build, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    waiting = path.with_name(f"{path.name}.new")
    with waiting.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(path)


def writing(settings: Settings, wait: float = 60.0) -> AbstractContextManager[None]:
    """Let one process write at a time; the lock goes with the process.

    Args:
        settings: Where the index is.
        wait: Seconds to wait for another writer.

    Raises:
        StateConflict: Another run is still writing.
    """
    busy = StateConflict("index-busy", "Một lượt chạy khác đang ghi chỉ mục.", hint="Đợi lượt đó xong rồi chạy lại.")
    return hold(settings.index / "LOCK", busy, wait)
