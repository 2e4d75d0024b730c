"""How each source stands: is it being collected, was its last run finished, what did its runs do."""

from dataclasses import dataclass
from datetime import UTC, datetime

from registry.locks import is_held
from registry.settings import Settings
from registry.sources import journal, report
from registry.sources.report import CrawlReport


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands.

    Args:
        running: True while some process collects it.
        unfinished: When the run began that the next one will go on with, or None.
        reports: What its kept runs did, oldest first.
    """

    running: bool
    unfinished: datetime | None
    reports: tuple[CrawlReport, ...]

    @property
    def last(self) -> CrawlReport | None:
        """What its last run did."""
        return self.reports[-1] if self.reports else None


def standing(settings: Settings, name: str) -> Standing:
    """Return how a source stands.

    Args:
        settings: Of the home.
        name: Of the source.
    """
    folder = settings.crawls / name
    last = max(folder.glob("*.jsonl"), default=None)
    running = is_held(folder / journal.LOCK)
    begun = began(last.stem) if last is not None and not running and not journal.finished(last) else None
    return Standing(running, begun, tuple(report.load_all(folder)))


def began(run: str) -> datetime | None:
    """Return when a run began, by the name of its journal."""
    try:
        return datetime.strptime(run, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return None
