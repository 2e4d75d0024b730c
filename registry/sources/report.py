"""What a crawl did, and where its reports are kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from registry.sources.gather import Problem


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What one run did.

    Args:
        source: Name of the site.
        title: As people know it.
        run: When it began, as the name of its journal.
        state: ``done``, ``bounded`` (a bound was reached; the next run goes on), ``incomplete`` (some pages failed;
            the next run tries them again), ``stopped`` (an error ended it) or ``dry``.
        listed: Documents in the lists.
        taken: Documents whose page or list row was taken in.
        changed: Documents of the registry that were written.
        asked: Requests to the site in this run.
        files: Files by what became of them: ``taken`` or ``refused``.
        doubts: Issue records.
        problems: What could not be fetched or read.
        gone: Keys of documents that an earlier run listed and this one does not.
        keys: Keys of the listed documents.
        to_fetch: In a dry run, the addresses that a run would ask for.
        error: Message of the error that ended it, or an empty string.
        code: Its code.
    """

    source: str
    title: str
    run: str
    state: str
    listed: int = 0
    taken: int = 0
    changed: int = 0
    asked: int = 0
    files: Mapping[str, int] = field(default_factory=dict)
    doubts: int = 0
    problems: tuple[Problem, ...] = ()
    gone: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    to_fetch: tuple[str, ...] = ()
    error: str = ""
    code: str = ""

    @property
    def exit_code(self) -> int:
        """0 when everything that the site lists was read, 1 otherwise."""
        return 0 if self.state in ("done", "dry") and not self.problems else 1


def save(folder: Path, report: CrawlReport) -> None:
    """Keep a report beside its journal."""
    path = folder / f"{report.run}.json"
    written = path.with_suffix(".part")
    written.write_text(json.dumps(as_dict(report), ensure_ascii=False, indent=1), encoding="utf-8")
    written.replace(path)


def load_all(folder: Path) -> list[CrawlReport]:
    """Return the kept reports of a site, oldest first."""
    return [_read(path) for path in sorted(folder.glob("*.json"))]


def as_dict(report: CrawlReport) -> dict[str, Any]:
    """Return a report as plain JSON values."""
    return asdict(report) | {"files": dict(report.files)}


def _read(path: Path) -> CrawlReport:
    values = json.loads(path.read_text(encoding="utf-8"))
    problems = tuple(Problem(**each) for each in values.pop("problems"))
    for name in ("gone", "keys", "to_fetch"):
        values[name] = tuple(values[name])
    return CrawlReport(**values, problems=problems)
