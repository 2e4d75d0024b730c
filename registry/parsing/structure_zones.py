"""Where the body of a document ends: at the signature, or at the authentication of a consolidated text."""

import re
from collections.abc import Sequence
from typing import Final

from registry.parsing.footnotes import RULE
from registry.parsing.structure_labels import Label, Level, ordinal
from registry.text import UPPER, is_capitals

_OFFICE: Final = (
    r"(?:PHÓ |QUYỀN |NGUYÊN )?(?:TỔNG |THỨ )?(?:BỘ TRƯỞNG|TRƯỞNG|CHỦ TỊCH|THỨ TR[ƯU][ỞỎ]NG|CHỦ NHIỆM|THỦ TƯỚNG|GIÁM ĐỐC"
    r"|CỤC TRƯỞNG|VỤ TRƯỞNG|CHÁNH ÁN|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|VIỆN TRƯỞNG|THANH TRA|THỐNG ĐỐC|KIỂM TOÁN NHÀ NƯỚC"
    r"|BÍ THƯ|TRƯỞNG BAN|TỔNG THƯ KÝ)"
)
_SIGNATURE: Final = re.compile(
    rf"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|T\.?U\.?Q|Q)\s?\.\s?[{UPPER}]{{2}}|Nơi nhận\s*:?|NƠI NHẬN"
    rf"|{_OFFICE}(?: [{UPPER} ,-]+)?$"
)
CONSOLIDATED: Final = "XÁC THỰC VĂN BẢN HỢP NHẤT"
MOTTO: Final = re.compile(
    r"CỘNG H[ÒO][ÀA]? XÃ HỘI|Độc lập\s*[-–]|ĐỘC LẬP\s*[-–]|ĐẢNG CỘNG SẢN VIỆT NAM|CHỦ NGHĨA VIỆT NAM$"
)
_PASSED: Final = re.compile(
    r"(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh|Hiến pháp) này (?:đã )?(?:được|do) (?:Quốc hội|Ủy ban [Tt]hường vụ"
    r"|Uỷ ban [Tt]hường vụ)"
    r"[^;:]{0,120}thông qua"
)


def end_of_text(lines: Sequence[str]) -> int:
    """Return the index of the rule above the footnotes, or the number of lines."""
    return next((at for at in range(len(lines) - 1, -1, -1) if lines[at] == RULE), len(lines))


def end_of_body(
    lines: Sequence[str], labels: Sequence[Label | None], quoted: Sequence[bool], first: int, stop: int
) -> int:
    """Return the index of the line that opens the signature block.

    The signature of a form inside an article is none: the next article goes on counting after it.

    Args:
        lines: The lines of the text.
        labels: Their labels.
        quoted: Lines inside quotations.
        first: Line of the first provision.
        stop: One past the last line to look at.
    """
    articles = [label for label in labels[:stop] if label and label.level == Level.ARTICLE and not quoted[label.line]]
    for at in range(first + 1, stop):
        line = lines[at]
        if CONSOLIDATED in line:
            return _before_authentication(lines, at, first)
        if quoted[at] or len(line) > 400:
            continue
        if (signs(line) or _PASSED.match(line)) and not _goes_on(articles, at):
            return _before_authentication(lines, at, first)
    return stop


def _goes_on(articles: Sequence[Label], at: int) -> bool:
    """Tell whether the first article after a line is the one after the last article before it."""
    above = [label for label in articles if label.line < at]
    below = next((label for label in articles if label.line > at), None)
    if not above or below is None or not below.rest:
        return False
    return ordinal(Level.ARTICLE, below.number)[0] == max(ordinal(Level.ARTICLE, one.number)[0] for one in above) + 1


def signs(line: str) -> bool:
    """Tell whether a line opens a signature block: who signs for whom, an office in capitals, or the recipients."""
    if " | " in line:
        return any(signs(cell) for cell in line.split(" | "))
    return _SIGNATURE.match(line) is not None


def _before_authentication(lines: Sequence[str], at: int, first: int) -> int:
    """Step back over the issuer, number, place and date printed above a signature or an authentication."""
    while at - 1 > first and _is_head_line(lines[at - 1]):
        at -= 1
    return at


_HEAD_LINE: Final = re.compile(r"(?:Số\s*:.*|[\w .,-]{2,30}, ngày .{1,40}|\.)$")


def _is_head_line(line: str) -> bool:
    return len(line) < 120 and (_HEAD_LINE.match(line) is not None or (is_capitals(line) and line[0].isalpha()))
