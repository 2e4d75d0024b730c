"""The page gate: a book is handed over only when every document begins on a page of it, in order."""

import re
from collections.abc import Sequence
from typing import Any, Final

from registry.errors import VanbanError
from registry.handbook.content import HandbookContent

_PAGE: Final = re.compile(rb"/Type\s*/Page\b")


def check(content: HandbookContent, pages: Sequence[dict[str, Any]], pdf: bytes) -> dict[str, int]:
    """Compare the finished PDF with what was to be printed.

    Args:
        content: What was to be printed.
        pages: What the layout reports: ``{"id", "page"}`` per document in order, and ``{"id": "end", "page"}``.
        pdf: The file.

    Returns:
        First physical page (1-based) of each document, by its key.

    Raises:
        VanbanError: A document has no page, pages are out of order, or the file has fewer pages than the layout.
    """
    starts = {mark["id"]: int(mark["page"]) for mark in pages}
    lost = [document.number for at, document in enumerate(content.documents) if at not in starts]
    if lost or "end" not in starts:
        raise _failed(f"không tìm thấy trang đầu của: {', '.join(lost) or 'phần cuối sổ tay'}")
    firsts = [starts[at] for at in range(len(content.documents))]
    if any(one >= two for one, two in zip(firsts, [*firsts[1:], starts["end"] + 1], strict=True)):
        raise _failed("thứ tự trang của các văn bản bị đảo lộn")
    printed = len(_PAGE.findall(pdf))
    if printed != starts["end"]:
        raise _failed(f"tệp PDF có {printed} trang nhưng bản dàn trang có {starts['end']} trang")
    return {document.key: starts[at] for at, document in enumerate(content.documents)}


def _failed(what: str) -> VanbanError:
    message = f"Sổ tay dựng xong không đạt kiểm tra trang: {what}."
    return VanbanError(
        "handbook-page-gate", message, hint="Thử dựng lại; nếu vẫn lỗi, bớt văn bản để tìm văn bản gây lỗi."
    )
