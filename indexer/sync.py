"""The index follows the registry: it reads the outbox and replaces what changed, or is built anew and swapped in."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer import home
from indexer.build import ENGINE, build, extend
from indexer.engines import engine_module
from indexer.home import Manifest
from indexer.names import names
from indexer.shelf import Work
from registry.errors import StateConflict
from registry.records import DocumentRecord
from registry.settings import Settings
from registry.store import Registry
from registry.store.outbox import OutboxRow

BULK: Final = 60
"""Changed documents from which building anew, in several processes, may be quicker than an update."""
MOST_SEGMENTS: Final = 24
"""More segments than this are packed into one by building anew."""
_PAGE: Final = 1000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a run did.

    Args:
        engine: Name of the engine.
        documents: Documents written.
        dropped: Documents taken out.
        rebuilt: True when the index was built anew.
    """

    engine: str
    documents: int
    dropped: int
    rebuilt: bool


def sync(registry: Registry, settings: Settings, on_progress: Progress | None = None) -> SyncReport:
    """Bring the index up to date; builds it when there is none.

    Raises:
        StateConflict: The index was made by another version, or another run is writing it.
        MissingTool: The engine is not installed.
    """
    with home.writing(settings):
        folder = home.current(settings)
        if folder is None:
            return _rebuild(registry, settings, settings.engine, on_progress)
        manifest = home.load(folder)
        _same_engine(manifest, settings)
        changes = {row.document_id: row for row in _changes(registry, manifest.outbox)}
        if not changes:
            return SyncReport(manifest.engine, 0, 0, rebuilt=False)
        if _worth_rebuilding(registry, manifest, len(changes)):
            return _rebuild(registry, settings, manifest.engine, on_progress)
        records = registry.documents(changes)
        last = max(row.seq for row in changes.values())
        _update(registry, folder, manifest, records, set(changes), last)
        return SyncReport(manifest.engine, len(records), len(changes) - len(records), rebuilt=False)


def rebuild(
    registry: Registry, settings: Settings, engine: str | None = None, on_progress: Progress | None = None
) -> SyncReport:
    """Build the index anew beside the old one, then swap.

    Args:
        registry: What to index.
        settings: Where the index lives.
        engine: Name of the engine; the setting's when None.
        on_progress: Called with (done, total) while documents are read.

    Raises:
        StateConflict: Another run is writing the index.
        MissingTool: The engine is not installed.
    """
    with home.writing(settings):
        return _rebuild(registry, settings, engine or settings.engine, on_progress)


def behind(registry: Registry, settings: Settings) -> int | None:
    """Return how many changes the index has not seen, or None when there is no index."""
    folder = home.current(settings)
    if folder is None:
        return None
    return sum(1 for _ in _changes(registry, home.load(folder).outbox))


def _same_engine(manifest: Manifest, settings: Settings) -> None:
    if manifest.engine != settings.engine:
        raise StateConflict(
            "other-engine",
            f"Chỉ mục hiện có thuộc bộ máy “{manifest.engine}”, thiết lập đang chọn “{settings.engine}”.",
            hint=f"Chạy “vanban index rebuild --engine {settings.engine}”.",
        )


def _changes(registry: Registry, after: int) -> Iterator[OutboxRow]:
    while rows := registry.outbox(after, _PAGE):
        yield from rows
        after = rows[-1].seq


def _worth_rebuilding(registry: Registry, manifest: Manifest, changes: int) -> bool:
    known = registry.summary()["documents"]
    return len(manifest.segments) >= MOST_SEGMENTS or (changes >= BULK and changes * 2 > known)


def _rebuild(registry: Registry, settings: Settings, engine: str, on_progress: Progress | None) -> SyncReport:
    engine_module(engine)
    folder = home.fresh(settings, engine)
    last = max((row.seq for row in _changes(registry, 0)), default=0)
    records = registry.documents()
    works = list(_works(registry, records, on_progress))
    try:
        opened, segments, next_pid = build(folder, engine, works, settings.worker_count)
        opened.close()
    except BaseException:
        home.remove(folder)
        raise
    home.save(folder, Manifest(home.stamp(engine), engine, segments, next_pid, last))
    home.publish(settings, folder)
    return SyncReport(engine, len(records), 0, rebuilt=True)


def _update(
    registry: Registry,
    folder: Path,
    manifest: Manifest,
    records: list[DocumentRecord],
    changed: Iterable[int],
    last: int,
) -> None:
    opened = engine_module(manifest.engine).open_index(folder / ENGINE)
    name = f"{len(manifest.segments):06d}-{last}"
    shutil.rmtree(folder / "shelf" / name, ignore_errors=True)
    works = list(_works(registry, records, None))
    try:
        next_pid = extend(folder, opened, name, works, changed, manifest.next_pid)
    finally:
        opened.close()
    home.save(folder, manifest.followed_by(name, next_pid, last))


def _works(registry: Registry, records: list[DocumentRecord], on_progress: Progress | None) -> Iterator[Work]:
    for done, record in enumerate(records, 1):
        held = registry.contents_of(record.id) if record.has_text else None
        lines = names(record)
        if held is None:
            yield Work(record.id, lines, record.title)
        else:
            cited = tuple(sorted(held.cited - {record.number}))
            yield Work(record.id, lines, record.title, held.text, held.provisions, cited)
        if on_progress:
            on_progress(done, len(records))
