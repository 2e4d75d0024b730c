"""vanban.chinhphu.vn: documents are known by the ``docid`` of their address, whatever else stands in it.

Further list pages are answers to posted forms, which are not followed: a site description names several lists
(one for each body, type or year) with ``maxresults`` as large as the site allows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from registry.lists.cells import type_name
from registry.sources import labels
from registry.sources.addresses import join
from registry.sources.shape import attachments, expect, instead, listed, soup
from registry.sources.values import Fetch, Page, Row, Told

_LIST: Final = "table[id$=grvDocument]"
_FILES: Final = "a.view-file[href], .bl-doc-file a[href]"


@dataclass(frozen=True)
class VanBan:
    """The document lists of the government's portal.

    Args:
        start: Address of a list.
        more: Addresses of further lists.
    """

    start: str
    more: tuple[str, ...] = ()

    def discover(self, fetch: Fetch) -> Iterator[Row]:
        """Yield the documents of every list."""
        for address in (self.start, *self.more):
            yield from _rows(*listed(fetch, address, _LIST, "danh sách văn bản của Cổng Chính phủ"))

    def read(self, page: Page) -> Told:
        """Return what a detail page says."""
        if key_of(page.address) is None and "://" in page.address:
            raise instead(page)
        tree = soup(page)
        expect(page, tree, "td.col1", "trang chi tiết của Cổng Chính phủ")
        pairs = [
            (label.get_text(" ", strip=True), value.get_text(" ", strip=True))
            for label in tree.select("td.col1")
            if isinstance(value := label.find_next_sibling("td"), Tag)
        ]
        found = labels.told(pairs, page.address)
        return replace(found, type=found.type or type_name(found.title) or "", files=attachments(page, tree, _FILES))


def key_of(address: str) -> str | None:
    """Return the ``docid`` of an address, or None."""
    return parse_qs(urlsplit(address).query).get("docid", [None])[-1]


def _rows(page: Page, tree: BeautifulSoup) -> Iterator[Row]:
    for line in tree.select(f"{_LIST} tr"):
        link = next((a for a in line.find_all("a", href=True) if key_of(join(page.address, str(a["href"])))), None)
        if link is None:
            continue
        address = join(page.address, str(link["href"]))
        pairs = [
            ("Số ký hiệu", _text(line, ".code")),
            ("Ngày ban hành", _text(line, ".issued-date")),
            ("Trích yếu", _text(line, ".substract, .subtract")),
        ]
        told = replace(labels.told(pairs, page.address), files=attachments(page, line, _FILES))
        yield Row(key_of(address) or address, address, told)


def _text(line: Tag, selector: str) -> str:
    found = line.select_one(selector)
    return found.get_text(" ", strip=True) if found else ""
