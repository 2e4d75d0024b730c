"""The opening and the closing of a document, as cells with their places in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from registry.parsing.structure import Layout
from registry.parsing.structure_labels import Level
from registry.parsing.structure_zones import CONSOLIDATED, MOTTO
from registry.text import squeeze
from registry.vocabulary import vocabulary

PREAMBLE: Final = re.compile(
    r"(?:Căn [Cc]ứ|Xét |Thực hiện |Theo (?:đề nghị|yêu cầu|Tờ trình)|Trên cơ sở|Sau khi |Thi hành |Kính gửi|Nhằm |Để "
    r"|Luật này|Hiến pháp nước|(?:Quốc hội|Chính phủ|Thủ tướng|Bộ trưởng|Ủy ban|Uỷ ban|Hội đồng|Tổng|Chánh án"
    r"|Thống đốc|Chủ tịch)"
    r".{0,160}\bban hành\b|QUYẾT (?:ĐỊNH|NGHỊ)\s*:|NAY QUYẾT|CĂN CỨ)"
)
_OPENING: Final = 60  # lines; a longer opening is text without a preamble
_CLOSING: Final = 14


@dataclass(frozen=True, slots=True)
class Cell:
    """A line, or a cell of a table row, and where it stands."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


def cells(shape: Layout, first: int, last: int) -> Iterator[Cell]:
    """Yield the cells of a range of lines."""
    for at in range(max(first, 0), min(last, len(shape.lines))):
        offset = shape.starts[at]
        for part in shape.lines[at].split(" | "):
            bare = part.strip(" |*_\\-")
            if bare:
                yield Cell(bare, offset + part.find(bare))
            offset += len(part) + 3


@cache
def type_pattern() -> re.Pattern[str]:
    """Return the pattern of a type's name in capitals, a footnote mark, and what follows."""
    names = [name.upper() for name in vocabulary().type_names_longest_first if name != "Văn bản hợp nhất"]
    return re.compile(rf"({'|'.join(map(re.escape, names))})(?:\s?\[\d+\]|\d{{1,2}})?(?!\w)\s*(.*)")


def names_type(line: str) -> bool:
    """Tell whether a line holds the name of a type and nothing else."""
    match = type_pattern().match(squeeze(line.strip(" |*_")))
    return match is not None and not match[2]


def opening_end(shape: Layout) -> int:
    """Return the line on which the preamble or the first provision begins."""
    limit = min(_OPENING, len(shape.lines))
    for at in range(_letterhead(shape, limit), limit):
        label = shape.labels[at]
        if label and label.level in (Level.ARTICLE, Level.CHAPTER, Level.PART):
            return at
        if PREAMBLE.match(shape.lines[at].lstrip(" |*_")) and not (at and names_type(shape.lines[at - 1])):
            return at
    return min(limit, shape.body_end) or limit


def _letterhead(shape: Layout, limit: int) -> int:
    """Return the line of the motto: what a portal writes above it ("Ngày 02/12, Bộ ... ban hành") is no preamble."""
    for at in range(limit):
        label = shape.labels[at]
        if label and label.level == Level.ARTICLE:
            return 0
        if MOTTO.search(shape.lines[at]):
            return at
    return 0


def displaced_letterhead(shape: Layout) -> tuple[Cell, ...]:
    """Return the letterhead that a text box put further down the first page, when the opening has none."""
    first = opening_end(shape)
    if any(MOTTO.search(line) for line in shape.lines[:first]):
        return ()
    for at in range(first, min(first + _OPENING, shape.body_end)):
        if MOTTO.search(shape.lines[at]) and not shape.quoted[at]:
            return tuple(cells(shape, at - 3, at + 5))
    return ()


def authentication(shape: Layout) -> int | None:
    """Return the line that authenticates a consolidated text, or None."""
    for at in range(len(shape.lines) - 1, -1, -1):
        if CONSOLIDATED in shape.lines[at]:
            return at
    return None


def closing(shape: Layout, annexes_from: int) -> tuple[int, int]:
    """Return the range of lines that holds the signatures.

    Args:
        shape: The text.
        annexes_from: Line of the first annex, or the number of lines.
    """
    first = shape.body_end
    return first, min(first + _CLOSING * 2, max(annexes_from, first + 1), shape.stop)


def above(line: int) -> tuple[int, int]:
    """Return the range of lines that names who authenticates: the authentication and what is printed above it."""
    return line - 4, line + 1


def around(line: int) -> tuple[int, int]:
    """Return the range of lines around an authentication."""
    return line - 7, line + _CLOSING
