"""Provincial gazettes on IBM Domino, as Sơn La's: documents are known by a UNID of 32 hexadecimal digits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from registry.lists.cells import type_name
from registry.sources import labels
from registry.sources.addresses import join
from registry.sources.shape import attachments, expect, instead, listed, soup
from registry.sources.values import Fetch, Page, Row, Told

_KEY: Final = re.compile(r"(?:ParentUNID=|nsf/)([0-9A-Fa-f]{32})")
_LIST: Final = "a.kyhieu, span.doc-notation, #total"
_WHAT: Final = "danh sách của Công báo tỉnh"
_FILES: Final = "a[href*='$file'], a[href*='$FILE']"
_PER_PAGE: Final = 30
_SAID_BY: Final = re.compile(r"^\S.*? của ((?:Thường trực |Chủ tịch )?.+)$")


@dataclass(frozen=True)
class Domino:
    """A gazette's list.

    Args:
        start: Address of its first page.
    """

    start: str

    def discover(self, fetch: Fetch) -> Iterator[Row]:
        """Yield the documents of the list; its length is printed on the first page."""
        first, tree = listed(fetch, self.start, _LIST, _WHAT)
        yield from _rows(first, tree)
        for number in range(2, _pages(tree) + 1):
            yield from _rows(*listed(fetch, _numbered(self.start, number), _LIST, _WHAT))

    def read(self, page: Page) -> Told:
        """Return what the page of attributes says."""
        if key_of(page.address) is None and "://" in page.address:
            raise instead(page)
        tree = soup(page)
        expect(page, tree, "th + td, td + td", "trang thuộc tính văn bản")
        pairs = [
            (label.get_text(" ", strip=True), value.get_text(" ", strip=True))
            for label in tree.select("tr > th, tr > td:first-child")
            if isinstance(value := label.find_next_sibling("td"), Tag)
        ]
        return replace(labels.told(pairs, page.address), files=attachments(page, tree, _FILES))


def key_of(address: str) -> str | None:
    """Return the UNID of an address, or None."""
    found = _KEY.search(address)
    return found[1].upper() if found else None


def _pages(tree: BeautifulSoup) -> int:
    total = tree.select_one("#total")
    digits = re.sub(r"\D", "", (total.get_text() or str(total.get("value") or "")) if total else "")
    return ceil(int(digits) / _PER_PAGE) if digits else 1


def _numbered(address: str, number: int) -> str:
    """The address of another page: ``page`` replaced, the flag that opens a Domino view kept as it is."""
    parts = urlsplit(address)
    flag, _, rest = parts.query.partition("&")
    pairs = [(name, value) for name, value in parse_qsl(rest, keep_blank_values=True) if name != "page"]
    query = "&".join(filter(None, (flag, urlencode([*pairs, ("page", str(number))]))))
    return urlunsplit(parts._replace(query=query))


def _rows(page: Page, tree: BeautifulSoup) -> Iterator[Row]:
    for link in tree.find_all("a", href=True):
        href = str(link["href"])
        if "ParentUNID=" not in href or key_of(href) is None:
            continue
        line = link.find_parent("tr") or link
        notation, kind = line.select_one(".doc-notation, a.kyhieu"), line.select_one(".doc-cate")
        if notation is None:
            continue
        address = join(page.address, href).replace("NoiDung?", "ThuocTinh?")
        told = labels.told(_pairs(line, notation), page.address)
        told = replace(told, files=attachments(page, line, _FILES))
        if kind is not None:
            told = _kind(told, labels.plain(kind.get_text(" ", strip=True)), link)
        yield Row(str(key_of(href)), address, told)


def _pairs(line: Tag, notation: Tag) -> Iterator[tuple[str, str]]:
    yield "Số ký hiệu", re.sub(r"^\s*số\s*:?\s*", "", notation.get_text(" ", strip=True), flags=re.IGNORECASE)
    for label, selector in (("Trích yếu", ".excerpt"), ("Hiệu lực từ", ".w-effect"), ("Tình trạng", ".effecting")):
        found = line.select_one(selector)
        if found is not None:
            yield label, found.get_text(" ", strip=True).rpartition(":")[2]
    first = line.find("td")
    if isinstance(first, Tag) and re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", first.get_text(strip=True)):
        yield "Ngày ban hành", first.get_text(strip=True)


def _kind(told: Told, kind: str, link: Tag) -> Told:
    """Type and issuer stand in one phrase before the number, the title behind it."""
    issuer = _SAID_BY.match(kind)
    whole = labels.plain(link.get_text(" ", strip=True))
    title = whole.partition(told.number)[2].strip() if told.number else whole
    return replace(
        told, type=type_name(kind) or "", issuers=(issuer[1],) if issuer else (), title=told.title or title.rstrip(".")
    )
