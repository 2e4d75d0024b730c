"""Whether a page is what it should be: a refusal, a login form or an error that answers 200 is never taken for one."""

import re
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Tag

from registry.errors import SourceFailed
from registry.sources.addresses import join
from registry.sources.values import Attachment, Fetch, Page

_BLOCKED: Final = re.compile(
    r"Access Denied|Request Rejected|Attention Required|captcha|Just a moment|unusual traffic|support ID is|"
    r"Web Application Firewall|bị chặn|truy cập bị từ chối|Forbidden",
    re.IGNORECASE,
)
_BROKEN: Final = re.compile(
    r"Sorry, something went wrong|An error occurred|Server Error in|Runtime Error|Internal Server Error|"
    r"Service Unavailable|Fatal error|Database (?:error|connection)|đang bảo trì|bảo trì hệ thống|"
    r"có lỗi xảy ra|xảy ra lỗi|HTTP Web Server: (?:IBM|Lotus) .* Exception",
    re.IGNORECASE,
)
_MEANING: Final = {
    "source-login": ("trang đòi đăng nhập", "Nguồn không còn công khai; xin quyền của đơn vị quản lý."),
    "source-blocked": ("trang chặn truy cập tự động", "Giảm tốc độ (VANBAN_CRAWL_SECONDS) hoặc xin phép đơn vị."),
    "source-error-page": ("trang báo lỗi dù trả lời mã 200", "Chạy lại sau."),
    "source-changed": ("trang không còn hình dạng quen thuộc", "Sửa tệp mô tả nguồn cho hợp trang mới."),
}


def soup(page: Page, parser: str = "html.parser") -> BeautifulSoup:
    """Return the tree of a page.

    Args:
        page: As fetched.
        parser: ``html.parser`` keeps the bodies of NukeViet pages, which lxml closes early; chosen by each source.
    """
    return BeautifulSoup(page.text, parser)


def expect(page: Page, tree: BeautifulSoup, selector: str, what: str) -> None:
    """Make sure that a page holds what every page of its kind holds.

    Args:
        page: As fetched.
        tree: Its tree.
        selector: CSS of something that is always there.
        what: What the page should be, in Vietnamese.

    Raises:
        SourceFailed: It does not; the code says whether it is a block, a login form, an error or something unknown.
    """
    if tree.select_one(selector) is None:
        raise failed(_reason(tree), page.address, what)


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
        found.setdefault(join(page.address, href), href.rpartition("/")[2])
    return tuple(Attachment(address, name) for address, name in found.items())


def _reason(tree: BeautifulSoup) -> str:
    text = tree.get_text(" ", strip=True)[:5000]
    if tree.select_one("input[type=password]") is not None:
        return "source-login"
    if _BLOCKED.search(text):
        return "source-blocked"
    return "source-error-page" if _BROKEN.search(text) else "source-changed"


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
