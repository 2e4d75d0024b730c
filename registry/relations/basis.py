"""Legal bases: the căn cứ lines of the preamble."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from registry.document import Citation, Relation
from registry.relations.heads import enumerated
from registry.relations.page import Page, names_other

_OPENING: Final = re.compile(r"[\s*_>|]*(?P<word>Căn cứ|Thực hiện|Thi hành|Xét|Theo|Trên cơ sở)(?!\w)")
_STARTS_NEXT: Final = re.compile(
    r"\n[\s*_>|-]*(?:Căn cứ|Thực hiện|Thi hành|Xét|Theo đề nghị|Trên cơ sở|Điều\s+1\b|QUYẾT|NGHỊ QUYẾT|Quốc hội ban"
    r"|Chính phủ ban|Bộ trưởng|Thủ tướng|Ủy ban|Chủ tịch|Hội đồng|[A-ZĐÀ-Ỹ]{3,}\s)|;[\s*_]*\n"
)
# What follows the enacting words are notes of a consolidated text, with the bases of its amending acts.
_ENACTS: Final = re.compile(
    r"(?:ban hành|quyết định|nghị quyết)\s+(?:Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị)|căn cứ ban hành.*:"
)
_AMENDED_BY: Final = re.compile(r"được (?:sửa đổi|bổ sung|thay thế)")
_AND: Final = re.compile(r"\svà\s+$")
_OWN_SUBJECT: Final = re.compile(r"\s+của\s+[^;,\n]{3,60}?\s(?:về|quy định|hướng dẫn|ban hành)\s")
_POINTS_BACK: Final = re.compile(
    r"Căn cứ\s+(?:vào\s+)?(?:các\s+|những\s+)?(?:quy định|nội dung|hướng dẫn|căn cứ|văn bản)\s+(?:đã\s+)?"
    r"(?:nêu\s+|dẫn\s+)?(?:trên|này|ở trên)\b"
)
# "sửa đổi, bổ sung một số điều của Nghị định số A và Nghị định số B": both are what the basis amends.
_AMENDS: Final = re.compile(r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ)[^;\n]{0,60}?\bcủa\s+(?:các\s+)?$")
_AMENDS_ITSELF: Final = re.compile(r"[^;\n]{0,80}?(?:sửa đổi|bổ sung)")
_LONGEST: Final = 2_000  # characters of one căn cứ paragraph
_HEARD: Final = re.compile(r"(?:ý kiến|đề nghị|kết quả|kết luận của|báo cáo|biên bản|nhu cầu|yêu cầu)", re.IGNORECASE)


def bases(page: Page) -> Iterator[Relation]:
    """Yield ``based_on`` for the head of every căn cứ, and ``refers`` for proposals and opinions."""
    seen = -1
    for line in page.lines(page.basis_start, page.basis_end):
        opening = _OPENING.match(page.text, line.start, line.end)
        if line.start < seen:
            continue
        if opening is None and _ENACTS.search(page.text, line.start, line.end):
            return
        if opening is None:
            continue
        end = _paragraph_end(page, line.end)
        seen = end
        verb = "based_on" if opening["word"] in ("Căn cứ", "Thực hiện", "Thi hành") else "refers"
        for start, stop in _items(page.text, line.start, end):
            yield from _item(page, verb, start, stop)


def _paragraph_end(page: Page, end: int) -> int:
    """Return where a căn cứ paragraph ends that a source breaks over several lines."""
    if page.text[max(0, end - 12) : end].rstrip("* _").endswith((";", ".", ":")):
        return end
    found = _STARTS_NEXT.search(page.text, end, min(end + _LONGEST, page.body_start))
    return found.start() + 1 if found else end


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the items of a paragraph: they are set apart by semicolons."""
    at = start
    for found in re.finditer(r";", text[start:end]):
        yield at, start + found.start()
        at = start + found.end()
    if at < end:
        yield at, end


def _item(page: Page, verb: str, start: int, end: int) -> Iterator[Relation]:
    cited = page.cited(start, end)
    if _POINTS_BACK.search(page.text, start, end):
        return
    first = next((index for index, one in enumerate(cited) if names_other(one)), None)
    if first is None:
        return
    heard = _HEARD.search(page.text, start, cited[first].start)
    for citation in _heads(page.text, cited[first:], end):
        if names_other(citation):
            yield page.relation("refers" if heard else verb, citation, _trimmed(page.text, start), _end(citation, end))


def _heads(text: str, cited: Sequence[Citation], end: int) -> Iterator[Citation]:
    """Yield the bases of one item: not the acts that amend one, unless one begins a subject of its own."""
    amended = _AMENDED_BY.search(text, cited[0].end, end)
    later = [one for one in cited if amended and one.start > amended.end()]
    named = [one for one in cited if one not in later]
    yield from enumerated(text, named[: _amended_from(text, named)])
    for one in later[1:]:
        if _AND.search(text, one.start - 5, one.start) and _OWN_SUBJECT.match(text, one.end):
            yield one


def _amended_from(text: str, cited: Sequence[Citation]) -> int:
    """Return the index of the first act that a basis amends by its number; how many there are when there is none.

    What follows is amended too, unless one of them amends something itself: it is a basis of its own.
    """
    for index, one in enumerate(cited[1:], 1):
        if one.number and _AMENDS.search(text, cited[0].end, one.start):
            own = any(_AMENDS_ITSELF.match(text, each.end) for each in cited[index + 1 :])
            return len(cited) if own else index
    return len(cited)


def _trimmed(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \n*_>|;":
        start += 1
    return start


def _end(citation: Citation, end: int) -> int:
    return max(citation.end, end)
