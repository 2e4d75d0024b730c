"""How the search index is, for a page or a command that watches over it."""

from dataclasses import dataclass
from typing import Final

from indexer import home
from indexer.build import ENGINE
from indexer.engines import engine_module
from registry.errors import VanbanError
from registry.settings import Settings

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
    """

    engine: str
    state: str
    passages: int
    note: str


def health(settings: Settings) -> Health:
    """Open the current index, count its passages and ask its engine; never raises what a person can mend."""
    folder = home.current(settings)
    if folder is None:
        return Health("", "none", 0, "Chưa có chỉ mục tìm kiếm.")
    name = folder.name[:-7]
    try:
        opened = engine_module(home.load(folder).engine).open_index(folder / ENGINE)
        try:
            state = opened.health()
            return Health(name, state, opened.size(), _NOTES[state])
        finally:
            opened.close()
    except VanbanError as error:
        return Health(name, "red", 0, str(error))
