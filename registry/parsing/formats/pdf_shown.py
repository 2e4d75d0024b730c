"""Which text of a PDF page is part of the document: not what programs cut off, nor what lies across the page.

Chromium draws the tall letters of a page's first line on the page before, too, below the edge at which it cuts.
"""

import re
from collections.abc import Sequence
from ctypes import byref, c_float
from math import pi
from statistics import median
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from registry.parsing.formats.pdf_lines import Line

_LEAST: Final = 0.25  # of the height of a piece of text, for it to be seen
_SLANTED: Final = pi / 18  # from upright or sideways; scanned sheets lie straighter
_LARGE: Final = 1.8  # heights of the lines of the page
_TALLER: Final = 1.3  # the same, for words that are slanted
_ACROSS: Final = re.compile(
    r"(?:BẢN )?(?:SAO(?: Y)?|DỰ THẢO|NHÁP|MẪU)(?: LẦN \d)?|LƯU HÀNH NỘI BỘ|TÀI LIỆU THAM KHẢO|KHÔNG SAO CHÉP"
    r"|DRAFT|COPY",
    re.IGNORECASE,
)


def is_slanted(angle: float) -> bool:
    """Tell whether text is set across a page, neither upright nor sideways.

    Args:
        angle: In radians.
    """
    return abs(angle - round(angle * 2 / pi) * pi / 2) > _SLANTED


def without_watermarks(lines: Sequence[Line], slanted: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines without large words printed across the page, and those words.

    Args:
        lines: Those that stand upright; of these known words alone are a watermark, which may stand in two lines.
        slanted: Those that do not.
    """
    usual = median(line.height for line in lines) if lines else 0.0
    across = [line for line in slanted if line.height > _TALLER * usual > 0]
    small = [line for line in slanted if line not in across]
    large = [line for line in lines if line.height > _LARGE * usual and line.text]
    words = " ".join(" ".join(line.text for line in large).split())
    large = large if _ACROSS.fullmatch(words) else []
    found = [" ".join(line.text.split()) for line in across] + ([words] if large else [])
    return [*(line for line in lines if line not in large), *small], found


def is_shown(textpage: Any, at: int) -> bool:
    """Tell whether the piece of text that a character belongs to is inside what the page shows of it.

    Args:
        textpage: Of PDFium.
        at: The character.
    """
    piece = pdfium_c.FPDFText_GetTextObject(textpage, at)
    if not piece:
        return True
    clip = pdfium_c.FPDFPageObj_GetClipPath(piece)
    parts = [_extent(clip, part) for part in range(pdfium_c.FPDFClipPath_CountPaths(clip))]
    if not parts:
        return True
    low, high = max(part[0] for part in parts), min(part[1] for part in parts)
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium_c.FPDFPageObj_GetBounds(piece, byref(left), byref(bottom), byref(right), byref(top))
    seen = min(top.value, high) - max(bottom.value, low)
    return seen > _LEAST * (top.value - bottom.value)


def _extent(clip: Any, part: int) -> tuple[float, float]:
    """Return the lowest and the highest point of a path that text is cut along."""
    x, y = c_float(), c_float()
    heights = []
    for at in range(pdfium_c.FPDFClipPath_CountPathSegments(clip, part)):
        segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, part, at)
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        heights.append(y.value)
    return (min(heights), max(heights)) if heights else (0.0, 0.0)
