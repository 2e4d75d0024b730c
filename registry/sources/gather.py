"""First half of a crawl: all that the site shows, as pages on the disk and what they tell. Writes no document."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

from registry.document import Issue
from registry.errors import SourceFailed
from registry.files import Originals, hash_file
from registry.issues import issue
from registry.lists.columns import label_of
from registry.numbers import find_numbers, parse_number
from registry.sources import refusals, shape
from registry.sources.addresses import clean
from registry.sources.client import Client
from registry.sources.journal import Entry, Journal
from registry.sources.site import Site
from registry.sources.values import Attachment, Page, Row, Source, Told

OnStep = Callable[[str, int, int, str], None]
_NO_ANSWER: Final = frozenset({"source-login", "source-blocked", "source-error-page", "source-changed"})
_REFUSED: Final = frozenset({"source-login", "source-blocked"})
_REFUSALS: Final = 3  # pages in a row that refuse us before the run stops; a single one may be closed to all
_PATIENCE: Final = 5  # pages in a row that fail before the run gives up for now
_FILE_NAME: Final = re.compile(r"\.(?:pdf|docx?|rtf|zip|rar|tiff?)$", re.IGNORECASE)
_COMPARED: Final = ("number", "issued")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be fetched or read."""

    address: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """One document of a site.

    Args:
        row: As listed.
        told: What list and page tell together, without the body.
        page: Its page, or None when it could not be had.
        files: Its attachments with their bytes, None where they could not be had.
        has_body: True when the page holds the text.
    """

    row: Row
    told: Told
    page: Page | None = None
    files: tuple[tuple[Attachment, Page | None], ...] = ()
    has_body: bool = False


class Getter(Protocol):
    """Gives the page at an address."""

    def __call__(self, address: str) -> Page:
        """Return the page.

        Raises:
            SourceFailed: It cannot be had.
        """
        ...

    def forget(self, address: str) -> None:
        """Ask for this address again next time."""
        ...


class WebGetter:
    """Asks a site, each address once a run, and remembers the answers on the disk."""

    def __init__(self, client: Client, journal: Journal, bodies: Originals, before: dict[str, Entry]) -> None:
        self._client = client
        self._journal = journal
        self._bodies = bodies
        self._before = before
        self.asked = 0

    def __call__(self, address: str) -> Page:
        """Return the page, from this run's journal when it was asked already."""
        entry = self._journal.get(address)
        if entry is None or (entry.sha256 and not self._bodies.place(entry.sha256).is_file()):
            entry = self._client.get(address, self._known(address))
            self._journal.add(entry)
            self.asked += 1
        if not entry.sha256:
            raise shape.missing(address)
        place = self._bodies.place(entry.sha256)
        return Page(address, entry.address, place, entry.sha256, entry.media_type, entry.charset, entry.name)

    def _known(self, address: str) -> Entry | None:
        """The answer of an earlier run, when its body is still there."""
        before = self._before.get(address)
        return before if before is not None and self._bodies.place(before.sha256).is_file() else None

    def forget(self, address: str) -> None:
        """Ask for this address again next time: what it answered was no answer."""
        self._journal.forget(address)


class FolderGetter:
    """Opens saved files; an address is the path of a file."""

    asked = 0

    def __call__(self, address: str) -> Page:
        """Return the file as a page."""
        path = Path(address)
        if not path.is_file():
            raise shape.missing(address)
        return Page(address, address, path, hash_file(path), name=path.name)

    def forget(self, address: str) -> None:
        """Nothing is remembered."""


class Gatherer:
    """Collects the documents of one site."""

    def __init__(self, site: Site, source: Source, get: Getter, step: OnStep) -> None:
        self._site = site
        self._source = source
        self._get = get
        self._step = step
        self.problems: list[Problem] = []
        self.complete = True
        self.found: dict[str, Row] = {}

    def rows(self) -> list[Row]:
        """Return every document of the lists once, in the order of the site; a fuller row of the same one wins.

        Raises:
            SourceFailed: A list could not be read.
        """
        for row in self._guarded_rows():
            known = self.found.get(row.key)
            if known is None:
                self._step("list", len(self.found) + 1, 0, row.address)
            if known is None or (row.told.number and not known.told.number):
                self.found[row.key] = row
        return list(self.found.values())

    def _guarded_rows(self) -> Iterable[Row]:
        gone: list[str] = []
        last = ""

        def fetch(address: str) -> Page:
            nonlocal last
            last = address
            try:
                return self._get(address)
            except SourceFailed:
                gone.append(address)
                raise

        try:
            yield from self._source.discover(fetch)
        except SourceFailed:  # also of a page before the last one: it may have been away for a moment
            for address in {*gone, last}:
                self._get.forget(address)
            raise

    def documents(self, rows: list[Row]) -> Iterable[Gathered]:
        """Yield each document with its page and files.

        Raises:
            SourceFailed: The site blocks us, fails again and again, or shows none of its documents.
        """
        failures = refused = strange = 0
        for at, row in enumerate(rows, start=1):
            self._step("page", at, len(rows), row.address)
            found, error = self._document(row)
            failures = 0 if error is None or error.code == "page-missing" else failures + 1
            refused = refused + 1 if error is not None and error.code in _REFUSED else 0
            strange += error is not None and error.code in _NO_ANSWER
            if error is not None and (refused >= _REFUSALS or failures >= _PATIENCE or strange == len(rows)):
                raise error
            yield found

    def _document(self, row: Row) -> tuple[Gathered, SourceFailed | None]:
        try:
            page = self._get(row.address)
            told = self._read(page)
        except SourceFailed as error:
            self._note(row.address, error)
            doubt = issue("page-missing", address=row.address)
            files, doubts = self._files(row.told)
            listed = completed(replace(row.told, files=(), issues=(*row.told.issues, doubt, *doubts)))
            return Gathered(row, listed, None, files), error
        both = merged(row, told)
        files, doubts = self._files(both)
        lean = replace(both, body="", issues=(*both.issues, *doubts))
        return Gathered(row, lean, page, files, bool(told.body)), None

    def _read(self, page: Page) -> Told:
        try:
            return self._source.read(page)
        except SourceFailed as error:
            if error.code in _NO_ANSWER:
                self._get.forget(page.asked)
            raise

    def _note(self, address: str, error: SourceFailed) -> None:
        self.problems.append(Problem(address, error.code, error.message))
        self.complete = self.complete and error.code == "page-missing"

    def _files(self, told: Told) -> tuple[tuple[tuple[Attachment, Page | None], ...], list[Issue]]:
        found: list[tuple[Attachment, Page | None]] = []
        doubts = []
        for file in told.files:
            if self._is_elsewhere(file.address):
                doubts.append(issue("attachment-elsewhere", address=file.address))
                continue
            try:
                found.append((file, self._file(file.address)))
            except SourceFailed as error:
                self._note(file.address, error)
                found.append((file, None))
                doubts.append(issue("attachment-missing", name=file.name or "không tên", address=file.address))
        return tuple(found), doubts

    def _file(self, address: str) -> Page:
        """Return the bytes of an attachment; a redirect to a page of the site says that there is none.

        A login form or an error in place of the file is no file: it is asked for again next time.
        """
        page = self._get(address)
        if "://" not in address:
            return page
        if page.address != clean(address) and not _is_file(page):
            raise shape.missing(address)
        code = refusals.of_file(page.path, page.address)
        if code is not None:
            self._get.forget(address)
            raise shape.missing(address) if code == "page-missing" else shape.failed(code, address, "tệp đính kèm")
        return page

    def _is_elsewhere(self, address: str) -> bool:
        return "://" in address and urlsplit(address).hostname not in self._site.all_hosts


def _is_file(page: Page) -> bool:
    """Tell whether what a redirect led to is a file: by its name and its bytes, for servers call files anything."""
    if page.name or _FILE_NAME.search(urlsplit(page.address).path):
        return True
    return not refusals.is_markup(page.path)


def merged(row: Row, told: Told) -> Told:
    """Return what the page tells, completed from the list where it is silent; where they differ, both are named."""
    doubts = [
        issue("page-differs", field=label_of(name).lower(), row=getattr(row.told, name), page=getattr(told, name))
        for name in _COMPARED
        if getattr(row.told, name) and getattr(told, name) and getattr(row.told, name) != getattr(told, name)
    ]
    filled = {
        name: getattr(told, name) or getattr(row.told, name)
        for name in ("number", "type", "title", "heading", "issuers", "issued", "effective", "expired", "status")
    }
    cut = told.cut if told.number else row.told.cut
    known = {file.address: file for file in (*told.files, *row.told.files)}
    both = replace(told, **filled, cut=cut, files=tuple(known.values()), issues=(*told.issues, *doubts))
    return completed(both)


def completed(told: Told) -> Told:
    """Return a cut number in full where heading or title states it; else leave it as it is."""
    if not told.cut:
        return told
    for where, text in (("tiêu đề trang", told.heading), ("trích yếu", told.title)):
        for found in find_numbers(text):
            if continues(told.number, found.number.canonical):
                full = found.number.canonical
                doubt = issue("number-completed", cut=told.number, number=full, where=where)
                return replace(told, number=full, cut=False, issues=(*told.issues, doubt))
    return told


def continues(cut: str, full: str) -> bool:
    """Tell whether a number is what a cut one was before it was cut."""
    parsed = parse_number(cut)
    start = parsed.canonical if parsed else cut
    return full.startswith((start, cut))
