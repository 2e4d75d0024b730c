"""Answers that are none: blocks, login forms, errors and maintenance notes, whatever code they come with."""

import json
import re
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup

_BLOCKED: Final = re.compile(
    r"Access Denied|Request Rejected|Attention Required|captcha|Just a moment|unusual traffic|support ID is|"
    r"Web Application Firewall|Web Page Blocked|Cloudflare Ray ID|DDoS protection|Checking your browser|"
    r"(?:are|you.re) (?:not a robot|(?:a )?human)|Too Many Requests|Forbidden|"
    r"bị chặn|truy cập (?:của bạn |của quý vị |này )?(?:đã )?bị từ chối|từ chối truy cập|"
    r"không phải (?:là )?(?:robot|người máy)",
    re.IGNORECASE,
)
_BROKEN: Final = re.compile(
    r"Sorry, something went wrong|An error occurred|Server Error in|Runtime Error|Internal Server Error|"
    r"Service (?:Temporarily )?Unavailable|Fatal error|Database (?:error|connection)|Bad Gateway|Gateway Time-?out|"
    r"đang bảo trì|bảo trì hệ thống|có lỗi xảy ra|xảy ra lỗi|HTTP Web Server: (?:IBM|Lotus) .* Exception",
    re.IGNORECASE,
)
# Words that stand in news too: they count only where a page says little else.
_BLOCKED_IN_SHORT: Final = re.compile(
    r"không có quyền|quá nhiều (?:yêu cầu|lượt)|being verified|(?:enable|bật) JavaScript|xác minh", re.IGNORECASE
)
_BROKEN_IN_SHORT: Final = re.compile(
    r"bảo trì|bảo dưỡng|nâng cấp|tạm ngừng|tạm dừng|quá tải|lỗi hệ thống|hệ thống (?:đang )?(?:gặp )?(?:lỗi|sự cố)|"
    r"lỗi kết nối|(?:quay lại|thử lại) sau|internal error|try again later",
    re.IGNORECASE,
)
_GONE: Final = re.compile(
    r"không tìm thấy (?:trang|nội dung|văn bản)|trang (?:\w+ ){0,4}?không tồn tại|văn bản (?:\w+ ){0,3}?không tồn tại|"
    r"(?:(?:tệp|tài liệu|bản ghi|dữ liệu) (?:\w+ ){0,4}?(?:không tồn tại|(?:đã )?bị (?:xóa|xoá|gỡ)))|"
    r"\b404\b(?![/\d])|not found|no longer (?:exists|available)",
    re.IGNORECASE,
)
_LOGIN: Final = re.compile(
    r"(?:vui lòng|phải|cần|yêu cầu|hãy) đăng nhập|phiên (?:làm việc )?(?:đã )?hết hạn|please (?:log|sign) ?in",
    re.IGNORECASE,
)
_LOGIN_HEADING: Final = re.compile(r"đăng nhập|\b(?:log|sign) ?in\b", re.IGNORECASE)
_LOGIN_ADDRESS: Final = re.compile(r"/(?:[\w-]*login|dang-nhap|signin|sso|cas|oauth)\b", re.IGNORECASE)
_SUBSTANCE: Final = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|\bđiều 1\b|nơi nhận|căn cứ (?:luật|nghị|quyết|thông tư)", re.IGNORECASE
)
_MARKUP: Final = re.compile(rb"<[!?a-z]", re.IGNORECASE)
_SCRIPT_GATE: Final = re.compile(r"document\.cookie|location\.(?:reload|href|replace)")
_LOOKED_AT: Final = 5000  # characters of a page
_SHORT: Final = 800  # characters of a page that says one thing only
_FEW_LINKS: Final = 10  # of a page that is a login form; more are a portal with such a form in its head
_ERROR: Final = 20_000  # characters of an error in JSON, with its trace
_TELLS: Final = frozenset({"error", "errors", "message", "code", "status", "statusCode", "success", "exception"})
_START: Final = 500  # bytes that tell what a file is
_MOST: Final = 400_000  # bytes of a page that can be a refusal


def reason(tree: BeautifulSoup, text: str = "", address: str = "") -> str | None:
    """Return why a page is no answer, or None when it is none that we know.

    Args:
        tree: Of the page.
        text: The page as sent, for what is no HTML.
        address: That answered.

    Returns:
        ``source-login``, ``source-blocked``, ``source-error-page`` or ``page-missing``.
    """
    if text.lstrip()[:1] in ("{", "[") and tree.find() is None:
        return _of_json(text)
    words = " ".join(tree.get_text(" ").split())
    heads = " ".join(each.get_text(" ") for each in tree.select("title, h1, h2, h3"))
    short = words if len(words) < _SHORT else heads
    if _is_login(tree, short, heads, address):
        return "source-login"
    if not words:
        return _of_silence(tree, text)
    if _BLOCKED.search(words[:_LOOKED_AT]) or _BLOCKED_IN_SHORT.search(short):
        return "source-blocked"
    if _BROKEN.search(words[:_LOOKED_AT]) or _BROKEN_IN_SHORT.search(short):
        return "source-error-page"
    return "page-missing" if _GONE.search(short) else None


def in_place(tree: BeautifulSoup, text: str, address: str) -> str | None:
    """Return why a page that answers in another's place is none, when it is sure: it asks for a login or is short."""
    if _LOGIN_ADDRESS.search(address):
        return "source-login"
    code = reason(tree, text, address) if len(tree.get_text(" ", strip=True)) < _SHORT else None
    return code if code != "page-missing" else None


def of_file(path: Path, address: str = "") -> str | None:
    """Return why what was sent for a file is none: a short page with a refusal, JSON; None for files of any kind.

    A short page with what every document has is a document, whatever it is about.

    Args:
        path: Of what was sent.
        address: That answered.
    """
    if path.stat().st_size > _MOST:
        return None
    start = _start(path)
    if start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        return _of_small_json(path.read_bytes().decode("utf-8", "replace"))
    if not is_markup(path):
        return None
    text = path.read_bytes().decode("utf-8", "replace")
    tree = BeautifulSoup(text, "html.parser")
    words = " ".join(tree.get_text(" ").split())
    if _SUBSTANCE.search(words) or (len(words) > _SHORT and tree.select_one("form input[type=password]") is None):
        return None
    return reason(tree, text, address)


def is_markup(path: Path) -> bool:
    """Tell whether bytes begin like a page, whatever their server calls them; XML of other kinds is no page."""
    start = _start(path)
    return bool(_MARKUP.match(start)) and not (start.startswith(b"<?xml") and b"<html" not in start.lower())


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_START).lstrip(b"\xef\xbb\xbf \t\r\n")


def _is_login(tree: BeautifulSoup, short: str, heads: str, address: str) -> bool:
    form = tree.select_one("form input[type=password]") is not None and len(tree.select("a[href]")) <= _FEW_LINKS
    asked = _LOGIN.search(short) or _LOGIN_HEADING.search(heads) or _LOGIN_ADDRESS.search(address)
    return form or bool(asked)


def _of_silence(tree: BeautifulSoup, text: str) -> str | None:
    moved = tree.select_one("meta[http-equiv=refresh i]")
    if moved is not None:
        return "source-login" if _LOGIN_ADDRESS.search(str(moved.get("content") or "")) else "source-blocked"
    if _SCRIPT_GATE.search(text):
        return "source-blocked"
    return None if text.strip() else "source-error-page"


def _of_small_json(text: str) -> str | None:
    """JSON in place of a file is an error when it says so; a document in that form says more."""
    try:
        said = json.loads(text) if len(text) < _ERROR else None
    except (ValueError, RecursionError):
        said = None
    return _of_json(text) if isinstance(said, dict) and _TELLS & set(said) else None


def _of_json(text: str) -> str:
    """JSON where a page was asked for is an error in itself; some say which."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    codes = {str(said.get(name)) for name in ("code", "status", "statusCode")} if isinstance(said, dict) else set()
    if codes & {"401"}:
        return "source-login"
    return "source-blocked" if codes & {"403", "429"} else "source-error-page"
