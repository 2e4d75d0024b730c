"""Instructions worded in the passive or with the place first, turned into the order that the readers know.

"Khoản 2 Điều 5 được sửa đổi như sau:" -> "sửa đổi Khoản 2 Điều 5 như sau:"; "Tại khoản 2, cụm từ A được thay bằng cụm
từ B" -> "thay thế cụm từ A bằng cụm từ B tại khoản 2"; "đã in là A, nay sửa lại là B" -> a replaced phrase. Quotations
are already lifted out (``⟦n⟧``). Laws until about 2010 are worded so throughout.
"""

import re
from typing import Final

from registry.consolidation.phrasing import MARK, MARKS, VERB, WORDS, spelled

_UNIT: Final = (
    r"(?:tên|tiêu đề|tiểu mục|mục|chương|phần|điều|khoản|điểm|tiết|phụ lục|biểu mẫu|mẫu|biểu|đoạn|khổ"
    r"|gạch đầu dòng|câu)"
)
_VERBS: Final = rf"(?P<verb>{VERB})(?:\s*(?:,|và)\s*{VERB})*"
_UNITS: Final = re.compile(
    rf"^(?P<what>(?:các\s+)?{_UNIT}\s[^⟦\n:;]*?)\s+(?:được\s+{_VERBS}"
    r"(?P<rest>(?:\s+(?:như sau|thành|bằng|vào)|\s*[:.;]|\s*$|\s*⟦).*)"
    rf"|{_VERBS.replace('verb', 'bare')}(?P<follows>\s+như sau\b.*))$",
    re.IGNORECASE | re.DOTALL,
)
_GAINS: Final = re.compile(
    rf"^(?P<where>(?:các\s+)?{_UNIT}\s[^⟦\n:;,]*?)\s+được\s+bổ sung\s+(?:thêm\s+)?"
    rf"(?P<what>(?:các\s+)?{_UNIT}\s[^⟦\n:;]*?)(?P<rest>\s+như sau\b.*|\s*[:⟦].*)$",
    re.IGNORECASE | re.DOTALL,
)
_WORDED_UNIT: Final = re.compile(
    rf"^(?P<verb>{VERB})(?:\s*(?:,|và)\s*{VERB})*\s+(?P<what>(?:các\s+)?{_UNIT}\s[^⟦\n:;]*?)"
    r"(?P<rest>\s+như sau\b.*|\s*[:⟦].*)$",
    re.IGNORECASE | re.DOTALL,
)
_PHRASE: Final = re.compile(
    rf"^(?:các\s+)?(?P<old>{WORDS}\s+{MARKS}[^⟦]*?)[\s,]+(?:nay\s+)?(?:được|thay|sửa)\s*(?:{VERB}(?:\s+lại)?\s*)?"
    rf"(?P<rest>(?:lần lượt\s+|tương ứng\s+)?(?:bằng|thành|là)\s*:?\s*(?:{WORDS}\s+)?{MARK}.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DROPPED: Final = re.compile(
    rf"^(?:các\s+)?(?P<old>{WORDS}\s+{MARKS}[^⟦]*?)\s+được\s+(?:bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)[\s.;]*$", re.IGNORECASE
)
_PLACE_FIRST: Final = re.compile(
    rf"^tại\s+(?P<where>[^⟦\n]*?)\s*[,:]?\s+(?P<rest>(?:{VERB}\s|(?:các\s+)?{WORDS}\s+⟦"
    r"|đã\s+(?:được\s+)?(?:in|viết|ghi)\b).*)$",
    re.IGNORECASE | re.DOTALL,
)
_MISPRINT: Final = re.compile(
    rf"^(?:(?:do\s+)?(?:lỗi\s+)?đã\s+(?:được\s+)?(?:in|viết|ghi)|{WORDS})(?:\s+là)?\s*:?\s*"
    rf"(?P<old>{MARK})(?P<where>[^⟦]*?)[\s,;.]*"
    r"(?:nay\s+)?(?:được\s+|xin\s+)?(?:đính chính|sửa|đọc)(?:\s+lại)?(?:\s+cho\s+đúng)?\s*(?:là|thành)?\s*:?\s*"
    rf"(?:{WORDS}\s+)?(?P<new>{MARK})[\s.;]*$",
    re.IGNORECASE | re.DOTALL,
)
_RENAME: Final = re.compile(r"^đổi\s+(?=tên\b)", re.IGNORECASE)


def active(text: str) -> str:
    """Return an instruction with its verb first; any other text as it is.

    Args:
        text: An instruction without its label, quotations lifted out.
    """
    text = _RENAME.sub("sửa đổi ", spelled(text.strip()))
    if found := _PLACE_FIRST.match(text):
        inner = active(found["rest"]).rstrip(" .;")
        if unit := _WORDED_UNIT.match(inner):
            return _placed(unit["verb"], unit["what"], found["where"], unit["rest"])
        placed = re.search(r"\btại\b", re.split(r"⟦", inner, maxsplit=1)[0]) is not None
        return text if placed else f"{inner} tại {found['where']}"
    if found := _MISPRINT.match(text):
        where = found["where"].strip(" ,;.")
        return f"thay thế cụm từ {found['old']} bằng cụm từ {found['new']} {where}".rstrip()
    if found := _DROPPED.match(text):
        return f"bãi bỏ {found['old']}"
    if found := _PHRASE.match(text):
        return f"thay thế {found['old']} {found['rest']}"
    if found := _GAINS.match(text):
        return _placed("bổ sung", found["what"], found["where"], found["rest"])
    if found := _UNITS.match(text):
        verb, rest = found["verb"] or found["bare"], found["rest"] or found["follows"]
        return f"{verb.lower()} {found['what']}{rest}"
    return text


def _placed(verb: str, what: str, where: str, rest: str) -> str:
    """Say what is done to a unit with its place behind it: "bổ sung" "điểm c" "khoản 2" -> "... điểm c vào khoản 2"."""
    new = verb.lower() == "bổ sung" and not re.search(r"\b(?:vào|sau|trước|cuối)\b", what)
    return f"{verb.lower()} {what} {'vào ' if new else ''}{where}{rest}"
