"""A list of several pages, from its first to its last: each once, whatever the order in which links lead to them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup

from registry.errors import SourceFailed
from registry.sources.addresses import join, leads
from registry.sources.shape import expect, failed, soup
from registry.sources.values import Fetch, Page

_NOTHING_MORE: Final = re.compile(
    r"(?:không|chưa) (?:có|tìm thấy|tồn tại) (?:\w+ ){0,2}?(?:văn bản|dữ liệu|bản ghi|kết quả|thông tin)", re.IGNORECASE
)
_SHORT: Final = 3000  # characters of a page that says nothing else


@dataclass(frozen=True, slots=True)
class Listing:
    """What the pages of one list look like.

    Args:
        selector: CSS of something that every page has.
        what: What the pages are, in Vietnamese.
        further: Gives the addresses of further pages that a page leads to, each once.
        parser: Of the trees.
    """

    selector: str
    what: str
    further: Callable[[Page, BeautifulSoup], list[str]]
    parser: str = "html.parser"


def pages(fetch: Fetch, start: str, listing: Listing) -> Iterator[tuple[Page, BeautifulSoup]]:
    """Yield the pages of a list and their trees.

    Documents go while a list is being read, and its last pages with them: pages that are gone, or say that they hold
    nothing, end a list. The first page, and any page before one that holds rows, must be a list.

    Args:
        fetch: Gives the page at an address.
        start: Address of the first page.
        listing: What they look like.

    Raises:
        SourceFailed: A page is not what it should be.
    """
    waiting, met, seen = [start], {start}, set[str]()
    over: SourceFailed | None = None
    while waiting:
        address = waiting.pop(0)
        try:
            page = fetch(address)
        except SourceFailed as error:
            if error.code != "page-missing" or not seen:
                raise
            over = over or error
            continue
        if page.address in seen:  # beyond the last page some sites answer with the first
            continue
        tree = soup(page, listing.parser)
        if seen and tree.select_one(listing.selector) is None and _says_nothing(tree):
            over = over or failed("source-changed", page.address, listing.what)
            continue
        expect(page, tree, listing.selector, listing.what)
        if over is not None:
            raise over
        seen.add(page.address)
        yield page, tree
        fresh = [each for each in listing.further(page, tree) if each not in met and each not in seen]
        met.update(fresh)
        waiting += fresh


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


def _says_nothing(tree: BeautifulSoup) -> bool:
    text = " ".join(tree.get_text(" ").split())
    return len(text) < _SHORT and bool(_NOTHING_MORE.search(text))
