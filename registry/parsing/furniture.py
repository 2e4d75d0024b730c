"""Page furniture: what pages carry beside the document (running headers, page numbers, signature stamps)."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from registry.parsing.raw import PAGE_BREAK

_HEADER: Final = re.compile(
    r"\d{0,4}\s*CÔNG BÁO(?: [^\W\d_]+){0,6}\s*/\s*Số[\d\s+&,-]+"
    r"/\s*Ngày\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}\s*\d{0,4}"
)
_PAGE_NUMBER: Final = re.compile(
    r"(?:[-–—]\s*)?[0-9]{1,4}(?:\s*[-–—])?|(?:Trang|Page)\s*:?\s*[0-9]{1,4}(?:\s*(?:/|trên|of)\s*[0-9]{1,4})?"
    r"|[0-9]{1,4}\s?/\s?[0-9]{1,4}",
    re.IGNORECASE,
)
_FIRST_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_STAMP_HEAD: Final = re.compile(r"(?:Người ký|Ký bởi|Được ký bởi)\s*:\s*\S|(?:Digitally signed by|Signed by:?)\s+\S")
_STAMP_TAIL: Final = re.compile(
    r"(?:Thời gian ký|Ngày ký|Giờ ký|Date|Signing time)\s*:\s*[\d./-]{8,10}[ T]*\d{0,2}:?\d{0,2}:?[\d.]{0,6}"
    r"\s*(?:SA|CH|AM|PM)?\s*(?:[+-]\d\d['’:]?\d\d['’]?)?"
)
_STAMP_BODY: Final = re.compile(r"(?:Email|Cơ quan|Tổ chức|Chức vụ|Đơn vị|DN|Reason|Location|Lý do|Nơi ký)\s*:")
_CLOCK: Final = re.compile(r"\d:\d\d")
_OF_ALL: Final = re.compile(r"(?:Trang|Page)\s*:?\s*\d{1,4}\s*(?:/|trên|of)\s*\d{1,4}", re.IGNORECASE)
_ORNAMENT: Final = re.compile(r"[-_–—=*~]{3,}|(?:[-–—=*~]\s?){3,}o?(?:[0oO]{1,2}\s?)?(?:[-–—=*~]\s?){3,}")
_MOTTO: Final = re.compile(r"(.+?) ((?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc)\W{0,60})")
_DATED: Final = re.compile(
    r"((?:\w+ )?[Ss]ố ?: ?\S+/\S+) (\w[\w .-]{1,30}, ngày [\d.… ]{1,6} tháng [\d.… ]{1,6} năm [\d.… ]{2,8})"
)
_STAMP_LINES: Final = 8
_IMPRINT_LINES: Final = 30


def strip_furniture(lines: Sequence[str]) -> list[str]:
    """Return stripped lines with every page's furniture replaced by one page break.

    A stamp goes only when it has the whole shape: who signed, then for whom and when, or when to the minute.
    """
    kept: list[str] = []
    at, page = 0, 0
    while at < len(lines):
        stop = _stamp_end(lines, at)
        if stop:
            at = _close_up(lines, stop, kept)
        elif _is_header(lines[at]):
            at, page = _drop_header(lines, at, kept, page)
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _close_up(lines: Sequence[str], at: int, kept: list[str]) -> int:
    """Drop the empty lines around a stamp, which parts no text; return where reading goes on."""
    while kept and not kept[-1]:
        kept.pop()
    while at < len(lines) and not lines[at]:
        at += 1
    return at


def _is_header(line: str) -> bool:
    return "CÔNG BÁO" in line and _HEADER.fullmatch(line) is not None


def _drop_header(lines: Sequence[str], at: int, kept: list[str], page: int) -> tuple[int, int]:
    """Drop a running header with the page number beside it; return where reading goes on and that page number."""
    inline = re.match(r"(\d{1,4})\s*CÔNG", lines[at]) or re.search(r"\d{4}\s+(\d{1,4})$", lines[at])
    before, after = _number_before(kept), _number_after(lines, at)
    if inline:
        page, at = int(inline[1]), at + 1
    elif before is not None and (after is None or before == page + 1 or after != page + 1):
        while kept and (not kept[-1] or kept[-1] == str(before)):
            kept.pop()
        page, at = before, at + 1
    elif after is not None:
        page, at = after, at + (2 if lines[at + 1] else 3)
    else:
        page, at = page + 1, at + 1
    if at == len(lines) or lines[at] == PAGE_BREAK:
        _drop_top_number(kept, str(page))
    return _open_page(lines, at, kept, str(page)), page


def _drop_top_number(kept: list[str], number: str) -> None:
    """Drop the number at the top of a page whose running header stands at its foot: one with text set sideways."""
    top = next((at for at in range(len(kept), 0, -1) if kept[at - 1] == PAGE_BREAK), 0)
    first = next((at for at in range(top, len(kept)) if kept[at]), None)
    if first is not None and kept[first] == number:
        del kept[first]


def _open_page(lines: Sequence[str], at: int, kept: list[str], number: str) -> int:
    """Begin a page: drop empty lines around its start, and its number where that is printed more than once."""
    while kept and kept[-1] in ("", number):
        kept.pop()
    kept.append(PAGE_BREAK)
    while at < len(lines) and lines[at] in ("", number):
        at += 1
    return at


def _number_before(kept: Sequence[str]) -> int | None:
    before = len(kept)
    while before and not kept[before - 1] and len(kept) - before < 2:
        before -= 1
    alone = before == 1 or (before > 1 and kept[before - 2] in ("", PAGE_BREAK))
    return _page_number(kept[before - 1]) if before and alone else None


def _number_after(lines: Sequence[str], at: int) -> int | None:
    for line in lines[at + 1 : at + 3]:
        if line:
            return _page_number(line)
    return None


def _page_number(line: str) -> int | None:
    first = _FIRST_NUMBER.search(line) if _PAGE_NUMBER.fullmatch(line) else None
    return int(first[0]) if first else None


def _stamp_end(lines: Sequence[str], at: int) -> int:
    """Return one past the stamp that begins here, or 0."""
    if not _STAMP_HEAD.match(lines[at]):
        return 0
    body = False
    for ahead in range(at + 1, min(at + _STAMP_LINES, len(lines))):
        line = lines[ahead]
        if _STAMP_TAIL.fullmatch(line):
            return ahead + 1 if body or _CLOCK.search(line) else 0
        body = body or _STAMP_BODY.match(line) is not None
        if not line:
            return 0
    return 0


def strip_edges(pages: Sequence[list[str]]) -> list[list[str]]:
    """Return pages without the lines that every page repeats at its edge, running page numbers and a gazette's imprint.

    Args:
        pages: Stripped lines of each page. Of fewer than three only "Trang 1/2" goes.
    """
    pages = [[] if _is_imprint(page) else _uncounted(page) for page in pages]
    if len(pages) < 3:
        return list(pages)
    repeated = _repeated(pages)
    pages = [_trim(page, repeated) for page in pages]
    for edge in (0, -1):
        numbers = [_page_number(page[edge]) if page else None for page in pages]
        pages = [_without(page, edge) if _runs_on(numbers, at) else page for at, page in enumerate(pages)]
    return [_bare(page) for page in pages]


def _is_imprint(page: Sequence[str]) -> bool:
    """Tell whether a page says nothing but who published and printed the gazette."""
    lines = [line for line in page if line]
    heading = bool(lines) and len(lines) < _IMPRINT_LINES and lines[0].endswith("XUẤT BẢN")
    return heading and all(any(line.startswith(label) for line in lines) for label in ("Địa chỉ", "In tại"))


def _uncounted(page: list[str]) -> list[str]:
    """Return a page without "Trang 2/15" at its edges."""
    for edge in (0, -1):
        bare = _bare(page)
        if bare and _OF_ALL.fullmatch(bare[edge]):
            page = _without(bare, edge)
    return page


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return edge lines, digits masked, that stand on most pages and cannot be part of a sentence."""
    count: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page if line]
        count.update({_mask(line) for line in lines[:1] + lines[-1:] if _may_repeat(line)})
    return {line for line, times in count.items() if times >= 4 and times * 3 >= len(pages) * 2}


def _may_repeat(line: str) -> bool:
    return len(line) < 90 and not line[0].islower() and line[-1] not in ".;:,”" and not _PAGE_NUMBER.fullmatch(line)


def _trim(page: Sequence[str], repeated: set[str]) -> list[str]:
    lines = _bare(page)
    if lines and _mask(lines[0]) in repeated:
        lines = _bare(lines[1:])
    if lines and _mask(lines[-1]) in repeated:
        lines = _bare(lines[:-1])
    return lines


def _without(page: list[str], edge: int) -> list[str]:
    return _bare(page[1:] if edge == 0 else page[:-1])


def _runs_on(numbers: Sequence[int | None], at: int) -> bool:
    """Tell whether the number at a page's edge goes on from the page before or into the page after."""
    here = numbers[at]
    before = numbers[at - 1] if at else None
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    return here is not None and (before == here - 1 or after == here + 1)


def _bare(lines: Sequence[str]) -> list[str]:
    """Return the lines without empty ones at either end."""
    first = next((at for at, line in enumerate(lines) if line), len(lines))
    last = next((at for at in range(len(lines), first, -1) if lines[at - 1]), first)
    return list(lines[first:last])


def _mask(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def strip_ornaments(lines: Sequence[str]) -> list[str]:
    """Return the lines with empty ones for the rules printed under headings in capitals and under the motto."""
    kept: list[str] = []
    for line in lines:
        above = kept[-1] if kept else ""
        if _ORNAMENT.fullmatch(line) and (above.upper() == above or above.startswith("Độc lập")):
            line = ""
        kept.append(line)
    return kept


def strip_stray(lines: Sequence[str]) -> list[str]:
    """Return the lines without small letters alone above the first: what is left of a picture or a slip of a key."""
    blank = ("", PAGE_BREAK)
    first = next((at for at, line in enumerate(lines) if line not in blank and not _is_stray(line)), 0)
    return [line for at, line in enumerate(lines) if at >= first or line in blank]


def _is_stray(line: str) -> bool:
    return len(line) == 1 and line.islower()


def part_letterhead(line: str) -> tuple[str, ...]:
    """Return the cells of a letterhead that a reader ran together: issuer and motto, number and date; else the line."""
    if " | " in line:
        return (line,)
    if "CỘNG H" not in line and "Độc lập - " not in line and ", ngày " not in line:
        return (line,)
    motto = _MOTTO.fullmatch(line)
    if motto and motto[1].upper() == motto[1]:
        return motto.groups()
    dated = _DATED.fullmatch(line)
    return dated.groups() if dated else (line,)
