"""Which citations of a sentence are its objects: the first one and those listed with it, not those that describe it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from registry.document import Citation

_MARK: Final = r"[\s*_]*(?:\[\d+\][\s*_]*)?"
_JOINT: Final = r"(?:[,;]\s*(?:và\s+|hoặc\s+)?|\s*(?:và|hoặc|cùng)\s+)"
_VERB: Final = r"(?:(?:bãi bỏ|sửa đổi|bổ sung|thay thế)(?:\s*,\s*bổ sung)?\s+)?"
_WORDS: Final = r"(?:(?:các|tại|của|cả|từ|nội dung|quy định|tên|điều|khoản|theo)\s+)*"
_LABEL: Final = r"(?:\d+\.\s+|[a-zđ]\)\s+|-\s+)?"
_LISTED: Final = re.compile(rf"{_MARK}{_JOINT}{_VERB}{_WORDS}{_LABEL}")
_AND_ACT: Final = re.compile(r"(?:\s|,\s)và(?:\s+các)?\s+$")
_ITEM: Final = re.compile(r";\s*(?:và\s+)?(?:\d+\.\s+|[a-zđ]\)\s+|-\s+)?(?:các\s+)?$")


def listed(text: str, citations: Sequence[Citation], first: int = 0) -> Iterator[Citation]:
    """Yield a citation and those that a bare list joins to it ("các Luật số A, số B và số C").

    Args:
        text: Canonical text.
        citations: Citations of one sentence, in order.
        first: Index of the first object.
    """
    end = None
    for citation in citations[first:]:
        if end is not None and citation.start > end and not _LISTED.fullmatch(text, end, citation.start):
            return
        yield citation
        end = max(end or 0, citation.end)


def enumerated(text: str, citations: Sequence[Citation], first: int = 0) -> Iterator[Citation]:
    """Yield the objects of a sentence whose items carry their own descriptions.

    "thay thế Nghị định số A … về X; Nghị định số B … về Y và Nghị định số C …": an act after a semicolon is an item,
    and so is a numbered act of the same type after "và".
    """
    objects = list(listed(text, citations, first))
    yield from objects
    head = objects[0] if objects else None
    for index in range(first + len(objects), len(citations)):
        citation = citations[index]
        before = text[max(0, citation.start - 16) : citation.start]
        same = head and citation.kind == head.kind and citation.number and citation.issued
        if _ITEM.search(before) or (same and _AND_ACT.search(before)):
            yield citation
