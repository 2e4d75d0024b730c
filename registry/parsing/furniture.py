"""Page furniture: what the gazette's pages carry beside the document (running headers, page numbers, signature stamps)."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from registry.parsing.raw import PAGE_BREAK

_HEADER: Final = re.compile(
    r"\d{0,4}\s*CÔNG BÁO(?: [^\W\d_]+){0,6}\s*/\s*Số[\d\s+&,-]+/\s*Ngày\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}\s*\d{0,4}"
)
_PAGE_NUMBER: Final = re.compile(r"(?:[-–—]\s*)?[0-9]{1,4}(?:\s*[-–—])?|Trang\s*:?\s*[0-9]{1,4}", re.IGNORECASE)
_STAMP_HEAD: Final = re.compile(r"(?:Người ký|Ký bởi)\s*:\s*\S")
_STAMP_TAIL: Final = re.compile(
    r"(?:Thời gian ký|Ngày ký|Giờ ký)\s*:\s*[\d./-]{8,10}[ T]*\d{0,2}:?\d{0,2}:?[\d.]{0,6}\s*(?:[+-]\d\d:?\d\d)?"
)
_STAMP_BODY: Final = re.compile(r"(?:Email|Cơ quan|Tổ chức|Chức vụ|Đơn vị)\s*:")
_STAMP_LINES: Final = 8


def strip_furniture(lines: Sequence[str]) -> list[str]:
    """Return stripped lines with every page's furniture replaced by one page break.

    A stamp goes only when it has the whole shape: who signed, then when, within a few lines.
    """
    kept: list[str] = []
    at, page = 0, 0
    while at < len(lines):
        stop = _stamp_end(lines, at)
        if stop:
            at = stop
        elif _is_header(lines[at]):
            at, page = _drop_header(lines, at, kept, page)
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _is_header(line: str) -> bool:
    return "CÔNG BÁO" in line and _HEADER.fullmatch(line) is not None


def _drop_header(lines: Sequence[str], at: int, kept: list[str], page: int) -> tuple[int, int]:
    """Drop a running header with the page number beside it; return where reading goes on and that page number."""
    inline = re.match(r"(\d{1,4})\s*CÔNG", lines[at]) or re.search(r"\d{4}\s+(\d{1,4})$", lines[at])
    before, after = _number_before(kept), _number_after(lines, at)
    if inline:
        page, at = int(inline[1]), at + 1
    elif before is not None and (after is None or before == page + 1 or after != page + 1):
        while kept and not kept[-1]:
            kept.pop()
        kept.pop()
        page, at = before, at + 1
    elif after is not None:
        page, at = after, at + 2
    else:
        page, at = page + 1, at + 1
    return _open_page(lines, at, kept), page


def _open_page(lines: Sequence[str], at: int, kept: list[str]) -> int:
    while kept and not kept[-1]:
        kept.pop()
    kept.append(PAGE_BREAK)
    while at < len(lines) and not lines[at]:
        at += 1
    return at


def _number_before(kept: Sequence[str]) -> int | None:
    before = len(kept)
    while before and not kept[before - 1] and len(kept) - before < 2:
        before -= 1
    alone = before == 1 or (before > 1 and kept[before - 2] in ("", PAGE_BREAK))
    return _page_number(kept[before - 1]) if before and alone else None


def _number_after(lines: Sequence[str], at: int) -> int | None:
    return _page_number(lines[at + 1]) if at + 1 < len(lines) else None


def _page_number(line: str) -> int | None:
    return int("".join(c for c in line if c in "0123456789")[:4]) if _PAGE_NUMBER.fullmatch(line) else None


def _stamp_end(lines: Sequence[str], at: int) -> int:
    """Return one past the stamp that begins here, or 0."""
    if not _STAMP_HEAD.match(lines[at]):
        return 0
    body = False
    for ahead in range(at + 1, min(at + _STAMP_LINES, len(lines))):
        line = lines[ahead]
        if _STAMP_TAIL.fullmatch(line):
            return ahead + 1 if body else 0
        body = body or _STAMP_BODY.match(line) is not None
        if not line:
            return 0
    return 0


def repeated_edges(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return first and last lines, digits masked, that stand on at least half of four or more pages."""
    if len(pages) < 4:
        return set()
    count: Counter[str] = Counter()
    for page in pages:
        edge = [line for line in page if line]
        count.update({mask(line) for line in edge[:2] + edge[-2:]})
    return {line for line, times in count.items() if times * 2 >= len(pages)}


def mask(line: str) -> str:
    """Return the line with each run of digits replaced by one sign."""
    return re.sub(r"\d+", "#", line)
