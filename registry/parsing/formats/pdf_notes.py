"""The notes at the foot of a PDF page: lines in smaller letters below a short rule that was drawn from the left edge.

Word prints its rule as spaces, which stand in the text; LibreOffice and others draw it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from registry.parsing.formats.pdf_lines import Line

_THIN: Final = 2.0  # points
_SHORT: Final = (30.0, 0.6)  # points at least; of the width of the text at most
_EDGE: Final = 6.0  # points from the left edge of the text
_SMALLER: Final = 0.93  # of the height of the lines above
_BEGINS: Final = re.compile(r"\[?\d{1,3}\]?\s?[A-ZÀ-ỸĐ“\"(]")
_NUMBER: Final = re.compile(r"\W*\d{0,4}\W*")
_BLANKS: Final = {True: " " * 42, False: " " * 135}  # as Word prints the rule, and the one above a note that goes on


def ruled(page: Any, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with a line of blanks above its notes, as :mod:`registry.parsing.footnotes` reads it.

    Args:
        page: Of PDFium, upright.
        lines: In reading order.
    """
    if not any(_SMALLER * line.height > last.height for last, line in zip(lines[-2:], lines, strict=False)):
        return list(lines)
    for rule in sorted(_rules(page, lines), reverse=True):
        at = _start(lines, rule)
        if at:
            begins = _BEGINS.match(lines[at].text) is not None
            return [*lines[:at], replace(lines[at], text=_BLANKS[begins]), *lines[at:]]
    return list(lines)


def _rules(page: Any, lines: Sequence[Line]) -> Iterator[float]:
    """Yield the heights of short rules that begin at the left edge of the text."""
    left, right = min(line.begin for line in lines), max(line.end for line in lines)
    for path in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=1):
        begin, low, end, high = path.get_bounds()
        short = _SHORT[0] < end - begin < _SHORT[1] * (right - left)
        if short and high - low < _THIN and abs(begin - left) < _EDGE:
            yield low


def _start(lines: Sequence[Line], rule: float) -> int:
    """Return which line is the first below a rule when all below it, and none above, are in smaller letters, or 0."""
    worded = [line for line in lines if not _NUMBER.fullmatch(line.text)]
    below = [line for line in worded if line.base < rule]
    above = [line.height for line in worded if line.base >= rule]
    if not below or not above or max(line.height for line in below) > _SMALLER * median(above):
        return 0
    at = next(at for at, line in enumerate(lines) if line is below[0])
    return at if all(line.base < rule or _NUMBER.fullmatch(line.text) for line in lines[at:]) else 0
