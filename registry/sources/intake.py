"""Second half of a crawl: files are read and bound to their documents, then what the pages tell is recorded."""

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Final

from registry.document import Issue
from registry.errors import InputRefused
from registry.files import Originals
from registry.ingest.lock import alone
from registry.ingest.pool import PARSER, Pool
from registry.issues import issue
from registry.reading.prepared import READER, Reading
from registry.reading.worker import Answer
from registry.sources import binding
from registry.sources.binding import Said, Verdict
from registry.sources.gather import Gathered, OnStep
from registry.sources.site import Site
from registry.sources.statements import Settled, address_of, with_relations
from registry.sources.values import Page, Source
from registry.store import Registry
from registry.store.intake import Origin

_BATCH: Final = 200
_MEDIA: Final = {"pdf": "application/pdf", "html": "text/html", "doc": "application/msword"}


@dataclass(slots=True)
class _File:
    """One file of a document on its way in."""

    origin: Origin
    page: Page
    reading: Reading | None = None
    known: Said | None = None
    refusal: InputRefused | None = None


@dataclass(slots=True)
class _Work:
    """One document whose files are being read."""

    got: Gathered
    files: list[_File] = field(default_factory=list)
    waiting: int = 0


class Intake:
    """Takes gathered documents into the registry."""

    def __init__(
        self, registry: Registry, site: Site, source: Source, bodies: Originals, step: OnStep, parser: str = PARSER
    ) -> None:
        self._registry = registry
        self._site = site
        self._source = source
        self._bodies = bodies
        self._step = step
        self._parser = parser
        self._shared: frozenset[str] = frozenset()
        self.files: Counter[str] = Counter()
        self.doubts = 0

    def take(self, gathered: list[Gathered]) -> int:
        """Take in documents; return how many were written or changed.

        Args:
            gathered: In the order of the site.

        Raises:
            StateConflict: Another run is writing, or the store cannot be written.
        """
        with alone(self._registry.settings.home):
            self._shared = _shared(gathered)
            settled = self._settle_all(gathered)
            said = list(with_relations(self._site, settled))
            self.doubts = sum(len(each.issues) for each in said)
            return sum(self._registry.put_statements(said[at : at + _BATCH]) for at in range(0, len(said), _BATCH))

    def _settle_all(self, gathered: list[Gathered]) -> list[Settled]:
        """Look at the files of every document; a document is settled when the last of its files has been read."""
        settled: dict[str, Settled] = {}
        settings = self._registry.settings
        count = sum(len(got.files) + got.has_body for got in gathered)
        workers = max(1, min(settings.worker_count, count))
        with Pool[tuple[_Work, _File]](workers, settings.read_timeout, settings.read_memory_mb, self._parser) as pool:
            for (work, file), answer in pool.read(self._to_read(gathered, settled)):
                _answered(file, answer)
                work.waiting -= 1
                if not work.waiting:
                    settled[work.got.row.key] = self._settle(work)
        return [settled[got.row.key] for got in gathered]

    def _to_read(
        self, gathered: list[Gathered], settled: dict[str, Settled]
    ) -> Iterator[tuple[tuple[_Work, _File], Path, str]]:
        for at, got in enumerate(gathered, start=1):
            self._step("read", at, len(gathered), got.row.address)
            work = _Work(got, list(self._files(got)))
            fresh = [file for file in work.files if not self._remembered(file)]
            work.waiting = len(fresh)
            if not fresh:
                settled[got.row.key] = self._settle(work)
            for file in fresh:
                yield (work, file), file.page.path, file.origin.name

    def _files(self, got: Gathered) -> Iterator[_File]:
        if got.page is not None and got.has_body:
            yield self._file(self._body(got, got.page), address_of(got), f"{got.row.key.rpartition('/')[2]}.html")
        for attachment, page in got.files:
            if page is not None:
                yield self._file(page, attachment.address, page.name or attachment.name or "tep-dinh-kem")

    def _body(self, got: Gathered, page: Page) -> Page:
        """The text of a page as a file of its own: the rest of the page changes with every visit."""
        told = self._source.read(page)
        made = (
            f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{escape(got.told.heading)}</title>'
            f'<link rel="canonical" href="{escape(address_of(got))}"></head>\n<body>\n{told.body}\n</body></html>\n'
        )
        stored = self._bodies.keep_stream(io.BytesIO(made.encode()))
        return Page(page.asked, page.address, stored.path, stored.sha256, "text/html", "utf-8")

    def _file(self, page: Page, address: str, name: str) -> _File:
        suffix = name.rpartition(".")[2].lower()
        media = page.media_type or _MEDIA.get(suffix, "application/octet-stream")
        return _File(Origin(page.sha256, page.path.stat().st_size, media, address, name), page)

    def _remembered(self, file: _File) -> bool:
        """Tell whether a file need not be read, with what is known of it filled in."""
        said = self._registry.said("machine", file.origin.sha256)
        if said is not None and self._registry.known(file.origin, READER) is not None:
            file.known = Said(said.number, said.issuers, said.issued, substance=True)
            return True
        file.refusal = self._registry.refused_before(file.origin, READER)
        return file.refusal is not None

    def _settle(self, work: _Work) -> Settled:
        """Store the files that are the document; set the others aside, each with its reason."""
        usable = [file for file in work.files if file.refusal is None]
        verdicts = [self._judge(work.got, file) for file in usable]
        settled = Settled(work.got)
        for file, verdict, taken in zip(usable, verdicts, binding.chosen(verdicts), strict=True):
            if taken:
                settled = self._bind(settled, file)
            else:
                _set_aside(work.got, file, verdict)
        refused = [file for file in work.files if file.refusal is not None]
        for file in refused:
            self._refuse(file)
        return replace(settled, issues=(*settled.issues, *map(_doubt, refused)))

    def _bind(self, settled: Settled, file: _File) -> Settled:
        """Store a file as the text of its document; what it states corrects what its page lacks, cuts or mistakes."""
        said = self._stated(file)
        got, doubts = _numbered(settled.got, said, file.origin.name)
        self.files["taken"] += 1
        if file.reading is not None:
            self._registry.originals.keep(file.page.path)
            reading = binding.bound(file.reading, got.told, self._site.province, address_of(got))
            self._registry.put_reading(reading, file.origin, READER)
        differs = said.issued is not None and got.told.issued is not None and said.issued != got.told.issued
        issuers, disagree = binding.issuers_stated(got.told, said, self._site.province)
        return Settled(
            got,
            (*settled.issues, *doubts, *disagree),
            said.issued if differs else settled.meant,
            issuers or settled.issuers,
        )

    @staticmethod
    def _stated(file: _File) -> Said:
        """What the file states now, or what its reading stated before."""
        if file.reading is not None:
            return binding.said_by(file.reading)
        assert file.known is not None
        return file.known

    def _judge(self, got: Gathered, file: _File) -> Verdict:
        verdict = binding.judge(got.told, self._stated(file), self._site.province)
        return Verdict.EMPTY if verdict is Verdict.SILENT and file.origin.sha256 in self._shared else verdict

    def _refuse(self, file: _File) -> None:
        assert file.refusal is not None
        self.files["refused"] += 1
        if self._registry.refused_before(file.origin, READER) is None:
            self._registry.originals.keep(file.page.path)
            self._registry.refuse(file.origin, file.refusal, READER)


def _set_aside(got: Gathered, file: _File, verdict: Verdict) -> None:
    name = file.origin.name
    if verdict is Verdict.FOREIGN:
        theirs = (file.known.number if file.known else file.reading.header.number if file.reading else "") or "?"
        file.refusal = InputRefused(
            "attachment-foreign",
            f"Trang {got.row.address} là của văn bản {got.told.number}, nhưng tệp {name} ghi số {theirs}.",
            hint="Nếu tệp đúng là một văn bản khác cần có, chọn thử lại để nạp nó như văn bản riêng.",
        )
    else:
        file.refusal = InputRefused(
            "attachment-unclear",
            f"Tệp {name} của văn bản {got.told.number or got.told.title} không ghi số ký hiệu.",
            hint="Mở tệp để xem; nếu là bản chính, chọn thử lại.",
        )


def _answered(file: _File, answer: Answer) -> None:
    if isinstance(answer, InputRefused):
        file.refusal = answer
    else:
        file.reading = answer


def _numbered(got: Gathered, said: Said, name: str) -> tuple[Gathered, tuple[Issue, ...]]:
    """Return the document with the number that its own file states, where the page lacks or cuts it."""
    told, number = got.told, said.number
    if not number or (told.number and not (told.cut and len(number) > len(told.number))):
        return got, ()
    if told.number:
        doubt = issue("number-completed", cut=told.number, number=number, where=f"tệp {name}")
    else:
        doubt = issue("number-from-file", number=number, name=name)
    return replace(got, told=replace(told, number=number, cut=False)), (doubt,)


def _doubt(file: _File) -> Issue:
    assert file.refusal is not None
    code = file.refusal.code if file.refusal.code.startswith("attachment-") else "attachment-refused"
    return issue(code, name=file.origin.name, reason=file.refusal.message)


def _shared(gathered: Iterable[Gathered]) -> frozenset[str]:
    """Hashes of the files that several documents offer: a form or a leaflet, and the text of none of them."""
    users: dict[str, set[str]] = defaultdict(set)
    for got in gathered:
        for _, page in got.files:
            if page is not None:
                users[page.sha256].add(got.row.key)
    return frozenset(sha256 for sha256, keys in users.items() if len(keys) > 1)
