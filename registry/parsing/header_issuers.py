"""Who issued a document, as the letterhead says."""

import re
from collections.abc import Sequence
from typing import Final

from registry.numbers import looks_like_number
from registry.parsing.header_casing import printed_case
from registry.parsing.header_lines import Cell
from registry.parsing.header_opening import DATE, GAZETTE, NUMBER
from registry.parsing.structure_zones import CONSOLIDATED, MOTTO
from registry.text import fold, is_capitals, squeeze
from registry.vocabulary import vocabulary

_BODY: Final = re.compile(
    r"(?:BỘ|TÒA ÁN|TOÀ ÁN|VIỆN|ỦY BAN|UỶ BAN|TỔNG CỤC|CỤC|CHI CỤC|SỞ|BAN|PHÒNG|VĂN PHÒNG|THANH TRA|THUẾ|HẢI QUAN"
    r"|KHO BẠC|CHÍNH PHỦ"
    r"|HỘI ĐỒNG|QUỐC HỘI|NGÂN HÀNG|KIỂM TOÁN|HỘI|MẶT TRẬN|TRUNG TÂM|VỤ|ĐẢNG|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|BẢO HIỂM)\b"
)
_JOINT: Final = re.compile(
    r"\s+[-–]\s+(?=BỘ |TÒA |TOÀ |VIỆN |ỦY BAN|UỶ BAN|TỔNG |THANH TRA|NGÂN HÀNG|KIỂM TOÁN|HỘI |MẶT TRẬN|BAN )"
)
_ON_BEHALF: Final = re.compile(r"T\.?/?M\.?\s*(.+?)(?:\s+(?:KT\.|CHỦ TỊCH|THỦ TƯỚNG).*)?$")
_PLACE: Final = re.compile(r"(?:TỈNH|THÀNH PHỐ) [^,;]+$")


def issuers_in(found: Sequence[Cell], text: str) -> tuple[str, ...]:
    """Return the issuers printed above the number, each by its full name; joint circulars have several.

    Args:
        found: Cells of the letterhead.
        text: The canonical text: it gives the casing of a body that the vocabulary does not know.
    """
    texts = (squeeze(cell.text.partition(CONSOLIDATED)[0]) for cell in found)
    lines = [line for line in texts if _may_name_issuer(line)]
    names: list[str] = []
    place = ""
    at = 0
    while at < len(lines):
        width = _width(lines, at)
        printed = " ".join(lines[at : at + width])
        names += [name for name in _named(printed, place) or _unknown(printed, text) if name not in names]
        located = _PLACE.search(printed)
        place = located[0] if located else place
        at += width
    return tuple(_without_parents(names))


def _may_name_issuer(text: str) -> bool:
    if len(text) >= 160 or not is_capitals(text):
        return False
    other = MOTTO.search(text) or GAZETTE.match(text) or NUMBER.match(text) or DATE.search(text)
    return not (other or looks_like_number(text))


def _width(lines: Sequence[str], at: int) -> int:
    """Return how many lines name the body that begins at a line: the next body opens a line of its own."""
    if not _known(lines[at]):
        broken = next((end for end in (2, 3) if at + end <= len(lines) and _known(" ".join(lines[at : at + end]))), 0)
        if broken:
            return broken
    width = 1
    while at + width < len(lines) and width < 3 and not _BODY.match(lines[at + width]):
        width += 1
    known = (end for end in range(width, 0, -1) if _known(" ".join(lines[at : at + end])))
    return next(known, width)


def _known(text: str) -> bool:
    return vocabulary().issuer_of_name(text) is not None


def _named(text: str, place: str) -> list[str]:
    issuer = vocabulary().issuer_of_name(text)
    if place and not _PLACE.search(text):
        located = vocabulary().issuer_of_name(f"{text} {place}")
        issuer = located if located and located.level != "central" else issuer
    if issuer:
        return [issuer.name]
    joint = [vocabulary().issuer_of_name(part) for part in _JOINT.split(text)]
    return [one.name for one in joint if one] if len(joint) > 1 and all(joint) else []


def _unknown(printed: str, text: str) -> list[str]:
    """Return the name of a body that only this text knows, in the casing in which the text writes it."""
    return [printed_case(printed, text)] if _BODY.match(printed) else []


def signing_body(found: Sequence[Cell]) -> tuple[str, ...]:
    """Return the body for which somebody signs ("TM. ỦY BAN NHÂN DÂN TỈNH ..."), when the letterhead names none."""
    for cell in found:
        match = _ON_BEHALF.match(cell.text)
        issuer = vocabulary().issuer_of_name(match[1]) if match else None
        if issuer:
            return (issuer.name,)
    return ()


def _without_parents(names: Sequence[str]) -> list[str]:
    """Drop the superior body printed above a department: what stands last signs, unless the circular is joint."""
    if len(names) < 2:
        return list(names)
    ranks = {fold(name).split(" ")[0] for name in names}
    return list(names) if len(ranks) == 1 else [names[-1]]
