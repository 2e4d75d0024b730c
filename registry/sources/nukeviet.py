"""Sites with the laws module of NukeViet, up to 4.3 (tables) and from 4.4 (rows of div), addresses rewritten or not.

Seen on a real 4.5 site: numbers are stored with entities in them and cut at 50 characters after that encoding; a
document that is hidden or gone answers with a redirect to the list; a page beyond the last one with the first; the
body is wrapped in a paragraph that lxml and html5lib close too early; the page repeats list rows of other documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from registry.document import Issue
from registry.issues import issue
from registry.sources import feeds, labels, paging
from registry.sources.addresses import join, leads
from registry.sources.paging import Listing
from registry.sources.shape import expect, instead, soup
from registry.sources.values import Attachment, Fetch, LinkedAct, Page, Row, Told
from registry.vocabulary import key

PARSER: Final = "html.parser"
_CUT_AT: Final = 50  # characters of the encoded number that the module's column holds
_ENCODED: Final = {
    **dict.fromkeys("/()*[]!=#%^:{}`~\\", 8), "&": 5, '"': 6, "'": 6, "<": 4, ">": 4,
}  # fmt: skip
_TAIL: Final = re.compile(r"&(?:#(?:x[0-9a-fA-F]*)?|[a-z]{0,4})?$")
_ID: Final = re.compile(r"detail/[^/?]*?-?(\d+)(?:/|\.html?)?$")
_NAMES_OF_NUMBER: Final = (
    "Số kí hiệu",
    "Số ký hiệu",
    "Số, ký hiệu",
    "Số, kí hiệu",
    "Số/Ký hiệu",
    "Số hiệu",
    "SỐ KÝ HIỆU",
)
_LISTS: Final = ", ".join(
    (".flex-table-laws", *(f'table:has(th:-soup-contains("{name}"))' for name in _NAMES_OF_NUMBER))
)
_RELATIONS: Final = frozenset(map(key, ("Văn bản thay thế", "Văn bản được thay thế", "Văn bản liên quan")))
_KEEPS: Final = 0.98  # share of the characters between heading and comments that reading the body must find


@dataclass(frozen=True)
class NukeViet:
    """The laws module of one site.

    Args:
        start: Address of its list.
        feeds: Addresses of its RSS feeds and sitemaps, read beside the list.
    """

    start: str
    feeds: tuple[str, ...] = ()

    def discover(self, fetch: Fetch) -> Iterator[Row]:
        """Yield the rows of every list page, then what only the feeds know."""
        listing = Listing(_LISTS, "danh sách văn bản", rows, _further, PARSER)
        yield from paging.documents(fetch, self.start, listing)
        yield from feeds.documents(fetch, self.feeds, identity)

    def read(self, page: Page) -> Told:
        """Return what a detail page says about its document, and nothing of the rows that it repeats below."""
        if identity(page.address) is None:
            raise instead(page)
        tree = soup(page, PARSER)
        expect(page, tree, "h1.lawh3, h3.lawh3", "trang chi tiết văn bản")
        heading = tree.select_one("h1.lawh3, h3.lawh3")
        assert heading is not None
        found = _facts(page, tree)
        body, doubts = _body(tree)
        return replace(
            found,
            heading=labels.plain(heading.get_text(" ", strip=True)),
            title=_intro(heading),
            body=body,
            files=_files(page, tree),
            issues=(*found.issues, *doubts),
        )


def identity(address: str) -> str | None:
    """Return the id of a document in its address, rewritten or not; None when it is no document's page."""
    parts = urlsplit(address)
    operation = parse_qs(parts.query).get("op", [""])[-1]
    found = _ID.search(unquote(parts.path)) or _ID.search(unquote(operation))
    return found[1] if found else None


def is_cut(number: str) -> bool:
    """Tell whether a number fills the column that holds it, entities counted."""
    return sum(_ENCODED.get(letter, 1) for letter in number) >= _CUT_AT or bool(_TAIL.search(number))


def rows(page: Page, tree: BeautifulSoup) -> Iterator[Row]:
    """Yield the documents of a list page."""
    for line in _lines(tree):
        link = _link(line)
        if link is None:
            continue
        address = join(page.address, str(link["href"]))
        number = _number(line, link)
        pairs = [("Ngày ban hành", _cell(line, "c-time", "Ngày ban hành"))]
        said = labels.told(pairs, page.address)
        yield Row(
            key=identity(address) or address,
            address=address,
            told=replace(
                said,
                number=_TAIL.sub("", number),
                cut=is_cut(number),
                title=labels.plain(_cell(line, "c-intro", "")) or labels.plain(str(link.get("title") or "")),
                heading=labels.plain(str(link.get("title") or "")),
            ),
        )


def _lines(tree: BeautifulSoup) -> Iterator[Tag]:
    for table in tree.select(_LISTS):
        yield from table.select(".table-rows:not(.table-head)") or table.find_all("tr")


def _link(line: Tag) -> Tag | None:
    """The link of a row's number: the first one that leads to a document's page and is no download."""
    for link in line.find_all("a", href=True):
        address = str(link["href"])
        if identity(join("http://x/", address)) and "download=" not in address and link.get_text(strip=True):
            return link
    return None


def _number(line: Tag, link: Tag) -> str:
    """Number of a row; where the site has none, the link that was found is that of the title."""
    cell = line.select_one(".c-code")
    if cell is not None and link not in cell.find_all("a"):
        return ""
    text = labels.plain(link.get_text(" ", strip=True))
    return text if "/" in text or text[:1].isdigit() else ""


def _cell(line: Tag, name: str, label: str) -> str:
    """Text of one column: by its class in newer markup, by the shape of its content in tables."""
    cell = line.select_one(f".{name}")
    if cell is not None:
        for hidden in cell.select(".label-name"):
            hidden.decompose()
        return cell.get_text(" ", strip=True)
    texts = [each.get_text(" ", strip=True) for each in line.find_all("td")]
    if label == "Ngày ban hành":
        return next((text for text in texts if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", text)), "")
    return max(texts, key=len, default="")


def _further(page: Page, tree: BeautifulSoup) -> list[str]:
    found = paging.linked(page, tree, ".pagination a[href], .generate_page a[href], a[rel=next]")
    return [address for address in found if "page" in address]


def _facts(page: Page, tree: BeautifulSoup) -> Told:
    pairs: list[tuple[str, str]] = []
    links: list[LinkedAct] = []
    table = tree.select_one("tr.hoatim")
    for line in table.find_parent("table").find_all("tr") if table else ():  # type: ignore[union-attr]
        cells = line.find_all("td")
        if len(cells) < 2:
            continue
        label = labels.plain(cells[0].get_text(" ", strip=True)).rstrip(" :")
        if key(label) in _RELATIONS:
            links += _linked(page, label, cells[1])
        else:
            pairs.append((label, _joined(cells[1])))
    found = labels.told(pairs, page.address)
    number = found.number
    return replace(found, number=_TAIL.sub("", number), cut=bool(number) and is_cut(number), links=tuple(links))


def _joined(cell: Tag) -> str:
    names = [link.get_text(" ", strip=True) for link in cell.find_all("a")]
    return "; ".join(names) if names else cell.get_text(" ", strip=True)


def _linked(page: Page, label: str, cell: Tag) -> Iterator[LinkedAct]:
    for link in cell.find_all("a", href=True):
        number = labels.plain(link.get_text(" ", strip=True))
        title = labels.plain(str(link.get("title") or ""))
        address = join(page.address, str(link["href"]))
        yield LinkedAct(label, _TAIL.sub("", number), address, title, identity(address) or "")


def _intro(heading: Tag) -> str:
    following = heading.find_next_sibling()
    text = following.get_text(" ", strip=True) if isinstance(following, Tag) and following.name == "p" else ""
    return labels.plain(text) or labels.plain(heading.get_text(" ", strip=True))


def _body(tree: BeautifulSoup) -> tuple[str, list[Issue]]:
    heading = next(
        (each for each in tree.select("h2.lawh3, h3.lawh3") if each.get_text(strip=True) == "Nội dung"), None
    )
    if heading is None:
        return "", []
    nodes = list(_until_comments(heading))
    read = sum(len(_letters(each)) for each in nodes)
    held = len("".join(_letters(each) for each in _strings_until_comments(heading)))
    doubts = [issue("body-cut", read=read, held=held)] if read < held * _KEEPS else []
    return "".join(str(each) for each in nodes).strip(), doubts


def _until_comments(heading: Tag) -> Iterator[Tag | NavigableString]:
    for node in heading.next_siblings:
        if isinstance(node, Tag) and _ends(node):
            return
        if isinstance(node, Tag | NavigableString):
            yield node


def _strings_until_comments(heading: Tag) -> Iterator[NavigableString]:
    """Every text between the heading and the comments in the order of the source, however the tree was built."""
    inside = set(map(id, heading.descendants))
    for node in heading.next_elements:
        if isinstance(node, Tag) and _ends(node):
            return
        if isinstance(node, NavigableString) and id(node) not in inside:
            yield node


def _ends(node: Tag) -> bool:
    classes = node.get("class") or ()
    return node.get("id") == "comment" or "laws-download-file" in classes or "lawh3" in classes or "subtitle" in classes


def _letters(node: Tag | NavigableString) -> str:
    text = node.get_text() if isinstance(node, Tag) else str(node)
    return "".join(text.split())


def _files(page: Page, tree: BeautifulSoup) -> tuple[Attachment, ...]:
    found: dict[str, str] = {}
    for link in tree.select(".laws-download-file a[href]"):
        href = str(link["href"])
        if not leads(href) or link.get("data-toggle") == "collapse":
            continue
        name = link.find("strong")
        text = name.get_text(" ", strip=True) if isinstance(name, Tag) else link.get_text(" ", strip=True)
        found.setdefault(join(page.address, href), labels.plain(text))
    return tuple(Attachment(address, name) for address, name in found.items())
