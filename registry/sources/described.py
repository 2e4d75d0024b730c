"""A site that a YAML file describes by selectors, so that a province adds its own portal without code."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bs4 import BeautifulSoup
from bs4.element import Tag

from registry.errors import BadRequest
from registry.lists.columns import label_of
from registry.sources import feeds, labels, paging
from registry.sources.addresses import join, leads
from registry.sources.paging import Listing
from registry.sources.shape import expect, instead, nothing_said, soup
from registry.sources.values import Attachment, Fetch, LinkedAct, Page, Row, Told

_NO_SELECTORS: Final = frozenset({"parser", "key", "verb", "inbound"})


@dataclass(frozen=True)
class Described:
    """A described site.

    Args:
        start: Address of its list.
        feeds: RSS feeds and sitemaps, read beside it.
        shape: As data/schema/source.json says.
    """

    start: str
    feeds: tuple[str, ...]
    shape: Mapping[str, Any]

    def discover(self, fetch: Fetch) -> Iterator[Row]:
        """Yield the documents of the list and of the pages that its ``next`` leads to, then those of the feeds."""
        yield from paging.documents(fetch, self.start, self._listing())
        yield from feeds.documents(fetch, self.feeds, self._feed_key)

    def read(self, page: Page) -> Told:
        """Return what a detail page says."""
        detail = self.shape["detail"]
        if "key" in self.shape["list"] and self._feed_key(page.address) is None:
            raise instead(page)
        tree = self._tree(page)
        expect(page, tree, detail["mark"], "trang chi tiết văn bản")
        pairs = [*_fields(tree, detail.get("fields", {})), *_labelled(tree, detail.get("labels", {}))]
        body = tree.select_one(detail["body"]) if "body" in detail else None
        files = tuple(_files(page, tree, detail.get("files")))
        if not (any(value for _, value in pairs) or files or (body is not None and body.get_text(strip=True))):
            raise nothing_said(page, tree, "trang chi tiết văn bản")
        return replace(
            labels.told(pairs, page.address),
            body=body.decode_contents() if body is not None and body.get_text(strip=True) else "",
            files=files,
            links=tuple(_links(page, tree, detail.get("relations", {}))),
        )

    def _listing(self) -> Listing:
        return Listing(self.shape["list"]["row"], "danh sách văn bản", self._rows, self._further, self._parser)

    def _tree(self, page: Page) -> BeautifulSoup:
        return soup(page, self._parser)

    @property
    def _parser(self) -> str:
        return str(self.shape.get("parser", "html.parser"))

    def _rows(self, page: Page, tree: BeautifulSoup) -> Iterator[Row]:
        told = self.shape["list"]
        for line in tree.select(told["row"]):
            link = line.select_one(told["link"])
            if link is not None and link.get("href"):
                address = join(page.address, str(link["href"]))
                said = labels.told(_fields(line, told.get("fields", {})), page.address)
                yield Row(self._feed_key(address) or address, address, said)

    def _further(self, page: Page, tree: BeautifulSoup) -> list[str]:
        selector = self.shape["list"].get("next")
        return paging.linked(page, tree, selector) if selector else []

    def _feed_key(self, address: str) -> str | None:
        pattern = self.shape["list"].get("key")
        found = re.search(pattern, address) if pattern else None
        return found[1] if found else None


def checked(start: str, feeds_: tuple[str, ...], shape: Mapping[str, Any]) -> Described:
    """Return the reader of a described site whose selectors and expression make sense.

    Args:
        start: Address of its list.
        feeds_: RSS feeds and sitemaps.
        shape: As data/schema/source.json says.

    Raises:
        BadRequest: A selector or the expression of ``key`` cannot be understood, or there is no shape at all.
    """
    if not shape:
        raise _wrong("shape", "thiếu phần shape")
    empty = BeautifulSoup("", "html.parser")
    for name, selector in _selectors(shape):
        try:
            empty.select(selector)
        except Exception as error:  # the selector library's error has no public base class
            raise _wrong(name, f"bộ chọn CSS không hiểu được: {selector}") from error
    try:
        groups = re.compile(shape["list"].get("key", "()")).groups
    except re.error as error:
        raise _wrong("list.key", "biểu thức không hiểu được") from error
    if groups != 1:
        raise _wrong("list.key", "biểu thức cần đúng một nhóm trong ngoặc")
    return Described(start, feeds_, shape)


def _selectors(shape: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in shape.items():
        where = f"{above}.{name}".strip(".")
        if name in _NO_SELECTORS or where == "relations":
            continue
        if isinstance(value, str):
            yield where, value
        else:
            yield from _selectors(value, where)


def _wrong(where: str, reason: str) -> BadRequest:
    return BadRequest("source-file", f"Mô tả nguồn sai ở {where}: {reason}.", hint="Xem docs/sources.md.", field=where)


def _fields(part: Tag, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field, selector in fields.items():
        found = part.select_one(selector)
        if found is not None:
            yield label_of(field), found.get_text(" ", strip=True)


def _labelled(tree: Tag, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for line in tree.select(told["row"]) if told else ():
        label, value = line.select_one(told["label"]), line.select_one(told["value"])
        if label is not None and value is not None:
            yield label.get_text(" ", strip=True), value.get_text(" ", strip=True)


def _files(page: Page, tree: Tag, selector: str | None) -> Iterator[Attachment]:
    for link in tree.select(selector) if selector else ():
        if leads(str(link.get("href") or "#")):
            address = join(page.address, str(link["href"]))
            yield Attachment(address, labels.plain(link.get_text(" ", strip=True)) or address.rpartition("/")[2])


def _links(page: Page, tree: Tag, told: Mapping[str, str]) -> Iterator[LinkedAct]:
    for line in tree.select(told["row"]) if told else ():
        label = line.select_one(told["label"])
        for link in line.select(told["link"]) if label is not None else ():
            text = labels.plain(link.get_text(" ", strip=True))
            yield LinkedAct(
                labels.plain(label.get_text(" ", strip=True)).rstrip(" :") if label else "",
                text,
                join(page.address, str(link["href"])) if link.get("href") else "",
                labels.plain(str(link.get("title") or "")),
            )
