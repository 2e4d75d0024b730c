"""The stages put together: one writer, several readers."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from registry.errors import InputRefused
from registry.ingest.discover import Found, discover
from registry.ingest.keep import Kept, keep, keep_part
from registry.ingest.lock import alone
from registry.ingest.pool import PARSER, Pool
from registry.ingest.report import IngestReport, OnProgress, Outcome, Progress, refusal, taken
from registry.ingest.substance import refused, says_nothing
from registry.ingest.twins import Twins
from registry.ingest.unpack import is_document, place, unpacked
from registry.reading.prepared import READER
from registry.reading.worker import Answer
from registry.records import QuarantineRecord
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
        found = {again.source: again for again in (again_at(registry, each) for each in chosen)}
        return _Run(registry, on_progress, PARSER, READER).take_in([*found.values()], [])


def again_at(registry: Registry, record: QuarantineRecord) -> Found:
    """Return where refused input is now: its file, its stored bytes, or the archive that it could not be taken from."""
    path = Path(record.source)
    if not path.is_file() and record.sha256 is not None:
        path = registry.original(record.sha256)
    archive = Path(record.source.partition("!")[0])
    if not path.is_file() and archive.is_file():
        return Found(archive, str(archive), archive.name)
    return Found(path, record.source, record.name)


class _Run:
    """State of one run: the journal and what became of each file."""

    def __init__(self, registry: Registry, on_progress: OnProgress | None, parser: str, reader: str) -> None:
        self._registry = registry
        self._on_progress = on_progress
        self._parser = parser
        self._reader = reader
        self._twins = Twins(registry, ())
        self._outcomes: list[Outcome] = []
        self._skipped: list[Outcome] = []
        self._waiting: list[Origin] = []
        self._total = 0

    def take_in(self, found: list[Found], skipped: list[Path]) -> IngestReport:
        """Take in the found files; return what was done."""
        started = time.monotonic()
        self._total = len(found)
        journal = self._registry.begin_run([each.source for each in found])
        settings = self._registry.settings
        self._twins = Twins(self._registry, [each.source for each in found])
        workers = settings.worker_count if any(map(_may_hold_many, found)) else min(settings.worker_count, len(found))
        with Pool[Origin](workers, settings.read_timeout, settings.read_memory_mb, self._parser) as pool:
            for origin, answer in pool.read(self._to_read(found)):
                if not self._put_off(origin, answer):
                    self._done(self._store(origin, answer))
            for origin, answer in pool.read(self._late()):
                self._done(self._store(origin, answer))
        self._skipped += [Outcome(str(path), "skipped") for path in skipped]
        outcomes = sorted(self._outcomes + self._skipped, key=lambda each: each.source)
        report = IngestReport(tuple(outcomes), time.monotonic() - started)
        self._registry.end_run(journal, report.counts)
        return report

    def _to_read(self, found: list[Found]) -> Iterator[tuple[Origin, Path, str]]:
        for each in found:
            with unpacked(each) as parts:
                if not parts:
                    yield from self._one(each, partial(keep, self._registry, each, self._reader))
                    continue
                documents = [part for part in parts if is_document(part)]
                self._total += len(documents) - 1
                others = [place(each, part).source for part in parts if not is_document(part)]
                self._skipped += [Outcome(source, "skipped") for source in others]
                for part in documents:
                    inside = place(each, part)
                    yield from self._one(inside, partial(keep_part, self._registry, part, inside, self._reader))

    def _one(self, found: Found, keeping: Callable[[], Outcome | Kept]) -> Iterator[tuple[Origin, Path, str]]:
        """Keep one file; yield it when it has to be read."""
        try:
            kept = keeping()
        except InputRefused as reason:
            self._registry.refuse(Origin("", _size(found.path), "", found.source, found.name), reason, self._reader)
            kept = refusal(found.source, reason)
        if isinstance(kept, Kept):
            yield kept.origin, self._registry.originals.place(kept.origin.sha256), found.name
        else:
            self._done(kept)

    def _store(self, origin: Origin, answer: Answer) -> Outcome:
        if isinstance(answer, InputRefused):
            self._registry.refuse(origin, answer, self._reader)
            return refusal(origin.source, answer)
        if answer.header.number is None:
            answer = self._twins.numbered(answer, origin.source)
        if says_nothing(answer):
            self._registry.refuse(origin, refused(), self._reader)
            return refusal(origin.source, refused())
        return taken(origin.source, self._registry.put_reading(answer, origin, self._reader))

    def _put_off(self, origin: Origin, answer: Answer) -> bool:
        """Tell whether a file without a number has to wait until the file of the same name beside it is stored."""
        waits = not isinstance(answer, InputRefused) and answer.header.number is None and self._twins.has(origin.source)
        if waits:
            self._waiting.append(origin)
        return waits

    def _late(self) -> Iterator[tuple[Origin, Path, str]]:
        """Yield what was put off; it is read once more, so that no reading has to be held meanwhile."""
        for origin in self._waiting:
            yield origin, self._registry.originals.place(origin.sha256), origin.name

    def _done(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        if self._on_progress:
            self._on_progress(Progress(len(self._outcomes), self._total, outcome))


def _may_hold_many(found: Found) -> bool:
    return found.name.lower().endswith((".zip", ".eml"))


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
