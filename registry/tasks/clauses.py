"""Whether a body that a sentence names is asked something there, and by which verb."""

import re
from collections.abc import Sequence
from typing import Final

from registry.tasks import verbs
from registry.tasks.bodies import Mention
from registry.tasks.values import PROVINCE

FORMULA: Final = re.compile(
    r"chịu\s+trách\s+nhiệm\s+(?:thi\s+hành|thực\s+hiện|tổ\s+chức\s+thực\s+hiện)\s+(?:\w+\s+){1,4}này\s*[./]*\s*$"
)
"""All are responsible for carrying out the act: nobody is asked anything of his own."""
ADVERBS: Final = re.compile(
    r"\s*(?:(?:Chủ động|Trực tiếp|Thường xuyên|Kịp thời|Hằng năm|Hàng năm|Định kỳ[^,]{0,40}|Trong[^,]{3,80}"
    r"|Căn cứ[^,]{3,200}),?\s+)?"
)
_OTHERS: Final = (
    r"(?:(?<!\w)(?:[Cc]ác\s+)?(?:[Bb]ộ|[Nn]gành|[Cc]ơ\s+quan|[Tt]hủ\s+trưởng|[Bb]ộ\s+trưởng|[Tt]ổ\s+chức|[Tt]ổng\s+cục|[Cc]ục"
    r"|[Nn]gân\s+hàng|[Đđ]ơn\s+vị|Hội|Giám\s+đốc|Chủ\s+tịch|Hội\s+đồng\s+nhân\s+dân|Ủy\s+ban|UBND|HĐND|Sở|Ban"
    r"|[Vv]ăn\s+phòng|[Nn]gười\s+đứng\s+đầu|Mặt\s+trận|Bảo\s+hiểm|[Dd]oanh\s+nghiệp)"
    r"(?:(?!\slà\s)[^,;:.]){0,90}?(?:,|\s+và|\s+hoặc)\s+)"
)
_LIST: Final = re.compile(rf"{_OTHERS}+$")
_OPENING: Final = re.compile(
    r"^[\s,]*(?:Trong|Trường\s+hợp|Căn\s+cứ|Đối\s+với|Hằng|Hàng|Định\s+kỳ|Trước|Sau|Trên\s+cơ\s+sở|Khi|Nếu|Ngoài|Theo"
    r"|Chậm\s+nhất|Để|Từ|Kể\s+từ|Tùy|Vào|Nội\s+dung|Tại|Nhằm|Với|Giao)\b"
)
_BROUGHT: Final = re.compile(
    r"(?<!\w)(?:[Tt]rình|[Đđ]ề\s+nghị|[Gg]iao(?:\s+cho)?|[Ủủ]y\s+quyền\s+cho|thuộc\s+thẩm\s+quyền\s+của)\s+(?:các\s+)?$"
)
_BY: Final = re.compile(r"(?<!\w)do\s+(?:các\s+)?$")
_SAID_BEFORE: Final = re.compile(
    r"(?<!\w)(?:theo|tại|trong|với)\s+[^,;:.]{0,60}$|(?:trên cơ sở|căn cứ)\s+[^,;:.]{0,60}$", re.IGNORECASE
)
_THEN: Final = re.compile(r"(?:^|[;:.]|(?<!\w)thì)\s*$")
_NEXT: Final = re.compile(
    r"\s*(?:\([^)]{0,80}\)\s*)?(?:có\s+(?:trách\s+nhiệm|thẩm\s+quyền)\s+|để\s+|căn\s+cứ\s+)?"
    r"(?:phải\s+|trực\s+tiếp\s+|chủ\s+trì\s+)?"
)
_DUTY_OF: Final = re.compile(r"(?:[Tt]rách nhiệm|[Nn]hiệm vụ|[Tt]hẩm quyền|[Qq]uyền hạn)[^.\n:]{0,90}?\s(?:của|do)\s")
_OPENS_LIST: Final = re.compile(
    r"(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ|thẩm\s+quyền)[^:.;]{0,60}"
    r"|^\s*(?:chỉ\s+đạo|thực\s+hiện\s+(?:các\s+)?nhiệm\s+vụ[^:.;]{0,60})):\s*$"
)
_OWNS: Final = re.compile(r"(?<!\w)(?:của|do)\s*$")
_CLAUSE: Final = re.compile(r"[;:.]\s|\n(?=\s*[-+A-ZĐ])")
_WHERE: Final = re.compile(r"\s+nơi\s+[^,;:.]{3,140}")
_ASIDE: Final = re.compile(r"\s*\([^)]*\)")
_BREAK: Final = re.compile(r"[;.]\s")
_SILENT: Final = re.compile(r"\s*(?:Phạm vi|Đối tượng áp dụng|Giải thích từ ngữ)")
_OTHER_ACTOR: Final = re.compile(
    r"\s*(?:(?:Hội đồng|Ủy ban) nhân dân (?:cấp )?(?:huyện|xã)|UBND (?:cấp )?(?:huyện|xã)|Bộ |Các [Bb]ộ|Phòng "
    r"|Chính phủ|Thủ tướng|Tổng cục|Cục |Người |Doanh nghiệp|Cơ sở )"
)
_DIRECTS: Final = re.compile(r"\s*(?:Chỉ\s+đạo|Giao)\s+(?:các\s+)?")
_NOTHING_MORE: Final = re.compile(r"(?:\s+và\s+Ủy\s+ban\s+nhân\s+dân\s+(?:các\s+cấp|cấp\s+\w+))?\s*:?\s*")
_FAR: Final = 260
_NEAR: Final = 60  # "địa phương" is too common a word for more


def named_for_all(sentence: str, named: Sequence[Mention]) -> str | None:
    """Return the body that a heading or lead-in names for what follows; "" when it names another one, else None."""
    first = named[0] if named else None
    heading = _DUTY_OF.match(sentence)
    if heading and not sentence.rstrip().endswith((".", ";")):
        mine = first is not None and sentence[heading.end() : first.start].strip() in {"", "các"}
        return first.body if first is not None and mine else ""
    if first and not sentence[: first.start].strip() and _passes_on(sentence[first.end :]):
        return first.body
    return None


def _passes_on(rest: str) -> bool:
    """Tell whether nothing follows a body but words that open a list of what it has to do."""
    return bool(_OPENS_LIST.search(rest)) or (not rest.rstrip().endswith((".", ";")) and not verbs.search(rest))


def silent(sentence: str) -> bool:
    """Tell whether a heading opens what asks nobody anything: scope and definitions."""
    return _SILENT.match(sentence) is not None


def other_actor(sentence: str) -> bool:
    """Tell whether a sentence begins with somebody who is no body of the province."""
    return _OTHER_ACTOR.match(sentence) is not None


def handed_on(sentence: str, named: Sequence[Mention]) -> str:
    """Return the body that a lead-in hands everything on to ("Chỉ đạo Sở Tài chính:"), or ""."""
    if not named or not _DIRECTS.fullmatch(sentence[: named[0].start]):
        return ""
    return named[0].body if _NOTHING_MORE.fullmatch(sentence[named[0].end :]) else ""


def asked_of(sentence: str, mention: Mention) -> re.Match[str] | None:
    """Return the verb of which the mentioned body is the doer, or None when it is only mentioned."""
    before = sentence[: mention.start]
    if _BROUGHT.search(before) or (_BY.search(before) and not _SAID_BEFORE.search(_BY.sub("", before))):
        return _at_once(sentence, mention)
    return _soon(sentence, mention) if _is_subject(before) else None


def _is_subject(before: str) -> bool:
    """Tell whether a body that stands after these words begins a clause, alone or as the last of a list of bodies."""
    listed = _LIST.search(before)
    head = before[: listed.start()] if listed else before
    if listed and _OWNS.search(head):  # "... của Bộ A, [body]": the list belongs to the words before it
        head = before
    if _THEN.search(head):
        return True
    return head.rstrip().endswith(",") and bool(_OPENING.match(_CLAUSE.split(head)[-1]))


def _at_once(sentence: str, mention: Mention) -> re.Match[str] | None:
    where = _WHERE.match(sentence, mention.end)
    if where:
        return verbs.search(sentence, mention.end, where.end())
    skipped = _NEXT.match(sentence, mention.end)
    return verbs.match(sentence, skipped.end() if skipped else mention.end)


def _soon(sentence: str, mention: Mention) -> re.Match[str] | None:
    """The first verb after a subject, unless it stands too far away to be its own."""
    aside = _ASIDE.match(sentence, mention.end)
    start = aside.end() if aside else mention.end
    verb = verbs.search(sentence, start)
    between = sentence[start : verb.start()] if verb else ""
    most = _NEAR if mention.body == PROVINCE else _FAR
    return verb if verb and len(between) <= most and not _BREAK.search(between) else None
