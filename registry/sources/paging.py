"""A list of several pages, from its first to its last: each once, whatever the order in which links lead to them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup

from registry.errors import SourceFailed
from registry.sources import refusals
from registry.sources.addresses import join, leads
from registry.sources.shape import expect, failed, soup
from registry.sources.values import Fetch, Page, Row

_NOTHING_MORE: Final = re.compile(
    r"(?:không|chưa) (?:có|tìm thấy|tồn tại) (?:\w+ ){0,2}?(?:văn bản|dữ liệu|bản ghi|kết quả|thông tin)", re.IGNORECASE
)
_SHORT: Final = 3000  # characters of a page that says nothing else
_STALE: Final = 3  # pages in a row that name no further document: their links lead in a circle without an end
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Listing:
    """What the pages of one list look like.

    Args:
        selector: CSS of something that every page has.
        what: What the pages are, in Vietnamese.
        rows: Gives the documents that a page names.
        further: Gives the addresses of further pages that a page leads to, each once.
        parser: Of the trees.
    """

    selector: str
    what: str
    rows: Callable[[Page, BeautifulSoup], Iterable[Row]]
    further: Callable[[Page, BeautifulSoup], list[str]]
    parser: str = "html.parser"


def documents(fetch: Fetch, start: str, listing: Listing) -> Iterator[Row]:
    """Yield the documents of a list; one that two of its pages name comes twice.

    Documents go while a list is being read, and its last pages with them: pages that are gone, or say that they hold
    nothing, end a list. The first page, and any page before one that holds rows, must be a list.

    Args:
        fetch: Gives the page at an address.
        start: Address of the first page.
        listing: What they look like.

    Raises:
        SourceFailed: A page is not what it should be.
    """
    keys, stale = set[str](), 0
    reading = _Reading(fetch, start, listing)
    while reading.waiting and stale < _STALE:
        found = reading.next()
        if found is None:
            continue
        rows = list(listing.rows(*found))
        yield from rows
        fresh = {row.key for row in rows} - keys
        keys |= fresh
        stale = 0 if fresh else stale + 1


class _Reading:
    """The pages of one list: which wait, which were read, which are gone."""

    def __init__(self, fetch: Fetch, start: str, listing: Listing) -> None:
        self._fetch = fetch
        self._listing = listing
        self.waiting = [start]
        self._met = {start}
        self._read: dict[str, str] = {}
        self._gone: list[tuple[str, SourceFailed]] = []

    def next(self) -> tuple[Page, BeautifulSoup] | None:
        """Return the next page and its tree; None when it was read already or is gone.

        Raises:
            SourceFailed: It is no list, or a page before it was gone.
        """
        address = self.waiting.pop(0)
        try:
            page = self._fetch(address)
        except SourceFailed as error:
            self._without(address, error)
            return None
        if page.address in self._read:  # beyond the last page some sites answer with the first
            return None
        tree = soup(page, self._listing.parser)
        if self._read and tree.select_one(self._listing.selector) is None and _says_nothing(page, tree):
            self._without(address, failed("source-changed", page.address, self._listing.what), sure=True)
            return None
        expect(page, tree, self._listing.selector, self._listing.what)
        self._read[page.address] = address
        self._check_gap()
        fresh = [each for each in self._listing.further(page, tree) if each not in self._met]
        self._met.update(fresh)
        self.waiting += [each for each in fresh if each not in self._read]
        return page, tree

    def _without(self, address: str, error: SourceFailed, *, sure: bool = False) -> None:
        if not self._read or not (sure or error.code == "page-missing"):
            raise error
        self._gone.append((address, error))
        self._check_gap()

    def _check_gap(self) -> None:
        """Links to the last page stand before those to the pages between: what counts is the number of a page."""
        for gone, error in self._gone:
            if any(_is_behind(read, gone) for read in self._read.values()):
                raise error


def _is_behind(read: str, gone: str) -> bool:
    """Tell whether one page of a list comes after another by the numbers in their addresses."""
    numbers, others = ([int(each) for each in _NUMBER.findall(address)] for address in (read, gone))
    return _NUMBER.sub("0", read) == _NUMBER.sub("0", gone) and numbers > others


def linked(page: Page, tree: BeautifulSoup, selector: str) -> list[str]:
    """Return the addresses that links of a page lead to, each once, in order.

    Args:
        page: As fetched.
        tree: Of the page.
        selector: CSS of the links.
    """
    hrefs = (str(link.get("href") or "#") for link in tree.select(selector))
    found = dict.fromkeys(join(page.address, href) for href in hrefs if leads(href))
    return [address for address in found if leads(address)]


def _says_nothing(page: Page, tree: BeautifulSoup) -> bool:
    text = " ".join(tree.get_text(" ").split())
    if len(text) >= _SHORT or not _NOTHING_MORE.search(text):
        return False
    return refusals.reason(tree, page.text, page.address) in (None, "page-missing")
