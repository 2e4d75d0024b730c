"""What a document details, gathers or hands on: guides, consolidates, delegates."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from registry.document import Citation, Header, ProvisionKind, Relation
from registry.relations.heads import listed
from registry.relations.page import Page, names_other

_GUIDES: Final = re.compile(
    r"(?:[Qq]uy định chi tiết|[Hh]ướng dẫn(?:\s+(?:chi tiết|thi hành|thực hiện|việc thực hiện|áp dụng))?"
    r"|[Qq]uy định (?:về )?(?:một số )?(?:biện pháp|nội dung)[^\n]{0,40}?(?:thi hành|thực hiện)"
    r"|biện pháp thi hành)(?!\w)"
)
_THIS_GUIDES: Final = re.compile(
    r"(?:Nghị định|Thông tư(?: liên tịch)?|Quyết định|Nghị quyết|Quy định)\s+này\s+"
    r"(?:quy định\s+(?!chi tiết)[^\n.;]{0,120}?(?:,|và)\s+)?"
    r"(?=quy định chi tiết|hướng dẫn)"
)
_TITLE_ZONE: Final = 3_000  # characters before the căn cứ lines in which a title stands
_TITLE_REACH: Final = 600
# A title neither changes other acts nor begins like a sentence or an item of the body.
_NOT_TITLE: Final = re.compile(
    r"[\s*_>|]*(?:[Vv]ề việc\s+)?(?:(?:Căn cứ|Theo|Thực hiện|Xét|Tại|Trên|Kính gửi)\s|[-+•(]|\d+\.|[a-zđ]\)"
    r"|[Ss]ửa đổi|[Bb]ổ sung|[Bb]ãi bỏ|[Đđ]ính chính|[Tt]hay thế|[Nn]gưng)"
)
_FAR: Final = re.compile(r"theo quy định|ban hành kèm theo|căn cứ")
_IN_FORCE: Final = re.compile(r"có hiệu lực(?: thi hành)?(?: kể)? từ ngày")
_OPENS_ENTRY: Final = re.compile(r"(?:^|\n)[\s(*_]*(?:\d{1,2}[.)]\s*|-\s*)?$|(?:bởi|theo)\s*:\s*$")
_LED_TO: Final = re.compile(r"(?:của|tại|theo|hành|hiện|về|và|điều|các|trong|với|cho|,)\s+$")
_DELEGATES: Final = re.compile(
    r"(?P<who>Chính phủ|Thủ tướng Chính phủ|Bộ trưởng Bộ [A-ZĐ][^\n.;]{2,60}?|Bộ [A-ZĐ][^\n.;]{2,60}?"
    r"|(?:Hội đồng|[ỦU][yỷ] ban) nhân dân (?:cấp )?(?:tỉnh|thành phố)|Ủy ban Thường vụ Quốc hội)\s+"
    r"(?:quy định chi tiết|hướng dẫn chi tiết|quy định cụ thể)\s+(?=(?:các\s+)?(?:Điều|khoản|điểm|Khoản|Điểm)\s)"
)


def guided(page: Page) -> Iterator[Relation]:
    """Yield what the title or the article on scope says that this document details."""
    for line in page.lines(0, min(page.basis_start, _TITLE_ZONE)):
        if _NOT_TITLE.match(page.text, line.start) is None:
            yield from _guided_in(page, line.start, min(line.end, line.start + _TITLE_REACH), line.start)
    for line in page.lines(page.body_start, min(page.body_end, page.body_start + 20_000)):
        this = _THIS_GUIDES.search(page.text, line.start, line.end)
        if this is not None:
            yield from _guided_in(page, this.end(), line.end, line.start)


def _guided_in(page: Page, start: int, end: int, evidence: int) -> Iterator[Relation]:
    verb = _GUIDES.search(page.text, start, end)
    if verb is None:
        return
    cited = [one for one in page.cited(verb.end(), end) if names_other(one)]
    if not cited or cited[0].start - verb.end() > 150 or _FAR.search(page.text, verb.end(), cited[0].start):
        return
    if re.search(r"[.;]\s", page.text[verb.end() : cited[0].start]):
        return
    for citation in listed(page.text, cited):
        yield page.relation("guides", citation, evidence, end)


def is_consolidated(header: Header) -> bool:
    """Tell whether a document is a consolidated text, which has no force of its own."""
    return header.type == "Văn bản hợp nhất" or "VBHN" in (header.number or "")


def consolidated(page: Page) -> Iterator[Relation]:
    """Yield the base act and the amending acts that a consolidated text (văn bản hợp nhất) lists before its căn cứ.

    Each is named with the day on which it took effect, so every such day closes the entry of one act.
    """
    at = 0
    for in_force in _IN_FORCE.finditer(page.text, 0, page.basis_start):
        cited = [one for one in page.cited(at, in_force.start()) if names_other(one)]
        head = _entry_head(page.text, cited)
        if head is not None:
            line_end = page.text.find("\n", in_force.end())
            end = line_end if line_end >= 0 else len(page.text)
            yield page.relation("consolidates", head, head.start, end, whole=True)
        at = in_force.end()


def _entry_head(text: str, cited: Sequence[Citation]) -> Citation | None:
    """Return the act that an entry is about: the one that opens its line, else the first that nothing leads to."""
    opening = [one for one in cited if _OPENS_ENTRY.search(text, max(0, one.start - 8), one.start)]
    free = [one for one in cited if not _LED_TO.search(text, max(0, one.start - 16), one.start)]
    return next(iter(opening or free), None)


def delegated(page: Page) -> Iterator[Relation]:
    """Yield who is to detail which provision ("Chính phủ quy định chi tiết Điều này"); the name is the body's."""
    for line in page.lines(page.body_start, page.body_end):
        for found in _DELEGATES.finditer(page.text, line.start, line.end):
            own = [one for one in page.cited(found.end(), line.end) if one.self and one.start - found.end() < 6]
            around = page.places.enclosing(line.start, ProvisionKind.ARTICLE)
            if own:
                yield Relation(
                    verb="delegates", number=None, start=found.start(), end=own[0].end, name=found["who"],
                    issuer=found["who"],
                    source_provision=around.id if around else None,
                )  # fmt: skip
