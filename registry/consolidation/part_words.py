"""How instructions name a part of a provision: "đoạn thứ hai", "gạch đầu dòng cuối", "số thứ tự 5", "cột thứ 3"."""

import re
from typing import Final

from registry.consolidation.operations import Part

_NUMBERS: Final = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
_UNITS: Final = {
    "khổ": "paragraph", "đoạn": "paragraph", "đoạn văn": "paragraph", "gạch": "dash", "gạch đầu dòng": "dash",
    "câu": "sentence", "cột": "column",
}  # fmt: skip
NTH: Final = (
    rf"(?:thứ\s+(?:{'|'.join(_NUMBERS)}|\d+)|cuối(?:\s+cùng)?|đầu(?:\s+tiên)?|số\s+\d+(?!\S)|\d+(?=\s))"
    r"(?!\s+(?:trang|năm))"
)
PART: Final = (
    rf"(?:(?P<unit>khổ|đoạn\s+văn|đoạn|gạch\s+đầu\s+dòng|gạch|câu|cột)\s+(?P<nth>{NTH})"
    r"|(?:(?:dòng|hàng|mục)\s+)?(?:(?:có|tại)\s+)?(?P<row>số\s+thứ\s+tự|STT)\s+(?:số\s+)?(?P<key>\d+(?:\.\d+)*))"
    r"\s*(?:của|tại|ở|trong|thuộc)?\s*"
)
_PART: Final = re.compile(rf"\b{PART}", re.IGNORECASE)


def part_of(match: re.Match[str]) -> Part:
    """Return the part that a match of :data:`PART` names."""
    if match["row"]:
        return Part("row", 0, f"dòng số thứ tự {match['key']}", match["key"])
    unit = " ".join(match["unit"].lower().split())
    return Part(_UNITS[unit], _place(match["nth"].lower()), f"{unit} {' '.join(match['nth'].lower().split())}")


def _place(nth: str) -> int:
    last = nth.split()[-1]
    if nth.startswith("cuối"):
        return -1
    if nth.startswith("đầu"):
        return 1
    return int(last) if last.isdigit() else _NUMBERS[last]


def without_part(text: str) -> tuple[str, Part | None]:
    """Return an address without the one part that it names, and the part; several parts are left as they are."""
    found = list(_PART.finditer(text))
    if len(found) != 1:
        return text, None
    (only,) = found
    return f"{text[: only.start()]} {text[only.end() :]}", part_of(only)
