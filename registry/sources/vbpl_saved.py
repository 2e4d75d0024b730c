"""Pages of the old vbpl.vn saved as files: text, attributes, history and map of one document share its ItemID."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Tag

from registry.numbers import find_numbers
from registry.sources import labels
from registry.sources.shape import expect, soup
from registry.sources.values import Attachment, Fetch, LinkedAct, Page, Row, Told

_SUFFIXES: Final = frozenset({".html", ".htm", ".aspx", ".mht"})
_ITEM: Final = re.compile(r"vbpq-[a-z-]+\.aspx\?(?:[^\"'#]*?&(?:amp;)?)?ItemID=(\d+)", re.IGNORECASE)
_PAGE: Final = "https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID={id}"
_FILE_HOST: Final = "https://bientap.vbpl.vn/"
_DOWNLOAD: Final = re.compile(r"downloadfile\('([^']*)',\s*'([^']*)'\)")
_MARK: Final = "#toanvancontent, .toanvancontent, .vbProperties, .luocdo, .vbLienQuan, .vbInfo, .box-tab-vb"
_SIGNED_BY: Final = "Cơ quan ban hành/ Chức danh / Người ký"
_NOTHING: Final = "Nội dung đang cập nhật"


@dataclass(frozen=True)
class VbplSaved:
    """A folder of saved pages.

    Args:
        folder: Where they are; other files in it are passed over.
    """

    folder: Path

    def discover(self, fetch: Fetch) -> Iterator[Row]:
        """Yield one row for each ItemID; blocked and error pages that were saved by mistake raise."""
        for item, paths in self._items.items():
            for path in paths:
                page = fetch(str(path))
                expect(page, soup(page), _MARK, "trang văn bản của vbpl.vn")
            yield Row(item, str(paths[0]))

    def read(self, page: Page) -> Told:
        """Return what all saved pages of the document say."""
        item = _item(Path(page.path).read_text(encoding="utf-8", errors="replace")) or ""
        found = Told(address=_PAGE.format(id=item))
        for path in self._items.get(item, (page.path,)):
            part = Page(str(path), str(path), path, "")
            found = _joined(found, _told(part))
        return found

    @cached_property
    def _items(self) -> dict[str, tuple[Path, ...]]:
        found: dict[str, tuple[Path, ...]] = {}
        for path in sorted(each for each in self.folder.rglob("*") if each.suffix.lower() in _SUFFIXES):
            text = path.read_text(encoding="utf-8", errors="replace")
            item = _item(text) or path.stem
            found[item] = (*found.get(item, ()), path)
        return found


def _item(text: str) -> str | None:
    """The ItemID of a page: the one that its own tabs repeat most often."""
    counted = Counter(_ITEM.findall(text))
    return counted.most_common(1)[0][0] if counted else None


def _joined(left: Told, right: Told) -> Told:
    names = ("number", "type", "title", "heading", "issuers", "issued", "effective", "expired", "status", "signers")
    filled = {name: getattr(left, name) or getattr(right, name) for name in names}
    return replace(
        left,
        **filled,
        body=left.body or right.body,
        files=tuple(dict.fromkeys((*left.files, *right.files))),
        links=tuple(dict.fromkeys((*left.links, *right.links))),
        issues=(*left.issues, *right.issues),
    )


def _told(page: Page) -> Told:
    tree = soup(page)
    expect(page, tree, _MARK, "trang văn bản của vbpl.vn")
    found = labels.told(_pairs(tree), page.address)
    files = tuple(_files(tree))
    return replace(found, links=tuple(_links(tree)), files=files, body=_body(tree))


def _pairs(tree: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for line in tree.select("div.vbInfo li"):
        label, _, value = line.get_text(" ", strip=True).partition(":")
        yield label, value
    box = tree.select_one("div.vbProperties")
    title = box.select_one("td.title") if box else None
    if title is not None:
        yield "Trích yếu", title.get_text(" ", strip=True)
    for cell in box.select("td.label") if box else ():
        values = [each.get_text(" ", strip=True) for each in cell.find_next_siblings("td")]
        name = cell.get_text(" ", strip=True)
        if name == _SIGNED_BY and len(values) >= 3:
            signed = [values, *_rows_below(cell)]
            yield "Cơ quan ban hành", "; ".join(dict.fromkeys(each[0] for each in signed))
            yield "Người ký", "; ".join(f"{each[1]} {each[2]}".strip() for each in signed)
        elif values and values[0] != "...":
            yield name, values[0]
    for cell in box.select("td[colspan]") if box else ():
        _, found, value = cell.get_text(" ", strip=True).partition("Tình trạng hiệu lực:")
        if found:
            yield "Tình trạng hiệu lực", value


def _rows_below(label: Tag) -> Iterator[list[str]]:
    """Yield the cells of the further rows that a label spans: several signers of one act."""
    row = label.find_parent("tr")
    span = str(label.get("rowspan") or "1")
    below = row.find_next_siblings("tr", limit=int(span) - 1) if row and span.isdigit() and int(span) > 1 else ()
    for each in below:
        values = [cell.get_text(" ", strip=True) for cell in each.select("td")]
        if len(values) >= 3:
            yield values


def _links(tree: BeautifulSoup) -> Iterator[LinkedAct]:
    for box in tree.select("div.luocdo"):
        title = box.select_one("div.title")
        yield from _acts(title, box.select("a"))
    for label in tree.select("div.vbLienQuan td.label"):
        value = label.find_next_sibling("td")
        if isinstance(value, Tag) and _NOTHING not in value.get_text():
            yield from _acts(label, value.select("p.title a, li a"))


def _acts(label: Tag | None, links: list[Tag]) -> Iterator[LinkedAct]:
    name = re.sub(r"\s*[(\[]\s*\d+\s*[)\]]$", "", labels.plain(label.get_text(" ", strip=True))) if label else ""
    for link in links:
        text = labels.plain(link.get_text(" ", strip=True))
        number = next((found.number.written for found in find_numbers(text)), "")
        item = re.search(r"ItemID=(\d+)", str(link.get("href") or ""))
        if text:
            yield LinkedAct(name.rstrip(" :"), number, title=text, key=item[1] if item else "")


def _files(tree: BeautifulSoup) -> Iterator[Attachment]:
    for link in tree.select("a[href*='downloadfile(']"):
        found = _DOWNLOAD.search(str(link["href"]))
        if found:
            yield Attachment(urljoin(_FILE_HOST, found[2]), found[1])


def _body(tree: BeautifulSoup) -> str:
    box = tree.select_one("#toanvancontent, .toanvancontent")
    if box is None:
        return ""
    for inner in box.select("ul.fileAttack, div.vbFile, div.vbLienQuan"):
        inner.decompose()
    return box.decode_contents().strip() if box.get_text(strip=True) else ""
