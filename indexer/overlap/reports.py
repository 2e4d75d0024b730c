"""The report of the last run, kept beside the database so that pages can say what was set aside."""

from dataclasses import asdict
from pathlib import Path

import orjson

from indexer.overlap.values import OverlapReport
from registry.settings import Settings


def write(settings: Settings, report: OverlapReport) -> None:
    """Keep a report in place of the last one; readers see the old or the new one, never half of either."""
    path = _path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(orjson.dumps(asdict(report), option=orjson.OPT_INDENT_2))
    unfinished.replace(path)


def last_report(settings: Settings) -> OverlapReport | None:
    """Return the report of the last run, or None when there was none."""
    path = _path(settings)
    if not path.is_file():
        return None
    return OverlapReport(**orjson.loads(path.read_bytes()))


def _path(settings: Settings) -> Path:
    return settings.home / "overlap.json"
