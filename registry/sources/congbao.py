"""congbao.chinhphu.vn, the Official Gazette: lists and RSS, facts in a box of named rows, text in PDF only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bs4 import BeautifulSoup

from registry.lists.cells import type_name
from registry.numbers import find_numbers
from registry.sources import feeds, labels, paging
from registry.sources.addresses import join, leads
from registry.sources.paging import Listing
from registry.sources.shape import expect, instead, soup
from registry.sources.values import Attachment, Fetch, Page, Row, Told

_KEY: Final = re.compile(r"/van-ban/[^/?]*?-(\d+)(?:/\d+)?\.htm")
_DAYS: Final = re.compile(r"(Ban hành|Hiệu lực)(?:\s+từ)?\s*:?\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})", re.IGNORECASE)
_FILES: Final = "[data-contentvanban=loadtep] a.itemtep[data-href], a[href*='/tai-ve-van-ban']"


@dataclass(frozen=True)
class CongBao:
    """The gazette's list.

    Args:
        start: Address of a list.
        feeds: RSS feeds, read beside it.
    """

    start: str
    feeds: tuple[str, ...] = ()

    def discover(self, fetch: Fetch) -> Iterator[Row]:
        """Yield the documents of the list and its further pages, then those of the feeds."""
        listing = Listing(".list-newspaper, a.sapo", "danh sách của Công báo", _rows, _further)
        yield from paging.documents(fetch, self.start, listing)
        yield from feeds.documents(fetch, self.feeds, key_of)

    def read(self, page: Page) -> Told:
        """Return what a detail page says."""
        if key_of(page.address) is None and "://" in page.address:
            raise instead(page)
        tree = soup(page)
        expect(page, tree, "span.name, div.ngayban", "trang chi tiết của Công báo")
        heading = tree.select_one("h1")
        title = labels.plain(heading.get_text(" ", strip=True)) if heading else ""
        found = labels.told(_pairs(tree), page.address)
        return replace(
            found,
            type=found.type or type_name(title) or "",
            heading=title,
            title=found.title.rstrip("."),
            files=_files(page, tree),
        )


def key_of(address: str) -> str | None:
    """Return the id of a document in its address, or None."""
    found = _KEY.search(address)
    return found[1] if found else None


def _rows(page: Page, tree: BeautifulSoup) -> Iterator[Row]:
    for link in tree.select("a.sapo[href]"):
        address = join(page.address, str(link["href"]))
        title = labels.plain(link.get_text(" ", strip=True))
        box = link.find_parent(class_="list-newspaper") or link.parent
        day = box.select_one(".days") if box else None
        pairs = [("Ngày ban hành", day.get_text(" ", strip=True).rpartition(":")[2])] if day else []
        number = next((found.number.written for found in find_numbers(title)), "")
        told = labels.told(pairs, page.address)
        told = replace(told, number=number, type=type_name(title) or "", heading=title, title=title)
        yield Row(key_of(address) or address, address, told)


def _further(page: Page, tree: BeautifulSoup) -> list[str]:
    return paging.linked(page, tree, ".pagination a[href], .paging a[href], a[rel=next]")


def _pairs(tree: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for name in tree.select("div.row > span.name"):
        value = name.find_next_sibling(class_="value")
        if value is not None:
            parts = value.select(".child-value") or [value]
            yield name.get_text(" ", strip=True), "; ".join(each.get_text(" ", strip=True) for each in parts)
    line = tree.select_one("div.ngayban")
    for label, value in _DAYS.findall(line.get_text(" ") if line else ""):
        yield ("Ngày ban hành" if label.lower() == "ban hành" else "Ngày có hiệu lực"), value


def _files(page: Page, tree: BeautifulSoup) -> tuple[Attachment, ...]:
    found: dict[str, str] = {}
    for link in tree.select(_FILES):
        address = str(link.get("data-href") or link.get("href") or "")
        if address and leads(address):
            found.setdefault(join(page.address, address), labels.plain(link.get_text(" ", strip=True)))
    return tuple(Attachment(address, name) for address, name in found.items())
