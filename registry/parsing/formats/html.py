"""HTML: the body of a document out of a page, one paragraph or table row per line.

``html.parser`` is used throughout: lxml and html5lib close a paragraph that wraps block elements, as NukeViet writes
them, and lose the body. The text of the region chosen is checked against what the page holds.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from registry.issues import issue
from registry.parsing.footnotes import RULE
from registry.parsing.formats.html_fonts import Fonts, mentions_legacy
from registry.parsing.formats.html_lists import Labels
from registry.parsing.formats.html_notes import Notes
from registry.parsing.limits import MAX_DEPTH, MAX_HTML_BYTES, check_bytes, check_text, refuse, too_deep
from registry.parsing.lines import mend
from registry.parsing.raw import FileKind, Layout, RawDocument
from registry.parsing.recovery import Piece, read_fonts, recover

_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_LOOSE: Final = frozenset(["p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"])
_SKIPPED: Final = frozenset(
    ["script", "style", "head", "noscript", "template", "svg", "nav", "iframe", "object", "button", "select", "title"]
)
_BLOCK: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "center",
        "fieldset",
        "address",
        "body",
        "html",
        "hr",
        "form",
    ]
)
_ANY_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DATA_URI: Final = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=\s]{64,}")
_CELL: Final = re.compile(r"display\s*:\s*table-cell")
_ROW: Final = re.compile(r"display\s*:\s*table(?!-)")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_REGIONS: Final = (
    "#toanvancontent", ".toanvancontent", "#divContentDoc", "div.content1 .cldivContentDocVn", "#vanban_content",
    "article .detail-content", "div.fulltext", "#fulltext", "div#noidung", "[itemprop=articleBody]",
    "article", "main", "#content",
)  # fmt: skip
_CHROME: Final = (
    ".vbFile, .fileAttack, .vbLienQuan, .breadcrumb, .sidebar, .pagination, .share, .comments, #comment, "
    "div[title=header], div[title=footer]"
)
_BLOCKED: Final = re.compile(
    r"Sorry, something went wrong|Access Denied|Request Rejected|Attention Required! \| Cloudflare|captcha|"
    r"An error occurred while processing your request",
    re.IGNORECASE,
)


def read(page: str) -> RawDocument:
    """Read a saved page or fragment: NukeViet laws, vbpl (old pages and new content), gazette sites, or any other.

    Raises:
        InputRefused: It is too large or too deep, is an error page, or has no text.
    """
    check_bytes(page.encode("utf-8", "replace"), MAX_HTML_BYTES * 4)
    page = _DATA_URI.sub("", page)
    check_bytes(page.encode("utf-8", "replace"), MAX_HTML_BYTES)
    _check_depth(page)
    soup = BeautifulSoup(page, "html.parser")
    _refuse_changes(soup)
    out = _Lines()
    _walk(_region(soup), out, Fonts(soup) if mentions_legacy(page) else None)
    found = recover(out.text())
    text = check_text(found.text)
    doubts = tuple(issue("legacy-encoding", encoding=name) for name in sorted(out.met)) or found.issues
    if len(text) < 2000 and _BLOCKED.search(text):
        raise refuse("error-page", "Đây là trang báo lỗi hoặc trang chặn, không phải văn bản.", "Tải lại trang sau.")
    return RawDocument(FileKind.HTML, text, Layout.PARAGRAPHS, _meta(soup), doubts)


def _refuse_changes(soup: BeautifulSoup) -> None:
    """Refuse a page that Word saved with its tracked changes: both what was and what is to be stand in it."""
    if soup.select_one("ins[cite], del[cite], ins[datetime], del[datetime], .msoIns, .msoDel"):
        raise refuse(
            "tracked-changes",
            "Trang còn vết sửa đổi (Track Changes) của Word chưa chấp nhận hay từ chối.",
            "Trong Word: Review > Accept All Changes, lưu lại rồi nạp.",
        )


def _check_depth(page: str) -> None:
    """Refuse tags nested too deep, leaving out those that HTML lets stay open."""
    depth = 0
    for tag in _ANY_TAG.finditer(page):
        name = tag[2].lower()
        if name in _VOID or name in _LOOSE:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            raise too_deep()


def _region(soup: BeautifulSoup) -> Iterable[object]:
    """Return the nodes that hold the document, most particular source first."""
    if soup.select_one("tr.hoatim") and soup.select_one(".lawh3"):
        return _nukeviet(soup)
    if soup.select_one("div.flex-table-laws, ul.listLaw"):
        raise refuse(
            "not-a-document", "Đây là trang danh sách, không phải một văn bản.", "Lưu trang chi tiết của từng văn bản."
        )
    for tag in soup.select(_CHROME):
        tag.decompose()
    whole = soup.body or soup
    least = len(whole.get_text(" ", strip=True)) // 4
    for selector in _REGIONS:
        found = soup.select_one(selector)
        if found and len(found.get_text(" ", strip=True)) > max(least, 200):
            return [found]
    return [whole]


def _nukeviet(soup: BeautifulSoup) -> list[object]:
    """Return the body that NukeViet's laws module writes after its "Nội dung" heading, up to the comments."""
    for heading in soup.select("h2.lawh3, h3.lawh3"):
        if heading.get_text(strip=True) == "Nội dung":
            return list(_until_comments(heading))
    raise refuse(
        "no-text",
        "Trang chỉ có thuộc tính, không có nội dung văn bản.",
        "Tải tệp đính kèm của trang rồi nạp tệp đó.",
    )


def _until_comments(heading: Tag) -> Iterator[object]:
    for node in heading.next_siblings:
        if isinstance(node, Tag) and (
            node.get("id") == "comment"
            or "laws-download-file" in (node.get("class") or ())
            or node.name in ("h2", "h3")
        ):
            return
        yield node


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    link = soup.find("link", rel="canonical")
    meta = {"page_title": title} if title else {}
    if isinstance(link, Tag) and link.get("href"):
        meta["page_address"] = str(link["href"])
    return meta | _labels(soup)


def _labels(soup: BeautifulSoup) -> dict[str, str]:
    """Return the attribute rows of a NukeViet detail page."""
    rows = {}
    table = soup.select_one("table.table tr.hoatim")
    for row in table.parent.find_all("tr", class_="hoatim") if table and table.parent else ():
        cells = row.find_all("td")
        if len(cells) == 2:
            rows[cells[0].get_text(" ", strip=True)] = cells[1].get_text(" ", strip=True)
    return rows


def _walk(nodes: Iterable[object], out: "_Lines", fonts: Fonts | None) -> None:
    """Give paragraphs and table rows to ``out``, one per line, walking without recursion."""
    stack: list[object] = list(reversed(list(nodes)))
    while stack:
        node = stack.pop()
        if isinstance(node, _Close):
            node.apply(out)
        elif isinstance(node, NavigableString):
            if not isinstance(node, Comment) and type(node) is NavigableString:
                out.add(str(node))
        elif isinstance(node, Tag) and not _is_skipped(node):
            font = fonts.of(node) if fonts else ""
            if font:
                out.fonts.append(font)
                stack.append(_Close("font"))
            _open(node, out, stack)


class _Close:
    """What happens when a tag ends."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def apply(self, out: "_Lines") -> None:
        """End a font, a row, a cell or a block."""
        if self.kind == "font":
            out.fonts.pop()
        elif self.kind == "row":
            out.end_row()
        elif self.kind == "cell":
            out.end_cell()
        elif self.kind == "item":
            out.end_block()
            out.label = ""
        elif self.kind == "note":
            out.end_note()
        else:
            out.end_block()


class _Lines:
    """Collects paragraphs; inside a table row the paragraphs of a cell stay on one line.

    ``fonts`` are those that are open, ``met`` the legacy encodings that they stood for, ``label`` what stands before
    the first paragraph of the list item that has begun. Notes are kept apart from the text that goes on around them.
    """

    def __init__(self) -> None:
        self._body: list[str] = []
        self._below: list[str] = []
        self._lines = self._body
        self._around: list[list[list[str]]] | None = None  # rows that are open around a note
        self.notes = Notes()
        self._part: list[Piece] = []
        self._rows: list[list[list[str]]] = []
        self.labels = Labels()
        self.fonts: list[str] = []
        self.met: set[str] = set()
        self.label = ""

    def add(self, text: str) -> None:
        """Add inline text."""
        self._part.append(Piece(text, self.fonts[-1] if self.fonts else ""))

    def end_block(self) -> None:
        """End a paragraph."""
        whole, met = read_fonts(self._part)
        self.met |= {met} - {""}
        text = " ".join(whole.split())
        self._part.clear()
        if text:
            text, self.label = self.label + text, ""
        if text and self._rows:
            self._rows[-1][-1].append(text)
        elif text:
            self._lines.append(text)

    def start_row(self) -> None:
        """Begin a table row."""
        self.end_block()
        self._rows.append([[]])

    def end_cell(self) -> None:
        """End a cell."""
        self.end_block()
        if self._rows:
            self._rows[-1].append([])

    def end_row(self) -> None:
        """End a table row: a layout row becomes paragraphs, a data row one line."""
        self.end_block()
        cells = [cell for cell in self._rows.pop() if cell]
        lines = row_lines(cells)
        if self._rows:
            self._rows[-1][-1].extend(lines)
        else:
            self._lines.extend(lines)

    @property
    def in_note(self) -> bool:
        """Whether a note is open."""
        return self._around is not None

    def start_note(self, mark: str) -> None:
        """Begin a note, which is no part of the row or list item that it may stand in."""
        self.end_block()
        self._around, self._rows = self._rows, []
        self._lines, self.label = self._below, mark

    def end_note(self) -> None:
        """End a note: what follows is text again."""
        self.end_block()
        self._rows, self._around = self._around or [], None
        self._lines, self.label = self._body, ""

    def text(self) -> str:
        """Return everything collected, the notes below a rule."""
        self.end_block()
        return "\n".join([*mend(self._body), *([RULE, *self._below] if self._below else [])])


def row_lines(cells: list[list[str]]) -> list[str]:
    """Return the lines of a table row.

    A row is data, one line with `` | `` between cells, unless it lays out a letterhead or a signature: then each
    paragraph of each cell stands on its own line.
    """
    if len(cells) <= 1 or _is_layout(cells):
        return [line for cell in cells for line in cell]
    return [" | ".join(" ".join(cell) for cell in cells)]


_LAYOUT: Final = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]|^Nơi nhận|^(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐ]|^Số\s*:\s*\S*/"
    r"|^\S.{0,30}, ngày .* tháng .* năm"
)


def _is_layout(cells: list[list[str]]) -> bool:
    return len(cells) <= 3 and any(_LAYOUT.search(line) for cell in cells for line in cell[:4])


def _is_skipped(tag: Tag) -> bool:
    style = tag.get("style")
    return tag.name in _SKIPPED or (isinstance(style, str) and _HIDDEN.search(style) is not None)


def _open(tag: Tag, out: _Lines, stack: list[object]) -> None:
    """Begin a tag: put its end and its children on the stack."""
    style = str(tag.get("style") or "")
    if tag.name == "br":
        out.end_block()
        return
    if tag.name == "a" and (mark := out.notes.mark(tag)):
        out.add(mark)
        return
    if out.in_note and out.notes.is_back(tag):
        return
    opening = None if out.in_note else out.notes.opening(tag)
    if opening:
        out.start_note(opening)
        stack.append(_Close("note"))
    elif tag.name == "tr" or _ROW.search(style):
        out.start_row()
        stack.append(_Close("row"))
    elif tag.name in ("td", "th") or _CELL.search(style):
        out.end_block()
        stack.append(_Close("cell"))
    elif tag.name in _BLOCK:
        out.end_block()
        stack.append(_Close("block"))
        if tag.name == "li":
            out.label += out.labels.of(tag)
            stack.append(_Close("item"))
    elif tag.name == "sup":
        _superscript(tag, out)
        return
    stack.extend(reversed(tag.contents))


def _superscript(tag: Tag, out: _Lines) -> None:
    link = tag.find("a")
    if isinstance(link, Tag) and (mark := out.notes.mark(link)):
        out.add(mark)
        return
    if isinstance(link, Tag) and out.in_note and out.notes.is_back(link):
        return
    text = tag.get_text("", strip=True)
    out.add(f"[{text}]" if text.isdigit() and _linked(tag) else text)


def _linked(tag: Tag) -> bool:
    return tag.find("a") is not None or tag.find_parent("a") is not None
