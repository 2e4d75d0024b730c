"""Dates and issuers as they stand beside an act's number."""

import re
from datetime import date
from typing import Final

_DAY: Final = r"(?P<day>\d{1,2})"
_MONTH: Final = r"(?P<month>\d{1,2})"
_YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d)"
_WORDS: Final = rf"{_DAY}\s+tháng\s+{_MONTH}\s+năm\s+{_YEAR}"
_MARKS: Final = (
    _WORDS.replace("P<", "P<s").replace(r"\s+tháng\s+", r"\s?[/.-]\s?").replace(r"\s+năm\s+", r"\s?[/.-]\s?")
)
_DATE: Final = rf"(?:{_WORDS}|{_MARKS})(?!\d)"
DATE: Final = re.compile(rf"(?:[Nn]gày\s+)?{_DATE}")
BESIDE: Final = re.compile(rf"\s*,?\s*(?:\(\s*)?(?:(?:được\s+)?(?:ký|ban hành|thông qua)\s+)?ngày\s+{_DATE}")

_ISSUER: Final = re.compile(
    r"\s*,?\s+của\s+(?P<issuer>(?:Quốc hội|Chính phủ|Thủ tướng|Phó Thủ tướng|[ỦU][yỷ] ban|UBND|HĐND|Hội đồng"
    r"|Thường trực|Chủ tịch|Bộ|Liên [Bb]ộ|Ban|Bí thư|Tỉnh [ủu][yỷ]|Thành [ủu][yỷ]|Văn phòng|Tổng"
    r"|Ngân hàng|T[òo]à? án|Viện|Thanh tra|Kiểm toán|Sở|Cục|Thống đốc|Trung ương|Đảng|Chủ nhiệm)"
    r"(?!\w)[^\n,;:.()“”\"]{0,120})"
)
_ISSUER_ENDS: Final = re.compile(
    r"\s+(?:và\s+(?![A-ZĐ](?!ghị|hông tư|uyết|uật|iều))|(?:về|quy định|hướng dẫn|ban hành|phê duyệt|sửa đổi|bổ sung"
    r"|hoặc|thì|là|được|đã|có|khóa|khoá|ngày|tại|cho|theo|để|trong|trên|như|nêu|với|đến|từ|do|phải|không|thay thế"
    r"|bãi bỏ|công bố|triển khai|thực hiện|tổ chức|giao|quy|liên quan|yêu cầu|kèm|\d+)(?!\w)).*",
    re.DOTALL,
)


def as_date(found: re.Match[str]) -> date | None:
    """Return the date that :data:`DATE` or :data:`BESIDE` matched; None when there is no such day."""
    parts = found.groupdict()
    year, month, day = (parts[name] or parts[f"s{name}"] for name in ("year", "month", "day"))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def issuer_at(text: str, at: int) -> str | None:
    """Return the issuer written at a position ("… của Bộ Tài chính quy định …"), or None."""
    found = _ISSUER.match(text, at)
    if found is None:
        return None
    return " ".join(_ISSUER_ENDS.sub("", found["issuer"]).split()).rstrip(" -–")
