"""The stages put together: one writer, several readers."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from registry.errors import InputRefused
from registry.ingest.discover import Found, discover
from registry.ingest.keep import Kept, keep
from registry.ingest.lock import alone
from registry.ingest.pool import PARSER, Pool
from registry.ingest.report import IngestReport, OnProgress, Outcome, Progress, refusal, taken
from registry.reading.prepared import READER
from registry.reading.worker import Answer
from registry.store import Registry
from registry.store.intake import Origin


def run(
    registry: Registry,
    paths: Iterable[Path],
    on_progress: OnProgress | None = None,
    *,
    parser: str = PARSER,
    reader: str = READER,
) -> IngestReport:
    """Take in files and folders.

    Args:
        registry: Open.
        paths: Files and folders.
        on_progress: Called after each file.
        parser: ``module:function`` that reads a path.
        reader: Its version; files read by another version are read again.

    Raises:
        BadRequest: A path does not exist.
        StateConflict: Another run is under way, or the store cannot be written.
    """
    with alone(registry.settings.home):
        found, skipped = discover(paths)
        return _Run(registry, on_progress, parser, reader).take_in(found, skipped)


def retry(registry: Registry, ids: Iterable[int], on_progress: OnProgress | None = None) -> IngestReport:
    """Read refused input once more, from its stored bytes where the file itself is gone.

    Args:
        registry: Open.
        ids: Of quarantine records; all when empty.
        on_progress: Called after each file.

    Raises:
        NotKnown: There is no such record.
        StateConflict: Another run is under way.
    """
    with alone(registry.settings.home):
        chosen = registry.lift_quarantine(ids)
        found = [Found(_present(registry, each.source, each.sha256), each.source, each.name) for each in chosen]
        return _Run(registry, on_progress, PARSER, READER).take_in(found, [])


def _present(registry: Registry, source: str, sha256: str | None) -> Path:
    path = Path(source)
    return path if path.is_file() or sha256 is None else registry.original(sha256)


class _Run:
    """State of one run: the journal and what became of each file."""

    def __init__(self, registry: Registry, on_progress: OnProgress | None, parser: str, reader: str) -> None:
        self._registry = registry
        self._on_progress = on_progress
        self._parser = parser
        self._reader = reader
        self._outcomes: list[Outcome] = []
        self._total = 0

    def take_in(self, found: list[Found], skipped: list[Path]) -> IngestReport:
        """Take in the found files; return what was done."""
        started = time.monotonic()
        self._total = len(found)
        journal = self._registry.begin_run([each.source for each in found])
        settings = self._registry.settings
        workers = min(settings.worker_count, len(found))
        with Pool[Origin](workers, settings.read_timeout, settings.read_memory_mb, self._parser) as pool:
            for origin, answer in pool.read(self._to_read(found)):
                self._done(self._store(origin, answer))
        self._outcomes += [Outcome(str(path), "skipped") for path in skipped]
        report = IngestReport(tuple(sorted(self._outcomes, key=lambda each: each.source)), time.monotonic() - started)
        self._registry.end_run(journal, report.counts)
        return report

    def _to_read(self, found: list[Found]) -> Iterator[tuple[Origin, Path, str]]:
        for each in found:
            try:
                kept = keep(self._registry, each, self._reader)
            except InputRefused as refused:
                self._registry.refuse(Origin("", _size(each.path), "", each.source, each.name), refused, self._reader)
                kept = refusal(each.source, refused)
            if isinstance(kept, Kept):
                yield kept.origin, self._registry.originals.place(kept.origin.sha256), each.name
            else:
                self._done(kept)

    def _store(self, origin: Origin, answer: Answer) -> Outcome:
        if isinstance(answer, InputRefused):
            self._registry.refuse(origin, answer, self._reader)
            return refusal(origin.source, answer)
        return taken(origin.source, self._registry.put_reading(answer, origin, self._reader))

    def _done(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        if self._on_progress:
            self._on_progress(Progress(len(self._outcomes), self._total, outcome))


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
