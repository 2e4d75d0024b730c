"""Whether a page is what it should be: a refusal, a login form or an error that answers 200 is never taken for one."""

from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Tag

from registry.errors import SourceFailed
from registry.sources import refusals
from registry.sources.addresses import join, leads
from registry.sources.values import Attachment, Fetch, Page

_MEANING: Final = {
    "source-login": ("trang đòi đăng nhập", "Nguồn không còn công khai; xin quyền của đơn vị quản lý."),
    "source-blocked": ("trang chặn truy cập tự động", "Giảm tốc độ (VANBAN_CRAWL_SECONDS) hoặc xin phép đơn vị."),
    "source-error-page": ("trang báo lỗi dù trả lời mã 200", "Chạy lại sau."),
    "source-changed": ("trang không còn hình dạng quen thuộc", "Sửa tệp mô tả nguồn cho hợp trang mới."),
}
_MOST: Final = 16 << 20  # characters of a page; a law of 500 pages with Word's markup has 5 million
_TAGS: Final = 400_000  # a pair of them costs more than a kilobyte of memory


def soup(page: Page, parser: str = "html.parser") -> BeautifulSoup:
    """Return the tree of a page.

    Args:
        page: As fetched.
        parser: ``html.parser`` keeps the bodies of NukeViet pages, which lxml closes early; chosen by each source.

    Raises:
        SourceFailed: It is far larger than any page of a portal.
    """
    text = page.text
    if len(text) > _MOST or text.count("<") > _TAGS:
        raise SourceFailed(
            "answer-too-large",
            f"Không đọc {page.address[:200]}: trang lớn bất thường ({len(text) >> 20} triệu ký tự).",
            hint="Mở trang để kiểm tra; nếu đúng là văn bản, tải về rồi nạp bằng tệp.",
        )
    tree = BeautifulSoup(text, parser)
    _rebase(tree, page.address)
    return tree


def _rebase(tree: BeautifulSoup, address: str) -> None:
    """Write the links of a page that names another base for them as its readers' browsers follow them."""
    named = tree.select_one("base[href]")
    if named is None:
        return
    base = join(address, str(named["href"]))
    if not base.startswith(("http:", "https:")):
        return
    for name in ("href", "data-href"):
        for link in tree.select(f"a[{name}]"):
            href = str(link[name])
            if leads(href) and href.strip():
                link[name] = join(base, href)


def expect(page: Page, tree: BeautifulSoup, selector: str, what: str) -> None:
    """Make sure that a page holds what every page of its kind holds.

    Args:
        page: As fetched.
        tree: Its tree.
        selector: CSS of something that is always there.
        what: What the page should be, in Vietnamese.

    Raises:
        SourceFailed: It does not; the code says whether it is a block, a login form, an error, a note that there is no
            such page, or something unknown.
    """
    if tree.select_one(selector) is None:
        raise nothing_said(page, tree, what)


def nothing_said(page: Page, tree: BeautifulSoup, what: str) -> SourceFailed:
    """Return the error for a page that holds nothing of what it should: what it is instead, as far as it says."""
    code = refusals.reason(tree, page.text, page.address) or "source-changed"
    return missing(page.asked) if code == "page-missing" else failed(code, page.address, what)


def listed(fetch: Fetch, address: str, selector: str, what: str) -> tuple[Page, BeautifulSoup]:
    """Return a page of a list and its tree, once it holds what every such page holds; see :func:`expect`."""
    page = fetch(address)
    tree = soup(page)
    expect(page, tree, selector, what)
    return page, tree


def attachments(page: Page, part: Tag, selector: str) -> tuple[Attachment, ...]:
    """Return the files that links of a page lead to, each once, named as their addresses end.

    Args:
        page: As fetched.
        part: Of its tree.
        selector: CSS of the links.
    """
    found: dict[str, str] = {}
    for link in part.select(selector):
        href = str(link["href"])
        if not leads(href):
            continue
        found.setdefault(join(page.address, href), href.rpartition("/")[2])
    return tuple(Attachment(address, name) for address, name in found.items())


def instead(page: Page) -> SourceFailed:
    """Return the error for a page that answered in the place of a document's page.

    A login form or a short refusal says what it is; anything else, most often the list, says that it is not there.
    """
    tree = soup(page)
    code = refusals.in_place(tree, page.text, page.address)
    return failed(code, page.asked, "trang của văn bản") if code else missing(page.asked)


def failed(code: str, address: str, what: str) -> SourceFailed:
    """Return the error for a page that is not what it should be.

    Args:
        code: ``source-login``, ``source-blocked``, ``source-error-page`` or ``source-changed``.
        address: Of the page.
        what: What it should be, in Vietnamese.
    """
    reason, hint = _MEANING[code]
    return SourceFailed(code, f"{address[:200]} không phải {what}: {reason}.", hint=hint)


def missing(address: str) -> SourceFailed:
    """Return the error for a document's page that is not there; the run goes on and reports it."""
    return SourceFailed(
        "page-missing",
        f"Không mở được {address[:200]}: trang đã gỡ, hoặc nguồn chuyển sang trang khác.",
        hint="Mở trang để kiểm tra.",
    )
