"""Engines by name. Each is imported only when it is asked for."""

from importlib import import_module
from typing import Final, cast

from indexer.engines.base import EngineModule
from registry.errors import BadRequest, MissingTool

NAMES: Final = ("whoosh", "memory", "tantivy", "opensearch")
_EXTRAS: Final = {"tantivy": "tantivy", "opensearch": "opensearchpy", "whoosh": "whoosh"}


def engine_module(name: str) -> EngineModule:
    """Return the module of an engine.

    Args:
        name: One of NAMES.

    Raises:
        BadRequest: There is no such engine.
        MissingTool: Its package is not installed.
    """
    if name not in NAMES:
        raise BadRequest(
            "unknown-engine", f"Không có bộ máy tìm kiếm “{name}”.", hint=f"Chọn một trong: {', '.join(NAMES)}."
        )
    try:
        return cast(EngineModule, import_module(f"indexer.engines.{name}"))
    except ModuleNotFoundError as error:
        if error.name != _EXTRAS.get(name):
            raise
        raise MissingTool(
            "missing-engine",
            f"Bộ máy tìm kiếm “{name}” chưa được cài.",
            hint=f"Cài bằng lệnh: pip install 'vanban[{name}]'.",
        ) from error
