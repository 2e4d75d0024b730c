"""A crawl from beginning to end: gather, check what was expected, take in, report. For pages and commands alike."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from registry.errors import SourceFailed, VanbanError
from registry.files import Originals
from registry.ingest.pool import PARSER
from registry.settings import Settings
from registry.sources import expectations, journal, kinds, report
from registry.sources.client import BoundReachedError, Budget, Client
from registry.sources.gather import FolderGetter, Gathered, Gatherer, OnStep, WebGetter
from registry.sources.intake import Intake
from registry.sources.journal import Journal
from registry.sources.network import Resolve, system_resolve, transport
from registry.sources.pace import Clock, Pace
from registry.sources.report import CrawlReport
from registry.sources.site import FOLDER_KINDS, Site
from registry.sources.values import Source
from registry.store import Registry


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes.

    Args:
        dry: Only read the lists and tell what would be fetched.
        fresh: Begin again even when the last run was not finished.
        max_pages: Requests at most; that of the settings when None.
        max_bytes: Bytes at most; that of the settings when None.
        allow_private: Whether machines inside the house may be asked.
        clock: Time.
        resolve: Gives the addresses of a host.
        parser: ``module:function`` that reads files.
    """

    dry: bool = False
    fresh: bool = False
    max_pages: int | None = None
    max_bytes: int | None = None
    allow_private: bool = False
    clock: Clock = field(default_factory=Clock)
    resolve: Resolve = system_resolve
    parser: str = PARSER


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come.

    Args:
        stage: ``list``, ``page`` or ``read``.
        done: Documents so far.
        total: Documents in all, or 0 while that is not known.
        address: What is worked on.
    """

    stage: str
    done: int
    total: int
    address: str


OnProgress = Callable[[Progress], None]


def run(
    registry: Registry, site: Site, options: Options | None = None, on_progress: OnProgress | None = None
) -> CrawlReport:
    """Collect the documents of a site; each document of its lists enters the registry once.

    Args:
        registry: Open.
        site: Of :func:`registry.sources.site.find`.
        options: How.
        on_progress: Called before each list entry, page and file.

    Raises:
        SourceFailed: The site blocks, asks for a login, fails, or is not what is expected; a report is kept.
        StateConflict: The same site is being collected, or the registry is being written by another run.
    """
    chosen = options or Options()
    folder = registry.settings.crawls / site.name
    if not chosen.dry:
        with journal.alone(folder):
            return _Run(registry, site, chosen, on_progress, folder).whole()
    with tempfile.TemporaryDirectory(prefix="vanban-crawl-") as temporary:
        return _Run(registry, site, chosen, on_progress, Path(temporary)).dry()


def reports(settings: Settings, name: str) -> list[CrawlReport]:
    """Return the kept reports of a site, oldest first."""
    return report.load_all(settings.crawls / name)


class _Run:
    def __init__(
        self, registry: Registry, site: Site, options: Options, on_progress: OnProgress | None, folder: Path
    ) -> None:
        self._registry = registry
        self._site = site
        self._options = options
        self._folder = folder
        self._source: Source = kinds.reader(site)
        self._bodies = Originals(folder / "bodies")
        self._journal = Journal.open(folder, fresh=options.fresh)
        self._client: Client | None = None
        self._get = self._getter()
        self._step = _step(on_progress)
        self._gatherer = Gatherer(site, self._source, self._get, self._step)
        self._report = CrawlReport(site.name, site.title, self._journal.begun, "stopped")

    def whole(self) -> CrawlReport:
        """Gather, check, take in."""
        try:
            gathered, state = self._gather()
            self._take_in(gathered, state)
        except VanbanError as error:
            self._stop(error)
            raise
        finally:
            self._close()
        return self._report

    def dry(self) -> CrawlReport:
        """Read the lists only."""
        try:
            rows = self._gatherer.rows()
            expectations.check_rows(self._site, len(rows))
            addresses = tuple(row.address for row in rows)
            return replace(self._report, state="dry", listed=len(rows), asked=self._get.asked, to_fetch=addresses)
        except BoundReachedError:
            addresses = tuple(row.address for row in self._gatherer.found.values())
            return replace(self._report, state="dry", listed=len(addresses), to_fetch=addresses)
        finally:
            self._close()

    def _getter(self) -> WebGetter | FolderGetter:
        if self._site.kind in FOLDER_KINDS:
            return FolderGetter()
        settings, options = self._registry.settings, self._options
        self._client = Client(
            transport(settings, allow_private=options.allow_private, resolve=options.resolve),
            Pace(settings.crawl_seconds if self._site.seconds is None else self._site.seconds, options.clock),
            Budget(options.max_pages or settings.crawl_max_pages, options.max_bytes or settings.crawl_max_mb << 20),
            self._bodies,
            agent=settings.crawl_agent,
            hosts=self._site.all_hosts,
            max_file=settings.max_file_mb << 20,
            seconds=settings.crawl_timeout,
        )
        before = journal.earlier(self._registry.settings.crawls / self._site.name, self._journal.path)
        return WebGetter(self._client, self._journal, self._bodies, before)

    def _gather(self) -> tuple[list[Gathered], str]:
        gathered: list[Gathered] = []
        try:
            rows = self._gatherer.rows()
            expectations.check_rows(self._site, len(rows))
            for got in self._gatherer.documents(rows):
                gathered.append(got)  # one by one: a bound reached in the middle keeps what came before
        except BoundReachedError:
            return gathered, "bounded"
        self._check(gathered)
        return gathered, "done" if self._gatherer.complete else "incomplete"

    def _check(self, gathered: list[Gathered]) -> None:
        read = [got for got in gathered if got.page is not None]
        expectations.check_pages(self._site, len(gathered), len(read))
        expectations.check_filled(self._site, [got.told for got in read])

    def _take_in(self, gathered: list[Gathered], state: str) -> None:
        intake = Intake(self._registry, self._site, self._source, self._bodies, self._step, parser=self._options.parser)
        changed = intake.take(gathered)
        keys = tuple(self._gatherer.found)
        self._report = replace(
            self._report,
            state=state,
            listed=len(keys),
            taken=len(gathered),
            changed=changed,
            asked=self._get.asked,
            files=dict(intake.files),
            doubts=intake.doubts,
            problems=tuple(self._gatherer.problems),
            gone=self._gone(keys) if state == "done" else (),
            keys=keys,
        )
        report.save(self._folder, self._report)
        if state != "bounded":  # a bounded run goes on; any other looks at the lists afresh
            self._journal.end(state)
            self._prune()

    def _gone(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        before = [each for each in report.load_all(self._folder) if each.state == "done"]
        return tuple(sorted(set(before[-1].keys) - set(keys))) if before else ()

    def _stop(self, error: VanbanError) -> None:
        self._report = replace(
            self._report,
            state="stopped",
            listed=len(self._gatherer.found),
            asked=self._get.asked,
            problems=tuple(self._gatherer.problems),
            error=error.message,
            code=error.code,
        )
        report.save(self._folder, self._report)
        if isinstance(error, SourceFailed) and error.code == "source-changed":
            self._journal.end("stopped")

    def _prune(self) -> None:
        kept = journal.prune(self._folder)
        for sha256 in self._bodies.all():
            if sha256 not in kept:
                self._bodies.discard(sha256)

    def _close(self) -> None:
        self._journal.close()
        if self._client is not None:
            self._client.close()


def _step(on_progress: OnProgress | None) -> OnStep:
    def step(stage: str, done: int, total: int, address: str) -> None:
        if on_progress is not None:
            on_progress(Progress(stage, done, total, address))

    return step
