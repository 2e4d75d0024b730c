"""How the search index is, for a page or a command that watches over it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from indexer import home, sync
from indexer.build import ENGINE, SHELF
from indexer.engines import engine_module
from indexer.shelf import Shelf
from registry.errors import VanbanError
from registry.settings import Settings
from registry.store import Registry

_NOTES: Final = {
    "green": "Chỉ mục đầy đủ.",
    "yellow": "Chỉ mục đầy đủ nhưng thiếu bản sao dự phòng.",
    "red": "Một phần chỉ mục không truy cập được.",
}


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the current index.

    Args:
        engine: Name of the engine; empty when there is no index.
        state: ``green``, ``yellow`` (fewer copies than wanted), ``red`` (cannot answer) or ``none`` (no index).
        passages: Passages in it.
        note: What to tell a person, in Vietnamese.
        documents: Documents in it.
        nodes: Machines of the cluster that holds it; 0 when it lives in a folder of this one.
        behind: Changes of the registry that it has not seen; None when nobody asked the registry.
        updated: When it was last written, in UTC; None when there is none.
        stamp: What wrote it: forms of index and analysis, package and version of the engine.
    """

    engine: str
    state: str
    passages: int
    note: str
    documents: int = 0
    nodes: int = 0
    behind: int | None = None
    updated: datetime | None = None
    stamp: str = ""


def health(settings: Settings, registry: Registry | None = None) -> Health:
    """Open the current index, count what is in it and ask its engine; never raises what a person can mend.

    Args:
        settings: Where the index is.
        registry: What the index should hold; tells how far it is behind.
    """
    folder = home.current(settings)
    if folder is None:
        return Health("", "none", 0, "Chưa có chỉ mục tìm kiếm.")
    try:
        found = _opened(folder)
        return replace(found, behind=sync.behind(registry, settings)) if registry else found
    except VanbanError as error:
        return Health(folder.name[:-7], "red", 0, str(error))


def _opened(folder: Path) -> Health:
    manifest = home.load(folder)
    opened = engine_module(manifest.engine).open_index(folder / ENGINE)
    try:
        standing, passages = opened.health(), opened.size()
    finally:
        opened.close()
    return Health(
        manifest.engine,
        standing.state,
        passages,
        _NOTES[standing.state],
        documents=len(Shelf(folder / SHELF, manifest.segments).title_rows),
        nodes=standing.nodes,
        updated=datetime.fromtimestamp((folder / home.MANIFEST).stat().st_mtime, UTC),
        stamp=manifest.stamp,
    )
